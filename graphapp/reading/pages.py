"""Web pages and PDF files -> lines. A table cell that spans columns or rows stands once."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

import pdfplumber
from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from pdfminer.pdftypes import resolve1

from graphapp.errors import UnreadablePaper
from graphapp.reading.drafts import Line
from graphapp.reading.grid import (
    LARGER,
    Grid,
    TextLine,
    Word,
    cell_text,
    find_header,
    open_grid,
    split_rows,
    text_lines,
)
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
_CELLS = {"td", "th"}
_SKIPPED = ("script", "style", "nav", "footer", "noscript", "template", "svg", "head")


def html_lines(data: bytes, _warnings: list[str]) -> list[Line]:
    """Headings, paragraphs, list items and table rows of a web page in reading order."""
    soup = BeautifulSoup(data, "lxml")
    _check_depth(soup)
    for tag in soup(_SKIPPED):
        tag.decompose()
    lines: list[Line] = []
    tables = 0
    for kind, found in _walk(soup.body or soup):
        if kind == "table":
            tables += 1
            lines += [replace(row, no=no, table=tables) for no, row in enumerate(_grid(found), len(lines) + 1)]
        else:
            level = int(kind[1]) if kind[0] == "h" and kind[1:].isdigit() else 0
            strong = kind in _BOLD and len(found) < LONGEST_HEADING
            lines.append(Line(len(lines) + 1, (found,), heading=level, is_strong=strong))
    return lines


def _check_depth(soup: Tag) -> None:
    """RecursionError where elements are nested deeper than any page's: what walks them would take for ever."""
    level = [soup]
    for _ in range(MAX_DEPTH):
        level = [child for tag in level for child in tag.children if isinstance(child, Tag)]
        if not level:
            return
    raise RecursionError


def _walk(node: Tag) -> Iterator[tuple[str, Any]]:
    """(tag name, text) of each innermost block, and ("table", element) for tables, in reading order."""
    loose: list[str] = []
    for child in node.children:
        if isinstance(child, Tag) and (
            child.name == "table" or child.name in _BLOCKS or child.find((*_BLOCKS, "table"))
        ):
            if text := _fold(" ".join(loose)):
                yield node.name, text
            loose = []
            if child.name == "table":
                yield "table", child
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
        yield Line(0, tuple(cells), above=beside[0], fills=beside[1])


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


_MARGIN = 0.12  # of a page's height, above and below, where running heads and page numbers stand
_APART = 4  # times the size of the letters: what stands so far below a table is none of it
_PAGE_NUMBER = re.compile(
    r"(?i)(?:page|p\.?|-)?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\s*-?"
    r"|.{0,150}\bpage \d{1,4}(?: of \d{1,4})?"
)
_Rows = list[tuple[str, ...]]


@dataclass(slots=True)
class _Page:
    """One page of a PDF: ruled tables by their top edge, the lines outside them, horizontal rules."""

    height: float
    lines: list[TextLine]
    tables: list[tuple[float, _Rows]]
    rules: list[float]

    def is_marginal(self, line: TextLine) -> bool:
        """Whether a line stands where running heads and page numbers stand."""
        return not _MARGIN * self.height < line.top < (1 - _MARGIN) * self.height


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
    pen = _Pen(pages)
    for number, page in enumerate(pages, 1):
        pen.write(number, page)
    return pen.lines


_DAMAGED = "The file is damaged: open it where it was made and save it again."


def _promised(pdf: Any) -> int:
    """How many pages the file says it has; 0 where it does not say."""
    with suppress(Exception):  # in a damaged file anything may stand there
        return int(resolve1(resolve1(pdf.doc.catalog["Pages"])["Count"]))
    return 0


def _read_page(page: Any) -> _Page:
    words = [Word.of(found) for found in page.extract_words(extra_attrs=["size"])]
    tables = []
    for table in page.find_tables():
        if max((len(row.cells) for row in table.rows), default=0) > 1:
            inside = [word for word in words if _within(word, table.bbox)]
            words = [word for word in words if not _within(word, table.bbox)]
            tables.append((table.bbox[1], [tuple(_cell(inside, box) for box in row.cells) for row in table.rows]))
    rules: Counter[float] = Counter()
    for edge in page.edges:
        if edge["orientation"] == "h":
            rules[round(edge["top"])] += edge["x1"] - edge["x0"]
    long = sorted(place for place, length in rules.items() if length > 0.3 * page.width)
    return _Page(float(page.height), text_lines(words), tables, long)


