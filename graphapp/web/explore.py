"""The explorer: everything of an edition at once, to be narrowed, searched and walked through; drawn by script.

Without script the same things are a table, narrowed by the same form.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from functools import cache

from flask import Blueprint, Response, url_for

from graphapp.analysis.answers import Answer
from graphapp.analysis.words import spoken_date
from graphapp.ontology import EDGE_KINDS, NODE_KINDS
from graphapp.pictures.explorer import CAP, explorer, vis_network
from graphapp.pictures.explorer_nodes import EVERY, KINDS, MORE_KINDS, MORE_RELATIONS, RELATIONS, Wanted
from graphapp.web.api_words import all_of
from graphapp.web.filters import asked, choices, filtered, used
from graphapp.web.passages import citation_url
from graphapp.web.present import Cell, Field, Page, cite, link, say, table
from graphapp.web.skins import page
from graphapp.web.state import State, address, state
from graphapp.web.words import counted, edition_words, is_or_are, opening

explore_pages = Blueprint("explore", __name__)
_EVERY_WORDS = "addresses, only because the paper says ALL"

_FIELDS = (
    Field("name", "Name", lambda row: (link(row["title"], row["id"]),), header=True),
    Field("kind", "Kind", lambda row: say(row["word"])),
    Field("says", "What is said of it", lambda row: say(next((text for _, text in row["facts"]), ""))),
    Field("links", "Links", lambda row: say(str(row["links"])), numeric=True),
    Field("source", "Where it says so", lambda row: (cite(row["sources"][0]),)),
)


@page(explore_pages, "/explore")
def explore() -> Page:
    """What the filters in the address leave: as a picture for those who have script, and as a table."""
    now, wanted = state(), asked(state())
    found, rows = shown(now), filtered(now, wanted)
    empty = "Nothing is left: show more kinds, or use fewer filters."
    told = table("The same as a table", _rows(found), _FIELDS, empty=empty)
    more = {
        "data": _linked(found),
        "asked": wanted,
        "used": list(used(now, wanted, len(rows))),
        "choices": choices(now),
        "boxes": _boxes(),
        "editions": [(one["key"], f"{spoken_date(one['date'] or one['key'])}: {one['title']}") for one in now.editions],
        "vis_network": url_for("explore.vis_network_js", v=_script()[1]),
    }
    sentence = _answer(now, found)
    return Page("Explorer", "pictures", "pictures/explore.html", answer=sentence, tables=(told,), more=more, heavy=True)


def shown(now: State) -> Answer:
    """What the explorer shows at this request's address."""
    wanted = asked(now)
    actions = tuple(row["id"] for row in filtered(now, wanted)) if wanted.words else None
    found: Answer = now.ask(explorer, now.edition, replace(_asked_for(), actions=actions), now.on)
    return found


def _asked_for() -> Wanted:
    """The kinds and relations that the address names, in a fixed order; the usual ones where it names none."""
    usual = Wanted()
    kinds = tuple(one for one in (*KINDS, *MORE_KINDS) if one in all_of("kind"))
    relations = tuple(one for one in (*RELATIONS, *MORE_RELATIONS) if one in all_of("relation"))
    return Wanted(kinds or usual.kinds, relations or usual.relations)


def _boxes() -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    """The two groups of check boxes: name, legend, and each box's value, words and whether it is ticked."""
    kinds = {one: NODE_KINDS[one].plural for one in (*KINDS, *MORE_KINDS)}
    relations = {one: _EVERY_WORDS if one == EVERY else EDGE_KINDS[one].label for one in (*RELATIONS, *MORE_RELATIONS)}
    asks = _asked_for()
    return [
        ("kind", "What to show", [(one, words, one in asks.kinds) for one, words in kinds.items()]),
        ("relation", "Links that say", [(one, words, one in asks.relations) for one, words in relations.items()]),
    ]


def _answer(now: State, found: Answer) -> Cell:
    total, hidden = found["total"], found["hidden"]
    if hidden:
        return say(
            f"{total - hidden:,} of {total:,} things are shown; {hidden:,} {is_or_are(hidden)} hidden: narrow the "
            f"filters. The picture holds {CAP:,}, those of the actions due first."
        )
    links = f", with {counted(len(found['edges']), 'link')} between them" if total else ""
    return say(opening(f"{counted(total, 'thing')} of {edition_words(now.about)}{links}."))


def _rows(found: Answer) -> list[Answer]:
    """The things shown, lane by lane from the top down, each with how many links it has."""
    many = Counter(edge[end] for edge in found["edges"] for end in ("from", "to"))
    return [{"id": one, "links": many[one]} | about for one, about in found["about"].items()]


def _linked(found: Answer) -> Answer:
    """What the script draws, with the addresses of pages and cited lines."""
    about = {
        node_id: told
        | {
            "href": address(node_id),
            "sources": [{"text": one["text"], "href": citation_url(one)} for one in told["sources"]],
        }
        for node_id, told in found["about"].items()
    }
    return found | {"about": about}


@explore_pages.get("/explore/vis-network.js")
def vis_network_js() -> Response:
    """The script that draws, from where pyvis is installed; kept by browsers until it is another one."""
    text, mark = _script()
    answer = Response(text, content_type="text/javascript; charset=utf-8")
    answer.set_etag(mark)
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer


@cache
def _script() -> tuple[bytes, str]:
    text = vis_network().read_bytes()
    return text, hashlib.sha256(text).hexdigest()[:12]
