"""The picture of the boards: who chairs them, what they oversee, when they met and what they resolved."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint

from graphapp.analysis.answers import Answer
from graphapp.analysis.governance import governance as boards_as_tree
from graphapp.analysis.words import spoken_date
from graphapp.pictures.governance import MOST, draw
from graphapp.web.cells import named_parts
from graphapp.web.columns import WHERE, name_field, number_field, words_field
from graphapp.web.present import Cell, Field, Page, Part, Table, link, say, table
from graphapp.web.skins import page
from graphapp.web.state import address, state, url
from graphapp.web.words import counted, due_words, edition_words, is_or_are

governance_picture = Blueprint("governance", __name__)
_DATES = 6  # days in a cell before "and n more"
_NAMED_BOARDS = 3  # boards in the opening sentence


@page(governance_picture, "/governance")
def governance() -> Page:
    """The boards as a tree with their meetings, and the same as tables."""
    now = state()
    found = now.ask(boards_as_tree, now.edition, now.on)
    rows = found["boards"]
    return Page(
        "Boards and what they decided", "pictures", "pictures/picture.html", answer=_sentence(found),
        remarks=tuple(_remarks(found)), tables=tuple(_tables(found)),
        more={"svg": draw(rows, now.on, address, spoken_date) if rows else ""},
    )  # fmt: skip


def _sentence(found: Answer) -> Cell:
    """What a leader should know of the boards, in a breath."""
    rows, silent, met = found["boards"], found["named_only"], found["meetings"]
    if not rows and not silent:
        return say("The papers name no board.")
    over = [
        one for one in rows if any(it["current"] and it["kind"] in ("edition", "keyarea") for it in one["oversees"])
    ]
    return say(*_overseen_by(over), _chaired(rows), *_resolved(met))


def _chaired(rows: list[Answer]) -> str:
    bare = sum(not any(chair["held_by"] for chair in one["chairs"]) for one in rows)
    if not rows:
        return "The papers tell of no board more than its name. "
    return (
        f"Of {counted(len(rows), 'board')} of which the papers say more than the name, {bare or 'none'} "
        f"{is_or_are(bare)} without a named chair. "
    )


def _resolved(met: list[Answer]) -> Iterator[str | Part]:
    if not met:
        yield "The map holds no minutes."
        return
    yield Part(counted(len(met), "meeting"), url("/meetings"))
    count = sum(one["resolutions"] for one in met)
    bare = f", {sum(one['without_owner'] for one in met) or 'none'} of them without owner" if count else ""
    yield f" with minutes brought {counted(count, 'resolution')}{bare}."


def _overseen_by(over: list[Answer]) -> Iterator[str | Part]:
    """Which boards oversee the edition, the first few by name."""
    what = edition_words(state().about)
    if not over:
        yield f"The papers do not say which board oversees {what}. "
        return
    named: list[str | Part] = [link(one["name"], one["id"]) for one in over[:_NAMED_BOARDS]]
    more = len(over) - len(named)
    ends = [*named, *([f"{more} more"] if more else [])]
    for at, one in enumerate(ends):
        yield "" if not at else " and " if at == len(ends) - 1 else ", "
        yield one
    yield f" {'oversees' if len(over) == 1 else 'oversee'} {what}. "


def _remarks(found: Answer) -> Iterator[str]:
    """What the picture leaves out, and meetings that were due and have no minutes."""
    more = len(found["boards"]) - MOST
    if more > 0:
        yield f"The picture shows the first {MOST} boards; the table below holds {more} more."
    for one in found["boards"]:
        if one["awaited"]:
            yield f"{one['name']} was to meet on {spoken_date(one['next_date'])}; the map holds no minutes of that."


def _tables(found: Answer) -> Iterator[Table]:
    resolved = any(one["resolutions"] for one in found["meetings"])
    all_owned = "Every resolution has an owner and a date." if resolved else "The map holds no resolutions."
    yield table("Boards", found["boards"], _BOARDS, empty="The papers tell of no board more than its name.")
    yield table("Meetings", found["meetings"], _MEETINGS, empty="The map holds no minutes.")
    yield table("Resolutions without owner or date", found["open"], _OPEN, empty=all_owned)
    if found["named_only"]:
        yield table("Named, and no more", found["named_only"], _NAMED, intro=_SILENT, folded=True)


_SILENT = (
    "Of these the papers say neither who chairs them or sits on them, nor what they oversee, nor to whom they report, "
    "and the map holds no minutes of theirs. They are not drawn."
)


def _chair(row: Answer) -> Cell:
    """Who chairs, posts with their holders; a gap where no person is named."""
    chairs = row["chairs"]
    found = (
        link(one["name"], one["id"], note=", ".join(n for n in one["held_by"] if n != one["name"])) for one in chairs
    )
    gap = () if any(one["held_by"] for one in chairs) else (Part("no chair named", tag="gap"),)
    return (*found, *gap)


def _oversees(row: Answer) -> Cell:
    return tuple(link(one["name"], one["id"], note=_doubt(one)) for one in row["oversees"])


def _above(row: Answer) -> Cell:
    """To whom it reports; one who only oversees it is said to."""
    found = ((one, [one["how"]] if one["how"] != "reports to" else []) for one in row["above"])
    return tuple(link(one["name"], one["id"], note=", ".join(filter(None, (*how, _doubt(one))))) for one, how in found)


def _doubt(one: Answer) -> str:
    return "inferred" if one["standing"] == "inferred" else ""


def _met(row: Answer) -> Cell:
    """The newest days it met on, and how many more there are, which the CSV names too."""
    days = [(spoken_date(one["date"]) or one["name"], one["id"]) for one in row["meetings"]]
    more = days[_DATES:]
    told = "; ".join(day for day, _ in more)
    rest = (Part(f"and {len(more)} more", address(row["id"]), full=told),) if more else ()
    return (*(link(*one) for one in days[:_DATES]), *rest) or (Part("no minutes", tag="gap"),)


def _owner(row: Answer) -> Cell:
    return named_parts(row["owners"]) or say(row["owners_text"] and _words(row)) or (Part("nobody named", tag="gap"),)


def _words(row: Answer) -> str:
    """The owners as the minutes write them."""
    written = row["owners_text"]
    return written if isinstance(written, str) else ", ".join(written)


def _due(row: Answer) -> Cell:
    return say(due_words(row["due"]) or row["due"].get("raw", "")) or (Part("no date", tag="gap"),)


def _body(row: Answer) -> Cell:
    return named_parts([row["body"]] if row["body"] else []) or (Part("not named", tag="gap"),)


def _board(row: Answer) -> Cell:
    return named_parts([row["board"]] if row["board"] else []) or (Part("not named", tag="gap"),)


def _number(name: str, heading: str, known_by: str = "") -> Field:
    """A column of numbers, empty where the papers do not tell: nobody is said to sit there, there are no minutes."""

    def cell(row: Answer) -> Cell:
        return say(str(row[name])) if row[known_by or name] else ()

    return Field(name, heading, cell, lambda row: row[name], numeric=True)


_BOARDS = (
    name_field("Board"),
    Field("chair", "Chair", _chair),
    _number("members", "Members"),
    _number("attending", "Attend"),
    Field("oversees", "Oversees", _oversees),
    Field("above", "Reports to", _above),
    Field("met", "Met", _met),
    _number("resolutions", "Resolved", known_by="meetings"),
    _number("without_owner", "Without owner", known_by="meetings"),
    WHERE,
)
_MEETINGS = (
    Field("name", "Meeting", lambda row: (link(spoken_date(row["date"]) or row["name"], row["id"]),), header=True),
    Field("body", "Board", _body),
    number_field("present", "Present"),
    number_field("resolutions", "Resolved"),
    number_field("without_owner", "Without owner"),
    WHERE,
)
_OPEN = (
    Field("item", "Item", lambda row: (Part(str(row["item"] or row["name"]), address(row["meeting"] or row["id"])),),
          header=True),
    Field("text", "What was resolved", lambda row: (Part(row["text"]),)),
    Field("owners", "Owner", _owner),
    Field("due", "Due", _due),
    Field("body", "Board", _board),
    Field("date", "Resolved on", lambda row: say(spoken_date(row["date"]))),
    WHERE,
)  # fmt: skip
_NAMED = (name_field("Board"), words_field("classification", "Kind"), WHERE)
