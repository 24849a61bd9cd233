"""Plans of action read row by row, against what careful readers wrote down by hand before the reader existed."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import pytest

from graphapp.reading.actions import read_plans
from graphapp.reading.dates import paper_date
from graphapp.reading.drafts import ActionDraft, Line, Paper
from graphapp.reading.headers import header_role
from graphapp.reading.sections import numbered_title
from tests.example import NOVEMBER, PACK, drafts_of, folded, truth

EDITIONS = {"2019-01": PACK, "2018-11": NOVEMBER}


def numbered(edition: str) -> list[ActionDraft]:
    """The rows of the improvement plan; the strategy's action plan in the same pack prints no numbers."""
    return [action for action in drafts_of(EDITIONS[edition]).actions if action.ref]


def paper_of(*lines: str) -> Paper:
    cells = tuple(Line(no, tuple(line.split("\t"))) for no, line in enumerate(lines, 1))
    return Paper("paper", "A Plan", "plan", "2024-05", cells, lines)


def wrong_rows(edition: str, differs: Any) -> list[str]:
    mine = defaultdict(list)
    for action in numbered(edition):
        mine[action.ref].append(action)
    return [
        row["ref"] for row in truth(edition)["actions"] if not mine[row["ref"]] or differs(mine[row["ref"]].pop(0), row)
    ]


def same_lead(action: ActionDraft, row: dict[str, Any]) -> bool:
    return [lead.as_json() for lead in action.leads] != row["leads"] or action.share != row["share"]


FIELDS = {
    "text": lambda action, row: folded(action.text) != folded(row["text"]),
    "recommendations": lambda a, row: (
        sorted(a.recommendations) != sorted(row["recommendations"]) or a.scope != row["scope"]
    ),
    "due": lambda action, row: action.due.as_json() != row["due"],
    "leads": same_lead,
    "place": lambda action, row: (action.key_area, action.group) != (row["key_area"], row["group"]),
    "line": lambda action, row: action.source.line_start != row["line"],
}


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(("edition", "rows", "allowed"), [("2019-01", 133, 1), ("2018-11", 109, 3)])
def test_rows_are_read_as_a_careful_reader_reads_them(edition: str, rows: int, allowed: int, field: str) -> None:
    assert len(numbered(edition)) == rows
    assert len(wrong_rows(edition, FIELDS[field])) <= allowed, wrong_rows(edition, FIELDS[field])


def test_the_january_plan_holds_what_was_counted_by_hand() -> None:
    actions = numbered("2019-01")
    leads = [lead for action in actions for lead in action.leads]
    assert Counter(action.key_area for action in actions) == {"1": 13, "2": 8, "3": 24, "4": 48, "5": 16, "6": 24}
    assert len(leads) == 209
    assert len({lead.person for lead in leads if lead.person}) == 20
    assert len([lead for lead in leads if not lead.person]) == 2
    assert len([action for action in actions if action.scope == "all"]) == 28
    assert len(drafts_of(PACK).recommendations) == 11


def test_the_november_plan_holds_what_was_counted_by_hand() -> None:
    actions = numbered("2018-11")
    assert Counter(action.key_area for action in actions) == {"1": 13, "2": 9, "3": 27, "4": 46, "5": 14}
    assert [ref for ref, times in Counter(action.ref for action in actions).items() if times > 1] == ["4.7.2"]
    assert not any(lead.person for action in actions for lead in action.leads)


@pytest.mark.parametrize("edition", EDITIONS)
def test_key_areas_have_their_titles_leads_and_outcomes(edition: str) -> None:
    areas = {area.no: area for area in drafts_of(EDITIONS[edition]).key_areas}
    for row in truth(edition)["key_areas"]:
        area = areas[row["no"]]
        assert (area.title, [lead.person for lead in area.leads]) == (row["title"], row["leads"])
        assert list(area.outcomes) == row["outcomes"]


