"""Which rows of two editions are the same promise: by what they say, not by their numbers.

Words weigh by how rare they are; rows that share rare words are candidates; an optimal assignment picks among
them; then rows left over join a pair whose content they share (a split or a merge).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

import networkx as nx

from graphapp.analysis.wording import content, is_same

# How much of a score each kind of likeness makes; what neither row can tell (no group, no lead) is left out.
_TEXT, _GROUP, _AREA, _RECOMMENDATIONS, _LEADS, _NEIGHBOURS = 0.66, 0.16, 0.03, 0.05, 0.05, 0.05
_MATCHED = 0.44  # a pair scoring less is two different actions
_ANCHOR = 0.6  # a pair scoring more tells which groups belong together
_CROSSING = 0.6  # likeness of words that two rows in unlike groups must have: near-twins must not cross
_IN_CONTEXT = 0.5  # a word of the group's own title says less about which row it is
_CANDIDATES, _POSTINGS, _IN_GROUP = 8, 250, 25  # a row's rivals; how many rows are looked at to find them, and of its group
_COMPONENT = 120  # rows that are matched optimally together; a larger tangle is matched best first
_ALIKE = 0.5  # likeness of groups that belong together
_LEFT = 0.15  # likeness of words that is enough where both rows of such groups found no partner
_PART = 0.17  # likeness of words that makes a row left over a part of a pair
_REWRITTEN = 0.6  # a pair less alike was so rewritten that it may hold other rows too
_CARRIED = 0.1  # share of the whole that a part carries and the other part does not


@dataclass(frozen=True, slots=True)
class Row:
    """What matching looks at: text with abbreviations written out, titles of group and area, ids of leads."""

    text: str
    group: str
    area: str
    recommendations: frozenset[str]
    leads: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """Places of rows that belong together, in the older and the newer edition; score 0..1."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    score: float


class _Side:
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


def match(old: Sequence[Row], new: Sequence[Row]) -> list[Match]:
    """Every row of both editions in exactly one match: in the order of the new rows, then what was dropped."""
    frequency = Counter(word for row in (*old, *new) for word in set(content(row.text)))
    weights = {word: math.log(1 + (len(old) + len(new)) / count) for word, count in frequency.items()}
    before, after = _Side(old, weights), _Side(new, weights)
    likeness = _candidates(before, after)
    anchors = _assign({pair: _score(before, after, pair, text, None) for pair, text in likeness.items()})
    guide = _Guide(before, after, {pair for pair, score in anchors.items() if score >= _ANCHOR})
    scores = {pair: _score(before, after, pair, text, guide) for pair, text in likeness.items()}
    pairs = _assign(scores)
    pairs |= _left_over(before, after, scores, pairs, likeness, guide)
    return _ordered(_joined(before, after, scores, pairs, guide), len(old), len(new))


def _candidates(before: _Side, after: _Side) -> dict[tuple[int, int], float]:
    """Pairs that share rare words, or common ones in a group of one title, each with the likeness of its words."""
    postings, groups = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    for place, (row, bag) in enumerate(zip(before.rows, before.bags, strict=True)):
        groups[row.group].append(place)
        for word in bag:
            postings[word].append(place)
    found: dict[tuple[int, int], float] = {}
    for j, bag in enumerate(after.bags):
        shared = _sharing(bag, postings)
        for i in groups.get(after.rows[j].group, ())[:_IN_GROUP]:
            shared.setdefault(i, sum(bag[word] for word in bag.keys() & before.bags[i].keys()))
        best = nsmallest(_CANDIDATES, ((-score / (before.totals[i] + after.totals[j]), i) for i, score in shared.items()))
        found.update({(i, j): _likeness(before, after, i, j) for _, i in best})
    return found | {(i, j): _likeness(before, after, i, j) for i, j in _twins(before, after)}


