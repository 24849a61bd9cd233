"""The matrix: what its cells count and mark, that every number opens just its actions, and one answer everywhere.

A table row, the row of the picture and the line of the CSV carry the id of the recommendation or key area; a second
table has a row for each lead, as the picture has a column. A cell of the picture carries the id of its lead.
"""

from __future__ import annotations

from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup

from graphapp.analysis.answers import Answer, of_kind, rows
from graphapp.analysis.matrix import matrix
from graphapp.core import open_map
from graphapp.pictures.matrix import MOST_COLUMNS, fitting, matrix_picture
from graphapp.web import create_app
from tests import served
from tests.graphs import EDGES, NODES, action, edge, graph_of, leads, node, small_plan
from tests.soup import answer, links, page
from tests.soup import rows as table_rows

ACT = "action:2024-01/"
QUERIES = ("", "?by=key_area", "?edition=2018-11", "?edition=2019-03", "?lead=person:rose-howley", "?recommendation=5")


def small(**asked: str) -> Answer:
    graph = small_plan()
    return matrix(graph, rows(graph, of_kind(graph, "action", "2024-01")), **asked)


def pairs(found: Answer) -> dict[tuple[str, str], int]:
    return {(line["no"], one["name"]): one["count"] for line in found["rows"] for one in line["cells"]}


def test_a_pair_counts_the_actions_that_name_the_recommendation_and_that_the_lead_leads() -> None:
    found = small()
    assert pairs(found) == {("1", "Ann Archer"): 2, ("1", "Bo Berg"): 1}
    assert [(line["no"], line["total"], line["standing"]) for line in found["rows"]] == [
        ("1", 2, ""), ("2", 0, "no-action"),
    ]  # fmt: skip


def test_what_only_says_all_is_counted_apart() -> None:
    found = small()
    assert (found["weak"]["actions"], found["weak"]["id"]) == (["1.1.3"], "edition:2024-01")
    assert found["elsewhere"] == 3
    assert [one["name"] for one in found["weak"]["cells"]] == ["Auditor"]


def test_by_key_area_a_lead_counts_in_person_and_through_a_post() -> None:
    found = pairs(small(by="key_area"))
    assert found["2", "Cy Cole"] == 2
    assert found["2", "Locality Heads"] == found["2", "Bo Berg"] == 1
    assert found["1", "Ann Archer"] == 2


def test_a_recommendation_resting_on_one_lead_or_on_nobody_says_so() -> None:
    more = [
        node("recommendation:3", "Recommendation 3", no="3", text="Hear children."),
        action("2.1.3", "Ask.", share="sole"),
        action("2.1.4", "Wait."),
    ]
    tied = [
        leads("person:cy-cole", ACT + "2.1.3"),
        edge(ACT + "2.1.3", "ADDRESSES", "recommendation:2", scope="named"),
        edge(ACT + "2.1.4", "ADDRESSES", "recommendation:3", scope="named"),
    ]
    graph = graph_of([*NODES, *more], [*EDGES, *tied])
    every = rows(graph, of_kind(graph, "action", "2024-01"))
    found = matrix(graph, every)
    assert [line["standing"] for line in found["rows"]] == ["", "one-lead", "no-lead"]
    assert {one["name"]: one["only"] for one in found["leads"] if one["only"]} == {"Cy Cole": ["2"]}
    drawn = drawing(found)
    assert [one.text for one in drawn.select("a:has(> .mx-heavy)")] == ["1only"]
    assert "No lead named" in drawn.select("a:has(> .mx-gap)")[0].text
    few = matrix(graph, [row for row in every if row["leads"]], every=every, lead="person:ann-archer")
    assert [(line["no"], line["standing"]) for line in few["rows"]] == [("1", ""), ("2", "one-lead")]


def drawing(found: Answer) -> BeautifulSoup:
    linked = [line | {"href": "/", "gap_href": "/"} for line in found["rows"]]
    return BeautifulSoup(matrix_picture(found | {"rows": linked}, "Matrix", lambda *_: "/").svg, "lxml")


def test_at_most_24_leads_have_a_column_and_the_rest_is_said() -> None:
    names = [node(f"person:p{at}", f"Person {at:02}") for at in range(30)]
    given = [leads(one.id, ACT + "1.1.1", at) for at, one in enumerate(names, start=2)]
    graph = graph_of([*NODES, *names], [*EDGES, *given])
    found = matrix(graph, rows(graph, of_kind(graph, "action", "2024-01")))
    linked = [line | {"href": "/", "gap_href": "/"} for line in found["rows"]]
    drawn = matrix_picture(found | {"rows": linked}, "Matrix", lambda *_: "/")
    assert drawn.columns_left == 32 - MOST_COLUMNS
    assert f"+ {drawn.columns_left} more leads" in drawn.svg
    assert f"+{drawn.columns_left} leads" in drawn.svg
    assert len(fitting([{"cells": [1] * 100}] * 5)) == 1


