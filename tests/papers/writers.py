"""Blocks of an invented paper -> a file: headings, paragraphs and tables as Word, web page, text or PDF."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from fpdf import FPDF

MERGED_LEFT = "<"  # a cell that is part of the one to its left
MERGED_UP = "^"  # a cell that is part of the one above
FILL = "fill:"  # a cell that holds nothing but a colour, "fill:FF0000"
BOLD = 9  # level of a heading that is only bold


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (level 1 to 3), a paragraph (level 0) or, with rows, a table."""

    text: str = ""
    level: int = 0
    rows: Sequence[Sequence[str]] = ()
    widths: Sequence[int] = ()


def write_docx(path: Path, blocks: Sequence[Block]) -> None:
    """Word, with real heading styles and merged cells."""
    document = docx.Document()
    for block in blocks:
        if not block.rows:
            if block.level == BOLD:
                document.add_paragraph().add_run(block.text).bold = True
            else:
                document.add_heading(block.text, block.level) if block.level else document.add_paragraph(block.text)
            continue
        table = document.add_table(len(block.rows), len(block.rows[0]), style="Table Grid")
        for at, row in enumerate(block.rows):
            for place, words in enumerate(row):
                if words == MERGED_LEFT:
                    table.cell(at, place - 1).merge(table.cell(at, place))
                elif words == MERGED_UP:
                    table.cell(at - 1, place).merge(table.cell(at, place))
                elif words.startswith(FILL):
                    shade = OxmlElement("w:shd")
                    shade.set(qn("w:val"), "clear")
                    shade.set(qn("w:fill"), words.removeprefix(FILL))
                    table.cell(at, place)._element.get_or_add_tcPr().append(shade)
                else:
                    table.cell(at, place).text = words
    document.save(str(path))


def write_html(path: Path, blocks: Sequence[Block]) -> None:
    """A page of a council's site, with the menu and footer that such pages have."""
    parts = []
    for block in blocks:
        tag = "b" if block.level == BOLD else f"h{block.level}" if block.level else "p"
        parts.append(
            _html_table(block.rows)
            if block.rows
            else f"<p><{tag}>{html.escape(block.text)}</{tag}></p>"
            if tag == "b"
            else f"<{tag}>{html.escape(block.text)}</{tag}>"
        )
    body = "\n".join(parts)
    path.write_text(
        "<!doctype html><html lang=en><head><title>Invented page</title><style>td{border:1px}</style></head><body>"
        "<nav><ul><li>Home</li><li>Your council</li></ul></nav><main><div class=content>"
        f"{body}</div></main><footer><p>Contact us</p></footer></body></html>",
        "utf-8",
    )


def _html_table(rows: Sequence[Sequence[str]]) -> str:
    lines = []
    for at, row in enumerate(rows):
        made = []
        for place, words in enumerate(row):
            if words in (MERGED_LEFT, MERGED_UP):
                continue
            across, down = _reach(rows, at, place)
            tag = "td" if at else "th"
            inner = "<br>".join(html.escape(part) for part in words.split("\n"))
            style = ""
            if words.startswith(FILL):
                inner, style = "", f' style="background-color:#{words.removeprefix(FILL)}"'
            made.append(f"<{tag} colspan={across} rowspan={down}{style}>{inner}</{tag}>")
        lines.append(f"<tr>{''.join(made)}</tr>")
    return f"<table>{''.join(lines)}</table>"


def _reach(rows: Sequence[Sequence[str]], at: int, place: int) -> tuple[int, int]:
    """How many columns and rows a cell covers."""
    across = down = 1
    while place + across < len(rows[at]) and rows[at][place + across] == MERGED_LEFT:
        across += 1
    while at + down < len(rows) and rows[at + down][place] == MERGED_UP:
        down += 1
    return across, down


def write_text(path: Path, blocks: Sequence[Block], bar: str = "\t") -> None:
    """Plain text, cells parted by tabs or bars."""
    lines: list[str] = []
    for block in blocks:
        for row in block.rows:
            flat = [words.replace("\n", " ") for words in row]
            lines.append("\t".join(flat) if bar == "\t" else f"| {' | '.join(flat)} |")
        if not block.rows:
            lines.append(block.text)
        lines.append("")
    path.write_text("\n".join(lines), "utf-8")


