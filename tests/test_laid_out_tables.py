"""Tables as pages and typists lay them out: shades for rules, banners, rows over pages, columns that shift."""

from __future__ import annotations

from pathlib import Path

from fpdf import FPDF

from graphapp.reading.aligned import aligned_rows
from graphapp.reading.files import read_paper
from graphapp.reading.grid import goes_on_in, mended

HEADER = ("Ref", "Action", "Lead", "By when", "RAG")
ROWS = (
    (
        "1.1",
        "Agree the widget policy with every\npartner before the summer.",
        "Person A,\nHead of Widgets",
        "May 2031",
        "Red",
    ),
    ("1.2", "Publish it.", "Person B", "Ongoing", "Green"),
    ("1.3", "Train all staff in its use, and ask them\nwhat else they need.", "Person C", "June 2031", "Amber"),
)
LEFTS = (15, 30, 110, 150, 180)
RIGHT = 200
FILLS = {"Red": (255, 0, 0), "Green": (0, 176, 80), "Amber": (255, 192, 0)}


class Page(FPDF):
    """A page on which rows are put down where the test says; `y` moves on."""

    def __init__(self) -> None:
        super().__init__()
        self.set_font("helvetica", size=9)
        self.set_auto_page_break(False)
        self.add_page()
        self.set_y(40)

    def put(self, cells: tuple[str, ...], bold: bool = False, gap: float = 0.0, fill: tuple[int, ...] = ()) -> None:
        self.set_font("helvetica", style="B" if bold else "", size=9)
        deepest = max(cell.count("\n") + 1 for cell in cells)
        if fill:
            self.set_fill_color(*fill)
            for left, right in zip(LEFTS, (*LEFTS[1:], RIGHT), strict=True):
                self.rect(left - 1, self.y, right - left, 4.5 * deepest, "F")
        for left, cell in zip(LEFTS, cells, strict=False):
            for at, line in enumerate(cell.split("\n")):
                self.text(left, self.y + 3.5 + 4.5 * at, line)
        self.set_y(self.y + 4.5 * deepest + gap)

    def rule(self) -> None:
        self.line(LEFTS[0] - 1, self.y, RIGHT, self.y)

    def rows(self, folder: Path) -> list[tuple[str, ...]]:
        self.output(str(folder / "plan.pdf"))
        return [line.cells for line in read_paper(folder / "plan.pdf").lines]


