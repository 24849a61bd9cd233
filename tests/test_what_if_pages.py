"""What the what-if pages say of the Lancashire example: bands kept apart, the same rows as CSV, nothing written."""

from __future__ import annotations

import re
from typing import Any

import pytest

from graphapp.analysis.departure import departure
from graphapp.analysis.handover import handover
from graphapp.analysis.slippage import move
from tests.served import example_map, get, ids, main, page, rows, words

ON = "2019-03-28"
LEAVES = "/what-if/leaves/person:victoria-gent"
MOVES = "/what-if/moves/2019-01/1.2.1"
ANSWERS = (
    LEAVES,
    f"{LEAVES}?to=person:brendan-lee&to.3.2.1=person:rose-howley",
    "/what-if/leaves/post:head-inclusion",
    f"{MOVES}?to=June+2019",
    f"{MOVES}?to=2019-01",
    "/what-if/moves/2019-01/3.4.3?to=2019-04&milestone=1",
    "/what-if/moves/2018-11/4.7.2%232?to=June+2019",
    "/what-if/slips/strategy:neglect-strategy?months=3",
    "/what-if/stands-down/organization:corporate-parenting-board",
    "/what-if/dropped/2019-01/1.2.1",
)
BANDS = ("confirmed", "inferred", "associated")


def as_csv(address: str) -> str:
    path, mark, query = address.partition("?")
    return f"{path}.csv{mark}{query}"


def answered(address: str) -> str:
    return words(page(address).xpath("//p[contains(@class, 'app-answer')]")[0])


def wrong(address: str) -> list[str]:
    return [words(one) for one in page(address).xpath("//main//div[@role='alert']")]


def band(tree: Any, name: str) -> list[str]:
    """The ids of the rows in the box of a band."""
    return [str(one) for one in tree.xpath(f"//div[@id='{name}']//tbody/tr/@data-id")]


@pytest.mark.parametrize("address", ANSWERS)
def test_a_what_if_answers_in_a_sentence_and_its_csv_has_the_rows_of_its_tables(address: str) -> None:
    assert re.match(r"If .+ (left|were due|came|stood down|were dropped)\b.+\.$", answered(address))
    shown = ids(page(address))
    assert shown
    assert [row["id"] for row in rows(as_csv(address))] == shown
    assert "<script" not in get(address).get_data(as_text=True)


def test_no_what_if_writes_to_the_map() -> None:
    before = example_map().revision().number
    for address in ("/what-if", *ANSWERS, *map(as_csv, ANSWERS)):
        assert get(address).status_code == 200
    assert example_map().revision().number == before


def test_three_bands_hold_the_answers_rows_and_none_twice() -> None:
    answer = example_map().ask(move, "action:2019-01/1.2.1", "2019-06", "2019-01", None, ON)
    tree = page(f"{MOVES}?to=June+2019")
    found = {name: band(tree, name) for name in BANDS}
    assert found == {name: [row["id"] for row in answer[name]] for name in BANDS}
    assert found["confirmed"]
    assert found["associated"]
    together = [one for name in BANDS for one in found[name]]
    assert len(together) == len(set(together))


@pytest.mark.parametrize("address", [one for one in ANSWERS if "/leaves/" not in one])
def test_bands_are_told_apart_by_words_on_the_page_and_in_the_csv(address: str) -> None:
    tree = page(address)
    headings = [words(tree.xpath(f"//div[@id='{name}']/h2")[0]) for name in BANDS]
    assert [heading.partition(":")[0].lower() for heading in headings] == list(BANDS)
    for name in BANDS:
        told = [row["id"] for row in rows(as_csv(address)) if row["Table"].lower().startswith(f"{name}:")]
        assert told == band(tree, name)


