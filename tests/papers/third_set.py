"""A third set, written after the reader had learnt the second, to see what it makes of papers it has not met."""

# ruff: noqa: E501  (a row of a table reads best on one line)

from __future__ import annotations

import csv
import datetime
from pathlib import Path

import openpyxl

from .kit import Truth, cells
from .minutes import paragraphs
from .minutes import truth as meeting
from .second_set import headed, plan, truth
from .writers import Block, Pdf, write_docx, write_html, write_text

Paper = tuple[Path, Truth]

ORRIN = plan(
    "ref text lead due rag progress",
    """IP1 ¦ Redesign the duty rota so that cover is in place at weekends ¦ Hal Verrinder / Service Lead – MASH => Hal Verrinder; |Service Lead – MASH ¦ 31st Oct 2025 => 2025-10-31 ¦ Complete ¦ New rota live
IP2 ¦ Draw up a memorandum with the hospital ¦ Iris Coldwell (Named Doctor) and Hal Verrinder (Head of MASH) => Iris Coldwell|Named Doctor; Hal Verrinder|Head of MASH ¦ Q2 2025/26 => 2025-09 ¦ On Track ¦
IP3 ¦ Check every strategy discussion for health input ¦ QA Manager => |QA Manager ¦ Weekly => recurring weekly ¦ At Risk ¦ Sampling began""",
)


def orrin(folder: Path) -> Paper:
    """Word; `#`, improvement activity, delivery confidence, latest position."""
    c = headed(
        "#=ref;Improvement activity=text;Accountable person=lead;Expected completion=due;Delivery confidence=rag;Latest position=progress"
    )
    write_docx(folder / "orrin.docx", [Block("Vale of Orrin Improvement Plan", 1), Block(rows=cells(c, ORRIN))])
    return folder / "orrin.docx", truth(ORRIN)


