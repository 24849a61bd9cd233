"""Rows of a table of actions put together again: split by a page break, or with the reference inside the words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from graphapp.due import looks_like_due
from graphapp.reading.drafts import Line
from graphapp.reading.names import looks_like_leads
from graphapp.reading.tables import REF_THEN_TEXT, Columns, is_recommendations, is_ref, place_cells

_ENDS = (".", "!", "?", ".'", '."', ".’", ".”", ".)")
_SHARED = ("lead", "lead and due", "post", "body", "due", "start", "recommendations", "area", "outcome")
_SAID = frozenset(("due", "lead", "post", "recommendations", "rag", "progress", "start"))  # of an action
_LONGEST = 400  # characters; no cell of who and when is longer
_LONGEST_PART = 10_000  # characters; what is longer is not joined on, for each joining copies it
_LAST_WORD = 6  # characters, with what stands before it
_LEVEL = re.compile(
    r"(?i)(?:very )?(?:high|medium|low|critical|urgent|important|essential|desirable|[hml])(?: priority)?"
)
_RATING_WORDS = 8  # more of them tell how it goes
_OF_ONE = re.compile(r"(?i)name|agenc|organi[sz]ation|partner|body|service|team|post|title|role|person")
_SURE = 0.9  # of words that are a date and nothing else
_UNFINISHED = re.compile(r"(?:[,&/-]|\b(?:and|of|for|the|to|in))$")
_PARTS = re.compile(r"[a-z]+|\d+", re.I)


@dataclass(slots=True)
class Row:
    """A row of a table as it grows over the lines it stands on: role -> words, columns of one role joined."""

    first: Line
    last: Line
    columns: Columns
    cells: dict[str, list[str]] = field(default_factory=dict)
    ratings: list[tuple[str, str]] = field(default_factory=list)
    fill: str = ""
    is_group: bool = False
    is_title: bool = False  # stands across the table, a group's title and nothing else

    def words(self, role: str, joint: str = " ") -> str:
        """All the row's words in columns of this role."""
        parts = self.cells.get(role)
        if not parts:
            return ""
        return parts[0] if len(parts) == 1 else joint.join(filter(None, parts))

    @property
    def ref(self) -> str:
        """The printed reference without a closing stop, "" where there is none."""
        if "ref" not in self.cells:
            return ""
        words = self.words("ref").strip()
        return words if "(" in words else words.rstrip(".:)")

    @property
    def area(self) -> str:
        """What a column of areas says of the row, or the one in front of all others that may sort the rows.

        How urgent an action is is no area of work.
        """
        found = self.words("area")
        return found if found and not _LEVEL.fullmatch(found) else self.words("sort")

    @property
    def is_finished(self) -> bool:
        """Whether the action's sentence has come to its end."""
        return self.words("text").rstrip().endswith(_ENDS)

    @property
    def is_bare(self) -> bool:
        """Whether the row says nothing but a reference and words: a group's title, or an action with gaps."""
        return not any(role in _SAID and any(parts) for role, parts in self.cells.items())


def read_row(line: Line, columns: Columns) -> Row:
    """The row that starts on this line."""
    row = Row(line, line, columns)
    placed = place_cells(line.cells, columns.targets, line.table is not None)
    for column, words in placed:
        role = columns.targets[column]
        if role == "rating" and len(words.split()) > _RATING_WORDS:
            row.cells.setdefault("progress", []).append(words)  # what was done by then
        elif role == "rating":
            row.ratings.append((columns.dates[column], words))
        else:
            row.cells.setdefault(role, []).append(words)
    if len(row.cells.get("lead", ())) > 1:
        _keep_apart(row, [column for column, _ in placed if columns.targets[column] == "lead"])
    _split_ref(row)
    if line.above:
        _share_merged(row)
    if "lead and due" in row.cells:
        _part_lead_and_due(row)
    if "rag" in row.cells and len(row.words("rag").split()) > _RATING_WORDS:
        row.cells.setdefault("progress", []).extend(row.cells.pop("rag"))
    if "first due" in row.cells and not row.words("due") and row.words("first due"):  # no later date was set
        row.cells["due"] = list(row.cells["first due"])
    if line.fills:
        fills = zip(line.fills, columns.roles, strict=False)
        row.fill = next((fill for fill, role in fills if fill and role == "rag"), "")
    return row


def is_like_row(line: Line, columns: Columns) -> bool:
    """Whether a table without a header of its own may carry this one on: as wide, and what it says fits."""
    if len(line.cells) != len(columns.roles):
        return False
    row = read_row(line, columns)
    fits = (is_ref(row.ref), looks_like_due(row.words("due")) > 0.5, looks_like_leads(row.words("lead")) > 0.5)
    return bool(row.words("text")) and any(fits)


def _keep_apart(row: Row, columns: list[int]) -> None:
    """Two columns of leads, Director and Operational Lead, name two; Lead and Name, or Agency, name one."""
    if not any(_OF_ONE.search(row.columns.header.cells[column]) for column in columns):
        row.cells["lead"] = ["; ".join(row.cells["lead"])]


