"""Who leads: people, posts and bodies in a lead cell, however a paper writes them.

A cell is cut into people, posts and bodies, and these are paired. Left out of the answer are separators and
joining words (and, with, &), titles before a name and letters after it, a rank where a post is given too,
placeholders (TBC, Vacant, "to be appointed"), list numbers, labels ("Lead:"), marks such as "(lead)" and
bracketed notes that hold a year; no other word is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from graphapp.reading.drafts import Lead, Line
from graphapp.reading.name_keys import acronyms, is_group_post, person_slug, post_key, split_post
from graphapp.reading.name_spans import Person, Token, find_people, tidied, tokenise
from graphapp.reading.post_spans import has_job, pieces
from graphapp.reading.vocabulary import BODY_WORDS, ROLE_ACRONYMS, SECTORS, folded, forenames, is_common

__all__ = [
    "acronyms",
    "initials_key",
    "is_group_post",
    "known_people",
    "looks_like_leads",
    "names_post",
    "person_slug",
    "post_key",
    "read_leads",
    "split_post",
]

_LONGEST = 1_200  # characters; a longer cell is no lead cell and is handed back as it is
_AFTER_POST = re.compile(r"(\([^()]{3,80}\))[ ]+(?=[A-Z])")  # "A. Name (Head of X) Y Manager": another lead
_BODIES = BODY_WORDS | SECTORS
_EVERYONE = frozenset("all everyone each various multiple".split())
_HARD = (";", "/", "and")
_HOLDING = ("(", ":", "-")  # a person after one of these holds the post, or stands for the body, before it


@dataclass(frozen=True, slots=True)
class _Atom:
    """One person, post, body or rank, and the strongest separator before it ("" for a space)."""

    kind: str
    text: str
    sep: str
    short: bool = False  # a person known by initials alone


def read_leads(
    cell: str, known: frozenset[str] = frozenset(), initials: Mapping[str, str] | None = None
) -> tuple[Lead, ...]:
    """The leads a cell names, in its order; () where it names none ("TBC", "-", "All").

    `known` are names from `known_people`, `initials` a key from `initials_key`.

    >>> [(lead.person, lead.post) for lead in read_leads("Ann Example Head of Early Help Chair of the Board")]
    [('Ann Example', 'Head of Early Help'), (None, 'Chair of the Board')]
    """
    return _read(cell, known, tuple(sorted((initials or {}).items())))


@lru_cache(maxsize=4096)
def _read(cell: str, known: frozenset[str], initials: tuple[tuple[str, str], ...]) -> tuple[Lead, ...]:
    text = tidied(cell)
    if len(text) > _LONGEST:
        return (Lead(post=text),)
    text = _AFTER_POST.sub(lambda found: f"{found[1]}{chr(10) if names_post(found[1]) else ' '}", text)
    tokens = tokenise(text)
    words = [token for token in tokens if token.kind == "word"]
    if not words or {token.fold for token in words} <= _EVERYONE:
        return ()
    key = dict(initials)
    if all(_is_initials(word.text, key) for word in words):
        return tuple(Lead(person=key.get(word.text.replace(".", ""), word.text)) for word in words)
    pairs = {word.text: word.text for word in words if _is_initials(word.text, {})}
    if all(word.text in pairs or word.text in key or word.fold in _BODIES for word in words):
        key = {**pairs, **key}  # "ZB, QW and ICB"
    atoms = _atoms(text, tokens, find_people(tokens, known, key))
    return _share_group_posts(_pair(_listed(atoms)))


def _is_initials(word: str, key: Mapping[str, str]) -> bool:
    """Letters of the paper's key, or a pair of capitals that is no known abbreviation."""
    low = word.lower()
    pair = len(word) == 2 and word.isupper() and not is_common(low) and low not in ROLE_ACRONYMS
    return pair or word.replace(".", "") in key


def _listed(atoms: list[_Atom]) -> list[_Atom]:
    """In a list of initials and bodies each is a lead of its own: "AB, ICB"."""
    commas = all(atom.sep == "," for atom in atoms[1:])
    if not commas or not all(atom.short if atom.kind == "person" else atom.kind == "body" for atom in atoms):
        return atoms
    return [replace(atom, sep=";") for atom in atoms]


