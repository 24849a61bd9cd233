"""Word and Excel files -> lines. Merged cells keep their words in their first cell; a cell's own line ends stay."""

from __future__ import annotations

import colorsys
import datetime
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import docx
import openpyxl
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from graphapp.errors import UnreadablePaper
from graphapp.reading.drafts import Line
from graphapp.reading.numbering import MOST_STYLES, Numbering
from graphapp.reading.uncollected import uncollected

MAX_ROWS = 100_000
MAX_CELLS = 2_000_000  # rows by columns of a sheet; every place within them takes memory, filled or not
LONGEST_HEADING = 120  # characters
MAX_MERGED = 1_000  # rows; a cell merged over more is a frame, it says nothing of each row


def docx_lines(data: bytes, _warnings: list[str]) -> list[Line]:
    """Paragraphs and table rows of a Word document in reading order."""
    document = docx.Document(io.BytesIO(data))
    _unwrap(document.element.body)
    numbering = Numbering(document)
    lines: list[Line] = []
    tables = 0
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            tables += 1
            rows = _table_rows(block, numbering)
            lines += [replace(row, no=no, table=tables) for no, row in enumerate(rows, len(lines) + 1)]
        else:
            words = _words(_numbered(block, numbering))
            lines.append(Line(len(lines) + 1, (words,), heading=_level(block), is_strong=_is_bold(block, words)))
    return lines


