"""Which words of a lead cell are people: tokens first, then the best split of each run of name-like words.

A person is told by several weak signs together (a forename, a surname, particles, what stands on either side,
the same name standing alone elsewhere in the paper), so each candidate is scored and the best split wins.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from graphapp.reading.vocabulary import (
    BODY_ENDINGS,
    BODY_WORDS,
    CONNECTORS,
    HONORIFICS,
    NUMBER_WORDS,
    PARTICLES,
    PLACES,
    POST_NOMINALS,
    RANK_NOUNS,
    SERVICE_NOUNS,
    STAND_INS,
    STRONG_MODIFIERS,
    WEAK_MODIFIERS,
    folded,
    forenames,
    is_common,
    is_of_councils,
    is_role,
    surnames,
)

_VOID = r"""
    \([^()\n]{0,30}\b(?:vacant|vacancy|tbc|tba)\b[^()\n]{0,40}\)
  | \(?\s*\b(?:(?:(?:lead|responsible|named|accountable)\s+)?
        (?:officer|lead|person|owner|name|post(?:holder)?)s?\s+)?
    (?:to\ be|not\ yet|yet\ to\ be|currently)\s+(?:confirmed|agreed|appointed|identified|advised|determined
        |decided|assigned|allocated|named|vacant|recruited)\b\s*\)?
  | \(?\s*\b(?:(?:post\s+)?(?:currently\s+)?(?:vacant|vacancy)(?:\s+post)?|t\.?b\.?[cad]\.?|n/a|n\.a\.
        |not\ applicable|awaiting\ appointment|none|nil)(?!\w)\s*\)?
  | \(?\b(?:no\s+(?:named\s+)?(?:lead|owner|officer)(?:\s+(?:identified|named|assigned|allocated|agreed|yet))?
        |awaiting\s+(?:recruitment|confirmation)|see\s+(?:action\s+|above|below)?[\d.]{0,9})(?=\s*(?:\)|\n|;|\Z))\)?
  | \(\s*(?:joint|co-?|overall|project|main)?\s*(?:leads?|support|supporting|sponsor|owner|responsible|accountable
        |joint|jointly)\s*\)
  | \(\s*\d+\s*%?\s*\) | \([^()\n]{0,60}\b(?:19|20)\d\d[^()\n]{0,20}\)
"""
_LABEL = r"""
    (?:(?<![^\n;])|(?<=[;.]\ ))
    (?:(?:joint|action|overall|named|project|responsible|accountable|supporting|delivery)\s+)?
    (?:lead\s+officer|lead\s+person|lead|officer|owner|person\s+responsible|support|supporting|sponsor
        |responsible|accountable)(?:s|\(s\))?\s*[:=]
  | (?<![^\n;])(?:owner|(?:lead|responsible|named)\s+officer|person\s+responsible)\s+[-–—](?=\s)
"""
_LINK = r"""
    \b(?:in\s+(?:partnership|conjunction|liaison|collaboration|consultation|association)\s+with|working\s+with|(?:also\s+)?supported\s+by|with\s+support\s+from
    |as\s+well\s+as|(?:along|together|jointly)\s+with|assisted\s+by|alongside|(?<!centre\ )plus|and|with)\b | [&+]