def write_spaced(path: Path, blocks: Sequence[Block], between: str = "") -> None:
    """Plain text, columns made with spaces, cells wrapped in them; `between` parts rows, None leaves no line."""
    lines: list[str] = []
    for block in blocks:
        longest = [
            max(len(word) for words in column for word in [*words.split(), ""])
            for column in zip(*block.rows, strict=True)
        ]
        widths = [max(width // 2, word + 3) for width, word in zip(block.widths, longest, strict=False)]
        for row in block.rows:
            stacks = [textwrap.wrap(words, width - 2) for words, width in zip(row, widths, strict=True)]
            for at in range(max(map(len, stacks))):
                parts = [
                    (stack[at] if at < len(stack) else "").ljust(width)
                    for stack, width in zip(stacks, widths, strict=True)
                ]
                lines.append("".join(parts).rstrip())
            lines.append(between)
        lines += [block.text, ""]
    path.write_text("\n".join(lines), "utf-8")


@dataclass(slots=True)
class Pdf:
    """A PDF drawn line by line, so that rows may break over pages; `rules` is all, horizontal or none."""

    rules: str = "all"
    head: str = ""
    foot: str = ""
    repeat_header: bool = True
    shape: str = "landscape"
    middle: bool = False  # cells stand in the middle of their row
    gap: float = 1.5  # between rows, in millimetres
    pdf: FPDF = field(init=False)
    pages: list[int] = field(default_factory=list)  # page on which each table row begins, headers left out

    def __post_init__(self) -> None:
        self.pdf = FPDF(orientation=self.shape, format="A4")
        self.pdf.set_auto_page_break(False)
        self.pdf.core_fonts_encoding = "windows-1252"  # for dashes
        self._page()

    def write(self, path: Path, blocks: Sequence[Block]) -> list[int]:
        """Write the blocks; returns the page on which each table row begins."""
        for block in blocks:
            self._table(block) if block.rows else self._words(block)
        self.pdf.output(str(path))
        return self.pages

    def _page(self) -> None:
        self.pdf.add_page()
        self.pdf.set_font("helvetica", size=8)
        self.pdf.text(10, 8, self.head)
        self.pdf.text(10, self.pdf.h - 6, self.foot)
        self.pdf.text(self.pdf.w - 37, self.pdf.h - 6, f"Page {self.pdf.page}")
        self.pdf.set_y(14)

    def _words(self, block: Block) -> None:
        self.pdf.set_font("helvetica", style="B" if block.level else "", size={1: 16, 2: 13}.get(block.level, 10))
        for line in self._wrapped(block.text, self.pdf.w - 27):
            if self.pdf.y > self.pdf.h - 20:
                self._page()
                self.pdf.set_font("helvetica", size=10)
            self.pdf.text(10, self.pdf.y + 4, line)
            self.pdf.set_y(self.pdf.y + 6)
        self.pdf.set_y(self.pdf.y + 2)

    def _wrapped(self, words: str, width: float) -> list[str]:
        lines = self.pdf.multi_cell(width, 4, words, dry_run=True, output="LINES", align="L") if words else []
        return [line.encode("latin-1").decode("windows-1252") for line in lines]

    def _table(self, block: Block) -> None:
        if self.pdf.y > self.pdf.h - 45:
            self._page()
        self._row(block, block.rows[0], bold=True)
        for row in block.rows[1:]:
            if self.pdf.y > self.pdf.h - 24:
                self._page()
                self._again(block)
            self.pages.append(self.pdf.page)
            self._row(block, row, bold=False)
        self.pdf.set_y(self.pdf.y + 6)

    def _again(self, block: Block) -> None:
        if self.repeat_header:
            self._row(block, block.rows[0], bold=True)

    def _row(self, block: Block, row: Sequence[str], bold: bool) -> None:
        """Draw a row; lines that do not fit the page go on at the top of the next."""
        self.pdf.set_font("helvetica", style="B" if bold else "", size=9)
        columns = [self._wrapped(words, width - 2) for words, width in zip(row, block.widths, strict=True)]
        deepest = max(map(len, columns))
        if self.middle:
            columns = [[""] * ((deepest - len(lines)) // 2) + lines for lines in columns]
        top = self.pdf.y
        for at in range(deepest):
            if self.pdf.y > self.pdf.h - 18:
                self._frame(block, top)
                self._page()
                self._again(block)
                self.pdf.set_font("helvetica", style="B" if bold else "", size=9)
                top = self.pdf.y
            x = 10.0
            for lines, width in zip(columns, block.widths, strict=True):
                self.pdf.text(x + 2, self.pdf.y + 4, lines[at] if at < len(lines) else "")
                x += width
            self.pdf.set_y(self.pdf.y + 4.5)
        self.pdf.set_y(self.pdf.y + self.gap)
        self._frame(block, top)

    def _frame(self, block: Block, top: float) -> None:
        x, bottom, right = 10.0, self.pdf.y, 10.0 + sum(block.widths)
        if self.rules == "none":
            return
        for y in (top, bottom):
            self.pdf.line(x, y, right, y)
        if self.rules == "all":
            for width in (0, *block.widths):
                x += width
                self.pdf.line(x, top, x, bottom)
