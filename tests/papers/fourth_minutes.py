"""A fourth set: minutes that defeated the reader when first met."""

# ruff: noqa: E501  (a line of minutes is a line)

from __future__ import annotations

from pathlib import Path

from .kit import Truth
from .minutes import paragraphs, truth
from .writers import Block, Pdf, write_docx, write_html, write_text

Paper = tuple[Path, Truth]


def mockshire_board(folder: Path) -> Paper:
    """Word; those present in a table, a substitute, matters arising as a table with paragraphs under it."""
    present = [
        ["Ivy Supposed (IS)", "Independent Chair"],
        ["Ada Sampleton (AS)", "Director of Children's Services"],
        ["Ben Mockford (BM)", "Chief Nurse, Mockshire ICB"],
        ["Ch Supt Kit Maybe (KM)", "Mockshire Police"],
    ]
    log = [["Action", "Owner", "Due", "Status"], ["Circulate the risk register", "BM", "30/10/2024", "Closed"]]
    blocks = [
        *paragraphs(
            "# Mockshire Children's Services Improvement Board\nMinutes of the meeting held on Thursday 14th November 2024"
        ),
        *[
            Block("Present:"),
            Block(rows=present),
            Block("Apologies:"),
            Block("Lee Hypothetical, DfE Adviser (substitute: Moe Perhaps, DfE)"),
        ],
        *[Block("2. Matters arising", 2), Block(rows=log), Block("3. Performance", 2)],
        Block("3.1 AS presented the scorecard. Re-referrals stood at 24% in October 2024 against a target of 20%."),
        Block("ACTION: BM and KM to review joint visits by 31 January 2025.", 9),
    ]
    write_docx(folder / "mockshire_board.docx", blocks)
    return folder / "mockshire_board.docx", truth(
        "Mockshire Children's Services Improvement Board",
        "2024-11-14",
        "Ivy Supposed||chair\nAda Sampleton|Director of Children's Services|attendee\nBen Mockford|Chief Nurse, Mockshire ICB|attendee\nKit Maybe|Mockshire Police|attendee\nLee Hypothetical|DfE Adviser|apologies\nMoe Perhaps||attendee",
        (
            "2|Circulate the risk register|Ben Mockford|30/10/2024 => 2024-10-30",
            "3|BM and KM to review joint visits by 31 January 2025.|Ben Mockford; Kit Maybe|x => 2025-01-31",
        ),
    )


def inventia_scrutiny(folder: Path) -> Paper:
    """Text; the body in capitals inside a line, a substitute in the apologies, lettered points with Roman ones."""
    words = """INVENTIA BOROUGH COUNCIL
MINUTES of a meeting of the CHILDREN AND YOUNG PEOPLE SCRUTINY COMMITTEE held in the Town Hall on Tuesday, 8 October 2024 at 6.30 pm
PRESENT: Councillor R Lamb (Chairman), Councillors T Wren and V Crane
OFFICERS: Ada Sampleton (Director of Children's Services)
21. APOLOGIES FOR ABSENCE
Apologies were received from Councillor Y Dove (for whom Councillor Z Gull substituted).
23. OFSTED IMPROVEMENT PLAN
RESOLVED – That:
(a) the progress made be noted;
(b) Cabinet be recommended to:
(i) fund two further posts; and
(ii) review the agency budget."""
    write_text(folder / "inventia_scrutiny.txt", [Block(line) for line in words.splitlines()])
    return folder / "inventia_scrutiny.txt", truth(
        "Children and Young People Scrutiny Committee",
        "2024-10-08",
        "R Lamb||chair\nT Wren||member\nV Crane||member\nAda Sampleton|Director of Children's Services|officer\nY Dove||apologies\nZ Gull||member",
        (
            "23|the progress made be noted||",
            "23|Cabinet be recommended to: (i) fund two further posts; and (ii) review the agency budget.||",
        ),
    )


def parenting_panel(folder: Path) -> Paper:
    """Web page; attendance as a table of councillors, an owner at the end of a decision, an agreement in passing."""
    words = """# Corporate Parenting Panel
Thursday, 23rd May, 2024 5.00 pm
# Attendance"""
    there = [
        ["Councillor", "Attendance"],
        ["Cllr H Aspen (Chair)", "Present"],
        ["Cllr J Larch", "Present"],
        ["Cllr K Yew", "Apologies"],
    ]
    rest = """# 5. Health assessments
The Panel agreed that the Designated Nurse would bring the annual report to the July 2024 meeting.
Resolved:
1) That the report be noted.
2) That a letter be sent to the ICB by 30 June 2024. Action: Cllr H Aspen"""
    write_html(folder / "parenting_panel.html", [*paragraphs(words), Block(rows=there), *paragraphs(rest)])
    return folder / "parenting_panel.html", truth(
        "Corporate Parenting Panel",
        "2024-05-23",
        "H Aspen||chair\nJ Larch||attendee\nK Yew||apologies",
        (
            "5|The Panel agreed that the Designated Nurse would bring the annual report to the July 2024 meeting.|Designated Nurse|x => 2024-07",
            "5|That the report be noted.||",
            "5|That a letter be sent to the ICB by 30 June 2024.|H Aspen|x => 2024-06-30",
        ),
    )


