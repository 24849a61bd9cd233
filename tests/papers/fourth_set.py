"""A fourth set: plans that defeated the reader when first met, in Word, PDF, web pages and text."""

# ruff: noqa: E501  (a row of a table reads best on one line)

from __future__ import annotations

from pathlib import Path

from .kit import Truth, cells
from .second_set import headed, plan, truth
from .writers import Block, Pdf, write_docx, write_html, write_text

Paper = tuple[Path, Truth]


def dychmygol(folder: Path) -> Paper:
    """Word; a table for each recommendation that heads it, a post and a business partner in one cell."""
    one = plan(
        "ref text lead mon due recs",
        """R1a ¦ Agree a common protocol for challenge visits to schools ¦ Head of School Effectiveness => |Head of School Effectiveness ¦ Scrutiny ¦ Sept 2024 => 2024-09 ¦ => 1
R1b ¦ Report termly to members on schools causing concern ¦ Chief Education Officer => |Chief Education Officer ¦ Cabinet ¦ Termly => recurring termly ¦ => 1""",
    )
    two = plan(
        "ref text lead mon due recs",
        """R2a ¦ Appoint two behaviour support officers ¦ Inclusion Manager and HR Business Partner => |Inclusion Manager; |HR Business Partner ¦ SMT ¦ Summer Term 2025 => term ¦ => 2""",
    )
    c = headed("Reference number=ref;Action=text;Lead officer=lead;Monitored by=mon;Target date=due")
    blocks = [
        Block("Vale of Dychmygol: Post Inspection Action Plan", 1),
        Block("There is a table for each recommendation (R)."),
        Block("Recommendation 1: Improve the challenge provided to schools", 2),
        Block(rows=cells(c, one)),
        Block("Recommendation 2: Reduce the number of pupils excluded", 2),
        Block(rows=cells(c, two)),
    ]
    write_docx(folder / "dychmygol.docx", blocks)
    asked = [
        {"no": "1", "text": "Improve the challenge provided to schools"},
        {"no": "2", "text": "Reduce the number of pupils excluded"},
    ]
    return folder / "dychmygol.docx", truth([*one, *two]) | {"recommendations": asked}


def mockshire(folder: Path) -> Paper:
    """Word; the recommendation written out and merged down, headers of many words, dates that replaced others."""
    rows = plan(
        "rec ref text lead due progress recs",
        """R1 – Provide clearer political and managerial leadership ¦ ¦ Re-set the Transformation Board with an independent chair ¦ Chief Executive (Ada Sampleton) => Ada Sampleton|Chief Executive ¦ Dec 2024 (was Sept 2024) => 2024-12 ¦ Chair recruited. ¦ => 1
^ ¦ ¦ Publish a quarterly benefits statement ¦ Director of Resources (s151) => |Director of Resources (s151) ¦ end Q2 2025/26 => 2025-09 ¦ Not yet started ¦ => 1
R2 – Invest in scrutiny so that it adds value to all decisions ¦ ¦ Introduce pre-decision scrutiny ¦ Monitoring Officer / Head of Democratic Services => |Monitoring Officer; |Head of Democratic Services ¦ June 2025 (revised from March 2025) => 2025-06 ¦ ¦ => 2""",
    )
    c = headed(
        "LGA Peer Team recommendation=rec;Our response – what we're going to do=text;SRO=lead;Delivery date=due;Position statement (December 2024)=progress"
    )
    write_docx(
        folder / "mockshire.docx", [Block("Corporate Peer Challenge – Action Plan", 1), Block(rows=cells(c, rows))]
    )
    asked = [{"no": "1", "text": "Provide clearer political and managerial leadership"}]
    return folder / "mockshire.docx", truth(rows) | {"recommendations": asked}


