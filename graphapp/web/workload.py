"""The workload by month and lead: a picture of numbers, the same as tables, and as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from flask import Blueprint

from graphapp.analysis.answers import Answer
from graphapp.analysis.words import spoken_date
from graphapp.analysis.workload import APART, NOBODY, led_in, workload
from graphapp.pictures.matrix import Drawn
from graphapp.pictures.workload import HEADINGS, workload_picture
from graphapp.web.filters import Asked, asked, choices, filtered, used
from graphapp.web.present import Cell, Field, Page, Part, Table, say, table
from graphapp.web.skins import page
from graphapp.web.state import State, address, state, url
from graphapp.web.words import counted, edition_words, is_or_are, names, opening

workload_pages = Blueprint("workload", __name__)
TITLE = "Workload by month and lead"
_APART = {"recurring": "again and again", "ongoing": "ongoing", "none": "no month named"}


@page(workload_pages, "/workload")
def workload_page() -> Page:
    """What is not done of what the filters leave, by lead and month."""
    now, wanted = state(), asked(state())
    found, rows = workload_of(now, wanted), filtered(now, wanted)
    shown = found | {
        "leads": [_linked(one, wanted) for one in found["leads"]],
        "unled": _linked(found["unled"], wanted) if found["unled"] else None,
        "all": _linked(found["all"], wanted),
    }
    drawn = workload_picture(shown, TITLE, partial(_list_of, wanted), _said) if found["open"] else None
    more: dict[str, Any] = {
        "svg": drawn.svg if drawn else "",
        "choices": choices(now),
        "asked": wanted,
        "used": list(used(now, wanted, len(rows))),
    }
    answer, remarks = _answer(now, found), tuple(_remarks(drawn))
    tables = tuple(_tables(shown, wanted))
    return Page(TITLE, "pictures", "pictures/picture.html", answer=answer, remarks=remarks, tables=tables, more=more)


def workload_of(now: State, wanted: Asked) -> Answer:
    """The answer of `workload` for this request's address; of a column asked for, only that one."""
    led, lead = now.ask(led_in, now.edition), wanted.words.get("lead")
    only = wanted.words.get("load", "all")
    return workload(now.graph, filtered(now, wanted), now.on, lead=lead, only=None if only == "all" else only, led=led)


def _linked(row: Answer, wanted: Asked) -> Answer:
    """The row with where its name leads: to the lead's page, else to its list."""
    is_lead = row["kind"] not in (NOBODY, "all")
    return row | {"href": address(row["id"]) if is_lead else _list_of(wanted, row, "all")}


def _list_of(wanted: Asked, row: Answer, slot: str) -> str:
    """The address of the actions that a cell or a total counts, under the same filters."""
    lead = {"all": {}, NOBODY: {"lead": NOBODY}}.get(row["kind"], {"lead": row["id"]})
    load = {} if slot == "all" and "load" in wanted.words else {"load": slot}
    return url("/actions", **wanted.words | lead | load)


def _said(slot: str) -> str:
    """A column, or a day, in words."""
    return _APART.get(slot) or spoken_date(slot)


def _answer(now: State, found: Answer) -> Cell:
    """How much is open, how much of it is past, and when most falls due."""
    total, left = found["open"] + found["done"], found["open"]
    which = f"{counted(total, 'action')} in {edition_words(now.about)}"
    told = [
        f"{left} of the {which} {is_or_are(left)} not recorded as done."
        if found["done"]
        else f"None of the {which} is recorded as done."
        if total
        else f"There are {which}."
    ]
    cells, fullest = found["all"]["cells"], found["all"]["fullest"]
    if fullest:
        most = next(one["count"] for one in cells if one["slot"] == fullest[0])
        when = names(map(spoken_date, fullest))
        told.append(f"Most fall due in {when}: {most}{' each' if len(fullest) > 1 else ''}.")
    past = [one for one in cells if one["past"]]
    if past:
        late = len({ref for one in past for ref in one["actions"]})
        told.append(f"{late} of them had a date in a month that is past.")
    return say(opening(" ".join(told)))


def _remarks(drawn: Drawn | None) -> Iterator[str]:
    if drawn and drawn.rows_left:
        left = counted(drawn.rows_left, "more lead")
        yield f"The picture has no room for {left}: they are in the table below. Fewer are left with a filter."
    if drawn and drawn.columns_left:
        left = counted(drawn.columns_left, "more month")
        yield f"The picture shows the months nearest to its day; {left} with work are in the table below."


def _tables(found: Answer, wanted: Asked) -> Iterator[Table]:
    fields = _fields(wanted)
    rows = [*found["leads"], *([found["unled"]] if found["unled"] else [])]
    intro = "In the order of names. An action counts for each of its leads, in each month it has a date in. "
    intro += "Ongoing: it goes on, or only its start is given. No month: it has no date, or a term without its month."
    yield table("Leads", rows, fields, intro=intro, empty="Nobody is named as lead of anything that is not done.")
    whole = [found["all"]] if found["open"] else []
    yield table("All leads together", whole, fields, intro="Each action counts once.", empty="Nothing is left to do.")


def _fields(wanted: Asked) -> tuple[Field, ...]:
    apart = (Field(slot, HEADINGS[slot], partial(_number, slot), numeric=True) for slot in APART)
    return (
        Field("lead", "Lead", lambda row: (Part(row["name"], row["href"]),), header=True),
        Field("total", "Not done", lambda row: (Part(str(row["total"]), _list_of(wanted, row, "all")),), numeric=True),
        Field("past", "In months that are past", partial(_months, past=True), inline=True),
        Field("coming", "In months to come", partial(_months, past=False), inline=True),
        *apart,
        Field("fullest", "Fullest month", lambda row: say(names(map(spoken_date, row["fullest"])))),
    )


def _months(row: Answer, past: bool) -> Cell:
    """The months before the day, or from it on, each with how many actions: words only, the picture has the links."""
    cells = [one for one in row["cells"] if one["slot"] not in APART and one["past"] == past]
    return tuple(Part(f"{spoken_date(one['slot'])}: {one['count']}{_joint(one)}") for one in cells)


def _number(slot: str, row: Answer) -> Cell:
    return tuple(Part(f"{one['count']}{_joint(one)}") for one in row["cells"] if one["slot"] == slot)


def _joint(one: Answer) -> str:
    return f" ({one['joint']} jointly)" if one["joint"] else ""
