"""Commands that fill, check and serve a map."""

from __future__ import annotations

import ipaddress
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import waitress

from graphapp import saying, saying_review
from graphapp.cli_base import author, chosen_map, data_folder, json_option, map_option, progress, say
from graphapp.core import AccountabilityMap, Loaded, Proposal
from graphapp.errors import GraphappError
from graphapp.review import as_reviewed, items
from graphapp.store.journal import audit
from graphapp.web import create_app
from graphapp.web.writing import LOOPBACK


@click.command("load")
@click.argument("papers", nargs=-1, type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Publish without asking; a script is never asked.")
@click.option("--all", "is_all", is_flag=True, help="Show every proposed fact, not the first 20 of each group.")
@json_option
@map_option
def load(papers: tuple[Path, ...], yes: bool, is_all: bool, is_json: bool) -> None:
    """Read papers, reconcile them with decisions.toml beside them, show what they change beside its lines, and commit.

    On a terminal it asks before it commits. No paper: the Lancashire example, which is not shown and not asked about.
    """
    with chosen_map(fill=False) as found:
        with progress() as tell:
            proposal = found.propose(papers, author(), tell)
        reviewed = as_reviewed(found, papers[0], proposal) if len(papers) == 1 else None
        proposal = reviewed or proposal
        shown = items(proposal) if papers else ()
        if shown and not is_json:
            click.echo(saying_review.proposed(shown, is_all))
        for text in _reviewed(proposal, is_kept=reviewed is not None) if shown else ():
            click.echo(f"graphapp: {text}", err=True)
        is_asked = bool(shown) and not yes and sys.stdin.isatty()
        if is_asked and not click.confirm("Publish?", err=is_json):
            click.echo(f"Nothing is published: the map stays at revision {proposal.revision}.", err=is_json)
            return
        more = {"proposed": saying_review.as_json(shown)} if papers else {}
        say(_loaded(found.publish(proposal)) | more, is_json, saying.loaded)


def _reviewed(proposal: Proposal, *, is_kept: bool) -> Iterator[str]:
    """Papers that somebody reviewed in the pages, whose corrections this keeps or would undo."""
    for drafts in proposal.drafts:
        node_id = f"document:{drafts.paper.id}"
        if node_id in proposal.graph and "review" in (props := proposal.graph.nodes[node_id]["node"].props):
            who = f"{drafts.paper.id} was reviewed by {props['review']['by']}"
            yield (
                f"{who}: what was corrected and left out then stays so."
                if is_kept
                else f"{who}: publishing it as read undoes what was corrected and left out then. Upload it at /import "
                "to keep that."
            )


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
@click.option(
    "--allow-saving",
    is_flag=True,
    help="Let everybody who can open the pages save and remove scenarios. On a loopback address they may anyway, from "
    "this machine; there are no accounts, so elsewhere use it only where all who can open the pages may write.",
)
@click.option(
    "--allow-import",
    is_flag=True,
    help="Let everybody who can open the pages upload papers at /import, publish what is read, and undo it. There are "
    "no accounts: on another than a loopback address use it only where all who can open the pages may do so.",
)
@map_option
def serve(host: str, port: int, allow_saving: bool, allow_import: bool) -> None:
    """Serve the pages until Ctrl-C; they save scenarios only on a loopback address or with --allow-saving."""
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
        importing = importing_at(host, found) if allow_import else {}
        app = create_app(accountability_map=found, **saving_at(host, is_asked=allow_saving), **importing)
        click.echo(
            f"The accountability map is at http://{f'[{host}]' if ':' in host else host}:{port} (stop it with Ctrl-C).",
            err=True,
        )
        waitress.serve(app, host=host, port=port, threads=8, ident=None, _quiet=True)


def saving_at(host: str, *, is_asked: bool) -> dict[str, Any]:
    """Who may save: everybody where asked for; else this machine alone, under its own names."""
    if is_asked:
        return {"allow_saving": True}
    return {"allow_saving": _is_loopback(host), "SAVING_HOSTS": (*LOOPBACK, host)}


def importing_at(host: str, found: AccountabilityMap) -> dict[str, Any]:
    """Who may import: everybody, but on a loopback address this machine alone; and where uploads are kept."""
    hosts = {"IMPORT_HOSTS": (*LOOPBACK, host)} if _is_loopback(host) else {}
    beside = {} if hasattr(found.store, "path") else {"REVIEWS": data_folder() / "reviews"}
    return {"allow_import": True, **hosts, **beside}


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


COMMANDS = (load, verify, serve)
