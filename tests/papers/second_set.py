"""A second set of invented plans, written before the reader had seen any like them: Word, web pages, text and PDF."""

# ruff: noqa: E501  (a row of a table reads best on one line)

from __future__ import annotations

from pathlib import Path

from .kit import Row, Truth, action, cell, cells, leads
from .writers import BOLD, FILL, MERGED_LEFT, MERGED_UP, Block, Pdf, write_docx, write_html, write_spaced, write_text

Paper = tuple[Path, Truth]


def plan(keys: str, lines: str) -> list[Row]:
    """Rows of a plan, a line each, cells parted by `¦`; `\\n` is a line end inside a cell."""
    names = keys.split()
    parts = [[words.strip().replace("\\n", "\n") for words in line.split("¦")] for line in lines.strip().splitlines()]
    return [dict(zip(names, row, strict=True)) for row in parts]


def headed(words: str) -> list[tuple[str, str]]:
    """Columns of `Header=key; Header=key`."""
    return [(part.partition("=")[0].strip(), part.partition("=")[2].strip()) for part in words.split(";")]


def truth(rows: list[Row], areas: list[tuple[str | None, str, str]] = []) -> Truth:  # noqa: B006  (never changed)
    """The contract's key areas (number, title, leads) and actions; a row's `area` is the title of its own."""
    made = [action(row, row.get("area") or None) for row in rows]
    for found in made:
        found["text"] = " ".join(found["text"].split())
    return {"key_areas": [{"no": no, "title": title, "leads": leads(who)} for no, title, who in areas], "actions": made}


def harrowdale(folder: Path) -> Paper:
    """Word; a statement of action: two header rows, `W1.1`, the need merged down, version and rating keys before it."""
    rows = plan(
        "ref need text lead due measure rag",
        """W1.1 ¦ Parents wait too long ¦ Publish the new pathway for neurodevelopmental assessment ¦ Wilf Tansley (Service Director, Education) => Wilf Tansley|Service Director, Education ¦ 30 April 2025 => 2025-04-30 ¦ Waits under 18 weeks ¦ Green
        W1.2 ¦ ^ ¦ Appoint two more educational psychologists ¦ Una Pargeter (Principal Educational Psychologist) => Una Pargeter|Principal Educational Psychologist ¦ By the end of July 2025 => 2025-07 ¦ Posts filled ¦ Amber
        W1.3 ¦ ^ ¦ Hold a monthly waiting list meeting with the trust ¦ Designated Clinical Officer => |Designated Clinical Officer ¦ Monthly => recurring monthly ¦ Minutes ¦ Blue
        W2.1 ¦ Plans are not updated ¦ Write a guide to annual reviews for schools ¦ Una Pargeter (Principal Educational Psychologist) => Una Pargeter|Principal Educational Psychologist ¦ Autumn Term 2025 => term ¦ 90% on time ¦ Red
        W2.2 ¦ ^ ¦ Clear reviews that are more than a year late ¦ SEND Service Manager => |SEND Service Manager ¦ December 2025 => 2025-12 ¦ None late ¦ Red""",
    )
    columns = headed(
        "Ref=ref; What needs to improve=need; Action to be taken=text; Accountable lead=lead; Delivered by=due; Impact measure=measure; BRAG=rag"
    )
    table = cells(columns, rows)
    table = [
        ["Ref", "What needs to improve", "Action to be taken", "Delivery", MERGED_LEFT, "Impact measure", "BRAG"],
        *table,
    ]
    for place in (0, 1, 2, 5, 6):
        table[1][place] = MERGED_UP
    blocks = [
        Block("Harrowdale Written Statement of Action", 1),
        Block(
            rows=[
                ["Version", "Date", "Author", "Change"],
                ["0.1", "03/02/2025", "Person A", "First draft"],
                ["1.0", "01/03/2025", "Person B", "Signed off by the board"],
            ]
        ),
        Block("Rating key"),
        Block(
            rows=[
                ["Colour", "Meaning"],
                ["Blue", "Complete and evidenced"],
                ["Green", "On track"],
                ["Amber", "At risk"],
                ["Red", "Off track"],
            ]
        ),
        Block("Action plan", 2),
        Block(rows=table),
    ]
    write_docx(folder / "harrowdale.docx", blocks)
    return folder / "harrowdale.docx", truth(rows)


