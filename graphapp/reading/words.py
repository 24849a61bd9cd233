"""Letters of a page of a PDF -> words: parted by spaces, by room between letters, and by the edges of cells.

How much room parts two words differs: small print has narrow spaces, some writers leave room between all letters, and
some fonts have no sign for a space.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from graphapp.reading.grid import Word

_SPACE = 0.15  # of the letters' size: room beyond what stands between all letters that parts two words
_WIDEST = 0.6  # of the letters' size; letters further apart are of two words
_CELLS_APART = 0.05  # of the letters' size; less room than this at a cell's edge is within a word that runs over it
_LINE = 3.0  # points; letters of one line stand no further apart in height
_FEW = 20  # letters; from fewer no habit shows
_Letter = Mapping[str, Any]


def words_of(page: Any, edges: Sequence[tuple[float, float, float, float]]) -> list[Word]:
    """The words of a page; `edges` are the left edges of cells, which part words whatever the room between them."""
    straight = page if all(char["upright"] for char in page.chars) else page.filter(_is_straight)
    found = straight.extract_words(
        extra_attrs=["size"],
        return_chars=True,
        x_tolerance_ratio=_SPACE + _spread(straight.chars),
        y_tolerance=min(_LINE, min((char["size"] for char in straight.chars), default=_LINE) / 2),
    )
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
    return words + list(_turned([char for char in page.chars if not char["upright"]]))


def _is_straight(shape: _Letter) -> bool:
    return bool(shape["object_type"] != "char" or shape["upright"])


def is_sideways(page: Any) -> bool:
    """Whether most of a page's letters run up the page, as those of a wide table on a high page do."""
    up = sum(not char["upright"] and char["matrix"][1] > 0 for char in page.chars)
    return bool(2 * up > len(page.chars))


def _turned(chars: Sequence[_Letter]) -> Iterator[Word]:
    """The words that run up or down a page, each with itself as it would stand in a line."""
    laid = sorted((_laid(char) for char in chars), key=lambda letter: (round(letter.top), letter.x0))
    words = [laid[:1]]
    for before, letter in pairwise(laid):
        near = round(before.top) == round(letter.top) and letter.x0 - before.x1 <= _SPACE * letter.size
        if not near or " " in {before.text, letter.text}:
            words.append([])
        words[-1].append(letter)
    for letters in words:
        text = "".join(letter.text for letter in letters)
        if text.strip():
            yield _joined(text, letters)


def _laid(char: _Letter) -> Word:
    """A letter of turned words as it stands when the page is turned; itself it holds its place on the page."""
    x0, x1, top, bottom = (float(char[side]) for side in ("x0", "x1", "top", "bottom"))
    left, right, low, high = (-bottom, -top, x0, x1) if char["matrix"][1] > 0 else (top, bottom, -x1, -x0)
    place = Word(char["text"], x0, x1, top, bottom, x1 - x0)
    return Word(char["text"], left, right, low, high, x1 - x0, laid=place)


def _joined(text: str, letters: Sequence[Word]) -> Word:
    """A word in its place on the page; `laid` is how it stands when the page is turned."""
    places = [letter.laid or letter for letter in letters]
    laid = replace(letters[0], text=text, x1=letters[-1].x1, laid=None)
    return Word(
        text,
        min(place.x0 for place in places),
        max(place.x1 for place in places),
        min(place.top for place in places),
        max(place.bottom for place in places),
        laid.size,
        laid=laid,
    )


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
