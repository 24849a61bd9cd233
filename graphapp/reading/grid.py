"""Words on a page of a PDF -> lines and table rows, also where a table has no rules.

A table without rules is found by its header words. Its columns are cut where, between two header cells, the fewest
words below stand; its rows begin at a printed reference, at a horizontal rule or at a wider gap between lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Any

from graphapp.reading.drafts import Line
from graphapp.reading.headers import header_role
from graphapp.reading.tables import is_ref, read_header

_GAP = 0.7  # of the letters' size: a wider space parts two cells, a narrower one two words
LARGER = 1.12  # times the size of most letters: a heading
_WIDER = 1.22  # times the usual distance of lines: a new row, or a new paragraph
_GAPS = 8  # widths of gaps that are tried as what parts rows
_DEEPEST = 3  # lines of a header above or below the one that most of its words stand on


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its place on the page, in points from the top left."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> Word:
        """A word as pdfplumber gives it."""
        return cls(str(found["text"]), *(float(found[name]) for name in ("x0", "x1", "top", "bottom", "size")))


@dataclass(frozen=True, slots=True)
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
    def size(self) -> float:
        """The size of most of its letters."""
        return max(word.size for word in self.words)

    @property
    def segments(self) -> list[tuple[Word, ...]]:
        """The words parted where the space is too wide for one between words."""
        parts: list[list[Word]] = []
        for word in self.words:
            if not parts or word.x0 - parts[-1][-1].x1 > _GAP * word.size:
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
        text += ("\n" if _fits(above.words[-1], below.words[0], right) else " ") + below.text
    return text


def _fits(last: Word, first: Word, right: float) -> bool:
    """Whether the first word of a line would have had room on the line above."""
    return last.x1 + (first.x1 - first.x0) + 0.45 * first.size < right


@dataclass(slots=True)
class Header:
    """The header of a table without rules: its cells' words and the lines between which they stand."""

    first: int
    last: int
    cells: list[tuple[str, float, float]]  # words, left edge, right edge

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
        found = Header(at, last, _stacked(lines[at : last + 1]))
        columns = read_header(Line(1, tuple(words for words, _, _ in found.cells)))
        if columns and columns.is_actions and (best is None or _is_deeper(found, best)):
            best = found
    return best


def _goes_on(above: TextLine, below: TextLine) -> bool:
    """Whether a line may belong to the header above it: near, and in letters of the same size."""
    return below.top - above.top < 2 * above.size and abs(above.size - below.size) < 0.1 * above.size


def _is_deeper(found: Header, best: Header) -> bool:
    """Whether a header with one more line is the better one: most of its longer cells are header words."""
    before = {words for words, _, _ in best.cells}
    changed = [words for words, _, _ in found.cells if words not in before]
    known = sum(header_role(words) is not None for words in changed)
    return found.roles >= best.roles and len(found.cells) >= len(best.cells) and known * 2 >= len(changed)


def _stacked(lines: Sequence[TextLine]) -> list[tuple[str, float, float]]:
    """Segments of several lines joined into cells where they stand above each other.

    The line with the most segments says where the cells are; what stands over several of them names none.
    """
    parts = [[_span(part) for part in line.segments] for line in lines]
    base = max(parts, key=len)
    stacks: dict[float, list[tuple[str, float, float]]] = {left: [] for _, left, _ in base}
    for part in (part for line in parts for part in line):
        over = [left for _, left, right in base if left < part[2] and part[1] < right]
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

    def column(self, word: Word) -> int:
        """The column a word stands in."""
        return sum(word.x0 >= cut for cut in self.cuts)

    def takes(self, line: TextLine, body: float) -> bool:
        """Whether a line is part of the table: no heading, and nothing that runs on from one column into the next."""
        across = self.column(line.words[0]) != self.column(line.words[-1])
        if across and len(line.segments) == 1 and not self.has_ref(line):
            return False
        return line.size <= LARGER * body and not any(
            self.column(left) != self.column(right) and abs(right.x0 - self.lefts[self.column(right)]) > 2
            for part in line.segments
            for left, right in pairwise(part)
        )

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


def open_grid(header: Header, below: Sequence[TextLine]) -> Grid:
    """The columns under a header, cut where the fewest words of the lines below would be cut."""
    body = [word for line in below if len(line.segments) > 1 for word in line.words]
    cuts = [_cut(left, right, body) for left, right in pairwise(header.cells)]
    roles = [header_role(words) for words, _, _ in header.cells]
    refs = roles.index("ref") if "ref" in roles else None
    grid = Grid(tuple(words for words, _, _ in header.cells), cuts, refs, roles.index("text") if "text" in roles else 0)
    for place, (_, left, right) in enumerate(header.cells):
        inside = [word for word in body if grid.column(word) == place]
        grid.lefts.append(min([left, *(word.x0 for word in inside)]))
        grid.rights.append(max([right, *(word.x1 for word in inside)]))
    return grid


