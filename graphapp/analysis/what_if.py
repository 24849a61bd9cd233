"""What-ifs as commands and addresses put them, in refs, dates and `REF=LEAD`, passed on to the function that answers.

Every argument is hashable, so that answers can be kept by them.
"""

from __future__ import annotations

from collections.abc import Sequence

from graphapp.analysis.answers import Answer, Graph, chosen_edition, node_of, of_kind
from graphapp.analysis.departure import departure
from graphapp.analysis.handover import handover
from graphapp.analysis.replacement import replayed
from graphapp.analysis.strategy_slip import strategy_slips
from graphapp.analysis.subjects import find
from graphapp.analysis.versions import compare
from graphapp.analysis.words import spoken_date
from graphapp.due import months_between, parse_when
from graphapp.errors import AmbiguousSubject, GraphappError, UnknownSubject
from graphapp.model import Node
from graphapp.ontology import LEADERS


def action_named(graph: Graph, ref: str, edition: str | None = None) -> Node:
    """The action of that ref (or id) in an edition; UnknownSubject, with what is near, where there is none."""
    key = chosen_edition(graph, edition)
    if (node_id := f"action:{key}/{ref.strip()}") in graph:
        return node_of(graph, node_id)
    try:
        return find(of_kind(graph, "action", key), ref, ("action",))
    except AmbiguousSubject:
        raise
    except UnknownSubject as error:
        near = f" Near it: {', '.join(label for _, label in error.candidates)}." if error.candidates else ""
        raise UnknownSubject(f"Edition {key} has no action {ref.strip()[:40]!r}.{near}", error.candidates) from None


def slips(
    graph: Graph, strategy_id: str, to: str | None = None, months: int | None = None, edition: str | None = None
) -> Answer:
    """`strategy_slips` by months, or until a date that people write: counted from the last date of what produces it.

    GraphappError for both or neither, for what is no date, for one that is not later, and where nothing has a date.
    """
    if (to is None) == (months is None):
        raise GraphappError("Say either to which date it slips, or by how many months.")
    if months is None:
        months = _months_until(graph, strategy_id, str(to), edition)
    return strategy_slips(graph, strategy_id, months, edition)


def _months_until(graph: Graph, strategy_id: str, to: str, edition: str | None) -> int:
    name, new = node_of(graph, strategy_id).label, _parsed(to)
    produced = strategy_slips(graph, strategy_id, 1, edition)["moved"]
    last = max((row["moves_from"] for row in produced if row["moves_from"]), default=None)
    if last is None:
        raise GraphappError(f"No action that produces {name} has a date that could move: say by how many months.")
    months = months_between(last, new)
    if months < 1:
        raise GraphappError(f"{name} comes in {spoken_date(last[:7])}: name a later month than that for it to slip to.")
    return months


def _parsed(to: str) -> str:
    try:
        return parse_when(to)
    except ValueError as error:
        raise GraphappError(str(error)) from None


def hands_over(
    graph: Graph,
    who_id: str,
    to: str | None = None,
    only_orphaned: bool = False,
    actions: Sequence[str] = (),
    edition: str | None = None,
) -> Answer:
    """`handover` of all of a leaver's actions to one lead, and of single ones to others (`REF=LEAD`, which go first).

    With `only_orphaned`, `to` takes those alone that would be left with no lead. UnknownSubject for a lead that is
    unknown, GraphappError for an action that is not the leaver's or goes to two leads.
    """
    leads = [node for kind in LEADERS for node in of_kind(graph, kind)]
    gone = departure(graph, who_id, edition)
    owned = [*gone["orphaned"], *gone["acting_only"], *gone["covered"]]
    single = _single(leads, {row["ref"]: row["id"] for row in owned}, actions, gone["who"]["name"])
    taken: dict[str, str] = {}
    if to is not None:
        passing = gone["orphaned"] if only_orphaned else owned
        taken = dict.fromkeys((row["id"] for row in passing), find(leads, to, LEADERS).id)
    elif only_orphaned:
        raise GraphappError("Say to whom the actions left with no lead would pass.")
    return handover(graph, who_id, taken | single, edition)


def _single(leads: Sequence[Node], owned: dict[str, str], actions: Sequence[str], who: str) -> dict[str, str]:
    """Action id -> id of the lead who takes it."""
    found: dict[str, str] = {}
    for words in actions:
        ref, given, name = (part.strip() for part in words.partition("="))
        if not (ref and given and name):
            raise GraphappError(f"{words[:60]!r} does not pass an action on: write its ref, = and the lead.")
        if ref not in owned:
            raise GraphappError(f"{who} leads no action {ref[:40]} in this edition, so it cannot be passed on.")
        taker = find(leads, name, LEADERS).id
        if found.setdefault(owned[ref], taker) != taker:
            raise GraphappError(f"Action {ref} can pass to one lead only.")
    return found


def replays(graph: Graph, post_id: str, old: str | None = None, new: str | None = None) -> Answer:
    """`replayed` with the pairs of `compare`; without `new` the newest edition, without `old` the one before it."""
    pairs = compare(graph, old, new)
    return replayed(graph, post_id, pairs["old"], pairs["new"], pairs["pairs"])
