"""Invented plans of shapes that are harder to read: banners inside tables, fills, bold headings, tables without help."""

# ruff: noqa: E501  (a row of a table reads best on one line)

from __future__ import annotations

from pathlib import Path

import openpyxl

from .kit import Row, Truth, action, cells, leads
from .plans_pdf import rows
from .writers import BOLD, FILL, MERGED_LEFT, MERGED_UP, Block, Pdf, write_docx, write_html

Paper = tuple[Path, Truth]
COLOURS = {"red": "FF0000", "amber": "FFC000", "green": "00B050"}

PLAN: dict[str, list[Row]] = {
    "Leadership": [
        {
            "ref": "1.1",
            "text": "Hold a leadership development programme for all managers",
            "lead": "Person A\nDirector of People => Person A|Director of People",
            "due": "31/01/2025 => 2025-01-31",
            "rag": "red",
        },
        {
            "ref": "1.2",
            "text": "Report vacancies to the board",
            "lead": "Ingrid Halloway\nHead of HR => Ingrid Halloway|Head of HR",
            "due": "Quarterly => recurring quarterly",
            "rag": "amber",
        },
    ],
    "Front line practice": [
        {
            "ref": "2.1",
            "text": "Observe practice in each team",
            "lead": "Practice Leads => |Practice Leads",
            "due": "By end of March 2025 => 2025-03",
            "rag": "green",
        },
        {
            "ref": "2.2",
            "text": "Bring audits and feedback from families together in one report",
            "lead": "Person B\nPerson C => Person B; Person C",
            "due": "July 2025 => 2025-07",
            "rag": "green",
        },
        {
            "ref": "2.3",
            "text": "Put the learning into supervision",
            "lead": "All Team Managers => |All Team Managers",
            "due": "Ongoing => ongoing",
            "rag": "amber",
        },
    ],
}
COLUMNS = [("Ref", "ref"), ("Action", "text"), ("Lead", "lead"), ("Timescale", "due"), ("RAG", "rag")]


def _truth() -> Truth:
    areas = [{"no": str(number), "title": title, "leads": leads("")} for number, title in enumerate(PLAN, 1)]
    return {"key_areas": areas, "actions": [action(row, title) for title, plan in PLAN.items() for row in plan]}


def _banners(fill: bool = False) -> list[list[str]]:
    """One table, in which each priority is a row over its whole width."""
    made = [[header for header, _ in COLUMNS]]
    for number, (title, plan) in enumerate(PLAN.items(), 1):
        made.append([f"Priority {number}: {title}", *[MERGED_LEFT] * 4])
        for line, row in zip(cells(COLUMNS, plan)[1:], plan, strict=True):
            made.append([*line[:4], FILL + COLOURS[row["rag"]] if fill else line[4]])
    return made


def banner_word(folder: Path) -> Paper:
    """Word; priorities as banners inside one table, the header once; RAG only as the cells' shade."""
    write_docx(folder / "banner.docx", [Block("Kingsmere Improvement Plan", 1), Block(rows=_banners(fill=True))])
    return folder / "banner.docx", _truth()


def banner_web(folder: Path) -> Paper:
    """Web page; the same, RAG only as the cells' background."""
    write_html(folder / "banner.html", [Block("Kingsmere Improvement Plan", 1), Block(rows=_banners(fill=True))])
    return folder / "banner.html", _truth()


