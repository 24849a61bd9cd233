"""The maps of what-ifs: what is touched comes first, marked by a frame and a word, in the picture and in the list."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import etree

from graphapp.analysis.departure import departure
from graphapp.analysis.slippage import move
from graphapp.pictures.lanes import AT_MOST, Mark, focus_map
from graphapp.pictures.svg import render, stacked
from graphapp.web.what_if_maps import band_marks, departure_marks, replacement_marks
from tests.graphs import action, edge, graph_of, leads, node
from tests.served import example_map, get, page, rows, words

ACT = "action:2024-01/"
GENT = "/what-if/leaves/person:victoria-gent"
MOVES = "/what-if/moves/2019-01/1.2.1?to=June+2019"
FARY = "post:head-fostering-adoption-residential-yot"
PAGES = [
    GENT,
    MOVES,
    "/what-if/slips/strategy:neglect-strategy?months=3",
    "/what-if/stands-down/organization:corporate-parenting-board",
    "/what-if/dropped/2019-01/1.2.1",
    f"/what-if/merges/{FARY}?into=Head+of+Care",
]
CHAIN = graph_of(
    [*(action(f"1.{at}", due=f"{at:02}/2024") for at in range(1, 13)), node("person:ann", "Ann Archer"),
     node("recommendation:1", "Recommendation 1", no="1"), node("recommendation:2", "Recommendation 2", no="2")],
    [edge(ACT + "1.12", "DEPENDS_ON", ACT + "1.11", standing="confirmed"),
     edge(ACT + "1.11", "DEPENDS_ON", ACT + "1.10", standing="confirmed"),
     edge(ACT + "1.9", "DEPENDS_ON", ACT + "1.10", standing="inferred"),
     edge(ACT + "1.8", "DEPENDS_ON", ACT + "1.10", standing="rejected"),
     edge(ACT + "1.10", "ADDRESSES", "recommendation:1", scope="named"),
     edge(ACT + "1.1", "ADDRESSES", "recommendation:2", scope="named"),
     *(leads("person:ann", f"{ACT}1.{at}") for at in range(1, 13))],
)  # fmt: skip
MARKS = (
    Mark(ACT + "1.11", "sure", "confirmed"),
    Mark(ACT + "1.12", "sure", "confirmed"),
    Mark(ACT + "1.9", "maybe", "might be touched"),
    *(Mark(f"{ACT}1.{at}", "along", "goes along") for at in range(1, 8)),
)


def marked(address: str) -> list[tuple[str, str]]:
    """The boxes of a page's picture that have a band: their ids and what their title says after the name."""
    bands = " or ".join(f"contains(@class, 'map-box--{band}')" for band in ("sure", "maybe", "along"))
    boxes = page(address).xpath(f"//*[local-name()='svg']//a[{bands}]")
    titles = [
        " ".join("".join(row.itertext()) for row in box.xpath(".//*[local-name()='tspan'][@class='map-title']"))
        for box in boxes
    ]
    return [(box.get("data-id"), title.partition(": ")[2]) for box, title in zip(boxes, titles, strict=True)]


def test_what_is_touched_is_chosen_first_and_stands_in_due_order_under_the_focus() -> None:
    found = focus_map(CHAIN, ACT + "1.10", marks=MARKS)
    shown = [box for box in found.lanes[2].boxes if box.kind == "action"]
    assert [box.title for box in shown] == [f"Action 1.{at}" for at in (10, 1, 2, 3, 9, 11, 12)]
    assert [box.mark.word if box.mark else "" for box in shown] == [
        "", "goes along", "goes along", "goes along", "might be touched", "confirmed", "confirmed"
    ]  # fmt: skip
    assert len(shown) == AT_MOST
    assert found.lanes[2].more == 4


def test_dependencies_between_what_is_shown_are_confirmed_or_inferred_and_never_rejected() -> None:
    found = focus_map(CHAIN, ACT + "1.10", marks=MARKS)
    waits = {(one.source[-4:], one.target[-4:], one.standing) for one in found.links if one.kind == "DEPENDS_ON"}
    assert waits == {
        ("1.12", "1.11", "confirmed"), ("1.11", "1.10", "confirmed"), ("/1.9", "1.10", "inferred")
    }  # fmt: skip


def test_only_the_reasons_of_the_focus_are_shown_since_the_others_are_not_touched() -> None:
    found = focus_map(CHAIN, ACT + "1.10", marks=MARKS)
    assert [box.id for box in found.lanes[0].boxes] == ["recommendation:1"]


def test_the_sentence_above_the_map_counts_all_that_is_marked_even_what_is_not_shown() -> None:
    found = focus_map(CHAIN, ACT + "1.10", marks=MARKS)
    assert "“confirmed” on 2 actions, “might be touched” on 1 action and “goes along” on 7 actions." in found.sentence


