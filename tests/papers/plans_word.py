"""Invented plans as Word documents and plain text."""

# ruff: noqa: E501  (a row of a table reads best on one line)

from __future__ import annotations

from pathlib import Path

from .kit import Row, Truth, action, cells, leads
from .writers import MERGED_LEFT, MERGED_UP, Block, write_docx, write_text

Paper = tuple[Path, Truth]

NORTHSHIRE: dict[str, list[Row]] = {
    "Strong leadership": [
        {
            "ref": "A1.1",
            "text": "Refresh the improvement board's terms of reference and membership.",
            "due": "31/03/2024 => 2024-03-31",
            "lead": "Alma Verity Stroud, Director of Children's Services => Alma Verity Stroud|Director of Children's Services",
            "recs": "1, 2 => 1 2",
            "rag": "Green",
            "progress": "Agreed at the January board.",
            "measure": "Attendance above 90%",
        },
        {
            "ref": "A1.2",
            "text": "Publish a quarterly workforce report to elected members",
            "due": "Quarterly from June 2024 => recurring 2024-06 quarterly",
            "lead": "Tobias Quill, Head of Workforce => Tobias Quill|Head of Workforce",
            "recs": "2",
            "rag": "Amber",
            "progress": "First report drafted.",
            "measure": "Vacancies below 12%",
        },
        {
            "ref": "A1.3",
            "text": "Recruit a permanent principal social worker",
            "due": "End of June 2024 => 2024-06",
            "lead": "Hester Lyle, Assistant Director => Hester Lyle|Assistant Director",
            "recs": "1 and 2 => 1 2",
            "rag": "Red",
            "progress": "",
            "measure": "Post filled",
        },
    ],
    "Quality of practice": [
        {
            "ref": "A2.1",
            "text": "Roll out the new assessment template across all locality teams.",
            "due": "By Easter 2024 => 2024-03",
            "lead": "Ingrid Halloway, Principal Social Worker => Ingrid Halloway|Principal Social Worker",
            "recs": "R1-R3 => 1 2 3",
            "rag": "Green",
            "progress": "In use in four of six teams.",
            "measure": "",
        },
        {
            "ref": "A2.2",
            "text": "Audit thirty case files every month and report themes",
            "due": "Monthly from November 2023 => recurring 2023-11 monthly",
            "lead": "Person A, Head of Quality Assurance => Person A|Head of Quality Assurance",
            "recs": "3",
            "rag": "Amber",
            "progress": "",
            "measure": "80% of audits good or better",
        },
        {
            "ref": "A2.3",
            "text": "Train supervisors in reflective supervision",
            "due": "Pilot January 2024 Roll out April 2024 => milestones 2024-01 2024-04",
            "lead": "Bronwen Tarrant, Learning and Development Manager => Bronwen Tarrant|Learning and Development Manager",
            "recs": "Rec 4 => 4",
            "rag": "Green",
            "progress": "Pilot complete.",
            "measure": "",
        },
    ],
    "Care leavers": [
        {
            "ref": "A3.1",
            "text": "Offer every care leaver a health passport",
            "due": "Autumn term 2024 => term",
            "lead": "Head of Leaving Care => |Head of Leaving Care",
            "recs": "Recommendation ALL => all",
            "rag": "",
            "progress": "",
            "measure": "",
        },
        {
            "ref": "A3.2",
            "text": "Agree a joint housing protocol with the district councils",
            "due": "Q3 2024/25 => 2024-12",
            "lead": "Samir Kotecha, Housing Lead => Samir Kotecha|Housing Lead",
            "recs": "5",
            "rag": "Amber",
            "progress": "",
            "measure": "",
        },
    ],
}


