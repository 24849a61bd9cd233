from __future__ import annotations

import pytest

from graphapp.analysis.removal import action_dropped
from graphapp.analysis.scenario_compared import difference
from graphapp.analysis.slippage import move
from graphapp.analysis.stand_down import board_stands_down
from graphapp.analysis.strategy_slip import strategy_slips
from graphapp.errors import GraphappError, UnknownSubject
from tests.graphs import ACT, EDGES, NODES, action, edge, graph_of, leads, node, small_plan
from tests.test_impact import A, depends, moved, plan, refs


def slipping_plan():
    nodes = [*NODES, action("5", due="March 2024"), action("6", due="April 2024"), action("7", due="August 2024")]
    more = [
        edge(ACT + "6", "DEPENDS_ON", ACT + "1.1.1", standing="confirmed", reason="it trains in it"),
        edge(ACT + "7", "RELIES_ON", "strategy:kinship", words="in line with the", standing="stated"),
        edge(ACT + "5", "PRODUCES", "strategy:kinship", words="a plan", standing="inferred"),
    ]
    return graph_of(nodes, [*EDGES, *more])


def test_a_strategy_slips_with_what_is_stated_to_produce_it():
    answer = strategy_slips(slipping_plan(), "strategy:kinship", 3)
    assert moved(answer | {"moved": [row | {"slack_months": None} for row in answer["moved"]]}, "moved") == {
        "1.1.1": ("2024-03", "2024-06", None)
    }
    assert moved(answer)["6"] == ("2024-04", "2024-06", 1)
    assert refs(answer["inferred"]) == ["5", "7"]
    assert answer["inferred"][1]["reason"].endswith("its words: “in line with the”.")
    assert answer["moved"][0]["path"] == ["Action 1.1.1 (Develop the Kinship Strategy.) produces Kinship Strategy."]
    assert [one["no"] for one in answer["recommendations"]] == ["1"]
    assert [one["name"] for one in answer["boards"]] == ["Children's Board"]


def test_a_strategy_that_nobody_produces_still_says_who_relies_on_it():
    graph = graph_of(NODES, [one for one in EDGES if one.kind != "PRODUCES"])
    answer = strategy_slips(graph, "strategy:kinship", 2)
    assert (answer["moved"], answer["confirmed"], refs(answer["inferred"])) == ([], [], ["1.1.2"])
    assert answer["notes"] == ["No action of 2024-01 is said to produce Kinship Strategy, so no date moves."]


def test_a_strategy_that_a_whole_plan_relies_on_touches_its_actions_and_its_boards():
    nodes = [*NODES, node("strategy:care", "Care Strategy")]
    more = [
        edge("edition:2024-01", "RELIES_ON", "strategy:care", words="the plan of the Care Strategy", standing="stated"),
        edge("organization:board", "OVERSEES", "strategy:care"),
    ]
    answer = strategy_slips(graph_of(nodes, [*EDGES, *more]), "strategy:care", 2)
    assert (len(answer["inferred"]), answer["confirmed"]) == (6, [])
    assert answer["inferred"][0]["path"][0] == "Plan 2024-01 relies on Care Strategy."
    assert [(one["kind"], one["actions"]) for one in answer["also_relied_on_by"]] == [("edition", 6)]
    assert [one["name"] for one in answer["boards"]] == ["Children's Board"]
    older = strategy_slips(graph_of(nodes, [*EDGES, *more]), "strategy:care", 2, "2023-06")
    assert (older["inferred"], len(older["also_relied_on_by"])) == ([], 1)


@pytest.mark.parametrize("months", [0, -1, 121])
def test_a_slip_of_no_month_or_of_many_years_is_refused(months):
    with pytest.raises(GraphappError, match="can slip by 1 to 120 months"):
        strategy_slips(small_plan(), "strategy:kinship", months)
    with pytest.raises(UnknownSubject, match="is no strategy"):
        strategy_slips(small_plan(), "person:bo-berg", 3)


