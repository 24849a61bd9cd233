"""The focus map drawn: an SVG of links, and the same as a nested list for narrow screens and paper.

Only classes and geometry, no styles and no script: the colours are in the style sheet, which also shows one
of the two and hides the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from textwrap import shorten
from xml.etree.ElementTree import Element, tostring

from markupsafe import Markup

from graphapp.pictures.draw import add, picture
from graphapp.pictures.lanes import Box, FocusMap, Link
from graphapp.pictures.links import sentences, told
from graphapp.pictures.measure import ELLIPSIS, clean, width, wrap
from graphapp.pictures.routes import BULGE, Rect, ports, route

LANE_WIDTHS = {"why": 195, "areas": 150, "actions": 250, "leads": 190, "boards": 175}
GUTTER, TOP, BETWEEN, SINK = 60, 64, 14, 160
PAD, EDGE, STEP, BASELINE = 12, 8, 18, 13  # inside a box: beside, above and below, row height, first baseline
SIZE, SMALL, ROWS = 14, 12, 4
LINE = 120  # characters of a line that are said of a box
LONG = 8  # boxes in a lane: beyond that lines are drawn thinner
WIDTH = sum(LANE_WIDTHS.values()) + GUTTER * (len(LANE_WIDTHS) - 1)
_LEGEND = (
    ("focus", "Yellow box: what this map is about"),
    ("heavy", "Thick line: who leads, and the boards they sit on"),
    ("light", "Thin line: other links"),
    ("confirmed", "Solid line between actions: one waits for the other, confirmed"),
    ("inferred", "Dashed line: inferred, not stated"),
    ("all", "Dotted line: only because the paper says all"),
    ("gap", "Dashed red box: something is missing"),
)
_FRAMES = {"sure": "Thick frame", "maybe": "Dashed frame", "along": "Dotted frame"}  # of what a what-if touches
_FRAMED = ("focus", "gap", *_FRAMES)  # what an item of the list shows by its frame
Href = Callable[[Box], str]


@dataclass(frozen=True, slots=True)
class Placed:
    """A box with its place and its rows of text: (words, class)."""

    box: Box
    at: Rect
    rows: tuple[tuple[str, str], ...]


def place(focus_map: FocusMap) -> dict[str, Placed]:
    """Where each box stands, in reading order; lanes shorter than the tallest sink towards its middle."""
    lanes = []
    for lane in focus_map.lanes:
        texts = [_rows(box, LANE_WIDTHS[lane.name] - 2 * PAD) for box in lane.boxes]
        heights = [2 * EDGE + STEP * len(rows) for rows in texts]
        lanes.append((lane, texts, heights, sum(heights) + BETWEEN * (len(heights) - 1)))
    tallest = max(total for *_, total in lanes)
    placed, left = {}, 0
    for lane, texts, heights, total in lanes:
        y = TOP + min((tallest - total) // 2, SINK)
        for box, rows, height in zip(lane.boxes, texts, heights, strict=True):
            placed[box.id] = Placed(box, Rect(left, y, LANE_WIDTHS[lane.name], height), tuple(rows))
            y += height + BETWEEN
        left += LANE_WIDTHS[lane.name] + GUTTER
    return placed


def _rows(box: Box, most: float) -> list[tuple[str, str]]:
    """The kind, then at most four rows: the title and each line, of which the last always keeps a row."""
    headed = box.kind == "more" or box.title.startswith(box.word)
    rows = [] if headed else [(box.word, "kind")]
    title = f"{box.title}: {box.mark.word}" if box.mark else box.title
    titles = wrap(title, most, SIZE, 1 + bool(box.mark) if headed else ROWS - len(box.lines[-1:]), bold=True)
    rows += [(row, "title") for row in titles]
    left = ROWS if headed else ROWS - len(titles)
    for after, line in enumerate(box.lines, start=1 - len(box.lines)):
        found = wrap(line, most, SIZE, max(left + after, 1))
        rows += [(row, "line") for row in found]
        left -= len(found)
    return rows


def render(focus_map: FocusMap, href: Href) -> Markup:
    """The SVG; `href` says where the link of a box leads."""
    placed = place(focus_map)
    bottom = max((p.at.y + p.at.height for p in placed.values()), default=TOP) + BETWEEN
    is_long = max(len(lane.boxes) for lane in focus_map.lanes) > LONG
    svg = picture("map", focus_map.title, _description(focus_map))
    svg.set("class", f"app-map__picture{' app-map__picture--long' * is_long}")
    _draw_links(svg, focus_map, placed, is_long)
    said = sentences(focus_map)
    left = 0
    for lane in focus_map.lanes:
        group = add(svg, "g", role="group", aria_label=lane.heading)
        _heading(group, lane.heading, left, empty=not lane.boxes)
        for box in lane.boxes:
            _draw_box(group, placed[box.id], href(box), said[box.id])
        left += LANE_WIDTHS[lane.name] + GUTTER
    height = _legend(svg, focus_map, bottom + 2 * BETWEEN)
    svg.attrib.update({"viewBox": f"-2 0 {WIDTH + 4} {height}", "font-family": "Arial, sans-serif"})
    svg.attrib.update({"font-size": str(SIZE), "width": str(WIDTH + 4), "height": str(height)})
    return Markup(tostring(svg, encoding="unicode"))  # noqa: S704 - the serializer has escaped every word


def _description(focus_map: FocusMap) -> str:
    return (
        f"{sum(1 for _ in focus_map)} boxes in five columns, from left to right: why, key areas, actions, "
        "who leads, and where it is decided. Thick lines join actions, their leads and the boards "
        "they sit on. Every box is a link."
    )


def _heading(group: Element, heading: str, left: int, empty: bool) -> None:
    name, _, rest = heading.partition(": ")
    add(
        group,
        "text",
        name,
        class_="map-heading",
        x=left,
        y=18,
        font_size=18,
        font_weight="bold",
        aria_hidden="true",
    )
    add(group, "text", rest.capitalize(), class_="map-note", x=left, y=38, font_size=SMALL, aria_hidden="true")
    if empty:
        add(group, "text", "None found", class_="map-note", x=left, y=TOP + BASELINE)


def _draw_links(svg: Element, focus_map: FocusMap, placed: Mapping[str, Placed], is_long: bool) -> None:
    """Every link behind the boxes, the heavy ones over the light."""
    group = add(svg, "g", class_="map-links", aria_hidden="true")
    lanes = [[placed[box.id].at for box in lane.boxes] for lane in focus_map.lanes]
    names = {box.id: box.name for box in focus_map}
    links = sorted(focus_map.links, key=lambda link: link.weight)
    columns = {box.id: number for number, lane in enumerate(focus_map.lanes) for box in lane.boxes}
    ends = [sorted((link.source, link.target), key=lambda i: columns[i]) for link in links]
    last = len(lanes) - 1
    sides = ports([(placed[start].at, placed[end].at, columns[start] == last) for start, end in ends])
    for link, (start, end), (leaves, reaches) in zip(links, ends, sides, strict=True):
        bulge = 0 if columns[start] != columns[end] else -BULGE if columns[start] == last else BULGE
        line = route(leaves, reaches, lanes[columns[start] + 1 : columns[end]], bulge)
        path = add(group, "path", **_classes(link), d=line)
        if not is_long:  # thin lines side by side cannot be pointed at
            add(path, "title", clean(told(link, names)))


def _classes(link: Link) -> dict[str, str]:
    """What the style sheet says of a link, if it is not a thin line."""
    found = [f"map-link--{sign}" for sign in (link.standing, "heavy" * (link.weight > 1)) if sign not in ("stated", "")]
    return {"class_": " ".join(found)} if found else {}


def _draw_box(group: Element, placed: Placed, href: str, said: list[str]) -> None:
    """The link, named with its words and what its lines say."""
    box, at = placed.box, placed.at
    words = [text.rstrip(".") for text in (_called(box), *_marked(box), *map(_short, box.lines), box.reason) if text]
    link = add(group, "a", href=href, data_id=box.id)
    band = f" map-box--{box.mark.band}" if box.mark else ""
    standing = "" if box.standing == "normal" else f" map-box--{box.standing}"
    link.set(
        "class", f"map-box{standing} map-box--{box.kind}{band}" if box.kind != box.standing else f"map-box{standing}"
    )
    link.set("aria-label", clean(", ".join([*words, *said])))
    if box.standing == "focus":
        link.set("aria-current", "true")
    inner = add(link, "g")  # a title of the link itself would be read out after its name, word for word
    if any(row.endswith(ELLIPSIS) for row, kind in placed.rows if kind == "title"):
        add(inner, "title", clean(words[0]))  # the whole name where the box has no room for it
    add(inner, "rect", x=at.x, y=at.y, width=at.width, height=at.height)
    if box.kind not in ("gap", "more"):
        add(inner, "path", d=f"M{at.x} {at.y}h5v{at.height}h-5")  # a stripe in the colour of its kind
    text = add(inner, "text")
    for number, (row, kind) in enumerate(placed.rows):
        y = at.y + EDGE + BASELINE + number * STEP
        add(text, "tspan", row, x=at.x + PAD, y=y, **({} if kind == "line" else {"class_": f"map-{kind}"}))


def _called(box: Box) -> str:
    """The name of a box with its kind: "Board: Scrutiny Panel", "Action 1.2.1"."""
    return box.title if box.title.startswith(box.word) else f"{box.word}: {box.title}"


def _short(line: str) -> str:
    """A long line's beginning, a little more than a box has room for: the page of what it shows has it whole."""
    return shorten(line, LINE, placeholder=ELLIPSIS) if len(line) > LINE else line


