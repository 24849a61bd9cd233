"""A proposal as items a person can judge: each fact in words beside its lines, with how sure the reading is and why."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphapp.analysis.changes import in_words
from graphapp.analysis.words import natural, sentence, spoken, spoken_date
from graphapp.core import Proposal
from graphapp.due import Due
from graphapp.model import Citation, Edge, Node
from graphapp.ontology import EDGE_KINDS, kind_of
from graphapp.review.doubts import Confidence, doubts
from graphapp.review.fixes import LISTS, NAMED, fields_of

GROUPS = {  # kind of node -> the group its items stand in; kinds that are left out go along with others
    "document": "The paper and its plan", "plan": "The paper and its plan", "edition": "The paper and its plan",
    "keyarea": "Key areas", "recommendation": "Recommendations", "action": "Actions",
    "link": "Links between actions and strategies", "person": "People and posts", "post": "People and posts",
    "organization": "Boards and other bodies", "strategy": "Strategies", "meeting": "Meetings",
    "resolution": "Resolutions", "reading": "Figures", "judgement": "Judgements",
}  # fmt: skip
FIXED = ("document", "plan", "edition")  # what all else stands in: taken with the paper, or the paper is discarded
_LINKS = ("DEPENDS_ON", "PRODUCES", "RELIES_ON", "OVERSEES")  # edges that are items of their own
_TO_TARGET = ("LEADS", "ATTENDED")  # edges that are facts about what they lead to
_UNSAID = frozenset(
    "lines places unread warnings acronyms sha256 edition space key main plan document ref ref_printed share scope no "
    "lead_text notes questions text title name review corrected group order standing via reason post_id".split()
)
_NAMES = {"rag": "Rating", "due": "Due"}


@dataclass(frozen=True, slots=True)
class Source:
    """Where the paper says so, and its own words there."""

    citation: Citation
    words: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a proposal adds, changes or drops, with the links that are facts about it.

    `key` tells it from the others of this reading; `says` are names and words; `was` are name, before and after of
    what changes; `edges` and `node_id` are what it stands for; `within` are keys of what lies in it.
    """

    key: str
    group: str
    kind: str
    node_id: str
    what: str
    change: str  # added, changed, dropped
    confidence: Confidence
    says: tuple[tuple[str, str], ...] = ()
    was: tuple[tuple[str, str, str], ...] = ()
    sources: tuple[Source, ...] = ()
    places: int = 0  # in how many places the paper says so: `sources` are the first of them
    fields: tuple[tuple[str, str, str, bool], ...] = ()  # name, label, words, whether they are long
    edges: frozenset[str] = frozenset()

    @property
    def is_fixed(self) -> bool:
        """Whether it comes with the paper and cannot be judged alone."""
        return self.kind in FIXED

    @property
    def is_quiet(self) -> bool:
        """Whether nothing that a reader sees is otherwise: not worth showing."""
        return self.change == "changed" and not self.was


@dataclass(slots=True)
class _Gathered:
    """What a proposal says of one thing: the node before and after, and edges put and dropped."""

    before: Node | None = None
    after: Node | None = None
    put: list[tuple[Edge, Edge | None]] = field(default_factory=list)  # after, before
    gone: list[Edge] = field(default_factory=list)


_SHOWN = 3  # sources of an item
_LONG = 120  # characters: longer words are shown in a field of several lines


def owner(source: str, kind: str, target: str) -> str:
    """The id of the item that an edge is part of: its own, or that of one of its ends."""
    if kind in _LINKS:
        return f"{source} {kind} {target}"
    return target if kind in _TO_TARGET else source


def items(proposal: Proposal) -> tuple[Item, ...]:
    """All that is proposed, in groups, the least sure first."""
    made = _Maker(proposal)
    found = [item for what, one in made.gathered.items() if (item := made.item(what, one))]
    order = list(dict.fromkeys(GROUPS.values()))
    return tuple(sorted(found, key=lambda i: (order.index(i.group), i.confidence.rank, natural(i.key))))


