"""What if posts merge or one is renamed; and, of two editions, where the work of a post did go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flask import Blueprint, request

from graphapp.analysis.answers import Answer, name_of, of_kind
from graphapp.analysis.replacement import replacement, replayed
from graphapp.analysis.versions import compare as comparison
from graphapp.analysis.words import listed
from graphapp.errors import GraphappError
from graphapp.model import Node
from graphapp.web import columns as col
from graphapp.web import what_if_tables as tables
from graphapp.web.changes import RELATIONS, attempt, chosen_editions, edition_form
from graphapp.web.entities import node_named, questions_of_post
from graphapp.web.present import Cell, Field, Figure, Page, Part, Table, link, say, table
from graphapp.web.sentences import series
from graphapp.web.skins import page
from graphapp.web.state import state, url
from graphapp.web.what_if_handover import HOW_COUNTED, LOAD, load_lines
from graphapp.web.what_if_maps import replacement_marks
from graphapp.web.words import counted, edition_words, is_or_are, opening

what_if_posts = Blueprint("what_if_posts", __name__)
_LONGEST = 200  # letters of a title


def posts_by_name() -> list[tuple[str, str]]:
    """Id and title of every post, for forms to offer."""
    return sorted(((post.id, post.label) for post in of_kind(state().graph, "post")), key=lambda one: one[1].casefold())


@page(what_if_posts, "/what-if/merges/<post_id>")
def merges(post_id: str) -> Page:
    """What if this post, alone or with others (`?with=`), had the title `?into=`; without it, a form."""
    post = node_named(post_id, "post")
    posts, problems = _merging(post)
    into = request.args.get("into", "").strip()[:_LONGEST]
    found, problem = (None, "") if problems or not into else attempt(replacement, posts, into, state().edition)
    told = {
        "problems": [*problems, *filter(None, [problem])],
        "notes": _doubts(found) if found else (),
        "form": {"post": post, "into": into, "with": posts[1:], "posts": posts_by_name()},
        "links": questions_of_post(post)[1:],
        "paper": tables.paper(),
    }
    return Page(
        _asked(found, post), "what-if", "what_if/merges.html", "Nothing here changes the map",
        answer=_merge_sentence(found) if found else _missing(post), figures=_merge_figures(found) if found else (),
        tables=_merge_tables(found) if found else (), trail=_trail(post), focus=post.id if found else "",
        marks=replacement_marks(found) if found else (), more=told,
    )  # fmt: skip


def _merging(post: Node) -> tuple[tuple[str, ...], list[str]]:
    """The ids of the posts that merge, the page's own first, and what names none."""
    found, problems = [post.id], []
    for words in filter(None, map(str.strip, request.args.getlist("with"))):
        try:
            found.append(node_named(words, "post").id)
        except GraphappError as problem:
            problems.append(str(problem))
    return tuple(dict.fromkeys(found)), problems


def _trail(post: Node) -> tuple[Part, ...]:
    return Part("What if", url("/what-if")), link(post.label, post.id)


def _missing(post: Node) -> Cell:
    return say("Write what ", link(post.label, post.id), " would be called, and choose which posts merge with it.")


def _asked(found: Answer | None, post: Node) -> str:
    if not found:
        return f"What if {post.label} merges or is renamed?"
    return f"What if {_names(found)} {_verb(found)} {found['target']['name']}?"


def _names(found: Answer) -> str:
    """The posts that would go, by name; the target itself is not one of them."""
    names = [one["name"] for one in found["posts"] if one["id"] != found["target"]["id"]]
    return listed(names or [found["target"]["name"]], len(found["posts"]))


def _verb(found: Answer) -> str:
    several = len([one for one in found["posts"] if one["id"] != found["target"]["id"]]) > 1
    if found["target"]["id"]:
        return "merged into"
    return "merged as" if several else "were renamed"


def _merge_sentence(found: Answer) -> Cell:
    """How much passes, what has one lead fewer then, and what passes beside actions."""
    where, rows, fewer = edition_words(state().about), found["passes"], found["one_lead_fewer"]
    target = found["target"]
    begins = say(f"If {_names(found)} {_verb(found)} ", _linked(target), ", ")
    if not rows:
        return begins + say(f"no action in {where} would pass to it", *_also(found), ".")
    would = f"{counted(len(rows), 'action')} in {where} would pass to it"
    lost = f", {len(fewer) or 'none'} of them with one lead fewer than today"
    load = found["load"]
    then = f"{target['name']} would have {counted(load['after'], 'open action')}"
    now = f"; today it has {load['before'] or 'none'}" if target["id"] else ""
    return begins + say(would, lost, *_also(found), f". {then}{now}.")