def _marked(box: Box) -> tuple[str, ...]:
    """What a what-if does to the box."""
    return (box.mark.word,) if box.mark else ()


def _signs(focus_map: FocusMap) -> Iterator[tuple[str, str]]:
    """Each sign in use with its words; the frame of a band says what the boxes that have it say."""
    used = {box.standing for box in focus_map} | {link.standing for link in focus_map.links}
    used |= {"heavy" if link.weight > 1 else "light" for link in focus_map.links}
    marks = [box.mark for box in focus_map if box.mark]
    for band, frame in _FRAMES.items():
        words = dict.fromkeys(mark.word for mark in marks if mark.band == band)
        if words:
            yield band, f"{frame}: {' or '.join(words)}"
    yield from (item for item in _LEGEND if item[0] in used)


def _legend(svg: Element, focus_map: FocusMap, y: int) -> int:
    """The signs in use, in words; returns the height of the picture."""
    group, x = add(svg, "g", class_="map-legend", role="group", aria_label="Key"), 0
    for sign, words in _signs(focus_map):
        wide = 44 + round(width(words, SMALL)) + 20
        if x + wide > WIDTH:
            x, y = 0, y + STEP
        if sign in ("focus", "gap", *_FRAMES):
            add(
                group,
                "rect",
                class_=f"map-sign map-sign--{sign}",
                x=x + 1,
                y=y - 11,
                width=30,
                height=13,
                rx=2,
            )
        else:
            add(group, "path", class_=f"map-link map-link--{sign}", d=f"M{x} {y - 4}h32")
        add(group, "text", words, class_="map-note", x=x + 40, y=y, font_size=SMALL)
        x += wide
    return y + STEP


def stacked(focus_map: FocusMap, href: Href) -> Markup:
    """The same boxes and links as a list in the same order, each lane under its heading."""
    said = sentences(focus_map)
    root = Element("div", {"class": "app-map__list"})
    for lane in focus_map.lanes:
        add(root, "h3", lane.heading, class_="govuk-heading-s")
        if not lane.boxes:
            add(root, "p", "None found.", class_="govuk-body")
            continue
        items = add(root, "ul", class_="govuk-list")
        for box in lane.boxes:
            signs = [one for one in (box.standing, box.mark.band if box.mark else "") if one in _FRAMED]
            item = add(items, "li", **({"class_": " ".join(f"map-item--{one}" for one in signs)} if signs else {}))
            called = clean(": ".join((_called(box), *_marked(box))))
            link = add(item, "a", called, href=href(box), data_id=box.id)
            if box.standing == "focus":
                link.set("aria-current", "true")
            for line in (*box.lines, *([box.reason] if box.kind == "gap" else [])):
                add(item, "p", clean(_short(line)))
            for sentence in said[box.id]:
                add(item, "div", clean(sentence[:1].upper() + sentence[1:]))
    return Markup(tostring(root, encoding="unicode", method="html"))  # noqa: S704 - the serializer has escaped every word
