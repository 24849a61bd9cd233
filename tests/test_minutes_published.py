"""Minutes as committee web pages and records of decisions print them: invented bodies, plainly invented people."""

from __future__ import annotations

import pytest

from graphapp.reading.drafts import Line, Paper
from graphapp.reading.minutes import read_minutes
from graphapp.reading.owners import Room, owed, owners_named
from tests.test_minutes import minutes, paper_of, people


def said(resolutions):
    return [one.text for one in resolutions]


def paper_with_table(text, rows, after=""):
    """A paper of lines, a ruled table and lines."""
    lines = [Line(no, (words,)) for no, words in enumerate(text.splitlines(), 1)]
    lines += [Line(len(lines) + no, tuple(row.split("|")), table=1) for no, row in enumerate(rows, 1)]
    lines += [Line(len(lines) + no, (words,)) for no, words in enumerate(after.splitlines(), 1)]
    return Paper("paper", lines[0].text, "", None, tuple(lines), tuple(line.text for line in lines))


def test_a_page_on_one_item_says_on_a_line_which_body_met_when():
    meeting, resolutions = minutes(
        "Issue - meetings\nExample Plan Update\nMeeting: 14/03/2023 - Example Scrutiny Panel (Item 6)\n"
        "6 Example Plan Update pdf icon PDF 20 KB\nMinutes:\nMembers asked about visits.\n\nRESOLVED:\n\n"
        "(a)   that the update be noted, and\n\n(b)   that Person A report to the next meeting.\n"
    )
    assert (meeting.organization, meeting.date) == ("Example Scrutiny Panel", "2023-03-14")
    assert said(resolutions) == ["that the update be noted", "that Person A report to the next meeting."]
    assert [one.item for one in resolutions] == ["6", "6"]


def test_an_item_considered_at_two_meetings_is_two_meetings():
    meetings, resolutions = read_minutes(
        paper_of(
            "Issue - meetings\nMeeting: 14/03/2023 - Example Board (Example) (Item 6)\nMinutes:\n"
            "AGREED that it be noted.\n"
            "Meeting: 02/02/2023 - Executive - for meetings from 03/06/00 to 26/04/11 (Item 9)\n"
            "RESOLVED: That it be deferred.\n"
        )
    )
    assert [(one.organization, one.date) for one in meetings] == [
        ("Example Board (Example)", "2023-03-14"),
        ("Executive", "2023-02-02"),
    ]
    assert [(one.item, one.text) for one in resolutions] == [
        ("6", "that it be noted."),
        ("9", "That it be deferred."),
    ]


def test_a_decision_page_names_the_meeting_below_the_decision():
    meeting, resolutions = minutes(
        "Decision details\nExample Terms of Reference\nDecisions:\n17.1     The Committee considered a report.\n\n"
        "17.2     Resolved – That the terms, subject to minute 17.1 above, be endorsed.\n\n"
        "Publication date: 07/10/2021\nDecided at meeting: 24/09/2021 - Example Committee\n"
    )
    assert (meeting.organization, meeting.date) == ("Example Committee", "2021-09-24")
    assert [(one.item, one.text[:14]) for one in resolutions] == [("17.2", "That the terms")]


def test_points_with_their_reasons_between_them_are_one_each():
    _, resolutions = minutes(
        "Meeting: 21/07/2021 - Executive (Item 4)\nDecision:\n\nRESOLVED: (i)         That the actions be noted.\n\n"
        "REASON:      So that Members are informed.\n\n        (ii)        That a Member oversee each action.\n\n"
        "REASON:      To establish a clear line.\n"
    )
    assert said(resolutions) == ["That the actions be noted.", "That a Member oversee each action."]


@pytest.mark.parametrize(
    ("decision", "points"),
    [
        (
            "Resolved: that (1) the Board be set up;\n\n(2) the terms be approved.",
            ["the Board be set up", "the terms be approved."],
        ),
        (
            "RESOLVED\nFor the reasons set out in the report: -\n"
            "  1. That approval be given.\n  1. That training be provided.",
            ["That approval be given.", "That training be provided."],
        ),
        (
            "RESOLVED:\n\nThat Cabinet:\n\nA:   Welcomes the plan.\nB:   Instructs officers.",
            ["That Cabinet Welcomes the plan.", "That Cabinet Instructs officers."],
        ),
        (
            "RESOLVED that the Cabinet:\n2.1 Agreed the plan;\n2.2 Noted the risks.",
            ["that the Cabinet Agreed the plan", "that the Cabinet Noted the risks."],
        ),
        (
            "It was agreed that: -\n\n·         the plan be noted.\n\n·         the plan be sent.",
            ["the plan be noted.", "the plan be sent."],
        ),
        ("The Panel:\n(a) noted the report; and\n(b) asked for more.", ["noted the report", "asked for more."]),
        ("RECOMMENDED to Council:\nThat the plan be adopted.", ["That the plan be adopted."]),
        ("Decision made:\nTo approve the policy.\nReason for decision: It helps.", ["To approve the policy."]),
        ("AGREED unanimously that the item be confidential.", ["that the item be confidential."]),
        ("RESOLVED: That schools in Example England\n", ["That schools in Example England"]),
    ],
)
def test_decisions_are_read_point_by_point(decision, points):
    _, resolutions = minutes(f"Meeting: 14/03/2023 - Example Panel (Item 6)\nMinutes:\nMembers asked.\n{decision}\n")
    assert said(resolutions) == points


