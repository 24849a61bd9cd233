"""The embedded store: one SQLite file holds the map, its search words and its journal, and walks it in SQL.

Every call borrows a connection from a pool, so that any thread may call, and readers go on reading while a
commit is prepared. The rollback journal is used throughout: with write-ahead logging, SQLite older than
3.51.3 can corrupt a file that several connections share.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from importlib.resources import files
from json import dumps
from pathlib import Path
from threading import Event, Lock
from typing import cast

import networkx as nx

from graphapp.errors import ConflictError, StoreError
from graphapp.model import Changeset, Edge, Node, Revision
from graphapp.store import sql
from graphapp.store.base import MAX_DEPTH, MAX_NODES
from graphapp.store.facts import (
    Key,
    Write,
    Written,
    ends,
    parsed,
    restored,
    restored_all,
    search_text,
    wanted,
    writes,
)
from graphapp.store.journal import recorded, sealed

_Rows = Sequence[tuple[str, str]]  # id and body

_BUSY_SECONDS = 5
_APPLICATION = 0x67726170  # "grap", so that the file says whose it is
_MIGRATIONS = ("schema.sql",)  # numbered from 1; a new one is added at the end, an old one never changed

_REFUSALS = {
    sqlite3.SQLITE_NOTADB: "is not a database file, or a damaged one: name another file",
    sqlite3.SQLITE_CORRUPT: "is damaged: restore a backup",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened: look whether its folder exists and may be read and written",
    sqlite3.SQLITE_READONLY: "cannot be written: the file or its folder is read-only",
    sqlite3.SQLITE_PERM: "cannot be opened: you lack the permission",
    sqlite3.SQLITE_BUSY: f"is locked by another process for {_BUSY_SECONDS} seconds already: try again later",
    sqlite3.SQLITE_FULL: "cannot grow: its disk is full, nothing was changed",
    sqlite3.SQLITE_IOERR: "cannot be read or written: its disk is full or failing, nothing was changed",
}


class EmbeddedStore:
    """A store in the file at `path`, which is made if missing; `graphapp.store.base` has the contract."""

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)
        self._idle: list[sqlite3.Connection] = []  # its append and pop are atomic
        self._closed = Event()
        self._one_writer = Lock()  # threads queue here, however long; processes wait for SQLite's own lock
        with self._transaction("BEGIN") as db:
            is_current = _is_current(db, self._path)
        if not is_current:
            with self._transaction("BEGIN IMMEDIATE") as db:
                _migrate(db)

    @property
    def path(self) -> Path:
        """The file that holds the map."""
        return self._path

    def commit(self, changeset: Changeset, expect: int | None = None, at: str | None = None) -> Revision:
        """Apply the changeset as one revision; see the contract."""
        put = wanted(changeset)
        with self._one_writer, self._transaction("BEGIN IMMEDIATE") as db:
            current = _newest(db)
            if expect is not None and expect != current.number:
                raise ConflictError(expect, current.number)
            return _applied(db, changeset, put, at)

    def overwrite(self, revisions: Iterable[tuple[Changeset, str]]) -> Revision:
        """Put another history in the place of what is here, all or nothing; see the contract."""
        with self._one_writer, self._transaction("BEGIN IMMEDIATE") as db:
            for table in sql.TABLES:
                db.execute(f"DROP TABLE {table}")
            db.execute("PRAGMA user_version = 0")
            _migrate(db)
            for changeset, at in revisions:
                _applied(db, changeset, wanted(changeset), at)
            return _newest(db)

    def revision(self) -> Revision:
        """The newest revision without its changes."""
        with self._transaction() as db:
            return _newest(db)

    def history(self, node_id: str | None = None) -> list[Revision]:
        """Revisions that touched the node or one of its edges, oldest first; None for all."""
        with self._transaction() as db:
            if node_id is None:
                rows = db.execute(sql.JOURNAL).fetchall()
            else:
                rows = db.execute(sql.JOURNAL_OF, {"id": node_id}).fetchall()
        return recorded(rows)

    def node(self, node_id: str) -> Node | None:
        """The node, or None."""
        with self._transaction() as db:
            row = db.execute(sql.NODE_BODY, (node_id,)).fetchone()
        return cast(Node, restored(node_id, parsed(node_id, row[0]))) if row else None

    def nodes(
        self, kind: str | None = None, text: str | None = None, limit: int = 100, after: str | None = None
    ) -> list[Node]:
        """Up to `limit` nodes ordered by id, after the id `after`."""
        first, last = (f"{kind}:", f"{kind};") if kind else ("", "\U0010ffff")  # ";" follows ":"
        asked = (max(first, after or ""), last, (text or "").casefold(), max(limit, 0))
        with self._transaction() as db:
            rows = db.execute(sql.NODES, asked).fetchall()
        return cast(list[Node], restored_all(rows))

    def subgraph(
        self,
        seeds: Sequence[str],
        along: Iterable[str] | None = None,
        direction: str = "both",
        depth: int = 1,
        limit: int = MAX_NODES,
    ) -> nx.MultiDiGraph[str]:
        """A frozen graph of what is within `depth` steps of the seeds; see the contract."""
        steps = sql.STEPS.get(direction)
        if steps is None:
            raise ValueError(f"A direction is out, in or both, not {direction!r}.")
        kinds = None if along is None else dumps(sorted(along))
        limit = min(max(limit, 0), MAX_NODES)
        with self._transaction() as db:
            is_cut = _walk(db, seeds, steps, kinds, depth, limit)
            nodes = db.execute(sql.NODES_REACHED).fetchall()
            edges = db.execute(sql.EDGES_REACHED, {"along": kinds}).fetchall()
        return _graph(nodes, edges, is_cut)

    def close(self) -> None:
        """Let go of the file; a call under way in another thread ends first."""
        self._closed.set()
        while connection := self._borrowed():
            connection.close()

    def _borrowed(self) -> sqlite3.Connection | None:
        try:
            return self._idle.pop()
        except IndexError:
            return None

    @contextmanager
    def _transaction(self, begin: str = "BEGIN") -> Iterator[sqlite3.Connection]:
        if self._closed.is_set():
            raise StoreError(f"The map in {self._path} is closed: open it again.")
        with _sentences(self._path):
            connection = self._borrowed() or _connected(self._path)
            try:
                connection.execute(begin)
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                with closing(connection):
                    connection.rollback()
                raise
        self._idle.append(connection)
        if self._closed.is_set():
            self.close()


@contextmanager
def _sentences(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # the low byte is the family
        why = _REFUSALS.get(code, f"gave an error ({error}): look into the file or restore a backup")
        raise StoreError(f"The map in {path} {why}.") from error
    except UnicodeEncodeError as error:
        raise StoreError("The words given hold a broken character: type them again.") from error


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.executescript(sql.EACH_CONNECTION)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _is_current(db: sqlite3.Connection, path: Path) -> bool:
    owner, version = (_pragma(db, name) for name in ("application_id", "user_version"))
    if owner != _APPLICATION and db.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise StoreError(f"{path} is the database of another program: name another file.")
    if version > len(_MIGRATIONS):
        raise StoreError(f"{path} was written by a newer graphapp (schema {version}): update this one.")
    return version == len(_MIGRATIONS)


def _pragma(db: sqlite3.Connection, name: str) -> int:
    return cast(int, db.execute(f"PRAGMA {name}").fetchone()[0])


def _migrate(db: sqlite3.Connection) -> None:
    version = _pragma(db, "user_version")  # another process may have been here first
    for number, name in enumerate(_MIGRATIONS[version:], start=version + 1):
        statement = ""
        for line in files("graphapp.store").joinpath(name).read_text("utf-8").splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):
                db.execute(statement)
                statement = ""
        db.execute(f"PRAGMA user_version = {number}")
    db.execute(f"PRAGMA application_id = {_APPLICATION}")


def _newest(db: sqlite3.Connection) -> Revision:
    row = db.execute(sql.NEWEST).fetchone()
    return Revision(*row) if row else Revision(0, "", "", "", "")


def _applied(db: sqlite3.Connection, changeset: Changeset, put: dict[Key, Written | None], at: str | None) -> Revision:
    current = _newest(db)
    for key in _edges_at(db, changeset.drop_nodes):
        put.setdefault(key, None)
    work = writes(put, _bodies(db, [*put, *ends(put)]))
    if not work:
        return current
    revision = sealed(current, changeset, work, at)
    _write_journal(db, revision, work)
    _write_facts(db, work)
    return revision


def _edges_at(db: sqlite3.Connection, node_ids: Iterable[str]) -> Iterator[Key]:
    for node_id in node_ids:
        yield from db.execute(sql.EDGES_AT, {"id": node_id})


def _bodies(db: sqlite3.Connection, keys: Iterable[Key]) -> dict[Key, str]:
    found = {}
    for key in keys:
        query, values = (sql.EDGE_BODY, key) if key[1] else (sql.NODE_BODY, key[:1])
        if row := db.execute(query, values).fetchone():
            found[key] = row[0]
    return found


def _write_journal(db: sqlite3.Connection, revision: Revision, work: Iterable[Write]) -> None:
    head = (revision.number, revision.at, revision.author, revision.reason, revision.hash)
    db.execute(sql.PUT_REVISION, head)
    db.executemany(sql.PUT_CHANGE, ((revision.number, *write.key, write.before, write.body) for write in work))


def _write_facts(db: sqlite3.Connection, work: Iterable[Write]) -> None:
    puts = [write.after for write in work if write.after]
    drops = [write.key for write in work if not write.after]
    db.executemany(sql.DROP_EDGE, (key for key in drops if key[1]))
    db.executemany(sql.DROP_NODE, (key[:1] for key in drops if not key[1]))
    nodes = ((put.fact, put.body) for put in puts if isinstance(put.fact, Node))
    db.executemany(sql.PUT_NODE, ((node.id, search_text(node), body) for node, body in nodes))
    edges = ((put.fact, put.body) for put in puts if isinstance(put.fact, Edge))
    db.executemany(sql.PUT_EDGE, ((edge.source, edge.kind, edge.target, body) for edge, body in edges))


def _walk(
    db: sqlite3.Connection,
    seeds: Iterable[str],
    steps: Iterable[str],
    kinds: str | None,
    depth: int,
    limit: int,
) -> bool:
    """Fill the table `reached`, nearest first; say whether a cap cut anything off."""
    db.execute("DELETE FROM reached")
    db.executemany(sql.SEED, ((seed,) for seed in seeds))
    last = min(depth, MAX_DEPTH + 1)  # one step too many tells whether the cap on depth cuts anything off
    for level in range(1, last + 1):
        (count,) = db.execute("SELECT count(*) FROM reached").fetchone()
        if count > limit:
            break
        for step in steps:
            db.execute(step, {"depth": level, "along": kinds, "room": limit + 1 - count})
    return db.execute(sql.CUT, {"deepest": MAX_DEPTH, "limit": limit}).rowcount > 0


def _graph(nodes: _Rows, edges: _Rows, is_cut: bool) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(truncated=is_cut)
    graph.add_nodes_from((node.id, {"node": node}) for node in restored_all(nodes))
    for edge in cast(list[Edge], restored_all(edges)):
        graph.add_edge(edge.source, edge.target, key=edge.kind, edge=edge)
    return cast("nx.MultiDiGraph[str]", nx.freeze(graph))
