"""Answers in words for a terminal: a sentence first, then aligned columns."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Answer = Mapping[str, Any]


def columns(rows: Iterable[Sequence[str]], head: Sequence[str] = ()) -> str:
    """Rows under one another, each column as wide as its widest cell; the last is cut to the terminal's width."""
    table = [tuple(head), *map(tuple, rows)] if head else [tuple(row) for row in rows]
    if len(table) < (2 if head else 1):
        return "  (none)"
    width = shutil.get_terminal_size((140, 24)).columns
    sizes = [min(max(len(row[at]) for row in table), 48) for at in range(len(table[0]) - 1)]
    room = max(width - sum(sizes) - 2 * len(sizes) - 2, 30)
    return "\n".join(
        "  "
        + "".join(_fitted(cell, size).ljust(size + 2) for cell, size in zip(row, sizes, strict=False))
        + _fitted(row[-1], room)
        for row in table
    )


def _fitted(text: str, size: int) -> str:
    return textwrap.shorten(text, size, placeholder="…") if len(text) > size else text


def count(number: int, noun: str) -> str:
    """`1 action`, `2 actions`, `2 key areas`."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"


def _lead(lead: Answer) -> str:
    return ", ".join(str(part) for part in (lead.get("person"), lead.get("post"), lead.get("organization")) if part)


def _names(leads: Iterable[Answer]) -> str:
    return "; ".join(_lead(lead) for lead in leads) or "no lead named"


def action_columns(rows: Sequence[Answer], *more: str) -> str:
    """Actions by ref and due date, with further keys of their rows as columns."""
    head = ("Ref", "Due", *(name.capitalize() for name in more), "Action")
    return columns(
        [
            (
                row["ref"],
                row["due"]["raw"] or "no date",
                *(shown(row.get(name)) for name in more),
                row["text"],
            )
            for row in rows
        ],
        head,
    )


def shown(value: Any) -> str:
    """A value as a cell: lists joined, nothing for None."""
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)


def reading(answer: Answer) -> str:
    """What `read` found in a paper."""
    head = answer["document"]
    parts = [f"{head['title']} ({head['kind']}, {head['date'] or 'no date'}, {count(head['lines'], 'line')})"]
    lists = ((name, found) for name, found in answer.items() if isinstance(found, list))
    parts += [f"  {len(found):>4} {name.replace('_', ' ')}" for name, found in lists]
    if answer["actions"]:
        rows = [(a["ref"], a["due"]["raw"], _names(a["leads"]), a["text"]) for a in answer["actions"]]
        parts += ["", columns(rows, ("Ref", "Due", "Lead", "Action"))]
    return "\n".join(parts)


def loaded(answer: Answer) -> str:
    """What `load` did."""
    parts = [f"Read {', '.join(answer['papers'])}."]
    if not (answer["added"] or answer["changed"] or answer["dropped"]):
        parts.append(f"Nothing is new: the map stays at revision {answer['revision']}.")
        return "\n".join(parts)
    for what in ("added", "changed", "dropped"):
        found = ", ".join(f"{number} {kind}" for kind, number in sorted(answer[what].items()))
        parts.append(f"{what.capitalize()}: {found or 'nothing'}.")
    parts.append(f"The map is now at revision {answer['revision']}.")
    if answer["questions"]:
        parts += [
            f"{count(len(answer['questions']), 'open question')}:",
            *(f"  {asked}" for asked in answer["questions"]),
        ]
    return "\n".join(parts)


def portfolio(answer: Answer) -> str:
    """What somebody owns."""
    who, actions = answer["who"], answer["actions"]
    posts = ", ".join(post["title"] + (" (acting)" if post.get("acting") else "") for post in who["posts"])
    alone = sum(1 for row in actions if row["share"] == "sole")
    parts = [
        f"{who['name']}{f' ({posts})' if posts else ''} leads {count(len(actions), 'action')} in edition"
        f" {answer['edition']}, {alone} alone and {len(actions) - alone} with others.",
    ]
    if answer["next_due"]:
        parts.append(f"Next due: {answer['next_due']['ref']}, {answer['next_due']['due']['raw']}.")
    parts += ["", action_columns(actions, "share", "with")]
    if answer["inherited"]:
        parts += [
            "",
            f"As lead of a key area, also {count(len(answer['inherited']), 'action')} that others lead:",
            action_columns(answer["inherited"]),
        ]
    for title, rows in (
        ("Key areas", [(area["no"], area["title"]) for area in answer["key_areas"]]),
        ("Boards", [(board["role"] or "", board["name"]) for board in answer["boards"]]),
        ("Resolutions owed", [(str(r.get("item") or ""), r["text"]) for r in answer["resolutions"]]),
    ):
        if rows:
            parts += ["", title, columns(rows)]
    return "\n".join(parts)


def answerability(answer: Answer) -> str:
    """Who answers for a recommendation."""
    one = answer["recommendation"]
    parts = [
        f"Recommendation {one['no']}: {one['text']}",
        f"{count(len(answer['actions']), 'action')} name it; {len(answer['weak'])} more reach it only by saying ALL.",
        "",
        action_columns(answer["actions"]),
    ]
    for title, key in (
        ("Leads", "leads"),
        ("Key areas", "key_areas"),
        ("Boards", "boards"),
        ("Strategies", "strategies"),
    ):
        rows = [(str(row.get("name") or row.get("title") or row.get("label")),) for row in answer[key]]
        parts += ["", title, columns(rows)]
    if answer["weak"]:
        parts += ["", "Reached only by ALL", action_columns(answer["weak"])]
    return "\n".join(parts)


def gaps(answer: Answer) -> str:
    """What nobody has named."""
    found = answer["findings"]
    rows = [(row["kind"], row["subject"], row["text"]) for row in found]
    head = f"{count(len(found), 'finding')} in edition {answer['edition']}."
    return f"{head}\n\n{columns(rows, ('Kind', 'Subject', 'What'))}"


def paths(answer: Answer) -> str:
    """How two things are connected."""
    if not answer["paths"]:
        return "They are not connected, except perhaps by rows that say ALL (--weak)."
    parts = []
    for number, path in enumerate(answer["paths"], 1):
        parts.append(f"{number}. {count(path['length'], 'step')}")
        parts += [f"   {step['sentence']}" for step in path["steps"]]
    return "\n".join(parts)


def strategy(answer: Answer) -> str:
    """What rests on a strategy."""
    name = answer["strategy"]["name"] if isinstance(answer["strategy"], Mapping) else str(answer["strategy"])
    return "\n".join(
        [
            f"{name}: produced by {len(answer['produced_by'])} actions, relied on by {len(answer['relied_on_by'])}.",
            "",
            "Produced by",
            action_columns(answer["produced_by"]),
            "",
            "Relied on by",
            action_columns(answer["relied_on_by"], "words"),
            "",
            "Boards",
            columns([(str(board["name"]),) for board in answer["boards"]]),
        ]
    )


def dependencies(answer: Answer) -> str:
    """Which action comes before which."""
    found = answer["dependencies"]
    rows = [(row["dependent"], row["prerequisite"], row["standing"], row["reason"]) for row in found]
    head = f"{len(found)} dependencies in edition {answer['edition']}."
    return f"{head}\n\n{columns(rows, ('Action', 'Depends on', 'Standing', 'Why'))}"


def comparison(answer: Answer) -> str:
    """What changed between two editions."""
    relations = [pair["relation"] for pair in answer["pairs"]]
    totals = ", ".join(f"{relations.count(name)} {name}" for name in sorted(set(relations)))
    rows = [
        (
            " ".join(pair["old"]),
            " ".join(pair["new"]),
            pair["relation"],
            shown(pair["due_change_months"]),
            "; ".join(pair["quiet"]),
        )
        for pair in answer["pairs"]
    ]
    head = f"From {answer['old']} to {answer['new']}: {totals}."
    return f"{head}\n\n{columns(rows, ('Old', 'New', 'Relation', 'Months', 'Changed quietly'))}"


def backtest(answer: Answer) -> str:
    """How well rules on the older edition told what moved."""
    rows = [
        (
            rule["name"],
            str(rule["predicted"]),
            str(rule["hits"]),
            str(rule["misses"]),
            _share(rule["precision"]),
            _share(rule["recall"]),
            "" if rule["lift"] is None else f"{rule['lift']:.2f}",
            "" if rule["lift_over_same_month"] is None else f"{rule['lift_over_same_month']:.2f}",
            "yes" if rule["beats_base_rate"] else "no",
            "" if rule["chance"] is None else f"{rule['chance']:.0%}",
        )
        for rule in answer["rules"]
    ]
    moved, comparable = answer["moved"], answer["comparable"]
    head = f"{moved} of {comparable} comparable actions moved later ({_share(answer['base_rate'])})." if moved else ""
    names = ("Rule", "Predicted", "Hits", "Misses", "Precision", "Recall", "Lift", "Over same month")
    more = ("Beats base rate", "By chance")
    links = [
        (chain["trigger"], chain["rule"], case["ref"], _outcome(case))
        for chain in answer["chains"]
        for case in chain["cases"]
    ]
    chains = columns(links, ("This moved", "Along", "On it rests", "Which"))
    return f"{head} {answer['note']}\n\n{columns(rows, names + more)}\n\nChains, link by link\n{chains}"


def _outcome(case: Answer) -> str:
    """What came of a prediction, in words."""
    far = case["actual_months"]
    if far is None:
        return "cannot be compared"
    how = f"moved {count(abs(far), 'month')} {'later' if far > 0 else 'earlier'}" if far else "did not move"
    return f"{'hit' if case['hit'] else 'miss'}: {how}"


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.0%}"
