"""Who owns what, and who answers for what: a lead's portfolio and what stands behind a recommendation.

>>> import networkx as nx
>>> from graphapp.model import Citation
>>> cited = (Citation("paper", 1, 1),)
>>> plan = Node("edition:2024-01", "Plan", cited, {"key": "2024-01"})
>>> ann, go = (
...     Node("person:ann", "Ann", cited),
...     Node("action:2024-01/7", "7", cited, {"edition": "2024-01"}),
... )
>>> small = nx.MultiDiGraph()
>>> small.add_nodes_from((node.id, {"node": node}) for node in (plan, ann, go))
>>> _ = small.add_edge(ann.id, go.id, "LEADS", edge=Edge(ann.id, "LEADS", go.id, cited))
>>> [(row["ref"], row["share"], row["via"]) for row in portfolio(small, "person:ann")["actions"]]
[('7', 'sole', 'person')]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from graphapp.analysis.answers import (
    Answer,
    Graph,
    action_row,
    chosen_edition,
    editions,
    in_due_order,
    item,
    name_of,
    neighbours,
    next_due,
    node_of,
    parts,
    rows,
    source,
)
from graphapp.analysis.related import (
    boards_hearing,
    held,
    holders,
    key_areas_of,
    lead_counts,
    resolutions,
    seats,
    strategies_of,
)
from graphapp.analysis.words import fold, natural
from graphapp.model import Edge, Node


def portfolio(graph: Graph, who_id: str, edition: str | None = None, on: str | None = None) -> Answer:
    """What a person, post or organization owns in an edition: the contract's `owns`.

    Each action says its `share`, `with` whom, and `via`: "person" where the cell names the person, else
    the post or body through which. `inherited` holds actions of key areas they lead which they do not
    lead themselves. `next_due` is what falls due next on or after the day `on` (YYYY-MM-DD). `elsewhere`
    counts what they lead in other editions. UnknownSubject for an unknown id or edition.
    """
    who, key = node_of(graph, who_id), chosen_edition(graph, edition)
    led = led_by(graph, who)
    things = [node_of(graph, node_id) for node_id in led]
    here = [node for node in things if node.props.get("edition") == key]
    key_areas = sorted((node for node in here if node.kind == "keyarea"), key=lambda node: natural(node.id))
    own = rows(graph, (node for node in here if node.kind == "action"))
    actions = [row | _shared(graph, row, who, led[row["id"]]) for row in own]
    return {
        "who": _who(graph, who),
        "edition": key,
        "actions": actions,
        "inherited": _inherited(graph, key_areas, set(led)),
        "resolutions": resolutions(graph, (node for node in things if node.kind == "resolution")),
        "key_areas": [_key_area(node, led[node.id]) for node in key_areas],
        "boards": [_seat(*seat) for seat in seats(graph, who)],
        "next_due": next_due(graph, actions, on),
        "elsewhere": _elsewhere(graph, things, key),
    }


def led_by(graph: Graph, who: Node) -> dict[str, str]:
    """What a person, post or body leads: node id -> `via`, "person" or the post or body through which.

    A person leads what the cell names them for, and what it names only a post for that they hold; a post
    or body leads what names it, alone or beside a person.
    """
    found = {thing.id: post.label for post, _ in held(graph, who) for thing, _ in neighbours(graph, post.id, "LEADS")}
    via = "person" if who.kind == "person" else who.label
    if who.kind != "person":
        found |= dict.fromkeys(_beside(graph, who), via)
    return found | {thing.id: via for thing, _ in neighbours(graph, who.id, "LEADS")}


def _beside(graph: Graph, who: Node) -> list[str]:
    """What people lead in this post or for this body, as the cells write beside their names."""
    names = {fold(str(name)) for name in (who.label, *(who.props.get("aliases") or ()))}
    edges: Iterable[Edge] = (data["edge"] for _, _, kind, data in graph.edges(keys=True, data=True) if kind == "LEADS")
    if who.kind == "post":
        return [edge.target for edge in edges if edge.props.get("post_id") == who.id]
    return [edge.target for edge in edges if fold(str(edge.props.get("organization") or "")) in names]


def _who(graph: Graph, who: Node) -> Answer:
    posts = neighbours(graph, who.id, "HOLDS")
    return {
        "id": who.id,
        "name": who.label,
        "kind": who.kind,
        "posts": [
            item(post, title=post.label, acting=bool(edge.props.get("acting")))
            | {"start_date": edge.props.get("start_date"), "end_date": edge.props.get("end_date")}
            for post, edge in posts
        ],
        "holders": [item(person, acting=bool(edge.props.get("acting"))) for person, edge in holders(graph, who.id)],
        "aliases": list(who.props.get("aliases") or ()),
        "questions": list(who.props.get("questions") or ()),
        "source": source(who),
    }


def _key_area(node: Node, via: str) -> Answer:
    return item(node, no=node.props.get("no"), title=node.props.get("title"), via=via)


def _seat(board: Node, edge: Edge, via: str) -> Answer:
    return item(board, role=edge.props.get("role"), via=via) | {"source": source(edge)}


def _shared(graph: Graph, row: Answer, who: Node, via: str) -> Answer:
    """With whom an action is led: the others its cell names, and whoever else holds its group post."""
    mine = {who.id} | {post.id for post, _ in held(graph, who)}
    through = [lead for lead in row["leads"] if who.id in (lead["id"], lead["post_id"])]
    others = [name_of(lead) for lead in row["leads"] if lead["id"] not in mine and lead not in through]
    posts = [node_of(graph, lead["id"]) for lead in row["leads"] if lead["id"] in mine - {who.id}]
    team = [
        person.label
        for post in posts
        if post.props.get("group")
        for person, _ in holders(graph, post.id)
        if person.id != who.id
    ]
    is_sole = len(through) == 1 and not others and not team  # a post's holder is no company to it
    share = "sole" if is_sole else "joint" if team else row["share"]
    return {"share": share, "with": list(dict.fromkeys(others + team)), "via": via}


def _inherited(graph: Graph, key_areas: Iterable[Node], led: set[str]) -> list[Answer]:
    actions = (action for area in key_areas for action in parts(graph, area.id, "action"))
    return rows(graph, (action for action in actions if action.id not in led))


def _elsewhere(graph: Graph, led: Iterable[Node], key: str | None) -> list[Answer]:
    counts = Counter(node.props.get("edition") for node in led if node.kind == "action")
    return [
        {"id": one["id"], "edition": one["key"], "title": one["title"], "actions": counts[one["key"]]}
        for one in editions(graph)
        if one["key"] != key and counts[one["key"]]
    ]


def answerability(graph: Graph, recommendation_id: str, edition: str | None = None) -> Answer:
    """Who answers for a recommendation in an edition: the contract's `answers`.

    `actions` are those whose row names it; leads, key areas, boards and strategies are theirs; `weak`
    holds the actions that only say ALL. Each board says `why` it hears of them.
    """
    recommendation, key = node_of(graph, recommendation_id), chosen_edition(graph, edition)
    reached: dict[str, list[Answer]] = {"named": [], "all": []}
    for action, edge in neighbours(graph, recommendation_id, "ADDRESSES", "in"):
        if action.kind == "action" and action.props.get("edition") == key:
            reached["all" if edge.props.get("scope") == "all" else "named"].append(action_row(graph, action.id))
    actions = in_due_order(reached["named"])
    leads, areas = lead_counts(actions), key_areas_of(graph, actions)
    overseen = [area["id"] for area in areas] + ([f"edition:{key}"] if f"edition:{key}" in graph else [])
    return {
        "recommendation": _recommendation(recommendation),
        "edition": key,
        "actions": actions,
        "leads": leads,
        "key_areas": areas,
        "boards": boards_hearing(graph, [lead["id"] for lead in leads], overseen),
        "strategies": strategies_of(graph, actions),
        "weak": in_due_order(reached["all"]),
    }


def _recommendation(node: Node) -> Answer:
    props = {key: node.props.get(key) for key in ("no", "text", "key_area")}
    return item(node, **props)
