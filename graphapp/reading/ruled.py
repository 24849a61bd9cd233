"""Ruled tables on a page of a PDF: the cells of each row, what reaches into it from above, and their colours.

Rules may be lines, thin filled boxes or the edges of shaded cells, and may leave a table open at its sides or where a
page ends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from graphapp.reading.drafts import Line
from graphapp.reading.grid import Header, TextLine, Word, cell_text, text_lines
from graphapp.reading.office import rag_of_colour
from graphapp.reading.tables import read_header

Box = tuple[float, float, float, float]  # left, top, right, bottom
_NEAR = 3.0  # points within which two rules are one
_WIDEST = 1.5  # times a cell's width: a wider shade belongs to the row, not to the cell
_CROSSED = 3  # rules that end at one height: a table is open there
_DOTS = frozenset("●■⬤◼◆⚫")  # drawn in a colour, they are a rating


@dataclass(frozen=True, slots=True)
class Shade:
    """A shape or a dot filled with a colour that is seen as a RAG word."""

    box: Box
    word: str

    def fills(self, cell: Box) -> bool:
        """Whether it is the colour of this cell: it covers the middle, or is itself within."""
        left, top, right, bottom = self.box
        across, down = (cell[0] + cell[2]) / 2, (cell[1] + cell[3]) / 2
        covers = left <= across <= right and top <= down <= bottom
        return right - left <= _WIDEST * (cell[2] - cell[0]) and (
            covers or within((left + right) / 2, (top + bottom) / 2, cell)
        )


@dataclass(frozen=True, slots=True)
class RuledRow:
    """A row of a ruled table as a line holds it."""

    cells: tuple[str, ...]
    above: tuple[str, ...]
    fills: tuple[str, ...]
    is_strong: bool  # one cell across the whole table
    is_wide: bool  # a cell stretches over several columns
    lines: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruled table: its place, the edges of its columns, its rows, and the words of cells that reach its end."""

    box: Box
    edges: tuple[float, ...]
    rows: tuple[RuledRow, ...]
    reaching: tuple[str, ...]
    boxes: tuple[Box, ...]  # of its cells
    is_shaded: bool  # no rules part its columns, only shades

    def holds(self, word: Word) -> bool:
        """Whether a word stands in one of its cells."""
        return inside(word, self.box) and any(inside(word, box) for box in self.boxes)

    def is_like(self, edges: Sequence[float]) -> bool:
        """Whether its columns stand where those of another table do."""
        return _is_like(edges, self.edges)

    @property
    def header(self) -> Header | None:
        """Its first row, if it is the header of a table of actions."""
        cells = self.rows[0].cells
        columns = read_header(Line(1, cells))
        if columns is None or not columns.is_actions:
            return None
        return Header(0, 0, [(cell, *span) for cell, span in zip(cells, pairwise(self.edges), strict=True)])


def within(across: float, down: float, box: Box) -> bool:
    """Whether a point stands in a box."""
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]


def inside(word: Word, box: Box) -> bool:
    """Whether the middle of a word stands in a box."""
    return within((word.x0 + word.x1) / 2, (word.top + word.bottom) / 2, box)


@dataclass(frozen=True, slots=True)
class Rules:
    """What is drawn on a page: its tables of more than one column from the top down, and the rules down the page."""

    tables: Sequence[Any]
    down: Sequence[Mapping[str, Any]]

    @classmethod
    def of(cls, page: Any) -> Rules:
        """The rules of a page."""
        drawn = [*page.lines, *(rect for rect in page.rects if rect.get("stroke") or _is_thin(rect))]
        down = [shape for shape in drawn if shape["height"] > _NEAR]
        settings = {f"explicit_{way}_lines": found for way, found in _missing_rules(page, down).items()}
        found = page.find_tables(table_settings=settings)
        tables = [table for table in found if max(len(row.cells) for row in table.rows) > 1]
        return cls(sorted(tables, key=lambda table: table.bbox[1]), down)

    def edges(self) -> list[Box]:
        """The left edges of all cells."""
        return [(box[0], box[1], box[0], box[3]) for table in self.tables for box in table.cells]


