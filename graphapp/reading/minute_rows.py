"""Minutes set as a table: each row laid open into the lines it would be without one.

A cell's paragraphs become lines, the number before a title its item, and what the column at the right
says of who acts (`GA/SOB`) a line of its own under the row. Action logs stay tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from graphapp.reading.action_log import log_columns, log_roles
from graphapp.reading.decision_forms import opens_form
from graphapp.reading.decision_marks import ACTION, is_marked
from graphapp.reading.drafts import Line
from graphapp.reading.owners import Room, owners_named
from graphapp.reading.sections import labelled

_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]?")
_ACTS = re.compile(r"(?i)\b(?:actions?|by\s+whom|who|owners?|responsib\w*|initials)\b")
_LETTERS = re.compile(r"[A-Z]{2,4}[a-z]?")
_EVERYBODY = re.compile(r"(?i)all(?:\s+\w+)?|everyone|n/?a|none|[-–—]")
_LONGEST = 60  # characters of a cell that only names people
_FEWEST = 4  # words; a shorter row is a title and nothing to act on


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which columns of a table of minutes say who acts, what is to be done, and by when."""

    owner: int | None = None
    action: int | None = None
    due: int | None = None
    header: int | None = None  # the number of the header's line


def laid_open(lines: Sequence[Line], room: Room) -> list[Line]:
    """The lines of a meeting, its tables of minutes laid open."""
    opened: list[Line] = []
    for is_row, block in groupby(lines, _table):
        rows = list(block)
        opened += _opened_table(rows, room) if is_row is not None else rows
    return opened


def _table(line: Line) -> int | None:
    """What rows of one table have in common, None for a line that is no row."""
    if line.table is not None:
        return line.table
    return -1 if len(line.cells) > 1 or "\n" in line.text else None


def _opened_table(rows: Sequence[Line], room: Room) -> Iterator[Line]:
    if opens_form(rows, 0):
        yield from rows
        return
    columns = _columns(rows, room)
    log: Line | None = None  # the header of the log at hand
    in_log = False
    for row in rows:
        if row.no == columns.header:
            log, in_log = None, False
        elif log_columns(row):
            log, in_log = row, True
            yield row
        elif log is not None and len(row.filled) > 1 and (in_log or len(row.cells) == len(log.cells)):
            if not in_log:
                yield log  # which goes on below what stands across the table
            in_log = True
            yield row
        else:
            in_log = False
            log = log if log and _is_item_across(row) else None
            yield from _opened_row(row, columns)


def _is_item_across(row: Line) -> bool:
    """Whether a row across a log is an item of the agenda or what was said of it, not a section of a plan."""
    return row.table is not None and bool(row.cells[0].strip()) and labelled(row, None) is None


def _columns(rows: Sequence[Line], room: Room) -> _Columns:
    """The columns that say who acts, by the header, else the last one where it holds nothing but initials."""
    for at, row in enumerate(rows):
        if len(row.filled) < 2:
            continue
        roles = log_roles(row.cells)
        if log_columns(row) and "owner" in roles:
            return _Columns()  # an action log
        place = roles.get("owner", roles.get("text"))
        if place is None or not _ACTS.search(row.cells[place]):
            continue
        if _names_only(rows[at + 1 :], place, room):
            return _Columns(place, None, roles.get("due"), row.no)
        if "owner" not in roles and not log_columns(row) and place == len(row.cells) - 1:
            return _Columns(None, place, None, row.no)
        return _Columns()
    last = max((len(row.cells) for row in rows), default=0) - 1
    if last > 0 and _names_only(rows, last, room, strict=True):
        return _Columns(last)
    return _Columns()


def _names_only(rows: Sequence[Line], place: int, room: Room, strict: bool = False) -> bool:
    """Whether a column's cells say who acts and nothing else; `strict`: by initials of those present alone."""
    cells = [words for row in rows if place < len(row.cells) and (words := row.cells[place].strip())]
    if strict:
        return len(cells) > 1 and all(_LETTERS.fullmatch(words) and room.person(words) for words in cells)
    named = [words for words in dict.fromkeys(cells) if not _EVERYBODY.fullmatch(words)]
    return bool(named) and all(len(words) <= _LONGEST and owners_named(_who(words), room) for words in named)


def _who(cell: str) -> str:
    """The cell's people as one line: initials one below the other, or side by side, are several people."""
    if all(map(_LETTERS.fullmatch, re.split(r"[\s/,&;]+", cell))):
        return re.sub(r"[\s/,&;]+", "/", cell)
    return re.sub(r"\s*\n\s*", "; ", cell)


def _opened_row(row: Line, columns: _Columns) -> Iterator[Line]:
    """The row's lines: number and title, paragraphs, then who acts on what it ends with."""
    apart = {columns.owner, columns.action, columns.due}
    cells = [words.strip() for at, words in enumerate(row.cells) if words.strip() and at not in apart]
    if len(cells) > 1 and _NUMBER.fullmatch(cells[0]):
        number = cells[0] if "." in cells[0] else f"{cells[0].rstrip(')')}."
        cells[:2] = [f"{number} {cells[1]}"]
    texts = [part.strip() for words in cells for part in words.split("\n") if part.strip()]
    said = {role: _cell(row, getattr(columns, role)) for role in ("owner", "action", "due")}
    owners = said["owner"]
    if owners and not _EVERYBODY.fullmatch(owners):
        texts = _with_owners(texts, owners)
    texts += [f"Action: {part}" for part in said["action"].split("\n") if part.strip()]
    if said["due"] and owners:
        texts.append(f"Deadline: {said['due']}")
    for text in texts:  # plainly made: `replace` takes longer than all the rest
        yield Line(row.no, (text,), row.page, row.sheet, heading=row.heading, is_strong=row.is_strong)


def _cell(row: Line, place: int | None) -> str:
    return row.cells[place].strip() if place is not None and place < len(row.cells) else ""


def _with_owners(texts: list[str], owners: str) -> list[str]:
    """The row's lines with who acts under each of its actions, or under the last line, which then is one."""
    marks = [at for at, text in enumerate(texts) if is_marked(text) or ACTION.fullmatch(text)]
    if not marks:
        if not texts or len(texts[-1].split()) < _FEWEST or _NUMBER.match(texts[-1]):
            return texts
        return [*texts[:-1], f"Action: {texts[-1]}", f"Action by: {_who(owners)}"]
    each = owners.split("\n")
    if len(marks) != len(each) or len(each) == 1:
        return [*texts, f"Action by: {_who(owners)}"]
    ends = [*marks[1:], len(texts)]
    parts = [[*texts[at:end], f"Action by: {_who(who)}"] for at, end, who in zip(marks, ends, each, strict=True)]
    return [*texts[: marks[0]], *(text for part in parts for text in part)]