def northshire(folder: Path) -> Paper:
    """Word; priorities as headings, each with its own table; `Name, Post`; numbering A1.1."""
    columns = [
        ("Ref", "ref"),
        ("What we will do", "text"),
        ("Ofsted Rec", "recs"),
        ("Responsible officer", "lead"),
        ("By when", "due"),
        ("How will we know?", "measure"),
        ("RAG", "rag"),
        ("Progress update", "progress"),
    ]
    blocks = [
        Block("Northshire Council Children's Services Improvement Plan", 1),
        Block("March 2024"),
        Block("This plan sets out how we will improve. It is overseen by the Improvement Board."),
    ]
    areas, actions = [], []
    for number, (title, rows) in enumerate(NORTHSHIRE.items(), 1):
        blocks += [
            Block(f"Priority {number}: {title}", 2),
            Block("Lead: Person B, Assistant Director"),
            Block(rows=cells(columns, rows)),
        ]
        areas.append({"no": str(number), "title": title, "leads": leads("Person B|Assistant Director")})
        actions += [action(row, title) for row in rows]
    for found in actions:
        found["recommendations"] = list("12345") if found["scope"] == "all" else found["recommendations"]
    write_docx(folder / "northshire.docx", blocks)
    return folder / "northshire.docx", {"key_areas": areas, "actions": actions}


WESTMERE: list[Row] = [
    {
        "text": "Embed the graded care profile",
        "lead": "Head of Safeguarding (Person C) => Person C|Head of Safeguarding",
        "due": "Mar-24 => 2024-03",
        "rag": "Complete",
    },
    {
        "text": "Write a neglect toolkit with partners",
        "lead": "Padraig Fennimore (Partnership Manager) => Padraig Fennimore|Partnership Manager",
        "due": "30 September 2024 => 2024-09-30",
        "rag": "On track",
    },
    {
        "text": "Hold multi-agency learning events",
        "lead": "Person D\nPerson E => Person D; Person E",
        "due": "Termly => recurring termly",
        "rag": "Delayed",
    },
    {
        "text": "Map early help services by district",
        "lead": "Early Help Manager => |Early Help Manager",
        "due": "TBC => none",
        "rag": "Not started",
    },
    {
        "text": "Agree thresholds with schools",
        "lead": "Designated Nurse and Head of Education => |Designated Nurse; |Head of Education",
        "due": "Every six weeks => recurring six-weekly",
        "rag": "On track",
    },
    {
        "text": "Launch the family hub offer",
        "lead": "Person F & Person G => Person F; Person G",
        "due": "Ongoing => ongoing",
        "rag": "On track",
    },
]


