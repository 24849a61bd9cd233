"""The questions that may be typed: each a sentence with blanks, ways to type it, and where its answer is.

A pattern is a regular expression in which `{name}` is a blank of the table BLANKS; case, a question mark and
a polite beginning do not matter. The address is a path and a query with blanks in them: `.page` is the page
of what was found, `.id` its id (or the date), `.slug` the id without its kind, `.next` and `.previous` the
day or month beside a date. A word of the query whose blank is not filled is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graphapp.ontology import LEADERS, SUBJECTS

BLANKS: dict[str, tuple[str, ...]] = {  # blank -> the kinds of node it takes; none for a date, a rating or words
    "lead": LEADERS,
    "action": ("action",),
    "thing": ("action", "keyarea", "strategy"),
    "recommendation": ("recommendation",),
    "basis": ("strategy", "action"),
    "board": ("organization",),
    "subject": (*LEADERS, "recommendation", "keyarea"),
    "a": SUBJECTS,
    "b": SUBJECTS,
}
DATES = ("date", "by", "since", "month", "start")
RATINGS = ("rag", "colour")
_OF_WORDS = {  # blank -> what may be typed in it, where that is not anything at all
    **dict.fromkeys(DATES, ".{1,40}?"),
    "rag": r"(?!(?:led|owned|for|due)\b)[\w -]{1,30}?",
    "colour": "red|amber|yellow|green|blue|unrated|not rated",
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `query` holds pairs of a word and its value; `[...]` in the sentence is said only if filled."""

    name: str
    sentence: str
    patterns: tuple[str, ...]
    path: str
    query: tuple[tuple[str, str], ...] = ()

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """Every way to read the text as this question: the first blank as short, then as long as it can be."""
        for pattern in self.patterns:
            for some in (".+?", ".+"):
                made = re.sub(r"\{(\w+)\}", lambda blank: f"(?P<{blank[1]}>{_OF_WORDS.get(blank[1], some)})", pattern)  # noqa: B023 - used at once
                if match := re.fullmatch(made, text, re.IGNORECASE):
                    yield match


_LIST = (
    "(?:(?:list|show|give|me|what|which|all|any|the|of|actions?|milestones?|things?|that|is|are|falls?|has|have|had|"
    "got|still|with) )*"
)
_OF_LEAD = r"(?:(?:,| and|, and)?(?: (?:is|are|that are|which are))* (?:led by|owned by|for) {lead})?"
_RATED = r"(?:(?:,| and|, and| but)(?: (?:is|are|that are|which are|rated|still))* {rag})?"
_WHEN = "(?:(?:before the end of|by|until) {by}|before {date}|after {since}|(?:in|on|during) {month})"
_GOES = "(?:leaves?|left|goes|went|resigns?|retires?|quits?|were to leave|was to leave|is away|moves on)"
_IF = "(?:what happens |what would happen |what |suppose )?(?:if|when) "
_SLIPS = "(?:moves|moved|slips|slipped|is moved|is delayed|is put back|was due|were due)(?: back)?"
_JOINED = "(?:connected|linked|related|joined|tied)"
_LAST = "(?:the )?(?:last|previous|earlier|older|two|newest|latest|first) (?:edition|plan|version|time|one)s?"
_CHANGED, _SINCE = "what (?:has )?changed (?:for|in|with|about|on) ", "(?: since .+)?"
_SAY = "(?:say|said|written|mention|speak of)"