@pytest.mark.parametrize("edition", EDITIONS)
def test_recommendations_are_read_word_for_word(edition: str) -> None:
    found = [(one.no, one.text, one.key_area) for one in drafts_of(EDITIONS[edition]).recommendations]
    assert found == [(row["no"], row["text"], row["key_area_title"]) for row in truth(edition)["recommendations"]]


def test_damaged_group_titles_are_joined_where_sure_and_flagged_where_not() -> None:
    groups = {row["no"]: row for row in truth("2018-11")["groups"]}
    first_of = {action.group: action for action in reversed(numbered("2018-11"))}
    assert first_of.keys() == groups.keys()
    for no, action in first_of.items():
        is_right = folded(action.group_title or "") == folded(groups[no]["title"])
        assert is_right or any("damaged" in note for note in action.notes), no


def test_the_strategy_action_plan_is_read_without_numbers() -> None:
    actions = [action for action in drafts_of(PACK).actions if not action.ref]
    rows = truth("corporate-parenting-strategy")["actions"]
    assert [folded(action.text) for action in actions] == [folded(row["text"]) for row in rows]
    assert [action.due.as_json() for action in actions] == [row["due"] for row in rows]
    assert [action.progress for action in actions] == [row["evidence"] for row in rows]
    assert Counter(action.due.kind for action in actions) == {"date": 15, "ongoing": 12, "achieved": 2}
    assert len({action.key_area for action in actions}) == 9


def test_colours_have_the_meaning_their_edition_gives_them() -> None:
    january, november = (
        dict(drafts_of(PACK).plans[0].rag_definitions),
        dict(drafts_of(NOVEMBER).plans[0].rag_definitions),
    )
    assert "are completed or" in november["green"]
    assert "completed" not in january["green"]


@pytest.mark.parametrize("paper", EDITIONS.values())
def test_no_line_of_a_plan_table_is_lost(paper: str) -> None:
    drafts = drafts_of(paper)
    taken = {no for unread in drafts.unread for no in range(unread.line_start, unread.line_end + 1)}
    for fact in (*drafts.actions, *drafts.recommendations, *drafts.key_areas):
        taken |= set(range(fact.source.line_start, fact.source.line_end + 1))
    first = min(action.source.line_start for action in drafts.actions)
    groups = {action.group_title for action in drafts.actions}
    lost = [
        line.text
        for line in drafts.paper.lines
        if line.no >= first and len(line.filled) > 1 and line.no not in taken and not is_known(line, groups)
    ]
    assert lost == []


def is_known(line: Line, groups: set[str | None]) -> bool:
    """A header row, a rule between rows, or a group's title, which the rows carry."""
    words = {cell.lower() for cell in line.filled}
    return (
        bool(words & {"action", "--", "lead"})
        or set(line.text) <= set("- ")
        or "Key Area" in line.text
        or line.filled[0].count(".") == 1
    )


def test_a_row_split_by_a_page_break_is_one_row() -> None:
    reading = read_plans(
        paper_of(
            "Improvement Plan",
            "\tAction\tRec\tDue\tLead",
            "1.1\tEmbed the meetings across all\tRecommendation\tQuarterly\tPerson A",
            "",
            "\tlocalities.\t7\tMonitoring\tHead of Widgets",
        )
    )
    (action,) = reading.actions
    assert action.text == "Embed the meetings across all localities."
    assert (action.recommendations, action.due.raw) == (("7",), "Quarterly Monitoring")
    assert action.leads[0].as_json() == {"person": "Person A", "post": "Head of Widgets", "organization": None}
    assert (action.source.line_start, action.source.line_end) == (3, 5)


def test_a_cell_that_moved_is_put_back() -> None:
    reading = read_plans(
        paper_of(
            "Improvement Plan",
            "Ref\tAction\tRec\tKPI\tBy when\tOwner",
            "1\tWrite the policy.\t2\t\tMarch 2024\tPerson A",
            "2\tTrain the staff.\t3\tApril 2024\tPerson B",
        )
    )
    assert [(a.due.dates, a.leads[0].person, a.recommendations) for a in reading.actions] == [
        (("2024-03",), "Person A", ("2",)),
        (("2024-04",), "Person B", ("3",)),
    ]


