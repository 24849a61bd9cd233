"""The filters of the list of actions: what the form asks, what it means, and what to relax when nothing is left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from flask import request

from graphapp.analysis.answers import Answer
from graphapp.analysis.gaps import KINDS, gaps
from graphapp.analysis.lists import Filters, action_list, lead_list
from graphapp.analysis.overview import SOON, due_soon
from graphapp.analysis.words import natural, spoken_date
from graphapp.analysis.workload import APART, NOBODY, slots
from graphapp.due import parse_when
from graphapp.web.state import State, here
from graphapp.web.words import in_or_on

LABELS = {
    "lead": "Lead",
    "recommendation": "Recommendation",
    "key_area": "Key area",
    "rag": "RAG",
    "due": "Due",
    "due_after": "Due after",
    "due_before": "Due before",
    "load": "Not done and due",
    "gap": "Missing or late",
    "text": "Words",
}
# Two lists that the home page counts and that no filter of the analysis makes.
SOON_WORDS = f"in the next {SOON} days"
ACTING_ONLY = "acting-only"
GAPS = {
    "past-date": KINDS["past-date"],
    "no-lead": KINDS["no-lead"],
    ACTING_ONLY: "Led only by someone acting in the post",
    "acting": KINDS["acting"],
    "post-only": KINDS["post-only"],
    "no-date": KINDS["no-date"],
    "no-recommendation": KINDS["no-recommendation"],
}
LOADS = {"all": "at any time", "recurring": "again and again", "ongoing": "all the time", "none": "in no named month"}
_NOBODY = "nobody named"
_ALL = "ALL, none by number"
_DATES = ("due_after", "due_before")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for, by the names in LABELS; `problems` are sentences about what could not be read."""

    words: dict[str, str]
    problems: tuple[str, ...]

    @property
    def filters(self) -> Filters:
        """As the analysis takes them."""
        told = {name: value for name, value in self.words.items() if name != "due"}
        if told.get("gap") == ACTING_ONLY:
            told["gap"] = "acting"
        return Filters(**told)


def asked(now: State) -> Asked:
    """The filters in this request's address; a date that is none or a lead nobody knows is left out and named."""
    words = {name: value for name in LABELS if (value := request.args.get(name, "").strip())}
    problems = []
    for name in _DATES:
        try:
            words |= {name: parse_when(words[name])} if name in words else {}
        except ValueError as problem:
            problems.append(f"{LABELS[name]}: {problem} The actions are shown without it.")
            del words[name]
    if words.get("load", "") not in ("", *LOADS) and not _is_month(words["load"]):
        said = f"{words.pop('load')!r} is neither a month, such as 2019-06, nor one of {', '.join(LOADS)}."
        problems.append(f"{LABELS['load']}: {said} The actions are shown without it.")
    if words.get("lead", NOBODY) not in (NOBODY, *now.graph):
        problems.append(f"The map holds no lead {words.pop('lead')!r}. The actions are shown without it.")
    return Asked(words, tuple(problems))


def _is_month(words: str) -> bool:
    try:
        return len(words) == len("2019-06") and parse_when(words) == words
    except ValueError:
        return False


def filtered(now: State, wanted: Asked) -> list[Answer]:
    """The rows of `action_list` that pass, and of these only what is due soon or led only by someone acting."""
    rows: list[Answer] = now.ask(action_list, now.edition, wanted.filters, now.on)["actions"]
    if wanted.words.get("gap") == ACTING_ONLY:
        found = now.ask(gaps, now.edition, now.on)["findings"]
        acting = {one["id"] for one in found if one["kind"] == "acting" and one.get("only")}
        rows = [row for row in rows if row["id"] in acting]
    if wanted.words.get("due") == "soon":
        soon = {row["id"] for row in due_soon(now.graph, rows, now.on)}
        rows = [row for row in rows if row["id"] in soon]
    return rows


def used(now: State, wanted: Asked, count: int) -> Iterator[dict[str, Any]]:
    """Each filter in use: its `label` and `text`, the address without it, and how many are `left` then.

    `left` is only counted where nothing passes all of them, so that the page can say what to relax.
    """
    for name, value in wanted.words.items():
        less = replace(wanted, words={other: words for other, words in wanted.words.items() if other != name})
        left = 0 if count else len(filtered(now, less))
        yield {
            "label": LABELS[name],
            "text": _value(now, name, value),
            "href": here(**{name: "", "page": ""}),
            "left": left,
        }


def _value(now: State, name: str, value: str) -> str:
    if name == "lead":
        return _NOBODY if value == NOBODY else str(now.graph.nodes[value]["node"].label)
    if name == "load" and value not in LOADS:
        return in_or_on(value)
    known = {"due": {"soon": SOON_WORDS}, "gap": GAPS, "load": LOADS, "recommendation": {"all": _ALL}}.get(name, {})
    return known.get(value, spoken_date(value) if name in _DATES else value)


def choices(now: State) -> dict[str, list[tuple[str, str]]]:
    """What each select offers in this edition, as value and words; one with nothing to offer is not shown."""
    rows = now.ask(action_list, now.edition, Filters(), now.on)["actions"]
    leads = now.ask(lead_list, now.edition, now.on)["leads"]
    numbers = {no for row in rows if row["scope"] != "all" for no in row["recommendations"]}
    areas = {row["key_area"] for row in rows if row["key_area"]}
    titles = {
        no: now.graph.nodes[f"keyarea:{now.edition}/{no}"]["node"].label
        for no in areas
        if f"keyarea:{now.edition}/{no}" in now.graph
    }
    ratings = sorted({row["rag"] for row in rows if row["rag"]})
    named = sorted(((one["id"], f"{one['name']} ({one['count']})") for one in leads if one["count"]), key=_second)
    unled = [(NOBODY, _NOBODY)] * any(not row["leads"] for row in rows)
    weak = [("all", _ALL)] * any(row["scope"] == "all" for row in rows)
    months = sorted({month for row in rows for month in slots(row)} - {*APART})
    return {
        "lead": [*unled, *named],
        "recommendation": [*((no, f"Recommendation {no}") for no in sorted(numbers, key=natural)), *weak],
        "key_area": [(no, titles.get(no, no)) for no in sorted(areas, key=natural)],
        "rag": [*((word, word) for word in ratings), ("none", "not rated")] if ratings else [],
        "due": [("soon", SOON_WORDS)],
        "load": [*LOADS.items(), *((month, in_or_on(month)) for month in months)],
        "gap": list(GAPS.items()),
    }


def _second(pair: tuple[str, str]) -> str:
    return pair[1]
