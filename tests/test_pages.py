"""What the pages say of the Lancashire example, and that table, picture and CSV say the same."""

from __future__ import annotations

import re

import pytest

from graphapp.analysis.accountability import portfolio
from graphapp.analysis.lists import Filters, action_list
from graphapp.analysis.overview import overview
from tests.served import client, example_map, get, ids, main, page, rows, words
from tests.soup import all_rows

ON = "2019-03-28"


def first_sentence(address: str) -> str:
    return words(page(address).xpath("//p[contains(@class, 'app-answer')]")[0])


def test_home_begins_with_what_is_wrong_and_each_number_is_that_of_its_list() -> None:
    found = page("/").xpath("//ul[@class='app-figures']/li/a")
    assert len(found) > 3
    for link in found:
        number, label = (words(part) for part in link.xpath("span"))
        assert len(all_rows(link.get("href"))) == int(number), label
    assert words(found[0]).endswith("Past its date")


def test_home_names_what_was_looked_for_and_not_found() -> None:
    answer = example_map().ask(overview, None, ON)
    none = [one["title"].lower() for one in answer["exceptions"] if not one["count"]]
    assert all(title in main("/") for title in none)


def test_a_lead_page_opens_with_how_much_is_led_alone_and_what_is_next() -> None:
    answer = example_map().ask(portfolio, "person:victoria-gent", None, ON)
    alone = sum(row["share"] == "sole" for row in answer["actions"])
    sentence = first_sentence("/leads/person:victoria-gent")
    assert sentence.startswith(
        f"Victoria Gent leads {len(answer['actions'])} actions in the January 2019 edition, {alone} of them alone; "
        f"next due is {answer['next_due']['ref']} in March 2019."
    )


def test_a_lead_page_shows_the_answer_row_by_row_and_keeps_inherited_actions_closed() -> None:
    answer = example_map().ask(portfolio, "person:victoria-gent", None, ON)
    tree = page("/leads/person:victoria-gent")
    own = [row["id"] for row in answer["actions"]]
    inherited = tree.xpath("//details[not(@open)]//table[caption='Inherited actions']/tbody/tr/@data-id")
    assert tree.xpath("//table[caption[starts-with(., 'Actions')]]/tbody/tr/@data-id")[:10] == own[:10]
    assert all_rows("/leads/person:victoria-gent")[: len(own)] == own
    assert inherited == [row["id"] for row in answer["inherited"]]
    assert inherited


@pytest.mark.parametrize("who", ["person:victoria-gent", "victoria-gent", "Victoria Gent", "Vickey Gent"])
def test_a_lead_is_found_by_id_slug_name_or_alias(who: str) -> None:
    assert words(page(f"/leads/{who}").xpath("//h1")[0]) == "Victoria Gent"


def test_joint_work_names_the_others_as_links() -> None:
    row = page("/leads/person:victoria-gent").xpath("//tr[@data-id='action:2019-01/1.2.1']")[0]
    assert "Jointly, with Jane Booth" in words(row)
    assert row.xpath(".//a[.='Jane Booth']/@href") == ["/leads/person:jane-booth"]
    assert "Head of Service, CSC, East Locality" in words(row)


def test_a_recommendation_keeps_actions_that_only_say_all_apart() -> None:
    tree = page("/recommendations/5")
    named = tree.xpath("//table[caption[starts-with(., 'Actions that name it')]]/tbody/tr/@data-id")
    weak = tree.xpath("//details[not(@open)]//table[caption='Actions that say ALL']/tbody/tr/@data-id")
    assert named
    assert len(weak) == 28
    assert not set(named) & set(weak)
    assert "nobody has said that they answer this one in particular" in words(tree)


def test_every_row_links_to_the_line_that_says_so() -> None:
    tree, rest = page("/actions"), page("/actions?page=2")
    found = [href for part in (tree, rest) for href in part.xpath("//tbody/tr/td[last()]//a/@href")]
    assert len(found) == 133
    assert all(re.fullmatch(r"/documents/[\w-]+(\?lines=[\d-]+)?#L\d+", href) for href in found)
    source = tree.xpath("//tr[@data-id='action:2019-01/1.2.1']/td[last()]//a")[0]
    assert (words(source), source.get("href")) == (
        "line 305",
        "/documents/2019-03-28-corporate-parenting-board-pack#L305",
    )


def test_an_action_page_says_who_and_when_with_the_words_of_the_cells() -> None:
    assert first_sentence("/actions/2019-01/1.2.1") == (
        "Action 1.2.1 is due in March 2019; Victoria Gent and Jane Booth lead it jointly."
    )
    told = main("/actions/2019-01/3.4.3")
    assert "is due in stages, November 2018, then February 2019" in told
    assert "“Pilot November 2018 Roll out February 2019”" in told


def test_a_ref_printed_twice_has_two_pages() -> None:
    first, second = (main(f"/actions/2018-11/4.7.2{mark}") for mark in ("", "%232"))
    assert first != second


def test_ratings_are_shown_only_where_the_paper_rates() -> None:
    headings = [words(cell) for cell in page("/actions").xpath("//thead//th")]
    assert "RAG" not in headings
    assert not page("/actions").xpath("//select[@id='rag']")


@pytest.mark.parametrize(
    ("query", "filters"),
    [
        ("lead=person:jane-booth", Filters(lead="person:jane-booth")),
        ("recommendation=5&text=neglect", Filters(recommendation="5", text="neglect")),
        ("key_area=2", Filters(key_area="2")),
        ("due_before=March+2019", Filters(due_before="2019-03")),
        ("gap=past-date", Filters(gap="past-date")),
    ],
)
def test_filters_leave_the_rows_that_the_analysis_leaves(query: str, filters: Filters) -> None:
    wanted = [row["id"] for row in example_map().ask(action_list, None, filters, ON)["actions"]]
    tree = page(f"/actions?{query}")
    assert ids(tree) == wanted
    assert [row["id"] for row in rows(f"/actions.csv?{query}")] == wanted
    assert f"{len(wanted)} of the 133 actions" in words(tree)


