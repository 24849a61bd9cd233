"""How answers speak: names folded for comparing, sorted as people count, and put into sentences."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from calendar import month_name
from collections.abc import Iterable
from functools import lru_cache

from graphapp.model import Node
from graphapp.ontology import NODE_KINDS

_NAMED = re.compile(r"(key area|recommendation|action group|plan)\b", re.IGNORECASE)
_BEGINNING = 70  # characters by which a sentence names an action


def fold(text: str) -> str:
    """Text as it is compared: no case, accents or punctuation, "&" as "and", a full stop kept inside numbers.

    >>> fold("The Children’s Board – Fostering & Adoption")
    'the childrens board fostering and adoption'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    plain = re.sub(r"['’‘`]", "", plain.replace("&", " and "))
    return " ".join(re.sub(r"[^\w.]|(?<!\w)\.|\.(?!\w)", " ", plain).replace("_", " ").split())


@lru_cache(maxsize=65536)  # the same ids are sorted again for every answer
def natural(text: str) -> tuple[tuple[bool, int, str], ...]:
    """A sort key that counts as people do.

    >>> sorted(["1.10", "1.9", "A2", "1.9.1"], key=natural)
    ['1.9', '1.9.1', '1.10', 'A2']
    """
    parts = re.findall(r"([0-9]+)|([^0-9.]+)", text)
    return tuple((bool(word), int(digits or 0), word.casefold()) for digits, word in parts)


def spoken(node: Node) -> str:
    """How a sentence names a node: an action by its ref and the beginning of its words, the rest by label."""
    if node.kind == "action":
        return f"action {node.label} ({_beginning(str(node.props.get('text', '')))})"
    if node.kind not in ("keyarea", "group", "recommendation") or _NAMED.match(node.label):
        return node.label
    return f"{NODE_KINDS[node.kind].label.lower()} {node.label}"


@lru_cache(maxsize=65536)
def _beginning(text: str) -> str:
    """As many words as 70 characters hold; textwrap knows where hyphens break, but is slow on thousands of texts."""
    words = " ".join(text.split())
    end = words.rfind(" ", 0, _BEGINNING - 1)
    if len(words) <= _BEGINNING:
        return words
    if end < 0 or "-" in words[end:_BEGINNING]:
        return textwrap.shorten(words, _BEGINNING, placeholder=" …")
    return f"{words[:end]} …"


def spoken_date(when: str | None) -> str:
    """A month or day as people say it; what is neither stays as it is.

    >>> spoken_date("2019-03"), spoken_date("2019-03-28"), spoken_date("2018")
    ('March 2019', '28 March 2019', '2018')
    """
    year, *rest = str(when or "").split("-")
    if not rest or not all(part.isdecimal() for part in (year, *rest)):
        return str(when or "")
    day = f"{int(rest[1])} " if len(rest) > 1 else ""
    return f"{day}{month_name[int(rest[0])]} {year}"


def sentence(text: str) -> str:
    """The text with a capital first and a full stop last.

    >>> sentence("action 1 has no lead")
    'Action 1 has no lead.'
    """
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def listed(words: Iterable[str], limit: int = 6) -> str:
    """Names as a reader would list them.

    >>> listed(["A", "B", "C"])
    'A, B and C'
    """
    known = list(words)
    if len(known) > limit:
        known = [*known[:limit], f"{len(known) - limit} more"]
    return known[0] if len(known) == 1 else f"{', '.join(known[:-1])} and {known[-1]}" if known else ""
