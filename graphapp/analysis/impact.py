"""What every what-if shares: how a moved date spreads along dependencies, and what becomes of it.

Three bands are kept apart. Confirmed: along dependencies that somebody accepted, dates move. Inferred: along those
only proposed, a warning. Associated: what merely goes together, a list. Nothing here changes the map.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from graphapp.analysis.answers import Answer, Graph, action_row, as_due, in_due_order, is_done, neighbours, node_of
from graphapp.analysis.steps import months_of, reason_of, standing, way
from graphapp.analysis.words import spoken, spoken_date
from graphapp.due import Due, add_months, months_between
from graphapp.errors import UnknownSubject
from graphapp.model import Edge, Node

CONFIRMED = frozenset({"confirmed"})
PROPOSED = frozenset({"confirmed", "inferred"})
_NOTHING: Mapping[str, Any] = {"raw": "", "kind": "none", "dates": []}


@dataclass(frozen=True, slots=True)
class Shift:
    """An action in a what-if: the dependencies that lead to it, and how its date moves.

    `start` and `to` are the date that moves, before and after ("YYYY-MM" or a day); None where it has none.
    `end` and `new_end` are when it is finished, which is what other actions wait for. `months` is by how much
    it moves, `slack` how many months there were between what it waits for and itself (None where unknown).
    """

    id: str
    edges: tuple[Edge, ...]
    start: str | None
    to: str | None
    end: str | None
    new_end: str | None
    months: int = 0
    slack: int | None = None
    slack_left: int | None = None
    done: bool = False

    @property
    def is_moved(self) -> bool:
        """Whether its date is another one now."""
        return self.to != self.start

    @property
    def is_spreading(self) -> bool:
        """Whether what waits for it is touched: its end is another one now."""
        return self.new_end is not None and self.new_end != self.end


def ways_of(shifts: Iterable[Shift]) -> dict[str, tuple[Edge, ...]]:
    """Id of each moved action -> the edges that lead to it."""
    return {shift.id: shift.edges for shift in shifts}


def due_of(action: Node) -> Due:
    """What the action's due cell says; of kind "none" where it has none."""
    return as_due(action.props.get("due") or _NOTHING)


def action_of(graph: Graph, action_id: str) -> Node:
    """The action of that id; UnknownSubject where the map has none or it is something else."""
    node = node_of(graph, action_id)
    if node.kind != "action":
        raise UnknownSubject(f"{spoken(node)} is no action: name an action by its ref.")
    return node


def spread(graph: Graph, seeds: Iterable[Shift], standings: frozenset[str]) -> dict[str, Shift]:
    """Every action that waits for a moved one along dependencies of these standings, by id, without the seeds.

    What is moved furthest is settled first. An action never moves by more than what it waits for does, so each is
    settled once, and circles end. An action that absorbs the move, or has no date, passes nothing on.
    """
    origin = {seed.id: seed for seed in seeds}
    found: dict[str, Shift] = {}
    queue: list[tuple[int, bool, int, Shift]] = []
    turn = count()

    def wait_for(before: Shift) -> None:
        for dependent, edge in neighbours(graph, before.id, "DEPENDS_ON", "in"):
            if standing(edge) in standings and dependent.id not in origin and dependent.id not in found:
                shift = _pushed(graph, dependent, before, edge)
                heapq.heappush(queue, (-shift.months, not shift.is_moved, next(turn), shift))

    for seed in origin.values():
        if seed.is_spreading:
            wait_for(seed)
    while queue:
        shift = heapq.heappop(queue)[3]
        if shift.id not in found:
            found[shift.id] = shift
            if shift.is_spreading:
                wait_for(shift)
    return found


