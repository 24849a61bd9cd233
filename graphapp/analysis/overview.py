"""The home page: what the map holds, and what a leader should see first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from graphapp.analysis.answers import (
    Answer,
    Graph,
    chosen_edition,
    editions,
    in_due_order,
    is_done,
    last_day,
    next_date,
    of_kind,
)
from graphapp.analysis.findings import Scope
from graphapp.analysis.gaps import KINDS, findings
from graphapp.analysis.related import is_board
from graphapp.ontology import KEPT_BESIDE, kind_of

SOON = 60  # days
_EXCEPTIONS = {  # key of the overview -> kind of gap and title, worst first
    "overdue": ("past-date", "Past its date"),
    "no_lead": ("no-lead", "No lead named"),
    "acting_only": ("acting", "Led only by someone acting in the post"),
    "post_only": ("post-only", "Post or body named as lead, but no person"),
    "no_date": ("no-date", "No date"),
    "one_lead": ("one-lead-recommendation", "Recommendation resting on one lead"),
}


def overview(graph: Graph, edition: str | None = None, on: str | None = None) -> Answer:
    """What an edition holds and what stands out on the day `on` (YYYY-MM-DD).

    `counts` of things; `exceptions`, worst first, each with `key`, `title`, `count` and `findings`;
    `due_soon`, the actions due within 60 days of `on`; `open_questions`; how many `facts` the papers
    state and how many are inferred.
    """
    scope = Scope.of(graph, chosen_edition(graph, edition), on)
    key, actions, found = scope.edition, in_due_order(scope.rows), findings(scope)
    by_kind: dict[str, list[Answer]] = {kind: [] for kind in KINDS}
    for one in found:
        by_kind[one["kind"]].append(one)
    return {
        "edition": key,
        "editions": editions(graph),
        "on": on,
        "counts": _counts(graph, key, actions),
        "exceptions": [_exception(name, by_kind) for name in _EXCEPTIONS],
        "due_soon": due_soon(graph, actions, on),
        "open_questions": by_kind["open-question"],
        "gaps": {kind: len(them) for kind, them in by_kind.items() if them},
        "facts": facts(graph),
    }


def _exception(name: str, by_kind: dict[str, list[Answer]]) -> Answer:
    kind, title = _EXCEPTIONS[name]
    found = [one for one in by_kind[kind] if name != "acting_only" or one["only"]]
    return {"key": name, "kind": kind, "title": title, "count": len(found), "findings": found}


def _counts(graph: Graph, key: str | None, actions: list[Answer]) -> Answer:
    """Numbers of things; leads are those who lead an action, assignments how often one is named."""
    leads = [lead["id"] for row in actions for lead in row["leads"]]
    kinds = [lead.partition(":")[0] for lead in set(leads)]
    return {
        "actions": len(actions),
        "leads": len(kinds),
        "people": kinds.count("person"),
        "posts": kinds.count("post"),
        "organizations": kinds.count("organization"),
        "assignments": len(leads),
        "recommendations": len(of_kind(graph, "recommendation")),
        "key_areas": len(of_kind(graph, "keyarea", key)) if key else 0,
        "boards": sum(map(is_board, of_kind(graph, "organization"))),
        "strategies": len(of_kind(graph, "strategy")),
        "resolutions": len(of_kind(graph, "resolution")),
        "documents": len(of_kind(graph, "document")),
    }


def due_soon(graph: Graph, actions: Iterable[Answer], on: str | None, days: int = SOON) -> list[Answer]:
    """The rows with a date from the day `on` to so many days later that are not done, soonest first.

    Each gains `next_date`, the date meant; a month counts by its last day. None for `on` finds none.
    """
    if on is None:
        return []
    until = (date.fromisoformat(on) + timedelta(days=days)).isoformat()
    coming = [row | {"next_date": when} for row in actions if (when := next_date(row, on)) and last_day(when) <= until]
    return sorted((row for row in coming if not is_done(graph, row)), key=lambda row: last_day(row["next_date"]))


def facts(graph: Graph) -> Answer:
    """How many facts (nodes and edges) are stated and how many inferred; rejected ones are no facts.

    `inferred_kinds` counts the inferred by kind of edge, most first.
    """
    edges = [(kind, data["edge"].props.get("standing")) for _, _, kind, data in graph.edges(keys=True, data=True)]
    kinds = Counter(kind for kind, standing in edges if standing == "inferred")
    nodes = sum(kind_of(node_id) not in KEPT_BESIDE for node_id in graph)
    total = nodes + sum(standing != "rejected" for _, standing in edges)
    inferred = kinds.total()
    share = (total - inferred) / total if total else 1.0
    return {
        "total": total,
        "stated": total - inferred,
        "inferred": inferred,
        "share_stated": round(share, 4),
        "inferred_kinds": dict(kinds.most_common()),
    }


def moved(compared: Answer) -> Answer:
    """Of two editions compared (see `versions.compare`), how many of the pairs fall due `later` or `earlier` now."""
    months = [pair["due_change_months"] or 0 for pair in compared["pairs"]]
    later, earlier = sum(one > 0 for one in months), sum(one < 0 for one in months)
    return {"old": compared["old"], "new": compared["new"], "later": later, "earlier": earlier}