def test_a_moved_row_says_its_new_date_its_slack_and_the_way_with_the_line_it_rests_on() -> None:
    answer = example_map().ask(move, "action:2019-01/1.2.1", "2019-06", "2019-01", None, ON)
    moved = next(row for row in answer["confirmed"] if row["moves_to"] != row["moves_from"])
    row = page(f"{MOVES}?to=June+2019").xpath(f"//div[@id='confirmed']//tr[@data-id='{moved['id']}']")[0]
    assert "instead of" in words(row)
    assert re.search(r"\d months?", words(row))
    assert "depends on action 1.2.1" in words(row)
    assert row.xpath(".//td[last()]//a[starts-with(@href, '/documents/')]")
    told = next(one for one in rows(as_csv(f"{MOVES}?to=June+2019")) if one["id"] == moved["id"])
    assert all(step in told["How it is touched"] for step in moved["path"])


def test_without_a_date_the_page_asks_for_one_and_names_the_stages_that_may_move() -> None:
    tree = page("/what-if/moves/2019-01/3.4.3")
    assert tree.xpath("//form[@action='/what-if/moves/2019-01/3.4.3']//input[@name='to']")
    stages = [words(one) for one in tree.xpath("//select[@name='milestone']/option")]
    assert stages == ["the last one", "November 2018", "February 2019"]
    assert ids(tree) == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"{MOVES}?to=31+February+2019", "not in the calendar"),
        (f"{MOVES}?to=soonish", "is not a month or a day"),
        ("/what-if/moves/2019-01/3.4.3?to=June+2019&milestone=7", "has 2 dates"),
        ("/what-if/moves/2019-01/3.4.3?to=June+2019&milestone=two", "is no number"),
        ("/what-if/slips/strategy:neglect-strategy?months=many", "is no number of months"),
        ("/what-if/slips/strategy:neglect-strategy?months=0", "1 to 120 months"),
        (f"{LEAVES}?to=nobody+known", "nobody known"),
        (f"{LEAVES}?to.99.9=person:rose-howley", "leads no action 99.9"),
        (f"{LEAVES}?to=victoria+gent", "is who leaves"),
        ("/what-if/moves?ref=99.9&to=June+2019", "99.9"),
        ("/what-if/leaves?who=", "Say which"),
    ],
)
def test_what_cannot_be_followed_is_a_sentence_on_the_page(address: str, said: str) -> None:
    (problem,) = wrong(address)
    assert said in problem
    assert answered(address)


@pytest.mark.parametrize(
    "address",
    [
        "/what-if/moves/2019-01/99.9?to=June+2019",
        "/what-if/dropped/1999-01/1.2.1",
        "/what-if/leaves/nobody-known",
        "/what-if/slips/zzz",
        "/what-if/stands-down/zzz",
        "/what-if/explodes",
    ],
)
def test_what_is_unknown_is_a_page_with_a_search_box(address: str) -> None:
    tree = page(address, status=404)
    assert len(tree.xpath("//form[@action='/search']")) == 2


def test_a_departure_shows_the_three_fates_as_the_analysis_has_them() -> None:
    answer = example_map().ask(departure, "post:head-inclusion", "2019-01", ON)
    tree = page("/what-if/leaves/post:head-inclusion")
    for name, key in (("orphaned", "orphaned"), ("acting-only", "acting_only"), ("covered", "covered")):
        assert band(tree, name) == [row["id"] for row in answer[key]]
        assert answer[key], name
    told = rows("/what-if/leaves/post:head-inclusion.csv")
    ways = {row["id"]: row["How it is touched"] for row in told if row["Table"].startswith("Orphaned")}
    assert all(step in ways[row["id"]] for row in answer["orphaned"] for step in row["path"])


def test_the_sentence_counts_what_is_orphaned_acting_and_covered() -> None:
    answer = example_map().ask(departure, "person:victoria-gent", "2019-01", ON)
    orphaned, covered = len(answer["orphaned"]), len(answer["covered"])
    assert f"{orphaned} would have no lead" in answered(LEAVES)
    assert f"{covered} would still be covered" in answered(LEAVES)


