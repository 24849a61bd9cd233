"""Sections and rows -> plans, key areas and actions in the contract's words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count

from graphapp.due import read_due
from graphapp.reading.asked import FIRST
from graphapp.reading.cards import laid_flat
from graphapp.reading.dates import ROW, month_in
from graphapp.reading.drafts import (
    ActionDraft,
    KeyAreaDraft,
    Lead,
    Line,
    Paper,
    PlanDraft,
    RecommendationDraft,
    Unread,
)
from graphapp.reading.key_people import initials_listed, lines_listed
from graphapp.reading.names import initials_key, known_people, names_post, read_leads
from graphapp.reading.plan import Outline, Walk
from graphapp.reading.rows import Row, join_broken, mark_groups
from graphapp.reading.sections import Section, numbered_title
from graphapp.reading.tables import is_rating, recommendation_numbers, written_recommendation

_TITLE = re.compile(r"\b(Plan|Programme|Strategy|Tracker|Framework|Roadmap|Action Log)\b")
_NO_TITLE = re.compile(
    r"(?i)^(?:\d|[-•·–*]|appendix|annex|agenda|item|report|key|contents|part of"
    r"|(?:the|this|we|our|see|note|to|\w+ing)\b)|[.;,]$|\(pages?\b"
)
_BREAKS_OFF = re.compile(r"(?i)\b(?:at|the|of|and|to|with|for|in|by|a|an|or)$|,$")
_LETTER = {"r": "red", "a": "amber", "g": "green", "b": "blue"}
_SIGNS = {"🔴": "red", "🟥": "red", "🟠": "amber", "🟧": "amber", "🟡": "amber", "🟨": "amber"}
_SIGNS |= {"🟢": "green", "🟩": "green", "🔵": "blue", "🟦": "blue"}
_LONGEST_SHOWN = 500  # characters of a line that is not read
_LONGEST_AREA = 120  # characters; a longer cell is no title


@dataclass(frozen=True, slots=True)
class PlanReading:
    """What a paper's plans came to."""

    plans: tuple[PlanDraft, ...]
    recommendations: tuple[RecommendationDraft, ...]
    key_areas: tuple[KeyAreaDraft, ...]
    actions: tuple[ActionDraft, ...]
    unread: tuple[Unread, ...]


def read_plans(paper: Paper) -> PlanReading:
    """Every plan of action in the paper; empty where it holds none."""
    lines = laid_flat(paper.lines)
    if not _may_plan(lines):
        return PlanReading((), (), (), (), ())
    outline = Walk(replace(paper, lines=tuple(lines))).run()
    outline.sections = [section for section in outline.sections if section.rows]
    if not outline.sections:
        return PlanReading((), tuple(outline.recommendations), (), (), _unread(outline) if outline.is_missed else ())
    for section in outline.sections:
        mark_groups(section.rows)
    reader = _Meaning(paper, outline)
    plans: list[PlanDraft] = []
    areas: list[KeyAreaDraft] = []
    actions: list[ActionDraft] = []
    start = (0, 0)
    for series in _series(outline.sections):
        plan = _plan(paper, outline, series, start)
        clash = {area.no for area in areas} & {section.no for section in series}
        plans.append(plan)
        for section in series:
            no = f"{section.label} {section.no}" if clash else section.no
            if section.label and section.label != "Recommendation":
                areas.append(reader.key_area(section, no, plan))
            areas += reader.column_areas(section, plan, {area.no for area in areas})
            actions += reader.actions(section, no, plan)
        start = _places(paper)(series[-1].rows[-1].last)
    key = lines_listed([line for line in paper.lines if line.sheet is None])  # read for whom initials stand for
    return PlanReading(
        tuple(plans),
        (*outline.recommendations, *_section_recommendations(paper, outline)),
        tuple(areas),
        tuple(actions),
        _unread(outline, key),
    )


def _unread(outline: Outline, key: Iterable[int] = ()) -> tuple[Unread, ...]:
    """The lines that the walk could not read, without those of a key to initials."""
    return tuple(
        Unread(line.no, line.no, line.text[:_LONGEST_SHOWN], why) for line, why in outline.unread if line.no not in key
    )


