"""A seventh set: cards with a title of their own, priorities in a box, what stands below a table of actions."""

# ruff: noqa: E501  (a row of a table reads best on one line)

from __future__ import annotations

from pathlib import Path

import openpyxl

from .kit import Truth, cell, cells
from .second_set import headed, plan, truth
from .writers import MERGED_LEFT, Block, write_docx, write_html

Paper = tuple[Path, Truth]

CARDS = plan(
    "ref text lead due rag area",
    """A1 ¦ Visit each family within a day of a police notice ¦ Person A, Head of Duty => Person A|Head of Duty ¦ 31/01/2025 => 2025-01-31 ¦ Complete ¦ A safe front door
A2 ¦ Share the daily list with health and schools ¦ Person B, Team Manager; Police => Person B|Team Manager; ||Police ¦ Monthly => recurring monthly ¦ In progress ¦ A safe front door
B1 ¦ Settle one plan for every child who goes missing ¦ Head of Adolescence => |Head of Adolescence ¦ TBC => none ¦ Delayed ¦ Children who go missing""",
)
_AREAS: list[tuple[str | None, str, str]] = [
    ("A", "A safe front door", ""),
    ("B", "Children who go missing", ""),
]


def hobmoor(folder: Path) -> Paper:
    """Word; each action a small table with its number across the top."""
    blocks = [Block("Hobmoor youth justice plan", 1)]
    for no, title, _ in _AREAS:
        blocks.append(Block(f"Theme {no}: {title}", 2))
        for row in CARDS:
            if row["area"] == title:
                labels = (("What will be done", "text"), ("Owner", "lead"), ("Deadline", "due"), ("Status", "rag"))
                table = [[f"Action {row['ref']}", MERGED_LEFT], *([label, cell(row, key)] for label, key in labels)]
                blocks += [Block(rows=table), Block(" ")]
    write_docx(folder / "hobmoor.docx", blocks)
    return folder / "hobmoor.docx", truth(CARDS, _AREAS)


def lapwater(folder: Path) -> Paper:
    """Web page; each priority and its sponsor in a box above its table, `Step` above the numbers; board dates below."""
    columns = headed("Step=ref;Action needed=text;Lead(s)=lead;Deadline=due;Status=rag")
    blocks = [Block("Lapwater action plan", 1)]
    for no, title, _ in _AREAS:
        rows = [row for row in CARDS if row["area"] == title]
        box = [[f"Priority {no}", title], ["Sponsor", "Person C, Director of Social Care"]]
        blocks += [Block(rows=box), Block(rows=cells(columns, rows))]
    blocks += [Block("Board dates", 2), Block(rows=[["Date", "Focus"], ["12 February 2025", "Theme A"]])]
    write_html(folder / "lapwater.html", blocks)
    made = truth(CARDS, [(no, title, "Person C|Director of Social Care") for no, title, _ in _AREAS])
    return folder / "lapwater.html", made


def thrushmead(folder: Path) -> Paper:
    """Excel; the table begins in the second column; a key to its words and a note on the next meeting below it."""
    rows = plan(
        "ref text lead due rag",
        """1 ¦ Open three more foster homes ¦ Fostering Manager => |Fostering Manager ¦ Tranche 1 June 2025; Tranche 2 December 2025 => milestones 2025-06 2025-12 ¦ On track
2 ¦ Put repairs right within a month ¦ Fenside Homes Ltd => ||Fenside Homes Ltd ¦ July 2025 => 2025-07 ¦ Slipping""",
    )
    book = openpyxl.Workbook()
    sheet = book.active
    for line in cells(headed("No=ref;Action=text;Lead=lead;Due=due;Status=rag"), rows):
        sheet.append([None, *line])
    sheet.append([])
    sheet.append([None, "Next update to the panel: 10 April 2025"])
    sheet.append([None, "Status key"])
    for word, meaning in (("On track", "will be finished by the date shown"), ("Slipping", "the date is in doubt")):
        sheet.append([None, word, meaning])
    book.save(folder / "thrushmead.xlsx")
    return folder / "thrushmead.xlsx", truth(rows)


PAPERS = (hobmoor, lapwater, thrushmead)
