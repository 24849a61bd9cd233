"""What due cells mean; the cells quoted are the kinds that councils print."""

from __future__ import annotations

import json
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapp.due import (
    KINDS,
    RECURRENCES,
    Due,
    add_months,
    looks_like_due,
    months_between,
    parse_when,
    read_due,
)

MONTH_NAMES = "January February March April May June July August September October November December".split()

# kind and recurrence: the cells, each with its dates
CELLS = {
    ("date", None): {
        "31/03/2024": "2024-03-31",
        "26/4/2019": "2019-04-26",
        "1.4.2024": "2024-04-01",
        "31.03.24": "2024-03-31",
        "31-Mar-24": "2024-03-31",
        "Mar-24": "2024-03",
        "Mar 24": "2024-03",
        "Mar '24": "2024-03",
        "03/2024": "2024-03",
        "Sept 2018": "2018-09",
        "Sept. 2018": "2018-09",
        "2024-03": "2024-03",
        "2024-03-31": "2024-03-31",
        "2024-03-31 00:00:00": "2024-03-31",
        "2024-03-31T00:00:00": "2024-03-31",
        "31st March 2024": "2024-03-31",
        "31st of March 2024": "2024-03-31",
        "Monday 3rd June 2024": "2024-06-03",
        "March 31, 2024": "2024-03-31",
        "End of June 2024": "2024-06",
        "end June 24": "2024-06",
        "mid-June 2024": "2024-06",
        "Start of April 2024": "2024-04",
        "Week commencing 3 June 2024": "2024-06-03",
        "End of 2024": "2024-12",
        "By Easter 2024": "2024-03",
        "Easter 2025": "2025-04",
        "Christmas 2024": "2024-12",
        "Q3 2024/25": "2024-12",
        "Quarter 3 2024-25": "2024-12",
        "End of Q3 (2024/25)": "2024-12",
        "2024/25 Q3": "2024-12",
        "third quarter of 2024/25": "2024-12",
        "Q4 24/25": "2025-03",
        "Q2 2024": "2024-09",
        "2024/25": "2025-03",
        "By the end of financial year 2024/25": "2025-03",
        "Plan In place by March 2019": "2019-03",
        "Initial Report January 2019": "2019-01",
        "Review June 2019 (As part of SW Academy Review)": "2019-06",
        "No later than March 2019": "2019-03",
        "March 2019 at the latest": "2019-03",
        "To be completed by March 2024": "2024-03",
        "Completed by March 2024": "2024-03",
        "Meetings may be extended to June 2024": "2024-06",
        "Ongoing, to be complete by March 2025": "2025-03",
        "May 2024": "2024-05",
        "Year 11 March 2019": "2019-03",
        "31 March 2024 (Q4 2023/24)": "2024-03-31",
        "March/April 2024": "2024-03 2024-04",
        "March or April 2024": "2024-03 2024-04",
        "Jan 2024 (revised to April 2024)": "2024-01 2024-04",
        "Extended from Jan 2024 to April 2024": "2024-01 2024-04",
        "Original: January 2024 Revised: April 2024": "2024-01 2024-04",
        "April 2024 (was January 2024)": "2024-04",
        "March2019": "2019-03",
        "31March2019": "2019-03-31",
        "  March \u00a0 2019\n": "2019-03",
        "MARCH 2019": "2019-03",
        "Febuary 2019": "2019-02",
    },
    ("date", "monthly"): {"March 2024 with monthly reports": "2024-03"},
    ("milestones", None): {
        "Pilot November 2018 Roll out February 2019": "2018-11 2019-02",
        "Pilot Nov 2018 Roll Out June 2019": "2018-11 2019-06",
        "Implement January 2019 Review progress April 2019": "2019-01 2019-04",
        "Pilot Central November 2018 Roll out January 2019": "2018-11 2019-01",
        "Work Experience -January 2019 CEAIG – Y11 – Sept 2018 Y10 - Sept 2019": "2019-01 2018-09 2019-09",
        "Phase 1: June 2024; Phase 2: Sept 2024": "2024-06 2024-09",
        "Phase 1 June 2024 Phase 2 September 2024": "2024-06 2024-09",
        "Pilot Nov 2018, extended to all teams March 2019": "2018-11 2019-03",
        "30/06/2024 and 30/09/2024": "2024-06-30 2024-09-30",
        "30/06/2024\n30/09/2024": "2024-06-30 2024-09-30",
        "01/04/2024-31/03/2025": "2024-04-01 2025-03-31",
        "April 2024 - March 2025": "2024-04 2025-03",
        "From April 2024 to March 2025": "2024-04 2025-03",
        "Apr–Jun 2024": "2024-04 2024-06",
        "Oct - Mar 2025": "2024-10 2025-03",
        "Q1-Q2 2024/25": "2024-06 2024-09",
        "March, June and September 2024": "2024-03 2024-06 2024-09",
        "30 June and 30 September 2024": "2024-06-30 2024-09-30",
        "Start April 2024, end March 2025": "2024-04 2025-03",
    },
    ("start", None): {
        "From January 2019": "2019-01",
        "Commence February 2019": "2019-02",
        "Commence by March 2019": "2019-03",
        "Start: April 2024": "2024-04",
        "April 2024 onwards": "2024-04",
        "to commence": "",
        "From 2024/25": "",
        "Service to Commence September 2019": "2019-09",
        "Workshops to commence September 2019": "2019-09",
        "New Programme To Be Delivered From March 2019": "2019-03",
    },
    ("term", None): {
        "Autumn term 2024": "",
        "Autumn Term 2024/25": "",
        "Spring Term 2019": "",
        "Spring/Summer 2024": "",
        "Summer 2024": "",
        "Easter term 2024": "",
        "Term 3 2024": "",
        "Autumn term 2024 (December 2024)": "2024-12",
        "by the end of academic year 2019/20": "",
    },
    ("recurring", "weekly"): {"Weekly": "", "Every week": ""},
    ("recurring", "six-weekly"): {
        "Every six weeks": "",
        "Six weekly": "",
        "6-weekly from Sept 2024": "2024-09",
    },
    ("recurring", "monthly"): {
        "Monthly": "",
        "Monthly Monitoring": "",
        "Monthly Reports": "",
        "Review Monthly": "",
        "First Monday of each month": "",
        "Monthly from November 2023": "2023-11",
    },
    ("recurring", "quarterly"): {
        "Quarterly": "",
        "Quarterly Monitoring": "",
        "Review Quarterly": "",
        "Quarterly Report": "",
        "Every 3 months": "",
        "Ongoing - quarterly review": "",
        "March 2019 and quarterly thereafter": "2019-03",
    },
    ("recurring", "termly"): {"Termly": "", "Every term": ""},
    ("recurring", "annual"): {"Annually": "", "Annual": "", "Each academic year": ""},
    ("recurring", None): {
        "Fortnightly": "",
        "Half-termly": "",
        "Bi-monthly": "",
        "6 monthly": "",
        "Twice a year": "",
        "Every other month": "",
    },
    ("ongoing", None): {
        "Immediate and ongoing.": "",
        "Ongoing": "",
        "On-going": "",
        "Immediate": "",
        "Continuous": "",
        "BAU": "",
        "Ongoing from April 2024": "2024-04",
        "Ongoing - review March 2025": "2025-03",
        "Completed and ongoing": "",
    },
    ("achieved", None): {
        "Achieved": "",
        "Complete": "",
        "Completed": "",
        "Completed March 2024": "2024-03",
        "Complete - March 2024": "2024-03",
        "March 2024 (completed)": "2024-03",
        "Closed": "",
        "Done": "",
        "Embedded": "",
    },
    ("none", None): {
        "": "",
        "TBC": "",
        "TBA": "",
        "within 6 months": "",
        "Short term": "",
        "Not yet achieved": "",
        "2024": "",
        "Q3": "",
        "20 March": "",
        "may be extended": "",
        "31/02/2024": "",
        "31 June 2024": "",
        "03/31/2024": "",
        "May 1850": "",
        "01/01/2100": "",
        "2019/23": "",
        "First half of 2024/25": "",
    },
}


