from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any

import networkx as nx
import pytest

from graphapp.analysis.governance import arranged, governance
from graphapp.analysis.words import spoken_date
from graphapp.core import open_map
from graphapp.model import Edge, Node
from graphapp.pictures.governance import MOST, above_words, draw, overseen_words, people_words
from graphapp.pictures.meeting_strip import strip_of, together
from graphapp.web import create_app
from tests.builders import changes
from tests.graphs import edge, edition, graph_of, node, small_plan
from tests.served import client, example_map, rows
from tests.soup import all_rows, answer, page

BOARD = "organization:corporate-parenting-board"


def board(slug: str, **props: object) -> Node:
    return node(f"organization:{slug}", slug.replace("-", " ").title(), classification="board", **props)


def over(above: str, below: str, standing: str = "stated", kind: str = "REPORTS_TO") -> Edge:
    ends = (below, above) if kind == "REPORTS_TO" else (above, below)
    return edge(f"organization:{ends[0]}", kind, f"organization:{ends[1]}", standing=standing)


def meeting(board: str, date: str | None, next_date: str | None = None) -> tuple[Node, Edge]:
    held = node(f"meeting:{board}/{date}", f"{board} {date}", date=date, next_date=next_date)
    return held, edge(held.id, "HELD_BY", f"organization:{board}")


def graph(*facts: Node | Edge) -> nx.MultiDiGraph:
    return graph_of((f for f in facts if isinstance(f, Node)), (f for f in facts if isinstance(f, Edge)))


def tree(*facts: Node | Edge) -> list[tuple[str, int]]:
    return [(row["name"], row["depth"]) for row in governance(graph(*facts))["boards"]]


def by_name(found: dict[str, Any]) -> dict[str, Any]:
    return {row["name"]: row for row in found["boards"]}


@cache
def example() -> dict[str, Any]:
    return example_map().ask(governance, "2019-01", "2019-03-28")  # type: ignore[no-any-return]


def test_a_board_stands_below_the_one_it_reports_to_and_the_one_that_oversees_it() -> None:
    boards = [board(name) for name in ("top", "middle", "low", "other")]
    found = tree(*boards, over("top", "middle"), over("middle", "low", kind="OVERSEES"), over("top", "other"))
    assert found == [("Top", 0), ("Middle", 1), ("Low", 2), ("Other", 1)]


def test_a_board_with_two_above_it_stands_below_both() -> None:
    facts = [board(name) for name in ("a", "b", "c")]
    found = governance(graph(*facts, over("b", "a"), over("c", "a"), over("b", "c", "inferred")))
    assert [row["name"] for row in found["boards"]] == ["B", "C", "A"]
    assert [row["parent"] for row in found["boards"]] == [None, "organization:b", "organization:c"]
    assert above_words(by_name(found)["C"]) == "reports to B (inferred)"


def test_boards_that_report_to_each_other_in_a_circle_are_each_drawn_once() -> None:
    circle = [over("x", "y"), over("y", "z"), over("z", "x"), over("x", "x"), over("y", "leaf")]
    found = tree(*(board(name) for name in ("x", "y", "z", "leaf")), *circle)
    assert sorted(name for name, _ in found) == ["Leaf", "X", "Y", "Z"]
    assert [name for name, depth in found if depth == 0] == ["Y"]
    assert ("Leaf", 1) in found


def test_sixty_boards_in_a_line_go_sixty_deep_and_still_fit_the_picture() -> None:
    names = [f"b{at:02}" for at in range(60)]
    links = [over(*pair) for pair in pairwise(names)]
    found = governance(graph(*map(board, names), *links))["boards"]
    assert [row["depth"] for row in found] == list(range(60))
    svg = draw(found, None, str, spoken_date)
    assert svg.count("data-id=") == MOST
    assert 'viewBox="0 0 1200' in svg


def test_what_the_papers_state_beats_what_is_inferred_of_the_same_two_boards() -> None:
    facts = (board("a"), board("b"), over("a", "b", "inferred"), over("a", "b", kind="OVERSEES"))
    (above,) = by_name(governance(graph(*facts)))["B"]["above"]
    assert (above["how"], above["standing"]) == ("is overseen by", "stated")


def test_what_somebody_rejected_does_not_count() -> None:
    found = governance(graph(board("a"), board("b"), over("a", "b", "rejected")))
    assert (found["boards"], [row["name"] for row in found["named_only"]]) == ([], ["A", "B"])


def test_a_board_known_by_name_only_is_listed_apart() -> None:
    found = governance(graph(board("a"), *meeting("a", "2024-01-10"), board("z")))
    assert ([row["name"] for row in found["boards"]], [row["name"] for row in found["named_only"]]) == (["A"], ["Z"])


