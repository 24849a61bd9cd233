"""Long tables in parts: each table of a page has its own word in the address, and the CSV always has all rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flask import request

from graphapp.web.present import Part, Table
from graphapp.web.state import here

PAGE_ROWS = 100
_NEAR = 2  # parts named on either side of the one shown, beside the first and the last


def in_parts(made: Table, number: int) -> Table:
    """The part of a page's `number`th table that the address asks for, from 1: `?page=`, of later tables `?page2=`."""
    last = -(-len(made.rows) // PAGE_ROWS)
    if last <= 1:
        return made
    word = "page" if number == 1 else f"page{number}"
    shown = min(max(request.args.get(word, 1, type=int), 1), last)
    start = (shown - 1) * PAGE_ROWS
    rows = made.rows[start : start + PAGE_ROWS]
    links = tuple(_links(word, number, shown, last))
    told = f"Rows {start + 1:,} to {start + len(rows):,} of {len(made.rows):,}"
    return replace(made, rows=rows, place=number, total=len(made.rows), part=told, parts=links)


def _links(word: str, number: int, shown: int, last: int) -> Iterator[Part]:
    """The parts to choose from; the one shown is marked, and a gap stands for those not named."""
    before = 0
    for one in range(1, last + 1):
        if one in (1, last) or abs(one - shown) <= _NEAR:
            if one > before + 1:
                yield Part("…")
            before = one
            address = f"{here(**{word: str(one) if one > 1 else ''})}#table-{number}"
            yield Part(str(one), address, tag="current" * (one == shown))
