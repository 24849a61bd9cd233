"""Facts of the papers now read, with the map as it stands -> the changeset that brings it up to date."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

import networkx as nx

from graphapp.model import Changeset, Citation, Edge, Node
from graphapp.ontology import KEPT_BESIDE
from graphapp.reconcile.facts import Facts, fuller, in_order, merged


def changeset(
    facts: Facts, graph: nx.MultiDiGraph[str], papers: Collection[str], author: str, reason: str
) -> Changeset:
    """What to put and drop so that the map says what `papers` say now, and all else stays.

    A fact that also stands in another paper keeps that citation; one that stood only in these papers and is no longer
    read from them is dropped. Equal facts are left out, so the same papers twice give an empty changeset. What people
    keep beside the facts, such as a scenario, stays as it is.
    """
    known: dict[str, Node] = {node_id: data["node"] for node_id, data in graph.nodes(data=True)}
    old_nodes = {node_id: node for node_id, node in known.items() if node.kind not in KEPT_BESIDE}
    old_edges: dict[str, Edge] = {data["edge"].id: data["edge"] for *_, data in graph.edges(data=True)}
    nodes = {node.id: _joined_node(node, old_nodes.get(node.id), papers) for node in facts.nodes()}
    edges = {edge.id: _joined_edge(edge, old_edges.get(edge.id), papers) for edge in facts.edges()}
    kept_nodes, gone_nodes = _rest(old_nodes.values(), nodes, papers)
    kept_edges, gone_edges = _rest(old_edges.values(), edges, papers)
    return Changeset(
        author,
        reason,
        nodes=tuple(node for node in [*nodes.values(), *kept_nodes] if node != old_nodes.get(node.id)),
        edges=tuple(edge for edge in [*edges.values(), *kept_edges] if edge != old_edges.get(edge.id)),
        drop_nodes=tuple(gone_nodes),
        drop_edges=tuple(gone_edges),
    )


def _elsewhere(citations: Iterable[Citation], papers: Collection[str]) -> tuple[Citation, ...]:
    return tuple(cited for cited in citations if cited.document not in papers)


def _joined_node(node: Node, old: Node | None, papers: Collection[str]) -> Node:
    other = _elsewhere(old.citations, papers) if old else ()
    if old is None or not other:
        return node
    props = merged(dict(old.props), dict(node.props))
    return replace(
        node, label=fuller(old.label, node.label), citations=in_order((*other, *node.citations)), props=props
    )


def _joined_edge(edge: Edge, old: Edge | None, papers: Collection[str]) -> Edge:
    other = _elsewhere(old.citations, papers) if old else ()
    if old is None or not other:
        return edge
    props = merged(dict(old.props), dict(edge.props))
    return replace(edge, citations=in_order((*other, *edge.citations)), props=props)


def _rest(old: Iterable[Any], new: Collection[str], papers: Collection[str]) -> tuple[list[Any], list[str]]:
    """Old things that the papers no longer say: kept with what other papers say, or gone."""
    kept, gone = [], []
    for thing in old:
        if thing.id in new or not any(cited.document in papers for cited in thing.citations):
            continue
        other = _elsewhere(thing.citations, papers)
        if other:
            kept.append(replace(thing, citations=other))
        else:
            gone.append(thing.id)
    return kept, gone
