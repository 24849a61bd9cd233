"""Tables by their header words: which column is which, and which cell of a damaged row belongs to which column.

A page break may drop an empty column or move a cell; the words of a cell decide together with its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import itemgetter

from graphapp.due import looks_like_due
from graphapp.reading.drafts import Line
from graphapp.reading.headers import header_role, is_month, may_date, rated_on, role_by_a_word, says_action
from graphapp.reading.names import looks_like_leads

REF = re.compile(
    r"(?i)(?:action |priority |ref |no )?[a-z]{0,4}[. -]?\d{1,3}(?:[./-]\d{1,3})*(?:[./-]?[a-z]|\([a-z]\))?\.?"
    r"|[a-z]\.|\([a-z\d]{1,2}\)"
)
REF_THEN_TEXT = re.compile(
    r"((?:[A-Z]{1,3}[./-]?)?\d{1,3}(?:\.\d{1,3})+[a-z]?|[A-Z]{1,3}\d{1,3}|\d{1,3}\.)[.):]?\s+(?=\S*[A-Za-z'‘(])"
)
_NUMBERS = r"r?\d{1,2}(?!\d)(?:(?:[\s,;.&/–-]|and|to|recommendations?|recs?|r)*\d{1,2}(?!\d))*"
_REC = re.compile(
    rf"(?i)(?:(?:ofsted |ilacs )?(?:recommendations?|recs?)\W*(?:nos?\W*)?(?:all|{_NUMBERS})?"
    rf"|all(?: recommendations)?|{_NUMBERS})[.,;]?"
)
_RATING = re.compile(
    r"(?i)[ragb]|red|amber|green|blue|complete[d]?|(?:on|off)[ -]track|(?:not )?(?:yet )?started"
    r"|delayed|in progress|closed|overdue"
)
_WRITTEN = re.compile(r"(?i)\s*(?:(?:recommendation|rec\.?|r)\s*(\d{1,3})\b\s*[.):–—-]*\s*|(\d{1,3})\s*[.):–—-]+\s+)")
_SHARED = 1.5  # lost where two cells fall into one column
_NEARNESS = (2.0, *(-0.15 * columns for columns in range(1, 7)))  # of a cell to the column it falls into
_SENTENCE = 5  # words; a cell of recommendation numbers holds fewer
_TITLES = frozenset(("title", "summary", "subject", "item"))  # of a task, in what lists of tasks are saved as
_NAME = re.compile(r"(?i)\b(?:name|representative|organi[sz]ation)s?\b")
_LATER = re.compile(r"(?i)\b(?:revised|current|new|latest|forecast|extended|updated|amended)\b")
_FIRST_SET = re.compile(r"(?i)\b(?:original|initial|baseline|previous|first)\b")
_REC_NO = re.compile(r"(?i)\s*rec(?:ommendation)?s?\b")
_WORD = re.compile(r"[^\W\d_]{2,}")
_ANY_NUMBER = "1000"  # suits a column as any other number does that is no reference and names no year
_NUMBER = re.compile(r"(?a)(?!.*(?:19|20)\d\d)(?:\d{4,}(?:\.\d*)?|\d+\.\d{4,})")
_DAY = re.compile(r"(?:\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}|\d{4}-\d\d-\d\d)")


_BESIDE_ACTIONS = frozenset(("due", "lead", "lead and due", "rag", "progress", "start"))
_Roles = tuple[str | None, ...]
_Way = tuple[float, tuple[int, ...]]  # how well the first cells of a row are placed, and in which columns

# Who helps or stands behind those who lead; where no other column names leads, it does.
_BESIDE_LEADS = re.compile(
    r"(?i)(?:(?:responsib\w+|key|delivery|other|relevant)\s+)?"
    r"partners?(?:\s+(?:agenc(?:y|ies)|organi[sz]ations?|involved))?"
    r"|(?:[a-z]+\s+){0,2}sponsor(?:\s+[a-z]+)?"
)
_LEAD_BODY = re.compile(
    r"(?i)(?:(?:lead|leading|responsible|accountable|employing|delivery)\s+)?(?:organi[sz]ation|agency|body|employer)s?"
)
_PROMISE = re.compile(r"(?i)(?:our |key |shared )*(?:commitment|pledge|promise|improvement)s?")
_COUNTS = re.compile(
    r"(?i)(?:step|task|action|activity|item)s?(?: (?:no|number|ref|id))?\.?"
)  # in front of the actions
# Where the proof is filed; where no other column tells how it goes, it does.
_FILED = re.compile(r"(?i)(?:[a-z]+ ){0,2}(?:evidence|links?)(?: [a-z]+){0,2}")


@dataclass(slots=True)
class Columns:
    """The columns of a table in force: a role for each cell of its header row, None where the header is blank.

    `dates` gives, for a `rating` column, the words that date it ("May 20"). Nothing changes it (see `Line`).
    """

    roles: _Roles
    header: Line
    dates: tuple[str, ...]
    targets: tuple[str, ...]  # a role for every column, the blank one's guessed
    is_actions: bool  # a table of actions names what is done, and who or by when or for which recommendation

    def has(self, role: str) -> bool:
        """Whether a column of this role is in the table."""
        return role in self.roles


def read_header(line: Line) -> Columns | None:
    """The columns, if this line is a table's header row: most of its cells are header words, at least two differ."""
    if len(line.filled) < 2 or _is_counted(line.filled[0]):
        return None
    said = _header(line.cells)
    return Columns(said[0], line, *said[1:]) if said else None


