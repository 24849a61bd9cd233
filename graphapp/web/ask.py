"""Ask in your own words: on to the address of the answer, or a page with what can be asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from graphapp.analysis.answers import Answer
from graphapp.analysis.ask import Filling, Understood, answered, of_date, of_node, plain, understood
from graphapp.analysis.lists import Filters, action_list, board_list, lead_list, recommendation_list, strategy_list
from graphapp.analysis.questions import QUESTIONS
from graphapp.due import add_months
from graphapp.model import Node
from graphapp.web.present import Page, Part, say
from graphapp.web.skins import show
from graphapp.web.state import state, url

ask = Blueprint("ask", __name__)
_OF_ONE_EDITION = ("/actions/", "/key-areas/", "/what-if/moves/")  # these carry the edition in their path


@ask.get("/ask")
def question() -> ResponseReturnValue:
    """On to the answer of what was typed; where it is not clear, why, the choices, and what can be asked."""
    now, words = state(), plain(request.args.get("q", ""))
    found = understood(nodes(), words, now.edition) if words else None
    if found and not found.problem:
        return redirect(target(found))
    problem = found.problem if found else f"“{words}” is not a question that the map can answer." if words else ""
    return show(
        Page(
            "Ask", "ask", "pages/ask.html",
            answer=say(_CHOOSE if found and found.choices else _HOW),
            more={
                "words": words, "problem": problem, "examples": tuple(_examples()),
                "choices": tuple(Part(one.asked, target(one)) for one in found.choices) if found else (),
                "search": url("/search", q=words),
            },
        ),
        has_rows=False,
    )  # fmt: skip


_HOW = "Type a question in your own words. Each answer has an address that you can keep or send."
_CHOOSE = "Choose the one you mean."


def told(words: str, edition: str | None) -> Answer:
    """What was understood, as JSON tells it; `question` and `address` are None where nothing was."""
    found = understood(nodes(), words, edition)
    clear = found is not None and not found.problem
    return {
        "question": found.question if found else None,
        "asked": found.asked if found else plain(words),
        "blanks": dict(found.blanks) if found else {},
        "address": target(found) if found and clear else None,
        "problem": found.problem if found else "This is not a question that the map can answer.",
        "choices": [{"asked": one.asked, "address": target(one)} for one in found.choices] if found else [],
        "questions": [] if clear else [part.text for part in _examples()],
    }


def nodes() -> Iterator[Node]:
    """Everything in the map that a question may name."""
    return (data["node"] for _, data in state().graph.nodes(data=True))


def target(found: Understood) -> str:
    """The address of an answer, with the chosen day and edition carried along."""
    own = {"edition": ""} if found.path.startswith(_OF_ONE_EDITION) else {}
    return url(found.path, **found.query, **own)


def _examples() -> Iterator[Part]:
    """Every question with its blanks filled from this very edition; one that nothing can fill is left out."""
    names = dict(_names())
    for one in QUESTIONS:
        needed = re.findall(r"\{(\w+)", re.sub(r"\[[^\]]*\]", "", one.sentence)) or _SHOWN.get(one.name, [])
        if all(name in names for name in needed):
            found = answered(one, {name: names[name] for name in needed})
            yield Part(found.asked, target(found))


_SHOWN = {"due": ["date"], "rated": ["colour"]}  # blanks that may stay empty, but not in an example


def _names() -> Iterator[tuple[str, Filling]]:
    """What the examples' blanks hold: who leads most, what most rests on, what is due next."""
    now = state()
    rows = now.ask(action_list, now.edition, Filters(), now.on)["actions"]
    boards = sorted(now.ask(board_list)["boards"], key=lambda one: -one["meetings"])
    answers = now.ask(recommendation_list, now.edition, now.on)["recommendations"]
    most = sorted(answers, key=lambda one: -len(one["actions"]))
    dated = [row for row in rows if row["due"]["kind"] == "date"]
    ahead = [row for row in dated if row["due"]["dates"][0] > now.on] or dated
    yield from _first(now.ask(lead_list, now.edition, now.on)["leads"], "lead", "subject", "a")
    yield from _first(most, "recommendation", "b")
    yield from _first(now.ask(strategy_list, now.edition)["strategies"], "basis", "words")
    yield from _first(boards, "board")
    yield from _first(ahead or rows, "action", "thing")
    if ahead:
        yield "date", of_date(add_months(ahead[0]["due"]["dates"][0], 1))  # a date that the action could move to
    yield "colour", Filling("red", "red")


def _first(found: list[Answer], *blanks: str) -> Iterator[tuple[str, Filling]]:
    for name in blanks if found else ():
        one = of_node(state().graph.nodes[found[0]["id"]]["node"])
        yield name, Filling(one.said, one.said) if name == "words" else one
