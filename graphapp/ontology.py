"""The kinds of node and edge, their ends and their words: one row each, everything else is derived.

Names follow Popolo (person, post, organization, membership), PROV (was revision of) and project
management (due, depends on). Labels read as a sentence from source to target; inverse labels the other way.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NodeKind:
    """A kind of node: `lane` is its column in pictures, why (0) to where decided (4)."""

    name: str
    label: str
    plural: str
    colour: str
    lane: int


@dataclass(frozen=True, slots=True)
class EdgeKind:
    """A kind of edge with the node kinds it may join; `weight` is how heavily pictures draw it."""

    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    label: str
    inverse: str
    weight: int = 1


_NODES = (
    NodeKind("document", "Paper", "Papers", "#505a5f", 4),
    NodeKind("plan", "Plan", "Plans", "#505a5f", 0),
    NodeKind("edition", "Edition", "Editions", "#505a5f", 0),
    NodeKind("keyarea", "Key area", "Key areas", "#85994b", 1),
    NodeKind("group", "Action group", "Action groups", "#85994b", 1),
    NodeKind("action", "Action", "Actions", "#1d70b8", 2),
    NodeKind("recommendation", "Recommendation", "Recommendations", "#d4351c", 0),
    NodeKind("judgement", "Judgement", "Judgements", "#d4351c", 0),
    NodeKind("person", "Person", "People", "#00703c", 3),
    NodeKind("post", "Post", "Posts", "#28a197", 3),
    NodeKind("organization", "Organization", "Organizations", "#4c2c92", 4),
    NodeKind("strategy", "Strategy", "Strategies", "#f47738", 0),
    NodeKind("meeting", "Meeting", "Meetings", "#4c2c92", 4),
    NodeKind("resolution", "Resolution", "Resolutions", "#912b88", 2),
    NodeKind("measure", "Measure", "Measures", "#b58840", 0),
    NodeKind("reading", "Reading", "Readings", "#b58840", 0),
    NodeKind("scenario", "Scenario", "Scenarios", "#505a5f", 2),
)

LEADERS = ("person", "post", "organization")

# What people keep beside the facts: no paper says it, so it is never read, counted or dropped with a paper.
KEPT_BESIDE = ("scenario",)

_EDGES = (
    EdgeKind(
        "PART_OF",
        ("action", "group", "keyarea", "edition", "post", "organization", "reading", "judgement"),
        ("group", "keyarea", "edition", "plan", "organization", "measure", "document"),
        "is part of",
        "includes",
    ),
    EdgeKind("ADDRESSES", ("action", "keyarea", "strategy"), ("recommendation",), "addresses", "is addressed by", 2),
    EdgeKind("LEADS", LEADERS, ("action", "keyarea", "resolution"), "leads", "is led by", 3),
    EdgeKind("HOLDS", ("person",), ("post",), "holds the post", "is held by", 2),
    EdgeKind("MEMBER_OF", ("person", "post"), ("organization",), "sits on", "has as member", 2),
    EdgeKind("ATTENDED", ("person",), ("meeting",), "attended", "was attended by"),
    EdgeKind(
        "OVERSEES",
        ("organization",),
        ("edition", "keyarea", "strategy", "organization"),
        "oversees",
        "is overseen by",
        2,
    ),
    EdgeKind("REPORTS_TO", ("organization", "post"), ("organization", "post"), "reports to", "receives reports of"),
    EdgeKind("PRODUCES", ("action",), ("strategy",), "produces", "is produced by", 2),
    EdgeKind("RELIES_ON", ("action", "keyarea", "edition"), ("strategy",), "relies on", "is relied on by", 2),
    EdgeKind(
        "DISCUSSES",
        ("meeting", "resolution"),
        ("strategy", "edition", "measure"),
        "discusses",
        "is discussed at",
    ),
    EdgeKind("DEPENDS_ON", ("action",), ("action",), "depends on", "comes before", 2),
    EdgeKind("WAS_REVISION_OF", ("action",), ("action",), "was a revision of", "became"),
    EdgeKind("DECIDED_AT", ("resolution",), ("meeting",), "was decided at", "decided", 2),
    EdgeKind("HELD_BY", ("meeting",), ("organization",), "was a meeting of", "held the meeting", 2),
)

# What may be asked about: who leads, and what a path may join.
SUBJECTS = (*LEADERS, "action", "recommendation", "keyarea", "strategy", "meeting", "resolution", "measure")

NODE_KINDS: dict[str, NodeKind] = {kind.name: kind for kind in _NODES}
EDGE_KINDS: dict[str, EdgeKind] = {kind.name: kind for kind in _EDGES}


def kind_of(node_id: str) -> str:
    """The kind a node id carries: `action:2019-01/1.2.1` is an `action`."""
    return node_id.partition(":")[0]
