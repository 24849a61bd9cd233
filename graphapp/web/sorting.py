"""Tables that sort: every heading is a link, and each table of a page has its own word in the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import request

from graphapp.analysis.answers import Answer
from graphapp.analysis.words import natural
from graphapp.web.present import Column, Field, Rows, Table
from graphapp.web.state import here


def in_order(made: Table, number: int) -> Table:
    """A page's `number`th table as the address asks: `?sort=due`, `?sort=-due` the other way, of later ones `?sort2=`.

    Rows stay as they are for a word that names no column, and in a table whose order is what it says.
    """
    rows = made.rows
    if not isinstance(rows, Rows) or made.in_steps or len(rows) < 2:
        return made
    place = "" if number == 1 else str(number)
    asked = request.args.get(f"sort{place}", "")
    words = _words(rows.fields)
    if asked.removeprefix("-") in words:
        rows = _sorted(rows, rows.fields[words.index(asked.removeprefix("-"))], asked.startswith("-"))
    columns = (_sorting(column, word, asked, place) for column, word in zip(made.columns, words, strict=True))
    return replace(made, rows=rows, columns=tuple(columns), folded=made.folded and not asked, place=number)


def _words(fields: Sequence[Field]) -> list[str]:
    """What the address calls each column: its name, with a number where another has the same."""
    names = [one.name for one in fields]
    before = [names[:at].count(name) for at, name in enumerate(names)]
    return [f"{name}{earlier + 1}" if earlier else name for name, earlier in zip(names, before, strict=True)]


def _sorted(rows: Rows, by: Field, is_turned: bool) -> Rows:
    def words(row: Answer) -> Any:
        return natural(", ".join(map(str, by.cell(row))))

    return Rows(sorted(rows.answers, key=by.order or words, reverse=is_turned), rows.fields)


def _sorting(column: Column, word: str, asked: str, place: str) -> Column:
    """The column with a link that sorts by it; a second click turns the order round."""
    current = {word: "ascending", f"-{word}": "descending"}.get(asked, "")
    turned = f"-{word}" if current == "ascending" else word
    address = here(**{f"sort{place}": turned, f"page{place}": ""})
    return replace(column, sort=f"{address}#table-{place}" if place else address, sorted=current)
