"""How alike two rows of two editions are: by rare words in common, and by what stands around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphapp.analysis.wording import content

# How much of a score each kind of likeness makes; what neither row can tell (no group, no lead) is left out.
_TEXT, _GROUP, _AREA, _RECOMMENDATIONS, _LEADS, _NEIGHBOURS = 0.66, 0.16, 0.03, 0.05, 0.05, 0.05
ALIKE = 0.5  # likeness of groups that belong together
_CROSSING = 0.6  # likeness of words that two rows in unlike groups must have: near-twins must not cross
_IN_CONTEXT = 0.5  # a word of the group's own title says less about which row it is


@dataclass(frozen=True, slots=True)
class Row:
    """What matching looks at: text with abbreviations written out, titles of group and area, ids of leads."""

    text: str
    group: str
    area: str
    recommendations: frozenset[str]
    leads: frozenset[str]


class Side:
    """One edition's rows as bags of weighted stems."""

    def __init__(self, rows: Sequence[Row], weights: Mapping[str, float]) -> None:
        self.rows = rows
        self.titles = [frozenset(content(row.group or row.area)) for row in rows]
        self.areas = [frozenset(content(row.area)) for row in rows]
        self.bags = [
            {word: weights[word] * (_IN_CONTEXT if word in title else 1) for word in content(row.text)}
            for row, title in zip(rows, self.titles, strict=True)
        ]
        self.totals = [sum(bag.values()) for bag in self.bags]


def likeness_of(before: Side, after: Side, i: int, j: int) -> float:
    """How much two rows say the same, 0..1: what they share, and how much of the shorter one that is."""
    ours, theirs = before.bags[i], after.bags[j]
    shared = sum(min(ours[word], theirs[word]) for word in ours.keys() & theirs.keys())
    smaller, larger = sorted((before.totals[i], after.totals[j]))
    return 0.5 * 2 * shared / (smaller + larger) + 0.5 * shared / smaller if smaller else 0.0


class Guide:
    """What the sure pairs teach: which groups belong together, and which rows stand side by side."""

    def __init__(self, before: Side, after: Side, anchors: Iterable[tuple[int, int]]) -> None:
        self.anchors = set(anchors)
        self.votes = Counter[tuple[str, str]]()
        self.old, self.new = Counter[str](), Counter[str]()
        for i, j in self.anchors:
            old, new = before.rows[i], after.rows[j]
            for one, other in {(old.group, new.group), (old.area, new.area)}:
                self.votes[one, other] += 1
                self.old[one] += 1
                self.new[other] += 1

    def share(self, old: str, new: str) -> float:
        """How many of the sure pairs of these groups, or key areas, join them to each other, 0..1."""
        most = max(self.old[old], self.new[new])
        return self.votes[old, new] / most if most else 0.0

    def beside(self, i: int, j: int) -> float:
        """Whether the rows before and after are pairs too: 0, 0.5 or 1."""
        return sum((i + step, j + step) in self.anchors for step in (-1, 1)) / 2


def _dice(one: frozenset[str], other: frozenset[str]) -> float | None:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else None


def around(before: Side, after: Side, pair: tuple[int, int], guide: Guide | None) -> tuple[float | None, ...]:
    """How alike the groups and the key areas of two rows are: by their titles, or by what sure pairs teach."""
    i, j = pair
    old, new = before.rows[i], after.rows[j]
    titles = _dice(before.titles[i], after.titles[j]), _dice(before.areas[i], after.areas[j])
    taught = (guide.share(old.group, new.group), guide.share(old.area, new.area)) if guide else (0.0, 0.0)
    return tuple(None if one is None else max(one, more) for one, more in zip(titles, taught, strict=True))


def score_of(before: Side, after: Side, pair: tuple[int, int], text: float, guide: Guide | None) -> float:
    """How surely two rows are one promise, 0..1."""
    i, j = pair
    old, new = before.rows[i], after.rows[j]
    groups, areas = around(before, after, pair, guide)
    if groups is not None and groups < ALIKE and text < _CROSSING:
        return 0.0
    told = (
        (_TEXT, text),
        (_GROUP, groups),
        (_AREA, areas),
        (_RECOMMENDATIONS, _dice(old.recommendations, new.recommendations)),
        (_LEADS, _dice(old.leads, new.leads)),
        (_NEIGHBOURS, guide.beside(i, j) if guide else None),
    )
    known = [(weight, value) for weight, value in told if value is not None]
    return sum(weight * value for weight, value in known) / sum(weight for weight, _ in known)
