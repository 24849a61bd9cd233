"""Where one post, team or body ends and the next begins, in the words of a lead cell that are not people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graphapp.reading.name_spans import Token
from graphapp.reading.vocabulary import (
    BODY_ENDINGS,
    BODY_NOUNS,
    BODY_PHRASES,
    BODY_WORDS,
    CONNECTORS,
    GATHERINGS,
    HEADISH,
    HEADISH_ACRONYMS,
    PLURAL_MODIFIERS,
    RANK_NOUNS,
    RANK_WORDS,
    ROLE_ACRONYMS,
    SECTORS,
    SERVED,
    SERVICE_NOUNS,
    STRONG_BODIES,
    STRONG_MODIFIERS,
    SUPPORTS,
    UNITS,
    WEAK_MODIFIERS,
    is_common,
    is_role,
    singular,
)

_FORCES = frozenset(("healthwatch", "nhs", "police"))  # before a place, the name of a body
# What names of services outside the council end with: "Mockshire Fire and Rescue Service".
_SERVICES = tuple(
    f" {name}"
    for name in (
        "ambulance service",
        "chamber of commerce",
        "citizens advice",
        "fire and rescue service",
        "fire service",
        "probation service",
        "teaching school hub",
        "victim support",
        "voluntary action",
        "women's aid",
    )
)
_LINKS = ("and", ",", "/", "\n")
_DESCRIBING = ROLE_ACRONYMS - HEADISH_ACRONYMS
_ALONE = SECTORS | BODY_WORDS  # a body by itself
_LAST = BODY_ENDINGS | BODY_WORDS  # words of a body
_LONGEST_BODY = 24  # words and commas; longer than the name of any body
_BREAKS = (*_LINKS, "(", ")", "-", ":")


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens `first` up to `last` (without it): a post (or team), a body, or a rank before a name."""

    kind: str  # post, body, rank
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Role:
    """The job nouns at `first` to `last` (without it), and `start`, where their modifiers begin."""

    first: int
    last: int
    start: int
    opens: bool  # such a title opens a post wherever it stands
    plural: bool


def pieces(tokens: Sequence[Token], first: int, last: int) -> list[Piece]:
    """The posts, teams and bodies in `tokens[first:last]`, where no person stands."""
    found: list[Piece] = []
    for begin, end in _between(tokens, first, last, (";", "void")):
        cuts = sorted({begin, *_post_starts(tokens, begin, end), end})
        for start, stop in pairwise(cuts):
            found += _split_piece(tokens, start, stop)
    return found