def ruled_tables(rules: Rules, words: Sequence[Word], shades: Sequence[Shade]) -> list[Ruled]:
    """The ruled tables of a page, from the top down."""
    return [_ruled(table, words, shades, rules.down) for table in rules.tables]


def _ruled(table: Any, words: Sequence[Word], shades: Sequence[Shade], down: Sequence[Mapping[str, Any]]) -> Ruled:
    held = [word for word in words if inside(word, table.bbox)]
    words_of = {box: _cell(held, box) for box in table.cells}
    near = [shade for shade in shades if _meet(shade.box, table.bbox)]
    edges = (*sorted({box[0] for box in table.cells}), table.bbox[2])
    rows = [_row([box for box in row.cells if box], edges, words_of, near, held) for row in table.rows]
    last = max(box[3] for box in table.cells)
    low = max(box[1] for box in table.cells)  # where the last row begins
    ends = {box[0]: words_of[box] for box in table.cells if box[3] > last - _NEAR and box[1] < low - _NEAR}
    return Ruled(
        table.bbox,
        edges,
        tuple(rows),
        tuple(ends.get(edge, "") for edge in edges[:-1]),
        (*table.cells,),
        not _is_parted(table.bbox, down),
    )


def _is_parted(box: Box, down: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a rule goes down within a table."""
    left, right = box[0] + _NEAR, box[2] - _NEAR
    return any(
        _meet((shape["x0"], shape["top"], shape["x1"], shape["bottom"]), (left, box[1], right, box[3]))
        for shape in down
    )


def _row(
    boxes: Sequence[Box],
    edges: Sequence[float],
    words_of: Mapping[Box, str],
    shades: Sequence[Shade],
    held: Sequence[Word],
) -> RuledRow:
    top, bottom = boxes[0][1], min(box[3] for box in boxes)
    starting = {box[0]: box for box in boxes}
    reaching = {box[0]: words for box, words in words_of.items() if box[1] < top - _NEAR and box[3] > bottom - _NEAR}
    cells = [words_of[starting[edge]] if edge in starting else "" for edge in edges[:-1]]
    fills = [colour(starting[edge], shades) if edge in starting else "" for edge in edges[:-1]]
    is_banner = len(boxes) == 1 and boxes[0][0] == edges[0] and boxes[0][2] > edges[-1] - _NEAR
    above = tuple(reaching.get(edge, "") for edge in edges[:-1])
    is_wide = any(right > edges[edges.index(left) + 1] + _NEAR for left, _, right, _ in boxes)
    lines = text_lines([word for word in held if not word.laid and top <= (word.top + word.bottom) / 2 <= bottom])
    return RuledRow(tuple(cells), above, own(fills), is_banner, is_wide, tuple(lines))


def colour(cell: Box, shades: Iterable[Shade]) -> str:
    """The colour of a cell: what was drawn last shows."""
    return next((shade.word for shade in reversed(list(shades)) if shade.fills(cell)), "")


def own(fills: Sequence[str]) -> tuple[str, ...]:
    """The colours of a row's cells without the one that most of them have: that is the row's."""
    word, count = Counter(fills).most_common(1)[0] if fills else ("", 0)
    return tuple("" if fill == word and 2 * count > len(fills) else fill for fill in fills)


def _cell(words: Sequence[Word], box: Box) -> str:
    """The words of a ruled cell; its lines wrap at the right rule, less the room that is kept at the left one."""
    found = [word for word in words if inside(word, box)]
    if any(word.laid for word in found):
        return " ".join(line.text for line in text_lines([word.laid or word for word in found]))
    lines = text_lines(found)
    if not lines:
        return ""
    return cell_text(lines, box[2] - max(0.0, min(line.words[0].x0 for line in lines) - box[0]))


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def shades_of(page: Any) -> list[Shade]:
    """The coloured shapes and dots of a page that may say how an action stands."""
    filled = [shape for shape in (*page.rects, *page.curves) if shape.get("fill")]
    found = []
    for shape in (*filled, *(char for char in page.chars if char["text"] in _DOTS)):
        left, top, right, bottom = (float(shape[side]) for side in ("x0", "top", "x1", "bottom"))
        word = rag_of_colour(_hex(shape.get("non_stroking_color")))
        if word and min(right - left, bottom - top) > _NEAR:
            found.append(Shade((left, top, right, bottom), word))
    return found


def is_dot(text: str) -> bool:
    """Whether a word is only a dot, whose colour counts."""
    return set(text) <= _DOTS


def _hex(colour: Any) -> str:
    """`RRGGBB` of a colour in grey, red-green-blue or cyan-magenta-yellow-black; "" for a pattern."""
    parts = list(colour) if isinstance(colour, Sequence) and not isinstance(colour, str) else [colour]
    if not all(isinstance(part, int | float) for part in parts) or len(parts) not in {3, 4}:
        return ""
    if len(parts) == 4:
        parts = [(1 - part) * (1 - parts[3]) for part in parts[:3]]
    return "".join(f"{round(255 * min(max(part, 0), 1)):02x}" for part in parts)


def _missing_rules(page: Any, down: Sequence[Mapping[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The rules that tables go without: at the sides, and where a page's end cuts a row.

    Where several rules down the page end at one height, a rule across is meant; between two rules across that have
    one down the page between them, rules are meant at both their ends.
    """
    spans: dict[int, tuple[float, float]] = {}
    for edge in page.edges:
        if edge["orientation"] == "h" and edge["width"] > _NEAR:
            left, right = spans.get(round(edge["top"]), (edge["x0"], edge["x1"]))
            spans[round(edge["top"])] = (min(left, edge["x0"]), max(right, edge["x1"]))
    across = _across(down, spans)
    spans |= {round(rule["top"]): (rule["x0"], rule["x1"]) for rule in across}
    return {"horizontal": across, "vertical": _sides(down, spans)}


def _is_thin(shape: Mapping[str, Any]) -> bool:
    return bool(min(shape["width"], shape["height"]) <= _NEAR)


def _across(down: Sequence[Mapping[str, Any]], spans: Mapping[int, tuple[float, float]]) -> list[dict[str, Any]]:
    """Rules at heights where several rules down the page end and none goes on, or several begin and none stood.

    They are as long as those at the other end.
    """
    found = []
    for side, other in (("bottom", "top"), ("top", "bottom")):
        ends: dict[int, list[Mapping[str, Any]]] = {}
        for shape in down:
            ends.setdefault(round(shape[side]), []).append(shape)
        beyond = {round(shape[other]) + near for shape in down for near in range(-3, 4)}
        for height, shapes in ends.items():
            if height in beyond or any(_crosses(shape, height) for shape in down):
                continue
            places = sorted(place for shape in shapes for place in (shape["x0"], shape["x1"]))
            far = {round(shape[other]) + near for shape in shapes for near in (-1, 0, 1)}
            longest = [span for end in far if (span := spans.get(end))]
            several = sum(right - left > _NEAR for left, right in pairwise(places)) + 1 >= _CROSSED
            if several or any(_is_like(span, (places[0], places[-1])) for span in longest):
                places += [place for span in longest for place in span]
                found.append(_rule(min(places), height, max(places), height))
    return found


def _is_like(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether places across the page are the same, as nearly as lines are drawn."""
    return len(one) == len(other) and all(abs(x - y) <= _NEAR for x, y in zip(one, other, strict=True))


def _crosses(shape: Mapping[str, Any], height: float) -> bool:
    return bool(shape["top"] < height - _NEAR and shape["bottom"] > height + _NEAR)


def _sides(down: Sequence[Mapping[str, Any]], spans: Mapping[int, tuple[float, float]]) -> list[dict[str, Any]]:
    """Rules at both ends of neighbouring rules across that are as long, where one down the page joins them."""
    found = []
    for (top, (left, right)), (bottom, other) in pairwise(sorted(spans.items())):
        if not _is_like((left, right), other):
            continue
        joining = (each for each in down if each["top"] <= top + _NEAR and each["bottom"] >= bottom - _NEAR)
        if any(left + _NEAR < each["x0"] < right - _NEAR for each in joining):
            found += [_rule(left, top, left, bottom), _rule(right, top, right, bottom)]
    return found


def _rule(x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    size = {"width": x1 - x0, "height": bottom - top}
    return {"object_type": "line", "x0": x0, "x1": x1, "top": top, "bottom": bottom, **size}
