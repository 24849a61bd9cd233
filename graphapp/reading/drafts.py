"""What a reader makes of one paper, before any decision: plain frozen records in the contract's words."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from graphapp.due import Due
from graphapp.model import Citation


@dataclass(slots=True, unsafe_hash=True)
class Line:
    """One line of a paper: a text line has one cell, a table row one a column, empty ones kept.

    `no` counts lines of a text (or rows of a sheet, paragraphs and rows of a document) from 1.
    `table` numbers the ruled table a row stands in, where the format has real tables (docx, html, pdf).
    Nothing changes a line; it is not frozen, for that would take three times as long to make each of a long paper.
    """

    no: int
    cells: tuple[str, ...]
    page: int | None = None
    sheet: str | None = None
    table: int | None = None
    fills: tuple[str, ...] = ()  # a spreadsheet cell's fill colour as a RAG word, "" where plain
    above: tuple[str, ...] = ()  # for each cell that one in a row above reaches down to, that one's words
    heading: int = 0  # level of a heading style, 0 for body text
    is_strong: bool = False  # a short line, all of it in bold
    is_across: bool = False  # a row whose only cell spans all the columns of its table
    filled: tuple[str, ...] = field(init=False, repr=False, compare=False)  # the cells that hold something, stripped
    text: str = field(init=False, repr=False, compare=False)  # the line's words, cells joined by a space

    def __post_init__(self) -> None:
        # Kept, not made again at each look: every reader asks every line of a long paper for them.
        if len(self.cells) == 1:  # as most lines of a text have
            text = self.cells[0].strip()
            filled: tuple[str, ...] = (text,) if text else ()
        else:
            filled = tuple([words for cell in self.cells if (words := cell.strip())])
            text = " ".join(filled)
        self.filled, self.text = filled, text


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as lines; `raw` is what a person would see, line for line, for showing beside citations."""

    id: str
    title: str
    kind: str
    date: str | None
    lines: tuple[Line, ...]
    raw: tuple[str, ...]
    warnings: tuple[str, ...] = ()

    def cite(self, first: Line, last: Line | None = None) -> Citation:
        """A citation of the lines from `first` to `last`."""
        return _citation(self.id, first.no, (last or first).no, first.page, first.sheet)


_citation = lru_cache(maxsize=1024)(Citation)  # one line may say a hundred things


@dataclass(frozen=True, slots=True)
class Lead:
    """Who leads: at least one of the three is set; `post` is as written in that cell."""

    person: str | None = None
    post: str | None = None
    organization: str | None = None

    def as_json(self) -> dict[str, str | None]:
        """The contract's lead."""
        return {"person": self.person, "post": self.post, "organization": self.organization}


@dataclass(frozen=True, slots=True)
class RecommendationDraft:
    """What the inspectorate recommended; `key_area` as the paper prints it beside it."""

    no: str
    text: str
    key_area: str | None
    source: Citation


@dataclass(frozen=True, slots=True)
class KeyAreaDraft:
    """A key area, priority or objective of a plan."""

    no: str
    title: str
    leads: tuple[Lead, ...]
    outcomes: tuple[str, ...]
    source: Citation
    plan: str = ""  # title of the plan it is part of


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """One row of a plan of action."""

    ref: str  # as printed, "" where the paper numbers nothing
    group: str | None
    group_title: str | None
    key_area: str | None
    text: str
    recommendations: tuple[str, ...]
    scope: str  # named, all, none
    due: Due
    leads: tuple[Lead, ...]
    source: Citation
    rag: str | None = None
    progress: str | None = None
    start: str | None = None
    ratings: tuple[tuple[str, str], ...] = ()  # (date, rag)
    plan: str = ""
    notes: tuple[str, ...] = ()  # what the reader doubts about the row
    lead_text: str = ""  # the lead cell as written
    measure: str | None = None  # a success measure written in the row

    @property
    def share(self) -> str:
        """`sole`, `joint` or `none`, by how many leads the cell names."""
        return {0: "none", 1: "sole"}.get(len(self.leads), "joint")


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A plan the paper prints: `date` is its month (YYYY-MM), `rag_definitions` colour -> meaning."""

    title: str
    date: str | None
    source: Citation
    rag_definitions: tuple[tuple[str, str], ...] = ()
    strategy: str | None = None  # the strategy it is the action plan of, as written


@dataclass(frozen=True, slots=True)
class OrganizationDraft:
    """A body the paper names."""

    name: str
    classification: str
    aliases: tuple[str, ...]
    source: Citation
    oversees: tuple[str, ...] = ()  # plans and strategies the paper says it oversees, as written
    meets: str | None = None  # recurrence of its meetings
    also: tuple[Citation, ...] = ()  # further places that name it


@dataclass(frozen=True, slots=True)
class StrategyDraft:
    """A named strategy, plan, framework or the like."""

    name: str
    classification: str
    aliases: tuple[str, ...]
    source: Citation
    also: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Attendee:
    """Who was at a meeting, or sent apologies."""

    person: str
    represents: str | None
    capacity: str  # chair, member, co-opted member, attendee, officer, apologies


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """A meeting that the paper records."""

    organization: str
    date: str | None
    attendees: tuple[Attendee, ...]
    source: Citation
    next_date: str | None = None
    last_line: int = 0  # where the minutes end


@dataclass(frozen=True, slots=True)
class ResolutionDraft:
    """What a meeting resolved, and who owes it."""

    item: str | None
    text: str
    owners: tuple[str, ...]
    due: Due
    source: Citation


@dataclass(frozen=True, slots=True)
class MeasureDraft:
    """A performance figure with its date, and its aim where one is stated."""

    name: str
    value: float | None
    unit: str | None
    date: str | None
    target: float | None
    target_date: str | None
    source: Citation


@dataclass(frozen=True, slots=True)
class JudgementDraft:
    """A grade that the inspectorate gave to an area."""

    area: str
    grade: str
    date: str | None
    source: Citation


@dataclass(frozen=True, slots=True)
class Unread:
    """Lines that the reader could not make into facts, and why."""

    line_start: int
    line_end: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Drafts:
    """All that one paper gave; `as_json` is the answer of `graphapp read`."""

    paper: Paper
    plans: tuple[PlanDraft, ...] = ()
    recommendations: tuple[RecommendationDraft, ...] = ()
    key_areas: tuple[KeyAreaDraft, ...] = ()
    actions: tuple[ActionDraft, ...] = ()
    organizations: tuple[OrganizationDraft, ...] = ()
    strategies: tuple[StrategyDraft, ...] = ()
    meetings: tuple[MeetingDraft, ...] = ()
    resolutions: tuple[ResolutionDraft, ...] = ()
    measures: tuple[MeasureDraft, ...] = ()
    judgements: tuple[JudgementDraft, ...] = ()
    unread: tuple[Unread, ...] = ()
    questions: tuple[tuple[str, Citation], ...] = field(default=())  # what only a person can decide