@lru_cache(maxsize=1024)  # a line is looked at more than once, and a long table prints its header again
def _header(cells: tuple[str, ...]) -> tuple[_Roles, tuple[str, ...], tuple[str, ...], bool] | None:
    """What a header row says of its columns: roles, dates, targets, and whether they are those of actions."""
    roles = _header_roles(cells)
    if roles is None:
        return None
    answers = "recommendations" in roles and "text" in roles and says_action(cells[roles.index("text")])
    is_actions = "text" in roles and (answers or not _BESIDE_ACTIONS.isdisjoint(roles))
    return roles, tuple(map(rated_on, cells)), targets(roles, cells), is_actions


def _header_roles(cells: tuple[str, ...]) -> _Roles | None:
    filled = [words for cell in cells if (words := cell.strip())]
    for cell in filled:
        if len(cell) > 120 or (cell[-1].isdigit() and (_DAY.fullmatch(cell) or (is_ref(cell) and not is_month(cell)))):
            return None  # a row with its number or its due date
    *shorter, _ = sorted(filled, key=len)
    if not any(map(header_role, shorter)):
        return None  # the longest alone makes no header, and takes longest
    roles = [header_role(cell) for cell in cells]
    if len(set(roles) - {None}) < 2:
        return None
    roles = _guessed(roles, cells)
    if sum(map(bool, roles)) * 5 < len(filled) * 2:
        return None
    if roles.count("ref") > 1:  # "Rec no." beside "No." is no second number of the action
        pairs = zip(roles, cells, strict=True)
        roles = ["recommendations" if role == "ref" and _REC_NO.match(cell) else role for role, cell in pairs]
    _rate_months(roles, cells)
    _settle(roles, cells)
    _single(roles)
    roles = _with_action(roles, cells)
    if roles[0] is None and cells[0].strip() and "text" in roles:
        roles[0] = "sort"  # what the rows may be sorted by: a pledge, a standard
    return tuple(roles)


def read_deep_header(line: Line, below: Line | None) -> Columns | None:
    """The columns, if this row and the one below are one header: lower words where upper cells are split.

    `Dates` above `Start` and `End` are a start and an end date; a cell that is one for both rows is empty below.
    """
    if below is None or line.table is None or line.table != below.table or len(line.cells) != len(below.cells):
        return None
    whole = [upper for upper, lower in zip(line.cells, below.cells, strict=True) if not lower and header_role(upper)]
    if not whole or len(line.filled) < 2:
        return None
    words: list[str] = []
    over, unknown = "", 0
    for upper, lower in zip(line.cells, below.cells, strict=True):
        over = upper or over
        options = (lower, f"{lower} {over}", f"{over} {lower}") if lower else (upper,)
        words.append(next((option for option in options if header_role(option)), lower or upper))
        unknown += bool(lower) and not header_role(words[-1])
    if unknown * 2 > len(below.filled):
        return None  # a row of what the columns hold
    found, single = read_header(replace(line, cells=tuple(words))), read_header(line)
    return found if found and (single is None or _said(found) > _said(single)) else None


def _said(columns: Columns) -> tuple[int, int]:
    """How much a header says: how many roles, and of how many columns."""
    named = [role for role in columns.roles if role]
    return len(set(named)), len(named)


def _guessed(roles: Sequence[str | None], cells: Sequence[str]) -> list[str | None]:
    """The roles with those that one word gives to cells without, where no surer cell has the role."""
    sure = {role for role, cell in zip(roles, cells, strict=True) if role != "text" or says_action(cell)}
    guesses = [role or role_by_a_word(cell) for role, cell in zip(roles, cells, strict=True)]
    return [role or (guess if guess not in sure else None) for role, guess in zip(roles, guesses, strict=True)]


