"""Times every answer on a made-up plan of 5,000 actions in two editions: `python benchmarks/large_plan.py [actions]`.

Names and words are drawn from a fixed seed; medians of three runs on this machine, beside what is aimed at.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from graphapp import saying
from graphapp.analysis.accountability import answerability, portfolio
from graphapp.analysis.backtest import backtest
from graphapp.analysis.departure import departure
from graphapp.analysis.dependencies import dependencies
from graphapp.analysis.entities import strategy
from graphapp.analysis.gaps import gaps
from graphapp.analysis.paths import paths
from graphapp.analysis.slippage import move
from graphapp.analysis.versions import compare
from graphapp.bench import timed
from graphapp.core import AccountabilityMap, open_map
from graphapp.model import Changeset, Citation, Edge, Node

VERBS = "Develop Embed Review Deliver Establish Improve Audit Train Publish Monitor".split()
WORDS = [
    f"{first}{second}"
    for first in "mor tel bri cal dun fen gar hol".split()
    for second in "ton ley wick ham den by stow field".split()
]
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
    action_id, month = f"action:{key}/{ref}", f"20{20 + at % 4}-{1 + chance.randrange(12):02}"
    if at < 10 or at % 100 < 10:
        yield node(group, group, no=group, title=" ".join(chance.sample(WORDS, 4)), edition=key)
        yield Edge(group, "PART_OF", f"keyarea:{key}/{at % 10}", HERE)
    same = random.Random(at)  # the same action has the same words in both editions
    text = f"{same.choice(VERBS)} the {' '.join(same.sample(WORDS, 12))}."
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
    for key in ("2023-01", "2024-01"):
        facts += edition(key, size, chance)
    nodes = tuple({fact.id: fact for fact in facts if isinstance(fact, Node)}.values())
    found.commit(
        Changeset("benchmark", "A made-up plan", nodes, tuple(fact for fact in facts if isinstance(fact, Edge)))
    )
    return found


def main(size: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder, filled(Path(folder), size) as found:
        graph = found.graph()
        middle = next(node_id for node_id in graph if node_id.startswith("action:2024-01/"))
        questions: dict[str, tuple[Callable[[], object], int]] = {
            "owns": (partial(portfolio, graph, "person:7", "2024-01", "2024-01-01"), 300),
            "answers": (partial(answerability, graph, "recommendation:5", "2024-01"), 300),
            "gaps": (partial(gaps, graph, "2024-01", "2024-01-01"), 300),
            "path": (partial(paths, graph, "person:7", "recommendation:5"), 300),
            "leaves": (partial(departure, graph, "person:7", "2024-01", "2024-01-01"), 300),
            "moves": (partial(move, graph, middle, "2030-01", "2024-01"), 300),
            "rests-on": (partial(strategy, graph, "strategy:7", "2024-01"), 300),
            "dependencies": (partial(dependencies, graph, "2024-01"), 300),
            "compare": (partial(compare, graph, "2023-01", "2024-01"), 2000),
            "backtest": (partial(backtest, graph, "2023-01", "2024-01"), 300),
        }
        rows = [(name, f"{timed(ask, 3):,.0f} ms", f"{aim:,} ms") for name, (ask, aim) in questions.items()]
    print(f"{size:,} actions in each of two editions, {len(graph):,} nodes")
    print(saying.columns(rows, ("What", "Median here", "Aim")))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
