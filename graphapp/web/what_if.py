"""What if: a lead leaves, a date moves, a strategy slips, a board stands down, an action is dropped.

Posts that merge or are renamed have pages of their own, in `what_if_posts.py`.

A scenario is an address. Nothing here changes the map.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, redirect, request
from flask.typing import ResponseReturnValue

from graphapp.analysis.answers import Answer
from graphapp.analysis.departure import departure
from graphapp.analysis.entities import action as action_answer
from graphapp.analysis.lists import Filters, action_list, board_list, lead_list, strategy_list
from graphapp.analysis.removal import action_dropped
from graphapp.analysis.slippage import move
from graphapp.analysis.stand_down import board_stands_down
from graphapp.analysis.strategy_slip import strategy_slips
from graphapp.analysis.words import spoken_date
from graphapp.errors import GraphappError
from graphapp.model import Node
from graphapp.ontology import LEADERS
from graphapp.web import columns as col
from graphapp.web import what_if_says as says
from graphapp.web import what_if_tables as tables
from graphapp.web.entities import node_named
from graphapp.web.present import Field, Page, Part, Table, link, say, table
from graphapp.web.sentences import action_sentence
from graphapp.web.skins import page, show
from graphapp.web.state import asked_words, state, url
from graphapp.web.what_if_handover import handed_over, handover_form, handover_sentence, handover_tables
from graphapp.web.what_if_maps import band_marks, departure_marks
from graphapp.web.what_if_posts import posts_by_name
from graphapp.web.words import due_words

what_if = Blueprint("what_if", __name__)
_CHOICES = {  # scenario -> the word of its form that names the subject, and what kinds of node it may be
    "leaves": ("who", LEADERS),
    "moves": ("ref", ("action",)),
    "slips": ("strategy", ("strategy",)),
    "stands-down": ("board", ("organization",)),
    "dropped": ("ref", ("action",)),
    "merges": ("post", ("post",)),
    "replay": ("post", ("post",)),
}
_MANY = 400  # actions: more are not offered for choice, only found by their number
_MOVED = {
    "confirmed": "waits for it",
    "inferred": "might be touched",
    "associated": "only goes along",
}
_NOT_MOVED = {
    "confirmed": "No accepted dependency waits for it, so no other date must move.",
    "inferred": "No proposed dependency waits for it.",
    "associated": "Nothing else of these leads or their boards falls in the same months.",
}


@page(what_if, "/what-if", rows=False)
def start() -> Page:
    """Choose what might happen: plain forms, each leading to the address of its answer."""
    return _start("")


def _start(problem: str) -> Page:
    now = state()
    rows = now.ask(action_list, now.edition, Filters(), now.on)["actions"]
    more = {
        "leads": [(one["id"], one["name"]) for one in _by_name(now.ask(lead_list, now.edition, now.on)["leads"])],
        "strategies": [(one["id"], one["name"]) for one in _by_name(now.ask(strategy_list, now.edition)["strategies"])],
        "boards": [(one["id"], one["name"]) for one in _by_name(now.ask(board_list)["boards"])],
        "posts": posts_by_name(),
        "actions": sorted(rows, key=col.REF.order) if len(rows) <= _MANY else [],
        "words": request.args,
        "problems": [problem] if problem else [],
    }
    answer = say(
        "See what a change would touch before it happens. Nothing you choose here changes the map; every answer has an "
        "address that you can keep or send."
    )
    return Page("What if …", "what-if", "what_if/start.html", answer=answer, more=more)


def _by_name(found: list[Answer]) -> list[Answer]:
    return sorted(found, key=lambda one: str(one["name"]).casefold())


@what_if.get("/what-if/<kind>")
def chosen(kind: str) -> ResponseReturnValue:
    """On from a form to the address of its answer, without empty words; back with a sentence where it names nothing."""
    if kind not in _CHOICES:
        abort(404)
    word, kinds = _CHOICES[kind]
    asked = {name: [one for one in values if one.strip()] for name, values in asked_words().items()}
    rest = {name: values for name, values in asked.items() if name != word}
    try:
        node = _subject(request.args.get(word, "").strip(), kinds)
    except GraphappError as problem:
        return show(_start(str(problem)), has_rows=False)
    if node.kind == "action":
        return redirect(url(f"/what-if/{kind}/{node.id.partition(':')[2]}", **rest | {"edition": []}))
    return redirect(url(f"/what-if/{kind}/{node.id}", **rest))


def _subject(words: str, kinds: tuple[str, ...]) -> Node:
    """What a form names; an action by its ref in the edition in use."""
    if words and "action" in kinds and f"action:{state().edition}/{words}" in state().graph:
        return node_named(f"action:{state().edition}/{words}", *kinds)
    return node_named(words, *kinds)


@page(what_if, "/what-if/leaves/<who>")
def leaves(who: str) -> Page:
    """What if this person, post or body left: what is orphaned, held by someone acting, still covered; a handover.

    Its map, or with `?hand=over` the form that hands the work over: both would make a heavy page.
    """
    now, node = state(), node_named(who, *LEADERS)
    found, handed = now.ask(departure, node.id, now.edition, now.on), handed_over(node)
    hands = "hand" in request.args or bool(handed.problems)
    return Page(
        f"What if {node.label} leaves?", "what-if", "what_if/leaves.html", "Nothing here changes the map",
        answer=says.departure_sentence(found) + handover_sentence(handed), figures=says.departure_figures(found),
        tables=(*handover_tables(handed), *_departure_tables(found)),
        trail=_trail(node), focus="" if hands else node.id, marks=departure_marks(found),
        more={"problems": handed.problems, "form": handover_form(handed, node) | {"open": hands}, "who": node,
              "paper": tables.paper()},
    )  # fmt: skip


def _departure_tables(found: Answer) -> tuple[Table, ...]:
    edition, fields = found["edition"], tables.left_fields()
    waits = (col.REF, col.TEXT, col.DUE, col.LEADS, tables.STANDING, tables.REASON, tables.WAY)
    at_risk = tables.recommendation_fields(edition, tables.STILL_LED)
    return (
        table("Orphaned: no lead is left", found["orphaned"], fields, empty="Every action would still have a lead."),
        table("Acting only: whoever is left is acting in the post", found["acting_only"], fields,
              empty="No action would be left to acting leads alone."),
        table("Covered: others lead it too", found["covered"], fields, empty="No action has another lead."),
        *tables.with_rows(
            table("Actions that wait for the orphaned ones", found["dependents"], waits),
            table("Recommendations that the orphaned actions name", found["recommendations"], at_risk),
            table("Key areas led", found["key_areas"], tables.AREAS),
            table("Seats on boards", found["boards"], tables.SEATS),
            table("Resolutions owed", found["resolutions"], tables.OWED),
        ),
    )  # fmt: skip


def _trail(node: Node) -> tuple[Part, ...]:
    name = f"Action {node.label}" if node.kind == "action" else node.label
    return Part("What if", url("/what-if")), link(name, node.id)


@page(what_if, "/what-if/moves/<edition>/<path:ref>")
def moves(edition: str, ref: str) -> Page:
    """What if this action were due then: three bands kept apart; without `?to=`, a form that asks for the date."""
    now, node = state(), node_named(f"action:{edition}/{ref}", "action")
    found, problem = _moved(node)
    asked = now.ask(action_answer, node.id)
    answer = says.move_sentence(found) if found else action_sentence(asked) + say(" Choose another date for it.")
    return Page(
        f"What if action {node.label} moves?", "what-if", "what_if/moves.html", "Nothing here changes the map", answer,
        quote=asked["action"]["text"], figures=says.bands_figures(found, "wait for it") if found else (),
        tables=_move_tables(found), trail=_trail(node), focus=node.id if found else "", marks=band_marks(found),
        more=_told(found, problem) | _dates(asked["action"]),
    )  # fmt: skip


def _moved(node: Node) -> tuple[Answer | None, str]:
    to, stage = (request.args.get(word, "").strip() for word in ("to", "milestone"))
    if not to:
        return None, ""
    if stage and not stage.isdecimal():
        return None, f"Which of its dates moves? {stage[:40]!r} is no number: count them from 1."
    now = state()
    return _answer(move, node.id, to[:100], now.edition, int(stage[:6]) if stage else None, now.on)


def _answer(question: Callable[..., Answer], *given: Any) -> tuple[Answer | None, str]:
    """The answer, or None and a sentence that says why there is none."""
    try:
        return state().ask(question, *given), ""
    except GraphappError as problem:
        return None, str(problem)


def _told(found: Answer | None, problem: str) -> dict[str, Any]:
    """What all scenarios tell their template."""
    notes = tables.noted(found) if found else ()
    return {"problems": [problem] if problem else [], "notes": notes, "paper": tables.paper()}


def _dates(row: Answer) -> dict[str, Any]:
    """The dates of several that may move, counted from 1, and what the due cell says."""
    due = row["due"]
    stages = [(str(at), spoken_date(when)) for at, when in enumerate(due["dates"], 1)]
    return {"stages": stages if due["kind"] == "milestones" else [], "due": due_words(due) or "no date"}


def _move_tables(found: Answer | None) -> tuple[Table, ...]:
    if not found:
        return ()
    already = Field("already", "Already so", lambda row: say("late today too" if row["already"] else "late then"))
    late = (col.REF, col.TEXT, col.DUE, col.LEADS, already, tables.STANDING, tables.REASON, tables.WAY)
    return (
        *tables.band_tables(found, _MOVED, _NOT_MOVED, tables.NEW_DATE, tables.SLACK),
        *tables.with_rows(table("What it waits for itself, due after the new date", found["late_prerequisites"], late)),
        *tables.touched_tables(found),
    )


@page(what_if, "/what-if/slips/<strategy_id>")
def slips(strategy_id: str) -> Page:
    """What if a strategy came so many months later; without `?months=`, a form that asks for them."""
    node, months = node_named(strategy_id, "strategy"), request.args.get("months", "").strip()
    found, problem = _slipped(node, months)
    missing = say("Choose by how many months ", link(node.label, node.id), " would come later.")
    return Page(
        f"What if {node.label} slips?", "what-if", "what_if/slips.html", "Nothing here changes the map",
        says.slip_sentence(found) if found else missing,
        figures=says.bands_figures(found, "wait for it") if found else (), tables=_slip_tables(found),
        trail=_trail(node), focus=node.id if found else "", marks=band_marks(found),
        more=_told(found, problem) | {"months": months},
    )  # fmt: skip


def _slipped(node: Node, months: str) -> tuple[Answer | None, str]:
    if not months:
        return None, ""
    if not months.lstrip("-").isdecimal():
        return None, f"{months[:40]!r} is no number of months: write 3, for example."
    return _answer(strategy_slips, node.id, int(months[:6]), state().edition)


def _slip_tables(found: Answer | None) -> tuple[Table, ...]:
    if not found:
        return ()
    fields = (col.REF, col.TEXT, col.DUE, col.LEADS, tables.NEW_DATE, tables.REASON, tables.WAY)
    none = "No action of this edition is said to produce it."
    return (
        table("What produces it, and slips", found["moved"], fields, empty=none),
        *tables.band_tables(found, _MOVED, _NOT_MOVED, tables.NEW_DATE, tables.SLACK),
        *tables.touched_tables(found),
    )


@page(what_if, "/what-if/stands-down/<board_id>")
def stands_down(board_id: str) -> Page:
    """What if a board stood down: what nobody would lead or hear of, and who would have to be told."""
    node = node_named(board_id, "organization")
    found = state().ask(board_stands_down, node.id, state().edition)
    return Page(
        f"What if {node.label} stands down?", "what-if", "what_if/scenario.html", "Nothing here changes the map",
        says.stand_down_sentence(found), figures=says.bands_figures(found, "lose what only it does"),
        tables=_stand_down_tables(found), trail=_trail(node), focus=node.id, marks=band_marks(found),
        more=_told(found, ""),
    )  # fmt: skip


def _stand_down_tables(found: Answer) -> tuple[Table, ...]:
    edition = found["edition"]
    titles = {"confirmed": "only this body", "inferred": "waits for what nobody would lead",
              "associated": "led by its chair and members"}  # fmt: skip
    empty = {"confirmed": "The papers name no action that only this body leads or oversees.",
             "inferred": "No action waits for one that nobody would lead.",
             "associated": "Its chair and members lead nothing else in this edition."}  # fmt: skip
    return (
        *tables.band_tables(found, titles, empty, tables.NO_LEAD),
        *tables.with_rows(
            table("What it oversees", found["oversees"], tables.OVERSEEN),
            table("Recommendations touched", found["recommendations"], tables.recommendation_fields(edition)),
            table("Strategies touched", found["strategies"], tables.strategy_fields(edition)),
            table("Resolutions it made", found["resolutions"], (*col.OWN_RESOLUTIONS[:-1], tables.WHERE)),
            table("Meetings still announced", found["meetings"], tables.ANNOUNCED),
            table("Who would lose a seat", found["members"], (*col.MEMBERS[:-1], tables.WAY)),
            table("Reports to and from", found["reports"], tables.REPORTS),
        ),
    )


@page(what_if, "/what-if/dropped/<edition>/<path:ref>")
def dropped(edition: str, ref: str) -> Page:
    """What if an action were dropped: what waits for it in vain, and what nobody would answer."""
    node = node_named(f"action:{edition}/{ref}", "action")
    found = state().ask(action_dropped, node.id)
    return Page(
        f"What if action {node.label} is dropped?", "what-if", "what_if/scenario.html", "Nothing here changes the map",
        says.dropped_sentence(found), quote=found["action"]["text"],
        figures=says.bands_figures(found, "wait for it in vain"), tables=_dropped_tables(found),
        trail=_trail(node), focus=node.id, marks=band_marks(found), more=_told(found, ""),
    )  # fmt: skip


def _dropped_tables(found: Answer) -> tuple[Table, ...]:
    edition = found["edition"]
    titles = {"confirmed": "waits for it in vain"} | {key: _MOVED[key] for key in ("inferred", "associated")}
    empty = {"confirmed": "No accepted dependency waits for it."} | {
        key: _NOT_MOVED[key] for key in ("inferred", "associated")
    }
    left = tables.refs_or_gap("left", "Other actions that name it", edition, "none")
    dated = tables.refs_or_gap("left_dated", "Of these with a date", edition, "none")
    elsewhere = tables.refs_or_gap("produced_elsewhere", "Other actions that produce it", edition, "none")
    freed = (col.REF, col.TEXT, col.DUE, tables.STANDING, tables.WAY)
    return (
        *tables.band_tables(found, titles, empty),
        *tables.with_rows(
            table("Recommendations it answers", found["recommendations"],
                  tables.recommendation_fields(edition, left, dated)),
            table("Strategies", found["strategies"], tables.strategy_fields(edition, elsewhere)),
            table("What it waited for itself", found["freed"], freed),
            table("Boards that hear of it", found["boards"], tables.WHY_HEARD),
        ),
    )  # fmt: skip
