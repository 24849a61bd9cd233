"""Rules that say from an older edition alone which actions will move: each is a small function on `Past`.

A rule with a trigger is told that one action moved, and by how much, and answers what else moves; what becomes of
the actions it names it cannot know, for `Past` holds nothing of the newer edition.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphapp.analysis.answers import Graph, above, action_row, as_due, kept, neighbours, node_of, of_kind
from graphapp.due import months_between
from graphapp.model import Node

_MANY = 4  # actions of one lead due in one month that are too many for that month
_SOON = 2  # months after the date of the plan within which a promise is due very soon

Moves = dict[str, int]  # node id of an action -> by how many months it is said to move


@dataclass(frozen=True, slots=True)
class Promise:
    """One action of the older edition as rules see it: `due` is a month or day, or None; `leads` are ids."""

    id: str
    ref: str
    due: str | None
    group: str
    leads: frozenset[str]
    count: int  # of leads
    is_named: bool  # whether the cell names a person


@dataclass(frozen=True, slots=True)
class Past:
    """The older edition: its date, its promises by id, what they share, and what rests on what within it."""

    date: str
    promises: Mapping[str, Promise]
    sharing: Mapping[tuple[str, str], Sequence[str]]  # "month", "group" or "lead" and which -> the actions of it
    dependents: Mapping[str, tuple[str, ...]]  # prerequisite -> those that depend on it
    reliant: Mapping[str, tuple[str, ...]]  # action -> those that rely on a strategy it produces


@dataclass(frozen=True, slots=True)
class Rule:
    """`predict` takes the past, and where `has_trigger` the id of an action that moved and its months."""

    name: str
    says: str
    has_trigger: bool
    predict: Callable[[Past, str, int], Moves]


@kept
def past(graph: Graph, key: str) -> Past:
    """The edition `key` as rules may see it: nothing of any other edition; `promises` in the order of their ids."""
    actions = of_kind(graph, "action", key)
    edition = node_of(graph, f"edition:{key}")
    ids = {action.id for action in actions}
    on_strategy = {
        strategy.id: [node.id for node, _ in neighbours(graph, strategy.id, "RELIES_ON", "in")]
        for strategy in of_kind(graph, "strategy")
    }
    promises = {action.id: _promise(graph, action) for action in actions}
    sharing: dict[tuple[str, str], list[str]] = {}
    for one in promises.values():
        for what in _shared(one):
            sharing.setdefault(what, []).append(one.id)
    return Past(
        str(edition.props.get("date") or key),
        promises,
        sharing,
        {one: _only(_dependents(graph, one), one, ids) for one in ids},
        {one: _only(_reliant(graph, one, on_strategy), one, ids) for one in ids},
    )


def _shared(one: Promise) -> Iterator[tuple[str, str]]:
    """What it may share with others: the month it is due in, its group, its leads."""
    if one.due:
        yield "month", one.due[:7]
    if one.group:
        yield "group", one.group
    yield from (("lead", lead) for lead in one.leads)


def _promise(graph: Graph, action: Node) -> Promise:
    group, row = above(graph, action.id, "keyarea").get("group"), action_row(graph, action.id)
    leads = row["leads"]
    return Promise(
        action.id,
        row["ref"],
        as_due(row["due"]).last,
        group.id if group else "",
        frozenset(key for lead in leads for key in (lead["id"], lead["post_id"]) if key),
        len(leads),
        any(lead["person"] for lead in leads),
    )


def _dependents(graph: Graph, action_id: str) -> Iterable[str]:
    pairs = neighbours(graph, action_id, "DEPENDS_ON", "in")
    return (node.id for node, edge in pairs if edge.props.get("standing") != "rejected")


def _reliant(graph: Graph, action_id: str, on_strategy: Mapping[str, Iterable[str]]) -> Iterable[str]:
    for strategy, _ in neighbours(graph, action_id, "PRODUCES"):
        yield from on_strategy[strategy.id]


def _only(found: Iterable[str], own: str, ids: set[str]) -> tuple[str, ...]:
    return tuple(one for one in dict.fromkeys(found) if one in ids and one != own)


def _chained(past: Past, trigger: str, months: int) -> Moves:
    """All that depend on the trigger, step by step, by as many months."""
    found, step = Moves(), [trigger]
    while step:
        waiting = (one for before in step for one in past.dependents[before] if one not in found and one != trigger)
        found |= dict.fromkeys(step := list(dict.fromkeys(waiting)), months)
    return found


def _chained_with_slack(past: Past, trigger: str, months: int) -> Moves:
    """A dependent moves only by what the months between it and its prerequisite cannot absorb."""
    found, step = {trigger: months}, [trigger] if months > 0 else []
    for _ in past.promises:  # no chain is longer; a cycle ends here
        later = Moves()
        for before in step:
            for one in past.dependents[before]:
                slack = _slack(past.promises[before].due, past.promises[one].due)
                moves = found[before] - slack if slack is not None else 0
                if one != trigger and moves > max(found.get(one, 0), later.get(one, 0)):
                    later[one] = moves
        if not later:
            break
        found, step = found | later, list(later)
    return {one: moves for one, moves in found.items() if one != trigger}


def _slack(before: str | None, after: str | None) -> int | None:
    return max(0, months_between(before, after)) if before and after else None


def _reliers(past: Past, trigger: str, months: int) -> Moves:
    return dict.fromkeys(past.reliant[trigger], months)


def _alike(wanted: str) -> Callable[[Past, str, int], Moves]:
    """All that share a month, a group or a lead with the trigger, by as many months."""

    def predict(past: Past, trigger: str, months: int) -> Moves:
        shared = (what for what in _shared(past.promises[trigger]) if what[0] == wanted)
        return {one: months for what in shared for one in past.sharing[what] if one != trigger}

    return predict


def _where(is_due: Callable[[Past, Promise], bool]) -> Callable[[Past, str, int], Moves]:
    """All of which something holds, by a month: such a rule says that they move, hardly how far."""

    def predict(past: Past, _trigger: str, _months: int) -> Moves:
        return {one.id: 1 for one in past.promises.values() if is_due(past, one)}

    return predict


def _overloaded(past: Past, _trigger: str, _months: int) -> Moves:
    load = Counter((lead, one.due[:7]) for one in past.promises.values() if one.due for lead in one.leads)
    return {
        one.id: 1
        for one in past.promises.values()
        if one.due and any(load[lead, one.due[:7]] >= _MANY for lead in one.leads)
    }


def _is_soon(past: Past, one: Promise) -> bool:
    return one.due is not None and 0 <= months_between(past.date, one.due) <= _SOON


BASE = Rule("base rate", "every action moves", False, _where(lambda _past, _one: True))
SAME_MONTH = Rule(
    "same due month",
    "what falls due in the same month as an action that moved, moves",
    True,
    _alike("month"),
)
DEPENDENCIES = Rule("dependency chain", "what depends on an action that moved, moves as far", True, _chained)
STRATEGIES = Rule(
    "strategy chain", "what rests on a strategy moves as far as the action that produces it", True, _reliers
)
RULES = (
    BASE,
    SAME_MONTH,
    DEPENDENCIES,
    Rule(
        "dependency chain with slack",
        "what depends on an action that moved later, moves by what the time between them cannot absorb",
        True,
        _chained_with_slack,
    ),
    STRATEGIES,
    Rule(
        "same lead",
        "what the lead of an action that moved leads too, moves",
        True,
        _alike("lead"),
    ),
    Rule(
        "same group",
        "what stands in the same group as an action that moved, moves",
        True,
        _alike("group"),
    ),
    Rule("overload", f"what one of {_MANY} or more of a lead's actions due in a month is, moves", False, _overloaded),
    Rule("due very soon", f"what is due within {_SOON} months of the plan's date, moves", False, _where(_is_soon)),
    Rule("joint leads", "what several lead together, moves", False, _where(lambda _past, one: one.count > 1)),
    Rule("no named lead", "what no named person leads, moves", False, _where(lambda _past, one: not one.is_named)),
)
