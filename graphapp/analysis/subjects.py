"""Which node a reader means: a name, part of one, an alias, a post, a number or an id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz, process

from graphapp.analysis.words import fold
from graphapp.errors import AmbiguousSubject, UnknownSubject
from graphapp.model import Node
from graphapp.ontology import NODE_KINDS

_EXACT, _NAME, _ALIAS, _WORDS, _PART = range(5)
_NUMBERED = {
    "recommendation": ("recommendation", "rec", "r"),
    "keyarea": ("key area", "priority", "ka"),
    "group": ("group", "action group"),
}
_SHOWN = 10  # names in one sentence: more would not be read


def find(nodes: Iterable[Node], words: str, kinds: tuple[str, ...]) -> Node:
    """The one node of these kinds that the words mean.

    An id, slug or the label itself beats the same name in other case or punctuation, that an alias or
    number, that a name with all the words in it, that a name with the letters in it. UnknownSubject (with
    near candidates) where nothing matches, AmbiguousSubject (listing them) where several match equally
    well.

    >>> from graphapp.model import Citation
    >>> people = [Node(f"person:{n}", n.title(), (Citation("paper", 1, 1),)) for n in ("ann", "anna")]
    >>> find(people, "ANN", ("person",)).id
    'person:ann'
    """
    known = [node for node in nodes if node.kind in kinds]
    wanted = fold(words)
    if not wanted:
        raise UnknownSubject(f"Say which {_kinds(kinds)} is meant: a name, part of one, or an id.")
    ranked = [(rank, node) for node in known if (rank := _rank(node, words.strip(), wanted)) is not None]
    best = min((rank for rank, _ in ranked), default=None)
    found = sorted({node.id: node for rank, node in ranked if rank == best}.values(), key=lambda node: node.id)
    if not found:
        raise _unknown(known, words, wanted, kinds)
    if len(found) > 1:
        raise _ambiguous(found, words)
    return found[0]


def _rank(node: Node, words: str, wanted: str) -> int | None:
    """How well the words name the node, smaller is better; None where they do not."""
    if words.casefold() in {node.id.casefold(), node.id.partition(":")[2].casefold(), node.label.casefold()}:
        return _EXACT
    names, aliases = ({fold(name) for name in given} for given in (_names(node), _aliases(node)))
    if wanted in names:
        return _NAME
    if wanted in aliases:
        return _ALIAS
    if not any(c.isalpha() for c in wanted):  # "5" is never part of "15"
        return None
    known = names | aliases
    if any(set(wanted.split()) <= set(name.split()) for name in known):
        return _WORDS
    # "rec 1" would be found in "rec 10": what ends in a digit is a number, whole or not at all
    return _PART if not wanted[-1].isdigit() and any(wanted in name for name in known) else None


def _names(node: Node) -> Iterator[str]:
    yield node.label
    yield from (str(node.props[key]) for key in ("name", "title") if node.props.get(key))


def _aliases(node: Node) -> Iterator[str]:
    yield from (str(alias) for alias in node.props.get("aliases") or ())
    number = str(node.props.get("no") or "")
    if node.kind in _NUMBERED and number:
        yield number
        for word in _NUMBERED[node.kind]:
            yield from (f"{word} {number}", f"{word}{number}")
    if node.kind == "action":
        yield from (f"action {node.label}", node.id.rpartition("/")[2])


def _kinds(kinds: tuple[str, ...]) -> str:
    labels = [NODE_KINDS[kind].label.lower() for kind in kinds]
    return " or ".join(filter(None, (", ".join(labels[:-1]), labels[-1]))) if labels else "thing"


def _named(nodes: Iterable[Node]) -> str:
    known = [f"{node.label} ({node.id})" for node in nodes]
    more = [f"{len(known) - _SHOWN} more"] if len(known) > _SHOWN else []
    return "; ".join(known[:_SHOWN] + more)


def _unknown(known: list[Node], words: str, wanted: str, kinds: tuple[str, ...]) -> UnknownSubject:
    names = [(fold(name), node) for node in known for name in (*_names(node), *_aliases(node))]
    near = process.extract(wanted, [name for name, _ in names], scorer=fuzz.WRatio, score_cutoff=70, limit=12)
    found = list({names[place][1].id: names[place][1] for _, _, place in near}.values())[:5]
    hint = f" Near it: {_named(found)}." if found else " Try part of the name."
    return UnknownSubject(
        f"The map holds no {_kinds(kinds)} called {words.strip()[:100]!r}.{hint}",
        tuple((node.id, node.label) for node in found),
    )


def _ambiguous(found: list[Node], words: str) -> AmbiguousSubject:
    said = f"{words.strip()[:100]!r} may mean any of {len(found)}: {_named(found)}."
    return AmbiguousSubject(
        f"{said} Give more of the name, or the id.",
        tuple((node.id, node.label) for node in found),
    )
