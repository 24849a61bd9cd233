"""Random changesets played against every store and a plain model of dicts, compared after each step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from graphapp.errors import ConflictError, ModelError
from graphapp.model import Changeset, Edge, Node
from graphapp.store.base import Store
from graphapp.store.facts import canonical
from graphapp.store.journal import replay, verify
from tests.builders import cite

IDS = ("action:a", "action:b", "action:B", "action:é", "person:x", "person:y", "recommendation:1")
ACTIONS, PEOPLE = IDS[:4], IDS[4:6]
ENDS = st.one_of(
    st.tuples(st.sampled_from(PEOPLE), st.just("LEADS"), st.sampled_from(ACTIONS)),
    st.tuples(st.sampled_from(ACTIONS), st.sampled_from(("DEPENDS_ON", "WAS_REVISION_OF")), st.sampled_from(ACTIONS)),
    st.tuples(st.sampled_from(ACTIONS), st.just("ADDRESSES"), st.just(IDS[6])),
)
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=4)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXT, inner, max_size=2),
    max_leaves=4,
)
PROPS = st.dictionaries(st.sampled_from(("p", "q", "")), st.sampled_from((1, "one")) | JSON, max_size=2)
CITED = st.integers(1, 2).map(lambda line: (cite(line),))
NODES = st.builds(Node, st.sampled_from(IDS), st.sampled_from(("Label", "label")) | TEXT, CITED, PROPS)
EDGES = st.builds(lambda ends, cited, props: Edge(*ends, cited, props), ENDS, CITED, PROPS)
CHANGESETS = st.builds(
    Changeset,
    st.just("officer"),
    TEXT,
    st.lists(NODES, max_size=4).map(tuple),
    st.lists(EDGES, max_size=3).map(tuple),
    st.lists(st.sampled_from((*IDS, "person:nobody")), max_size=2).map(tuple),
    st.lists(ENDS.map(" ".join), max_size=2).map(tuple),
)


def played(facts: dict[str, Node | Edge], changeset: Changeset) -> dict[str, Node | Edge] | None:
    """What the facts become: the contract in ten lines. None where an edge would lack a node."""
    gone = {*changeset.drop_nodes, *changeset.drop_edges}
    after = {
        what: fact
        for what, fact in facts.items()
        if what not in gone and not (isinstance(fact, Edge) and gone & {fact.source, fact.target})
    }
    after |= {fact.id: fact for fact in (*changeset.nodes, *changeset.edges)}
    edges = [fact for fact in after.values() if isinstance(fact, Edge)]
    return after if all({edge.source, edge.target} <= after.keys() for edge in edges) else None


def bodies(facts: dict[str, Node | Edge]) -> dict[str, str]:
    """Facts as JSON, where 1, 1.0 and True are three things."""
    return {what: canonical(fact.as_json()) for what, fact in facts.items()}


def near(facts, seeds, along, direction, depth):
    """Distance of each node within reach, step by step."""
    found = {seed: 0 for seed in seeds if seed in facts}
    links = [fact for fact in facts.values() if isinstance(fact, Edge) and (along is None or fact.kind in along)]
    for step in range(1, depth + 1):
        ways = [(link.source, link.target) for link in links] if direction != "in" else []
        ways += [(link.target, link.source) for link in links] if direction != "out" else []
        for there in [there for here, there in ways if found.get(here) == step - 1]:
            found.setdefault(there, step)
    return found


class StoreMachine(RuleBasedStateMachine):
    """One store, one dict of facts, and what the journal should hold for each node."""

    def __init__(self, open_store: Callable[[Path], Store]) -> None:
        super().__init__()
        self.open_store = open_store

    @initialize(ends=st.sets(ENDS, max_size=8))
    def begin(self, ends):
        """Every node and a few edges, so that walks have somewhere to go; or nothing at all."""
        self.folder = TemporaryDirectory()
        self.store = self.open_store(Path(self.folder.name))
        self.facts: dict[str, Node | Edge] = {}
        self.journal: list[set[str]] = []
        nodes = tuple(Node(node_id, "label", (cite(),)) for node_id in IDS) if ends else ()
        edges = tuple(Edge(*end, (cite(),)) for end in sorted(ends))
        self.play(Changeset("officer", "begin", nodes, edges))

    @rule(changeset=CHANGESETS)
    def play(self, changeset):
        after = played(self.facts, changeset)
        if after is None:
            with pytest.raises(ModelError):
                self.store.commit(changeset)
        else:
            self.applied(self.store.commit(changeset), after)

    @rule(changeset=CHANGESETS, behind=st.integers(0, 2))
    def play_with_expect(self, changeset, behind):
        after, number = played(self.facts, changeset), len(self.journal)
        if behind:
            with pytest.raises(ConflictError):
                self.store.commit(changeset, expect=number - behind)
        elif after is not None:
            self.applied(self.store.commit(changeset, expect=number), after)

    def applied(self, made, after):
        old, new = bodies(self.facts), bodies(after)
        changed = {what for what in old.keys() | new.keys() if old.get(what) != new.get(what)}
        if changed:
            self.journal.append(changed)
            assert [change.what for change in made.changes] == sorted(changed)
        self.facts = after

    @rule(
        seeds=st.lists(st.sampled_from(IDS), max_size=3),
        along=st.none() | st.sets(st.sampled_from(("LEADS", "DEPENDS_ON", "ADDRESSES"))),
        direction=st.sampled_from(("out", "in", "both")),
        depth=st.integers(0, 4),
        limit=st.integers(0, 8),
    )
    def walk(self, seeds, along, direction, depth, limit):
        reach = near(self.facts, seeds, along, direction, depth)
        expected = sorted(reach, key=lambda node_id: (reach[node_id], node_id))
        graph = self.store.subgraph(seeds, along, direction, depth, limit)
        assert list(graph) == expected[:limit]
        assert graph.graph["truncated"] == (len(expected) > limit)
        shown = {data["edge"].id: data["edge"] for *_, data in graph.edges(data=True)}
        inside = {
            what: fact
            for what, fact in self.facts.items()
            if isinstance(fact, Edge)
            and {fact.source, fact.target} <= set(graph)
            and fact.kind in (along or {fact.kind})
        }
        assert bodies(shown) == ({} if along == set() else bodies(inside))

    @rule(kind=st.none() | st.sampled_from(("action", "person", "post")), text=TEXT, limit=st.integers(0, 4))
    def look(self, kind, text, limit):
        expected = [
            what
            for what, fact in sorted(self.facts.items())
            if isinstance(fact, Node)
            and (kind is None or fact.kind == kind)
            and (text.casefold() in fact.label.casefold())
        ]
        found = [node.id for node in self.store.nodes(kind, text, limit=100)]
        assert set(expected) <= set(found)
        assert found[:limit] == [node.id for node in self.store.nodes(kind, text, limit)]

    @invariant()
    def holds_what_the_model_holds(self):
        nodes = {what: fact for what, fact in self.facts.items() if isinstance(fact, Node)}
        assert [node.id for node in self.store.nodes()] == sorted(nodes)
        assert bodies({what: self.store.node(what) for what in nodes}) == bodies(nodes)
        graph = self.store.subgraph(IDS, depth=0)
        edges = {data["edge"].id: data["edge"] for *_, data in graph.edges(data=True)}
        assert bodies(edges) == bodies({what: self.facts[what] for what in self.facts.keys() - nodes.keys()})

    @invariant()
    def keeps_a_sound_journal(self):
        revisions = self.store.history()
        assert [{change.what for change in revision.changes} for revision in revisions] == self.journal
        assert verify(revisions) == []
        nodes, edges = replay(revisions)
        assert bodies(nodes | edges) == bodies(self.facts)
        assert self.store.revision().number == len(revisions)
        for node_id in ("action:a", "person:x"):
            touched = [{what for what in changed if node_id in what.split(" ")} for changed in self.journal]
            found = [{change.what for change in revision.changes} for revision in self.store.history(node_id)]
            assert found == [changed for changed in touched if changed]

    def teardown(self):
        if hasattr(self, "folder"):
            self.store.close()
            self.folder.cleanup()


@pytest.mark.slow
def test_a_store_does_what_a_plain_model_does_whatever_is_played(open_store):
    budget = settings(
        max_examples=settings.default.max_examples,
        stateful_step_count=20,
        suppress_health_check=[HealthCheck.too_slow],
    )
    run_state_machine_as_test(lambda: StoreMachine(open_store), settings=budget)
