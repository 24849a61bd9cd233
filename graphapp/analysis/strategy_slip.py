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
from graphapp.analysis.impact import Shift, bands, due_of, ways_of
from graphapp.analysis.steps import months_of, told, way, when
from graphapp.analysis.words import sentence, spoken
from graphapp.due import add_months
from graphapp.errors import GraphappError, UnknownSubject
from graphapp.model import Edge, Node

_FURTHEST = 120  # months: a slip of more than ten years is a slip of the pen


def strategy_slips(graph: Graph, strategy_id: str, months: int, edition: str | None = None) -> Answer:
    """What if a strategy comes so many months later: those who produce it slip, and what waits for them.

    Keys: `strategy`, `edition`, `months`, `moved` (the actions stated to produce it: action + `moves_from`,
    `moves_to`, path), the bands `confirmed` (see `impact.bands`), `inferred` (also those that rely on the strategy,
    with the words that say so) and `associated`, `notes`, `boards`, `meetings`, `recommendations`, `strategies` (others
    touched). UnknownSubject for what is no strategy of the map, GraphappError for months outside 1 to 120.
    """
    strategy, key = _strategy(graph, strategy_id), chosen_edition(graph, edition)
    if not 1 <= months <= _FURTHEST:
        raise GraphappError(f"A strategy can slip by 1 to {_FURTHEST} months, not by {months}.")
    made = [pair for pair in neighbours(graph, strategy.id, "PRODUCES", "in") if pair[0].props.get("edition") == key]
    stated = [(node, edge) for node, edge in made if edge.props.get("standing", "stated") in ("stated", "confirmed")]
    seeds = [_slipped(graph, node, edge, months) for node, edge in stated]
    confirmed, inferred, shifts = bands(graph, seeds)
    taken = {row["id"] for row in (*confirmed, *inferred)} | {seed.id for seed in seeds}
    inferred = in_due_order([*inferred, *_resting(graph, strategy, made, key, taken, months)])
    ways = ways_of([*seeds, *(shift for shift in shifts if shift.is_moved)])
    hearing = touched.boards(graph, ways)
    span = [date for seed in seeds for date in (seed.start, seed.to) if date]
    return {
        "strategy": item(strategy, classification=strategy.props.get("classification")),
        "edition": key,
        "months": months,
        "notes": list(_slip_notes(strategy, seeds, stated, key)),
        "moved": in_due_order(_moved(graph, seed) for seed in seeds),
        "confirmed": confirmed,
        "inferred": inferred,
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
    note = f"It moves from {when(seed.start)} to {when(seed.to)}." if seed.start and seed.to else said
    dates = {"moves_from": seed.start, "moves_to": seed.to, "moves_months": seed.months, "note": note}
    return action_row(graph, seed.id) | dates | way(graph, seed.edges)


def _resting(
    graph: Graph, strategy: Node, made: Iterable[tuple[Node, Edge]], key: str | None, taken: set[str], months: int
) -> list[Answer]:
    """Those that rely on the strategy, or are only thought to produce it, and are not yet told of."""
    pairs = [*neighbours(graph, strategy.id, "RELIES_ON", "in"), *made]
    found: dict[str, Answer] = {}
    for node, edge in pairs:
        here = node.kind == "action" and node.props.get("edition") == key
        if here and node.id not in taken and node.id not in found and edge.props.get("standing") != "rejected":
            words = f"; its words: “{edge.props['words']}”" if edge.props.get("words") else ""
            about = {"reason": sentence(told(graph, edge).rstrip(".") + words), "slack_months": None}
            note = f"How a slip of {months_of(months)} would touch it, no dependency says."
            found[node.id] = action_row(graph, node.id) | about | {"standing": "inferred", "note": note}
            found[node.id] |= way(graph, [edge])
    return list(found.values())


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
