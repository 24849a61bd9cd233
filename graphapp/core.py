"""The accountability map: a store opened by its URL, the papers loaded into it, and the questions it answers.

`open_map(url)` is where everything else begins; the web and the command line use this module's public names only.
"""

from __future__ import annotations

import datetime
import hashlib
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote, urlsplit

import networkx as nx

from graphapp.analysis.answers import Answer, default_edition
from graphapp.analysis.subjects import find
from graphapp.errors import GraphappError, StoreError, UnknownSubject
from graphapp.model import Changeset, Node, Revision
from graphapp.ontology import NODE_KINDS
from graphapp.reading.drafts import Drafts
from graphapp.reading.files import read_bytes
from graphapp.reading.reader import read
from graphapp.reconcile import Decisions, build, changeset, load_decisions
from graphapp.reconcile.decisions import PaperEntry, load_papers
from graphapp.resources import resource_dir
from graphapp.store.base import MAX_DEPTH, MAX_NODES, Store
from graphapp.store.embedded import EmbeddedStore

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


def open_store(url: str) -> Store:
    """The store a URL names; StoreError in a sentence for what is no such URL."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = unquote(parts.netloc + parts.path)
        if not path.strip("/"):
            raise StoreError(f"{url}: name a file, such as sqlite:///map.db.")
        return EmbeddedStore(Path(path[1:] if path.startswith("/") and not url.startswith("sqlite:////") else path))
    raise StoreError(f"{url}: no store of this kind is known. Use sqlite:///path.db.")


def open_map(url: str) -> AccountabilityMap:
    """The map kept in the store that `url` names, made if it is not there yet."""
    return AccountabilityMap(open_store(url))


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

    def load(self, paths: Sequence[Path] = (), author: str = "load") -> Loaded:
        """Read the papers and bring the map up to date with them; no path: the Lancashire example.

        A paper of the example is known by its checksum wherever it lies, with its title, date and decisions.
        """
        folder = resource_dir("graph_data") / "lancashire"
        listed = {entry.sha256: entry for entry in load_papers(folder)}
        known = {path: listed.get(hashlib.sha256(read_bytes(path)).hexdigest()) for path in paths}
        entries = [entry for entry in (known.values() if paths else listed.values()) if entry]
        drafts = [read(e.path, id=e.id, title=e.title, kind=e.kind, date=e.date) for e in entries]
        drafts += [read(path) for path, entry in known.items() if not entry]
        beside = paths[0].parent if paths else folder
        decisions = load_decisions(beside if (beside / "decisions.toml").exists() or not entries else folder)
        return self._commit_drafts(drafts, decisions, author, {entry.id: entry for entry in entries})

    def _commit_drafts(
        self, drafts: Sequence[Drafts], decisions: Decisions, author: str, entries: Mapping[str, PaperEntry]
    ) -> Loaded:
        before = self.store.revision()
        graph = self.graph()
        current = [data["node"] for _, data in graph.nodes(data=True) if data["node"].kind in _SCOPED]
        facts = build(drafts, decisions, entries, current)
        papers = tuple(found.paper.id for found in drafts)
        changes = changeset(facts, graph, papers, author, f"Read {', '.join(papers)}")
        revision = self.store.commit(changes, expect=before.number) if changes else before
        return _loaded(revision, changes, graph, drafts)


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


__all__ = ["AccountabilityMap", "GraphappError", "Loaded", "open_map", "open_store"]
