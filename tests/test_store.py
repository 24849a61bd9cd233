"""The conformance suite: what `graphapp.store.base` promises of commits, for every store in `conftest.py`."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from graphapp.errors import ConflictError, ModelError, StoreError
from graphapp.model import Change, Node, Revision
from graphapp.store.journal import audit
from tests.builders import chain, changes, cite, edge, node, small_map

A, B, C = "action:e/a", "action:e/b", "action:e/c"


def ids(found):
    return [each.id for each in found]


def edges_of(graph):
    return {edge.id for _, _, edge in graph.edges(data="edge")}


# Lifecycle


def test_an_empty_map_is_at_revision_nought_and_holds_nothing(store):
    assert store.revision() == Revision(0, "", "", "", "")
    assert store.history() == []
    assert store.nodes() == []
    assert store.node(A) is None
    assert store.subgraph([A]).number_of_nodes() == 0


@pytest.mark.parametrize(
    "call",
    [
        lambda store: store.commit(changes(node(A))),
        lambda store: store.commit(changes()),
        lambda store: store.revision(),
        lambda store: store.history(),
        lambda store: store.node(A),
        lambda store: store.nodes(),
        lambda store: store.subgraph([A]),
    ],
    ids=["commit", "empty commit", "revision", "history", "node", "nodes", "subgraph"],
)
def test_a_closed_store_says_so_whatever_is_asked(store, call):
    store.commit(changes(node(A)))
    store.close()
    with pytest.raises(StoreError, match="closed"):
        call(store)


def test_closing_twice_is_harmless(store):
    store.close()
    store.close()
    with pytest.raises(StoreError):
        store.revision()


# Commit


def test_a_commit_returns_its_revision_with_changes_ordered_by_what_they_name(store):
    before = datetime.now(UTC) - timedelta(seconds=2)
    facts = node(B), node(A), edge(B, "DEPENDS_ON", A)
    made = store.commit(changes(*facts, reason="the January paper"))
    assert (made.number, made.author, made.reason) == (1, "officer", "the January paper")
    assert made.changes == (
        Change(A, None, facts[1].as_json()),
        Change(B, None, facts[0].as_json()),
        Change(f"{B} DEPENDS_ON {A}", None, facts[2].as_json()),
    )
    assert before <= datetime.fromisoformat(made.at) <= datetime.now(UTC)
    assert datetime.fromisoformat(made.at).utcoffset() == timedelta(0)


def test_the_newest_revision_comes_without_its_changes(store):
    made = store.commit(changes(node(A)))
    assert store.revision() == Revision(made.number, made.at, made.author, made.reason, made.hash)


def test_puts_that_equal_what_is_stored_are_left_out(store):
    store.commit(small_map())
    made = store.commit(changes(*small_map().nodes, *small_map().edges, node(A)))
    assert [change.what for change in made.changes] == [A]


def test_the_order_of_keys_in_props_is_no_change(store):
    store.commit(changes(node(A, x=1, y={"p": 1, "q": 2})))
    assert store.commit(changes(node(A, y={"q": 2, "p": 1}, x=1))).number == 1


def test_a_commit_that_changes_nothing_writes_nothing_and_returns_the_current_revision(store):
    store.commit(small_map())
    current = store.revision()
    assert store.commit(small_map()) == current
    assert store.commit(changes()) == current
    nothing = "person:nobody", f"{A} DEPENDS_ON {B}", "nonsense", "plan:p  plan:p", "plan:p  ", " plan:p"
    assert store.commit(changes(drop=nothing)) == current
    assert len(store.history()) == 1


def test_a_put_replaces_the_whole_fact_and_keeps_the_edges_of_a_node(store):
    store.commit(changes(node(A, old=1), node(B), edge(A, "DEPENDS_ON", B, old=1)))
    store.commit(changes(node(A, new=2), edge(A, "DEPENDS_ON", B, new=2)))
    graph = store.subgraph([A])
    assert store.node(A).props == {"new": 2}
    assert graph.edges[A, B, "DEPENDS_ON"]["edge"].props == {"new": 2}


def test_a_changed_citation_or_label_is_a_change(store):
    store.commit(changes(node(A)))
    store.commit(changes(Node(A, "e/a", (cite(2),))))
    store.commit(changes(Node(A, "e/A", (cite(2),))))
    assert store.revision().number == 3
    assert store.node(A) == Node(A, "e/A", (cite(2),))


def test_of_several_puts_of_one_id_the_last_counts(store):
    store.commit(changes(node(A, "first"), node(A, "last")))
    assert store.node(A).label == "last"
    assert len(store.history(A)[0].changes) == 1


def test_dropping_a_node_drops_its_edges_and_records_each(store):
    facts = [node(A), node(B), node(C), edge(A, "DEPENDS_ON", B), edge(C, "DEPENDS_ON", A)]
    store.commit(changes(*facts, edge(C, "DEPENDS_ON", B)))
    made = store.commit(changes(drop=(A,)))
    assert made.changes == (
        Change(A, facts[0].as_json(), None),
        Change(f"{A} DEPENDS_ON {B}", facts[3].as_json(), None),
        Change(f"{C} DEPENDS_ON {A}", facts[4].as_json(), None),
    )
    assert store.node(A) is None
    assert edges_of(store.subgraph([B], depth=3)) == {f"{C} DEPENDS_ON {B}"}


def test_dropping_an_edge_keeps_its_nodes_and_its_neighbours(store):
    store.commit(changes(node(A), node(B), edge(A, "DEPENDS_ON", B), edge(A, "WAS_REVISION_OF", B)))
    store.commit(changes(drop=(f"{A} DEPENDS_ON {B}",)))
    assert ids(store.nodes()) == [A, B]
    assert edges_of(store.subgraph([A])) == {f"{A} WAS_REVISION_OF {B}"}


def test_drops_come_before_puts_so_that_a_node_can_shed_its_edges(store):
    store.commit(changes(node(A), node(B), edge(A, "DEPENDS_ON", B)))
    made = store.commit(changes(node(A), drop=(A,)))
    assert [change.what for change in made.changes] == [f"{A} DEPENDS_ON {B}"]
    assert store.node(A) == node(A)


def test_an_edge_to_itself_and_edges_of_two_kinds_between_the_same_two_are_kept_apart(store):
    facts = edge(A, "DEPENDS_ON", A), edge(A, "DEPENDS_ON", B), edge(A, "WAS_REVISION_OF", B)
    store.commit(changes(node(A), node(B), *facts))
    assert edges_of(store.subgraph([A])) == {fact.id for fact in facts}
    store.commit(changes(drop=(A,)))
    assert store.subgraph([B], depth=1).number_of_edges() == 0


# Atomicity and refusals


def test_an_edge_without_its_nodes_is_refused_by_name_and_nothing_of_the_changeset_stays(store):
    store.commit(changes(node(A)))
    before = store.history()
    with pytest.raises(ModelError, match=f"{C} DEPENDS_ON {B}.*{B}"):
        store.commit(changes(node(A, "new"), node(C), edge(A, "DEPENDS_ON", C), edge(C, "DEPENDS_ON", B)))
    assert store.history() == before
    assert store.nodes() == [node(A)]
    assert audit(store) == []


def test_a_node_cannot_be_dropped_while_the_same_changeset_joins_it(store):
    store.commit(changes(node(A), node(B), edge(A, "DEPENDS_ON", B)))
    with pytest.raises(ModelError, match=B):
        store.commit(changes(edge(A, "DEPENDS_ON", B), drop=(B,)))
    assert ids(store.nodes()) == [A, B]


def test_an_edge_may_join_nodes_of_earlier_revisions(store):
    store.commit(changes(node(A), node(B)))
    store.commit(changes(edge(A, "DEPENDS_ON", B)))
    assert edges_of(store.subgraph([B])) == {f"{A} DEPENDS_ON {B}"}


@pytest.mark.parametrize(
    "props",
    [
        {"x": float("nan")},
        {"x": float("inf")},
        {"x": (1, 2)},
        {"x": {1: "a"}},
        {"x": {"set"}},
        {"x": b"bytes"},
        {"x": datetime(2020, 1, 1, tzinfo=UTC)},
        {"x": "half a pair \ud800"},
        {"\udfff": 1},
    ],
    ids=repr,
)
def test_props_that_would_not_come_back_as_put_are_refused(store, props):
    with pytest.raises(ModelError, match=B):
        store.commit(changes(node(A), node(B, **props)))
    assert store.nodes() == []


@pytest.mark.parametrize("slug", ["a b", "a\x00b", "a\nb", "a\u00a0b", "a\ud800", "a\u200bb"], ids=ascii)
def test_an_id_with_blanks_or_control_characters_is_refused(store, slug):
    with pytest.raises(ModelError, match="id"):
        store.commit(changes(node(f"person:{slug}")))
    assert store.revision().number == 0


def test_a_broken_character_in_author_or_question_is_an_error_of_ours(store):
    with pytest.raises(StoreError, match="character"):
        store.commit(changes(node(A), reason="\ud800"))
    with pytest.raises(StoreError, match="character"):
        store.nodes(text="\ud800")
    assert store.revision().number == 0


# Optimistic locking


def test_a_commit_that_expects_the_current_revision_goes_through(store):
    assert store.commit(changes(node(A)), expect=0).number == 1
    assert store.commit(changes(node(B)), expect=1).number == 2


@pytest.mark.parametrize("expected", [0, 2, 99])
def test_a_commit_that_expects_another_revision_is_a_conflict_and_writes_nothing(store, expected):
    store.commit(changes(node(A)))
    with pytest.raises(ConflictError) as caught:
        store.commit(changes(node(B)), expect=expected)
    assert (caught.value.expected, caught.value.current) == (expected, 1)
    assert store.node(B) is None
    assert store.revision().number == 1


def test_even_an_empty_changeset_learns_of_a_conflict(store):
    store.commit(changes(node(A)))
    with pytest.raises(ConflictError):
        store.commit(changes(), expect=0)
    assert store.revision().number == 1


def test_of_many_threads_that_build_on_one_revision_one_wins(store):
    def attempt(number):
        try:
            return store.commit(changes(node(f"person:p{number}")), expect=0).number
        except ConflictError as lost:
            return -lost.current

    with ThreadPoolExecutor(8) as pool:
        outcomes = sorted(pool.map(attempt, range(8)))
    assert outcomes == [-1] * 7 + [1]
    assert len(store.nodes()) == 1


# Threads


def test_readers_in_eight_threads_see_each_commit_whole_or_not_at_all(store):
    def state(version):
        links = (edge(f"person:{number}", "LEADS", A, version=version) for number in range(20))
        return changes(node(A), *(node(f"person:{number}", version=version) for number in range(20)), *links)

    store.commit(state(0))
    done = Event()

    def read():
        seen = []
        while not done.is_set() or not seen:
            graph = store.subgraph([A])
            listed = {each.props["version"] for each in store.nodes("person")}
            walked = {data["node"].props.get("version") for each, data in graph.nodes(data=True) if each != A}
            joined = {data["edge"].props["version"] for *_, data in graph.edges(data=True)}
            seen.append((len(listed), walked == joined, graph.number_of_edges()))
        return set(seen)

    with ThreadPoolExecutor(9) as pool:
        readers = [pool.submit(read) for _ in range(8)]
        try:
            for version in range(1, 16):
                store.commit(state(version))
        finally:
            done.set()
        assert [reader.result() for reader in readers] == [{(1, True, 20)}] * 8
    assert store.revision().number == 16


def test_commits_from_many_threads_all_arrive_in_one_sound_journal(store):
    def put(worker):
        return [store.commit(changes(node(f"person:{worker}-{number}"))).number for number in range(5)]

    with ThreadPoolExecutor(6) as pool:
        numbers = sorted(number for made in pool.map(put, range(6)) for number in made)
    assert numbers == list(range(1, 31))
    assert len(store.nodes()) == 30
    assert audit(store) == []


def test_a_store_closed_by_another_thread_refuses_politely(store):
    store.commit(chain(50))

    def read():
        try:
            while True:
                store.subgraph(["action:e/000"], depth=8)
        except StoreError as refusal:
            return str(refusal)

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        store.close()
        assert all("closed" in reader.result() for reader in readers)
