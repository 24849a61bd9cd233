"""How names and posts are compared: acting taken off, case and small words folded, acronyms spelt out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from slugify import slugify

from graphapp.reading.drafts import Line
from graphapp.reading.name_spans import tidied, tokenise
from graphapp.reading.post_spans import roles
from graphapp.reading.vocabulary import HONORIFICS, POST_NOMINALS, RANK_NOUNS, folded, singular

_ACTING = re.compile(
    r"\(\s*(?:acting(?: up)?|interim(?: cover)?|temporary|temp)\s*\)"
    r"|\b(?:acting(?: up(?: as)?)?|interim(?: cover(?: for)?)?|temporary)\b[\s,:–-]*"
    r"|(?<=[a-z)])\s*[,–-]\s*(?:acting|interim|temporary)\s*$",
    re.I,
)
_SMALL = frozenset("of the for and in to a an with on".split())
_BRACKETED = re.compile(r"\(([A-Za-z&]{2,10})\)")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_WINDOW = 14  # words before a bracket that its letters may stand for


def split_post(post: str) -> tuple[str, bool]:
    """The post without Acting, Interim or Temporary, and whether one of them was said.

    >>> split_post("Acting Head of Early Help")
    ('Head of Early Help', True)
    """
    plain = _ACTING.sub(" ", post)
    if plain == post:
        return post, False
    plain = " ".join(plain.split()).strip(" ,;:–-")
    return (plain, True) if plain else (post, False)


@lru_cache(maxsize=4096)
def is_group_post(post: str) -> bool:
    """Whether the post is held by several people: "Locality Heads of Service", "All Team Managers"."""
    tokens = tokenise(tidied(post))
    found = roles(tokens, 0, len(tokens))
    if not found:
        return False
    noun = tokens[found[0].last - 1].fold
    return singular(noun) != noun or (noun.endswith("s") and noun[:-1] in {"iro", "psw", "ad", "hos", "sm", "tm"})


def person_slug(name: str) -> str:
    """A person's name for comparing: lower case, plain letters, no title and no letters after the name.

    >>> person_slug("Dr. Siân O'Neill OBE")
    'sian-oneill'
    """
    words = [word for word in re.split(r"[\s,]+", name) if word]
    while len(words) > 1 and folded(words[0]) in HONORIFICS | RANK_NOUNS | {"county"}:
        words.pop(0)
    while len(words) > 1 and folded(words[-1]) in POST_NOMINALS and words[-1][-1:].isupper():
        words.pop()
    return slugify(folded(" ".join(words)).replace("'", ""))


def post_key(post: str, acronyms: Mapping[str, str] | None = None) -> str:
    """A post for comparing: case, punctuation, small words, "&" and spellings folded, acronyms spelt out.

    Acting stays: take it off with `split_post` first where it should not count.

    >>> post_key("Head of Service, CSC, East Locality") == post_key("Head of Service CSC East Locality")
    True
    """
    spelt = {key.casefold(): value for key, value in (acronyms or {}).items()}
    plain = _BRACKETED.sub(lambda m: " " if _stands_before(post, m) else f" {m[1]} ", post.replace("&", " and "))
    words: list[str] = []
    for word in _WORD.findall(plain.replace("’", "'")):
        words += _WORD.findall(spelt.get(word.casefold(), word).replace("&", " and "))
    key = " ".join(word for word in map(_key_word, words) if word not in _SMALL)
    for written, one in (
        ("head teacher", "headteacher"),
        ("co ordinator", "coordinator"),
        ("well being", "wellbeing"),
    ):
        key = key.replace(written, one)
    return slugify(key)


def _key_word(word: str) -> str:
    plain = folded(word)
    plain = {"childrens": "children", "adults": "adult"}.get(plain, plain)
    return plain.removesuffix("'s").removesuffix("'").replace("'", "")


def _stands_before(post: str, match: re.Match[str]) -> bool:
    """Whether the bracket only abbreviates the words before it."""
    return bool(_spelt_out(post.replace("&", " and ")[: match.start()], match[1]))


def acronyms(lines: Iterable[str | Line]) -> dict[str, str]:
    """Acronym -> the words written before it in brackets, where their letters match; the first one counts.

    >>> acronyms(["Sent to the Multi-Agency Widget Hub (MAWH) daily."])
    {'MAWH': 'Multi-Agency Widget Hub'}
    """
    found: dict[str, str] = {}
    for text in dict.fromkeys(line if isinstance(line, str) else line.text for line in lines):
        for match in _BRACKETED.finditer(text) if "(" in text else ():
            letters = match[1].removesuffix("s")
            if sum(c.isupper() for c in letters) < 2 or letters in found:
                continue
            if words := _spelt_out(text[max(0, match.start() - 200) : match.start()], letters):
                found[letters] = words
    return found


def _spelt_out(before: str, letters: str) -> str:
    """The shortest run of words at the end of `before` that spells the acronym, "" where none does."""
    before = before[max(map(before.rfind, ".;:()")) + 1 :]  # a name does not go on over these
    if not before.strip():
        return ""
    wanted = folded(letters.removesuffix("s") if letters[:-1].isupper() else letters).replace("&", "")
    words = list(_WORD.finditer(before))[-_WINDOW:]
    for count in range(2, len(words) + 1):
        gap = before[words[-count].start() :]
        parts = [folded(word[0]).replace("'", "") for word in words[-count:]]
        if parts[0][:1] == wanted[:1] and _spells(parts, wanted):
            return " ".join(gap.split()).strip(" ,")
    return ""


def _spells(words: list[str], letters: str) -> bool:
    """Whether the letters can be taken in order, each word giving its first letter and perhaps more after it.

    Only small words and the tail of a run may give none.
    """
    reached = {0}
    for word in words:
        now: set[int] = set(reached) if word in _SMALL else set()
        for at in reached:
            now |= _taken(word, letters, at)
        reached = now
    return len(letters) in reached


def _taken(word: str, letters: str, at: int) -> set[int]:
    """How far in `letters` one can be after the word, which gives the letter at `at` first."""
    if at >= len(letters) or word[:1] != letters[at]:
        return set()
    taken, place = {at + 1}, 1
    for to in range(at + 1, len(letters)):
        place = word.find(letters[to], place) + 1
        if not place:
            break
        taken.add(to + 1)
    return taken
