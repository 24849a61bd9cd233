from __future__ import annotations

from graphapp.analysis.overview import facts, overview
from tests.graphs import action, edition, graph_of, small_plan


def exceptions(answer):
    return {one["key"]: [found["subject"] for found in one["findings"]] for one in answer["exceptions"]}


def test_the_counts_are_those_of_the_edition_and_of_the_whole_map():
    counts = overview(small_plan())["counts"]
    assert (counts["actions"], counts["leads"], counts["assignments"]) == (6, 6, 7)
    assert (counts["people"], counts["posts"], counts["organizations"]) == (3, 2, 1)
    assert (counts["recommendations"], counts["boards"], counts["key_areas"]) == (2, 1, 2)
    assert overview(small_plan(), "2023-06")["counts"]["actions"] == 1


def test_exceptions_come_worst_first_and_name_what_they_are_about():
    answer = overview(small_plan(), on="2024-04-01")
    assert list(exceptions(answer)) == [
        "overdue",
        "no_lead",
        "acting_only",
        "post_only",
        "no_date",
        "one_lead",
    ]
    assert exceptions(answer)["overdue"] == ["1.1.1"]
    assert exceptions(answer)["acting_only"] == ["1.1.2"]
    assert [one["count"] for one in answer["exceptions"]] == [1, 1, 1, 2, 1, 0]


def test_due_soon_is_the_sixty_days_from_today_without_what_is_done():
    graph = small_plan()
    assert [row["ref"] for row in overview(graph, on="2024-03-05")["due_soon"]] == ["1.1.1", "2.1.1"]
    assert [row["ref"] for row in overview(graph, on="2024-04-01")["due_soon"]] == ["2.1.1", "2.1.2"]
    assert [row["ref"] for row in overview(graph, on="2024-01-31")["due_soon"]] == ["1.1.1"]  # 60 days: 31 March
    assert overview(graph)["due_soon"] == []


def test_a_second_milestone_is_due_soon_when_the_first_has_gone():
    graph = graph_of([edition("2024-01"), action("1", due="Pilot January 2024 Roll out August 2024")])
    (row,) = overview(graph, on="2024-07-15")["due_soon"]
    assert row["next_date"] == "2024-08"


def test_open_questions_and_the_share_of_stated_facts_are_shown():
    graph = small_plan()
    answer = overview(graph)
    assert [one["subject"] for one in answer["open_questions"]] == ["1.1.5", "Bo Berg"]
    total = graph.number_of_nodes() + graph.number_of_edges()
    assert answer["facts"] == {
        "total": total,
        "stated": total - 1,
        "inferred": 1,
        "share_stated": round((total - 1) / total, 4),
    }


def test_an_empty_map_has_an_overview_too():
    answer = overview(graph_of([]), on="2024-01-01")
    assert (answer["edition"], answer["counts"]["actions"], answer["due_soon"]) == (None, 0, [])
    assert facts(graph_of([]))["share_stated"] == 1.0
