"""What every answer is made of: rows of actions, their leads, their sources, and the editions they stand in.

An answer is JSON in the contract's words; wherever an item is a node it carries the node's `id` too.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeAlias, TypeVar, cast

import networkx as nx

from graphapp.analysis.words import listed, natural
from graphapp.due import Due
from graphapp.errors import UnknownSubject
from graphapp.model import Edge, Node
from graphapp.ontology import EDGE_KINDS

Answer: TypeAlias = dict[str, Any]
Graph: TypeAlias = "nx.MultiDiGraph[str]"
P = ParamSpec("P")
T = TypeVar("T")

_UNDATED: Answer = {"raw": "", "kind": "none", "dates": [], "recurrence": None}
_DATED = ("date", "milestones", "term")  # kinds that fall due: a start, a recurrence or "ongoing" never does
_ENDS = {  # kind of edge -> how the ids begin of what it leads to (`out`) and comes from (`in`)
    edge.name: {
        direction: tuple(f"{kind}:" for kind in kinds)
        for direction, kinds in (("out", edge.targets), ("in", edge.sources))
    }
    for edge in EDGE_KINDS.values()
}
# A colour means done only where the plan's own words say nothing else: "completed or on target" does not.
_DONE = re.compile(
    r"\W*(?:(?:fully|all|actions?|tasks?|outcomes?|and|has|have|been|is|are|now|this|the)\s+)*"
    r"(?:completed?|achieved|closed|done|embedded|delivered)\b"
    r"(?!.*\b(?:or|not|but|by|track|target|progress|progressing|expected|risk|delayed)\b)",
    re.IGNORECASE | re.DOTALL,
)


_KEPT = "kept "


def kept(question: Callable[Concatenate[Graph, P], T]) -> Callable[Concatenate[Graph, P], T]:
    """Keeps what is asked of a graph with the graph, so that it goes when the graph goes; only of one that is frozen.

    Great answers ask the same a hundred thousand times, and one after the other of the same rows. What comes back is
    shared: read it, never change it.
    """

    name = f"{_KEPT}{question.__module__}.{question.__name__}"

    @wraps(question)
    def asked(graph: Graph, /, *args: P.args, **words: P.kwargs) -> T:
        if not nx.is_frozen(graph):
            return question(graph, *args, **words)
        known: dict[object, T] = graph.graph.setdefault(name, {})
        key = (args, tuple(words.items())) if words else args
        if key not in known:
            known[key] = question(graph, *args, **words)
        return known[key]

    return asked


def forget(graph: Graph) -> None:
    """Lose all that is kept with a graph, to see how long answers take that nobody has asked yet."""
    for name in [name for name in graph.graph if str(name).startswith(_KEPT)]:
        del graph.graph[name]


def node_of(graph: Graph, node_id: str) -> Node:
    """The node of that id; UnknownSubject where the map has none."""
    try:
        return cast("Node", graph.nodes[node_id]["node"])
    except KeyError:
        raise UnknownSubject(f"The map holds nothing with the id {node_id}.") from None


def of_kind(graph: Graph, kind: str, edition: str | None = None) -> list[Node]:
    """The nodes of a kind, and of an edition where one is given, in natural order of their ids."""
    return list(_of_kind(graph, kind, edition))


@kept
def _of_kind(graph: Graph, kind: str, edition: str | None) -> list[Node]:
    found = (node for node in _all(graph, kind) if edition is None or node.props.get("edition") == edition)
    return sorted(found, key=lambda node: natural(node.id))


def _all(graph: Graph, kind: str) -> Iterator[Node]:
    start = f"{kind}:"
    return (node_of(graph, node_id) for node_id in graph if node_id.startswith(start))


def neighbours(graph: Graph, node_id: str, kind: str, direction: str = "out") -> list[tuple[Node, Edge]]:
    """What edges of one kind lead to (`out`) or come from (`in`), each with its edge, in natural order."""
    return list(_neighbours(graph, node_id, kind, direction))


@kept
def _neighbours(graph: Graph, node_id: str, kind: str, direction: str) -> list[tuple[Node, Edge]]:
    if node_id not in graph:
        return []
    inward, ends = direction == "in", _ENDS[kind][direction]
    found = []
    # Large answers do this a hundred thousand times: no view of edges is made, and ids tell who cannot be meant.
    for other in graph.predecessors(node_id) if inward else graph.successors(node_id):
        if other.startswith(ends):
            by_kind = graph.get_edge_data(other, node_id) if inward else graph.get_edge_data(node_id, other)
            if kind in by_kind:
                found.append((node_of(graph, other), cast("Edge", by_kind[kind]["edge"])))
    return sorted(found, key=lambda pair: natural(pair[0].id)) if len(found) > 1 else found


def above(graph: Graph, node_id: str, until: str | None = None) -> dict[str, Node]:
    """What the node is part of, by kind, the nearest of each: however many steps up, or until that kind is found."""
    return dict(_above(graph, node_id, until))


@kept
def _above(graph: Graph, node_id: str, until: str | None) -> dict[str, Node]:
    found, step = dict[str, Node](), [node_id]
    while step and until not in found:
        nodes = [node for one in step for node, _ in _neighbours(graph, one, "PART_OF", "out")]
        step = [node.id for node in nodes if node.kind not in found]
        for node in nodes:
            found.setdefault(node.kind, node)
    return found


def parts(graph: Graph, node_id: str, kind: str) -> list[Node]:
    """The nodes of that kind which are part of the given one, however many steps down, in natural order."""
    found, step = dict[str, Node](), [node_id]
    while step:
        below = [node for one in step for node, _ in neighbours(graph, one, "PART_OF", "in")]
        step = [node.id for node in below if node.id not in found]
        found.update((node.id, node) for node in below)
    return sorted((node for node in found.values() if node.kind == kind), key=lambda node: natural(node.id))


def source(fact: Node | Edge) -> Answer:
    """Where the papers say so first, as the contract's `source`."""
    return fact.citations[0].as_json()


