"""What changed in the map: its revisions, and one revision in words, before and after, thing by thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from graphapp.analysis.answers import Answer, Graph, node_of
from graphapp.analysis.words import natural, sentence, spoken
from graphapp.errors import UnknownSubject
from graphapp.model import Change, Node, Revision
from graphapp.ontology import EDGE_KINDS, NODE_KINDS, kind_of

_LONG, _MANY = 300, 50  # characters and items of a value: more is not read in a table
_NAMES = {"rag": "RAG", "no": "number", "sha256": "checksum"}  # of props, where the prop's own name says too little


def revision_list(revisions: Iterable[Revision]) -> Answer:
    """Every revision, newest first: `number`, `at` (UTC), `author`, `reason`, `hash`, and how much each changed.

    `added`, `changed` and `dropped` count things by kind (what their own word in the ontology is), `links` the edges.
    """
    return {"revisions": [_summary(one) for one in sorted(revisions, key=lambda one: one.number, reverse=True)]}


def _summary(one: Revision) -> Answer:
    about = {name: getattr(one, name) for name in ("number", "at", "author", "reason", "hash")}
    counts: dict[str, Counter[str]] = {"added": Counter(), "changed": Counter(), "dropped": Counter()}
    links = Counter(_how(change) for change in one.changes if _edge(change.what))
    for change in one.changes:
        if not _edge(change.what):
            counts[_how(change)][kind_of(change.what)] += 1
    return (
        about
        | {how: dict(sorted(found.items())) for how, found in counts.items()}
        | {
            "links": {how: links[how] for how in counts},
            "changes": len(one.changes),
        }
    )


def _edge(what: str) -> tuple[str, str, str] | None:
    """Source, kind and target, where what changed is an edge: ids hold no blanks."""
    source, _, rest = what.partition(" ")
    kind, _, target = rest.partition(" ")
    return (source, kind, target) if target else None


def _how(change: Change) -> str:
    return "added" if change.before is None else "dropped" if change.after is None else "changed"


def revision(graph: Graph, revisions: Sequence[Revision], number: int) -> Answer:
    """One revision and its `changes`, a row for each node that it or a link from it touched.

    Each row: `id`, `name`, `kind`, `how` (added, changed, dropped, linked), and `said`: rows of `name`,
    `before` and `after` in words, None where there was nothing. UnknownSubject for a number there is not.
    """
    one = next((found for found in revisions if found.number == number), None)
    if one is None:
        newest = max((found.number for found in revisions), default=0)
        raise UnknownSubject(f"There is no revision {number}. The newest is {newest}.")
    labels = _labels(graph, one.changes)
    rows: dict[str, Answer] = {}
    for change in one.changes:
        edge = _edge(change.what)
        about = edge[0] if edge else change.what
        start = {"id": about, "name": _label(labels, about), "kind": kind_of(about)}
        row = rows.setdefault(about, start | {"how": "linked", "said": []})
        row["how"] = row["how"] if edge else _how(change)
        row["said"] += _linked(labels, change, edge) if edge else _differences(change.before, change.after)
    ordered = sorted(rows.values(), key=lambda row: (list(NODE_KINDS).index(row["kind"]), natural(row["id"])))
    return {"revision": _summary(one), "changes": ordered}


def _labels(graph: Graph, changes: Iterable[Change]) -> dict[str, str]:
    """How to name things: as they are called now, else as they were called when they changed."""
    found = {}
    for change in changes:
        body = change.after or change.before or {}
        if "label" in body:
            found[change.what] = spoken(Node.from_json(body))
    return found | {node_id: spoken(node_of(graph, node_id)) for node_id in graph}


def _label(labels: Mapping[str, str], node_id: str) -> str:
    return labels.get(node_id) or node_id.partition(":")[2]


def _linked(labels: Mapping[str, str], change: Change, edge: tuple[str, str, str]) -> list[Answer]:
    source, kind, target = edge
    text = sentence(f"{_label(labels, source)} {EDGE_KINDS[kind].label} {_label(labels, target)}")
    if change.before is None or change.after is None:
        there = {"before": None if change.before is None else text, "after": None if change.after is None else text}
        return [{"name": "link"} | there]
    return [one | {"name": f"{text} {one['name']}"} for one in _differences(change.before, change.after)]


def _differences(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> list[Answer]:
    """What reads otherwise now; lines that were only cited elsewhere say so without their numbers."""
    old, new = dict(_told(before)), dict(_told(after))
    return [
        {"name": name, "before": old.get(name), "after": new.get(name)}
        for name in dict.fromkeys([*old, *new])
        if old.get(name) != new.get(name)
    ]


def _told(body: Mapping[str, Any] | None) -> Iterator[tuple[str, str]]:
    """Everything a node or edge says, each with its name in words."""
    if body is None:
        return
    if "label" in body:
        yield "name", str(body["label"])
    for name, value in body["props"].items():
        if (words := in_words(value)) and words != body.get("label"):
            yield _NAMES.get(name, name.replace("_", " ")), words
    yield "where it stands", "; ".join(_cited(one) for one in body["citations"])


def _cited(source: Mapping[str, Any]) -> str:
    first, last = source["line_start"], source["line_end"]
    return f"{source['document']}, {f'line {first}' if first == last else f'lines {first} to {last}'}"


def in_words(value: Any) -> str:
    """A value as a reader would say it; "" for nothing.

    >>> in_words({"raw": "March 2019", "kind": "date", "dates": ["2019-03"], "recurrence": None})
    'March 2019'
    >>> in_words(["Anne Archer", "A. Archer"]), in_words(True), in_words(None), in_words(468.5)
    ('Anne Archer; A. Archer', 'yes', '', '468.5')
    """
    if value is None or value is False:
        return ""
    if isinstance(value, Mapping):
        known = ((name, in_words(one)) for name, one in value.items())
        return str(value.get("raw") or "") or _cut("; ".join(f"{name}: {words}" for name, words in known if words))
    if isinstance(value, list | tuple):
        return _cut("; ".join(map(in_words, islice(value, _MANY))) + ("; …" if len(value) > _MANY else ""))
    return "yes" if value is True else f"{value:g}" if isinstance(value, float) else _cut(str(value))


def _cut(words: str) -> str:
    return words if len(words) <= _LONG else f"{words[:_LONG].rsplit(maxsplit=1)[0]} …"