def _part_lead_and_due(row: Row) -> None:
    """What one column says of who and by when: the first words that are nothing but a date begin the date."""
    words = "\n".join(row.cells.pop("lead and due"))[:_LONGEST]
    cuts = [0, *(space.end() for space in re.finditer(r"\s+[-–—(]?\s*", words))]
    dated = next((at for at in cuts if looks_like_due(words[at:].rstrip(")")) > _SURE), len(words))
    for role, part in (("lead", words[:dated]), ("due", words[dated:])):
        if part := part.strip(" \n-–—,;/()" if role == "due" else " \n-–—,;/("):
            row.cells.setdefault(role, []).append(part)


def _share_merged(row: Row) -> None:
    """What a merged cell says of several actions, it says of each."""
    for place, words in enumerate(row.first.above[: len(row.columns.roles)]):
        role = row.columns.roles[place]
        if words and role in _SHARED and row.words("text") and not row.words(role):
            row.cells[role] = [words]


def _split_ref(row: Row) -> None:
    """Take a reference out of the front of the action's words, or words out of a cell that holds both."""
    ref, text = row.words("ref"), row.words("text")
    if ref and not text and not is_ref(ref):
        row.cells["text"] = row.cells.pop("ref")
        ref, text = "", ref
    if not row.columns.has("ref"):
        _code_as_ref(row)
        ref = row.words("ref")
    if text and not ref and (found := REF_THEN_TEXT.match(text)):
        row.cells["ref"] = [found[1].rstrip(".")]
        row.cells["text"] = [text[found.end() :]]


def _code_as_ref(row: Row) -> None:
    """Where no column is headed as one of references, a code such as AFI 3 in the first cell is the reference."""
    code = row.first.cells[0].strip()
    role = row.columns.targets[0]
    coded = is_ref(code) and code[-1].isdigit() and not code.isdigit()
    if role in {"other", "sort", "recommendations", "area"} and coded and not is_recommendations(code):
        row.cells["ref"] = [code]


def continue_row(row: Row, more: Row) -> None:
    """Add what a further line says, column by column."""
    for role, words in more.cells.items():
        parts = row.cells.setdefault(role, [])
        joins = (
            parts
            and words
            and (words[0][:1].islower() or _UNFINISHED.search(parts[-1][-_LAST_WORD:]))
            and len(parts[-1]) < _LONGEST_PART
        )
        if joins:
            parts[-1] = f"{parts[-1]} {words[0]}"
        parts.extend(words[1:] if joins else words)
    row.ratings += more.ratings
    row.last = more.last


def continue_with_words(row: Row, line: Line) -> bool:
    """Add a line without columns that carries on an unfinished row; False if it does not belong to it."""
    text = line.text
    if row.first.table is not None and line.page is None:
        return False  # only pages break a real table's cells
    if not row.is_finished and text[:1].islower():
        row.cells.setdefault("text", []).append(text)
    elif row.columns.has("lead") and len(text) < 80 and looks_like_leads(text) > 0.5:
        row.cells.setdefault("lead", []).append(text)
    elif row.columns.has("due") and looks_like_due(text) > (_SURE if row.words("due") else 0.5):
        row.cells.setdefault("due", []).append(text)
    elif row.columns.has("recommendations") and is_recommendations(text):
        row.cells.setdefault("recommendations", []).append(text)
    else:
        return False
    row.last = line
    return True


def mark_groups(rows: Iterable[Row]) -> None:
    """A reference that others build on (1.2 of 1.2.1) is a group's, and so is a bare title without a number
    in a table whose actions say more."""
    rows = list(rows)
    keys = [tuple(_PARTS.findall(row.ref.lower())) for row in rows]
    refs = {key for key, row in zip(keys, rows, strict=True) if row.ref}
    deepest = max(map(len, refs), default=0)
    parents = {ref[:size] for ref in refs for size in range(1, len(ref))}
    full = any(not row.is_bare for row in rows)
    numbered = sum(1 for row in rows if row.ref) * 2 > len(rows)
    for key, row in zip(keys, rows, strict=True):
        if row.is_title:
            row.is_group = True
        elif key:
            row.is_group = key in parents and (row.is_bare or len(key) < deepest)
        else:
            is_alone = row.first.table is None or len(row.first.filled) == 1
            row.is_group = full and row.is_bare and is_alone and len(row.words("text")) < 200 and not numbered


def join_broken(parts: Iterable[str], known: frozenset[str]) -> tuple[str, bool]:
    """A title whose words a scan broke over cells, joined where the paper's own words make the join sure.

    Returns the words and whether every join was sure.
    """
    words, sure = "", True
    for part in parts:
        if not words:
            words = part
            continue
        cut = max(words.rfind(" "), words.rfind("-")) + 1
        tail = words[cut:]
        first, _, rest = part.partition(" ")
        joined = _joined(tail, first, known)
        if joined:
            words = f"{words[:cut]}{joined} {rest}".strip()
        else:
            sure = sure and _folded(tail) in known and _folded(first) in known
            words = f"{words} {part}"
    return words, sure


def _joined(tail: str, first: str, known: frozenset[str]) -> str | None:
    """`suppo` + `ort` is support and `man` + `aging` managing, if the paper uses the whole and not the parts."""
    if _folded(tail) in known and _folded(first) in known:
        return None
    options = [tail + first] + ([tail + first[1:]] if tail[-1:] == first[:1] else [])
    options += [tail] if len(first) < 4 and tail.endswith(first) else []  # the half was printed twice
    return next((option for option in options if _folded(option) in known), None)


def _folded(word: str) -> str:
    return word.strip(".,;:()'’‘&").lower()
