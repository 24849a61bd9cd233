"""Web pages and PDF files -> lines. A table cell that spans columns or rows stands once."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import pdfplumber
from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from pdfminer.pdftypes import resolve1

from graphapp.errors import UnreadablePaper
from graphapp.reading.drafts import Line
from graphapp.reading.grid import (
    BROKEN,
    LARGER,
    Grid,
    Header,
    TextLine,
    Word,
    find_header,
    mended,
    open_grid,
    split_rows,
    text_lines,
)
from graphapp.reading.office import LONGEST_HEADING, rag_of_colour
from graphapp.reading.ruled import Ruled, RuledRow, Shade, colour, inside, is_dot, own, ruled_tables, shades_of

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
    value = str(cell.get(name) or 1)
    return min(int(value), 100) if value.isdigit() and int(value) else 1


def _grid(table: Tag) -> Iterator[Line]:
    """Rows of cell texts, with the words of the cells that reach into the row from above and the cells' colours."""
    pending: dict[int, tuple[int, str]] = {}  # column -> rows it is still covered by a cell from above, its words
    for row in table.find_all("tr"):
        cells: list[str] = []
        above: dict[int, str] = {}
        fills: dict[int, str] = {}
        for cell in [*row.find_all(["td", "th"], recursive=False), None]:
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
    found = _COLOUR.search(f"{cell.get('style') or ''}; background:{cell.get('bgcolor') or ''}")
    if not found:
        return ""
    if found["word"]:
        return found["word"].lower()
    parts = "".join(f"{min(int(part), 255):02x}" for part in re.findall(r"\d+", found["rgb"] or "")[:3])
    return rag_of_colour(found["hex"] or parts or "".join(2 * letter for letter in found["short"]))


def _cell_words(cell: Tag) -> str:
    for br in cell.find_all(["br", "p", "li"]):
        br.insert_before("\n")
    return "\n".join(part for line in cell.get_text().split("\n") if (part := _fold(line)))


_MARGIN = 0.12  # of a page's height, above and below, where running heads and page numbers stand
_BANNER = 3  # lines of a banner between two parts of a table
_APART = 4  # times the size of the letters: what stands so far below a table is none of it
_CLOSE = 1.8  # times the size of the letters: what stands so near is of one text
_PAGE_NUMBER = re.compile(
    r"(?i)(?:page|p\.?|-)?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\s*-?"
    r"|.{0,150}\bpage \d{1,4}(?: of \d{1,4})?"
)
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class _Page:
    """One page of a PDF: its ruled tables from the top down, the lines outside them, horizontal rules, colours."""

    height: float
    lines: list[TextLine]
    tables: list[Ruled]
    rules: list[float]
    shades: list[Shade]

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


def _read_page(page: Any) -> _Page:
    found = [Word.of(each) for each in page.extract_words(extra_attrs=["size"], return_chars=True)]
    words = [word for word in found if inside(word, page.bbox) and not is_dot(word.text)]
    shades = shades_of(page)
    tables = ruled_tables(page, words, shades)
    words = [word for word in words if not any(table.holds(word) for table in tables)]
    rules: Counter[float] = Counter()
    for edge in page.edges:
        if edge["orientation"] == "h":
            rules[round(edge["top"])] += edge["x1"] - edge["x0"]
    long = sorted(place for place, length in rules.items() if length > 0.3 * page.width)
    return _Page(float(page.height), text_lines(words), tables, long, shades)


def _drop_running_heads(pages: Sequence[_Page]) -> None:
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


