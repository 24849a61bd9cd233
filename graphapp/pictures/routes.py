"""The way of a link between two boxes, past the boxes of the lanes in between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

CLEAR = 4  # how far a line stays from a box it passes
_HEADINGS = 48  # lines stay below the headings of the lanes
BULGE = 36  # how far a link within a lane swings out


class Rect(NamedTuple):
    """A box's place: left, top, width and height."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        """Half-way down."""
        return self.y + self.height // 2

    @property
    def right(self) -> int:
        """The right edge."""
        return self.x + self.width


class Port(NamedTuple):
    """Where a link leaves or reaches a box."""

    x: int
    y: int


def ports(ends: Sequence[tuple[Rect, Rect, bool]]) -> list[tuple[Port, Port]]:
    """The two ports of each link, spread over the sides of the boxes so that lines do not fall on each other.

    A link is (from, to, last): `to` stands further right or in the same lane; links within a lane leave and
    reach the right side, in the last lane the left. On a side they stand in the order of their other ends.
    """
    sides: dict[tuple[Rect, bool], list[tuple[int, int, int]]] = {}
    for number, (start, end, last) in enumerate(ends):
        inside = start.x == end.x
        sides.setdefault((start, not (inside and last)), []).append((end.middle, number, 0))
        sides.setdefault((end, inside and not last), []).append((start.middle, number, 1))
    found: dict[tuple[int, int], Port] = {}
    for (box, right), users in sides.items():
        for place, (_, number, which) in enumerate(sorted(users), start=1):
            y = box.y + round(box.height * place / (len(users) + 1))
            found[number, which] = Port(box.right if right else box.x, y)
    return [(found[number, 0], found[number, 1]) for number in range(len(ends))]


def route(start: Port, end: Port, between: Sequence[Sequence[Rect]], bulge: int = 0) -> str:
    """The path from port to port as an SVG `d`.

    It curves in the gutters only and crosses each lane in `between` level, where no box is. Within one lane,
    where nothing is between, it bulges into the gutter.
    """
    path, (x, y) = f"M{start.x} {start.y}", start
    for lane in filter(None, between):
        share = (lane[0].x - start.x) / (end.x - start.x)
        level = passage(lane, round(start.y + (end.y - start.y) * share))
        path += f"{_curve(x, y, lane[0].x, level)}H{lane[0].right}"
        x, y = lane[0].right, level
    return path + _curve(x, y, end.x, end.y, bulge)


def passage(lane: Sequence[Rect], wished: int) -> int:
    """The level nearest to `wished` at which a line crosses the lane without touching a box."""
    tops = [box.y - CLEAR for box in lane]
    bottoms = [box.y + box.height + CLEAR for box in lane]
    free = zip([_HEADINGS, *bottoms], [*tops, max(wished, bottoms[-1])], strict=True)
    levels = [min(max(wished, low), high) for low, high in free if low <= high]
    return min(levels, key=lambda level: abs(level - wished))


def _curve(x: int, y: int, to_x: int, to_y: int, bulge: int = 0) -> str:
    half = (x + to_x) // 2 + bulge
    return f"C{half} {y} {half} {to_y} {to_x} {to_y}"
