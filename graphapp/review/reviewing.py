"""Reviews of uploaded papers: opened, decided item by item, and published as one revision."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

from graphapp.core import AccountabilityMap, Proposal, known_paper
from graphapp.errors import ConflictError, GraphappError
from graphapp.model import Changeset, Node, Revision
from graphapp.reading.drafts import Drafts
from graphapp.reading.safely import SECONDS, read_safely
from graphapp.reconcile import Decisions
from graphapp.reconcile.decisions import PaperEntry
from graphapp.review.fixes import LISTS, NAMED, corrected, fields_of, mistake, told
from graphapp.review.items import Item, items
from graphapp.review.leaving_out import without
from graphapp.review.questions import (
    Question,
    Rows,
    dated,
    decisions_of,
    joined,
    kept,
    questions,
    unanswerable,
)
from graphapp.review.shelf import Shelf, State

_KEPT = 4  # reviews worked out, and papers read, that are kept in memory
_LONGEST_REASON = 400  # characters of a revision's reason

Made = TypeVar("Made")
Choice = dict[str, Any]
Known = tuple[PaperEntry, Decisions] | None


class _Reading:
    """One paper beside the map as it stands, before anybody decided anything: the same for all versions of a review."""

    def __init__(self, found: AccountabilityMap, drafts: Drafts, fingerprint: str, known: Known) -> None:
        self.map, self.drafts = found, drafts
        self.entries = {known[0].id: known[0]} if known else {}
        self.before = kept(found.plans(), drafts.paper.id, fingerprint)
        if known:
            of_example = known[1].entries
            self.before = {k: (*self.before.get(k, ()), *of_example.get(k, ())) for k in {*self.before, *of_example}}
        self.base = self.proposed(drafts, {})
        self.questions = questions(self.base.changes.nodes, self.base.graph, drafts, joined(self.before))

    def proposed(self, drafts: Drafts, rows: Rows) -> Proposal:
        """What the drafts would change under these decisions and those of earlier reviews."""
        return self.map.propose_drafts([drafts], joined(self.before, rows), "review", "review", self.entries)

    @cached_property
    def items(self) -> dict[str, Item]:
        """The items as read, by key."""
        return {item.key: item for item in items(self.base)}


class Review:
    """One uploaded paper beside the map as it stands: what is proposed, asked and decided. Changes nothing."""

    def __init__(self, reading: _Reading, state: State) -> None:
        self.reading, self.state, self.drafts = reading, state, reading.drafts
        self.revision = reading.base.revision
        self.questions: tuple[Question, ...] = reading.questions
        self.proposal = self._chosen() if state.answers or self._fixes() else reading.base
        if self.proposal is not reading.base:
            nodes, decided = self.proposal.changes.nodes, joined(reading.before, self.rows)
            more = questions(nodes, self.proposal.graph, self.drafts, decided)
            self.questions = tuple({one.id: one for one in (*reading.questions, *more)}.values())

    @property
    def title(self) -> str:
        """What the paper calls itself."""
        return self.drafts.paper.title

    @property
    def seen(self) -> str:
        """What a page shows: the map's revision and the review's version, to tell whether either moved on."""
        return f"{self.revision}.{self.state.version}"

    @property
    def first(self) -> dict[str, Item]:
        """The items as read, before any correction, by key."""
        return self.reading.items

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items with the corrections and answers so far; what was given another name keeps its key."""
        if self.proposal is self.reading.base:
            return tuple(self.first.values())
        renamed = {(kind, row["name"]): row["key"] for kind, row in self._renamings()}
        return tuple(replace(item, key=renamed.get((item.kind, item.what), item.key)) for item in items(self.proposal))

    def _fixes(self) -> dict[str, dict[str, str]]:
        return {key: one["fix"] for key, one in self.state.items.items() if one["do"] == "correct"}

    def _renamings(self) -> list[tuple[str, dict[str, Any]]]:
        found = []
        for key, fix in self._fixes().items():
            kind, item = key.partition(":")[0], self.first.get(key)
            if kind in NAMED and item and "name" in fix:
                row = {"kind": kind, "name": fix["name"], "aliases": [item.what], "key": key}
                found.append((kind, row))
        return found

    @property
    def rows(self) -> Rows:
        """The decisions that names and answers come to."""
        names = tuple({k: v for k, v in row.items() if k != "key"} for _, row in self._renamings())
        return decisions_of(self.questions, self.state.answers, self.drafts.paper.id, {"same": names})

    def _chosen(self) -> Proposal:
        drafts = dated(self.drafts, self.questions, self.state.answers)
        return self.reading.proposed(corrected(drafts, self._fixes()), self.rows)

    def decision(self, item: Item) -> str:
        """accept, correct or reject; "" for what is doubtful and nobody has decided yet."""
        decided = self.state.items.get(item.key)
        if decided:
            return str(decided["do"])
        return "accept" if item.is_fixed or item.confidence.level != "low" else ""

    def undecided(self) -> list[Item]:
        """Doubtful items that keep the review from being published."""
        return [item for item in self.items if not self.decision(item)]

    def open_questions(self) -> list[str]:
        """Questions that publishing leaves open on the map and that cannot be answered here."""
        return unanswerable(self.proposal.changes.nodes)

    def changes(self, author: str) -> Changeset:
        """What publishing would commit."""
        rejected = [item for item in self.items if self.decision(item) == "reject"]
        changes = without(self.proposal, rejected)
        notes = {item.node_id: self._corrections(item, author) for item in self.items}
        nodes = [self._signed(_noted(node, notes.get(node.id) or []), author) for node in changes.nodes]
        graph = self.proposal.graph
        new = tuple(node for node in nodes if node.id not in graph or graph.nodes[node.id]["node"] != node)
        return replace(changes, author=author, reason=self._reason(len(rejected)), nodes=new)

    def _corrections(self, item: Item, author: str) -> list[str]:
        choice, first = self.state.items.get(item.key), self.first.get(item.key)
        if not choice or choice["do"] != "correct" or not first:
            return []
        thing = self._draft(item.key) or Node(first.node_id, first.what, (first.sources[0].citation,))
        return told(item.kind, thing, choice["fix"], author, choice.get("why", ""))

    def _draft(self, key: str) -> Any:
        kind, _, at = key.rpartition("-")
        return getattr(self.drafts, LISTS[kind])[int(at)] if kind in LISTS and at.isdigit() else None

    def _signed(self, node: Node, author: str) -> Node:
        """The paper's own node keeps how it was reviewed, so that the next version begins where this one ended."""
        if node.id != f"document:{self.drafts.paper.id}":
            return node
        state, rows = self.state, self.rows
        old = (
            self.proposal.graph.nodes[node.id]["node"].props.get("review", {}) if node.id in self.proposal.graph else {}
        )
        earlier = old.get("decisions", {}) if old.get("fingerprint") != state.fingerprint else {}
        decisions = {
            kind: found for kind in (*earlier, *rows) if (found := [*earlier.get(kind, ()), *rows.get(kind, ())])
        }
        record = {"by": author, "fingerprint": state.fingerprint, "decisions": json.loads(json.dumps(decisions)),
                  "items": state.items, "answers": state.answers}  # fmt: skip
        return replace(node, props=dict(node.props) | {"review": record})

    def _reason(self, rejected: int) -> str:
        parts = []
        for item in self.items:
            why = self.state.items.get(item.key, {}).get("why", "")
            if self.decision(item) == "correct":
                name = item.what.partition(":")[0][:60]
                parts.append(f"corrected {name}{f' ({why})' if why else ''}")
        if len(parts) > 5:
            parts = [*parts[:5], f"and {len(parts) - 5} more corrected"]
        parts += [f"left out {rejected} of {len(self.items)} facts"] if rejected else []
        reason = f"Published {self.title}" + (f": {'; '.join(parts)}" if parts else "")
        return reason if len(reason) <= _LONGEST_REASON else f"{reason[:_LONGEST_REASON]} …"


