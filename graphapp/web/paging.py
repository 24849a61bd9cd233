"""Long tables in parts, so that no page is heavy: each table of a page has its own word in the address.

The CSV of a page always has all rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from flask import request

from graphapp.web.present import Cell, Column, Part, Table
from graphapp.web.state import here

PAGE_ROWS = 100
PAGE_CHARACTERS = 96_000  # of a whole page: with the style sheet and scripts it stays under 150 kB
_LEAST_ROWS = 2
_LINKS = 1_200  # what the links to the parts of a table weigh
_LIGHT = 13_000  # characters of rows that any page has room for
_SAMPLE = 50  # rows that tell what a row of the table weighs
_PART_WORDS = (re.compile(r"page\d*=\d*&amp;"), re.compile(r"(?:\?|&amp;)page\d*=\d*"))
_NEAR = 1  # parts named on either side of the one shown, beside the first and the last


def in_parts(tables: Sequence[Table], frame: Callable[[], str] | None = None) -> tuple[Table, ...]:
    """The parts of a page's tables that the address asks for: of the first `?page=2`, of the second `?page2=2`.

    A part has at most PAGE_ROWS rows. Where that would make the page too heavy, `frame` is asked for the page
    without its rows, and the tables share what is left.
    """
    weights = [_weight(one) for one in tables]
    wanted = [weight * min(len(one.rows), PAGE_ROWS) for weight, one in zip(weights, tables, strict=True)]
    most: float = max(wanted, default=0)
    if frame and sum(wanted) > _LIGHT:
        most = _share(wanted, max(PAGE_CHARACTERS - _around(frame()), _LIGHT))
        most -= _LINKS if max(wanted) > most else 0
    fits = [need <= most for need in wanted]
    sizes = [PAGE_ROWS if fit else _rows_of(most, weight) for fit, weight in zip(fits, weights, strict=True)]
    return tuple(_part(one, at, size) for at, (one, size) in enumerate(zip(tables, sizes, strict=True), start=1))


def _around(page: str) -> int:
    """The bytes of a page without what in its links chooses a part: else each part would end elsewhere."""
    for words in _PART_WORDS:
        page = words.sub("", page)
    return len(page.encode())


def one_row_each(tables: Sequence[Table]) -> tuple[Table, ...]:
    """The tables with their first rows only, to see what the page weighs around them."""
    return tuple(replace(one, rows=one.rows[:1]) for one in tables)


def _weight(made: Table) -> int:
    """About how many characters a row takes, with all markup, where PAGE_ROWS rows on end are heaviest."""
    step = -(-len(made.rows) // _SAMPLE) or 1
    cells = [zip(row.cells, made.columns, strict=True) for row in made.rows[::step]]
    sample = [60 + sum(_characters(cell, column) for cell, column in row) for row in cells]  # 60: its element, the id
    size = min(PAGE_ROWS // step, len(sample)) or 1
    return max((sum(sample[at : at + size]) // size for at in range(len(sample) - size + 1)), default=0)


def _characters(cell: Cell, column: Column) -> int:
    """As templates/_macros.html writes a cell."""
    line = 0 if column.inline or len(cell) < 2 else len("<div></div>")
    words = sum(len(part.text) + len(part.note) + len(part.href) + line for part in cell)
    marks = sum(15 * bool(part.href) + 45 * bool(part.tag) + 16 * bool(part.note) for part in cell)
    return words + marks + (25 + len(column.text) if cell else 9)


def _share(wanted: Sequence[int], room: int) -> float:
    """The most that a table may take so that all fit: small ones take what they need, the others the rest alike."""
    left, count = room, len(wanted)
    for need in sorted(wanted):
        if need > left / count:
            return left / count
        left, count = left - need, count - 1
    return max(wanted, default=0)


def _rows_of(most: float, weight: int) -> int:
    """Rows of a part: a round number, as people count."""
    fitting = int(most / weight)
    step = 10 if fitting > 20 else 5 if fitting > 10 else 1
    return min(max(fitting // step * step, _LEAST_ROWS), PAGE_ROWS)


def _part(made: Table, number: int, size: int) -> Table:
    last = -(-len(made.rows) // size)
    if last <= 1:
        return made
    word = "page" if number == 1 else f"page{number}"
    shown = min(max(request.args.get(word, 1, type=int), 1), last)
    start = (shown - 1) * size
    rows = made.rows[start : start + size]
    links = tuple(numbered(shown, last, lambda one: f"{here(**{word: str(one) if one > 1 else ''})}#table-{number}"))
    told = f"Rows {start + 1:,} to {start + len(rows):,} of {len(made.rows):,}"
    folded = made.folded and word not in request.args
    return replace(made, rows=rows, folded=folded, place=number, total=len(made.rows), part=told, parts=links)


def numbered(shown: int, last: int, href: Callable[[int], str]) -> Iterator[Part]:
    """The parts to choose from; the one shown is marked, and a gap stands for those not named."""
    before = 0
    for one in range(1, last + 1):
        if one in (1, last) or abs(one - shown) <= _NEAR:
            if one > before + 1:
                yield Part("…")
            before = one
            yield Part(str(one), href(one), tag="current" * (one == shown))
