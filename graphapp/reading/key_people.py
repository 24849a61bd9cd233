"""The list of key individuals that some plans end with: whom the initials in their lead cells stand for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from graphapp.reading.drafts import Line
from graphapp.reading.names import leading_name

_NAME = re.compile(
    r"(?i)(?:full )?names?(?: of (?:lead|officer|individual)s?)?|(?:key )?(?:individual|person|people|officer|lead)s?"
)
_ABOUT = re.compile(r"(?i)\b(?:role|post|position|title|organi[sz]ation|agency|body|designation)\b")
_LIST = re.compile(r"(?i)\b(?:key (?:individuals|people|persons|officers|leads|contacts)|list of (?:leads|officers))\b")
# One of these is in what opens such a list.
_OPENING = ("key ", "list of", "role", "post", "position", "title", "organi", "agency", "body", "designation")
_LONGEST = 120  # characters of a list's heading or of one entry


def initials_listed(lines: Sequence[Line]) -> dict[str, str]:
    """Letters -> full name of everybody in such a list; letters that two people share are left out."""
    people = defaultdict(set)
    for name in dict.fromkeys(name for name, _ in _listed(lines)):
        people["".join(part[0] for part in re.split(r"[\s-]+", name)).upper()].add(name)
    return {letters: next(iter(names)) for letters, names in people.items() if len(names) == 1}


def lines_listed(lines: Sequence[Line]) -> set[int]:
    """The numbers of the lines such a list takes, its header among them."""
    found: set[int] = set()
    for _, places in _listed(lines):
        found |= places
    return found


def _listed(lines: Sequence[Line]) -> Iterator[tuple[str, set[int]]]:
    """(name, numbers of the header's line and its own) of each entry."""
    low = "\n".join([line.text for line in lines]).lower()
    if not any(word in low for word in _OPENING):
        return
    head = 0
    column: int | None = None  # of the names, while a list is open
    for line in lines:
        opened = _opened(line)
        if opened is not None:
            column, head = opened, line.no
        elif column is not None and line.filled:
            name = leading_name(line.cells[column].strip()[:_LONGEST]) if column < len(line.cells) else ""
            if name:
                yield name, {head, line.no}
            else:
                column = None


def _opened(line: Line) -> int | None:
    """The column of names, where such a list begins with this line: the header of its table, or its title."""
    if not line.text or len(line.text) >= _LONGEST:
        return None
    if len(line.filled) == 1:
        return 0 if _LIST.search(line.text) else None
    if not any(map(_ABOUT.search, line.filled)):
        return None
    return next((place for place, cell in enumerate(line.cells) if _NAME.fullmatch(cell.strip().rstrip(":"))), None)
