"""Who must act by when, in minutes of further styles: invented bodies, plainly invented people."""

from __future__ import annotations

from tests.test_minutes import minutes, people

WRAPPED = """
Northshire Health and Wellbeing Board
Minutes of the meeting of the Northshire Health and Wellbeing Board
held at the Town Hall on 8 October 2024

PRESENT
Councillor Person A (in the Chair)
Councillor Person B

7. Better Care Fund
The Board received the plan.
It was RESOLVED:
1. That the plan be approved.
2. That the Director of Public Health, in consultation with the Chair, be
authorised to submit the plan by 31 October 2024.
3. That Councillor B to be kept informed.

8. Dates
"""


def test_lines_broken_by_the_page_are_one_resolution():
    meeting, resolutions = minutes(WRAPPED)
    assert (meeting.organization, meeting.date) == ("Northshire Health and Wellbeing Board", "2024-10-08")
    assert [one.owners for one in resolutions] == [(), ("Director of Public Health",), ()]
    assert resolutions[1].due.dates == ("2024-10-31",)
    assert resolutions[1].source.line_end - resolutions[1].source.line_start == 1


OBJECTS = """
Northshire Improvement Board
Minutes of the meeting held on 5 March 2024
Present:
Person A - Northshire Council
CC Person Brown - Northshire Council

1. Homes
Resolved: That CC Brown agreed to liaise with Person A and the Head of Housing to ensure that letters go out.
Resolved: That the Board noted that Person A would be leaving.
Resolved: That the slides be circulated by Person A and an update provided at the next meeting.
Resolved: That the Director will draft the letter and Person A will send it by Easter 2024.
"""


def test_a_person_only_mentioned_is_no_owner():
    _, resolutions = minutes(OBJECTS)
    assert [one.owners for one in resolutions] == [("Person Brown",), (), (), ("Director", "Person A")]


def test_minutes_as_a_table_give_actions_with_the_item_of_their_row():
    text = """
Northshire Quality Board
Minutes of the meeting held on 5 March 2024
Present: Person A, Person B

Item\tAction\tOwner\tDue
1\tPublish the audit schedule\tPerson A\tApril 2024
2\tRevise the form\tPB\tAt the next meeting
"""
    _, resolutions = minutes(text)
    assert [(one.item, one.owners, one.due.dates, one.due.kind) for one in resolutions] == [
        ("1", ("Person A",), ("2024-04",), "date"),
        ("2", ("Person B",), (), "none"),
    ]


WEB_PAGE = """
Agenda and minutes
Corporate Parenting Panel - Tuesday 3 November 2020 3.30 p.m.
Venue: Town Hall
12. Apologies for absence
Minutes:
Apologies were received from Cllr Person A and Person B (Northshire CCG).
13. Performance Report
Minutes:
Resolved:-
1. That the report be noted.
2. That the Assistant Director bring an exception report to the next meeting.
"""


def test_a_web_page_of_minutes_that_lists_nobody_present_is_a_meeting():
    meeting, resolutions = minutes(WEB_PAGE)
    assert (meeting.organization, meeting.date) == ("Corporate Parenting Panel", "2020-11-03")
    assert people(meeting) == [("Person A", None, "apologies"), ("Person B", "Northshire CCG", "apologies")]
    assert [(one.item, one.owners, one.due.raw) for one in resolutions] == [
        ("13", (), ""),
        ("13", ("Assistant Director",), "to the next meeting"),
    ]


ACTION_NOTES = """
Meadowbank Children's Improvement Board - Action Notes - 21st September 2023

Attendees
Person Oak (PO) - Independent Chair
Person Pine (PP) - DCS, Meadowbank Council
Young person representative x 2
Apologies
Person Sorrel - Police

2 Performance
Actions:
- PP to circulate the dataset by 5 October 2023
- All to read the plan

3 Audit
Action: PO to share audit findings (by end of October 2023)
Action (PP): Confirm funding

Next meeting: 2nd November 2023, 10am, Teams
"""


def test_initials_in_action_notes_are_the_people_they_stand_for():
    meeting, resolutions = minutes(ACTION_NOTES)
    assert (meeting.organization, meeting.next_date) == ("Meadowbank Children's Improvement Board", "2023-11-02")
    assert [(one.person, one.capacity) for one in meeting.attendees] == [
        ("Person Oak", "chair"),
        ("Person Pine", "attendee"),
        ("Person Sorrel", "apologies"),
    ]
    assert [(one.item, one.owners, one.due.dates) for one in resolutions] == [
        ("2", ("Person Pine",), ("2023-10-05",)),
        ("2", (), ()),
        ("3", ("Person Oak",), ("2023-10",)),
        ("3", ("Person Pine",), ()),
    ]


def test_what_was_agreed_in_passing_is_kept_beside_decisions_only_where_it_adds_an_owner_and_a_date():
    head = (
        "Northshire Audit Committee\nMinutes of the meeting held on 3 May 2024\nPresent: Person A (Chair), Person B\n"
    )
    head += "1. Audit\n"
    decided = "Resolved:\n1) That the report be noted.\n2) That Person B write to the auditor.\n"
    said = (
        "The Committee agreed that Person A would bring a plan by 1 July 2024.",
        "The Committee agreed that Person B would write to the auditor by 1 July 2024.",
        "The Committee agreed that the report was helpful.",
    )
    kept = [minutes(head + sentence + "\n" + decided)[1] for sentence in said]
    assert [len(one) for one in kept] == [3, 2, 2]


BELOW = """
NORTHSHIRE BOROUGH COUNCIL
MINUTES OF THE CHILDREN'S IMPROVEMENT BOARD
HELD ON THURSDAY, 14 MARCH 2024

Officers Present:

Ann Sample                      – (Chief Executive)
Bea Mock                        – (Corporate Director, Children and
                                   Culture)

3.    PROGRESS

      RESOLVED:

      1.  That the next report show when each action was first due.

      2.  That a plan for the red actions be brought by 9 May 2024.

      Action by:
      CORPORATE DIRECTOR, CHILDREN AND CULTURE (B. Mock)

4.    VACANCIES

      RESOLVED:

      That a business case be submitted to Cabinet.

      Action by:
      CHIEF EXECUTIVE (A. Sample)
"""


def test_who_acts_may_stand_below_its_label_and_apart_from_a_list_acts_on_all_of_it():
    meeting, resolutions = minutes(BELOW)
    assert people(meeting) == [
        ("Ann Sample", "Chief Executive", "officer"),
        ("Bea Mock", "Corporate Director, Children and Culture", "officer"),
    ]
    assert [one.owners for one in resolutions] == [("Bea Mock",), ("Bea Mock",), ("Ann Sample",)]


def test_a_sentence_that_says_where_the_body_met_opens_minutes():
    meeting, resolutions = minutes(
        "25 September 2023 – At a meeting of the Northshire Scrutiny Committee held at 10 am at Old Hall, Northton.\n"
        "Present: Cllr Ann Sample (Chairman)\nCllr Bea Mock\n\n17. Plan\n17.4 Resolved – That the plan be welcomed.\n"
    )
    assert (meeting.organization, meeting.date) == ("Northshire Scrutiny Committee", "2023-09-25")
    assert [(one.item, one.text) for one in resolutions] == [("17.4", "That the plan be welcomed.")]


def test_words_in_capitals_that_name_no_post_take_no_longer_than_others():
    _, resolutions = minutes(f"{WRAPPED}9. Close\nACTION: HEAD OF {'A' * 200}? TO DO IT\n")  # would never end
    assert len(resolutions) == 4
