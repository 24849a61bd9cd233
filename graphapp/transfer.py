"""Whole maps moved between stores and kept in files: each revision as it was written, so that hashes come out equal.

A backup is compressed JSON, a line each: first `{"format", "version", "revisions", "hash"}`, then every revision.
No store is named in it, so that any store can take it back.
"""

from __future__ import annotations

import gzip
import json
import os
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from graphapp.errors import BadExport, GraphappError, StoreError
from graphapp.model import Change, Changeset, Edge, Node, Revision
from graphapp.store.base import Overwritable, Store
from graphapp.store.embedded import EmbeddedStore
from graphapp.store.facts import canonical, restored
from graphapp.store.journal import audit, verify

FORMAT, VERSION = "graphapp-backup", 1

Progress = Callable[[int, int], None]  # is told the number of the revision under way, and how many there are


def copy(source: Store, target: Store, progress: Progress) -> tuple[int, Revision]:
    """Bring `target` to where `source` stands; how many revisions that took, and the newest.

    After a break it goes on where `target` stands. StoreError, and nothing is written, where `source` is not sound
    or `target` holds anything but a beginning of its history.
    """
    revisions = _sound_history(source)
    stands = target.revision()
    if not _is_beginning(stands, revisions):
        raise StoreError(
            f"The map to copy to holds a history of its own ({counted(stands.number)}): "
            "name an empty one, or one that an earlier copy of the same map began."
        )
    return len(revisions) - stands.number, _continued(revisions, target, progress)


def backup(store: Store, path: Path) -> Revision:
    """Write the map with its history to a file, whole or not at all; StoreError where the map is not sound."""
    revisions = _sound_history(store)
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            _write(file, revisions)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise BadExport(f"{path}: cannot be written ({error.strerror}).") from error
    return replace(revisions[-1], changes=())


def restore(path: Path, target: Store, progress: Progress, *, over: bool = False) -> Revision:
    """Take a backup back into an empty map, or `over` what it holds; the newest revision.

    After a break it goes on where the map stands. BadExport for a file that is no sound backup, StoreError for a map
    that is not empty; in both cases nothing is changed.
    """
    revisions = _read(path)
    stands = target.revision()
    is_beginning = _is_beginning(stands, revisions)
    if not is_beginning and not over:
        raise StoreError(
            f"The map to restore into is not empty ({counted(stands.number)}): "
            "name another with --map, or give --replace to lose what it holds."
        )
    _try_out(path, revisions)
    if is_beginning:
        return _continued(revisions, target, progress)
    if not isinstance(target, Overwritable):
        raise StoreError("This kind of store cannot be overwritten: empty it first, then restore without --replace.")
    target.overwrite((_changeset(revision), revision.at) for revision in revisions)
    return _checked(target)


def _sound_history(store: Store) -> list[Revision]:
    problems = audit(store)
    if problems:
        raise StoreError(f"The map is not sound, so nothing was written. {problems[0]} See graphapp verify.")
    revisions = store.history()
    if not revisions:
        raise StoreError("The map is empty: there is nothing to take from it. Look whether its address is right.")
    return revisions


def _is_beginning(stands: Revision, revisions: Sequence[Revision]) -> bool:
    """Whether a map that stands at a revision is where these revisions pass: a hash seals all before it."""
    return stands.number == 0 or (stands.number <= len(revisions) and revisions[stands.number - 1].hash == stands.hash)


def counted(number: int) -> str:
    """So many revisions, in words."""
    return f"{number:,} revision{'' if number == 1 else 's'}"


def _continued(revisions: Sequence[Revision], target: Store, progress: Progress | None = None) -> Revision:
    for revision in revisions[target.revision().number :]:
        if progress:
            progress(revision.number, len(revisions))
        written = target.commit(_changeset(revision), expect=revision.number - 1, at=revision.at)
        if written.hash != revision.hash:
            raise StoreError(f"Revision {revision.number} came out otherwise than it was: use another, empty map.")
    return _checked(target)


def _checked(target: Store) -> Revision:
    problems = audit(target)
    if problems:
        raise StoreError(f"The map written is not sound: use another, empty map. {problems[0]}")
    return target.revision()


def _changeset(revision: Revision) -> Changeset:
    """What did this revision; StoreError for an entry that would come out otherwise than it was."""
    puts = [_fact(change.what, change.after) for change in revision.changes if change.after is not None]
    drops = [change.what for change in revision.changes if change.after is None]
    return Changeset(
        revision.author,
        revision.reason,
        tuple(fact for fact in puts if isinstance(fact, Node)),
        tuple(fact for fact in puts if isinstance(fact, Edge)),
        tuple(what for what in drops if " " not in what),
        tuple(what for what in drops if " " in what),
    )


def _fact(what: str, body: Mapping[str, Any]) -> Node | Edge:
    fact = restored(what, body)
    if canonical(fact.as_json()) != canonical(body):
        raise StoreError(f"The entry {what!r} was written by another version of graphapp: use that one.")
    return fact


def _write(file: IO[bytes], revisions: Sequence[Revision]) -> None:
    """The lines of a backup; the same history gives the same bytes."""
    head = {"format": FORMAT, "version": VERSION, "revisions": len(revisions), "hash": revisions[-1].hash}
    with gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed:
        for line in (head, *map(_as_json, revisions)):
            packed.write(canonical(line).encode() + b"\n")


def _as_json(revision: Revision) -> dict[str, Any]:
    changes = [[change.what, change.before, change.after] for change in revision.changes]
    told = {name: getattr(revision, name) for name in ("number", "at", "author", "reason", "hash")}
    return told | {"changes": changes}


def _read(path: Path) -> list[Revision]:
    """The revisions of a backup, every hash recomputed."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            head = _head(path, json.loads(file.readline()))
            revisions = list(_revisions(file))
            is_whole = revisions and [len(revisions), revisions[-1].hash] == [head.get("revisions"), head.get("hash")]
            problems = verify(revisions)
    except OSError as error:
        why = error.strerror or "it is not what graphapp backup writes, or damaged"
        raise BadExport(f"{path}: cannot be read as a backup ({why}).") from error
    except (EOFError, zlib.error, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadExport(f"{path}: not a backup of a map, or damaged. Give another one.") from error
    if problems or not is_whole:
        raise BadExport(f"{path}: the backup is damaged or was cut short. Give another one.")
    return revisions


def _head(path: Path, head: Any) -> Mapping[str, Any]:
    if not isinstance(head, Mapping) or head.get("format") != FORMAT:
        raise BadExport(f"{path}: not a backup of a map. Give a file that graphapp backup wrote.")
    if head.get("version") != VERSION:
        raise BadExport(f"{path}: written by a newer graphapp. Update this one, then restore.")
    return head


def _revisions(lines: IO[str]) -> Iterator[Revision]:
    for line in lines:
        found = json.loads(line)
        changes = tuple(Change(what, before, after) for what, before, after in found["changes"])
        yield Revision(found["number"], found["at"], found["author"], found["reason"], found["hash"], changes)


def _try_out(path: Path, revisions: Sequence[Revision]) -> None:
    """Restore into a store that is thrown away, so that a backup which does not fit breaks nothing."""
    with TemporaryDirectory(prefix="graphapp-") as folder, closing(EmbeddedStore(Path(folder) / "map.db")) as trial:
        try:
            _continued(revisions, trial)
        except GraphappError as error:
            raise BadExport(f"{path}: the backup cannot be restored. {error}") from error
