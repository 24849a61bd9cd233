from __future__ import annotations

import pytest
from rapidfuzz import fuzz, process

from graphapp.analysis.answers import action_row, of_kind
from graphapp.analysis.departure import departure
from graphapp.analysis.handover import handover
from graphapp.analysis.replacement import replacement, replayed
from graphapp.analysis.scenario_compared import difference
from graphapp.core import open_map
from graphapp.errors import GraphappError, UnknownSubject
from tests.graphs import ACT, EDGES, NODES, action, edge, graph_of, leads, small_plan

ANN, BO, CY = "person:ann-archer", "person:bo-berg", "person:cy-cole"
CARE, HEADS = "post:head-of-care", "post:locality-heads"


def refs(rows):
    return [row["ref"] for row in rows]


def fates(answer):
    return {fate: refs(answer[fate]) for fate in ("orphaned", "acting_only", "covered")}


def test_what_only_the_leaver_leads_is_orphaned_and_the_rest_is_covered_by_name():
    answer = departure(small_plan(), ANN, on="2024-01-01")
    assert fates(answer) == {"orphaned": ["1.1.2"], "acting_only": [], "covered": ["1.1.1"]}
    assert answer["covered"][0]["by"] == answer["covered"][0]["with"] == ["Bo Berg"]
    assert (answer["orphaned"][0]["by"], answer["orphaned"][0]["done"]) == ([], True)
    assert answer["next_due"]["ref"] == "1.1.1"  # 1.1.2 is done
    assert answer["empty_posts"] == ["Head of Care"]


def test_the_path_goes_from_the_lead_to_the_action_and_on_to_what_it_answers():
    (row,) = departure(small_plan(), ANN)["orphaned"]
    assert row["path"] == [
        "Ann Archer leads action 1.1.2 (Train staff in the Kinship Strategy.), as Head of Care.",
        "Action 1.1.2 (Train staff in the Kinship Strategy.) addresses Recommendation 1.",
    ]
    assert [one["document"] for one in row["sources"]] == ["plan-paper"] * 2


def test_a_row_that_says_all_is_one_sentence():
    (row,) = departure(small_plan(), "post:auditor")["orphaned"]
    assert row["path"][1:] == ["Action 1.1.3 (Audit case files.) addresses all 2 recommendations: its row says ALL."]
    assert len(row["path"]) == len(row["sources"])


def test_a_post_left_empty_orphans_what_the_cells_name_only_the_post_for():
    (row,) = departure(small_plan(), ANN, "2023-06")["orphaned"]
    assert row["path"][:2] == [
        "Ann Archer holds the post Head of Care, acting.",
        "Head of Care leads action 1.1.1 (Develop the Kinship Strategy.).",
    ]


def test_a_post_that_others_hold_too_stays_covered_by_them():
    rows = {row["ref"]: row for row in departure(small_plan(), BO)["covered"]}
    assert rows["2.1.1"]["by"] == ["Cy Cole", "Police"]
    assert departure(small_plan(), BO)["empty_posts"] == []


def test_when_a_post_goes_whoever_leads_in_it_goes_with_it():
    answer = departure(small_plan(), CARE)
    assert fates(answer) == {"orphaned": ["1.1.2"], "acting_only": [], "covered": ["1.1.1"]}
    assert answer["orphaned"][0]["path"][0].startswith("Ann Archer leads action 1.1.2")
    assert fates(departure(small_plan(), HEADS))["covered"] == ["2.1.1"]


def test_when_a_body_goes_so_do_those_who_act_for_it():
    assert fates(departure(small_plan(), "organization:police")) == {
        "orphaned": ["2.1.2"],
        "acting_only": [],
        "covered": ["2.1.1"],
    }


def test_where_only_people_acting_are_left_it_says_so():
    answer = departure(small_plan(), BO)
    assert refs(answer["acting_only"]) == ["1.1.1"]
    assert answer["acting_only"][0]["by"] == ["Ann Archer"]
    graph = graph_of(NODES, [*EDGES, leads(CARE, ACT + "2.1.2", 1)])
    assert refs(departure(graph, CY)["acting_only"]) == ["2.1.2"]


