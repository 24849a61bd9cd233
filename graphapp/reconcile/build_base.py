"""Drafts of any number of papers -> facts: every node and edge with the lines that say so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from graphapp.model import Citation
from graphapp.reading.drafts import Drafts, Lead, OrganizationDraft
from graphapp.reading.names import acronyms, is_group_post, post_key, split_post
from graphapp.reconcile.decisions import Decisions, PaperEntry
from graphapp.reconcile.facts import Facts
from graphapp.reconcile.folding import slug
from graphapp.reconcile.identities import Index

_CHAIR = re.compile(r"(?i)\b(?:independent )?chair(?:man|woman|person)? of (?:the )?([^-–;]+?)(?:\s+[-–]\s.*)?$")
_LETTERS_AFTER = re.compile(r"\s*\((?:[A-Z&]{2,})\)")
_NOUNS = ("board", "committee", "panel", "group", "partnership", "forum", "council", "trust", "cabinet")


class Builder:
    """Puts papers together; what several parts need stands here, the parts themselves in their modules."""

    def __init__(self, drafts: Sequence[Drafts], decisions: Decisions, known_acronyms: Mapping[str, str]) -> None:
        self.drafts = sorted(drafts, key=lambda found: (found.paper.date or "", found.paper.id))
        self.decisions = decisions
        self.facts = Facts()
        self.acronyms: dict[str, str] = dict(known_acronyms)
        for found in self.drafts:
            self.acronyms |= acronyms([line.text for line in found.paper.lines])
        self.organizations = Index("organization", decisions)
        self.strategies = Index("strategy", decisions)
        for found in self.drafts:
            for body in found.organizations:
                self.organizations.add(body.name, body.aliases, 1 + len(body.also))
            for named in found.strategies:
                self.strategies.add(named.name, named.aliases, 1 + len(named.also))

    def document(self, found: Drafts, entry: PaperEntry | None) -> None:
        """The paper itself, with the lines a person sees."""
        paper = found.paper
        props: dict[str, Any] = {
            "title": paper.title,
            "kind": paper.kind,
            "date": paper.date,
            "publisher": entry.publisher if entry else None,
            "sha256": entry.sha256 if entry else None,
            "lines": list(paper.raw),
            "unread": [
                {"line_start": u.line_start, "line_end": u.line_end, "text": u.text, "why": u.why} for u in found.unread
            ],
            "warnings": list(paper.warnings),
            "acronyms": acronyms([line.text for line in paper.lines]),
        }
        if [line.no for line in paper.lines] != list(range(1, len(paper.lines) + 1)) or paper.lines[0].page:
            props["places"] = [[line.no, line.page, line.sheet] for line in paper.lines]
        self.facts.node(f"document:{paper.id}", paper.title, Citation(paper.id, 1, 1), **props)

    def person(self, name: str, cited: Citation) -> str:
        """The person's node id."""
        chosen = self.decisions.chosen("person", name)
        aliases = [name] if name != chosen else []
        return self.facts.node(f"person:{slug(chosen)}", chosen, cited, name=chosen, aliases=aliases)

    def post(self, written: str, cited: Citation) -> tuple[str, bool]:
        """The post's node id and whether it is held for the time being; chairs join what they chair."""
        bare, acting = split_post(written)
        chosen = self.decisions.chosen("post", bare)
        node_id = f"post:{slug(post_key(chosen, self.acronyms))}"
        self.facts.node(node_id, chosen, cited, title=chosen, aliases=[bare], group=is_group_post(chosen))
        if chair := _CHAIR.search(chosen):
            board = self.organization(chair[1].strip(), cited)
            self.facts.edge(node_id, "MEMBER_OF", board, cited, role="chair")
            self.facts.edge(node_id, "PART_OF", board, cited)
        return node_id, acting

    def organization(self, name: str, cited: Citation, draft: OrganizationDraft | None = None) -> str:
        """The body's node id; `draft` adds what the paper says of it."""
        name = _LETTERS_AFTER.sub("", name)
        chosen = self.organizations.name(name if self.organizations.knows(name) else self.acronyms.get(name, name))
        node_id = f"organization:{slug(chosen)}"
        kind = draft.classification if draft else next((noun for noun in _NOUNS if noun in chosen.lower()), "")
        aliases = sorted({name, *(draft.aliases if draft else ())} - {chosen})
        return self.facts.node(
            node_id,
            chosen,
            cited,
            name=chosen,
            classification=kind,
            aliases=aliases,
            meets=draft.meets if draft else None,
        )

    def strategy(self, name: str, cited: Citation, classification: str = "", aliases: Sequence[str] = ()) -> str:
        """The strategy's node id."""
        chosen = self.strategies.name(name)
        others = sorted({name, *aliases} - {chosen})
        return self.facts.node(
            f"strategy:{slug(chosen)}",
            chosen,
            cited,
            name=chosen,
            classification=classification,
            aliases=others,
        )

    def lead(self, lead: Lead, target: str, cited: Citation, **props: Any) -> None:
        """Who leads: the person with the post of that cell, else the post, else the body."""
        post_id, acting = self.post(lead.post, cited) if lead.post else (None, False)
        body = self.organization(lead.organization, cited) if lead.organization else None
        props |= {"post": lead.post, "post_id": post_id, "organization": lead.organization}
        if lead.person:
            person = self.person(lead.person, cited)
            self.facts.edge(person, "LEADS", target, cited, **props)
            if post_id:
                self.facts.edge(
                    person,
                    "HOLDS",
                    post_id,
                    cited,
                    acting=acting,
                    as_written=[lead.post],
                    start_date=None,
                    end_date=None,
                )
        elif leader := post_id or body:
            self.facts.edge(leader, "LEADS", target, cited, **props)
