"""The conformance suite: what a walk reaches, shows and leaves out."""

from __future__ import annotations

import networkx as nx
import pytest

from graphapp.store.base import MAX_DEPTH, MAX_NODES
from tests.builders import chain, changes, edge, node, small_map

A, B, C = "action:e/a", "action:e/b", "action:e/c"
BOARD = "organization:board"


def edges_of(graph):
    return {edge.id for _, _, edge in graph.edges(data="edge")}


def test_a_walk_returns_a_frozen_multigraph_of_nodes_and_edges(store):
    store.commit(small_map())
    graph = store.subgraph(["person:a"])
    assert type(graph) is nx.MultiDiGraph
    assert nx.is_frozen(graph)
    assert graph.nodes["post:head"]["node"] == node("post:head", "Head of Service")
    assert graph.edges["person:a", "post:head", "HOLDS"]["edge"] == edge("person:a", "HOLDS", "post:head")
    assert graph.graph["truncated"] is False


@pytest.mark.parametrize("depth", range(5))
@pytest.mark.parametrize(("direction", "reach"), [("out", (-1,)), ("in", (1,)), ("both", (-1, 1))])
def test_a_walk_goes_as_deep_as_asked_in_the_direction_asked(store, direction, reach, depth):
    store.commit(chain(11))
    expected = {5} | {5 + step * way for way in reach for step in range(1, depth + 1)}
    graph = store.subgraph(["action:e/005"], direction=direction, depth=depth)
    assert set(graph) == {f"action:e/{number:03}" for number in expected}
    assert graph.number_of_edges() == len(expected) - 1


def test_a_direction_that_is_none_is_refused(store):
    with pytest.raises(ValueError, match="sideways"):
        store.subgraph([A], direction="sideways")


def test_a_walk_follows_and_shows_only_the_kinds_of_edge_asked_for(store):
    store.commit(small_map())
    graph = store.subgraph(["person:a"], along=["LEADS", "ADDRESSES"], depth=5)
    assert set(graph) == {"person:a", "action:2020-01/1.1.1", "recommendation:1"}
    assert {kind for *_, kind in graph.edges(keys=True)} == {"LEADS", "ADDRESSES"}
    among = store.subgraph(list(graph), along=["LEADS"], depth=0)
    assert {kind for *_, kind in among.edges(keys=True)} == {"LEADS"}
    assert set(store.subgraph(["person:a"], along=(), depth=5)) == {"person:a"}
    assert set(store.subgraph(["person:a"], along=iter(["HOLDS"]))) == {"person:a", "post:head"}
    assert set(store.subgraph(["person:a"], along=["' OR 1=1"], depth=5)) == {"person:a"}


def test_every_edge_among_the_nodes_reached_is_shown_whichever_way_the_walk_went(store):
    links = (
        edge(A, "DEPENDS_ON", B),
        edge(A, "DEPENDS_ON", C),
        edge(C, "DEPENDS_ON", B),
        edge(B, "DEPENDS_ON", A),
    )
    store.commit(changes(node(A), node(B), node(C), *links))
    graph = store.subgraph([A], direction="out")
    assert edges_of(graph) == {link.id for link in links}


def test_a_walk_of_no_depth_gives_the_seeds_and_the_edges_among_them(store):
    store.commit(chain(4))
    graph = store.subgraph(["action:e/002", "action:e/001", "action:e/001"], depth=0)
    assert list(graph) == ["action:e/001", "action:e/002"]
    assert graph.number_of_edges() == 1
    assert graph.graph["truncated"] is False


def test_seeds_that_do_not_exist_are_left_out(store):
    store.commit(chain(2))
    graph = store.subgraph(["action:e/000", "person:nobody", "", "action:e/000\x00", "'"], depth=0)
    assert list(graph) == ["action:e/000"]
    assert store.subgraph([]).number_of_nodes() == 0


def test_a_walk_ends_in_a_cycle(store):
    store.commit(chain(5))
    store.commit(changes(edge("action:e/000", "DEPENDS_ON", "action:e/004")))
    graph = store.subgraph(["action:e/002"], direction="out", depth=8)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (5, 5)
    assert graph.graph["truncated"] is False


