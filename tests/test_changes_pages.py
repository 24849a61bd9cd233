"""What the pages on two editions, on dependencies and on ways between things say of the Lancashire example."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import html

from graphapp.analysis.backtest import backtest
from graphapp.analysis.dependencies import dependencies
from graphapp.analysis.paths import paths
from graphapp.analysis.versions import compare
from graphapp.core import open_map
from graphapp.web import create_app
from tests.builders import small_map
from tests.served import example_map, get, ids, main, page, rows, words
from tests.soup import all_rows

PATH = "/path?a=victoria+gent&b=recommendation+9"
PAGES = ("/compare", "/compare?relation=reworded", "/backtest", "/backtest?rule=overload", "/dependencies", PATH)


def as_csv(address: str) -> str:
    path, mark, query = address.partition("?")
    return f"{path}.csv{mark}{query}"


def answered(address: str) -> str:
    return words(page(address).xpath("//p[contains(@class, 'app-answer')]")[0])


def compared() -> Any:
    return example_map().ask(compare, "2018-11", "2019-01")


def of_table(address: str, caption: str) -> list[dict[str, str]]:
    """The rows that a table of several has in the page's CSV."""
    return [row for row in rows(as_csv(address)) if row["Table"] == caption]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_opens_with_a_sentence_and_its_csv_has_the_rows_of_its_tables(address: str) -> None:
    assert answered(address).endswith(".")
    shown = all_rows(address)
    assert shown
    assert [row["id"] for row in rows(as_csv(address))] == shown
    assert "<script" not in get(address).get_data(as_text=True)


def test_no_page_writes_to_the_map() -> None:
    before = example_map().revision().number
    for address in (*PAGES, *map(as_csv, PAGES)):
        assert get(address).status_code == 200
    assert example_map().revision().number == before


def test_the_editions_of_the_main_plan_are_chosen_already() -> None:
    chosen = page("/compare").xpath("//form//option[@selected]/@value")
    assert chosen == ["2018-11", "2019-01"]
    assert answered("/compare").startswith("From the November 2018 edition to the January 2019 edition, ")


def test_pairs_are_counted_by_relation_and_each_number_is_that_of_its_list() -> None:
    found = page("/compare").xpath("//ul[@class='app-figures']/li/a[contains(@href, 'relation=')]")
    counts = {relation: count for relation, count in compared()["counts"].items() if count}
    assert len(found) == len(counts)
    for link, count in zip(found, counts.values(), strict=True):
        number = words(link.xpath("span")[0])
        assert number == str(count)
        tree = page(link.get("href").partition("#")[0])
        told = words(tree.xpath("//div[@id='pairs']")[0])
        listed = tree.xpath("//div[@id='pairs']//tbody/tr")
        assert len(listed) == count or f" of {count}" in told


def test_quiet_changes_come_first_heaviest_first_with_both_wordings_side_by_side() -> None:
    quiet = compared()["quiet"]
    tree = page("/compare")
    first = tree.xpath("//main//table")[0]
    assert [words(row.xpath("td[1]/div[2]")[0]) for row in first.xpath("tbody/tr")] == [
        " ".join(one["text"].split()) for one in quiet
    ]
    told = of_table("/compare", "Quiet changes")
    assert [row["It said"] for row in told] == [one["old"] for one in quiet]
    assert [row["It says now"] for row in told] == [one["new"] or "nothing" for one in quiet]


def test_every_pair_is_listed_with_its_words_and_what_changed() -> None:
    pairs, told = compared()["pairs"], of_table("/compare", "All pairs")
    assert [(row["Older ref"], row["Newer ref"]) for row in told] == [
        (", ".join(one["old"]) or "none", ", ".join(one["new"]) or "none") for one in pairs
    ]
    for row, one in zip(told, pairs, strict=True):
        assert all(name in row["What else changed"] for name in (*one["leads_added"], *one["leads_lost"]))


def test_outcomes_and_colours_that_changed_stand_beside_each_other() -> None:
    outcomes = of_table("/compare", "Outcome statements that changed")
    assert any("domestic violence" in row["It said"] and "domestic abuse" in row["It says now"] for row in outcomes)
    colours = of_table("/compare", "RAG definitions that changed")
    assert colours
    assert all(row["It said"] != row["It says now"] for row in colours)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/compare?old=2019-01&new=2019-01", "cannot be compared with itself"),
        ("/compare?old=1999-01&new=2019-01", "no edition '1999-01'"),
        ("/compare?old=2019-03&new=2019-01", "different plans"),
        ("/backtest?old=2019-01&new=2019-01", "cannot be compared with itself"),
        ("/path?a=victoria+gent&b=nothing+such", "nothing such"),
        ("/path?a=victoria+gent", "one of them is missing"),
        ("/path?a=victoria+gent&b=victoria+gent", "two different things"),
    ],
)
def test_what_cannot_be_answered_is_a_sentence_beside_the_form(address: str, said: str) -> None:
    tree = page(address)
    assert said in words(tree.xpath("//main//div[@role='alert']")[0])
    assert tree.xpath("//main//form")
    assert ids(tree) == []
    assert get(as_csv(address)).status_code == 200