def test_what_stands_under_decision_beside_its_resolution_is_none_and_is_read_once():
    meeting, resolutions = minutes(
        "Agenda, decisions and minutes\nCABINET - Thursday, 3rd October, 2024 6.00 pm\n"
        "Venue: Example Hall\nItems\nNo. Item\n"
        "1.\nApologies\nDecision:\nApologies were received from Councillor Person B.\n"
        "CAB/3/24\nMinutes pdf icon PDF 9 KB\nDecision:\nThe purpose of this item was to consider the minutes.\n"
        "RESOLVED that the minutes be approved.\n5 For, 0 Against\nMinutes:\nThey were considered.\n"
        "RESOLVED: That the minutes be approved.\n"
        "4.\nExample Plan\nDecision:\nThat the plan be approved.\n"
    )
    assert (meeting.organization, meeting.date) == ("Cabinet", "2024-10-03")
    assert [(one.item, one.text) for one in resolutions] == [
        ("CAB/3/24", "that the minutes be approved."),
        ("4", "That the plan be approved."),
    ]


FORM = [
    "Item|5",
    "Subject|Example homes*",
    "Decision|(a) That the house be bought.\n(b) That a tender be issued.",
    "Reasons for decision|There are too few homes. The Cabinet agreed that this was so.",
    "Officer to act|(a) Person C; (b) Person D",
    "To be done by|(a) 30 September 2024; (b) 31 October 2024",
]


def test_a_record_of_decisions_is_a_form_for_each_item():
    meetings, resolutions = read_minutes(
        paper_with_table(
            "Example Council\nRecord of decisions taken by the Cabinet on Tuesday, 9 July 2024\n"
            "This record was published on Thursday, 11 July 2024. Unless called in, they may be put to work.\n"
            "Members: Councillor Person A, Leader (Chair)\nCouncillor Person B, Housing\n"
            "Officers: Person C, Director\nPerson D, Head of Homes",
            FORM,
        )
    )
    assert [(one.organization, one.date) for one in meetings] == [("Cabinet", "2024-07-09")]
    assert [(one.item, one.text, one.owners, one.due.dates) for one in resolutions] == [
        ("5", "That the house be bought.", ("Person C",), ("2024-09-30",)),
        ("5", "That a tender be issued.", ("Person D",), ("2024-10-31",)),
    ]


HEAD = """Example Board
Minutes of the meeting held on 11 March 2025
Present: Person A (Chair); Person B, Example Trust
1. Plans"""


def test_tables_of_decisions_and_of_who_does_what_are_no_plan():
    _, decided = read_minutes(paper_with_table(HEAD, ["Agenda item|Subject|Decision", "2|Plans|The target is reset."]))
    assert [(one.item, one.text, one.owners) for one in decided] == [("2", "The target is reset.", ())]
    _, acts = read_minutes(
        paper_with_table(
            HEAD, ["Agenda item|Who|What|By when|Status", "3|Person A\nPerson B|Ring every family|28/03/2025|Open"]
        )
    )
    assert [(one.item, one.text, one.owners, one.due.dates) for one in acts] == [
        ("3", "Ring every family", ("Person A", "Person B"), ("2025-03-28",))
    ]


def test_a_discussion_beside_its_actions_may_hold_a_decision():
    rows = [
        "Item|Discussion|Action agreed|Lead|By when",
        "4|Visits\nMany were late.\nDecision: That visits be weekly.|Write to staff|Person B|7 April",
    ]
    _, resolutions = read_minutes(paper_with_table(HEAD, rows))
    assert [(one.item, one.text, one.owners, one.due.dates) for one in resolutions] == [
        ("4", "That visits be weekly.", (), ()),
        ("4", "Write to staff", ("Person B",), ("2025-04-07",)),
    ]


def test_an_action_due_by_the_next_meeting_does_not_end_the_minutes():
    rows = [
        "Minute|Action|Who|By when",
        "4|Write the account|Person B|Next meeting",
        "5|Send the list|Person A|19 July 2025",
    ]
    _, resolutions = read_minutes(paper_with_table(f"{HEAD}\nThe date of the next meeting will be set later.", rows))
    assert said(resolutions) == ["Write the account", "Send the list"]


