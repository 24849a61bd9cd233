"""A paper as running text: cells, and sentences put together again over line and page breaks, that know their lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from graphapp.model import Citation
from graphapp.reading.drafts import Line, Paper
from graphapp.reading.name_keys import acronyms
from graphapp.reading.phrases import whole_names

_FIRST_WORD = re.compile(r"[^\W\d_]+")
_LIST_MARK = re.compile(r"^(?:[-•·*–]\s*|\(?[a-z0-9]{1,3}[.)]\s+)")
_WRAPPED = 45  # characters: a shorter line of running text ended because its author ended it
_MOST_LINES = 100  # that a sentence may go on over
_ENDLESS = 10_000  # characters: no sentence goes on after such a line
_GAP = 4  # lines: a page break leaves no more between the halves of a sentence
_FEW = 50  # words that are sooner looked for one by one than among all
_SHOUTED = re.compile(r"\b(?:AND|OF|THE|FOR|TO|IN|WITH|ON|BY|A|AN|AT|FROM)\b")
_ENDS = frozenset(".!?:;")
_ENDS_OPEN = frozenset("and of the for in to with on a an our & by from".split())


class Passage(NamedTuple):
    """Running text with the offset at which each of its lines begins."""

    no: int  # its place in the paper
    text: str
    starts: tuple[int, ...]
    lines: tuple[Line, ...]

    def cite(self, paper: Paper, start: int, end: int) -> Citation:
        """The lines that hold the characters `start` to `end`."""
        if len(self.lines) == 1:
            return paper.cite(self.lines[0])
        first, last = (self.lines[bisect_right(self.starts, at) - 1] for at in (start, max(start, end - 1)))
        return paper.cite(first, last)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as it stands in one passage; `also` are other ways of writing it given right there."""

    name: str
    kind: str
    source: Citation
    order: int  # where in the paper: the passage's number
    also: tuple[str, ...] = ()
    contrast: bool = False  # called the original, the previous one, ...
    span: tuple[int, int] = (0, 0)  # where in its passage
    times: int = 1  # that its lines say it in this way


