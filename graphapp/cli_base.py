"""What all commands share: the group that turns errors into sentences, the options, the map that is meant."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from graphapp.analysis.answers import last_day
from graphapp.core import AccountabilityMap, Tell, open_map
from graphapp.due import parse_when
from graphapp.errors import AmbiguousSubject, GraphappError

_BAR = 20  # characters


class Commands(click.Group):
    """A group whose commands never show a traceback: what went wrong is one sentence on standard error."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; exit status 1 with a sentence for every error that is foreseen."""
        try:
            return super().invoke(ctx)
        except GraphappError as error:
            click.echo(f"graphapp: {error}", err=True)
            for node_id, label in error.candidates if isinstance(error, AmbiguousSubject) else ():
                click.echo(f"  {node_id}  {label}", err=True)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ctx.exit(1)


def _set_map(ctx: click.Context, _: click.Parameter, url: str | None) -> None:
    if url:
        ctx.find_root().obj = url


map_option = click.option(
    "--map", help="The store, such as sqlite:///map.db. Default: GRAPHAPP_MAP, else a file in your data folder.",
    expose_value=False, callback=_set_map,
)  # fmt: skip


def _day(ctx: click.Context, param: click.Parameter, words: str | None) -> str | None:  # noqa: ARG001 - click's
    try:
        return last_day(parse_when(words)) if words else None
    except ValueError as error:
        raise GraphappError(f"--on: {error}") from None


json_option = click.option("--json", "is_json", is_flag=True, help="The answer as JSON.")
edition_option = click.option("--edition", help="Which edition of the plan, such as 2019-01. Default: the newest.")
on_option = click.option(
    "--on", callback=_day, help="The day to answer at, YYYY-MM-DD. Default: today, or the example's newest paper."
)


def data_folder() -> Path:
    """Where this user's programs keep their data."""
    if os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "graphapp"


def chosen_map(fill: bool = True) -> AccountabilityMap:
    """The map `--map` or GRAPHAPP_MAP names; without them the user's own, filled with the example on first use."""
    url = click.get_current_context().find_root().obj or os.environ.get("GRAPHAPP_MAP")
    if url:
        return open_map(url)
    folder = data_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GraphappError(
            f"{folder} cannot be made ({error.strerror}). Name another store with --map sqlite:///path.db."
        ) from error
    found = open_map(f"sqlite:///{folder / 'map.db'}")
    if fill and found.revision().number == 0:
        click.echo("First use: reading the Lancashire example.", err=True)
        with progress() as tell:
            found.load(author="example", tell=tell)
    return found


@contextmanager
def progress() -> Iterator[Tell]:
    """On a terminal, a bar for what takes longer than a second, gone when it is done; elsewhere nothing."""
    start = time.monotonic()

    def tell(words: str, share: float) -> None:
        seconds = time.monotonic() - start
        if seconds >= 1:
            bar = "#" * round(_BAR * share)
            click.echo(f"\r\033[K[{bar:-<{_BAR}}] {seconds:.0f} s  {words[:50]}", nl=False, err=True)

    if not sys.stderr.isatty():
        yield lambda _words, _share: None
        return
    try:
        yield tell
    finally:
        click.echo("\r\033[K", nl=False, err=True)


def say(answer: Any, is_json: bool, words: Callable[[Any], str]) -> None:
    """An answer on standard output: the contract's JSON, or the same in words."""
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2) if is_json else words(answer))
    if isinstance(answer, dict) and "cut_off" in answer:
        click.echo(f"graphapp: {answer['cut_off']}", err=True)


def ask(is_json: bool, words: Callable[[Any], str], question: Callable[[AccountabilityMap], Any]) -> None:
    """Put a question to the map that is meant and say its answer."""
    with chosen_map() as found:
        say(question(found), is_json, words)


def author() -> str:
    """Who the journal says did it."""
    return os.environ.get("USER") or os.environ.get("USERNAME") or "someone"