def netherlea(folder: Path) -> Paper:
    """PDF; areas of significant concern as headings, initials with their bodies, the key on the last page."""
    rows = plan(
        "ref text lead start due rag area",
        """1.1 ¦ Establish a joint commissioning board with terms of reference agreed by all partners ¦ (A.S) Council (B.M) CCG => Ada Sampleton||Council; Ben Mockford||CCG ¦ Nov 2023 => 2023-11 ¦ By Easter 2024 => 2024-03 ¦ Green ¦ Weak joint commissioning
1.2 ¦ Agree pooled budget arrangements ¦ (B.M) CCG => Ben Mockford||CCG ¦ Jan 2024 => 2024-01 ¦ within 6 months => none ¦ Red ¦ Weak joint commissioning
2.1 ¦ Audit a sample of thirty plans each month and share the learning with everyone who gives advice ¦ (D.F) Council => Dev Fictive||Council ¦ Nov 2023 => 2023-11 ¦ Monthly from Nov 2023 => recurring 2023-11 monthly ¦ Amber ¦ The poor quality of EHC plans""",
    )
    c = headed("No=ref;Actions=text;Accountable Lead(s)=lead;Start=start;Finish=due;RAG=rag")
    widths = [14, 105, 55, 28, 45, 20]
    key = [
        ["Initials", "Name", "Designation"],
        ["A.S", "Ada Sampleton", "Director of Children's Services"],
        ["B.M", "Ben Mockford", "Accountable Officer"],
        ["D.F", "Dev Fictive", "SEND Service Manager"],
    ]
    blocks = [
        Block("Written Statement of Action", 1),
        Block("Area of significant concern 1: Weak joint commissioning", 2),
        Block(rows=cells(c, rows[:2]), widths=widths),
        Block("Area of significant concern 2: The poor quality of EHC plans", 2),
        Block(rows=cells(c, rows[2:]), widths=widths),
        Block("Appendix: Initials and designation", 2),
        Block(rows=key, widths=[30, 70, 100]),
    ]
    Pdf(foot="FINAL v1.2").write(folder / "netherlea.pdf", blocks)
    areas = [("1", "Weak joint commissioning", ""), ("2", "The poor quality of EHC plans", "")]
    return folder / "netherlea.pdf", truth(rows, areas)


def mockside(folder: Path) -> Paper:
    """Web page; ratings as coloured signs, a force with its post in brackets, areas that need not be actions."""
    rows = plan(
        "ref text lead due rag progress",
        """ ¦ Introduce a multi-agency chronology standard ¦ Chief Social Work Officer => |Chief Social Work Officer ¦ March 2025 => 2025-03 ¦ 🟢 => green ¦ Standard issued.
 ¦ Agree a three-year delivery plan ¦ HSCP Chief Officer\\nPolice Scotland (Divisional Commander) => |HSCP Chief Officer; |Divisional Commander|Police Scotland ¦ 30 June 2025 => 2025-06-30 ¦ 🟠 => amber ¦
 ¦ Audit 20 chronologies a quarter ¦ Lead Officer, Adult Protection => |Lead Officer, Adult Protection ¦ Quarterly => recurring quarterly ¦ 🔴 => red ¦ Postponed""",
    )
    c = headed(
        "What will we do?=text;Who is responsible?=lead;By when?=due;Status=rag;What have we done so far?=progress"
    )
    blocks = [
        Block("Joint inspection of adult support: improvement plan", 1),
        Block(rows=cells(c, rows)),
        Block("A.B – Ada Bellamy, Chief Officer"),
    ]
    write_html(folder / "mockside.html", blocks)
    return folder / "mockside.html", truth(rows)


