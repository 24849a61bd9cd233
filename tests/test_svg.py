"""The focus map drawn: geometry, words, and what may never be in the markup."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from graphapp.pictures.lanes import focus_map
from graphapp.pictures.measure import width, wrap
from graphapp.pictures.routes import CLEAR, Rect, passage, ports, route
from graphapp.pictures.svg import PAD, SIZE, SMALL, place, render, stacked
from tests.graphs import action, edge, graph_of, leads, node, small_plan
from tests.test_lanes import ACT, PLAN, crowd, graphs

MAPS = {
    "crowd": focus_map(crowd(), "recommendation:1"),
    "open": focus_map(crowd(), "recommendation:1", expand=(("actions", 2), ("why", 1))),
    **{focus: focus_map(PLAN, focus, on="2024-03-15") for focus in small_plan()},
}
HOSTILE = [
    "<script>alert(1)</script>",
    '"><svg onload="alert(1)">',
    "' onmouseover='alert(1)",
    "]]> <!-- --> &amp; &#0;",
    "Llanfair" * 40,
    "مجلس حماية الأطفال \u202e desrever",
    "\x00\x0b\ud800\ufffe odd letters",
    "漢字" * 60,
    "",
]


def href(box) -> str:
    return f"/map?focus={box.href_key}&on=2024-03-15"


def drawn(found):
    return etree.fromstring(str(render(found, href)))


@pytest.fixture(params=sorted(MAPS))
def found(request):
    return MAPS[request.param]


def test_every_box_is_a_link_with_its_id_in_reading_order(found):
    links = drawn(found).findall(".//a")
    assert [a.get("data-id") for a in links] == [box.id for box in found]
    assert [a.get("href") for a in links] == [href(box) for box in found]
    assert all(box.title in a.get("aria-label") for a, box in zip(links, found, strict=True))


def test_no_two_boxes_overlap_and_all_are_inside_the_picture(found):
    left, top, wide, high = map(int, drawn(found).get("viewBox").split())
    places = [placed.at for placed in place(found).values()]
    for a, b in combinations(places, 2):
        assert a.right < b.x or b.right < a.x or a.y + a.height < b.y or b.y + b.height < a.y
    for at in places:
        assert left <= at.x
        assert at.right <= left + wide
        assert top <= at.y
        assert at.y + at.height <= top + high


def test_words_fit_their_box(found):
    for placed in place(found).values():
        for words, kind in placed.rows:
            size = SMALL if kind == "kind" else SIZE
            assert width(words, size, bold=kind == "title") <= placed.at.width - 2 * PAD
        assert len(placed.rows) <= 5


def test_lines_cross_a_lane_only_where_no_box_is(found):
    boxes = [placed.at for placed in place(found).values()]
    for path in drawn(found).findall(".//g[@class='map-links']/path"):
        for x, y, to in re.findall(r"(-?\d+) (-?\d+)H(\d+)", path.get("d")):
            under = [b for b in boxes if b.x >= int(x) and b.right <= int(to)]
            assert under
            assert not [b for b in under if b.y < int(y) < b.y + b.height]


def test_the_picture_names_itself_and_has_no_style_or_script(found):
    picture = drawn(found)
    assert picture.get("role") == "group"
    assert picture.find("title").text == found.title
    assert "boxes in five columns" in picture.find("desc").text
    allowed = {"svg", "g", "a", "rect", "path", "text", "tspan", "title", "desc"}
    assert {element.tag for element in picture.iter()} <= allowed
    names = {name for element in picture.iter() for name in element.attrib}
    assert not [name for name in names if name == "style" or name.startswith("on")]


def test_the_list_has_the_same_boxes_in_the_same_order(found):
    page = html.fromstring(str(stacked(found, href)))
    assert page.xpath("//a/@data-id") == [box.id for box in found]
    assert page.xpath("//h3/text()") == [lane.heading for lane in found.lanes]
    assert not page.xpath("//@style | //script | //@id")


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words):
    nodes = [
        node("recommendation:1", words, no=words or "1", text=words),
        action("1", text=words, due=words),
        node("person:a", words),
        node("organization:b", words, classification="board"),
    ]
    edges = [
        edge(ACT + "1", "ADDRESSES", "recommendation:1", scope="named"),
        leads("person:a", ACT + "1", post=words),
        edge("person:a", "MEMBER_OF", "organization:b"),
    ]
    found = focus_map(graph_of(nodes, edges), ACT + "1", on="2024-03-15")
    test_the_picture_names_itself_and_has_no_style_or_script(found)
    test_words_fit_their_box(found)
    page = html.fromstring(str(stacked(found, lambda _: words)))
    assert {e.tag for e in page.iter()} <= {"div", "h3", "ul", "li", "a", "p"}
    assert {name for e in page.iter() for name in e.attrib} <= {"class", "href", "data-id", "aria-current"}


def test_a_box_is_called_by_all_that_a_leader_needs():
    names = {a.get("data-id"): a.get("aria-label") for a in drawn(MAPS[ACT + "1.1.1"]).findall(".//a")}
    assert names[ACT + "1.1.1"].startswith(
        "Action 1.1.1, Develop the Kinship Strategy, Due March 2024, led jointly by Ann Archer and Bo Berg"
    )
    assert names["organization:board"].startswith("Board: Children's Board, chaired by Ann Archer")


def test_signs_are_explained_in_words_and_gaps_are_dashed_boxes_with_words():
    picture = drawn(MAPS[ACT + "1.1.5"])
    words = " ".join(picture.find(".//g[@aria-label='Key']").itertext())
    assert "Yellow box: what this map is about" in words
    assert "Dashed red box: something is missing" in words
    gap = picture.find(".//a[@data-id='gap:no-lead']")
    assert "map-box--gap" in gap.get("class")
    assert "No lead named" in " ".join(gap.find(".//text").itertext())


def test_links_leave_at_points_of_their_own_in_the_order_of_their_ends():
    box, low, high = Rect(0, 0, 100, 90), Rect(200, 300, 100, 50), Rect(200, 0, 100, 50)
    (to_low, _), (to_high, _) = ports([(box, low, False), (box, high, False)])
    assert (to_high.y, to_low.y) == (30, 60)
    assert to_low.x == to_high.x == 100


def test_a_link_within_a_lane_bulges_into_the_gutter():
    upper, lower = Rect(0, 0, 100, 50), Rect(0, 100, 100, 50)
    [(start, end)] = ports([(upper, lower, False)])
    assert route(start, end, [], bulge=30) == "M100 25C130 25 130 125 100 125"
    [(start, end)] = ports([(upper, lower, True)])
    assert (start.x, end.x) == (0, 0)


def test_a_line_passes_a_lane_by_the_nearest_way():
    lane = [Rect(0, 100, 100, 50), Rect(0, 170, 100, 50)]
    assert passage(lane, 20 + 60) == 80
    assert passage(lane, 120) == 100 - CLEAR
    assert passage(lane, 150) == 150 + CLEAR
    assert passage(lane, 500) == 500


@pytest.mark.parametrize(
    ("text", "rows", "lines"),
    [
        ("", 3, []),
        ("one two", 3, ["one two"]),
        ("one two three four five six", 2, ["one two", "three four…"]),
        ("x" * 20, 3, ["x" * 11, "x" * 9]),
    ],
)
def test_words_are_wrapped_and_clipped(text, rows, lines):
    assert wrap(text, 80, 14, rows) == lines


@given(st.text(max_size=200), st.integers(1, 4), st.booleans())
def test_no_line_is_wider_than_allowed(text, rows, bold):
    lines = wrap(text, 60, 14, rows, bold)
    assert len(lines) <= rows
    assert all(width(line, 14, bold) <= 60 for line in lines)


@settings(max_examples=60, deadline=None)
@given(graphs(), st.data())
def test_any_graph_can_be_drawn(graph, data):
    found = focus_map(graph, data.draw(st.sampled_from(sorted(graph))))
    test_no_two_boxes_overlap_and_all_are_inside_the_picture(found)
    test_the_list_has_the_same_boxes_in_the_same_order(found)
