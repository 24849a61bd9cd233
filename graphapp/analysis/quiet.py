"""Quiet changes: what a newer edition takes back without saying so, found by general rules and ranked.

Verbs are ranked by how firmly they promise: to see a thing done, to work on it, or only to look at it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from rapidfuzz.distance import Indel

from graphapp.analysis.answers import Answer
from graphapp.analysis.wording import content, plain, spelt_out, stem
from graphapp.analysis.words import listed, natural, sentence

_FIRM = """ensure deliver implement establish embed secure complete publish introduce launch provide recruit commission
 recommission achieve reduce increase improve eliminate prevent train create appoint adopt require enforce undertake
 audit guarantee"""
_WORKING = """develop design prepare refresh revise update define agree produce strengthen continue build draft maintain
 enhance utilise extend amend"""
_LOOKING = """review promote consider explore monitor encourage support discuss research investigate seek share
 analyse evaluate assess aim identify facilitate"""
_STRENGTH = {
    stem(verb): strength for strength, verbs in ((3, _FIRM), (2, _WORKING), (1, _LOOKING)) for verb in verbs.split()
}
_HEDGES = re.compile(
    r"\b(?:(?:the )?(?:risk|likelihood|chance) of|(?:where|when|if|as) (?:possible|appropriate|practicable|necessary"
    r"|required|needed|feasible)|seek to|aim to|work towards|consider|subject to|in principle|some of)\b"
)
_BOUNDS = frozenset("all every each any only no never must shall always both least within minimum without".split())
_BOUND_NEXT = 3  # words quoted after "all" or "every"
_VERB_WITHIN = 8  # words from the beginning in which a row says what it promises to do
_RUN = 3  # words of meaning that a dropped passage has at least
_SHOWN = 160  # characters of a passage that are quoted
_NUMBER = re.compile(r"(?<![\w.])\d[\d,.]*(?<=\d)%?|\b(?:half|twice|double)\b")
_WEIGHTS = {
    "dropped": 110,
    "recommendation": 100,
    "monitoring": 90,
    "start": 80,
    "verb": 70,
    "hedge": 65,
    "lead": 60,
    "number": 55,
    "later": 40,
    "bound": 35,
    "words": 25,
}
_ENDS = ("date", "milestones", "term")


@dataclass(frozen=True, slots=True)
class Wording:
    """One side of a pair: its rows' words together, and what they promise."""

    text: str
    dues: tuple[Answer, ...]
    recommendations: tuple[str, ...]
    scope: str

    @property
    def due(self) -> str:
        """The due cells as written."""
        return "; ".join(dict.fromkeys(str(due["raw"]) for due in self.dues if due["raw"]))

    @property
    def is_dated(self) -> bool:
        """Whether any of it falls due by a date."""
        return any(due["kind"] in _ENDS and (due["dates"] or due["kind"] == "term") for due in self.dues)

    @property
    def starts(self) -> bool:
        """Whether it says no more than when it starts."""
        return bool(self.dues) and all(due["kind"] == "start" for due in self.dues)


def quiet_changes(
    old: Wording,
    new: Wording,
    later: int | None,
    leads: tuple[Sequence[str], Sequence[str], bool],
    known: Mapping[str, str],
) -> list[Answer]:
    """What changed without being said, heaviest first: `kind`, `text` (a sentence), `old`, `new` and `weight`.

    `later` is by how many months it moved; `leads` the names lost, those added, and whether any stayed;
    `known` what abbreviations stand for.
    """
    found = [
        *_recommendations(old, new),
        *_dates(old, new, later),
        *_leads(*leads),
    ]
    if plain(old.text) != plain(new.text):
        found += [*_verbs(old, new), *_words(old, new, known)]
    return sorted(found, key=lambda one: (-one["weight"], one["text"]))


def dropped(old: Wording) -> list[Answer]:
    """What is said of an action that nothing in the newer edition takes up."""
    return [_change("dropped", "the action is gone and nothing in the newer edition takes it up", old.text, "")]


def _change(kind: str, text: str, old: str, new: str, more: int = 0) -> Answer:
    return {"kind": kind, "text": sentence(text), "old": old, "new": new, "weight": _WEIGHTS[kind] + more}


def _recommendations(old: Wording, new: Wording) -> Iterator[Answer]:
    lost = sorted(set(old.recommendations) - set(new.recommendations), key=natural)
    before, after = (_named(one) for one in (old, new))
    if lost and old.scope == "all":
        yield _change("recommendation", f"the row answered all recommendations and now names {after}", before, after)
    elif lost:
        one = "recommendation" if len(lost) == 1 else "recommendations"
        yield _change("recommendation", f"{one} {listed(lost, len(lost))} no longer named", before, after)


