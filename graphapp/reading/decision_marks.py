"""The words by which minutes mark what was decided, who acts on it and by when."""

from __future__ import annotations

import re

_BODY = (
    r"(?:board|panel|committee|sub-?committee|group|partnership|forum|cabinet|commission|meeting|members|council"
    r"|executive)"
)
MARK = re.compile(
    r"(?:(?P<no>\d{1,3}(?:\.\d{1,3}){0,3})[.)]?\s+)?(?i:it\s+was\s+(?:(?:then|therefore|also|further)\s+)?)?"
    r"(?P<word>(?:UNANIMOUSLY\s+|unanimously\s+)?(?:RESOLVED|Resolved|resolved|AGREED|Agreed|DECISIONS?|Decisions?(?:\s(?:made|taken|reached))?|RESOLUTIONS?|Resolutions?"
    r"|DECIDED|Decided|RECOMMENDED))\b(?:\s*\(?(?i:unanimously|nem\.?\s+con\.?)\)?|\s*\([^()]{2,40}\))?(?P<mark>\s*[:–—-]+\s*|\s*$|\s+(?=(?i:that|to)\b))(?:[:–—-]\s*)?(?P<rest>.*)"
)
_SAYS = (
    rf"(?:it\s+was|(?:the\s+)?(?:[\w'’&-]+\s+){{0,6}}?{_BODY})\s+"
    r"(?:(?:also|further|then|therefore|unanimously|formally)\s+)?(?:agreed|resolved|decided|recommended)"
)
STRONG = re.compile(r"\bit\s+was\s+(?:\w+\s+)?(?:agreed|resolved|decided)\s+(?:that|to)\b", re.I)
WEAK = re.compile(
    rf"(?:^|\bthe\s+|\bmembers\s+of\s+the\s+)(?:[\w'’&-]+\s+){{0,6}}?{_BODY}\s+(?:\w+ly\s+|also\s+|further\s+|then\s+)?(?:agreed|resolved|decided|recommended)\s+(?:that|to)\b",
    re.I,
)
# "The Board agreed the new strategy.": a decision where the line is set in bold
APPROVES = re.compile(
    rf"(?:the\s+)?(?:[\w'’&-]+\s+){{0,6}}?{_BODY}\s+(?:\w+ly\s+|also\s+|further\s+|then\s+)?"
    r"(?:agreed|approved|endorsed|adopted|ratified|noted|accepted|recommended|supported)\s+\w",
    re.I,
)
UNDERTAKES = re.compile(r"\b(?:agreed|undertook|offered|volunteered)\s+to\b")
OPENS_POINTS = re.compile(rf"{_SAYS}\s*(?:that|to)?\s*:?\s*[–—-]?$", re.I)
# "The Panel, having heard officers, resolved:-" over points
HEARD = re.compile(
    rf"(?:the\s+)?(?:[\w'’&-]+\s+){{0,6}}?{_BODY},\s[^.;:]{{3,200}},\s(?:\w+ly\s)?(?:agreed|resolved|decided)"
    r"(?:\s(?:that|to))?\s*:\s*[–—-]?",
    re.I,
)
# "The Panel resolved:- (i) to note the report": the points in the same line
BEFORE_POINTS = re.compile(rf"{_SAYS}(?:\s(?:that|to))?\s*:\s*[–—-]?\s*(?P<rest>(?:\(\w{{1,3}}\)|that\b|to\b).*)", re.I)
# "The Panel:" over points that each say what it did: "(a) noted the report"
BODY_ALONE = re.compile(rf"(?:the\s+)?(?:[\w'’&-]+\s+){{0,6}}?{_BODY}\s*:\s*[–—-]?", re.I)
DID = re.compile(
    r"(?:noted|agreed|approved|requested|asked|endorsed|recommended|resolved|supported|accepted|adopted|thanked|welcomed)\b",
    re.I,
)
ACTION = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3}){1,3}[.)]?\s+|[•▪●*-]\s+)?[\[(]?(?i:(?:agreed\s+)?actions?(?:\(s\))?)(?:\s+(?P<by>(?i:by|for|owner|lead)))?(?:\s+point)?\s*(?:\d{1,3}(?:\.\d+)?)?\s*(?:\((?P<who>[^()]{1,40})\))?\s*[:–—-]+\s*(?P<rest>.+)"
)
ACTION_AFTER = re.compile(
    r"\s[\[(]?(?:ACTION|Action|LEAD|Lead|Owner)(?: by| officer)?\s*[:–—-]\s*(?P<who>[^\[\]]{2,80}?)[\])]?\.?$"
)
# A column of initials at the right margin, which text and print set behind the words: "Circulate the slides. AB/CD"
INITIALS_AFTER = re.compile(r"(?<=[.;])\s(?P<who>[A-Z]{2,4}(?:\s?[/,&]\s?[A-Z]{2,4}){0,3})$")
ACTION_LIST = re.compile(
    r"(?:agreed\s+|key\s+)?actions?(?:\(s\))?(?:\s+(?:agreed|points?|arising|required))*\s*:?", re.I
)
OWNER = re.compile(
    r"(?:lead(?:\s+officer)?|owners?|by\s+whom|responsib(?:le|ility)(?:\s+officer)?|who)\s*[:–—-]\s*(?P<rest>.+)", re.I
)
DUE = re.compile(r"(?:due(?:\s+date)?|deadline|by\s+when|timescale|target\s+date|when)\s*[:–—-]\s*(?P<rest>.+)", re.I)


_STEMS = tuple(
    "agree resolv decid recommend undert offer volunt approv endors adopt ratif noted accept support".split()
)
# How a line begins that fits MARK, ACTION, ACTION_LIST, OWNER or DUE: one look, for the many that fit none of them.
_SIGN = re.compile(
    r"(?:[\d.]{1,15}[.)]?\s+|[•▪●*-]\s+)?[\[(]?(?=[iuradklobwtIURADKLOBWT])"
    r"(?i:it\b|unan|reso|agre|deci|reco|acti|key\b|lead|owne|by\b|resp|who|due|dead|when|time|targ)"
)


def may_decide(text: str) -> bool:
    """Whether a text holds any of the words that decide or undertake; quick, for the many that hold none."""
    return any(map(text.casefold().__contains__, _STEMS))


def may_mark(text: str) -> bool:
    """Whether a line may mark a decision or an action, or say who acts or by when."""
    return _SIGN.match(text) is not None


def marked(text: str) -> re.Match[str] | None:
    """The marker a line opens with; a lower-case word is one only where it reads `it was resolved:`."""
    mark = MARK.fullmatch(text)
    if mark and mark["word"][0].islower() and not (":" in mark["mark"] and text.lower().startswith("it was")):
        return None
    return mark


def is_marked(text: str) -> bool:
    """Whether a line opens with the mark of a resolution."""
    return bool(marked(text))
