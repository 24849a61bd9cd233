"""The boards drawn as a tree, each box with who chairs and what it oversees, and beside it when it met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markupsafe import Markup

from graphapp.analysis.answers import Answer
from graphapp.analysis.words import listed
from graphapp.pictures.draw import add, finished, picture
from graphapp.pictures.measure import width, wrap
from graphapp.pictures.meeting_strip import TEXT, Href, Say, Strip, draw_axis, draw_meetings, strip_of

MOST = 28  # boards drawn; the table has them all
WIDE, BOX_RIGHT, STRIP_LEFT, STRIP_RIGHT, SUMS = 1200, 540, 564, 1050, 1070
INDENT, DEEPEST, LANE, LANES = 26, 7, 9, 6  # a step of the tree, steps shown, a line beside the tree, lines beside it
TOP, PAD, STEP, BETWEEN, NEAR, NAME = 34, 10, 18, 14, 34, 15
_MARKS = 120  # meetings and groups of meetings drawn in all
_KINDS = {
    "keyarea": ("key area", "key areas"),
    "strategy": ("strategy", "strategies"),
    "organization": ("body", "bodies"),
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A board's row with its lines of text and where its box stands: `x`, `y` and `high`."""

    row: Answer
    lines: tuple[tuple[str, str], ...]
    x: float
    y: float
    high: float


def overseen_words(row: Answer) -> str:
    """What a board oversees, shortly: "Plan (2019-01); 2 key areas: 1, 3"; what is of other editions comes last."""
    groups: dict[tuple[bool, str], list[str]] = {}
    for one in row["oversees"]:
        groups.setdefault((one["current"], one["kind"]), []).append(str(one["no"] or one["name"]))
    return "; ".join(_named(kind, names, current) for (current, kind), names in groups.items())


def _named(kind: str, names: Sequence[str], current: bool) -> str:
    if kind == "edition":
        return listed(names)
    one, many = _KINDS[kind]
    which = f"{len(names)} {one if len(names) == 1 else many}"
    return f"{which}: {', '.join(names)}" if current else f"{which} of another edition"


def chair_words(row: Answer) -> str:
    """The people who chair, in person or in a post; "" where nobody is named."""
    return listed(name for one in row["chairs"] for name in one["held_by"])


def people_words(row: Answer) -> str:
    """How many sit on the board beside who chairs it, and how many more come to it."""
    seats = row["members"] if row["members"] > len(row["chairs"]) else 0
    members = f"{seats} member{'s' * (seats != 1)}" if seats else ""
    guests = f"{row['attending']} who attend" if row["attending"] else ""
    return ", ".join(filter(None, (members, guests)))


def above_words(row: Answer) -> str:
    """To whom a board reports, a sentence each."""
    return "; ".join(
        f"{one['how']} {one['name']}" + " (inferred)" * (one["standing"] == "inferred") for one in row["above"]
    )


def _lines(row: Answer, most: float) -> Iterator[tuple[str, str]]:
    """The rows of a box: words and class."""
    yield from ((line, "pic-name") for line in wrap(row["name"], most, NAME, 2, bold=True))
    chair, people = chair_words(row), people_words(row)
    yield from ((line, "") for line in (wrap(f"Chair: {chair}", most, TEXT, 1) if chair else ()))
    if not chair:
        yield "no chair named", "pic-gap"
    yield from ((line, "") for line in wrap(people, most, TEXT, 1))
    above, overseen = above_words(row), overseen_words(row)
    yield from ((line, "") for line in wrap(above[:1].upper() + above[1:], most, TEXT, 2))
    yield from ((line, "") for line in (wrap(f"Oversees {overseen}", most, TEXT, 2) if overseen else ()))


