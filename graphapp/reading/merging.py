"""Ways of writing one name brought together: acronyms spelt out, plurals, owners put before, short forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from graphapp.model import Citation
from graphapp.reading.drafts import Paper
from graphapp.reading.passages import Mention, Passages
from graphapp.reading.phrases import is_acronym, singular, unique, words_of

_YEARS = re.compile(r"\s*(?:for\s+|\(\s*)?\b((?:19|20)\d\d)(?:\s*[-–/]\s*((?:20)?\d\d))?\)?$")
_OWNER = "County|City|Borough|District|Metropolitan|Unitary|Constabulary|Council|Safeguarding"
_MAY_OWN = re.compile(_OWNER)
_OWNED = re.compile(
    r"\b((?:[A-Z][\w-]{1,30} (?:and |with |upon |on |of )?(?:the )?){1,4})"
    rf"(?:{_OWNER})\b"
)
_LETTERS = re.compile(r"\b[A-Z][A-Za-z&]{1,8}\b")
_OWNERS = frozenset("council county city borough district metropolitan royal unitary authority pan".split())
_SERVICES = ("children", "service")
_SHORTEST = 2  # words of a short form: "the Strategy" is no name

Key = tuple[str, ...]


@dataclass(slots=True)
class Thing:
    """One named thing: every way it is written, with how often, and every place."""

    key: Key
    years: str
    kind: str
    forms: Counter[str] = field(default_factory=Counter)
    also: dict[str, None] = field(default_factory=dict)  # in their order, each once
    places: list[tuple[int, Citation]] = field(default_factory=list)  # with the passage's number
    contrast: bool = False

    def stands(self, order: int, place: Citation) -> None:
        """Keep a place; a line that says the name a hundred times is one."""
        if self.places[-1:] != [(order, place)]:
            self.places.append((order, place))

    def take(self, other: Thing) -> None:
        """Make the other thing's names and places this one's."""
        self.forms += other.forms
        self.also |= other.also
        self.places += other.places
        self.years = self.years or other.years

    @property
    def name(self) -> str:
        """The form written most often among those that leave nothing out."""
        if len(self.forms) == 1:
            return next(iter(self.forms))
        weights = {form: _weight(form) for form in self.forms}
        fullest = max(weights.values())
        return max((form for form in weights if weights[form] >= fullest - 1), key=self.forms.__getitem__)

    @property
    def first(self) -> int:
        """Where it is first named: the passage's number."""
        return min(order for order, _ in self.places)

    @property
    def aliases(self) -> tuple[str, ...]:
        """The other ways it is written."""
        name = self.name
        return tuple(form for form in unique([*self.forms, *self.also]) if form != name)

    @property
    def cited(self) -> tuple[Citation, ...]:
        """Every place, in the paper's order, each once."""
        return tuple(dict.fromkeys(place for _, place in sorted(self.places, key=itemgetter(0))))


def owners(read: Passages) -> frozenset[str]:
    """Words that say whose a thing is, in this paper: places with a council, and `council` and its like."""
    texts = {passage.text for passage in read.holding(_MAY_OWN)}
    places = (word for text in texts for match in _OWNED.finditer(text) for word in words_of(match[1]))
    return _OWNERS | {word.bare for word in places if word.text[0].isupper() and word.bare != "children"}


def key_of(name: str, acronyms: Mapping[str, str]) -> Key:
    """What names are compared by: plain words, acronyms spelt out, plurals and possessives folded."""
    found: list[str] = []
    for word in words_of(name):
        spelt = acronyms.get(word.text) or acronyms.get(word.text.removesuffix("s"))
        parts = words_of(spelt) if spelt and word.text not in spelt.split() else [word]
        for one in (singular(part.bare) for part in parts if part.text[0].isalnum()):
            if found[-1:] != [one]:  # "YOT Team" is the Youth Offending Team
                found.append(one)
    return tuple(word for word in found if word not in {"the", "and", "a"})


def merged(
    mentions: Sequence[Mention], acronyms: Mapping[str, str], owned: frozenset[str], drop_owners: bool
) -> list[Thing]:
    """The things that `mentions` name; with `drop_owners` a leading owner tells no two apart."""
    known = {**_spelt(mentions), **acronyms}
    things: dict[tuple[Key, str], Thing] = {}
    named: dict[str, tuple[Thing, list[str]]] = {}  # by the name as written, with its form without years
    for mention in mentions:
        if mention.name not in named:
            years = _YEARS.search(mention.name)
            bare = mention.name[: years.start()] if years else mention.name
            key = key_of(bare, known)
            key = _without_owner(key, owned) if drop_owners else key
            when = "-".join(filter(None, years.groups())) if years else ""
            thing = things.setdefault((key, when), Thing(key, when, mention.kind, contrast=mention.contrast))
            named[mention.name] = (thing, [bare] if years else [])
        thing, plain = named[mention.name]
        thing.forms[mention.name] += mention.times
        thing.also |= dict.fromkeys((*mention.also, *plain))
        thing.stands(mention.order, mention.source)
    return _shortened(_given(list(things.values()), known), owned)


