"""What rests on the papers: how much each one gives, and which facts stand on which of its lines."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from graphapp.analysis.answers import Answer, Graph, item, node_of, of_kind
from graphapp.analysis.words import natural, sentence, spoken
from graphapp.model import Citation, Edge, Node
from graphapp.ontology import EDGE_KINDS, KEPT_BESIDE, NODE_KINDS

Index: TypeAlias = dict[str, list[tuple[Citation, "Node | Edge"]]]

# What a reader of a line looks for first; a paper, plan or edition stands on its title and says nothing more.
_FIRST = (
    "action", "resolution", "meeting", "recommendation", "judgement", "reading", "measure", "keyarea", "strategy",
    "person", "organization", "post", "group", "edition", "plan", "document",
)  # fmt: skip

_PAGE = 60  # lines


def document_list(graph: Graph) -> Answer:
    """Every paper, newest first: `title`, `kind`, `date`, `publisher`, `lines`, and how many `facts` cite it.

    `unread` counts the lines the reader could make nothing of; `warnings` are its own words on the file.
    """
    index = citing(graph)
    papers = [_paper(node, index) for node in of_kind(graph, "document")]
    return {"documents": sorted(papers, key=lambda one: (one["date"] or "", one["title"]), reverse=True)}


def _paper(node: Node, index: Index) -> Answer:
    about = {name: node.props.get(name) for name in ("kind", "date", "publisher")}
    return item(
        node,
        document=node.id.partition(":")[2],
        title=node.props.get("title") or node.label,
        **about,
        lines=len(node.props.get("lines") or ()),
        facts=len({fact.id for _, fact in index.get(node.id.partition(":")[2], ())}),
        unread=sum(one["line_end"] - one["line_start"] + 1 for one in node.props.get("unread") or ()),
        warnings=list(node.props.get("warnings") or ()),
    )


@lru_cache(maxsize=2)  # a graph is frozen: one for the revision in use, one for the next
def citing(graph: Graph) -> Index:
    """Every citation with its node or edge, by the id (without its kind) of the paper it points into.

    Ordered by line, then by what a reader of the line looks for first. Kept for a graph: do not change it.
    """
    found: Index = {}
    for fact in _facts(graph):
        for citation in fact.citations:
            found.setdefault(citation.document, []).append((citation, fact))
    for pairs in found.values():
        pairs.sort(key=_place)
    return found


def _facts(graph: Graph) -> Iterator[Node | Edge]:
    no_facts = ("document", *KEPT_BESIDE)
    yield from (data["node"] for data in graph.nodes.values() if data["node"].kind not in no_facts)
    yield from (data["edge"] for *_, data in graph.edges(data=True))


def _place(pair: tuple[Citation, Node | Edge]) -> tuple[object, ...]:
    citation, fact = pair
    return (citation.line_start, citation.line_end, *_telling(fact))


def document(graph: Graph, document_id: str) -> Answer:
    """One paper line by line: `document`, its `lines` as `no`, `text`, `page`, `sheet`, and what was `unread`.

    `no` is the row where the paper is a spreadsheet, and then counts from 1 in each sheet.
    """
    node = node_of(graph, document_id)
    texts = list(node.props.get("lines") or ())
    places = list(node.props.get("places") or ()) or [(no, None, None) for no in range(1, len(texts) + 1)]
    return {
        "document": _paper(node, citing(graph)),
        "lines": [
            {"no": no, "text": text, "page": page, "sheet": sheet}
            for text, (no, page, sheet) in zip(texts, places, strict=False)
        ],
        "unread": [dict(one) for one in node.props.get("unread") or ()],
    }


@lru_cache(maxsize=16)
def standing_on(graph: Graph, document_id: str) -> dict[tuple[str | None, int], list[Node | Edge]]:
    """For each sheet (None where there are none) and line of a paper, what cites it, most telling first.

    A citation of more than a page of lines stands on its first line only. Kept for a graph: do not change it.
    """
    found: dict[tuple[str | None, int], dict[str, Node | Edge]] = {}
    for citation, fact in citing(graph).get(document_id.partition(":")[2], ()):
        first, last = citation.line_start, citation.line_end
        for no in range(first, last + 1 if last - first < _PAGE else first + 1):
            found.setdefault((citation.sheet, no), {})[fact.id] = fact
    return {place: sorted(facts.values(), key=_telling) for place, facts in found.items()}


def _telling(fact: Node | Edge) -> tuple[int, object]:
    return (_FIRST.index(fact.kind) if isinstance(fact, Node) else len(_FIRST), natural(fact.id))


def passage(graph: Graph, document_id: str, first: int, last: int, sheet: str | None = None) -> Answer:
    """The facts that cite any of the lines from `first` to `last`, each as a sentence.

    `facts`: `id` the node it is about, `fact` its own id, `kind`, `sentence`, `standing`, `source`.
    """
    node_of(graph, document_id)
    found: dict[str, Answer] = {}
    for citation, fact in citing(graph).get(document_id.partition(":")[2], ()):
        if citation.sheet == sheet and citation.line_start <= last and citation.line_end >= first:
            found.setdefault(fact.id, _fact(graph, citation, fact))
    return {"document": document_id, "facts": list(found.values())}


def _fact(graph: Graph, citation: Citation, fact: Node | Edge) -> Answer:
    if isinstance(fact, Node):
        about, kind, text = fact.id, NODE_KINDS[fact.kind].label, spoken(fact)
    else:
        about, kind = fact.source, EDGE_KINDS[fact.kind].label
        text = f"{spoken(node_of(graph, fact.source))} {kind} {spoken(node_of(graph, fact.target))}"
    return {
        "id": about,
        "fact": fact.id,
        "kind": kind,
        "sentence": sentence(text),
        "standing": fact.props.get("standing") or "stated",
        "source": citation.as_json(),
    }
