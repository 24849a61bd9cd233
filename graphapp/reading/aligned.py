"""Tables of a plain text whose columns are made with spaces, as `pdftotext -layout` and typists make them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice, pairwise, takewhile

from graphapp.reading.drafts import Line
from graphapp.reading.grid import (
    BROKEN,
    Grid,
    Header,
    TextLine,
    Word,
    find_header,
    mended,
    over_pages,
    split_rows,
)
from graphapp.reading.headers import header_role
from graphapp.reading.sections import labelled
from graphapp.reading.spaced import SpacedGrid, numbered_header, parted_header
from graphapp.reading.tables import is_ref

_LONGEST_TABLE = 1_500  # lines of a text
_MOST_WORDS = 60_000  # of them; a wide row takes as long as its words
_MOST_COLUMNS = 18
_WIDEST = 600  # letters of a line; no page is as wide
_MOST_LINES = 6_000  # of a text's tables; a hundred printed pages
_MOST_TABLES = 300  # a text with more heads of tables is no paper
_LETTER = 6.0  # points; a letter of a text whose columns are made with spaces, in lines of twice that height
_SIZE = 2 * _LETTER
_PARTED = re.compile(r"\S {2,}(?=\S)")
_RULE = re.compile(r"[\s|+=_─━═-]{4,}")
_PAGE_NUMBER = re.compile(
    r"(?i)(?:\S.{0,100}\s)?page \d{1,4}(?: (?:of|/) \d{1,4})?|-? ?\d{1,4} of \d{1,4} ?-?|- ?\d{1,4} ?-"
)
_BARE_NUMBER = 20  # characters; without the word page no number is longer
_EDGE = 2  # lines at the top and the foot of a page that may be running heads
_ENDS = (".", "!", "?")

Rows = dict[int, tuple[int, tuple[str, ...]]]


def aligned_rows(texts: Sequence[str], breaks: Sequence[int] = ()) -> Rows:
    """Tables of a text: place of a line -> (number of the table, cells).

    A row that goes on over further lines stands at its first; those are there with no words. `breaks` are the places
    of lines that begin a page.
    """
    heads = list(islice((at for at, text in enumerate(texts) if "  " in text and _may_head(text)), _MOST_TABLES))
    if not heads:
        return {}
    text = _Text(texts, frozenset(breaks), _running(texts, breaks))
    words = [0, *accumulate(len(line.split()) for line in texts)]
    found: Rows = {}
    left = _MOST_WORDS
    for number, head in enumerate(heads, 1):
        if head not in found and len(found) < _MOST_LINES:
            end = min(head + _LONGEST_TABLE, bisect_right(words, words[head] + left) - 1)
            rows = text.table(head, end)
            found |= {at: (number, cells) for at, cells in rows.items()}
            left -= sum(words[at + 1] - words[at] for at in rows)
    broken = {at for at, (_, cells) in found.items() if any(BROKEN in cell for cell in cells)}
    known = frozenset(word for line in texts for word in re.findall(r"\w+", line.lower())) if broken else frozenset()
    return found | {at: (found[at][0], mended(found[at][1], known)) for at in broken}


@dataclass(slots=True)
class _Rows:
    """The rows of one table as they grow over its pages: place of the first line -> cells."""

    rows: dict[int, tuple[str, ...]] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    last: int = -1

    def add(self, places: Sequence[int], cells: tuple[str, ...]) -> None:
        """A row on these lines."""
        self.taken.update(places)
        self.rows[places[0]] = cells
        self.last = places[0]

    def join(self, places: Sequence[int], cells: tuple[str, ...]) -> None:
        """The rest of the last row, which a page's end has broken."""
        self.taken.update(places)
        self.rows[self.last] = tuple(map(over_pages, self.rows[self.last], cells))

    def as_cells(self) -> dict[int, tuple[str, ...]]:
        """Every line of the table, those within a row with no words."""
        return dict.fromkeys(self.taken, ("",)) | self.rows


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with what pages leave in it."""

    texts: Sequence[str]
    breaks: frozenset[int]
    running: frozenset[int]

    def table(self, head: int, end: int) -> dict[int, tuple[str, ...]]:
        """The table whose header stands here, over the ends of pages; nothing where it is no table of actions."""
        found, header = _Rows(), None
        while head < end:
            places = list(self._page(head, end))
            lines = [_spaced(at, self.texts[at]) for at in places if not _RULE.fullmatch(self.texts[at])]
            rules = [at * _SIZE for at in places if _RULE.fullmatch(self.texts[at])]
            again = _header(lines, header)
            if again is None or len(again.cells) > _MOST_COLUMNS:
                break
            body = lines[again.last + 1 :]
            again = numbered_header(again, body, _LETTER, header)
            if header is not None and (again.words != header.words or _is_titled(lines[: again.first])):
                break
            if header is None:
                found.add([_place(line) for line in lines[again.first : again.last + 1]], again.words)
            else:
                found.taken.update(_place(line) for line in lines[: again.last + 1])
            header = again
            if not self._take(found, SpacedGrid.under(header, body, _LETTER), body, rules) or not places:
                break
            head = places[-1] + 1
        return found.as_cells()

    def _page(self, head: int, end: int) -> Iterator[int]:
        """The lines from here that say something, to the end of the page or to where a header may stand again."""
        parted, first, words = True, end, [""]
        for at in range(head, min(end, len(self.texts))):
            text = self.texts[at]
            if (at > first and at in self.breaks) or len(text) > _WIDEST:
                return
            if at > first + 2 and (text.split() == words if not parted else _may_head(text)):
                return
            parted = not text.strip() or at in self.running or _RULE.fullmatch(text) is not None
            if text.strip() and at not in self.running:
                first, words = (at, text.split()) if first == end else (first, words)
                yield at

    def _take(self, found: _Rows, grid: Grid, lines: Sequence[TextLine], rules: Sequence[float]) -> bool:
        """Keep the rows on these lines; whether all of them are the table's."""
        at, broken = 0, len(found.rows) > 1
        opening = next(filter(None, grid.words), "").split()[0]
        alike = (place for place in range(1, len(lines)) if lines[place].words[0].text == opening)
        again = (place for place in alike if self._is_header(lines, place, grid))
        end = next(again, len(lines))
        lines, is_whole = lines[:end], end == len(lines)
        while at < len(lines):
            misfit = (place for place in range(at, len(lines)) if not grid.takes(lines[place], _SIZE))
            count = next(misfit, len(lines)) - at
            for row in split_rows(lines[at : at + count], grid, rules):
                places, cells = [_place(line) for line in row], grid.cells(row)
                if broken and _goes_on(found.rows[found.last], cells, grid):
                    found.join(places, cells)
                else:
                    found.add(places, cells)
                broken = False
            at += count
            if at < len(lines):
                deep = grid.banner(lines, at, _SIZE)
                if not deep:
                    return False
                words = " ".join(line.text for line in lines[at : at + deep])
                found.add([_place(line) for line in lines[at : at + deep]], (words, *[""] * len(grid.cuts)))
                at += deep
        return is_whole

    def _is_header(self, lines: Sequence[TextLine], at: int, grid: Grid) -> bool:
        """Whether the table's header stands here again."""
        if not _may_head(self.texts[_place(lines[at])]):
            return False
        found = find_header(lines, at)
        return found is not None and parted_header(found, _LETTER).words in {grid.words, grid.words[1:]}