def flat(row: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(cell.replace("\n", " ") for cell in row)


WANTED = [flat(row) for row in ROWS]


def test_banners_between_rules_across_are_rows_of_the_table_and_end_nothing(tmp_path: Path) -> None:
    page = Page()
    page.rule()
    for cells in (
        HEADER,
        ("Theme A: Widgets for every family",),
        *ROWS[:2],
        ("Theme B: People who make widgets",),
        ROWS[2],
    ):
        page.put(cells, bold=cells[0].startswith("Theme"))
        page.rule()
    page.set_y(page.y + 20)
    page.put(("The board will look at this plan each quarter, and at what is late each month.",))
    read = [flat(row) for row in page.rows(tmp_path)]
    assert [row for row in read if row[0][:2] in {"1.", "Th"} and len(row) > 1] == [
        ("Theme A: Widgets for every family", "", "", "", ""),
        *WANTED[:2],
        ("Theme B: People who make widgets", "", "", "", ""),
        WANTED[2],
    ]
    assert len(read[-1]) == 1


def test_a_shaded_header_says_where_the_columns_of_rows_without_rules_are(tmp_path: Path) -> None:
    page = Page()
    page.put(HEADER, bold=True, gap=2, fill=(200, 200, 200))
    for row in ROWS:
        page.put(row, gap=3)
    assert [flat(row) for row in page.rows(tmp_path)] == [HEADER, *WANTED]


def test_every_other_row_shaded_is_one_table(tmp_path: Path) -> None:
    page = Page()
    page.put(HEADER, bold=True)
    for at, row in enumerate((*ROWS, *ROWS)):
        page.put((f"{at + 1}", *row[1:]), fill=(225, 225, 225) if at % 2 else ())
    read = [flat(row) for row in page.rows(tmp_path)]
    assert read[1:] == [(f"{at + 1}", *row[1:]) for at, row in enumerate([*WANTED, *WANTED])]


def test_a_cell_that_says_nothing_but_its_colour_is_rated_by_it(tmp_path: Path) -> None:
    page = Page()
    page.rule()
    page.put(HEADER, bold=True)
    for row in ROWS:
        page.rule()
        page.set_fill_color(*FILLS[row[4]])
        page.rect(LEFTS[4] - 1, page.y, RIGHT - LEFTS[4], 4.5 * (row[1].count("\n") + 1), "F")
        page.put(row[:4])
    page.rule()
    page.output(str(tmp_path / "plan.pdf"))
    fills = [line.fills[-1] for line in read_paper(tmp_path / "plan.pdf").lines if line.fills]
    assert fills == ["red", "green", "amber"]


def test_rules_only_down_the_page_part_columns_and_the_references_rows(tmp_path: Path) -> None:
    page = Page()
    top = page.y
    page.rule()
    page.put(HEADER, bold=True)
    page.rule()
    for row in ROWS:
        page.put(row)
    page.rule()
    for left in (*(left - 1 for left in LEFTS), RIGHT):
        page.line(left, top, left, page.y)
    assert [flat(row) for row in page.rows(tmp_path)] == [HEADER, *WANTED]


def test_a_numbered_row_goes_on_at_the_top_of_the_next_page(tmp_path: Path) -> None:
    page = Page()
    page.put(HEADER, bold=True, gap=3)
    page.put(ROWS[1], gap=3)
    page.put(("1.3", "Train all staff in the multi-", "Person C,", "June 2031", "Amber"))
    page.add_page()
    page.set_y(40)
    page.put(("", "agency Way of working.", "Head of Training", "", ""), gap=3)
    page.put(("1.4", "Write it down.", "Person D", "May 2031", "Red"))
    read = page.rows(tmp_path)
    assert read[2] == (
        "1.3",
        "Train all staff in the multi-agency Way of working.",
        "Person C, Head of Training",
        "June 2031",
        "Amber",
    )
    assert [row[0] for row in read] == ["Ref", "1.2", "1.3", "1.4"]


def test_titles_in_bold_stand_alone_in_a_table_without_numbers_or_rules(tmp_path: Path) -> None:
    page = Page()
    page.put(("", *HEADER[1:]), bold=True, gap=3)
    for row in ROWS:
        page.put(("", "Widgets" if row is ROWS[0] else "People"), bold=True)
        page.put(("", *row[1:]), gap=3)
    assert [row[0] for row in page.rows(tmp_path)[1:3]] == ["Widgets", ROWS[0][1].replace("\n", " ")]


TEXT = """\
Northshire widget service
Ref   Action                         Lead              Target     Progress               RAG
                                                       date
1.1   Agree the policy for widgets   Person A, Co-     May 2031   Under way              Red
Widget plan     Page 1 of 2
\fNorthshire widget service
Ref   Action                          Lead             Target     Progress               RAG
                                                       date
      with every partner.             ordinator                   and nearly done.
1.2   Review widgets with all Person B June 2031                                         Green
      of their makers.        Head of
                              Widgets
Theme 2: People
2.1   Train staff.                    Person C         Ongoing                           Amber
Widget plan     Page 2 of 2
"""


def test_a_row_of_text_goes_on_after_the_foot_and_the_header_of_a_page() -> None:
    lines = TEXT.replace("\f", "").split("\n")
    rows = [cells for _, (_, cells) in sorted(aligned_rows(lines, [5]).items()) if any(cells)]
    assert rows[1] == (
        "1.1",
        "Agree the policy for widgets with every partner.",
        "Person A, Co-ordinator",
        "May 2031",
        "Under way and nearly done.",
        "Red",
    )
    assert rows[3][0] == "Theme 2: People"


def test_columns_of_text_may_shift_in_a_row_and_stand_one_space_apart() -> None:
    lines = TEXT.replace("\f", "").split("\n")
    rows = [cells for _, (_, cells) in sorted(aligned_rows(lines, [5]).items()) if any(cells)]
    assert flat(rows[2]) == (
        "1.2",
        "Review widgets with all of their makers.",
        "Person B Head of Widgets",
        "June 2031",
        "",
        "Green",
    )


def test_words_broken_at_a_lines_end_are_whole_again() -> None:
    assert goes_on_in("the Co-", "ordinator of")
    assert not goes_on_in("short-", "and long-term")
    assert not goes_on_in("Head of Service -", "widgets")
    assert mended(("imple\u00admentation by the co\u00adordinator",), frozenset({"implementation"})) == (
        "implementation by the co-ordinator",
    )
