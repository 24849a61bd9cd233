"""Minutes in a paper: which body met when, who was there, what was resolved.

A meeting is found by its list of those present, or by its heading; what stands before (an agenda) and
after (the reports of the next item of a pack) is none of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from graphapp.due import read_due
from graphapp.reading.action_log import log_columns
from graphapp.reading.attendance import Attendance, opens_list, read_attendance, read_running
from graphapp.reading.attendance_headings import heading
from graphapp.reading.decision_marks import is_marked
from graphapp.reading.drafts import Line, MeetingDraft, Paper, ResolutionDraft
from graphapp.reading.owners import Room
from graphapp.reading.persons import young_bodies
from graphapp.reading.published import published_items
from graphapp.reading.resolutions import read_resolutions, words

_LOOK_BACK = 12  # lines with words between a heading and the list of those present
_FURTHEST_ABOVE = 60  # lines, blank ones counted
_PROSE = 14  # words; a longer line that ends in a full stop is no heading
_NOON = ("a.m.", "p.m.")  # whose stop ends no sentence
_LOOK_AHEAD = 6  # lines with words between "Date of next meeting" and the date
_TITLE_CELLS = 2  # a number and a title
_RUNNING_HEAD = 20  # words
_HEADING_LENGTH = 250  # characters

_MINUTES = re.compile(r"\b(?:minutes|notes|record|action\s+points)\b", re.I)
_OPENS = re.compile(
    r"(?:draft\s+)?(?:minutes|notes|record)\s+of\s+(?:the|a)\b|.{0,40}\bat\s+(?:a|the)\s+(?:\w+\s+)?meeting\s+of\b",
    re.I,
)
_MET = re.compile(r"\b(?:held|meeting|minutes|notes|action\s+points|attendance|present)\b", re.I)
_ENTITLES = re.compile(
    r"(?i)\bminutes\b|^(?:draft\s+)?(?:notes|record|action\s+(?:points|notes))\b|\b(?:notes|record)\s+of\b"
    r"|\bdecisions?\s+(?:sheet|notice|list|record|summary)\b|\b(?:summary|schedule|list)\s+of\s+decisions\b|^decisions\s+(?:taken|made)\b"
)
_HELD = re.compile(r"\b(?:held|date|meeting|minutes|notes)\b", re.I)
_OTHER_MEETING = re.compile(
    r"\b(?:next|previous|last|future)\s+(?:\w+\s+){0,2}meeting|\bmatters\s+arising|to\s+be\s+held|pages?\s+\d|\bcontact\b|published"
    r"|\bpublication\b|\bcall(?:ed)?[\s-]?in\b",
    re.I,
)
_NUMBERED = re.compile(
    r"(?:agenda\s+)?(?:item\s+)?\d{1,3}(?:\.\d+)*[.)]?(?:\s|$)"
    r"(?!\s*(?:st|nd|rd|th)?\s*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
    re.I,
)
# Words over a web page's items, and codes that number them.
_ITEMS_BELOW = re.compile(
    r"(?i)items|(?:note\s+)?(?:no\.?|number)?\s*items?|minutes\s*:|decisions?\s*:|(?-i:[A-Z]{2,6})[/.-]\d{1,3}(?:/\d{1,4})?|\d{1,3}/\d{1,4}"
)
_STANDS = (
    r"Board|Panel|Committee|Forum|Partnership|Group|Cabinet|Executive|Commission|Network|Council|Task\s?force"
    r"|Alliance|Assembly|Team"
)
_BODY = re.compile(
    rf"(?:(?:[A-Z][\w'’&.-]*|of|the|and|for|in|on|&),?\s+){{0,12}}(?:Sub-?|Scrutiny\s+)?(?:{_STANDS})\b"
    r"(?:\s+(?:Sub-?\s?(?:Committee|Group)|(?:Working|Steering|Task|Reference)\s+Group|Executive|Board|Panel|Committee))?"
    r"(?:\s+for\s+[A-Z][\w'’-]*(?:,?\s+(?:(?:and|&)\s+)?[A-Z][\w'’-]*){0,6})?"
    r"(?!\s*(?:Rooms?|Suite|Chambers?|Offices?|Services?|Members?|Support|Officer|Clerk|Manager|House|Hall|Buildings?)\b)"
)
_NOT_NAME = re.compile(
    r"^(?:(?:draft|report|approved|unconfirmed|confirmed|minutes|notes?|record|of|the|a|an|meeting|held|by|at|on|for|and|virtual|public|board"
    r"\s+meeting|title|committee\s+name|name|in)\b[\s:–—-]*)+",
    re.I,
)
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_GOES_ON = re.compile(
    rf"(?:\b(?:of|the|and|for|in|on|at|held|a|by)|[,&]|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    rf"|\bday,?\s\d{{1,2}}(?:st|nd|rd|th)?|(?<=day)\s\d{{1,2}}(?:st|nd|rd|th)?|,\s\d{{1,2}}(?:st|nd|rd|th)?"
    rf"|\bon\s\d{{1,2}}(?:st|nd|rd|th)?|\d(?:st|nd|rd|th)?\s{_MONTH},?)$",
    re.I,
)
_GONE_ON = re.compile(rf"(?:and|&|of|held|on|at|in\sthe)\s|(?:\d{{1,2}}(?:st|nd|rd|th)?\s)?{_MONTH},?\s\d{{4}}\b", re.I)
# What is set on a line of its own under the body it belongs to; a council's executive is a body itself.
_PART_OF_BODY = re.compile(
    r"(?:Executive|(?:Executive|Management|Strategic|Partnership|Programme|Project|Steering|Delivery|Working)?\s?(?:Board|Group|Committee)"
    r"|(?:[A-Z]\w+\s){1,3}Sub-?\s?(?:Group|Committee))"
)
_HAS_PARTS = re.compile(r"\b(?:Partnership|Alliance|Trust|Network|Consortium|Collaborative)$")
_NOUN_OF_BODY = re.compile(r"(?:Sub-?)?(?:Committee|Board|Panel|Partnership|Forum|Group|Commission)\b", re.I)
_ENDS_BODY = re.compile(rf"\b(?:{_STANDS}|minutes|notes)\W*$|[\d.:]$", re.I)
_NEXT = re.compile(r"\b(?:date|time)\b.{0,30}\bnext\s+(?:\w+\s+){0,4}meeting|\bnext\s+(?:\w+\s+){0,4}meetings?\b", re.I)
_TITLE = re.compile(r"next\s+(?:\w+\s+){0,4}meetings?\W*(?:(?:is|was|are|will\s+be)\b.*)?$", re.I)
_DECIDES = re.compile(r"(?i)(?:\(?\w{1,3}[.)]\s*)?that\b|\(\w{1,3}\)\s")
_SHORT = 25  # words; a longer line on the next meeting is an item's text, not the item that gives its date
_REPORT = re.compile(
    r"(?:meeting\s+to\s+be\s+held\s+on|report\s+(?:of|to|by)\s+(?:the\s+)?[A-Z]|executive\s+summary\W*$|appendix\s+\w{1,2}\b)",
    re.I,
)
_REPORTS = frozenset("mMrReEaA")  # the letters it begins with
# A sentence on the paper itself between its heading and its list: "This record was published on ..."
_ON_RECORD = re.compile(
    r"(?i)(?:this|these|the)\s+(?:(?:is|are)\s+(?:the|a)\s+)?(?:draft\s+)?(?:record|minutes|notes|notice|decisions)\b|note:\s"
    r"|decisions\s+(?:may|will|can|cannot|come|take|are)\b"
)
_OF_MEMBERS = re.compile(r"\bCabinet$")  # whose members a sheet of decisions names as present, apart from nobody
_LOG_TITLE = re.compile(r"\bactions?\b", re.I)
# Two words or more, all in capitals.
_SHOUTED = re.compile(r"[A-Z][A-Z'’&-]+,?(?:\s+[A-Z&][A-Z'’&-]*,?)*\s+[A-Z][A-Z'’&-]+\b")
# Words of headings that stay in capitals.
_LETTERS = frozenset("SEND SEN YOS YOT YJS NHS ICB CCG LSCB LSCP SCP HWB CYP MASA DFE LA DCS CSC".split())
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WELSH = (
    r"(?:(?:hefyd )?yn bresennol|yn mynychu|ymddiheuriadau(?: am absenoldeb)?|swyddogion|aelodau(?: yn bresennol)?"
    r"|penderfynwyd|penderfyniad(?:au)?|cofnodion|argymhellwyd|cytunwyd|camau gweithredu)"
)
_BILINGUAL = re.compile(rf"(?i)\b{_WELSH} ?[/|] ?(?=[a-z])|(?<=[a-z]) ?[/|] ?{_WELSH}\b")
_DIGITS = re.compile(r"\d\d")


@dataclass(frozen=True, slots=True)
class _Meeting:
    """Places in a paper's lines: heading, the list of those present, the end; and what the heading says."""

    first: int
    last: int  # last line of the heading
    present: int
    organization: str
    date: str | None
    titled: bool  # whether the heading says minutes or notes
    listed: Attendance | None = None  # the list as read when the meeting was found, and the place after it
    after: int = 0
    item: str | None = None  # that the page is about


