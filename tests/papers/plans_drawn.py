"""Invented plans drawn by lot from the words, orders, numberings and forms that councils use; a number draws the same paper always."""

# ruff: noqa: E501  (a row of a table reads best on one line)

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import openpyxl

from .kit import Row, Truth, action, cells
from .writers import MERGED_LEFT, Block, Pdf, write_docx, write_html, write_spaced, write_text

Paper = tuple[Path, Truth]
HOW_MANY = 48
TITLE = re.compile(r"^(?:Priority|Theme|Objective|Key Area|Strategic Priority|Outcome|Workstream) (\d)\W+")

HEADERS = {
    "text": "Action;Actions;What we will do;Activity;Key actions;Action required;Task;What are we going to do?;Improvement action;Actions we will take"
    ";Action / Activity;Action point;Specific actions;How will we achieve this?;What needs to be done;Action to be taken;Agreed action"
    ";Planned activity;Description of action;Deliverable;Improvement activity;Key tasks;Actions and milestones;What will we do?",
    "lead": "Lead;Owner;Responsible officer;Who;Lead officer;Action owner;Accountable lead;Responsible;Lead Officer/Partner;Named lead"
    ";Senior Responsible Officer;SRO;Lead person(s);Who is responsible?;Who will lead?;Responsibility;Delivery lead;Lead (name and role);By whom",
    "due": "Due;By when;Timescale;Deadline;Completion date;End date;When;Target date;Due date;Date to be completed;Timeframe;Target completion"
    ";Completed by;When will it be done?;By when?;Delivery date;Date for completion;Target timescale;Timeline;Timescale for completion",
    "recs": "Ofsted Ref;Recommendation;Rec;Ofsted recommendation;Recommendation number;Links to recommendation;Ofsted Rec No.;Recs;Linked recs",
    "rag": "RAG;BRAG;Status;RAG status;RAG rating;Progress RAG;Current RAG;Delivery status;BRAG status;RAG (Red, Amber, Green)",
    "progress": "Progress;Update;Evidence;Progress to date;Latest update;Comments;Progress/Evidence;Commentary;Progress update;Position at March 2024;What have we done?",
    "measure": "Success measure;Impact;KPI;How will we know?;Outcome measure;Measure of success;What difference will it make?;Success criteria;Intended impact",
    "outcome": "Outcome;Desired outcome;Intended outcome;Outcomes",
    "ref": "Ref;No;No.;Ref.;Number;Action ref;Action no;#;Reference;Item;Action number",
}
NUMBERS: tuple[Callable[[int], str], ...] = (
    lambda at: f"A{at // 3 + 1}.{at % 3 + 1}",
    lambda at: f"{at // 3 + 1}{'abc'[at % 3]}",
    lambda at: f"P{at // 3 + 1}/{at % 3 + 1:02}",
    lambda at: f"{at + 1}.",
    lambda at: f"{at + 1}",
    lambda at: f"{at // 3 + 1}.{at % 3 + 1}",
    lambda at: f"IP-{at + 1:02}",
    lambda at: f"{at // 3 + 1}.{at % 3 + 1}.1",
    lambda at: f"KA{at // 3 + 1}.{at % 3 + 1}",
)
TEXTS = (
    "Refresh the early help offer with partners.",
    "Review all cases open for longer than a year",
    "Publish a sufficiency statement and share it with providers",
    "Deliver training on thresholds to health visitors, schools and police.",
    "Strengthen management oversight so that decisions are recorded",
    "Create a single dashboard for the board; test it with managers",
    "Recruit eight social workers and two team managers",
    "Hold a listening event with foster carers",
    "Agree a protocol for young people who are homeless aged 16 and 17.",
    "Ensure chronologies are on every file and are up to date",
    "Establish a practice week twice a year",
    "Set up a care leavers' forum that meets with senior leaders",
    "Develop a data sharing agreement with the hospital trust",
    "Monitor the timeliness of visits",
)
DUES = (
    "31/03/2024 => 2024-03-31",
    "Mar-24 => 2024-03",
    "End of June 2024 => 2024-06",
    "By Easter 2024 => 2024-03",
    "Q3 2024/25 => 2024-12",
    "Autumn term 2024 => term",
    "TBC => none",
    "Every six weeks => recurring six-weekly",
    "Monthly from November 2023 => recurring 2023-11 monthly",
    "Pilot May 2024 Roll out September 2024 => milestones 2024-05 2024-09",
    "Ongoing => ongoing",
    "Completed => achieved",
    "15th July 2024 => 2024-07-15",
    "September 2024 => 2024-09",
    "From January 2025 => start 2025-01",
    "01.02.25 => 2025-02-01",
    "By 30 April 2024 => 2024-04-30",
    "Quarterly => recurring quarterly",
    "Dec 2024 => 2024-12",
    "Immediate => ongoing",
)
PEOPLE = (
    "Person A",
    "Person B",
    "Alma Stroud",
    "Tobias Quill",
    "Ingrid Halloway-Bligh",
    "Padraig O'Dowdall",
    "Femi Adebanjo",
    "Hester Lyle",
    "Mrs Person C => Person C",
    "Dr Mairead Fennimore => Mairead Fennimore",
)
POSTS = (
    "Head of Safeguarding",
    "Director of Children's Services",
    "Assistant Director, Education",
    "Service Manager",
    "Virtual School Head",
    "Principal Social Worker",
    "Head of Quality Assurance and Performance",
    "Commissioning Manager",
    "Early Help Lead",
    "Designated Nurse",
    "Head of HR and OD",
)
BODIES = ("Northshire Police", "Westmere ICB", "Riverside NHS Trust", "Voluntary Sector Forum")


