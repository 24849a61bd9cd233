"""What if one lead's actions pass to others: a handover, action by action, and the load by month it makes.

Nobody is ranked: candidates come in the order of their names, each with the reason why they are one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from graphapp.analysis.accountability import led_by, portfolio
from graphapp.analysis.answers import (
    Answer,
    Graph,
    chosen_edition,
    is_done,
    item,
    name_of,
    node_of,
    of_kind,
    rows,
)
from graphapp.analysis.departure import Leaver
from graphapp.analysis.words import sentence, spoken
from graphapp.errors import GraphappError

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
    everything = rows(graph, of_kind(graph, "action", key)) if key else []
    actions = []
    for row in owns["actions"]:
        to = node_of(graph, assignments[row["id"]]) if row["id"] in assignments else None
        found = {
            "to": {"id": to.id, "name": to.label} if to else None,
            "candidates": _candidates(leaver, row, everything),
        }
        actions.append(row | found)
    alone = [row for row in actions if not row["to"] and all(leaver.takes(lead) for lead in row["leads"])]
    return {
        "who": owns["who"],
        "edition": key,
        "actions": actions,
        "unassigned": alone,
        "receivers": _receivers(graph, actions, everything),
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


def _candidates(leaver: Leaver, row: Answer, everything: Iterable[Answer]) -> list[Answer]:
    """Who shares the work today, and who leads most of what stands nearest, each with every reason."""
    reasons: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    near = {"group": f"action group {row['group']}", "key_area": f"key area {row['key_area']}"}
    others = [other for other in everything if other["id"] != row["id"]]
    circles = [(where, [one for one in others if row[kind] and one[kind] == row[kind]]) for kind, where in near.items()]
    for number in row["recommendations"] if row["scope"] == "named" else ():
        named = [one for one in others if one["scope"] == "named" and number in one["recommendations"]]
        circles.append((f"the rows that name recommendation {number}", named))
    for lead in row["leads"]:
        if not leaver.takes(lead):
            names[lead["id"]] = name_of(lead)
            reasons[lead["id"]] = ["Leads it too, today."]
    for where, circle in circles:
        leads = {lead["id"]: name_of(lead) for one in circle for lead in one["leads"] if not leaver.takes(lead)}
        counts = Counter(who for one in circle for who in {lead["id"] for lead in one["leads"]} if who in leads)
        most = max(counts.values(), default=0)
        for who, count in counts.items():
            if count == most:
                names.setdefault(who, leads[who])
                reasons.setdefault(who, []).append(
                    f"Leads {count} of the {len(circle)} others in {where}, as many as anyone."
                )
    found = [{"id": who, "name": names[who], "reasons": why} for who, why in reasons.items()]
    return sorted(found, key=lambda one: (str(one["name"]), str(one["id"])))


def _receivers(graph: Graph, actions: Iterable[Answer], everything: Sequence[Answer]) -> list[Answer]:
    taken: dict[str, list[Answer]] = {}
    for row in actions:
        if row["to"]:
            taken.setdefault(row["to"]["id"], []).append(row)
    found = []
    for lead_id, more in taken.items():
        lead = node_of(graph, lead_id)
        led = led_by(graph, lead)
        own = [row for row in everything if row["id"] in led]
        load = months_of_load(graph, own, [*own, *(row for row in more if row["id"] not in led)])
        found.append(item(lead, takes=[row["ref"] for row in more], **load))
    return sorted(found, key=lambda one: str(one["name"]))


def months_of_load(graph: Graph, before: Iterable[Answer], after: Iterable[Answer]) -> Answer:
    """`before`, `after` (how many actions not done) and `months`, the same by month; month None last."""
    open_before, open_after = ([row for row in them if not is_done(graph, row)] for them in (before, after))
    old, new = (Counter(month for row in them for month in _months(row)) for them in (open_before, open_after))
    known = sorted(old.keys() | new.keys(), key=lambda month: (month is None, month or ""))
    return {
        "before": len(open_before),
        "after": len(open_after),
        "months": [{"month": month, "before": old[month], "after": new[month]} for month in known],
    }


def _months(row: Answer) -> set[str | None]:
    dates = row["due"]["dates"] if row["due"]["kind"] in _DATED else []
    return {date[:7] for date in dates} or {None}