def read_minutes(paper: Paper) -> tuple[tuple[MeetingDraft, ...], tuple[ResolutionDraft, ...]]:
    """Every meeting the paper holds minutes of, and their resolutions; empty where it holds none."""
    paper = _in_english(paper)
    starts = _meetings(paper) if _may_record(paper) else []
    meetings: list[MeetingDraft] = []
    resolutions: list[ResolutionDraft] = []
    texts = [words(line) for line in paper.lines] if starts else []
    bodies = young_bodies("\n".join(texts))
    ends = [*(meeting.first for meeting in starts[1:]), len(paper.lines)]
    for meeting, end in zip(starts, ends, strict=False):
        draft, resolved = _read(paper, texts, meeting, end, bodies)
        meetings.append(draft)
        resolutions += resolved
    return tuple(meetings), tuple(resolutions)


def _in_english(paper: Paper) -> Paper:
    """The paper with labels that stand in Welsh beside English, `Ymddiheuriadau / Apologies`, in English only."""
    if not any(_BILINGUAL.search(line.text) for line in paper.lines if "/" in line.text or "|" in line.text):
        return paper
    lines = [replace(line, cells=tuple([_BILINGUAL.sub("", cell) for cell in line.cells])) for line in paper.lines]
    return replace(paper, lines=tuple(lines))


