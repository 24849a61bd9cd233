"""Lists: each sorts by its headings, says how many it holds, pages where it is long, and says what to relax."""

from __future__ import annotations

import re

import pytest
from lxml import html

from tests.served import page, rows, words
from tests.soup import all_rows

LISTS = (
    "/actions",
    "/leads",
    "/recommendations",
    "/key-areas",
    "/boards",
    "/strategies",
    "/gaps",
    "/meetings",
    "/measures",
    "/judgements",
    "/documents",
    "/history",
    "/history/1",
    "/dependencies",
    "/compare",
    "/backtest",
    "/timeline",
    "/matrix",
    "/workload",
    "/governance",
    "/leads/person:victoria-gent",
    "/what-if/leaves/person:victoria-gent",
)


def tables(tree: html.HtmlElement) -> list[html.HtmlElement]:
    """The tables with an order to choose: two rows at least."""
    return [one for one in tree.xpath("//main//table") if len(one.xpath("tbody/tr")) > 1]


@pytest.mark.parametrize("address", LISTS)
def test_every_heading_of_a_list_sorts_it(address: str) -> None:
    for made in tables(page(address)):
        unsorted = [words(one) for one in made.xpath("thead//th[not(a)]")]
        assert unsorted == [], words(made.xpath("caption")[0])


@pytest.mark.parametrize("address", [one for one in LISTS if one != "/history/1"])
def test_a_sorted_list_holds_the_same_rows_and_says_which_way_it_is_sorted(address: str) -> None:
    whole = sorted(all_rows(address))
    for made in tables(page(address))[-1:]:
        for link in made.xpath("thead//th/a")[:3]:
            tree = page(link.get("href").partition("#")[0])
            path, _, query = link.get("href").partition("#")[0].partition("?")
            ids = [row["id"] for row in rows(f"{path}.csv?{query}")]
            assert sorted(ids) == whole
            (marked,) = tree.xpath("//th[@aria-sort]")
            assert (words(marked), marked.get("aria-sort")) == (words(link), "ascending")
            (turned,) = page(marked.xpath("a/@href")[0].partition("#")[0]).xpath("//th[@aria-sort]")
            assert turned.get("aria-sort") == "descending"


def test_two_tables_of_a_page_are_sorted_each_by_its_own_word() -> None:
    first, second = page("/matrix").xpath("//main//table")
    (link,) = second.xpath("thead//th[1]/a/@href")
    assert "sort2=" in link
    turned = page(page(link.partition("#")[0]).xpath("//th[@aria-sort]/a/@href")[0].partition("#")[0])
    ids = [[row.get("data-id") for row in made.xpath("tbody/tr")] for made in turned.xpath("//main//table")]
    assert ids[0] == [row.get("data-id") for row in first.xpath("tbody/tr")], "the first table stays as it was"
    assert sorted(ids[1]) == sorted(row.get("data-id") for row in second.xpath("tbody/tr"))
    assert ids[1] != [row.get("data-id") for row in second.xpath("tbody/tr")]


def test_dates_sort_by_time_and_numbers_by_size() -> None:
    dates = [row["Date"] for row in rows("/documents.csv?sort=date")]
    assert dates[0].endswith("2017")
    assert dates[-1].endswith("March 2019")
    lines = [int(row["Lines"].replace(",", "")) for row in rows("/documents.csv?sort=-lines")]
    assert lines == sorted(lines, reverse=True)


def test_a_word_that_names_no_column_leaves_the_order() -> None:
    assert all_rows("/leads?sort=rubbish") == all_rows("/leads")


def test_the_steps_of_a_way_are_not_sorted() -> None:
    tree = page("/path?a=person:victoria-gent&b=recommendation:9")
    assert tree.xpath("//main//table")
    assert not tree.xpath("//main//thead//a")


@pytest.mark.parametrize("address", [one for one in LISTS if one.count("/") == 1])
def test_a_list_says_how_many_it_holds(address: str) -> None:
    told = words(page(address).xpath("//main")[0])
    made = page(address).xpath("//main//table")[-1]
    number = len(made.xpath("tbody/tr"))
    part = re.search(r"Rows [\d,]+ to [\d,]+ of ([\d,]+)", words(made.xpath("following::nav[1] | caption")[-1]))
    counted = int(part[1].replace(",", "")) if part else number
    assert re.search(rf"(?<!\d)({counted:,}|{'one' if counted == 1 else counted})(?!\d)", told), counted


@pytest.mark.parametrize(
    "address",
    [
        "/actions?text=no+such+words",
        "/timeline?text=no+such+words",
        "/matrix?text=no+such+words",
        "/workload?text=no+such+words",
        "/explore?text=no+such+words",
        "/recommendations?gap=one-lead-recommendation",
        "/gaps?kind=no-lead",
        "/compare?for=person:edwina-grant&relation=dropped",
        "/history/1?kind=scenario",
    ],
)
def test_an_empty_list_says_what_to_relax_and_that_gives_rows(address: str) -> None:
    tree = page(address)
    links = tree.xpath("//main//*[contains(@class, 'app-empty')]//a/@href")
    assert links
    assert all_rows(links[0].partition("#")[0])
    assert not tree.xpath("//div[@id='pairs']//tbody/tr")


def test_a_long_list_is_shown_in_parts_of_at_most_a_hundred_with_its_total() -> None:
    tree = page("/actions")
    assert len(tree.xpath("//tbody/tr")) == 100
    assert "Rows 1 to 100 of 133" in words(tree)
    last = page("/actions?page=2&sort=-due")
    assert "Rows 101 to 133 of 133" in words(last)
    assert last.xpath("//nav[starts-with(@aria-label, 'Parts of')]//a[@aria-current]/text()") == ["2"]
    assert all("sort=-due" in href for href in last.xpath("//nav[starts-with(@aria-label, 'Parts of')]//a/@href"))


def test_a_folded_table_opens_when_it_is_sorted() -> None:
    closed = page("/recommendations/5").xpath("//details[.//table]")
    sort = closed[-1].xpath(".//thead//a/@href")[0].partition("#")[0]
    assert not closed[-1].get("open")
    assert page(sort).xpath("//table[caption[starts-with(., 'Actions that say ALL')]][not(ancestor::details)]")
