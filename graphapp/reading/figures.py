"""Performance figures in minutes and reports: what was measured, its value, when, and what is aimed at.

Only shapes that state a measure are read (`rate - 31.2 per 10,000`, `19% of X`, `X stood at N`, tables of
indicators); other numbers in a paper are left alone. Case data about single children is never read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from graphapp.due import add_months
from graphapp.reading.drafts import Line, MeasureDraft, Paper
from graphapp.reading.indicators import read_indicators
from graphapp.reading.judgements import is_grading, read_judgements
from graphapp.reading.measured import (
    BARE_MONTH,
    NUMBER,
    TELLING,
    UNIT,
    Words,
    dated,
    is_counted,
    masked,
    nearest,
    number_and_unit,
    short_words,
    unmasked,
    whens,
)
from graphapp.reading.phrases import any_of
from graphapp.reading.vocabulary import lowered

__all__ = ["read_judgements", "read_measures"]

_READ_AT_MOST = 4_000  # characters of one line
_WRAPPED = 60  # characters; a page breaks no shorter line
_LAST_WORD = 6  # characters, with what stands before it
_OPEN_END = re.compile(r"\b(?:a|an|and|at|by|for|from|in|of|on|or|the|to|with)$")
_GOES_ON = re.compile(r"[a-z(£]|\d[\d,.]*\s?%?\s+[a-z]|(?:19|20)\d\d\b")
_SMALL = 10  # fewer children than this are not counted in words: they may be known
_LEAD_IN_LENGTH = 200
_ITEM = re.compile(r"\s*(?:item\s+)?\d{1,3}[.)]\s*.{0,100}", re.I)

_DIGIT = re.compile(r"\d")
_A_NUMBER = re.compile(r"(?:\d+[.)]\s)?+\D*+\d")  # that is not only the number of a point
_NUMBER = re.compile(  # as every shape has it; its digit is looked for first, for that is soonest found
    r"\d(?:(?<=^\d)|(?<=[\s(]\d)|(?<=^[-−£]\d)|(?<=[\s(][-−£]\d)|(?<=^[-−]£\d)|(?<=[\s(][-−]£\d))"
)
_BULLET = re.compile(r"^\s*(?:[•·▪●*–-]|\(?[a-z\d]{1,2}[.)])\s+")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z'‘(])")
_ONE_CHILD = re.compile(
    r"\b(?:he|she|his|her|siblings?|mother|father|grandmother|grandfather)\b|\baged\s|\b(?:a|the|this|that|one)\s+(?:child|young\s+person|baby|teenager)\b(?!['’]s|\s+(?:protection|in\s+need|looked))"
)
_MAY_BE_ONE = any_of(
    "he she his her sibling mother father grandmother grandfather aged child young baby teenager".split()
)
_SPEAKER = re.compile(  # an officer, who is no child for being "she"
    r"^\W*(?:he|she)\s+(?:also\s+|then\s+|further\s+)?(?:explained|reported|advised|added|informed|highlighted|stated)\b"
)
_COMPARED = re.compile(
    r"\b(?:national|england|regional|statistical|neighbours?|(?:north|south)\s+(?:west|east)|midlands|similar\s+authorities|comparators?)\b"
)
_TARGET = re.compile(
    rf"\b(?:target|aim|goal|ambition|trajectory)\b\s*(?:of|is|was|:|being|remains|set\s+at|to\s+be|–|-)?\s*(?:less\s+than|below|under|above|at\s+least)?\s*{NUMBER}(?:{UNIT})?"
)
_AIM = re.compile(
    rf"\b(?:reduc(?:e|ing|tion\s+(?:of|in))|increas(?:e|ing)(?:\s+in)?|rais(?:e|ing)|improv(?:e|ing)|decreas(?:e|ing)|lower(?:ing)?|cut(?:ting)?)\s+"
    rf"(?P<name>[^.;:·]{{3,120}}?)\s+to\s+(?:(?:less|fewer|more|no\s+more)\s+than|below|under|at\s+least|around|above)?\s*{NUMBER}(?:{UNIT})?"
)
_WISHED = re.compile(
    r"\b(?:aim|target|goal|ambition|plan|intend|intention|objective|seek|will|to)\b|^\W*(?:reduc|increas|rais|improv|decreas|lower|cut)"
)
_RATE_TOO = re.compile(rf",\s+(?:or\s+)?a\s+rate\s+of\s+{NUMBER}{UNIT}")
_TARGET_FOR = re.compile(
    rf"\btarget\s+(?:for|on)\s+(?P<name>[^.;:·]{{3,100}}?)\s+(?:is|was|of|remains|stands\s+at|has\s+been\s+set\s+at)\s+(?:to\s+be\s+)?{NUMBER}(?:{UNIT})?"
)
_YEARS_ON = re.compile(r"\b(?:over|within|in)\s+the\s+next\s+(?P<n>one|two|three|four|five|\d)?\s*years?\b")
_NUMBER_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}

_GRADED = re.compile(
    rf"\b(?:rated|graded|judged)\s+['‘\"]?(?P<grade>outstanding|good|requires\s+improvement|inadequate)['’\"]?\s+(?:to|at|is|was|were|fell\s+to|rose\s+to|\()\s*{NUMBER}\s?%"
)
_AUDITED = re.compile(
    rf"\baudits?\b[^.·]{{0,60}}?{NUMBER}\s?%\s+(?P<grade>outstanding|good|requires\s+improvement|inadequate)"
)
_SHARE = re.compile(rf"{NUMBER}(?P<unit>\s?%|\s?per\s?cent)\s+of\s+(?P<name>[^.;:,(·%]{{3,140}})")
_SHARE_ENDS = re.compile(r"\s(?:compared|against|which|and\s+\d|as\s+at|whilst|while|but|with\s+an?)\b|\s[–—-]\s")
_AGAIN = re.compile(rf"·{{3,}}\s*[:–—-]\s*{NUMBER}{UNIT}")
_LABEL = re.compile(
    rf"(?P<name>[a-z%£][^–—:·;.]{{2,90}}?)\s*(?:[–—:]|\s-)\s*(?P<between>[^\d·]{{0,70}}?){NUMBER}(?:{UNIT})?"
)
_WORD = re.compile(r"[a-z]{4}")
_TOLD = re.compile(r"\b(?:continues?|will|agreed|noted|reported)\b")
_STANDS_AT = (
    rf"\s\s*(?:(?:now|currently|still)\s+)?(?:stands?|stood|standing|is|was|were|are|averag(?:ed|es|ing)"
    rf"|(?:ha[sd]|have)\s+(?:\w+ly\s+)?(?:risen|fallen|increased|decreased|reduced|dropped|improved|declined|remained|been|gone\s+(?:up|down))"
    rf"|rose|fell|increased|decreased|reduced|dropped|improved|declined|remain(?:s|ed)?|rising|falling)"
    rf"(?:\s+(?:slightly|significantly|further|steady|stable|currently|now|again))?(?:\s+from\s+[^.;]{{1,40}}?)?\s+(?:at|to|by\s+\S+\s+to|on)?\s*(?:around|about|approximately|just\s+(?:over|under)|nearly|over|only|below|above)?\s*{NUMBER}(?:{UNIT})?"
)
_LONGEST_NAME = 160
_WHEN_FIRST = re.compile(  # "At the end of March 2024 the rate ..."
    r"(?:(?:as\s+)?(?:at|in|for|on|by|during|since)\s+(?:the\s+)?(?:(?:end|start|beginning|close)\s+of\s+)?)?·+\s*,?\s*",
    re.I,
)
_STANDS = re.compile(rf"(?P<name>[a-z][^.;:]{{2,{_LONGEST_NAME}}}?){_STANDS_AT}")
_STANDING = re.compile(_STANDS_AT)  # sooner looked for than a name before it
_COMPARES = re.compile(
    rf"\b(?:compares?|compared|comparing|against|up|down|from)\s+(?:favourably\s+)?(?:to|with|from)?\s*(?:around|about)?\s*{NUMBER}(?:{UNIT})?"
)
_HAVE = re.compile(
    rf"(?:^|[^\w]){NUMBER}\s+(?P<who>(?:\w+\s+)?(?:social\s+workers|children|young\s+people|care\s+leavers|foster\s+carers|families|staff|workers|carers|cases|households))\s+(?:have|had|with)\s+(?P<what>[^.;,()·]{{3,80}})"
)
_POPULATION = re.compile(
    rf"{NUMBER}\s+(?P<name>cla|lac|uasc|children\s+(?:looked\s+after|in\s+(?:our\s+)?care|in\s+need|(?:on|subject\s+to)\s+(?:a\s+)?child\s+protection\s+plans?)"
    r"|looked\s+after\s+children|care\s+leavers|foster\s+carers|full[\s-]time\s+equivalent[^.,;(]{0,40})"
    r"(?=\s*(?:$|[–—,.;(·-]|as\s|at\s+(?:the\s+)?(?:end\b|·)|[io]n\s+·|compared))"
)
_GROUP_ENDS = re.compile(r"\s(?:as\s+at|at\s+the\s+end|compared|but|and\s+monthly|which|,)\b|\s[–—-]\s")
_THERE_ARE = re.compile(
    rf"\b(?:there\s+(?:are|were|is|was)|total\s+of|supporting|responsible\s+for)\s+(?:currently\s+|still\s+|now\s+)*(?:around\s+|about\s+|approximately\s+|nearly\s+|over\s+)?{NUMBER}\s+"
    r"(?P<name>(?:children|young\s+people|care\s+leavers|looked\s+after\s+children|cla|lac|uasc|foster\s+carers|social\s+workers|vacanc|unallocated|open)\b[^.;,(·]{0,110})"
)

# One of the two is in whatever the shapes above find, where words stand one space apart: sooner looked for than they.
_BEFORE_NUMBER = re.compile(  # a number follows, though not at once
    r"[ –—:](?:(?<=[–—:])|-|stand|stood|is|was|were|are|averag|ha[sdv]|ris|rose|f[ae]ll"
    r"|increas|decreas|reduc|dropp|improv|declin|remain"
    r"|(?:to|of) (?:[-−£\d]|(?:to be|less|fewer|more|no more|below|under|at least|around|above)\b))"
)
_AFTER_NUMBER = re.compile(
    r"\d(?: ?%| ?per ?cent| (?:\w+ )?(?:child|young|care|looked|cla|lac|uasc|social|foster|families|staff|worker|case"
    r"|household|full|vacanc|unallocated|open))"
)


class _Sentence(NamedTuple):
    """A sentence, the dates in it, the same with them masked, and whether it is a point of a list.

    Numbers and words are looked for in the mask in lower case; it is `mask` letter for letter, which has the names.
    """

    text: str
    dates: Sequence[re.Match[str]]
    mask: str
    low: str
    listed: bool

    def name(self, found: re.Match[str], group: str = "name") -> str:
        """What was found, as written."""
        return self.mask[found.start(group) : found.end(group)]


class _Figure(NamedTuple):
    name: str
    value: float
    unit: str | None
    start: int  # place of the number in its sentence


def read_measures(paper: Paper) -> tuple[MeasureDraft, ...]:
    """Every reading the paper states: tables of indicators, then the figures of its sentences, with their aims."""
    whole = "\n".join([line.text[:_READ_AT_MOST] for line in paper.lines])
    if not _DIGIT.search(whole):
        return ()
    words = Words(short_words(whole), paper.date)
    tabled, used = read_indicators(paper, words)
    said, aims = list[MeasureDraft](), list[MeasureDraft]()
    context: str | None = None
    read = set[tuple[str, str | None]]()  # what is printed again says nothing new
    for line, text in _unwrapped(paper.lines):
        if line.no in used or len(line.filled) > 2 or not text:  # a row of more cells is a table's
            continue
        context = _context(text, context, words)
        if (text, context) in read:
            continue
        read.add((text, context))
        sentences = _sentences(text) if _A_NUMBER.match(text) and TELLING.search(text) else ()
        if sentences:
            said += _readings(paper, line, words, context, sentences)
            aiming = [said for said in sentences if _may_aim(said.low)]
            aims += _aims(paper, line, words, aiming) if aiming else ()
    return _with_aims(_once([*tabled, *said]), _once(aims))


def _unwrapped(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """Each line with its words, and with those of the lines that carry its sentence on."""
    at = 0
    while at < len(lines):
        line, text, at = lines[at], lines[at].text, at + 1
        while _WRAPPED <= len(text) < _READ_AT_MOST and at < len(lines) and _carries_on(lines[at - 1], lines[at]):
            text, at = f"{text} {lines[at].text}", at + 1
        yield line, text[:_READ_AT_MOST]


def _carries_on(line: Line, following: Line) -> bool:
    """Whether a page broke a sentence between two lines: a long one without an end, then no new beginning."""
    plain = not (line.heading or following.heading or line.table or following.table) and line.sheet is None
    broken = len(line.text) >= _WRAPPED and len(line.filled) == 1 and line.text[-1] not in ".!?:;"
    if not (plain and broken and len(following.filled) == 1):
        return False
    return bool(_GOES_ON.match(following.text) or _OPEN_END.search(line.text[-_LAST_WORD:]))


def _context(text: str, before: str | None, words: Words) -> str | None:
    """The month that the list under a line like `August performance:` is of; an agenda item ends it."""
    is_list = text.endswith(":")
    if before is None and not is_list:
        return None
    if _ITEM.fullmatch(text) or text.startswith(("Resolved", "RESOLVED")):
        return None
    if not is_list:
        return before
    month = BARE_MONTH.search(lowered(text[:_LEAD_IN_LENGTH]))
    if month:
        return words.last(month["a"] or month["b"])
    if len(text) < _LEAD_IN_LENGTH and re.search(r"performance|data|figures|position", text, re.I):
        return words.date_near(text, 0) or before
    return before


def _sentences(text: str) -> list[_Sentence]:
    """The sentences that hold a number which may measure something."""
    text = " ".join(text.split())
    found: list[_Sentence] = []
    for whole in _SENTENCE.split(text) if ". " in text or "! " in text or "? " in text or "; " in text else (text,):
        bullet = _BULLET.match(whole)
        sentence = whole[bullet.end() :] if bullet else whole
        low = lowered(sentence)
        if not _may_measure(low, bool(found)):
            continue
        dates = whens(low)
        mask = masked(sentence, low, dates)
        low_mask = low if mask is sentence else lowered(mask)
        if (mask is sentence or _may_measure(low_mask, bool(found))) and not _is_of_one(low):
            found.append(_Sentence(sentence, dates, mask, low_mask, whole == text or bullet is not None))
    return found


def _may_measure(low: str, goes_on: bool) -> bool:
    """Whether a number of a sentence may measure something; one that goes on may compare with what was said."""
    before = _BEFORE_NUMBER.search(low)
    if before and _NUMBER.search(low, before.end() - 1):
        return True
    return _AFTER_NUMBER.search(low) is not None or (goes_on and _may_compare(low))


def _is_of_one(low: str) -> bool:
    """Whether a sentence tells of a single child."""
    if not _MAY_BE_ONE.search(low):
        return False
    speaker = _SPEAKER.match(low)
    return _ONE_CHILD.search(low, speaker.end() if speaker else 0) is not None


def _readings(
    paper: Paper, line: Line, words: Words, context: str | None, sentences: Sequence[_Sentence]
) -> Iterator[MeasureDraft]:
    last: _Figure | None = None
    for said in sentences:
        found = _figures(said, words)
        if found:
            last = found[-1]
            yield from _stated(paper, line, words, context, said, found)
        if last and _may_compare(said.low):
            yield from _compared(paper, line, words, last, said)


def _stated(
    paper: Paper, line: Line, words: Words, context: str | None, said: _Sentence, found: Sequence[_Figure]
) -> Iterator[MeasureDraft]:
    """The readings of a sentence, each of the date nearest to it."""
    target = _target(said)
    end = target.start() if target else len(said.text)
    dates = dated([date for date in said.dates if date.end() <= end])
    undated = None if dates else words.bare_month(said.text[:end]) or context
    for figure in found:
        if target and target.start("number") == figure.start:
            continue
        aimed = _aimed(target, figure, words, said.text) if target and figure is found[0] else (None, None)
        date = nearest(dates, figure.start) or undated
        yield MeasureDraft(figure.name, figure.value, figure.unit, date, *aimed, paper.cite(line))


def _target(said: _Sentence) -> re.Match[str] | None:
    low = said.low
    may_be = "target" in low or "aim" in low or "goal" in low or "ambition" in low or "trajectory" in low
    return _TARGET.search(low) if may_be else None


def _aimed(target: re.Match[str], figure: _Figure, words: Words, sentence: str) -> tuple[float | None, str | None]:
    value = number_and_unit(target["number"], target["unit"], figure.name)
    after = words.date_near(sentence[target.start() :], 0, bare=False)
    return (value[0] if value else None), (after if value else None)


def _figures(said: _Sentence, words: Words) -> list[_Figure]:
    """The figures of a sentence, one for each number, by the first shape that reads it."""
    found: dict[int, _Figure] = {}
    for shape in _shapes(said.low, said.listed):
        for figure in shape(said, words):
            found.setdefault(figure.start, figure)
    return list(found.values())


def _shapes(low: str, listed: bool) -> list[Callable[[_Sentence, Words], Iterator[_Figure]]]:
    """The shapes that a sentence may have, by the words and signs in it."""
    shapes: list[Callable[[_Sentence, Words], Iterator[_Figure]]] = []
    if "%" in low and is_grading(low):
        shapes.append(_graded)
    if "%" in low or "cent" in low:
        shapes.append(_shares)
    if "have" in low or "had" in low or "with" in low:
        shapes.append(_having)
    if listed and ("-" in low or ":" in low or "–" in low or "—" in low):
        shapes.append(_labelled)
    if _STANDING.search(low):
        shapes.append(_standing)
    if "there" in low or "total" in low or "supporting" in low or "responsible" in low or _POPULATION.match(low):
        shapes.append(_counted)
    return shapes


def _figure(found: re.Match[str], name: str, unit: str | None, words: Words, said: _Sentence) -> _Figure | None:
    name = words.name(unmasked(name, said.mask, said.text))
    read = number_and_unit(found["number"], unit, name) if name else None
    return _Figure(name, *read, found.start("number")) if read else None


def _graded(said: _Sentence, _: Words) -> Iterator[_Figure]:
    audit = "Audit: rated " if re.search(r"\baudit", said.low) else "Rated "
    for pattern in (_AUDITED, _GRADED):
        for found in pattern.finditer(said.low):
            value = float(found["number"].replace(",", ""))
            yield _Figure(audit + found["grade"], value, "%", found.start("number"))


def _shares(said: _Sentence, words: Words) -> Iterator[_Figure]:
    for found in _SHARE.finditer(said.low):
        name = _SHARE_ENDS.split(said.name(found), 1)[0]
        name = re.sub(r"^(?:all|the|our)\s+", "", name)
        figure = _figure(found, name, "%", words, said)
        if figure:
            yield figure
            for again in _AGAIN.finditer(said.low, found.end()):
                yield figure._replace(value=float(again["number"].replace(",", "")), start=again.start("number"))


def _having(said: _Sentence, words: Words) -> Iterator[_Figure]:
    for found in _HAVE.finditer(said.low):
        who = re.sub(r"^(?:only|that|and|of)\s+", "", said.name(found, "who"), flags=re.I)
        what = said.text[found.start("what") : found.end("what")]
        figure = _figure(found, f"{who} with {what}", who, words, said)
        if figure and figure.value >= _SMALL:
            yield figure


def _labelled(said: _Sentence, words: Words) -> Iterator[_Figure]:
    found = _LABEL.match(said.low)
    if found and (found["unit"] or (is_counted(found["name"]) and not _WORD.search(said.name(found, "between")))):
        figure = _figure(found, said.name(found), found["unit"], words, said)
        if figure and not _TOLD.search(found["name"]):
            yield figure


def _standing(said: _Sentence, words: Words) -> Iterator[_Figure]:
    at = 0
    while stands := _STANDING.search(said.low, at):
        found = _STANDS.search(said.low, max(at, stands.start() - _LONGEST_NAME - 1))
        if not found:
            return
        at = max(found.end(), at + 1)
        name = _subject(said.name(found))
        countable = is_counted(name) or (found["unit"] or "").strip() in {"%", "per cent", "percent"}
        if countable and not _COMPARED.search(name.lower()) and not _WISHED.search(found["name"][-12:]):
            figure = _figure(found, name, found["unit"], words, said)
            if figure:
                yield figure


def _subject(name: str) -> str:
    """The words that name the measure: the last clause, without when and where it was counted."""
    name = _WHEN_FIRST.sub("", name)
    name = re.split(
        r"(?i)\b(?:that|with\s+the|where|while|whilst|although|because|and\s+the|,\s+and|noted|reported)\s|,\s", name
    )[-1]
    return re.sub(r"(?i)\s+(?:as\s+)?(?:at|in|for|on|by|during)\s+(?:the\s+)?(?:end\s+of\s+)?·+.*$", "", name)


def _counted(said: _Sentence, words: Words) -> Iterator[_Figure]:
    first = _POPULATION.match(said.low)
    for found in (*([first] if first else ()), *_THERE_ARE.finditer(said.low)):
        name = _GROUP_ENDS.split(said.name(found), 1)[0]
        figure = _figure(found, re.sub(r"·.*", "", name), None, words, said)
        if figure and figure.value >= _SMALL:
            yield figure


def _compared(paper: Paper, line: Line, words: Words, last: _Figure, said: _Sentence) -> Iterator[MeasureDraft]:
    """An earlier reading of the same measure: `this compares to 468.5 in August 2015`; never another council's."""
    for found in _COMPARES.finditer(said.low):
        after = re.split(r"\s(?:to|and|or)\s", said.text[found.end() : found.end() + 60])[0]
        date = words.date_near(after, 0, bare=False)
        read = number_and_unit(found["number"], found["unit"], last.name)
        if (
            date
            and read
            and not _COMPARED.search(after.lower())
            and read[1] in {last.unit, None} | ({read[1]} if not found["unit"] else set())
        ):
            yield MeasureDraft(last.name, read[0], last.unit, date, None, None, paper.cite(line))


