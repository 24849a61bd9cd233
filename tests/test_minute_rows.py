"""Minutes as tables and lists without numbers: invented bodies, invented people."""

from __future__ import annotations

import pytest

from graphapp.reading.drafts import Line, Paper
from graphapp.reading.minutes import read_minutes
from tests.test_minutes import minutes

HEAD = (
    "Northshire Safeguarding Board\nMinutes of the meeting held on 3 May 2024\n\n"
    "Present: Ann Sample (AS), Chair; Bea O'Mock-Test (BOT), Designated Nurse; Cy Trial (CT), Head of Audit\n\n"
)


def owed(resolutions):
    return [(one.item, one.text, one.owners) for one in resolutions]


def test_initials_at_the_right_of_a_table_own_the_action_beside_them():
    _, resolutions = minutes(
        HEAD + "No.\tItem\tAction\n1\tWelcome\t\n\tAS welcomed all.\t\n2\tAudit of files\t\n"
        "\tBOT presented the audit. It had taken long.\t\n"
        "\tAction: Share the audit with schools by 1 June 2024.\tBOT/CT\n"
        "\tCT to write to the trusts about reports.\tCT\n3\tTraining\t\n\tAction: Add two dates.\tAll\n"
    )
    assert owed(resolutions) == [
        ("2", "Share the audit with schools by 1 June 2024.", ("Bea O'Mock-Test", "Cy Trial")),
        ("2", "CT to write to the trusts about reports.", ("Cy Trial",)),
        ("3", "Add two dates.", ()),
    ]


def test_a_column_of_actions_beside_the_discussion_gives_each_line_of_it():
    rows = ("Agenda item\tNotes\tActions", "1\tAudit was discussed at length.\tCT to share the audit.", "2\tNothing.\t")
    _, resolutions = minutes(HEAD + "\n".join(rows))
    assert [(one.text, one.owners) for one in resolutions] == [("CT to share the audit.", ("Cy Trial",))]


def test_a_cell_of_actions_holds_one_for_each_line_that_says_who_acts():
    head = [Line(no, (text,)) for no, text in enumerate(HEAD.split("\n"), 1)]
    cells = (
        "CT to bring the audit\nto the Board (date tbc)\nAS & BOT to agree it by end of July 2024\nBOT/CT will meet",
        "Write to the schools\nof the north",
        "• CT to write to the trust\n• Share the map with all",
    )
    rows = [Line(30 + no, (f"{no}.", "It was discussed.", cell), table=1) for no, cell in enumerate(cells)]
    lines = (*head, Line(20, ("Item", "Discussion", "Action"), table=1), *rows)
    _, resolutions = read_minutes(Paper("page", "Northshire", "", None, lines, tuple(line.text for line in lines)))
    assert [(one.text, one.owners, one.due.dates) for one in resolutions] == [
        ("CT to bring the audit to the Board (date tbc)", ("Cy Trial",), ()),
        ("AS & BOT to agree it by end of July 2024", ("Ann Sample", "Bea O'Mock-Test"), ("2024-07",)),
        ("BOT/CT will meet", ("Bea O'Mock-Test", "Cy Trial"), ()),
        ("Write to the schools of the north", (), ()),
        ("CT to write to the trust", ("Cy Trial",), ()),
        ("Share the map with all", (), ()),
    ]


def page_of(*cells):
    """A web page of minutes, each item a row whose second cell holds several paragraphs."""
    head = [Line(no, (text,)) for no, text in enumerate(HEAD.split("\n"), 1)]
    rows = [Line(20 + no, (f"{no}.", "\n".join(cell)), table=1) for no, cell in enumerate(cells, 1)]
    lines = (*head, Line(20, ("No.", "Item"), table=1), *rows)
    return Paper("page", "Northshire", "", None, lines, tuple(line.text for line in lines))


def test_a_page_with_the_minutes_of_each_item_in_a_cell_gives_its_points():
    _, resolutions = read_minutes(
        page_of(
            ("Declarations of interest", "To receive any.", "Minutes:", "There were none."),
            (
                "Suspensions: report of the year",
                "Minutes:",
                "The Head of Audit spoke.",
                "RESOLVED:",
                "That the report be noted.",
                "That the Head of Audit collect figures from all schools by 30 June 2024.",
            ),
            ("Plan", "Minutes:", "RESOLVED: That the plan be agreed."),
        )
    )
    assert owed(resolutions) == [
        ("2", "That the report be noted.", ()),
        ("2", "That the Head of Audit collect figures from all schools by 30 June 2024.", ("Head of Audit",)),
        ("3", "That the plan be agreed.", ()),
    ]
    assert [one.source.line_start for one in resolutions] == [22, 22, 23]


