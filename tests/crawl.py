"""The pages of the example that links lead to from home, each kind of them often enough and none twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import parse_qsl, urldefrag, urlsplit

from lxml import html
from werkzeug.test import TestResponse

from tests.served import get

ALIKE = 3  # addresses with the same path and words: the same list, filtered, sorted or opened once more
DEEP = 2  # words of an address: filters combine without end


def reachable() -> Iterator[tuple[str, TestResponse]]:
    """Every address with its answer, as a reader's clicks would find them."""
    seen, waiting, alike = {"/"}, ["/"], Counter[str]()
    while waiting:
        address = waiting.pop()
        answer = get(address)
        yield address, answer
        if answer.mimetype != "text/html":
            continue
        for href in html.fromstring(answer.get_data(as_text=True)).xpath("//a/@href | //link/@href"):
            found = urldefrag(_whole(href, address))[0]
            if found.startswith("/") and found not in seen:
                seen.add(found)
                alike[_like(found)] += 1
                if alike[_like(found)] <= ALIKE and len(urlsplit(found).query.split("&")) <= DEEP:
                    waiting.append(found)


def _whole(href: str, address: str) -> str:
    return urlsplit(address).path + href if href.startswith("?") else href


def _like(address: str) -> str:
    """What addresses of the same page in other words share: all of one with no words, and what it is of in the path."""
    parts = urlsplit(address)
    words = sorted(name.rstrip("0123456789") for name, _ in parse_qsl(parts.query, keep_blank_values=True))
    return f"{re.sub(r':.*|/[^/]*[0-9].*', '', parts.path)} {words}" if words else address
