"""The tables: all leads, recommendations, boards and strategies, and the actions that a filter leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass

from graphapp.analysis.accountability import led_by
from graphapp.analysis.answers import (
    Answer,
    Graph,
    chosen_edition,
    is_done,
    item,
    last_day,
    leads_of,
    neighbours,
    next_due,
    node_of,
    of_kind,
    rows,
)
from graphapp.analysis.entities import acting_as
from graphapp.analysis.gaps import gaps
from graphapp.analysis.matrix import numbers_named
from graphapp.analysis.related import is_board, is_guest, lead_counts, seats
from graphapp.analysis.words import fold
from graphapp.analysis.workload import NOBODY, slots
from graphapp.model import Node

_LEADERS = ("person", "post", "organization")


@dataclass(frozen=True, slots=True)
class Filters:
    """Which actions to keep; None keeps all. Dates are YYYY-MM or YYYY-MM-DD.

    `lead` is a node id: what that person, post or body leads, in person or through a post; "none" keeps what
    names nobody. `recommendation` and `key_area` are numbers; a row that only says ALL does not name a
    recommendation, and "all" keeps just these.
    `rag` "none" keeps the unrated. `due_before` and `due_after` leave the day or month itself out; a
    start is no due date. `gap` is a kind of gap. `load` keeps what is not done and falls into that month (YYYY-MM)
    or other column of the workload (`slots`), or with "all" whatever is not done.
    """

    lead: str | None = None
    recommendation: str | None = None
    key_area: str | None = None
    rag: str | None = None
    due_before: str | None = None
    due_after: str | None = None
    gap: str | None = None
    text: str | None = None
    load: str | None = None


def action_list(
    graph: Graph, edition: str | None = None, filters: Filters | None = None, on: str | None = None
) -> Answer:
    """The edition's actions in due order that pass every filter; `total` is how many there are without.

    `on` is the day (YYYY-MM-DD) for the gap "past-date".
    """
    key, wanted = chosen_edition(graph, edition), filters or Filters()
    tests = _tests(graph, key, wanted, on)
    found = rows(graph, of_kind(graph, "action", key)) if key else []
    kept = [row for row in found if all(test(row) for test in tests)]
    asked = {name: value for name, value in asdict(wanted).items() if value}
    return {"edition": key, "filters": asked, "total": len(found), "actions": kept}


def _tests(graph: Graph, key: str | None, wanted: Filters, on: str | None) -> list[Callable[[Answer], bool]]:
    tests: list[Callable[[Answer], bool]] = []
    if wanted.lead == NOBODY:
        tests.append(lambda row: not row["leads"])
    elif wanted.lead:
        led = led_by(graph, node_of(graph, wanted.lead))
        tests.append(lambda row: row["id"] in led)
    if wanted.gap:
        lacking = {one["id"] for one in gaps(graph, key, on)["findings"] if one["kind"] == wanted.gap}
        tests.append(lambda row: row["id"] in lacking)
    if wanted.recommendation:
        tests.append(lambda row: wanted.recommendation in numbers_named(row))
    if wanted.key_area:
        tests.append(lambda row: row["key_area"] == wanted.key_area)
    if wanted.rag:
        tests.append(lambda row: (row["rag"] or "none") == str(wanted.rag).casefold())
    if wanted.due_before or wanted.due_after:
        tests.append(lambda row: _is_due(row, wanted.due_after, wanted.due_before))
    if wanted.load:
        tests.append(lambda row: not is_done(graph, row) and wanted.load in (*slots(row), "all"))
    if wanted.text:
        tests.append(lambda row: _holds(row, str(wanted.text)))
    return tests


def _is_due(row: Answer, after: str | None, before: str | None) -> bool:
    """Whether one of the row's dates falls between the two, both left out."""
    dates = row["due"]["dates"] if row["due"]["kind"] != "start" else []
    return any(
        (after is None or last_day(when) > last_day(after)) and (before is None or last_day(when) < before)
        for when in dates
    )


def _holds(row: Answer, text: str) -> bool:
    """Whether every word asked for is in the row: its ref, words, group, leads or due cell."""
    leads = [part for lead in row["leads"] for part in (lead["person"], lead["post"], lead["organization"])]
    cells = [row["ref"], row["text"], row["group_title"], row["progress"], row["due"]["raw"], *leads]
    words = fold(" ".join(str(cell) for cell in cells if cell))
    return all(word in words for word in fold(text).split())


