"""The map as one Excel workbook: what leaders ask for, a sheet each, then every node and edge.

Every cell is text as the papers print it or a whole number; none is run as a formula or turned into a date.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.xml.functions import tostring

from graphapp.analysis.answers import Answer, Graph, chosen_edition, of_kind, rows
from graphapp.analysis.dependencies import dependencies
from graphapp.analysis.gaps import gaps
from graphapp.analysis.lists import board_list, lead_list, recommendation_list, strategy_list
from graphapp.analysis.papers import document_list
from graphapp.errors import GraphappError
from graphapp.exports.flat import json_text, ordered, visible
from graphapp.exports.table import COLUMNS, cells, is_formula, place
from graphapp.model import Edge, Node

MOST_ROWS = 1_048_575  # of a sheet, its header left out
_MOST_CHARACTERS = 32_000  # of a cell; Excel refuses more than 32,767
_WIDE = ("action", "text", "words", "reason", "props", "citations", "refs", "warnings")
_CORE = "docProps/core.xml"

Row: TypeAlias = Sequence[Any]


class Sheet(NamedTuple):
    """A sheet: its name, its headings, its rows."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Row]


class Column(NamedTuple):
    """A column of a list: its heading, and what of an item stands there."""

    heading: str
    value: Callable[[Answer], Any]


def to_xlsx(
    graph: Graph, nodes: Mapping[str, Node], edges: Mapping[str, Edge], edition: str | None, on: str, at: str
) -> bytes:
    """The workbook's bytes; the same map gives the same.

    The actions are those of `edition`, or all without one; the other lists speak of it, or of the newest, as at the
    day `on`. `at` is when the map was last changed (ISO 8601). GraphappError for more facts than a sheet can hold.
    """
    if max(len(nodes), len(edges)) > MOST_ROWS:
        raise GraphappError(f"A sheet holds {MOST_ROWS:,} rows and the map has more. Export it as csv or json.")
    book = Workbook(write_only=True)
    book.calculation.fullCalcOnLoad = False
    for sheet in (*_lists(graph, edition, on), _all("Nodes", nodes), _all("Edges", edges)):
        _write(book, sheet)
    when = datetime.fromisoformat(at).replace(tzinfo=None) if at else datetime(2000, 1, 1)  # noqa: DTZ001 - as stored
    return _settled(book, when)


def _lists(graph: Graph, edition: str | None, on: str) -> Iterator[Sheet]:
    key = chosen_edition(graph, edition)
    asked = chosen_edition(graph, edition) if edition else None
    yield Sheet("Actions", COLUMNS, map(cells, rows(graph, of_kind(graph, "action", asked))))
    yield _list("Leads", lead_list(graph, key, on)["leads"], _LEADS)
    yield _list("Recommendations", recommendation_list(graph, key, on)["recommendations"], _RECOMMENDATIONS)
    yield _list("Boards", board_list(graph)["boards"], _BOARDS)
    yield _list("Strategies", strategy_list(graph, key)["strategies"], _STRATEGIES)
    yield _list("Dependencies", dependencies(graph, key)["dependencies"], _DEPENDENCIES)
    yield _list("Gaps", gaps(graph, key, on)["findings"], _GAPS)
    yield _list("Papers", document_list(graph)["documents"], _PAPERS)


def _list(name: str, items: Sequence[Answer], columns: Sequence[Column]) -> Sheet:
    headings = [column.heading for column in columns]
    return Sheet(name, headings, ([column.value(item) for column in columns] for item in items))


def _of(*names: str) -> list[Column]:
    return [Column(name.replace("_", " "), lambda item, name=name: item.get(name)) for name in names]  # type: ignore[misc]


def _joined(name: str, within: str = "") -> Column:
    """What a list holds, with commas between; of its items only what stands under `within`."""
    return Column(
        name.replace("_", " "), lambda item: ", ".join(str(one[within] if within else one) for one in item[name])
    )


def _next(item: Answer) -> str:
    found = item["next_due"]
    return f"{found['ref']}: {found['due']['raw']}" if found else ""


