"""The boards as a tree: who chairs, what they oversee, to whom they report, when they met, what they resolved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from graphapp.analysis.answers import Answer, Graph, chosen_edition, item, neighbours, of_kind, source
from graphapp.analysis.meetings import meeting_list
from graphapp.analysis.related import holders, is_board, is_guest, resolutions
from graphapp.analysis.words import natural
from graphapp.model import Edge, Node

_OF_AN_EDITION = ("edition", "keyarea")
_KINDS = ("edition", "keyarea", "strategy", "organization")  # what is overseen, in the order it is told


def governance(graph: Graph, edition: str | None = None, on: str | None = None) -> Answer:
    """Every board of which the papers say more than its name, each below those it reports to.

    `boards` in the order of a tree: `depth` from 0, `parent` (the id of the board it stands under, or None), `chairs`
    (each with the people who that is, `held_by`), `members` and `attending` (numbers), `oversees` (of other editions:
    not `current`), `above` (to whom it reports or who oversees it, each with its `standing`), `meetings` newest first,
    `resolutions`, `without_owner`, `next_date` (YYYY-MM-DD, as the newest minutes give it) and `awaited`: that this
    day is before the day `on`.
    `named_only`: the other boards. `meetings`: all, newest first. `open`: resolutions that `lack` "owner" or "date".
    """
    key = chosen_edition(graph, edition)
    made = [one | {"lacks": _lacks(one)} for one in resolutions(graph, of_kind(graph, "resolution"))]
    met = _meetings(graph, made)
    by_board: dict[str, list[Answer]] = {}
    for one in met:
        by_board.setdefault(one["body"]["id"] if one["body"] else "", []).append(one)
    found = [
        _board(graph, node, key, by_board.get(node.id, ()), on)
        for node in of_kind(graph, "organization")
        if is_board(node)
    ]
    over = {above["id"] for row in found for above in row["above"]}
    told = [row for row in found if row["id"] in over or _is_told(row)]
    silent = {row["id"] for row in found} - {row["id"] for row in told}
    return {
        "edition": key,
        "on": on,
        "boards": _as_tree(sorted(told, key=_order)),
        "named_only": sorted((row for row in found if row["id"] in silent), key=lambda row: natural(row["name"])),
        "meetings": met,
        "open": [one for one in made if one["lacks"]],
    }


def _is_told(row: Answer) -> bool:
    names = ("chairs", "members", "attending", "oversees", "above", "meetings")
    return any(row[name] for name in names)


def _order(row: Answer) -> tuple[object, ...]:
    """Boards beside each other: those that oversee the edition asked for first, then any other thing, then by name."""
    plan = any(one["current"] and one["kind"] in _OF_AN_EDITION for one in row["oversees"])
    return (not plan, not row["oversees"], natural(row["name"]))


def _lacks(resolution: Answer) -> list[str]:
    """Whether neither a name nor other words say who owes it, and whether no date is given."""
    owned = resolution["owners"] or resolution["owners_text"]
    dated = resolution["due"] and resolution["due"].get("kind") not in (None, "none")
    return [word for word, there in (("owner", owned), ("date", dated)) if not there]


def _meetings(graph: Graph, made: Sequence[Answer]) -> list[Answer]:
    """Every meeting, newest first, with how many resolutions it made and how many of these have no owner."""
    bare = Counter(one["meeting"] for one in made if "owner" in one["lacks"])
    return [one | {"without_owner": bare[one["id"]]} for one in meeting_list(graph)["meetings"]]


def _board(graph: Graph, node: Node, key: str | None, own: Sequence[Answer], on: str | None) -> Answer:
    seats = _stated(graph, node.id, "MEMBER_OF", "in")
    roles = [edge.props.get("role") for _, edge in seats]
    following = next((one["next_date"] for one in own if one["next_date"]), None)
    later = following if following and all((one["date"] or "") < following for one in own) else None
    return item(
        node,
        classification=node.props.get("classification"),
        chairs=[_chair(graph, who) for who, edge in seats if _chairs(edge.props.get("role"))],
        members=sum(not is_guest(role) for role in roles),
        attending=sum(is_guest(role) for role in roles),
        oversees=_overseen(graph, node, key),
        above=_above(graph, node),
        meetings=[{name: one[name] for name in _TOLD_OF_A_MEETING} for one in own],
        resolutions=sum(one["resolutions"] for one in own),
        without_owner=sum(one["without_owner"] for one in own),
        next_date=later,
        awaited=bool(later and on and later < on),
    )


_TOLD_OF_A_MEETING = ("id", "name", "date", "resolutions", "without_owner")


def _stated(graph: Graph, node_id: str, kind: str, direction: str = "out") -> list[tuple[Node, Edge]]:
    """The neighbours, without what a person has rejected."""
    pairs = neighbours(graph, node_id, kind, direction)
    return [(node, edge) for node, edge in pairs if edge.props.get("standing") != "rejected"]


def _chairs(role: str | None) -> bool:
    """Whether the role is a chair's, and no deputy's.

    >>> [_chairs(role) for role in ("chair", "Independent chair", "vice-chair", "member", None)]
    [True, True, False, False, False]
    """
    words = (role or "").casefold()
    return "chair" in words and not any(word in words for word in ("vice", "deputy"))


def _chair(graph: Graph, who: Node) -> Answer:
    """Who chairs, in person or in a post, and the people who that is: none where the papers name nobody."""
    people = [who] if who.kind == "person" else [person for person, _ in holders(graph, who.id)]
    return {"id": who.id, "name": who.label, "held_by": [person.label for person in people]}


def _overseen(graph: Graph, board: Node, key: str | None) -> list[Answer]:
    """What a board oversees: of the edition asked for first, of other editions last."""
    found = [
        item(thing, kind=thing.kind, current=_edition(thing) in (None, key), edition=_edition(thing), no=_number(thing))
        | {"standing": _standing(edge), "source": source(edge)}
        for thing, edge in _stated(graph, board.id, "OVERSEES")
        if thing.id != board.id
    ]
    return sorted(found, key=lambda one: (not one["current"], _KINDS.index(one["kind"]), natural(one["id"])))


def _edition(thing: Node) -> str | None:
    """The key of the edition a thing is or is part of."""
    return thing.props.get("key" if thing.kind == "edition" else "edition") if thing.kind in _OF_AN_EDITION else None


def _number(thing: Node) -> str | None:
    return thing.props.get("no") if thing.kind == "keyarea" else None


def _standing(edge: Edge) -> str:
    return str(edge.props.get("standing") or "stated")


def _above(graph: Graph, board: Node) -> list[Answer]:
    """To whom a board reports and who oversees it: each once, as stated where anything states it."""
    found: dict[str, Answer] = {}
    for kind, direction, how in (("REPORTS_TO", "out", "reports to"), ("OVERSEES", "in", "is overseen by")):
        for other, edge in _stated(graph, board.id, kind, direction):
            one = item(other, how=how, board=is_board(other), standing=_standing(edge)) | {"source": source(edge)}
            known = found.get(other.id)
            if other.id != board.id and (known is None or known["standing"] == "inferred" != one["standing"]):
                found[other.id] = one
    return sorted(found.values(), key=lambda one: (one["standing"] == "inferred", natural(one["name"])))


def _as_tree(rows: Sequence[Answer]) -> list[Answer]:
    """The rows, each right below the last of those it reports to, with its `parent` and `depth`."""
    by_id = {row["id"]: row for row in rows}
    above = {row["id"]: {one["id"] for one in row["above"]} & by_id.keys() for row in rows}
    return [by_id[one] | {"parent": parent, "depth": depth} for one, parent, depth in arranged(list(by_id), above)]


def arranged(ids: Sequence[str], above: Mapping[str, AbstractSet[str]]) -> list[tuple[str, str | None, int]]:
    """Ids as a tree is read: each with the id it stands under and its depth, below all that are above it.

    Only in a circle, where nobody is on top, somebody stands above one they report to.

    >>> arranged(["a", "b", "c", "d"], {"a": {"d"}, "b": {"a", "c"}, "c": {"a"}, "d": set()})
    [('d', None, 0), ('a', 'd', 1), ('c', 'a', 2), ('b', 'c', 3)]
    >>> arranged(["a", "b"], {"a": {"b"}, "b": {"a"}})
    [('a', None, 0), ('b', 'a', 1)]
    """
    left, found = dict.fromkeys(ids), list[tuple[str, str | None, int]]()
    while left:
        stack: list[tuple[str, str | None, int]] = [(_top(left, above), None, 0)]
        while stack:
            one, parent, depth = stack.pop()
            del left[one]
            found.append((one, parent, depth))
            free = [other for other in left if one in above[other] and above[other].isdisjoint(left)]
            stack += [(other, one, depth + 1) for other in reversed(free)]
    return found


def _top(left: Mapping[str, None], above: Mapping[str, AbstractSet[str]]) -> str:
    """Who is on top of the first that is left; on top of a circle is whoever is met twice on the way up."""
    one, seen = next(iter(left)), set[str]()
    while one not in seen:
        seen.add(one)
        one = next((other for other in left if other in above[one]), one)
    return one
