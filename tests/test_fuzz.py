"""Damaged papers are read or refused in a sentence: no other error, and none takes long."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

from graphapp.errors import UnreadablePaper
from graphapp.reading.drafts import Drafts
from graphapp.reading.reader import read
from graphapp.reading.safely import read_safely
from tests.mutations import damaged

LONG = 10  # seconds; the readers may take 30


@contextmanager
def alarm(name: str) -> Iterator[None]:
    """TimeoutError in what takes longer than LONG."""

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"{name} is read for more than {LONG} seconds")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, LONG)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def refusal(path: Path, reader: Callable[[Path], Drafts]) -> str | None:
    """The sentence that refuses the paper; None where it is read."""
    try:
        reader(path)
    except UnreadablePaper as error:
        return str(error)
    return None


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="this system has no alarm")
def test_a_damaged_paper_is_read_or_refused_in_a_sentence(tmp_path: Path) -> None:
    states = {"read": 0, "refused": 0}
    for path in damaged(tmp_path, 150):
        with alarm(path.name):
            said = refusal(path, read)
        states["refused" if said else "read"] += 1
        assert said is None or (said.startswith(str(path)) and said.endswith(".") and "\n" not in said), said
    assert min(states.values()) > 20, states  # else the damage is too small or too large to tell anything


@pytest.mark.slow
def test_a_damaged_paper_read_in_a_child_ends_as_it_does_here(tmp_path: Path) -> None:
    for path in damaged(tmp_path, 12, "child"):
        assert refusal(path, read_safely) == refusal(path, read), path.name


def test_the_same_seed_damages_in_the_same_way(tmp_path: Path) -> None:
    first, second = ([path.read_bytes() for path in damaged(tmp_path / name, 24)] for name in "ab")
    assert first == second
    assert len(set(first)) == 24
