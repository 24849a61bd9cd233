"""Tables of those present: which column holds names, which whom they speak for, which their initials."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from graphapp.reading.drafts import Line
from graphapp.reading.persons import are_initials, entry

_COLUMNS = tuple(
    (role, re.compile(pattern, re.I))
    for role, pattern in (
        (
            "name",
            r"(?:full\s+|attendee['’]?s?\s+|member['’]?s?\s+)?names?(?:\s*(?:/|&|and)\s*(?:job\s+)?(?:title|role|position|post)s?)?"
            r"|attendees?|(?:(?:board|committee|panel|elected|voting)\s+)?members?|person|councillors?|cllrs?",
        ),
        ("status", r"attendance|present.*|attended|apologies|in attendance"),
        ("initials", r"initials?(?:\s+used)?|abbreviations?|abbrev\.?|int\.?|ref\.?"),
        (
            "body",
            r"(?:job\s+)?(?:title|role|position|designation|post).*|organi[sz]ation.*|org\.?|agency.*|body|represent.*"
            r"|service.*|directorate|department|employer|partner(?:\s+agency)?|(?:school|setting|institution|company).*",
        ),
    )
)
_NAME_COLUMN = dict(_COLUMNS)["name"]
_NAME_SIGNS = ("name", "attendee", "member", "person", "councillor", "cllr")  # one of which such a column's words hold
_LONGEST_HEADER = 80  # characters
_AWAY = re.compile(r"apol|absent|\b(?:no|n|a)\b|[✗✘]", re.I)
_STATUS = re.compile(r"(?i)apologies|absent|present|attended|yes|no|[✓✔✗✘xypna]")
_LETTERS = re.compile(r"[A-Z](?:\.?[A-Za-z]){1,3}\.?")
Columns = dict[str, list[int]]


class Entry(NamedTuple):
    """A person of a table, whom the row says the person speaks for, whether away, and the initials used."""

    name: str
    body: str
    is_away: bool = False
    initials: str = ""


def header(row: Line) -> Columns | None:
    """role -> columns, where a row is the header of a table of people."""
    if len(row.filled) < 2:
        return None
    lower = row.text.casefold()
    return _columns(row.cells) if any(map(lower.__contains__, _NAME_SIGNS)) else None


@lru_cache(maxsize=1024)  # a row of a table is looked at several times
def _columns(cells: tuple[str, ...]) -> Columns | None:
    if not any(len(cell) <= _LONGEST_HEADER and _NAME_COLUMN.fullmatch(cell.strip(" :*")) for cell in cells):
        return None  # as nearly all rows of a paper
    roles: dict[str, list[int]] = {}
    for place, cell in enumerate(cells):
        if len(cell) <= _LONGEST_HEADER and (role := _column(cell)):
            roles.setdefault(role, []).append(place)
    return roles if "name" in roles and len(roles) > 1 else None


@lru_cache(maxsize=4096)
def _column(cell: str) -> str | None:
    return next((role for role, pattern in _COLUMNS if pattern.fullmatch(cell.strip(" :*"))), None)


def under_header(row: Line, columns: Columns) -> list[Entry]:
    """The person of a row under a header."""
    names = _cells(row, columns["name"])
    people = entry(names[0]) if names else []
    if not people:
        return []
    is_away = "status" in columns and any(map(_AWAY.search, _cells(row, columns["status"])))
    bodies = _cells(row, columns["body"]) if "body" in columns else []
    initials = _cells(row, columns["initials"])[:1] if "initials" in columns else []
    return [Entry(name, ", ".join(filter(None, (body, *bodies))), is_away, "".join(initials)) for name, body in people]


def _cells(row: Line, places: Sequence[int]) -> list[str]:
    """What the row's cells at some places hold, without empty ones."""
    return [words for place in places if place < len(row.cells) and (words := row.cells[place].strip())]


def columns_of_names(rows: Sequence[Line]) -> frozenset[int]:
    """The columns of rows without a header that mostly hold people; a body may look like a name here and there."""
    if not rows:
        return frozenset()
    filled: Counter[int] = Counter()
    named: Counter[int] = Counter()
    for row in rows:
        for place, cell in enumerate(row.cells):
            if cell.strip():
                filled[place] += 1
                named[place] += bool(entry(cell.strip()))
    return frozenset(place for place in filled if named[place] * 2 > filled[place])


def without_header(row: Line, names: frozenset[int]) -> Iterator[Entry]:
    """The people of a row: each name, with the cells after it (and before the first) as whom it speaks for."""
    name, bodies, is_away, initials = "", list[str](), False, ""
    for place, cell in enumerate(row.cells):
        words = cell.strip().lstrip("-–— ")
        people = entry(words) if place in names else []
        if people and name:
            yield Entry(name, ", ".join(filter(None, bodies)), is_away, initials)
            bodies, is_away, initials = [], False, ""
        if people:
            name, bodies = people[0][0], [people[0][1], *bodies]
        elif name and _LETTERS.fullmatch(words) and are_initials(words, name):
            initials = words
        elif _STATUS.fullmatch(words):
            is_away = is_away or bool(_AWAY.search(words))
        else:
            bodies.append(words)
    if name:
        yield Entry(name, ", ".join(filter(None, bodies)), is_away, initials)
