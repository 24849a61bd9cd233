"""Performance figures and judgements: the real papers against a careful reading, the rest with invented councils."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from graphapp.reading.drafts import Line, Paper
from graphapp.reading.figures import read_judgements, read_measures
from graphapp.reading.files import clean, read_paper

ROOT = Path(__file__).parent.parent
PAPERS = ROOT / "graph_data" / "lancashire" / "papers"
TRUTH = ROOT / "tests" / "truth"
MINUTES = "2017-10-10-improvement-board"


def paper_of(text, date="2024-05-03"):
    rows = text.strip("\n").split("\n")
    lines = tuple(Line(no, tuple(map(clean, row.split("\t")))) for no, row in enumerate(rows, 1))
    return Paper("paper", "Northshire paper", "report", date, lines, tuple(rows))


def measures(text):
    return [
        (one.name, one.value, one.unit, one.date, one.target, one.target_date) for one in read_measures(paper_of(text))
    ]


def judged(text):
    return [(one.area, one.grade, one.date) for one in read_judgements(paper_of(text))]


@pytest.fixture(scope="module")
def truth():
    return json.loads((TRUTH / f"{MINUTES}.json").read_text(encoding="utf-8"))["measures"]


@pytest.fixture(scope="module")
def readings():
    return read_measures(read_paper(PAPERS / f"{MINUTES}-minutes.txt"))


def key(value, target):
    return (value, None) if value is not None else (None, target)


def test_every_performance_figure_of_the_real_minutes_is_read_and_no_other_number(truth, readings):
    wanted = sorted((key(one["value"], one["target"]) for one in truth if one["core"]), key=str)
    assert sorted((key(one.value, one.target) for one in readings), key=str) == wanted


def test_the_figures_of_the_real_minutes_have_the_unit_and_line_of_the_careful_reading(truth, readings):
    wanted = {key(one["value"], one["target"]): (one["unit"], one["line"]) for one in truth if one["core"]}
    assert {key(one.value, one.target): (one.unit, one.source.line_start) for one in readings} == wanted


def test_the_dates_of_the_real_figures_agree_but_for_the_one_that_the_minutes_do_not_say(truth, readings):
    wanted = {key(one["value"], one["target"]): one["date"] for one in truth if one["core"]}
    unlike = [(one.name, one.date) for one in readings if one.date != wanted[key(one.value, one.target)]]
    assert unlike == [("Children or Young People in Lancashire that remain to transfer", None)]


def test_value_and_aim_of_the_children_looked_after_are_one_measure(readings):
    found = next(one for one in readings if one.name == "Children looked after")
    assert (found.value, found.unit, found.date, found.target, found.target_date) == (
        1923,
        "children",
        "2017-08",
        1646,
        "2020-10",
    )


def test_two_readings_of_the_staff_are_one_measure(readings):
    staff = {one.name: [] for one in readings if one.unit == "full-time equivalents"}
    for one in readings:
        if one.name in staff:
            staff[one.name].append((one.value, one.date))
    assert staff == {"Staff employed in Children's Social Care": [(570.3, "2017-08"), (468.5, "2015-08")]}


@pytest.mark.parametrize(
    "name",
    [
        "2019-01-29-health-and-wellbeing-board-report",
        "2019-03-28-corporate-parenting-board-pack",
        "2018-11-better-for-children-development-plan",
        "2018-10-scrutiny-report-ofsted-reinspection",
    ],
)
def test_papers_without_performance_figures_give_none(name):
    assert read_measures(read_paper(PAPERS / f"{name}.txt")) == ()


def test_the_judgements_of_the_real_report_are_read_by_area():
    report = read_paper(PAPERS / "2018-10-scrutiny-report-ofsted-reinspection.txt")
    wanted = json.loads((TRUTH / "2018-10-scrutiny-report.json").read_text(encoding="utf-8"))["judgements"]
    found = read_judgements(report)
    assert [(one.area, one.grade, one.date) for one in found] == [
        (one["area"], one["grade"], one["date"]) for one in wanted
    ]
    assert [one.source.line_start for one in found] == [one["line"] for one in wanted]


def test_sentences_of_the_other_real_papers_give_their_judgements():
    found = read_judgements(read_paper(PAPERS / "2019-01-29-health-and-wellbeing-board-report.txt"))
    assert [(one.area, one.grade, one.date) for one in found] == [
        ("Overall effectiveness", "Requires improvement to be good", "2018-06"),
        ("Adoption service", "Good", "2018-06"),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The number of children looked after was 512 at the end of March 2024.",
         [("Children looked after", 512, "children", "2024-03", None, None)]),
        ("85% of assessments were completed within 45 days in April 2024, against a target of 90%.",
         [("Assessments completed within 45 days", 85, "%", "2024-04", 90, None)]),
        ("The re-referral rate had fallen from 24% to 19% in February 2024.",
         [("Re-referral rate", 19, "%", "2024-02", None, None)]),
        ("• Agency staff: 14% (target 10% by March 2025)", [("Agency staff", 14, "%", None, 10, "2025-03")]),
        ("- Social worker turnover – 11.5%", [("Social worker turnover", 11.5, "%", None, None, None)]),
        ("There are currently 312 children subject to a child protection plan.",
         [("Children subject to a child protection plan", 312, "children", None, None, None)]),
        ("Our ambition is to reduce the use of agency staff to 8% by December 2025.",
         [("Use of agency staff", None, "%", None, 8, "2025-12")]),
        ("The rate of children in need stood at 410 per 10,000 as at 31 March 2024.",
         [("Rate of children in need", 410, "per 10,000", "2024-03-31", None, None)]),
        ("The average caseload was 17.2 in Q4 2023/24.", [("Average caseload", 17.2, None, "2024-03", None, None)]),
        ("Timeliness of visits rose to 93% in March 2024. This compares to 81% in March 2023.",
         [("Timeliness of visits", 93, "%", "2024-03", None, None),
          ("Timeliness of visits", 81, "%", "2023-03", None, None)]),
    ],
)  # fmt: skip
def test_a_sentence_that_states_a_measure_gives_it(text, wanted):
    assert measures(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The meeting was held on 3 May 2024 at 2.30 pm in Room 12.",
        "The raffle raised £874.86 and 170 hampers were given to care leavers.",
        "Section 20 of the Act applies to children aged 16 and 17 in Key Stage 4.",
        "The child was placed 14 times and his attendance was 35%.",
        "The Board agreed 11 recommendations on page 4 of the report.",
        "Some instructors had to wait up to 60 days for payments.",
        "Inspectors looked at 152 cases and held 96 interviews with 268 staff.",
        "The discretionary fund is from £100-£300 and the work coach has 22 job centres.",
        "There were 2 children looked after who moved in June 2023.",
        "The national average was 67 per 10,000 in 2023.",
        "Contact: 01234 567890, extension 1234",
        "12 children looked after sang at the event.",
        "1. Introductions (10 mins) (Pages 7 - 38)",
        "Objective 3 is 50 minutes long and the Getting to Good Plan is 46 pages.",
    ],
)
def test_other_numbers_are_no_measures(text):
    assert measures(text) == []


def test_a_table_of_indicators_gives_target_and_readings_whatever_the_order_of_its_columns():
    text = """
