"""One thing a page: a lead, a recommendation, a key area, a board, a strategy. Actions are in `action.py`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from flask import Blueprint

from graphapp.analysis import entities as answers
from graphapp.analysis.accountability import answerability, portfolio
from graphapp.analysis.answers import Answer, name_of, next_due
from graphapp.analysis.words import spoken_date
from graphapp.model import Node
from graphapp.ontology import LEADERS
from graphapp.web import columns as col
from graphapp.web import sentences
from graphapp.web.cells import is_late, named_parts, where_list
from graphapp.web.present import Cell, Figure, Page, Part, Table, link, say, table
from graphapp.web.skins import page
from graphapp.web.state import state, url

entities = Blueprint("entities", __name__)
Facts: TypeAlias = tuple[tuple[str, Cell], ...]
_ALL = (
    "Their recommendations cell says only ALL. They count towards every recommendation of the plan, "
    "but nobody has said that they answer this one in particular, so they are kept apart."
)
_INHERITED = (
    "These actions stand in a key area led by {}, but name other leads, or none. "
    "They are inherited for information and are not counted above."
)


def node_named(words: str, *kinds: str) -> Node:
    """The node of these kinds that an address means, by id, slug or name; UnknownSubject otherwise."""
    now = state()
    for node_id in (words, *(f"{kind}:{words}" for kind in kinds)):
        if node_id in now.graph and node_id.partition(":")[0] in kinds:
            node: Node = now.graph.nodes[node_id]["node"]
            return node
    return now.ask.map.find(words, kinds)


def told(*facts: tuple[str, Cell]) -> Facts:
    """The facts that say something."""
    return tuple((label, cell) for label, cell in facts if cell)


def citations(node: Node) -> Facts:
    """Every line the node itself rests on, as a fact of its page."""
    return (("Where it says so", where_list(citation.as_json() for citation in node.citations)),)


def filled(*tables: Table) -> tuple[Table, ...]:
    """The tables that have rows, or something to say about having none."""
    return tuple(one for one in tables if one.rows or one.empty)


def work_figures(rows: Sequence[Answer], **query: str) -> tuple[Figure, ...]:
    """The numbers at the head of a page about actions; `query` makes the list behind them, if it has a value."""
    late, listed = sum(map(is_late, rows)), all(query.values())
    href = url("/actions", **query) if listed else ""
    late_href = url("/actions", gap="past-date", **query) if listed and late else ""
    return (
        Figure(str(len(rows)), "action" if len(rows) == 1 else "actions", href),
        Figure(str(late), "past its date" if late == 1 else "past their date", late_href, alarm=late > 0),
    )


@page(entities, "/leads/<who>")
def lead(who: str) -> Page:
    """What a person, post or body owns: alone, jointly, by inheritance; what is due next."""
    now, node = state(), node_named(who, *LEADERS)
    found = now.ask(portfolio, node.id, now.edition, now.on)
    leaves = Part(f"What if {node.label} leaves?", url(f"/what-if/leaves/{node.id}"))
    return Page(
        node.label, "leads", kind={"person": "Lead", "post": "Post"}.get(node.kind, "Body"),
        answer=sentences.portfolio_sentence(found) + say(" ") + sentences.also_sentence(found),
        figures=_lead_figures(node, found["actions"]), facts=(*_who_facts(found["who"]), *citations(node)),
        remarks=tuple(found["who"]["questions"]), tables=_lead_tables(node, found), focus=node.id,
        more={"what_if": (leaves, *(questions_of_post(node) if node.kind == "post" else ()))},
    )  # fmt: skip


def questions_of_post(post: Node) -> tuple[Part, ...]:
    """What the page of a post asks of it beside who leaves; what became of its work, where there is more to compare."""
    merges = Part("What if it merges or is renamed?", url(f"/what-if/merges/{post.id}"))
    is_replayed = len(state().editions) > 1
    return (merges, *([Part("Where did its work go?", url(f"/what-if/replay/{post.id}"))] if is_replayed else []))


def _lead_figures(node: Node, rows: Sequence[Answer]) -> tuple[Figure, ...]:
    shares = [row["share"] for row in rows]
    own = (Figure(str(shares.count("sole")), "led alone"), Figure(str(shares.count("joint")), "led jointly"))
    return (*work_figures(rows, lead=node.id), *own) if rows else ()


def _lead_tables(node: Node, found: Answer) -> tuple[Table, ...]:
    rows, inherited = found["actions"], found["inherited"]
    fields = col.action_fields(rows, *col.share_fields(node), leads=False)
    return filled(
        table("Actions", rows, fields, empty=f"{node.label} leads no action in this edition."),
        table("Resolutions owed", found["resolutions"], col.RESOLUTIONS),
        table("Key areas led", found["key_areas"], col.KEY_AREA_NAMED),
        table("Boards", found["boards"], col.SEATS),
        table(
            "Inherited actions",
            inherited,
            col.action_fields(inherited),
            folded=True,
            intro=_INHERITED.format(node.label),
        ),
    )


def _who_facts(who: Answer) -> Facts:
    """Posts held with acting and dates, who holds a post, other spellings."""
    posts = tuple(link(one["title"], one["id"], note=_held(one)) for one in who["posts"])
    holders = tuple(link(one["name"], one["id"], note="acting" if one["acting"] else "") for one in who["holders"])
    nobody = (Part("nobody the papers name", tag="gap"),) if who["kind"] == "post" and not holders else ()
    return told(("Posts", posts), ("Held by", holders or nobody), _also_written(who))


def _held(post: Answer) -> str:
    since, until = spoken_date(post["start_date"]), spoken_date(post["end_date"])
    words = ("acting" if post["acting"] else "", f"from {since}" if since else "", f"until {until}" if until else "")
    return ", ".join(filter(None, words))


def _also_written(found: Answer) -> tuple[str, Cell]:
    return "Also written", tuple(map(Part, found["aliases"]))


@page(entities, "/recommendations/<path:no>")
def recommendation(no: str) -> Page:
    """Who answers for a recommendation, through which actions, heard by which boards."""
    now, node = state(), node_named(no, "recommendation")
    found = now.ask(answerability, node.id, now.edition)
    coming = {"next_due": next_due(now.graph, found["actions"], now.on)}
    return Page(
        node.label, "recommendations", kind=str(found["recommendation"]["key_area"] or ""),
        answer=sentences.recommendation_sentence(found | coming),
        quote=str(found["recommendation"]["text"] or ""), figures=_answering_figures(found),
        facts=citations(node), tables=_answering_tables(found), focus=node.id,
    )  # fmt: skip


def _answering_figures(found: Answer) -> tuple[Figure, ...]:
    leads, boards = len(found["leads"]), len(found["boards"])
    return (
        *work_figures(found["actions"], recommendation=str(found["recommendation"]["no"])),
        Figure(str(leads), "lead" if leads == 1 else "leads"),
        Figure(str(boards), "board hears of it" if boards == 1 else "boards hear of it"),
    )


def _answering_tables(found: Answer) -> tuple[Table, ...]:
    rows, weak, edition = found["actions"], found["weak"], found["edition"]
    return filled(
        table("Actions that name it", rows, col.action_fields(rows), empty="No action of this edition names it."),
        table("Who leads these actions", found["leads"], col.lead_fields(edition)),
        table("Boards", found["boards"], col.BOARD_WHY, empty="No board that the papers name hears of it."),
        table("Key areas", found["key_areas"], col.key_area_fields(edition)),
        table("Strategies", found["strategies"], col.strategy_fields(edition)),
        table("Actions that say ALL", weak, col.action_fields(weak), folded=True, intro=_ALL),
    )


@page(entities, "/key-areas/<edition>/<path:no>")
def key_area(edition: str, no: str) -> Page:
    """What a key area holds, who leads it, and what it answers."""
    now, node = state(), node_named(f"keyarea:{edition}/{no}", "keyarea")
    found = now.ask(answers.key_area, node.id)
    coming = {"next_due": next_due(now.graph, found["actions"], now.on)}
    return Page(
        node.label, "key-areas", answer=sentences.key_area_sentence(found | coming),
        figures=work_figures(found["actions"], key_area=str(found["key_area"]["no"] or "")),
        facts=(*_area_facts(found), *citations(node)), remarks=tuple(found["questions"]),
        tables=_area_tables(found), focus=node.id,
    )  # fmt: skip


def _area_facts(found: Answer) -> Facts:
    leads = tuple(link(name_of(one), one["id"], note=_acting(one)) for one in found["leads"])
    led = ("Led by", leads or (Part("no lead named", tag="gap"),))
    return told(led, ("Outcomes", tuple(map(Part, found["outcomes"]))))


def _acting(one: Answer) -> str:
    return f"acting as {one['acting']}" if one["acting"] else str(one["post"] or "")


def _area_tables(found: Answer) -> tuple[Table, ...]:
    rows, edition = found["actions"], found["edition"]
    return filled(
        table("Actions", rows, col.action_fields(rows), empty="This key area holds no action."),
        table("Who leads these actions", found["action_leads"], col.lead_fields(edition)),
        table("Recommendations named", found["recommendations"], col.recommendation_fields(edition)),
        table("Strategies", found["strategies"], col.strategy_fields(edition)),
        table("Boards", found["boards"], col.BOARD_WHY),
    )


@page(entities, "/boards/<board_id>")
def board(board_id: str) -> Page:
    """Who sits on a board, what it oversees, what it resolved, and what its members lead."""
    now, node = state(), node_named(board_id, "organization")
    found = now.ask(answers.board, node.id, now.edition)
    return Page(
        node.label, "boards", kind=str(found["board"]["classification"] or "body").capitalize(),
        answer=sentences.board_sentence(found), facts=(*_board_facts(found), *citations(node)),
        remarks=tuple(found["questions"]), tables=_board_tables(found), focus=node.id,
        more={"what_if": (Part("What if it stands down?", url(f"/what-if/stands-down/{node.id}")),)},
    )  # fmt: skip


def _board_facts(found: Answer) -> Facts:
    over = (("Oversees", "oversees"), ("Overseen by", "overseen_by"), ("Reports to", "reports_to"))
    return told(*((label, named_parts(found[name])) for label, name in over), _also_written(found["board"]))


def _board_tables(found: Answer) -> tuple[Table, ...]:
    rows = found["actions"]
    return filled(
        table("Who sits on it", found["members"], col.MEMBERS, empty="The papers do not say who sits on it."),
        table("Resolutions", found["resolutions"], col.OWN_RESOLUTIONS),
        table("Meetings", found["meetings"], col.MEETINGS),
        table("Actions led by it or its members", rows, col.action_fields(rows, col.BY), folded=True),
    )


@page(entities, "/strategies/<strategy_id>")
def strategy(strategy_id: str) -> Page:
    """What rests on a strategy: the actions that produce it and those that rely on it."""
    now, node = state(), node_named(strategy_id, "strategy")
    found = now.ask(answers.strategy, node.id, now.edition)
    return Page(
        node.label, "strategies", kind=str(found["strategy"]["classification"] or "").capitalize(),
        answer=sentences.strategy_sentence(found), figures=_strategy_figures(found),
        facts=(*told(_also_written(found["strategy"])), *citations(node)),
        remarks=tuple(found["questions"]), tables=_strategy_tables(found), focus=node.id,
        more={"what_if": (Part("What if it slips?", url(f"/what-if/slips/{node.id}")),)},
    )  # fmt: skip


def _strategy_figures(found: Answer) -> tuple[Figure, ...]:
    makes, uses = len(found["produced_by"]), len(found["relied_on_by"])
    produce = Figure(str(makes), "action produces it" if makes == 1 else "actions produce it")
    return produce, Figure(str(uses), "action relies on it" if uses == 1 else "actions rely on it")


def _strategy_tables(found: Answer) -> tuple[Table, ...]:
    makes, uses = found["produced_by"], found["relied_on_by"]
    none = "No action of this edition {} it."
    return filled(
        table("Actions that produce it", makes, col.resting_fields(makes), empty=none.format("produces")),
        table("Actions that rely on it", uses, col.resting_fields(uses), empty=none.format("relies on")),
        table("What else relies on it", found["also_relied_on_by"], col.WIDER),
        table("Boards", found["boards"], col.BOARD_WHY),
    )
