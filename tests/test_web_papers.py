"""The papers line by line, gaps, meetings, figures, history and search, as readers see them."""

from __future__ import annotations

import csv
import io
import re

import pytest

from graphapp.analysis.gaps import gaps
from graphapp.analysis.papers import citing, document_list, passage, standing_on
from graphapp.analysis.search import search
from graphapp.core import open_map
from graphapp.model import Citation, Node
from graphapp.web import create_app
from graphapp.web.passages import PAGE_LINES, citation_url, line_range, paged
from tests.builders import changes, edge, node, small_map
from tests.example import NOVEMBER, PACK, PAPERS
from tests.graphs import graph_of
from tests.served import client, example_map
from tests.soup import all_rows, links, page, rows

STARTS = (1, 321, 485)  # of the parts that the longest paper is shown in
BOARD_MEETING = "meeting:corporate-parenting-board/2019-01-23"


def test_the_list_of_papers_says_how_many_facts_rest_on_each_and_what_was_not_read() -> None:
    soup = page("/documents")
    found = {one["id"]: one for one in document_list(example_map().graph())["documents"]}
    assert set(rows(soup)) == {f"document:{paper}" for paper in PAPERS}
    for row in soup.select("tr[data-id]"):
        cells = [cell.get_text() for cell in row.select("td.app-numeric")]
        one = found[str(row["data-id"])]
        assert cells == [f"{one[name]:,}" for name in ("lines", "facts", "unread")]
    assert found[f"document:{PACK}"]["facts"] > 1000


def test_every_line_of_a_paper_is_an_element_of_its_own_in_order() -> None:
    parts = [page(f"/documents/{PACK}?from={start}") for start in STARTS]
    ids = [str(line["id"]) for soup in parts for line in soup.select("ol.paper li[id]")]
    assert ids == [f"L{no}" for no in range(1, 767)]
    assert len(parts[0].select("ol.paper li[id]")) == PAGE_LINES


def test_a_cited_line_is_marked_and_links_to_the_facts_that_stand_on_it() -> None:
    soup = page(f"/documents/{PACK}")
    cited, plain = soup.select_one("#L305"), soup.select_one("#L308")
    assert cited is not None
    assert plain is not None
    assert "line--cited" in cited["class"]
    assert "/actions/2019-01/1.2.1" in links(cited)
    assert "Recommendation 5 | March 2019 | Victoria Gent" in cited.get_text(), "tabs are shown as bars"
    assert "class" not in plain.attrs
    assert links(plain) == []


def test_every_cited_line_is_marked_and_no_other() -> None:
    marked = set()
    for start in STARTS:
        soup = page(f"/documents/{PACK}?from={start}")
        marked |= {int(str(line["id"])[1:]) for line in soup.select("li.line--cited")}
    pairs = citing(example_map().graph())[PACK]
    assert marked == {no for cited, _ in pairs for no in range(cited.line_start, cited.line_end + 1)}


def test_a_range_of_lines_is_marked_without_script_and_says_what_rests_on_it() -> None:
    soup = page(f"/documents/{PACK}?lines=302-306")
    assert [line["id"] for line in soup.select(".line--target")] == [f"L{no}" for no in range(302, 307)]
    facts = passage(example_map().graph(), f"document:{PACK}", 302, 306)["facts"]
    assert all_rows(f"/documents/{PACK}?lines=302-306") == [fact["id"] for fact in facts]
    assert "Victoria Gent leads action 1.2.1" in soup.get_text()


def test_the_link_of_every_citation_lands_on_a_page_that_shows_and_marks_its_lines() -> None:
    wanted = {cited for cited, _ in citing(example_map().graph())[PACK] if cited.line_end > 380}
    assert len(wanted) > 50
    for cited in sorted(wanted)[::5]:
        with client().application.test_request_context("/"):
            address, _, anchor = citation_url(cited.as_json()).partition("#")
        soup = page(address)
        assert soup.select_one(f"#{anchor}") is not None, address
        if cited.line_start > PAGE_LINES or cited.line_end > cited.line_start:
            assert "line--target" in str(soup.select_one(f"#L{cited.line_end}")), address


def test_a_short_citation_near_the_beginning_has_the_plain_address() -> None:
    with client().application.test_request_context("/?on=2019-02-01"):
        assert citation_url(Citation(PACK, 305, 305).as_json()) == f"/documents/{PACK}?on=2019-02-01#L305"
        assert citation_url(Citation("plan", 7, 7, sheet="Tracker").as_json()).endswith("sheet=Tracker&lines=7#L7")


