"""Header words as councils write them: which role a column has by what stands above it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

_BODIES = r"(ofsted|inspection|ilacs|cqc|jtai|linked|links? to|related|report)"
_LEADING = (
    r"(lead|responsible|accountable|action|named|senior|executive|strategic|operational|delivery"
    r"|project|overall|board|service|key|council|local authority|health|icb|ccg|nhs|education|social care|police"
    r"|risk|responsibility|work ?stream|programme|task|policy)"
)
_LEADER = (
    r"(leads?|owners?|officers?|person|people|who|responsibility|accountability|accountable|responsible|manager"
    r"|agency|agencies|organi[sz]ation|partner|name|directors?|sponsor|sro|professionals?|practitioner)"
)
_DOINGS = r"(actions?|activity|activities|tasks?|steps?|interventions?|deliverables?)"
_DOING = (
    r"(key|agreed|required|specific|planned|improvement|recommended|main|detailed|proposed|priority|individual|new)"
)
_DONE_BY = (
    r"(target|end|completion|due|finish|delivery|planned|expected|anticipated|estimated|forecast|proposed|revised"
    r"|implementation|milestone|review)"
)

_SET_WHEN = r"(original|initial|baseline|previous|first|revised|current|new|latest|forecast|extended|updated)"

# Tried in order, on small letters. Roles without a reader of their own (kpi, outcome, area) only keep their place.
_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "ref",
        (
            r"wbs|s/?n|ser(ial)?( no)?|sr no",
            r"(action |priority |item |rec )?(nos?|number|ref|reference|id|item|#|code)( ?(no|number))?",
        ),
    ),
    (
        "recommendations",
        (
            rf"({_BODIES}\W*)*(rec(ommendation)?s?)( (nos?|numbers?|ref|reference|link|addressed|\d+))?s?",
            r"(ofsted|inspection|ilacs|cqc|jtai)( report)? (ref|reference|finding|link|area)s?( no)?",
        ),
    ),
    ("kpi", (r"(kpi|indicator|pi|performance (measure|indicator))s?( ref| no)?",)),
    (
        "start",
        (
            r"(planned |actual )?(start(ing)?|commence(ment|s)?|begin(s|ning)?|from)( date| by)?",
            r"date (started|commenced)",
        ),
    ),
    (
        "lead and due",
        (
            rf"({_LEADING}\W*)*{_LEADER}( ?/ ?| and | )+((agreed|target|due|completion|by) )*"
            r"(date|when|time ?scales?|dead ?line|time ?frame)s?",
        ),
    ),
    (
        "due",
        (
            r"(due|by when|when|when by|time ?scales?|time ?frames?|time ?lines?|timing|dead ?lines?|target"
            r"|(to be )?complete(d)? by)( date| for completion)?s?",
            rf"({_DONE_BY}\W*)+(date|by|timescale|deadline|timeframe)s?",
            r"(target|planned|expected|anticipated|estimated|proposed) (completion|finish|end|delivery)",
            r"finish|ends?|action due|agreed date|delivered by when|to be (done|delivered|achieved"
            r"|finished|implemented) by",
            r"(by )?when (will|is|are|should|do|does|must)( \w+){1,6}",
            r"(time ?scales?|dead ?line|target|date) for (\w+ )?(completion|delivery|action|implementation)",
            r"date( due| (for|of) completion| to be completed| by| for delivery)?|completion"
            r"|milestones?(( ?/ ?| and | or )(dates?|by when|when|time ?scales?|dead ?lines?))?",
            rf"({_SET_WHEN} )+(due |target |completion )*(date|target|dead ?line|time ?scale|completion)s?",
        ),
    ),
    ("text", (r"(project|action|task|activity|initiative|/|or|and|\s)+(name|title|description)",)),
    ("post", (r"(lead |responsible )?(job |post )?(title|post|role|position|designation|job)( of lead| title)?",)),
    (
        "lead",
        (
            r"by",  # whom or when, as the others beside it leave open
            rf"({_LEADING}\W*)*{_LEADER}(/|\W|\b(leads?|owner|officers?|person|agency|responsible|post|role|title|name"
            r"|organi[sz]ation|s|and|or|partners?|names?|roles?|posts?|titles?|teams?|services?"
            r"|support(ing)?|others?)\b)*",
            r"(by )?whom?( \w+){0,7}|(led|owned) by|(for )?action by|person leading|lead (director|member)"
            r"|assigned to|allocated to"
            r"|person\(?s?\)? responsible|delivered by"
            r"|names? of (the )?(lead|person|owner|officer|responsible|accountable)( \w+)?",
        ),
    ),
    (
        "rag",
        (
            r"(current |overall |latest |delivery |progress |action )?(b?ragb?|(b ?/ ?)?r ?/ ?a ?/ ?g( ?/ ?b)?"
            r"|status|rating|traffic light|confidence|b?rag ?/ ?status)"
            r"( rating| rate| status| b?rag)*( (red|amber|green|blue|black|purple|grey|complete[d]?|[ragb]))*",
            r"(assessment|evaluation|rating) of progress( .*)?|progress (assessment|rating|rag)",
        ),
    ),
    ("rag", (r"(open|closed)( ?/ ?| or )(open|closed|complete[d]?)",)),
    (
        "progress",
        (
            r"what (we|they) (have|ve) (?!agreed|decided|committed|planned|pledged).*",
            r".*\bso far|(general )?notes|narrative|remarks|latest( news| position| report)?|what happened.*"
            r"|exceptions?( report)?|highlights?"
            r"|what (have|has) (we|been|the|they) .*|where (are|is) (we|it|this).*"
            r"|where (we|things|it) (are|is|stands?).*|how (is|are) (it|we|this) (going|doing).*"
            r"|(current |latest )?position( (at|as of|as at|in) .*)?",
            r".*\b(progress|updates?|comments?|commentary|position statement|current position|evidence)\b.*",
        ),
    ),
    (
        "measure",
        (
            r".*\b(measures?|success|impact|difference|kpis?|indicators?|how (will )?we (will )?(know"
            r"|measure)|what (will be different|does good look like)"
            r"|benefits?)\b.*",
        ),
    ),
    ("outcome", (r".*\b(outcomes?|aims?|what do we want|objectives?|goals?|desired|expected results?)\b.*",)),
    (
        "text",
        (
            rf"({_DOING}\W*)*{_DOINGS}(( ?/ ?| and | or )({_DOINGS}|milestones?|outputs?|timescales?))*"
            r"( (required|to be \w+|to take|taken|needed|agreed|description|plan|points?|proposed|details?|steps?"
            r"|(that )?we (will|are|have) (take|taking|agreed)))*",
            r"(our |key |shared )*(commitment|pledge|promise|action)s?|work required"
            r"|((agreed|management|proposed) )*(action|response)s?",
            rf"{_DOINGS} (to|in) (achieve|address|deliver|meet|response)( \w+){{0,5}}",
            r"(what|how) (are|is|will|do|we|needs?|must|action|shall|the)\b.*|description( of action)?|we will"
            r"|what\??|how\??|improvement|requirement",
        ),
    ),
    (
        "area",
        (
            r"(key |priority |improvement |ofsted )*(priority|priorities|key area|areas?|themes?|work ?stream|strand"
            r"|section|pillar|focus|domain|ambition)( area| no| of (focus|work|activity|concern)"
            r"|( of| for) (significant |key |priority )*(action|improvement|development|weakness))?",
        ),
    ),
)
_ROLES = tuple((role, re.compile(pattern)) for role, patterns in _WORDS for pattern in patterns)
# All of them at once: most cells are no header, and one look tells.
_ANY_ROLE = re.compile("|".join(f"(?:{pattern})" for _, patterns in _WORDS for pattern in patterns))
# Before that: spaces left out, one of these stands in every cell that has a role, and in few others.
_STEMS = (
    "accountab action activit agenc aim allocated ambition area assessment assigned begin benefit by closed code "
    "comment commenc commitment completion confidence complete date deadline deliver description designation desired "
    "difference director domain due evaluation evidence exception expectedresult finding finish focus from goal "
    "highlight how impact improvement indicator initiative intervention item job kpi latest lead led link manager "
    "measure milestone name narrative note number objective officer open organi outcome owner partner people "
    "performance person pillar pledge position post practitioner priorit professional progress promise r/a/g rag "
    "rating rec ref remark requirement response responsib role section serial sofar sponsor sro start status step "
    "strand success target task team theme timeframe timeline timescale timing title tobe trafficlight update wbs "
    "wewill what when where who workrequired workstream"
).split()
_SHORT_STEMS = "# end id no pi s/n ser sn".split()  # in so few letters
_SHORT = 20


def _any_of(stems: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the words, by their first letters: so it is told soonest that none begins at a place."""
    letters = groupby(sorted(stems), key=itemgetter(0))
    return re.compile("|".join(f"{first}(?:{'|'.join(stem[1:] for stem in group)})" for first, group in letters))


