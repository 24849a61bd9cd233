"""Commands that take a map out of its store and back: exports, copies, backups."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from graphapp import transfer
from graphapp.cli_base import author, chosen_map, edition_option, map_option, on_option
from graphapp.core import open_map
from graphapp.errors import BadExport, GraphappError
from graphapp.exports import whole
from graphapp.exports.formats import FORMATS
from graphapp.model import Changeset
from graphapp.store.journal import content


@click.command("export")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="json",
    help="; ".join(f"{one.name}: {one.holds}" for one in FORMATS.values()) + ".",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write. Default: standard output.",
)
@edition_option
@on_option
@map_option
def export(form: str, output: Path | None, edition: str | None, on: str | None) -> None:
    """The map as a file: for a spreadsheet, a calendar, a browser, or another program."""
    if form == "xlsx" and output is None and sys.stdout.isatty():
        raise GraphappError("A workbook is nothing to read here: name a file, such as -o map.xlsx.")
    with chosen_map() as found:
        written = FORMATS[form].write(found, edition, found.as_at(on))
    if output is None:
        click.echo(written, nl=False)
        return
    try:
        output.write_bytes(written)
    except OSError as error:
        raise GraphappError(f"{output}: cannot be written ({error.strerror}).") from error
    click.echo(f"Wrote {output}.", err=True)


@click.command("import-json")
@click.argument("file", type=click.Path(path_type=Path))
@map_option
def import_json(file: Path) -> None:
    """Make the map equal to an export: what the file does not hold is dropped."""
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadExport(
            f"{file}: cannot be read as an export ({getattr(error, 'strerror', None) or 'not text'})."
        ) from error
    put = whole.from_json(text, file.name, author())
    with chosen_map(fill=False) as found:
        nodes, edges = content(found.store)
        extra_nodes = sorted(nodes.keys() - {node.id for node in put.nodes})
        extra_edges = sorted(edges.keys() - {edge.id for edge in put.edges})
        changes = Changeset(put.author, put.reason, put.nodes, put.edges, tuple(extra_nodes), tuple(extra_edges))
        revision = found.commit(changes)
    click.echo(
        f"The map now equals {file}: {len(put.nodes)} nodes, {len(put.edges)} edges, revision {revision.number}."
    )


@click.command("copy")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def copy(source: str, target: str) -> None:
    """Copy a whole map with its history to another store; after a break, run it again and it goes on.

    FROM and TO are addresses such as sqlite:///map.db. TO is empty, or holds what an earlier copy began.
    """
    with open_map(source) as before, open_map(target) as after:
        count, newest = transfer.copy(before.store, after.store, _progress())
    click.echo(f"Copied {transfer.counted(count)}: both maps stand at revision {newest.number}, hash {newest.hash}.")


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@map_option
def backup(file: Path) -> None:
    """Write the map with its whole history to one file, whatever store it is in; it may be in use meanwhile."""
    with chosen_map(fill=False) as found:
        newest = transfer.backup(found.store, file)
    click.echo(f"Wrote {file}: the map up to revision {newest.number}, hash {newest.hash}.")


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Lose what the map holds now, with its history. Restart what serves it.")
@map_option
def restore(file: Path, replace: bool) -> None:
    """Take a backup back, with its whole history, into an empty map."""
    with chosen_map(fill=False) as found:
        newest = transfer.restore(file, found.store, _progress(), over=replace)
    click.echo(f"Restored {file}: the map stands at revision {newest.number}, hash {newest.hash}.")


def _progress() -> transfer.Progress:
    """Says on standard error how far it is, once a second, of what takes more than a second."""
    told = time.monotonic()

    def tell(number: int, of: int) -> None:
        nonlocal told
        if time.monotonic() - told > 1:
            told = time.monotonic()
            click.echo(f"Revision {number:,} of {of:,}.", err=True)

    return tell


COMMANDS = (export, import_json, copy, backup, restore)