def test_no_page_of_a_paper_is_heavier_than_150_kilobytes() -> None:
    for paper in PAPERS:
        for start in STARTS:
            assert len(client().get(f"/documents/{paper}?from={start}").data) < 95_000, paper


def test_a_line_that_was_not_read_says_why() -> None:
    line = page(f"/documents/{NOVEMBER}").select_one("#L227")
    assert line is not None
    assert "line--unread" in line["class"]
    assert "Not read: no words" in line.get_text()


def test_lines_that_name_none_get_a_sentence() -> None:
    assert "names no lines: write 305, or 302-310" in page(f"/documents/{PACK}?lines=many").get_text()
    with pytest.raises(ValueError, match="names no lines"):
        line_range("1-2-3")


def test_a_long_paper_is_cut_by_lines_and_by_characters() -> None:
    short = [{"no": no, "text": "word"} for no in range(1, 1001)]
    long = [{"no": no, "text": "w" * 40_000} for no in range(1, 5)]
    assert [len(part) for part in paged(short)] == [320, 320, 320, 40]
    assert [len(part) for part in paged(long)] == [1, 1, 1, 1]
    assert paged([]) == []


def test_a_citation_of_a_whole_paper_stands_on_its_first_line_alone() -> None:
    wide = Node("person:a", "Person A", (Citation("paper", 1, 500),))
    graph = graph_of([node("document:paper", "Paper", lines=["x"] * 500), wide])
    assert [no for _, no in standing_on(graph, "document:paper")] == [1]


def test_rows_of_two_sheets_are_shown_sheet_by_sheet(map_address: str) -> None:
    places = [[1, None, "A"], [2, None, "A"], [1, None, "B"]]
    paper = node("document:book", "Book", title="Book", date=None, lines=["one", "two", "uno"], places=places)
    person = Node("person:a", "Person A", (Citation("book", 1, 1, None, "B"),))
    with open_map(map_address) as found:
        found.commit(changes(paper, person))
        reader = create_app(accountability_map=found).test_client()
        first, second = page("/documents/book", reader), page("/documents/book?sheet=B", reader)
        asked = page("/documents/book?sheet=B&lines=1", reader)
    assert [line.get_text()[:4] for line in first.select("ol.paper li")] == ["1one", "2two"]
    assert first.select("li.line--cited") == []
    assert [line["id"] for line in second.select("li.line--cited")] == ["L1"]
    assert rows(asked) == ["person:a"]


def test_gaps_stand_under_their_kinds_with_counts_and_can_be_narrowed_to_one() -> None:
    found = gaps(example_map().graph(), None, "2019-03-28")
    soup = page("/gaps")
    assert rows(soup) == [one["id"] for one in found["findings"]]
    for kind, number in found["counts"].items():
        assert f"{found['kinds'][kind]} ({number})" in soup.get_text()
        narrowed = page(f"/gaps?kind={kind}")
        assert rows(narrowed) == [one["id"] for one in found["findings"] if one["kind"] == kind]


def test_the_csv_of_gaps_has_the_rows_of_the_page() -> None:
    for query in ("", "?kind=past-date"):
        told = list(csv.DictReader(io.StringIO(client().get(f"/gaps.csv{query}").get_data(as_text=True))))
        assert [row["id"] for row in told] == rows(page(f"/gaps{query}"))


def test_a_meeting_says_who_was_there_for_whom_and_who_owes_what() -> None:
    soup = page(f"/meetings/{BOARD_MEETING}")
    text = soup.get_text(" ")
    assert "Corporate Parenting Board, 23 January 2019" in text
    assert "28 March 2019" in text, "the next meeting"
    assert len([one for one in rows(soup) if one.startswith("resolution:")]) == 8
    hylton = next(row for row in soup.select("tr[data-id='person:jane-hylton']"))
    assert "Leaving Care, LCC" in hylton.get_text()
    owed = next(row for row in soup.select("tr[data-id^=resolution]") if "all comments above" in row.get_text())
    assert "/leads/person:jane-hylton" in links(owed)


def test_measures_show_value_date_and_aim() -> None:
    text = re.sub(r"\s+", " ", page("/measures").get_text(" "))
    assert "1,923 children" in text
    assert "1,646 children" in text
    assert "570.3 full-time equivalents" in text


