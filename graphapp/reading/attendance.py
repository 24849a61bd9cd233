"""Who was at a meeting: the lists under Present, In attendance, Apologies, in the many ways minutes set them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from graphapp.reading.drafts import Attendee, Line
from graphapp.reading.persons import is_young, people_in_list, person_name, without_initials

_HEADING_WORDS = frozenset(
    """members member present board panel committee those also other others in attendance attendees attendee
    attending officers officer council councillors county co-opted coopted co-optees co opted apologies
    apology for absence absences received given from of and by invitation invited invitees guests observers
    observer substitutes substitute chair chairman chairperson the independent partner partners agencies
    representatives external advisers advisors virtually remotely via teams online voting non-voting elected
    names list were absent young people in-person room person site online joining joined remote remotely sent
    dialled dial hybrid""".split()
)
# The first that fits says in which capacity those under the heading came; "present" is settled at the end.
_CAPACITIES = tuple(
    (capacity, re.compile(pattern))
    for capacity, pattern in (
        ("young", r"young"),
        ("apologies", r"apolog|absent"),
        ("member", r"^members? (?:in attendance|attending)"),
        ("co-opted member", r"co-?opt|co opted"),
        ("officer", r"officer|advis"),
        (
            "attendee",
            r"also|other|in attendance|guest|observer|invit|attendee|attending|external|partner|representatives",
        ),
        ("chair", r"^(?:independent |the |in the )*chair"),
        ("member", r"member|councillor|substitute|voting"),
        ("present", r"present|attendance|room|person|site|online|join|remote|dial|teams"),
    )
)
_CHAIR = re.compile(
    r"(?:(?:the|independent|interim|acting|board|panel|committee|meeting)\s+)*chair(?:man|woman|person)?"
    r"|in the chair|chairing",
    re.I,
)
_IN_CHAIR = re.compile(r"(?i)\s\(([\w\s]*\bchair(?:man|woman|person)?)\)")
_NO_BODY = re.compile(r"(?:vice|deputy)[\s-]*chair(?:man|woman|person)?|observer|substitute|member|apologies", re.I)
_ENDS = re.compile(
    r"(?:agenda\s+)?(?:item\s+)?\d{1,3}(?:[./]\d+)*[.):]?(?:\s|$)|(?-i:[A-Z]{2,6}[/.-]\d{1,3}(?:/\d{1,4})?[.:]?\s)"
    r"|resolved|agreed\b|minute|action\b|part\s+[a-z1-9]\b|</?\w",
    re.I,
)
_TITLED = r"(?:(?:County|Borough|City|Town|Parish) )?(?:Councillor|Cllr)\b\.?\s[A-Z]"
_SIDE_BY_SIDE = re.compile(
    rf"(?<!County)(?<!Borough)(?<!City)(?<!Town)(?<!Parish)(?<!\band)(?<!\bfor)(?<![,;&(–-])\s+(?={_TITLED})"
)
_FIRST_WORD = re.compile(r"[\d.)\s]{0,6}([\w-]{1,20})")
_ROLE_ALONE = re.compile(
    r"(?:independent\s+|co-opted\s+|interim\s+)?(?:chair\w*|member|observer|officer|substitute|co-optee)", re.I
)
_DASH = re.compile(r"\s+[-–—]+\s*|\s*[–—]\s*|:\s+")
_COLUMNS = tuple(
    (role, re.compile(pattern, re.I))
    for role, pattern in (
        (
            "name",
            r"(?:full\s+)?names?|attendees?|(?:(?:board|committee|panel|elected|voting)\s+)?members?|person|councillors?|cllrs?",
        ),
        ("status", r"attendance|present.*|attended|apologies|in attendance"),
        ("initials", r"initials?|abbreviation"),
        (
            "body",
            r"(?:job\s+)?(?:title|role|position|designation|post).*|organi[sz]ation.*|agency|body|represent.*|service|directorate",
        ),
    )
)
_AWAY = re.compile(r"apol|absent|\b(?:no|n|a)\b|[✗✘]", re.I)
_RUNNING = re.compile(
    r"\bapologies\b[^.:]{0,80}?\b(?:from|by|for|on behalf of)\s+(?!absence)(?P<list>[^\n]{3,600}?)"
    r"(?:\.(?=\s+[A-Z]|\s*$)|$)",
    re.I,
)
_THE_CHAIR = re.compile(r"\bThe\s+(?:Independent\s+)?Chair(?:man|woman|person)?,\s+([^,.]{4,60})[,.]")

# Who came in place of somebody; after "for" stands only who did not come.
_STAND_IN = re.compile(
    r"(?i)\bfor whom (?P<for_whom>[^,;()]{3,60}?) (?:was )?(?:substitut|attend|deputis)\w*.*"
    r"|\b(?:substituted by|represented by|deputised by|(?:substitute|deputy|sub)\s*[:–-])\s*(?P<who>[^,;()]{3,60}).*"
    r"|\b(?:substitut\w+|deputis\w+|deputy|sub|attending) (?:for|on behalf of)\b.*"
)
# A list in a sentence that the end of the line broke: after a comma, an initial, in brackets.
_BROKEN = re.compile(r"(?:[,;&(]|\band|\s[A-Z]\.|^[A-Z]\.|\([^()]{0,80})$")
_LONGEST_LIST = 2_000  # characters
_FULL = 80  # characters; so long a line was broken by its page
_SENTENCE_WORDS = 14  # a line of more words than this that ends in a full stop is prose, not a name


@dataclass(slots=True)
class Attendance:
    """Those at a meeting as read so far; `withheld` are names that must not appear anywhere."""

    bodies: tuple[str, ...] = ()  # names of councils of young people
    people: dict[str, Attendee] = field(default_factory=dict)
    withheld: list[str] = field(default_factory=list)

    def add(self, name: str, words: str, capacity: str, titled: str = "") -> None:
        """Keep a person, unless the words show a young person, an apprentice or a placeholder."""
        if capacity == "young" or is_young(f"{name} {titled} - {words}", self.bodies):
            if not name.startswith("["):
                self.withheld.append(name)
            return
        words = self._with_stand_in(words)
        body, chairs = _body(words)
        if chairs and capacity != "apologies":
            capacity = "chair"
        known = self.people.get(name)
        if known is None:
            self.people[name] = Attendee(name, body, capacity)
        elif capacity == "chair":
            self.people[name] = Attendee(name, known.represents or body, capacity)

    def _with_stand_in(self, words: str) -> str:
        """The words without those on a substitute, who is kept as one present."""
        found = _STAND_IN.search(words)
        if not found:
            return words
        if name := person_name(found["who"] or found["for_whom"] or ""):
            self.add(name, "", "present")
        return words[: found.start()].rstrip(" ,;(-–")

    def settled(self) -> tuple[Attendee, ...]:
        """The list: those "present" are members where the minutes keep others apart, else simply attendees."""
        capacities = {person.capacity for person in self.people.values()}
        present = "member" if capacities & {"attendee", "officer", "co-opted member"} else "attendee"
        return tuple(
            Attendee(one.person, one.represents, present if one.capacity == "present" else one.capacity)
            for one in self.people.values()
        )


@lru_cache(maxsize=1024)
def _body(words: str) -> tuple[str | None, bool]:
    """Whom a person speaks for, as written, and whether the words make the person the meeting's chair."""
    words = words.strip(" ,;:-–—\t")
    parts = [part.strip() for part in re.split(r"[,;()]|\s[-–]\s", words)]
    chairs = any(_CHAIR.fullmatch(part) for part in parts)
    if chairs or any(_NO_BODY.fullmatch(part) for part in parts):
        words = ", ".join(
            part for part in parts if part and not _CHAIR.fullmatch(part) and not _NO_BODY.fullmatch(part)
        )
    return words or None, chairs