def kingsmere(folder: Path) -> Paper:
    """Word; each recommendation a heading and a table of its own, `1a`, leads a line each, an empty last row."""
    parts = {
        "Recommendation 1: The quality of supervision": plan(
            "ref text lead due progress",
            """1a ¦ Rewrite the supervision policy and launch it at a staff conference ¦ Person A, Principal Social Worker => Person A|Principal Social Worker ¦ 31/05/2024 => 2024-05-31 ¦ Launched on 14 May.
            1b ¦ Check by dip sample that supervision is reflective ¦ Person B, Head of Quality\\nPerson C, Team Manager => Person B|Head of Quality; Person C|Team Manager ¦ Quarterly from July 2024 => recurring 2024-07 quarterly ¦""",
        ),
        "Recommendation 2: Support for care leavers": plan(
            "ref text lead due progress",
            """2a ¦ Set up a drop-in for care leavers ¦ Person D, Leaving Care Manager => Person D|Leaving Care Manager ¦ Sept 24 => 2024-09 ¦ Venue found.
            2b ¦ Agree a rent guarantee with housing ¦ Director of Housing => |Director of Housing ¦ TBC => none ¦
            2c ¦ Review every pathway plan ¦ Person D, Leaving Care Manager and Person E, Advocacy Manager => Person D|Leaving Care Manager; Person E|Advocacy Manager ¦ 30th November 2024 => 2024-11-30 ¦ 40 of 62 done.""",
        ),
    }
    columns = headed(
        "No=ref; Activity=text; Person responsible=lead; Completion date=due; Update and evidence=progress"
    )
    blocks = [Block("Kingsmere Post-inspection Action Plan", 1), Block("Agreed by Cabinet in April 2024.")]
    made: list[Row] = []
    for number, (title, rows) in enumerate(parts.items(), 1):
        blocks += [Block(title, 2), Block(rows=[*cells(columns, rows), [""] * 5])]
        made += [{**row, "recs": str(number)} for row in rows]
    write_docx(folder / "kingsmere.docx", blocks)
    found = truth(made)
    for one in found["actions"]:
        del one["key_area"]
        one["key_area"] = None
    return folder / "kingsmere.docx", found


def oldcastle(folder: Path) -> Paper:
    """Word; leads as initials, the key in a sentence above; RAG only as the cell's shade; the date before the action."""
    rows = plan(
        "due text lead rag",
        """June 2025 => 2025-06 ¦ Agree one front door for early help and social care ¦ WT => Wilf Tansley ¦ green
        July 2025 => 2025-07 ¦ Move the team into the police hub ¦ WT / UP => Wilf Tansley; Una Pargeter ¦ amber
        Ongoing => ongoing ¦ Keep thresholds under review with partners ¦ UP => Una Pargeter ¦ green
        Q2 2025/26 => 2025-09 ¦ Report on repeat referrals ¦ KD => Kit Dunnock ¦ red""",
    )
    colours = {"red": "C00000", "amber": "FFBF00", "green": "92D050"}
    table = [
        [
            "By when",
            "What are we going to do?",
            "Who will lead on this?",
            "RAG",
        ],
        *([cell(row, "due"), row["text"], cell(row, "lead"), FILL + colours[row["rag"]]] for row in rows),
    ]
    blocks = [
        Block("Oldcastle Front Door Improvement Plan", BOLD),
        Block(
            "Key to leads: WT – Wilf Tansley, Assistant Director; UP – Una Pargeter, Head of MASH; KD – Kit Dunnock, Data Manager"
        ),
        Block(rows=table),
    ]
    write_docx(folder / "oldcastle.docx", blocks)
    return folder / "oldcastle.docx", truth(rows)


