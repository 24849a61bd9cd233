"""Which part of a map answers a question: the whole of a map that fits, of a larger one what is around its subject.

A map fits where it has no more nodes than one walk may give. Of a larger one a part is read: what is within MAX_DEPTH
steps of the nodes a question is about, the papers cited there, and what rests on those papers though nothing may join
it to the rest (judgements, measures, meetings, bodies and strategies only named); saved scenarios always. A part that
no cap cut answers as the whole map would; one that was cut says so in its graph attribute `truncated`.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING, TypeAlias, cast
from urllib.parse import unquote

import networkx as nx

from graphapp.model import Edge, Node
from graphapp.ontology import KEPT_BESIDE, NODE_KINDS
from graphapp.store.base import MAX_DEPTH, MAX_NODES, Store

if TYPE_CHECKING:
    Graph: TypeAlias = "nx.MultiDiGraph[str]"

_PAGE = 1000
_KEPT_NODES = 5000  # of all parts that are kept: some 40 MB
_LOOSE = ("judgement", "measure", "reading", "meeting", "organization", "strategy")  # often joined to nothing
_ID = re.compile(rf"\b(?:{'|'.join(NODE_KINDS)}):[^\s?&\"]+")
_APART = re.compile(r"[\s/:?&=,]+")  # parts the key of an edition from the other words of an id or address


@dataclass(frozen=True, slots=True)
class _Kept:
    """A part that was read, and the ids that it holds together with all that is joined to them."""

    graph: Graph
    closed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Outline:
    """What is known of a revision before anything is asked: the `whole` graph of a map that fits, else None.

    Of a larger map, `editions` holds the nodes of all editions, `keys` what they are called, and `resting` the ids of
    what may be joined to nothing but its paper, by the paper's id without its kind.
    """

    number: int
    whole: Graph | None
    editions: Graph
    keys: frozenset[str] = frozenset()  # of the editions, where the map does not fit
    resting: Mapping[str, Sequence[str]] = field(default_factory=dict)
    kept: OrderedDict[tuple[str, ...], _Kept] = field(default_factory=OrderedDict)


class Parts:
    """The graphs of a store's newest revision, kept until the next; any thread may ask.

    `largest`: how many nodes a map may have to be asked as a whole.
    """

    def __init__(self, store: Store, largest: int = MAX_NODES) -> None:
        self._store = store
        self._largest = largest
        self._lock = Lock()
        self._known: Outline | None = None

    def outline(self) -> Outline:
        """What is known of the newest revision. It reads at most `largest` nodes to see whether the map fits."""
        number = self._store.revision().number
        with self._lock:
            if self._known is None or self._known.number != number:
                self._known = self._outlined(number)
            return self._known

    def _outlined(self, number: int) -> Outline:
        ids = list(islice((node.id for kind in NODE_KINDS for node in every(self._store, kind)), self._largest + 1))
        if len(ids) <= self._largest:
            whole = self._store.subgraph(ids, depth=0)
            return Outline(number, whole, whole)
        editions = self._store.subgraph([node.id for node in every(self._store, "edition")], depth=0)
        resting: dict[str, list[str]] = {}
        for node in (node for kind in _LOOSE for node in every(self._store, kind)):
            for paper in papers([node]):
                resting.setdefault(paper, []).append(node.id)
        keys = frozenset(node_id.partition(":")[2] for node_id in editions)
        return Outline(number, None, editions, keys, resting)

    def around(self, outline: Outline, seeds: Iterable[str]) -> Graph:
        """The part around these nodes; those that the map has not are left out."""
        wanted = tuple(dict.fromkeys(seeds))
        if (found := self._kept(outline, wanted)) is None:
            wanted = tuple(self._store.subgraph(wanted, depth=0))
            found = self._kept(outline, wanted) or self._read(outline, wanted)
        with self._lock:
            kept = outline.kept
            if all(found is not one for one in kept.values()):
                kept[wanted] = found
            while len(kept) > 1 and sum(len(one.graph) for one in kept.values()) > _KEPT_NODES:
                kept.popitem(last=False)
        return found.graph

    def _kept(self, outline: Outline, seeds: tuple[str, ...]) -> _Kept | None:
        with self._lock:
            for about, part in outline.kept.items():
                if about == seeds or (seeds and part.closed.issuperset(seeds)):
                    outline.kept.move_to_end(about)
                    return part
        return None

    def _read(self, outline: Outline, seeds: tuple[str, ...]) -> _Kept:
        own = {seed.partition(":")[2] for seed in seeds if seed.startswith("document:")}
        start = [*seeds, *(node.id for node in nodes(outline.editions) if own & papers([node]))]
        start += _resting(outline, own)
        part = self._store.subgraph(start, depth=MAX_DEPTH + 1)  # one step more tells whether the cap cut anything
        if more := [one for one in _resting(outline, papers(facts(part))) if one not in part]:
            part = joined([part, self._store.subgraph(more, depth=MAX_DEPTH + 1)])
        closed = frozenset() if part.graph["truncated"] else frozenset(_not_papers(part))
        beside = [f"document:{paper}" for paper in papers(facts(part))]
        beside += [node.id for kind in KEPT_BESIDE for node in every(self._store, kind)]
        more_nodes = self._store.subgraph([one for one in beside if one not in part], depth=0)
        return _Kept(joined([part, more_nodes]) if more_nodes else part, closed)


def _resting(outline: Outline, cited: Iterable[str]) -> list[str]:
    return [one for paper in cited for one in outline.resting.get(paper, ())]


def _not_papers(part: Graph) -> Iterator[str]:
    return (node_id for node_id in part if not node_id.startswith("document:"))


def nodes(graph: Graph) -> Iterator[Node]:
    """The nodes of a graph."""
    return (data["node"] for _, data in graph.nodes(data=True))


def facts(graph: Graph) -> Iterator[Node | Edge]:
    """The nodes and edges of a graph."""
    yield from nodes(graph)
    yield from (data["edge"] for *_, data in graph.edges(data=True))


def papers(found: Iterable[Node | Edge]) -> set[str]:
    """The papers that facts cite: their ids without their kind."""
    return {citation.document for fact in found for citation in fact.citations}


def joined(parts: Sequence[Graph]) -> Graph:
    """One frozen graph of several."""
    found = {fact.id: fact for part in parts for fact in facts(part)}
    return made(found.values(), is_cut=any(part.graph["truncated"] for part in parts))


def made(found: Iterable[Node | Edge], *, is_cut: bool = False) -> Graph:
    """A frozen graph of these facts, in the order of a whole map."""
    graph: Graph = nx.MultiDiGraph(truncated=is_cut)
    for fact in sorted(found, key=_place):
        if isinstance(fact, Node):
            graph.add_node(fact.id, node=fact)
        else:
            graph.add_edge(fact.source, fact.target, key=fact.kind, edge=fact)
    return cast("Graph", nx.freeze(graph))


def _place(fact: Node | Edge) -> tuple[str, ...]:
    """Nodes before edges, since an empty text comes before all."""
    return ("", fact.id) if isinstance(fact, Node) else (fact.source, fact.kind, fact.target)


def concerning(store: Store, ids: Iterable[str], cited: Collection[str]) -> Graph:
    """Those of the nodes that the map has, all that rests on the papers cited, and what is one step from either.

    Where the map has one of the papers it is looked through as a whole, a page at a time.
    """
    wanted = dict.fromkeys(ids)
    if any(store.node(f"document:{paper}") for paper in cited):
        found = (node for kind in NODE_KINDS for node in every(store, kind))
        wanted |= dict.fromkeys(node.id for node in found if not papers([node]).isdisjoint(cited))
    return joined([store.subgraph([], depth=0), *_one_step(store, tuple(wanted))])


def _one_step(store: Store, ids: Sequence[str]) -> Iterator[Graph]:
    for first in range(0, len(ids), _PAGE):
        page = ids[first : first + _PAGE]
        found = store.subgraph(page, depth=1)
        if found.graph["truncated"] and len(page) > 1:
            middle = len(page) // 2
            yield from _one_step(store, page[:middle])
            yield from _one_step(store, page[middle:])
        else:
            yield found


def every(store: Store, kind: str, text: str | None = None) -> Iterator[Node]:
    """All nodes of a kind that hold the text, in order, read a page at a time."""
    after: str | None = None
    while page := store.nodes(kind=kind, text=text, limit=_PAGE, after=after):
        yield from page
        after = page[-1].id


def named(words: object, editions: Collection[str]) -> tuple[str, ...]:
    """Ids of the nodes and editions that a question's words name.

    `words` are whatever a question was given: ids, keys of editions, addresses, collections and dataclasses of them.
    """
    ids, keys = dict[str, None](), dict[str, None]()
    for text in map(unquote, _texts(words)):
        ids |= dict.fromkeys(_ID.findall(text))
        keys |= dict.fromkeys(key for key in _APART.split(text) if key in editions)
    return tuple(ids | {f"edition:{key}": None for key in keys})


def _texts(words: object) -> Iterator[str]:
    if isinstance(words, str):
        yield words
    elif isinstance(words, Node):
        yield words.id
    elif is_dataclass(words):
        yield from (text for one in fields(words) for text in _texts(getattr(words, one.name)))
    elif isinstance(words, Mapping):
        yield from (text for pair in words.items() for text in _texts(pair))
    elif isinstance(words, Iterable):
        yield from (text for one in words for text in _texts(one))
