"""Invented minutes, in the styles that councils publish."""

# ruff: noqa: E501  (a line of a paper stays one line)

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .kit import Truth, person, resolution
from .writers import Block, Pdf, write_docx, write_html, write_text

Paper = tuple[Path, Truth]


def truth(organization: str, date: str, people: str, resolved: Sequence[str], measures: Sequence[Truth] = ()) -> Truth:
    """The contract's meeting, resolutions and measures of one paper."""
    present = [person(line) for line in people.strip().splitlines()]
    return {
        "meetings": [{"organization": organization, "date": date, "attendees": present}],
        "resolutions": [resolution(line) for line in resolved],
        "measures": list(measures),
    }


def paragraphs(text: str) -> list[Block]:
    """A block for each line; `# ` begins a heading."""
    return [
        Block(line.lstrip("# "), 2 if line.startswith("#") else 0) for line in text.strip().splitlines() if line.strip()
    ]


NORTHSHIRE = """
Northshire County Council
Minutes of the meeting of the Children's Scrutiny Panel held on Tuesday, 14th May, 2024 at 2.00 pm in County Hall

Present:
Councillor Alma Stroud (Chair)
Councillors Person B, Person C and Person D

Also in attendance:
Person E, Director of Children's Services
Person F, Head of Safeguarding

Apologies for absence were received from Councillor Person G.

1. Minutes of the last meeting
RESOLVED: That the minutes of the meeting held on 12th March 2024 be approved as a correct record.

2. Neglect
The Panel received a report on the neglect strategy. Members asked about training.
RESOLVED: That the Head of Safeguarding provide a report on neglect training to the Panel by 30 September 2024.

3. Date of next meeting
16 July 2024
"""


def northshire(folder: Path) -> Paper:
    """Text; present, also in attendance, apologies; RESOLVED in capitals."""
    write_text(folder / "northshire-minutes.txt", [Block(line) for line in NORTHSHIRE.strip().splitlines()])
    people = """Alma Stroud||chair\nPerson B||member\nPerson C||member\nPerson D||member\nPerson E|Director of Children's Services|attendee
Person F|Head of Safeguarding|attendee\nPerson G||apologies"""
    return folder / "northshire-minutes.txt", truth(
        "Children's Scrutiny Panel",
        "2024-05-14",
        people,
        (
            "1|That the minutes of the meeting held on 12th March 2024 be approved as a correct record.||",
            "2|That the Head of Safeguarding provide a report on neglect training to the Panel by 30 September 2024.|Head of Safeguarding|by 30 September 2024 => 2024-09-30",
        ),
    )


WESTMERE = """
# Westmere Safeguarding Partnership Board
Minutes of the meeting held on 6 February 2023
Present:
Person A – Independent Chair
Person B – Westmere Council
Person C – Westmere Constabulary
Apologies:
Person D – Westmere Hospitals Trust
# 17 Performance dashboard
17.1 Person B presented the dashboard for the third quarter.
17.2 Members noted the rise in re-referrals to 24%.
17.3 Resolved – That Person B bring a deep dive on re-referrals to the next meeting.
# 18 Training
18.1 The Board considered the training needs analysis.
18.2 Resolved – That the training programme be approved.
"""


def westmere(folder: Path) -> Paper:
    """Word; numbered paragraphs, `17.3 Resolved – That ...`."""
    write_docx(folder / "westmere-minutes.docx", paragraphs(WESTMERE))
    people = """Person A||chair\nPerson B|Westmere Council|attendee\nPerson C|Westmere Constabulary|attendee\nPerson D|Westmere Hospitals Trust|apologies"""
    return folder / "westmere-minutes.docx", truth(
        "Westmere Safeguarding Partnership Board",
        "2023-02-06",
        people,
        (
            "17.3|That Person B bring a deep dive on re-referrals to the next meeting.|Person B|",
            "18.2|That the training programme be approved.||",
        ),
    )


