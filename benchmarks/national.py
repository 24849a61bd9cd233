"""A made-up map of national shape: councils beside each other, each with its plan in two editions.

One council is about 255 nodes and 1,138 edges, so that 150 of them are about 38,000 nodes and 170,000 edges. Names and
words are drawn from a fixed seed. Councils share nothing, as maps of several councils do not: a post of one is not that
of another.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from graphapp.model import Changeset, Citation, Edge, Node

COUNCILS = 150
EDITIONS = ("2023-06", "2024-01")
_ACTIONS, _AREAS, _PEOPLE, _BOARDS, _RECOMMENDATIONS, _STRATEGIES = 80, 6, 20, 8, 12, 20  # of a council, or an edition
_VERBS = "Develop Embed Review Deliver Establish Improve Audit Train Publish Monitor".split()
_WORDS = [
    f"{first}{second}"
    for first in "mor tel bri cal dun fen gar hol".split()
    for second in "ton ley wick ham den by stow field".split()
]
Fact = Node | Edge


def changesets(councils: int = COUNCILS) -> Iterator[Changeset]:
    """One changeset a council."""
    for number in range(councils):
        facts = list(_council(f"c{number:05}", random.Random(number)))
        nodes = tuple(fact for fact in facts if isinstance(fact, Node))
        yield Changeset(
            "benchmark", f"Council {number}", nodes, tuple(fact for fact in facts if isinstance(fact, Edge))
        )


def _council(council: str, chance: random.Random) -> Iterator[Fact]:
    here = (Citation(f"{council}-plan", 1, 1),)

    def node(kind: str, slug: str, label: str, **props: object) -> Node:
        return Node(f"{kind}:{council}-{slug}", label, here, props)

    yield node("plan", "plan", f"Plan of {council}", title=f"Plan of {council}")
    for at in range(_PEOPLE):
        name = " ".join(chance.sample(_WORDS, 2)).title()
        yield node("person", str(at), name, name=name, aliases=[])
        yield node("post", str(at), f"Head of {name}", title=f"Head of {name}", aliases=[])
        yield Edge(f"person:{council}-{at}", "HOLDS", f"post:{council}-{at}", here, {"acting": at % 7 == 0})
        board = f"organization:{council}-{at % _BOARDS}"
        yield Edge(f"person:{council}-{at}", "MEMBER_OF", board, here, {"role": "member" if at >= _BOARDS else "chair"})
    for at in range(_BOARDS):
        yield node("organization", str(at), f"Board {at} of {council}", name=f"Board {at}", classification="board")
    for at in range(1, _RECOMMENDATIONS + 1):
        yield node("recommendation", str(at), f"Recommendation {at}", no=str(at), text=_text(chance))
    for at in range(_STRATEGIES):
        name = f"{' '.join(chance.sample(_WORDS, 2)).title()} Strategy"
        yield node("strategy", str(at), name, name=name, aliases=[])
        yield Edge(f"organization:{council}-{at % _BOARDS}", "OVERSEES", f"strategy:{council}-{at}", here)
    for key in EDITIONS:
        yield from _edition(council, f"{council}-{key}", key, chance, here)
    for at in range(_ACTIONS):
        newer, older = (f"action:{council}-{key}/{at % _AREAS}.{at}" for key in reversed(EDITIONS))
        yield Edge(newer, "WAS_REVISION_OF", older, here, {"relation": "same", "score": 1.0})


def _edition(council: str, key: str, date: str, chance: random.Random, here: tuple[Citation, ...]) -> Iterator[Fact]:
    props = {"key": key, "title": f"Plan {key}", "date": date, "plan": f"plan:{council}-plan", "main": True}
    yield Node(f"edition:{key}", key, here, props | {"rag_definitions": {}})
    yield Edge(f"edition:{key}", "PART_OF", f"plan:{council}-plan", here)
    yield Edge(f"organization:{council}-0", "OVERSEES", f"edition:{key}", here)
    for area in range(_AREAS):
        facts = {"no": str(area), "title": f"Area {area}", "edition": key, "outcomes": []}
        yield Node(f"keyarea:{key}/{area}", f"Key area {area}", here, facts)
        yield Edge(f"keyarea:{key}/{area}", "PART_OF", f"edition:{key}", here)
        yield Edge(f"person:{council}-{area}", "LEADS", f"keyarea:{key}/{area}", here)
    for at in range(_ACTIONS):
        yield from _action(council, key, at, chance, here)


def _action(council: str, key: str, at: int, chance: random.Random, here: tuple[Citation, ...]) -> Iterator[Fact]:
    action_id, month = f"action:{key}/{at % _AREAS}.{at}", f"2024-{1 + chance.randrange(12):02}"
    due = {"raw": month, "kind": "date", "dates": [month], "recurrence": None}
    facts = {"ref": f"{at % _AREAS}.{at}", "edition": key, "text": _text(chance), "due": due, "scope": "named"}
    yield Node(action_id, f"{at % _AREAS}.{at}", here, facts | {"share": "joint", "rag": None, "notes": []})
    yield Edge(action_id, "PART_OF", f"keyarea:{key}/{at % _AREAS}", here)
    for order, who in enumerate(chance.sample(range(_PEOPLE), 2)):
        yield Edge(f"person:{council}-{who}", "LEADS", action_id, here, {"share": "joint", "order": order})
    for no in chance.sample(range(1, _RECOMMENDATIONS + 1), 1 + at % 2):
        yield Edge(action_id, "ADDRESSES", f"recommendation:{council}-{no}", here, {"scope": "named"})
    made, used = chance.sample(range(_STRATEGIES), 2)
    if at % 4 == 0:
        yield Edge(action_id, "PRODUCES", f"strategy:{council}-{made}", here, {"words": "it"})
    yield Edge(action_id, "RELIES_ON", f"strategy:{council}-{used}", here, {"words": "it"})
    if at % 3 == 0 and at >= _AREAS:
        earlier = at - _AREAS
        props = {"standing": "confirmed" if at % 2 else "inferred", "reason": "made up", "via": "it", "words": "it"}
        yield Edge(action_id, "DEPENDS_ON", f"action:{key}/{earlier % _AREAS}.{earlier}", here, props)


def _text(chance: random.Random) -> str:
    return f"{chance.choice(_VERBS)} the {' '.join(chance.sample(_WORDS, 12))}."
