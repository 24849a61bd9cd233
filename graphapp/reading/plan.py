"""Plans of action in a paper: sections, tables, recommendations, what each colour means; every row accounted for.

The walk goes line by line and only sorts lines into sections and rows; `actions.py` then gives the rows their meaning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from graphapp.reading.drafts import Line, Paper, RecommendationDraft, Unread
from graphapp.reading.rows import Row, continue_row, continue_with_words, read_row
from graphapp.reading.tables import REF_THEN_TEXT, Columns, read_deep_header, read_header

_SECTION = re.compile(
    r"(?i)((?:[a-z][a-z'’-]* ){0,2}"
    r"(?:priority(?: area| theme)?|area(?: for improvement| of focus)?|focus area|theme|objective|outcome|strand"
    r"|work ?stream|pillar|goal|aim|recommendation|ambition|domain|enabler|commitment|building block"
    r"|(?:area|cause)s? (?:of|for) (?:\w+ )?\w+|significant (?:concern|weakness)|priority action|challenge|finding))"
    r"\s+(?:no\.?\s*)?([a-z]?\d{1,2}|[a-z]|[ivx]{1,5}|one|two|three|four|five|six|seven|eight|nine|ten)\b"
    r"\s*[:.)–—-]*\s*(.*)"
)
_LEAD = re.compile(
    r"(?i)(?:^|\s|^(?:(?:executive|senior|political|member|cabinet|overall|programme|project|board|partnership|priority"
    r"|theme|work ?stream|strand|pillar|section|key|area|objective|improvement) ){1,2})"
    r"(?:leads?|lead officers?|sponsors?|owners?|(?:priority|strategic) leads?|(?:responsible|accountable) officer|sro)"
    r"\s*[:–-]\s*(\S.*)$"
)
_OUTCOMES = re.compile(r"(?i)(?:expected |desired |intended |key )?outcomes?(?: statements?)?\s*:?")
_BULLET = re.compile(r"^\s*[-•·●▪*–]\s*")
_RAG_WORD = re.compile(r"(?i)(red|amber|green|blue|purple|grey|black|white|yellow|complete[d]?)(?: ?[-–:(].{0,40})?")
_RECOMMENDATIONS = re.compile(r"(?i)\brecommendations?\b")
_NUMBERED = re.compile(r"(?i)(?:recommendation|rec\.?|r)?\s*(\d{1,2})\s*[.):]?(?:\s+(\S.*))?$")
_NUMBERED_TITLE = re.compile(r"(\d{1,2})[.):]?\s+([A-Z].*)")
_NOISE = re.compile(r"(?i)(?:page\s*)?\d{0,4}(?:\s*(?:of|/)\s*\d{1,4})?")
_RESIDUE = re.compile(r"\$[^$]*\$|[\W_]+")
_RULE = re.compile(r"[-–—_=*]{3,}")  # drawn across the page: no row goes on below it


@dataclass(slots=True)
class Section:
    """A key area, priority or objective, or (with no label) a plan's only part."""

    label: str
    no: str
    title: str
    line: Line
    lead: str = ""
    outcomes: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    last: Line | None = None


@dataclass(slots=True)
class Outline:
    """What the walk found: sections with their rows in reading order, and what stands outside them."""

    sections: list[Section] = field(default_factory=list)
    recommendations: list[RecommendationDraft] = field(default_factory=list)
    rag: list[tuple[str, str, Line]] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    is_missed: bool = False  # whether a table says who and by when, but not in which column what is done stands


