"""The pages that take a paper, show what it would change, publish it and undo it, and who may use them."""

from __future__ import annotations

import io
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from graphapp.core import AccountabilityMap, open_map
from graphapp.model import Changeset
from graphapp.store.journal import audit, content
from graphapp.web import create_app
from tests.builders import changes, node
from tests.papers.plans_word import northshire
from tests.served import words

OWN = {"Origin": "http://localhost"}
FIRST = """Ref,Action,Lead,By when
1,Agree the offer to carers,"Alda Verity Stroud, Head of Fostering",March 2023
"""


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return northshire(tmp_path_factory.mktemp("paper"))[0].read_bytes()


@pytest.fixture
def found(tmp_path: Path) -> Iterator[AccountabilityMap]:
    """A map that holds one small plan."""
    paper = tmp_path / "first.csv"
    paper.write_text(FIRST, "utf-8")
    with open_map(f"sqlite:///{tmp_path / 'map.db'}") as opened:
        opened.load([paper])
        yield opened


def served(found: AccountabilityMap, **config: Any) -> FlaskClient:
    return create_app(accountability_map=found, TESTING=True, **({"allow_import": True} | config)).test_client()


@pytest.fixture
def client(found: AccountabilityMap) -> FlaskClient:
    return served(found)


def upload(client: FlaskClient, data: bytes, name: str = "northshire.docx", **headers: str) -> TestResponse:
    return client.post("/import", data={"paper": (io.BytesIO(data), name)}, headers=headers or OWN)


def tree(client: FlaskClient, address: str, status: int = 200) -> Any:
    answer = client.get(address)
    assert answer.status_code == status, f"{address}: {answer.status}"
    return html.fromstring(answer.text)


class Sheet:
    """A review page's form as a browser would fill and send it."""

    def __init__(self, client: FlaskClient, address: str) -> None:
        self.client, self.address = client, address
        self.page = tree(client, address)
        (self.form,) = self.page.xpath("//main//form")
        self.data = dict(self.form.form_values())

    def number(self, node_id: str) -> str:
        (box,) = self.page.xpath(f"//fieldset[@data-id='{node_id}']//input[starts-with(@name, 'key-')]/@name")
        return str(box).removeprefix("key-")

    def send(self, to: str = "", **more: str) -> TestResponse:
        return self.client.post(f"{self.address}{to}", data=self.data | more, headers=OWN)

    def again(self) -> Sheet:
        return Sheet(self.client, self.address)


def test_a_paper_is_uploaded_corrected_published_seen_on_the_pages_and_undone(
    client: FlaskClient, found: AccountabilityMap, word: bytes
) -> None:
    before = content(found.store)
    sheet = Sheet(client, upload(client, word).headers["Location"])
    assert found.revision().number == 1
    (box,) = sheet.page.xpath("//fieldset[@data-id='action:2024-03/A1.2']")
    assert "A1.2 | Publish a quarterly workforce report" in words(box)
    assert "high confidence Read from the cells of a table" in words(box)
    n = sheet.number("action:2024-03/A1.2")
    sheet.data |= {f"do-{n}": "correct", f"fix-{n}-lead": "Person B, Head of Fostering", f"why-{n}": "wrong line"}
    (asked,) = sheet.page.xpath("//fieldset[contains(legend, 'Alda Verity Stroud')]//input[@value='yes']/@name")
    sheet.data[asked] = "yes"
    assert sheet.send(reject="strategies").status_code == 303
    sheet = sheet.again()
    assert "Person B (Head of Fostering)" in words(sheet.page.xpath("//fieldset[@data-id='action:2024-03/A1.2']")[0])
    sent = sheet.send("/publish", author="Ann Example")
    assert sent.headers["Location"] == "/history/2?published=1"
    told = words(tree(client, sent.headers["Location"]).xpath("//main")[0])
    assert "Ann Example" in told
    assert "corrected A1.2 (wrong line)" in told
    lead = words(tree(client, "/actions/2024-03/A1.2").xpath("//main")[0])
    assert "Person B" in lead
    assert "Tobias Quill" not in lead
    assert "A1.1" in words(tree(client, "/leads/person:alda-verity-stroud?edition=2024-03").xpath("//main")[0])
    assert client.get("/strategies/strategy:assessment-template").status_code == 404
    (form,) = tree(client, "/history/2").xpath("//form[contains(@action, '/undo')]")
    undone = client.post(form.get("action"), headers=OWN)
    assert undone.headers["Location"] == "/history/3?undone=1"
    assert content(found.store) == before
    assert audit(found.store) == []


def test_an_upload_in_progress_survives_a_restart_with_its_decisions(
    found: AccountabilityMap, word: bytes, tmp_path: Path
) -> None:
    sheet = Sheet(served(found), upload(served(found), word).headers["Location"])
    n = sheet.number("action:2024-03/A1.1")
    sheet.send(**{f"do-{n}": "reject"})
    with open_map(f"sqlite:///{tmp_path / 'map.db'}") as later:
        client = served(later)
        assert "Northshire" in words(tree(client, "/import").xpath("//table")[0])
        assert Sheet(client, sheet.address).data[f"do-{n}"] == "reject"


