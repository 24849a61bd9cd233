"""Actions as cards: a small table for each, header words in its first column and what they say beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from graphapp.reading.drafts import Line
from graphapp.reading.headers import header_role

_FEWEST = 3  # rows; a smaller table is no card


def laid_flat(lines: Sequence[Line]) -> list[Line]:
    """The lines with every card turned into a header row and one row of a table, both at the line of the action."""
    return [line for _, group in groupby(lines, lambda line: (line.sheet, line.table)) for line in _flat(list(group))]


def _flat(lines: Sequence[Line]) -> Iterator[Line]:
    pairs = [line for line in lines if line.filled]
    if pairs and pairs[0].table is not None and len(pairs) >= _FEWEST and all(len(line.cells) == 2 for line in pairs):
        roles = [header_role(line.cells[0]) for line in pairs]
        known = [role for role in roles if role]
        if "text" in known and {"lead", "due"} & set(known) and len(set(known)) == len(known) == len(roles):
            at = pairs[roles.index("text")]
            for place in (0, 1):
                yield replace(at, cells=tuple(line.cells[place] for line in pairs), fills=(), above=())
            return
    yield from lines
