"""Reading takes time in proportion to a text's length, whatever the text: no pattern may go wrong on hostile words."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest

from graphapp.reading.actions import read_plans
from graphapp.reading.bodies import read_organizations
from graphapp.reading.drafts import Line, Paper
from graphapp.reading.figures import read_measures
from graphapp.reading.judgements import read_judgements
from graphapp.reading.measured import Words
from graphapp.reading.minutes import read_minutes
from graphapp.reading.rows import Row, continue_row
from graphapp.reading.strategies import read_strategies
from graphapp.reading.tables import read_header

READERS = (read_plans, read_minutes, read_measures, read_judgements, read_organizations, read_strategies)
UNITS = {
    "open brackets": "(",
    "letters in brackets": "(AB) ",
    "initials": "(A.B) ",
    "joined bodies": "Northshire Board and ",
    "digits": "1",
    "shares": "19% of x ",
    "rates with dates": "rate was 1 in May 2024 ",
    "figures and ordinals": "1st rate - 5% ",
    "joining words": "and ",
    "hyphens": "a-",
    "strategies": "strategy ",
    "posts": "Head of ",
    "people": "Person A, ",
    "recommendations": "R1-R3, ",
    "months": "May 20 ",
    "quotation marks": "‘A",
    "spaces": " ",
    "resolutions": "Resolved that ",
}
SMALL, TIMES = 25_000, 4  # characters, and how much longer the longer text is
WORST = 8.0  # growth for four times the length; quadratic time would be sixteen
TOO_SHORT = 0.04  # seconds; below it a clock says nothing about growth


def paper(text: str) -> Paper:
    lines = tuple(Line(number, (words,)) for number, words in enumerate(text.split("\n"), 1))
    return Paper("hostile", "Minutes of the Board", "", "2024-01-01", lines, tuple(text.split("\n")))


def taken(reader: Callable[[Paper], object], text: str) -> float:
    """The least processor time of two readings: what else the machine does counts for little."""
    made, least = paper(text), float("inf")
    for _ in range(2):
        start = time.process_time()
        reader(made)
        least = min(least, time.process_time() - start)
    return least


@pytest.mark.slow
@pytest.mark.parametrize("shape", ["one line", "many lines"])
@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS.keys())
def test_four_times_the_text_takes_less_than_eight_times_as_long(unit: str, shape: str) -> None:
    line = unit * (80 // len(unit)) + ("\n" if shape == "many lines" else "")
    short, long = (line * (length // len(line)) for length in (SMALL, SMALL * TIMES))
    gc.disable()
    try:
        for reader in READERS:
            before = max(taken(reader, short), TOO_SHORT)
            assert taken(reader, long) < WORST * before, reader.__name__
    finally:
        gc.enable()


def test_a_row_that_goes_on_over_thousands_of_lines_costs_no_more_than_its_length() -> None:
    header = Line(1, ("Ref", "Action", "Lead", "Due"))
    columns = read_header(header)
    assert columns is not None
    whole, more = (Row(header, header, columns, {"lead": ["Head of"]}) for _ in range(2))
    start = time.process_time()
    for _ in range(30_000):
        continue_row(whole, more)
    assert len(whole.words("lead")) == 30_001 * len("Head of ") - 1
    assert time.process_time() - start < 2  # ten times as long where each line looked at the whole row


def test_dates_side_by_side_in_the_name_of_a_measure_do_not_double_the_time_letter_by_letter() -> None:
    start, words = time.process_time(), Words({}, None)
    for after in ("which is · and , the", "and visits"):
        found = words.name(f"Children in care at the end of {'·' * 40} {after}")
        assert found == ("" if after == "and visits" else "Children looked after")
    assert time.process_time() - start < 1


def test_a_bracket_after_many_brackets_is_still_spelt_out_by_the_words_before_it() -> None:
    found = read_organizations(paper("(AB) " * 200 + "\nThe Multi-Agency Widget Board (MAWB) met."))
    assert [(one.name, one.aliases) for one in found] == [("Multi-Agency Widget Board", ("MAWB",))]
