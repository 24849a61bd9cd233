"""A fifth set: plans and minutes as officers print them, which the reader read only in part when first met."""

# ruff: noqa: E501  (a row of a table reads best on one line)

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
from fpdf import FPDF

from .kit import Truth, cells
from .minutes import paragraphs
from .minutes import truth as held
from .second_set import headed, plan, truth
from .writers import Block, write_docx, write_html

Paper = tuple[Path, Truth]


def _printed(path: Path, lines: list[str], rows: list[list[str]] = [], widths: tuple[int, ...] = ()) -> None:  # noqa: B006  (never changed)
    """A PDF whose paragraphs the page breaks and whose table has no rules, each cell in the middle of its row."""
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=9)
    for line in lines:
        pdf.multi_cell(0, 5, line, new_x="LMARGIN", new_y="NEXT")
        pdf.ln(2)
    if rows:
        with pdf.table(
            borders_layout="NONE", col_widths=widths, line_height=4.6, text_align="LEFT", padding=1
        ) as table:
            for row in rows:
                table.row(row)
    pdf.output(str(path))


def skelderwick(folder: Path) -> Paper:
    """PDF without rules; the numbers stand in the middle of rows of one, two and three lines; years in the title."""
    rows = plan(
        "ref text lead due",
        """1 ¦ Align the neglect strategy with the early help strategy and brief all agencies on the profile tool. ¦ Marigold Plover, Director of Housing => Marigold Plover|Director of Housing ¦ 31 July 2024 => 2024-07-31
2 ¦ Prepare a workforce strategy covering recruitment, retention, career pathways and pay, and consult the recognised trade unions on it before adoption. ¦ Isolde Wren => Isolde Wren ¦ October 2024 => 2024-10
3 ¦ Test the resilience of the case system. ¦ Head of Legal Services => |Head of Legal Services ¦ Ongoing => ongoing
4 ¦ Undertake a deep dive into repeat plans and present the findings, with proposals, to the partnership for a decision on which of them to fund this year. ¦ Barnaby Rook => Barnaby Rook ¦ 28/02/2025 => 2025-02-28""",
    )
    c = headed("Ref=ref;Action=text;Responsible person=lead;Completion date=due")
    path = folder / "skelderwick.pdf"
    _printed(path, ["Skelderwick Council", "Housing Improvement Plan 2024-25"], cells(c, rows), (12, 75, 60, 35))
    return path, truth(rows)


def ferrowmere(folder: Path) -> Paper:
    """Word; a sponsor under each priority, people with posts in brackets joined by &."""
    rows = plan(
        "ref text lead due area",
        """1.1 ¦ Publish one front door protocol agreed with health and the police ¦ Saffron Dunnock (Head of Safeguarding) & Ottoline Merle (Principal Social Worker) => Saffron Dunnock|Head of Safeguarding; Ottoline Merle|Principal Social Worker ¦ May 2025 => 2025-05 ¦ Leadership and governance
2.1 ¦ Audit two cases a month in each team ¦ Hyacinth Rook and Isolde Teasel => Hyacinth Rook; Isolde Teasel ¦ Monthly => recurring monthly ¦ Quality of practice""",
    )
    c = headed("Ref=ref;What we will do=text;Responsible officer=lead;By when=due")
    blocks = [Block("Children's Services Improvement Plan", 1)]
    for no, title, sponsor, row in (
        (
            "1",
            "Leadership and governance",
            "Executive sponsor: Quentin Plover, Director of Children's Services",
            rows[0],
        ),
        ("2", "Quality of practice", "Executive sponsor: Clementine Wren, Head of Safeguarding", rows[1]),
    ):
        blocks += [Block(f"Priority {no}: {title}", 2), Block(sponsor), Block(rows=cells(c, [row]))]
    write_docx(folder / "ferrowmere.docx", blocks)
    areas: list[tuple[str | None, str, str]] = [
        ("1", "Leadership and governance", "Quentin Plover|Director of Children's Services"),
        ("2", "Quality of practice", "Clementine Wren|Head of Safeguarding"),
    ]
    return folder / "ferrowmere.docx", truth(rows, areas)


def hollinsclough(folder: Path) -> Paper:
    """Web page; numbered headings with a table each, no numbers of actions."""
    rows = plan(
        "text lead due rag area",
        """Rewrite the local offer in plain language with people who use it ¦ Head of Commissioning => |Head of Commissioning ¦ January 2025 => 2025-01 ¦ On track ¦ Working with people
Report every week on assessments that are overdue ¦ Performance Manager => |Performance Manager ¦ Weekly => recurring weekly ¦ Delayed ¦ Ensuring safety""",
    )
    c = headed("What we will do=text;Who is responsible=lead;When=due;Status=rag")
    blocks = [Block("Adult Social Care Improvement Plan", 1)]
    for no, row in enumerate(rows, 1):
        blocks += [Block(f"{no}. {row['area']}", 2), Block(rows=cells(c, [row]))]
    write_html(folder / "hollinsclough.html", blocks)
    return folder / "hollinsclough.html", truth(rows, [("1", "Working with people", ""), ("2", "Ensuring safety", "")])


