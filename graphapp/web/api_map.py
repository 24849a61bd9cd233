"""What the API answers of the focus map: a row of its table, made of the very object that the picture draws."""

from __future__ import annotations

from typing import Any

from graphapp.analysis.answers import Answer
from graphapp.errors import GraphappError
from graphapp.ontology import NODE_KINDS
from graphapp.pictures.lanes import LANES, Box, FocusMap, lanes_asked
from graphapp.pictures.links import sentences, told
from graphapp.web.api_words import EDITION, ON, edition, node_id, on
from graphapp.web.openapi import NUMBER, TEXT, Given, Param, Question, holds, many
from graphapp.web.skins import map_of, opened_lanes


def _map(given: Given) -> Answer:
    edition(given), on(given)  # refuse what they cannot read
    wrong = [lane for lane in lanes_asked(given.get("expand", "")) if lane not in LANES]
    if wrong:
        raise GraphappError(f"expand: {wrong[0][:40]!r} is no lane. There are: {', '.join(LANES)}.")
    return map_answer(map_of(node_id(given, "focus", tuple(NODE_KINDS)), opened_lanes()))


def map_answer(found: FocusMap) -> Answer:
    """A focus map as JSON holds it: its boxes in reading order, its lanes, and its links with their sentences."""
    said, names = sentences(found), {box.id: box.name for box in found}
    return {
        "focus": found.focus,
        "title": found.title,
        "sentence": found.sentence,
        "lanes": [{"name": one.name, "heading": one.heading, "more": one.more} for one in found.lanes],
        "boxes": [_box(box, said[box.id]) for box in found],
        "links": [
            {"source": one.source, "target": one.target, "kind": one.kind, "standing": one.standing,
             "weight": one.weight, "sentence": told(one, names)}
            for one in found.links
        ],
    }  # fmt: skip


def _box(box: Box, said: list[str]) -> dict[str, Any]:
    return {"id": box.id, "kind": box.kind, "word": box.word, "lane": box.lane, "title": box.title,
            "lines": list(box.lines), "standing": box.standing, "reason": box.reason, "says": said}  # fmt: skip


_TEXTS = many(TEXT)
_LANE = holds(name={"enum": list(LANES)}, heading=TEXT, more=NUMBER)
_BOX = holds(
    id=TEXT, kind=TEXT, word=TEXT, lane=TEXT, title=TEXT, lines=_TEXTS, standing=TEXT, reason=TEXT, says=_TEXTS
)
_LINK = holds(source=TEXT, target=TEXT, kind=TEXT, standing=TEXT, weight=NUMBER, sentence=TEXT)

MAP_QUESTIONS = (
    Question("/map", "The focus map around one thing: its boxes in reading order, the lanes they stand in, and their "
             "links as sentences. A gap's id begins with gap:, that of a box for what is left out with more: or "
             "before:.",
             (Param("focus", "A name, part of one, or an id, such as recommendation:5.", required=True),
              Param("expand", "Lanes to open, with commas between: why, areas, actions, leads, boards. leads.2 is the "
                    "second part of a lane: one opened lane has at most 20 boxes in a part, several share them."),
              EDITION, ON),
             _map, holds(focus=TEXT, title=TEXT, sentence=TEXT, lanes=many(_LANE), boxes=many(_BOX),
                         links=many(_LINK))),
)  # fmt: skip
