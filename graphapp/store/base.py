"""The store's contract in prose: seven methods that every store keeps, tested by one suite.

Lifecycle: a store is opened by its class from a location, makes its tables or constraints if they are
missing, and is closed by `close`, after which every other method raises StoreError. Closing twice is
harmless.

Threads: any thread may call any method at any time.

Atomicity: `commit` applies a changeset whole or not at all; readers see the state before or after, never
between. What comes back equals what was put. Lists come ordered by id, as Python orders strings.

Errors: StoreError for what the machine or the server refuses, ConflictError for a lost race, ModelError for
a changeset that would leave an edge without its nodes, or holds what would not come back as it was put:
props that are not plain JSON, broken characters, an id with blanks or control characters. Driver errors
never leave the store's module.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, runtime_checkable

import networkx as nx

from graphapp.model import Changeset, Node, Revision

MAX_DEPTH = 8
MAX_NODES = 20_000


class Store(Protocol):
    """Seven methods; everything else in graphapp is written once on top of them."""

    def commit(self, changeset: Changeset, expect: int | None = None, at: str | None = None) -> Revision:
        """Apply the changeset as one revision and return it, with its changes ordered by what they name.

        Drops come before puts, and dropping what is not there changes nothing. Of several puts of one id
        the last counts. Puts that equal what is stored are left out; if nothing remains, nothing is written
        and the current revision comes back. An edge whose ends are missing after the puts raises
        ModelError. `expect` is the revision number the caller built on: if the map has moved on,
        ConflictError and nothing is written. `at` is for copying a map with its history: the recorded time of
        the revision, kept as it is, so that equal changesets in equal order give equal hashes; None is now.
        """

    def revision(self) -> Revision:
        """The newest revision without its changes; number 0 with an empty hash for an empty map."""

    def history(self, node_id: str | None = None) -> list[Revision]:
        """Revisions that touched the node or one of its edges, oldest first, each with only those changes.

        None: every revision with all its changes.
        """

    def node(self, node_id: str) -> Node | None:
        """The node, or None."""

    def nodes(
        self, kind: str | None = None, text: str | None = None, limit: int = 100, after: str | None = None
    ) -> list[Node]:
        """Up to `limit` nodes ordered by id, after the id `after`.

        `text` is found, in any case and as it stands, in the label or a value of the props.
        """

    def subgraph(
        self,
        seeds: Sequence[str],
        along: Iterable[str] | None = None,
        direction: str = "both",
        depth: int = 1,
        limit: int = MAX_NODES,
    ) -> nx.MultiDiGraph[str]:
        """A frozen graph of what is within `depth` steps of the seeds, with every edge of `along` among it.

        Node attributes: `node` (the Node). Edges are keyed by kind, attribute `edge` (the Edge).
        `direction` is `out`, `in` or `both`, else ValueError; it steers the walk, not the edges shown.
        `along` None is every kind of edge. Seeds that do not exist are left out. `depth` is capped at
        MAX_DEPTH, `limit` at MAX_NODES; nearest first, then by id; graph attribute `truncated` says whether
        a cap cut anything off.
        """

    def close(self) -> None:
        """Let go of files and connections."""


@runtime_checkable
class Overwritable(Protocol):
    """What a store may offer beside the seven methods, for restoring a backup over a map that is not empty."""

    def overwrite(self, revisions: Iterable[tuple[Changeset, str]]) -> Revision:
        """Forget the map with its history and commit these instead, each with its recorded time, all or nothing.

        The newest revision comes back. The one way in which a journal ever loses an entry.
        """
