"""Who must act on a resolution, and by when: the grammar of `X to do Y`, `the Head of Z be asked to`, `Action by`.

A person only mentioned is no owner: the subject of an acting verb is, at the start of a clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from graphapp.due import Due, read_due
from graphapp.reading.drafts import Attendee
from graphapp.reading.persons import are_initials, is_young, person_name, pieces

_READ_AT_MOST = 3_000  # characters of one resolution
_POST = re.compile(
    r"\b(?:heads?|directors?|managers?|officer|chair(?:man|woman|person)?|chief executive"
    r"|lead|leader|secretary|clerk|co-?ordinator"
    r"|commissioner|principal|headteacher|member for"
    r"|portfolio holder|advis[eo]r|solicitor|nurse|practitioner|superintendent|sponsor)\b",
    re.I,
)
# A word is taken whole (`*+`): in words of capitals each letter could begin one, and the ways to part them have no end.
_POST_SHAPE = re.compile(r"(?:(?:[A-Z][\w'’-]*+|of|for|and|the|in|with|to|&|on|[–-](?=\s))[,\s]*)+", re.ASCII)
# What people are asked to do, plain or as "she drafts"; those that are also nouns apart.
_PLAIN = """
    add adopt advise agree alert amend analyse apply appoint approach approve arrange ask assess assign attend brief
    bring build carry chase check circulate clarify collate collect commission compare compile complete conduct confirm
    consider consult contact continue convene coordinate co-ordinate create define deliver determine develop disseminate
    distribute draw encourage ensure escalate establish evaluate examine expand explain explore extend find finalise
    finalize follow formalise forward gather give hold identify implement improve include inform introduce investigate
    invite keep liaise look make meet nominate notify obtain organise organize oversee pick prepare present prioritise
    prioritize produce promote provide publicise publish pursue put raise recommend recruit redraft refer refine remind
    remove replace require resolve respond revise revisit rewrite secure seek send set speak submit supply take tell
    undertake verify write
"""
_NOUNS = """
    audit book cost design draft issue launch lead map match measure monitor note offer pass pilot plan report request
    research review roll run schedule scope share sign start support test trial update visit work
