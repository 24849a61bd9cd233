"""What waits for what: the dependencies of an edition, with the lines that say so."""

from __future__ import annotations

from typing import Any

from graphapp.analysis.answers import Answer, Graph, action_row, as_due, chosen_edition, last_day, neighbours, of_kind
from graphapp.analysis.words import natural
from graphapp.model import Edge, Node

STANDINGS = ("confirmed", "inferred", "rejected")


def dependencies(graph: Graph, edition: str | None = None, standing: str | None = None) -> Answer:
    """`{"edition", "dependencies": [...]}`: which action of the edition depends on which, in the plan's order.

    Each has `dependent` and `prerequisite` (refs), `via` (what both are about), `standing` (confirmed, inferred or
    rejected), `reason` (a sentence), `words` (of both rows), `source` (the dependent's line) and `sources` (all
    lines), `id` (of the edge), `dependent_id`, `prerequisite_id`, `dependent_due`, `prerequisite_due`, and
    `out_of_order`: whether the prerequisite is due after its dependent. `standing` picks one; without it the
    rejected are left out. UnknownSubject for an edition the map does not hold.
    """
    key = chosen_edition(graph, edition)
    wanted = ("confirmed", "inferred") if standing is None else (standing,)
    found = [
        _row(graph, action, before, edge)
        for action in of_kind(graph, "action", key or "")
        for before, edge in neighbours(graph, action.id, "DEPENDS_ON")
        if _standing(edge) in wanted
    ]
    found.sort(key=lambda row: (natural(row["dependent"]), natural(row["prerequisite"])))
    return {"edition": key, "dependencies": found}


def _standing(edge: Edge) -> str:
    return str(edge.props.get("standing") or "inferred")


def _row(graph: Graph, action: Node, before: Node, edge: Edge) -> dict[str, Any]:
    dependent, prerequisite = action_row(graph, action.id), action_row(graph, before.id)
    return {
        "dependent": dependent["ref"],
        "prerequisite": prerequisite["ref"],
        "via": edge.props.get("via"),
        "standing": _standing(edge),
        "reason": edge.props.get("reason"),
        "words": edge.props.get("words"),
        "source": dependent["source"],
        "sources": [cited.as_json() for cited in edge.citations],
        "id": edge.id,
        "dependent_id": action.id,
        "prerequisite_id": before.id,
        "dependent_due": dependent["due"],
        "prerequisite_due": prerequisite["due"],
        "out_of_order": is_out_of_order(dependent, prerequisite),
    }


def is_out_of_order(dependent: Answer, prerequisite: Answer) -> bool:
    """Whether the prerequisite is due after its dependent; never where one has no date or is done.

    >>> def row(*dates):
    ...     return {"due": {"raw": "", "kind": "date", "dates": dates, "recurrence": None}}
    >>> is_out_of_order(row("2024-03"), row("2024-04")), is_out_of_order(row("2024-03"), row("2024-03-31"))
    (True, False)
    """
    ends, starts = (_last(row) for row in (prerequisite, dependent))
    return bool(ends and starts and last_day(ends) > last_day(starts))


def _last(row: Answer) -> str | None:
    due = as_due(row["due"])
    return due.last if due.kind != "achieved" else None
