"""Actions as cards: a small table or a list for each, header words first and what they say beside or after them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from graphapp.reading.drafts import Line
from graphapp.reading.headers import header_role
from graphapp.reading.tables import is_recommendations

_FEWEST = 3  # things said; what says less is no card
_MOST = 12  # rows of a small table
_NEAREST = 8  # lines, blank ones counted, between the number of an action and its first label
_LONGEST = 900  # characters of an action
_WRAPPED = 50  # characters; a shorter line was not broken by the page
_LABELLED = re.compile(r"([A-Za-z][A-Za-z /()’'?-]{1,40}?)(?:\s+([A-Z]{0,3}\d[\w./-]{0,8}|[A-Z]))?\s*:\s+(\S.*)")
_NUMBERED = re.compile(r"([A-Za-z][A-Za-z ]{1,40}?)\s+((?=[A-Z.]{0,3}\d)[\w./-]{1,10}):?")
_BRACKETED = re.compile(  # "- Open a centre (Lead: Head of Place; by March 2025)"
    r"(?i)[\W_]{0,6}(?P<text>\S.{10,400}?)\s*[(\[](?:lead|owner|responsible|led by)(?: officer| by)?\s*[:–-]?\s*"
    r"(?P<lead>[^()\[\]]{2,120}?)\s*[;,|–-]\s*"
    r"(?:by|due|due by|timescale|target|deadline|by when|when|date)\b\s*[:–-]?\s*(?P<due>[^()\[\]]{3,40})[)\]]\.?"
)
_LED = re.compile(r"(?i)[(\[](?:lead|owner|responsible|led by)")
_HEADERS = {"text": "Action", "lead": "Lead", "due": "Due"}
_BESIDE = {"lead", "due", "start", "rag", "progress", "recommendations"}  # what is said of an action
_IN_LISTS = _BESIDE | {"text", "post", "measure", "outcome"}
_NUMBERED_WORDS = re.compile(r"((?:[A-Z]{1,3}[./-]?)?\d{1,3}(?:[./]\d{1,3})*[a-z]?)[.):]?\s+([^\W\d_].*)")


def laid_flat(lines: Sequence[Line]) -> list[Line]:
    """The lines with every card turned into a header row and one row of a table, both at the line of the action."""
    flat: list[Line] = []
    for (_, table), group in groupby(lines, lambda line: (line.sheet, line.table)):
        rows = list(group)
        if table is None:
            flat += _flat_lists(rows) if _says_who_or_when(rows) else rows
            continue
        above = next((place for place in reversed(range(len(flat))) if flat[place].filled), 0)
        title = flat[above] if flat else None
        card = _flat(rows, title)
        if card and title is not None and card[0].no == title.no:
            del flat[above]  # it is the action
        flat += card or rows
    return flat


def _says_who_or_when(lines: Sequence[Line]) -> bool:
    """Whether any line says who leads or by when, as one of every card does."""
    labels = {found[1] for line in lines if ":" in line.text and (found := _LABELLED.fullmatch(line.text))}
    is_said = any(header_role(label) in {"lead", "due"} for label in labels)
    return is_said or any(_bracketed(line.text) for line in lines)


def _flat(lines: Sequence[Line], title: Line | None) -> list[Line]:
    """A small table of labels as header and row; the action is in it, or else the heading above. None: no card."""
    pairs = [line for line in lines if line.filled]
    if not _FEWEST - 1 <= len(pairs) <= _MOST or any(len(line.cells) != 2 for line in pairs):
        return []
    headed = _opened(pairs[0].text) if len(pairs[0].filled) == 1 else None  # "Action A1" across the top
    if headed:
        title, pairs = replace(pairs[0], heading=2), pairs[1:]
    labels = [_with_ref(line.cells[0]) for line in pairs]
    roles = [header_role(label) for label, _ in labels]
    if None in roles or len(set(roles)) < len(roles) or not {"lead", "due"} & set(roles):
        return []
    cells = [(label, line.cells[1]) for (label, _), line in zip(labels, pairs, strict=True)]
    if "text" in roles:
        at = pairs[roles.index("text")]
        refs = [headed[0]] if headed else [ref for _, ref in labels if ref]
        cells = [("Ref", ref) for ref in refs if "ref" not in roles] + cells
    elif title is not None and title.heading > 1 and len(title.filled) == 1:
        at, (ref, words) = title, _opened(title.text) or ("", title.text)
        cells = [("Ref", ref), ("Action", words), *cells]
    else:
        return []
    if len(cells) < _FEWEST:
        return []
    plain = replace(at, fills=(), above=(), table=pairs[0].table, heading=0, is_strong=False)
    return [replace(plain, cells=row) for row in zip(*cells, strict=True)]


def _with_ref(cell: str) -> tuple[str, str]:
    """(label, reference) of `Action 1.2`; the reference is "" in any other cell."""
    found = _NUMBERED.fullmatch(cell.strip())
    return (found[1], found[2]) if found and header_role(found[1]) == "text" else (cell, "")


def _flat_lists(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines such as `Action A1: ...`, `Lead: ...`, `By when: ...` below one another, each list as a card.

    The action may as well be the numbered words or the heading right above its first label.
    """
    held: list[Line] = []
    said: dict[str, tuple[str, str]] = {}  # role -> label and words
    loose: list[Line] = []  # the last lines that are none of a card
    for line in lines:
        role, label, ref, words = _labelled(line)
        if not held and role in _BESIDE:
            said, held = _opening(loose)
            yield from loose[: len(loose) - len(held)]
            loose = []
        if held and _takes(said, role):
            said[role] = (label, words)
        elif held and not role and _goes_on(held[-1], line):
            last = next(reversed(said))
            said[last] = (said[last][0], f"{said[last][1]} {line.text}".strip())
        else:
            if held:
                yield from _card(held, said)
                held, said = [], {}
            if role != "text" and not (bracketed := _bracketed(line.text)):
                loose.append(line)
                continue
            yield from loose
            loose = []
            if role != "text" and bracketed:
                yield from _card([line], {key: (_HEADERS[key], words) for key, words in bracketed.groupdict().items()})
                continue
            said = ({"ref": ("Ref", ref)} if ref else {}) | {"text": (label, words)}
        held.append(line)
    yield from loose
    yield from _card(held, said)