_HAS_STEM = _any_of(_STEMS)
_HAS_SHORT_STEM = _any_of(_STEMS + _SHORT_STEMS)
_RATED_ON = re.compile(r"(?i)(?:(?:b?rag|status|rating)\b\W*(.*\d.*)|(.*\b\w*\d.*?)\W+(?:b?rag|status|rating))")
_BETWEEN_LETTERS = re.compile(r"(?<=[^\W\d_]) (?=[^\W\d_])")
_PUNCTUATION = re.compile(r"[^\w#/ ]+")
# What a header says by one of its words, once the others beside it have shown that it is one.
_BY_A_WORD = tuple(
    (role, re.compile(pattern, re.I))
    for role, pattern in (
        ("other", r"\b(priority|risk|impact|likelihood)\b.*\brating\b|\bdate agreed\b"),
        ("other", r"\b(created|raised|opened|added|reported|logged|closed|last|actual|support(ing|ed)?|consult\w*)\b"),
        ("progress", r"\bnext steps\b"),
        ("rag", r"\b(b?rag|rating|status)\b"),
        ("progress", r"\b(progress|updates?|updated|comment(s|ary)?|narrative|position|evidence|highlights?|notes?)\b"),
        (
            "first due",
            r"\b(original|initial|baseline|previous|first)\b.*\b(date|due|deadline|target|timescale|completion)\b",
        ),
        (
            "due",
            r"\bto be (completed|done|achieved|finished|progressed)\b"
            r"|\b(dates?|due|dead ?lines?|time ?(scales?|frames?|lines?)|completion|by when|finish)\b",
        ),
        ("lead", r"\b(leads?|owners?|officers?|responsib\w+|accountab\w+|assigned|sro|who)\b"),
        ("ref", r"\b(id|ref|reference|no|number)$"),
        ("recommendations", r"\brec(ommendation)?s?\b"),
        (
            "text",
            r"\b(actions?|activit(y|ies)|tasks?|response|deliverables?|interventions?|initiatives?|projects?|steps?)\b"
            r"|\bwe\W+(will|are|re|need to|plan to)\b",
        ),
        ("area", r"\b(themes?|work ?streams?|strands?|pillars?|key areas?)\b"),
    )
)
_RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")  # "TargetDate" of a database
_MONTH = re.compile(
    r"(?i)(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)[\s.'’/-]{0,3}(?:20)?\d\d"
)
_LONGEST_MONTH = 20  # characters
_LONGEST = 12  # words; more is a sentence, no header
_COUNTED = re.compile(r"(?i)(?:(?:number|count|percentage|no|how many) of|total) [a-z]")  # "Number of actions"


