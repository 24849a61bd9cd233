"""What the API answers of the boards as a tree: a row of its table."""

from __future__ import annotations

from typing import Any

from graphapp.analysis.governance import governance
from graphapp.web.api_words import EDITION, ON, edition, on
from graphapp.web.openapi import FLAG, NUMBER, TEXT, TEXT_OR_NULL, Given, Question, holds, known, many
from graphapp.web.state import asker


def _governance(given: Given) -> Any:
    return asker()(governance, edition(given), on(given))


_NAMES = many(known("Named"))
_BOARD = {
    "allOf": [
        known("Item"),
        holds(chairs=_NAMES, members=NUMBER, attending=NUMBER, oversees=_NAMES, above=_NAMES, meetings=_NAMES,
              resolutions=NUMBER, without_owner=NUMBER, next_date=TEXT_OR_NULL, awaited=FLAG),
    ]
}  # fmt: skip

GOVERNANCE_QUESTIONS = (
    Question("/governance", "The boards as a tree: chairs, what they oversee, when they met, what they resolved.",
             (EDITION, ON), _governance,
             holds(edition=TEXT, boards=many(_BOARD), named_only=many(_BOARD), meetings=many(known("Item")),
                   open=many({"allOf": [known("Item"), holds(lacks=many(TEXT))]}))),
)  # fmt: skip
