"""The second set's spreadsheets and CSV files, written before the reader had seen any like them."""

# ruff: noqa: E501  (a row of a table reads best on one line)

from __future__ import annotations

import csv
import datetime
from pathlib import Path

import openpyxl
from openpyxl.styles import Font, PatternFill

from .kit import Row, Truth, cell, cells
from .second_set import headed, plan, truth

Paper = tuple[Path, Truth]


def _placed(rows: list[Row], sheet: str, first: int) -> list[Row]:
    return [{**row, "sheet": sheet, "line": first + at} for at, row in enumerate(rows)]  # type: ignore[dict-item]


def kelmarsh(folder: Path) -> Paper:
    """Excel; guidance and lists beside the tracker, title rows, strategic and operational lead, completion date apart."""
    rows = plan(
        "ref area recs text lead first second due done rag progress",
        """A01 ¦ Leadership ¦ R1 => 1 ¦ Review the structure of the senior team ¦ => Wilf Tansley|Director; Una Pargeter|Head of HR ¦ Wilf Tansley, Director ¦ Una Pargeter, Head of HR ¦ 30 June 2025 => 2025-06-30 ¦ ¦ Amber ¦ Consultation open
        A02 ¦ Leadership ¦ R1, R2 => 1 2 ¦ Train members in corporate parenting ¦ => Kit Dunnock|Democratic Services Manager ¦ Kit Dunnock, Democratic Services Manager ¦ ¦ 31 July 2025 => 2025-07-31 ¦ 12/07/2025 ¦ Blue ¦ Done in July
        A03 ¦ Practice ¦ R3 => 3 ¦ Adopt one model of practice ¦ => Una Pargeter|Head of HR; |Principal Social Worker ¦ Una Pargeter, Head of HR ¦ Principal Social Worker ¦ Ongoing => ongoing ¦ ¦ Green ¦
        A04 ¦ Practice ¦ R2-R4 => 2 3 4 ¦ Commission an outside audit ¦ => Wilf Tansley|Director ¦ Wilf Tansley, Director ¦ ¦ Sept-25 => 2025-09 ¦ ¦ Red ¦ No bids""",
    )
    book = openpyxl.Workbook()
    guide = book.active
    guide.title = "Guidance"
    for line in (
        "How to use this tracker",
        "Update the RAG each month.",
        "Action = what will be done. Lead = who answers for it.",
    ):
        guide.append([line])
    sheet = book.create_sheet("Action Tracker")
    sheet.append(["Kelmarsh Children's Improvement Tracker"])
    sheet.append(["Last updated", datetime.date(2025, 6, 2)])
    sheet.append([])
    columns = headed(
        "ID=ref; Theme=area; Rec=recs; Agreed action=text; Strategic lead=first; Operational lead=second; Target date=due; Date completed=done; RAG=rag; Commentary=progress"
    )
    for line in cells(columns, rows):
        sheet.append(line)
    lists = book.create_sheet("Lists")
    for word in ("RAG", "Red", "Amber", "Green", "Blue"):
        lists.append([word])
    book.save(folder / "kelmarsh.xlsx")
    return folder / "kelmarsh.xlsx", truth(_placed(rows, "Action Tracker", 5))