def test_a_list_with_nothing_left_says_what_to_relax_and_what_that_gives() -> None:
    tree = page("/actions?text=neglect&gap=no-lead")
    links = tree.xpath("//div[@class='app-empty']//li")
    assert len(links) == 2
    for one in links:
        number = int(re.search(r": (\d+) action", words(one))[1])
        assert len(ids(page(one.xpath("a/@href")[0]))) == number


def refs_at(address: str) -> list[str]:
    """The refs of all parts of the list."""
    return [one.partition("/")[2] for one in all_rows(address)]


def test_columns_sort_both_ways_by_links() -> None:
    (href,) = page("/actions").xpath("//thead//a[.='Ref']/@href")
    up = page(href)
    refs = refs_at(href)
    assert refs[:2] == ["1.1.1", "1.1.2"]
    assert refs.index("1.2.9" if "1.2.9" in refs else "6.2.9") > refs.index("1.2.1")
    assert up.xpath("//thead/tr/th[@aria-sort='ascending']")[0].text_content().strip() == "Ref"
    down = page(up.xpath("//thead//a[.='Ref']/@href")[0])
    assert refs_at(up.xpath("//thead//a[.='Ref']/@href")[0]) == refs[::-1]
    assert down.xpath("//th[@aria-sort='descending']")


def test_a_month_as_the_day_means_its_last_and_is_carried_along() -> None:
    tree = page("/actions?on=June+2019")
    assert "As at 30 June 2019" in words(tree)
    hrefs = tree.xpath("//nav[@aria-label='Main']//a/@href | //tbody//th/a/@href")
    assert all("on=2019-06-30" in href for href in hrefs)
    late = len(tree.xpath("//strong[.='past its date']"))
    assert late > len(page("/actions").xpath("//strong[.='past its date']")) > 0


@pytest.mark.parametrize(
    "query", ["on=rubbish", "on=31+February+2019", "edition=1999-01", "due_before=soon", "lead=nobody"]
)
def test_a_choice_that_cannot_be_followed_is_a_sentence_on_the_page(query: str) -> None:
    told = words(page(f"/actions?{query}"))
    assert re.search(r"not a month or a day|not in the calendar|There is no edition|The map holds no lead", told)
    assert "133 actions" in told


def test_every_page_says_its_edition_and_offers_the_others() -> None:
    tree = page("/leads")
    bar = tree.xpath("//div[@class='app-as-at']")[0]
    assert "January 2019 edition" in words(bar)
    offered = bar.xpath(".//ul/li/a")
    assert [link.get("href").partition("edition=")[2] for link in offered] == ["2019-03", "2018-11"]
    assert "November 2018 edition" in words(page(offered[1].get("href")).xpath("//div[@class='app-as-at']")[0])


def test_a_board_that_is_led_from_tells_members_from_those_who_attended() -> None:
    sentence = first_sentence("/boards/corporate-parenting-board")
    assert re.search(r"\d+ members are named; \d+ more have attended", sentence)
    assert "8 resolutions" in sentence


def test_a_strategy_page_tells_what_makes_it_and_what_rests_on_it() -> None:
    tree = page("/strategies/neglect-strategy")
    assert "action:2019-01/1.2.1" in tree.xpath("//table[caption='Actions that produce it']/tbody/tr/@data-id")
    assert "action:2019-01/1.2.5" in tree.xpath(
        "//table[caption[starts-with(., 'Actions that rely')]]/tbody/tr/@data-id"
    )


def test_the_map_its_list_its_table_and_its_csv_hold_the_same_boxes_in_one_order() -> None:
    tree = page("/map?focus=person:jane-booth")
    drawn = tree.xpath("//*[local-name()='svg']//*[local-name()='a']/@data-id")
    listed = tree.xpath("//div[@class='app-map__list']//a/@data-id")
    assert drawn == listed == ids(tree) == [row["id"] for row in rows("/map.csv?focus=person:jane-booth")]
    assert "person:jane-booth" in drawn


def test_an_entity_page_has_the_map_of_its_subject() -> None:
    focus = page("/recommendations/5").xpath("//*[@aria-current='true']/@data-id")
    assert focus == ["recommendation:5", "recommendation:5"]


def test_more_boxes_open_by_a_link_without_script() -> None:
    tree = page("/map?focus=person:victoria-gent")
    more = tree.xpath("//*[local-name()='svg']//*[local-name()='a'][starts-with(@data-id, 'more:')]")
    assert more
    opened = page(more[0].get("href").partition("#")[0])
    assert len(ids(opened)) > len(ids(tree))


@pytest.mark.parametrize(
    "address", ["/leads/nobody-at-all", "/recommendations/99", "/actions/2019-01/99.9", "/boards/zzz"]
)
def test_what_is_unknown_is_a_page_with_a_search_box(address: str) -> None:
    tree = page(address, status=404)
    assert len(tree.xpath("//form[@action='/search']")) == 2


def test_a_csv_is_named_after_its_page_and_is_not_empty_handed() -> None:
    answer = get("/leads.csv")
    assert answer.headers["Content-Disposition"] == "attachment; filename=leads.csv"
    found = rows("/leads.csv")
    assert {"id", "Lead", "Actions", "Alone", "Jointly"} <= set(found[0])


def test_pages_need_no_script() -> None:
    assert all("<script" not in client().get(address).get_data(as_text=True) for address in ("/", "/actions", "/map"))
