"""The explorer: what it shows, how it is laid out, and that nothing in its data can run, there or in the share file."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from graphapp.core import open_map
from graphapp.exports.share import to_html
from graphapp.model import Changeset
from graphapp.pictures.explorer import CAP, SHAPES, explorer, vis_network
from graphapp.pictures.explorer_nodes import EVERY, KINDS, MORE_KINDS, MORE_RELATIONS, RELATIONS, Wanted
from graphapp.web import create_app
from tests import served, soup
from tests.graphs import ACT, action, edge, edition, graph_of, leads, node

NASTY = ("<img src=x onerror=alert(1)>", "</script><script>alert(2)</script>", "<!--<script>")
PLAN = [
    edition("2024-01"),
    edition("2023-06"),
    node("keyarea:2024-01/1", "Key area 1", no="1", title="Care", edition="2024-01"),
    node("group:2024-01/1.1", "1.1", no="1.1", title="Visits", edition="2024-01"),
    action("1.1.1", "Visit every home.", "March 2024"),
    action("1.1.2", "Write it down.", "June 2024"),
    action("9.9.9", "Long ago.", key="2023-06"),
    node("recommendation:1", "Recommendation 1", no="1", text="Visit."),
    node("recommendation:2", "Recommendation 2", no="2", text="Write."),
    node("person:ann", "Ann Lee"),
    node("person:bo", "Bo Roe"),
    node("person:cy", "Cy Fox"),
    node("post:head", "Head of Care"),
    node("organization:board", "Care Board", classification="board"),
    node("organization:shop", "A Shop", classification="company"),
    node("strategy:care", "Care Strategy", classification="strategy"),
    node("meeting:board/1", "Care Board, May", date="2024-05-01"),
    node("document:plan-paper", "The plan"),
]
LINKS = [
    edge(f"{ACT}1.1.1", "PART_OF", "group:2024-01/1.1"),
    edge(f"{ACT}1.1.2", "PART_OF", "group:2024-01/1.1"),
    edge("group:2024-01/1.1", "PART_OF", "keyarea:2024-01/1"),
    edge("keyarea:2024-01/1", "PART_OF", "edition:2024-01"),
    edge("organization:board", "OVERSEES", "edition:2024-01"),
    edge(f"{ACT}1.1.1", "ADDRESSES", "recommendation:1", scope="named"),
    edge(f"{ACT}1.1.2", "ADDRESSES", "recommendation:2", scope="all"),
    edge(f"{ACT}1.1.1", "PRODUCES", "strategy:care", standing="inferred", words="write"),
    edge(f"{ACT}1.1.2", "DEPENDS_ON", f"{ACT}1.1.1", standing="inferred", reason="it writes down visits"),
    leads("person:ann", f"{ACT}1.1.1"),
    leads("person:bo", f"{ACT}1.1.2"),
    leads("person:cy", "action:2023-06/9.9.9"),
    edge("person:ann", "HOLDS", "post:head"),
    edge("person:bo", "HOLDS", "post:head", end_date="2023-12"),
    edge("meeting:board/1", "HELD_BY", "organization:board"),
]
GRAPH = graph_of(PLAN, LINKS)


def drawn(wanted: Wanted = Wanted(), graph: Any = GRAPH, key: str = "2024-01") -> dict[str, Any]:  # noqa: B008 - frozen
    return explorer(graph, key, wanted, "2024-02-01")


def ids(found: dict[str, Any]) -> set[str]:
    return {one["id"] for one in found["nodes"]}


def links(found: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {(one["from"], one["kind"], one["to"]) for one in found["edges"]}


def test_the_plan_of_the_edition_is_shown_with_who_leads_it_and_no_other() -> None:
    assert ids(drawn()) == {
        f"{ACT}1.1.1", f"{ACT}1.1.2", "keyarea:2024-01/1", "recommendation:1", "recommendation:2", "strategy:care",
        "person:ann", "person:bo", "post:head", "organization:board",
    }  # fmt: skip
    assert "person:cy" in ids(drawn(key="2023-06"))


def test_a_part_is_linked_to_the_nearest_whole_that_is_shown() -> None:
    assert (f"{ACT}1.1.1", "PART_OF", "keyarea:2024-01/1") in links(drawn())
    with_groups = links(drawn(Wanted(kinds=(*KINDS, "group"))))
    assert (f"{ACT}1.1.1", "PART_OF", "group:2024-01/1.1") in with_groups
    assert (f"{ACT}1.1.1", "PART_OF", "keyarea:2024-01/1") not in with_groups


def test_a_board_over_the_whole_plan_is_linked_to_its_key_areas_and_says_so() -> None:
    link = next(one for one in drawn()["edges"] if one["kind"] == "OVERSEES")
    assert (link["from"], link["to"]) == ("organization:board", "keyarea:2024-01/1")
    assert "plan" in link["words"][0]


def test_links_by_the_word_all_and_dependencies_are_shown_only_where_asked_for() -> None:
    usual, more = drawn(), drawn(Wanted(relations=(*RELATIONS, *MORE_RELATIONS)))
    extra = links(more) - links(usual)
    assert extra == {
        (f"{ACT}1.1.2", "ADDRESSES", "recommendation:2"),
        (f"{ACT}1.1.2", "DEPENDS_ON", f"{ACT}1.1.1"),
    }


def test_what_is_inferred_is_dashed_and_says_why() -> None:
    link = next(one for one in drawn()["edges"] if one["kind"] == "PRODUCES")
    assert link["dashes"] is True
    assert link["note"] == "inferred: write"


def test_a_post_left_before_the_day_is_not_linked() -> None:
    holds = {one for one in links(drawn()) if one[1] == "HOLDS"}
    assert holds == {("person:ann", "HOLDS", "post:head")}


def test_filtered_actions_bring_only_what_belongs_to_them() -> None:
    found = drawn(Wanted(actions=(f"{ACT}1.1.2",)))
    assert ids(found) == {f"{ACT}1.1.2", "person:bo", "keyarea:2024-01/1", "organization:board"}
    assert drawn(Wanted(actions=()))["total"] == 0


def test_kinds_and_relations_that_are_not_wanted_are_left_out() -> None:
    found = drawn(Wanted(kinds=("action", "person", "meeting"), relations=("LEADS",)))
    assert {one["group"] for one in found["nodes"]} == {"action", "person", "meeting"}
    assert {one["kind"] for one in found["edges"]} == {"LEADS"}


def test_every_kind_has_a_shape_of_its_own_size_and_every_word_of_the_form_is_known() -> None:
    assert set(SHAPES) == {*KINDS, *MORE_KINDS}
    assert EVERY in MORE_RELATIONS


def test_lanes_run_from_why_to_where_and_no_two_things_share_a_place() -> None:
    found = drawn()
    x = {one["id"]: one["x"] for one in found["nodes"]}
    order = [
        "recommendation:1",
        "strategy:care",
        "keyarea:2024-01/1",
        f"{ACT}1.1.1",
        "person:ann",
        "organization:board",
    ]
    assert [x[one] for one in order] == sorted(x[one] for one in order)
    assert len({(one["x"], one["y"]) for one in found["nodes"]}) == len(found["nodes"])
    assert [lane[0] for lane in found["lanes"]] == ["Why", "What: key areas", "What: actions", "Who", "Where"]


def test_physics_is_off_and_links_are_hidden_while_the_picture_moves() -> None:
    options = drawn()["options"]
    assert options["physics"] == {"enabled": False}
    assert options["interaction"]["hideEdgesOnDrag"] is True
    assert options["interaction"]["dragNodes"] is False


def test_the_picture_is_the_same_however_the_graph_was_built() -> None:
    assert drawn(graph=graph_of(reversed(PLAN), reversed(LINKS))) == drawn()


def test_more_than_a_thousand_things_are_cut_and_counted_and_the_first_due_stay_with_their_leads() -> None:
    rows = [action(f"1.{no}", due="May 2025") for no in range(CAP + 100)]
    found = drawn(graph=graph_of([*PLAN, *rows], LINKS))
    assert len(found["nodes"]) == CAP
    assert (found["hidden"], found["total"]) == (110, CAP + 110)
    assert {f"{ACT}1.1.1", "person:ann", "post:head", "keyarea:2024-01/1"} <= ids(found)


def test_a_map_without_anything_is_an_empty_picture() -> None:
    found = explorer(graph_of([]), None, Wanted(), "2024-02-01")
    assert (found["nodes"], found["edges"], found["lanes"], found["total"]) == ([], [], [], 0)


def test_each_thing_tells_what_it_is_and_where_that_stands() -> None:
    about = drawn()["about"][f"{ACT}1.1.1"]
    assert about["title"] == "Action 1.1.1"
    assert about["facts"][:2] == [["", "Visit every home."], ["Due", "Due March 2024"]]
    assert re.fullmatch(r"The plan, line \d+", about["sources"][0]["text"])


def test_vis_network_comes_from_pyvis_and_makes_no_style_element() -> None:
    text = vis_network().read_text("utf-8")
    assert "vis-network" in text[:200]
    assert 'createElement("style")' not in text
    assert "</script" not in text.lower()
    assert not list(Path(__file__).parent.parent.glob("graphapp/**/vis-network*"))


# The page


def test_page_csv_picture_and_api_hold_the_same_things_in_the_same_order() -> None:
    at = "lead=person:victoria-gent"
    page = soup.page(f"/explore?{at}")
    shown = [one["id"] for one in json.loads(page.select_one("#explorer-data").text)["nodes"]]
    assert len(shown) > 40
    assert soup.all_rows(f"/explore?{at}") == shown
    assert [row["id"] for row in served.rows(f"/explore.csv?{at}")] == shown
    assert [one["id"] for one in soup.answer(f"/api/explore?{at}")["nodes"]] == shown


def test_the_page_says_how_much_it_shows_and_links_to_every_page_and_line() -> None:
    page = soup.page("/explore?kind=recommendation")
    assert "11 things of the January 2019 edition" in page.select_one("main").text
    about = json.loads(page.select_one("#explorer-data").text)["about"]["recommendation:5"]
    assert about["href"] == "/recommendations/5"
    assert about["sources"][0]["href"].startswith("/documents/")
    assert served.get(about["sources"][0]["href"].partition("#")[0]).status_code == 200


@pytest.mark.parametrize(
    ("query", "gone", "kept"),
    [
        ("kind=action&kind=person", "recommendation:5", "person:victoria-gent"),
        ("lead=person:victoria-gent", "action:2019-01/1.1.1", "person:victoria-gent"),
        ("due=soon", "action:2019-01/1.2.3", "action:2019-01/1.2.1"),
        ("due_after=March+2019&due_before=May+2019", "action:2019-01/1.2.1", "action:2019-01/1.2.2"),
        ("text=neglect+strategy", "action:2019-01/3.5.5", "action:2019-01/1.2.1"),
        ("edition=2018-11", "action:2019-01/1.2.1", "recommendation:5"),
    ],
)
def test_filters_stand_in_the_address(query: str, gone: str, kept: str) -> None:
    found = {one["id"] for one in soup.answer(f"/api/explore?{query}")["nodes"]}
    assert gone not in found
    assert kept in found
    form = soup.page(f"/explore?{query}").select_one("form.app-filters")
    assert form.select("option[selected]"), "the form shows what is chosen"


def test_where_nothing_passes_the_page_says_what_to_relax_and_draws_nothing() -> None:
    page = soup.page("/explore?text=zzzz")
    assert page.select_one("#explorer-data") is None
    assert "without words" in page.select_one(".app-empty").text


def test_the_script_that_draws_is_served_from_here_and_kept_by_browsers() -> None:
    page = soup.page("/explore")
    scripts = [str(one["src"]) for one in page.select("script[src]")]
    assert [one.partition("?")[0] for one in scripts] == ["/explore/vis-network.js", "/static/explore.js"]
    answer = served.get(scripts[0])
    assert answer.data == vis_network().read_bytes()
    assert "immutable" in answer.headers["Cache-Control"]
    assert "unsafe" not in served.get("/explore").headers["Content-Security-Policy"]


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A map whose every word is out to run something."""
    found = open_map(f"sqlite:///{tmp_path_factory.mktemp('nasty') / 'map.db'}")
    nodes = [
        edition("2024-01", title=NASTY[1]),
        action("1.1", NASTY[0], lead_text=NASTY[1], progress=NASTY[2]),
        *(node(f"person:p{no}", words, aliases=[words]) for no, words in enumerate(NASTY)),
        node("document:plan-paper", NASTY[1], title=NASTY[1], lines=["x"] * 99),
    ]
    edges = [leads(f"person:p{no}", f"{ACT}1.1", no) for no in range(len(NASTY))]
    found.commit(Changeset("test", "nasty words", tuple(nodes), tuple(edges)))
    yield found
    found.close()


