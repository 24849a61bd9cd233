"""What the explorer shows: the nodes of an edition that pass its filters, and the links between them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from graphapp.analysis.answers import Graph, node_of
from graphapp.model import Edge, Node
from graphapp.ontology import EDGE_KINDS, kind_of
from graphapp.pictures.around import is_board
from graphapp.pictures.words import order_of

KINDS = ("recommendation", "strategy", "keyarea", "action", "person", "post", "organization")
MORE_KINDS = ("group", "resolution", "meeting")  # only where asked for
EVERY = "ADDRESSES-ALL"  # the links that stand only on a cell that says ALL
RELATIONS = (
    "LEADS ADDRESSES PART_OF HOLDS MEMBER_OF OVERSEES REPORTS_TO PRODUCES RELIES_ON DISCUSSES DECIDED_AT HELD_BY"
).split()
MORE_RELATIONS = ("DEPENDS_ON", EVERY)
WHOLE_PLAN = ("oversees the plan that holds", "is in the plan overseen by")

# From a kind of node, the edges that lead on to what belongs in the picture with it.
_FOLLOWED = {
    "action": (("LEADS", "in"), ("ADDRESSES", "out"), ("PRODUCES", "out"), ("RELIES_ON", "out"), ("PART_OF", "out")),
    "group": (("PART_OF", "out"),),
    "keyarea": (("LEADS", "in"), ("OVERSEES", "in"), ("PART_OF", "out")),
    "edition": (("OVERSEES", "in"),),
    "strategy": (("OVERSEES", "in"),),
    "person": (("HOLDS", "out"), ("MEMBER_OF", "out")),
    "post": (("HOLDS", "in"), ("MEMBER_OF", "out")),
    "organization": (("REPORTS_TO", "out"), ("HELD_BY", "in")),
    "meeting": (("DECIDED_AT", "in"),),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which kinds of node and relations to show; `actions` are the ids that filters left, None without filters."""

    kinds: tuple[str, ...] = KINDS
    relations: tuple[str, ...] = tuple(RELATIONS)
    actions: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the explorer, worded both ways; `note` says what it rests on where no paper states it plainly."""

    source: str
    target: str
    kind: str
    words: tuple[str, str]
    note: str = ""


class Shown:
    """The nodes that pass, those of the actions due first before others, and the links between any of them."""

    def __init__(self, graph: Graph, edition: str | None, wanted: Wanted, on: str | None) -> None:
        self.graph, self.edition, self.wanted, self.on = graph, edition, wanted, on
        self.ids = [node_id for node_id in self._reached() if kind_of(node_id) in wanted.kinds]

    def _reached(self) -> dict[str, None]:
        """Action by action in due order with all that belongs to it, so that a cap cuts no action from its leads."""
        found: dict[str, None] = {}
        for seed in self._seeds():
            step = [seed]
            while step:
                step = [one for one in dict.fromkeys(step) if one not in found]
                found.update(dict.fromkeys(step))
                step = [other for one in step for other in self._beside(one)]
        return found

    def _seeds(self) -> list[str]:
        nodes = [data["node"] for _, data in self.graph.nodes(data=True)]
        is_wanted = self._is_seed if self.wanted.actions is None else self._is_asked
        chosen = sorted(filter(is_wanted, nodes), key=order_of)
        return [node.id for node in sorted(chosen, key=lambda node: node.kind != "action")]

    def _is_asked(self, node: Node) -> bool:
        return node.id in (self.wanted.actions or ())

    def _is_seed(self, node: Node) -> bool:
        """Whether the plan itself, a board or a strategy; who leads nothing comes in only by what leads to them."""
        if node.kind in ("person", "post") or (node.kind == "organization" and not is_board(node)):
            return False
        return node.kind in (*self.wanted.kinds, "action") and self._is_current(node)

    def _is_current(self, node: Node) -> bool:
        return node.props.get("edition") in (None, self.edition)

    def _beside(self, node_id: str) -> Iterator[str]:
        for kind, direction in _FOLLOWED.get(kind_of(node_id), ()):
            inward = direction == "in"
            for other in self.graph.predecessors(node_id) if inward else self.graph.successors(node_id):
                ends = (other, node_id) if inward else (node_id, other)
                data = self.graph.get_edge_data(*ends, kind)
                if data and self._is_valid(data["edge"]) and self._is_welcome(other):
                    yield other

    def _is_welcome(self, node_id: str) -> bool:
        kind = kind_of(node_id)
        asked = kind not in ("meeting", "resolution") or kind in self.wanted.kinds
        return asked and self._is_current(node_of(self.graph, node_id))

    def _is_valid(self, edge: Edge) -> bool:
        """Whether the fact holds on the day, nobody has rejected it and its relation is wanted."""
        start, end = edge.props.get("start_date"), edge.props.get("end_date")
        if self.on and ((start and start > self.on) or (end and end < self.on[: len(end)])):
            return False
        return edge.props.get("standing") != "rejected" and (
            edge.props.get("scope") != "all" or EVERY in self.wanted.relations
        )

    def links(self, ids: Collection[str]) -> list[Link]:
        """The wanted links between these nodes, in order of their ends; parts are linked to the nearest whole shown."""
        found = {(link.source, link.target, link.kind): link for one in ids for link in self._links(one, ids)}
        return [found[key] for key in sorted(found)]

    def _links(self, node_id: str, ids: Collection[str]) -> Iterator[Link]:
        for _, end, data in self.graph.out_edges(node_id, data=True):
            edge: Edge = data["edge"]
            if not self._is_valid(edge) or self._relation(edge) not in self.wanted.relations:
                continue
            kind = EDGE_KINDS[edge.kind]
            over_plan = edge.kind == "OVERSEES" and kind_of(end) == "edition"
            words = WHOLE_PLAN if over_plan else (kind.label, kind.inverse)
            ends = self._areas(end, ids) if over_plan else self._wholes(end, ids) if edge.kind == "PART_OF" else [end]
            for target in ends:
                if target in ids:
                    yield Link(node_id, target, edge.kind, words, _note(edge))

    def _relation(self, edge: Edge) -> str:
        return EVERY if edge.props.get("scope") == "all" else edge.kind

    def _areas(self, edition: str, ids: Collection[str]) -> list[str]:
        return [one for one in _ends(self.graph.in_edges(edition, keys=True), 0) if one in ids]

    def _wholes(self, node_id: str, ids: Collection[str]) -> list[str]:
        """The node, or where it is not shown what it is part of in turn."""
        if node_id in ids:
            return [node_id]
        above = _ends(self.graph.out_edges(node_id, keys=True), 1)
        return [whole for one in above for whole in self._wholes(one, ids)]


def _ends(edges: Iterable[tuple[str, str, str]], end: int) -> list[str]:
    return sorted(edge[end] for edge in edges if edge[2] == "PART_OF")


def _note(edge: Edge) -> str:
    """What a reader must know of a link: that it is inferred and why, only acting, or only by the word ALL."""
    if edge.props.get("scope") == "all":
        return "only because the paper says ALL"
    if edge.props.get("standing") == "inferred":
        reason = edge.props.get("reason") or edge.props.get("words") or ""
        return f"inferred: {reason}" if reason else "inferred"
    role = str(edge.props.get("role") or "")
    return "acting" if edge.props.get("acting") else "" if role == "member" else role
