"""What Neo4j refuses, said in sentences: what is wrong and what to do, never a name, password or stack of calls."""

from __future__ import annotations

from neo4j.exceptions import DriverError, IncompleteCommit, Neo4jError, ServiceUnavailable

_NOTHING = "Nothing was changed."
_FIRST_TIME = (
    "wants its first password changed before anything else: run "
    "ALTER CURRENT USER SET PASSWORD FROM 'old' TO 'new' in the database «system», for example with cypher-shell, "
    "then set NEO4J_PASSWORD to the new one."
)
_FULL = f"has no room left: make room on its disk or give it more memory, then try again. {_NOTHING}"
_CANNOT_WRITE = "could not store a change: its disk is full or failing. Make room, start the server again, then look."
_STARTING = f"is not ready, perhaps just starting or stopping: try again in a moment. {_NOTHING}"
_NO_DATABASE = "has no such database: look at NEO4J_DATABASE, or leave it unset for the usual one."
_SLOW = f"took too long to answer: try again later, or ask for less. {_NOTHING}"

# The end of Neo4j's code for an error -> how the sentence goes on after the address.
_REFUSALS = {
    "Security.CredentialsExpired": _FIRST_TIME,
    "Security.Unauthorized": "refuses the name or the password: look at NEO4J_USERNAME and NEO4J_PASSWORD.",
    "Security.AuthenticationRateLimit": "was given a wrong password too often: wait a minute, then try the right one.",
    "Security.Forbidden": "does not allow this user to do that: ask for the rights that the README names.",
    "Database.DatabaseNotFound": _NO_DATABASE,
    "Database.DatabaseUnavailable": _STARTING,
    "General.DatabaseUnavailable": _STARTING,
    "General.MemoryPoolOutOfMemoryError": _FULL,
    "General.OutOfMemoryError": _FULL,
    "General.TransactionMemoryLimit": _FULL,
    "General.TransactionOutOfMemoryError": _FULL,
    "General.ForbiddenOnReadOnlyDatabase": f"may only be read at the moment: look at the server. {_NOTHING}",
    "Transaction.TransactionTimedOut": _SLOW,
    "Transaction.TransactionTimedOutClientConfiguration": _SLOW,
    "Transaction.LockClientStopped": _SLOW,
    "Transaction.Terminated": _SLOW,
    "Transaction.LockAcquisitionTimeout": f"is being changed by someone else: try again later. {_NOTHING}",
    "Transaction.TransactionCommitFailed": _CANNOT_WRITE,
    "Transaction.TransactionLogError": _CANNOT_WRITE,
}


def refusal(error: DriverError | Neo4jError) -> str:
    """How the sentence «The map at neo4j://host …» ends for this error of the driver."""
    if isinstance(error, Neo4jError):
        kind = (error.code or "").split(".", 2)[-1]
        return _REFUSALS.get(kind, f"gave an error ({error.message}): look into the server's log. {_NOTHING}")
    if isinstance(error, IncompleteCommit):
        return "was lost while it stored a change: once it is back, look whether the change is there, then repeat it."
    if isinstance(error, ServiceUnavailable):
        return f"cannot be reached: look whether the server runs and the address is right, then try again. {_NOTHING}"
    return f"could not be asked ({error}): try again later. {_NOTHING}"