def reader(found: Any) -> FlaskClient:
    return create_app(accountability_map=found, TESTING=True).test_client()


def test_words_that_would_run_stay_words_on_the_page(nasty: Any) -> None:
    page = soup.page("/explore", reader(nasty))
    assert page.select("img, main script:not([type='application/json'])") == []
    about = json.loads(page.select_one("#explorer-data").text)["about"]
    assert {about[f"person:p{no}"]["title"] for no in range(3)} == set(NASTY)
    assert "<" not in page.select_one("#explorer-data").string


def test_words_that_would_run_stay_words_in_the_share_file_and_its_policy_names_only_its_own_scripts(
    nasty: Any,
) -> None:
    text = to_html(nasty.graph(), "2024-01", "2024-02-01")
    page = BeautifulSoup(text, "html.parser")
    running = [one.string for one in page.select("script:not([type])")]
    policy = str(page.select_one("meta[http-equiv]")["content"])
    hashed = [f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in running]
    assert len(running) == 2
    assert f"script-src {' '.join(hashed)};" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert page.select("img, [src], link, a[href]") == []
    assert "<" not in page.select_one("#explorer-data").string
    assert NASTY[0] in page.select_one("table").text


def test_the_share_file_says_which_edition_and_day_it_shows_and_holds_every_row() -> None:
    graph = served.example_map().graph()
    page = BeautifulSoup(to_html(graph, "2018-11", "2019-03-28"), "html.parser")
    assert "edition of 23 November 2018" in page.h1.text or "edition of November 2018" in page.h1.text
    assert "as at 28 March 2019" in page.p.text
    assert soup.rows(page) == [one["id"] for one in explorer(graph, "2018-11", Wanted(), "2019-03-28")["nodes"]]