def draw(rows: Sequence[Answer], on: str | None, href: Href, say: Say) -> Markup:
    """The first of the `boards` of `analysis.governance`; `href` gives a node's page, `say` a date in words."""
    shown = rows[:MOST]
    beside = _beside(shown)
    lanes = min(len(beside), LANES)
    placed = _placed(shown, LANE * (lanes + 1) if lanes else 2)
    foot = placed[-1].y + placed[-1].high + BETWEEN
    svg = picture("governance", "Boards, who chairs them, what they oversee and when they met", _description(shown))
    met = [one["date"] for row in shown for one in row["meetings"]]
    strip = strip_of([*met, *(row["next_date"] for row in shown)], on, STRIP_LEFT, STRIP_RIGHT)
    if strip:
        draw_axis(svg, strip, on, TOP, foot, say)
    _links(svg, placed, beside, lanes)
    groups = max(sum(bool(row["meetings"]) for row in shown), 1)
    near = max(NEAR, (STRIP_RIGHT - STRIP_LEFT) * groups / _MARKS)
    for one in placed:
        group = add(svg, "g", role="group", aria_label=one.row["name"])
        _box(group, one, href)
        _minutes(group, one, strip, near, href, say)
        _sums(group, one)
    return finished(svg, WIDE, _key(svg, shown, foot + 2 * STEP))


def _description(rows: Sequence[Answer]) -> str:
    met = sum(bool(row["meetings"]) for row in rows)
    return (
        f"{len(rows)} boards, one below the other, those who report to a board below it and further right; minutes of "
        f"{met} of them stand beside the box on a strip of months. Every box and every meeting is a link."
    )


def _placed(rows: Sequence[Answer], left: float) -> list[Placed]:
    placed: list[Placed] = []
    y: float = TOP
    for row in rows:
        x = left + INDENT * min(row["depth"], DEEPEST)
        lines = tuple(_lines(row, BOX_RIGHT - x - 2 * PAD))
        high = STEP * len(lines) + 2 * PAD
        placed.append(Placed(row, lines, x, y, high))
        y += high + BETWEEN
    return placed


def _beside(rows: Sequence[Answer]) -> list[tuple[str, str]]:
    """The pairs of boards that the tree itself does not join, as they stand below one another."""
    ids = {row["id"] for row in rows}
    pairs = [(row, one["id"]) for row in rows for one in row["above"] if one["id"] in ids]
    return [(row["id"], other) for row, other in pairs if row["parent"] != other or row["depth"] > DEEPEST]


def _links(svg: Element, placed: Sequence[Placed], beside: Sequence[tuple[str, str]], lanes: int) -> None:
    """A line from each board to those above it: through the tree, or beside it where the tree has no room for it."""
    at = {one.row["id"]: one for one in placed}
    group = add(svg, "g", aria_hidden="true")
    for one in placed:
        for other in one.row["above"]:
            if other["id"] not in at:
                continue
            end, pair = at[other["id"]], (one.row["id"], other["id"])
            start, looks = one.y + one.high / 2, f"pic-up pic-up--{other['standing']}"
            if pair in beside:
                lane = LANE * (1 + beside.index(pair) % lanes)
                add(group, "path", class_=looks, d=f"M{one.x:g} {start:g}H{lane}V{end.y + 14:g}H{end.x:g}")
                tip = f"M{end.x - 7:g} {end.y + 9:g}l7 5l-7 5z"
            else:
                x, foot = end.x + (18 if other["standing"] == "inferred" else 8), end.y + end.high
                add(group, "path", class_=looks, d=f"M{x:g} {foot:g}V{start:g}H{one.x:g}")
                tip = f"M{x - 5:g} {foot + 8:g}l5 -8l5 8z"
            add(group, "path", class_="pic-tip", d=tip)


def _box(group: Element, one: Placed, href: Href) -> None:
    row = one.row
    told = (row["name"], f"chair: {chair_words(row) or 'nobody named'}", people_words(row), above_words(row))
    overseen = overseen_words(row)
    words = [*told, f"oversees {overseen}" if overseen else ""]
    link = add(group, "a", href=href(row["id"]), data_id=row["id"], aria_label=", ".join(filter(None, words)))
    link.set("class", "pic-board")
    wide = BOX_RIGHT - one.x
    add(link, "rect", class_="pic-frame", x=f"{one.x:g}", y=f"{one.y:g}", width=f"{wide:g}", height=f"{one.high:g}")
    for number, (line, looks) in enumerate(one.lines):
        x, y = one.x + PAD, one.y + PAD + STEP * number
        if looks == "pic-gap":
            add(link, "rect", class_=looks, x=x, y=y, width=f"{width(line, TEXT) + 12:.0f}", height=STEP, rx=3)
            x += 6
        size = NAME if looks == "pic-name" else TEXT
        text = add(link, "text", line, x=f"{x:g}", y=f"{y + 13:g}", font_size=size)
        if looks == "pic-name":
            text.attrib.update({"class": looks, "font-weight": "bold"})


