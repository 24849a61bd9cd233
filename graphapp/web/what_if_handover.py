"""Who would take over from a lead who leaves: read from the address, `?to=` for all and `?to.<ref>=` for one action.

With `?only=orphaned`, `to` passes on no more than what would have no lead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request

from graphapp.analysis.answers import Answer, Graph
from graphapp.analysis.handover import handover
from graphapp.analysis.lists import lead_list
from graphapp.analysis.words import natural, spoken_date
from graphapp.errors import GraphappError
from graphapp.model import Node
from graphapp.ontology import LEADERS
from graphapp.web import columns as col
from graphapp.web.entities import node_named
from graphapp.web.present import Cell, Field, Part, Table, link, say, table
from graphapp.web.sentences import series
from graphapp.web.state import state
from graphapp.web.words import counted

_ONE = "to."  # begins the word of the address that passes on a single action
_ORPHANED = "orphaned"  # what `?only=` may say


@dataclass(frozen=True, slots=True)
class Handed:
    """A handover as asked for: its answer, what each field of the form holds, and what could not be followed."""

    answer: Answer
    words: Mapping[str, str]  # name of a field -> the name of the lead in it, or what names nobody
    problems: tuple[str, ...]

    @property
    def is_asked(self) -> bool:
        """Whether anybody takes over anything."""
        return bool(self.answer["receivers"])


def handed_over(who: Node) -> Handed:
    """The handover that this request's address asks for; with nobody named, who could take over what."""
    plain = _ask(who, ())
    known = {row["ref"]: row["id"] for row in plain["actions"]}
    words, problems, assigned, passed = dict[str, str](), list[str](), dict[str, str](), _all_that_pass(plain)
    for name, value in sorted(_asked().items(), key=lambda pair: natural(pair[0])):  # `to` first, then each action
        try:
            lead = node_named(value, *LEADERS)
            ids = passed if name == "to" else [_action(name.removeprefix(_ONE), known, who)]
        except GraphappError as problem:
            problems.append(str(problem))
            words[name] = value  # stays in its field, to be mended
        else:
            words[name] = lead.label
            assigned.update(dict.fromkeys(ids, lead.id))
    if "to" in words and not passed:
        problems.append(f"No action would be left without a lead, so nothing passes to {words['to']}.")
    if _only() not in ("", _ORPHANED):
        problems.append(f"What may pass is {_ORPHANED!r} or everything, not {_only()[:40]!r}: everything passes.")
    try:
        return Handed(_ask(who, tuple(sorted(assigned.items()))), words, tuple(problems))
    except GraphappError as problem:
        return Handed(plain, words, (*problems, str(problem)))


def _asked() -> dict[str, str]:
    found = {name: value.strip() for name, value in request.args.items() if name == "to" or name.startswith(_ONE)}
    return {name: value for name, value in found.items() if value}


def only_orphaned() -> bool:
    """Whether the address wants no more passed on than what would have no lead."""
    return _only() == _ORPHANED


def _only() -> str:
    return request.args.get("only", "").strip()


def _all_that_pass(plain: Answer) -> list[str]:
    """The ids of the actions that `to` passes on; with nobody named yet, those left alone are the orphaned ones."""
    return [row["id"] for row in plain["unassigned" if only_orphaned() else "actions"]]


def _action(ref: str, known: Mapping[str, str], who: Node) -> str:
    if ref not in known:
        raise GraphappError(f"{who.label} leads no action {ref} in this edition, so it cannot be passed on.")
    return known[ref]


def _ask(who: Node, pairs: tuple[tuple[str, str], ...]) -> Answer:
    now = state()
    found: Answer = now.ask(_handover, who.id, pairs, now.edition)
    return found


def _handover(graph: Graph, who_id: str, pairs: Sequence[tuple[str, str]], edition: str | None) -> Answer:
    """As the analysis gives it, with arguments that answers can be kept by."""
    return handover(graph, who_id, dict(pairs), edition)


def handover_form(handed: Handed, who: Node) -> dict[str, Any]:
    """What the form shows: everyone who leads, and for each action who stands near it, with the reasons."""
    now = state()
    leads = now.ask(lead_list, now.edition, now.on)["leads"]
    return {
        "leads": sorted(one["name"] for one in leads if one["id"] != who.id),
        "rows": [(row, [_near(one) for one in row["candidates"]]) for row in handed.answer["actions"]],
        "words": handed.words,
        "only": only_orphaned(),
    }


def _near(one: Answer) -> Part:
    return Part(one["name"], note=" ".join(one["reasons"]))


def handover_sentence(handed: Handed) -> Cell:
    """What passes to whom, how their load grows, and what has no lead even then."""
    if not handed.is_asked:
        return ()
    found = handed.answer
    grows = [
        link(f"{one['name']} (from {one['before']} to {one['after']} open actions)", one["id"])
        for one in found["receivers"]
    ]
    passed, alone = sum(bool(row["to"]) for row in found["actions"]), len(found["unassigned"])
    left = f"{counted(alone, 'action')} would still have no lead" if alone else "every action would have a lead"
    return say(f" In this handover {counted(passed, 'action')} would pass to ", *series(grows, len(grows)),
               f"; {left}.")  # fmt: skip


def handover_tables(handed: Handed) -> tuple[Table, ...]:
    """Who would take what, what nobody would lead even then, and the load of those who take over, month by month."""
    if not handed.is_asked:
        return ()
    found = handed.answer
    passed = [row for row in found["actions"] if row["to"]]
    taken = table("Handover: who would take over what", passed, (col.REF, col.TEXT, col.DUE, _TO, _WITH, col.WHERE))
    alone = table(
        "Handover: still with no lead",
        found["unassigned"],
        (col.REF, col.TEXT, col.DUE, col.WHERE),
        empty="Every action has a lead again.",
    )
    load = [line for one in found["receivers"] for line in load_lines(one)]
    return table("Handover: the load by month", load, LOAD, intro=HOW_COUNTED), alone, taken


def load_lines(one: Answer) -> list[Answer]:
    """The rows of a lead's load: all of it, then by month, what has no date last."""
    whole = {"when": "All open actions", "order": "", "before": one["before"], "after": one["after"]}
    months = [
        {
            "when": spoken_date(line["month"]) if line["month"] else "No date",
            "order": line["month"] or "9999",
            "before": line["before"],
            "after": line["after"],
        }
        for line in one["months"]
    ]
    return [{"id": one["id"], "name": one["name"]} | line for line in (whole, *months)]


def _to(row: Answer) -> Cell:
    return (link(row["to"]["name"], row["to"]["id"]),)


def _more(row: Answer) -> Cell:
    added = row["after"] - row["before"]
    return say(f"{added} more" if added else "as today")


_TO = Field("to", "Passes to", _to)
_WITH = Field("with", "Shared today with", lambda row: tuple(map(Part, row["with"])), inline=True)
HOW_COUNTED = (
    "An action counts in each month that it has a date in; what recurs, goes on or has no date has a line of its "
    "own, and what is done counts nowhere."
)
LOAD = (
    col.name_field("Lead"),
    Field("when", "When", lambda row: (Part(row["when"]),), lambda row: row["order"]),
    col.number_field("before", "Actions today"),
    col.number_field("after", "Then"),
    Field("more", "Difference", _more),
)
