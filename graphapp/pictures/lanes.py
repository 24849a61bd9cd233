"""The focus map's contents: which boxes stand in which lane, and which links join them.

Lanes run left to right, why -> what -> who -> where decided. A lane shows seven boxes: the focus, then gaps,
then what answers for the focus (action -> lead -> board) and is linked to boxes already chosen, then others;
among equals actions in due order, numbered things in number order, the rest by name. They stand in that last
order with the focus on top, however the graph was built. What is left out is one "+ n more" box. It opens the lane,
of which a part is shown at a time, in the order of choice; boxes lead to the part before and the part after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from graphapp.errors import UnknownSubject
from graphapp.pictures.around import BEYOND, CONTEXT, FOCUS, GAP, GAPS, LANES, LIGHT, Around, Graph, Link, lane_of
from graphapp.pictures.gather import around
from graphapp.pictures.told import Mark, lacking, summary
from graphapp.pictures.words import due_line, lines_of, order_of, title_of, word_of

__all__ = [
    "AT_MOST",
    "LANES",
    "OPENED",
    "Box",
    "FocusMap",
    "Lane",
    "Link",
    "Mark",
    "due_line",
    "focus_map",
    "lanes_asked",
    "part_word",
]

AT_MOST = 7  # boxes a lane, besides the "+ n more" box: 40 in all
OPENED = 20  # boxes in a part of a lane that the reader has opened; several lanes share them, so that no map is heavy
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
    link opens: a node id, a kind of gap, or for "more" a lane and its part, "leads.2". `reason` says why either
    is here.
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
        """What a sentence calls it: "Action 1.2.1", "No lead named", "3 more", "24 before"."""
        return self.title.removeprefix("+ ")


@dataclass(frozen=True, slots=True)
class Lane:
    """A column with its boxes top down; `more` counts what is left out.

    Of an opened lane with more boxes than a part holds: which part of how many, and "Boxes 1 to 20 of 147".
    """

    name: str
    heading: str
    boxes: tuple[Box, ...]
    more: int
    part: int = 0
    parts: int = 0
    told: str = ""


@dataclass(frozen=True, slots=True)
class _Shown:
    """The ids of a lane that are shown, between how many before and after, and which part of how many this is."""

    ids: list[str]
    before: int
    after: int
    total: int
    part: int = 0
    parts: int = 0


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
    expand: Iterable[tuple[str, int]] = (),
    on: str | None = None,
    marks: tuple[Mark, ...] = (),
) -> FocusMap:
    """The map around a node of the graph, as at the day `on` ("YYYY-MM-DD").

    `edition` is an edition's key; without it that of the focus, else the newest of each plan. `expand` names
    the lanes to open, each with the part to show, from 1. What has a mark is shown before the rest, in the order of
    `marks`. The graph should reach
    four steps from the focus. Raises UnknownSubject.
    """
    if focus_id not in graph:
        raise UnknownSubject(f"Nothing in the map has the id {focus_id!r}. Search for it by name or number.")
    marked: dict[str, Mark] = {}
    for mark in marks:
        if mark.id in graph and mark.id != focus_id:
            marked.setdefault(mark.id, mark)
    found = around(graph, focus_id, edition, on, marked)
    shown = _chosen(found, dict(expand), list(marked))
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


def _chosen(found: Around, opened: Mapping[str, int], first: list[str]) -> dict[str, _Shown]:
    """The ids of each lane that are shown, in reading order.

    Actions are chosen first, then leads, boards, key areas and reasons, so that each prefers what is linked.
    """
    members, places = _members(found), {node_id: place for place, node_id in enumerate(first)}
    beside = _neighbours(found.links)
    seen: set[str] = set()
    room = OPENED - 4 if first else OPENED  # beside the tables of a what-if there is less
    size = max(room // max(len(opened.keys() & members), 1), AT_MOST)
    result: dict[str, _Shown] = {}
    for name in ("actions", "leads", "boards", "areas", "why"):
        ids = members[name]
        ranked = sorted(
            ids,
            key=lambda i: (found.ranks.get(i, GAP), places.get(i, len(places)), not (beside.get(i, set()) & seen)),
        )
        result[name] = _part(found.focus, ids, ranked, opened.get(name, 0), size)
        seen |= {*result[name].ids} - {found.focus}
    return result


def _part(focus: str, ids: list[str], ranked: list[str], part: int, size: int) -> _Shown:
    """The first boxes of a closed lane (part 0), or the part of an opened one; the focus is on every part."""
    last = -(-len(ids) // size) if part else 0
    size = -(-len(ids) // last) if last else AT_MOST  # parts of one size, or the last would hold hardly any
    part = min(max(part, 0), last)
    start = (part - 1) * size if part else 0
    kept = ranked[start : start + size]
    shown = [i for i in ids if i == focus or i in kept]
    return _Shown(shown, start, len(ids) - start - len(kept), len(ids), *((part, last) if last > 1 else ()))


def _neighbours(links: Iterable[Link]) -> dict[str, set[str]]:
    beside: dict[str, set[str]] = {}
    for link in links:
        beside.setdefault(link.source, set()).add(link.target)
        beside.setdefault(link.target, set()).add(link.source)
    return beside


def _lane(found: Around, name: str, shown: _Shown, marked: Mapping[str, Mark]) -> Lane:
    boxes = [_gap(found, i, name) if i.startswith("gap:") else _box(found, i, name, marked.get(i)) for i in shown.ids]
    what = HEADINGS[name].partition(": ")[2]
    if shown.before:
        before = f"+ {shown.before} before"
        boxes.insert(
            0, _other(f"before:{name}", name, before, shown.part - 1, f"Show the part of the {what} before this")
        )
    if shown.after:
        reason = f"Show the part of the {what} after this" if shown.part else f"Open the {what}"
        boxes.append(_other(f"more:{name}", name, f"+ {shown.after} more", shown.part + 1, reason))
    told = f"Boxes {shown.before + 1} to {shown.total - shown.after} of {shown.total}" if shown.parts else ""
    return Lane(name, HEADINGS[name], tuple(boxes), shown.before + shown.after, shown.part, shown.parts, told)


def _other(box_id: str, lane: str, title: str, part: int, reason: str) -> Box:
    """A box that leads to another part of its lane."""
    return Box(box_id, "more", lane, title, (), "more", part_word(lane, part), reason=reason)


def part_word(lane: str, part: int) -> str:
    """How an address names an opened lane and the part of it: "leads", "leads.2"."""
    return f"{lane}.{part}" if part > 1 else lane


def lanes_asked(words: str) -> dict[str, int]:
    """The opened lanes and their parts that an address names with commas between, unknown ones too."""
    pairs = (one.partition(".") for one in words.split(",") if one)
    return {lane: int(part) if part.isdecimal() and len(part) < 6 else 1 for lane, _, part in pairs}


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
    others = {lane.name: box.id for lane in lanes for box in lane.boxes if box.kind == "more"}
    for link in found.links:
        source, target = (_stand_in(found, end, shown, others) for end in (link.source, link.target))
        if (link.source in shown) != (link.target in shown) and not {link.source, link.target} & joined:
            links.append(replace(link, source=source, target=target, weight=LIGHT))
    return list({(link.source, link.target, link.kind): link for link in links}.values())


def _stand_in(found: Around, node_id: str, shown: set[str], others: Mapping[str, str]) -> str:
    """The box of a node, or where it is not shown one that leads to other parts of its lane."""
    if node_id in shown:
        return node_id
    return others[GAPS[node_id[4:]][0] if node_id.startswith("gap:") else lane_of(found.node(node_id))]
