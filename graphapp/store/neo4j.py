"""The Neo4j store: the map on a server, for those who outgrow one machine, through the official driver.

Neo4j isolates by «read committed» only, so a commit locks the head before it reads, and readers look at the gate
before and after (see `neo4j_cypher`). Name and password come from the environment, never from the address.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from threading import Condition, Lock
from time import monotonic, sleep
from typing import TypeVar, cast
from urllib.parse import urlsplit

import networkx as nx
from neo4j import Driver, GraphDatabase, ManagedTransaction, Session, unit_of_work
from neo4j.exceptions import ConfigurationError, DriverError, IncompleteCommit, Neo4jError, ServiceUnavailable

from graphapp.errors import StoreError
from graphapp.model import Changeset, Edge, Node, Revision
from graphapp.store import neo4j_cypher as cypher
from graphapp.store.base import MAX_DEPTH, MAX_NODES
from graphapp.store.facts import parsed, restored, restored_all
from graphapp.store.journal import recorded
from graphapp.store.neo4j_commit import Commit, Rows, newest, rows
from graphapp.store.neo4j_errors import refusal

_Found = TypeVar("_Found")

_CONNECT_SECONDS = 3
_ACQUIRE_SECONDS = 5  # until a connection is free
_RETRY_SECONDS = 2  # after this long, trying again is left to whoever asked
_READ_SECONDS = 20  # a transaction is ended by the server after this long, waiting for locks included
_WRITE_SECONDS = 600  # of a commit
_SHUT_SECONDS = 2  # a gate shut for longer may have been left so by a commit that was cut off
_PAUSE_SECONDS = 0.005

logging.getLogger("neo4j").addHandler(logging.NullHandler())  # what it warns of is said in our errors


class Neo4jStore:
    """A store in the database at `url`, made ready if it is empty; `graphapp.store.base` has the contract."""

    def __init__(self, url: str) -> None:
        self._address = _address(url)
        self._is_closed = False
        self._running = 0
        self._calls = Condition()
        self._one_writer = Lock()  # threads queue here, however long; processes wait for the head's lock
        self._bookmarks = GraphDatabase.bookmark_manager()
        self._driver = _driver(url, self._address)
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    def commit(self, changeset: Changeset, expect: int | None = None, at: str | None = None) -> Revision:
        """Apply the changeset as one revision; see the contract."""
        return self._committed(Commit([(changeset, at)], expect, self._shut_gate))

    def overwrite(self, revisions: Iterable[tuple[Changeset, str]]) -> Revision:
        """Put another history in the place of what is here, all or nothing; see the contract."""
        return self._committed(Commit(revisions, None, self._shut_gate, is_over=True))

    def _committed(self, commit: Commit) -> Revision:
        with self._one_writer, self._under_way():
            self._write(partial(rows, query=cypher.LOCK))  # whoever holds it too long is not waited for
            try:
                return self._write(commit, _WRITE_SECONDS)
            finally:
                if commit.turn:
                    with suppress(StoreError):  # readers do it after a while
                        self._open_gate(commit.turn)

    def revision(self) -> Revision:
        """The newest revision without its changes."""
        with self._under_way():  # one node, so there is no half of it to see
            return self._ask(newest)

    def history(self, node_id: str | None = None) -> list[Revision]:
        """Revisions that touched the node or one of its edges, oldest first; None for all."""
        query = cypher.JOURNAL if node_id is None else cypher.JOURNAL_OF
        found = self._read(lambda tx: rows(tx, query, id=node_id))
        return recorded(found)

    def node(self, node_id: str) -> Node | None:
        """The node, or None."""
        found = self._read(lambda tx: rows(tx, cypher.NODE_BODIES, ids=[node_id]))
        return cast(Node, restored(node_id, parsed(node_id, found[0][1]))) if found else None

    def nodes(
        self, kind: str | None = None, text: str | None = None, limit: int = 100, after: str | None = None
    ) -> list[Node]:
        """Up to `limit` nodes ordered by id, after the id `after`."""
        first, last = (f"{kind}:", f"{kind};") if kind else ("", "\U0010ffff")  # ";" follows ":"
        asked = {"first": max(first, after or ""), "last": last, "text": (text or "").casefold()}
        found = self._read(lambda tx: rows(tx, cypher.NODES, **asked, limit=max(limit, 0)))
        return cast(list[Node], restored_all(found))

    def subgraph(
        self,
        seeds: Sequence[str],
        along: Iterable[str] | None = None,
        direction: str = "both",
        depth: int = 1,
        limit: int = MAX_NODES,
    ) -> nx.MultiDiGraph[str]:
        """A frozen graph of what is within `depth` steps of the seeds; see the contract."""
        if direction not in cypher.DIRECTIONS:
            raise ValueError(f"A direction is out, in or both, not {direction!r}.")
        kinds = None if along is None else sorted(along)
        limit = min(max(limit, 0), MAX_NODES)
        steps = min(depth, MAX_DEPTH + 1)
        query = cypher.WALKS[direction, steps, kinds is not None] if steps > 0 else cypher.SEEDS

        def walk(tx: ManagedTransaction) -> tuple[Rows, Rows]:
            nodes = rows(tx, query, seeds=list(seeds), along=kinds, room=limit + 1)
            ids = [row[0] for row in nodes[:limit] if row[2] <= MAX_DEPTH]
            return nodes, rows(tx, cypher.EDGES_AMONG, ids=ids, along=kinds)

        return _graph(*self._read(walk), limit)

    def close(self) -> None:
        """Let go of the connections; calls under way in other threads end first."""
        self._is_closed = True
        with self._calls:
            self._calls.wait_for(lambda: self._running == 0)
        self._driver.close()

    @contextmanager
    def _under_way(self) -> Iterator[None]:
        with self._calls:
            if self._is_closed:
                raise StoreError(f"The map at {self._address} is closed: open it again.")
            self._running += 1
        try:
            yield
        finally:
            with self._calls:
                self._running -= 1
                self._calls.notify_all()

    def _prepare(self) -> None:
        """Make constraints and indexes where they are missing."""
        version = self._ask(lambda tx: _version(tx, self._address))
        for number, statements in enumerate(cypher.MIGRATIONS[version:], start=version + 1):
            for statement in (*statements, cypher.INDEXES_READY):
                self._write(partial(rows, query=statement), _WRITE_SECONDS)
            self._write(partial(rows, query=cypher.MIGRATED, version=number))

    def _read(self, question: Callable[[ManagedTransaction], _Found]) -> _Found:
        """What the question finds while no commit is being applied."""
        with self._under_way():
            since = monotonic()
            while True:
                before, found, after = self._ask(lambda tx: (_turn(tx), question(tx), _turn(tx)))
                if before == after and after % 2 == 0:
                    return found
                if monotonic() - since > _SHUT_SECONDS:
                    self._write(partial(rows, query=cypher.LOCK))  # a commit under way ends first
                    self._open_gate(after)
                    since = monotonic()
                sleep(_PAUSE_SECONDS)

    def _ask(self, question: Callable[[ManagedTransaction], _Found]) -> _Found:
        with self._session() as session:
            return session.execute_read(unit_of_work(timeout=_READ_SECONDS)(question))

    def _write(self, work: Callable[[ManagedTransaction], _Found], seconds: float | None = None) -> _Found:
        timed = unit_of_work(timeout=seconds or _READ_SECONDS)(work)
        with self._session() as session:
            try:
                return session.execute_write(timed)
            except IncompleteCommit as lost:  # it may have gone through or not; all may be written again
                try:
                    return session.execute_write(timed)
                except ServiceUnavailable:
                    raise lost from None

    def _shut_gate(self) -> int:
        return cast(int, self._write(lambda tx: rows(tx, cypher.SHUT_GATE))[0][0])

    def _open_gate(self, turn: int) -> None:
        self._write(lambda tx: rows(tx, cypher.OPEN_GATE, turn=turn))

    @contextmanager
    def _session(self) -> Iterator[Session]:
        try:
            database = os.environ.get("NEO4J_DATABASE") or None
            with self._driver.session(database=database, bookmark_manager=self._bookmarks, fetch_size=-1) as session:
                yield session
        except (DriverError, Neo4jError) as error:
            self._bookmarks = GraphDatabase.bookmark_manager()  # the server may come back with an older map
            raise StoreError(f"The map at {self._address} {refusal(error)}") from error
        except UnicodeEncodeError as error:
            raise StoreError("The words given hold a broken character: type them again.") from error


def _address(url: str) -> str:
    """The address as it may be shown: no name, no password."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # which may be no number
        named = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
    except ValueError:
        raise StoreError("The address of the map is not one: use neo4j://host:7687.") from None
    if not parts.hostname:
        raise StoreError(f"{parts.scheme}:// names no host: use neo4j://host:7687.")
    if parts.username is not None or parts.password is not None:
        raise StoreError(f"Keep the password out of the address: use {named}, NEO4J_USERNAME and NEO4J_PASSWORD.")
    if parts.path.strip("/"):
        raise StoreError(f"The address names a database: use {named} and name the database in NEO4J_DATABASE.")
    return named