def _linked(target: Answer) -> Part:
    return link(target["name"], target["id"]) if target["id"] else Part(str(target["name"]))


def _also(found: Answer) -> Cell:
    kinds = (("key_areas", "key area"), ("resolutions", "resolution"), ("boards", "seat"))
    more = [counted(len(found[key]), word) for key, word in kinds if found[key]]
    return say(f"; so would {listed(more, len(more))}") if more else ()


def _doubts(found: Answer) -> tuple[str, ...]:
    """What the papers cannot say: who would hold the post when several people hold those that become it."""
    own = {one["id"]: one for post in (*found["posts"], found["target"]) for one in post["holders"]}
    if len(own) < 2:
        return ()
    names = listed([one["name"] + (" (acting)" if one["acting"] else "") for one in own.values()], len(own))
    return (
        f"{names} hold these posts today. Which of them would hold it then is for people to decide; whoever a row "
        "names in person is still shown as leading it.",
    )


def _merge_figures(found: Answer) -> tuple[Figure, ...]:
    rows, fewer = len(found["passes"]), len(found["one_lead_fewer"])
    return (
        Figure(str(rows), "action passes" if rows == 1 else "actions pass"),
        Figure(str(fewer), "with one lead fewer", alarm=bool(fewer)),
        Figure(str(found["load"]["after"]), "open actions then"),
    )


def _merge_tables(found: Answer) -> tuple[Table, ...]:
    posts = {one["id"] for one in found["posts"]}
    fields = (col.REF, col.TEXT, col.DUE, replace(col.LEADS, heading="Led today by"), _after(found, posts), tables.WAY)
    target, load = found["target"], load_lines(found["load"] | {"id": found["posts"][0]["id"], "name": ""})
    by_month = (replace(LOAD[1], header=True), *LOAD[2:])
    nothing = f"{_names(found)} {'leads' if len(posts) == 1 else 'lead'} no action in this edition."
    return (
        table("What passes", found["passes"], fields, empty=nothing),
        *tables.with_rows(
            table("Key areas that pass", found["key_areas"], (*col.KEY_AREA_NAMED[:-1], tables.WHERE)),
            table("Resolutions that pass", found["resolutions"], (*col.RESOLUTIONS[:-1], tables.WHERE)),
            table("Seats on boards that pass", found["boards"], (*col.SEATS[:-1], tables.WHERE)),
        ),
        table(f"The load of {target['name']} by month", load if found["passes"] else [], by_month, intro=HOW_COUNTED,
              empty="Nothing passes, so its load stays as it is."),
    )  # fmt: skip


def _after(found: Answer, posts: set[str]) -> Field:
    """Who would lead a row after it: a person who leads it in one of the posts stays, in the new title."""
    title = found["target"]["name"]

    def cell(row: Answer) -> Cell:
        own = {name_of(lead) for lead in row["leads"] if lead["person"] and lead["post_id"] in posts}
        names = (Part(name, note=f"then as {title}" if name in own else "") for name in row["leads_after"])
        fewer = (Part("one lead fewer", tag="yellow"),) if row["ref"] in found["one_lead_fewer"] else ()
        return (*names, *fewer)

    return Field("lead-after", "Led then by", cell)


@page(what_if_posts, "/what-if/replay/<post_id>")
def replay(post_id: str) -> Page:
    """Where the rows that a post led in one edition (`?old=`) are in another (`?new=`), and who leads them there."""
    post = node_named(post_id, "post")
    pair, problem = chosen_editions()
    more = edition_form(pair, problem) | {"links": questions_of_post(post)[:1]}
    more["paper"] = tables.paper(pair[0]) if pair else ""
    found = _replayed(post, pair) if pair else None
    return Page(
        f"Where did the work of {post.label} go?", "what-if", "what_if/replay.html", "Two editions compared",
        answer=_replay_sentence(found) if found else say(_ONE_EDITION),
        figures=_replay_figures(found) if found else (), tables=_replay_tables(found) if found else (),
        trail=_trail(post), more=more,
    )  # fmt: skip


_ONE_EDITION = "It takes two editions of one plan to see where a post's work went."


def _replayed(post: Node, pair: tuple[str, str]) -> Answer:
    """The answer on the comparison that is kept for `/compare` too, which takes far longer than the rest."""
    now = state()
    return now.ask.map.ask(replayed, post.id, *pair, now.ask(comparison, *pair)["pairs"])


def _edition(key: str) -> str:
    return edition_words(next((one for one in state().editions if one["key"] == key), None))


