"""What a meeting resolved: marked resolutions, actions under decisions, running text and action logs."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from graphapp.due import Due
from graphapp.reading.decision_marks import (
    ACTION,
    ACTION_AFTER,
    ACTION_LIST,
    APPROVES,
    BEFORE_POINTS,
    BODY_ALONE,
    DID,
    DUE,
    HEARD,
    INITIALS_AFTER,
    OPENS_POINTS,
    OWNER,
    STRONG,
    UNDERTAKES,
    WEAK,
    marked,
    may_decide,
    may_mark,
)
from graphapp.reading.drafts import Line, Paper, ResolutionDraft
from graphapp.reading.minute_items import PARAGRAPH, Items, may_open, opens_item, whole_item
from graphapp.reading.minute_points import WRAPPED, PointLists
from graphapp.reading.minute_rows import laid_open
from graphapp.reading.minute_tables import read_table
from graphapp.reading.owners import Room, due_in, due_written, owed, owners_in, owners_named
from graphapp.reading.persons import ends_before_number
from graphapp.reading.points import POINT, Point, begins, nested, split_inline

_READ_AT_MOST = 5_000  # characters of one line
_DECISION_LINES = 40
_LONGEST_NUMBER = 10  # characters
_MINUTES = re.compile(r"(?i)minutes\s*:?")

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z(\[])")
_TRIVIAL = re.compile(
    r"(?:that|to|to\s+(?:the\s+)?[A-Z][\w\s]{2,60}:|the\s+following|for\s+the\s+(?:following\s+)?reasons?\b[^.:]{0,120}:)?[\s:,–—-]*",
    re.I,
)
_OWNER_BEFORE = re.compile(r"(?P<who>[A-Z][^:.;–—]{1,60}?)\s*(?::|[–—]|\s-)\s+(?=\w)")  # "AB/CD: agree the wording"
_OWNER_AFTER = re.compile(r"(?:\s[–—-]\s|\s\(|\s\[)(?P<who>[^–—()\[\]]{2,60})[)\]]?\.?$")
_HYPHEN = re.compile(r"(?<=[a-z])-\s(?=[a-z])(?!(?:and|or|to|nor)\b)")  # a word that the end of a line broke
_FORWARD = re.compile(
    r"\b(?:agreed|resolved|decided|recommended)\s+(?:to|that\b[^.]{0,300}?\s(?:be|should|would|must|will))\s", re.I
)
_ACTION_BY = re.compile(r"(?i)(?:for )?actions? (?:by|for|owner)\s*[:–-]")
_ACTION_INSIDE = re.compile(r"(?<=[.?!])\s+(?=[\[(]?(?:ACTION|Action)s?(?:\s(?:by|for|point))?(?:\s\d{1,3})?\s?[:–—])")
# What an item without a decision says in the place of one.
_NO_DECISION = re.compile(
    r"(?i)apolog(?:y|ies)\b[^.]{0,60}\b(?:was|were|had)\b|there\s+(?:were|was)\s+no(?:ne)?\b|no\s+(?:declarations|interests|apologies|questions)\b|none\b|nil\b"
)
_SHORTENED = re.compile(r"\b(?:[A-Z]|Dr|Mrs?|Ms|Cllr|St|No)\.$")  # whose stop ends no sentence
_OPENING = 120  # characters, in which a line says that a body decided
_ITEM_NO = re.compile(r"\d{1,3}[.)]\s")
_COLON = re.compile(r":\s?[–—-]?$")
_JOINED = (";", ",", " and")
_ENDS_OPEN = tuple("dDtToO:-–—")  # as a line ends that opens points: decided, that, to, or a sign
_TAG = re.compile(r"</?\w[^<>]{0,40}>")


def words(line: Line) -> str:
    """The line's words without remnants of markup."""
    text = line.text
    if len(text) <= _READ_AT_MOST and text.isprintable() and not ("  " in text or "<" in text or "*" in text):
        return text  # as nearly all lines are
    text = text[:_READ_AT_MOST]
    return " ".join((_TAG.sub(" ", text) if "<" in text else text).replace("*", "").split())


