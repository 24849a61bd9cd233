"""One address of the example for every route that answers with a page, found from the app's own list of routes."""

from __future__ import annotations

from functools import cache

from tests.example import PACK
from tests.served import client, get

_LEAD, _POST = "person:victoria-gent", "post:head-fostering-adoption-residential-yot"
_BOARD = "organization:lancashire-childrens-services-improvement-board"
FILLED = {  # a route that takes names -> an address of the example
    "/actions/<edition>/<path:ref>": "/actions/2019-01/1.2.1",
    "/leads/<who>": f"/leads/{_LEAD}",
    "/recommendations/<path:no>": "/recommendations/5",
    "/key-areas/<edition>/<path:no>": "/key-areas/2019-01/1",
    "/boards/<board_id>": "/boards/corporate-parenting-board",
    "/strategies/<strategy_id>": "/strategies/strategy:neglect-strategy",
    "/documents/<document>": f"/documents/{PACK}?lines=302-306",
    "/meetings/<path:meeting>": "/meetings/corporate-parenting-board/2019-01-23",
    "/history/<int:number>": "/history/1",
    "/import/<review_id>": "/import/no-such-review",  # a review lives until it is published: see the tests of uploads
    "/what-if/<kind>": "/what-if/leaves?who=nobody-known",
    "/what-if/leaves/<who>": f"/what-if/leaves/{_LEAD}",
    "/what-if/moves/<edition>/<path:ref>": "/what-if/moves/2019-01/1.2.1?to=2019-06",
    "/what-if/slips/<strategy_id>": "/what-if/slips/strategy:neglect-strategy?months=3",
    "/what-if/stands-down/<board_id>": f"/what-if/stands-down/{_BOARD}",
    "/what-if/dropped/<edition>/<path:ref>": "/what-if/dropped/2019-01/1.2.1",
    "/what-if/merges/<post_id>": "/what-if/merges/post:head-inclusion?into=Head+of+Everything",
    "/what-if/replay/<post_id>": f"/what-if/replay/{_POST}",
}
ASKED = {  # a route whose page is empty until it is asked something -> what it is asked
    "/map": "?focus=recommendation:5",
    "/search": "?q=neglect",
    "/path": f"?a={_LEAD}&b=recommendation:9",
    "/ask": "?q=something+that+nobody+can+answer",
    "/scenarios/compare": "?a=/what-if/leaves/person:victoria-gent&b=/what-if/leaves/person:jane-booth",
}
OTHER_STATES = ("/actions?text=neglect&gap=no-lead", "/actions?page=2&sort=-due", "/leads?on=rubbish", "/nowhere")
_NO_PAGES = ("/static/", "/api/")


def rules() -> list[str]:
    """The routes that a reader may open, without downloads."""
    found = client().application.url_map.iter_rules()
    plain = {one.rule for one in found if "GET" in (one.methods or ()) and not one.rule.endswith((".csv", ".js"))}
    return sorted(one for one in plain if not one.startswith(_NO_PAGES) and not one.startswith("/export/"))


@cache
def addresses() -> tuple[str, ...]:
    """An address of every page; a route with names that nobody has filled in is a KeyError that tells which."""
    found = [FILLED[one] if "<" in one else one + ASKED.get(one, "") for one in rules()]
    return (*(one for one in found if get(one).mimetype == "text/html"), *OTHER_STATES)
