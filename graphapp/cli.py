"""The command `graphapp`: every question a command, every answer as aligned text or as the contract's JSON.

Exit status: 0 answered, 1 no such subject or unreadable input (one line on standard error), 2 wrong usage.
"""

from __future__ import annotations

import gc
from pathlib import Path

import click

from graphapp import cli_changes, cli_scenarios, cli_store, cli_transfer, cli_what_if, saying
from graphapp.analysis.accountability import answerability, portfolio
from graphapp.analysis.gaps import gaps
from graphapp.analysis.paths import paths
from graphapp.bench import bench
from graphapp.cli_base import Commands, chosen_map, edition_option, json_option, map_option, on_option, progress, say
from graphapp.ontology import LEADERS, SUBJECTS
from graphapp.reading.reader import as_json
from graphapp.reading.safely import SECONDS, read_safely


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@map_option
def main() -> None:
    """Who answers for what in a council's improvement plan, with the line of the paper behind every fact."""
    # Answers make and keep many small records: looked through as often as usual, a large one takes half as long again.
    gc.set_threshold(50_000, 20, 50)


@main.command("read")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def read_command(file: Path, is_json: bool) -> None:
    """What the reader makes of one paper; nothing is stored."""
    with progress() as tell:
        drafts = read_safely(file, tick=lambda seconds: tell(f"Reading {file.name}", seconds / SECONDS))
    for warning in drafts.paper.warnings:
        click.echo(f"graphapp: {warning}", err=True)
    if not (drafts.actions or drafts.meetings or drafts.recommendations):
        click.echo(f"graphapp: {file}: no plan of action and no minutes were found in it.", err=True)
    say(as_json(drafts), is_json, saying.reading)


@main.command()
@click.argument("who")
@edition_option
@on_option
@json_option
@map_option
def owns(who: str, edition: str | None, on: str | None, is_json: bool) -> None:
    """What a person, post or body owns: alone, jointly, by inheritance; what is due next."""
    with chosen_map() as found:
        node = found.find(who, LEADERS)
        say(found.ask(portfolio, node.id, found.edition(edition), found.as_at(on)), is_json, saying.portfolio)


@main.command()
@click.argument("recommendation")
@edition_option
@json_option
@map_option
def answers(recommendation: str, edition: str | None, is_json: bool) -> None:
    """Who answers for a recommendation, through which actions, heard by which boards."""
    with chosen_map() as found:
        node = found.find(recommendation, ("recommendation",))
        say(found.ask(answerability, node.id, found.edition(edition)), is_json, saying.answerability)


@main.command("gaps")
@edition_option
@on_option
@json_option
@map_option
def gaps_command(edition: str | None, on: str | None, is_json: bool) -> None:
    """What nobody has named, dated or decided."""
    with chosen_map() as found:
        say(found.ask(gaps, found.edition(edition), found.as_at(on)), is_json, saying.gaps)


@main.command("path")
@click.argument("a")
@click.argument("b")
@click.option("--weak", is_flag=True, help="Also along rows that say ALL recommendations.")
@json_option
@map_option
def path_command(a: str, b: str, weak: bool, is_json: bool) -> None:
    """How two things are connected: up to three shortest chains, read as sentences."""
    with chosen_map() as found:
        first, second = found.find(a, SUBJECTS), found.find(b, SUBJECTS)
        say(found.ask(paths, first.id, second.id, weak=weak), is_json, saying.paths)


for command in (
    *cli_what_if.COMMANDS,
    *cli_changes.COMMANDS,
    *cli_scenarios.COMMANDS,
    *cli_store.COMMANDS,
    *cli_transfer.COMMANDS,
    bench,
):
    main.add_command(command)
