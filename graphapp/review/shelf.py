"""Reviews in progress on disk: each a folder with the uploaded file and what was decided so far, for its owner only.

They lie beside the map, so that they outlive the server; nothing of them is left after publishing or discarding.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from graphapp.errors import GraphappError, UnknownSubject
from graphapp.reconcile.folding import slug

MAX_REVIEWS = 20
MAX_BYTES = 20_000_000  # of one upload
_ID = re.compile(r"[0-9a-f]{16}")
_STATE = "review.json"


@dataclass(slots=True)
class State:
    """What is kept of one review: `items` and `answers` are the decisions, `version` counts how often they were saved.

    `items` maps an item's key to `do` (accept, correct, reject), `fix` (field -> words) and `why`; `fingerprint` says
    which reading of the paper they are about.
    """

    id: str
    name: str  # the file's name, made plain
    at: str  # when it was uploaded, UTC, ISO 8601
    title: str = ""
    paper: str = ""  # id of the paper
    fingerprint: str = ""
    version: int = 0
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


class Shelf:
    """The folder of reviews in progress; made when the first paper comes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def begin(self, name: str, data: bytes) -> State:
        """Keep an upload; GraphappError, a sentence, for one too many or too large."""
        if len(data) > MAX_BYTES:
            raise GraphappError(f"{name[:80]}: larger than {MAX_BYTES // 1_000_000} MB. Save the plan as its own file.")
        if len(list(self)) >= MAX_REVIEWS:
            raise GraphappError(
                f"{MAX_REVIEWS} reviews are in progress, which is the most: publish or discard one of them first."
            )
        path = Path(name.replace("\\", "/").rpartition("/")[2])
        kept_as = slug(path.stem) + path.suffix.lower()[:8]  # with the id that `load` gives the same paper
        state = State(secrets.token_hex(8), kept_as, datetime.now(UTC).isoformat())
        with _sentences(self.folder):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            (self.folder / state.id).mkdir(mode=0o700)
            _write(self.file(state), data)
            self.save(state)
        return state

    def __iter__(self) -> Iterator[State]:
        """The reviews in progress, oldest first."""
        found = []
        for path in self.folder.glob(f"*/{_STATE}"):
            try:
                found.append(self.state(path.parent.name))
            except GraphappError:  # one that is being removed, or was damaged, hides no other
                continue
        return iter(sorted(found, key=lambda state: state.at))

    def state(self, review_id: str) -> State:
        """The review of that id; UnknownSubject where there is none."""
        path = self.folder / review_id / _STATE
        if not _ID.fullmatch(review_id) or not path.is_file():
            raise UnknownSubject("There is no such review: it was published or discarded.")
        try:
            return State(**json.loads(path.read_text("utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise GraphappError(f"{path}: cannot be read. Remove its folder, then upload the paper again.") from error

    def save(self, state: State) -> None:
        """Keep what was decided, whole or not at all."""
        folder = self.folder / state.id
        if not folder.is_dir():
            raise UnknownSubject("There is no such review: it was published or discarded.")
        with _sentences(folder):
            beside = folder / f"{_STATE}.{secrets.token_hex(4)}"
            _write(beside, json.dumps(asdict(state), ensure_ascii=False).encode())
            beside.replace(folder / _STATE)

    def file(self, state: State) -> Path:
        """The uploaded paper."""
        return self.folder / state.id / state.name

    def discard(self, review_id: str) -> None:
        """Forget a review and its file."""
        if _ID.fullmatch(review_id):
            shutil.rmtree(self.folder / review_id, ignore_errors=True)


def _write(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)


class _sentences:  # noqa: N801 - a context manager reads as a verb
    """What the disk refuses, as a sentence."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            raise GraphappError(
                f"{self.place}: the review cannot be kept there ({error.strerror}). Make room, then try again."
            ) from error