def test_the_tree_with_the_board_that_oversees_the_edition_comes_first() -> None:
    facts = [edition("2024-01"), *map(board, ("a", "y", "z")), over("z", "y"), over("z", "a")]
    found = tree(*facts, board("b"), over("a", "b"), edge("organization:y", "OVERSEES", "edition:2024-01"))
    assert found == [("Z", 0), ("Y", 1), ("A", 1), ("B", 2)]


def test_a_board_to_which_another_reports_is_known_by_more_than_its_name() -> None:
    assert tree(board("a"), board("b"), over("a", "b")) == [("A", 0), ("B", 1)]


def test_the_chair_in_a_post_is_the_person_who_holds_it_and_deputies_do_not_chair() -> None:
    facts = [board("a"), node("post:p", "Head"), node("person:x", "Xa"), node("person:y", "Yo"), node("person:z", "Zu")]
    sits = [
        edge("post:p", "MEMBER_OF", "organization:a", role="Independent Chair"),
        edge("person:y", "MEMBER_OF", "organization:a", role="vice-chair"),
        edge("person:z", "MEMBER_OF", "organization:a", role="attendee"),
    ]
    (row,) = governance(graph(*facts, *sits, edge("person:x", "HOLDS", "post:p")))["boards"]
    assert [(one["name"], one["held_by"]) for one in row["chairs"]] == [("Head", ["Xa"])]
    assert people_words(row) == "2 members, 1 who attend"
    (vacant,) = governance(graph(*facts, *sits))["boards"]
    assert vacant["chairs"][0]["held_by"] == []


def test_what_is_overseen_names_the_edition_asked_for_first_and_others_by_number_only() -> None:
    def area(key: str, no: str) -> Node:
        return node(f"keyarea:{key}/{no}", f"Key area {no}", no=no, edition=key)

    things = [edition("2024-01"), edition("2023-06"), area("2024-01", "1"), area("2024-01", "2"), area("2023-06", "1")]
    found = governance(
        graph(board("a"), *things, *(edge("organization:a", "OVERSEES", one.id) for one in things)), "2024-01"
    )
    told = "Plan 2024-01; 2 key areas: 1, 2; Plan 2023-06; 1 key area of another edition"
    assert overseen_words(found["boards"][0]) == told


def test_boards_that_oversee_the_edition_asked_for_come_first() -> None:
    facts = [edition("2024-01"), edition("2023-06"), board("a"), board("b")]
    sees = [
        edge(f"organization:{one}", "OVERSEES", f"edition:{key}") for one, key in (("a", "2023-06"), ("b", "2024-01"))
    ]
    assert [governance(graph(*facts, *sees), key)["boards"][0]["name"] for key in ("2024-01", "2023-06")] == ["B", "A"]


def test_a_next_meeting_that_has_passed_without_minutes_is_awaited() -> None:
    facts = (board("a"), *meeting("a", "2024-01-10", "2024-03-06"))
    told = {on: governance(graph(*facts), on=on)["boards"][0]["awaited"] for on in ("2024-03-06", "2024-03-07")}
    assert told == {"2024-03-06": False, "2024-03-07": True}
    met = governance(graph(*facts, *meeting("a", "2024-03-06")), on="2024-05-01")["boards"][0]
    assert (met["next_date"], met["awaited"], len(met["meetings"])) == (None, False, 2)


def test_resolutions_without_owner_or_date_are_those_that_say_neither() -> None:
    found = governance(small_plan())
    assert [(one["id"], one["lacks"]) for one in found["open"]] == [("resolution:r1", ["date"])]
    assert [(one["resolutions"], one["without_owner"]) for one in found["meetings"]] == [(1, 0)]


def test_meetings_too_near_to_stand_apart_are_one_mark() -> None:
    dates = ["2024-01-10", "2024-01-12", "2024-06-10"]
    strip = strip_of(dates, None, 0, 600)
    assert strip is not None
    found = together([{"date": when} for when in (*dates, None)], strip, 34)
    assert [[one["date"] for one in group] for _, group in found] == [dates[:2], dates[2:]]


@pytest.mark.parametrize("last", ["2024-01", "2024-09", "2027-12", "2034-01", "2124-01"])
def test_labels_of_months_never_crowd(last: str) -> None:
    strip = strip_of(["2024-01-10", last], None, 0, 480)
    assert strip is not None
    places = [x for x, _ in strip.ticks()]
    assert 1 <= len(places) <= 8
    assert all(later - one >= 55 for one, later in pairwise(places))