def _may_record(paper: Paper) -> bool:
    """Whether a paper holds a word for minutes, or a number of two digits as all dates do: no meeting is without."""
    text = "\n".join([line.text for line in paper.lines]).replace("*", "")
    lower = text.casefold()
    return any(word in lower for word in ("minutes", "notes", "record", "points")) or bool(_DIGITS.search(text))


def _read(
    paper: Paper, texts: Sequence[str], meeting: _Meeting, end: int, bodies: tuple[str, ...]
) -> tuple[MeetingDraft, tuple[ResolutionDraft, ...]]:
    found, start = Attendance(bodies), meeting.present
    if meeting.listed is not None and not bodies and (meeting.after < end or end == len(paper.lines)):
        found, start = meeting.listed, meeting.after  # to read it again would tell no more
    elif opens_list(_bare(paper.lines[start])):
        start += read_attendance(paper.lines[start:end], 0, found)
    next_date, end = _next_meeting(paper.lines, texts, start, end, meeting.date)
    region = _without_running_heads(paper.lines[start:end], meeting.organization)
    read_running(paper.lines[meeting.present : end], found)
    people = found.settled(bool(_OF_MEMBERS.search(meeting.organization)))
    room = Room(people, tuple(found.withheld), meeting.date, tuple(found.initials.items()))
    source = paper.cite(paper.lines[meeting.first], paper.lines[meeting.last])
    draft = MeetingDraft(meeting.organization, meeting.date, room.people, source, next_date, paper.lines[end - 1].no)
    return draft, read_resolutions(paper, region, room, meeting.item)


def _without_running_heads(lines: Sequence[Line], organization: str) -> list[Line]:
    """The lines without those that name the body again above or below each page."""
    kept: list[Line] = []
    for place, line in enumerate(lines):
        if line.page is None:
            kept.append(line)
            continue
        beside = [lines[at].page for at in (place - 1, place + 1) if 0 <= at < len(lines)]
        at_edge = any(page != line.page for page in beside)
        is_short = at_edge and len(line.text.split()) <= _RUNNING_HEAD and not line.text.endswith(".")
        if not (is_short and organization.casefold() in line.text.casefold()):
            kept.append(line)
    return kept


def _bare(line: Line) -> Line:
    """The line without remnants of markup in its cells."""
    if "*" not in line.text:
        return line
    return replace(line, cells=tuple(cell.replace("*", "").strip() for cell in line.cells))


def _meetings(paper: Paper) -> list[_Meeting]:
    found: list[_Meeting] = []
    after = seen = 0  # where the list of the meeting before ended; how far lists were read
    for place, line in enumerate(paper.lines):
        if place < seen or len(line.text) > _HEADING_LENGTH * 8 or not opens_list(_bare(line)):
            continue
        meeting = _heading(paper, place, after)
        if not meeting or not (heading(_bare(line)) or _says_met(paper.lines[meeting.first : place])):
            continue
        listed = Attendance()
        last = read_attendance(paper.lines, place, listed)
        seen = max(last, place + 1)
        if listed.people or listed.withheld:
            found.append(replace(meeting, listed=listed, after=last))
            after = seen
    return found or _published(paper) or _without_list(paper)


