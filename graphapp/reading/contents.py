"""Columns told by what they hold, where a council heads them in words of its own ("Land by", "Who carries it").

Only of real tables, and only where dates, those who lead and what is to be done are plain to see in the rows below.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from graphapp.due import looks_like_due, read_due
from graphapp.reading.drafts import Line
from graphapp.reading.headers import header_role
from graphapp.reading.names import looks_like_leads
from graphapp.reading.phrases import is_verb
from graphapp.reading.tables import Columns, is_rating, is_ref, read_header, targets

_LONGEST_HEADER = 60  # characters of a cell
_FEWEST_ROWS = 2
_LOOKED_AT = 20  # rows, which tell as much as all
_LONGEST_DUE = 40  # characters
_LEAST, _HALF, _MOST = 0.3, 0.5, 0.7  # of a column's cells that must say what it holds
_FEWEST_WORDS = 4  # of what is to be done
_NEEDED = frozenset({"text", "lead", "due"})
_OPEN = frozenset({None, "other", "sort"})
_EMPTY = frozenset(("", *"-–—"))
# A register of risks and a list of measures are no plans.
_NO_PLAN = re.compile(r"(?i)\b(?:risks?|likelihood|score|indicators?|kpis?|baseline|mitigations?)\b")
_OPEN_DATE = re.compile(r"(?i)tb[acd]|q[1-4]")
_WORD = re.compile(r"[^\W\d_]+")
_BEFORE_VERB = re.compile(r"^(?:\(?[a-z\d]{1,3}(?:\.\d+)*[.)]?\s+)?")


def _says_when(words: str) -> bool:
    if looks_like_due(words) > 0.5 or _OPEN_DATE.fullmatch(words):
        return True
    return len(words) < _LONGEST_DUE and read_due(words).kind != "none"


def _says_who(words: str) -> bool:
    return looks_like_leads(words) > 0.5


_SAYS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("rag", is_rating),
    ("due", _says_when),
    ("ref", is_ref),
    ("lead", _says_who),
)


def told_by_contents(lines: Sequence[Line]) -> dict[int, Columns]:
    """id of a header row -> its columns, for the tables of a plan whose headers alone do not tell."""
    told: dict[int, Columns] = {}
    for (_, table), group in groupby(lines, lambda line: (line.sheet, line.table)):
        if table is not None and table >= 0:  # a card has headers of its own
            told |= {id(columns.header): columns for columns in _of_table([line for line in group if line.filled])}
    return told


def _of_table(rows: Sequence[Line]) -> Iterator[Columns]:
    """The columns of a table with a header row in words of its own, for each time that it is printed."""
    header = next((row for row in rows if len(row.filled) > 2), None)
    if header is None or len(rows) <= _FEWEST_ROWS or not _may_head(header):
        return
    known = read_header(header)
    if known is not None and known.is_actions and set(known.roles) >= _NEEDED:
        return
    below = [row for row in rows if row is not header and len(row.filled) > 2 and len(row.cells) == len(header.cells)]
    below = [row for row in below if row.cells != header.cells][:_LOOKED_AT]
    if len(below) < _FEWEST_ROWS:
        return
    roles = _roles(header, below, known)
    if roles is None:
        return
    columns = known or Columns(roles, header, ("",) * len(roles), (), True)
    columns = replace(columns, roles=roles, targets=targets(roles, header.cells), is_actions=True)
    yield from (replace(columns, header=row) for row in rows if row.cells == header.cells)


def _may_head(row: Line) -> bool:
    """Whether a row may be a header: short words in most columns, none of which is what rows hold."""
    if len(row.filled) * 2 <= len(row.cells) or _NO_PLAN.search(row.text):
        return False
    return not any(
        len(cell) > _LONGEST_HEADER or is_ref(cell) or is_rating(cell) or looks_like_due(cell) > 0.5
        for cell in row.filled
        if header_role(cell) is None
    )


def _roles(header: Line, rows: Sequence[Line], known: Columns | None) -> tuple[str | None, ...] | None:
    """The roles of the columns by their header and by what they hold; None where that makes no plan."""
    roles = list(known.roles) if known else [header_role(cell) for cell in header.cells]
    columns = zip(*(row.cells for row in rows), strict=True)
    cells = [[words for cell in column if (words := cell.strip()) not in _EMPTY] for column in columns]
    for at, held in enumerate(cells):
        if not held or not header.cells[at].strip():
            continue
        told = next((role for role, says in _SAYS if _share(held, says) > _MOST), None)
        if 3 * len(held) <= len(rows) and told != "lead":  # not every body leads each action
            continue
        is_open = roles[at] in _OPEN or (roles[at] == "lead" and told == "due")  # "By" may be either
        if is_open and told and (told in {"lead", "due"} or told not in roles):
            roles[at] = told
    for at in [at for at, role in enumerate(roles) if role == "due"][:-1]:
        roles[at] = "first due"  # the last is what is now expected
    _find_text(roles, cells)
    return tuple(roles) if set(roles) >= _NEEDED else None


def _find_text(roles: list[str | None], cells: Sequence[Sequence[str]]) -> None:
    """The column of what is to be done: the only one whose cells begin with verbs."""
    at_hand = roles.index("text") if "text" in roles else None
    if at_hand is not None and _share(cells[at_hand], _is_to_do) > _LEAST:
        return
    open_to = [at for at, role in enumerate(roles) if role in {*_OPEN, "area", "outcome"}]
    acting = [at for at in open_to if _share(cells[at], _is_to_do) >= _HALF]
    if len(acting) == 1:
        if at_hand is not None:
            roles[at_hand] = "outcome"
        roles[acting[0]] = "text"


def _share(cells: Sequence[str], says: Callable[[str], bool]) -> float:
    """The share of cells that say so."""
    return sum(map(says, cells)) / max(1, len(cells))


def _is_to_do(words: str) -> bool:
    """Whether the words say what is to be done: they begin with a verb."""
    said = _WORD.findall(_BEFORE_VERB.sub("", words, count=1))
    return len(said) >= _FEWEST_WORDS and is_verb(said[0].lower())
