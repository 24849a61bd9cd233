"""What the inspectorate judged: areas and their grades, from lists, tables and sentences.

Grades are Ofsted's four. A grade that is feared, denied or found by an audit is no judgement.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from graphapp.due import read_due
from graphapp.reading.drafts import JudgementDraft, Line, Paper

_READ_AT_MOST = 4_000  # characters of one line
_NEAR = 20  # lines with words between a list of grades and the words that say it is one of judgements
_AREA_LENGTH = 110  # characters
_AREA_LINES = 3
_SHORTEST = 3  # letters; every grade has more
_SIMILAR = 2  # grades that make a list

_GRADE = r"(?:outstanding|good|requir(?:es?|ing)\s+improvement(?:\s+to\s+be\s+good)?|inadequate)"
_QUOTED = rf"['‘’\"“”]?(?P<grade>{_GRADE})\b['‘’\"“”]?"
_GRADE_CELL = re.compile(rf"\W*(?P<grade>{_GRADE})\W*", re.I)
_INSPECTION = re.compile(r"ofsted|inspect|judge?ment|\bjudged\b|\bcqc\b|\bilacs\b|\bgrades?\b", re.I)
_DOUBTED = re.compile(
    r"\b(?:should|if|could|might|may\s+be|risk|would|avoid|whether|become|target|ambition|aim|audit\w*|no\s+longer\s+judged|not\s+judged|never)\b|%",
    re.I,
)
_NO_LONGER = re.compile(
    rf"\b(?:no\s+longer|not|rather\s+than|from)\s+(?:being\s+)?(?:judged\s+(?:to\s+be\s+)?)?['‘\"]?{_GRADE}['’\"]?[\s,]*(?:but\s+)?",
    re.I,
)
_JUDGED = r"(?:judged|rated|graded|found|assessed|deemed)"
_SUBJECT = r"(?P<area>[^.;:,]{3,90}?)"
_SENTENCES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?P<area>overall\s+effectiveness)\s+(?:judge?ment|grade|rating)?\s*(?:of|is|was|as|:|–|-)?\s*{_QUOTED}",
        rf"\b(?:judge?ments?|grades?|ratings?)\s+(?:for|on|of)\s+{_SUBJECT}\s+(?:is|was|are|were|as|of)\s+{_QUOTED}",
        rf"\bjudge?ments?\s+(?:is|was)\s+(?:that\s+)?{_SUBJECT}\s+(?:(?:now|were|was|are|is|to\s+be)\s+)*{_QUOTED}",
        rf"{_SUBJECT}\s+(?:was|were|is|are|has\s+been|have\s+been|had\s+been)\s+(?:also\s+|again\s+)?{_JUDGED}\s+(?:to\s+be\s+|as\s+|by\s+ofsted\s+(?:to\s+be|as)\s+)?{_QUOTED}",
        rf"\b(?:judged|rated|graded)\s+{_SUBJECT}\s+(?:to\s+be|as)\s+{_QUOTED}",
    )
)
_ALSO = re.compile(
    rf"\s*(?:,|and|,\s*and|with)\s+{_QUOTED}\s+(?:for|in)\s+(?P<area>[^.;:,]{{3,90}}?)(?=[.;,]|\s+and\s|$)", re.I
)
_COLON = re.compile(rf"(?P<area>[A-Z][^.;:\t]{{3,{_AREA_LENGTH}}}?)\s*(?::|\s[–—-])\s*{_QUOTED}\W*", re.I)
_ENUMERATED = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[•·*-])\s+")
_OVERALL = re.compile(
    r"(?:(?:the|our|overall)\s+)*(?:(?:effectiveness|service\s+provision|judge?ment|grade|effectiveness\s+judge?ment"
    r"|(?:local\s+authority\s+)?(?:children['’]?s\s+)?(?:social\s+care\s+)?services?(?:\s+for\s+children(?:\s+and\s+families)?)?(?:\s+in\s+[\w\s'’-]{2,40})?)\s*)+",
    re.I,
)
_BEFORE_AREA = re.compile(r"^.*\b(?:that|found|where|while|and|but|because|since|in)\s+(?=(?:the|our)\b)", re.I)
_MAY_BE_AFTER = re.compile(r"\s(?:the|our)\b", re.I)
_OPENS_AREA = re.compile(r"(?:(?:the|our|its|that|and|both|with)\s+)+", re.I)
_SMALL_WORDS = ("now", "also", "again")
_AFTER_AREA = re.compile(rf"\s+(?:{'|'.join(_SMALL_WORDS)})$")
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_WHEN = re.compile(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH},?\s+(?:19|20)\d\d|\b(?:19|20)\d\d\b(?!\s*[/–-]\s*\d)", re.I
)
_OTHER_DATE = re.compile(
    r"(?:last|previous|earlier|prior|published|since|report|cabinet|board|plan)\b[^.]{0,60}$", re.I
)


class _Place(NamedTuple):
    """A line's number in the paper and its words."""

    at: int
    text: str