def _published(paper: Paper) -> list[_Meeting]:
    """The meetings of a web page on one item or one decision."""
    return [
        _Meeting(one.place, one.place, one.start, one.body, one.day, True, item=one.item)
        for one in published_items(paper.lines)
    ]


def _says_met(lines: Sequence[Line]) -> bool:
    """Whether the words above a table of people speak of a meeting: a key to initials may stand below a date too."""
    return any(_MET.search(words(line)) for line in lines)


def _without_list(paper: Paper) -> list[_Meeting]:
    """A meeting whose minutes list nobody: by a heading at the top of the paper that names body and date."""
    first = next((place for place, line in enumerate(paper.lines[:_FURTHEST_ABOVE]) if _opens_body(line)), None)
    if first is None:
        return []
    meeting = _heading(paper, first, 0)
    if not meeting or not meeting.date or not any(map(_ENTITLES.search, map(words, paper.lines[:first]))):
        return []
    return [replace(meeting, present=first)]


def _opens_body(line: Line) -> bool:
    """Whether a line is no more of a heading: a list, a numbered item, a resolution."""
    text = words(line)
    numbered = _NUMBERED.match(text) or _ITEMS_BELOW.fullmatch(text)
    return bool(text) and bool(numbered or opens_list(_bare(line)) or is_marked(text) or log_columns(line))


def _is_heading(line: Line) -> bool:
    text = words(line)
    return bool(text) and len(text) <= _HEADING_LENGTH and not _NUMBERED.match(text) and not _OTHER_MEETING.search(text)


def _heading(paper: Paper, present: int, after: int) -> _Meeting | None:
    """What the lines above a list of those present say; None where they are no heading of minutes."""
    places = _above(paper.lines, present, after)
    if not places:
        return None
    texts, ends = _texts(paper.lines, places)
    named = [place for place, text in texts.items() if _MINUTES.search(text)]
    centre = named[-1] if named else present
    dated = _dated(texts, centre)
    body = _body(texts, centre)
    if not (named or dated) or not (dated or body):
        return None
    marks = [place for place in (centre if named else None, dated and dated[0], body and body[0]) if place is not None]
    organization = body[1] if body else _in_title(paper.title)
    if not organization or not ((dated and body) or any(map(_HELD.search, texts.values()))):
        return None
    return _Meeting(
        min(marks), max(ends[mark] for mark in marks), present, organization, dated[1] if dated else None, bool(named)
    )


def _texts(lines: Sequence[Line], places: Sequence[int]) -> tuple[dict[int, str], dict[int, int]]:
    """Place -> words of each heading, those that the page broke into lines made one; and place -> its last line."""
    texts: dict[int, str] = {}
    ends: dict[int, int] = {}
    first = None
    for place in places:
        text = words(lines[place])
        if first is not None and place == ends[first] + 1 and _is_broken(texts[first], text):
            texts[first], ends[first] = f"{texts[first]} {text}", place
        else:
            first, texts[place], ends[place] = place, text, place
    return texts, ends


def _is_broken(text: str, following: str) -> bool:
    """Whether a heading goes on in the next line: it ends within a name or a date, or the next begins within one."""
    goes_on = _GOES_ON.search(text[-60:]) or _GONE_ON.match(following)
    named = _NOUN_OF_BODY.match(following) and not _ENDS_BODY.search(text[-60:])
    part = _PART_OF_BODY.fullmatch(following) and _HAS_PARTS.search(text[-60:])
    return bool(goes_on or named or part) and len(text) < _HEADING_LENGTH


def _above(lines: Sequence[Line], present: int, after: int) -> list[int]:
    """The places above a list of those present that may be its heading, up to prose or the list before."""
    found: list[int] = []
    for place in range(present - 1, max(after, present - _FURTHEST_ABOVE) - 1, -1):
        if len(found) >= _LOOK_BACK or opens_list(_bare(lines[place])):
            break
        text = words(lines[place])
        if not found and _ON_RECORD.match(text):
            continue
        if is_marked(text) or (_is_prose(text) and not _OPENS.match(text)):
            break
        if _is_heading(lines[place]):
            found.append(place)
    return found[::-1]


