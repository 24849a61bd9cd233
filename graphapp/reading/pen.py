"""Pages of a PDF written down as lines from the top down: words, ruled tables, and tables that have no rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from graphapp.reading.drafts import Line
from graphapp.reading.grid import (
    BANNER,
    FAR,
    LARGER,
    Grid,
    Header,
    TextLine,
    find_header,
    has_room,
    open_grid,
    over_pages,
    split_rows,
)
from graphapp.reading.ruled import Ruled, RuledRow, Shade, colour, own

_TITLE_LETTERS = 60  # a longer line is prose, as a rule
_TITLE = 4  # lines; a title has no more
_CLOSE = 1.6  # times the size of the letters: lines of one title stand so near
MARGIN = 0.12  # of a page's height, above and below, where running heads and page numbers stand


@dataclass(slots=True)
class Page:
    """One page of a PDF: its ruled tables from the top down, the lines outside them, horizontal rules, colours."""

    width: float
    height: float
    lines: list[TextLine]
    tables: list[Ruled]
    rules: list[float]
    shades: list[Shade]

    def is_marginal(self, line: TextLine) -> bool:
        """Whether a line stands where running heads and page numbers stand."""
        return not MARGIN * self.height < line.top < (1 - MARGIN) * self.height


@dataclass(slots=True)
class Pen:
    """Writes pages down as lines; a table without rules stays in force over a page's end."""

    pages: Sequence[Page]
    lines: list[Line] = field(default_factory=list)
    tables: int = 0
    grid: Grid | None = None
    last: int | None = None  # the place of the last row of the table in force
    refs: int | None = None  # the column of its references
    is_numbered: bool = True  # whether all its rows have one
    ruled: Ruled | None = None  # the last table with rules
    header: Header | None = None  # and the last header of one
    heads: dict[int, Header] = field(default_factory=dict)  # headers without rules among the lines at hand, by place
    number: int = 0  # of the page
    page: Page = field(init=False)
    body: float = 0.0
    rights: dict[float, float] = field(default_factory=dict)  # where the longest lines of pages so wide end
    sizes: list[float] = field(default_factory=list)  # of headings, the largest first

    def __post_init__(self) -> None:
        prose, titles, cells = Counter[float](), Counter[float](), Counter[float]()
        for page in self.pages:
            for line in page.lines:
                is_prose = len(line.text) > _TITLE_LETTERS and not line.is_bold
                (prose if is_prose else titles)[round(line.size, 1)] += len(line.text)
            for line in (line for table in page.tables for row in table.rows for line in row.lines):
                cells[round(line.size, 1)] += len(line.text)
            ends = [*(line.words[-1].x1 for line in page.lines), *(table.box[2] for table in page.tables)]
            self.rights[page.width] = max([self.rights.get(page.width, 0.0), *ends])
        letters = prose or titles + cells
        self.body = max(letters, key=lambda size: letters[size], default=0.0)
        self.sizes = sorted((size for size in prose + titles if size > LARGER * self.body), reverse=True)

    def write(self, number: int, page: Page) -> None:
        """One page."""
        self.number, self.page, start = number, page, 0
        waiting: list[TextLine] = []
        for place, table in enumerate(page.tables):
            end = next((at for at, line in enumerate(page.lines) if line.top > table.box[1]), len(page.lines))
            waiting += page.lines[start:end]
            start = end
            if self._is_stripe(table, waiting):
                waiting += [line for row in table.rows for line in row.lines]
                continue
            if self._is_banner(waiting, table):
                words = " ".join(line.text for line in waiting)
                self._line((words, *[""] * (len(table.edges) - 2)), is_strong=True)
            else:
                self._words(waiting)
            waiting = []
            low = page.tables[place + 1].box[1] if place + 1 < len(page.tables) else page.height
            self._table(table, [line for line in page.lines[end:] if line.top < low])
        self._words([*waiting, *page.lines[start:]])

    def _is_stripe(self, table: Ruled, before: Sequence[TextLine]) -> bool:
        """Whether a table is only some shaded rows of one that is in force, or whose header stands before it."""
        if not table.is_shaded or table.header is not None:
            return False
        return self.grid is not None or any(find_header(before, at) for at in range(len(before)))

    def _is_banner(self, lines: Sequence[TextLine], table: Ruled) -> bool:
        """Whether lines between two parts of one table are a banner that no rules close in."""
        if not lines or self.ruled is None or self.lines[-1].table != self.tables:
            return False
        narrow = len(lines) <= BANNER and all(len(line.segments) == 1 for line in lines)
        return narrow and table.header is None and table.is_like(self.ruled.edges)

    def _table(self, table: Ruled, below: Sequence[TextLine]) -> None:
        """A table with rules; `below` are the lines down to the next one, or to the end of the page."""
        last, header = self.ruled, table.header
        goes_on = last is not None and table.is_like(last.edges)
        again = header is not None and self.header is not None and header.words == self.header.words
        if not goes_on or (header is not None and not (again and self.lines[-1].table == self.tables)):
            self._begin()
        self.ruled, self.header = table, header or (self.header if goes_on else None)
        reaching = last.reaching if last is not None and goes_on and self.lines[-1].page != self.number else ()
        for at, row in enumerate(table.rows):
            if at == 0 and header is not None:
                self._line(row.cells, row.fills, row.above)
            elif reaching and at == (header is not None):
                whole = zip(row.above, reaching, row.cells, strict=True)
                above = tuple(words or (over if not cell else "") for words, over, cell in whole)
                self._row(replace(row, above=above), table)
            else:
                self._row(row, table)
        self.grid = None
        if header is not None and (table.is_shaded or len(table.rows) == 1):  # rows without rules may follow
            self.grid = open_grid(header, below, table.edges[1:-1])

    def _row(self, row: RuledRow, table: Ruled) -> None:
        """A row of a ruled table; where rules are missing, the words say which cells and rows it has."""
        grid = open_grid(self.header, row.lines, table.edges[1:-1]) if self.header else None
        self.refs = grid.refs if grid else None
        parts = self._parts(row, grid) if grid else []
        if grid and (len(parts) > 1 or (parts and row.is_wide and grid.begins_row(row.lines, self.body))):
            for part in parts:
                fills = row.fills if len(parts) == 1 else self._fills(part, grid)
                self._add(grid.cells(part), fills, row.above)
        elif row.is_strong:
            self._line(row.cells, row.fills, row.above, is_strong=True)
        else:
            self._add(row.cells, row.fills, row.above)

    def _parts(self, row: RuledRow, grid: Grid) -> list[list[TextLine]]:
        """The rows that stand within the rules of one: each begins with a reference and another cell."""
        refs = [line for line in row.lines if grid.has_ref(line)]
        if len(refs) > 1 and all(map(grid.is_row, refs)):
            return split_rows(row.lines, grid, self.page.rules)
        return [list(row.lines)]

    def _add(self, cells: tuple[str, ...], fills: tuple[str, ...] = (), above: tuple[str, ...] = ()) -> None:
        """A row of the table in force; where all are numbered, one without a number on a new page ends the last one."""
        last = self.lines[self.last] if self.last is not None else None
        if self.refs is not None and not cells[self.refs] and not (above and above[self.refs]):
            if last is not None and last.page != self.number and self.is_numbered:
                self.lines[last.no - 1] = replace(last, cells=tuple(map(over_pages, last.cells, cells)))
                return
            self.is_numbered = False
        self.last = len(self.lines)
        self._line(cells, fills, above)

    def _line(
        self,
        cells: tuple[str, ...],
        fills: tuple[str, ...] = (),
        above: tuple[str, ...] = (),
        is_strong: bool = False,
    ) -> None:
        no = len(self.lines) + 1
        self.lines.append(Line(no, cells, self.number, None, self.tables, fills, above, is_strong=is_strong))

    def _words(self, lines: Sequence[TextLine]) -> None:
        """Lines outside ruled tables, the tables without rules among them."""
        at = 0
        self.heads = {at: header for at in range(len(lines)) if (header := find_header(lines, at))}
        while at < len(lines):
            if header := self.heads.get(at):
                end = next((head for head in self.heads if head > header.last), len(lines))
                self._open(header, lines[header.last + 1 : end])
                at = header.last + 1
            taken = self._taken(lines, at)
            if self.grid and taken:
                for row in split_rows(lines[at : at + taken], self.grid, self.page.rules):
                    cells = self.grid.cells(row)
                    if len(row) == 1 and self.grid.may_title(row[0]):
                        self._line(cells, is_strong=True)
                    else:
                        self._add(cells, self._fills(row, self.grid))
                at += taken
            elif self.grid and (deep := self._banner(lines, at, self.grid)):
                words = " ".join(line.text for line in lines[at : at + deep])
                self._line((words, *[""] * len(self.grid.cuts)), is_strong=True)
                at += deep
            elif at < len(lines):
                self.grid = None
                deep = self._title(lines, at)
                words = " ".join(line.text for line in lines[at : at + deep])
                level = self._level(lines[at])
                self.lines.append(Line(len(self.lines) + 1, (words,), page=self.number, heading=level))
                at += deep

    def _banner(self, lines: Sequence[TextLine], at: int, grid: Grid) -> int:
        """How many lines from here are a banner across the table in force; above a header they are a heading."""
        deep = grid.banner(lines, at, self.body)
        return 0 if at + deep in self.heads else deep

    def _title(self, lines: Sequence[TextLine], at: int) -> int:
        """How many lines from here are one title, which wraps where the next word had no room; 1 for other lines."""
        level, count = self._level(lines[at]), 1
        right = self.rights[self.page.width]
        for above, below in pairwise(lines[at : at + _TITLE]):
            alike = self._level(below) == level and len(below.segments) == 1 and below.is_bold == above.is_bold
            if not level or not alike or below.top - above.top > _CLOSE * above.size:
                break
            if has_room(above, below, right) or at + count in self.heads:
                break
            count += 1
        return count

    def _open(self, header: Header, below: Sequence[TextLine]) -> None:
        """A header of a table without rules: its columns are in force from here."""
        if self.grid is None or not self.grid.is_under(header):
            self.grid = open_grid(header, below)
            self._begin()
        self.refs = self.grid.refs
        self._line(header.words)

    def _begin(self) -> None:
        """A table that no other goes on in."""
        self.tables += 1
        self.last, self.refs, self.is_numbered = None, None, True

    def _fills(self, row: Sequence[TextLine], grid: Grid) -> tuple[str, ...]:
        """The colours of the cells of a row without rules."""
        shades = self.page.shades
        top, bottom = row[0].top, max(word.bottom for line in row for word in line.words)
        last = max(grid.cuts, default=0.0)
        ends = [shade.box[2] for shade in shades if shade.box[0] + shade.box[2] > 2 * last]
        edges = [grid.lefts[0], *grid.cuts, max([grid.rights[-1], *ends])]
        boxes = [(left, top, right, bottom) for left, right in pairwise(edges)]
        return own([colour(box, shades) for box in boxes]) if shades else ()

    def _taken(self, lines: Sequence[TextLine], at: int) -> int:
        """How many lines from here are rows of the table in force."""
        count = 0
        for place, line in enumerate(lines[at:], at):
            apart = place > at and line.top - lines[place - 1].top > FAR * line.size
            if not self.grid or apart or not self.grid.takes(line, self.body) or place in self.heads:
                break
            if self.grid.is_title(line) and not self.grid.begins_row(lines[place + 1 : place + 1 + BANNER], self.body):
                break
            count += 1
        return count

    def _level(self, line: TextLine) -> int:
        """The level of a heading by its size, 0 for body text."""
        size = round(line.size, 1)
        return min(self.sizes.index(size) + 1, 6) if size in self.sizes and len(line.text) < 150 else 0
