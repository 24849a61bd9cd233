"""Lists of those present as other councils set them: broken lines, surnames alone, ranks, tables with initials."""

from __future__ import annotations

import pytest

from graphapp.reading.persons import person_name
from tests.test_minutes import minutes, paper_of, people

HEAD = "Northshire Scrutiny Committee\nMinutes of the meeting held on 3 May 2024\n\n"
PROSE = (
    "\n\n1. Report\n\nThe Committee heard that the work of the two new teams had begun in the\n"
    "spring and that the first families were being seen within a few days of asking.\n"
)


def test_a_list_that_the_page_broke_anywhere_is_read_whole():
    meeting, _ = minutes(
        HEAD + "Present: Ann Sample, Independent Chair (Chair); Bea Mock, Director of Children's\n"
        "Services; Supt Cy Trial, Northshire Police; Councillor Dee Test; Eve Mean, Section\n"
        "151 Officer\n\n"
        "In attendance: Councillor F Ash (Cabinet Member), G Birch (Head of Audit), H\n"
        "Cedar-Fir (Clerk)" + PROSE
    )
    assert people(meeting) == [
        ("Ann Sample", None, "chair"),
        ("Bea Mock", "Director of Children's Services", "member"),
        ("Cy Trial", "Northshire Police", "member"),
        ("Dee Test", None, "member"),
        ("Eve Mean", "Section 151 Officer", "member"),
        ("F Ash", "Cabinet Member", "attendee"),
        ("G Birch", "Head of Audit", "attendee"),
        ("H Cedar-Fir", "Clerk", "attendee"),
    ]


def test_a_list_of_a_name_a_line_stays_one_of_several_however_long_its_lines():
    meeting, _ = minutes(
        HEAD + "Present: Councillor Ann Sample, Cabinet Member for Children and Young People\n"
        "Bea Mock, Director of Children's Services\nCouncillor Cy Trial" + PROSE
    )
    assert [one.person for one in meeting.attendees] == ["Ann Sample", "Bea Mock", "Cy Trial"]


@pytest.mark.parametrize(
    "present",
    [
        "Present: Councillors Ash (Chair), Birch (Vice-Chair), O'Cedar, van der Elm and Mrs Fir.",
        "Present:\nCouncillors Ash (Chair), Birch, O'Cedar, van der Elm and Mrs Fir",
        "Councillors: Ash (Chair), Birch, O'Cedar, van der Elm; Fir",
        "Councillors:\nAsh (Chair)\nBirch\nO'Cedar\nvan der Elm\nMrs Fir",
        "Present: Councillor Ash in the Chair\nCouncillors Birch, O'Cedar, van der Elm and Fir",
    ],
)
def test_one_plural_title_stands_before_surnames_alone(present):
    meeting, _ = minutes(f"{HEAD}{present}\nOfficers: Gus Sample (Head of Audit)\n\n1. Report\nResolved: To note it.")
    assert people(meeting) == [
        ("Ash", None, "chair"),
        ("Birch", None, "member"),
        ("O'Cedar", None, "member"),
        ("van der Elm", None, "member"),
        ("Fir", None, "member"),
        ("Gus Sample", "Head of Audit", "officer"),
    ]


@pytest.mark.parametrize(
    "title",
    ["Det Supt", "Ch Supt", "T/DCI", "Sir", "Rt Revd", "Rev'd", "Assistant Chief Constable", "Det. Ch. Insp.", "Canon"],
)
def test_ranks_and_titles_are_no_part_of_a_name(title):
    assert person_name(f"{title} Ann Sample") == "Ann Sample"


def test_a_rank_is_told_from_a_forename_and_a_post_from_a_name():
    assert [person_name(words) for words in ("Di Sample", "Named GP", "Chief Constable")] == ["Di Sample", None, None]


TABLE = """
Name\tRole\tOrganisation\tInitials
Present\t\t\t
Ann Sample\tScrutineer (Chair)\tNorthshire Partnership\tAS
Bea O'Mock-Test\tDesignated Nurse\tNorthshire ICB\tBOT
In attendance\t\t\t
Cy Trial\tHead of Service, Early Help\tNorthshire Council\tCT
Apologies\t\t\t
Dee Mean\tDirector\tHome Start\tDM
"""