def lydbury(folder: Path) -> Paper:
    """CSV; status first, action last but one, name and job title apart, several persons in one cell."""
    rows = plan(
        "rag due lead person post text ref",
        """Overdue ¦ 28/02/2025 => 2025-02-28 ¦ => Person A|Head of Fostering; Person B|Head of Adoption ¦ Person A & Person B ¦ Head of Fostering & Head of Adoption ¦ Write one recruitment strategy for carers ¦ 11
        On target ¦ 30-Apr-25 => 2025-04-30 ¦ => Person C|Service Manager ¦ Person C ¦ Service Manager ¦ Give carers a support line at night ¦ 12
        Complete ¦ 2025-01-31 => 2025-01-31 ¦ => Person D|Finance Manager ¦ Person D ¦ Finance Manager ¦ Pay all allowances on time ¦ 13
        On target ¦ Q4 2024/25 => 2025-03 ¦ => Person C|Service Manager; Person E|Team Manager ¦ Person C\\nPerson E ¦ Service Manager\\nTeam Manager ¦ Survey carers ¦ 14""",
    )
    columns = headed(
        "Status=rag; Deadline=due; Accountable Officer=person; Job Title=post; What are we going to do?=text; Number=ref"
    )
    with (folder / "lydbury.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(cells(columns, rows))
    return folder / "lydbury.csv", truth(rows)


def monkton(folder: Path) -> Paper:
    """Excel; Excel's own good, bad and neutral fills for status, real dates as months, numbers as numbers."""
    shades = {"red": "FFFFC7CE", "amber": "FFFFEB9C", "green": "FFC6EFCE"}
    rows = plan(
        "ref text lead due rag",
        """1 ¦ Refresh the neglect toolkit ¦ Wilf Tansley - Neglect Lead => Wilf Tansley|Neglect Lead ¦ May 2025 => 2025-05 ¦ green
        2 ¦ Train 200 staff in the toolkit ¦ Una Pargeter - Training Manager => Una Pargeter|Training Manager ¦ November 2025 => 2025-11 ¦ amber
        3 ¦ Audit its use ¦ Audit Team => |Audit Team ¦ January 2026 => 2026-01 ¦ red""",
    )
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Plan 2025"
    sheet["A1"], sheet["A1"].font = "Monkton Neglect Action Plan", Font(bold=True)
    sheet.append(["Action number", "Action description", "Lead name and role", "Completion", "Status"])
    for row, day in zip(rows, ((2025, 5, 1), (2025, 11, 1), (2026, 1, 1)), strict=True):
        sheet.append([int(row["ref"]), row["text"], cell(row, "lead"), datetime.date(*day)])
        sheet.cell(sheet.max_row, 4).number_format = "mmmm yyyy"
        sheet.cell(sheet.max_row, 5).fill = PatternFill("solid", fgColor=shades[row["rag"]])
    book.save(folder / "monkton.xlsx")
    found = truth(_placed(rows, "Plan 2025", 3))
    for one in found["actions"]:
        del one["due"]["raw"]  # what a date looks like is Excel's affair
    return folder / "monkton.xlsx", found


def netherby(folder: Path) -> Paper:
    """Excel; a sheet a priority with the priority in a title row, a summary and a change log beside them."""
    parts = {
        "Priority 1: Stable homes": plan(
            "text lead due rag progress",
            """Open two children's homes ¦ Person A, Head of Provision => Person A|Head of Provision ¦ 31/10/2025 => 2025-10-31 ¦ A => amber ¦ Planning granted
            Review all homes outside the county ¦ Person B => Person B ¦ 30/06/2025 => 2025-06-30 ¦ G => green ¦""",
        ),
        "Priority 2: Good health": plan(
            "text lead due rag progress",
            """Offer dental checks to all ¦ NHS Netherby ICB => ||NHS Netherby ICB ¦ 29/08/2025 => 2025-08-29 ¦ R => red ¦ No dentist found""",
        ),
    }
    days = iter([(2025, 10, 31), (2025, 6, 30), (2025, 8, 29)])
    book = openpyxl.Workbook()
    first = book.active
    first.title = "Summary"
    for line in (
        ["Priority", "Red", "Amber", "Green", "Total"],
        ["Stable homes", 0, 1, 1, 2],
        ["Good health", 1, 0, 0, 1],
    ):
        first.append(line)
    made: list[Row] = []
    for number, (title, rows) in enumerate(parts.items(), 1):
        sheet = book.create_sheet(f"P{number}")
        sheet.append([title])
        sheet.merge_cells("A1:E1")
        sheet.append(["Key tasks", "Owner", "To be done by", "RAG", "Latest update"])
        for row in rows:
            sheet.append(
                [row["text"], cell(row, "lead"), datetime.date(*next(days)), cell(row, "rag"), row["progress"]]
            )
        made += [{**row, "area": title.partition(": ")[2]} for row in _placed(rows, f"P{number}", 3)]
    log = book.create_sheet("Change log")
    for line in (["Date", "Changed by", "What changed"], [datetime.date(2025, 3, 1), "Person C", "New dates"]):
        log.append(line)
    book.save(folder / "netherby.xlsx")
    found = truth(made, [("1", "Stable homes", ""), ("2", "Good health", "")])
    for one in found["actions"]:
        del one["due"]["raw"]
    return folder / "netherby.xlsx", found


def oxhill(folder: Path) -> Paper:
    """Excel; the many ways to write a date, one a row."""
    dates = """30.06.25 => 2025-06-30
    Jun-25 => 2025-06
    June '25 => 2025-06
    End Q2 2025-26 => 2025-09
    Q4 25/26 => 2026-03
    Summer term 2025 => term
    Within 6 months => none
    tbc => none
    Every 6 weeks => recurring six-weekly
    By Christmas 2025 => 2025-12
    w/c 3 March 2025 => 2025-03-03
    Mid-May 2025 => 2025-05
    Complete => achieved
    Annually from April 2025 => recurring 2025-04 annual
    1st draft 1 May 2025; final 31 July 2025 => milestones 2025-05-01 2025-07-31
    2025-09-30 => 2025-09-30
    30th Sept. 2025 => 2025-09-30
    March 31st 2026 => 2026-03-31
    By Easter 2024 => 2024-03
    No later than 5 January 2026 => 2026-01-05
    Termly => recurring termly
    Monday 9 June 2025 => 2025-06-09
    Immediately => ongoing
    Start: May 2025 => start 2025-05
    31 / 12 / 2025 => 2025-12-31
    Weekly from 1 September 2025 => recurring 2025-09-01 weekly""".splitlines()
    rows = [
        {
            "ref": str(at),
            "text": f"Do task {chr(65 + at)} of the plan with partners",
            "lead": "Person A",
            "due": due.strip(),
        }
        for at, due in enumerate(dates, 1)
    ]
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Actions"
    for line in cells(headed("No=ref; Action=text; Owner=lead; Timescales=due"), rows):
        sheet.append(line)
    book.save(folder / "oxhill.xlsx")
    return folder / "oxhill.xlsx", truth(_placed(rows, "Actions", 2))


def pendlebury(folder: Path) -> Paper:
    """CSV; recommendations in many forms, `What difference will it make`, a total line at the foot."""
    rows = plan(
        "recs text lead due",
        """1,2 & 4 => 1 2 4 ¦ Set a standard for visits ¦ Head of Practice => |Head of Practice ¦ May 2025 => 2025-05
        R2 => 2 ¦ Check visits by sample ¦ Quality Lead => |Quality Lead ¦ June 2025 => 2025-06
        Recs 1-3 => 1 2 3 ¦ Train all managers ¦ Learning Lead => |Learning Lead ¦ July 2025 => 2025-07
        Recommendation 5 => 5 ¦ Open a pathway to advocacy ¦ Person A, Advocacy Lead => Person A|Advocacy Lead ¦ 08/08/2025 => 2025-08-08
        1 to 3 => 1 2 3 ¦ Learn from complaints ¦ Person B (Complaints Manager) => Person B|Complaints Manager ¦ Quarterly => recurring quarterly
        ALL => all ¦ Report to the board ¦ Person C => Person C ¦ Six weekly => recurring six-weekly
        ¦ Refresh the website ¦ Person D => Person D ¦""",
    )
    columns = headed(
        "Ofsted rec=recs; Action we will take=text; Senior responsible officer=lead; Completed by=due; What difference will it make?=measure"
    )
    with (folder / "pendlebury.csv").open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file).writerows([["Pendlebury Improvement Plan"], [], *cells(columns, rows)])
    found = truth(rows)
    for one in found["actions"]:
        one["recommendations"] = ["1", "2", "3", "4", "5"] if one["scope"] == "all" else one["recommendations"]
    return folder / "pendlebury.csv", found