def padstow_vale(folder: Path) -> Paper:
    """CSV; headers that are questions, recommendations in words."""
    rows = plan(
        "text lead due recs",
        """Put advocates in every child protection conference ¦ Advocacy Service => |Advocacy Service ¦ 2025-11-30 => 2025-11-30 ¦ Recs 1 and 3 => 1 3
Give parents a leaflet in plain English ¦ Iris Coldwell, Communications Officer => Iris Coldwell|Communications Officer ¦ by 1 Dec 2025 => 2025-12-01 ¦ Rec. 2 => 2
Ask families after each conference ¦ Hal Verrinder & Iris Coldwell => Hal Verrinder; Iris Coldwell ¦ ongoing from January 2026 => ongoing 2026-01 ¦ all => all""",
    )
    c = headed(
        "How we will do it=text;Who is responsible=lead;When will it be done?=due;Inspection recommendation(s)=recs"
    )
    with (folder / "padstow_vale.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(cells(c, rows))
    t = truth(rows)
    t["actions"][2]["recommendations"] = ["1", "2", "3"]
    return folder / "padstow_vale.csv", t


def quarley(folder: Path) -> Paper:
    """Excel; title rows with the strand and its owner, start and finish, ratings in two months."""
    wb = openpyxl.Workbook()
    s = wb.active
    s.title = "Action plan"
    s.append(["", "Strand: Permanence"])
    s.append(["", "Owner of strand", "Iris Coldwell"])
    s.append([])
    s.append(["Ref", "Specific actions", "Named officer", "Start", "Finish", "RAG Sep-25", "RAG Dec-25"])
    s.append(
        [
            "PE/1",
            "Track every child without a plan for permanence",
            "Hal Verrinder",
            datetime.date(2025, 4, 1),
            datetime.date(2025, 9, 30),
            "A",
            "G",
        ]
    )
    s.append(
        [
            "PE/2",
            "Train all managers in early permanence",
            "Head of Adoption",
            datetime.date(2025, 5, 1),
            datetime.date(2026, 1, 31),
            "R",
            "A",
        ]
    )
    wb.save(folder / "quarley.xlsx")
    rows = plan(
        "ref text lead due start rag",
        """PE/1 ¦ Track every child without a plan for permanence ¦ Hal Verrinder ¦ 30/09/2025 => 2025-09-30 ¦ x => 2025-04-01 ¦ green
PE/2 ¦ Train all managers in early permanence ¦ Head of Adoption => |Head of Adoption ¦ 31/01/2026 => 2026-01-31 ¦ x => 2025-05-01 ¦ amber""",
    )
    return folder / "quarley.xlsx", truth(rows)


def rodmersham(folder: Path) -> Paper:
    """Web page; a recommendation that is a sentence as heading."""
    rows = plan(
        "ref text lead due progress",
        """1.1 ¦ Agree a single plan for each family ¦ Hal Verrinder, Assistant Director ¦ May 2026 => 2026-05 ¦ Draft shared
1.2 ¦ Name a lead worker ¦ Team managers => |Team managers ¦ Immediate => ongoing ¦""",
    )
    rows[0]["lead"] = "Hal Verrinder, Assistant Director => Hal Verrinder|Assistant Director"
    cc = headed(
        "Item=ref;What we are going to do=text;Lead professional=lead;Target=due;What we have done so far=progress"
    )
    write_html(
        folder / "rodmersham.html",
        [
            Block("Improving early help", 1),
            Block("Recommendation 1: Plans for families should be joined up.", 2),
            Block(rows=cells(cc, rows)),
        ],
    )
    t = truth([{**r, "recs": "1"} for r in rows])
    return folder / "rodmersham.html", t


def brackley(folder: Path) -> Paper:
    """PDF; no rules, the date first, cells wrapped."""
    rows = [
        {**r}
        for r in plan(
            "text lead due rag",
            """Publish a children in care sufficiency statement that sets out the homes needed for the next three years and who will provide them ¦ Iris Coldwell, Commissioner => Iris Coldwell|Commissioner ¦ June 2026 => 2026-06 ¦ Green
Hold an event for providers ¦ Commissioning Team => |Commissioning Team ¦ 14/07/2026 => 2026-07-14 ¦ Amber
Open a house for four young people with complex needs, with the health trust paying half of the running costs ¦ Hal Verrinder, Head of Provision => Hal Verrinder|Head of Provision ¦ Autumn 2026 => term ¦ Red""",
        )
    ]
    cc = headed("Date due=due;Required action=text;Responsible lead=lead;Rating=rag")
    pdf = Pdf("none", gap=3, foot="Agenda item 9")
    pdf.write(
        folder / "brackley.pdf",
        [Block("Brackley Sufficiency Action Plan", 1), Block(rows=cells(cc, rows), widths=[45, 130, 60, 30])],
    )
    return folder / "brackley.pdf", truth(rows)


def ormsby(folder: Path) -> Paper:
    """Text; numbered actions, `RESOLVED that`."""
    w = """Ormsby Children's Improvement Board
Minutes of the meeting held on Friday 7 March 2025 at 9.30am, Room 3
Present: Person A (Chair), Person B (Director of Children's Services), Person C (Ormsby Police)
Apologies: Person D (Ormsby ICB)
1. Minutes and matters arising
The minutes of 10 January were agreed.
2. Audit programme
Person B gave the findings of 40 audits.
Action 1: Person B to share the audit tool with partners by 31 March 2025.
Action 2: Person C to confirm police attendance at panels.
3. Budget
RESOLVED that the budget monitoring report be noted."""
    write_text(folder / "ormsby.txt", [Block(line) for line in w.splitlines()])
    return folder / "ormsby.txt", meeting(
        "Ormsby Children's Improvement Board",
        "2025-03-07",
        "Person A||chair\nPerson B|Director of Children's Services|attendee\nPerson C|Ormsby Police|attendee\nPerson D|Ormsby ICB|apologies",
        (
            "2|Person B to share the audit tool with partners by 31 March 2025.|Person B|by 31 March 2025 => 2025-03-31",
            "2|Person C to confirm police attendance at panels.|Person C|",
            "3|that the budget monitoring report be noted.||",
        ),
    )


def sandholme(folder: Path) -> Paper:
    """Word; coded items, `It was RESOLVED to:` with numbered points."""
    w = """# Overview and Scrutiny Committee
Minutes of a meeting of the Overview and Scrutiny Committee held in the Council Chamber on 11 November 2025
Members Present: Councillors Person A (Chairman), Person B (Vice-Chairman) and Person C
Officers: Person D (Head of Education), Person E (Clerk)
OSC/41 Apologies
Councillor Person F.
OSC/42 Exclusions from school
The Head of Education presented the report.
It was RESOLVED to:
(1) note the report;
(2) request that the Head of Education bring a further report in March 2026.
OSC/43 Date of next meeting
13 January 2026"""
    write_docx(folder / "sandholme.docx", paragraphs(w))
    return folder / "sandholme.docx", meeting(
        "Overview and Scrutiny Committee",
        "2025-11-11",
        "Person A||chair\nPerson B||member\nPerson C||member\nPerson D|Head of Education|officer\nPerson E|Clerk|officer",
        (
            "OSC/42|note the report||",
            "OSC/42|request that the Head of Education bring a further report in March 2026.|Head of Education|in March 2026 => 2026-03",
        ),
    )


PAPERS = (orrin, padstow_vale, quarley, rodmersham, brackley, ormsby, sandholme)