@pytest.mark.parametrize("query", ["?edition=2019-01", "?edition=2018-11", "?edition=2019-01&by=key_area"])
def test_every_number_opens_exactly_the_actions_it_counts(query: str) -> None:
    found = answer(f"/api/matrix{query}")
    assert found["rows"]
    for line in [*found["rows"], *filter(None, [found["weak"]])]:
        for one in [*line["cells"], {"id": "", "count": line["total"], "actions": line["actions"]}]:
            lead = f"&lead={quote(one['id'])}" if one["id"] else ""
            listed = answer(f"/api/actions?edition={found['edition']}&{found['by']}={line['no']}{lead}")["actions"]
            assert [row["ref"] for row in listed] == one["actions"], (line["no"], one["id"])
            assert len(listed) == one["count"]
    for one in found["leads"]:
        assert (
            len(answer(f"/api/actions?edition={found['edition']}&lead={quote(one['id'])}")["actions"]) == one["count"]
        )


@pytest.mark.parametrize("query", ["?all=1", "?by=key_area", "?lead=person:rose-howley&text=plan", "?key_area=2"])
def test_every_number_of_the_picture_links_to_as_many_rows(query: str) -> None:
    seen = 0
    for anchor in page(f"/matrix{query}").select(".mx-n a"):
        number = int(anchor.select("text")[0].text)
        assert len(served.rows(str(anchor["href"]).replace("/actions?", "/actions.csv?"))) == number, anchor[
            "aria-label"
        ]
        seen += 1
    assert seen > 3


@pytest.mark.parametrize("query", QUERIES)
def test_tables_picture_csv_and_api_carry_the_same_ids(query: str) -> None:
    shown, found = page(f"/matrix{query}"), answer(f"/api/matrix{query}")
    reached = {one["id"] for line in found["rows"] for one in line["cells"]}
    lines, columns = [one["id"] for one in found["rows"]], [one["id"] for one in found["leads"] if one["id"] in reached]
    assert table_rows(shown) == [*lines, *columns]
    assert [row["id"] for row in served.rows(f"/matrix.csv{query}")] == [*lines, *columns]
    drawn = [str(one["data-id"]) for one in shown.select(".app-picture [data-id]")]
    cells = [[one["id"] for one in line["cells"]] for line in found["rows"]]
    assert drawn == [*columns, *(one for line, theirs in zip(lines, cells, strict=True) for one in (line, *theirs))]


def test_the_example_has_the_pairs_its_plan_prints() -> None:
    found = answer("/api/matrix?edition=2019-01")
    listed = answer("/api/recommendations?edition=2019-01")["recommendations"]
    assert [(one["no"], sorted(one["actions"])) for one in found["rows"]] == [
        (one["no"], sorted(one["actions"])) for one in listed
    ]
    assert found["weak"]["total"] == 28
    gaps = answer("/api/gaps?edition=2019-01")["findings"]
    alone = {one["id"] for one in gaps if one["kind"] == "one-lead-recommendation"}
    assert {one["id"] for one in found["rows"] if one["standing"] == "one-lead"} == alone


def test_a_plan_without_recommendations_is_shown_by_key_area_and_says_so() -> None:
    shown = page("/matrix?edition=2019-03")
    assert "so its key areas are shown instead" in shown.text
    assert answer("/api/matrix?edition=2019-03")["by"] == "key_area"
    assert len(shown.select(".mx-gap")) == len(answer("/api/matrix?edition=2019-03")["rows"]) + 1


def test_rows_that_say_all_are_shown_only_where_asked_for() -> None:
    assert not page("/matrix").select("tr[data-id^='edition:']")
    assert page("/matrix?all=1").select("tr[data-id='edition:2019-01']")
    assert page("/matrix?all=1&recommendation=5").select_one("input[type=hidden][name=all]")


def test_every_link_of_the_picture_has_a_name_and_the_form_keeps_the_view() -> None:
    shown = page("/matrix?by=key_area")
    assert all(len(str(one["aria-label"])) > 10 for one in shown.select(".app-picture a"))
    assert shown.select_one("input[type=hidden][name=by][value=key_area]")


def test_an_empty_map_and_filters_that_leave_nothing_say_so(map_address: str) -> None:
    with open_map(map_address) as empty:
        reader = create_app(accountability_map=empty).test_client()
        assert not page("/matrix", reader).select(".app-picture")
    shown = page("/matrix?text=nothing-of-the-kind")
    assert not shown.select(".app-picture")
    assert links(shown.select_one(".app-empty"))