def _is_running(page: _Page, at: int, often: int, pages: int) -> bool:
    """Whether a line that stands at this height on some pages is a running head: on most, or apart from the body."""
    line = page.lines[at]
    inner = at - 1 if line.top > page.height / 2 else at + 1
    near = 0 <= inner < len(page.lines) and abs(page.lines[inner].top - line.top) < _CLOSE * line.size
    return often > max(1, pages // 3) and (3 * often >= 2 * pages or not near)


def _key(line: TextLine) -> tuple[int, str]:
    return round(line.top / 4), re.sub(r"\d+", "#", line.text)


@dataclass(slots=True)
class _Pen:
    """Writes pages down as lines; a table without rules stays in force over a page's end."""

    pages: Sequence[_Page]
    lines: list[Line] = field(default_factory=list)
    tables: int = 0
    grid: Grid | None = None
    ruled: Ruled | None = None  # the last table with rules
    header: Header | None = None  # and the last header of one
    is_striped: bool = False  # whether only some of its rows are ruled, or shaded
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
        for place, table in enumerate(page.tables):
            end = next((at for at, line in enumerate(page.lines) if line.top > table.box[1]), len(page.lines))
            between = page.lines[start:end]
            if self._is_banner(between, table):
                words = " ".join(line.text for line in between)
                self._line((words, *[""] * (len(table.edges) - 2)), number, is_strong=True)
            else:
                self._words(between, number, page)
            start = end
            following = next(iter(page.tables[place + 1 :]), None)
            low = following.box[1] if following else page.height
            self._table(table, following, number, [line for line in page.lines[end:] if line.top < low])
        self._words(page.lines[start:], number, page)

    def _is_banner(self, lines: Sequence[TextLine], table: Ruled) -> bool:
        """Whether lines between two parts of one table are a banner that no rules close in."""
        if not lines or self.ruled is None or self.lines[-1].table != self.tables:
            return False
        narrow = len(lines) <= _BANNER and all(len(line.segments) == 1 for line in lines)
        return narrow and table.header is None and table.is_like(self.ruled.edges) and not self.is_striped

    def _table(self, table: Ruled, following: Ruled | None, number: int, below: Sequence[TextLine]) -> None:
        """A table with rules; `below` are the lines down to the next one, or to the end of the page."""
        last, header = self.ruled, table.header
        goes_on = last is not None and table.is_like(last.edges)
        again = header is not None and self.header is not None and header.words == self.header.words
        if not goes_on or (header is not None and not (again and self.lines[-1].table == self.tables)):
            self.tables += 1
        self.ruled, self.header = table, header or (self.header if goes_on else None)
        reaching = last.reaching if last is not None and goes_on and self.lines[-1].page != number else ()
        for at, row in enumerate(table.rows):
            above = row.above
            if reaching and at == (header is not None):
                above = tuple(
                    words or (over if not cell else "")
                    for words, over, cell in zip(above, reaching, row.cells, strict=True)
                )
            self._row(replace(row, above=above), table, number)
        self.is_striped &= goes_on
        self.grid = self._grid_below(table, following, below)

    def _row(self, row: RuledRow, table: Ruled, number: int) -> None:
        """A row of a ruled table; one that holds several has rules only between its columns."""
        grid = open_grid(self.header, row.lines, table.edges[1:-1]) if self.header else None
        refs = [line for line in row.lines if grid and grid.has_ref(line)]
        if grid and len(refs) > 1 and all(map(grid.is_row, refs)):
            for lines in split_rows(row.lines, grid, ()):
                self._line(grid.cells(lines), number)
        else:
            self._line(row.cells, number, row.fills, row.above, row.is_strong)

    def _grid_below(self, table: Ruled, following: Ruled | None, below: Sequence[TextLine]) -> Grid | None:
        """The columns of a table that is not ruled to its end: only its header, or every other row, is shaded."""
        if self.header is None:
            return None
        grid = open_grid(self.header, below, table.edges[1:-1])
        between = following is not None and following.is_like(table.edges) and following.header is None
        self.is_striped |= between and bool(below) and all(grid.takes(line, self.body) for line in below)
        return grid if self.is_striped or (table.header is not None and len(table.rows) == 1) else None

    def _line(
        self,
        cells: tuple[str, ...],
        number: int,
        fills: tuple[str, ...] = (),
        above: tuple[str, ...] = (),
        is_strong: bool = False,
    ) -> None:
        no = len(self.lines) + 1
        self.lines.append(Line(no, cells, number, None, self.tables, fills, above, is_strong=is_strong))

    def _words(self, lines: Sequence[TextLine], number: int, page: _Page) -> None:
        """Lines outside ruled tables, the tables without rules among them."""
        at = 0
        while at < len(lines):
            if header := find_header(lines, at):
                self._open(header, lines[header.last + 1 :], number)
                at = header.last + 1
            taken = self._taken(lines, at)
            if self.grid and taken:
                for row in split_rows(lines[at : at + taken], self.grid, page.rules):
                    cells = self.grid.cells(row)
                    is_title = len(row) == 1 and self.grid.is_title(row[0])
                    self._line(cells, number, self._fills(row, self.grid, page), is_strong=is_title)
                at += taken
            elif self.grid and (deep := self.grid.banner(lines, at, self.body)):
                words = " ".join(line.text for line in lines[at : at + deep])
                self._line((words, *[""] * len(self.grid.cuts)), number, is_strong=True)
                at += deep
            elif at < len(lines):
                self.grid = None
                line = lines[at]
                self.lines.append(Line(len(self.lines) + 1, (line.text,), page=number, heading=self._level(line)))
                at += 1

    def _open(self, header: Header, below: Sequence[TextLine], number: int) -> None:
        """A header of a table without rules: its columns are in force from here."""
        if self.grid is None or self.grid.words != header.words:
            self.grid = open_grid(header, below)
            self.tables += 1
        self._line(header.words, number)

    def _fills(self, row: Sequence[TextLine], grid: Grid, page: _Page) -> tuple[str, ...]:
        """The colours of the cells of a row without rules."""
        top, bottom = row[0].top, max(word.bottom for line in row for word in line.words)
        edges = [grid.lefts[0], *grid.cuts, grid.rights[-1]]
        boxes = [(left, top, right, bottom) for left, right in pairwise(edges)]
        return own([colour(box, page.shades) for box in boxes]) if page.shades else ()

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