def test_who_acts_said_between_the_points_of_a_list_belongs_to_the_point_above():
    _, resolutions = minutes(
        HEAD + "4. Homes\nRESOLVED -\n(a) that the report be noted;\n(b) that the number be told monthly;\n"
        "Action by: HEAD OF AUDIT (C. Trial)\n(c) that a protocol be written.\n"
        "Action by: CHAIR (A. Sample) and DESIGNATED NURSE (B. O'Mock-Test)\n"
    )
    assert [one.owners for one in resolutions] == [(), ("Cy Trial",), ("Ann Sample", "Bea O'Mock-Test")]


def test_who_acts_said_under_a_list_is_for_its_last_point_unless_the_points_are_one_sentence():
    said = "4. Homes\nRESOLVED -\n(a) that the report be noted{}\n(b) that a letter be written.\nAction: Cy Trial\n"
    owners = [[one.owners for one in minutes(HEAD + said.format(stop))[1]] for stop in (".", "; and")]
    assert owners == [[(), ("Cy Trial",)], [("Cy Trial",), ("Cy Trial",)]]


def test_points_without_numbers_are_told_by_how_they_begin():
    _, resolutions = minutes(
        HEAD + "4. Homes\nAfter discussion it was agreed that:\nthe plan be adopted.\n"
        "the list be reviewed child by child.\nMembers thanked the staff.\n"
        "5. Money\nActions:\nAS to write to the trust.\nCT to publish the figures.\n"
    )
    assert owed(resolutions) == [
        ("4", "the plan be adopted.", ()),
        ("4", "the list be reviewed child by child.", ()),
        ("5", "AS to write to the trust.", ("Ann Sample",)),
        ("5", "CT to publish the figures.", ("Cy Trial",)),
    ]


def test_a_decision_under_a_paragraphs_own_number_is_the_item_of_that_number():
    _, resolutions = minutes(
        HEAD + "33 HOMES\n33.1 The Head of Audit spoke.\n33.2 Resolved -\n(a) That it be noted;\n(b) That it be sent.\n"
        "34 MONEY\n34.1 It was agreed that Cy Trial would report in June 2024.\n"
        "34.2 Agreed Action: Ann Sample to write.\n"
        "RESOLVED: That all be noted.\n"
    )
    assert [(one.item, one.owners) for one in resolutions] == [
        ("33.2", ()),
        ("33.2", ()),
        ("34.1", ("Cy Trial",)),
        ("34.2", ("Ann Sample",)),
        ("34", ()),
    ]


def test_who_acts_may_stand_before_a_colon_and_a_broken_word_is_mended():
    _, resolutions = minutes(
        HEAD + "4. Homes\nACTION - AS/CT: agree the wording for pre- school and post- and pre-natal staff.\n"
        "RECOMMENDED: That Cabinet approve it.\n"
    )
    assert owed(resolutions) == [
        ("4", "agree the wording for pre-school and post- and pre-natal staff.", ("Ann Sample", "Cy Trial")),
        ("4", "That Cabinet approve it.", ()),
    ]


def test_what_was_agreed_in_passing_stands_where_its_item_marks_no_decision():
    marked = "".join(f"{no}. Item\nRESOLVED: That paper {no} be noted.\n" for no in (1, 2, 3))
    _, resolutions = minutes(
        f"{HEAD}{marked}4. Moves\nThe Board agreed that six of the moves be studied in detail.\n"
        "5. Data\nThe Board agreed that the data was late.\n"
    )
    assert [one.item for one in resolutions] == ["1", "2", "3", "4"]


def test_actions_within_a_paragraph_and_under_a_persons_name_are_read():
    _, resolutions = minutes(
        HEAD + "1. Data\nCT gave an update. AS asked for more. Action: CT to bring figures to the next meeting.\n"
        "2. Homes\nAction: AS to share the map.\nAction: BOT\n"
        "• Provide data on visits by 12 June\n• Meet with schools\n"
        "3. Money\nThe Board recommended that Cabinet review the budget.\nActions:\n"
        "1. AS to write to the trust\n2. CT to ask the schools - June 2024\n"
    )
    assert [(*one, due.due.dates) for one, due in zip(owed(resolutions), resolutions, strict=True)] == [
        ("1", "CT to bring figures to the next meeting.", ("Cy Trial",), ()),
        ("2", "AS to share the map.", ("Ann Sample",), ()),
        ("2", "Provide data on visits by 12 June", ("Bea O'Mock-Test",), ("2024-06-12",)),
        ("2", "Meet with schools", ("Bea O'Mock-Test",), ()),
        ("3", "The Board recommended that Cabinet review the budget.", (), ()),
        ("3", "AS to write to the trust", ("Ann Sample",), ()),
        ("3", "CT to ask the schools - June 2024", ("Cy Trial",), ("2024-06",)),
    ]


