"""The backtest: what rules say from the older of two editions alone, against what the newer one shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import comb

from graphapp.analysis.answers import Answer, Graph, due_in, editions, kept, neighbours
from graphapp.analysis.backtest_rules import BASE, DEPENDENCIES, RULES, SAME_MONTH, STRATEGIES, Moves, Past, Rule, past
from graphapp.analysis.versions import compare, due_change, two_editions
from graphapp.analysis.words import natural
from graphapp.errors import UnknownSubject

_FEW = 10  # predictions: fewer are said to be too few to judge a rule by
_BY_CHANCE = 0.05  # a better result that mere chance brings more often is said to be perhaps chance


def backtest(
    graph: Graph, old: str | None = None, new: str | None = None, pairs: Sequence[Answer] | None = None
) -> Answer:
    """How well each rule tells from the edition `old` which actions moved by `new`; `pairs` as `compare` gives them.

    `{"old", "new", "comparable", "moved", "moved_earlier", "base_rate", "rules", "cases", "chains", "note"}`.
    `comparable` counts the older actions matched with a month on both sides; to move is to fall due later, and
    `base_rate` is the share of them that moved (None where there is none).
    Each rule: the contract's keys, and `says`, `has_trigger`, `lift_over_same_month`, `chance` (how often as many
    random picks do as well) and `sentence`. `predicted` counts actions, each once, and is `hits` + `misses`;
    `recall` is the share of the moved that it hit.
    Each case: `rule`, `trigger` (ref or None), `triggers` (all refs), `id`, `ref`, `predicted_months`,
    `actual_months`, `hit`: the action moved, however far. No action is its own trigger.
    `chains`: each moved action with what rests on it: `rule`, `trigger`, `id`, `months`, `via` (names of strategies)
    and `cases` (`actual_months` and `hit` None: not comparable).
    UnknownSubject as for `compare`, and where `old` is the newer of the two.
    """
    before, after = two_editions(graph, old, new)
    if before not in _older(graph, after):
        raise UnknownSubject(
            f"{before} is not older than {after}: a backtest asks the older edition what the newer one did. "
            "Name them the other way round."
        )
    known = past(graph, before)
    actual, moved, cases = _tested(graph, before, after) if pairs is None else _test(graph, known, pairs)
    month = _precision(cases[SAME_MONTH.name])
    return {
        "old": before,
        "new": after,
        "comparable": len(actual),
        "moved": len(moved),
        "moved_earlier": sum(months < 0 for months in actual.values()),
        "base_rate": _share(len(moved), len(actual)),
        "rules": [_rule(rule, cases[rule.name], len(moved), len(actual), month) for rule in RULES],
        "cases": [case for rule in RULES for case in cases[rule.name]],
        "chains": [
            chain for rule in (STRATEGIES, DEPENDENCIES) for chain in _chains(graph, rule, known, moved, actual)
        ],
        "note": _note(len(moved), len(actual)),
    }


def _older(graph: Graph, key: str) -> list[str]:
    newest_first = [edition["key"] for edition in editions(graph)]
    return newest_first[newest_first.index(key) + 1 :]


@kept
def _tested(graph: Graph, old: str, new: str) -> tuple[Moves, Moves, dict[str, list[Answer]]]:
    return _test(graph, past(graph, old), compare(graph, old, new)["pairs"])


def _test(graph: Graph, known: Past, pairs: Sequence[Answer]) -> tuple[Moves, Moves, dict[str, list[Answer]]]:
    """What became of the older actions, which of them moved, and the cases of each rule by its name."""
    actual = outcomes(graph, pairs)
    later = (one for one, months in actual.items() if months > 0)
    moved = {one: actual[one] for one in sorted(later, key=lambda one: natural(known.promises[one].ref))}
    return actual, moved, {rule.name: _cases(rule, known, moved, actual) for rule in RULES}


def outcomes(graph: Graph, pairs: Sequence[Answer]) -> Moves:
    """By how many months each older action moved, where it and what it became both have a month."""
    found = Moves()
    for pair in pairs:
        became = [due_in(graph, new) for new in pair["new_ids"]]
        for one in pair["old_ids"] if became else ():
            months = due_change([due_in(graph, one)], became)
            if months is not None:
                found[one] = months
    return found


def predictions(rule: Rule, known: Past, moved: Mapping[str, int]) -> dict[str, Moves]:
    """What a rule predicts: action -> trigger -> months; the trigger of a rule that has none is ""."""
    said = defaultdict[str, Moves](Moves)
    for trigger, months in moved.items() if rule.has_trigger else [("", 0)]:
        for one, by in rule.predict(known, trigger, months).items():
            if by:
                said[one][trigger] = by
    return said


def _cases(rule: Rule, known: Past, moved: Mapping[str, int], actual: Mapping[str, int]) -> list[Answer]:
    """One case an action, in the order of the older plan; of several triggers the one that moves it furthest."""
    found, said = [], predictions(rule, known, moved)
    for one in known.promises:
        if one not in said or one not in actual:
            continue
        by_trigger = said[one]
        triggers = sorted(by_trigger, key=by_trigger.__getitem__, reverse=True)  # of equals the first in the plan first
        refs = [known.promises[trigger].ref for trigger in triggers if trigger]
        about = {"rule": rule.name, "trigger": refs[0] if refs else None, "triggers": refs}
        found.append(_case(known, one, by_trigger[triggers[0]], actual, about))
    return found


def _case(known: Past, one: str, months: int, actual: Mapping[str, int], about: Answer) -> Answer:
    really = actual.get(one)
    return {
        **about,
        "id": one,
        "ref": known.promises[one].ref,
        "predicted_months": months,
        "actual_months": really,
        "hit": None if really is None else really > 0,
    }


def _rule(rule: Rule, cases: Sequence[Answer], moved: int, comparable: int, month: float | None) -> Answer:
    hits, precision = sum(case["hit"] for case in cases), _precision(cases)
    base = _share(moved, comparable)
    about = {
        "name": rule.name,
        "says": rule.says,
        "has_trigger": rule.has_trigger,
        "predicted": len(cases),
        "hits": hits,
        "misses": len(cases) - hits,
        "precision": precision,
        "recall": _share(hits, moved),
        "lift": _ratio(precision, base),
        "lift_over_same_month": _ratio(precision, month),
        "beats_base_rate": precision is not None and base is not None and hits * comparable > moved * len(cases),
        "chance": _chance(hits, len(cases), moved, comparable),
    }
    return about | {"sentence": _sentence(about, base)}


def _precision(cases: Sequence[Answer]) -> float | None:
    return _share(sum(case["hit"] for case in cases), len(cases))


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def _ratio(one: float | None, other: float | None) -> float | None:
    return round(one / other, 2) if one is not None and other else None


def _chance(hits: int, predicted: int, moved: int, comparable: int) -> float | None:
    """How often as many actions picked at random hold at least as many that moved (hypergeometric)."""
    if not predicted:
        return None
    stayed, ways = comparable - moved, 0
    way = comb(moved, hits) * comb(stayed, predicted - hits)
    for hit in range(hits, min(predicted, moved) + 1):
        ways += way  # the next from this one: to count each anew takes a second where thousands moved
        way = way * (moved - hit) * (predicted - hit) // ((hit + 1) * (stayed - predicted + hit + 1))
    return round(ways / comb(comparable, predicted), 3)


def _sentence(rule: Answer, base: float | None) -> str:
    if not rule["predicted"] or base is None:
        return "It predicts nothing here, so it cannot be judged."
    found = f"{rule['hits']} of {rule['predicted']} predicted actions moved later ({rule['precision']:.0%})"
    if rule["name"] == BASE.name:
        return f"{found}: what any other rule must beat."
    if not rule["beats_base_rate"]:
        verdict = "it does not beat the base rate"
    elif rule["chance"] > _BY_CHANCE:
        verdict = f"it beats the base rate, but chance alone does as well {rule['chance']:.0%} of the time"
    else:
        verdict = "it beats the base rate"
    few = " These are too few to rest on." if rule["predicted"] < _FEW else ""
    return f"{found}, against {base:.0%} of all: {verdict}.{few}"


def _note(moved: int, comparable: int) -> str:
    if not comparable:
        return "No action has a month in both editions, so nothing can be compared."
    return (
        f"Two editions are one test: {moved} later dates among {comparable} actions tell which rules are worth a look, "
        "not how well they will do on the next edition."
    )


def _chains(graph: Graph, rule: Rule, known: Past, moved: Mapping[str, int], actual: Mapping[str, int]) -> list[Answer]:
    """Every action that moved and has others resting on it, with each of those, hit or missed."""
    found = []
    for trigger, months in moved.items():
        said = rule.predict(known, trigger, months)
        if said:
            via = [node.label for node, _ in neighbours(graph, trigger, "PRODUCES")] if rule is STRATEGIES else []
            resting = sorted(said.items(), key=lambda one: natural(one[0]))
            cases = [_case(known, one, by, actual, {}) for one, by in resting]
            ref = known.promises[trigger].ref
            found.append(
                {"rule": rule.name, "trigger": ref, "id": trigger, "months": months, "via": via, "cases": cases}
            )
    return sorted(found, key=lambda chain: natural(str(chain["id"])))
