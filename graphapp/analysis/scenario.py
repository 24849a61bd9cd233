"""A scenario is the address of a what-if: parsed, checked against the map, and answered by the function of its kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from graphapp.analysis.answers import Answer, Graph, chosen_edition, item, last_day, node_of, of_kind
from graphapp.analysis.departure import departure
from graphapp.analysis.removal import action_dropped
from graphapp.analysis.replacement import replacement
from graphapp.analysis.slippage import move
from graphapp.analysis.stand_down import board_stands_down
from graphapp.analysis.steps import months_of
from graphapp.analysis.strategy_slip import strategy_slips
from graphapp.analysis.subjects import find
from graphapp.analysis.what_if import hands_over
from graphapp.analysis.words import listed, natural, sentence, spoken_date
from graphapp.due import parse_when
from graphapp.errors import GraphappError, UnknownSubject
from graphapp.model import Node
from graphapp.ontology import LEADERS, kind_of

LONGEST = 2000  # characters of an address
_HOW = "Open a what-if and copy its address, such as /what-if/leaves/person:a-name."


@dataclass(frozen=True, slots=True)
class Scenario:
    """What an address asks: the kind of what-if, the id of its subject, and the words of its query, sorted."""

    kind: str
    subject: str
    words: tuple[tuple[str, str], ...] = ()

    @property
    def address(self) -> str:
        """The one way to write it: the subject by its id, the edition always named, no empty words."""
        slug = self.subject.removeprefix("action:")
        query = f"?{urlencode(self.words)}" if self.words else ""
        return quote(f"/what-if/{self.kind}/{slug}", safe="/:") + query

    @property
    def edition(self) -> str | None:
        """The key of the edition it is about."""
        if kind_of(self.subject) == "action":
            return self.subject.partition(":")[2].partition("/")[0]
        return self.word("edition") or None

    def word(self, name: str) -> str:
        """The first word of that name, or ""."""
        return next((value for key, value in self.words if key == name), "")


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of what-if: whom it may be about, its words, the one it needs, how it reads, who answers."""

    subjects: tuple[str, ...]
    says: str
    play: Callable[[Graph, Scenario, str | None], Answer]
    words: tuple[str, ...] = ()
    needs: tuple[str, str] | None = None  # the word, and what it is


def scenario_at(graph: Graph, address: str) -> Scenario:
    """The scenario that an address asks for, `/what-if/…` with its query, whoever wrote it.

    GraphappError for an address that is none, or says too little; UnknownSubject where the map does not hold what it is
    about.
    """
    kind, subject, query = _parts(address)
    about = _KINDS[kind]
    node = _subject(graph, subject, about.subjects)
    allowed = (*about.words, "on")
    words = [(name, value) for name, value in query if name.partition(".")[0] in allowed]
    words = [(name, _subject(graph, one, ("post",)).id if name == "with" and one else one) for name, one in words]
    if node.kind != "action":
        asked = next((value for name, value in query if name == "edition" and value), None)
        known = asked is not None and f"edition:{asked}" in graph  # saves counting every edition's actions
        words.append(("edition", str(asked) if known else chosen_edition(graph, asked) or ""))
    if about.needs and not any(name == about.needs[0] for name, _ in words):
        raise GraphappError(f"{address[:100]} does not say {about.needs[1]}: choose it, then keep the address.")
    return Scenario(kind, node.id, tuple(sorted((pair for pair in words if pair[1]), key=_order)))


def _order(pair: tuple[str, str]) -> tuple[object, ...]:
    return (natural(pair[0]), pair[1])


def _parts(address: str) -> tuple[str, str, list[tuple[str, str]]]:
    """Kind, subject and query of an address, with or without a host before it."""
    try:
        parts = urlsplit(address.strip())
        query = [(name, value.strip()) for name, value in parse_qsl(parts.query)]
    except ValueError as error:
        raise GraphappError(f"{address[:100]!r} is no address. {_HOW}") from error
    found = re.fullmatch(r"/what-if/([^/]+)/(.+)", unquote(parts.path))
    if not found or found[1] not in _KINDS or len(address) > LONGEST:
        raise GraphappError(f"{address[:100]!r} is no scenario. {_HOW}")
    return found[1], found[2], query


def _subject(graph: Graph, words: str, kinds: tuple[str, ...]) -> Node:
    """What an address is about, by id, slug or name; an id that is gone is not taken for a name like it."""
    for node_id in (words, *(f"{kind}:{words}" for kind in kinds)):
        if node_id in graph and kind_of(node_id) in kinds:
            return node_of(graph, node_id)
    if ":" in words or kinds == ("action",):
        raise UnknownSubject(f"The map holds no {' or '.join(kinds)} {words[:100]}, so this cannot be asked of it.")
    return find((node_of(graph, node_id) for node_id in graph), words, kinds)


def played(graph: Graph, asked: Scenario, on: str | None = None) -> Answer:
    """The answer of the what-if that a scenario asks for, as at the day `on` unless it names one itself.

    A departure with a handover in its address has `handed_over` (rows with `to`) and `unassigned` too.
    """
    try:
        day = last_day(parse_when(asked.word("on"))) if asked.word("on") else on
    except ValueError as error:
        raise GraphappError(f"on: {error}") from error
    return _KINDS[asked.kind].play(graph, asked, day)


