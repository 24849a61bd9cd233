"""What the inspectorate judged: areas and their grades, from lists, tables and sentences.

Grades are Ofsted's four. A grade that is feared, denied or found by an audit is no judgement.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from graphapp.due import read_due
from graphapp.reading.drafts import JudgementDraft, Line, Paper
from graphapp.reading.vocabulary import lowered

_READ_AT_MOST = 4_000  # characters of one line
_NEAR = 20  # lines with words between a list of grades and the words that say it is one of judgements
_AREA_LENGTH = 110  # characters
_AREA_LINES = 3
_SIMILAR = 2  # grades that make a list

_GRADE = r"(?:outstanding|good|requir(?:es?|ing)\s+improvement(?:\s+to\s+be\s+good)?|inadequate)"
_QUOTED = rf"['‘’\"“”]?(?P<grade>{_GRADE})\b['‘’\"“”]?"
_A_GRADE = re.compile(_GRADE)
_GRADE_CELL = re.compile(rf"\W*(?P<grade>{_GRADE})\W*")
_INSPECTION = re.compile(r"ofsted|inspect|judge?ment|\bjudged\b|\bcqc\b|\bilacs\b|\bgrades?\b")
_DOUBTED = re.compile(
    r"\b(?:should|if|could|might|may\s+be|risk|would|avoid|whether|become|target|ambition|aim|audit\w*|no\s+longer\s+judged|not\s+judged|never)\b|%"
)
_NO_LONGER = re.compile(
    rf"\b(?:no\s+longer|not|rather\s+than|from)\s+(?:being\s+)?(?:judged\s+(?:to\s+be\s+)?)?['‘\"]?{_GRADE}['’\"]?[\s,]*(?:but\s+)?"
)
_JUDGED = r"(?:judged|rated|graded|found|assessed|deemed)"
_IS_JUDGED = re.compile(_JUDGED)
_SUBJECT = r"(?P<area>[^.;:,]{3,90}?)"
_SENTENCES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<area>overall\s+effectiveness)\s+(?:judge?ment|grade|rating)?\s*(?:of|is|was|as|:|–|-)?\s*{_QUOTED}",
        rf"\b(?:judge?ments?|grades?|ratings?)\s+(?:for|on|of)\s+{_SUBJECT}\s+(?:is|was|are|were|as|of)\s+{_QUOTED}",
        rf"\bjudge?ments?\s+(?:is|was)\s+(?:that\s+)?{_SUBJECT}\s+(?:(?:now|were|was|are|is|to\s+be)\s+)*{_QUOTED}",
        rf"{_SUBJECT}\s+(?:was|were|is|are|has\s+been|have\s+been|had\s+been)\s+(?:also\s+|again\s+)?{_JUDGED}\s+(?:to\s+be\s+|as\s+|by\s+ofsted\s+(?:to\s+be|as)\s+)?{_QUOTED}",
        rf"\b(?:judged|rated|graded)\s+{_SUBJECT}\s+(?:to\s+be|as)\s+{_QUOTED}",
    )
)
_ALSO = re.compile(
    rf"\s*(?:,|and|,\s*and|with)\s+{_QUOTED}\s+(?:for|in)\s+(?P<area>[^.;:,]{{3,90}}?)(?=[.;,]|\s+and\s|$)"
)
_NUMBERED = r"(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[•·*-])\s+"
_COLON = re.compile(rf"(?:{_NUMBERED})?(?P<area>[a-z][^.;:\t]{{3,{_AREA_LENGTH}}}?)\s*(?::|\s[–—-])\s*{_QUOTED}\W*")
_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[A-Z'‘“])")
_ENUMERATED = re.compile(_NUMBERED)
_OVERALL = re.compile(
    r"(?:(?:the|our|overall)\s+)*(?:(?:effectiveness|service\s+provision|judge?ment|grade|effectiveness\s+judge?ment"
    r"|(?:local\s+authority\s+)?(?:children['’]?s\s+)?(?:social\s+care\s+)?services?(?:\s+for\s+children(?:\s+and\s+families)?)?(?:\s+in\s+[\w\s'’-]{2,40})?)\s*)+"
)
_BEFORE_AREA = re.compile(r"^.*\b(?:that|found|where|while|and|but|because|since|in)\s+(?=(?:the|our)\b)", re.I)
_MAY_BE_AFTER = re.compile(r"\s(?:the|our)\b")
_OPENS_AREA = re.compile(r"(?:(?:the|our|its|that|and|both|with)\s+)+")
_SMALL_WORDS = ("now", "also", "again")
_AFTER_AREA = re.compile(rf"\s+(?:{'|'.join(_SMALL_WORDS)})$")
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_WHEN = re.compile(rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH},?\s+(?:19|20)\d\d|\b(?:19|20)\d\d\b(?!\s*[/–-]\s*\d)")
_OTHER_DATE = re.compile(r"(?:last|previous|earlier|prior|published|since|report|cabinet|board|plan)\b[^.]{0,60}$")


class _Place(NamedTuple):
    """A line's number in the paper, its words, the same in lower case, and whether a word of a grade is in them."""

    at: int
    text: str
    low: str
    is_grading: bool