@pytest.mark.parametrize(
    ("cell", "kind", "recurrence", "dates"),
    [(cell, kind, every, dates) for (kind, every), cells in CELLS.items() for cell, dates in cells.items()],
)
def test_a_due_cell_is_read_as_a_careful_reader_would(cell, kind, recurrence, dates):
    due = read_due(cell)
    assert (due.kind, due.recurrence, " ".join(due.dates)) == (kind, recurrence, dates)


@pytest.mark.parametrize(
    ("cell", "kind", "recurrence", "dates"),
    [
        ("June 2025 (revised from March 2025)", "date", None, ("2025-06",)),
        ("Revised to 31/12/2024 from 30/09/2024", "date", None, ("2024-12-31",)),
        ("31 May 2025 (extended from February 2025)", "date", None, ("2025-05-31",)),
        ("HT2 2024-25", "term", None, ()),
        ("Quarterly, first by June 2024", "recurring", "quarterly", ("2024-06",)),
    ],
)
def test_a_date_that_was_replaced_or_only_begins_a_series_is_no_deadline(cell, kind, recurrence, dates):
    due = read_due(cell)
    assert (due.kind, due.recurrence, due.dates) == (kind, recurrence, dates)


def test_the_json_is_that_of_the_contract():
    due = read_due("Pilot November 2018 Roll out February 2019")
    assert due.as_json() == {
        "raw": "Pilot November 2018 Roll out February 2019",
        "kind": "milestones",
        "dates": ["2018-11", "2019-02"],
        "recurrence": None,
    }


