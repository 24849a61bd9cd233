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
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def actions_csv(rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows of `analysis.answers.action_row` as CSV."""
    return csv_text(COLUMNS, map(_row, rows))


def _row(row: Mapping[str, Any]) -> Sequence[Any]:
    due, source = row["due"], row["source"]
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
        f"{source['document']}#L{source['line_start']}",
    )


def _label(place: Any) -> str:
    return str(place.get("label") or place.get("title") or "") if isinstance(place, Mapping) else str(place or "")
