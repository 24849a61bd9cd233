"""The columns of every table: how each is headed, filled and sorted."""

from __future__ import annotations

from collections.abc import Sequence

from graphapp.analysis.answers import Answer, name_of
from graphapp.analysis.related import held
from graphapp.analysis.words import natural, spoken_date
from graphapp.due import Due
from graphapp.model import Node
from graphapp.web.cells import (
    due_cell,
    leads_cell,
    named_parts,
    next_cell,
    rag_cell,
    recommendations_cell,
    ref_parts,
)
from graphapp.web.present import Cell, Field, Part, cite, link, say
from graphapp.web.state import address, state
from graphapp.web.words import opening


def _due_order(row: Answer) -> tuple[object, ...]:
    return (*Due.from_json(row["due"]).sort_key[:2], natural(row["ref"]))


def _next_order(row: Answer) -> tuple[object, ...]:
    found = row.get("next_due")
    return (not found, *(_due_order(found) if found else ()))


WHERE = Field("where", "Where it says so", lambda row: (cite(row["source"]),))
REF = Field(
    "ref", "Ref", lambda row: (Part(row["ref"], address(row["id"])),), lambda row: natural(row["ref"]), header=True
)
TEXT = Field("action", "Action", lambda row: (Part(row["text"]),))
DUE = Field("due", "Due", due_cell, _due_order)
LEADS = Field("lead", "Lead", leads_cell)
RECOMMENDATIONS = Field("recommendations", "Recommendation", recommendations_cell, inline=True)
RAG = Field("rag", "RAG", rag_cell)
NEXT = Field("next", "Next due", next_cell, _next_order)


def name_field(heading: str) -> Field:
    """The column that names the row and links to its page."""
    return Field("name", heading, lambda row: (link(row["name"], row["id"]),), header=True)


def number_field(name: str, heading: str, key: str = "") -> Field:
    """A column of numbers, or of the lengths of lists."""

    def value(row: Answer) -> int:
        found = row[key or name]
        return found if isinstance(found, int) else len(found)

    return Field(name, heading, lambda row: (Part(str(value(row))),), value, numeric=True)


def words_field(name: str, heading: str, key: str = "") -> Field:
    """A column of words as the answer has them, empty where it has none."""
    return Field(name, heading, lambda row: say(*([opening(str(row[key or name]))] if row.get(key or name) else [])))


def date_field(name: str, heading: str) -> Field:
    """A column of dates in words."""
    return Field(name, heading, lambda row: say(spoken_date(row.get(name))), lambda row: str(row.get(name) or ""))


def refs_field(name: str, heading: str, edition: str | None, key: str = "") -> Field:
    """A column of refs of one edition."""
    return Field(
        name, heading, lambda row: ref_parts(row[key or name], edition), lambda row: len(row[key or name]), inline=True
    )


def list_field(name: str, heading: str, key: str = "", *, inline: bool = False) -> Field:
    """A column of sentences or names, one under the other."""
    return Field(name, heading, lambda row: tuple(Part(str(one)) for one in row[key or name]), inline=inline)


def action_fields(rows: Sequence[Answer], *more: Field, leads: bool = True) -> tuple[Field, ...]:
    """The columns of a table of actions; RAG only where the paper rates any of them."""
    rated = (RAG,) if any(row["rag"] for row in rows) else ()
    return (REF, TEXT, DUE, *((LEADS,) if leads else ()), *more, RECOMMENDATIONS, *rated, WHERE)


def strategy_fields(edition: str | None, kind: bool = False) -> tuple[Field, ...]:
    """The columns of a table of strategies with the actions that make and use each."""
    return (
        name_field("Strategy"),
        *((words_field("classification", "Kind"),) if kind else ()),
        refs_field("produced_by", "Produced by", edition),
        refs_field("relied_on_by", "Relied on by", edition),
        WHERE,
    )


def lead_fields(edition: str | None) -> tuple[Field, ...]:
    """The columns of a table of who leads some rows."""
    return (
        Field(
            "name",
            "Lead",
            lambda row: (link(row["name"], row["id"], note="; ".join(p for p in row["posts"] if p != row["name"])),),
            header=True,
        ),
        number_field("count", "Actions"),
        number_field("sole", "Alone"),
        refs_field("refs", "Which", edition, key="actions"),
    )


def _who(row: Answer) -> Cell:
    """A lead of the list: people with the posts they hold, posts and bodies said to be so, acting marked."""
    graph = state().graph
    posts = [post.label for post, _ in held(graph, graph.nodes[row["id"]]["node"])] or row["posts"][:1]
    note = {"person": "; ".join(posts), "post": "a post, with no person named"}.get(row["kind"], "a body")
    acting = (Part("acting", tag="yellow"),) if row["acting"] else ()
    return (link(row["name"], row["id"], note=note), *acting)


def _areas_led(row: Answer) -> Cell:
    return tuple(link(str(one["no"] or one["name"]), one["id"]) for one in row["key_areas"])


def _named(row: Answer) -> Cell:
    return tuple(link(str(one["no"] or one["name"]), one["id"]) for one in row["recommendations"])


