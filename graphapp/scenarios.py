"""Scenarios kept beside the map: saved, listed and removed by ordinary commits, so that the journal tells who did it.

A saved scenario is its name and its address; the facts of the map are never touched.
"""

from __future__ import annotations

from graphapp.analysis.answers import Answer, node_of
from graphapp.analysis.scenario import described, played, scenario_at, scenario_list
from graphapp.core import AccountabilityMap
from graphapp.errors import ConflictError, GraphappError, UnknownSubject
from graphapp.model import Changeset, Node, Revision
from graphapp.reconcile.folding import slug

LONGEST_NAME = 80  # characters
_TRIES = 2  # commits: somebody else may have been quicker once


def save(found: AccountabilityMap, name: str, address: str, author: str, *, replace: bool = False) -> Node:
    """Keep a scenario under a name, and give the node that keeps it; the same again changes nothing.

    GraphappError for a name that is none or is taken by another scenario (unless `replace`), and for an address that
    cannot be played; ConflictError where others changed the map meanwhile, twice.
    """
    name, author = _words("name", name), _words("name of who saves it", author)
    for attempt in range(1, _TRIES + 1):
        before = found.revision().number
        node = _node(found, name, address)
        known = found.store.node(node.id)
        if known and not replace and (known.label, known.props["address"]) != (name, node.props["address"]):
            raise GraphappError(
                f"There is a scenario called {known.label} already. Choose another name, or ask to replace it."
            )
        try:
            found.commit(Changeset(author, f"Saved the scenario {name}", nodes=(node,)), expect=before)
        except ConflictError:
            if attempt == _TRIES:
                raise
        else:
            break
    return node


def _words(what: str, words: str) -> str:
    """Words as they are kept: on one line, and not too many."""
    line = " ".join(words.split())
    if not line:
        raise GraphappError(f"The {what} is empty: write at least one word.")
    if len(line) > LONGEST_NAME or not line.isprintable():
        raise GraphappError(
            f"The {what} must be at most {LONGEST_NAME} letters, without control characters; this has {len(line)}."
        )
    return line


def _node(found: AccountabilityMap, name: str, address: str) -> Node:
    if not any(one.isalnum() for one in name):
        raise GraphappError(f"The name {name!r} has no letter and no digit: write at least one word.")
    graph = found.graph(address)
    asked = scenario_at(graph, address)
    played(graph, asked, found.as_at())  # what cannot be answered is not kept
    props = {"address": asked.address, "edition": described(graph, asked)["edition"], "about": asked.subject}
    return Node(f"scenario:{slug(name)}", name, node_of(graph, asked.subject).citations, props)


def remove(found: AccountabilityMap, words: str, author: str) -> Node:
    """Forget the scenario of that very name or id, and give what it was; UnknownSubject where there is none."""
    ids = (words.strip(), f"scenario:{slug(words)}")
    node = next((node for one in ids if one.startswith("scenario:") and (node := found.store.node(one))), None)
    if node is None:
        names = ", ".join(row["name"] for row in found.ask(scenario_list)["scenarios"][:10])
        raise UnknownSubject(f"No scenario called {words[:100]!r} is saved. There are: {names or 'none yet'}.")
    found.commit(Changeset(author, f"Removed the scenario {node.label}", drop_nodes=(node.id,)))
    return node


def listing(found: AccountabilityMap) -> Answer:
    """The saved scenarios as `scenario_list` gives them, each with who saved it and when: `author`, `at` (UTC)."""
    rows = found.ask(scenario_list)["scenarios"]
    return {"scenarios": [row | _signed(found.history(row["id"])[-1:]) for row in rows]}


def _signed(revisions: list[Revision]) -> Answer:
    return {"author": revisions[0].author, "at": revisions[0].at} if revisions else {"author": "", "at": ""}
