"""Actions as CSV, one row each, for a spreadsheet: no cell can be taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

COLUMNS = (
    "id", "edition", "ref", "key_area", "group", "action", "recommendations", "scope", "due", "due_kind", "dates",
    "recurrence", "leads", "share", "rag", "progress", "source",
)  # fmt: skip
_BLANKS = ("\t", "\r", "\n")  # as a cell's first character: what follows may become a cell of its own
_SIGNS = ("=", "+", "-", "@", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}", "\N{FULLWIDTH HYPHEN-MINUS}",
          "\N{FULLWIDTH COMMERCIAL AT}")  # fmt: skip


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """CSV with a header row; a cell that a spreadsheet would run as a formula gets a leading apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return out.getvalue()


def neutral(cell: Any) -> str:
    """The cell's words, harmless in a spreadsheet."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if is_formula(text) else text


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may run the words as a formula: some leave out blanks before it, some take wide signs."""
    return text[:1] in _BLANKS or text.lstrip()[:1] in _SIGNS


def actions_csv(rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows of `analysis.answers.action_row` as CSV."""
    return csv_text(COLUMNS, map(cells, rows))


def cells(row: Mapping[str, Any]) -> Sequence[Any]:
    """A row of `analysis.answers.action_row` under COLUMNS."""
    due = row["due"]
    leads = (
        ", ".join(lead[part] for part in ("person", "post", "organization") if lead[part]) for lead in row["leads"]
    )
    return (
        row["id"],
        row["edition"],
        row["ref"],
        _label(row.get("key_area")),
        _label(row.get("group")),
        row["text"],
        ", ".join(row["recommendations"]),
        row.get("scope"),
        due["raw"],
        due["kind"],
        ", ".join(due["dates"]),
        due["recurrence"],
        "; ".join(leads),
        row.get("share"),
        row.get("rag"),
        row.get("progress"),
        place(row["source"]),
    )


def place(source: Mapping[str, Any]) -> str:
    """Where a paper says so, in a few characters: its id and the first line."""
    return f"{source['document']}#L{source['line_start']}"


def _label(found: Any) -> str:
    return str(found.get("label") or found.get("title") or "") if isinstance(found, Mapping) else str(found or "")
