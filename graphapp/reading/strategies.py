"""Named strategies, plans, frameworks, protocols and the like that a paper speaks of.

Two ways of naming are read: capitalised phrases with a noun of such things ("Kinship Strategy", "Statement
of Social Work"), and lower-case ones with words that tell them apart ("care planning protocol") where the
sentence makes or uses them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graphapp.reading.deliverables import relation
from graphapp.reading.drafts import Paper, StrategyDraft
from graphapp.reading.merging import cite_acronyms, merged, owners
from graphapp.reading.passages import Mention, Passage, Passages, mentions_in
from graphapp.reading.phrases import (
    BODIES,
    CONTRASTS,
    GENERIC,
    LOOSE,
    POSTS,
    Word,
    heads_in,
    is_verb,
    left_edge,
    nouns_of,
    opens_sentence,
    right_edge,
    said,
    singular,
    words_of,
)

_NOUNS = {  # kind -> the nouns that name things of it
    "programme": "programme scheme operation",
    "toolkit": "toolkit toolbox",
    "standard": "standard standards",
    "agreement": "agreement covenant charter pledge concordat memorandum",
    "dashboard": "dashboard scorecard",
    "plan": "plan roadmap",
    "policy": "policy code",
    "assessment": "assessment analysis",
    **{kind: kind for kind in "strategy framework protocol statement model offer template tracker training".split()},
}
KINDS = {noun: kind for kind, nouns in _NOUNS.items() for noun in nouns.split()}
_HEADS = frozenset(KINDS)
_ANY = nouns_of(_HEADS, alone={"operation"})
_FIRST = frozenset("statement policy framework strategy memorandum code charter programme scheme plan protocol".split())
_WEAK = frozenset({"training", "standard", "assessment", "analysis", "code", "memorandum", "operation"})
# With these a bare plural is a sort of paper, not one paper.
_ONE = frozenset(KINDS) - {"standards", "training", "analysis"}
# A plan or statement about one child or adult is casework, not a deliverable of the council.
_CASEWORK = re.compile(
    r"(?i)\b(?:care(?: and support)?|pathway|personal education|education,? health(?:,? (?:and|&))?(?: care)?"
    r"|ehcp?|pep|child(?:ren)? protection|child(?:ren)? in need|permanence|safety|support|transition"
    r"|placement|learning|health|treatment|section \d+|personal|individual education|lesson|case)"
    r" (?:care )?plan$"
)
_BRACKETS = re.compile(r"\s*\([^()]{1,12}\)")
# Words that make no plan another plan than the next council's.
_COMMON = LOOSE | frozenset(
    "action work forward project service joint strategic overall key full detailed more and outcome".split()
)
_OWN = frozenset("the our their its your this that current existing".split())
_MARKS = frozenset("refreshed revised updated multi-agency inter-agency shared joint co-produced".split())
_TELLING = frozenset("shared joint multi-agency inter-agency local corporate strategic online".split())
_SPANS = frozenset("week month year day point".split())
_ALSO_NOUNS = frozenset(
    "design audit plan lead work support research practice needs trial test pilot review share".split()
)
_LONGEST = 6  # words of a lower-case name before its noun
_DEFINITE = frozenset({"strategy", "protocol", "framework", "toolkit"})
_PLANS = frozenset(
    "delivery action operational implementation training improvement project recovery workforce "
    "communications communication engagement business commissioning development sufficiency "
    "transformation contingency".split()
)
_NOUN_STOPS = frozenset(
    "of in on with to through via by using under against from into within for and or as at is are was "
    "be been which that where how what when if will has have had not than per about over between across "
    "their also can could would should may might must shall do does did who whose while so then we they "
    "you it i being more less each no".split()
)
_QUOTED = re.compile(
    r"(?:(?<=\s)|^|(?<=\())[‘“'\"]([A-Z][^‘’“”\"|\n.;:!?]{2,60}?)\.?[’”'\"](?=[\s.,;:)]|$)(?:\s+(\w+))?"
)
_YEARS = re.compile(r"\s*(?:for\s+)?\(?\b(?:19|20)\d\d(?:\s*[-–/]\s*(?:20)?\d\d)?\b\)?")
_ACRONYM_AFTER = re.compile(r"\s*\(([A-Z][A-Za-z&]{1,8})\)")


def _kind(low: str) -> str | None:
    return KINDS.get(low) or (KINDS.get(singular(low)) if singular(low) in _ONE else None)


def _plural(low: str) -> bool:
    return low != "standards" and singular(low) != low and singular(low) in _ONE


def _followed_by_capital(words: Sequence[Word], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1].text[0].isupper()


def _goes_on(words: Sequence[Word], at: int) -> bool:
    """Is the noun only the middle of a longer name or a post ("Strategy Group", "Plan Manager")?"""
    for word in words[at + 1 : at + 4]:
        if not word.text[0].isupper():
            return False
        if word.bare in POSTS or word.bare in BODIES or _kind(word.bare):
            return True
    return False


class _Reader:
    """The mentions in one passage."""

    def __init__(self, paper: Paper, passage: Passage) -> None:
        self.paper, self.passage = paper, passage
        self.words = words_of(passage.text)
        self._known: dict[int, bool] = {}  # which words may stand before a noun, as far as asked for

    def mentions(self) -> Iterator[Mention]:
        """Every name in the passage: the quoted ones, then the others in their order."""
        inside: set[int] = set()
        for match in _QUOTED.finditer(self.passage.text):
            found = self._quoted(match)
            if found is not None:
                inside.update(range(match.start(), match.end()))
                yield found
        for at in heads_in(self.passage.text, self.words, _ANY):
            word = self.words[at]
            kind = _kind(word.bare)
            if kind is None or word.start in inside:
                continue
            found = self._capital(at, kind) if word.text[0].isupper() else self._small(at, kind)
            if found is not None:
                yield found

    def _mention(self, start: int, end: int, kind: str) -> Mention:
        """The name from word `start` to word `end` (inclusive), with acronym and adjectives beside it."""
        text, words = self.passage.text, self.words
        first, last = words[start].start, words[end].end
        years = _YEARS.match(text, last)
        short = _ACRONYM_AFTER.match(text, last)
        also, at = [short[1]] if short else [], start
        while at > 0 and words[at - 1].text in _MARKS:
            at -= 1
            also.append(said(text[words[at].start : last]))
        source = self.passage.cite(self.paper, first, last)
        contrast = start > 0 and words[start - 1].low in CONTRASTS
        return Mention(
            said(text[first : years.end() if years else last]),
            kind,
            source,
            self.passage.no,
            tuple(also),
            contrast,
            (first, last),
        )

    def _capital(self, at: int, kind: str) -> Mention | None:
        words = self.words
        if words[at].low == "operation" and _followed_by_capital(words, at):
            return self._mention(at, at + 1, kind)
        if _plural(words[at].bare) or _goes_on(words, at):
            return None
        start = left_edge(words, at, _HEADS)
        if start == at:
            end = right_edge(words, at, _HEADS) if words[at].low in _FIRST else at
            return self._mention(at, end, kind) if end > at and words[end].bare not in KINDS else None
        if not {word.bare for word in words[start:at] if word.text[0].isalpha()} - _COMMON:
            return None
        if words[at].low in _WEAK and not {"needs", "quality", "practice"} & {word.low for word in words[start:at]}:
            return None
        name = self.passage.text[words[start].start : words[at].end]
        return None if _CASEWORK.search(_BRACKETS.sub("", name)) else self._mention(start, at, kind)

    def _small(self, at: int, kind: str) -> Mention | None:
        words = self.words
        if at and words[at - 1].text[0].isupper() and words[at].low not in {"training", "plan", "plans"}:
            start = left_edge(words, at, _HEADS)
            if not _plural(words[at].low) and {word.low for word in words[start:at]} - _COMMON:
                return self._mention(start, at, kind)
        start = self._phrase(at)
        modifiers = {word.low for word in words[start:at]}
        if not modifiers - GENERIC - _COMMON - {"-"} or words[at].low in _WEAK:
            return None
        if (kind == "plan" or _plural(words[at].low)) and not modifiers & _PLANS:
            return None
        definite = words[at].low in _DEFINITE and start > 0 and words[start - 1].low in _OWN
        if not definite and not relation(words, start, at + 1):
            return None
        found = self._mention(start, at, kind)
        return replace(found, also=(*found.also, *self._turned(start, at)))

    def _turned(self, start: int, at: int) -> tuple[str, ...]:
        """The other way to say "quality standards for EHC Plans": "EHC Plan quality standards"."""
        words, text = self.words, self.passage.text
        if [word.low for word in words[at + 1 : at + 2]] != ["for"] or not _followed_by_capital(words, at + 1):
            return ()
        end = at + 2
        while _followed_by_capital(words, end):
            end += 1
        own = next((place for place in range(start, at) if words[place].text[0].islower()), start)
        return (f"{text[words[at + 2].start : words[end].end]} {text[words[own].start : words[at].end]}",)

    def _phrase(self, at: int) -> int:
        """Where the words that tell a lower-case thing from others of its kind begin."""
        words, first = self.words, at
        while first > 0 and at - first < _LONGEST and self._modifies(first - 1):
            first -= 1
        while first < at and (words[first].text in GENERIC - _TELLING or words[first].text == "-"):
            first += 1
        return first

    def _modifies(self, at: int) -> bool:
        if at not in self._known:
            self._known[at] = _modifies(self.words, at)
        return self._known[at]

    def _quoted(self, match: re.Match[str]) -> Mention | None:
        """A name between quotation marks that capitals alone would not show: 'Grow your Own scheme'."""
        inside = words_of(match[1])
        ends, follows = _kind(inside[-1].low), _kind((match[2] or "").lower())
        if (ends is None and follows is None) or (ends and all(word.capital for word in inside)):
            return None
        name, end = (match[1], match.end(1)) if ends else (f"{match[1]} {match[2]}", match.end(2))
        source = self.passage.cite(self.paper, match.start(1), end)
        return Mention(name, ends or follows or "", source, self.passage.no, span=(match.start(1), end))


def _modifies(words: Sequence[Word], at: int) -> bool:
    """Can this word stand before the noun of a lower-case name?"""
    word, following = words[at], words[at + 1]
    if word.text == "-":
        return at > 0 and words[at - 1].text[0].islower()
    if word.text.isdigit():
        return following.low in _SPANS
    if not word.text[0].isalpha() or word.low in _NOUN_STOPS or word.low in LOOSE:
        return False
    if word.text[0].isupper():
        return not opens_sentence(words, at) and word.bare not in BODIES
    own = at > 0 and words[at - 1].low in _OWN | {"a", "an"}
    return own or word.low in _ALSO_NOUNS or word.low.endswith("ing") or not is_verb(word.low)


def read_strategies(paper: Paper, read: Passages | None = None) -> tuple[StrategyDraft, ...]:
    """Every named strategy, plan, framework, protocol, statement, programme ... of the paper, in its order.

    Ways of writing one name are one draft with aliases; `source` is the first place, `also` the others.
    `read` are the paper's passages, where they are at hand.
    """
    read = read or Passages(paper, KINDS)
    low = read.whole.lower()
    if not any(noun in low for noun in KINDS):  # sooner told of a paper that names none than by the patterns
        return ()
    mentions = list(mentions_in(paper, read.holding(_ANY, _QUOTED), lambda passage: _Reader(paper, passage).mentions()))
    if not mentions:
        return ()
    things = merged(mentions, read.acronyms, owners(read), drop_owners=True)
    cite_acronyms(paper, read, things)
    return tuple(
        StrategyDraft(
            name=_titled(thing.name),
            classification=thing.kind,
            aliases=tuple(map(_titled, thing.aliases)),
            source=thing.cited[0],
            also=thing.cited[1:],
        )
        for thing in sorted(things, key=lambda each: each.first)
    )


def _titled(name: str) -> str:
    """The name with a capital, unless its first word has one inside (`iSupport`)."""
    return name if any(map(str.isupper, name.split(maxsplit=1)[0])) else name[0].upper() + name[1:]
