"""How two things are connected: the shortest chains between them, read as sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice, pairwise

import networkx as nx

from graphapp.analysis.answers import Answer, Graph, node_of, source
from graphapp.analysis.words import sentence, spoken
from graphapp.errors import GraphappError
from graphapp.model import Edge
from graphapp.ontology import EDGE_KINDS, kind_of

HUBS = frozenset({"edition", "plan", "document"})  # they join everything, so a way through them says nothing


def paths(graph: Graph, a: str, b: str, limit: int = 3, weak: bool = False) -> Answer:
    """Up to `limit` shortest chains from `a` to `b`, whichever way the edges point: the contract's `path`.

    Chains do not go through editions, plans or papers (but for an edition that an end oversees), nor along rejected
    dependencies, nor (unless `weak`) along a recommendations cell that only says ALL. No chain gives `{"paths": []}`.
    UnknownSubject for an id the map does not hold, GraphappError where both are the same.

    >>> from graphapp.model import Citation, Node
    >>> cited = (Citation("paper", 7, 7),)
    >>> small = nx.MultiDiGraph()
    >>> for node in (Node("person:ann", "Ann", cited), Node("organization:b", "Board B", cited)):
    ...     small.add_node(node.id, node=node)
    >>> edge = Edge("person:ann", "MEMBER_OF", "organization:b", cited)
    >>> _ = small.add_edge(edge.source, edge.target, edge.kind, edge=edge)
    >>> paths(small, "person:ann", "organization:b")["paths"][0]["steps"][0]["sentence"]
    'Ann sits on Board B.'
    """
    ends = [node_of(graph, node_id) for node_id in (a, b)]
    if a == b:
        raise GraphappError(f"Both ends are {spoken(ends[0])}: name two different things to connect.")
    plain = _Plain(graph, (a, b), weak)
    try:
        chains = list(islice(nx.shortest_simple_paths(plain, a, b), limit))
    except nx.NetworkXNoPath:
        chains = []
    return {"paths": [_chain(graph, plain, chain) for chain in chains]}


class _Plain(nx.Graph):  # type: ignore[type-arg]  # it takes no parameter when it runs
    """A graph without direction, weak edges and hubs that are no end or joined to one, made only as a search walks it.

    A board may oversee a whole edition: the way from it to an action is through that edition, and says something.
    """

    def __init__(self, graph: Graph, ends: Collection[str], weak: bool) -> None:
        super().__init__()
        self._whole, self._weak = graph, weak
        self._joins: dict[str, dict[str, Edge]] = {}
        self._ends = {*ends, *(edition for end in ends for edition in _editions(graph, end))}

    def __contains__(self, node_id: object) -> bool:
        return node_id in self._whole

    def neighbors(self, node_id: str) -> Iterator[str]:
        """What is joined to a node, in the order of `joins`."""
        return iter(self.joins(node_id))

    def joins(self, node_id: str) -> dict[str, Edge]:
        """What is joined to a node, the lightest and first by id first, each with its heaviest edge."""
        if node_id not in self._joins:
            whole = self._whole
            pairs = [(node_id, other) for other in whole.successors(node_id)]
            pairs += [(other, node_id) for other in whole.predecessors(node_id)]
            edges = [data["edge"] for pair in pairs for data in whole.get_edge_data(*pair).values()]
            edges.sort(key=lambda edge: (EDGE_KINDS[edge.kind].weight, edge.id))
            joined = ((edge.target if edge.source == node_id else edge.source, edge) for edge in edges)
            self._joins[node_id] = {other: edge for other, edge in joined if self._is_walked(node_id, other, edge)}
        return self._joins[node_id]

    def _is_walked(self, here: str, there: str, edge: Edge) -> bool:
        known = kind_of(there) not in HUBS or there in self._ends
        return known and here != there and (self._weak or not is_weak(edge))


def _editions(graph: Graph, end: str) -> Iterator[str]:
    """The editions that a board, strategy or meeting is about; not what it is part of, as everything is."""
    for one in nx.all_neighbors(graph, end):
        if kind_of(one) == "edition" and {*graph[end].get(one, ()), *graph[one].get(end, ())} - {"PART_OF"}:
            yield one


def is_weak(edge: Edge) -> bool:
    """Whether an edge says too little to follow: a cell that says ALL, or a dependency somebody rejected."""
    return edge.props.get("scope") == "all" or edge.props.get("standing") == "rejected"


def _chain(graph: Graph, plain: _Plain, chain: list[str]) -> Answer:
    steps = [_step(graph, here, there, plain.joins(here)[there]) for here, there in pairwise(chain)]
    return {"length": len(steps), "steps": steps}


def _step(graph: Graph, here: str, there: str, edge: Edge) -> Answer:
    kind, start, end = EDGE_KINDS[edge.kind], node_of(graph, here), node_of(graph, there)
    relation = kind.label if edge.source == here else kind.inverse
    text = f"{spoken(start)} {relation} {spoken(end)}{_aside(edge)}"
    return {
        "from": start.label,
        "from_id": here,
        "relation": relation,
        "kind": edge.kind,
        "to": end.label,
        "to_id": there,
        "sentence": sentence(text),
        "standing": edge.props.get("standing") or "stated",
        "source": source(edge),
    }


def _aside(edge: Edge) -> str:
    """What else the edge says: the role, the post, acting or inferred."""
    words = {
        "HOLDS": "acting" if edge.props.get("acting") else None,
        "MEMBER_OF": edge.props.get("role") and f"as {edge.props['role']}",
        "LEADS": edge.props.get("post") and f"as {edge.props['post']}",
    }
    said = words.get(edge.kind) or ("as inferred" if edge.props.get("standing") == "inferred" else None)
    return f", {said}" if said else ""
