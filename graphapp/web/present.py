"""What a template shows: a page, its tables, their rows and cells, each a frozen value made from an answer.

The same values give the CSV, so that a page and its download cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from graphapp.analysis.answers import Answer
from graphapp.analysis.words import natural
from graphapp.web.passages import citation_url
from graphapp.web.state import address, here


@dataclass(frozen=True, slots=True)
class Part:
    """A few words of a cell or sentence: plain, a link (`href`) or a tag (`tag` is its colour, or "gap").

    `note` stands under it, smaller; `full` is what a CSV says where the words on the page are shortened.
    """

    text: str
    href: str = ""
    tag: str = ""
    note: str = ""
    full: str = ""

    def __str__(self) -> str:
        return (self.full or self.text) + (f" ({self.note})" if self.note else "")


Cell: TypeAlias = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One column, and how a row of an answer fills it.

    `order` is what `?sort=` sorts by (its text, if None); `inline` puts the parts beside each other.
    """

    name: str
    heading: str
    cell: Callable[[Answer], Cell]
    order: Callable[[Answer], Any] | None = None
    header: bool = False
    numeric: bool = False
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: `sort` is the address that sorts by it, `sorted` "ascending" or "descending"."""

    name: str
    text: str
    header: bool
    numeric: bool
    inline: bool
    sort: str = ""
    sorted: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the id of the node it is about, and a cell for each column."""

    id: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table under its caption: `intro` explains it, `empty` stands for no rows, a `folded` one is closed at first.

    Of a long table a page shows a part: `total` rows in all, `part` says which these are, `parts` are
    links to the others, and `place` is the table's number on the page.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str = ""
    intro: str = ""
    folded: bool = False
    place: int = 0
    total: int = 0
    part: str = ""
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number a leader looks for: with what it counts, and the list behind it; `alarm` marks what is wrong."""

    number: str
    label: str
    href: str = ""
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page: what the tab, the heading and the first sentence say, and what follows.

    `facts` are label and cell; `focus` the node whose map is drawn; `remarks` doubts and questions; `more`
    what only its own template knows.
    """

    title: str
    section: str
    template: str = "pages/entity.html"
    kind: str = ""
    answer: Cell = ()
    quote: str = ""
    figures: tuple[Figure, ...] = ()
    facts: tuple[tuple[str, Cell], ...] = ()
    remarks: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    focus: str = ""
    trail: tuple[Part, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)


def table(
    caption: str,
    rows: Iterable[Answer],
    fields: Sequence[Field],
    *,
    empty: str = "",
    intro: str = "",
    folded: bool = False,
) -> Table:
    """The table that these fields make of an answer's rows."""
    columns = tuple(Column(f.name, f.heading, f.header, f.numeric, f.inline) for f in fields)
    made = tuple(Row(str(row["id"]), tuple(f.cell(row) for f in fields)) for row in rows)
    return Table(caption, columns, made, empty, intro, folded)


def trimmed(made: Table) -> Table:
    """The table without the columns that no row fills; the CSV keeps them, so that its columns stay the same."""
    kept = [at for at in range(len(made.columns)) if not made.rows or any(row.cells[at] for row in made.rows)]
    rows = tuple(Row(row.id, tuple(row.cells[at] for at in kept)) for row in made.rows)
    return replace(made, columns=tuple(made.columns[at] for at in kept), rows=rows)


def sortable(rows: Sequence[Answer], fields: Sequence[Field], asked: str) -> list[Answer]:
    """The rows in the order that `?sort=name` or `?sort=-name` asks for; as they are for any other word."""
    wanted = next((f for f in fields if f.name == asked.removeprefix("-")), None)
    if wanted is None:
        return list(rows)
    order = wanted.order or (lambda row: natural(", ".join(map(str, wanted.cell(row)))))
    return sorted(rows, key=order, reverse=asked.startswith("-"))


def with_sorting(made: Table, fields: Sequence[Field], asked: str) -> Table:
    """The table with headings that link to itself sorted by them; a second click turns the order round."""
    columns = []
    for column, one in zip(made.columns, fields, strict=True):
        current = {one.name: "ascending", f"-{one.name}": "descending"}.get(asked, "")
        turned = f"-{one.name}" if current == "ascending" else one.name
        columns.append(replace(column, sort=here(sort=turned, page=""), sorted=current))
    return replace(made, columns=tuple(columns))


def say(*parts: str | Part) -> Cell:
    """A sentence, or a cell, of words and links."""
    return tuple(Part(part) if isinstance(part, str) else part for part in parts if part)


def link(text: str, node_id: str, note: str = "") -> Part:
    """The words as a link to the page of a node."""
    return Part(text, address(node_id), note=note)


def cite(source: Answer) -> Part:
    """Where a paper says so, as a link to the line."""
    first, last = source["line_start"], source["line_end"]
    unit = "row" if source.get("sheet") else "line"
    lines = f"{unit} {first}" if last <= first else f"{unit}s {first}–{last}"
    place = source.get("sheet") or (f"page {source['page']}" if source["page"] else "")
    full = f"{source['document']}#L{first}" + (f"-L{last}" if last > first else "")
    return Part(f"{place}, {lines}" if place else lines, citation_url(source), full=full)
