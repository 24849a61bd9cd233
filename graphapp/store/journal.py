"""The journal's seal, one for all stores: a revision's hash covers what it says and the hash before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from itertools import combinations_with_replacement, groupby
from typing import TYPE_CHECKING, Any

from graphapp.errors import StoreError
from graphapp.model import Change, Changeset, Edge, Node, Revision
from graphapp.store.base import MAX_NODES
from graphapp.store.facts import Key, Write, canonical, id_of, parsed, restored

if TYPE_CHECKING:
    from graphapp.store.base import Store


def sealed(current: Revision, changeset: Changeset, work: Sequence[Write], at: str | None) -> Revision:
    """The revision that this work makes of the current one, with its hash; `at` None is now."""
    at = at or datetime.now(UTC).isoformat(timespec="seconds")
    changes = tuple(write.as_change() for write in work)
    revision = Revision(current.number + 1, at, changeset.author, changeset.reason, "", changes)
    lines = (f"[{canonical(id_of(one.key))},{one.before or 'null'},{one.body or 'null'}]" for one in work)
    return replace(revision, hash=_digest(current.hash, revision, lines))


def digest(previous_hash: str, revision: Revision) -> str:
    """SHA-256, in hex, of lines of canonical JSON: the hash before, the revision's own words, each change."""
    lines = (canonical([change.what, change.before, change.after]) for change in revision.changes)
    return _digest(previous_hash, revision, lines)


def _digest(previous_hash: str, revision: Revision, changes: Iterable[str]) -> str:
    head = [previous_hash, revision.number, revision.at, revision.author, revision.reason]
    seal = sha256(canonical(head).encode())
    for change in changes:
        seal.update(f"\n{change}".encode())
    return seal.hexdigest()


def recorded(rows: Iterable[Sequence[Any]]) -> list[Revision]:
    """The revisions of a store's rows, in which each change follows the five words of its revision.

    A change is its source, kind and target (the last two empty for a node), its body before and that after.
    """
    return [
        replace(Revision(*head), changes=tuple(_change((row[5], row[6], row[7]), *row[8:]) for row in found))
        for head, found in groupby(rows, key=lambda row: tuple(row[:5]))
    ]


def _change(key: Key, before: str | None, after: str | None) -> Change:
    what = id_of(key)
    return Change(what, parsed(what, before), parsed(what, after))


def verify(revisions: Iterable[Revision]) -> list[str]:
    """What is wrong with a whole journal, oldest revision first, a sentence each; nothing if it is sound."""
    problems: list[str] = []
    previous = ""
    for number, revision in enumerate(revisions, start=1):
        if revision.number != number:
            return [*problems, f"Revision {number} is missing from the journal."]
        if revision.hash != digest(previous, revision):
            problems.append(f"Revision {number} is not what was written: its hash does not fit.")
        previous = revision.hash
    return problems


def replay(revisions: Iterable[Revision]) -> tuple[dict[str, Node], dict[str, Edge]]:
    """Nodes and edges by id as they stood after these revisions, which begin with the first.

    StoreError for an entry that is not a node or edge of that id.
    """
    standing: dict[str, Mapping[str, object]] = {}
    for revision in revisions:
        for change in revision.changes:
            standing.pop(change.what, None)
            if change.after is not None:
                standing[change.what] = change.after
    facts = {what: restored(what, found) for what, found in standing.items()}
    nodes = {what: fact for what, fact in facts.items() if isinstance(fact, Node)}
    return nodes, {what: fact for what, fact in facts.items() if isinstance(fact, Edge)}


def audit(store: Store) -> list[str]:
    """What is wrong with a store: its journal, then what it holds against what the journal says it should.

    A journal cut short at its end, with the map cut to match, looks like an older map: to tell, keep the
    newest hash somewhere else.
    """
    at = store.revision()
    try:
        revisions = store.history()
        problems = verify(revisions) or _differences(store, revisions)
    except StoreError as error:
        return [str(error)]
    return problems if store.revision() == at else audit(store)  # someone committed meanwhile: look again


def content(store: Store) -> tuple[dict[str, Node], dict[str, Edge]]:
    """All nodes and edges by id, the whole map in memory: for exports and audits, not for answers."""
    nodes: dict[str, Node] = {}
    pages, after = [], None
    while page := [node.id for node in store.nodes(limit=MAX_NODES // 2, after=after)]:
        pages.append(page)
        after = page[-1]
    edges: dict[str, Edge] = {}
    for one, other in combinations_with_replacement(pages, 2):  # two pages are as many as no cap cuts
        graph = store.subgraph([*one, *other], depth=0)
        nodes |= {node_id: data["node"] for node_id, data in graph.nodes(data=True)}
        edges |= {data["edge"].id: data["edge"] for *_, data in graph.edges(data=True)}
    return nodes, edges


def _differences(store: Store, revisions: Iterable[Revision]) -> list[str]:
    said, held = _bodies(*replay(revisions)), _bodies(*content(store))
    changed = (what for what in sorted(said.keys() | held.keys()) if said.get(what) != held.get(what))
    return [f"{what} is not as the journal says: it was changed behind its back." for what in changed]


def _bodies(nodes: Mapping[str, Node], edges: Mapping[str, Edge]) -> dict[str, str]:
    found = {what: canonical(node.as_json()) for what, node in nodes.items()}
    return found | {what: canonical(edge.as_json()) for what, edge in edges.items()}