def _driver(url: str, address: str) -> Driver:
    password = os.environ.get("NEO4J_PASSWORD")
    auth = (os.environ.get("NEO4J_USERNAME") or "neo4j", password) if password else None
    try:
        return GraphDatabase.driver(
            url,
            auth=auth,
            connection_timeout=_CONNECT_SECONDS,
            connection_acquisition_timeout=_ACQUIRE_SECONDS,
            max_transaction_retry_time=_RETRY_SECONDS,
            notifications_min_severity="OFF",
            telemetry_disabled=True,
        )
    except (ConfigurationError, ValueError) as error:
        raise StoreError(f"{address} is not an address of Neo4j ({error}): use neo4j://host:7687.") from error


def _version(tx: ManagedTransaction, address: str) -> int:
    found = rows(tx, cypher.VERSION)
    version = cast(int, found[0][0]) if found else 0
    if not found and rows(tx, cypher.IS_USED):
        raise StoreError(f"The database at {address} holds other data: name an empty one in NEO4J_DATABASE.")
    if version > len(cypher.MIGRATIONS):
        raise StoreError(f"The map at {address} was written by a newer graphapp (schema {version}): update this one.")
    return version


def _turn(tx: ManagedTransaction) -> int:
    found = rows(tx, cypher.TURN)
    return cast(int, found[0][0]) if found else 0


def _graph(nodes: Rows, edges: Rows, limit: int) -> nx.MultiDiGraph[str]:
    kept = [row for row in nodes[:limit] if row[2] <= MAX_DEPTH]
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(truncated=len(kept) < len(nodes))
    graph.add_nodes_from((node.id, {"node": node}) for node in restored_all([row[:2] for row in kept]))
    told = [(" ".join(key), body) for *key, body in sorted(edges)]
    for edge in cast(list[Edge], restored_all(told)):
        graph.add_edge(edge.source, edge.target, key=edge.kind, edge=edge)
    return cast("nx.MultiDiGraph[str]", nx.freeze(graph))