def test_one_edition_alone_gets_a_sentence(map_address: str) -> None:
    with open_map(map_address) as found:
        found.commit(small_map())
        reader = create_app(accountability_map=found).test_client()
        told = {address: reader.get(address).get_data(as_text=True) for address in ("/compare", "/backtest")}
    for text in told.values():
        assert "Load one to compare it with" in words(html.fromstring(text))


def test_an_empty_map_has_these_pages_too(map_address: str) -> None:
    with open_map(map_address) as found:
        reader = create_app(accountability_map=found).test_client()
        for address in ("/compare", "/backtest", "/dependencies", "/path", "/what-if"):
            assert reader.get(address).status_code == 200, address


def test_each_rule_has_its_numbers_and_says_so_where_it_is_no_better_than_the_base_rate() -> None:
    rules = example_map().ask(backtest, "2018-11", "2019-01")["rules"]
    told = of_table("/backtest", "Rules")
    assert [(row["Predicted"], row["Hits"], row["Misses"]) for row in told] == [
        tuple(str(rule[key]) for key in ("predicted", "hits", "misses")) for rule in rules
    ]
    for row, rule in zip(told, rules, strict=True):
        judged = rule["name"] != "base rate"
        marked = row["What it comes to"].startswith("does not beat the base rate")
        assert marked == (judged and bool(rule["predicted"]) and not rule["beats_base_rate"]), rule["name"]
    assert any(row["What it comes to"].startswith("does not beat") for row in told)


def test_the_cases_of_each_rule_are_listed_with_what_came_of_them() -> None:
    cases = example_map().ask(backtest, "2018-11", "2019-01")["cases"]
    for link in page("/backtest").xpath("//nav[@aria-label='Rules']//a"):
        tree = page(link.get("href").partition("#")[0])
        rule = words(link).rpartition(" (")[0].lower()
        table = tree.xpath("//main//table")[-1]
        wanted = [case for case in cases if case["rule"] == rule]
        assert table.xpath("tbody/tr/@data-id") == [case["id"] for case in wanted]
        results = [words(row.xpath("td[last()]//strong")[0]) for row in table.xpath("tbody/tr")]
        assert results == ["hit" if case["hit"] else "miss" for case in wanted]


def test_the_neglect_chain_is_shown_with_its_misses() -> None:
    links = [row for row in of_table("/backtest", "Chains, link by link") if "Neglect Strategy" in row["Along"]]
    assert links
    assert any(row["What came of it"].startswith(("miss", "hit")) for row in links)


def test_dependencies_show_both_ends_the_standing_and_what_is_out_of_order() -> None:
    answer = example_map().ask(dependencies, "2019-01")["dependencies"]
    tree = page("/dependencies")
    assert ids(tree) == [one["dependent_id"] for one in answer]
    for row, one in zip(tree.xpath("//tbody/tr"), answer, strict=True):
        assert words(row.xpath("th//a")[0]) == one["dependent"]
        assert words(row.xpath("td[1]//a")[0]) == one["prerequisite"]
        assert words(row.xpath("td[2]")[0]) == one["standing"]
        assert ("out of order" in words(row.xpath("td[3]")[0])) == one["out_of_order"]
    late = sum(one["out_of_order"] for one in answer)
    assert re.search(rf"\b{late or 'none'} (is|are) out of order", answered("/dependencies"))


def test_ways_are_read_as_sentences_each_with_its_line() -> None:
    chains = example_map().ask(paths, "person:victoria-gent", "recommendation:9", 3)["paths"]
    tree = page(PATH)
    tables = tree.xpath("//main//table")
    assert len(tables) == len(chains) <= 3
    for table, chain in zip(tables, chains, strict=True):
        said = [words(row.xpath("td[@data-label='In a sentence']")[0]) for row in table.xpath("tbody/tr")]
        assert said == [step["sentence"] for step in chain["steps"]]
        assert len(table.xpath("tbody/tr/td[last()]//a[contains(@href, '#L')]")) == len(said)


def test_rows_that_say_all_are_followed_only_when_asked() -> None:
    assert "leave them out" in main(PATH)
    followed = page(f"{PATH}&weak=1")
    assert followed.xpath("//select[@name='weak']/option[@selected]/@value") == ["1"]


def test_home_asks_what_changed_since_the_last_edition() -> None:
    assert page("/").xpath("//main//a[.='What changed since the last edition?']/@href") == ["/compare"]


def test_what_changed_for_one_lead_shows_only_their_pairs() -> None:
    whole, part = (main(address) for address in ("/compare", "/compare?for=person:debbie-duffell"))
    assert "What changed for Debbie Duffell" in part
    assert len(part) < len(whole) / 2
    assert get("/compare?for=person:nobody").status_code == 404
