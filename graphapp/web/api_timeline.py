"""What the API answers of actions over time: a row of its table."""

from __future__ import annotations

from typing import Any

from graphapp.analysis.timetable import BY
from graphapp.errors import GraphappError
from graphapp.web.api_words import EDITION, ON, edition, on
from graphapp.web.filters import LABELS, asked, filtered
from graphapp.web.openapi import FLAG, NUMBER, TEXT, TEXT_OR_NULL, Given, Param, Question, holds, known, many
from graphapp.web.state import state
from graphapp.web.timeline import answered


def _timeline(given: Given) -> Any:
    key, now, by = edition(given), state(), given["by"] or "lead"
    on(given)
    wanted = asked(now)
    if wanted.problems:
        raise GraphappError(wanted.problems[0])
    if by not in BY:
        raise GraphappError(f"by: {by!r} is none of {', '.join(BY)}.")
    return {"edition": key} | answered(now, wanted, filtered(now, wanted), by)


_MARK = holds(kind={"enum": ["due", "milestone", "start", "span", "repeat", "achieved"]}, date=TEXT_OR_NULL,
              end=TEXT_OR_NULL, state={"enum": ["past", "open", "done"]})  # fmt: skip
_LINKED = many(holds(id=TEXT, ref=TEXT, standing={"enum": ["confirmed", "inferred"]}))
_TIMED = holds(marks=many(_MARK), first=TEXT_OR_NULL, last=TEXT_OR_NULL, done=FLAG, late=FLAG, waits_for=_LINKED,
               comes_before=_LINKED)  # fmt: skip
_GROUP = holds(
    id=TEXT,
    no=TEXT_OR_NULL,
    name=TEXT,
    text=TEXT_OR_NULL,
    is_node=FLAG,
    actions=many({"allOf": [known("Action"), _TIMED]}),
)
_MEETING = {"allOf": [known("Item"), holds(board=TEXT, board_id=TEXT, date=TEXT, held=FLAG)]}

TIMELINE_QUESTIONS = (
    Question("/timeline", "The actions that pass every filter over time, by lead, key area or recommendation.",
             (Param("by", f"One of {', '.join(BY)}. Default: lead."), EDITION, ON,
              *(Param(name, label) for name, label in LABELS.items())), _timeline,
             holds(edition=TEXT, by=TEXT, on=TEXT, months=many(TEXT), groups=many(_GROUP), meetings=many(_MEETING),
                   undated=NUMBER, **{"from": TEXT, "to": TEXT})),
)  # fmt: skip
