"""Answers on made-up maps of national shape, the stores side by side: `python -m benchmarks.scale [NODES] [STORE ...]`.

NODES is about how many nodes the map has, 40,000 unless said otherwise. Stores: `embedded`, `neo4j` (where Java and
Maven are there to start a server) and `networkx`, the whole map as one graph in memory. Each loads and asks in a
process of its own, so that its memory can be told. Every question is asked of 100 things: five of each of 20 councils,
for whoever asks stays with one council for a while, so that the 95th percentile is that of the first of a council. Told
are the median and that percentile, and how long the first answer takes, which finds out how large the map is.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import networkx as nx

from benchmarks.national import changesets
from graphapp.analysis.accountability import answerability, portfolio
from graphapp.analysis.departure import departure
from graphapp.analysis.paths import paths
from graphapp.analysis.search import search
from graphapp.analysis.slippage import move
from graphapp.bench import resident
from graphapp.core import open_map
from graphapp.pictures.lanes import focus_map
from graphapp.pictures.svg import render
from tests.neo4j_server import CannotStart, Server

NODES, OF_COUNCIL = 40_000, 255
COUNCILS, SUBJECTS = 20, 5  # asked, and of each of them
STORES = ("embedded", "neo4j", "networkx")
ON = "2024-03-01"
Told = dict[str, list[float]]


def main() -> None:
    """Measure and print."""
    words = sys.argv[1:]
    nodes = int(words.pop(0)) if words and words[0].isdecimal() else NODES
    councils = max(nodes // OF_COUNCIL, 1)
    told: dict[str, Told] = {}
    with TemporaryDirectory() as folder:
        for store in words or STORES:
            try:
                told[store] = _measured(store, councils, Path(folder))
            except CannotStart as error:
                print(f"{store}: {error}")
    print(
        f"{councils} councils, about {councils * OF_COUNCIL:,} nodes and {councils * 1138:,} edges: "
        "median (95th percentile)"
    )
    print("\t".join(("", *told)))
    for what in next(iter(told.values())):
        print("\t".join((what, *(_cell(what, one[what]) for one in told.values()))))


def _cell(what: str, found: list[float]) -> str:
    if len(found) == 1:
        return f"{found[0]:,.0f} {'facts/s' if what == 'load' else 'MB' if 'memory' in what else 'ms'}"
    return f"{statistics.median(found):.1f} ({statistics.quantiles(found, n=20)[-1]:.1f}) ms"


def _measured(store: str, councils: int, folder: Path) -> Told:
    if store != "neo4j":
        return _children(store, f"sqlite:///{folder / 'map.db'}", councils)
    (folder / "neo4j").mkdir()
    server = Server(folder / "neo4j", password="only-for-benchmarks")
    server.start()
    try:
        os.environ |= server.environment()
        found = _children(store, server.uri, councils)
        return found | {"memory of the server": [resident(server.process.pid) if server.process else 0.0]}
    finally:
        server.stop()


def _children(store: str, url: str, councils: int) -> Told:
    """What a process that loads and one that asks have measured; a graph in memory does both in one."""
    found: Told = {}
    for task in ("all",) if store == "networkx" else ("load", "ask"):
        command = [sys.executable, "-m", "benchmarks.scale", "child", task, url, str(councils)]
        answer = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
        found |= json.loads(answer.stdout)
    return found


def child(task: str, url: str, councils: int) -> Told:
    """What this process measures."""
    if task == "all":
        return _in_memory(councils)
    with open_map(url) as found:
        if task == "load":
            return _loaded(councils, found.commit)
        start = time.perf_counter()
        found.ask(portfolio, "person:c00000-0", "c00000-2024-01", ON)
        first = [(time.perf_counter() - start) * 1000]
        return {"first answer": first} | _asked(councils, found.ask)


def _loaded(councils: int, commit: Callable[[Any], object]) -> Told:
    taken, count = 0.0, 0
    for changes in changesets(councils):
        start = time.perf_counter()
        commit(changes)
        taken += time.perf_counter() - start
        count += len(changes.nodes) + len(changes.edges)
    return {"load": [count / taken], "memory of loading": [resident(os.getpid())]}


def _in_memory(councils: int) -> Told:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(truncated=False)

    def commit(changes: Any) -> None:
        graph.add_nodes_from((node.id, {"node": node}) for node in changes.nodes)
        for edge in changes.edges:
            graph.add_edge(edge.source, edge.target, key=edge.kind, edge=edge)

    loaded = _loaded(councils, commit)
    nx.freeze(graph)
    start = time.perf_counter()
    portfolio(graph, "person:c00000-0", "c00000-2024-01", ON)
    first = [(time.perf_counter() - start) * 1000]
    return loaded | {"first answer": first} | _asked(councils, lambda question, *given: question(graph, *given))


def _asked(councils: int, ask: Callable[..., Any]) -> Told:
    found: Told = {}
    for name, question in _questions(ask).items():
        chance = random.Random(name)
        found[name] = []
        asked = chance.choices(range(councils), k=COUNCILS)
        for number, at in product(asked, chance.sample(range(1, 8), SUBJECTS)):
            work = partial(question, f"c{number:05}", at)
            start = time.perf_counter()
            work()
            found[name].append((time.perf_counter() - start) * 1000)
    return found | {"memory": [resident(os.getpid())]}


def _questions(ask: Callable[..., Any]) -> dict[str, Callable[[str, int], object]]:
    """A question -> how it is asked of a council."""

    def one(kind: str) -> Callable[[str, int], str]:
        return lambda council, at: f"{kind}:{council}-{at}"

    person, recommendation, board = one("person"), one("recommendation"), one("organization")
    return {
        "owns": lambda c, at: ask(portfolio, person(c, at), f"{c}-2024-01", ON),
        "answers": lambda c, at: ask(answerability, recommendation(c, at), f"{c}-2024-01"),
        "leaves": lambda c, at: ask(departure, person(c, at), f"{c}-2024-01", ON),
        "moves": lambda c, at: ask(move, f"action:{c}-2024-01/{at % 6}.{at}", "2024-12", f"{c}-2024-01"),
        "path": lambda c, at: ask(paths, board(c, at), recommendation(c, at)),
        "focus map": lambda c, at: render(ask(focus_map, person(c, at), f"{c}-2024-01", (), ON), lambda box: box.id),
        "search": lambda c, at: ask(search, f"Board {at} of {c}"),
    }


if __name__ == "__main__":
    if sys.argv[1:2] == ["child"]:
        print(json.dumps(child(sys.argv[2], sys.argv[3], int(sys.argv[4]))))
    else:
        main()
