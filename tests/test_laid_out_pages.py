"""Pages as they are printed: small letters, letters apart, turned words and pages, titles over lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from fpdf import FPDF

from graphapp.reading.aligned import aligned_rows
from graphapp.reading.files import read_paper
from graphapp.reading.grid import Word
from graphapp.reading.reader import read

HEADER = ("Ref", "Action", "Lead", "By when")
ROWS = (
    ("1.1", "Agree the widget policy.", "Person A", "31/05/2031"),
    ("1.2", "Publish it on the site.", "Person B", "30/06/2031"),
)
WIDTHS = (15, 80, 40, 30)


def page() -> FPDF:
    pdf = FPDF(orientation="landscape")
    pdf.set_font("helvetica", size=9)
    pdf.add_page()
    return pdf


def put(pdf: FPDF, rows: tuple[tuple[str, ...], ...], y: float, ruled: bool = True, x: float = 10) -> None:
    for at, row in enumerate(rows):
        left = x
        for width, cell in zip(WIDTHS, row, strict=False):
            if ruled:
                pdf.rect(left, y + 7 * at, width, 7)
            pdf.text(left + 1, y + 7 * at + 5, cell)
            left += width


def lines(pdf: FPDF, folder: Path) -> list[tuple[str, ...]]:
    pdf.output(str(folder / "plan.pdf"))
    return [line.cells for line in read_paper(folder / "plan.pdf").lines]


@pytest.mark.parametrize("size", [3.5, 6, 9])
def test_the_edge_of_a_cell_parts_words_that_nearly_touch(tmp_path: Path, size: float) -> None:
    pdf = page()
    for at, row in enumerate((HEADER, *ROWS)):
        pdf.set_font("helvetica", size=size)
        left = 10.0
        for cell in row:
            width = max(pdf.get_string_width(each[row.index(cell)]) for each in (HEADER, *ROWS)) + 0.3
            pdf.rect(left, 30 + size * at, width, size)
            pdf.text(left + width - 0.15 - pdf.get_string_width(cell), 30 + size * at + 0.7 * size, cell)
            left += width
    assert lines(pdf, tmp_path) == [HEADER, *ROWS]


def test_letters_set_apart_are_still_words(tmp_path: Path) -> None:
    pdf = page()
    pdf.set_char_spacing(1.5)
    put(pdf, (HEADER, *ROWS), 40)
    assert lines(pdf, tmp_path) == [HEADER, *ROWS]


def test_words_of_a_font_without_a_space_are_parted_by_room(tmp_path: Path) -> None:
    pdf = page()
    pdf.set_font("helvetica", size=7)
    left = 12.0
    for word in "Agree the widget policy with partners".split():
        pdf.text(left, 40, word)
        left += pdf.get_string_width(word + " ")
    assert lines(pdf, tmp_path) == [("Agree the widget policy with partners",)]


def test_a_header_whose_cells_are_set_about_the_middle_is_one(tmp_path: Path) -> None:
    pdf = page()
    put(pdf, (("", *HEADER[1:]),), 30, ruled=False)
    pdf.text(11, 33.3, "Peer")
    pdf.text(11, 36.7, "rec.")
    put(pdf, (("R1", *ROWS[0][1:]), ("R2", *ROWS[1][1:])), 42, ruled=False)
    assert lines(pdf, tmp_path)[:2] == [("Peer rec.", *HEADER[1:]), ("R1", *ROWS[0][1:])]


def test_each_table_without_rules_has_columns_of_its_own(tmp_path: Path) -> None:
    pdf = page()
    put(pdf, (HEADER, *ROWS), 30, ruled=False)
    pdf.set_font("helvetica", "B", 14)
    pdf.text(10, 62, "Priority 2: People")
    pdf.set_font("helvetica", size=9)
    put(pdf, (HEADER, *ROWS), 65, ruled=False, x=33)
    found = [cells for cells in lines(pdf, tmp_path) if len(cells) > 1]
    assert found == [HEADER, *ROWS, HEADER, *ROWS]


def test_a_title_that_wraps_is_one_heading_and_two_titles_are_two(tmp_path: Path) -> None:
    pdf = page()
    put(pdf, (HEADER, *ROWS), 60)
    pdf.set_font("helvetica", "B", 14)
    pdf.text(10, 20, "Northshire Council")
    pdf.text(10, 26, "Widget Plan")
    pdf.text(10, 40, "Priority 1: Widgets reach each family in the county and beyond who asks for one")
    pdf.text(10, 46, "whenever asked")
    pdf.set_font("helvetica", size=9)
    pdf.text(
        10, 90, "The board looks at this plan in each of its meetings, and says what it makes of it in the minutes."
    )
    found = lines(pdf, tmp_path)
    assert [cells for cells in found if len(cells) == 1][:3] == [
        ("Northshire Council",),
        ("Widget Plan",),
        ("Priority 1: Widgets reach each family in the county and beyond who asks for one whenever asked",),
    ]


def test_bullets_of_a_font_of_symbols_are_bullets() -> None:
    place = {"x0": 1, "x1": 2, "top": 1, "bottom": 2, "size": 9}
    assert Word.of({"text": "\uf0b7", "chars": [{"fontname": "Symbol"}], **place}).text == "•"


def test_words_that_run_up_a_cell_are_its_words(tmp_path: Path) -> None:
    pdf = page()
    put(pdf, (("", *HEADER[1:]), *ROWS), 30)
    with pdf.rotation(90, 16, 36):
        pdf.text(16, 36, "Ref")
    assert lines(pdf, tmp_path) == [HEADER, *ROWS]


def test_a_page_whose_lines_run_up_it_is_turned(tmp_path: Path) -> None:
    pdf = FPDF(orientation="portrait")
    pdf.set_font("helvetica", size=9)
    pdf.add_page()
    with pdf.rotation(90, 10, 280):
        put(pdf, (HEADER, *ROWS), 290)
    assert lines(pdf, tmp_path) == [HEADER, *ROWS]


def test_a_table_of_its_own_below_a_plan_is_no_part_of_it(tmp_path: Path) -> None:
    pdf = page()
    put(pdf, (HEADER, *ROWS), 30)
    pdf.set_font("helvetica", "B", 14)
    pdf.text(10, 70, "Governance")
    pdf.set_font("helvetica", size=9)
    put(pdf, (("Body", "Next meeting"), ("Widget Board", "3 June 2031"), ("Widget Panel", "4 July 2031")), 75)
    pdf.output(str(tmp_path / "plan.pdf"))
    actions = read(tmp_path / "plan.pdf").actions
    assert [(action.text, action.lead_text) for action in actions] == [row[1:3] for row in ROWS]


TEXT = """\
Widget plan
Priority 1: Widgets
Ref   Action                     Lead          By when
1.1   Agree the widget policy.   Person A      31/05/2031
Page 1 of 2
\fWidget plan
Priority 2: People
Ref   Action                     Lead          By when
2.1   Publish it on the site.    Person B      30/06/2031
Page 2 of 2
"""


def test_a_title_at_the_top_of_a_page_of_text_parts_the_plan(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(TEXT, "utf-8")
    assert [action.key_area for action in read(tmp_path / "plan.txt").actions] == ["1", "2"]


def test_lines_wider_than_a_page_and_headers_of_too_many_columns_make_no_table() -> None:
    head = "Ref    Action                Lead            Due"
    assert (
        len(aligned_rows([head, "1.1    Do x                  Person A        May 2031", "1.2    " + "a   " * 300]))
        == 2
    )
    assert aligned_rows([head + "  KPI" * 30, "1.1" + "  a" * 30]) == {}