def lead_list(graph: Graph, edition: str | None = None, on: str | None = None) -> Answer:
    """Everyone who leads an action or key area of an edition, most actions first, each with what they carry.

    Counted by what the cells name: a post that stands alone is its own line, whoever holds it.
    """
    key = chosen_edition(graph, edition)
    actions = rows(graph, of_kind(graph, "action", key)) if key else []
    counts = {one["id"]: one for one in lead_counts(actions)}
    by_lead: dict[str, list[Answer]] = {}
    for row in actions:
        for lead in row["leads"]:
            by_lead.setdefault(lead["id"], []).append(row)
    areas: dict[str, list[Answer]] = {}
    for area in of_kind(graph, "keyarea", key) if key else []:
        for lead in leads_of(graph, area.id):
            areas.setdefault(lead["id"], []).append(item(area, no=area.props.get("no")))
    found = [
        _lead(graph, node_of(graph, who), counts.get(who), areas.get(who, []))
        | {"next_due": next_due(graph, by_lead.get(who, []), on)}
        for who in dict.fromkeys([*counts, *areas])
    ]
    found.sort(key=lambda one: (-one["count"], one["name"]))
    return {"edition": key, "leads": found}


def _lead(graph: Graph, who: Node, counted: Answer | None, areas: list[Answer]) -> Answer:
    none = {"count": 0, "sole": 0, "actions": [], "posts": []}
    mine: Answer = counted or none
    acting = acting_as(graph, {"id": who.id, "post_id": None})
    return item(
        who,
        kind=who.kind,
        **{name: mine[name] for name in none},
        joint=mine["count"] - mine["sole"],
        acting=acting,
        key_areas=areas,
        boards=[{"id": board.id, "name": board.label} for board, _, _ in seats(graph, who)],
    )


def recommendation_list(graph: Graph, edition: str | None = None, on: str | None = None) -> Answer:
    """Every recommendation with the actions that name it, who leads those, and what is due next.

    `actions` and `weak` are refs: those whose row names it, and those that only say ALL.
    """
    key = chosen_edition(graph, edition)
    actions = {row["id"]: row for row in rows(graph, of_kind(graph, "action", key))} if key else {}
    found = [_answered(graph, node, actions, on) for node in of_kind(graph, "recommendation")]
    return {"edition": key, "recommendations": found}


def _answered(graph: Graph, node: Node, actions: dict[str, Answer], on: str | None) -> Answer:
    pairs = neighbours(graph, node.id, "ADDRESSES", "in")
    weak = {action.id for action, edge in pairs if edge.props.get("scope") == "all"}
    reached = [actions[action.id] for action, _ in pairs if action.id in actions]
    named = [row for row in reached if row["id"] not in weak]
    return item(
        node,
        **{name: node.props.get(name) for name in ("no", "text", "key_area")},
        actions=[row["ref"] for row in named],
        weak=[row["ref"] for row in reached if row["id"] in weak],
        leads=[{"id": one["id"], "name": one["name"]} for one in lead_counts(named)],
        next_due=next_due(graph, named, on),
    )


def board_list(graph: Graph) -> Answer:
    """Every board with how many sit on it (guests not), its chairs, meetings and resolutions, and what it oversees."""
    boards = [node for node in of_kind(graph, "organization") if is_board(node)]
    return {"boards": sorted((_board(graph, node) for node in boards), key=lambda one: str(one["name"]))}


def _board(graph: Graph, node: Node) -> Answer:
    seated = neighbours(graph, node.id, "MEMBER_OF", "in")
    members = [(who, edge) for who, edge in seated if not is_guest(edge.props.get("role"))]
    meetings = [meeting for meeting, _ in neighbours(graph, node.id, "HELD_BY", "in")]
    made = [one for meeting in meetings for one in neighbours(graph, meeting.id, "DECIDED_AT", "in")]
    return item(
        node,
        classification=node.props.get("classification"),
        meets=node.props.get("meets"),
        chairs=[who.label for who, edge in members if str(edge.props.get("role")).casefold() == "chair"],
        members=len(members),
        meetings=len(meetings),
        last_meeting=max(
            (str(meeting.props["date"]) for meeting in meetings if meeting.props.get("date")), default=None
        ),
        resolutions=len(made),
        oversees=[thing.label for thing, _ in neighbours(graph, node.id, "OVERSEES")],
    )


def strategy_list(graph: Graph, edition: str | None = None) -> Answer:
    """Every strategy with the refs of the edition that produce it and rely on it, most relied on first."""
    key = chosen_edition(graph, edition)
    found = [
        item(
            node,
            classification=node.props.get("classification"),
            produced_by=_refs(graph, node, "PRODUCES", key),
            relied_on_by=_refs(graph, node, "RELIES_ON", key),
            boards=[board.label for board, _ in neighbours(graph, node.id, "OVERSEES", "in")],
        )
        for node in of_kind(graph, "strategy")
    ]
    found.sort(key=lambda one: (-len(one["relied_on_by"]), -len(one["produced_by"]), one["name"]))
    return {"edition": key, "strategies": found}


def _refs(graph: Graph, strategy: Node, kind: str, key: str | None) -> list[str]:
    pairs = neighbours(graph, strategy.id, kind, "in")
    return [node.label for node, _ in pairs if node.kind == "action" and node.props.get("edition") == key]