"""


def _verbs(words: str) -> str:
    """A pattern of the verbs, as plain words and after he or she."""
    forms = sorted(
        f"{verb[:-1]}(?:y|ies)"
        if verb.endswith("y") and verb[-2] not in "aeiou"
        else f"{verb}(?:es)?"
        if verb.endswith(("s", "sh", "ch", "x"))
        else f"{verb}s?"
        for verb in words.split()
    )
    # One branch for each first letter: a hundred branches at each word would be slow.
    each = groupby(forms, lambda form: form[0])
    return "|".join(f"{letter}(?:{'|'.join(form[1:] for form in same)})" for letter, same in each)


_ACTS = re.compile(
    r"\s(?:(?:has\s|have\s)?(?:agree[ds]?|undert[ao]k(?:e|es)?|undertook|offer(?:ed|s)|volunteer(?:ed|s)|committed)\s+to"
    r"|(?:will|would|shall|should|must)(?:\s+(?:also|now|then))?"
    r"|(?:is|are|was|were|be|been)\s+(?:asked|requested|tasked|instructed|authorised|authorized|invited|directed|required|delegated(?:\s+authority)?)"
    r"\s+(?:to|with)|(?:is|are|was|were)\s+to|to)\s+(?!be\s(?!responsible|lead))(?=[a-z])"
    # "that the Director circulate": not where the verb is a noun ("that the Director's report be noted").
    rf"|\s(?=(?:{_verbs(_PLAIN)}|(?:{_verbs(_NOUNS)})(?![^.;]{{0,200}}\sbe\s)"
    r"|(?:report|update|work|review|follow|meet|look|feed)s?\s(?:back|to|with|up|at|into))\s)"
)
# Where a clause begins, but for the first. Each branch begins with a letter or sign of its own, which is fast.
_CLAUSE = re.compile(
    r"\.\s+|;\s+|:\s+|\(\w{1,4}\)\s+|T(?<!\wT)hat\s+"
    r"|t(?<!\wt)(?<!noted\st)(?<!noting\st)(?<!informed\st)(?<!advised\st)(?<!reported\st)hat\s+"
)
_SECOND = re.compile(
    r"\band\s+(?P<subject>(?:the\s+)?[A-Z][^.;:]{2,80}?)\s+(?:will|would|shall|agreed\s+to|undertook\s+to)\s+(?!be\s)"
)
_ASKS = re.compile(
    r"\b(?:(?:request|ask|instruct|invite|task|direct|require)(?:s|ed)?\s+(?:that\s+)?|delegated?\s+(?:authority\s+)?to\s+)(?P<subject>(?:the\s+)?[A-Z][^.;:]{2,80}?)\s+(?:to|provides?|brings?)\s"
)
_ASKING = ("request", "ask", "instruct", "invite", "direct", "require", "delegate")
_BY_AGENT = re.compile(
    r"\b(?:to|will|would|shall|should|must)\s+be\s+\w+(?:\s+(?:and\s+\w+|forward|back|out|up))?\s+by\s+(?P<subject>(?:the\s+)?[A-Z][^.;:()]{2,80})"
)
_CONSULTING = re.compile(
    r",?\s*(?:in\s+(?:consultation|conjunction|liaison|partnership)\s+with|together\s+with|working\s+with|supported\s+by)\b[^,]{2,80},?"
)
# No list of people and posts holds these; to look for them is quick.
_OF_SENTENCES = frozenset(
    "was were be been is are has have had will would should that it this these there It This There".split()
)
_INITIALS = re.compile(r"[A-Z](?:\.?\s?[A-Z]){1,3}\.?|[A-Z]{2}[a-z]|[A-Z][a-z][A-Z]")
_WORD_BEFORE_POST = re.compile(r"^(?:the|both|either|our|its)\s+", re.I)

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:,?\s+(?:\d{4}|['’]\d\d))"
_WHEN = (
    rf"(?:(?:the\s+)?(?:end|start|beginning|close|middle)\s+(?:of\s+)?)?(?:the\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?)?{_MONTH}\b{_YEAR}?|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|\d{{4}}-\d\d-\d\d"
    rf"|Q[1-4]\b(?:\s+\d{{2,4}}(?:/\d{{2,4}})?)?|(?:easter|christmas|(?:spring|summer|autumn)\s+term){_YEAR}?)"
)
_MEETING = r"(?:the|its|their|our|a)\s+next\s+(?:[\w'’]+\s+){0,4}meeting"
# Each with the words of which it must hold one: to look for those is quick.
_DUE = tuple(
    (signs.split("|"), re.compile(pattern, re.I))
    for signs, pattern in (
        (
            "by|before|later|until|due|deadline|when|timescale",
            rf"\b(?:by|before|no\s+later\s+than|not\s+later\s+than|until|due(?:\s+by)?|deadline|by\s+when|timescale)\s*:?\s*{_WHEN}",
        ),
        (
            "within",
            r"\bwithin\s+(?:the\s+next\s+)?(?:\d{1,2}|an?|one|two|three|four|five|six|nine|twelve)\s+(?:working\s+)?(?:day|week|month)s?",
        ),
        (
            "next",
            rf"\b(?:by|at|to|for|before|in\s+time\s+for)\s+{_MEETING}(?:,?\s+(?:(?:to\s+be|which\s+(?:is|will\s+be))\s+held\s+)?(?:on|in)\s+{_WHEN})?",
        ),
        (
            "meeting",
            rf"\b(?:at|to|for|before)\s+(?:the|its|our)\s+(?:meeting\s+(?:on|in|of)\s+{_WHEN}|{_MONTH}{_YEAR}?\s+(?:[\w'’]+\s+){{0,4}}meeting)",
        ),
        (
            "report|bring|brought|return|present|review|circulate|complete|update",
            rf"\b(?:report|bring|brought|return|present|review|circulate|complete|update)\w*\b[^.;]{{0,60}}?\b(?P<words>(?:in|on)\s+{_WHEN})",
        ),
        (
            "every|weekly|monthly|quarterly|termly|annually",
            rf"\b(?:every\s+(?:\w{{3,6}}\s+)?(?:weeks?|months?|quarter|term|year)|(?:weekly|monthly|quarterly|termly|annually|six-weekly)(?=\s*[.;,]|\s*$|\s+from\s))(?:,?\s+from\s+{_WHEN})?",
        ),
    )
)

# What parts who acts from by when: "Person A, by 3 May", "AB (3 May)", "AB - next meeting".
_BY_WHEN = re.compile(
    rf"[\s,;:(\[–—-]+(?=(?:by|before|due|deadline|no\s+later\s+than|within|in\s+time\s+for|at\s+the\s+next|for\s+the\s+next)\b)"
    rf"|\s*[,;:(\[–—-]\s*(?={_WHEN}[)\].]*$)",
    re.I,
)
_DUE_AT_END = re.compile(
    rf"(?:(?:\s[–—-]|[(\[;])\s*(?P<words>{_WHEN})[)\]]?|\s(?P<said>(?:in|on|during|from)\s{_WHEN}))\.?$", re.I
)


@dataclass(frozen=True, slots=True, eq=False)  # one is itself only, so that what was found of it can be kept
class Room:
    """Those a meeting's minutes may mean by a short name, and the names that must not be given."""

    people: tuple[Attendee, ...] = ()
    withheld: tuple[str, ...] = ()
    date: str | None = None
    initials: tuple[tuple[str, str], ...] = ()  # the list's own key: letters and full name

    def person(self, words: str) -> str | None:
        """The full name of the person meant by `Cllr Brown`, `A. Brown`, `AB` or `Person A`; None where nobody is."""
        return _person(self, words)

    def find(self, words: str) -> str | None:
        """As `person`, looked up anew."""
        words = words.strip(" .:;[]()")
        name = person_name(words)
        full = _known(self).get((name or words).casefold()) or self._by_part(name or words)
        found = full or (name if name and " " in name else None)
        return None if found is None or found in self.withheld or is_young(words) else found

    def _by_part(self, words: str) -> str | None:
        """The one person whose surname, first name, or initials the words are."""
        letters = re.sub(r"[^A-Za-z]", "", words) if _INITIALS.fullmatch(words) else ""
        if letters:
            return dict(self.initials).get(letters) or self._by_initials(letters.casefold())
        tokens = words.casefold().split()
        if not tokens:
            return None
        if len(tokens) == 1 and len(words) < len("Li"):
            return None
        meant = [
            person
            for person, parts in _parts(self).get(tokens[-1], ())
            if len(tokens) == 1 or _is_short_for(tokens, parts)
        ]
        return meant[0] if len(meant) == 1 else None

    def _by_initials(self, letters: str) -> str | None:
        """The one person whose initials the letters are, else the one who has them among those of a long name."""
        names = [one.person for one in self.people]
        exactly = [name for name in names if "".join(part[0] for part in name.split()).casefold() == letters]
        meant = exactly or [name for name in names if are_initials(letters.upper(), name)]
        return meant[0] if len(meant) == 1 else None

    @property
    def chair(self) -> str:
        """The one chair's name, else the post."""
        chairs = [one.person for one in self.people if one.capacity == "chair"]
        return chairs[0] if len(chairs) == 1 else "Chair"


