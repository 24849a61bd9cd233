"""A strip of months beside the boards: where each meeting stands, and the marks drawn there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from xml.etree.ElementTree import Element

from graphapp.analysis.answers import Answer, last_day
from graphapp.pictures.draw import add
from graphapp.pictures.measure import width

RADIUS, TEXT = 12, 13
_LEAST, _AHEAD = 6, 12  # months shown at least; months to the day asked for, if that is to be shown too
_LABEL = 62  # how far labels of months stand apart
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)  # months from one label to the next
_YEAR = 12
Say = Callable[[str | None], str]
Href = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Strip:
    """Months counted from year 0, `first` to `last`, between the edges `left` and `right`."""

    first: int
    last: int
    left: float
    right: float

    def at(self, when: str) -> float | None:
        """Where a day stands, a month in its middle; None outside the strip. Marks keep within the edges."""
        month = _month(when)
        if not self.first <= month <= self.last:
            return None
        day = (int(when[8:10]) - 1) / 31 if len(when) > len("2019-01") else 0.5
        x = self._edge(month) + day * (self._edge(month + 1) - self._edge(month))
        return min(max(x, self.left + RADIUS), self.right - RADIUS)

    def _edge(self, month: int) -> float:
        return self.left + (self.right - self.left) * (month - self.first) / (self.last - self.first + 1)

    def ticks(self) -> list[tuple[float, str]]:
        """Where months begin that are labelled, with the label: as many as there is room for."""
        most = (self.right - self.left) / _LABEL
        months = self.last - self.first + 1
        step = next((one for one in _STEPS if months / one <= most), ceil(months / most))
        begins = (month for month in range(self.first, self.last + 1) if month % step == 0)
        return [(self._edge(month), _label(month, step)) for month in begins if self._edge(month) + 40 < self.right]


def _month(when: str) -> int:
    return int(when[:4]) * _YEAR + int(when[5:7]) - 1


def _label(month: int, step: int) -> str:
    begins = date(max(month // _YEAR, 1), month % _YEAR + 1, 1)
    return str(begins.year) if step % _YEAR == 0 else f"{begins:%b %Y}"


def strip_of(dates: Iterable[str | None], on: str | None, left: float, right: float) -> Strip | None:
    """The strip that holds these days and months, and the day `on` where it is within a year; None without any."""
    months = sorted(_month(when) for when in dates if when)
    if not months:
        return None
    first, last = months[0], months[-1]
    if on and first - _AHEAD <= _month(on) <= last + _AHEAD:
        first, last = min(first, _month(on)), max(last, _month(on))
    return Strip(first, max(last, first + _LEAST - 1), left, right)


def draw_axis(svg: Element, strip: Strip, on: str | None, top: float, foot: float, say: Say) -> None:
    """The months, from `top` to `foot`, and the day that the page speaks of."""
    group = add(svg, "g", aria_hidden="true")
    for x, label in strip.ticks():
        add(group, "path", class_="pic-line", d=f"M{x:g} {top - 24:g}V{foot:g}")
        add(group, "text", label, class_="pic-note", x=f"{x + 3:g}", y=f"{top - 12:g}", font_size=12)
    at = strip.at(last_day(on)) if on else None
    if at is not None:
        words = f"as at {say(on)}"
        x = min(at + 4, strip.right - width(words, 12))
        add(group, "path", class_="pic-today", d=f"M{at:g} {top - 8:g}V{foot + 6:g}")
        add(group, "text", words, x=f"{x:g}", y=f"{foot + 18:g}", font_size=12)


def draw_meetings(group: Element, row: Answer, y: float, strip: Strip, near: float, href: Href, say: Say) -> None:
    """A board's meetings at height `y`; those nearer than `near` to each other are one mark that leads to the board."""
    for x, meetings in together(row["meetings"], strip, near):
        several = len(meetings) > 1
        node_id = row["id"] if several else meetings[0]["id"]
        link = add(group, "a", href=href(node_id), aria_label=_words(row["name"], meetings, say))
        if several:
            add(link, "circle", class_="pic-ring", cx=f"{x:g}", cy=f"{y:g}", r=RADIUS + 4)
        else:
            link.set("data-id", node_id)
        bare = " pic-met--bare" * any(one["without_owner"] for one in meetings)
        add(link, "circle", class_=f"pic-met{bare}", cx=f"{x:g}", cy=f"{y:g}", r=RADIUS)
        made = sum(one["resolutions"] for one in meetings)
        add(link, "text", str(made), x=f"{x:g}", y=f"{y + 5:g}", font_size=TEXT, text_anchor="middle")
    ahead = strip.at(row["next_date"]) if row["next_date"] else None
    if ahead is not None:
        mark = add(group, "path", class_="pic-next", d=f"M{ahead:g} {y - 7:g}l7 7l-7 7l-7 -7z")
        add(mark, "title", f"Next meeting: {say(row['next_date'])}")


def together(meetings: Iterable[Answer], strip: Strip, near: float) -> list[tuple[float, list[Answer]]]:
    """Dated meetings by where they stand, oldest first; one nearer than `near` to the mark before it joins it."""
    found: list[tuple[float, list[Answer]]] = []
    for one in sorted((one for one in meetings if one["date"]), key=lambda one: str(one["date"])):
        x = strip.at(one["date"])
        if x is not None and found and x - found[-1][0] < near:
            found[-1][1].append(one)
        elif x is not None:
            found.append((x, [one]))
    return found


def _words(name: str, meetings: Sequence[Answer], say: Say) -> str:
    """What a mark says: the board, when, and what was resolved."""
    made, bare = (sum(one[key] for one in meetings) for key in ("resolutions", "without_owner"))
    first, last = say(meetings[0]["date"]), say(meetings[-1]["date"])
    when = f"meeting of {first}" if len(meetings) == 1 else f"{len(meetings)} meetings, {first} to {last}"
    owner = f", {bare} without owner" if bare else ""
    return f"{name}, {when}: {made} resolution{'s' * (made != 1)}{owner}"
