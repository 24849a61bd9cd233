"""The second set's minutes and action logs, written before the reader had seen any like them."""

# ruff: noqa: E501  (a line of a paper stays one line)

from __future__ import annotations

from pathlib import Path

import openpyxl

from .kit import Truth
from .minutes import paragraphs, truth
from .second_set import plan
from .second_set import truth as plan_truth
from .writers import Block, Pdf, write_docx, write_html, write_text

Paper = tuple[Path, Truth]


def alderney(folder: Path) -> Paper:
    """Text; `ACTION:` lines with the owner first, a list of those there with bodies in brackets."""
    words = """Alderbrook Improvement Board
Minutes of meeting: 14 March 2025
Attendees:
Person A (Independent Chair)
Person B (Alderbrook Council)
Person C (Alderbrook ICB)
Apologies: Person D (Alderbrook Police)

1. Welcome
The Chair welcomed everybody.

2. Performance report
Person B took the board through the report.
ACTION: Person B to bring figures on caseloads to the next meeting.
ACTION: Person C to send the health data by 28 March 2025.

3. Any other business
None."""
    write_text(folder / "alderbrook-minutes.txt", [Block(line) for line in words.splitlines()])
    people = "Person A||chair\nPerson B|Alderbrook Council|attendee\nPerson C|Alderbrook ICB|attendee\nPerson D|Alderbrook Police|apologies"
    return folder / "alderbrook-minutes.txt", truth(
        "Alderbrook Improvement Board",
        "2025-03-14",
        people,
        (
            "2|Person B to bring figures on caseloads to the next meeting.|Person B|",
            "2|Person C to send the health data by 28 March 2025.|Person C|by 28 March 2025 => 2025-03-28",
        ),
    )


def bidston(folder: Path) -> Paper:
    """PDF; `IT WAS RESOLVED THAT`, items numbered `CP/24/15`."""
    words = """# BIDSTON CORPORATE PARENTING BOARD
Minutes of a meeting held on Monday, 3 June 2024
Present: Councillor Person A (Chair), Councillor Person B (Vice-Chair), Councillor Person C
Officers present: Person D (Director of Children's Services), Person E (Virtual Head)
CP/24/15 Apologies for absence
Apologies were received from Councillor Person F.
CP/24/16 Education outcomes
The Virtual Head presented her annual report on attainment.
IT WAS RESOLVED THAT the report be noted.
CP/24/17 Care leavers' offer
IT WAS RESOLVED THAT Person D bring a revised local offer to the Board by 30 September 2024."""
    Pdf("none", head="Bidston Borough Council").write(folder / "bidston-minutes.pdf", paragraphs(words))
    people = "Person A||chair\nPerson B||member\nPerson C||member\nPerson D|Director of Children's Services|officer\nPerson E|Virtual Head|officer\nPerson F||apologies"
    return folder / "bidston-minutes.pdf", truth(
        "Bidston Corporate Parenting Board",
        "2024-06-03",
        people,
        (
            "CP/24/16|THAT the report be noted.||",
            "CP/24/17|THAT Person D bring a revised local offer to the Board by 30 September 2024.|Person D|by 30 September 2024 => 2024-09-30",
        ),
    )


def cawston(folder: Path) -> Paper:
    """Word; minutes as a table: item, discussion, action, by whom and when."""
    blocks = [
        Block("Cawston Safeguarding Children Partnership", 1),
        Block("Notes of the Executive Group held on 9 September 2024"),
        Block("Present: Person A (Chair, Cawston Council), Person B (Cawston Police), Person C (Cawston ICB)"),
        Block(
            rows=[
                ["Item", "Discussion", "Action", "Owner", "By when"],
                ["1", "Welcome and introductions.", "", "", ""],
                [
                    "2",
                    "The group discussed the neglect audit.",
                    "Share the audit with schools",
                    "Person A",
                    "30 September 2024",
                ],
                [
                    "3",
                    "Police gave an update on operations.",
                    "Write a briefing on county lines",
                    "Person B",
                    "October 2024",
                ],
            ]
        ),
    ]
    write_docx(folder / "cawston-notes.docx", blocks)
    people = "Person A|Cawston Council|chair\nPerson B|Cawston Police|attendee\nPerson C|Cawston ICB|attendee"
    return folder / "cawston-notes.docx", truth(
        "Executive Group",
        "2024-09-09",
        people,
        (
            "2|Share the audit with schools|Person A|30 September 2024 => 2024-09-30",
            "3|Write a briefing on county lines|Person B|October 2024 => 2024-10",
        ),
    )


