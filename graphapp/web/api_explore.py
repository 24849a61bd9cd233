"""What the API answers of the explorer: a row of its table."""

from __future__ import annotations

from typing import Any

from graphapp.errors import GraphappError
from graphapp.web.api_words import EDITION, ON, edition, on, repeated
from graphapp.web.explore import shown
from graphapp.web.filters import LABELS, asked
from graphapp.web.openapi import NUMBER, TEXT, Given, Param, Question, holds, many
from graphapp.web.state import state


def _explore(given: Given) -> Any:
    edition(given), on(given)  # refuse what they cannot read
    problems = asked(state()).problems
    if problems:
        raise GraphappError(problems[0])
    return shown(state())


_NODE = holds(id=TEXT, label=TEXT, group=TEXT, x=NUMBER, y=NUMBER)
_EDGE = {"type": "object", "required": ["from", "to", "kind", "words", "note"]}

EXPLORE_QUESTIONS = (
    Question("/explore", "What the explorer draws: nodes at their places, edges and options as vis-network takes them, "
             "what is told of each node, and how many are hidden.",
             (EDITION, ON, repeated("kind", "A kind of node to show."), repeated("relation", "A kind of link to show."),
              *(Param(name, label) for name, label in LABELS.items())),
             _explore,
             holds(nodes=many(_NODE), edges=many(_EDGE), options={"type": "object"}, about={"type": "object"},
                   hidden=NUMBER, total=NUMBER)),
)  # fmt: skip
