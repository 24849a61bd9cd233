"""Invented plans as PDF: ruled tables, only horizontal rules, none at all; rows that break over pages."""

# ruff: noqa: E501  (a row of a table reads best on one line)

from __future__ import annotations

from pathlib import Path

from .kit import Row, Truth, action, cells, leads
from .writers import Block, Pdf

Paper = tuple[Path, Truth]

LONG = (
    "Work with health, police, schools and the voluntary sector to agree how {} is shared, recorded and acted upon, so that no family "
    "has to tell its story twice and every plan names who does what and by when"
)
SUBJECTS = (
    "information",
    "consent",
    "risk",
    "progress",
    "feedback",
    "concern",
    "learning",
    "advice",
    "evidence",
    "support",
    "need",
    "change",
)
DUES = (
    "31/05/2024 => 2024-05-31",
    "June 2024 => 2024-06",
    "Monthly => recurring monthly",
    "Q4 2024/25 => 2025-03",
    "Ongoing => ongoing",
    "By Christmas 2024 => 2024-12",
    "TBC => none",
    "Pilot May 2024 Roll out July 2024 => milestones 2024-05 2024-07",
    "Summer term 2024 => term",
    "14 February 2025 => 2025-02-14",
    "From September 2024 => start 2024-09",
    "Aug-24 => 2024-08",
)
LEADS = (
    "Person A, Head of Early Help => Person A|Head of Early Help",
    "Head of Safeguarding => |Head of Safeguarding",
    "Alma Verity Stroud, Service Manager => Alma Verity Stroud|Service Manager",
    "Tobias Quill => Tobias Quill",
    "Person B (Partnership Manager) => Person B|Partnership Manager",
    "Designated Nurse => |Designated Nurse",
)
RAGS = ("Green", "Amber", "Red", "Blue")


def rows(ref: str, count: int) -> list[Row]:
    """Rows of an invented plan with long words, so that every cell wraps; `ref` holds {} for the number."""
    return [
        {
            "ref": ref.format(at + 1),
            "text": f"{LONG.format(SUBJECTS[at % 12])}{'.' if at % 2 else ''}",
            "due": DUES[at % 12],
            "lead": LEADS[at % 6],
            "recs": str(at % 5 + 1),
            "rag": RAGS[at % 4],
            "progress": "Discussed at the partnership meeting and agreed in principle" if at % 3 else "",
        }
        for at in range(count)
    ]


def _paged(actions: list[Truth], pages: list[int]) -> list[Truth]:
    return [{**found, "source": {"page": page}} for found, page in zip(actions, pages, strict=True)]


def ravensmoor(folder: Path) -> Paper:
    """Ruled; rows break over pages; header repeated on each page; running head, foot and page number."""
    columns = [
        ("Ref", "ref"),
        ("Action", "text"),
        ("Ofsted Rec", "recs"),
        ("Lead", "lead"),
        ("Timescale", "due"),
        ("RAG", "rag"),
        ("Progress", "progress"),
    ]
    plan, widths = rows("R{}.1", 12), [15, 95, 20, 45, 35, 17, 45]
    pdf = Pdf("all", head="Ravensmoor Council Improvement Plan", foot="Official")
    pages = pdf.write(
        folder / "ravensmoor.pdf",
        [Block("Ravensmoor Council Improvement Plan 2024", 1), Block(rows=cells(columns, plan), widths=widths)],
    )
    return folder / "ravensmoor.pdf", {"key_areas": [], "actions": _paged([action(row) for row in plan], pages)}


def stonebridge(folder: Path) -> Paper:
    """Only horizontal rules; two priorities; header on each page."""
    columns = [("No", "ref"), ("What we will do", "text"), ("Who", "lead"), ("By when", "due"), ("Status", "rag")]
    parts, widths = {"Safe at home": rows("1.{}", 7), "Ready to learn": rows("2.{}", 5)}, [16, 120, 55, 50, 25]
    blocks, areas, actions = [Block("Stonebridge Delivery Plan", 1)], [], []
    for number, (title, plan) in enumerate(parts.items(), 1):
        short = [{**row, "recs": "", "progress": ""} for row in plan]
        blocks += [Block(f"Priority {number}: {title}", 2), Block(rows=cells(columns, short), widths=widths)]
        areas.append({"no": str(number), "title": title, "leads": leads("")})
        actions += [action(row, title) for row in short]
    pages = Pdf("horizontal", head="Stonebridge Council", foot="Delivery plan 2024").write(
        folder / "stonebridge.pdf", blocks
    )
    return folder / "stonebridge.pdf", {"key_areas": areas, "actions": _paged(actions, pages)}


def marlwood(folder: Path) -> Paper:
    """No rules at all; numbered; header on each page."""
    columns = [("Ref", "ref"), ("Action", "text"), ("Lead officer", "lead"), ("Deadline", "due"), ("RAG", "rag")]
    plan, widths = [{**row, "recs": "", "progress": ""} for row in rows("M{}", 9)], [18, 120, 55, 50, 20]
    pdf = Pdf("none", head="Marlwood Borough Council", foot="")
    pages = pdf.write(
        folder / "marlwood.pdf",
        [Block("Marlwood Neglect Action Plan", 1), Block("May 2024"), Block(rows=cells(columns, plan), widths=widths)],
    )
    return folder / "marlwood.pdf", {"key_areas": [], "actions": _paged([action(row) for row in plan], pages)}


def penhallow(folder: Path) -> Paper:
    """No rules, no numbers, the header printed once, short words in most cells."""
    columns = [("Activity", "text"), ("Owner", "lead"), ("Target date", "due"), ("Progress", "progress")]
    plan = [
        {
            **row,
            "ref": "",
            "recs": "",
            "rag": "",
            "text": row["text"] if at % 2 else f"Agree how {SUBJECTS[at]} is shared.",
        }
        for at, row in enumerate(rows("", 8))
    ]
    plan = [{**row, "text": f"{row['text'].rstrip('.')}."} for row in plan]
    pdf = Pdf("none", foot="Penhallow Partnership", repeat_header=False)
    pages = pdf.write(
        folder / "penhallow.pdf",
        [Block("Penhallow Early Help Delivery Plan", 1), Block(rows=cells(columns, plan), widths=[110, 55, 50, 50])],
    )
    return folder / "penhallow.pdf", {"key_areas": [], "actions": _paged([action(row) for row in plan], pages)}


def lowther(folder: Path) -> Paper:
    """Ruled; no numbers; the header printed once only, so that later pages are bare rows; rows break over pages."""
    columns = [
        ("Task", "text"),
        ("Responsible", "lead"),
        ("Complete by", "due"),
        ("RAG rating", "rag"),
        ("Comments", "progress"),
    ]
    plan = [{**row, "ref": "", "recs": "", "text": f"{row['text'].rstrip('.')}."} for row in rows("", 11)]
    pdf = Pdf("all", head="Lowther Improvement Board, Item 6", repeat_header=False)
    pages = pdf.write(
        folder / "lowther.pdf",
        [Block("Lowther Improvement Action Plan", 1), Block(rows=cells(columns, plan), widths=[110, 50, 40, 20, 50])],
    )
    return folder / "lowther.pdf", {"key_areas": [], "actions": _paged([action(row) for row in plan], pages)}


PAPERS = (ravensmoor, stonebridge, marlwood, penhallow, lowther)
