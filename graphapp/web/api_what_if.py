"""The API's what-ifs: the same answers as the commands of the same names."""

from __future__ import annotations

from typing import Any

from graphapp.analysis.departure import departure
from graphapp.analysis.removal import action_dropped
from graphapp.analysis.replacement import replacement
from graphapp.analysis.slippage import move
from graphapp.analysis.stand_down import board_stands_down
from graphapp.analysis.what_if import action_named, hands_over, replays, slips
from graphapp.ontology import LEADERS
from graphapp.web.api_words import (
    EDITION,
    NEW,
    OLD,
    ON,
    REF,
    WHO,
    all_of,
    edition,
    flag,
    node_id,
    number,
    on,
    repeated,
)
from graphapp.web.openapi import (
    ANYTHING,
    FLAG,
    NUMBER,
    TEXT,
    TEXT_OR_NULL,
    Given,
    Param,
    Question,
    holds,
    known,
    many,
)
from graphapp.web.state import asker


def _leaves(given: Given) -> Any:
    return asker()(departure, node_id(given, "who", LEADERS), edition(given), on(given))


def _moves(given: Given) -> Any:
    return asker()(move, _action(given), given["to"], edition(given), number(given, "milestone"), on(given))


def _slips(given: Given) -> Any:
    late = node_id(given, "strategy", ("strategy",))
    return asker()(slips, late, given["to"] or None, number(given, "months"), edition(given))


def _stands_down(given: Given) -> Any:
    return asker()(board_stands_down, node_id(given, "board", ("organization",)), edition(given))


def _dropped(given: Given) -> Any:
    return asker()(action_dropped, _action(given))


def _hands_over(given: Given) -> Any:
    who, to = node_id(given, "who", LEADERS), given["to"] or None
    return asker()(hands_over, who, to, flag(given, "only_orphaned"), all_of("action"), edition(given))


def _merges(given: Given) -> Any:
    posts = tuple(node_id({"post": post}, "post", ("post",)) for post in all_of("post"))
    return asker()(replacement, posts, given["into"], edition(given))


def _replays(given: Given) -> Any:
    return asker()(replays, node_id(given, "post", ("post",)), given["old"] or None, given["new"] or None)


def _action(given: Given) -> str:
    return str(asker()(action_named, given["ref"], edition(given)).id)


_ITEMS, _ACTIONS, _ROUTED, _REFS = many(known("Item")), many(known("Action")), many(known("Routed")), many(TEXT)
_NAMED = many(known("Named"))
_LOAD = holds(before=NUMBER, after=NUMBER, months=many(holds(month=TEXT_OR_NULL, before=NUMBER, after=NUMBER)))
_MOVED = many({"allOf": [known("Routed"), holds(moves_from=TEXT_OR_NULL, moves_to=TEXT_OR_NULL)]})
_WHY = many({"allOf": [known("Routed"), holds(reason=TEXT_OR_NULL)]})
_GOES = many({"allOf": [known("Action"), holds(reason=TEXT_OR_NULL)]})
_NAMING = holds(id=TEXT, no=TEXT, left=_REFS, left_dated=_REFS)
_PASSED = {"allOf": [known("Owned"), holds(to=ANYTHING, candidates=many(holds(id=TEXT, name=TEXT, reasons=_REFS)))]}
_HELD = holds(id=TEXT, name=TEXT, holders=_NAMED, empty=FLAG)
_PASSES = {"allOf": [known("Routed"), holds(leads_after=_REFS, **{"from": _REFS})]}
_WENT = {"allOf": [known("Action"), holds(relation=TEXT, became=_ACTIONS, led_now=_REFS, kept=FLAG)]}

