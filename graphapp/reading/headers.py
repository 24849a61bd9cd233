"""Header words as councils write them: which role a column has by what stands above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_BODIES = r"(ofsted|inspection|ilacs|cqc|jtai|linked|links? to|related|report)"
_LEADING = (
    r"(lead|responsible|accountable|action|named|senior|executive|strategic|operational|delivery"
    r"|project|overall|board|service|key"
    r"|risk|responsibility)"
)
_LEADER = (
    r"(leads?|owners?|officers?|person|people|who|responsibility|accountability|accountable|responsible|manager"
    r"|agency|agencies|organi[sz]ation|partner|name|sponsor|sro|professionals?|practitioner)"
)
_DOINGS = r"(actions?|activity|activities|tasks?|steps?|interventions?|deliverables?)"
_DOING = (
    r"(key|agreed|required|specific|planned|improvement|recommended|main|detailed|proposed|priority|individual|new)"
)
_DONE_BY = (
    r"(target|end|completion|due|finish|delivery|planned|expected|anticipated|estimated|forecast|proposed|revised"
    r"|implementation|milestone|review)"
)

# Tried in order. Roles without a reader of their own (kpi, outcome, area) only keep their place.
_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ref", (r"(action |priority |item |rec )?(nos?|number|ref|reference|id|item|#|code)( ?(no|number))?",)),
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
        "due",
        (
            r"(due|by when|when|when by|time ?scales?|time ?frames?|time ?lines?|timing|dead ?lines?|target"
            r"|(to be )?complete(d)? by)( date| for completion)?s?",
            rf"({_DONE_BY}\W*)+(date|by|timescale|deadline|timeframe)s?",
            r"(target|planned|expected|anticipated|estimated|proposed) (completion|finish|end|delivery)",
            r"finish|end|action due|agreed date|delivered by when|to be (done|delivered|achieved"
            r"|finished|implemented) by",
            r"(by )?when (will|is|are|should|do|does|must)( \w+){1,6}",
            r"(time ?scales?|dead ?line|target|date) for (\w+ )?(completion|delivery|action|implementation)",
            r"date( due| (for|of) completion| to be completed| by| for delivery)?|milestones?( and dates?)?|completion",
        ),
    ),
    ("post", (r"(lead |responsible )?(job |post )?(title|post|role|position|designation|job)( of lead| title)?",)),
    (
        "lead",
        (
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
            r"(current |overall |latest |delivery |progress |action )?(b?ragb?|status|rating"
            r"|traffic light|confidence|b?rag ?/ ?status)"
            r"( rating| rate| status| rag)*( (red|amber|green|blue|black|purple|grey|complete[d]?|[ragb]))*",
        ),
    ),
    ("rag", (r"(open|closed)( ?/ ?| or )(open|closed|complete[d]?)",)),
    (
        "progress",
        (
            r"what (we|they) (have|ve) .*|.*\bso far|(general )?notes|narrative|remarks"
            r"|exceptions?( report)?|highlights?"
            r"|what (have|has) (we|been|the|they) .*|where (are|is) (we|it|this).*|how (is|are) (it"
            r"|we|this) (going|doing).*|(current |latest )?position( (at|as of|as at|in) .*)?",
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
            r"(our |key |shared )*(commitment|pledge|promise|action)s?|(management )?(action|response)s?|work required",
            rf"{_DOINGS} (to|in) (achieve|address|deliver|meet|response)( \w+){{0,5}}",
            r"(what|how) (are|is|will|do|we|needs?|must|action|shall|the)\b.*|description( of action)?|we will"
            r"|what\??|how\??|improvement|requirement",
        ),
    ),
    (
        "area",
        (
            r"(key |priority |improvement )?(priority|priorities|key area|areas?|themes?|work ?stream|strand|section"
            r"|pillar|focus)( area| no| of focus)?",
        ),
    ),
)
_ROLES = tuple((role, re.compile(pattern, re.I)) for role, patterns in _WORDS for pattern in patterns)
_RATED_ON = re.compile(r"(?i)(?:(?:b?rag|status|rating)\b\W*(.*\d.*)|(.*\b\w*\d.*?)\W+(?:b?rag|status|rating))")
_PUNCTUATION = re.compile(r"[^\w#/ ]+")
_LONGEST = 12  # words; more is a sentence, no header


@lru_cache(maxsize=8192)
def header_role(cell: str) -> str | None:
    """The role a header cell's words give it (`text` is the action, `rating` a rating on a date), or None."""
    words = " ".join(_PUNCTUATION.sub(" ", cell).split())
    if not words or len(words.split()) > _LONGEST or (cell.rstrip().endswith(".") and len(words.split()) > 3):
        return None  # a sentence
    if _RATED_ON.fullmatch(words):
        return "rating"
    return _role(words) or next((role for whole in _mended(words) if (role := _role(whole))), None)


def _role(words: str) -> str | None:
    return next((role for role, pattern in _ROLES if pattern.fullmatch(words)), None)


def _mended(words: str) -> Iterator[str]:
    """The words with one break inside a word undone: `Recommenda tion` in a column that was too narrow."""
    for space in re.finditer(" ", words):
        yield words[: space.start()] + words[space.end() :]


def rated_on(cell: str) -> str:
    """The words that date a rating column: `May 20` of `RAG May 20`."""
    found = _RATED_ON.search(cell)
    return (found[1] or found[2] or "") if found else ""


_DOING_WORDS = re.compile(rf"(?i).*\b{_DOINGS}\b.*")
_BY_WHOM_OR_WHEN = re.compile(r"(?i)(to be )?(delivered|completed|done|achieved) by")


def says_action(cell: str) -> bool:
    """Whether a header says plainly that its column holds actions: a wider "What ..." beside it does not."""
    return _DOING_WORDS.fullmatch(" ".join(cell.split())) is not None


def may_date(cell: str) -> bool:
    """Whether a header may as well ask when as who: "Delivered by" beside a column of leads is a date."""
    return _BY_WHOM_OR_WHEN.fullmatch(" ".join(cell.split())) is not None
