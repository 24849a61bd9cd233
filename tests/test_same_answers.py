"""Both stores give the same graphs, node for node and edge for edge in the same order, and so the same answers.

Every analysis is a pure function of the graph and what else it is asked, so equal graphs are equal answers; a few of
each kind are compared all the same.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import networkx as nx
import pytest

from graphapp.analysis.answers import default_edition
from graphapp.analysis.backtest import backtest
from graphapp.analysis.dependencies import dependencies
from graphapp.analysis.gaps import gaps
from graphapp.analysis.overview import overview
from graphapp.analysis.paths import paths
from graphapp.analysis.versions import compare
from graphapp.core import AccountabilityMap, open_map
from graphapp.errors import GraphappError
from graphapp.model import Changeset, Edge, Node
from graphapp.ontology import EDGE_KINDS, NODE_KINDS
from tests import neo4j_server
from tests.builders import cite

pytestmark = pytest.mark.neo4j

ON = "2024-01-31"
DUE = {"raw": "March 2024", "kind": "date", "dates": ["2024-03"], "recurrence": None}


@pytest.fixture
def both(neo4j_address: str, tmp_path: Path) -> Iterator[tuple[AccountabilityMap, AccountabilityMap]]:
    """The same empty map in both stores."""
    with (
        closing(open_map(f"sqlite:///{tmp_path / 'map.db'}")) as one,
        closing(open_map(neo4j_server.emptied(tmp_path))) as other,
    ):
        yield one, other


def shown(graph: nx.MultiDiGraph) -> list[object]:
    """All that an analysis could see of a graph, order included."""
    nodes = [(name, data["node"]) for name, data in graph.nodes(data=True)]
    edges = [(*ends, data["edge"]) for *ends, data in graph.edges(keys=True, data=True)]
    back = [(name, list(graph.pred[name])) for name in graph]
    return [nodes, edges, back, dict(graph.graph)]


def anything(chance: random.Random, key: str) -> object:
    return chance.choice((key, 1, 1.5, True, None, ["é", 2], {"in": [key]}, "漢字"))


def made(seed: int) -> Changeset:
    """A small random map under every kind of node and edge, the same for the same seed."""
    chance = random.Random(seed)
    nodes: dict[str, Node] = {}
    for kind in NODE_KINDS:
        for number in range(chance.randint(0, 3)):
            key = f"{seed}-{number}"
            name = f"{kind}:{key}" if kind == "edition" else f"{kind}:{seed}-0/{number}"
            told = {"ref": f"{number}", "edition": f"{seed}-0", "due": DUE, "no": str(number), "key": key}
            told |= {"date": "2024-01", "text": f"Do {number}.", "main": True, "plan": f"plan:{seed}-0/0"}
            nodes[name] = Node(name, f"{kind} {number}", (cite(seed + 1),), told | {"any": anything(chance, name)})
    edges = []
    for kind in EDGE_KINDS.values():
        sources = [name for name in nodes if name.partition(":")[0] in kind.sources]
        targets = [name for name in nodes if name.partition(":")[0] in kind.targets]
        for _ in range(chance.randint(0, 4) if sources and targets else 0):
            ends = chance.choice(sources), kind.name, chance.choice(targets)
            edges.append(Edge(*ends, (cite(seed + 2),), {"order": chance.randint(0, 2), "share": "joint"}))
    order = list(nodes.values())
    chance.shuffle(order)
    return Changeset("officer", f"seed {seed}", tuple(order), tuple(edges))


def answers(graph: nx.MultiDiGraph) -> list[str]:
    """Answers of each kind, or the sentence that says why there is none."""
    first = next(iter(graph), "person:nobody")
    editions = [name.partition(":")[2] for name in graph if name.startswith("edition:")]
    old, new = (editions * 2 or ["", ""])[:2]
    told = []
    for question, given in (
        (default_edition, ()),
        (overview, (None, ON)),
        (gaps, (None, ON)),
        (dependencies, (new,)),
        (compare, (old, new)),
        (backtest, (old, new)),
        *((paths, (first, other, 3)) for other in list(graph)[1:4]),
    ):
        try:
            told.append(json.dumps(question(graph, *given), default=str))
        except GraphappError as error:
            told.append(str(error))
    return told


@pytest.mark.slow
def test_200_random_maps_are_the_same_graph_and_give_the_same_answers(both):
    maps = [made(seed) for seed in range(200)]
    for first in range(0, len(maps), 20):
        together = maps[first : first + 20]
        nodes = tuple(node for each in together for node in each.nodes)
        edges = tuple(edge for each in together for edge in each.edges)
        for opened in both:
            opened.store.commit(Changeset("officer", "20 maps", nodes, edges), at="2024-01-01T00:00:00+00:00")
    one, other = (opened.store for opened in both)
    assert one.history() == other.history()
    for seed, each in enumerate(maps):
        ids = [node.id for node in each.nodes]
        graph = one.subgraph(ids, depth=0)
        assert (len(graph), graph.number_of_edges()) == (len(ids), len({edge.id for edge in each.edges}))
        assert shown(graph) == shown(other.subgraph(ids, depth=0))
        assert answers(graph) == answers(other.subgraph(ids, depth=0))
        chance = random.Random(seed)
        along = chance.choice((None, chance.sample(sorted(EDGE_KINDS), 5)))
        seeds = chance.sample(ids, min(3, len(ids)))
        walk = (seeds, along, chance.choice(("in", "out", "both")), chance.randint(0, 8), chance.choice((5, 1000)))
        assert shown(one.subgraph(*walk)) == shown(other.subgraph(*walk)), walk


def test_the_example_is_the_same_graph_and_gives_the_same_answers(both):
    for opened in both:
        opened.load()
    one, other = both
    assert one.graph().number_of_nodes() > 500
    assert shown(one.graph()) == shown(other.graph())
    assert answers(one.graph()) == answers(other.graph())
    for name in ("person:victoria-gent", "recommendation:9", "action:2019-01/1.2.1"):
        assert shown(one.around([name], depth=3)) == shown(other.around([name], depth=3))
