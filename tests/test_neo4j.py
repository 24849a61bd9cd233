"""What is particular to Neo4j: constraints, plans, statements that never change, locks, the gate, retries."""

from __future__ import annotations

import inspect
import re
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from threading import Thread
from time import monotonic

import pytest
from click.testing import CliRunner

from graphapp import cli
from graphapp.core import AccountabilityMap, open_map
from graphapp.errors import ConflictError, ModelError, StoreError
from graphapp.model import Changeset, Citation, Edge, Node
from graphapp.ontology import EDGE_KINDS
from graphapp.store import embedded, neo4j_cypher
from graphapp.store.base import Overwritable, Store
from graphapp.store.embedded import EmbeddedStore
from graphapp.store.journal import audit, content, verify
from graphapp.store.neo4j import Neo4jStore
from graphapp.web import create_app
from tests import neo4j_server
from tests.builders import changes, cite, edge, node, small_map

pytestmark = pytest.mark.neo4j

A, B = "action:e/a", "action:e/b"
METHODS = ("commit", "revision", "history", "node", "nodes", "subgraph", "close")
HOSTILE = (
    "'",
    '"',
    "`",
    "``) DETACH DELETE n //",
    "\\u0060) DETACH DELETE n //",
    "\\u0027}) DETACH DELETE n //",
    "']-() DETACH DELETE n //",
    '"}) WITH 1 AS x MATCH (n) DETACH DELETE n //',
    "*/ MATCH (n) DETACH DELETE n /*",
    "$ids",
    "{id: 1}",
    "\\",
    ";:exit",
)


@pytest.fixture
def address(neo4j_address: str, tmp_path: Path) -> str:
    return neo4j_server.emptied(tmp_path)


@pytest.fixture
def opened(address: str) -> Iterator[Neo4jStore]:
    with closing(Neo4jStore(address)) as found, neo4j_server.listening() as sent:
        yield found
        assert sent <= neo4j_cypher.ALL


def asked(query: str, **given: object) -> list[list[object]]:
    """What the server itself says."""
    with neo4j_server.driver() as found, found.session(database=neo4j_server.database()) as session:
        return [row.values() for row in session.run(query, given)]


def counted() -> int:
    return asked("MATCH (n) RETURN count(n)")[0][0]


# The contract


@pytest.mark.parametrize("kind", [EmbeddedStore, Neo4jStore])
@pytest.mark.parametrize(
    ("protocol", "names"), [(Store, METHODS), (Overwritable, ("overwrite",))], ids=["store", "overwritable"]
)
def test_a_store_takes_and_gives_what_the_protocol_says(kind, protocol, names):
    public = {name for name, _ in inspect.getmembers(protocol, inspect.isfunction) if not name.startswith("_")}
    assert public == set(names)
    for name in names:
        assert inspect.signature(getattr(kind, name)) == inspect.signature(getattr(protocol, name)), name


def test_both_stores_have_the_same_number_of_migrations():
    assert len(neo4j_cypher.MIGRATIONS) == len(embedded._MIGRATIONS)


def test_the_same_commits_give_the_same_journal_and_hashes_in_both_stores(opened, tmp_path):
    told = [small_map(), changes(node(A, x=[1, {"y": 1.0}]), drop=("person:a",)), changes(edge(A, "DEPENDS_ON", A))]
    with closing(EmbeddedStore(tmp_path / "map.db")) as other:
        for number, changeset in enumerate(told):
            at = f"2020-01-0{number + 1}T00:00:00+00:00"
            assert opened.commit(changeset, at=at) == other.commit(changeset, at=at)
        assert opened.history() == other.history()
        assert content(opened) == content(other)
    assert verify(opened.history()) == audit(opened) == []


def test_a_restored_history_takes_the_place_of_all_that_was_there_or_of_nothing(opened):
    opened.commit(changes(node("person:old"), node(A)))
    before = opened.history()
    with pytest.raises(ModelError):
        opened.overwrite([(small_map(), "2020-01-01T00:00:00+00:00"), (changes(edge(A, "DEPENDS_ON", B)), "2020")])
    assert opened.history() == before
    made = opened.overwrite([(small_map(), "2020-01-01T00:00:00+00:00"), (changes(node(A)), "2020-01-02")])
    assert (made.number, made.at) == (2, "2020-01-02")
    assert opened.node("person:old") is None
    assert audit(opened) == []


# Constraints, migrations, plans


