"""A proposal without what a reviewer rejected: nothing that hangs on it is left in the air."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from graphapp.core import Proposal
from graphapp.model import Changeset, Citation, Edge, Node
from graphapp.ontology import kind_of
from graphapp.review.items import Item, owner

_NAMED = ("person", "post", "organization", "strategy", "group", "measure")  # kinds that stand only where others do
_CITING = ("action", "keyarea", "resolution", "meeting", "reading", "judgement")


def inside(proposal: Proposal, node_id: str) -> set[str]:
    """Ids of the new groups and actions that lie in a key area, at any depth."""
    parts: dict[str, list[str]] = {}
    for edge in proposal.changes.edges:
        if edge.kind == "PART_OF":
            parts.setdefault(edge.target, []).append(edge.source)
    found: set[str] = set()
    waiting = list(parts.get(node_id, ()))
    while waiting:
        one = waiting.pop()
        if one not in found and one not in proposal.graph and kind_of(one) in ("action", "group"):
            found.add(one)
            waiting += parts.get(one, ())
    return found


def without(proposal: Proposal, rejected: Iterable[Item]) -> Changeset:
    """The changes but for those of the rejected items, and for names that only they gave."""
    changes = proposal.changes
    items = list(rejected)
    gone = {item.node_id for item in items}
    for item in items:
        if item.kind == "keyarea" and item.change == "added":
            gone |= inside(proposal, item.node_id)
    nodes = [node for node in changes.nodes if node.id not in gone]
    nodes = _still_named(proposal, nodes, gone)
    saved = [what.split(" ") for what in changes.drop_edges if _is_rejected(what, gone)]
    stay = gone | {end for source, _, target in saved for end in (source, target)}  # who leads what stays, stays
    drop_nodes = tuple(node_id for node_id in changes.drop_nodes if node_id not in stay)
    there = {node.id for node in nodes} | (set(proposal.graph) - set(drop_nodes))
    edges = tuple(edge for edge in changes.edges if _stays(edge, gone, there))
    kept = tuple(what for what in changes.drop_edges if not _is_rejected(what, gone))
    return replace(changes, nodes=tuple(nodes), edges=edges, drop_nodes=drop_nodes, drop_edges=kept)


def _stays(edge: Edge, gone: Collection[str], there: Collection[str]) -> bool:
    return owner(edge.source, edge.kind, edge.target) not in gone and edge.source in there and edge.target in there


def _is_rejected(what: str, gone: Collection[str]) -> bool:
    """Whether an edge that was to be dropped belongs to what stays as it was."""
    source, kind, target = what.split(" ")
    return bool({owner(source, kind, target), source, target} & set(gone))


def _still_named(proposal: Proposal, nodes: Iterable[Node], gone: Collection[str]) -> list[Node]:
    """Without new people, posts, bodies and groups that stand only on the lines of what was rejected."""
    kept: set[Citation] = set()
    lost: set[Citation] = set()
    for node in proposal.changes.nodes:
        if node.kind in _CITING:
            (lost if node.id in gone else kept).update(node.citations)
    lost -= kept
    return [
        node
        for node in nodes
        if node.kind not in _NAMED or node.id in proposal.graph or not lost.issuperset(node.citations)
    ]