def _cut(left: tuple[str, float, float], right: tuple[str, float, float], body: Sequence[Word]) -> float:
    """Where, between the middles of two header cells, a line down the page meets the fewest words: the last."""
    first, last = int(left[1] + left[2]) // 2, int(right[1] + right[2]) // 2
    crossed = Counter(x for word in body for x in range(max(first, int(word.x0)), min(last, int(word.x1)) + 1))
    for x in range(int(left[1]), int(left[2]) + 1):
        crossed[x] += 1  # the header's own words are not cut either
    for x in range(int(right[1]), int(right[2]) + 1):
        crossed[x] += 1
    return float(min(range(first, last + 1), key=lambda x: (crossed[x], -x)))


def split_rows(lines: Sequence[TextLine], grid: Grid, rules: Sequence[float]) -> Iterator[list[TextLine]]:
    """The lines of a table gathered into rows; `rules` are the heights of horizontal rules on the page."""
    row = list(lines[:1])
    for line, is_start in zip(lines[1:], _starts(lines, grid, rules), strict=True):
        if is_start:
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def _starts(lines: Sequence[TextLine], grid: Grid, rules: Sequence[float]) -> list[bool]:
    """For each line but the first, whether a row begins with it: by what tells the rows of this table apart best."""
    neighbours = list(pairwise(lines))
    distances = [below.top - above.top for above, below in neighbours]
    usual = sorted(distances)[len(distances) // 4] if distances else 0.0
    limits = sorted({_WIDER * usual, *(round(each) + 1.0 for each in distances if each > _WIDER * usual)})[:_GAPS]
    gaps = [[distance > limit for distance in distances] for limit in limits]
    ruled = [any(above.top < rule < below.top + 0.5 * below.size for rule in rules) for above, below in neighbours]
    if grid.refs is not None and lines:
        refs = [grid.has_ref(line) for line in lines]
        if _parts(ruled, refs):
            return ruled
        best = max(gaps, key=lambda way: _parts(way, refs), default=[])
        return best if _parts(best, refs) else [rule or ref for rule, ref in zip(ruled, refs[1:], strict=True)]
    words = [grid.begins(above, below) for above, below in neighbours]
    return next((way for way in (ruled, *gaps[:1]) if sum(way) * 2 > sum(words)), words)


def _parts(starts: Sequence[bool], refs: Sequence[bool]) -> float:
    """How many of the rows that begin so have a reference; 0 where one has two, or many have none."""
    counts = [0]
    for is_start, ref in zip([False, *starts], refs, strict=True):
        if is_start:
            counts.append(0)
        counts[-1] += ref
    share = sum(counts) / len(counts)
    return share if max(counts) <= 1 and share > 0.6 else 0.0


_LONGEST_TABLE = 1_500  # lines of a text
_MOST_TABLES = 300  # a text with more heads of tables is no paper
_LETTER = 6.0  # points; a letter of a text whose columns are made with spaces, in lines of twice that height
_PARTED = re.compile(r"\S {2,}(?=\S)")


def aligned_rows(texts: Sequence[str]) -> dict[int, tuple[int, tuple[str, ...]]]:
    """Tables of a plain text whose columns are made with spaces: place of a line -> (number of the table, cells).

    A row that goes on over further lines stands at its first; those are there with no words.
    """
    heads = list(islice((at for at, text in enumerate(texts) if "  " in text and _may_head(text)), _MOST_TABLES))
    found: dict[int, tuple[int, tuple[str, ...]]] = {}
    for number, head in enumerate(heads):
        following = (at for at in heads[number + 1 : number + _DEEPEST + 1] if at >= head + _DEEPEST)
        end = min(next(following, len(texts)), head + _LONGEST_TABLE)
        if head not in found:
            found |= {at: (number + 1, cells) for at, cells in _aligned_table(texts, head, end).items()}
    return found


def _aligned_table(texts: Sequence[str], head: int, end: int) -> dict[int, tuple[str, ...]]:
    places = [at for at in range(head, end) if texts[at].strip()]
    lines = [_spaced(at, texts[at]) for at in places]
    header = find_header(lines, 0)
    if header is None:
        return {}
    at = header.last + 1
    below = lines[at:]
    grid = open_grid(header, below)
    taken = next((count for count, line in enumerate(below) if not grid.takes(line, line.size)), len(below))
    found: dict[int, tuple[str, ...]] = dict.fromkeys(places[: at + taken], ("",))
    found[head] = grid.words
    for row in split_rows(below[:taken], grid, ()):
        found[places[at]] = grid.cells(row)
        at += len(row)
    return found


def _may_head(text: str) -> bool:
    """Whether a line is parted by wide spaces into cells of which two are header words."""
    if len(text) > 500 or not _PARTED.search(text):
        return False
    return sum(header_role(cell) is not None for cell in re.split(r" {2,}", text.strip())) > 1


def _spaced(at: int, text: str) -> TextLine:
    """A line of text as words with places, each letter as wide as the next."""
    size = 2 * _LETTER
    return TextLine(
        tuple(
            Word(word[0], word.start() * _LETTER, word.end() * _LETTER, at * size, at * size + size - 1, size)
            for word in re.finditer(r"\S+", text)
        )
    )