def _person(lot: random.Random) -> tuple[str, str]:
    words, _, name = lot.choice(PEOPLE).partition(" => ")
    return words, name or words


def _one(lot: random.Random) -> str:
    """A lead cell that names one lead, with what it means."""
    (words, name), post, body = _person(lot), lot.choice(POSTS), lot.choice(BODIES)
    return lot.choice(
        (
            f"{words}, {post} => {name}|{post}",
            f"{words} ({post}) => {name}|{post}",
            f"{words} - {post} => {name}|{post}",
            f"{post} ({words}) => {name}|{post}",
            f"{post} => |{post}",
            f"{words} => {name}",
            f"{post} - {words} => {name}|{post}",
            f"{words}, {body} => {name}||{body}",
            f"{body} => ||{body}",
            f"{words}\n{post} => {name}|{post}",
        )
    )


def lead(lot: random.Random, lines: bool) -> str:
    """A lead cell; `lines` allows line ends inside it."""
    one, two = _one(lot), _one(lot)
    joint = lot.choice(("; ", " / ", " and ", " & ", "\n", "; "))
    simple = (
        "," not in one.partition("=>")[0] + two.partition("=>")[0] and "-" not in one + two and " and" not in one + two
    )
    if (
        lot.random() < 0.6
        or (not simple and joint not in ("; ", "\n"))
        or ("\n" in one + two and joint != "; ")
        or (joint == "\n" and any(body in one + two for body in BODIES))
        or (one.partition("=>")[2] == two.partition("=>")[2])
    ):
        made = one
    else:
        (left, _, first), (right, _, second) = one.partition(" => "), two.partition(" => ")
        made = f"{left}{joint}{right} => {first}; {second}"
    printed, _, meaning = made.partition(" => ")
    return (
        made
        if lines or "\n" not in printed
        else _one(random.Random(0))
        if printed.count("\n")
        else f"{printed} => {meaning}"
    )


def recs(lot: random.Random) -> str:
    """A cell of recommendations."""
    return lot.choice(
        (
            "1",
            "1, 2 => 1 2",
            "1 and 2 => 1 2",
            "R1-R3 => 1 2 3",
            "Rec 4 => 4",
            "2, 3 and 5 => 2 3 5",
            "R2 => 2",
            "1 & 4 => 1 4",
            "3/5 => 3 5",
            "",
            "6; 7 => 6 7",
        )
    )