def westmere(folder: Path) -> Paper:
    """Word; no numbers; two-row header with merged cells; a group row over the whole width; leads a line each."""
    head = [
        ["Action", "Ownership and timing", MERGED_LEFT, "Status"],
        [MERGED_UP, "Lead officer(s)", "Target date", MERGED_UP],
    ]
    columns = [("", "text"), ("", "lead"), ("", "due"), ("", "rag")]
    body = cells(columns, WESTMERE)[1:]
    groups = [["Early identification", *[MERGED_LEFT] * 3], ["Working together", *[MERGED_LEFT] * 3]]
    rows = [*head, groups[0], *body[:3], groups[1], *body[3:]]
    blocks = [
        Block("Westmere Neglect Action Plan 2023-25", 1),
        Block("Owned by the Westmere Safeguarding Partnership."),
        Block(rows=rows),
    ]
    write_docx(folder / "westmere-neglect.docx", blocks)
    titles = ("Early identification", "Working together")
    return folder / "westmere-neglect.docx", {
        "key_areas": [{"no": str(no), "title": title, "leads": []} for no, title in enumerate(titles, 1)],
        "actions": [action(row, titles[at // 3]) for at, row in enumerate(WESTMERE)],
    }


SOUTHDALE: list[Row] = [
    {
        "ref": "1",
        "text": "Review the short breaks statement. Consult parents on the draft. Publish it on the local offer.",
        "recs": "1",
        "lead": "MF => Mairead Fennimore",
        "due": "Sept 2023 => 2023-09",
        "progress": "Consultation closed.",
    },
    {
        "ref": "2",
        "text": "Commission speech and language therapy for under fives. Report waiting times each month.",
        "recs": "1, 3 => 1 3",
        "lead": "DA/HL => Desmond Achterberg; Hester Lyle",
        "due": "31.12.2023 => 2023-12-31",
        "progress": "",
    },
    {
        "ref": "3",
        "text": "Bring health advice into every plan within six weeks.",
        "recs": "2",
        "lead": "Southdale ICB => ||Southdale ICB",
        "due": "1st October 2023 => 2023-10-01",
        "progress": "Compliance at 71%.",
    },
    {
        "ref": "4",
        "text": "Agree how police share notifications.",
        "recs": "All => all",
        "lead": "Police => ||Police",
        "due": "Immediate and ongoing => ongoing",
        "progress": "",
    },
    {
        "ref": "5",
        "text": "Co-produce a charter with the parent carer forum",
        "recs": "3",
        "lead": "Person H (Parent Carer Forum) => Person H||Parent Carer Forum",
        "due": "Summer 2024 => term",
        "progress": "",
    },
]


def southdale(folder: Path) -> Paper:
    """Word; several actions as sentences in one cell; initials with their key in an appendix; bodies alone as leads."""
    columns = [
        ("No.", "ref"),
        ("Actions", "text"),
        ("Inspection recommendation", "recs"),
        ("Who", "lead"),
        ("When", "due"),
        ("Update", "progress"),
    ]
    people = [
        ["Initials", "Name", "Post"],
        ["MF", "Mairead Fennimore", "SEND Strategic Lead"],
        ["DA", "Desmond Achterberg", "Joint Commissioner"],
        ["HL", "Hester Lyle", "Assistant Director"],
    ]
    blocks = [
        Block("Southdale SEND Written Statement of Action", 1),
        Block(rows=cells(columns, SOUTHDALE)),
        Block("Appendix A: List of key individuals", 2),
        Block(rows=people),
    ]
    write_docx(folder / "southdale-send.docx", blocks)
    actions = [action(row) for row in SOUTHDALE]
    actions[3]["recommendations"] = ["1", "2", "3"]
    return folder / "southdale-send.docx", {"key_areas": [], "actions": actions}


EASTBOROUGH = {
    "Ensure that children in need have plans that are specific and reviewed on time.": [
        {
            "text": "Introduce a practice standard for child in need planning",
            "lead": "Person J, Service Manager",
            "due": "28/02/2023 => 2023-02-28",
            "rag": "G => green",
        },
        {
            "text": "Track reviews weekly in team meetings",
            "lead": "Team Managers",
            "due": "Weekly => recurring weekly",
            "rag": "A => amber",
        },
    ],
    "Improve the timeliness of initial health assessments.": [
        {
            "text": "Agree a single referral form with the health provider",
            "lead": "Person K, Designated Doctor / Person L, Service Manager",
            "due": "April 2023 => 2023-04",
            "rag": "B => blue",
        },
        {
            "text": "Escalate delays over five days",
            "lead": "Head of Corporate Parenting",
            "due": "within 3 months => none",
            "rag": "R => red",
        },
    ],
}
EASTBOROUGH_LEADS = [
    "Person J|Service Manager",
    "|Team Managers",
    "Person K|Designated Doctor; Person L|Service Manager",
    "|Head of Corporate Parenting",
]


def eastborough(folder: Path) -> Paper:
    """Word; each recommendation a heading with its table; BRAG letters; no numbers."""
    columns = [("Activity", "text"), ("BRAG", "rag"), ("Deadline", "due"), ("Accountable person", "lead")]
    blocks, actions, recommendations = (
        [Block("Eastborough Post-Inspection Action Plan", 1), Block("January 2023")],
        [],
        [],
    )
    who = iter(EASTBOROUGH_LEADS)
    for number, (title, rows) in enumerate(EASTBOROUGH.items(), 1):
        blocks += [Block(f"Recommendation {number}", 2), Block(title), Block(rows=cells(columns, rows))]
        recommendations.append({"no": str(number), "text": title})
        actions += [action({**row, "lead": f"{row['lead']} => {next(who)}", "recs": str(number)}) for row in rows]
    write_docx(folder / "eastborough.docx", blocks)
    return folder / "eastborough.docx", {"key_areas": [], "recommendations": recommendations, "actions": actions}


RIVERSIDE: list[Row] = [
    {
        "ref": "1a",
        "text": "Reduce the number of children in unregulated placements",
        "lead": "Person M, Head of Placements; Person N, Fostering Manager => Person M|Head of Placements; Person N|Fostering Manager",
        "due": "March 2025 => 2025-03",
        "recs": "1",
        "rag": "Amber",
    },
    {
        "ref": "1b",
        "text": "Open a second children's home in the north of the borough",
        "lead": "Head of Placements => |Head of Placements",
        "due": "Start September 2024 => start 2024-09",
        "recs": "1, 4 => 1 4",
        "rag": "Red",
    },
    {
        "ref": "1c",
        "text": "Refresh the sufficiency strategy",
        "lead": "Commissioning Manager => |Commissioning Manager",
        "due": "Achieved => achieved",
        "recs": "4",
        "rag": "Green",
    },
    {
        "ref": "2a",
        "text": "Set up a virtual school for previously looked after children",
        "lead": "Virtual School Headteacher => |Virtual School Headteacher",
        "due": "Spring term 2025 => term",
        "recs": "2 and 3 => 2 3",
        "rag": "Green",
    },
    {
        "ref": "2b",
        "text": "Complete personal education plans on time",
        "lead": "Person P (Virtual School Headteacher) => Person P|Virtual School Headteacher",
        "due": "Termly from January 2025 => recurring 2025-01 termly",
        "recs": "2",
        "rag": "Amber",
    },
]


def riverside(folder: Path) -> Paper:
    """Text with tabs; numbering 1a; key areas as lines; the header printed again in each."""
    columns = [
        ("Ref", "ref"),
        ("Action", "text"),
        ("Lead", "lead"),
        ("Timescale", "due"),
        ("Recommendation", "recs"),
        ("RAG", "rag"),
    ]
    parts = {"Places to live": RIVERSIDE[:3], "Education": RIVERSIDE[3:]}
    blocks, actions, areas = (
        [Block("Riverside Borough Council"), Block("Corporate Parenting Action Plan"), Block("December 2024")],
        [],
        [],
    )
    for number, (title, rows) in enumerate(parts.items(), 1):
        blocks += [Block(f"Key Area {number} - {title}"), Block(rows=cells(columns, rows))]
        areas.append({"no": str(number), "title": title, "leads": []})
        actions += [action(row, title) for row in rows]
    write_text(folder / "riverside.txt", blocks)
    return folder / "riverside.txt", {"key_areas": areas, "actions": actions}


HIGHMOOR: list[Row] = [
    {
        "ref": "P3/07",
        "text": "Appoint an independent scrutineer",
        "lead": "Chief Executive => |Chief Executive",
        "due": "01/04/2022 => 2022-04-01",
        "progress": "Advert placed.",
    },
    {
        "ref": "P3/08",
        "text": "Set out a single dashboard for partners",
        "lead": "Person Q, Performance Manager => Person Q|Performance Manager",
        "due": "Draft July 2022; final October 2022 => milestones 2022-07 2022-10",
        "progress": "",
    },
    {
        "ref": "P3/09",
        "text": "Meet social workers in each locality",
        "lead": "Lead Member for Children => |Lead Member for Children",
        "due": "Monthly => recurring monthly",
        "progress": "Two visits made.",
    },
    {
        "ref": "P4/01",
        "text": "Close cases that have drifted beyond twelve months",
        "lead": "Person R and Person S => Person R; Person S",
        "due": "no later than 15 May 2022 => 2022-05-15",
        "progress": "Ninety cases reviewed.",
    },
]


def highmoor(folder: Path) -> Paper:
    """Text with bars; numbering P3/07; the lead before the action; post first in its cells."""
    columns = [
        ("Ref", "ref"),
        ("Owner", "lead"),
        ("Due date", "due"),
        ("Task", "text"),
        ("Latest position / comments", "progress"),
    ]
    blocks = [Block("Highmoor Metropolitan Council: Improvement Tracker"), Block(rows=cells(columns, HIGHMOOR))]
    write_text(folder / "highmoor.txt", blocks, bar="|")
    return folder / "highmoor.txt", {"key_areas": [], "actions": [action(row) for row in HIGHMOOR]}


PAPERS = (northshire, westmere, southdale, eastborough, riverside, highmoor)
