"""What if a lead leaves: what nobody leads then, what only acting leads carry, what others still cover.

A person's leaving leaves their posts empty, unless others hold them too; a post's leaving takes along whoever leads
in it. The map itself is never changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graphapp.analysis.accountability import portfolio
from graphapp.analysis.answers import (
    Answer,
    Graph,
    chosen_edition,
    is_done,
    item,
    leads_of,
    name_of,
    neighbours,
    node_of,
)
from graphapp.analysis.entities import acting_as
from graphapp.analysis.related import held, holders, is_guest
from graphapp.analysis.removal import dependents
from graphapp.analysis.steps import edges_between, way
from graphapp.analysis.touched import down
from graphapp.analysis.words import fold, natural, sentence, spoken
from graphapp.errors import UnknownSubject
from graphapp.model import Edge, Node

_LEADERS = ("person", "post", "organization")


@dataclass(frozen=True, slots=True)
class Leaver:
    """A person, post or body that leaves, and the posts that are empty then."""

    node: Node
    empty: frozenset[str]  # ids of posts that nobody else holds
    names: frozenset[str]  # folded; for a body, which cells write beside a person

    @classmethod
    def of(cls, graph: Graph, who_id: str) -> Leaver:
        """Whoever has that id; UnknownSubject for what cannot lead."""
        who = node_of(graph, who_id)
        if who.kind not in _LEADERS:
            raise UnknownSubject(f"{sentence(spoken(who))[:-1]} leads nothing: name a person, a post or a body.")
        posts = [post.id for post, _ in held(graph, who)]
        alone = {post for post in posts if {one.id for one, _ in holders(graph, post)} <= {who.id}}
        names = {fold(str(name)) for name in (who.label, *(who.props.get("aliases") or ()))}
        return cls(who, frozenset(alone | ({who.id} if who.kind == "post" else set())), frozenset(names))

    def takes(self, lead: Answer) -> bool:
        """Whether a lead of a cell goes: the leaver, a post that is empty then, or a person leading in it."""
        if lead["id"] == self.node.id or lead["id"] in self.empty:
            return True
        beside = lead["post_id"] == self.node.id if self.node.kind == "post" else False
        body = self.node.kind == "organization" and fold(str(lead["organization"] or "")) in self.names
        return beside or body

    def left(self, graph: Graph, leads: Iterable[Answer]) -> dict[str, str]:
        """Who carries on of these leads, id -> name; for a post that the leaver holds too, who else holds it."""
        shared = {post.id for post, _ in held(graph, self.node)}
        found: dict[str, str] = {}
        for lead in leads:
            if lead["id"] in shared and not self.takes(lead):
                found |= {one.id: one.label for one, _ in holders(graph, lead["id"]) if one.id != self.node.id}
            elif not self.takes(lead):
                found.setdefault(lead["id"], name_of(lead))
        return found


def departure(graph: Graph, who_id: str, edition: str | None = None, on: str | None = None) -> Answer:
    """What if this person, post or body left: the contract's `leaves`.

    Keys: `who`, `edition`; `orphaned` (no other lead remains), `acting_only` (only people acting in their post are
    left) and `covered`, in due order: each action + `via`, `share`, `with` (names: who shares the work today), `by`
    (names: who is left), `done` (the paper says so), `path` from the lead to the action and on to what it answers, and
    `sources`. `key_areas` (+ `by`), `boards` (seats lost: + `role`, `loses`, `chairs_left`; guests lose none),
    `recommendations_without_lead` [no], `recommendations` (of the orphaned: `no`, `text`, `actions` [refs], `by` who
    still leads a row naming it), `dependents` (actions that wait for orphaned ones: + `standing`, `reason`, path;
    confirmed first), `resolutions`, `inherited` (+ path), `next_due` (action or None, on or after the day `on`),
    `empty_posts` [name]. UnknownSubject for an unknown id or edition, or what cannot lead.
    """
    leaver, key = Leaver.of(graph, who_id), chosen_edition(graph, edition)
    owns = portfolio(graph, who_id, key, on)
    rows = [_row(graph, leaver, row) for row in owns["actions"]]
    by_fate: dict[str, list[Answer]] = {"orphaned": [], "acting_only": [], "covered": []}
    for row in rows:
        by_fate[row.pop("fate")].append(row)
    orphans = by_fate["orphaned"]
    waiting = dependents(graph, {row["id"]: _in(graph, leaver, row) for row in orphans})
    at_risk = _recommendations(graph, leaver, orphans, key)
    return {
        "who": owns["who"],
        "edition": key,
        **by_fate,
        "key_areas": [area | _left(graph, leaver, area["id"]) for area in owns["key_areas"]],
        "boards": [_seat(graph, leaver, seat) for seat in owns["boards"] if not is_guest(seat["role"])],
        "recommendations_without_lead": [one["no"] for one in at_risk if not one["by"]],
        "recommendations": at_risk,
        "dependents": [row for band in waiting for row in band],
        "resolutions": [one | _left(graph, leaver, one["id"]) for one in owns["resolutions"]],
        "inherited": _inherited(graph, leaver, owns),
        "next_due": owns["next_due"],
        "empty_posts": [node_of(graph, post).label for post in sorted(leaver.empty)],
    }


def _row(graph: Graph, leaver: Leaver, row: Answer) -> Answer:
    left = [lead for lead in row["leads"] if not leaver.takes(lead)]
    by = list(leaver.left(graph, left).values())
    acting = bool(left) and all(_is_acting(graph, leaver, lead) for lead in left)
    return row | {
        "fate": "orphaned" if not left else "acting_only" if acting else "covered",
        "with": [name for name in row["with"] if name in by],
        "by": by,
        "done": is_done(graph, row),
        **_answers(graph, leaver, row),
    }


def _is_acting(graph: Graph, leaver: Leaver, lead: Answer) -> bool:
    """Whether a lead that stays is only acting; a post, where all who hold it still are."""
    if lead["person"]:
        return acting_as(graph, lead) is not None
    known = [edge for person, edge in holders(graph, lead["id"]) if person.id != leaver.node.id]
    return bool(known) and all(edge.props.get("acting") for edge in known)


def _in(graph: Graph, leaver: Leaver, row: Answer) -> tuple[Edge, ...]:
    """How the leaver comes to lead it: in person, through a post they hold, or as whoever leads in it does."""
    who = leaver.node.id
    if direct := edges_between(graph, who, "LEADS", row["id"]):
        return direct
    for post, holding in held(graph, leaver.node):
        if through := edges_between(graph, post.id, "LEADS", row["id"]):
            return (holding, *through)
    beside = next((lead["id"] for lead in row["leads"] if leaver.takes(lead)), None)
    return edges_between(graph, beside, "LEADS", row["id"]) if beside else ()


def _answers(graph: Graph, leaver: Leaver, row: Answer) -> Answer:
    """`path` and `sources`: from the lead to the action, on to each recommendation it names."""
    answered = [edge for _, edge in neighbours(graph, row["id"], "ADDRESSES")]
    named = [edge for edge in answered if edge.props.get("scope") != "all"]
    found = way(graph, (*_in(graph, leaver, row), *(named or answered[:1])))
    if answered and not named:  # a row that says ALL would say the same of each
        count = len(answered)
        many = f"all {count} recommendations" if count > 1 else "the one recommendation there is"
        found["path"][-1] = sentence(f"{spoken(node_of(graph, row['id']))} addresses {many}: its row says ALL")
    return found


def _left(graph: Graph, leaver: Leaver, node_id: str) -> Answer:
    """`by`, who else leads it, and the way from the leaver to it."""
    leads = leads_of(graph, node_id)
    return {"by": list(leaver.left(graph, leads).values())} | way(
        graph, _in(graph, leaver, {"id": node_id, "leads": leads})
    )


def _inherited(graph: Graph, leaver: Leaver, owns: Answer) -> list[Answer]:
    """The rows that have the leaver above them only through a key area, each with the way down to it."""
    ways: dict[str, tuple[Edge, ...]] = {}
    for area in owns["key_areas"]:
        leading = _in(graph, leaver, {"id": area["id"], "leads": leads_of(graph, area["id"])})
        ways |= down(graph, area["id"], leading)
    return [row | way(graph, ways[row["id"]]) for row in owns["inherited"]]


def _seat(graph: Graph, leaver: Leaver, seat: Answer) -> Answer:
    """A board with what it loses: its chair, one of its chairs, or a member."""
    chairs = [
        (who, edge)
        for who, edge in neighbours(graph, seat["id"], "MEMBER_OF", "in")
        if str(edge.props.get("role")).casefold() == "chair"
    ]
    own = [leaver.node.id, *(post.id for post, _ in held(graph, leaver.node))]
    left = [who.label for who, _ in chairs if who.id not in own]
    is_chair = str(seat["role"]).casefold() == "chair"
    loses = ("one of its chairs" if left else "its chair") if is_chair else "a member"
    sitting = next(one for one in own if graph.has_edge(one, seat["id"], "MEMBER_OF"))
    holding = edges_between(graph, leaver.node.id, "HOLDS", sitting)
    edges = (*holding, *edges_between(graph, sitting, "MEMBER_OF", seat["id"]))
    return seat | {"loses": loses, "chairs_left": left} | way(graph, edges)


def _recommendations(graph: Graph, leaver: Leaver, orphans: Iterable[Answer], key: str | None) -> list[Answer]:
    """The recommendations that orphaned rows name, each with `by`, who still leads a row that names it."""
    found: dict[str, Answer] = {}
    for row in orphans:
        for node, edge in neighbours(graph, row["id"], "ADDRESSES"):
            if edge.props.get("scope") != "all":
                if node.id not in found:
                    by, text = _still(graph, leaver, node.id, key), node.props.get("text")
                    one = item(node, no=str(node.props.get("no") or node.label), text=text, actions=[], by=by)
                    found[node.id] = one | way(graph, (*_in(graph, leaver, row), edge))
                found[node.id]["actions"].append(row["ref"])
    return sorted(found.values(), key=lambda one: natural(one["no"]))


def _still(graph: Graph, leaver: Leaver, recommendation_id: str, key: str | None) -> list[str]:
    pairs = neighbours(graph, recommendation_id, "ADDRESSES", "in")
    named = [one for one, edge in pairs if one.props.get("edition") == key and edge.props.get("scope") != "all"]
    return list(leaver.left(graph, (lead for action in named for lead in leads_of(graph, action.id))).values())
