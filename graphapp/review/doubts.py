"""How sure a reading is of a fact, and why: what the reader noted, what it inferred, what it could not read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from graphapp.model import Edge, Node

LEVELS = ("low", "medium", "high")
_INITIALS = re.compile(r"(?:\w\.\s?){2,}|\w{1,2}\.\w\.?")


@dataclass(frozen=True, slots=True)
class Confidence:
    """`level` is low, medium or high; `reason` is a sentence."""

    level: str
    reason: str

    @property
    def rank(self) -> int:
        """The least sure first."""
        return LEVELS.index(self.level)


def doubts(kind: str, node: Node | None, draft: Any, edges: Sequence[Edge], change: str, is_tabled: bool) -> Confidence:
    """How sure one proposed fact is: the gravest doubt decides, and all of them are told."""
    if change == "dropped":
        return Confidence("medium", "The map has it from an earlier reading; this paper no longer says it.")
    found = sorted(_doubts(kind, node, draft, edges, is_tabled), key=lambda one: LEVELS.index(one[0]))
    if found:
        return Confidence(found[0][0], " ".join(dict.fromkeys(reason for _, reason in found)))
    return Confidence("high", _why_sure(kind, is_tabled))


def _why_sure(kind: str, is_tabled: bool) -> str:
    if kind in ("person", "post"):
        return "Read from a cell or list of names."
    if kind in ("document", "plan", "edition"):
        return "Read from the head of the paper."
    return "Read from the cells of a table, by the table's headings." if is_tabled else "Read from its own line."


def _doubts(
    kind: str, node: Node | None, draft: Any, edges: Sequence[Edge], is_tabled: bool
) -> Iterator[tuple[str, str]]:
    if kind == "link":
        yield from _inferred(edges[0])
    elif kind == "action":
        yield from _of_action(node, draft)
    elif kind == "resolution":
        if draft is not None and not draft.owners:
            yield "medium", "Nobody is named who owes it."
        if not is_tabled:
            yield "medium", "Read from the running text of minutes."
    elif kind == "reading" and not is_tabled:
        yield "medium", "A figure read from running text."
    elif kind == "meeting" and draft is not None and not draft.date:
        yield "low", "The minutes give no date that can be read."
    elif kind in ("organization", "strategy") and node is not None and len(node.citations) == 1:
        yield "medium", "Named once only, in running text."
    for question in node.props.get("questions", ()) if node else ():
        yield ("low" if question.startswith("Who is") else "medium"), f"Open question: {question}"


def _of_action(node: Node | None, draft: Any) -> Iterator[tuple[str, str]]:
    props = node.props if node else {}
    for note in props.get("notes", ()):
        yield "low", str(note)
    due = props.get("due") or {}
    if due.get("raw") and due.get("kind") == "none":
        yield "medium", f"The due cell, “{due['raw']}”, holds no date that can be read."
    if draft is not None and not draft.leads:
        if draft.lead_text.strip():
            yield "low", f"No name or post could be read from the lead cell, “{draft.lead_text}”."
        else:
            yield "medium", "The row names no lead."
    for lead in draft.leads if draft is not None else ():
        if lead.person and _INITIALS.fullmatch(lead.person):
            yield "low", f"The lead is initials only, “{lead.person}”."


def _inferred(edge: Edge) -> Iterator[tuple[str, str]]:
    words = edge.props.get("words") or edge.props.get("via") or ""
    said = f": “{words}”" if words else ""
    if edge.props.get("standing") == "inferred":
        reason = edge.props.get("reason")
        yield "medium", f"Inferred{f' ({reason})' if reason else f' from the words{said}'}."
    elif edge.kind in ("PRODUCES", "RELIES_ON"):
        yield "medium", f"Read from the words of the action{said}."
