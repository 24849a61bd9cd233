"""Who was at a meeting: the lists under Present, In attendance, Apologies, in the many ways minutes set them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from graphapp.reading.attendance_headings import heading
from graphapp.reading.attendance_tables import Columns, columns_of_names, header, under_header, without_header
from graphapp.reading.drafts import Attendee, Line
from graphapp.reading.persons import (
    PLURAL,
    ends_before_number,
    entry,
    initials_in,
    is_young,
    people_in_list,
    person_name,
)
from graphapp.reading.vocabulary import folded, is_common

_CHAIR = re.compile(
    r"(?:(?:the|independent|interim|acting|board|panel|committee|meeting)\s+)*(?:chair(?:man|woman|person)?|conven[eo]r)"
    r"|(?:(?:vice|deputy)[\s-]*chair(?:man|woman|person)?\s+)?in the chair|chairing|presiding",
    re.I,
)
_NO_BODY = re.compile(
    r"(?:vice|deputy)[\s-]*(?:chair(?:man|woman|person)?|conven[eo]r)|observer|substitute|member|apologies", re.I
)
# One of these is in each of those words.
_NOT_BODY = ("chair", "conven", "presiding", "observer", "substitute", "member", "apologies")
_ENDS = re.compile(
    r"(?:agenda\s+)?(?:item\s+)?\d{1,3}(?:[./]\d+)*[.):]?(?:\s|$)|(?-i:[A-Z]{2,6}[/.-]\d{1,3}(?:/\d{1,4})?[.:]?\s)"
    r"|resolved|agreed\b|minute|declarations?\s+of|action\b|part\s+[a-z1-9]\b|</?\w",
    re.I,
)
_CABINET_POST = re.compile(
    r"(?i)(?:deputy\s+)?(?:cabinet\s+member|leader|portfolio\s+holder|executive\s+member|lead\s+member)\b"
)
_TITLED = r"(?:(?:County|Borough|City|Town|Parish) )?(?:Councillor|Cllr)\b\.?\s[A-Z]"
_INITIAL = re.compile(r"\s[A-Z]\.$")
_BEGINS_TITLED = re.compile(_TITLED)
_SIDE_BY_SIDE = re.compile(
    rf"(?<!County)(?<!Borough)(?<!City)(?<!Town)(?<!Parish)(?<!\band)(?<!\bfor)(?<!\bof)(?<![,;&(–-])\s+(?={_TITLED})"
)
_ROLE_ALONE = re.compile(
    r"(?:independent\s+|co-opted\s+|interim\s+)?(?:chair\w*|member|observer|officer|substitute|co-optee)", re.I
)
_RUNNING = re.compile(
    r"\bapolog(?:ies|y)\b[^.:]{0,80}?\b(?:from|by|for|on behalf of)\s+(?!absence)(?P<list>[^\n]{3,600}?)"
    r"(?:\.(?=\s+[A-Z]|\s*$)|$)",
    re.I,
)
_APOLOGIES = re.compile(r"(?i)\bapolog(?:ies|y)\b")
_MOST_LINES = 12  # over which a list of apologies goes on
_THE_CHAIR = re.compile(r"\bThe\s+(?:Independent\s+)?Chair(?:man|woman|person)?,\s+([^,.]{4,60})[,.]")

# Who came in place of somebody; after "for" stands only who did not come.
_STAND_IN = re.compile(
    r"(?i)\bfor whom (?P<for_whom>[^,;()]{3,60}?) (?:was )?(?:substitut|attend|deputis)\w*.*"
    r"|\b(?:substituted by|represented by|deputised by|(?:substitute|deputy|sub)\s*[:–-])\s*(?P<who>[^,;()]{3,60}).*"
    r"|(?:^|[(,;]\s*)(?P<there>[^,;()]{3,60}?) (?:attend|deputis|substitut)\w+(?: in (?:his|her|their) place)?\)?$"
    r"|\b(?:substitut\w+|deputis\w+|deputy|sub|attending) (?:for|on behalf of)\b.*|^(?:for|in place of) [A-Z].*"
)
_STANDS_IN = ("sub", "deput", "attend", "represented by")  # one of which stands in most of these
# How a list in a sentence ends that the end of the line broke: with a comma, an initial.
_BROKEN = re.compile(r"(?:[,;&(]|\b(?:and|of|for|the)|\w['’]s|\s[A-Z]\.|^[A-Z]\.|[,;]\s(?:and\s)?[A-Z]|\band\s[A-Z])$")
_BREAK = 8  # characters, in which each of these stands
_LONGEST_BRACKET = 80  # characters
_ANY_TITLE = r"(?:Councillors?|Cllrs?|Mr|Mrs|Ms|Miss|Dr|Prof(?:essor)?|Rev(?:eren)?d?|Sir|Dame)\b"
_BEGINS_ANY_TITLE = re.compile(_ANY_TITLE)
_TWO = re.compile(rf"[;(]|(?:,|\band|&)\s+{_ANY_TITLE}")
_PARTED = re.compile(r"[,;&\n]|\sand\s")  # what stands between two people of a list
_OPEN = re.compile(r"(?:[,;&(:]|\band|\bwith)$")
_SURNAMES_UNDER = re.compile(r"(?i)(?:\w+\W+){0,3}(?:councillors|cllrs)\s*:")
_CAME = re.compile(r"(?i)present|attend|apolog|absent|room|online|person\b")
_END_OF_BODY = re.compile(
    r"(?:(?:and|&|of|for)\s[A-Z]\w+\s|NHS\s|Foundation\s)*"
    r"(?:Trust|Council|Board|Partnership|Services?|Team|Association|Academy|School|Society|Federation)"
)
_BULLETS = "•·▪●◦*–-\uf0b7"
_NEAR = 80  # lines; those that show how wide a text is set
_NARROWEST = 60  # characters; lines of a text set so narrow break for other reasons
_UNEVEN = 0.85  # a printed line holds so much of the longest one's characters at least, letters being of many widths
_LONGEST_LIST = 2_000  # characters
_LONGEST_OPEN = 200  # characters
_FULL = 80  # characters; so long a line was broken by its page
_SENTENCE_WORDS = 14  # a line of more words than this that ends in a full stop is prose, not a name


@dataclass(slots=True)
class Attendance:
    """Those at a meeting as read so far; `withheld` are names that must not appear anywhere."""

    bodies: tuple[str, ...] = ()  # names of councils of young people
    people: dict[str, Attendee] = field(default_factory=dict)
    withheld: list[str] = field(default_factory=list)
    initials: dict[str, str] = field(default_factory=dict)  # by which the minutes call people -> full name
    _added: set[tuple[str, ...]] = field(default_factory=set)  # what was said of people: said again, it tells nothing

    def add(self, name: str, words: str, capacity: str, titled: str = "", initials: str = "") -> None:
        """Keep a person, unless the words show a young person, an apprentice or a placeholder."""
        said = (name, words, capacity, titled, initials)
        if said in self._added:
            return
        self._added.add(said)
        if capacity == "young" or is_young(f"{name} {titled} - {words}", self.bodies):
            if not name.startswith("["):
                self.withheld.append(name)
            return
        if initials:
            self.initials.setdefault(initials.replace(".", ""), name)
        words, stand_in = _without_stand_in(words)
        if stand_in:
            self.add(stand_in, "", "present")
        body, chairs = _body(words)
        if chairs and capacity != "apologies":
            capacity = "chair"
        known = self.people.get(name)
        if known is None:
            self.people[name] = Attendee(name, body, capacity)
        elif capacity == "chair":
            self.people[name] = Attendee(name, known.represents or body, capacity)

    def settled(self, of_members: bool = False) -> tuple[Attendee, ...]:
        """The list: those "present" are members where the minutes keep others apart, else simply attendees.

        `of_members`: of a cabinet, whose members are those of whom no other post is said.
        """
        capacities = {person.capacity for person in self.people.values()}
        present = "member" if capacities & {"attendee", "officer", "co-opted member"} else "attendee"
        return tuple(
            replace(one, capacity="member" if of_members and _is_in_cabinet(one.represents) else present)
            if one.capacity == "present"
            else one
            for one in self.people.values()
        )


def _is_in_cabinet(post: str | None) -> bool:
    return not post or _CABINET_POST.match(post) is not None


@lru_cache(maxsize=1024)
def _without_stand_in(words: str) -> tuple[str, str]:
    """The words without those on a substitute, and the substitute, who was present; "" where there is none."""
    lower = words.casefold()
    may_tell = any(map(lower.__contains__, _STANDS_IN)) or lower.startswith(("for ", "in place of "))
    found = _STAND_IN.search(words) if may_tell else None
    if not found:
        return words, ""
    name = person_name(found["who"] or found["for_whom"] or found["there"] or "")
    return words[: found.start()].rstrip(" ,;(-–"), name or ""


@lru_cache(maxsize=1024)
def _body(words: str) -> tuple[str | None, bool]:
    """Whom a person speaks for, as written, and whether the words make the person the meeting's chair."""
    words = words.strip(" ,;:-–—\t")
    if words.startswith("(") and words.find(")") in {-1, len(words) - 1}:
        words = words.strip("() ")
    lower = words.casefold()
    if not any(map(lower.__contains__, _NOT_BODY)):
        return words or None, False  # as nearly all
    parts = [part.strip() for part in re.split(r"[,;()]|\s[-–]\s", words)]
    chairs = any(_CHAIR.fullmatch(part) for part in parts)
    if chairs or any(_NO_BODY.fullmatch(part) for part in parts):
        words = ", ".join(
            part for part in parts if part and not _CHAIR.fullmatch(part) and not _NO_BODY.fullmatch(part)
        )
    return words or None, chairs