@lru_cache(maxsize=8192)
def header_role(cell: str) -> str | None:
    """The role a header cell's words give it (`text` is the action, `rating` a rating on a date), or None."""
    words = _plain(cell)
    if not words or len(words.split()) > _LONGEST or (cell.rstrip().endswith(".") and len(words.split()) > 3):
        return None  # a sentence
    low = words.lower()
    if not _may_head(low.replace(" ", "")) or (words.upper() == low != "#"):
        return None  # the words of a row, a number, or a mark
    if _COUNTED.match(words):
        return None
    if _RATED_ON.fullmatch(words):
        return "rating"
    return _role(low) or next((role for whole in _mended(low) if (role := _role(whole))), None)


def _may_head(letters: str) -> bool:
    """Whether a cell of these letters, small and without spaces, may have a role."""
    return (_HAS_SHORT_STEM if len(letters) <= _SHORT else _HAS_STEM).search(letters) is not None


def role_by_a_word(cell: str) -> str | None:
    """The role that one word of a header cell gives it; only for cells beside headers that are sure."""
    words = _plain(cell)
    if not words or len(words.split()) > _LONGEST or _COUNTED.match(words):
        return None
    found = next((role for role, pattern in _BY_A_WORD if pattern.search(words)), None)
    return found if found != "other" else None


def _plain(cell: str) -> str:
    """The cell's words without punctuation, words run together parted."""
    return " ".join(_RUN_TOGETHER.sub(" ", _PUNCTUATION.sub(" ", cell)).split())


def _role(words: str) -> str | None:
    if not _ANY_ROLE.fullmatch(words):
        return None
    return next((role for role, pattern in _ROLES if pattern.fullmatch(words)), None)


def _mended(words: str) -> Iterator[str]:
    """The words with one break inside a word undone: `Recommenda tion` in a column that was too narrow."""
    for space in _BETWEEN_LETTERS.finditer(words):
        yield words[: space.start()] + words[space.end() :]


def rated_on(cell: str) -> str:
    """The words that date a rating column: `May 20` of `RAG May 20`, or all of `May 20`."""
    found = _RATED_ON.search(cell)
    return (found[1] or found[2] or "") if found else cell if is_month(cell) else ""


def is_month(cell: str) -> bool:
    """Whether the words are a month and its year, and no more."""
    return len(cell) < _LONGEST_MONTH and _MONTH.fullmatch(cell.strip()) is not None


_DOING_WORDS = re.compile(rf"(?i).*\b{_DOINGS}\b.*")
_BY_WHOM_OR_WHEN = re.compile(r"(?i)by|(to be )?(delivered|completed|done|achieved) by")


def says_action(cell: str) -> bool:
    """Whether a header says plainly that its column holds actions: a wider "What ..." beside it does not."""
    return _DOING_WORDS.fullmatch(" ".join(cell.split())) is not None


def may_date(cell: str) -> bool:
    """Whether a header may as well ask when as who: "Delivered by" beside a column of leads is a date."""
    return _BY_WHOM_OR_WHEN.fullmatch(" ".join(cell.split())) is not None