def _atoms(text: str, tokens: list[Token], people: list[Person]) -> list[_Atom]:
    """The cell as people, posts and bodies in order."""
    spans: list[tuple[str, int, int, str]] = []
    at = 0
    around = [tokens[0], *tokens[people[0].last :][:1]] if people and people[0].first == 1 else []
    bracketed = [token.kind for token in around] == ["(", ")"]
    for person in [*people, Person(len(tokens), len(tokens), "")]:
        spans += [(p.kind, p.first, p.last, "") for p in pieces(tokens, at, person.first)]
        if person.name:
            spans.append(("person", person.first, person.last, person.name))
        at = person.last
    atoms, end = [], 0
    for kind, first, last, name in spans:
        words = name or " ".join(text[tokens[first].start : tokens[last - 1].end].split())
        words = words.removeprefix("the ") if kind == "post" else words  # "A Name and the Head of Service"
        # "(A.B) Council (C.D) Governor Services": whom each acts for
        stands_for = bracketed and kind == "post" and not has_job(tokens, first, last)
        short = kind == "person" and last - first == 1 and (words != tokens[first].text or words.isupper())
        atoms.append(_Atom("body" if stands_for else kind, words, _separator(tokens, end, first), short))
        end = last
    return atoms


def _separator(tokens: list[Token], first: int, last: int) -> str:
    """The strongest separator between two atoms; "" where only a space stands."""
    kinds = [token.kind for token in tokens[first:last]]
    if kinds[:2] in ([",", "\n"], ["-", "\n"], [":", "\n"]):
        return kinds[0]  # the line only ended after it
    return next((kind for kind in (";", "/", "and", "\n", ":", "(", "-", ",") if kind in kinds), "")


def _pair(atoms: list[_Atom]) -> list[Lead | None]:
    """Leads in order; None marks a hard break, where shared posts stop."""
    groups: list[list[_Atom]] = []
    for atom in atoms:
        if not groups or atom.sep in _HARD:
            groups.append([])
        groups[-1].append(atom)
    leads: list[Lead | None] = []
    held = False
    for group in groups:
        if group[0].sep == ";":
            leads.append(None)
            held = False
        paired, now_held = _paired(group)
        if held and len(group) == 1 and group[0].kind == "person" and leads[-1]:
            paired, now_held = [replace(leads[-1], person=group[0].text)], True  # "Head of X (A and B)"
        leads += paired
        held = now_held
    return leads


def _paired(group: list[_Atom]) -> tuple[list[Lead], bool]:
    """The leads of one group, and whether its last person holds what stands before the name."""
    other_first = group[0].kind != "person" and group[-1].kind == "person"
    leads: list[Lead] = []
    held, rank = False, ""
    for place, atom in enumerate(group):
        following = group[place + 1] if place + 1 < len(group) else None
        if atom.kind == "rank" and following and following.kind == "person" and following.sep == "":
            rank = atom.text
            continue
        last = leads[-1] if leads else Lead()
        if atom.kind != "person":
            held = False
            own = atom.kind == "body" and atom.sep == "\n" and not _in_lines(group, place)
            joins = bool(leads) and not own and _joins(atom, last, following, other_first)
            leads[len(leads) - joins :] = [_with(last if joins else Lead(), atom)]
            continue
        if leads and last.person is None and (other_first or atom.sep in _HOLDING):
            leads[-1] = replace(last, person=atom.text)
            held = atom.sep in _HOLDING or is_group_post(last.post or "")
        else:
            own = following is not None and following.kind != "person"
            leads.append(replace(last, person=atom.text) if held and not own else Lead(atom.text))
        if rank and not (following and following.kind == "post"):
            leads[-1] = replace(leads[-1], post=leads[-1].post or rank)
        rank = ""
    return leads, held


def _joins(atom: _Atom, last: Lead, following: _Atom | None, other_first: bool) -> bool:
    """Whether a post or body belongs to the lead before it."""
    if atom.kind == "body":
        return last.organization is None and _acts_for(atom, last, following, other_first)
    if last.post is not None:
        return False
    if last.person is not None:
        return not other_first or atom.sep in (",", "(", "-")
    return last.organization is not None and atom.sep in _HOLDING


def _acts_for(body: _Atom, last: Lead, following: _Atom | None, other_first: bool) -> bool:
    """Whether the lead before acts for this body, which is then no lead of its own."""
    if other_first and following and body.sep != "(":
        return last.person is not None and body.sep == ","
    return last.person is not None or body.sep in (",", "(", "-")


