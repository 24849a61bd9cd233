"""What the map holds of some words: things by name, then by what is said of them, then lines of papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from textwrap import shorten

from graphapp.analysis.answers import Answer, Graph, item, of_kind
from graphapp.analysis.words import fold, natural
from graphapp.model import Citation, Node
from graphapp.ontology import NODE_KINDS

_LONG = 300  # characters of a line
SHOWN = 25  # of one kind: who gets more should say more
_KINDS = (
    "person", "post", "organization", "action", "recommendation", "keyarea", "strategy", "resolution", "meeting",
    "measure", "judgement", "group", "edition", "document",
)  # fmt: skip
_SAID = (
    "text",
    "title",
    "outcomes",
    "progress",
    "lead_text",
    "key_area",
    "publisher",
    "area",
    "grade",
)  # beside names


@dataclass(frozen=True, slots=True)
class _Entry:
    """A node with its words folded: its name, its name with its aliases, and these with what is said of it."""

    node: Node
    name: str
    names: str
    said: str


def search(graph: Graph, words: str, limit: int = SHOWN) -> Answer:
    """Whatever holds every one of the words, without regard to case, accents and punctuation.

    A word is found at the beginning of a word. `groups`: of each kind the `items`, those named so (`where`
    "name") before those that only say it ("text"), newest edition first, at most `limit`; `total` counts all.
    `lines`: the lines of papers. No words find nothing.
    """
    wanted = [f" {word}" for word in fold(words).split()]
    by_kind, lines = _index(graph)
    found = [_group(kind, entries, wanted, limit) for kind, entries in by_kind.items()] if wanted else []
    hits = [hit for text, hit in lines if all(word in text for word in wanted)] if wanted else []
    return {
        "words": words,
        "groups": [group for group in found if group["total"]],
        "lines": [hit | {"text": shorten(hit["text"], _LONG, placeholder=" …")} for hit in hits[:limit]],
        "lines_total": len(hits),
        "total": sum(group["total"] for group in found) + len(hits),
    }


@lru_cache(maxsize=2)  # a graph is frozen: one for the revision in use, one for the next
def _index(graph: Graph) -> tuple[dict[str, list[_Entry]], list[tuple[str, Answer]]]:
    by_kind = {kind: [_entry(node) for node in of_kind(graph, kind)] for kind in _KINDS}
    lines = [(f" {fold(hit['text'])}", hit) for paper in of_kind(graph, "document") for hit in _lines(paper)]
    return by_kind, lines


def _entry(node: Node) -> _Entry:
    name = f" {fold(node.label)}"
    names = " ".join([name, *map(fold, map(str, node.props.get("aliases") or ()))])
    return _Entry(node, name, names, f"{names} {fold(' '.join(_said(node)))}")


def _said(node: Node) -> Iterator[str]:
    for name in _SAID:
        value = node.props.get(name)
        yield from map(str, value) if isinstance(value, list | tuple) else [str(value or "")]


def _lines(paper: Node) -> Iterator[Answer]:
    places = paper.props.get("places") or ()
    for at, line in enumerate(paper.props.get("lines") or ()):
        no, page, sheet = places[at] if places else (at + 1, None, None)
        cited = Citation(paper.id.partition(":")[2], no, no, page, sheet)
        yield {"id": paper.id, "name": paper.label, "text": line, "source": cited.as_json()}


def _group(kind: str, entries: list[_Entry], wanted: list[str], limit: int) -> Answer:
    ranked = [(rank, one.node) for one in entries if (rank := _rank(one, wanted)) is not None]
    ranked.sort(key=lambda pair: natural(pair[1].id))
    ranked.sort(key=lambda pair: str(pair[1].props.get("edition") or ""), reverse=True)
    ranked.sort(key=lambda pair: pair[0])
    return {
        "kind": kind,
        "title": NODE_KINDS[kind].plural,
        "total": len(ranked),
        "items": [_hit(node, rank) for rank, node in ranked[:limit]],
    }


def _rank(one: _Entry, wanted: list[str]) -> int | None:
    """0 where the name begins with the words, 1 where it or an alias holds them, 2 where only its text does."""
    if one.name.startswith("".join(wanted)):
        return 0
    if all(word in one.names for word in wanted):
        return 1
    return 2 if all(word in one.said for word in wanted) else None


def _hit(node: Node, rank: int) -> Answer:
    about = {"kind": node.kind, "edition": node.props.get("edition"), "text": str(node.props.get("text") or "")}
    return item(node, **about, where="name" if rank < 2 else "text")
