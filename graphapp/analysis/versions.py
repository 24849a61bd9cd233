"""Two editions of a plan side by side: which action became which, what moved, and what changed quietly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from graphapp.analysis.answers import (
    Answer,
    Graph,
    action_row,
    as_due,
    chosen_edition,
    editions,
    kept,
    name_of,
    neighbours,
    node_of,
    of_kind,
)
from graphapp.analysis.likeness import Row
from graphapp.analysis.matching import Match, match
from graphapp.analysis.quiet import Wording, dropped, quiet_changes
from graphapp.analysis.wording import content, glossary, is_same, plain
from graphapp.analysis.words import natural
from graphapp.due import months_between
from graphapp.errors import UnknownSubject
from graphapp.model import Node

_RELATIONS = ("same", "reworded", "split", "merged", "dropped", "added")


@kept
def compare(graph: Graph, old: str | None = None, new: str | None = None) -> Answer:
    """What became of each action of the edition `old` in the edition `new` (keys; by default the newest two of a plan).

    `{"old", "new", "pairs", "counts", "quiet"}`. Each pair has the contract's keys (`old` and `new` are refs), and
    `old_ids`, `new_ids`, `leads_added` and `leads_lost` (names), `scope` (None, or a sentence where only one side
    says ALL) and `quiet_details`: `kind`, `text`, `old`, `new`, `weight`, heaviest first; `quiet` are their texts.
    `recommendations_added` and `_lost` count an ALL as every recommendation. `counts` is the number of pairs by
    relation; the answer's own `quiet` is every detail with the `refs` of its pair, heaviest first.
    Every row of both editions is in exactly one pair: in the order of the newer edition, what was dropped last.
    UnknownSubject for an edition there is not, for one edition alone, and for editions of different plans.
    """
    before, after = two_editions(graph, old, new)
    rows = _rows(graph, before), _rows(graph, after)
    known = glossary(row["text"] for side in rows for row in side)
    matches = match(*(_seen(graph, key, side) for key, side in zip((before, after), rows, strict=True)))
    pairs = [_pair(graph, one, rows, known) for one in matches]
    counts = Counter(pair["relation"] for pair in pairs)
    quiet = [detail | _refs(pair) for pair in pairs for detail in pair["quiet_details"]]
    quiet.sort(key=lambda detail: -detail["weight"])
    return {
        "old": before,
        "new": after,
        "pairs": pairs,
        "counts": {relation: counts[relation] for relation in _RELATIONS},
        "quiet": quiet,
    }


def _refs(pair: Answer) -> Answer:
    return {"refs": {"old": pair["old"], "new": pair["new"]}}


def two_editions(graph: Graph, old: str | None = None, new: str | None = None) -> tuple[str, str]:
    """The keys of two editions of one plan; without `new` the newest, without `old` the one before it."""
    after = chosen_edition(graph, new)
    plans = {edition["key"]: edition["plan"] for edition in editions(graph)}  # newest first
    if after is None:
        raise UnknownSubject("The map holds no edition of a plan. Load two editions to compare them.")
    earlier = [key for key, plan in plans.items() if plan == plans[after]]
    earlier = earlier[earlier.index(after) + 1 :]
    if old is None and not earlier:
        raise UnknownSubject(f"The map holds no edition of its plan before {after}. Load one to compare it with.")
    before = str(chosen_edition(graph, old or earlier[0]))
    if before == after:
        raise UnknownSubject(f"Edition {after} cannot be compared with itself. Name two editions of a plan.")
    if plans[before] != plans[after]:
        raise UnknownSubject(
            f"{before} and {after} are editions of different plans, which cannot be compared. Name two of one plan."
        )
    return before, after


def edition_changes(graph: Graph, old: str | None = None, new: str | None = None) -> Answer:
    """What changed around the actions: `{"old", "new", "key_areas", "rag_definitions", "counts"}`.

    `key_areas`: `relation` (same, renamed, added, dropped), `old` and `new` (`id`, `no`, `title` or None), and
    `outcomes`: `relation` (same, reworded, added, lost), `old`, `new` wordings or None. `rag_definitions`: `colour`,
    `old`, `new`, `meaning_changed` (other words of meaning, not only of grammar). `counts`: `old` and `new`, each
    how many `key_areas`, `groups`, `actions` and `outcomes`. UnknownSubject as for `compare`.
    """
    before, after = two_editions(graph, old, new)
    return {
        "old": before,
        "new": after,
        "key_areas": _key_areas(graph, before, after),
        "rag_definitions": _rag_definitions(graph, before, after),
        "counts": {"old": _counts(graph, before), "new": _counts(graph, after)},
    }


def _counts(graph: Graph, key: str) -> Answer:
    areas = of_kind(graph, "keyarea", key)
    return {
        "key_areas": len(areas),
        "groups": len(of_kind(graph, "group", key)),
        "actions": len(of_kind(graph, "action", key)),
        "outcomes": sum(len(area.props.get("outcomes") or ()) for area in areas),
    }


def _key_areas(graph: Graph, old: str, new: str) -> list[Answer]:
    """Key areas matched by title, outcomes and the words of their groups."""
    areas = of_kind(graph, "keyarea", old), of_kind(graph, "keyarea", new)
    pairs = match(*([_as_row(graph, area) for area in side] for side in areas))
    return [_area([areas[0][place] for place in one.old], [areas[1][place] for place in one.new]) for one in pairs]


def _as_row(graph: Graph, area: Node) -> Row:
    groups = (str(node.props.get("title")) for node, _ in neighbours(graph, area.id, "PART_OF", "in"))
    said = [str(area.props.get("title")), *(area.props.get("outcomes") or ()), *groups]
    return Row(" ".join(said), "", "", frozenset(), frozenset())


def _area(old: Sequence[Node], new: Sequence[Node]) -> Answer:
    before, after = (" / ".join(str(area.props.get("title")) for area in side) for side in (old, new))
    said = [[text for area in side for text in area.props.get("outcomes") or ()] for side in (old, new)]
    relation = "added" if not old else "dropped" if not new else "same" if is_same(before, after) else "renamed"
    return {
        "relation": relation,
        "old": _titled(old, before),
        "new": _titled(new, after),
        "outcomes": _outcomes(*said),
    }


def _titled(areas: Sequence[Node], title: str) -> Answer | None:
    return {"id": areas[0].id, "no": areas[0].props.get("no"), "title": title} if areas else None


def _outcomes(old: Sequence[str], new: Sequence[str]) -> list[Answer]:
    rows = ([Row(text, "", "", frozenset(), frozenset()) for text in side] for side in (old, new))
    found = []
    for one in match(*rows):
        before, after = " ".join(old[i] for i in one.old) or None, " ".join(new[j] for j in one.new) or None
        kept = "same" if before and after and is_same(before, after) else "reworded"
        relation = "added" if before is None else "lost" if after is None else kept
        found.append({"relation": relation, "old": before, "new": after})
    return found


def _rag_definitions(graph: Graph, old: str, new: str) -> list[Answer]:
    sides = [
        {str(colour).casefold(): str(words) for colour, words in (_edition(graph, key).items())} for key in (old, new)
    ]
    found = []
    for colour in dict.fromkeys([*sides[1], *sides[0]]):
        before, after = sides[0].get(colour), sides[1].get(colour)
        changed = set(content(before or "")) != set(content(after or ""))
        found.append({"colour": colour, "old": before, "new": after, "meaning_changed": changed})
    return found


def _edition(graph: Graph, key: str) -> Mapping[str, str]:
    return node_of(graph, f"edition:{key}").props.get("rag_definitions") or {}


def _rows(graph: Graph, key: str) -> list[Answer]:
    return [action_row(graph, node.id) for node in of_kind(graph, "action", key)]


def _seen(graph: Graph, key: str, rows: Iterable[Answer]) -> list[Row]:
    areas = {area.props.get("no"): str(area.props.get("title") or "") for area in of_kind(graph, "keyarea", key)}
    return [
        Row(
            text=str(row["text"]),
            group=str(row["group_title"] or ""),
            area=areas.get(row["key_area"], ""),
            recommendations=frozenset(row["recommendations"] if row["scope"] != "all" else ("all",)),
            leads=frozenset(key for lead in row["leads"] for key in (lead["id"], lead["post_id"]) if key),
        )
        for row in rows
    ]


def _pair(graph: Graph, one: Match, rows: tuple[list[Answer], list[Answer]], known: Mapping[str, str]) -> Answer:
    old, new = [rows[0][place] for place in one.old], [rows[1][place] for place in one.new]
    relation = _relation(old, new, known)
    about = {
        "old": [row["ref"] for row in old],
        "new": [row["ref"] for row in new],
        "relation": relation,
        "score": 1.0 if relation == "same" else round(min(one.score, 0.999), 3),
        "old_ids": [row["id"] for row in old],
        "new_ids": [row["id"] for row in new],
    }
    changes = _changes(graph, old, new, known) if old and new else _alone(old)
    return about | changes | {"quiet": [detail["text"] for detail in changes["quiet_details"]]}


def _relation(old: Sequence[Answer], new: Sequence[Answer], known: Mapping[str, str]) -> str:
    if not old or not new:
        return "added" if new else "dropped"
    if len(old) > 1 or len(new) > 1:
        return "merged" if len(old) > 1 else "split"
    return "same" if is_same(old[0]["text"], new[0]["text"], known) else "reworded"


def _alone(old: Sequence[Answer]) -> Answer:
    """What is said of a row that has no partner."""
    return {
        "due_change_months": None,
        "leads_changed": False,
        "leads_added": [],
        "leads_lost": [],
        "recommendations_added": [],
        "recommendations_lost": [],
        "scope": None,
        "quiet_details": dropped(_wording(old)) if old else [],
    }


def _changes(graph: Graph, old: Sequence[Answer], new: Sequence[Answer], known: Mapping[str, str]) -> Answer:
    before, after = _wording(old), _wording(new)
    leads = _all_leads(old), _all_leads(new)
    lost, added = _unmatched(graph, *leads), _unmatched(graph, *leads[::-1])
    later, stayed = due_change(before.dues, after.dues), len(lost) < len(leads[0])
    return {
        "due_change_months": later,
        "leads_changed": bool(lost or added),
        "leads_added": added,
        "leads_lost": lost,
        "recommendations_added": sorted(set(after.recommendations) - set(before.recommendations), key=natural),
        "recommendations_lost": sorted(set(before.recommendations) - set(after.recommendations), key=natural),
        "scope": _scope(before.scope, after.scope),
        "quiet_details": quiet_changes(before, after, later, (lost, added, stayed), known),
    }


def _wording(rows: Sequence[Answer]) -> Wording:
    scopes = {row["scope"] for row in rows}
    return Wording(
        " ".join(str(row["text"]) for row in rows),
        tuple(row["due"] for row in rows),
        tuple(sorted({number for row in rows for number in row["recommendations"]}, key=natural)),
        "all" if "all" in scopes else "named" if "named" in scopes else "none",
    )


def _scope(old: str, new: str) -> str | None:
    """A sentence where one side says ALL and the other does not."""
    if (old == "all") == (new == "all"):
        return None
    other = {"named": "named single recommendations", "none": "named none"}
    if new == "all":
        return f"The older edition {other[old]}, the newer one says ALL."
    return f"The older edition said ALL, the newer one {other[new]}."


def due_change(old: Iterable[Answer], new: Iterable[Answer]) -> int | None:
    """Months from the end of the older promise, of one or more `due`s, to that of the newer; None without a month."""
    ends = [[last for due in dues if (last := as_due(due).last)] for dues in (old, new)]
    return months_between(max(ends[0]), max(ends[1])) if all(ends) else None


def _all_leads(rows: Iterable[Answer]) -> list[Answer]:
    return list({(lead["id"], lead["post_id"]): lead for row in rows for lead in row["leads"]}.values())


def _unmatched(graph: Graph, ours: Iterable[Answer], theirs: Sequence[Answer]) -> list[str]:
    """The names of those leads that the other side has neither by name nor through their post."""
    known = {lead["id"] for lead in theirs}
    doubtful = [lead for lead in ours if lead["id"] not in known]
    others = [_identity(graph, lead) for lead in theirs] if doubtful else []
    lost = [lead for lead in doubtful if not any(_is_one(_identity(graph, lead), other) for other in others)]
    return list(dict.fromkeys(name_of(lead) for lead in lost))


def _identity(graph: Graph, lead: Answer) -> tuple[str | None, frozenset[str]]:
    """Who is named, and what tells a post or body: ids, spellings, and what is held where the cell names no post."""
    person = lead["id"] if lead["person"] else None
    posts = {lead["post_id"], None if person else lead["id"], plain(lead["post"] or "")}
    if person and not lead["post"]:
        posts |= {post.id for post, edge in neighbours(graph, person, "HOLDS") if not edge.props.get("end_date")}
    return person, frozenset(str(post) for post in posts if post)


def _is_one(one: tuple[str | None, frozenset[str]], other: tuple[str | None, frozenset[str]]) -> bool:
    """Two people are one by name only; a post and whoever holds it are one lead."""
    return one[0] == other[0] if one[0] and other[0] else bool(one[1] & other[1])
