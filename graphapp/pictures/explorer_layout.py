"""Where the explorer puts things: lanes from why to where decided, and in them the order that crosses fewest links.

Units are those of the canvas: at zoom 1 one unit is one pixel.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from math import ceil
from statistics import fmean

from graphapp.pictures.around import LANES

CELL_WIDE, CELL_HIGH = 160, 74  # room for a mark and two lines of words under it
GAP = 90  # between lanes
ASPECT = 1.35  # width by height, near that of the part of a screen which the picture fills
HEADINGS = {"why": "Why", "areas": "What: key areas", "actions": "What: actions", "leads": "Who", "boards": "Where"}

Group = tuple[str, str]  # a lane, and the kind of what stands there in columns of its own


@dataclass(frozen=True, slots=True)
class Placed:
    """`at` is x and y by id, in the order of reading; `lanes` are heading, left edge and width, empty ones left out."""

    at: dict[str, tuple[int, int]]
    lanes: tuple[tuple[str, int, int], ...]


def placed(groups: Mapping[Group, list[str]], links: Iterable[tuple[str, str]]) -> Placed:
    """Every id at its place; groups stand in the order given, those of a lane next to each other.

    >>> placed({("why", "a"): ["1", "2"], ("leads", "b"): ["x", "y"]}, [("1", "y"), ("2", "x")]).at
    {'2': (0, 37), '1': (0, 111), 'x': (250, 37), 'y': (250, 111)}
    """
    filled = {group: ids for group, ids in groups.items() if ids}
    ordered = _ordered(filled, list(links))
    rows = _rows(filled)
    at: dict[str, tuple[int, int]] = {}
    headed, left = [], 0
    for lane in LANES:
        start = left
        for ids in (ids for (name, _), ids in ordered.items() if name == lane):
            columns = ceil(len(ids) / rows)
            at |= _cells(ids, columns, left, rows * CELL_HIGH)
            left += columns * CELL_WIDE
        if left > start:
            headed.append((HEADINGS[lane], start - CELL_WIDE // 2, left - start))
            left += GAP
    return Placed(at, tuple(headed))


def _rows(groups: Mapping[Group, list[str]]) -> int:
    """How many rows make the whole about as wide, by its height, as a screen."""
    gaps = (len({lane for lane, _ in groups}) - 1) * GAP

    def wide(rows: int) -> int:
        return sum(ceil(len(ids) / rows) for ids in groups.values()) * CELL_WIDE + gaps

    # A column for each group is as narrow as it gets: then more rows would change nothing.
    most = max(map(len, groups.values()), default=1)
    return next(rows for rows in count(1) if rows >= most or wide(rows) <= rows * CELL_HIGH * ASPECT)


def _cells(ids: list[str], columns: int, left: int, high: int) -> dict[str, tuple[int, int]]:
    """Row by row, so that what stands next in order stands next in height; few things are spread over the height."""
    step = high / ceil(len(ids) / columns)
    cells = (divmod(at, columns) for at in range(len(ids)))
    return {one: (left + x * CELL_WIDE, round((y + 0.5) * step)) for one, (y, x) in zip(ids, cells, strict=True)}


def _ordered(groups: Mapping[Group, list[str]], links: list[tuple[str, str]]) -> dict[Group, list[str]]:
    """Each group by the middle of what its things are linked to elsewhere: to the right, back, and right again."""
    group_of = {one: group for group, ids in groups.items() for one in ids}
    beside: dict[str, list[str]] = {one: [] for one in group_of}
    for one, other in links:
        if group_of[one] != group_of[other]:
            beside[one].append(other)
            beside[other].append(one)
    found = {group: list(ids) for group, ids in groups.items()}
    height = {one: share for ids in found.values() for one, share in _shares(ids)}
    for group in (*found, *reversed(found), *found):
        middle = {one: fmean(height[other] for other in beside[one] or [one]) for one in found[group]}
        found[group].sort(key=middle.__getitem__)
        height |= dict(_shares(found[group]))
    return found


def _shares(ids: list[str]) -> Iterator[tuple[str, float]]:
    return ((one, (at + 0.5) / len(ids)) for at, one in enumerate(ids))