@given(st.text())
def test_any_text_is_read_without_an_error_and_kept_with_its_spaces_folded(text):
    due = read_due(text)
    assert due.raw == " ".join(text.split())
    assert 0 <= looks_like_due(text) <= 1
    assert Due.from_json(json.loads(json.dumps(due.as_json()))) == due


WORDS = st.sampled_from(
    "Q3 Q 2024 /25 24 - / . , 31 30 2 st May March Sept Easter end of by from to every six week ly term "
    "monthly revised now was ongoing completed start 2024-02-30 T00:00 twice a year half § ¤ ( )".split()
)


@given(st.lists(WORDS, max_size=14), st.sampled_from(["", " "]), st.sampled_from([None, "2019-01", "x"]))
def test_any_jumble_of_due_words_is_read_without_an_error(words, between, paper_date):
    due = read_due(between.join(words), paper_date)
    assert due.kind in KINDS
    assert due.recurrence is None or due.recurrence in RECURRENCES
    assert 0 <= looks_like_due(between.join(words)) <= 1


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_a_day_reads_the_same_however_it_is_written(day):
    name = MONTH_NAMES[day.month - 1]
    for written in (
        f"{day:%d/%m/%Y}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day}th {name} {day.year}",
        f"{name} {day.day}, {day.year}",
        f"{day} 00:00:00",
    ):
        assert read_due(written).dates == (day.isoformat(),)
    for written in (f"{name.upper()} {day.year}", f"by {name[:3]} {day.year}", f"{day:%Y-%m}"):
        assert read_due(written).dates == (f"{day:%Y-%m}",)


@pytest.mark.parametrize(
    ("year", "month"),
    [(1990, 4), (2002, 3), (2008, 3), (2011, 4), (2016, 3), (2035, 3), (2049, 4), (2076, 4)],
)
def test_easter_is_the_month_of_easter_sunday(year, month):
    assert read_due(f"Easter {year}").dates == (f"{year}-{month:02}",)


def test_a_relative_period_is_read_only_from_the_date_of_its_paper():
    assert read_due("within 6 months", "2018-11-26").dates == ("2019-05",)
    assert read_due("Within two years", "2018-11").dates == ("2020-11",)
    assert read_due("within 6 months", "a date unknown").kind == "none"