def test_without_the_flag_nothing_is_taken_shown_or_undone(found: AccountabilityMap, word: bytes) -> None:
    client = create_app(accountability_map=found, TESTING=True).test_client()
    sent = [client.get("/import"), upload(client, word), client.get(f"/import/{'0' * 16}")]
    sent += [client.post(f"/import/{'0' * 16}/publish", headers=OWN), client.post("/history/1/undo", headers=OWN)]
    assert {answer.status_code for answer in sent} == {403}
    assert all("--allow-import" in answer.text for answer in sent)
    assert ">Import</a>" not in client.get("/").text
    assert "Undo revision" not in client.get("/history/1").text
    assert found.revision().number == 1
    assert not [path for path in found.store.path.parent.iterdir() if "reviews" in path.name]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}, {"X-Nothing": "said"}],
)
def test_another_site_can_neither_upload_nor_publish_nor_undo(
    client: FlaskClient, found: AccountabilityMap, word: bytes, headers: dict[str, str]
) -> None:
    address = upload(client, word).headers["Location"]
    places = (address, f"{address}/publish", f"{address}/discard", "/history/1/undo")
    sent = [upload(client, word, **headers), *(client.post(place, headers=headers) for place in places)]
    assert {answer.status_code for answer in sent} == {403}
    assert found.revision().number == 1
    assert len(tree(client, "/import").xpath("//tbody/tr")) == 1


def test_an_app_for_this_machine_takes_papers_under_no_other_name(found: AccountabilityMap, word: bytes) -> None:
    client = served(found, IMPORT_HOSTS=("127.0.0.1",))
    assert upload(client, word).status_code == 403
    assert client.get("/import").status_code == 403


def test_the_second_of_two_reviewers_is_told_that_the_map_moved_on_and_keeps_the_decisions(
    client: FlaskClient, found: AccountabilityMap, word: bytes
) -> None:
    one = Sheet(client, upload(client, word).headers["Location"])
    other = Sheet(client, upload(client, FIRST.replace("March", "May").encode(), "second.csv").headers["Location"])
    n = other.number("action:undated-second/1")
    assert one.send("/publish", author="Ann").status_code == 303
    other.data[f"do-{n}"] = "reject"
    sent = other.send("/publish")
    assert sent.status_code == 409
    told = words(html.fromstring(sent.text).xpath("//main//div[@role='alert']")[0])
    assert "revision 2 by Ann" in told
    assert found.revision().number == 2
    other = other.again()
    assert other.data[f"do-{n}"] == "reject"
    assert other.send("/publish").headers["Location"] == "/history/3?published=1"


def test_two_who_save_in_one_review_keep_both_their_decisions(client: FlaskClient, word: bytes) -> None:
    one = Sheet(client, upload(client, word).headers["Location"])
    other = one.again()
    first, second = one.number("action:2024-03/A1.1"), one.number("action:2024-03/A1.2")
    one.send(**{f"do-{first}": "reject"})
    other.send(**{f"do-{second}": "reject"})
    now = one.again()
    assert (now.data[f"do-{first}"], now.data[f"do-{second}"]) == ("reject", "reject")
    stale = other.send("/publish")
    assert stale.status_code == 409
    assert "Somebody else saved decisions" in stale.text


def test_a_whole_group_is_rejected_and_accepted_by_one_button(client: FlaskClient, word: bytes) -> None:
    sheet = Sheet(client, upload(client, word).headers["Location"])
    assert sheet.send(reject="people-and-posts").status_code == 303
    sheet = sheet.again()
    assert "16 rejected" in words(sheet.page.xpath("//details[@id='people-and-posts']/summary")[0])
    sheet.send(accept="people-and-posts")
    assert "rejected" not in words(sheet.again().page.xpath("//details[@id='people-and-posts']/summary")[0])


def test_a_long_group_is_shown_in_light_parts_and_going_on_keeps_what_was_chosen(client: FlaskClient) -> None:
    rows = "".join(f'{n},Write report {n},"Person B, Head of Fostering",May 2023\n' for n in range(1, 251))
    address = upload(client, f"Ref,Action,Lead,By when\n{rows}".encode(), "long.csv").headers["Location"]
    (nav,) = tree(client, address).xpath("//nav[@aria-label='Parts of Actions']")
    parts = int(nav.xpath(".//button/@value")[-1].removeprefix("actions."))
    shown: list[str] = []
    for part in range(1, parts + 1):
        where = f"{address}?group=actions&part={part}"
        found = tree(client, where)
        shown += found.xpath("//details[@id='actions']//fieldset/@data-id")
        styles = len(client.get(found.xpath("//link[@rel='stylesheet']/@href")[0], buffered=True).data)
        assert len(client.get(where).data) + styles < 150_000
    assert len(shown) == len(set(shown)) == 250
    third = Sheet(client, f"{address}?group=actions&part=3")
    n = third.number(third.page.xpath("//details[@id='actions']//fieldset/@data-id")[0])
    third.address = address
    assert "group=actions&part=3" in third.send(**{f"do-{n}": "reject"}).headers["Location"]
    assert "group=actions&part=1&" in third.send(**{f"do-{n}": "reject", "go": "actions.1"}).headers["Location"]
    assert "group" not in third.send(go=".").headers["Location"]
    assert Sheet(client, f"{address}?group=actions&part=3").data[f"do-{n}"] == "reject"


