"""The points of a decision: numbered, lettered, bulleted, in one line or told by how each begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

POINT = re.compile(
    r"[(\[]?(?P<no>[ivx]{1,5}|[a-z]|\d{1,2}|[A-Z](?=[)\]]|:\s|\.\s+(?:That|To)\b))(?:[.)\]]+\s*|:\s+)(?=\S)"
    r"|(?P<bullet>[•·▪●◦*–\uf0b7-])\s+"
)
_INLINE = re.compile(r"(?:(?<=\s)|^)\((?P<no>[ivx]{1,5}|[a-z]|\d{1,2})\)\s*|(?:(?<=\s)|^)(?P<plain>\d{1,2}|[a-z])\)\s+")
_OPENER = re.compile(r"(?i)(that|to)\b")
SECOND = frozenset({"2", "b", "ii"})
# Between the points of a decision, why it was taken.
REASON = re.compile(r"(?i)reasons?(?:\s+for\s+(?:the\s+)?(?:decision|recommendation)s?)?\s*[:–—-]")
Point = tuple[str, str, int, int]  # its number, its words, the places of its first and last line


def begins(text: str) -> str:
    """By what the points of a list without numbers are told: that, to, or a small letter; "" for a sentence."""
    found = _OPENER.match(text)
    return found[1].lower() if found else "a" if text[:1].islower() else ""


def nested(points: Sequence[Point]) -> list[Point]:
    """Points with their roman sub-points joined to them; `i` after `h` and `v` after `u` are letters."""
    outer: list[Point] = []
    for number, text, first, end in points:
        before = outer[-1][0] if outer else ""
        if outer and re.fullmatch(r"[ivx]+", number) and not (len(number) == 1 and before == chr(ord(number) - 1)):
            outer[-1] = (before, f"{outer[-1][1]} ({number}) {text}", outer[-1][2], end)
        else:
            outer.append((number, text, first, end))
    return outer


def split_inline(text: str, goes_on: bool = False) -> list[tuple[str, str]]:
    """`lead (1) x (2) y` as ("", lead), ("1", x), ("2", y); only the lead where no list from its first point on.

    `goes_on`: the second point stands on a line of its own, so that one is a list.
    """
    marks = list(_INLINE.finditer(text)) if ")" in text else []
    numbers = [(mark["no"] or mark["plain"]).lower() for mark in marks]
    if not marks or len(marks) < (1 if goes_on else 2) or numbers[0] not in {"1", "a", "i"}:  # one point is no list
        return [("", text)]
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    parts = [
        (number, text[mark.end() : end].strip(" ;")) for number, mark, end in zip(numbers, marks, ends, strict=True)
    ]
    return [("", text[: marks[0].start()].strip()), *parts]