def inventia(folder: Path) -> Paper:
    """PDF without rules; `Remedial action`, codes under "CQC ref", the owner's name and post."""
    rows = plan(
        "ref issue text lead due rag",
        """MD1 ¦ Waits were too long ¦ Recruit six agency social workers to clear the waiting list and report each week to the Director ¦ Fay Notional, Assistant Director => Fay Notional|Assistant Director ¦ 28 February 2025 => 2025-02-28 ¦ Amber
MD2 ¦ Carers were not assessed ¦ Relaunch the carers' offer ¦ Hester Pilling, QA Manager => Hester Pilling|QA Manager ¦ 31 January 2025 => 2025-01-31 ¦ Green""",
    )
    c = headed(
        "CQC ref=ref;Issue identified=issue;Remedial action=text;Action owner=lead;Deadline=due;Progress RAG=rag"
    )
    blocks = [Block("CQC assessment: action plan", 1), Block(rows=cells(c, rows), widths=[20, 60, 85, 50, 35, 25])]
    Pdf("none", foot="Inventia Council").write(folder / "inventia.pdf", blocks)
    return folder / "inventia.pdf", truth(rows)


RECOVERY = """Inventia City Council
Children's Services Recovery Plan 2024

Priority A: Front door

Action A1: Co-locate police and health staff in the front door
Lead: Ben Mockford, Service Manager MASH
By when: 31 July 2024
RAG: Green

Action A2: Rewrite the threshold guidance with partners and
test it with families
Lead: Independent Scrutineer
By when: October 2024
RAG: Amber

Priority B: Permanence

- Track every early permanence case (Lead: Head of Permanence; by March 2025)
"""


def recovery(folder: Path) -> Paper:
    """Text; no table: labels before the words, and a lead and date in brackets after them."""
    rows = plan(
        "ref text lead due rag area",
        """A1 ¦ Co-locate police and health staff in the front door ¦ x => Ben Mockford|Service Manager MASH ¦ 31 July 2024 => 2024-07-31 ¦ Green ¦ Front door
A2 ¦ Rewrite the threshold guidance with partners and test it with families ¦ x => |Independent Scrutineer ¦ October 2024 => 2024-10 ¦ Amber ¦ Front door
 ¦ Track every early permanence case ¦ x => |Head of Permanence ¦ March 2025 => 2025-03 ¦ ¦ Permanence""",
    )
    (folder / "recovery.txt").write_text(RECOVERY, "utf-8")
    return folder / "recovery.txt", truth(rows)


def strathmock(folder: Path) -> Paper:
    """PDF; who and by when in one column, the recommendation written out beside."""
    rows = plan(
        "issue recs text lead",
        """The plan is old. ¦ 1. The Council should update its medium-term financial plan. => 1 ¦ A revised plan will be put to the Policy Committee ¦ Director of Finance\\n31 March 2025 => |Director of Finance
Reporting is late. ¦ 2. The Council should report its performance each quarter. => 2 ¦ A new reporting calendar has been agreed ¦ Head of Policy\\n30 June 2025 => |Head of Policy""",
    )
    c = headed(
        "Issue and risk=issue;Recommendation=recs;Agreed management action=text;Responsible officer / agreed date=lead"
    )
    blocks = [Block("Appendix 1: Action plan 2024/25", 1), Block(rows=cells(c, rows), widths=[60, 75, 80, 60])]
    Pdf(foot="Annual audit report").write(folder / "strathmock.pdf", blocks)
    for row, when in zip(rows, ("31 March 2025 => 2025-03-31", "30 June 2025 => 2025-06-30"), strict=True):
        row["due"] = when
    return folder / "strathmock.pdf", truth(rows)


def glanrhith(folder: Path) -> Paper:
    """Web page; well-being objectives as headings, a quarter without its year."""
    rows = plan(
        "ref text lead due progress rag area",
        """WBO1.1 ¦ Open two Welsh-medium childcare settings ¦ Head of Education => |Head of Education ¦ Mar 2025 => 2025-03 ¦ Sites agreed ¦ Amber ¦ A good start in life
WBO2.1 ¦ Complete the workforce plan ¦ Head of Property; Catering Manager => |Head of Property; |Catering Manager ¦ Q4 => none ¦ Draft ¦ Green ¦ Living well""",
    )
    c = headed(
        "Ref=ref;Steps we will take in 2024-25=text;Responsible Head of Service=lead;Milestone date=due;Quarter 2 update=progress;Delivery confidence=rag"
    )
    blocks = [
        Block("Cyngor Sir Glanrhith: annual delivery plan", 1),
        Block("Well-being Objective 1: A good start in life", 2),
        Block(rows=cells(c, rows[:1])),
        Block("Well-being Objective 2: Living well", 2),
        Block(rows=cells(c, rows[1:])),
    ]
    write_html(folder / "glanrhith.html", blocks)
    return folder / "glanrhith.html", truth(rows, [("1", "A good start in life", ""), ("2", "Living well", "")])


