"""The map to take away: one page that says what there is, and each format at its own address."""

from __future__ import annotations

from flask import Blueprint, Response

from graphapp.analysis.answers import Answer
from graphapp.errors import UnknownSubject
from graphapp.exports.formats import FORMATS, Format
from graphapp.store.base import MAX_NODES
from graphapp.web.present import Field, Page, Part, say, table
from graphapp.web.skins import page
from graphapp.web.state import asker, state, url
from graphapp.web.words import counted, opening

export_pages = Blueprint("exports", __name__)

_FIELDS = (
    Field("format", "Format", lambda row: (Part(row["file"], url(f"/export/{row['id']}")),), header=True),
    Field("holds", "What it holds", lambda row: say(opening(row["holds"]))),
    Field("use", "Good for", lambda row: say(opening(row["use"]))),
)


@page(export_pages, "/export", rows=False)
def exports() -> Page:
    """Every format with what it holds, how much that is, and what it is good for."""
    graph = state().graph
    nodes, edges = counted(graph.number_of_nodes(), "thing"), counted(graph.number_of_edges(), "link")
    if asker().map.is_large:
        nodes, edges = f"more than {MAX_NODES:,} things", "the links"
    answer = say(f"The whole map is {nodes} and {edges} between them. Every file says where the papers say so.")
    rows = [_row(one, f"{nodes}, {edges}") for one in FORMATS.values()]
    return Page("Download the map", "export", "pages/list.html", answer=answer, tables=(table("Files", rows, _FIELDS),))


def _row(one: Format, size: str) -> Answer:
    holds = f"{one.holds}: {size}" if one.is_whole else one.holds
    return {"id": one.name, "file": f"{_NAMES.get(one.name, one.name)} (.{one.suffix})", "holds": holds, "use": one.use}


_NAMES = {
    "xlsx": "Excel workbook",
    "csv": "CSV",
    "ics": "Calendar",
    "html": "Web page",
    "json": "JSON",
    "jsonld": "JSON-LD",
    "graphml": "GraphML",
    "gexf": "GEXF",
    "cypher": "Cypher",
}


@export_pages.get("/export/<name>")
def export(name: str) -> Response:
    """The map in one format, of the edition and day that the address asks for."""
    one = FORMATS.get(name)
    if one is None:
        raise UnknownSubject(f"The map cannot be had as {name}. Choose one of: {', '.join(FORMATS)}.")
    now = state()
    edition = now.kept.get("edition")
    written = one.write(asker().map, edition, now.on)
    is_text = one.media.startswith("text/")
    answer = Response(written, content_type=f"{one.media}; charset=utf-8" if is_text else one.media)
    mark = f"-{edition}" if edition and not one.is_whole else ""
    answer.headers.set("Content-Disposition", "attachment", filename=f"accountability-map{mark}.{one.suffix}")
    return answer
