"""The focus map: which boxes, in which lane and order, and what joins them."""

from __future__ import annotations

import random

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphapp.errors import UnknownSubject
from graphapp.ontology import EDGE_KINDS, NODE_KINDS
from graphapp.pictures.lanes import AT_MOST, LANES, FocusMap, focus_map
from tests.graphs import action, edge, graph_of, leads, node, small_plan

ACT = "action:2024-01/"
PLAN = small_plan()


def crowd(actions: int = 60, seed: int | None = None) -> nx.MultiDiGraph:
    """One recommendation and its many actions; each of 20 people leads some and sits on one of 12 boards."""
    nodes = [node("recommendation:1", "Recommendation 1", no="1", text="Be safe.")]
    nodes += [node(f"person:p{i:02}", f"Person {i:02}") for i in range(20)]
    nodes += [node(f"organization:b{i:02}", f"Board {i:02}", classification="board") for i in range(12)]
    nodes += [node(f"strategy:s{i:02}", f"Strategy {i:02}") for i in range(12)]
    nodes += [node(f"keyarea:2024-01/{i}", f"Key area {i}", no=str(i), title="T", edition="2024-01") for i in range(9)]
    nodes += [action(f"1.{i}", due=f"{i % 12 + 1:02}/2024") for i in range(actions)]
    edges = [edge(f"person:p{i:02}", "MEMBER_OF", f"organization:b{i % 12:02}") for i in range(20)]
    for i in range(actions):
        edges += [
            edge(f"{ACT}1.{i}", "ADDRESSES", "recommendation:1", scope="named"),
            edge(f"{ACT}1.{i}", "PART_OF", f"keyarea:2024-01/{i % 9}"),
            edge(f"{ACT}1.{i}", "RELIES_ON", f"strategy:s{i % 12:02}"),
            leads(f"person:p{19 - i % 20:02}", f"{ACT}1.{i}"),
        ]
    if seed is not None:
        random.Random(seed).shuffle(nodes)
        random.Random(seed).shuffle(edges)
    return graph_of(nodes, edges)


def ids(found: FocusMap, lane: str) -> list[str]:
    return [box.id for box in found.lanes[LANES.index(lane)].boxes]


def box(found: FocusMap, node_id: str):
    return next(box for box in found if box.id == node_id)


def link(found: FocusMap, source: str, target: str):
    return next(link for link in found.links if (link.source, link.target) == (source, target))


def check(found: FocusMap, graph: nx.MultiDiGraph) -> None:
    """What holds for every map."""
    shown = [box.id for box in found]
    assert found.focus in shown
    assert len(shown) == len(set(shown)) <= 40
    for lane in found.lanes:
        boxes = [box for box in lane.boxes if box.kind != "more"]
        assert len(boxes) <= AT_MOST
        assert (lane.more > 0) == (len(boxes) < len(lane.boxes))
    assert all(i in graph or i.startswith(("gap:", "more:", "before:")) for i in shown)
    assert all(link.source in shown and link.target in shown for link in found.links)
    assert [box.id for box in found if box.standing == "focus"] == [found.focus]


@pytest.mark.parametrize("focus", sorted(PLAN))
def test_every_kind_of_focus_has_a_map_that_shows_it(focus):
    check(focus_map(PLAN, focus, on="2024-03-15"), PLAN)


def test_a_lane_shows_seven_boxes_and_counts_the_rest():
    found = focus_map(crowd(), "recommendation:1")
    assert sum(1 for _ in found) == 40
    assert [lane.more for lane in found.lanes] == [6, 2, 53, 13, 5]
    assert box(found, "more:actions").title == "+ 53 more"
    assert box(found, "more:actions").href_key == "actions"
    check(found, crowd())


