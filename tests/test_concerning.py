"""What changed for one lead, recommendation or key area: the same pairs as the whole comparison, only fewer."""

from __future__ import annotations

import pytest

from graphapp.analysis.concerning import compare_for
from graphapp.analysis.versions import compare
from graphapp.errors import UnknownSubject
from tests.example import truth
from tests.served import example_map


def test_a_leads_changes_are_the_pairs_of_the_rows_that_name_them() -> None:
    answer = compare_for(example_map().graph(), "person:debbie-duffell")
    rows = {
        row["ref"]
        for row in truth("2019-01")["actions"]
        if any(lead["person"] == "Debbie Duffell" for lead in row["leads"])
    }
    assert rows <= {ref for pair in answer["pairs"] for ref in pair["new"]}
    assert answer["about"]["name"] == "Debbie Duffell"


@pytest.mark.parametrize(
    "node_id", ["recommendation:5", "keyarea:2019-01/1", "strategy:neglect-strategy", "action:2019-01/1.2.1"]
)
def test_the_pairs_and_quiet_changes_are_a_part_of_the_whole(node_id: str) -> None:
    graph = example_map().graph()
    part, whole = compare_for(graph, node_id), compare(graph)
    assert 0 < len(part["pairs"]) < len(whole["pairs"])
    assert all(pair in whole["pairs"] for pair in part["pairs"])
    assert all(one in whole["quiet"] for one in part["quiet"])
    assert sum(part["counts"].values()) == len(part["pairs"])


def test_an_unknown_thing_is_a_sentence() -> None:
    with pytest.raises(UnknownSubject):
        compare_for(example_map().graph(), "person:nobody")