class _Maker:
    """Makes the items of one proposal; knows the drafts that nodes were made of and the lines of all papers."""

    def __init__(self, proposal: Proposal) -> None:
        self.proposal = proposal
        self.graph = proposal.graph
        self.nodes = {node.id: node for node in proposal.changes.nodes}
        self.drafts = _drafts_of(proposal)
        self.lines = dict(_lines(proposal))
        self.tabled = {
            (found.paper.id, line.sheet, line.no)
            for found in proposal.drafts
            for line in found.paper.lines
            if len(line.filled) > 1 or line.table is not None
        }
        self.gathered = self._gather()
        self.leads: dict[str, list[Edge]] = defaultdict(list)
        for edge in proposal.changes.edges:
            if edge.kind == "LEADS":
                self.leads[edge.target].append(edge)

    def _gather(self) -> dict[str, _Gathered]:
        changes = self.proposal.changes
        found: dict[str, _Gathered] = defaultdict(_Gathered)
        for node in changes.nodes:
            found[node.id].after = node
            found[node.id].before = self._known(node.id)
        for node_id in changes.drop_nodes:
            found[node_id].before = self._known(node_id)
        for edge in changes.edges:
            found[owner(edge.source, edge.kind, edge.target)].put.append((edge, self._edge(edge.id)))
        for edge_id in changes.drop_edges:
            if edge_now := self._edge(edge_id):
                found[owner(edge_now.source, edge_now.kind, edge_now.target)].gone.append(edge_now)
        return found

    def _known(self, node_id: str) -> Node | None:
        node: Node | None = self.graph.nodes[node_id]["node"] if node_id in self.graph else None
        return node

    def _edge(self, edge_id: str) -> Edge | None:
        source, kind, target = edge_id.split(" ")
        found: Edge | None = self.graph.edges[source, target, kind]["edge"] if self.graph.has_edge(
            source, target, kind) else None  # fmt: skip
        return found

    def label(self, node_id: str) -> str:
        """What a thing is called."""
        node = self.nodes.get(node_id) or self._known(node_id)
        return spoken(node) if node else node_id.partition(":")[2]

    def item(self, what: str, one: _Gathered) -> Item | None:
        """The item of a node id or an own edge's id; None for what goes along with others."""
        is_link = " " in what
        kind = "link" if is_link else kind_of(what)
        if kind not in GROUPS:
            return None
        node = one.after or one.before or self.nodes.get(what) or self._known(what)
        edges = [edge for edge, _ in one.put] + one.gone
        draft = self.drafts.get(what)
        change = _change(one, is_link)
        cited = self._cited(node if one.after or one.before else None, edges, change)
        return Item(
            key=self._key(what), group=GROUPS[kind], kind=kind, node_id=what,
            what=self._what(node, edges, is_link), change=change,
            confidence=doubts(kind, node, draft[1] if draft else None, edges, change, self._is_tabled(cited)),
            says=tuple(self._says(what, node, one)) if not is_link else (),
            was=tuple(self._differences(one)) if change == "changed" else (),
            sources=tuple(Source(c, self._words(c)) for c in cited[:_SHOWN]), places=len(cited),
            fields=_fields(kind, draft[1] if draft else node if kind in NAMED else None) if change != "dropped" else (),
            edges=frozenset(edge.id for edge in edges),
        )  # fmt: skip

    def _key(self, what: str) -> str:
        """A key that stays when the month of the edition is answered: drafts by place, the rest by id."""
        keys = (self.drafts[part][0] if part in self.drafts else part for part in what.split(" "))
        return " ".join(keys)

    def _cited(self, node: Node | None, edges: Iterable[Edge], change: str) -> list[Citation]:
        papers = {found.paper.id for found in self.proposal.drafts}
        cited = node.citations if node else tuple(c for edge in edges for c in edge.citations)
        own = [c for c in dict.fromkeys(cited) if c.document in papers]
        return own or list(dict.fromkeys(cited)) if change != "dropped" else list(dict.fromkeys(cited))

    def _is_tabled(self, cited: Iterable[Citation]) -> bool:
        return any((c.document, c.sheet, c.line_start) in self.tabled for c in cited)

    def _words(self, cited: Citation) -> str:
        last = min(cited.line_end, cited.line_start + 5)
        found = (self.lines.get((cited.document, cited.sheet, no), "") for no in range(cited.line_start, last + 1))
        return " / ".join(filter(None, map(_plain, found)))

    def _what(self, node: Node | None, edges: list[Edge], is_link: bool) -> str:
        if is_link:
            edge = edges[0]
            return sentence(f"{self.label(edge.source)} {EDGE_KINDS[edge.kind].label} {self.label(edge.target)}")
        if node is None:
            return ""
        text = str(node.props.get("text") or "")
        return f"{node.label}: {text}" if text else node.label

    def _says(self, what: str, node: Node | None, one: _Gathered) -> Iterator[tuple[str, str]]:
        """What is known of the thing, and its links."""
        for name, value in (node.props if node else {}).items():
            words = _due(value) if name == "due" else in_words(value)
            if name not in _UNSAID and words and words != (node and node.label):
                yield _NAMES.get(name, name.replace("_", " ").capitalize()), words
        leads = sorted((e for e in self.leads[what]), key=lambda e: str(e.props.get("order", 0)))
        if leads:
            yield "Lead", "; ".join(self._lead(edge) for edge in leads)
        elif node and node.kind == "action" and one.after:
            yield "Lead", "nobody is named"
        linked: dict[str, list[str]] = {}
        for edge, _ in one.put:
            if edge.kind not in _TO_TARGET:
                linked.setdefault(EDGE_KINDS[edge.kind].label.capitalize(), []).append(self.label(edge.target))
        yield from ((name, ", ".join(names)) for name, names in linked.items())
        present = [self.label(edge.source) for edge, _ in one.put if edge.kind == "ATTENDED"]
        if present:
            yield "Attended by", ", ".join(present)

    def _lead(self, edge: Edge) -> str:
        name = self.label(edge.source)
        post, body = edge.props.get("post"), edge.props.get("organization")
        more = ", ".join(str(part) for part in (post, body) if part and part != name)
        return f"{name} ({more})" if more else name

    def _differences(self, one: _Gathered) -> Iterator[tuple[str, str, str]]:
        if one.after and one.before:
            old, new = dict(_told(one.before)), dict(_told(one.after))
            for name in dict.fromkeys([*old, *new]):
                if old.get(name) != new.get(name):
                    yield name, old.get(name, ""), new.get(name, "")
        for edge, before in one.put:
            if before is None:
                yield "Link", "", self._sentence(edge)
        for edge in one.gone:
            yield "Link", self._sentence(edge), ""

    def _sentence(self, edge: Edge) -> str:
        return sentence(f"{self.label(edge.source)} {EDGE_KINDS[edge.kind].label} {self.label(edge.target)}")


