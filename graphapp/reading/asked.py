"""Lists of what the inspectorate recommended, or named as areas for improvement: numbered from 1, below a title."""

from __future__ import annotations

import re
from dataclasses import replace

from graphapp.reading.drafts import Line, Paper, RecommendationDraft
from graphapp.reading.tables import read_header

_RECOMMENDATIONS = re.compile(r"(?i)\brecommendations?\b")
_ASKED = re.compile(
    r"(?i)\b(?:areas?|what|things?)\b[^.]{0,40}\b(?:improved?|improvements?|weakness(?:es)?|concern)\b"
    r"|\brecommended\b|\b(?:ofsted|cqc|hmip?|inspect(?:ors?|ion))\b[^.]{0,60}\b(?:said|says?|found|told|asked|wants?|should|must)\b"
)
_NUMBERED = re.compile(r"(?i)(?:recommendation|rec\.?|r)?\s*(\d{1,2})\s*[.):]?(?:\s+(\S.*))?$")
FIRST = re.compile(r"(?im)^(?:recommendation|rec\.?|r)?\s*1(?!\d)")  # what begins the first entry of a list
_NUMBER = re.compile(r"(?i)(?:recommendation|rec\.?|r)?\s*\d{1,2}\s*[.):]?")
NOISE = re.compile(r"(?i)(?:page\s*)?\d{0,4}(?:\s*(?:of|/)\s*\d{1,4})?")
_LONGEST_TITLE = 120  # characters
_LONGEST_SENTENCE = 400  # characters of one that ends in a colon
_FEWEST_WORDS = 4  # of a recommendation


class AskedList:
    """Takes the recommendations of one list, line by line; a list that says so replaces one of areas to improve."""

    def __init__(self, paper: Paper, found: list[RecommendationDraft]) -> None:
        self.paper = paper
        self.found = found
        self.is_open = False
        self.is_sure = False  # whether the list's title speaks of recommendations

    def opens(self, before: Line | None, line: Line, following: Line | None) -> bool:
        """Whether a list begins below this line: its title, or a sentence between the title and the list."""
        if following is None or following.text[:1] not in "1rR" or not _is_first(following):
            return False
        if len(line.text) > (_LONGEST_SENTENCE if line.text.endswith(":") else _LONGEST_TITLE):
            return False
        titles = [line.text, line.sheet or "", *([before.text] if before is not None and before.heading else [])]
        sure = any(map(_RECOMMENDATIONS.search, titles))
        if not sure and (self.found or not any(map(_ASKED.search, titles))):
            return False
        columns = read_header(line)
        is_title = len(line.filled) == 1 or (columns is not None and columns.has("recommendations"))
        if not sure and not is_title:
            return False
        if (sure and self.is_sure) or (columns and columns.is_actions and columns.has("due")):
            return False  # recommendations are beside the actions, not listed
        if self.found and not self.is_sure:
            self.found.clear()
        self.is_open, self.is_sure = True, sure
        return True

    def takes(self, line: Line) -> bool:
        """Take one numbered recommendation, with its key area in the last cell if there is one."""
        first = _numbered(line)
        wanted = str(len(self.found) + 1)
        if first is None and self.found and self._goes_on(line):
            last = self.found[-1]
            source = replace(last.source, line_end=line.no)
            self.found[-1] = replace(last, text=f"{last.text} {line.text}", source=source)
            return True
        if not first or first[0] != wanted or len(first[1].split()) < _FEWEST_WORDS:
            self.is_open = len(line.filled) == 1 and len(line.text) < 40 and NOISE.fullmatch(line.text) is not None
            return self.is_open
        rest = line.filled[2 if _NUMBER.fullmatch(line.filled[0]) else 1 :]
        area = rest[-1] if rest and len(rest[-1]) < 80 else None
        self.found.append(RecommendationDraft(wanted, first[1], area, self.paper.cite(line)))
        return True

    def _goes_on(self, line: Line) -> bool:
        """Whether a line of text or of a page is the rest of an entry that the page broke."""
        last = self.found[-1]
        whole = line.table is None and len(line.filled) == 1 and not line.heading and not line.is_strong
        follows = line.no == last.source.line_end + 1 and line.page == last.source.page
        return whole and follows and not last.text.endswith((".", ":", ";"))


def _is_first(line: Line) -> bool:
    """Whether a line is the first entry of a list: numbered 1, of some words, and no heading."""
    if line.heading or not FIRST.match(line.text) or len(line.text.split()) <= _FEWEST_WORDS + 1:
        return False
    first = _numbered(line)
    return first is not None and first[0] == "1"


def _numbered(line: Line) -> tuple[str, str] | None:
    """(number, words) of an entry, the number in a cell of its own or before the words."""
    cells = line.filled
    found = _NUMBERED.match(" ".join(cells[:2]) if _NUMBER.fullmatch(cells[0]) else cells[0])
    return (found[1], found[2] or "") if found else None