def tarnholme(folder: Path) -> Paper:
    """Excel; a column of priorities merged down, partners beside the owner, a sheet of measures, no date of its own."""
    rows = plan(
        "ref text lead due area",
        """P1/01 ¦ Redesign the panel that issues final plans ¦ Head of SEND (Marigold Plover) => Marigold Plover|Head of SEND ¦ 2025-03-31 ¦ Timeliness of plans
P1/02 ¦ Publish a dashboard of overdue reviews ¦ Performance Manager (Isolde Wren) => Isolde Wren|Performance Manager ¦ 2025-04-30 ¦ Timeliness of plans
P2/01 ¦ Set up a joint funding panel with clear criteria ¦ Head of Commissioning (Quentin Merle) => Quentin Merle|Head of Commissioning ¦ 2025-05-31 ¦ Joint commissioning
P2/02 ¦ Map mental health support for young people ¦ Head of Commissioning (Quentin Merle) => Quentin Merle|Head of Commissioning ¦ 2025-06-30 ¦ Joint commissioning""",
    )
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Priority", "Ref", "Action", "Accountable officer", "Delivery partner", "Deadline"])
    for at, (row, who) in enumerate(zip(rows, ("Police", "", "NHS Trust", "Police"), strict=True)):
        area = f"Priority {at // 2 + 1}: {row['area']}" if at % 2 == 0 else None
        lead = row["lead"].partition(" =>")[0]
        sheet.append([area, row["ref"], row["text"], lead, who, datetime.date.fromisoformat(row["due"])])
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("A4:A5")
    book.create_sheet("Measures").append(["Measure", "Baseline (March 2024)", "Target (March 2026)"])
    book.save(folder / "tarnholme.xlsx")
    made = truth(rows, [("1", "Timeliness of plans", ""), ("2", "Joint commissioning", "")])
    for action in made["actions"]:
        del action["due"]["raw"]  # the sheet's own form of a date
    return folder / "tarnholme.xlsx", made


def brackenthorpe(folder: Path) -> Paper:
    """PDF of minutes; lines end anywhere: in a name, in a body, before a month."""
    lines = [
        "BRACKENTHORPE HEALTH AND WELLBEING BOARD",
        "MINUTES OF A MEETING HELD ON THURSDAY 16TH MAY 2024",
        "PRESENT: Councillor C. Rook (in the Chair), Councillor A. Bramble, Dr H. Merle (Brackenthorpe Integrated Care Board), F. O'Teasel (Healthwatch Brackenthorpe) and P. Sandpiper (Director of Public Health).",
        "16. Wellbeing",
        "16.1 Resolved - That the report be received and that the Head of Commissioning be requested to submit an updated trajectory to the Board by September 2024.",
        "17. Better Care Fund",
        "17.1 Resolved - (i) That the Better Care Fund plan for 2024/25 be approved; and (ii) that authority be delegated to the Director of Public Health to make minor amendments before it is sent.",
        "18. Dental checks",
        "Members were concerned that dental checks had not recovered since the spring and that no figures had been given. The Board agreed that P. Sandpiper would bring a recovery plan for dental checks to its meeting in June 2024.",
    ]
    _printed(folder / "brackenthorpe.pdf", lines)
    return folder / "brackenthorpe.pdf", held(
        "Brackenthorpe Health and Wellbeing Board",
        "2024-05-16",
        "C. Rook||chair\nA. Bramble||attendee\nH. Merle|Brackenthorpe Integrated Care Board|attendee\nF. O'Teasel|Healthwatch Brackenthorpe|attendee\nP. Sandpiper|Director of Public Health|attendee",
        (
            "16.1|That the report be received and that the Head of Commissioning be requested to submit an updated trajectory to the Board by September 2024.|Head of Commissioning|x => 2024-09",
            "17.1|That the Better Care Fund plan for 2024/25 be approved||",
            "17.1|that authority be delegated to the Director of Public Health to make minor amendments before it is sent.|Director of Public Health|",
            "18|The Board agreed that P. Sandpiper would bring a recovery plan for dental checks to its meeting in June 2024.|P. Sandpiper|x => 2024-06",
        ),
    )