def test_boards_lose_a_chair_or_a_member_but_no_guest():
    (board,) = departure(small_plan(), ANN)["boards"]
    assert (board["loses"], board["chairs_left"]) == ("its chair", [])
    assert board["path"] == [
        "Ann Archer holds the post Head of Care, acting.",
        "Head of Care sits on Children's Board, as chair.",
    ]
    assert departure(small_plan(), BO)["boards"] == []
    second = edge(CY, "MEMBER_OF", "organization:board", role="chair")
    (board,) = departure(graph_of(NODES, [*EDGES, second]), CARE)["boards"]
    assert (board["loses"], board["chairs_left"]) == ("one of its chairs", ["Cy Cole"])


def test_recommendations_with_no_lead_left_are_numbered():
    graph = graph_of(NODES, [one for one in EDGES if one.id != f"{BO} LEADS {ACT}1.1.1"])
    answer = departure(graph, ANN)
    assert answer["recommendations_without_lead"] == ["1"]
    assert departure(small_plan(), ANN)["recommendations_without_lead"] == []
    (one,) = departure(small_plan(), ANN)["recommendations"]
    assert (one["no"], one["actions"], one["by"]) == ("1", ["1.1.2"], ["Bo Berg"])


def test_key_areas_and_resolutions_say_who_else_leads_them():
    graph = graph_of(NODES, [*EDGES, leads(BO, "keyarea:2024-01/1", 1)])
    answer = departure(graph, ANN)
    assert [(area["no"], area["by"]) for area in answer["key_areas"]] == [("1", ["Bo Berg"])]
    assert [(one["item"], one["by"]) for one in answer["resolutions"]] == [("5", [])]
    assert answer["key_areas"][0]["path"] == ["Ann Archer leads Key area 1: Care."]


def test_what_a_key_area_only_passes_on_has_its_way_down():
    graph = graph_of([*NODES, action("9")], [*EDGES, edge(f"{ACT}9", "PART_OF", "keyarea:2024-01/1")])
    (row,) = [one for one in departure(graph, ANN)["inherited"] if one["ref"] == "9"]
    assert row["path"] == ["Ann Archer leads Key area 1: Care.", "Action 9 (Do 9.) is part of Key area 1: Care."]
    assert len(row["sources"]) == 2


def test_what_waits_for_the_orphaned_comes_confirmed_first_with_its_path():
    nodes = [*NODES, action("8", due="June 2024"), action("9", due="January 2024"), action("10", due="July 2024")]
    more = [
        edge(ACT + "8", "DEPENDS_ON", ACT + "1.1.2", standing="confirmed", reason="it reuses it"),
        edge(ACT + "9", "DEPENDS_ON", ACT + "1.1.2", standing="inferred", reason="it may reuse it"),
        edge(ACT + "10", "DEPENDS_ON", ACT + "9", standing="confirmed", reason="it follows"),
        edge(ACT + "1.1.2", "DEPENDS_ON", ACT + "10", standing="inferred", reason="a circle"),
        edge(ACT + "1.1.3", "DEPENDS_ON", ACT + "1.1.2", standing="rejected", reason="no"),
    ]
    found = departure(graph_of(nodes, [*EDGES, *more]), ANN)["dependents"]
    assert [(row["ref"], row["standing"], row["reason"]) for row in found] == [
        ("8", "confirmed", "It reuses it."),
        ("9", "inferred", "It may reuse it."),
        ("10", "inferred", "It may reuse it."),
    ]
    assert [len(row["path"]) for row in found] == [2, 2, 3]
    assert found[0]["path"][0].startswith("Ann Archer leads action 1.1.2")


@pytest.mark.parametrize("ask", [departure, lambda g, who: handover(g, who, {})])
def test_only_who_can_lead_can_leave(ask):
    with pytest.raises(UnknownSubject, match="leads nothing: name a person, a post or a body"):
        ask(small_plan(), ACT + "1.1.1")
    with pytest.raises(UnknownSubject, match="nothing with the id"):
        ask(small_plan(), "person:nobody")


def test_a_handover_shows_who_takes_what_and_their_load_before_and_after():
    answer = handover(small_plan(), ANN, {ACT + "1.1.1": CY, ACT + "1.1.2": BO})
    assert {row["ref"]: row["to"]["name"] for row in answer["actions"]} == {"1.1.1": "Cy Cole", "1.1.2": "Bo Berg"}
    assert answer["unassigned"] == []
    bo, cy = answer["receivers"]
    assert (bo["takes"], bo["before"], bo["after"]) == (["1.1.2"], 2, 2)  # 1.1.2 is done
    assert (cy["takes"], cy["before"], cy["after"]) == (["1.1.1"], 2, 3)
    assert cy["months"] == [
        {"month": "2024-03", "before": 0, "after": 1},
        {"month": "2024-04", "before": 1, "after": 1},
        {"month": "2024-05", "before": 1, "after": 1},
    ]