def drawn(number: int, folder: Path) -> Paper:
    """The paper of this number."""
    lot = random.Random(number)
    form = ("docx", "html", "xlsx", "csv", "pdf", "txt", "pdf", "pdf")[number % 8]
    count, keys = lot.randint(4, 9), ["text", "lead", "due"]
    keys += [key for key in ("recs", "rag", "progress", "measure", "outcome") if lot.random() < 0.45][
        : 3 if form == "pdf" else 5
    ]
    lot.shuffle(keys)
    refs = lot.choice(NUMBERS) if lot.random() < 0.7 else None
    keys = ["ref", *keys] if refs else keys
    texts = lot.sample(TEXTS, count)
    short = lot.random() < 0.4
    plan: list[Row] = []
    for at in range(count):
        row = {
            "text": texts[at],
            "lead": lead(lot, form != "txt"),
            "due": lot.choice(DUES),
            "recs": recs(lot),
            "outcome": "Families are safer",
            "rag": lot.choice(
                ("R => red", "A => amber", "G => green", "B => blue")
                if short
                else ("Red", "Amber", "Green", "Complete", "On track")
            ),
            "progress": lot.choice(("", "Work has begun", "Draft shared with partners on 3 May")),
            "measure": lot.choice(("", "Re-referrals below 20%")),
            "ref": refs(at) if refs else "",
        }
        plan.append({key: row[key] for key in keys})
    columns = [(lot.choice(HEADERS[key].split(";")), key) for key in keys]
    path = folder / f"drawn-{number:02}.{form}"
    titles, parts = _parts(lot, plan)
    _write(path, lot, _blocks(lot, form, columns, titles, parts))
    areas = [
        {"no": (TITLE.search(title) or [None, None])[1], "title": _bare(title), "leads": []}
        for title in titles
        if title
    ]
    return path, {
        "key_areas": areas,
        "actions": [
            action(row, _bare(title) or None) for title, part in zip(titles, parts, strict=True) for row in part
        ],
    }


def _bare(title: str) -> str:
    return TITLE.sub("", title)


def _parts(lot: random.Random, plan: list[Row]) -> tuple[list[str], list[list[Row]]]:
    """The plan as one table without a title, or cut into headed parts."""
    if lot.random() < 0.5:
        return [""], [plan]
    form = lot.choice(
        (
            "Priority {}: {}",
            "Priority {} – {}",
            "Theme {}: {}",
            "Objective {}. {}",
            "Key Area {} - {}",
            "Strategic Priority {}: {}",
            "Outcome {}: {}",
            "Workstream {}: {}",
        )
    )
    names = lot.sample(
        (
            "Early help",
            "Safeguarding",
            "Leadership and governance",
            "Workforce",
            "Children in care",
            "Getting it right first time",
        ),
        3,
    )
    size = max(1, -(-len(plan) // lot.choice((2, 3))))
    parts = [plan[at : at + size] for at in range(0, len(plan), size)]
    return [form.format(at + 1, names[at]) for at in range(len(parts))], parts


def _blocks(
    lot: random.Random, form: str, columns: list[tuple[str, str]], titles: list[str], parts: list[list[Row]]
) -> list[Block]:
    """Headed parts as tables of their own, or as banners inside one table."""
    widths, head = _widths([key for _, key in columns]), [header for header, _ in columns]
    blocks = [Block("Invented Council Improvement Plan", 1)]
    if titles[0] and form in ("docx", "html", "xlsx", "csv") and (form in ("xlsx", "csv") or lot.random() < 0.4):
        rows, again = [head], lot.random() < 0.4
        fill = MERGED_LEFT if form in ("docx", "html") else ""
        for at, (title, part) in enumerate(zip(titles, parts, strict=True)):
            rows += [[title, *[fill] * (len(head) - 1)], *([head] if again and at else []), *cells(columns, part)[1:]]
        return [*blocks, Block(rows=rows)]
    level = lot.choice((2, 3, 0))
    for title, part in zip(titles, parts, strict=True):
        blocks += [*([Block(title, level)] if title else []), Block(rows=cells(columns, part), widths=widths)]
    return blocks


def _widths(keys: list[str]) -> list[int]:
    return [{"text": 75, "lead": 55, "due": 38, "ref": 18, "rag": 22, "recs": 24}.get(key, 36) for key in keys]


def _write(path: Path, lot: random.Random, blocks: list[Block]) -> None:
    rows = [row for block in blocks for row in block.rows]
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        for row in [["Improvement Plan"], [], *rows] if lot.random() < 0.5 else rows:
            book.worksheets[0].append(list(row))
        book.save(path)
    elif path.suffix == ".csv":
        with path.open("w", encoding=lot.choice(("utf-8", "utf-8-sig")), newline="") as file:
            csv.writer(file, delimiter=lot.choice(",;")).writerows(rows)
    elif path.suffix == ".pdf":
        Pdf(
            lot.choice(("all", "horizontal", "none")),
            head="Invented Council",
            middle=lot.random() < 0.2,
            repeat_header=lot.random() < 0.5,
        ).write(path, blocks)
    elif path.suffix == ".txt":
        if lot.random() < 0.4:
            write_spaced(path, blocks)
        else:
            write_text(path, blocks, bar=lot.choice("\t|"))
    else:
        (write_docx if path.suffix == ".docx" else write_html)(path, blocks)


PAPERS = tuple(partial(drawn, number) for number in range(HOW_MANY))