def test_an_opened_lane_is_shown_in_parts_that_hold_each_box_once_and_leaves_the_others():
    parts = [focus_map(crowd(), "recommendation:1", expand=(("actions", at), ("nonsense", 1))) for at in (1, 2, 3)]
    lanes = [found.lanes[LANES.index("actions")] for found in parts]
    assert [lane.told for lane in lanes] == ["Boxes 1 to 20 of 60", "Boxes 21 to 40 of 60", "Boxes 41 to 60 of 60"]
    assert [lane.more for lane in lanes] == [40, 40, 40]
    shown = [box for lane in lanes for box in lane.boxes]
    assert [(box.title, box.href_key) for box in shown if box.kind == "more"] == [
        ("+ 40 more", "actions.2"), ("+ 20 before", "actions"),
        ("+ 20 more", "actions.3"), ("+ 40 before", "actions.2"),
    ]  # fmt: skip
    assert sorted(box.id for box in shown if box.kind == "action") == sorted(f"{ACT}1.{i}" for i in range(60))
    assert {len(ids(found, "boards")) for found in parts} == {AT_MOST + 1}
    assert parts[2] == focus_map(crowd(seed=1), "recommendation:1", expand=(("actions", 99),))


def test_the_focus_is_on_every_part_of_its_lane_and_opened_lanes_share_their_boxes():
    found = focus_map(crowd(), "person:p03", expand=(("leads", 1), ("actions", 1)))
    assert ids(found, "leads")[0] == "person:p03"
    focus = f"{ACT}1.59"
    whole = graph_of(
        [action(f"1.{i}") for i in range(60)],
        [edge(focus, "DEPENDS_ON", f"{ACT}1.{i}", standing="confirmed") for i in range(59)],
    )
    late = focus_map(whole, focus, expand=(("actions", 3),))
    assert late.title == "Map around Action 1.59"
    assert ids(late, "actions")[:2] == ["before:actions", focus]
    shared = focus_map(crowd(), "recommendation:1", expand=(("actions", 1), ("leads", 2)))
    assert [len(ids(shared, lane)) for lane in ("actions", "leads")] == [10 + 1, 10 + 1]


def test_the_order_the_graph_was_built_in_changes_nothing():
    maps = [focus_map(crowd(seed=seed), "recommendation:1") for seed in range(5)]
    assert all(found == maps[0] for found in maps)


def test_actions_stand_in_due_order_and_leads_of_shown_actions_come_first():
    found = focus_map(crowd(), "recommendation:1")
    assert ids(found, "actions")[:7] == [f"{ACT}1.{i}" for i in (0, 12, 24, 36, 48, 1, 13)]
    led = {link.source for link in found.links if link.kind == "LEADS" and link.target.startswith(ACT)}
    assert led >= {"person:p19", "person:p07", "person:p15", "person:p03", "person:p11", "person:p18"}
    assert ids(found, "leads")[:7] == sorted(ids(found, "leads")[:7])


def test_an_action_is_joined_heavily_to_its_leads_and_they_to_their_boards():
    found = focus_map(PLAN, ACT + "1.1.1", on="2024-01-31")
    assert link(found, "person:ann-archer", ACT + "1.1.1").weight == 3
    seat = link(found, "person:ann-archer", "organization:board")
    assert (seat.weight, seat.label) == (3, "chairs")
    assert link(found, "person:bo-berg", "organization:board").weight == 1  # attends only
    assert link(found, ACT + "1.1.1", "recommendation:1").weight == 1
    assert link(found, ACT + "1.1.1", "keyarea:2024-01/1").weight == 1
    assert ids(found, "why") == ["recommendation:1", "strategy:kinship"]
    assert box(found, "person:ann-archer").lines == ("Head of Care (acting)",)
    assert box(found, ACT + "1.1.1").lines == ("Develop the Kinship Strategy.", "Due March 2024")


def test_what_is_missing_is_a_gap_in_its_lane():
    found = focus_map(PLAN, ACT + "1.1.5")
    gaps = {b.id: (b.lane, b.title) for b in found if b.standing == "gap"}
    assert gaps["gap:no-lead"] == ("leads", "No lead named")
    assert gaps["gap:no-date"] == ("actions", "No date")
    assert gaps["gap:no-recommendation"] == ("why", "No recommendation")
    assert link(found, ACT + "1.1.5", "gap:no-lead").standing == "gap"
    assert box(found, "gap:no-lead").reason == "No lead is named for action 1.1.5."