def banner_sheet(folder: Path) -> Paper:
    """Excel; the same with words, blank rows between the priorities."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Improvement plan"
    sheet.append(["Kingsmere Improvement Plan 2025"])
    truth, line = _truth(), 1
    places = iter(truth["actions"])
    for at, row in enumerate(_banners()):
        if at > 1 and row[1] == MERGED_LEFT:
            sheet.append([None])
            sheet.append([None])
            line += 1  # openpyxl does not write the second empty row's number down
        sheet.append([words if words != MERGED_LEFT else None for words in row])
        if at and row[1] != MERGED_LEFT:
            next(places)["source"] = {"sheet": "Improvement plan", "line": sheet.max_row}
        elif at:
            sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=5)
    book.save(folder / "banner.xlsx")
    return folder / "banner.xlsx", truth


def banner_pdf(folder: Path) -> Paper:
    """PDF; each priority's title as the first row of its own ruled table, above the header."""
    blocks, areas = [Block("Kingsmere Improvement Plan", 1)], _truth()
    for number, (title, plan) in enumerate(PLAN.items(), 1):
        blocks += [Block(f"Priority {number}: {title}"), Block(rows=cells(COLUMNS, plan), widths=[15, 120, 60, 50, 20])]
    pages = Pdf("all").write(folder / "banner.pdf", blocks)
    for found, page in zip(areas["actions"], pages, strict=True):
        found["source"] = {"page": page}
    return folder / "banner.pdf", areas


def bold(folder: Path) -> Paper:
    """Word; headings that are only bold and unnumbered, no styles; the lead under the heading; no numbers."""
    columns = [
        ("Key actions", "text"),
        ("Responsible lead", "lead"),
        ("To be completed by", "due"),
        ("Progress rating", "rag"),
    ]
    blocks, truth = (
        [Block("Ellerton Youth Justice Plan", BOLD), Block("This plan was agreed by the board.")],
        {"key_areas": [], "actions": []},
    )
    for title, plan in PLAN.items():
        plain = [{**row, "ref": ""} for row in plan]
        blocks += [Block(title, BOLD), Block(rows=cells(columns, plain))]
        truth["key_areas"].append({"no": None, "title": title, "leads": leads("")})
        truth["actions"] += [action(row, title) for row in plain]
    write_docx(folder / "bold.docx", blocks)
    return folder / "bold.docx", truth


def merged_leads(folder: Path) -> Paper:
    """Word; objective, lead and date written once for several actions, in merged cells; a title row in the table."""
    plan = [
        {
            **row,
            "lead": "Person D, Head of Service => Person D|Head of Service"
            if at < 3
            else "Head of Quality => |Head of Quality",
            "ref": "",
            "due": "June 2025 => 2025-06" if at < 2 else row["due"],
        }
        for at, row in enumerate(row for part in PLAN.values() for row in part)
    ]
    columns = [
        ("Objective", "area"),
        ("Actions to be taken", "text"),
        ("Owner", "lead"),
        ("When by", "due"),
        ("RAG status", "rag"),
    ]
    table = cells(columns, [{**row, "area": "Safer families"} for row in plan])
    table = [["Our plan for the year", *[MERGED_LEFT] * 4], *table]
    for at, place in ((3, 0), (4, 0), (5, 0), (6, 0), (3, 2), (4, 2), (6, 2), (3, 3)):
        table[at][place] = MERGED_UP
    write_docx(folder / "merged.docx", [Block("Longford Families Plan", 1), Block(rows=table)])
    return folder / "merged.docx", {"key_areas": [], "actions": [action(row) for row in plan]}


def listed(folder: Path) -> Paper:
    """Web page; first cells of rows as headers, lists inside cells, a caption, person and post in two columns."""
    plan = [
        {
            "ref": "1",
            "text": "Agree the offer. Publish it.",
            "lead": "=> Person A|Head of Early Help",
            "due": "May 2024 => 2024-05",
            "who": "Person A",
            "post": "Head of Early Help",
        },
        {
            "ref": "2",
            "text": "Review the panel",
            "lead": "=> Person B|Service Manager; Person C|Team Manager",
            "due": "1 June 2024 => 2024-06-01",
            "who": "Person B<br>Person C",
            "post": "Service Manager<br>Team Manager",
        },
    ]
    lines = "".join(
        f"<tr><th scope=row>{row['ref']}</th><td><ul>{''.join(f'<li>{part.strip()}.</li>' if len(row['text']) > 20 else f'<li>{part}</li>' for part in row['text'].rstrip('.').split('.'))}</ul></td>"
        f"<td>{row['who']}</td><td>{row['post']}</td><td><p>{row['due'].partition(' =>')[0]}</p></td></tr>"
        for row in plan
    )
    head = "".join(
        f"<th>{words}</th>"
        for words in ("No.", "What needs to happen", "Name of lead", "Role", "Target completion date")
    )
    path = folder / "listed.html"
    path.write_text(
        f"<html><body><h1>Parkway SEND plan</h1><table><caption>Actions</caption><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></body></html>",
        "utf-8",
    )
    truth = [action(row) for row in plan]
    return path, {"key_areas": [], "actions": truth}