def test_what_nobody_takes_and_nobody_shares_stays_unassigned():
    answer = handover(small_plan(), ANN, {})
    assert refs(answer["unassigned"]) == ["1.1.2"]  # Bo Berg leads 1.1.1 too
    assert answer["receivers"] == []


def test_who_shares_the_work_already_takes_on_no_action_more():
    (bo,) = handover(small_plan(), ANN, {ACT + "1.1.1": BO})["receivers"]
    assert (bo["before"], bo["after"]) == (2, 2)


def test_candidates_come_by_name_each_with_reasons_and_never_the_leaver():
    row = handover(small_plan(), ANN, {})["actions"][0]
    assert (row["ref"], [one["name"] for one in row["candidates"]]) == ("1.1.2", ["Auditor", "Bo Berg"])
    assert row["candidates"][1]["reasons"] == [
        "Leads 1 of the 3 others in action group 1.1, as many as anyone.",
        "Leads 1 of the 3 others in key area 1, as many as anyone.",
        "Leads the one other in the rows that name recommendation 1, as many as anyone.",
    ]
    shared = handover(small_plan(), ANN, {})["actions"][1]
    assert shared["candidates"][-1] == {"id": BO, "name": "Bo Berg", "reasons": ["Leads it too, today."]}


@pytest.mark.parametrize(
    ("assignments", "says"),
    [
        ({ACT + "2.1.2": BO}, "Ann Archer does not lead action 2.1.2"),
        ({ACT + "1.1.2": ANN}, "Ann Archer is who leaves"),
        ({ACT + "1.1.2": CARE}, "Head of Care is who leaves"),
        ({ACT + "1.1.2": "recommendation:1"}, "cannot lead: name a person"),
        ({ACT + "1.1.2": "person:nobody"}, "nothing with the id"),
        ({"action:2024-01/77": BO}, "nothing with the id"),
    ],
)
def test_an_assignment_that_cannot_be_is_refused_with_a_sentence(assignments, says):
    with pytest.raises(GraphappError, match=says):
        handover(small_plan(), ANN, assignments)


def test_posts_that_merge_pass_on_what_names_them_and_leave_fewer_leads_where_they_led_together():
    graph = graph_of(NODES, [*EDGES, leads("post:auditor", ACT + "2.1.1", 2)])
    answer = replacement(graph, [HEADS, "post:auditor"], "Head of Everything")
    assert answer["target"] == {"id": None, "name": "Head of Everything", "holders": []}
    rows = {row["ref"]: (row["from"], row["leads_after"]) for row in answer["passes"]}
    assert rows == {
        "1.1.3": (["Auditor"], ["Head of Everything"]),
        "2.1.1": (["Locality Heads", "Auditor"], ["Police", "Head of Everything"]),
    }
    assert answer["one_lead_fewer"] == ["2.1.1"]
    assert [(post["name"], post["empty"]) for post in answer["posts"]] == [("Locality Heads", False), ("Auditor", True)]
    assert (answer["load"]["before"], answer["load"]["after"]) == (0, 2)


def test_a_post_that_merges_into_another_adds_to_what_that_one_leads():
    answer = replacement(small_plan(), ["post:auditor"], "head of care")
    assert (answer["target"]["id"], [one["name"] for one in answer["target"]["holders"]]) == (CARE, ["Ann Archer"])
    assert (answer["load"]["before"], answer["load"]["after"]) == (1, 2)
    kept = replacement(small_plan(), [CARE], "Director of Care")
    assert {row["ref"]: row["leads_after"] for row in kept["passes"]} == {
        "1.1.2": ["Ann Archer"],
        "1.1.1": ["Ann Archer", "Bo Berg"],
    }
    assert [board["role"] for board in kept["boards"]] == ["chair"]


@pytest.mark.parametrize(("posts", "target"), [([], "New"), ([CARE], "  "), ([ANN], "New"), ([CARE], "post:nobody")])
def test_only_posts_are_replaced_and_by_something(posts, target):
    with pytest.raises(GraphappError, match=r"Name at least one post|is no post|nothing with the id"):
        replacement(small_plan(), posts, target)


