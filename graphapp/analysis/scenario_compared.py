"""Two scenarios side by side: what is touched in one and not in the other, and both beside today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graphapp.analysis.answers import Answer, Graph, action_row, item, leads_of, neighbours, node_of
from graphapp.analysis.entities import acting_as
from graphapp.analysis.scenario import Scenario, described, played
from graphapp.analysis.words import listed, natural, spoken_date
from graphapp.ontology import kind_of

_ASIDE = ("notes", "dates", "posts", "receivers")  # remarks, and what the answer is about
_MOVED = ("moves_to", "by")  # what may differ in an item that both touch, beside the list it stands in


def difference(one_answer: Mapping[str, Any], other_answer: Mapping[str, Any]) -> Answer:
    """What two answers of any what-if touch: `only_one`, `only_other`, `both_differently`, `both` (a count).

    An item is whatever stands in a list of an answer, by its `id` (a number of a recommendation means this): `id`,
    `name` (an action's ref), and `bands`, the keys it stands under; `both_differently` has `one` and `other`,
    each with the `bands` and, where they move, `moves_to`. What the answers are about, such as `who`, is left out.

    >>> a = {"confirmed": [{"id": "action:p/1", "ref": "1"}]}
    >>> b = {"confirmed": [], "inferred": [{"id": "action:p/1", "ref": "1"}, {"id": "action:p/2", "ref": "2"}]}
    >>> [one["id"] for one in difference(a, b)["only_other"]]
    ['action:p/2']
    >>> [(one["one"]["bands"], one["other"]["bands"]) for one in difference(a, b)["both_differently"]]
    [(['confirmed'], ['inferred'])]
    """
    one, other = _touched(one_answer), _touched(other_answer)
    shared = [key for key in one if key in other]
    changed = [key for key in shared if _said(one[key]) != _said(other[key])]
    return {
        "only_one": _listed(one, set(one) - set(other)),
        "only_other": _listed(other, set(other) - set(one)),
        "both_differently": [
            {"id": key, "name": one[key]["name"], "one": _said(one[key]), "other": _said(other[key])}
            for key in sorted(changed, key=natural)
        ],
        "both": len(shared),
    }


def _touched(answer: Mapping[str, Any]) -> dict[str, Answer]:
    numbers = {str(one["no"]): one["id"] for one in answer.get("recommendations", ()) if "no" in one}
    found: dict[str, Answer] = {}
    for band, items in answer.items():
        for thing in items if isinstance(items, list) and band not in _ASIDE else ():
            about = thing if isinstance(thing, Mapping) else {"id": numbers.get(str(thing))}
            node_id = str(about.get("id") or "")
            if node_id:
                name = about.get("ref") or about.get("name") or node_id
                one = found.setdefault(node_id, {"id": node_id, "name": name, "bands": []})
                one["bands"] += [] if band in one["bands"] else [band]
                one |= {key: about[key] for key in _MOVED if key in about}
    return found


def _said(one: Answer) -> Answer:
    return {key: one[key] for key in ("bands", *_MOVED) if key in one}


def _listed(found: Mapping[str, Answer], ids: set[str]) -> list[Answer]:
    return [found[key] for key in sorted(ids, key=natural)]


# What a comparison counts: key of an answer -> what the number says. A kind of scenario answers some of them.
HEADLINES = {
    "confirmed": "Confirmed: must move, or lose what they need",
    "inferred": "Inferred: might be touched",
    "associated": "Associated: only go along",
    "orphaned": "Actions with no lead",
    "acting_only": "Actions with only an acting lead",
    "covered": "Actions with a lead who is not only acting",
    "dependents": "Actions that wait for those with no lead",
    "handed_over": "Actions handed over",
    "unassigned": "Actions with no lead even after the handover",
    "passes": "Actions that pass to another post",
    "one_lead_fewer": "Actions with one lead fewer",
    "recommendations_without_lead": "Recommendations with no lead",
    "recommendations_without_action": "Recommendations with no action",
}
_BANDS = {  # key of an answer -> what it says of a thing that stands under it
    "orphaned": "no lead is left",
    "acting_only": "only an acting lead is left",
    "covered": "still covered",
    "dependents": "waits for what has no lead",
    "inherited": "in a key area they lead",
    "resolutions": "touched",
    "moved": "slips itself",
    "passes": "passes to another post",
    "one_lead_fewer": "has one lead fewer",
    "unassigned": "no lead even after the handover",
    "recommendations_without_lead": "no lead is left",
    "recommendations_without_action": "no action is left",
    "recommendations_without_dated_action": "no dated action is left",
    "key_areas": "touched",
    "recommendations": "touched",
    "strategies": "touched",
    "boards": "touched",
    "meetings": "meets around the dates",
    "late_prerequisites": "due after what waits for it",
}


def compared(graph: Graph, one: Scenario, other: Scenario, on: str | None = None) -> Answer:
    """Two scenarios and today, side by side.

    `one` and `other` are as `described`; `summary` is a row for each number that either answers: `key`, `name`,
    `today` (how the actions and recommendations that either counts stand now: nothing has moved), `one` and `other`
    (None where a scenario does not ask it).
    `only_one`, `only_other` and `both_differently` are as `difference` gives them, each thing with what it is today
    (`text`; of an action its row) and `says` in words (or `one_says`, `other_says`); `both` counts what both touch.
    GraphappError where a scenario cannot be played.
    """
    answers = (played(graph, one, on), played(graph, other, on))
    found = difference(*answers)
    return {
        "one": described(graph, one),
        "other": described(graph, other),
        "summary": summary(graph, *answers),
        **{side: [_today(graph, row) | {"says": _words(row)} for row in found[side]]
           for side in ("only_one", "only_other")},
        "both_differently": [
            _today(graph, row) | {f"{side}_says": _words(row[side]) for side in ("one", "other")}
            for row in found["both_differently"]
        ],
        "both": found["both"],
    }  # fmt: skip


def summary(graph: Graph, one: Mapping[str, Any], other: Mapping[str, Any]) -> list[Answer]:
    """The numbers of two answers beside today's, a row for each that either of them has: see `compared`."""
    numbers = [dict(_headline(answer)) for answer in (one, other)]
    today = _today_numbers(graph, {*_at_stake(one), *_at_stake(other)})
    return [
        {"key": key, "name": name, "today": today.get(key, 0), "one": numbers[0].get(key), "other": numbers[1].get(key)}
        for key, name in HEADLINES.items()
        if key in numbers[0] or key in numbers[1]
    ]


def _headline(answer: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    yield from ((key, len(answer[key])) for key in HEADLINES if isinstance(answer.get(key), list))
    if any("orphaned" in row for row in answer.get("confirmed", ())):  # a body that stands down
        yield "orphaned", sum(bool(row["orphaned"]) for row in answer["confirmed"])


def _at_stake(answer: Mapping[str, Any]) -> Iterator[str]:
    """The actions whose leads an answer counts, and the recommendations it touches."""
    for key in ("orphaned", "acting_only", "covered", "recommendations"):
        yield from (row["id"] for row in answer.get(key, ()))
    yield from (row["id"] for row in answer.get("confirmed", ()) if "orphaned" in row)


def _today_numbers(graph: Graph, touched: Iterable[str]) -> dict[str, int]:
    """How the same things stand today, where nothing has happened."""
    fates = [_fate(graph, node_id) for node_id in touched]
    return {fate: fates.count(fate) for fate in filter(None, fates)}


def _fate(graph: Graph, node_id: str) -> str | None:
    kind = kind_of(node_id)
    if kind == "action":
        leads = leads_of(graph, node_id)
        return "orphaned" if not leads else "acting_only" if all(acting_as(graph, one) for one in leads) else "covered"
    if kind == "recommendation":
        actions = [action for action, _ in neighbours(graph, node_id, "ADDRESSES", "in")]
        led = any(leads_of(graph, action.id) for action in actions)
        return None if led else "recommendations_without_lead" if actions else "recommendations_without_action"
    return None


def _today(graph: Graph, row: Answer) -> Answer:
    if row["id"] not in graph:
        return row
    node = node_of(graph, row["id"])
    now = action_row(graph, node.id) if node.kind == "action" else item(node, text=str(node.props.get("text") or ""))
    return now | {"name": node.label} | row


def _words(one: Mapping[str, Any]) -> str:
    """What a scenario does to a thing, in words."""
    said = list(dict.fromkeys(_BANDS.get(band, band.replace("_", " ")) for band in one["bands"]))
    if one.get("by"):
        said.append(f"carried on by {listed(map(str, one['by']))}")
    return "; ".join([*said, *([f"due {spoken_date(one['moves_to'])}"] if one.get("moves_to") else [])])
