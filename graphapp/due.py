"""What a "Due" cell means: months, stages, starts, terms and recurrences.

One pattern finds the dates in a cell; each becomes a mark, and ordered rules on what is left
("pilot § roll out §", "monthly from §") say what kind of promise it is.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

KINDS = ("date", "start", "milestones", "recurring", "term", "ongoing", "achieved", "none")
RECURRENCES = ("weekly", "monthly", "quarterly", "six-weekly", "termly", "annual")

_READ_AT_MOST = 500  # characters: no due cell is longer, and hostile ones cost nothing
_YEARS = range(1990, 2100)
_FORMS = "Write it as 2019-06, June 2019, 30/06/2019 or 2019-06-30."
# Dashes, quotes and invisible characters of scans and word processors; § and ¤ are ours, as marks.
_PLAIN = dict.fromkeys(range(0x2010, 0x2016), "-") | {0x2212: "-", 0x2018: "'", 0x2019: "'"}
_GONE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0xFEFF, ord("§"), ord("¤")])


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.ASCII | re.VERBOSE)


_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# Full names, the usual short ones, and names with a letter or two wrong inside ("Febuary", "Septmber").
_MONTH = r"""(?:jan(?:[a-z]{2,5}ry)?|feb(?:[a-z]{1,4}ry)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?
  |sep(?:t|[a-z]{2,5}ber)?|oct(?:o?ber)?|nov(?:[a-z]{0,2}ber)?|dec(?:[a-z]{0,3}ber)?)(?![a-z])"""
_LONG = r"(?:19|20)\d\d(?!\d)"
_YEAR = rf"(?:{_LONG}|\d\d(?![\da-z%]|/\d))"
_ALONE = r"(?<!\d)(?<!\d[/.])"
_DASH = r"\s?[/-]\s?"
_NOT_A_DAY = "".join(
    rf"(?<!{word}\s)"
    for word in (
        "phase",
        "stage",
        "year",
        "yr",
        "step",
        "wave",
        "part",
        "tranche",
        "cohort",
        "batch",
        "group",
        "lot",
        "round",
    )
)
# Groups of one meaning share a name but for the number: y year, m or mon month, d day, q quarter, g the end
# of "2024/25", f its beginning where it stands alone. A year may be missing: see _tokens.
_DATE = _rule(rf"""
    (?<!\d)(?P<y1>{_LONG})(?P<s1>[-/.])(?P<m1>\d\d?)(?P=s1)(?P<d1>\d\d?)(?!\d)
  | (?<!\d)(?P<y2>{_LONG})-(?P<m2>0[1-9]|1[0-2])(?!\d|-\d)
  | {_ALONE}(?P<d3>\d\d?)\s?(?P<s3>[/.-])\s?(?P<m3>\d\d?)\s?(?P=s3)\s?(?P<y3>\d{{4}}|\d\d)(?!\d)
  | {_ALONE}(?P<m4>\d\d?)[/.-](?P<y4>{_LONG})
  | (?<!\d)(?P<y5>(?:20)?\d\d){_DASH}(?P<g5>(?:20)?\d\d)\W{{1,3}}q(?:tr|uarter)?\W?(?P<q5>[1-4])(?!\d)
  | (?<![a-z])(?:q(?:tr|uarter)?\W?(?P<q6>[1-4])(?!\d)
      | (?P<q7>[1-4](?=st|nd|rd|th)|first|second|third|fourth|final|last)(?:st|nd|rd|th)?\s(?:quarter|qtr))
    (?:\W{{1,3}}(?:of\s)?(?:the\s)?(?:fy\s?|financial\syear\s)?
      (?:(?P<y6>20\d\d)(?!\d)(?:{_DASH}(?P<g6>(?:20)?\d\d)(?!\d))?|(?P<y7>\d\d){_DASH}(?P<g7>\d\d)(?!\d)))?
  | {_ALONE}(?:(?P<f8>20\d\d){_DASH}(?P<g8>(?:20)?\d\d)|(?P<f9>\d\d)/(?P<g9>\d\d))(?!\d|[/.-]\d)
  | (?<![a-z])(?P<mon10>{_MONTH})\s(?P<d10>\d\d?)(?:st|nd|rd|th)?,?\s(?P<y10>{_LONG})
  | (?:(?<![a-z\d]){_NOT_A_DAY}(?P<d11>\d\d?)(?:st|nd|rd|th)?(?:\s?(?:of\s)?|[-/.])|(?<![a-z]))
    (?P<mon11>{_MONTH})(?:[\s.,/'-]{{0,3}}(?P<y11>{_YEAR}))?
  | (?<![a-z])(?P<feast>easter|christmas|xmas)(?:\s(?:holidays?|break))?\W{{1,2}}(?P<y12>{_YEAR})
  | \bend\s(?:of\s)?(?:the\s)?(?:calendar\s)?(?:year\s)?(?P<y13>{_LONG})(?!{_DASH}\d)""")
_JOIN = _rule(r"\s?(?:[-/&,]|,?\s?and|or|to|until)\s?")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}

_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
_NUMBER = rf"\d\d?|{'|'.join(_NUMBERS)}"
_RECURS = _rule(rf"""\b(?:
    (?:(?:(?P<many>twice|\w{{1,8}}\stimes)|once)\s(?:an?|per|each|every)|every|each|per)[\s-]
    (?:(?P<n1>{_NUMBER}|other|second)[\s-])?(?:(?:academic|school|financial|calendar)\s)?
    (?P<unit1>half[\s-]?term|day|week|fortnight|month|quarter|term|year)(?:s|ly)?
  | (?:(?P<n2>{_NUMBER}|bi|half|semi|twice)[\s-]?)?
    (?P<unit2>dai|week|fortnight|month|quarter|term|year|annual)(?:ly|(?<=annual)))\b""")
_CYCLES = {
    "1 week": "weekly",
    "6 week": "six-weekly",
    "1 month": "monthly",
    "1 quarter": "quarterly",
    "3 month": "quarterly",
    "1 term": "termly",
    "1 year": "annual",
    "1 annual": "annual",
    "12 month": "annual",
}
_ASIDE = _rule(r"^[^§]*§(?!.*\b(?:then|thereafter|onwards?|from)\b).*\b(?:review|monitor|updat|report|check)")
_WITHIN = _rule(rf"\b(?:with)?in\s(?:the\snext\s)?(an?|{_NUMBER})\s(month|year)s?\b")
_DONE = _rule(r"\b(?:achieved|completed?|closed|done|embedded|delivered|implemented|finished)\b")
# "Completed March 2024" is a fact, "complete the review by March" and "embedded from March" are promises.
_ACHIEVED = _rule(r"""^\W*(?:(?:now|fully|already|all|actions?)\s)*(?:achieved|completed|closed|done|embedded
  |delivered|implemented|finished|complete(?=\s?(?:[^\w\s]|$)))\b(?!\s(?:by|from|to|when|once|no)\b)
  |§[^\w§]*(?:now\s|fully\s)?(?:achieved|completed?|closed|done|embedded)\W*$""")
_ONGOING = _rule(r"""\b(?:on[\s-]?going|immediate(?:ly)?|continu(?:ous|al|ing)(?:ly)?|rolling|throughout|asap
  |BAU|business\sas\susual)\b""")
_SEASON = r"(?:spring|summer|autumn|winter)"
_TERM = _rule(rf"""\b{_SEASON}\W{{1,2}}(?:half\W?)?(?:term|holidays?|break|\d)
  |^\W*(?:(?:by|in|early|mid|late)\W)*{_SEASON}\W*$|\bterm\W{{0,2}}\d|\bht\s?[1-6]\b|\b(?:academic|school)\s(?:year|term)\b
  |\b(?:easter|christmas|michaelmas|lent|trinity|half)\W?(?:half\W?)?term\b
  |\bend\sof\s(?:the\s|this\s|next\s)?term\b""")
_PART_OF_YEAR = _rule(r"""\b(?:start|beginn|early|mid|half|quarter|h[12]\b|from\b|commenc|onwards|term
  |academic|school)""")
_DEADLINE = _rule(r"""(?<!review\s)(?<!reviewed\s)(?<!first\s)\b(?:by|before|deadline:?|(?:no|not)\slater\sthan)\s
  (?:the\s)?(?:(?:early|mid|late|end|start|beginning)\W(?:of\s)?)?§""")
_START = _rule(r"""\b(?:from|(?<!week\s)commenc(?:es?|ed|ing|ement)|start(?:s|ed|ing)?(?!\sof)|begins?)\W{1,3}
  (?:(?:in|on|by|date|the|start|beginning|end|of|early|mid|late)\W{1,3}){0,4}§
  |§\W{0,3}(?:onwards?|(?:to\s)?(?:start|commence|begin))\b
  |^[^§]*\b(?:to|will)\s(?:commence|start|begin)\b[^§]*$|^\W*(?:start|commenc(?:e|ing))\W*$""")
_CHANGED = r"""\b(?:revised|extended|slipped|moved|deferred|postponed|delayed|rescheduled|amended|forward|now)
  (?:\s(?:to|until|date|deadline|target|completion|the|end|of))*\W*"""
_REVISED = _rule(rf"§[^§]*{_CHANGED}§[^§]*$|{_CHANGED}(?:from\W)?§\W*to\W*§[^§]*$")
_SUPERSEDED = _rule(r"""^[^§]*§[^§]*(?P<old>\b(?:was|original(?:ly)?|previous(?:ly)?|formerly
  |(?:revised|moved|extended|changed|slipped|put\sback|brought\sforward)\sfrom)\b)[^§]*§[^§]*$""")
_REPLACES = _rule(rf"^[^§]*{_CHANGED}§\W*(?P<old>from)\s[^§]*§[^§]*$")
_WINDOW = _rule(r"^[^§]*§\s?(?:/|or)\s?§[^§]*$")
_EACH = _rule(r"\d\s?(?:/|or)\s?[a-z]{3}")  # "Dec 2024 / Feb 2025": each with its year, no window

_REFERENCE = _rule(r"[1-9]\d?(?:\.[1-9]\d?){1,3}\.?")
_PIECE = _rule(rf"(?:\b\d\d?(?:st|nd|rd|th)?\s)?(?<![a-z])(?P<name>{_MONTH})|(?<!\d){_LONG}|\bTB[AC]\b")
_HINTS = frozenset(
    """monitoring monitor review reviewed reviews report reports pilot roll rollout commence
  commences commencing start starts starting initial implement progress phase milestone delivered
  launch""".split()
)
_FILLERS = frozenset(
    """by of the in to from end and be at on out for or mid early late until latest no later
  than then thereafter onwards due date target place plan before as part next § ¤""".split()
)


@dataclass(frozen=True, slots=True)
class Due:
    """When something is promised; `dates` are "YYYY-MM" or "YYYY-MM-DD" in the order written.

    A `date` holds several only where one replaces another ("January, revised to April") or they are one
    window ("March/April"): the last written counts. Raises ValueError for values outside the contract.
    """

    raw: str
    kind: str
    dates: tuple[str, ...] = ()
    recurrence: str | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS or self.recurrence not in (None, *RECURRENCES):
            raise ValueError(f"No due date is of kind {self.kind!r} with recurrence {self.recurrence!r}.")
        for value in self.dates:
            _last_day(value)

    def as_json(self) -> dict[str, object]:
        """The `due` object of the contract."""
        return {"raw": self.raw, "kind": self.kind, "dates": list(self.dates), "recurrence": self.recurrence}

    @classmethod
    def from_json(cls, mapping: Mapping[str, Any]) -> Due:
        """The reverse of `as_json`; keys it does not know are ignored. Raises ValueError."""
        raw, kind, dates = (mapping.get(key) for key in ("raw", "kind", "dates"))
        if not (isinstance(raw, str) and isinstance(kind, str) and isinstance(dates, list | tuple)):
            raise ValueError("A due date needs raw and kind as text and dates as a list.")
        return cls(raw, kind, tuple(map(str, dates)), mapping.get("recurrence"))

    @property
    def first(self) -> str | None:
        """The earliest date."""
        return min(self.dates, key=_last_day, default=None)

    @property
    def last(self) -> str | None:
        """The date that ends the promise: the last written of a `date`, else the latest in time."""
        return max(self.dates[-1:] if self.kind == "date" else self.dates, key=_last_day, default=None)

    @property
    def deadline(self) -> str | None:
        """The date that matters next: the first of several milestones, else the last date."""
        return self.first if self.kind == "milestones" else self.last

    @property
    def sort_key(self) -> tuple[bool, str, str]:
        """Due order: by the last day of `deadline` (a month ends on its last), then the undated."""
        when = self.deadline
        return (when is None, _last_day(when).isoformat() if when else "", self.raw)

    def is_past(self, on: date) -> bool:
        """Whether all of it fell due before `on`; what starts, recurs, goes on or is achieved never is."""
        last = self.last
        return self.kind in {"date", "milestones", "term"} and last is not None and _last_day(last) < on

    def months_until(self, on: date) -> int | None:
        """Months from the month of `on` to that of `deadline`, negative once gone; None if undated."""
        return months_between(on.isoformat()[:10], self.deadline) if self.deadline else None


@lru_cache(maxsize=4096)  # a long table says few dates, many times
def read_due(raw: str, paper_date: str | None = None) -> Due:
    """What a due cell says, its spaces folded. Never raises: what cannot be read is of kind "none".

    `paper_date` ("YYYY-MM" or a day) anchors "within 6 months"; without it a relative period is kind "none".
    """
    raw = " ".join(raw.split())
    text = _plain(raw)
    tokens = _tokens(text)
    marked = _marked(text, tokens)
    # A financial year alone is due by its end, in March, unless it is part of a year or a school's year.
    whole = not (_PART_OF_YEAR.search(text) or _TERM.search(text))
    dates = _distinct([token.value for token in tokens if whole or not token.is_whole_year])
    superseded = _SUPERSEDED.search(marked) or _REPLACES.search(marked)
    if superseded and not _REVISED.search(marked):
        dates, marked = dates[:1], marked[: superseded.start("old")]
    recurs, period = _RECURS.search(marked), _WITHIN.search(text)
    kind = _kind(text, marked, dates, recurs)
    if kind == "none" and period and paper_date and re.match(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])", paper_date):
        months = _count(period[1]) * (12 if period[2].lower() == "year" else 1)
        return Due(raw, "date", (add_months(paper_date[:7], months),))
    return Due(raw, kind, dates, _recurrence(recurs))


@lru_cache(maxsize=4096)
def looks_like_due(text: str) -> float:
    """How sure (0..1) a table cell on its own is a due cell, or a piece of one; for cells that have moved."""
    raw = " ".join(text[: 2 * _READ_AT_MOST].split())
    if len(raw) > 120 or _REFERENCE.fullmatch(raw):  # "4.4.10" is a ref, whatever else it could be
        return 0.0
    plain = _plain(raw)
    rest = marked = _marked(plain, _tokens(plain))
    for phrase in (_RECURS, _TERM, _ONGOING, _WITHIN, _DONE):
        rest = phrase.sub("¤", rest)
    pieces = _PIECE.findall(rest)  # a month without its year, a year without its month
    words = re.findall(r"[§¤]|\w+", _PIECE.sub(" ", rest).lower())
    others = sum(word not in _HINTS | _FILLERS for word in words)
    known = 2 * words.count("§") + words.count("¤") + sum(word in _HINTS for word in words)
    if "§" in words or "¤" in words:
        share = known / (known + others) if others <= 8 else 0.0
        sure = share if "§" in words else share**2
        return min(sure, 0.6) if _ACHIEVED.search(marked) else sure  # a status column says "Completed" too
    if others or not (pieces or known):
        return 0.0
    return 0.5 if any(name.lower() != "may" for name in pieces) else 0.4


def add_months(value: str, n: int) -> str:
    """`value` moved by n months, as precise as it was; a day past the month's end becomes its last.

    >>> add_months("2024-01-31", 1), add_months("2024-11", 3)
    ('2024-02-29', '2025-02')
    """
    day = _last_day(value)
    years, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    end = calendar.monthrange(years, month + 1)[1]
    return date(years, month + 1, min(day.day, end)).isoformat()[: len(value)]


def months_between(a: str, b: str) -> int:
    """Months from the month of `a` to that of `b`; days do not count.

    >>> months_between("2018-11", "2019-02-28")
    3
    """
    start, end = _last_day(a), _last_day(b)
    return (end.year - start.year) * 12 + end.month - start.month


def parse_when(text: str) -> str:
    """The "YYYY-MM" or "YYYY-MM-DD" of a date as a person types it. Raises ValueError with a sentence."""
    raw = " ".join(text[: 2 * _READ_AT_MOST].split())
    match = _DATE.fullmatch(_plain(raw)) if len(raw) < 40 else None
    said = _groups(match) if match else {}
    if match is None or "y" not in said or not {"m", "mon"} & said.keys():
        raise ValueError(f"{raw[:40]!r} is not a month or a day. {_FORMS}")
    value = _written(*_read(match))
    if value is None:
        raise ValueError(f"{raw!r} is not in the calendar of {_YEARS[0]} to {_YEARS[-1]}. {_FORMS}")
    return value


class _Token(NamedTuple):
    start: int
    end: int
    value: str
    is_whole_year: bool


def _plain(raw: str) -> str:
    return unicodedata.normalize("NFKC", raw[:_READ_AT_MOST]).translate(_PLAIN | _GONE)


def _tokens(text: str) -> list[_Token]:
    """The dates in a text, in the order written; a month without a year ("Oct-Mar 2025") has the next's.

    Read backwards for that. A month or quarter that is not joined to a date is none.
    """
    found: list[_Token] = []
    for match in reversed(list(_DATE.finditer(text))):
        year, month, day = _read(match)
        if year is None and found and _JOIN.fullmatch(text, match.end(), found[-1].start):
            later = _last_day(found[-1].value)
            year = later.year - (month > later.month)
        value = _written(year, month, day)
        if value:
            found.append(_Token(match.start(), match.end(), value, "f" in _groups(match)))
    return found[::-1]


def _groups(match: re.Match[str]) -> dict[str, str]:
    """The parts of a date by meaning, in lower case."""
    return {name.rstrip("0123456789"): part.lower() for name, part in match.groupdict().items() if part}


def _read(match: re.Match[str]) -> tuple[int | None, int, int | None]:
    """Year, month and day as written, not yet checked against the calendar; no year if none makes sense."""
    said = _groups(match)
    first = said.get("f") or said.get("y")
    year = int(first) + (2000 if len(first) == 2 else 0) if first else None
    if year and "g" in said and (int(said["g"]) - year) % 100 != 1:
        return None, 0, None  # "2019/23" is no financial year
    if year and "f" in said:  # two small numbers could be a day and a month, or two school years
        return (year + 1 if len(said["f"]) == 4 or year > 2012 else None), 3, None
    if "q" in said:
        # Councils' quarters run from April. "Q2 2024" could be the calendar's, but is read like the others,
        # as the quarter of the financial year that begins in 2024: its last month is September.
        quarter = _ORDINALS.get(said["q"]) or int(said["q"])
        return year and year + (quarter == 4), (3 * quarter + 2) % 12 + 1, None
    if year and said.get("feast") == "easter":
        return year, _easter_month(year), None
    month = _MONTHS.index(said["mon"][:3]) + 1 if "mon" in said else int(said.get("m", 12))
    return year, month, int(said["d"]) if "d" in said else None


def _written(year: int | None, month: int, day: int | None) -> str | None:
    """As the contract writes it, or None for what lacks its year or is not in the calendar."""
    if year is None or year not in _YEARS or not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{day:02}" if 1 <= day <= calendar.monthrange(year, month)[1] else None


def _easter_month(year: int) -> int:
    """The month of Easter Sunday, 1900 to 2099, by Gauss; his two exceptions only move days within April."""
    moon = (19 * (year % 19) + 24) % 30
    after_22_march = moon + (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7
    return 3 if after_22_march <= 9 else 4


def _marked(text: str, tokens: list[_Token]) -> str:
    for token in reversed(tokens):
        text = f"{text[: token.start]}§{text[token.end :]}"
    return text


def _distinct(values: list[str]) -> tuple[str, ...]:
    """Without repeats, and without a month that another date gives to the day."""
    days = {value[:7] for value in values if len(value) > 7}
    return tuple(dict.fromkeys(value for value in values if value not in days))


def _kind(text: str, marked: str, dates: tuple[str, ...], recurs: re.Match[str] | None) -> str:
    """The first rule that fits. A stated deadline ("by §") outweighs what recurs or goes on beside it."""
    ongoing, deadline = _ONGOING.search(marked), dates and _DEADLINE.search(marked)
    # "March 2024, with monthly reports": the recurrence only says how the date is watched.
    aside = recurs and dates and "§" in marked[: recurs.start()] and _ASIDE.search(marked)
    rules = (
        ("achieved", not ongoing and _ACHIEVED.search(marked)),
        ("recurring", recurs and not deadline and not aside),
        ("ongoing", ongoing and not deadline),
        ("term", _TERM.search(text)),
        ("date", len(dates) > 1 and (_REVISED.search(marked) or (_WINDOW.search(marked) and not _EACH.search(text)))),
        # A range is two milestones as well: both its ends are worth keeping, and the next one matters.
        ("milestones", len(dates) > 1),
        ("start", _START.search(marked)),
        ("date", dates),
    )
    return next((kind for kind, fits in rules if fits), "none")


def _recurrence(recurs: re.Match[str] | None) -> str | None:
    """The contract's word for a recurrence; None where it has none: fortnightly, half-termly, bi-monthly."""
    if recurs is None or recurs["many"]:
        return None
    times = _count(recurs["n1"] or recurs["n2"] or "one")
    return _CYCLES.get(f"{times} {recurs['unit1'] or recurs['unit2']}".lower())


def _count(word: str) -> int:
    """A number in figures or words; 0 for what is none ("every other", "bi")."""
    numbers = {"a": 1, "an": 1} | {name: n for n, name in enumerate(_NUMBERS, 1)}
    return numbers.get(word.lower(), 0) if word.isalpha() else int(word)


@lru_cache(maxsize=4096)  # a plan has few months, and every answer sorts by them
def _last_day(value: str) -> date:
    """The day on which a month or day of the contract ends. Raises ValueError for any other text."""
    match = re.fullmatch(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?", value)
    if match is None:
        raise ValueError(f"{value!r} is not a date as YYYY-MM or YYYY-MM-DD.")
    year, month = int(match[1]), int(match[2])
    return date(year, month, int(match[3]) if match[3] else calendar.monthrange(year, month)[1])
