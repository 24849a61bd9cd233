"""The map for programs that draw and measure networks: GraphML and GEXF, each node and edge with its citations.

Attributes are those of `flat`; an edge's id is `source KIND target`.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from graphapp.exports.flat import flat, ordered
from graphapp.model import Edge, Node

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_GEXF = "http://www.gexf.net/1.2draft"
_Rows = list[tuple[Node | Edge, dict[str, str]]]


def to_graphml(nodes: Mapping[str, Node], edges: Mapping[str, Edge]) -> str:
    """GraphML, for NetworkX, yEd, Cytoscape and igraph."""
    root = Element("graphml", xmlns=_GRAPHML)
    scopes = {"node": _rows(nodes), "edge": _rows(edges)}
    keys = {scope: _keys(scope, rows) for scope, rows in scopes.items()}
    for scope in scopes:
        for name, key in keys[scope].items():
            SubElement(root, "key", {"id": key, "for": scope, "attr.name": name, "attr.type": "string"})
    graph = SubElement(root, "graph", edgedefault="directed")
    for scope, rows in scopes.items():
        for fact, attributes in rows:
            element = SubElement(graph, scope, _ends(fact))
            for name, text in attributes.items():
                SubElement(element, "data", key=keys[scope][name]).text = text
    return _text(root)


def to_gexf(nodes: Mapping[str, Node], edges: Mapping[str, Edge]) -> str:
    """GEXF 1.2, for Gephi; an edge's label is its kind."""
    root = Element("gexf", xmlns=_GEXF, version="1.2")
    graph = SubElement(root, "graph", defaultedgetype="directed", mode="static")
    scopes = {"node": _rows(nodes), "edge": _rows(edges)}
    keys = {scope: _keys(scope, rows) for scope, rows in scopes.items()}
    for scope in scopes:
        titles = SubElement(graph, "attributes", {"class": scope, "mode": "static"})
        for name, key in keys[scope].items():
            SubElement(titles, "attribute", id=key, title=name, type="string")
    for scope, rows in scopes.items():
        group = SubElement(graph, f"{scope}s")
        for fact, attributes in rows:
            label = attributes.pop("label", fact.kind)
            values = SubElement(SubElement(group, scope, _ends(fact), label=label), "attvalues")
            for name, text in attributes.items():
                SubElement(values, "attvalue", {"for": keys[scope][name], "value": text})
    return _text(root)


def _rows(facts: Mapping[str, Node] | Mapping[str, Edge]) -> _Rows:
    return [(fact, flat(fact)) for fact in ordered(facts)]


def _keys(scope: str, rows: _Rows) -> dict[str, str]:
    """The names of all attributes of nodes or edges, and the short key that stands for each in the file."""
    names = sorted({name for _, attributes in rows for name in attributes})
    return {name: f"{scope[0]}{number}" for number, name in enumerate(names)}


def _ends(fact: Node | Edge) -> dict[str, str]:
    """The XML attributes that say which node it is, or which edge between which."""
    ends = {"source": fact.source, "target": fact.target} if isinstance(fact, Edge) else {}
    return {"id": fact.id} | ends


def _text(root: Element) -> str:
    indent(root, "")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, "unicode") + "\n"
