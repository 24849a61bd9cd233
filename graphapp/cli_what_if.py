"""Commands that ask what would happen, and what changed: nothing here writes to the map."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from graphapp import saying
from graphapp.analysis.backtest import backtest
from graphapp.analysis.departure import departure
from graphapp.analysis.dependencies import dependencies
from graphapp.analysis.entities import strategy
from graphapp.analysis.slippage import move
from graphapp.analysis.versions import compare
from graphapp.cli_base import chosen_map, edition_option, json_option, map_option, on_option, say
from graphapp.core import AccountabilityMap
from graphapp.ontology import LEADERS


def _ask(is_json: bool, words: Callable[[Any], str], question: Callable[[AccountabilityMap], Any]) -> None:
    with chosen_map() as found:
        say(question(found), is_json, words)


@click.command("leaves")
@click.argument("who")
@edition_option
@on_option
@json_option
@map_option
def leaves(who: str, edition: str | None, on: str | None, is_json: bool) -> None:
    """What if this person, post or body left: what is orphaned, held by someone acting, still covered."""
    _ask(
        is_json,
        saying.departure,
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
        return found.ask(move, f"action:{key}/{ref}", date, key, milestone, found.as_at(on))

    _ask(is_json, saying.move, question)


@click.command("rests-on")
@click.argument("name")
@edition_option
@json_option
@map_option
def rests_on(name: str, edition: str | None, is_json: bool) -> None:
    """What rests on a strategy, what produces it, which boards hear of it."""
    _ask(
        is_json,
        saying.strategy,
        lambda found: found.ask(strategy, found.find(name, ("strategy",)).id, found.edition(edition)),
    )


@click.command("dependencies")
@edition_option
@json_option
@map_option
def dependencies_command(edition: str | None, is_json: bool) -> None:
    """Which action comes before which, confirmed or inferred, with the words that say so."""
    _ask(is_json, saying.dependencies, lambda found: found.ask(dependencies, found.edition(edition)))


@click.command("compare")
@click.argument("old")
@click.argument("new")
@json_option
@map_option
def compare_command(old: str, new: str, is_json: bool) -> None:
    """What changed between two editions, and what changed quietly."""
    _ask(is_json, saying.comparison, lambda found: found.ask(compare, found.edition(old), found.edition(new)))


@click.command("backtest")
@click.argument("old")
@click.argument("new")
@json_option
@map_option
def backtest_command(old: str, new: str, is_json: bool) -> None:
    """How well the older edition alone would have told what moved by the newer one."""
    _ask(is_json, saying.backtest, lambda found: found.ask(backtest, found.edition(old), found.edition(new)))


COMMANDS = (leaves, moves, rests_on, dependencies_command, compare_command, backtest_command)
