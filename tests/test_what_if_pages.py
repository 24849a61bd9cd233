"""What the what-if pages say of the Lancashire example: bands kept apart, the same rows as CSV, nothing written."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import html

from graphapp.analysis.departure import departure
from graphapp.analysis.handover import handover
from graphapp.analysis.replacement import replacement, replayed
from graphapp.analysis.slippage import move
from graphapp.analysis.versions import compare
from graphapp.core import open_map
from graphapp.web import create_app
from tests.builders import small_map
from tests.served import example_map, get, ids, main, page, rows, words
from tests.soup import all_rows

ON = "2019-03-28"
LEAVES = "/what-if/leaves/person:victoria-gent"
MOVES = "/what-if/moves/2019-01/1.2.1"
FARY = "post:head-fostering-adoption-residential-yot"
SIA = "post:head-safeguarding-inspection-audit"
LOCALITIES = "post:locality-heads-children-social-care"
MERGES = f"/what-if/merges/{FARY}?with={SIA}&with={LOCALITIES}&into=Head+of+Care&edition=2018-11"
RENAMED = f"/what-if/merges/{FARY}?into=Head+of+Care"
REPLAY = f"/what-if/replay/{FARY}"
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
    f"{LEAVES}?to=person:brendan-lee&only=orphaned",
    MERGES,
    RENAMED,
    f"/what-if/merges/{FARY}?into={SIA}",
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
    assert re.match(r"If .+ (left|were due|came|stood down|were dropped|merged|were renamed)\b.+\.$", answered(address))
    shown = all_rows(address)
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


@pytest.mark.parametrize("address", [one for one in ANSWERS if not re.search("/(leaves|merges)/", one)])
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
        (f"{LEAVES}?to=Brendan+Lee&only=some", "everything passes"),
        (f"/what-if/leaves/{FARY}?to=Brendan+Lee&only=orphaned", "nothing passes to Brendan Lee"),
        (f"/what-if/merges/{FARY}?with=nobody+known&into=Head+of+Care", "nobody known"),
        (f"/what-if/merges/{FARY}?into=person:victoria-gent", "is no post"),
        (f"{REPLAY}?old=1999-01", "1999-01"),
        (f"{REPLAY}?old=2019-01&new=2019-01", "compared with itself"),
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
        "/what-if/merges/zzz",
        "/what-if/merges/person:victoria-gent",
        "/what-if/replay/zzz",
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


def test_only_the_orphaned_pass_where_that_is_asked_and_what_is_named_for_one_action_goes_before() -> None:
    orphaned = [row["ref"] for row in example_map().ask(departure, "person:victoria-gent", "2019-01", ON)["orphaned"]]
    address = f"{LEAVES}?to=Brendan+Lee&only=orphaned&to.3.2.1=rose+howley"
    passed = {row["Ref"]: row["Passes to"] for row in of_table(address, "Handover: who would take over what")}
    assert passed == dict.fromkeys(orphaned, "Brendan Lee") | {"3.2.1": "Rose Howley"}
    assert page(f"{address}&hand=over").xpath("//input[@name='only' and @checked]")
    assert not page(f"{LEAVES}?hand=over").xpath("//input[@name='only' and @checked]")
    sent = get("/what-if/leaves?who=person:victoria-gent&to=Brendan+Lee&to.1.2.1=&only=orphaned")
    assert sent.headers["Location"] == f"{LEAVES}?to=Brendan+Lee&only=orphaned"


def test_a_name_that_the_map_does_not_know_stays_in_its_field_to_be_mended() -> None:
    tree = page(f"{LEAVES}?to=Brendon+Leigh&to.3.2.1=rose+howley")
    assert tree.xpath("//main//input[@name='to']/@value") == ["Brendon Leigh"]
    assert tree.xpath("//main//input[@name='to.3.2.1']/@value") == ["Rose Howley"]
    assert tree.xpath("//details[@open]//input[@name='to']")


def test_the_sentence_says_what_a_handover_adds_to_whom_and_what_has_no_lead_even_then() -> None:
    pairs = {"action:2019-01/3.2.1": "person:rose-howley"}
    answer = example_map().ask(handover, "person:victoria-gent", pairs, "2019-01")
    (one,), alone = answer["receivers"], len(answer["unassigned"])
    said = answered(f"{LEAVES}?to.3.2.1=rose+howley")
    assert f"1 action would pass to Rose Howley (from {one['before']} to {one['after']} open actions)" in said
    assert f"{alone} actions would still have no lead" in said
    assert "In this handover" not in answered(LEAVES)


def of_table(address: str, caption: str) -> list[dict[str, str]]:
    """The rows that a table of several has in the page's CSV."""
    return [row for row in rows(as_csv(address)) if row["Table"] == caption]


