"""Actions over time: what each promises on which dates, who or what it stands under, and what it waits for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from graphapp.analysis.answers import (
    Answer,
    Graph,
    above,
    as_due,
    is_done,
    item,
    last_day,
    name_of,
    neighbours,
    next_date,
    node_of,
)
from graphapp.analysis.meetings import meeting_list
from graphapp.analysis.words import natural
from graphapp.due import Due, add_months, months_between

BY = {"lead": "Lead", "key_area": "Key area", "recommendation": "Recommendation"}
NONE = {  # what names none, or says ALL: id and name of its group
    "lead": ("gap:no-lead", "No lead named"),
    "key_area": ("gap:no-key-area", "In no key area"),
    "recommendation": ("gap:no-recommendation", "No recommendation named"),
}
_ALL = ("all", "Actions that say ALL")
_SHORTEST = 6  # months: a shorter axis tells nothing
_REACH = 12  # months: a day further from all dates than this is not on the axis


def timetable(graph: Graph, rows: Sequence[Answer], by: str, on: str, only: str | None = None) -> Answer:
    """The rows (of `action_list`, in its order) grouped by "lead", "key_area" or "recommendation", with their dates.

    `{"by", "on", "from", "to", "months", "groups", "meetings", "undated"}`: months are YYYY-MM. A group has `id` (of
    a node, else as in NONE, or "all"), `no`, `name`, `text`, `is_node` and `actions`. An action gains `marks`, `first`
    and `last` date, `done`, `late`, `waits_for` and `comes_before` (each `id`, `ref`, `standing`). A mark has `kind`
    (due, milestone, start, span, repeat or achieved), `date` (None for a repeat since always), `end` for a span, and
    `state` (past, open or done); a month is past when its last day is. An action stands under each of its leads or
    recommendations: `only` keeps one group, by id (lead) or number, with every row in it. `undated` counts the
    actions without a mark.
    """
    found = [_timed(graph, row, on) for row in rows]
    months = _months(found, on)
    groups = _groups(graph, found, by, only)
    if by == "lead":
        groups.sort(
            key=lambda one: (not one["is_node"], _first_open(one["actions"], on), -len(one["actions"]), one["name"])
        )
    return {
        "by": by,
        "on": on,
        "from": months[0],
        "to": months[-1],
        "months": months,
        "groups": groups,
        "meetings": _meetings(graph),
        "undated": sum(not row["marks"] for row in found),
    }


def _timed(graph: Graph, row: Answer, on: str) -> Answer:
    due, done = as_due(row["due"]), is_done(graph, row)
    marks = _marks(due, node_of(graph, row["id"]).props.get("start"))
    for mark in marks:
        is_past = mark["date"] and last_day(mark["end"] or mark["date"]) < on
        mark["state"] = "done" if done else "past" if is_past else "open"
    dates = sorted((when for mark in marks for when in (mark["date"], mark["end"]) if when), key=last_day)
    return row | {
        "marks": marks,
        "first": dates[0] if dates else None,
        "last": dates[-1] if dates else None,
        "done": done,
        "late": due.is_past(date.fromisoformat(on)) and not done,
        "waits_for": _linked(graph, row["id"], "out"),
        "comes_before": _linked(graph, row["id"], "in"),
    }


def _marks(due: Due, start: str | None) -> list[Answer]:
    """What stands on the axis, in the order of time; of a date that was moved only the last."""
    if due.kind == "recurring":
        return [_mark("repeat", due.first or start)]
    if due.kind == "milestones":
        return [_mark("milestone", when) for when in sorted(due.dates, key=last_day)]
    if due.kind in ("start", "ongoing"):
        begins = due.first or start
        return [_mark("start", begins)] if begins else []
    if due.last is None:
        return [_mark("start", start)] if start and due.kind != "achieved" else []
    end = _mark("achieved" if due.kind == "achieved" else "due", due.last)
    has_span = start is not None and start[:7] <= due.last[:7]
    return [_mark("span", start, due.last), end] if has_span else [end]


def _mark(kind: str, when: str | None, end: str | None = None) -> Answer:
    return {"kind": kind, "date": when, "end": end}


def _linked(graph: Graph, action_id: str, direction: str) -> list[Answer]:
    """What an action depends on (`out`), or what depends on it, as far as nobody has rejected that."""
    found = [
        {"id": other.id, "ref": other.props.get("ref") or other.label, "standing": standing}
        for other, edge in neighbours(graph, action_id, "DEPENDS_ON", direction)
        if (standing := str(edge.props.get("standing") or "inferred")) != "rejected"
    ]
    return sorted(found, key=lambda one: natural(one["ref"]))


def _months(found: Iterable[Answer], on: str) -> list[str]:
    """Every month from the first date to the last, with that of `on` where it is near them."""
    dates = [row[end][:7] for row in found for end in ("first", "last") if row[end]] or [on[:7]]
    first, last, day = min(dates), max(dates), on[:7]
    if months_between(day, first) <= _REACH and months_between(last, day) <= _REACH:
        first, last = min(first, day), max(last, day)
    count = max(months_between(first, last) + 1, _SHORTEST)
    return [add_months(first, n) for n in range(count)]


def _groups(graph: Graph, found: Iterable[Answer], by: str, only: str | None) -> list[Answer]:
    """The groups by number, what names none last; leads are put in order by their dates later."""
    of_row: Callable[[Graph, Answer], list[Answer]] = {
        "lead": _leads,
        "key_area": _key_areas,
        "recommendation": _recommendations,
    }[by]
    groups: dict[str, Answer] = {}
    for row in found:
        under = of_row(graph, row) or [_group(*NONE[by])]
        if only is not None:
            under = [one for one in under if only in (one["id"], one["no"])] or [_named(graph, by, only)]
        for one in under:
            groups.setdefault(one["id"], one | {"actions": []})["actions"].append(row)
    return sorted(groups.values(), key=lambda one: (not one["is_node"], natural(one["no"] or one["id"])))


def _group(node_id: str, name: str, no: str | None = None, text: str | None = None, *, is_node: bool = False) -> Answer:
    return {"id": node_id, "no": no, "name": name, "text": text, "is_node": is_node}


def _named(graph: Graph, by: str, only: str) -> Answer:
    """The one group kept, for a row that reaches it otherwise: a lead through a post."""
    is_node = by == "lead" and only in graph
    return _group(only, node_of(graph, only).label if is_node else f"{BY[by]} {only}", only, is_node=is_node)


def _leads(graph: Graph, row: Answer) -> list[Answer]:  # noqa: ARG001 - one shape for all three
    leads = {lead["id"]: lead for lead in row["leads"]}
    return [_group(lead["id"], name_of(lead), is_node=True) for lead in leads.values()]


def _key_areas(graph: Graph, row: Answer) -> list[Answer]:
    area = above(graph, row["id"], "keyarea").get("keyarea")
    return [_group(area.id, area.label, str(area.props.get("no") or area.label), is_node=True)] if area else []


def _recommendations(graph: Graph, row: Answer) -> list[Answer]:
    if row["scope"] == "all":
        return [_group(*_ALL)]
    return [
        _group(node.id, node.label, str(node.props.get("no") or node.label), node.props.get("text"), is_node=True)
        for node, _ in neighbours(graph, row["id"], "ADDRESSES")
    ]


def _first_open(actions: Iterable[Answer], on: str) -> str:
    """The last day of the first date to come of what is not done; after all dates where there is none."""
    dates = [last_day(when) for row in actions if not row["done"] and (when := next_date(row, on))]
    return min(dates, default="9999")


def _meetings(graph: Graph) -> list[Answer]:
    """The meetings with a date, oldest first, each with its `board` and whether it was `held`.

    A next meeting that minutes announce is not held; its id is that of the meeting whose minutes say so.
    """
    found = [one for one in meeting_list(graph)["meetings"] if one["body"]]
    held = {(one["body"]["id"], one["date"]) for one in found}
    told = []
    for one in found:
        told.append((one, one["date"], True))
        if one["next_date"] and (one["body"]["id"], one["next_date"]) not in held:
            told.append((one, one["next_date"], False))
    told.sort(key=lambda each: (last_day(each[1]) if each[1] else "", each[0]["id"]))
    return [
        item(node_of(graph, one["id"]), board=one["body"]["name"], board_id=one["body"]["id"], date=when, held=is_held)
        for one, when, is_held in told
        if when
    ]