ACTIONS_LED = (
    Field("name", "Lead", _who, header=True),
    number_field("count", "Actions"),
    number_field("sole", "Alone"),
    number_field("joint", "Jointly"),
    Field("areas", "Leads key area", _areas_led, inline=True),
    NEXT,
    Field("boards", "Boards", lambda row: named_parts(row["boards"])),
    WHERE,
)
RECOMMENDATION_ROWS = (
    Field("no", "No", lambda row: (link(str(row["no"] or row["name"]), row["id"]),), header=True),
    words_field("text", "What the inspectorate recommended"),
    number_field("actions", "Actions that name it"),
    number_field("weak", "Actions that say ALL"),
    Field("lead", "Leads", lambda row: named_parts(row["leads"])),
    NEXT,
    WHERE,
)
KEY_AREAS = (
    name_field("Key area"),
    Field("lead", "Led by", leads_cell),
    number_field("actions", "Actions"),
    number_field("action_leads", "Leads at work"),
    Field("recommendations", "Recommendations named", _named, inline=True),
    WHERE,
)
BOARDS = (
    name_field("Board"),
    words_field("classification", "Kind"),
    list_field("chairs", "Chaired by"),
    number_field("members", "Members"),
    words_field("meets", "Meets"),
    date_field("last_meeting", "Last meeting"),
    number_field("resolutions", "Resolutions"),
    list_field("oversees", "Oversees"),
    WHERE,
)
RESOLUTIONS = (
    Field(
        "item",
        "Item",
        lambda row: (Part(str(row["item"] or row["name"]), address(row["meeting"] or row["id"])),),
        header=True,
    ),
    Field("text", "What was resolved", lambda row: (Part(row["text"]),)),
    Field("owners", "Owner", lambda row: named_parts(row["owners"]) or say(row["owners_text"] or "")),
    Field("board", "Board", lambda row: named_parts([row["board"]] if row["board"] else [])),
    date_field("date", "Date"),
    WHERE,
)
OWN_RESOLUTIONS = tuple(one for one in RESOLUTIONS if one.name != "board")
BOARD_WHY = (name_field("Board"), list_field("why", "Why it hears of this"), WHERE)
KEY_AREA_NAMED = (name_field("Key area"), WHERE)
RECOMMENDATION_NAMED = (*RECOMMENDATION_ROWS[:2], WHERE)
SEATS = (
    name_field("Board"),
    words_field("role", "Role"),
    Field("via", "How", lambda row: say("in person" if row["via"] == "person" else f"as {row['via']}")),
    WHERE,
)
MEMBERS = (
    name_field("Who"),
    words_field("role", "Role"),
    list_field("held_by", "Post held by"),
    WHERE,
)
MEETINGS = (
    Field("name", "Meeting", lambda row: (link(spoken_date(row["date"]) or row["name"], row["id"]),), header=True),
    number_field("attended", "People recorded there"),
    date_field("next_date", "Next meeting"),
    WHERE,
)
WIDER = (name_field("What"), words_field("words", "In these words"), WHERE)
BY = list_field("by", "Led by its")


def share_fields(who: Node) -> tuple[Field, ...]:
    """The columns that tell what `who` leads alone, what with whom, and in which post or for which body."""

    def share(row: Answer) -> Cell:
        known = {name_of(lead): lead["id"] for lead in row["leads"]}
        others = tuple(link(name, known[name]) if name in known else Part(name) for name in row["with"])
        return (Part("Jointly, with"), *others) if row["share"] == "joint" else (Part("Alone"),)

    def named(row: Answer) -> Cell:
        own: Answer = next((lead for lead in row["leads"] if lead["id"] == who.id and lead["person"]), {})
        written = [str(own[part]) for part in ("post", "organization") if own.get(part)]
        return say(", ".join(written) or ("" if row["via"] in ("person", who.label) else str(row["via"])))

    return Field("share", "Alone or jointly", share), Field("as", "Named as", named)


def key_area_fields(edition: str | None) -> tuple[Field, ...]:
    """The columns of a table of key areas with the actions of theirs that are meant."""
    led = Field("lead", "Led by", leads_cell)
    return (name_field("Key area"), led, refs_field("actions", "Actions", edition), WHERE)


def recommendation_fields(edition: str | None) -> tuple[Field, ...]:
    """The columns of a table of recommendations with the actions that name each."""
    return (*RECOMMENDATION_NAMED[:2], refs_field("actions", "Actions", edition), WHERE)


def resting_fields(rows: Sequence[Answer]) -> tuple[Field, ...]:
    """The columns of a table of actions tied to a strategy: also the words and the standing of the tie."""
    return action_fields(rows, TIE)


def _tie(row: Answer) -> Cell:
    inferred = (Part("inferred", tag="yellow"),) if row.get("standing") == "inferred" else ()
    return (*say(f"“{row['words']}”" if row.get("words") else ""), *inferred)


TIE = Field("words", "In these words", _tie)


def linked_fields() -> tuple[Field, ...]:
    """The columns of a table of actions joined to another, with what the join says."""
    return (
        EDITION,
        REF,
        TEXT,
        DUE,
        LEADS,
        JOIN,
        Field("said", "Where it says so", lambda row: (cite(row["link_source"]),)),
    )


def _join(row: Answer) -> Cell:
    told = row["link"]
    standing = told.get("standing") or told.get("relation")
    return (*say(str(told.get("reason") or "")), *((Part(str(standing), tag="grey"),) if standing else ()))


EDITION = Field("edition", "Edition", lambda row: say(spoken_date(row["edition"])))
JOIN = Field("join", "How they are joined", _join)