WHAT_IFS = (
    Question("/leaves", "What if a lead left: what is orphaned, held by someone acting, still covered.",
             (WHO, EDITION, ON), _leaves,
             holds(who=known("Who"), edition=TEXT, orphaned=_ROUTED, acting_only=_ROUTED, covered=_ROUTED,
                   key_areas=_ITEMS, boards=_ITEMS, recommendations_without_lead=_REFS, dependents=_ROUTED,
                   next_due=ANYTHING)),
    Question("/moves", "What if an action were due then: what must move, what may, what only goes along.",
             (REF, Param("to", "The new date: a month or a day.", required=True),
              Param("milestone", "Which of several dates moves, from 1. Default: the last.", shape=NUMBER),
              EDITION, ON), _moves,
             {"allOf": [holds(action=known("Action"), to=TEXT, confirmed=_ROUTED, inferred=_ROUTED, associated=_ROUTED,
                              meetings=_ITEMS, recommendations=_ITEMS, strategies=_ITEMS),
                        holds(**{"from": TEXT_OR_NULL})]}),
    Question("/slips", "What if a strategy came later: what produces it and slips, what waits for that, what may.",
             (Param("strategy", "Its name, part of it, or its id.", required=True),
              Param("to", "When it would come: a month or a day. Either this or `months`."),
              Param("months", "By how many months it would slip.", shape=NUMBER), EDITION), _slips,
             holds(strategy=known("Item"), edition=TEXT, months=NUMBER, moved=_MOVED, confirmed=_MOVED, inferred=_WHY,
                   associated=_GOES, also_relied_on_by=_ITEMS, boards=_ITEMS, meetings=_ITEMS, recommendations=_ITEMS,
                   strategies=_ITEMS, notes=_REFS)),
    Question("/stands-down", "What if a board or other body stood down: what nobody would lead or hear of then.",
             (Param("board", "Its name, part of it, or its id.", required=True), EDITION), _stands_down,
             holds(board=known("Item"), edition=TEXT, confirmed=_WHY, inferred=_WHY, associated=_WHY, oversees=_ITEMS,
                   unheard=_ITEMS, key_areas=_ITEMS, recommendations=_ITEMS, strategies=_ITEMS, resolutions=_ITEMS,
                   meetings=_ITEMS, members=_ITEMS, reports=_ITEMS, notes=_REFS)),
    Question("/dropped", "What if an action were dropped: what waits for it in vain, what nobody would answer then.",
             (REF, EDITION), _dropped,
             holds(action=known("Action"), edition=TEXT, confirmed=_WHY, inferred=_WHY, associated=_GOES,
                   recommendations=many(_NAMING), recommendations_without_action=_REFS,
                   recommendations_without_dated_action=_REFS, strategies=_ITEMS, freed=_ROUTED, boards=_ITEMS,
                   notes=_REFS)),
    Question("/hands-over", "What if a lead's actions passed to others: who takes what, and their load by month.",
             (WHO, Param("to", "Who takes over all that `action` does not pass to others."),
              Param("only_orphaned", "`to` takes only what would be left with no lead.", shape=FLAG),
              repeated("action", "REF=LEAD: who takes one action."), EDITION), _hands_over,
             holds(who=known("Who"), edition=TEXT, actions=many(_PASSED), unassigned=_ACTIONS,
                   receivers=many({"allOf": [known("Named"), _LOAD, holds(takes=_REFS)]}))),
    Question("/merges", "What if posts merged into one, or one were renamed: what passes, and the load by month.",
             (repeated("post", "A post's title, part of one, an alias or an id.", required=True),
              Param("into", "The post they become: one there is, or a new title.", required=True), EDITION), _merges,
             holds(posts=many(_HELD), target=holds(id=TEXT_OR_NULL, name=TEXT, holders=_NAMED), edition=TEXT,
                   passes=many(_PASSES), one_lead_fewer=_REFS, key_areas=_ITEMS, resolutions=_ITEMS, boards=_ITEMS,
                   load=_LOAD)),
    Question("/replays", "What did happen: where the actions that a post led in one edition went in a later one.",
             (Param("post", "Its title, part of it, an alias or an id.", required=True), OLD, NEW), _replays,
             holds(post=known("Item"), old=TEXT, new=TEXT, actions=many(_WENT), dropped=_REFS,
                   counts=many({"allOf": [known("Named"), holds(posts=_REFS, count=NUMBER, actions=_REFS, kept=FLAG)]}),
                   posts_now=many(holds(post=TEXT, count=NUMBER, actions=_REFS)))),
)  # fmt: skip
