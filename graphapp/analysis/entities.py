"""Everything about one thing: an action, a key area, a board, a strategy."""

from __future__ import annotations

from graphapp.analysis.accountability import led_by
from graphapp.analysis.answers import (
    Answer,
    Graph,
    above,
    action_row,
    chosen_edition,
    in_due_order,
    item,
    kept,
    leads_of,
    neighbours,
    node_of,
    parts,
    rows,
    source,
)
from graphapp.analysis.related import (
    boards_hearing,
    held,
    holders,
    is_guest,
    key_areas_of,
    lead_counts,
    rank,
    resolutions,
    strategies_of,
)
from graphapp.analysis.words import natural, sentence, spoken
from graphapp.model import Edge, Node


def action(graph: Graph, action_id: str) -> Answer:
    """One action: its row, who leads it and who is acting, what it answers, and where it stands.

    `key_area` carries its own `leads`: the action inherits them for display, they are not its leads.
    """
    node, row = node_of(graph, action_id), action_row(graph, action_id)
    group, areas = above(graph, action_id).get("group"), key_areas_of(graph, [row])
    overseen = [area["id"] for area in areas]
    overseen += [edition.id] if (edition := above(graph, action_id).get("edition")) else []
    return {
        "action": row | {key: node.props.get(key) for key in ("start", "ratings", "measure", "lead_text")},
        "edition": row["edition"],
        "leads": [lead | {"acting": acting_as(graph, lead)} for lead in row["leads"]],
        "recommendations": _recommendations(graph, action_id),
        "group": item(group, no=row["group"], title=row["group_title"]) if group else None,
        "key_area": areas[0] if areas else None,
        "strategies": strategies_of(graph, [row]),
        "boards": boards_hearing(graph, [lead["id"] for lead in row["leads"]], overseen),
        "depends_on": _linked(graph, action_id, "DEPENDS_ON", "out"),
        "comes_before": _linked(graph, action_id, "DEPENDS_ON", "in"),
        "earlier": _linked(graph, action_id, "WAS_REVISION_OF", "out"),
        "later": _linked(graph, action_id, "WAS_REVISION_OF", "in"),
        "notes": row["notes"],
        "questions": list(node.props.get("questions") or ()),
        "citations": [citation.as_json() for citation in node.citations],
    }


def _recommendations(graph: Graph, action_id: str) -> list[Answer]:
    found = [
        item(node, no=node.props.get("no"), text=node.props.get("text"), scope=edge.props.get("scope"))
        for node, edge in neighbours(graph, action_id, "ADDRESSES")
    ]
    return sorted(found, key=lambda one: natural(str(one["no"])))


def _linked(graph: Graph, action_id: str, kind: str, direction: str) -> list[Answer]:
    """Actions joined to this one, each row with what the edge says of the join."""
    pairs = neighbours(graph, action_id, kind, direction)
    return [
        action_row(graph, other.id) | {"link": dict(edge.props), "link_source": source(edge)} for other, edge in pairs
    ]


def acting_as(graph: Graph, lead: Answer) -> str | None:
    """The post a person leads in while only acting in it; None for the rest.

    Where the cell names no post, they are acting if they act in every post they hold.
    """
    return _acting_as(graph, lead["id"], lead["post_id"])


@kept
def _acting_as(graph: Graph, lead_id: str, post_id: str | None) -> str | None:
    named = graph.get_edge_data(lead_id, post_id, "HOLDS") if post_id else None
    if named:
        return node_of(graph, str(post_id)).label if named["edge"].props.get("acting") else None
    known = held(graph, node_of(graph, lead_id))
    acting = [post.label for post, edge in known if edge.props.get("acting")]
    return acting[0] if acting and len(acting) == len(known) else None


def key_area(graph: Graph, key_area_id: str) -> Answer:
    """One key area: its leads, outcomes and actions, and what they answer, use and are heard by."""
    node = node_of(graph, key_area_id)
    actions = rows(graph, parts(graph, key_area_id, "action"))
    leads = leads_of(graph, key_area_id)
    edition = above(graph, key_area_id).get("edition")
    working = lead_counts(actions)
    who = [lead["id"] for lead in (*leads, *working)]
    return {
        "key_area": item(node, no=node.props.get("no"), title=node.props.get("title")),
        "edition": node.props.get("edition"),
        "outcomes": list(node.props.get("outcomes") or ()),
        "leads": [lead | {"acting": acting_as(graph, lead)} for lead in leads],
        "action_leads": working,
        "groups": [
            item(
                group,
                no=group.props.get("no"),
                title=group.props.get("title"),
                actions=[action.id for action in parts(graph, group.id, "action")],
            )
            for group in parts(graph, key_area_id, "group")
        ],
        "actions": actions,
        "recommendations": _answered(graph, actions),
        "strategies": strategies_of(graph, actions),
        "boards": boards_hearing(graph, dict.fromkeys(who), [key_area_id, *([edition.id] if edition else [])]),
        "questions": list(node.props.get("questions") or ()),
    }


def _answered(graph: Graph, actions: list[Answer]) -> list[Answer]:
    """The recommendations these rows name, each with the refs that do; ALL names none."""
    found: dict[str, Answer] = {}
    for row in actions:
        for one in _recommendations(graph, row["id"]):
            if one["scope"] != "all":
                found.setdefault(one["id"], one | {"actions": []})["actions"].append(row["ref"])
    return sorted(found.values(), key=lambda one: natural(str(one["no"])))