def pellbrook(folder: Path) -> Paper:
    """Word; many ways to write who leads, no numbers, one table, `How will we know`."""
    rows = plan(
        "text lead due",
        """Write the workforce strategy ¦ Wilf Tansley and the Head of Fostering => Wilf Tansley; |Head of Fostering ¦ 01/09/2025 => 2025-09-01
        Publish the sufficiency statement ¦ Lead Member for Children (Cllr Una Pargeter) => Una Pargeter|Lead Member for Children ¦ October 2025 => 2025-10
        Brief all heads on exclusions ¦ Kit Dunnock –\\nHead of Inclusion => Kit Dunnock|Head of Inclusion ¦ Half term, October 2025 => term 2025-10
        Map community groups ¦ Voluntary Sector Forum and Service Manager => ||Voluntary Sector Forum; |Service Manager ¦ Nov 2025 => 2025-11
        Extend the mentoring offer ¦ Director of Education – Wilf Tansley => Wilf Tansley|Director of Education ¦ 12 December 2025 => 2025-12-12
        Renew the data agreement ¦ Kit Dunnock (Head of Data) & Una Pargeter (Legal Services Manager) => Kit Dunnock|Head of Data; Una Pargeter|Legal Services Manager ¦ Jan-26 => 2026-01
        Join up health checks ¦ Pellbrook NHS Foundation Trust / Public Health => ||Pellbrook NHS Foundation Trust; |Public Health ¦ End of January 2026 => 2026-01
        Train new governors ¦ All Heads of Service => |All Heads of Service ¦ Annually => recurring annual
        Run a practice week ¦ Cllr Person F; Person G, Principal Social Worker => Person F|Cllr; Person G|Principal Social Worker ¦ within 6 months => none
        Review the complaints process ¦ TBC => ¦ By Christmas 2025 => 2025-12""",
    )
    columns = headed("Our commitment=text; Owner(s)=lead; Timeframe=due; How will we know=measure")
    write_docx(
        folder / "pellbrook.docx",
        [Block("Pellbrook Partnership Plan 2025 to 2026", 1), Block(rows=cells(columns, rows))],
    )
    return folder / "pellbrook.docx", truth(rows)


def quenby(folder: Path) -> Paper:
    """Word; each action a card of two columns, the words of the first being the headers."""
    rows = plan(
        "ref text lead due rag progress",
        """3.1 ¦ Open a second contact centre ¦ Person A, Contact Manager => Person A|Contact Manager ¦ 15 May 2024 => 2024-05-15 ¦ Green ¦ Lease signed.
        3.2 ¦ Offer family group conferences before proceedings ¦ Person B, Head of Edge of Care => Person B|Head of Edge of Care ¦ June 2024 => 2024-06 ¦ Amber ¦ Two coordinators in post.
        3.3 ¦ Report the number of reunified families ¦ Head of Performance => |Head of Performance ¦ Quarterly => recurring quarterly ¦ Green ¦ First report in April.""",
    )
    labels = headed(
        "Action number=ref; Action=text; Lead officer=lead; Deadline=due; RAG=rag; Progress to date=progress"
    )
    blocks = [Block("Quenby Edge of Care Plan", 1)]
    for row in rows:
        blocks += [Block(rows=[[label, cell(row, key)] for label, key in labels]), Block("")]
    write_docx(folder / "quenby.docx", blocks)
    return folder / "quenby.docx", truth(rows)


def rushmoor_vale(folder: Path) -> Paper:
    """Word; banners with the outcome and its sponsor inside one table, `1.2.3`, the header repeated under each."""
    parts = {
        "Children are heard": plan(
            "ref text lead due rag",
            """1.1.1 ¦ Recruit a participation officer ¦ Una Pargeter, Participation Lead => Una Pargeter|Participation Lead ¦ May 2025 => 2025-05 ¦ On track
            1.1.2 ¦ Ask for feedback at every review ¦ Independent Reviewing Officers => |Independent Reviewing Officers ¦ From June 2025 => start 2025-06 ¦ Not started""",
        ),
        "Families get help early": plan(
            "ref text lead due rag",
            """2.1.1 ¦ Put a family worker in each hub ¦ Wilf Tansley, Early Help Manager => Wilf Tansley|Early Help Manager ¦ 30/09/2025 => 2025-09-30 ¦ Delayed
            2.2.1 ¦ Cut the early help form to four pages ¦ Wilf Tansley, Early Help Manager => Wilf Tansley|Early Help Manager ¦ Completed => achieved ¦ Complete""",
        ),
    }
    columns = headed("Ref=ref; Task=text; Responsible person=lead; Due by=due; Status=rag")
    table: list[list[str]] = []
    made: list[Row] = []
    for number, (title, rows) in enumerate(parts.items(), 1):
        table += [[f"Outcome {number} – {title}", *[MERGED_LEFT] * 4], *cells(columns, rows)]
        made += [{**row, "area": title} for row in rows]
    write_docx(folder / "rushmoor.docx", [Block("Rushmoor Vale Improvement Plan", 1), Block(rows=table)])
    return folder / "rushmoor.docx", truth(
        made, [("1", "Children are heard", ""), ("2", "Families get help early", "")]
    )


