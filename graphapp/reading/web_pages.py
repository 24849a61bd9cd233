"""Web pages -> lines. A table cell that spans columns or rows stands once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from graphapp.reading.drafts import Line
from graphapp.reading.headers import header_role
from graphapp.reading.office import LONGEST_HEADING, rag_of_colour

_BLOCKS = (
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "dt",
    "dd",
    "div",
    "section",
    "article",
    "main",
    "body",
)
MAX_DEPTH = 500  # elements within elements; what is never closed counts as one within the other
_BOLD = ("b", "strong")
_COLOUR = re.compile(
    r"background(?:-color)?\s*:\s*(?:#(?P<hex>[0-9a-f]{6})\b|#(?P<short>[0-9a-f]{3})\b|rgba?\((?P<rgb>[\d\s,.]{5,40})\)"
    r"|(?P<word>red|amber|green|blue)\b)",
    re.I,
)
# The roles that make a table of other elements (WAI-ARIA), and the elements they stand for.
_ROLES = {"table": "table", "grid": "table", "row": "tr"}
_ROLES |= {"cell": "td", "gridcell": "td", "columnheader": "th", "rowheader": "th"}
_FOR_HEARING = {"visually-hidden", "govuk-visually-hidden", "sr-only", "screen-reader-text", "visuallyhidden"}
_FOOTNOTE = re.compile(r"\[?\d{1,3}\]?|\*")
_CELLS = {"td", "th"}
_SKIPPED = ("script", "style", "nav", "footer", "noscript", "template", "svg", "head")


def html_lines(data: bytes, _warnings: list[str]) -> list[Line]:
    """Headings, paragraphs, list items and table rows of a web page in reading order."""
    soup = BeautifulSoup(data, "lxml")
    _check_depth(soup)
    _make_plain(soup)
    lines: list[Line] = []
    tables = 0
    for kind, found in _walk(soup.body or soup):
        if kind in {"table", "dl"}:
            tables += 1
            rows = _grid(found) if kind == "table" else _pairs(found)
            lines += [replace(row, no=no, table=tables) for no, row in enumerate(rows, len(lines) + 1)]
        else:
            level = int(kind[1]) if kind[0] == "h" and kind[1:].isdigit() else 0
            strong = kind in _BOLD and len(found) < LONGEST_HEADING
            lines.append(Line(len(lines) + 1, (found,), heading=level, is_strong=strong))
    return lines


def _make_plain(soup: Tag) -> None:
    """Drop what nobody sees or what only points elsewhere; name tables by role as tables, pictures by their words."""
    for tag in soup(_SKIPPED):
        tag.decompose()
    for tag in soup.find_all(_is_unseen):
        tag.decompose()
    for role, name in _ROLES.items():
        for tag in soup.find_all(role=role):
            tag.name = name
    for picture in soup.find_all("img"):
        cell = picture.find_parent(["td", "th"])
        if cell is not None and not cell.get_text(strip=True):
            picture.replace_with(str(picture.get("alt") or ""))


def _is_unseen(tag: Tag) -> bool:
    """Whether an element is hidden, speaks only to those who hear the page, or is the number of a footnote."""
    if tag.name == "sup":
        return _FOOTNOTE.fullmatch(tag.get_text(strip=True)) is not None
    return tag.has_attr("hidden") or not _FOR_HEARING.isdisjoint(tag.get_attribute_list("class"))


def _check_depth(soup: Tag) -> None:
    """RecursionError where elements are nested deeper than any page's: what walks them would take for ever."""
    level = [soup]
    for _ in range(MAX_DEPTH):
        level = [child for tag in level for child in tag.children if isinstance(child, Tag)]
        if not level:
            return
    raise RecursionError