SOUTHDALE = """
# Southdale Corporate Parenting Panel
Minutes of the meeting held at the Civic Centre on Wednesday 18 October 2023
Present: Councillor Person A (Chair), Councillor Person B, Person C (Virtual School Head), Person D (Head of Fostering)
Apologies: Councillor Person E
3. Education of children in care
The Virtual School Head reported that 61% of pupils had an up to date plan.
Agreed:- (1) that the report be noted; and (2) that Person C write to all designated teachers by 30 November 2023.
4. Foster carer recruitment
The Head of Fostering gave an update on the recruitment campaign, which had brought in nineteen enquiries over the summer and two approvals.
Agreed:- (1) that Person D bring a revised marketing plan in January 2024; (2) that the campaign be extended.
"""


def southdale(folder: Path) -> Paper:
    """PDF; `Agreed:- (1) that ... (2) that ...`, lines broken by the page, head and foot on each."""
    Pdf("none", head="Corporate Parenting Panel 18.10.23", foot="Southdale").write(
        folder / "southdale-minutes.pdf", paragraphs(SOUTHDALE)
    )
    people = """Person A||chair\nPerson B||attendee\nPerson C|Virtual School Head|attendee\nPerson D|Head of Fostering|attendee\nPerson E||apologies"""
    return folder / "southdale-minutes.pdf", truth(
        "Southdale Corporate Parenting Panel",
        "2023-10-18",
        people,
        (
            "3|that the report be noted||",
            "3|that Person C write to all designated teachers by 30 November 2023.|Person C|by 30 November 2023 => 2023-11-30",
            "4|that Person D bring a revised marketing plan in January 2024|Person D|in January 2024 => 2024-01",
            "4|that the campaign be extended.||",
        ),
    )


EASTBOROUGH = """
Eastborough Borough Council
# Cabinet Committee for Children
Minutes of the meeting held on 9 January 2023
PRESENT: Councillor Person Alder (Chairman), Councillor Person Birch
ALSO PRESENT: Person Cedar (Chief Executive)
# 5. Sufficiency strategy
The Committee considered the placements strategy.
RESOLVED:
(a) That the sufficiency strategy be approved.
(b) That a progress report be brought to the Committee in July 2023.
Action by: CHIEF EXECUTIVE (P. Cedar)
# 6. Children's homes
RESOLVED - that the opening of the second home be approved.
"""


def eastborough(folder: Path) -> Paper:
    """Web page; lettered resolutions, `Action by: CHIEF EXECUTIVE (A. Name)` under the decision."""
    write_html(folder / "eastborough-minutes.html", paragraphs(EASTBOROUGH))
    people = """Person Alder||chair\nPerson Birch||member\nPerson Cedar|Chief Executive|attendee"""
    return folder / "eastborough-minutes.html", truth(
        "Cabinet Committee for Children",
        "2023-01-09",
        people,
        (
            "5|That the sufficiency strategy be approved.||",
            "5|That a progress report be brought to the Committee in July 2023.|Person Cedar|in July 2023 => 2023-07",
            "6|that the opening of the second home be approved.||",
        ),
    )


def riverside(folder: Path) -> Paper:
    """Word; those present as a table, an action log as a table."""
    blocks = [
        Block("Riverside Improvement Board", 1),
        Block("Notes of the meeting held on 12 June 2024"),
        Block(
            rows=[
                ["Name", "Organisation", "Attendance"],
                ["Person A (Chair)", "Independent", "Present"],
                ["Alma Stroud", "Riverside Council", "Present"],
                ["Person C", "Riverside ICB", "Apologies"],
            ]
        ),
        Block("1. Workforce", 2),
        Block("Alma Stroud presented the workforce report."),
        Block("2. Quality", 2),
        Block("The audit findings were discussed."),
        Block("Action log", 2),
        Block(
            rows=[
                ["Ref", "Action", "Owner", "Deadline", "Status"],
                ["1", "Share the workforce plan with partners", "Alma Stroud", "30/06/2024", "Open"],
                ["2", "Report on the July audits", "Head of Quality", "September 2024", "Open"],
            ]
        ),
    ]
    write_docx(folder / "riverside-notes.docx", blocks)
    people = """Person A|Independent|chair\nAlma Stroud|Riverside Council|attendee\nPerson C|Riverside ICB|apologies"""
    return folder / "riverside-notes.docx", truth(
        "Riverside Improvement Board",
        "2024-06-12",
        people,
        (
            "1|Share the workforce plan with partners|Alma Stroud|30/06/2024 => 2024-06-30",
            "2|Report on the July audits|Head of Quality|September 2024 => 2024-09",
        ),
    )


