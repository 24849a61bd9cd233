"""A fact as flat text attributes, for formats whose nodes and edges carry no nested values; nothing is lost.

`citations` is JSON, a list of the contract's sources. Each prop stands under its own name: words as they are,
everything else as JSON. Four attributes, only where needed, say how to take them back: `json` names the props whose
text is JSON, `null` the props without a value, `more` is a JSON object of the props whose name is taken or is no
plain word, and `exact_label` is the label as JSON where it holds characters that a file cannot.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from graphapp.model import Edge, Node
from graphapp.store.facts import canonical

OWN = frozenset("id kind label exact_label citations json null more key networkx_key source target viz".split())
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")
# What XML cannot hold, and the carriage return, which it turns into a line feed.
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def flat(fact: Node | Edge) -> dict[str, str]:
    """The fact's attributes but for its ids: kind, label (of a node), citations and props, all text."""
    given = {name: value for name, value in sorted(fact.props.items()) if _is_plain(name)}
    more = {name: value for name, value in fact.props.items() if name not in given}
    empty = [name for name, value in given.items() if value is None]
    coded = [name for name, value in given.items() if value is not None and not _is_text(value)]
    told = {"json": " ".join(coded), "null": " ".join(empty), "more": json_text(more) if more else ""}
    return {
        "kind": fact.kind,
        **_labels(fact),
        "citations": json_text([citation.as_json() for citation in fact.citations]),
        **{name: json_text(given[name]) if name in coded else given[name] for name in given if name not in empty},
        **{name: text for name, text in told.items() if text},
    }


def _labels(fact: Node | Edge) -> dict[str, str]:
    if isinstance(fact, Edge):
        return {}
    shown = visible(fact.label)
    return {"label": shown} | ({"exact_label": json_text(fact.label)} if shown != fact.label else {})


def _is_plain(name: str) -> bool:
    return name not in OWN and bool(_WORD.match(name))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not FORBIDDEN.search(value)


def json_text(value: object) -> str:
    """One spelling of JSON, with the characters that XML cannot hold written as escapes."""
    return FORBIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", canonical(value))


def visible(text: str) -> str:
    """The words with a mark for each character that a file of this kind cannot hold."""
    return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def ordered(facts: Mapping[str, Any]) -> list[Any]:
    """The facts by id, as Python orders strings."""
    return [facts[what] for what in sorted(facts)]