"""
_FOR_A_TIME = r"(?-i:[TAD]/(?=(?:D?C?I|D?(?:C?/?Supt|Sgt|S)|PS|Insp|Ch|Det|ACC|DCC)\b))"  # "T/DCI", "D/Supt"
_PLAIN = rf"""(?P<and>{_LINK}) | (?P<newline>\n)
    | (?P<bullet>[•▪●◦·*;|\uf0b7]|(?<![^\s;])\d{{1,2}}[.)](?=\s))
    | (?P<word>(?:{_FOR_A_TIME})?[^\W_]+(?:[.'’‘\-‐‑][^\W_]+)*(?:['’](?=[\s,;:/)]|$))?\.?)
    | (?P<mark>[,:=()\[\]/–—-])"""
_PLAIN_TOKEN = re.compile(_PLAIN, re.VERBOSE | re.IGNORECASE)
_TOKEN = re.compile(rf"(?P<void>{_VOID}) | (?P<label>{_LABEL}) | {_PLAIN}", re.VERBOSE | re.IGNORECASE)
# One of these stands in every placeholder and label: sooner looked for than they are at each word.
_MAY_BE_VOID = re.compile(
    r"[(:=]|[-–—]\s|vacan|\bt\.?b|\bn(?:/|\.)a|applicable|awaiting|\b(?:none|nil|no|see)\b|to be|not yet|currently"
)
_TITLES = POST_NOMINALS | RANK_NOUNS  # in capitals
_RANKS = RANK_NOUNS - {"di"}  # DI is a rank, Di a name
_BEFORE_NAMES = HONORIFICS | RANK_NOUNS
_BODIES = BODY_ENDINGS | BODY_WORDS
_MARKS = {"[": "(", "]": ")", "–": "-", "—": "-", "=": ":"}
_INITIALED = re.compile(r"(?:[A-Z]\.){1,3}[A-Z][^\W\d_]+(?:['’-][^\W\d_]+)*\Z")  # "A.Sample"
_INITIALS = re.compile(r"(?:[A-Z]\.?|(?:[A-Z]\.){1,3}[A-Z]\.?)\Z")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a separator of a cell: `kind` is word, void (a placeholder), and, or the separator itself."""

    kind: str
    text: str
    start: int
    end: int
    fold: str

    @property
    def initials(self) -> str:
        """The letters of `A.B`, `J.B.` or a lone `A`, "" for any other word."""
        return self.text.replace(".", "") if _INITIALS.match(self.text) else ""


@dataclass(frozen=True, slots=True)
class Person:
    """Tokens `first` up to `last` (without it) are one person, titles and honours and all; `name` is without."""

    first: int
    last: int
    name: str


def tidied(cell: str) -> str:
    """The cell with one space between words, no space at line ends and no empty line."""
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", cell).splitlines())
    return "\n".join(line for line in lines if line)


def tokenise(cell: str) -> list[Token]:
    """The words and separators of a tidied cell, in order; linear in its length."""
    tokens = []
    pattern = _TOKEN if _MAY_BE_VOID.search(cell.lower()) else _PLAIN_TOKEN
    for match in pattern.finditer(cell):
        kind, text = str(match.lastgroup), match.group()
        if kind in ("label", "bullet"):
            kind = ";"
        elif kind == "newline":
            kind = "\n"
        elif kind == "mark":
            kind = _MARKS.get(text, text)
        elif kind == "word" and text.endswith(".") and len(text) > 3 and not _INITIALS.match(text):
            text = text[:-1]
        fold = folded(text[2:] if text[1:2] == "/" else text)  # "T/DCI" is a DCI for a time
        tokens.append(Token(kind, text, match.start(), match.start() + len(text), fold))
    return tokens


_ENDS_NAME = (",", "(", ";", "\n", "-")


@dataclass(frozen=True, slots=True)
class _Evidence:
    known: frozenset[tuple[str, ...]]
    initials: Mapping[str, str]
    shouting: bool  # the whole cell is in capitals, so capitals say nothing