def read_attendance(lines: Sequence[Line], start: int, found: Attendance) -> int:
    """Read the lists from the heading at `start`; returns the place of the first line that is none of them."""
    capacity, rows, place, taken, columns = "present", list[Line](), start, start, Columns()
    width, surnames, was_away = _Width(lines, start), False, False
    for place in range(start, len(lines)):  # without a copy: a paper may hold thousands of lists
        if place < taken:
            continue
        line = _without_bullet(lines[place])
        if "(" in line.text:
            found.initials.update(initials_in(line.text))
        head = heading(line)
        if head and not (rows and _ROLE_ALONE.fullmatch(line.text)):
            known = len(found.people)
            columns = _read_rows(rows, capacity, found, columns)
            # Groups of those away: "Apologies", then "School members", names, "Officers", names.
            was_away = (was_away or (capacity == "apologies" and known == len(found.people))) and _is_group(line.text)
            capacity, rows = "apologies" if was_away else head[0], []
            words, taken = _whole(lines, place, head[1], width)
            surnames = _heads_surnames(line.text)
            for name, body, titled in _inline(f"Councillors {words}" if surnames and words else words):
                found.add(name, body, capacity, titled)
            capacity = "present" if capacity == "chair" and head[1] else capacity
        elif line.text and (is_end(line) or _is_other_table(line)):
            if not (rows and _is_number_of_post(rows[-1].text, line.text)):
                break
            rows[-1] = _joined(rows[-1], line)
        elif line.text and rows and _goes_on(rows[-1], lines[place - 1], line, width):
            rows[-1] = _joined(rows[-1], line)
        elif line.text:
            alone = surnames and not entry(line.text) and entry(line.text, surname=True)
            rows.append(replace(line, cells=(f"Councillor {line.text}",)) if alone else line)
    _read_rows(rows, capacity, found, columns)
    return place


