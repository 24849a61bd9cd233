"""Every exception that graphapp raises on purpose; each message is a sentence a user can act on."""

from __future__ import annotations


class GraphappError(Exception):
    """Base of all errors that are shown to a user as one sentence, never as a traceback."""


class UnknownSubject(GraphappError):
    """The question names something the map does not hold."""

    def __init__(self, message: str, candidates: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(message)
        self.candidates = candidates  # (node id, label) of what may have been meant


class AmbiguousSubject(UnknownSubject):
    """The words given match more than one thing; `candidates` lists them."""


class UnreadablePaper(GraphappError):
    """A paper cannot be read: missing, empty, not text, or damaged."""


class ReaderFault(UnreadablePaper):
    """The reader itself failed on a paper: a fault of ours, told as a sentence, nothing stored."""


class ReadersBusy(GraphappError):
    """As many papers are being read as this program reads at once."""


class BadDecisions(GraphappError):
    """decisions.toml or papers.toml is not as it should be; the message names file and entry."""


class ModelError(GraphappError):
    """A node or edge breaks the ontology, or has no citation."""


class StoreError(GraphappError):
    """The store cannot be opened, read or written."""


class ConflictError(StoreError):
    """The map has moved on since the caller looked: `expected` is not the `current` revision."""

    def __init__(self, expected: int, current: int) -> None:
        super().__init__(
            f"The map is at revision {current}, not {expected}: someone changed it meanwhile. Look again, then repeat."
        )
        self.expected = expected
        self.current = current


class BadExport(GraphappError):
    """A file given to import-json or restore is not what was once written of a map, or cannot be written."""
