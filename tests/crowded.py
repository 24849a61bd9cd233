"""A made-up council with many of everything: actions, leads, boards, recommendations, strategies, in two editions."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from graphapp.core import AccountabilityMap, open_map
from graphapp.due import read_due
from graphapp.model import Changeset, Edge, Node
from tests.graphs import action, edge, edition, leads, node

ACTIONS, LEADS, BOARDS, RECOMMENDATIONS, STRATEGIES, AREAS = 400, 60, 40, 40, 40, 10
KEYS = ("2023-06", "2024-01")
_NEVER = read_due("").as_json()
_WORDS = "assess review carers practice guidance partner schools health referral threshold planning audit voice".split()
_FORMS = ("March {}", "from June {}", "monthly from May {}", "January {} and every quarter after that")


def filled(folder: Path) -> AccountabilityMap:
    """The map of that council; always the same."""
    found = open_map(f"sqlite:///{folder / 'crowded.db'}")
    facts = list(_facts(random.Random(5)))
    nodes = tuple(fact for fact in facts if isinstance(fact, Node))
    found.commit(Changeset("test", "a crowded plan", nodes, tuple(fact for fact in facts if isinstance(fact, Edge))))
    return found


def _facts(chance: random.Random) -> Iterator[Node | Edge]:
    lines = [f"Line {at} of the paper" for at in range(1, 12_000)]
    yield node("document:plan-paper", "Plan paper", title="Plan paper", date="2024-01-10", lines=lines)
    yield node("plan:main", "Main plan", title="Main plan")
    for at in range(LEADS):
        yield node(f"person:p{at}", f"Person Number {at}", name=f"Person Number {at}", aliases=[])
        yield node(f"post:h{at}", f"Head of Service {at}", title=f"Head of Service {at}", aliases=[])
        yield edge(f"person:p{at}", "HOLDS", f"post:h{at}", acting=at % 7 == 0)
    for at in range(1, RECOMMENDATIONS + 1):
        yield node(
            f"recommendation:{at}", f"Recommendation {at}", no=str(at), text=_said(chance, 30), key_area="Area 1"
        )
    for at in range(STRATEGIES):
        yield node(
            f"strategy:s{at}", f"Strategy for the Improvement of Service {at}", aliases=[], classification="strategy"
        )
    for at in range(BOARDS):
        yield from _board(at, chance)
    for key in KEYS:
        yield from _edition(key, chance)
    for at in range(ACTIONS):
        yield edge(f"action:{KEYS[1]}/{_ref(at)}", "WAS_REVISION_OF", f"action:{KEYS[0]}/{_ref(at)}", relation="same")


def _board(at: int, chance: random.Random) -> Iterator[Node | Edge]:
    """A board with twelve seats, ten meetings and a resolution of each; every board is over the next two."""
    board = f"organization:b{at}"
    yield node(board, f"Improvement and Scrutiny Board {at}", classification="board", aliases=[])
    for seat, lead in enumerate(chance.sample(range(LEADS), 12)):
        yield edge(f"person:p{lead}", "MEMBER_OF", board, role="chair" if seat == 0 else "member")
    for below in (2 * at + 1, 2 * at + 2):
        if below < BOARDS:
            yield edge(board, "OVERSEES", f"organization:b{below}")
    for month in range(1, 11):
        meeting, resolution = f"meeting:b{at}/2023-{month:02}-10", f"resolution:b{at}/{month}"
        yield node(meeting, f"Board {at}, {month}", organization=f"Board {at}", date=f"2023-{month:02}-10")
        yield node(resolution, f"Resolution {month}", item=str(month), text=_said(chance, 25), due=_NEVER)
        yield edge(meeting, "HELD_BY", board)
        yield edge(resolution, "DECIDED_AT", meeting)
        yield edge(f"person:p{chance.randrange(LEADS)}", "LEADS", resolution)


def _edition(key: str, chance: random.Random) -> Iterator[Node | Edge]:
    yield edition(key)
    yield edge(f"edition:{key}", "PART_OF", "plan:main")
    for at in range(BOARDS if key == KEYS[1] else 0):
        yield edge(f"organization:b{at}", "OVERSEES", f"edition:{key}")
    for no in range(1, AREAS + 1):
        title = f"Area {no} of the plan"
        area = f"keyarea:{key}/{no}"
        yield node(area, f"Key area {no}: {title}", no=str(no), title=title, edition=key, outcomes=[_said(chance, 20)])
        yield edge(area, "PART_OF", f"edition:{key}")
    for at in range(ACTIONS):
        yield from _action(key, at, chance)


def _action(key: str, at: int, chance: random.Random) -> Iterator[Node | Edge]:
    """An action with up to three leads and recommendations, that rests on a strategy and may wait for another."""
    ref = _ref(at)
    due = chance.choice(_FORMS).format(chance.choice((2023, 2024, 2025)))
    props = {"scope": "named", "share": "joint" if at % 2 else "sole", "rag": ("blue", "green", "amber", "red")[at % 4]}
    yield action(ref, _said(chance, 35), due, key, lead_text="", notes=[], ratings=[], **props)
    yield edge(f"action:{key}/{ref}", "PART_OF", f"keyarea:{key}/{1 + at % AREAS}")
    # The first of each kind has far more than its share.
    for order, lead in enumerate({0 if at % 3 == 0 else chance.randrange(LEADS), chance.randrange(LEADS)}):
        yield leads(
            f"person:p{lead}", f"action:{key}/{ref}", order, post=f"Head of Service {lead}", post_id=f"post:h{lead}"
        )
    for no in {
        1 if at % 3 == 1 else chance.randrange(1, RECOMMENDATIONS + 1),
        chance.randrange(1, RECOMMENDATIONS + 1),
    }:
        yield edge(f"action:{key}/{ref}", "ADDRESSES", f"recommendation:{no}", scope="named")
    strategy = 0 if at % 4 == 2 else chance.randrange(STRATEGIES)
    kind = "PRODUCES" if at % 5 == 0 else "RELIES_ON"
    yield edge(f"action:{key}/{ref}", kind, f"strategy:s{strategy}", words="Rests on", standing="stated")
    if at % 8:
        waits = {"standing": "confirmed" if at % 2 else "inferred", "reason": "one needs the other", "via": "it"}
        yield edge(f"action:{key}/{ref}", "DEPENDS_ON", f"action:{key}/{_ref(at - 1)}", **waits)


def _ref(at: int) -> str:
    return f"{1 + at % AREAS}.{1 + at // AREAS}"


def _said(chance: random.Random, words: int) -> str:
    return " ".join(["Develop", *chance.choices(_WORDS, k=words)]) + "."
