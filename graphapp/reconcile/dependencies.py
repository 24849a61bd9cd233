"""Inferred dependencies among the actions of an edition, and what people decided about them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from graphapp.errors import BadDecisions
from graphapp.model import Citation
from graphapp.reading.phrases import is_verb
from graphapp.reconcile.decisions import Decisions
from graphapp.reconcile.facts import Facts, in_order
from graphapp.reconcile.rows import Rows, Wait, editions
from graphapp.reconcile.waiting import RULES

_CITED = re.compile(r"(.+)#L(\d+)(?:-L(\d+))?")
_ALSO_PARTICIPLES = frozenset({"set"})  # "as set out in"
_STANDINGS = ("confirmed", "rejected")


def add_dependencies(facts: Facts, decisions: Decisions) -> None:
    """Add a DEPENDS_ON edge for every wait the rules find in an edition and every one that a person confirmed.

    Its props: `standing` (inferred, confirmed, rejected), `via`, `reason` (a sentence), `words` (of both rows). A
    decision about a pair that no rule found adds the edge when it confirms and nothing when it rejects; one about
    an edition that is not among the facts waits. Raises BadDecisions for an unknown action or standing.
    """
    waits: dict[tuple[str, str], Wait] = {}
    for edition in editions(facts):
        waits |= _found(edition)
    decided = {pair: row for row in decisions.of("dependency") if (pair := _pair(facts, decisions, row))}
    for pair in sorted({*waits, *(pair for pair, row in decided.items() if row["standing"] == "confirmed")}):
        decision = decided.get(pair, {})
        _edge(facts, pair, waits.get(pair), decision, _cites(facts, decisions, decision))


def _found(edition: Rows) -> dict[tuple[str, str], Wait]:
    """The waits of an edition by their two ids. Two actions wait for each other only where both name what the other
    produces; else what the earlier rule says holds."""
    found: dict[tuple[str, str], Wait] = {}
    for rule in RULES:
        for wait in rule(edition):
            pair = wait.dependent.id, wait.prerequisite.id
            if rule is RULES[0] or pair[::-1] not in found:
                found.setdefault(pair, wait)
    return found


def _pair(facts: Facts, decisions: Decisions, row: Mapping[str, Any]) -> tuple[str, str] | None:
    """The ids of the two actions that a decision is about; None where their edition is not among the facts."""
    ends = [f"action:{row[end]}" for end in ("dependent", "prerequisite")]
    where = f"{decisions.source}: [[dependency]] {row['dependent']} on {row['prerequisite']}"
    if row["standing"] not in _STANDINGS:
        raise BadDecisions(f"{where}: standing {row['standing']!r} is neither {' nor '.join(_STANDINGS)}.")
    keys = {end.rpartition("/")[0] for end in ends}
    if len(keys) > 1 or ends[0] == ends[1]:
        raise BadDecisions(f"{where}: write two actions of one edition, like 2024-01/1.2.3.")
    if f"edition:{keys.pop().partition(':')[2]}" not in facts:
        return None
    missing = [end.partition(":")[2] for end in ends if end not in facts]
    if missing:
        raise BadDecisions(
            f"{where}: there is no action {missing[0]}. Write it as its page does, or drop the decision."
        )
    return ends[0], ends[1]


def _edge(
    facts: Facts, pair: tuple[str, str], wait: Wait | None, decision: Mapping[str, Any], decided: Sequence[Citation]
) -> None:
    cited = [place for end in pair for place in facts.cited(end)]
    said = decision.get("reason", "")
    if wait:
        verdict = "Accepted" if decision.get("standing") == "confirmed" else "Rejected"
        said = f"{_reason(wait)} {verdict}: {said}" if said else _reason(wait)
    facts.edge(
        pair[0],
        "DEPENDS_ON",
        pair[1],
        *in_order([*cited, *decided]),
        standing=decision.get("standing", "inferred"),
        via=wait.via if wait else decision.get("via"),
        reason=said,
        words=f"“{wait.words[0]}”; “{wait.words[1]}”" if wait else None,
    )


def _cites(facts: Facts, decisions: Decisions, row: Mapping[str, Any]) -> list[Citation]:
    """The lines a decision rests on, of the papers that are among the facts."""
    found = []
    for text in row.get("cites", ()):
        match = _CITED.fullmatch(text)
        if match is None:
            raise BadDecisions(f"{decisions.source}: {text!r} is no citation; write paper#L12 or paper#L12-L14.")
        if f"document:{match[1]}" in facts:
            found.append(Citation(match[1], int(match[2]), int(match[3] or match[2])))
    return found


def _reason(wait: Wait) -> str:
    """The sentence a reader gets: what the one is to do, and what the other is to do before."""
    later, earlier = (_quoted(words) for words in wait.words)
    spoken = "is" if later.startswith("to ") else "speaks of"
    done = earlier if earlier.startswith("to ") else f"({earlier})"
    return f"{wait.dependent.ref} {spoken} {later}, which waits for {wait.prerequisite.ref} {done}."


def _quoted(words: str) -> str:
    """ "to “develop a plan”" where the words begin with a verb, else only the words."""
    first = words.split(maxsplit=1)[0]
    is_plain = is_verb(first.lower()) and not first.endswith("ing") and first.lower() not in _ALSO_PARTICIPLES
    return f"to “{first.lower()}{words[len(first) :]}”" if is_plain else f"“{words}”"
