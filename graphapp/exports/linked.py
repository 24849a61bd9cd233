"""The map as JSON-LD, readable without fetching anything: Popolo's and W3C ORG's words for who, PROV's for where.

Popolo takes its terms from FOAF, SKOS, ORG and Schema.org; so does the context here. Every edge is a statement of
its own (a membership where it is one), so that it can carry its facts and citations, and beside it a plain link
from its source. A citation is an entity that is part of its paper and has line numbers.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from graphapp.exports.flat import ordered
from graphapp.model import Citation, Edge, Node
from graphapp.ontology import NODE_KINDS, kind_of

_OWN = "urn:graphapp:"
_TYPES = {  # kind of node -> what the world calls it, beside our own name for the kind
    "document": ("prov:Entity", "foaf:Document"),
    "plan": ("prov:Plan",),
    "edition": ("prov:Plan",),
    "person": ("foaf:Person", "prov:Agent"),
    "post": ("org:Post",),
    "organization": ("org:Organization", "prov:Agent"),
    "meeting": ("prov:Activity", "schema:Event"),
    "strategy": ("prov:Plan",),
    "resolution": ("opengov:Motion",),
}
_LINKS = {  # kind of edge, kind of its source -> a term the world knows; elsewhere our own stands
    ("HOLDS", "person"): "org:holds",
    ("MEMBER_OF", "person"): "org:memberOf",
    ("REPORTS_TO", "organization"): "org:reportsTo",
    ("REPORTS_TO", "post"): "org:reportsTo",
    ("PART_OF", "post"): "org:postIn",
    ("PART_OF", "organization"): "org:subOrganizationOf",
    ("WAS_REVISION_OF", "action"): "prov:wasRevisionOf",
    ("HELD_BY", "meeting"): "prov:wasAssociatedWith",
}
_MEMBERSHIPS = {"HOLDS": "post_id", "MEMBER_OF": "organization_id"}  # kind of edge -> Popolo's word for its target
_TENURE = {"role": "role", "start_date": "start_date", "end_date": "end_date"}
_PROPS = {  # kind of node or edge -> its props for which Popolo has a term; all of them stand under `props` as well
    "person": {"aliases": "other_names"},
    "organization": {"aliases": "other_names", "classification": "classification"},
    "HOLDS": _TENURE,
    "MEMBER_OF": _TENURE,
}
CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "opengov": "http://www.w3.org/ns/opengov#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": "http://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "ga": _OWN + "terms:",
    **{kind: f"{_OWN}{kind}:" for kind in (*NODE_KINDS, "edge", "lines")},
    "label": "skos:prefLabel",
    "name": "foaf:name",
    "other_names": "skos:altLabel",
    "classification": "org:classification",
    "role": "org:role",
    "start_date": "schema:startDate",
    "end_date": "schema:endDate",
    "props": {"@id": "ga:props", "@type": "@json"},
    "kind": "ga:kind",
    "subject": {"@id": "rdf:subject", "@type": "@id"},
    "predicate": {"@id": "rdf:predicate", "@type": "@vocab"},
    "object": {"@id": "rdf:object", "@type": "@id"},
    "member": {"@id": "org:member", "@type": "@id"},
    "post_id": {"@id": "opengov:post", "@type": "@id"},
    "organization_id": {"@id": "org:organization", "@type": "@id"},
    "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
    "hadPrimarySource": {"@id": "prov:hadPrimarySource", "@type": "@id"},
    "isPartOf": {"@id": "dcterms:isPartOf", "@type": "@id"},
    "line_start": "ga:line_start",
    "line_end": "ga:line_end",
    "page": "ga:page",
    "sheet": "ga:sheet",
}


def to_jsonld(nodes: Mapping[str, Node], edges: Mapping[str, Edge]) -> str:
    """The whole map as one JSON-LD 1.1 document: things first, then the statements that join them."""
    links: dict[str, dict[str, list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for edge in ordered(edges):
        links[edge.source][_predicate(edge)].append({"@id": iri(edge.target)})
    found = [_thing(node) | links[node.id] for node in ordered(nodes)] + [_statement(edge) for edge in ordered(edges)]
    return json.dumps({"@context": CONTEXT, "@graph": found}, ensure_ascii=False, indent=1) + "\n"


def iri(node_id: str) -> str:
    """A node's id as an IRI that the context makes whole; what an IRI cannot hold is percent-encoded.

    >>> iri("action:2019-01/1.2#2"), iri("person:o'neil")
    ('action:2019-01/1.2#2', 'person:o%27neil')
    """
    kind, _, slug = node_id.partition(":")
    name, mark, rest = slug.partition("#")
    return f"{kind}:{quote(name, safe='/:')}{mark}{quote(rest, safe='/:')}"


def _thing(node: Node) -> dict[str, Any]:
    name = {"name": node.label} if node.kind == "person" else {}
    types = [f"ga:{node.kind.capitalize()}", *_TYPES.get(node.kind, ())]
    head = {"@id": iri(node.id), "@type": types, "kind": node.kind, "label": node.label}
    return head | name | _facts(node)


def _statement(edge: Edge) -> dict[str, Any]:
    is_membership = edge.kind in _MEMBERSHIPS and kind_of(edge.source) == "person"
    source, target = iri(edge.source), iri(edge.target)
    types = ["rdf:Statement", *(["org:Membership"] if is_membership else [])]
    ends = {"member": source, _MEMBERSHIPS[edge.kind]: target} if is_membership else {}
    head = {"@id": f"edge:{quote(edge.id, safe=':/')}", "@type": types, "kind": edge.kind}
    said = {"subject": source, "predicate": _predicate(edge), "object": target}
    return head | said | ends | _facts(edge)


def _predicate(edge: Edge) -> str:
    return _LINKS.get((edge.kind, kind_of(edge.source)), f"ga:{edge.kind}")


def _facts(fact: Node | Edge) -> dict[str, Any]:
    """What a thing or statement says, in the world's words where there are any, and where the papers say so."""
    terms = _PROPS.get(fact.kind, {})
    known = {term: fact.props[name] for name, term in terms.items() if fact.props.get(name)}
    documents = dict.fromkeys(citation.document for citation in fact.citations)
    return known | {
        "props": dict(fact.props),
        "wasDerivedFrom": [_lines(citation) for citation in fact.citations],
        "hadPrimarySource": [iri(f"document:{document}") for document in documents],
    }


def _lines(citation: Citation) -> dict[str, Any]:
    said = {name: value for name, value in citation.as_json().items() if name != "document" and value is not None}
    place = "/".join(f"{name}={value}" for name, value in said.items())
    return {
        "@id": f"lines:{quote(citation.document, safe='')}/{quote(place, safe='/=')}",
        "@type": "prov:Entity",
        "isPartOf": iri(f"document:{citation.document}"),
        **said,
    }
