"""What if a date moves: what must move with it, what might, and what only goes along."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graphapp.analysis import touched
from graphapp.analysis.answers import (
    Answer,
    Graph,
    action_row,
    chosen_edition,
    in_due_order,
    is_done,
    last_day,
    neighbours,
)
from graphapp.analysis.impact import Shift, action_of, bands, due_of, ways_of
from graphapp.analysis.steps import reason_of, standing, way
from graphapp.analysis.words import sentence, spoken, spoken_date
from graphapp.due import Due, months_between, parse_when
from graphapp.errors import GraphappError, UnknownSubject
from graphapp.model import Node

# What is said of a date that is no single deadline; the answer then reads as if the new date were one.
_NOT_A_DATE = {
    "start": "is a start, not a deadline: what moves is when it begins",
    "recurring": "recurs and is never finished: the answer reads as if what others wait for came on the new date",
    "ongoing": "goes on and has no deadline: the answer reads as if what others wait for came on the new date",
    "achieved": "is achieved, says the paper: the answer reads as if it were done only on the new date",
    "term": "is due by a term: its months are those the paper writes",
    "none": "has no date yet: nobody knows how far this moves it",
}


def move(
    graph: Graph,
    action_id: str,
    to: str,
    edition: str | None = None,
    milestone: int | None = None,
    on: str | None = None,
) -> Answer:
    """What if this action were due then: the contract's `moves`.

    `to` is a date as people write it; `milestone` (from 1) which of several moves, else the last. Keys: `action`,
    `edition`, `from`, `to` ("YYYY-MM" or a day; `from` None where there was none), `months`, `direction` (later,
    earlier, same, new), `dates` (all its dates afterwards), `notes` [sentence], the bands `confirmed`, `inferred` and
    `associated` (see `impact.bands`, `touched.associated`), `late_prerequisites` (what it waits for that is due after
    the new date: action + `already`, `reason`, `standing`, path), `meetings`, `recommendations`, `strategies`. An
    earlier date moves nothing else: confirmed rows say what slack they gain. `on` is today (YYYY-MM-DD). UnknownSubject
    for an unknown action, GraphappError for what is no date or a milestone that is not there.
    """
    action, new = _action(graph, action_id, edition), _parsed(to)
    due = due_of(action)
    old, dates = _replaced(due, new, milestone)
    row = action_row(graph, action.id)
    seed = Shift(action.id, (), old, new, due.last, max(dates, key=last_day), done=is_done(graph, row))
    confirmed, inferred, shifts = bands(graph, [seed])
    known = {row["id"] for row in (*confirmed, *inferred)}
    return {
        "action": row,
        "edition": action.props.get("edition"),
        "from": old,
        "to": new,
        "months": months_between(old, new) if old else None,
        "direction": _direction(old, new),
        "dates": dates,
        "notes": list(_notes(due, seed, dates, on)),
        "confirmed": confirmed,
        "inferred": inferred,
        "associated": touched.associated(graph, action.id, _around(old, new), known),
        "late_prerequisites": _late(graph, seed),
        **_beside(graph, ways_of([seed, *(shift for shift in shifts if shift.is_moved)]), old, new),
    }


def _around(old: str | None, new: str) -> dict[str, str]:
    """The months in which other actions go along: where it is due now, and where it would be."""
    there = {new[:7]: "where this one would be"} | ({old[:7]: "where this one is now"} if old else {})
    return there if old != new else {}


def _beside(graph: Graph, ways: touched.Ways, old: str | None, new: str) -> Answer:
    return {
        "meetings": touched.meetings(graph, touched.boards(graph, ways), old, new),
        "recommendations": touched.recommendations(graph, ways),
        "strategies": touched.strategies(graph, ways),
    }


def _action(graph: Graph, action_id: str, edition: str | None) -> Node:
    action = action_of(graph, action_id)
    if edition is not None and chosen_edition(graph, edition) != action.props.get("edition"):
        raise UnknownSubject(f"{sentence(spoken(action))[:-1]} is not in edition {edition}.")
    return action


def _parsed(to: str) -> str:
    try:
        return parse_when(to)
    except ValueError as error:
        raise GraphappError(str(error)) from None


def _replaced(due: Due, new: str, milestone: int | None) -> tuple[str | None, list[str]]:
    """The date that moves, and all dates once it has moved."""
    stages = list(due.dates) if due.kind == "milestones" else [due.last] if due.last else []
    if milestone is not None and not 1 <= milestone <= max(1, len(stages)):
        have = "1 date" if len(stages) == 1 else f"{len(stages)} dates"
        raise GraphappError(f"There is no date {milestone} to move: “{due.raw}” has {have}, counted from 1.")
    if not stages:
        return None, [new]
    at = milestone - 1 if milestone else stages.index(str(due.last))
    return stages[at], [*stages[:at], new, *stages[at + 1 :]]


def _direction(old: str | None, new: str) -> str:
    if old is None:
        return "new"
    return "same" if old == new else "later" if last_day(new) > last_day(old) else "earlier"


def _notes(due: Due, seed: Shift, dates: Sequence[str], on: str | None) -> Iterable[str]:
    """What a reader of the answer should know first."""
    new = seed.to or ""
    yield sentence(f"it would be due {spoken_date(new)}, {touched.months_between_words(seed.start, new)}")
    if due.kind in _NOT_A_DATE:
        yield sentence(f"{f'“{due.raw}”' if due.raw else 'it'} {_NOT_A_DATE[due.kind]}")
    if seed.done and due.kind != "achieved":
        yield "The paper says it is done: the answer reads as if it were not."
    if len(dates) > 1 and not seed.is_spreading:
        yield f"Its last date stays {spoken_date(seed.end or new)}, so nothing that waits for its end moves."
    if list(dates) != sorted(dates, key=last_day) and list(due.dates) == sorted(due.dates, key=last_day):
        yield f"Its dates would then be out of order: {', '.join(map(spoken_date, dates))}."
    if on and last_day(new) < on:
        yield f"{spoken_date(new)} is past on {spoken_date(on)}."


def _late(graph: Graph, seed: Shift) -> list[Answer]:
    """What the moved action waits for that is due after its new date; `already` where it was before."""
    found = []
    for before, edge in neighbours(graph, seed.id, "DEPENDS_ON"):
        ends, row = due_of(before).last, action_row(graph, before.id)
        how = standing(edge)
        if how == "rejected" or ends is None or is_done(graph, row) or last_day(ends) <= last_day(seed.to or ends):
            continue
        already = seed.start is not None and last_day(ends) > last_day(seed.start)
        about = {"already": already, "standing": how, "reason": reason_of(graph, edge)}
        found.append(row | about | way(graph, [edge]))
    return in_due_order(found)
