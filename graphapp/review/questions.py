"""Questions that only a person can answer: whether names are one, which edition a plan is, who initials are.

An answer becomes a decision, as those in `decisions.toml`. The decisions of a published review are kept on its paper's
node, so that the same question is not asked twice.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz import fuzz

from graphapp.analysis.answers import Graph, of_kind
from graphapp.due import parse_when
from graphapp.errors import BadDecisions
from graphapp.model import Citation, Node
from graphapp.ontology import NODE_KINDS
from graphapp.reading.drafts import Drafts, Lead
from graphapp.reading.names import person_slug
from graphapp.reconcile.decisions import Decisions, decided
from graphapp.reconcile.facts import fuller
from graphapp.reconcile.folding import fold

_SAME = re.compile(r"Is “(?P<one>[^”]+)” the same (?P<kind>\w+) as “(?P<other>[^”]+)”\?")
_EDITION = re.compile(r"Is “(?P<title>.+)” an edition of this plan\?")
_WHO = re.compile(r"Who is (?P<who>[^?]+)\?")
_ALIKE = 90  # of 100, as where papers are put together
_YES_NO = (("yes", "Yes"), ("no", "No"), ("open", "Not known yet: keep it as an open question"))

Rows = Mapping[str, tuple[Mapping[str, Any], ...]]  # kind of decision -> decisions


@dataclass(frozen=True, slots=True)
class Question:
    """One question: `options` to choose from (value, words), or none where words are wanted, which begin as `usual`.

    `about` holds what the answer is put to use with; `asked` is what kind of question it is.
    """

    id: str
    text: str
    asked: str
    about: tuple[str, ...]
    sources: tuple[Citation, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    usual: str = ""
    hint: str = ""


def _question(text: str, asked: str, about: tuple[str, ...], **more: Any) -> Question:
    mark = hashlib.sha256("\n".join((asked, *about)).encode()).hexdigest()[:12]
    return Question(f"q{mark}", text, asked, about, **more)


def questions(nodes: Iterable[Node], graph: Graph, drafts: Drafts, known: Decisions) -> tuple[Question, ...]:
    """What to ask about these proposed nodes beside the map, each once."""
    nodes = tuple(nodes)
    found = [*_dates(drafts, graph), *_papers(drafts, graph), *_asked(nodes), *_elsewhere(nodes, graph, known)]
    return tuple({one.id: one for one in found}.values())


def _dates(drafts: Drafts, graph: Graph) -> Iterator[Question]:
    for plan in drafts.plans:
        key = f"edition:{plan.date}"
        others = [c.document for c in graph.nodes[key]["node"].citations] if key in graph else []
        hint = "Such as March 2024. Two editions of a plan are told apart by it."
        if others and drafts.paper.id not in others:
            hint = f"The map has an edition of this month already, from {others[0]}: if this is a later one, say when."
        text = f"Of which month is this edition of “{plan.title}”?"
        yield _question(text, "month", (plan.title,), sources=(plan.source,), usual=plan.date or "", hint=hint)
    if not drafts.plans and not drafts.meetings:
        hint = "Such as 28 March 2024, or empty where nobody knows."
        yield _question("Of which date is this paper?", "date", (drafts.paper.id,), usual=drafts.paper.date or "",
                        hint=hint)  # fmt: skip


def _papers(drafts: Drafts, graph: Graph) -> Iterator[Question]:
    paper = drafts.paper.id
    if f"document:{paper}" in graph:
        title = graph.nodes[f"document:{paper}"]["node"].label
        options = (
            ("replace", "It replaces what the map has from that paper"),
            ("other", "It is another paper: keep both"),
        )
        text = f"The map has a paper called {paper} already (“{title}”). Does this one replace it?"
        yield _question(text, "paper", (paper,), options=options, usual="replace")


def _asked(nodes: Iterable[Node]) -> Iterator[Question]:
    """The questions that putting papers together has left on the nodes."""
    for node in nodes:
        for text in node.props.get("questions", ()):
            if same := _SAME.match(text):
                both = same["one"], same["other"]
                yield _question(
                    text,
                    "same",
                    (same["kind"], *both, fuller(*both)),
                    sources=node.citations,
                    options=_YES_NO,
                    usual="open",
                )
            elif edition := _EDITION.match(text):
                about = (edition["title"], node.label)
                yield _question(f"{text} The plan on the map is “{node.label}”.", "edition", about,
                                sources=node.citations, options=_YES_NO, usual="open")  # fmt: skip
            elif who := _WHO.match(text):
                hint = "The full name, or empty where nobody knows."
                yield _question(text, "who", (who["who"],), sources=node.citations, hint=hint)


def _elsewhere(nodes: Sequence[Node], graph: Graph, known: Decisions) -> Iterator[Question]:
    """New people and posts whose names are nearly those of others on the map."""
    for kind in ("person", "post"):
        there = [(node.label, _key(kind, node.label)) for node in of_kind(graph, kind)]
        for node in nodes:
            if node.kind != kind or node.id in graph:
                continue
            own = _key(kind, node.label)
            for label, key in there:
                if _is_near(kind, own, key) and not known.are_apart(kind, node.label, label):
                    text = f"Is “{node.label}” the same {kind} as “{label}”, whom the map has already?"
                    text = text if kind == "person" else text.replace("whom", "which")
                    about = (kind, node.label, label, label)
                    yield _question(text, "same", about, sources=node.citations, options=_YES_NO, usual="open")


def _key(kind: str, name: str) -> str:
    return person_slug(name) if kind == "person" else fold(name)


def _is_near(kind: str, one: str, other: str) -> bool:
    if kind == "post":
        return fuzz.token_sort_ratio(one, other, score_cutoff=_ALIKE) > 0
    first, second = one.split("-"), other.split("-")
    return first[-1] == second[-1] and (first[0][:1] == second[0][:1] or fuzz.ratio(first[0], second[0]) > 70)


def decisions_of(asked: Iterable[Question], answers: Mapping[str, str], paper: str, names: Rows) -> Rows:
    """The decisions that the answers come to, with the renamings of `names`."""
    rows: dict[str, list[Mapping[str, Any]]] = {kind: list(found) for kind, found in names.items()}
    for one in asked:
        answer = answers.get(one.id, "")
        if one.asked == "same" and answer in ("yes", "no"):
            kind, first, second, chosen = one.about
            if answer == "yes":
                rows.setdefault("same", []).append({"kind": kind, "name": chosen, "aliases": [first, second]})
            else:
                rows.setdefault("different", []).append({"kind": kind, "names": [first, second]})
        elif one.asked == "edition" and answer in ("yes", "no"):
            plan = one.about[1] if answer == "yes" else one.about[0]
            rows.setdefault("edition", []).append({"document": paper, "title": one.about[0], "plan": plan})
        elif one.asked == "who" and answer:
            rows.setdefault("same", []).append({"kind": "person", "name": answer, "aliases": one.about})
    return {kind: tuple(found) for kind, found in rows.items()}


def kept(graph: Graph, paper: str, fingerprint: str) -> Rows:
    """The decisions of the reviews published on this map, but for those about this very reading of the paper.

    Those are filled in where it is reviewed again, and may be altered there.
    """
    rows: dict[str, tuple[Mapping[str, Any], ...]] = {}
    for node in of_kind(graph, "document"):
        review = node.props.get("review", {})
        if node.id == f"document:{paper}" and review.get("fingerprint") == fingerprint:
            continue
        for kind, found in review.get("decisions", {}).items():
            rows[kind] = (*rows.get(kind, ()), *found)
    return rows


def joined(*several: Rows) -> Decisions:
    """All these decisions as one; where two are at odds about a spelling, the later one stands."""
    rows: dict[str, tuple[Mapping[str, Any], ...]] = {}
    for some in several:
        for kind, found in some.items():
            rows[kind] = (*found, *rows.get(kind, ()))
    same: list[Mapping[str, Any]] = []
    for row in rows.get("same", ()):
        try:
            decided("the review", {"same": (*same, row)})
        except BadDecisions:
            continue
        same.append(row)
    names = decided("the review", {"same": tuple(same)}).names
    rows["same"] = tuple(row for row in same if "cites" in row)  # the rest rest on the lines that hold the names
    return replace(decided("the review", rows), names=names)


def dated(drafts: Drafts, asked: Iterable[Question], answers: Mapping[str, str]) -> Drafts:
    """The reading with the dates and full names that were answered."""
    for one in asked:
        words = answers.get(one.id, "").strip()
        if one.asked == "who" and words:
            drafts = _named(drafts, one.about[0], words)
        if one.asked in ("month", "date") and words and not bad_answer(one, words):
            when = parse_when(words)
            plans = tuple(replace(p, date=when[:7]) if p.title == one.about[0] else p for p in drafts.plans)
            date = when if one.asked == "date" else drafts.paper.date or when[:7]
            drafts = replace(drafts, plans=plans, paper=replace(drafts.paper, date=date))
    return drafts


def bad_answer(one: Question, words: str) -> str:
    """What is wrong with an answer, as a sentence; "" for nothing."""
    if one.options and words not in dict(one.options):
        return f"{one.text} Choose one of the answers."
    if one.asked in ("month", "date") and words:
        try:
            parse_when(words)
        except ValueError:
            return f"{one.text} {words[:40]!r} is not a date: write it such as March 2024."
    return ""


def _named(drafts: Drafts, initials: str, name: str) -> Drafts:
    def with_name(lead: Lead) -> Lead:
        return replace(lead, person=name) if lead.person == initials else lead

    actions = tuple(replace(one, leads=tuple(map(with_name, one.leads))) for one in drafts.actions)
    areas = tuple(replace(one, leads=tuple(map(with_name, one.leads))) for one in drafts.key_areas)
    return replace(drafts, actions=actions, key_areas=areas)


def unanswerable(nodes: Iterable[Node]) -> list[str]:
    """Questions that stay open on the map, as sentences: nothing in a review answers them."""
    known = (_SAME, _EDITION, _WHO)
    return [
        f"{NODE_KINDS[node.kind].label} {node.label}: {text}"
        for node in nodes
        for text in node.props.get("questions", ())
        if not any(pattern.match(text) for pattern in known)
    ]
