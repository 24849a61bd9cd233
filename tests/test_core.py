"""The map as the web and the commands use it: editions, dates, names, loading."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphapp.core import AccountabilityMap, open_map
from graphapp.errors import AmbiguousSubject, ConflictError, ModelError, StoreError, UnknownSubject
from graphapp.model import Citation, Edge, Node
from tests.builders import changes, node


@pytest.fixture
def empty(map_address: str) -> Iterator[AccountabilityMap]:
    with open_map(map_address) as found:
        yield found


def test_an_empty_map_says_that_it_holds_no_plan(empty: AccountabilityMap) -> None:
    with pytest.raises(UnknownSubject, match="no plan yet"):
        empty.edition(None)
    with pytest.raises(UnknownSubject, match="There is no edition 2019-01"):
        empty.edition("2019-01")


def test_the_example_speaks_as_at_its_newest_paper_and_other_maps_as_at_today(
    empty: AccountabilityMap, tmp_path: Path
) -> None:
    assert empty.as_at("2019-06-01") == "2019-06-01"
    empty.load()
    assert empty.as_at() == "2019-03-28"
    paper = tmp_path / "2024-05-plan.txt"
    paper.write_text("Northshire Plan\nNo\tAction\tLead\tDue\n1\tWrite it.\tPerson A\tMay 2024\n", "utf-8")
    empty.load([paper])
    assert empty.as_at() == datetime.datetime.now().astimezone().date().isoformat()


def test_the_graph_is_kept_until_the_map_moves_on(empty: AccountabilityMap) -> None:
    empty.commit(changes(node("person:a")))
    first = empty.graph()
    assert empty.graph() is first
    empty.commit(changes(node("person:b")))
    assert set(empty.graph()) == {"person:a", "person:b"}
    assert set(first) == {"person:a"}


def test_what_is_around_a_node_is_a_bounded_part_of_the_map(empty: AccountabilityMap) -> None:
    empty.load()
    near = empty.around(["person:jane-booth"], depth=1)
    assert "person:jane-booth" in near
    assert 1 < len(near) < len(empty.graph())


def test_names_find_one_thing_or_say_what_they_may_mean(empty: AccountabilityMap) -> None:
    empty.commit(changes(node("person:ann-ash", "Ann Ash"), node("person:ann-elm", "Ann Elm")))
    assert empty.find("ash", ("person",)).id == "person:ann-ash"
    with pytest.raises(AmbiguousSubject) as raised:
        empty.find("Ann", ("person",))
    assert {node_id for node_id, _ in raised.value.candidates} == {"person:ann-ash", "person:ann-elm"}


def test_a_commit_on_an_old_revision_is_refused(empty: AccountabilityMap) -> None:
    empty.commit(changes(node("person:a")))
    with pytest.raises(ConflictError, match="Look again"):
        empty.commit(changes(node("person:b")), expect=0)


def test_many_threads_may_ask_while_one_loads(empty: AccountabilityMap) -> None:
    sizes: list[int] = []
    threads = [threading.Thread(target=lambda: sizes.append(len(empty.graph()))) for _ in range(8)]
    for thread in threads[:4]:
        thread.start()
    empty.load()
    for thread in threads[4:]:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(sizes) <= {0, len(empty.graph())}
    assert len(sizes) == 8


@pytest.mark.parametrize("url", ["ftp://host/x", "sqlite:", "map.db", ""])
def test_a_url_that_names_no_store_is_a_sentence(url: str) -> None:
    with pytest.raises(StoreError, match="sqlite:///"):
        open_map(url)


@pytest.mark.parametrize("node_id", ["person", "person:", "unicorn:a", "person:a b", ""])
def test_an_id_must_carry_its_kind(node_id: str) -> None:
    with pytest.raises(ModelError, match="not a node id"):
        Node(node_id, "label", (Citation("paper", 1, 1),))


def test_no_fact_without_a_citation() -> None:
    with pytest.raises(ModelError, match="no citation"):
        Node("person:a", "A", ())
    with pytest.raises(ModelError, match="no citation"):
        Edge("person:a", "HOLDS", "post:b", ())


def test_an_edge_checks_its_own_ends() -> None:
    with pytest.raises(ModelError, match="cannot join"):
        Edge("post:b", "HOLDS", "person:a", (Citation("paper", 1, 1),))
    with pytest.raises(ModelError, match="not a kind of edge"):
        Edge("person:a", "LIKES", "post:b", (Citation("paper", 1, 1),))