def _may_plan(lines: Sequence[Line]) -> bool:
    """Whether there is a row of two cells, as a table's head is, or what may open a list of recommendations."""
    if any(len(line.filled) > 1 for line in lines):
        return True
    return FIRST.search("\n".join([line.text for line in lines if line.filled])) is not None


def _series(sections: Sequence[Section]) -> Iterator[list[Section]]:
    """Sections of one plan: a new label, or numbers that begin again, begin another plan."""
    series: list[Section] = []
    for section in sections:
        _numbered(section, series)
        is_other = bool(series) and section.label != series[-1].label and "" not in {section.label, series[-1].label}
        if is_other or (section.no and section.no in {part.no for part in series}):
            yield series
            series = []
        series.append(section)
    if series:
        yield series


def _numbered(section: Section, series: Sequence[Section]) -> None:
    """Sections that are only headed get numbers in order, so that they can be named."""
    if section.is_unnumbered:
        taken = {part.no for part in series}
        section.no = next(no for no in map(str, count(len(series) + 1)) if no not in taken)


def _places(paper: Paper) -> Callable[[Line], tuple[int, int]]:
    """Where a line stands in the paper: lines are counted anew on each sheet."""
    sheets = {sheet: place for place, sheet in enumerate(dict.fromkeys(line.sheet for line in paper.lines))}
    return lambda line: (sheets[line.sheet], line.no)


def _plan(paper: Paper, outline: Outline, series: Sequence[Section], start: tuple[int, int]) -> PlanDraft:
    place = _places(paper)
    first = place(series[0].line)
    before = [line for line in paper.lines if start < place(line) <= first and line.filled]
    title, at = _plan_title(paper, before)
    after = [line for line in before if place(at) <= place(line) and len(line.filled) < ROW][:6]
    date = next((when for line in after if (when := month_in(line.text))), None)
    rag = tuple((word, meaning) for word, meaning, line in outline.rag if start < place(line))
    strategy = re.sub(r"(?i)\s*(action|delivery|implementation) plan$", "", title)
    is_of_strategy = strategy != title and re.search(r"(?i)strategy|framework$", strategy)
    return PlanDraft(
        title,
        (date or paper.date or "")[:7] or None,
        paper.cite(at),
        rag,
        strategy if is_of_strategy else None,
    )


def _plan_title(paper: Paper, before: Sequence[Line]) -> tuple[str, Line]:
    """The first standing line that reads as a plan's title, with the next when that completes it."""
    titles = [
        line
        for line in before
        if len(line.filled) == 1
        and len(line.text) < 140
        and _TITLE.search(line.text)
        and not _NO_TITLE.search(line.text)
    ]
    if not titles:
        return paper.title, before[0] if before else paper.lines[0]
    first = titles[0]
    following = next(iter(before[before.index(first) + 1 :]), None)
    if following is not None and following in titles and len(following.text.split()) < 4:
        return f"{first.text} {following.text}", first
    return first.text, first


def _section_recommendations(paper: Paper, outline: Outline) -> list[RecommendationDraft]:
    """Recommendations that head sections of their own, or are written out beside their actions."""
    known = {found.no for found in outline.recommendations}
    headed = [
        (section.no, section.title, section.line)
        for section in outline.sections
        if section.label == "Recommendation" and section.no not in known
    ]
    rows = [row for section in outline.sections for row in section.rows]
    beside = [(*said, row.first) for row in rows if (said := written_recommendation(row.words("recommendations")))]
    first = {no: (text, line) for no, text, line in reversed(beside) if no and no not in known}
    found = [*headed, *((no, *first[no]) for no in sorted(first, key=int))]
    return [RecommendationDraft(no, text, None, paper.cite(line)) for no, text, line in found]