def _heads_surnames(text: str) -> bool:
    """Whether councillors are named under a heading by their surnames."""
    lower = text.casefold()
    return ("councillors" in lower or "cllrs" in lower) and _SURNAMES_UNDER.match(text) is not None


@dataclass(slots=True)
class _Width:
    """How wide the text around a list is set where its lines are broken to a width, 0 where paragraphs are whole."""

    lines: Sequence[Line]
    start: int  # of the list
    _known: int | None = None

    def characters(self) -> int:
        """The width; looked up when first asked for, which only long lines do."""
        if self._known is None:
            self._known = self._looked_up()
        return self._known

    def _looked_up(self) -> int:
        near = [
            line for line in self.lines[self.start : self.start + _NEAR] if line.table is None and len(line.cells) == 1
        ]
        width = max((len(line.text) for line in near if " " in line.text), default=0)
        broken = any(
            len(line.text) > width * _UNEVEN and after.text[:1].islower() and after.no == line.no + 1
            for line, after in pairwise(near)
        )
        return width if broken or any(line.page for line in near) else 0


def _goes_on(entry_so_far: Line, before: Line, line: Line, width: _Width) -> bool:
    """Whether a line is more of the entry above it."""
    return (
        line.text[0] == "("
        or _is_open(entry_so_far)
        or _is_broken(entry_so_far.text)
        or _is_full(entry_so_far, before, line, width)
    )


def _is_group(text: str) -> bool:
    """Whether a heading only names a group of people, not how they came."""
    return not _CAME.search(text)


