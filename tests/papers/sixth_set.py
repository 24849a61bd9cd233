"""A sixth set: titles across tables, numbers that Word writes itself, lists under headings, sheets of a workbook."""

# ruff: noqa: E501  (a row of a table reads best on one line)

from __future__ import annotations

import html
from pathlib import Path

import docx
import openpyxl

from .kit import Row, Truth, action, cell, cells
from .second_set import headed, plan, truth
from .writers import MERGED_LEFT, Block, write_docx, write_text

Paper = tuple[Path, Truth]


def kestrelby(folder: Path) -> Paper:
    """Word; recommendations and references that only Word's own numbering prints; a register of risks below the plan."""
    rows = plan(
        "ref text lead due",
        """1 ¦ Agree a single pathway into early help with every school and nursery ¦ Person A, Head of Early Help => Person A|Head of Early Help ¦ May 2025 => 2025-05
2 ¦ Hold supervision with every social worker once a month ¦ Head of Practice => |Head of Practice ¦ Monthly => recurring monthly
3 ¦ Publish what children said about their reviews ¦ Person B, Participation Manager => Person B|Participation Manager ¦ 31/10/2025 => 2025-10-31""",
    )
    asked = ("the timeliness of help for families", "the quality of supervision in all teams")
    document = docx.Document()
    document.add_heading("Kestrelby improvement plan", 1)
    document.add_heading("What needs to improve", 2)
    document.add_paragraph("Inspectors said that leaders should improve:")
    for words in asked:
        document.add_paragraph(words, style="List Number")
    document.add_heading("Actions", 2)
    table = document.add_table(1, 4)
    for place, words in enumerate(("No.", "Action", "Owner", "By when")):
        table.cell(0, place).text = words
    for row in rows:
        line = table.add_row()
        line.cells[0].paragraphs[0].style = "List Number 2"
        line.cells[0].paragraphs[0].add_run(" ")
        for place, key in enumerate(("text", "lead", "due"), 1):
            line.cells[place].text = cell(row, key)
    document.add_heading("Risks", 2)
    risks = document.add_table(2, 3)
    for place, words in enumerate(("Risk", "Likelihood", "Impact", "Staff leave", "High", "High")):
        risks.cell(place // 3, place % 3).text = words
    document.save(str(folder / "kestrelby.docx"))
    made = truth(rows)
    made["recommendations"] = [{"no": str(no), "text": words} for no, words in enumerate(asked, 1)]
    return folder / "kestrelby.docx", made


THEMES = plan(
    "ref text sponsor lead due rag area",
    """1 ¦ Train every new starter in the practice model ¦ Chief Executive ¦ Wilf Tansley => Wilf Tansley ¦ June 2025 => 2025-06 ¦ Green ¦ A confident workforce
2 ¦ Fill the four vacant posts in the front door ¦ Chief Executive ¦ Una Pargeter => Una Pargeter ¦ July 2025 => 2025-07 ¦ Amber ¦ A confident workforce
3 ¦ Move all case records to the new system ¦ Director of Finance ¦ Kit Dunnock => Kit Dunnock ¦ Q3 2025/26 => 2025-12 ¦ Red ¦ Records that can be relied on
4 ¦ Check one record in ten each quarter ¦ Director of Finance ¦ Una Pargeter => Una Pargeter ¦ Quarterly => recurring quarterly ¦ Green ¦ Records that can be relied on""",
)
_AREAS: list[tuple[str | None, str, str]] = [
    ("1", "A confident workforce", ""),
    ("2", "Records that can be relied on", ""),
]
_COLUMNS = headed("Ref=ref;Action=text;Executive sponsor=sponsor;Lead=lead;Deadline=due;RAG=rag")


def wrexmoor(folder: Path) -> Paper:
    """Excel; themes as rows of one cell, each with the header again, a sponsor beside the lead, a note, a summary."""
    book = openpyxl.Workbook()
    summary = book.active
    summary.title = "Summary"
    for row in (["Theme", "Number of actions", "Complete", "In progress"], ["A confident workforce", 2, 0, 2]):
        summary.append(row)
    sheet = book.create_sheet("Tracker")
    sheet.append(["Wrexmoor improvement tracker"])
    sheet.append(["Updated 3 May 2025"])
    header, *body = cells(_COLUMNS, THEMES)
    for at, (_, title, _) in enumerate(_AREAS):
        sheet.append([title])
        sheet.append(header)
        for row in body[2 * at : 2 * at + 2]:
            sheet.append(row)
    sheet.append(["Note: closed actions are kept by the programme office."])
    book.save(folder / "wrexmoor.xlsx")
    return folder / "wrexmoor.xlsx", truth(THEMES, _AREAS)


def ashlode(folder: Path) -> Paper:
    """Word; the same themes as rows across one table below a heading of its own."""
    header, *body = cells(_COLUMNS, THEMES)
    across = [[title, *[MERGED_LEFT] * 5] for _, title, _ in _AREAS]
    rows = [header, across[0], *body[:2], across[1], *body[2:]]
    write_docx(folder / "ashlode.docx", [Block("Ashlode plan", 1), Block("Our plan", 2), Block(rows=rows)])
    return folder / "ashlode.docx", truth(THEMES, _AREAS)


def tidewell(folder: Path) -> Paper:
    """Text; the same themes as lines between rows parted by tabs, a line about the next review below them."""
    header, *body = cells(_COLUMNS, THEMES)
    blocks = [Block("Tidewell plan"), Block(rows=[header])]
    path = folder / "tidewell.txt"
    write_text(path, blocks)
    lines = path.read_text("utf-8").rstrip("\n").split("\n")
    for at, (_, title, _) in enumerate(_AREAS):
        lines += [f"Theme {at + 1}: {title}", *("\t".join(row) for row in body[2 * at : 2 * at + 2])]
    path.write_text("\n".join([*lines, "", "Next review by Cabinet: February 2026", ""]), "utf-8")
    return path, truth(THEMES, _AREAS)


def merrowdown(folder: Path) -> Paper:
    """Text with marks; the same themes as headings, a table of bars below each, the council's name at the end."""
    header, *body = cells(_COLUMNS, THEMES)
    blocks = [Block("# Merrowdown"), Block("## Improvement plan")]
    for at, (_, title, _) in enumerate(_AREAS):
        blocks += [Block(f"### {title}"), Block(rows=[header, ["---"] * 6, *body[2 * at : 2 * at + 2]])]
    write_text(
        folder / "merrowdown.txt", [*blocks, Block("---"), Block("Merrowdown Council, Director of Housing")], "|"
    )
    return folder / "merrowdown.txt", truth(THEMES, _AREAS)


LISTED = plan(
    "ref text lead due rag area",
    """1.1 ¦ Visit everyone who has waited longer than six weeks for an assessment, and write down what they need while they wait ¦ Person A, Head of Access => Person A|Head of Access ¦ 30 April 2025 => 2025-04-30 ¦ Green ¦ Shorter waits
1.2 ¦ Report waiting times by ward ¦ Performance Manager => |Performance Manager ¦ Monthly => recurring monthly ¦ Amber ¦ Shorter waits
2.1 ¦ Write a carers' strategy with carers ¦ Person B, Commissioning Manager => Person B|Commissioning Manager ¦ TBC => none ¦ Red ¦ Support for carers""",
)
_LISTED_AREAS: list[tuple[str | None, str, str]] = [
    ("1", "Shorter waits", "Person C|Director of Adult Services"),
    ("2", "Support for carers", "Person D"),
]


def _labels(row: Row) -> list[tuple[str, str]]:
    return [(label, cell(row, key)) for label, key in (("Lead", "lead"), ("Timescale", "due"), ("Status", "rag"))]


def sandhaven(folder: Path) -> Paper:
    """Web page; each action a heading, who and when in a list of definitions or a small table below it."""
    parts = ["<h1>Sandhaven plan</h1>"]
    for at, row in enumerate(LISTED):
        if row["area"] != (LISTED[at - 1]["area"] if at else ""):
            parts.append(f"<h2>Priority {row['ref'][0]}: {row['area']}</h2>")
        parts.append(f"<h3>{row['ref']} {html.escape(row['text'])}</h3>")
        pairs = _labels(row)
        if at % 2:
            parts.append("<table>" + "".join(f"<tr><td>{label}</td><td>{words}</td></tr>" for label, words in pairs))
            parts.append("</table>")
        else:
            parts.append("<dl>" + "".join(f"<dt>{label}</dt><dd>{words}</dd>" for label, words in pairs) + "</dl>")
    (folder / "sandhaven.html").write_text(f"<html><body>{''.join(parts)}</body></html>", "utf-8")
    return folder / "sandhaven.html", truth(LISTED, [(no, title, "") for no, title, _ in _LISTED_AREAS])


def pikeholme(folder: Path) -> Paper:
    """Text written by hand; numbered titles with a lead each, actions that wrap, with labelled lines below them."""
    lines = ["PIKEHOLME PARTNERSHIP", "", "Plan of action", ""]
    leads = ("Person C, Director of Adult Services", "Person D")
    for no, title, _ in _LISTED_AREAS:
        lines += [f"{no}. {title}", f"Priority lead: {leads[int(no or 1) - 1]}", ""]
        for row in LISTED:
            if row["area"] == title:
                words = f"{row['ref']} {row['text']}"
                cut = words.rfind(" ", 0, 70) if len(words) > 70 else len(words)
                lines += [words[:cut], *filter(None, [words[cut:].strip()])]
                lines += [f"  {label}: {said}" for label, said in _labels(row)] + [""]
    (folder / "pikeholme.txt").write_text("\n".join(lines), "utf-8")
    return folder / "pikeholme.txt", truth(LISTED, _LISTED_AREAS)


def outcomes(folder: Path) -> Paper:
    """Word; outcomes beside unnumbered actions, the last of which says neither who nor when; evidence beside progress."""
    rows = plan(
        "goal text lead due progress proof",
        """Workers are kind ¦ Train all teams in the new model ¦ Head of Practice => |Head of Practice ¦ May 2025 => 2025-05 ¦ Two teams done. ¦ Register
Plans are clear ¦ Check every plan at the first review ¦ Person A => Person A ¦ June 2025 => 2025-06 ¦ Begun. ¦ Sample
Children are heard ¦ Open each meeting with a child's own words ¦ ¦ ¦ ¦""",
    )
    columns = headed("Outcome=goal;What we will do=text;Who=lead;When=due;Progress=progress;Evidence=proof")
    write_docx(folder / "ravenscar-outcomes.docx", [Block("Practice plan", 1), Block(rows=cells(columns, rows))])
    return folder / "ravenscar-outcomes.docx", {"key_areas": [], "actions": [action(row) for row in rows]}


def ollerdale(folder: Path) -> Paper:
    """Excel; a pledge written once above its rows, the lead's organisation beside the lead, a sheet of recommendations."""
    rows = plan(
        "area ref text recs lead body due rag",
        """Heard early ¦ 1.1 ¦ Answer every call within a minute ¦ R1 => 1 ¦ Person A => Person A||Ollerdale Council ¦ Ollerdale Council ¦ May 2025 => 2025-05 ¦ A => amber
Heard early ¦ 1.2 ¦ Ring back within a day ¦ R1 ¦ Person B => Person B||Integrated Care Board ¦ Integrated Care Board ¦ June 2025 => 2025-06 ¦ G => green
Helped well ¦ 2.1 ¦ Share one plan with every family ¦ All => all ¦ => ||Ollerdale Voices ¦ Ollerdale Voices ¦ Termly => recurring termly ¦ R => red
Helped well ¦ 2.2 ¦ Ask families what changed ¦ R2 => 2 ¦ Person C => Person C||Ollerdale Council ¦ Ollerdale Council ¦ Annual => recurring annual ¦ G => green""",
    )
    rows[1]["recs"] = "R1 => 1"
    columns = headed(
        "Pledge=area;No=ref;What we will do=text;Rec=recs;Lead=lead;Lead organisation=body;When=due;R/A/G=rag"
    )
    book = openpyxl.Workbook()
    sheet = book.active
    said = ""
    for row in cells(columns, rows):
        sheet.append([row[0] if row[0] != said else None, *row[1:]])
        said = row[0]
    listed = book.create_sheet("What inspectors said")
    asked = ("the speed with which calls are answered", "the plans that families are given")
    for line in (["Rec", "What needs to improve"], *([f"R{no}", words] for no, words in enumerate(asked, 1))):
        listed.append(line)
    book.save(folder / "ollerdale.xlsx")
    made = truth(rows, [("1", "Heard early", ""), ("2", "Helped well", "")])
    made["recommendations"] = [{"no": str(no), "text": words} for no, words in enumerate(asked, 1)]
    made["actions"][2]["recommendations"] = ["1", "2"]
    return folder / "ollerdale.xlsx", made


PAPERS = (kestrelby, wrexmoor, ashlode, tidewell, merrowdown, sandhaven, pikeholme, outcomes, ollerdale)