class Passages:
    """The passages of a paper; a line that goes on in the next one (or over a page break) is one with it.

    `heads` are nouns that may stand alone on a line as the end of a name begun on the line before.
    """

    def __init__(self, paper: Paper, heads: Collection[str]) -> None:
        self.paper = paper
        texts, self._lines, self._more = _parted(paper, heads)
        self._texts = [_calmed(text) if text.isupper() else text for text in texts]
        self.whole = "\n".join(self._texts)
        self._starts = list(accumulate((len(text) + 1 for text in self._texts), initial=0))

    def holding(self, *patterns: re.Pattern[str]) -> list[Passage]:
        """The passages in which one of the patterns may find something: most of a long paper hold nothing."""
        return [self._passage(no) for no in sorted({no for pattern in patterns for no in self._found(pattern)})]

    def used(self, words: Collection[str], pattern: re.Pattern[str]) -> set[str]:
        """Those of the words that stand in the paper, where the pattern finds them among all others."""
        some = [word for word in words if word in self.whole] if len(words) < _FEW else words
        return set(some).intersection(pattern.findall(self.whole)) if some else set()

    def using(self, words: Collection[str], pattern: re.Pattern[str]) -> list[Passage]:
        """The passages that use any of the words."""
        used = self.used(words, pattern)
        return self.holding(whole_names(used) if len(used) < _FEW else pattern) if used else []

    @cached_property
    def acronyms(self) -> dict[str, str]:
        """What the paper's letters stand for, where it says so."""
        return acronyms(self.paper.lines) if "(" in self.whole else {}

    def _found(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """The places of passages; looked for in the whole text, for it is soonest looked through at once."""
        found = pattern.search(self.whole)
        while found:
            after = bisect_right(self._starts, found.start())
            yield after - 1
            found = pattern.search(self.whole, self._starts[after])

    def _passage(self, no: int) -> Passage:
        parts = self._more.get(no, ())
        starts = accumulate((len(words) + 1 for words, _ in parts[:-1]), initial=0) if parts else (0,)
        return Passage(no, self._texts[no], tuple(starts), tuple([line for _, line in parts]) or (self._lines[no],))


_Part = tuple[str, Line]


def _parted(paper: Paper, heads: Collection[str]) -> tuple[list[str], list[Line], dict[int, list[_Part]]]:
    """The texts of the passages, the line in which each begins, and the parts of those that go on in others."""
    texts: list[str] = []
    firsts: list[Line] = []
    more: dict[int, list[_Part]] = {}
    hard = _is_hard_wrapped(paper.lines)
    last = 0  # the passage that the longest cell of the line before is part of
    before: Line | None = None
    for line in paper.lines:
        if not line.filled:
            continue
        cells = _cells(line, heads)
        at = len(texts)
        if before is not None and _may_go_on(before, line):
            ended = more[last][-1][0] if last in more else texts[last]
            wrapped = hard and len(cells) == 1 and len(ended) >= _WRAPPED and line.no == before.no + 1
            if _joins(ended, cells[0], heads, wrapped) and _may_hold(ended, more.get(last, ())):
                at = last
        if at < len(texts):
            more.setdefault(at, [(texts[at], firsts[at])]).append((cells[0], line))
        else:
            texts.append(cells[0])
            firsts.append(line)
        if len(cells) > 1:
            texts += cells[1:]
            firsts += [line] * (len(cells) - 1)
            longest = cells.index(max(cells, key=len))
            at = len(texts) - len(cells) + longest if longest else at
        last, before = at, line
    for at, parts in more.items():
        texts[at] = " ".join([words for words, _ in parts])
    return texts, firsts, more


def _may_hold(ended: str, parts: Sequence[_Part]) -> bool:
    """Whether a passage may go on: no author writes on for ever."""
    return len(parts) < _MOST_LINES and len(ended) < _ENDLESS


def _joins(before: str, after: str, heads: Collection[str], wrapped: bool) -> bool:
    if not before or not after or before[-1] in _ENDS:
        return False
    opening = after[0]
    if not opening.isupper() and (not _FIRST_WORD.match(after) or _LIST_MARK.match(after)):
        return False
    opens = opening.islower() or wrapped or before.rsplit(None, 1)[-1].lower() in _ENDS_OPEN
    return opens or _is_head(after, heads)


def _is_head(after: str, heads: Collection[str]) -> bool:
    """Whether a line is the end of a name that begins on the line before."""
    if after.count(" ") > 2:
        return False
    first = _FIRST_WORD.match(after)
    return first is not None and first.group().lower() in heads


def _cells(line: Line, heads: Collection[str]) -> list[str]:
    """The line's cells; a cell of several paragraphs gives several, a wrapped one gives one."""
    cells = _paragraphs(line, heads) if "\n" in line.text else line.filled
    return [" ".join(cell.split()) for cell in cells]


def _paragraphs(line: Line, heads: Collection[str]) -> Iterator[str]:
    for cell in line.filled:
        held = ""
        for part in cell.split("\n"):
            words = " ".join(part.split())
            if held and not _joins(held, words, heads, wrapped=False):
                yield held
                held = words
            else:
                held = f"{held} {words}".strip()
        if held:
            yield held


def _may_go_on(before: Line, line: Line) -> bool:
    """Can a sentence go on from one line to the other? Rows of real tables only do so over a page break."""
    whole = line.sheet is not None or (line.table is not None and line.page == before.page)
    return not whole and not line.heading and not before.heading and line.no - before.no < _GAP


def _is_hard_wrapped(lines: Sequence[Line]) -> bool:
    """Does the paper break its lines in mid-sentence, as text does and paragraphs do not?"""
    pairs = [
        after.text[:1].islower()
        for line, after in pairwise(lines)
        if len(line.text) >= _WRAPPED and len(line.cells) == 1 and line.text[-1] not in _ENDS and after.text
    ]
    return sum(pairs) > len(pairs) / 4


@lru_cache(maxsize=64)
def _calmed(text: str) -> str:
    """A heading all in capitals with its small words in lower case: they tell where names end."""
    return _SHOUTED.sub(lambda match: match.group().lower(), text)


def mentions_in(
    paper: Paper, read: Iterable[Passage], look: Callable[[Passage], Iterable[Mention]]
) -> Iterator[Mention]:
    """What `look` finds in the passages, which looks once at words that stand in several places."""
    known: dict[tuple[str, tuple[int, ...]], Sequence[Mention]] = {}
    for passage in read:
        found = known.get((passage.text, passage.starts))
        if found is None:
            found = known[passage.text, passage.starts] = _counted(list(look(passage)))
            yield from found
            continue
        for one in found:
            source = passage.cite(paper, *one.span)
            yield Mention(one.name, one.kind, source, passage.no, one.also, one.contrast, one.span, one.times)


def _counted(found: Sequence[Mention]) -> Sequence[Mention]:
    """What the same lines say again and again in the same way, once, with how often."""
    if len(found) < 2:
        return found
    first: dict[tuple[object, ...], Mention] = {}
    times: dict[tuple[object, ...], int] = {}
    for one in found:
        key = (one.name, one.kind, one.source, one.also, one.contrast)
        first.setdefault(key, one)
        times[key] = times.get(key, 0) + 1
    return found if len(first) == len(found) else [replace(one, times=times[key]) for key, one in first.items()]
