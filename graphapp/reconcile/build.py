"""All papers -> facts, with the questions that only a person can answer."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz

from graphapp.errors import BadDecisions
from graphapp.model import Citation, Node
from graphapp.reading.drafts import Drafts
from graphapp.reading.names import person_slug, split_post
from graphapp.reconcile.build_base import Builder
from graphapp.reconcile.decisions import Decisions, PaperEntry
from graphapp.reconcile.dependencies import add_dependencies
from graphapp.reconcile.events import add_events
from graphapp.reconcile.facts import Facts
from graphapp.reconcile.folding import fold
from graphapp.reconcile.plans import KnownPlan, Plans

_ALIKE = 90  # of 100: spellings this near are asked about, never joined


def build(
    drafts: Sequence[Drafts],
    decisions: Decisions,
    entries: Mapping[str, PaperEntry] | None = None,
    current: Sequence[Node] = (),
) -> Facts:
    """Facts of all the papers; `current` are documents and editions of the map, whose ids stay theirs."""
    known: dict[str, str] = {}
    for node in current:
        known |= node.props.get("acronyms") or {}
    builder = Builder(drafts, decisions, known)
    own = {found.paper.id for found in drafts}
    others = [node for node in current if not {c.document for c in node.citations} <= own]
    taken = {node.props["key"]: node.props["plan"] for node in others if node.kind == "edition"}
    plans = Plans(builder, taken, _known(others))
    for found in builder.drafts:
        builder.document(found, (entries or {}).get(found.paper.id))
        for body in found.organizations:
            for cited in (body.source, *body.also):
                builder.organization(body.name, cited, body)
        for named in found.strategies:
            for cited in (named.source, *named.also):
                builder.strategy(named.name, cited, named.classification, named.aliases)
        plans.add(found)
        add_events(builder, found)
    _decided(builder)
    add_dependencies(builder.facts, decisions)
    _questions(builder)
    return builder.facts


def _known(others: Sequence[Node]) -> list[KnownPlan]:
    """The plans the map has, with the recommendations they answer."""
    labels = {node.id: node.label for node in others if node.kind == "plan"}
    plans: dict[str, KnownPlan] = {}
    for node in others:
        plan_id = node.props.get("plan")
        if node.kind == "edition" and plan_id in labels:
            known = plans.setdefault(plan_id, KnownPlan(plan_id, labels[plan_id], node.props.get("space", "")))
            if node.props.get("main"):
                known.recommendations |= _texts(others, known.space)
    return list(plans.values())


def _texts(others: Sequence[Node], space: str) -> dict[str, str]:
    """Number -> text of the recommendations whose ids begin so."""
    found = {}
    for node in others:
        head, _, no = node.id.partition(":")[2].rpartition("/")
        if node.kind == "recommendation" and (f"{head}/" if head else "") == space:
            found[no] = str(node.props.get("text") or "")
    return found


def _decided(builder: Builder) -> None:
    """Links that a person read out of the papers and recorded."""
    for row in builder.decisions.of("same"):
        _aliases(builder, row)
    for row in builder.decisions.of("oversees"):
        cited = _cites(builder, row["cites"])
        body = builder.organization(row["organization"], cited[0])
        builder.facts.edge(body, "OVERSEES", row["oversees"], *cited, reason=row["reason"])
    for row in builder.decisions.of("member"):
        cited = _cites(builder, row["cites"])
        person = builder.person(row["person"], cited[0])
        builder.facts.edge(
            person, "MEMBER_OF", builder.organization(row["organization"], cited[0]), *cited, role=row["role"]
        )


def _aliases(builder: Builder, row: Mapping[str, Any]) -> None:
    """Every decided spelling finds the thing, and the lines that the decision rests on are cited."""
    makers = {"person": builder.person, "post": lambda *said: builder.post(*said)[0]}
    makers |= {"organization": builder.organization, "strategy": builder.strategy}
    cited = [place for place in _cites(builder, row["cites"]) if f"document:{place.document}" in builder.facts]
    for spelling in (row["name"], *row["aliases"]) if cited else ():
        node_id = makers[row["kind"]](spelling, cited[0])
        label = row["name"]
        aliases = sorted({*builder.facts.props(node_id)["aliases"], spelling} - {label})
        builder.facts.relabel(node_id, label, aliases=aliases)
        builder.facts.node(node_id, label, *cited)


def _cites(builder: Builder, written: Sequence[str]) -> list[Citation]:
    found = []
    for text in written:
        document, _, lines = text.partition("#L")
        first, _, last = lines.partition("-L")
        if not first.isdigit():
            raise BadDecisions(
                f"{builder.decisions.source}: {text!r} is no citation; write paper#L12 or paper#L12-L14."
            )
        found.append(Citation(document, int(first), int(last or first)))
    return found


def _questions(builder: Builder) -> None:
    facts = builder.facts
    _alike(builder, "post", facts.ids("post"))
    _alike(builder, "person", facts.ids("person"))
    _acting_or_not(builder)
    _surnames(builder)
    _bodies(builder)


def _alike(builder: Builder, kind: str, ids: Sequence[str]) -> None:
    """Spellings that are near but nobody has joined or parted."""
    names = [
        (node_id, str(builder.facts.props(node_id).get("title") or builder.facts.props(node_id)["name"]))
        for node_id in ids
    ]
    for (one_id, one), (_, other) in itertools.combinations(names, 2):
        if _is_near(kind, one, other) and not builder.decisions.are_apart(kind, one, other):
            builder.facts.ask(one_id, f"Is “{one}” the same {kind} as “{other}”?")


def _is_near(kind: str, one: str, other: str) -> bool:
    if kind == "person":
        first, second = person_slug(one).split("-"), person_slug(other).split("-")
        return first[-1] == second[-1] and (first[0][:1] == second[0][:1] or fuzz.ratio(first[0], second[0]) > 70)
    return fuzz.token_sort_ratio(fold(one), fold(other)) >= _ALIKE


def _acting_or_not(builder: Builder) -> None:
    """A holder written both with and without Acting."""
    for edge in builder.facts.edges():
        if edge.kind == "HOLDS":
            written = edge.props.get("as_written", [])
            if {split_post(post)[1] for post in written} == {True, False}:
                spelt = "” and “".join(written)
                builder.facts.ask(
                    edge.source, f"Is this post held for the time being or for good? It is written “{spelt}”."
                )


def _surnames(builder: Builder) -> None:
    """Somebody of whom the papers give one name only."""
    for person in builder.facts.ids("person"):
        name = str(builder.facts.props(person)["name"])
        if " " not in name:
            builder.facts.ask(person, f"Who is {name}? The papers give the surname only.")


def _bodies(builder: Builder) -> None:
    """One name that stands for unlike bodies in papers of different dates may be two people."""
    bodies: dict[str, dict[str, str]] = defaultdict(dict)
    for edge in builder.facts.edges():
        if edge.kind == "ATTENDED" and edge.props.get("represents"):
            body = builder.organizations.name(str(edge.props["represents"]).rpartition(", ")[2])
            bodies[edge.source].setdefault(builder.acronyms.get(body, body), edge.target)
    for person, found in bodies.items():
        for (one, at), (other, later) in itertools.combinations(sorted(found.items()), 2):
            if (
                fuzz.token_set_ratio(one, other) < 80
                and at != later
                and not builder.decisions.are_apart("person", one, other)
            ):
                first, second = at.rpartition("/")[2], later.rpartition("/")[2]
                question = f"Is this one person? Stands for {one} ({first}) and for {other} ({second})."
                builder.facts.ask(person, question)
