"""What stands around actions: holders of posts, seats on boards, key areas, strategies, resolutions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graphapp.analysis.answers import (
    Answer,
    Graph,
    above,
    item,
    leads_of,
    name_of,
    neighbours,
    node_of,
    source,
)
from graphapp.analysis.words import listed, natural, sentence, spoken
from graphapp.model import Edge, Node

BOARDS = frozenset({"board", "committee", "panel", "group", "forum", "partnership"})
_GUESTS = frozenset({"attendee", "officer", "apologies", "in attendance"})  # in the room, not on the board


def held(graph: Graph, who: Node) -> list[tuple[Node, Edge]]:
    """The posts a person holds and has not left, each with its edge; none for a post or body."""
    pairs = neighbours(graph, who.id, "HOLDS") if who.kind == "person" else []
    return [(post, edge) for post, edge in pairs if not edge.props.get("end_date")]


def holders(graph: Graph, post_id: str) -> list[tuple[Node, Edge]]:
    """The people who hold a post and have not left it, each with the edge that says so."""
    pairs = neighbours(graph, post_id, "HOLDS", "in")
    return [(person, edge) for person, edge in pairs if not edge.props.get("end_date")]


def seats(graph: Graph, who: Node) -> list[tuple[Node, Edge, str]]:
    """The boards someone sits on, each with the membership and `via`: "person", or the post with the seat.

    A seat of their own beats one through a post; chairs first, then members, then guests.
    """
    direct = [(board, edge, "person") for board, edge in neighbours(graph, who.id, "MEMBER_OF")]
    through = [
        (board, edge, post.label)
        for post, _ in held(graph, who)
        for board, edge in neighbours(graph, post.id, "MEMBER_OF")
    ]
    found = {board.id: (board, edge, via) for board, edge, via in [*through, *direct] if is_board(board)}
    return sorted(found.values(), key=lambda seat: (rank(seat[1].props.get("role")), seat[0].label))


def is_board(node: Node) -> bool:
    """Whether an organization is one that meets and decides."""
    return node.kind == "organization" and node.props.get("classification") in BOARDS


def is_guest(role: str | None) -> bool:
    """Whether someone in that role was in the room without sitting on the board."""
    return (role or "").casefold() in _GUESTS


def rank(role: str | None) -> int:
    """Chairs before vice and deputy chairs, members and guests.

    >>> [rank(role) for role in ("chair", "deputy chair", "co-opted member", "attendee")]
    [0, 1, 2, 3]
    """
    words = (role or "").casefold()
    return 3 if is_guest(role) else 2 if "chair" not in words else 0 if words.startswith("chair") else 1


def boards_hearing(graph: Graph, leads: Iterable[str], overseen: Iterable[str]) -> list[Answer]:
    """The boards that oversee any of these or seat any of these leads, each with every reason `why`."""
    found: dict[str, tuple[Node, list[str], Edge]] = {}
    for thing in overseen:
        for board, edge in neighbours(graph, thing, "OVERSEES", "in"):
            if is_board(board):
                reason = sentence(f"it oversees {spoken(node_of(graph, thing))}")
                found.setdefault(board.id, (board, [], edge))[1].append(reason)
    sitting: dict[tuple[str, str], list[str]] = {}
    for lead in leads:
        for board, edge, _ in seats(graph, node_of(graph, lead)):
            found.setdefault(board.id, (board, [], edge))
            sitting.setdefault((board.id, _sits(edge)), []).append(node_of(graph, lead).label)
    for (board_id, how), names in sorted(sitting.items()):
        found[board_id][1].append(sentence(f"{listed(names)} {how if len(names) == 1 else _plural(how)}"))
    return [
        {"id": board.id, "name": board.label, "why": why, "source": source(edge)}
        for board, why, edge in sorted(found.values(), key=lambda one: one[0].label)
    ]


def _sits(edge: Edge) -> str:
    role = str(edge.props.get("role") or "member")
    return f"has been at its meetings ({role})" if is_guest(role) else f"sits on it ({role})"


def _plural(how: str) -> str:
    return how.replace("has ", "have ", 1).replace("sits ", "sit ", 1)


def lead_counts(actions: Sequence[Answer]) -> list[Answer]:
    """Who leads these rows, most first: each with the `count` and refs of theirs, `sole` those led alone."""
    found: dict[str, Answer] = {}
    for row in actions:
        for lead in row["leads"]:
            start = {key: lead[key] for key in ("id", "person", "post", "organization")}
            one = found.setdefault(
                lead["id"], start | {"name": name_of(lead), "count": 0, "sole": 0, "actions": [], "posts": []}
            )
            one["count"] += 1
            one["sole"] += row["share"] == "sole"
            one["actions"].append(row["ref"])
            one["posts"] += [lead["post"]] if lead["post"] and lead["post"] not in one["posts"] else []
    return sorted(found.values(), key=lambda one: (-one["count"], one["name"]))


def key_areas_of(graph: Graph, actions: Iterable[Answer]) -> list[Answer]:
    """The key areas these rows are part of, each with its leads and the refs of the rows in it."""
    found: dict[str, Answer] = {}
    for row in actions:
        area = above(graph, row["id"], "keyarea").get("keyarea")
        if area is None:
            continue
        if area.id not in found:
            about = item(area, no=area.props.get("no"), title=area.props.get("title"))
            found[area.id] = about | {"leads": leads_of(graph, area.id), "actions": []}
        found[area.id]["actions"].append(row["ref"])
    return sorted(found.values(), key=lambda one: natural(one["id"]))


def strategies_of(graph: Graph, actions: Iterable[Answer]) -> list[Answer]:
    """The strategies these rows produce or rely on, each with the refs that do and the words that say so."""
    found: dict[str, Answer] = {}
    for row in actions:
        for kind, relation in (("PRODUCES", "produced_by"), ("RELIES_ON", "relied_on_by")):
            for strategy, edge in neighbours(graph, row["id"], kind):
                start: Answer = {
                    "classification": strategy.props.get("classification"),
                    "produced_by": [],
                    "relied_on_by": [],
                }
                one = found.setdefault(strategy.id, item(strategy, **start, words=[]))
                one[relation].append(row["ref"])
                one["words"] += [str(edge.props["words"])] if edge.props.get("words") else []
    return sorted(found.values(), key=lambda one: one["name"])


def resolutions(graph: Graph, found: Iterable[Node]) -> list[Answer]:
    """Resolutions with their meeting, board and owners, newest meeting first."""
    answers = [_resolution(graph, node) for node in found]
    in_paper = sorted(answers, key=lambda one: (one["source"]["document"], one["source"]["line_start"]))
    return sorted(in_paper, key=lambda one: str(one["date"] or ""), reverse=True)


def _resolution(graph: Graph, node: Node) -> Answer:
    meetings = [meeting for meeting, _ in neighbours(graph, node.id, "DECIDED_AT")]
    boards = [board for meeting in meetings for board, _ in neighbours(graph, meeting.id, "HELD_BY")]
    return item(
        node,
        item=node.props.get("item"),
        text=node.props.get("text", ""),
        due=dict(node.props.get("due") or {}),
        owners=[{"id": lead["id"], "name": name_of(lead)} for lead in leads_of(graph, node.id)],
        owners_text=node.props.get("owners_text"),
        meeting=meetings[0].id if meetings else None,
        date=meetings[0].props.get("date") if meetings else None,
        board={"id": boards[0].id, "name": boards[0].label} if boards else None,
    )
