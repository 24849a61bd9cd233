from __future__ import annotations

import pytest

from graphapp.analysis.gaps import KINDS, gaps
from tests.graphs import action, edge, edition, graph_of, leads, node, small_plan


def found(graph, kind, on=None):
    return [one for one in gaps(graph, on=on)["findings"] if one["kind"] == kind]


def subjects(graph, kind, on=None):
    return [one["subject"] for one in found(graph, kind, on)]


def plan(*actions, edges=(), extra=()):
    return graph_of([edition("2024-01"), *actions, *extra], edges)


@pytest.mark.parametrize(
    ("kind", "named"),
    [
        ("no-lead", ["1.1.5"]),
        ("past-date", ["1.1.1"]),
        ("recommendation-without-action", ["Recommendation 2"]),
        ("one-lead-recommendation", []),
        ("acting", ["1.1.1", "1.1.2"]),
        ("post-only", ["1.1.3", "2.1.1"]),
        ("no-date", ["1.1.5"]),
        ("no-recommendation", ["1.1.5", "2.1.1", "2.1.2"]),
        ("key-area-without-recommendation", ["Key area 2: Staff"]),
        ("open-question", ["1.1.5", "Bo Berg"]),
        ("unread", ["Plan paper"]),
        ("out-of-order", ["1.1.2", "1.1.5"]),
        ("cycle", []),
    ],
)
def test_each_kind_of_gap_is_found_where_it_is_and_nowhere_else(kind, named):
    assert subjects(small_plan(), kind, on="2024-04-01") == named


def test_findings_come_worst_kind_first_with_sentence_source_and_id():
    answer = gaps(small_plan(), on="2024-04-01")
    order = [list(KINDS).index(one["kind"]) for one in answer["findings"]]
    assert order == sorted(order)
    for one in answer["findings"]:
        assert one["text"].endswith((".", "?"))
        assert one["source"]["line_start"] >= 1
        assert one["id"]
    assert answer["counts"]["post-only"] == 2


def test_an_acting_lead_among_others_is_told_apart_from_one_alone():
    joint, alone = found(small_plan(), "acting")
    assert (joint["only"], alone["only"]) == (False, True)
    assert joint["text"].endswith("is led by Ann Archer, acting as Head of Care, together with Bo Berg.")
    assert alone["text"].endswith("is led only by Ann Archer, acting as Head of Care.")


def test_a_post_beside_a_person_still_lacks_one_but_a_body_beside_a_person_does_not():
    who = [node("person:a", "Ann"), node("post:p", "Auditor"), node("organization:o", "Police")]
    edges = [leads("person:a", f"action:2024-01/{n}") for n in "12"]
    edges += [leads("post:p", "action:2024-01/1", 1), leads("organization:o", "action:2024-01/2", 1)]
    (one,) = found(plan(action("1"), action("2"), edges=edges, extra=who), "post-only")
    assert one["text"] == "Action 1 (Do 1.) names Auditor as lead, and no person for it; Ann leads it too."
    assert one["only"] is False


def test_nothing_is_past_without_a_day_or_on_the_last_day_of_its_month():
    assert subjects(small_plan(), "past-date") == []
    assert subjects(small_plan(), "past-date", on="2024-03-31") == []


@pytest.mark.parametrize(
    ("meaning", "past"),
    [
        ("Completed.", []),
        ("Action completed", []),
        ("Completed or on target", ["1"]),
        ("Not completed", ["1"]),
    ],
)
def test_a_colour_means_done_only_where_the_plan_says_nothing_else(meaning, past):
    graph = graph_of([edition("2024-01", rag_definitions={"GREEN": meaning}), action("1", due="May 2023", rag="green")])
    assert subjects(graph, "past-date", on="2024-01-01") == past


@pytest.mark.parametrize("due", ["Quarterly", "Spring Term 2024", "Ongoing", "From May 2024", "Achieved"])
def test_a_recurrence_term_start_or_ongoing_is_a_date_of_a_kind(due):
    assert subjects(plan(action("1", due=due)), "no-date") == []


def test_words_that_are_no_date_are_quoted():
    (one,) = found(plan(action("1", due="TBC")), "no-date")
    assert one["text"] == "Action 1 (Do 1.) has no date; its due cell says “TBC”."


def test_a_plan_that_answers_no_recommendations_lacks_none():
    kinds = {one["kind"] for one in gaps(plan(action("1")))["findings"]}
    assert kinds == {"no-lead"}