def test_the_day_asked_for_is_shown_only_where_it_is_near_the_meetings() -> None:
    def shown(on: str) -> bool:
        strip = strip_of(["2024-01-10"], on, 0, 480)
        assert strip is not None
        return strip.at(on) is not None

    assert (shown("2024-12-31"), shown("2026-12-31")) == (True, False)
    assert strip_of([None], "2024-01-10", 0, 480) is None


def test_the_example_says_which_board_oversees_the_plan_who_met_and_who_owes_nothing() -> None:
    found = by_name(example())
    assert next(iter(found)) == "Lancashire Getting to Good Board"
    assert [one["name"] for one in found["Lancashire Children's Services Improvement Board"]["chairs"]] == [
        "Tony Crane"
    ]
    parenting = found["Corporate Parenting Board"]
    assert [one["date"] for one in parenting["meetings"]] == ["2019-01-23"]
    assert (parenting["next_date"], parenting["awaited"]) == ("2019-03-28", False)
    assert parenting["resolutions"] == 8
    assert "Fostering Forum" in [row["name"] for row in example()["named_only"]]


def test_table_picture_csv_and_api_carry_the_same_boards_meetings_and_resolutions() -> None:
    expected = [row["id"] for part in ("boards", "meetings", "open", "named_only") for row in example()[part]]
    assert all_rows("/governance") == expected
    assert [row["id"] for row in rows("/governance.csv")] == expected
    told = answer("/api/governance")
    assert [row["id"] for part in ("boards", "meetings", "open", "named_only") for row in told[part]] == expected
    drawn = [str(one["data-id"]) for one in page("/governance").select("svg a[data-id]")]
    boards = [row["id"] for row in example()["boards"]]
    assert [one for one in drawn if one in boards] == boards
    assert {one for one in drawn if one not in boards} == {one["id"] for one in example()["meetings"]}


def test_every_mark_of_the_picture_leads_to_its_page_and_says_a_whole_sentence() -> None:
    links = page("/governance").select("svg a")
    said = {str(one.get("data-id")): str(one["aria-label"]) for one in links}
    assert all(client().get(str(one["href"]), buffered=True).status_code == 200 for one in links)
    assert said[BOARD].startswith("Corporate Parenting Board, chair: nobody named, 9 members, 10 who attend, oversees")
    assert said["meeting:corporate-parenting-board/2019-01-23"] == (
        "Corporate Parenting Board, meeting of 23 January 2019: 8 resolutions, 1 without owner"
    )


def test_a_board_without_minutes_shows_a_gap_and_no_number_of_resolutions() -> None:
    tree = page("/governance")
    (row,) = tree.select('tr[data-id="organization:lancashire-getting-to-good-board"]')
    assert "no minutes" in row.text
    assert not row.select('td[data-label="Resolved"]')
    without = sum(not one["meetings"] for one in example()["boards"])
    assert sum(text.text == "no minutes in the map" for text in tree.select("svg text")) == without


def test_a_map_without_boards_says_so(map_address: str) -> None:
    with open_map(map_address) as empty:
        reader = create_app(accountability_map=empty).test_client()
        assert "The papers name no board." in page("/governance", reader).text
        assert not page("/governance", reader).select("svg")


def test_a_map_that_only_names_a_board_says_that_and_counts_nothing(map_address: str) -> None:
    with open_map(map_address) as found:
        found.commit(changes(board("a")))
        text = page("/governance", create_app(accountability_map=found).test_client()).text
    assert "The papers tell of no board more than its name. The map holds no minutes." in " ".join(text.split())
    assert "The map holds no resolutions." in text


def test_more_boards_than_are_drawn_are_counted_and_stand_in_the_table(map_address: str) -> None:
    names = [f"b{at:02}" for at in range(MOST + 5)]
    with open_map(map_address) as found:
        found.commit(changes(*map(board, names), *(over(names[0], name) for name in names[1:])))
        reader = create_app(accountability_map=found).test_client()
        tree = page("/governance", reader)
        assert len(tree.select("svg a[data-id]")) == MOST
        assert f"shows the first {MOST} boards; the table below holds 5 more" in tree.text
        assert len(tree.select("tr[data-id]")) == MOST + 5
        assert len(reader.get("/governance").data) < 75_000


def test_the_arranging_puts_everybody_once_whoever_is_above_whom() -> None:
    above = {"a": {"b", "c"}, "b": {"c"}, "c": {"b"}, "d": set[str]()}
    assert [one for one, _, _ in arranged(list(above), above)] == ["b", "c", "a", "d"]
