"""The timeline: actions over months by lead, key area or recommendation, drawn and as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from flask import Blueprint, request

from graphapp.analysis.answers import Answer, last_day, name_of
from graphapp.analysis.timetable import BY, timetable
from graphapp.analysis.words import spoken_date
from graphapp.due import add_months
from graphapp.pictures.time_axis import axis_of
from graphapp.pictures.timeline import Links, is_row_by_row, left_out, render, strips
from graphapp.web.cells import due_cell
from graphapp.web.columns import REF, TEXT, WHERE, date_field, name_field
from graphapp.web.filters import GAPS, Asked, asked, choices, filtered, used
from graphapp.web.present import Cell, Field, Page, Part, Table, link, say, table
from graphapp.web.skins import page
from graphapp.web.state import State, address, here, state, url
from graphapp.web.words import counted, due_words, edition_words, is_or_are, opening

timeline_page = Blueprint("timeline", __name__)
_MANY = {"lead": "leads", "key_area": "key areas", "recommendation": "recommendations"}


@page(timeline_page, "/timeline")
def timeline() -> Page:
    """The actions that pass the filters, over time, as `?by=` groups them."""
    now, words = state(), request.args.get("by", "").strip()
    by = words if words in BY else "lead"
    wanted = asked(now)
    rows, links = filtered(now, wanted), _links(wanted, by)
    found = answered(now, wanted, rows, by)
    remark = " ".join(_remarks(found, len(rows), "" if words == by else words))
    return Page(
        "Timeline", "pictures", "pictures/picture.html", answer=_sentence(now, found, len(rows)),
        remarks=(remark,) if remark else (), tables=tuple(_tables(found, links)),
        more={"svg": render(found, f"As at {spoken_date(now.on)}", links) if rows else "", "choices": choices(now),
              "asked": wanted, "used": list(used(now, wanted, len(rows))), "views": _views(by),
              "keep": {"by": by} if by != "lead" else {}},
    )  # fmt: skip


def _views(by: str) -> list[Part]:
    return [Part(f"By {name.lower()}", here(by=key, page=""), tag="current" * (key == by)) for key, name in BY.items()]


def answered(now: State, wanted: Asked, rows: list[Answer], by: str) -> Answer:
    """The timetable of the rows that pass; a filter to one lead, key area or recommendation leaves one group."""
    return timetable(now.graph, rows, by, now.on, wanted.words.get(by))


def _sentence(now: State, found: Answer, count: int) -> Cell:
    """How many actions, how many are late, and which month has most."""
    start = f"{counted(count, 'action')} of {edition_words(now.about)} by {BY[found['by']].lower()}."
    distinct = {one["id"]: one for group in found["groups"] for one in group["actions"]}
    late = sum(one["late"] for one in distinct.values())
    coming = Counter(
        mark["date"][:7]
        for one in distinct.values()
        for mark in one["marks"]
        if mark["kind"] in ("due", "milestone") and mark["state"] == "open"
    )
    most = max(coming.items(), key=lambda pair: (pair[1], -int(pair[0].replace("-", ""))), default=None)
    busy = f" Of the dates to come, most fall in {spoken_date(most[0])}: {most[1]}." if most else ""
    return say(
        opening(start),
        " " if late else "",
        Part(f"{late} {is_or_are(late)} past {'its' if late == 1 else 'their'} date", _late_list()) if late else "",
        "." if late else "",
        busy,
    )


def _late_list() -> str:
    asked_for = {
        name: str(value) for name, value in request.args.items() if name not in ("by", "page", "on", "edition")
    }
    return url("/actions", **(asked_for | {"gap": "past-date"}))


def _remarks(found: Answer, count: int, unknown: str) -> Iterator[str]:
    """How to read the picture of so many actions, what it leaves out, and a `?by=` that is none."""
    if unknown:
        yield f"The timeline can be by {', '.join(BY)}; {unknown!r} is none of these, so it is by lead."
    yield from (*_of_groups(found, count), *_of_axis(found)) if count else ()


def _of_groups(found: Answer, count: int) -> Iterator[str]:
    one, by_row, groups = BY[found["by"]].lower(), is_row_by_row(found), found["groups"]
    if not by_row:
        yield f"Each lane is one {one}: open it by its name to see its actions row by row, with what waits for what."
    if (total := sum(len(group["actions"]) for group in groups)) > count:
        yield f"An action with several {_MANY[found['by']]} stands under each: {total} rows for {count} actions."
    if more := left_out(found):
        what = "actions" if by_row else _MANY[found["by"]]
        drawn = (len(groups[0]["actions"]) if by_row else len(groups)) - more
        yield f"The first {drawn} {what} are drawn, {more} more are in the table. Filter to see fewer of them."
    if found["undated"]:
        yield f"No mark stands for {counted(found['undated'], 'action')} without any date."


def _of_axis(found: Answer) -> Iterator[str]:
    axis = axis_of(found["months"], 0)
    if axis.slot_of(found["on"]) is None:
        yield f"{spoken_date(found['on'])}, the day of this page, is far from all these dates and not drawn."
    beyond = len(found["meetings"]) - sum(map(len, strips(found["meetings"], axis)))
    if beyond:
        yield f"The table of meetings holds {beyond} more than are drawn."


def _links(wanted: Asked, by: str) -> Links:
    """Where the picture leads: a group to itself alone, a number to its months in that group."""

    def group(one: Answer) -> str:
        return f"{here(**only, page='')}#picture" if (only := narrowed(one)) else ""

    def narrowed(one: Answer) -> dict[str, str]:
        if one["is_node"] or one["no"]:
            return {by: str(one["id"] if by == "lead" else one["no"])}
        gap = one["id"].removeprefix("gap:")
        return {"gap": gap} if gap in GAPS and "gap" not in wanted.words else {}

    def months(one: Answer, first: str, last: str) -> str:
        """The group in these months alone; a bound that was asked for stays where it is the narrower one."""
        after, before = add_months(first, -1), add_months(last, 1)
        bounds = {
            "due_after": max(after, wanted.words.get("due_after", after), key=last_day),
            "due_before": min(before, wanted.words.get("due_before", before)),
        }
        only = narrowed(one)
        return f"{here(**only, **bounds, page='')}#picture" if only else ""

    return Links(address, group, months, _when)


def _when(action: Answer) -> str:
    """When an action is due, and whether that has passed, in words."""
    words = due_words(action["due"]) or (f"no date (“{action['due']['raw']}”)" if action["due"]["raw"] else "no date")
    state_words = ", past its date" if action["late"] else ", done" if action["done"] else ""
    return opening(words) + ("" if action["due"]["kind"] == "achieved" else state_words)


def _tables(found: Answer, links: Links) -> Iterator[Table]:
    """The rows or lanes of the picture in its order, and the meetings."""
    groups = found["groups"]
    if is_row_by_row(found):
        rows = [one | {"under": group["name"]} for group in groups for one in group["actions"]]
        fields = (REF, _UNDER, *_FIELDS) if len(groups) > 1 else (REF, *_FIELDS)
        yield table("Actions, row by row", rows, fields, empty="No action is left to show.")
    else:
        yield table(f"Actions by {BY[found['by']].lower()}", groups, _lane_fields(found["by"], links))
    if found["meetings"]:
        yield table("Meetings", found["meetings"], _MEETINGS)


def _lane_fields(by: str, links: Links) -> tuple[Field, ...]:
    def dates(row: Answer) -> list[str]:
        return sorted((one[end] for one in row["actions"] for end in ("first", "last") if one[end]), key=last_day)

    def end(at: int) -> Callable[[Answer], Cell]:
        return lambda row: say(spoken_date(dates(row)[at])) if dates(row) else ()

    def number(name: str, heading: str, holds: Callable[[Answer], bool]) -> Field:
        return Field(name, heading, lambda row: (Part(str(sum(map(holds, row["actions"])))),), numeric=True)

    def kind(one: Answer) -> str:
        return str(one["marks"][0]["kind"]) if one["marks"] else ""

    return (
        Field("group", BY[by], lambda row: (Part(row["name"], links.group(row)),), header=True),
        number("count", "Actions", lambda _: True),
        number("late", "Past their date", lambda one: bool(one["late"])),
        Field("first", "First date", end(0)),
        Field("last", "Last date", end(-1)),
        number("repeat", "Repeat", lambda one: kind(one) == "repeat"),
        number("start", "Only start", lambda one: kind(one) == "start"),
        number("undated", "No date", lambda one: not kind(one)),
        Field("refs", "Which, in due order", lambda row: tuple(_ref(one) for one in row["actions"]), inline=True),
    )


def _ref(one: Answer) -> Part:
    return Part(one["ref"], address(one["id"]))


def _linked(key: str) -> Field:
    """A column of refs, what is only inferred said so."""

    def cell(row: Answer) -> Cell:
        return tuple(replace(_ref(one), note="inferred" * (one["standing"] == "inferred")) for one in row[key])

    return Field(key, {"waits_for": "Waits for", "comes_before": "Comes before"}[key], cell)


def _leads(row: Answer) -> Cell:
    """Who leads, by name alone: the post stands on the action's page."""
    return tuple(link(name_of(lead), lead["id"]) for lead in row["leads"]) or (Part("no lead named", tag="gap"),)


_UNDER = Field("under", "Under", lambda row: (Part(row["under"]),))
_FIELDS = (
    TEXT,
    Field("when", "When", due_cell),
    date_field("first", "First date"),
    date_field("last", "Last date"),
    Field("lead", "Lead", _leads),
    _linked("waits_for"),
    _linked("comes_before"),
    WHERE,
)
_MEETINGS = (
    name_field("Meeting"),
    Field("board", "Board", lambda row: (link(row["board"], row["board_id"]),)),
    date_field("date", "Date"),
    Field("held", "Held", lambda row: say("minutes in the map" if row["held"] else "announced as the next meeting")),
    WHERE,
)
