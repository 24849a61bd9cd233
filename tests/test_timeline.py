"""The timeline: what is marked when, in which group and order, and that page, picture, CSV and API agree."""

from __future__ import annotations

import re
from typing import Any

import pytest

from graphapp.analysis.lists import action_list
from graphapp.analysis.timetable import timetable
from graphapp.core import open_map
from graphapp.pictures.time_axis import MONTH, QUARTER, YEAR, axis_of
from graphapp.pictures.timeline import MOST, Links, is_row_by_row, left_out, render
from graphapp.web import create_app
from tests.graphs import ACT, action, edge, edition, graph_of, leads, node, small_plan
from tests.served import client
from tests.served import rows as csv_rows
from tests.soup import all_rows, answer, page

ON = "2024-03-01"
LINKS = Links(
    lambda node_id: f"/{node_id}", lambda _: "/group", lambda *_: "/months", lambda one: str(one["due"]["raw"])
)


def asked(graph: Any, by: str = "lead", on: str = ON, only: str | None = None) -> Any:
    return timetable(graph, action_list(graph, None, None, on)["actions"], by, on, only)


def plan_of(*dues: str, start: str | None = None, leaders: int = 0) -> Any:
    """A plan with an action for each due cell, and as many people who lead them in turn."""
    actions = [action(str(no), f"Do thing {no}.", due, start=start) for no, due in enumerate(dues, 1)]
    people = [node(f"person:p{no}", f"Person {no}") for no in range(leaders)]
    parts = [edge(one.id, "PART_OF", "edition:2024-01") for one in actions]
    led = [leads(f"person:p{at % leaders}", one.id) for at, one in enumerate(actions) if leaders]
    return graph_of([edition("2024-01"), *actions, *people], [*parts, *led])


def marks(due: str, **given: Any) -> list[tuple[str, str | None, str | None]]:
    found = asked(plan_of(due, **given))["groups"][0]["actions"][0]["marks"]
    return [(one["kind"], one["date"], one["end"]) for one in found]


def refs(found: Any) -> dict[str, list[str]]:
    return {one["id"]: [row["ref"] for row in one["actions"]] for one in found["groups"]}


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("June 2024", [("due", "2024-06", None)]),
        ("30/06/2024", [("due", "2024-06-30", None)]),
        ("Roll out June 2024 Pilot May 2024", [("milestone", "2024-05", None), ("milestone", "2024-06", None)]),
        ("From May 2024", [("start", "2024-05", None)]),
        ("Quarterly", [("repeat", None, None)]),
        ("Monthly from May 2024", [("repeat", "2024-05", None)]),
        ("Spring Term 2024", []),
        ("Immediate and ongoing", []),
        ("Achieved", []),
        ("", []),
    ],
)
def test_each_kind_of_due_cell_has_its_own_marks(due: str, expected: list[Any]) -> None:
    assert marks(due) == expected


def test_a_start_column_makes_a_span_up_to_the_due_date_unless_it_is_later() -> None:
    assert marks("June 2024", start="2024-02") == [("span", "2024-02", "2024-06"), ("due", "2024-06", None)]
    assert marks("June 2024", start="2024-08") == [("due", "2024-06", None)]


def test_a_month_is_past_only_after_its_last_day() -> None:
    graph = plan_of("February 2024", "March 2024")
    states = [row["marks"][0]["state"] for row in asked(graph, on="2024-02-29")["groups"][0]["actions"]]
    assert states == ["open", "open"]
    late = [(row["marks"][0]["state"], row["late"]) for row in asked(graph)["groups"][0]["actions"]]
    assert late == [("past", True), ("open", False)]


def test_what_the_paper_says_is_done_is_never_late() -> None:
    rows = {row["ref"]: row for group in asked(small_plan())["groups"] for row in group["actions"]}
    assert rows["1.1.2"]["done"]
    assert not rows["1.1.2"]["late"]
    assert [mark["state"] for mark in rows["1.1.2"]["marks"]] == ["done"]


def test_an_action_stands_under_each_of_its_leads_and_what_has_none_comes_last() -> None:
    found = refs(asked(small_plan()))
    assert found["person:ann-archer"] == ["1.1.2", "1.1.1"]
    assert found["person:bo-berg"] == ["1.1.1"]
    assert list(found)[-1] == "gap:no-lead"
    assert list(found)[:2] == ["person:ann-archer", "person:bo-berg"], "the first open date comes first"