def test_posts_that_merge_pass_what_each_leads_and_leave_one_lead_where_they_led_together() -> None:
    answer = example_map().ask(replacement, (FARY, SIA, LOCALITIES), "Head of Care", "2018-11")
    passed = of_table(MERGES, "What passes")
    assert [row["id"] for row in passed] == [row["id"] for row in answer["passes"]]
    assert len(passed) > len(example_map().ask(replacement, (FARY,), "Head of Care", "2018-11")["passes"])
    fewer = {row["Ref"]: row["Led then by"] for row in passed if "one lead fewer" in row["Led then by"]}
    assert fewer == dict.fromkeys(("4.3.4", "4.4.5"), "Head of Care; one lead fewer")
    assert "2 of them with one lead fewer than today" in answered(MERGES)
    load = of_table(MERGES, "The load of Head of Care by month")
    assert (load[0]["Actions today"], load[0]["Then"]) == ("0", str(answer["load"]["after"]))


def test_all_posts_that_merge_stay_in_the_links_of_the_page_and_in_its_form() -> None:
    tree = page(MERGES)
    (download,) = tree.xpath("//a[contains(., 'CSV')]/@href")
    assert rows(download) == rows(as_csv(MERGES))
    assert tree.xpath("//main//input[@name='with' and @checked]/@value") == [SIA, LOCALITIES]
    assert set(tree.xpath("//div[@class='app-as-at']//input[@name='with']/@value")) == {SIA, LOCALITIES}


def test_who_is_named_in_person_stays_in_the_new_title_and_whose_post_it_will_be_is_left_open() -> None:
    (row, *_) = of_table(RENAMED, "What passes")
    assert "Barbara Bath (then as Head of Care)" in row["Led then by"]
    assert "for people to decide" not in main(RENAMED)
    assert "Barbara Bath and Andy Smith (acting) hold these posts today" in main(f"{RENAMED}&with={SIA}")


def test_without_a_title_the_page_asks_for_one_and_for_the_posts_that_merge() -> None:
    tree = page(f"/what-if/merges/{FARY}")
    assert tree.xpath(f"//main//form[@action='/what-if/merges/{FARY}']//input[@name='into']")
    offered = tree.xpath("//main//input[@name='with']/@value")
    assert SIA in offered
    assert FARY not in offered
    assert ids(tree) == []


def test_a_replay_tells_where_the_ten_rows_of_november_went_and_to_whom() -> None:
    pairs = example_map().ask(compare, "2018-11", "2019-01")["pairs"]
    answer = example_map().ask(replayed, FARY, "2018-11", "2019-01", pairs)
    said = answered(REPLAY)
    assert "leads 10 actions. In the January 2019 edition 8 of them are led by Andy Smith" in said
    assert "2 are still led by" in said
    assert "none was dropped" in said
    went = of_table(REPLAY, "Where each action went")
    assert [row["id"] for row in went] == [row["id"] for row in answer["actions"]]
    assert "1.3.5" in next(row["Became"] for row in went if row["Ref"] == "1.3.6")
    now = {row["Lead"]: (row["Actions"], row["Led before too"]) for row in of_table(REPLAY, "Who leads them now")}
    assert now["Andy Smith"] == ("8", "")
    assert now["Debbie Duffell"] == ("3", "2.2.3, 2.3.1, 2.3.2")
    assert [row["id"] for row in rows(as_csv(REPLAY))] == ids(page(REPLAY))