def selwick(folder: Path) -> Paper:
    """Web page; the area for improvement as a heading, `Responsible` and `Job title` apart, no numbers."""
    parts = {
        "Help and protection": plan(
            "text lead person post due progress",
            """Make threshold decisions within a day ¦ => Wilf Tansley|Head of MASH ¦ Wilf Tansley ¦ Head of MASH ¦ 31 March 2025 => 2025-03-31 ¦ 94% in February
            Visit children on plans every ten days ¦ => Una Pargeter|Service Manager; Kit Dunnock|Team Manager ¦ Una Pargeter and Kit Dunnock ¦ Service Manager and Team Manager ¦ April 2025 => 2025-04 ¦""",
        ),
        "Children in care": plan(
            "text lead person post due progress",
            """Find more foster homes for teenagers ¦ => Person D|Fostering Manager ¦ Person D ¦ Fostering Manager ¦ Spring 2026 => term ¦ Campaign under way
            Do health checks within 20 days ¦ => |Designated Nurse ¦ ¦ Designated Nurse ¦ May 25 => 2025-05 ¦""",
        ),
    }
    columns = headed(
        "What we will do=text; Responsible=person; Job title=post; Target date=due; Where are we now?=progress"
    )
    blocks = [
        Block("Selwick children's improvement plan", 1),
        Block("Our plan follows the inspection of October 2024."),
    ]
    made: list[Row] = []
    for title, rows in parts.items():
        blocks += [Block(title, 3), Block(rows=cells(columns, rows))]
        made += [{**row, "area": title} for row in rows]
    write_html(folder / "selwick.html", blocks)
    return folder / "selwick.html", truth(made, [(None, title, "") for title in parts])


def tidewell(folder: Path) -> Paper:
    """Web page; leads as initials with their body, the key in a later table, ratings on four dates."""
    rows = plan(
        "ref text start due lead ratings rag",
        """1 ¦ Write a joint commissioning plan. Consult parents on it. Publish the result. ¦ May 2022 => 2022-05 ¦ October 2022 => 2022-10 ¦ (W.T) Council (U.P) ICB => Wilf Tansley||Council; Una Pargeter||ICB ¦ On track|Completed|| ¦ Completed
        2 ¦ Collect waiting times from every provider. ¦ June 2022 => 2022-06 ¦ Ongoing => ongoing ¦ (U.P) ICB => Una Pargeter||ICB ¦ Not started|On track|On track|Embedded ¦ Embedded
        3 ¦ Train school staff in sensory needs. ¦ September 2022 => 2022-09 ¦ March 2023 => 2023-03 ¦ Schools Forum => ||Schools Forum ¦ Not started|Progressing but delayed|On track| ¦ On track""",
    )
    days = ("July 22", "October 22", "January 23", "April 23")
    head = [
        "Number",
        "Outcomes",
        "Action",
        "Start date",
        "End date",
        "Lead",
        "Measures of success",
        *(f"{day} RAG" for day in days),
    ]
    table = [
        head,
        *(
            [
                row["ref"],
                "Better joint working",
                row["text"],
                cell(row, "start"),
                cell(row, "due"),
                cell(row, "lead"),
                "Survey",
                *row["ratings"].split("|"),
            ]
            for row in rows
        ),
    ]
    blocks = [
        Block("Tidewell area SEND action plan", 1),
        Block(rows=table),
        Block("List of key individuals", 2),
        Block(
            rows=[
                ["Name", "Role", "Organisation"],
                ["Wilf Tansley", "Head of SEND", "Tidewell Council"],
                ["Una Pargeter", "Director of Nursing", "Tidewell ICB"],
            ]
        ),
    ]
    write_html(folder / "tidewell.html", blocks)
    return folder / "tidewell.html", truth(rows)


def upperfield(folder: Path) -> Paper:
    """Web page; two header rows, recommendations as words, a status column with its own words."""
    rows = plan(
        "recs text lead due rag",
        """Recommendation 1 => 1 ¦ Check that every strategy meeting has health and police ¦ Head of Safeguarding: Person A => Person A|Head of Safeguarding ¦ 10 January 2025 => 2025-01-10 ¦ Complete
        Recs 2-4 => 2 3 4 ¦ Write chronologies for all children on plans ¦ Head of Assessment: Person B => Person B|Head of Assessment ¦ end Feb 2025 => 2025-02 ¦ On track
        1 & 3 => 1 3 ¦ Bring findings to the quality board ¦ Quality Manager: Person C => Person C|Quality Manager ¦ Every six weeks => recurring six-weekly ¦ Slipped""",
    )
    columns = headed(
        "Link to Ofsted recommendation=recs; Improvement action=text; Lead officer=lead; Timescale=due; Status=rag"
    )
    table = cells(columns, rows)
    table = [["Why", "What and who", MERGED_LEFT, "When", "How it is going"], *table]
    write_html(folder / "upperfield.html", [Block("Upperfield improvement plan", 1), Block(rows=table)])
    return folder / "upperfield.html", truth(rows)


