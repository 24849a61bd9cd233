"""The backtest: its arithmetic on an invented plan, its rules blind to the newer edition, and the example."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

from graphapp.analysis.backtest import backtest, predictions
from graphapp.analysis.backtest_rules import RULES, past
from graphapp.analysis.versions import compare
from graphapp.core import open_map
from graphapp.errors import UnknownSubject
from tests.graphs import edge, edition, graph_of, node
from tests.two_editions import NEW, OLD, R, two_editions

OLD_ROWS = [
    R("1", "Develop the Kinship Strategy.", "August 2023", ("post:a",), group="Kinship"),
    R("2", "Train carers in kinship.", "October 2023", ("post:a",), group="Kinship"),
    R("3", "Audit case files.", "October 2023", ("post:b", "post:c"), group="Quality"),
    R("4", "Recruit staff.", "December 2024", ("person:d",), group="Workforce"),
    R("5", "Survey young people.", "Monthly", ("post:b",), group="Voice"),
]
DUE = {"1": "November 2023", "2": "November 2023", "3": "October 2023", "4": "May 2024", "5": "Monthly"}
CHAIN = [
    node("strategy:kinship", "Kinship Strategy"),
    edge(f"action:{OLD}/1", "PRODUCES", "strategy:kinship"),
    edge(f"action:{OLD}/2", "RELIES_ON", "strategy:kinship"),
    edge(f"action:{OLD}/2", "DEPENDS_ON", f"action:{OLD}/1", standing="inferred"),
    edge(f"action:{OLD}/3", "DEPENDS_ON", f"action:{OLD}/2", standing="confirmed"),
    edge(f"action:{OLD}/4", "DEPENDS_ON", f"action:{OLD}/1", standing="rejected"),
]


def plan(**dues: str) -> nx.MultiDiGraph:
    """The invented plan; the newer edition has these due cells instead of its own."""
    told = DUE | {name.removeprefix("r"): due for name, due in dues.items()}
    return two_editions(OLD_ROWS, [row._replace(due=told[row.ref]) for row in OLD_ROWS], CHAIN)


def rule(answer, name):
    return next(one for one in answer["rules"] if one["name"] == name)


def cases(answer, name):
    keys = "trigger", "ref", "predicted_months", "actual_months", "hit"
    return [tuple(case[key] for key in keys) for case in answer["cases"] if case["rule"] == name]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> nx.MultiDiGraph:
    folder: Path = tmp_path_factory.mktemp("example")
    with open_map(f"sqlite:///{folder / 'map.db'}") as opened:
        opened.load()
        return opened.graph()


def test_the_base_rate_is_the_share_of_comparable_actions_that_moved_later():
    found = backtest(plan(), OLD, NEW)
    counts = [found[key] for key in ("comparable", "moved", "moved_earlier", "base_rate")]
    assert counts == [4, 2, 1, 0.5]
    assert rule(found, "base rate")["precision"] == 0.5
    assert rule(found, "base rate")["lift"] == 1


def test_a_chain_of_dependencies_is_followed_and_slack_absorbs_what_it_can():
    found = backtest(plan(), OLD, NEW)
    # 1 moves three months; two lie between it and 2, none between 2 and 3; a rejected dependency counts for nothing
    assert cases(found, "dependency chain") == [("1", "2", 3, 1, True), ("1", "3", 3, 0, False)]
    assert cases(found, "dependency chain with slack") == [("1", "2", 1, 1, True), ("1", "3", 1, 0, False)]


def test_precision_recall_and_lift_are_what_they_say():
    found = rule(backtest(plan(), OLD, NEW), "dependency chain")
    numbers = [found[key] for key in ("predicted", "hits", "misses", "precision", "recall", "lift")]
    assert numbers == [2, 1, 1, 0.5, 0.5, 1.0]
    assert not found["beats_base_rate"]
    assert "too few" in found["sentence"]


@pytest.mark.parametrize(
    ("name", "refs"),
    [
        ("strategy chain", ["2"]),
        ("same lead", ["1", "2"]),
        ("same group", ["1", "2"]),
        ("same due month", ["3"]),
        ("overload", []),
        ("due very soon", ["1"]),
        ("joint leads", ["3"]),
        ("no named lead", ["1", "2", "3"]),
    ],
)
def test_each_rule_predicts_what_it_says(name, refs):
    assert [case[1] for case in cases(backtest(plan(), OLD, NEW), name)] == refs


def test_many_actions_of_one_lead_in_one_month_are_too_many():
    rows = [R(str(no), text, "May 2024") for no, text in enumerate(("Audit.", "Train.", "Recruit.", "Publish."))]
    found = [backtest(two_editions(side, side), OLD, NEW) for side in (rows, rows[:3])]
    assert [rule(one, "overload")["predicted"] for one in found] == [4, 0]


def test_a_cycle_of_dependencies_ends():
    back = edge(f"action:{OLD}/1", "DEPENDS_ON", f"action:{OLD}/3", standing="inferred")
    found = backtest(two_editions(OLD_ROWS, [row._replace(due=DUE[row.ref]) for row in OLD_ROWS], [*CHAIN, back]))
    assert rule(found, "dependency chain with slack")["predicted"] == 3


def test_an_action_that_many_chains_lead_to_is_counted_once():
    """Each action waits for the two before it: there are more chains than anybody could walk."""
    rows = [R(str(no), f"Audit part {no}.", "May 2024") for no in range(60)]
    pairs = [(no, no - back) for no in range(2, 60) for back in (1, 2)]
    waits = [
        edge(f"action:{OLD}/{later}", "DEPENDS_ON", f"action:{OLD}/{sooner}", standing="inferred")
        for later, sooner in pairs
    ]
    moved = [rows[0]._replace(due="June 2024"), *rows[1:]]
    found = backtest(two_editions(rows, moved, waits), OLD, NEW)
    assert rule(found, "dependency chain")["predicted"] == 58


def test_no_rule_sees_the_newer_edition():
    told, altered = plan(), plan(r2="January 2030", r3="January 2031", r4="January 2032")
    moved = {f"action:{OLD}/1": 3}
    for one in RULES:
        assert predictions(one, past(told, OLD), moved) == predictions(one, past(altered, OLD), moved)
    assert past(told, OLD) == past(altered, OLD)
    assert past(told, OLD) == past(graph_of_older(told), OLD)


def graph_of_older(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The map as it was before the newer edition came."""
    kept = [node for node in graph if f":{NEW}" not in node]
    part = graph.subgraph(kept)
    return graph_of((graph.nodes[one]["node"] for one in kept), (data["edge"] for *_, data in part.edges(data=True)))


