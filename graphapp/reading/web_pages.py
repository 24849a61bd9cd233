"""Web pages -> lines. A table cell that spans columns or rows stands once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_lowercase
from typing import Any, cast

from bs4.dammit import EncodingDetector
from lxml import etree
from lxml.etree import _Comment as Comment
from lxml.etree import _Element as Element

from graphapp.reading.drafts import Line
from graphapp.reading.headers import header_role
from graphapp.reading.office import LONGEST_HEADING, rag_of_colour
from graphapp.reading.uncollected import uncollected

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
_SKIPPED = ("script", "style", "nav", "footer", "noscript", "template", "svg", "head", "rt", "rp")


@uncollected()
def html_lines(data: bytes, _warnings: list[str]) -> list[Line]:
    """Headings, paragraphs, list items and table rows of a web page in reading order."""
    page = _parsed(data)
    if page is None:
        return []
    _check_depth(page)
    _make_plain(page)
    lines: list[Line] = []
    tables = 0
    for kind, found in _walk(next(page.iter("body"), page)):
        if kind in {"table", "dl"}:
            tables += 1
            lines += (_grid if kind == "table" else _pairs)(found, len(lines) + 1, tables)
        else:
            level = int(kind[1]) if kind[0] == "h" and kind[1:].isdigit() else 0
            strong = kind in _BOLD and len(found) < LONGEST_HEADING
            lines.append(Line(len(lines) + 1, (found,), heading=level, is_strong=strong))
    return lines


def _parsed(data: bytes) -> Element | None:
    """The page's outermost element, in the first encoding that may be the page's; None where there is none."""
    detector = EncodingDetector(data, is_html=True)
    for encoding in detector.encodings:
        try:
            parser = etree.HTMLParser(encoding=encoding, remove_pis=True, huge_tree=True)
            parser.feed(detector.markup)
            return parser.close()
        except (UnicodeDecodeError, LookupError, etree.ParserError):
            continue
    return None


def _make_plain(page: Element) -> None:
    """Drop what nobody sees or what only points elsewhere; name tables by role as tables, pictures by their words."""
    for tag in list(page.iter(*_SKIPPED)):
        _put(tag, "")
    for tag in _where(page, "//sup | //*[@hidden] | //*[@class]"):
        if _is_unseen(tag):
            _put(tag, "")
    for tag in _where(page, "//*[@role]"):
        tag.tag = _ROLES.get(tag.get("role") or "", tag.tag)
    for numbered in list(page.iter("ol")):
        if next(numbered.iterancestors(*_CELLS, "nav"), None) is None:
            _number(numbered)
    for picture in list(page.iter("img")):
        cell = next(picture.iterancestors(*_CELLS), None)
        if cell is not None and not "".join(_texts(cell)).strip():
            _put(picture, picture.get("alt") or "")


def _number(numbered: Element) -> None:
    """Write the numbers or letters that a browser shows before the entries of a list."""
    start = numbered.get("start") or "1"
    for no, entry in enumerate(numbered.findall("li"), int(start) if start.isdigit() and len(start) < 4 else 1):
        lettered = numbered.get("type") == "a" and no <= len(ascii_lowercase)
        shown = f"({ascii_lowercase[no - 1]})" if lettered else f"{no}."
        inner = entry
        while not (inner.text or "").strip() and len(inner) and inner[0].tag in _BLOCKS:
            inner = inner[0]
        inner.text = f"{shown} {(inner.text or '').lstrip()}"


def _where(page: Element, path: str) -> list[Element]:
    return cast("list[Element]", page.xpath(path))


def _put(tag: Element, words: str) -> None:
    """Words in the place of an element."""
    place, parent = etree.Comment(""), tag.getparent()
    if parent is not None:
        place.tail, tag.tail = words + (tag.tail or ""), None
        parent.replace(tag, place)


def _is_unseen(tag: Element) -> bool:
    """Whether an element is hidden, speaks only to those who hear the page, or is the number of a footnote."""
    if tag.tag == "sup":
        return _FOOTNOTE.fullmatch("".join(map(str.strip, _texts(tag)))) is not None
    return tag.get("hidden") is not None or not _FOR_HEARING.isdisjoint((tag.get("class") or "").split())


def _check_depth(page: Element) -> None:
    """RecursionError where elements are nested deeper than any page's: what walks them would take for ever."""
    if page.xpath(f"boolean({'/*' * (MAX_DEPTH + 1)})"):
        raise RecursionError