def _may_compare(low: str) -> bool:
    return "compar" in low or "against" in low or "up" in low or "down" in low or "from" in low


def _aims(paper: Paper, line: Line, words: Words, sentences: Sequence[_Sentence]) -> Iterator[MeasureDraft]:
    for said in sentences:
        for found in (*_AIM.finditer(said.low), *_TARGET_FOR.finditer(said.low)):
            name = words.name(unmasked(re.sub(r"(?i)\s+from\s+.*$", "", said.name(found)), said.mask, said.text))
            read = number_and_unit(found["number"], found["unit"], name) if name else None
            wished = _WISHED.search(said.text[: found.start() + 3].lower())
            if not read or not wished or not (found["unit"] or is_counted(found["name"])):
                continue
            date = words.date_near(said.text[found.end() :], 0, bare=False) or _years_on(said.text, words)
            yield MeasureDraft(name, None, read[1], None, read[0], date, paper.cite(line))
            rate = _RATE_TOO.match(said.low, found.end())
            if rate:
                value = number_and_unit(rate["number"], rate["unit"], "rate")
                named = f"Rate of {name[:1].lower()}{name[1:]} {value[1] if value else ''}".strip()
                yield MeasureDraft(
                    named, None, value[1] if value else None, None, value[0] if value else None, date, paper.cite(line)
                )


