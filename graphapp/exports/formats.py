"""The files a map can be taken away as, one row each; the command line and the pages offer what stands here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain
from typing import NamedTuple

from graphapp.analysis.answers import chosen_edition, in_due_order, of_kind, rows
from graphapp.analysis.words import natural
from graphapp.core import AccountabilityMap
from graphapp.exports import calendar, cypher, linked, networks, share, table, whole, workbook
from graphapp.model import Edge, Node
from graphapp.store.journal import content
from graphapp.store.parts import made

Writer = Callable[[AccountabilityMap, str | None, str], bytes]


class Format(NamedTuple):
    """A format: its name, file ending and media type, what the file holds and is good for, and what writes it.

    `write` takes the map, an edition (None: the newest, or all where the file holds all) and the day (YYYY-MM-DD).
    `is_whole` says that the file holds the whole map.
    """

    name: str
    suffix: str
    media: str
    holds: str
    use: str
    is_whole: bool
    write: Writer


def _whole(to_text: Callable[[Mapping[str, Node], Mapping[str, Edge]], str]) -> Writer:
    def write(found: AccountabilityMap, edition: str | None, on: str) -> bytes:  # noqa: ARG001 - all of it, always
        return to_text(*content(found.store)).encode()

    return write


def _json(nodes: Mapping[str, Node], edges: Mapping[str, Edge]) -> str:
    return whole.to_json(nodes.values(), edges.values())


def _csv(found: AccountabilityMap, edition: str | None, on: str) -> bytes:  # noqa: ARG001 - actions as printed
    keys = sorted((one["key"] for one in found.editions()), key=natural) if found.is_large else [None]
    if edition:
        keys = [found.edition(edition)]
    printed = (rows(graph, of_kind(graph, "action", key)) for key in keys for graph in [found.graph(key)])
    return table.actions_csv(in_due_order(chain.from_iterable(printed))).encode()


def _xlsx(found: AccountabilityMap, edition: str | None, on: str) -> bytes:
    nodes, edges = content(found.store)
    graph = made([*nodes.values(), *edges.values()])
    return workbook.to_xlsx(graph, nodes, edges, edition, on, found.revision().at)


def _html(found: AccountabilityMap, edition: str | None, on: str) -> bytes:
    graph = found.graph(edition)
    return share.to_html(graph, chosen_edition(graph, edition), on).encode()


def _ics(found: AccountabilityMap, edition: str | None, on: str) -> bytes:  # noqa: ARG001 - open ones, late or not
    return calendar.to_ics(found.graph(edition), edition, found.revision().at).encode()


_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMATS = (
    Format("xlsx", "xlsx", _SHEET, "the lists of the map, a sheet each, and every node and edge", "Excel", True, _xlsx),
    Format("csv", "csv", "text/csv", "the actions, a row each", "any spreadsheet", False, _csv),
    Format("ics", "ics", "text/calendar", "the dates of open actions", "a calendar, such as Outlook", False, _ics),
    Format("html", "html", "text/html", "the explorer", "any browser, without a network", False, _html),
    Format("json", "json", "application/json", "the whole map", "graphapp import-json, programs", True, _whole(_json)),
    Format("jsonld", "jsonld", "application/ld+json", "the whole map in the words of Popolo, W3C ORG and PROV",
           "linked data", True, _whole(linked.to_jsonld)),
    Format("graphml", "graphml", "application/graphml+xml", "the whole map", "NetworkX, yEd, Cytoscape", True,
           _whole(networks.to_graphml)),
    Format("gexf", "gexf", "application/gexf+xml", "the whole map", "Gephi", True, _whole(networks.to_gexf)),
    Format("cypher", "cypher", "text/plain", "the whole map as statements", "an empty Neo4j", True,
           _whole(cypher.to_cypher)),
)  # fmt: skip
FORMATS: dict[str, Format] = {one.name: one for one in _FORMATS}