QUESTIONS = (
    Question("owns", "What does {lead} own?", (
        "what (?:does|do|did) {lead} (?:own|lead|do|have|carry|answer for|have to do)",
        "what (?:is|are) {lead} (?:leading|(?:responsible|accountable|answerable) for)",
        _LIST + "(?:led|owned) by {lead}",
        "{lead}'s? (?:actions|portfolio|work|responsibilities)",
        "(?:the )?(?:actions|portfolio|work|responsibilities) of {lead}",
        "who is {lead}"), "/leads/{lead.id}"),
    Question("due", "What is due[ before {date}][ from {start}][ by {by}][ after {since}][ in {month}]"
             "[ and rated {rag}][, led by {lead}]?", (
        _LIST + "due " + _WHEN + _RATED + _OF_LEAD,
        _LIST + "due between {start} and {by}" + _RATED + _OF_LEAD,
        _LIST + "{rag} " + _LIST + "due " + _WHEN + _OF_LEAD), "/actions",
        (("due_before", "{date.id}"), ("due_before", "{by.next}"), ("due_before", "{month.next}"),
         ("due_after", "{since.id}"), ("due_after", "{month.previous}"), ("due_after", "{start.previous}"),
         ("rag", "{rag.id}"), ("lead", "{lead.id}"))),
    Question("due-soon", "What is due soon[, led by {lead}]?", (
        _LIST + "due (?:soon|next|shortly)" + _OF_LEAD, "what is (?:coming(?: up)?|next)" + _OF_LEAD), "/actions",
        (("due", "soon"), ("lead", "{lead.id}"))),
    Question("overdue", "What is overdue[, led by {lead}]?", (
        _LIST + "(?:overdue|late|past (?:its|their|the) (?:due )?dates?|past due)(?: actions?)?" + _OF_LEAD,),
        "/actions", (("gap", "past-date"), ("lead", "{lead.id}"))),
    Question("rated", "Which actions are[ {colour}][ rated {rag}][, led by {lead}]?", (
        _LIST + "(?:rated )?{colour}(?: actions?| ones)?" + _OF_LEAD, _LIST + "rated (?:as )?{rag}" + _OF_LEAD),
        "/actions", (("rag", "{colour.id}"), ("rag", "{rag.id}"), ("lead", "{lead.id}"))),
    Question("answers", "Who answers for {recommendation}?", (
        "who (?:answers|is answerable|is accountable|is responsible) (?:for|to) {recommendation}",
        "(?:what|which actions) (?:answers?|address(?:es)?) {recommendation}",
        "what is being done (?:about|for|on) {recommendation}",
        "who (?:owns|is behind) {recommendation}"), "/recommendations/{recommendation.slug}"),
    Question("rests-on", "What rests on {basis}?", (
        "(?:what|which actions) (?:(?:rests?|relies|rely|depends?|is based|is built|are based) (?:up)?on|needs?|uses?|"
        "waits? for) {basis}",
        "what is {basis} (?:needed|used) for"), "{basis.page}"),
    Question("sits-on", "Who sits on {board}?", (
        "who (?:(?:sits|is|are|serves) on|attends|chairs) {board}",
        "(?:(?:who|list|show|is|are|the|a) )*members? (?:of|on) {board}"), "/boards/{board.id}"),
    Question("resolved", "What did {board} resolve?", (
        "what (?:did|has|have) {board} (?:resolved?|decided?|agreed?)",
        "what was (?:resolved|decided|agreed) (?:by|at) {board}",
        _LIST + "(?:resolutions|decisions) (?:of|by|from|at) {board}"), "/boards/{board.id}"),
    Question("leaves", "What happens if {lead} leaves?", (
        _IF + "{lead} " + _GOES,
        "who (?:covers|would cover|takes over|would take over) (?:for|from) {lead}(?: (?:if|when) .+)?"),
        "/what-if/leaves/{lead.id}"),
    Question("moves", "What if {action} moves to {date}?", (
        _IF + "{action} " + _SLIPS + " (?:to|until|till|in|by|on) {date}", "move {action} (?:back )?to {date}"),
        "/what-if/moves/{action.slug}", (("to", "{date.id}"),)),
    Question("changed", "What changed since the last edition?", (
        f"what (?:has |is )?(?:changed|different|new|moved)(?: (?:since|from|in|between|with) {_LAST})?",
        f"compare {_LAST}", "compare(?: the)?(?: two)? (?:editions|plans|versions)"), "/compare"),
    Question("changed-for", "What changed for {subject}?", (
        _CHANGED + "{subject}" + _SINCE, "how has {subject} changed" + _SINCE),
        "/compare", (("for", "{subject.id}"),)),
    Question("action-changed", "What changed for {action}?", (
        _CHANGED + "{action}" + _SINCE, "how has {action} changed" + _SINCE),
        "/actions/{action.slug}"),
    Question("one-lead", "Which recommendations rest on one lead?", (
        "(?:(?:which|what|list|show|the) )*(?:recommendations?|recs?) (?:that )?(?:rests?|depends?|hangs?|relies|rely|"
        "is|are|with|has|have)(?: up)?(?: ?on)?(?: only| just)? (?:one|a single) (?:lead|person)(?: only| alone)?",
        "(?:where (?:are|is) the )?single points? of failure"),
        "/recommendations", (("gap", "one-lead-recommendation"),)),
    Question("no-lead", "Which actions have no lead?", (
        _LIST + "(?:no|without(?: an?)?|missing(?: an?)?|lacks?(?: an?)?) (?:named )?(?:leads?|owners?)",
        _LIST + "(?:unowned|unled)(?: actions?)?", "(?:what|which actions) (?:does|do|is|are) (?:nobody|no one) leads?",
        "(?:what|which actions) (?:does|do) (?:nobody|no one) (?:own|lead)"), "/actions", (("gap", "no-lead"),)),
    Question("no-date", "Which actions have no date?", (
        _LIST + "(?:no|without(?: an?)?|missing(?: an?)?|lacks?(?: an?)?) (?:due )?(?:dates?|deadlines?)",
        _LIST + "undated(?: actions?)?"), "/actions", (("gap", "no-date"),)),
    Question("leads", "Who leads {thing}?", (
        "who (?:leads|owns|runs|does|is leading|is (?:responsible|accountable) for|is in charge of|"
        "is the lead (?:for|of|on)) {thing}",
        "(?:whose is|who is the owner of) {thing}"), "{thing.page}"),
    Question("path", "How is {a} connected to {b}?", (
        "how (?:is|are) {a} " + _JOINED + " (?:to|with) {b}", "how (?:is|are) {a} and {b} " + _JOINED,
        "how does {a} (?:connect|relate|link) to {b}", "what (?:connects|links|joins) {a} (?:to|and|with) {b}",
        "(?:what is )?the (?:path|connection|link) (?:from|between) {a} (?:to|and) {b}"), "/path",
        (("a", "{a.id}"), ("b", "{b.id}"))),
    Question("where", "Where does it say {words}?", (
        "where (?:does it|does the plan|do they|do the papers|is it) " + _SAY + "(?: that)? {words}",
        "where (?:is|are) {words} (?:mentioned|written|said)", "(?:search|look|find) (?:for )?{words}",
        "(?:which|what) (?:papers?|documents?) (?:says?|mentions?) {words}"), "/search", (("q", "{words.id}"),)),
)  # fmt: skip
