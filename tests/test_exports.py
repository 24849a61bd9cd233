"""Files to take away: each opens in a program that is not ours and holds what the map holds."""

from __future__ import annotations

import io
import json
import os
import re
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import networkx as nx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from neo4j import GraphDatabase, Session
from rdflib import Graph as Triples
from rdflib import URIRef

from graphapp.core import open_map
from graphapp.exports import cypher, linked, networks, whole, workbook
from graphapp.exports.flat import FORBIDDEN
from graphapp.exports.formats import FORMATS
from graphapp.exports.table import csv_text, is_formula
from graphapp.model import Citation, Edge, Node
from graphapp.ontology import EDGE_KINDS, NODE_KINDS
from graphapp.store.journal import content
from tests import neo4j_server
from tests.builders import edge, node, small_map
from tests.graphs import EDGES, NODES, small_plan
from tests.neo4j_script import played
from tests.served import example_map, get, page, words

Facts = tuple[dict[str, Node], dict[str, Edge]]
DAY, CHANGED = "2024-02-10", "2024-02-01T09:00:00+00:00"
HARD = (
    'it\'s "quoted" `ticked` \\ back\\slash \\u0027 \\\\u005c',
    "two\nlines\r\nand a\ttab",
    "Ünï €ode 𝄞 \u2028 line",
    "nul\x00bell\x07escape\x1bnext\x85\ufffe",
    "'}) DETACH DELETE n; // <b>&amp;]]>",
    "=1+1",
    "",
)


def hard_facts() -> Facts:
    """A map whose words are as bad as words can be, in labels, props, names of props and citations."""
    cited = (Citation("paper", 1, 3, 2), Citation('it\'s a "sheet"', 4, 4, None, "Sheet 'A'\n"))
    props: dict[str, object] = {"text": HARD[0], "kind": "taken", "label": None, "a b": 1, "`x`": [HARD[3]], "id": ""}
    props |= {"none": None, "flag": True, "number": 1.5, "big": 10**30, "nested": {"list": [1, None, HARD[1]]}}
    nodes = [Node(f"action:e/{number}", text, cited, props | {"said": text}) for number, text in enumerate(HARD)]
    nodes += [Node('person:o\'neil-&-<b>"ö"', HARD[4], cited), Node("strategy:100%", "S", cited)]
    edges = [Edge("action:e/0", kind, "strategy:100%", cited, props) for kind in ("PRODUCES", "RELIES_ON")]
    edges += [Edge('person:o\'neil-&-<b>"ö"', "LEADS", "action:e/1", cited, {"words": HARD[2]})]
    return {one.id: one for one in nodes}, {one.id: one for one in edges}


def example_facts() -> Facts:
    return content(example_map().store)


def made_facts() -> Facts:
    return {one.id: one for one in NODES}, {one.id: one for one in EDGES}


ALL_FACTS = pytest.mark.parametrize("facts", [hard_facts, example_facts, made_facts])


def as_json(facts: Mapping[str, Node] | Mapping[str, Edge]) -> dict[str, Any]:
    return {what: fact.as_json() for what, fact in facts.items()}


def props_of(attributes: Mapping[str, str]) -> dict[str, Any]:
    """The props again, as the description of the flat form says to take them back."""
    own = {"id", "kind", "label", "exact_label", "citations", "json", "null", "more"}
    coded, empty = attributes.get("json", "").split(), attributes.get("null", "").split()
    found = {name: json.loads(text) if name in coded else text for name, text in attributes.items() if name not in own}
    return found | dict.fromkeys(empty) | json.loads(attributes.get("more", "{}"))


def node_of(node_id: str, attributes: Mapping[str, str]) -> dict[str, Any]:
    assert attributes["kind"] == node_id.partition(":")[0]
    label = json.loads(attributes["exact_label"]) if "exact_label" in attributes else attributes["label"]
    citations = json.loads(attributes["citations"])
    return {"id": node_id, "label": label, "props": props_of(attributes), "citations": citations}


def edge_of(source: str, target: str, attributes: Mapping[str, str]) -> dict[str, Any]:
    said = {"source": source, "kind": attributes["kind"], "target": target}
    return said | {"props": props_of(attributes), "citations": json.loads(attributes["citations"])}


