"""Which agenda item the lines of minutes stand under, by number, code, heading or paragraph number."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TITLE_WORDS = 15
_FURTHEST = 12  # numbers an agenda may leave out between one item and the next

_ITEM = re.compile(
    r"(?:agenda\s+)?(?:item\s*(?:no\.?\s*)?)?(?P<no>\d{1,3})(?P<stop>[.):]|\s*[–-])?(?:\s+[–:-]?\s*(?P<title>\S.*))?",
    re.I,
)
CODED_ITEM = re.compile(
    r"(?P<no>[A-Z]{2,6}[/ .-]?\d{1,3}(?:/\d{1,4})?|\d{1,3}/\d\d(?:\d\d)?)[.:]?\s+(?P<title>[A-Z].*)"
)
_CODE_ALONE = re.compile(r"(?P<no>[A-Z]{2,6}[/.-]\d{1,3}(?:/\d{1,4})?|\d{1,3}/\d{1,4})[.:]?")
# `219 DECLARATIONS OF INTEREST - There were none.`: a title in capitals with the text after it
_SHOUTED_ITEM = re.compile(r"(?P<no>\d{1,3})[.)]?\s+(?:\(\d{1,3}\)\s+)?[A-Z][A-Z ,'’&()/-]{6,200}\s[–-]\s")
_VOTES = re.compile(
    r"(?:for|against|votes?|abstentions?|abstained|members)\b[^a-z]|votes?\b", re.I
)  # "5 For, 0 Against"
_MONTHS = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.I)
_LOG = re.compile(
    r"(?i)(?:summary of )?(?:agreed |outstanding )?(?:actions?|decisions?) (?:log|list|table|summary|tracker)"
)
_ACTIONS = re.compile(r"(?i)(?:agreed |outstanding )?(?:actions?|decisions?)(?: points?)?")
PARAGRAPH = re.compile(r"(?P<no>\d{1,3})\.\d{1,2}\.?(?:\s|$)")
_NUMBERED = re.compile(r"\d|[A-Z]{2}|(?i:agenda|item)")  # as all of these begin


@dataclass(slots=True)
class Items:
    """The item in force, and whether items have titles."""

    item: str | None = None
    prose: bool = True  # until an item has a title

    def opens(self, text: str, is_heading: bool = False, is_titled: bool = False) -> bool:
        """Whether the line opens an agenda item, which then is the one in force.

        `is_titled`: the item's title stands above the line, whose number its text follows.
        """
        number = None
        if paragraph := PARAGRAPH.match(text):
            self.item = paragraph["no"] if self._follows(int(paragraph["no"])) else self.item
        else:
            item = _ITEM.fullmatch(text)
            number = None if is_titled else self._number(text, item)
            if number is None and self._opens_prose(text, item, is_titled):
                return False
        if number is None and is_heading and _LOG.fullmatch(text):
            self.item = None  # of all items
        elif number is None and is_heading and text and not _ACTIONS.fullmatch(text):
            number = text
        if number is None:
            return False
        self.item, self.prose = number, False
        return True

    def _number(self, text: str, item: re.Match[str] | None) -> str | None:
        may_be_code = text[1:2].isupper() or "/" in text[:4]  # AB12, 12/34
        coded = (CODED_ITEM.fullmatch(text) or _CODE_ALONE.fullmatch(text)) if may_be_code else None
        if coded and len((coded.groupdict().get("title") or "").split()) <= _TITLE_WORDS:
            return coded["no"]
        if item and self._follows(int(item["no"])) and is_title(item["title"] or "", bool(item["stop"])):
            return item["no"]
        return None

    def _opens_prose(self, text: str, item: re.Match[str] | None, is_titled: bool) -> bool:
        """Whether an item's number stands before its text; the text remains to be read."""
        shouted = _SHOUTED_ITEM.match(text)
        may_open = item and item["stop"] and (self.prose or is_titled)
        number = shouted["no"] if shouted else item["no"] if item and may_open else None
        if number is None or not self._follows(int(number)):
            return False
        self.item, self.prose = number, self.prose and not shouted
        return True

    def _follows(self, number: int) -> bool:
        last = self.item or ""
        return not last.isdecimal() or int(last) < number <= int(last) + _FURTHEST


def may_open(text: str) -> bool:
    """Whether a line begins as items and numbered paragraphs do: with a number, capitals, or a word for an item."""
    return _NUMBERED.match(text) is not None


def opens_item(text: str) -> bool:
    """Whether a line opens an item or a numbered paragraph, whatever went before."""
    if not may_open(text):
        return False
    item = _ITEM.fullmatch(text)
    return bool(
        (item and item["stop"] and item["title"] is None)
        or PARAGRAPH.match(text)
        or CODED_ITEM.fullmatch(text)
        or _CODE_ALONE.fullmatch(text)
        or _SHOUTED_ITEM.match(text)
    )


def whole_item(item: str | None) -> str:
    """`33` of paragraph `33.4`."""
    return (item or "").split(".")[0]


def is_title(title: str, stop: bool) -> bool:
    """Whether words after a number are the title of an agenda item; without a stop after the number, a short one."""
    if not title:
        return stop
    few = len(title.split()) <= (_TITLE_WORDS if stop else _TITLE_WORDS // 2)
    return (
        few
        and title[0].isupper()
        and not title.endswith((".", ";", ":", ","))
        and not _MONTHS.match(title)
        and not _VOTES.match(title)
    )
