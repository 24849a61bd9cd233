"""The lists: actions with their filters, leads, recommendations, key areas, boards and strategies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, request

from graphapp.analysis.answers import Answer, of_kind
from graphapp.analysis.entities import key_area
from graphapp.analysis.gaps import KINDS, gaps
from graphapp.analysis.lists import board_list, lead_list, recommendation_list, strategy_list
from graphapp.web.columns import (
    ACTIONS_LED,
    BOARDS,
    KEY_AREAS,
    RECOMMENDATION_ROWS,
    action_fields,
    strategy_fields,
)
from graphapp.web.filters import asked, choices, filtered, used
from graphapp.web.present import Cell, Field, Page, say, table
from graphapp.web.skins import page
from graphapp.web.state import state
from graphapp.web.words import counted, edition_words, opening

lists = Blueprint("lists", __name__)


@page(lists, "/actions")
def actions() -> Page:
    """The actions of an edition, filtered and sorted as the address says."""
    now = state()
    wanted = asked(now)
    rows = filtered(now, wanted)
    more = {"choices": choices(now), "asked": wanted, "used": list(used(now, wanted, len(rows)))}
    return _list("Actions", "actions", _how_many(len(rows)), rows, action_fields(rows), more=more)


def _how_many(number: int) -> Cell:
    now = state()
    total = now.about["actions"] if now.about else 0
    if number == total:
        return say(opening(f"{edition_words(now.about)} holds {counted(number, 'action')}, in due order."))
    return say(f"{number} of the {counted(total, 'action')} in {edition_words(now.about)}.")


def _list(
    title: str,
    section: str,
    answer: Cell,
    rows: Sequence[Answer],
    fields: Sequence[Field],
    empty: str = "",
    more: dict[str, Any] | None = None,
) -> Page:
    """A page with one table."""
    made = table(title, rows, fields, empty=empty)
    template = f"pages/{'actions' if section == 'actions' else 'list'}.html"
    return Page(title, section, template, answer=answer, tables=(made,), more=more or {})


@page(lists, "/leads")
def leads() -> Page:
    """Everyone who leads something in the edition."""
    now = state()
    found = now.ask(lead_list, now.edition, now.on)["leads"]
    people = sum(one["kind"] == "person" for one in found)
    others = f" and {counted(len(found) - people, 'post or body', 'posts or bodies')}" if len(found) > people else ""
    verb = "leads" if len(found) == 1 else "lead"
    answer = f"{counted(people, 'person', 'people')}{others} {verb} actions or key areas in {edition_words(now.about)}."
    return _list(
        "Leads", "leads", say(opening(answer)), found, ACTIONS_LED, "Nobody is named as a lead in this edition."
    )


@page(lists, "/recommendations")
def recommendations() -> Page:
    """The recommendations and who answers for each; `?gap=` keeps those with that kind of gap."""
    now, gap = state(), request.args.get("gap", "")
    found = now.ask(recommendation_list, now.edition, now.on)["recommendations"]
    answered = sum(bool(one["actions"]) for one in found)
    answer = f"Actions of {edition_words(now.about)} name {answered} of the {counted(len(found), 'recommendation')}."
    if gap:
        lacking = {one["id"] for one in now.ask(gaps, now.edition, now.on)["findings"] if one["kind"] == gap}
        found = [one for one in found if one["id"] in lacking]
        answer = f"{KINDS.get(gap, gap)}: {counted(len(found), 'recommendation')}."
    empty = "No recommendation is of this kind." if gap else "The papers hold no recommendations."
    return _list("Recommendations", "recommendations", say(answer), found, RECOMMENDATION_ROWS, empty)


@page(lists, "/key-areas")
def key_areas() -> Page:
    """The key areas of the edition."""
    now = state()
    areas = of_kind(now.graph, "keyarea", now.edition) if now.edition else []
    found = [_area(now.ask(key_area, node.id)) for node in areas]
    answer = opening(f"{edition_words(now.about)} has {counted(len(found), 'key area')}.")
    return _list("Key areas", "key-areas", say(answer), found, KEY_AREAS, "This edition has no key areas.")


def _area(found: Answer) -> Answer:
    row: Answer = found["key_area"]
    return row | {name: found[name] for name in ("leads", "actions", "action_leads", "recommendations")}


@page(lists, "/boards")
def boards() -> Page:
    """Every board, committee, panel, group, forum and partnership."""
    found = state().ask(board_list)["boards"]
    met = sum(bool(one["meetings"]) for one in found)
    named = counted(len(found), "board, panel or the like", "boards, panels and the like")
    answer = f"The papers name {named}; the map holds minutes of {met or 'none'} of them."
    return _list("Boards", "boards", say(answer), found, BOARDS, "The papers name no board.")


@page(lists, "/strategies")
def strategies() -> Page:
    """Every strategy, with the edition's actions that produce it and rely on it."""
    now = state()
    found = now.ask(strategy_list, now.edition)["strategies"]
    relied = sum(bool(one["relied_on_by"]) for one in found)
    many = counted(len(found), "strategy", "strategies")
    answer = (
        f"The papers name {many}, plans and the like; actions of {edition_words(now.about)} rely on {relied} of them."
    )
    fields = strategy_fields(now.edition, kind=True)
    return _list("Strategies", "strategies", say(answer), found, fields, "The papers name no strategy.")
