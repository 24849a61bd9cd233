"""What a paper would change, for a terminal: proposed facts in groups, each beside the line it was read from."""

from __future__ import annotations

import shutil
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from graphapp.review import GROUPS, Item
from graphapp.saying import count

_FIRST = 20  # facts of a group
_SIGNS = {"added": "+", "changed": "~", "dropped": "-"}


def proposed(items: Sequence[Item], is_all: bool = False) -> str:
    """The proposed facts, the doubtful ones first; of long groups the first few, unless `is_all`."""
    shown = [item for item in items if not item.is_quiet]
    parts = [f"Proposed: {_counted(shown)}."]
    for name in dict.fromkeys(GROUPS.values()):
        own = [item for item in shown if item.group == name]
        if own:
            parts += ["", f"{name}: {_counted(own)}"]
            for item in own if is_all else own[:_FIRST]:
                parts += _lines(item)
            if not is_all and len(own) > _FIRST:
                parts.append(f"  and {len(own) - _FIRST} more: --all shows them")
    return "\n".join([*parts, ""])


def _counted(items: Sequence[Item]) -> str:
    found = Counter(item.change for item in items)
    return ", ".join(f"{found[how]} {how}" for how in _SIGNS if found[how]) or count(0, "fact")


def _lines(item: Item) -> Iterator[str]:
    """A fact: what it is, where the paper says so in its own words, and why it may be doubted."""
    told = "; ".join(f"{name}: {words}" for name, words in item.says if name in ("Due", "Lead"))
    if item.was:
        told = "; ".join(f"{name}: {before or 'nothing'} -> {after or 'nothing'}" for name, before, after in item.was)
    yield _fitted(f"  {_SIGNS[item.change]} {item.what}{f' ({told})' if told else ''}")
    for source in item.sources[:1]:
        yield _fitted(f"      {source.citation}: {source.words}")
    if item.confidence.level != "high":
        yield _fitted(f"      {item.confidence.level} confidence: {item.confidence.reason}")


def _fitted(text: str) -> str:
    width = max(shutil.get_terminal_size((140, 24)).columns, 60)
    indent = text[: len(text) - len(text.lstrip())]
    return indent + textwrap.shorten(text, width - len(indent), placeholder=" …")


def as_json(items: Sequence[Item]) -> list[dict[str, Any]]:
    """The same for scripts: id, change, what, confidence and its reason, sources with the paper's words."""
    return [
        {
            "id": item.node_id,
            "group": item.group,
            "change": item.change,
            "what": item.what,
            "confidence": item.confidence.level,
            "reason": item.confidence.reason,
            "sources": [one.citation.as_json() | {"words": one.words} for one in item.sources],
        }
        for item in items
        if not item.is_quiet
    ]
