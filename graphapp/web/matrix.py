"""The matrix of recommendations (or key areas) by leads: a picture of numbers, the same as tables, and as CSV."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from flask import Blueprint, request

from graphapp.analysis.answers import Answer
from graphapp.analysis.lists import Filters, action_list
from graphapp.analysis.matrix import BY, matrix
from graphapp.analysis.workload import led_in
from graphapp.pictures.matrix import MOST_COLUMNS, Drawn, matrix_picture
from graphapp.web.columns import WHERE
from graphapp.web.filters import Asked, asked, choices, filtered, used
from graphapp.web.present import Cell, Field, Page, Part, Table, link, say, table
from graphapp.web.skins import page
from graphapp.web.state import State, address, here, state, url
from graphapp.web.words import counted, edition_words, opening

matrix_pages = Blueprint("matrix", __name__)
_THINGS = {"recommendation": "recommendation", "key_area": "key area"}
_STANDS = {"no-action": "no action names it", "no-lead": "no lead named", "one-lead": "rests on one lead"}


@page(matrix_pages, "/matrix")
def matrix_page() -> Page:
    """What the filters leave, by recommendation or `?by=key_area`; `?all=1` adds what only says ALL as a row."""
    now, wanted = state(), asked(state())
    found, rows = matrix_of(now, wanted), filtered(now, wanted)
    shown = found | {"rows": [_linked(found, wanted, line) for line in _lines(found)]}
    title = f"{_THINGS[found['by']].capitalize()}s by leads"
    drawn = matrix_picture(shown, title, partial(_list_of, found, wanted)) if shown["rows"] else None
    more = {
        "svg": drawn.svg if drawn else "",
        "choices": choices(now),
        "asked": wanted,
        "used": list(used(now, wanted, len(rows))),
        "views": _views(found),
        "keep": {name: request.args[name] for name in ("by", "all") if request.args.get(name)},
    }
    tables = (_subjects(shown, wanted), _leads(shown, wanted))
    answer, remarks = _answer(now, found, wanted), tuple(_remarks(now, found, drawn))
    return Page(title, "pictures", "pictures/picture.html", answer=answer, remarks=remarks, tables=tables, more=more)


def matrix_of(now: State, wanted: Asked) -> Answer:
    """The answer of `matrix` for this request's address."""
    asked_by = request.args.get("by", "").strip()
    every = now.ask(action_list, now.edition, Filters(), now.on)["actions"]
    by = asked_by if asked_by in BY else BY[0]
    return matrix(
        now.graph,
        filtered(now, wanted),
        every=every,
        by=by,
        lead=wanted.words.get("lead"),
        only=wanted.words.get(by),
        led=now.ask(led_in, now.edition),
    )


def _lines(found: Answer) -> list[Answer]:
    """The rows, and where it is asked for also the one of what only says ALL."""
    return [*found["rows"], *([found["weak"]] if found["weak"] and (_with_all() or not found["rows"]) else [])]


def _with_all() -> bool:
    return request.args.get("all", "") == "1"


def _linked(found: Answer, wanted: Asked, line: Answer) -> Answer:
    """The row with where it leads: to its page (`href`), and to what lacks a lead (`gap_href`)."""
    listed = _list_of(found, wanted, line, None)
    is_weak = line["no"] == "all"
    unled = url("/actions", **wanted.words | {found["by"]: line["no"], "lead": "none"})
    return line | {
        "href": listed if is_weak else address(line["id"]),
        "gap_href": unled if line["total"] else address(line["id"]),
    }


def _list_of(found: Answer, wanted: Asked, line: Answer | None, lead: Answer | None) -> str:
    """The address of the actions that a cell or a total counts, under the same filters."""
    more = ({found["by"]: line["no"]} if line else {}) | ({"lead": lead["id"]} if lead else {})
    return url("/actions", **wanted.words | more)


def _answer(now: State, found: Answer, wanted: Asked) -> Cell:
    """What stands out, and what is counted nowhere in the picture."""
    rows, thing = found["rows"], _THINGS[found["by"]]
    standing = [line["standing"] for line in rows]
    leads = {one["id"] for line in rows for one in line["cells"]}
    empty = standing.count("no-lead") + standing.count("no-action")
    alone = f"{_of(standing.count('one-lead'), 'rests', 'rest')} on one lead alone"
    rest = f"{alone}, {_of(empty, 'is', 'are')} without a lead."
    told = f"{counted(len(rows), thing)} and {counted(len(leads), 'lead')} in {edition_words(now.about)}: {rest}"
    weak = found["weak"]
    if not weak or _with_all():
        return say(opening(told))
    many = weak["total"]
    more = Part(
        f"{counted(many, 'action')} that only {_of_many(many, 'says')} ALL", _list_of(found, wanted, weak, None)
    )
    return say(f"{opening(told)} ", more, f" {_of_many(many, 'counts')} in no row.")