def audit_committee(folder: Path) -> Paper:
    """PDF; a heading that ends in `a.m.`, `IT WAS RESOLVED`, an officer who is to report on something."""
    words = """# MOCKSHIRE FIRE AND RESCUE AUTHORITY
# AUDIT AND GOVERNANCE COMMITTEE
Minutes of the Meeting held on 22 July 2024 at Service Headquarters, commencing at 10.30 a.m.
PRESENT: Councillors D Garsdale (Chairman), E Hollinfare and Mr G Jarrow
APOLOGIES: Councillor J Melbeck
# 24/12 INTERNAL AUDIT PROGRESS REPORT
IT WAS RESOLVED:
1. That the report be noted; and
2. That the Chief Fire Officer report on the two overdue recommendations to the meeting on 14 October 2024."""
    Pdf(shape="portrait").write(folder / "audit_committee.pdf", paragraphs(words))
    return folder / "audit_committee.pdf", truth(
        "Audit and Governance Committee",
        "2024-07-22",
        "D Garsdale||chair\nE Hollinfare||attendee\nG Jarrow||attendee\nJ Melbeck||apologies",
        (
            "24/12|That the report be noted||",
            "24/12|That the Chief Fire Officer report on the two overdue recommendations to the meeting on 14 October 2024.|Chief Fire Officer|x => 2024-10-14",
        ),
    )


def county_committee(folder: Path) -> Paper:
    """Text; councillors side by side, apologies on behalf of, pairs of initials who act together."""
    words = """Corporate Parenting Committee
Minutes of the proceedings of a meeting of the Corporate Parenting Committee held at County Hall, on 17th October, 2024 at 2.00 p.m.
Present
Councillor Paul Axholme (in the Chair)
Councillor Quin Bickerton          Councillor Rose Cawthra
Apologies for absence were submitted on behalf of Councillors W Howgill and X Ivelet.
CP/9    Sufficiency
It was RESOLVED that the Committee:
i) note the report;
ii) thank the officers.
Action 1: QB/RC to meet on health assessments - by end January 2025."""
    write_text(folder / "county_committee.txt", [Block(line) for line in words.splitlines()])
    return folder / "county_committee.txt", truth(
        "Corporate Parenting Committee",
        "2024-10-17",
        "Paul Axholme||chair\nQuin Bickerton||attendee\nRose Cawthra||attendee\nW Howgill||apologies\nX Ivelet||apologies",
        (
            "CP/9|that the Committee: (i) note the report; (ii) thank the officers.||",
            "CP/9|QB/RC to meet on health assessments - by end January 2025.|Quin Bickerton; Rose Cawthra|x => 2025-01",
        ),
    )


def place_board(folder: Path) -> Paper:
    """PDF; those in the room and online, actions numbered as paragraphs, a figure whose sentence the page broke."""
    words = """# Wraymouth Place Partnership Board
Meeting notes, 12 September 2024
In the room:
Paddy Keasden, Place Director (Chair)
Online:
Silas Malham, Chief Executive
Sent apologies:
Thea Nappa, Healthwatch
# Item 2 Winter plan
The Chief Executive reported that the letter had been received. Repeat child protection plans were 18% at December 2023 against a target of 15%.
Agreed: partners will share daily bed numbers. Lead: Silas Malham.
Actions agreed:
2.1 Paddy Keasden to add repeat plans to the dashboard
2.2 Silas Malham to write to partners by 31 October 2024"""
    Pdf(shape="portrait").write(folder / "place_board.pdf", paragraphs(words))
    return folder / "place_board.pdf", truth(
        "Wraymouth Place Partnership Board",
        "2024-09-12",
        "Paddy Keasden|Place Director|chair\nSilas Malham|Chief Executive|attendee\nThea Nappa|Healthwatch|apologies",
        (
            "2|partners will share daily bed numbers.|Silas Malham|",
            "2|Paddy Keasden to add repeat plans to the dashboard|Paddy Keasden|",
            "2|Silas Malham to write to partners by 31 October 2024|Silas Malham|x => 2024-10-31",
        ),
        [{"value": 18.0, "unit": "%", "date": "2023-12", "target": 15.0}],
    )


PAPERS = (mockshire_board, inventia_scrutiny, parenting_panel, audit_committee, county_committee, place_board)