def _walk(node: Tag) -> Iterator[tuple[str, Any]]:
    """(tag name, text) of each innermost block, and (tag name, element) for tables, in reading order."""
    loose: list[str] = []
    for child in node.children:
        if isinstance(child, Tag) and (
            child.name == "table" or child.name in _BLOCKS or child.find((*_BLOCKS, "table"))
        ):
            if text := _fold(" ".join(loose)):
                yield node.name, text
            loose = []
            if child.name == "table" or _is_card(child):
                yield child.name, child
            else:
                yield from _walk(child)
        elif isinstance(child, Tag) and child.name in _BOLD and _is_alone(child, node):
            yield child.name, _fold(child.get_text(" "))  # all that its block holds
        elif isinstance(child, Tag):
            loose.append(child.get_text(" "))
        elif type(child) is NavigableString:
            loose.append(str(child))
    if text := _fold(" ".join(loose)):
        yield node.name, text


def _is_card(tag: Tag) -> bool:
    """Whether a list of definitions says who leads something, or by when."""
    if tag.name != "dl":
        return False
    return any(header_role(term.get_text(" ")) in {"lead", "due"} for term in tag.find_all("dt"))


def _pairs(found: Tag) -> Iterator[Line]:
    """The terms of a list, each with its definition in a second cell."""
    term = ""
    for part in found.find_all(["dt", "dd"]):
        if part.name == "dd":
            yield Line(0, (term, _cell_words(part)))
        term = _fold(part.get_text(" ")).rstrip(":") if part.name == "dt" else ""


def _is_alone(child: Tag, node: Tag) -> bool:
    return all(other is child or not str(other).strip() for other in node.children)


def _fold(text: str) -> str:
    return " ".join(text.split())


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or 1) if cell.attrs else "1"
    return min(int(value), 100) if value.isdigit() and int(value) else 1


def _grid(table: Tag) -> Iterator[Line]:
    """Rows of cell texts, with the words of the cells that reach into the row from above and the cells' colours."""
    pending: dict[int, tuple[int, str]] = {}  # column -> rows it is still covered by a cell from above, its words
    for row in table.find_all("tr"):
        cells: list[str] = []
        above: dict[int, str] = {}
        fills: dict[int, str] = {}
        for cell in [*(child for child in row.contents if isinstance(child, Tag) and child.name in _CELLS), None]:
            while pending.get(len(cells), (0, ""))[0] > 0:
                rows, above[len(cells)] = pending[len(cells)]
                pending[len(cells)] = (rows - 1, above[len(cells)])
                cells.append("")
            if cell is not None:
                words, fills[len(cells)] = _cell_words(cell), _background(cell)
                for offset in range(_span(cell, "colspan")):
                    pending[len(cells)] = (_span(cell, "rowspan") - 1, "" if offset else words)
                    cells.append("" if offset else words)
        beside = [tuple(known.get(at, "") for at in range(len(cells))) for known in (above, fills)]
        across = len(row.find_all(["td", "th"], recursive=False)) == 1 and not above
        yield Line(0, tuple(cells), above=beside[0], fills=beside[1], is_across=across)


def _background(cell: Tag) -> str:
    """The colour of a cell as a RAG word, "" where it has none or is styled elsewhere."""
    if not cell.attrs:
        return ""
    found = _COLOUR.search(f"{cell.get('style') or ''}; background:{cell.get('bgcolor') or ''}")
    if not found:
        return ""
    if found["word"]:
        return found["word"].lower()
    parts = "".join(f"{min(int(part), 255):02x}" for part in re.findall(r"\d+", found["rgb"] or "")[:3])
    return rag_of_colour(found["hex"] or parts or "".join(2 * letter for letter in found["short"]))


def _cell_words(cell: Tag) -> str:
    if len(cell.contents) == 1 and type(cell.contents[0]) is NavigableString:
        return "\n".join(part for line in str(cell.contents[0]).split("\n") if (part := _fold(line)))
    for br in cell.find_all(["br", "p", "li"]):
        br.insert_before("\n")
    return "\n".join(part for line in cell.get_text().split("\n") if (part := _fold(line)))
