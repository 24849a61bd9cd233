"""Reads the statements of a Cypher export back without a server, by the grammar they promise to keep to."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STRING = r"'(?:[^'\\\n]|\\[\\'nt])*'"
_LITERAL = rf"{_STRING}(?: \+ {_STRING})*"
_PAIR = rf"`([A-Za-z][A-Za-z0-9_]*)`: ({_LITERAL})"
_MAP = rf"\{{{_PAIR}(?:, {_PAIR})*\}}"
_NODES = re.compile(
    r"UNWIND \[\n(?P<rows>.*?)\n\] AS row\nMERGE \(n:MapNode \{id: row\.id\}\)\nSET n = row, n:(?P<kind>\w+);",
    re.DOTALL,
)
_EDGES = re.compile(
    r"UNWIND \[\n(?P<rows>.*?)\n\] AS row\nMATCH \(a:MapNode \{id: row\[0\]\}\)\nMATCH \(b:MapNode \{id: row\[1\]\}\)\n"
    r"MERGE \(a\)-\[r:(?P<kind>\w+)\]->\(b\)\nSET r = row\[2\];",
    re.DOTALL,
)
_EDGE = re.compile(rf"\[({_LITERAL}), ({_LITERAL}), (.*)\]")
_BACK = {"\\": "\\", "'": "'", "n": "\n", "t": "\t"}


def played(script: str) -> tuple[dict[str, tuple[str, dict[str, str]]], dict[tuple[str, str, str], dict[str, str]]]:
    """What stands after the script: nodes by id with label and properties, relationships by their ends and type."""
    nodes: dict[str, tuple[str, dict[str, str]]] = {}
    edges: dict[tuple[str, str, str], dict[str, str]] = {}
    statements = re.split(r"(?<=;)\n", script)
    assert statements[0].startswith("CREATE CONSTRAINT")
    for statement in filter(None, statements[1:]):
        if made := _NODES.fullmatch(statement):
            for row in _rows(made["rows"]):
                properties = _map(row)
                nodes[properties["id"]] = (made["kind"], properties)
        else:
            joined = _EDGES.fullmatch(statement)
            assert joined, statement[:300]
            for row in _rows(joined["rows"]):
                edge = _EDGE.fullmatch(row)
                assert edge, row
                source, target = _text(edge[1]), _text(edge[2])
                assert {source, target} <= nodes.keys()
                edges[source, joined["kind"], target] = _map(edge[3])
    return nodes, edges


def _rows(text: str) -> Iterator[str]:
    return (line.removesuffix(",") for line in text.split("\n"))


def _map(text: str) -> dict[str, str]:
    assert re.fullmatch(_MAP, text), text
    return {name: _text(literal) for name, literal in re.findall(_PAIR, text)}


def _text(literal: str) -> str:
    parts = re.findall(_STRING, literal)
    return "".join(re.sub(r"\\(.)", lambda found: _BACK[found[1]], part[1:-1]) for part in parts)
