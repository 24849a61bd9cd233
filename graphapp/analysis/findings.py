"""The edition a search for gaps looks at, and the shape of what it finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graphapp.analysis.answers import Answer, Graph, action_row, kept, node_of, of_kind, source
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
        return cls(graph, edition, _printed(graph, edition) if edition else (), on)

    def nodes(self, kind: str) -> list[Node]:
        """The edition's nodes of a kind."""
        return of_kind(self.graph, kind, self.edition) if self.edition else []

    def node(self, row: Answer) -> Node:
        """The action of a row."""
        return node_of(self.graph, row["id"])


@kept
def _printed(graph: Graph, edition: str) -> tuple[Answer, ...]:
    rows = (action_row(graph, node.id) for node in of_kind(graph, "action", edition))
    return tuple(sorted(rows, key=_place))


def _place(row: Answer) -> tuple[Any, ...]:
    cited = row["source"]
    at = (cited.get("sheet") or "", cited["page"] or 0, cited["line_start"])
    return (cited["document"], *at, natural(row["ref"]))


def finding(kind: str, about: Node, text: str, fact: Node | Edge | None = None) -> Answer:
    """One finding: its kind, whom or what it is about, a sentence, and the line (of `fact`) that shows it."""
    found = {"kind": kind, "subject": about.label, "text": sentence(text), "source": source(fact or about)}
    return found | {"id": about.id}
