"""Reads damaged papers in children with limits: `python -m benchmarks.fuzz [how many] [seed]`, 5,000 unless told.

Says how many were read and refused, and the slowest. Exit status 1 where one ended otherwise: by another error than a
refusal, by the death of its child, or after more than 30 seconds. Such papers are kept in the folder that is named.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from graphapp.reading.child import answer, limit
from graphapp.reading.safely import SECONDS
from tests.mutations import damaged

BATCH = 200  # papers to a pair of children


def look(path: Path) -> tuple[str, str, float]:
    """How one paper ended, what was said, and the seconds it took."""
    start = time.perf_counter()
    state, found = answer(path, {})
    return state, found if isinstance(found, str) else "", time.perf_counter() - start


def limited() -> None:
    """The limits of a child, with time for a batch."""
    limit(BATCH * SECONDS)


def batch(paths: list[Path]) -> list[tuple[str, str, float]]:
    """How the papers ended, in two children; where one dies, each paper in a child of its own."""
    try:
        with ProcessPoolExecutor(2, get_context("spawn"), limited) as pool:
            return list(pool.map(look, paths))
    except BrokenProcessPool:
        return [_alone(path) for path in paths]


def _alone(path: Path) -> tuple[str, str, float]:
    try:
        with ProcessPoolExecutor(1, get_context("spawn"), limited) as pool:
            return pool.submit(look, path).result()
    except BrokenProcessPool:
        return "died", "its child died", 0.0


def main(count: int, seed: str) -> int:
    """Run, report, and say whether all ended well."""
    states: Counter[str] = Counter()
    slowest, bad = (0.0, ""), list[str]()
    with tempfile.TemporaryDirectory() as folder:
        paths = damaged(Path(folder) / "papers", count, seed)
        kept = Path(tempfile.gettempdir()) / f"fuzz-{seed}"
        for first in range(0, count, BATCH):
            part = paths[first : first + BATCH]
            for path, (state, said, seconds) in zip(part, batch(part), strict=True):
                states[f"{path.suffix} {state}"] += 1
                slowest = max(slowest, (seconds, path.name))
                if state not in {"read", "refused"} or seconds > SECONDS:
                    kept.mkdir(exist_ok=True)
                    shutil.copy(path, kept)
                    bad.append(f"{kept / path.name}: {state} after {seconds:.1f} s: {said}")
    print("\n".join(f"{number:6,} {state}" for state, number in sorted(states.items())))
    print(f"{count:6,} in all; slowest {slowest[0]:.1f} s ({slowest[1]}); ended otherwise: {len(bad)}")
    print("\n".join(bad[:50]))
    return bool(bad)


if __name__ == "__main__":
    given = [*sys.argv[1:], *("5000", "papers")[len(sys.argv) - 1 :]]
    sys.exit(main(int(given[0]), given[1]))