def test_a_running_head_breaks_no_decision_and_the_number_of_a_post_is_no_item():
    text = (
        HEAD + "1. Money\nRESOLVED: That the Head of Audit write to every school about the\n"
        "Northshire Safeguarding Board - 3 May 2024\nnew form. The paper was shown by the Section\n"
        "151 Officer\nRESOLVED: That it be noted."
    )
    lines = tuple(Line(no, (words,), page=1 if no < 8 else 2) for no, words in enumerate(text.split("\n"), 1))
    _, resolutions = read_minutes(Paper("paper", "Northshire", "", None, lines, tuple(text.split("\n"))))
    assert [(one.item, one.owners) for one in resolutions] == [("1", ("Head of Audit",)), ("1", ())]
    assert resolutions[0].text.startswith("That the Head of Audit write to every school about the new form.")


def test_initials_set_at_the_right_margin_of_a_text_own_the_sentence_before_them():
    _, resolutions = minutes(
        HEAD + "1. Data ACTION\nCT showed the data. Cy Trial to circulate the slides. CT\n"
        "Action: Share the map with the NHS. AS/BOT\nMembers thanked the NHS. The meeting was told of the ICB. NHS\n"
    )
    assert owed(resolutions) == [
        ("1", "Cy Trial to circulate the slides.", ("Cy Trial",)),
        ("1", "Share the map with the NHS.", ("Ann Sample", "Bea O'Mock-Test")),
    ]


SHEET = """
Ormsby Borough Council
Cabinet – Decision Sheet
Decisions taken by the Cabinet on Tuesday, 8 July 2025
Date of publication: 10 July 2025 Last date for call-in: 17 July 2025
Decisions may be implemented from 18 July 2025 unless called in by five members of the Council before that day.
"""


def test_a_sheet_of_decisions_holds_one_for_each_line_with_the_officer_who_acts():
    meeting, resolutions = minutes(
        f"{SHEET}Attendance\nCouncillor Ann Sample (Leader of the Council, in the Chair)\nCouncillor Cy Trial\n"
        "Bea Mock (Head of Audit)\nAn apology for absence was received from Councillor Di Proof.\n"
        "Agenda item\tSubject\tDecision\tReason for decision\tResponsible officer\n"
        "3\tMinutes\tThat the minutes be approved.\t\t\n"
        "5\tPlan\tThat the plan be approved.\tTo improve.\tHead of Audit\n"
        "\t\tThat an update be given every six months.\t\tHead of Audit\n"
    )
    assert (meeting.organization, meeting.date) == ("Cabinet", "2025-07-08")
    assert [(one.person, one.capacity) for one in meeting.attendees] == [
        ("Ann Sample", "chair"),
        ("Cy Trial", "member"),
        ("Bea Mock", "attendee"),
        ("Di Proof", "apologies"),
    ]
    assert owed(resolutions) == [
        ("3", "That the minutes be approved.", ()),
        ("5", "That the plan be approved.", ("Head of Audit",)),
        ("5", "That an update be given every six months.", ("Head of Audit",)),
    ]


@pytest.mark.parametrize(
    ("title", "header", "before", "after"),
    [
        ("Summary of decisions", ("Item", "Title", "Decision", "Lead officer"), ("4", "Homes"), ("Clerk",)),
        ("Record of decisions", ("Minute no.", "Item", "Decision made"), ("4", "Homes"), ()),
        ("Decision notice", ("Item", "Decision"), ("4",), ()),
    ],
)
def test_decisions_are_read_where_nobody_is_listed(title, header, before, after):
    cells = "RESOLVED – That the\nPlan be approved.\nThat the Head of Audit write to schools", "That it be noted."
    head = [Line(no, (text,)) for no, text in enumerate(("Cabinet", title, "8 July 2025"), 1)]
    rows = [Line(9 + no, (*before, cell, *after), table=1) for no, cell in enumerate(cells)]
    lines = (*head, Line(8, header, table=1), *rows)
    meetings, resolutions = read_minutes(Paper("page", "Ormsby", "", None, lines, tuple(line.text for line in lines)))
    assert [(one.organization, one.date) for one in meetings] == [("Cabinet", "2025-07-08")]
    assert owed(resolutions) == [
        ("4", "That the Plan be approved.", after),
        ("4", "That the Head of Audit write to schools", after or ("Head of Audit",)),
        ("4", "That it be noted.", after),
    ]


