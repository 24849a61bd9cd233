"""Commands that keep scenarios beside the map, and compare them."""

from __future__ import annotations

import click

from graphapp import saying_scenarios as saying
from graphapp.analysis.scenario import scenario_named
from graphapp.analysis.scenario_compared import compared
from graphapp.cli_base import author, chosen_map, json_option, map_option, on_option, say
from graphapp.scenarios import listing, remove, save

_author_option = click.option("--author", "who", help="Who does it, for the journal. Default: your user name.")


@click.command("scenarios")
@json_option
@map_option
def scenarios(is_json: bool) -> None:
    """The saved scenarios: what each asks, who saved it and when."""
    with chosen_map() as found:
        say(listing(found), is_json, saying.scenarios)


@click.command("scenario-save")
@click.argument("name")
@click.argument("address")
@click.option("--replace", is_flag=True, help="Put it in the place of a scenario of that name.")
@_author_option
@map_option
def scenario_save(name: str, address: str, replace: bool, who: str | None) -> None:
    """Keep a what-if under a name: ADDRESS is that of its page, such as /what-if/leaves/person:a-name."""
    with chosen_map() as found:
        node = save(found, name, address, who or author(), replace=replace)
    click.echo(f"Saved the scenario {node.label}: {node.props['address']}")


@click.command("scenario-remove")
@click.argument("name")
@_author_option
@map_option
def scenario_remove(name: str, who: str | None) -> None:
    """Forget a saved scenario: NAME is its whole name or its id."""
    with chosen_map() as found:
        node = remove(found, name, who or author())
    click.echo(f"Removed the scenario {node.label}: {node.props['address']}")


@click.command("scenario-compare")
@click.argument("one")
@click.argument("other")
@on_option
@json_option
@map_option
def scenario_compare(one: str, other: str, on: str | None, is_json: bool) -> None:
    """Two scenarios beside each other and beside today: names of saved ones, or addresses."""
    with chosen_map() as found:
        first, second = (scenario_named(found.graph((one, other)), words) for words in (one, other))
        say(found.ask(compared, first, second, found.as_at(on)), is_json, saying.comparison)


COMMANDS = (scenarios, scenario_save, scenario_remove, scenario_compare)