OAKDEAN = """
OAKDEAN CHILDREN'S SERVICES IMPROVEMENT PANEL
MINUTES OF MEETING HELD ON MONDAY 4 NOVEMBER 2024

PRESENT
Person A (Chair) - Oakdean Council
Person B - Oakdean Council
Person C - Oakdean Academies Trust

APOLOGIES
Person D - Oakdean Police

Item 1: Performance
Person B said that the number of children looked after was 412 at September 2024, against a target of 380 by March 2025. Visits on time stood at 88%.
The Panel agreed that Person B would report on visits to the January 2025 meeting.

Item 2: Schools
It was agreed to set up a working group. Person C will send names to the clerk by 29 November 2024.
"""


def oakdean(folder: Path) -> Paper:
    """Text; "the Panel agreed" in running text, figures with their dates and targets."""
    write_text(folder / "oakdean-minutes.txt", [Block(line) for line in OAKDEAN.strip().splitlines()])
    people = """Person A|Oakdean Council|chair\nPerson B|Oakdean Council|attendee\nPerson C|Oakdean Academies Trust|attendee\nPerson D|Oakdean Police|apologies"""
    measures = (
        {"value": 412, "date": "2024-09", "target": 380, "target_date": "2025-03"},
        {"value": 88, "date": None, "target": None, "target_date": None},
    )
    return folder / "oakdean-minutes.txt", truth(
        "Oakdean Children's Services Improvement Panel",
        "2024-11-04",
        people,
        (
            "1|The Panel agreed that Person B would report on visits to the January 2025 meeting.|Person B|January 2025 => 2025-01",
            "2|It was agreed to set up a working group. Person C will send names to the clerk by 29 November 2024.|Person C|by 29 November 2024 => 2024-11-29",
        ),
        measures,
    )


HIGHMOOR = """
Highmoor Health and Wellbeing Board
Minutes of the proceedings of a meeting of the Health and Wellbeing Board held on Thursday, 21 March 2024 at 10.00am
Members present: Councillor Person A (in the Chair); Councillor Person B; Person C, Director of Public Health; Person D, Highmoor ICB
Officers in attendance: Person E, Democratic Services Officer
HWB.31 Declarations of interest
There were none.
HWB.32 Suicide prevention plan
Person C introduced the plan. The Board discussed the figures for the last three years and asked how schools would be involved in the work.
RESOLVED –
1. That the suicide prevention plan be endorsed.
2. That the Director of Public Health, in consultation with Highmoor ICB, be asked to report on progress within the plan by 31 October 2024 and to bring back the outcome of the consultation.
HWB.33 Better Care Fund
RESOLVED – That the quarter three return be noted.
"""


def highmoor(folder: Path) -> Paper:
    """PDF; coded items, numbered resolutions that wrap over lines, running head and page numbers."""
    pdf = Pdf("none", head="Highmoor Health and Wellbeing Board, Thursday, 21 March 2024", foot="Agenda Item 2")
    pdf.write(folder / "highmoor-minutes.pdf", paragraphs(HIGHMOOR))
    people = """Person A||chair\nPerson B||member\nPerson C|Director of Public Health|member\nPerson D|Highmoor ICB|member\nPerson E|Democratic Services Officer|officer"""
    return folder / "highmoor-minutes.pdf", truth(
        "Highmoor Health and Wellbeing Board",
        "2024-03-21",
        people,
        (
            "HWB.32|That the suicide prevention plan be endorsed.||",
            "HWB.32|That the Director of Public Health, in consultation with Highmoor ICB, be asked to report on progress within the plan by 31 October 2024"
            " and to bring back the outcome of the consultation.|Director of Public Health|by 31 October 2024 => 2024-10-31",
            "HWB.33|That the quarter three return be noted.||",
        ),
    )


PAPERS = (northshire, westmere, southdale, eastborough, riverside, oakdean, highmoor)
