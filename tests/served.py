"""The app on the Lancashire example, loaded once for all tests that look at pages."""

from __future__ import annotations

import atexit
import csv
import io
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from graphapp.core import AccountabilityMap, open_map
from graphapp.web import create_app
from tests import neo4j_server

KIND = ["embedded"]  # the kind of store the example is asked for in, which `conftest` sets for each test


def example_map() -> AccountabilityMap:
    """The example in the kind of store whose turn it is."""
    return _example(KIND[0])[1]


def example_address() -> str:
    """The address of that map."""
    return _example(KIND[0])[0]


@cache
def _example(kind: str) -> tuple[str, AccountabilityMap]:
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    address = neo4j_server.emptied() if kind == "neo4j" else f"sqlite:///{Path(folder.name) / 'map.db'}"
    found = open_map(address)
    atexit.register(found.close)
    found.load()
    return address, found


def client() -> FlaskClient:
    """A reader of the example's pages."""
    return _client(KIND[0])


@cache
def _client(kind: str) -> FlaskClient:
    return create_app(accountability_map=_example(kind)[1], TESTING=True).test_client()


def get(address: str, **given: Any) -> TestResponse:
    """The answer at an address, read whole, so that no file stays open."""
    return client().get(address, buffered=True, **given)


def page(address: str, status: int = 200) -> Any:
    """The page at an address as a tree."""
    answer = get(address)
    assert answer.status_code == status, f"{address}: {answer.status}"
    return html.fromstring(answer.get_data(as_text=True))


def words(tree: Any) -> str:
    """What a reader reads on a page or a part of it."""
    return " ".join(" ".join(tree.itertext()).split())


def main(address: str) -> str:
    """What stands in the middle of a page."""
    return words(page(address).xpath("//main")[0])


def rows(address: str) -> list[dict[str, str]]:
    """The rows of a page's CSV."""
    answer = get(address)
    assert answer.status_code == 200, f"{address}: {answer.status}"
    assert answer.content_type == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))


def ids(tree: Any) -> list[str]:
    """The node ids of a page's table rows, in order."""
    return [row.get("data-id") for row in tree.xpath("//table/tbody/tr")]


OF_TREES = (words, ids)  # what needs no example
