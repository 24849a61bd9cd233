"""The decisions and actions that tables within minutes hold: action logs, tables of decisions, forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphapp.due import Due
from graphapp.reading.action_log import Row, log_columns, log_rows
from graphapp.reading.decision_forms import opens_form, points_in, read_forms
from graphapp.reading.decision_marks import marked
from graphapp.reading.drafts import Line
from graphapp.reading.owners import Room, due_written, owners_named
from graphapp.reading.points import POINT

_WHO_ACTS = re.compile(r"(?P<who>[A-Z][^.;:\n]{0,80}?)\s(?:to|will)\s")
_LETTERS = re.compile(r"[A-Z]{2,4}(?:\s?(?:[/,&]|\band\b)\s?[A-Z]{2,4}){0,4}")


@dataclass(frozen=True, slots=True)
class Entered:
    """One decision or action of a table: `how` is marked or action, `item` the one in force at its row."""

    text: str
    place: int
    how: str
    item: str | None
    owners: tuple[str, ...] = ()
    due: Due | None = None


def read_table(lines: Sequence[Line], place: int, item: str | None, room: Room) -> tuple[Sequence[Entered], int] | None:
    """What a log or form that begins at a place holds, and the place after it; None where neither does."""
    if opens_form(lines, place):
        return _forms(lines, place, item, room)
    return _log(lines, place, item, room) if log_columns(lines[place]) else None


def _forms(lines: Sequence[Line], place: int, item: str | None, room: Room) -> tuple[Sequence[Entered], int]:
    forms, after = read_forms(lines, place)
    entered: list[Entered] = []
    for form in forms:
        for number, text in form.points:
            owner, due = form.said(form.owner, number), form.said(form.due, number)
            entered.append(
                Entered(text, form.place, "marked", form.item or item, owners_named(owner, room), _due(due, room))
            )
    return entered, after


def _log(lines: Sequence[Line], place: int, item: str | None, room: Room) -> tuple[Sequence[Entered], int]:
    rows, after = log_rows(lines, place)
    entered: list[Entered] = []
    for row in rows:
        item = row.item.rstrip(".) ") or item
        owners, due = owners_named(row.owner, room), _due(row.due, room)
        if row.is_decision:
            entered += (Entered(text, row.place, "marked", item, owners, due) for text in _decided(row.text))
        entered += (Entered(text, row.place, "marked", item) for text in _in_discussion(row))
        if row.text and not row.is_decision:
            entered += (Entered(text, row.place, "action", item, owners, due) for text in _actions(row.text, room))
    return entered, after


def _actions(words: str, room: Room) -> list[str]:
    """The actions of a cell: each line that says who acts begins one, each bullet where the first line has one too."""
    if "\n" not in words:
        return [words]
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    listed = _point(lines[0]) is not None
    if not listed and not _says_who(lines[0], room):
        return [words]
    actions: list[str] = []
    for line in lines:
        point = _point(line) if listed else None
        said = line[point.end() :] if point else line
        if not actions or point or _says_who(said, room):
            actions.append(said)
        else:
            actions[-1] = f"{actions[-1]} {said}"
    return actions


def _point(line: str) -> re.Match[str] | None:
    """The sign of a point that a line begins with; the number of a paragraph, `1.22`, is none."""
    point = POINT.match(line)
    return None if point and line[point.end()].isdigit() else point


def _says_who(line: str, room: Room) -> bool:
    """Whether a line begins with who acts: `AB to write`, `AB & CD will meet`, letters of people not listed too."""
    found = _WHO_ACTS.match(line)
    return bool(found and (_LETTERS.fullmatch(found["who"]) or owners_named(found["who"], room)))


def _due(words: str, room: Room) -> Due | None:
    return due_written(words, room.date) if words else None


def _decided(words: str) -> Iterator[str]:
    """The decisions of a cell of a column of decisions, without the word that marks them there too."""
    mark = marked(words.partition("\n")[0].strip())
    if mark:
        words = f"{mark['rest']}\n{words.partition(chr(10))[2]}".strip()
    yield from (text for _, text in points_in(words))


def _in_discussion(row: Row) -> Iterator[str]:
    """The marked decisions within a row's discussion."""
    parts = row.discussion.split("\n") if "\n" in row.discussion else ()
    for mark in filter(None, (marked(part.strip()) for part in parts)):
        yield from (text for _, text in points_in(mark["rest"]))
