"""The home page, the map alone, and the statement on accessibility."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, request

from graphapp.analysis.answers import Answer
from graphapp.analysis.gaps import KINDS
from graphapp.analysis.lists import lead_list, recommendation_list, strategy_list
from graphapp.analysis.overview import SOON, moved, overview
from graphapp.analysis.papers import document_list
from graphapp.analysis.versions import compare
from graphapp.analysis.words import listed, spoken_date
from graphapp.ontology import NODE_KINDS
from graphapp.pictures.lanes import Box, FocusMap
from graphapp.web.cells import due_cell, leads_cell
from graphapp.web.entities import node_named
from graphapp.web.filters import ACTING_ONLY
from graphapp.web.present import Cell, Field, Figure, Page, Part, link, say, table
from graphapp.web.skins import page, picture_of
from graphapp.web.state import address, state, url
from graphapp.web.words import counted, edition_words, is_or_are, opening

CHECKED = ("0.1.0", "22 November 2026")  # a release, and the day on which it passed all tests of the pages
home = Blueprint("home", __name__)
_FIRST = 6  # rows of what is due next
_OTHER_GAPS = ("no-recommendation", "recommendation-without-action", "out-of-order", "open-question", "unread")
_LISTS = {  # key of an exception, or kind of gap -> its list and the query that makes it
    "acting_only": ("/actions", ACTING_ONLY),
    "one_lead": ("/recommendations", "one-lead-recommendation"),
    "no-recommendation": ("/actions", "no-recommendation"),
    "recommendation-without-action": ("/recommendations", "recommendation-without-action"),
}


@page(home, "/", rows=False)
def index() -> Page:
    """What the map holds, and what a leader should see first."""
    now = state()
    found = now.ask(overview, now.edition, now.on)
    exceptions = list(_exceptions(found))
    return Page(
        "Who answers for what", "home", "pages/home.html",
        answer=_sentence(found), figures=tuple(one for one in exceptions if one.number != "0"),
        more={
            "due_soon": [(row, due_cell(row), leads_cell(row)) for row in found["due_soon"][:_FIRST]],
            "due_count": len(found["due_soon"]), "soon": SOON,
            "holds": tuple(_holds(found)), "questions": tuple(_questions()),
            "moved": _moved(), "facts": _facts(found["facts"]),
            "none": listed((one.label.lower() for one in exceptions if one.number == "0"), len(exceptions)),
        },
    )  # fmt: skip


def _sentence(found: Answer) -> Cell:
    """What the edition holds, in one sentence."""
    now, counts = state(), found["counts"]
    if not now.about:
        return say("The map holds no plan yet. Load the papers with: graphapp load")
    of = f"{edition_words(now.about)} of {now.about['title']}" if now.about["main"] else now.about["title"]
    leads = counted(counts["people"], "named person", "named people")
    others = counts["leads"] - counts["people"]
    posts = f" and {counted(others, 'post or body', 'posts or bodies')}" if others else ""
    late = next(one["count"] for one in found["exceptions"] if one["key"] == "overdue")
    past = f"{late or 'none'} {is_or_are(late)} past {'its' if late == 1 else 'their'} date"
    return say(
        f"{opening(of)} holds ",
        Part(counted(counts["actions"], "action"), url("/actions")),
        " led by ",
        Part(leads + posts, url("/leads")),
        f". As at {spoken_date(now.on)}, {past} and {len(found['due_soon'])} fall due in the next {SOON} days.",
    )


def _exceptions(found: Answer) -> Iterator[Figure]:
    """What a leader should see first, worst first, each number a link to its list."""
    known = [(one["key"], one["kind"], one["title"], one["count"]) for one in found["exceptions"]]
    soon = Figure(str(len(found["due_soon"])), f"Due in the next {SOON} days", url("/actions", due="soon"))
    shown = [_figure(*one) for one in known]
    yield from (*shown[:1], soon, *shown[1:])
    for kind in _OTHER_GAPS:
        yield _figure(kind, kind, KINDS[kind], found["gaps"].get(kind, 0))


def _figure(key: str, kind: str, title: str, count: int) -> Figure:
    on_actions = key in ("overdue", "no_lead", "post_only", "no_date")
    path, gap = _LISTS.get(key, ("/actions", kind) if on_actions else ("/gaps", kind))
    query = {"kind": gap} if path == "/gaps" else {"gap": gap}
    return Figure(
        str(count), title, url(path, **query) if count else "", alarm=key in ("overdue", "no_lead") and count > 0
    )


def _holds(found: Answer) -> Iterator[Figure]:
    """What the map holds, each with its list."""
    for name, one, many, path in (
        ("recommendations", "recommendation", "recommendations", "/recommendations"),
        ("key_areas", "key area", "key areas", "/key-areas"),
        ("boards", "board", "boards", "/boards"),
        ("strategies", "strategy", "strategies", "/strategies"),
        ("resolutions", "resolution", "resolutions", "/meetings"),
        ("documents", "paper", "papers", "/documents"),
    ):
        number = found["counts"][name]
        yield Figure(str(number), one if number == 1 else many, url(path))


def _moved() -> Cell:
    """How many dates moved since the edition before; nothing where the plan has no earlier one."""
    now = state()
    keys = [one["key"] for one in now.editions if now.about and one["plan"] == now.about["plan"]]  # newest first
    earlier = keys[keys.index(now.edition) + 1 :] if now.edition in keys else []
    if not earlier:
        return ()
    found = moved(now.ask(compare, earlier[0], now.edition))
    number, later = found["later"] + found["earlier"], found["later"]
    since = edition_words(next(one for one in now.editions if one["key"] == found["old"]))
    href = f"{url('/compare', old=found['old'], new=found['new'], relation='moved')}#pairs"
    if not number:
        return say(f"Since {since}, ", Part("no action that was kept has another date", href), ". ")
    of_these = f", {later or 'none'} of them later" if number > 1 else " later" if later else " earlier"
    return say(f"Since {since}, ", Part(f"{counted(number, 'date')} moved", href), f"{of_these}. ")


def _facts(found: Answer) -> Cell:
    """The share of facts that the papers state, and how many are inferred, with where most of these are listed."""
    share = found["share_stated"]
    stated = "All" if not found["inferred"] else f"{share:.0%}" if share < _NEARLY_ALL else "Over 99%"
    start = (Part(f"{stated} of {found['total']:,} facts", url("/documents")), " are stated in the papers, ")
    if not found["inferred"]:
        return say(*start, "none inferred.")
    words, path = _INFERRED.get(next(iter(found["inferred_kinds"])), ("links of the map", "/map"))
    return say(*start, f"{found['inferred']:,} inferred, mostly ", Part(words, url(path)), ".")


_NEARLY_ALL = 0.995  # from here on a whole percentage would say that nothing is inferred
_INFERRED = {  # kind of edge -> what is inferred, and where an edition's share of it is listed
    "DEPENDS_ON": ("what waits for what", "/dependencies"),
    "RELIES_ON": ("what rests on a strategy", "/strategies"),
    "PRODUCES": ("what makes a strategy", "/strategies"),
    "OVERSEES": ("what boards oversee", "/governance"),
    "REPORTS_TO": ("where boards report", "/governance"),
}


def _questions() -> Iterator[Part]:
    """Questions as leaders ask them, made of what is in this very edition, each a link to its answer."""
    now = state()
    leads = now.ask(lead_list, now.edition, now.on)["leads"]
    answered = now.ask(recommendation_list, now.edition, now.on)["recommendations"]
    used = now.ask(strategy_list, now.edition)["strategies"]
    if leads:
        name, lead_id = leads[0]["name"], leads[0]["id"]
        yield link(f"What does {name} lead, alone and jointly?", lead_id)
        yield Part(f"What if {name} leaves?", url(f"/what-if/leaves/{lead_id}"))
    if answered:
        most = max(answered, key=lambda one: len(one["actions"]))
        yield link(f"Who answers for recommendation {most['no']}?", most["id"])
    if used and used[0]["relied_on_by"]:
        yield link(f"What rests on {used[0]['name']}?", used[0]["id"])
    yield Part(f"What is due in the next {SOON} days?", url("/actions", due="soon"))
    if now.about and sum(one["plan"] == now.about["plan"] for one in now.editions) > 1:
        yield Part("What changed since the last edition?", url("/compare"))
    yield Part("Which actions say nothing about who leads them?", url("/actions", gap="no-lead"))


@page(home, "/map")
def focus() -> Page:
    """The map around any one thing, alone and as wide as the screen, with its boxes as a table."""
    now = state()
    words = request.args.get("focus", "").strip()
    node = node_named(words, *NODE_KINDS) if words else None
    node_id = node.id if node else f"edition:{now.edition}"
    if node_id not in now.graph:
        return Page("Map", "map", "pages/map.html", answer=say("The map holds nothing yet."))
    picture = picture_of(node_id, map_alone=True)
    title = picture["map"].title
    boxes = table("Boxes of this map", _boxes(picture["map"]), _BOX, intro="The same boxes as rows, in the same order.")
    more = " Choose a box to put it in the middle. " if len(boxes.rows) > 1 else " "
    about = link(f"Everything about {title.removeprefix('Map around ')}", node_id)
    has_page = not about.href.startswith(url("/map", focus=node_id))  # or the link would lead here
    answer = say(f"{picture['map'].sentence}{more}", *([about] if has_page else []))
    return Page(title, "map", "pages/map.html", answer=answer, tables=(boxes,), more={"picture": picture})


def _boxes(found: FocusMap) -> Iterator[Answer]:
    """The boxes as rows, in reading order, each with the names of what it is joined to."""
    names = {box.id: box.name for box in found}
    pairs = [(line.source, line.target) for line in found.links]
    for lane in found.lanes:
        for box in lane.boxes:
            beside = dict.fromkeys(end for pair in pairs if box.id in pair for end in pair if end != box.id)
            yield {"id": box.id, "lane": lane.heading, "box": box, "beside": [names[end] for end in beside]}


def _name(row: Answer) -> Cell:
    box: Box = row["box"]
    return (Part(box.title) if box.kind in ("gap", "more") else Part(box.title, address(box.id)),)


_BOX = (
    Field("name", "Box", _name, header=True),
    Field("kind", "Kind", lambda row: (Part(row["box"].word or "More"),)),
    Field("lane", "Column", lambda row: (Part(row["lane"]),)),
    Field("says", "What it says", lambda row: tuple(map(Part, row["box"].lines))),
    Field("beside", "Joined to", lambda row: tuple(map(Part, row["beside"])), inline=True),
)


@page(home, "/accessibility", rows=False)
def accessibility() -> Page:
    """What was tested so that everybody can use these pages, what was not, and whom to tell: the plan's publisher."""
    now = state()
    papers = now.ask(document_list)["documents"]  # newest first
    publisher = next((one["publisher"] for one in papers if one["publisher"]), "")
    return Page(
        "Accessibility", "accessibility", "pages/accessibility.html", more={"publisher": publisher, "checked": CHECKED}
    )
