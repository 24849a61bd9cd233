"""The sentence that opens each what-if and answers it, made of words and links."""

from __future__ import annotations

from collections.abc import Sequence

from graphapp.analysis.answers import Answer
from graphapp.analysis.words import listed, spoken_date
from graphapp.web.present import Cell, Figure, Part, link, say
from graphapp.web.sentences import next_words, series
from graphapp.web.state import state
from graphapp.web.words import counted, edition_words, in_or_on


def departure_sentence(found: Answer) -> Cell:
    """How much nobody would lead, how much only someone acting, and what is due next."""
    name, where = found["who"]["name"], edition_words(state().about)
    orphaned, acting, covered = (len(found[key]) for key in ("orphaned", "acting_only", "covered"))
    total = orphaned + acting + covered
    if not total:
        return say(f"{name} leads no action in {where}, so nothing would be left without a lead.")
    if total == 1:
        fate = "have no lead" if orphaned else "have only an acting lead" if acting else "still be covered"
        only = f"If {name} left, the one action that they lead in {where} would {fate}"
        return say(only, *next_words(found["next_due"]), ".", *_lost_recommendations(found["recommendations"]))
    parts = f"{_of(orphaned)} have no lead, {_of(acting)} have only an acting one and {_of(covered)} still be covered"
    whole = f"If {name} left, of {counted(total, 'action')} in {where} {parts}"
    return say(whole, *next_words(found["next_due"]), ".", *_lost_recommendations(found["recommendations"]))


def _of(number: int) -> str:
    return f"{number or 'none'} would"


def _lost_recommendations(found: Sequence[Answer]) -> Cell:
    lost = [link(str(one["no"]), one["id"]) for one in found if not one["by"]]
    if not lost:
        return say(" No recommendation would be left without a lead.")
    return say(f" Left without a lead: recommendation{'s' * (len(lost) > 1)} ", *series(lost, len(lost)), ".")


def departure_figures(found: Answer) -> tuple[Figure, ...]:
    """The numbers of a departure, each a link to its rows."""
    lost = len(found["recommendations_without_lead"])
    dependents = len(found["dependents"])
    return (
        Figure(str(len(found["orphaned"])), "with no lead", "#orphaned", alarm=bool(found["orphaned"])),
        Figure(str(len(found["acting_only"])), "with only an acting lead", "#acting-only"),
        Figure(str(len(found["covered"])), "still covered", "#covered"),
        Figure(str(lost), "recommendation without a lead" if lost == 1 else "recommendations without a lead",
               alarm=bool(lost)),
        Figure(str(dependents), "action waits for these" if dependents == 1 else "actions wait for these"),
    )  # fmt: skip


def move_sentence(found: Answer) -> Cell:
    """What would have to move with an action, what might, and what goes along."""
    row = found["action"]
    instead = f" instead of {spoken_date(found['from'])}" if found["from"] and found["from"] != found["to"] else ""
    begins = say("If action ", link(row["ref"], row["id"]), f" were due {in_or_on(found['to'])}{instead}, ")
    return begins + say(*_in_bands(found))


def slip_sentence(found: Answer) -> Cell:
    """What moves when a strategy comes later."""
    strategy, months = found["strategy"], counted(found["months"], "month")
    begins = say("If ", link(strategy["name"], strategy["id"]), f" came {months} later, ")
    made = len(found["moved"])
    produced = f"{counted(made, 'action')} {'produces' if made == 1 else 'produce'} it and {_would(made)} slip; "
    return begins + say(produced, *_in_bands(found))


def _would(number: int) -> str:
    return "would" if number else "none would"


def _in_bands(found: Answer) -> tuple[str, ...]:
    """The three bands, counted apart."""
    sure = found["confirmed"]
    moved = sum(row["moves_to"] != row["moves_from"] for row in sure)
    held = len(sure) - moved
    waits = f"{counted(moved, 'action that waits', 'actions that wait')} for it would have to move"
    absorbed = f" and {held} {'has' if held == 1 else 'have'} slack enough or no date" if held else ""
    maybe, along = len(found["inferred"]) or "none", len(found["associated"]) or "none"
    return (
        f"{waits}{absorbed}. ",
        f"Inferred: {maybe} might be touched. Associated: {along} only {'goes' if along == 1 else 'go'} along.",
    )


def bands_figures(found: Answer, sure: str) -> tuple[Figure, ...]:
    """The size of each band, with a link to it; `sure` says what happens in the confirmed one."""
    return (
        Figure(str(len(found["confirmed"])), f"confirmed: {sure}", "#confirmed", alarm=bool(found["confirmed"])),
        Figure(str(len(found["inferred"])), "inferred: might be touched", "#inferred"),
        Figure(str(len(found["associated"])), "associated: only go along", "#associated"),
    )


def stand_down_sentence(found: Answer) -> Cell:
    """What nobody would lead or hear of if a board stood down."""
    board, rows = found["board"], found["confirmed"]
    orphaned = sum(bool(row["orphaned"]) for row in rows)
    lost = (
        "no action would lose the only body that leads or oversees it"
        if not rows
        else (
            f"{counted(len(rows), 'action')} in {edition_words(state().about)} would lose what only it does, "
            f"{orphaned or 'none'} of them {'its' if orphaned == 1 else 'their'} lead"
        )
    )
    unheard = [Part(one["name"]) for one in found["unheard"]]
    over = say("; no other board that the papers name oversees ", *series(unheard)) if unheard else ()
    made, seats = counted(len(found["resolutions"]), "resolution"), counted(len(found["members"]), "seat")
    return say("If ", link(board["name"], board["id"]), f" stood down, {lost}", *over, f". It made {made} and has ",
               f"{seats}.")  # fmt: skip


def dropped_sentence(found: Answer) -> Cell:
    """What waits in vain for an action that is dropped, and what nobody would answer then."""
    row, sure, maybe = found["action"], len(found["confirmed"]), len(found["inferred"])
    perhaps = f"{maybe} more might" if maybe else "none might"
    waits = f"{counted(sure, 'action')} would wait for it in vain, {perhaps} (inferred)"
    lost = found["recommendations_without_action"]
    undated = [no for no in found["recommendations_without_dated_action"] if no not in lost]
    told = [
        f"recommendation{'s' * (len(numbers) > 1)} {listed(numbers, len(numbers))} would have no {what}"
        for numbers, what in ((lost, "action left"), (undated, "dated action left"))
        if numbers
    ]
    more = "; ".join(told) or "every recommendation it names is named by another dated action too"
    named = [one for one in found["recommendations"] if one["scope"] == "named"]
    ends = f"; {more}." if named else "; its row names no recommendation of its own."
    return say("If action ", link(row["ref"], row["id"]), f" were dropped, {waits}{ends}")
