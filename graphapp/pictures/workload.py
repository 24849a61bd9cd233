"""The workload drawn: a row a lead, a column a month, each cell a number that opens the actions it counts."""

from __future__ import annotations

from calendar import month_abbr
from collections.abc import Callable, Sequence
from functools import partial
from xml.etree.ElementTree import Element

from graphapp.analysis.answers import Answer, last_day
from graphapp.analysis.workload import APART
from graphapp.due import add_months, months_between
from graphapp.pictures.draw import add, finished, picture
from graphapp.pictures.matrix import (
    SMALL,
    WIDE,
    Drawn,
    Spot,
    actions_of,
    cell,
    cells_of,
    fitting,
    shade,
)
from graphapp.pictures.measure import wrap

MOST_MONTHS = 20
_LABEL, _HEAD, _ROW, _APART, _TOTAL = 200, 74, 38, 66, 50
_NARROW, _BROAD = 34, 64  # the least and the greatest width of a month
HEADINGS = {"recurring": "Recurring", "ongoing": "Ongoing", "none": "No month"}
Href = Callable[[Answer, str], str]  # the list of a row's actions in a slot, "all" for every slot
Said = Callable[[str], str]  # a slot as a sentence ends with it


def months_drawn(months: Sequence[str], on: str) -> list[str]:
    """Every month from first to last where they are few, else the 20 with work that are nearest to the day."""
    if not months:
        return []
    span = months_between(months[0], months[-1]) + 1
    if span <= MOST_MONTHS:
        return [add_months(months[0], step) for step in range(span)]
    return sorted(sorted(months, key=lambda month: abs(months_between(on, month)))[:MOST_MONTHS])


def workload_picture(found: Answer, title: str, href: Href, said: Said) -> Drawn:
    """The answer of `workload` drawn; `href` gives the list behind a row and a column, `said` names a column."""
    months = months_drawn(found["months"], found["on"])
    apart = [slot for slot in APART if any(one["slot"] == slot for one in found["all"]["cells"])]
    places = _places(months, apart)
    lines = fitting(found["leads"])
    every = [*lines, *([found["unled"]] if found["unled"] else []), found["all"]]
    svg = picture("workload", title, "A row for each lead, a column for each month. A number opens the actions.")
    high, end = _HEAD + _ROW * len(every), max(place.x + place.wide for place in places.values())
    _past(svg, places, months, found["on"], high)
    _heads(svg, places, months)
    for at, line in enumerate(every):
        _line(svg, line, places, _HEAD + _ROW * at, partial(href, line), said)
    _today(svg, places, months, found["on"], high, said(found["on"]))
    _key(svg, high + 26)
    without_work = set(found["months"]) - set(months)
    wide = max(end + 4, _LABEL + 620)
    return Drawn(finished(svg, wide, high + 44), len(found["leads"]) - len(lines), len(without_work))