def _sharing(bag: Mapping[str, float], postings: Mapping[str, list[int]]) -> dict[int, float]:
    """Rows that share the rarest words of a bag, with the weight of those."""
    shared, left = dict[int, float](), _POSTINGS
    for count, word in sorted((len(postings.get(word, ())), word) for word in bag):
        for i in postings.get(word, ())[:left]:
            shared[i] = shared.get(i, 0.0) + bag[word]
        left -= count
        if left <= 0:
            break
    return shared


def _twins(before: _Side, after: _Side) -> Iterator[tuple[int, int]]:
    """Rows with one text in one group, the first with the first: however often a text is repeated."""
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, row in enumerate(before.rows):
        places[row.text, row.group].append(i)
    seen = Counter[tuple[str, str]]()
    for j, row in enumerate(after.rows):
        key = (row.text, row.group)
        if seen[key] < len(places.get(key, ())):
            yield places[key][seen[key]], j
        seen[key] += 1


def _likeness(before: _Side, after: _Side, i: int, j: int) -> float:
    """How much two rows say the same, 0..1: what they share, and how much of the shorter one that is."""
    ours, theirs = before.bags[i], after.bags[j]
    shared = sum(min(ours[word], theirs[word]) for word in ours.keys() & theirs.keys())
    smaller, larger = sorted((before.totals[i], after.totals[j]))
    return 0.5 * 2 * shared / (smaller + larger) + 0.5 * shared / smaller if smaller else 0.0


class _Guide:
    """What the sure pairs teach: which groups belong together, and which rows stand side by side."""

    def __init__(self, before: _Side, after: _Side, anchors: Iterable[tuple[int, int]]) -> None:
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


def _around(before: _Side, after: _Side, pair: tuple[int, int], guide: _Guide | None) -> tuple[float | None, ...]:
    """How alike the groups and the key areas of two rows are: by their titles, or by what sure pairs teach."""
    i, j = pair
    old, new = before.rows[i], after.rows[j]
    titles = _dice(before.titles[i], after.titles[j]), _dice(before.areas[i], after.areas[j])
    taught = (guide.share(old.group, new.group), guide.share(old.area, new.area)) if guide else (0.0, 0.0)
    return tuple(None if one is None else max(one, more) for one, more in zip(titles, taught, strict=True))


def _score(before: _Side, after: _Side, pair: tuple[int, int], text: float, guide: _Guide | None) -> float:
    """How surely two rows are one promise, 0..1."""
    i, j = pair
    old, new = before.rows[i], after.rows[j]
    groups, areas = _around(before, after, pair, guide)
    if groups is not None and groups < _ALIKE and text < _CROSSING:
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


