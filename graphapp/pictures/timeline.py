"""The timeline drawn: a row for each action where they are few, else a lane for each group, numbers in its months."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, TypeAlias
from xml.etree.ElementTree import Element

from markupsafe import Markup

from graphapp.pictures.draw import add, finished, picture
from graphapp.pictures.measure import clean, width, wrap
from graphapp.pictures.time_axis import Axis, axis_of
from graphapp.pictures.time_marks import draw_arrow, draw_marks, ends_of, key_of, sign

Answer: TypeAlias = dict[str, Any]

MOST = 50  # rows or lanes in one picture
_NUMBERS = 150  # numbers in the lanes of one picture: each is a link, and a page has its weight
_LEFT, _RIGHT, _ROW, _SIZE, _SMALL = 262, 178, 40, 14, 12
_REF, _LINE, _COUNT, _STRIPS = 62, 15, 25, 4
_STATES = {"late": "past", "open": "due", "done": "done"}  # of a lane's month -> its sign in the key


@dataclass(frozen=True, slots=True)
class Links:
    """Where links lead: of a `node` by id, a `group` ("" where none), and of a group's months from one to another;
    and what is said beside an action (`words`)."""

    node: Callable[[str], str]
    group: Callable[[Answer], str]
    months: Callable[[Answer, str, str], str]
    words: Callable[[Answer], str]


def is_row_by_row(found: Answer) -> bool:
    """Whether the picture of this answer has a row for each action: all fit, or there is only one group."""
    return len(found["groups"]) == 1 or sum(len(one["actions"]) for one in found["groups"]) <= MOST


def left_out(found: Answer) -> int:
    """How many rows, or lanes, the picture leaves out."""
    if is_row_by_row(found):
        return max(0, len(found["groups"][0]["actions"]) - MOST) if len(found["groups"]) == 1 else 0
    return len(found["groups"]) - len(_drawn(found, axis_of(found["months"], _LEFT)))


def _drawn(found: Answer, axis: Axis) -> list[Answer]:
    """The groups whose lanes are drawn: the first ones, as far as there is room for their numbers."""
    sums = accumulate(len({at for at, _ in _dated(group, axis)} - {None}) for group in found["groups"][:MOST])
    return [group for group, numbers in zip(found["groups"], sums, strict=False) if numbers <= _NUMBERS]


def render(found: Answer, day: str, links: Links) -> Markup:
    """The SVG of an answer of `timetable` that has actions; `day` says in words what the line of the day is."""
    axis = axis_of(found["months"], _LEFT)
    by_row = is_row_by_row(found)
    what = "a row for each action" if by_row else "a lane for each group, with the number of dates in each month"
    svg = picture(
        "timeline", "Timeline", f"{what.capitalize()}. Every row of marks is a link. The table below says it all."
    )
    svg.set("class", "pic-time")
    back = add(svg, "g")  # lines of the axis lie behind everything
    top, met = _strips(svg, found["meetings"], axis, links, 30)
    _scale(svg, axis, top)
    tops, used = (_rows if by_row else _lanes)(svg, found, axis, links, top + 46)
    add(back, "path", class_="pic-line", d="".join(f"M0 {y:g}H{axis.right + _RIGHT:g}" for y in tops))
    _grid(back, axis, found["on"], day, top, tops[-1])
    high = _key(svg, used | met, tops[-1] + 26)
    return finished(svg, axis.right + _RIGHT, high)


def strips(meetings: Iterable[Answer], axis: Axis) -> list[list[Answer]]:
    """The meetings that fit on the axis, by board; of many boards only the first."""
    boards: dict[str, list[Answer]] = {}
    for one in meetings:
        if axis.slot_of(one["date"]) is not None:
            boards.setdefault(one["board_id"], []).append(one)
    return list(boards.values())[:_STRIPS]


def _strips(svg: Element, meetings: list[Answer], axis: Axis, links: Links, y: float) -> tuple[float, set[str]]:
    """The meetings of each board on a line of its own, above the scale; gives where it ends and the signs used."""
    used = set()
    for met in strips(meetings, axis):
        _text(_aside(svg), wrap(met[0]["board"], _LEFT - 16, _SMALL, 2), 0, y + 14)
        for at, ones in _by_slot((axis.slot_of(one["date"]), one) for one in met):
            how = "meeting" if any(one["held"] for one in ones) else "planned"
            name = f"{met[0]['board']}, {'meeting' if how == 'meeting' else 'next meeting'} in {axis.spoken(at)}"
            one_or_board = ones[0]["id"] if len(ones) == 1 else met[0]["board_id"]
            mark = _link(svg, links.node(one_or_board), name, one_or_board)
            x = axis.x(ones[0]["date"])
            _hit(mark, x - 12, y, _COUNT, _COUNT)
            sign(mark, how, x, y + 12)
            used.add(how)
        y += 32
    return y, used


def _by_slot(pairs: Iterable[tuple[int | None, Answer]]) -> list[tuple[int, list[Answer]]]:
    found: dict[int, list[Answer]] = {}
    for at, one in pairs:
        if at is not None:
            found.setdefault(at, []).append(one)
    return sorted(found.items(), key=lambda pair: pair[0])


def _scale(svg: Element, axis: Axis, top: float) -> None:
    """Years, and below them months or the first months of quarters."""
    for at, (x, name, is_new_year) in enumerate(axis.labels()):
        if at == 0 or is_new_year:
            add(svg, "text", str(axis.year(at)), x=f"{x + 3:g}", y=top + 16, font_weight="bold")
        add(svg, "text", name, x=f"{x + 3:g}", y=top + 34, font_size=_SMALL)


def _grid(back: Element, axis: Axis, on: str, day: str, top: float, bottom: float) -> None:
    """A line where each slot begins, a heavier one for years, and the day with its words."""
    slots = [(x, is_new_year) for x, _, is_new_year in axis.labels()] + [(axis.right, True)]
    for class_, heavy in (("pic-line", False), ("pic-year", True)):
        add(back, "path", class_=class_, d="".join(f"M{x:g} {top + 4}V{bottom:g}" for x, new in slots if new == heavy))
    if axis.slot_of(on) is not None:
        x = axis.x(on)
        add(back, "path", class_="pic-now", d=f"M{x:.1f} 20V{bottom:g}")
        half = width(day, _SIZE, bold=True) / 2
        middle = min(max(x, half), axis.right + _RIGHT - half)
        add(back, "text", day, x=f"{middle:.1f}", y=15, text_anchor="middle", font_weight="bold")


def _lanes(svg: Element, found: Answer, axis: Axis, links: Links, y: float) -> tuple[list[float], set[str]]:
    """A lane for each group: its name, the number of dates in each slot, and how many actions in words."""
    used: set[str] = set()
    tops, lane, said = [y], add(svg, "g"), _aside(svg)
    for group in _drawn(found, axis):
        name = wrap(group["name"], _LEFT - 16, _SIZE, 1 if group["text"] else 2)
        head = _link(lane, links.group(group), f"{group['name']}, row by row", group["id"])
        _hit(head, 0, y + 4, _LEFT - 8, _ROW - 8)
        _text(head, name, 4, y + (25 if len(name) == 1 and not group["text"] else 17))
        _text(said, wrap(group["text"] or "", _LEFT - 16, _SMALL, 1), 4, y + 33)
        for at, actions in _by_slot(_dated(group, axis)):
            used.add(_count(lane, group, at, actions, axis, links, y))
        _text(said, _tally(group), axis.right + 10, y + 17)
        y += _ROW
        tops.append(y)
    return tops, used


def _dated(group: Answer, axis: Axis) -> Iterable[tuple[int | None, Answer]]:
    """Each action with each slot it has a date in, once; what starts has none there."""
    for action in group["actions"]:
        if action["due"]["kind"] != "start":
            yield from (
                (at, action) for at in {axis.slot_of(m["end"] or m["date"]) for m in action["marks"] if m["date"]}
            )


def _count(lane: Element, group: Answer, at: int, actions: list[Answer], axis: Axis, links: Links, y: float) -> str:
    """How many dates fall in a slot, as a link to these actions; gives the sign that the key explains."""
    first, last = axis.months_of(at)
    ids = [action["id"] for action in actions]
    states = {_state(action, axis, at) for action in actions}
    state = next(one for one in _STATES if one in states)
    refs = ", ".join(action["ref"] for action in actions[:12]) + (" and more" if len(actions) > 12 else "")
    said = f"{axis.spoken(at)}, {group['name']}: {refs}{', past' if state == 'late' else ''}"
    mark = _link(lane, links.node(ids[0]) if len(ids) == 1 else links.months(group, first, last), said)
    x = axis.left + (at + 0.5) * axis.slot
    box = _hit(mark, x - _COUNT / 2, y + 8, _COUNT, _COUNT)
    box.attrib.update({"class": f"pic-n-{state}"} | ({} if state == "late" else {"rx": str(_COUNT // 2)}))
    add(mark, "text", str(len(ids)), x=f"{x:.1f}", y=y + 25, class_=f"pic-in-{state}")
    return f"n-{state}"


def _state(action: Answer, axis: Axis, at: int) -> str:
    if action["done"]:
        return "done"
    states = {m["state"] for m in action["marks"] if m["date"] and axis.slot_of(m["end"] or m["date"]) == at}
    return "late" if "past" in states else "open"


def _tally(group: Answer) -> list[str]:
    """How many actions a lane has, and what of them its numbers do not show."""
    actions = group["actions"]
    late = sum(one["late"] for one in actions)
    kinds = [one["marks"][0]["kind"] if one["marks"] else "none" for one in actions]
    other = [(kinds.count("repeat"), "repeat"), (kinds.count("start"), "start"), (kinds.count("none"), "no date")]
    told = f"{len(actions)} action{'s' * (len(actions) != 1)}"
    told += f", {late} past {'its' if late == 1 else 'their'} date" if late else ""
    words = (told, ", ".join(f"{count} {word}" for count, word in other if count))
    return [line for word in words for line in wrap(word, _RIGHT - 14, _SMALL, 1)]


def _rows(svg: Element, found: Answer, axis: Axis, links: Links, y: float) -> tuple[list[float], set[str]]:
    """A row for each action under the name of its group, then the arrows between them."""
    used: set[str] = set()
    places: dict[tuple[str, str], tuple[float, Answer]] = {}
    tops, arrows, lane, said = [y], add(svg, "g"), add(svg, "g"), _aside(svg)
    for group in found["groups"]:
        if len(found["groups"]) > 1:
            head = _link(lane, links.group(group), f"{group['name']}, alone", group["id"])
            _hit(head, 0, y + 4, _LEFT + 300, 26)
            add(
                head,
                "text",
                wrap(group["name"], _LEFT + 290, 16, 1, bold=True)[0],
                x=4,
                y=y + 23,
                font_size=16,
                font_weight="bold",
            )
            y += 34
        for action in group["actions"][:MOST]:
            used |= _row(lane, said, action, axis, links, y)
            places[group["name"], action["id"]] = (y + _ROW / 2, action)
            y += _ROW
            tops.append(y)
    return tops, used | _arrows(arrows, places, axis)


def _row(lane: Element, said: Element, action: Answer, axis: Axis, links: Links, y: float) -> set[str]:
    """One action: its ref, its words in two lines, its marks, and what they mean in words."""
    words = links.words(action)
    link = _link(lane, links.node(action["id"]), _sentence(action, words), action["id"])
    _hit(link, 0, y + 3, axis.right + _RIGHT, _ROW - 6)
    add(link, "text", wrap(action["ref"], _REF - 6, _SIZE, 1)[0], x=4, y=y + 17)
    used = draw_marks(link, action, axis, y + _ROW / 2)
    _text(said, wrap(action["text"], _LEFT - _REF - 10, _SMALL, 2), _REF, y + 17)
    _text(said, wrap(words, _RIGHT - 16, _SMALL, 2), axis.right + 10, y + 17)
    return used


def _sentence(action: Answer, words: str) -> str:
    waits = ", ".join(one["ref"] for one in action["waits_for"])
    text = " ".join(wrap(action["text"], 480, _SMALL, 1))
    return f"{action['ref']} {text}: {words}" + (f"; waits for {waits}" if waits else "")


def _arrows(svg: Element, places: dict[tuple[str, str], tuple[float, Answer]], axis: Axis) -> set[str]:
    """From what comes before to what waits for it, in the same group where both stand in one."""
    used = set()
    first = {action_id: place for (_, action_id), place in reversed(places.items())}
    for (group, _), (y, action) in places.items():
        for before in action["waits_for"]:
            place = places.get((group, before["id"])) or first.get(before["id"])
            if place and (ends := ends_of(place[1], axis)) and (starts := ends_of(action, axis)):
                draw_arrow(svg, before["standing"], (ends[1], place[0]), (starts[0], y))
                used.add(before["standing"])
    return used


def _link(parent: Element, href: str, said: str, node_id: str = "") -> Element:
    """A link to what stands for a node, or for several; where there is nowhere to lead, it is only spoken."""
    link = add(parent, "a", href=href) if href else add(parent, "g", role="img")
    link.set("aria-label", clean(said))
    if node_id:
        link.set("data-id", clean(node_id))
    return link


def _hit(parent: Element, x: float, y: float, wide: float, high: float) -> Element:
    """What can be clicked, and turns yellow in focus."""
    return add(parent, "rect", class_="pic-hit", x=f"{x:.1f}", y=f"{y:g}", width=f"{wide:g}", height=f"{high:g}")


def _text(parent: Element, lines: list[str], x: float, y: float) -> None:
    for at, line in enumerate(filter(None, lines)):
        add(parent, "text", clean(line), x=f"{x:g}", y=f"{y + at * _LINE:g}")


def _aside(svg: Element) -> Element:
    """A layer for small words that the links beside them say too: those who listen hear them once."""
    return add(svg, "g", class_="pic-say", font_size=_SMALL, aria_hidden="true")


def _key(svg: Element, used: set[str], y: float) -> float:
    """What the signs in use mean, in words, three beside each other."""
    for at, (name, words) in enumerate(key_of(used)):
        x, line = at % 3 * 390, y + at // 3 * 26
        sign(svg, name, x + 14, line)
        add(svg, "text", words, x=x + 36, y=line + 5, font_size=_SMALL)
    return y + (len(key_of(used)) + 2) // 3 * 26