@pytest.mark.parametrize(
    "piece",
    [
        "JAN" * 400_000,
        "1/" * 500_000,
        " " * 1_000_000,
        "every " * 170_000,
        "2024/25 q" * 110_000,
        "March " * 170_000,
        "9" * 1_000_000,
        "now March 2024 " * 70_000,
        "\ufdfa" * 1_000_000,
        "§" * 1_000_000,
    ],
    ids=lambda text: text[:9],
)
def test_a_megabyte_of_hostile_text_is_read_in_under_a_second(piece):
    began = time.perf_counter()
    due, sure = read_due(piece), looks_like_due(piece)
    with pytest.raises(ValueError, match="is not a month or a day"):
        parse_when(piece)
    assert time.perf_counter() - began < 20  # a quadratic pattern would take hours
    assert due.raw == " ".join(piece.split())
    assert sure in (0, 1)


@pytest.mark.parametrize(
    ("cell", "least", "most"),
    [
        ("March 2019", 1, 1),
        ("Quarterly Monitoring", 1, 1),
        ("01/05/2019", 1, 1),
        ("Immediate and ongoing", 1, 1),
        ("Spring Term 2019", 1, 1),
        ("Plan In place by March 2019", 1, 1),
        ("Pilot November 2018 Roll Out June", 0.8, 1),
        ("New programme to be delivered from March 2019", 0.5, 1),
        ("Work Experience - January 2019", 0.5, 1),
        ("CEAIG – Y11 – Sept 2018 Y10 - Sept 2019", 0.5, 1),
        ("Review June 2019 (As part of SW Academy", 0.5, 1),
        ("Achieved", 0.5, 0.7),
        ("February", 0.4, 0.6),
        ("2019", 0.4, 0.6),
        ("Monitoring", 0.3, 0.6),
        ("Review)", 0.3, 0.6),
        ("May", 0.3, 0.5),
        ("Head of Continuous Improvement", 0, 0.2),
        ("Audit all new plans issued from January 2019 within the first year.", 0, 0.4),
        ("Recommendation 9 and 4", 0, 0),
        ("9 and 4", 0, 0),
        ("4.4.10", 0, 0),
        ("", 0, 0),
        ("ALL", 0, 0),
        ("Monitoring Officer", 0, 0),
        ("Alex Example", 0, 0),
        ("April Sample", 0, 0),
        ("May Sample", 0, 0),
        ("Support to families is in place by March 2019. " * 3, 0, 0),
    ],
)
def test_a_cell_looks_like_a_due_cell_as_much_as_its_words_allow(cell, least, most):
    assert least <= looks_like_due(cell) <= most


def test_due_order_is_by_the_date_that_matters_next_with_the_undated_last():
    cells = [
        "31 January 2019",
        "January 2019",
        "Pilot February 2019 Roll out December 2019",
        "January 2019 (revised to March 2019)",
        "April 2019",
        "Ongoing",
        "TBC",
    ]
    assert [due.raw for due in sorted(map(read_due, reversed(cells)), key=lambda due: due.sort_key)] == [
        "31 January 2019",
        "January 2019",
        *cells[2:],
    ]


def test_first_and_last_are_in_time_whatever_the_order_written():
    due = read_due("Work Experience -January 2019 CEAIG – Y11 – Sept 2018 Y10 - Sept 2019")
    assert (due.first, due.last, due.deadline) == ("2018-09", "2019-09", "2018-09")
    assert (read_due("TBC").first, read_due("TBC").last) == (None, None)


def test_a_date_brought_forward_is_the_one_that_counts():
    due = read_due("June 2024, brought forward to April 2024")
    assert (due.kind, due.last, due.deadline) == ("date", "2024-04", "2024-04")


