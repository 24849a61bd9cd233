"""Words of measures: numbers with their units, dates in a sentence, and one name for one measure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from graphapp.due import read_due
from graphapp.reading.vocabulary import lowered

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
WHEN = re.compile(
    rf"\b(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?P<month>{_MONTH})[\s,-]+(?:20\d\d|['’]?\d\d(?![\d%.,]*\s?%)\b)"
    r"|\d{1,2}/\d{1,2}/\d{2,4}|20\d\d-\d\d-\d\d|q[1-4]\s+(?:of\s+)?20\d\d(?:\s?[/-]\s?\d{2,4})?|20\d\d\s?[/–-]\s?(?:20)?\d\d\b)"
)
_YEAR = re.compile(
    r"20\d\d\b(?:(?<=\bin ....)|(?<=\bfor ....)|(?<=\bof ....)|(?<=\bby ....)|(?<=\bsince ....)|(?<=\(....))"
)
BARE_MONTH = re.compile(
    rf"(?:\b(?:in|for|during|end\s+of)\s+(?P<a>{_MONTH})\b(?!\s+\d)|\b(?P<b>{_MONTH})(?=\s+(?:performance|data|figures|numbers|returns?)\b))"
)
# Numbers that measure nothing: those that name a thing, and ordinals, times, ranges and ages.
_NAMES_A_THING = re.compile(
    r"\b(?:section|key\s+stage|stage|ks|year|level|item|page|pages|room|phase|grade|appendix|paragraph|para|minute|objective|recommendation"
    r"|recommendations|priority|area|tier|band|act|aged?|ages|under|over|within|version|part|question|article|regulation|table|figure"
    r"|chapter|annex|no\.?|nos\.?|number)\s+\d[\d.]*(?:\s?[-–]\s?\d+)?(?:\s+(?:working\s+)?(?:days?|weeks?|months?|hours?))?(?!\s?%)"
)
_NO_MEASURE = re.compile(
    r"\d(?<!\w.)(?:\d?(?:st|nd|rd|th)\b|\d?(?:[.:]\d\d)?\s?(?:am|pm)\b|\d*\s?[-–]\s?\d+\b(?!\s?%)"
    r"|\d*\s+(?:working\s+)?(?:days?|weeks?|months?|hours?|minutes?)\s+of\b)"
)
# Where a number may name a thing: after a word. Begins with what is soonest found.
_AFTER_WORD = re.compile(r"\s(?<=[a-z.]\s)\s*\d")
_WORDS_BEFORE = tuple(
    "section stage ks year level item page pages room phase grade appendix paragraph para minute objective"
    " recommendation recommendations priority area tier band act age ages aged under over within version part"
    " question article regulation table figure chapter annex no nos number no. nos.".split()
)
_AFTER_MONTH = re.compile(r"[\s,-](?<=[a-z][\s,-])[\s,-]*['’]?\d\d")
_MONTHS = tuple("jan feb mar apr may jun jul aug sep oct nov dec".split())
NUMBER = r"(?P<number>(?:(?<=\s)|(?<=\()|^)[-−]?£?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
UNIT = (
    r"(?P<unit>\s?%|\s?per\s?cent\b|\s+percentage\s+points?\b|,?\s+per\s+(?:10,?000|1,?000|100,?000)(?:\s+(?:children|population|0-17s?))?"
    r"|\s+(?:ftes?|full[\s-]time\s+equivalents?)\b(?:\s+posts?|\s+staff)?|\s+(?:working\s+)?(?:days|weeks|months|hours)\b|\s?(?:million|billion|[mk])\b)"
)
_POPULATION = re.compile(
    r"\b(?:children(?:\s+or\s+young\s+people)?|young\s+people|care\s+leavers|social\s+workers|foster\s+carers|adopters|families|staff|cases"
    r"|referrals|assessments|plans|pupils|posts|vacancies|households|visits|reviews)\b"
)
_COUNTED = re.compile(
    r"\b(?:numbers?|rates?|levels?|totals?|caseloads?|turnover|vacanc(?:y|ies)|percentage|proportion|average|timeliness|attendance|absence|sickness"
    r"|score|ratio|attainment|progress\s+8|attainment\s+8|cla|lac|cpp?|cin|uasc|neet|ehcps?|children\s+looked\s+after|looked\s+after\s+children|children\s+in\s+(?:our\s+)?care"
    r"|care\s+leavers|children\s+in\s+need|child\s+protection|referrals|assessments|re-?referrals|contacts|agency|foster\s+carers|adoptions|exclusions"
    r"|waiting\s+(?:list|time)s?|backlog|staff|posts|placements|duration|unallocated|overspend|underspend|spend|cost|budget)\b"
)
_SCALES = {"million": 1e6, "m": 1e6, "billion": 1e9, "k": 1e3}
_RELATIVE = re.compile(r"\brates?\b|average|score|percentage|timeliness")
_MONEY = re.compile(r"overspend|underspend|spend|cost|budget|saving|pressure")
_LOOKED_AFTER = re.compile(
    r"\b(?:CLA|LAC|looked[\s-]+after\s+children|children\s+looked\s+after|children\s+in\s+(?:our\s+)?care)\b(?!\s+council)",
    re.I,
)
# What the sector's short words stand for, where the paper itself does not say.
_SHORT = {
    "FTE": "full-time equivalents", "CiN": "children in need", "CIN": "children in need", "CP": "child protection",
    "CPP": "child protection plan", "EHCP": "education, health and care plan",
    "EHCPs": "education, health and care plans",
    "UASC": "unaccompanied asylum-seeking children", "NEET": "not in education, employment or training",
}  # fmt: skip
# After a word, not after another bracket. The bracket comes first, for it is soonest found.
_DEFINED = re.compile(r"\((?<=[\w'’\s-]\s\()([A-Z][A-Za-z]{1,6})s?\)")
_MAY_BE_SHORT = re.compile(r"[A-Z](?<!\w.)[A-Za-z]{1,6}\b")
_DEFINING = re.compile(r"[A-Za-z][\w'’-]*")
_BEFORE = 200  # characters before a bracket that its letters may stand for
_LEADING = re.compile(
    r"^(?:(?:the|our|a|an|total|overall|current|currently|latest|number|numbers|levels?|of|around|approximately|nearly|only|about|over|some|there|still"
    r"|in|and|but|also|now|just|percentage|proportion|%)\b\s*)+"
)
_LAST_WORDS = (
    "and but with which that at as in by on for of to from the end currently now is are was were has have been had also"
    " still consistently number numbers figure figures data quarter month year since during around about approximately"
    " over just"
).split()
_TRAILING = re.compile(  # possessive, from the head of a run of marks: else two dates side by side would take for ever
    rf"(?<![\s,;:(–·-])(?:[\s,;:(–·-]++(?:(?:{'|'.join(_LAST_WORDS)})\b)?+)++$"
)
_MAY_TRAIL = (*_LAST_WORDS, *",;:(–·-")  # how a text ends, in lower case, that has any of these at its end
_COPULA = re.compile(r"\s+(?:is|are|was|were|has\s+been|have\s+been|had\s+been|being|currently|now)\b")
_NO_NAME = re.compile(
    r"^(?:this|that|these|those|which|who|it|they|we|he|she|and|there|what|when|where|if|as|item|page|room|section|date|time|tel|phone|contact(?:\s+(?:for|details|officer)|$)|version)\b"
)
_LONGEST_NAME = 16  # words
TELLING = re.compile(r"[A-Za-z]{3}")  # as every name has


@dataclass(frozen=True, slots=True)
class Words:
    """How one paper writes its measures: the short words it defines, and its date."""

    defined: Mapping[str, str]
    date: str | None

    def name(self, text: str) -> str:
        """The measure's name as a reader would say it, the same for each way of writing it; "" where it is none."""
        low = lowered(text)
        leading = _LEADING.match(low)
        if not TELLING.search(low, leading.end() if leading else 0):  # what is no name is mostly seen to be none here
            return ""
        text = text.replace("‘", "'").replace("’", "'")
        text = " ".join(_covered(text, [*_COPULA.finditer(low)], " ").split())
        low = lowered(text)
        leading = _LEADING.match(low)
        if leading:
            text, low = text[leading.end() :], low[leading.end() :]
        trailing = _TRAILING.search(low) if low.endswith(_MAY_TRAIL) else None
        text = (text[: trailing.start()] if trailing else text).strip(" '\"")
        low = text.lower()
        if not TELLING.search(text) or text.count(" ") >= _LONGEST_NAME or _NO_NAME.match(low):
            return ""
        if ":" in text or "|" in text or "··" in text or "¤" in text:
            return ""
        if "cla" in low or "lac" in low or "looked" in low or "children" in low:
            text = _LOOKED_AFTER.sub("children looked after", text)
        text = _MAY_BE_SHORT.sub(self._in_full, text)
        return text[:1].upper() + text[1:]

    def _in_full(self, short: re.Match[str]) -> str:
        return self.defined.get(short[0]) or _SHORT.get(short[0], short[0])

    def date_near(self, text: str, place: int, bare: bool = True) -> str | None:
        """The date nearest to a place in a sentence, month or day; a month without a year is the last such."""
        date = nearest(dated(whens(lowered(text))), place)
        return self.bare_month(text) if bare and not date else date

    def bare_month(self, text: str) -> str | None:
        """The last month of the name that a sentence says without a year."""
        month = BARE_MONTH.search(lowered(text))
        return self.last(month["a"] or month["b"]) if month else None

    def last(self, month: str) -> str | None:
        """The newest such month not after the paper's date."""
        if not self.date:
            return None
        for year in (int(self.date[:4]), int(self.date[:4]) - 1):
            dates = read_due(f"{month} {year}").dates
            if dates and dates[0][:7] <= self.date[:7]:
                return dates[0][:7]
        return None