class _Meaning:
    """Gives rows their meaning, with what only the whole paper tells: people, initials, words, recommendations."""

    def __init__(self, paper: Paper, outline: Outline) -> None:
        rows = [row for section in outline.sections for row in section.rows]
        self.paper = paper
        self.named: dict[str, str] = {}  # words of a column of areas -> the key area's number
        self.people = known_people(
            [_lead_cell(row) for row in rows] + [section.lead for section in outline.sections if section.lead]
        )
        self.initials: Mapping[str, str] = {
            **initials_listed(paper.lines),
            **initials_key([line.text for line in paper.lines]),
        }
        self.all_numbers = tuple(found.no for found in outline.recommendations) or self._named(rows)

    @cached_property
    def _known(self) -> frozenset[str]:
        """The paper's words, asked for where a title is broken."""
        return _vocabulary(self.paper)

    @staticmethod
    def _named(rows: Iterable[Row]) -> tuple[str, ...]:
        numbers = {no for row in rows for no in recommendation_numbers(row.words("recommendations"))[0]}
        return tuple(sorted(numbers, key=lambda no: (len(no), no)))

    def key_area(self, section: Section, no: str, plan: PlanDraft) -> KeyAreaDraft:
        leads = read_leads(section.lead, self.people, self.initials) if section.lead else ()
        source = self.paper.cite(section.line, section.last)
        return KeyAreaDraft(no, section.title, leads, tuple(section.outcomes), source, plan.title)

    def column_areas(self, section: Section, plan: PlanDraft, taken: set[str]) -> Iterator[KeyAreaDraft]:
        """The key areas that a column names beside the actions, where each gathers several of them."""
        first: dict[str, Row] = {}
        for row in reversed(section.rows):
            first[row.area] = row
        first.pop("", None)
        if section.label or len(first) * 2 > len(section.rows) or max(map(len, first), default=0) > _LONGEST_AREA:
            return
        for words, row in sorted(first.items(), key=lambda item: item[1].first.no):
            no, title = numbered_title(words)
            no = next(one for one in (no, *map(str, range(1, len(taken) + 2))) if one and one not in taken)
            taken.add(no)
            self.named[words] = no
            yield KeyAreaDraft(no, title, (), (), self.paper.cite(row.first), plan.title)

    def actions(self, section: Section, no: str, plan: PlanDraft) -> Iterator[ActionDraft]:
        group: str | None = None
        title: str | None = None
        doubt: tuple[str, ...] = ()
        for row in section.rows:
            if row.is_group:
                group, (title, sure) = row.ref or None, self._group_title(row)
                doubt = () if sure else (f"The title of group {group or title} is damaged in the paper.",)
            else:
                if row.ref and group and not row.ref.startswith(group):
                    group, title = None, None
                yield self._action(row, section, plan, (no if section.label else None, group, title), doubt)
                doubt = ()

    def _group_title(self, row: Row) -> tuple[str, bool]:
        parts = [part for part in row.first.filled if part != row.ref]
        if parts and row.ref and parts[0].startswith(row.ref):
            parts[0] = parts[0][len(row.ref) :].lstrip(".:) ")
        words = [part for part in parts if re.search(r"[^\W\d_]", part)]
        title, sure = join_broken(words or [row.words("text")], self._known)
        return title, sure and not any(part.isdigit() for part in parts)

    def _action(
        self,
        row: Row,
        section: Section,
        plan: PlanDraft,
        place: tuple[str | None, str | None, str | None],
        doubt: tuple[str, ...],
    ) -> ActionDraft:
        numbers, scope = recommendation_numbers(row.words("recommendations"))
        if section.label == "Recommendation" and not numbers:
            numbers, scope = (section.no,), "named"
        area, group, title = place
        words = row.area
        start = read_due(row.words("start"))
        return ActionDraft(
            ref=row.ref,
            group=group,
            group_title=title,
            key_area=None
            if section.label == "Recommendation"
            else area or self.named.get(words, row.words("area") and words) or None,
            text=row.words("text").replace("\n", " "),
            recommendations=self.all_numbers if scope == "all" else numbers,
            scope=scope,
            due=read_due(row.words("due")),
            leads=self._leads(row),
            source=self.paper.cite(row.first, row.last),
            rag=self._rag(row),
            progress=row.words("progress", "\n") or None,
            start=start.dates[0] if start.dates else None,
            ratings=self._ratings(row),
            plan=plan.title,
            notes=(*doubt, *_doubts(row)),
            lead_text=_lead_cell(row),
            measure=row.words("measure", "\n") or None,
        )

    def _leads(self, row: Row) -> tuple[Lead, ...]:
        leads, body = self._led_by(row), row.words("body", "\n")
        if not body:
            return leads
        if not leads:
            return read_leads(body, self.people, self.initials)
        each = body.split("\n") if body.count("\n") + 1 == len(leads) else [" ".join(body.split())] * len(leads)
        return tuple(
            replace(lead, organization=lead.organization or own) for lead, own in zip(leads, each, strict=True)
        )

    def _led_by(self, row: Row) -> tuple[Lead, ...]:
        """The leads that the cells of leads and of posts name."""
        leads = read_leads(_lead_cell(row), self.people, self.initials)
        posts = row.words("post", "\n")
        if not posts:
            return leads
        if not leads:
            return read_leads(posts, self.people, self.initials)
        names, titles = _lead_cell(row).split("\n"), posts.split("\n")
        if len(names) == len(titles) > 1:  # one lead a line in each column
            each = zip((read_leads(name, self.people, self.initials) for name in names), titles, strict=True)
            return tuple(replace(lead, post=lead.post or post) for found, post in each for lead in found)
        parts = _parted(posts, len(leads))
        return tuple(
            replace(lead, post=lead.post or parts[min(place, len(parts) - 1)]) for place, lead in enumerate(leads)
        )

    def _ratings(self, row: Row) -> tuple[tuple[str, str], ...]:
        dated = ((read_due(words).dates, rating.lower()) for words, rating in row.ratings if rating)
        return tuple((dates[0] if dates else "", rating) for dates, rating in dated)

    def _rag(self, row: Row) -> str | None:
        written = row.words("rag").lower().strip() or row.fill
        if not written and (ratings := self._ratings(row)):
            written = max(ratings)[1]
        if not written and _rates_progress(row):
            written = row.words("progress").lower()
        for sign, word in _SIGNS.items() if not written.isascii() else ():
            written = written.replace(sign, "" if word in written else word)
        return _LETTER.get(written, written).strip("\ufe0f ") or None


