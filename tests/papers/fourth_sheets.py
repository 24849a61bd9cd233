"""A fourth set: trackers that defeated the reader when first met, as Excel and CSV."""

# ruff: noqa: E501  (a row of a table reads best on one line)

from __future__ import annotations

import csv
import datetime
from collections.abc import Sequence
from pathlib import Path

import openpyxl

from .kit import Columns, Row, Truth, cells
from .second_set import headed, plan, truth

Paper = tuple[Path, Truth]


def _sheet(path: Path, rows: Sequence[Sequence[object]], truly: list[Row]) -> Paper:
    """A workbook of one sheet, in which a date may be one of Excel's."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    made = truth(truly)
    for action in made["actions"]:
        del action["due"]["raw"]  # the sheet's own form of a date
    return path, made


def _csv(path: Path, columns: Columns, rows: list[Row], mark: str = ",") -> Paper:
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file, delimiter=mark).writerows(cells(columns, rows))
    return path, truth(rows)


def internal_audit(folder: Path) -> Paper:
    """Excel; a first and a revised date, how urgent each is, the audit in front, the recommendation written out."""
    rows = [
        ["Inventia Borough Council"],
        ["Internal Audit – Implementation of agreed recommendations"],
        [
            "Audit",
            "Rec No.",
            "Recommendation",
            "Priority",
            "Agreed management action",
            "Responsible Officer",
            "Original target date",
            "Revised target date",
            "Status",
            "Officer update",
        ],
        [
            "Aftercare",
            "S117/1",
            "A register of all cases should be kept.",
            "High",
            "Build a single register in the case system",
            "Head of Adult Mental Health",
            datetime.date(2024, 3, 31),
            datetime.date(2024, 12, 31),
            "Overdue",
            "Supplier delay",
        ],
        [
            "Creditors",
            "CR/1",
            "Duplicate payments should be found before the run.",
            "Medium",
            "Run the duplicate report before each run",
            "Exchequer Manager / Procurement Lead",
            datetime.date(2024, 6, 30),
            None,
            "Implemented",
            "",
        ],
    ]
    truly = plan(
        "area ref text lead due rag progress",
        """Aftercare ¦ S117/1 ¦ Build a single register in the case system ¦ x => |Head of Adult Mental Health ¦ x => 2024-12-31 ¦ Overdue ¦ Supplier delay
Creditors ¦ CR/1 ¦ Run the duplicate report before each run ¦ x => |Exchequer Manager; |Procurement Lead ¦ x => 2024-06-30 ¦ Implemented ¦""",
    )
    return _sheet(folder / "internal_audit.xlsx", rows, truly)


def programme(folder: Path) -> Paper:
    """Excel; a director and an operational lead, forecast after baseline, numbers under WBS."""
    rows = [
        [
            "WBS",
            "Activity / milestone",
            "Accountable Director",
            "Workstream lead",
            "Baseline finish",
            "Forecast finish",
            "% complete",
            "BRAG",
            "Commentary this period",
        ],
        [
            "1.01",
            "Sign off the data sharing agreement",
            "Director of Resources",
            "Vera Wexcombe",
            datetime.date(2024, 9, 30),
            datetime.date(2024, 12, 20),
            0.6,
            "A",
            "Legal comments awaited",
        ],
        [
            "2.01",
            "Clear the backlog of overdue assessments",
            "Monitoring Officer",
            "Xanthe Zedmoor",
            datetime.date(2025, 1, 31),
            None,
            0.35,
            "R",
            "112 remain",
        ],
    ]
    truly = plan(
        "ref text lead due rag progress",
        """1.01 ¦ Sign off the data sharing agreement ¦ x => |Director of Resources; Vera Wexcombe ¦ x => 2024-12-20 ¦ A => amber ¦ Legal comments awaited
