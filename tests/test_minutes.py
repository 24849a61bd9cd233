"""Minutes of several styles: two real ones against a careful reading, the rest with invented bodies and people."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from graphapp.reading.drafts import Line, MeetingDraft, Paper, ResolutionDraft
from graphapp.reading.files import clean, read_paper
from graphapp.reading.minutes import read_minutes

ROOT = Path(__file__).parent.parent
PAPERS = ROOT / "graph_data" / "lancashire" / "papers"
TRUTH = ROOT / "tests" / "truth"
REAL = (
    ("2017-10-10-improvement-board-minutes", "2017-10-10-improvement-board"),
    ("2019-03-28-corporate-parenting-board-pack", "2019-01-23-corporate-parenting-board"),
)


def paper_of(text, date=None):
    rows = text.strip("\n").split("\n")
    lines = tuple(Line(no, tuple(map(clean, row.split("\t")))) for no, row in enumerate(rows, 1))
    return Paper("paper", "Northshire paper", "minutes", date, lines, tuple(rows))


def minutes(text) -> tuple[MeetingDraft, tuple[ResolutionDraft, ...]]:
    meetings, resolutions = read_minutes(paper_of(text))
    assert len(meetings) == 1, meetings
    return meetings[0], resolutions


def people(meeting):
    return [(one.person, one.represents, one.capacity) for one in meeting.attendees]


def said(resolutions):
    return [(one.item, one.text, one.owners) for one in resolutions]


@pytest.fixture(params=REAL, ids=lambda names: names[1])
def real(request):
    stem, truth = request.param
    meetings, resolutions = read_minutes(read_paper(PAPERS / f"{stem}.txt"))
    return meetings, resolutions, json.loads((TRUTH / f"{truth}.json").read_text(encoding="utf-8"))


def test_real_minutes_give_body_day_and_next_meeting(real):
    meetings, _, truth = real
    assert [(one.organization, one.date, one.next_date) for one in meetings] == [
        (truth["meeting"]["organization"], truth["meeting"]["date"], truth["next_meeting"])
    ]
    assert meetings[0].source.line_start <= truth["meeting"]["line"] <= meetings[0].source.line_end


def test_real_minutes_give_everybody_in_the_lists_and_nobody_else(real):
    meetings, _, truth = real
    wanted = [(one["person"], one["represents"], one["capacity"]) for one in truth["meeting"]["attendees"]]
    wanted += [(one["person"], one["represents"], "apologies") for one in truth["meeting"]["apologies"]]
    # "Independent Chair" is no body: the reading of the papers leaves it open, ours makes it the capacity.
    wanted = [
        (name, None, "chair") if body == "Independent Chair" else (name, body, role) for name, body, role in wanted
    ]
    assert sorted(people(meetings[0]), key=str) == sorted(wanted, key=str)


def test_real_minutes_give_each_resolution_with_item_owners_and_lines(real):
    _, resolutions, truth = real
    assert [
        (one.item, one.text, list(one.owners), one.source.line_start, one.source.line_end) for one in resolutions
    ] == [(one["item"], one["text"], one["owners"], one["line"], one["line_end"]) for one in truth["resolutions"]]


def test_no_resolution_of_the_real_minutes_has_a_date_that_only_names_a_meeting(real):
    assert [one.due.dates for one in real[1] if one.due.dates] == []


@pytest.mark.parametrize(
    "name",
    [
        "2019-01-29-health-and-wellbeing-board-report",
        "2018-11-better-for-children-development-plan",
        "2018-10-scrutiny-report-ofsted-reinspection",
    ],
)
def test_a_paper_without_minutes_gives_nothing(name):
    assert read_minutes(read_paper(PAPERS / f"{name}.txt")) == ((), ())


NUMBERED = """
Northshire County Council
Minutes of a meeting of the Children's Improvement Board held on Wednesday 3 May 2024 at County Hall

Present:
Councillor Mrs Person A (Chair), Councillors Person B and Person C OBE; Person D, Northshire Police

In attendance:
Person E - Director of Children's Services
Person F - Head of Safeguarding, Northshire County Council
Person G (Democratic Services)

