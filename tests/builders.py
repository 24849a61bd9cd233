"""Short ways to make facts for tests; every name in them is invented.

>>> node("person:a", "Person A").citations == (cite(),)
True
"""

from __future__ import annotations

from itertools import pairwise

from graphapp.model import Changeset, Citation, Edge, Node


def cite(line: int = 1, document: str = "paper") -> Citation:
    """A citation of one line."""
    return Citation(document, line, line)


def node(node_id: str, label: str | None = None, /, **props: object) -> Node:
    """A node labelled with its slug unless told otherwise."""
    return Node(node_id, node_id.partition(":")[2] if label is None else label, (cite(),), props)


def edge(source: str, kind: str, target: str, /, **props: object) -> Edge:
    """An edge with the citation every builder uses."""
    return Edge(source, kind, target, (cite(),), props)


def changes(*facts: Node | Edge, drop: tuple[str, ...] = (), reason: str = "a test") -> Changeset:
    """A changeset that puts these facts and drops these ids; an edge id has blanks, a node id none."""
    return Changeset(
        "officer",
        reason,
        tuple(fact for fact in facts if isinstance(fact, Node)),
        tuple(fact for fact in facts if isinstance(fact, Edge)),
        tuple(what for what in drop if " " not in what),
        tuple(what for what in drop if " " in what),
    )


def chain(length: int, first: int = 0) -> Changeset:
    """Actions `action:e/000`, `action:e/001` and so on, each depending on the one before it."""
    ids = [f"action:e/{number:03}" for number in range(first, first + length)]
    links = (edge(later, "DEPENDS_ON", earlier) for earlier, later in pairwise(ids))
    return changes(*map(node, ids), *links)


def small_map() -> Changeset:
    """One key area with a group and two actions, a recommendation, a lead with a post, and a board."""
    return changes(
        node("plan:p"),
        node("edition:2020-01", "January 2020"),
        node("keyarea:2020-01/1", "Workforce"),
        node("group:2020-01/1.1", "Recruit"),
        node("action:2020-01/1.1.1", "Agree the offer", ref="1.1.1"),
        node("action:2020-01/1.1.2", "Advertise", ref="1.1.2"),
        node("recommendation:1", "Have enough social workers"),
        node("person:a", "Person A"),
        node("post:head", "Head of Service"),
        node("organization:board", "The Board", classification="board"),
        edge("edition:2020-01", "PART_OF", "plan:p"),
        edge("keyarea:2020-01/1", "PART_OF", "edition:2020-01"),
        edge("group:2020-01/1.1", "PART_OF", "keyarea:2020-01/1"),
        edge("action:2020-01/1.1.1", "PART_OF", "group:2020-01/1.1"),
        edge("action:2020-01/1.1.2", "PART_OF", "group:2020-01/1.1"),
        edge("action:2020-01/1.1.2", "DEPENDS_ON", "action:2020-01/1.1.1", standing="inferred"),
        edge("action:2020-01/1.1.1", "ADDRESSES", "recommendation:1", scope="named"),
        edge("person:a", "LEADS", "action:2020-01/1.1.1", share="sole"),
        edge("person:a", "HOLDS", "post:head"),
        edge("person:a", "MEMBER_OF", "organization:board"),
        edge("organization:board", "OVERSEES", "edition:2020-01"),
    )