def test_a_paper_without_a_plan_gives_nothing_and_says_nothing_untrue() -> None:
    reading = read_plans(paper_of("Dear all,", "the heating will be off on Monday.", "Yours, the office"))
    assert (reading.plans, reading.actions, reading.key_areas) == ((), (), ())


def test_all_means_every_recommendation_of_the_plan() -> None:
    reading = read_plans(
        paper_of(
            "Improvement Plan",
            "Recommendations of the inspection\t\tArea",
            "1.\tMake sure that every plan is specific and has a date.\tPractice",
            "2.\tMake sure that every manager challenges drift and delay.\tPractice",
            "",
            "Priority 1: Practice Lead: Person A",
            "No\tWhat we will do\tOfsted ref\tTimescale\tWho",
            "1.1\tAudit every plan.\tALL\tMay 2024\tPerson B",
        )
    )
    assert [(a.recommendations, a.scope) for a in reading.actions] == [(("1", "2"), "all")]
    assert [(k.no, k.title, k.leads[0].person) for k in reading.key_areas] == [("1", "Practice", "Person A")]


HEADER = "Ref\tScrutiny finding\tManagement response\tSRO\tOriginal target date\tRevised target date\tPriority"


def table_of(*lines: str, below: tuple[str, ...] = ()) -> Paper:
    """A paper of one real table, and lines below it."""
    rows = [Line(no, tuple(line.split("\t")), table=1) for no, line in enumerate(lines, 1)]
    rows += [Line(no, (line,)) for no, line in enumerate(below, len(lines) + 1)]
    return Paper("paper", "A Plan", "plan", "2024-05", tuple(rows), tuple(line.text for line in rows))


def test_beside_headers_that_are_sure_one_word_tells_what_a_column_holds() -> None:
    reading = read_plans(
        table_of(
            HEADER,
            "F1\tToo slow\tHire two officers\tPerson A\tMay 2024\tJune 2024\tHigh",
            "F2\tToo dear\tBuy together\tPerson B\tMay 2024\t\tLow",
        )
    )
    assert [(a.ref, a.text, a.due.dates, a.key_area) for a in reading.actions] == [
        ("F1", "Hire two officers", ("2024-06",), None),  # how urgent it is is no area
        ("F2", "Buy together", ("2024-05",), None),
    ]


def test_a_row_that_says_lead_and_date_in_passing_is_no_header() -> None:
    reading = read_plans(
        table_of("Ref\tAction\tLead\tDue", "1\tAgree the lead officer\tPerson A\tMay 2024", "2\tSet a date\tPerson B\t")
    )
    assert [a.text for a in reading.actions] == ["Agree the lead officer", "Set a date"]


def test_numbered_paragraphs_below_a_real_table_are_no_rows_of_it() -> None:
    table = ("Action\tOwner\tDue", "Circulate the register\tPerson A\tMay 2024")
    reading = read_plans(table_of(*table, below=("3.1 Members asked about caseloads.", "Person B, Head of Quality")))
    assert [(a.text, len(a.leads)) for a in reading.actions] == [("Circulate the register", 1)]


def test_a_table_of_who_and_when_without_a_column_of_actions_is_said_to_be_unread() -> None:
    reading = read_plans(table_of("Owner\tDeadline\tColour of the door", "Person A\tMay 2024\tRed"))
    assert reading.actions == ()
    assert [one.line_start for one in reading.unread] == [1, 2]


def test_a_recommendation_written_out_gives_its_own_number_and_no_other() -> None:
    reading = read_plans(
        table_of(
            "Recommendation\tAction\tLead",
            "R3 – Review all 12 homes within 6 months of opening\tVisit each home\tPerson A",
            "A register of all cases should be kept up to date\tBuild a register\tPerson B",
        )
    )
    assert [(a.recommendations, a.scope) for a in reading.actions] == [(("3",), "named"), ((), "none")]
    assert [(r.no, r.text) for r in reading.recommendations] == [
        ("3", "Review all 12 homes within 6 months of opening")
    ]