def test_a_correction_that_is_none_comes_back_in_a_sentence(client: FlaskClient, word: bytes) -> None:
    sheet = Sheet(client, upload(client, word).headers["Location"])
    n = sheet.number("action:2024-03/A1.1")
    (month,) = sheet.page.xpath("//label[contains(., 'Of which month')]/@for")
    sent = sheet.send(**{f"fix-{n}-text": "", month: "soonish"})
    assert sent.status_code == 400
    told = words(html.fromstring(sent.text).xpath("//main//div[@role='alert']")[0])
    assert "write at least one word" in told
    assert "'soonish' is not a date" in told


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("plan.docx", b"not a Word document", "plan.docx: "),
        ("plan.exe", b"MZ", ".exe is not read"),
        ("", b"", "Choose a file first."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence_and_leaves_nothing(
    client: FlaskClient, found: AccountabilityMap, name: str, data: bytes, sentence: str
) -> None:
    sent = upload(client, data, name)
    assert sent.status_code == 400
    assert sentence in words(html.fromstring(sent.text).xpath("//main//div[@role='alert']")[0])
    assert tree(client, "/import").xpath("//tbody/tr") == []
    folder = found.store.path.parent / "map.db.reviews"  # type: ignore[attr-defined]
    assert not folder.exists() or list(folder.iterdir()) == []


def test_a_file_that_is_too_large_is_refused_by_a_page_of_its_own(client: FlaskClient) -> None:
    head = b'--b\r\nContent-Disposition: form-data; name="paper"; filename="a.docx"\r\n\r\n'
    body = head + b"x" * 25_000_000 + b"\r\n--b--\r\n"
    sent = client.post("/import", data=body, content_type="multipart/form-data; boundary=b", headers=OWN)
    assert sent.status_code == 413
    assert "A paper may have 20 MB at the most" in words(html.fromstring(sent.text).xpath("//main")[0])


def test_a_discarded_review_is_gone_and_the_map_as_it_was(
    client: FlaskClient, found: AccountabilityMap, word: bytes
) -> None:
    address = upload(client, word).headers["Location"]
    assert client.post(f"{address}/discard", headers=OWN).headers["Location"] == "/import?discarded=1"
    assert "published or discarded" in words(tree(client, address, 404).xpath("//main")[0])
    assert client.post(f"{address}/discard", headers=OWN).status_code == 404
    assert found.revision().number == 1


def test_a_revision_that_is_not_the_newest_is_not_undone(client: FlaskClient, found: AccountabilityMap) -> None:
    found.commit(changes(node("person:a")))
    assert "Undo revision" not in client.get("/history/1").text
    assert client.post("/history/1/undo", headers=OWN).status_code == 409
    assert found.revision().number == 2


def test_what_a_browser_kept_of_a_review_is_never_shown_again(client: FlaskClient, word: bytes) -> None:
    address = upload(client, word).headers["Location"]
    first = client.get(address)
    assert first.headers["Cache-Control"] == "no-store"
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_every_field_of_the_form_has_a_name_for_those_who_do_not_see_it(client: FlaskClient, word: bytes) -> None:
    page = tree(client, upload(client, word).headers["Location"])
    labelled = set(page.xpath("//label/@for"))
    fields = page.xpath("//main//input[not(@type='hidden')] | //main//textarea | //main//select")
    assert len(fields) > 100
    assert [
        one.get("name") for one in fields if one.get("id") not in labelled and not one.xpath("ancestor::label")
    ] == []
    assert [one for one in page.xpath("//main//fieldset") if not words(one.xpath("legend")[0])] == []
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_a_served_app_takes_papers_only_with_the_flag(tmp_path: Path) -> None:
    with open_map(f"sqlite:///{tmp_path / 'map.db'}") as made:
        made.commit(Changeset("test", "one", nodes=(node("person:a"),)))
    for flags, status in (([], 403), (["--allow-import"], 200)):
        assert _status(tmp_path / "map.db", flags) == status


def _status(path: Path, flags: list[str]) -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "graphapp", "serve", "--port", str(port), "--map", f"sqlite:///{path}", *flags]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            return _asked(f"http://127.0.0.1:{port}/import")
        finally:
            server.terminate()


def _asked(address: str) -> int:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{address} does not answer")