def _without_bullet(line: Line) -> Line:
    """The line without the bullet before its first words, which Word's text keeps as a cell of its own."""
    if not line.text or line.text[0] not in _BULLETS:
        return line
    first = line.cells[0].lstrip()
    if not first:
        return line
    if len(line.cells) > 1 and len(first.strip()) == 1:
        return replace(line, cells=line.cells[1:])
    return replace(line, cells=(first[1:].strip(), *line.cells[1:])) if first[1:2].isspace() else line


def _is_open(line: Line) -> bool:
    """Whether a bracket on a line closes on the next, as posts in brackets do in a narrow column."""
    text = line.text
    return "(" in text and text.count("(") > text.count(")") and len(text) < _LONGEST_OPEN


def _joined(line: Line, following: Line) -> Line:
    return replace(line, cells=(f"{line.text} {following.text}",))


def _is_broken(text: str) -> bool:
    """Whether a list of councillors by surname ends within a name."""
    return PLURAL.match(text) is not None and len(text) < _LONGEST_LIST and _breaks_off(text)


def _breaks_off(text: str) -> bool:
    """Whether the end of a line broke a list in a sentence: after a comma, an initial, in brackets."""
    end = text[-_LONGEST_BRACKET - 1 :]
    return end.rfind("(") > end.rfind(")") or _BROKEN.search(end[-_BREAK:]) is not None


def _is_number_of_post(before: str, words: str) -> bool:
    """Whether a line that opens with a number goes on a post: `Section` / `151 Officer`."""
    return words[0].isdigit() and ends_before_number(before)


def _is_full(entry_so_far: Line, line: Line, following: Line, width: _Width) -> bool:
    """Whether the page broke the line: the next one's first word had no room in it, and opens no entry of its own."""
    if len(line.text) + len(following.text) < _NARROWEST * _UNEVEN:
        return False  # as most lines of a list: no text is set so narrow
    if not line.text or line.table is not None or len(following.filled) != 1 or width.characters() < _NARROWEST:
        return False
    if line.text.endswith((".", ";")) or following.table is not None or len(entry_so_far.text) > _LONGEST_LIST:
        return False
    if _opens_entry(following.text) and not (_OPEN.search(line.text) or ";" in line.text):
        return False
    room = width.characters() if line.page is None else width.characters() * _UNEVEN
    return len(line.text) + 1 + len(following.text.split(None, 1)[0]) > room


def _opens_entry(text: str) -> bool:
    """Whether a line begins with a person and whom the person speaks for: `Person A, Head of X`, `Councillor B`."""
    if _BEGINS_ANY_TITLE.match(text):
        return True
    found = entry(text)
    return bool(found and found[0][1]) and not any(is_common(folded(word)) for word in found[0][0].split())


def _whole(lines: Sequence[Line], place: int, words: str, width: _Width) -> tuple[str, int]:
    """A list begun on the line at `place`, with the lines it goes on over, and the place after them."""
    place += 1
    while 0 < len(words) < _LONGEST_LIST and place < len(lines) and _runs_on(words, lines, place, width):
        words, place = f"{words} {lines[place].text}", place + 1
    return words, place


def _runs_on(words: str, lines: Sequence[Line], place: int, width: _Width) -> bool:
    """Whether a list in a sentence goes on over the end of its line."""
    line, following = lines[place - 1], lines[place]
    if not following.text:
        return False
    first = following.text[0]
    goes_on = first == "(" or first.islower() or _breaks_off(words) or _is_full(line, line, following, width)
    is_full = line.page is not None and len(line.text) >= _FULL and not line.text.endswith((".", ";"))
    if not (goes_on or is_full or first.isdigit()) or heading(following):
        return False
    return _is_number_of_post(words, following.text) if _ENDS.match(following.text) else goes_on or is_full


def is_end(line: Line) -> bool:
    """Whether a line cannot belong to a list of those present: an item, a heading, a sentence."""
    text = line.text
    if line.heading or _ENDS.match(text):
        return True
    return text.endswith(".") and len(text.split()) > _SENTENCE_WORDS and not _is_list(text)


def _is_other_table(line: Line) -> bool:
    return len(line.filled) > 1 and not any(map(entry, line.filled)) and not header(line)


def opens_list(line: Line) -> bool:
    """Whether a list of those present begins here: a heading, or the header of a table of people."""
    return bool(heading(line) or header(line))