def _named(side: Wording) -> str:
    return "all" if side.scope == "all" else listed(side.recommendations, 20) or "none"


def _dates(old: Wording, new: Wording, later: int | None) -> Iterator[Answer]:
    if old.is_dated and new.starts:
        yield _change("start", f"a date to finish ({old.due}) became a date to start ({new.due})", old.due, new.due)
    elif old.is_dated and not new.is_dated:
        recurs = any(due["recurrence"] for due in new.dues)
        became = f"regular monitoring ({new.due})" if recurs else f"no date ({new.due})" if new.due else "no date"
        yield _change("monitoring", f"a deadline ({old.due}) became {became}", old.due, new.due)
    if later and later > 0:
        months = "1 month" if later == 1 else f"{later} months"
        yield _change("later", f"due {months} later: {new.due} instead of {old.due}", old.due, new.due, min(later, 12))


def main_verb(text: str) -> str | None:
    """The first verb of the table of strengths near the beginning, in lower case; None where there is none.

    >>> main_verb("The team to deliver training and review it")
    'deliver'
    """
    words = plain(text).split()[:_VERB_WITHIN]
    verbs = (word for place, word in enumerate(words) if stem(word) in _STRENGTH and (not place or word[-3:] != "ing"))
    return next(verbs, None)


def _verbs(old: Wording, new: Wording) -> Iterator[Answer]:
    before, after = main_verb(old.text), main_verb(new.text)
    if before and after and _STRENGTH[stem(before)] > _STRENGTH[stem(after)]:
        yield _change("verb", f'"{before}" became "{after}", which promises less', _cut(old.text), _cut(new.text))
    hedges = (Counter(_HEDGES.findall(plain(side.text))) for side in (new, old))
    for hedge in sorted(next(hedges) - next(hedges)):
        yield _change("hedge", f'"{hedge}" came in, which promises less', _cut(old.text), _cut(new.text))


def _leads(lost: Sequence[str], added: Sequence[str], stayed: bool) -> Iterator[Answer]:
    """A joint lead that nobody replaces; one lead after another is a change of lead, no quiet one."""
    if len(lost) > len(added) and (stayed or added):
        became = f", {listed(added)} came instead" if added else ""
        text = f"joint {'lead' if len(lost) == 1 else 'leads'} {listed(lost)} dropped{became}"
        yield _change("lead", text, listed(lost), listed(added))


def _words(old: Wording, new: Wording, known: Mapping[str, str]) -> Iterator[Answer]:
    before, after = (spelt_out(side.text, known) for side in (old, new))
    numbers = set(_NUMBER.findall(before)) - set(_NUMBER.findall(after))
    said = [("number", f"the number {number} is gone") for number in sorted(numbers, key=natural)]
    said += [("bound", f'"{phrase}" is gone') for phrase in _unbound(old.text, new.text)]
    said += [("words", f'the words "{_cut(passage)}" are gone') for passage in _gone(old.text, new.text, known)]
    for kind, text in said:
        yield _change(kind, text, _cut(old.text), _cut(new.text))


def _unbound(before: str, after: str) -> Iterator[str]:
    """Phrases such as "all staff" that are gone: what was promised of all may hold for fewer."""
    kept = set(_bounds(after).values())
    return (phrase for phrase, bound in _bounds(before).items() if bound not in kept)


def _bounds(text: str) -> dict[str, tuple[str, str]]:
    """Binding words with the words after them, as written, and what tells them: the word and what it binds."""
    words = text.split()
    return {
        " ".join(words[place : place + 1 + _BOUND_NEXT]).rstrip(",.;:"): (plain(word), stem(plain(words[place + 1])))
        for place, word in enumerate(words[:-1])
        if plain(word) in _BOUNDS
    }


def _gone(before: str, after: str, known: Mapping[str, str]) -> Iterator[str]:
    """Passages of the older text whose words of meaning stand nowhere in the newer one."""
    old, kept = before.split(), set(content(spelt_out(after, known)))
    gone = [not content(word) for word in old]  # a word without meaning goes with its neighbours
    for step in Indel.opcodes(*([plain(word) for word in text.split()] for text in (before, after))):
        if step.tag == "delete":
            gone[step.src_start : step.src_end] = [True] * (step.src_end - step.src_start)
    for lost, run in groupby(zip(gone, old, strict=True), key=itemgetter(0)):
        words = [word for _, word in run]
        if lost and len(set(content(spelt_out(" ".join(words), known))) - kept) >= _RUN:
            meant = [place for place, word in enumerate(words) if content(word)]
            yield " ".join(words[meant[0] : meant[-1] + 1]).strip(" ,.;:-")


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(maxsplit=1)[0]} …"
