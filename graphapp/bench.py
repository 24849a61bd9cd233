"""`graphapp bench`: how long reading, loading, answers, pages and pictures take here, as medians beside their aims."""

from __future__ import annotations

import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click

from graphapp import saying
from graphapp.analysis.accountability import answerability, portfolio
from graphapp.analysis.answers import forget
from graphapp.analysis.backtest import backtest
from graphapp.analysis.departure import departure
from graphapp.analysis.dependencies import dependencies
from graphapp.analysis.entities import strategy
from graphapp.analysis.gaps import gaps
from graphapp.analysis.handover import handover
from graphapp.analysis.paths import paths
from graphapp.analysis.removal import action_dropped
from graphapp.analysis.slippage import move
from graphapp.analysis.stand_down import board_stands_down
from graphapp.analysis.strategy_slip import strategy_slips
from graphapp.analysis.versions import compare
from graphapp.bench_papers import measured, write_document, write_sheet
from graphapp.cli_base import json_option, say
from graphapp.core import AccountabilityMap, open_map
from graphapp.errors import GraphappError
from graphapp.pictures.lanes import focus_map
from graphapp.pictures.svg import render
from graphapp.reading.reader import read
from graphapp.resources import resource_dir
from graphapp.web import create_app

Row = tuple[str, float, float, str]  # what, median, aim, unit

_CHECKOUT = Path(__file__).parents[1]
_MORE = ("benchmarks/large_plan.py", "benchmarks/scale.py")

PAGES = (
    "/",
    "/actions",
    "/leads",
    "/recommendations",
    "/boards",
    "/strategies",
    "/gaps",
    "/documents",
    "/history",
)


def timed(work: Callable[[], object], times: int = 5) -> float:
    """The median of several runs in milliseconds, after one that is not counted."""
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


@click.command("bench")
@json_option
@click.option(
    "--more",
    is_flag=True,
    help="Then also a plan of 5,000 actions and a map of 40,000 things in each store; minutes, in a checkout only.",
)
def bench(is_json: bool, more: bool) -> None:
    """How fast this machine reads, loads, answers and draws the Lancashire example, beside what is aimed at."""
    if more and not all((_CHECKOUT / one).exists() for one in _MORE):
        raise GraphappError(
            "This graphapp was installed without its benchmarks: run `graphapp bench --more` in a checkout."
        )
    with tempfile.TemporaryDirectory() as folder:
        rows = [
            *_reading(),
            *_long_papers(Path(folder)),
            *_loading(Path(folder)),
            *_in_process(Path(folder)),
            *_served(Path(folder)),
        ]
    answer = [{"what": what, "median": round(median, 1), "aim": aim, "unit": unit} for what, median, aim, unit in rows]
    say(answer, is_json, lambda _: _table(rows))
    for one in _MORE if more else ():
        module = one.removesuffix(".py").replace("/", ".")
        command = [sys.executable, "-m", module]
        subprocess.run(command, cwd=_CHECKOUT, check=True, stdout=sys.stderr if is_json else None)  # noqa: S603


def _table(rows: Iterable[Row]) -> str:
    shown = [
        (what, f"{median:,.1f} {unit}", f"{aim:,.0f} {unit}", "" if median <= aim else "missed")
        for what, median, aim, unit in rows
    ]
    return saying.columns(shown, ("What", "Median here", "Aim", ""))


def _papers() -> list[Path]:
    return sorted((resource_dir("graph_data") / "lancashire" / "papers").glob("*.txt"))


def _reading() -> Iterator[Row]:
    for path in _papers():
        yield f"read {path.stem[:40]}", timed(partial(read, path), 3), 1000, "ms"


def _long_papers(folder: Path) -> Iterator[Row]:
    """Papers longer than the example's, each in a process of its own so that its memory can be told."""
    seconds, memory, _ = measured(write_document(folder / "plan.docx", 133))
    yield "read a Word plan of 133 actions", seconds * 1000, 2000, "ms"
    seconds, memory, _ = measured(write_sheet(folder / "tracker.xlsx", 20_000))
    yield "read a spreadsheet of 20,000 rows", seconds * 1000, 10_000, "ms"
    yield "memory of reading it", memory, 400, "MB"


def _loading(folder: Path) -> Iterator[Row]:
    def load() -> None:
        (folder / "load.db").unlink(missing_ok=True)
        with open_map(f"sqlite:///{folder / 'load.db'}") as found:
            found.load()

    yield "load all five papers", timed(load, 3), 5000, "ms"


