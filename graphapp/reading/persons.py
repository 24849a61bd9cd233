"""Names of people as minutes write them, and who must never be named: children and those who speak as young people.

A name is honorifics, two to five capitalised words or initials, post-nominals; words of bodies and posts are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_LONGEST = 2_000  # characters; no list of those present is longer, and hostile ones cost nothing

_HONORIFIC = re.compile(
    r"(?:(?:(?:county|borough|city|town|parish|district)\s+)?(?:councillors?|cllrs?)|cc|mr|mrs|ms|miss|mx|dr|prof(?:essor)?"
    r"|sir|dame|lord|lady|rev(?:eren)?d?|canon|alderman|ald|baroness|(?:the\s+)?(?:rt\s+)?hon|dci|acc|supt|sgt"
    r"|(?:det(?:ective)?\s+)?(?:ch(?:ief)?\s+)?(?:superintendent|supt|inspector|insp|sergeant|constable))\.?\s+",
    re.IGNORECASE,
)
_POST_NOMINALS = re.compile(
    r"(?:[,\s]+(?:OBE|CBE|MBE|KBE|DBE|BEM|QPM|KPM|QC|KC|JP|DL|MP|MEP|MSc|BSc|PhD|FRC\w{1,4}))+$"
)
_PART = r"[A-ZÀ-Þ][\w'’.-]*"
_NAME = re.compile(rf"{_PART}(?:\s+(?:(?:de|van|von|der|den|la|le|da|di|du|bin|al|el|ap|ab)\s+)*{_PART}){{1,4}}")
_SURNAME = re.compile(r"[A-ZÀ-Þ][\w'’-]+")
_PLURAL = re.compile(r"(?:(?:county|borough|city|town|parish|district)\s+)?(?:councillors|cllrs)\b", re.IGNORECASE)

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
    directorate division practitioner psychologist solicitor monitoring improvement inspection notes the for
    in with and of to by an any all no none local national regional royal institute headteachers""".split()
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


@lru_cache(maxsize=1024)  # minutes say the same few people over and over
def person_name(text: str, surname: bool = False) -> str | None:
    """The person's name without honorifics and post-nominals, or None where the words name nobody.

    A surname alone counts only after an honorific, or where `surname` says that one was written before.

    >>> person_name("County Councillor Mrs Person A CBE"), person_name("Primary Schools")
    ('Person A', None)
    """
    words = " ".join(text[:120].split()).strip(" ,;:.-–*")
    bare = _without_honorific(words)
    titled = surname or bare != words
    bare = _POST_NOMINALS.sub("", bare).strip(" ,")
    tokens = bare.casefold().replace("’", "'").split()
    if _NAME.fullmatch(bare) and not _NO_NAME.intersection(token.strip(".") for token in tokens):
        return bare.title() if bare.isupper() and len(bare) > 2 * len(tokens) else bare
    if titled and _SURNAME.fullmatch(bare) and tokens[0] not in _NO_NAME:
        return bare
    return None


def _without_honorific(words: str) -> str:
    while found := _HONORIFIC.match(words):
        words = words[found.end() :]
    return words


def without_initials(text: str) -> str:
    """`Person A (PA), Head of X` without the initials that the minutes will call the person by."""
    found = re.match(r"([^()]{3,60}?)\s*\(([A-Z]{2,4})\)", text)
    letters = "".join(word[0] for word in found[1].split()) if found else ""
    return f"{found[1]}{text[found.end() :]}" if found and letters.upper().endswith(found[2]) else text


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


@lru_cache(maxsize=1024)
def people_in_list(text: str) -> list[tuple[str, str]]:
    """(name, words that follow it) for `A (Chair), B, Head of Service, and C`; empty where it does not begin so."""
    found: list[tuple[str, str]] = []
    plural = False
    for separator, piece in pieces(text):
        plural = bool(_PLURAL.match(piece)) or (plural and " " not in piece)
        bare, _, inside = without_initials(piece).partition("(")
        name = person_name(bare, surname=plural) or (bare.strip() if bare.startswith("[") else None)
        if name:
            found.append((name, inside.rstrip(") .")))
        elif not found:
            return []
        else:
            before, words = found[-1]
            found[-1] = (before, f"{words}{separator if words else ''}{piece}".strip())
    return found


@lru_cache(maxsize=1024)
def is_young(words: str, bodies: tuple[str, ...] = ()) -> bool:
    """Whether the words show a child, a young people's representative, an apprentice or a name withheld.

    `bodies` are the paper's own names of councils of young people; staff who work for one may be named.
    """
    if _ALWAYS_YOUNG.search(words):
        return True
    if _STAFF.search(words):
        return False
    lower = words.casefold()
    return bool(_YOUNG_WITHOUT_POST.search(words)) or any(body.casefold() in lower for body in bodies)


def young_bodies(text: str) -> tuple[str, ...]:
    """The names a paper gives its children in care council, care leavers' forum or youth council."""
    if not _ANY_COUNCIL_OF_YOUNG.search(text):
        return ()
    names = [found["name"] for pattern in (_NAMED_BEFORE, _NAMED_AFTER) for found in pattern.finditer(text)]
    return tuple(dict.fromkeys(name for name in names if not _NO_NAME.intersection(name.casefold().split())))
