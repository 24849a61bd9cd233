"""Rules of learning: findings wait for audits, checks for training, training for what it teaches.

Most hold only within a group of actions, where "the training" and "the audits" are those of the same subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graphapp.reading.phrases import singular, words_of
from graphapp.reading.steps import CHECK, FIND, MAKE, START, USE, Mention
from graphapp.reconcile.rows import TOOLS, Row, Rows, Wait, stem

_TRAINING = frozenset({"training", "workshop"})
_PLAIN = frozenset(map(stem, "training workshop joint quality practice good based".split()))
_BETTER = re.compile(r"(?i)\W*(?:improve|increase|enhance|raise) the (?:quality|standard|consistency|quantity)\b")
_DOERS = re.compile(r"(?i)\b(?:train|recruit|appoint|brief)\b[^.;:]{0,40}?\b(\w{4,}[eo]rs)\b")
_DATA_TOOLS = frozenset("framework dashboard scorecard dataset system database profile tracker".split())
_DATA = frozenset("data information intelligence".split())
_POINTED = re.compile(
    r"(?i)\b(?:the|these|those|this|our)\s+(?:agreed|approved|identified|resulting|updated|refreshed|revised|new|"
    r"developed)\s+((?:[\w-]+\s+){0,2}?[\w-]{4,})"
)
_EVIDENCED = re.compile(r"(?i)(?:\b\w+\s+)?\bevidence[\s-](?:based|informed|led)\b(?:\s+\w+)?")
_DEED = (
    r"(audits?|surveys?|reviews?|inspections?|evaluations?|visits?|interviews?|consultations?|observations?|"
    r"quality assurance)"
)
_FINDINGS = re.compile(
    rf"(?i)\b(?:findings|results|lessons|learning|analysis)\s+(?:from|of)\s+[^.;:]{{0,50}}?\b{_DEED}\b"
)
_HELD = re.compile(
    r"(?i)\b(?:deliver|undertake|conduct|carry out|run|complete|hold|revision of|revise|refresh)\b"
    rf"([^.;:]{{0,60}}?)\b{_DEED}\b(?!\s+(?:training|report))(?:\s+(?:of|on|in|into)\s+([^.;:,]+))?"
)
_SERIES = re.compile(r"(?i)\b(?:programme|cycle|schedule|system|calendar|series)\b|^\s*(?:the\s+)?$")


def pointed(edition: Rows) -> Iterator[Wait]:
    """ "The agreed targets" are those that an earlier action of the group is to agree."""
    for rows in edition.groups:
        for place, row in enumerate(rows):
            for match in _POINTED.finditer(row.text):
                yield from _nearest(row, rows[:place], match[0], singular(match[1].split()[-1].lower()))
            if evidenced := _EVIDENCED.search(row.text):
                yield from _nearest(row, rows[:place], evidenced[0], "")


def _nearest(row: Row, before: Sequence[Row], words: str, head: str) -> Iterator[Wait]:
    """The last action before that makes what `head` names, or finds something out where there is no head."""
    for other in reversed(before):
        for made in other.first:
            if made.direct and (made.step == MAKE and head in made.lows if head else made.step == FIND):
                yield Wait(row, other, words, (words, other.said(made)))
                return


def findings(edition: Rows) -> Iterator[Wait]:
    """Who uses findings from audits waits for those who audit: the whole programme, or the same thing in the group."""
    held = [(row, match) for row in edition.rows for match in _HELD.finditer(row.text)]
    doers = {row.id for row, _ in held}
    for row in edition.rows:
        match = _FINDINGS.search(row.text)
        for doer, deed in held if match and row.id not in doers else ():
            about = _stems(deed[3] or "")
            whole = _SERIES.search(deed[1]) and not about
            alike = doer.group == row.group and about & _stems(row.text)
            if match and singular(deed[2].lower()) == singular(match[1].lower()) and (whole or alike):
                yield Wait(row, doer, f"findings from {match[1]}", (match[0], doer.quote(*deed.span())))


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(singular(word.low)) for word in words_of(text) if len(word.text) > 4) - _PLAIN


def taught(edition: Rows) -> Iterator[Wait]:
    """In a group: what training taught is checked or improved afterwards."""
    lessons = {row.id: _lesson(row) for row in edition.rows}
    for row, other in edition.pairs():
        subjects, training = lessons[other.id]
        if training:
            whole = frozenset(stem(low) for thing in other.first for low in thing.lows) - _PLAIN
            better = subjects if _BETTER.match(row.text) else frozenset[str]()
            for thing in row.first:
                known = (whole if thing.step == CHECK else better) - row.named
                if known & frozenset(map(stem, thing.lows)):
                    yield Wait(row, other, row.quote(thing.start, thing.end), (row.said(thing), other.said(*training)))


def set_out(edition: Rows) -> Iterator[Wait]:
    """In a group: training waits for the definition, protocol or programme of what it teaches."""
    for rows in edition.groups:
        for row in rows:
            subjects, training = _lesson(row)
            for other in rows if training else ():
                made = [thing for thing in other.first if thing.direct and thing.step in (MAKE, START)]
                tool = next((thing for thing in made if thing.lows[-1] in TOOLS - _TRAINING), None)
                about = [t for t in made if (subjects - row.named) & frozenset(map(stem, t.lows))]
                if tool and about and other is not row:
                    ends = tool.start, max(tool.end, about[0].end)
                    yield Wait(row, other, other.quote(*ends), (row.said(*training), other.said(tool, about[0])))


def _lesson(row: Row) -> tuple[frozenset[str], list[Mention]]:
    """What a row trains in: "audit training", "training on audits", and the deed of those in "train auditors"."""
    for place, thing in enumerate(row.first):
        if not thing.direct or thing.step is None:
            continue
        words = thing.lows
        if words[0] in _TRAINING:
            topic = [each for each in row.first[place + 1 :] if each.step == USE and each.direct]
            return frozenset(stem(low) for each in topic for low in each.lows) - _PLAIN, [thing, *topic]
        if words[-1] in _TRAINING:
            return frozenset(map(stem, words)) - _PLAIN, [thing]
        if row.text[thing.cue :].lower().startswith("train "):
            return frozenset({stem(words[-1])}), [thing]
    return frozenset(), []


def skilled(edition: Rows) -> Iterator[Wait]:
    """In a group: to audit waits for the action that trains or recruits auditors."""
    for row, other in edition.pairs():
        match = _DOERS.search(other.text)
        if match and row.first and row.first[0].step == CHECK:
            verb = row.text[row.first[0].cue :].split(maxsplit=1)[0].lower()
            if stem(verb) == stem(match[1].lower()):
                yield Wait(row, other, match[1], (row.said(row.first[0]), other.quote(*match.span())))


def gathered(edition: Rows) -> Iterator[Wait]:
    """Performance data come from the performance framework that another action makes."""
    tools = [
        (row, thing)
        for row in edition.rows
        for thing in row.first
        if thing.direct and thing.step == MAKE and thing.lows[-1] in _DATA_TOOLS and len(thing.lows) > 1
    ]
    for row in edition.rows:
        for thing in row.things if tools else ():
            for maker, tool in tools if thing.lows[-1] in _DATA else ():
                if row is not maker and thing.lows[:-1] == tool.lows[:-1]:
                    yield Wait(row, maker, maker.quote(tool.start, tool.end), (row.said(thing), maker.said(tool)))


LEARNING = (pointed, findings, taught, set_out, skilled, gathered)