def test_ids_and_numbers_are_unique_and_what_is_looked_up_has_an_index(opened):
    found = asked("SHOW CONSTRAINTS YIELD type, labelsOrTypes, properties RETURN type, labelsOrTypes, properties")
    unique = {(labels[0], *names) for kind, labels, names in found if kind.endswith("UNIQUENESS")}
    assert {(kind, "id") for kind in EDGE_KINDS} <= unique
    assert unique >= {
        ("Thing", "id"),
        ("Graphapp", "key"),
        ("Revision", "number"),
        ("Revision", "commit"),
        ("Change", "revision", "position"),
    }
    indexes = asked(
        "SHOW INDEXES YIELD labelsOrTypes, properties, state WHERE state = 'ONLINE' RETURN labelsOrTypes, properties"
    )
    assert [["Change"], ["source"]] in indexes
    assert [["Change"], ["target"]] in indexes
    assert asked("MATCH (n:Graphapp {key: 'head'}) RETURN n.version") == [[len(neo4j_cypher.MIGRATIONS)]]


def test_a_map_of_a_newer_graphapp_is_refused_and_left_alone(address):
    Neo4jStore(address).close()
    asked("MATCH (n:Graphapp {key: 'head'}) SET n.version = 99")
    try:
        with pytest.raises(StoreError, match=r"newer graphapp \(schema 99\)"):
            Neo4jStore(address)
        assert asked("MATCH (n:Graphapp {key: 'head'}) RETURN n.version") == [[99]]
    finally:
        neo4j_server.wiped()


def test_a_database_with_other_data_is_refused_and_left_alone(address):
    neo4j_server.wiped()
    asked("CREATE (:Elsewhere {id: 1})")
    try:
        with pytest.raises(StoreError, match="holds other data"):
            Neo4jStore(address)
        assert asked("MATCH (n) RETURN labels(n)") == [[["Elsewhere"]]]
    finally:
        neo4j_server.wiped()


def test_many_may_open_an_empty_database_at_once(address):
    neo4j_server.wiped()
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(Neo4jStore, [address] * 4))
    for number, store in enumerate(stores):
        store.commit(changes(node(f"person:{number}")))
    assert audit(stores[0]) == []
    for store in stores:
        store.close()
    assert asked("MATCH (n:Graphapp) RETURN n.key ORDER BY n.key") == [["gate"], ["head"]]


def operators(plan: dict) -> Iterator[str]:
    yield plan["operatorType"].partition("@")[0]
    for part in plan.get("children", ()):
        yield from operators(part)


def planned(how: str, statement: str) -> set[str]:
    given = {"seeds": ["person:a"], "along": ["LEADS", "HOLDS"], "room": 9, "ids": ["person:a"], "id": "person:a"}
    given |= {"rows": [], "first": "a", "last": "z", "text": "", "limit": 9, "commit": "", "number": 1, "turn": 1}
    with neo4j_server.driver() as found, found.session(database=neo4j_server.database()) as session:
        told = session.run(f"{how} {statement}", given | {"version": 1, "revision": {}}).consume()
    return set(operators(told.profile or told.plan))


@pytest.mark.parametrize("way", neo4j_cypher.WALKS, ids=str)
def test_walks_are_bounded_and_expand_breadth_first_without_walking_twice(opened, way):
    opened.commit(small_map())
    statement = neo4j_cypher.WALKS[way]
    assert re.findall(r"\*0\.\.(\d)\]", statement) == [str(way[1])]
    pruning = "VarLengthExpand(Pruning,BFS,All)" if way[1] > 1 else "VarLengthExpand(All)"  # one step never repeats
    assert pruning in planned("PROFILE", statement)


def test_no_answer_looks_at_every_node(opened):
    opened.commit(small_map())
    whole = {neo4j_cypher.IS_USED, neo4j_cypher.JOURNAL, *neo4j_cypher.CLEAR}  # these are about everything
    schema = {neo4j_cypher.INDEXES_READY, *(line for lines in neo4j_cypher.MIGRATIONS for line in lines)}
    scans = {"AllNodesScan", "NodeByLabelScan", "UndirectedRelationshipTypeScan", "DirectedRelationshipTypeScan"}
    wrong = {text: found for text in neo4j_cypher.ALL - whole - schema if (found := planned("EXPLAIN", text) & scans)}
    assert wrong == {}


# Constant statements