def portrait(folder: Path) -> Paper:
    """PDF; upright page, no rules, header words over two lines, narrow columns, no stops, the header printed once."""
    columns = [
        ("Ref", "ref"),
        ("Key improvement action", "text"),
        ("Lead officer responsible", "lead"),
        ("Target completion date", "due"),
        ("Current RAG rating", "rag"),
    ]
    plan = [{**row, "recs": "", "progress": "", "text": row["text"].rstrip(".")} for row in rows("{}", 9)]
    pdf = Pdf("none", head="Draft", repeat_header=False, shape="portrait")
    pages = pdf.write(
        folder / "portrait.pdf",
        [
            Block("Gladstone Neglect Strategy Action Plan", 1),
            Block(rows=cells(columns, plan), widths=[12, 80, 40, 35, 20]),
        ],
    )
    return folder / "portrait.pdf", {
        "key_areas": [],
        "actions": [{**action(row), "source": {"page": page}} for row, page in zip(plan, pages, strict=True)],
    }


def centred(folder: Path) -> Paper:
    """PDF; only horizontal rules, cells in the middle of their rows."""
    columns = [("No.", "ref"), ("Action", "text"), ("Owner", "lead"), ("Due", "due"), ("Status", "rag")]
    plan = [{**row, "recs": "", "progress": ""} for row in rows("{}.", 8)]
    pages = Pdf("horizontal", foot="Hartley", middle=True).write(
        folder / "centred.pdf",
        [Block("Hartley Improvement Plan", 1), Block(rows=cells(columns, plan), widths=[14, 120, 55, 50, 25])],
    )
    return folder / "centred.pdf", {
        "key_areas": [],
        "actions": [{**action(row), "source": {"page": page}} for row, page in zip(plan, pages, strict=True)],
    }


def tight(folder: Path) -> Paper:
    """PDF; no rules, no numbers, rows no farther apart than lines."""
    columns = [("What we will do", "text"), ("By whom", "lead"), ("By when", "due"), ("BRAG", "rag")]
    plan = [{**row, "ref": "", "recs": "", "progress": "", "text": row["text"].rstrip(".")} for row in rows("", 7)]
    pages = Pdf("none", gap=0).write(
        folder / "tight.pdf",
        [Block("Selby Moor Delivery Plan", 1), Block(rows=cells(columns, plan), widths=[120, 60, 55, 25])],
    )
    return folder / "tight.pdf", {
        "key_areas": [],
        "actions": [{**action(row), "source": {"page": page}} for row, page in zip(plan, pages, strict=True)],
    }


def broken(folder: Path) -> Paper:
    """PDF; ruled, no numbers, no stops, the header printed once, rows that break over pages."""
    columns = [("Action", "text"), ("Lead", "lead"), ("Timescale", "due"), ("Status", "rag")]
    plan = [{**row, "ref": "", "recs": "", "progress": "", "text": row["text"].rstrip(".")} for row in rows("", 12)]
    pages = Pdf("all", head="Item 5", repeat_header=False, shape="portrait").write(
        folder / "broken.pdf",
        [Block("Ashdown Action Plan", 1), Block(rows=cells(columns, plan), widths=[70, 50, 40, 20])],
    )
    return folder / "broken.pdf", {
        "key_areas": [],
        "actions": [{**action(row), "source": {"page": page}} for row, page in zip(plan, pages, strict=True)],
    }


PAPERS = (
    banner_word,
    banner_web,
    banner_sheet,
    banner_pdf,
    bold,
    merged_leads,
    listed,
    portrait,
    centred,
    tight,
    broken,
)
