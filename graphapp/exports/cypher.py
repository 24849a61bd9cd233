"""The map as a Cypher script: it loads into an empty Neo4j, needs no plugin, and may be run twice.

Nodes carry the label `MapNode` and that of their kind, relationships the type of theirs; their properties are those
of `flat`. A Neo4j store of graphapp has no `MapNode`, so that the script cannot spoil one. Labels and types come from
the ontology only; data stands only in string literals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from graphapp.exports.flat import flat, ordered
from graphapp.model import Edge, Node
from graphapp.ontology import EDGE_KINDS, NODE_KINDS

_ROWS = 200  # a statement: few enough to parse quickly, enough to load quickly
_CONSTRAINT = "CREATE CONSTRAINT map_node_id IF NOT EXISTS FOR (n:MapNode) REQUIRE n.id IS UNIQUE;"
_ESCAPES = str.maketrans({"\\": "\\\\", "'": "\\'", "\n": "\\n", "\t": "\\t"})


def to_cypher(nodes: Mapping[str, Node], edges: Mapping[str, Edge]) -> str:
    """The script; a statement ends with a semicolon at the end of a line."""
    by_kind = groupby(sorted(edges.values(), key=lambda edge: (edge.kind, edge.id)), key=lambda edge: edge.kind)
    parts = [_CONSTRAINT]
    for kind, of_kind in groupby(ordered(nodes), key=lambda node: node.kind):
        parts += _nodes(kind, list(of_kind))
    for kind, edges_of_kind in by_kind:
        parts += _edges(kind, list(edges_of_kind))
    return "\n".join(parts) + "\n"


def label_of(kind: str) -> str:
    """The label of a kind of node in Neo4j's spelling: `keyarea` is `Keyarea`."""
    return NODE_KINDS[kind].name.capitalize()


def _nodes(kind: str, nodes: Sequence[Node]) -> Iterator[str]:
    rows = [_map({"id": node.id} | flat(node)) for node in nodes]
    for part in _parts(rows):
        yield f"UNWIND [\n{part}\n] AS row\nMERGE (n:MapNode {{id: row.id}})\nSET n = row, n:{label_of(kind)};"


def _edges(kind: str, edges: Sequence[Edge]) -> Iterator[str]:
    rows = [f"[{literal(edge.source)}, {literal(edge.target)}, {_map(flat(edge))}]" for edge in edges]
    for part in _parts(rows):
        yield (
            f"UNWIND [\n{part}\n] AS row\nMATCH (a:MapNode {{id: row[0]}})\nMATCH (b:MapNode {{id: row[1]}})\n"
            f"MERGE (a)-[r:{EDGE_KINDS[kind].name}]->(b)\nSET r = row[2];"
        )


def _parts(rows: Sequence[str]) -> Iterator[str]:
    return (",\n".join(rows[at : at + _ROWS]) for at in range(0, len(rows), _ROWS))


def _map(attributes: Mapping[str, str]) -> str:
    """A map literal; `flat` lets only plain words be names, and backticks keep them from being taken for others."""
    return "{" + ", ".join(f"`{name}`: {literal(text)}" for name, text in attributes.items()) + "}"


def literal(text: str) -> str:
    r"""The text as a string literal.

    Neo4j may read a backslash before a `u` as a character's number before it looks at anything else, even where
    that backslash is itself escaped, so the two never stand side by side.

    >>> print(literal("it's C:\\users"))
    'it\'s C:\\' + 'users'
    """
    return "'" + text.translate(_ESCAPES).replace("\\\\u", "\\\\' + 'u") + "'"
