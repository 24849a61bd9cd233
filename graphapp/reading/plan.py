"""Plans of action in a paper: sections, tables, recommendations, what each colour means; every row accounted for.

The walk goes line by line and only sorts lines into sections and rows; `actions.py` then gives the rows their meaning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from graphapp.reading.asked import NOISE, AskedList
from graphapp.reading.contents import told_by_contents
from graphapp.reading.drafts import Line, Paper, RecommendationDraft
from graphapp.reading.rows import Row, continue_row, continue_with_words, is_like_row, read_row
from graphapp.reading.sections import (
    Section,
    banner,
    headed,
    heads_table,
    is_note,
    labelled,
    lead_of,
    may_label,
    may_lead,
    title_and_lead,
)
from graphapp.reading.tables import REF_THEN_TEXT, Columns, is_ref, read_deep_header, read_header

_OUTCOMES = re.compile(r"(?i)(?:expected |desired |intended |key )?outcomes?(?: statements?)?\s*:?")
_BULLET = re.compile(r"^\s*[-•·●▪*–]\s*")
_RAG_WORD = re.compile(r"(?i)(red|amber|green|blue|purple|grey|black|white|yellow|complete[d]?)(?: ?[-–:(].{0,40})?")
_RESIDUE = re.compile(r"\$[^$]*\$|[\W_]+")
_LETTER = re.compile(r"[^\W\d_]")
_RULE = re.compile(r"[-–—_=*]{3,}")  # drawn across the page: no row goes on below it


@dataclass(slots=True)
class Outline:
    """What the walk found: sections with their rows in reading order, and what stands outside them."""

    sections: list[Section] = field(default_factory=list)
    recommendations: list[RecommendationDraft] = field(default_factory=list)
    rag: list[tuple[str, str, Line]] = field(default_factory=list)
    unread: list[tuple[Line, str]] = field(default_factory=list)  # with why
    is_missed: bool = False  # whether a table says who and by when, but not in which column what is done stands


class Walk:
    """One pass over a paper's lines; `outline` is the result of `run`."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        text = "\n".join([line.text for line in paper.lines]).lower()
        self.may_label, self.may_lead = may_label(text), may_lead(text)  # whether any line of the paper may
        self.outline = Outline()
        self.columns: Columns | None = None
        self.is_open = False  # whether the table in force still takes rows without a reference
        self.row: Row | None = None
        self.untitled = False  # the section's title is on the next line
        self.in_outcomes = False
        self.asked = AskedList(paper, self.outline.recommendations)
        self.before: Line | None = None  # the lines around the one at hand
        self.following: Line | None = None
        self.heading: Line | None = None  # the last title that became no section
        self.heading_lead = ""  # who leads it, on a line of its own
        self.first: Section | None = None  # the heading above the first table, a section's only if others follow
        self.told: dict[int, Columns] = {}  # what columns hold whose headers do not tell
        self.second: Line | None = None  # the lower row of a header that is two rows deep

    def run(self) -> Outline:
        """Walk all lines that hold something."""
        lines = [line for line in self.paper.lines if line.filled]
        self.told = told_by_contents(lines)
        for line, self.following in zip(lines, [*lines[1:], None], strict=False):
            if line is not self.second:
                self._take(line)
            self.before = line
        self._head_first()
        return self.outline

    def _head_first(self) -> None:
        """Where headings make the later tables sections, the first table's heading makes one of it too."""
        first, *others = self.outline.sections or [Section("", "", "", self.paper.lines[0])]
        kinds = {(section.label, section.line.heading) for section in others}
        if not first.label and self.first is not None and (self.first.label, self.first.line.heading) in kinds:
            first.label, first.no, first.title = self.first.label, self.first.no, self.first.title
            first.line, first.lead = self.first.line, self.first.lead

    def _take(self, line: Line) -> None:
        if self.columns is not None and self.columns.header.sheet != line.sheet:
            self.columns, self.row = None, None  # no table goes on from one sheet to the next
        columns = self.columns if self.columns is not None and self.columns.is_actions else None
        is_row = columns is not None and len(line.filled) > 2  # of the table in force
        if not is_row and self.asked.opens(self.before, line, self.following):
            self.columns, self.row = None, None
        elif self.asked.is_open and self.asked.takes(line):
            pass
        elif opened := read_deep_header(line, self.following):
            self.second = self.following
            self._open_table(opened)
        elif opened := self.told.get(id(line)) or read_header(line):
            self._open_table(opened)
        elif self._section(line) or self._section_words(line) or self._rag(line):
            pass
        elif columns is not None and not self._leaves(line, columns):
            self._table_line(line, columns)
        else:
            self._other_line(line)

    def _leaves(self, line: Line, columns: Columns) -> bool:
        """Whether a line is no more of the table in force: the title of the next one, or a row of another."""
        if line.table is None:
            below = self.following
            return self._heads(line) and below is not None and (bool(lead_of(below)) or bool(read_header(below)))
        if line.table in {columns.header.table, self.row and self.row.last.table}:
            return False
        if line.page is not None and not self._is_of_another(line, columns):
            return False
        return not is_like_row(line, columns)

    def _is_of_another(self, line: Line, columns: Columns) -> bool:
        """Whether a row on a page is of a table of its own: below a title, or as wide as no page's end leaves one."""
        is_titled = self.heading is not None or (self.before is not None and self.before.heading > 0)
        return is_titled or 2 * len(line.cells) <= len(columns.roles)

    def _heads(self, line: Line) -> bool:
        return heads_table(self.before, line, self.following)

    def _open_table(self, columns: Columns) -> None:
        heading, lead = self.heading, self.heading_lead
        section = headed(heading, lead) if heading is not None and not self._is_within(heading, columns) else None
        if columns.is_actions and not self.outline.sections:
            self._begin(Section("", "", "", columns.header))
            self.first = section
        elif columns.is_actions and section is not None:
            self._begin(section)
        if self.columns is None or not columns.is_actions:
            self.row = None
            if not columns.is_actions:
                self._unread(columns.header, "the head of a table that is not a plan of action")
                self.outline.is_missed |= columns.has("lead") and columns.has("due")
        self.heading = None
        self.columns, self.is_open, self.in_outcomes = columns, True, False

    def _is_within(self, heading: Line, columns: Columns) -> bool:
        """Whether a title is only one part of the section in force, or of no weight beside a column of areas."""
        if heading.sheet is not None and columns.has("area"):
            return True
        now = self.outline.sections[-1] if self.outline.sections else None
        if now is None or now.rows or now.label in {"", "heading", "banner"}:
            return False
        return heading.heading == 0 or 0 < now.line.heading < heading.heading

    def _begin(self, section: Section) -> None:
        self.outline.sections.append(section)
        self.columns, self.row, self.in_outcomes, self.heading = None, None, False, None

    def _section(self, line: Line) -> bool:
        columns = self.columns
        section = labelled(line, columns) if self.may_label else None
        if section is None and line.table is not None and columns is not None and columns.is_actions:
            section = banner(line, self.following, columns)
            if section is not None and self._is_group():
                self.row = Row(line, line, columns, {"text": [line.text]}, is_title=True)
                self.outline.sections[-1].rows.append(self.row)
                return True
        if section is None:
            return False
        if self.outline.sections and self.outline.sections[-1].is_repeated_by(section):
            return True
        self._begin(section)
        self.untitled = not section.title
        if columns is not None and _goes_on(line, self.following, columns):
            self.columns, self.is_open = columns, True
        return True

    def _is_group(self) -> bool:
        """Whether a title across the table parts a key area that a line or heading outside the table opened."""
        now = self.outline.sections[-1] if self.outline.sections else None
        return now is not None and now.label not in {"", "banner"} and now.line.table is None

    def _section_words(self, line: Line) -> bool:
        """A section's own lines before its table: title, lead, outcome statements."""
        if not self.outline.sections or len(line.filled) > 2 or self.heading is not None:
            return False
        section, text = self.outline.sections[-1], line.text
        if self.columns is not None and (section.rows or not section.label or line.table is None):
            return False
        if self.untitled:
            section.title, lead = title_and_lead(text)
            section.lead, self.untitled = lead or section.lead, False
        elif lead := lead_of(line):
            section.lead = lead
        elif _OUTCOMES.fullmatch(text):
            self.in_outcomes = True
        elif self.in_outcomes and _BULLET.match(text):
            section.outcomes.append(_BULLET.sub("", text))
        else:
            return False
        section.last = line
        return True

    def _rag(self, line: Line) -> bool:
        cells = line.filled
        if len(cells) != 2 or not _RAG_WORD.fullmatch(cells[0]) or len(cells[1].split()) > 60:
            return False
        if self.columns is not None and self.columns.is_actions and self.is_open:
            return False
        self.outline.rag.append((cells[0].lower(), cells[1], line))
        return True

    def _table_line(self, line: Line, columns: Columns) -> None:
        """A line while a table of actions is in force."""
        if _RESIDUE.fullmatch(line.text):
            if _RULE.fullmatch(line.text):
                self.row = None
            if "$" in line.text or "~" in line.text:
                self._unread(line, "no words: a mark left by scanning")
        elif len(line.cells) > 1 or (not self._is_below(line, columns) and REF_THEN_TEXT.match(line.text)):
            self._table_row(line, columns)
        elif NOISE.fullmatch(line.text):
            self._unread(line, "a page number")
        elif self.row is None or not self.is_open or line.heading or not continue_with_words(self.row, line):
            self.is_open = False
            self._head(line)

    @staticmethod
    def _is_below(line: Line, columns: Columns) -> bool:
        """Whether a line is a paragraph under a real table, which only a page could have made of a row."""
        return columns.header.table is not None and line.table is None and line.page is None

    def _table_row(self, line: Line, columns: Columns) -> None:
        if line.table is not None and is_note(line, columns):
            self._unread(line, "a note in a table of actions")
            self.row, self.is_open = None, False
            return
        row = read_row(line, columns)
        is_numbered = is_ref(row.ref) if line.table is not None else bool(row.ref)
        if not is_numbered and not self.is_open and (line.table is None or not is_like_row(line, columns)):
            self._other_line(line)
        elif self.row is not None and self._continues(self.row, row, line):
            continue_row(self.row, row)
        elif _LETTER.search(row.words("text")) or row.ref:
            self._inherit_ref(row, line)
            self._inherit_area(row, line)
            self.row, self.is_open = row, True
            self.outline.sections[-1].rows.append(row)
        else:
            self._unread(line, "a row without an action")

    def _continues(self, now: Row, row: Row, line: Line) -> bool:
        """Whether a line's cells carry on the row above: it has no number, and what it says is unfinished."""
        text = row.words("text")
        if row.ref:
            return False
        if not text:
            return True
        if line.table is None:
            return bool(now.ref) or (text[:1].islower() and row.is_bare)
        if text[:1].islower() and row.is_bare:
            return True
        if line.page is None or line.page == now.last.page:
            return False
        return text[:1].islower() or (not now.is_finished and not (row.words("lead") and row.words("due")))

    def _inherit_ref(self, row: Row, line: Line) -> None:
        """A ruled table that writes a number once for several rows means it for each of them."""
        if (
            not row.ref
            and self.row is not None
            and self.row.ref
            and line.table == self.row.first.table is not None
            and not row.is_bare
        ):
            row.cells["ref"] = list(self.row.cells["ref"])

    def _inherit_area(self, row: Row, line: Line) -> None:
        """A real table that names an area once for the rows from there on means it for each of them."""
        above = self.row
        if above is None or line.table is None or above.columns is not row.columns:
            return
        for role in ("area", "sort"):
            if above.words(role) and not row.words(role):
                row.cells[role] = list(above.cells[role])

    def _other_line(self, line: Line) -> None:
        """A line outside the tables of actions: a row of some other table is said to be unread."""
        if len(line.filled) > 1 or (self.columns is not None and len(line.cells) > 1):
            self._unread(line, "a table whose columns are not those of a plan of action")
        else:
            self.columns, self.row = None, None
            self._head(line)

    def _head(self, line: Line) -> None:
        """Keep a heading, and the lead named below it, for a table that may follow."""
        if self.may_lead and (lead := lead_of(line)):
            self.heading_lead = lead
        elif line.heading or line.is_strong or self._heads(line):
            self.heading, self.heading_lead = line, ""

    def _unread(self, line: Line, why: str) -> None:
        self.outline.unread.append((line, why))


def _goes_on(line: Line, following: Line | None, columns: Columns) -> bool:
    """Whether the table in force goes on below a title across it: a banner, or in plain text a row as wide."""
    if line.table is not None:
        return line.table == columns.header.table
    width = len(columns.roles)
    return following is not None and following.table is None and width > 2 and len(following.cells) == width