def _minutes(group: Element, one: Placed, strip: Strip | None, near: float, href: Href, say: Say) -> None:
    """The meetings on the strip, or that no minutes are in the map."""
    y = one.y + one.high / 2
    if one.row["meetings"]:
        if strip:
            draw_meetings(group, one.row, y, strip, near, href, say)
        return
    words = "no minutes in the map"
    wide = width(words, TEXT) + 16
    add(group, "rect", class_="pic-gap", x=STRIP_LEFT, y=f"{y - 12:g}", width=f"{wide:.0f}", height=24, rx=3)
    add(group, "text", words, x=STRIP_LEFT + 8, y=f"{y + 5:g}", font_size=TEXT)


def _sums(group: Element, one: Placed) -> None:
    """How much a board resolved, at the right."""
    row, y = one.row, one.y + one.high / 2
    if row["meetings"]:
        add(group, "text", f"{row['resolutions']} resolved", x=SUMS, y=f"{y - 3:g}", font_size=TEXT, font_weight="bold")
        bare = row["without_owner"]
        add(group, "text", f"{bare or 'none'} without owner", x=SUMS, y=f"{y + 15:g}", font_size=TEXT)


def _key(svg: Element, rows: Sequence[Answer], y: float) -> float:
    """The signs in use, in words, below the picture; gives its height."""
    group, x = add(svg, "g", role="group", aria_label="Key"), 2.0
    for sign, words in _signs(rows):
        wide = 34 + width(words, 12) + 24
        if x + wide > WIDE:
            x, y = 2.0, y + 24
        _sign(group, sign, x, y + 8)
        add(group, "text", words, class_="pic-note", x=f"{x + 34:g}", y=f"{y + 12:g}", font_size=12)
        x += wide
    return y + 26


def _signs(rows: Sequence[Answer]) -> Iterator[tuple[str, str]]:
    met = [one for row in rows for one in row["meetings"]]
    standings = {one["standing"] for row in rows for one in row["above"] if one["board"]}
    bare = any(one["without_owner"] for one in met)
    told = {
        "stated": ("Arrow: to the board above, to which it reports", "stated" in standings),
        "inferred": ("Dashed arrow: inferred, not stated", "inferred" in standings),
        "met": ("Meeting, with the number of its resolutions", any(not one["without_owner"] for one in met)),
        "bare": ("Thick ring: meeting with resolutions without owner", bare),
        "ring": ("Double ring: several meetings close together", len(met) > 1),
        "next": ("Diamond: next meeting, as the minutes say", any(row["next_date"] for row in rows)),
        "gap": ("Dashed box: missing", True),
    }
    yield from ((sign, words) for sign, (words, there) in told.items() if there)


def _sign(group: Element, sign: str, x: float, y: float) -> None:
    if sign in ("stated", "inferred"):
        add(group, "path", class_=f"pic-up pic-up--{sign}", d=f"M{x:g} {y:g}h20")
        add(group, "path", class_="pic-tip", d=f"M{x + 20:g} {y - 5:g}l8 5l-8 5z")
    elif sign == "gap":
        add(group, "rect", class_="pic-gap", x=f"{x + 1:g}", y=f"{y - 7:g}", width=26, height=14, rx=3)
    elif sign == "next":
        add(group, "path", class_="pic-next", d=f"M{x + 14:g} {y - 7:g}l7 7l-7 7l-7 -7z")
    else:
        if sign == "ring":
            add(group, "circle", class_="pic-ring", cx=f"{x + 14:g}", cy=f"{y:g}", r=10)
        add(group, "circle", class_="pic-met" + " pic-met--bare" * (sign == "bare"), cx=f"{x + 14:g}", cy=f"{y:g}", r=7)
