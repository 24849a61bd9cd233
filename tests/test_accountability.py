from __future__ import annotations

import pytest

from graphapp.analysis import entities, lists
from graphapp.analysis.accountability import answerability, portfolio
from graphapp.analysis.answers import default_edition
from graphapp.errors import UnknownSubject
from tests.graphs import action, edge, edition, graph_of, leads, node, small_plan

ANN, BO, CY = "person:ann-archer", "person:bo-berg", "person:cy-cole"


def refs(rows):
    return [row["ref"] for row in rows]


def test_a_persons_actions_come_in_due_order_with_share_and_company():
    answer = portfolio(small_plan(), ANN)
    assert answer["edition"] == "2024-01"
    assert refs(answer["actions"]) == ["1.1.2", "1.1.1"]
    sole, joint = answer["actions"]
    assert (sole["share"], sole["with"], sole["via"]) == ("sole", [], "person")
    assert (joint["share"], joint["with"], joint["via"]) == ("joint", ["Bo Berg"], "person")


def test_an_action_row_carries_the_contracts_keys():
    row = portfolio(small_plan(), ANN)["actions"][1]
    assert row["ref"] == "1.1.1"
    assert row["due"] == {"raw": "March 2024", "kind": "date", "dates": ["2024-03"], "recurrence": None}
    assert [lead["person"] for lead in row["leads"]] == ["Ann Archer", "Bo Berg"]
    assert row["leads"][0]["post"] == "Head of Care"
    assert row["recommendations"] == ["1"]
    assert (row["group"], row["key_area"], row["scope"]) == ("1.1", "1", "named")
    assert set(row["source"]) == {"document", "line_start", "line_end", "page"}


def test_who_says_the_posts_and_that_one_is_only_acted_in():
    who = portfolio(small_plan(), ANN)["who"]
    assert [(post["title"], post["acting"]) for post in who["posts"]] == [("Head of Care", True)]


def test_what_a_key_area_lead_does_not_lead_is_inherited_and_not_owned():
    answer = portfolio(small_plan(), ANN)
    assert refs(answer["inherited"]) == ["1.1.3", "1.1.5"]
    assert [area["no"] for area in answer["key_areas"]] == ["1"]


def test_what_only_the_post_is_named_for_comes_through_the_post():
    (row,) = portfolio(small_plan(), ANN, "2023-06")["actions"]
    assert (row["ref"], row["via"], row["share"], row["with"]) == ("1.1.1", "Head of Care", "sole", [])


def test_a_group_post_is_shared_with_its_other_holders_and_the_others_of_the_cell():
    (_, row) = portfolio(small_plan(), BO)["actions"]
    assert (row["ref"], row["via"], row["share"]) == ("2.1.1", "Locality Heads", "joint")
    assert row["with"] == ["Police", "Cy Cole"]


def test_a_post_leads_what_names_it_alone_or_behind_a_person():
    answer = portfolio(small_plan(), "post:head-of-care")
    assert [(row["ref"], row["with"]) for row in answer["actions"]] == [
        ("1.1.2", []),
        ("1.1.1", ["Bo Berg"]),
    ]
    assert [holder["name"] for holder in answer["who"]["holders"]] == ["Ann Archer"]
    assert refs(portfolio(small_plan(), "post:auditor")["actions"]) == ["1.1.3"]


def test_a_body_leads_what_names_it_alone_or_behind_a_person():
    answer = portfolio(small_plan(), "organization:police")
    assert [(row["ref"], row["with"]) for row in answer["actions"]] == [
        ("2.1.1", ["Locality Heads"]),
        ("2.1.2", ["Cy Cole"]),
    ]


def test_a_post_somebody_has_left_brings_nothing():
    nodes = [edition("2024-01"), action("1", share="sole"), node("person:x", "X"), node("post:p", "P")]
    edges = [leads("post:p", "action:2024-01/1"), edge("person:x", "HOLDS", "post:p", end_date="2023")]
    assert portfolio(graph_of(nodes, edges), "person:x")["actions"] == []


def test_resolutions_say_which_board_decided_them_and_when():
    (owed,) = portfolio(small_plan(), ANN)["resolutions"]
    assert owed["text"] == "Ann to report back."
    assert (owed["date"], owed["board"]["name"]) == ("2024-01-10", "Children's Board")


def test_a_seat_through_a_post_is_a_seat_and_an_employer_is_no_board():
    (seat,) = portfolio(small_plan(), ANN)["boards"]
    assert (seat["name"], seat["role"], seat["via"]) == ("Children's Board", "chair", "Head of Care")
    assert portfolio(small_plan(), CY)["boards"] == []


