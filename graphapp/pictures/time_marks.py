"""The signs of the timeline: one shape for each meaning, so that colour is never the only sign."""

from __future__ import annotations

from typing import Any, TypeAlias
from xml.etree.ElementTree import Element

from graphapp.pictures.draw import add
from graphapp.pictures.time_axis import Axis

Answer: TypeAlias = dict[str, Any]

_HALF = 7  # of a mark: a month's mark ends where the month does
_TICKS = {"weekly": 0.25, "monthly": 1, "six-weekly": 1.5, "quarterly": 3, "termly": 4, "annual": 12}  # months between
_NEAREST = 6  # pixels between ticks
_SHAPES = {
    "due": "M0-7 7 0 0 7-7 0Z",
    "past": "M-6-6H6V6H-6Z",
    "done": "M-6 0A6 6 0 1 0 6 0 6 6 0 1 0-6 0Z",
    "start": "M-4-7 7 0-4 7Z",
    "meeting": "M-8-7H8L0 8Z",
    "planned": "M-8-7H8L0 8Z",
    "n-late": "M-9-9H9V9H-9Z",
    "n-open": "M-9 0A9 9 0 1 0 9 0 9 9 0 1 0-9 0Z",
    "n-done": "M-9 0A9 9 0 1 0 9 0 9 9 0 1 0-9 0Z",
    "span": "M-12 0H12",
    "milestone": "M-12 0H12",
    "repeat": "M-12 0H12M-9-6V6M0-6V6M9-6V6",
    "confirmed": "M-12 0H12M6-4 12 0 6 4",
    "inferred": "M-12 0H12M6-4 12 0 6 4",
}
_KEY = {
    "n-late": "Square: dates that have passed, and how many actions",
    "n-open": "Filled circle: dates to come, and how many actions",
    "n-done": "Open circle: only actions that are done",
    "due": "Diamond: a date to come (a month counts to its last day)",
    "past": "Square: a date that has passed",
    "done": "Circle: a date of what is done",
    "start": "Triangle and bar: starts then, no end given",
    "span": "Bar: from start to due date",
    "milestone": "Thin line: milestones of one action",
    "repeat": "Ticks: repeats",
    "confirmed": "Arrow: comes before (confirmed)",
    "inferred": "Dashed arrow: may come before (inferred)",
    "meeting": "Solid triangle: a meeting with minutes",
    "planned": "Open triangle: the next meeting announced",
}


def sign(parent: Element, name: str, x: float, y: float) -> None:
    """One sign with its middle at a point."""
    moved = f"translate({x:.1f} {y:g})"
    class_ = "done" if name == "planned" else name
    add(parent, "path", class_=f"pic-{class_}", d=_SHAPES[name], transform=moved)


def key_of(used: set[str]) -> list[tuple[str, str]]:
    """The signs in use with their meaning, always in the same order."""
    return [(name, words) for name, words in _KEY.items() if name in used]


def draw_marks(parent: Element, action: Answer, axis: Axis, y: float) -> set[str]:
    """The marks of an action on its line; gives the signs used."""
    used = set()
    marks = action["marks"]
    if len(marks) > 1 and marks[0]["kind"] == "milestone":
        used.add("milestone")
        add(parent, "path", class_="pic-milestone", d=f"M{_x(marks[0], axis):.1f} {y:g}H{_x(marks[-1], axis):.1f}")
    for mark in marks:
        used |= _draw(parent, mark, action["due"]["recurrence"], axis, y)
    return used


def _draw(parent: Element, mark: Answer, recurrence: str | None, axis: Axis, y: float) -> set[str]:
    kind, begins = mark["kind"], axis.x(mark["date"], begins=True) if mark["date"] else axis.left
    if kind == "repeat":
        _repeat(parent, begins, _TICKS.get(recurrence or "", 0) * axis.slot / axis.unit, axis, y)
    elif kind == "span":
        add(parent, "path", class_="pic-span", d=f"M{begins:.1f} {y:g}H{axis.x(mark['end']):.1f}")
    elif kind == "start":
        add(parent, "path", class_="pic-span", d=f"M{begins:.1f} {y:g}H{axis.right:.1f}")
        sign(parent, kind, begins + _HALF, y)
    else:
        name = {"past": "past", "done": "done"}.get(mark["state"], "due")
        sign(parent, name, _x(mark, axis), y)
        return {name}
    return {kind}


def _x(mark: Answer, axis: Axis) -> float:
    """The middle of a mark: a month's lies just within its end, a day's on the day."""
    return axis.x(mark["date"]) - (_HALF if len(mark["date"]) == len("2019-03") else 0)


def _repeat(parent: Element, begins: float, apart: float, axis: Axis, y: float) -> None:
    """A line from its start to the end of the axis, with a tick for each time where there is room."""
    line = f"M{begins:.1f} {y:g}H{axis.right:.1f}"
    if apart >= _NEAREST:
        count = int((axis.right - begins) / apart)
        line += "".join(f"M{begins + apart * (n + 0.5):.1f} {y - 6:g}v12" for n in range(count))
    add(parent, "path", class_="pic-repeat", d=line)


def ends_of(action: Answer, axis: Axis) -> tuple[float, float] | None:
    """Where an arrow reaches an action and where one leaves it; None where it has no mark of a date."""
    dated = [mark for mark in action["marks"] if mark["date"]]
    if not dated:
        return None
    first, last = dated[0], dated[-1]
    begins = (
        axis.x(first["date"], begins=True) if first["kind"] in ("start", "span", "repeat") else _x(first, axis) - _HALF
    )
    return begins, (begins if last["kind"] in ("start", "repeat") else _x(last, axis)) + _HALF


def draw_arrow(parent: Element, standing: str, start: tuple[float, float], end: tuple[float, float]) -> None:
    """A curve that leaves to the right and arrives from the left."""
    (x1, y1), (x2, y2) = start, end
    bend = max(18.0, abs(x2 - x1) / 3)
    curve = f"M{x1:.1f} {y1:g}C{x1 + bend:.1f} {y1:g} {x2 - bend:.1f} {y2:g} {x2 - 2:.1f} {y2:g}"
    add(parent, "path", class_=f"pic-{standing}", d=curve)
    add(
        parent,
        "path",
        class_="pic-confirmed",
        d=f"M{x2 - 8:.1f} {y2 - 4:g}L{x2 - 2:.1f} {y2:g}L{x2 - 8:.1f} {y2 + 4:g}",
    )
