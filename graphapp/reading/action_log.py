"""An action log in a meeting's minutes: a table of what is to be done, by whom, by when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from graphapp.reading.drafts import Line

_LOG = tuple(
    (role, re.compile(pattern, re.I))
    for role, pattern in (
        (
            "owner",
            r"(?:action\s+)?(?:owners?|leads?|by\s+whom|whom?|responsib.*|lead\s+officer|assigned(?:\s+to)?|action\s+by|officer|person.*)",
        ),
        (
            "due",
            r"due(?:\s+by|\s+date)?|date\s+due|deadline|by\s+when|when|time\s?scales?|target(?:\s+date)?|completion(?:\s+date)?|complete\s+by",
        ),
        ("item", r"(?:agenda\s+)?item(?:\s+no\.?)?|minute(?:\s+(?:no\.?|ref.*))?|no\.?|ref\.?|#"),
        (
            "text",
            r"(?:agreed\s+|key\s+)?actions?(?:\s+(?:agreed|points?|required|to\s+be\s+taken|arising))?(?:\s*/\s*(?:leads?|owners?))?"
            r"|tasks?|what|decisions?(?:\s*/\s*actions?)?(?:\s+(?:made|taken|agreed|reached))?|resolutions?",
        ),
        ("subject", r"subject|topic|title|report|matter|(?:agenda\s+)?item\s+title"),
        ("discussion", r"(?:discussion|notes?|minutes?|summary|key\s+points|item\s+and\s+discussion).{0,30}"),
        ("status", r"b?rag|status|progress|updates?|comments?"),
    )
)
_DECISION = re.compile(r"(?i)(?:decision|resolution)s?\b[^/]*")
_TEXT = dict(_LOG)["text"]
_TEXT_SIGNS = ("action", "task", "what", "decision", "resolution")  # one of which such a column's words hold
_LONGEST_HEADER = 70  # characters
# Columns that a plan has and a meeting's action log has not.
_PLAN = re.compile(r"recommendation|ofsted|outcome|success|objective|priority|impact|kpi|measure|evidence|target", re.I)


class Row(NamedTuple):
    """A row of an action log as written, with its place in the lines; "" where a column is missing."""

    place: int
    text: str
    owner: str = ""
    due: str = ""
    item: str = ""
    discussion: str = ""
    is_decision: bool = False


def log_columns(line: Line) -> dict[str, int] | None:
    """role -> column of an action log's header: actions with owners or a discussion, nothing that only a plan has."""
    if len(line.filled) < 2:
        return None
    lower = line.text.casefold()
    return _columns(line.cells) if any(map(lower.__contains__, _TEXT_SIGNS)) else None


@lru_cache(maxsize=1024)  # a row of a log is looked at several times
def _columns(cells: tuple[str, ...]) -> dict[str, int] | None:
    if not any(len(cell) <= _LONGEST_HEADER and _TEXT.fullmatch(cell.strip(" :*")) for cell in cells):
        return None  # as nearly all rows of a paper
    if any(_PLAN.search(cell) and not _LOG[1][1].fullmatch(cell.strip()) for cell in cells):
        return None
    columns = log_roles(cells)
    if "text" not in columns:
        return None
    decides = {"item", "subject"} & columns.keys() and _DECISION.fullmatch(cells[columns["text"]].strip(" :*"))
    return columns if {"owner", "discussion"} & columns.keys() or decides else None


@lru_cache(maxsize=1024)
def log_roles(cells: tuple[str, ...]) -> dict[str, int]:
    """role -> column of the words of a header; empty where they are none."""
    columns: dict[str, int] = {}
    for place, cell in enumerate(cells):
        if len(cell) <= _LONGEST_HEADER and (role := _role(cell)):
            columns.setdefault(role, place)
    return columns


@lru_cache(maxsize=4096)
def _role(cell: str) -> str | None:
    return next((role for role, pattern in _LOG if pattern.fullmatch(cell.strip(" :*"))), None)


def log_rows(lines: Sequence[Line], header: int) -> tuple[list[Row], int]:
    """The rows under the header at a place, to the end of the table, and the place after it."""
    columns = log_columns(lines[header]) or {}
    decides = bool(_DECISION.fullmatch(lines[header].cells[columns["text"]].strip(" :*")))
    rows: list[Row] = []
    for at in range(header + 1, len(lines)):
        line = lines[at]
        if not line.text and line.table is None:
            continue
        if line.table != lines[header].table or len(line.filled) < 2:
            return rows, at
        if log_columns(line):
            continue  # the header again, as on each page
        cells = {role: line.cells[place].strip() for role, place in columns.items() if place < len(line.cells)}
        if any(cells.values()):
            text, owner, due, item, discussion = (
                cells.get(role, "") for role in ("text", "owner", "due", "item", "discussion")
            )
            rows.append(Row(at, text, owner, due, item, discussion, decides))
    return rows, len(lines)