def item(node: Node, **more: Any) -> Answer:
    """A node in a list: its id, its name, where it stands, and what else is said of it."""
    return {"id": node.id, "name": node.label} | more | {"source": source(node)}


def leads_of(graph: Graph, node_id: str) -> list[Answer]:
    """Who leads an action, key area or resolution, in the order of its cell.

    Each is the contract's lead (`person`, `post`, `organization`) with the `id` of who is meant and the
    `post_id` of the post named beside a person.
    """
    pairs = neighbours(graph, node_id, "LEADS", "in")
    pairs.sort(key=lambda pair: pair[1].props.get("order") or 0)
    return [_lead(node, edge) for node, edge in pairs]


def _lead(node: Node, edge: Edge) -> Answer:
    written = {"post": edge.props.get("post"), "organization": edge.props.get("organization")}
    own = None if node.kind == "person" else node.kind
    return {
        "person": None if own else node.label,
        "post": written["post"] or (node.label if own == "post" else None),
        "organization": written["organization"] or (node.label if own == "organization" else None),
        "id": node.id,
        "post_id": edge.props.get("post_id"),
    }


def name_of(lead: Answer) -> str:
    """The one name of a lead: the person, else the post, else the body."""
    return str(lead["person"] or lead["post"] or lead["organization"])


def action_row(graph: Graph, action_id: str) -> Answer:
    """The contract's short action, with what else its row says.

    Beside the contract's keys: `id`, `group`, `group_title` and `key_area` (numbers as printed), `scope`,
    `share`, `rag`, `progress`, `notes`. `recommendations` are those its row names, or all of the plan's
    where `scope` is "all".
    """
    return dict(_action_row(graph, action_id))


@kept
def _action_row(graph: Graph, action_id: str) -> Answer:
    action = node_of(graph, action_id)
    within = above(graph, action_id, "keyarea")
    group, key_area = within.get("group"), within.get("keyarea")
    answered = neighbours(graph, action_id, "ADDRESSES")
    numbers = [str(node.props.get("no", node.label)) for node, _ in answered]
    leads = leads_of(graph, action_id)
    return {
        "id": action.id,
        "ref": action.props.get("ref") or action.label,
        "edition": action.props.get("edition"),
        "text": action.props.get("text", ""),
        "due": dict(due_in(graph, action_id)),
        "leads": leads,
        "share": action.props.get("share") or {0: "none", 1: "sole"}.get(len(leads), "joint"),
        "recommendations": sorted(numbers, key=natural),
        "scope": action.props.get("scope") or _scope(edge for _, edge in answered),
        "group": group.props.get("no") if group else None,
        "group_title": group.props.get("title") if group else None,
        "key_area": key_area.props.get("no") if key_area else None,
        "rag": action.props.get("rag"),
        "progress": action.props.get("progress"),
        "notes": list(action.props.get("notes") or ()),
        "source": source(action),
    }


def due_in(graph: Graph, action_id: str) -> Answer:
    """The contract's `due` of an action, without the rest of its row."""
    return cast("Answer", node_of(graph, action_id).props.get("due") or _UNDATED)


def as_due(due: Mapping[str, Any]) -> Due:
    """What a `due` of the contract means: a plan has few different ones, each is made once."""
    return _due(due.get("raw"), due.get("kind"), tuple(due.get("dates") or ()), due.get("recurrence"))