def _walk(node: Element) -> Iterator[tuple[str, Any]]:
    """(tag name, text) of each innermost block, and (tag name, element) for tables, in reading order."""
    loose = [node.text or ""]
    for child in node:
        if isinstance(child, Comment):
            pass
        elif any(True for _ in child.iter(*_BLOCKS, "table")):
            if text := _fold(" ".join(loose)):
                yield node.tag, text
            loose = []
            if child.tag == "table" or _is_card(child):
                yield child.tag, child
            else:
                yield from _walk(child)
        elif child.tag in _BOLD and _is_alone(child, node):
            yield child.tag, _text(child)  # all that its block holds
        else:
            loose += _texts(child)
        loose.append(child.tail or "")
    if text := _fold(" ".join(loose)):
        yield node.tag, text


def _is_card(tag: Element) -> bool:
    """Whether a list of definitions says who leads something, or by when."""
    if tag.tag != "dl":
        return False
    return any(header_role(" ".join(_texts(term))) in {"lead", "due"} for term in tag.iter("dt"))


def _pairs(found: Element, first: int, table: int) -> Iterator[Line]:
    """The terms of a list, each with its definition in a second cell, from line number `first`."""
    term = ""
    for part in found.iter("dt", "dd"):
        if part.tag == "dd":
            yield Line(first, (term, _cell_words(part)), table=table)
            first += 1
        term = _text(part).rstrip(":") if part.tag == "dt" else ""


def _is_alone(child: Element, node: Element) -> bool:
    others = [other for other in node if other is not child and (other.text or not isinstance(other, Comment))]
    return not others and not any(text and text.strip() for text in (node.text, *(each.tail for each in node)))


def _texts(tag: Element) -> Iterator[str]:
    return cast("Iterator[str]", tag.itertext())


def _text(tag: Element) -> str:
    return _fold(" ".join(_texts(tag)))


def _fold(text: str) -> str:
    return " ".join(text.split())


def _span(cell: Element, name: str) -> int:
    value = cell.get(name) or "1"
    return min(int(value), 100) if value.isdigit() and int(value) else 1


def _grid(table: Element, first: int, number: int) -> Iterator[Line]:
    """Rows of cell texts, with the words of the cells that reach into the row from above and the cells' colours.

    They are lines from number `first` on, of the table of that number.
    """
    pending: dict[int, tuple[int, str]] = {}  # column -> rows it is still covered by a cell from above, its words
    for no, row in enumerate(table.iter("tr"), first):
        cells: list[str] = []
        above: dict[int, str] = {}
        fills: dict[int, str] = {}
        own = [child for child in row if child.tag in _CELLS]
        for cell in [*own, None]:
            while pending and pending.get(len(cells), (0, ""))[0] > 0:
                rows, above[len(cells)] = pending[len(cells)]
                pending[len(cells)] = (rows - 1, above[len(cells)])
                cells.append("")
            if cell is not None and not cell.keys():  # of one row and one column, and without colour, as most are
                cells.append(_cell_words(cell))
            elif cell is not None:
                words, fills[len(cells)] = _cell_words(cell), _background(cell)
                for offset in range(_span(cell, "colspan")):
                    pending[len(cells)] = (_span(cell, "rowspan") - 1, "" if offset else words)
                    cells.append("" if offset else words)
        beside = [_filled_up(known, len(cells)) for known in (above, fills)]
        across = len(own) == 1 and not above
        yield Line(no, tuple(cells), table=number, above=beside[0], fills=beside[1], is_across=across)


def _filled_up(known: dict[int, str], width: int) -> tuple[str, ...]:
    """What is known of some cells of a row, for each of them."""
    return tuple([known.get(at, "") for at in range(width)]) if known else ("",) * width


def _background(cell: Element) -> str:
    """The colour of a cell as a RAG word, "" where it has none or is styled elsewhere."""
    style, colour = cell.get("style"), cell.get("bgcolor")
    found = _COLOUR.search(f"{style or ''}; background:{colour or ''}") if style or colour else None
    if not found:
        return ""
    if found["word"]:
        return found["word"].lower()
    parts = "".join(f"{min(int(part), 255):02x}" for part in re.findall(r"\d+", found["rgb"] or "")[:3])
    return rag_of_colour(found["hex"] or parts or "".join(2 * letter for letter in found["short"]))


def _cell_words(cell: Element) -> str:
    """The words of a cell, in a line for each of its paragraphs."""
    if not len(cell):
        text = cell.text or ""
        if "\n" not in text:
            return _fold(text)
    else:
        for part in cell.iter("br", "p", "li"):
            part.text = f"\n{part.text or ''}"
        text = "".join(_texts(cell))
    return "\n".join([words for line in text.split("\n") if (words := _fold(line))])
