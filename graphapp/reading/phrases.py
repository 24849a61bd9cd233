"""Words and the capitalised phrases they make: what the readers of strategies and of bodies share.

Every pattern here looks a bounded way left and right, so that hostile text costs no more than its length.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from graphapp.reading.vocabulary import lowered

_WORD = re.compile(r"[^\W_]++(?:['’./&-][^\W_]++)*+(?:(?<=s)['’](?=\s+[^\W_]))?|[^\w\s]")
_ACRONYM = re.compile(r"[A-Z][A-Za-z&]{0,8}[A-Z]\d?s?$")
_RUN = 14  # words: no name is longer
_SHORT = 100  # characters: the words of such a text are kept for when it comes again
_BREAKS = frozenset(".!?:;•·|")

_SMALL = frozenset("and & of for to in with the".split())
_OWNING = ("of", "for")  # "the" may follow
_DATES = frozenset(
    "january february march april may june july august september october november december spring "
    "summer autumn winter monday tuesday wednesday thursday friday saturday sunday".split()
) | {str(year) for year in range(1990, 2100)}
POSTS = frozenset(
    "head heads director directors chair chairs chairman chairperson lead leads leader manager managers "
    "officer officers member members minister representative representatives adviser advisor "
    "commissioner deputy secretary executive principal headteacher councillor assistant coordinator "
    "co-ordinator inspector consultant".split()
)
# What is done to a thing, said as a noun: never the first word of the thing's own name.
DEEDS = frozenset(
    "review reviews revision development delivery implementation evaluation refresh launch completion "
    "publication report reports minutes notes copy update updates overview summary use analysis audit "
    "appendix agenda objective creation production design introduction establishment approval "
    "recommissioning commissioning impact role rollout meeting meetings terms section part embedding "
    "draft monitoring promotion performance understanding".split()
)
VERBS = frozenset(
    "achieve adopt agree align amend analyse apply appoint approve ask assess assist audit build carry "
    "celebrate check clarify collate commence commission communicate complete conduct confirm consider "
    "consolidate consult continue contribute co-produce coordinate create define deliver demonstrate "
    "deploy design develop discuss disseminate draft embed enable encourage enhance ensure establish "
    "evaluate evidence expand explore extend finalise formalise gather identify implement improve "
    "incorporate increase influence inform integrate introduce investigate invite issue launch lead "
    "maintain make map measure monitor note obtain offer oversee pilot plan prepare present produce "
    "progress promote propose provide publicise publish raise receive recommend recommission recruit "
    "redesign reduce refine refresh reinforce relaunch renew replace report request require research "
    "reset respond review revise revisit rewrite roll run scope secure seek set share sign simplify "
    "start streamline strengthen submit support sustain take test track train transform trial undertake "
    "update upgrade use utilise work write".split()
)
# Nouns of bodies.
BODIES = frozenset(
    "board committee panel group forum council partnership trust cabinet constabulary police commission "
    "department ccg icb hub service team unit office network alliance association society academy "
    "school college university assembly authority agency taskforce federation foundation charity "
    "collaborative consortium directorate subgroup subcommittee tribunal body".split()
)
# Words that may stand before a name and are no part of it.
LOOSE = frozenset(
    "a an the this that these those our their its his her your each every all any both some new updated "
    "revised refreshed renewed current existing draft final agreed overarching proposed emerging "
    "approved published latest original previous former old as see".split()
)
# Adjectives of any lower-case deliverable: they do not tell it from another of its kind.
GENERIC = LOOSE | frozenset(
    "robust clear effective comprehensive multi-agency multiagency interagency inter-agency system-wide "
    "co-produced coproduced shared joint single consistent coherent first next detailed bespoke "
    "targeted appropriate good better best specific separate key relevant other regular strong stronger "
    "simple simplified improved enhanced wider broader formal one two three number further "
    "ongoing annual quarterly monthly weekly termly more most local strategic overall whole entire said "
    "necessary suitable sufficient written own individual personalised same such up-to-date "
    "high-quality quality-assured different various several innovative sustainable national pilot core "
    "full corporate main rolling actual possible realistic ambitious smart agency multi date".split()
)
# An earlier or another thing of the same kind: not a short way of naming this one.
CONTRASTS = frozenset("original previous former old earlier national regional other another".split())


class Word(NamedTuple):
    """A word or mark of punctuation at `start`:`end` of its passage."""

    text: str
    start: int
    end: int
    low: str  # the word as compared: lower case, straight apostrophes

    @property
    def capital(self) -> bool:
        """Does it begin with a capital letter or a figure?"""
        return self.text[0].isupper() or self.text[0].isdigit()

    @property
    def bare(self) -> str:
        """`low` without a possessive ending: `council` for `Council's`."""
        return self.low.removesuffix("'s").rstrip("'")


def words_of(text: str) -> list[Word]:
    """The words and marks of `text`."""
    return list(_words_of(text)) if len(text) < _SHORT else _split(text)


def _split(text: str) -> list[Word]:
    low = lowered(text).replace("’", "'")
    return [
        _word((text[(start := found.start()) : (end := found.end())], start, end, low[start:end]))
        for found in _WORD.finditer(text)
    ]


_word = partial(tuple.__new__, Word)  # half the time of Word(...), of which a long paper has 200,000
_words_of = lru_cache(maxsize=1024)(_split)  # names, which a paper says over and over


def is_acronym(text: str) -> bool:
    """Is it written as letters that stand for words (`LSCB`, `DfE`)?"""
    return bool(_ACRONYM.match(text)) and len(text) < 10


# Behind the first letter of a noun: not one of "the Board agreed", where no words before and none after make a name.
_MAY_BE_NAMED = r"(?<![^fr] the .)(?<!\nThe .)(?<!\. The .)|(?=[\w-]{1,40} (?:of|for) )"


def any_of(words: Collection[str]) -> re.Pattern[str]:
    """A pattern that finds where a word begins with one of `words`, in any case."""
    first = "".join({word[0] for word in words})
    return re.compile(_begun(words, first + first.upper(), "(?i:"))


def nouns_of(heads: Collection[str], *, alone: Collection[str], capital: bool = False) -> re.Pattern[str]:
    """A pattern that finds where a noun of a name begins, in any case or with a `capital` letter only.

    Passes over most of those that no other words make a name; those of `alone` are one by themselves.
    """
    first = "".join({head[0] for head in heads})
    begun = _begun(heads, first.upper() if capital else first + first.upper(), "(?=(?i:")
    named = "".join(f"|(?i:(?<={head[0]})(?={head[1:]}))" for head in sorted(alone))
    return re.compile(f"{begun})(?:{_MAY_BE_NAMED}{named})")


def whole_names(names: Collection[str]) -> re.Pattern[str]:
    """A pattern that finds any of `names`, whole and as written."""
    return re.compile(_begun(names, "".join({name[0] for name in names}), "(?:") + r"(?!\w)")


def _begun(heads: Collection[str], first: str, opens: str) -> str:
    """One of `heads` at the beginning of a word; a set of letters comes first, so that all others are passed fast."""
    rests: dict[str, list[str]] = {}
    for head in sorted(heads):
        rests.setdefault(head[0], []).append(re.escape(head[1:]))
    ways = "|".join(f"(?<={letter})(?:{'|'.join(rest)})" for letter, rest in rests.items())
    return rf"[{first}](?<!\w.){opens}{ways})"


def heads_in(text: str, words: Sequence[Word], pattern: re.Pattern[str]) -> Iterator[int]:
    """The places in `words` where `pattern` (of `nouns_of`) begins: far fewer than there are words."""
    begins = {word.start: at for at, word in enumerate(words)}
    for match in pattern.finditer(text):
        if match.start() in begins:
            yield begins[match.start()]


def opens_sentence(words: Sequence[Word], at: int) -> bool:
    """Does a sentence, list entry or quotation begin with this word (after numbers and marks)?"""
    at -= 1
    while at >= 0 and not words[at].text[0].isalpha():
        if words[at].text in _BREAKS or words[at].text in "-–—“‘'\"":
            return True
        at -= 1
    return at < 0 or (at + 1 < len(words) and words[at + 1].text == ")" and len(words[at].text) == 1)


def _in_brackets(words: Sequence[Word], at: int) -> bool:
    """Do the words before `at` end with an acronym in brackets: `Practice (PQ) | Group`?"""
    return at > 3 and words[at - 1].text == ")" and words[at - 3].text == "(" and is_acronym(words[at - 2].text)


def _links(words: Sequence[Word], at: int) -> int:
    """How many words from `at` on join one capitalised word to another (0: none)."""
    if at >= len(words) or words[at].text not in _SMALL:
        return 0
    link = words[at].text
    if link in _OWNING and at + 1 < len(words) and words[at + 1].text == "the":
        return 2
    return 0 if link == "the" else 1


def _linked(words: Sequence[Word], at: int, lists: bool) -> int:
    """How many words before `at` join it to a capitalised word before them (0: none)."""
    for size in (2, 1):
        if at > size and words[at - size - 1].capital and _links(words, at - size) == size:
            return size
    return 1 if lists and at > 1 and words[at - 1].text == "," and words[at - 2].text[0].isupper() else 0


def left_edge(words: Sequence[Word], head: int, heads: frozenset[str]) -> int:
    """Where the capitalised phrase that ends with `words[head]` begins; `head` itself when it stands alone.

    A verb or an article at the start of a sentence, a post ("Chair of ...") and a deed ("Review of ...") stay
    outside, and so does a phrase that already ended with one of `heads`.
    """
    at, lists = head, False
    while at > 0 and head - at < _RUN:
        before = words[at - 1]
        if _in_brackets(words, at):
            at -= 3
        elif before.capital and before.low not in _DATES and not (before.bare in heads and before.bare != before.low):
            at -= 1
        elif size := _linked(words, at, lists):
            before, owned = words[at - size - 1], words[at - size].text in {"of", "for"}
            if before.bare in heads | POSTS or before.low in _DATES or (owned and before.low in DEEDS):
                break
            lists = lists or words[at - size].text in {"and", "&"}
            at -= size + 1
        else:
            break
    while at < head and _outside(words, at):
        at += 1
    return at


def _outside(words: Sequence[Word], at: int) -> bool:
    """Is this first word of a capitalised phrase no part of the name?"""
    word = words[at]
    if not word.text[0].isalnum() or word.low in LOOSE or word.low in POSTS or word.text in _SMALL:
        return True
    if word.low in DEEDS:
        return words[at + 1].low in {"of", "the", ","}
    return opens_sentence(words, at) and (word.text[0].isdigit() or is_verb(word.low))


@lru_cache(maxsize=4096)
def is_verb(low: str) -> bool:
    """Is it a verb of action plans, plain or ending in -ing?"""
    stem = low.removesuffix("ing")
    return low in VERBS or (
        stem != low
        and (stem in VERBS or stem + "e" in VERBS or (len(stem) > 2 and stem[-1] == stem[-2] and stem[:-1] in VERBS))
    )


def right_edge(words: Sequence[Word], head: int, heads: frozenset[str]) -> int:
    """Where the phrase that begins with `words[head]` ends: `Statement of Work in X`; `head` if alone."""
    at = head
    while at + 1 < len(words) and at - head < _RUN:
        size = 0 if at > head and words[at + 1].text[0].isupper() else _links(words, at + 1)
        after = at + 1 + size
        if after >= len(words) or (at == head and (size == 0 or words[at + 1].text not in {"of", "for"})):
            break
        if not words[after].text[0].isupper() or (size and words[after].bare in heads):
            break
        at = after
    return at


def said(raw: str) -> str:
    """A name as written, a possessive ending and acronyms in brackets dropped: `Practice (PQ) Group`."""
    return re.sub(r"['’]s?$", "", re.sub(r"\s*\([^()]{1,12}\)", "", raw))


def singular(word: str) -> str:
    """The lower-case word without its plural ending."""
    if word.endswith("ies") and len(word) > 4:  # "dies" and "ties" are whole words
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def unique(items: Iterable[str]) -> tuple[str, ...]:
    """The items in order, each once."""
    return tuple(dict.fromkeys(item for item in items if item))


def base_of(low: str, verbs: Collection[str]) -> str:
    """The one of `verbs` that a form such as `developing` or `revised` comes from, else an empty text."""
    if low in verbs:
        return low
    roots = [low[: -len(ending)] for ending in ("ing", "ed", "d", "es", "s") if low.endswith(ending)]
    spelt = (verb for root in roots for verb in (root, root + "e", root[:-1] + "y", root[:-1]))
    return next((verb for verb in spelt if verb in verbs), "")
