"""Invented plans as spreadsheets, CSV files and web pages."""

# ruff: noqa: E501  (a row of a table reads best on one line)

from __future__ import annotations

import csv
import datetime
from pathlib import Path

import openpyxl
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from .kit import Row, Truth, action, cells, leads
from .writers import MERGED_UP, Block, write_html

Paper = tuple[Path, Truth]
FILLS = {"red": "FFFF0000", "amber": "FFFFC000", "green": "FF00B050", "blue": "FF0070C0"}

ASHBOURNE: list[tuple[Row, datetime.date | str, str]] = [
    (
        {
            "ref": "1",
            "text": "Relaunch the front door with partners",
            "person": "Person A",
            "post": "Head of Early Help",
            "due": "=> 2024-03-31",
            "rag": "green",
        },
        datetime.date(2024, 3, 31),
        "DD/MM/YYYY",
    ),
    (
        {
            "ref": "2",
            "text": "Publish a threshold document",
            "person": "Alma Verity Stroud",
            "post": "Partnership Manager",
            "due": "=> 2024-05",
            "rag": "amber",
        },
        datetime.date(2024, 5, 1),
        "mmm-yy",
    ),
    (
        {
            "ref": "3",
            "text": "Clear the backlog of assessments",
            "person": "Person B",
            "post": "Service Manager, Assessment",
            "due": "=> 2023-12-15",
            "rag": "red",
        },
        datetime.date(2023, 12, 15),
        "yyyy-mm-dd",
    ),
    (
        {
            "ref": "4",
            "text": "Put a duty manager in every team",
            "person": "Tobias Quill",
            "post": "Head of Safeguarding",
            "due": "=> 2024-02-29",
            "rag": "blue",
        },
        datetime.date(2024, 2, 29),
        "[$-809]d mmmm yyyy;@",
    ),
    (
        {
            "ref": "5",
            "text": "Review the out of hours service",
            "person": "Person C",
            "post": "",
            "due": "Q1 2024/25 => 2024-06",
            "rag": "green",
        },
        "Q1 2024/25",
        "General",
    ),
    (
        {
            "ref": "6",
            "text": "Sample referrals each week with the police",
            "person": "",
            "post": "Detective Inspector",
            "due": "Weekly => recurring weekly",
            "rag": "amber",
        },
        "Weekly",
        "General",
    ),
]


def ashbourne(folder: Path) -> Paper:
    """Excel; title rows, a notes sheet, a hidden list; real dates in four formats; RAG only as fill; person and post apart."""
    book = openpyxl.Workbook()
    notes = book.active
    notes.title = "Notes"
    for line in (
        "How to use this tracker",
        "Update the tracker by the 5th of each month.",
        "Green means on track, red means off track.",
    ):
        notes.append([line])
    sheet = book.create_sheet("Tracker")
    sheet.append(["Ashbourne County Council"])
    sheet.append(["Front Door Improvement Plan", None, None, None, None, None])
    sheet.append([])
    sheet.append(["No", "Action", "Owner", "Job title", "Completion date", "RAG"])
    for row, when, form in ASHBOURNE:
        sheet.append([int(row["ref"]), row["text"], row["person"] or None, row["post"] or None, when, None])
        sheet.cell(sheet.max_row, 5).number_format = form
        sheet.cell(sheet.max_row, 6).fill = PatternFill("solid", fgColor=FILLS[row["rag"]])
    lists = book.create_sheet("Lists")
    lists.append(["Action", "Owner", "Due date"])
    lists.append(["Choose", "Choose", "Choose"])
    lists.sheet_state = "hidden"
    book.save(folder / "ashbourne.xlsx")
    return folder / "ashbourne.xlsx", {
        "key_areas": [],
        "actions": [_ashbourne(row, no) for no, (row, _, _) in enumerate(ASHBOURNE, 5)],
    }


def _ashbourne(row: Row, line: int) -> Truth:
    found = action(
        {
            **row,
            "due": f"x {row['due']}" if row["due"].startswith("=>") else row["due"],
            "lead": f"x => {row['person']}|{row['post']}",
        }
    )
    found["source"] = {"sheet": "Tracker", "line": line}
    if row["due"].startswith("=>"):
        del found["due"]["raw"]  # how a real date is printed is the reader's choice
    return found