@lru_cache(maxsize=8)
def _known_keys(known: frozenset[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(folded(name).split()) for name in known)


def find_people(tokens: Sequence[Token], known: frozenset[str], initials: Mapping[str, str]) -> list[Person]:
    """The people among the tokens, in order. `initials` maps normalised initials to full names."""
    words = [t for t in tokens if t.kind == "word"]
    shouting = len(words) > 1 and all(t.text.isupper() for t in words) and any(len(t.text) > 4 for t in words)
    evidence = _Evidence(_known_keys(known), initials, shouting)
    found: list[Person] = []
    at = 0
    while at < len(tokens):
        end = _run_end(tokens, at, evidence)
        if person := _special(tokens, at, found, evidence):
            found.append(_with_post_nominals(tokens, person))
            at = found[-1].last
        elif end > at:
            people = _best_split(tokens, at, end, found, evidence)
            found += [_with_post_nominals(tokens, p) if p.last == end else p for p in people]
            at = max(end, found[-1].last if found else 0)
        else:
            at += 1
    return [_with_title(tokens, person) for person in found]


def _special(tokens: Sequence[Token], at: int, found: list[Person], evidence: _Evidence) -> Person | None:
    """Initials on their own, or a plainly invented name such as `Person A` or `Officer 2`."""
    token = tokens[at]
    if token.kind != "word":
        return None
    before = tokens[at - 1] if at else None
    after_word = before is not None and before.kind == "word" and not (found and found[-1].last == at)
    if _INITIALED.match(token.text) and not (before and before.fold in CONNECTORS):
        return Person(at, at + 1, token.text)
    if _stand_in(tokens, at, not after_word):
        return Person(at, at + 2, f"{token.text} {tokens[at + 1].text.rstrip('.')}")
    letters = token.initials if len(token.initials) > 1 else ""
    if not letters and (token.text in evidence.initials or (token.text.isupper() and _is_bodys(tokens, at))):
        letters = token.text
    if not letters or (before is not None and before.fold in CONNECTORS):
        return None
    if letters not in evidence.initials and _run_end(tokens, at, evidence) > at + 1:
        return None  # "J.B. Surname" is a name with initials
    return Person(at, at + 1, evidence.initials.get(letters, token.text))


def _is_bodys(tokens: Sequence[Token], at: int) -> bool:
    """Whether two capitals stand before a body in brackets: `AB (Council)`."""
    free = at == 0 or tokens[at - 1].kind != "word"
    bracket = [token.kind for token in tokens[at + 1 : at + 2]] == ["("]
    body = bracket and at + 2 < len(tokens) and tokens[at + 2].fold in BODY_WORDS
    return len(tokens[at].text) == 2 and free and body and not is_common(tokens[at].fold)


def _stand_in(tokens: Sequence[Token], at: int, any_noun: bool) -> bool:
    """Whether two words are a plainly invented name: `Person A`; `Officer 2` only with `any_noun`."""
    if at + 1 >= len(tokens) or tokens[at].fold not in STAND_INS or tokens[at + 1].kind != "word":
        return False
    plain = tokens[at].fold == "person"
    following = tokens[at + 1]
    letter = re.fullmatch(r"[A-Z]\.?|\d{1,2}" + ("|[A-Z]{2}" if plain else ""), following.text)
    return (plain or any_noun) and (letter is not None or following.fold in NUMBER_WORDS)


def _run_end(tokens: Sequence[Token], at: int, evidence: _Evidence) -> int:
    """Where the run of name-like words that begins at `at` ends; `at` itself where none begins."""
    end = at
    while end < len(tokens) and _is_name_like(tokens, end, end > at, evidence):
        if end > at and _stand_in(tokens, end, False):
            break
        end += 1
    while end > at and tokens[end - 1].fold in PARTICLES and tokens[end - 1].text.islower():
        end -= 1
    return end


def _is_name_like(tokens: Sequence[Token], at: int, inside: bool, evidence: _Evidence) -> bool:
    token = tokens[at]
    word = token.fold
    if token.kind != "word" or word in HONORIFICS or word in (_TITLES if token.text.isupper() else _RANKS):
        return False
    if inside and word.partition("-")[0] in PARTICLES:  # "al-Rahman"
        return True
    if not token.text[0].isupper() or any(map(str.isdigit, word)):
        return False
    titled = at > 0 and tokens[at - 1].fold in _BEFORE_NAMES
    if token.initials or (titled and word in forenames() and not token.text.isupper()):
        return True  # "Cllr Ed Sample"
    if is_common(word):
        return _is_name_all_the_same(tokens, at, inside)
    return not token.text.isupper() or _is_capital_name(word, inside, evidence.shouting)


def _is_name_all_the_same(tokens: Sequence[Token], at: int, inside: bool) -> bool:
    """Whether a word of council language is part of a name where it stands."""
    word, guessed = tokens[at].fold, not is_of_councils(tokens[at].fold)
    if not inside:
        return guessed and _is_whole_name(tokens, at)  # "Xiaoling Sample (Team Manager)"
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    # A surname such as Pilling only ends as "planning" does.
    ends = guessed and (not following or following.kind in _ENDS_NAME)
    named = word in surnames() and not (following and following.fold in CONNECTORS)
    return tokens[at - 1].fold in forenames() and (ends or named)


def _is_whole_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word and the one after it fill the place of a name: "Xiaoling Sample (Team Manager)"."""
    free = at == 0 or tokens[at - 1].kind in ("\n", ";", "/", "and", ",")
    if not free or at + 1 >= len(tokens) or tokens[at + 1].kind != "word":
        return False
    surname, after = tokens[at + 1], tokens[at + 2 : at + 3]
    named = surname.text[0].isupper() and not surname.text.isupper() and not is_common(surname.fold)
    return named and bool(after) and after[0].kind in _ENDS_NAME


def _is_capital_name(word: str, inside: bool, shouting: bool) -> bool:
    """Whether a word in capitals is a name, not an acronym: "Jane SMITH"."""
    named = len(word) > 4 or word in surnames() or word in forenames()
    return named and (shouting or (inside and len(word) > 2))


def _best_split(
    tokens: Sequence[Token], first: int, end: int, found: list[Person], evidence: _Evidence
) -> list[Person]:
    """The split of a run into people and other words with the most evidence."""
    left = 2.0 if found and _opens_entry(tokens, first, end) else _left_score(tokens, first, found)
    best: list[tuple[float, list[Person]]] = [(0.0, [])]
    for stop in range(first + 1, end + 1):
        skipped = best[stop - 1 - first]
        options = [(skipped[0] - (1.0 if left > 0 else 0.0), skipped[1])]
        for start in range(max(first, stop - 5), stop):
            if stop == end and _is_place(tokens, start, stop, evidence):
                continue
            score = _score(tokens, start, stop, evidence) + (left if start == first else 0.0)
            score += _right_score(tokens, stop) if stop == end else 0.0
            if score > 0:
                before = best[start - first]
                name = " ".join(token.text for token in tokens[start:stop])
                options.append((before[0] + score, [*before[1], Person(start, stop, name)]))
        best.append(max(options, key=lambda option: option[0]))
    return best[-1][1]


def _opens_entry(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether a run after a first person is the next: "and Name, Head of Service", "supported by Name"."""
    link = tokens[first - 1] if first else None
    if link is None or link.kind != "and" or end < first + 2:
        return False
    following = tokens[end : end + 2]
    with_post = len(following) > 1 and following[0].kind in (",", "(") and is_role(following[1].fold)
    return with_post or (" " in link.text and (not following or following[0].kind in _ENDS_NAME))


def _left_score(tokens: Sequence[Token], first: int, found: list[Person]) -> float:
    """What stands before a run says whether a person can begin there."""
    if first == 0:
        return 2.0
    before = tokens[first - 1]
    after_person = bool(found) and found[-1].last >= first - 1
    if before.kind == "word":
        if before.fold in CONNECTORS:
            return -9.0
        titled = before.fold in HONORIFICS or before.fold in RANK_NOUNS
        return 4.0 if titled else 2.0 if after_person else -1.0
    if before.kind == "and" and first > 1 and tokens[first - 2].kind == ")":
        return 2.0  # "Name (Post) & Name (Post)": the bracket ends the first
    if before.kind in (",", "and"):
        return 2.0 if after_person else 0.0 if before.kind == "," else -1.0
    return 1.0 if before.kind == "-" else 2.0


def _right_score(tokens: Sequence[Token], stop: int) -> float:
    """What stands after a run says whether a person can end there."""
    following = tokens[stop : stop + 2]
    if not following or following[0].kind != "word":
        return 1.0
    word = following[0].fold
    then_role = len(following) > 1 and is_role(following[1].fold)
    if word == "of":
        return -4.0  # "Northshire Chamber of Commerce"
    if word in SERVICE_NOUNS or word == "locality":
        return 1.0 if then_role else -4.0
    opens = is_role(word) or word in STRONG_MODIFIERS or word in WEAK_MODIFIERS or then_role
    return 1.0 if opens else 0.0


def _score(tokens: Sequence[Token], start: int, stop: int, evidence: _Evidence) -> float:
    """How much the words themselves look like one person's name."""
    names = tokens[start:stop]
    first, last = names[0], names[-1]
    if tuple(token.fold for token in names) in evidence.known:
        return 10.0
    if len(names) == 1:
        return _lone_score(tokens, start)
    if last.initials and first.fold in forenames() and len(names) == 2:
        return 1.0  # "Ann E."
    if last.initials or (last.fold in PARTICLES and last.text.islower()):
        return -9.0
    named = first.fold in forenames() and not (first.fold in PARTICLES and _goes_before(tokens, start))
    score = 1.0 if first.initials else 3.0 if named else -1.0
    score += 1.0 if last.fold in surnames() or "-" in last.fold or "'" in last.fold else 0.0
    score += 2.0 if last.text.isupper() and not evidence.shouting else 0.0
    for inner in names[1:-1]:
        usual = inner.initials or inner.fold.partition("-")[0] in PARTICLES or inner.fold in forenames()
        score -= 0.5 if usual else 1.2
        score -= 3.0 if inner.text.isupper() and not inner.initials and not evidence.shouting else 0.0
    return score


def _is_place(tokens: Sequence[Token], start: int, stop: int, evidence: _Evidence) -> bool:
    """Whether the words are the place in the name of a body that follows them: "Mockside Vale ICB"."""
    end = stop
    while end < len(tokens) and tokens[end].kind == "word" and not is_role(tokens[end].fold):
        end += 1
    if end == stop or tokens[end - 1].fold not in _BODIES:
        return False
    first, last = tokens[start], tokens[stop - 1]
    if end < len(tokens) and tokens[end].kind == "word":
        return last.fold in PLACES  # "Mockside Vale ICB Director", but a name before "Virtual School Head"
    titled = start > 0 and tokens[start - 1].fold in _BEFORE_NAMES
    if first.initials or titled or tuple(token.fold for token in tokens[start:stop]) in evidence.known:
        return False
    if first.fold not in forenames() or last.fold in PLACES:
        return True
    return tokens[stop].fold not in BODY_WORDS and last.fold not in surnames()  # "Milton Sample Borough Council"


def _goes_before(tokens: Sequence[Token], start: int) -> bool:
    """Whether a name-like word stands right before a particle, which then is within a name: "Fionnuala Mac Sample"."""
    before = tokens[start - 1] if start else None
    return before is not None and before.kind == "word" and before.text[0].isupper() and not is_common(before.fold)


def _lone_score(tokens: Sequence[Token], at: int) -> float:
    """One name alone is a person after a title, or where a forename fills its place between separators."""
    before = tokens[at - 1] if at else None
    if before and before.kind == "word" and before.fold in _BEFORE_NAMES:
        return 0.5
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    alone = (before is None or before.kind in "\n;/:(") and (following is None or following.kind != "word")
    return 0.5 if alone and tokens[at].fold in forenames() else -9.0


def _with_post_nominals(tokens: Sequence[Token], person: Person) -> Person:
    """The person with the letters of honours and degrees after the name taken in."""
    last = person.last
    while True:
        at = last + 1 if last < len(tokens) and tokens[last].kind == "," else last
        if at >= len(tokens) or tokens[at].fold not in POST_NOMINALS or not tokens[at].text[-1].isupper():
            return Person(person.first, last, person.name)
        last = at + 1


def _with_title(tokens: Sequence[Token], person: Person) -> Person:
    """The person with an honorific before the name taken in."""
    first = person.first
    while first and tokens[first - 1].kind == "word" and tokens[first - 1].fold in HONORIFICS:
        first -= 1
    return Person(first, person.last, person.name)
