"""Commands that fill, move, check and serve a map."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import click
import waitress

from graphapp import saying
from graphapp.analysis.answers import of_kind, rows
from graphapp.cli_base import author, chosen_map, edition_option, json_option, map_option, say
from graphapp.core import AccountabilityMap, Loaded
from graphapp.errors import BadExport, GraphappError
from graphapp.exports import table, whole
from graphapp.model import Changeset
from graphapp.store.journal import audit, content
from graphapp.web import create_app


@click.command("load")
@click.argument("papers", nargs=-1, type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, expose_value=False, help="Ask nothing; for scripts.")
@json_option
@map_option
def load(papers: tuple[Path, ...], is_json: bool) -> None:
    """Read papers, reconcile them with decisions.toml beside them, and commit. No paper: the Lancashire example."""
    with chosen_map(fill=False) as found:
        say(_loaded(found.load(papers, author=author())), is_json, saying.loaded)


def _loaded(loaded: Loaded) -> dict[str, Any]:
    for warning in loaded.warnings:
        click.echo(f"graphapp: {warning}", err=True)
    return {
        "papers": list(loaded.papers),
        "revision": loaded.revision.number,
        "added": dict(loaded.added),
        "changed": dict(loaded.changed),
        "dropped": dict(loaded.dropped),
        "questions": list(loaded.questions),
    }


@click.command("export")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "csv"]),
    default="json",
    help="json: the whole map; csv: the actions.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write. Default: standard output.",
)
@edition_option
@map_option
def export(form: str, output: Path | None, edition: str | None) -> None:
    """The map as a file: everything as JSON, or its actions as CSV."""
    with chosen_map() as found:
        text = _json(found) if form == "json" else _csv(found, edition)
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
        return
    try:
        output.write_text(text, "utf-8", newline="")
    except OSError as error:
        raise GraphappError(f"{output}: cannot be written ({error.strerror}).") from error
    click.echo(f"Wrote {output}.", err=True)


def _json(found: AccountabilityMap) -> str:
    nodes, edges = content(found.store)
    return whole.to_json(nodes.values(), edges.values())


def _csv(found: AccountabilityMap, edition: str | None) -> str:
    graph = found.graph()
    key = found.edition(edition) if edition else None
    return table.actions_csv(rows(graph, of_kind(graph, "action", key)))


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


@click.command("verify")
@json_option
@map_option
def verify(is_json: bool) -> None:
    """Recompute the journal's chain of hashes and compare the map with what the journal says."""
    with chosen_map() as found:
        problems = audit(found.store)
        number = found.revision().number
    answer = {"revision": number, "sound": not problems, "problems": problems}
    say(
        answer,
        is_json,
        lambda _: "\n".join(problems) or f"Sound: {number} revisions, every hash fits, the map is as they say.",
    )
    if problems:
        click.get_current_context().exit(1)


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@map_option
def serve(host: str, port: int) -> None:
    """Serve the pages until Ctrl-C."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise GraphappError(
                f"Cannot listen on {host} port {port} ({error.strerror}). "
                "Stop what uses it, or choose another: graphapp serve --port 8001."
            ) from error
    with chosen_map() as found:
        app = create_app(accountability_map=found)
        click.echo(
            f"The accountability map is at http://{f'[{host}]' if ':' in host else host}:{port} (stop it with Ctrl-C).",
            err=True,
        )
        waitress.serve(app, host=host, port=port, threads=8, ident=None, _quiet=True)


COMMANDS = (load, export, import_json, verify, serve)
