"""The dates of open actions as an iCalendar file (RFC 5545): all-day events that any calendar takes in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from graphapp.analysis.answers import (
    Answer,
    Graph,
    chosen_edition,
    is_done,
    last_day,
    name_of,
    next_date,
    of_kind,
    rows,
)
from graphapp.analysis.words import listed
from graphapp.exports.flat import visible
from graphapp.exports.table import place

_EPOCH = "1970-01-01T00:00:00+00:00"
_SHORT = 80  # characters of an action in an event's title


def to_ics(graph: Graph, edition: str | None, at: str) -> str:
    """An event for each date on which an action of the edition (default: the newest) that is not done falls due.

    Starts and recurrences fall due on no day and are left out. A month without a day is its last day. `at` is when
    the map was last changed (ISO 8601); an event keeps its UID as long as its action keeps its place in the plan.
    """
    key = chosen_edition(graph, edition)
    stamp = datetime.fromisoformat(at or _EPOCH).astimezone(UTC)
    calendar = Calendar()
    calendar.add("PRODID", "-//graphapp//accountability map//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("X-WR-CALNAME", f"Actions due, {key}" if key else "Actions due")
    for row in rows(graph, of_kind(graph, "action", key)) if key else ():
        for event in _events(graph, row, stamp):
            calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written.decode()


def _events(graph: Graph, row: Answer, stamp: datetime) -> Iterator[Event]:
    if next_date(row, on=None) is None or is_done(graph, row):  # it never falls due, or need not any more
        return
    for number, when in enumerate(row["due"]["dates"], start=1):
        day = date.fromisoformat(last_day(when))
        event = Event()
        event.add("UID", f"{row['id']}/{number}@graphapp")
        event.add("DTSTAMP", stamp)
        event.add("DTSTART", day)
        event.add("DTEND", day + timedelta(days=1))
        event.add("SUMMARY", visible(_title(row)))
        event.add("DESCRIPTION", visible(_description(row, when)))
        event.add("TRANSP", "TRANSPARENT")  # a date to know of, not an appointment
        yield event


def _title(row: Answer) -> str:
    text = " ".join(str(row["text"]).split())
    return f"{row['ref']} {text if len(text) <= _SHORT else text[: _SHORT - 1].rstrip() + '…'}"


def _description(row: Answer, when: str) -> str:
    leads = listed([name_of(lead) for lead in row["leads"]])
    told = [
        row["text"],
        f"Lead: {leads or 'nobody is named'}.",
        f"Due as printed: {row['due']['raw']}.",
        "The paper names only the month, so this stands on its last day." if len(when) == len("2019-01") else "",
        f"Source: {place(row['source'])}",
    ]
    return "\n".join(str(line) for line in told if line)
