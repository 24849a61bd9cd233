"""Long tables in parts: how many rows fit, whatever a page holds beside them."""

from __future__ import annotations

import pytest
from flask import Flask

from graphapp.web.paging import PAGE_CHARACTERS, PAGE_ROWS, in_parts
from graphapp.web.present import Field, Part, Table, table
from tests.served import client
from tests.served import rows as csv_rows
from tests.soup import all_rows

APP: Flask = client().application
TEXT = Field("text", "Text", lambda row: (Part(row["text"]),))


def made(count: int, length: int) -> Table:
    """A table of so many rows with texts of this length."""
    return table("Rows", [{"id": f"action:{at}", "text": "w" * length} for at in range(count)], (TEXT,))


def shown(*tables: Table, frame: int = 0, address: str = "/actions") -> list[int]:
    with APP.test_request_context(address):
        return [len(one.rows) for one in in_parts(tables, lambda: "." * frame)]


@pytest.mark.parametrize("count", [0, 1, 11, 99, PAGE_ROWS])
def test_what_fits_is_shown_whole(count: int) -> None:
    assert shown(made(count, 100)) == [count]
    assert shown(made(count, 100), made(11, 77), made(3, 50)) == [count, 11, 3]


def test_light_rows_are_shown_a_hundred_at_a_time() -> None:
    assert [shown(made(250, 100), address=f"/actions?page={at}") for at in (1, 2, 3, 9, -1)] == [
        [100], [100], [50], [50], [100],
    ]  # fmt: skip


def test_heavy_rows_make_shorter_parts_and_a_page_is_never_too_heavy() -> None:
    (rows,) = shown(made(100, 5_000), frame=30_000)
    assert rows < 20
    assert rows * 5_000 + 30_000 < PAGE_CHARACTERS


def test_a_short_table_is_whole_beside_a_long_one() -> None:
    long, short = shown(made(100, 2_000), made(8, 200), frame=20_000)
    assert short == 8
    assert 10 < long < 40


def test_parts_together_hold_every_row_once() -> None:
    tables = (made(95, 3_000), made(40, 900))
    with APP.test_request_context("/actions"):
        first, _ = in_parts(tables, lambda: "." * 10_000)
    last = int(first.parts[-1].text)
    found = []
    for at in range(1, last + 1):
        with APP.test_request_context(f"/actions?page={at}&page2=2"):
            found += [row.id for row in in_parts(tables, lambda: "." * 10_000)[0].rows]
    assert found == [f"action:{at}" for at in range(95)]


def test_every_row_of_a_page_with_several_long_tables_is_in_one_of_its_parts() -> None:
    for address in ("/what-if/leaves/person:victoria-gent", "/leads/person:victoria-gent", "/recommendations/10"):
        assert all_rows(address) == [row["id"] for row in csv_rows(f"{address}.csv")]
