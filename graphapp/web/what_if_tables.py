"""The tables of a what-if: three bands that are never mixed, then the meetings, recommendations and strategies touched.

Every row says by which way it is touched, in sentences, each with the line of the paper it rests on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from graphapp.analysis.answers import Answer
from graphapp.analysis.steps import months_of
from graphapp.analysis.words import listed, sentence, spoken, spoken_date
from graphapp.web import columns as col
from graphapp.web.present import Cell, Field, Part, Table, cite, link, say, table
from graphapp.web.state import state
from graphapp.web.words import opening

# Key of a band -> its caption and what it means; the caption tells the bands apart without their colours.
BANDS = {
    "confirmed": ("Confirmed", "Along dependencies that somebody has accepted."),
    "inferred": ("Inferred", "Along dependencies that are only proposed: a warning with its reason, nothing is moved."),
    "associated": (
        "Associated",
        "The same lead, month or board, and no known dependency: a list of what to look at, not a prediction.",
    ),
}
_ENDS = 4  # sentences and citations at each end of a way that is shown in part
_LONG = 3  # sentences of a way: more are put into one


def paper(edition: str | None = None) -> str:
    """The title of the paper that an edition, or the one in use, stands in; "" where there is none."""
    graph, own = state().graph, f"edition:{edition or state().edition}"
    return _title(str(graph.nodes[own]["node"].props.get("document"))) if own in graph else ""


def _title(document: str) -> str:
    graph, node_id = state().graph, f"document:{document}"
    return str(graph.nodes[node_id]["node"].label) if node_id in graph else document


def cited(source: Answer) -> Part:
    """Where a paper says so; with its title if it is another than the edition's, since a printed line has no link."""
    part, title = cite(source), _title(source["document"])
    return part if title == paper() else replace(part, text=f"{title}, {part.text}")


def way_cell(row: Answer) -> Cell:
    """The way in sentences, each line of a paper once, after all that it says."""
    pairs = zip(row["path"], row["sources"], strict=False)
    found: list[Part] = []
    for where, run in groupby(pairs, key=lambda pair: cited(pair[1])):
        found += [*(_step(row, text) for text, _ in run), where]
    return _abridged(found) or (cited(row["source"]),)


def _abridged(found: list[Part]) -> Cell:
    """A long way by its beginning and its end; the CSV has all of it."""
    left_out = found[_ENDS:-_ENDS]
    steps = sum(not one.href for one in left_out)
    if steps < _ENDS:
        return tuple(found)
    between = Part(f"… {steps} more steps between (the CSV has them) …", full="; ".join(map(str, left_out)))
    return (*found[:_ENDS], between, *found[-_ENDS:])


def _step(row: Answer, text: str) -> Part:
    """A sentence of the way; on the page without the words of the row's own action, which stand beside it."""
    own = spoken(state().graph.nodes[row["id"]]["node"])
    if not own.startswith("action "):
        return Part(text)
    short = own.partition(" (")[0]
    return Part(text.replace(own, short).replace(sentence(own)[:-1], sentence(short)[:-1]), full=text)


def _answering_way(row: Answer) -> Cell:
    """The way of an action that is left: what it answers is one sentence, however many recommendations that are."""
    if len(row["path"]) <= _LONG or row["scope"] != "named":
        return way_cell(row)
    first, *rest = row["path"]
    answers = f"Action {row['ref']} addresses recommendations {listed(row['recommendations'], len(rest))}."
    return _step(row, first), Part(answers, full=" ".join(rest)), cited(row["sources"][0])


def _why(row: Answer) -> Cell:
    """The reason, unless the way says it too, and what becomes of the date."""
    known = " ".join(row["path"]).casefold()
    said = [row["reason"]] if row.get("reason") and row["reason"].casefold().rstrip(".") not in known else []
    return tuple(map(Part, [*said, *([row["note"]] if row.get("note") else [])]))


WHERE = replace(col.WHERE, cell=lambda row: (cited(row["source"]),))
WAY = Field("way", "How it is touched", way_cell)
REASON = Field("reason", "What comes of it", _why)
STANDING = Field("standing", "Standing", lambda row: (Part(row["standing"], tag=standing_colour(row["standing"])),))


def standing_colour(standing: str) -> str:
    """The colour of a standing's tag; its word is always there."""
    return {"confirmed": "green", "inferred": "yellow"}.get(standing, "grey")


def _new_date(row: Answer) -> Cell:
    if not row["moves_to"]:
        return (Part("no date to move"),)
    if row["moves_to"] == row["moves_from"]:
        return say(f"stays {spoken_date(row['moves_to'])}")
    return (Part(spoken_date(row["moves_to"]), tag="red", note=f"instead of {spoken_date(row['moves_from'])}"),)


def _slack(row: Answer) -> Cell:
    slack, left = row.get("slack_months"), row.get("slack_left")
    if slack is None:
        return (Part("not known"),)
    told = months_of(slack) if slack >= 0 else f"{months_of(-slack)} too few"
    return (Part(told, note=f"{months_of(left) if left else 'none'} left" if left is not None and left >= 0 else ""),)


