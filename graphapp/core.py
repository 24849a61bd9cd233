"""The accountability map: a store opened by its URL, the papers loaded into it, and the questions it answers.

`open_map(url)` is where everything else begins; the web and the command line use this module's public names only.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote, urlsplit

import networkx as nx

from graphapp.analysis.answers import Answer, default_edition, editions, kept, node_of
from graphapp.analysis.search import search
from graphapp.analysis.subjects import find
from graphapp.analysis.words import fold
from graphapp.errors import ConflictError, GraphappError, StoreError, UnknownSubject
from graphapp.model import Changeset, Edge, Node, Revision
from graphapp.reading.drafts import Drafts
from graphapp.reading.files import read_bytes
from graphapp.reading.reader import read
from graphapp.reading.safely import SECONDS, read_safely
from graphapp.reconcile import Decisions, build, changeset, load_decisions
from graphapp.reconcile.decisions import PaperEntry, load_papers
from graphapp.reconcile.folding import slug
from graphapp.resources import resource_dir
from graphapp.store.base import MAX_DEPTH, MAX_NODES, Store
from graphapp.store.embedded import EmbeddedStore
from graphapp.store.facts import restored
from graphapp.store.parts import Outline, Parts, concerning, every, made, named, nodes

_NEO4J = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
Tell = Callable[[str, float], None]  # is told what is being done, and the share that is done at the least
_SCOPED = ("document", "plan", "edition", "recommendation")
_LONG = ("lines", "places", "unread")  # of a paper: what only its own page shows
_SHOWN = 20  # editions in one sentence

_newest = kept(default_edition)

CUT_OFF = (
    "The map is too large to be looked through as a whole, and what is around this as well: it was answered from what "
    "is nearest, and may lack what is further away."
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading papers did: the revision (unchanged where nothing was new) and counts by kind of node."""

    revision: Revision
    papers: tuple[str, ...]
    added: Mapping[str, int]
    changed: Mapping[str, int]
    dropped: Mapping[str, int]
    questions: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What reading papers would change in the map as it stood at `revision`, which `graph` shows."""

    revision: int
    drafts: tuple[Drafts, ...]
    graph: nx.MultiDiGraph[str]
    changes: Changeset


def _today() -> str:
    return datetime.datetime.now().astimezone().date().isoformat()


def _tell_nobody(words: str, share: float) -> None:
    """Nobody watches."""


def open_store(url: str) -> Store:
    """The store a URL names; StoreError in a sentence for what is no such URL."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise StoreError("The address of the map is not one: use sqlite:///path.db or neo4j://host:7687.") from None
    if parts.scheme in _NEO4J:
        from graphapp.store.neo4j import Neo4jStore  # noqa: PLC0415 - whoever keeps a file does not pay for the driver

        return Neo4jStore(url)
    if parts.scheme == "sqlite":
        path = unquote(parts.netloc + parts.path)
        if not path.strip("/"):
            raise StoreError(f"{url}: name a file, such as sqlite:///map.db.")
        return EmbeddedStore(Path(path[1:] if path.startswith("/") and not url.startswith("sqlite:////") else path))
    shown = url.rpartition("@")[2]  # without a password
    raise StoreError(f"{shown}: no store of this kind is known. Use sqlite:///path.db or neo4j://host:7687.")


def open_map(url: str) -> AccountabilityMap:
    """The map kept in the store that `url` names, made if it is not there yet."""
    return AccountabilityMap(open_store(url))


def known_paper(path: Path) -> tuple[PaperEntry, Decisions] | None:
    """The entry of a paper of the example, known by its checksum, and the example's decisions; None for all others."""
    folder = resource_dir("graph_data") / "lancashire"
    mark = hashlib.sha256(read_bytes(path)).hexdigest()
    entry = next((entry for entry in load_papers(folder) if entry.sha256 == mark), None)
    return (entry, load_decisions(folder)) if entry else None


