"""The pages of a PDF -> lines: words and tables page by page, without running heads."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pdfplumber
from pdfminer.pdftypes import resolve1

from graphapp.errors import UnreadablePaper
from graphapp.reading.drafts import Line
from graphapp.reading.grid import BROKEN, TextLine, find_header, mended, text_lines
from graphapp.reading.pen import Page, Pen
from graphapp.reading.ruled import Rules, inside, is_dot, ruled_tables, shades_of
from graphapp.reading.words import is_sideways, words_of

_CLOSE = 1.8  # times the size of the letters: what stands so near is of one text
_PAGE_NUMBER = re.compile(
    r"(?i)(?:page|p\.?|-)?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\s*-?"
    r"|.{0,150}\bpage \d{1,4}(?: of \d{1,4})?"
)
_WORD = re.compile(r"\w+")


def pdf_lines(data: bytes, warnings: list[str]) -> list[Line]:
    """Text lines and table rows of a PDF, page by page, from the top down; no running heads, no page numbers.

    What a damaged file loses is said in `warnings`.
    """
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        pages = [_read_page(page) for page in pdf.pages]
        promised = _promised(pdf)
    without = [number for number, page in enumerate(pages, 1) if not page.lines and not page.tables]
    if len(without) == len(pages):
        raise UnreadablePaper("this PDF holds pictures of pages, no text. Run it through text recognition (OCR) first.")
    if promised > len(pages):
        warnings.append(f"{promised - len(pages)} of its {promised} pages cannot be opened. {_DAMAGED}")
    if without:
        pages_are = "page {} holds" if len(without) == 1 else "pages {} hold"
        warnings.append(
            f"{pages_are.format(', '.join(map(str, without)))} no text: empty, pictures, or damaged. Look at the paper."
        )
    _drop_running_heads(pages)
    pen = Pen(pages)
    for number, page in enumerate(pages, 1):
        pen.write(number, page)
    known = frozenset(word for line in pen.lines for word in _WORD.findall(line.text.lower()))
    return [
        replace(line, cells=mended(line.cells, known), above=mended(line.above, known))
        if BROKEN in line.text or any(BROKEN in words for words in line.above)
        else line
        for line in pen.lines
    ]


_DAMAGED = "The file is damaged: open it where it was made and save it again."


def _promised(pdf: Any) -> int:
    """How many pages the file says it has; 0 where it does not say."""
    with suppress(Exception):  # in a damaged file anything may stand there
        return int(resolve1(resolve1(pdf.doc.catalog["Pages"])["Count"]))
    return 0


def _read_page(page: Any) -> Page:
    if is_sideways(page):
        turned = (int(page.rotation or 0) + 90) % 360
        page.page_obj.rotate = page.page_obj.attrs["Rotate"] = turned
        page = type(page)(page.pdf, page.page_obj, page.page_number, page.initial_doctop)
    drawn, shades = Rules.of(page), shades_of(page)
    found = words_of(page, drawn.edges())
    words = [word for word in found if inside(word, page.bbox) and not is_dot(word.text)]
    tables = ruled_tables(drawn, words, shades)
    words = [word for word in words if not (word.laid or any(table.holds(word) for table in tables))]
    rules: Counter[float] = Counter()
    for edge in page.edges:
        if edge["orientation"] == "h":
            rules[round(edge["top"])] += edge["x1"] - edge["x0"]
    long = sorted(place for place, length in rules.items() if length > 0.3 * page.width)
    return Page(float(page.width), float(page.height), text_lines(words), tables, long, shades)


def _drop_running_heads(pages: Sequence[Page]) -> None:
    """Forget lines in the margins that stand on several pages, and page numbers; headers of tables are kept."""
    heads: Counter[tuple[int, str]] = Counter()
    headers: list[set[int]] = []
    for page in pages:
        found = [find_header(page.lines, at) for at in range(len(page.lines))]
        headers.append({at for header in found if header for at in range(header.first, header.last + 1)})
        heads.update({_key(line) for line in page.lines if page.is_marginal(line)})
    for page, kept in zip(pages, headers, strict=True):
        often = [heads[_key(line)] for line in page.lines]
        page.lines = [
            line
            for at, line in enumerate(page.lines)
            if at in kept
            or not page.is_marginal(line)
            or not (_PAGE_NUMBER.fullmatch(line.text) or _is_running(page, at, often[at], len(pages)))
        ]


def _is_running(page: Page, at: int, often: int, pages: int) -> bool:
    """Whether a line that stands at this height on some pages is a running head: on most, or apart from the body."""
    line = page.lines[at]
    inner = at - 1 if line.top > page.height / 2 else at + 1
    near = 0 <= inner < len(page.lines) and abs(page.lines[inner].top - line.top) < _CLOSE * line.size
    return often > max(1, pages // 3) and (3 * often >= 2 * pages or not near)


def _key(line: TextLine) -> tuple[int, str]:
    return round(line.top / 4), re.sub(r"\d+", "#", line.text)