def test_who_acts_may_be_followed_by_when():
    _, resolutions = minutes(
        f"{HEAD}\nResolved:\nThat a map be sent.\nAction: Person B, by 13 December 2025\nThat the list be sent.\n"
        "Action: Person A (3 May 2025)\nThat the rest be noted.\nDates were discussed. ACTION: PB\n"
    )
    assert [(one.text, one.owners, one.due.dates) for one in resolutions] == [
        ("That a map be sent.", ("Person B",), ("2025-12-13",)),
        ("That the list be sent.", ("Person A",), ("2025-05-03",)),
        ("That the rest be noted.", (), ()),
        ("Dates were discussed.", ("Person B",), ()),
    ]
    room = Room(date="2025-03-11")
    assert owed("a better plan, by 3 May", room) == ((), None)
    assert owners_named("It was said that Person A came", room) == ()


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        (
            "Members present\nCouncillor Rosa Example (Chair) Cabinet Member, Health\n"
            "Ivan Sample Healthwatch Northshire\n"
            "Insp. Nora Sample Northshire Police\nDr Olga Example Place Clinical Lead, Northshire ICB",
            [
                ("Rosa Example", "Cabinet Member, Health", "chair"),
                ("Ivan Sample", "Healthwatch Northshire", "member"),
                ("Nora Sample", "Northshire Police", "member"),
                ("Olga Example", "Place Clinical Lead, Northshire ICB", "member"),
            ],
        ),
        (
            "School members present\n•\tPerson A – Headteacher, Example School (Chair)\n•\tPerson B – Governor\n"
            "Officers in attendance\n•\tPerson C – Clerk",
            [
                ("Person A", "Headteacher, Example School", "chair"),
                ("Person B", "Governor", "member"),
                ("Person C", "Clerk", "officer"),
            ],
        ),
        (
            "P R E S E N T:-\nMiss A Example, Mrs B Sample, Mr C Trial\n"
            "Apologies for absence\nSchool members\nMr D Test\nOfficers\nMs E Proof",
            [(name, None, "attendee") for name in ("A Example", "B Sample", "C Trial")]
            + [("D Test", None, "apologies"), ("E Proof", None, "apologies")],
        ),
        (
            "Attendees:\nAnn Example (AE - Chair), Bo Sample (BS for Cy Trial), Di Test\n"
            "(DT), Ed Proof (EP - for item 5)",
            [
                ("Ann Example", None, "chair"),
                ("Bo Sample", None, "attendee"),
                ("Di Test", None, "attendee"),
                ("Ed Proof", None, "attendee"),
            ],
        ),
        (
            "Attendance Details\nA Example (Chair), B Sample, C Trial.\nD Test, E Proof and F Check.\n"
            "Apologies for absence:\nCouncillors G Probe and H\nAssay.\nDeclarations of interest:\nThere were none.",
            [
                ("A Example", None, "chair"),
                *((name, None, "attendee") for name in ("B Sample", "C Trial", "D Test", "E Proof", "F Check")),
                ("G Probe", None, "apologies"),
                ("H Assay", None, "apologies"),
            ],
        ),
    ],
)
def test_lists_of_those_present_in_further_styles(listed, expected):
    meeting, _ = minutes(
        f"Example Board\nMinutes of the meeting held on 11 March 2025\n"
        f"{listed}\n1. Plans\nRESOLVED: That it be noted.\n"
    )
    assert people(meeting) == expected


def test_a_board_is_named_with_the_partnership_above_it_but_not_with_a_council():
    named = [
        minutes(
            f"{above}\n{below}\nMinutes: 24 September 2024, Example Fire Station\n"
            "Present: Person A, Person B\n1. Plans\n"
        )[0].organization
        for above, below in (
            ("Example Safeguarding Children Partnership", "Executive"),
            ("Example Council", "Executive"),
        )
    ]
    assert named == ["Example Safeguarding Children Partnership Executive", "Executive"]


def test_apologies_in_a_sentence_go_on_over_the_line():
    meeting, _ = minutes(
        f"{HEAD}\nApologies were received from Person C (Example Police) and\n"
        "Person D (Chief Executive, Example Trust).\n"
    )
    assert people(meeting)[2:] == [
        ("Person C", "Example Police", "apologies"),
        ("Person D", "Chief Executive, Example Trust", "apologies"),
    ]


def test_an_action_may_be_due_at_its_end_or_from_a_month_on():
    _, resolutions = minutes(
        f"{HEAD}\nACTION: Person B to audit ten cases in October 2025.\n"
        "ACTION: Person B to count visits, every quarter from July 2025.\n"
        "ACTION: Person B to look at cases closed in October 2024.\n"
    )
    assert [one.due.dates for one in resolutions] == [("2025-10",), ("2025-07",), ()]


def test_the_same_words_resolved_twice_are_two_resolutions():
    _, resolutions = minutes(f"{HEAD}\nRESOLVED: That the report be noted.\nRESOLVED: That the report be noted.\n")
    assert len(resolutions) == 2