CALDERWICK = {
    "Priority 1: Early help": [
        {
            "ref": "1.1",
            "text": "Train health visitors in the early help assessment",
            "lead": "Person D (Calderwick ICB) => Person D||Calderwick ICB",
            "start": "01/09/2023 => 2023-09-01",
            "due": "31/03/2024 => 2024-03-31",
            "rag": "On track",
            "recs": "R1",
        },
        {
            "ref": "1.2",
            "text": "Open three family hubs",
            "lead": "Bronwen Tarrant, Head of Early Help => Bronwen Tarrant|Head of Early Help",
            "start": "October 2023 => 2023-10",
            "due": "December 2024 => 2024-12",
            "rag": "Delayed",
            "recs": "R1, R2 => 1 2",
        },
    ],
    "Priority 2: Permanence": [
        {
            "ref": "2.1",
            "text": "Hold permanence panels in every locality",
            "lead": "Head of Permanence => |Head of Permanence",
            "start": "",
            "due": "Monthly => recurring monthly",
            "rag": "Complete",
            "recs": "R3",
        },
        {
            "ref": "2.2",
            "text": "Recruit forty foster carers",
            "lead": "Fostering Manager / Marketing Manager => |Fostering Manager; |Marketing Manager",
            "start": "Apr-23 => 2023-04",
            "due": "End of March 2025 => 2025-03",
            "rag": "On track",
            "recs": "R2-R4",
        },
    ],
}


