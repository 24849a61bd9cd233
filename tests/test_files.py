"""Files of every format as lines, and every bad file as a sentence."""

from __future__ import annotations

import datetime
import time
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from fpdf import FPDF
from openpyxl.styles import PatternFill

from graphapp.errors import UnreadablePaper
from graphapp.reading.files import clean, read_paper
from graphapp.reading.office import rag_of_colour
from graphapp.reading.reader import read
from tests.example import NOVEMBER, path_of


def made(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


BAD = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \n\t\n", "is empty"),
    "picture.txt": (b"\x89PNG\r\n\x00\x00\x01", "not text"),
    "notes.odt": (b"hello", "is not read"),
    "one-line.txt": (b"a" * 4_000_000, "no paper"),
    "cut.docx": (b"PK\x03\x04 cut off", "not a readable DOCX"),
    "cut.xlsx": (b"PK\x03\x04 cut off", "not a readable XLSX"),
    "cut.pdf": (b"%PDF-1.4 cut off", "PDF"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_in_one_sentence_naming_it(tmp_path: Path, name: str) -> None:
    data, words = BAD[name]
    start = time.monotonic()
    with pytest.raises(UnreadablePaper) as raised:
        read(made(tmp_path, name, data))
    assert name in str(raised.value)
    assert words in str(raised.value)
    assert "\n" not in str(raised.value)
    assert time.monotonic() - start < 5


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePaper, match="no such file"):
        read(tmp_path / "none.txt")
    with pytest.raises(UnreadablePaper, match="a folder"):
        read(tmp_path)


def test_another_encoding_is_read_as_windows_1252_with_a_warning(tmp_path: Path) -> None:
    path = made(tmp_path, "plan.txt", path_of(NOVEMBER).read_text("utf-8").encode("cp1252", "replace"))
    drafts = read(path)
    assert len(drafts.actions) == 109
    assert "Windows-1252" in drafts.paper.warnings[0]
    assert "line 15:" in drafts.paper.warnings[0] or "line" in drafts.paper.warnings[0]


def pdf_of(*texts: str) -> bytes:
    """A page for each text, in the order the file numbers them."""
    paper = FPDF()
    paper.set_compression(False)
    for text in texts:
        paper.add_page()
        paper.set_font("Helvetica", size=12)
        if text:
            paper.cell(text=text)
    return bytes(paper.output())


def test_what_a_damaged_pdf_has_lost_is_said(tmp_path: Path) -> None:
    whole = pdf_of("First page", "Second page", "Third page")
    lost = whole.replace(b"/Type /Page\n", b"/Type /Pagx\n", 1)
    assert read_paper(made(tmp_path, "whole.pdf", whole)).warnings == ()
    paper = read_paper(made(tmp_path, "lost.pdf", lost))
    assert [line.text for line in paper.lines] == ["Second page", "Third page"]
    assert paper.warnings == (
        "lost.pdf: 1 of its 3 pages cannot be opened. "
        "The file is damaged: open it where it was made and save it again.",
    )
    paper = read_paper(made(tmp_path, "bare.pdf", pdf_of("", "Second page", "")))
    assert paper.warnings == ("bare.pdf: pages 1, 3 hold no text: empty, pictures, or damaged. Look at the paper.",)


def test_line_ends_of_every_kind_count_the_same_lines(tmp_path: Path) -> None:
    text = "Plan\nAction\tLead\tDue\nWrite it.\tPerson A\tMay 2024\n"
    lines = [
        [line.text for line in read_paper(made(tmp_path, f"{number}.txt", text.replace("\n", end).encode())).lines]
        for number, end in enumerate(("\n", "\r\n", "\r"))
    ]
    assert lines[0] == lines[1] == lines[2]


def test_markup_left_by_a_conversion_is_cleaned_from_cells() -> None:
    assert clean("<p>Write <i>it</i></p> <ul style='x'> - now") == "Write it - now"
    assert clean("a < b & c") == "a < b & c"
    assert clean("Health &amp; care **now**") == "Health & care now"


def test_a_word_table_is_read_with_merged_cells_and_people_one_a_line(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Northshire Improvement Plan", 1)
    table = document.add_table(rows=3, cols=4)
    for place, words in enumerate(("Ref", "Action", "Lead officer", "Deadline")):
        table.cell(0, place).text = words
    table.cell(1, 0).merge(table.cell(1, 3)).text = "1 Practice"
    for place, words in enumerate(("1.1", "Write the policy", "Person A, Head of Widgets\nPerson B", "31/03/2024")):
        table.cell(2, place).text = words
    document.save(str(tmp_path / "plan.docx"))
    drafts = read(tmp_path / "plan.docx")
    (action,) = drafts.actions
    assert drafts.plans[0].title == "Northshire Improvement Plan"
    assert (action.ref, action.text, action.due.dates) == ("1.1", "Write the policy", ("2024-03-31",))
    assert [lead.person for lead in action.leads] == ["Person A", "Person B"]


def test_word_s_drop_downs_and_tracked_changes_are_read_as_they_are_seen(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(2, 3)
    for place, words in enumerate(("Action", "Lead", "RAG", "Publish a guide ", "Person A", "")):
        table.cell(place // 3, place % 3).text = words
    words = table.cell(1, 0).paragraphs[0]._p
    words.append(_wrapped("ins", "<w:r><w:t>for parents</w:t></w:r>"))
    words.append(_wrapped("del", "<w:r><w:delText>for schools</w:delText></w:r>"))
    chosen = "<w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent><w:r><w:t>Amber</w:t></w:r></w:sdtContent>"
    table.cell(1, 2).paragraphs[0]._p.append(_wrapped("sdt", chosen))
    control = _wrapped("sdt", "<w:sdtContent/>")
    table._tbl.addprevious(control)
    control[0].append(table._tbl)
    document.save(str(tmp_path / "plan.docx"))
    (action,) = read(tmp_path / "plan.docx").actions
    assert (action.text, action.rag) == ("Publish a guide for parents", "amber")


def _wrapped(name: str, inner: str) -> Any:
    return parse_xml(f"<w:{name} {nsdecls('w')}>{inner}</w:{name}>")


def test_a_heading_is_known_by_the_style_its_own_rests_on(tmp_path: Path) -> None:
    document = docx.Document()
    style = document.styles.add_style("House title", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Heading 2"]
    document.add_paragraph("Early help", style="House title")
    document.save(str(tmp_path / "plan.docx"))
    assert read_paper(tmp_path / "plan.docx").lines[0].heading == 2


def test_the_numbers_that_word_prints_itself_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    for words in ("first", "second"):
        document.add_paragraph(words, style="List Number")
    document.add_paragraph("point", style="List Bullet")
    document.save(str(tmp_path / "plan.docx"))
    assert [line.text for line in read_paper(tmp_path / "plan.docx").lines] == ["1. first", "2. second", "point"]


def test_a_web_table_by_role_is_read_without_words_for_hearing_and_with_those_of_pictures(tmp_path: Path) -> None:
    cell = "<div role=cell>"
    page = (
        "<div role=table><div role=row>"
        + "".join(f"<div role=columnheader>{words}</div>" for words in ("Action", "Lead", "Status"))
        + f"</div><div role=row>{cell}Publish a guide<sup>2</sup></div>{cell}Person A</div>"
        + f'{cell}<span class="visually-hidden">Status:</span>Green</div></div>'
        + f"<div role=row>{cell}Train staff</div>{cell}Person B</div>"
        + f'{cell}<img alt="Red" src="r.png"></div></div></div>'
    )
    (tmp_path / "plan.html").write_text(f"<html><body>{page}<p hidden>Old words</p></body></html>", "utf-8")
    found = read(tmp_path / "plan.html")
    assert [(action.text, action.rag) for action in found.actions] == [
        ("Publish a guide", "green"),
        ("Train staff", "red"),
    ]
    assert "Old words" not in found.paper.raw


def test_a_spreadsheet_gives_rows_sheets_dates_as_seen_and_fills_as_rag(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Tracker"
    sheet.append(["Northshire tracker"])
    sheet.append(["No", "What we will do", "Owner", "Completion date", "RAG"])
    sheet.append(["A1.1", "Write the policy", "Person A", datetime.date(2024, 3, 31), None])
    sheet.append(["A1.2", "Train the staff", "Person B", datetime.date(2024, 4, 1), "G"])
    sheet["D4"].number_format = "mmm-yy"
    sheet["E3"].fill = PatternFill("solid", fgColor="FFFF0000")
    book.save(tmp_path / "plan.xlsx")
    first, second = read(tmp_path / "plan.xlsx").actions
    assert (first.source.line_start, first.source.sheet) == (3, "Tracker")
    assert (first.due.dates, first.rag) == (("2024-03-31",), "red")
    assert (second.due.dates, second.rag) == (("2024-04",), "green")


def test_csv_and_html_tables_are_read(tmp_path: Path) -> None:
    rows = [("Ref", "Action", "Lead", "By when"), ("1", "Write, and check, the policy", "Person A", "May 2024")]
    csv_path = made(tmp_path, "plan.csv", "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode())
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    html_path = made(tmp_path, "plan.html", f"<h1>Plan</h1><script>x</script><table>{cells}</table>".encode())
    for path in (csv_path, html_path):
        (action,) = read(path).actions
        assert (action.ref, action.text) == ("1", "Write, and check, the policy")
        assert (action.leads[0].person, action.due.dates) == ("Person A", ("2024-05",))


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("FFFF0000", "red"),
        ("FFC000", "amber"),
        ("FFFF00", "amber"),
        ("00B050", "green"),
        ("0070C0", "blue"),
        ("FFFFFF", ""),
        ("D9D9D9", ""),
    ],
)
def test_a_fill_is_named_as_a_person_sees_it(code: str, word: str) -> None:
    assert rag_of_colour(code) == word


def test_the_head_of_a_table_of_spaces_without_rows_is_no_fault(tmp_path: Path) -> None:
    path = made(tmp_path, "head.txt", b"Ref    Action          Lead            Due\n")
    assert read(path).actions == ()


def test_a_text_of_more_lines_than_a_thousand_pages_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePaper, match=r"more than 50,000\. Save the part with the plan"):
        read_paper(made(tmp_path, "long.txt", b"a\n" * 50_001))
    assert len(read_paper(made(tmp_path, "long.txt", b"a\n" * 50_000)).lines) == 50_000


def test_the_numbers_that_a_browser_shows_before_a_list_are_read(tmp_path: Path) -> None:
    page = "<ol start=3><li>third<li><p>fourth</p></ol><ol type=a><li>letter</ol><ul><li>point</ul>"
    (tmp_path / "page.html").write_text(f"<html><body>{page}<table><tr><td><ol><li>cell</ol></table>", "utf-8")
    lines = [line.text for line in read_paper(tmp_path / "page.html").lines]
    assert lines == ["3. third", "4. fourth", "(a) letter", "point", "cell"]
