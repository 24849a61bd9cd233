"""Words on a page of a PDF -> lines and table rows, also where a table has no rules.

A table without rules is found by its header words. Its columns are cut where, between two header cells, the fewest
words below stand; its rows begin at a printed reference, at a horizontal rule or at a wider gap between lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from typing import Any

from graphapp.reading.drafts import Line
from graphapp.reading.headers import header_role
from graphapp.reading.tables import is_ref, read_header

BROKEN = "\u00ad"  # a soft hyphen: where a line's end broke a word
_BROKEN_WORD = re.compile(rf"(\w{{1,40}}){BROKEN}(\w{{1,40}})")
_PREFIX = re.compile(r"(?i)(?:co|pre|post|multi|non|re|anti|inter|mid|self|cross|sub|ex|vice|semi|under|over|well)-")
_SUSPENDED = frozenset(("and", "or", "to", "&", "as"))
_BOLD = re.compile(r"(?i)bold|black|heavy|semibold|demi")
_SYMBOL = re.compile("[\ue000-\uf8ff]+")  # signs of a font of symbols: a list's bullets, as a rule
_GAP = 0.7  # of the letters' size: a wider space parts two cells, a narrower one two words
_NARROW = 0.55  # of the letters' size: what may part the cells of a header, which no one justifies
LARGER = 1.12  # times the size of most letters: a heading
_WIDER = 1.22  # times the usual distance of lines: a new row, or a new paragraph
_LOOSE = 1.7  # times the size of the letters: lines of one cell stand nearer
_GAPS = 8  # widths of gaps that are tried as what parts rows
_DEEPEST = 3  # lines of a header above or below the one that most of its words stand on
_BETWEEN = 0.8  # times the size of the letters: lines nearer than that are no lines of one cell
_TAIL = 200  # letters of a cell in which a bracket may be open
_SEEN = 400  # lines below a header; they show where its columns are
_MANY = 3  # columns; words of prose do not begin so often where a column does
BANNER = 3  # lines of a banner across a table
_ALIGNED = 3  # points: words that begin so near each other stand in one line down the page
FAR = 4  # times the size of the letters: what stands so far apart is of two things


@dataclass(slots=True, unsafe_hash=True)
class Word:
    """A word and its place on the page, in points from the top left. Nothing changes it (see `Line`)."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    is_bold: bool = False
    laid: Word | None = None  # of a word that runs up or down the page: how it stands when the page is turned

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> Word:
        """A word as pdfplumber gives it."""
        bold = _BOLD.search(found["chars"][0]["fontname"]) is not None
        x0, x1, top, bottom, size = (float(found[name]) for name in ("x0", "x1", "top", "bottom", "size"))
        text = "•" if _SYMBOL.fullmatch(found["text"]) else str(found["text"])
        return cls(text, x0, x1, top, bottom, size, bold)


@dataclass(slots=True, unsafe_hash=True)
class TextLine:
    """Words that stand on one line, from left to right."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def top(self) -> float:
        """The upper edge."""
        return min(word.top for word in self.words)

    @property
    def middle(self) -> float:
        """Half-way down its letters: a rule above that parts it from what stands before."""
        return self.top + 0.5 * self.size

    @property
    def size(self) -> float:
        """The size of most of its letters."""
        return max(word.size for word in self.words)

    @property
    def is_bold(self) -> bool:
        """Whether all of it is in bold."""
        return all(word.is_bold for word in self.words)

    @property
    def segments(self) -> list[tuple[Word, ...]]:
        """The words parted where the space is too wide for one between words."""
        return self.parted(_GAP)

    def parted(self, gap: float) -> list[tuple[Word, ...]]:
        """The words parted where the space is wider than this part of the letters' size."""
        parts: list[list[Word]] = []
        for word in self.words:
            if not parts or word.x0 - parts[-1][-1].x1 > gap * word.size:
                parts.append([])
            parts[-1].append(word)
        return [tuple(part) for part in parts]


