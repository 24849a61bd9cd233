"""Committee web pages of one item or one decision, which name body and day on a line and list nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphapp.due import read_due
from graphapp.reading.drafts import Line

_LONGEST = 300  # characters of such a line
_DAY = (
    r"\d{1,2}[/.]\d{1,2}[/.]\d{4}"
    r"|(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8},?\s+\d{4}"
)
_ITEM = r"\(items?\s+(?P<item>[\w/.-]{1,12}?)\.?\)"
_MEETING = re.compile(rf"(?i)meeting:\s*(?P<day>{_DAY})\s*[–—-]\s*(?P<body>\S.{{3,150}}?)\s*{_ITEM}")
_MEETING_OF = re.compile(
    rf"(?i)(?:[•·*-]\s*)?meeting\s+of\s+(?:the\s+)?(?P<body>\S.{{3,150}}?),\s+(?P<day>{_DAY})[^()]{{0,30}}{_ITEM}"
)
_DECIDED = re.compile(rf"(?i)(?:decided|made|taken)\s+at\s+meeting:\s*(?P<day>{_DAY})\s*[–—-]\s*(?P<body>\S.{{3,150}})")
_DECISIONS = re.compile(r"(?i)decisions?\s*:?")
_PERIOD = re.compile(r"(?i)\s+[–—-]\s+for\s+meetings\s.*|\s*\(expired.*")  # of a body that was set up anew since


@dataclass(frozen=True, slots=True)
class PublishedItem:
    """Where a page says which body met when; its text is that from `start` on, up to the next such line."""

    place: int
    start: int
    body: str
    day: str
    item: str | None


def published_items(lines: Sequence[Line]) -> Iterator[PublishedItem]:
    """The meetings at which an item of a web page was considered, or at which its decision was taken."""
    decisions = 0
    for place, line in enumerate(lines):
        text = line.text
        if text[:1] in "dD" and _DECISIONS.fullmatch(text):
            decisions = place
        if len(text) > _LONGEST or "meet" not in text.lower():
            continue  # as nearly all lines
        found = _MEETING.fullmatch(text) or _MEETING_OF.fullmatch(text)
        decided = None if found else _DECIDED.fullmatch(text)
        said = found or decided
        days = read_due(said["day"]).dates if said else ()
        if said and days and len(days[0]) == len("2024-05-31"):
            body = _PERIOD.sub("", said["body"]).strip()
            yield PublishedItem(place, place if found else decisions, body, days[0], found["item"] if found else None)
            if decided:
                return
