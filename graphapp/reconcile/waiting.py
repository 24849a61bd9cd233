"""The rules by which one action waits for another of its edition; each yields what it finds, with its words.

These go by the thing that both name: a strategy, a body, a phrase. They look through a whole edition only where the
words name one thing, else within a group.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import NamedTuple

from graphapp.reading.steps import CHECK, FIND, MAKE, START, USE, Mention
from graphapp.reconcile.rows import GENERAL, PEOPLE, TOOLS, Row, Rows, Wait, phrases, stem, telling, things
from graphapp.reconcile.waiting_learning import LEARNING

_OFTEN = 8  # a phrase in more rows than this is what the plan is about, not one thing in it
_RARE = 4  # one word in more rows than this tells nothing
_TOOL_STEMS = frozenset(map(stem, TOOLS))


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
    known = {spelling.lower(): body for body, spellings in edition.bodies.items() for spelling in spellings}
    makers: dict[str, list[tuple[Row, Mention]]] = defaultdict(list)
    for row in edition.rows:
        for thing in row.first:
            called = {row.text[start : thing.end].lower() for start, _ in thing.spans}
            if thing.direct and thing.step == MAKE and (names := sorted(called & known.keys())):
                makers[known[names[0]]].append((row, thing))
    for body, made in makers.items():
        spellings = sorted(edition.bodies[body], reverse=True)
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, spellings))})(?!\w)")
        for row in edition.rows:
            if spoken := pattern.search(row.text) or pattern.search(row.due):
                for maker, thing in made:
                    if row is not maker:
                        yield Wait(row, maker, edition.names[body], (spoken[0], maker.said(thing)))


class _Place(NamedTuple):
    """Where a row holds a phrase: which words (`span`) of which mention."""

    row: Row
    thing: Mention
    span: range


def shared(edition: Rows) -> Iterator[Wait]:
    """What one action makes or starts, another uses or checks: a phrase that names one thing; in a group one word."""
    places: dict[str, dict[str, list[_Place]]] = defaultdict(lambda: defaultdict(list))
    for row in edition.rows:
        for thing in row.things:
            for key, first, last in phrases(thing):
                lows = thing.lows[first:last]
                if not GENERAL.issuperset(lows) and lows[-1] not in PEOPLE and not lows[0].isdigit():
                    places[key][row.id].append(_Place(row, thing, range(first, last)))
    for key, by_row in sorted(places.items(), key=lambda place: -len(place[0])):
        if 2 <= len(by_row) <= _OFTEN and key not in edition.topics:
            for uses, makes in permutations(by_row.values(), 2):
                yield from _used(uses, makes, len(by_row))


def _used(uses: Sequence[_Place], makes: Sequence[_Place], often: int) -> Iterator[Wait]:
    """The wait of the first for the second of two rows that share a phrase, which `often` rows hold."""
    row, maker, one = uses[0].row, makes[0].row, len(uses[0].span) == 1
    fit = [place for place in makes if place.thing.direct and _step(place.thing) <= START]
    if not fit or (one and row.group != maker.group):
        return
    made = min(fit, key=lambda place: _step(place.thing))
    found = [place.thing for place in uses]
    steps = [thing.step for thing in found if thing.step is not None]
    if steps:
        rare = not one or often <= _RARE or found[0].named[uses[0].span[0]]
        fits = rare and _follows(min(steps), _step(made.thing), one)
    else:  # no verb says what is done with it: only what the action itself is about counts
        found = [thing for thing in found if thing.direct and thing in row.first]
        fits = bool(found) and made.thing.step == MAKE and (not one or often == 2)
    if fits:
        spans = [made.thing.spans[at] for at in made.span]
        yield Wait(row, maker, maker.quote(spans[0][0], spans[-1][1]), (row.said(found[0]), maker.said(made.thing)))


def _step(thing: Mention) -> int:
    return CHECK + 1 if thing.step is None else thing.step


def _follows(later: int, earlier: int, one: bool) -> bool:
    """Does this step wait for that one? What is found out is for making; what is made, for using and checking."""
    return later in (MAKE, START) and not one if earlier == FIND else later >= USE


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
                        via = row.quote(chain[0].start, chain[-1].end)
                        yield Wait(row, other, via, (row.said(*chain), other.said(*part[:2])))


_JOINED = re.compile(r"\s*(?:(?:(?:with|and|of|on|for|the|a|an|are|is|be|been|both|all|our|\w+ly)\b|[&,()/'])\s*)*")


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
        guides = any(thing.direct and thing.lows[-1] in TOOLS for thing in part)
        return guides and chain[0].direct and chain[0] in row.first and not words & _TOOL_STEMS
    return step >= USE and any(
        thing.direct and thing.step in (MAKE, START) and words & frozenset(map(stem, thing.lows)) for thing in part
    )


RULES = (named, shared, *LEARNING, contained, bodies)