def _settle(roles: list[str | None], cells: Sequence[str]) -> None:
    """What a header means beside the others: "Delivered by" by leads is a date, "What ..." by actions no action."""
    if "due" not in roles and roles.count("lead") > 1:
        asked = [place for place, cell in enumerate(cells) if roles[place] == "lead" and may_date(cell)]
        if len(asked) == 1:
            roles[asked[0]] = "due"
    if "ref" not in roles and roles.count("text") > 1 and roles[0] == "text" and _COUNTS.fullmatch(cells[0].strip()):
        roles[0] = "ref"
    _pass_over(roles, cells, "lead", _BESIDE_LEADS, "other")
    _pass_over(roles, cells, "lead", _LEAD_BODY, "body")
    _pass_over(roles, cells, "progress", _FILED, "other")
    _pass_over(roles, cells, "text", _PROMISE, "area")
    dated = [place for place, role in enumerate(roles) if role == "due"]
    later = [place for place in dated if _LATER.search(cells[place])]
    later = later or [place for place in dated if not _FIRST_SET.search(cells[place])]
    for place in dated if later else ():
        roles[place] = "due" if place in later else "first due"
    plain = [place for place, cell in enumerate(cells) if roles[place] == "text" and says_action(cell)]
    for place, role in enumerate(roles):
        if role == "text" and plain and place not in plain:
            roles[place] = "outcome"


def _rate_months(roles: list[str | None], cells: Sequence[str]) -> None:
    """Columns headed by months and no more, side by side, hold the ratings of those months."""
    months = [place for place, cell in enumerate(cells) if roles[place] is None and is_month(cell)]
    for place in months:
        if {place - 1, place + 1} & set(months):
            roles[place] = "rating"


def _pass_over(roles: list[str | None], cells: Sequence[str], role: str, minor: re.Pattern[str], instead: str) -> None:
    """A column of a role has another `instead` where its header says less than another's: a sponsor beside a lead."""
    places = [place for place, found in enumerate(roles) if found == role]
    passed = [place for place in places if minor.fullmatch(cells[place].strip())]
    if len(passed) < len(places):
        for place in passed:
            roles[place] = instead


def _single(roles: list[str | None]) -> None:
    """A second column of a role that can be only one becomes a note, except leads, ratings and notes."""
    seen: set[str] = set()
    for place, role in enumerate(roles):
        if role in seen and role not in {"lead", "rating", "progress", "post"}:
            roles[place] = "other"
        elif role:
            seen.add(role)


def _with_action(roles: list[str | None], cells: Sequence[str]) -> list[str | None]:
    """Where no column is headed Action, an improvement, outcome or objective beside leads and dates holds it."""
    if "text" in roles or not ("lead" in roles or ("due" in roles and len(set(roles) - {None}) > 2)):
        return roles  # "Date" and "Focus" are a list of meetings
    titles = [place for place, cell in enumerate(cells) if cell.strip().lower() in _TITLES]
    if titles and {"lead", "due"} <= set(roles) and not any(_NAME.search(cell) for cell in cells):
        roles[titles[0]] = "text"
        return roles
    for stand_in in ("outcome", "area", "recommendations"):
        if stand_in in roles:
            roles[roles.index(stand_in)] = "text"
            break
    return roles


@lru_cache(maxsize=4096)
def is_ref(text: str) -> bool:
    """Whether the words are a printed reference: 1.2.3, A1.1, 1a, P3/07."""
    return len(text) <= 16 and REF.fullmatch(text.strip()) is not None


def _is_counted(first: str) -> bool:
    """Whether a row's first cell is a reference that ends in a number, as no header's is."""
    return first[-1].isdigit() and is_ref(first)


def is_rating(text: str) -> bool:
    """Whether the words say no more than how far an action is: amber, on track, not started."""
    return _RATING.fullmatch(text.strip()) is not None


def is_recommendations(text: str) -> bool:
    """Whether the words are a cell of recommendation numbers, or ALL."""
    return len(text) <= 120 and _REC.fullmatch(text.strip()) is not None


@lru_cache(maxsize=4096)
def _fits(text: str, roles: tuple[str, ...]) -> tuple[float, ...]:
    """How well a cell's words suit each column."""
    return tuple([_fit(text, role) for role in roles])


def _fit(text: str, role: str) -> float:
    """How well a cell's words suit a column, about -6 to 5."""
    if role == "ref":
        return 4.0 if is_ref(text) else -6.0
    if role == "recommendations":
        return 4.0 if is_recommendations(text) else -4.0
    if role == "rag" and is_rating(text):
        return 3.0
    return _fit_words(text, role)