def _in_lines(group: list[_Atom], place: int) -> bool:
    """Whether a body on a line of its own ends what the lines above it say of one person: "Name", "Post", "Body".

    After a whole lead on one line, or one person alone, the body is a lead of its own.
    """
    following = group[place + 1 : place + 2]
    if following and following[0].kind != "person":
        return False
    before = group[place - 1]
    if before.kind == "post":
        return before.sep == "\n"
    pairs = list(zip(group[::2], group[1::2], strict=False))  # "Name", "Body", "Name", "Body"
    in_turn = all(one.kind == "person" and (two.kind, two.sep) == ("body", "\n") for one, two in pairs)
    return len(pairs) > 1 and len(group) == 2 * len(pairs) and in_turn


def _with(lead: Lead, atom: _Atom) -> Lead:
    return replace(lead, organization=atom.text) if atom.kind == "body" else replace(lead, post=atom.text)


def _share_group_posts(leads: list[Lead | None]) -> tuple[Lead, ...]:
    """A plural post after several people is the post of each: "A Example B Example Heads of Service"."""
    shared: str | None = None
    found: list[Lead] = []
    for lead in reversed(leads):
        if lead and lead.person and not lead.post and not lead.organization and shared:
            found.append(replace(lead, post=shared))
            continue
        shared = lead.post if lead and lead.person and lead.post and is_group_post(lead.post) else None
        found += [lead] if lead else []
    return tuple(reversed(found))


def names_post(words: str) -> bool:
    """Whether the words hold a job title.

    >>> names_post("Head of Widgets"), names_post("Gadgets")
    (True, False)
    """
    tokens = tokenise(tidied(words))
    return has_job(tokens, 0, len(tokens))


def known_people(cells: Iterable[str]) -> frozenset[str]:
    """Names that stand in unambiguous places of a paper's cells: alone on a line, or right before a post."""
    found: set[str] = set()
    for cell in set(cells):
        if len(cell) > _LONGEST:
            continue
        for line in tidied(cell).splitlines():
            found |= _plain_name(line)
    return frozenset(found)


@lru_cache(maxsize=4096)
def _plain_name(line: str) -> frozenset[str]:
    """The name a line begins with, where what follows leaves no doubt about its length."""
    tokens = tokenise(line)
    people = find_people(tokens, frozenset(), {})
    if not people or people[0].first != 0 or not 2 <= len(people[0].name.split()) <= 4:
        return frozenset()
    if len(people) > 1 and people[1].first == people[0].last:
        return frozenset()
    after = pieces(tokens, people[0].last, people[1].first if len(people) > 1 else len(tokens))
    named = folded(people[0].name.split()[0]) in forenames()
    with_post = any(has_job(tokens, piece.first, piece.last) for piece in after[:1])
    return frozenset({people[0].name}) if with_post or (named and not after) else frozenset()


_LETTERS = r"\(?(?P<letters>(?:[A-Z]\.){1,3}[A-Z]\.?|[A-Z][A-Za-z]{0,2}[A-Z])\)?"
_CAPITALS = re.compile(r"[A-Z](?:\.|[A-Za-z]{0,2})[A-Z]")  # as every such letters have
_KEY = re.compile(r"(?i)^[^:]{0,30}\b(?:key|initials|leads?|abbreviations|officers)\b[^:]{0,30}:\s*")
_HEADING = 80  # characters; longer is no heading of a key
_LETTERS_ALONE = re.compile(_LETTERS)
_KEYED = re.compile(rf"^{_LETTERS}\s*(?P<sign>[=:|\t–—-]+|\s)\s*(?P<rest>\S.*)$")
_NAMED = re.compile(r"\(\s*(?P<letters>(?:[A-Z]\.){1,3}[A-Z]\.?|[A-Z][A-Za-z]{0,2}[A-Z])\s*\)")


def initials_key(lines: Iterable[str | Line]) -> dict[str, str]:
    """A paper's key to initials ("A.B = Name", "AB - Name, Post", "Name (AB)"): letters, no dots -> full name.

    Letters without dots count only where they are the name's own initials, for they may be any abbreviation,
    or where a heading or header says that they are initials.
    """
    found: dict[str, str] = {}
    headed = False  # under a heading or header that says that initials follow
    for words in dict.fromkeys(line if isinstance(line, str) else line.text for line in lines):
        if not headed and not _CAPITALS.search(words) and "initials" not in words.lower():
            continue
        text = tidied(words)[:_LONGEST]
        if not text:
            continue
        says = "initials" in text[:_HEADING].lower()
        entries = [entry for part in re.split(r"[;\n]", _KEY.sub("", text)) for entry in _keyed(part.strip())]
        entries = entries or (_ends_keyed(text) if headed else [])
        headed = (says and len(text) < _HEADING) or (headed and bool(entries))
        for letters, name, sure in entries:
            if sure or headed or says or _are_initials(letters, name):
                found.setdefault(letters.replace(".", ""), name)
    return found


