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

from graphapp.analysis.likeness import ALIKE, Guide, Row, Side, around, likeness_of, score_of
from graphapp.analysis.wording import content, is_same

_MATCHED = 0.44  # a pair scoring less is two different actions
_ANCHOR = 0.6  # a pair scoring more tells which groups belong together
_CANDIDATES = 6  # a row's rivals
_POSTINGS, _IN_GROUP = 150, 25  # rows looked at to find them: for words in common, and of its own group
_COMPONENT = 120  # rows that are matched optimally together; a larger tangle is matched best first
_LEFT = 0.15  # likeness of words that is enough where both rows of such groups found no partner
_PART = 0.17  # likeness of words that makes a row left over a part of a pair
_REWRITTEN = 0.6  # a pair less alike was so rewritten that it may hold other rows too
_CARRIED = 0.1  # share of the whole that a part carries and the other part does not


@dataclass(frozen=True, slots=True)
class Match:
    """Places of rows that belong together, in the older and the newer edition; score 0..1."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    score: float


def match(old: Sequence[Row], new: Sequence[Row]) -> list[Match]:
    """Every row of both editions in exactly one match: in the order of the new rows, then what was dropped."""
    frequency = Counter(word for row in (*old, *new) for word in set(content(row.text)))
    weights = {word: math.log(1 + (len(old) + len(new)) / count) for word, count in frequency.items()}
    before, after = Side(old, weights), Side(new, weights)
    sure = dict.fromkeys(_twins(old, new), 1.0)
    likeness = _candidates(before, after, sure)
    anchors = sure | _assign({pair: score_of(before, after, pair, text, None) for pair, text in likeness.items()})
    guide = Guide(before, after, {pair for pair, score in anchors.items() if score >= _ANCHOR})
    scores = {pair: score_of(before, after, pair, text, guide) for pair, text in likeness.items()}
    pairs = sure | _assign(scores)
    pairs |= _left_over(before, after, scores, pairs, likeness, guide)
    return _ordered(_joined(before, after, scores, pairs, guide), len(old), len(new))


def _twins(old: Sequence[Row], new: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Rows with one text in one group, the first with the first: however often a text is repeated."""
    places: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for i, row in enumerate(old):
        places[row.text, row.group, row.area].append(i)
    seen = Counter[tuple[str, str, str]]()
    for j, row in enumerate(new):
        key = (row.text, row.group, row.area)
        if seen[key] < len(places.get(key, ())):
            yield places[key][seen[key]], j
        seen[key] += 1


def _candidates(before: Side, after: Side, sure: Iterable[tuple[int, int]]) -> dict[tuple[int, int], float]:
    """Pairs that share rare words, or common ones in a group of one title, each with the likeness of its words.

    Rows that are sure already are no candidates, nor are pairs whose words are too unlike for any score to help.
    """
    settled = {i for i, _ in sure}, {j for _, j in sure}
    postings, groups = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    for place, (row, bag) in enumerate(zip(before.rows, before.bags, strict=True)):
        if place not in settled[0]:
            groups[row.group].append(place)
            for word in bag:
                postings[word].append(place)
    found: dict[tuple[int, int], float] = {}
    for j in (j for j in range(len(after.rows)) if j not in settled[1]):
        bag = after.bags[j]
        shared = _sharing(bag, postings)
        for i in groups.get(after.rows[j].group, ())[:_IN_GROUP]:
            shared.setdefault(i, sum(bag[word] for word in bag.keys() & before.bags[i].keys()))
        total = after.totals[j]
        best = nsmallest(_CANDIDATES, ((-score / (before.totals[i] + total), i) for i, score in shared.items()))
        alike = {(i, j): likeness_of(before, after, i, j) for _, i in best}
        found.update({pair: likeness for pair, likeness in alike.items() if likeness >= _LEFT})
    return found


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


def _assign(scores: Mapping[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """The pairs whose scores add up to most, each row in one at most; sure pairs first, tangles after."""
    kept = {pair: score for pair, score in scores.items() if score >= _MATCHED}
    graph: nx.Graph[tuple[str, int]] = nx.Graph()
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
    part: nx.Graph[int] = nx.Graph()
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
    before: Side,
    after: Side,
    scores: Mapping[tuple[int, int], float],
    pairs: Mapping[tuple[int, int], float],
    likeness: Mapping[tuple[int, int], float],
    guide: Guide,
) -> dict[tuple[int, int], float]:
    """Rows that found no partner in groups that belong together: less likeness is enough, for fewer could be meant."""
    old, new = {i for i, _ in pairs}, {j for _, j in pairs}
    free = {
        (i, j): score
        for (i, j), score in scores.items()
        if i not in old and j not in new and likeness[i, j] >= _LEFT and _belong(before, after, (i, j), guide)
    }
    return {pair: free[pair] for pair in sorted(_greedy(free, set(free)))}


def _belong(before: Side, after: Side, pair: tuple[int, int], guide: Guide) -> bool:
    """Whether two rows stand in groups that belong together and share more than the words those groups are about."""
    (i, j), titles = pair, before.titles[pair[0]] | after.titles[pair[1]]
    own = before.bags[i].keys() & after.bags[j].keys() - titles
    return len(own) > 1 and (around(before, after, pair, guide)[0] or 0.0) >= ALIKE


def _joined(
    before: Side,
    after: Side,
    scores: Mapping[tuple[int, int], float],
    pairs: Mapping[tuple[int, int], float],
    guide: Guide,
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


def _is_part(before: Side, after: Side, pair: tuple[int, int], home: tuple[int, int], guide: Guide) -> bool:
    """Whether a row left over is a part of its rival, not a near-twin of the rival's partner.

    It carries what the partner does not, or the partner was rewritten so much that it hardly resembles the rival more.
    """
    (i, j), (own, partner) = pair, home
    if is_same(before.rows[own].text, after.rows[partner].text):
        return False
    likeness, known = likeness_of(before, after, i, j), likeness_of(before, after, own, partner)
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
