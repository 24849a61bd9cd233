"""Free typing matched to the questions the map can answer, without any model: the answer is an address."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote, urlencode

from graphapp.analysis.questions import BLANKS, DATES, QUESTIONS, RATINGS, Question
from graphapp.analysis.related import is_board
from graphapp.analysis.subjects import find
from graphapp.analysis.words import spoken
from graphapp.due import add_months, parse_when
from graphapp.errors import AmbiguousSubject, GraphappError, UnknownSubject
from graphapp.model import Node
from graphapp.ontology import kind_of

_LONGEST = 200  # characters of a question: what is longer is cut
_MANY = 10  # names to choose from: more would not be read
_POLITE = re.compile(r"(?:(?:please|(?:can|could) you (?:tell |show )?me|tell me|do you know)[, ]+)+", re.I)
_BEFORE = re.compile(r"(?:(?:the|our|number|no\.?|end of) )+", re.I)
_PAGES = {"action": "actions", "keyarea": "key-areas", "recommendation": "recommendations", "strategy": "strategies"}
_COLOURS = {"red", "amber", "yellow", "green", "blue"}


@dataclass(frozen=True, slots=True)
class Filling:
    """What stands in a blank: a node, a date, a rating or words; `said` is how a sentence says it."""

    id: str
    said: str
    next: str = ""
    previous: str = ""

    @property
    def slug(self) -> str:
        """The id without its kind."""
        return self.id.partition(":")[2]

    @property
    def page(self) -> str:
        """The page of a node."""
        kind = kind_of(self.id)
        return f"/{_PAGES[kind]}/{self.id if kind == 'strategy' else self.slug}"


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as understood: its name, `asked` as a sentence, its blanks filled, and where its answer is.

    `blanks` are node ids, dates (YYYY-MM or YYYY-MM-DD) or words. Where a blank could not be filled, `problem`
    says why in a sentence, and `choices` are the same question with each of the names that may be meant.
    """

    question: str
    asked: str
    blanks: Mapping[str, str]
    path: str
    query: Mapping[str, str]
    problem: str = ""
    choices: tuple[Understood, ...] = ()

    @property
    def address(self) -> str:
        """Path and query as a browser takes them."""
        return quote(self.path, safe="/:") + (f"?{urlencode(self.query)}" if self.query else "")


def understood(nodes: Iterable[Node], text: str, edition: str | None = None) -> Understood | None:
    """The question that a text asks, with its blanks filled from the nodes; None for a text that asks none known.

    A number of an action or key area means that of `edition` first. The first reading whose blanks can all
    be filled counts; else the first that offers choices, else the first that says what is wrong.

    >>> from graphapp.model import Citation
    >>> ann = Node("person:ann", "Ann", (Citation("paper", 1, 1),))
    >>> understood([ann], "what does ANN own?").address
    '/leads/person:ann'
    """
    known, words, unclear = tuple(nodes), plain(text), None
    for question in QUESTIONS:
        for match in question.matches(words):
            found = _read(known, question, match, edition)
            if not found.problem:
                return found
            if unclear is None or (found.choices and not unclear.choices):
                unclear = found
    return unclear


def plain(text: str) -> str:
    """The text as patterns see it: one blank between words, straight apostrophes, nothing polite, no question mark."""
    words = text[: 2 * _LONGEST].encode("utf-8", "ignore").decode().translate({0x2018: "'", 0x2019: "'", 0x60: "'"})
    words = " ".join(words.split())[:_LONGEST].strip(' ?!.;:"“”')
    words = re.sub(r"\b(what|who|where|how)'s\b", r"\1 is", words, flags=re.I)
    return _POLITE.sub("", words, count=1) if _POLITE.match(words) else words


def answered(question: Question, blanks: Mapping[str, Filling]) -> Understood:
    """The question with its blanks filled."""
    query: dict[str, str] = {}
    for word, value in question.query:
        if all(name in blanks for name in re.findall(r"\{(\w+)", value)):
            query[word] = value.format(**blanks)
    ids = {name: one.id for name, one in blanks.items()}
    return Understood(question.name, _said(question.sentence, blanks), ids, question.path.format(**blanks), query)