def test_labels_in_prose_make_no_action() -> None:
    reading = read_plans(paper_of("Lead: Person A", "Contact: the office", "By when: May 2024", "We will: see"))
    assert reading.actions == ()


def test_a_paper_is_dated_by_its_own_words_not_by_the_years_of_its_plan_nor_by_a_row_of_it() -> None:
    titled = ("Improvement Plan 2024-25", "Approved 11 June 2024")
    row = "1\tPublish the protocol\tPerson A\t31 March 2024"
    assert paper_date("plan", paper_of(*titled).lines) == "2024-06-11"
    assert paper_date("plan", paper_of("Ref\tAction\tLead\tDue", row).lines) is None
    assert read_plans(paper_of(*titled, "Ref\tAction\tLead\tDue", row)).plans[0].date == "2024-06"


def test_a_column_names_key_areas_only_where_each_gathers_several_actions() -> None:
    head = "Priority\tRef\tAction\tLead\tDue"
    rows = [
        f"Theme {no}: {title}\t{no}.{k}\tDo it\tPerson A\tMay 2024"
        for no, title in ((1, "Homes"), (2, "Schools"))
        for k in (1, 2)
    ]
    found = read_plans(paper_of(head, *rows))
    assert [(area.no, area.title) for area in found.key_areas] == [("1", "Homes"), ("2", "Schools")]
    assert [action.key_area for action in found.actions] == ["1", "1", "2", "2"]
    alone = read_plans(paper_of(head, rows[0], rows[2]))
    assert (alone.key_areas, alone.actions[0].key_area) == ((), "Theme 1: Homes")


def test_a_list_of_whom_initials_stand_for_is_read_and_so_not_said_to_be_unread() -> None:
    found = read_plans(
        paper_of(
            "Ref\tAction\tLead\tDue",
            "1\tDo it\tAS\tMay 2024",
            "",
            "Initials\tName\tRole",
            "AS\tAda Sampleton\tHead of Place",
        )
    )
    assert [lead.person for action in found.actions for lead in action.leads] == ["Ada Sampleton"]
    assert found.unread == ()


def leads_of(paper: Paper) -> list[list[tuple[str | None, str | None, str | None]]]:
    return [[(one.person, one.post, one.organization) for one in action.leads] for action in read_plans(paper).actions]


def test_names_in_one_column_and_posts_in_the_next_are_joined_line_by_line() -> None:
    header = "Ref\tAction\tLead\tPost\tBy when"
    two = "1.1\tWrite a widget policy.\tAnn Example\nBob Sample\tHead of Widgets and Gadgets\nAdviser, Policy\tMay 2025"
    one = "1.2\tPublish the widget policy.\tAnn Example and Bob Sample\tHead of Widgets and Gadgets\tMay 2025"
    assert leads_of(table_of(header, two, one)) == [
        [("Ann Example", "Head of Widgets and Gadgets", None), ("Bob Sample", "Adviser, Policy", None)],
        [("Ann Example", "Head of Widgets and Gadgets", None), ("Bob Sample", "Head of Widgets and Gadgets", None)],
    ]


def test_partners_below_one_heading_with_the_lead_are_no_leads() -> None:
    header = ("No.\tActivity\tResponsibility\t\tDeadline", "\t\tLead officer\tPartners\t")
    row = "1a\tWrite to everyone who waits.\tAnn Example (Head of Widgets)\tHealthwatch\tMay 2025"
    assert leads_of(table_of(*header, row)) == [[("Ann Example", "Head of Widgets", None)]]


def test_words_below_a_rule_do_not_go_on_with_the_row_above_it() -> None:
    header = "Ref\tAction\tLead\tBy when"
    row = "1.1\tVisit every tenant who has reported damp\tAnn Example (Head of Repairs)\tMay 2025"
    paper = paper_of(header, row, "---", "Mockside Fen District Council, Housing Directorate")
    assert leads_of(paper) == [[("Ann Example", "Head of Repairs", None)]]


