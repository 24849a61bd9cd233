"""The pages that save, list, compare and remove scenarios, and who may write through them."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html

from graphapp.analysis.scenario import scenario_named
from graphapp.analysis.scenario_compared import compared
from graphapp.cli_store import saving_at
from graphapp.core import AccountabilityMap
from graphapp.model import Changeset, Node, Revision
from graphapp.web import create_app
from tests.served import ids, words
from tests.soup import all_rows

GENT = "/what-if/leaves/person:victoria-gent"
JUNE = "/what-if/moves/2019-01/1.2.1?to=June+2019"
ANSWERS = (
    GENT,
    JUNE,
    "/what-if/slips/strategy:neglect-strategy?months=3",
    "/what-if/stands-down/organization:corporate-parenting-board",
    "/what-if/dropped/2019-01/1.2.1",
    "/what-if/merges/post:head-inclusion?into=Head+of+Learning",
)
OWN = {"Origin": "http://localhost"}


@pytest.fixture
def client(example: AccountabilityMap) -> FlaskClient:
    return create_app(accountability_map=example, TESTING=True).test_client()


def tree(client: FlaskClient, address: str, status: int = 200) -> Any:
    answer = client.get(address)
    assert answer.status_code == status, f"{address}: {answer.status}"
    return html.fromstring(answer.text)


def keep(client: FlaskClient, name: str, address: str, **more: Any) -> Any:
    headers = more.pop("headers", OWN)
    return client.post("/scenarios", data={"name": name, "address": address} | more, headers=headers)


@pytest.mark.parametrize("address", ANSWERS)
def test_every_answer_can_be_saved_by_its_own_form_and_opened_again(client: FlaskClient, address: str) -> None:
    page = tree(client, address)
    (form,) = page.xpath("//main//form[@action='/scenarios']")
    assert form.method == "POST"
    sent = keep(client, "Mine", form.fields["address"], author="Ann")
    assert (sent.status_code, sent.headers["Location"]) == (303, "/scenarios?saved=scenario%3Amine")
    listed = tree(client, sent.headers["Location"])
    assert "“Mine” is saved." in words(listed)
    assert ids(listed) == ["scenario:mine"]
    (link,) = listed.xpath("//tbody/tr/th//a")
    assert link.text == "Mine"
    again = tree(client, link.get("href"))
    assert words(again.xpath("//h1")[0]) == words(page.xpath("//h1")[0])
    assert all_rows(link.get("href"), client) == all_rows(address, client)


def test_no_form_stands_where_there_is_no_answer_to_save(client: FlaskClient) -> None:
    for address in ("/what-if", "/what-if/moves/2019-01/1.2.1", "/what-if/moves/2019-01/1.2.1?to=soon", "/actions"):
        assert tree(client, address).xpath("//form[@action='/scenarios']") == []


def test_the_list_is_the_same_as_csv_and_says_who_saved_what(client: FlaskClient) -> None:
    assert "No scenario is saved yet" in words(tree(client, "/scenarios"))
    keep(client, "Gent", GENT)
    keep(client, "June", JUNE, author="Ann")
    text = client.get("/scenarios.csv").text
    assert [line.split(",")[0] for line in text.splitlines()] == ["id", "scenario:gent", "scenario:june"]
    assert "someone using the pages" in text.splitlines()[1]
    assert "Ann" in text.splitlines()[2]
    assert "/scenarios" in [link.get("href") for link in tree(client, "/what-if").xpath("//main//a")]


def test_a_name_that_is_taken_comes_back_with_the_form_and_is_replaced_when_asked(client: FlaskClient) -> None:
    keep(client, "June", JUNE)
    sent = keep(client, "June", GENT, author="Ann")
    assert sent.status_code == 400
    page = html.fromstring(sent.text)
    assert "There is a scenario called June already" in words(page.xpath("//main//div[@role='alert']")[0])
    (form,) = page.xpath("//main//form[@action='/scenarios']")
    assert (form.fields["name"], form.fields["address"], form.fields["author"]) == ("June", GENT, "Ann")
    assert keep(client, "June", GENT, replace="yes").status_code == 303
    assert "Victoria Gent leaves" in words(tree(client, "/scenarios"))


@pytest.mark.parametrize("name", ["", "  ", "x" * 81])
def test_a_name_that_is_none_is_refused_in_a_sentence(client: FlaskClient, name: str) -> None:
    sent = keep(client, name, GENT)
    assert sent.status_code == 400
    assert "The name" in words(html.fromstring(sent.text).xpath("//main//div[@role='alert']")[0])
    assert ids(tree(client, "/scenarios")) == []


def test_two_scenarios_are_compared_as_the_analysis_says(client: FlaskClient, example: AccountabilityMap) -> None:
    keep(client, "Gent", GENT)
    address = "/scenarios/compare?one=scenario:gent&other=/what-if/moves/2019-01/1.2.1?to%3DJune%2B2019"
    graph = example.graph()
    found = compared(graph, scenario_named(graph, "Gent"), scenario_named(graph, JUNE), example.as_at())
    wanted = [row["key"] for row in found["summary"]]
    wanted += [row["id"] for side in ("only_one", "only_other", "both_differently") for row in found[side]]
    page = tree(client, address)
    assert ids(page) == wanted
    assert "Gent beside Action 1.2.1 moves to June 2019" in words(page.xpath("//h1")[0])
    csv = client.get(address.replace("/compare?", "/compare.csv?")).text.splitlines()
    assert [line.split(",")[0] for line in csv[1:]] == wanted
    assert client.get(f"/api{address.replace('s/compare', '-compare')}").json == found


def test_two_scenarios_of_one_name_keep_columns_of_their_own(client: FlaskClient) -> None:
    head = client.get(f"/scenarios/compare.csv?one={GENT}&other={GENT}").text.splitlines()[0]
    assert "First: Victoria Gent leaves" in head
    assert "Second: Victoria Gent leaves" in head


def test_a_comparison_of_what_is_not_there_gets_a_sentence_and_the_form(client: FlaskClient) -> None:
    page = tree(client, f"/scenarios/compare?one={GENT}&other=Nobody")
    assert "no scenario called 'Nobody'" in words(page.xpath("//main//div[@role='alert']")[0])
    assert page.xpath("//main//form[@action='/scenarios/compare']")
    assert "Choose two scenarios." in words(tree(client, "/scenarios/compare"))
    assert client.get(f"/api/scenario-compare?one={GENT}&other=Nobody").status_code == 404


def test_what_is_removed_is_gone_from_the_list_and_not_from_the_journal(client: FlaskClient) -> None:
    keep(client, "June", JUNE)
    (form,) = tree(client, "/scenarios").xpath("//tbody//form")
    sent = client.post(form.action, headers=OWN)
    assert sent.status_code == 303
    assert "The scenario is removed." in words(tree(client, sent.headers["Location"]))
    assert client.post(form.action, headers=OWN).status_code == 404
    assert "Removed the scenario June" in words(tree(client, "/history"))
    assert "June" in words(tree(client, "/history/3"))


def test_pages_kept_by_a_browser_are_new_after_saving(client: FlaskClient) -> None:
    marks = {address: client.get(address).headers["ETag"] for address in ("/scenarios", GENT, "/api/scenarios")}
    again = {"If-None-Match": marks["/scenarios"]}
    assert client.get("/scenarios", headers=again).status_code == 304
    keep(client, "Gent", GENT)
    for address, mark in marks.items():
        assert client.get(address, headers={"If-None-Match": mark}).status_code == 200
    assert [one["name"] for one in client.get("/api/scenarios").json["scenarios"]] == ["Gent"]
    assert tree(client, JUNE).xpath("//select[@name='other']/option[@value='scenario:gent']")


FOREIGN = [
    {},
    {"Origin": "https://elsewhere.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost:81"},
    {"Sec-Fetch-Site": "cross-site", **OWN},
    {"Sec-Fetch-Site": "same-site", **OWN},
    {"Referer": "http://localhost/scenarios"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_nothing_is_written_for_a_page_of_another_site(client: FlaskClient, headers: dict[str, str]) -> None:
    keep(client, "Gent", GENT)
    sent = keep(client, "June", JUNE, headers=headers)
    assert sent.status_code == 403
    assert "did not come from a page of this map" in words(html.fromstring(sent.text))
    assert client.post("/scenarios/scenario:gent/remove", headers=headers).status_code == 403
    assert ids(tree(client, "/scenarios")) == ["scenario:gent"]


@pytest.mark.parametrize("headers", [OWN, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}])
def test_a_page_of_this_app_may_write(client: FlaskClient, headers: dict[str, str]) -> None:
    assert keep(client, "June", JUNE, headers=headers).status_code == 303


def test_an_app_that_only_shows_offers_no_form_and_takes_none(example: AccountabilityMap) -> None:
    saving = create_app(accountability_map=example, TESTING=True).test_client()
    keep(saving, "June", JUNE)
    showing = create_app(accountability_map=example, allow_saving=False, TESTING=True).test_client()
    for address in ("/scenarios", GENT):
        assert tree(showing, address).xpath("//form[@method='post']") == []
        assert saving.get(address).headers["ETag"] != showing.get(address).headers["ETag"]
    assert tree(showing, GENT).xpath("//form[@action='/scenarios/compare']")
    sent = keep(showing, "Gent", GENT)
    assert sent.status_code == 403
    assert "--allow-saving" in words(html.fromstring(sent.text))
    assert ids(tree(showing, "/scenarios")) == ["scenario:june"]


def test_an_app_for_one_machine_saves_under_its_own_names_only(example: AccountabilityMap) -> None:
    app = create_app(accountability_map=example, TESTING=True, SAVING_HOSTS=("localhost", "127.0.0.1", "::1"))
    client = app.test_client()
    rebound = {"Host": "evil.example", "Origin": "http://evil.example"}
    assert keep(client, "June", JUNE, headers=rebound).status_code == 403
    assert keep(client, "June", JUNE, headers={"Host": "[::1]:8001", "Origin": "http://[::1]:8001"}).status_code == 303


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.9", "::1", "localhost"])
def test_a_loopback_address_may_save_for_its_own_names(host: str) -> None:
    found = saving_at(host, is_asked=False)
    assert found["allow_saving"]
    assert host in found["SAVING_HOSTS"]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "map.example", "localhost.example", ""])
def test_any_other_address_only_shows_unless_it_is_told_to_save(host: str) -> None:
    assert not saving_at(host, is_asked=False)["allow_saving"]
    assert saving_at(host, is_asked=True) == {"allow_saving": True}


def test_the_served_app_saves_from_this_machine(example_file: Path, tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    where = ["--map", f"sqlite:///{shutil.copy(example_file, tmp_path / 'map.db')}"]
    started = subprocess.Popen(
        [sys.executable, "-m", "graphapp", *where, "serve", "--port", str(port)], stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port)
        assert _saved(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port}") == 200
        assert _saved(f"http://127.0.0.1:{port}", "http://elsewhere.example") == 403
    finally:
        started.terminate()
        started.wait(10)


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)


def _saved(address: str, origin: str) -> int:
    body = urllib.parse.urlencode({"name": "Gent", "address": GENT}).encode()
    try:
        with urllib.request.urlopen(urllib.request.Request(f"{address}/scenarios", body, {"Origin": origin})) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


class _Busy(AccountabilityMap):
    """A map that somebody else changes just before each commit."""

    def commit(self, changeset: Changeset, expect: int | None = None) -> Revision:
        cited = self.store.nodes("person")[0].citations
        label = f"Person {self.revision().number}"
        self.store.commit(Changeset("Ben", "Quicker", nodes=(Node("person:quick", label, cited),)))
        return super().commit(changeset, expect)


def test_a_map_that_others_keep_changing_is_told_as_a_conflict(example: AccountabilityMap) -> None:
    client = create_app(accountability_map=_Busy(example.store), TESTING=True).test_client()
    sent = keep(client, "June", JUNE)
    assert sent.status_code == 409
    assert "someone changed it meanwhile" in words(html.fromstring(sent.text))


def test_a_scenario_on_the_map_and_in_the_journal_is_a_page_like_any_other(client: FlaskClient) -> None:
    keep(client, "June", JUNE)
    assert client.get("/map?focus=scenario:june").status_code == 200
    assert "/scenarios" in [link.get("href") for link in tree(client, "/history/2").xpath("//tbody//a")]