class Walk:
    """One pass over a paper's lines; `outline` is the result of `run`."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.outline = Outline()
        self.columns: Columns | None = None
        self.is_open = False  # whether the table in force still takes rows without a reference
        self.row: Row | None = None
        self.untitled = False  # the section's title is on the next line
        self.in_outcomes = False
        self.in_recommendations = False
        self.heading: Line | None = None  # the last heading by style that became no section
        self.heading_lead = ""  # who leads it, on a line of its own
        self.first: Section | None = None  # the heading above the first table, a section's only if others follow
        self.second: Line | None = None  # the lower row of a header that is two rows deep

    def run(self) -> Outline:
        """Walk all lines that hold something."""
        lines = [line for line in self.paper.lines if line.filled]
        for place, line in enumerate(lines):
            following = lines[place + 1] if place + 1 < len(lines) else None
            if line is not self.second:
                self._take(line, following)
        self._head_first()
        return self.outline

    def _head_first(self) -> None:
        """Where headings make the later tables sections, the first table's heading makes one of it too."""
        first, *others = self.outline.sections or [Section("", "", "", self.paper.lines[0])]
        levels = {section.line.heading for section in others if section.label == "heading"}
        if not first.label and self.first is not None and self.first.line.heading in levels:
            first.label, first.no, first.title = self.first.label, self.first.no, self.first.title
            first.line, first.lead = self.first.line, self.first.lead

    def _take(self, line: Line, following: Line | None) -> None:
        if self.columns is not None and self.columns.header.sheet != line.sheet:
            self.columns, self.row = None, None  # no table goes on from one sheet to the next
        if self._opens_recommendations(line, following):
            self.in_recommendations, self.columns, self.row = True, None, None
        elif self.in_recommendations and self._recommendation(line):
            pass
        elif columns := read_deep_header(line, following):
            self.second = following
            self._open_table(columns)
        elif columns := read_header(line):
            self._open_table(columns)
        elif self._section(line) or self._section_words(line) or self._rag(line):
            pass
        elif self.columns is not None and self.columns.is_actions:
            self._table_line(line, self.columns)
        else:
            self._other_line(line)

    def _opens_recommendations(self, line: Line, following: Line | None) -> bool:
        text = line.text
        if self.columns is not None and self.columns.is_actions and len(line.filled) > 2:
            return False  # a row of the table in force
        if following is not None and following.heading:
            return False  # a heading is no entry of a list
        if len(text) > 120 or not _RECOMMENDATIONS.search(text) or following is None or self.outline.recommendations:
            return False
        columns = read_header(line)
        if columns and columns.is_actions and columns.has("due"):
            return False  # recommendations are beside the actions, not listed
        found = _NUMBERED.match(following.text)
        return found is not None and found[1] == "1" and len(following.text.split()) > 5

    def _recommendation(self, line: Line) -> bool:
        """One numbered recommendation, with its key area in the last cell if there is one."""
        cells = line.filled
        found = _NUMBERED.match(" ".join(cells[:2]) if cells[0].strip(".): ").isdigit() else cells[0])
        wanted = str(len(self.outline.recommendations) + 1)
        if not found or found[1] != wanted or not found[2] or len(found[2].split()) < 4:
            self.in_recommendations = (
                len(cells) == 1 and len(line.text) < 40 and _NOISE.fullmatch(line.text) is not None
            )
            return self.in_recommendations
        rest = cells[2:] if cells[0].strip(".): ").isdigit() else cells[1:]
        area = rest[-1] if rest and len(rest[-1]) < 80 else None
        self.outline.recommendations.append(RecommendationDraft(wanted, found[2], area, self.paper.cite(line)))
        return True

    def _open_table(self, columns: Columns) -> None:
        heading, lead = self.heading, self.heading_lead
        headed = _headed(heading, lead) if heading is not None else None
        if columns.is_actions and not self.outline.sections:
            self._begin(Section("", "", "", columns.header))
            self.first = headed
        elif columns.is_actions and headed is not None:
            self._begin(headed)
        if self.columns is None or not columns.is_actions:
            self.row = None
            if not columns.is_actions:
                self._unread(columns.header, "the head of a table that is not a plan of action")
                self.outline.is_missed |= columns.has("lead") and columns.has("due")
        self.heading = None
        self.columns, self.is_open, self.in_outcomes = columns, True, False

    def _begin(self, section: Section) -> None:
        self.outline.sections.append(section)
        self.columns, self.row, self.in_outcomes, self.heading = None, None, False, None

    def _section(self, line: Line) -> bool:
        text = _BULLET.sub("", line.text)
        found = _SECTION.fullmatch(text) if len(line.filled) == 1 and len(text) < 220 else None
        if not found or (self.columns is not None and line.table is not None and len(line.cells) == 1):
            return False
        title, lead = _title_and_lead(found[3])
        # A banner across the table in force may be a whole sentence, as recommendations are.
        is_banner = self.columns is not None and line.table == self.columns.header.table is not None
        if (title.endswith(".") and not (line.heading or is_banner)) or (title and not _starts_title(title)):
            return False
        if self._is_repeated(found[2], title):
            return True
        columns = self.columns
        label = " ".join(found[1].split()).capitalize()
        label = "Recommendation" if label.endswith("recommendation") else label
        self._begin(Section(label, _number(found[2]), title, line, lead, last=line))
        self.untitled = not title
        if columns is not None and line.table is not None and line.table == columns.header.table:
            self.columns, self.is_open = columns, True  # a banner across the table, which goes on below it
        return True

    def _is_repeated(self, no: str, title: str) -> bool:
        """A running head of the section in force: "Key Area 4 (continued)"."""
        if not self.outline.sections:
            return False
        now = self.outline.sections[-1]
        bare = re.sub(r"(?i)\W*\(?cont(inued|'?d)?\.?\)?$", "", title)
        return now.no == _number(no) and bool(now.rows) and bare.lower() in {now.title.lower(), ""}

    def _section_words(self, line: Line) -> bool:
        """A section's own lines before its table: title, lead, outcome statements."""
        if not self.outline.sections or len(line.filled) > 1:
            return False
        section, text = self.outline.sections[-1], line.text
        if self.columns is not None and (section.rows or not section.label or line.table is None):
            return False
        if self.untitled:
            section.title, lead = _title_and_lead(text)
            section.lead, self.untitled = lead or section.lead, False
        elif found := _LEAD.match(text):
            section.lead = found[1]
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
        if _RESIDUE.fullmatch(line.text) or not re.search(r"\w", line.text):
            if _RULE.fullmatch(line.text):
                self.row = None
            if "$" in line.text or "~" in line.text:
                self._unread(line, "no words: a mark left by scanning")
        elif len(line.cells) > 1 or (not self._is_below(line, columns) and REF_THEN_TEXT.match(line.text)):
            self._table_row(line, columns)
        elif _NOISE.fullmatch(line.text):
            self._unread(line, "a page number")
        elif self.row is None or not self.is_open or not continue_with_words(self.row, line):
            self.is_open = False
            self._head(line)

    @staticmethod
    def _is_below(line: Line, columns: Columns) -> bool:
        """Whether a line is a paragraph under a real table, which only a page could have made of a row."""
        return columns.header.table is not None and line.table is None and line.page is None

    def _table_row(self, line: Line, columns: Columns) -> None:
        row = read_row(line, columns)
        if not row.ref and not self.is_open and line.table is None:
            self._other_line(line)
        elif self.row is not None and self._continues(self.row, row, line):
            continue_row(self.row, row)
        elif row.words("text") or row.ref:
            self._inherit_ref(row, line)
            self.row, self.is_open = row, True
            self.outline.sections[-1].rows.append(row)
        else:
            self._unread(line, "a row without an action")

    def _continues(self, now: Row, row: Row, line: Line) -> bool:
        """Whether a line's cells carry on the row above: it has no number, and what it says is unfinished."""
        text = row.words("text")
        if row.ref:
            return False
        if not text or (text[:1].islower() and row.is_bare):
            return True
        if line.table is None:
            return bool(now.ref)
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

    def _other_line(self, line: Line) -> None:
        """A line outside the tables of actions: a row of some other table is said to be unread."""
        if len(line.filled) > 1 or (self.columns is not None and len(line.cells) > 1):
            self._unread(line, "a table whose columns are not those of a plan of action")
        else:
            self.columns, self.row = None, None
            self._head(line)

    def _head(self, line: Line) -> None:
        """Keep a heading, and the lead named below it, for a table that may follow."""
        if found := _LEAD.match(line.text):
            self.heading_lead = found[1]
        elif line.heading or line.is_strong:
            self.heading, self.heading_lead = line, ""

    def _unread(self, line: Line, why: str) -> None:
        self.outline.unread.append(Unread(line.no, line.no, line.text[:500], why))


def _headed(heading: Line, lead: str) -> Section:
    """The section that a heading makes of the table below it, under its printed number where it has one."""
    return Section("heading", *numbered_title(heading.text), heading, lead)


def numbered_title(text: str) -> tuple[str, str]:
    """(number, title) of `Priority 2: Title`, `Theme B – Title` or `2. Title`; number "" where none is printed."""
    if (found := _SECTION.fullmatch(text)) and found[3]:
        return _number(found[2]), found[3]
    bare = _NUMBERED_TITLE.fullmatch(text)
    return (bare[1], bare[2]) if bare else ("", text)


def _title_and_lead(text: str) -> tuple[str, str]:
    found = _LEAD.search(text)
    return (text[: found.start()].strip(" -–:"), found[1]) if found else (text.strip(" -–:"), "")


def _starts_title(title: str) -> bool:
    """A title does not carry a sentence on: "Priority 1 actions will be" is prose."""
    return not title[:1].islower()


_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def _number(words: str) -> str:
    lower = words.lower()
    return str(_WORDS.index(lower) + 1) if lower in _WORDS else words.upper()
