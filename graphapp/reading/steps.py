"""What an action does with the things it names: finds out, makes, starts, uses or checks them.

The steps follow each other in any plan: what is made is then started, used and checked. The verb before a thing
says which step it is; so does the noun of a deed ("training on ...", "audits of ...").
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from graphapp.reading.phrases import GENERIC, base_of, is_acronym, is_verb, opens_sentence, singular, words_of

FIND, MAKE, START, USE, CHECK = range(5)
_DEEDS = {  # step -> the verbs that say so
    FIND: "analyse research scope investigate explore map benchmark diagnose identify gather collect",
    MAKE: "develop create produce write rewrite draft design redesign redraft prepare refresh revise update amend "
    "establish commission recommission agree publish finalise approve adopt formulate compile co-produce coproduce "
    "renew construct build complete overhaul define procure form recruit appoint secure",
    START: "introduce implement launch relaunch start commence pilot trial provide ensure deliver run hold "
    "undertake conduct carry",
    USE: "embed train roll use utilise promote communicate disseminate share apply follow support incorporate "
    "maximise brief cascade reinforce strengthen sustain understand extend brief adhere integrate",
    CHECK: "audit monitor measure evaluate review test track assess evidence",
}
_STEPS = {verb: step for step, verbs in _DEEDS.items() for verb in verbs.split()}
_NOUNS = {  # nouns that say what is done to what follows
    "development": MAKE, "creation": MAKE, "establishment": MAKE, "commissioning": MAKE, "recommissioning": MAKE,
    "introduction": START, "implementation": START, "launch": START, "delivery": USE, "rollout": USE, "use": USE,
    "training": USE, "workshop": USE, "embedding": USE, "promotion": USE, "finding": USE, "learning": USE,
    "audit": CHECK, "monitoring": CHECK, "evaluation": CHECK, "review": CHECK, "impact": CHECK, "analysis": FIND,
    "understanding": FIND, "reason": FIND,
}  # fmt: skip
_STOPS = frozenset(
    "of in on with to through via by using under against from into within for across including and or & as at is are "
    "was were be been being has have had will shall must should can could would may not than per about over between "
    "that which who whom whose where when how what why so while if because do does did then there here it its we our "
    "they their them you your he she his her this these those the a an all any both each every no some such also "
    "further continue continued more most well up out set sets".split()
)
_SUBORDINATE = frozenset("including that which who whose where when so because while if how what why as".split())
_GOES_ON = frozenset({(START, "that"), (FIND, "what"), (FIND, "how"), (FIND, "why")})  # "ensure that", "explore how"
_INDIRECT = frozenset(
    "in on at by as including with to through via by using under against from into within for across that which "
    "who".split()
)
_JOINTS = frozenset({"and", ",", "&", "/", "or", "then"})
_TURNS = frozenset({"of", "on", "in", "for", "to", "with", "from", "around", "against", "about", "across"})
_LEADS_IN = frozenset("to will we further not also then must shall should".split())
_LEADS_ING = _LEADS_IN | frozenset("and & , by through / or for in".split())
_ENDS = frozenset(".!?;:•")


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a thing, and the step of a plan that they stand in; `words` are as written, verb and all."""

    lows: tuple[str, ...]
    named: tuple[bool, ...]  # which of them are acronyms
    step: int | None
    spans: tuple[tuple[int, int], ...]  # where each word stands in the text
    cue: int  # where the words begin that say the step
    direct: bool  # is it what the verb is about, not what stands behind a preposition?
    clause: int  # number of the part between full stops, colons and semicolons

    @property
    def start(self) -> int:
        """Where the first word begins."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where the last word ends."""
        return self.spans[-1][1]


_NOT_VERBS = frozenset("training learning planning understanding commissioning monitoring funding".split())
_AIMS = frozenset(
    "prevent avoid drive facilitate meet gain focus reach divert strengthen".split()
)  # verbs of what it is for
_ALSO_NOUNS = frozenset(
    "audit review test use support design draft research map plan run hold track measure trial pilot launch start "
    "share refresh update monitor benchmark brief follow form evidence approach work need report focus complete "
    "secure commission".split()
)