def described(graph: Graph, asked: Scenario) -> Answer:
    """What a scenario is: `name` (in words), `kind`, `address`, `edition`, `about` (id and name) and its `source`."""
    node = node_of(graph, asked.subject)
    others = [node_of(graph, one).label for name, one in asked.words if name == "with"]
    months = asked.word("months")
    told = {
        "name": f"action {node.label}" if node.kind == "action" else listed([node.label, *others], len(others) + 1),
        "to": spoken_date(asked.word("to")),
        "into": node_of(graph, asked.word("into")).label if asked.word("into") in graph else asked.word("into"),
        "months": months_of(int(months)) if months.isdecimal() else months,
    }
    says = sentence(_KINDS[asked.kind].says.format(**told))[:-1]
    is_handed = asked.kind == "leaves" and any(name.startswith("to") for name, _ in asked.words)
    handed = " and hands over" if is_handed else ""
    about = {"id": node.id, "name": node.label}
    return item(node, kind=asked.kind, address=asked.address, edition=asked.edition, about=about) | {
        "name": says + handed
    }


def scenario_list(graph: Graph) -> Answer:
    """The saved scenarios by name: each `id`, `name`, `says`, `kind`, `address`, `edition`, `about`, `problem`.

    `problem` is a sentence where the map no longer holds what it is about, else "".
    """
    rows = [_saved(graph, node) for node in of_kind(graph, "scenario")]
    return {"scenarios": sorted(rows, key=lambda row: row["name"].casefold())}


def _saved(graph: Graph, node: Node) -> Answer:
    address = str(node.props.get("address") or "")
    kept = item(node, address=address, edition=node.props.get("edition"), problem="")
    try:
        now = described(graph, scenario_at(graph, address))
    except GraphappError as problem:
        about = str(node.props.get("about") or "")
        return kept | {"says": "", "kind": "", "about": {"id": about, "name": about}, "problem": str(problem)}
    return kept | {"says": now["name"]} | {name: now[name] for name in ("kind", "address", "edition", "about")}


def scenario_named(graph: Graph, words: str) -> Scenario:
    """The scenario that words mean: the name or id of a saved one, or an address."""
    if "/what-if/" in words:
        return scenario_at(graph, words)
    if not words.strip():
        raise UnknownSubject("Say which scenario is meant: the name of a saved one, or an address.")
    node = find(of_kind(graph, "scenario"), words, ("scenario",))
    return scenario_at(graph, str(node.props.get("address") or ""))


def _number(asked: Scenario, name: str) -> int | None:
    words = asked.word(name)
    if words and (not words.removeprefix("-").isdecimal() or len(words) > 6):
        raise GraphappError(f"{name}: {words[:40]!r} is not a number.")
    return int(words) if words else None


def _leaves(graph: Graph, asked: Scenario, on: str | None) -> Answer:
    found = departure(graph, asked.subject, asked.edition, on)
    single = [f"{name.removeprefix('to.')}={lead}" for name, lead in asked.words if name.startswith("to.")]
    to = asked.word("to") or None
    if not (to or single):
        return found
    only_orphaned = to is not None and asked.word("only") == "orphaned"
    handed = hands_over(graph, asked.subject, to, only_orphaned, single, asked.edition)
    passed = [row | {"by": [row["to"]["name"]]} for row in handed["actions"] if row["to"]]
    return found | {"handed_over": passed, "unassigned": handed["unassigned"]}


def _moves(graph: Graph, asked: Scenario, on: str | None) -> Answer:
    return move(graph, asked.subject, asked.word("to"), asked.edition, _number(asked, "milestone"), on)


def _slips(graph: Graph, asked: Scenario, _: str | None) -> Answer:
    return strategy_slips(graph, asked.subject, _number(asked, "months") or 0, asked.edition)


def _stands_down(graph: Graph, asked: Scenario, _: str | None) -> Answer:
    return board_stands_down(graph, asked.subject, asked.edition)


def _dropped(graph: Graph, asked: Scenario, _: str | None) -> Answer:
    return action_dropped(graph, asked.subject)


def _merges(graph: Graph, asked: Scenario, _: str | None) -> Answer:
    others = [post for name, post in asked.words if name == "with"]
    return replacement(graph, [asked.subject, *others], asked.word("into"), asked.edition)


_DATE, _TITLE = ("to", "the new date"), ("into", "the title")
_KINDS: dict[str, _Kind] = {
    "leaves": _Kind(LEADERS, "{name} leaves", _leaves, ("to", "only")),
    "moves": _Kind(("action",), "{name} moves to {to}", _moves, ("to", "milestone"), _DATE),
    "slips": _Kind(("strategy",), "{name} comes {months} later", _slips, ("months",), ("months", "how many months")),
    "stands-down": _Kind(("organization",), "{name} stands down", _stands_down),
    "dropped": _Kind(("action",), "{name} is dropped", _dropped),
    "merges": _Kind(("post",), "{into} in place of {name}", _merges, ("with", "into"), _TITLE),
}
