"""What if one lead's actions pass to others: a handover, action by action, and the load by month it makes.

Nobody is ranked: candidates come in the order of their names, each with the reason why they are one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from graphapp.analysis.accountability import led_by, portfolio
from graphapp.analysis.answers import (
    Answer,
    Graph,
    above,
    chosen_edition,
    is_done,
    item,
    leads_of,
    name_of,
    neighbours,
    node_of,
    parts,
    rows,
)
from graphapp.analysis.departure import Leaver
from graphapp.analysis.words import sentence, spoken
from graphapp.errors import GraphappError
from graphapp.model import Edge, Node

_WHOLES = {"group": "action group", "keyarea": "key area"}
_DATED = ("date", "milestones", "term")


def handover(graph: Graph, who_id: str, assignments: Mapping[str, str], edition: str | None = None) -> Answer:
    """What if these of a leaver's actions passed to these leads.

    `assignments` maps action ids to the ids of who takes them over. Keys: `who`, `edition`, `actions` (in due
    order: each + `to`: `{id, name}` or None, `with` (who shares the work today), `candidates`: `[{id, name, reasons}]`
    by name), `unassigned` (those of them that nobody else leads and nobody takes), `receivers` (`id`, `name`,
    `takes` [refs], `before` and `after` (actions in all), `months`: `[{month, before, after}]`, where an action counts
    in each month it has a date in, and month None holds those without one; what is done counts nowhere).
    UnknownSubject for unknown ids, GraphappError for an action that is not the leaver's, or for who leaves or cannot
    lead.
    """
    leaver, key = Leaver.of(graph, who_id), chosen_edition(graph, edition)
    owns = portfolio(graph, who_id, key)
    _check(graph, leaver, {row["id"] for row in owns["actions"]}, assignments)
    near = _Near(graph, leaver, key)
    actions = []
    for row in owns["actions"]:
        to = node_of(graph, assignments[row["id"]]) if row["id"] in assignments else None
        taker = {"id": to.id, "name": to.label} if to else None
        actions.append(row | {"to": taker, "candidates": _candidates(near, row["id"])})
    alone = [row for row in actions if not row["to"] and all(leaver.takes(lead) for lead in row["leads"])]
    return {
        "who": owns["who"],
        "edition": key,
        "actions": actions,
        "unassigned": alone,
        "receivers": _receivers(graph, actions, key),
    }


def _check(graph: Graph, leaver: Leaver, owned: set[str], assignments: Mapping[str, str]) -> None:
    for action_id, lead_id in assignments.items():
        action, lead = node_of(graph, action_id), node_of(graph, lead_id)
        if action_id not in owned:
            raise GraphappError(f"{leaver.node.label} does not lead {spoken(action)} in this edition.")
        if lead.kind not in ("person", "post", "organization"):
            raise GraphappError(f"{sentence(spoken(lead))[:-1]} cannot lead: name a person, a post or a body.")
        if lead.id == leaver.node.id or lead.id in leaver.empty:
            raise GraphappError(f"{lead.label} is who leaves: name somebody else for {spoken(action)}.")


@dataclass(frozen=True, slots=True)
class _Near:
    """Who else leads what in an edition; each action's leads, and who leads what of a whole, are looked up once."""

    graph: Graph
    leaver: Leaver
    edition: str | None
    names: dict[str, str] = field(default_factory=dict)  # of every lead seen, but for the leaver
    led: dict[str, list[str]] = field(default_factory=dict)
    # of a group, key area or recommendation: how many actions, and how many of them each lead leads
    counts: dict[str, tuple[int, Counter[str]]] = field(default_factory=dict)

    def leads(self, action_id: str) -> list[str]:
        """The ids of its leads, but for the leaver."""
        if action_id not in self.led:
            leads = [lead for lead in leads_of(self.graph, action_id) if not self.leaver.takes(lead)]
            self.led[action_id] = list(dict.fromkeys(lead["id"] for lead in leads))
            self.names.update((lead["id"], name_of(lead)) for lead in leads if lead["id"] not in self.names)
        return self.led[action_id]

    def circles(self, action_id: str) -> Iterator[tuple[str, int, Counter[str]]]:
        """What stands near an action, how many others there are in it, and how many of them each lead leads."""
        within = above(self.graph, action_id)
        near = [(within[kind], where) for kind, where in _WHOLES.items() if kind in within]
        named = [node for node, edge in neighbours(self.graph, action_id, "ADDRESSES") if _is_named(edge)]
        mine = Counter(self.leads(action_id))
        for node, where in (*near, *((node, "the rows that name recommendation") for node in named)):
            many, counts = self.counts.get(node.id) or self._counted(node)
            yield f"{where} {node.props.get('no')}", many - 1, counts - mine

    def _counted(self, whole: Node) -> tuple[int, Counter[str]]:
        pairs = neighbours(self.graph, whole.id, "ADDRESSES", "in")
        naming = [action for action, edge in pairs if _is_named(edge) and _is_action(action, self.edition)]
        actions = naming if whole.kind == "recommendation" else parts(self.graph, whole.id, "action")
        counts = Counter(lead for action in actions for lead in self.leads(action.id))
        self.counts[whole.id] = len(actions), counts
        return self.counts[whole.id]


