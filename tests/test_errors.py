"""Errors in the web: a page or JSON with one sentence, the right status, and never a traceback."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graphapp.core import open_map
from graphapp.errors import AmbiguousSubject, ConflictError, GraphappError, StoreError, UnknownSubject
from graphapp.web import create_app
from tests.builders import small_map
from tests.served import example_map
from tests.soup import links, page

FAULTS = {
    "unknown": UnknownSubject("There is no such thing.", (("person:victoria-gent", "Victoria Gent"),)),
    "ambiguous": AmbiguousSubject(
        "It may be several.", (("person:jane-booth", "Jane Booth"), ("person:jane-hylton", "Jane Hylton"))
    ),
    "conflict": ConflictError(1, 2),
    "store": StoreError("The map in map.db is damaged: restore a backup."),
    "other": GraphappError("Both ends are the same."),
    "ours": ZeroDivisionError("secret detail"),
}
STATUS = {"unknown": 404, "ambiguous": 404, "conflict": 409, "store": 503, "other": 400, "ours": 500}


def faulty() -> Flask:
    """The app with an address, as page and under /api, that fails in each way."""
    app = create_app(accountability_map=example_map())

    def fail(name: str) -> str:
        raise FAULTS[name]

    app.add_url_rule("/fail/<name>", "fail", fail)
    app.add_url_rule("/api/fail/<name>", "fail_api", fail)
    return app


@pytest.fixture(scope="module")
def reader() -> FlaskClient:
    return faulty().test_client()


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_has_its_status_as_page_and_as_json(name: str, reader: FlaskClient) -> None:
    soup = page(f"/fail/{name}", reader, status=STATUS[name])
    assert soup.select_one("main h1") is not None
    error = reader.get(f"/api/fail/{name}").get_json()["error"]
    assert set(error) == {"status", "message", "candidates"}
    assert error["status"] == STATUS[name]
    if name != "ours":
        assert error["message"] == str(FAULTS[name])
        assert str(FAULTS[name]) in soup.get_text()


def test_a_fault_of_ours_shows_a_reference_that_the_log_has_too(
    reader: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        text = page("/fail/ours", reader, status=500).get_text()
    reference = re.search(r"reference ([0-9a-f]{8})", text)
    assert reference is not None
    assert reference[1] in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert "secret detail" not in text
    assert "Traceback" not in text


def test_an_unknown_address_offers_a_search_and_what_may_be_meant(reader: FlaskClient) -> None:
    soup = page("/leads/person:victoria-gant", reader, status=404)
    assert soup.select_one("main form[action='/search'] input[name=q]") is not None
    assert "/leads/person:victoria-gent" in links(soup.select_one("main"))
    soup = page("/no/such/page", reader, status=404)
    assert "nothing at this address" in soup.get_text()


def test_words_with_several_meanings_list_them(reader: FlaskClient) -> None:
    soup = page("/fail/ambiguous", reader, status=404)
    assert "Which one is meant?" in soup.get_text()
    assert {"/leads/person:jane-booth", "/leads/person:jane-hylton"} <= set(links(soup.select_one("main")))


def test_an_error_page_keeps_the_frame_and_the_day(reader: FlaskClient) -> None:
    soup = page("/no/such/page?on=2019-02-01", reader, status=404)
    assert "As at 1 February 2019" in re.sub(r"\s+", " ", soup.get_text(" "))
    assert soup.select_one("nav[aria-label=Main]") is not None


def test_an_edition_in_the_address_that_there_is_not_gets_a_page_too(reader: FlaskClient) -> None:
    text = page("/actions/1999-01/1.1.1", reader, status=404).get_text()
    assert "There is no edition 1999-01" in text


def test_nothing_can_be_sent_to_a_page(reader: FlaskClient) -> None:
    answer = reader.post("/gaps", data={"a": "b"})
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert "only read from it" in answer.get_data(as_text=True)


def test_error_pages_have_the_strict_headers_and_are_not_kept(reader: FlaskClient) -> None:
    for address in ("/no/such/page", "/fail/ours", "/fail/store", "/api/nothing"):
        answer = reader.get(address)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"], address
        assert "ETag" not in answer.headers, address


def test_words_in_an_address_are_never_markup(reader: FlaskClient) -> None:
    assert "<script" not in reader.get("/leads/<script>alert(1)</script>").get_data(as_text=True)


def test_a_map_that_cannot_be_read_is_said_on_every_page(tmp_path: Path) -> None:
    found = open_map(f"sqlite:///{tmp_path / 'map.db'}")
    found.commit(small_map())
    reader = create_app(accountability_map=found).test_client()
    assert reader.get("/gaps").status_code == 200
    found.close()
    for address in ("/", "/gaps", "/documents", "/no/such/page"):
        answer = reader.get(address)
        assert answer.status_code in (404, 503), address
        assert "Traceback" not in answer.get_data(as_text=True)
    assert "is closed: open it again" in page("/gaps", reader, status=503).get_text()
    assert reader.get("/api/gaps").get_json()["error"]["status"] == 503
