"""Performance figures in minutes and reports: what was measured, its value, when, and what is aimed at.

Only shapes that state a measure are read (`rate - 31.2 per 10,000`, `19% of X`, `X stood at N`, tables of
indicators); other numbers in a paper are left alone. Case data about single children is never read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from graphapp.due import add_months
from graphapp.reading.drafts import Line, MeasureDraft, Paper
from graphapp.reading.indicators import read_indicators
from graphapp.reading.judgements import read_judgements
from graphapp.reading.measured import (
    BARE_MONTH,
    COUNTED,
    NUMBER,
    UNIT,
    Words,
    masked,
    number_and_unit,
    short_words,
    unmasked,
)
from graphapp.reading.phrases import any_of

__all__ = ["read_judgements", "read_measures"]

_READ_AT_MOST = 4_000  # characters of one line
_WRAPPED = 60  # characters; a page breaks no shorter line
_LAST_WORD = 6  # characters, with what stands before it
_OPEN_END = re.compile(r"\b(?:a|an|and|at|by|for|from|in|of|on|or|the|to|with)$")
_GOES_ON = re.compile(r"[a-z(£]|\d[\d,.]*\s?%?\s+[a-z]|(?:19|20)\d\d\b")
_SMALL = 10  # fewer children than this are not counted in words: they may be known
_LEAD_IN_LENGTH = 200
_ITEM = re.compile(r"\s*(?:item\s+)?\d{1,3}[.)]\s*.{0,100}", re.I)

_DIGIT, _NAME = re.compile(r"\d"), re.compile(r"[A-Za-z]{2}")  # a measure has a name and a number
_NUMBER = re.compile(  # as every shape has it; its digit is looked for first, for that is soonest found
    r"\d(?:(?<=^\d)|(?<=[\s(]\d)|(?<=^[-−£]\d)|(?<=[\s(][-−£]\d)|(?<=^[-−]£\d)|(?<=[\s(][-−]£\d))"
)
_BULLET = re.compile(r"^\s*(?:[•·▪●*–-]|\(?[a-z\d]{1,2}[.)])\s+")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z'‘(])")
_SENTENCE_ENDS = (". ", "! ", "? ", "; ")
_ONE_CHILD = re.compile(
    r"\b(?:he|she|his|her|siblings?|mother|father|grandmother|grandfather)\b|\baged\s|\b(?:a|the|this|that|one)\s+(?:child|young\s+person|baby|teenager)\b(?!['’]s|\s+(?:protection|in\s+need|looked))",
    re.I,
)
_MAY_BE_ONE = any_of(
    "he she his her sibling mother father grandmother grandfather aged child young baby teenager".split()
)
_SPEAKER = re.compile(  # an officer, who is no child for being "she"
    r"^\W*(?:he|she)\s+(?:also\s+|then\s+|further\s+)?(?:explained|reported|advised|added|informed|highlighted|stated)\b",
    re.I,
)
_COMPARED = re.compile(
    r"\b(?:national|england|regional|statistical|neighbours?|(?:north|south)\s+(?:west|east)|midlands|similar\s+authorities|comparators?)\b",
    re.I,
)
_TARGET = re.compile(
    rf"\b(?:target|aim|goal|ambition|trajectory)\b\s*(?:of|is|was|:|being|remains|set\s+at|to\s+be|–|-)?\s*(?:less\s+than|below|under|above|at\s+least)?\s*{NUMBER}(?:{UNIT})?",
    re.I,
)
_AIM = re.compile(
    rf"\b(?:reduc(?:e|ing|tion\s+(?:of|in))|increas(?:e|ing)(?:\s+in)?|rais(?:e|ing)|improv(?:e|ing)|decreas(?:e|ing)|lower(?:ing)?|cut(?:ting)?)\s+"
    rf"(?P<name>[^.;:·]{{3,120}}?)\s+to\s+(?:(?:less|fewer|more|no\s+more)\s+than|below|under|at\s+least|around|above)?\s*{NUMBER}(?:{UNIT})?",
    re.I,
)
_WISHED = re.compile(
    r"\b(?:aim|target|goal|ambition|plan|intend|intention|objective|seek|will|to)\b|^\W*(?:reduc|increas|rais|improv|decreas|lower|cut)",
    re.I,
)
_RATE_TOO = re.compile(rf",\s+(?:or\s+)?a\s+rate\s+of\s+{NUMBER}{UNIT}", re.I)
_TARGET_FOR = re.compile(
    rf"\btarget\s+(?:for|on)\s+(?P<name>[^.;:·]{{3,100}}?)\s+(?:is|was|of|remains|stands\s+at|has\s+been\s+set\s+at)\s+(?:to\s+be\s+)?{NUMBER}(?:{UNIT})?",
    re.I,
)
_YEARS_ON = re.compile(r"\b(?:over|within|in)\s+the\s+next\s+(?P<n>one|two|three|four|five|\d)?\s*years?\b", re.I)
_NUMBER_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}

_GRADED = re.compile(
    rf"\b(?:rated|graded|judged)\s+['‘\"]?(?P<grade>outstanding|good|requires\s+improvement|inadequate)['’\"]?\s+(?:to|at|is|was|were|fell\s+to|rose\s+to|\()\s*{NUMBER}\s?%",
    re.I,
)
_AUDITED = re.compile(
    rf"\baudits?\b[^.·]{{0,60}}?{NUMBER}\s?%\s+(?P<grade>outstanding|good|requires\s+improvement|inadequate)", re.I
)
_SHARE = re.compile(rf"{NUMBER}(?P<unit>\s?%|\s?per\s?cent)\s+of\s+(?P<name>[^.;:,(·%]{{3,140}})", re.I)
_AGAIN = re.compile(rf"·{{3,}}\s*[:–—-]\s*{NUMBER}{UNIT}")
_LABEL = re.compile(
    rf"(?P<name>[A-Za-z%£][^–—:·;.]{{2,90}}?)\s*(?:[–—:]|\s-)\s*(?P<between>[^\d·]{{0,70}}?){NUMBER}(?:{UNIT})?", re.I
)
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
_STANDS = re.compile(rf"(?P<name>[A-Za-z][^.;:]{{2,{_LONGEST_NAME}}}?){_STANDS_AT}", re.I)
_STANDING = re.compile(_STANDS_AT, re.I)  # sooner looked for than a name before it
_COMPARES = re.compile(
    rf"\b(?:compares?|compared|comparing|against|up|down|from)\s+(?:favourably\s+)?(?:to|with|from)?\s*(?:around|about)?\s*{NUMBER}(?:{UNIT})?",
    re.I,
)
_HAVE = re.compile(
    rf"(?:^|[^\w]){NUMBER}\s+(?P<who>(?:\w+\s+)?(?:social\s+workers|children|young\s+people|care\s+leavers|foster\s+carers|families|staff|workers|carers|cases|households))\s+(?:have|had|with)\s+(?P<what>[^.;,()·]{{3,80}})",
    re.I,
)
_POPULATION = re.compile(
    rf"^{NUMBER}\s+(?P<name>CLA|LAC|UASC|children\s+(?:looked\s+after|in\s+(?:our\s+)?care|in\s+need|(?:on|subject\s+to)\s+(?:a\s+)?child\s+protection\s+plans?)"
    r"|looked\s+after\s+children|care\s+leavers|foster\s+carers|full[\s-]time\s+equivalent[^.,;(]{0,40})"
    r"(?=\s*(?:$|[–—,.;(·-]|as\s|at\s+(?:the\s+)?(?:end\b|·)|[io]n\s+·|compared))",
    re.I,
)
_THERE_ARE = re.compile(
    rf"\b(?:there\s+(?:are|were|is|was)|total\s+of|supporting|responsible\s+for)\s+(?:currently\s+|still\s+|now\s+)*(?:around\s+|about\s+|approximately\s+|nearly\s+|over\s+)?{NUMBER}\s+"
    r"(?P<name>(?:children|young\s+people|care\s+leavers|looked\s+after\s+children|CLA|LAC|UASC|foster\s+carers|social\s+workers|vacanc|unallocated|open)\b[^.;,(·]{0,110})",
    re.I,
)

# One of these stands in whatever the shapes above find: sooner looked for than they.
_SAYING = (
    *"% - – — :".split(),
    *"cent is are was were has had have with stand stood averag rose fell rising falling increas decreas reduc".split(),
    *"dropp improv declin remain cla lac uasc children looked care foster full there total supporting".split(),
    *"responsible compar against up down from rais lower cut target".split(),
)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence, the same with its dates masked, and whether it is a point of a list."""

    text: str
    mask: str
    low: str  # the mask in lower case: plain words are sooner looked for than patterns
    listed: bool