def whens(low: str) -> list[re.Match[str]]:
    """The places where a text in lower case says a date."""
    return [*WHEN.finditer(low), *_YEAR.finditer(low)] if "20" in low or _may_be_dated(low) else []


def dated(found: Iterable[re.Match[str]]) -> list[tuple[int, str]]:
    """The dates said there, in the order of their places."""
    return sorted([(one.start(), date) for one in found if (date := _date(one[0]))])


def _date(words: str) -> str | None:
    dates = read_due(words).dates
    return dates[0] if dates else words if words.isdigit() else None


def nearest(dates: Sequence[tuple[int, str]], place: int) -> str | None:
    """The date nearest to a place."""
    at = bisect_left(dates, (place,))
    near = [*dates[at : at + 1]]
    if at:
        near.append(dates[bisect_left(dates, dates[at - 1][:1])])
    return min([(abs(start - place), date) for start, date in near])[1] if near else None


def short_words(text: str) -> dict[str, str]:
    """Short words the paper writes out once: `Children Looked After (CLA)`; only where the letters agree."""
    found = {}
    for match in _DEFINED.finditer(text):
        short = match[1]
        end = match.start() - 1  # before the space
        tail = text[max(0, end - _BEFORE) : end].split()[-len(short) - 1 :]
        tail = list(takewhile(_DEFINING.fullmatch, reversed(tail)))[::-1]
        for start in range(len(tail)):
            capitals = [word for word in tail[start:] if word.lower() not in {"of", "and", "in", "or"}]
            if "".join(word[0] for word in capitals).casefold() == short.casefold():
                found[short] = " ".join(tail[start:]).lower()
                break
    return {short: long for short, long in found.items() if short.upper() not in {"CLA", "LAC"}}


