"""What the map is made of: citations, nodes, edges, changesets and revisions, all frozen.

An id is `kind:slug` and carries its kind, so an edge checks its own ends when it is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from graphapp.errors import ModelError
from graphapp.ontology import EDGE_KINDS, NODE_KINDS, kind_of

Props = Mapping[str, Any]  # JSON values only: str, int, float, bool, None, lists and string-keyed dicts of them


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """Where a paper says so: lines (or spreadsheet rows) count from 1, pages too."""

    document: str  # the document's id without its kind
    line_start: int
    line_end: int
    page: int | None = None
    sheet: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The contract's `source`; `sheet` only where there is one."""
        found: dict[str, Any] = {
            "document": self.document,
            "line_start": self.line_start,
            "line_end": self.line_end,
            "page": self.page,
        }
        return found | ({"sheet": self.sheet} if self.sheet else {})

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Citation:
        """The citation that `as_json` wrote."""
        return _cited(found["document"], found["line_start"], found["line_end"], found.get("page"), found.get("sheet"))

    def __str__(self) -> str:
        return f"{self.document}#L{self.line_start}" + (
            f"-L{self.line_end}" if self.line_end != self.line_start else ""
        )


_cited = lru_cache(maxsize=4096, typed=True)(Citation)  # a line is cited by several facts


def _frozen(props: Props) -> Props:
    return MappingProxyType(dict(props))


def _checked(what: str, citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
    if not citations:
        raise ModelError(f"{what} has no citation: a fact must say where it stands.")
    return citations if len(citations) == 1 else tuple(dict.fromkeys(citations))


@dataclass(frozen=True, slots=True)
class Node:
    """A thing the map knows: an id that carries its kind, a label, its facts and where they stand."""

    id: str
    label: str
    citations: tuple[Citation, ...]
    props: Props = field(default_factory=dict)

    def __post_init__(self) -> None:
        if kind_of(self.id) not in NODE_KINDS or not self.id.partition(":")[2] or len(self.id.split()) != 1:
            raise ModelError(f"{self.id!r} is not a node id: it must be kind:slug with a known kind and no blanks.")
        object.__setattr__(self, "props", _frozen(self.props))
        object.__setattr__(self, "citations", _checked(self.id, self.citations))

    @property
    def kind(self) -> str:
        """The node's kind, as its id carries it."""
        return kind_of(self.id)

    def as_json(self) -> dict[str, Any]:
        """`{"id", "label", "props", "citations"}`."""
        return {
            "id": self.id,
            "label": self.label,
            "props": dict(self.props),
            "citations": [c.as_json() for c in self.citations],
        }

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Node:
        """The node that `as_json` wrote."""
        return cls(found["id"], found["label"], tuple(map(Citation.from_json, found["citations"])), found["props"])


@dataclass(frozen=True, slots=True)
class Edge:
    """A fact that joins two nodes; one of each kind between the same two."""

    source: str
    kind: str
    target: str
    citations: tuple[Citation, ...]
    props: Props = field(default_factory=dict)

    def __post_init__(self) -> None:
        allowed = EDGE_KINDS.get(self.kind)
        if allowed is None:
            raise ModelError(f"{self.kind!r} is not a kind of edge.")
        if kind_of(self.source) not in allowed.sources or kind_of(self.target) not in allowed.targets:
            raise ModelError(f"{self.kind} cannot join {self.source} to {self.target}.")
        object.__setattr__(self, "props", _frozen(self.props))
        object.__setattr__(self, "citations", _checked(self.id, self.citations))

    @property
    def id(self) -> str:
        """`source KIND target`: what tells this edge from every other."""
        return f"{self.source} {self.kind} {self.target}"

    def as_json(self) -> dict[str, Any]:
        """`{"source", "kind", "target", "props", "citations"}`."""
        return {
            "source": self.source,
            "kind": self.kind,
            "target": self.target,
            "props": dict(self.props),
            "citations": [c.as_json() for c in self.citations],
        }

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Edge:
        """The edge that `as_json` wrote."""
        citations = tuple(map(Citation.from_json, found["citations"]))
        return cls(found["source"], found["kind"], found["target"], citations, found["props"])


@dataclass(frozen=True, slots=True)
class Changeset:
    """What one commit does, all or nothing: puts replace whole nodes and edges, drops name ids.

    Dropping a node drops its edges. `author` and `reason` go into the journal.
    """

    author: str
    reason: str
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    drop_nodes: tuple[str, ...] = ()
    drop_edges: tuple[str, ...] = ()  # edge ids

    def __bool__(self) -> bool:
        return bool(self.nodes or self.edges or self.drop_nodes or self.drop_edges)


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the journal: what stood before and after, as JSON; None where there was nothing."""

    what: str  # node id or edge id
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Revision:
    """One commit in the journal: `number` counts from 1; 0 is the empty map. `at` is UTC, ISO 8601."""

    number: int
    at: str
    author: str
    reason: str
    hash: str
    changes: tuple[Change, ...] = ()
