"""The matrix drawn: a row a recommendation or key area, a column a lead, each cell a number that opens its actions.

What only this picture and the workload share, numbers in a grid, stands here too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markupsafe import Markup

from graphapp.analysis.answers import Answer
from graphapp.analysis.matrix import STANDINGS
from graphapp.pictures.draw import add, finished, picture
from graphapp.pictures.measure import width, wrap

SMALL, SIZE = 12, 14
MOST_COLUMNS, MOST_CELLS = 24, 150
WIDE = 1150  # the width of a full picture: what a page of 1280 has room for
_LABEL, _TOTAL, _HEAD, _ROW = 320, 64, 184, 44
_NARROW, _BROAD = 31, 72  # the least and the greatest width of a column
_NUMBER, _SLANT, _NAME = 34, 66, 150  # room for a number; degrees and room of a slanted name
Href = Callable[[Answer | None, Answer | None], str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture, and how many of the rows and columns it had no room for."""

    svg: Markup
    rows_left: int
    columns_left: int


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a cell stands."""

    x: float
    y: float
    wide: float
    high: float


def cells_of(svg: Element, y: float) -> Element:
    """Where the cells of a row go, from `y` down: a page has a hundred of them, so what they share is said once."""
    return add(svg, "g", class_="mx-n", transform=f"translate(0 {y:g})")


def cell(parent: Element, at: Spot, number: str, look: str, word: str = "", **link: str) -> None:
    """A framed number that is a link (`href`, `aria_label`, `data_id`), with a word under it where that says more."""
    anchor = add(parent, "a", **link)
    add(anchor, "rect", class_=look, x=at.x, y=at.y, width=at.wide, height=at.high)
    middle, base = at.x + at.wide / 2, at.y + at.high / 2
    add(anchor, "text", number, x=f"{middle:g}", y=f"{base - 1 if word else base + 5:g}")
    if word:
        add(anchor, "text", word, x=f"{middle:g}", y=f"{base + 13:g}", font_size=SMALL)


def shade(count: int) -> str:
    """How deep a cell is tinted: only a support, the number is the sign."""
    return f"mx-{3 if count >= 10 else 2 if count >= 4 else 1}"


def fitting(rows: Sequence[Answer], most: int = MOST_CELLS) -> list[Answer]:
    """The first rows whose cells are no more than `most` together; always one."""
    kept, cells = list[Answer](), 0
    for row in rows:
        cells += len(row["cells"]) + 2
        if kept and cells > most:
            break
        kept.append(row)
    return kept


def one_line(text: str, most: float) -> str:
    """As much of the text as one line has room for."""
    return "".join(wrap(text, most, SIZE, 1))


def actions_of(count: int) -> str:
    """How a sentence counts actions."""
    return f"{count} action{'' if count == 1 else 's'}"


def matrix_picture(found: Answer, title: str, href: Href) -> Drawn:
    """The answer of `matrix` drawn; `href` gives the list of a row and a lead, of all rows or all leads for None.

    At most 24 leads have a column, and as many rows are drawn as a page can carry.
    """
    reached = {one["id"] for row in found["rows"] for one in row["cells"]}
    known = [lead for lead in found["leads"] if lead["id"] in reached]
    leads, lines = known[:MOST_COLUMNS], fitting(found["rows"])
    column = max(_NARROW, min(_BROAD, (WIDE - _LABEL - _TOTAL - 24) // max(len(leads), 1)))
    end, high = _end(leads, column), _HEAD + _ROW * (len(lines) + 1)
    svg = picture("matrix", title, "A row for each, a column for each lead. A number opens the actions it counts.")
    _heads(svg, leads, column, href)
    for at, line in enumerate(lines):
        _line(svg, line, leads, Spot(_LABEL, _HEAD + _ROW * at, column, _ROW), href)
    _sums(svg, leads, Spot(_LABEL, _HEAD + _ROW * len(lines), column, _ROW), href)
    if len(known) > len(leads):
        _more(svg, len(known) - len(leads), end)
    add(svg, "text", "All", x=end + _TOTAL / 2, y=_HEAD - 10, class_="mx-n", font_weight="bold")
    _key(svg, high + 28)
    wide = max(end + _TOTAL + 24, _LABEL + 560)
    return Drawn(finished(svg, wide, high + 48), len(found["rows"]) - len(lines), len(known) - len(leads))


def _more(svg: Element, count: int, end: float) -> None:
    """The way to the leads that have no column."""
    words = f"+ {count} more lead{'' if count == 1 else 's'}"
    anchor = add(svg, "a", href="#rows", aria_label=f"{words}, in the table below")
    add(anchor, "rect", class_="mx-clear", x=end - 40, y=2, width=130, height=26)
    add(anchor, "text", words, x=end - 36, y=20)


def _end(leads: Sequence[Answer], column: float) -> float:
    """Where the columns end: without any there is room to say so."""
    return _LABEL + (column * len(leads) or 140)


def _heads(svg: Element, leads: Iterable[Answer], column: int, href: Href) -> None:
    for at, lead in enumerate(leads):
        turn = f"translate({_LABEL + column * (at + 0.5):g} {_HEAD - 6}) rotate(-{_SLANT})"
        said = f"{lead['name']}: {actions_of(lead['count'])} in all"
        anchor = add(svg, "a", href=href(None, lead), data_id=lead["id"], aria_label=said, transform=turn)
        add(anchor, "rect", class_="mx-clear", x=-4, y=-17, width=_NAME + 12, height=24)
        names = wrap(lead["name"], _NAME, SMALL, 2)
        for step, words in enumerate(names):
            add(anchor, "text", words, y=14 * step - 6 * (len(names) - 1), font_size=SMALL)


def _line(svg: Element, line: Answer, leads: Sequence[Answer], at: Spot, href: Href) -> None:
    """One row: what it is, a number for each lead who has any, and how many actions there are in all."""
    standing, end = STANDINGS.get(line["standing"], ""), _end(leads, at.wide)
    said = f"{line['name']}: {line['text']}" if line["text"] != line["name"] else line["name"]
    anchor = add(svg, "a", href=line["href"], data_id=line["id"], aria_label=one_line(said, 700))
    add(anchor, "rect", class_="mx-clear", x=0, y=at.y + 2, width=_LABEL - 10, height=at.high - 4)
    number = "ALL" if line["no"] == "all" else line["no"]
    is_short = width(number, SIZE, bold=True) <= _NUMBER
    if is_short:
        add(anchor, "text", number, x=4, y=at.y + 18, font_weight="bold")
    left, told = (_NUMBER + 6, line["text"]) if is_short else (4, f"{number}: {line['text']}")
    for step, words in enumerate(wrap(told, _LABEL - 20 - left, SMALL, 2)):
        add(anchor, "text", words, x=left, y=at.y + 18 + 16 * step, font_size=SMALL)
    add(svg, "path", d=f"M0 {at.y}H{end + _TOTAL}", class_="pic-line")
    row = cells_of(svg, at.y)
    cells = {one["id"]: one for one in line["cells"]}
    for place, lead in enumerate(leads):
        if one := cells.get(lead["id"]):
            spot = Spot(at.x + at.wide * place + 2, 2, at.wide - 3, at.high - 4)
            _pair(row, spot, line, one, href(line, lead))
    if line["standing"] in ("no-action", "no-lead") and not cells:
        _gap(svg, Spot(at.x + 2, at.y + 4, end - at.x - 4, at.high - 8), line, standing)
    if line["total"]:
        sums = Spot(end + 6, 2, _TOTAL - 8, at.high - 4)
        others = len(cells.keys() - {lead["id"] for lead in leads})
        more = f"+{others} lead{'' if others == 1 else 's'}" if others else ""
        told = f"{line['name']}: {actions_of(line['total'])} in all{f', {more} without a column' if more else ''}"
        cell(row, sums, str(line["total"]), "mx-clear", more, href=href(line, None), aria_label=told)


def _pair(row: Element, at: Spot, line: Answer, one: Answer, href: str) -> None:
    said = f"{line['name']}, {one['name']}: {actions_of(one['count'])}{', its only lead' if one['only'] else ''}"
    look = f"{shade(one['count'])}{' mx-heavy' if one['only'] else ''}"
    cell(row, at, str(one["count"]), look, "only" * one["only"], href=href, data_id=one["id"], aria_label=said)


def _gap(row: Element, at: Spot, line: Answer, standing: str) -> None:
    words = f"{standing[:1].upper()}{standing[1:]}{' named' if line['standing'] == 'no-lead' else ' names it'}"
    anchor = add(row, "a", href=line["gap_href"], aria_label=f"{line['name']}: {words.lower()}")
    add(anchor, "rect", class_="mx-gap", x=at.x, y=at.y, width=at.wide, height=at.high)
    add(anchor, "text", words, x=at.x + 10, y=at.y + at.high / 2 + 5)


def _sums(svg: Element, leads: Sequence[Answer], at: Spot, href: Href) -> None:
    """The foot: all that each lead leads, also what stands in no row of the picture."""
    add(svg, "path", d=f"M0 {at.y}H{_end(leads, at.wide) + _TOTAL}", class_="pic-line")
    add(svg, "text", "All the actions of each lead", x=4, y=at.y + 27, font_weight="bold")
    row = cells_of(svg, at.y)
    for place, lead in enumerate(leads):
        spot = Spot(at.x + at.wide * place + 2, 6, at.wide - 3, at.high - 12)
        said = f"{lead['name']}: {actions_of(lead['count'])} in all, each counted once"
        cell(row, spot, str(lead["count"]), "mx-clear", href=href(None, lead), aria_label=said)


def _key(svg: Element, y: float) -> None:
    """What the shapes mean, in words."""
    add(svg, "rect", class_="mx-1 mx-heavy", x=4, y=y - 14, width=22, height=18)
    add(svg, "text", "Heavy frame, “only”: the one lead it rests on", x=34, y=y, font_size=SMALL)
    add(svg, "rect", class_="mx-gap", x=304, y=y - 14, width=22, height=18)
    add(svg, "text", "Dashed: nobody leads it", x=334, y=y, font_size=SMALL)
