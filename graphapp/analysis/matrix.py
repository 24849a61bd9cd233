"""The matrix: who leads how many of the actions that name each recommendation, or that stand in each key area.

A row of the answer has `id`, `no`, `name`, `text`, `total`, `actions` (refs), `source`, `standing` (a key of STANDINGS
or "", judged by every row of the edition, whatever is filtered) and `cells`: `id` and `name` of the lead, `count`,
`actions` (refs) and `only` (whether the row rests on them).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graphapp.analysis.answers import Answer, Graph, node_of, of_kind, source
from graphapp.analysis.words import natural
from graphapp.analysis.workload import NOBODY, Led, led_by_each
from graphapp.model import Node

BY = ("recommendation", "key_area")
_KINDS = {"recommendation": "recommendation", "key_area": "keyarea"}
STANDINGS = {
    "no-action": "no action",
    "no-lead": "no lead",
    "one-lead": "only lead",
}


def numbers_named(row: Answer) -> list[str]:
    """The numbers of the recommendations that a row names; ["all"] where it only says ALL."""
    return ["all"] if row["scope"] == "all" else list(row["recommendations"])


def matrix(
    graph: Graph,
    actions: Sequence[Answer],
    *,
    every: Sequence[Answer] | None = None,
    by: str = "recommendation",
    lead: str | None = None,
    only: str | None = None,
    led: Led | None = None,
) -> Answer:
    """Recommendations (or key areas) by leads, and how many of these rows each pair has.

    Keys: `edition`; `by` ("key_area" also where no row of the plan names a recommendation); `rows` in the order of
    their numbers; `weak` (one more such row, of what only says ALL, or None); `elsewhere` (how many actions stand in
    no row); `leads`, most actions first: `id`, `name`, `kind`, `count` and `actions` of all their rows, and `only`, the
    numbers of the rows that rest on them. `every` are the rows of the whole edition, where others are filtered.
    A lead counts with what they lead in person or through a post. Of filtered rows, those without any action are left
    out. With `lead` (an id) and `only` (a number) just these are shown. `led` is `led_in` of the edition.
    """
    every = actions if every is None else every
    by = by if by == "key_area" or any({*numbers_named(row)} - {"all"} for row in every) else "key_area"
    known = led_by_each(graph, actions) if led is None else led
    leads = _leads(graph, actions, known, lead)
    ours, theirs = _by_number(actions, by), _by_number(every, by)
    edition = every[0]["edition"] if every else None
    found = [
        _about(node, no) | _line(ours.get(no, []), theirs.get(no, []), leads, known)
        for node, no in _subjects(graph, by, edition)
        if only in (None, no) and (no in ours or len(actions) == len(every))
    ]
    weak = ours.get("all", []) if by == "recommendation" and only in (None, "all") else []
    shown = {ref for line in found for ref in line["actions"]}
    return {
        "edition": edition,
        "by": by,
        "rows": found,
        "weak": _weak(weak, leads, known, str(edition)) if weak else None,
        "elsewhere": len(actions) - len(weak) - len(shown) if only is None else 0,
        "leads": [one | {"only": [line["no"] for line in found if _rests_on(line, one["id"])]} for one in leads],
    }


def _subjects(graph: Graph, by: str, edition: str | None) -> list[tuple[Node, str]]:
    """The recommendations, or the edition's key areas, in the order of their numbers; none without an edition."""
    nodes = of_kind(graph, _KINDS[by], edition if by == "key_area" else None) if edition else []
    return sorted(
        ((node, str(node.props.get("no") or node.label)) for node in nodes), key=lambda pair: natural(pair[1])
    )


def _about(node: Node, no: str) -> Answer:
    text = str(node.props.get("text") or node.props.get("title") or node.label)
    return {"id": node.id, "no": no, "name": node.label, "text": text, "source": source(node)}


def _by_number(actions: Iterable[Answer], by: str) -> dict[str, list[Answer]]:
    found: dict[str, list[Answer]] = {}
    for row in actions:
        for no in numbers_named(row) if by == "recommendation" else filter(None, [row["key_area"]]):
            found.setdefault(str(no), []).append(row)
    return found


def _leads(graph: Graph, actions: Sequence[Answer], led: Led, lead: str | None) -> list[Answer]:
    named = dict.fromkeys(one["id"] for row in actions for one in row["leads"])
    found = []
    for who in named if lead is None else [lead] if lead != NOBODY else []:
        node = node_of(graph, who)
        refs = [row["ref"] for row in actions if who not in led or row["id"] in led[who]]
        found.append({"id": who, "name": node.label, "kind": node.kind, "count": len(refs), "actions": refs})
    return sorted(found, key=lambda one: (-int(one["count"]), str(one["name"])))


def _line(mine: Sequence[Answer], whole: Sequence[Answer], leads: Iterable[Answer], led: Led) -> Answer:
    resting = {lead["id"] for row in whole for lead in row["leads"]}
    standing = "no-action" if not whole else {0: "no-lead", 1: "one-lead"}.get(len(resting), "")
    cells = [_cell(mine, one, led) | {"only": resting == {one["id"]}} for one in leads]
    return {
        "total": len(mine),
        "actions": [row["ref"] for row in mine],
        "standing": standing,
        "cells": [cell for cell in cells if cell["count"]],
    }


def _cell(mine: Iterable[Answer], lead: Answer, led: Led) -> Answer:
    refs = [row["ref"] for row in mine if lead["id"] not in led or row["id"] in led[lead["id"]]]
    return {"id": lead["id"], "name": lead["name"], "count": len(refs), "actions": refs}


def _rests_on(line: Answer, who: str) -> bool:
    return any(cell["only"] and cell["id"] == who for cell in line["cells"])


def _weak(mine: Sequence[Answer], leads: Iterable[Answer], led: Led, edition: str) -> Answer:
    """The row of what only says ALL: it is about the edition, and rests on nobody in particular."""
    line = _line(mine, mine, leads, led)
    cells = [cell | {"only": False} for cell in line["cells"]]
    named = {"id": f"edition:{edition}", "no": "all", "name": "ALL", "text": "Actions that only say ALL"}
    return named | line | {"standing": "", "cells": cells, "source": mine[0]["source"]}
