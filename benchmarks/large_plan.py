"""Times every answer on a made-up plan of 5,000 actions in two editions: `python benchmarks/large_plan.py [actions]`.

Names and words are drawn from a fixed seed; the first run on this machine and the median of three more,
beside what is aimed at.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from timeit import timeit

from graphapp import saying
from graphapp.analysis.accountability import answerability, portfolio
from graphapp.analysis.answers import Graph, forget
from graphapp.analysis.backtest import backtest
from graphapp.analysis.departure import departure
from graphapp.analysis.dependencies import dependencies
from graphapp.analysis.entities import strategy
from graphapp.analysis.gaps import gaps
from graphapp.analysis.paths import paths
from graphapp.analysis.slippage import move
from graphapp.analysis.stand_down import board_stands_down
from graphapp.analysis.strategy_slip import strategy_slips
from graphapp.analysis.versions import compare
from graphapp.bench import timed
from graphapp.core import AccountabilityMap, open_map
from graphapp.model import Changeset, Citation, Edge, Node

VERBS = "Develop Embed Review Deliver Establish Improve Audit Train Publish Monitor".split()
WORDS = [
    f"{first}{middle}{last}"
    for first in "mor tel bri cal dun fen gar hol".split()
    for middle in "a e i o u ar en il".split()
    for last in "ton ley wick ham den by stow field".split()
]
EDITIONS = ("2023-01", "2024-01")
HERE = (Citation("made-up", 1, 1),)


def node(node_id: str, label: str, **props: object) -> Node:
    """A made-up node."""
    return Node(node_id, label, HERE, props)


def edition(key: str, size: int, chance: random.Random) -> Iterator[Node | Edge]:
    """One edition: groups of ten, a lead and a recommendation or two an action, every third waits for another."""
    yield node(f"edition:{key}", key, key=key, title=key, date=key, plan="plan:big", main=True, rag_definitions={})
    yield Edge(f"edition:{key}", "PART_OF", "plan:big", HERE)
    for area in range(10):
        yield node(
            f"keyarea:{key}/{area}", f"Key area {area}", no=str(area), title=f"Area {area}", edition=key, outcomes=[]
        )
        yield Edge(f"keyarea:{key}/{area}", "PART_OF", f"edition:{key}", HERE)
    for at in range(size):
        yield from action(key, at, chance)


def action(key: str, at: int, chance: random.Random) -> Iterator[Node | Edge]:
    """One row of an edition, with its group, lead, recommendation, strategy and what it waits for."""
    group, ref = f"group:{key}/{at % 10}.{at // 100}", f"{at % 10}.{at // 100}.{at}"
    action_id, same = f"action:{key}/{ref}", random.Random(at)  # what both editions say of an action
    if at % 100 < 10:
        yield node(group, group, no=group, title=" ".join(same.sample(WORDS, 4)), edition=key)
        yield Edge(group, "PART_OF", f"keyarea:{key}/{at % 10}", HERE)
    words, due_in = same.sample(WORDS, 12), same.randrange(48)
    if key == EDITIONS[1] and chance.random() < 0.3:  # reworded, and moved by up to half a year
        words, due_in = [*words[chance.randrange(6) :], *chance.sample(WORDS, 3)], due_in + chance.randrange(1, 7)
    text = f"{same.choice(VERBS)} the {' '.join(words)}."
    month = f"{2020 + due_in // 12}-{1 + due_in % 12:02}"
    due = {"raw": month, "kind": "date", "dates": [month], "recurrence": None}
    yield node(
        action_id, ref, ref=ref, edition=key, text=text, due=due, scope="named", share="sole", rag=None, notes=[],
        lead_text="", progress=None, start=None, ratings=[], measure=None,
    )  # fmt: skip
    yield Edge(action_id, "PART_OF", group, HERE)
    yield Edge(f"person:{same.randrange(300)}", "LEADS", action_id, HERE, {"share": "sole", "order": 0})
    yield Edge(action_id, "ADDRESSES", f"recommendation:{1 + same.randrange(50)}", HERE, {"scope": "named"})
    yield Edge(
        action_id, same.choice(["PRODUCES", "RELIES_ON"]), f"strategy:{same.randrange(100)}", HERE, {"words": "it"}
    )
    if at % 3 == 0 and at >= 10:
        earlier = at - 10
        target = f"action:{key}/{earlier % 10}.{earlier // 100}.{earlier}"
        props = {"standing": "confirmed" if at % 2 else "inferred", "reason": "made up", "via": "it", "words": "it"}
        yield Edge(action_id, "DEPENDS_ON", target, HERE, props)


def filled(folder: Path, size: int) -> AccountabilityMap:
    """A map with two editions of that many actions."""
    found = open_map(f"sqlite:///{folder / 'large.db'}")
    chance = random.Random(7)
    facts: list[Node | Edge] = [node("plan:big", "Big plan", title="Big plan")]
    facts += [node(f"person:{at}", f"Person {at}", name=f"Person {at}", aliases=[]) for at in range(300)]
    facts += [node(f"recommendation:{at}", f"Recommendation {at}", no=str(at), text="") for at in range(1, 51)]
    facts += [node(f"strategy:{at}", f"Strategy {at}", name=f"Strategy {at}", aliases=[]) for at in range(100)]
    for key in EDITIONS:
        facts += edition(key, size, chance)
    facts += [node("organization:board", "Board", name="Board", classification="board")]
    facts += [Edge("organization:board", "OVERSEES", f"edition:{EDITIONS[1]}", HERE)]
    nodes = tuple({fact.id: fact for fact in facts if isinstance(fact, Node)}.values())
    found.commit(
        Changeset("benchmark", "A made-up plan", nodes, tuple(fact for fact in facts if isinstance(fact, Edge)))
    )
    return found


def main(size: int) -> None:
    """Print the table: first on a graph of which nothing has been asked yet, then the median of three more."""
    with tempfile.TemporaryDirectory() as folder, filled(Path(folder), size) as found:
        graph = found.graph()
        rows = [_row(name, graph) for name in questions(graph)]
    print(f"{size:,} actions in each of two editions, {len(graph):,} nodes")
    print(saying.columns(rows, ("What", "First", "Then", "Aim", "")))


def _row(name: str, graph: Graph) -> tuple[str, str, str, str, str]:
    """What has been asked of a graph is kept with it: a fresh graph has nothing kept. A comparison is kept whole."""
    forget(graph)
    ask = questions(graph)[name]
    first, then = timeit(ask, number=1) * 1000, timed(ask, 3)
    aim, counts = (2000, first) if name == "compare" else (300, then)
    return name, f"{first:,.0f} ms", f"{then:,.0f} ms", f"{aim:,} ms", "" if counts <= aim else "missed"


def questions(graph: Graph) -> dict[str, Callable[[], object]]:
    """Every answer that is timed, by the name of its command.

    The first backtest makes the comparison and the cases it rests on, which are kept; gaps keep what no day changes.
    """
    old, new = EDITIONS
    middle = next(node_id for node_id in graph if node_id.startswith(f"action:{new}/"))
    return {
        "owns": partial(portfolio, graph, "person:7", new, "2024-01-01"),
        "answers": partial(answerability, graph, "recommendation:5", new),
        "gaps": partial(gaps, graph, new, "2024-01-01"),
        "path": partial(paths, graph, "person:7", "recommendation:5"),
        "leaves": partial(departure, graph, "person:7", new, "2024-01-01"),
        "moves": partial(move, graph, middle, "2030-01", new),
        "rests-on": partial(strategy, graph, "strategy:7", new),
        "strategy slips": partial(strategy_slips, graph, "strategy:7", 3, new),
        "board over all stands down": partial(board_stands_down, graph, "organization:board", new),
        "dependencies": partial(dependencies, graph, new),
        "compare": partial(compare, graph, old, new),
        "backtest": partial(backtest, graph, old, new),
    }


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
