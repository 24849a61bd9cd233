"""What if a board stands down: what is lost, what might be, and what only goes along."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from graphapp.analysis import touched
from graphapp.analysis.answers import (
    Answer,
    Graph,
    above,
    action_row,
    chosen_edition,
    in_due_order,
    item,
    name_of,
    neighbours,
    node_of,
)
from graphapp.analysis.related import holders, is_board, is_guest, key_areas_of, rank, resolutions
from graphapp.analysis.removal import Ways, dependents
from graphapp.analysis.steps import edges_between, way
from graphapp.analysis.words import listed, sentence, spoken
from graphapp.errors import UnknownSubject
from graphapp.model import Edge, Node


def board_stands_down(graph: Graph, board_id: str, edition: str | None = None) -> Answer:
    """What if a board stands down: what nobody would lead, what no board would hear of, who would have to say so.

    Keys: `board`, `edition`, `confirmed` (actions the body leads or that only it oversees: action + `reason`,
    `orphaned` (no other lead), path), `inferred` (what depends on the orphaned ones: action + `standing`, `reason`,
    path; through confirmed dependencies first), `associated` (what its chair and members lead: action + `reason`,
    path), `oversees` (each with `other_boards`, and path), `unheard` (those of them without), `key_areas`,
    `recommendations` and `strategies` (of the confirmed rows, each with path), `resolutions` (it made), `meetings` (the
    next announced), `members` (who would lose a seat; guests lose none), `reports` (to and from which bodies), `notes`.
    UnknownSubject for what is no body.
    """
    board, key = _body(graph, board_id), chosen_edition(graph, edition)
    overseen = _overseen(graph, board, key)
    led = _led(graph, board, key)
    ways = _unheard(graph, board, overseen, key) | led
    confirmed = in_due_order(_lost(graph, board, action_id, edges) for action_id, edges in ways.items())
    orphans = {row["id"]: ways[row["id"]] for row in confirmed if row["orphaned"]}
    inferred = [row for band in dependents(graph, orphans) for row in band if row["id"] not in ways]
    known = {*ways, *(row["id"] for row in inferred)}
    idle = f"The papers do not say that {board.label} oversees or leads anything here."
    return {
        "board": item(board, classification=board.props.get("classification"), meets=board.props.get("meets")),
        "edition": key,
        "confirmed": confirmed,
        "inferred": inferred,
        "associated": _by_members(graph, board, key, known),
        "oversees": overseen,
        "unheard": [one for one in overseen if not one["other_boards"]],
        "key_areas": [one | way(graph, _to(graph, one, ways)) for one in key_areas_of(graph, confirmed)],
        "recommendations": touched.recommendations(graph, ways),
        "strategies": touched.strategies(graph, ways),
        "resolutions": _made(graph, board),
        "meetings": _announced(graph, board),
        "members": _members(graph, board),
        "reports": _reports(graph, board),
        "notes": [] if overseen or led else [idle],
    }


def _body(graph: Graph, board_id: str) -> Node:
    node = node_of(graph, board_id)
    if node.kind != "organization":
        raise UnknownSubject(f"{sentence(spoken(node))[:-1]} is no board or other body: name one.")
    return node


def _overseen(graph: Graph, board: Node, key: str | None) -> list[Answer]:
    """What it oversees, but for other editions, with the other boards that do."""
    found = []
    for node, edge in neighbours(graph, board.id, "OVERSEES"):
        own = node.props.get("key") if node.kind == "edition" else node.props.get("edition", key)
        pairs = neighbours(graph, node.id, "OVERSEES", "in")
        others = [one.label for one, _ in pairs if one.id != board.id and is_board(one)]
        if own == key:
            found.append(item(node, kind=node.kind, other_boards=others) | way(graph, [edge]))
    return found


def _led(graph: Graph, board: Node, key: str | None) -> Ways:
    """What the cells name the body itself for, alone or with others."""
    return {
        node.id: (edge,)
        for node, edge in neighbours(graph, board.id, "LEADS")
        if node.kind == "action" and node.props.get("edition") == key
    }


def _unheard(graph: Graph, board: Node, overseen: Iterable[Answer], key: str | None) -> Ways:
    """The actions that no other board oversees, through key area or edition, with the way from this one."""
    found: Ways = {}
    for one in overseen:
        around = [one["id"], *(node.id for node in above(graph, one["id"]).values())]
        if not any(_others(graph, board, node_id) for node_id in around):
            overseeing = edges_between(graph, board.id, "OVERSEES", one["id"])
            found |= touched.down(graph, one["id"], overseeing, lambda node: bool(_others(graph, board, node.id)))
    return {action_id: edges for action_id, edges in found.items() if node_of(graph, action_id).props["edition"] == key}


def _to(graph: Graph, area: Answer, ways: Ways) -> Sequence[Edge]:
    """The way to a key area: down to it, or to an action the body leads and from there up."""
    inside = touched.down(graph, area["id"])
    action_id = next(one for one in inside if one in ways)
    edges = ways[action_id]
    met = [at for at, edge in enumerate(edges, 1) if area["id"] in (edge.source, edge.target)]
    return edges[: met[0]] if met else (*edges, *reversed(inside[action_id]))


def _others(graph: Graph, board: Node, node_id: str) -> list[Node]:
    pairs = neighbours(graph, node_id, "OVERSEES", "in")
    return [body for body, _ in pairs if body.id != board.id and is_board(body)]


def _lost(graph: Graph, board: Node, action_id: str, edges: Sequence[Edge]) -> Answer:
    row = action_row(graph, action_id)
    others = [name_of(lead) for lead in row["leads"] if lead["id"] != board.id]
    leading = edges[0].kind == "LEADS"
    reason = f"{board.label} leads it {f'with {listed(others)}' if others else 'alone'}"
    about = {"reason": sentence(reason if leading else "no other board oversees it")}
    return row | about | {"orphaned": leading and not others} | way(graph, edges)


def _by_members(graph: Graph, board: Node, key: str | None, known: Collection[str]) -> list[Answer]:
    """What those lead who sit on the body: it is nearer to them than to others, and that is all."""
    found: dict[str, Answer] = {}
    for member, seat in neighbours(graph, board.id, "MEMBER_OF", "in"):
        for action, edge in neighbours(graph, member.id, "LEADS") if not is_guest(seat.props.get("role")) else ():
            if action.props.get("edition") == key and action.kind == "action" and action.id not in known:
                reason = sentence(
                    f"{member.label} leads it and sits on the board ({seat.props.get('role') or 'member'})"
                )
                start = action_row(graph, action.id) | {"reason": reason} | way(graph, [seat, edge])
                found.setdefault(action.id, start)
    return in_due_order(found.values())


def _made(graph: Graph, board: Node) -> list[Answer]:
    found = {
        made.id: (made, (made_at, held_by))
        for meeting, held_by in neighbours(graph, board.id, "HELD_BY", "in")
        for made, made_at in neighbours(graph, meeting.id, "DECIDED_AT", "in")
    }
    rows = resolutions(graph, (node for node, _ in found.values()))
    return [row | way(graph, found[row["id"]][1]) for row in rows]


def _announced(graph: Graph, board: Node) -> list[Answer]:
    """Meetings still announced after the last one held."""
    held = neighbours(graph, board.id, "HELD_BY", "in")
    last = max((str(meeting.props.get("date") or "") for meeting, _ in held), default="")
    return [
        item(meeting, date=meeting.props["next_date"], how="announced") | way(graph, [edge])
        for meeting, edge in held
        if str(meeting.props.get("next_date") or "") > last
    ]


def _members(graph: Graph, board: Node) -> list[Answer]:
    found = [
        item(who, kind=who.kind, role=edge.props.get("role"), held_by=[one.label for one, _ in holders(graph, who.id)])
        | way(graph, [edge])
        for who, edge in neighbours(graph, board.id, "MEMBER_OF", "in")
        if not is_guest(edge.props.get("role"))
    ]
    return sorted(found, key=lambda one: (rank(one["role"]), str(one["name"])))


def _reports(graph: Graph, board: Node) -> list[Answer]:
    return [
        item(node, kind=node.kind, direction="to" if direction == "out" else "from") | way(graph, [edge])
        for direction in ("out", "in")
        for node, edge in neighbours(graph, board.id, "REPORTS_TO", direction)
    ]