def as_reviewed(found: AccountabilityMap, path: Path, proposal: Proposal) -> Proposal | None:
    """What `load` proposes of a paper that was reviewed before, with what was corrected and left out then.

    None where it is another paper or is read otherwise now, or where decisions lie beside the file: they count.
    """
    (drafts,) = proposal.drafts
    node = found.store.node(f"document:{drafts.paper.id}")
    record: Mapping[str, Any] = node.props.get("review", {}) if node else {}
    fingerprint = _fingerprint(drafts)
    if record.get("fingerprint") != fingerprint or (path.parent / "decisions.toml").exists():
        return None
    state = State("", path.name, "", drafts.paper.title, drafts.paper.id, fingerprint)
    state.items, state.answers = dict(record["items"]), dict(record["answers"])
    review = Review(_Reading(found, drafts, fingerprint, known_paper(path)), state)
    changes = replace(review.changes(record["by"]), author=proposal.changes.author, reason=proposal.changes.reason)
    return replace(review.proposal, changes=changes)


def _noted(node: Node, notes: list[str]) -> Node:
    return replace(node, props=dict(node.props) | {"corrected": notes}) if notes else node


class Reviews:
    """All reviews in progress of one map; safe to use from several threads."""

    def __init__(self, found: AccountabilityMap, shelf: Shelf) -> None:
        self.map, self.shelf = found, shelf
        self._lock = threading.RLock()
        self._drafts: _Recent[Drafts] = _Recent()
        self._readings: _Recent[_Reading] = _Recent()
        self._made: _Recent[Review] = _Recent()

    def begin(self, name: str, data: bytes) -> Review:
        """Keep and read an uploaded paper; nothing is left of one that cannot be read (UnreadablePaper)."""
        with self._lock:
            state = self.shelf.begin(name, data)
        try:
            known = known_paper(self.shelf.file(state))
            state.paper = known[0].id if known else state.name.rpartition(".")[0] or state.name
            with self._lock:
                drafts = self._reading(state)
                state.title, state.fingerprint = drafts.paper.title, _fingerprint(drafts)
                state.remarks = list(drafts.paper.warnings)
                self._remember(state)
                self.shelf.save(state)
                return self.open(state.id)
        except BaseException:
            self.discard(state.id)
            raise

    def _remember(self, state: State) -> None:
        """Begin with what was decided when this very paper was published before."""
        node = self.map.store.node(f"document:{state.paper}")
        record: Mapping[str, Any] = node.props.get("review", {}) if node else {}
        if record.get("fingerprint") == state.fingerprint:
            state.items, state.answers = dict(record["items"]), dict(record["answers"])
            state.remarks.append(f"This paper was reviewed before: the decisions of {record['by']} are filled in.")

    def _reading(self, state: State) -> Drafts:
        def read() -> Drafts:
            found = known_paper(self.shelf.file(state))
            told = {"id": state.paper}
            if found:
                told |= {"title": found[0].title, "kind": found[0].kind, "date": found[0].date}
            return read_safely(self.shelf.file(state), shown=state.name, tick=None, seconds=SECONDS, **told)

        return self._drafts.get((state.id, state.paper), read)

    def open(self, review_id: str) -> Review:
        """The review against the map as it stands now; UnknownSubject where there is none."""
        with self._lock:
            state = self.shelf.state(review_id)
            drafts = self._reading(state)
            if _fingerprint(drafts) != state.fingerprint:
                state.items, state.answers, state.fingerprint = {}, {}, _fingerprint(drafts)
                state.remarks.append("Papers are read otherwise since this review began: its decisions are forgotten.")
                self.shelf.save(state)
            number = self.map.revision().number

            def read() -> _Reading:
                return _Reading(self.map, drafts, state.fingerprint, known_paper(self.shelf.file(state)))

            reading = self._readings.get((state.id, state.paper, state.fingerprint, number), read)
            return self._made.get((state.id, state.version, number), lambda: Review(reading, state))

    def save(self, review_id: str, choices: Mapping[str, Choice], answers: Mapping[str, str]) -> Review:
        """Keep decisions (by item key) and answers (by question id), beside those kept already."""
        with self._lock:
            now = self.open(review_id)
            state = replace(now.state, items={**now.state.items, **choices}, answers={**now.state.answers, **answers})
            state.version += 1
            state.paper = self._paper(now, state)
            self.shelf.save(state)
            return self.open(review_id)

    def _paper(self, now: Review, state: State) -> str:
        """The paper's id: its own where it is answered that it is another than the one on the map."""
        asked = next((one for one in now.questions if one.asked == "paper"), None)
        if asked is None or state.answers.get(asked.id) != "other":
            return state.paper
        numbered = (f"{state.paper}-{number}" for number in range(2, 1000))
        return next(name for name in numbered if self.map.store.node(f"document:{name}") is None)

    def publish(self, review_id: str, author: str, seen: str) -> Revision:
        """Commit what was accepted, as one revision, and forget the review.

        ConflictError where the map or the decisions are not what the reviewer saw (`Review.seen`); GraphappError where
        something doubtful is undecided.
        """
        with self._lock:
            review = self.open(review_id)
            number = int(seen.partition(".")[0]) if seen.partition(".")[0].isdigit() else -1
            if seen != review.seen:
                raise ConflictError(number, review.revision)
            if left := review.undecided():
                names = "; ".join(item.what[:60] for item in left[:3])
                raise GraphappError(f"{len(left)} doubtful facts are not decided yet: {names}. Accept, correct or "
                                    "reject each, then publish.")  # fmt: skip
            changes = review.changes(author)
            revision = self.map.commit(changes, expect=review.revision) if changes else self.map.revision()
            self.discard(review_id)
            return revision

    def discard(self, review_id: str) -> None:
        """Forget the review, its file and its decisions."""
        with self._lock:
            self.shelf.discard(review_id)
            self._drafts.forget(review_id)
            self._readings.forget(review_id)
            self._made.forget(review_id)


