"""The workload: how many actions that are not done fall due for each lead in each month.

Nobody is ranked: leads come in the order of their names, and what is said of one is said of their own months.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graphapp.analysis.accountability import led_by
from graphapp.analysis.answers import Answer, Graph, is_done, last_day, node_of, of_kind, rows
from graphapp.analysis.handover import months_due
from graphapp.analysis.words import fold, natural

NOBODY = "none"  # stands where the id of a lead would, for what names no lead
APART = ("recurring", "ongoing", "none")  # what falls into no month, in the order shown
_TIED = 2  # months that may both be the fullest; where more are alike, none stands out
_KINDS = {"recurring": "recurring", "ongoing": "ongoing", "start": "ongoing"}

Led = Mapping[str, frozenset[str]]


def slots(row: Answer) -> frozenset[str]:
    """The columns that a row counts in: each month (YYYY-MM) it has a date in, else one of APART.

    "ongoing" goes on, or gives only its start; "none" has no date, or a term without its month.

    >>> sorted(slots({"due": {"kind": "milestones", "dates": ["2019-02", "2019-06-30"]}}))
    ['2019-02', '2019-06']
    >>> sorted(slots({"due": {"kind": "start", "dates": ["2019-02"]}}))
    ['ongoing']
    """
    return frozenset(month or _KINDS.get(row["due"]["kind"], "none") for month in months_due(row))


def led_in(graph: Graph, edition: str | None) -> dict[str, frozenset[str]]:
    """Everyone whom the cells of an edition name -> the ids of all they lead, in person or through a post."""
    actions = [node.id for node in of_kind(graph, "action", edition)] if edition else []
    return led_by_each(graph, rows(graph, actions))


def led_by_each(graph: Graph, actions: Iterable[Answer]) -> dict[str, frozenset[str]]:
    """The same of everyone whom these rows name."""
    named = dict.fromkeys(lead["id"] for row in actions for lead in row["leads"])
    return {who: frozenset(led_by(graph, node_of(graph, who))) for who in named}


def workload(
    graph: Graph,
    actions: Sequence[Answer],
    on: str,
    *,
    lead: str | None = None,
    only: str | None = None,
    led: Led | None = None,
) -> Answer:
    """What these rows ask of each lead, month by month, as at the day `on` (YYYY-MM-DD); what is done is left out.

    Keys: `edition`, `on`, `open` and `done` (how many rows), `months` (YYYY-MM, those with any work, in order), `leads`
    by name (each `id`, `name`, `kind`, `total`, `joint`, `fullest` and `cells`), `unled` (the same of the rows that
    name nobody, its `id` the edition's, or None) and `all` (the same of all rows, each counted once). A cell has `slot`
    (a month, or one of APART), `count`, `joint` (how many of them are led with others), `actions` (refs) and `past`
    (whether the month ended before `on`). `fullest` is the month with most actions, or two alike; none where that is
    one action.

    A row counts once in each month it has a date in, for each of its leads, and for who holds the post that it names.
    With `lead` only that person, post or body is shown (NOBODY: what names no lead), with `only` that slot, whatever
    else its rows fall into. `led` is `led_in` of the edition.
    """
    todo = [row for row in actions if not is_done(graph, row)]
    known = led_by_each(graph, todo) if led is None else led
    whole = {"id": f"edition:{actions[0]['edition']}" if actions else ""}
    leads = [about | _load(mine, on, only) for about, mine in _leads(graph, todo, known, lead)]
    unled = [row for row in todo if not row["leads"]] if lead in (None, NOBODY) else []
    return {
        "edition": actions[0]["edition"] if actions else None,
        "on": on,
        "open": len(todo),
        "done": len(actions) - len(todo),
        "months": sorted({slot for row in todo for slot in slots(row) if only in (None, slot)} - {*APART}),
        "leads": leads,
        "unled": whole | {"name": "No lead named", "kind": NOBODY} | _load(unled, on, only) if unled else None,
        "all": whole | {"name": "All", "kind": "all"} | _load(todo, on, only),
    }


def _leads(graph: Graph, todo: Sequence[Answer], led: Led, lead: str | None) -> list[tuple[Answer, list[Answer]]]:
    """Each lead to show, by name, with what they lead of what is to do."""
    named = dict.fromkeys(one["id"] for row in todo for one in row["leads"])
    shown = list(named) if lead is None else [lead] if lead != NOBODY else []
    found = []
    for who in shown:
        node, theirs = node_of(graph, who), led.get(who)
        mine = [row for row in todo if theirs is None or row["id"] in theirs]
        if mine:
            found.append(({"id": who, "name": node.label, "kind": node.kind}, mine))
    return sorted(found, key=lambda pair: (natural(fold(str(pair[0]["name"]))), pair[0]["id"]))


def _load(actions: Sequence[Answer], on: str, only: str | None) -> Answer:
    by_slot: dict[str, list[Answer]] = {}
    for row in actions:
        for slot in slots(row) if only is None else {only}:
            by_slot.setdefault(slot, []).append(row)
    months = sorted(by_slot.keys() - {*APART})
    most = max((len(by_slot[month]) for month in months), default=0)
    fullest = [month for month in months if len(by_slot[month]) == most]
    return {
        "total": len(actions),
        "joint": _joint(actions),
        "fullest": fullest if most > 1 and len(fullest) <= _TIED else [],
        "cells": [_cell(slot, by_slot[slot], on) for slot in (*months, *APART) if slot in by_slot],
    }


def _cell(slot: str, actions: Sequence[Answer], on: str) -> Answer:
    return {
        "slot": slot,
        "count": len(actions),
        "joint": _joint(actions),
        "actions": [row["ref"] for row in actions],
        "past": slot not in APART and last_day(slot) < on,
    }


def _joint(actions: Iterable[Answer]) -> int:
    return sum(row["share"] == "joint" for row in actions)
