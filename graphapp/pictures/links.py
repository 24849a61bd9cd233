"""The links of a focus map in words: each as a sentence, and what they say of each box."""

from __future__ import annotations

from collections.abc import Mapping

from graphapp.pictures.lanes import FocusMap, Link

_NAMES = 4  # names in one sentence before "and n more"


def told(link: Link, names: Mapping[str, str]) -> str:
    """A link as a sentence, by what its boxes are called: "Ann Archer leads Action 1.2.1"."""
    return f"{names[link.source]} {link.label or '–'} {names[link.target]}"


def sentences(focus_map: FocusMap) -> dict[str, list[str]]:
    """What each box's links say of it, by its id: "led by A and B", "leads jointly Action 1.2.1"."""
    names = {box.id: box.name for box in focus_map}
    said: dict[str, dict[str, list[str]]] = {box.id: {} for box in focus_map}
    for link in sorted(focus_map.links, key=lambda link: (-link.weight, list(names).index(link.source))):
        doubt = " (inferred)" if link.standing == "inferred" else ""
        said[link.source].setdefault(link.label.removeprefix("is "), []).append(names[link.target] + doubt)
        if link.standing != "gap":
            said[link.target].setdefault(link.inverse.removeprefix("is "), []).append(names[link.source] + doubt)
    return {
        node_id: [f"{words} {_listed(others)}".strip() for words, others in phrases.items()]
        for node_id, phrases in said.items()
    }


def _listed(names: list[str]) -> str:
    if len(names) > _NAMES:
        names = [*names[: _NAMES - 1], f"{len(names) - _NAMES + 1} more"]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
