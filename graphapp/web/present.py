"""What a template shows: a page, its tables, their rows and cells, each a frozen value made from an answer.

The same values give the CSV, so that a page and its download cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias, overload

from graphapp.analysis.answers import Answer
from graphapp.pictures.told import Mark
from graphapp.web.passages import citation_url
from graphapp.web.state import address


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

    `order` is what sorting goes by (its text, if None); `inline` puts the parts beside each other.
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
class Rows(Sequence[Row]):
    """The rows that fields make of an answer, each made when it is read: of a long table a page shows few."""

    answers: Sequence[Answer]
    fields: Sequence[Field]

    def __len__(self) -> int:
        return len(self.answers)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Rows: ...
    def __getitem__(self, at: int | slice) -> Row | Rows:
        if isinstance(at, slice):
            return Rows(self.answers[at], self.fields)
        answer = self.answers[at]
        return Row(str(answer["id"]), tuple(one.cell(answer) for one in self.fields))


@dataclass(frozen=True, slots=True)
class Table:
    """A table under its caption: `intro` explains it, `empty` stands for no rows, a `folded` one is closed at first.

    Of a long table a page shows a part: `total` rows in all, `part` says which these are, `parts` are
    links to the others, and `place` is the table's number on the page. `in_steps`: its order is what it says.
    `relax` are links that ask for more, where nothing is left.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    empty: str = ""
    intro: str = ""
    folded: bool = False
    in_steps: bool = False
    place: int = 0
    total: int = 0
    part: str = ""
    parts: tuple[Part, ...] = ()
    relax: tuple[Part, ...] = ()


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

    `facts` are label and cell; `focus` the node whose map is drawn, `marks` what a what-if does to its boxes;
    `remarks` doubts and questions; `more` what only its own template knows. A `heavy` page may weigh what it will.
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
    marks: tuple[Mark, ...] = ()
    trail: tuple[Part, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)
    heavy: bool = False


def table(
    caption: str,
    rows: Iterable[Answer],
    fields: Sequence[Field],
    *,
    empty: str = "",
    intro: str = "",
    folded: bool = False,
    in_steps: bool = False,
) -> Table:
    """The table that these fields make of an answer's rows."""
    columns = tuple(Column(f.name, f.heading, f.header, f.numeric, f.inline) for f in fields)
    return Table(caption, columns, Rows(tuple(rows), fields), empty, intro, folded, in_steps)


def trimmed(made: Table) -> Table:
    """The table without the columns that no row fills; the CSV keeps them, so that its columns stay the same."""
    filled = tuple(made.rows)
    kept = [at for at in range(len(made.columns)) if not filled or any(row.cells[at] for row in filled)]
    rows = tuple(Row(row.id, tuple(row.cells[at] for at in kept)) for row in filled)
    return replace(made, columns=tuple(made.columns[at] for at in kept), rows=rows)


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
