"""The conformance suite: what comes back by id, words and history, and the journal behind it."""

from __future__ import annotations

from hashlib import sha256

import pytest

from graphapp.model import Change, Citation, Edge, Node, Revision
from graphapp.store.journal import audit, content, digest, replay, verify
from tests.builders import chain, changes, cite, edge, node, small_map

A, B, C = "action:e/a", "action:e/b", "action:e/c"
ALICE, BOARD = "person:alice", "organization:board"
HOSTILE = (
    'O\'Brien "quoted" `tick`',
    "100% _done_ [a-z]* ?",
    "back\\slash \\u0041 \\",
    "'; DROP TABLE node; --",
    "}) DETACH DELETE n //",
    "$name {braces} ${HOME} %s",
    "line\nbreak\ttab\r\n",
    "  blanks kept  ",
    "Zoë Ł. 漢字 עברית 🏠 e\u0301 \u202e",
    "\u0000 and \u001f and \u2028",
    "<script>alert(1)</script>",
    "",
    "None",
)


def ids(found):
    return [each.id for each in found]


# What comes back


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_text_comes_back_as_it_was_put_and_is_found(store, text):
    fact = Node(A, text, (Citation(text or "d", 1, 2, sheet=text or None),), {text: text, "deep": [{"k": [text]}]})
    link = Edge(A, "DEPENDS_ON", B, (cite(),), {"as_written": text})
    store.commit(changes(fact, node(B, "other"), link, reason=text))
    assert store.node(A) == fact
    assert store.subgraph([B]).edges[A, B, "DEPENDS_ON"]["edge"] == link
    assert store.history()[0].reason == text
    assert fact in store.nodes(text=text)
    assert audit(store) == []


@pytest.mark.parametrize("slug", ["o'brien", "100%", "a_b", "a\\b", 'say"so"', "zoë", "漢字", "x;y", "a/b#2", "a:b"])
def test_hostile_ids_name_one_node_only(store, slug):
    hostile, plain = node(f"action:{slug}"), node("action:axb")
    store.commit(changes(hostile, plain, node(ALICE), edge(ALICE, "LEADS", hostile.id)))
    assert store.node(hostile.id) == hostile
    assert set(store.subgraph([hostile.id])) == {hostile.id, ALICE}
    assert len(store.history(hostile.id)[0].changes) == 2
    store.commit(changes(drop=(hostile.id,)))
    assert ids(store.nodes()) == ["action:axb", ALICE]


@pytest.mark.parametrize(
    "value",
    [
        0,
        -1,
        2**63,
        10**40,
        0.1,
        -0.0,
        1e300,
        5e-324,
        1.0,
        True,
        False,
        None,
        "",
        [],
        {},
        [[], {}],
        [None, 1, "1"],
    ],
    ids=repr,
)
def test_values_keep_kind_and_size(store, value):
    store.commit(changes(node(A, value=value)))
    assert repr(store.node(A).props["value"]) == repr(value)


def test_a_change_from_true_to_one_is_a_change(store):
    store.commit(changes(node(A, value=True)))
    store.commit(changes(node(A, value=1)))
    assert store.node(A).props["value"] is not True


def test_citations_keep_order_pages_and_sheets(store):
    cited = (Citation("d", 9, 12, 3), Citation("d", 1, 1), Citation("e", 2, 2, None, "Sheet 1"))
    store.commit(changes(Node(A, "a", cited), node(B), Edge(A, "DEPENDS_ON", B, cited)))
    assert store.node(A).citations == cited
    assert store.subgraph([A]).edges[A, B, "DEPENDS_ON"]["edge"].citations == cited


def test_what_a_caller_changes_afterwards_does_not_reach_the_store(store):
    dates = ["2020-01"]
    made = store.commit(changes(node(A, dates=dates)))
    dates.append("2020-02")
    store.node(A).props["dates"].append("2020-03")
    assert store.node(A).props == {"dates": ["2020-01"]}
    assert made.changes[0].after["props"] == {"dates": ["2020-01"]}


# nodes


def test_nodes_come_ordered_by_id_as_python_orders_strings(store):
    names = ["a", "B", "b", "10", "9", "é", "z", "漢", "🏠", "\uffee", "a/b", "a-b", "a:b", "A"]
    store.commit(changes(*(node(f"person:{name}") for name in names), node("action:z"), node("post:a")))
    assert ids(store.nodes()) == sorted(["action:z", "post:a", *(f"person:{name}" for name in names)])


def test_nodes_of_a_kind_are_of_that_kind_only(store):
    store.commit(small_map())
    assert ids(store.nodes(kind="action")) == ["action:2020-01/1.1.1", "action:2020-01/1.1.2"]
    assert ids(store.nodes(kind="plan")) == ["plan:p"]
    assert store.nodes(kind="measure") == []
    assert store.nodes(kind="act") == []
    assert store.nodes(kind="%") == []


@pytest.mark.parametrize("kind", [None, "action"])
@pytest.mark.parametrize("size", [1, 3, 7, 10, 11])
def test_pages_of_any_size_join_up_without_gap_or_repeat(store, kind, size):
    store.commit(chain(10))
    store.commit(changes() if kind is None else changes(node("person:z"), node("edition:e")))
    pages, after = [], None
    while page := store.nodes(kind=kind, limit=size, after=after):
        assert len(page) <= size
        pages += page
        after = page[-1].id
    assert ids(pages) == [f"action:e/{number:03}" for number in range(10)]


