"""Papers of invented plans to time the reader on: a long spreadsheet and a Word plan, the same on every machine."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl

from graphapp.reading.safely import FAST

HEADER = ("Ref", "Recommendation", "Action", "Lead", "Due date", "RAG", "Progress update")
_SUBJECTS = "neglect,fostering,care leavers,early help,supervision,missing children,attendance,health checks".split(",")
_POSTS = ("Head of Safeguarding", "Service Manager", "Principal Social Worker", "Head of Quality Assurance")
_RATINGS = ("Red", "Amber", "Green")

_CHILD = """
import json, resource, sys, time
from pathlib import Path
from graphapp.errors import UnreadablePaper
from graphapp.reading.reader import read
start = time.perf_counter()
try:
    actions = len(read(Path(sys.argv[1])).actions)
except UnreadablePaper:  # refused in a sentence, as a hostile text may be
    actions = 0
scale = 1 if sys.platform == "darwin" else 1024
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale / 1e6
print(json.dumps([time.perf_counter() - start, memory, actions]))
"""


def measured(path: Path) -> tuple[float, float, int]:
    """Seconds, peak memory in MB and actions of one reading in a process of its own, its start left out."""
    command = [sys.executable, "-c", _CHILD, str(path)]
    quick = os.environ | FAST  # as papers are read by `read` and `load`
    answer = subprocess.run(command, capture_output=True, check=True, text=True, env=quick)  # noqa: S603  this program
    seconds, memory, actions = json.loads(answer.stdout)
    return seconds, memory, actions


def plan_rows(count: int) -> Iterator[tuple[str, ...]]:
    """The rows of an invented plan, drawn from a fixed seed."""
    lot = random.Random(20_000)  # noqa: S311  nothing secret
    for number in range(count):
        person = f"Person {chr(65 + number % 26)}{chr(65 + number // 26 % 26)}"
        yield (
            f"{number // 100 + 1}.{number % 100 + 1}",
            str(number % 9 + 1),
            f"Review the work on {lot.choice(_SUBJECTS)} in area {number} and report what was learned to the board",
            f"{person}, {lot.choice(_POSTS)}",
            f"{lot.randint(1, 28):02}/{lot.randint(1, 12):02}/2025",
            lot.choice(_RATINGS),
            f"Discussed at meeting {number}; further work is under way with partners.",
        )


def write_sheet(path: Path, count: int) -> Path:
    """A tracker of `count` actions."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Tracker")
    for row in (HEADER, *plan_rows(count)):
        sheet.append(row)
    book.save(path)
    return path


def write_document(path: Path, count: int) -> Path:
    """A Word plan of `count` actions in one table."""
    document = docx.Document()
    document.add_heading("Invented Improvement Plan", 1)
    table = document.add_table(count + 1, len(HEADER))
    for row, words in zip(table.rows, (HEADER, *plan_rows(count)), strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    document.save(str(path))
    return path
