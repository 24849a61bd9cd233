"""What a focus map is gathered into: nodes with their rank, links in words, and gaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import networkx as nx

from graphapp.model import Edge, Node
from graphapp.ontology import EDGE_KINDS, NODE_KINDS, kind_of

Graph = nx.MultiDiGraph  # of node ids, as a store's subgraph gives it

LANES = ("why", "areas", "actions", "leads", "boards")
BOARD_WORDS = frozenset("board committee panel group forum partnership".split())
FOCUS, GAP, FIRST, PATH, CONTEXT, BEYOND = range(6)  # ranks: a lower one is shown before a higher one
HEAVY, LIGHT = 3, 1
GAPS = {  # kind of gap: its lane, its words, and how the sentence about what lacks something begins
    "no-lead": ("leads", "No lead named", "No lead is named for"),
    "no-date": ("actions", "No date", "No date is given for"),
    "no-recommendation": ("why", "No recommendation", "No recommendation is given for"),
    "no-action": ("actions", "No action", "No action is found for"),
    "no-board": ("boards", "No board", "No board is found for"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """A line on the map, worded from source to target (`label`) and back (`inverse`).

    `weight` is 3 for accountability, 1 for context; `standing` is stated, inferred, confirmed (a dependency that
    somebody accepted), all (only because the paper says ALL) or gap.
    """

    source: str
    target: str
    kind: str
    label: str
    inverse: str
    weight: int = LIGHT
    standing: str = "stated"


def is_board(node: Node) -> bool:
    """Whether the node is an organization that meets and decides."""
    return node.kind == "organization" and str(node.props.get("classification", "")).lower() in BOARD_WORDS


def lane_of(node: Node) -> str:
    """The lane a node stands in; an organization that is no board stands among those who lead."""
    if node.kind == "organization" and not is_board(node):
        return "leads"
    return LANES[NODE_KINDS[node.kind].lane]


class Around:
    """What was found around a focus: ranks by node id, links, and for each kind of gap what has it."""

    def __init__(self, graph: Graph[str], focus: str, edition: str | None, on: str | None) -> None:
        self.graph = graph
        self.focus = focus
        self.kind = kind_of(focus)
        self.on = on
        self.ranks: dict[str, int] = {}
        self.gaps: dict[str, list[str]] = {}
        self._known: dict[tuple[bool, str], dict[str, list[Edge]]] = {}
        self._links: dict[tuple[str, str, str], Link] = {}
        self._editions = _editions(graph, focus, edition)
        self.put(focus, FOCUS)

    @property
    def links(self) -> list[Link]:
        """Every link found, ordered by its ends."""
        return [self._links[key] for key in sorted(self._links)]

    def node(self, node_id: str) -> Node:
        """The node of that id."""
        found: Node = self.graph.nodes[node_id]["node"]
        return found

    def out(self, node_id: str, *kinds: str) -> list[Edge]:
        """The edges of these kinds (none named: of all) that leave a node, without those that have ended."""
        return self._of_kinds(self.graph.out_edges, node_id, kinds)

    def into(self, node_id: str, *kinds: str) -> list[Edge]:
        """The edges of these kinds that reach a node, likewise."""
        return self._of_kinds(self.graph.in_edges, node_id, kinds)

    def _of_kinds(self, edges_of: Any, node_id: str, kinds: tuple[str, ...]) -> list[Edge]:
        known = self._known.get((edges_of is self.graph.out_edges, node_id))
        if known is None:
            known = self._known[edges_of is self.graph.out_edges, node_id] = {}
            for *_, data in edges_of(node_id, data=True):
                if self._is_valid(data["edge"]):
                    known.setdefault(data["edge"].kind, []).append(data["edge"])
            for edges in known.values():
                edges.sort(key=lambda e: (e.source, e.target))
        return [edge for kind in kinds or sorted(known) for edge in known.get(kind, ())]

    def _is_valid(self, edge: Edge) -> bool:
        start, end = edge.props.get("start_date"), edge.props.get("end_date")
        if self.on and ((start and start > self.on) or (end and end < self.on[: len(end)])):
            return False
        return self.is_current(edge.source) and self.is_current(edge.target)

    def is_current(self, node_id: str) -> bool:
        """Whether the node is of an edition the map shows, or of none."""
        if node_id == self.focus:
            return True
        if kind_of(node_id) == "edition":
            return self.node(node_id).props.get("key") in self._editions
        of = self.node(node_id).props.get("edition")
        return of is None or of in self._editions

    def put(self, node_id: str, rank: int) -> None:
        """Add a node, or raise its standing."""
        self.ranks[node_id] = min(rank, self.ranks.get(node_id, rank))

    def on_path(self, node_id: str | None) -> bool:
        """Whether the node is the focus or answers for it."""
        return self.ranks.get(node_id or "", CONTEXT) < CONTEXT

    def join(
        self,
        edge: Edge,
        weight: int = LIGHT,
        *,
        source: str | None = None,
        target: str | None = None,
        words: tuple[str, str] | None = None,
        standing: str = "stated",
    ) -> None:
        """Add the link of an edge; `source` and `target` stand for ends the map leaves out."""
        label, inverse = words or (EDGE_KINDS[edge.kind].label, EDGE_KINDS[edge.kind].inverse)
        link = Link(source or edge.source, target or edge.target, edge.kind, label, inverse, weight, standing)
        key = (link.source, link.target, link.kind)
        if link.source != link.target and (key not in self._links or self._links[key].weight < weight):
            self._links[key] = link

    def lack(self, gap: str, node_id: str) -> None:
        """Add a gap and the link to it from what lacks something."""
        self.gaps.setdefault(gap, []).append(node_id)
        weight = HEAVY if gap in ("no-lead", "no-board") else LIGHT
        link = Link(node_id, f"gap:{gap}", "GAP", "", "", weight, "gap")
        self._links[(link.source, link.target, link.kind)] = link


def _editions(graph: Graph[str], focus: str, edition: str | None) -> frozenset[str]:
    """The editions to show: the one asked for, that of the focus, or the newest of each plan."""
    nodes: list[Node] = [data["node"] for _, data in graph.nodes(data=True)]
    props = graph.nodes[focus]["node"].props
    of_focus = props.get("key" if kind_of(focus) == "edition" else "edition")
    if edition or of_focus:
        return frozenset({str(edition or of_focus)})
    newest: dict[str, str] = {}
    for node in nodes:
        if node.kind == "edition":
            plan, key = str(node.props.get("plan")), str(node.props.get("key"))
            newest[plan] = max(key, newest.get(plan, key))
    keys = (str(n.props["edition"]) for n in nodes if n.kind == "action" and n.props.get("edition"))
    return frozenset(newest.values() if newest else {max(keys, default="")})