def test_judgements_show_area_grade_and_date() -> None:
    row = next(row for row in page("/judgements").select("tr[data-id]") if "Leadership" in row.get_text())
    assert "Requires improvement" in row.get_text()
    assert "June 2018" in row.get_text()


def test_search_finds_names_first_then_texts_then_lines_of_papers() -> None:
    soup = page("/search?q=neglect+strategy")
    captions = [caption.get_text() for caption in soup.select("caption")]
    assert [caption.split()[0] for caption in captions[-1:]] == ["Lines"]
    assert "strategy:neglect-strategy" in rows(soup)
    found = search(example_map().graph(), "victoria gent")["groups"]
    assert [group["kind"] for group in found][:1] == ["person"]
    assert found[0]["items"][0]["where"] == "name"


def test_search_takes_the_beginnings_of_words_in_any_case_and_order() -> None:
    graph = example_map().graph()
    assert search(graph, "STRAT negl")["total"] == search(graph, "neglect strategy")["total"] > 0
    assert search(graph, "eglect")["total"] == 0


def test_a_search_that_finds_nothing_says_what_to_try() -> None:
    for address in ("/search?q=qqqq", "/search", "/search?q=%20"):
        assert "Try one word rather than several" in page(address).get_text()
    field = page("/search?q=qqqq").select_one("input[name=q]")
    assert field is not None
    assert field["value"] == "qqqq"


def test_words_searched_for_are_never_markup() -> None:
    assert "<b>bold" not in client().get("/search?q=<b>bold").get_data(as_text=True)


def test_history_tells_each_revision_and_what_it_changed_in_words(map_address: str) -> None:
    with open_map(map_address) as found:
        found.commit(small_map())
        found.commit(
            changes(node("person:a", "Person Alpha"), drop=("person:a HOLDS post:head",), reason="Her new name")
        )
        reader = create_app(accountability_map=found).test_client()
        history, revision = page("/history", reader), page("/history/2", reader)
        missing = page("/history/3", reader, status=404)
    assert rows(history) == ["revision:2", "revision:1"]
    assert "Her new name" in history.get_text()
    assert rows(revision) == ["person:a"]
    text = revision.get_text(" ")
    assert "Name: was “Person A”, now “Person Alpha”" in text
    assert "No longer: Person Alpha holds the post Head of Service." in text
    assert "The newest is 2" in missing.get_text()


def test_a_changed_link_says_what_it_said_before(map_address: str) -> None:
    with open_map(map_address) as found:
        found.commit(small_map())
        found.commit(changes(edge("person:a", "LEADS", "action:2020-01/1.1.1", share="joint")))
        text = page("/history/2", create_app(accountability_map=found).test_client()).get_text(" ")
    assert "share: was “sole”, now “joint”" in text


def test_a_long_revision_is_told_in_parts_and_whole_in_its_csv() -> None:
    first = rows(page("/history/1"))
    whole = list(csv.DictReader(io.StringIO(client().get("/history/1.csv").get_data(as_text=True))))
    assert 20 < len(first) <= 100
    assert [row["id"] for row in whole] == all_rows("/history/1")


def test_no_page_has_a_script_or_style_in_it_and_each_says_the_day() -> None:
    for address in ("/documents", f"/documents/{PACK}", "/gaps", "/history", "/history/1", "/meetings", "/search?q=a"):
        soup = page(address)
        assert soup.select("script:not([src]), style, [style], [onclick]") == []
        assert "As at 28 March 2019" in re.sub(r"\s+", " ", soup.get_text(" ")), address


def test_the_day_and_edition_chosen_are_carried_from_page_to_page() -> None:
    for address in ("/documents", "/gaps", "/meetings"):
        soup = page(f"{address}?on=2019-02-01")
        inner = [href for href in links(soup.select_one("main")) if href.startswith("/") and ".csv" not in href]
        assert inner
        assert all("on=2019-02-01" in href for href in inner), address


@pytest.mark.slow
def test_every_link_of_these_pages_leads_somewhere() -> None:
    starts = [
        "/documents",
        "/gaps",
        "/history",
        f"/meetings/{BOARD_MEETING}",
        "/measures",
        "/judgements",
        "/search?q=neglect",
    ]
    found = {href for start in starts for href in links(page(start)) if href.startswith("/")}
    assert len(found) > 100
    reader = client()
    broken = [href for href in sorted(found) if reader.get(href.partition("#")[0]).status_code != 200]
    assert broken == []
