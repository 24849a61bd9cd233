"""The focus map's contents: which boxes stand in which lane, and which links join them.

Lanes run left to right, why -> what -> who -> where decided. A lane shows seven boxes: the focus, then gaps,
then what answers for the focus (action -> lead -> board) and is linked to boxes already chosen, then others;
among equals actions in due order, numbered things in number order, the rest by name. They stand in that last
order with the focus on top, however the graph was built. What is left out is one "+ n more" box.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from graphapp.errors import UnknownSubject
from graphapp.pictures.around import BEYOND, CONTEXT, FOCUS, GAP, GAPS, LANES, LIGHT, Around, Graph, Link, lane_of
from graphapp.pictures.gather import around
from graphapp.pictures.told import Mark, lacking, summary
from graphapp.pictures.words import due_line, lines_of, order_of, title_of, word_of

__all__ = ["AT_MOST", "EXPANDED", "LANES", "Box", "FocusMap", "Lane", "Link", "Mark", "due_line", "focus_map"]

AT_MOST = 7  # boxes a lane, besides the "+ n more" box: 40 in all
EXPANDED = 150  # boxes a lane that the reader has opened
HEADINGS = {
    "why": "Why: recommendations and strategies",
    "areas": "What: key areas",
    "actions": "What: actions",
    "leads": "Who: people and posts",
    "boards": "Where decided: boards",
}
_STANDINGS = {FOCUS: "focus", GAP: "gap", CONTEXT: "context", BEYOND: "context"}


@dataclass(frozen=True, slots=True)
class Box:
    """One box. `standing`: focus, gap, normal (answers for the focus), context or more.

    `kind` is a kind of node, or "gap" or "more"; `word` the kind as readers see it. `href_key` is what its
    link opens: a node id, a kind of gap, or for "more" the lane's name. `reason` says why either is here.
    `mark` is what a what-if does to it.
    """

    id: str
    kind: str
    lane: str
    title: str
    lines: tuple[str, ...]
    standing: str
    href_key: str
    word: str = ""
    reason: str = ""
    mark: Mark | None = None

    @property
    def name(self) -> str:
        """What a sentence calls it: "Action 1.2.1", "No lead named", "3 more"."""
        return self.title.removeprefix("+ ")


@dataclass(frozen=True, slots=True)
class Lane:
    """A column with its boxes top down; `more` counts what is left out."""

    name: str
    heading: str
    boxes: tuple[Box, ...]
    more: int


@dataclass(frozen=True, slots=True)
class FocusMap:
    """The lanes left to right, the links between boxes shown, and all that was found around the focus in words."""

    focus: str
    lanes: tuple[Lane, ...]
    links: tuple[Link, ...]
    sentence: str

    def __iter__(self) -> Iterator[Box]:
        """The boxes in reading order: lane by lane, top down."""
        return (box for lane in self.lanes for box in lane.boxes)

    @property
    def title(self) -> str:
        """Such as "Map around Action 1.2.1"."""
        return "Map around " + next(box.name for box in self if box.id == self.focus)


def focus_map(
    graph: Graph[str],
    focus_id: str,
    edition: str | None = None,
    expand: Collection[str] = (),
    on: str | None = None,
    marks: tuple[Mark, ...] = (),
) -> FocusMap:
    """The map around a node of the graph, as at the day `on` ("YYYY-MM-DD").

    `edition` is an edition's key; without it that of the focus, else the newest of each plan. `expand` names
    the lanes to show whole. What has a mark is shown before the rest, in the order of `marks`. The graph should reach
    four steps from the focus. Raises UnknownSubject.
    """
    if focus_id not in graph:
        raise UnknownSubject(f"Nothing in the map has the id {focus_id!r}. Search for it by name or number.")
    marked: dict[str, Mark] = {}
    for mark in marks:
        if mark.id in graph and mark.id != focus_id:
            marked.setdefault(mark.id, mark)
    found = around(graph, focus_id, edition, on, marked)
    shown = _chosen(found, expand, list(marked))
    lanes = tuple(_lane(found, name, shown[name], marked) for name in LANES)
    return FocusMap(focus_id, lanes, tuple(_links(found, lanes)), summary(found, marked.values()))


def _members(found: Around) -> dict[str, list[str]]:
    """The ids of each lane, gaps among them, in the order they are read."""
    members: dict[str, list[str]] = {name: [] for name in LANES}
    for node_id in found.ranks:
        members[lane_of(found.node(node_id))].append(node_id)
    for lane in members.values():
        lane.sort(key=lambda i: (i != found.focus, order_of(found.node(i)), i))
    for gap in sorted(found.gaps):
        members[GAPS[gap][0]].append(f"gap:{gap}")
    return members


def _chosen(found: Around, expand: Collection[str], first: list[str]) -> dict[str, list[tuple[str, bool]]]:
    """The ids of each lane with whether they are shown, in reading order.

    Actions are chosen first, then leads, boards, key areas and reasons, so that each prefers what is linked.
    """
    members, places = _members(found), {node_id: place for place, node_id in enumerate(first)}
    beside = _neighbours(found.links)
    seen: set[str] = set()
    result: dict[str, list[tuple[str, bool]]] = {}
    for name in ("actions", "leads", "boards", "areas", "why"):
        ids = members[name]
        ranked = sorted(
            ids,
            key=lambda i: (found.ranks.get(i, GAP), places.get(i, len(places)), not (beside.get(i, set()) & seen)),
        )
        kept = set(ranked[: EXPANDED if name in expand else AT_MOST])
        seen |= kept - {found.focus}
        result[name] = [(i, i in kept) for i in ids]
    return result


def _neighbours(links: Iterable[Link]) -> dict[str, set[str]]:
    beside: dict[str, set[str]] = {}
    for link in links:
        beside.setdefault(link.source, set()).add(link.target)
        beside.setdefault(link.target, set()).add(link.source)
    return beside


def _lane(found: Around, name: str, ids: list[tuple[str, bool]], marked: Mapping[str, Mark]) -> Lane:
    kept = [i for i, shown in ids if shown]
    boxes = [_gap(found, i, name) if i.startswith("gap:") else _box(found, i, name, marked.get(i)) for i in kept]
    more = len(ids) - len(boxes)
    if more:
        reason = f"Show all {HEADINGS[name].partition(': ')[2]}"
        boxes.append(Box(f"more:{name}", "more", name, f"+ {more} more", (), "more", name, reason=reason))
    return Lane(name, HEADINGS[name], tuple(boxes), more)


def _box(found: Around, node_id: str, lane: str, mark: Mark | None) -> Box:
    node = found.node(node_id)
    standing = _STANDINGS.get(found.ranks[node_id], "normal")
    lines = lines_of(found, node)
    return Box(node_id, node.kind, lane, title_of(node), lines, standing, node_id, word_of(node), mark=mark)


def _gap(found: Around, gap_id: str, lane: str) -> Box:
    gap = gap_id.removeprefix("gap:")
    number = len(found.gaps[gap])
    lines = (f"for {number} of these",) if number > 1 else ()
    return Box(gap_id, "gap", lane, GAPS[gap][1], lines, "gap", gap, "Gap", lacking(found, gap))


def _links(found: Around, lanes: tuple[Lane, ...]) -> list[Link]:
    """The links between boxes shown; one that would stand alone is joined to a "more" box."""
    shown = {box.id for lane in lanes for box in lane.boxes}
    links = [link for link in found.links if link.source in shown and link.target in shown]
    joined = {end for link in links for end in (link.source, link.target)}
    for link in found.links:
        source, target = (_stand_in(found, end, shown) for end in (link.source, link.target))
        if (link.source in shown) != (link.target in shown) and not {link.source, link.target} & joined:
            links.append(replace(link, source=source, target=target, weight=LIGHT))
    return list({(link.source, link.target, link.kind): link for link in links}.values())


def _stand_in(found: Around, node_id: str, shown: set[str]) -> str:
    if node_id in shown:
        return node_id
    return f"more:{GAPS[node_id[4:]][0] if node_id.startswith('gap:') else lane_of(found.node(node_id))}"
