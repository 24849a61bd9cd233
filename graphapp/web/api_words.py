"""What the API's questions take in common, and how each word of an address is read, or refused in a sentence."""

from __future__ import annotations

from flask import request

from graphapp.analysis.answers import last_day
from graphapp.due import parse_when
from graphapp.errors import GraphappError
from graphapp.web.openapi import TEXT, Given, Param, many
from graphapp.web.state import asker

_TRUE, _FALSE = ("1", "true", "yes", "on"), ("", "0", "false", "no", "off")
_DIGITS = 6

EDITION = Param("edition", "Which edition of the plan, such as 2019-01. Default: the newest.")
ON = Param("on", "The day to answer at, YYYY-MM-DD. Default: today, or that of the example's newest paper.")
OLD = Param("old", "The older edition. Default: the one before the newer.")
NEW = Param("new", "The newer edition. Default: the newest of the main plan.")
WHO = Param("who", "A name, part of one, an alias, a post or an id.", required=True)
REF = Param("ref", "The action's ref in that edition.", required=True)


def repeated(name: str, about: str, required: bool = False) -> Param:
    """A word that may be given several times (`?post=a&post=b`): never split at commas, which names hold."""
    return Param(name, f"{about} Repeat the parameter for several; commas belong to the name.", required, many(TEXT))


def all_of(name: str) -> tuple[str, ...]:
    """What is given for a repeated word, in the order given, without the empty ones."""
    return tuple(words.strip() for words in request.args.getlist(name) if words.strip())


def edition(given: Given) -> str:
    """The key of the edition asked for, else of the newest."""
    return asker().map.edition(given.get("edition") or None)


def on(given: Given) -> str:
    """The day asked for, YYYY-MM-DD (a month means its last day), else the usual one."""
    words = given.get("on", "")
    try:
        return last_day(parse_when(words)) if words else asker().usual_day()
    except ValueError as error:
        raise GraphappError(f"on: {error}") from error


def flag(given: Given, name: str) -> bool:
    """Yes or no; no where it is not given."""
    words = given.get(name, "").lower()
    if words not in (*_TRUE, *_FALSE):
        raise GraphappError(f"{name}: {words!r} is neither true nor false.")
    return words in _TRUE


def number(given: Given, name: str) -> int | None:
    """A whole number from 0, or None where it is not given."""
    words = given.get(name, "")
    if words and not (words.isdecimal() and len(words) <= _DIGITS):
        raise GraphappError(f"{name}: {words[:40]!r} is not a number from 1.")
    return int(words) if words else None


def node_id(given: Given, name: str, kinds: tuple[str, ...]) -> str:
    """The id of the one thing of these kinds that a word names."""
    return asker().map.find(given[name], kinds).id
