"""Maps made by hand, in memory: a graph as stores give it, and a small invented plan to ask."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

import networkx as nx

from graphapp.due import read_due
from graphapp.model import Citation, Edge, Node

LINES = count(1)  # every fact of a made map stands on a line of its own


def graph_of(nodes: Iterable[Node], edges: Iterable[Edge] = ()) -> nx.MultiDiGraph:
    """A frozen graph as a store's `subgraph` gives it."""
    graph = nx.MultiDiGraph()
    for node in nodes:
        graph.add_node(node.id, node=node)
    for edge in edges:
        assert edge.source in graph, edge.id
        assert edge.target in graph, edge.id
        graph.add_edge(edge.source, edge.target, edge.kind, edge=edge)
    return nx.freeze(graph)


def node(node_id: str, label: str, **props: object) -> Node:
    line = next(LINES)
    return Node(node_id, label, (Citation("plan-paper", line, line),), props)


def edge(source: str, kind: str, target: str, **props: object) -> Edge:
    line = next(LINES)
    return Edge(source, kind, target, (Citation("plan-paper", line, line),), props)


def edition(key: str, **props: object) -> Node:
    given = {"key": key, "title": f"Plan {key}", "date": key, "plan": "plan:main", "main": True} | props
    return node(f"edition:{key}", f"Plan {key}", **given)


def action(ref: str, text: str = "", due: str = "June 2024", key: str = "2024-01", **props: object) -> Node:
    given = {"ref": ref, "edition": key, "text": text or f"Do {ref}.", "due": read_due(due).as_json()}
    return node(f"action:{key}/{ref}", ref, **(given | props))


def leads(source: str, target: str, order: int = 0, **props: object) -> Edge:
    return edge(source, "LEADS", target, order=order, **props)