def _header(lines: Sequence[TextLine], known: Header | None) -> Header | None:
    """The header at the top of these lines; on a later page the known one, where none is printed."""
    for at in range(1 if known is None else min(len(lines), _EDGE + 1)):
        if found := find_header(lines, at):
            return parted_header(found, _LETTER)
    return Header(0, -1, known.cells) if known else None


def _is_titled(lines: Sequence[TextLine]) -> bool:
    """Whether the title of a section stands here: the table below it is the next section's."""
    return any(labelled(Line(1, (line.text,)), None) for line in lines)


def _goes_on(above: Sequence[str], below: Sequence[str], grid: Grid) -> bool:
    """Whether the first row of a page carries on the last one of the page before."""
    if not any(above[1:]):
        return False  # a banner
    if grid.refs is not None:
        return not below[grid.refs] and any(below)
    text = below[grid.action]
    unfinished = not above[grid.action].endswith(_ENDS) and not all(below)
    return not text or text[:1].islower() or unfinished


def _running(texts: Sequence[str], breaks: Sequence[int]) -> frozenset[int]:
    """The places of page numbers, and of what stands at the top or the foot of several pages."""
    found = {at for at, text in enumerate(texts) if "0" <= text.rstrip()[-1:] <= "9" and _is_page_number(text)}
    edges = []
    for first, end in pairwise([0, *breaks, len(texts)]):
        filled = [at for at in range(first, end) if texts[at].strip()]
        top = list(takewhile(lambda at: not _may_head(texts[at]), filled[:_EDGE]))
        edges += [(("top", _bare(texts[at])), at) for at in top]
        edges += [(("foot", _bare(texts[at])), at) for at in filled[-_EDGE:] if at not in top]
    count = Counter(key for key, _ in edges)
    often = max(1, (len(breaks) + 1) // 3)
    return frozenset(found | {at for key, at in edges if count[key] > often})


def _is_page_number(text: str) -> bool:
    if len(text) >= 200:
        return False
    text = " ".join(text.split())
    return (len(text) <= _BARE_NUMBER or "page" in text.lower()) and _PAGE_NUMBER.fullmatch(text) is not None


def _bare(text: str) -> str:
    return " ".join(re.sub(r"\d+", "#", text).split())


def _may_head(text: str) -> bool:
    """Whether a line is parted by wide spaces into cells of which two are header words."""
    if len(text) > 500 or not _PARTED.search(text) or text.lstrip()[:1].islower():
        return False
    first, *others = re.split(r" {2,}", text.strip())
    if first[-1].isdigit() and is_ref(first):
        return False  # a row
    roles = sum(header_role(cell) is not None for cell in others)  # the first cell of a row is each time another
    return roles > 1 or (roles == 1 and header_role(first) is not None)


def _place(line: TextLine) -> int:
    return int(line.top // _SIZE)


def _spaced(at: int, text: str) -> TextLine:
    """A line of text as words with places, each letter as wide as the next."""
    return TextLine(
        tuple(
            Word(word[0], word.start() * _LETTER, word.end() * _LETTER, at * _SIZE, at * _SIZE + _SIZE - 1, _SIZE)
            for word in re.finditer(r"\S+", text)
        )
    )