def test_a_page_may_begin_after_an_id_that_is_not_there_or_of_another_kind(store):
    store.commit(changes(node("action:b"), node(BOARD), node("person:b"), node("person:d")))
    assert ids(store.nodes(after="person:c")) == ["person:d"]
    assert ids(store.nodes(kind="person", after="action:z")) == ["person:b", "person:d"]
    assert store.nodes(kind="action", after="person:a") == []


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_of_nothing_gives_nothing(store, limit):
    store.commit(chain(3))
    assert store.nodes(limit=limit) == []


def test_a_hundred_nodes_come_unless_told_otherwise(store):
    store.commit(chain(101))
    assert len(store.nodes()) == 100


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("STRATEGY", [A]),
        ("gle", [A]),
        ("strasse", [B]),
        ("STRASSE", [B]),
        ("straße", [B]),
        ("ŁÓDŹ", [C]),
        ("march 2019", [A]),
        ("570.3", [B]),
        ("as_written", []),
        ("e/a", []),
        ("nowhere", []),
        ("%", [C]),
        ("_", [C]),
        ("100%_", [C]),
        ("a%e", []),
        ("\\", [C]),
        ("", [A, B, C]),
    ],
)
def test_text_is_found_in_label_and_values_in_any_case_with_no_wild_cards(store, text, found):
    store.commit(
        changes(
            node(
                A,
                "Neglect Strategy",
                due={"raw": "Pilot March 2019", "dates": ["2019-03"]},
                as_written="Single",
            ),
            node(B, "Hauptstraße", value=570.3),
            node(C, "łódź", words=[["100%_\\"]]),
        )
    )
    assert ids(store.nodes(text=text)) == found


def test_text_kind_page_and_limit_work_together(store):
    people = [node(f"person:{n}", "Person Green" if n % 2 else "Person Blue") for n in range(10)]
    store.commit(changes(*people, node("post:green", "Green")))
    assert ids(store.nodes("person", "green", 2, "person:1")) == ["person:3", "person:5"]


def test_text_is_no_longer_found_once_replaced_or_dropped(store):
    store.commit(changes(node(A, "before"), node(B, "before")))
    store.commit(changes(node(A, "after"), drop=(B,)))
    assert store.nodes(text="before") == []
    assert ids(store.nodes(text="after")) == [A]


# history


def test_the_history_of_all_is_every_revision_oldest_first_with_all_its_changes(store):
    made = [
        store.commit(small_map()),
        store.commit(changes(node("person:a", "Person A, acting"), reason="a correction")),
        store.commit(changes(drop=("person:a",))),
    ]
    assert store.history() == made


def test_the_history_of_a_node_holds_only_what_touched_it_or_its_edges(store):
    store.commit(changes(node(A), node(B), node(C), edge(A, "DEPENDS_ON", B), edge(B, "DEPENDS_ON", C)))
    store.commit(changes(node(B, "elsewhere")))
    store.commit(changes(edge(C, "DEPENDS_ON", A), drop=(f"{B} DEPENDS_ON {C}",)))
    store.commit(changes(drop=(A,)))
    touched = [(each.number, [change.what for change in each.changes]) for each in store.history(A)]
    links = [f"{A} DEPENDS_ON {B}", f"{C} DEPENDS_ON {A}"]
    assert touched == [(1, [A, links[0]]), (3, [links[1]]), (4, [A, *links])]
    assert store.history(A)[0].hash == store.history()[0].hash


def test_a_node_nobody_put_has_no_history(store):
    store.commit(small_map())
    assert store.history("person:nobody") == []
    assert store.history("") == []


def test_a_change_says_what_stood_before_and_after(store):
    store.commit(changes(node(A, "old")))
    made = store.commit(changes(node(A, "new")))
    assert made.changes == (Change(A, node(A, "old").as_json(), node(A, "new").as_json()),)
    assert store.history(A)[1] == made


# The journal


def test_hashes_chain_and_the_journal_verifies_and_replays_to_what_is_held(store):
    store.commit(small_map())
    store.commit(changes(node(A), drop=("person:a",)))
    store.commit(changes(edge(A, "ADDRESSES", "recommendation:1")))
    revisions = store.history()
    assert verify(revisions) == []
    assert replay(revisions) == content(store)
    assert audit(store) == []
    assert revisions[2].hash == digest(revisions[1].hash, revisions[2])


def test_the_digest_is_the_one_written_in_its_docstring():
    revision = Revision(1, "2020-01-01T00:00:00+00:00", "o", "é", "", (Change("a", None, {"b": 1.0, "a": []}),))
    lines = '["",1,"2020-01-01T00:00:00+00:00","o","é"]\n["a",null,{"a":[],"b":1.0}]'
    assert digest("", revision) == sha256(lines.encode()).hexdigest()


def test_replaying_the_beginning_of_the_journal_gives_the_map_as_it_was(store):
    store.commit(small_map())
    earlier = content(store)
    store.commit(changes(node(A), drop=("person:a", "plan:p")))
    assert replay(store.history()[:1]) == earlier
    assert replay([]) == ({}, {})


def test_a_journal_with_a_gap_says_which_revision_is_missing(store):
    for label in ("one", "two", "three"):
        store.commit(changes(node(A, label)))
    first, second, third = store.history()
    assert verify([first, third]) == ["Revision 2 is missing from the journal."]
    assert verify([second, third]) == ["Revision 1 is missing from the journal."]
    assert verify([first, second]) == []
