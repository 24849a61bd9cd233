"""Two editions of an invented plan, made from short rows, for tests that compare them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import networkx as nx

from graphapp.model import Edge, Node
from tests.graphs import action, edge, edition, graph_of, leads, node

OLD, NEW = "2023-06", "2024-01"


class R(NamedTuple):
    """A row: ref, text, due cell, ids of its leads, numbers of recommendations, title of its group."""

    ref: str
    text: str
    due: str = "June 2024"
    leads: tuple[str, ...] = ("post:head",)
    recommendations: tuple[str, ...] = ()
    group: str = "Care"
    scope: str = "named"


def two_editions(old: Iterable[R], new: Iterable[R], more: Iterable[Node | Edge] = ()) -> nx.MultiDiGraph:
    """A graph of one plan whose editions have these rows."""
    extra = list(more)
    nodes = {one.id: one for one in [node("plan:main", "Main plan"), edition(OLD), edition(NEW)]}
    nodes |= {one.id: one for one in extra if isinstance(one, Node)}
    edges = [edge(f"edition:{key}", "PART_OF", "plan:main") for key in (OLD, NEW)]
    for key, rows in ((OLD, old), (NEW, new)):
        for row in rows:
            _put(nodes, edges, key, row)
    return graph_of(nodes.values(), [*edges, *(one for one in extra if isinstance(one, Edge))])


def _put(nodes: dict[str, Node], edges: list[Edge], key: str, row: R) -> None:
    one = action(row.ref, row.text, row.due, key)
    area, group = f"keyarea:{key}/1", f"group:{key}/{row.group.lower().replace(' ', '-')}"
    nodes[one.id] = one
    nodes.setdefault(area, node(area, "Key area 1: Children", no="1", title="Children", edition=key))
    if group not in nodes:
        nodes[group] = node(group, row.group, no=row.group, title=row.group, edition=key)
        edges.append(edge(group, "PART_OF", area))
        edges.append(edge(area, "PART_OF", f"edition:{key}")) if len(edges) < 4 else None
    edges.append(edge(one.id, "PART_OF", group))
    for order, lead in enumerate(row.leads):
        nodes.setdefault(lead, node(lead, lead.partition(":")[2].title()))
        edges.append(leads(lead, one.id, order, post=None))
    for number in row.recommendations:
        nodes.setdefault(f"recommendation:{number}", node(f"recommendation:{number}", number, no=number, text="Do."))
        edges.append(edge(one.id, "ADDRESSES", f"recommendation:{number}", scope=row.scope))