class _Reader:
    """Goes through a text once and keeps the step that its words have come to."""

    def __init__(self, text: str) -> None:
        self.words = words_of(text)
        self.found: list[Mention] = []
        self._run: list[int] = []
        self._step: int | None = None
        self._cue = 0
        self._verb_at = self._turned = -9
        self._sentence = 0  # the first mention of this sentence
        self._direct = True
        self._clause = 0

    def read(self) -> tuple[Mention, ...]:
        for at, word in enumerate(self.words):
            if word.text in _ENDS or opens_sentence(self.words, at):
                self._close()
                self._step, self._cue, self._sentence, self._direct = None, at, len(self.found), True
                self._clause += word.text in _ENDS
            verb = self._verb(at)
            if verb:
                self._close()
                self._take_verb(verb, at)
            elif word.low in _STOPS or word.low.endswith("ly") or not word.text[0].isalnum():
                self._close()
                self._stop(at)
            elif self._run or word.low not in GENERIC:
                self._run.append(at)
                self._take_noun(at)
        self._close()
        return tuple(self.found)

    def _close(self) -> None:
        """The run of words read so far is a mention."""
        if self._run:
            taken = [self.words[at] for at in self._run]
            self.found.append(
                Mention(
                    tuple(singular(word.bare) for word in taken),
                    tuple(is_acronym(word.text) for word in taken),
                    self._step,
                    tuple((word.start, word.end) for word in taken),
                    min(self.words[self._cue].start, taken[0].start),
                    self._direct,
                    self._clause,
                )
            )
        self._run = []

    def _verb(self, at: int) -> str:
        """The verb that this word is here, in its plain form; empty where it is none."""
        low = self.words[at].low
        base = base_of(low, _STEPS) or (low.removesuffix("ing") if is_verb(low) or low in _AIMS else "")
        before = self.words[at - 1].low if at else ""
        if not base or low in _NOT_VERBS:
            return ""
        if low.endswith("ing"):
            return base if before in _LEADS_ING or opens_sentence(self.words, at) else ""
        if low != base:
            return ""
        if base in _STEPS and base not in _ALSO_NOUNS:
            return base
        joined = before in _JOINTS and (at - self._verb_at == 2 or base not in _ALSO_NOUNS)
        led = before in _LEADS_IN or before.endswith("ly")
        return base if joined or led or opens_sentence(self.words, at) else ""

    def _take_verb(self, verb: str, at: int) -> None:
        step = _STEPS.get(verb)
        near = {word.low for word in self.words[at + 1 : at + 4]}
        if verb in {"review", "evaluate"} and near & {"current", "existing"}:
            step = FIND
        if at - self._verb_at == 2 and self.words[at - 1].low in _JOINTS:
            both = {each for each in (step, self._step) if each is not None}
            step = MAKE if MAKE in both else min(both, default=None)
        else:
            self._cue = at
        self._step, self._verb_at, self._direct = step, at, True

    def _take_noun(self, at: int) -> None:
        """The noun of a deed: what follows its preposition is what is made, used or checked."""
        step = _NOUNS.get(singular(self.words[at].bare))
        if step is not None and at + 1 < len(self.words) and self.words[at + 1].low in _TURNS:
            self._close()
            if self._step != FIND:
                self._step = step if self._step is None or step in (FIND, MAKE) else max(step, self._step)
            self._direct, self._turned = True, at + 1

    def _stop(self, at: int) -> None:
        low = self.words[at].low
        after = self.words[at + 1].low if at + 1 < len(self.words) else ""
        if low in _INDIRECT and at != self._turned and (self._step, low) not in _GOES_ON:
            self._direct = False
        elif low in {"have", "has"}:
            self._direct = True
        if low in _SUBORDINATE and (self._step, low) not in _GOES_ON:
            self._step = None
        elif low in {"be", "been"} and (step := _STEPS.get(base_of(after, _STEPS))) is not None:
            for place in range(self._sentence, len(self.found)):
                if self.found[place].step is None:
                    self.found[place] = replace(self.found[place], step=step)


def mentions(text: str) -> tuple[Mention, ...]:
    """The runs of telling words in a text, each with the step it stands in (None where no verb says one)."""
    return _Reader(text).read()