def text_lines(words: Sequence[Word]) -> list[TextLine]:
    """Words gathered into lines, from the top down."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.top, word.x0)):
        if rows and word.top < rows[-1][0].bottom - 0.5 * (word.bottom - word.top):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [TextLine(tuple(sorted(row, key=lambda word: word.x0))) for row in rows]


def cell_text(lines: Sequence[TextLine], right: float) -> str:
    """A cell's words. A line end stays only where the next word would still have fitted before `right`."""
    if not lines:
        return ""
    text = lines[0].text
    for above, below in pairwise(lines):
        if goes_on_in(text, below.text):
            text = text[:-1] + BROKEN + below.text
        else:
            ends = _fits(above.words[-1], below.words[0], right) and not _is_open(text)
            text += ("\n" if ends else " ") + below.text
    return text


def over_pages(above: str, below: str) -> str:
    """A cell's words that a page's end has parted."""
    if above and below and goes_on_in(above, below):
        return above[:-1] + BROKEN + below
    return f"{above} {below}".strip()


def _is_open(text: str) -> bool:
    """Whether a bracket is still open: no cell's entry ends within one."""
    tail = text[-_TAIL:]
    return tail.rfind("(") > tail.rfind(")")


def goes_on_in(above: str, below: str) -> bool:
    """Whether a word that ends a line with a hyphen goes on in the line below: `Co-` and `ordinator`."""
    if not above.endswith(("-", BROKEN)):
        return False
    last, first = above[-30:].rsplit(maxsplit=1)[-1], below[:30].split(maxsplit=1)[0]
    if last.endswith(BROKEN):
        return True
    if first.lower().strip(",") in _SUSPENDED:
        return False  # "short- and long-term"
    return last[-2:-1].isalpha() and (first[:1].islower() or _PREFIX.fullmatch(last) is not None)


def mended(texts: Sequence[str], known: frozenset[str]) -> tuple[str, ...]:
    """Cells whose broken words are whole again; the hyphen goes where the paper writes the word without one."""
    return tuple(_BROKEN_WORD.sub(lambda found: _whole(found[1], found[2], known), text) for text in texts)


def _whole(first: str, rest: str, known: frozenset[str]) -> str:
    return first + rest if (first + rest).lower() in known else f"{first}-{rest}"


def _fits(last: Word, first: Word, right: float) -> bool:
    """Whether the first word of a line would have had room on the line above."""
    return last.x1 + (first.x1 - first.x0) + 0.45 * first.size < right


def has_room(above: TextLine, below: TextLine, right: float) -> bool:
    """Whether a line whose next begins below, from the left edge or about the middle, left room for the next word."""
    left = min(above.words[0].x0, below.words[0].x0)
    last = replace(above.words[-1], x1=above.words[-1].x1 - above.words[0].x0 + left)
    return _fits(last, below.words[0], right)


@dataclass(slots=True)
class Header:
    """The header of a table without rules: its cells' words and the lines between which they stand."""

    first: int
    last: int
    cells: list[tuple[str, float, float]]  # words, left edge, right edge

    @property
    def words(self) -> tuple[str, ...]:
        """What its cells say."""
        return tuple(words for words, _, _ in self.cells)

    @property
    def roles(self) -> int:
        """How many cells are header words."""
        return sum(header_role(words) is not None for words, _, _ in self.cells)


def find_header(lines: Sequence[TextLine], at: int) -> Header | None:
    """The header of a table of actions whose words begin on this line, which may be up to three lines deep."""
    best: Header | None = None
    for last in range(at, min(at + _DEEPEST, len(lines))):
        if last > at and not _goes_on(lines[last - 1], lines[last]):
            break
        for gap in (_GAP, _NARROW):
            found = Header(at, last, _stacked(lines[at : last + 1], gap))
            columns = read_header(Line(1, found.words))
            is_between = lines[last].top - lines[max(at, last - 1)].top < _BETWEEN * lines[last].size
            if columns and columns.is_actions and (best is None or _is_deeper(found, best, is_between)):
                best = found
    return best if best is not None and not _is_over(lines[at], best) else None


def _is_over(line: TextLine, header: Header) -> bool:
    """Whether a header's first line is a title above it: one run of words from the first cell on over the next."""
    last = line.words[-1].x1
    over = [left < last for _, left, _ in header.cells]
    return len(line.segments) == 1 and over[:2] == [True, True] and line.words[0].x0 < header.cells[0][2]