def test_a_recommendation_without_actions_and_actions_without_a_board_say_so():
    lone = graph_of([node("recommendation:3", "Recommendation 3", no="3")])
    assert ids(focus_map(lone, "recommendation:3"), "actions") == ["gap:no-action"]
    led = graph_of([action("1", share="sole"), node("person:a", "A")], [leads("person:a", ACT + "1")])
    assert link(focus_map(led, ACT + "1"), "person:a", "gap:no-board").weight == 3


def test_all_counts_only_where_there_is_nothing_better():
    assert ACT + "1.1.3" not in ids(focus_map(PLAN, "recommendation:1"), "actions")
    only = focus_map(PLAN, "recommendation:2")
    assert ids(only, "actions") == [ACT + "1.1.3"]
    assert link(only, ACT + "1.1.3", "recommendation:2").standing == "all"
    assert link(focus_map(PLAN, ACT + "1.1.3"), ACT + "1.1.3", "recommendation:1").standing == "all"


def test_a_persons_map_has_what_they_lead_why_and_their_boards():
    found = focus_map(PLAN, "person:ann-archer")
    assert ids(found, "actions") == [ACT + "1.1.2", ACT + "1.1.1", "resolution:r1"]
    assert ids(found, "leads")[0] == "person:ann-archer"
    assert box(found, "person:bo-berg").standing == "context"  # shares the work
    assert link(found, "resolution:r1", "organization:board").weight == 3
    assert "keyarea:2024-01/1" in ids(found, "areas")


def test_a_post_is_shown_with_its_holders_and_what_they_lead_in_it():
    found = focus_map(PLAN, "post:head-of-care")
    assert set(ids(found, "actions")) == {ACT + "1.1.1", ACT + "1.1.2"}
    assert link(found, "person:ann-archer", "post:head-of-care").label == "holds the post"
    assert box(focus_map(PLAN, "post:auditor"), "post:auditor").lines == ("Nobody named in this post",)


def test_a_board_is_shown_with_its_members_their_actions_and_what_it_oversees():
    found = focus_map(PLAN, "organization:board")
    assert ids(found, "leads") == ["person:bo-berg", "post:head-of-care"]
    assert link(found, "person:bo-berg", "organization:board").label == "attends"
    assert link(found, "post:head-of-care", ACT + "1.1.2").weight == 3
    assert ids(found, "areas") == ["keyarea:2024-01/1", "keyarea:2024-01/2"]
    assert box(found, "organization:board").word == "Board"


def test_an_organization_that_is_no_board_stands_among_those_who_lead():
    assert "organization:police" in ids(focus_map(PLAN, ACT + "2.1.1"), "leads")


def test_a_strategy_is_shown_with_what_produces_it_and_what_rests_on_it():
    found = focus_map(PLAN, "strategy:kinship")
    assert ids(found, "actions") == [ACT + "1.1.2", ACT + "1.1.1"]
    assert link(found, ACT + "1.1.2", "strategy:kinship").standing == "inferred"


def test_what_fell_due_is_marked_past_only_as_at_a_day():
    assert box(focus_map(PLAN, ACT + "1.1.1"), ACT + "1.1.1").lines[-1] == "Due March 2024"
    assert box(focus_map(PLAN, ACT + "1.1.1", on="2024-04-01"), ACT + "1.1.1").lines[-1] == "Due March 2024 (past)"


def test_holdings_and_seats_that_have_ended_are_left_out():
    nodes = [node("person:a", "A"), node("organization:b", "B", classification="board"), node("post:p", "P")]
    ended = [edge("person:a", "MEMBER_OF", "organization:b", end_date="2023-12")]
    later = [edge("person:a", "HOLDS", "post:p", start_date="2024-06")]
    found = focus_map(graph_of(nodes, ended + later), "person:a", on="2024-01-31")
    assert [b.id for b in found] == ["person:a"]
    assert box(found, "person:a").lines == ()


def test_only_the_newest_edition_is_shown_unless_another_is_asked_for():
    assert ACT + "1.1.1" in {b.id for b in focus_map(PLAN, "post:head-of-care")}
    older = focus_map(PLAN, "post:head-of-care", edition="2023-06")
    assert ids(older, "actions") == ["action:2023-06/1.1.1"]
    assert ids(focus_map(PLAN, "action:2023-06/1.1.1"), "leads") == ["post:head-of-care"]