PDF_ROWS = plan(
    "ref text lead due rag",
    """1.1 ¦ Make sure that every child who goes missing is offered a return home interview within 72 hours, and that what is learned is shared with the police ¦ Wilf Tansley, Exploitation Manager => Wilf Tansley|Exploitation Manager ¦ 28 February 2025 => 2025-02-28 ¦ Green
    1.2 ¦ Set up a daily meeting on missing children ¦ Una Pargeter, Head of Adolescence => Una Pargeter|Head of Adolescence ¦ March 2025 => 2025-03 ¦ Blue
    1.3 ¦ Bring the child exploitation strategy up to date and publish it with a summary that was written by the youth council ¦ Kit Dunnock, Partnership Manager => Kit Dunnock|Partnership Manager ¦ End of May 2025 => 2025-05 ¦ Amber
    2.1 ¦ Test the quality of return interviews ¦ Quality Assurance Team => |Quality Assurance Team ¦ Monthly from April 2025 => recurring 2025-04 monthly ¦ Green
    2.2 ¦ Review all placements that broke down in the last year and report what was learned to the corporate parenting board ¦ Wilf Tansley, Exploitation Manager; Una Pargeter, Head of Adolescence => Wilf Tansley|Exploitation Manager; Una Pargeter|Head of Adolescence ¦ Q1 2025/26 => 2025-06 ¦ Red
    2.3 ¦ Write to all head teachers about part-time timetables ¦ Director of Education => |Director of Education ¦ Summer term 2025 => term ¦ Amber
    3.1 ¦ Hold three workshops for designated safeguarding leads across the county, one for each locality, with follow-up visits to schools that did not attend ¦ Person H, Education Safeguarding Officer => Person H|Education Safeguarding Officer ¦ 30/06/2025 => 2025-06-30 ¦ Green
    3.2 ¦ Count the children missing education ¦ Person H, Education Safeguarding Officer => Person H|Education Safeguarding Officer ¦ Weekly => recurring weekly ¦ Green""",
)


def _pdf(folder: Path, name: str, head: str, widths: list[int], pdf: Pdf, rows: list[Row]) -> Paper:
    blocks = [
        Block(f"{name.capitalize()} Council action plan", 1),
        Block("Approved by the board."),
        Block(rows=cells(headed(head), rows), widths=widths),
    ]
    pages = pdf.write(folder / f"{name}.pdf", blocks)
    found = truth(rows)
    for one, page in zip(found["actions"], pages, strict=True):
        one["source"] = {"page": page}
    return folder / f"{name}.pdf", found


def varley(folder: Path) -> Paper:
    """PDF; ruled, the rating first, three times the rows, head and foot on each page."""
    rows = [{**row, "ref": f"{number}.{row['ref']}"} for number in (1, 2, 3) for row in PDF_ROWS]
    head = "RAG rating=rag; Ref no.=ref; Specific action=text; Action owner=lead; Due date=due"
    return _pdf(folder, "varley", head, [22, 18, 125, 62, 48], Pdf(head="Appendix 2", foot="Official"), rows)


def wexcombe(folder: Path) -> Paper:
    """PDF; horizontal rules only, upright page, no ratings, the date before the lead."""
    rows = [{**row, "rag": ""} for row in PDF_ROWS]
    head = "No.=ref; Task to be completed=text; To be completed by=due; Who=lead"
    return _pdf(folder, "wexcombe", head, [14, 85, 40, 48], Pdf("horizontal", shape="portrait", foot="Item 6"), rows)


def yarrowby(folder: Path) -> Paper:
    """PDF; no rules, no numbers, wide gaps, header on each page."""
    rows = [{**row, "ref": ""} for row in [*PDF_ROWS, *({**row, "text": f"Again: {row['text']}"} for row in PDF_ROWS)]]
    head = "Actions required=text; Lead responsibility=lead; By when?=due; Progress RAG=rag"
    return _pdf(folder, "yarrowby", head, [120, 65, 50, 35], Pdf("none", gap=4), rows)


