"""A record of decisions as forms: for each item a table of two columns, what a row holds and the words.

Item | 3, Subject | ..., Decision | (a) That ... (b) That ..., Officer to act | (a) ...; (b) ..., Reasons | ...
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from graphapp.reading.drafts import Line
from graphapp.reading.points import POINT, split_inline

_LABELS = tuple(
    (role, re.compile(pattern, re.I))
    for role, pattern in (
        (
            "item",
            r"(?:agenda\s+)?(?:item|minute)(?:\s*(?:no\.?|number|ref(?:erence)?\.?))?|(?:decision\s+)?(?:no|ref)\.?",
        ),
        ("subject", r"subject|title(?:\s+of\s+report)?|topic|report(?:\s+title)?|matter|decision\s+title"),
        (
            "decision",
            r"decisions?(?:\s*\(s\))?(?:\s+(?:made|taken|agreed|reached))?|resolutions?|resolved|agreed"
            r"|(?:text|details?|record)\s+of\s+(?:the\s+)?decisions?",
        ),
        (
            "owner",
            r"(?:lead\s+|responsible\s+)?officers?(?:\s+to\s+(?:act|action|implement))?|action\s+by|by\s+whom|who"
            r"|owners?|lead|responsib.*|(?:to\s+be\s+)?actioned\s+by|person\s+responsible",
        ),
        (
            "due",
            r"(?:to\s+be\s+)?(?:done|completed|implemented)\s+by|by\s+when|deadline|timescales?|due(?:\s+date)?"
            r"|(?:date\s+(?:of|for)\s+)?implementation(?:\s+date)?",
        ),
        (
            "other",
            r"reasons?\b.*|(?:other|alternative)\s+options?\b.*|options?\b.*|background.*|consult.*|declarations?\b.*",
        ),
    )
)
_LONGEST_LABEL = 60  # characters
_FEWEST = 3  # labelled rows that make a table a form
_NOTHING = re.compile(r"(?i)none|n/?a|not\s+applicable|nil|[-–—]*")


@dataclass(slots=True)
class Form:
    """One item's decisions: its points with their numbers, and what is said of who acts and by when."""

    item: str = ""
    place: int = 0  # of the decision's row
    points: list[tuple[str, str]] = field(default_factory=list)
    owner: str = ""
    due: str = ""

    def said(self, words: str, number: str) -> str:
        """What words such as `(a) Person A; (b) Person B` say of one point; all of them where they number none."""
        parts = split_inline(words)
        if len(parts) > 1:
            return dict(parts).get(number, "").strip(" ;,")
        return words


@lru_cache(maxsize=1024)
def _label(cell: str) -> str | None:
    words = cell.strip(" :*")
    if not words or len(words) > _LONGEST_LABEL:
        return None
    return next((role for role, pattern in _LABELS if pattern.fullmatch(words)), None)


def _role(line: Line) -> str | None:
    return _label(line.cells[0]) if len(line.cells) == 2 and line.table is not None else None


def opens_form(lines: Sequence[Line], place: int) -> bool:
    """Whether a form begins here: its first row, most of the table's rows labelled, a decision among them."""
    line = lines[place]
    if _role(line) is None or (place and lines[place - 1].table == line.table):
        return False
    roles = [_role(row) for row in _table(lines, place)]
    return "decision" in roles and sum(map(bool, roles)) >= max(_FEWEST, (len(roles) + 1) // 2)


def _table(lines: Sequence[Line], place: int) -> list[Line]:
    end = place
    while end < len(lines) and lines[end].table == lines[place].table:
        end += 1
    return list(lines[place:end])


def read_forms(lines: Sequence[Line], place: int) -> tuple[list[Form], int]:
    """The forms of the table at a place, one for each item, and the place after the table."""
    rows = _table(lines, place)
    forms = [Form()]
    for at, row in enumerate(rows, place):
        role, words = _role(row), row.cells[1].strip() if len(row.cells) > 1 else ""
        if role in {"item", "subject"} and forms[-1].points:
            forms.append(Form())
        if _NOTHING.fullmatch(words):
            continue
        form = forms[-1]
        if role == "item":
            form.item = words.rstrip(".")
        elif role == "decision":
            form.place = at
            form.points += points_in(words)
        elif role == "owner":
            form.owner = words
        elif role == "due":
            form.due = words
    return [form for form in forms if form.points], place + len(rows)


def _goes_on(number: str, text: str, line: str) -> bool:
    """Whether a line is more of the point above it: `That ...` ends with a stop, or where the next `That` begins."""
    if text.startswith("That ") and not text.endswith((".", ";", ":")):
        return not line.startswith("That ")
    return number != "" and (line[:1].islower() or text.endswith((",", ";")))


def points_in(words: str) -> list[tuple[str, str]]:
    """(number, words) of each point of a decision, whether one line holds each or one line all."""
    points: list[tuple[str, str]] = []
    for line in (part.strip() for part in words.split("\n") if part.strip()):
        point = POINT.match(line)
        inline = split_inline(line)
        if len(inline) > 1:
            lead = inline[0][1].removesuffix(":").removesuffix(" that")
            points += [
                (number, f"{lead} {text}".strip() if len(lead) > len("that") else text) for number, text in inline[1:]
            ]
        elif point:
            points.append(((point["no"] or "-").lower(), line[point.end() :]))
        elif points and _goes_on(*points[-1], line):
            points[-1] = (points[-1][0], f"{points[-1][1]} {line}")
        else:
            points.append(("", line))
    opener = len(points) > 1 and points[0][0] == "" and points[0][1].endswith((":", "-", "–", " that"))
    return points[1:] if opener else points