def test_nodes_come_nearest_first_then_by_id(store):
    store.commit(small_map())
    graph = store.subgraph(["keyarea:2020-01/1"], depth=3)
    near = nx.single_source_shortest_path_length(graph.to_undirected(as_view=True), "keyarea:2020-01/1")
    assert list(graph) == sorted(graph, key=lambda node_id: (near[node_id], node_id))
    assert len(set(near.values())) == 4


@pytest.mark.parametrize("direction", ["in", "out", "both"])
@pytest.mark.parametrize(("low", "high"), [("DEPENDS_ON", "WAS_REVISION_OF"), ("WAS_REVISION_OF", "DEPENDS_ON")])
def test_a_cap_keeps_the_lowest_ids_whatever_edge_leads_there(store, direction, low, high):
    hub, others = "action:z", [f"action:{number}" for number in range(9)]
    ways = [(hub, other) if direction == "out" else (other, hub) for other in others]
    links = [edge(here, low if n < 5 else high, there) for n, (here, there) in enumerate(ways)]
    store.commit(changes(node(hub), *map(node, others), *links))
    graph = store.subgraph([hub], direction=direction, depth=3, limit=4)
    assert list(graph) == [hub, *others[:3]]
    assert graph.graph["truncated"] is True


@pytest.mark.parametrize("direction", ["in", "both"])
def test_a_cap_on_nodes_keeps_the_nearest_then_the_lowest_ids_and_says_it_cut(store, direction):
    links = [edge(f"person:p{number}", "LEADS", A) for number in range(9)]
    people = [node(link.source) for link in links]
    store.commit(changes(node(A), node(BOARD), *people, *links, edge("person:p0", "MEMBER_OF", BOARD)))
    graph = store.subgraph([A], direction=direction, depth=2, limit=4)
    assert list(graph) == [A, "person:p0", "person:p1", "person:p2"]
    assert graph.number_of_edges() == 3
    assert graph.graph["truncated"] is True


def test_a_cap_that_just_fits_cuts_nothing(store):
    store.commit(chain(5))
    assert store.subgraph(["action:e/000"], depth=4, limit=5).graph["truncated"] is False
    assert store.subgraph(["action:e/000"], depth=4, limit=4).graph["truncated"] is True
    assert store.subgraph(["action:e/000"], depth=3, limit=4).graph["truncated"] is False


@pytest.mark.parametrize("limit", [0, -5])
def test_a_cap_of_nothing_gives_nothing_and_says_so(store, limit):
    store.commit(chain(3))
    graph = store.subgraph(["action:e/000"], limit=limit)
    assert graph.number_of_nodes() == 0
    assert graph.graph["truncated"] is True


def test_more_seeds_than_the_cap_keeps_the_lowest_ids(store):
    store.commit(chain(5))
    graph = store.subgraph([f"action:e/{number:03}" for number in (4, 2, 0, 3, 1)], depth=2, limit=2)
    assert list(graph) == ["action:e/000", "action:e/001"]
    assert graph.graph["truncated"] is True


def test_depth_is_capped_and_the_cap_says_when_it_cut(store):
    store.commit(chain(MAX_DEPTH + 2))
    graph = store.subgraph(["action:e/000"], depth=50)
    assert graph.number_of_nodes() == MAX_DEPTH + 1
    assert graph.graph["truncated"] is True
    assert store.subgraph(["action:e/000"], depth=MAX_DEPTH).graph["truncated"] is False
    assert store.subgraph(["action:e/001"], depth=50).graph["truncated"] is False


@pytest.mark.slow
def test_no_caller_gets_more_nodes_than_the_contract_allows(store):
    people = [f"person:{number:05}" for number in range(MAX_NODES)]
    store.commit(changes(node(A), *map(node, people), *(edge(each, "LEADS", A) for each in people)))
    graph = store.subgraph([A], limit=10**9)
    assert list(graph) == [A, *people[:-1]]
    assert graph.graph["truncated"] is True