def _goes_on(above: TextLine, below: TextLine) -> bool:
    """Whether a line may belong to the header above it: near, and in letters of the same size."""
    return below.top - above.top < 2 * above.size and abs(above.size - below.size) < 0.1 * above.size


def _is_deeper(found: Header, best: Header, is_between: bool) -> bool:
    """Whether a header with one more line is the better one: most of its longer cells are header words.

    `is_between` says that the line stands half a line lower: its cell's lines are set about the middle of the header.
    """
    before = {words for words, _, _ in best.cells}
    changed = [words for words, _, _ in found.cells if words not in before]
    known = sum(header_role(words) is not None for words in changed)
    more = found.roles >= best.roles and len(found.cells) >= len(best.cells)
    return more and bool(changed) and (known * 2 >= len(changed) or is_between)


def _stacked(lines: Sequence[TextLine], gap: float) -> list[tuple[str, float, float]]:
    """Segments of several lines joined into cells where they stand above each other.

    The line with the most segments says where the cells are; what stands over several of them names none.
    """
    parts = [[_span(part) for part in line.parted(gap)] for line in lines]
    base = max(parts, key=len).copy()
    stacks: dict[float, list[tuple[str, float, float]]] = {left: [] for _, left, _ in base}
    for part in (part for line in parts for part in line):
        over = [left for _, left, right in base if left < part[2] and part[1] < right]
        if not over:
            base.append(part)
        if len(over) < 2:
            stacks.setdefault(over[0] if over else part[1], []).append(part)
    columns = [list(zip(*stack, strict=True)) for stack in stacks.values() if stack]
    cells = [(" ".join(words), min(lefts), max(rights)) for words, lefts, rights in columns]
    return sorted(cells, key=lambda cell: cell[1])


def _span(part: Sequence[Word]) -> tuple[str, float, float]:
    return " ".join(word.text for word in part), part[0].x0, part[-1].x1