Key Performance Indicators
Ref\tMeasure\tTarget\tTarget Due\t2022/23 outturn\tLatest Performance (December 2023)\tStat Nbr Average
Key Area 1
1a\tNumber of children looked after\t450\tMarch 2025\t512\t498\t71
1b\t% of assessments completed in 45 days\t90%\tMarch 2025\t81%\t84.5%\t80%
1c\tAverage days to adoption\tTBC\t\t\t\t390

Latest\tKPI\tAim
12%\tAgency social workers\t10%
"""
    assert measures(text) == [
        ("Children looked after", 512, "children", "2023-03", None, None),
        ("Children looked after", 498, "children", "2023-12", 450, "2025-03"),
        ("Assessments completed in 45 days", 81, "%", "2023-03", None, None),
        ("Assessments completed in 45 days", 84.5, "%", "2023-12", 90, "2025-03"),
        ("Agency social workers", 12, "%", None, 10, None),
    ]


def test_a_rate_in_the_name_of_a_measure_is_its_unit():
    text = "Indicator\tMay 2024\tTarget\nChildren in need (rate per 10,000)\t310\t290\nCost per 1000 widgets\t4\t3"
    assert [(value, unit, target) for _, value, unit, _, target, _ in measures(text)] == [
        (310, "per 10,000", 290),
        (4, "per 1,000", 3),
    ]


def test_a_table_with_a_column_for_each_month_gives_a_reading_for_each():
    text = "Indicator\tUnit\tApr-23\tMay-23\tTarget\nRe-referrals\t%\t22\t20.5\t18\nVacant posts\tposts\t12\t-\t\n"
    assert measures(text) == [
        ("Re-referrals", 22, "%", "2023-04", None, None),
        ("Re-referrals", 20.5, "%", "2023-05", 18, None),
        ("Vacant posts", 12, "posts", "2023-04", None, None),
    ]


def test_short_words_are_written_out_as_the_paper_does():
    text = "Young People Not Known (YPNK) are followed up.\n- YPNK rate – 6%\n- CLA placed at a distance: 22%"
    assert [name for name, *_ in measures(text)] == [
        "Young people not known rate",
        "Children looked after placed at a distance",
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ofsted inspected Northshire in March 2023. Services for care leavers were judged to be good.",
         [("Services for care leavers", "Good", "2023-03")]),
        ("The inspection in July 2022 judged the overall effectiveness as inadequate.",
         [("Overall effectiveness", "Inadequate", "2022-07")]),
        ("Ofsted judgements, November 2021\nThe impact of leaders: Requires improvement\nOverall effectiveness: Good",
         [("Impact of leaders", "Requires improvement", "2021-11"),
          ("Overall effectiveness", "Good", "2021-11")]),
        ("Ofsted judgements\nArea\tJune 2019\tMay 2023\nChildren in care\tInadequate\tGood",
         [("Children in care", "Inadequate", "2019-06"), ("Children in care", "Good", "2023-05")]),
        ("Ofsted judged in May 2023:\n1. Help - Inadequate\n• Key stage 2 outcomes - Good\n2.1 Care leavers: Good",
         [("Help", "Inadequate", "2023-05"), ("Key stage 2 outcomes", "Good", "2023-05"),
          ("Care leavers", "Good", "2023-05")]),
        ("Ofsted judged Key Stage 2 outcomes to be good in May 2023.", [("Key Stage 2 outcomes", "Good", "2023-05")]),
        ("Should services be judged to be inadequate at the next Ofsted inspection, intervention follows.", []),
        ("An audit in May 2023 found 12% of cases rated inadequate.", []),
        ("The quality of pathway plans requires improvement so that they help.", []),
        ("As services are no longer judged to be inadequate by Ofsted, intervention has ceased.", []),
        ("Feedback\tGood\nStaff\tGood", []),
    ],
)  # fmt: skip
def test_judgements_are_those_of_an_inspection_only(text, wanted):
    found = [
        (area.removeprefix("The ").capitalize() if area.startswith("The ") else area, grade, date)
        for area, grade, date in judged(text)
    ]
    assert found == [
        (area.removeprefix("The ").capitalize() if area.startswith("The ") else area, grade, date)
        for area, grade, date in wanted
    ]


def test_a_sentence_that_the_page_broke_is_read_whole():
    broken = (
        "The report had been received. Repeat child protection plans were 18% at\n"
        "December 2023 against a target of 15%."
    )
    assert [(one[1], one[3], one[4]) for one in measures(broken)] == [(18.0, "2023-12", 15.0)]
    listed = (
        "Repeat child protection plans in the county of Northshire were 18%\n"
        "December 2023 saw the launch of the new plan"
    )
    assert [(one[1], one[3]) for one in measures(listed)] == [(18.0, None)]


HOSTILE = (
    "5% of " * 170_000,
    "rate was 1 " * 90_000,
    "Ofsted judged good " * 50_000,
    "1,111" * 200_000,
    "The rate is from to " * 50_000,
    "Ofsted judged x to be good in May 2023\n" * 25_000,
    "Measure\tTarget\n" * 50_000,
    "reduce a to 5 by May 2024. " * 37_000,
    "Ofsted\nArea\nGood\n" * 55_000,
    "( " * 500_000,
    "a" * 1_000_000,
    "rate - 5%\n" * 100_000,
)


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda text: text[:20].replace("\n", " "))
@pytest.mark.parametrize("read", [read_measures, read_judgements])
def test_a_megabyte_of_hostile_text_costs_no_more_than_its_facts(hostile, read):
    paper = paper_of(hostile)
    started = time.process_time()
    found = read(paper)
    # A tenth of a millisecond for each line that states a figure or a judgement, nearly nothing for the rest.
    assert time.process_time() - started < 20  # a quadratic pattern would take hours
    assert len(found) <= 3


def test_an_officer_who_explains_a_figure_is_no_child():
    assert measures("She explained that the number of open cases had risen to 214 in May 2024.") == [
        ("Open cases", 214.0, "cases", "2024-05", None, None)
    ]
    assert measures("She said that her attendance had risen to 94% in May 2024.") == []


@pytest.mark.parametrize("when", ["At the end of March 2024", "In March 2024,", "As at March 2024"])
def test_a_rate_may_say_first_when_it_was_counted(when):
    said = f"{when} the vacancy rate for social workers was 24%, against a target of 15% by December 2024."
    assert measures(said) == [("Vacancy rate for social workers", 24.0, "%", "2024-03", 15.0, "2024-12")]


@pytest.mark.parametrize("header", ["Target date", "Target to be met by", "To be achieved by", "By"])
def test_a_column_says_by_when_the_targets_are_to_be_met(header):
    table = f"Measure\tMay 2024\tTarget\t{header}\nVisits in time\t71%\t90%\tMarch 2025\n"
    assert measures(table) == [("Visits in time", 71.0, "%", "2024-05", 90.0, "2025-03")]
