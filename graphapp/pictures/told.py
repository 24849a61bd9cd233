"""A focus map in words: the sentence above it, and what a what-if writes on its boxes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

from graphapp.analysis.words import listed, natural
from graphapp.ontology import NODE_KINDS, kind_of
from graphapp.pictures.around import GAPS, LANES, Around, lane_of
from graphapp.pictures.words import order_of, title_of

NAMES = 4  # in one list before "and n more"
_LACKING = 7  # likewise, of what lacks something
_BEYOND = {  # lane -> what joins the focus to what stands there, where no link does
    "why": "for",
    "areas": "in",
    "actions": "with",
    "leads": "led by",
    "boards": "heard by",
}
_COUNTED = ("resolution", "reading", "meeting")  # their names say too little, or too much, in a list
_NUMBERED = ("action", "keyarea", "group", "recommendation")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a what-if does to a node: `band` is its frame (sure, maybe or along), `word` what its box says."""

    id: str
    band: str
    word: str


def summary(found: Around, marks: Collection[Mark] = ()) -> str:
    """What the map shows, hidden boxes counted in: what the focus is linked to, then whom that leads to."""
    title = title_of(found.node(found.focus))
    clauses = [f"{words} {_named(found, ids)}{doubt}" for (_, words, doubt), ids in sorted(_direct(found).items())]
    start = f"{title} {'; '.join(clauses)}" if clauses else title
    said = "; ".join(
        [start, *(() if marks else _indirect(found))]
    )  # what is marked brings others than those of the focus
    if said == title:
        said = f"In this edition nothing is linked to {title}"
    missing = (lacking(found, gap) for gap in sorted(found.gaps))
    return " ".join([f"{said}.", *missing, *_counted(marks)])


def _direct(found: Around) -> dict[tuple[int, str, str], list[str]]:
    """What is linked to the focus: by the lane of the other end, the words and the doubt."""
    linked: dict[tuple[int, str, str], list[str]] = {}
    for link in found.links:
        if link.standing != "gap" and found.focus in (link.source, link.target):
            out = link.source == found.focus
            other = link.target if out else link.source
            doubt = " (inferred)" if link.standing == "inferred" else ""
            lane = LANES.index(lane_of(found.node(other)))
            linked.setdefault((lane, link.label if out else link.inverse, doubt), []).append(other)
    return linked


def _indirect(found: Around) -> Iterator[str]:
    """What stands in the lanes to which no link of the focus leads."""
    known = {LANES[lane] for lane, *_ in _direct(found)} | {lane_of(found.node(found.focus))}
    for lane in (lane for lane in LANES if lane not in known):
        ids = [i for i in found.ranks if lane_of(found.node(i)) == lane]
        if ids:
            yield f"{_BEYOND[lane]} {_named(found, ids)}"


def _named(found: Around, ids: Collection[str], most: int = NAMES) -> str:
    """Names in reading order; things of one numbered kind by their numbers: "actions 1.1.1 and 1.1.2"."""
    nodes = sorted((found.node(i) for i in ids), key=lambda node: (order_of(node)[0], natural(title_of(node))))
    runs = (
        _of_kind(kind, [title_of(node) for node in run], most) for kind, run in groupby(nodes, lambda node: node.kind)
    )
    return ", and ".join(runs)


def _of_kind(kind: str, titles: list[str], most: int) -> str:
    named = NODE_KINDS[kind]
    word = (named.label if len(titles) == 1 else named.plural).lower()
    if kind in _COUNTED:
        return f"{len(titles)} {word}"
    numbers = [title.removeprefix(f"{named.label} ") for title in titles]
    most += len(titles) == most + 1  # rather the last name than "1 more"
    if kind not in _NUMBERED or numbers == titles:
        return listed(titles, most)
    return f"{word} {listed(numbers, most)}"


def lacking(found: Around, gap: str) -> str:
    """Which nodes lack something, as a sentence: "No lead is named for Action 1.1.5."."""
    return f"{GAPS[gap][2]} {_named(found, found.gaps[gap], _LACKING)}."


def _counted(marks: Collection[Mark]) -> Iterator[str]:
    """How many nodes have each mark."""
    counts = Counter((mark.word, kind_of(mark.id)) for mark in marks)
    said = []
    for word in dict.fromkeys(mark.word for mark in marks):
        kinds = {NODE_KINDS[kind]: number for (of, kind), number in counts.items() if of == word}
        many = (f"{n} {(kind.label if n == 1 else kind.plural).lower()}" for kind, n in kinds.items())
        said.append(f"“{word}” on {listed(many)}")
    if said:
        yield f"What this touches is marked in its box: {listed(said)}."