@lru_cache(maxsize=4096)
def _due(raw: str, kind: str, dates: tuple[str, ...], recurrence: str | None) -> Due:
    return Due.from_json({"raw": raw, "kind": kind, "dates": dates, "recurrence": recurrence})


def _scope(answering: Iterable[Edge]) -> str:
    scopes = {edge.props.get("scope") for edge in answering}
    return "none" if not scopes else "all" if scopes == {"all"} else "named"


def rows(graph: Graph, actions: Iterable[Node | str]) -> list[Answer]:
    """The actions as rows, each once, in due order."""
    ids = dict.fromkeys(action if isinstance(action, str) else action.id for action in actions)
    return in_due_order([action_row(graph, action_id) for action_id in ids])


def in_due_order(rows: Iterable[Answer]) -> list[Answer]:
    """By the date that matters next, the undated last; within a date as the plan numbers them."""
    return sorted(rows, key=lambda row: (as_due(row["due"]).sort_key[:2], natural(row["ref"])))


def last_day(when: str) -> str:
    """A month's last day; a day stays what it is.

    >>> last_day("2019-02"), last_day("2019-02-03")
    ('2019-02-28', '2019-02-03')
    """
    if len(when) > len("2019-02"):
        return when
    year, month = map(int, when.split("-"))
    return f"{when}-{calendar.monthrange(year, month)[1]}"


def next_date(row: Answer, on: str | None) -> str | None:
    """The row's first date that is not before the day `on`, for what falls due; None for the rest."""
    due = row["due"]
    coming = [when for when in due["dates"] if on is None or last_day(when) >= on]
    return min(coming, key=last_day) if coming and due["kind"] in _DATED else None


def next_due(graph: Graph, rows: Iterable[Answer], on: str | None) -> Answer | None:
    """The row that falls due next, on or after the day `on`, of those not done."""
    dated = [(last_day(when), row) for row in rows if (when := next_date(row, on)) and not is_done(graph, row)]
    return min(dated, key=lambda pair: (pair[0], natural(pair[1]["ref"])))[1] if dated else None


def is_done(graph: Graph, row: Answer) -> bool:
    """Whether the paper says the action is finished: in its due cell, its rating or what its colour means."""
    return row["due"]["kind"] == "achieved" or _means_done(graph, row["edition"], str(row["rag"] or ""))


@kept
def _means_done(graph: Graph, key: str | None, rating: str) -> bool:
    edition = f"edition:{key}"
    meanings = node_of(graph, edition).props.get("rag_definitions") or {} if edition in graph else {}
    meaning = {str(colour).casefold(): words for colour, words in meanings.items()}.get(rating, rating)
    return bool(_DONE.match(str(meaning)))


def editions(graph: Graph) -> list[Answer]:
    """Every edition, newest first: `key`, `id`, `title`, `date`, `plan`, `main`, and how many `actions`."""
    return list(map(dict, _editions(graph)))


@kept
def _editions(graph: Graph) -> list[Answer]:
    counts = Counter(node.props.get("edition") for node in _all(graph, "action"))
    found = [
        {
            "key": _key(node),
            "id": node.id,
            "title": node.props.get("title") or node.label,
            "date": node.props.get("date"),
            "plan": node.props.get("plan"),
            "main": bool(node.props.get("main")),
            "actions": counts[_key(node)],
        }
        for node in of_kind(graph, "edition")
    ]
    return sorted(found, key=lambda edition: (str(edition["date"] or edition["key"]), edition["key"]), reverse=True)


def _key(edition: Node) -> str:
    return str(edition.props.get("key") or edition.id.partition(":")[2])


def default_edition(graph: Graph) -> str | None:
    """The newest edition of the plan that answers recommendations, else of the plan with most actions.

    None where the map has no edition.
    """
    known = editions(graph)
    main = [edition for edition in known if edition["main"]]
    if not main and known:
        size = Counter[str | None]()
        for edition in known:
            size[edition["plan"]] += edition["actions"]
        main = [edition for edition in known if edition["plan"] == size.most_common(1)[0][0]]
    return str(main[0]["key"]) if main else None


def chosen_edition(graph: Graph, edition: str | None) -> str | None:
    """The key of the edition asked for, the default one for None; UnknownSubject where there is none such."""
    if edition is None:
        return default_edition(graph)
    known = {one["key"]: one["id"] for one in editions(graph)}
    key = edition.removeprefix("edition:")
    if key not in known:
        holds = f"it holds {listed(known)}" if known else "it holds none"
        raise UnknownSubject(
            f"The map holds no edition {edition!r}; {holds}.", tuple((id_, key) for key, id_ in known.items())
        )
    return key
