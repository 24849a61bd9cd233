"""Letters of a page of a PDF -> words: parted by spaces, by room between letters, and by the edges of cells.

How much room parts two words differs: small print has narrow spaces, some writers leave room between all letters, and
some fonts have no sign for a space.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from graphapp.reading.grid import Word

_SPACE = 0.15  # of the letters' size: room beyond what stands between all letters that parts two words
_WIDEST = 0.6  # of the letters' size; letters further apart are of two words
_CELLS_APART = 0.05  # of the letters' size; less room than this at a cell's edge is within a word that runs over it
_FEW = 20  # letters; from fewer no habit shows
_Letter = Mapping[str, Any]


def words_of(page: Any, edges: Sequence[tuple[float, float, float, float]]) -> list[Word]:
    """The words of a page; `edges` are the left edges of cells, which part words whatever the room between them."""
    ratio = _SPACE + _spread(page.chars)
    found = page.extract_words(extra_attrs=["size"], return_chars=True, x_tolerance_ratio=ratio)
    places = sorted({edge[0] for edge in edges})
    words = []
    for word in found:
        first, last = bisect_left(places, word["x0"]), bisect_right(places, word["x1"])
        if first == last:
            words.append(Word.of(word))
            continue
        middle = (word["top"] + word["bottom"]) / 2
        inner = places[first:last]
        cuts = sorted({edge[0] for edge in edges if edge[0] in inner and edge[1] <= middle <= edge[3]})
        words += map(Word.of, _cut(word, cuts))
    return words


def _spread(chars: Sequence[_Letter]) -> float:
    """The room that a page leaves between all its letters, as a part of their size."""
    gaps = sorted(
        (after["x0"] - before["x1"]) / before["size"]
        for before, after in pairwise(chars)
        if before["size"] and before["top"] == after["top"] and " " not in {before["text"], after["text"]}
    )
    gaps = [gap for gap in gaps if -_SPACE < gap < _WIDEST]
    return max(0.0, gaps[len(gaps) // 2]) if len(gaps) > _FEW else 0.0


def _cut(word: _Letter, cuts: Sequence[float]) -> Iterator[_Letter]:
    """A word in parts, where an edge stands between two of its letters that do not touch."""
    letters = word["chars"]
    starts = [
        at for at in range(1, len(letters)) if any(_stands_between(letters[at - 1], cut, letters[at]) for cut in cuts)
    ]
    if not starts:
        yield word
        return
    for first, last in pairwise([0, *starts, len(letters)]):
        part = letters[first:last]
        yield dict(word) | {
            "text": "".join(letter["text"] for letter in part),
            "x0": part[0]["x0"],
            "x1": part[-1]["x1"],
            "chars": part,
        }


def _stands_between(before: _Letter, edge: float, after: _Letter) -> bool:
    room = after["x0"] - before["x1"]
    apart = (before["x0"] + before["x1"]) / 2 < edge < (after["x0"] + after["x1"]) / 2
    return bool(apart and room > _CELLS_APART * before["size"])