def _pushed(graph: Graph, action: Node, before: Shift, edge: Edge) -> Shift:
    """How an action moves with what it waits for: by what its slack cannot absorb.

    One that was due before what it waits for has no slack, and moves by as much. What waits is its first stage; the
    later ones keep their distance to it.
    """
    due, edges, ready = due_of(action), (*before.edges, edge), before.new_end
    start, done = due.deadline, is_done(graph, action_row(graph, action.id))
    if start is None or ready is None or done:
        return Shift(action.id, edges, start, start, due.last, due.last, done=done)
    slack = months_between(before.end, start) if before.end else None
    late = months_between(start, ready)
    pushed = months_between(before.end, ready) if before.end else late
    months = max(0, pushed - max(slack or 0, 0))
    to, end = add_months(start, months), add_months(due.last or start, months)
    if len(to) == len(ready) == len("2019-01-31") and to < ready and (before.end is None or before.end <= start):
        to, end = ready, max(end, ready)  # within a month it is the days that decide
    left = None if slack is None else slack - pushed + months
    return Shift(action.id, edges, start, to, due.last, end, months, slack, left)


def bands(graph: Graph, seeds: Iterable[Shift]) -> tuple[list[Answer], list[Answer], list[Shift]]:
    """The confirmed rows, the inferred rows, and the shifts of the confirmed ones, in due order.

    Confirmed: action + `moves_from`, `moves_to` (the same where slack absorbs it, None where it has no date),
    `moves_months`, `slack_months`, `slack_left`, `standing`, `reason`, `note`, `path`, `sources`. Inferred: action +
    `reason`, `slack_months`, `standing`, `note`, `path`, `sources`; never a new date.
    """
    origin = list(seeds)
    sure, all_of_them = spread(graph, origin, CONFIRMED), spread(graph, origin, PROPOSED)
    confirmed = [_confirmed(graph, shift, all_of_them[shift.id]) for shift in sure.values()]
    inferred = [warned(graph, shift) for shift in all_of_them.values() if shift.id not in sure]
    return in_due_order(confirmed), in_due_order(inferred), list(sure.values())


def _confirmed(graph: Graph, shift: Shift, proposed: Shift) -> Answer:
    note = _note(graph, shift)
    if proposed.months > shift.months:
        note += " Through an inferred dependency it might have to move further."
    return action_row(graph, shift.id) | {
        "moves_from": shift.start,
        "moves_to": shift.to,
        "moves_months": shift.months,
        "slack_months": shift.slack,
        "slack_left": shift.slack_left,
        "standing": "confirmed",
        "reason": reason_of(graph, shift.edges[-1]),
        "note": note,
        **way(graph, shift.edges),
    }


def warned(graph: Graph, shift: Shift) -> Answer:
    """A row of the inferred band: what might be touched, why, and whether its slack would do."""
    guessed = [edge for edge in shift.edges if standing(edge) == "inferred"]
    note = _note(graph, shift)
    if shift.is_moved:
        note = f"{_slack(shift.slack)}, too little for the move, if the dependency holds."
    return action_row(graph, shift.id) | {
        "reason": reason_of(graph, (guessed or shift.edges)[-1]),
        "slack_months": shift.slack,
        "standing": "inferred",
        "note": note,
        **way(graph, shift.edges),
    }


def _note(graph: Graph, shift: Shift) -> str:
    """What happens to its date, in a sentence, whatever kind of date it has."""
    due = due_of(node_of(graph, shift.id))
    if shift.done:
        return "The paper says it is done, so it does not move."
    if shift.start is None or shift.to is None:
        said = f"Its due cell says “{due.raw}”, which is no date that could move" if due.raw else "It has no date"
        return f"{said}; look whether it can still be done as planned."
    if shift.is_moved:
        what = {"start": "Its start moves", "recurring": "Its beginning moves"}.get(due.kind, "It moves")
        return f"{what} from {spoken_date(shift.start)} to {spoken_date(shift.to)}. {_slack(shift.slack)}."
    if shift.slack is not None and shift.slack_left is not None and shift.slack_left > shift.slack:
        return f"It could come earlier: its slack grows from {months_of(shift.slack)} to {months_of(shift.slack_left)}."
    return f"{_slack(shift.slack)}, which absorbs the move."


def _slack(slack: int | None) -> str:
    if slack is None:
        return "Its slack is not known"
    late = f"It is due {months_of(-slack)} before what it waits for" if slack < 0 else ""
    return late or f"It has {months_of(slack) if slack else 'no'}{' of' if slack else ''} slack"