def test_what_became_of_an_action_does_not_change_what_is_predicted_of_it():
    for name in ("same lead", "same group", "dependency chain", "strategy chain"):
        told = [backtest(plan(r2=due), OLD, NEW) for due in ("November 2023", "March 2025")]
        about_2 = [[case[:3] for case in cases(one, name) if case[1] == "2"] for one in told]
        assert about_2[0] == about_2[1] != []


def test_no_action_is_its_own_trigger(example):
    assert all(case["ref"] not in case["triggers"] for case in backtest(example)["cases"])


def test_every_rule_adds_up(example):
    found = backtest(example)
    assert len(found["rules"]) == len(RULES)
    for one in found["rules"]:
        own = [case for case in found["cases"] if case["rule"] == one["name"]]
        hits = sum(case["actual_months"] > 0 for case in own)
        assert (one["predicted"], one["hits"], one["misses"]) == (len(own), hits, len(own) - hits)
        assert len({case["ref"] for case in own}) == len(own)
        assert one["recall"] == round(hits / found["moved"], 3)
        if own:
            assert one["precision"] == round(hits / len(own), 3)
            assert one["beats_base_rate"] == (hits / len(own) > found["moved"] / found["comparable"])


def test_about_a_third_of_the_comparable_actions_of_the_example_moved(example):
    found = backtest(example)
    assert 0.3 <= found["base_rate"] <= 0.4
    assert 80 <= found["comparable"] <= 95


@pytest.mark.parametrize(
    ("trigger", "refs"),
    [("1.2.1", {"1.2.2", "1.2.3", "1.2.4", "1.2.5"}), ("3.1.2", {"3.1.4", "4.1.2", "4.4.1", "4.7.3"})],
)
def test_the_chains_of_strategies_are_listed_with_their_misses(example, trigger, refs):
    (chain,) = [
        one for one in backtest(example)["chains"] if (one["rule"], one["trigger"]) == ("strategy chain", trigger)
    ]
    assert {case["ref"] for case in chain["cases"]} >= refs
    assert {case["hit"] for case in chain["cases"]} >= {True, False}
    assert chain["via"]


def test_pairs_that_a_caller_has_already_are_used_as_they_are():
    graph = plan()
    pairs = compare(graph, OLD, NEW)["pairs"]
    assert backtest(graph, OLD, NEW, pairs) == backtest(graph, OLD, NEW)
    assert backtest(graph, OLD, NEW, pairs[:1])["comparable"] == 1


def test_nothing_to_compare_is_said_and_one_edition_gets_a_sentence():
    empty = backtest(two_editions([R("1", "Train.", "Monthly")], [R("1", "Train.", "Monthly")]))
    assert empty["base_rate"] is None
    assert "nothing can be compared" in empty["note"]
    with pytest.raises(UnknownSubject, match="Load"):
        backtest(graph_of([edition(NEW)]))


def test_the_newer_edition_is_not_asked_to_tell_what_the_older_did():
    with pytest.raises(UnknownSubject, match="the other way round"):
        backtest(plan(), NEW, OLD)