def heading(line: Line) -> tuple[str, str] | None:
    """(capacity, words after it) where a line opens a list of those present or absent, else None."""
    filled = line.filled
    first = _FIRST_WORD.match(filled[0]) if filled else None
    if not first or first[1].casefold() not in _HEADING_WORDS:
        return None
    return _opening(filled)


@lru_cache(maxsize=1024)
def _opening(filled: tuple[str, ...]) -> tuple[str, str] | None:
    text = re.sub(r"^\d{1,2}[.)]?\s+(?=apolog)", "", " ".join(filled), flags=re.I)
    for head, rest in (
        (text, ""),
        *([(filled[0], "; ".join(filled[1:]))] if filled[1:] else []),
        text.partition(":")[::2],
    ):
        capacity = _capacity(head)
        if capacity:
            return capacity, rest.strip()
    return None


def _capacity(head: str) -> str | None:
    return _capacity_of(head[:80])


@lru_cache(maxsize=1024)  # the same few headings stand in all minutes
def _capacity_of(head: str) -> str | None:
    words = re.sub(r"[^\w\s-]", " ", head.casefold()).split()
    if not words or not _HEADING_WORDS.issuperset(words) or words == ["officers", "and"]:
        return None
    joined = " ".join(words)
    return next((capacity for capacity, pattern in _CAPACITIES if pattern.search(joined)), None)


