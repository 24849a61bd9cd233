"""Names folded for comparison and for ids."""

from __future__ import annotations

import re

from slugify import slugify

_SMALL = re.compile(r"(?i)\b(the|and)\b|&")


def fold(name: str) -> str:
    """Case, punctuation, accents, articles and `and`/`&` apart, two spellings fold to one key."""
    return slugify(_SMALL.sub(" ", name.replace("'s", "s").replace("’s", "s")))


def slug(name: str) -> str:
    """The part of an id after its kind: plain letters, digits and hyphens, at most 120 of them."""
    return slugify(name.replace("'", "").replace("’", "").replace("&", " and "), max_length=120) or "unnamed"
