"""Columns of a plain text that are made with spaces: they shift from row to row, and may be one space apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from graphapp.due import looks_like_due
from graphapp.reading.grid import Grid, Header, TextLine, Word, cell_text, open_grid
from graphapp.reading.headers import header_role
from graphapp.reading.tables import is_rating, is_ref

_NEAR = 2.0  # letters; where a column may begin beside where it does in other lines of its row
_FAR = 10  # letters; how far a column may shift from its header
_SURE = 0.9  # of words that are a date and nothing else
_NOWHERE: tuple[float, tuple[int, ...]] = (float("inf"), ())
_Part = tuple[Word, ...]


@dataclass(slots=True)
class SpacedGrid(Grid):
    """A table whose columns are made with spaces; `letter` is the width of one."""

    letter: float = 6.0
    due: int | None = None  # the column of the dates
    rag: int | None = None  # and that of the ratings

    @classmethod
    def under(cls, header: Header, below: Sequence[TextLine], letter: float) -> SpacedGrid:
        """The columns under a header."""
        grid = open_grid(header, below)
        grid.refs = 0 if not header.words[0] else grid.refs
        roles = [header_role(words) for words in header.words]
        due, rag = (roles.index(role) if role in roles[:-1] else None for role in ("due", "rag"))
        known = {each.name: getattr(grid, each.name) for each in fields(grid)} | {"is_top": True}
        return cls(**known, letter=letter, due=due, rag=rag)

    def has_ref(self, line: TextLine) -> bool:
        """Whether a reference begins this line, or stands in its column."""
        first = line.words[0]
        if self.refs == 0 and first.x0 <= self.heads[0] + _NEAR * self.letter and is_ref(first.text):
            return True
        return Grid.has_ref(self, line)

    def is_row(self, line: TextLine) -> bool:
        """Whether a line fills cells of two columns or more."""
        return len(line.segments) > 1 or (self.has_ref(line) and len(line.words) > 1)

    def takes(self, line: TextLine, body: float) -> bool:  # noqa: ARG002
        """Whether a line is part of the table: parted into cells, numbered, or within one column."""
        if len(line.segments) > 1 or self.has_ref(line):
            return True
        first, last = line.words[0], line.words[-1]
        if self.refs == 0 and first.x0 >= self.heads[1] - self.letter:
            return True  # set in to where the words beside the references begin
        column = self._nearest(first.x0, self.heads)
        if self.refs == column:
            return False  # a title: no reference
        after = self.heads[column + 1] if column + 1 < len(self.heads) else float("inf")
        shift = (_FAR if column else 2 * _NEAR) * self.letter  # what begins at the margin may be prose
        return abs(first.x0 - self.heads[column]) <= shift and last.x1 <= after + shift / 2

    def cells(self, lines: Sequence[TextLine]) -> tuple[str, ...]:
        """The cells of a row: each column begins where most of its lines in this row do."""
        placed = [self._placed(self._segments(line)) for line in lines]
        starts: list[Counter[float]] = [Counter() for _ in self.heads]
        for row in placed:
            for column, part in row:
                starts[column][part[0].x0] += 1
        lefts = {column: count.most_common(1)[0][0] for column, count in enumerate(starts) if count}
        for column in range(1, len(self.heads)):
            if column not in lefts and (river := self._river(lines, column)) is not None:
                lefts[column] = river
        stacks: list[list[TextLine]] = [[] for _ in self.heads]
        for row in placed:
            for column, part in self._parted(self._cut(row, lefts)):
                stacks[column].append(TextLine(part))
        self._part_due(stacks)
        return tuple(cell_text(stack, right) for stack, right in zip(stacks, self.rights, strict=True))

    def _segments(self, line: TextLine) -> list[_Part]:
        """The parts of a line between wide spaces; a reference at its front is one of its own."""
        first, *rest = line.segments
        if self.has_ref(line) and len(first) > 1 and is_ref(first[0].text):
            return [first[:1], first[1:], *rest]
        return [first, *rest]

    def _placed(self, parts: Sequence[_Part]) -> list[tuple[int, _Part]]:
        """Each part with its column: in order, all as near to where the header's cells begin as can be."""
        if len(parts) > len(self.heads):
            return [(self._nearest(part[0].x0, self.heads), part) for part in parts]
        start: tuple[float, tuple[int, ...]] = (0.0, ())
        ways = [_NOWHERE for _ in self.heads]  # the best that end in each column
        for part in parts:
            least, found = start, []
            for column, (head, way) in enumerate(zip(self.heads, ways, strict=True)):
                found.append((least[0] + abs(part[0].x0 - head), (*least[1], column)))
                least = min(least, way)
            start, ways = _NOWHERE, found
        return list(zip(min(ways)[1], parts, strict=True))

    def _cut(self, row: Sequence[tuple[int, _Part]], lefts: dict[int, float]) -> list[tuple[int, _Part]]:
        """The parts of a line, those that run into the next columns cut where these begin in other lines."""
        found = []
        taken = {column for column, _ in row}
        for column, part in row:
            for other in sorted(lefts):
                at = next((at for at, word in enumerate(part) if at and word.x0 == lefts[other]), 0)
                if other > column and other not in taken and at:
                    found.append((column, part[:at]))
                    column, part = other, part[at:]  # noqa: PLW2901
            found.append((column, part))
        return found

    def _river(self, lines: Sequence[TextLine], column: int) -> float | None:
        """Where a column begins that no wide space sets apart: words of two lines begin there, none runs over it.

        Of one line only a word that begins where the header does.
        """
        head = self.heads[column]
        is_open = not {column, column - 1} & {self.due, self.rag}  # where a date or a rating ends, its words say
        near = Counter(
            word.x0
            for line in lines
            for word in line.words[1:]
            if abs(word.x0 - head) <= _FAR * self.letter and line.words[-1].x1 > head + 2 * _NEAR * self.letter
        )
        for place, count in sorted(near.items(), key=lambda each: (-each[1], abs(each[0] - head))):
            edge = place - 0.5 * self.letter
            may_begin = count > 1 or (is_open and abs(place - head) <= _NEAR * self.letter)
            if may_begin and not any(word.x0 < edge < word.x1 for line in lines for word in line.words):
                return place
        return None

    def _parted(self, row: Sequence[tuple[int, _Part]]) -> Iterator[tuple[int, _Part]]:
        """The parts of a line, what follows a date or a rating parted from it: it stands in the next column."""
        taken = {column for column, _ in row}
        for column, part in row:
            at = self._end_of(column, part) if column + 1 not in taken else 0
            yield column, part[: at or None]
            if at:
                yield from self._parted([(column + 1, part[at:])])

    def _end_of(self, column: int, part: _Part) -> int:
        """How many words of a cell are its date or its rating; 0 where it says no more than that, or neither."""
        texts = [" ".join(word.text for word in part[:at]) for at in range(1, len(part))]
        if column == self.due:
            ends = [at for at, text in enumerate(texts, 1) if looks_like_due(text) > _SURE]
            rated = [at for at in ends if column + 1 == self.rag and is_rating(" ".join(w.text for w in part[at:]))]
            whole = looks_like_due(" ".join(word.text for word in part)) > _SURE
            return max(rated or ends, default=0) if rated or not whole else 0
        if column == self.rag:
            return max((at for at, text in enumerate(texts, 1) if is_rating(text)), default=0)
        return 0

    def _part_due(self, stacks: list[list[TextLine]]) -> None:
        """Where no date is left of a row, the date that ends the cell before it, one space apart."""
        if not self.due or stacks[self.due] or not stacks[self.due - 1]:
            return
        words = stacks[self.due - 1][0].words
        for at in range(1, len(words)):
            if looks_like_due(" ".join(word.text for word in words[at:])) > _SURE:
                stacks[self.due - 1][0], stacks[self.due] = TextLine(words[:at]), [TextLine(words[at:])]
                return

    @staticmethod
    def _nearest(place: float, places: Sequence[float]) -> int:
        return min(range(len(places)), key=lambda at: abs(places[at] - place))


def numbered_header(header: Header, below: Sequence[TextLine], letter: float, known: Header | None) -> Header:
    """A header with a blank cell first, where the references below stand in a column without one."""
    first = header.cells[0][1]
    refs = [line.words[0] for line in below if line.words[0].x0 < first - letter and is_ref(line.words[0].text)]
    left = refs[0].x0 if refs else max(0.0, first - _FAR * letter)
    if not header.words[0] or (len(refs) < 2 and (known is None or known.words[0])):
        return header
    return Header(header.first, header.last, [("", left, left + letter), *header.cells])


def parted_header(header: Header, letter: float) -> Header:
    """A header on one line whose cells may be one space apart: `Ref Action` is two, as their words say."""
    if header.first != header.last:
        return header
    cells = []
    for words, left, right in header.cells:
        halves = ((words[:at], words[at + 1 :], at) for at, sign in enumerate(words) if sign == " ")
        known = [half for half in halves if header_role(half[0]) and header_role(half[1])]
        if header_role(words) is None and known:
            first, second, at = known[0]
            cells += [(first, left, left + at * letter), (second, left + (at + 1) * letter, right)]
        else:
            cells.append((words, left, right))
    return Header(header.first, header.last, cells)
