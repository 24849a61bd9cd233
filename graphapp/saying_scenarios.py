"""Scenarios in words for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphapp.saying import columns, count

Answer = Mapping[str, Any]


def scenarios(answer: Answer) -> str:
    """The saved scenarios."""
    rows = answer["scenarios"]
    told = [(row["name"], row["author"], row["at"][:10], row["address"], row["problem"] or row["says"]) for row in rows]
    head = ("Name", "Saved by", "On", "Address", "What if")
    return f"{count(len(rows), 'scenario')} saved.\n\n{columns(told, head)}" if rows else "No scenario is saved yet."


def comparison(answer: Answer) -> str:
    """Two scenarios beside today, then what only one of them touches."""
    numbers = [(row["name"], *(_number(row[side]) for side in ("today", "one", "other"))) for row in answer["summary"]]
    parts = [
        f"First:  {answer['one']['name']} ({answer['one']['address']})",
        f"Second: {answer['other']['name']} ({answer['other']['address']})",
        f"Both touch {count(answer['both'], 'thing')}.",
        "",
        columns(numbers, ("Count", "Today", "First", "Second")),
    ]
    for title, key, says in (
        ("Only in the first", "only_one", ("says",)),
        ("Only in the second", "only_other", ("says",)),
        ("In both, but differently", "both_differently", ("one_says", "other_says")),
    ):
        parts += ["", f"{title}: {len(answer[key]) or 'nothing'}", *_things(answer[key], says)]
    return "\n".join(parts)


def _number(value: int | None) -> str:
    return "–" if value is None else str(value)


def _things(rows: Sequence[Answer], says: Sequence[str]) -> list[str]:
    told = [(row["name"], *(row[key] for key in says), str(row.get("text") or "")) for row in rows]
    heads = {1: ("What", "Then", "It says"), 2: ("What", "First", "Second", "It says")}
    return [columns(told, heads[len(says)])] if told else []