@pytest.mark.parametrize("label", ["Priority sponsor", "Workstream lead", "Theme owner", "Key area lead", "Lead"])
def test_a_line_below_a_heading_names_who_leads_the_key_area(label: str) -> None:
    header = "Ref\tAction\tBy when\tProgress"
    paper = paper_of(
        "Priority 1: Widgets", f"{label}: Ann Example, Head of Widgets", header, "1.1\tDo it.\tMay 2025\tYes"
    )
    (area,) = read_plans(paper).key_areas
    assert [(lead.person, lead.post) for lead in area.leads] == [("Ann Example", "Head of Widgets")]


@pytest.mark.parametrize(
    ("cell", "role"),
    [
        ("S/N", "ref"),
        ("Sr No", "ref"),
        ("#", "ref"),
        ("Priority ID", "ref"),
        ("PI", "kpi"),
        ("Anticipated end", "due"),
        ("B / R / A / G", "rag"),
        ("Story so far", "progress"),
        ("Aims", "outcome"),
        ("Recommenda tion", "recommendations"),
        ("Do what is no more than the end of it", None),
        ("Green", None),
    ],
)
def test_the_cheap_look_at_a_cell_keeps_every_header(cell: str, role: str | None) -> None:
    assert header_role(cell) == role


def test_ratings_stand_in_columns_headed_by_months_and_what_was_done_beside_them() -> None:
    reading = read_plans(
        table_of(
            "Audit\tRef\tAgreed management action\tPriority\tResponsible officer\tOriginal target\tRevised target\t"
            "Apr-24\tMay-24\tManagement comment",
            "Widgets\tWID-1\tCount the widgets\tHigh\tHead of Widgets\tMay 2024\t\tA\tG\tCounted.",
            "Widgets\tWID-2\tLock them away\tLow\tHead of Widgets\tMay 2024\tJune 2024\tR\tThe locks were ordered in "
            "May and will be fitted soon.\t",
        )
    )
    assert [(a.ref, a.key_area, a.due.dates, a.rag, a.ratings, a.progress) for a in reading.actions] == [
        ("WID-1", "1", ("2024-05",), "green", (("2024-04", "a"), ("2024-05", "g")), "Counted."),
        (
            "WID-2", "1", ("2024-06",), "red", (("2024-04", "r"),),
            "The locks were ordered in May and will be fitted soon.",
        ),
    ]  # fmt: skip
    assert [area.title for area in reading.key_areas] == ["Widgets"]


def test_leads_of_two_bodies_stand_under_one_header() -> None:
    rows = (
        "Area for priority action\tNo.\tWhat we will do\tAccountable\t\tDelivery\t",
        "\t\t\tCouncil lead\tHealth lead\tMilestones / by when\tStatus (BRAG)",
        "Widgets\t1a\tMake them\tHead of Widgets\tChief Nurse\tMay 2024\tA",
        "\t1b\tSell them\t\tChief Nurse\tJune 2024\tB",
    )
    reading = read_plans(table_of(*rows))
    assert [(a.ref, [lead.post for lead in a.leads], a.due.dates, a.rag) for a in reading.actions] == [
        ("1a", ["Head of Widgets", "Chief Nurse"], ("2024-05",), "amber"),
        ("1b", ["Chief Nurse"], ("2024-06",), "blue"),
    ]


def test_a_label_of_any_name_may_say_which_recommendations_an_action_answers() -> None:
    reading = read_plans(
        paper_of(
            "Theme: Widgets",
            "1. Make a widget that lasts.",
            "Lead: Head of Widgets",
            "By when: May 2024",
            "Links to: Recommendations 1 and 4",
        )
    )
    assert [(a.ref, a.recommendations) for a in reading.actions] == [("1", ("1", "4"))]


