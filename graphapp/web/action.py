"""The page of one action: what it promises, by when, who leads it, what it answers and what it hangs on."""

from __future__ import annotations

from flask import Blueprint

from graphapp.analysis.answers import Answer
from graphapp.analysis.entities import action as action_answer
from graphapp.analysis.words import spoken_date
from graphapp.web import columns as col
from graphapp.web.cells import due_cell, leads_cell, rag_cell, recommendations_cell, where_list
from graphapp.web.entities import Facts, filled, node_named, told
from graphapp.web.present import Cell, Page, Part, Table, link, say, table
from graphapp.web.sentences import action_sentence
from graphapp.web.skins import page
from graphapp.web.state import asker, url

one_action = Blueprint("one_action", __name__)
_ALL = "Its recommendations cell says only ALL: it counts towards every recommendation, but names none."


@page(one_action, "/actions/<edition>/<path:ref>")
def action(edition: str, ref: str) -> Page:
    """One action as printed in one edition."""
    node = node_named(f"action:{edition}/{ref}", "action")
    found = asker()(action_answer, node.id)
    return Page(
        f"Action {found['action']['ref']}", "actions", kind=str(found["action"]["group_title"] or ""),
        answer=action_sentence(found), quote=found["action"]["text"], facts=_facts(found),
        remarks=(*found["notes"], *found["questions"]), tables=_tables(found),
        focus=node.id, more={"what_if": _suppositions(node.id.partition(":")[2])},
    )  # fmt: skip


def _suppositions(slug: str) -> tuple[Part, ...]:
    moves, dropped = (url(f"/what-if/{what}/{slug}", edition="") for what in ("moves", "dropped"))
    return Part("What if this date moves?", moves), Part("What if it is dropped?", dropped)


def _facts(found: Answer) -> Facts:
    row, area = found["action"], found["key_area"]
    return told(
        ("Due", due_cell(row)),
        ("The due cell says", say(f"“{row['due']['raw']}”") if row["due"]["raw"] else ()),
        ("Starts", say(spoken_date(row["start"]))),
        ("Lead", leads_cell(row)),
        ("The lead cell says", say(f"“{row['lead_text']}”") if row["lead_text"] else ()),
        ("Only acting", tuple(Part(f"{one['person']} as {one['acting']}") for one in found["leads"] if one["acting"])),
        ("Key area", (link(area["name"], area["id"]),) if area else ()),
        ("Led by, as key area", leads_cell(area) if area and area["leads"] else ()),
        ("Answers", recommendations_cell(row)),
        ("", say(_ALL) if row["scope"] == "all" else ()),
        ("Progress", say(row["progress"] or "")),
        ("Rating", rag_cell(row) if row["rag"] else ()),
        ("Earlier ratings", _ratings(row["ratings"] or ())),
        ("Measure of success", say(str(row["measure"] or ""))),
        ("Where it says so", where_list(found["citations"])),
    )


def _ratings(ratings: tuple[Answer, ...] | list[Answer]) -> Cell:
    return tuple(Part(str(one["rag"] or "not rated"), note=spoken_date(one["date"])) for one in ratings)


def _tables(found: Answer) -> tuple[Table, ...]:
    edition, named = found["edition"], found["recommendations"]
    answered = [one for one in named if one["scope"] != "all"]
    linked = col.linked_fields()
    return filled(
        table("Recommendations it answers", answered, col.RECOMMENDATION_NAMED),
        table("Boards that hear of it", found["boards"], col.BOARD_WHY),
        table("Strategies", found["strategies"], col.strategy_fields(edition)),
        table("Depends on", found["depends_on"], linked),
        table("Comes before", found["comes_before"], linked),
        table("In an earlier edition", found["earlier"], linked),
        table("In a later edition", found["later"], linked),
    )