# What Word wraps around words that a reader sees, what describes it, and words that nobody sees any more.
_WRAPPERS = tuple(qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml"))
_GONE = tuple(qn(f"w:{name}") for name in ("del", "moveFrom", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr"))
_GALLERY = f"{qn('w:sdtPr')}/{qn('w:docPartObj')}/{qn('w:docPartGallery')}"


def _unwrap(body: Any) -> None:
    """Take the words out of drop-downs, other content controls and tracked changes; a table of contents goes."""
    for control in list(body.iter(qn("w:sdt"))):
        gallery = control.find(_GALLERY)
        if gallery is not None and "Contents" in (gallery.get(qn("w:val")) or ""):
            control.getparent().remove(control)
    for gone in list(body.iter(*_GONE)):
        gone.getparent().remove(gone)
    for wrapper in list(body.iter(*_WRAPPERS)):
        for inner in list(wrapper):
            wrapper.addprevious(inner)
        wrapper.getparent().remove(wrapper)


def _is_bold(paragraph: Paragraph, words: str) -> bool:
    runs = [run for run in paragraph.runs if run.text.strip()]
    return 0 < len(words) < LONGEST_HEADING and all(run.bold for run in runs) and bool(runs)


def _level(paragraph: Paragraph) -> int:
    """The level of a heading by its style, or the one that style rests on; 0 for body text."""
    style = paragraph.style
    for _ in range(MOST_STYLES):
        if style is None:
            break
        found = re.search(r"(?i)\bheading\s*(\d)", style.name or "")
        if found or style.name == "Title":
            return int(found[1]) if found else 1
        style = style.base_style
    return 0


def _numbered(paragraph: Paragraph, numbering: Numbering) -> str:
    """The paragraph's words below the number that Word prints before them."""
    number, words = numbering.before(paragraph), paragraph.text
    return f"{number} {words}" if number and words.strip() else words


def _cell_words(paragraphs: Sequence[Paragraph], numbering: Numbering) -> str:
    """The words of a cell; the numbers of a list within it are dropped as bullets are, one alone is a reference."""
    numbers = [numbering.before(paragraph) for paragraph in paragraphs]
    texts = [paragraph.text for paragraph in paragraphs]
    if sum(map(bool, numbers)) == 1 and numbers[0]:
        texts[0] = f"{numbers[0]} {texts[0]}"
    return _words("\n".join(texts))


def _table_rows(table: Table, numbering: Numbering) -> Iterator[Line]:
    """Rows of cell texts; a cell merged over columns or rows stands once, its further places are empty.

    Beside them the shade of each cell, and for each place that a cell from a row above covers, that cell's words.
    """
    seen: dict[Any, tuple[int, str]] = {}  # python-docx hands a merged cell out once for each place it covers
    for number, row in enumerate(table.rows):
        cells, above, fills = ([""] * row.grid_cols_before for _ in range(3))
        for cell in row.cells:
            place = cell._element  # noqa: SLF001
            first, words = seen.get(place, (number, ""))
            new = place not in seen
            if new:
                words = _cell_words(cell.paragraphs, numbering)
                seen[place] = (number, words)
            cells.append(words if new else "")
            above.append(words if first < number else "")
            fills.append(_shade(place) if new else "")
        across = len({id(cell._element) for cell in row.cells}) == 1  # noqa: SLF001
        yield Line(0, tuple(cells), above=tuple(above), fills=tuple(fills), is_across=across)


def _shade(cell: Any) -> str:
    """The shade of a Word cell as a RAG word, "" where it has none."""
    shade = cell.find(f"{qn('w:tcPr')}/{qn('w:shd')}")
    return rag_of_colour(shade.get(qn("w:fill")) or "") if shade is not None else ""


def _words(text: str) -> str:
    if "\n" not in text:
        return " ".join(text.split())
    return "\n".join(folded for part in text.split("\n") if (folded := " ".join(part.split())))


@uncollected()
def xlsx_lines(data: bytes, _warnings: list[str]) -> list[Line]:
    """Rows of every visible sheet; dates as a person sees them, fills as RAG words."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    lines: list[Line] = []
    shades: dict[int, str] = {}  # by style: thousands of cells share a few
    for number, sheet in enumerate(book.worksheets, 1):
        if sheet.sheet_state != "visible":
            continue
        if (sheet.max_row or 0) > MAX_ROWS:
            raise UnreadablePaper(f"sheet {sheet.title} has more than {MAX_ROWS:,} rows. Save only the plan.")
        if (sheet.max_row or 0) * (sheet.max_column or 0) > MAX_CELLS:
            raise UnreadablePaper(f"sheet {sheet.title} spans more than {MAX_CELLS:,} cells. Save only the plan.")
        merged, across = _merged_down(sheet), _merged_across(sheet)
        for row in sheet.iter_rows():
            cells = tuple(_shown(cell) for cell in row)
            if any(cells):
                fills = tuple(_fill(cell, shades) for cell in row)
                fills = fills if any(fills) else ()
                above = tuple(merged.get((cell.row or 0, cell.column or 0), "") for cell in row) if merged else ()
                no = row[0].row or 1
                lines.append(Line(no, cells, None, sheet.title, number, fills, above, is_across=no in across))
    return lines


def _merged_down(sheet: Any) -> dict[tuple[int, int], str]:
    """(row, column) -> words of the cell above that is merged down to there."""
    return {
        (row, area.min_col): words
        for area in sheet.merged_cells.ranges
        if area.max_row - area.min_row < MAX_MERGED and (words := _shown(sheet.cell(area.min_row, area.min_col)))
        for row in range(area.min_row + 1, area.max_row + 1)
    }


def _merged_across(sheet: Any) -> frozenset[int]:
    """The rows in which one cell is merged over half of the columns or more."""
    areas = (area for area in sheet.merged_cells.ranges if area.min_row == area.max_row)
    return frozenset(area.min_row for area in areas if (area.max_col - area.min_col + 1) * 2 >= sheet.max_column)


def _shown(cell: Any) -> str:
    value = cell.value
    if isinstance(value, datetime.datetime | datetime.date):
        has_day = "d" in (cell.number_format or "d").lower().replace("mmmmm", "")
        return value.strftime("%d/%m/%Y" if has_day else "%B %Y")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else _words(str(value))


def _fill(cell: Any, known: dict[int, str]) -> str:
    """The cell's solid fill as red, amber, green or blue; "" for none, white or grey."""
    if not cell.has_style:
        return ""
    style = cell.style_id
    if style not in known:
        fill = cell.fill
        solid = fill is not None and fill.fill_type == "solid" and fill.fgColor is not None
        colour = fill.fgColor.rgb if solid else None
        known[style] = rag_of_colour(colour) if isinstance(colour, str) else ""
    return known[style]


def rag_of_colour(code: str) -> str:
    """The RAG word a hexadecimal colour (`RRGGBB` or `AARRGGBB`) is seen as, "" where it is none."""
    if not re.fullmatch(r"(?i)([0-9a-f]{2})?[0-9a-f]{6}", code):
        return ""
    red, green, blue = (int(code[-6:][i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < 0.35 or lightness > 0.93 or lightness < 0.1:
        return ""
    degrees = hue * 360
    for limit, word in ((18, "red"), (62, "amber"), (170, "green"), (265, "blue")):
        if degrees < limit:
            return word
    return "red" if degrees > 335 else ""
