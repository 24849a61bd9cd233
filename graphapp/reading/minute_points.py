"""The lists of points under a decision: where they begin, go on and end, and who is said to act on each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from graphapp.reading.action_log import log_columns
from graphapp.reading.decision_marks import ACTION, DUE, OWNER, marked
from graphapp.reading.drafts import Line
from graphapp.reading.minute_items import PARAGRAPH, Items, is_title, opens_item
from graphapp.reading.owners import Room, owed, owners_in
from graphapp.reading.points import POINT, REASON, SECOND, Point, begins

_BLANK = 6  # lines without words between the points of a list
_REASON_LINES = 15
_JOINTS = frozenset({"and", "or", "and,", "and:"})  # on a line of its own between two points
WRAPPED = 130  # characters; a paper with no longer line was broken into lines by its page


@dataclass(slots=True)
class PointLists:
    """The lines of one meeting, and the lists of points among them; `room` tells who may be meant."""

    lines: Sequence[Line]
    room: Room
    items: Items
    _texts: list[str] = field(default_factory=list)
    _signs: list[bool] = field(default_factory=list)  # whether each line may mark a decision, or say who acts
    _wrapped: bool = False
    _notes: dict[int, list[int]] = field(default_factory=dict)  # last place of a point -> who acts on it, by when

    def _paragraphs(self, place: int, points: list[Point]) -> int:
        """Add points that are numbered as paragraphs are, `2.1 ...`, `2.2 ...`; returns the place after the last."""
        after = place
        for at in range(place, len(self._texts)):
            number = PARAGRAPH.match(self._texts[at]) if self._texts[at] else None
            if number and (not points or number["no"] == points[0][0]):
                points.append((number["no"], self._texts[at][number.end() :].strip(), at, at))
            elif points and self._texts[at] and at == after and self._goes_on(points[-1][1], self._texts[at], at):
                points[-1] = (points[-1][0], f"{points[-1][1]} {self._texts[at]}", points[-1][2], at)
            elif self._texts[at]:
                break
            else:
                continue
            after = at + 1
        return after

    def _second_follows(self, place: int) -> bool:
        """Whether the next line, past why the first point was resolved, is the second point of a list."""
        at = next((at for at in range(place, min(place + _BLANK, len(self._texts))) if self._texts[at]), None)
        at = self._past_reason(at) if at is not None and REASON.match(self._texts[at]) else at
        point = POINT.match(self._texts[at]) if at is not None else None
        return bool(point and (point["no"] or "").lower() in SECOND)

    def _past_reason(self, place: int) -> int | None:
        """The place of the point after the paragraph that says why the one before was resolved."""
        for at in range(place + 1, min(place + _REASON_LINES, len(self._texts))):
            if POINT.match(self._texts[at]):
                return at
            if self._texts[at] and self._opens_other(self._texts[at], at):
                return None
        return None

    def _lead(self, place: int, rest: str) -> tuple[str, int, int]:
        """(words up to the first point, place after them, place of their last line)."""
        last, after, text = place, place + 1, rest.strip()
        while after < len(self.lines):
            words_here = self._texts[after]
            if not words_here and text and not self._tag_only(after):
                break
            if words_here and not self._goes_on(text, words_here, after):
                break
            if words_here:
                text, last = f"{text} {words_here}".strip(), after
            after += 1
        return text, last + 1, last

    def _tag_only(self, place: int) -> bool:
        return bool(self.lines[place].text.strip()) and not self._texts[place]

    def _goes_on(self, text: str, following: str, place: int) -> bool:
        """Whether the line after a decision is more of its sentence: the page broke it, or nothing was said yet."""
        if text and text.endswith((".", ";", ":", "!", "?")):
            return False
        wrapped = following[:1].islower() or (self._wrapped and len(self._texts[place - 1]) > WRAPPED // 3)
        if text and not wrapped:
            return False
        return not (POINT.match(following) or self._opens_other(following, place))

    def _opens_other(self, text: str, place: int) -> bool:
        """Whether a line opens something else than a point or the rest of a sentence."""
        signs = self._signs[place] and (
            marked(text) or ACTION.fullmatch(text) or OWNER.fullmatch(text) or DUE.fullmatch(text)
        )
        return bool(signs or self.lines[place].heading or opens_item(text) or log_columns(self.lines[place]))

    def _points(self, place: int, points: list[Point], opener: str = "") -> int:
        """Add the points from `place` on; bullets, and points told by their first word, have number `-`.

        Who acts on a point, said under it, does not end the list. Returns the place after the last point.
        """
        after, past, notes = place, place, list[int]()
        for at in range(place, len(self.lines)):
            text = self._texts[at]
            if not text or at < past or (points and text in _JOINTS):
                continue
            if points and REASON.match(text) and (found := self._past_reason(at)):
                past = found
                continue
            if points and self._signs_off(points[-1], at):
                break
            if point := self._point(at, points[-1][0] if points else "", opener):
                if notes:
                    self._notes[points[-1][3]], notes = notes, []
                points.append((*point, at, at))
            elif points and at == points[-1][3] + 1 and self._goes_on(points[-1][1], text, at):
                points[-1] = (points[-1][0], f"{points[-1][1]} {text}", points[-1][2], at)
            elif points and self._is_note(text):
                notes.append(at)
                continue
            else:
                break
            after = at + 1
        return after

    def _signs_off(self, last: Point, place: int) -> bool:
        """Whether a dash, apart below a numbered list that ended with a stop, opens no point: `- PERSON A, Chair`."""
        numbered = last[0] not in {"", "-"} and last[1].endswith(".")
        return numbered and place > last[3] + 1 and self._texts[place][0] in "-–—" and self._texts[place][2:3].isupper()

    def _point(self, place: int, before: str, opener: str) -> tuple[str, str] | None:
        """(number, words) of a line that is the next point of a list; None where it is anything else."""
        text = self._texts[place]
        point = POINT.match(text)
        if opener:
            return ("-", text) if not point and begins(text) == opener and not self._opens_other(text, place) else None
        if not point or self._opens_other(text, place) or not self._is_next(point, before, text):
            return None
        return (point["no"] or "-").lower(), text[point.end() :]

    def _is_note(self, text: str) -> bool:
        """Whether a line says no more than who acts on what stands above it, or by when."""
        if DUE.fullmatch(text):
            return True
        note = ACTION.fullmatch(text) or OWNER.fullmatch(text)
        return bool(note and owed(note["rest"], self.room)[0])

    def _is_next(self, point: re.Match[str], before: str, text: str) -> bool:
        """Whether a numbered line carries a list on rather than opening the next agenda item."""
        number = point["no"]
        if number is None or not number.isdigit():
            return True
        if not before:
            return number == "1" or text.startswith("(")
        if number == before == "1":  # a list that each of its points begins anew
            return begins(text[point.end() :]) in {"that", "to"}
        return before.isdigit() and int(number) == int(before) + 1 and not (self._ends_list(number, text))

    def _ends_list(self, number: str, text: str) -> bool:
        """`4. Any other business` after point 3 is an item where items have reached 3 too."""
        title = POINT.sub("", text, count=1)
        return (
            (self.items.item or "") == str(int(number) - 1)
            and is_title(title, stop=True)
            and not title.lower().startswith("that")
            and not owners_in(title, self.room)
        )