def _may_aim(low: str) -> bool:
    may_raise = "increas" in low or "rais" in low or "improv" in low
    return may_raise or "reduc" in low or "decreas" in low or "lower" in low or "cut" in low or "target" in low


def _years_on(sentence: str, words: Words) -> str | None:
    found = _YEARS_ON.search(sentence.lower())
    if not found or not words.date:
        return None
    years = _NUMBER_WORDS.get((found["n"] or "one").lower()) or int(found["n"])
    return add_months(words.date[:7], 12 * years)


def _once(drafts: Iterable[MeasureDraft]) -> list[MeasureDraft]:
    """Each reading once: the same value of a measure printed twice is one, dated where either is."""
    kept: dict[tuple[str, float | None, float | None], MeasureDraft] = {}
    seen: set[tuple[str, float | None, float | None, str | None]] = set()
    for draft in drafts:
        key = (draft.name.casefold(), draft.value, draft.target if draft.value is None else None)
        first = kept.get(key)
        if first is None or (first.date and draft.date and first.date != draft.date):
            if (*key, draft.date) not in seen:
                kept[key if first is None else (*key[:2], len(kept) + 0.5)] = draft
        elif draft.date and not first.date:
            kept[key] = replace(first, date=draft.date)
        seen.add((*key, draft.date))
    return list(kept.values())


def _with_aims(readings: list[MeasureDraft], aims: list[MeasureDraft]) -> tuple[MeasureDraft, ...]:
    """Each aim beside the newest reading of its measure; an aim without a reading stands alone."""
    left = list[MeasureDraft]()
    named: dict[str, list[int]] = {}
    for at, one in enumerate(readings):
        named.setdefault(one.name.casefold(), []).append(at)
    for aim in aims:
        same = [at for at in named.get(aim.name.casefold(), ()) if readings[at].unit in {aim.unit, None}]
        if not same:
            left.append(aim)
            continue
        newest = max(same, key=lambda at: (readings[at].date or "", -at))
        if readings[newest].target is None:
            readings[newest] = replace(readings[newest], target=aim.target, target_date=aim.target_date)
    return tuple(sorted([*readings, *left], key=lambda one: one.source.line_start))
