"""The edition a search for gaps looks at, and the shape of what it finds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graphapp.analysis.answers import Answer, Graph, action_row, node_of, of_kind, source
from graphapp.analysis.words import natural, sentence
from graphapp.model import Edge, Node


@dataclass(frozen=True, slots=True)
class Scope:
    """One edition of a graph, its actions as rows in the order printed, and the day that is today."""

    graph: Graph
    edition: str | None
    rows: tuple[Answer, ...]
    on: str | None  # YYYY-MM-DD; None where nothing is to be called past

    @classmethod
    def of(cls, graph: Graph, edition: str | None, on: str | None) -> Scope:
        """The scope of an edition; its rows stand in the order of the paper's lines."""
        found = [action_row(graph, node.id) for node in of_kind(graph, "action") if _is_in(node, edition)]
        return cls(graph, edition, tuple(sorted(found, key=_place)), on)

    def nodes(self, kind: str) -> Iterator[Node]:
        """The edition's nodes of a kind."""
        return (node for node in of_kind(self.graph, kind) if _is_in(node, self.edition))

    def node(self, row: Answer) -> Node:
        """The action of a row."""
        return node_of(self.graph, row["id"])


def _place(row: Answer) -> tuple[Any, ...]:
    cited = row["source"]
    at = (cited.get("sheet") or "", cited["page"] or 0, cited["line_start"])
    return (cited["document"], *at, natural(row["ref"]))


def _is_in(node: Node, edition: str | None) -> bool:
    return edition is not None and node.props.get("edition") == edition


def finding(kind: str, about: Node, text: str, fact: Node | Edge | None = None) -> Answer:
    """One finding: its kind, whom or what it is about, a sentence, and the line (of `fact`) that shows it."""
    found = {"kind": kind, "subject": about.label, "text": sentence(text), "source": source(fact or about)}
    return found | {"id": about.id}
