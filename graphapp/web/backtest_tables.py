"""The tables of a backtest: the rules, the chains they follow, and every case with what came of it."""

from __future__ import annotations

import textwrap

from graphapp.analysis.answers import Answer
from graphapp.analysis.backtest_rules import BASE, DEPENDENCIES
from graphapp.model import Node
from graphapp.web import columns as col
from graphapp.web.cells import ref_parts
from graphapp.web.present import Cell, Field, Part, Table, link, say, table
from graphapp.web.state import here, state
from graphapp.web.words import counted, opening

_SHOWN = 70  # characters of an action's words
_FIRST = 4  # triggers of a case that are shown


def shown_rule(found: Answer, asked: str) -> str:
    """The rule whose cases are listed: the one asked for, else that of the dependencies."""
    known = [str(rule["name"]) for rule in found["rules"]]
    return asked if asked in known else DEPENDENCIES.name


def rule_links(found: Answer, shown: str) -> list[Part]:
    """Links that list the cases of one rule; the one in use is "current"."""
    return [
        Part(
            f"{opening(rule['name'])} ({rule['predicted']})",
            f"{here(rule=rule['name'])}#cases",
            tag="current" * (rule["name"] == shown),
        )
        for rule in found["rules"]
        if rule["predicted"]
    ]


def backtest_tables(found: Answer, shown: str) -> tuple[Table, ...]:
    """The rules, the chains link by link, and every case of the rule that is shown."""
    rules = [rule | {"id": f"rule:{rule['name'].replace(' ', '-')}"} for rule in found["rules"]]
    rests = [
        chain | {"case": case, "from": chain["id"], "id": case["id"]}
        for chain in found["chains"]
        for case in chain["cases"]
    ]
    cases = [case | {"case": case, "edition": found["old"]} for case in found["cases"] if case["rule"] == shown]
    return (
        table("Rules", rules, _RULES, intro=_RULED),
        table("Chains, link by link", rests, _LINKS, intro=_CHAINED, empty="Nothing rests on an action that moved."),
        table(f"Cases: {shown}", cases, _CASES, empty="This rule names no action here."),
    )


_RULED = (
    "A hit is an action that the rule named and that did move later; a miss is one that it named and that did not. "
    "Precision is the share of hits among the named, recall the share of all moved that were named, and lift is "
    "precision over the base rate: 1 is no better than knowing nothing."
)
_CHAINED = "Every action that moved and has others resting on it, with what became of each of them."


def _share(name: str, heading: str) -> Field:
    def cell(row: Answer) -> Cell:
        return say("" if row[name] is None else f"{row[name]:.0%}")

    return Field(name, heading, cell, numeric=True)


def _ratio(name: str, heading: str) -> Field:
    def cell(row: Answer) -> Cell:
        return say("" if row[name] is None else f"{row[name]:.2f}")

    return Field(name, heading, cell, numeric=True)


def _verdict(row: Answer) -> Cell:
    is_judged = row["predicted"] and row["name"] != BASE.name
    words = (Part("does not beat the base rate", tag="red"),) if is_judged and not row["beats_base_rate"] else ()
    return (*words, Part(row["sentence"]))


def _came(row: Answer) -> Cell:
    """What became of a case: a hit, a miss, or nothing that could be compared."""
    months, hit = row["case"]["actual_months"], row["case"]["hit"]
    if hit is None:
        return (Part("no month in both editions"),)
    moved = f"{counted(abs(months), 'month')} {'later' if months > 0 else 'earlier'}" if months else "did not move"
    return (Part("hit", tag="green", note=moved) if hit else Part("miss", tag="red", note=moved),)


def _named(row: Answer) -> Cell:
    """The action, its words shortened on the page: the same actions stand there rule after rule."""
    node: Node = state().graph.nodes[row["case"]["id"]]["node"]
    text = str(node.props.get("text") or "")
    return link(row["case"]["ref"], node.id), Part(textwrap.shorten(text, _SHOWN, placeholder=" …"), full=text)


def _because(row: Answer) -> Cell:
    """The first triggers as links; the CSV has all."""
    first, rest = row["triggers"][:_FIRST], row["triggers"][_FIRST:]
    more = (Part(f"{len(rest)} more", full=", ".join(rest)),) if rest else ()
    return (*ref_parts(first, row["edition"]), *more)


_CAME = Field("came", "What came of it", _came)
_SAID = Field("said", "Said to move by", lambda row: say(counted(row["case"]["predicted_months"], "month")))
_RULES = (
    Field("name", "Rule", lambda row: (Part(opening(row["name"]), note=f"{opening(row['says'])}."),), header=True),
    *(col.number_field(name, name.capitalize()) for name in ("predicted", "hits", "misses")),
    _share("precision", "Precision"),
    _share("recall", "Recall"),
    _ratio("lift", "Lift"),
    _ratio("lift_over_same_month", "Lift over same due month"),
    Field("verdict", "What it comes to", _verdict),
)
_CASES = (
    Field("action", "Action", _named, header=True),
    Field("trigger", "Because of", _because, inline=True),
    _SAID,
    _CAME,
)
_LINKS = (
    Field(
        "trigger",
        "This moved",
        lambda row: (link(row["trigger"], row["from"], f"by {counted(row['months'], 'month')}"),),
    ),
    Field("via", "Along", lambda row: (Part(row["rule"], note=", ".join(row["via"])),)),
    Field("action", "On it rests", _named, header=True),
    _SAID,
    _CAME,
)
