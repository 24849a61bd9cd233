"""What every page of a request shares: the map, the day, the edition, and how links carry both along."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast
from urllib.parse import quote, urlencode

from flask import current_app, g, request

from graphapp.analysis.answers import Answer, Graph, last_day
from graphapp.analysis.related import is_board
from graphapp.analysis.words import spoken_date
from graphapp.core import CUT_OFF, AccountabilityMap
from graphapp.due import parse_when
from graphapp.errors import UnknownSubject
from graphapp.ontology import NODE_KINDS

_IN_FORM = re.compile(r"on|page\d*")  # words that the form for another day asks anew, or leaves behind
_KEPT = 64  # answers: some megabytes at most, since rows share their words with the graph
_BY_SLUG = {
    "action": "actions",
    "keyarea": "key-areas",
    "recommendation": "recommendations",
    "document": "documents",
}
_BY_ID = {"person": "leads", "post": "leads", "strategy": "strategies", "meeting": "meetings"}


class Asker:
    """Asks questions of a map and keeps each answer until the map changes.

    Answers are shared between requests and threads: read them, never change them. A map that is too large to be asked
    as a whole is asked around what the arguments name and the edition that the page speaks of.
    """

    def __init__(self, accountability_map: AccountabilityMap) -> None:
        self.map = accountability_map
        self._kept = lru_cache(maxsize=_KEPT)(self._answer)
        self._usual = lru_cache(maxsize=1)(self._day_of)

    def __call__(self, question: Callable[..., Any], *args: Any) -> Any:
        """The answer of a pure function of `analysis`; its arguments must be hashable."""
        about = self.map.about((args, state().edition) if "state" in g else args)
        if "scope" in g:
            g.scope.add(about)
        return self._kept(self.map.revision().number, about, question, *args)

    def _answer(
        self,
        revision: int,  # noqa: ARG002 - a key
        about: tuple[str, ...],
        question: Callable[..., Any],
        *args: Any,
    ) -> Any:
        return self.map.ask_about(about, question, *args)

    def usual_day(self) -> str:
        """The day pages speak of where nobody chose one; asked anew when the map or the calendar moves on."""
        today = datetime.datetime.now().astimezone().date()
        return self._usual(self.map.revision().number, today)

    def _day_of(self, revision: int, today: datetime.date) -> str:  # noqa: ARG002 - both are keys
        return self.map.as_at()


class Scope:
    """What a request speaks of, more with each question it asks, and a graph that holds it all.

    Where the map is asked as a whole, that is the whole of it.
    """

    def __init__(self, accountability_map: AccountabilityMap) -> None:
        self._map = accountability_map
        self._named: dict[str, None] = {}
        self._graph: Graph | None = None

    def add(self, about: tuple[str, ...]) -> None:
        """Speak of these ids too."""
        if not self._named.keys() >= set(about):
            self._named |= dict.fromkeys(about)
            self._graph = None

    @property
    def graph(self) -> Graph:
        """The graph, read when it is first looked into."""
        if self._graph is None:
            self._graph = self._map.graph(tuple(self._named))
        return self._graph


@dataclass(frozen=True, slots=True)
class State:
    """One request's view of the map: `on` is YYYY-MM-DD, `edition` a key or None where the map has none.

    `kept` is what links carry along (`on` and `edition`, where they are not the usual ones); `refused` are sentences
    about choices that could not be followed.
    """

    ask: Asker
    scope: Scope
    on: str
    edition: str | None
    editions: tuple[Answer, ...]
    kept: dict[str, str]
    refused: tuple[str, ...]

    @property
    def graph(self) -> Graph:
        """The map, or of a large one the part that this request speaks of."""
        return self.scope.graph

    @property
    def problems(self) -> tuple[str, ...]:
        """What the page must say beside its answer: what was refused, and that something may be left out."""
        return (*self.refused, CUT_OFF) if self.graph.graph["truncated"] else self.refused

    @property
    def about(self) -> Answer | None:
        """The edition the page speaks of: key, title, date, plan, main and its number of actions."""
        return next((one for one in self.editions if one["key"] == self.edition), None)


def asker() -> Asker:
    """The app's way to ask the map."""
    return cast("Asker", current_app.extensions["graphapp"])


def state() -> State:
    """The state of this request, made once."""
    if "state" not in g:
        g.state = _state(asker())
    return cast("State", g.state)