@lru_cache(maxsize=4096)  # the same few act on all there is
def _person(room: Room, words: str) -> str | None:
    return room.find(words)


@lru_cache(maxsize=16)
def _known(room: Room) -> dict[str, str]:
    """Full name in small letters -> full name."""
    return {one.person.casefold(): one.person for one in room.people}


@lru_cache(maxsize=16)
def _parts(room: Room) -> dict[str, list[tuple[str, list[str]]]]:
    """Each part of a name -> the people who have it, with all the parts of theirs."""
    having: dict[str, list[tuple[str, list[str]]]] = {}
    for one in room.people:
        parts = one.person.casefold().split()
        for part in dict.fromkeys(parts):
            having.setdefault(part, []).append((one.person, parts))
    return having


def _is_short_for(tokens: Sequence[str], name: Sequence[str]) -> bool:
    return tokens[-1] == name[-1] and len(tokens[0].strip(".")) == 1 and tokens[0][0] == name[0][0]


@lru_cache(maxsize=1024)
def owners_named(words: str, room: Room) -> tuple[str, ...]:
    """Everybody a cell or a line of owners names: `AB / Person C`, `CHIEF EXECUTIVE (A. Name)`, `Head of Service`.

    Empty where the words are anything but people and posts.
    """
    if not _OF_SENTENCES.isdisjoint(words[:300].split()):
        return ()
    if len(parts := re.split(r"(?<=\))\s*(?:[;\n/,&]|\band\b)\s*", words[:300])) > 1:
        each = [owners_named(part, room) for part in parts if part.strip()]
        return tuple(dict.fromkeys(name for found in each for name in found)) if all(each) else ()
    inside = re.search(r"\(([^()]{2,60})\)", words)
    person = room.person(inside[1]) if inside else None
    if person and not room.person(words[: inside.start()] if inside else ""):
        return (person,)
    words = re.sub(r"\s*\([^()]{0,60}\)", "", words)
    owners: list[str] = []
    for part in re.split(r"\s*[/;\n]\s*", words[:300].strip(" .:")):
        found = _subject(part, room)
        if found is None:
            return ()
        owners += found
    return tuple(dict.fromkeys(owners))


def _subject(span: str, room: Room) -> list[str] | None:
    """The people and posts of a clause's subject; None where it holds anything else."""
    owners: list[str] = []
    was_post = False
    span = _CONSULTING.sub("", span).strip(" ,")
    if span.endswith(("'s", "’s")) or not _OF_SENTENCES.isdisjoint(span.split()):
        return None
    for separator, piece in pieces(span):
        words = _WORD_BEFORE_POST.sub("", piece).strip()
        person = room.person(words)
        several = [room.person(part) for part in words.split("/")] if "/" in words else []
        if several and all(several):
            owners += [name for name in several if name]  # "AB/CD"
            was_post = False
        elif person:
            if was_post and "," in separator and "and" not in separator:
                owners.pop()  # "the Head of Service, Person A" is one
            owners.append(person)
            was_post = False
        elif _is_post(words, piece) and _is_one_post(words, room):
            if owners and not was_post and "," in separator:
                continue  # "Person A, Head of Service" is one
            owners.append(_post(words, room))
            was_post = True
        elif owners and _POST_SHAPE.fullmatch(words):
            if was_post:  # "Director of Education and Children's Services" was split at its "and"
                owners[-1] += f"{separator}{piece}"
        else:
            return None
    return owners or None


