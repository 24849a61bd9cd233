"""The workload: what it counts, that every number opens just the rows it counts, and one answer on page and API."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from graphapp.analysis.answers import Answer, of_kind, rows
from graphapp.analysis.workload import NOBODY, slots, workload
from graphapp.core import open_map
from graphapp.due import read_due
from graphapp.pictures.workload import months_drawn
from graphapp.web import create_app
from tests import served
from tests.graphs import small_plan
from tests.soup import answer, links, page
from tests.soup import rows as table_rows

ON = "2024-03-15"
EDITIONS = ("2019-01", "2018-11", "2019-03")


def small() -> Answer:
    graph = small_plan()
    return workload(graph, rows(graph, of_kind(graph, "action", "2024-01")), ON)


def counts(row: Answer) -> dict[str, int]:
    return {one["slot"]: one["count"] for one in row["cells"]}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("March 2019", {"2019-03"}),
        ("Pilot November 2018 Roll out February 2019", {"2018-11", "2019-02"}),
        ("From January 2019", {"ongoing"}),
        ("Immediate and ongoing", {"ongoing"}),
        ("Quarterly", {"recurring"}),
        ("Spring Term 2019", {"none"}),
        ("", {"none"}),
    ],
)
def test_a_due_cell_counts_in_its_months_or_apart(cell: str, expected: set[str]) -> None:
    assert slots({"due": read_due(cell).as_json()}) == expected


def test_each_lead_has_their_months_in_the_order_of_names_and_what_is_done_is_left_out() -> None:
    found = small()
    assert [one["name"] for one in found["leads"]] == [
        "Ann Archer", "Auditor", "Bo Berg", "Cy Cole", "Locality Heads", "Police",
    ]  # fmt: skip
    by_name = {one["name"]: counts(one) for one in found["leads"]}
    assert by_name["Ann Archer"] == {"2024-03": 1}  # 1.1.2 is blue, which its edition calls completed
    assert by_name["Auditor"] == {"recurring": 1}
    assert by_name["Cy Cole"] == {"2024-04": 1, "2024-05": 1}  # in person, and through the post of locality head
    assert (found["open"], found["done"]) == (5, 1)
    assert found["months"] == ["2024-03", "2024-04", "2024-05"]


def test_joint_actions_count_for_each_lead_and_once_in_the_sum() -> None:
    found = small()
    (april,) = [one for row in found["leads"] if row["name"] == "Police" for one in row["cells"] if "04" in one["slot"]]
    assert (april["count"], april["joint"], april["actions"]) == (1, 1, ["2.1.1"])
    assert counts(found["all"]) == {"2024-03": 1, "2024-04": 1, "2024-05": 1, "recurring": 1, "none": 1}
    assert found["all"]["total"] == 5


def test_what_nobody_leads_is_a_row_of_its_own() -> None:
    found = small()
    assert (found["unled"]["id"], counts(found["unled"])) == ("edition:2024-01", {"none": 1})


def test_only_one_action_makes_no_fullest_month() -> None:
    assert {month for one in small()["leads"] for month in one["fullest"]} == set()
    found = answer("/api/workload")
    fullest = {one["id"]: one["fullest"] for one in found["leads"]}
    assert fullest["person:victoria-gent"] == ["2019-03"]
    assert found["all"]["fullest"] == ["2019-03"]


def test_a_month_is_past_once_its_last_day_is() -> None:
    found = answer("/api/workload")
    past = {one["slot"] for one in found["all"]["cells"] if one["past"]}
    assert found["on"] == "2019-03-28"
    assert past == {month for month in found["months"] if month < "2019-03"}
    assert {one["slot"] for one in answer("/api/workload?on=2019-03-31")["all"]["cells"] if one["past"]} == past


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_number_opens_exactly_the_actions_it_counts(edition: str) -> None:
    found = answer(f"/api/workload?edition={edition}")
    for row in [*found["leads"], *filter(None, [found["unled"]]), found["all"]]:
        lead = {"all": "", NOBODY: f"&lead={NOBODY}"}.get(row["kind"], f"&lead={quote(row['id'])}")
        for one in [*row["cells"], {"slot": "all", "count": row["total"]}]:
            listed = answer(f"/api/actions?edition={edition}{lead}&load={one['slot']}")["actions"]
            assert len(listed) == one["count"], (row["name"], one["slot"])
            assert one.get("actions") in (None, [action["ref"] for action in listed])


@pytest.mark.parametrize(
    "query", ["", "?key_area=2", "?lead=person:rose-howley&due_before=2019-06", "?edition=2018-11"]
)
def test_every_link_of_the_picture_opens_as_many_rows_as_it_says(query: str) -> None:
    seen = 0
    for anchor in page(f"/workload{query}").select(".app-picture a:not([data-id])"):
        number = int(anchor.select("text")[0].text.rstrip("°"))
        assert len(served.rows(str(anchor["href"]).replace("/actions?", "/actions.csv?"))) == number, anchor[
            "aria-label"
        ]
        seen += 1
    assert seen > 5


@pytest.mark.parametrize("query", ["", "?edition=2018-11", "?edition=2019-03", "?load=2019-04", "?text=neglect"])
def test_table_picture_csv_and_api_have_the_same_rows(query: str) -> None:
    shown = page(f"/workload{query}")
    found = answer(f"/api/workload{query}")
    whole = [one["id"] for one in (*found["leads"], found["unled"], found["all"]) if one]
    assert table_rows(shown) == whole
    assert [str(one["data-id"]) for one in shown.select(".app-picture [data-id]")] == whole
    assert [row["id"] for row in served.rows(f"/workload.csv{query}")] == whole


def test_of_a_column_or_a_lead_asked_for_only_that_one_is_shown() -> None:
    found = answer("/api/workload?load=2019-04&lead=person:victoria-gent")
    assert found["months"] == ["2019-04"]
    assert [one["id"] for one in found["leads"]] == ["person:victoria-gent"]
    assert answer("/api/workload?load=whenever", status=400)["error"]["message"].startswith("Not done and due")


def test_every_month_is_drawn_where_they_are_few_and_the_nearest_where_they_are_many() -> None:
    assert months_drawn(["2023-11", "2024-02"], ON) == ["2023-11", "2023-12", "2024-01", "2024-02"]
    years = [f"{year}-{month:02}" for year in range(2020, 2030) for month in range(1, 13)]
    drawn = months_drawn(years, ON)
    assert len(drawn) == 20
    assert drawn[0] < "2024-03" < drawn[-1]
    assert months_drawn([], ON) == []


def test_marks_have_words_and_names_are_sentences() -> None:
    shown = page("/workload")
    heavy = shown.select("a:has(> .mx-heavy)")
    assert heavy
    assert all("most" in one.text and "fullest month" in str(one["aria-label"]) for one in heavy)
    joint = [one for one in shown.select(".app-picture a") if "°" in one.text]
    assert joint
    assert all("jointly" in str(one["aria-label"]) for one in joint)
    assert all(len(str(one["aria-label"])) > 10 for one in shown.select(".app-picture a"))


def test_an_empty_map_and_filters_that_leave_nothing_say_so(map_address: str) -> None:
    with open_map(map_address) as empty:
        reader = create_app(accountability_map=empty).test_client()
        assert not page("/workload", reader).select(".app-picture")
        assert "There are no actions in" in page("/workload", reader).get_text()
        assert "no plan yet" in answer("/api/workload", reader, 404)["error"]["message"]
    shown = page("/workload?text=nothing-of-the-kind")
    assert not shown.select(".app-picture")
    assert links(shown.select_one(".app-empty"))