def _parted(posts: str, count: int) -> list[str]:
    """The posts of so many people: parted in whichever way gives one to each, else one for all."""
    ways = [re.split(sign, posts) for sign in (r"\n", r"\s*;\s*", r"\s*/\s*", r"\s*&\s*", r"\s+and\s+", r"\s*,\s*")]
    sure = ways[:2] + [parts for parts in ways[2:] if all(map(names_post, parts))]  # not "Head of Widgets and Gadgets"
    whole = [" ".join(posts.split())]
    return next((parts for parts in sure if len(parts) == count), whole) if count > 1 else whole


def _lead_cell(row: Row) -> str:
    """The lead cell; where the format has real tables its line ends part the leads, in plain text they only wrap."""
    return row.words("lead", " " if row.first.table is None else "\n")


def _rates_progress(row: Row) -> bool:
    """Whether a column headed Progress, and no more, holds how far the action is."""
    headers = [
        cell for role, cell in zip(row.columns.roles, row.columns.header.cells, strict=True) if role == "progress"
    ]
    return len(headers) == 1 and " " not in headers[0].strip() and is_rating(row.words("progress"))


def _doubts(row: Row) -> tuple[str, ...]:
    """What a careful reader would ask about a row: words that stop short."""
    text, lead = row.words("text").strip(), row.words("lead").strip()
    found = []
    if lead.endswith((",", "&", " and", " of", "-")):
        found.append(f"The lead cell breaks off: “{lead}”.")
    if text and _BREAKS_OFF.search(text[-6:]):  # its last word
        found.append("The action's words break off.")
    return tuple(found)


def _vocabulary(paper: Paper) -> frozenset[str]:
    """Words the paper writes inside its cells; the first and last of a cell may be halves and are left out."""
    words: set[str] = set()
    for line in paper.lines:
        cells = line.filled
        for cell in cells:
            parts = re.findall(r"[^\W\d_]+", cell.lower())
            words.update(parts if len(cells) == 1 else parts[1 : None if cell.endswith(".") else -1])
    return frozenset(word for word in words if len(word) > 1 or word in "ai")