NEW_DATE = Field("new", "Would be due", _new_date)
SLACK = Field("slack", "Slack", _slack)
NO_LEAD = Field("orphaned", "Left with", lambda row: (Part("no lead", tag="red"),) if row.get("orphaned") else ())


def band_tables(found: Answer, titles: dict[str, str], empty: dict[str, str], *more: Field) -> tuple[Table, ...]:
    """The three bands of an answer, each under its own caption: `titles` say what happens in it, `empty` if nothing.

    `more` are columns of the confirmed band.
    """
    return tuple(_band(key, found[key], titles[key], empty[key], more) for key in BANDS)


def _band(key: str, rows: Sequence[Answer], title: str, empty: str, more: Sequence[Field]) -> Table:
    word, meaning = BANDS[key]
    added = {"confirmed": tuple(more), "inferred": (SLACK,) if any("slack_months" in row for row in rows) else ()}
    fields = (col.REF, col.TEXT, col.DUE, col.LEADS, *added.get(key, ()), REASON, WAY)
    return table(f"{word}: {title}", rows, fields, empty=empty, intro=meaning)


def left_fields() -> tuple[Field, ...]:
    """The columns of the actions that someone leaves behind."""
    by = Field("by", "Carried on by", lambda row: tuple(map(Part, row["by"])) or (Part("nobody", tag="gap"),))
    done = Field("done", "Done", lambda row: say("the paper says it is done" if row["done"] else ""))
    return (col.REF, col.TEXT, col.DUE, by, done, col.RECOMMENDATIONS, replace(WAY, cell=_answering_way))


def touched_tables(found: Answer) -> tuple[Table, ...]:
    """The meetings, recommendations and strategies that moved actions touch; those that there are."""
    edition = found["edition"]
    made = (
        table("Board meetings around the dates", found["meetings"], MEETINGS),
        table("Recommendations touched", found["recommendations"], recommendation_fields(edition)),
        table("Strategies touched", found["strategies"], strategy_fields(edition)),
    )
    return tuple(one for one in made if one.rows)


def recommendation_fields(edition: str | None, *more: Field) -> tuple[Field, ...]:
    """The columns of a table of recommendations that a what-if touches."""
    number, text, *_ = col.RECOMMENDATION_ROWS
    all_of_them = Field("scope", "Named", lambda row: say("only by ALL" if row.get("scope") == "all" else "in the row"))
    return (number, text, col.refs_field("actions", "Through", edition), all_of_them, *more, WAY)


def strategy_fields(edition: str | None, *more: Field) -> tuple[Field, ...]:
    """The columns of a table of strategies that a what-if touches."""
    produced = col.refs_field("produced_by", "Produced by", edition)
    return (col.name_field("Strategy"), produced, col.refs_field("relied_on_by", "Relied on by", edition), *more, WAY)


def _held(name: str, heading: str) -> Field:
    def cell(row: Answer) -> Cell:
        return tuple(link(spoken_date(one["date"]), one["id"], note=one["how"]) for one in row[name])

    return Field(name, heading, cell)


MEETINGS = (
    col.name_field("Board"),
    _held("before", "Before"),
    _held("between", "Between"),
    _held("after", "After"),
    col.words_field("note", "What the papers say"),
    col.list_field("why", "Why it hears of this"),
    WHERE,
)
ANNOUNCED = (
    Field("name", "Announced", lambda row: (link(spoken_date(row["date"]), row["id"]),), header=True),
    WAY,
)
AREAS = (
    col.name_field("Key area"),
    Field("by", "Led then by", lambda row: tuple(map(Part, row["by"])) or (Part("nobody", tag="gap"),)),
    WAY,
)
SEATS = (
    col.name_field("Board"),
    col.words_field("role", "Role"),
    Field("loses", "What it loses", lambda row: say(opening(row["loses"]))),
    col.list_field("chairs_left", "Chairs left"),
    WAY,
)
STILL_LED = Field("by", "Still led by", lambda row: tuple(map(Part, row["by"])) or (Part("nobody", tag="gap"),))
OWED = (*col.RESOLUTIONS[:2], Field("by", "Owed then by", STILL_LED.cell), WAY)
OVERSEEN = (
    col.name_field("What it oversees"),
    Field("others", "Other boards", lambda row: tuple(map(Part, row["other_boards"])) or (Part("none", tag="gap"),)),
    WAY,
)
REPORTS = (
    col.name_field("Body"),
    Field("direction", "Reports", lambda row: say(f"{row['direction']} it")),
    WAY,
)
WHY_HEARD = (col.name_field("Board"), col.list_field("why", "Why it hears of this"), WAY)


def refs_or_gap(name: str, heading: str, edition: str | None, none: str) -> Field:
    """A column of refs where having none is a gap."""
    filled = col.refs_field(name, heading, edition)

    def cell(row: Answer) -> Cell:
        return filled.cell(row) or (Part(none, tag="gap"),)

    return replace(filled, cell=cell)


def with_rows(*tables: Table) -> tuple[Table, ...]:
    """The tables that hold anything."""
    return tuple(one for one in tables if one.rows)


def noted(found: Answer) -> tuple[str, ...]:
    """What an answer remarks of itself, as sentences."""
    return tuple(sentence(note) for note in found.get("notes", ()))