def dulverley(folder: Path) -> Paper:
    """Web page; items as headings `SC.12`, `Resolved:` with numbered parts under it."""
    words = """# Children's Services Scrutiny Committee
Dulverley Council
Thursday 16 January 2025, 10.30 am
# Present
Councillor Person A (Chair)
Councillor Person B
Councillor Person C
# SC.12 Minutes
Resolved: That the minutes of 5 December 2024 be confirmed.
# SC.13 Home to school transport
The Assistant Director set out the pressures on the budget.
Resolved:
1. That the report be noted.
2. That the Assistant Director provide a briefing note on single-use journeys by 28 February 2025.
# SC.14 Work programme
Resolved: That the work programme be agreed."""
    write_html(folder / "dulverley-minutes.html", paragraphs(words))
    people = "Person A||chair\nPerson B||attendee\nPerson C||attendee"
    return folder / "dulverley-minutes.html", truth(
        "Children's Services Scrutiny Committee",
        "2025-01-16",
        people,
        (
            "SC.12|That the minutes of 5 December 2024 be confirmed.||",
            "SC.13|That the report be noted.||",
            "SC.13|That the Assistant Director provide a briefing note on single-use journeys by 28 February 2025.|Assistant Director|by 28 February 2025 => 2025-02-28",
            "SC.14|That the work programme be agreed.||",
        ),
    )


def eskbridge(folder: Path) -> Paper:
    """Excel; an action log without minutes, the meeting's date in a column."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Action log"
    for line in (
        ["Eskbridge Improvement Board action log"],
        ["Action no.", "Meeting date", "Agreed action", "Assigned to", "Due date", "Open/closed"],
        ["24/01", "12/02/2024", "Circulate the terms of reference", "Person A", "29/02/2024", "Closed"],
        ["24/02", "12/02/2024", "Present the staff survey", "Head of Workforce", "April 2024", "Open"],
    ):
        sheet.append(line)
    book.save(folder / "eskbridge-log.xlsx")
    rows = plan(
        "ref text lead due rag",
        """24/01 ¦ Circulate the terms of reference ¦ Person A ¦ 29/02/2024 => 2024-02-29 ¦ closed
        24/02 ¦ Present the staff survey ¦ Head of Workforce => |Head of Workforce ¦ April 2024 => 2024-04 ¦ open""",
    )
    return folder / "eskbridge-log.xlsx", plan_truth(rows)


def fernhurst(folder: Path) -> Paper:
    """Word; lettered decisions, `Action:` after a paragraph with the name in brackets, figures in text."""
    words = """# Fernhurst Youth Justice Management Board
Minutes – 22 May 2024, 2pm, Town Hall
Members in attendance
Person A, Independent Chair
Person B, Head of Youth Justice
Person C, Fernhurst Probation
Apologies for absence
Person D, Fernhurst Police
# 4. Performance
The number of first time entrants was 57 at March 2024 against a target of 45 by March 2025.
The Board RESOLVED to:
(a) note the report; and
(b) ask the Head of Youth Justice to report on diversion by September 2024.
# 5. Risk register
The Board agreed that Person C would update the register by 28 June 2024."""
    write_docx(folder / "fernhurst-minutes.docx", paragraphs(words))
    people = "Person A||chair\nPerson B|Head of Youth Justice|member\nPerson C|Fernhurst Probation|member\nPerson D|Fernhurst Police|apologies"
    return folder / "fernhurst-minutes.docx", truth(
        "Fernhurst Youth Justice Management Board",
        "2024-05-22",
        people,
        (
            "4|note the report||",
            "4|ask the Head of Youth Justice to report on diversion by September 2024.|Head of Youth Justice|by September 2024 => 2024-09",
            "5|The Board agreed that Person C would update the register by 28 June 2024.|Person C|by 28 June 2024 => 2024-06-28",
        ),
        ({"value": 57, "date": "2024-03", "target": 45, "target_date": "2025-03"},),
    )


PAPERS = (alderney, bidston, cawston, dulverley, eskbridge, fernhurst)
