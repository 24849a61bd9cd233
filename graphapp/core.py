"""The accountability map: a store opened by its URL, the papers loaded into it, and the questions it answers.

`open_map(url)` is where everything else begins; the web and the command line use this module's public names only.
"""

from __future__ import annotations

import datetime
import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote, urlsplit

import networkx as nx

from graphapp.analysis.answers import Answer, default_edition
from graphapp.analysis.subjects import find
from graphapp.errors import ConflictError, GraphappError, StoreError, UnknownSubject
from graphapp.model import Changeset, Edge, Node, Revision
from graphapp.ontology import NODE_KINDS
from graphapp.reading.drafts import Drafts
from graphapp.reading.files import read_bytes
from graphapp.reading.reader import read
from graphapp.reading.safely import SECONDS, read_safely
from graphapp.reconcile import Decisions, build, changeset, load_decisions
from graphapp.reconcile.decisions import PaperEntry, load_papers
from graphapp.resources import resource_dir
from graphapp.store.base import MAX_DEPTH, MAX_NODES, Store
from graphapp.store.embedded import EmbeddedStore
from graphapp.store.facts import restored

_NEO4J = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
Tell = Callable[[str, float], None]  # is told what is being done, and the share that is done at the least
_SCOPED = ("document", "plan", "edition", "recommendation")


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
    """Questions and changes on one store; safe to use from several threads, closed by `close` or `with`."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._lock = threading.Lock()
        self._whole: tuple[int, nx.MultiDiGraph[str]] | None = None

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

    def graph(self) -> nx.MultiDiGraph[str]:
        """The whole map as a frozen graph, kept until the next revision; at most MAX_NODES nodes.

        Larger maps are asked through `around`; the attribute `truncated` says that nodes were left out.
        """
        number = self.store.revision().number
        with self._lock:
            if self._whole is None or self._whole[0] != number:
                seeds = [node.id for kind in NODE_KINDS for node in self._all(kind)][:MAX_NODES]
                self._whole = (number, self.store.subgraph(seeds, depth=0, limit=MAX_NODES))
            return self._whole[1]

    def _all(self, kind: str) -> Iterable[Node]:
        after: str | None = None
        while page := self.store.nodes(kind=kind, limit=1000, after=after):
            yield from page
            after = page[-1].id

    def around(
        self, node_ids: Sequence[str], depth: int = 2, along: Iterable[str] | None = None
    ) -> nx.MultiDiGraph[str]:
        """What is within `depth` steps of the nodes, as a frozen graph."""
        return self.store.subgraph(node_ids, along=along, depth=min(depth, MAX_DEPTH))

    def find(self, words: str, kinds: Sequence[str]) -> Node:
        """The one node of these kinds that the words name; UnknownSubject or AmbiguousSubject otherwise."""
        nodes = (data["node"] for _, data in self.graph().nodes(data=True))
        return find((node for node in nodes if node.kind in kinds), words, tuple(kinds))

    def edition(self, key: str | None) -> str:
        """The edition asked for, or the newest of the main plan; UnknownSubject lists the editions there are."""
        graph = self.graph()
        if key is None:
            newest = default_edition(graph)
            if newest is None:
                raise UnknownSubject("The map holds no plan yet. Load a paper: graphapp load FILE.")
            return newest
        editions = sorted(n.partition(":")[2] for n in graph.nodes if n.startswith("edition:"))
        if key not in editions:
            raise UnknownSubject(f"There is no edition {key}. There are: {', '.join(editions) or 'none yet'}.")
        return key

    def as_at(self, on: str | None = None) -> str:
        """The date questions are answered at, `YYYY-MM-DD`: `on`, else the example's newest paper, else today."""
        if on:
            return on
        papers = list(self._all("document"))
        newest = max((str(paper.props.get("date") or "") for paper in papers), default="")
        is_example = all(paper.props.get("sha256") for paper in papers)
        return newest if is_example and len(newest) == 10 else datetime.datetime.now().astimezone().date().isoformat()

    def ask(self, question: Callable[..., Answer], *args: Any, **named: Any) -> Answer:
        """The answer of a pure function of `analysis` on the whole map."""
        return question(self.graph(), *args, **named)

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
        graph = self.graph()
        current = [data["node"] for _, data in graph.nodes(data=True) if data["node"].kind in _SCOPED]
        facts = build(drafts, decisions, entries, current)
        papers = tuple(found.paper.id for found in drafts)
        return Proposal(number, tuple(drafts), graph, changeset(facts, graph, papers, author, reason))

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
        yield read_safely(path, tick=told, id="-".join(path.stem.split()))


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
