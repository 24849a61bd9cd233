"""The words of an action as two editions are compared by: what carries meaning, and when two texts are one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from graphapp.analysis.words import fold

_STOP = frozenset(
    """a an and any are as at be been being by for from has have how in into is it its of on or our so such than that
    the their them there these they this those through to us was we what when where which who will with within would
    you your""".split()
)
_ARTICLES = frozenset("a an the and of on in our their its".split())  # without them a text says the same
# up to nine words and, in brackets, what may be their initials
_WRITTEN_OUT = re.compile(r"\b((?:[\w’']{1,30}[\s,&/-]{1,3}){2,9})\(([A-Z]{2,8}s?)\)")
_ENDINGS = "isation ization ations ements ation ement ments ment ings ies ing ion ed es".split()  # longest first


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its ending, so that "recording" meets "records".

    >>> stem("recording"), stem("records"), stem("strategies"), stem("plan")
    ('record', 'record', 'strateg', 'plan')
    """
    ending = next((end for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= 4), "")
    return (word[: -len(ending)] if ending else word).rstrip("ey" if len(word) > 5 else "").removesuffix("s")


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """`fold`, remembered: rules look at the same texts and words again and again."""
    return fold(text)


@lru_cache(maxsize=65536)
def content(text: str) -> tuple[str, ...]:
    """The stems of the words that carry meaning, in order."""
    return tuple(stem(word) for word in plain(text).split() if word not in _STOP and (len(word) > 1 or word.isdigit()))


def glossary(texts: Iterable[str]) -> dict[str, str]:
    """What the abbreviations stand for that texts write out once: "Personal Education Plan (PEP)".

    >>> glossary(["Review each Education, Health and Care Plan (EHCP) and all IROs (see above)."])
    {'ehcp': 'education health care plan'}
    """
    found: dict[str, str] = {}
    for text in (text for text in texts if "(" in text):
        for match in _WRITTEN_OUT.finditer(text):
            short = match[2].removesuffix("s").lower()
            words = [word for word in fold(match[1].replace("/", " ")).split() if word not in _ARTICLES][-len(short) :]
            if "".join(word[0] for word in words) == short:
                said = " ".join(words)
                found.setdefault(short, said.removesuffix("s") if match[2].endswith("s") else said)
    return found


def spelt_out(text: str, known: Mapping[str, str]) -> str:
    """The folded text with every known abbreviation written out once and no articles, as texts are compared.

    >>> spelt_out("The EHCP", {"ehcp": "education health care plan"})
    'education health care plan'
    """
    words = [word for word in plain(text).split() if word not in _ARTICLES]
    said = " ".join(words)
    for short in dict.fromkeys(word.removesuffix("s") for word in words):
        if full := known.get(short):
            said = re.sub(rf"\b{short}(?=s?\b)", full, said)
            said = re.sub(rf"\b{full}s? {full}", full, said)
    return said


def is_same(old: str, new: str, known: Mapping[str, str] | None = None) -> bool:
    """Whether two texts have the same words but for spelling, punctuation, articles and known abbreviations.

    >>> is_same("Incoporate the data - from partners", "Incorporate data from partners."), is_same("A 5", "A 6")
    (True, False)
    """
    if plain(old) == plain(new):
        return True
    before, after = (spelt_out(text, known or {}).replace("z", "s").split() for text in (old, new))
    if "".join(before) == "".join(after):
        return True
    return len(before) == len(after) and all(map(_is_spelling, before, after))


def _is_spelling(old: str, new: str) -> bool:
    """Equal, or a letter too few or too many inside a long word; an ending or another letter may change the sense."""
    if old == new:
        return True
    short, long = sorted((old, new), key=len)
    inside = short[:2] == long[:2] and short[-1] == long[-1] and not long.startswith(short)
    return len(short) > 5 and len(long) == len(short) + 1 and inside and Levenshtein.distance(short, long) == 1
