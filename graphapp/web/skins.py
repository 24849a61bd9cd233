"""One page, two skins: a view returns a Page, shown as HTML at its address and as CSV at its address with `.csv`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from flask import Blueprint, Response, render_template, request

from graphapp.exports.table import csv_text
from graphapp.pictures.lanes import LANES, Box, FocusMap, Lane, Mark, focus_map, lanes_asked, part_word
from graphapp.pictures.svg import render, stacked
from graphapp.web.paging import in_parts, numbered, one_row_each
from graphapp.web.present import Page, Part, Table, trimmed
from graphapp.web.sorting import in_order
from graphapp.web.state import address, asked_words, here, state, url

View: TypeAlias = Callable[..., Page]
_NARROWING = {  # a word that keeps one kind of rows -> what a link without it says
    "gap": "Show them with and without gaps",
    "kind": "Show every kind",
    "relation": "Show pairs of every kind",
    "for": "Show whomever it concerns",
}
_GAP_LISTS = {"no-action": "/recommendations", "no-board": "/boards"}  # where a gap that is no action's is listed


def page(blueprint: Blueprint, rule: str, *, rows: bool = True) -> Callable[[View], View]:
    """Serve a view's Page at `rule`, and where it has tables (`rows`) their rows at `rule` with `.csv`."""

    def register(view: View) -> View:
        def as_html(**names: str) -> str:
            return show(view(**names), rows)

        def as_csv(**names: str) -> Response:
            return download(view(**names))

        blueprint.add_url_rule(rule, view.__name__, as_html)
        if rows:
            blueprint.add_url_rule(f"{rule}.csv", f"{view.__name__}_csv", as_csv)
        return view

    return register


def show(found: Page, has_rows: bool = True) -> str:
    """The page as HTML."""
    picture = picture_of(found.focus, map_alone=False, marks=found.marks) if found.focus else None
    csv_href = url(f"{request.path}.csv", **asked_words()) if has_rows else ""
    told = {
        "title": found.title,
        "section": found.section,
        "trail": found.trail or _trail(found),
        "picture": picture,
        "csv_href": csv_href,
    }

    def written(tables: Sequence[Table]) -> str:
        shown = replace(found, tables=tuple(trimmed(_relaxed(one, found)) for one in tables))
        return render_template(found.template, page=shown, **told)

    tables = _sorted(found)
    return written(in_parts(tables, None if found.heavy else lambda: written(one_row_each(tables))))


def _relaxed(made: Table, found: Page) -> Table:
    """An empty table with links to the same page asked for less; the filters of actions say this by themselves."""
    if made.rows or "asked" in found.more:
        return made
    used = (name for name in _NARROWING if request.args.get(name))
    return replace(made, relax=tuple(Part(_NARROWING[name], here(**{name: ""})) for name in used))


def _sorted(found: Page) -> tuple[Table, ...]:
    return tuple(in_order(one, at) for at, one in enumerate(found.tables, start=1))


def _trail(found: Page) -> tuple[Part, ...]:
    """The list that an entity's page belongs to."""
    name = found.section.replace("-", " ").capitalize()
    return (Part(name, url(f"/{found.section}")),) if found.focus else ()


def download(found: Page) -> Response:
    """All rows of the page's tables as CSV: `id` first, then (of several tables) which, then their columns."""
    tables = _sorted(found)
    columns = list(dict.fromkeys(column.text for made in tables for column in made.columns))
    several = ["Table"] if len(tables) > 1 else []
    text = csv_text(["id", *several, *columns], _lines(tables, columns))
    answer = Response(text, content_type="text/csv; charset=utf-8")
    name = request.path.strip("/").replace("/", "-").replace(":", "-")
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _lines(tables: Sequence[Table], columns: Sequence[str]) -> Iterator[list[str]]:
    for made in tables:
        headings = [column.text for column in made.columns]
        between = [", " if column.inline else "; " for column in made.columns]
        for row in made.rows:
            told = {h: mark.join(map(str, cell)) for h, mark, cell in zip(headings, between, row.cells, strict=True)}
            yield [row.id, *([made.caption] if len(tables) > 1 else []), *(told.get(name, "") for name in columns)]


def map_of(node_id: str, opened: Mapping[str, int], marks: tuple[Mark, ...] = ()) -> FocusMap:
    """The map around a node in the edition and on the day of this request, with lanes `opened` at a part."""
    now = state()
    of_edition = now.edition if node_id.partition(":")[0] not in ("action", "keyarea", "group", "edition") else None
    found: FocusMap = now.ask(focus_map, node_id, of_edition, tuple(opened.items()), now.on, marks)
    return found


def opened_lanes() -> dict[str, int]:
    """The lanes that `?expand=` names, with commas between, and the part of each: "actions.2,leads"."""
    asked = lanes_asked(request.args.get("expand", ""))
    return {lane: max(asked[lane], 1) for lane in LANES if lane in asked}


def picture_of(node_id: str, map_alone: bool, marks: tuple[Mark, ...] = ()) -> dict[str, Any]:
    """The map around a node: `svg`, the same as a `list`, its boxes, `opened` lanes, and where it stands alone.

    On the map's own page a box refocuses the map; elsewhere it opens the page of what it shows. Lanes open on the
    map's own page too, where there is room for them, unless a what-if has marks that only its page knows.
    """
    is_here = map_alone or bool(marks)
    opened = opened_lanes() if is_here else {}
    found = map_of(node_id, opened, marks)

    def opening(lane: str, part: int) -> str:
        words = ",".join(part_word(*one) for one in (opened | {lane: part}).items() if one[1])
        return f"{here(expand=words) if is_here else url('/map', focus=node_id, expand=words)}#map"

    def href(box: Box) -> str:
        if box.kind == "more":
            ((lane, part),) = lanes_asked(box.href_key).items()
            return opening(lane, part)
        if box.kind == "gap":
            return url(_GAP_LISTS.get(box.href_key, "/actions"), gap=box.href_key)
        return url("/map", focus=box.id) if map_alone else address(box.id)

    return {
        "svg": render(found, href), "list": stacked(found, href), "map": found, "href": url("/map", focus=node_id),
        "opened": [_opened(one, opening) for one in found.lanes if one.name in opened],
    }  # fmt: skip


def _opened(lane: Lane, opening: Callable[[str, int], str]) -> dict[str, Any]:
    """An opened lane: what it shows of its boxes, links to its parts, and one that closes it (part 0)."""
    parts = tuple(numbered(lane.part, lane.parts, lambda part: opening(lane.name, part)))
    return {"name": lane.heading.partition(": ")[2], "told": lane.told, "parts": parts, "close": opening(lane.name, 0)}