def test_a_title_of_one_label_without_a_number_is_named_without_it() -> None:
    assert numbered_title("Priority: Attendance") == ("", "Attendance")
    assert numbered_title("Priority 2: Attendance") == ("2", "Attendance")


def test_columns_in_a_councils_own_words_are_told_by_what_they_hold() -> None:
    rows = (
        "Strand\tTemperature\tLand by\tNo\tThe ask\tOn the hook\tLatest",
        "Widgets\tA\t30.9.24\tP1\tVisit every maker of widgets\tHead of Widgets\tNine seen",
        "Widgets\tG\tQ2\tP2\tShare what they said with all\tInformation Manager\tSigned",
        "Gadgets\tB\tTBC\tP3\tWrite the plan for gadgets again\tHead of Gadgets\t",
    )
    reading = read_plans(table_of(*rows))
    assert [(a.ref, a.text, [lead.post for lead in a.leads], a.due.raw, a.rag) for a in reading.actions] == [
        ("P1", "Visit every maker of widgets", ["Head of Widgets"], "30.9.24", "amber"),
        ("P2", "Share what they said with all", ["Information Manager"], "Q2", "green"),
        ("P3", "Write the plan for gadgets again", ["Head of Gadgets"], "TBC", "blue"),
    ]


def test_dates_may_stand_under_by_and_those_who_lead_under_their_bodies() -> None:
    rows = (
        "By\tWe will\tMockshire Council\tNHS Mock ICB\tSo that",
        "Q1\tRecruit six more makers of widgets\tHead of Widgets\t–\tNobody waits",
        "30.9.24\tPublish what they have made\tHead of Lists\tChief Nurse\tAll may see it",
    )
    reading = read_plans(table_of(*rows))
    assert [(a.due.raw, [lead.post for lead in a.leads]) for a in reading.actions] == [
        ("Q1", ["Head of Widgets"]),
        ("30.9.24", ["Head of Lists", "Chief Nurse"]),
    ]


def test_a_priority_names_the_area_unless_it_says_how_urgent_an_action_is() -> None:
    header = "Audit\tPriority\tAction\tLead\tDue"
    for words, area in (("Safe homes", "Safe homes"), ("High", "Payroll")):
        row = f"Payroll\t{words}\tDo it well and soon\tHead of Widgets\tMay 2024"
        assert [one.title for one in read_plans(table_of(header, row, row)).key_areas] == [area]


def test_the_later_of_two_dates_in_a_councils_own_words_is_the_one_expected_now() -> None:
    rows = (
        "Ref\tIssue\tAnswerable officer\tWhat will be done\tFirst promised\tNow expected\tPosition at June 2024",
        "GI-1\tNo widgets\tHead of Widgets\tWrite to all who make them\t31/03/24\t30/09/24\tSent.",
        "GI-2\tOld list\tHead of Lists\tBring the list up to date\t30/04/24\tQ3 2024/25\tHalf done.",
    )
    reading = read_plans(table_of(*rows))
    assert [(a.ref, a.text, a.due.dates, a.progress) for a in reading.actions] == [
        ("GI-1", "Write to all who make them", ("2024-09-30",), "Sent."),
        ("GI-2", "Bring the list up to date", ("2024-12",), "Half done."),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        (
            "Danger\tRisk that it brings\tCover\tOn the hook\tLooked at",
            "Roof\tIt falls in\tInspect the roof every month\tHead of Roofs\tMay 2024",
            "Money\tIt ends\tAsk for more of it soon\tHead of Money\tJune 2024",
        ),
        (
            "Paper\tAuthor\tMeeting",
            "Annual report on widgets and gadgets\tHead of Widgets\tMay 2024",
            "Quarterly report on all that is\tHead of Lists\tJune 2024",
        ),
    ],
)
def test_registers_of_risks_and_lists_of_papers_are_no_plans_for_what_they_hold(rows: tuple[str, ...]) -> None:
    assert read_plans(table_of(*rows)).actions == ()
