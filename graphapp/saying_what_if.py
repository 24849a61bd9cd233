"""What-ifs in words for a terminal: a sentence first, then each band or list as aligned columns."""

from __future__ import annotations

from collections.abc import Sequence

from graphapp.saying import Answer, action_columns, columns, count, shown

_REASONS = ("Ref", "Due", "Why")


def departure(answer: Answer) -> str:
    """What if somebody left."""
    orphaned = count(len(answer["orphaned"]), "action")
    rest = f"{len(answer['acting_only'])} only someone acting, {len(answer['covered'])} would still be covered."
    parts = [f"If {answer['who']['name']} left, {orphaned} of edition {answer['edition']} would have no lead, {rest}"]
    if answer["next_due"]:
        parts.append(f"Next due: {answer['next_due']['ref']}, {answer['next_due']['due']['raw']}.")
    for title, key in (
        ("No lead left", "orphaned"),
        ("Only someone acting left", "acting_only"),
        ("Still covered", "covered"),
    ):
        if answer[key]:
            parts += ["", title, action_columns(answer[key], "by")]
    if answer["recommendations_without_lead"]:
        parts += ["", f"Recommendations left without a lead: {', '.join(answer['recommendations_without_lead'])}"]
    if answer["dependents"]:
        parts += ["", "What depends on the orphaned actions", action_columns(answer["dependents"], "standing")]
    return "\n".join(parts)


def move(answer: Answer) -> str:
    """What if an action were due at another date."""
    one = answer["action"]
    parts = [f"{one['ref']} from {answer['from'] or 'no date'} to {answer['to']}: {one['text']}", *answer["notes"]]
    return "\n".join([*parts, *_bands(answer), *_heard(answer), *_beside(answer)])


def slip(answer: Answer) -> str:
    """What if a strategy came later."""
    name, months = answer["strategy"]["name"], count(answer["months"], "month")
    moved = sum(row["moves_to"] != row["moves_from"] for row in answer["confirmed"])
    made = sum(row["moves_to"] != row["moves_from"] for row in answer["moved"])
    head = f"If {name} came {months} later, {count(made, 'action')} said to produce it would slip with it,"
    parts = [f"{head} and {moved} more of edition {answer['edition']} would have to move.", *answer["notes"]]
    parts += ["", "Produces it, and slips", _dates(answer["moved"]), *_bands(answer)]
    wholes = [(one["kind"], one["name"], shown(one["actions"])) for one in answer["also_relied_on_by"]]
    return "\n".join([*parts, *_part("Also rests on it", wholes), *_heard(answer), *_beside(answer)])


def stand_down(answer: Answer) -> str:
    """What if a board stood down."""
    rows, name = answer["confirmed"], answer["board"]["name"]
    orphaned = sum(bool(row["orphaned"]) for row in rows)
    lost = f"{count(len(rows), 'action')} of edition {answer['edition']} would lose what only it does"
    parts = [f"If {name} stood down, {lost}; {orphaned} would have no lead.", *answer["notes"]]
    parts += ["", "Only it leads or oversees (confirmed)", _reasons(rows)]
    parts += ["", "Waits for what nobody would lead (inferred)", _reasons(answer["inferred"])]
    parts += ["", "Led by its chair and members (associated)", _reasons(answer["associated"])]
    oversees = [(one["name"], ", ".join(one["other_boards"]) or "no other board") for one in answer["oversees"]]
    parts += _part("What it oversees", oversees, ("What", "Also overseen by"))
    parts += _part("Resolutions it made", [(one["date"] or "", one["text"]) for one in answer["resolutions"]])
    parts += _part("Meetings still announced", [(one["date"],) for one in answer["meetings"]])
    parts += _part("Who would lose a seat", [(one["name"], one["role"] or "member") for one in answer["members"]])
    parts += _part("Reports", [(one["direction"], one["name"]) for one in answer["reports"]])
    return "\n".join([*parts, *_beside(answer)])


def dropped(answer: Answer) -> str:
    """What if an action were dropped."""
    one, sure, maybe = answer["action"], len(answer["confirmed"]), len(answer["inferred"])
    waits = f"{count(sure, 'action')} would wait for it in vain and {maybe} might"
    parts = [f"If {one['ref']} were dropped, {waits}: {one['text']}", *answer["notes"]]
    parts += ["", "Waits for it in vain (confirmed)", _reasons(answer["confirmed"])]
    parts += ["", "Might wait for it (inferred)", _reasons(answer["inferred"])]
    parts += ["", "Only goes along (same lead, month or board)", _reasons(answer["associated"])]
    named = [(row["no"], ", ".join(row["left"]) or "none", row["text"]) for row in answer["recommendations"]]
    parts += _part("Recommendations it answers", named, ("No", "Other actions that name it", "Recommendation"))
    made = [(row["name"], ", ".join(row["produced_elsewhere"]) or "none") for row in answer["strategies"]]
    parts += _part("Strategies", made, ("Strategy", "Other actions that produce it"))
    if answer["freed"]:
        parts += ["", "What it waited for itself", action_columns(answer["freed"], "standing")]
    return "\n".join([*parts, *_part("Boards that hear of it", [(one["name"],) for one in answer["boards"]])])