def _ends_keyed(text: str) -> list[tuple[str, str, bool]]:
    """What a row of a table of names says that has the initials last: "Ann Example, Head of Widgets, AE"."""
    rest, _, letters = text.rpartition(" ")
    plain = letters.replace(".", "")
    name = leading_name(rest) if _LETTERS_ALONE.fullmatch(letters) and not is_common(plain.lower()) else ""
    return [(letters, name, False)] if name else []


@lru_cache(maxsize=4096)
def _keyed(text: str) -> list[tuple[str, str, bool]]:
    """(letters, name, whether the place alone settles it) as one line may define them."""
    if match := _KEYED.match(text):
        name = leading_name(match["rest"])
        sure = "." in match["letters"] or "=" in match["sign"]
        return [(match["letters"], name, sure)] if name else []
    found = []
    for match in _NAMED.finditer(text):
        before = text[max(0, match.start() - 100) : match.start()].rstrip()
        if before.endswith(")"):  # no name ends so
            continue
        tokens = tokenise(before)
        people = find_people(tokens, frozenset(), {})
        if people and people[-1].last == len(tokens):
            found.append((match["letters"], people[-1].name, "." in match["letters"]))
    return found


@lru_cache(maxsize=4096)
def leading_name(text: str) -> str:
    """The person whose name the words begin with, "" where they begin with anything else."""
    tokens = tokenise(text)
    people = find_people(tokens, frozenset(), {})
    named = bool(people) and people[0].first == 0 and "." not in people[0].name[:2]
    return people[0].name if named else ""


def _are_initials(letters: str, name: str) -> bool:
    """Whether the letters are those of the name, in order, the first and one of the surname's among them."""
    words = [re.split(r"[-'’]+", word) for word in name.upper().split()]
    own = [part[0] for word in words for part in word if part]
    last = [part[0] for part in words[-1] if part]  # of "Sample-Plugh" either
    plain = letters.replace(".", "").upper()
    rest = iter(own)
    return plain[0] == own[0] and plain[-1] in last and all(letter in rest for letter in plain)


_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|shall|should|must|can|may|that|which|who|their|our|we|they|this"
    r"|it|its|as|from|by|through|when|where|how|so|not|yet|more|develop|ensure|review|deliver|improve|establish"
    r"|implement|embed|increase|undertake|monitor|provide|support(?! )|continue|promote|agree|agreed|carry"
    r"|complete)\b",
    re.I,
)
_NOT_LEADS = re.compile(
    r"\b(?:recommendations?|monthly|quarterly|weekly|annual(?:ly)?|ongoing|january|february|september|october"
    r"|november|december|(?:19|20)\d\d|term|red|amber|green|blue|achieved|immediate|outcome|actions?"
    r"|key area)\b"
    r"|\d{2}",
    re.I,
)


@lru_cache(maxsize=8192)
def looks_like_leads(text: str) -> float:
    """How sure it is, from 0 to 1, that a table cell on its own is a lead cell."""
    if len(text) > 400 or text.rstrip().endswith((".", "?", "!")) or _NOT_LEADS.search(text):
        return 0.0
    tokens = tokenise(tidied(text))
    words = [token for token in tokens if token.kind == "word"]
    if not words or not words[0].text[0].isupper() or _SENTENCE.search(text):
        return 0.0
    small = sum(t.text.islower() and t.fold not in ("of", "for", "the", "to", "in", "all") for t in words)
    if small > len(words) / 3:
        return 0.0
    return _sureness(text, tokens, words)


def _sureness(text: str, tokens: list[Token], words: list[Token]) -> float:
    leads = read_leads(text)
    if not leads:
        return 0.0
    titled = [lead for lead in leads if lead.post and has_job(tokens, 0, len(tokens))]
    if titled:
        return 0.95 if len(leads) > 1 or any(lead.person for lead in leads) or len(words) < 12 else 0.7
    people = [lead for lead in leads if lead.person]
    if people and len(people) == len(leads):
        sure = all(" " in str(p.person) and folded(str(p.person).split()[0]) in forenames() for p in people)
        return 0.9 if sure else 0.6
    bodies = [lead for lead in leads if lead.organization]
    if bodies and len(words) <= 8:
        return 0.6
    listed = any(token.kind in (",", "and") for token in tokens) and len(words) > 1
    return 0.55 if listed and len(words) <= 8 and all(is_common(w.fold) for w in words) else 0.1
