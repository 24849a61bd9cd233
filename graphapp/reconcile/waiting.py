"""The rules by which one action waits for another of its edition; each yields what it finds, with its words.

What is made is used, checked and taught afterwards; findings come from what was audited; data from what gathers
them. A rule looks through a whole edition only where the shared words name one thing, else within a group.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from graphapp.reading.phrases import base_of, singular
from graphapp.reading.steps import CHECK, FIND, MAKE, START, USE, Mention
from graphapp.reconcile.rows import GENERAL, PEOPLE, Row, Rows, Wait, phrases, stem, telling, things

_OFTEN = 8  # a phrase in more rows than this is what the plan is about, not one thing in it
_TOOLS = frozenset(
    "guidance training protocol procedure toolkit template standard framework policy workshop definition model "
    "profile programme process".split()
)
_TOOL_STEMS = frozenset(map(stem, _TOOLS))
_TRAINING = frozenset({"training", "workshop", "train"})
_DATA_TOOLS = frozenset("framework dashboard scorecard dataset system database profile tracker".split())
_DATA = frozenset("data information intelligence".split())


def named(edition: Rows) -> Iterator[Wait]:
    """One action produces the strategy that another relies on."""
    producers: dict[str, list[Row]] = defaultdict(list)
    for row in edition.rows:
        for strategy in row.produces:
            producers[strategy].append(row)
    for row in edition.rows:
        for strategy, words in row.relies.items():
            for maker in producers[strategy]:
                if maker is not row:
                    yield Wait(row, maker, edition.names[strategy], (words, maker.produces[strategy]))


def bodies(edition: Rows) -> Iterator[Wait]:
    """One action sets up a body that another, or its due date, speaks of."""
    for body, spellings in edition.bodies.items():
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(spellings)))})(?!\w)")
        for maker in edition.rows:
            found = pattern.search(maker.text)
            made = found and next((t for t in maker.first if t.direct and t.step == MAKE and t.end == found.end()), None)
            for row in edition.rows if made else ():
                spoken = pattern.search(row.text) or pattern.search(row.due)
                if made and spoken and row is not maker:
                    yield Wait(row, maker, edition.names[body], (spoken[0], maker.said(made)))


def shared(edition: Rows) -> Iterator[Wait]:
    """What one action makes or starts, another uses or checks: a phrase that names one thing; in a group one word."""
    places: dict[str, dict[str, list[tuple[Row, Mention, int, int]]]] = defaultdict(lambda: defaultdict(list))
    for row in edition.rows:
        for thing in row.things:
            for key, first, last in phrases(thing):
                lows = thing.lows[first:last]
                if not GENERAL.issuperset(lows) and lows[-1] not in PEOPLE and not lows[0].isdigit():
                    places[key][row.id].append((row, thing, first, last))
    for key, by_row in sorted(places.items(), key=lambda place: -len(place[0])):
        if 2 <= len(by_row) <= _OFTEN and key not in edition.topics:
            for uses in by_row.values():
                for makes in by_row.values():
                    if uses is not makes:
                        yield from _used(uses, makes, len(by_row))


def _used(uses: list[tuple[Row, Mention, int, int]], makes: list[tuple[Row, Mention, int, int]], often: int) -> Iterator[Wait]:
    row, maker = uses[0][0], makes[0][0]
    fit = [place for place in makes if place[1].direct and _step(place[1]) <= START]
    if not fit:
        return
    _, made, begin, end = min(fit, key=lambda place: _step(place[1]))
    _, _, first, last = uses[0]
    one, acronym = last - first == 1, uses[0][1].named[first]
    if one and row.group != maker.group:
        return
    found = [thing for _, thing, _, _ in uses]
    steps = [thing.step for thing in found if thing.step is not None]
    if steps:
        fits = min(steps) > _step(made) and _follows(min(steps), _step(made), one) and (not one or acronym or often <= 4)
    else:
        found = [thing for thing in found if thing.direct and thing in row.first]
        fits = bool(found) and made.step == MAKE and (not one or often == 2)
    if fits:
        name = maker.text[made.spans[begin][0] : made.spans[end - 1][1]]
        yield Wait(row, maker, name, (row.said(found[0]), maker.said(made)))


def _step(thing: Mention) -> int:
    return CHECK + 1 if thing.step is None else thing.step


def _follows(later: int, earlier: int, one: bool) -> bool:
    if earlier == FIND:
        return later in (MAKE, START) and not one
    return later >= USE


_POINTED = re.compile(
    r"(?i)\b(?:the|these|those|this|our)\s+(?:agreed|approved|identified|resulting|updated|refreshed|revised|new|"
    r"developed)\s+((?:[\w-]+\s+){0,2}?[\w-]{4,})"
)
_EVIDENCED = re.compile(r"(?i)(?:\b\w+\s+)?\bevidence[\s-](?:based|informed|led)\b(?:\s+\w+)?")


def pointed(edition: Rows) -> Iterator[Wait]:
    """ "The agreed targets" are those that an earlier action of the group is to agree."""
    for rows in edition.groups:
        for place, row in enumerate(rows):
            for match in _POINTED.finditer(row.text):
                head = singular(match[1].split()[-1].lower())
                wait = _nearest(row, rows[:place], match[0], lambda t, head=head: head in t.lows and t.step in (MAKE, FIND))
                if wait:
                    yield wait
            evidenced = _EVIDENCED.search(row.text)
            wait = evidenced and _nearest(row, rows[:place], evidenced[0], lambda t: t.step == FIND)
            if wait:
                yield wait


def _nearest(row: Row, before: Sequence[Row], words: str, fits: Callable[[Mention], bool]) -> Wait | None:
    for other in reversed(before):
        made = next((thing for thing in other.first if thing.direct and fits(thing)), None)
        if made:
            return Wait(row, other, words, (words, other.said(made)))
    return None


_DEED = r"(audits?|surveys?|reviews?|inspections?|evaluations?|visits?|interviews?|consultations?|observations?|quality assurance)"
_FINDINGS = re.compile(rf"(?i)\b(?:findings|results|lessons|learning|analysis)\s+(?:from|of)\s+[^.;:]{{0,50}}?\b{_DEED}\b")
_HELD = re.compile(
    r"(?i)\b(?:deliver|undertake|conduct|carry out|run|complete|hold|revision of|revise|refresh)\b"
    rf"([^.;:]{{0,60}}?)\b{_DEED}\b(?!\s+(?:training|report))(?:\s+(?:of|on|in|into)\s+([^.;:,]+))?"
)
_SERIES = re.compile(r"(?i)\b(?:programme|cycle|schedule|system|calendar|series)\b|^\s*(?:the\s+)?$")


def findings(edition: Rows) -> Iterator[Wait]:
    """Who uses findings from audits waits for those who audit: the whole programme, or the same thing in the group."""
    held = [(row, match) for row in edition.rows for match in _HELD.finditer(row.text)]
    for row in edition.rows:
        match = _FINDINGS.search(row.text)
        if match is None or any(doer is row for doer, _ in held):
            continue
        spoken = frozenset(stem(singular(low)) for low in row.text[match.start() :].lower().split())
        for doer, deed in held:
            about = frozenset(stem(singular(low)) for low in (deed[3] or "").lower().split())
            whole = _SERIES.search(deed[1]) and not about
            alike = doer.group == row.group and telling(about & spoken - {"quality"}) | (about & spoken & row.topic - _SMALL)
            if singular(deed[2].lower()) == singular(match[1].lower()) and (whole or alike):
                yield Wait(row, doer, f"findings from {match[1]}", (match[0], doer.quote(*deed.span())))


_SMALL = frozenset(map(stem, "the and for all that are quality plan of to a in on".split())) - {"plan"}


def taught(edition: Rows) -> Iterator[Wait]:
    """In a group: what training taught is checked or improved, and what is taught is set out by another action."""
    lessons = {row.id: _lesson(row) for row in edition.rows}
    for row, other in edition.pairs():
        subjects, trained = lessons[other.id]
        for thing in row.first if trained else ():
            better = thing.step is None and row.text[thing.cue :].split(maxsplit=1)[0].lower() in _BETTER
            if trained and (thing.step == CHECK or better) and frozenset(map(stem, thing.lows)) & subjects - row.named:
                yield Wait(row, other, " ".join(thing.lows), (row.said(thing), other.said(trained)))
        subjects, learnt = lessons[row.id]
        tool = next((thing for thing in other.first if _is_tool(thing)), None)
        about = frozenset(stem(low) for t in other.first if t.direct and t.step in (MAKE, START) for low in t.lows)
        if learnt and tool and subjects & about - row.named:
            yield Wait(row, other, other.text[tool.start : tool.end], (row.said(learnt), other.said(tool)))


def _is_tool(thing: Mention) -> bool:
    return thing.direct and thing.step in (MAKE, START) and thing.lows[-1] in _TOOLS - _TRAINING


def _lesson(row: Row) -> tuple[frozenset[str], Mention | None]:
    """What a row trains in, or the deed of those it trains: "audit training", "training on audit", "train auditors"."""
    for place, thing in enumerate(row.first):
        words = thing.lows
        if words[-1] in _TRAINING and thing.direct:
            if len(words) == 1:
                words = sum((each.lows for each in row.first[place + 1 :] if each.step == USE and each.direct), ())
            return frozenset(map(stem, words)) - _PLAIN, thing
        if thing.step == USE and thing.direct and row.text[thing.cue :].lower().startswith("train "):
            return frozenset({stem(words[-1])}), thing
    return frozenset(), None


_BETTER = frozenset("improve increase enhance raise".split())
_PLAIN = frozenset("train workshop joint qual practic good".split())


_DOERS = re.compile(r"(?i)\b(?:train|recruit|appoint|brief)\b[^.;:]{0,40}?\b(\w{4,}[eo]rs)\b")


def skilled(edition: Rows) -> Iterator[Wait]:
    """In a group: to audit waits for the action that trains or recruits auditors."""
    for row, other in edition.pairs():
        match = _DOERS.search(other.text)
        verb = row.first[0].cue if row.first else 0
        first = row.text[verb:].split(maxsplit=1)[0].lower() if row.first else ""
        if match and row.first[0].step == CHECK and stem(first) == stem(match[1].lower()):
            yield Wait(row, other, match[1], (row.said(row.first[0]), other.quote(*match.span())))


def gathered(edition: Rows) -> Iterator[Wait]:
    """Performance data come from the performance framework that another action makes."""
    for maker in edition.rows:
        for tool in maker.first:
            if not (tool.direct and tool.step == MAKE and tool.lows[-1] in _DATA_TOOLS and len(tool.lows) > 1):
                continue
            for row in edition.rows:
                for thing in row.things:
                    if row is not maker and thing.lows[-1] in _DATA and thing.lows[:-1] == tool.lows[:-1]:
                        yield Wait(row, maker, " ".join(tool.lows), (row.said(thing), maker.said(tool)))


def contained(edition: Rows) -> Iterator[Wait]:
    """All the words by which a row names a thing stand in one clause of another, which makes it or guides how."""
    clauses: dict[str, list[tuple[Row, list[Mention]]]] = defaultdict(list)
    for row in edition.rows:
        parts: dict[int, list[Mention]] = defaultdict(list)
        for thing in row.things:
            parts[thing.clause].append(thing)
        for part in parts.values():
            for word in {stem(low) for thing in part for low in thing.lows}:
                clauses[word].append((row, part))
    for row in edition.rows:
        for chain in _chains(row):
            words = frozenset(stem(low) for thing in chain for low in thing.lows)
            rarest = min(words, key=lambda word: (len(clauses[word]), word))
            if len(clauses[rarest]) <= 2 * _OFTEN and not words <= row.named:
                for other, part in clauses[rarest]:
                    if other is not row and _covers(row, other, part, chain, words):
                        yield Wait(row, other, row.quote(chain[0].start, chain[-1].end), (row.said(*chain), other.said(*part[:2])))


_JOINED = re.compile(r"\s*(?:(?:with|and|of|on|for|the|a|an|are|is|be|been|both|all|our|\w+ly|&)\b|[&,()/'])*\s*")


def _chains(row: Row) -> Iterator[list[Mention]]:
    """Mentions joined by small words, every run of them, the longer before the shorter."""
    joined: list[list[Mention]] = []
    for thing in row.things:
        last = joined[-1][-1] if joined else None
        if last and last.clause == thing.clause and _JOINED.fullmatch(row.text[last.end : thing.start]):
            joined[-1].append(thing)
        else:
            joined.append([thing])
    for run in joined:
        for size in range(min(len(run), 5), 0, -1):
            yield from (run[at : at + size] for at in range(len(run) - size + 1))


def _covers(row: Row, other: Row, part: Sequence[Mention], chain: Sequence[Mention], words: frozenset[str]) -> bool:
    """Does the clause `part` of the other row hold the words, and say that it makes, holds or guides them?"""
    own = words - row.named - (row.topic if row.group == other.group else frozenset())
    few = len(words) < (2 if any(any(thing.named) for thing in chain) else 3)
    known = frozenset(stem(low) for thing in part for low in thing.lows)
    main = next((thing.step for thing in part if thing.step is not None), None)
    if few or not telling(own) or len(things(own)) < 2 or not words <= known or main not in (MAKE, START):
        return False
    step = chain[0].step
    if step is None or step == START:
        guides = any(thing.direct and thing.lows[-1] in _TOOLS for thing in part)
        return guides and chain[0].direct and chain[0] in row.first and not words & _TOOL_STEMS
    return step >= USE and any(
        thing.direct and thing.step in (MAKE, START) and words & frozenset(map(stem, thing.lows)) for thing in part
    )


RULES = (named, shared, pointed, findings, taught, skilled, gathered, contained, bodies)
