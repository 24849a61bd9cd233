"""What the minutes and reports say: who met and what they resolved, figures with their aims, judgements."""

from __future__ import annotations

from graphapp.analysis.answers import Answer, Graph, item, neighbours, node_of, of_kind, source
from graphapp.analysis.related import rank, resolutions
from graphapp.analysis.words import natural
from graphapp.model import Node


def meeting_list(graph: Graph) -> Answer:
    """Every meeting, newest first: `body`, `date`, how many were there, sent apologies, and how many resolutions."""
    found = [_meeting(graph, node) for node in of_kind(graph, "meeting")]
    return {"meetings": sorted(found, key=lambda one: (one["date"] or "", one["name"]), reverse=True)}


def _meeting(graph: Graph, node: Node) -> Answer:
    capacities = [edge.props.get("capacity") for _, edge in neighbours(graph, node.id, "ATTENDED", "in")]
    bodies = [item(body) for body, _ in neighbours(graph, node.id, "HELD_BY")]
    return item(
        node,
        body=bodies[0] if bodies else None,
        date=node.props.get("date"),
        next_date=node.props.get("next_date"),
        present=len(capacities) - capacities.count("apologies"),
        apologies=capacities.count("apologies"),
        resolutions=len(neighbours(graph, node.id, "DECIDED_AT", "in")),
    )


def meeting(graph: Graph, meeting_id: str) -> Answer:
    """One meeting: who `attended` (with `capacity` and the body each `represents`), what was resolved, discussed.

    Those who sent apologies stand last in `attended`, with the capacity "apologies".
    """
    node = node_of(graph, meeting_id)
    attended = [
        item(person) | {name: edge.props.get(name) for name in ("capacity", "represents")} | {"source": source(edge)}
        for person, edge in neighbours(graph, meeting_id, "ATTENDED", "in")
    ]
    discussed = [
        item(thing, kind=thing.kind) | {"source": source(edge)}
        for thing, edge in neighbours(graph, meeting_id, "DISCUSSES")
    ]
    return {
        "meeting": _meeting(graph, node),
        "attended": sorted(
            attended, key=lambda one: (one["capacity"] == "apologies", rank(one["capacity"]), one["name"])
        ),
        "resolutions": resolutions(graph, (made for made, _ in neighbours(graph, meeting_id, "DECIDED_AT", "in"))),
        "discussed": sorted(discussed, key=lambda one: str(one["name"])),
        "questions": list(node.props.get("questions") or ()),
    }


def measure_list(graph: Graph) -> Answer:
    """Every measure with its `readings`, oldest first: `value`, `unit`, `date`; the aim is `target`, `target_date`."""
    return {"measures": [_measure(graph, node) for node in of_kind(graph, "measure")]}


def _measure(graph: Graph, node: Node) -> Answer:
    names = ("value", "unit", "date", "target", "target_date")
    readings = [
        item(reading, **{name: reading.props.get(name) for name in names})
        for reading, _ in neighbours(graph, node.id, "PART_OF", "in")
    ]
    readings.sort(key=lambda one: str(one["date"] or one["target_date"] or ""))
    return item(node, unit=node.props.get("unit"), readings=readings)


def judgement_list(graph: Graph) -> Answer:
    """Every judgement of the inspectorate: `area`, `grade` and `date`, newest first."""
    found = [
        item(node, **{name: node.props.get(name) for name in ("area", "grade", "date")})
        for node in of_kind(graph, "judgement")
    ]
    found.sort(key=lambda one: natural(str(one["area"])))
    return {"judgements": sorted(found, key=lambda one: str(one["date"] or ""), reverse=True)}