def calderwick(folder: Path) -> Paper:
    """Excel; a sheet for each priority, two-row headers with merged cells, words for RAG."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    actions, areas = [], []
    for number, (title, rows) in enumerate(CALDERWICK.items(), 1):
        sheet = book.create_sheet(f"Priority {number}")
        name = title.partition(": ")[2]
        _calderwick_sheet(sheet, title, rows)
        areas.append({"no": str(number), "title": name, "leads": []})
        for line, row in enumerate(rows, 5):
            recs = {"R2-R4": "R2-R4 => 2 3 4", "R1": "R1 => 1", "R3": "R3 => 3"}.get(row["recs"], row["recs"])
            actions.append({**action({**row, "recs": recs}, name), "source": {"sheet": sheet.title, "line": line}})
    book.save(folder / "calderwick.xlsx")
    return folder / "calderwick.xlsx", {"key_areas": areas, "actions": actions}


def _calderwick_sheet(sheet: Worksheet, title: str, rows: list[Row]) -> None:
    sheet.append([title])
    sheet["A1"].font = Font(bold=True)
    sheet.append([])
    sheet.append(["Action ref", "Key action", "Linked recommendation", "Responsibility", "Dates", None, "Status"])
    sheet.append([None, None, None, None, "Start", "End"])
    for merged in ("A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:F3", "G3:G4"):
        sheet.merge_cells(merged)
    columns = [("", "ref"), ("", "text"), ("", "recs"), ("", "lead"), ("", "start"), ("", "due"), ("", "rag")]
    for made in cells(columns, rows)[1:]:
        sheet.append(made)


FENLAND: list[Row] = [
    {
        "due": "30/06/2023 => 2023-06-30",
        "text": "Update the missing from home protocol",
        "lead": "Person E; Person F => Person E; Person F",
        "recs": "1",
        "rag": "G => green",
    },
    {
        "due": "Jul-23 => 2023-07",
        "text": "Offer return interviews within 72 hours",
        "lead": "Head of Safeguarding",
        "recs": "1;2 => 1 2",
        "rag": "A => amber",
    },
    {
        "due": "Autumn 2023 => term",
        "text": "Map hotspots with the police, schools and housing",
        "lead": "Safer Fenland Partnership => ||Safer Fenland Partnership",
        "recs": "2",
        "rag": "R => red",
    },
    {
        "due": "Half-yearly => recurring",
        "text": "Report on exploitation to the scrutiny panel",
        "lead": "Person G, Strategic Lead for Exploitation => Person G|Strategic Lead for Exploitation",
        "recs": "",
        "rag": "B => blue",
    },
    {
        "due": "6 January 2024 => 2024-01-06",
        "text": "Bring in a trained advocate\nand a parent champion",
        "lead": "Advocacy Manager",
        "recs": "3",
        "rag": "",
    },
    {
        "due": "Annual => recurring annual",
        "text": "Refresh training",
        "lead": "TBC =>",
        "recs": "All => all",
        "rag": "G => green",
    },
]
POSTS = {"Head of Safeguarding": "|Head of Safeguarding", "Advocacy Manager": "|Advocacy Manager"}


def fenland(folder: Path) -> Paper:
    """CSV; title rows, the due date first, no numbers, letters for RAG, line ends inside a cell."""
    columns = [
        ("Target Date", "due"),
        ("What are we going to do?", "text"),
        ("Who is responsible", "lead"),
        ("Recommendation no", "recs"),
        ("BRAG rating", "rag"),
    ]
    with (folder / "fenland.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["Fenland Exploitation Action Plan", "", "", "", ""], [], *cells(columns, FENLAND)])
    actions = [
        action({**row, "lead": f"{row['lead']} => {POSTS[row['lead']]}"} if row["lead"] in POSTS else row)
        for row in FENLAND
    ]
    actions[1]["recommendations"] = ["1", "2"]
    actions[5]["recommendations"] = ["1", "2", "3"]
    for found in actions:
        found["text"] = found["text"].replace("\n", " ")
    return folder / "fenland.csv", {"key_areas": [], "actions": actions}


REVIEWS = (
    "May 20",
    "August 20",
    "November 20",
    "February 21",
    "May 21",
    "August 21",
    "November 21",
    "May 22",
    "August 22",
)
OAKDEAN: list[Row] = [
    {
        "ref": "1",
        "text": "Agree a joint vision. Share it with schools and parents.",
        "start": "April 2020 => 2020-04",
        "due": "September 2020 => 2020-09",
        "lead": "(A.S) Council (T.Q) CCG => Alma Stroud||Council; Tobias Quill||CCG",
        "ratings": "Progressing but delayed|Completed|Embedded",
    },
    {
        "ref": "2",
        "text": "Set up a designated clinical officer post.",
        "start": "May 2020 => 2020-05",
        "due": "December 2020 => 2020-12",
        "lead": "(T.Q) CCG => Tobias Quill||CCG",
        "ratings": "On track|On track",
    },
    {
        "ref": "3",
        "text": "Audit education, health and care plans for quality.",
        "start": "June 2020 => 2020-06",
        "due": "Ongoing => ongoing",
        "lead": "(Z.W) Council => Z.W||Council",
        "ratings": "Not started|Progressing but delayed|On track|Completed",
    },
    {
        "ref": "4",
        "text": "Reduce waiting times for autism assessments.",
        "start": "April 2020 => 2020-04",
        "due": "August 2022 => 2022-08",
        "lead": "CCG => ||CCG",
        "ratings": "",
    },
]


def oakdean(folder: Path) -> Paper:
    """Web page; a table of 17 columns, nine of them ratings on dates; initials with their body, the key below."""
    head = [
        "Number",
        "Outcomes",
        "Action",
        "Start date",
        "End date",
        "Lead",
        "Measures of success",
        "Evidence and impact",
        *(f"RAG {day}" for day in REVIEWS),
    ]
    columns = [
        ("", "ref"),
        ("", "outcome"),
        ("", "text"),
        ("", "start"),
        ("", "due"),
        ("", "lead"),
        ("", "measure"),
        ("", "progress"),
    ]
    rows, actions = [], []
    for row in OAKDEAN:
        given = [rating for rating in row["ratings"].split("|") if rating]
        full = {
            **row,
            "outcome": "Children get help sooner",
            "measure": "Parents tell us so",
            "progress": "Board minutes",
        }
        rows.append([*cells(columns, [full])[1], *given, *[""] * (9 - len(given))])
        actions.append(action({**full, "rag": given[-1] if given else ""}))
    blocks = [
        Block("Oakdean written statement of action", 1),
        Block("Progress against the plan", 2),
        Block(rows=[head, *rows]),
        Block("Key to initials", 2),
        Block("A.S - Alma Stroud"),
        Block("T.Q - Tobias Quill"),
    ]
    write_html(folder / "oakdean.html", blocks)
    return folder / "oakdean.html", {"key_areas": [], "actions": actions}


THORNFIELD = {
    "Getting help early": [
        {
            "text": "Build a directory of services",
            "lead": "Person H, Commissioning Officer => Person H|Commissioning Officer",
            "due": "Spring 2025 => term",
            "rag": "Amber",
        },
        {
            "text": "Invite families to design it",
            "lead": "Person J - Participation Lead => Person J|Participation Lead",
            "due": "2024-11-30",
            "rag": "Green",
        },
    ],
    "Keeping children safe": [
        {
            "text": "Check that strategy meetings are held on time",
            "lead": "Person K\nService Manager => Person K|Service Manager",
            "due": "January 2025 => 2025-01",
            "rag": "Red",
        },
        {
            "text": "Give each team a practice coach",
            "lead": "Workforce Development => |Workforce Development",
            "due": "April – June 2025 => milestones 2025-04 2025-06",
            "rag": "Amber",
        },
        {
            "text": "Share what audits find",
            "lead": "Person L and the Head of Quality => Person L; |Head of Quality",
            "due": "Every month => recurring monthly",
            "rag": "Green",
        },
    ],
}


def thornfield(folder: Path) -> Paper:
    """Web page; unnumbered priorities as headings, each with its table; merged cells; no numbers."""
    columns = [("How we will do it", "text"), ("Lead", "lead"), ("Timescales", "due"), ("Current status", "rag")]
    blocks, actions, areas = (
        [Block("Thornfield children's plan 2024 to 2026", 1), Block("We want every child to thrive.")],
        [],
        [],
    )
    for title, rows in THORNFIELD.items():
        table = cells(columns, rows)
        table = [
            [f"Aim of {title.lower()}" if not at else MERGED_UP if at > 1 else "Better lives", *row]
            for at, row in enumerate(table)
        ]
        table[0][0] = "Outcome"
        blocks += [Block(title, 2), Block("Why this matters to us."), Block(rows=table)]
        areas.append({"no": None, "title": title, "leads": leads("")})
        actions += [action(row, title) for row in rows]
    write_html(folder / "thornfield.html", blocks)
    return folder / "thornfield.html", {"key_areas": areas, "actions": actions}


DUNMORE: list[Row] = [
    {
        "ref": "1.",
        "text": "Write to every carer about the new allowances",
        "lead": "Person M => Person M",
        "due": "12 Feb 2025 => 2025-02-12",
        "area": "Fostering",
    },
    {
        "ref": "2.",
        "text": "Set a standard for supervision of carers",
        "lead": "Person N, Fostering Manager => Person N|Fostering Manager",
        "due": "w/c 3 March 2025 => 2025-03-03",
        "area": "Fostering",
    },
    {
        "ref": "3.",
        "text": "Bring adoption matching reports to panel within ten days",
        "lead": "Adoption Manager => |Adoption Manager",
        "due": "asap => ongoing",
        "area": "Adoption",
    },
    {
        "ref": "4.",
        "text": "Offer therapeutic support after adoption",
        "lead": "Person P, Person Q => Person P; Person Q",
        "due": "2025/26 => 2026-03",
        "area": "Adoption",
    },
]


def dunmore(folder: Path) -> Paper:
    """Excel; the priority as a column written once for several rows, numbering `1.`, the header on the first row."""
    columns = [
        ("Theme", "area"),
        ("#", "ref"),
        ("Improvement action", "text"),
        ("Assigned to", "lead"),
        ("Time frame", "due"),
    ]
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Plan"
    rows = cells(columns, DUNMORE)
    for at, made in enumerate(rows):
        sheet.append([None if at > 1 and made[0] == rows[at - 1][0] else made[0], *made[1:]])
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("A4:A5")
    book.save(folder / "dunmore.xlsx")
    actions = [
        {**action(row, row["area"]), "source": {"sheet": "Plan", "line": line}} for line, row in enumerate(DUNMORE, 2)
    ]
    return folder / "dunmore.xlsx", {"key_areas": [], "actions": actions}


PAPERS = (ashbourne, calderwick, fenland, oakdean, thornfield, dunmore)
