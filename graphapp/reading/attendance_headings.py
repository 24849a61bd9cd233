"""The headings of lists of those present or absent: which lines are one, and in which capacity it says people came."""

from __future__ import annotations

import re
from functools import lru_cache

from graphapp.reading.drafts import Line

_HEADING_WORDS = frozenset(
    """members member present board panel committee those also other others in attendance attendees attendee
    attending officers officer council councillors county co-opted coopted co-optees co opted apologies
    apology for absence absences received given from of and by invitation invited invitees guests observers
    observer substitutes substitute chair chairman chairperson the independent partner partners agencies
    representatives external advisers advisors virtually remotely via teams online voting non-voting elected
    names list were absent young people in-person room person site online joining joined remote remotely sent
    sederunt religious local authority dialled dial hybrid details statutory school schools non non-school
    nominated subs""".split()
)
# The first that fits says in which capacity those under the heading came; "present" is settled at the end.
_CAPACITIES = tuple(
    (capacity, re.compile(pattern))
    for capacity, pattern in (
        ("young", r"young|school council"),
        ("apologies", r"apolog|absent"),
        ("member", r"^members? (?:in attendance|attending)"),
        ("co-opted member", r"co-?opt|co opted|religious"),
        ("officer", r"officer|advis"),
        (
            "attendee",
            r"also|other|in attendance|guest|observer|invit|attendee|attending|external|partner|representatives",
        ),
        ("chair", r"^(?:independent |the |in the )*chair"),
        ("member", r"member|councillor|substitute|voting"),
        ("present", r"present|sederunt|attendance|room|person|site|online|join|remote|dial|teams"),
    )
)
_SPACED = re.compile(r"(?:[A-Z] ){4,}[A-Z]\b")  # "P R E S E N T"
_FIRST_WORD = re.compile(r"(?:[\d.)\s]{1,6}(?=apolog)|[.)\s]{0,6})([\w-]{1,20})", re.I)  # apologies may be numbered
_WORDS = re.compile(r"[\w-]+")
_LONGEST_HEAD = 80  # characters


def heading(line: Line) -> tuple[str, str] | None:
    """(capacity, words after it) where a line opens a list of those present or absent, else None."""
    filled = line.filled
    if not filled:
        return None
    if filled[0][1:2] == " " and _SPACED.match(filled[0]):
        filled = (_SPACED.sub(lambda found: found[0].replace(" ", ""), filled[0], count=1), *filled[1:])
    first = _FIRST_WORD.match(filled[0])
    if not first or first[1].casefold() not in _HEADING_WORDS:
        return None
    return _opening(filled)


@lru_cache(maxsize=1024)
def _opening(filled: tuple[str, ...]) -> tuple[str, str] | None:
    lead = filled[0].partition(":")[0][:_LONGEST_HEAD]
    if lead[:1].isalpha() and not _HEADING_WORDS.issuperset(_WORDS.findall(lead.casefold())):
        return None  # as nearly all that begin with one of those words
    text = re.sub(r"^\d{1,2}[.)]?\s+(?=apolog)", "", " ".join(filled), flags=re.I)
    for head, rest in (
        (text, ""),
        *([(filled[0], "; ".join(filled[1:]))] if filled[1:] else []),
        text.partition(":")[::2],
    ):
        capacity = _capacity(head)
        if capacity:
            return capacity, rest.lstrip(" -–—").rstrip()
    return None


def _capacity(head: str) -> str | None:
    return _capacity_of(head[:_LONGEST_HEAD])


@lru_cache(maxsize=1024)  # the same few headings stand in all minutes
def _capacity_of(head: str) -> str | None:
    words = _WORDS.findall(head.casefold())
    if not words or not _HEADING_WORDS.issuperset(words) or words == ["officers", "and"]:
        return None
    joined = " ".join(words)
    return next((capacity for capacity, pattern in _CAPACITIES if pattern.search(joined)), None)
