"""Bodies a paper speaks of: boards, panels, groups, councils, health bodies, police, services, charities.

Read by capitalised phrases with a noun of such bodies, and by a short list of national ones that have none.
Posts, people and strategies are not bodies; "the Board" is the one named before, so no new one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from graphapp.reading.drafts import OrganizationDraft, Paper
from graphapp.reading.merging import Thing, cite_acronyms, merged, owners
from graphapp.reading.passages import Mention, Passage, Passages, mentions_in
from graphapp.reading.phrases import (
    BODIES,
    Word,
    heads_in,
    left_edge,
    nouns_of,
    opens_sentence,
    right_edge,
    said,
    singular,
    unique,
    whole_names,
    words_of,
)

_NOUNS = {  # kind -> nouns that stand for it; every other noun of a body is a kind of its own
    "health body": "ccg icb",
    "police": "constabulary",
    "government department": "department ministry",
    "group": "taskforce network subgroup",
    "partnership": "consortium collaborative alliance federation",
    "charity": "foundation society association",
    "school": "college academy",
    "service": "office unit agency directorate",
    "forum": "assembly",
    "committee": "subcommittee",
    "council": "authority",
}
_KINDS = {noun: kind for kind, nouns in _NOUNS.items() for noun in nouns.split()}
_COUNTRYWIDE = {  # kind -> bodies of the whole country that papers name without such a noun
    "inspectorate": "Ofsted|CQC|Care Quality Commission|HMICFRS|HMIP",
    "government department": "DfE|DFE|DHSC|DWP|MHCLG|DLUHC|HM Treasury|Home Office",
    "charity": "NSPCC|Barnardo's|Barnardo’s|Barnardos|Action for Children",
    "service": "CAFCASS|Cafcass",
    "partnership": "LGA|ADCS",
    "health body": "NHS England",
}
_NATIONAL = {name: kind for kind, names in _COUNTRYWIDE.items() for name in names.split("|")}
_NATIONAL_LOW = frozenset(name.lower() for name in _NATIONAL)
_NATIONAL_NAMES = whole_names(_NATIONAL)
_SAME = {"DFE": "DfE", "Barnardo’s": "Barnardo's", "Barnardos": "Barnardo's", "CAFCASS": "Cafcass"}
_FIRST = frozenset("department university ministry office board council college society association institute".split())
HEADS = BODIES | frozenset({"ministry", "institute", "inspectorate"})
_ENDS = HEADS | _NATIONAL_LOW
_PLURALS = frozenset({"panels"})  # "Resource Panels" are one standing body, "Delivery Boards" a kind of board
_ALONE = frozenset({"cabinet"})
_ANY = nouns_of(HEADS, alone=_ALONE, capital=True)
# Capitalised words that may follow a body's name; any other makes the noun part of something else.
_PAPERS_OF = frozenset("meeting meetings minutes agenda members membership update terms action".split())
# No body is known by these alone: "the County Council" is short for one named elsewhere, or for none.
_COMMON = frozenset(
    "county city borough district metropolitan parish town unitary local full working task project "
    "other relevant single management delivery cluster and of the lead area statutory".split()
)
_COUNCILS = frozenset("county city borough district metropolitan parish town unitary".split())
_HEALTH = frozenset("nhs foundation hospital hospitals health care clinical".split())
_AT_WORK = frozenset("leadership work worker practice learning workforce management skills training".split())
_BRACKET = re.compile(r"\s*\(([A-Z][A-Za-z&]{1,8})\)")
_INSIDE = re.compile(r"\(([A-Z][A-Za-z&]{1,8})\)\s+")
_CALLED = re.compile(r"\b([A-Z]{3,9})\s*(?:[–—-]\s|\()$")  # SPARK (Northshire's Children in Care Council)
_CALLED_AFTER = re.compile(r",\s([A-Z]{3,9})(?=[.;,)]|$)")  # the Children in Care Council, SPARK
_QUOTED = re.compile(r"[‘'“\"]([A-Z][^‘’“”\"\n.;:|]{2,50})[’'”\"]\s+(board|group|panel|forum|committee|partnership)\b")
_RHYTHM = (
    r"(?P<six_weekly>(?:every\s)?(?:six|6)[ -]?week(?:s|ly))"
    r"|(?P<weekly>(?<![a-z-])weekly|(?:every|each)\sweek)"
    r"|(?P<monthly>(?<![a-z-])monthly|(?:every|each|once\sa)\smonth)"
    r"|(?P<quarterly>quarterly|(?:every|each)\squarter)"
    r"|(?P<termly>termly|(?:every|each)\sterm)|(?P<annual>annual(?:ly)?|once\sa\syear)"
)
_MEETS = re.compile(
    r"^(?:\s*\([^()]{1,40}\))?[\s,]*(?:(?:which|who|that|and|will|shall|should|to|currently|now|usually|also|is|are)[\s,]+){0,4}"
    rf"(?:meets?|meetings?(?:\s(?:is|are|held)){{0,2}}|convenes?|sits|held)\b(?:(?!two|bi-)[^.;:]){{0,24}}?(?<![a-z-])(?:{_RHYTHM})",
    re.IGNORECASE,
)
_RATED = re.compile(rf"(?<![a-z-])(?:{_RHYTHM})\s+$", re.IGNORECASE)
_OVERSEEN = re.compile(
    r"^\s*(.{2,120}?)\s(?:(?:will|shall|should|must|to|is|are|be|was|were|being)\s){1,2}(?:\w+\s)?"
    r"(?:overseen|governed|monitored|scrutinised)\s(?:\w+\s)?by\s(?:(?:the|a|our)\s)?$"
)
_OVERSEES = re.compile(
    r"^(?:\s\([^()]{1,40}\))?\s(?:(?:which|that|will|shall|also|and|now|to|jointly)\s){0,3}"
    r"(?:oversees?|overseeing|(?:has|have|provides?|maintains?)\s(?:\w+\s)?oversight\sof)\s"
    r"([^.;:!?,(]{3,120}?)(?=\s(?:and|which|that|to|through|by|on|every)\s|\s*[.;:!?,(]|\s*$)"
)
_LOOK = 200  # characters looked at on either side of a body
_WORD = 16  # characters: the one word before a name
_BREAK = re.compile(r"[.;:!?•]")
_ACRONYM = re.compile(r"[A-Z](?<!\w.)[A-Z]{1,8}\b")
_INITIALS = re.compile(r"\b[A-Z]{3,9}\b")
_DUTIES = re.compile(r"(?i)meet|overs|convene|sits|held|governed|monitored|scrutinised|ly\b|annual|week|month|term")


def _kind(low: str) -> str | None:
    one = singular(low) if low in _PLURALS else low
    return _KINDS.get(one, one) if one in HEADS else None


_Span = tuple[str, int, int]  # a name and where it stands


class _Reader:
    """The bodies in one passage; `common` are the words that the paper also writes in lower case."""

    def __init__(self, paper: Paper, passage: Passage, common: Callable[[], frozenset[str]]) -> None:
        self.paper, self.passage, self.common = paper, passage, common
        self.words = words_of(passage.text) if _ANY.search(passage.text) else []
        self.spans: list[_Span] = []  # names and where they stand, for what is said of them

    def mentions(self) -> Iterator[Mention]:
        """Every body named in the passage."""
        for at in heads_in(self.passage.text, self.words, _ANY) if self.words else ():
            word = self.words[at]
            kind = _kind(word.bare)
            if kind is not None and word.text[0].isupper() and not self._goes_on(at):
                yield from self._named(at, kind)
        for match in _QUOTED.finditer(self.passage.text):
            name, kind = f"{match[1]} {match[2]}", _kind(match[2]) or ""
            yield self._found(name, kind, match.start(1), match.end(), [match[1]])
        for match in _NATIONAL_NAMES.finditer(self.passage.text):
            name = _SAME.get(match.group(), match.group())
            yield self._found(name, _NATIONAL[name], match.start(), match.end(), [])

    def _found(self, name: str, kind: str, start: int, end: int, also: list[str]) -> Mention:
        self.spans.append((name, start, end))
        source = self.passage.cite(self.paper, start, end)
        return Mention(name, kind, source, self.passage.no, tuple(also), span=(start, end))

    def _goes_on(self, at: int) -> bool:
        """Is the noun only the middle of another name: "Committee Room", "Family Group Conference"?"""
        word, following = self.words[at], self.words[at + 1 : at + 2]
        if not following or word.low != word.bare:
            return False
        if word.bare == "police" and self.words[at + 2 : at + 3] and self.words[at + 2].text == "Crime":
            return True  # the Police and Crime Commissioner
        return following[0].text[0].isupper() and (word.bare in _ALONE or following[0].low not in _PAPERS_OF)

    def _named(self, at: int, kind: str) -> Iterator[Mention]:
        words = self.words
        start = self._without_person(left_edge(words, at, HEADS), at)
        if start < at:
            yield self._mention(start, at, _classified(kind, words[start : at + 1]))
        elif words[at].bare in _ALONE:
            yield self._mention(at, at, kind)
        elif words[at].low in _FIRST:
            end = right_edge(words, at, _ENDS)
            if end > at:
                yield self._mention(at, end, "government department" if words[at].low == "ministry" else kind)

    def _without_person(self, start: int, at: int) -> int:
        """`start`, or past a comma where a person stands before it: "Jane Smith, Health and Care Board"."""
        comma = next((place for place in range(start, at) if self.words[place].text == ","), None)
        if comma is None or comma - start != 2 or not opens_sentence(self.words, start):  # first and last name
            return start
        return start if any(word.low in self.common() for word in self.words[start:comma]) else comma + 1

    def _mention(self, start: int, end: int, kind: str) -> Mention:
        text, words = self.passage.text, self.words
        first, last = words[start].start, words[end].end
        raw = text[first:last]
        after, inside, called = (
            _BRACKET.match(text, last),
            _INSIDE.search(raw),
            _CALLED.search(text[max(0, first - 14) : first]),
        )
        also = [match[1] for match in (after, called) if match]
        also += [f"{inside[1]} {raw[inside.end() :]}"] if inside else []
        if start and words[start - 1].low == "the":
            named = _CALLED_AFTER.match(text, last)
            also += [named[1]] if named else []
            also += [f"The {said(raw)}"] if words[end].low == "society" else []
        return self._found(said(raw), kind, first, last, also)


def _said_of(text: str, spans: Iterable[_Span], names: Mapping[str, Thing]) -> Iterator[tuple[Thing, str, str]]:
    """What bodies oversee and how often they meet: `(thing, "oversees" or "meets", words)`."""
    letters = [(found.group(), *found.span()) for found in _ACRONYM.finditer(text)]
    for name, start, end in (*spans, *letters):
        if name not in names:
            continue
        before = _BREAK.split(text[max(0, start - _LOOK) : start])[-1]
        after = text[end : end + _LOOK]
        meets = _MEETS.match(after) or _RATED.search(before[-_WORD:])
        if meets:
            yield names[name], "meets", next(k for k, v in meets.groupdict().items() if v).replace("_", "-")
        over = _OVERSEEN.match(before) or _OVERSEES.match(after)
        if over:
            yield names[name], "oversees", _subject(over[1])


def _subject(words: str) -> str:
    """What is overseen, as written: "the plan", or a name without its article."""
    plain = " ".join(words.split()).lstrip("-•* ")
    if (re.fullmatch(r"(?i)(?:the|this|our) (?:\w+ )?plan", plain) and plain.islower()) or re.fullmatch(
        r"(?i)(?:the|this) plan", plain
    ):
        return "the plan"
    return re.sub(r"^(?:The|the|This|this|Our|our)\s", "", plain)


def _classified(kind: str, words: Sequence[Word]) -> str:
    lows = [word.bare for word in words]
    head = lows[-1]
    if head == "council" and not _COUNCILS & set(lows):
        return (
            "forum"
            if any(low in {"children", "youth", "young", "leaver", "leavers", "pupil", "student"} for low in lows)
            else kind
        )
    if head == "academy" and _AT_WORK & set(lows):
        return "academy"
    if head == "trust":
        return (
            "health body"
            if _HEALTH & set(lows)
            else "school"
            if "academy" in lows or "multi-academy" in lows
            else "charity"
        )
    if lows[-3:] in (["integrated", "care", "board"], ["clinical", "commissioning", "group"]):
        return "health body"
    return "service" if head == "department" else kind


def _initials(things: Sequence[Thing], read: Passages) -> None:
    """A body's initials, where the paper uses them and they can be no other body's: LCC."""
    found: dict[str, list[Thing]] = {}
    for thing in things:
        letters = "".join(word.text[0] for word in words_of(thing.name) if word.text[0].isupper())
        found.setdefault(letters, []).append(thing)
    for letters in sorted(read.used(found.keys(), _INITIALS)):
        if len(found[letters]) == 1:
            found[letters][0].also[letters] = None


def _is_known(thing: Thing) -> bool:
    """Is there a word in its name that tells it from another council's?"""
    head = thing.key[-1]
    return head in _ALONE or len(thing.key) == 1 or bool(set(thing.key[:-1]) - _COMMON)