def _within(word: Word, box: Sequence[float]) -> bool:
    across, down = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]


def _cell(words: Sequence[Word], box: Sequence[float] | None) -> str:
    """The words of a ruled cell; its lines wrap at the right rule, less the room that is kept at the left one."""
    lines = text_lines([word for word in words if box and _within(word, box)])
    if not box or not lines:
        return ""
    return cell_text(lines, box[2] - max(0.0, min(line.words[0].x0 for line in lines) - box[0]))


def _drop_running_heads(pages: Sequence[_Page]) -> None:
    """Forget lines in the margins that stand on several pages, and page numbers; headers of tables are kept."""
    heads: Counter[tuple[int, str]] = Counter()
    headers: list[set[int]] = []
    for page in pages:
        found = [find_header(page.lines, at) for at in range(len(page.lines))]
        headers.append({at for header in found if header for at in range(header.first, header.last + 1)})
        heads.update({_key(line) for line in page.lines if page.is_marginal(line)})
    for page, kept in zip(pages, headers, strict=True):
        page.lines = [
            line
            for at, line in enumerate(page.lines)
            if at in kept
            or not page.is_marginal(line)
            or not (heads[_key(line)] > max(1, len(pages) // 3) or _PAGE_NUMBER.fullmatch(line.text))
        ]


def _key(line: TextLine) -> tuple[int, str]:
    return round(line.top / 4), re.sub(r"\d+", "#", line.text)


@dataclass(slots=True)
class _Pen:
    """Writes pages down as lines; a table without rules stays in force over a page's end."""

    pages: Sequence[_Page]
    lines: list[Line] = field(default_factory=list)
    tables: int = 0
    grid: Grid | None = None
    body: float = 0.0
    sizes: list[float] = field(default_factory=list)  # of headings, the largest first

    def __post_init__(self) -> None:
        letters: Counter[float] = Counter()
        for page in self.pages:
            for line in page.lines:
                letters[round(line.size, 1)] += len(line.text)
        self.body = max(letters, key=lambda size: letters[size], default=0.0)
        self.sizes = sorted((size for size in letters if size > LARGER * self.body), reverse=True)

    def write(self, number: int, page: _Page) -> None:
        """One page."""
        start = 0
        for top, rows in sorted(page.tables, key=lambda table: table[0]):
            end = next((at for at, line in enumerate(page.lines) if line.top > top), len(page.lines))
            self._words(page.lines[start:end], number, page)
            self.grid, start = None, end
            self.tables += 1
            self._rows(rows, number)
        self._words(page.lines[start:], number, page)

    def _rows(self, rows: Iterable[tuple[str, ...]], number: int) -> None:
        for cells in rows:
            self.lines.append(Line(len(self.lines) + 1, cells, page=number, table=self.tables))

    def _words(self, lines: Sequence[TextLine], number: int, page: _Page) -> None:
        """Lines outside ruled tables, the tables without rules among them."""
        at = 0
        while at < len(lines):
            if header := find_header(lines, at):
                below = lines[header.last + 1 :]
                words = tuple(cell[0] for cell in header.cells)
                if self.grid is None or self.grid.words != words:
                    self.grid = open_grid(header, below)
                    self.tables += 1
                self._rows([words], number)
                at = header.last + 1
            taken = self._taken(lines, at)
            if self.grid and taken:
                rows = split_rows(lines[at : at + taken], self.grid, page.rules)
                self._rows(map(self.grid.cells, rows), number)
                at += taken
            elif at < len(lines):
                self.grid = None
                line = lines[at]
                self.lines.append(Line(len(self.lines) + 1, (line.text,), page=number, heading=self._level(line)))
                at += 1

    def _taken(self, lines: Sequence[TextLine], at: int) -> int:
        """How many lines from here are rows of the table in force."""
        count = 0
        for place, line in enumerate(lines[at:], at):
            apart = place > at and line.top - lines[place - 1].top > _APART * line.size
            if not self.grid or apart or not self.grid.takes(line, self.body) or find_header(lines, place):
                break
            count += 1
        return count

    def _level(self, line: TextLine) -> int:
        """The level of a heading by its size, 0 for body text."""
        size = round(line.size, 1)
        return min(self.sizes.index(size) + 1, 6) if size in self.sizes and len(line.text) < 150 else 0