def _fit_words(text: str, role: str) -> float:
    if role in {"due", "first due", "start"}:
        sure = looks_like_due(text)
        return 4 * sure - (1.5 if sure else 3.5)
    if role in {"lead", "post", "body", "lead and due"}:
        sure = looks_like_leads(text)
        return 4 * sure - (1.5 if sure else 3.0)
    words = len(_WORD.findall(text))
    if role == "text":
        return min(words, 12) / 4 - (
            2.0 if words == 0 or is_ref(text) else 0.75 if words == 1 and not text.endswith(".") else 0.0
        )
    return -6.0 * max(looks_like_due(text), looks_like_leads(text))  # a date or a lead is no note


@lru_cache(maxsize=1024)
def place_cells(cells: tuple[str, ...], roles: tuple[str, ...], ruled: bool) -> tuple[tuple[int, str], ...]:
    """(column number, words) for one row below columns of these roles: the best placing that keeps the cells' order.

    `ruled` says the file's format has real columns, so that a cell's place counts for more than its words.
    Two neighbours may fall into one column (words broken by a scan); they are joined by a space.
    """
    filled = [(place, cell) for place, cell in enumerate(cells) if cell]
    if len(cells) == len(roles) and (ruled or len(filled) == len(cells)):
        return tuple(filled)  # where every cell is filled none was lost
    fits = tuple([_fits(_ANY_NUMBER if _NUMBER.fullmatch(cell) else cell, roles) for _, cell in filled])
    placed: dict[int, str] = {}
    for (_, cell), column in zip(filled, _placing(tuple([place for place, _ in filled]), fits), strict=True):
        placed[column] = f"{placed[column]} {cell}" if column in placed else cell
    return tuple(placed.items())


@lru_cache(maxsize=1024)
def _placing(places: tuple[int, ...], fits: tuple[tuple[float, ...], ...]) -> tuple[int, ...]:
    """The column of each cell, which stand at these places of a row and suit the columns so well."""
    best: list[_Way] = []
    for place, fit in zip(places, fits, strict=True):
        best = _extended(best, place, fit)
    return max(best, key=itemgetter(0), default=(0.0, ()))[1]


def _extended(best: Sequence[_Way], place: int, fits: Sequence[float]) -> list[_Way]:
    """One more cell placed: for each column the best way that ends there; `best` are those of the cells before it."""
    if not best:
        return [(fit + _NEARNESS[min(abs(place - column), 6)], (column,)) for column, fit in enumerate(fits)]
    found: list[_Way] = []
    before: _Way | None = None  # the best that ends further left
    for column, (here, fit) in enumerate(zip(best, fits, strict=True)):
        way = (here[0] - _SHARED, here[1]) if before is None or here[0] - _SHARED > before[0] else before
        if before is None or here[0] > before[0]:
            before = here
        found.append((way[0] + fit + _NEARNESS[min(abs(place - column), 6)], (*way[1], column)))
    return found


def targets(named: Sequence[str | None], cells: Sequence[str]) -> tuple[str, ...]:
    """A role for every column; the blank one beside the action holds the number, or the words if they are split."""
    roles = [role or ("other" if cell.strip() else "blank") for role, cell in zip(named, cells, strict=True)]
    if "ref" not in roles and "blank" in roles and "text" in roles:
        blank, text = roles.index("blank"), roles.index("text")
        if blank == text + 1:
            roles[text], roles[blank] = "ref", "text"
        elif blank == text - 1:
            roles[blank] = "ref"
    return tuple(roles)


@lru_cache(maxsize=4096)
def written_recommendation(cell: str) -> tuple[str, str] | None:
    """(number or "", words) where a cell writes a recommendation out, None where it holds numbers alone."""
    found = _WRITTEN.match(cell)
    words = cell[found.end() :] if found else cell
    if len(_WORD.findall(words)) < _SENTENCE or is_recommendations(cell):
        return None
    return (found[1] or found[2] if found else ""), " ".join(words.split())


def recommendation_numbers(cell: str) -> tuple[tuple[str, ...], str]:
    """Numbers in the order written, each once, and the scope: named, all or none. `R1-R3` is three.

    Of a cell that writes the recommendation out only the number before its words counts.
    """
    if not cell:
        return (), "none"
    if written := written_recommendation(cell):
        return ((written[0],), "named") if written[0] else ((), "none")
    if re.search(r"(?i)\ball\b", cell):
        return (), "all"
    numbers: list[str] = []
    for first, last in re.findall(
        r"(?i)\br?(\d{1,3})\b(?:\s*(?:-|–|to)\s*(?:rec(?:ommendation)?\s*|r)?(\d{1,3})\b)?", cell
    ):
        upper = int(last) if last and int(first) < int(last) <= int(first) + 50 else int(first)
        numbers += [str(number) for number in range(int(first), upper + 1)]
    return tuple(dict.fromkeys(numbers)), "named" if numbers else "none"