def test_a_dropped_action_leaves_dependents_and_what_only_it_answers():
    answer = action_dropped(slipping_plan(), ACT + "1.1.1")
    assert refs(answer["confirmed"]) == ["1.1.2", "6"]
    assert answer["confirmed"][0]["reason"] == "Training needs the strategy."
    (one,) = answer["recommendations"]
    assert (one["left"], one["left_dated"], answer["recommendations_without_action"]) == (["1.1.2"], ["1.1.2"], [])
    assert answer["strategies"][0]["produced_elsewhere"] == ["5"]
    assert action_dropped(slipping_plan(), ACT + "2.1.2")["notes"] == ["Nothing is known to depend on it."]


def test_dropping_the_last_action_that_names_a_recommendation_leaves_it_without():
    graph = graph_of(NODES, [one for one in EDGES if one.id != f"{ACT}1.1.2 ADDRESSES recommendation:1"])
    answer = action_dropped(graph, ACT + "1.1.1")
    assert answer["recommendations_without_action"] == ["1"]
    assert answer["recommendations_without_dated_action"] == ["1"]


def test_a_board_that_stands_down_leaves_unheard_what_no_other_board_oversees():
    answer = board_stands_down(small_plan(), "organization:board")
    assert [one["id"] for one in answer["unheard"]] == ["edition:2024-01"]
    assert len(answer["confirmed"]) == 6
    first = answer["confirmed"][0]
    assert first["path"] == [
        "Children's Board oversees Plan 2024-01.",
        "Key area 1: Care is part of Plan 2024-01.",
        "Action group 1.1 Strategy is part of Key area 1: Care.",
        "Action 1.1.2 (Train staff in the Kinship Strategy.) is part of action group 1.1 Strategy.",
    ]
    assert answer["key_areas"][0]["path"] == first["path"][:2]
    assert [one["role"] for one in answer["members"]] == ["chair"]  # whoever only attends loses no seat
    assert [one["id"] for one in answer["resolutions"]] == ["resolution:r1"]
    with pytest.raises(UnknownSubject, match="is no board"):
        board_stands_down(small_plan(), "person:bo-berg")


def test_a_board_beside_another_leaves_only_what_it_leads_itself():
    nodes = [*NODES, node("organization:other", "Other Board", classification="board"), action("9"), action("10")]
    more = [
        edge("organization:other", "OVERSEES", "edition:2024-01"),
        leads("organization:board", ACT + "9"),
        edge(ACT + "10", "DEPENDS_ON", ACT + "9", standing="inferred", reason="it uses it"),
        leads("post:head-of-care", ACT + "2.1.2", 1),
    ]
    answer = board_stands_down(graph_of(nodes, [*EDGES, *more]), "organization:board")
    assert [(row["ref"], row["orphaned"], row["reason"]) for row in answer["confirmed"]] == [
        ("9", True, "Children's Board leads it alone.")
    ]
    assert [(row["ref"], row["standing"], row["reason"]) for row in answer["inferred"]] == [
        ("10", "inferred", "It uses it.")
    ]
    assert [(row["ref"], row["reason"]) for row in answer["associated"]] == [
        ("2.1.2", "Head of Care leads it and sits on the board (chair).")
    ]


def test_two_scenarios_differ_in_what_only_one_touches():
    dues = {"1": "March 2024", "2": "April 2024", "3": "July 2024"}
    graph = plan(dues, depends("2", "1"), depends("3", "2"))
    near, far = (move(graph, A + "1", to) for to in ("May 2024", "August 2024"))
    found = difference(near, far)
    assert found["only_one"] == []
    assert [(one["id"], one["bands"]) for one in found["only_other"]] == []
    assert {one["id"]: (one["one"]["moves_to"], one["other"]["moves_to"]) for one in found["both_differently"]} == {
        A + "2": ("2024-05", "2024-08"),
        A + "3": ("2024-07", "2024-08"),
    }
    none = difference(move(graph, A + "3", "May 2024"), far)
    assert [one["name"] for one in none["only_other"]] == ["2", "3"]
