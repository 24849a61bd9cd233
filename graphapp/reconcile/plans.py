"""Plans of one paper -> editions, key areas, groups, actions, recommendations and what they rest on."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from graphapp.reading.deliverables import deliverables
from graphapp.reading.drafts import ActionDraft, Drafts, KeyAreaDraft, PlanDraft, RecommendationDraft
from graphapp.reconcile.build_base import Builder
from graphapp.reconcile.folding import fold, slug

_SAME_WORDS = 90  # of 100: recommendations this near are the same, whatever a scan did to them
_SAME_SET = 0.8  # share of a plan's recommendations that must be the same


@dataclass(slots=True)
class KnownPlan:
    """A plan the map or this build already has; its recommendations' ids begin with `space`."""

    id: str
    name: str
    space: str = ""
    recommendations: dict[str, str] = field(default_factory=dict)  # number -> text

    def answers(self, found: Iterable[RecommendationDraft]) -> bool:
        """Whether these are the recommendations this plan answers: nearly all have its words and numbers."""
        same = [fuzz.ratio(one.text, self.recommendations.get(one.no, "")) >= _SAME_WORDS for one in found]
        return bool(same) and sum(same) >= _SAME_SET * len(same)


class Plans:
    """Adds the plans of papers to a builder's facts; `taken` maps edition keys to plan ids already in the map."""

    def __init__(self, builder: Builder, taken: Mapping[str, str], known: Iterable[KnownPlan]) -> None:
        self.builder = builder
        self.facts = builder.facts
        self.taken = dict(taken)
        self.known = {plan.id: plan for plan in known}

    def add(self, found: Drafts) -> None:
        """Everything the paper's plans say."""
        for plan in found.plans:
            actions = [action for action in found.actions if action.plan == plan.title]
            is_main = any(action.recommendations for action in actions)
            known = self._plan(found, plan, is_main)
            key = self._edition(found, plan, known, is_main)
            space = known.space
            self._recommendations(found, actions, space)
            for area in found.key_areas:
                if area.plan == plan.title:
                    self._key_area(area, key)
            self._actions(found, actions, key, space)

    def _plan(self, found: Drafts, plan: PlanDraft, is_main: bool) -> KnownPlan:
        """The plan this is an edition of: decided, or one that answers the same recommendations, or a new one.

        Recommendations are numbered from 1 by every inspection: a second set in a map gets ids of its own.
        """
        decided = [
            row["plan"]
            for row in self.builder.decisions.of("edition")
            if row["document"] == found.paper.id and fold(row["title"]) == fold(plan.title)
        ]
        name = decided[0] if decided else plan.title
        plan_id = f"plan:{slug(name)}"
        texts = {one.no: one.text for one in found.recommendations} if is_main else {}
        same = [other for other in self.known.values() if is_main and other.answers(found.recommendations)]
        if plan_id in self.known:
            self.known[plan_id].recommendations |= texts
        elif same and not decided:
            self.facts.node(same[0].id, same[0].name, plan.source, title=same[0].name)
            self.facts.ask(
                same[0].id, f"Is “{plan.title}” an edition of this plan? It answers the same recommendations."
            )
            return same[0]
        else:
            is_first = not any(other.recommendations for other in self.known.values())
            space = same[0].space if same else "" if is_first or not is_main else f"{slug(name)}/"
            self.known[plan_id] = KnownPlan(plan_id, name, space, texts)
        return self.known[plan_id]

    def _edition(self, found: Drafts, plan: PlanDraft, known: KnownPlan, is_main: bool) -> str:
        plan_id, name = known.id, known.name
        key = plan.date or "undated"
        if self.taken.get(key, plan_id) != plan_id:
            key = f"{key}-{plan_id.partition(':')[2]}"
        self.taken[key] = plan_id
        self.facts.node(plan_id, name, plan.source, title=name)
        self.facts.node(
            f"edition:{key}",
            f"{plan.title} ({key})",
            plan.source,
            key=key,
            title=plan.title,
            date=plan.date,
            plan=plan_id,
            document=found.paper.id,
            main=is_main,
            space=known.space,
            rag_definitions=dict(plan.rag_definitions),
        )
        self.facts.edge(f"edition:{key}", "PART_OF", plan_id, plan.source)
        if plan.strategy:
            self.facts.edge(
                f"edition:{key}",
                "RELIES_ON",
                self.builder.strategy(plan.strategy, plan.source),
                plan.source,
                words=plan.title,
                standing="stated",
            )
        for body in found.organizations:
            if body.oversees and is_main:
                self.facts.edge(
                    self.builder.organization(body.name, body.source, body),
                    "OVERSEES",
                    f"edition:{key}",
                    body.source,
                )
        return key

    def _recommendations(self, found: Drafts, actions: Sequence[ActionDraft], space: str) -> None:
        described = {one.no: one for one in found.recommendations} if actions else {}
        for action in actions:
            for no in action.recommendations:
                one = described.get(no)
                cited = one.source if one else action.source
                self.facts.node(
                    f"recommendation:{space}{no}",
                    f"Recommendation {no}",
                    cited,
                    no=no,
                    text=one.text if one else "",
                    key_area=one.key_area if one else None,
                )
        for no, one in described.items() if any(action.recommendations for action in actions) else ():
            self.facts.node(
                f"recommendation:{space}{no}",
                f"Recommendation {no}",
                one.source,
                no=no,
                text=one.text,
                key_area=one.key_area,
            )

    def _key_area(self, area: KeyAreaDraft, key: str) -> None:
        node_id = _area_id(key, area.no)
        head = area.no if " " in area.no else f"Key area {area.no}"
        self.facts.node(
            node_id,
            f"{head}: {area.title}",
            area.source,
            no=area.no,
            title=area.title,
            edition=key,
            outcomes=list(area.outcomes),
        )
        self.facts.edge(node_id, "PART_OF", f"edition:{key}", area.source)
        for lead in area.leads:
            self.builder.lead(lead, node_id, area.source)

    def _actions(self, found: Drafts, actions: Sequence[ActionDraft], key: str, space: str) -> None:
        printed: Counter[str] = Counter()
        for _, rows in itertools.groupby(actions, key=lambda a: (a.key_area, a.group or a.group_title)):
            context: list[str] = []
            for action in rows:
                context = context or [action.group_title or ""]
                name = "".join(action.ref.split()) or slug(action.key_area or "action")
                printed[name] += 1
                ref = self._ref(action, name, printed[name])
                self._action(action, ref, key, space)
                self._rests_on(found, action, f"action:{key}/{ref}", context)
                context.append(action.text)

    @staticmethod
    def _ref(action: ActionDraft, name: str, times: int) -> str:
        if not action.ref:
            return f"{name}.{times}"
        return name if times == 1 else f"{name}#{times}"

    def _action(self, action: ActionDraft, ref: str, key: str, space: str) -> None:
        node_id, cited = f"action:{key}/{ref}", action.source
        self.facts.node(
            node_id,
            ref,
            cited,
            ref=ref,
            ref_printed=bool(action.ref),
            edition=key,
            text=action.text,
            due=action.due.as_json(),
            scope=action.scope,
            share=action.share,
            rag=action.rag,
            progress=action.progress,
            start=action.start,
            measure=action.measure,
            ratings=[{"date": date, "rag": rag} for date, rag in action.ratings],
            lead_text=action.lead_text,
            notes=list(action.notes),
        )
        self._part_of(action, node_id, key)
        for no in action.recommendations:
            self.facts.edge(node_id, "ADDRESSES", f"recommendation:{space}{no}", cited, scope=action.scope)
        for order, lead in enumerate(action.leads):
            self.builder.lead(lead, node_id, cited, share=action.share, order=order)
            if lead.person and "." in lead.person and len(lead.person) < 8:
                self.facts.ask(node_id, f"Who is {lead.person}? The paper has no key to these initials.")

    def _part_of(self, action: ActionDraft, node_id: str, key: str) -> None:
        cited = action.source
        area = _area_id(key, action.key_area or "none")
        if area not in self.facts:
            area = f"edition:{key}"
        if not (action.group or action.group_title):
            self.facts.edge(node_id, "PART_OF", area, cited)
            return
        group = f"group:{key}/{action.group or slug(f'{action.key_area} {action.group_title}')}"
        label = f"{action.group or ''} {action.group_title or ''}".strip()
        self.facts.node(group, label, cited, no=action.group, title=action.group_title, edition=key)
        self.facts.edge(group, "PART_OF", area, cited)
        self.facts.edge(node_id, "PART_OF", group, cited)

    def _rests_on(self, found: Drafts, action: ActionDraft, node_id: str, context: Sequence[str]) -> None:
        for thing in deliverables(action.text, found.strategies, context):
            strategy = self.builder.strategy(thing.strategy, action.source)
            self.facts.edge(
                node_id,
                thing.relation,
                strategy,
                action.source,
                words=thing.words,
                standing="inferred" if thing.anaphor else "stated",
            )


def _area_id(key: str, no: str) -> str:
    """`keyarea:2019-01/1`; a number with a word before it (Objective 1) is made plain."""
    return f"keyarea:{key}/{no if no.isalnum() else slug(no)}"
