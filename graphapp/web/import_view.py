"""What a review page shows: groups of items in parts, each beside its source, the doubtful ones first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from graphapp.review import GROUPS, Item, Question, Review
from graphapp.web.paging import numbered
from graphapp.web.present import cite
from graphapp.web.words import counted

_ROOM = 84_000  # characters of items on a page: with all else and the style sheet it stays under 150 kB
_UNREAD = 40  # lines that could not be read, as far as a page names them
FORMATS = (".docx", ".xlsx", ".pdf", ".html", ".htm", ".csv", ".txt", ".md", ".tsv")
_HOW = {"added": "green", "changed": "blue", "dropped": "red"}
_SURE = {"low": "red", "medium": "yellow", "high": "grey"}


def shown(found: Review, group: str, part: str) -> dict[str, Any]:
    """What the template needs of a review; `group` alone, or all groups as far as a page holds them."""
    items = [item for item in found.items if not item.is_quiet]
    room, number = _ROOM - (0 if group else sum(map(_asking, found.questions))), 0
    groups = []
    for name in dict.fromkeys(GROUPS.values()):
        own = [item for item in items if item.group == name]
        if not own or group not in ("", slug_of(name)):
            continue
        parts = list(_parts(own))
        at = min(max(int(part), 1), len(parts)) if group and part.isdecimal() and len(part) < 6 else 1
        here = parts[at - 1] if group or sum(map(_weight, parts[at - 1])) <= room else []
        groups.append(_group(found, name, own, here, at if here else 0, len(parts), number))
        number += len(here)
        room -= sum(map(_weight, here))
    decided = Counter(found.decision(item) or "undecided" for item in items)
    return {
        "id": found.state.id, "seen": found.seen, "groups": groups, "group": group, "part": part,
        "undecided": decided["undecided"], "told": _told(items, decided), "empty": not items,
        "questions": [_question(found, one) for one in found.questions], "open": found.open_questions(),
        "remarks": found.state.remarks, "unread": found.drafts.unread, "unread_named": _UNREAD,
        "paper": found.drafts.paper,
        "file": found.state.name,
    }  # fmt: skip


def _parts(items: Sequence[Item]) -> Iterator[list[Item]]:
    """A group's items as pages hold them."""
    part: list[Item] = []
    for item in items:
        if part and sum(map(_weight, part)) + _weight(item) > _ROOM:
            yield part
            part = []
        part.append(item)
    yield part


def _weight(item: Item) -> int:
    """About how many characters an item takes, as templates/imports/_item.html writes it."""
    says = sum(30 + len(name) + len(words) for name, words in item.says)
    was = sum(50 + sum(map(len, one)) for one in item.was)
    sources = sum(95 + len(one.words) for one in item.sources)
    fields = sum(230 + len(words) for *_, words, _ in item.fields)
    return 1250 + 2 * len(item.what) + len(item.confidence.reason) + max(says, was) + sources + fields


def _asking(one: Question) -> int:
    """About how many characters a question takes."""
    return 500 + len(one.text) + sum(130 + len(words) for _, words in one.options)


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
    found: Review, name: str, own: Sequence[Item], here: Sequence[Item], part: int, last: int, number: int
) -> dict[str, Any]:
    """A group with the items of one part of it, of how many, or with none (part 0); `number` is the first item's."""
    slug = slug_of(name)
    decided = Counter(found.decision(item) for item in own)
    changes = Counter(item.change for item in own)
    first = own.index(here[0]) + 1 if here else 0
    told = f"{first} to {first + len(here) - 1} of {len(own)}." if here else "They are shown on a page of their own."
    return {
        "name": name, "slug": slug, "total": len(own), "counts": list(changes.items()), "undecided": decided[""],
        "rejected": decided["reject"], "corrected": decided["correct"],
        "low": sum(item.confidence.level == "low" for item in own), "is_fixed": all(item.is_fixed for item in own),
        "items": [_item(found, item, number + at) for at, item in enumerate(here)],
        "part": told, "parts": list(numbered(part, last, lambda at: f"{slug}.{at}")) if len(here) < len(own) else [],
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