def _fields(kind: str, thing: Any) -> tuple[tuple[str, str, str, bool], ...]:
    """What may be corrected of a draft or a named node, with its words as they stand."""
    made = ((one, one.words(thing)) for one in fields_of(kind)) if thing is not None else ()
    return tuple((one.name, one.label, words, len(words) > _LONG) for one, words in made)


def _change(one: _Gathered, is_link: bool) -> str:
    if is_link:
        return "added" if one.put and one.put[0][1] is None else "changed" if one.put else "dropped"
    if one.after is None and one.before is not None and not one.put and not one.gone:
        return "dropped"
    if one.after is None and one.before is not None:
        return "dropped"
    return "added" if one.after and one.before is None else "changed"


def _due(value: Any) -> str:
    """A due cell as written, with what is read out of it where that says more."""
    if not value:
        return ""
    due = Due.from_json(value)
    read = ", ".join(map(spoken_date, due.dates))
    more = " ".join(filter(None, (due.recurrence, read)))
    return f"{due.raw} (read as {more})" if more and more.lower() not in due.raw.lower() else due.raw


def _told(node: Node) -> Iterator[tuple[str, str]]:
    yield "Name", node.label
    for name, value in node.props.items():
        if name not in ("lines", "places", "unread", "acronyms", "review", "corrected") and (words := in_words(value)):
            yield _NAMES.get(name, name.replace("_", " ").capitalize()), words
    more = f" and {len(node.citations) - _SHOWN} more" if len(node.citations) > _SHOWN else ""
    yield "Where it stands", "; ".join(map(str, node.citations[:_SHOWN])) + more


def _plain(text: str) -> str:
    words = " ".join(re.sub(r"\t|\|", " | ", text).split())
    return words if len(words) <= 700 else f"{words[:700].rsplit(maxsplit=1)[0]} …"


def _lines(proposal: Proposal) -> Iterator[tuple[tuple[str, str | None, int], str]]:
    """The words of every line that may be cited: of the papers read, and of those the map has from before."""
    for document in proposal.changes.drop_nodes and [n for n in proposal.graph if n.startswith("document:")]:
        props: Mapping[str, Any] = proposal.graph.nodes[document]["node"].props
        places = props.get("places") or [[no, None, None] for no in range(1, len(props.get("lines", ())) + 1)]
        for (no, _, sheet), text in zip(places, props.get("lines", ()), strict=False):
            yield (document.partition(":")[2], sheet, no), text
    for found in proposal.drafts:
        for line, text in zip(found.paper.lines, found.paper.raw, strict=False):
            yield (found.paper.id, line.sheet, line.no), text


def _drafts_of(proposal: Proposal) -> dict[str, tuple[str, Any]]:
    """Node id -> the key of the draft it was made of (`action-3`) and the draft."""
    waiting: dict[tuple[str, Citation, str], list[tuple[str, Any]]] = defaultdict(list)
    many = len(proposal.drafts) > 1
    for number, found in enumerate(proposal.drafts):
        for kind, name in LISTS.items():
            for at, draft in enumerate(getattr(found, name)):
                key = f"{f'{number}-' if many else ''}{kind}-{at}"
                waiting[kind, draft.source, _telling(kind, draft)].append((key, draft))
    made: dict[str, tuple[str, Any]] = {}
    known = {node.id: node for node in proposal.changes.nodes}
    ids = dict.fromkeys([*known, *(end for edge in proposal.changes.edges for end in (edge.source, edge.target))])
    for node_id in sorted((n for n in ids if kind_of(n) in LISTS), key=natural):
        node = known.get(node_id) or (proposal.graph.nodes[node_id]["node"] if node_id in proposal.graph else None)
        for cited in node.citations if node else ():
            if drafts := waiting.get((kind_of(node_id), cited, _telling(kind_of(node_id), node))):
                made[node_id] = drafts.pop(0)
                break
    return made


_TELLING = {"action": "text", "recommendation": "no", "resolution": "text", "keyarea": "no", "judgement": "area"}


def _telling(kind: str, thing: Any) -> str:
    """What tells two drafts of one line apart."""
    name = _TELLING.get(kind)
    if kind == "reading":
        name = "value"
    if name is None:
        return ""
    value = thing.props.get(name) if isinstance(thing, Node) else getattr(thing, name)
    return str(value)
