"""Commands that ask what rests on what, and what changed between two editions."""

from __future__ import annotations

import click

from graphapp import saying
from graphapp.analysis.backtest import backtest
from graphapp.analysis.dependencies import dependencies
from graphapp.analysis.entities import strategy
from graphapp.analysis.versions import compare
from graphapp.cli_base import ask, edition_option, json_option, map_option


@click.command("rests-on")
@click.argument("name")
@edition_option
@json_option
@map_option
def rests_on(name: str, edition: str | None, is_json: bool) -> None:
    """What rests on a strategy, what produces it, which boards hear of it."""
    ask(
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
    ask(is_json, saying.dependencies, lambda found: found.ask(dependencies, found.edition(edition)))


@click.command("compare")
@click.argument("old")
@click.argument("new")
@json_option
@map_option
def compare_command(old: str, new: str, is_json: bool) -> None:
    """What changed between two editions, and what changed quietly."""
    ask(is_json, saying.comparison, lambda found: found.ask(compare, found.edition(old), found.edition(new)))


@click.command("backtest")
@click.argument("old")
@click.argument("new")
@json_option
@map_option
def backtest_command(old: str, new: str, is_json: bool) -> None:
    """How well the older edition alone would have told what moved by the newer one."""
    ask(is_json, saying.backtest, lambda found: found.ask(backtest, found.edition(old), found.edition(new)))


COMMANDS = (rests_on, dependencies_command, compare_command, backtest_command)