def rookley(folder: Path) -> Paper:
    """Excel; ratings in columns headed with months, the header two rows deep, objectives merged down."""
    rows = plan(
        "text lead due rag",
        """Map the help that families get ¦ Wilf Tansley => Wilf Tansley ¦ March 2025 => 2025-03 ¦ Green
        Bring services into three hubs ¦ Una Pargeter / Kit Dunnock => Una Pargeter; Kit Dunnock ¦ 30/11/2025 => 2025-11-30 ¦ Amber
        Share one record ¦ Hub Managers => |Hub Managers ¦ 2026 => 2026 ¦ Red""",
    )
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Delivery plan"
    sheet.append(["Objective", "Action", "Lead", "Finish date", "RAG", None, None])
    sheet.append([None, None, None, None, "Jan 2025", "Apr 2025", "Jul 2025"])
    for words in ("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:G1", "A3:A5"):
        sheet.merge_cells(words)
    for at, (row, marks) in enumerate(
        zip(rows, (("Red", "Green", None), ("Green", "Green", "Amber"), ("Red", "Red", "Red")), strict=True)
    ):
        for place, words in enumerate(
            [None if at else "Families are helped early", row["text"], cell(row, "lead"), cell(row, "due"), *marks], 1
        ):
            if words is not None:
                sheet.cell(3 + at, place, words)
    book.save(folder / "rookley.xlsx")
    found = truth(_placed(rows, "Delivery plan", 3))
    found["actions"][2]["due"] = {"raw": "2026", "kind": "none", "dates": [], "recurrence": None}
    return folder / "rookley.xlsx", found


PAPERS = (kelmarsh, lydbury, monkton, netherby, oxhill, pendlebury, rookley)