@lru_cache(maxsize=1024)
def _inline(words: str) -> list[tuple[str, str, str]]:
    """(name, words on the person, all that the list says of one who stands alone) of each of a list in a line."""
    found: list[tuple[str, str, str]] = []
    plural = False  # whether the surnames of councillors may stand alone
    for said in words.split(";") if words else ():
        part = said.strip(" .")
        plural = plural or bool(PLURAL.match(part))
        people = people_in_list(part) or entry(part) or (people_in_list(f"Councillors {part}") if plural else [])
        found += [(name, body, part if len(people) == 1 else "") for name, body in people]
    return found


def _read_rows(rows: Sequence[Line], capacity: str, found: Attendance, columns: Columns) -> Columns:
    """Read the rows under one heading; returns the columns of the table's header, for the rows under the next."""
    if not rows:
        return columns
    names_alone: list[Line] = []
    names: frozenset[int] | None = None
    for row in rows:
        if len(row.filled) > 1:
            columns = header(row) or columns
            if names is None and not columns:
                names = columns_of_names([row for row in rows if len(row.filled) > 1])
            people = under_header(row, columns) if columns else without_header(row, names or frozenset())
            for one in people:
                found.add(one.name, one.body, "apologies" if one.is_away else capacity, initials=one.initials)
        else:
            names_alone.append(row)
    for name, body in _alternating([words for row in names_alone for words in _side_by_side(row.text)]):
        found.add(name, body, capacity)
    return columns


def _side_by_side(text: str) -> list[str]:
    """`Councillor A    Councillor B` as two; any other line as it is."""
    return _SIDE_BY_SIDE.split(text) if _BEGINS_TITLED.match(text) else [text]


def _alternating(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(name, body) of lines that hold a name, a name with its body, or a name and its body on the next line."""
    read = [entry(text) for text in texts]
    bodies = sum(not one for one in read[1::2])
    strict = bodies * 2 >= len(read[1::2]) > 0 and all(len(one) == 1 and not one[0][1] for one in read[::2])
    if strict:
        for place in range(0, len(texts), 2):
            yield read[place][0][0], "".join(texts[place + 1 : place + 2])
        return
    name, words = "", ""
    for text, one in zip(texts, read, strict=True):
        people = people_in_list(text) if _is_list(text) else one
        if people and name:
            yield name, words
        if people:
            yield from people[:-1]
            name, words = people[-1]
        elif name and not words and len(text) < 100 and not _RUNNING.search(text):
            words = text
        elif name and words and _END_OF_BODY.fullmatch(text) and words[-1].isalpha():
            words = f"{words} {text}"  # a column that is narrower than the page broke the name of a body
    if name:
        yield name, words


@lru_cache(maxsize=1024)
def _is_list(text: str) -> bool:
    """Whether a line sets several people: after a plural title, or three names or more."""
    if not _PARTED.search(text):
        return False
    people = people_in_list(text)
    return len(people) > 2 or (
        len(people) == 2 and bool(re.match(r"(?i)(county )?(councillors|cllrs)\b", text) or _TWO.search(text))
    )


def _with_rest(text: str, lines: Sequence[Line], place: int) -> tuple[str, int]:
    """A sentence on who sent apologies with the lines it goes on over, and the place after them."""
    end = min(place + _MOST_LINES, len(lines))
    while place < end and _breaks_before(text, lines[place].text):
        text, place = f"{text} {lines[place].text[:_LONGEST_LIST]}", place + 1
    return text, place


def _breaks_before(text: str, following: str) -> bool:
    """Whether a sentence goes on in the next line."""
    if not following or (text.endswith(".") and not _INITIAL.search(text[-3:])):
        return False
    return following[0].islower() or _breaks_off(text)


@lru_cache(maxsize=1024)
def _away(text: str) -> list[tuple[str, str]]:
    """(name, words on the person) of each from whom apologies were received."""
    return [person for apologies in _RUNNING.finditer(text) for person in people_in_list(apologies["list"])]


def read_running(lines: Iterable[Line], found: Attendance) -> None:
    """Apologies and the chair named in running text: `apologies were received from A and B`, `The Chair, C, ...`."""
    lines = list(lines)
    taken = 0
    for place, line in enumerate(lines):
        if "apolog" not in line.text.lower() and "Chair" not in line.text:
            continue  # as nearly all lines
        text = line.text[:_LONGEST_LIST]
        if place >= taken and _APOLOGIES.search(text):
            text, taken = _with_rest(text, lines, place + 1)
            for name, body in _away(text):
                found.add(name, body, "apologies")
        for chair in _THE_CHAIR.finditer(text) if "Chair" in text else ():
            name = person_name(chair[1]) or ""
            if name in found.people:
                found.add(name, "Chair", "chair")
