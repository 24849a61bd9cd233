"""What if a strategy comes later: who slips that produces it, what waits for them, and who else relies on it."""

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
    item,
    last_day,
    neighbours,
    node_of,
)
from graphapp.analysis.entities import strategy as about
from graphapp.analysis.impact import Shift, bands, due_of, ways_of
from graphapp.analysis.steps import months_of, told, way
from graphapp.analysis.words import sentence, spoken, spoken_date
from graphapp.due import add_months
from graphapp.errors import GraphappError, UnknownSubject
from graphapp.model import Edge, Node

_SURE = ("stated", "confirmed")
_FURTHEST = 120  # months: a slip of more than ten years is a slip of the pen


def strategy_slips(graph: Graph, strategy_id: str, months: int, edition: str | None = None) -> Answer:
    """What if a strategy comes so many months later: those who produce it slip, and what waits for them.

    Keys: `strategy`, `edition`, `months`, `moved` (the actions stated to produce it: action + `moves_from`,
    `moves_to`, path), the bands `confirmed` (see `impact.bands`), `inferred` (also those that rely on the strategy,
    with the words that say so) and `associated`, `also_relied_on_by` (key areas and editions, of any plan: + `kind`,
    `actions`, how many, path), `notes`, `boards`, `meetings`, `recommendations`, `strategies` (others touched).
    UnknownSubject for what is no strategy of the map, GraphappError for months outside 1 to 120.
    """
    strategy, key = _strategy(graph, strategy_id), chosen_edition(graph, edition)
    if not 1 <= months <= _FURTHEST:
        raise GraphappError(f"A strategy can slip by 1 to {_FURTHEST} months, not by {months}.")
    made = [pair for pair in neighbours(graph, strategy.id, "PRODUCES", "in") if pair[0].props.get("edition") == key]
    stated = [(node, edge) for node, edge in made if (edge.props.get("standing") or "stated") in _SURE]
    seeds = [_slipped(graph, node, edge, months) for node, edge in stated]
    confirmed, inferred, shifts = bands(graph, seeds)
    taken = {row["id"] for row in (*confirmed, *inferred)} | {seed.id for seed in seeds}
    resting = [row for row in _resting(graph, strategy, made, key, months) if row["id"] not in taken]
    inferred = in_due_order([*inferred, *resting])
    ways = ways_of([*seeds, *(shift for shift in shifts if shift.is_moved)])
    hearing = _boards(graph, strategy, ways, key)
    span = [date for seed in seeds for date in (seed.start, seed.to) if date]
    return {
        "strategy": item(strategy, classification=strategy.props.get("classification")),
        "edition": key,
        "months": months,
        "notes": list(_slip_notes(strategy, seeds, stated, key)),
        "moved": in_due_order(_moved(graph, seed) for seed in seeds),
        "confirmed": confirmed,
        "inferred": inferred,
        "also_relied_on_by": _wholes(graph, strategy),
        "associated": _alongside(graph, seeds, taken | {row["id"] for row in inferred}),
        "boards": hearing,
        "meetings": touched.meetings(graph, hearing, min(span, key=last_day), max(span, key=last_day)) if span else [],
        "recommendations": touched.recommendations(graph, ways),
        "strategies": [one for one in touched.strategies(graph, ways) if one["id"] != strategy.id],
    }


def _strategy(graph: Graph, strategy_id: str) -> Node:
    node = node_of(graph, strategy_id)
    if node.kind != "strategy":
        raise UnknownSubject(f"{sentence(spoken(node))[:-1]} is no strategy: name one that the papers name.")
    return node


def _slipped(graph: Graph, action: Node, edge: Edge, months: int) -> Shift:
    """An action that produces the strategy, its last date moved; what is done, recurs or has no date stays."""
    due, done = due_of(action), is_done(graph, action_row(graph, action.id))
    if due.last is None or done or due.kind == "recurring":
        return Shift(action.id, (edge,), None, None, due.last, due.last, done=done)
    new = add_months(due.last, months)
    return Shift(action.id, (edge,), due.last, new, due.last, new, months)


def _moved(graph: Graph, seed: Shift) -> Answer:
    said = "The paper says it is done." if seed.done else "It has no date that could move."
    note = f"It moves from {spoken_date(seed.start)} to {spoken_date(seed.to)}." if seed.start and seed.to else said
    dates = {"moves_from": seed.start, "moves_to": seed.to, "moves_months": seed.months, "note": note}
    return action_row(graph, seed.id) | dates | way(graph, seed.edges)


def _resting(
    graph: Graph, strategy: Node, made: Iterable[tuple[Node, Edge]], key: str | None, months: int
) -> list[Answer]:
    """The edition's actions that rely on the strategy, themselves or as part of what does, or may produce it."""
    found: dict[str, Answer] = {}
    pairs = [*made, *neighbours(graph, strategy.id, "RELIES_ON", "in")]
    pairs.sort(key=lambda pair: pair[0].kind != "action")  # what an action says itself comes first
    for node, edge in pairs:
        within = {node.id: (edge,)} if node.kind == "action" else touched.down(graph, node.id, (edge,))
        words = f"; its words: “{edge.props['words']}”" if edge.props.get("words") else ""
        said = {
            "reason": sentence(told(graph, edge).rstrip(".") + words),
            "slack_months": None,
            "standing": "inferred",
            "note": f"How a slip of {months_of(months)} would touch it, no dependency says.",
        }
        for action_id, edges in within.items() if edge.props.get("standing") != "rejected" else ():
            if node_of(graph, action_id).props.get("edition") == key and action_id not in found:
                found[action_id] = action_row(graph, action_id) | said | way(graph, edges)
    return list(found.values())


def _wholes(graph: Graph, strategy: Node) -> list[Answer]:
    """Key areas and editions, of any plan, that rely on the strategy, each with how many actions it has."""
    return [
        item(node, kind=node.kind, actions=len(touched.down(graph, node.id))) | way(graph, [edge])
        for node, edge in neighbours(graph, strategy.id, "RELIES_ON", "in")
        if node.kind != "action" and edge.props.get("standing") != "rejected"
    ]


def _boards(graph: Graph, strategy: Node, ways: touched.Ways, key: str | None) -> list[Answer]:
    """The boards of those who slip, and those that oversee or discussed the strategy itself."""
    own = about(graph, strategy.id, key)["boards"]
    known = {one["id"]: one | {"path": one["why"][:1], "sources": [one["source"]]} for one in own}
    return sorted(
        (known | {one["id"]: one for one in touched.boards(graph, ways)}).values(), key=lambda one: str(one["name"])
    )


def _alongside(graph: Graph, seeds: Iterable[Shift], known: set[str]) -> list[Answer]:
    """What goes along with any of the slipping actions; each once."""
    found: dict[str, Answer] = {}
    for seed in seeds:
        months = {seed.start[:7]: f"where action {node_of(graph, seed.id).label} is now"} if seed.start else {}
        if seed.to:
            months |= {seed.to[:7]: f"where action {node_of(graph, seed.id).label} would be"}
        for row in touched.associated(graph, seed.id, months, known):
            found.setdefault(row["id"], row)
    return in_due_order(found.values())


def _slip_notes(strategy: Node, seeds: Sequence[Shift], stated: Sequence[object], key: str | None) -> Iterable[str]:
    if not stated:
        yield f"No action of {key or 'the map'} is said to produce {strategy.label}, so no date moves."
    elif not any(seed.is_moved for seed in seeds):
        yield f"No action that produces {strategy.label} has a date that could move."