def _duties(read: Passages, readers: Sequence[_Reader], things: Sequence[Thing]) -> dict[tuple[int, str], list[str]]:
    """What the passages say that each thing oversees and how often it meets."""
    names = {form: thing for thing in things for form in (*thing.forms, *thing.aliases)}
    letters = [name for name in names if _ACRONYM.fullmatch(name)]
    spans = {reader.passage.text: reader.spans for reader in readers}
    places: dict[str, int] = {}
    for passage in (*(reader.passage for reader in readers), *read.using(letters, _ACRONYM)):
        places.setdefault(passage.text, passage.no)
    found: dict[tuple[int, str], list[str]] = {}
    for text in sorted(filter(_DUTIES.search, places), key=places.__getitem__):
        for thing, what, words in _said_of(text, spans.get(text, ()), names):
            found.setdefault((id(thing), what), []).append(words)
    return found


def read_organizations(paper: Paper, read: Passages | None = None) -> tuple[OrganizationDraft, ...]:
    """Every body the paper names, in its order.

    `oversees` is what the paper says it oversees, as written; `meets` a recurrence of the contract.
    `read` are the paper's passages, where they are at hand.
    """
    read = read or Passages(paper, HEADS)
    whole = read.whole

    @cache
    def common() -> frozenset[str]:
        return frozenset(re.findall(r"\b[a-z]{3,}\b", whole))

    readers: list[_Reader] = []

    def look(passage: Passage) -> Iterator[Mention]:
        readers.append(_Reader(paper, passage, common))
        return readers[-1].mentions()

    mentions = list(mentions_in(paper, read.holding(_ANY, _NATIONAL_NAMES, _QUOTED), look))
    named = merged(mentions, read.acronyms, owners(read), drop_owners=False) if mentions else ()
    things = [thing for thing in named if _is_known(thing)]
    if not things:
        return ()
    _initials(things, read)
    cite_acronyms(paper, read, things)
    said_of = _duties(read, readers, things)
    return tuple(
        OrganizationDraft(
            name=thing.name,
            classification=thing.kind,
            aliases=thing.aliases,
            source=thing.cited[0],
            oversees=unique(said_of.get((id(thing), "oversees"), ())),
            meets=next(iter(said_of.get((id(thing), "meets"), ())), None),
            also=thing.cited[1:],
        )
        for thing in sorted(things, key=lambda each: each.first)
    )
