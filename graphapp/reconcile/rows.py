"""The actions of one edition as the rules of dependence read them: their things, their words, their neighbours."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from graphapp.model import Citation
from graphapp.reading.phrases import BODIES, GENERIC, POSTS, singular, words_of
from graphapp.reading.steps import Mention, mentions
from graphapp.reconcile.facts import Facts

PEOPLE = (
    frozenset(
        "children child young people person family parent carer worker staff manager practitioner adviser leaver "
        "partner pupil student workforce user stakeholder employee professional colleague councillor front line "
        "front-line first team service council county care".split()
    )
    | POSTS
)
# Words of any council's plan: alone they name no one thing.
GENERAL = (
    PEOPLE
    | BODIES
    | GENERIC
    | frozenset(
        "action activity agenda area audit based case challenge communication data decision delivery development "
        "effective evidence experience finding framework good guidance help high impact improvement information issue "
        "knowledge learning level management need opportunity order outcome part performance place plan policy "
        "practice priority process programme progress project protocol provision quality range report resource "
        "response result review risk role second skill social standard statement step strategy support system target "
        "template term theme time timely timescale tool toolkit training understanding use value view voice way work "
        "year".split()
    )
)
TOOLS = frozenset(  # what tells people how to do a thing
    "guidance training protocol procedure toolkit template standard framework policy workshop definition model "
    "profile programme process".split()
)
_SUFFIXES = ("ings", "ing", "ors", "or", "ers", "er", "ed", "s")
_SHOWN = 100  # characters of a quotation
_READ_AT_MOST = 5000  # characters: no action is longer, and hostile ones cost nothing
_GROUP_AT_MOST = 60  # rows: what is larger is no group of one subject


def stem(low: str) -> str:
    """The beginning that forms of one word share: `auditor` and `audits` are `audit`."""
    ending = next((end for end in _SUFFIXES if low.endswith(end) and len(low) - len(end) >= 4), "")
    return low.removesuffix(ending).removesuffix("e")


_PEOPLE_STEMS = frozenset(map(stem, PEOPLE))
_GENERAL_STEMS = frozenset(map(stem, GENERAL))


def telling(stems: frozenset[str]) -> frozenset[str]:
    """Those that tell one thing from another in any plan."""
    return frozenset(word for word in stems - _GENERAL_STEMS if not word.isdigit())


def things(stems: frozenset[str]) -> frozenset[str]:
    """Those that do not speak of people."""
    return stems - _PEOPLE_STEMS


@dataclass(frozen=True)
class Row:
    """One action: `group` is what it is part of, `title` the group's words; `produces` and `relies` map a
    strategy's id to the words that say so."""

    id: str
    ref: str
    text: str
    due: str
    group: str
    title: str
    cited: tuple[Citation, ...]
    produces: Mapping[str, str]
    relies: Mapping[str, str]

    @cached_property
    def things(self) -> tuple[Mention, ...]:
        """What the row names, in the order written."""
        return mentions(self.text)

    @cached_property
    def first(self) -> tuple[Mention, ...]:
        """What its first clause names: the action itself, not what it is hoped to bring."""
        return tuple(thing for thing in self.things if thing.clause == self.things[0].clause)

    @cached_property
    def topic(self) -> frozenset[str]:
        """What all rows of the group speak of."""
        return frozenset(stem(singular(word.bare)) for word in words_of(self.title))

    @cached_property
    def named(self) -> frozenset[str]:
        """The words of strategies, whose own rule knows them better."""
        quoted = " ".join([*self.produces, *self.relies]).replace("-", " ").replace("strategy:", " ")
        return frozenset(stem(singular(word.low)) for word in words_of(quoted))

    def said(self, *found: Mention) -> str:
        """The words that name these things, from the verb on; long ones without their middle."""
        return self.quote(min(each.cue for each in found), max(each.end for each in found))

    def quote(self, start: int, end: int) -> str:
        """The text from `start` to `end` as shown to a reader."""
        text = re.sub(r"\s+", " ", self.text[start:end]).strip()
        if len(text) <= _SHOWN:
            return text
        words = text.split()
        return f"{' '.join(words[:6])} … {' '.join(words[-7:])}"


@dataclass(frozen=True, slots=True)
class Wait:
    """That one row waits for another: what both are about, and the words in each that say so."""

    dependent: Row
    prerequisite: Row
    via: str
    words: tuple[str, str]


@dataclass(frozen=True)
class Rows:
    """The rows of one edition."""

    rows: Sequence[Row]
    names: Mapping[str, str]  # id of a strategy or organization -> its name
    bodies: Mapping[str, frozenset[str]]  # id of an organization -> how it is written
    areas: Sequence[str] = ()  # titles of the key areas

    @cached_property
    def groups(self) -> Sequence[Sequence[Row]]:
        """The rows of each group; of what is too large to be about one thing, none."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            found[row.group].append(row)
        return [rows for rows in found.values() if len(rows) <= _GROUP_AT_MOST]

    def pairs(self) -> Iterator[tuple[Row, Row]]:
        """Every two rows of a group, both ways round."""
        for rows in self.groups:
            yield from ((one, other) for one in rows for other in rows if one is not other)

    @cached_property
    def topics(self) -> frozenset[str]:
        """Every phrase of a group's title, its words run together."""
        titles = {*self.areas, *(row.title for row in self.rows)}
        return frozenset(key for title in titles for thing in mentions(title) for key, _, _ in phrases(thing))


def phrases(thing: Mention, longest: int = 5) -> Iterator[tuple[str, int, int]]:
    """Every run of words in a mention: the words run together (`storybook` is `story book`), its first and last."""
    size = len(thing.lows)
    for first in range(size):
        for last in range(first + 1, min(size, first + longest) + 1):
            yield "".join(thing.lows[first:last]), first, last


def editions(facts: Facts) -> Iterator[Rows]:
    """The actions among the facts, an edition at a time."""
    within: dict[str, str] = {}
    linked: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for edge in facts.edges():
        if edge.kind == "PART_OF":
            within[edge.source] = edge.target
        elif edge.kind in ("PRODUCES", "RELIES_ON"):
            linked[edge.source, edge.kind][edge.target] = edge.props["words"]
    by_edition: dict[str, list[Row]] = defaultdict(list)
    for node_id in facts.ids("action"):
        said: Mapping[str, Any] = facts.props(node_id)
        group = within.get(node_id, "")
        title = str((facts.props(group).get("title") if group.startswith(("group:", "keyarea:")) else "") or "")
        links = (linked[node_id, "PRODUCES"], linked[node_id, "RELIES_ON"])
        due, cited = str(said["due"]["raw"]), tuple(facts.cited(node_id))
        by_edition[said["edition"]].append(
            Row(node_id, said["ref"], said["text"][:_READ_AT_MOST], due, group, title, cited, *links)
        )
    names = {
        node_id: str(facts.props(node_id)["name"])
        for kind in ("strategy", "organization")
        for node_id in facts.ids(kind)
    }
    bodies = {
        node_id: frozenset((facts.props(node_id)["name"], *facts.props(node_id)["aliases"]))
        for node_id in facts.ids("organization")
    }
    areas: dict[str, list[str]] = defaultdict(list)
    for node_id in facts.ids("keyarea"):
        areas[facts.props(node_id)["edition"]].append(str(facts.props(node_id)["title"] or ""))
    for key, rows in by_edition.items():
        yield Rows(sorted(rows, key=lambda row: (row.cited[0], row.id)), names, bodies, areas[key])