def test_columns_of_a_table_hold_for_every_section_and_initials_are_a_key():
    meeting, resolutions = minutes(f"{HEAD}{TABLE}\n1. Audit\nACTION: BOT to share the audit.")
    assert people(meeting) == [
        ("Ann Sample", "Scrutineer, Northshire Partnership", "chair"),
        ("Bea O'Mock-Test", "Designated Nurse, Northshire ICB", "member"),
        ("Cy Trial", "Head of Service, Early Help, Northshire Council", "attendee"),
        ("Dee Mean", "Director, Home Start", "apologies"),
    ]
    assert [one.owners for one in resolutions] == [("Bea O'Mock-Test",)]


def test_a_table_without_a_header_keeps_initials_apart_and_a_body_that_looks_like_a_name_a_body():
    rows = "Ann Sample\tHead of Audit\tAS\nBea Mock\tRiver Bank\tBM\nCy Trial\tDirector\tCT"
    meeting, _ = minutes(f"{HEAD}Present\n{rows}\n\n1. Report\nResolved: To note it.")
    assert [(one.person, one.represents) for one in meeting.attendees] == [
        ("Ann Sample", "Head of Audit"),
        ("Bea Mock", "River Bank"),
        ("Cy Trial", "Director"),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "Minutes of the Children's Overview and\nScrutiny Committee held at County Hall on Tuesday, 3\nMay 2024",
        "MINUTES OF THE CHILDREN'S OVERVIEW AND SCRUTINY\nCOMMITTEE HELD ON 3RD MAY 2024",
        "CHILDREN'S OVERVIEW AND SCRUTINY COMMITTEE\nMinutes of a meeting held at the Hall on Friday 3\nMay 2024",
    ],
)
def test_a_heading_broken_into_lines_names_body_and_day(heading):
    meeting, _ = minutes(f"NORTHSHIRE COUNTY COUNCIL\n{heading}\nPRESENT: Councillors Ash (Chair) and Birch.\n")
    assert (meeting.organization, meeting.date) == ("Children's Overview and Scrutiny Committee", "2024-05-03")
    lines = paper_of(f"\n{heading}").lines
    assert meeting.source.line_end == 1 + len(lines)


def test_how_long_somebody_was_there_and_who_came_instead_is_no_body():
    meeting, _ = minutes(
        HEAD + "Present: Councillor A Ash (Chair), Bea Mock - Head of Audit, Cy Trial (Head of Homes) (minutes)\n"
        "Substitutes: Di Elm (for Ed Fir)\nApologies: Gus Gorse, Northshire Police (Hal Hazel attending)\n"
        "An apology for absence was received from Councillor Ivy.\n1. Report\nResolved: To note it.\n"
    )
    assert people(meeting) == [
        ("A Ash", None, "chair"),
        ("Bea Mock", "Head of Audit", "attendee"),
        ("Cy Trial", "Head of Homes", "attendee"),
        ("Di Elm", None, "member"),
        ("Hal Hazel", None, "attendee"),
        ("Gus Gorse", "Northshire Police", "apologies"),
        ("Ivy", None, "apologies"),
    ]


def test_labels_in_welsh_beside_english_are_read_as_the_english_ones():
    meeting, resolutions = minutes(
        HEAD + "Yn bresennol / Present: Councillors Ann Sample (Chair), Bea Mock and Cy Trial\n"
        "Apologies / Ymddiheuriadau: Councillor Dee Test\n\n"
        "1. Report\nThe report was presented.\nPENDERFYNWYD / RESOLVED that the report be accepted.\n"
    )
    assert people(meeting) == [
        ("Ann Sample", None, "chair"),
        ("Bea Mock", None, "attendee"),
        ("Cy Trial", None, "attendee"),
        ("Dee Test", None, "apologies"),
    ]
    assert [one.text for one in resolutions] == ["that the report be accepted."]


def test_schools_are_whom_members_of_a_forum_speak_for_and_a_sederunt_lists_who_was_there():
    rows = (
        "Group\tMember\tSchool / body\tAttendance",
        "Primary\tAnn Sample (Chair)\tOak School\tPresent",
        "\tBea Mock\tElm School\tApologies",
    )
    meeting, _ = minutes(HEAD.replace("Scrutiny Committee", "Schools Forum") + "\n".join(rows) + PROSE)
    assert people(meeting)[:2] == [("Ann Sample", "Oak School", "chair"), ("Bea Mock", "Elm School", "apologies")]
    meeting, _ = minutes(
        HEAD + "SEDERUNT:\nCouncillor Ann Sample (Convener)\nCouncillor Bea Mock\n"
        "Religious representatives: Cy Trial (Church of the North)" + PROSE
    )
    assert [(one.person, one.capacity) for one in meeting.attendees] == [
        ("Ann Sample", "chair"),
        ("Bea Mock", "member"),
        ("Cy Trial", "co-opted member"),
    ]