@dataclass(slots=True)
class Grid:
    """A table without rules in force: where its columns are cut, and what its rows begin with."""

    words: tuple[str, ...]  # of the header
    cuts: list[float]
    refs: int | None  # the column of the references
    action: int  # and that of what is done
    lefts: list[float] = field(default_factory=list)  # left edge of the words in each column
    rights: list[float] = field(default_factory=list)  # and the right edge
    heads: list[float] = field(default_factory=list)  # left edge of each header cell
    size: float = 0.0  # of the letters below the header
    is_bold: bool = False  # whether many of its lines are
    is_top: bool = False  # whether a row's first line is sure to have its reference

    def column(self, word: Word) -> int:
        """The column a word stands in."""
        return bisect_right(self.cuts, word.x0)

    def is_under(self, header: Header) -> bool:
        """Whether a header is this table's own, printed again in the same place."""
        lefts = zip(self.heads, (left for _, left, _ in header.cells), strict=False)
        return self.words == header.words and all(abs(one - other) <= _ALIGNED for one, other in lefts)

    def takes(self, line: TextLine, body: float) -> bool:
        """Whether a line is part of the table: no heading, and nothing that runs on from one column into the next."""
        across = self.column(line.words[0]) != self.column(line.words[-1])
        if across and len(line.segments) == 1 and not self.has_ref(line) and len(self._begun(line)) < _MANY:
            return False
        return line.size <= LARGER * max(body, self.size) and not any(
            self.column(left) != self.column(right) and abs(right.x0 - self.lefts[self.column(right)]) > 2
            for part in line.segments
            for left, right in pairwise(part)
        )

    def banner(self, lines: Sequence[TextLine], at: int, body: float) -> int:
        """How many lines from here are a banner across the table, which goes on with a row below it; 0 for none."""
        for count in range(1, min(BANNER, len(lines) - at) + 1):
            last, below = lines[at + count - 1], lines[at + count : at + count + BANNER]
            apart = not below or below[0].top - last.top > FAR * last.size
            if apart or len(last.segments) > 1 or abs(last.words[0].x0 - lines[at].words[0].x0) > _ALIGNED:
                return 0
            if self.begins_row(below, body):
                return count
        return 0

    def begins_row(self, lines: Sequence[TextLine], body: float) -> bool:
        """Whether a row begins here; where its cells stand in the middle, the first lines may fill only one."""
        row = next((at for at, line in enumerate(lines) if self.is_row(line)), None)
        return row is not None and all(self.takes(line, body) for line in lines[: row + 1])

    def is_row(self, line: TextLine) -> bool:
        """Whether a line fills cells of two columns or more, each from its left edge on, as no prose would."""
        starts = {column for part in line.segments if (column := self._starts_at(part[0])) is not None}
        if len(starts) > 1 or len(self._begun(line)) >= _MANY:
            return True
        return self.has_ref(line) and len({*map(self.column, line.words)}) > 1

    def _begun(self, line: TextLine) -> set[int]:
        """The columns whose words begin on this line where they do in most, however near the words before stand."""
        found = {self._starts_at(line.words[0])}
        for before, word in pairwise(line.words):
            if self.column(before) != self.column(word):
                found.add(self._starts_at(word))
        return {column for column in found if column is not None}

    def _starts_at(self, word: Word) -> int | None:
        column = self.column(word)
        return column if abs(word.x0 - self.lefts[column]) <= _ALIGNED else None

    def is_title(self, line: TextLine) -> bool:
        """Whether a line is a title among the rows: bold where most lines are not, from the left edge on."""
        is_bold = line.is_bold and not self.is_bold and len(line.segments) == 1
        return is_bold and self.column(line.words[0]) <= self.action and not self.has_ref(line)

    def may_title(self, line: TextLine) -> bool:
        """Whether a line fills no more than the cell of what is done, as a title above a row does."""
        last = line.words[-1]
        return not self.is_row(line) and self.column(last) <= self.action and not line.text[:1].islower()

    def has_ref(self, line: TextLine) -> bool:
        """Whether a reference stands on this line."""
        return is_ref(" ".join(word.text for word in line.words if self.column(word) == self.refs))

    def begins(self, above: TextLine, below: TextLine) -> bool:
        """Whether the words alone say that a row begins: another cell is filled, and the action's words start anew."""
        before, now = ([word for word in line.words if self.column(word) == self.action] for line in (above, below))
        if not before or not now or len(now) == len(below.words) or now[0].text[:1].islower():
            return False
        return before[-1].text.endswith(".") or _fits(before[-1], now[0], self.rights[self.action])

    def cells(self, lines: Sequence[TextLine]) -> tuple[str, ...]:
        """The cells of a row that stands on these lines."""
        parts: list[list[TextLine]] = [[] for _ in range(len(self.cuts) + 1)]
        for line in lines:
            for column, stack in enumerate(parts):
                if words := tuple(word for word in line.words if self.column(word) == column):
                    stack.append(TextLine(words))
        return tuple(cell_text(stack, right) for stack, right in zip(parts, self.rights, strict=True))


def open_grid(header: Header, below: Sequence[TextLine], cuts: Sequence[float] = ()) -> Grid:
    """The columns under a header, cut where the fewest words of the lines below would be cut, if not known by rules."""
    body = [word for line in below if len(line.segments) > 1 for word in line.words]
    ruled, below = bool(cuts), below[:_SEEN]
    cuts = list(cuts) or [_cut(left, right, body) for left, right in pairwise(header.cells)]
    columns = read_header(Line(1, header.words))
    roles = columns.roles if columns else ()
    refs = roles.index("ref") if "ref" in roles else None
    grid = Grid(header.words, cuts, refs, roles.index("text") if "text" in roles else 0)
    for place, (_, left, right) in enumerate(header.cells):
        inside = [word for word in body if grid.column(word) == place]
        known = [left] if not ruled or not inside else []  # a rule stands apart from the words beside it
        grid.heads.append(left)
        grid.lefts.append(min([*known, *(word.x0 for word in inside)]))
        grid.rights.append(max([right, *(word.x1 for word in inside)]))
    grid.size = below[0].size if below else 0.0
    grid.is_bold = 2 * sum(line.is_bold for line in below) > len(below)
    return grid