def test_recommendations_keep_all_and_none_apart() -> None:
    found = refs(asked(small_plan(), "recommendation"))
    assert found == {
        "recommendation:1": ["1.1.2", "1.1.1"],
        "all": ["1.1.3"],
        "gap:no-recommendation": ["2.1.1", "2.1.2", "1.1.5"],
    }


def test_one_group_can_be_kept_with_every_row_in_it() -> None:
    rows = action_list(small_plan(), None, None, ON)["actions"]
    found = timetable(small_plan(), rows, "lead", ON, "person:bo-berg")
    assert refs(found) == {"person:bo-berg": [row["ref"] for row in rows]}


def test_what_waits_for_what_is_said_from_both_ends_but_not_what_was_rejected() -> None:
    rows = {row["ref"]: row for group in asked(small_plan())["groups"] for row in group["actions"]}
    assert rows["1.1.2"]["waits_for"] == [{"id": f"{ACT}1.1.1", "ref": "1.1.1", "standing": "confirmed"}]
    assert rows["1.1.1"]["comes_before"] == [{"id": f"{ACT}1.1.2", "ref": "1.1.2", "standing": "confirmed"}]
    pair = [action("1", "A.", "May 2024"), action("2", "B.", "June 2024")]
    rejected = edge(f"{ACT}2", "DEPENDS_ON", f"{ACT}1", standing="rejected")
    found = asked(graph_of([edition("2024-01"), *pair], [rejected]))
    assert [row["waits_for"] for row in found["groups"][0]["actions"]] == [[], []]


def test_the_axis_reaches_to_a_near_day_but_not_to_a_far_one() -> None:
    graph = plan_of("June 2024", "September 2024")
    assert (asked(graph)["from"], asked(graph)["to"]) == ("2024-03", "2024-09")
    far = asked(graph, on="2031-01-01")
    assert (far["from"], far["to"]) == ("2024-06", "2024-11")
    assert far["months"] == [f"2024-{month:02}" for month in range(6, 12)]


def test_long_axes_are_drawn_in_quarters_and_then_in_years() -> None:
    months = [f"{year}-{month:02}" for year in range(2020, 2060) for month in range(1, 13)]
    assert [axis_of(months[1:count], 0).unit for count in (36, 60, 480)] == [MONTH, QUARTER, YEAR]
    axis = axis_of(months[1:60], 0)
    assert axis.spoken(0) == "January to March 2020"
    assert axis.slot_of("2020-12-31") == 3
    assert axis.slot_of("2019-12") is None


def test_few_actions_are_drawn_row_by_row_and_many_as_lanes() -> None:
    few, many = asked(plan_of("June 2024", "May 2024")), asked(plan_of(*["June 2024"] * (MOST + 1), leaders=3))
    assert is_row_by_row(few)
    assert not is_row_by_row(many)
    lanes = str(render(many, "As at 1 March 2024", LINKS))
    assert re.findall(r'data-id="([^"]*)"', lanes) == [group["id"] for group in many["groups"]]
    assert re.findall(r">(\d+)</text>", lanes.partition("Person 0</text>")[2])[0] == "17"


def test_one_group_of_many_actions_is_cut_and_says_by_how_many() -> None:
    found = asked(plan_of(*["June 2024"] * (MOST + 7)))
    assert left_out(found) == 7
    assert str(render(found, "As at 1 March 2024", LINKS)).count("data-id") == MOST


@pytest.mark.parametrize("due", ["", "Ongoing", "Quarterly", "Spring Term 2024", "From May 2024", "Achieved"])
def test_a_plan_without_due_dates_is_drawn_with_its_words(due: str) -> None:
    drawn = str(render(asked(plan_of(due, due)), "As at 1 March 2024", LINKS))
    assert drawn.count("<a ") == 2
    assert "pic-due" not in drawn


def test_arrows_are_solid_where_confirmed_and_dashed_where_inferred() -> None:
    acts = [action("1", "A.", "May 2024"), action("2", "B.", "June 2024"), action("3", "C.", "July 2024")]
    waits = [
        edge(f"{ACT}2", "DEPENDS_ON", f"{ACT}1", standing="confirmed"),
        edge(f"{ACT}3", "DEPENDS_ON", f"{ACT}1", standing="inferred"),
    ]
    drawn = str(render(asked(graph_of([edition("2024-01"), *acts], waits)), "As at 1 March 2024", LINKS))
    assert len(re.findall(r'class="pic-confirmed" d="M\S+ \S+C', drawn)) == 1
    assert len(re.findall(r'class="pic-inferred" d="M\S+ \S+C', drawn)) == 1
    assert "Dashed arrow: may come before (inferred)" in drawn
    assert 'aria-label="3 C.: July 2024; waits for 1"' in drawn


