"""What a review page shows: groups of items in parts, each beside its source, the doubtful ones first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from graphapp.review import GROUPS, Item, Question, Review
from graphapp.web.present import cite
from graphapp.web.words import counted

PART = 100  # items of a group that are shown at a time, and
_MOST = 150  # of all groups on one page
FORMATS = (".docx", ".xlsx", ".pdf", ".html", ".htm", ".csv", ".txt", ".md", ".tsv")
_HOW = {"added": "green", "changed": "blue", "dropped": "red"}
_SURE = {"low": "red", "medium": "yellow", "high": "grey"}


def shown(found: Review, group: str, part: str) -> dict[str, Any]:
    """What the template needs of a review; `group` alone, or all groups as far as a page holds them."""
    items = [item for item in found.items if not item.is_quiet]
    room = PART if group else _MOST
    groups, number = [], 0
    for name in dict.fromkeys(GROUPS.values()):
        own = [item for item in items if item.group == name]
        if not own or group not in ("", slug_of(name)):
            continue
        size = min(PART, room)
        first = (min(max(int(part), 1), -(-len(own) // PART)) - 1) * PART if group and part.isdigit() else 0
        here = own[first : first + size]
        groups.append(_group(found, name, own, here, first, number))
        number += len(here)
        room -= len(here)
    decided = Counter(found.decision(item) or "undecided" for item in items)
    return {
        "id": found.state.id, "seen": found.seen, "groups": groups, "group": group, "part": part,
        "undecided": decided["undecided"], "told": _told(items, decided), "empty": not items,
        "questions": [_question(found, one) for one in found.questions], "open": found.open_questions(),
        "remarks": found.state.remarks, "unread": found.drafts.unread, "paper": found.drafts.paper,
        "file": found.state.name,
    }  # fmt: skip


def slug_of(group: str) -> str:
    """A group's name as a form and an address say it."""
    return group.lower().replace(" ", "-")


def _told(items: Sequence[Item], decided: Counter[str]) -> str:
    """The sentence that opens the page."""
    how = Counter(item.change for item in items)
    parts = [f"{number} {name}" for name in ("added", "changed", "dropped") if (number := how[name])]
    choices = (("accept", "accepted"), ("correct", "corrected"), ("reject", "rejected"), ("undecided", "undecided"))
    now = [f"{decided[key]} {name}" for key, name in choices if decided[key]]
    facts = counted(len(items), "proposed fact")
    return f"{facts[:1].upper()}{facts[1:]}: {', '.join(parts)}. As it stands: {', '.join(now)}."


def _group(
    found: Review, name: str, own: Sequence[Item], here: Sequence[Item], first: int, number: int
) -> dict[str, Any]:
    slug = slug_of(name)
    decided = Counter(found.decision(item) for item in own)
    changes = Counter(item.change for item in own)
    parts = [(str(at + 1), f"/import/{found.state.id}?group={slug}&part={at + 1}#{slug}", at * PART == first)
             for at in range(-(-len(own) // PART))]  # fmt: skip
    return {
        "name": name, "slug": slug, "total": len(own), "counts": list(changes.items()), "undecided": decided[""],
        "rejected": decided["reject"], "corrected": decided["correct"],
        "low": sum(item.confidence.level == "low" for item in own), "is_fixed": all(item.is_fixed for item in own),
        "items": [_item(found, item, number + at) for at, item in enumerate(here)],
        "first": first + 1, "last": first + len(here), "parts": parts if len(here) < len(own) else [],
    }  # fmt: skip


def _item(found: Review, item: Item, number: int) -> dict[str, Any]:
    decision = found.decision(item)
    choice = found.state.items.get(item.key, {})
    sources = [(cite(one.citation.as_json()).text, one.words) for one in item.sources]
    return {
        "item": item, "number": number, "decision": decision, "why": choice.get("why", ""), "sources": sources,
        "more": item.places - len(sources), "how": _HOW[item.change], "sure": _SURE[item.confidence.level],
        "choices": (("accept", "Accept"), *((("correct", "Correct"),) if item.fields else ()), ("reject", "Reject")),
        "read": _as_read(found, item) if decision == "correct" else {},
    }  # fmt: skip


def _as_read(found: Review, item: Item) -> dict[str, str]:
    """The words of the item's fields as the paper has them."""
    first = found.first.get(item.key)
    return {name: words for name, _, words, _ in first.fields} if first else {}


def _question(found: Review, one: Question) -> dict[str, Any]:
    places = [cite(cited.as_json()).text for cited in one.sources[:3]]
    return {"question": one, "answer": found.state.answers.get(one.id, one.usual), "places": places}