def _assign(scores: Mapping[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """The pairs whose scores add up to most, each row in one at most; sure pairs first, tangles after."""
    kept = {pair: score for pair, score in scores.items() if score >= _MATCHED}
    graph = nx.Graph()
    for (i, j), score in sorted(kept.items()):
        graph.add_edge(("old", i), ("new", j), weight=score)
    found = set[tuple[int, int]]()
    for part in nx.connected_components(graph):
        edges = {(i, j) for side, i in part if side == "old" for _, j in graph["old", i]}
        found |= _optimal(kept, edges) if len(part) <= _COMPONENT else _greedy(kept, edges)
    return {pair: kept[pair] for pair in sorted(found)}


def _optimal(scores: Mapping[tuple[int, int], float], edges: set[tuple[int, int]]) -> set[tuple[int, int]]:
    if len(edges) == 1:
        return edges
    part = nx.Graph()
    for i, j in sorted(edges):
        # squared, so that one sure pair beats two doubtful ones
        part.add_edge(i, -j - 1, weight=scores[i, j] ** 2)
    return {(max(pair), -min(pair) - 1) for pair in nx.max_weight_matching(part)}


def _greedy(scores: Mapping[tuple[int, int], float], edges: set[tuple[int, int]]) -> set[tuple[int, int]]:
    found, old, new = set[tuple[int, int]](), set[int](), set[int]()
    for i, j in sorted(edges, key=lambda pair: (-scores[pair], pair)):
        if i not in old and j not in new:
            found.add((i, j))
            old.add(i)
            new.add(j)
    return found


def _left_over(
    before: _Side,
    after: _Side,
    scores: Mapping[tuple[int, int], float],
    pairs: Mapping[tuple[int, int], float],
    likeness: Mapping[tuple[int, int], float],
    guide: _Guide,
) -> dict[tuple[int, int], float]:
    """Rows that found no partner in groups that belong together: less likeness is enough, for fewer could be meant."""
    old, new = {i for i, _ in pairs}, {j for _, j in pairs}
    free = {
        (i, j): score
        for (i, j), score in scores.items()
        if i not in old and j not in new and likeness[i, j] >= _LEFT and _belong(before, after, (i, j), guide)
    }
    return {pair: free[pair] for pair in sorted(_greedy(free, set(free)))}


def _belong(before: _Side, after: _Side, pair: tuple[int, int], guide: _Guide) -> bool:
    """Whether two rows stand in groups that belong together and share more than the words those groups are about."""
    (i, j), titles = pair, before.titles[pair[0]] | after.titles[pair[1]]
    own = before.bags[i].keys() & after.bags[j].keys() - titles
    return len(own) > 1 and (_around(before, after, pair, guide)[0] or 0.0) >= _ALIKE


def _joined(
    before: _Side,
    after: _Side,
    scores: Mapping[tuple[int, int], float],
    pairs: Mapping[tuple[int, int], float],
    guide: _Guide,
) -> list[Match]:
    """The pairs, with rows left over joined to the pair whose content they share: splits first, then merges."""
    found = {pair: Match((pair[0],), (pair[1],), score) for pair, score in pairs.items()}
    paired = {i: (i, j) for i, j in pairs}, {j: (i, j) for i, j in pairs}
    for (i, j), score in sorted(scores.items(), key=lambda one: (-one[1], one[0])):
        split = i in paired[0] and j not in paired[1]
        if split == (i not in paired[0] and j in paired[1]):
            continue
        home = paired[0][i] if split else paired[1][j]
        whole = found[home]
        if len(whole.old if split else whole.new) > 1 or not _is_part(before, after, (i, j), home, guide):
            continue
        paired[split][j if split else i] = home
        more = ((), (j,)) if split else ((i,), ())
        found[home] = Match(whole.old + more[0], whole.new + more[1], min(whole.score, score))
    return list(found.values())


def _is_part(before: _Side, after: _Side, pair: tuple[int, int], home: tuple[int, int], guide: _Guide) -> bool:
    """Whether a row left over is a part of its rival, not a near-twin of the rival's partner that was dropped or added.

    It carries what the partner does not, or the partner was rewritten so much that it resembles its rival nearly as well.
    """
    (i, j), (own, partner) = pair, home
    if is_same(before.rows[own].text, after.rows[partner].text):
        return False
    likeness, known = _likeness(before, after, i, j), _likeness(before, after, own, partner)
    if likeness < _PART or not _belong(before, after, pair, guide):
        return False
    split = i == own
    whole = before.bags[i] if split else after.bags[j]
    part, other = (after.bags[j], after.bags[partner]) if split else (before.bags[i], before.bags[own])
    carried = sum(whole[word] for word in whole.keys() & part.keys() - other.keys())
    return carried >= _CARRIED * sum(whole.values()) or (known < _REWRITTEN and likeness >= known / 2)


def _ordered(found: Sequence[Match], old: int, new: int) -> list[Match]:
    """All rows, each once: by the first of the newer rows, then the dropped in their own order."""
    taken = {i for one in found for i in one.old}, {j for one in found for j in one.new}
    added = [Match((), (j,), 0.0) for j in range(new) if j not in taken[1]]
    dropped = [Match((i,), (), 0.0) for i in range(old) if i not in taken[0]]
    whole = [Match(tuple(sorted(one.old)), tuple(sorted(one.new)), one.score) for one in found]
    return sorted(whole + added, key=lambda one: one.new) + dropped
