"""Boards and other bodies: read from sentences about invented councils and scored on the example's papers."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphapp.due import RECURRENCES
from graphapp.reading.bodies import read_organizations
from graphapp.reading.drafts import Line, OrganizationDraft, Paper
from graphapp.reading.files import read_paper

HERE = Path(__file__).parent
PAPERS = HERE.parent / "graph_data" / "lancashire" / "papers"
TRUTH = json.loads((HERE / "truth" / "named-things.json").read_text(encoding="utf-8"))


def paper(text: str) -> Paper:
    """A paper of these lines; a tab parts cells."""
    lines = (Line(no, tuple(line.split("\t"))) for no, line in enumerate(text.split("\n"), 1))
    return Paper("p", "A paper", "minutes", None, tuple(lines), ())


def only(text: str) -> OrganizationDraft:
    (found,) = read_organizations(paper(text))
    return found


def plain(name: str) -> str:
    """A name as compared with the reading by hand: no acronym in brackets, no marks, no article."""
    bare = re.sub(r"\s*\([^()]*\)", "", name.lower().replace("’", "'")).replace("'s", "s")
    return re.sub(r"\W+", " ", bare.removeprefix("the ")).strip()


def score(found: Iterable[tuple[str, ...]], wanted: list[dict]) -> tuple[int, int, int, int, int, int]:
    """Core found, core in all, any found, any in all, right, read."""
    read = [{plain(name) for name in forms} for forms in found]
    known = [({plain(name) for name in (each["name"], *each["aliases"])}, each["core"]) for each in wanted]
    hits = [core for forms, core in known if any(forms & other for other in read)]
    right = sum(any(forms & other for other, _ in known) for forms in read)
    return sum(hits), sum(core for _, core in known), len(hits), len(known), right, len(read)


NAMED = [
    ("The Northshire Safeguarding Children Partnership met.",
     ["Northshire Safeguarding Children Partnership/partnership"]),
    ("Reports go to the Education, Skills and Children Overview and Scrutiny Committee.",
     ["Education, Skills and Children Overview and Scrutiny Committee/committee"]),
    ("Westborough City Council and Eastvale Borough Council signed.",
     ["Westborough City Council/council", "Eastvale Borough Council/council"]),
    ("Chair of the Early Help Partnership Board", ["Early Help Partnership Board/board"]),
    ("Northshire and Westvale Integrated Care Board funds it.",
     ["Northshire and Westvale Integrated Care Board/health body"]),
    ("NHS Eastvale CCG & NHS Westvale CCG", ["NHS Eastvale CCG/health body", "NHS Westvale CCG/health body"]),
    ("Members of the Youth Justice Management Board", ["Youth Justice Management Board/board"]),
    ("The Fostering Panel and the Adoption Panel", ["Fostering Panel/panel", "Adoption Panel/panel"]),
    ("Northshire Police and the Eastvale NHS Foundation Trust",
     ["Northshire Police/police", "Eastvale NHS Foundation Trust/health body"]),
    ("Eastvale Constabulary", ["Eastvale Constabulary/police"]),
    ("It went to Cabinet and Ofsted was told.", ["Cabinet/cabinet", "Ofsted/inspectorate"]),
    ("They wrote to the Department for Work and Pensions.", ["Department for Work and Pensions/government department"]),
    ("The Care Leavers Council gave its view.", ["Care Leavers Council/forum"]),
    ("The Ministry of Justice and the University of Northshire",
     ["Ministry of Justice/government department", "University of Northshire/university"]),
    ("A Multi-Agency Safeguarding Hub was set up.", ["Multi-Agency Safeguarding Hub/hub"]),
    ("Progress goes to the Senior Leadership Team.", ["Senior Leadership Team/team"]),
    ("Barnardo's and the NSPCC run it.", ["Barnardo's/charity", "NSPCC/charity"]),
    ("Person A, Children's Trust Board", ["Children's Trust Board/board"]),
    ("The Virtual School Governing Body and St Mary's Primary School",
     ["Virtual School Governing Body/body", "St Mary's Primary School/school"]),
    ("Develop a Performance and Quality Assurance Board.", ["Performance and Quality Assurance Board/board"]),
    ("The Eastvale Youth Council and Young Carers Forum", ["Eastvale Youth Council/forum", "Young Carers Forum/forum"]),
    ("There is a multi agency 'Out of Trouble' group.", ["Out of Trouble group/group"]),
    ("Review the monthly Resource Panels.", ["Resource Panels/panel"]),
    ("The Leadership Academy trains managers.", ["Leadership Academy/academy"]),
    ("The Neglect Strategy Group met.", ["Neglect Strategy Group/group"]),
    ("Wellbeing and Early Help Service", ["Wellbeing and Early Help Service/service"]),
    ("Chair of Widget & Demand Management Board", ["Widget & Demand Management Board/board"]),
    ("Northshire County Council's Cabinet", ["Northshire County Council/council", "Cabinet/cabinet"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), NAMED)
def test_a_body_is_read_with_its_kind(text: str, wanted: list[str]) -> None:
    assert [f"{found.name}/{found.classification}" for found in read_organizations(paper(text))] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The Board noted the report and the Committee agreed.",
        "Committee Room 2, Town Hall, Cabinet Member for Children, Council Tax",
        "Head of Children's Social Care, Team Manager, Service Director",
        "The Police and Crime Commissioner",
        "Initial Family Group Conference",
        "Effective Partnership Working",
        "Person A and Person B came.",
        "The Neglect Strategy and the County Council",
        "A board, a panel and a group of schools",
    ],
)
def test_posts_rooms_headings_and_the_board_are_no_bodies(text: str) -> None:
    assert read_organizations(paper(text)) == ()


def test_a_person_before_a_comma_is_not_part_of_the_body() -> None:
    assert (
        only("Personne Premier, Fostering, Adoption and Residential Team").name
        == "Fostering, Adoption and Residential Team"
    )
    assert (
        only("Social care is here.\nSocial Care, Health and Housing Board").name
        == "Social Care, Health and Housing Board"
    )


def test_spellings_short_forms_and_acronyms_are_one_body_with_every_place() -> None:
    found = only(
        "The Northshire Safeguarding Children's Board (NSCB) met.\n\nNorthshire Safeguarding Children Board\n\n"
        "The Safeguarding Children Board agreed.\n\nThe NSCB closed."
    )
    assert found.name == "Northshire Safeguarding Children's Board"
    assert set(found.aliases) >= {"NSCB", "Northshire Safeguarding Children Board", "Safeguarding Children Board"}
    assert [place.line_start for place in (found.source, *found.also)] == [1, 3, 5, 7]


def test_an_acronym_within_a_name_gives_the_short_name() -> None:
    found = only("Chair of the Data, Quality and Performance (DQP) Group.\n\nThe DQP Group met.")
    assert (found.name, found.aliases) == ("Data, Quality and Performance Group", ("DQP Group",))


def test_a_councils_initials_are_its_alias_where_the_paper_uses_them() -> None:
    assert only("Eastvale County Council\n\nA worker at ECC came.").aliases == ("ECC",)
    assert only("Eastvale County Council\n\nA worker at NCC came.").aliases == ()


def test_another_name_given_beside_a_body_is_an_alias() -> None:
    for text in ("SPARK – Eastvale's Children in Care Council", "It heard the Children in Care Council, SPARK."):
        assert "SPARK" in only(text).aliases


def test_a_longer_board_joined_by_and_is_another_board() -> None:
    found = read_organizations(paper("The Permanence and Family Board met.\n\nThe Family Board met."))
    assert [each.name for each in found] == ["Permanence and Family Board", "Family Board"]


def test_two_councils_are_not_one_county_council() -> None:
    found = read_organizations(paper("Eastvale County Council\n\nWestvale County Council\n\nthe County Council"))
    assert [each.name for each in found] == ["Eastvale County Council", "Westvale County Council"]


def test_a_name_split_by_a_page_break_is_one_body() -> None:
    found = only("1.1\tEnsure that decisions are ratified at the Permanence\tMarch\n\nPanel.\t7\t")
    assert (found.name, found.source.line_start, found.source.line_end) == ("Permanence Panel", 1, 3)


@pytest.mark.parametrize(
    ("text", "oversees"),
    [
        ("The plan will be overseen by the Children's Improvement Board.", ("the plan",)),
        ("This plan is overseen by the Eastvale Getting Better Board which will meet.", ("the plan",)),
        ("The Neglect Strategy will be governed by the Practice Board.", ("Neglect Strategy",)),
        ("The Practice Board has oversight of the Neglect Strategy.", ("Neglect Strategy",)),
        ("The Practice Board (PB) will oversee the Quality Framework and report.", ("Quality Framework",)),
        ("The Practice Board noted the plan.", ()),
    ],
)
def test_what_a_body_oversees_is_kept_as_written(text: str, oversees: tuple[str, ...]) -> None:
    assert only(text).oversees == oversees


@pytest.mark.parametrize(
    ("text", "meets"),
    [
        ("The Practice Board which will meet six weekly to review progress.", "six-weekly"),
        ("The Practice Board meets every six weeks.", "six-weekly"),
        ("The Practice Board, which meets monthly", "monthly"),
        ("Meetings of the Practice Board are held quarterly.", "quarterly"),
        ("Development of a quarterly Practice Board meeting.", "quarterly"),
        ("The Practice Board (PB) will meet once a year.", "annual"),
        ("The Practice Board reports to members each term.", None),
        ("The Practice Board met on 5 May.", None),
        ("The Practice Board meets bi-monthly.", None),
    ],
)
def test_how_often_a_body_meets_is_a_recurrence_of_the_contract(text: str, meets: str | None) -> None:
    assert only(text).meets == meets
    assert meets is None or meets in RECURRENCES


@pytest.mark.parametrize("document", TRUTH)
def test_the_examples_bodies_are_found_as_a_careful_reader_finds_them(document: str) -> None:
    found = read_organizations(read_paper(PAPERS / f"{document}.txt"))
    core, cores, _, _, right, read = score(((o.name, *o.aliases) for o in found), TRUTH[document]["organizations"])
    assert core >= 0.9 * cores
    assert right >= 0.88 * read


def test_over_all_papers_most_bodies_are_found_and_most_found_are_right() -> None:
    scores = [
        score(
            ((o.name, *o.aliases) for o in read_organizations(read_paper(PAPERS / f"{name}.txt"))),
            truth["organizations"],
        )
        for name, truth in TRUTH.items()
    ]
    _, _, hits, known, right, read = map(sum, zip(*scores, strict=True))
    assert hits >= 0.68 * known
    assert right >= 0.92 * read


HOSTILE = {
    "one long word": "A" * 1_000_000,
    "hyphens": "A-" * 500_000,
    "commas": "A, " * 333_333,
    "links": "Aa and " * 142_857,
    "a name over and over": "Children and Families Board " * 35_714,
    "overseen over and over": "the plan will be overseen by the Neglect Board " * 21_276,
    "capitals and a bracket": "LINX (" * 166_666,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_megabyte_of_hostile_text_costs_no_more_than_its_length(kind: str) -> None:
    def seconds(text: str) -> float:
        began = time.process_time()
        read_organizations(paper(text))
        return time.process_time() - began

    assert seconds(HOSTILE[kind]) < max(20.0, 40 * seconds(HOSTILE[kind][:100_000]))


WORDS = st.sampled_from(
    "the The a of and & for Northshire County Council Children's Board Panel (NB) ( ) ' “ , . : LINX – Head Chair "
    "Department Ofsted overseen by oversees meets monthly Police \n \t".split(" ")
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=200))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    found = read_organizations(paper(text))
    assert all(each.name and each.classification for each in found)
