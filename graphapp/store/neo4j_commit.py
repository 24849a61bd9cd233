"""One commit to Neo4j: a transaction that is safe to run again, even after it went through unseen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, cast
from uuid import uuid4

from neo4j import ManagedTransaction

from graphapp.errors import ConflictError, StoreError
from graphapp.model import Changeset, Edge, Node, Revision
from graphapp.store import neo4j_cypher as cypher
from graphapp.store.facts import Key, Write, Written, ends, id_of, search_text, wanted, writes
from graphapp.store.journal import sealed

Rows = list[tuple[Any, ...]]

_BATCH = 5000  # rows a statement


class Commit:
    """What changesets do, each with its recorded time or None; the id tells whether an earlier try went through.

    `is_over`: the map with its history is forgotten first.
    """

    def __init__(
        self,
        changesets: Iterable[tuple[Changeset, str | None]],
        expect: int | None,
        shut_gate: Callable[[], int],
        is_over: bool = False,
    ) -> None:
        self.turn = 0  # of the gate, once it is shut
        self._id = uuid4().hex
        self._work = [(changeset, at, wanted(changeset)) for changeset, at in changesets]
        self._expect = expect
        self._shut_gate = shut_gate
        self._is_over = is_over
        self._made: Revision | None = None

    def __call__(self, tx: ManagedTransaction) -> Revision:
        """The newest revision afterwards: the current one where nothing changes."""
        if not rows(tx, cypher.LOCK):
            raise StoreError("The map was emptied by another program: restore a backup, or open it again.")
        if self._made and rows(tx, cypher.IS_DONE, commit=self._id):
            return self._made
        before = newest(tx)
        if self._expect is not None and self._expect != before.number:
            raise ConflictError(self._expect, before.number)
        made = self._applied(tx, before)
        if self._is_over or made is not before:
            rows(tx, cypher.MARK_DONE, number=made.number, commit=self._id)
            self._made = made
            self.turn = self._shut_gate()
        return made

    def _applied(self, tx: ManagedTransaction, current: Revision) -> Revision:
        if self._is_over:
            current = Revision(0, "", "", "", "")
            for statement in cypher.CLEAR:
                rows(tx, statement)
        for changeset, at, put in self._work:
            current = _applied(tx, current, changeset, dict(put), at)
        return current


def _applied(
    tx: ManagedTransaction, current: Revision, changeset: Changeset, put: dict[Key, Written | None], at: str | None
) -> Revision:
    for key in rows(tx, cypher.EDGES_AT, ids=list(changeset.drop_nodes)):
        put.setdefault(cast(Key, key), None)
    work = writes(put, _bodies(tx, [*put, *ends(put)]))
    if not work:
        return current
    revision = sealed(current, changeset, work, at)
    _write_journal(tx, revision, work)
    _write_facts(tx, work)
    return revision


def rows(tx: ManagedTransaction, query: str, **given: Any) -> Rows:
    """What one of the constant statements gives for these parameters."""
    return [tuple(row.values()) for row in tx.run(query, given)]


def newest(tx: ManagedTransaction) -> Revision:
    """The newest revision without its changes."""
    found = rows(tx, cypher.NEWEST)
    return Revision(*found[0]) if found else Revision(0, "", "", "", "")


def _by_kind(keys: Iterable[Key]) -> Iterator[tuple[str, list[str]]]:
    """Ids by kind of edge; those of nodes under no kind."""
    for kind, found in groupby(sorted(keys, key=lambda key: key[1]), key=lambda key: key[1]):
        yield kind, [id_of(key) for key in found]


def _bodies(tx: ManagedTransaction, keys: Sequence[Key]) -> dict[Key, str]:
    by_id = {id_of(key): key for key in keys}
    queries = {"": cypher.NODE_BODIES} | cypher.EDGE_BODIES
    found = (row for kind, ids in _by_kind(keys) if kind in queries for row in _batched(tx, queries[kind], "ids", ids))
    return {by_id[what]: body for what, body in found}


def _batched(tx: ManagedTransaction, query: str, name: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    for start in range(0, len(values), _BATCH):
        yield from rows(tx, query, **{name: values[start : start + _BATCH]})


def _write_journal(tx: ManagedTransaction, revision: Revision, work: Iterable[Write]) -> None:
    said = ("number", "at", "author", "reason", "hash")
    head = {name: getattr(revision, name) for name in said}
    rows(tx, cypher.PUT_REVISION, revision=head)
    entries = [
        {
            "revision": revision.number,
            "position": position,
            "source": write.key[0],
            "kind": write.key[1] or None,
            "target": write.key[2] or None,
            "before": write.before,
            "after": write.body,
        }
        for position, write in enumerate(work)
    ]
    _spent(_batched(tx, cypher.PUT_CHANGES, "rows", entries))


def _write_facts(tx: ManagedTransaction, work: Iterable[Write]) -> None:
    puts = [write.after for write in work if write.after]
    drops = dict(_by_kind(write.key for write in work if not write.after))
    nodes = drops.pop("", [])
    for kind, ids in drops.items():
        _spent(_batched(tx, cypher.DROP_EDGES[kind], "ids", ids))
    _spent(_batched(tx, cypher.DROP_NODES, "ids", nodes))
    for queries, is_kind in ((cypher.PUT_NODES, Node), (cypher.PUT_EDGES, Edge)):
        found = sorted((put for put in puts if isinstance(put.fact, is_kind)), key=lambda put: put.fact.kind)
        for kind, of_kind in groupby(found, key=lambda put: put.fact.kind):
            _spent(_batched(tx, queries[kind], "rows", [_row(put) for put in of_kind]))


def _row(put: Written) -> Mapping[str, str]:
    fact = put.fact
    if isinstance(fact, Node):
        return {"id": fact.id, "label": fact.label, "search": search_text(fact), "body": put.body}
    return {"id": fact.id, "source": fact.source, "target": fact.target, "body": put.body}


def _spent(rows: Iterable[object]) -> None:
    for _ in rows:
        pass
