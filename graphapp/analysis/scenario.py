"""Two scenarios side by side: what is touched in one and not in the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphapp.analysis.answers import Answer
from graphapp.analysis.words import natural

_MOVED = ("moves_to", "by")  # what may differ in an item that both touch, beside the list it stands in


def difference(one_answer: Mapping[str, Any], other_answer: Mapping[str, Any]) -> Answer:
    """What two answers of any what-if touch: `only_one`, `only_other`, `both_differently`, `both` (a count).

    An item is whatever stands in a list of an answer, by its `id` (a number without one by the number): `id`, `name`
    (an action's ref), and `bands`, the keys it stands under; `both_differently` has `one` and `other`, each with the
    `bands` and, where they move, `moves_to`. Whatever the answers are about, such as `action` or `who`, is left out.

    >>> a = {"confirmed": [{"id": "action:p/1", "ref": "1"}]}
    >>> b = {"confirmed": [], "inferred": [{"id": "action:p/1", "ref": "1"}, {"id": "action:p/2", "ref": "2"}]}
    >>> [one["id"] for one in difference(a, b)["only_other"]]
    ['action:p/2']
    >>> [(one["one"]["bands"], one["other"]["bands"]) for one in difference(a, b)["both_differently"]]
    [(['confirmed'], ['inferred'])]
    """
    one, other = _touched(one_answer), _touched(other_answer)
    shared = [key for key in one if key in other]
    changed = [key for key in shared if _said(one[key]) != _said(other[key])]
    return {
        "only_one": _listed(one, set(one) - set(other)),
        "only_other": _listed(other, set(other) - set(one)),
        "both_differently": [
            {"id": key, "name": one[key]["name"], "one": _said(one[key]), "other": _said(other[key])}
            for key in sorted(changed, key=natural)
        ],
        "both": len(shared),
    }


def _touched(answer: Mapping[str, Any]) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    for band, items in answer.items():
        for thing in items if isinstance(items, list) and band not in ("notes", "dates") else ():
            about = thing if isinstance(thing, Mapping) else {"id": str(thing)}
            if "id" in about:
                name = about.get("ref") or about.get("name") or about["id"]
                one = found.setdefault(about["id"], {"id": about["id"], "name": name, "bands": []})
                one["bands"] += [] if band in one["bands"] else [band]
                one |= {key: about[key] for key in _MOVED if key in about}
    return found


def _said(one: Answer) -> Answer:
    return {key: one[key] for key in ("bands", *_MOVED) if key in one}


def _listed(found: Mapping[str, Answer], ids: set[str]) -> list[Answer]:
    return [found[key] for key in sorted(ids, key=natural)]
