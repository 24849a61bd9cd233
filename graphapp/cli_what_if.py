"""Commands that ask what would happen: nothing here writes to the map."""

from __future__ import annotations

from typing import Any

import click

from graphapp import saying_what_if as words
from graphapp.analysis.departure import departure
from graphapp.analysis.removal import action_dropped
from graphapp.analysis.replacement import replacement
from graphapp.analysis.slippage import move
from graphapp.analysis.stand_down import board_stands_down
from graphapp.analysis.what_if import action_named, hands_over, replays, slips
from graphapp.cli_base import ask, edition_option, json_option, map_option, on_option
from graphapp.core import AccountabilityMap
from graphapp.ontology import LEADERS


@click.command("leaves")
@click.argument("who")
@edition_option
@on_option
@json_option
@map_option
def leaves(who: str, edition: str | None, on: str | None, is_json: bool) -> None:
    """What if this person, post or body left: what is orphaned, held by someone acting, still covered."""
    ask(
        is_json,
        words.departure,
        lambda found: found.ask(departure, found.find(who, LEADERS).id, found.edition(edition), found.as_at(on)),
    )


@click.command("moves")
@click.argument("ref")
@click.argument("date")
@click.option("--milestone", type=click.IntRange(1), help="Which of several dates moves, from 1. Default: the last.")
@edition_option
@on_option
@json_option
@map_option
def moves(ref: str, date: str, milestone: int | None, edition: str | None, on: str | None, is_json: bool) -> None:
    """What if this action were due then: what must move, what may, what only goes along."""

    def question(found: AccountabilityMap) -> Any:
        key = found.edition(edition)
        return found.ask(move, action_named(found.graph(key), ref, key).id, date, key, milestone, found.as_at(on))

    ask(is_json, words.move, question)


@click.command("slips")
@click.argument("strategy")
@click.argument("date", required=False)
@click.option("--months", type=int, help="By how many months, instead of a date.")
@edition_option
@json_option
@map_option
def slips_command(strategy: str, date: str | None, months: int | None, edition: str | None, is_json: bool) -> None:
    """What if a strategy came only then (DATE), or so many months later: what produces it, and what waits for that."""

    def question(found: AccountabilityMap) -> Any:
        late = found.find(strategy, ("strategy",))
        return found.ask(slips, late.id, date, months, found.edition(edition))

    ask(is_json, words.slip, question)


@click.command("stands-down")
@click.argument("board")
@edition_option
@json_option
@map_option
def stands_down(board: str, edition: str | None, is_json: bool) -> None:
    """What if a board or other body stood down: what nobody would lead or hear of, who would have to be told."""
    ask(
        is_json,
        words.stand_down,
        lambda found: found.ask(board_stands_down, found.find(board, ("organization",)).id, found.edition(edition)),
    )


@click.command("dropped")
@click.argument("ref")
@edition_option
@json_option
@map_option
def dropped(ref: str, edition: str | None, is_json: bool) -> None:
    """What if this action were dropped: what waits for it in vain, and what nobody would answer then."""
    ask(
        is_json,
        words.dropped,
        lambda found: found.ask(action_dropped, action_named(found.graph(edition), ref, found.edition(edition)).id),
    )


@click.command("hands-over")
@click.argument("who")
@click.option("--to", metavar="LEAD", help="Who takes over all that --action does not pass to others.")
@click.option("--only-orphaned", is_flag=True, help="--to takes only what would be left with no lead.")
@click.option("--action", "actions", metavar="REF=LEAD", multiple=True, help="Who takes one action; may be repeated.")
@edition_option
@json_option
@map_option
def hands_over_command(
    who: str, to: str | None, only_orphaned: bool, actions: tuple[str, ...], edition: str | None, is_json: bool
) -> None:
    """What if a lead's actions passed to others: who takes what, their load by month, who stands near the rest."""

    def question(found: AccountabilityMap) -> Any:
        leaver = found.find(who, LEADERS)
        return found.ask(hands_over, leaver.id, to, only_orphaned, actions, found.edition(edition))

    ask(is_json, words.handover, question)


@click.command("merges")
@click.argument("posts", metavar="POST [POST ...]", nargs=-1, required=True)
@click.option("--into", metavar="TITLE", required=True, help="The post they become: one there is, or a new title.")
@edition_option
@json_option
@map_option
def merges(posts: tuple[str, ...], into: str, edition: str | None, is_json: bool) -> None:
    """What if these posts merged into one, or one were renamed: what passes, and the load by month."""

    def question(found: AccountabilityMap) -> Any:
        ids = tuple(found.find(post, ("post",)).id for post in posts)
        return found.ask(replacement, ids, into, found.edition(edition))

    ask(is_json, words.replacement, question)


@click.command("replays")
@click.argument("post")
@click.argument("old")
@click.argument("new")
@json_option
@map_option
def replays_command(post: str, old: str, new: str, is_json: bool) -> None:
    """What did happen: where the actions that a post led in one edition went in a later one."""
    ask(
        is_json,
        words.replayed,
        lambda found: found.ask(replays, found.find(post, ("post",)).id, found.edition(old), found.edition(new)),
    )


COMMANDS = (leaves, moves, slips_command, stands_down, dropped, hands_over_command, merges, replays_command)
