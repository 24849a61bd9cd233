"""Reads one paper in a process of its own: `python -m graphapp.reading.child FILE KNOWN`, for `safely` to call.

What a file does to its reader ends here: limits are set before anything of it is looked at, and nothing can be written.
The answer is a pickle on standard output: ("read", Drafts), ("refused", sentence) or ("fault", what failed where).
"""

from __future__ import annotations

import json
import os
import pickle
import sys
import traceback
from pathlib import Path

from graphapp.errors import UnreadablePaper
from graphapp.reading.drafts import Drafts
from graphapp.reading.files import reason
from graphapp.reading.reader import read
from graphapp.reading.safely import MEMORY, SECONDS
from graphapp.reading.uncollected import uncollected

if sys.platform != "win32":  # Windows has no such limits; the parent's clock alone holds there
    import resource


def limit(seconds: int = SECONDS) -> None:
    """From here on this process has so much memory and time of the processor, and can write no file.

    The time is for the case that the parent dies and nobody is left to look at a clock.
    """
    if sys.platform == "win32":
        return
    limits = {
        "RLIMIT_DATA": MEMORY,  # what it allots itself; files of libraries mapped into memory do not count
        "RLIMIT_CPU": seconds,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_CORE": 0,
    }
    for name, most in limits.items():
        kind = getattr(resource, name)
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, allowed))


def answer(path: Path, known: dict[str, str]) -> tuple[str, Drafts | str]:
    """What the reader makes of the paper, or why it makes nothing of it."""
    try:
        return "read", read(path, **known)
    except UnreadablePaper as error:
        return "refused", str(error)
    except (MemoryError, RecursionError) as error:
        return "refused", f"{path}: {reason(path, error)}"
    except Exception as error:  # noqa: BLE001 - a fault of ours must not be a traceback to the reader of the paper
        where = traceback.extract_tb(error.__traceback__)[-1]
        return "fault", f"{type(error).__name__} in {Path(where.filename).name}, line {where.lineno}"


def main() -> None:
    """Answer on what is standard output now; whatever a library prints later goes nowhere."""
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)
        limit()
        found = answer(Path(sys.argv[1]), json.loads(sys.argv[2]))
        with uncollected():
            pickle.dump(found, out, pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    main()
