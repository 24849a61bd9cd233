"""The one sentence that opens a page and answers its question, made of words and links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graphapp.analysis.answers import Answer, name_of, next_date
from graphapp.analysis.related import is_guest
from graphapp.web.present import Cell, Part, link, say
from graphapp.web.state import state, url
from graphapp.web.words import counted, due_words, edition_words, in_or_on, is_or_are, names, opening


def series(parts: Sequence[Part], most: int = 4) -> Cell:
    """Links as a sentence lists them: "A, B and C"; at most so many, then how many more."""
    if not parts:
        return ()
    known = [Part(part.text, part.href) for part in parts]
    if len(known) > most:
        known = [*known[: most - 1], Part(f"{len(known) - most + 1} more")]
    marks = [", "] * max(len(known) - 2, 0) + [" and "] * (len(known) > 1) + [""]
    return say(*(one for part, mark in zip(known, marks, strict=True) for one in (part, mark)))


def leads_series(leads: Iterable[Answer]) -> Cell:
    """The leads of something by name."""
    return series([link(name_of(lead), lead["id"]) for lead in leads])


def next_words(row: Answer | None) -> Cell:
    """ "; next due is 1.2.1 in March 2019", or nothing."""
    if row is None:
        return ()
    when = next_date(row, state().on)
    return say("; next due is ", link(row["ref"], row["id"]), f" {in_or_on(when)}" if when else "")


def portfolio_sentence(found: Answer) -> Cell:
    """What someone leads, how much of it alone, and what is due next."""
    rows, name = found["actions"], found["who"]["name"]
    where = edition_words(state().about)
    if not rows:
        return say(f"{name} leads no action in {where}", *_elsewhere(found), ".")
    alone = sum(row["share"] == "sole" for row in rows)
    how = f"{alone or 'none'} of them alone" if len(rows) > 1 else "alone" if alone else "jointly"
    return say(f"{name} leads {counted(len(rows), 'action')} in {where}, {how}", *next_words(found["next_due"]), ".")


def _elsewhere(found: Answer) -> Cell:
    """ ", but 10 in the November 2018 edition", or nothing."""
    known = {one["key"]: one for one in state().editions}
    links = [
        Part(
            f"{counted(one['actions'], 'action')} in {edition_words(known[one['edition']])}",
            url(f"/leads/{found['who']['id']}", edition=one["edition"]),
        )
        for one in found["elsewhere"]
    ]
    return say(", but ", *series(links)) if links else ()


def also_sentence(found: Answer) -> Cell:
    """Key areas led, resolutions owed and boards: what someone carries beside actions."""
    said: list[Cell] = []
    if found["key_areas"]:
        inherited = len(found["inherited"])
        more = f", with {counted(inherited, 'more action')} under it" if inherited else ""
        said.append(say("leads ", *_named(found["key_areas"]), more))
    if found["resolutions"]:
        said.append(say(f"owes {counted(len(found['resolutions']), 'resolution')}"))
    if sits := [one for one in found["boards"] if not is_guest(one["role"])]:
        said.append(say("sits on ", *_named(sits)))
    if been := [one for one in found["boards"] if is_guest(one["role"])]:
        said.append(say("has attended ", *_named(been)))
    marks = ["; "] * (len(said) - 1) + ["."]
    parts = [part for one, mark in zip(said, marks, strict=False) for part in (*one, Part(mark))]
    return say("Also ", *parts) if parts else ()


def _named(items: Iterable[Answer]) -> Cell:
    return series([link(one["name"], one["id"]) for one in items])


def action_sentence(found: Answer) -> Cell:
    """Who leads an action, and by when."""
    row = found["action"]
    opening_words = f"Action {row['ref']} {_when(row['due'])}; "
    if not row["leads"]:
        return say(f"{opening_words}nobody is named as its lead.")
    how = (
        "leads it alone"
        if row["share"] == "sole"
        else "lead it jointly"
        if len(row["leads"]) > 1
        else "leads it jointly"
    )
    return say(opening_words, *leads_series(row["leads"]), f" {how}.")


def _when(due: Answer) -> str:
    """What a due cell promises, as the verb of a sentence."""
    words, kind = due_words(due), due["kind"]
    if kind == "date" and len(due["dates"]) == 1:
        return f"is due {in_or_on(due['dates'][0])}"
    verbs = {
        "none": "has no date",
        "achieved": "is said to be achieved",
        "recurring": f"recurs ({words})",
        "start": f"runs {words}",
        "milestones": f"is due in stages, {words}",
    }
    return verbs.get(kind, f"is to be done “{words}”")


def recommendation_sentence(found: Answer) -> Cell:
    """Who answers for a recommendation, through how many actions, heard by which boards."""
    number, rows, boards = found["recommendation"]["no"], found["actions"], len(found["boards"])
    where = edition_words(state().about)
    if not rows:
        weak = counted(len(found["weak"]), "action that says", "actions that say")
        also = f"; only {weak} ALL reach it" if found["weak"] else ""
        return say(f"No action of {where} names recommendation {number}{also}.")
    verb = "answers" if len(rows) == 1 else "answer"
    heard = f", heard by {counted(boards, 'board')}" if boards else ", heard by no board that the papers name"
    return say(
        f"{opening(counted(len(rows), 'action'))} of {where} {verb} recommendation {number}, led by ",
        *(leads_series(found["leads"]) or (Part("nobody named"),)),
        heard,
        *next_words(found["next_due"]),
        ".",
    )


def key_area_sentence(found: Answer) -> Cell:
    """What a key area holds and who leads it."""
    area, leads = found["key_area"], found["leads"]
    title = f"Key area {area['no']}" if area["no"] else area["name"]
    led = say(" and is led by ", *leads_series(leads)) if leads else say(" and names no lead of its own")
    working = len(found["action_leads"])
    work = f"; {counted(working, 'lead')} {is_or_are(working)} named for its actions"
    holds = f"{title} holds {counted(len(found['actions']), 'action')}"
    return say(holds, *led, work, *next_words(found["next_due"]), ".")


def board_sentence(found: Answer) -> Cell:
    """Who chairs a board, how often it meets and what it resolved."""
    board, members = found["board"], found["members"]
    chairs = _named(one for one in members if str(one["role"]).casefold() == "chair")
    guests = sum(is_guest(one["role"]) for one in members)
    said = (
        say(f"{board['name']} is chaired by ", *chairs)
        if chairs
        else say(f"The papers name no chair of {board['name']}")
    )
    if len(members) > guests:
        said += say(f"; {counted(len(members) - guests, 'member')} {is_or_are(len(members) - guests)} named")
    if guests:
        said += say(f"; {guests} more {'has' if guests == 1 else 'have'} attended")
    if board["meets"]:
        said += say(f"; it meets {board['meets']}")
    if found["meetings"]:
        made = counted(len(found["resolutions"]), "resolution")
        said += say(f"; the map holds {counted(len(found['meetings']), 'meeting')} with {made}")
    return said + say(".")


def strategy_sentence(found: Answer) -> Cell:
    """How many actions produce a strategy and rely on it."""
    name, where = found["strategy"]["name"], edition_words(state().about)
    makes, uses = found["produced_by"], found["relied_on_by"]
    if not makes and not uses:
        return say(f"No action of {where} produces {name} or relies on it; the papers only name it.")
    leads = dict.fromkeys(name_of(lead) for row in makes for lead in row["leads"])
    by = f" (led by {names(leads)})" if leads else ""
    produced = f"{counted(len(makes), 'action')}{by} {'produces' if len(makes) == 1 else 'produce'} {name}"
    relied = f"{counted(len(uses), 'action')} {'relies' if len(uses) == 1 else 'rely'} on it"
    return say(opening(f"{produced} in {where}, and {relied}."))