2.01 ¦ Clear the backlog of overdue assessments ¦ x => |Monitoring Officer; Xanthe Zedmoor ¦ x => 2025-01-31 ¦ R => red ¦ 112 remain""",
    )
    return _sheet(folder / "programme.xlsx", rows, truly)


def fire_authority(folder: Path) -> Paper:
    """CSV; the inspectorate's areas as codes, `Service response`, a quarter of two-figure years."""
    rows = plan(
        "ref wording text lead s due rag progress",
        """AFI 1 ¦ The service should share risk information. ¦ Move risk information onto mobile terminals ¦ Area Manager Response => |Area Manager Response ¦ ICT ¦ 30/11/24 => 2024-11-30 ¦ A => amber ¦ Pilot on two stations
CoC 1.1 ¦ Values and behaviours ¦ Deliver leadership training to all supervisory managers ¦ ACO People; Head of HR => |ACO People; |Head of HR ¦ ¦ Q4 24/25 => 2025-03 ¦ R => red ¦""",
    )
    c = headed(
        "AFI / CoC=ref;HMICFRS wording=wording;Service response=text;Owner=lead;Supporting=s;Est. completion=due;BRAG=rag;Commentary=progress"
    )
    return _csv(folder / "fire_authority.csv", c, rows)


def planner(folder: Path) -> Paper:
    """CSV as a list of tasks is saved: `Task Name`, how far under Progress, an urgency that is no area."""
    rows = plan(
        "ref text b rag p lead created start due d",
        """T-001 ¦ Draft the workforce strategy ¦ Workforce ¦ In progress ¦ Important ¦ Fay Notional;Gus Imagined => Fay Notional; Gus Imagined ¦ 02/01/2025 ¦ 06/01/2025 => 2025-01-06 ¦ 28/03/2025 => 2025-03-28 ¦ To go to Cabinet
T-002 ¦ Benchmark social worker pay ¦ Workforce ¦ Not started ¦ Medium ¦ Hal Conjured ¦ 02/01/2025 ¦ ¦ 14/02/2025 => 2025-02-14 ¦""",
    )
    c = headed(
        "Task ID=ref;Task Name=text;Bucket Name=b;Progress=rag;Priority=p;Assigned To=lead;Created Date=created;Start Date=start;Due Date=due;Description=d"
    )
    path, made = _csv(folder / "planner.csv", c, rows)
    for row, action in zip(rows, made["actions"], strict=True):
        action["progress"] = row["rag"]
    return path, made


def task_list(folder: Path) -> Paper:
    """CSV as a database saves it: words of a header run together, the action under Title."""
    rows = plan(
        "text ref area lead due rag progress",
        """Agree thresholds with health partners ¦ A-101 ¦ Front door ¦ Dorcas Yarmley ¦ 2025-03-31T00:00:00Z => 2025-03-31 ¦ Active ¦ Draft shared
Test the out-of-hours rota ¦ A-102 ¦ Front door ¦ Emergency Duty Team Manager => |Emergency Duty Team Manager ¦ 2025-02-14T00:00:00Z => 2025-02-14 ¦ Closed ¦""",
    )
    c = headed("Title=text;Action ID=ref;Theme=area;Owner=lead;TargetDate=due;ActionStatus=rag;Latest Comment=progress")
    return _csv(folder / "task_list.csv", c, rows)


def council_plan(folder: Path) -> Paper:
    """CSV parted by semicolons; "Project / Action Name", a manager of services, original and current ends."""
    rows = plan(
        "ref text lead start o due rag progress",
        """CP-07 ¦ Build two new children's homes ¦ Xavi Wansfell ¦ 01 Apr 2024 => 2024-04-01 ¦ 31 Mar 2025 ¦ 30 Sep 2025 => 2025-09-30 ¦ Amber ¦ Planning consent delayed
CP-08 ¦ Launch the family hub app ¦ Asst. Director Housing + Head of Leaving Care => |Asst. Director Housing; |Head of Leaving Care ¦ 01 May 2024 => 2024-05-01 ¦ 31 Dec 2024 ¦ 31 Dec 2024 => 2024-12-31 ¦ Completed ¦ In both app stores""",
    )
    c = headed(
        "Project / Action Ref=ref;Project / Action Name=text;Lead Service Manager=lead;Start Date=start;Original End Date=o;Current End Date=due;Status Icon=rag;Latest Note=progress"
    )
    return _csv(folder / "council_plan.csv", c, rows, ";")


PAPERS = (internal_audit, programme, fire_authority, planner, task_list, council_plan)