def _is_named(edge: Edge) -> bool:
    return edge.props.get("scope") != "all"


def _candidates(near: _Near, action_id: str) -> list[Answer]:
    """Who shares the work today, and who leads most of what stands nearest, each with every reason."""
    reasons = {who: ["Leads it too, today."] for who in near.leads(action_id)}
    for where, others, counts in near.circles(action_id):
        most = max(counts.values(), default=0)
        for who in (who for who, count in counts.items() if count == most):
            many = f"{most} of the {others} others" if others > 1 else "the one other"
            reasons.setdefault(who, []).append(f"Leads {many} in {where}, as many as anyone.")
    found = [{"id": who, "name": near.names[who], "reasons": why} for who, why in reasons.items()]
    return sorted(found, key=lambda one: (str(one["name"]), str(one["id"])))


def _receivers(graph: Graph, actions: Iterable[Answer], key: str | None) -> list[Answer]:
    taken: dict[str, list[Answer]] = {}
    for row in actions:
        if row["to"]:
            taken.setdefault(row["to"]["id"], []).append(row)
    found = []
    for lead_id, more in taken.items():
        lead = node_of(graph, lead_id)
        led = led_by(graph, lead)
        own = rows(graph, (one for one in map(partial(node_of, graph), led) if _is_action(one, key)))
        load = months_of_load(graph, own, [*own, *(row for row in more if row["id"] not in led)])
        found.append(item(lead, takes=[row["ref"] for row in more], **load))
    return sorted(found, key=lambda one: str(one["name"]))


def _is_action(node: Node, key: str | None) -> bool:
    return node.kind == "action" and node.props.get("edition") == key


def months_of_load(graph: Graph, before: Iterable[Answer], after: Iterable[Answer]) -> Answer:
    """`before`, `after` (how many actions not done) and `months`, the same by month; month None last."""
    open_before, open_after = ([row for row in them if not is_done(graph, row)] for them in (before, after))
    old, new = (Counter(month for row in them for month in months_due(row)) for them in (open_before, open_after))
    known = sorted(old.keys() | new.keys(), key=lambda month: (month is None, month or ""))
    return {
        "before": len(open_before),
        "after": len(open_after),
        "months": [{"month": month, "before": old[month], "after": new[month]} for month in known],
    }


def months_due(row: Answer) -> set[str | None]:
    """The months (YYYY-MM) in which the row falls due or has a milestone; {None} where it has none such."""
    dates = row["due"]["dates"] if row["due"]["kind"] in _DATED else []
    return {date[:7] for date in dates} or {None}
