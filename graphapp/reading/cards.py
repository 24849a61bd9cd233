"""Actions as cards: a small table or a list for each, header words first and what they say beside or after them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from graphapp.reading.drafts import Line
from graphapp.reading.headers import header_role

_FEWEST = 3  # rows; a smaller table is no card
_LABELLED = re.compile(r"([A-Za-z][A-Za-z /()’'?-]{1,40}?)(?:\s+([A-Z]{0,3}\d[\w./-]{0,8}|[A-Z]))?\s*:\s+(\S.*)")
_NUMBERED = re.compile(r"([A-Za-z][A-Za-z ]{1,40}?)\s+((?=[A-Z.]{0,3}\d)[\w./-]{1,10}):?")
_BRACKETED = re.compile(  # "- Open a centre (Lead: Head of Place; by March 2025)"
    r"(?i)[\W_]{0,6}(?P<text>\S.{10,400}?)\s*[(\[](?:lead|owner|responsible|led by)(?: officer| by)?\s*[:–-]?\s*"
    r"(?P<lead>[^()\[\]]{2,120}?)\s*[;,|–-]\s*"
    r"(?:by|due|due by|timescale|target|deadline|by when|when|date)\b\s*[:–-]?\s*(?P<due>[^()\[\]]{3,40})[)\]]\.?"
)
_LED = re.compile(r"(?i)[(\[](?:lead|owner|responsible|led by)")
_HEADERS = {"text": "Action", "lead": "Lead", "due": "Due"}
_IN_LISTS = {"text", "lead", "post", "due", "start", "rag", "progress", "measure", "outcome"}


def laid_flat(lines: Sequence[Line]) -> list[Line]:
    """The lines with every card turned into a header row and one row of a table, both at the line of the action."""
    groups = groupby(lines, lambda line: (line.sheet, line.table))
    return [
        line
        for (_, table), group in groups
        for line in (_flat_lists(list(group)) if table is None else _flat(list(group)))
    ]


def _flat(lines: Sequence[Line]) -> Iterator[Line]:
    pairs = [line for line in lines if line.filled]
    if pairs and len(pairs) >= _FEWEST and all(len(line.cells) == 2 for line in pairs):
        labels = [_with_ref(line.cells[0]) for line in pairs]
        roles = [header_role(label) for label, _ in labels]
        known = [role for role in roles if role]
        if "text" in known and {"lead", "due"} & set(known) and len(set(known)) == len(known) == len(roles):
            at = pairs[roles.index("text")]
            refs = [("Ref", ref) for _, ref in labels if ref and "ref" not in roles]
            for row in zip(
                *refs, *((label, line.cells[1]) for (label, _), line in zip(labels, pairs, strict=True)), strict=True
            ):
                yield replace(at, cells=row, fills=(), above=())
            return
    yield from lines


def _with_ref(cell: str) -> tuple[str, str]:
    """(label, reference) of `Action 1.2`; the reference is "" in any other cell."""
    found = _NUMBERED.fullmatch(cell.strip())
    return (found[1], found[2]) if found and header_role(found[1]) == "text" else (cell, "")


def _flat_lists(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines such as `Action A1: ...`, `Lead: ...`, `By when: ...` below one another, each list as a card."""
    held: list[Line] = []
    said: dict[str, tuple[str, str]] = {}  # role -> label and words
    for line in lines:
        role, label, ref, words = _labelled(line)
        if held and role != "text" and role in _IN_LISTS and role not in said:
            said[role] = (label, words)
        elif held and not role and line.text[:1].islower() and len(line.cells) == 1:
            last = next(reversed(said))
            said[last] = (said[last][0], f"{said[last][1]} {line.text}")
        elif bracketed := _bracketed(line.text):
            yield from _card(held, said)
            yield from _card([line], {key: (_HEADERS[key], words) for key, words in bracketed.groupdict().items()})
            held, said = [], {}
        else:
            yield from _card(held, said)
            held, said = [], {}
            if role != "text":
                yield line
                continue
            said = {"text": (label, words)} | ({"ref": ("Ref", ref)} if ref else {})
            said = dict(sorted(said.items()))
        held.append(line)
    yield from _card(held, said)


def _bracketed(text: str) -> re.Match[str] | None:
    """An action with its lead and date in brackets; the brackets are sooner looked for than the words before them."""
    return _BRACKETED.fullmatch(text) if ("(" in text or "[" in text) and _LED.search(text) else None


def _labelled(line: Line) -> tuple[str, str, str, str]:
    """(role, label, reference, words) of a line that opens with a header word; empty where it does not."""
    found = _LABELLED.fullmatch(line.text) if ":" in line.text and len(line.filled) == 1 else None
    role = header_role(found[1]) if found else None
    return (role, found[1], found[2] or "", found[3]) if found and role else ("", "", "", "")


def _card(held: Sequence[Line], said: dict[str, tuple[str, str]]) -> Iterator[Line]:
    """The lines of a list as header row and row of a table of its own; as they were where they are no card."""
    if len(said) < _FEWEST or not {"lead", "due"} & said.keys():
        yield from held
        return
    for place in (0, 1):
        cells = tuple(pair[place] for pair in said.values())
        yield replace(held[0], cells=cells, table=-held[0].no, heading=0, is_strong=False)
