"""What nobody has named, dated or answered for in an edition, each finding with the line that shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from graphapp.analysis.answers import (
    Answer,
    Graph,
    as_due,
    chosen_edition,
    is_done,
    kept,
    name_of,
    neighbours,
    node_of,
    of_kind,
)
from graphapp.analysis.entities import acting_as
from graphapp.analysis.findings import Scope, finding
from graphapp.analysis.order import circles, late_prerequisites, numbering
from graphapp.analysis.related import holders
from graphapp.analysis.words import listed, natural, spoken
from graphapp.model import Citation, Node
from graphapp.ontology import NODE_KINDS

# Worst first: what nobody owns, what is late, what cannot work, what hangs on one lead, then what is unclear.
KINDS = {
    "no-lead": "No lead named",
    "past-date": "Past its date",
    "cycle": "Going in a circle",
    "recommendation-without-action": "Recommendation that no action names",
    "one-lead-recommendation": "Recommendation resting on one lead",
    "acting": "Led by someone acting in the post",
    "post-only": "Post or body named as lead, but no person",
    "no-date": "No date",
    "out-of-order": "Out of order",
    "no-recommendation": "Answers no recommendation",
    "key-area-without-recommendation": "Key area that names no recommendation",
    "open-question": "Open question",
    "unread": "Could not be read",
}


def gaps(graph: Graph, edition: str | None = None, on: str | None = None) -> Answer:
    """What is missing, late or unclear in an edition: the contract's `gaps`, worst kind first.

    `on` is the day (YYYY-MM-DD) from which dates are past; None calls nothing past. Only a due cell of
    kind "none" is a `no-date`: a recurrence, a term, a start or "ongoing" says when, if not on which day.
    `counts` says how many there are of each kind; `kinds` what each is called. Findings on acting leads and
    on posts without a person say whether they are the `only` leads.

    >>> import networkx as nx
    >>> one = Node("edition:2024-01", "Plan", (Citation("paper", 1, 1),), {"key": "2024-01"})
    >>> two = Node("action:2024-01/7", "7", (Citation("paper", 9, 9),), {"edition": "2024-01", "text": "Go."})
    >>> small = nx.MultiDiGraph()
    >>> small.add_nodes_from((node.id, {"node": node}) for node in (one, two))
    >>> [finding["text"] for finding in gaps(small)["findings"]]
    ['Nobody is named as lead of action 7 (Go.).', 'Action 7 (Go.) has no date.']
    """
    scope = Scope.of(graph, chosen_edition(graph, edition), on)
    found = findings(scope)
    counts = Counter(one["kind"] for one in found)
    return {
        "edition": scope.edition,
        "on": on,
        "findings": found,
        "counts": {kind: counts[kind] for kind in KINDS if counts[kind]},
        "kinds": dict(KINDS),
    }


def findings(scope: Scope) -> list[Answer]:
    """Every finding of a scope, worst kind first, then by subject."""
    order = {kind: place for place, kind in enumerate(KINDS)}
    return sorted(
        (*_any_day(scope.graph, scope.edition), *_past(scope)),
        key=lambda one: (order[one["kind"]], natural(one["subject"]), one["id"], one["text"]),
    )


@kept
def _any_day(graph: Graph, edition: str | None) -> list[Answer]:
    """What is found whatever day it is, which is nearly everything."""
    scope = Scope.of(graph, edition, None)
    searches = (_rows, _recommendations, _key_areas, late_prerequisites, circles, numbering, _questions, _unread)
    return [one for search in searches for one in search(scope)]


def _past(scope: Scope) -> Iterator[Answer]:
    """Actions that are past their date, and not said to be done."""
    today = date.fromisoformat(scope.on) if scope.on else None
    for row in scope.rows if today else ():
        due = as_due(row["due"])
        if today and due.is_past(today) and not is_done(scope.graph, row):
            node = scope.node(row)
            text = f"{spoken(node)} was due {due.raw or due.last}, and the paper does not say it is done"
            yield finding("past-date", node, text)


def _rows(scope: Scope) -> Iterator[Answer]:
    """What each action's own row lacks."""
    answering = any(row["recommendations"] for row in scope.rows)  # a plan without that column lacks nothing
    for row in scope.rows:
        node = scope.node(row)
        yield from _lead(scope, row, node)
        if row["due"]["kind"] == "none":
            said = f"; its due cell says “{row['due']['raw'][:80]}”" if row["due"]["raw"] else ""
            yield finding("no-date", node, f"{spoken(node)} has no date{said}")
        if answering and not row["recommendations"]:
            yield finding("no-recommendation", node, f"{spoken(node)} answers no recommendation")