def read_judgements(paper: Paper) -> tuple[JudgementDraft, ...]:
    """Every judgement the paper states, once each; `date` is the inspection's month (YYYY-MM), its year, or None."""
    if not is_grading("\n".join([line.text for line in paper.lines])):
        return ()
    places = [
        _Place(at, text) for at, line in enumerate(paper.lines) if (text := " ".join(line.text[:_READ_AT_MOST].split()))
    ]
    dates = _Dates(places)
    found = [
        *_tables(paper, places, dates),
        *_lists(paper, places, dates),
        *(draft for place in places for draft in _sentences(paper, place, dates)),
    ]
    kept: dict[tuple[str, str | None], JudgementDraft] = {}
    for draft in sorted(found, key=lambda draft: draft.source.line_start):
        kept.setdefault((draft.area.casefold(), draft.date), draft)
    return tuple(kept.values())


class _Dates:
    """When the inspections were that a paper speaks of."""

    def __init__(self, places: Sequence[_Place]) -> None:
        self._spoken = [index for index, place in enumerate(places) if _speaks(place.text)]
        spoken = [places[index] for index in self._spoken]
        self._said = [(place.at, date) for place in spoken for date in _inspected(place.text)]
        self._months: dict[str, set[str]] = {}
        for _, date in self._said:
            if "-" in date:
                self._months.setdefault(date[:4], set()).add(date)

    def is_near(self, index: int) -> bool:
        """Whether the place of that index, or one of the few before it, speaks of an inspection."""
        before = bisect_right(self._spoken, index)
        return before > 0 and self._spoken[before - 1] >= index - _NEAR

    def at(self, place: _Place) -> str | None:
        """The inspection a line speaks of: the date in its words, else the last one named before it."""
        own = _inspected(place.text)
        before = bisect_right(self._said, place.at, key=itemgetter(0))
        date = own[0] if own else self._said[before - 1][1] if before else None
        months = self._months.get(date or "", set())
        return next(iter(months)) if len(months) == 1 else date


def _speaks(text: str) -> bool:
    """Whether the words speak of an inspection."""
    low = text.lower()
    # Plain words, sooner looked for than the pattern.
    may = "ofsted" in low or "inspect" in low or "judg" in low or "cqc" in low or "ilacs" in low or "grade" in low
    return may and _INSPECTION.search(text) is not None


@lru_cache(maxsize=256)
def _inspected(text: str) -> list[str]:
    """The dates of a line's words that may be an inspection's: not a publication's, nor the one before."""
    if "19" not in text and "20" not in text:
        return []
    dates = [
        _month(found[0])
        for found in _WHEN.finditer(text)
        if not _OTHER_DATE.search(text[max(0, found.start() - 80) : found.start()])
    ]
    return [date for date in dates if date]


def _month(words: str) -> str:
    if words.isdigit():
        return words
    dates = read_due(words).dates
    return dates[0][:7] if dates else ""


def _draft(paper: Paper, area: str, grade: str, date: str | None, lines: tuple[Line, Line]) -> JudgementDraft | None:
    area = _area(area)
    if not area or len(area) > _AREA_LENGTH or _GRADE_CELL.fullmatch(area):
        return None
    words = " ".join(grade.split()).lower().replace("require ", "requires ").replace("requiring ", "requires ")
    return JudgementDraft(area, words.capitalize(), date, paper.cite(*lines))