ADDRESSES = [
    "",
    "by=key_area",
    "by=recommendation",
    "lead=person:victoria-gent",
    "by=key_area&key_area=2",
    "by=recommendation&recommendation=5",
    "by=lead&key_area=1",
    "gap=past-date",
    "edition=2018-11&by=key_area&key_area=1",
]


@pytest.mark.parametrize("words", ADDRESSES)
def test_table_picture_csv_and_api_carry_the_same_ids_in_the_same_order(words: str) -> None:
    shown = all_rows(f"/timeline?{words}")
    assert shown == [row["id"] for row in csv_rows(f"/timeline.csv?{words}")]
    found = answer(f"/api/timeline?{words}")
    meetings = [met["id"] for met in found["meetings"]]
    actions = [row["id"] for group in found["groups"] for row in group["actions"]]
    told = actions if is_row_by_row(found) else [group["id"] for group in found["groups"]]
    assert shown == told + meetings
    heads = [] if is_row_by_row(found) and len(found["groups"]) == 1 else [group["id"] for group in found["groups"]]
    drawn = [str(one["data-id"]) for one in page(f"/timeline?{words}").select("#picture [data-id]")]
    assert [one for one in drawn if one in told] == told
    assert set(drawn) <= {*told, *meetings, *heads}


@pytest.mark.slow
def test_every_mark_is_a_link_with_a_sentence_and_every_link_leads_somewhere() -> None:
    for words in ("", "by=recommendation", "lead=person:rose-howley"):
        for one in page(f"/timeline?{words}").select("#picture a"):
            assert one["aria-label"]
            assert client().get(str(one["href"])).status_code == 200


def test_a_number_in_a_lane_is_how_many_actions_its_link_shows() -> None:
    marks = [one for one in page("/timeline?by=key_area").select("#picture a") if "due_after" in str(one["href"])]
    assert len(marks) > 10
    for one in marks[:12]:
        found = answer(f"/api{str(one['href']).partition('#')[0]}")
        assert len({row["id"] for group in found["groups"] for row in group["actions"]}) == int(one.get_text())


def test_the_example_says_what_is_late_and_what_comes_most() -> None:
    told = page("/timeline").select_one("main")
    assert told is not None
    words = " ".join(told.get_text(" ").split())
    assert "133 actions of the January 2019 edition by lead" in words
    assert "As at 28 March 2019" in words
    late = len(answer("/api/actions?gap=past-date")["actions"])
    assert f"{late} are past their date" in words


def test_the_neglect_strategy_comes_before_what_delivers_it() -> None:
    found = answer("/api/timeline?by=key_area&key_area=1")
    rows = {row["ref"]: row for group in found["groups"] for row in group["actions"]}
    assert "1.2.1" in [one["ref"] for one in rows["1.2.5"]["waits_for"]]
    assert rows["1.2.1"]["marks"] == [{"kind": "due", "date": "2019-03", "end": None, "state": "open"}]


def test_unknown_groupings_are_named_on_the_page_and_refused_by_the_api() -> None:
    assert "'colour' is none of these" in page("/timeline?by=colour").get_text()
    assert "by: 'colour' is none of" in answer("/api/timeline?by=colour", status=400)["error"]["message"]


def test_filters_that_leave_nothing_say_what_to_relax() -> None:
    found = page("/timeline?lead=person:victoria-gent&text=xylophone")
    assert "Leave one out" in found.get_text()
    assert found.select_one("#picture") is None


def test_an_empty_map_has_a_page_without_a_picture(map_address: str) -> None:
    with open_map(map_address) as empty:
        app = create_app(accountability_map=empty, TESTING=True).test_client()
        assert page("/timeline", app).select_one("#picture") is None


@pytest.mark.parametrize("words", ["", "by=key_area", "by=recommendation", "lead=person:victoria-gent"])
def test_the_page_is_light(words: str) -> None:
    assert len(client().get(f"/timeline?{words}").get_data()) < 75_000