@dataclass(frozen=True, slots=True)
class _Figure:
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
        sentences = list(_sentences(text)) if _DIGIT.search(text) and _NAME.search(text) else []
        if sentences:
            said += _readings(paper, line, words, context, sentences)
            aims += _aims(paper, line, words, sentences)
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
    month = BARE_MONTH.search(text[:_LEAD_IN_LENGTH])
    if month:
        return words.last(month["a"] or month["b"])
    if len(text) < _LEAD_IN_LENGTH and re.search(r"performance|data|figures|position", text, re.I):
        return words.date_near(text, 0) or before
    return before


def _sentences(text: str) -> Iterator[_Sentence]:
    """The sentences that hold a number which may measure something."""
    text = " ".join(text.split())
    for whole in _SENTENCE.split(text) if any(map(text.__contains__, _SENTENCE_ENDS)) else (text,):
        bullet = _BULLET.match(whole)
        sentence = whole[bullet.end() :] if bullet else whole
        if not (_NUMBER.search(sentence) and _NAME.search(sentence)):
            continue
        if not any(map(sentence.lower().__contains__, _SAYING)):
            continue
        speaker = _SPEAKER.match(sentence)
        if _MAY_BE_ONE.search(sentence) and _ONE_CHILD.search(sentence, speaker.end() if speaker else 0):
            continue
        mask = masked(sentence)
        if _NUMBER.search(mask):
            yield _Sentence(sentence, mask, mask.lower(), whole == text or bullet is not None)