def test_each_band_has_a_frame_of_its_own_and_words_in_box_list_and_key() -> None:
    found = focus_map(CHAIN, ACT + "1.10", marks=MARKS)
    svg = etree.fromstring(str(render(found, lambda box: box.id)))
    key = " ".join(svg.find(".//g[@aria-label='Key']").itertext())
    listed = words(etree.HTML(str(stacked(found, lambda box: box.id))))
    for band, word, frame in (
        ("sure", "confirmed", "Thick frame: confirmed"),
        ("maybe", "might be touched", "Dashed frame: might be touched"),
        ("along", "goes along", "Dotted frame: goes along"),
    ):
        assert frame in key
        boxes = [a for a in svg.findall(".//a") if f"map-box--{band}" in a.get("class", "").split()]
        assert boxes
        assert all(f", {word}, " in a.get("aria-label") for a in boxes)
        assert listed.count(f": {word}") == len(boxes)
    assert "Solid line between actions: one waits for the other, confirmed" in key
    assert "Dashed line: inferred, not stated" in key
    assert svg.findall(".//path[@class='map-link--confirmed']")


def test_a_map_without_marks_has_none_of_their_signs() -> None:
    drawn = str(render(focus_map(CHAIN, ACT + "1.10"), lambda box: box.id))
    assert not re.search(r"map-(box|sign)--(sure|maybe|along)|frame:", drawn)


def test_a_mark_of_the_focus_or_of_what_the_map_does_not_hold_is_left_out_and_the_first_of_two_counts() -> None:
    twice = (Mark(ACT + "1.9", "sure", "first"), Mark(ACT + "1.9", "maybe", "second"))
    found = focus_map(
        CHAIN, ACT + "1.10", marks=(Mark(ACT + "1.10", "sure", "x"), Mark("action:x/1", "sure", "y"), *twice)
    )
    assert [(box.id, box.mark.word) for box in found if box.mark] == [(ACT + "1.9", "first")]


def test_the_bands_of_a_move_and_of_a_departure_are_marked_as_their_answers_have_them() -> None:
    found = example_map().ask(move, "action:2019-01/1.2.1", "June 2019", "2019-01", None, "2019-03-28")
    marks = band_marks(found)
    assert [mark.id for mark in marks if mark.word == "confirmed"] == [row["id"] for row in found["confirmed"]]
    assert [mark.id for mark in marks if mark.word == "goes along"] == [row["id"] for row in found["associated"]]
    assert band_marks(None) == ()
    left = example_map().ask(departure, "person:victoria-gent", "2019-01", "2019-03-28")
    said: dict[str, set[str]] = {}
    for mark in departure_marks(left):
        said.setdefault(mark.word, set()).add(mark.id)
    assert said["still covered"] == {row["id"] for row in left["covered"]}
    assert said["no lead left"] == {row["id"] for row in left["orphaned"]} | {"keyarea:2019-01/6"}


def test_what_passes_with_one_lead_fewer_is_marked_first() -> None:
    found: dict[str, Any] = {"passes": [{"id": "a", "ref": "1"}, {"id": "b", "ref": "2"}], "one_lead_fewer": ["2"]}
    assert [(mark.id, mark.word) for mark in replacement_marks(found)] == [("b", "one lead fewer"), ("a", "passes")]


@pytest.mark.parametrize("address", PAGES)
def test_every_what_if_has_a_map_whose_marked_boxes_are_rows_of_its_tables(address: str) -> None:
    tree = page(address)
    boxes = tree.xpath("//*[local-name()='svg']//a/@data-id")
    assert 1 < len(boxes) <= 40
    assert boxes == tree.xpath("//div[@class='app-map__list']//a/@data-id")
    found = marked(address)
    assert found
    path, _, query = address.partition("?")
    held = {row["id"] for row in rows(f"{path}.csv?{query}")}
    assert [node_id for node_id, _ in found if node_id not in held] == []
    listed = words(tree.xpath("//div[@class='app-map__list']")[0])
    assert [word for _, word in found if f": {word}" not in listed] == []


def test_the_words_in_the_boxes_are_those_of_the_bands() -> None:
    assert {word for _, word in marked(GENT)} == {"no lead left"}  # nine of them fill the lane
    assert {word for _, word in marked(f"{GENT}?expand=actions")} == {"no lead left", "still covered"}
    assert {word for _, word in marked(MOVES)} == {"confirmed", "goes along"}
    assert "would slip" in {word for _, word in marked(PAGES[2])}


def test_opening_a_lane_keeps_the_rest_of_the_address() -> None:
    more = page(MOVES).xpath("//*[local-name()='svg']//a[@data-id='more:actions']/@href")
    assert len(more) == 1
    assert {"to=June+2019", "expand=actions"} <= set(re.split(r"[?&#]", more[0]))
    assert len(marked(more[0].partition("#")[0])) == 15


@pytest.mark.parametrize("address", ["/what-if/moves/2019-01/1.2.1", "/what-if/slips/strategy:neglect-strategy"])
def test_a_what_if_that_is_not_yet_asked_has_no_map(address: str) -> None:
    assert "app-map" not in get(address).get_data(as_text=True)
