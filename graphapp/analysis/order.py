"""What is in the wrong order: prerequisites due after their dependents, circles, refs out of sequence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice, pairwise

import networkx as nx

from graphapp.analysis.answers import Answer, as_due, last_day, neighbours, node_of
from graphapp.analysis.findings import Scope, finding
from graphapp.analysis.words import listed, natural, spoken
from graphapp.due import Due
from graphapp.model import Edge, Node

_CIRCLES = 20  # more than a reader follows; a tangle of actions can hold millions
_LONGEST = 6  # actions in one circle
_LATE_START = 3  # a series that begins at 4 or later was meant to
_NAMED = 6  # numbers left out that are named
_NUMBER = re.compile(r"(.*?)([0-9]+)")


def dependencies(scope: Scope) -> Iterator[tuple[Node, Node, Edge]]:
    """Dependent, prerequisite and the edge between, for every dependence that nobody has rejected."""
    for row in scope.rows:
        for before, edge in neighbours(scope.graph, row["id"], "DEPENDS_ON"):
            if edge.props.get("standing") != "rejected":
                yield scope.node(row), before, edge


def late_prerequisites(scope: Scope) -> Iterator[Answer]:
    """Actions that depend on one which is due later."""
    for dependent, before, edge in dependencies(scope):
        ends, starts = _ends(before), _ends(dependent)
        if ends and starts and last_day(ends.last or "") > last_day(starts.last or ""):
            text = f"{spoken(dependent)} is due {starts.raw}, but depends on {spoken(before)}, due {ends.raw}"
            reason = f" ({edge.props['reason']})" if edge.props.get("reason") else ""
            yield finding("out-of-order", dependent, text + reason, edge)


def _ends(action: Node) -> Due | None:
    due = as_due(action.props["due"]) if action.props.get("due") else None
    return due if due and due.last and due.kind != "achieved" else None


def circles(scope: Scope) -> Iterator[Answer]:
    """Actions that each wait for the next, so that none can be first."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from((dependent.id, before.id) for dependent, before, _ in dependencies(scope))
    for circle in islice(nx.simple_cycles(graph, length_bound=_LONGEST), _CIRCLES):
        first = circle.index(min(circle, key=natural))
        nodes = [node_of(scope.graph, node_id) for node_id in (*circle[first:], *circle[:first])]
        chain = " depends on ".join([*(spoken(node) for node in nodes), f"action {nodes[0].label} again"])
        yield finding("cycle", nodes[0], chain)


def numbering(scope: Scope) -> Iterator[Answer]:
    """Refs printed twice, missing or out of sequence, within each key area and series of numbers."""
    series: dict[tuple[str | None, str], list[tuple[str, Node]]] = {}
    printed: dict[tuple[str | None, str], Node] = {}
    for row in scope.rows:
        ref, again, _ = str(row["ref"]).partition("#")
        node, number = scope.node(row), _NUMBER.fullmatch(ref)
        first = printed.setdefault((row["key_area"], ref), node)
        if again and first is not node:
            text = f"the ref {ref} is printed twice: for “{_text(first)}” and for “{_text(node)}”"
            yield finding("out-of-order", node, text)
        elif number:
            series.setdefault((row["key_area"], number[1]), []).append((number[2], node))
    for (_, prefix), run in series.items():
        yield from _sequence(prefix, run)


def _sequence(prefix: str, run: list[tuple[str, Node]]) -> Iterator[Answer]:
    """What is odd in one series: numbers left out, and numbers printed after a greater one."""
    known = {int(digits) for digits, _ in run}
    numbers = sorted(known)
    for (before, node), (digits, after) in pairwise([("0", run[0][1]), *run]):
        first, last = int(before) + 1, int(digits)
        missing = last - first - bisect_left(numbers, last) + bisect_left(numbers, first) if last > first else 0
        if missing and (before != "0" or missing < _LATE_START):
            width = len(digits) if digits.startswith("0") else 0
            names = (f"{prefix}{n:0{width}}" for n in range(first, last) if n not in known)
            how = f"begins with {after.label}" if before == "0" else f"prints {node.label}, then {after.label}"
            text = f"{_some(names, missing)} {'is' if missing == 1 else 'are'} missing: the paper {how}"
            yield finding("out-of-order", after, text)
        elif int(digits) < int(before):
            yield finding("out-of-order", after, f"{after.label} is printed after {node.label}")


def _some(names: Iterator[str], count: int) -> str:
    """The first of so many names: a gap may be a million numbers wide, so they are not all made."""
    more = [f"{count - _NAMED} more"] if count > _NAMED else []
    return listed([*islice(names, _NAMED), *more], _NAMED + 1)


def _text(node: Node) -> str:
    return str(node.props.get("text", ""))[:80]