def _takes(said: dict[str, tuple[str, str]], role: str) -> bool:
    """Whether a label says something of the card that it has not said yet."""
    return role != "text" and role in _IN_LISTS and role not in said


def _goes_on(last: Line, line: Line) -> bool:
    """Whether a line without a label is more of the one above it, or blank."""
    if not line.filled:
        return True
    if len(line.cells) != 1 or line.heading or line.is_strong or _opened(line.text):
        return False
    is_wrapped = line.no == last.no + 1 and len(last.text) >= _WRAPPED and not last.text.endswith((".", ":", ";"))
    return line.text[:1].islower() or is_wrapped


def _opening(loose: Sequence[Line]) -> tuple[dict[str, tuple[str, str]], list[Line]]:
    """(what is said, on which lines) where the last lines are an action in front of its labels; empty if not."""
    near = loose[-_NEAREST:]
    for place in reversed(range(len(near))):
        line = near[place]
        if opened := _opened(line.text):
            words = " ".join(filter(None, [opened[1], *(more.text for more in near[place + 1 :])]))
            found = {"ref": ("Ref", opened[0]), "text": ("Action", words)}
            return (found, list(near[place:])) if 0 < len(words) < _LONGEST else ({}, [])
        if line.heading:
            is_last = not any(more.filled for more in near[place + 1 :])
            return ({"text": ("Action", line.text)}, list(near[place:])) if is_last and line.heading > 1 else ({}, [])
        if len(line.cells) > 1:
            break
    return {}, []


def _opened(text: str) -> tuple[str, str] | None:
    """(reference, words) of a line that begins with a number, or is one with a word for action before it."""
    if found := _NUMBERED_WORDS.fullmatch(text):
        return found[1], found[2]
    ref = _with_ref(text)[1]
    return (ref, "") if ref else None


def _bracketed(text: str) -> re.Match[str] | None:
    """An action with its lead and date in brackets; the brackets are sooner looked for than the words before them."""
    return _BRACKETED.fullmatch(text) if ("(" in text or "[" in text) and _LED.search(text) else None


def _labelled(line: Line) -> tuple[str, str, str, str]:
    """(role, label, reference, words) of a line that opens with a header word; empty where it does not."""
    found = _LABELLED.fullmatch(line.text) if ":" in line.text and len(line.filled) == 1 else None
    if found and (role := header_role(found[1])):
        return role, found[1], found[2] or "", found[3]
    return ("recommendations", "Recommendations", "", found[3]) if found and _answers(found[3]) else ("", "", "", "")


def _answers(words: str) -> bool:
    """Whether words are no more than numbers of recommendations, whatever their label: "Links to: Rec 1 and 4"."""
    return "rec" in words.lower() and is_recommendations(words)


def _card(held: Sequence[Line], said: dict[str, tuple[str, str]]) -> Iterator[Line]:
    """The lines of a list as header row and row of a table of its own; as they were where they are no card."""
    is_labelled = len(held) == 1 or (bool(held) and _labelled(held[0])[0] == "text")
    enough = {"lead", "due"} & said.keys() and (is_labelled or len(_BESIDE & said.keys()) > 1)
    if len(said) < _FEWEST or not enough:
        yield from held
        return
    at = held[0]
    for cells in zip(*said.values(), strict=True):
        yield Line(at.no, cells, at.page, at.sheet, -at.no, at.fills, at.above, is_across=at.is_across)
