"""What if posts merge or one is renamed, and what did happen: where a post's actions went in a later edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graphapp.analysis.accountability import led_by, portfolio
from graphapp.analysis.answers import (
    Answer,
    Graph,
    action_row,
    chosen_edition,
    in_due_order,
    item,
    name_of,
    node_of,
    of_kind,
    rows,
)
from graphapp.analysis.departure import Leaver
from graphapp.analysis.handover import months_of_load
from graphapp.analysis.related import holders
from graphapp.analysis.steps import edges_between, way
from graphapp.analysis.words import fold, sentence, spoken
from graphapp.errors import GraphappError, UnknownSubject
from graphapp.model import Node


def replacement(graph: Graph, post_ids: Sequence[str], target: str, edition: str | None = None) -> Answer:
    """What if these posts merged into one, or one were renamed; `target` is a post's id or a new title.

    Keys: `posts` (+ `holders`, `empty` True where nobody is known to hold it), `target` (`id` or None, `name`,
    `holders`), `edition`, `passes` (in due order: action + `from` [names], `leads_after` [names], path),
    `one_lead_fewer` (refs of those where several of the posts lead together, so that fewer leads remain), `key_areas`,
    `resolutions`, `boards` (seats that pass: + `role`), `load` (`before`, `after`, `months`: see `handover`).
    UnknownSubject for what is no post, GraphappError for no posts or no title.
    """
    posts, key = [_post(graph, post_id) for post_id in dict.fromkeys(post_ids)], chosen_edition(graph, edition)
    known = _target(graph, target)
    if not posts or not target.strip():
        raise GraphappError("Name at least one post, and the title it would have.")
    passing = [post for post in posts if known is None or post.id != known.id]
    owned = {post.id: portfolio(graph, post.id, key) for post in passing}
    own = portfolio(graph, known.id, key)["actions"] if known else []
    passes = _passing(graph, passing, known.label if known else target.strip(), owned)
    name = known.label if known else target.strip()
    return {
        "posts": [item(post, **_held(graph, post)) for post in posts],
        "target": {
            "id": known.id if known else None,
            "name": name,
            "holders": _held(graph, known)["holders"] if known else [],
        },
        "edition": key,
        "passes": passes,
        "one_lead_fewer": [row["ref"] for row in passes if len(row["leads_after"]) < len(row["leads"])],
        **{
            what: list({one["id"]: one for owns in owned.values() for one in owns[what]}.values())
            for what in ("key_areas", "resolutions", "boards")
        },
        "load": months_of_load(graph, own, {row["id"]: row for row in (*own, *passes)}.values()),
    }


def _post(graph: Graph, post_id: str) -> Node:
    node = node_of(graph, post_id)
    if node.kind != "post":
        raise UnknownSubject(f"{sentence(spoken(node))[:-1]} is no post: only posts are merged or renamed.")
    return node


def _target(graph: Graph, target: str) -> Node | None:
    """The post of that id or title, however the papers write it; None for a title that is new."""
    if target in graph or target.startswith("post:"):
        return _post(graph, target)
    for post in of_kind(graph, "post"):
        if fold(target) in {fold(str(name)) for name in (post.label, *(post.props.get("aliases") or ()))}:
            return post
    return None


def _held(graph: Graph, post: Node) -> Answer:
    people = [
        {"id": one.id, "name": one.label, "acting": bool(edge.props.get("acting"))}
        for one, edge in holders(graph, post.id)
    ]
    return {"holders": people, "empty": not people}


def _passing(graph: Graph, posts: Iterable[Node], name: str, owned: Mapping[str, Answer]) -> list[Answer]:
    found: dict[str, Answer] = {}
    for post in posts:
        leaver = Leaver.of(graph, post.id)
        for row in owned[post.id]["actions"]:
            mine = [lead for lead in row["leads"] if leaver.takes(lead)]
            start = {"from": [], "leads_after": [name_of(lead) for lead in row["leads"]], "path": [], "sources": []}
            edges = edges_between(graph, mine[0]["id"], "LEADS", row["id"]) if mine else ()
            one = found.setdefault(row["id"], row | start)
            one["from"].append(post.label)
            for key, steps in way(graph, edges).items():
                one[key] += steps
            gone = [name_of(lead) for lead in mine if not lead["person"]]  # a person stays, in the post's new name
            kept = [who for who in one["leads_after"] if who not in gone]
            one["leads_after"] = list(dict.fromkeys([*kept, *([name] if gone else [])]))
    return in_due_order(found.values())


def replayed(graph: Graph, post_id: str, old: str, new: str, pairs: Iterable[Mapping[str, Any]]) -> Answer:
    """Where the actions that a post led in one edition went in a later one.

    `pairs` are those of the contract's `compare`. Keys: `post`, `old`, `new`, `actions` (the old rows in due order:
    each + `relation`, `became` [new rows], `led_now` [names], `kept` (the post still leads it)), `counts` (who leads
    them now: `id`, `name`, `posts` as written, `count`, `actions` [old refs], `already` (those of them that they, or
    the post they lead in, led with it before), `kept`), `posts_now`
    (`post`, `count`, `actions` [old refs]: the posts written in the new cells), `dropped` [old refs], both most first.
    """
    post, was, now = _post(graph, post_id), chosen_edition(graph, old), chosen_edition(graph, new)
    led = led_by(graph, post)
    became = _became(graph, pairs, was, now)
    actions = [
        row | became.get(row["ref"], {"relation": "dropped", "became": []})
        for row in rows(graph, (node for node in of_kind(graph, "action", was) if node.id in led))
    ]
    actions = [row | _led_now(row["became"], led) for row in actions]
    return {
        "post": item(post),
        "old": was,
        "new": now,
        "actions": actions,
        "counts": _counts(actions, post),
        "posts_now": _posts_now(graph, actions),
        "dropped": [row["ref"] for row in actions if not row["became"]],
    }


def _became(graph: Graph, pairs: Iterable[Mapping[str, Any]], was: str | None, now: str | None) -> dict[str, Answer]:
    """Old ref -> the relation and the new rows it became; UnknownSubject for a new ref that is not there."""
    found: dict[str, Answer] = {}
    for pair in pairs:
        new = [action_row(graph, f"action:{now}/{ref}") for ref in pair["new"]]
        for ref in pair["old"]:
            node_of(graph, f"action:{was}/{ref}")
            one = found.setdefault(ref, {"relation": pair["relation"], "became": []})
            one["became"] += [row for row in new if row not in one["became"]]
    return found


def _led_now(became: Iterable[Answer], led: Mapping[str, str]) -> Answer:
    names = dict.fromkeys(name_of(lead) for row in became for lead in row["leads"])
    return {"led_now": list(names), "kept": any(row["id"] in led for row in became)}


def _counts(actions: Iterable[Answer], post: Node) -> list[Answer]:
    """Who leads now what the post led, each old action once a lead, most first."""
    found: dict[str, Answer] = {}
    for row in actions:
        before = {who for lead in row["leads"] for who in (lead["id"], lead["post_id"]) if who and who != post.id}
        for lead in {lead["id"]: lead for new in row["became"] for lead in new["leads"]}.values():
            start = {"posts": [], "count": 0, "actions": [], "already": [], "kept": False}
            one = found.setdefault(lead["id"], {"id": lead["id"], "name": name_of(lead)} | start)
            one["count"] += 1
            one["actions"].append(row["ref"])
            one["already"] += [row["ref"]] if before & {lead["id"], lead["post_id"]} else []
            one["posts"] += [lead["post"]] if lead["post"] and lead["post"] not in one["posts"] else []
            one["kept"] |= post.id in (lead["id"], lead["post_id"])
    return sorted(found.values(), key=lambda one: (-one["count"], one["name"]))


def _posts_now(graph: Graph, actions: Iterable[Answer]) -> list[Answer]:
    """In which posts it is led now: a post of the map by its name, else as the cell writes it."""
    found: dict[str, list[str]] = {}
    for row in actions:
        posts = dict.fromkeys(lead["post_id"] or lead["post"] for new in row["became"] for lead in new["leads"])
        for post in posts:
            if post:
                found.setdefault(node_of(graph, post).label if post in graph else post, []).append(row["ref"])
    counted = [{"post": post, "count": len(refs), "actions": refs} for post, refs in found.items()]
    return sorted(counted, key=lambda one: (-len(found[str(one["post"])]), str(one["post"])))
