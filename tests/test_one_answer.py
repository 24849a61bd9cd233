"""One answer, many skins: table, picture, CSV and API of every page carry the same ids, whichever pages there are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.places import ASKED, FILLED, rules
from tests.served import client, rows
from tests.soup import all_rows, answer, page

_ROUTES = {rule.rule for rule in client().application.url_map.iter_rules()}
TABLES = [rule for rule in rules() if f"{rule}.csv" in _ROUTES]
_BOARD = "organization:lancashire-childrens-services-improvement-board"
QUESTIONS = {  # a page of one thing -> the same question to the API; a list asks at its own address
    "/leads/<who>": "/api/owns?who=person:victoria-gent",
    "/recommendations/<path:no>": "/api/answers?recommendation=5",
    "/strategies/<strategy_id>": "/api/rests-on?strategy=strategy:neglect-strategy",
    "/history/<int:number>": "/api/history/1",
    "/what-if/leaves/<who>": "/api/leaves?who=person:victoria-gent",
    "/what-if/moves/<edition>/<path:ref>": "/api/moves?ref=1.2.1&to=2019-06",
    "/what-if/slips/<strategy_id>": "/api/slips?strategy=strategy:neglect-strategy&months=3",
    "/what-if/dropped/<edition>/<path:ref>": "/api/dropped?ref=1.2.1",
    "/what-if/stands-down/<board_id>": f"/api/stands-down?board={_BOARD}",
    "/what-if/merges/<post_id>": "/api/merges?post=post:head-inclusion&into=Head+of+Everything",
    "/what-if/replay/<post_id>": "/api/replays?post=post:head-fostering-adoption-residential-yot",
}
QUESTIONS |= {
    rule: f"/api{rule}{ASKED.get(rule, '')}" for rule in TABLES if f"/api{rule}" in _ROUTES and "<" not in rule
}
# What the tables of a page are about and the API leaves to other questions, or names by number or by name.
BESIDE = {"/compare": ("edition:", "keyarea:"), "/history": ("revision:",), "/backtest": ("rule:",)}


def address_of(rule: str) -> str:
    return FILLED[rule] if "<" in rule else rule + ASKED.get(rule, "")


def in_csv(rule: str) -> list[str]:
    path, mark, query = address_of(rule).partition("?")
    return [row["id"] for row in rows(f"{path}.csv{mark}{query}")]


def ids_in(told: Any) -> Iterator[str]:
    """Every node id that an answer of the API names, however deep."""
    if isinstance(told, list):
        for one in told:
            yield from ids_in(one)
    elif isinstance(told, dict):
        for name, value in told.items():
            if isinstance(value, str) and (name == "id" or name.endswith("_id")):
                yield value
            elif isinstance(value, list) and name.endswith("ids"):
                yield from value
            else:
                yield from ids_in(value)


def test_most_pages_have_their_rows_as_csv_and_most_of_them_a_question_to_the_api() -> None:
    assert len(TABLES) > 35
    assert len(set(TABLES) & set(QUESTIONS)) > 25
    assert set(FILLED) <= _ROUTES, "an address is filled in for a route that is gone"


@pytest.mark.parametrize("rule", TABLES)
def test_the_tables_of_a_page_have_the_rows_of_its_csv_in_the_same_order(rule: str) -> None:
    assert all_rows(address_of(rule)) == in_csv(rule)


@pytest.mark.parametrize("rule", TABLES)
def test_the_boxes_of_a_picture_are_rows_of_its_table(rule: str) -> None:
    tree = page(address_of(rule))
    drawn = {str(one["data-id"]) for one in tree.select(".app-picture svg [data-id]")}
    assert bool(drawn) == bool(tree.select(".app-picture svg"))
    assert drawn <= set(in_csv(rule))
    boxes = [str(one["data-id"]) for one in tree.select(".app-map svg [data-id]")]
    assert boxes == [str(one["data-id"]) for one in tree.select(".app-map__list [data-id]")]
    alone = tree.select_one(".app-map a[href^='/map']")
    if alone and not rule.startswith("/what-if"):
        path, _, query = str(alone["href"]).partition("?")
        assert boxes == [row["id"] for row in rows(f"{path}.csv?{query}")]
    if rule == "/map":
        assert boxes == in_csv(rule)


@pytest.mark.parametrize("rule", sorted(QUESTIONS))
def test_the_api_names_what_the_page_lists(rule: str) -> None:
    told = answer(QUESTIONS[rule])
    listed = {one for one in in_csv(rule) if not one.startswith(BESIDE.get(rule, "no such kind"))}
    assert listed <= set(ids_in(told))
    name = {"/gaps": "findings", "/explore": "nodes", "/map": "boxes"}.get(rule, rule.strip("/").replace("-", "_"))
    if isinstance(told.get(name), list) and rule != "/measures" and rule not in BESIDE and "/" not in name:
        assert {one.get("dependent_id") or one["id"] for one in told[name]} == listed