Apologies for absence: Councillor Person H and Person I (Northshire NHS Trust)

17. Performance
17.1 The Board considered a report by the Director.
17.2 Person D asked a question about repeat referrals.
17.4 Resolved – That the Director of Children's Services be asked to bring a report \
on repeat referrals by 30 September 2024.

18. Minutes
18.1 Resolved – That the minutes of the meeting held on 6 March 2024 be approved as a correct record.

19. Date of next meeting
12 July 2024 at 10.00 am
"""


def test_a_sentence_of_names_and_numbered_paragraphs_are_read():
    meeting, resolutions = minutes(NUMBERED)
    assert (meeting.organization, meeting.date, meeting.next_date) == (
        "Children's Improvement Board",
        "2024-05-03",
        "2024-07-12",
    )
    assert people(meeting) == [
        ("Person A", None, "chair"),
        ("Person B", None, "member"),
        ("Person C", None, "member"),
        ("Person D", "Northshire Police", "member"),
        ("Person E", "Director of Children's Services", "attendee"),
        ("Person F", "Head of Safeguarding, Northshire County Council", "attendee"),
        ("Person G", "Democratic Services", "attendee"),
        ("Person H", None, "apologies"),
        ("Person I", "Northshire NHS Trust", "apologies"),
    ]
    assert [(one.item, one.owners, one.due.dates) for one in resolutions] == [
        ("17.4", ("Director of Children's Services",), ("2024-09-30",)),
        ("18.1", (), ()),
    ]


AGREED = """
NORTHSHIRE CORPORATE PARENTING PANEL
3 May 2024
MINUTES

Members present:
Cllr Person A\t- Northshire Council (Chair)
Person B\t- Foster Carers' Forum
Officers:
Person C\t- Virtual School Head
Person D\t- Assistant Director, Social Care

3. Virtual School
Agreed:- (1) that Person C circulate the termly return; (2) that the Assistant Director, \
Person D, will write to all schools by 14 June; and (3) that the report be noted.

4. Fostering
Resolved:
(a) That Person B to raise respite with the Forum before the next meeting;
(b) That the annual report be noted;
(c) That the Panel request the Head of Fostering to provide figures within 3 months.
"""


def test_agreed_points_on_one_line_and_lettered_resolutions_are_one_each():
    meeting, resolutions = minutes(AGREED)
    assert (meeting.organization, meeting.date) == ("Northshire Corporate Parenting Panel", "2024-05-03")
    assert people(meeting) == [
        ("Person A", "Northshire Council", "chair"),
        ("Person B", "Foster Carers' Forum", "member"),
        ("Person C", "Virtual School Head", "officer"),
        ("Person D", "Assistant Director, Social Care", "officer"),
    ]
    assert [(one.item, one.owners, one.due.dates) for one in resolutions] == [
        ("3", ("Person C",), ()),
        ("3", ("Person D",), ("2024-06-14",)),
        ("3", (), ()),
        ("4", ("Person B",), ()),
        ("4", (), ()),
        ("4", ("Head of Fostering",), ("2024-08",)),
    ]
    assert resolutions[3].due.raw == "before the next meeting"
    assert resolutions[0].text == "that Person C circulate the termly return"


ACTION_BY = """
Eastborough Council
Cabinet Committee for Children
Minutes of the meeting held on 9 January 2023

PRESENT: Councillor A. Person (Chairman), Councillor B. Other
ALSO PRESENT: Person D (Chief Executive)

5. Sufficiency
The Committee considered the placements strategy.
RESOLVED:
That a revised strategy be brought back in April 2023.
Action by: CHIEF EXECUTIVE (P. D)

6. Children's homes
RESOLVED - that the opening of the second home be approved.
Action: Head of Commissioning
Deadline: 31/03/2023
"""


def test_action_by_under_a_decision_names_its_owner_and_deadline():
    meeting, resolutions = minutes(ACTION_BY)
    assert meeting.organization == "Cabinet Committee for Children"
    assert people(meeting)[0] == ("A. Person", None, "chair")
    assert [(one.item, one.text, one.owners, one.due.dates) for one in resolutions] == [
        ("5", "That a revised strategy be brought back in April 2023.", ("Person D",), ("2023-04",)),
        ("6", "that the opening of the second home be approved.", ("Head of Commissioning",), ("2023-03-31",)),
    ]


LOG = """
Meeting: Westmere Safeguarding Partnership
Date: 12/02/2024
Notes of the meeting