class _Found(NamedTuple):
    """A judgement as it stands in the paper, from its first line to its last."""

    area: str
    grade: str
    date: str | None
    first: Line
    last: Line


def read_judgements(paper: Paper) -> tuple[JudgementDraft, ...]:
    """Every judgement the paper states, once each; `date` is the inspection's month (YYYY-MM), its year, or None."""
    if not is_grading("\n".join([line.text for line in paper.lines]).lower()):
        return ()
    places = [
        _Place(at, text, low := lowered(text), is_grading(low))
        for at, line in enumerate(paper.lines)
        if (text := " ".join(line.text[:_READ_AT_MOST].split()))
    ]
    dates = _Dates(places)
    graded = [index for index, place in enumerate(places) if place.is_grading]
    found = [*_tables(paper, places, dates), *_lists(paper, places, graded, dates)]
    for index in graded:
        found += _sentences(paper, places[index], dates)
    kept: dict[tuple[str, str | None], _Found] = {}
    for one in sorted(found, key=lambda one: one.first.no):
        kept.setdefault((one.area.casefold(), one.date), one)
    return tuple(
        JudgementDraft(one.area, _said_grade(one), one.date, paper.cite(one.first, one.last)) for one in kept.values()
    )


def _said_grade(found: _Found) -> str:
    words = " ".join(found.grade.split()).lower()
    return words.replace("require ", "requires ").replace("requiring ", "requires ").capitalize()


class _Dates:
    """When the inspections were that a paper speaks of."""

    def __init__(self, places: Sequence[_Place]) -> None:
        self._spoken = [index for index, place in enumerate(places) if _speaks(place.low)]
        spoken = [places[index] for index in self._spoken]
        said = [(place.at, date) for place in spoken for date in _inspected(place.low)]
        self._months: dict[str, set[str]] = {}
        for _, date in said:
            if "-" in date:
                self._months.setdefault(date[:4], set()).add(date)
        self._ats = [at for at, _ in said]
        self._said = [self._in_full(date) for _, date in said]

    def is_near(self, index: int) -> bool:
        """Whether the place of that index, or one of the few before it, speaks of an inspection."""
        before = bisect_right(self._spoken, index)
        return before > 0 and self._spoken[before - 1] >= index - _NEAR

    def at(self, at: int, low: str) -> str | None:
        """The inspection that words of a line speak of: the date in them, else the last one named before the line."""
        own = _inspected(low)
        if own:
            return self._in_full(own[0])
        before = bisect_right(self._ats, at)
        return self._said[before - 1] if before else None

    def _in_full(self, date: str) -> str:
        """A year with its month, where the paper names one month of it."""
        months = self._months.get(date, ())
        return next(iter(months)) if len(months) == 1 else date


def _speaks(low: str) -> bool:
    """Whether the words speak of an inspection."""
    # Plain words, sooner looked for than the pattern.
    may = "ofsted" in low or "inspect" in low or "judg" in low or "cqc" in low or "ilacs" in low or "grade" in low
    return may and _INSPECTION.search(low) is not None


def _inspected(low: str) -> Sequence[str]:
    """The dates of a line's words that may be an inspection's: not a publication's, nor the one before."""
    return _dates_in(low) if "19" in low or "20" in low else ()


@lru_cache(maxsize=256)
def _dates_in(low: str) -> list[str]:
    dates = [
        _month(found[0])
        for found in _WHEN.finditer(low)
        if not _OTHER_DATE.search(low[max(0, found.start() - 80) : found.start()])
    ]
    return [date for date in dates if date]


def _month(words: str) -> str:
    if words.isdigit():
        return words
    dates = read_due(words).dates
    return dates[0][:7] if dates else ""


def _found(area: str, grade: str, date: str | None, first: Line, last: Line) -> list[_Found]:
    """The judgement, or none where its area is none."""
    area = _area(area)
    low = lowered(area)
    is_area = area and len(area) <= _AREA_LENGTH and not (is_grading(low) and _GRADE_CELL.fullmatch(low))
    return [_Found(area, grade, date, first, last)] if is_area else []