def _said(sentence: str, blanks: Mapping[str, Filling]) -> str:
    """The sentence with its blanks filled, without the parts in brackets whose blank is not."""
    said = {name: one.said for name, one in blanks.items()}
    whole = re.sub(r"\[([^\]{]*\{(\w+)\})\]", lambda part: part[1] if part[2] in said else "", sentence)
    return whole.format(**said)


def _read(known: tuple[Node, ...], question: Question, match: re.Match[str], edition: str | None) -> Understood:
    """The question as one match reads it, or why its blanks cannot be filled."""
    blanks: dict[str, Filling] = {}
    failed: dict[str, Exception] = {}
    for name, words in match.groupdict().items():
        if words is not None:
            try:
                blanks[name] = _filling(known, name, words, edition)
            except (GraphappError, ValueError) as error:
                failed[name] = error
                if not getattr(error, "candidates", ()):  # nothing to choose from, whatever the other blanks mean
                    break
    if not failed:
        return answered(question, blanks)
    name, problem = next(iter(failed.items()))
    candidates = problem.candidates[:_MANY] if isinstance(problem, UnknownSubject) else ()
    meant = {node_id for node_id, _ in candidates}
    by_id = {node.id: of_node(node) for node in known if node.id in meant}
    choices = (
        answered(question, {**blanks, name: by_id[node_id]})
        if len(failed) == 1
        else _again(question, match, name, by_id[node_id])
        for node_id, _ in candidates
    )
    return Understood(question.name, match.string, {}, "", {}, str(problem), tuple(choices))


def _again(question: Question, match: re.Match[str], name: str, choice: Filling) -> Understood:
    """Where another blank is unclear too: the same words asked again, with this blank settled."""
    words = match.string[: match.start(name)] + choice.id + match.string[match.end(name) :]
    return Understood(question.name, choice.said, {name: choice.id}, "/ask", {"q": words})


def _filling(known: tuple[Node, ...], name: str, words: str, edition: str | None) -> Filling:
    """What the words in a blank mean; UnknownSubject or ValueError with a sentence where they mean nothing."""
    words = words.strip(" ,'\"“”")
    short = _BEFORE.sub("", words, count=1) if _BEFORE.match(words) else words
    if name in DATES:
        return of_date(parse_when(short))
    if name in RATINGS:
        return _rating(known, short.casefold())
    if name not in BLANKS:
        return Filling(words, words)
    return of_node(_node(known, name, short, edition))


def _node(known: tuple[Node, ...], name: str, words: str, edition: str | None) -> Node:
    """Whom or what the words name: boards before other bodies, and this edition before the others."""
    fits = [node for node in known if node.kind in BLANKS[name]]
    first = [
        node for node in fits if node.props.get("edition") in (None, edition) and (name != "board" or is_board(node))
    ]
    try:
        return find(first, words, BLANKS[name])
    except AmbiguousSubject:
        raise
    except UnknownSubject:
        if len(first) == len(fits):
            raise
        return find(fits, words, BLANKS[name])


def _rating(known: tuple[Node, ...], words: str) -> Filling:
    if words in ("unrated", "not rated", "none"):
        return Filling("none", "not rated")
    used = {str(node.props["rag"]).casefold() for node in known if node.kind == "action" and node.props.get("rag")}
    if words not in used | _COLOURS:
        raise ValueError(f"No action is rated {words!r}. Ratings are: {', '.join(sorted(used or _COLOURS))}.")
    return Filling(words, words)


def of_node(node: Node) -> Filling:
    """A node as what stands in a blank."""
    return Filling(node.id, f"action {node.label}" if node.kind == "action" else spoken(node))


def of_date(when: str) -> Filling:
    """A month (YYYY-MM) or day (YYYY-MM-DD) as what stands in a blank, with those beside it."""
    day, one = date.fromisoformat(when if len(when) > len("2024-01") else f"{when}-01"), timedelta(days=1)
    month = f"{calendar.month_name[day.month]} {day.year}"
    if len(when) == len("2024-01"):
        return Filling(when, month, add_months(when, 1), add_months(when, -1))
    return Filling(when, f"{day.day} {month}", (day + one).isoformat(), (day - one).isoformat())
