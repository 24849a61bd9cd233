"""What a cell of a table says, and where its links lead: one small function a kind of cell."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from graphapp.analysis.answers import Answer, is_done, name_of
from graphapp.due import Due
from graphapp.web.present import Cell, Part, cite, link
from graphapp.web.state import state
from graphapp.web.words import as_written, due_words, opening

RAG_COLOURS = {
    "red": "red",
    "amber": "orange",
    "green": "green",
    "blue": "blue",
    "complete": "blue",
    "completed": "blue",
    "embedded": "blue",
    "on track": "green",
}


def due_cell(row: Answer) -> Cell:
    """When: in words, with the cell's own where they say more; tagged where it is past or missing."""
    due = Due.from_json(row["due"])
    words, written = due_words(row["due"]), as_written(row["due"])
    if not words:
        return (Part("no date", tag="gap", note=f"“{due.raw}”" if due.raw else ""),)
    late = (Part("past its date", tag="red"),) if is_late(row) else ()
    return (Part(opening(words), note=f"“{written}”" if written else ""), *late)


def is_late(row: Answer) -> bool:
    """Whether all of an action fell due before the day the page speaks of, and no paper says it is done."""
    now = state()
    return Due.from_json(row["due"]).is_past(date.fromisoformat(now.on)) and not is_done(now.graph, row)


def leads_cell(row: Answer) -> Cell:
    """Who leads, each with their post as written; a gap where nobody is named."""
    return tuple(map(lead_part, row["leads"])) or (Part("no lead named", tag="gap"),)


def lead_part(lead: Answer) -> Part:
    """A lead as a link, with what else their cell says of them: post and body."""
    name = name_of(lead)
    beside = [str(lead[part]) for part in ("post", "organization") if lead[part] and lead[part] != name]
    return link(name, lead["id"], note=", ".join(beside))


def recommendations_cell(row: Answer) -> Cell:
    """The recommendations its row names; ALL stays ALL."""
    if row["scope"] == "all":
        return (Part("ALL"),)
    return tuple(recommendation_part(row, no) for no in row["recommendations"]) or (Part("none named", tag="gap"),)


def recommendation_part(row: Answer, no: str) -> Part:
    """A recommendation's number, linked to the one that this very action addresses."""
    graph = state().graph
    ends = [end for _, end, kind in graph.out_edges(row["id"], keys=True) if kind == "ADDRESSES"]
    found = next((end for end in ends if str(graph.nodes[end]["node"].props.get("no")) == no), None)
    return link(no, found) if found else Part(no)


def rag_cell(row: Answer) -> Cell:
    """The paper's own word for how it goes."""
    word = row["rag"]
    return (Part(word, tag=RAG_COLOURS.get(word, "grey")),) if word else (Part("not rated"),)


def ref_parts(refs: Iterable[str], edition: str | None) -> Cell:
    """Refs of one edition as links, as far as they are ids too."""
    graph = state().graph
    known = [(ref, f"action:{edition}/{ref}") for ref in refs]
    return tuple(link(ref, node_id) if node_id in graph else Part(ref) for ref, node_id in known)


def named_parts(items: Iterable[Answer]) -> Cell:
    """Names as links to their pages."""
    return tuple(link(one["name"], one["id"]) for one in items)


def next_cell(row: Answer) -> Cell:
    """What falls due next in this row's care."""
    found = row.get("next_due")
    return (link(found["ref"], found["id"], note=due_words(found["due"])),) if found else ()


def where_list(citations: Iterable[Answer]) -> Cell:
    """Every line that says so, with the paper's title."""
    return tuple(_cited(one) for one in citations)


def _cited(source: Answer) -> Part:
    found = cite(source)
    graph, paper = state().graph, f"document:{source['document']}"
    title = graph.nodes[paper]["node"].label if paper in graph else source["document"]
    return Part(f"{title}, {found.text}", found.href)