def test_a_replay_with_one_edition_alone_is_a_sentence(map_address: str) -> None:
    with open_map(map_address) as opened:
        opened.commit(small_map())
        app = create_app(accountability_map=opened, TESTING=True)
        posts = [one for one in opened.graph() if one.startswith("post:")]
        told = html.fromstring(app.test_client().get(f"/what-if/replay/{posts[0]}").get_data(as_text=True))
    assert "two editions of one plan" in words(told.xpath("//p[contains(@class, 'app-answer')]")[0])
    assert "Load" in words(told.xpath("//main//div[@role='alert']")[0])


def test_a_line_of_another_paper_than_the_editions_is_named_with_its_title() -> None:
    address = "/what-if/stands-down/organization:lancashire-childrens-services-improvement-board"
    said = main(address)
    assert "minutes of 10 October 2017, line" in said
    assert re.search(r"Pages, rows and lines are those of “[^”]+” where no other paper is named", said)


def departed() -> list[dict[str, Any]]:
    answer: list[dict[str, Any]] = example_map().ask(handover, "person:victoria-gent", {}, "2019-01")["actions"]
    return answer


def test_the_handover_form_leads_to_an_address_without_its_empty_fields() -> None:
    sent = get("/what-if/leaves?who=person:victoria-gent&to=&to.1.2.1=&to.3.2.1=rose+howley")
    assert sent.status_code == 302
    assert sent.headers["Location"] == f"{LEAVES}?to.3.2.1=rose+howley"
    assert page(LEAVES).xpath("//main//a[.='Hand the work over']/@href") == [f"{LEAVES}?hand=over#handover"]
    form = page(f"{LEAVES}?hand=over").xpath("//form[@action='/what-if/leaves']")[0]
    assert {f"to.{row['ref']}" for row in departed()} <= set(form.xpath(".//input/@name"))


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/what-if/leaves?who=victoria+gent", LEAVES),
        ("/what-if/moves?ref=1.2.1&to=June+2019", f"{MOVES}?to=June+2019"),
        ("/what-if/slips?strategy=neglect+strategy&months=2", "/what-if/slips/strategy:neglect-strategy?months=2"),
        ("/what-if/dropped?ref=1.2.1&edition=2018-11", "/what-if/dropped/2018-11/1.2.1"),
        ("/what-if/leaves?who=victoria+gent&on=2019-01-15", f"{LEAVES}?on=2019-01-15"),
        (f"/what-if/merges?post={FARY}&into=Head+of+Care&with=", RENAMED),
        (
            f"/what-if/merges?post={FARY}&with={SIA}&with=&with={LOCALITIES}",
            f"/what-if/merges/{FARY}?with={SIA.replace(':', '%3A')}&with={LOCALITIES.replace(':', '%3A')}",
        ),
        (f"/what-if/replay?post={FARY}", REPLAY),
    ],
)
def test_the_forms_of_the_first_page_lead_to_the_address_of_the_answer(asked: str, leads_to: str) -> None:
    assert get(asked).headers["Location"] == leads_to
    assert get(leads_to).status_code == 200


def test_every_form_of_the_first_page_can_be_sent_without_script() -> None:
    forms = page("/what-if").xpath("//main//form")
    assert [form.get("action") for form in forms] == [
        f"/what-if/{kind}" for kind in ("leaves", "moves", "slips", "stands-down", "dropped", "merges", "replay")
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
        (f"/leads/{FARY}", "What if it merges or is renamed?", f"/what-if/merges/{FARY}"),
        (f"/leads/{FARY}", "Where did its work go?", REPLAY),
        (f"/what-if/merges/{FARY}", "Where did its work go?", REPLAY),
        (REPLAY, "What if it merges or is renamed?", f"/what-if/merges/{FARY}"),
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