def test_what_a_committee_resolved_is_read_below_a_title_in_capitals_with_the_items_number():
    _, resolutions = minutes(
        HEAD + "MINUTE OF PREVIOUS MEETING\n\n1.   The Committee resolved:-\nto approve the minute.\n\n"
        "REVIEW OF FILES - NS/24/11\n\n2.   With reference to article 6 of the minute of the meeting,\n"
        "the Committee had before it a report by the Head of Audit.\n\n"
        "The report recommended:-\nthat the Committee note the review.\n\nThe Committee resolved:-\n"
        "(i)   to note the review;\n\nHOMES\n\n3.   The Committee had before it a report on homes.\n"
        "It was long.\n\nThe Committee resolved:-\n(i)   to instruct the Head of Audit to bring a\n"
        "list of homes by 3 June 2024;\nand\n(ii)  otherwise to note the report.\n\n- COUNCILLOR ANN SAMPLE\n\n"
        "WORK\n\n4.   The Committee resolved:- (i) to note the plan; and (ii) to thank the clerk.\n\n"
        "AUDIT\n\n5.   The Committee, having heard officers, resolved:-\n(i) to note the audit.\n"
    )
    assert owed(resolutions) == [
        ("1", "to approve the minute.", ()),
        ("2", "to note the review", ()),
        ("3", "to instruct the Head of Audit to bring a list of homes by 3 June 2024", ("Head of Audit",)),
        ("3", "otherwise to note the report.", ()),
        ("4", "to note the plan", ()),
        ("4", "to thank the clerk.", ()),
        ("5", "to note the audit.", ()),
    ]


def test_a_post_whose_field_stands_after_a_dash_is_asked_to_act():
    _, resolutions = minutes(
        HEAD + "1. Homes\nRESOLVED –\n(a) that the Assistant Director – Homes and Family Help provide a note;\n"
        "(b) that the Head of Audit - Schools write to the trusts; and\n(c) that Cy Trial – Clerk bring it.\n"
    )
    assert [one.owners for one in resolutions] == [
        ("Assistant Director – Homes and Family Help",),
        ("Head of Audit - Schools",),
        (),
    ]


def test_an_action_within_a_paragraph_ends_where_nobody_acts_by_the_next_sentence():
    _, resolutions = minutes(
        HEAD
        + "1. Data\nAS spoke of data. ACTION: CT to make a plan by 30 May. It was also thought that talks would help. "
        "ACTION: A. Sample to meet the schools. BOT to tell the trusts.\n"
    )
    assert [one.text for one in resolutions] == [
        "CT to make a plan by 30 May.",
        "A. Sample to meet the schools. BOT to tell the trusts.",
    ]


def test_a_log_goes_on_below_the_items_that_stand_across_it_but_not_below_a_section_of_a_plan():
    head = [Line(no, (text,)) for no, text in enumerate(HEAD.split("\n"), 1)]
    rows = (
        ("Item", "Action", "Who", "By when"),
        ("1. Welcome", "", "", ""),
        ("", "Share the link with all", "CT", "17/06/2024"),
        ("2. Front door", "", "", ""),
        ("AS spoke of the sample.", "", "", ""),
        ("", "Bring it back to the Board", "BOT / CT", "July 2024"),
    )
    lines = (*head, *(Line(20 + no, cells, table=1) for no, cells in enumerate(rows)))
    _, resolutions = read_minutes(Paper("page", "Northshire", "", None, lines, tuple(line.text for line in lines)))
    assert [(one.item, one.text, one.owners) for one in resolutions] == [
        ("1", "Share the link with all", ("Cy Trial",)),
        ("2", "Bring it back to the Board", ("Bea O'Mock-Test", "Cy Trial")),
    ]
    plan = (
        *lines,
        Line(30, ("Priority 2: Widgets", "", "", ""), table=1),
        Line(31, ("", "Make", "CT", "May"), table=1),
    )
    _, again = read_minutes(Paper("page", "Northshire", "", None, plan, tuple(line.text for line in plan)))
    assert len(again) == len(resolutions)