def test_cypher_is_sent_in_one_place_and_made_from_the_ontology_alone():
    folder = Path(neo4j_cypher.__file__).parent
    sent = [
        line for path in folder.glob("neo4j*.py") for line in path.read_text("utf-8").splitlines() if ".run(" in line
    ]
    assert len(sent) == 1
    assert not [text for text in neo4j_cypher.ALL if re.search(r"[^$]\{[a-z]+\}", text)]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_anywhere_are_data_and_nothing_else(opened, hostile):
    bystander = node("person:bystander")
    opened.commit(changes(bystander, node(B)))
    slug = f"action:{hostile}".replace(" ", "_")
    fact = Node(
        slug, hostile, (Citation(hostile, 1, 2, sheet=hostile),), {hostile: hostile, "in": [{hostile: [hostile]}]}
    )
    link = Edge(slug, "DEPENDS_ON", B, (cite(),), {hostile: hostile})
    made = opened.commit(Changeset(hostile, hostile, (fact,), (link,)), at=hostile)
    assert counted() == 2 + 3 + 2 + 4  # head and gate, things, revisions, changes
    assert (made.author, made.reason, made.at) == (hostile,) * 3
    assert opened.node(slug) == fact
    assert opened.nodes("action", hostile) == [fact]
    assert opened.subgraph([slug]).edges[slug, B, "DEPENDS_ON"]["edge"] == link
    assert opened.node(hostile) is None
    assert opened.nodes(kind=hostile) == opened.history(hostile) == []
    assert opened.subgraph([hostile], along=[hostile]).number_of_nodes() == 0
    assert list(opened.subgraph([slug], along=[hostile], depth=8)) == [slug]
    assert len(opened.nodes(after=hostile)) <= 3
    with pytest.raises(ValueError, match="direction"):
        opened.subgraph([slug], direction=hostile)
    opened.commit(changes(drop=(hostile, slug, f"{slug} {hostile.replace(' ', '_')} {B}")))
    assert [one.id for one in opened.nodes()] == [B, bystander.id]
    assert audit(opened) == []


# Locks, the gate, retries


def test_two_stores_on_one_database_see_each_others_commits_and_conflicts(address, opened):
    with closing(Neo4jStore(address)) as other:
        other.commit(changes(node("person:b")), expect=0)
        assert opened.node("person:b") == node("person:b")
        opened.commit(changes(drop=("person:b",)), expect=1)
        with pytest.raises(ConflictError):
            other.commit(changes(node("person:c")), expect=1)
        with ThreadPoolExecutor(8) as pool:
            stores = [opened, other] * 8
            numbers = pool.map(lambda n: stores[n].commit(changes(node(f"person:{n}"))).number, range(16))
            assert sorted(numbers) == list(range(3, 19))
    assert audit(opened) == []


def test_a_gate_left_shut_is_opened_by_whoever_reads_next(opened):
    opened.commit(small_map())
    asked(neo4j_cypher.SHUT_GATE)
    assert opened.subgraph(["person:a"]).number_of_nodes() > 1
    assert asked(neo4j_cypher.TURN)[0][0] % 2 == 0


def test_a_server_too_slow_is_said_in_time_and_nothing_is_half_written(opened, monkeypatch):
    monkeypatch.setattr("graphapp.store.neo4j._READ_SECONDS", 0.5)
    monkeypatch.setattr("graphapp.store.neo4j._SHUT_SECONDS", 0.1)
    opened.commit(small_map())
    first, second = (create_app(accountability_map=AccountabilityMap(opened)).test_client() for _ in range(2))
    before = counted(), opened.history()
    with neo4j_server.driver() as found, found.session(database=neo4j_server.database()) as session:
        holding = session.begin_transaction()
        holding.run(neo4j_cypher.LOCK).consume()
        since = monotonic()
        with pytest.raises(StoreError, match=r"took too long to answer: try again later.*Nothing was changed"):
            opened.commit(changes(node("person:b"), drop=("person:a",)))
        assert first.get("/leads").status_code == 200  # who only reads is not held up
        asked(neo4j_cypher.SHUT_GATE)  # as if a commit had begun and never ended
        answer = second.get("/leads")
        assert answer.status_code == 503
        assert "took too long to answer" in answer.text
        assert monotonic() - since < 10
        holding.rollback()
    assert second.get("/leads").status_code == 200
    assert (counted(), opened.history()) == before
    assert opened.commit(changes(node("person:b"))).number == 2


def test_nothing_is_left_of_a_commit_that_breaks_off(opened, monkeypatch):
    opened.commit(small_map())
    before = counted(), opened.history()

    def cut() -> int:
        raise StoreError("cut off")

    monkeypatch.setattr(opened, "_shut_gate", cut)
    with pytest.raises(StoreError, match="cut off"):
        opened.commit(changes(node("person:b"), drop=("person:a",)))
    assert (counted(), opened.history()) == before