def read_attendance(lines: Sequence[Line], start: int, found: Attendance) -> int:
    """Read the lists from the heading at `start`; returns the place of the first line that is none of them."""
    capacity, rows, place, taken = "present", list[Line](), start, start
    for place in range(start, len(lines)):  # without a copy: a paper may hold thousands of lists
        line = lines[place]
        if place < taken:
            continue
        head = heading(line)
        if head and not (rows and _ROLE_ALONE.fullmatch(line.text)):
            _read_rows(rows, capacity, found)
            capacity, rows = head[0], []
            words, taken = _whole(lines, place, head[1])
            _read_inline(words, capacity, found)
            capacity = "present" if capacity == "chair" and head[1] else capacity
        elif line.text and (is_end(line) or _is_other_table(line)):
            break
        elif line.text:
            rows.append(line)
    _read_rows(rows, capacity, found)
    return place


def _whole(lines: Sequence[Line], place: int, words: str) -> tuple[str, int]:
    """A list begun on the line at `place`, with the lines it goes on over, and the place after them."""
    place += 1
    while 0 < len(words) < _LONGEST_LIST and place < len(lines) and _runs_on(words, lines[place - 1], lines[place]):
        words, place = f"{words} {lines[place].text}", place + 1
    return words, place


def _runs_on(words: str, line: Line, following: Line) -> bool:
    """Whether a list in a sentence goes on over the end of its line."""
    if not following.text or heading(following) or _ENDS.match(following.text):
        return False
    is_full = line.page is not None and len(line.text) >= _FULL and not line.text.endswith((".", ";"))
    return bool(is_full or _BROKEN.search(words[-100:]) or following.text[0] == "(" or following.text[0].islower())


def is_end(line: Line) -> bool:
    """Whether a line cannot belong to a list of those present: an item, a heading, a sentence."""
    text = line.text
    prose = text.endswith(".") and len(text.split()) > _SENTENCE_WORDS
    return bool(line.heading or prose or _ENDS.match(text))


def _is_other_table(line: Line) -> bool:
    return len(line.filled) > 1 and not _header(line) and not any(_one(cell) for cell in line.filled)


def opens_list(line: Line) -> bool:
    """Whether a list of those present begins here: a heading, or the header of a table of people."""
    return bool(heading(line) or _header(line))


def _read_inline(words: str, capacity: str, found: Attendance) -> None:
    for part in words.split(";"):
        people = people_in_list(part.strip(" ."))
        for name, body in people or _one(part.strip(" .")):
            found.add(name, body, capacity, titled=part if len(people) == 1 else "")


@lru_cache(maxsize=1024)
def _one(text: str) -> list[tuple[str, str]]:
    """(name, body) of a line `Name - Body`, `Name (Body)`, `Name, Body`, `Name`; empty where no person begins it."""
    if text.startswith("["):
        return [("[withheld]", "[withheld]")]
    text = without_initials(text)
    for pattern in (_DASH, re.compile(r"\s*\("), re.compile(r",\s*")):
        cut = pattern.search(text)
        name = person_name(text[: cut.start()]) if cut else None
        if cut and name:
            rest = _IN_CHAIR.sub(r", \1", text[cut.end() :])
            return [(name, re.sub(r"\((.*)\)", r"\1", rest).rstrip(")"))]
    name = person_name(text)
    return [(name, "")] if name else []


