"""Nodes and edges gathered while papers are put together: said twice, they become one with both citations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from graphapp.model import Citation, Edge, Node


def in_order(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Citations each once, by paper and line, so that the same facts are equal whatever was read first."""
    return tuple(
        sorted(set(citations), key=lambda c: (c.document, c.sheet or "", c.page or 0, c.line_start, c.line_end))
    )


def fuller(one: str, other: str) -> str:
    """Of two wordings the longer, then the one with more capitals, then the later letter: the same in any order."""
    return max(one, other, key=lambda text: (len(text), sum(map(str.isupper, text)), text))


def merged(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Two readings of the same thing: lists are joined, of two wordings the fuller stands (then the later letter)."""
    result = dict(one)
    for key, value in other.items():
        now = result.get(key)
        if now is None or now in ("", []):
            result[key] = value
        elif isinstance(now, list) and isinstance(value, list):
            result[key] = sorted({*now, *value}) if all(isinstance(v, str) for v in [*now, *value]) else now
        elif isinstance(now, str) and isinstance(value, str):
            result[key] = fuller(now, value)
        elif isinstance(now, bool) and isinstance(value, bool):
            result[key] = now or value
        elif value is not None:
            result[key] = max(now, value, key=lambda found: json.dumps(found, sort_keys=True))
    return result


class Facts:
    """A growing set of nodes and edges; `nodes` and `edges` hand them back sorted by id."""

    def __init__(self) -> None:
        self._nodes: dict[str, tuple[str, dict[str, Any], list[Citation]]] = {}
        self._edges: dict[tuple[str, str, str], tuple[dict[str, Any], list[Citation]]] = {}

    def node(self, node_id: str, label: str, *citations: Citation, **props: Any) -> str:
        """Add a node, or what is new of it; returns its id."""
        if node_id in self._nodes:
            first, known, cited = self._nodes[node_id]
            self._nodes[node_id] = (fuller(first, label), merged(known, props), [*cited, *citations])
        else:
            self._nodes[node_id] = (label, props, list(citations))
        return node_id

    def relabel(self, node_id: str, label: str, **props: Any) -> None:
        """Set a node's label and some props outright."""
        _, known, cited = self._nodes[node_id]
        self._nodes[node_id] = (label, {**known, **props}, cited)

    def edge(self, source: str, kind: str, target: str, *citations: Citation, **props: Any) -> None:
        """Add an edge, or what is new of it."""
        known, cited = self._edges.get((source, kind, target), ({}, []))
        self._edges[source, kind, target] = (merged(known, props), [*cited, *citations])

    def ask(self, node_id: str, question: str) -> None:
        """Put an open question on a node."""
        label, props, cited = self._nodes[node_id]
        asked = sorted({*props.get("questions", []), question})
        self._nodes[node_id] = (label, {**props, "questions": asked}, cited)

    def __contains__(self, node_id: str) -> bool:
        return node_id in self._nodes

    def props(self, node_id: str) -> Mapping[str, Any]:
        """What is known of a node so far."""
        return self._nodes[node_id][1]

    def cited(self, node_id: str) -> list[Citation]:
        """Where a node stands so far."""
        return self._nodes[node_id][2]

    def ids(self, kind: str) -> list[str]:
        """Ids of one kind, sorted."""
        return sorted(node_id for node_id in self._nodes if node_id.startswith(f"{kind}:"))

    def nodes(self) -> tuple[Node, ...]:
        """All nodes, by id."""
        return tuple(
            Node(node_id, label, in_order(cited), props)
            for node_id, (label, props, cited) in sorted(self._nodes.items())
        )

    def edges(self) -> tuple[Edge, ...]:
        """All edges, by source, kind and target."""
        return tuple(Edge(*key, in_order(cited), props) for key, (props, cited) in sorted(self._edges.items()))