_SOURCE = Column("source", lambda item: place(item["source"]))
_LEADS = (
    *_of("id", "name", "kind", "count", "sole", "joint"), Column("refs", lambda item: ", ".join(item["actions"])),
    _joined("posts"), _joined("key_areas", "name"), _joined("boards", "name"), Column("next due", _next), _SOURCE,
)  # fmt: skip
_RECOMMENDATIONS = (
    *_of("id", "no", "text", "key_area"), _joined("actions"),
    Column("only by all", lambda item: ", ".join(item["weak"])), _joined("leads", "name"), Column("next due", _next),
    _SOURCE,
)  # fmt: skip
_BOARDS = (
    *_of("id", "name", "classification", "meets"), _joined("chairs"),
    *_of("members", "meetings", "last_meeting", "resolutions"), _joined("oversees"), _SOURCE,
)  # fmt: skip
_STRATEGIES = (
    *_of("id", "name", "classification"), _joined("produced_by"), _joined("relied_on_by"), _joined("boards"), _SOURCE,
)  # fmt: skip
_DEPENDENCIES = (*_of("id", "dependent", "prerequisite", "via", "standing", "reason"), _SOURCE)
_GAPS = (*_of("id", "kind", "subject", "text"), _SOURCE)
_PAPERS = (*_of("id", "title", "kind", "date", "publisher", "lines", "facts", "unread"), _joined("warnings"))


def _all(name: str, facts: Mapping[str, Node] | Mapping[str, Edge]) -> Sheet:
    """Every node or edge with its props and citations as JSON; what is too long for a cell goes on in the next."""
    found = ordered(facts)
    longest = max((len(json_text(dict(fact.props))) for fact in found), default=0)
    columns = max(1, -(-longest // _MOST_CHARACTERS))
    more = [f"props, part {number}" for number in range(2, columns + 1)]
    own = ("id", "kind", "label") if name == "Nodes" else ("source", "kind", "target")
    return Sheet(name, [*own, "citations", "props", *more], (_fact(fact, own, columns) for fact in found))


def _fact(fact: Node | Edge, own: Sequence[str], columns: int) -> Row:
    said = fact.as_json()
    props = json_text(said["props"])
    parts = [props[at * _MOST_CHARACTERS : (at + 1) * _MOST_CHARACTERS] for at in range(columns)]
    return [*(getattr(fact, name) for name in own), json_text(said["citations"]), *parts]


def _write(book: Workbook, sheet: Sheet) -> None:
    page = book.create_sheet(sheet.name)
    page.freeze_panes = "A2"
    for number, heading in enumerate(sheet.headings, start=1):
        is_wide = heading.startswith(_WIDE)
        page.column_dimensions[get_column_letter(number)].width = 60 if is_wide else 30 if heading == "id" else 18
    page.append([_cell(page, heading, Font(bold=True)) for heading in sheet.headings])
    count = 1
    for row in sheet.rows:
        page.append([_cell(page, value) for value in row])
        count += 1
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.headings))}{count}"


def _cell(page: Any, value: Any, font: Font | None = None) -> Any:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    text = str(value)[:_MOST_CHARACTERS]
    cell = WriteOnlyCell(page, visible(text))
    cell.data_type = "s"  # also for what looks like a formula or an error
    if is_formula(text):
        cell.quotePrefix = True  # stays text when someone edits it
    if font:
        cell.font = font
    return cell


def _settled(book: Workbook, when: datetime) -> bytes:
    """The saved workbook with the time it was saved taken out."""
    saved, out = io.BytesIO(), io.BytesIO()
    book.save(saved)
    told = DocumentProperties(creator="graphapp", created=when, modified=when)
    with ZipFile(saved) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(ZipInfo(name), _properties(told) if name == _CORE else before.read(name), ZIP_DEFLATED)
    return out.getvalue()


def _properties(told: DocumentProperties) -> bytes:
    return cast("bytes", tostring(told.to_tree()))  # whatever its stub says