def test_next_due_leaves_out_what_is_past_and_what_is_done():
    graph = small_plan()
    assert portfolio(graph, ANN, on="2024-01-01")["next_due"]["ref"] == "1.1.1"  # 1.1.2 is blue: completed
    assert portfolio(graph, ANN, on="2024-03-31")["next_due"]["ref"] == "1.1.1"  # a month lasts to its last day
    assert portfolio(graph, ANN, on="2024-04-01")["next_due"] is None
    assert portfolio(graph, ANN)["next_due"]["ref"] == "1.1.1"


def test_next_due_of_milestones_is_the_first_still_to_come():
    nodes = [
        edition("2024-01"),
        action("1", due="Pilot January 2024 Roll out August 2024"),
        action("2", due="May 2024"),
        node("person:x", "X"),
    ]
    graph = graph_of(nodes, [leads("person:x", f"action:2024-01/{ref}") for ref in "12"])
    answer = portfolio(graph, "person:x", on="2024-03-01")
    assert refs(answer["actions"]) == ["1", "2"]
    assert answer["next_due"]["ref"] == "2"


def test_what_is_led_in_another_edition_is_counted_not_mixed_in():
    assert [(one["edition"], one["actions"]) for one in portfolio(small_plan(), ANN)["elsewhere"]] == [("2023-06", 1)]


def test_unknown_people_and_editions_are_refused_in_a_sentence():
    with pytest.raises(UnknownSubject, match="nothing with the id person:nobody"):
        portfolio(small_plan(), "person:nobody")
    with pytest.raises(UnknownSubject, match="no edition '2031-01'; it holds 2024-01 and 2023-06"):
        portfolio(small_plan(), ANN, "2031-01")


def test_the_default_edition_is_the_newest_of_the_plan_that_answers_recommendations():
    other = edition("2025-01", main=False, plan="plan:other")
    assert default_edition(graph_of([edition("2023-01"), edition("2024-01"), other])) == "2024-01"
    small = [edition("2023-01", main=False), other, action("1", key="2023-01"), action("2", key="2023-01")]
    assert default_edition(graph_of([*small, action("1", key="2025-01")])) == "2023-01"
    assert default_edition(graph_of([])) is None


def test_a_recommendation_is_answered_by_the_rows_that_name_it_and_weakly_by_all():
    answer = answerability(small_plan(), "recommendation:1")
    assert refs(answer["actions"]) == ["1.1.2", "1.1.1"]
    assert refs(answer["weak"]) == ["1.1.3"]
    assert [(lead["name"], lead["count"], lead["sole"]) for lead in answer["leads"]] == [
        ("Ann Archer", 2, 1),
        ("Bo Berg", 1, 0),
    ]
    assert answer["leads"][0]["actions"] == ["1.1.2", "1.1.1"]
    assert [(area["no"], area["leads"][0]["person"]) for area in answer["key_areas"]] == [("1", "Ann Archer")]
    (strategy,) = answer["strategies"]
    assert (strategy["produced_by"], strategy["relied_on_by"]) == (["1.1.1"], ["1.1.2"])


def test_a_board_says_every_reason_why_it_hears_of_a_recommendation():
    (board,) = answerability(small_plan(), "recommendation:1")["boards"]
    assert board["why"] == [
        "It oversees Plan 2024-01.",
        "Bo Berg has been at its meetings (attendee).",
        "Ann Archer sits on it (chair).",
    ]


def test_an_edition_without_the_recommendation_answers_with_nothing():
    answer = answerability(small_plan(), "recommendation:1", "2023-06")
    assert [answer[key] for key in ("actions", "leads", "key_areas", "boards", "strategies", "weak")] == [[]] * 6


def test_an_action_shows_its_key_areas_lead_apart_from_its_own():
    answer = entities.action(small_plan(), "action:2024-01/1.1.5")
    assert answer["leads"] == []
    assert [lead["person"] for lead in answer["key_area"]["leads"]] == ["Ann Archer"]
    assert answer["notes"] == ["The row may go on overleaf."]


def test_an_action_shows_acting_leads_links_and_every_citation():
    answer = entities.action(small_plan(), "action:2024-01/1.1.1")
    assert [lead["acting"] for lead in answer["leads"]] == ["Head of Care", None]
    assert [row["ref"] for row in answer["comes_before"]] == ["1.1.2"]
    assert answer["comes_before"][0]["link"]["reason"] == "training needs the strategy"
    assert [row["edition"] for row in answer["earlier"]] == ["2023-06"]
    assert len(answer["citations"]) == 1