def _read_rows(rows: Sequence[Line], capacity: str, found: Attendance) -> None:
    columns: dict[str, list[int]] = {}
    names_alone: list[Line] = []
    for row in rows:
        columns = _header(row) or columns
        if columns and len(row.filled) > 1:
            _read_table_row(row, columns, capacity, found)
        elif len(row.filled) > 1:
            _read_cells(row.filled, capacity, found)
        else:
            names_alone.append(row)
    for name, body in _alternating([words for row in names_alone for words in _side_by_side(row.text)]):
        found.add(name, body, capacity)


def _side_by_side(text: str) -> list[str]:
    """`Councillor A    Councillor B` as two; any other line as it is."""
    return _SIDE_BY_SIDE.split(text) if re.match(_TITLED, text) else [text]


def _header(row: Line) -> dict[str, list[int]] | None:
    """role -> columns, where a row is the header of a table of people."""
    if len(row.filled) < 2:
        return None
    roles: dict[str, list[int]] = {}
    for place, cell in enumerate(row.cells):
        if role := _column(cell):
            roles.setdefault(role, []).append(place)
    return roles if "name" in roles and len(roles) > 1 else None


@lru_cache(maxsize=1024)
def _column(cell: str) -> str | None:
    return next((role for role, pattern in _COLUMNS if pattern.fullmatch(cell.strip(" :*"))), None)


def _read_table_row(row: Line, columns: dict[str, list[int]], capacity: str, found: Attendance) -> None:
    def cell(role: str) -> list[str]:
        return [
            row.cells[place].strip()
            for place in columns.get(role, [])
            if place < len(row.cells) and row.cells[place].strip()
        ]

    away = any(_AWAY.search(words) for words in cell("status"))
    for name, body in (entry for words in cell("name")[:1] for entry in _one(words)):
        found.add(name, ", ".join([part for part in (body, *cell("body")) if part]), "apologies" if away else capacity)


def _read_cells(cells: Sequence[str], capacity: str, found: Attendance) -> None:
    named = [(place, entry) for place, cell in enumerate(cells) for entry in _one(cell)]
    if len(named) == len(cells):  # names set in columns, unless the second cell opens with the dash of a body
        for _, (name, body) in named:
            found.add(name, body, capacity)
    elif named:
        place, (name, body) = named[0]
        rest = [cell.lstrip("-–— ") for at, cell in enumerate(cells) if at != place]
        found.add(name, ", ".join(filter(None, [body, *rest])), capacity)


def _alternating(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(name, body) of lines that hold a name, a name with its body, or a name and its body on the next line."""
    read = [_one(text) for text in texts]
    bodies = sum(not entry for entry in read[1::2])
    strict = bodies * 2 >= len(read[1::2]) > 0 and all(len(entry) == 1 and not entry[0][1] for entry in read[::2])
    if strict:
        for place in range(0, len(texts), 2):
            yield read[place][0][0], "".join(texts[place + 1 : place + 2])
        return
    name, words = "", ""
    for text, entry in zip(texts, read, strict=True):
        people = people_in_list(text) if _is_list(text) else entry
        if people and name:
            yield name, words
        if people:
            yield from people[:-1]
            name, words = people[-1]
        elif name and not words and len(text) < 100 and not _RUNNING.search(text):
            words = text
    if name:
        yield name, words


@lru_cache(maxsize=1024)
def _is_list(text: str) -> bool:
    """Whether a line sets several people: after a plural title, or three names or more."""
    people = people_in_list(text)
    return len(people) > 2 or (
        len(people) == 2 and bool(re.match(r"(?i)(county )?(councillors|cllrs)\b", text) or ";" in text or "(" in text)
    )


def read_running(lines: Iterable[Line], found: Attendance) -> None:
    """Apologies and the chair named in running text: `apologies were received from A and B`, `The Chair, C, ...`."""
    for line in lines:
        text = line.text[:2_000]
        for apologies in _RUNNING.finditer(text) if "apolog" in text.lower() else ():
            for name, body in people_in_list(apologies["list"]):
                found.add(name, body, "apologies")
        for chair in _THE_CHAIR.finditer(text) if "Chair" in text else ():
            name = person_name(chair[1]) or ""
            if name in found.people:
                found.add(name, "Chair", "chair")