def test_a_recommendation_whose_every_action_has_one_and_the_same_lead_rests_on_one():
    rec, ann, bo = (
        node("recommendation:1", "Recommendation 1", no="1"),
        node("person:a", "Ann"),
        node("person:b", "Bo"),
    )
    edges = [edge(f"action:2024-01/{n}", "ADDRESSES", "recommendation:1", scope="named") for n in "12"]
    edges += [leads("person:a", f"action:2024-01/{n}") for n in "12"]
    (one,) = found(plan(action("1"), action("2"), edges=edges, extra=[rec, ann, bo]), "one-lead-recommendation")
    assert one["text"] == "Recommendation 1 rests on one lead, Ann, through actions 1 and 2."
    shared = [*edges, leads("person:b", "action:2024-01/2", 1)]
    assert subjects(plan(action("1"), action("2"), edges=shared, extra=[rec, ann, bo]), "one-lead-recommendation") == []


def test_refs_missing_repeated_or_out_of_sequence_are_said():
    refs = ("1.3.4", "1.3.6", "1.3.7", "1.3.7#2", "1.4.2", "1.5.2", "1.5.1", "1.5.3")
    texts = [one["text"] for one in found(plan(*map(action, refs)), "out-of-order")]
    assert texts == [
        "1.3.5 is missing: the paper prints 1.3.4, then 1.3.6.",
        "The ref 1.3.7 is printed twice: for “Do 1.3.7.” and for “Do 1.3.7#2.”.",
        "1.4.1 is missing: the paper begins with 1.4.2.",
        "1.5.1 is printed after 1.5.2.",
    ]


@pytest.mark.parametrize(
    "refs",
    [("1.9", "1.10", "1.11"), ("P3/07", "P3/08"), ("101", "102"), ("1a", "1b"), ("A1", "A2", "B1"), ()],
)
def test_numbering_that_is_in_order_is_no_finding(refs):
    assert subjects(plan(*map(action, refs)), "out-of-order") == []


def test_numbers_that_begin_again_in_each_key_area_are_not_printed_twice():
    areas = [node(f"keyarea:2024-01/{n}", f"Key area {n}", no=n, edition="2024-01") for n in "12"]
    rows = [action("1"), action("2"), action("1#2"), action("2#2")]
    edges = [
        edge(row.id, "PART_OF", area.id) for row, area in zip(rows, (areas[0],) * 2 + (areas[1],) * 2, strict=True)
    ]
    assert subjects(plan(*rows, edges=edges, extra=areas), "out-of-order") == []


def test_a_prerequisite_due_after_its_dependent_is_out_of_order_unless_rejected():
    one, two = action("1", due="March 2024"), action("2", due="June 2024")
    late = edge(one.id, "DEPENDS_ON", two.id, standing="inferred", reason="2 makes what 1 uses")
    (item,) = found(plan(one, two, edges=[late]), "out-of-order")
    assert item["id"] == one.id
    assert item["text"].endswith("depends on action 2 (Do 2.), due June 2024 (2 makes what 1 uses).")
    rejected = edge(one.id, "DEPENDS_ON", two.id, standing="rejected")
    assert subjects(plan(one, two, edges=[rejected]), "out-of-order") == []
    in_order = edge(two.id, "DEPENDS_ON", one.id, standing="confirmed")
    assert subjects(plan(one, two, edges=[in_order]), "out-of-order") == []


def test_a_circle_is_told_once_from_its_first_ref():
    rows = [action(ref) for ref in ("1", "2", "3")]
    edges = [edge(rows[n].id, "DEPENDS_ON", rows[(n + 1) % 3].id, standing="inferred") for n in range(3)]
    (one,) = found(plan(*rows, edges=edges), "cycle")
    assert one["text"].startswith("Action 1 (Do 1.) depends on action 2")
    assert one["text"].endswith("depends on action 1 again.")


def test_a_tangle_of_circles_is_cut_short():
    rows = [action(str(n)) for n in range(1, 13)]
    edges = [edge(a.id, "DEPENDS_ON", b.id) for a in rows for b in rows if a is not b]
    assert len(found(plan(*rows, edges=edges), "cycle")) == 20


def test_questions_of_another_edition_are_left_to_it():
    old = node("action:2023-01/1", "1", edition="2023-01", questions=["Which board?"])
    graph = graph_of([edition("2024-01"), edition("2023-01", questions=["Which plan?"]), old])
    assert gaps(graph)["findings"] == []
    assert {one["text"] for one in gaps(graph, "2023-01")["findings"]} >= {"Which board?", "Which plan?"}


def test_unread_lines_are_cited_with_their_page():
    paper = node(
        "document:p",
        "Paper",
        unread=[{"line_start": 3, "line_end": 4, "text": "torn", "why": "no column fits"}],
        places=[[3, 2, None]],
    )
    (one,) = found(graph_of([edition("2024-01", document="document:p"), paper]), "unread")
    assert one["source"] == {"document": "p", "line_start": 3, "line_end": 4, "page": 2}
    assert one["text"] == "Lines 3 to 4 could not be read (no column fits): “torn”."


def test_an_empty_map_has_no_gaps():
    assert gaps(graph_of([]))["findings"] == []