def education_board(folder: Path) -> Paper:
    """Word; a committee's outstanding actions, a date column that says what is to be completed."""
    rows = plan(
        "ref meeting text lead due progress",
        """18/23/ED ¦ 14 Sept 2023 ¦ Bring back a costed proposal for breakfast clubs ¦ Strategic Education Director => |Strategic Education Director ¦ February 2024 => 2024-02 ¦ On the agenda
21/23/ED ¦ 9 Nov 2023 ¦ Circulate the attendance dashboard to all Members ¦ Data Lead, Education Unit => |Data Lead, Education Unit ¦ COMPLETED => achieved ¦ Sent 20/11/23""",
    )
    c = headed(
        "Action ref.=ref;Meeting=meeting;Action agreed=text;Officer(s) responsible=lead;To be completed/progressed to next stage=due;Progress update=progress"
    )
    blocks = [Block("Education Board – Outstanding Actions", 1), Block(rows=cells(c, rows))]
    write_docx(folder / "education_board.docx", blocks)
    return folder / "education_board.docx", truth(rows)


def coldwell(folder: Path) -> Paper:
    """PDF; `Who` and `By`, initials whose key stands in a table before."""
    rows = plan(
        "ref text lead due rag progress",
        """1.1 ¦ Agree practice standards with every team ¦ GD => Greta Dunmail ¦ Apr 2025 => 2025-04 ¦ A => amber ¦ Drafts are with teams
1.2 ¦ Introduce legal gateway meetings with a tracker that is reviewed each fortnight ¦ FC/GD => Fitzroy Castleton; Greta Dunmail ¦ Mar 2025 => 2025-03 ¦ B => blue ¦ In use""",
    )
    key = [
        ["Initials", "Name", "Post"],
        ["FC", "Fitzroy Castleton", "Head of Legal"],
        ["GD", "Greta Dunmail", "Principal Social Worker"],
    ]
    c = headed("No.=ref;What needs to happen=text;Who=lead;By=due;BRAG=rag;Where are we now?=progress")
    blocks = [
        Block("Practice improvement plan", 1),
        Block(rows=key, widths=[25, 60, 80]),
        Block(rows=cells(c, rows), widths=[14, 95, 25, 30, 18, 85]),
    ]
    Pdf(foot="v0.9 DRAFT").write(folder / "coldwell.pdf", blocks)
    return folder / "coldwell.pdf", truth(rows)


def wraymouth(folder: Path) -> Paper:
    """Text parted by bars; every cell filled, letters as numbers."""
    rows = plan(
        "ref text lead due progress",
        """A ¦ Repaint the contact rooms ¦ Facilities Officer => |Facilities Officer ¦ Aug 2024 => 2024-08 ¦ Done
B ¦ Extend evening contact to two days a week ¦ Contact Service Manager => |Contact Service Manager ¦ Jan 2025 => 2025-01 ¦ Staff consulted""",
    )
    c = headed("Item=ref;Proposed action=text;Officer=lead;Completion by=due;Progress to date=progress")
    write_text(
        folder / "wraymouth.txt", [Block("Family time review - action plan"), Block(rows=cells(c, rows))], bar="|"
    )
    return folder / "wraymouth.txt", truth(rows)


PAPERS = (
    dychmygol,
    mockshire,
    netherlea,
    mockside,
    inventia,
    recovery,
    strathmock,
    glanrhith,
    education_board,
    coldwell,
    wraymouth,
)
