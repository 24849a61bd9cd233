"""What all tests share: the stores under test, and Hypothesis without chance unless asked for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from graphapp.core import AccountabilityMap, open_map
from graphapp.store import neo4j_cypher
from graphapp.store.base import Store
from graphapp.store.embedded import EmbeddedStore
from graphapp.store.neo4j import Neo4jStore
from tests import neo4j_server, served
from tests.neo4j_server import CannotStart, Server

settings.register_profile("ci", derandomize=True, deadline=None)  # the same examples every time
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

# Name of a store -> how to open an empty one, given an empty folder. A second store joins here.
STORES: dict[str, Callable[[Path], Store]] = {
    "embedded": lambda folder: EmbeddedStore(folder / "map.db"),
    "neo4j": lambda folder: Neo4jStore(neo4j_server.emptied(folder)),
}
# The same for tests that open a map by its address.
ADDRESSES: dict[str, Callable[[Path], str]] = {
    "embedded": lambda folder: f"sqlite:///{folder / 'map.db'}",
    "neo4j": neo4j_server.emptied,
}
_KINDS = [pytest.param(name, marks=pytest.mark.neo4j if name == "neo4j" else ()) for name in STORES]
_NO_SERVER = "No Neo4j server: "


@pytest.fixture(scope="session")
def neo4j_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real Neo4j server, whose name and password are in the environment: the one named there, else one started."""
    named = os.environ.get("NEO4J_TEST_URI")
    if named:
        neo4j_server.ADDRESS.append(named)
        yield named
        return
    server = Server(tmp_path_factory.mktemp("neo4j"), password="only-for-tests")
    try:
        server.start()
    except CannotStart as error:
        if os.environ.get("REQUIRE_NEO4J"):
            pytest.fail(str(error))
        pytest.skip(f"{_NO_SERVER}{error}")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in server.environment().items():
            patch.setenv(name, value)
        neo4j_server.ADDRESS.append(server.uri)
        yield server.uri
    server.stop()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests of pages are run on the example in each kind of store, but the slow ones on files alone."""
    names = set(metafunc.fixturenames)
    found = vars(metafunc.module).values()
    pages = any(getattr(one, "__module__", "") == "tests.served" and one not in served.OF_TREES for one in found)
    is_slow = "slow" in {mark.name for mark in metafunc.definition.iter_markers()}
    in_browser = metafunc.module.__name__.startswith("tests.browser")
    if pages and not is_slow and not in_browser and not names & {"neo4j_address", "store_kind"}:
        metafunc.parametrize("example_kind", _KINDS, indirect=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Pages of the example in Neo4j come last, one after the other: the server has room for one map."""
    items.sort(key=lambda item: _params(item).get("example_kind") == "neo4j")


class ByFile(LoadScopeScheduling):
    """Among processes: tests of a file stay together, for their fixtures, and all that ask the one Neo4j server."""

    def _split_scope(self, nodeid: str) -> str:
        return "neo4j" if "neo4j" in nodeid else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByFile:
    """How pytest-xdist shares the tests out."""
    return ByFile(config, log)


def _params(item: pytest.Item) -> dict[str, object]:
    return item.callspec.params if hasattr(item, "callspec") else {}


@pytest.fixture(autouse=True)
def example_kind(request: pytest.FixtureRequest) -> None:
    """The kind of store that `tests.served` keeps the example in."""
    served.KIND[0] = getattr(request, "param", "embedded")
    if served.KIND[0] == "neo4j":
        request.getfixturevalue("neo4j_address")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud how many tests of the second store did not run."""
    skipped = [report for report in terminalreporter.stats.get("skipped", ()) if "neo4j" in report.keywords]
    if why := {report.longrepr[2] for report in skipped if _NO_SERVER in report.longrepr[2]}:
        terminalreporter.section("Neo4j was NOT tested", yellow=True, bold=True)
        terminalreporter.line(f"{len(skipped)} tests did not run. {why.pop().partition(_NO_SERVER)[2]}", yellow=True)


@pytest.fixture(params=_KINDS)
def store_kind(request: pytest.FixtureRequest) -> Iterator[str]:
    """The name of each kind of store, with its server running."""
    if request.param == "neo4j":
        request.getfixturevalue("neo4j_address")
        usual = settings.default
        settings.register_profile("neo4j", usual, max_examples=max(usual.max_examples // 12, 1))
        settings.load_profile("neo4j")  # each step asks a server: the same examples, fewer of them
        yield request.param
        settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
    else:
        yield request.param


@pytest.fixture
def open_store(store_kind: str) -> Callable[[Path], Store]:
    """How to open an empty store of each kind."""
    return STORES[store_kind]


@pytest.fixture
def map_address(store_kind: str, tmp_path: Path) -> str:
    """The address of an empty map in each kind of store."""
    return ADDRESSES[store_kind](tmp_path)


@pytest.fixture
def store(open_store: Callable[[Path], Store], tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind, closed after the test."""
    opened = open_store(tmp_path)
    with neo4j_server.listening() as sent:
        yield opened
    opened.close()
    assert sent <= neo4j_cypher.ALL


@pytest.fixture(scope="session")
def example_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example as a file, loaded once, to be copied."""
    path = tmp_path_factory.mktemp("example") / "map.db"
    with open_map(f"sqlite:///{path}") as found:
        found.load()
    return path


@pytest.fixture
def example(example_file: Path, tmp_path: Path) -> Iterator[AccountabilityMap]:
    """A copy of the example for tests that write."""
    with open_map(f"sqlite:///{shutil.copy(example_file, tmp_path / 'map.db')}") as found:
        yield found