def _is_prose(text: str) -> bool:
    return text.endswith(".") and not text.endswith(_NOON) and len(text.split()) > _PROSE


def _dated(texts: dict[int, str], centre: int) -> tuple[int, str] | None:
    """(place, date) of the heading's date: the nearest to its middle, sooner where it says held or minutes."""
    found = [
        (abs(place - centre) + (0 if _HELD.search(text) else 2), place, dates[0])
        for place, text in texts.items()
        if (dates := _days(text))
    ]
    return min(found)[1:] if found else None


@lru_cache(maxsize=1024)
def _days(text: str) -> list[str]:
    if not _DIGITS.search(text):
        return []
    return [date for date in read_due(text).dates if _DAY.fullmatch(date)]


def _body(texts: dict[int, str], centre: int) -> tuple[int, str] | None:
    """(place, name) of the body that met: any other before a council, then the nearest to the heading."""
    found = [
        (name.endswith("Council"), abs(place - centre), place, name)
        for place, text in texts.items()
        if (name := _named(text))
    ]
    return min(found)[2:] if found else None


@lru_cache(maxsize=1024)
def _named(text: str) -> str:
    """The name of a body that a heading holds, without `Minutes of the meeting of the`."""
    text = _titled(text) if text.isupper() else _SHOUTED.sub(lambda found: _titled(found[0]), text)
    text = re.sub(r"\b(?:CABINET|EXECUTIVE)\b", lambda found: found[0].title(), text)
    parts = re.split(r"(?i)\bmeetings?\s+of\s+(?:the\s+)?|\s+[–—-]\s+|:\s|\bheld\b|,?\s+at\s", text)
    names = [_NOT_NAME.sub("", found[0]).strip(" ,") for part in parts for found in [_BODY.search(part)] if found]
    return next((name for name in names if " " in name or name in {"Cabinet", "Executive"}), "")


def _titled(text: str) -> str:
    small = {"Of", "And", "The", "For", "In", "On", "At"}
    return " ".join(
        word.lower() if place and word in small else word.upper() if word.upper() in _LETTERS else word
        for place, word in enumerate(text.title().replace("'S", "'s").replace("’S", "’s").split())
    )


def _in_title(title: str) -> str:
    return _named(title[:_HEADING_LENGTH])


def _next_meeting(
    lines: Sequence[Line], texts: Sequence[str], start: int, end: int, date: str | None
) -> tuple[str | None, int]:
    """(date of the next meeting, place where the minutes end).

    Minutes end with the next meeting's date, or where a report of the pack begins; an action log may follow.
    """
    said = None
    for place in range(start, end):
        text = texts[place]
        if text[:1] in _REPORTS and _REPORT.match(text):
            return said, place
        if "next" not in text.lower():
            continue
        in_log = len(lines[place].filled) > _TITLE_CELLS  # "by the next meeting" is when an action is due
        if in_log or len(text) > _HEADING_LENGTH * 2:
            continue
        if not _NEXT.search(text) or _DECIDES.match(text):
            continue
        dates = _later(text[_NEXT.search(text).start() :], date)  # type: ignore[union-attr]
        short = len(text.split()) <= _SHORT
        if dates and not short:
            said = said or dates[0]
        elif dates:
            return dates[0], _after_log(lines, place + 1, end)
        elif short and _TITLE.search(text):
            found = _date_below(lines, texts, place + 1, end, date)
            if found:
                return found[0], _after_log(lines, found[1] + 1, end)
    return said, end


def _later(text: str, date: str | None) -> list[str]:
    return [day for day in _days(text[:_HEADING_LENGTH]) if not date or day > date]


def _date_below(
    lines: Sequence[Line], texts: Sequence[str], start: int, end: int, date: str | None
) -> tuple[str, int] | None:
    """(date, place) of the first later date in the lines under a heading `Date of next meeting`."""
    for place in islice((at for at in range(start, end) if texts[at]), _LOOK_AHEAD):
        if len(lines[place].filled) > _TITLE_CELLS:
            return None  # a row of an action log
        days = _later(texts[place], date)
        if days:
            return days[0], place
    return None


def _after_log(lines: Sequence[Line], place: int, end: int) -> int:
    """The end of the minutes after the next meeting's date: past an action log, where one follows."""
    following = islice((at for at in range(place, end) if lines[at].text), _LOOK_AHEAD)
    if any(
        log_columns(lines[at]) or (_LOG_TITLE.search(words(lines[at])) and len(words(lines[at]).split()) < _LOOK_AHEAD)
        for at in following
    ):
        return end
    return place
