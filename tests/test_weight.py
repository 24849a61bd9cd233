"""No page is heavy, however much a council has: HTML, style sheet and scripts together, before compression."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from flask.testing import FlaskClient

from graphapp.pictures.lanes import LANES
from graphapp.web import create_app
from tests.crowded import BOARDS, filled
from tests.places import ASKED, FILLED, rules
from tests.soup import page

MOST = 150_000  # bytes
BESIDE = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js)[^"]*)"')
_LEAD, _POST, _BOARD, _STRATEGY = "person:p0", "post:h0", "organization:b0", "strategy:s0"
_EDITION, _REF = "2024-01", "1.2"
CROWDED = {  # a route that takes names -> an address of the crowded map, of what has most of everything
    "/actions/<edition>/<path:ref>": f"/actions/{_EDITION}/{_REF}",
    "/leads/<who>": f"/leads/{_LEAD}",
    "/recommendations/<path:no>": "/recommendations/1",
    "/key-areas/<edition>/<path:no>": f"/key-areas/{_EDITION}/1",
    "/boards/<board_id>": f"/boards/{_BOARD}",
    "/strategies/<strategy_id>": f"/strategies/{_STRATEGY}",
    "/documents/<document>": "/documents/plan-paper",
    "/meetings/<path:meeting>": "/meetings/meeting:b0/2023-01-10",
    "/history/<int:number>": "/history/1",
    "/import/<review_id>": "/import/no-such-review",  # see the tests of uploads
    "/what-if/<kind>": "/what-if/leaves?who=Person+Number",
    "/what-if/leaves/<who>": f"/what-if/leaves/{_LEAD}",
    "/what-if/moves/<edition>/<path:ref>": f"/what-if/moves/{_EDITION}/{_REF}?to=2027-06",
    "/what-if/slips/<strategy_id>": f"/what-if/slips/{_STRATEGY}?months=12",
    "/what-if/stands-down/<board_id>": f"/what-if/stands-down/{_BOARD}",
    "/what-if/dropped/<edition>/<path:ref>": f"/what-if/dropped/{_EDITION}/{_REF}",
    "/what-if/merges/<post_id>": f"/what-if/merges/{_POST}?with=post:h1&into=Head+of+Everything",
    "/what-if/replay/<post_id>": f"/what-if/replay/{_POST}",
}
WORDS = ASKED | {
    "/map": "",
    "/search": "?q=review",
    "/path": f"?a={_LEAD}&b=recommendation:9",
    "/scenarios/compare": f"?a=/what-if/leaves/{_LEAD}&b=/what-if/leaves/person:p1",
}
FOCUSES = (
    _LEAD,
    _POST,
    "recommendation:1",
    _BOARD,
    _STRATEGY,
    f"keyarea:{_EDITION}/1",
    f"edition:{_EDITION}",
    "plan:main",
)
OTHERS = (
    "/timeline?by=recommendation",
    "/timeline?by=key-area",
    "/workload?by=lead",
    "/actions?page=2",
    "/matrix?rows=key-area",
)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with filled(tmp_path_factory.mktemp("crowded")) as found:
        yield create_app(accountability_map=found, TESTING=True).test_client()


def weight(reader: FlaskClient, address: str) -> int:
    """A page with the style sheets and scripts that it names, in bytes."""
    answer = reader.get(address)
    assert answer.status_code in (200, 403, 404), address
    return len(answer.data) + sum(beside(reader, name) for name in set(BESIDE.findall(answer.text)))


@cache
def beside(reader: FlaskClient, name: str) -> int:
    return len(reader.get(name, buffered=True).data)


def addresses() -> list[str]:
    routes = [CROWDED[one] if "<" in one else one + WORDS.get(one, "") for one in rules()]
    return [one for one in (*routes, *OTHERS) if one != "/explore"]


def test_every_route_has_a_page_of_the_crowded_map() -> None:
    assert CROWDED.keys() == FILLED.keys()


def test_every_page_of_a_crowded_map_is_light(reader: FlaskClient) -> None:
    heavy = {address: size for address in addresses() if (size := weight(reader, address)) >= MOST}
    assert heavy == {}


@pytest.mark.parametrize("focus", FOCUSES)
def test_a_map_with_opened_lanes_is_light(reader: FlaskClient, focus: str) -> None:
    opened = (*LANES, "actions.2,leads", ",".join(LANES))
    sizes = {expand: weight(reader, f"/map?focus={focus}&expand={expand}") for expand in opened}
    assert {expand: size for expand, size in sizes.items() if size >= MOST} == {}


def test_what_ifs_with_an_opened_lane_are_light(reader: FlaskClient) -> None:
    found = [one for rule, one in CROWDED.items() if rule.startswith("/what-if/") and rule != "/what-if/<kind>"]
    pages = [f"{one}{'&' if '?' in one else '?'}expand={lane}" for one in found for lane in ("actions", "boards")]
    assert {address: size for address in pages if (size := weight(reader, address)) >= MOST} == {}


def test_the_parts_of_an_opened_lane_hold_every_board_once_and_are_reached_by_links(reader: FlaskClient) -> None:
    shown: list[str] = []
    address = f"/map?focus={_LEAD}&expand=boards"
    for _ in range(BOARDS):
        tree = page(address, reader)
        drawn = [str(one["data-id"]) for one in tree.select(".app-map svg a[data-id]")]
        assert drawn == [str(one["data-id"]) for one in tree.select(".app-map__list a[data-id]")]
        shown += [one for one in drawn if one.startswith("organization:")]
        after = tree.select_one("svg a[data-id='more:boards']")
        if after is None:
            break
        address = str(after["href"]).partition("#")[0]
    assert tree.select("nav[aria-label='Parts of boards'] a")
    assert sorted(shown) == sorted(f"organization:b{at}" for at in range(BOARDS))
