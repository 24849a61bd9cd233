"""Reads texts of 1 MB that are made to keep a reader busy: `python benchmarks/hostile.py [part of a name]`.

Each word or row below is written over and over: as lines of 80 characters, as lines as long as a text may have, and
some as tables. A `#` in a row is its number, so that no two are the same. Prints the processor time of the reader for
half of the text and for all of it, their ratio, and how many facts it read: of each text as it is measured, then of
the slowest. "missed" stands where the whole takes over a second, or the ratio is over 3. A text that says thousands of
things is a long paper, and may take the time of one: half a millisecond more for each fact, as a spreadsheet of 20,000
rows. Exit status 1 where any is missed.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import count as numbers
from itertools import islice
from pathlib import Path

from graphapp import saying
from graphapp.errors import UnreadablePaper
from graphapp.reading.drafts import Drafts
from graphapp.reading.files import MAX_LINE, MAX_LINES
from graphapp.reading.reader import read

SIZE, SECONDS, RATIO = 1_000_000, 1.0, 3.0
A_FACT = 10 / 20_000  # seconds
TIMES = 3  # a text that takes too long is read, at the most; the least time counts, for others use the machine too
SLOWEST = 20  # texts shown again at the end
TOO_SHORT = 0.1  # seconds; below it a clock says nothing about growth

WORDS = """
(¦[¦<¦a¦A¦1¦%¦·¦—¦§¦,¦.¦…¦(AB) ¦(A.B) ¦A.B. ¦A ¦A-¦a-¦A/¦A, ¦A; ¦A: ¦‘A¦'A ¦s' ¦1,111¦1/¦9.¦- ¦( ¦£1 ¦\u2022 a ¦
Aa and ¦and ¦& ¦of the ¦to be ¦Person A, ¦Person A and ¦Person A (Head of X), ¦Mr ¦Cllr A ¦Councillor Aa ¦
Dr Person A - ¦Northshire Board and ¦Children and Families Board ¦Board ¦Head of ¦Head Head and ¦Head of X and ¦
Team ¦Police ¦Officer, ¦LINX (¦SPARK - ¦(AB) Board ¦Ofsted ¦NHS ¦
the plan will be overseen by the Neglect Board ¦Board meets every month ¦strategy ¦Neglect Strategy ¦
Statement of ¦policy for ¦the plan ¦develop a protocol ¦quality standards for Plans ¦‘Grow your Own scheme’ ¦
19% of x ¦5% of ¦rate was 1 ¦rate - 5% ¦the rate is from to ¦reduce a to 5 ¦target for x is 1 ¦
Ofsted judged good ¦judged inadequate, ¦(CLA) ¦there are 20 children ¦20 children have x, ¦audit 5% good ¦
May 2024 · ¦May 20 ¦March ¦1 March 2024 ¦Q3 2024/25 ¦2024/25 q¦every ¦every 6 weeks ¦now March 2024 ¦
within 6 months ¦TBC ¦by ¦R1-R3, ¦1, 2, 3, ¦Rec 4 and ¦Recommendation ALL ¦1.1 ¦A1.1 ¦Resolved that ¦
Resolved: (a) that ¦(1) x ¦(i) a (ii) b ¦the Board agreed that ¦It was agreed to ¦agreed to ¦Action: ¦
ACTION: A. Name to do ¦Lead: X; ¦Action by: ¦apologies from ¦apologies were received from A and ¦
The Chair, Person A, ¦next meeting ¦Minutes of ¦Minutes of the Board held on ¦young person ¦Youth Council (A) ¦
<b ¦&amp;¦&¦*a*¦&lt;b&gt;¦a  b  ¦Action  Lead  ¦a\tb\t¦| a ¦|x|y¦"a¦a.b@¦http://a ¦ßẞ¦\ufdfa¦é¦中¦🔴 ¦Red ¦RAG ¦
Complete ¦Action Owner ¦action lead due date
""".replace("\n", "").split("¦")

# What each text begins with, and the rows that follow it over and over.
ROWS = {
    "present": ("", "Present:\n"),
    "present, then a person": ("", "Present:\nPerson A\n"),
    "those present": ("Minutes of the Widget Board held on 3 May 2024\nPresent:\n", "Person A, Board\n"),
    "those present, each another": (
        "Minutes of the Widget Board held on 3 May 2024\nPresent:\n",
        "Anna Sm#th, Head of X#\n",
    ),
    "people in one line": ("Minutes of the Widget Board held on 3 May 2024\nPresent: ", "Person A, "),
    "apologies": ("Minutes of the Widget Board held on 3 May 2024\nPresent:\nPerson A\n", "Apologies: Person B\n"),
    "in attendance": ("Minutes of the Widget Board held on 3 May 2024\nPresent:\nPerson A\n", "Also in attendance:\n"),
    "bare resolutions": ("Minutes of the Widget Board held on 3 May 2024\nPresent:\nPerson A\n", "Resolved: That\n"),
    "resolutions": (
        "Minutes of the Widget Board held on 3 May 2024\nPresent:\nPerson A\n",
        "Resolved: Person A to do x by May 2024\n",
    ),
    "points": (
        "Minutes of the Widget Board held on 3 May 2024\nPresent:\nPerson A\nResolved:\n",
        "(a) that x be done;\n",
    ),
    "points in one line": (
        "Minutes of the Widget Board held on 3 May 2024\nPresent:\nPerson A\nResolved: ",
        "(a) that ",
    ),
    "actions by": (
        "Minutes of the Widget Board held on 3 May 2024\nPresent:\nPerson A\n",
        "Action: Person A to do #\n",
    ),
    "actions for words in capitals": (
        "Minutes of the Widget Board held on 3 May 2024\nPresent:\nPerson A\n",
        "Action: HEAD OF " + "A" * 60 + "? to do #\n",
    ),
    "leads": ("Minutes of the Widget Board held on 3 May 2024\nPresent:\nPerson A\n", "Resolved: x\nLead: Person A\n"),
    "decided in passing": (
        "Minutes of the Widget Board held on 3 May 2024\nPresent:\nPerson A\n",
        "The Board agreed that Person A would do # by May.\n",
    ),
    "decided in passing, long": (
        "Minutes of the Widget Board held on 3 May 2024\nPresent:\nPerson A\n",
        "It was agreed that x be done. ",
    ),
    "agenda items": ("Minutes of the Widget Board held on 3 May 2024\nPresent:\nPerson A\n", "#. Matters arising\n"),
    "paragraphs": ("Minutes of the Widget Board held on 3 May 2024\nPresent:\nPerson A\n", "1.# Person A to do x\n"),
    "log of actions": (
        "Minutes of the Widget Board held on 3 May 2024\nPresent:\nPerson A\nAction\tOwner\tDue\n",
        "Do #\tPerson A\tMay 2024\n",
    ),
    "heads of logs": ("Minutes of the Widget Board held on 3 May 2024\nPresent:\nPerson A\n", "Action\tOwner\tDue\n"),
    "next meetings": ("Minutes of the Widget Board held on 3 May 2024\nPresent:\nPerson A\n", "Date of next meeting\n"),
    "meetings": ("", "Minutes of the Widget Board held on 3 May 2024\nPresent:\nPerson A\n"),
    "meetings, each another": ("", "Minutes of the Aa# Board held on 3 May 2024\nPresent:\nPerson A\n"),
    "headings": ("", "Board meeting minutes\n"),
    "tables of those present": (
        "Minutes of the Widget Board held on 3 May 2024\nName\tRole\n",
        "Person A\tHead of X\n",
    ),
    "judgements": ("", "Ofsted judged x to be good in May 2023\n"),
    "list of judgements": ("Ofsted judged in May 2023:\n", "Area # - Good\n"),
    "areas and grades": ("", "Ofsted\nArea\nGood\n"),
    "indicators": ("Measure\tTarget\tMay 2024\n", "Rate of x#\t5%\t6%\n"),
    "heads of indicators": ("", "Measure\tTarget\n"),
    "rates": ("", "rate - 5%\n"),
    "rates, each another": ("", "The rate of a# was 5% in May 2024.\n"),
    "aims and rates": ("", "Rate of a# is 5%, reduce rate of a# to 3%.\n"),
    "shares, each another": ("", "19% of x#\n"),
    "figures at": ("May performance:\n", "Number of x# - 31\n"),
    "bodies, each another": ("", "The Aa# Board met.\n"),
    "bodies of many words": ("", "Bb Cc Dd Aa# Partnership Board\n"),
    "bodies with letters": ("", "The Aa Bb Board (AB) and the AB met.\n"),
    "overseen, each another": ("", "The Aa# Plan will be overseen by the Bb# Board\n"),
    "strategies, each another": ("", "The Aa# Strategy is to be agreed.\n"),
    "strategies in quotation marks": ("", "‘Aa# strategy’\n"),
    "small strategies": ("", "develop a neglect a# protocol\n"),
    "broken sentences": ("", "and the work of the Aa Board of the whole county of\n"),
    "shouted": ("", "THE NORTHSHIRE BOARD AND THE PANEL OF\n"),
    "tracker": ("Ref\tAction\tLead\tDue\tRAG\n", "1.#\tDo x\tPerson A, Head of X\tMay 2024\tGreen\n"),
    "tracker, each another": (
        "Ref\tAction\tLead\tDue\tRAG\n",
        "1.#\tDo # and report it\tAnna Sm#th, Head of X#\t# May 2024\tGreen\n",
    ),
    "tracker of broken rows": ("Ref\tAction\tLead\tDue\n", "1.#\tDo x\t\t\n\t\tHead of\t\n"),
    "tracker of pieces": ("Ref\tAction\tLead\tDue\n", "1\n.\nHead of\nMay\n"),
    "heads of trackers": ("", "Ref\tAction\tLead\tDue\n"),
    "trackers of a row": ("", "Ref\tAction\tLead\tDue\n1.1\tDo x\tHead of X\tMay 2024\n"),
    "tracker of bars": ("| Ref | Action | Lead | Due |\n", "| 1.# | Do x | Person A | May 2024 |\n"),
    "tracker of spaces": (
        "Ref    Action          Lead            Due\n",
        "1.#    Do x and y      Head of X       May 2024\n",
    ),
    "tracker of wide spaces": (
        "Ref    Action                                            Lead            Due\n",
        "1.#    " + "do x  " * 80 + "\n",
    ),
    "tracker of very wide spaces": (
        "Ref    Action                                            Lead            Due\n",
        "1.#    " + "a   " * 12_000 + "\n",
    ),
    "tracker of many columns": ("Ref  Action  Lead  Due" + "  KPI" * 80 + "\n", "1.#" + "  abc" * 80 + "\n"),
    "heads of spaces": ("", "Action          Lead            Due\n"),
    "sections": ("Ref\tAction\tLead\tDue\n", "Priority #: X\n1.#\tDo x\tHead of X\tMay 2024\n"),
    "recommendations": ("", "Recommendation #: do x\n"),
    "recommendations, one line": ("Recommendations\n", "1. The council should do x # \n"),
    "cards": ("", "Action: do # x\nLead: Head of X\nDue: May 2024\n"),
    "key to initials": ("List of key individuals\n", "AB\tPerson A\tHead of X\n"),
    "blank lines": ("a\n", "          \n"),
    "ends of lines": ("Board\n", "\n\n\n\n\n\n\n\n\nof\n"),
}
# Rows that are tried as CSV and as a web page too.
TABLES = ("tracker", "tracker, each another", "indicators", "log of actions", "heads of trackers", "sections")


def lines_of(text: str, size: int) -> str:
    """The text cut where a text has as many lines as it may, or at the size."""
    ends = [at for at, letter in enumerate(text[:size]) if letter == "\n"]
    return text[: ends[MAX_LINES - 1]] if len(ends) >= MAX_LINES else text[:size]


def written(head: str, row: str, size: int) -> str:
    """The head, and the row over and over: in lines no longer than a text may have."""
    if row.endswith("\n"):
        numbered = islice((row.replace("#", str(number)) for number in numbers(1)), size // len(row) + 1)
        return lines_of(head + "".join(numbered), size)
    line = row * ((MAX_LINE - len(head) - 1) // len(row)) + "\n"
    return (head + line + line * (size // len(line)))[:size]


def as_page(text: str) -> str:
    """The rows of a text as a table of a web page, its other lines as paragraphs."""
    rows = (line.split("\t") for line in text.split("\n"))
    cells = ("".join(f"<td>{cell}" for cell in row) for row in rows)
    return f"<html><body><table>{''.join(f'<tr>{row}' for row in cells)}</table></body></html>"


def texts() -> Iterator[tuple[str, str, str, str]]:
    """(what, ending of the file, head, row) of every hostile text."""
    for unit in WORDS:
        yield f"{unit!r} in lines", ".txt", "", unit * max(1, 80 // len(unit)) + "\n"
        yield f"{unit!r} in long lines", ".txt", "", unit
    for what, (head, row) in ROWS.items():
        yield what, ".txt", head, row
    for what in TABLES:
        yield f"{what}, CSV", ".csv", *ROWS[what]
        yield f"{what}, web page", ".html", *ROWS[what]


def made(ending: str, head: str, row: str, size: int) -> str:
    """The text of a paper; a web page has tags for about half of its letters."""
    if ending == ".html":
        return as_page(written(head, row, size // 2))
    text = written(head, row, size)
    return text.replace(",", ";").replace("\t", ",") if ending == ".csv" else text


def taken(path: Path, text: str) -> tuple[float, int]:
    """Seconds of processor time to read a text or to refuse it, and the facts it holds."""
    path.write_text(text, "utf-8")
    start, found = time.process_time(), None
    with suppress(UnreadablePaper):
        found = read(path)
    seconds = time.process_time() - start
    return seconds, facts(found) if found else 0


def facts(found: Drafts) -> int:
    """How many things a paper says."""
    people = sum(len(meeting.attendees) for meeting in found.meetings)
    said = (found.actions, found.resolutions, found.measures, found.judgements, found.organizations, found.strategies)
    return people + len(found.recommendations) + len(found.meetings) + sum(map(len, said))


def row_of(what: str, ending: str, head: str, row: str, folder: Path) -> tuple[float, tuple[str, ...]]:
    """The seconds of one text, and what is printed of it."""
    path = folder / f"hostile{ending}"
    half = whole = float("inf")
    for _ in range(TIMES):
        half = min(half, taken(path, made(ending, head, row, SIZE // 2))[0])
        seconds, count = taken(path, made(ending, head, row, SIZE))
        whole = min(whole, seconds)
        ratio = whole / max(half, TOO_SHORT)
        missed = "missed" if whole > SECONDS + count * A_FACT or ratio > RATIO else ""
        if not missed:
            break
    return whole, (what, f"{half:.2f} s", f"{whole:.2f} s", f"{ratio:.1f}", f"{count:,}", missed)


def main(part: str = "") -> int:
    """Measure and print every text, or those with `part` in their name, and the slowest of them again."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for text in texts():
            if part in text[0]:
                rows.append(row_of(*text, Path(folder)))
                print("  ".join(rows[-1][1]), flush=True)
    rows.sort(reverse=True)
    print()
    print(saying.columns([row for _, row in rows[:SLOWEST]], ("What", "0.5 MB", "1 MB", "Ratio", "Facts", "")))
    misses = sum(bool(row[-1]) for _, row in rows)
    print(f"{len(rows)} texts, {misses} missed; the slowest takes {rows[0][0]:.2f} s." if rows else "None is so named.")
    return bool(misses)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