def wychdale_board(folder: Path) -> Paper:
    """Web page; a decision that names the next meeting and its day, several posts and names after `Action by`."""
    words = """# Wychdale Improvement Board
Minutes of the meeting held on 3 July 2024
Present: Hyacinth Merle (Independent Chair), Fergus O'Teasel, Priyanka Sandpiper
# 12. Progress
Agreed:-
(1) that the audit findings be brought to the next meeting, to be held on 11 September 2024; and
(2) that a review of the workforce strategy be completed by 31 October 2024.
Action by: CHIEF EXECUTIVE (F. O'Teasel); DIRECTOR OF CHILDREN'S SERVICES (P. Sandpiper)
# 13. Risks
Agreed:- that the risk register be noted."""
    write_html(folder / "wychdale_board.html", paragraphs(words))
    both = "Fergus O'Teasel; Priyanka Sandpiper"
    return folder / "wychdale_board.html", held(
        "Wychdale Improvement Board",
        "2024-07-03",
        "Hyacinth Merle||chair\nFergus O'Teasel||attendee\nPriyanka Sandpiper||attendee",
        (
            f"12|that the audit findings be brought to the next meeting, to be held on 11 September 2024|{both}|x => 2024-09-11",
            f"12|that a review of the workforce strategy be completed by 31 October 2024.|{both}|x => 2024-10-31",
            "13|that the risk register be noted.||",
        ),
    )


def ashmarsh_board(folder: Path) -> Paper:
    """Text; posts set in a column with spaces, an action wrapped over lines, an officer called "she"."""
    words = """ASHMARSH IMPROVEMENT BOARD

Minutes of the meeting of the Ashmarsh Improvement Board held at the Civic Centre on Friday, 14 March 2025, commencing at 2.00 pm.

Present:
Fergus O'Teasel        Independent Chair
Saffron Dunnock        Director of Children's Services
Tobias Fennimore       Ashmarsh Integrated Care Board

2. Performance

She explained that the number of children in care had risen to 214 at the end
of February 2025.

The Board agreed that Saffron Dunnock would bring an analysis of repeat
referrals to the meeting in May 2025.

ACTION: Tobias Fennimore to confirm the date by which the two vacant
nursing posts will be filled, by 31 March 2025."""
    (folder / "ashmarsh_board.txt").write_text(words, "utf-8")
    figure = {"name": "Children looked after", "value": 214, "unit": "children", "date": "2025-02"}
    return folder / "ashmarsh_board.txt", held(
        "Ashmarsh Improvement Board",
        "2025-03-14",
        "Fergus O'Teasel||chair\nSaffron Dunnock|Director of Children's Services|attendee\nTobias Fennimore|Ashmarsh Integrated Care Board|attendee",
        (
            "2|The Board agreed that Saffron Dunnock would bring an analysis of repeat referrals to the meeting in May 2025.|Saffron Dunnock|x => 2025-05",
            "2|Tobias Fennimore to confirm the date by which the two vacant nursing posts will be filled, by 31 March 2025.|Tobias Fennimore|x => 2025-03-31",
        ),
        [figure | {"target": None, "target_date": None}],
    )


def calderfold(folder: Path) -> Paper:
    """Word; a small table an action, whose first label holds the number."""
    rows = plan(
        "ref text lead due rag",
        """1.1 ¦ Commission a refuge for families with older children ¦ Marigold Plover, Head of Commissioning => Marigold Plover|Head of Commissioning ¦ 31 July 2025 => 2025-07-31 ¦ Green
1.2 ¦ Train housing officers to recognise coercive control ¦ Housing Options Manager => |Housing Options Manager ¦ Ongoing => ongoing ¦ Amber""",
    )
    blocks = [Block("Calderfold Domestic Abuse Action Plan", 1)]
    for row in rows:
        card = cells([(f"Action {row['ref']}", "text"), ("Lead", "lead"), ("Timescale", "due"), ("RAG", "rag")], [row])
        blocks += [Block(rows=list(zip(*card, strict=True))), Block("")]
    write_docx(folder / "calderfold.docx", blocks)
    return folder / "calderfold.docx", truth(rows)


def eskholme(folder: Path) -> Paper:
    """Word; each recommendation, a whole sentence, across the table above its actions."""
    rows = plan(
        "text lead due recs",
        """Invite two care leavers to join the planning group ¦ Participation Manager => |Participation Manager ¦ May 2025 => 2025-05 ¦ => 1
Appoint a senior analyst ¦ Quentin Larkspur => Quentin Larkspur ¦ June 2025 => 2025-06 ¦ => 2""",
    )
    asked = ["Strengthen the voice of children in planning.", "Review the capacity of the performance team."]
    table = cells(headed("Our actions=text;Lead=lead;By when=due"), rows)
    for at, words in ((1, asked[0]), (3, asked[1])):
        table.insert(at, [f"Recommendation {1 + at // 2}: {words}", "<", "<"])
    write_docx(folder / "eskholme.docx", [Block("Response to the peer review", 1), Block(rows=table)])
    said = [{"no": str(no), "text": words} for no, words in enumerate(asked, 1)]
    return folder / "eskholme.docx", truth(rows) | {"recommendations": said}


PAPERS = (
    calderfold,
    eskholme,
    skelderwick,
    ferrowmere,
    hollinsclough,
    tarnholme,
    brackenthorpe,
    wychdale_board,
    ashmarsh_board,
)