def _given(things: list[Thing], acronyms: Mapping[str, str]) -> list[Thing]:
    """Things named by what another thing's name says it is also called, given to that one."""
    called: dict[Key, Thing] = {}
    for thing in things:
        for alias in filter(None, thing.also):
            called.setdefault(key_of(alias, acronyms), thing)
    kept = []
    for thing in things:
        other = called.get(thing.key, thing)
        if other is thing or other.key == thing.key or called.get(other.key, other) is not other:
            kept.append(thing)
        else:
            other.take(thing)
    return kept


def cite_acronyms(paper: Paper, read: Passages, things: Sequence[Thing]) -> None:
    """Cite the places that use only a thing's acronym."""
    short = {alias: thing for thing in things for alias in thing.also if is_acronym(alias)}
    for passage in read.using(short.keys(), _LETTERS):
        if len(passage.lines) == 1:  # which is cited once, however often it says it
            for letters in short.keys() & set(_LETTERS.findall(passage.text)):
                short[letters].stands(passage.no, paper.cite(passage.lines[0]))
            continue
        for match in _LETTERS.finditer(passage.text):
            if match.group() in short:
                place = passage.cite(paper, match.start(), match.end())
                short[match.group()].stands(passage.no, place)


def _spelt(mentions: Sequence[Mention]) -> dict[str, str]:
    """Acronyms inside names whose words another name spells out: CLA, Children Looked After."""
    names = list(dict.fromkeys(mention.name for mention in mentions))
    wanted = {word.text for name in names for word in words_of(name) if is_acronym(word.text) and len(word.text) > 2}
    found: dict[str, str] = {}
    for name in names if wanted else ():
        capitals = [word for word in words_of(name) if word.text[0].isupper()]
        for start in range(len(capitals)):
            for size in range(3, 6):
                initials = "".join(word.text[0] for word in capitals[start : start + size])
                if initials in wanted and start + size <= len(capitals):
                    found.setdefault(initials, " ".join(word.text for word in capitals[start : start + size]))
    return found


def _without_owner(key: Key, owned: frozenset[str]) -> Key:
    rest = key
    while len(rest) > _SHORTEST and (rest[0] in owned or rest[:2] == _SERVICES):
        rest = rest[2:] if rest[:2] == _SERVICES else rest[1:]
    return rest if len(rest) >= _SHORTEST else key


def _shortened(things: list[Thing], owned: frozenset[str]) -> list[Thing]:
    """Short forms given to the one longer name they can stand for."""
    ending: dict[Key, list[Thing]] = {}
    for thing in things:
        for at in range(len(thing.key) - _SHORTEST + 1):
            ending.setdefault(thing.key[at:], []).append(thing)
    gone: set[int] = set()
    for thing in sorted(things, key=lambda each: (-len(each.key), not each.years)):
        others = [] if thing.contrast else ending.get(thing.key, [])
        longer = [each for each in others if id(each) not in gone and _may_shorten(thing, each, owned)]
        if len(longer) == 1:
            longer[0].take(thing)
            gone.add(id(thing))
    return [thing for thing in things if id(thing) not in gone]


def _may_shorten(short: Thing, full: Thing, owned: frozenset[str]) -> bool:
    size = len(full.key) - len(short.key)
    if size == 0 or short.years not in {"", full.years}:
        return short.key == full.key and short is not full and bool(full.years) and not short.years
    brief, long = next(iter(short.forms)), next(iter(full.forms))
    if brief[0].islower() and not long.islower():  # "the improvement plan" need not be the Improvement Plan
        return False
    words, tail = [word.low for word in words_of(long)], len(words_of(brief))
    if {*words[-tail - 1 : -tail]} & {
        "and",
        "&",
    }:  # "Practice and Early Years Board" is not "Early Years Board"
        return False
    return all(word in owned for word in full.key[:size]) or full.first <= short.first


def _weight(form: str) -> int:
    """How much a form says: its words, acronyms counting for less than nothing."""
    short = [is_acronym(word.text) for word in words_of(form)]
    return short.count(False) - any(short)
