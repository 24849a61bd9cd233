"""An axis of time: months, or where they are many quarters or years, as slots of one width."""

from __future__ import annotations

from calendar import month_abbr, month_name, monthrange
from collections.abc import Iterator
from dataclasses import dataclass

MONTH, QUARTER, YEAR = 1, 3, 12
_WIDE, _SLOT = 750, 26  # the axis at least, and a slot at least: a link of 24 pixels fits in it
_MOST = {MONTH: 36, QUARTER: 144}  # months that are shown so


@dataclass(frozen=True, slots=True)
class Axis:
    """`count` slots of `unit` months and `slot` pixels from the month numbered `start`; its left end is at `left`."""

    start: int
    unit: int
    count: int
    left: float
    slot: float

    @property
    def right(self) -> float:
        """Where the axis ends."""
        return self.left + self.count * self.slot

    def slot_of(self, when: str) -> int | None:
        """The slot that a month or day falls in; None beyond the axis."""
        at = (_number(when) - self.start) // self.unit
        return at if 0 <= at < self.count else None

    def x(self, when: str, *, begins: bool = False) -> float:
        """Where a month or day is; a month at its end, or where something `begins` at its beginning."""
        months = _number(when) - self.start
        if len(when) > len("2019-03"):
            year, month, day = map(int, when.split("-"))
            part = (day - 0.5) / monthrange(year, month)[1]
        else:
            part = 0.0 if begins else 1.0
        return self.left + (months + part) / self.unit * self.slot

    def months_of(self, at: int) -> tuple[str, str]:
        """The first and the last month of a slot."""
        first = self.start + at * self.unit
        return _month(first), _month(first + self.unit - 1)

    def spoken(self, at: int) -> str:
        """A slot in words: "March 2019", "January to March 2019", "2019"."""
        first, last = self.months_of(at)
        year, month = map(int, first.split("-"))
        if self.unit == YEAR:
            return str(year)
        ends = f" to {month_name[int(last[5:])]}" if self.unit > MONTH else ""
        return f"{month_name[month]}{ends} {year}"

    def labels(self) -> Iterator[tuple[float, str, bool]]:
        """Where each slot begins, its short name (the first month's), and whether a year begins there."""
        for at in range(self.count):
            month = (self.start + at * self.unit) % YEAR + 1
            yield self.left + at * self.slot, "" if self.unit == YEAR else month_abbr[month], month <= self.unit

    def year(self, at: int) -> int:
        """The year that a slot begins in."""
        return (self.start + at * self.unit) // YEAR


def axis_of(months: list[str], left: float) -> Axis:
    """The axis that shows these months, which follow each other."""
    unit = next((unit for unit, most in _MOST.items() if len(months) <= most), YEAR)
    start = _number(months[0]) // unit * unit
    count = (_number(months[-1]) - start) // unit + 1
    return Axis(start, unit, count, left, max(_SLOT, _WIDE / count))


def _number(when: str) -> int:
    return int(when[:4]) * YEAR + int(when[5:7]) - 1


def _month(number: int) -> str:
    return f"{number // YEAR:04}-{number % YEAR + 1:02}"