def masked(text: str, low: str, dates: Sequence[re.Match[str]]) -> str:
    """The text with its dates replaced by `·` and numbers that measure nothing by `¤`, place for place.

    `low` is the text in lower case, and `dates` are those in it.
    """
    if dates:
        text = _YEAR.sub(lambda year: "·" * len(year[0]), _covered(text, dates, "·"))
        low = lowered(text)
    if _may_name(low):
        text = _covered(text, [*_NAMES_A_THING.finditer(low)], "¤")
        low = lowered(text)
    return _covered(text, [*_NO_MEASURE.finditer(low)], "¤")


def _covered(text: str, found: Sequence[re.Match[str]], sign: str) -> str:
    """The text with a sign for each letter of what was found."""
    if not found:
        return text
    letters = list(text)
    for one in found:
        letters[one.start() : one.end()] = sign * len(one[0])
    return "".join(letters)


def _may_be_dated(low: str) -> bool:
    """Whether a text without a year in full may hold a date: sooner told than a date is found."""
    return "/" in low or (_AFTER_MONTH.search(low) is not None and any(map(low.__contains__, _MONTHS)))


def _may_name(low: str) -> bool:
    """Whether a number may name a thing in a text."""
    for found in _AFTER_WORD.finditer(low):
        if low.endswith(_WORDS_BEFORE, max(0, found.start() - 20), found.start()):
            return True
    return False


def unmasked(name: str, mask: str, text: str) -> str:
    """A name cut from a masked text with the words that its `¤` stand for."""
    at = mask.find(name) if "¤" in name else -1
    return (
        "".join(own if shown == "¤" else shown for shown, own in zip(name, text[at:], strict=False))
        if at >= 0
        else name
    )


def number_and_unit(number: str, unit: str | None, name: str) -> tuple[float, str | None] | None:
    """The value and its unit; None where money or a bare number measures nothing."""
    money = "£" in number
    value = float(number.replace("£", "").replace(",", "").replace("−", "-"))
    word = " ".join(unit.lower().replace(",", "").split()) if unit else ""
    if money and not _MONEY.search(name.lower()):
        return None
    scale = _SCALES.get(word)
    if money or scale:
        return value * (scale or 1), "£" if money else _counted(name)
    if word in {"%", "percent", "per cent"}:
        return value, "%"
    if word.startswith("per 1"):
        return value, f"per {int(word.split()[1]):,}"
    if word.startswith(("fte", "full")):
        return value, "full-time equivalents"
    return value, word or _counted(name)


def _counted(name: str) -> str | None:
    """What a bare number counts, by the measure's name: children, social workers, cases."""
    low = name.lower()
    if _RELATIVE.search(low):
        return "%" if "percentage" in low else None
    found = _POPULATION.search(low)
    return found[0] if found else None


def is_counted(name: str) -> bool:
    """Whether a name is that of something counted."""
    return _COUNTED.search(name.lower()) is not None
