"""What stands in a box: a title, a few lines, and the order things are read in."""

from __future__ import annotations

import re
from datetime import date

from graphapp.analysis.words import spoken_date
from graphapp.due import Due
from graphapp.model import Edge, Node
from graphapp.ontology import NODE_KINDS
from graphapp.pictures.around import Around, is_board

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE_FIRST = re.compile(rf"\d|by |end |(?:{_MONTHS})[a-z]*\b", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])(-\d{2})?")
_WORDED = re.compile(r"[^\W\d_]{3,} ")  # a number such as "Objective 9" is a name by itself
_NUMBERED = ("keyarea", "group", "recommendation")


def word_of(node: Node) -> str:
    """The kind of a node as readers see it: "Action", "Board"."""
    if is_board(node):
        return str(node.props["classification"]).capitalize()
    return NODE_KINDS[node.kind].label


def title_of(node: Node) -> str:
    """What a box is called: "Action 1.2.1", "Key area 3", a person's name."""
    number = node.props.get("ref" if node.kind == "action" else "no")
    if node.kind in ("action", *_NUMBERED):
        has_word = node.kind in ("keyarea", "group") and _WORDED.match(str(number or ""))
        return str(number) if has_word else f"{word_of(node)} {number or node.label}"
    day = str(node.props.get({"edition": "key", "meeting": "date"}.get(node.kind, ""), ""))
    if _DAY.fullmatch(day):  # labels end with it as it is kept
        return node.label.replace(day, spoken_date(day))
    return node.label


def order_of(node: Node) -> tuple[object, ...]:
    """Due order for actions and resolutions, number order for what is numbered, else by name; kinds apart."""
    kind = list(NODE_KINDS).index(node.kind)
    if node.kind in ("action", "resolution"):
        due = _due(node)
        return (kind, *(due.sort_key[:2] if due else (True, "")), _natural(title_of(node)))
    return (kind, _natural(title_of(node)))


def _natural(text: str) -> list[tuple[int, str]]:
    """Numbers in a text compare as numbers: 1.9 before 1.10."""
    parts = re.findall(r"\d{1,9}|\D+", text.casefold())
    return [(int(part), "") if part[0].isdecimal() else (-1, part) for part in parts]


def _due(node: Node) -> Due | None:
    found = node.props.get("due")
    return Due.from_json(found) if found else None


def due_line(node: Node, on: str | None = None) -> str:
    """ "Due March 2019", "Monthly from May 2019", "No date"; " (past)" if all of it fell due before `on`."""
    due = _due(node)
    if due is None or due.kind == "none":
        return f"No date: {due.raw}" if due and due.raw else "No date"
    words = due.raw[:1].upper() + due.raw[1:]
    if due.kind in ("date", "term", "milestones") and not words.startswith("Due"):
        words = f"Due {due.raw}" if _DATE_FIRST.match(words) else f"Due: {due.raw}"
    return f"{words} (past)" if on and due.is_past(date.fromisoformat(on)) else words


def lines_of(found: Around, node: Node) -> tuple[str, ...]:
    """The lines under a box's title, the one that must not be cut off last."""
    if node.kind == "action":
        return tuple(filter(None, (str(node.props.get("text") or ""), due_line(node, found.on))))
    if node.kind == "resolution":
        text = str(node.props.get("text") or "")
        return tuple(filter(None, (text, due_line(node, found.on) if node.props.get("due") else "")))
    if node.kind == "person":
        return tuple(filter(None, ("; ".join(_posts(found, node)),)))
    if node.kind == "post":
        return (_holders(found, node),)
    if node.kind in ("reading", "judgement"):
        return tuple(filter(None, (spoken_date(node.props.get("date")),)))
    words = node.props.get("text" if node.kind == "recommendation" else "title")
    return (str(words),) if node.kind in _NUMBERED and words else ()


def _posts(found: Around, person: Node) -> list[str]:
    """The posts a person holds; where none is recorded, as written where the person leads something."""
    held = dict.fromkeys(_acting(e, found.node(e.target)) for e in found.out(person.id, "HOLDS"))
    written = (str(e.props["post"]) for e in found.out(person.id, "LEADS") if e.props.get("post"))
    return list(held) or list(dict.fromkeys(written))[:1]


def _holders(found: Around, post: Node) -> str:
    names = [_acting(e, found.node(e.source)) for e in found.into(post.id, "HOLDS")]
    return f"Held by {' and '.join(names)}" if names else "Nobody named in this post"


def _acting(holding: Edge, end: Node) -> str:
    return end.label + (" (acting)" if holding.props.get("acting") else "")