@lru_cache(maxsize=256)
def _area(words: str) -> str:
    words = _ENUMERATED.sub("", f" {words} ", count=1).strip(" ,:;–—-'\"‘’“”")
    words = _BEFORE_AREA.sub("", words) if _MAY_BE_AFTER.search(words) else words
    opens = _OPENS_AREA.match(words)
    words = words[opens.end() :] if opens else words
    words = _AFTER_AREA.sub("", words) if words.endswith(_SMALL_WORDS) else words
    if _OVERALL.fullmatch(words):
        return "Overall effectiveness"
    return words[:1].upper() + words[1:]


def _graded(cell: str) -> re.Match[str] | None:
    """The grade that is all a cell says."""
    return _GRADE_CELL.fullmatch(cell) if len(cell) > _SHORTEST and is_grading(cell) else None


def is_grading(text: str) -> bool:
    """Whether a word of a grade is in the text: sooner told than a whole grade."""
    low = text.lower()
    return "good" in low or "inadequate" in low or "requir" in low or "outstanding" in low


def _tables(paper: Paper, places: Sequence[_Place], dates: _Dates) -> Iterator[JudgementDraft]:
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
            over = header.cells[at] if header and at < len(header.cells) else ""
            draft = _draft(paper, area, grade, next(iter(_inspected(over)), dates.at(place)), (line, line))
            if draft and not re.search(r"previous|last", over, re.I):
                yield draft


def _lists(paper: Paper, places: Sequence[_Place], dates: _Dates) -> Iterator[JudgementDraft]:
    """An area on one line (or broken over some) and its grade alone on the next, at least twice."""
    alone = [index for index, place in enumerate(places) if _graded(place.text)]
    if len(alone) < _SIMILAR:
        return
    for index in alone:
        above = list[_Place]()
        for place in reversed(places[max(0, index - _AREA_LINES) : index]):
            if _GRADE_CELL.fullmatch(place.text) or place.text.endswith((".", ":")) or len(place.text) > _AREA_LENGTH:
                break
            above.insert(0, place)
            if _ENUMERATED.match(place.text) or place.text[:1].isupper():
                break
        if above and dates.is_near(index):
            match = _GRADE_CELL.fullmatch(places[index].text)
            area = " ".join(place.text for place in above)
            ends = (paper.lines[above[0].at], paper.lines[places[index].at])
            draft = _draft(paper, area, match["grade"] if match else "", dates.at(places[index]), ends)
            if draft:
                yield draft


def _sentences(paper: Paper, place: _Place, dates: _Dates) -> Iterator[JudgementDraft]:
    """`area: grade` lines, and sentences that say what was judged."""
    if not is_grading(place.text):
        return
    line = paper.lines[place.at]
    colon = _COLON.fullmatch(place.text)
    if colon and len(line.filled) == 1 and (date := dates.at(place)):
        draft = _draft(paper, colon["area"], colon["grade"], date, (line, line))
        if draft:
            yield draft
        return
    if not re.search(_GRADE, place.text, re.I):
        return
    for sentence in re.split(r"(?<=[.;!?])\s+(?=[A-Z'‘“])", place.text):
        if _speaks(sentence) or re.search(_JUDGED, sentence):
            for area, grade in _said(sentence):
                draft = _draft(paper, area, grade, dates.at(_Place(place.at, sentence)), (line, line))
                if draft:
                    yield draft


@lru_cache(maxsize=256)
def _said(sentence: str) -> tuple[tuple[str, str], ...]:
    """(area, grade) of a sentence, and of the `and good for ...` that follows it."""
    return tuple(_found_in(sentence))


def _found_in(sentence: str) -> Iterator[tuple[str, str]]:
    if _DOUBTED.search(sentence):
        return
    sentence = _NO_LONGER.sub("", sentence)
    for pattern in _SENTENCES:
        found = pattern.search(sentence)
        if found:
            yield found["area"], found["grade"]
            end = found.end()
            while also := _ALSO.match(sentence, end):
                yield also["area"], also["grade"]
                end = also.end()
            return
