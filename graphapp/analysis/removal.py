"""What if an action is dropped: what waits for it, what might, what only goes along, and what nobody would do then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from graphapp.analysis import touched
from graphapp.analysis.answers import (
    Answer,
    Graph,
    action_row,
    in_due_order,
    neighbours,
)
from graphapp.analysis.impact import CONFIRMED, PROPOSED, action_of, due_of
from graphapp.analysis.steps import reason_of, standing, way
from graphapp.model import Edge, Node

Ways: TypeAlias = dict[str, tuple[Edge, ...]]


def waiting(graph: Graph, starts: Mapping[str, tuple[Edge, ...]], standings: frozenset[str]) -> Ways:
    """Every action that depends on any of these, however many steps on: id -> edges that lead to it, fewest first.

    Only dependencies of these standings count; the starts themselves are left out, and circles end.
    """
    found: Ways = {}
    step = list(starts.items())
    while step:
        beyond: list[tuple[str, tuple[Edge, ...]]] = []
        for action_id, edges in step:
            for dependent, edge in neighbours(graph, action_id, "DEPENDS_ON", "in"):
                if standing(edge) in standings and dependent.id not in starts and dependent.id not in found:
                    found[dependent.id] = (*edges, edge)
                    beyond.append((dependent.id, found[dependent.id]))
        step = beyond
    return found


def dependents(graph: Graph, starts: Mapping[str, tuple[Edge, ...]]) -> tuple[list[Answer], list[Answer]]:
    """The rows that depend on any of these: through confirmed dependencies alone, and with inferred ones.

    Each row has `standing`, `reason`, path. No row is in both lists.
    """
    sure = waiting(graph, starts, CONFIRMED)
    guessed = {key: edges for key, edges in waiting(graph, starts, PROPOSED).items() if key not in sure}
    return _dependents(graph, sure, "confirmed"), _dependents(graph, guessed, "inferred")


def _dependents(graph: Graph, ways: Mapping[str, Sequence[Edge]], how: str) -> list[Answer]:
    found = []
    for action_id, edges in ways.items():
        telling = [edge for edge in edges if edge.kind == "DEPENDS_ON" and standing(edge) == how] or edges
        about = {"standing": how, "reason": reason_of(graph, telling[-1])}
        found.append(action_row(graph, action_id) | about | way(graph, edges))
    return in_due_order(found)


def action_dropped(graph: Graph, action_id: str) -> Answer:
    """What if an action is dropped: what waits for it, and what nobody would do then.

    Keys: `action`, `edition`, the bands `confirmed` and `inferred` (action + `standing`, `reason`, path: they lose what
    they wait for) and `associated` (same lead or board in the same month, see `touched.associated`),
    `recommendations` (each with `left`, the refs of other actions that name it, and `left_dated`, those with a date),
    `recommendations_without_action` [no], `recommendations_without_dated_action` [no], `strategies` (each with
    `produced_elsewhere`, refs), `freed` (what it waited for itself: action + `standing`, path), `boards`, `notes`.
    """
    action = action_of(graph, action_id)
    confirmed, inferred = dependents(graph, {action.id: ()})
    known = {row["id"] for row in (*confirmed, *inferred)}
    answered = [_left(graph, one, action) for one in touched.recommendations(graph, {action.id: ()})]
    lost = [one for one in answered if one["scope"] == "named"]
    months = {date[:7]: "as this one is" for date in due_of(action).dates}
    return {
        "action": action_row(graph, action.id),
        "edition": action.props.get("edition"),
        "confirmed": confirmed,
        "inferred": inferred,
        "associated": touched.associated(graph, action.id, months, known),
        "recommendations": answered,
        "recommendations_without_action": [one["no"] for one in lost if not one["left"]],
        "recommendations_without_dated_action": [one["no"] for one in lost if not one["left_dated"]],
        "strategies": [_elsewhere(graph, one, action) for one in touched.strategies(graph, {action.id: ()})],
        "freed": [
            action_row(graph, before.id) | {"standing": standing(edge)} | way(graph, [edge])
            for before, edge in neighbours(graph, action.id, "DEPENDS_ON")
            if standing(edge) != "rejected"
        ],
        "boards": touched.boards(graph, [action.id]),
        "notes": [] if known else ["Nothing is known to depend on it."],
    }


def _others(graph: Graph, node_id: str, kind: str, action: Node) -> list[Node]:
    """The other actions of the edition with that tie, but for those that only say ALL."""
    return [
        node
        for node, edge in neighbours(graph, node_id, kind, "in")
        if node.kind == "action" and node.props.get("edition") == action.props.get("edition") and node.id != action.id
        if edge.props.get("scope") != "all" and edge.props.get("standing") != "rejected"
    ]


def _left(graph: Graph, one: Answer, action: Node) -> Answer:
    others = _others(graph, one["id"], "ADDRESSES", action)
    dated = [node.label for node in others if due_of(node).last]
    return one | {"left": [node.label for node in others], "left_dated": dated}


def _elsewhere(graph: Graph, one: Answer, action: Node) -> Answer:
    return one | {"produced_elsewhere": [node.label for node in _others(graph, one["id"], "PRODUCES", action)]}
