"""The map alone: for every kind of thing it says in words what it shows, and page, list, CSV and API agree."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.served import example_map, main, page, rows, words
from tests.soup import all_rows, answer

KINDS = sorted({data["node"].kind for _, data in example_map().graph().nodes(data=True)})
ANY = {kind: next(n for n, data in sorted(example_map().graph().nodes(data=True)) if data["node"].kind == kind)
       for kind in KINDS}  # fmt: skip
BUSY = (
    "edition:2018-11",
    "keyarea:2019-01/4",
    "meeting:corporate-parenting-board/2019-01-23",
    "organization:corporate-parenting-board",
    "person:victoria-gent",
    "plan:lancashire-childrens-services-improvement-plan",
    "recommendation:10",
)


@pytest.mark.parametrize("focus", [*ANY.values(), *BUSY])
def test_picture_list_table_csv_and_api_hold_the_same_boxes_in_one_order(focus: str) -> None:
    query = f"focus={quote(focus)}"
    tree, found = page(f"/map?{query}"), answer(f"/api/map?{query}")
    boxes = [box["id"] for box in found["boxes"]]
    assert focus in boxes
    assert len(boxes) <= 40
    assert tree.xpath("//*[local-name()='svg']//a/@data-id") == boxes
    assert tree.xpath("//div[@class='app-map__list']//a/@data-id") == boxes
    assert all_rows(f"/map?{query}") == [row["id"] for row in rows(f"/map.csv?{query}")] == boxes
    assert found["sentence"] in main(f"/map?{query}")
    assert found["sentence"].endswith(".")
    assert all(link["source"] in boxes and link["target"] in boxes for link in found["links"])


def test_every_box_of_the_picture_has_an_address_and_a_name_of_its_own() -> None:
    boxes = page("/map?focus=recommendation:10").xpath("//*[local-name()='svg']//a")
    assert len({box.get("href") for box in boxes}) == len(boxes) > 20
    assert len({box.get("aria-label") for box in boxes}) == len(boxes)


def test_an_edition_of_the_past_is_shown_with_its_own_actions_and_its_date_in_words() -> None:
    found = answer("/api/map?focus=edition:2018-11")
    assert found["title"].endswith("Development Plan (November 2018)")
    actions = [box["id"] for box in found["boxes"] if box["kind"] == "action"]
    assert len(actions) == 7
    assert all(one.startswith("action:2018-11/") for one in actions)


def test_a_plan_is_shown_with_its_newest_edition_and_a_meeting_with_who_owes_what_it_resolved() -> None:
    plan = {box["id"]: box for box in answer(f"/api/map?focus={BUSY[5]}")["boxes"]}
    assert plan["edition:2019-01"]["title"] == "Lancashire Getting to Good Plan (January 2019)"
    assert "edition:2018-11" not in plan
    meeting = answer(f"/api/map?focus={BUSY[2]}")
    assert meeting["title"] == "Map around Corporate Parenting Board, 23 January 2019"
    sentences = [link["sentence"] for link in meeting["links"] if link["kind"] == "LEADS"]
    assert "Ian Brown leads Resolution, item 1" in sentences


def test_what_is_linked_to_nothing_says_so() -> None:
    told = main("/map?focus=organization:young-peoples-benchmarking-forum")
    assert "In this edition nothing is linked to Young People's Benchmarking Forum." in told
    assert "Choose a box" not in told


def test_the_sentence_says_who_leads_and_where_it_is_heard() -> None:
    found = answer("/api/map?focus=action:2019-01/1.2.1")["sentence"]
    assert found.startswith(
        "Action 1.2.1 addresses recommendation 5; produces Neglect Strategy; is part of key area 1;"
    )
    assert "is led jointly by Jane Booth and Victoria Gent; heard by " in found


def test_a_page_about_one_thing_has_the_sentence_above_its_map() -> None:
    section = page("/recommendations/5").xpath("//section[@id='map']")[0]
    assert answer("/api/map?focus=recommendation:5")["sentence"] in words(section)


def test_the_api_opens_lanes_and_refuses_what_it_cannot_read() -> None:
    found = answer("/api/map?focus=recommendation:10&expand=actions")
    parts = [found, answer("/api/map?focus=recommendation:10&expand=actions.2")]
    shown = [box["id"] for one in parts for box in one["boxes"] if box["kind"] == "action"]
    left_out = [lane["more"] for one in parts for lane in one["lanes"] if lane["name"] == "actions"]
    assert len(shown) == len(set(shown)) == sum(left_out) > 20
    told = answer("/api/map?focus=recommendation:10&expand=people", status=400)
    assert told["error"]["message"] == (
        "expand: 'people' is no lane. There are: why, areas, actions, leads, boards."
    )  # fmt: skip
    answer("/api/map?focus=nobody+known", status=404)
    answer("/api/map?focus=recommendation:10&edition=1999-01", status=404)
