"""How pages speak: dates, due cells, numbers of things and editions, in British English."""

from __future__ import annotations

from collections.abc import Iterable

from graphapp.analysis.answers import Answer
from graphapp.analysis.words import fold, listed, spoken_date


def in_or_on(when: str) -> str:
    """A date as it ends a sentence: "in March 2019", "on 28 March 2019"."""
    return f"{'on' if len(when) > len('2019-03') else 'in'} {spoken_date(when)}"


def due_words(due: Answer) -> str:
    """What a due cell promises, in words; "" where it gives no date.

    >>> due_words({"raw": "Pilot Nov 18, roll out Feb 19", "kind": "milestones", "dates": ["2018-11", "2019-02"]})
    'November 2018, then February 2019'
    >>> due_words({"raw": "x", "kind": "recurring", "dates": ["2019-01"], "recurrence": "six-weekly"})
    'every six weeks from January 2019'
    """
    dates = [spoken_date(when) for when in (sorted(due["dates"]) if due["kind"] == "milestones" else due["dates"])]
    since = f" from {dates[0]}" if dates else ""
    kind = due["kind"]
    if kind == "none" or (kind == "date" and not dates):
        return ""
    if kind == "recurring":
        cycle = str(due.get("recurrence") or "")
        return {"": str(due["raw"]), "six-weekly": f"every six weeks{since}"}.get(cycle, f"{cycle}{since}")
    if kind == "date":
        return dates[0] if len(dates) == 1 else str(due["raw"])
    words = {"milestones": ", then ".join(dates), "start": since.strip()}
    return words.get(kind) or str(due["raw"])


def as_written(due: Answer) -> str:
    """The raw words of a due cell where they say more than `due_words`, else ""."""
    raw = str(due["raw"])
    return "" if fold(raw) == fold(due_words(due)) else raw


def counted(number: int, one: str, many: str = "") -> str:
    """A number of things.

    >>> counted(1, "action"), counted(38, "action"), counted(0, "body", "bodies")
    ('1 action', '38 actions', 'no bodies')
    """
    return f"{number or 'no'} {one if number == 1 else many or f'{one}s'}"


def is_or_are(number: int) -> str:
    """The verb that goes with a number of things."""
    return "is" if number == 1 else "are"


def edition_words(edition: Answer | None) -> str:
    """What a sentence calls an edition: "the January 2019 edition", or its title where another plan is the main one."""
    if edition is None:
        return "the map"
    when = spoken_date(edition["date"] or edition["key"])
    return f"the {when} edition" if edition["main"] else f"the {edition['title']} ({when})"


def names(words: Iterable[str], limit: int = 4) -> str:
    """Names as a sentence lists them, at most `limit` and then how many more."""
    return listed(words, limit)


def opening(text: str) -> str:
    """The text with its first letter as a capital, the others as they are."""
    return text[:1].upper() + text[1:]
