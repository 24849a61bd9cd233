"""The map's own history: every revision, and what each changed, worked out once a revision."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from flask import Blueprint, request

from graphapp.analysis.answers import Answer, Graph
from graphapp.analysis.changes import revision as revision_answer
from graphapp.analysis.changes import revision_list
from graphapp.analysis.words import spoken_date
from graphapp.core import AccountabilityMap
from graphapp.ontology import NODE_KINDS
from graphapp.web.present import Cell, Field, Page, Part, Table, link, say, table
from graphapp.web.skins import page
from graphapp.web.state import Asker, asker, here, url
from graphapp.web.words import counted, opening

history_pages = Blueprint("history", __name__)

_HOW = {"added": "green", "changed": "blue", "dropped": "red", "linked": "grey"}


def journal(ask: Asker) -> Answer:
    """Every revision, newest first."""
    found: Answer = ask(_all, ask.map)
    return found


def journal_entry(ask: Asker, number: int) -> Answer:
    """One revision and what it changed; UnknownSubject for a number there is not."""
    found: Answer = ask(_one, ask.map, number)
    return found


def _all(graph: Graph, found: AccountabilityMap) -> Answer:  # noqa: ARG001 - what questions are asked of
    return revision_list(found.history())


def _one(graph: Graph, found: AccountabilityMap, number: int) -> Answer:
    return revision_answer(graph, found.history(), number)


@page(history_pages, "/history")
def history() -> Page:
    """Every revision of the map, newest first."""
    found = [row | {"id": f"revision:{row['number']}"} for row in journal(asker())["revisions"]]
    fields = (
        Field("number", "Revision", lambda row: (Part(str(row["number"]), url(f"/history/{row['number']}")),),
              lambda row: row["number"], header=True),
        Field("at", "When", lambda row: say(moment(row["at"])), lambda row: row["at"]),
        Field("author", "Who", lambda row: say(row["author"])),
        Field("reason", "Why", lambda row: say(row["reason"])),
        Field("what", "What changed", _counted_changes),
    )  # fmt: skip
    made = table("Revisions", found, fields, empty="The map is empty: nothing has been committed yet.")
    answer = opening(f"{counted(len(found), 'revision')}, the newest first. None can be altered afterwards.")
    return Page("History", "history", "papers/list.html", answer=say(answer), tables=(made,))


def moment(at: str) -> str:
    """A time of the journal, in UTC, as people say it."""
    when = datetime.fromisoformat(at)
    return f"{spoken_date(when.date().isoformat())}, {when:%H:%M} UTC"


def _counted_changes(row: Answer) -> Cell:
    told = [f"{counted(sum(row[how].values()), 'thing')} {how}" for how in ("added", "changed", "dropped") if row[how]]
    links = [f"{counted(number, 'link')} {how}" for how, number in row["links"].items() if number]
    return tuple(Part(words) for words in (*told, *links))


@page(history_pages, "/history/<int:number>")
def revision(number: int) -> Page:
    """One revision: what each thing it touched said before, and after."""
    found = journal_entry(asker(), number)
    about, kind = found["revision"], request.args.get("kind", "")
    rows = [row for row in found["changes"] if kind in ("", row["kind"])]
    more = {"filters": _kinds(found, kind), "is_newest": number == asker().map.revision().number, "number": number}
    facts = tuple((name, say(words)) for name, words in _signed(about))
    return Page(f"Revision {number}", "history", "imports/revision.html", answer=_said(about), facts=facts,
                tables=(_changes(rows),), trail=(Part("History", url("/history")),), more=more)  # fmt: skip


def _signed(about: Answer) -> tuple[tuple[str, str], ...]:
    return (("When", moment(about["at"])), ("Who", about["author"]), ("Why", about["reason"]))


def _changes(rows: list[Answer]) -> Table:
    fields = (
        Field("name", "What", lambda row: (_what(row),), header=True),
        Field("how", "How", lambda row: (Part(row["how"], tag=_HOW[row["how"]]),)),
        Field("said", "In words", lambda row: tuple(Part(_difference(one)) for one in row["said"])),
    )
    return table("What changed", rows, fields, empty="Nothing of this kind changed.")


def _what(row: Answer) -> Part:
    return link(opening(row["name"]), row["id"], note=NODE_KINDS[row["kind"]].label)


def _said(about: Answer) -> Cell:
    return say(opening(f"{', '.join(map(str, _counted_changes(about)))}."))


def _difference(one: Answer) -> str:
    """One difference as a reader would say it."""
    if one["name"] == "link":
        return str(one["after"]) if one["before"] is None else f"No longer: {one['before']}"
    name = opening(one["name"])
    if one["before"] is None:
        return f"{name}: {one['after']}"
    now = f"“{one['after']}”" if one["after"] else "nothing"
    return f"{name}: was “{one['before']}”, now {now}"


def _kinds(found: Answer, kind: str) -> list[Part]:
    """Links that keep the changes of one kind of thing."""
    numbers = Counter(row["kind"] for row in found["changes"])
    links = [("", "All kinds"), *((one, f"{NODE_KINDS[one].plural} ({number})") for one, number in numbers.items())]
    return [Part(text, here(kind=one, page=""), tag="current" * (one == kind)) for one, text in links]
