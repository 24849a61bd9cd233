"""What the API answers of the matrix and the workload: rows of its table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graphapp.analysis.answers import Answer
from graphapp.errors import GraphappError
from graphapp.web.api_words import EDITION, ON, edition, on
from graphapp.web.filters import LABELS, Asked, asked
from graphapp.web.matrix import matrix_of
from graphapp.web.openapi import (
    ANYTHING,
    FLAG,
    NUMBER,
    TEXT,
    TEXT_OR_NULL,
    Given,
    Param,
    Question,
    holds,
    known,
    many,
)
from graphapp.web.state import State, state
from graphapp.web.workload import workload_of


def _filtered(answer: Callable[[State, Asked], Answer]) -> Callable[[Given], Any]:
    """The page's own answer to the page's own filters; what could not be read is refused here."""

    def asks(given: Given) -> Any:
        edition(given)
        on(given)
        now = state()
        wanted = asked(now)
        if wanted.problems:
            raise GraphappError(wanted.problems[0])
        return answer(now, wanted)

    return asks


_FILTERS = (EDITION, ON, *(Param(name, label) for name, label in LABELS.items()))
_REFS = many(TEXT)
_PAIR = holds(id=TEXT, name=TEXT, count=NUMBER, actions=_REFS, only=FLAG)
_LINE = holds(id=TEXT, no=TEXT, name=TEXT, text=TEXT, total=NUMBER, actions=_REFS, standing=TEXT, cells=many(_PAIR),
              source=known("Source"))  # fmt: skip
_COLUMN = holds(id=TEXT, name=TEXT, kind=TEXT, count=NUMBER, actions=_REFS, only=_REFS)
_SLOT = holds(slot=TEXT, count=NUMBER, joint=NUMBER, actions=_REFS, past=FLAG)
_LOAD = holds(id=TEXT, name=TEXT, kind=TEXT, total=NUMBER, joint=NUMBER, fullest=_REFS, cells=many(_SLOT))

MATRIX_QUESTIONS = (
    Question("/matrix", "How many actions each lead leads for each recommendation, or in each key area.",
             (*_FILTERS, Param("by", "recommendation or key_area. Default: recommendation, where the plan names any.")),
             _filtered(matrix_of),
             holds(edition=TEXT_OR_NULL, by={"enum": ["recommendation", "key_area"]}, rows=many(_LINE), weak=ANYTHING,
                   elsewhere=NUMBER, leads=many(_COLUMN))),
    Question("/workload", "How many actions that are not done fall due for each lead in each month.", _FILTERS,
             _filtered(workload_of),
             holds(edition=TEXT_OR_NULL, on=TEXT, open=NUMBER, done=NUMBER, months=_REFS, leads=many(_LOAD),
                   unled=ANYTHING, all=_LOAD)),
)  # fmt: skip
