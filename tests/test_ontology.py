"""Every kind of node and edge is complete: a label, a colour, a lane, words in both directions."""

from __future__ import annotations

import re

import pytest

from graphapp.ontology import EDGE_KINDS, NODE_KINDS, kind_of


@pytest.mark.parametrize("name", NODE_KINDS)
def test_a_kind_of_node_has_what_pictures_and_pages_need(name: str) -> None:
    kind = NODE_KINDS[name]
    assert kind.label
    assert kind.plural
    assert re.fullmatch("#[0-9a-f]{6}", kind.colour)
    assert 0 <= kind.lane <= 4


@pytest.mark.parametrize("name", EDGE_KINDS)
def test_a_kind_of_edge_reads_as_a_sentence_both_ways_and_joins_known_kinds(name: str) -> None:
    kind = EDGE_KINDS[name]
    assert kind.label != kind.inverse
    assert set(kind.sources + kind.targets) <= set(NODE_KINDS)


def test_an_id_carries_its_kind() -> None:
    assert kind_of("action:2019-01/1.2.1") == "action"