COMMIT = b"\x00\x02\xb0\x12\x00\x00"  # as the driver sends it


class Relay:
    """Passes on what goes to the server, and breaks the connection once the server has done the `cut`th commit."""

    def __init__(self, cut: int) -> None:
        server = neo4j_server.ADDRESS[-1].rpartition("/")[2].partition(":")
        self.server = (server[0], int(server[2] or 7687))
        self.cut = cut
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"bolt://127.0.0.1:{self.listener.getsockname()[1]}"
        Thread(target=self.accept, daemon=True).start()

    def accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                server = socket.create_connection(self.server)
                Thread(target=self.pass_on, args=(server, client), daemon=True).start()
                Thread(target=self.listen, args=(client, server), daemon=True).start()

    def listen(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError), client, server:
            while data := client.recv(65536):
                if COMMIT in data:
                    self.cut -= 1
                    if self.cut == 0:
                        client.shutdown(socket.SHUT_RDWR)
                        server.sendall(data)
                        server.settimeout(1)
                        with suppress(OSError):
                            while server.recv(65536):
                                pass
                        return
                server.sendall(data)

    def pass_on(self, server: socket.socket, client: socket.socket) -> None:
        with suppress(OSError):
            while data := server.recv(65536):
                client.sendall(data)


@pytest.mark.parametrize("cut", [1, 2, 3], ids=["shutting the gate", "the commit itself", "opening the gate"])
def test_a_commit_whose_answer_is_lost_is_made_once(address, cut):
    Neo4jStore(address).close()
    relay = Relay(0)
    with closing(relay.listener), closing(Neo4jStore(relay.address)) as store:
        relay.cut = cut
        made = store.commit(small_map(), expect=0)
        assert relay.cut <= 0
        assert made.number == 1
        assert store.history() == [made]
        assert audit(store) == []


# Refusals


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("neo4j://someone:hidden@host:7687", "Keep the password out of the address: use neo4j://host:7687"),
        ("bolt+s://hidden@host", "Keep the password out"),
        ("neo4j://", "names no host"),
        ("neo4j://host:port", "not an address|is not one"),
        ("neo4j://[::1", "is not one"),
        ("neo4j://host/hidden", "NEO4J_DATABASE"),
        ("bolt+x://someone:hidden@host", "no store of this kind"),
    ],
)
def test_an_address_that_is_none_gets_a_sentence_without_what_is_secret(url, said):
    with pytest.raises(StoreError, match=said) as caught:
        open_map(url)
    assert "hidden" not in str(caught.value)


def test_a_server_that_is_not_there_is_said_with_its_address_soon(neo4j_address):
    port = neo4j_server.free_port()

    def told(scheme: str) -> str:
        with pytest.raises(StoreError) as caught:
            open_map(f"{scheme}://127.0.0.1:{port}")
        return str(caught.value)

    schemes = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
    begun = monotonic()
    with ThreadPoolExecutor(len(schemes)) as pool:
        said = list(pool.map(told, schemes))
    assert monotonic() - begun < 20
    assert [sentence.partition(":")[0] for sentence in said] == [f"The map at {scheme}" for scheme in schemes]
    assert all(f"://127.0.0.1:{port} cannot be reached" in sentence for sentence in said)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("NEO4J_PASSWORD", "hidden", "refuses the name or the password"),
        ("NEO4J_PASSWORD", None, "refuses the name or the password"),
        ("NEO4J_DATABASE", "nowhere", "no such database"),
    ],
)
def test_what_the_environment_says_wrongly_is_named(address, monkeypatch, name, value, said):
    monkeypatch.setenv(name, value) if value else monkeypatch.delenv(name)
    with pytest.raises(StoreError, match=said) as caught:
        open_map(address)
    assert name in str(caught.value)
    assert "hidden" not in str(caught.value)


def test_commands_work_on_it_and_fail_in_a_sentence(address):
    def run(*words: str, url: str = address):
        return CliRunner().invoke(cli.main, ["--map", url, *words])

    assert run("load").exit_code == 0
    assert "Nothing" in run("load").output
    assert run("owns", "Victoria Gent", "--json").exit_code == 0
    assert run("verify").exit_code == 0
    failed = run("verify", url=f"neo4j://127.0.0.1:{neo4j_server.free_port()}")
    assert failed.exit_code == 1
    assert "cannot be reached" in failed.output
    assert "Traceback" not in failed.output