def _is_post(words: str, piece: str) -> bool:
    shaped = words[:1].isupper() and _POST_SHAPE.fullmatch(words)
    return bool(shaped and _POST.search(words)) and not is_young(piece) and len(words) > 2


def _is_one_post(words: str, room: Room) -> bool:
    """Whether what a dash parts is one post, `Assistant Director – Homes`, and not one with who holds it."""
    before, dash, after = words.replace(" - ", " – ").partition(" – ")
    return not dash or (_POST.search(before) is not None and after.casefold() not in _known(room))


def _post(words: str, room: Room) -> str:
    if words.casefold() in {"chair", "chairman", "chairperson", "chairwoman", "independent chair"}:
        return room.chair
    return (
        words.title().replace(" Of ", " of ").replace(" And ", " and ").replace("'S", "'s")
        if words.isupper()
        else words
    )


@lru_cache(maxsize=1024)  # a decision is asked several times
def owners_in(text: str, room: Room) -> tuple[str, ...]:
    """Everybody who must act by the words of a resolution, in the order named; () where it only notes."""
    text = text[:_READ_AT_MOST]
    owners: list[str] = []
    for span in _subjects(text):
        owners += _subject(span, room) or []
    return tuple(dict.fromkeys(owners))


def _subjects(text: str) -> Iterator[str]:
    """The words that may be the subject of an acting verb."""
    starts = [0, *(found.end() for found in _CLAUSE.finditer(text))]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        verb = _ACTS.search(text, start, min(end, start + 200))
        if verb:
            yield re.sub(r"^that\s+", "", text[start : verb.start()], flags=re.I)
    for found in _SECOND.finditer(text) if " and " in text else ():
        yield found["subject"]
    for found in _ASKS.finditer(text) if any(map(text.__contains__, _ASKING)) else ():
        yield found["subject"]
    for found in _BY_AGENT.finditer(text) if " by " in text else ():
        yield re.split(r"\s(?:by|at|before|in|to|on|within)\s", found["subject"])[0]


@lru_cache(maxsize=1024)
def due_written(words: str, date: str | None) -> Due:
    """What a cell or a line says of when it is due; a day without its year is the next one after the meeting."""
    due = read_due(words, date)
    return due if due.dates or due.recurrence or not date else _with_year(words, due, date)


def due_in(text: str, date: str | None, at_end: bool = False) -> Due:
    """By when the words of a resolution want it done; kind none with empty words where they do not say.

    `at_end`: a date that only stands at the end counts too, as in `write to schools - 3 June`.
    """
    text = text[:_READ_AT_MOST]
    lower = text.casefold()
    for signs, pattern in (*_DUE, (("",), _DUE_AT_END)) if at_end else _DUE:
        found = pattern.search(text) if any(map(lower.__contains__, signs)) else None
        if found:
            said = found.groupdict()
            words = (said.get("words") or said.get("said") or found[0]).strip()
            due = due_written(words, date)
            if said.get("said") and date and due.dates and due.dates[0] < date[: len(due.dates[0])]:
                continue  # "cases closed in October", which was before the meeting
            return due
    return read_due("")


def owed(words: str, room: Room) -> tuple[tuple[str, ...], Due | None]:
    """(who acts, by when) of words that say nothing else: `AB`, `Person A and the Clerk, by 3 May`."""
    cut = _BY_WHEN.search(words[:_READ_AT_MOST])
    named = owners_named(words[: cut.start()], room) if cut else ()
    due = due_written(words[cut.end() :].strip(" )]."), room.date) if cut and named else None
    if due and (due.dates or due.recurrence or due.kind != "none"):
        return named, due
    return owners_named(words, room), None


def _with_year(words: str, due: Due, date: str) -> Due:
    """A day or month written without its year is the next one after the meeting."""
    if not re.search(rf"\b{_MONTH}\b", words, re.I) or re.search(r"\d{4}", words):
        return due
    years = (int(date[:4]), int(date[:4]) + 1)
    dated = [read_due(re.sub(rf"(\b{_MONTH}\b)", rf"\1 {year}", words, count=1, flags=re.I)) for year in years]
    found = next((one for one in dated if one.dates and one.dates[0][: len(date)] >= date[: len(one.dates[0])]), None)
    return replace(found, raw=due.raw) if found else due