def test_a_replay_counts_who_leads_now_what_a_post_led():
    pairs = [{"old": ["1.1.1"], "new": ["1.1.1", "2.1.1"], "relation": "split"}]
    answer = replayed(small_plan(), CARE, "2023-06", "2024-01", pairs)
    assert {one["name"]: (one["count"], one["kept"]) for one in answer["counts"]} == {
        "Ann Archer": (1, True), "Bo Berg": (1, False), "Locality Heads": (1, False), "Police": (1, False),
    }  # fmt: skip
    assert [(one["post"], one["count"]) for one in answer["posts_now"]] == [("Head of Care", 1), ("Locality Heads", 1)]
    dropped = replayed(small_plan(), CARE, "2023-06", "2024-01", [])
    assert (dropped["dropped"], dropped["counts"], dropped["actions"][0]["relation"]) == (["1.1.1"], [], "dropped")


@pytest.fixture(scope="module")
def lancashire(tmp_path_factory):
    with open_map(f"sqlite:///{tmp_path_factory.mktemp('map') / 'x.db'}") as opened:
        opened.load()
        yield opened.graph()


FARY = "post:head-fostering-adoption-residential-yot"


def test_in_november_the_head_of_fary_leads_ten_rows_four_of_them_alone(lancashire):
    answer = departure(lancashire, FARY, "2018-11")
    assert refs(answer["orphaned"]) == ["2.2.2", "1.3.7", "2.2.4", "4.3.5"]
    assert {row["ref"]: row["by"] for row in answer["covered"]} == {
        "1.3.6": ["Chair of LSCB"], "2.2.3": ["Head of CFW Service"], "2.3.1": ["Head of CFW Service"],
        "2.3.2": ["Head of CFW Service"], "4.3.4": ["Locality Heads of CSC"], "4.4.5": ["Locality Heads of CSC"],
    }  # fmt: skip
    assert all(len(row["path"]) == len(row["sources"]) >= 1 for row in answer["orphaned"])


def test_by_january_most_of_what_was_the_head_of_farys_is_led_by_the_head_of_sia(lancashire):
    new = {node.props["ref"]: node.props["text"] for node in of_kind(lancashire, "action", "2019-01")}
    pairs = []
    for row in replayed(lancashire, FARY, "2018-11", "2019-01", [])["actions"]:
        _, score, ref = process.extractOne(row["text"], new, scorer=fuzz.token_sort_ratio)
        pairs += [{"old": [row["ref"]], "new": [ref], "relation": "same"}] if score > 75 else []
    answer = replayed(lancashire, FARY, "2018-11", "2019-01", pairs)
    assert len(answer["actions"]) == 10
    most = answer["posts_now"][0]
    assert "SIA" in most["post"]
    assert most["count"] > len(answer["actions"]) / 2
    assert answer["counts"][0]["name"] == "Andy Smith"


def test_every_lead_of_every_edition_can_leave_and_each_row_has_one_fate(lancashire):
    before = {node_id: data["node"].as_json() for node_id, data in lancashire.nodes.items()}
    for key in ("2018-11", "2019-01", "2019-03"):
        for kind in ("person", "post", "organization"):
            for who in of_kind(lancashire, kind):
                answer = departure(lancashire, who.id, key)
                ids = [row["id"] for fate in ("orphaned", "acting_only", "covered") for row in answer[fate]]
                assert len(ids) == len(set(ids)), who.id
                assert all(row["by"] for row in (*answer["acting_only"], *answer["covered"]))
                assert not any(row["by"] for row in answer["orphaned"])
                assert {row["id"] for row in handover(lancashire, who.id, {}, key)["actions"]} == set(ids)
    assert {node_id: data["node"].as_json() for node_id, data in lancashire.nodes.items()} == before


def test_two_departures_compare(lancashire):
    one, other = (departure(lancashire, who, "2018-11") for who in (FARY, "post:principal-social-worker"))
    found = difference(one, other)
    assert "action:2018-11/2.2.2" in {thing["id"] for thing in found["only_one"]}
    assert difference(one, one)["both_differently"] == []
    assert action_row(lancashire, "action:2018-11/2.2.2")["ref"] == "2.2.2"
