"""Which strategies an action produces and which it relies on: the verb or phrase beside the name decides.

"Develop a X Strategy" produces it; "training to support the delivery of the X Strategy" relies on it. Where
the words do not say, nothing is said: a missed link costs a reader less than a false one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from graphapp.reading.drafts import StrategyDraft
from graphapp.reading.phrases import BODIES, GENERIC, Word, base_of, is_acronym, is_verb, singular, words_of

PRODUCES, RELIES_ON = "PRODUCES", "RELIES_ON"

_MAKE = frozenset(
    "develop create produce write rewrite draft design redesign redraft prepare refresh revise update "
    "establish commission recommission define agree publish republish launch relaunch finalise approve "
    "adopt introduce amend formulate compile devise co-produce coproduce renew replace construct build "
    "formalise complete overhaul".split()
)
_LEAN = frozenset(
    "deliver embed use utilise monitor measure audit promote communicate apply follow support "
    "understand test evaluate disseminate share roll rollout operationalise reinforce strengthen track "
    "implement review maximise pilot ensure incorporate reflect adhere integrate".split()
)
_VERBS = _MAKE | _LEAN
_MAKING = frozenset(
    "development creation production design redesign preparation revision refresh establishment "
    "commissioning recommissioning publication launch introduction adoption completion approval "
    "agreement renewal redraft".split()
)
_PREPOSITIONS = frozenset(
    "of in on with to through via by using under against from into within for alongside per across "
    "including throughout towards that which".split()
)
_DETERMINERS = frozenset("the a an our their its this these".split())
_JOINTS = frozenset({"and", ",", "&", "/", "or"})
_STOPS = frozenset(".;:!?•|(")
_AUXILIARY = frozenset("will shall must should to has have had is are was were be been being now not".split())
_BEFORE_VERBS = _AUXILIARY | _JOINTS
_HELPING = _AUXILIARY - {"to"}
_IRREGULAR = {"written": "write", "rewritten": "rewrite", "built": "build", "understood": "understand"}
_POINTING = frozenset("the this that these said".split())
_LOOSE_HEADS = frozenset("plan offer model scheme".split())  # too common to be known by the subject alone
_PARTS = frozenset(
    "plan plans toolkit template templates guidance dashboard training workshop workshops event events "
    "audit audits launch review summary checklist leaflet objectives priorities actions outcomes "
    "principles steering".split()
)
_OF_PARTS = frozenset("action delivery implementation communications communication training launch steering".split())
_REACH = 12  # words looked at before a name
_CUE = 6  # words of a phrase shown as the reason


@dataclass(frozen=True, slots=True)
class Deliverable:
    """A strategy an action PRODUCES or RELIES_ON; `words` say so, `anaphor` when not called by name."""

    strategy: str
    relation: str
    words: str
    anaphor: bool


@dataclass(frozen=True, slots=True)
class _Found:
    strategy: StrategyDraft
    start: int
    end: int
    anaphor: bool = False


@lru_cache(maxsize=4096)
def _stem(low: str) -> str:
    """The verb that a form such as `developing` or `revised` comes from, as far as the lists here know it."""
    return base_of(_IRREGULAR.get(low, low), _VERBS)


def relation(words: Sequence[Word], start: int, end: int) -> tuple[str, int] | None:
    """What the words around the name at `start`:`end` say of it, and where they begin to say so."""
    after = {word.low for word in words[end : end + 3] if word.text[0].isalpha()} if _continues(words, end) else set()
    if after & BODIES:
        return None  # a strategy's group is not the strategy
    at = _governor(words, start)
    if after & _PARTS:
        return RELIES_ON, start if at is None else at
    found = _ruled(words, at, start) if at is not None else None
    passive = _passive(words, end)
    if passive and not (at is not None and words[at].low == "of") and (found is None or found[0] == RELIES_ON):
        return passive, start
    return found


def _continues(words: Sequence[Word], end: int) -> bool:
    """Does the name go on as part of a longer one: "Kinship Strategy | action plan"?"""
    return any(word.low in _PARTS or word.low in BODIES for word in words[end : end + 1]) or any(
        word.low in _PARTS and words[end].low in _OF_PARTS for word in words[end + 1 : end + 2]
    )


def _governor(words: Sequence[Word], start: int) -> int | None:
    """The nearest verb or preposition before a name, in its sentence."""
    for at in range(start - 1, max(-1, start - _REACH), -1):
        low = words[at].low
        if _is_silent(low):
            continue
        if low in _STOPS or low in _HELPING or low == "than":
            return None
        noun = at > 0 and words[at - 1].low in _DETERMINERS
        if (low in {"up", "to", "date"} and _is_idiom(words, at)) or (
            low.startswith("roll") and words[at + 1].low != "out"
        ):
            continue
        if low in _PREPOSITIONS or (_stem(low) and not noun):
            return at
        if is_verb(low) and not noun and (at == 0 or words[at - 1].low in _BEFORE_VERBS):
            return None
    return None


@lru_cache(maxsize=4096)
def _is_silent(low: str) -> bool:
    """Is it a word that rules no name and parts none from what rules it, as most are?"""
    telling = low in _STOPS or low in _HELPING or low in _PREPOSITIONS or low in {"than", "up", "to", "date"}
    return not (telling or low.startswith("roll") or _stem(low) or is_verb(low))


def _is_idiom(words: Sequence[Word], at: int) -> bool:
    """Is the word at `at` part of "up to date"?"""
    return any(
        [word.low for word in words[at - back : at - back + 3]] == ["up", "to", "date"]
        for back in range(min(3, at + 1))
    )


def _ruled(words: Sequence[Word], at: int, start: int) -> tuple[str, int] | None:
    if words[at].low in _PREPOSITIONS:
        return _by_preposition(words, at)
    verbs, first = {_stem(words[at].low)}, at
    while first > 1:
        before = first - 1
        while before > 0 and words[before].low in _JOINTS:
            before -= 1
        if before == first - 1 or not _stem(words[before].low):
            break
        verbs.add(_stem(words[before].low))
        first = before
    between = {word.low for word in words[at + 1 : start]}
    made = bool(verbs & _MAKE) or ("review" in verbs and bool(between & {"current", "existing"}))
    made = made or ("implement" in verbs and bool(between & {"a", "an"}))
    return PRODUCES if made else RELIES_ON, first


def _by_preposition(words: Sequence[Word], at: int) -> tuple[str, int] | None:
    before = [word.low for word in words[max(0, at - _CUE) : at]]
    if words[at].low == "of" and before and before[-1] in _MAKING:
        return PRODUCES, at - 1
    if words[at].low == "of" and len(before) > 2 and before[-2] in _JOINTS and before[-3] in _MAKING:
        return PRODUCES, at - 3
    if any(low.startswith("consult") for low in before):
        return None
    first = at
    for back in range(at - 1, max(-1, at - _CUE), -1):
        if words[back].text in _STOPS:
            break
        if _stem(words[back].low) or is_verb(words[back].low) or words[back].low in {"as", "in", "part", "links"}:
            first = back
            break
    return RELIES_ON, first


def _passive(words: Sequence[Word], end: int) -> str | None:
    """What "... will be refreshed" or "... to be embedded" says of the name before it."""
    at = end
    while at < min(len(words), end + _CUE) and (words[at].low in _AUXILIARY or words[at].low.endswith("ly")):
        at += 1
    if at in {end, len(words)}:
        return None
    verb = _stem(words[at].low) if words[at].low.endswith(("ed", "en", "ilt", "ood")) else ""
    if not verb:
        return PRODUCES if words[at].low == "in" and words[at + 1 : at + 2] and words[at + 1].low == "place" else None
    return PRODUCES if verb in _MAKE else RELIES_ON


def head_of(name: str) -> str:
    """The noun that says what kind of thing a name names: `strategy` of `Kinship Strategy 2017-20`."""
    lows = [word.low for word in words_of(name) if word.text[0].isalpha()]
    if "of" in lows[1:2] or "for" in lows[1:2]:
        return singular(lows[0])
    return singular(lows[-1]) if lows else ""


def _named(words: Sequence[Word], strategies: Sequence[StrategyDraft]) -> list[_Found]:
    """Where the words call a strategy by one of its names, the longest name first."""
    forms: dict[str, list[tuple[tuple[str, ...], str, StrategyDraft]]] = {}
    for strategy in strategies:
        for name in (strategy.name, *strategy.aliases):
            form = tuple(singular(word.low) for word in words_of(name))
            if any(map(str.isalnum, name)):
                forms.setdefault(form[0], []).append((form, name, strategy))
    lows = [singular(word.low) for word in words]
    found: list[_Found] = []
    at = 0
    while at < len(words):
        fits = [
            (len(form), strategy)
            for form, name, strategy in forms.get(lows[at], ())
            if tuple(lows[at : at + len(form)]) == form and (not is_acronym(name) or words[at].text.startswith(name))
        ]
        if fits:
            size, strategy = max(fits, key=lambda fit: fit[0])
            found.append(_Found(strategy, at, at + size))
        at += size if fits else 1
    return found


def _pointed(words: Sequence[Word], named: Sequence[_Found], heads: set[str]) -> Iterator[tuple[str, int, int]]:
    """Heads that point at a strategy named elsewhere: "the updated strategy"."""
    taken = {at for found in named for at in range(found.start, found.end)}
    for at, word in enumerate(words):
        if word.low not in heads or at in taken:
            continue
        first = at
        while first > 0 and words[first - 1].low in GENERIC and words[first - 1].low not in _POINTING:
            first -= 1
        if first > 0 and words[first - 1].low in _POINTING:
            yield word.low, first - 1, at + 1


def _meant(head: str, context: Sequence[str], strategies: Sequence[StrategyDraft]) -> StrategyDraft | None:
    """The strategy of that head that the nearest of `context` names, else the only one on its subject."""
    of_head = [strategy for strategy in strategies if head_of(strategy.name) == head]
    read = [words_of(text) for text in reversed(context)]
    for words in read:
        named = _named(words, of_head)
        if named:
            return named[-1].strategy
    for words in read if head not in _LOOSE_HEADS else ():
        spoken = {singular(word.bare) for word in words}
        about = [each for each in of_head if spoken & (_subject(each.name) - {head})]
        if len(about) == 1:
            return about[0]
    return None


def _subject(name: str) -> set[str]:
    return {singular(word.bare) for word in words_of(name) if word.text[0].isalpha() and len(word.text) > 3} - GENERIC


def deliverables(
    text: str, strategies: Sequence[StrategyDraft], context: Sequence[str] = ()
) -> tuple[Deliverable, ...]:
    """What an action's `text` says it produces and relies on.

    `context` is what stands around it, nearest last: its group's title and the group's earlier actions; "the
    updated strategy" is looked up there. A strategy that the action produces is not also one it relies on.
    """
    words = words_of(text)
    found = _named(words, strategies)
    for head, start, end in list(_pointed(words, found, {head_of(each.name) for each in strategies})):
        earlier = [each.strategy for each in found if each.end <= start and head_of(each.strategy.name) == head]
        meant = earlier[-1] if earlier else _meant(head, context, strategies)
        if meant is not None:
            found.append(_Found(meant, start, end, anaphor=True))
    said: dict[tuple[str, str], Deliverable] = {}
    for each in sorted(found, key=lambda one: one.start):
        ruled = relation(words, each.start, each.end)
        if ruled:
            shown = text[words[ruled[1]].start : words[each.end - 1].end]
            said.setdefault(
                (each.strategy.name, ruled[0]), Deliverable(each.strategy.name, ruled[0], shown, each.anaphor)
            )
    return tuple(one for (name, kind), one in said.items() if kind == PRODUCES or (name, PRODUCES) not in said)
