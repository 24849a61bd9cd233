"""What changed between two editions, what waits for what, and how two things are connected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

from flask import Blueprint, request

from graphapp.analysis.answers import Answer
from graphapp.analysis.backtest import backtest as backtest_answer
from graphapp.analysis.backtest_rules import BASE
from graphapp.analysis.concerning import compare_for
from graphapp.analysis.dependencies import dependencies as dependencies_answer
from graphapp.analysis.paths import paths
from graphapp.analysis.versions import compare as comparison
from graphapp.analysis.versions import edition_changes, two_editions
from graphapp.analysis.words import spoken_date
from graphapp.errors import GraphappError
from graphapp.model import Node
from graphapp.ontology import SUBJECTS
from graphapp.web import columns as col
from graphapp.web.backtest_tables import backtest_tables, rule_links, shown_rule
from graphapp.web.entities import node_named
from graphapp.web.present import Cell, Field, Figure, Page, Part, Table, cite, link, say, table
from graphapp.web.skins import page
from graphapp.web.state import address, here, state, url
from graphapp.web.what_if_tables import STANDING
from graphapp.web.words import counted, due_words, edition_words, opening

changes = Blueprint("changes", __name__)
_CHAINS = 3
_ONE_IN_TWENTY = 0.05
RELATIONS = {  # relation of a pair -> how it is called and the colour of its tag
    "same": ("the same words", "grey"),
    "reworded": ("reworded", "blue"),
    "split": ("split", "purple"),
    "merged": ("merged", "purple"),
    "dropped": ("dropped", "red"),
    "added": ("added", "green"),
}
_ALSO: dict[str, tuple[str, Callable[[Answer], bool]]] = {  # what else may change in a pair, and how it is told
    "moved": ("another date", lambda pair: bool(pair["due_change_months"])),
    "leads": ("other leads", lambda pair: bool(pair["leads_changed"])),
    "recommendations": (
        "other recommendations",
        lambda pair: bool(pair["recommendations_added"] or pair["recommendations_lost"]),
    ),
}
_KINDS = {  # kind of a quiet change -> what it is called
    "dropped": "dropped",
    "recommendation": "a recommendation lost",
    "monitoring": "a deadline became monitoring",
    "start": "a finish became a start",
    "verb": "a softer verb",
    "hedge": "a hedge added",
    "lead": "a joint lead dropped",
    "number": "a number gone or changed",
    "later": "a later date",
    "bound": "a bound loosened",
    "words": "words gone",
}


def attempt(question: Callable[..., Any], *given: Any) -> tuple[Any, str]:
    """The answer, or None and the sentence that says why there is none."""
    try:
        return state().ask(question, *given), ""
    except GraphappError as problem:
        return None, str(problem)


def chosen_editions() -> tuple[tuple[str, str] | None, str]:
    """The two editions that the address names, by default the newest two of the main plan; or why there are none."""
    old, new = (request.args.get(word, "").strip() or None for word in ("old", "new"))
    found, problem = attempt(two_editions, old, new)
    return found, problem


def edition_form(pair: tuple[str, str] | None, problem: str) -> dict[str, Any]:
    """What the form that chooses two editions shows."""
    old, new = pair or (request.args.get("old", ""), request.args.get("new", ""))
    known = [(one["key"], f"{spoken_date(one['date'] or one['key'])}: {one['title']}") for one in state().editions]
    return {"editions": known, "old": old, "new": new, "problems": [problem] if problem else []}


@page(changes, "/compare")
def compare() -> Page:
    """Two editions side by side: how many pairs of each kind, what changed quietly, then all pairs."""
    pair, problem = chosen_editions()
    more = edition_form(pair, problem) | {"filters": []}
    if not pair:
        return Page("What changed", "compare", "changes/compare.html", answer=say(_WHICH), more=more)
    found, around = _comparison(pair), state().ask(edition_changes, *pair)
    wanted, about = request.args.get("relation", ""), found.get("about")
    return Page(
        f"What changed for {about['name']}" if about else "What changed",
        "compare",
        "changes/compare.html",
        answer=_compare_sentence(found),
        figures=tuple(_relation_figures(found)),
        tables=_compare_tables(found, around, wanted),
        more=more | {"filters": _filters(found, wanted)},
    )


def _comparison(pair: tuple[str, str]) -> Answer:
    """All pairs, or with `?for=` those that concern one lead, recommendation, key area, strategy or action."""
    concerned = request.args.get("for", "").strip()
    if not concerned:
        return cast("Answer", state().ask(comparison, *pair))
    return cast("Answer", state().ask(compare_for, concerned, *pair))


_WHICH = "Choose two editions of one plan to see what became of each action."


def _compare_sentence(found: Answer) -> Cell:
    counts, pairs = found["counts"], [one for one in found["pairs"] if one["old"] and one["new"]]
    later = sum((one["due_change_months"] or 0) > 0 for one in pairs)
    kept = len(pairs) - counts["same"]
    return say(
        f"From {_edition(found['old'])} to {_edition(found['new'])}, {counted(counts['same'], 'action')} kept "
        f"{'its' if counts['same'] == 1 else 'their'} words, {kept or 'none'} were reworded, split or merged, "
        f"{counts['dropped'] or 'none'} dropped and {counts['added'] or 'none'} added; {later or 'none'} of those kept "
        f"moved later, and {counted(len(found['quiet']), 'change')} came quietly."
    )


def _edition(key: str) -> str:
    return edition_words(next((one for one in state().editions if one["key"] == key), None))


def _relation_figures(found: Answer) -> Iterator[Figure]:
    for relation, count in found["counts"].items():
        yield Figure(str(count), _called(relation), f"{here(relation=relation)}#pairs" if count else "")
    yield Figure(str(len(found["quiet"])), "quiet changes", "#quiet", alarm=bool(found["quiet"]))


def _called(wanted: str) -> str:
    return _ALSO[wanted][0] if wanted in _ALSO else RELATIONS.get(wanted, (wanted, ""))[0]


def _kept(pairs: Sequence[Answer], wanted: str) -> list[Answer]:
    """The pairs of one relation, or those in which something else changed."""
    changed = _ALSO[wanted][1] if wanted in _ALSO else lambda pair: pair["relation"] == wanted
    return [pair for pair in pairs if changed(pair)]


def _filters(found: Answer, wanted: str) -> list[Part]:
    """Links that keep the pairs of one relation, or those in which something else changed."""
    whole = Part(f"All ({len(found['pairs'])})", f"{here(relation='')}#pairs", tag="current" * (not wanted))
    numbers = {one: len(_kept(found["pairs"], one)) for one in (*found["counts"], *_ALSO)}
    return [whole] + [
        Part(f"{opening(_called(one))} ({number})", f"{here(relation=one)}#pairs", tag="current" * (one == wanted))
        for one, number in numbers.items()
        if number
    ]


def _compare_tables(found: Answer, around: Answer, wanted: str) -> tuple[Table, ...]:
    pairs = [one | {"id": (one["new_ids"] or one["old_ids"])[0]} for one in found["pairs"]]
    quiet = [pair | {"detail": detail} for pair in pairs for detail in pair["quiet_details"]]
    quiet.sort(key=lambda row: -row["detail"]["weight"])
    is_known = wanted in RELATIONS or wanted in _ALSO
    shown, title = (_kept(pairs, wanted), f"Pairs: {_called(wanted)}") if is_known else (pairs, "All pairs")
    return (
        table("Quiet changes", quiet, _QUIET, intro=_QUIETLY, empty="No change was found that nobody announced."),
        table("Outcome statements that changed", list(_outcomes(around)), _STATEMENTS,
              empty="Every outcome statement is as it was."),
        table("RAG definitions that changed", list(_definitions(around)), _STATEMENTS,
              empty="The colours mean what they meant, as far as both editions say."),
        table(title, shown, _PAIRS, empty="No pair is of this kind."),
    )  # fmt: skip


_QUIETLY = (
    "What the newer edition takes back without saying so, heaviest first, with both wordings. These are found by "
    "general rules and are for a reader to judge."
)


def _outcomes(around: Answer) -> Iterator[Answer]:
    """Outcome statements that are not as they were, and key areas with another title."""
    for area in around["key_areas"]:
        node_id = (area["new"] or area["old"])["id"]
        titles = [one and one["title"] for one in (area["old"], area["new"])]
        name = f"Key area {(area['new'] or area['old'])['no']}"
        if area["relation"] != "same":
            yield {"id": node_id, "name": name, "how": area["relation"], "old": titles[0], "new": titles[1]}
        for one in area["outcomes"]:
            if one["relation"] != "same":
                yield {"id": node_id, "name": name, "how": f"outcome {one['relation']}"} | _both(one)


def _definitions(around: Answer) -> Iterator[Answer]:
    for one in around["rag_definitions"]:
        if one["meaning_changed"]:
            how = "meaning changed" if one["old"] and one["new"] else "added" if one["new"] else "lost"
            yield {"id": f"edition:{around['new']}", "name": opening(one["colour"]), "how": how} | _both(one)


def _both(one: Answer) -> Answer:
    return {"old": one["old"], "new": one["new"]}


def _refs(side: str) -> Callable[[Answer], Cell]:
    def cell(row: Answer) -> Cell:
        found = zip(row[side], row[f"{side}_ids"], strict=True)
        return tuple(link(ref, node_id) for ref, node_id in found) or (Part("none", tag="gap"),)

    return cell


def _texts(side: str) -> Callable[[Answer], Cell]:
    def cell(row: Answer) -> Cell:
        nodes: list[Node] = [state().graph.nodes[node_id]["node"] for node_id in row[f"{side}_ids"]]
        return tuple(Part(str(node.props.get("text") or node.label)) for node in nodes)

    return cell


def _relation_cell(row: Answer) -> Cell:
    word, colour = RELATIONS.get(row["relation"], (row["relation"], "grey"))
    return (Part(word, tag=colour),)


def _changed(row: Answer) -> Cell:
    """What else changed in a pair, a sentence each."""
    said = [
        *(f"Lead gone: {name}." for name in row["leads_lost"]),
        *(f"Lead new: {name}." for name in row["leads_added"]),
        *(f"Recommendation {no} is no longer named." for no in row["recommendations_lost"]),
        *(f"Recommendation {no} is named now." for no in row["recommendations_added"]),
        *([row["scope"]] if row["scope"] else []),
    ]
    return tuple(map(Part, said))


def _moved(row: Answer) -> Cell:
    months = row["due_change_months"]
    if not months:
        return say("as it was" if months == 0 else "")
    return (Part(f"{counted(abs(months), 'month')} {'later' if months > 0 else 'earlier'}"),)


_PAIRS = (
    Field("relation", "What became of it", _relation_cell),
    Field("old", "Older ref", _refs("old"), inline=True),
    Field("text", "Older words", _texts("old")),
    Field("new", "Newer ref", _refs("new"), inline=True),
    Field("text", "Newer words", _texts("new")),
    Field("moved", "Due", _moved),
    Field("changed", "What else changed", _changed),
)
_QUIET = (
    Field("kind", "Quiet change", lambda row: (Part(_KINDS.get(row["detail"]["kind"], row["detail"]["kind"]),
                                                    tag="yellow"), Part(row["detail"]["text"]))),
    Field("old", "Older ref", _refs("old"), inline=True),
    Field("text", "It said", lambda row: say(row["detail"]["old"])),
    Field("new", "Newer ref", _refs("new"), inline=True),
    Field("text", "It says now", lambda row: say(row["detail"]["new"]) or (Part("nothing", tag="gap"),)),
)  # fmt: skip
_STATEMENTS = (
    Field("name", "Of", lambda row: (Part(row["name"], address(row["id"])),), header=True),
    col.words_field("how", "How"),
    Field("text", "It said", lambda row: say(row["old"] or "") or (Part("nothing", tag="gap"),)),
    Field("text", "It says now", lambda row: say(row["new"] or "") or (Part("nothing", tag="gap"),)),
)


@page(changes, "/backtest")
def backtest() -> Page:
    """How well rules on the older edition alone would have told what moved by the newer one, rule by rule."""
    pair, problem = chosen_editions()
    more = edition_form(pair, problem)
    if not pair:
        return Page("Could we have known?", "compare", "changes/backtest.html", answer=say(_WHICH), more=more)
    found = state().ask(backtest_answer, *pair)
    shown = shown_rule(found, request.args.get("rule", ""))
    return Page(
        "Could we have known?", "compare", "changes/backtest.html", answer=_backtest_sentence(found),
        tables=backtest_tables(found, shown), more=more | {"note": found["note"], "filters": rule_links(found, shown)},
        trail=(Part("What changed", url("/compare", old=found["old"], new=found["new"])),),
    )  # fmt: skip


def _backtest_sentence(found: Answer) -> Cell:
    if found["base_rate"] is None:
        return say(found["note"])
    judged = [rule for rule in found["rules"] if rule["name"] != BASE.name and rule["predicted"]]
    better = [rule for rule in judged if rule["beats_base_rate"]]
    sure = sum(rule["chance"] <= _ONE_IN_TWENTY for rule in better)
    return say(
        f"Of {counted(found['comparable'], 'action')} with a month in both editions, {found['moved'] or 'none'} moved "
        f"later ({found['base_rate']:.0%}): that is the base rate. {len(better) or 'None'} of "
        f"{counted(len(judged), 'rule')} on the older edition alone {'does' if len(better) == 1 else 'do'} better, "
        f"{sure or 'none'} of these by more than chance brings one time in twenty."
    )


@page(changes, "/dependencies")
def dependencies() -> Page:
    """Which action waits for which, confirmed or only inferred, with the words that say so."""
    now = state()
    found = now.ask(dependencies_answer, now.edition)["dependencies"]
    rows = [one | {"edge": one["id"], "id": one["dependent_id"]} for one in found]
    made = table("Dependencies", rows, _DEPENDENCIES, empty="Nothing in this edition is known to wait for anything.")
    answer = _dependencies_sentence(found)
    return Page("What waits for what", "what-if", "changes/dependencies.html", answer=answer, tables=(made,))


def _dependencies_sentence(found: Sequence[Answer]) -> Cell:
    sure, late = sum(one["standing"] == "confirmed" for one in found), sum(one["out_of_order"] for one in found)
    verb = "is" if late == 1 else "are"
    return say(
        f"{opening(edition_words(state().about))} holds {counted(len(found), 'dependency', 'dependencies')} between "
        f"actions: {sure or 'none'} confirmed, {len(found) - sure or 'none'} only inferred from the words; "
        f"{late or 'none'} {verb} out of order, due before what must come first."
    )


def _end(side: str) -> Callable[[Answer], Cell]:
    def cell(row: Answer) -> Cell:
        node: Node = state().graph.nodes[row[f"{side}_id"]]["node"]
        return link(row[side], node.id), Part(str(node.props.get("text") or "")), *_due(row[f"{side}_due"])

    return cell


def _due(due: Answer) -> Cell:
    words = due_words(due)
    return (Part(opening(words)),) if words else (Part("no date", tag="gap"),)


def _words(row: Answer) -> Cell:
    words = row["words"] if isinstance(row["words"], list | tuple) else [row["words"] or ""]
    return say(*map(str, words))


def _order(row: Answer) -> Cell:
    return (Part("out of order", tag="red"),) if row["out_of_order"] else (Part("in order"),)


_DEPENDENCIES = (
    Field("text", "This action", _end("dependent"), header=True),
    Field("text", "waits for", _end("prerequisite")),
    STANDING,
    Field("order", "Dates", _order),
    Field("reason", "Why", lambda row: say(row["reason"] or "")),
    Field("words", "In these words", _words),
    Field("said", "Where it says so", lambda row: tuple(dict.fromkeys(cite(one) for one in row["sources"]))),
)


@page(changes, "/path")
def path() -> Page:
    """How two things are connected: up to three shortest chains, read as sentences."""
    words = {name: request.args.get(name, "").strip() for name in ("a", "b")}
    weak = request.args.get("weak") == "1"
    found, problem = _paths(words, weak) if all(words.values()) else (None, _missing(words))
    more = {"words": words, "weak": weak, "problems": [problem] if problem else []}
    tables = tuple(_chain(at, one) for at, one in enumerate(found["paths"], 1)) if found else ()
    answer = _path_sentence(found, words) if found else say("Choose two things to see how they are connected.")
    return Page("How are they connected?", "what-if", "changes/path.html", answer=answer, tables=tables, more=more)


def _missing(words: dict[str, str]) -> str:
    return "Name two things: one of them is missing." if any(words.values()) else ""


def _paths(words: dict[str, str], weak: bool) -> tuple[Answer | None, str]:
    try:
        ends = [node_named(words[name], *SUBJECTS) for name in ("a", "b")]
    except GraphappError as error:
        return None, str(error)
    words |= {name: node.label if node.kind != "action" else node.id for name, node in zip("ab", ends, strict=True)}
    found, problem = attempt(paths, ends[0].id, ends[1].id, _CHAINS, weak)
    return found, problem


def _path_sentence(found: Answer, words: dict[str, str]) -> Cell:
    chains = found["paths"]
    if not chains:
        return say(f"Nothing in the papers connects {words['a']} and {words['b']}, as far as these ways go.")
    length = chains[0]["length"]
    ways = f"{counted(len(chains), 'way')} {'is' if len(chains) == 1 else 'are'} shown"
    return say(f"{words['a']} and {words['b']} are {counted(length, 'step')} apart; {ways}, the shortest first.")


def _chain(at: int, chain: Answer) -> Table:
    steps = [one | {"id": one["to_id"], "step": str(place)} for place, one in enumerate(chain["steps"], 1)]
    return table(f"Way {at}, {counted(chain['length'], 'step')}", steps, _STEPS, in_steps=True)


_STEPS = (
    Field("step", "Step", lambda row: (Part(row["step"]),), numeric=True),
    Field("from", "From", lambda row: (link(row["from"], row["from_id"]),)),
    Field("sentence", "In a sentence", lambda row: (Part(row["sentence"]),)),
    Field("to", "To", lambda row: (link(row["to"], row["to_id"]),)),
    Field("standing", "Standing", lambda row: say(row["standing"])),
    col.WHERE,
)
