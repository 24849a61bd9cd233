"""How every store writes a fact down, finds it by its words, and works out what a changeset changes.

Pure functions, so that two stores cannot disagree: a store looks up what stands and writes what comes out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from graphapp.errors import ModelError, StoreError
from graphapp.model import Change, Changeset, Edge, Node

Key = tuple[str, str, str]  # an edge's source, kind and target; a node's id and two empty strings


_CANONICAL = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"), check_circular=False
)


class Written(NamedTuple):
    """A fact to put, its canonical JSON, and what that reads back as."""

    fact: Node | Edge
    body: str
    found: dict[str, Any]


class Write(NamedTuple):
    """One thing to write: the body that stands and what is to stand instead; None where there is nothing."""

    key: Key
    before: str | None
    after: Written | None

    @property
    def body(self) -> str | None:
        """The body after it."""
        return self.after and self.after.body

    def as_change(self) -> Change:
        """The journal's entry for it."""
        what = id_of(self.key)
        return Change(what, parsed(what, self.before), self.after and self.after.found)


def canonical(value: object) -> str:
    """JSON in one spelling only: sorted keys, no blanks, no NaN.

    >>> canonical({"b": 1.0, "a": "Ö"})
    '{"a":"Ö","b":1.0}'
    """
    return _CANONICAL.encode(value)


def node_key(node_id: str) -> Key:
    """The key of the node with this id."""
    return (node_id, "", "")


def id_of(key: Key) -> str:
    """The id of the node or edge with this key."""
    return " ".join(key).rstrip()


def search_text(node: Node) -> str:
    """What `nodes(text=...)` looks in: label and prop values, case folded, one a line."""
    return "\n".join((node.label, *_words(node.props))).casefold()


def _words(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for part in value.values():
            yield from _words(part)
    elif isinstance(value, list):
        for part in value:
            yield from _words(part)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def restored(what: str, found: Any) -> Node | Edge:
    """The node or edge of this id from its JSON; StoreError if that has been damaged since it was put."""
    try:
        fact = Edge.from_json(found) if "source" in found else Node.from_json(found)
    except (KeyError, TypeError, AttributeError, ModelError):
        raise _damaged(what) from None
    if fact.id != what:
        raise _damaged(what)
    return fact


def parsed(what: str, body: str | None) -> Any:
    """A stored body as JSON values, None where there is none; StoreError if it has been damaged."""
    try:
        return None if body is None else json.loads(body)
    except (TypeError, ValueError):
        raise _damaged(what) from None


def restored_all(rows: Sequence[tuple[str, str]]) -> list[Node | Edge]:
    """The nodes or edges of these ids from their stored bodies, which are read at one go; StoreError as above."""
    try:
        found = json.loads(f"[{','.join([body for _, body in rows])}]")
    except (TypeError, ValueError):
        found = []
    if len(found) != len(rows):  # one is damaged: find out which
        found = [parsed(what, body) for what, body in rows]
    return [restored(what, said) for (what, _), said in zip(rows, found, strict=True)]


def _damaged(what: str) -> StoreError:
    return StoreError(f"The entry {what!r} is not what was put there: restore a backup.")


def wanted(changeset: Changeset) -> dict[Key, Written | None]:
    """What should stand under each key the changeset names, ordered; None for nothing. Drops before puts.

    A drop that cannot be an id is left out. ModelError for a fact that would not come back as it was put.
    """
    keys = [node_key(node_id) for node_id in changeset.drop_nodes]
    keys += [(end, kind, target) for end, kind, target in _parted(changeset.drop_edges)]
    found: dict[Key, Written | None] = dict.fromkeys(keys)
    for node in changeset.nodes:
        _check_id(node.id)
        found[node_key(node.id)] = _written(node)
    for edge in changeset.edges:
        found[edge.source, edge.kind, edge.target] = _written(edge)
    return dict(sorted(found.items()))


def _parted(edge_ids: tuple[str, ...]) -> Iterator[list[str]]:
    parted = (edge_id.split(" ") for edge_id in edge_ids)
    return (parts for parts in parted if len(parts) == 3 and all(parts))


def _check_id(node_id: str) -> None:
    if " " in node_id or not node_id.isprintable():
        raise ModelError(f"{node_id!r} cannot be stored: an id has no blanks or control characters.")


def _written(fact: Node | Edge) -> Written:
    said = fact.as_json()
    try:
        body = canonical(said)
        body.encode()
        if (found := json.loads(body)) == said:
            return Written(fact, body, found)
    except (TypeError, ValueError, RecursionError):
        pass  # not JSON, or not text: told below
    raise ModelError(f"{fact.id!r} cannot be stored: its props must be plain JSON values in whole characters.")


def ends(wanted: Mapping[Key, Written | None]) -> list[Key]:
    """Keys of the nodes that the wanted edges join and that the changeset does not put itself."""
    edges = [key for key, written in wanted.items() if key[1] and written]
    return sorted(map(node_key, {end for key in edges for end in key[::2]} - _nodes_put(wanted)))


def writes(wanted: Mapping[Key, Written | None], stored: Mapping[Key, str]) -> list[Write]:
    """What to write, ordered by id, so that what is wanted stands; what stands already is left out.

    `stored` has the bodies of all that is wanted and of the `ends`. ModelError for an edge without its nodes.
    """
    standing = _nodes_put(wanted) | {key[0] for key in stored if not key[1] and key not in wanted}
    found = []
    for key in sorted(wanted):
        written = wanted[key]
        if written and key[1] and not standing.issuperset(key[::2]):
            missing = min({key[0], key[2]} - standing)
            raise ModelError(f"The edge {id_of(key)!r} lacks its node {missing!r}: put that as well.")
        before = stored.get(key)
        if before != (written and written.body):
            found.append(Write(key, before, written))
    return found


def _nodes_put(wanted: Mapping[Key, Written | None]) -> set[str]:
    return {key[0] for key, written in wanted.items() if written and not key[1]}
