"""The way from what happens to what it touches, in words: each step a sentence with its citation."""

from __future__ import annotations

from collections.abc import Iterable

from graphapp.analysis.answers import Answer, Graph, kept, node_of, source
from graphapp.analysis.words import sentence, spoken
from graphapp.model import Edge
from graphapp.ontology import EDGE_KINDS


def standing(edge: Edge) -> str:
    """`confirmed` for a dependency that is accepted or stated, `rejected`, else `inferred`.

    >>> from graphapp.model import Citation
    >>> standing(Edge("action:a/1", "DEPENDS_ON", "action:a/2", (Citation("paper", 1, 1),)))
    'inferred'
    """
    said = edge.props.get("standing")
    return "confirmed" if said in ("confirmed", "stated") else "rejected" if said == "rejected" else "inferred"


def reason_of(graph: Graph, edge: Edge) -> str:
    """Why one action depends on another: what the dependency gives as its reason, else the dependency itself."""
    return sentence(str(edge.props.get("reason") or told(graph, edge)))


def told(graph: Graph, edge: Edge) -> str:
    """An edge as a sentence, with what else it says: the post, the role, the reason.

    A dependency that nobody has accepted says that it is inferred.
    """
    return _step(graph, edge.source, edge.kind, edge.target)[0]


@kept
def _step(graph: Graph, start: str, kind: str, end: str) -> tuple[str, Answer]:
    """An edge as a sentence, and where the papers say so."""
    edge: Edge = graph.edges[start, end, kind]["edge"]
    said = {
        "HOLDS": "acting" if edge.props.get("acting") else None,
        "MEMBER_OF": edge.props.get("role") and f"as {edge.props['role']}",
        "LEADS": edge.props.get("post") and f"as {edge.props['post']}",
        "DEPENDS_ON": "as inferred" if standing(edge) == "inferred" else None,
    }.get(edge.kind)
    if edge.props.get("scope") == "all":
        said = "as its row says ALL"
    if edge.kind == "LEADS" and edge.props.get("post") == node_of(graph, edge.source).label:
        said = None
    ends = (spoken(node_of(graph, end)) for end in (edge.source, edge.target))
    why = f": {edge.props['reason']}" if edge.kind == "DEPENDS_ON" and edge.props.get("reason") else ""
    text = f" {EDGE_KINDS[edge.kind].label} ".join(ends) + (f", {said}" if said else "") + why
    return sentence(text), source(edge)


def way(graph: Graph, edges: Iterable[Edge]) -> Answer:
    """`path`, a sentence for each edge, and `sources`, where the papers say each of them."""
    steps = [_step(graph, edge.source, edge.kind, edge.target) for edge in edges]
    return {"path": [words for words, _ in steps], "sources": [cited for _, cited in steps]}


def edges_between(graph: Graph, start: str, kind: str, end: str) -> tuple[Edge, ...]:
    """The edge of a kind from one node to another, if there is one."""
    return (graph.edges[start, end, kind]["edge"],) if graph.has_edge(start, end, kind) else ()


def months_of(number: int) -> str:
    """`1 month`, `3 months`."""
    return f"{number} month{'' if number == 1 else 's'}"