Name\tRole\tOrganisation\tAttendance
Person A\tIndependent Chair\t\tPresent
Person B\tHead of Quality\tWestmere Council\tPresent
Person C\tDetective Chief Inspector\tWestmere Police\tApologies

1. Welcome
The Chair welcomed everyone.

2. Neglect
Person B gave an update. ACTION: Person B to share the toolkit.

Date of next meeting: 15/04/2024

Action log
Item\tAction\tBy whom\tDeadline\tStatus
2\tShare the neglect toolkit\tPB\t29/02/2024\tOpen
3\tDraft the training plan\tPerson B / Designated Nurse\tMarch 2024\tOpen
4\tNote the audit findings\tAll\t\tClosed
"""


def test_a_table_of_those_present_and_an_action_log_are_read():
    meeting, resolutions = minutes(LOG)
    assert (meeting.organization, meeting.date, meeting.next_date) == (
        "Westmere Safeguarding Partnership",
        "2024-02-12",
        "2024-04-15",
    )
    assert people(meeting) == [
        ("Person A", None, "chair"),
        ("Person B", "Head of Quality, Westmere Council", "attendee"),
        ("Person C", "Detective Chief Inspector, Westmere Police", "apologies"),
    ]
    log = [(one.item, one.text, one.owners, one.due.dates) for one in resolutions][-3:]
    assert log == [
        ("2", "Share the neglect toolkit", ("Person B",), ("2024-02-29",)),
        ("3", "Draft the training plan", ("Person B", "Designated Nurse"), ("2024-03",)),
        ("4", "Note the audit findings", (), ()),
    ]


RUNNING = """
Southdale Children's Partnership Board
Notes of the meeting held on 6 November 2023

Attendees: Person A (Chair), Southdale Council; Person B, Southdale ICB; Person C
Apologies: Person D

Item 1: Early help
Person B presented the dashboard. It was agreed that Person B would bring the waiting times \
to the January 2024 meeting. Person C asked about schools.

Item 2: Workforce
The Board agreed to adopt the charter. The Chair will write to partners by the end of November 2023.

Item 3: Any other business
ACTION: Person C to circulate the newsletter by 1 December 2023.
"""


def test_running_text_says_what_was_agreed_and_who_acts():
    meeting, resolutions = minutes(RUNNING)
    assert people(meeting) == [
        ("Person A", "Southdale Council", "chair"),
        ("Person B", "Southdale ICB", "attendee"),
        ("Person C", None, "attendee"),
        ("Person D", None, "apologies"),
    ]
    assert [(one.item, one.owners, one.due.dates) for one in resolutions] == [
        ("1", ("Person B",), ("2024-01",)),
        ("2", ("Person A",), ("2023-11",)),
        ("3", ("Person C",), ("2023-12-01",)),
    ]


YOUNG = """
Northshire Corporate Parenting Board
Minutes of the meeting held on 4 June 2024

