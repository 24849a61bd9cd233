"""Names of people as minutes write them, and who must never be named: children and those who speak as young people.

A name is honorifics, two to five capitalised words or initials, post-nominals; words of bodies and posts are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from graphapp.reading.name_spans import find_people, tokenise
from graphapp.reading.vocabulary import BODY_WORDS, folded, is_common, is_role

_LONGEST = 2_000  # characters; no list of those present is longer, and hostile ones cost nothing

_HONORIFIC = re.compile(
    r"(?:(?:(?:county|borough|city|town|parish|district)\s+)?(?:councillors?|cllrs?)|cc|mr|mrs|ms|miss|mx|dr|prof(?:essor)?"
    r"|sir|dame|lord|lady|(?:(?:the|rt|right|most|very)\s+)*(?:rev(?:eren)?d?|rev'd)|(?:the\s+)?ven(?:erable)?|canon|fr|father|sister"
    r"|rabbi|imam|alderman|ald|baroness|(?:the\s+)?(?:(?:rt|right)\s+)?hon(?:ourable)?|judge|hhj|brigadier|colonel|col|major|maj"
    r"|captain|capt|commander|cdr|acc|dcc|(?:(?:assistant|deputy)\s+)?chief\s+constable"
    r"|(?:t/?|a/|temp(?:orary)?\s+|acting\s+)?(?:det(?:ective)?\.?\s+)?(?:ch(?:ief)?\.?\s+)?"
    r"(?:superintendent|supt|inspector|insp|sergeant|sgt|constable)|(?-i:(?:T/?|A/)?(?:DCI|DSI|DCS|DSU|D/?Supt|DI|DS|DC|PC|PS)))\.?\s+",
    re.IGNORECASE,
)
# What a number after it belongs to: "Section 151 Officer" is no item 151.
_NUMBERED = (
    "section",
    "sec",
    "regulation",
    "reg",
    "rule",
    "band",
    "grade",
    "level",
    "year",
    "key stage",
    "ks",
    "room",
    "unit",
)
_NUMBERED_POST = re.compile(rf"(?i)\b(?:{'|'.join(_NUMBERED)})\.?$")
_POST_NOMINALS = re.compile(
    r"(?:[,\s]+(?:OBE|CBE|MBE|KBE|DBE|BEM|QPM|KPM|QC|KC|JP|DL|MP|MEP|MSc|BSc|PhD|FRC\w{1,4}))+$"
)
_PART = r"[A-ZÀ-Þ][\w'’.-]*"
_NAME = re.compile(rf"{_PART}(?:\s+(?:(?:de|van|von|der|den|la|le|da|di|du|bin|al|el|ap|ab)\s+)*{_PART}){{1,4}}")
_SURNAME = re.compile(r"(?:(?:[Dd]e|[Vv]an|[Vv]on|[Dd]er|[Dd]en|[Ll]a|[Ll]e|[Dd]i|[Ss]t\.?)\s+){0,2}[A-ZÀ-Þ][\w'’-]+")
PLURAL = re.compile(r"(?:(?:county|borough|city|town|parish|district)\s+)?(?:councillors|cllrs)\b", re.IGNORECASE)

# Words that stand in the names of bodies, posts and headings, and (nearly) never in those of people.
_NO_NAME = frozenset(
    """council board trust nhs ccg ccgs icb school schools college academy university police constabulary service
    services sector department ministry partnership forum committee panel group team teams network society
    foundation association hospital authority charity diocese federation office agency hub centre healthwatch
    ofsted dfe unit children child children's people people's person's education health healthcare housing
    probation fire rescue cafcass voluntary community care social public safeguarding lead leads director
    directors chair chairman chairperson chairwoman vice manager officer officers chief executive cabinet
    member members leader deputy adviser advisor representative governor governors headteacher worker nurse
    consultant commissioner coordinator co-ordinator clerk secretary assistant interim acting independent
    strategic senior finance legal democratic county borough city district minutes agenda item items apologies
    welcome report reports action actions update meeting matters arising business introductions date next
    resolved agreed present attendance attendees name names role organisation organization title priority
    performance plan strategy review primary secondary early families family adult adults services'
    directorate division practitioner psychologist solicitor monitoring improvement inspection notes named
    designated gp gps senco mind voices the for
    in with and of to by an any all no none local national regional royal institute headteachers
    magistrates hmcs hmcts""".split()
)

_STAFF = re.compile(
    r"\b(?:heads?|director|manager|officers?|lead|workers?|co-?ordinators?|advis[eo]rs?|member\s+for|councillor|cllr|portfolio"
    r"|practitioner|nurse|teacher|chief|services?|teams?|department|directorate|trust|society|offending|justice|foster"
    r"|board|lecturer|consultant|psychologist|solicitor|commissioning)\b",
    re.IGNORECASE,
)
_ALWAYS_YOUNG = re.compile(
    r"\[[^\]]{0,60}\]|\bapprentices?\b|\byoung\s+person(?!['’]?s\s+(?:advis|champion|work|serv))"
    r"|\byoung\s+(?:people['’]?s?\s+rep|inspector|ambassador|mayor|commissioner)|\b(?:withheld|redacted)\b",
    re.IGNORECASE,
)
_YOUNG_WITHOUT_POST = re.compile(
    r"\b(?:youth|care[\s-]+(?:leavers?|experienced)|children\s+in\s+care\s+council|cicc|pupils?|students?)\b"
    r"|(?<!children and )(?<!children & )(?<!children, )\byoung\s+(?:people|adults?)\b",
    re.IGNORECASE,
)
# What the words on a young person hold at the least: to look for those is quick.
_YOUNG_SIGNS = ("young", "youth", "care", "pup", "student", "cicc", "apprent", "held", "redact", "[")
_COUNCIL_OF_YOUNG = (
    r"(?:children(?:['’]s)?\s+in\s+care\s+council"
    r"|care\s+leavers?['’]?\s+(?:forum|council)|youth\s+(?:council|parliament|forum))"
)
_ANY_COUNCIL_OF_YOUNG = re.compile(_COUNCIL_OF_YOUNG, re.IGNORECASE)
_NAMED_BEFORE = re.compile(
    rf"\b(?P<name>[A-Z][\w'’-]{{1,30}}(?:\s[A-Z][\w'’-]{{1,30}})?)\s?(?:\(|[–-]\s)(?:[^().\n]{{0,40}}\s)?{_COUNCIL_OF_YOUNG}",
    re.IGNORECASE,
)
_NAMED_AFTER = re.compile(
    rf"{_COUNCIL_OF_YOUNG}\s?[,(–-]\s?['‘\"]?(?P<name>(?-i:[A-Z])[\w-]{{2,20}})['’\")]", re.IGNORECASE
)
# In brackets after a name: the initials alone, with what the person was there, or for whom.
_WITH_INITIALS = re.compile(
    r"(?P<name>[^();,\n]{3,60}?)\s*\((?P<letters>[A-Z][A-Za-z]{1,3})(?:\s*[,;–-]\s*(?P<note>[^()]{2,50})|\s+(?P<stead>for\s[^()]{2,50}))?\)"
)
_DASH = re.compile(r"\s+[-–—|]+\s*|\s*[–—]\s*|:\s+")
_DASH_SIGN = re.compile(r"[-–—|:]")  # one of which each holds
_IN_BRACKETS = re.compile(r"\((.*)\)")
_IN_CHAIR = re.compile(r"(?i)\s\(([\w\s]*\bchair(?:man|woman|person)?)\)")
# How long and in what way somebody was there: nothing on whom the person speaks for.
_NOTE = re.compile(
    r"(?i)\s*\((?:minutes|minute[\s-]taker|notes?|note[\s-]?taker|taking\s+(?:the\s+)?(?:minutes|notes)|scribe|observ(?:er|ing)"
    r"|part\s+of\s+(?:the\s+)?meeting|(?:joined\s+|attended\s+)?(?:virtual(?:ly)?|remote(?:ly)?|online|via\s+\w+|on\s+teams|by\s+(?:phone|telephone|teams))|part(?:ial)?"
    r"|(?:for\s+|from\s+|until\s+|to\s+|left\s+|arrived\s+|joined\s+)?(?:agenda\s+)?items?\s[^()]{1,30}|(?:from|until|left|arrived|joined)\s[^()]{0,20}\d[^()]{0,20})\)"
)
_TOOK_CHAIR = re.compile(r"(?i)(?<![,(–-])\s+(?:was\s+)?(?:in\s+the\s+chair|chairing|presiding)\b")


@lru_cache(maxsize=4096)
def person_name(text: str, surname: bool = False) -> str | None:
    """The person's name without honorifics and post-nominals, or None where the words name nobody.

    A surname alone counts only after an honorific, or where `surname` says that one was written before.

    >>> person_name("County Councillor Mrs Person A CBE"), person_name("Primary Schools")
    ('Person A', None)
    """
    words = " ".join(text[:120].split()).strip(" ,;:.-–*")
    bare = _without_honorific(words) if " " in words else words
    titled = surname or bare != words
    bare = (
        _POST_NOMINALS.sub("", bare).strip(" ,")
        if bare[-1:].isupper() or bare[-2:] in {"Sc", "hD"}
        else bare.strip(" ,")
    )
    is_name = _NAME.fullmatch(bare) is not None
    if not (is_name or titled):
        return None
    tokens = bare.casefold().replace("’", "'").split()
    if is_name and _NO_NAME.isdisjoint([token.strip(".") for token in tokens]):
        return bare.title() if bare.isupper() and len(bare) > 2 * len(tokens) else bare
    if titled and _SURNAME.fullmatch(bare) and tokens[0] not in _NO_NAME:
        return bare
    return None


@lru_cache(maxsize=1024)
def _without_honorific(words: str) -> str:
    while found := _HONORIFIC.match(words):
        words = words[found.end() :]
    return words


def are_initials(letters: str, name: str) -> bool:
    """Whether the letters are those of the name's parts in order, the first and the last among them.

    >>> are_initials("SOB", "Siobhan O'Sample-Bell"), are_initials("CON", "Carol North")
    (True, False)
    """
    capitals = [letter for letter in letters if letter.isupper()]
    own = [part[0].upper() for part in re.split(r"[\s'’-]+", name) if part]
    rest = iter(own)
    ends = len(capitals) > 1 and len(own) > 1 and capitals[0] == own[0] and capitals[-1] == own[-1]
    return ends and all(letter in rest for letter in capitals)


def ends_before_number(text: str) -> bool:
    """Whether the words end where the number of a post follows: `Section`, before `151 Officer`."""
    end = text[-20:]
    return end.casefold().rstrip(".").endswith(_NUMBERED) and _NUMBERED_POST.search(end) is not None


def without_initials(text: str) -> str:
    """`Person A (PA), Head of X` without the initials that the minutes will call the person by."""
    found = _WITH_INITIALS.match(text) if "(" in text else None
    name = _without_honorific(found["name"].strip()) if found else ""
    if not found or not are_initials(found["letters"], name):
        return text
    note = found["note"] or found["stead"]
    rest = f"{f' ({note})' if note else ''}{text[found.end() :]}"
    return f"{found['name']}{',' if rest[:2].strip().isalnum() else ''}{rest}"  # `Person A (PA) Head of X`


def initials_in(text: str) -> Iterator[tuple[str, str]]:
    """(letters, name) of everybody a list gives initials for: `Person A (PA), Head of X; Person B (PB)`."""
    for found in _WITH_INITIALS.finditer(text[:_LONGEST]) if "(" in text else ():
        name = person_name(re.split(r"[:–]|\s-\s|\sand\s", found["name"])[-1])
        if name and are_initials(found["letters"], name):
            yield found["letters"], name


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """(separator, words) for a list set in a sentence: split at commas, semicolons, `and`, not within brackets."""
    depth, start, separator = 0, 0, ""
    text = text[:_LONGEST]
    for found in re.finditer(r"[()]|\s*[,;\n]\s*(?:and\s+)?|\s+(?:and|&)\s+", text):
        if found[0] in "()":
            depth = max(0, depth + (1 if found[0] == "(" else -1))
        elif depth == 0:
            yield separator, text[start : found.start()].strip()
            separator, start = found[0], found.end()
    yield separator, text[start:].strip()


def _without_note(text: str) -> str:
    return _NOTE.sub("", text) if "(" in text else text


def _with_chair(text: str, apart: str) -> str:
    """`Person A was in the chair` with the words on the chair set apart, as a post is."""
    lower = text.casefold()
    return _TOOK_CHAIR.sub(apart, text) if "chair" in lower or "presiding" in lower else text


@lru_cache(maxsize=1024)
def people_in_list(text: str) -> list[tuple[str, str]]:
    """(name, words that follow it) for `A (Chair), B, Head of Service, and C`; empty where it does not begin so."""
    found: list[tuple[str, str]] = []
    text = _without_note(text)
    plural = False  # whether surnames may stand alone: "Councillors Brown (Chair), Green and White"
    for separator, piece in pieces(text):
        bare, inside = _before_body(_without_note(_with_chair(without_initials(piece), " (in the Chair)")))
        plural = bool(PLURAL.match(bare)) or plural
        name = person_name(bare, surname=plural) or (bare.strip() if bare.startswith("[") else None)
        if name:
            found.append((name, inside.rstrip(") .")))
        elif not found:
            return []
        else:
            plural = False  # what follows a post is more of it
            before, words = found[-1]
            found[-1] = (before, f"{words}{separator if words else ''}{piece}".strip())
    return found


def _before_body(piece: str) -> tuple[str, str]:
    """(name, words on it) of `Person A (Head of X)` and `Person A - Head of X`."""
    dash = _DASH.search(piece) if _DASH_SIGN.search(piece) else None
    if dash and person_name(piece[: dash.start()]):
        return piece[: dash.start()], piece[dash.end() :]
    bare, _, inside = piece.partition("(")
    return bare, inside


@lru_cache(maxsize=1024)
def entry(text: str, surname: bool = False) -> list[tuple[str, str]]:
    """(name, body) of a line `Name - Body`, `Name (Body)`, `Name, Body`, `Name`; empty where no person begins it."""
    if text.startswith("["):
        return [("[withheld]", "[withheld]")]
    text = _without_note(_with_chair(without_initials(_without_note(text)), ", in the Chair"))
    for before, after in _cut(text):
        if name := person_name(before, surname):
            rest = _IN_BRACKETS.sub(r"\1", _IN_CHAIR.sub(r", \1", after)) if "(" in after else after
            return [(name, rest.rstrip(")"))]
    name = person_name(text, surname)
    return [(name, "")] if name else _before_post(text)


def _cut(text: str) -> Iterator[tuple[str, str]]:
    """(words before, words after) the first dash, the first bracket, the first comma."""
    if _DASH_SIGN.search(text) and (dash := _DASH.search(text)):
        yield text[: dash.start()], text[dash.end() :]
    for sign in "(,":
        before, found, after = text.partition(sign)
        if found:
            yield before, after if sign == "(" else after.lstrip()


_POST_WORDS = re.compile(r"[A-Z0-9][^.;]*$")
_LONGEST_ENTRY = 160  # characters


def _before_post(text: str) -> list[tuple[str, str]]:
    """(name, body) of `Person A Head of Service`, which nothing parts; empty where neither post nor body follows."""
    bare = _without_honorific(text.strip()) if len(text) <= _LONGEST_ENTRY else ""
    opening = bare.split(None, 3)
    if len(opening) < 3 or any(word in _NO_NAME or is_common(word) for word in map(_looked_up, opening[:2])):
        return []
    people = find_people(tokens := tokenise(bare), frozenset(), {})
    if not people or people[0].first or people[0].last >= len(tokens):
        return []
    rest = bare[tokens[people[0].last].start :]
    said = [token.fold for token in tokens[people[0].last :] if token.kind == "word"]
    told = any(is_role(word) or word in BODY_WORDS or word in _NO_NAME for word in said)
    name = person_name(people[0].name)
    return [(name, rest)] if name and told and _POST_WORDS.match(rest) else []


def _looked_up(word: str) -> str:
    return folded(word.rstrip(","))


@lru_cache(maxsize=1024)
def is_young(words: str, bodies: tuple[str, ...] = ()) -> bool:
    """Whether the words show a child, a young people's representative, an apprentice or a name withheld.

    `bodies` are the paper's own names of councils of young people; staff who work for one may be named.
    """
    lower = words.casefold()
    of_body = any(body.casefold() in lower for body in bodies) if bodies else False
    if not of_body and not any(map(lower.__contains__, _YOUNG_SIGNS)):
        return False
    if _ALWAYS_YOUNG.search(words):
        return True
    return not _STAFF.search(words) and (of_body or bool(_YOUNG_WITHOUT_POST.search(words)))


def young_bodies(text: str) -> tuple[str, ...]:
    """The names a paper gives its children in care council, care leavers' forum or youth council."""
    lower = text.lower()
    if not ("care" in lower or "youth" in lower) or not _ANY_COUNCIL_OF_YOUNG.search(text):
        return ()
    names = [found["name"] for pattern in (_NAMED_BEFORE, _NAMED_AFTER) for found in pattern.finditer(text)]
    return tuple(dict.fromkeys(name for name in names if not _NO_NAME.intersection(name.casefold().split())))
