"""What a what-if touches beside other actions: recommendations, strategies, meetings, and what merely goes along."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from graphapp.analysis.answers import (
    Answer,
    Graph,
    above,
    action_row,
    in_due_order,
    item,
    last_day,
    leads_of,
    neighbours,
    node_of,
    source,
)
from graphapp.analysis.impact import due_of
from graphapp.analysis.related import boards_hearing, is_guest, seats
from graphapp.analysis.steps import edges_between, months_of, way
from graphapp.analysis.words import listed, natural, sentence, spoken_date
from graphapp.due import months_between
from graphapp.model import Edge, Node

Ways = Mapping[str, tuple[Edge, ...]]  # id of an affected action -> the edges that lead to it

# Days between meetings; a term is a third of a year.
_EVERY = {"weekly": 7, "monthly": 30.4, "six-weekly": 42, "quarterly": 91.3, "termly": 121.7, "annual": 365.25}


def recommendations(graph: Graph, ways: Ways) -> list[Answer]:
    """The recommendations that affected actions answer: `no`, `text`, `scope`, `actions` (refs), path.

    `scope` is "all" where no row names the recommendation, but only says ALL.
    """
    found: dict[str, Answer] = {}
    for action, edges, node, edge in _ends(graph, ways, "ADDRESSES"):
        named = edge.props.get("scope") != "all"
        one = found.get(node.id)
        if one is None or (named and one["scope"] == "all"):
            refs = one["actions"] if one else []
            scope = "named" if named else "all"
            about = {"no": str(node.props.get("no") or node.label), "text": node.props.get("text")}
            one = found[node.id] = item(node, **about, scope=scope, actions=refs) | way(graph, (*edges, edge))
        one["actions"].append(action.label)
    return sorted(found.values(), key=lambda one: natural(str(one["no"])))


def strategies(graph: Graph, ways: Ways) -> list[Answer]:
    """The strategies that affected actions produce or rely on: `produced_by`, `relied_on_by` (refs), path."""
    found: dict[str, Answer] = {}
    for kind, role in (("PRODUCES", "produced_by"), ("RELIES_ON", "relied_on_by")):
        for action, edges, node, edge in _ends(graph, ways, kind):
            if node.id not in found:
                found[node.id] = item(node, produced_by=[], relied_on_by=[]) | way(graph, (*edges, edge))
            found[node.id][role].append(action.label)
    return sorted(found.values(), key=lambda one: str(one["name"]))


def _ends(graph: Graph, ways: Ways, kind: str) -> Iterator[tuple[Node, tuple[Edge, ...], Node, Edge]]:
    for action_id, edges in ways.items():
        for node, edge in neighbours(graph, action_id, kind):
            if edge.props.get("standing") != "rejected":
                yield node_of(graph, action_id), edges, node, edge


def boards(graph: Graph, action_ids: Iterable[str]) -> list[Answer]:
    """The boards that oversee these actions' key areas or edition, or on which their leads sit; `why`, path.

    A board that their leads only visited, as guests, does not hear of the actions for that.
    """
    leads, overseen = dict[str, None](), dict[str, None]()
    for action_id in action_ids:
        leads |= dict.fromkeys(lead["id"] for lead in leads_of(graph, action_id))
        overseen |= dict.fromkeys(node.id for kind, node in above(graph, action_id).items() if kind != "plan")
    own = {board.id for node_id in overseen for board, _ in neighbours(graph, node_id, "OVERSEES", "in")}
    seated = [seat for lead in leads for seat in seats(graph, node_of(graph, lead))]
    own |= {board.id for board, edge, _ in seated if not is_guest(edge.props.get("role"))}
    found = [one for one in boards_hearing(graph, leads, overseen) if one["id"] in own]
    return [one | {"path": one["why"][:1], "sources": [one["source"]]} for one in found]


def meetings(graph: Graph, hearing: Iterable[Answer], old: str | None, new: str) -> list[Answer]:
    """For each of these boards its meetings around two dates.

    `before`: the last one known up to the earlier date; `between`: those after it, up to the later date; `after`: the
    first one known from then on. Each has `date`, `how` (held, or announced at the meeting before), `id`, `source`.
    `meets` is how often the board meets, `about` how many meetings that makes between the dates (None where nobody
    says), `note` a sentence. No date is made up: what the papers do not announce is only counted.
    """
    first, last = sorted((last_day(old or new), last_day(new)))
    found = []
    for board in hearing:
        known = sorted(_known(graph, board["id"]), key=lambda one: (one["date"], one["how"] != "held"))
        known = [one for at, one in enumerate(known) if at == 0 or known[at - 1]["date"] != one["date"]]
        meets = node_of(graph, board["id"]).props.get("meets")
        about = round(_days(first, last) / _EVERY[meets]) if meets in _EVERY else None
        earlier = [one for one in known if one["date"] <= first]
        later = [one for one in known if one["date"] > last]
        between = [one for one in known if first < one["date"] <= last]
        said = {"before": earlier[-1:], "between": between, "after": later[:1], "meets": meets, "about": about}
        note = _meets(board["name"], said, first, last)
        found.append(board | said | {"note": note})
    return found


def _known(graph: Graph, board_id: str) -> Iterator[Answer]:
    for meeting, _ in neighbours(graph, board_id, "HELD_BY", "in"):
        for name, how in (("date", "held"), ("next_date", "announced")):
            if meeting.props.get(name):
                yield {"id": meeting.id, "date": last_day(meeting.props[name]), "how": how, "source": source(meeting)}


def _days(first: str, last: str) -> float:
    """About how many days lie between two days."""
    return months_between(first, last) * 30.4 + int(last[8:]) - int(first[8:])


def _meets(name: str, said: Answer, first: str, last: str) -> str:
    span = f"between {spoken_date(first)} and {spoken_date(last)}" if first != last else f"on {spoken_date(last)}"
    known = listed(spoken_date(one["date"]) for one in said["between"])
    text = f"{name} meets {span} on {known}" if known else f"the papers name no meeting of {name} {span}"
    if said["about"]:
        often = f"it meets {said['meets']}, which makes about {said['about']} there"
        return sentence(f"{text}; {often}")
    return sentence(text)


def associated(graph: Graph, action_id: str, months: Mapping[str, str], known: Collection[str]) -> list[Answer]:
    """Actions of the same edition in the same month that share a lead, or a board their leads sit on.

    `months` maps each month ("YYYY-MM") to what it is in this what-if ("where this one is due now"); `known` are the
    ids already told of. Each row has `reason`, path and `shares` (lead or board). A list, never a prediction.
    """
    edition = node_of(graph, action_id).props.get("edition")
    found: dict[str, Answer] = {}
    for kind, text, edges in _shared(graph, action_id):
        other = node_of(graph, edges[-1].target)
        month = next((date[:7] for date in due_of(other).dates if date[:7] in months), None)
        is_same = other.id == action_id or other.id in known or other.id in found
        if other.kind == "action" and other.props.get("edition") == edition and month and not is_same:
            reason = sentence(f"{text}, and it is due in {spoken_date(month)}, {months[month]}")
            found[other.id] = action_row(graph, other.id) | {"reason": reason, "shares": kind} | way(graph, edges)
    return in_due_order(found.values())


def _shared(graph: Graph, action_id: str) -> Iterator[tuple[str, str, tuple[Edge, ...]]]:
    """What leads led, then what those lead who sit on the same boards, each with the edges that join it."""
    pairs = neighbours(graph, action_id, "LEADS", "in")
    for lead, edge in pairs:
        for _, other in neighbours(graph, lead.id, "LEADS"):
            yield "lead", f"{lead.label} leads it too", (edge, other)
    for lead, edge in pairs:
        for board, seat, _ in seats(graph, lead):
            holding = edges_between(graph, lead.id, "HOLDS", seat.source)
            for member, place in neighbours(graph, board.id, "MEMBER_OF", "in"):
                guests = is_guest(seat.props.get("role")) or is_guest(place.props.get("role"))
                if not guests and place.source != seat.source:
                    text = f"its lead {member.label} sits on {board.label} with {lead.label}"
                    for _, other in neighbours(graph, member.id, "LEADS"):
                        yield "board", text, (edge, *holding, seat, place, other)


def down(
    graph: Graph, whole_id: str, edges: tuple[Edge, ...] = (), is_shut: Callable[[Node], bool] = lambda _: False
) -> dict[str, tuple[Edge, ...]]:
    """The actions that are part of a key area, group or edition: id -> the given edges and those down to it.

    There is no way into a part that `is_shut`.
    """
    found: dict[str, tuple[Edge, ...]] = {}
    step, seen = [(whole_id, edges)], {whole_id}
    while step:
        here, so_far = step.pop()
        for node, edge in neighbours(graph, here, "PART_OF", "in"):
            if node.kind == "action":
                found.setdefault(node.id, (*so_far, edge))
            elif node.id not in seen and not is_shut(node):
                seen.add(node.id)
                step.append((node.id, (*so_far, edge)))
    return found


def months_between_words(old: str | None, new: str) -> str:
    """How far a date moves, in words.

    >>> months_between_words("2019-03", "2019-06"), months_between_words("2019-03", "2019-01")
    ('3 months later', '2 months earlier')
    """
    far = months_between(old, new) if old else 0
    if far:
        return f"{months_of(abs(far))} {'later' if far > 0 else 'earlier'}"
    return "as it is" if old == new else "on a date it did not have" if old is None else "within the same month"
