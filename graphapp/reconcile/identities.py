"""Which spellings are one thing: shared folded names and acronyms join, decisions join or part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from networkx.utils import UnionFind

from graphapp.reconcile.decisions import Decisions
from graphapp.reconcile.folding import fold, slug


class Index:
    """Names of one kind of thing; `add` all of them first, then `name` and `id` answer for any spelling."""

    def __init__(self, kind: str, decisions: Decisions) -> None:
        self.kind = kind
        self.decisions = decisions
        self._one: UnionFind[str] = UnionFind()
        self._spellings: dict[str, Counter[str]] = {}

    def add(self, name: str, aliases: Iterable[str] = (), weight: int = 1) -> None:
        """Say that the name and its aliases are one thing."""
        chosen = self.decisions.chosen(self.kind, name)
        key = fold(chosen)
        self._spellings.setdefault(key, Counter())[chosen] += weight
        for alias in (name, *aliases):
            if _is_telling(alias) and not self.decisions.are_apart(self.kind, chosen, alias):
                self._one.union(key, fold(self.decisions.chosen(self.kind, alias)))
        self._one[key]

    def name(self, spelling: str) -> str:
        """The one name of what is spelt so: decided, else most written, else as given."""
        chosen = self.decisions.chosen(self.kind, spelling)
        if chosen != spelling:
            return chosen
        key = fold(chosen)
        if key not in self._one.parents:
            return chosen
        root = self._one[key]
        found: Counter[str] = Counter()
        for other, spellings in self._spellings.items():
            if self._one[other] == root:
                found.update(spellings)
        decided = [name for name in found if self.decisions.chosen(self.kind, name) == name and self._is_decided(name)]
        return max(decided or found, key=lambda text: (found[text], len(text), text), default=chosen)

    def _is_decided(self, name: str) -> bool:
        return name in self.decisions.names.values()

    def knows(self, spelling: str) -> bool:
        """Whether anything of this spelling was added."""
        return fold(self.decisions.chosen(self.kind, spelling)) in self._one.parents

    def id(self, spelling: str) -> str:
        """The node id of what is spelt so."""
        return f"{self.kind}:{slug(self.name(spelling))}"


def _is_telling(alias: str) -> bool:
    """An alias that can stand for one thing in any paper: an acronym, or more than one word."""
    return " " in alias.strip() or (alias.isupper() and len(alias) > 2)