def test_a_key_area_shows_its_groups_and_what_its_rows_name():
    answer = entities.key_area(small_plan(), "keyarea:2024-01/1")
    assert [len(group["actions"]) for group in answer["groups"]] == [4]
    assert refs(answer["actions"]) == ["1.1.2", "1.1.1", "1.1.3", "1.1.5"]
    assert [(one["no"], one["actions"]) for one in answer["recommendations"]] == [("1", ["1.1.2", "1.1.1"])]
    assert [board["name"] for board in answer["boards"]] == ["Children's Board"]


def test_a_board_shows_members_meetings_and_what_they_lead_but_not_what_guests_lead():
    answer = entities.board(small_plan(), "organization:board")
    assert [(one["name"], one["role"], one["held_by"]) for one in answer["members"]] == [
        ("Head of Care", "chair", ["Ann Archer"]),
        ("Bo Berg", "attendee", []),
    ]
    assert [one["id"] for one in answer["oversees"]] == ["edition:2024-01"]
    assert [one["date"] for one in answer["meetings"]] == ["2024-01-10"]
    assert [one["id"] for one in answer["resolutions"]] == ["resolution:r1"]
    assert [(row["ref"], row["by"]) for row in answer["actions"]] == [
        ("1.1.2", ["Head of Care (chair)"]),
        ("1.1.1", ["Head of Care (chair)"]),
    ]


def test_what_rests_on_a_strategy_comes_with_the_words_that_say_so():
    answer = entities.strategy(small_plan(), "strategy:kinship")
    assert [(row["ref"], row["words"]) for row in answer["produced_by"]] == [("1.1.1", "Develop the")]
    assert [(row["ref"], row["standing"]) for row in answer["relied_on_by"]] == [("1.1.2", "inferred")]
    assert [board["name"] for board in answer["boards"]] == ["Children's Board"]


def test_the_list_of_leads_counts_what_the_cells_name():
    found = {one["name"]: one for one in lists.lead_list(small_plan(), on="2024-01-01")["leads"]}
    assert next(iter(found)) == "Ann Archer"
    assert set(found) == {"Ann Archer", "Bo Berg", "Cy Cole", "Auditor", "Locality Heads", "Police"}
    ann = found["Ann Archer"]
    assert (ann["count"], ann["sole"], ann["joint"], ann["acting"]) == (2, 1, 1, "Head of Care")
    assert [area["no"] for area in ann["key_areas"]] == ["1"]
    assert (found["Police"]["count"], found["Cy Cole"]["next_due"]["ref"]) == (1, "2.1.2")


def test_the_lists_of_recommendations_boards_and_strategies_count_alike():
    graph = small_plan()
    one, two = lists.recommendation_list(graph)["recommendations"]
    assert (one["actions"], one["weak"]) == (["1.1.1", "1.1.2"], ["1.1.3"])
    assert (two["actions"], two["weak"], two["next_due"]) == ([], ["1.1.3"], None)
    (board,) = lists.board_list(graph)["boards"]
    assert (board["members"], board["meetings"], board["resolutions"]) == (1, 1, 1)  # a guest is no member
    assert board["last_meeting"] == "2024-01-10"
    (strategy,) = lists.strategy_list(graph)["strategies"]
    assert (strategy["produced_by"], strategy["relied_on_by"]) == (["1.1.1"], ["1.1.2"])


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        ({}, ["1.1.2", "1.1.1", "2.1.1", "2.1.2", "1.1.3", "1.1.5"]),
        ({"lead": BO}, ["1.1.1", "2.1.1"]),
        ({"recommendation": "1"}, ["1.1.2", "1.1.1"]),
        ({"recommendation": "2"}, []),
        ({"key_area": "2"}, ["2.1.1", "2.1.2"]),
        ({"rag": "amber"}, ["1.1.1"]),
        ({"rag": "none"}, ["2.1.1", "2.1.2", "1.1.3", "1.1.5"]),
        ({"due_before": "2024-04"}, ["1.1.2", "1.1.1"]),
        ({"due_before": "2024-03-31"}, ["1.1.2"]),
        ({"due_after": "2024-03", "due_before": "2024-05"}, ["2.1.1"]),
        ({"gap": "no-lead"}, ["1.1.5"]),
        ({"text": "kinship STRATEGY"}, ["1.1.2", "1.1.1"]),
        ({"text": "auditor"}, ["1.1.3"]),
        ({"lead": BO, "key_area": "2"}, ["2.1.1"]),
    ],
)
def test_a_filter_keeps_exactly_the_actions_it_names(filters, kept):
    answer = lists.action_list(small_plan(), None, lists.Filters(**filters))
    assert refs(answer["actions"]) == kept
    assert answer["total"] == 6