def _of_many(number: int, verb: str) -> str:
    return verb if number == 1 else verb[:-1]


def _of(number: int, one: str, many: str) -> str:
    return f"{number or 'none'} {many if number > 1 else one}"


def _remarks(now: State, found: Answer, drawn: Drawn | None) -> Iterator[str]:
    thing = _THINGS[found["by"]]
    if found["by"] == "key_area" and request.args.get("by") != "key_area" and found["edition"]:
        yield f"No action of {edition_words(now.about)} names a recommendation, so its key areas are shown instead."
    if found["elsewhere"]:
        many = found["elsewhere"]
        what = f"{_of_many(many, 'names')} no" if found["by"] == BY[0] else f"{_of_many(many, 'stands')} in no"
        yield f"{opening(counted(many, 'action'))} {what} {thing} and {_of_many(many, 'counts')} in no row."
    if drawn and drawn.rows_left:
        left = counted(drawn.rows_left, f"more {thing}")
        yield f"The picture has no room for {left}: they are in the table below. Fewer are left with a filter."
    if drawn and drawn.columns_left:
        left = counted(drawn.columns_left, "more lead")
        yield f"The picture shows the {MOST_COLUMNS} leads with most actions; {left} stand in the tables below."


def _views(found: Answer) -> tuple[Part, ...]:
    """The other ways to draw it; the one shown is marked."""
    by = found["by"]
    named = (
        Part("By recommendation", here(by="", page="", page2=""), tag="current" * (by == "recommendation")),
        Part("By key area", here(by="key_area", all="", page="", page2=""), tag="current" * (by == "key_area")),
    )
    if not found["weak"]:
        return named
    told, wanted = ("Leave out", "") if _with_all() else ("Include", "1")
    return (*named, Part(f"{told} what only says ALL ({found['weak']['total']})", here(all=wanted)))


def _subjects(found: Answer, wanted: Asked) -> Table:
    """The rows of the picture as a table."""
    thing, count_of = _THINGS[found["by"]], partial(_list_of, found, wanted)
    fields = (
        Field("no", thing.capitalize(), lambda line: (Part(str(line["no"]), line["href"]),), header=True),
        Field("text", "What it says", lambda line: say(line["text"])),
        Field("total", "Actions", lambda line: _number(line["total"], count_of(line, None)), numeric=True),
        Field("leads", "Leads, and how many of them each leads", _pairs, inline=True),
        Field("stands", "What stands out", _stands),
        WHERE,
    )
    return table(f"{thing.capitalize()}s", found["rows"], fields, empty=f"There is no {thing} to show.")


def _pairs(line: Answer) -> Cell:
    """Each lead with how many: words only, the picture has the links."""
    return tuple(Part(f"{one['name']}: {one['count']}") for one in line["cells"])


def _stands(line: Answer) -> Cell:
    words = _STANDS.get(line["standing"], "")
    return (Part(words, tag="yellow" if line["standing"] == "one-lead" else "gap"),) if words else ()


def _number(count: int, href: str) -> Cell:
    return (Part(str(count), href if count else ""),)


def _leads(found: Answer, wanted: Asked) -> Table:
    """The columns of the picture as a table."""
    reached = Counter(one["id"] for line in found["rows"] for one in line["cells"])
    thing, count_of = _THINGS[found["by"]], partial(_list_of, found, wanted)
    fields = (
        Field("lead", "Lead", lambda one: (link(one["name"], one["id"]),), header=True),
        Field("count", "All their actions", lambda one: _number(one["count"], count_of(None, one)), numeric=True),
        Field("rows", f"{thing.capitalize()}s", lambda one: say(str(reached[one["id"]])), numeric=True),
        Field("only", "Only lead of", lambda one: say(", ".join(one["only"]))),
    )
    intro = f"An action can name more than one {thing} and have several leads; a total counts it once. "
    intro += "A lead counts with what they lead in person or through a post that they hold."
    leads = [one for one in found["leads"] if one["id"] in reached]
    return table("Leads", leads, fields, intro=intro, empty="Nobody is named as lead of these.")
