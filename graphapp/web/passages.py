"""Where in a paper: the address of a cited passage, and the pages that a long paper is shown in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from flask import g

from graphapp.analysis.answers import Answer, Graph
from graphapp.web.state import state, url

PAGE_LINES = 320  # lines of one page, and
PAGE_CHARACTERS = 30_000  # their characters: with its links, style sheet and script a page stays under 150 kB
_RANGE = re.compile(r"L?([0-9]{1,7})(?:\s*[-–]\s*L?([0-9]{1,7}))?", re.IGNORECASE)


def citation_url(source: Answer) -> str:
    """The address of a `source`: its first line, on the page of the paper that shows it, with all its lines marked."""
    first, last = source["line_start"], source["line_end"]
    lines = f"{first}-{last}" if last > first else str(first)
    is_plain = lines == str(first) and not source.get("sheet") and first <= _plain_until(source["document"])
    query = {"sheet": source.get("sheet") or "", "lines": "" if is_plain else lines}
    return f"{url('/documents/' + source['document'], **query)}#L{first}"


def _plain_until(document: str) -> int:
    """The last line that the address of the paper alone shows; looked up once a request."""
    known: dict[str, int] = g.setdefault("plain_until", {})
    if document not in known:
        known[document] = state().ask(first_part, f"document:{document}")
    return known[document]


def first_part(graph: Graph, document_id: str) -> int:
    """How many lines the first page of a paper shows."""
    if document_id not in graph:
        return PAGE_LINES
    lines = graph.nodes[document_id]["node"].props.get("lines") or []
    return len(next(iter(paged([{"text": text} for text in lines])), []))


def line_range(words: str) -> tuple[int, int] | None:
    """The first and last line that `?lines=` names; None for no words; ValueError with a sentence for others.

    >>> line_range("302-310"), line_range("L305"), line_range("9-7"), line_range("")
    ((302, 310), (305, 305), (7, 9), None)
    """
    if not words.strip():
        return None
    found = _RANGE.fullmatch(words.strip())
    if found is None:
        raise ValueError(f"{words.strip()[:40]!r} names no lines: write 305, or 302-310.")
    first, last = int(found[1]), int(found[2] or found[1])
    return min(first, last), max(first, last)


def paged(lines: Iterable[Answer]) -> list[list[Answer]]:
    """The lines of a paper in the pages it is shown in."""
    pages: list[list[Answer]] = []
    size = 0
    for line in lines:
        size += len(line["text"])
        if not pages or size > PAGE_CHARACTERS or len(pages[-1]) == PAGE_LINES:
            pages.append([])
            size = len(line["text"])
        pages[-1].append(line)
    return pages


def page_with(pages: Sequence[Sequence[Answer]], no: int) -> int:
    """Which of the pages, from 0, shows the line; the last one for a line beyond the paper."""
    return next((at for at, lines in enumerate(pages) if lines[-1]["no"] >= no), max(len(pages) - 1, 0))
