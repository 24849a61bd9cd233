"""Rows of invented plans, written once: the cell as the paper prints it, `=>`, and what a careful reader takes from it.

`"31/03/2024 => 2024-03-31"`, `"Monthly from May 2023 => recurring 2023-05 monthly"`, `"TBC => none"`,
`"A. Stroud, Head of Quality => A. Stroud|Head of Quality"` (person|post|body; several by `;`), `"R1-R3 => 1 2 3"`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from graphapp.due import KINDS, RECURRENCES

Row = dict[str, str]
Truth = dict[str, Any]
Columns = Sequence[tuple[str, str]]  # (header words, key of the row)


def cell(row: Row, key: str) -> str:
    """What the paper prints in this column."""
    return row.get(key, "").partition("=>")[0].strip()


def cells(columns: Columns, rows: Iterable[Row]) -> list[list[str]]:
    """The header row and the rows of a table."""
    return [[header for header, _ in columns], *([cell(row, key) for _, key in columns] for row in rows)]


def meaning(row: Row, key: str) -> str:
    """What a reader takes from the cell: what stands after `=>`, else the cell itself."""
    printed, sign, truth = row.get(key, "").partition("=>")
    return (truth if sign else printed).strip()


def due(row: Row, key: str = "due") -> Truth:
    """The contract's due of a cell."""
    words = meaning(row, key).split() if cell(row, key) else ["none"]
    kind = words.pop(0) if words and words[0] in KINDS else "date"
    recurrence = next((word for word in words if word in RECURRENCES), None)
    dates = [word for word in words if word[0].isdigit()]
    return {"raw": " ".join(cell(row, key).split()), "kind": kind, "dates": dates, "recurrence": recurrence}


def leads(words: str) -> list[Truth]:
    """The contract's leads of `person|post|body; ...`."""
    parts = [[part.strip() or None for part in lead.split("|")] for lead in words.split(";") if lead.strip()]
    return [dict(zip(("person", "post", "organization"), [*part, None, None][:3], strict=True)) for part in parts]


def action(row: Row, key_area: str | None = None) -> Truth:
    """The contract's action of a row, as far as the row has it; `key_area` by its title."""
    numbers = meaning(row, "recs").split()
    who = leads(meaning(row, "lead"))
    found = {
        "ref": meaning(row, "ref").rstrip("."),
        "key_area": key_area,
        "text": meaning(row, "text"),
        "recommendations": numbers if numbers != ["all"] else [],
        "scope": "all" if numbers == ["all"] else "named" if numbers else "none",
        "due": due(row),
        "leads": who,
        "share": {0: "none", 1: "sole"}.get(len(who), "joint"),
        "rag": meaning(row, "rag").lower() or None,
        "progress": meaning(row, "progress") or None,
        "source": {key: place for key, place in row.items() if key in {"page", "sheet", "line"}},
    }
    if cell(row, "start"):
        found["start"] = meaning(row, "start")
    return found


def person(entry: str) -> Truth:
    """Who was there, of `name|body|capacity`."""
    name, body, capacity = [part.strip() for part in entry.split("|")]
    return {"person": name, "represents": body or None, "capacity": capacity}


def resolution(entry: str) -> Truth:
    """What was resolved, of `item | text | owner; owner | due => truth`."""
    item, text, owners, when = [*re.split(r"\s*\|\s*", entry), "", "", ""][:4]
    return {
        "item": item or None,
        "text": text,
        "owners": [owner.strip() for owner in owners.split(";") if owner.strip()],
        "due": due({"due": when}),
    }