class AccountabilityMap:
    """Questions and changes on one store; safe to use from several threads, closed by `close` or `with`.

    A map of at most `largest` nodes is asked as a whole. A larger one is asked in parts: a question is answered from
    what is around the things and editions that its arguments name, which is what the whole map would answer unless
    that part was itself cut off; then the answer says so (`cut_off`, a sentence). What names nothing is answered from
    what is around the newest edition. Names and words are looked for in the whole map.
    """

    def __init__(self, store: Store, largest: int = MAX_NODES) -> None:
        self.store = store
        self._parts = Parts(store, largest)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def revision(self) -> Revision:
        """The newest revision, without its changes."""
        return self.store.revision()

    @property
    def is_large(self) -> bool:
        """Whether the map has more nodes than are asked as a whole."""
        return self._parts.outline().whole is None

    def graph(self, about: object = ()) -> nx.MultiDiGraph[str]:
        """The map as a frozen graph, kept until the next revision: the whole of it where it fits.

        Of a larger map, the part around what `about` names: ids, keys of editions, addresses, and whatever holds such;
        around the newest edition where it names none. The attribute `truncated` says that even that was cut off.
        """
        outline = self._parts.outline()
        if outline.whole is not None:
            return outline.whole
        return self._parts.around(outline, self._seeds(outline, about))

    def about(self, words: object) -> tuple[str, ...]:
        """The ids that a part is read around for these words; none where the map is asked as a whole."""
        outline = self._parts.outline()
        return () if outline.whole is not None else self._seeds(outline, words)

    def _seeds(self, outline: Outline, words: object) -> tuple[str, ...]:
        found = named(words, outline.keys)
        newest = None if found else _newest(outline.editions)
        return (f"edition:{newest}",) if newest else found

    def around(
        self, node_ids: Sequence[str], depth: int = 2, along: Iterable[str] | None = None
    ) -> nx.MultiDiGraph[str]:
        """What is within `depth` steps of the nodes, as a frozen graph."""
        return self.store.subgraph(node_ids, along=along, depth=min(depth, MAX_DEPTH))

    def node(self, node_id: str) -> Node:
        """The node of that id; UnknownSubject where the map has none."""
        return self.store.node(node_id) or node_of(nx.MultiDiGraph(), node_id)

    def find(self, words: str, kinds: Sequence[str]) -> Node:
        """The one node of these kinds that the words name; UnknownSubject or AmbiguousSubject otherwise.

        In a larger map a name as it is written, or an id, is found at once; part of a name by looking through all nodes
        of the kinds.
        """
        whole = self._parts.outline().whole
        if whole is not None:
            return find(nodes(whole), words, tuple(kinds))
        exact = [node for kind in kinds for node in self._called(kind, words.strip())]
        every_one = (node for kind in kinds for node in every(self.store, kind))
        return find(exact or every_one, words, tuple(kinds))

    def _called(self, kind: str, words: str) -> Iterator[Node]:
        """What is meant before all else: ids, and labels in any case."""
        for node_id in {words, f"{kind}:{words}", f"{kind}:{words.casefold()}"}:
            if node_id.startswith(f"{kind}:") and (node := self.store.node(node_id)):
                yield node
        if words:
            for node in every(self.store, kind, words):
                if node.label.casefold() == words.casefold():
                    yield node

    def editions(self, about: object = ()) -> list[Answer]:
        """Every edition as `analysis` tells it, newest first; `actions` are those of the graph `about` these words."""
        outline = self._parts.outline()
        here = {one["id"]: one for one in editions(self.graph(about))}
        return [here.get(one["id"], one) for one in editions(outline.editions)]

    def newest(self) -> str | None:
        """The newest edition of the main plan, or None where the map has none.

        Where no plan is the main one, of that with most actions, in a larger map of any.
        """
        return _newest(self._parts.outline().editions)

    def edition(self, key: str | None) -> str:
        """The edition asked for, or `newest`; UnknownSubject lists the editions there are."""
        known = self._parts.outline().editions
        if key is None:
            if (newest := self.newest()) is None:
                raise UnknownSubject("The map holds no plan yet. Load a paper: graphapp load FILE.")
            return newest
        if f"edition:{key}" not in known:
            keys = sorted(n.partition(":")[2] for n in known if n.startswith("edition:"))
            more = [f"and {len(keys) - _SHOWN} more"] if len(keys) > _SHOWN else []
            there = ", ".join([*keys[:_SHOWN], *more]) or "none yet"
            raise UnknownSubject(f"There is no edition {key}. There are: {there}.")
        return key

    def as_at(self, on: str | None = None) -> str:
        """The date questions are answered at, `YYYY-MM-DD`: `on`, else the example's newest paper, else today."""
        if on:
            return on
        newest = ""
        for paper in every(self.store, "document"):
            if not paper.props.get("sha256"):
                return _today()
            newest = max(newest, str(paper.props.get("date") or ""))
        return newest if len(newest) == len("2019-03-28") else _today()

    def ask(self, question: Callable[..., Answer], *args: Any, **named: Any) -> Answer:
        """The answer of a pure function of `analysis` on the map, or the part of it that the arguments name.

        An answer with keys has one more, `cut_off`, where that part was cut off.
        """
        answer: Answer = self.ask_about((args, named), question, *args, **named)
        return answer

    def ask_about(self, about: object, question: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """The same of the part of the map that `about` names."""
        graph = self._holding(args[0]) if question is search else self.graph(about)
        answer: Any = question(graph, *args, **named)
        return answer | {"cut_off": CUT_OFF} if isinstance(answer, dict) and graph.graph["truncated"] else answer

    def _holding(self, words: str) -> nx.MultiDiGraph[str]:
        """What holds the longest of the words; in a larger map as it is written, accents included."""
        longest = max(fold(words).split(), key=len, default="")
        whole = self._parts.outline().whole
        if whole is not None:
            return whole
        found = self.store.nodes(text=longest, limit=MAX_NODES + 1) if longest else []
        return made(found[:MAX_NODES], is_cut=len(found) > MAX_NODES)

    def history(self, node_id: str | None = None) -> list[Revision]:
        """Revisions that touched the node; all of them without one."""
        return self.store.history(node_id)

    def commit(self, changes: Changeset, expect: int | None = None) -> Revision:
        """Apply a changeset; ConflictError if the map has moved on from revision `expect`."""
        return self.store.commit(changes, expect)

    def load(self, paths: Sequence[Path] = (), author: str = "load", tell: Tell = _tell_nobody) -> Loaded:
        """Read the papers and bring the map up to date with them; no path: the Lancashire example."""
        return self.publish(self.propose(paths, author, tell))

    def propose(self, paths: Sequence[Path] = (), author: str = "load", tell: Tell = _tell_nobody) -> Proposal:
        """What `load` would change, changing nothing yet.

        A paper of the example is known by its checksum wherever it lies, with its title, date and decisions.
        """
        folder = resource_dir("graph_data") / "lancashire"
        listed = {entry.sha256: entry for entry in load_papers(folder)}
        known = {path: listed.get(hashlib.sha256(read_bytes(path)).hexdigest()) for path in paths}
        entries = [entry for entry in (known.values() if paths else listed.values()) if entry]
        drafts = list(_read_all(entries, [path for path, entry in known.items() if not entry], tell))
        beside = paths[0].parent if paths else folder
        decisions = load_decisions(beside if (beside / "decisions.toml").exists() or not entries else folder)
        reason = f"Read {', '.join(found.paper.id for found in drafts)}"
        return self.propose_drafts(drafts, decisions, author, reason, {entry.id: entry for entry in entries})

    def propose_drafts(
        self,
        drafts: Sequence[Drafts],
        decisions: Decisions,
        author: str,
        reason: str,
        entries: Mapping[str, PaperEntry] | None = None,
    ) -> Proposal:
        """What these readings of papers would change, under these decisions."""
        number = self.store.revision().number
        facts = build(drafts, decisions, entries, [node for node in nodes(self.plans()) if node.kind in _SCOPED])
        papers = tuple(found.paper.id for found in drafts)
        ids = (node.id for node in facts.nodes())
        whole = self._parts.outline().whole
        graph = concerning(self.store, ids, papers) if whole is None else whole
        return Proposal(number, tuple(drafts), graph, changeset(facts, graph, papers, author, reason))

    def plans(self) -> nx.MultiDiGraph[str]:
        """A graph that has all papers, plans, editions and recommendations: of a larger map nothing else.

        In that the papers come without their lines.
        """
        whole = self._parts.outline().whole
        if whole is not None:
            return whole
        return made(_shortened(node) for kind in _SCOPED for node in every(self.store, kind))

    def publish(self, proposal: Proposal) -> Loaded:
        """Commit what was proposed, as one revision; ConflictError if the map has moved on since."""
        changes = proposal.changes
        revision = self.store.commit(changes, expect=proposal.revision) if changes else self.store.revision()
        return _loaded(revision, changes, proposal.graph, proposal.drafts)

    def undo(self, number: int, author: str) -> Revision:
        """Put back what stood before the newest revision, as a revision of its own.

        UnknownSubject where there is no such revision; ConflictError where it is not, or no longer, the newest.
        """
        revision = self.store.revision()
        if not 1 <= number <= revision.number:
            raise UnknownSubject(f"There is no revision {number}. The newest is {revision.number}.")
        if number != revision.number:
            raise ConflictError(number, revision.number)
        undone = self.store.history()[-1]
        return self.store.commit(_undoing(undone, author), expect=undone.number)


def _shortened(paper: Node) -> Node:
    return replace(paper, props={name: value for name, value in paper.props.items() if name not in _LONG})


def _undoing(undone: Revision, author: str) -> Changeset:
    """The changes that put back what stood before a revision."""
    before = [restored(change.what, change.before) for change in undone.changes if change.before is not None]
    gone = [change.what for change in undone.changes if change.before is None]
    return Changeset(
        author,
        f"Undid revision {undone.number}: {undone.reason}",
        nodes=tuple(fact for fact in before if isinstance(fact, Node)),
        edges=tuple(fact for fact in before if isinstance(fact, Edge)),
        drop_nodes=tuple(what for what in gone if " " not in what),
        drop_edges=tuple(what for what in gone if " " in what),
    )


def _read_all(entries: Sequence[PaperEntry], others: Sequence[Path], tell: Tell) -> Iterator[Drafts]:
    """The papers read: those of the example here, as they are known by their checksums, all others in a child each."""
    count = len(entries) + len(others)
    for number, entry in enumerate(entries):
        tell(f"Reading {entry.path.name}", number / count)
        yield read(entry.path, id=entry.id, title=entry.title, kind=entry.kind, date=entry.date)
    for number, path in enumerate(others, len(entries)):
        told = partial(_tell_share, tell, f"Reading {path.name}", number, count)
        told(0.0)
        yield read_safely(path, tick=told, id=slug(path.stem))


def _tell_share(tell: Tell, words: str, done: int, count: int, seconds: float) -> None:
    """So many papers are done, and of one more so many of the seconds that it may take."""
    tell(words, (done + min(seconds / SECONDS, 1)) / count)


def _loaded(revision: Revision, changes: Changeset, graph: nx.MultiDiGraph[str], drafts: Sequence[Drafts]) -> Loaded:
    added: dict[str, int] = {}
    changed: dict[str, int] = {}
    dropped: dict[str, int] = {}
    for node in changes.nodes:
        counts = changed if node.id in graph else added
        counts[node.kind] = counts.get(node.kind, 0) + 1
    for node_id in changes.drop_nodes:
        kind = node_id.partition(":")[0]
        dropped[kind] = dropped.get(kind, 0) + 1
    questions = tuple(
        f"{node.label}: {question}" for node in changes.nodes for question in node.props.get("questions", ())
    )
    warnings = tuple(warning for found in drafts for warning in found.paper.warnings)
    return Loaded(revision, tuple(found.paper.id for found in drafts), added, changed, dropped, questions, warnings)


__all__ = ["AccountabilityMap", "GraphappError", "Loaded", "Proposal", "known_paper", "open_map", "open_store"]
