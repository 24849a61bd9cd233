"""What people decided about papers: `papers.toml` and `decisions.toml` beside them.

Each decision says what, why (`reason`), on which lines it rests (`cites`), who decided and when. A person may decide
that spellings are one thing (`same`), that two are not (`different`), which plan an edition belongs to (`edition`),
which body is meant (`means`), and whether an inferred link holds (`dependency`).
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphapp.errors import BadDecisions
from graphapp.reading.names import person_slug, post_key
from graphapp.reconcile.folding import fold

_KINDS = {
    "same": ("kind", "name", "aliases", "reason", "cites"),
    "different": ("kind", "names", "reason", "cites"),
    "edition": ("document", "title", "plan", "reason"),
    "oversees": ("organization", "oversees", "reason", "cites"),
    "member": ("person", "organization", "role", "reason", "cites"),
    "dependency": ("dependent", "prerequisite", "standing", "reason"),
}


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """A paper as papers.toml lists it; `path` is where its file is."""

    path: Path
    id: str
    title: str
    kind: str
    date: str
    publisher: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions of one folder; empty for papers nobody has decided about yet."""

    source: str = "decisions.toml"
    entries: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)  # (kind, folded spelling) -> chosen name
    apart: frozenset[frozenset[tuple[str, str]]] = frozenset()

    def chosen(self, kind: str, name: str) -> str:
        """The name decided for this spelling, or the spelling itself."""
        return self.names.get((kind, folded(kind, name)), name)

    def of(self, kind: str) -> tuple[Mapping[str, Any], ...]:
        """The decisions of one kind, in the order written."""
        return self.entries.get(kind, ())

    def are_apart(self, kind: str, one: str, other: str) -> bool:
        """Whether someone decided that the two are not the same."""
        return frozenset({(kind, folded(kind, one)), (kind, folded(kind, other))}) in self.apart


def folded(kind: str, name: str) -> str:
    """The comparison key of a name of that kind."""
    if kind == "person":
        return person_slug(name)
    return post_key(name) if kind == "post" else fold(name)


def _toml(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise BadDecisions(f"{path}: {error}. Mend the file, then load again.") from error


def load_decisions(folder: Path) -> Decisions:
    """The decisions of `decisions.toml` in the folder; none if there is no such file."""
    path = folder / "decisions.toml"
    if not path.exists():
        return Decisions()
    found = _toml(path)
    entries: dict[str, tuple[Mapping[str, Any], ...]] = {}
    for kind, rows in found.items():
        if kind not in _KINDS or not isinstance(rows, list):
            raise BadDecisions(f"{path}: [[{kind}]] is not a kind of decision. Known: {', '.join(_KINDS)}.")
        for number, row in enumerate(rows, 1):
            missing = [key for key in _KINDS[kind] if key not in row]
            if missing:
                raise BadDecisions(f"{path}: [[{kind}]] number {number} has no {' and no '.join(missing)}.")
        entries[kind] = tuple(rows)
    return decided(path.name, entries, str(path))


def decided(source: str, entries: Mapping[str, tuple[Mapping[str, Any], ...]], place: str = "") -> Decisions:
    """The decisions that these rows record; BadDecisions, naming the place, for one spelling of two things."""
    names = _names(place or source, entries.get("same", ()))
    return Decisions(source, entries, names, _apart(entries.get("different", ())))


def _names(place: str, rows: tuple[Mapping[str, Any], ...]) -> dict[tuple[str, str], str]:
    names: dict[tuple[str, str], str] = {}
    for row in rows:
        for spelling in (row["name"], *row["aliases"]):
            key = (row["kind"], folded(row["kind"], spelling))
            if names.setdefault(key, row["name"]) != row["name"]:
                raise BadDecisions(f"{place}: {spelling!r} is said to be both {names[key]!r} and {row['name']!r}.")
    return names


def _apart(rows: tuple[Mapping[str, Any], ...]) -> frozenset[frozenset[tuple[str, str]]]:
    return frozenset(frozenset((row["kind"], folded(row["kind"], name)) for name in row["names"]) for row in rows)


def load_papers(folder: Path) -> tuple[PaperEntry, ...]:
    """The papers of `papers.toml`, each file's checksum compared; BadDecisions names the file that differs."""
    listing = folder / "papers.toml"
    entries = []
    for row in _toml(listing).get("paper", ()):
        path = folder / "papers" / row["file"]
        if not path.exists():
            raise BadDecisions(f"{listing} lists {path}, but there is no such file.")
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest != row["sha256"]:
            raise BadDecisions(
                f"{path}: the file has changed since it was listed (its checksum is {digest[:12]}…, not "
                f"{row['sha256'][:12]}…). Put the old file back, or read the new one and list its checksum."
            )
        entries.append(PaperEntry(path, row["id"], row["title"], row["kind"], row["date"], row["publisher"], digest))
    return tuple(entries)