ACT = "action:2024-01/"
NODES = [
    node("plan:main", "Main plan", title="Main plan"),
    edition("2024-01", document="plan-paper", rag_definitions={"blue": "Completed."}),
    edition("2023-06"),
    node(
        "keyarea:2024-01/1",
        "Key area 1: Care",
        no="1",
        title="Care",
        edition="2024-01",
        outcomes=["Safe."],
    ),
    node("keyarea:2024-01/2", "Key area 2: Staff", no="2", title="Staff", edition="2024-01"),
    node("group:2024-01/1.1", "1.1 Strategy", no="1.1", title="Strategy", edition="2024-01"),
    action("1.1.1", "Develop the Kinship Strategy.", "March 2024", share="joint", rag="amber"),
    action("1.1.2", "Train staff in the Kinship Strategy.", "February 2024", share="sole", rag="blue"),
    action("1.1.3", "Audit case files.", "Quarterly", share="sole"),
    action("1.1.5", "Publish guidance.", "", share="none", notes=["The row may go on overleaf."]),
    action("2.1.1", "Recruit social workers.", "April 2024", share="joint"),
    action("2.1.2", "Review pay.", "May 2024", share="sole"),
    action("1.1.1", "Develop the Kinship Strategy.", "January 2024", key="2023-06", share="sole"),
    node("recommendation:1", "Recommendation 1", no="1", text="Improve kinship care.", key_area="Care"),
    node("recommendation:2", "Recommendation 2", no="2", text="Keep staff.", key_area="Staff"),
    node("person:ann-archer", "Ann Archer", aliases=["Anne Archer"]),
    node("person:bo-berg", "Bo Berg", questions=["Is Bo Berg of 2022 the same person?"]),
    node("person:cy-cole", "Cy Cole"),
    node("post:head-of-care", "Head of Care"),
    node("post:locality-heads", "Locality Heads", group=True),
    node("post:auditor", "Auditor"),
    node("organization:board", "Children's Board", classification="board", aliases=["CB"], meets="monthly"),
    node("organization:police", "Police", classification="police"),
    node("strategy:kinship", "Kinship Strategy", aliases=[], classification="strategy"),
    node(
        "meeting:m1",
        "Children's Board, 10 January 2024",
        organization="Children's Board",
        date="2024-01-10",
    ),
    node("resolution:r1", "Report back", item="5", text="Ann to report back.", due=read_due("").as_json()),
    node(
        "document:plan-paper",
        "Plan paper",
        unread=[{"line_start": 9, "line_end": 9, "text": "??", "why": "torn"}],
    ),
]
EDGES = [
    edge("edition:2024-01", "PART_OF", "plan:main"),
    edge("edition:2023-06", "PART_OF", "plan:main"),
    *(edge(f"keyarea:2024-01/{no}", "PART_OF", "edition:2024-01") for no in "12"),
    edge("group:2024-01/1.1", "PART_OF", "keyarea:2024-01/1"),
    *(edge(ACT + ref, "PART_OF", "group:2024-01/1.1") for ref in ("1.1.1", "1.1.2", "1.1.3", "1.1.5")),
    *(edge(ACT + ref, "PART_OF", "keyarea:2024-01/2") for ref in ("2.1.1", "2.1.2")),
    edge("action:2023-06/1.1.1", "PART_OF", "edition:2023-06"),
    leads("person:ann-archer", "keyarea:2024-01/1"),
    leads("person:bo-berg", ACT + "1.1.1", 1),
    leads("person:ann-archer", ACT + "1.1.1", 0, post="Head of Care", post_id="post:head-of-care"),
    leads("person:ann-archer", ACT + "1.1.2", post="Head of Care", post_id="post:head-of-care"),
    leads("post:auditor", ACT + "1.1.3", post="Auditor"),
    leads("post:locality-heads", ACT + "2.1.1", 0, post="Locality Heads"),
    leads("organization:police", ACT + "2.1.1", 1, organization="Police"),
    leads("person:cy-cole", ACT + "2.1.2", organization="Police"),
    leads("post:head-of-care", "action:2023-06/1.1.1", post="Head of Care"),
    leads("person:ann-archer", "resolution:r1"),
    edge("person:ann-archer", "HOLDS", "post:head-of-care", acting=True),
    edge("person:bo-berg", "HOLDS", "post:locality-heads"),
    edge("person:cy-cole", "HOLDS", "post:locality-heads"),
    edge(ACT + "1.1.1", "ADDRESSES", "recommendation:1", scope="named"),
    edge(ACT + "1.1.2", "ADDRESSES", "recommendation:1", scope="named"),
    edge(ACT + "1.1.3", "ADDRESSES", "recommendation:1", scope="all"),
    edge(ACT + "1.1.3", "ADDRESSES", "recommendation:2", scope="all"),
    edge(ACT + "1.1.1", "PRODUCES", "strategy:kinship", words="Develop the", standing="stated"),
    edge(ACT + "1.1.2", "RELIES_ON", "strategy:kinship", words="Train staff in", standing="inferred"),
    edge(
        ACT + "1.1.2",
        "DEPENDS_ON",
        ACT + "1.1.1",
        standing="confirmed",
        reason="training needs the strategy",
    ),
    edge("action:2024-01/1.1.1", "WAS_REVISION_OF", "action:2023-06/1.1.1", relation="same"),
    edge("post:head-of-care", "MEMBER_OF", "organization:board", role="chair"),
    edge("person:bo-berg", "MEMBER_OF", "organization:board", role="attendee"),
    edge("person:cy-cole", "MEMBER_OF", "organization:police"),
    edge("organization:board", "OVERSEES", "edition:2024-01"),
    edge("meeting:m1", "HELD_BY", "organization:board"),
    edge("resolution:r1", "DECIDED_AT", "meeting:m1"),
]


def small_plan() -> nx.MultiDiGraph:
    """Two key areas, six actions, two recommendations, a board, a strategy, and an older edition.

    Ann leads key area 1 and acts as head of care; Bo holds the group post; nobody holds the post of auditor.
    """
    return graph_of(NODES, EDGES)
