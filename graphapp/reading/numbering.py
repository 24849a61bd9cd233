"""The numbers that Word writes before paragraphs by itself, which stand in no text of the file.

Source: ECMA-376, part 1, 17.9 (numbering definitions, instances, levels and their formats).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_LEVEL = re.compile(r"%(\d)")
_TENS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
MOST_STYLES = 20  # one style may rest on another


@dataclass(frozen=True, slots=True)
class _Level:
    format: str  # decimal, lowerLetter, upperLetter, lowerRoman, upperRoman; bullets and others print no number
    text: str  # "%1.%2."
    start: int


class Numbering:
    """Counts a document's numbered paragraphs in reading order."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[tuple[str, int], _Level] = {}  # by abstract list and level
        self._lists: dict[str, str] = {}  # number of a list -> its abstract list
        self._restarts: dict[tuple[str, int], int] = {}  # what a list of its own begins with
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        try:
            part = document.part.numbering_part.element
        except (KeyError, NotImplementedError):  # a document without lists
            return
        for abstract in part.findall(qn("w:abstractNum")):
            self._learn_levels(abstract)
        for number in part.findall(qn("w:num")):
            self._learn_list(number)

    def _learn_levels(self, abstract: Any) -> None:
        for level in abstract.findall(qn("w:lvl")):
            said = {name: _value(level.find(qn(f"w:{name}"))) for name in ("numFmt", "lvlText", "start")}
            key = abstract.get(qn("w:abstractNumId")), _whole(level.get(qn("w:ilvl")), 0)
            self._levels[key] = _Level(said["numFmt"] or "decimal", said["lvlText"] or "", _whole(said["start"], 1))

    def _learn_list(self, number: Any) -> None:
        name = number.get(qn("w:numId"))
        self._lists[name] = _value(number.find(qn("w:abstractNumId"))) or ""
        for override in number.findall(qn("w:lvlOverride")):
            start = _value(override.find(qn("w:startOverride")))
            if start:
                self._restarts[name, _whole(override.get(qn("w:ilvl")), 0)] = _whole(start, 1)

    def before(self, paragraph: Any) -> str:
        """What Word prints before this paragraph, `1.` or `(a)`; "" for none and for bullets. Ask once, in order."""
        if not self._lists:
            return ""
        name, level = _list_of(paragraph)
        abstract = self._lists.get(name, "")
        rule = self._levels.get((abstract, level))
        if rule is None:
            return ""
        self._count(name, abstract, level, rule)
        if not _LEVEL.search(rule.text) or rule.format == "bullet":
            return ""
        return _LEVEL.sub(lambda found: self._printed(abstract, int(found[1]) - 1), rule.text).strip()

    def _count(self, name: str, abstract: str, level: int, rule: _Level) -> None:
        counts = self._counts[abstract]
        if (name, level) in self._restarts:
            counts[level] = self._restarts.pop((name, level)) - 1
        counts[level] = counts.get(level, rule.start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]

    def _printed(self, abstract: str, level: int) -> str:
        rule = self._levels.get((abstract, level), _Level("decimal", "", 1))
        return _written(self._counts[abstract].get(level, rule.start), rule.format)


def _list_of(paragraph: Any) -> tuple[str, int]:
    """(list, level) of a paragraph by itself or by its style; list "" where it is in none."""
    properties = paragraph._p.pPr  # noqa: SLF001
    style = paragraph.style
    for _ in range(MOST_STYLES):
        numbered = properties.find(qn("w:numPr")) if properties is not None else None
        if numbered is not None:
            level = _value(numbered.find(qn("w:ilvl")))
            return _value(numbered.find(qn("w:numId"))) or "", _whole(level, 0)
        if style is None:
            break
        properties, style = style.element.find(qn("w:pPr")), style.base_style
    return "", 0


def _written(number: int, form: str) -> str:
    """The number as the list writes it."""
    if form in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"}:
        roman = _roman(number)
        return roman.upper() if form == "upperRoman" else roman
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    words = ""
    for value, letters in _TENS:
        while 0 < value <= number < 100:
            words, number = words + letters, number - value
    return words


def _value(element: Any) -> str | None:
    return None if element is None else element.get(qn("w:val"))


def _whole(words: str | None, otherwise: int) -> int:
    return int(words) if words and words.isdigit() and len(words) < 6 else otherwise
