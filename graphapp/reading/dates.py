"""When a paper is of: from its file's name, else from the first full date or month it prints."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graphapp.due import read_due
from graphapp.reading.drafts import Line

_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_. ]?(0[1-9]|1[0-2])(?:[-_. ]?(0[1-9]|[12]\d|3[01]))?(?!\d)")


ROW = 4  # cells; so many are a row of a table, whose date is its own
_YEARS = re.compile(r"\b20\d\d\s?[-–/]\s?(?:20)?\d\d\b(?![-/]\d)")  # "Plan 2024-25" says what it is for
_QUARTER = re.compile(r"(?i)\bq(?:uarter|tr)?\.?\s?[1-4]\b")


def paper_date(stem: str, lines: Iterable[Line]) -> str | None:
    """`YYYY-MM-DD` or `YYYY-MM`, or None where neither the name nor the first lines say."""
    found = _IN_NAME.search(stem)
    if found:
        return "-".join(part for part in found.groups() if part)
    return next((when for line in list(lines)[:60] if len(line.filled) < ROW and (when := month_in(line.text))), None)


def month_in(text: str) -> str | None:
    """The first date a short line writes, as `YYYY-MM` or `YYYY-MM-DD`."""
    if len(text) > 200:
        return None
    due = read_due(_YEARS.sub(" ", text) if not _QUARTER.search(text) else text)
    return due.dates[0] if due.dates else None
