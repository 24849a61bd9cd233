"""What is recorded beside the plan: gaps, meetings, measures and judgements."""

from __future__ import annotations

from flask import Blueprint, request

from graphapp.analysis.answers import Answer
from graphapp.analysis.gaps import gaps as gaps_answer
from graphapp.analysis.meetings import judgement_list, measure_list, meeting_list
from graphapp.analysis.meetings import meeting as meeting_answer
from graphapp.analysis.words import spoken_date
from graphapp.web.cells import named_parts
from graphapp.web.columns import WHERE
from graphapp.web.present import Cell, Field, Page, Part, Table, cite, link, say, table
from graphapp.web.skins import page
from graphapp.web.state import here, state, url
from graphapp.web.words import counted, due_words, edition_words, opening

records = Blueprint("records", __name__)

_NAME = Field("name", "Name", lambda row: (link(row["name"], row["id"]),), header=True)
_DATE = Field("date", "Date", lambda row: say(spoken_date(row["date"])), lambda row: str(row["date"] or ""))


def _text(name: str, heading: str) -> Field:
    """A column of words as the answer has them."""
    return Field(name, heading, lambda row: say(opening(str(row[name] or ""))))


def _count(name: str, heading: str) -> Field:
    return Field(name, heading, lambda row: (Part(str(row[name])),), lambda row: row[name], numeric=True)


@page(records, "/gaps")
def gaps() -> Page:
    """What nobody has named, dated or decided, kind by kind; `?kind=` keeps one."""
    now, kind = state(), request.args.get("kind", "")
    found = now.ask(gaps_answer, now.edition, now.on)
    shown = [kind] if kind in found["kinds"] else list(found["counts"])
    tables = tuple(_gaps_of(found, one) for one in shown)
    number = sum(found["counts"].values())
    answer = say(opening(f"{counted(number, 'gap')} in {edition_words(now.about)}, worst kinds first."))
    more = {"filters": _filters(found, kind)}
    return Page("Gaps", "gaps", "papers/list.html", answer=answer, tables=tables, more=more)


def _gaps_of(found: Answer, kind: str) -> Table:
    fields = (
        Field("subject", "About", lambda row: (link(row["subject"], row["id"]),), header=True),
        Field("text", "What is missing, late or unclear", lambda row: (Part(row["text"]),)),
        WHERE,
    )
    rows = [row for row in found["findings"] if row["kind"] == kind]
    return table(found["kinds"][kind], rows, fields, empty="There is none of this kind.")


def _filters(found: Answer, kind: str) -> list[Part]:
    """Links that keep one kind, with how many there are; the one in use is "current"."""
    whole = Part("All kinds", here(kind=""), tag="current" * (kind not in found["kinds"]))
    return [whole] + [
        Part(f"{found['kinds'][one]} ({number})", here(kind=one), tag="current" * (one == kind))
        for one, number in found["counts"].items()
    ]


@page(records, "/meetings")
def meetings() -> Page:
    """Every meeting whose minutes are in the map."""
    found = state().ask(meeting_list)["meetings"]
    fields = (
        Field("name", "Meeting", lambda row: (link(spoken_date(row["date"]) or row["name"], row["id"]),),
              lambda row: str(row["date"] or ""), header=True),
        Field("body", "Board", lambda row: named_parts([row["body"]] if row["body"] else [])),
        *(_count(name, name.capitalize()) for name in ("present", "apologies", "resolutions")),
        WHERE,
    )  # fmt: skip
    made = table("Meetings", found, fields, empty="No minutes have been read yet.")
    resolved = sum(one["resolutions"] for one in found)
    answer = f"Minutes of {counted(len(found), 'meeting')} are in the map, with {counted(resolved, 'resolution')}."
    return Page("Meetings", "documents", "papers/list.html", answer=say(answer), tables=(made,), trail=_trail())


def _trail(*more: Part) -> tuple[Part, ...]:
    return (Part("Papers", url("/documents")), *more)


