"""A Neo4j server that is new, full, killed, stopped and started again: sentences, whole commits, pages that return."""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterator
from threading import Thread

import pytest

from graphapp.core import AccountabilityMap, open_map
from graphapp.errors import StoreError
from graphapp.store.journal import audit
from graphapp.web import create_app
from tests.builders import changes, node, small_map
from tests.neo4j_server import Server

pytestmark = [pytest.mark.neo4j, pytest.mark.slow]


@pytest.fixture(scope="module")
def server(neo4j_address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A new server of our own, where the first password still stands."""
    found = Server(tmp_path_factory.mktemp("restarted"))
    found.start()
    yield found
    found.stop()


@pytest.fixture
def its_password(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_DATABASE", raising=False)
    for name, value in server.environment().items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def opened(server: Server, its_password: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[AccountabilityMap]:
    server.change_password("only-for-tests")
    monkeypatch.setenv("NEO4J_PASSWORD", "only-for-tests")
    with open_map(server.uri) as found:
        yield found


def test_a_server_with_its_first_password_explains_how_to_change_it(server, its_password):
    with pytest.raises(StoreError, match="ALTER CURRENT USER SET PASSWORD") as caught:
        open_map(server.uri)
    assert server.uri in str(caught.value)


def test_pages_say_that_the_server_is_down_and_come_back_by_themselves(server, opened):
    opened.commit(small_map())
    before = opened.history()
    client = create_app(accountability_map=opened, TESTING=True).test_client()
    assert client.get("/").status_code == 200
    server.stop()
    for address in ("/actions", "/api/actions"):
        answer = client.get(address)
        assert answer.status_code == 503
        assert f"The map at {server.uri} cannot be reached" in answer.text.replace("&#39;", "'")
    with pytest.raises(StoreError, match="Nothing was changed"):
        opened.commit(changes(node("person:lost")))
    server.start()
    assert client.get("/").status_code == 200
    assert opened.history() == before
    assert audit(opened.store) == []


def test_a_server_killed_amid_commits_keeps_all_that_it_confirmed_and_halves_nothing(server, opened):
    done: list[int] = []

    def write() -> None:
        for number in range(10_000):
            many = (node(f"person:{number}-{one}") for one in range(20))
            try:
                done.append(opened.commit(changes(*many)).number)
            except StoreError:
                return

    writer = Thread(target=write)
    first = opened.revision().number
    writer.start()
    while len(done) < 10:
        writer.join(0.01)
    server.kill()
    writer.join()
    server.start()
    assert opened.revision().number - done[-1] in (0, 1)  # the last may have arrived without an answer
    assert done == list(range(first + 1, first + 1 + len(done)))
    assert audit(opened.store) == []
    assert opened.commit(changes(node("person:after"))).number == opened.revision().number


@pytest.mark.skipif(sys.platform != "linux", reason="a limit on a running process is Linux's")
def test_a_server_without_room_says_so_and_holds_the_map_as_it_was_once_there_is_room(server, opened):
    opened.commit(changes(node("person:before")))
    process = server.process
    assert process is not None
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (64 * 1024, resource.RLIM_INFINITY))

    def fill() -> None:
        for number in range(200):
            opened.commit(changes(node(f"person:filler-{number}", words="x" * 20_000)))

    with pytest.raises(StoreError) as caught:
        fill()
    assert server.uri in str(caught.value)
    assert "disk is full or failing" in str(caught.value)
    server.kill()
    server.start()
    assert audit(opened.store) == []
    assert opened.store.node("person:before") is not None
    opened.commit(changes(node("person:again")))