def test_a_handover_shows_the_load_of_each_receiver_by_month() -> None:
    pairs = {row["id"]: "person:brendan-lee" for row in departed()} | {"action:2019-01/3.2.1": "person:rose-howley"}
    answer = example_map().ask(handover, "person:victoria-gent", pairs, "2019-01")
    address = f"{LEAVES}?to=Brendan+Lee&to.3.2.1=person:rose-howley"
    told = [row for row in rows(as_csv(address)) if row["Table"] == "Handover: the load by month"]
    for one in answer["receivers"]:
        lines = [row for row in told if row["id"] == one["id"]]
        assert [(row["Actions today"], row["Then"]) for row in lines] == [
            (str(line["before"]), str(line["after"])) for line in (one, *one["months"])
        ]
    assert {row["id"] for row in told} == {"person:brendan-lee", "person:rose-howley"}


def departed() -> list[dict[str, Any]]:
    answer: list[dict[str, Any]] = example_map().ask(handover, "person:victoria-gent", {}, "2019-01")["actions"]
    return answer


def test_the_handover_form_leads_to_an_address_without_its_empty_fields() -> None:
    sent = get("/what-if/leaves?who=person:victoria-gent&to=&to.1.2.1=&to.3.2.1=rose+howley")
    assert sent.status_code == 302
    assert sent.headers["Location"] == f"{LEAVES}?to.3.2.1=rose+howley"
    form = page(LEAVES).xpath("//form[@action='/what-if/leaves']")[0]
    assert {f"to.{row['ref']}" for row in departed()} <= set(form.xpath(".//input/@name"))


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/what-if/leaves?who=victoria+gent", LEAVES),
        ("/what-if/moves?ref=1.2.1&to=June+2019", f"{MOVES}?to=June+2019"),
        ("/what-if/slips?strategy=neglect+strategy&months=2", "/what-if/slips/strategy:neglect-strategy?months=2"),
        ("/what-if/dropped?ref=1.2.1&edition=2018-11", "/what-if/dropped/2018-11/1.2.1"),
        ("/what-if/leaves?who=victoria+gent&on=2019-01-15", f"{LEAVES}?on=2019-01-15"),
    ],
)
def test_the_forms_of_the_first_page_lead_to_the_address_of_the_answer(asked: str, leads_to: str) -> None:
    assert get(asked).headers["Location"] == leads_to
    assert get(leads_to).status_code == 200


def test_every_form_of_the_first_page_can_be_sent_without_script() -> None:
    forms = page("/what-if").xpath("//main//form")
    assert [form.get("action") for form in forms] == [
        f"/what-if/{kind}" for kind in ("leaves", "moves", "slips", "stands-down", "dropped")
    ]
    assert all(form.xpath(".//button[@type='submit']") for form in forms)


def test_a_board_that_stands_down_tells_what_no_other_board_oversees() -> None:
    said = main("/what-if/stands-down/organization:corporate-parenting-board")
    assert "no other board that the papers name oversees Corporate Parenting Strategy" in said
    assert "It made 8 resolutions" in said


@pytest.mark.parametrize(
    ("address", "question", "leads_to"),
    [
        ("/leads/person:victoria-gent", "What if Victoria Gent leaves?", LEAVES),
        ("/actions/2019-01/1.2.1", "What if this date moves?", MOVES),
        ("/strategies/strategy:neglect-strategy", "What if it slips?", "/what-if/slips/strategy:neglect-strategy"),
        (
            "/boards/corporate-parenting-board",
            "What if it stands down?",
            "/what-if/stands-down/organization:corporate-parenting-board",
        ),
    ],
)
def test_a_page_asks_what_if_of_what_it_is_about(address: str, question: str, leads_to: str) -> None:
    assert page(address).xpath(f"//main//a[.='{question}']/@href") == [leads_to]


def test_links_of_a_what_if_carry_the_day_along() -> None:
    tree = page(f"{LEAVES}?on=2019-01-15")
    assert tree.xpath("//nav[@aria-label='Main']//a[.='What if']/@href") == ["/what-if?on=2019-01-15"]
    assert all("on=2019-01-15" in href for href in tree.xpath("//div[@id='orphaned']//th/a/@href"))