def zennor(folder: Path) -> Paper:
    """Text; tabs, `KA2-03`, a blank line between rows, key areas as lines with their leads."""
    parts = {
        "Partnership": (
            "Person A",
            plan(
                "ref text lead due",
                """KA1-01 ¦ Sign a new compact with the voluntary sector ¦ Person B, Partnership Officer => Person B|Partnership Officer ¦ By 31st October 2024 => 2024-10-31
            KA1-02 ¦ Meet twice a year with head teachers ¦ Director of Children's Services => |Director of Children's Services ¦ Starting January 2025 => start 2025-01""",
            ),
        ),
        "Performance": (
            "Person C",
            plan(
                "ref text lead due",
                """KA2-01 ¦ Build a dashboard for team managers ¦ Person D, Performance Manager/Person E, Data Analyst => Person D|Performance Manager; Person E|Data Analyst ¦ Nov 24 => 2024-11
            KA2-02 ¦ Compare with neighbours ¦ Performance Team => |Performance Team ¦ Annual => recurring annual""",
            ),
        ),
    }
    blocks = [Block("Zennor Children's Services Improvement Plan")]
    made: list[Row] = []
    areas: list[tuple[str | None, str, str]] = []
    for number, (title, (lead, rows)) in enumerate(parts.items(), 1):
        columns = headed("Ref=ref; Action=text; Lead=lead; Deadline=due")
        blocks += [Block(f"Key Area {number}: {title}"), Block(f"Lead: {lead}"), Block(rows=cells(columns, rows))]
        made += [{**row, "area": title} for row in rows]
        areas.append((str(number), title, lead))
    write_text(folder / "zennor.txt", blocks)
    return folder / "zennor.txt", truth(made, areas)


def abbotsholme(folder: Path) -> Paper:
    """Text; columns made with spaces, cells wrapped, no blank lines between rows that begin with a number."""
    rows = plan(
        "ref text lead due",
        """1 ¦ Give each newly qualified social worker a protected caseload ¦ Person A, Academy Manager => Person A|Academy Manager ¦ September 2024 => 2024-09
        2 ¦ Pay a retention bonus to experienced workers ¦ Person B, Head of HR => Person B|Head of HR ¦ 1 October 2024 => 2024-10-01
        3 ¦ Ask leavers why they go ¦ Person B, Head of HR => Person B|Head of HR ¦ Ongoing => ongoing""",
    )
    block = Block(
        rows=cells(headed("No=ref; What we will do=text; Who will do it=lead; By when=due"), rows),
        widths=[14, 80, 50, 40],
    )
    write_spaced(folder / "abbotsholme.txt", [Block("Abbotsholme Workforce Plan"), block])
    return folder / "abbotsholme.txt", truth(rows)


def broxley(folder: Path) -> Paper:
    """Word; several milestones in the due cell, lettered parts in one action cell, success and progress columns."""
    rows = plan(
        "ref text lead due measure progress",
        """P1/01 ¦ Improve the offer to young carers:\\na) agree a definition\\nb) identify young carers at assessment => Improve the offer to young carers: a) agree a definition b) identify young carers at assessment ¦ Person A, Young Carers Lead => Person A|Young Carers Lead ¦ Draft May 2024\\nFinal July 2024 => milestones 2024-05 2024-07 ¦ More are known ¦ Definition agreed
        P1/02 ¦ Roll out the new case recording system ¦ Person B (Systems Manager) => Person B|Systems Manager ¦ Phase 1: 30/04/2024\\nPhase 2: 30/09/2024 => milestones 2024-04-30 2024-09-30 ¦ Fewer errors ¦
        P2/01 ¦ Hold two practice weeks ¦ Person C => Person C ¦ June 2024 and November 2024 => milestones 2024-06 2024-11 ¦ Reports written ¦ First week held""",
    )
    columns = headed("Ref=ref; Actions=text; Lead(s)=lead; Milestones=due; Success criteria=measure; Comments=progress")
    blocks = [Block("Broxley Improvement Plan", 1), Block(rows=cells(columns, rows))]
    write_docx(folder / "broxley.docx", blocks)
    return folder / "broxley.docx", truth(rows)


PAPERS = (
    harrowdale,
    kingsmere,
    oldcastle,
    pellbrook,
    quenby,
    rushmoor_vale,
    selwick,
    tidewell,
    upperfield,
    varley,
    wexcombe,
    yarrowby,
    zennor,
    abbotsholme,
    broxley,
)
