"""The papers: which there are, each line by line with the facts that stand on it, and the search through all."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from flask import Blueprint, request

from graphapp.analysis.answers import Answer
from graphapp.analysis.papers import document as document_answer
from graphapp.analysis.papers import document_list, passage, standing_on
from graphapp.analysis.search import search as search_answer
from graphapp.analysis.words import spoken_date
from graphapp.model import Edge, Node
from graphapp.web.columns import WHERE
from graphapp.web.passages import line_range, page_with, paged
from graphapp.web.present import Cell, Field, Page, Part, Table, link, say, table
from graphapp.web.skins import page
from graphapp.web.state import address, here, state, url
from graphapp.web.words import counted, edition_words, opening

papers = Blueprint("papers", __name__)

_LINKS = 3  # beside a line: what else stands on it is a click away
_HUBS = ("group", "edition", "plan")  # they stand on headings and say nothing of a line
_SUBJECTS = Field("subject", "About", lambda row: (link(_called(row["id"]), row["id"]),), header=True)


@dataclass(frozen=True, slots=True)
class LineView:
    """A line as the page shows it: `marks` are its classes, `links` what stands on it, `facts` how much in all.

    `href` leads to all of these facts; `page` is set where one begins; `why` says why the line was not read.
    """

    no: int
    text: str
    marks: str
    page: int | None
    links: Cell
    facts: int
    href: str
    why: str


def _number(name: str, heading: str) -> Field:
    return Field(name, heading, lambda row: (Part(f"{row[name]:,}"),), lambda row: row[name], numeric=True)


def _reading(row: Answer) -> str:
    return "; ".join(row["warnings"])


_PAPERS = (
    Field("title", "Paper", lambda row: (link(row["title"], row["id"], note=_reading(row)),), header=True),
    Field("kind", "Kind", lambda row: say(opening(row["kind"] or ""))),
    Field("date", "Date", lambda row: say(spoken_date(row["date"])), lambda row: row["date"] or ""),
    Field("publisher", "Publisher", lambda row: say(row["publisher"] or "")),
    *(_number(name, name.capitalize()) for name in ("lines", "facts")),
    _number("unread", "Lines not read"),
)


@page(papers, "/documents")
def documents() -> Page:
    """Every paper of the map, newest first."""
    found = state().ask(document_list)["documents"]
    answer = (
        f"The map rests on {counted(len(found), 'paper')} with {sum(one['lines'] for one in found):,} lines in all."
    )
    made = table("Papers", found, _PAPERS, empty="No paper has been read yet.")
    more = {"others": [Part(text, url(path)) for text, path in _OTHERS]}
    return Page("Papers", "documents", "papers/list.html", answer=say(answer), tables=(made,), more=more)


_OTHERS = (("Meetings", "/meetings"), ("Measures", "/measures"), ("Judgements", "/judgements"), ("Gaps", "/gaps"))


@page(papers, "/documents/<document>", rows=False)
def document(document: str) -> Page:
    """One paper, line by line; `?lines=302-310` marks a passage, `?from=401` begins elsewhere, `?sheet=` chooses."""
    found = state().ask(document_answer, f"document:{document}")
    asked, problem = _asked()
    lines, sheets = _of_sheet(found["lines"])
    pages = paged(lines)
    at = page_with(pages, asked[0] if asked else request.args.get("from", 1, type=int))
    views = _views(found, pages[at] if pages else [], asked)
    more = {"lines": views, "pages": _page_links(pages, at), "sheets": sheets, "asked": request.args.get("lines", "")}
    return Page(
        found["document"]["title"], "documents", "papers/document.html", "Paper", _answer(found["document"]),
        facts=_about(found["document"]), remarks=(problem,) if problem else (),
        tables=(_passage(found, asked, lines),) if asked else (), trail=(Part("Papers", url("/documents")),), more=more,
    )  # fmt: skip


def _asked() -> tuple[tuple[int, int] | None, str]:
    """The lines the address asks for, or what is wrong with how it asks."""
    try:
        return line_range(request.args.get("lines", "")), ""
    except ValueError as problem:
        return None, str(problem)


def _answer(paper: Answer) -> Cell:
    unread = f"; {counted(paper['unread'], 'line')} could not be read" if paper["unread"] else ""
    return say(f"{counted(paper['facts'], 'fact')} of the map {'rests' if paper['facts'] == 1 else 'rest'} on the "
               f"{counted(paper['lines'], 'line')} of this paper{unread}.")  # fmt: skip


def _about(paper: Answer) -> tuple[tuple[str, Cell], ...]:
    told = (
        ("Kind", opening(paper["kind"] or "")),
        ("Date", spoken_date(paper["date"])),
        ("Publisher", paper["publisher"] or ""),
        ("What the reader noticed", _reading(paper)),
    )
    return tuple((name, say(words)) for name, words in told if words)


def _of_sheet(lines: list[Answer]) -> tuple[list[Answer], list[Part]]:
    """The lines of the sheet the address names, and links to all sheets; every line where there are none."""
    names = list(dict.fromkeys(line["sheet"] for line in lines))
    if names in ([], [None]):
        return lines, []
    chosen = request.args.get("sheet")
    chosen = chosen if chosen in names else names[0]
    links = [Part(str(name), here(sheet=str(name), lines=""), tag="current" * (name == chosen)) for name in names]
    return [line for line in lines if line["sheet"] == chosen], links


def _page_links(pages: list[list[Answer]], at: int) -> list[Part]:
    if len(pages) < 2:
        return []
    ends = [(lines[0]["no"], lines[-1]["no"]) for lines in pages]
    links = [here(**{"from": str(first), "lines": ""}) for first, _ in ends]
    return [Part(f"Lines {first} to {last}", href, tag="current" * (number == at))
            for number, ((first, last), href) in enumerate(zip(ends, links, strict=True))]  # fmt: skip


def _views(found: Answer, lines: list[Answer], asked: tuple[int, int] | None) -> list[LineView]:
    standing = standing_on(state().graph, found["document"]["id"])
    first, last = asked or (0, -1)
    unread = {no: one["why"] for one in found["unread"] for no in range(one["line_start"], one["line_end"] + 1)}
    views, page_before, facts_before = [], None, list[Node | Edge]()
    for line in lines:
        facts, why = standing.get((line["sheet"], line["no"]), []), unread.get(line["no"], "")
        new_page = line["page"] if line["page"] != page_before else None
        new_facts = facts if facts != facts_before else []
        views.append(_view(line, facts, new_facts, why, first <= line["no"] <= last, new_page))
        page_before, facts_before = line["page"], facts
    return views


def _view(
    line: Answer, facts: list[Node | Edge], named: list[Node | Edge], why: str, is_target: bool, new_page: int | None
) -> LineView:
    """A line; `named` are the facts whose names it shows, none where they are those of the line before."""
    marks = {"line--cited": bool(facts), "line--target": is_target, "line--unread": bool(why)}
    nodes = [fact for fact in named if isinstance(fact, Node) and fact.kind not in _HUBS]
    links = tuple(Part(node.label, address(node.id)) for node in nodes[:_LINKS])
    classes = " ".join(name for name, is_so in marks.items() if is_so)
    # Without its path: a long paper has hundreds.
    href = here(lines=str(line["no"]), **{"from": ""}).removeprefix(quote(request.path, safe="/:")) if facts else ""
    return LineView(line["no"], _readable(line["text"]), classes, new_page, links, len(facts), href, why)


def _readable(text: str) -> str:
    """The filled cells of a row with bars between them; other lines as they are."""
    return " | ".join(cell.strip() for cell in text.split("\t") if cell.strip()) if "\t" in text else text.rstrip()


def _passage(found: Answer, asked: tuple[int, int], shown: list[Answer]) -> Table:
    sheet = shown[0]["sheet"] if shown else None
    facts = state().ask(passage, found["document"]["id"], *asked, sheet)["facts"]
    lines = f"line {asked[0]}" if asked[0] == asked[1] else f"lines {asked[0]} to {asked[1]}"
    fields = (
        _SUBJECTS,
        Field("says", "What it says", lambda row: (Part(row["sentence"]),)),
        Field("standing", "Standing", lambda row: (Part(row["standing"], tag=_COLOURS.get(row["standing"], "grey")),)),
        WHERE,
    )
    return table(f"What rests on {lines}", facts, fields, empty="No fact of the map rests on it.")


_COLOURS = {"confirmed": "green", "inferred": "yellow", "rejected": "red"}


def _called(node_id: str) -> str:
    return str(state().graph.nodes[node_id]["node"].label)


@page(papers, "/search")
def search() -> Page:
    """What the map holds of some words: things by name, then by text, then lines of papers."""
    words = request.args.get("q", "").strip()[:200]
    found = state().ask(search_answer, words)
    tables = tuple(_hits(group) for group in found["groups"]) + ((_lines(found),) if found["lines"] else ())
    answer = f"{counted(found['total'], 'match', 'matches')} for “{words}”." if words else "Say what to look for."
    told = say(opening(answer))
    return Page("Search", "search", "papers/search.html", answer=told, tables=tables, more={"words": words})


def _hits(group: Answer) -> Table:
    text = Field("text", "What it says", lambda row: (Part(row["text"]),))
    fields = (
        Field("name", "Name", lambda row: (link(row["name"], row["id"], note=_edition(row)),), header=True),
        *((text,) if any(one["text"] for one in group["items"]) else ()),
        WHERE,
    )
    return table(_caption(group["title"], group["total"], len(group["items"])), group["items"], fields)


def _edition(row: Answer) -> str:
    about = next((one for one in state().editions if one["key"] == row["edition"]), None)
    return opening(edition_words(about)) if about and row["edition"] else ""


def _lines(found: Answer) -> Table:
    fields = (
        Field("name", "Paper", lambda row: (link(row["name"], row["id"]),), header=True),
        Field("text", "Line", lambda row: (Part(_readable(row["text"])),)),
        WHERE,
    )
    return table(_caption("Lines of papers", found["lines_total"], len(found["lines"])), found["lines"], fields)


def _caption(title: str, total: int, shown: int) -> str:
    return title if shown == total else f"{title}: the first {shown} of {total}"