@pytest.mark.parametrize(
    ("cell", "on", "past"),
    [
        ("March 2019", date(2019, 3, 31), False),
        ("March 2019", date(2019, 4, 1), True),
        ("15 March 2019", date(2019, 3, 15), False),
        ("15 March 2019", date(2019, 3, 16), True),
        ("Pilot January 2019 Roll out June 2019", date(2019, 3, 1), False),
        ("Pilot January 2019 Roll out June 2019", date(2019, 7, 1), True),
        ("Autumn term 2018 (December 2018)", date(2019, 1, 1), True),
        ("Autumn term 2018", date(2030, 1, 1), False),
        ("From January 2019", date(2030, 1, 1), False),
        ("Monthly from January 2019", date(2030, 1, 1), False),
        ("Ongoing from January 2019", date(2030, 1, 1), False),
        ("Completed January 2019", date(2030, 1, 1), False),
        ("TBC", date(2030, 1, 1), False),
    ],
)
def test_only_a_deadline_can_be_past_and_only_once_its_last_day_is_over(cell, on, past):
    assert read_due(cell).is_past(on) is past


def test_months_until_counts_to_the_date_that_matters_next():
    on = date(2019, 1, 29)
    assert read_due("March 2019").months_until(on) == 2
    assert read_due("Pilot November 2018 Roll out February 2019").months_until(on) == -2
    assert read_due("Ongoing").months_until(on) is None


def test_adding_months_keeps_the_precision_and_ends_within_the_month():
    assert add_months("2018-11", 3) == "2019-02"
    assert add_months("2019-01", -1) == "2018-12"
    assert add_months("2024-01-31", 1) == "2024-02-29"
    assert add_months("2024-03-15", -12) == "2023-03-15"


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.integers(-600, 600))
def test_months_between_undoes_adding_months(day, n):
    for value in (day.isoformat(), f"{day:%Y-%m}"):
        assert months_between(value, add_months(value, n)) == n


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2019-06", "2019-06"),
        ("June 2019", "2019-06"),
        (" jun 2019 ", "2019-06"),
        ("06/2019", "2019-06"),
        ("30/06/2019", "2019-06-30"),
        ("2019-06-30", "2019-06-30"),
        ("30th June 2019", "2019-06-30"),
        ("29/02/2024", "2024-02-29"),
    ],
)
def test_a_date_may_be_typed_in_the_usual_forms(typed, value):
    assert parse_when(typed) == value


@pytest.mark.parametrize(
    "typed",
    ["31 February 2019", "2019-02-31", "29/02/2019", "31/06/2019", "13/2019", "01/06/1066", "30/06/2190"],
)
def test_a_typed_date_that_is_not_in_the_calendar_is_refused_in_a_sentence(typed):
    with pytest.raises(ValueError, match=rf"'{typed}' is not in the calendar of 1990 to 2099\. Write it as "):
        parse_when(typed)


@pytest.mark.parametrize(
    "typed",
    ["", "soon", "June", "2019", "2019-13", "Q3 2019/20", "2019/20", "Easter 2019", "End of 2019", "June x"],
)
def test_a_typed_text_that_is_no_month_or_day_is_refused_in_a_sentence(typed):
    with pytest.raises(ValueError, match=r"is not a month or a day\. Write it as 2019-06, June 2019"):
        parse_when(typed)


@pytest.mark.parametrize(
    "wrong",
    [
        {"raw": "x", "kind": "someday", "dates": [], "recurrence": None},
        {"raw": "x", "kind": "date", "dates": ["2019-02-31"], "recurrence": None},
        {"raw": "x", "kind": "date", "dates": ["June 2019"], "recurrence": None},
        {"raw": "x", "kind": "date", "dates": "2019-06", "recurrence": None},
        {"raw": "x", "kind": "recurring", "dates": [], "recurrence": "hourly"},
        {"kind": "none", "dates": []},
    ],
)
def test_json_outside_the_contract_is_refused(wrong):
    with pytest.raises(ValueError, match=r"date|day|month"):
        Due.from_json(wrong)
