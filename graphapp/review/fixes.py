"""Corrections: which words of a draft a reviewer may write anew, and the draft with them.

A draft is known by its kind and its place in the reading, such as `action-3`; corrections are raw words, read again by
the same rules as the paper's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from graphapp.analysis.answers import last_day
from graphapp.due import parse_when, read_due
from graphapp.reading.drafts import Drafts, Lead
from graphapp.reading.names import known_people, read_leads

LISTS = {  # kind of node -> the list of drafts it is made of
    "action": "actions",
    "keyarea": "key_areas",
    "recommendation": "recommendations",
    "resolution": "resolutions",
    "meeting": "meetings",
    "reading": "measures",
    "judgement": "judgements",
}
NAMED = ("person", "post", "organization", "strategy")  # kinds whose name is what may be corrected

Fixes = Mapping[str, str]  # name of a field -> the words that stand instead
People = frozenset[str]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a kind of draft: how to show it as words, and how to put other words there.

    `rule` says what words it takes: text (not empty), names, due, number, date ("" for none).
    """

    name: str
    label: str
    words: Callable[[Any], str]
    put: Callable[[Any, str, People], dict[str, Any]]
    rule: str = "text"


def lead_words(leads: Iterable[Lead]) -> str:
    """Leads as a reviewer reads and writes them: `Name, Post, Body; Name, Post`."""
    return "; ".join(", ".join(filter(None, (lead.person, lead.post, lead.organization))) for lead in leads)


def _leads(_: Any, words: str, people: People) -> dict[str, Any]:
    return {"leads": _read_leads(words, people)}


def _read_leads(words: str, people: People) -> tuple[Lead, ...]:
    parts = [part.strip() for part in words.replace("\n", ";").split(";") if part.strip()]
    known = people | known_people(parts)
    return tuple(lead for part in parts for lead in read_leads(part, known))


def _action_leads(_: Any, words: str, people: People) -> dict[str, Any]:
    return {"leads": _read_leads(words, people), "lead_text": words}


def _due(draft: Any, words: str, _: People) -> dict[str, Any]:  # noqa: ARG001 - as every field is put
    return {"due": read_due(words)}


def _recommendations(_: Any, words: str, __: People) -> dict[str, Any]:
    numbers = tuple(part for part in words.replace(",", " ").replace(";", " ").split() if part)
    return {"recommendations": numbers, "scope": "named" if numbers else "none"}


def _plain(name: str) -> Callable[[Any, str, People], dict[str, Any]]:
    return lambda _, words, __: {name: words}


def _date(name: str) -> Callable[[Any, str, People], dict[str, Any]]:
    return lambda _, words, __: {name: parse_when(words) if words else None}


def _number(name: str) -> Callable[[Any, str, People], dict[str, Any]]:
    return lambda _, words, __: {name: float(words) if words else None}


def _shown(name: str) -> Callable[[Any], str]:
    def words(draft: Any) -> str:
        value = getattr(draft, name)
        return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)

    return words


_DUE = Field("due", "Due", lambda draft: draft.due.raw, _due, "due")
_TEXT = Field("text", "Words", _shown("text"), _plain("text"))

FIELDS: dict[str, tuple[Field, ...]] = {
    "action": (
        _TEXT,
        _DUE,
        Field("lead", "Lead", lambda draft: lead_words(draft.leads), _action_leads, "names"),
        Field("recommendations", "Recommendations", lambda draft: ", ".join(draft.recommendations), _recommendations,
              "names"),
    ),
    "keyarea": (
        Field("title", "Title", _shown("title"), _plain("title")),
        Field("lead", "Lead", lambda draft: lead_words(draft.leads), _leads, "names"),
    ),
    "recommendation": (_TEXT,),
    "resolution": (
        _TEXT,
        Field("owners", "Who owes it", lambda draft: "; ".join(draft.owners),
              lambda _, words, __: {"owners": tuple(p.strip() for p in words.split(";") if p.strip())}, "names"),
        _DUE,
    ),
    "meeting": (Field("date", "Date", _shown("date"), _date("date"), "date"),),
    "reading": (
        Field("name", "What is measured", _shown("name"), _plain("name")),
        Field("value", "Value", _shown("value"), _number("value"), "number"),
        Field("date", "Date", _shown("date"), _date("date"), "date"),
        Field("target", "Target", _shown("target"), _number("target"), "number"),
    ),
    "judgement": (Field("grade", "Grade", _shown("grade"), _plain("grade")),),
}  # fmt: skip
NAME = Field("name", "Name", lambda node: node.label, _plain("name"))


def fields_of(kind: str) -> tuple[Field, ...]:
    """What may be corrected of a kind of thing; nothing of some."""
    return (NAME,) if kind in NAMED else FIELDS.get(kind, ())


def mistake(field: Field, words: str) -> str:
    """What is wrong with the words for this field, as a sentence; "" for nothing."""
    if field.rule == "text" and not words:
        return f"{field.label}: write at least one word, or reject the fact."
    try:
        if field.rule == "date" and words:
            last_day(parse_when(words))
        if field.rule == "number" and words:
            float(words)
    except ValueError:
        wanted = "a date, such as March 2024" if field.rule == "date" else "a number, such as 12.5"
        return f"{field.label}: {words[:40]!r} is not {wanted}."
    return ""


def corrected(drafts: Drafts, fixes: Mapping[str, Fixes]) -> Drafts:
    """The reading with these corrections, by the key of each draft (`action-3`)."""
    people = frozenset(lead.person for action in drafts.actions for lead in action.leads if lead.person)
    changed: dict[str, Any] = {}
    for kind, name in LISTS.items():
        found = list(getattr(drafts, name))
        for at, draft in enumerate(found):
            for field in FIELDS[kind] if f"{kind}-{at}" in fixes else ():
                words = fixes[f"{kind}-{at}"].get(field.name)
                if words is not None and not mistake(field, words):
                    found[at] = replace(found[at], **field.put(draft, words, people))
        changed[name] = tuple(found)
    return replace(drafts, **changed)


def told(kind: str, draft: Any, fixes: Fixes, author: str, why: str) -> list[str]:
    """What was corrected of a draft or node, a sentence a field: what it was, who says so and why."""
    reason = f": {why}" if why else ""
    return [
        f"{field.label} was “{field.words(draft)}”, corrected by {author}{reason}"
        for field in fields_of(kind)
        if field.name in fixes and fixes[field.name] != field.words(draft)
    ]