@page(records, "/meetings/<path:meeting>")
def meeting(meeting: str) -> Page:
    """One meeting: who was there, what was resolved and who owes it, which strategies it spoke of."""
    found = state().ask(meeting_answer, meeting if meeting.startswith("meeting:") else f"meeting:{meeting}")
    about = found["meeting"]
    body = about["body"]["name"] if about["body"] else "A body the paper does not name"
    title = ", ".join(filter(None, (body, spoken_date(about["date"]))))
    facts = (
        ("Board", named_parts([about["body"]] if about["body"] else ())),
        ("Next meeting", say(spoken_date(about["next_date"]) or "the minutes do not say")),
        ("Where it says so", (cite(about["source"]),)),
    )
    return Page(title, "documents", "papers/list.html", "Meeting", _meeting_says(about), facts=facts,
                remarks=tuple(found["questions"]), tables=_meeting_tables(found),
                trail=_trail(Part("Meetings", url("/meetings"))))  # fmt: skip


def _meeting_says(about: Answer) -> Cell:
    """Who came and what came of it, in one sentence."""
    present = counted(about["present"], "person was", "people were")
    apologies = f", {counted(about['apologies'], 'person', 'people')} sent apologies" if about["apologies"] else ""
    return say(f"{opening(present)} there{apologies}; {counted(about['resolutions'], 'resolution')} came of it.")


def _meeting_tables(found: Answer) -> tuple[Table, ...]:
    due = Field("due", "Due", lambda row: say(due_words(row["due"]) if row["due"] else ""))
    resolved = (
        Field("item", "Item", lambda row: (Part(str(row["item"] or row["name"])),), header=True),
        Field("text", "What was resolved", lambda row: (Part(row["text"]),)),
        Field("owners", "Owner", lambda row: named_parts(row["owners"]) or (Part("nobody named", tag="gap"),)),
        *((due,) if any(row["due"].get("raw") for row in found["resolutions"]) else ()),
        WHERE,
    )
    there = (_NAME, _text("capacity", "As"), _text("represents", "For"), WHERE)
    discussed = (_NAME, WHERE)
    return (
        table("Resolved", found["resolutions"], resolved, empty="The minutes record no resolution."),
        table("Who was there", found["attended"], there, empty="The minutes name nobody."),
        table("Spoken of", found["discussed"], discussed, empty="The minutes name no strategy."),
    )


@page(records, "/measures")
def measures() -> Page:
    """Each measure with its readings and aims."""
    found = state().ask(measure_list)["measures"]
    rows = [reading | {"measure": one["name"]} for one in found for reading in one["readings"]]
    fields = (
        Field("measure", "Measure", lambda row: (link(row["measure"], row["id"]),), header=True),
        _DATE,
        Field("value", "Value", lambda row: say(_amount(row["value"], row["unit"])), lambda row: row["value"] or 0),
        Field("target", "Aim", lambda row: say(_aim(row)), lambda row: row["target"] or 0),
        WHERE,
    )
    made = table("Measures", rows, fields, empty="No figures have been read yet.")
    answer = f"The papers give {counted(len(rows), 'reading')} of {counted(len(found), 'measure')}."
    return Page("Measures", "documents", "papers/list.html", answer=say(answer), tables=(made,), trail=_trail())


def _amount(value: float | None, unit: str | None) -> str:
    """A figure with its unit, as people write it."""
    if value is None:
        return ""
    number = f"{value:,.10g}"
    return f"{number}%" if unit == "%" else f"£{number}" if unit == "£" else f"{number} {unit or ''}".strip()


def _aim(row: Answer) -> str:
    amount = _amount(row["target"], row["unit"])
    return f"{amount} by {spoken_date(row['target_date'])}" if amount and row["target_date"] else amount


@page(records, "/judgements")
def judgements() -> Page:
    """What the inspectorate judged, by area."""
    found = state().ask(judgement_list)["judgements"]
    fields = (
        Field("area", "Area", lambda row: (link(row["area"], row["id"]),), header=True),
        _text("grade", "Judgement"),
        _DATE,
        WHERE,
    )
    made = table("Judgements", found, fields, empty="No judgement has been read yet.")
    answer = f"The papers give {counted(len(found), 'judgement')} of the inspectorate."
    return Page("Judgements", "documents", "papers/list.html", answer=say(answer), tables=(made,), trail=_trail())
