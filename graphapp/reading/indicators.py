"""Tables of performance indicators: a measure in each row, its target and its readings in columns of any order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graphapp.due import read_due
from graphapp.reading.drafts import Line, MeasureDraft, Paper
from graphapp.reading.measured import NUMBER, UNIT, Words, masked, number_and_unit, whens
from graphapp.reading.vocabulary import lowered

_NAME = re.compile(
    r"(?:key\s+)?(?:performance\s+)?(?:measures?|indicators?|kpis?|metrics?|pis?)(?:\s+(?:name|description|title))?|description\s+of\s+(?:measure|indicator)",
    re.I,
)
_MAY_HEAD = re.compile(r"measure|indicator|metric|pi(?<!\w..)|kpi")  # in lower case
_OTHER = re.compile(
    r"stat|neighbou?r|national|england|region|average|benchmark|comparator|direction|travel|trend|\brag\b|status|freq|officer|owner|\bref\b|lead|polarity|good\s+is|comment|variance|change|rank",
    re.I,
)
_TARGET_DATE = re.compile(
    r"(?:target|due|end)\W+(?:due|date|by|for|deadline|year|month|timescale)|by(?:\s+when|\s+date)?|deadline|due"
    r"|date\s+for\s+target|(?:target\s+)?(?:to\s+be\s+)?(?:met|achieved|reached|delivered)(?:\s+by)?",
    re.I,
)
_TARGET = re.compile(r"target|aim|goal|ambition|trajectory", re.I)
_VALUE = re.compile(
    r"latest|current|actual|outturn|performance|value|result|baseline|position|\bytd\b|year\s+to\s+date|previous|\bnow\b|figure|count|number",
    re.I,
)
_NEWEST = re.compile(r"latest|current|actual|\bnow\b|\bytd\b|performance", re.I)
_READING = re.compile(rf"(?:[<>≤≥]\s?)?{NUMBER}(?:{UNIT.replace('ftes', 'FTEs')})?")
_SECTION_WORDS = 8  # a longer line between rows is no title of a part of the table
_CELL_LENGTH = 60  # characters; a longer cell is a comment
_PER = re.compile(r"\bper (1,?0{3}|10,?0{3}|100,?0{3})\b")  # in a name: "(rate per 10,000)"
_SPREAD = re.compile(r"\((?:%|percentage)\)|^\s*(?:%|percentage|proportion)\s+of|\bper\s?cent", re.I)


@dataclass(frozen=True, slots=True)
class _Columns:
    name: int
    values: tuple[int, ...]
    target: int | None
    target_date: int | None
    unit: int | None
    newest: int | None  # the column that says it is the latest
    header: Line

    def date(self, column: int) -> str | None:
        """The date in a column's header; None where it has none."""
        dates = read_due(self.header.cells[column]).dates
        return dates[0] if dates else None


def read_indicators(paper: Paper, words: Words) -> tuple[list[MeasureDraft], set[int]]:
    """The readings of every such table, and the numbers of the lines that the tables take."""
    found, used = list[MeasureDraft](), set[int]()
    columns: _Columns | None = None
    for line in paper.lines:
        may_head = len(line.filled) > 1 and _MAY_HEAD.search(line.text.lower())  # a table has two columns at least
        header = _columns(line) if may_head else None
        if header:
            columns = header
            used.add(line.no)
        elif columns and line.text and _is_row(line, columns, line.no - 1 in used):
            used.add(line.no)
            found += _row(paper, line, columns, words)
        elif columns and (len(line.filled) > 1 or len(line.text.split()) > _SECTION_WORDS):
            columns = None
    return found, used


def _is_row(line: Line, columns: _Columns, next_to_one: bool) -> bool:
    """Whether a line is a row of the table; text has no ruled tables, so there its width must be the header's."""
    if line.table != columns.header.table:
        return False
    width = len(columns.header.cells)
    fits = len(line.cells) == width or (next_to_one and columns.name < len(line.cells) < width)
    return line.table is not None or (len(line.filled) > 1 and fits)


def _columns(line: Line) -> _Columns | None:
    cells = [" ".join(cell.split()) for cell in line.cells]
    names = [at for at, cell in enumerate(cells) if _NAME.fullmatch(cell)]
    if not names:
        return None
    other = {at for at, cell in enumerate(cells) if len(cell) > _CELL_LENGTH or not cell or _OTHER.search(cell)} | {
        names[0]
    }
    dates = [at for at, cell in enumerate(cells) if at not in other and _TARGET_DATE.fullmatch(cell)]
    targets = [at for at, cell in enumerate(cells) if at not in {*other, *dates} and _TARGET.search(cell)]
    left = [at for at in range(len(cells)) if at not in {*other, *dates, *targets}]
    values = tuple(at for at in left if _VALUE.search(cells[at]) or read_due(cells[at]).dates)
    units = [at for at in left if re.fullmatch(r"units?", cells[at], re.I)]
    newest = next((at for at in values if _NEWEST.search(cells[at])), None)
    if not values and not targets:
        return None
    target, target_date, unit = (next(iter(some), None) for some in (targets, dates, units))
    return _Columns(names[0], values, target, target_date, unit, newest, line)


def _row(paper: Paper, line: Line, columns: _Columns, words: Words) -> Iterator[MeasureDraft]:
    def cell(column: int | None) -> str:
        return line.cells[column].strip() if column is not None and column < len(line.cells) else ""

    printed = cell(columns.name)
    low = printed.lower()
    bare = _SPREAD.sub("", printed) if "%" in low or "cent" in low or "proportion" in low else printed
    name = words.name(bare) if len(printed) > 2 else ""  # a reference is no name
    if not name:
        return
    unit = cell(columns.unit) or ("%" if bare != printed else None)
    if unit is None and (rate := _PER.search(low)):
        unit = f"per {int(rate[1].replace(',', '')):,}"
    target = _number(cell(columns.target), printed, unit)
    due = read_due(cell(columns.target_date) or cell(columns.target)).dates or _header_dates(columns)
    readings = [(at, read) for at in columns.values if (read := _number(cell(at), printed, unit))]
    dated = [(words.date_near(cell(at), 0, bare=False) or columns.date(at), at, read) for at, read in readings]
    newest = (
        columns.newest
        if any(at == columns.newest for _, at, _ in dated)
        else max(((date or "", at) for date, at, _ in dated), default=("", None))[1]
    )
    for date, at, read in dated:
        aim, by = (target[0], next(iter(due), None)) if target and at == newest else (None, None)
        yield MeasureDraft(name, read[0], read[1], date, aim, by, paper.cite(line))
    if target and not dated:
        yield MeasureDraft(name, None, target[1], None, target[0], due[0] if due else None, paper.cite(line))


def _header_dates(columns: _Columns) -> tuple[str, ...]:
    return read_due(columns.header.cells[columns.target]).dates if columns.target is not None else ()


def _number(cell: str, name: str, unit: str | None) -> tuple[float, str | None] | None:
    """The number of a cell with its unit: its own, else the row's."""
    if len(cell) > _CELL_LENGTH:
        return None
    found = _READING.match(cell)
    if not found or found.end() < len(cell):  # not a number and nothing else
        low = lowered(cell)
        found = _READING.search(masked(cell, low, whens(low)))
    read = number_and_unit(found["number"].replace("£", ""), found["unit"], name) if found else None
    if not found or not read:
        return None
    if "£" in found["number"]:
        return read[0], "£"
    return read[0], unit if unit and not (found["unit"] or "").strip() else read[1]