def _replay_sentence(found: Answer) -> Cell:
    """How many rows it led, who leads most of them now, what stayed and what was dropped."""
    post, rows = found["post"], found["actions"]
    begins = say(f"In {_edition(found['old'])} ", link(post["name"], post["id"]))
    if not rows:
        return begins + say(" leads no action, so there is nothing to follow.")
    stayed, gone = sum(row["kept"] for row in rows), len(found["dropped"])
    still = f"; {stayed or 'none'} {is_or_are(max(stayed, 1))} still led by {post['name']}"
    lost = f" and {gone or 'none'} {'was' if gone < 2 else 'were'} dropped."
    return begins + say(f" leads {counted(len(rows), 'action')}. In {_edition(found['new'])} ", *_receivers(found),
                        still, lost)  # fmt: skip


def _receivers(found: Answer) -> Cell:
    """Who leads most of the rows now, but for who leads them for the post itself; only those who are new to any."""
    new = {one["id"]: len(one["actions"]) - len(one["already"]) for one in found["counts"] if not one["kept"]}
    most = max(new.values(), default=0)
    if not most:
        return say("nobody leads any of them who did not lead it before")
    named = [one for one in found["counts"] if new.get(one["id"]) == most]
    parts = [link(one["name"], one["id"]) for one in named]
    post = next(iter(named[0]["posts"]), "")
    written = f" ({post})" if post and len(named) == 1 else ""
    each = ", each" if len(named) > 1 else ""
    return say(f"{most} of them {is_or_are(most)} led by ", *series(parts, len(parts)), f"{written}{each}, "
               "who did not lead them before")  # fmt: skip


def _replay_figures(found: Answer) -> tuple[Figure, ...]:
    rows = found["actions"]
    stayed, gone = sum(row["kept"] for row in rows), len(found["dropped"])
    return (
        Figure(str(len(rows)), "action then" if len(rows) == 1 else "actions then"),
        Figure(str(len(rows) - stayed - gone), "now led by others alone"),
        Figure(str(stayed), "still led by the post"),
        Figure(str(gone), "dropped", alarm=bool(gone)),
    )


def _replay_tables(found: Answer) -> tuple[Table, ...]:
    if not found["actions"]:
        return ()
    old, rows = found["old"], found["actions"]
    lost = [row for row in rows if not row["became"]]
    posts = [one | {"id": found["post"]["id"]} for one in found["posts_now"]]
    nobody = "No row of the newer edition names a lead for any of them."
    return (
        table("Where each action went", rows, _WENT),
        table("Who leads them now", found["counts"], (*_NOW, *_counted(old)), empty=nobody, intro=_COUNTED),
        table("In which posts it is led now", posts, (_POST, col.number_field("count", "Actions"),
              col.refs_field("refs", "Which of them", old, key="actions")), empty=nobody),
        *tables.with_rows(table("Dropped", lost, (col.REF, col.TEXT, col.DUE, col.LEADS, _WHERE))),
    )  # fmt: skip


def _counted(old: str) -> Sequence[Field]:
    return (
        col.refs_field("refs", "Which of them", old, key="actions"),
        col.refs_field("already", "Led before too", old),
    )


def _became(row: Answer) -> Cell:
    word, colour = RELATIONS[row["relation"]]
    same = row["relation"] == "same"
    new = (link(one["ref"], one["id"], note="" if same else one["text"]) for one in row["became"])
    return (*new, Part(opening(word), tag=colour))


def _led_now(row: Answer) -> Cell:
    leads = {lead["id"]: lead for one in row["became"] for lead in one["leads"]}
    parts = [link(name_of(one), one["id"], note=_beside(one)) for one in leads.values()]
    if not parts:
        return (Part("no lead named", tag="gap"),) if row["became"] else ()
    return (*parts, *((Part("still the post", tag="green"),) if row["kept"] else ()))


def _beside(lead: Answer) -> str:
    return str(lead["post"]) if lead["post"] and lead["post"] != name_of(lead) else ""


_COUNTED = "An action counts once for everyone who leads it now; what they led with the post before is set apart."
_POST = Field("post", "Post", lambda row: (Part(row["post"]),), header=True)
_NOW = (
    col.name_field("Lead"),
    col.list_field("posts", "Named as"),
    col.number_field("count", "Actions"),
)
_WHERE = replace(col.WHERE, heading="Where the older edition says so")
_WENT = (
    col.REF,
    col.TEXT,
    col.DUE,
    replace(col.LEADS, name="led-then", heading="Led then by"),
    Field("became", "Became", _became),
    Field("lead", "Led now by", _led_now),
    _WHERE,
)
