"""What belongs on a focus map: the nodes around a focus, what joins them, and what is missing.

Pure: read from the graph given and nothing else. What lies beyond the graph is not on the map, so it
should reach four steps from the focus: action, group, key area, edition; person, post, action, reason.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from graphapp.model import Edge
from graphapp.ontology import kind_of
from graphapp.pictures.around import BEYOND, CONTEXT, FIRST, HEAVY, LIGHT, PATH, Around, Graph, is_board, lane_of

_AREAS = ("keyarea", "group", "edition")
_OVER = ("OVERSEES", "REPORTS_TO")
_LEADERS = ("person", "post")
_SEATS = {"chair": ("chairs", "is chaired by"), "attendee": ("attends", "is attended by")}
_AS_ALL = ("addresses, as part of all,", "is addressed, as part of all, by")


def around(
    graph: Graph[str], focus: str, edition: str | None = None, on: str | None = None, marked: Collection[str] = ()
) -> Around:
    """Everything that belongs on the map of `focus`, which must be in the graph, with what is `marked` on it."""
    found = Around(graph, focus, edition, on)
    actions = sorted(set(_SEEDS.get(found.kind, _of_anything)(found)))
    for action in actions:
        found.put(action, PATH)
        _reasons(found, action)
        _leads(found, action)
        _decided(found, action)
        _area(found, action)
    _marked(found, actions, marked)
    for lead in [i for i in found.ranks if kind_of(i) in (*_LEADERS, "organization")]:
        if found.on_path(lead) or found.kind == "organization":
            _boards(found, lead)
    for area in sorted(i for i in found.ranks if kind_of(i) in _AREAS):
        _area_leads(found, area)
        _wider(found, area)
    for overseen in sorted(i for i in found.ranks if kind_of(i) in (*_AREAS, "strategy")):
        _oversight(found, overseen)
    if len(found.ranks) == 1:  # say at least what it is joined to
        list(_of_anything(found))
    _gaps(found, actions)
    return found


def _marked(found: Around, actions: Collection[str], marked: Collection[str]) -> None:
    """What a what-if touches comes first; its actions bring their leads and key areas, but no reasons of their own."""
    for node_id in (i for i in marked if i in found.graph):
        found.put(node_id, FIRST)
        if kind_of(node_id) == "action" and node_id not in actions:
            _leads(found, node_id, CONTEXT)
            _area(found, node_id, BEYOND)
            for edge in found.out(node_id, "ADDRESSES", "PRODUCES", "RELIES_ON"):
                if edge.target in found.ranks and edge.props.get("scope") != "all":
                    found.join(edge, standing="inferred" if edge.props.get("standing") == "inferred" else "stated")
    for action in sorted({*actions, *marked} & found.ranks.keys()) if marked else ():
        for edge in found.out(action, "DEPENDS_ON"):
            if edge.target in found.ranks and edge.props.get("standing") != "rejected":
                found.join(edge, standing=_waits(edge))


def _waits(dependency: Edge) -> str:
    """How sure it is that one action waits for the other."""
    return "inferred" if dependency.props.get("standing", "inferred") == "inferred" else "confirmed"


def _of_recommendation(found: Around) -> Iterator[str]:
    edges = found.into(found.focus, "ADDRESSES")
    named = [e for e in edges if e.props.get("scope") != "all"]
    for edge in named or edges:
        if kind_of(edge.source) == "action":
            yield edge.source
        else:
            found.put(edge.source, CONTEXT)
            found.join(edge)


def _of_lead(found: Around) -> Iterator[str]:
    yield from _owed(found, found.focus)
    for edge in found.out(found.focus, "LEADS"):
        if kind_of(edge.target) == "keyarea":
            found.put(edge.target, CONTEXT)
    for edge in found.out(found.focus, "HOLDS"):
        post = [e.target for e in found.out(edge.target, "LEADS") if kind_of(e.target) != "keyarea"]
        if post:
            found.put(edge.target, PATH)
            found.join(edge)
            yield from post
    for edge in found.into(found.focus, "HOLDS"):
        found.put(edge.source, PATH)
        found.join(edge)


def _owed(found: Around, lead: str) -> Iterator[str]:
    """Actions and resolutions this lead leads; for a post also those its holders lead in that post."""
    for edge in found.out(lead, "LEADS"):
        if kind_of(edge.target) != "keyarea":
            yield edge.target
    for holding in found.into(lead, "HOLDS"):
        for edge in found.out(holding.source, "LEADS"):
            if edge.props.get("post_id") == lead and kind_of(edge.target) != "keyarea":
                yield edge.target


def _of_area(found: Around) -> Iterator[str]:
    """The actions within a key area, group, edition or plan, however many steps down."""
    within, seen = [found.focus], {found.focus}
    while within:
        for edge in found.into(within.pop(), "PART_OF"):
            if edge.source not in seen:
                seen.add(edge.source)
                if kind_of(edge.source) == "action":
                    yield edge.source
                else:
                    within.append(edge.source)
                if kind_of(edge.source) == "edition":
                    found.put(edge.source, CONTEXT)


def _of_strategy(found: Around) -> Iterator[str]:
    for edge in found.into(found.focus, "PRODUCES", "RELIES_ON"):
        if kind_of(edge.source) == "action":
            yield edge.source
        else:
            found.put(edge.source, CONTEXT)
            found.join(edge)


def _of_action(found: Around) -> Iterator[str]:
    yield found.focus
    for edge in found.out(found.focus, "DEPENDS_ON") + found.into(found.focus, "DEPENDS_ON"):
        if edge.props.get("standing") != "rejected":
            found.put(edge.target if edge.source == found.focus else edge.source, CONTEXT)
            found.join(edge, standing=_waits(edge))


def _of_organization(found: Around) -> Iterator[str]:
    yield from _owed(found, found.focus)
    for edge in found.into(found.focus, "MEMBER_OF"):
        found.put(edge.source, _rank(edge))
        yield from _owed(found, edge.source)
    for edge in found.out(found.focus, *_OVER) + found.into(found.focus, *_OVER):
        other = edge.target if edge.source == found.focus else edge.source
        if kind_of(other) == "edition":
            for part in found.into(other, "PART_OF"):
                if kind_of(part.source) == "keyarea":
                    found.put(part.source, CONTEXT)
        else:
            found.put(other, CONTEXT)
            found.join(edge)


def _of_anything(found: Around) -> Iterator[str]:
    """Any other kind of focus: what it is joined to, and no further."""
    for edge in found.out(found.focus) + found.into(found.focus):
        if edge.props.get("standing") == "rejected":
            continue
        found.put(edge.target if edge.source == found.focus else edge.source, CONTEXT)
        found.join(edge)
    yield from ()


def _of_meeting(found: Around) -> Iterator[str]:
    """Who was there, what was discussed, and the resolutions with those who owe them."""
    yield from _of_anything(found)
    for edge in found.into(found.focus, "DECIDED_AT"):
        yield edge.source


_SEEDS: dict[str, Callable[[Around], Iterator[str]]] = {
    "recommendation": _of_recommendation,
    "person": _of_lead,
    "post": _of_lead,
    "keyarea": _of_area,
    "group": _of_area,
    "edition": _of_area,
    "plan": _of_area,
    "strategy": _of_strategy,
    "action": _of_action,
    "resolution": _of_action,
    "organization": _of_organization,
    "meeting": _of_meeting,
}


def _reasons(found: Around, action: str) -> None:
    """The recommendations and strategies of an action: on the map of one of these, only that one.

    A recommendation reached only because the paper says ALL counts where the focus has nothing better.
    """
    edges = found.out(action, "ADDRESSES")
    if found.kind == "recommendation":
        edges = [e for e in edges if e.target == found.focus]
    named = [e for e in edges if e.props.get("scope") != "all"]
    for edge in named or (edges if found.focus in (action, *(e.target for e in edges)) else []):
        found.put(edge.target, CONTEXT)
        found.join(edge) if edge in named else found.join(edge, words=_AS_ALL, standing="all")
    for edge in found.out(action, "PRODUCES", "RELIES_ON"):
        if found.kind != "strategy" or edge.target == found.focus:
            found.put(edge.target, CONTEXT)
            found.join(edge, standing="inferred" if edge.props.get("standing") == "inferred" else "stated")


def _leads(found: Around, action: str, rank: int = PATH) -> None:
    """Who leads an action. A lead's map shows those who share the work as context, a board's only members.

    So does `rank` CONTEXT for an action that does not answer for the focus.
    """
    for edge in found.into(action, "LEADS"):
        lead = edge.source
        if found.kind == "organization":
            known = [i for i in (lead, edge.props.get("post_id")) if i in found.ranks]
            if not known:
                continue
            lead = known[0]
        answers = rank == PATH and (found.kind not in _LEADERS or found.on_path(lead))
        found.put(lead, rank if answers else CONTEXT)
        share = edge.props.get("share") or found.node(action).props.get("share")
        words = ("leads jointly", "is led jointly by") if share == "joint" else None
        found.join(edge, HEAVY if answers else LIGHT, source=lead, words=words)


def _decided(found: Around, resolution: str) -> None:
    """The boards that made a resolution; an action has none."""
    for edge in found.out(resolution, "DECIDED_AT"):
        for held in found.out(edge.target, "HELD_BY"):
            found.put(held.target, PATH)
            found.join(edge, HEAVY, target=held.target)


def _area(found: Around, action: str, rank: int = CONTEXT) -> None:
    """The key area an action is part of (on a group's map the group), failing that its group or edition."""
    inside, chain = action, dict[str, Edge]()
    while up := [e for e in found.out(inside, "PART_OF") if e.target not in chain]:
        inside = up[0].target
        chain[inside] = up[0]
    areas = [i for kind in _AREAS for i in chain if kind_of(i) == kind]
    for area in [i for i in areas if i == found.focus and found.kind == "group"] or areas[:1]:
        found.put(area, rank)
        found.join(chain[area], source=action)


def _wider(found: Around, area: str) -> None:
    """What an area is part of: shown for the area in focus, elsewhere only if on the map anyhow."""
    for edge in found.out(area, "PART_OF"):
        if area == found.focus and kind_of(edge.target) == "keyarea":
            found.put(edge.target, CONTEXT)
        if edge.target in found.ranks:
            found.join(edge)


def _boards(found: Around, lead: str) -> None:
    """The boards a lead sits on, in person or through a post; a board's own map shows only that board."""
    posts = [hold.target for hold in found.out(lead, "HOLDS")]
    for edge in [edge for member in (lead, *posts) for edge in found.out(member, "MEMBER_OF")]:
        board = edge.target
        wanted = board == found.focus if found.kind == "organization" else is_board(found.node(board))
        if wanted:
            found.put(board, _rank(edge))
            through = "" if edge.source == lead else f", as {found.node(edge.source).label},"
            words = _SEATS.get(_role(edge), (f"sits{through} on", "has as member"))
            found.join(edge, LIGHT if _rank(edge) == CONTEXT else HEAVY, source=lead, words=words)


def _role(membership: Edge) -> str:
    return str(membership.props.get("role") or "").lower()


def _rank(membership: Edge) -> int:
    """A chair is shown first; who only attends does not answer for the board."""
    return {"chair": FIRST, "attendee": CONTEXT}.get(_role(membership), PATH)


def _area_leads(found: Around, area: str) -> None:
    """Who leads a key area: shown if that or an action is in focus, elsewhere only if on the map anyhow."""
    for edge in found.into(area, "LEADS"):
        if found.kind in ("action", *_AREAS):
            found.put(edge.source, CONTEXT)
        if edge.source in found.ranks:
            found.join(edge)


def _oversight(found: Around, area: str) -> None:
    """The boards that oversee a key area or strategy, or the edition it is part of."""
    inside = [area]
    for this in inside:
        for edge in found.into(this, "OVERSEES"):
            if found.kind != "organization":
                found.put(edge.source, PATH if this == found.focus else CONTEXT)
            if edge.source in found.ranks:
                found.join(edge, target=area)
        if kind_of(area) in _AREAS:
            inside += [e.target for e in found.out(this, "PART_OF") if e.target not in inside]


def _gaps(found: Around, actions: list[str]) -> None:
    for action in (a for a in actions if kind_of(a) == "action"):
        props = found.node(action).props
        if not found.into(action, "LEADS") and props.get("share", "none") == "none":
            found.lack("no-lead", action)
        if (props.get("due") or {}).get("kind", "none") == "none":
            found.lack("no-date", action)
        if not found.out(action, "ADDRESSES") and props.get("scope", "none") == "none":
            found.lack("no-recommendation", action)
    if not actions and found.kind in ("recommendation", "strategy", "keyarea", "group"):
        found.lack("no-action", found.focus)
    boards = any(lane_of(found.node(i)) == "boards" for i in found.ranks)
    if actions and not boards:
        leads = [i for i in found.ranks if kind_of(i) in _LEADERS and found.on_path(i)]
        for node_id in sorted(leads) or [found.focus]:
            found.lack("no-board", node_id)
