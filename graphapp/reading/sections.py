"""What parts a plan into key areas: labelled lines, headings, banners across a table, numbered titles in plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from graphapp.reading.drafts import Line
from graphapp.reading.rows import Row
from graphapp.reading.tables import Columns, is_ref, read_header

_SECTION = re.compile(
    r"(?i)((?:[a-z][a-z'’-]* ){0,2}"
    r"(?:priority(?: area| theme)?|area(?: for improvement| of focus)?|focus area|theme|objective|outcome|strand"
    r"|work ?stream|pillar|goal|aim|recommendation|ambition|domain|enabler|commitment|building block|section"
    r"|(?:area|cause)s? (?:of|for) (?:\w+ )?\w+|significant (?:concern|weakness)|priority action|challenge|finding))"
    r"\s+(?:no\.?\s*)?([a-z]?\d{1,2}|[a-z]|[ivx]{1,5}|one|two|three|four|five|six|seven|eight|nine|ten)\b"
    r"\s*[:.)–—-]*\s*(.*)"
)
# One of these is in each of the words above.
_SECTION_WORDS = (
    *("priority", "area", "theme", "objective", "outcome", "strand", "stream", "pillar", "goal", "aim", "ambition"),
    *("recommendation", "domain", "enabler", "commitment", "building block", "section", "cause", "significant"),
    *("challenge", "finding"),
)
_LABEL = re.compile(r"(?i)(?:[a-z]+ ){0,3}[a-z]+ (?:no\.? ?)?(?:[a-z]?\d{1,2}|[a-z]|[ivx]{1,5})\s*[:.]?")
_LEADERS = (
    r"(?:leads?|lead officers?|sponsors?|owners?|(?:priority|strategic) leads?"
    r"|(?:responsible|accountable) officers?|sro)"
)
_LEADER_WORDS = ("lead", "officer", "sponsor", "owner", "sro")  # one of these is in each of them
_LEAD_LABEL = re.compile(rf"(?i)(?:[a-z]+ ){{0,2}}{_LEADERS}\s*:?")
_LED_BY = rf"{_LEADERS}\s*[:–-]\s*(\S.*)$"
_LEAD = re.compile(rf"(?i)(?:[a-z]+ ){{0,2}}{_LED_BY}")
_LEAD_AFTER = re.compile(rf"(?i)(?:^|\s){_LED_BY}")
_BULLET = re.compile(r"^\s*[-•·●▪*–]\s*")
_NUMBERED_TITLE = re.compile(r"(?:(\d{1,2})[.):]?|([A-Z])[.):])\s+([A-Z].*)")
_ONLY_LABEL = re.compile(  # "Priority: Attendance"
    r"(?i)(?:(?:key|improvement|strategic) )?"
    r"(?:priority(?: area)?|area|theme|objective|outcome|work ?stream|strand|pillar)\s*[:–—]\s*(?=\w)"
)
_NOTE = re.compile(
    r"(?i)(?:notes?|key|source|status|\*)\b.*[:.]|\W*nb\b|.*[.;,?]$|(?:\w+ ){0,3}(?:key|legend)(?: to .*)?$"
)
_OF_PAPER = re.compile(  # what stands above a table of the paper itself
    r"(?i)(?:updated|version|position|as at|status|last|date|draft|owner|prepared|reviewed)\b"
    r"|.*(?:\d{4}|\b(?:plan|tracker|log|register)\b)"
)
_LONGEST_TITLE = 150  # characters; a longer cell is a paragraph
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(slots=True)
class Section:
    """A key area, priority or objective, or (with no label) a plan's only part.

    `label` is the word the paper prints, "heading" or "banner" where a title alone parts the plan.
    """

    label: str
    no: str
    title: str
    line: Line
    lead: str = ""
    outcomes: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    last: Line | None = None

    @property
    def is_unnumbered(self) -> bool:
        """Whether only a title parts it from the others, without a number."""
        return self.label in {"heading", "banner"} and not self.no

    def is_repeated_by(self, other: Section) -> bool:
        """Whether the other is a running head of this one: "Key Area 4 (continued)"."""
        bare = re.sub(r"(?i)\W*\(?cont(inued|'?d)?\.?\)?$", "", other.title)
        return self.no == other.no and bool(self.rows) and bare.lower() in {self.title.lower(), ""}


def may_label(text: str) -> bool:
    """Whether a word stands in the text, in small letters, that a section is called by."""
    return any(word in text for word in _SECTION_WORDS)


def may_lead(text: str) -> bool:
    """Whether a word stands in the text, in small letters, for who leads."""
    return any(word in text for word in _LEADER_WORDS)


def labelled(line: Line, columns: Columns | None) -> Section | None:
    """The section that a line such as `Priority 2: Title` opens; `columns` are those of the table in force."""
    if len(line.filled) > 2 or len(line.text) > 220:
        return None
    text = _BULLET.sub("", _paired(line, _LABEL))
    found = _SECTION.fullmatch(text) if text else None
    if not found or (columns is not None and line.table is not None and len(line.cells) == 1):
        return None
    title, lead = title_and_lead(found[3])
    # A banner across the table in force may be a whole sentence, as recommendations are.
    is_across = columns is not None and line.table == columns.header.table is not None
    if (title.endswith(".") and not (line.heading or is_across)) or title[:1].islower():
        return None  # "Priority 1 actions will be" is prose
    label = " ".join(found[1].split()).capitalize()
    if label == "Section" and not (line.heading or line.is_strong or is_across):
        return None  # of an Act
    label = "Recommendation" if label.endswith("recommendation") else label
    return Section(label, _number(found[2]), title, line, lead, last=line)


def _paired(line: Line, label: re.Pattern[str]) -> str:
    """The words of a line of one cell, or of one whose first cell is such a label for the second; else ""."""
    if len(line.filled) == 2 and label.fullmatch(line.filled[0]):
        return f"{line.filled[0].rstrip(':')}: {line.filled[1]}"
    return line.text if len(line.filled) == 1 else ""


def banner(line: Line, following: Line | None, columns: Columns) -> Section | None:
    """The section that a title across the table in force opens: one cell, above further rows of the table."""
    if following is None or following.table != line.table or len(following.filled) < 2:
        return None
    if not _stands_alone(line, columns) or lead_of(line) or _NOTE.match(line.text) or len(line.text) > _LONGEST_TITLE:
        return None
    return headed(line, "")


def _stands_alone(line: Line, columns: Columns) -> bool:
    """Whether a row is one cell of words where no action stands: across the table, or in its first column."""
    if line.table is None or line.table != columns.header.table or len(line.filled) != 1 or len(line.cells) < 3:
        return False
    place = next(at for at, cell in enumerate(line.cells) if cell.strip())
    first = next(at for at, cell in enumerate(columns.header.cells) if cell.strip())
    if is_ref(line.text) or not re.search(r"[^\W\d_]{3}", line.text):
        return False
    return line.is_across or line.is_strong or (place <= first and columns.targets[first] != "text")


def is_note(line: Line, columns: Columns) -> bool:
    """Whether a row, which is no title of rows below it, is words across the table or under it, and no action."""
    return line.page is None and _stands_alone(line, columns)


def heads_table(before: Line | None, line: Line, following: Line | None) -> bool:
    """Whether a line without any style is the title of what stands below it.

    Directly above a real table's header; in plain text only as a numbered title that is none of a list.
    """
    text = line.text
    if following is None or len(line.filled) != 1 or not text[:1].isalnum() or len(text) > _LONGEST_TITLE:
        return False
    if following.sheet or (following.above and following.page is None):  # a table of Word, Excel or a web page
        may_head = (line.table is None or line.sheet is not None) and read_header(following) is not None
    elif line.table is not None or line.page is not None or not _NUMBERED_TITLE.fullmatch(text):
        return False
    else:
        may_head = not any(other is not None and _NUMBERED_TITLE.fullmatch(other.text) for other in (following, before))
    return may_head and not (text.endswith(":") or _NOTE.match(text) or _OF_PAPER.match(text))


def lead_of(line: Line) -> str:
    """Who leads a section, on a line of its own: `Priority lead: X`; "" in any other line."""
    found = _LEAD.match(_paired(line, _LEAD_LABEL))
    return found[1] if found else ""


def headed(line: Line, lead: str) -> Section:
    """The section that a title makes of the rows below it, under its printed number where it has one."""
    title, named = title_and_lead(line.text)
    return Section("heading" if line.table is None else "banner", *numbered_title(title), line, lead or named)


def numbered_title(text: str) -> tuple[str, str]:
    """(number, title) of `Priority 2: Title`, `Theme B – Title` or `2. Title`; number "" where none is printed."""
    if (found := _SECTION.fullmatch(text)) and found[3]:
        return _number(found[2]), found[3]
    bare = _NUMBERED_TITLE.fullmatch(text)
    if bare:
        return bare[1] or bare[2], bare[3]
    return "", _ONLY_LABEL.sub("", text)


def title_and_lead(text: str) -> tuple[str, str]:
    """(title, lead) of a section's words; the lead is "" where they name none."""
    found = _LEAD_AFTER.search(text)
    return (text[: found.start()].strip(" -–:"), found[1]) if found else (text.strip(" -–:"), "")


def _number(words: str) -> str:
    lower = words.lower()
    return str(_WORDS.index(lower) + 1) if lower in _WORDS else words.upper()