class _Recent(Generic[Made]):
    """The few things made last, by a key that begins with their review's id; to be used under a lock."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Any, ...], Made] = OrderedDict()

    def get(self, key: tuple[Any, ...], make: Callable[[], Made]) -> Made:
        """The thing of this key, made if it is not there."""
        if key not in self._kept:
            self._kept[key] = make()
        self._kept.move_to_end(key)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return self._kept[key]

    def forget(self, review_id: str) -> None:
        """Forget all that belongs to a review."""
        for key in [key for key in self._kept if key[0] == review_id]:
            del self._kept[key]


def _fingerprint(drafts: Drafts) -> str:
    """What the keys of items rest on: which drafts there are, in which order."""
    found = [(kind, one.source.line_start, one.source.sheet or "") for kind, name in LISTS.items()
             for one in getattr(drafts, name)]  # fmt: skip
    text = "\n".join(line.text for line in drafts.paper.lines)
    return hashlib.sha256(f"{found}{text}".encode()).hexdigest()[:16]


def choice(first: Item, do: str, was: str, words: Mapping[str, str], why: str) -> tuple[Choice | None, list[str]]:
    """What a form says of one item: the decision, None for none yet, and what is wrong with it, as sentences.

    `words` are the fields as sent, `was` the decision the form was filled with: who changes words means to correct,
    who goes back from correct to accept takes the words as read.
    """
    as_read = {name: text for name, _, text, _ in first.fields}
    fix = {n: _folded(t) for n, t in words.items() if n in as_read and _folded(t) != _folded(as_read[n])}
    if do == "reject" or (not do and not fix):
        return ({"do": do, "fix": {}, "why": why} if do else None), []
    if not fix or (do == "accept" and was == "correct"):
        return {"do": "accept", "fix": {}, "why": ""}, []
    labels = {field.name: field for field in fields_of(first.kind)}
    wrong = [f"{first.what[:60]}: {m}" for n, t in fix.items() if (m := mistake(labels[n], t))]
    return {"do": "correct", "fix": fix, "why": why}, wrong


def _folded(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