def _between(tokens: Sequence[Token], first: int, last: int, kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The stretches between separators of these kinds."""
    begin = first
    for at in range(first, last + 1):
        if at == last or tokens[at].kind in kinds:
            if at > begin:
                yield begin, at
            begin = at + 1


def roles(tokens: Sequence[Token], first: int, last: int) -> list[_Role]:
    """Every job title's nouns in the stretch, in order."""
    found: list[_Role] = []
    at = first
    while at < last:
        if not _is_job(tokens, at, last):
            at += 1
            continue
        end = at + 1
        while end < last and _is_job(tokens, end, last) and _goes_on(tokens[end - 1], tokens[end]):
            end += 1
        found.append(_role(tokens, at, end, found[-1].last if found else first, last))
        at = end
    return found


def has_job(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether any word of the stretch makes it a post."""
    return any(_is_job(tokens, at, last) for at in range(first, last))


def _is_job(tokens: Sequence[Token], at: int, last: int) -> bool:
    token = tokens[at]
    if token.kind != "word" or not is_role(token.fold):
        return False
    if token.fold in ROLE_ACRONYMS and token.text.islower():
        return False
    if token.fold in STRONG_MODIFIERS and _leads_to_job(tokens, at, last):
        return False
    if token.fold in _DESCRIBING and [t.fold in WEAK_MODIFIERS for t in tokens[at + 1 : at + 2]] == [True]:
        return False  # "IRO Service Manager"
    if token.fold == "partner" and at + 1 < last and tokens[at + 1].fold in BODY_ENDINGS:
        return False  # "All partner agencies"
    following = tokens[at + 1].fold if at + 1 < last else ""
    served = token.fold in SERVED and following in SUPPORTS  # "Governor Services"
    return not served and following not in BODY_NOUNS  # "Designated Nurses Forum"


def _leads_to_job(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Whether a word only describes a job named a few words on, as in "Principal Social Worker"."""
    if tokens[at].fold == "lead" and at and tokens[at - 1].kind == "word" and not _is_modifier(tokens[at - 1]):
        return False  # "Early Help Lead"
    for following in range(at + 1, min(at + 5, last)):
        token = tokens[following]
        if token.kind == "and" and _goes_over(tokens, following, last):
            continue  # "Principal Speech and Language Therapist"
        if token.kind != "word" or token.fold in CONNECTORS:
            return False
        if is_role(token.fold) and token.fold not in STRONG_MODIFIERS:
            return following > at + 1
    return False


def _goes_over(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Whether subjects stand on both sides of an "and", so that one title goes over it."""
    if _is_modifier(tokens[at - 1]) or tokens[at - 1].kind != "word":
        return False
    for following in range(at + 1, min(at + 4, last)):
        token = tokens[following]
        if token.kind != "word" or token.fold in STRONG_MODIFIERS:
            return False
        if is_role(token.fold):
            return following > at + 1 and singular(token.fold) not in HEADISH
    return False


def _is_modifier(token: Token) -> bool:
    return token.fold in STRONG_MODIFIERS or token.fold in WEAK_MODIFIERS


def _goes_on(before: Token, token: Token) -> bool:
    """Whether two job nouns side by side are one title: "Head Teacher"; not "Manager Head"."""
    if before.fold in STRONG_MODIFIERS:
        return (before.fold, token.fold) != ("lead", "head")
    return (
        token.fold not in STRONG_MODIFIERS and singular(token.fold) not in HEADISH and token.fold not in ROLE_ACRONYMS
    )


def _role(tokens: Sequence[Token], first: int, end: int, low: int, last: int) -> _Role:
    noun = singular(tokens[end - 1].fold)
    plural = noun != tokens[end - 1].fold
    subject = end < last and tokens[end].kind == "word"
    headish = subject and (noun in HEADISH or noun in HEADISH_ACRONYMS)
    start = first
    while start > low and tokens[start - 1].kind == "word":
        word = tokens[start - 1].fold
        weak = word in PLURAL_MODIFIERS if headish and plural else word in WEAK_MODIFIERS and not headish
        if not ((weak and tokens[start].fold not in STRONG_MODIFIERS) or word in STRONG_MODIFIERS):
            break
        start -= 1
    while start < first and tokens[start - 1].fold in CONNECTORS and start > low:
        start += 1  # "Head of Service Team Manager": the service belongs to the head
    acronym = noun in ROLE_ACRONYMS
    staff = plural and noun not in HEADISH | {"manager", "lead"} and tokens[start].fold != "all"
    return _Role(first, end, start, (headish or start < first or acronym) and not staff, staff)


def _post_starts(tokens: Sequence[Token], begin: int, end: int) -> list[int]:
    """Where posts begin in a stretch; words before the first one are its own ("Virtual School Head")."""
    starts: list[int] = []
    previous: _Role | None = None
    for role in roles(tokens, begin, end):
        start = _post_start(tokens, role, previous, begin)
        if start is not None:
            starts.append(start)
        if previous is None or start is not None:
            previous = role
    return starts


def _post_start(tokens: Sequence[Token], role: _Role, previous: _Role | None, begin: int) -> int | None:
    """The token where this role's post begins, None where it is part of the post before."""
    low = previous.last if previous else begin
    if role.start <= low:
        return None if previous and role.start < low else role.start if not previous or role.opens else None
    before = tokens[role.start - 1]
    if before.kind == "word" and before.fold not in CONNECTORS:
        return _start_after_words(tokens, role, previous, low)
    if previous is None and role.start - begin > 2 and before.kind == "and" and is_body(tokens, begin, role.start - 1):
        return role.start  # "Voluntary Sector Forum and Service Manager"
    if previous is None:
        joined = before.kind == "and" and not _is_strong_title(tokens, role)  # "Quality and Performance Manager"
        inside = joined or before.kind in ("word", "-", ")")
    elif before.kind == "(" and (start := _body_before(tokens, low, role.start - 1)):
        return start  # "Head of X, Police (Divisional Commander)"
    else:
        inside = before.kind in ("word", "-", "(") or (role.plural and before.kind in (",", ")"))
    return None if inside else role.start


def _body_before(tokens: Sequence[Token], low: int, end: int) -> int | None:
    """Where a body begins that stands between the last separator and `end`."""
    links = [at for at in range(low, end) if tokens[at].kind in _LINKS]
    return links[-1] + 1 if links and is_body(tokens, links[-1] + 1, end) else None


def _start_after_words(tokens: Sequence[Token], role: _Role, previous: _Role | None, low: int) -> int | None:
    """The start where plain words stand right before the role and its modifiers."""
    links = [at for at in range(low, role.start) if tokens[at].kind in _LINKS]
    headish = role.opens and role.start == role.first
    strong = _is_strong_title(tokens, role)
    if previous is None:
        return role.start if headish and any(tokens[at].kind != "and" for at in links) else None
    if role.plural:
        return None
    if links and previous.last == links[-1] and tokens[links[-1]].kind == "and":
        return links[-1] + 1  # "Inclusion Manager and HR Business Partner"
    if links and not strong:
        joined = tokens[links[-1]].kind == "and"
        if not joined or (not role.opens and role.start - links[-1] <= 4):
            return links[-1] + 1
    if role.opens:
        return role.start
    subject = f"{tokens[role.start - 2].fold} {tokens[role.start - 1].fold}".replace("'s", "")
    start = role.start - (2 if subject in UNITS else 1)  # "Head of X Early Help Lead"
    spare = any(t.kind == "word" and t.fold not in CONNECTORS for t in tokens[low:start])
    return start if spare and tokens[start - 1].fold not in CONNECTORS else None


def _is_strong_title(tokens: Sequence[Token], role: _Role) -> bool:
    """Whether a title opens a post by its first word alone: "Head of", "Acting ...", not "Team Manager"."""
    return role.opens and (role.start == role.first or tokens[role.start].fold in STRONG_MODIFIERS)


def _split_piece(tokens: Sequence[Token], first: int, last: int) -> list[Piece]:
    """A stretch that holds at most one post, with bodies beside it and teams after it taken apart."""
    found: list[Piece] = []
    first, last = _stripped(tokens, first, last)
    while first < last:
        cut = _first_break(tokens, first, last)
        begin, end = _stripped(tokens, first, cut)
        if begin < end:
            found.append(Piece(_kind(tokens, begin, end), begin, end))
        first = _stripped(tokens, cut, last)[0] if cut < last else last
    return found


def _first_break(tokens: Sequence[Token], first: int, last: int) -> int:
    """The first separator at which a stretch breaks, its end where it is all one."""
    if is_body(tokens, first, last) and not _are_bodies(tokens, first, last):
        return last
    for at in range(first + 1, last):
        if tokens[at].kind in _BREAKS and _breaks(tokens, first, at, last):
            return at + 1 if tokens[at].kind == ")" else at
    return last


def _kind(tokens: Sequence[Token], first: int, last: int) -> str:
    words = [t.fold for t in tokens[first:last] if t.kind == "word"]
    if all(word in RANK_WORDS for word in words) and words[-1] in RANK_NOUNS:
        return "rank"
    return "body" if is_body(tokens, first, last) else "post"


def _stripped(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """Without separators at either end, and without a bracket that has no partner."""
    while first < last and tokens[first].kind != "word":
        first += 1
    while first < last and tokens[last - 1].kind != "word":
        kinds = [token.kind for token in tokens[first:last]]
        if kinds[-1] == ")" and kinds.count("(") >= kinds.count(")"):
            break
        last -= 1
    return first, last


def _breaks(tokens: Sequence[Token], first: int, at: int, last: int) -> bool:
    """Whether a new lead, or the body somebody acts for, begins at this separator."""
    kind = tokens[at].kind
    stop = _next(tokens, at + 1, last, (kind if kind in "\n/" else "\n",))
    left, right = _stripped(tokens, first, at), _stripped(tokens, at, stop)
    empty = left[0] >= left[1] or right[0] >= right[1]
    if empty or (kind == "(" and _abbreviates(tokens, left, right)) or (kind == "and" and _is_unended(tokens, *left)):
        return False
    if kind == ")":
        return _new_team_follows(tokens, first, at, right)
    left_body, right_body = is_body(tokens, *left), is_body(tokens, *right)
    part = _stripped(tokens, at, _next(tokens, right[0], last, _LINKS))
    # "Lead Member (Cllr", before a name, or "ICB (Designated Nurse)"
    ranked = kind in "(:-,\n" and _kind(tokens, *right) == "rank"
    titled = ranked or (kind == "(" and left_body and has_job(tokens, *right))
    if titled or (left_body and (right_body or kind in "-:" or is_body(tokens, *part))):
        return True
    if kind in "\n/":
        return left_body or right_body or _stand_apart(tokens, left, right, kind)
    if right_body and _is_strong(tokens, *right) and (_names_strong(tokens, *right) or has_job(tokens, *left)):
        return kind != "and" or right[1] - right[0] == 1 or tokens[right[1] - 1].fold in STRONG_BODIES
    return left_body and _is_strong(tokens, *left) and kind != "and" and not has_job(tokens, first, last)


def _next(tokens: Sequence[Token], at: int, last: int, kinds: Sequence[str]) -> int:
    """The next separator of these kinds, `last` where there is none."""
    return next((k for k in range(at, last) if tokens[k].kind in kinds), last)


def _names_strong(tokens: Sequence[Token], first: int, last: int) -> bool:
    return any(token.fold in STRONG_BODIES for token in tokens[first:last])


def _abbreviates(tokens: Sequence[Token], left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether the bracket holds the first letters of the words before it."""
    if right[1] - right[0] != 1:
        return False
    firsts = (t.fold[0] for t in tokens[left[0] : left[1]] if t.kind == "word")
    return all(letter in firsts for letter in tokens[right[0]].fold.removesuffix("s"))


def _new_team_follows(tokens: Sequence[Token], first: int, at: int, right: tuple[int, int]) -> bool:
    """After "Head of X (East)" a list of subjects is another team; after "Head of X Y (XY)" it goes on."""
    opening = next((k for k in range(at, first, -1) if tokens[k].kind == "("), at)
    inside = [t for t in tokens[opening + 1 : at] if t.kind == "word"]
    acronym = len(inside) == 1 and inside[0].text[:-1].isupper()
    joined = any(t.kind in (",", "-") or t.fold in CONNECTORS for t in tokens[at + 1 : right[0] + 1])
    if acronym or joined or not has_job(tokens, first, opening):
        return False
    words = [t.fold for t in tokens[right[0] : right[1]] if t.kind == "word"]
    ends_as_service = words[-1] in SERVICE_NOUNS or words[-1] in BODY_NOUNS
    return len(words) > (2 if ends_as_service else 1)


def _stand_apart(tokens: Sequence[Token], left: tuple[int, int], right: tuple[int, int], kind: str) -> bool:
    """Whether words after a slash or on the next line are a lead of their own, not the title going on."""
    before, after = tokens[left[1] - 1], tokens[right[0]]
    between = tokens[left[1] : right[0]]
    titled = has_job(tokens, *left)
    if has_job(tokens, *right):
        return titled
    if any(t.kind in (",", "and", "(", "-") for t in between):
        return False
    if kind == "/":
        spaced = after.start - before.end > 1  # "Fostering/Adoption" is one subject
        return spaced and (not titled or tokens[right[1] - 1].fold in {"team", "teams"})
    if after.text[0].islower() or before.fold in CONNECTORS or right[1] - right[0] < 2 <= left[1] - left[0]:
        return False
    listed = any(t.kind in (",", "and") for t in tokens[right[0] : right[1]])
    return not titled or listed or tokens[right[1] - 1].fold in {"team", "service", "services"}


def is_body(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the words name an organization ("Police", "All schools"), not a post or a team."""
    if last - first > 4 and [t.kind for t in tokens[last - 3 : last]] == ["(", "word", ")"]:
        last -= 3 * _abbreviates(tokens, (first, last - 3), (last - 2, last - 1))  # "Widget Safety Partnership (WSP)"
    if last - first > _LONGEST_BODY or has_job(tokens, first, last):
        return False
    words = [t.fold for t in tokens[first:last] if t.kind in ("word", "and")]
    if not words or any(t.kind not in ("word", "and", ",") for t in tokens[first:last]):
        return False
    bare = [word for word in words if word not in ("the", "all", "local", "other", "relevant")]
    if not bare or " ".join(bare).endswith(_SERVICES) or not BODY_PHRASES.isdisjoint({" ".join(bare), " ".join(words)}):
        return True
    if len(bare) == 1 and bare[0] in _ALONE:
        return True
    if words[0] in _FORCES and len(words) > 1 and not is_common(words[-1]):
        return True  # "Police Scotland", "NHS" with a place
    return bare[-1] in _LAST and words[0] not in CONNECTORS


def _is_strong(tokens: Sequence[Token], first: int, last: int) -> bool:
    words = [t.fold for t in tokens[first:last] if t.kind == "word"]
    place = words[-1] in {"school", "academy", "college", "university"} and not is_common(words[0])
    return place or words[-1] in BODY_WORDS | {"trust", "council", "hospital"} or bool(STRONG_BODIES & {words[0]})


def _is_unended(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the words begin as the name of a body and break off at a place: "NHS Mockside"."""
    return (
        last - first > 1
        and tokens[first].fold in _FORCES
        and tokens[last].kind == "and"
        and not is_common(tokens[last - 1].fold)
        and tokens[last + 1].fold not in _FORCES
    )


def _are_bodies(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a list is several bodies ("Council and CCG"), not one ("Health and Wellbeing Board")."""
    parts = list(_between(tokens, first, last, (",", "and")))
    if len(parts) < 2 or not all(is_body(tokens, *part) for part in parts):
        return False
    if any(_is_unended(tokens, *part) for part in parts[:-1]):
        return False  # "NHS Mockside and Samplevale ICB"
    gathering = tokens[last - 1].fold in GATHERINGS
    short = all(stop - start == 1 and tokens[start].fold in SECTORS | STRONG_BODIES for start, stop in parts[:-1])
    return not (gathering and short)
