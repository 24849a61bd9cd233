"""Reads a paper that nobody vouches for, in a child process with limits that takes all it did with it when it ends."""

from __future__ import annotations

import io
import json
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from graphapp import due, model
from graphapp.errors import ReaderFault, ReadersBusy, UnreadablePaper
from graphapp.reading import drafts
from graphapp.reading.drafts import Drafts
from graphapp.reading.uncollected import uncollected

SECONDS: Final = 30
MEMORY: Final = 512 * 1024 * 1024  # bytes
AT_ONCE: Final = 3  # papers; so that uploads never hold all threads of a server, nor all memory of its machine
PATIENCE: Final = 5  # seconds to wait for one of them to be done
_TICK = 0.25  # seconds
# Workbooks go to the parser written in C, not to the slow one that refuses entities: they are refused before.
FAST: Final = {"OPENPYXL_DEFUSEDXML": "False"}
_KEPT = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL")  # of the environment; passwords in it are no business of a paper

_slots = threading.BoundedSemaphore(AT_ONCE)


def read_safely(
    path: Path,
    *,
    shown: str | None = None,
    tick: Callable[[float], None] | None = None,
    seconds: float = SECONDS,
    **known: str,
) -> Drafts:
    """What `reader.read` gives, or UnreadablePaper in a sentence; nothing of the file outlives the call.

    `shown` names the file in errors (default: its path). `tick` is told the seconds gone by, some four times a second.
    ReaderFault where the reader itself failed; ReadersBusy where AT_ONCE papers are being read already.
    """
    if not _slots.acquire(timeout=PATIENCE):
        raise ReadersBusy(f"{AT_ONCE} papers are being read at the moment. Try again in half a minute.")
    try:
        with tempfile.TemporaryDirectory(prefix="graphapp-", ignore_cleanup_errors=True) as folder:
            state, found = _asked(path, known, folder, tick, seconds)
    finally:
        _slots.release()
    if isinstance(found, Drafts):
        return found
    if state == "fault":
        raise ReaderFault(f"{shown or path}: the reader failed on it ({found}). Nothing was stored; please report it.")
    raise UnreadablePaper(found.replace(str(path), shown) if shown else found)


def _asked(
    path: Path, known: dict[str, str], folder: str, tick: Callable[[float], None] | None, seconds: float
) -> tuple[str, Drafts | str]:
    """The child's answer; a sentence in its place where it was ended or broke off."""
    with subprocess.Popen(  # noqa: S603 - our own module, the path as one argument, no shell
        [sys.executable, "-P", "-m", "graphapp.reading.child", str(path), json.dumps(known)],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=_environment(folder), start_new_session=True,
    ) as child:  # fmt: skip
        try:
            data = _waited(child, tick, seconds)
        except TimeoutError:
            return "refused", f"{path}: reading it takes longer than {seconds:g} seconds. {_PART}"
        finally:
            _end(child)
    try:
        with uncollected():
            state, found = _Answer(io.BytesIO(data)).load()
    except Exception:  # noqa: BLE001 - a child that died says nothing, one taken over may say anything
        return "refused", f"{path}: reading it broke off; it is damaged, or takes too much memory or time. {_PART}"
    return state, found


_PART = "Save the part with the plan as its own file."


def _environment(folder: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    own = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONDONTWRITEBYTECODE": "1"}
    return kept | own | FAST | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder)


def _waited(child: subprocess.Popen[bytes], tick: Callable[[float], None] | None, seconds: float) -> bytes:
    start = time.monotonic()
    while True:
        gone = time.monotonic() - start
        if gone >= seconds:
            raise TimeoutError
        try:
            return child.communicate(timeout=min(_TICK, seconds - gone))[0]
        except subprocess.TimeoutExpired:
            if tick:
                tick(time.monotonic() - start)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End the child, and whatever it may have started, if it still runs."""
    if child.poll() is not None:
        return
    with suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()


class _Answer(pickle.Unpickler):
    """Takes records of drafts from the child and nothing else, so that a child taken over by its paper can do no harm.

    A pickle, as JSON would need a second description of every record.
    """

    _known: Final = {
        (module.__name__, name): getattr(module, name)
        for module in (drafts, due, model)
        for name in vars(module)
        if getattr(getattr(module, name), "__dataclass_fields__", None) is not None
    }

    def find_class(self, module: str, name: str) -> Any:
        """The record of this name; UnpicklingError for all else."""
        try:
            return self._known[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name}") from None