def _in_process(folder: Path) -> Iterator[Row]:
    with open_map(f"sqlite:///{folder / 'map.db'}") as found:
        found.load()
        yield from _answers(found)
        graph, edition, on = found.graph(), found.edition(None), found.as_at()
        busiest = _busiest(found)
        yield (
            "build the focus map",
            timed(lambda: render(focus_map(graph, busiest, edition, (), on), lambda box: box.id), 15),
            20,
            "ms",
        )
        client = create_app(accountability_map=found).test_client()
        number = _most_joined(found, "recommendation:").partition(":")[2]
        for path in (*PAGES, f"/leads/{busiest}", f"/recommendations/{number}", _document(found)):
            yield f"page {path[:60]}", timed(partial(client.get, path), 15), 50, "ms"


def _answers(found: AccountabilityMap) -> Iterator[Row]:
    edition, on = found.edition(None), found.as_at()
    busiest = _busiest(found)
    recommendation, strategy_id = _most_joined(found, "recommendation:"), _most_joined(found, "strategy:")
    action, board = _most_joined(found, f"action:{edition}/"), _most_joined(found, "organization:")
    questions: dict[str, Callable[[], object]] = {
        "owns": lambda: found.ask(portfolio, busiest, edition, on),
        "answers": lambda: found.ask(answerability, recommendation, edition),
        "gaps": lambda: found.ask(gaps, edition, on),
        "path": lambda: found.ask(paths, busiest, recommendation),
        "leaves": lambda: found.ask(departure, busiest, edition, on),
        "moves": lambda: found.ask(move, action, "2030-01", edition),
        "rests-on": lambda: found.ask(strategy, strategy_id, edition),
        "dependencies": lambda: found.ask(dependencies, edition),
        "slips": lambda: found.ask(strategy_slips, strategy_id, 3, edition),
        "stands-down": lambda: found.ask(board_stands_down, board, edition),
        "dropped": lambda: found.ask(action_dropped, action),
        "hands-over": lambda: found.ask(handover, busiest, {}, edition),
        "compare": lambda: found.ask(compare),
        "backtest, with the comparison": lambda: found.ask(backtest),
    }
    for name, question in questions.items():
        yield name, timed(partial(_anew, found, question)), 2000 if name == "compare" else 100, "ms"


def _anew(found: AccountabilityMap, question: Callable[[], object]) -> object:
    """The answer as after a change of the map, when nothing that was asked before is kept with its graph."""
    forget(found.graph())
    return question()


def _most_joined(found: AccountabilityMap, start: str) -> str:
    """The node whose id begins so that most edges lead to."""
    graph = found.graph()
    return max((node for node in graph if node.startswith(start)), key=graph.in_degree)


def _busiest(found: AccountabilityMap) -> str:
    graph = found.graph()
    return max((node for node in graph if node.startswith("person:")), key=graph.out_degree)


def _document(found: AccountabilityMap) -> str:
    longest = max(found.store.nodes(kind="document"), key=lambda node: len(node.props["lines"]))
    return f"/documents/{longest.id.partition(':')[2]}"


def _served(folder: Path) -> Iterator[Row]:
    """Start to first page, and resident memory after every page was asked for once."""
    url = f"sqlite:///{folder / 'map.db'}"
    first = []
    memory = 0.0
    for _ in range(3):
        start = time.perf_counter()
        with _server(url) as (address, process):
            first.append((time.perf_counter() - start) * 1000)
            for path in PAGES:
                urllib.request.urlopen(address + path, timeout=10).read()  # noqa: S310  our own server, on this machine
            memory = max(memory, resident(process.pid))
    yield "start to first page", statistics.median(first), 3000, "ms"
    if memory:
        yield "resident memory of the server", memory, 200, "MB"


@contextmanager
def _server(url: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "graphapp", "serve", "--port", str(port), "--map", url]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603  this very program
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(400):
            try:
                urllib.request.urlopen(address, timeout=10).read()
                break
            except OSError:
                time.sleep(0.02)
        yield address, process
    finally:
        process.terminate()
        process.wait(10)


def resident(pid: int) -> float:
    """Resident memory in MB where the system tells it, else 0."""
    status = Path(f"/proc/{pid}/status")
    found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text("ascii", "replace")) if status.exists() else None
    return int(found[1]) / 1024 if found else 0.0