def _cut(left: tuple[str, float, float], right: tuple[str, float, float], body: Sequence[Word]) -> float:
    """Where, between the middles of two header cells, a line down the page meets the fewest words: the last."""
    first, last = int(left[1] + left[2]) // 2, int(right[1] + right[2]) // 2
    over = [(int(word.x0), int(word.x1)) for word in body]
    over += [(int(cell[1]), int(cell[2])) for cell in (left, right)]  # the header's own words are not cut either
    steps = [0] * (last - first + 2)  # how many words more stand over a place than over the one before
    for left_edge, right_edge in over:
        begin, end = max(first, left_edge), min(last, right_edge)
        if begin <= end:
            steps[begin - first] += 1
            steps[end - first + 1] -= 1
    crossed = list(accumulate(steps[:-1]))
    return float(last - crossed[::-1].index(min(crossed)))


def split_rows(lines: Sequence[TextLine], grid: Grid, rules: Sequence[float]) -> list[list[TextLine]]:
    """The lines of a table gathered into rows; `rules` are the heights of horizontal rules on the page."""
    if not lines:
        return []
    titles = _titles(lines, grid)
    rows = [[lines[0]]]
    for at, is_start in enumerate(_starts(lines, grid, rules), 1):
        if is_start or titles[at] or titles[at - 1]:
            rows.append([])
        rows[-1].append(lines[at])
    return rows if grid.refs is not None else _untitled(rows, grid)


def _untitled(rows: Sequence[list[TextLine]], grid: Grid) -> list[list[TextLine]]:
    """Rows with the titles above them parted off: where rows begin with several cells, a line of one is a title."""
    if 2 * sum(grid.is_row(row[0]) for row in rows) <= len(rows):
        return list(rows)
    found = []
    for row in rows:
        titled = len(row) > 1 and grid.may_title(row[0]) and grid.is_row(row[1])
        found += [row[:1], row[1:]] if titled else [row]
    return found


def _titles(lines: Sequence[TextLine], grid: Grid) -> list[bool]:
    """For each line whether it is a title above the row that the next line begins."""
    return [grid.is_title(line) and at + 1 < len(lines) and grid.is_row(lines[at + 1]) for at, line in enumerate(lines)]


def _starts(lines: Sequence[TextLine], grid: Grid, rules: Sequence[float]) -> list[bool]:
    """For each line but the first, whether a row begins with it: by what tells the rows of this table apart best."""
    neighbours = list(pairwise(lines))
    distances = [below.top - above.top for above, below in neighbours]
    usual = sorted(distances)[len(distances) // 4] if distances else 0.0
    limits = sorted({_WIDER * usual, *(round(each) + 1.0 for each in distances if each > _WIDER * usual)})[:_GAPS]
    gaps = [[distance > limit for distance in distances] for limit in limits]
    ruled = [any(above.middle < rule < below.middle for rule in rules) for above, below in neighbours]
    if grid.refs is not None and lines:
        refs = [grid.has_ref(line) for line in lines]
        gaps.append(
            [distance > _LOOSE * below.size for distance, (_, below) in zip(distances, neighbours, strict=True)]
        )
        best = max(filter(any, (ruled, *gaps)), key=lambda way: _parts(way, refs), default=[])
        if any(best) and _parts(best, refs):
            return best
        if sum(refs) == 1 and not grid.is_top:
            return ruled
        return [rule or ref for rule, ref in zip(ruled, refs[1:], strict=True)]
    words = [grid.begins(above, below) for above, below in neighbours]
    return next((way for way in (ruled, *gaps[:1]) if sum(way) * 2 > sum(words)), words)


def _parts(starts: Sequence[bool], refs: Sequence[bool]) -> float:
    """How many of the rows that begin so have a reference; 0 where one has two, or many have none.

    The first may have none: the end of a row from the page before.
    """
    counts = [0]
    for is_start, ref in zip([False, *starts], refs, strict=True):
        if is_start:
            counts.append(0)
        counts[-1] += ref
    counts = counts[1:] if counts[0] == 0 and len(counts) > 1 else counts
    share = sum(counts) / len(counts)
    return share if max(counts) <= 1 and share > 0.6 else 0.0