def _readings(
    paper: Paper, line: Line, words: Words, context: str | None, sentences: Sequence[_Sentence]
) -> Iterator[MeasureDraft]:
    last: _Figure | None = None
    for said in sentences:
        found = list(_figures(said, words))
        target, sentence = _target(said), said.text
        for figure in found:
            if target and target.start("number") == figure.start:
                continue
            aimed = _aimed(target, figure, words, sentence) if target and figure is found[0] else (None, None)
            reading_end = target.start() if target else len(sentence)
            date = words.date_near(sentence[:reading_end], figure.start) or context
            yield MeasureDraft(figure.name, figure.value, figure.unit, date, *aimed, paper.cite(line))
        last = found[-1] if found else last
        if last:
            yield from _compared(paper, line, words, last, said)


def _target(said: _Sentence) -> re.Match[str] | None:
    low = said.low
    may_be = "target" in low or "aim" in low or "goal" in low or "ambition" in low or "trajectory" in low
    return _TARGET.search(said.mask) if may_be else None


def _aimed(target: re.Match[str], figure: _Figure, words: Words, sentence: str) -> tuple[float | None, str | None]:
    value = number_and_unit(target["number"], target["unit"], figure.name)
    after = words.date_near(sentence[target.start() :], 0, bare=False)
    return (value[0] if value else None), (after if value else None)


def _figures(said: _Sentence, words: Words) -> Iterator[_Figure]:
    """The figures of a sentence, one for each number, by the first shape that reads it."""
    taken: set[int] = set()
    shapes = (_shares, _having, _labelled, _standing, _counted)
    for figure in chain(_graded(said), *(shape(said, words) for shape in shapes)):
        if figure.start not in taken:
            taken.add(figure.start)
            yield figure


def _figure(found: re.Match[str], name: str, unit: str | None, words: Words, sentence: str) -> _Figure | None:
    name = words.name(unmasked(name, found.string, sentence))
    read = number_and_unit(found["number"], unit, name) if name else None
    return _Figure(name, *read, found.start("number")) if read else None


def _graded(said: _Sentence) -> Iterator[_Figure]:
    for pattern in (_AUDITED, _GRADED) if "%" in said.low else ():
        for found in pattern.finditer(said.mask):
            audit = "Audit: rated " if re.search(r"\baudit", said.mask, re.I) else "Rated "
            yield _Figure(
                audit + found["grade"].lower(), float(found["number"].replace(",", "")), "%", found.start("number")
            )


def _shares(said: _Sentence, words: Words) -> Iterator[_Figure]:
    for found in _SHARE.finditer(said.mask) if "%" in said.low or "cent" in said.low else ():
        name = re.split(
            r"\s(?:compared|against|which|and\s+\d|as\s+at|whilst|while|but|with\s+an?)\b|\s[–—-]\s", found["name"]
        )[0]
        name = re.sub(r"^(?:all|the|our)\s+", "", name)
        figure = _figure(found, name, "%", words, said.text)
        if figure:
            yield figure
            for again in _AGAIN.finditer(said.mask, found.end()):
                yield replace(figure, value=float(again["number"].replace(",", "")), start=again.start("number"))