@lru_cache(maxsize=256)
def _area(words: str) -> str:
    number = _ENUMERATED.match(words)
    words = (words[number.end() :] if number else words).strip(" ,:;–—-'\"‘’“”")
    words = _BEFORE_AREA.sub("", words) if _MAY_BE_AFTER.search(lowered(words)) else words
    opens = _OPENS_AREA.match(lowered(words))
    words = words[opens.end() :] if opens else words
    words = _AFTER_AREA.sub("", words) if words.endswith(_SMALL_WORDS) else words
    if _OVERALL.fullmatch(lowered(words)):
        return "Overall effectiveness"
    return words[:1].upper() + words[1:]


def _graded(cell: str) -> re.Match[str] | None:
    """The grade that is all a cell says."""
    low = lowered(cell)
    return _GRADE_CELL.fullmatch(low) if is_grading(low) else None


def is_grading(low: str) -> bool:
    """Whether a word of a grade is in a text in lower case: sooner told than a whole grade."""
    return "good" in low or "inadequate" in low or "requir" in low or "outstanding" in low


def _tables(paper: Paper, places: Sequence[_Place], dates: _Dates) -> Iterator[_Found]:
    """Rows `area | grade`, or `area | grade then | grade now` under a header that dates the columns."""
    header: Line | None = None
    for index, place in enumerate(places):
        line = paper.lines[place.at]
        if len(line.filled) < 2:
            continue  # a row has an area and a grade
        graded = [(at, match["grade"]) for at, cell in enumerate(line.cells) if (match := _graded(cell))]
        if not graded:
            header = line
            continue
        area = next((cell for cell in line.cells[: graded[0][0]] if len(cell.split()) > 1 or cell.isalpha()), "")
        if not area or not dates.is_near(index):
            continue
        for at, grade in graded:
            over = lowered(header.cells[at]) if header and at < len(header.cells) else ""
            if "previous" not in over and "last" not in over:
                date = next(iter(_inspected(over)), dates.at(place.at, place.low))
                yield from _found(area, grade, date, line, line)


def _lists(paper: Paper, places: Sequence[_Place], graded: Sequence[int], dates: _Dates) -> Iterator[_Found]:
    """An area on one line (or broken over some) and its grade alone on the next, at least twice."""
    alone = [(index, grade) for index in graded if (grade := _GRADE_CELL.fullmatch(places[index].low))]
    if len(alone) < _SIMILAR:
        return
    for index, grade in alone:
        above = list[_Place]()
        for place in reversed(places[max(0, index - _AREA_LINES) : index]):
            graded_too = place.is_grading and _GRADE_CELL.fullmatch(place.low)
            if graded_too or place.text.endswith((".", ":")) or len(place.text) > _AREA_LENGTH:
                break
            above.insert(0, place)
            if place.text[0].isupper() or _ENUMERATED.match(place.text):
                break
        if above and dates.is_near(index):
            place = places[index]
            area = " ".join([part.text for part in above])
            date = dates.at(place.at, place.low)
            yield from _found(area, grade["grade"], date, paper.lines[above[0].at], paper.lines[place.at])


def _sentences(paper: Paper, place: _Place, dates: _Dates) -> Iterator[_Found]:
    """`area: grade` lines, and sentences that say what was judged."""
    line, text, low = paper.lines[place.at], place.text, place.low
    may_be = ":" in low or "-" in low or "–" in low or "—" in low
    colon = _COLON.fullmatch(low) if may_be else None
    if colon and len(line.filled) == 1 and (date := dates.at(place.at, low)):
        yield from _found(text[colon.start("area") : colon.end("area")], colon["grade"], date, line, line)
        return
    if not _A_GRADE.search(low):
        return
    for sentence in _SENTENCE.split(text):
        words = lowered(sentence)
        if _speaks(words) or _IS_JUDGED.search(sentence):
            for area, grade in _said(sentence):
                yield from _found(area, grade, dates.at(place.at, words), line, line)


@lru_cache(maxsize=256)
def _said(sentence: str) -> tuple[tuple[str, str], ...]:
    """(area, grade) of a sentence, and of the `and good for ...` that follows it."""
    return tuple(_found_in(sentence))


def _found_in(sentence: str) -> Iterator[tuple[str, str]]:
    low = lowered(sentence)
    if _DOUBTED.search(low):
        return
    for denied in reversed([*_NO_LONGER.finditer(low)]):
        sentence = sentence[: denied.start()] + sentence[denied.end() :]
    low = lowered(sentence)
    for pattern in _SENTENCES:
        found = pattern.search(low)
        if found:
            yield sentence[found.start("area") : found.end("area")], found["grade"]
            end = found.end()
            while also := _ALSO.match(low, end):
                yield sentence[also.start("area") : also.end("area")], also["grade"]
                end = also.end()
            return
