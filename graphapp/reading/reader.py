"""One paper read whole: plans, minutes, figures, named strategies and bodies, as drafts and as the contract's JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from graphapp.reading.actions import read_plans
from graphapp.reading.bodies import HEADS, read_organizations
from graphapp.reading.drafts import Drafts, Paper
from graphapp.reading.figures import read_judgements, read_measures
from graphapp.reading.files import read_paper
from graphapp.reading.minutes import read_minutes
from graphapp.reading.passages import Passages
from graphapp.reading.strategies import KINDS, read_strategies
from graphapp.reading.uncollected import uncollected

_LISTS = (
    "recommendations",
    "key_areas",
    "actions",
    "organizations",
    "strategies",
    "meetings",
    "resolutions",
    "measures",
    "judgements",
    "unread",
)


def read(path: Path, **known: str) -> Drafts:
    """Everything the reader makes of the paper at `path`; UnreadablePaper where it cannot be opened as one."""
    return read_drafts(read_paper(path, **known))


def read_drafts(paper: Paper) -> Drafts:
    """Everything the reader makes of a paper's lines."""
    with uncollected():
        return _drafts(paper)


def _drafts(paper: Paper) -> Drafts:
    plans = read_plans(paper)
    meetings, resolutions = read_minutes(paper)
    logged = {resolution.source.line_start for resolution in resolutions}  # an action log's rows are resolutions
    met = [(meeting.source.line_start, meeting.last_line) for meeting in meetings]
    actions = tuple(
        action
        for action in plans.actions
        if action.source.line_start not in logged and (action.text or not _is_inside(action.source.line_start, met))
    )
    measures, judgements = read_measures(paper), read_judgements(paper)
    elsewhere = [(one.source.line_start, one.source.line_end) for one in measures]
    elsewhere += [(one.source.line_start, one.source.line_end) for one in judgements]
    elsewhere += met
    said = Passages(paper, HEADS | KINDS.keys())
    kind = paper.kind or _kind(bool(actions), bool(meetings))
    return Drafts(
        paper=replace(paper, kind=kind),
        plans=plans.plans if actions else (),
        recommendations=plans.recommendations,
        key_areas=plans.key_areas,
        actions=actions,
        organizations=read_organizations(paper, said),
        strategies=read_strategies(paper, said),
        meetings=meetings,
        resolutions=resolutions,
        measures=measures,
        judgements=judgements,
        unread=tuple(one for one in plans.unread if not _is_inside(one.line_start, elsewhere)),
    )


def _is_inside(line: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether another reader took the line: a list of those present is no table of actions, and no loss."""
    return any(first <= line <= last for first, last in spans)


def _kind(has_actions: bool, has_meetings: bool) -> str:
    if has_actions and has_meetings:
        return "pack"
    return "plan" if has_actions else "minutes" if has_meetings else "report"


@uncollected()
def as_json(drafts: Drafts) -> dict[str, Any]:
    """The answer of `graphapp read`, as the contract lays it out."""
    paper = drafts.paper
    head = {
        "id": paper.id,
        "title": paper.title,
        "kind": paper.kind,
        "date": paper.date,
        "lines": len(paper.lines),
    }
    answer: dict[str, Any] = {"document": head, "plans": _jsonable(drafts.plans)}
    answer |= {name: _jsonable(getattr(drafts, name)) for name in _LISTS}
    for found, draft in zip(answer["actions"], drafts.actions, strict=True):
        found["share"] = draft.share
        found["ratings"] = [{"date": date, "rag": rag} for date, rag in draft.ratings]
    return answer


def _jsonable(value: Any) -> Any:
    if hasattr(value, "as_json"):
        return value.as_json()
    if is_dataclass(value):
        return {part.name: _jsonable(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, tuple | list):
        return [_jsonable(part) for part in value]
    return value
