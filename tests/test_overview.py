from __future__ import annotations

from graphapp.analysis.overview import facts, moved, overview
from graphapp.analysis.versions import compare
from graphapp.core import open_map
from graphapp.web import create_app
from tests.builders import changes
from tests.graphs import EDGES, NODES, action, edition, graph_of, small_plan
from tests.served import example_map, get, main, page
from tests.soup import page as soup


def exceptions(answer):
    return {one["key"]: [found["subject"] for found in one["findings"]] for one in answer["exceptions"]}


def test_the_counts_are_those_of_the_edition_and_of_the_whole_map():
    counts = overview(small_plan())["counts"]
    assert (counts["actions"], counts["leads"], counts["assignments"]) == (6, 6, 7)
    assert (counts["people"], counts["posts"], counts["organizations"]) == (3, 2, 1)
    assert (counts["recommendations"], counts["boards"], counts["key_areas"]) == (2, 1, 2)
    assert overview(small_plan(), "2023-06")["counts"]["actions"] == 1


def test_exceptions_come_worst_first_and_name_what_they_are_about():
    answer = overview(small_plan(), on="2024-04-01")
    assert list(exceptions(answer)) == [
        "overdue",
        "no_lead",
        "acting_only",
        "post_only",
        "no_date",
        "one_lead",
    ]
    assert exceptions(answer)["overdue"] == ["1.1.1"]
    assert exceptions(answer)["acting_only"] == ["1.1.2"]
    assert [one["count"] for one in answer["exceptions"]] == [1, 1, 1, 2, 1, 0]


def test_due_soon_is_the_sixty_days_from_today_without_what_is_done():
    graph = small_plan()
    assert [row["ref"] for row in overview(graph, on="2024-03-05")["due_soon"]] == ["1.1.1", "2.1.1"]
    assert [row["ref"] for row in overview(graph, on="2024-04-01")["due_soon"]] == ["2.1.1", "2.1.2"]
    assert [row["ref"] for row in overview(graph, on="2024-01-31")["due_soon"]] == ["1.1.1"]  # 60 days: 31 March
    assert overview(graph)["due_soon"] == []


def test_a_second_milestone_is_due_soon_when_the_first_has_gone():
    graph = graph_of([edition("2024-01"), action("1", due="Pilot January 2024 Roll out August 2024")])
    (row,) = overview(graph, on="2024-07-15")["due_soon"]
    assert row["next_date"] == "2024-08"


def test_open_questions_and_the_share_of_stated_facts_are_shown():
    graph = small_plan()
    answer = overview(graph)
    assert [one["subject"] for one in answer["open_questions"]] == ["1.1.5", "Bo Berg"]
    total = graph.number_of_nodes() + graph.number_of_edges()
    assert answer["facts"] == {
        "total": total,
        "stated": total - 1,
        "inferred": 1,
        "share_stated": round((total - 1) / total, 4),
        "inferred_kinds": {"RELIES_ON": 1},
    }


def test_an_empty_map_has_an_overview_too():
    answer = overview(graph_of([]), on="2024-01-01")
    assert (answer["edition"], answer["counts"]["actions"], answer["due_soon"]) == (None, 0, [])
    assert facts(graph_of([]))["share_stated"] == 1.0


def test_dates_that_moved_are_counted_by_their_direction():
    def printed(key, *dues):
        return [edition(key), *(action(str(at), f"Do thing {at}.", due, key) for at, due in enumerate(dues, 1))]

    old = printed("2023-06", "May 2024", "June 2024", "July 2024", "Quarterly")
    new = printed("2024-01", "June 2024", "May 2024", "July 2024", "May 2024")
    found = moved(compare(graph_of([*old, *new])))
    assert found == {"old": "2023-06", "new": "2024-01", "later": 1, "earlier": 1}


def test_home_says_how_many_dates_moved_since_the_edition_before_with_a_link_to_the_pairs():
    found = example_map().ask(compare, "2018-11", "2019-01")
    count = sum(bool(pair["due_change_months"]) for pair in found["pairs"])
    (link,) = page("/").xpath(f"//main//a[.='{count} dates moved']/@href")
    assert link == "/compare?old=2018-11&new=2019-01&relation=moved#pairs"
    assert len(page(link.partition("#")[0]).xpath("//*[@id='pairs']//table//tr[@data-id]")) == count


def test_home_says_nothing_of_what_moved_where_the_plan_has_no_earlier_edition():
    assert "moved" not in main("/?edition=2018-11")
    assert "moved" not in main("/?edition=2019-03")


def test_home_gives_the_share_of_facts_stated_and_links_to_what_is_inferred():
    told = example_map().ask(facts)
    assert f"{told['share_stated']:.0%} of {told['total']:,} facts are stated in the papers" in main("/")
    assert f"{told['inferred']} inferred, mostly what waits for what" in main("/")
    (link,) = page("/").xpath("//main//a[.='what waits for what']/@href")
    assert link == "/dependencies"
    assert "inferred" in main(link)


def test_every_number_of_home_and_every_picture_is_a_link_to_a_page_that_exists():
    tree = page("/").xpath("//main")[0]
    held = tree.xpath(".//ul[contains(@class, 'app-holds')]/li")
    assert all(item.xpath("a") for item in (*held, *tree.xpath(".//ul[@class='app-figures']/li")))
    assert "/meetings" in tree.xpath(".//a/@href")
    drawn = tree.xpath(".//p[starts-with(., 'Pictures')]/a/@href")
    assert drawn == ["/timeline", "/matrix", "/workload", "/governance", "/explore"]
    assert get("/governance").status_code == 200


def test_home_of_a_map_without_an_earlier_edition_or_anything_inferred_is_calm(map_address: str):
    with open_map(map_address) as found:
        kept = [one for one in NODES if "2023-06" not in one.id]
        joined = [one for one in EDGES if "2023-06" not in one.id and one.props.get("standing") != "inferred"]
        found.commit(changes(*kept, *joined))
        text = soup("/", create_app(accountability_map=found).test_client()).select_one("main").text
        assert "facts are stated in the papers, none inferred." in text
        assert "moved" not in text