def _places(months: Sequence[str], apart: Sequence[str]) -> dict[str, Spot]:
    """Where each column stands; the total, under "all", is the last."""
    room = WIDE - _LABEL - _TOTAL - _APART * len(apart)
    wide = max(_NARROW, min(_BROAD, room // max(len(months), 1)))
    found, x = dict[str, Spot](), _LABEL
    for slot in (*months, *apart, "all"):
        x += 8 * (slot in (*apart[:1], "all"))
        step = wide if slot in months else _TOTAL if slot == "all" else _APART
        found[slot] = Spot(x, _HEAD, step, _ROW)
        x += step
    return found


def _past(svg: Element, places: dict[str, Spot], months: Sequence[str], on: str, high: float) -> None:
    gone = [places[month] for month in months if last_day(month) < on]
    if gone:
        wide = gone[-1].x + gone[-1].wide - gone[0].x
        add(svg, "rect", class_="mx-past", x=gone[0].x, y=26, width=wide, height=high - 26)
        words = "Past" if wide < 90 else "Months that are past"
        add(svg, "text", words, x=gone[0].x + 4, y=20, font_size=SMALL)


def _heads(svg: Element, places: dict[str, Spot], months: Sequence[str]) -> None:
    for at, (slot, place) in enumerate(places.items()):
        middle = place.x + place.wide / 2
        if slot in months:
            if at == 0 or months[at - 1][:4] != slot[:4]:
                add(svg, "text", slot[:4], x=f"{middle:g}", y=44, class_="mx-n", font_weight="bold")
            add(svg, "text", month_abbr[int(slot[5:7])], x=f"{middle:g}", y=62, class_="mx-n")
        else:
            words = HEADINGS.get(slot, "All")
            add(svg, "text", words, x=f"{middle:g}", y=62, class_="mx-n", font_size=SMALL, font_weight="bold")


def _line(
    svg: Element, line: Answer, places: dict[str, Spot], y: float, href: Callable[[str], str], said: Said
) -> None:
    """One row: the lead, a number for each column they have work in, and how much there is in all."""
    is_sum = line["kind"] == "all"
    name = "All, each action once" if is_sum else line["name"]
    end = places["all"]
    add(svg, "path", d=f"M0 {y}H{end.x + end.wide}", class_="pic-line")
    label = {"aria_label": f"{line['name']}: {actions_of(line['total'])} not done{_joint(line)}"}
    anchor = add(svg, "a", href=line["href"], data_id=line["id"], **label)
    look = "mx-gap" if line["kind"] == "none" else "mx-clear"
    add(anchor, "rect", class_=look, x=1, y=y + 4, width=_LABEL - 10, height=_ROW - 8)
    bold = {"font_weight": "bold"} if is_sum else {}
    names = wrap(name, _LABEL - 22, SMALL, 2)
    is_short = len(names) == 1
    for step, words in enumerate(names):
        add(anchor, "text", words, x=6, y=y + (24 if is_short else 17 + 14 * step), font_size=SMALL + is_short, **bold)
    row = cells_of(svg, y)
    for one in line["cells"]:
        if place := places.get(one["slot"]):
            _count(row, line, one, Spot(place.x + 2, 2, place.wide - 3, _ROW - 4), href, said)
    spot = Spot(end.x + 2, 2, end.wide - 4, _ROW - 4)
    cell(row, spot, str(line["total"]), "mx-clear", href=href("all"), **label)


def _count(row: Element, line: Answer, one: Answer, at: Spot, href: Callable[[str], str], said: Said) -> None:
    is_fullest = one["slot"] in line["fullest"]
    told = f"{line['name']}, {said(one['slot'])}: {actions_of(one['count'])}{_joint(one)}"
    told += ", the fullest month" * is_fullest + ", past" * one["past"]
    look = "mx-clear" if line["kind"] == "all" else shade(one["count"])
    number = f"{one['count']}{'°' if one['joint'] and line['kind'] != 'all' else ''}"
    heavy, word = (" mx-heavy", "most") if is_fullest else ("", "")
    cell(row, at, number, look + heavy, word, href=href(one["slot"]), aria_label=told)


def _joint(one: Answer) -> str:
    if not one["joint"]:
        return ""
    is_whole = one["joint"] == one.get("count", one.get("total"))
    return ", led jointly" if is_whole else f", {one['joint']} of them jointly"


def _today(svg: Element, places: dict[str, Spot], months: Sequence[str], on: str, high: float, said: str) -> None:
    """The line between what is past and what is to come, with the day beside it."""
    if not months:
        return
    gone = sum(last_day(month) < on for month in months)
    last = places[months[-1]]
    x = places[months[gone]].x if gone < len(months) else last.x + last.wide + 2
    add(svg, "path", d=f"M{x:g} 6V{high}", class_="mx-now")
    add(svg, "text", f"As at {said}", x=x + 6, y=20, font_size=SMALL, font_weight="bold")


def _key(svg: Element, y: float) -> None:
    """What the shapes mean, in words."""
    add(svg, "rect", class_="mx-1 mx-heavy", x=4, y=y - 14, width=22, height=18)
    add(svg, "text", "Heavy frame, “most”: their fullest month", x=34, y=y, font_size=SMALL)
    add(svg, "text", "° some of them led jointly with others", x=290, y=y, font_size=SMALL)
    add(svg, "path", d=f"M532 {y - 16}V{y + 6}", class_="mx-now")
    add(svg, "text", "the day this is shown for; months left of it (grey) are past", x=540, y=y, font_size=SMALL)