def graph_facts(graph: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    nodes = {node_id: node_of(node_id, data) for node_id, data in graph.nodes(data=True)}
    edges = {}
    for source, target, data in graph.edges(data=True):
        if "id" in data:
            assert data["id"] == f"{source} {data['kind']} {target}"
        shown = {name: text for name, text in data.items() if name not in ("id", "label")}
        edges[f"{source} {data['kind']} {target}"] = edge_of(source, target, shown)
    return nodes, edges


@ALL_FACTS
@pytest.mark.parametrize(
    ("write", "read"),
    [(networks.to_graphml, nx.read_graphml), (networks.to_gexf, nx.read_gexf)],
    ids=["graphml", "gexf"],
)
def test_networkx_opens_the_network_files_and_finds_every_fact(facts: Any, write: Any, read: Any) -> None:
    nodes, edges = facts()
    graph = read(io.BytesIO(write(nodes, edges).encode()))
    assert graph.is_directed()
    found = graph_facts(graph)
    assert found[0] == as_json(nodes)
    assert found[1] == as_json(edges)


@given(label=st.text(), text=st.text(), name=st.text())
def test_no_character_breaks_a_network_file(label: str, text: str, name: str) -> None:
    one = Node("person:a", label, (Citation(text, 1, 1),), {name: text, "more": {name: label}})
    for write, read in ((networks.to_graphml, nx.read_graphml), (networks.to_gexf, nx.read_gexf)):
        written = write({one.id: one}, {}).encode("utf-8")
        assert graph_facts(read(io.BytesIO(written)))[0] == {one.id: one.as_json()}


@ALL_FACTS
def test_a_cypher_script_says_the_whole_map_in_plain_statements(facts: Any) -> None:
    nodes, edges = facts()
    script = cypher.to_cypher(nodes, edges)
    assert script.startswith("CREATE CONSTRAINT map_node_id IF NOT EXISTS FOR (n:MapNode) REQUIRE n.id IS UNIQUE;\n")
    assert not FORBIDDEN.search(script)
    found_nodes, found_edges = played(script)
    assert {one: node_of(one, data) for one, (_, data) in found_nodes.items()} == as_json(nodes)
    assert {labels for labels, _ in found_nodes.values()} == {
        NODE_KINDS[one.kind].name.capitalize() for one in nodes.values()
    }
    told = {f"{a} {kind} {b}": edge_of(a, b, data) for (a, kind, b), data in found_edges.items()}
    assert told == as_json(edges)
    assert {kind for _, kind, _ in found_edges} <= set(EDGE_KINDS)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\r")))
def test_a_literal_never_shows_a_backslash_before_a_u_nor_an_open_quote(text: str) -> None:
    literal = cypher.literal(text)
    assert "\\u" not in literal
    parts = re.fullmatch(r"'(?:[^'\\]|\\[\\'nt])*'(?: \+ '(?:[^'\\]|\\[\\'nt])*')*", literal)
    assert parts, literal


@pytest.fixture
def neo4j_session(neo4j_address: str, tmp_path: Path) -> Iterator[Session]:
    """A session with a real server that holds nothing."""
    address = neo4j_server.emptied(tmp_path)
    login = (os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
    with GraphDatabase.driver(address, auth=login) as driver, driver.session() as session:
        yield session


@pytest.mark.neo4j
@pytest.mark.parametrize("facts", [hard_facts, example_facts])
def test_a_cypher_script_loads_into_a_bare_neo4j_and_may_be_run_twice(facts: Any, neo4j_session: Session) -> None:
    nodes, edges = facts()
    statements = cypher.to_cypher(nodes, edges).rstrip("\n").removesuffix(";").split(";\n")
    for statement in statements * 2:
        neo4j_session.run(statement).consume()
    rows = neo4j_session.run("MATCH (n:MapNode) RETURN n.id AS id, labels(n) AS labels, properties(n) AS data")
    found = {row["id"]: (row["labels"], row["data"]) for row in rows}
    assert {one: node_of(one, data) for one, (_, data) in found.items()} == as_json(nodes)
    assert all(set(labels) == {"MapNode", cypher.label_of(nodes[one].kind)} for one, (labels, _) in found.items())
    rows = neo4j_session.run("MATCH (a:MapNode)-[r]->(b:MapNode) RETURN a.id AS a, type(r) AS kind, b.id AS b, r AS r")
    told = [(row["a"], row["kind"], row["b"], dict(row["r"])) for row in rows]
    assert len(told) == len(edges)
    assert {f"{a} {kind} {b}": edge_of(a, b, data) for a, kind, b, data in told} == as_json(edges)


@ALL_FACTS
def test_json_ld_holds_every_node_edge_and_citation(facts: Any) -> None:
    nodes, edges = facts()
    found = json.loads(linked.to_jsonld(nodes, edges))["@graph"]
    things = {one["@id"]: one for one in found if "rdf:Statement" not in one["@type"]}
    said = {(one["subject"], one["kind"], one["object"]): one for one in found if "rdf:Statement" in one["@type"]}
    assert set(things) == {linked.iri(one) for one in nodes}
    assert set(said) == {(linked.iri(one.source), one.kind, linked.iri(one.target)) for one in edges.values()}
    for fact in (*nodes.values(), *edges.values()):
        own = (
            things[linked.iri(fact.id)]
            if isinstance(fact, Node)
            else said[linked.iri(fact.source), fact.kind, linked.iri(fact.target)]
        )
        assert own["props"] == fact.props
        lines = [(one["line_start"], one["line_end"]) for one in own["wasDerivedFrom"]]
        assert lines == [(one.line_start, one.line_end) for one in fact.citations]
        assert set(own["hadPrimarySource"]) == {linked.iri(f"document:{one.document}") for one in fact.citations}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own affair
def test_json_ld_is_read_as_triples_in_the_words_of_popolo_org_and_prov() -> None:
    nodes, edges = made_facts()
    triples = Triples().parse(data=linked.to_jsonld(nodes, edges), format="json-ld")
    org, prov = "http://www.w3.org/ns/org#", "http://www.w3.org/ns/prov#"
    ann, head = URIRef("urn:graphapp:person:ann-archer"), URIRef("urn:graphapp:post:head-of-care")
    assert (ann, URIRef(f"{org}holds"), head) in triples
    holds = edges["person:ann-archer HOLDS post:head-of-care"]
    asked = f"""SELECT ?line ?paper WHERE {{ ?m a <{org}Membership> ; <{org}member> <{ann}> ;
        <http://www.w3.org/ns/opengov#post> <{head}> ; <{prov}hadPrimarySource> ?paper ;
        <{prov}wasDerivedFrom> [ <urn:graphapp:terms:line_start> ?line ] }}"""
    rows = [(int(row.line), str(row.paper)) for row in triples.query(asked)]
    assert rows == [(holds.citations[0].line_start, "urn:graphapp:document:plan-paper")]
    names = set(triples.objects(ann, URIRef("http://xmlns.com/foaf/0.1/name")))
    assert {str(name) for name in names} == {"Ann Archer"}
    people = set(
        triples.subjects(
            URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), URIRef("http://xmlns.com/foaf/0.1/Person")
        )
    )
    assert len(people) == sum(one.kind == "person" for one in nodes.values())


@ALL_FACTS
def test_json_comes_back_as_the_same_nodes_and_edges(facts: Any) -> None:
    nodes, edges = facts()
    taken = whole.from_json(whole.to_json(nodes.values(), edges.values()), "map.json", "someone")
    assert as_json({one.id: one for one in taken.nodes}) == as_json(nodes)
    assert as_json({one.id: one for one in taken.edges}) == as_json(edges)


def book_of(facts: Facts, graph: Any = None) -> Any:
    graph = small_plan() if graph is None else graph
    return openpyxl.load_workbook(io.BytesIO(workbook.to_xlsx(graph, *facts, None, DAY, CHANGED)))


SHEETS = [
    "Actions",
    "Leads",
    "Recommendations",
    "Boards",
    "Strategies",
    "Dependencies",
    "Gaps",
    "Papers",
    "Nodes",
    "Edges",
]


def test_the_workbook_has_a_sheet_a_list_each_with_filter_and_frozen_header() -> None:
    book = book_of(made_facts())
    assert book.sheetnames == SHEETS
    for sheet in book:
        assert sheet.freeze_panes == "A2", sheet.title
        assert sheet.auto_filter.ref == sheet.dimensions, sheet.title
        assert sheet.column_dimensions["A"].width > 10, sheet.title
        assert all(cell.font.bold for cell in sheet[1]), sheet.title
        assert sheet.max_row > 1, sheet.title
    actions = [[cell.value for cell in row] for row in book["Actions"].iter_rows(min_row=2)]
    assert len(actions) == sum(one.kind == "action" for one in NODES)
    due = [cell.value for cell in book["Actions"][1]].index("due")
    assert {"March 2024", "Quarterly"} <= {row[due] for row in actions}


def test_the_last_sheets_hold_every_node_and_edge_whole() -> None:
    long = "x" * 70_000
    nodes, edges = hard_facts()
    nodes["document:long"] = node("document:long", "Long", lines=[long])
    book = book_of((nodes, edges))
    found = {}
    for row in book["Nodes"].iter_rows(min_row=2, values_only=True):
        found[row[0]] = json.loads("".join(part or "" for part in row[4:]))
    assert found == {one.id: one.as_json()["props"] for one in nodes.values()}
    rows = list(book["Edges"].iter_rows(min_row=2, values_only=True))
    assert {f"{row[0]} {row[1]} {row[2]}" for row in rows} == set(edges)


@pytest.mark.parametrize("mark", ["=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "＝", "＠"])
def test_no_cell_is_run_as_a_formula(mark: str) -> None:
    words = f"{mark}HYPERLINK(1)"
    assert is_formula(words)
    one = node("person:a", words)
    cell = book_of(({one.id: one}, {}))["Nodes"]["C2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert cell.value == words.replace("\r", "\ufffd")
    line = csv_text(["a"], [[words]]).split("\r\n", 1)[1]
    assert line.lstrip('"').startswith("'")


@pytest.mark.parametrize("words", ["1.2.1", "a=b", "Review - later", "#N/A", "#REF!", "2019-01", "1/2"])
def test_what_is_no_formula_stays_as_it_is_and_is_text(words: str) -> None:
    one = node("person:a", words)
    cell = book_of(({one.id: one}, {}))["Nodes"]["C2"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", words, False)
    assert csv_text(["a"], [[words]]) == f"a\r\n{words}\r\n"


def test_an_empty_map_can_be_had_in_every_format(tmp_path: Any) -> None:
    with open_map(f"sqlite:///{tmp_path / 'map.db'}") as empty:
        for one in FORMATS.values():
            assert one.write(empty, None, DAY), one.name


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_map_gives_the_same_bytes(name: str) -> None:
    first = FORMATS[name].write(example_map(), None, "2019-03-28")
    time.sleep(2.1 if name == "xlsx" else 0)  # a zip keeps time in steps of two seconds
    assert FORMATS[name].write(example_map(), None, "2019-03-28") == first


def test_the_workbook_says_when_the_map_was_changed_and_not_when_it_was_saved() -> None:
    with ZipFile(io.BytesIO(workbook.to_xlsx(small_plan(), *made_facts(), None, DAY, CHANGED))) as found:
        assert "2024-02-01T09:00:00Z" in found.read("docProps/core.xml").decode()
        assert {one.date_time for one in found.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_map_larger_than_a_sheet_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    with pytest.raises(Exception, match="A sheet holds 3 rows"):
        book_of(made_facts())


def test_the_page_offers_every_format_and_each_comes_as_a_file() -> None:
    shown = page("/export")
    links = shown.xpath("//main//table//a[starts-with(@href, '/export/')]/@href")
    assert links == [f"/export/{name}" for name in FORMATS]
    assert "things" in words(shown.xpath("//main")[0])
    for name, one in FORMATS.items():
        answer = get(f"/export/{name}")
        assert answer.status_code == 200
        assert answer.mimetype == one.media
        assert answer.headers["Content-Disposition"] == f"attachment; filename=accountability-map.{one.suffix}"
        assert answer.data == one.write(example_map(), None, example_map().as_at())


def test_a_file_of_an_older_edition_says_so_in_its_name() -> None:
    answer = get("/export/csv?edition=2018-11")
    assert "accountability-map-2018-11.csv" in answer.headers["Content-Disposition"]
    lines = answer.get_data(as_text=True).splitlines()
    assert len([line for line in lines if line.startswith("action:2018-11/")]) == 109
    assert not any(line.startswith("action:2019-01/") for line in lines)


def test_a_format_there_is_not_is_a_page_that_names_those_there_are() -> None:
    answer = get("/export/clay")
    assert answer.status_code == 404
    assert "xlsx" in answer.get_data(as_text=True)


def test_every_page_leads_to_the_downloads() -> None:
    assert "/export" in page("/leads").xpath("//footer//a/@href")


def test_facts_of_the_builders_are_cited_in_every_whole_format() -> None:
    put = small_map()
    nodes, edges = {one.id: one for one in put.nodes}, {one.id: one for one in put.edges}
    extra = edge("person:a", "HOLDS", "post:head", acting=True)
    edges[extra.id] = extra
    for write in (networks.to_graphml, networks.to_gexf, cypher.to_cypher, linked.to_jsonld):
        assert write(nodes, edges).count("line_start") >= len(nodes) + len(edges)