STARS (Northshire's Children in Care Council) gave a presentation last time.

Present:
Person A\t- Northshire Council
Person B\t- Participation Officer, Children in Care Council
Person C\t- Lead Member for Children and Young People
Person D\t- Manager, Youth Offending Team
Person Q\t- STARS Representative
Person R\t- Care Leaver
Person S\t- Apprentice, Northshire Council
Person T\t- Young People's Representative
Person U\t- Youth Council
[name withheld]\t- STARS

Resolved: That Person Q and Person B to present the film at the next meeting.
Resolved: That Person S to circulate the link.
"""


def test_young_people_and_apprentices_are_named_nowhere():
    meeting, resolutions = minutes(YOUNG)
    assert [one.person for one in meeting.attendees] == ["Person A", "Person B", "Person C", "Person D"]
    written = repr((meeting, resolutions))
    assert not [
        name for name in ("Person Q", "Person R", "Person S", "Person T", "Person U", "withheld]\t") if name in written
    ]
    assert "[name withheld]" in resolutions[0].text
    assert [one.owners for one in resolutions] == [(), ()]


PAIRS = """
Riverside Improvement Board
Minutes of the Meeting held on 2nd February, 2022

Present:
Person A
Northshire Council

Person B
Riverside Mind

Dr Person C
Primary Schools

Apologies:
Person D
Northshire Constabulary

1.
Welcome

Resolved: The Board
(i) noted the report, and
(ii) asked that the Programme Director returns in May.

2.
Any other business

Resolved: Person A will take this forward with Person B.
"""


def test_a_name_and_its_body_on_the_next_line_belong_together():
    meeting, resolutions = minutes(PAIRS)
    assert people(meeting) == [
        ("Person A", "Northshire Council", "attendee"),
        ("Person B", "Riverside Mind", "attendee"),
        ("Person C", "Primary Schools", "attendee"),
        ("Person D", "Northshire Constabulary", "apologies"),
    ]
    assert said(resolutions)[0][:2] == (
        "1",
        "The Board (i) noted the report, and (ii) asked that the Programme Director returns in May.",
    )
    assert said(resolutions)[1] == ("2", "Person A will take this forward with Person B.", ("Person A",))


def test_a_pack_may_hold_several_meetings_and_an_agenda_before_them():
    agenda = (
        "Agenda\n1. Apologies\n2. Minutes of the meeting held on 3 May 2024 (Pages 1 - 4)\nNext meeting: 1 July 2024\n"
    )
    report = "\nMeeting to be held on 1 July 2024\nReport of the Director\nResolved: nothing of that meeting.\n"
    meetings, resolutions = read_minutes(paper_of(agenda + NUMBERED + AGREED + report))
    assert [one.organization for one in meetings] == [
        "Children's Improvement Board",
        "Northshire Corporate Parenting Panel",
    ]
    assert [one.item for one in resolutions] == ["17.4", "18.1", "3", "3", "3", "4", "4", "4"]


def test_who_stands_in_for_another_is_present_and_the_other_is_not_said_to_speak_for_it():
    meeting, _ = minutes(
        "Northshire Audit Committee\nMinutes of the meeting held on 3 May 2024\n"
        "Present: Councillor Person A (Chair), Councillor Person B (substitute for Councillor Person C)\n"
        "Apologies: Person D, Northshire Police (represented by Person E)\n"
        "1. Minutes\nResolved: That they be approved.\n"
    )
    assert people(meeting) == [
        ("Person A", None, "chair"),
        ("Person B", None, "attendee"),
        ("Person E", None, "attendee"),
        ("Person D", "Northshire Police", "apologies"),
    ]


HOSTILE = (
    "A " * 500_000,
    "Present:\n" + "Person A, " * 100_000,
    "Resolved: " + "(a) that " * 100_000,
    "Board meeting minutes\n" * 40_000,
    "Present:\nPerson A\n" * 50_000,
    "(" * 1_000_000,
    "next meeting " * 80_000,
    "Minutes of the meeting held on 3 May 2024\nPresent: Person A\n" + "Resolved: Person A to do (i) this " * 30_000,
    "Minutes of the Board held on 3 May 2024\nPresent:\nPerson A\n" + "Resolved: That\n" * 49_000,
)


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda text: text[:20].replace("\n", " "))
def test_a_megabyte_of_hostile_text_costs_no_more_than_its_lines(hostile):
    paper = paper_of(hostile)
    started = time.process_time()
    meetings, _ = read_minutes(paper)
    # A hundredth of a millisecond or two for each line, whatever stands in it.
    assert time.process_time() - started < 20  # a quadratic pattern would take hours
    assert len(meetings) <= 1


def test_a_decision_that_says_nothing_on_each_of_many_lines_is_passed_over() -> None:
    lines = ["Minutes of the Widget Board held on 3 May 2024", "Present:", "Person A", *["Resolved: That"] * 3]
    paper = Paper("m", "Minutes", "", None, tuple(Line(no, (text,)) for no, text in enumerate(lines, 1)), ())
    assert len(read_minutes(paper)[0]) == 1