def test_dependencies_stand_beside_the_action_and_rejected_ones_do_not():
    for standing, shown in (("confirmed", True), ("inferred", True), ("rejected", False)):
        graph = graph_of([action("1"), action("2")], [edge(ACT + "2", "DEPENDS_ON", ACT + "1", standing=standing)])
        found = focus_map(graph, ACT + "1")
        assert (ACT + "2" in {b.id for b in found}) == shown
        if shown:
            assert link(found, ACT + "2", ACT + "1").standing == standing


def test_a_focus_the_map_does_not_hold_is_a_clear_error():
    with pytest.raises(UnknownSubject, match="recommendation:99"):
        focus_map(PLAN, "recommendation:99")


TEXT = st.text(max_size=30)


@st.composite
def graphs(draw):
    """A small graph of any kinds of node, joined in any way the ontology allows."""
    kinds = draw(st.lists(st.sampled_from(sorted(NODE_KINDS)), min_size=1, max_size=25))
    nodes = []
    for number, kind in enumerate(kinds):
        props = {"text": draw(TEXT), "no": str(number), "ref": str(number), "classification": "board"}
        given_edition = {"edition": draw(st.sampled_from(["2023", "2024"])), "key": "2024"}
        nodes.append(node(f"{kind}:{number}", draw(TEXT), **props, **given_edition))
    fits = [
        (a.id, kind.name, b.id)
        for kind in EDGE_KINDS.values()
        for a in nodes
        for b in nodes
        if a.kind in kind.sources and b.kind in kind.targets
    ]
    chosen = draw(st.lists(st.sampled_from(fits), max_size=50)) if fits else []
    return graph_of(nodes, [edge(*ends) for ends in chosen])


@settings(max_examples=150, deadline=None)
@given(graphs(), st.data())
def test_any_graph_has_a_map_within_its_limits(graph, data):
    focus = data.draw(st.sampled_from(sorted(graph)))
    check(focus_map(graph, focus, on="2024-03-15"), graph)


def test_an_older_edition_is_shown_with_its_own_actions_and_a_plan_with_its_newest():
    older = focus_map(PLAN, "edition:2023-06")
    assert ids(older, "actions")[0] == "action:2023-06/1.1.1"
    assert "action:2024-01/1.1.1" not in {b.id for b in older}
    whole = focus_map(PLAN, "plan:main")
    assert {"edition:2024-01", ACT + "1.1.1"} <= {b.id for b in whole}
    assert "action:2023-06/1.1.1" not in {b.id for b in whole}


def test_a_label_that_ends_with_a_date_as_it_is_kept_says_it_in_words():
    said = {
        "January 2019": node("edition:2019-01", "The Plan (2019-01)", key="2019-01", plan="plan:main"),
        "23 January 2019": node("meeting:m", "Board, 2019-01-23", date="2019-01-23"),
        "winter": node("edition:winter", "The Plan (winter)", key="winter", plan="plan:main"),
    }
    for words, one in said.items():
        assert words in focus_map(graph_of([one]), one.id).title
    numbered = node("keyarea:2024-01/o9", "Objective 9: Homes", no="Objective 9", title="Homes", edition="2024-01")
    assert focus_map(graph_of([numbered]), numbered.id).title == "Map around Objective 9"


def test_the_sentence_says_what_the_map_shows_and_what_is_missing():
    assert focus_map(crowd(), "recommendation:1").sentence == (
        "Recommendation 1 is addressed by actions 1.0, 1.1, 1.2, 1.3 and 56 more; in key areas 0, 1, 2, 3 and 5 more; "
        "led by Person 00, Person 01, Person 02, Person 03 and 16 more; "
        "heard by Board 00, Board 01, Board 02, Board 03 and 8 more."
    )
    missing = focus_map(PLAN, ACT + "1.1.5").sentence
    assert "No lead is named for action 1.1.5." in missing
    assert "No date is given for action 1.1.5." in missing
    alone = focus_map(graph_of([node("strategy:x", "Strategy X")]), "strategy:x").sentence
    assert alone == "In this edition nothing is linked to Strategy X. No action is found for Strategy X."