def _having(said: _Sentence, words: Words) -> Iterator[_Figure]:
    may_be = "have" in said.low or "had" in said.low or "with" in said.low
    for found in _HAVE.finditer(said.mask) if may_be else ():
        who = re.sub(r"^(?:only|that|and|of)\s+", "", found["who"], flags=re.I)
        figure = _figure(
            found, f"{who} with {said.text[found.start('what') : found.end('what')]}", who, words, said.text
        )
        if figure and figure.value >= _SMALL:
            yield figure


def _labelled(said: _Sentence, words: Words) -> Iterator[_Figure]:
    may_be = said.listed and any(map(said.mask.__contains__, "-:–—"))
    found = _LABEL.match(said.mask) if may_be else None
    if found and (found["unit"] or (COUNTED.search(found["name"]) and not re.search(r"[a-z]{4}", found["between"]))):
        figure = _figure(found, found["name"], found["unit"], words, said.text)
        if figure and not re.search(r"\b(?:continues?|will|agreed|noted|reported)\b", found["name"], re.I):
            yield figure


def _standing(said: _Sentence, words: Words) -> Iterator[_Figure]:
    at = 0
    while stands := _STANDING.search(said.mask, at):
        found = _STANDS.search(said.mask, max(at, stands.start() - _LONGEST_NAME - 1))
        if not found:
            return
        at = max(found.end(), at + 1)
        name = _subject(found["name"])
        countable = COUNTED.search(name) or (found["unit"] or "").strip() in {"%", "per cent", "percent"}
        if countable and not _COMPARED.search(name) and not _WISHED.search(found["name"][-12:]):
            figure = _figure(found, name, found["unit"], words, said.text)
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
    may_be = any(map(said.low.__contains__, ("there", "total", "supporting", "responsible")))
    for pattern in (_POPULATION, *([_THERE_ARE] if may_be else [])):
        for found in pattern.finditer(said.mask):
            name = re.split(
                r"\s(?:as\s+at|at\s+the\s+end|compared|but|and\s+monthly|which|,)\b|\s[–—-]\s", found["name"]
            )[0]
            figure = _figure(found, re.sub(r"·.*", "", name), None, words, said.text)
            if figure and figure.value >= _SMALL:
                yield figure


def _compared(paper: Paper, line: Line, words: Words, last: _Figure, said: _Sentence) -> Iterator[MeasureDraft]:
    """An earlier reading of the same measure: `this compares to 468.5 in August 2015`; never another council's."""
    for found in _COMPARES.finditer(said.mask):
        after = re.split(r"\s(?:to|and|or)\s", said.text[found.end() : found.end() + 60])[0]
        date = words.date_near(after, 0, bare=False)
        read = number_and_unit(found["number"], found["unit"], last.name)
        if (
            date
            and read
            and not _COMPARED.search(after)
            and read[1] in {last.unit, None} | ({read[1]} if not found["unit"] else set())
        ):
            yield MeasureDraft(last.name, read[0], last.unit, date, None, None, paper.cite(line))


def _aims(paper: Paper, line: Line, words: Words, sentences: Sequence[_Sentence]) -> Iterator[MeasureDraft]:
    for sentence, mask in ((one.text, one.mask) for one in sentences if _may_aim(one)):
        for found in (*_AIM.finditer(mask), *_TARGET_FOR.finditer(mask)):
            name = words.name(unmasked(re.sub(r"(?i)\s+from\s+.*$", "", found["name"]), mask, sentence))
            read = number_and_unit(found["number"], found["unit"], name) if name else None
            wished = _WISHED.search(sentence[: found.start() + 3])
            if not read or not wished or not (found["unit"] or COUNTED.search(found["name"])):
                continue
            date = words.date_near(sentence[found.end() :], 0, bare=False) or _years_on(sentence, words)
            yield MeasureDraft(name, None, read[1], None, read[0], date, paper.cite(line))
            rate = _RATE_TOO.match(mask, found.end())
            if rate:
                value = number_and_unit(rate["number"], rate["unit"], "rate")
                named = f"Rate of {name[:1].lower()}{name[1:]} {value[1] if value else ''}".strip()
                yield MeasureDraft(
                    named, None, value[1] if value else None, None, value[0] if value else None, date, paper.cite(line)
                )


def _may_aim(said: _Sentence) -> bool:
    low = said.low
    may_raise = "increas" in low or "rais" in low or "improv" in low
    return may_raise or "reduc" in low or "decreas" in low or "lower" in low or "cut" in low or "target" in low


def _years_on(sentence: str, words: Words) -> str | None:
    found = _YEARS_ON.search(sentence)
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
