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


@cache
def example_map() -> AccountabilityMap:
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    found = open_map(f"sqlite:///{Path(folder.name) / 'map.db'}")
    atexit.register(found.close)
    found.load()
    return found


@cache
def client() -> FlaskClient:
    return create_app(accountability_map=example_map(), TESTING=True).test_client()


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