def _lead(scope: Scope, row: Answer, node: Node) -> Iterator[Answer]:
    leads = row["leads"]
    people = [lead for lead in leads if lead["person"]]
    # A body beside a person is a partner; a post beside a person is still somebody nobody has named.
    nameless = [lead for lead in leads if not lead["person"] and (lead["post"] or not people)]
    if not leads:
        written = str(node.props.get("lead_text") or "").strip()
        said = f"; its lead cell says “{written[:80]}”" if written else ""
        yield finding("no-lead", node, f"nobody is named as lead of {spoken(node)}{said}")
    if nameless:
        known = [person.label for lead in nameless for person, _ in holders(scope.graph, lead["id"])]
        said = f"; elsewhere the papers say who that is: {listed(dict.fromkeys(known))}" if known else ""
        beside = f"; {listed(map(name_of, people))} leads it too" if people else ""
        who = listed(map(name_of, nameless))
        text = f"{spoken(node)} names {who} as lead, and no person for it{said}{beside}"
        yield finding("post-only", node, text) | {"only": not people}
    yield from _acting(scope, leads, node)


def _acting(scope: Scope, leads: Sequence[Answer], node: Node) -> Iterator[Answer]:
    acting = {lead["id"]: post for lead in leads if (post := acting_as(scope.graph, lead))}
    if acting:
        only = len(acting) == len(leads)
        mine = [lead for lead in leads if lead["id"] in acting]
        who = listed(f"{name_of(lead)}, acting as {acting[lead['id']]}" for lead in mine)
        text = f"{spoken(node)} is led {'only ' if only else ''}by {who}"
        beside = listed(name_of(lead) for lead in leads if lead["id"] not in acting)
        yield finding("acting", node, text if only else f"{text}, together with {beside}") | {"only": only}


def _recommendations(scope: Scope) -> Iterator[Answer]:
    """Recommendations no action names, or that rest on one lead; none where the plan answers none."""
    named: dict[str, list[Answer]] = {}
    reached = set[str]()
    for row in scope.rows:
        for node, edge in neighbours(scope.graph, row["id"], "ADDRESSES"):
            reached.add(node.id)
            if edge.props.get("scope") != "all":
                named.setdefault(node.id, []).append(row)
    for node in of_kind(scope.graph, "recommendation") if reached else []:
        rows = named.get(node.id, [])
        leads = {lead["id"]: lead for row in rows for lead in row["leads"]}
        if not rows:
            weak = "; it is reached only by actions that say ALL" if node.id in reached else ""
            yield finding("recommendation-without-action", node, f"no action names {spoken(node)}{weak}")
        elif len(leads) == 1:
            who = name_of(next(iter(leads.values())))
            refs = listed(row["ref"] for row in rows)
            text = f"{spoken(node)} rests on one lead, {who}, through {_actions(len(rows))} {refs}"
            yield finding("one-lead-recommendation", node, text)


def _actions(count: int) -> str:
    return NODE_KINDS["action"].label.lower() if count == 1 else NODE_KINDS["action"].plural.lower()


def _key_areas(scope: Scope) -> Iterator[Answer]:
    """Key areas none of whose actions names a recommendation, in a plan where some do."""
    naming = {row["key_area"] for row in scope.rows if row["recommendations"] and row["scope"] != "all"}
    for node in scope.nodes("keyarea") if naming else ():
        if node.props.get("no") not in naming:
            text = f"no action of {spoken(node)} names a recommendation"
            yield finding("key-area-without-recommendation", node, text)


def _questions(scope: Scope) -> Iterator[Answer]:
    """What only a person can decide and what the reader doubts, but for other editions."""
    for data in scope.graph.nodes.values():
        node: Node = data["node"]
        own = node.props.get("key") if node.kind == "edition" else node.props.get("edition", scope.edition)
        if own != scope.edition:
            continue
        for text in dict.fromkeys((*(node.props.get("questions") or ()), *(node.props.get("notes") or ()))):
            yield finding("open-question", node, str(text))


def _unread(scope: Scope) -> Iterator[Answer]:
    """Lines of the edition's own paper that could not be read."""
    edition = f"edition:{scope.edition}"
    name = node_of(scope.graph, edition).props.get("document") if edition in scope.graph else None
    paper = f"document:{str(name).removeprefix('document:')}"
    if name is None or paper not in scope.graph:
        return
    node = node_of(scope.graph, paper)
    places = {no: (page, sheet) for no, page, sheet in node.props.get("places") or ()}
    for one in node.props.get("unread") or ():
        first, last = one["line_start"], one["line_end"]
        lines = f"line {first}" if first == last else f"lines {first} to {last}"
        cited = Citation(paper.partition(":")[2], first, last, *places.get(first, (None, None)))
        text = f"{lines} could not be read ({one['why']}): “{str(one['text'])[:100]}”"
        yield finding("unread", node, text) | {"source": cited.as_json()}