@dataclass(slots=True)
class _Found:
    item: str | None
    text: str
    first: Line
    last: Line
    how: str  # marked, strong, weak, action
    owners: tuple[str, ...] = ()
    due: Due | None = None
    end: int = 0  # place of the last line


@dataclass(slots=True)
class Resolutions(PointLists):
    """Reads the lines of one meeting of a paper."""

    paper: Paper = field(kw_only=True)
    found: list[_Found] = field(default_factory=list)
    _latest: list[_Found] = field(default_factory=list)  # what the decision just read came to
    _paragraph_no: str | None = None  # printed before the decision itself: "33.4 Resolved"
    _named: dict[str, set[str]] = field(default_factory=dict)
    _number_above: str | None = None  # printed on the line above

    def read(self) -> tuple[ResolutionDraft, ...]:
        """Every resolution in the order of the paper."""
        self.lines = laid_open(self.lines, self.room)
        self._texts = _with_owners_below([words(line) for line in self.lines])
        self._signs = list(map(may_mark, self._texts))
        printed = any(line.page for line in self.lines)  # a page breaks every line, however long
        self._wrapped = printed or max(map(len, self._texts), default=0) <= WRAPPED
        place = 0
        while place < len(self.lines):
            place = self._read_line(place)
        running = [one for one in self.found if one.how in {"strong", "weak"}]
        marked = sum(one.how == "marked" for one in self.found)
        # Minutes that mark their resolutions say "the Board agreed" in passing too.
        kept = [one for one in self.found if one.how != "weak" or marked <= len(running) or self._is_new(one)]
        return tuple(self._draft(one) for one in self._once(kept) if not _NO_DECISION.match(one.text))

    def _once(self, found: Sequence[_Found]) -> Iterator[_Found]:
        """What was found without what a page prints under an item's `Decision:` and again under its `Minutes:`."""
        minutes = [place for place, text in enumerate(self._texts) if text[:1] in "mM" and _MINUTES.fullmatch(text)]
        first: dict[tuple[str | None, str], int] = {}
        for one in found:
            key = (one.item, one.text.casefold().rstrip(" ."))
            before = first.setdefault(key, one.end)
            between = bisect(minutes, one.end) - bisect(minutes, before)
            if one.text and not (one.item and one.how == "marked" and between):
                yield one

    def _is_new(self, one: _Found) -> bool:
        """Whether what was agreed in passing is to be done, and no marked decision of its item says the same."""
        owners = owners_in(one.text, self.room)
        named = self._named_by_item().get(whole_item(one.item))
        if named is None:
            return bool(owners or _FORWARD.search(one.text))
        return bool(owners) and not named & set(owners) and bool(due_in(one.text, None).raw)

    def _named_by_item(self) -> dict[str, set[str]]:
        """Item -> who acts on the decisions marked under it; no entry for an item without any."""
        if not self._named:
            for one in self.found:
                if one.how == "marked":
                    named = self._named.setdefault(whole_item(one.item), set())
                    named.update(one.owners or owners_in(one.text, self.room))
        return self._named

    def _draft(self, one: _Found) -> ResolutionDraft:
        text = one.text
        for name in self.room.withheld:
            text = text.replace(name, "[name withheld]")
        owners = one.owners or owners_in(text, self.room)
        due = one.due or due_in(text, self.room.date, at_end=one.how == "action")
        return ResolutionDraft(one.item, text.strip(), owners, due, self.paper.cite(one.first, one.last))

    def _read_line(self, place: int) -> int:
        """Read what stands at `place`; returns the place to go on from."""
        text = self._texts[place]
        if not text or self._is_number_above(text):
            return place + 1
        is_row = len(self.lines[place].cells) > 1
        if is_row and (found := read_table(self.lines, place, self.items.item, self.room)):
            for entered in found[0]:
                one = self._add(entered.text, entered.place, entered.place, entered.how)
                one.item, one.owners, one.due = entered.item, entered.owners or one.owners, entered.due
            return found[1]
        if self._signs[place] and (mark := marked(text)):
            return self._read_marked(place, mark)
        if self._signs[place] and self._heads_list(place):
            before = len(self.found)
            after = self._read_points(place, "", "action")
            self._latest = self.found[before:]
            self._read_action(place, text)
            return after
        opens = text.endswith(_ENDS_OPEN) and self._opens_points(place)
        if opens or (self._signs[place] and ACTION_LIST.fullmatch(text)):
            after = self._read_points(place, "", "marked" if opens else "action")
            return after if opens else self._numbered_actions(after)
        beside = self._points_beside(text)
        return self._read_points(place, beside, "marked") if beside else self._read_plain(place)

    def _points_beside(self, text: str) -> str:
        """The points of a line that says first that a body decided them; "" for any other line."""
        if ":" not in text[:_OPENING] or not may_decide(text[:_OPENING]):
            return ""
        number = _ITEM_NO.match(text)
        found = BEFORE_POINTS.fullmatch(text, number.end() if number else 0)
        if found and number:
            self.items.opens(text, is_titled=True)
        return found["rest"] if found else ""

    def _opens_points(self, place: int) -> bool:
        """Whether a line says no more than that a body decided: what it decided stands below."""
        text = self._texts[place]
        number = _ITEM_NO.match(text)
        said = text[number.end() :] if number else text
        ends = _COLON.search(said[-4:])
        if may_decide(said) and (
            OPENS_POINTS.fullmatch(said) or (ends and (OPENS_POINTS.search(said) or HEARD.fullmatch(said)))
        ):
            if number:  # "3. The Committee resolved:-", which is all that the item says
                self.items.opens(text, is_titled=True)
            return True
        return text.endswith((":", "-", "–")) and self._did_below(place)

    def _read_marked(self, place: int, mark: re.Match[str]) -> int:
        """A decision that a word such as RESOLVED marks."""
        if mark["no"] and not self._is_item(self._texts[place]):
            self.items.item = mark["no"].split(".")[0]
        self._paragraph_no = mark["no"] if "." in (mark["no"] or "") else self._paragraph_no
        if not mark["rest"] and mark["word"].startswith("Decision") and self._resolves_below(place):
            return place + 1
        return self._read_points(place, mark["rest"], "marked")

    def _is_number_above(self, text: str) -> bool:
        """Whether a line is no more than the number of the paragraph below it."""
        self._paragraph_no, self._number_above = self._number_above, None
        if not (text[0].isdigit() and len(text) < _LONGEST_NUMBER and PARAGRAPH.fullmatch(text)):
            return False
        self.items.opens(text)
        self._number_above = text.strip(" .")
        return True

    def _resolves_below(self, place: int) -> bool:
        """Whether what stands under a heading `Decision:` resolves in words of its own, so that the rest is none."""
        for at in range(place + 1, min(place + _DECISION_LINES, len(self._texts))):
            text = self._texts[at]
            opens = text and (self.lines[at].heading or opens_item(text) or _MINUTES.fullmatch(text))
            if opens and not PARAGRAPH.match(text):
                return False
            if (mark := marked(text)) and not mark["word"].startswith("Decision"):
                return at > place + 1
        return False

    def _did_below(self, place: int) -> bool:
        """Whether a line names a body and the point under it says what that did."""
        if not BODY_ALONE.fullmatch(self._texts[place]):
            return False
        below = next((text for text in self._texts[place + 1 : place + 4] if text), "")
        point = POINT.match(below)
        return bool(point and DID.match(below, point.end()))

    def _heads_list(self, place: int) -> bool:
        """Whether a line `Action: Person A` stands over a list of what that person is to do."""
        action = ACTION.fullmatch(self._texts[place])
        if not action or action["by"]:
            return False
        below = next((text for text in self._texts[place + 1 : place + 3] if text), "")
        point = POINT.match(below)
        first = point and (point["bullet"] or point["no"] in {"a", "i"})
        return bool(first and owners_named(action["rest"], self.room))

    def _read_plain(self, place: int) -> int:
        """A line without a mark: an action, an item's title or running text."""
        text, last = self._paragraph(place)
        number = PARAGRAPH.match(text) if text[0].isdigit() else None
        self._paragraph_no = number[0].strip(" .") if number else self._paragraph_no
        text, *actions = _ACTION_INSIDE.split(text) if "ction" in text or "CTION" in text else (text,)
        may_act = self._signs[place] if last == place else may_mark(text)
        if (may_act and self._read_action(place, text)) or actions:
            if actions:
                self._read_before_actions(place, text[number.end() :] if number else text, last, actions)
            for action in actions:
                self._read_action(place, self._without_more(action))
            return last + 1
        if self._is_item(self._texts[place], place):
            return place + 1
        text = text[number.end() :] if number else text
        beside = INITIALS_AFTER.search(text) if text[-1:].isupper() else None
        if beside and owners_named(beside["who"], self.room):
            *said, text = _SENTENCE.split(text[: beside.start()])  # the last sentence is what they are to do
            self._read_running(place, " ".join(said), last)
            self._latest = [self._add(f"{text} {beside['who']}", place, last, "action")]
        else:
            self._read_running(place, text, last)
        return last + 1

    def _without_more(self, action: str) -> str:
        """An action within a paragraph without the sentences after it that are none: nobody acts by them."""
        said, *more = _SENTENCE.split(action)
        for sentence in more:
            if not (_SHORTENED.search(said[-6:]) or owners_in(sentence, self.room)):
                break
            said = f"{said} {sentence}"
        return said

    def _read_before_actions(self, place: int, text: str, last: int, actions: Sequence[str]) -> None:
        """What a paragraph says before its actions; `ACTION: AB` that says no more acts on its last sentence."""
        said = [ACTION.fullmatch(action.rstrip("])")) for action in actions]
        only_owners = all(one and owed(one["rest"], self.room)[0] for one in said)
        before = len(self.found)
        if only_owners or PARAGRAPH.match(self._texts[place]):
            self._read_running(place, text, last)
        if only_owners and len(self.found) == before:
            self._latest = [self._add(_SENTENCE.split(text)[-1], place, last, "action")]

    def _paragraph(self, place: int) -> tuple[str, int]:
        """(words, last place) of the line with those after it that a page broke off."""
        text, last = self._texts[place], place
        while last + 1 < len(self.lines) and len(text) < _READ_AT_MOST:
            more = self._texts[last + 1]
            if not more or not self._goes_on(text, more, last + 1):
                break
            text, last = f"{text} {more}", last + 1
        return text, last

    def _numbered_actions(self, place: int) -> int:
        """The lines of a list of actions, `Person A to ...`, or numbered as paragraphs are, `2.1 Person A to ...`."""
        listed = True  # lines without numbers belong to the list up to the first blank one
        while place < len(self.lines):
            number = PARAGRAPH.match(self._texts[place])
            said = self._texts[place][number.end() if number else 0 :]
            if not said and not number:
                listed = False
            elif not owners_in(said, self.room) or not (number or listed):
                break
            else:
                self.items.item = number["no"] if number else self.items.item
                self._latest = [self._add(said, place, place, "action")]
            place += 1
        return place

    def _is_item(self, text: str, place: int | None = None) -> bool:
        """Whether the line opens an agenda item, which then is the one in force."""
        is_heading = place is not None and self.lines[place].heading > 0
        if not (is_heading or may_open(text)):
            return False
        if place and ends_before_number(self._texts[place - 1]):
            return False  # "Section" / "151 Officer"
        if not self.items.opens(text, is_heading, place is not None and self._is_under_title(place)):
            return False
        self._latest = []
        return True

    def _is_under_title(self, place: int) -> bool:
        """Whether the item's title stands in capitals above its number, which a sentence follows."""
        text = self._texts[place]
        if not text[0].isdigit():
            return False
        below = self._texts[place + 1] if place + 1 < len(self._texts) else ""
        above = next((one for one in reversed(self._texts[max(place - 3, 0) : place]) if one), "")
        is_sentence = text.endswith((".", ",", ":-", ":")) or below[:1].islower()
        return is_sentence and above.isupper() and " " in above and not above[0].isdigit()

    def _add(self, text: str, first: int, last: int, how: str) -> _Found:
        text = " ".join(text.split())
        text = _HYPHEN.sub("-", text) if "- " in text else text
        text = _without_joint(text) if how != "strong" else text
        tail = ACTION_AFTER.search(text) if how == "marked" else None
        tail = tail or (INITIALS_AFTER.search(text) if text[-1:].isupper() else None)
        owners = owners_named(tail["who"], self.room) if tail else ()
        text = text[: tail.start()].rstrip(" ([") if tail and owners else text
        head = _OWNER_BEFORE.match(text) if how == "action" and not owners else None
        if head and (owners := owners_named(head["who"], self.room)):
            text = text[head.end() :]
        item = self._paragraph_no or self.items.item
        one = _Found(item, text, self.lines[first], self.lines[last], how, owners, end=last)
        self.found.append(one)
        return one

    def _read_points(self, place: int, rest: str, how: str) -> int:
        """A decision and its points: points that complete a sentence are joined to it, others stand alone."""
        rest = "" if rest.endswith(":") and _TRIVIAL.fullmatch(rest) else rest
        lead, after, last = self._lead(place, rest)
        inline = split_inline(lead, self._second_follows(after))
        points: list[Point] = [(number, text, place, last) for number, text in inline[1:]]
        on_one_line = points[:]
        if points:
            lead = inline[0][1]
        if points or not lead.endswith((".", "!")):
            after = self._points(after, points)
        if not points and (lead.endswith(":") or _TRIVIAL.fullmatch(lead)):
            after = self._paragraphs(after, points)
        if not points and _TRIVIAL.fullmatch(rest) and (opener := begins(lead)):
            first = next((at for at in range(place + 1, last + 1) if self._texts[at]), place)
            points.append(("-", lead, first, last))
            after, lead = self._points(after, points, opener), rest
        one_sentence = points == on_one_line or all(text.endswith(_JOINED) for _, text, _, _ in points[:-1])
        decided, noted = [], bool(self._notes)
        for one in self._decided(place, last, lead, points, how):
            decided.append(one)
            self._latest = [one]
            for at in self._notes.pop(one.end, ()):
                self._read_action(at, self._texts[at])
        # Who acts, said under a list, acts on its last point; on all where they are one sentence or it stands apart.
        is_apart = bool(points) and after < len(self.lines) and not self.lines[after].text
        self._latest = decided if (one_sentence or is_apart) and not noted else decided[-1:]
        return after

    def _decided(self, place: int, last: int, lead: str, points: list[Point], how: str) -> Iterator[_Found]:
        bare = bool(_TRIVIAL.fullmatch(lead))
        if not points:
            if not bare:
                yield self._add(lead, place, last, how)
            return
        roman = points[0][0] == "i"
        if roman and not bare:
            joined = " ".join([lead, *(f"({number}) {text}" for number, text, _, _ in points)])
            yield self._add(joined, place, points[-1][3], how)
            return
        before = "" if bare else lead.rstrip(" :–—-")
        for _, text, first, end in points if roman else nested(points):
            yield self._add(f"{before} {text}" if before else text, first, end, how)

    def _read_action(self, place: int, text: str) -> bool:
        """`Action by: X` or `Lead: X` belongs to the decision above; `ACTION: X to do Y` is one of its own."""
        due = DUE.fullmatch(text)
        if due and self._latest:
            self._give(due=due_written(due["rest"], self.room.date))
            return True
        action = ACTION.fullmatch(text.rstrip("])") if text[0] in "[(" else text)
        owner = action or (OWNER.fullmatch(text) if self._latest else None)
        if not owner:
            return False
        named, by = owed(owner["rest"], self.room)
        if named and (self._latest or not action):
            self._give(owners=named, due=by)
        elif action and named:
            before = next((at for at in range(place - 1, -1, -1) if self._texts[at]), place)
            one = self._add(self._texts[before], before, place, "action")
            one.owners, one.due = named, by
        elif action:
            self._latest = [self._own_action(place, action)]
        return True

    def _own_action(self, place: int, action: re.Match[str]) -> _Found:
        rest = action["rest"]
        one = self._add(rest, place, place, "action")
        who = owners_named(action["who"], self.room) if action["who"] else ()
        tail = _OWNER_AFTER.search(rest) if any(sign in rest[-70:] for sign in "–—-([") else None
        if not who and not one.owners and tail and not owners_in(rest, self.room):
            who = owners_named(tail["who"], self.room)
            one.text = rest[: tail.start()] if who else one.text
        one.owners = who or one.owners
        return one

    def _give(self, owners: tuple[str, ...] = (), due: Due | None = None) -> None:
        for one in self._latest:
            if one.how == "action" and owners_in(one.text, self.room):
                owners = ()  # an action that says itself who does it
            if owners and not one.owners and (len(self._latest) == 1 or not owners_in(one.text, self.room)):
                one.owners = owners
            one.due = due or one.due

    def _read_running(self, place: int, text: str, last: int) -> None:
        """`It was agreed that ...`, `The Panel agreed to ...`: the sentence, and those after it that say who acts."""
        if not may_decide(text):
            return
        sentences = _SENTENCE.split(text)
        for at, sentence in enumerate(sentences):
            how = "strong" if STRONG.search(sentence) else "weak" if self._is_weak(sentence) else ""
            how = how or ("weak" if self.lines[place].is_strong and APPROVES.match(sentence) else "")
            if not how:
                continue
            following = sentences[at + 1 : at + 2]
            said = [
                one
                for one in following
                if owners_in(one, self.room) and not STRONG.search(one) and not WEAK.search(one)
            ]
            self._latest = [self._add(" ".join([sentence, *said]), place, last, how)]

    def _is_weak(self, sentence: str) -> bool:
        """Whether a sentence says in passing that the body agreed, or that somebody undertook to act."""
        return bool(WEAK.search(sentence) or (UNDERTAKES.search(sentence) and owners_in(sentence, self.room)))


def _without_joint(text: str) -> str:
    """A point without what joins it to the next: `; and`."""
    text = text.removesuffix(" and").rstrip()
    return text[:-1].rstrip() if text.endswith((";", ",")) else text


def _with_owners_below(texts: list[str]) -> list[str]:
    """The lines, `Action by:` alone on one joined with who it is below, and with the rest of a post in capitals."""
    for place, text in enumerate(texts):
        if not text.endswith((":", "-", "–")) or not _ACTION_BY.fullmatch(text):
            continue
        below = next((at for at in range(place + 1, min(place + 3, len(texts))) if texts[at]), None)
        while below is not None and below < len(texts) and texts[below]:
            texts[place], texts[below] = f"{texts[place]} {texts[below]}", ""
            goes_on = texts[place].count("(") > texts[place].count(")") or texts[place].endswith(("&", ",", " AND"))
            below = below + 1 if goes_on else None
    return texts


def read_resolutions(
    paper: Paper, lines: Sequence[Line], room: Room, item: str | None = None
) -> tuple[ResolutionDraft, ...]:
    """The resolutions of one meeting, whose lines follow its list of those present; `item` is the first one's."""
    return Resolutions(lines, room, Items(item), paper=paper).read()
