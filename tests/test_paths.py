from __future__ import annotations

import pytest

from graphapp.analysis.paths import paths
from graphapp.errors import GraphappError, UnknownSubject
from tests.graphs import action, edge, edition, graph_of, leads, node, small_plan


def sentences(answer):
    return [[step["sentence"] for step in path["steps"]] for path in answer["paths"]]


def test_the_shortest_chain_reads_as_sentences_in_the_direction_walked():
    answer = paths(small_plan(), "recommendation:1", "organization:board")
    assert sentences(answer)[0] == [
        "Recommendation 1 is addressed by action 1.1.1 (Develop the Kinship Strategy.).",
        "Action 1.1.1 (Develop the Kinship Strategy.) is led by Bo Berg.",
        "Bo Berg sits on Children's Board, as attendee.",
    ]


def test_a_step_carries_names_ids_relation_and_the_line_that_says_so():
    (step,) = paths(small_plan(), "person:ann-archer", "post:head-of-care")["paths"][0]["steps"]
    assert (step["from"], step["relation"], step["to"]) == ("Ann Archer", "holds the post", "Head of Care")
    assert step["sentence"] == "Ann Archer holds the post Head of Care, acting."
    assert step["source"]["document"] == "plan-paper"


def test_there_are_at_most_three_chains_shortest_first():
    answer = paths(small_plan(), "person:ann-archer", "recommendation:1")
    lengths = [path["length"] for path in answer["paths"]]
    assert lengths == sorted(lengths)
    assert (len(lengths), lengths[0]) == (3, 2)
    assert len(paths(small_plan(), "person:ann-archer", "recommendation:1", limit=1)["paths"]) == 1


def test_a_cell_that_says_all_joins_nothing_unless_asked():
    graph = small_plan()
    assert paths(graph, "recommendation:2", "post:auditor") == {"paths": []}
    assert paths(graph, "recommendation:2", "post:auditor", weak=True)["paths"][0]["length"] == 2


def test_chains_do_not_go_through_an_edition_but_may_end_in_one():
    nodes = [edition("2024-01"), action("1"), action("2"), node("person:a", "A"), node("person:b", "B")]
    edges = [edge(f"action:2024-01/{n}", "PART_OF", "edition:2024-01") for n in "12"]
    edges += [leads("person:a", "action:2024-01/1"), leads("person:b", "action:2024-01/2")]
    graph = graph_of(nodes, edges)
    assert paths(graph, "person:a", "person:b") == {"paths": []}
    assert paths(graph, "person:a", "edition:2024-01")["paths"][0]["length"] == 2


def test_a_board_over_a_whole_edition_is_joined_to_its_actions_through_it():
    nodes = [edition("2024-01"), action("1"), node("person:a", "A"), node("organization:b", "Board B")]
    edges = [edge("action:2024-01/1", "PART_OF", "edition:2024-01"), leads("person:a", "action:2024-01/1")]
    overseeing = edge("organization:b", "OVERSEES", "edition:2024-01")
    assert paths(graph_of(nodes, edges), "person:a", "organization:b") == {"paths": []}
    assert paths(graph_of(nodes, [*edges, overseeing]), "person:a", "organization:b")["paths"][0]["length"] == 3


def test_a_rejected_dependency_joins_nothing_and_an_inferred_one_says_so():
    nodes = [action("1"), action("2")]
    for standing, found in (
        ("rejected", []),
        ("inferred", [["Action 1 (Do 1.) depends on action 2 (Do 2.), as inferred."]]),
    ):
        graph = graph_of(nodes, [edge(nodes[0].id, "DEPENDS_ON", nodes[1].id, standing=standing)])
        assert sentences(paths(graph, nodes[0].id, nodes[1].id)) == found


def test_of_two_joins_the_heavier_is_read():
    nodes = [node("person:a", "A"), node("organization:o", "O"), action("1")]
    edges = [leads("organization:o", "action:2024-01/1"), leads("person:a", "action:2024-01/1")]
    answer = paths(graph_of(nodes, edges), "person:a", "organization:o")
    assert [step["relation"] for step in answer["paths"][0]["steps"]] == ["leads", "is led by"]


def test_both_ends_must_be_known_and_different():
    with pytest.raises(GraphappError, match="Both ends are Ann Archer"):
        paths(small_plan(), "person:ann-archer", "person:ann-archer")
    with pytest.raises(UnknownSubject, match="person:nobody"):
        paths(small_plan(), "person:nobody", "person:ann-archer")


def test_the_answer_does_not_depend_on_the_order_of_the_map():
    graph = small_plan()
    nodes = [data["node"] for _, data in graph.nodes(data=True)]
    edges = [data["edge"] for _, _, data in graph.edges(data=True)]
    backwards = graph_of(nodes[::-1], edges[::-1])
    ends = ("recommendation:1", "person:cy-cole")
    assert paths(graph, *ends) == paths(backwards, *ends)
