"""Scenarios kept beside the map: the list, two of them compared, and the forms that save and remove."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from graphapp.analysis.answers import Answer, Graph, of_kind
from graphapp.analysis.scenario import scenario_at, scenario_named
from graphapp.analysis.scenario_compared import compared
from graphapp.analysis.words import spoken_date
from graphapp.core import AccountabilityMap
from graphapp.errors import GraphappError, StoreError
from graphapp.ontology import NODE_KINDS
from graphapp.scenarios import listing, remove, save
from graphapp.web import columns as col
from graphapp.web.cells import due_cell, leads_cell
from graphapp.web.journal import moment
from graphapp.web.present import Cell, Field, Page, Part, Table, link, say, table
from graphapp.web.skins import page, show
from graphapp.web.state import Asker, asker, state, url
from graphapp.web.words import counted, opening
from graphapp.web.writing import may_save, writes

scenario_pages = Blueprint("scenarios", __name__)
_ANYONE = "someone using the pages"
_SIDES = ("First", "Second")
_KINDS = {  # kind of what-if -> how the list calls it
    "leaves": "A lead leaves", "moves": "A date moves", "slips": "A strategy slips",
    "stands-down": "A board stands down", "dropped": "An action is dropped", "merges": "Posts merge or are renamed",
}  # fmt: skip


def saved(ask: Asker) -> Answer:
    """The saved scenarios, with who saved each and when."""
    found: Answer = ask(_listing, ask.map)
    return found


def _listing(graph: Graph, found: AccountabilityMap) -> Answer:  # noqa: ARG001 - what questions are asked of
    return listing(found)


@page(scenario_pages, "/scenarios")
def scenarios() -> Page:
    """The saved scenarios, with forms to compare two of them and to remove each."""
    return _scenarios()


def _scenarios(problem: str = "", form: Mapping[str, str] | None = None) -> Page:
    rows = saved(asker())["scenarios"]
    just = next((row for row in rows if row["id"] == request.args.get("saved")), None)
    done = f"“{just['name']}” is saved." if just else "The scenario is removed." if "removed" in request.args else ""
    made = table("Saved scenarios", rows, _SAVED, empty="No scenario is saved yet. Open a what-if and give it a name.")
    told = f"{counted(len(rows), 'scenario is', 'scenarios are')} kept beside the map. " if rows else ""
    answer = say(f"{told}A scenario is the address of a what-if with a name: it changes nothing in the map.")
    more = {"done": done, "problems": [problem] if problem else [], "form": form, "choices": _choices(None)}
    return Page("Scenarios", "what-if", "scenarios/list.html", answer=answer, tables=(made,),
                trail=(Part("What if", url("/what-if")),), more=more)  # fmt: skip


def _named(row: Answer) -> Cell:
    return (Part(row["name"], "" if row["problem"] else row["address"]),)


def _what(row: Answer) -> Cell:
    return (Part(row["problem"]) if row["problem"] else Part(row["says"], note=_KINDS.get(row["kind"], "")),)


_SAVED = (
    Field("name", "Name", _named, header=True),
    Field("what", "What if", _what),
    Field("edition", "Edition", lambda row: say(spoken_date(row["edition"]))),
    Field("author", "Saved by", lambda row: say(row["author"])),
    Field("at", "When", lambda row: say(moment(row["at"]) if row["at"] else "")),
)


@scenario_pages.post("/scenarios")
@writes
def keep() -> ResponseReturnValue:
    """Save what the form names; back to the list, or to the form with a sentence where it cannot be saved."""
    form = {name: request.form.get(name, "") for name in ("name", "address", "author", "replace")}
    try:
        node = save(asker().map, form["name"], form["address"], form["author"].strip() or _ANYONE,
                    replace=bool(form["replace"]))  # fmt: skip
    except StoreError:
        raise
    except GraphappError as problem:
        return show(_scenarios(str(problem), form)), 400
    return redirect(url("/scenarios", saved=node.id), 303)


@scenario_pages.post("/scenarios/<scenario_id>/remove")
@writes
def forget(scenario_id: str) -> ResponseReturnValue:
    """Remove a saved scenario; the journal keeps what it was."""
    remove(asker().map, scenario_id, request.form.get("author", "").strip() or _ANYONE)
    return redirect(url("/scenarios", removed="1"), 303)


@page(scenario_pages, "/scenarios/compare")
def compare() -> Page:
    """Two scenarios, each a saved one or an address, beside each other and beside today."""
    found, problem = _compared()
    title = " beside ".join(_names(found).values()) if found else "Compare two scenarios"
    trail = Part("What if", url("/what-if")), Part("Scenarios", url("/scenarios"))
    more = {"problems": [problem] if problem else [], "choices": _choices(found), "words": request.args}
    return Page(title, "what-if", "scenarios/compare.html", "Nothing here changes the map",
                answer=_sentence(found) if found else say("Choose two scenarios."),
                tables=_tables(found) if found else (), trail=trail, more=more)  # fmt: skip


def _compared() -> tuple[Answer | None, str]:
    now = state()
    words = [request.args.get(name, "").strip() for name in ("one", "other")]
    if not all(words):
        return None, ""
    try:
        one, other = (scenario_named(now.graph, word) for word in words)
        return now.ask(compared, one, other, now.on), ""
    except GraphappError as problem:
        return None, str(problem)


def _choices(found: Answer | None) -> list[tuple[str, str]]:
    """What a form offers to compare: the saved scenarios, and what the address names itself."""
    kept = {row["id"]: row["name"] for row in saved(asker())["scenarios"]}
    for side in ("one", "other"):
        words = request.args.get(side, "").strip()
        if words and words not in kept:
            kept[words] = found[side]["name"] if found else words
    return list(kept.items())


def _names(found: Answer) -> dict[str, str]:
    """What the two are called: by their own names where the address says these, else by what they ask."""
    kept = {row["id"]: row["name"] for row in saved(asker())["scenarios"]}
    return {side: kept.get(request.args.get(side, "").strip(), found[side]["name"]) for side in ("one", "other")}


def _sentence(found: Answer) -> Cell:
    """How far the two touch the same."""
    one, other = (Part(found[side]["name"], found[side]["address"]) for side in ("one", "other"))
    same = found["both"] - len(found["both_differently"])
    return say(
        one, " beside ", other,
        f": {counted(len(found['only_one']), 'thing is', 'things are')} touched only by the first, "
        f"{len(found['only_other']) or 'none'} only by the second, {len(found['both_differently']) or 'none'} by both "
        f"but differently, and {same or 'none'} alike.",
    )  # fmt: skip


def _tables(found: Answer) -> tuple[Table, ...]:
    one, other = (f"{word}: {name}" for word, name in zip(_SIDES, _names(found).values(), strict=True))
    numbers = [row | {"id": row["key"]} for row in found["summary"]]
    fields = (Field("name", "Count", lambda row: say(row["name"]), header=True), _number("today", "Today"),
              _number("one", one), _number("other", other))  # fmt: skip
    intro = "Today counts the same actions and recommendations as they are now. A dash: this scenario does not ask it."
    both = (_WHAT, _TEXT, _DUE, _LEAD, _says("one_says", one), _says("other_says", other))
    return (
        table("Both beside today", numbers, fields, empty="Neither of them counts anything.", intro=intro),
        table("Only in the first", found["only_one"], _ALONE, empty="It touches nothing of its own."),
        table("Only in the second", found["only_other"], _ALONE, empty="It touches nothing of its own."),
        table("In both, but differently", found["both_differently"], both, empty="What both touch, they touch alike."),
    )


def _number(side: str, heading: str) -> Field:
    return Field(side, heading, lambda row: say("–" if row[side] is None else str(row[side])), numeric=True)


def _says(key: str, heading: str) -> Field:
    return Field(key, heading, lambda row: say(opening(row[key])))


def _thing(row: Answer) -> Cell:
    kind = row["id"].partition(":")[0]
    known = NODE_KINDS[kind].label if kind in NODE_KINDS else ""
    return (link(row["name"], row["id"], note=known if known not in row["name"] else ""),)


_WHAT = Field("what", "What", _thing, header=True)
_TEXT = Field("text", "It says", lambda row: say(row.get("text", "")))
_DUE = Field("due", "Due today", lambda row: due_cell(row) if "due" in row and "ref" in row else ())
_LEAD = Field("lead", "Lead today", lambda row: leads_cell(row) if "leads" in row and "ref" in row else ())
_ALONE = (_WHAT, _TEXT, _DUE, _LEAD, _says("says", "What becomes of it"), col.WHERE)


@scenario_pages.app_context_processor
def saving() -> dict[str, Any]:
    """What a template needs to offer saving: whether it is allowed, and this very scenario with those it may meet."""
    return {"may_save": may_save, "offered": _offered}


def _offered() -> dict[str, Any] | None:
    """This page's own scenario, and the saved ones; None where the page is not a scenario's answer."""
    now = state()
    try:
        asked = scenario_at(now.graph, request.full_path)
    except GraphappError:
        return None
    return {"address": asked.address, "saved": [(one.id, one.label) for one in of_kind(now.graph, "scenario")]}