def handover(answer: Answer) -> str:
    """What if a lead's actions passed to others."""
    rows, who = answer["actions"], answer["who"]["name"]
    passed, near = [row for row in rows if row["to"]], [row for row in rows if not row["to"]]
    of_all = f"of {count(len(rows), 'action')} that {who} leads in edition {answer['edition']}"
    left = f"{len(answer['unassigned'])} would have no lead"
    parts = [f"{len(passed)} {of_all} would pass to others; {left}."]
    takes = [(row["ref"], row["due"]["raw"] or "no date", row["to"]["name"], row["text"]) for row in passed]
    parts += _part("Passes on", takes, ("Ref", "Due", "To", "Action"))
    parts += ["", "Load by month, actions not done", _load(answer["receivers"])] if passed else []
    alone = {row["id"] for row in answer["unassigned"]}
    names = [
        (row["ref"], "nobody" if row["id"] in alone else ", ".join(row["with"]), _near(row), row["text"])
        for row in near
    ]
    parts += _part("Not passed on", names, ("Ref", "Led then by", "Stands near", "Action"))
    return "\n".join(parts)


def _near(row: Answer) -> str:
    return ", ".join(one["name"] for one in row["candidates"])


def replacement(answer: Answer) -> str:
    """What if posts merged, or one were renamed."""
    posts, target, rows = answer["posts"], answer["target"]["name"], answer["passes"]
    names = " and ".join(one["name"] for one in posts)
    how = f"{names} merged into {target}" if len(posts) > 1 else f"{names} became {target}"
    passing = f"{count(len(rows), 'action')} of edition {answer['edition']} would pass to it"
    load = f"It would answer for {answer['load']['after']} that are not done, {answer['load']['before']} of them today."
    parts = [f"If {how}, {passing}.", load]
    if answer["one_lead_fewer"]:
        parts.append(f"With one lead fewer than today: {', '.join(answer['one_lead_fewer'])}.")
    cells = [(r["ref"], r["due"]["raw"] or "no date", "; ".join(r["leads_after"]), r["text"]) for r in rows]
    parts += _part("Passes", cells, ("Ref", "Due", "Leads then", "Action"))
    parts += _part("Key areas that pass", [(one["no"], one["title"]) for one in answer["key_areas"]])
    parts += _part("Seats that pass", [(one["role"] or "", one["name"]) for one in answer["boards"]])
    parts += _part("Resolutions that pass", [(shown(one.get("item")), one["text"]) for one in answer["resolutions"]])
    return "\n".join([*parts, "", "Load by month, actions not done", _load([answer["load"] | {"name": target}])])


def replayed(answer: Answer) -> str:
    """Where a post's actions went in a later edition."""
    rows, name = answer["actions"], answer["post"]["name"]
    kept, gone = sum(row["kept"] for row in rows), len(answer["dropped"])
    led = f"Of {count(len(rows), 'action')} that {name} led in {answer['old']}"
    parts = [f"{led}, it still leads {kept} in {answer['new']}; {gone} were dropped."]
    posts = [(str(one["count"]), one["post"], ", ".join(one["actions"])) for one in answer["posts_now"]]
    parts += _part("In which posts they are led now", posts, ("Actions", "Post", "Which"))
    leads = [(str(one["count"]), one["name"], ", ".join(one["actions"])) for one in answer["counts"]]
    parts += _part("Who leads them now", leads, ("Actions", "Lead", "Which"))
    head = ("Old", "Became", "Relation", "Led now by", "Action")
    went = [(row["ref"], _became(row), row["relation"], "; ".join(row["led_now"]), row["text"]) for row in rows]
    return "\n".join([*parts, *_part("Where each went", went, head)])


def _became(row: Answer) -> str:
    return ", ".join(new["ref"] for new in row["became"])


def _bands(answer: Answer) -> list[str]:
    """The three bands of what moves, each with its title."""
    return [
        *("", "Waits for it (confirmed): moves where slack is too short", _dates(answer["confirmed"])),
        *("", "May move (inferred; not moved here)", _reasons(answer["inferred"])),
        *("", "Only goes along (same lead, month or board)", _reasons(answer["associated"])),
    ]


def _moved(row: Answer) -> str:
    return "stays" if row["moves_to"] and row["moves_to"] == row["moves_from"] else shown(row["moves_to"])


def _dates(rows: Sequence[Answer]) -> str:
    cells = [
        (row["ref"], shown(row["moves_from"]), _moved(row), shown(row.get("slack_months")), row["text"]) for row in rows
    ]
    return columns(cells, ("Ref", "From", "To", "Slack, months", "Action"))


def _reasons(rows: Sequence[Answer]) -> str:
    return columns([(row["ref"], row["due"]["raw"] or "no date", shown(row["reason"])) for row in rows], _REASONS)


def _load(receivers: Sequence[Answer]) -> str:
    lines = [
        (one["name"], month["month"] or "no date", str(month["before"]), str(month["after"]))
        for one in receivers
        for month in ({"month": "in all", **one}, *one["months"])
    ]
    return columns(lines, ("Lead", "Month", "Today", "Then"))


def _part(title: str, rows: Sequence[Sequence[str]], head: Sequence[str] = ()) -> list[str]:
    """A titled list, with an empty line before it; nothing where it is empty."""
    return ["", title, columns(rows, head)] if rows else []


def _heard(answer: Answer) -> list[str]:
    """When the boards that hear of it meet."""
    return _part("Boards that hear of it", [(one["note"],) for one in answer["meetings"]])


def _beside(answer: Answer) -> list[str]:
    """The recommendations and strategies that are touched."""
    numbers = [(one["no"], one["text"]) for one in answer["recommendations"]]
    strategies = [(one["name"],) for one in answer["strategies"]]
    return [*_part("Recommendations touched", numbers), *_part("Strategies touched", strategies)]
