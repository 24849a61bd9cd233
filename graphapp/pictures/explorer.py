"""The explorer's data: pyvis builds nodes, edges and options for the vis-network that it ships.

The page that pyvis writes is not used: it runs whatever a label holds and asks other hosts for its parts. Here all
words are plain text: labels are drawn on a canvas, and `about`, what is told of a node, is only ever set as text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

from graphapp.analysis.answers import Answer, Graph, node_of
from graphapp.analysis.words import natural
from graphapp.errors import GraphappError
from graphapp.model import Citation, Node
from graphapp.ontology import EDGE_KINDS, NODE_KINDS, kind_of
from graphapp.pictures.around import lane_of
from graphapp.pictures.explorer_layout import CELL_WIDE, Group, placed
from graphapp.pictures.explorer_nodes import KINDS, MORE_KINDS, Link, Shown, Wanted
from graphapp.pictures.measure import clean, wrap
from graphapp.pictures.words import due_line, title_of, word_of

CAP = 1000  # nodes: more than these no screen shows and no reader follows
_CITED = 5  # lines cited beside the picture; the page of the node has them all
_FONT = 14
_INK, _GREY, _MARK = "#0b0c0c", "#b1b4b6", "#ffdd00"
SHAPES = {  # as vis-network calls them, and in words
    "recommendation": ("diamond", "diamond"),
    "strategy": ("star", "star"),
    "keyarea": ("triangleDown", "triangle on its tip"),
    "group": ("triangleDown", "small triangle on its tip"),
    "action": ("square", "square"),
    "resolution": ("square", "small square"),
    "person": ("dot", "circle"),
    "post": ("triangle", "triangle"),
    "organization": ("hexagon", "hexagon"),
    "meeting": ("hexagon", "small hexagon"),
}
_SMALL = ("group", "resolution", "meeting")
_FACTS = {  # what is told of a kind beside its due cell: label and property; the first is what a table says of it
    "action": (("", "text"), ("RAG", "rag"), ("Progress", "progress"), ("The lead cell says", "lead_text")),
    "recommendation": (("", "text"), ("Key area", "key_area")),
    "keyarea": (("", "title"), ("Outcomes", "outcomes")),
    "group": (("", "title"),),
    "resolution": (("", "text"), ("Owners, as written", "owners_text")),
    "strategy": (("", "classification"), ("Also called", "aliases")),
    "organization": (("", "classification"), ("Meets", "meets"), ("Also called", "aliases")),
    "person": (("Also called", "aliases"),),
    "post": (("Also called", "aliases"),),
    "meeting": (("", "date"), ("Next", "next_date")),
}
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "dragNodes": False,
        "hideEdgesOnDrag": True,
        "hideEdgesOnZoom": True,
        "selectConnectedEdges": True,
        "keyboard": {"enabled": True, "bindToWindow": False},
    },
    "nodes": {
        "size": 12,
        "borderWidth": 1,
        "borderWidthSelected": 4,
        "font": {"face": "Arial", "size": _FONT, "color": _INK, "strokeWidth": 3, "strokeColor": "#ffffff"},
        "scaling": {"label": {"drawThreshold": 6}},
    },
    "edges": {
        "color": {"color": _GREY, "highlight": _INK, "inherit": False},
        "selectionWidth": 1,
        "smooth": False,
    },
    "groups": {
        kind: {
            "shape": shape,
            "size": 8 if kind in _SMALL else 12,
            "color": {
                "background": NODE_KINDS[kind].colour,
                "border": _INK,
                "highlight": {"background": _MARK, "border": _INK},
            },
        }
        for kind, (shape, _) in SHAPES.items()
    },
}


def explorer(graph: Graph, edition: str | None, wanted: Wanted, on: str | None) -> Answer:
    """What vis-network draws, and what the page says of it.

    `nodes` (in the order of reading), `edges` and `options` are vis-network's; `lanes` are heading, left edge and
    width; `key` says how each kind looks; `about` holds by id the `word`, `title`, `facts` (label and text) and
    `sources` of a node, and `uncited`, how many more lines say so. `hidden` of the `total` are left out: what belongs
    only to the actions due last.
    """
    shown = Shown(graph, edition, wanted, on)
    ids = dict.fromkeys(shown.ids[:CAP])
    links = shown.links(ids)
    groups: dict[Group, list[str]] = {}
    for node_id in sorted(ids, key=_order):
        groups.setdefault((lane_of(node_of(graph, node_id)), kind_of(node_id)), []).append(node_id)
    where = placed(groups, ((link.source, link.target) for link in links))
    network = _network(graph, where.at, links)
    return network | {
        "lanes": [list(lane) for lane in where.lanes],
        "key": [_sign(kind) for kind in SHAPES if any(kind_of(one) == kind for one in ids)],
        "about": {node_id: _about(graph, node_of(graph, node_id), on) for node_id in where.at},
        "hidden": len(shown.ids) - len(ids),
        "total": len(shown.ids),
    }


def _sign(kind: str) -> Answer:
    shape, words = SHAPES[kind]
    return {"plural": NODE_KINDS[kind].plural, "shape": shape, "words": words, "colour": NODE_KINDS[kind].colour}


def _order(node_id: str) -> tuple[int, Any]:
    return (*KINDS, *MORE_KINDS).index(kind_of(node_id)), natural(node_id)


def _network(graph: Graph, at: Mapping[str, tuple[int, int]], links: list[Link]) -> Answer:
    """Nodes, edges and options as pyvis makes them for vis-network."""
    # Only here: pyvis brings IPython along, a tenth of a second that no other page or command need wait for.
    from pyvis.network import Network  # noqa: PLC0415

    network = cast("Any", Network)(
        directed=True
    )  # untyped; two nodes may be linked both ways, and in more than one way
    for node_id, (x, y) in at.items():
        kind = kind_of(node_id)
        network.add_node(node_id, label=_label(node_of(graph, node_id)), shape=SHAPES[kind][0], group=kind, x=x, y=y)
    for number, link in enumerate(links):
        network.add_edge(link.source, link.target, id=number, arrows="", **_drawn(link))
    network.set_options(json.dumps(_OPTIONS))
    nodes, edges, *_, options = network.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": json.loads(options)}


def _drawn(link: Link) -> dict[str, Any]:
    """How a link looks, who leads what heavier than the rest, and its words for the panel."""
    look: dict[str, Any] = {"kind": link.kind, "words": list(link.words), "note": link.note}
    if EDGE_KINDS[link.kind].weight > 2:
        look |= {"width": 1.5, "color": {"color": "#505a5f"}}
    return look | ({"dashes": True} if link.note.startswith(("inferred", "only because")) else {})


def _label(node: Node) -> str:
    """Two lines under the mark: what it is called, and of what is only numbered how it begins."""
    number = str(node.props.get("ref" if node.kind == "action" else "no") or "")
    words = clean(str(node.props.get("title") or node.props.get("text") or "")) if number else ""
    name = number if node.kind in ("action", "group", "keyarea") else title_of(node)
    if words and node.kind == "recommendation":
        return "\n".join([name, *wrap(words, CELL_WIDE - 16, _FONT, 1)])
    return "\n".join(wrap(f"{name} {words}", CELL_WIDE - 16, _FONT, 2)) or node.id


def _about(graph: Graph, node: Node, on: str | None) -> Answer:
    found = ((label, _words(node.props.get(name))) for label, name in _FACTS[node.kind])
    facts = [[label, text] for label, text in found if text]
    if node.kind in ("action", "resolution"):
        facts.insert(1, ["Due", due_line(node, on)])
    sources = [one.as_json() | {"text": _place(graph, one)} for one in node.citations[:_CITED]]
    return {
        "word": word_of(node),
        "title": title_of(node),
        "facts": facts,
        "sources": sources,
        "uncited": len(node.citations) - len(sources),
    }


def _words(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")


def _place(graph: Graph, cited: Citation) -> str:
    """Where a paper says so, in words: its title, page or sheet, and lines."""
    paper = f"document:{cited.document}"
    title = node_of(graph, paper).label if paper in graph else cited.document
    page = cited.sheet or (f"page {cited.page}" if cited.page else "")
    unit = "row" if cited.sheet else "line"
    many = cited.line_end > cited.line_start
    lines = f"{unit}s {cited.line_start}–{cited.line_end}" if many else f"{unit} {cited.line_start}"
    return ", ".join(filter(None, (title, page, lines)))


def vis_network() -> Path:
    """The script of vis-network that pyvis ships, in its newest version: it makes no style element and no request."""
    spec = find_spec("pyvis")
    folder = Path(str(spec.origin)).parent if spec else Path()
    found = sorted(folder.glob("lib/vis-*/vis-network.min.js"), key=lambda path: natural(path.parent.name))
    if not found:
        raise GraphappError("pyvis is installed without vis-network, so the explorer cannot be drawn. Install it anew.")
    return found[-1]
