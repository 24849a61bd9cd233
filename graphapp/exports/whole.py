"""The whole map as JSON, and back without loss: `{"format", "version", "nodes", "edges"}`, ordered by id."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from graphapp.errors import BadExport, ModelError
from graphapp.model import Changeset, Edge, Node

FORMAT, VERSION = "graphapp-map", 1


def to_json(nodes: Iterable[Node], edges: Iterable[Edge]) -> str:
    """The map's nodes and edges as UTF-8 JSON text."""
    found = {
        "format": FORMAT,
        "version": VERSION,
        "nodes": [node.as_json() for node in sorted(nodes, key=lambda node: node.id)],
        "edges": [edge.as_json() for edge in sorted(edges, key=lambda edge: edge.id)],
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def from_json(text: str, name: str, author: str) -> Changeset:
    """The changeset that puts an export's nodes and edges; BadExport says what of the file `name` is wrong."""
    try:
        found: Any = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadExport(
            f"{name}, line {error.lineno}: not JSON ({error.msg}). Give a file that export --format json wrote."
        ) from error
    if not isinstance(found, Mapping) or found.get("format") != FORMAT:
        raise BadExport(f"{name}: not an export of a map. Give a file that export --format json wrote.")
    if found.get("version") != VERSION:
        raise BadExport(
            f"{name}: written by a newer graphapp (version {found.get('version')}). Update graphapp, then import."
        )
    try:
        nodes, edges = tuple(map(Node.from_json, found["nodes"])), tuple(map(Edge.from_json, found["edges"]))
    except (KeyError, TypeError, AttributeError, ModelError) as error:
        raise BadExport(f"{name}: an entry is damaged ({error}). Export the map again.") from error
    return Changeset(author, f"Import of {name}", nodes=nodes, edges=edges)