def _state(ask: Asker) -> State:
    usual, first = ask.usual_day(), ask.map.newest()
    in_path = list((request.view_args or {}).values())
    known = tuple(ask.map.editions((in_path, request.args.get("edition", ""))))
    g.scope = Scope(ask.map)
    g.scope.add(ask.map.about((in_path, _slugs(in_path), list(request.args.values()))))
    day, bad_day = _day(request.args.get("on", "").strip(), usual)
    edition, bad_edition = _edition(known, first)
    kept = {"on": day if day != usual else "", "edition": str(edition or "") if edition != first else ""}
    problems = tuple(filter(None, (bad_day, bad_edition)))
    return State(ask, g.scope, day, edition, known, {name: v for name, v in kept.items() if v}, problems)


def _slugs(in_path: list[str]) -> Iterator[str]:
    """What the path may name without its kind."""
    return (f"{kind}:{words}" for words in in_path for kind in NODE_KINDS)


def _day(words: str, usual: str) -> tuple[str, str]:
    """The day asked for (a month means its last day), or the usual one and what is wrong."""
    if not words:
        return usual, ""
    try:
        return last_day(parse_when(words)), ""
    except ValueError as problem:
        return usual, f"{problem} The map is shown as at its usual date."


def _edition(known: tuple[Answer, ...], first: str | None) -> tuple[str | None, str]:
    """The edition the address names; an unknown one in the path is no page, one in the query only a remark."""
    keys = [one["key"] for one in known]
    path = (request.view_args or {}).get("edition")
    if path is not None and path not in keys:
        raise UnknownSubject(f"There is no edition {path}. There are: {', '.join(keys) or 'none yet'}.")
    asked = path or request.args.get("edition", "").strip() or first
    if asked is None or asked in keys:
        return asked, ""
    return first, f"There is no edition {asked!r}, so the newest is shown. There are: {', '.join(keys)}."


def url(path: str, **query: str | list[str]) -> str:
    """An address within the app that carries the chosen day and edition along; "" leaves a word out.

    A word may have several values.
    """
    wanted = {name: value for name, value in (state().kept | query).items() if value}
    return quote(path, safe="/:") + (f"?{urlencode(wanted, doseq=True)}" if wanted else "")


def address(node_id: str) -> str:
    """The page of a node; what has none of its own is shown on a map."""
    kind, _, slug = node_id.partition(":")
    if kind in _BY_SLUG:
        edition = {"edition": ""} if kind in ("action", "keyarea") else {}  # they carry theirs in the path
        return url(f"/{_BY_SLUG[kind]}/{slug}", **edition)
    if kind == "edition":
        return url("/actions", edition=slug)
    if kind == "scenario":
        return url("/scenarios")
    if kind == "organization":
        graph = state().graph
        board = node_id in graph and is_board(graph.nodes[node_id]["node"])
        return url(f"/{'boards' if board else 'leads'}/{node_id}")
    return url(f"/{_BY_ID[kind]}/{node_id}") if kind in _BY_ID else url("/map", focus=node_id)


def here(**query: str) -> str:
    """This page's address with other words in its query; "" takes a word out."""
    return url(request.path, **(asked_words() | query))


def asked_words() -> dict[str, str | list[str]]:
    """The query of this request without the day and edition, which `url` carries along by itself."""
    found = ((name, [one for one in values if one]) for name, values in request.args.lists())
    return {name: values for name, values in found if name not in ("on", "edition")}


def frame() -> dict[str, Any]:
    """What base.html needs of every page: the day, the edition, the other editions, and how links keep both."""
    now = state()
    has_edition = "edition" in (request.view_args or {})
    return {
        "now": now,
        "url": url,
        "here": here,
        "path": request.path,
        "query": [(name, value) for name, value in request.args.items(multi=True) if not _IN_FORM.fullmatch(name)],
        "day": spoken_date(now.on),
        "edition_label": spoken_date(now.about["date"] or now.edition) if now.about else "",
        "other_editions": [_other(one, has_edition) for one in now.editions if one["key"] != now.edition],
    }


def _other(edition: Answer, has_edition: bool) -> dict[str, str]:
    """Another edition by name, and this page in it; its actions where the page is of one edition only."""
    first = asker().map.newest()
    key = str(edition["key"])
    href = url("/actions", edition=key) if has_edition else here(edition=key, page="")
    usual = here(edition="", page="") if key == first and not has_edition else href
    return {"text": f"{spoken_date(edition['date'] or key)}: {edition['title']}", "href": usual}
