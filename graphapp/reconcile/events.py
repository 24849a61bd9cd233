"""Meetings, resolutions, measures and judgements of one paper -> facts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graphapp.model import Citation
from graphapp.reading.drafts import (
    Attendee,
    Drafts,
    JudgementDraft,
    MeasureDraft,
    MeetingDraft,
    ResolutionDraft,
)
from graphapp.reading.names import read_leads
from graphapp.reading.vocabulary import ROLES
from graphapp.reconcile.build_base import Builder
from graphapp.reconcile.folding import slug

_SITTING = {
    "chair": "chair",
    "member": "member",
    "co-opted member": "co-opted member",
    "attendee": "attendee",
}


def add_events(builder: Builder, found: Drafts) -> None:
    """Everything the paper says of meetings, figures and grades."""
    meetings = [_meeting(builder, found, meeting) for meeting in found.meetings]
    _resolutions(builder, found, meetings)
    for measure in found.measures:
        _measure(builder, measure)
    for judgement in found.judgements:
        node_id = f"judgement:{_fullest(builder, judgement)}/{slug(judgement.area)}"
        builder.facts.node(
            node_id,
            f"{judgement.area}: {judgement.grade}",
            judgement.source,
            area=judgement.area,
            grade=judgement.grade,
            date=_fullest(builder, judgement),
        )


def _fullest(builder: Builder, judgement: JudgementDraft) -> str:
    """The date of the judgement: of papers that give its year and its month, the month."""
    dates = (
        other.date
        for found in builder.drafts
        for other in found.judgements
        if other.date and slug(other.area) == slug(judgement.area) and other.date.startswith(judgement.date or "?")
    )
    return max(dates, key=len, default=judgement.date or "undated")


def _meeting(builder: Builder, found: Drafts, meeting: MeetingDraft) -> tuple[MeetingDraft, str]:
    facts, cited = builder.facts, meeting.source
    body = builder.organization(meeting.organization, cited)
    node_id = f"meeting:{body.partition(':')[2]}/{meeting.date or 'undated'}"
    facts.node(
        node_id,
        f"{meeting.organization}, {meeting.date or 'no date'}",
        cited,
        organization=meeting.organization,
        date=meeting.date,
        next_date=meeting.next_date,
    )
    facts.edge(node_id, "HELD_BY", body, cited)
    for one in meeting.attendees:
        _attendee(builder, one, node_id, body, _listed(found, meeting, one.person))
    for strategy in found.strategies:
        for place in (strategy.source, *strategy.also):
            if cited.line_start <= place.line_start <= meeting.last_line:
                facts.edge(node_id, "DISCUSSES", builder.strategy(strategy.name, place), place)
    return meeting, node_id


def _listed(found: Drafts, meeting: MeetingDraft, person: str) -> Citation:
    """The line of the minutes that names the person first, else their heading."""
    lines = (line for line in found.paper.lines if meeting.source.line_start <= line.no <= meeting.last_line)
    line = next((line for line in lines if person in line.text), None)
    return found.paper.cite(line) if line else meeting.source


def _attendee(builder: Builder, one: Attendee, meeting: str, body: str, cited: Citation) -> None:
    person = builder.person(one.person, cited)
    builder.facts.edge(person, "ATTENDED", meeting, cited, capacity=one.capacity, represents=one.represents)
    if one.capacity in _SITTING:
        builder.facts.edge(person, "MEMBER_OF", body, cited, role=one.capacity)
    if post := _post_in(one.represents or ""):
        post_id, acting = builder.post(post, cited)
        builder.facts.edge(
            person, "HOLDS", post_id, cited, acting=acting, as_written=[post], start_date=None, end_date=None
        )


def _post_in(represents: str) -> str | None:
    """The post in `Participation Lead, LCC`: words before the body that name a role."""
    post = represents.rpartition(", ")[0]
    return post if ROLES & {word.lower() for word in re.findall(r"\w+", post)} else None


def _resolutions(builder: Builder, found: Drafts, meetings: Sequence[tuple[MeetingDraft, str]]) -> None:
    for number, resolution in enumerate(found.resolutions, 1):
        held = next(
            (
                at
                for meeting, at in meetings
                if meeting.source.line_start <= resolution.source.line_start <= meeting.last_line
            ),
            meetings[-1][1] if meetings else None,
        )
        place = held.partition(":")[2] if held else found.paper.id
        node_id = f"resolution:{place}/{number}"
        item = f"item {resolution.item}" if resolution.item else f"number {number}"
        builder.facts.node(
            node_id,
            f"Resolution, {item}",
            resolution.source,
            item=resolution.item,
            text=resolution.text,
            due=resolution.due.as_json(),
            owners_text=list(resolution.owners),
        )
        if held:
            builder.facts.edge(node_id, "DECIDED_AT", held, resolution.source)
        _owners(builder, resolution, node_id)


def _owners(builder: Builder, resolution: ResolutionDraft, node_id: str) -> None:
    share = "joint" if len(resolution.owners) > 1 else "sole"
    for order, owner in enumerate(resolution.owners):
        for lead in read_leads(owner, frozenset({owner})):
            builder.lead(lead, node_id, resolution.source, share=share, order=order)


def _measure(builder: Builder, measure: MeasureDraft) -> None:
    node_id = f"measure:{slug(measure.name)}"
    when = measure.date or measure.target_date or "undated"
    builder.facts.node(node_id, measure.name, measure.source, name=measure.name, unit=measure.unit)
    base = reading = f"reading:{slug(measure.name)}/{when}"
    number = 1
    while reading in builder.facts and builder.facts.props(reading).get("value") != measure.value:
        number += 1
        reading = f"{base}-{number}"
    shown = (
        f"{measure.value:g}"
        if measure.value is not None
        else f"aim {measure.target:g}"
        if measure.target is not None
        else ""
    )
    builder.facts.node(
        reading,
        f"{measure.name}: {shown} {measure.unit or ''}".strip(),
        measure.source,
        value=measure.value,
        unit=measure.unit,
        date=measure.date,
        target=measure.target,
        target_date=measure.target_date,
    )
    builder.facts.edge(reading, "PART_OF", node_id, measure.source)
