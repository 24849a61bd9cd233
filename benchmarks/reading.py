"""Times the reader on long and on hostile papers, each in a process of its own: `python benchmarks/reading.py [times]`.

Prints the median of the seconds taken (start of the program and import left out) and the peak memory beside the aim.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fpdf import FPDF

from graphapp import saying
from graphapp.bench_papers import HEADER, measured, plan_rows, write_document, write_sheet

ROWS, DOCUMENT_ROWS, PDF_ROWS, HOSTILE = 20_000, 133, 60, 1_000_000
WORDS = (
    "(",
    "(AB) ",
    "(A.B) ",
    "Northshire Board and ",
    "1",
    "19% of x ",
    "and ",
    "a-",
    "strategy ",
    "Head of ",
    "R1-R3, ",
)


def write_pdf(path: Path, count: int) -> Path:
    """A ruled table of `count` actions over several pages."""
    pdf = FPDF(orientation="landscape")
    pdf.set_font("helvetica", size=8)
    pdf.add_page()
    with pdf.table(col_widths=(8, 14, 90, 40, 18, 12, 60)) as table:
        for words in (HEADER, *plan_rows(count)):
            table.row(words)
    pdf.output(str(path))
    return path


def papers(folder: Path) -> Iterator[tuple[str, Path, float, float, int | None]]:
    """What, the file, seconds and MB aimed at, and how many actions must be read."""
    yield "spreadsheet of 20,000 rows", write_sheet(folder / "long.xlsx", ROWS), 10, 400, ROWS
    yield "Word plan of 133 actions", write_document(folder / "plan.docx", DOCUMENT_ROWS), 2, 400, DOCUMENT_ROWS
    yield "PDF of 60 rows", write_pdf(folder / "plan.pdf", PDF_ROWS), 5, 400, PDF_ROWS
    for number, unit in enumerate(WORDS):
        line = unit * (80 // len(unit)) + "\n"
        path = folder / f"hostile-{number}.txt"
        path.write_text(line * (HOSTILE // len(line)), "utf-8")
        yield f"1 MB of {unit.strip()!r}", path, 1, 400, None


def main(times: int = 3) -> None:
    """Measure and print every paper."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for what, path, seconds, memory, actions in papers(Path(folder)):
            taken = [measured(path) for _ in range(times)]
            middle, peak = statistics.median(one[0] for one in taken), max(one[1] for one in taken)
            right = middle <= seconds and peak <= memory and actions in {None, taken[0][2]}
            rows.append(
                (
                    what,
                    f"{middle:.2f} s",
                    f"{seconds:g} s",
                    f"{peak:.0f} MB",
                    f"{memory:g} MB",
                    "" if right else "missed",
                )
            )
    print(saying.columns(rows, ("What", "Median here", "Aim", "Peak here", "Aim", "")))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