def board(graph: Graph, board_id: str, edition: str | None = None) -> Answer:
    """One board: who sits on it and how, what it oversees, when it met, what it resolved.

    `actions` are those of the edition which the body itself, its chair or its members lead, each with `by`.
    """
    node, key = node_of(graph, board_id), chosen_edition(graph, edition)
    members = _members(graph, board_id)
    meetings = [meeting for meeting, _ in neighbours(graph, board_id, "HELD_BY", "in")]
    made = [made for meeting in meetings for made, _ in neighbours(graph, meeting.id, "DECIDED_AT", "in")]
    about = {key: node.props.get(key) for key in ("classification", "meets")}
    return {
        "board": item(node, **about, aliases=list(node.props.get("aliases") or ())),
        "edition": key,
        "members": members,
        "oversees": _around(graph, board_id, "OVERSEES", "out"),
        "overseen_by": _around(graph, board_id, "OVERSEES", "in"),
        "reports_to": _around(graph, board_id, "REPORTS_TO", "out"),
        "meetings": sorted(
            (_meeting(graph, meeting) for meeting in meetings), key=lambda one: str(one["date"]), reverse=True
        ),
        "resolutions": resolutions(graph, made),
        "actions": _led_by_members(graph, node, members, key),
        "questions": list(node.props.get("questions") or ()),
    }


def _members(graph: Graph, board_id: str) -> list[Answer]:
    found = [
        {
            "id": who.id,
            "name": who.label,
            "kind": who.kind,
            "role": edge.props.get("role"),
            "held_by": [person.label for person, _ in holders(graph, who.id)],
            "source": source(edge),
        }
        for who, edge in neighbours(graph, board_id, "MEMBER_OF", "in")
    ]
    return sorted(found, key=lambda one: (rank(one["role"]), one["name"]))


def _around(graph: Graph, node_id: str, kind: str, direction: str) -> list[Answer]:
    pairs = neighbours(graph, node_id, kind, direction)
    return [item(node, kind=node.kind) | {"source": source(edge)} for node, edge in pairs]


def _meeting(graph: Graph, meeting: Node) -> Answer:
    attended = [
        {"id": person.id, "name": person.label} | {key: edge.props.get(key) for key in ("capacity", "represents")}
        for person, edge in neighbours(graph, meeting.id, "ATTENDED", "in")
    ]
    dates = {key: meeting.props.get(key) for key in ("date", "next_date")}
    return item(meeting, **dates, attended=attended)


def _led_by_members(graph: Graph, board: Node, members: list[Answer], key: str | None) -> list[Answer]:
    by: dict[str, list[str]] = {action_id: ["the body itself"] for action_id in led_by(graph, board)}
    for member in (one for one in members if not is_guest(one["role"])):
        for action_id in led_by(graph, node_of(graph, member["id"])):
            by.setdefault(action_id, []).append(f"{member['name']} ({member['role'] or 'member'})")
    here = [node_of(graph, node_id) for node_id in by if node_id.startswith("action:")]
    found = rows(graph, (action for action in here if action.props.get("edition") == key))
    return [row | {"by": by[row["id"]]} for row in found]


def strategy(graph: Graph, strategy_id: str, edition: str | None = None) -> Answer:
    """What rests on a strategy in an edition: the contract's `rests-on`.

    Boards are those that oversee it, have discussed it, or seat a lead of an action that produces it.
    """
    node, key = node_of(graph, strategy_id), chosen_edition(graph, edition)
    produced = _resting(graph, strategy_id, "PRODUCES", key)
    leads = dict.fromkeys(lead["id"] for row in produced for lead in row["leads"])
    wider = [
        item(one, kind=one.kind, words=edge.props.get("words"))
        for one, edge in neighbours(graph, strategy_id, "RELIES_ON", "in")
        if one.kind != "action"
    ]
    return {
        "strategy": item(
            node,
            classification=node.props.get("classification"),
            aliases=list(node.props.get("aliases") or ()),
        ),
        "edition": key,
        "produced_by": produced,
        "relied_on_by": _resting(graph, strategy_id, "RELIES_ON", key),
        "also_relied_on_by": wider,
        "boards": _with_discussions(graph, strategy_id, boards_hearing(graph, leads, [strategy_id])),
        "citations": [citation.as_json() for citation in node.citations],
        "questions": list(node.props.get("questions") or ()),
    }


def _resting(graph: Graph, strategy_id: str, kind: str, key: str | None) -> list[Answer]:
    """The edition's actions with that tie to the strategy, each with the words and standing of the tie."""
    pairs: list[tuple[Node, Edge]] = neighbours(graph, strategy_id, kind, "in")
    return in_due_order(
        action_row(graph, one.id) | {word: edge.props.get(word) for word in ("words", "standing")}
        for one, edge in pairs
        if one.kind == "action" and one.props.get("edition") == key
    )


def _with_discussions(graph: Graph, strategy_id: str, boards: list[Answer]) -> list[Answer]:
    """The boards, and those whose meetings discussed the strategy, with that among the reasons."""
    found = {one["id"]: one for one in boards}
    for talk, edge in neighbours(graph, strategy_id, "DISCUSSES", "in"):
        met = [talk] if talk.kind == "meeting" else [m for m, _ in neighbours(graph, talk.id, "DECIDED_AT")]
        for meeting in met:
            for body, _ in neighbours(graph, meeting.id, "HELD_BY"):
                start = {"id": body.id, "name": body.label, "why": [], "source": source(edge)}
                why = sentence(f"it discussed {spoken(node_of(graph, strategy_id))} at {spoken(meeting)}")
                known = found.setdefault(body.id, start)["why"]
                known += [] if why in known else [why]
    return sorted(found.values(), key=lambda one: str(one["name"]))
