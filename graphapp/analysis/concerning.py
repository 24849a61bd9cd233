"""What changed between two editions for one lead, recommendation, key area or action."""

from __future__ import annotations

from collections import Counter

from graphapp.analysis.accountability import led_by
from graphapp.analysis.answers import Answer, Graph, neighbours, node_of, parts
from graphapp.analysis.versions import compare


def compare_for(graph: Graph, node_id: str, old: str | None = None, new: str | None = None) -> Answer:
    """The answer of `compare` with only the pairs that touch the node, and `about`: its id and name.

    A lead's pairs are those of the actions it leads in either edition; a recommendation's those that name it; a key
    area's those in it; a strategy's those that produce or rely on it. Raises UnknownSubject as `compare` does.
    """
    node = node_of(graph, node_id)
    answer, touched = compare(graph, old, new), _touched(graph, node_id)
    pairs = [pair for pair in answer["pairs"] if touched & {*pair["old_ids"], *pair["new_ids"]}]
    refs = {(tuple(pair["old"]), tuple(pair["new"])) for pair in pairs}
    quiet = [one for one in answer["quiet"] if (tuple(one["refs"]["old"]), tuple(one["refs"]["new"])) in refs]
    counts = Counter(pair["relation"] for pair in pairs)
    return answer | {
        "pairs": pairs,
        "quiet": quiet,
        "counts": {name: counts[name] for name in answer["counts"]},
        "about": {"id": node.id, "name": node.label},
    }


def _touched(graph: Graph, node_id: str) -> set[str]:
    """Ids of the actions that concern a node."""
    node = node_of(graph, node_id)
    if node.kind in ("person", "post", "organization"):
        return set(led_by(graph, node))
    found = {action.id for action in parts(graph, node_id, "action")} | {node_id}
    for kind in ("ADDRESSES", "PRODUCES", "RELIES_ON"):
        edges = neighbours(graph, node_id, kind, "in")
        found |= {action.id for action, edge in edges if edge.props.get("scope") != "all"}
    return found
