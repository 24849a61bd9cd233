"""The API: the same answers as the commands, as JSON. One table makes the routes and their description."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, request

from graphapp.analysis import lists, meetings, papers
from graphapp.analysis.accountability import answerability, portfolio
from graphapp.analysis.answers import Answer
from graphapp.analysis.backtest import backtest
from graphapp.analysis.dependencies import dependencies
from graphapp.analysis.entities import strategy
from graphapp.analysis.gaps import gaps
from graphapp.analysis.paths import paths
from graphapp.analysis.search import search
from graphapp.analysis.versions import compare
from graphapp.errors import GraphappError
from graphapp.exports import whole
from graphapp.ontology import LEADERS, SUBJECTS
from graphapp.store.base import MAX_DEPTH
from graphapp.store.journal import content
from graphapp.web.api_explore import EXPLORE_QUESTIONS
from graphapp.web.api_governance import GOVERNANCE_QUESTIONS
from graphapp.web.api_map import MAP_QUESTIONS
from graphapp.web.api_matrix import MATRIX_QUESTIONS
from graphapp.web.api_scenarios import SCENARIO_QUESTIONS
from graphapp.web.api_timeline import TIMELINE_QUESTIONS
from graphapp.web.api_what_if import WHAT_IFS
from graphapp.web.api_words import EDITION, NEW, OLD, ON, WHO, edition, flag, on
from graphapp.web.ask import told
from graphapp.web.filters import LABELS, asked, filtered
from graphapp.web.journal import journal, journal_entry
from graphapp.web.openapi import (
    ANYTHING,
    FLAG,
    NUMBER,
    NUMBER_OR_NULL,
    TEXT,
    TEXT_OR_NULL,
    Given,
    Param,
    Question,
    described,
    holds,
    known,
    many,
)
from graphapp.web.state import asker, state

api = Blueprint("api", __name__, url_prefix="/api")

_CHAINS = 3
_ID = Param("id", "The id of a node, such as person:a-name. Slashes in it stay as they are.")


def _owns(given: Given) -> Any:
    who = asker().map.find(given["who"], LEADERS)
    return asker()(portfolio, who.id, edition(given), on(given))


def _answers(given: Given) -> Any:
    found = asker().map.find(given["recommendation"], ("recommendation",))
    return asker()(answerability, found.id, edition(given))


def _path(given: Given) -> Any:
    a, b = (asker().map.find(given[name], SUBJECTS).id for name in ("a", "b"))
    return asker()(paths, a, b, _CHAINS, flag(given, "weak"))


def _rests_on(given: Given) -> Any:
    found = asker().map.find(given["strategy"], ("strategy",))
    return asker()(strategy, found.id, edition(given))


def _of_two(question: Callable[..., Answer]) -> Callable[[Given], Any]:
    return lambda given: asker()(question, given["old"] or None, given["new"] or None)


def _actions(given: Given) -> Any:
    key, now = edition(given), state()
    on(given)
    wanted = asked(now)
    if wanted.problems:
        raise GraphappError(wanted.problems[0])
    total = now.about["actions"] if now.about else 0
    return {"edition": key, "on": now.on, "total": total, "actions": filtered(now, wanted)}


def _node(given: Given) -> Any:
    graph, node = _around_graph(given["id"], 1), asker().map.node(given["id"])
    edges = [data["edge"] for start, end, data in graph.edges(data=True) if given["id"] in (start, end)]
    return node.as_json() | {"kind": node.kind, "edges": [edge.as_json() for edge in edges]}


def _around(given: Given) -> Any:
    graph = _around_graph(given["id"], _depth(given))
    return {
        "truncated": bool(graph.graph.get("truncated")),
        "nodes": [data["node"].as_json() for _, data in graph.nodes(data=True)],
        "edges": [data["edge"].as_json() for *_, data in graph.edges(data=True)],
    }


def _around_graph(node_id: str, depth: int) -> Any:
    asker().map.node(node_id)  # refused where there is none
    return asker().map.around([node_id], depth)


def _export(given: Given) -> Any:  # noqa: ARG001 - the whole map, whatever is given
    nodes, edges = content(asker().map.store)
    return whole.to_json(nodes.values(), edges.values())


def _depth(given: Given) -> int:
    words = given.get("depth", "") or "1"
    if not words.isdecimal() or int(words) > MAX_DEPTH:
        raise GraphappError(f"depth: {words!r} is not a number from 0 to {MAX_DEPTH}.")
    return int(words)


def _of_edition(question: Callable[..., Answer]) -> Callable[[Given], Any]:
    return lambda given: asker()(question, edition(given))


def _of_day(question: Callable[..., Answer]) -> Callable[[Given], Any]:
    return lambda given: asker()(question, edition(given), on(given))


def _of_map(question: Callable[..., Answer]) -> Callable[[Given], Any]:
    return lambda _: asker()(question)


_ITEMS, _ACTIONS = many(known("Item")), many(known("Action"))
_FINDING = holds(kind=TEXT, subject=TEXT, text=TEXT, source=known("Source"))
_DEPENDENCY = holds(dependent=TEXT, prerequisite=TEXT, via=TEXT_OR_NULL, standing={"enum": ["confirmed", "inferred"]},
                    reason=TEXT_OR_NULL, source=known("Source"))  # fmt: skip
_PAIR = holds(old=many(TEXT), new=many(TEXT), score=ANYTHING, due_change_months=NUMBER_OR_NULL, leads_changed=FLAG,
              relation={"enum": ["same", "reworded", "split", "merged", "dropped", "added"]},
              recommendations_added=many(TEXT), recommendations_lost=many(TEXT), quiet=many(TEXT))  # fmt: skip
_RULE = holds(name=TEXT, predicted=NUMBER, hits=NUMBER, misses=NUMBER, precision=ANYTHING, recall=ANYTHING,
              lift=ANYTHING, beats_base_rate=FLAG)  # fmt: skip
_CASE = holds(rule=TEXT, trigger=TEXT_OR_NULL, ref=TEXT, predicted_months=NUMBER, actual_months=NUMBER, hit=FLAG)
_REVISIONS = holds(revisions=many(known("Revision")))

QUESTIONS = (
    Question("/owns", "What a person, post or body owns: alone, jointly, by inheritance; what is due next.",
             (WHO, EDITION, ON), _owns,
             holds(who=known("Who"), edition=TEXT, actions=many(known("Owned")), inherited=_ACTIONS, resolutions=_ITEMS,
                   key_areas=_ITEMS, boards=many(holds(name=TEXT, role=TEXT_OR_NULL)), next_due=ANYTHING)),
    Question("/answers", "Who answers for a recommendation, through which actions, heard by which boards.",
             (Param("recommendation", "Its number or id.", required=True), EDITION), _answers,
             holds(recommendation=known("Item"), actions=_ACTIONS, leads=many(known("Named")), key_areas=_ITEMS,
                   boards=_ITEMS, strategies=_ITEMS, weak=_ACTIONS)),
    Question("/gaps", "What nobody has named, dated or decided.", (EDITION, ON), _of_day(gaps),
             holds(edition=TEXT, findings=many(_FINDING))),
    Question("/path", "How two things are connected: up to three shortest chains, read as sentences.",
             (Param("a", "A name or id.", required=True), Param("b", "A name or id.", required=True),
              Param("weak", "Also along rows that say ALL recommendations.", shape=FLAG)), _path,
             holds(paths=many(holds(length=NUMBER, steps=many(known("Step")))))),
    *WHAT_IFS,
    *SCENARIO_QUESTIONS,
    *EXPLORE_QUESTIONS,
    *TIMELINE_QUESTIONS,
    *MATRIX_QUESTIONS,
    *MAP_QUESTIONS,
    *GOVERNANCE_QUESTIONS,
    Question("/rests-on", "What rests on a strategy, what produces it, which boards hear of it.",
             (Param("strategy", "Its name, part of it, or its id.", required=True), EDITION), _rests_on,
             holds(strategy=known("Item"), produced_by=_ACTIONS, relied_on_by=_ACTIONS, boards=_ITEMS)),
    Question("/dependencies", "Which action waits for which, confirmed or inferred, with the words that say so.",
             (EDITION,), _of_edition(dependencies), holds(edition=TEXT, dependencies=many(_DEPENDENCY))),
    Question("/compare", "What became of each action between two editions, and what changed quietly.",
             (OLD, NEW), _of_two(compare), holds(old=TEXT, new=TEXT, pairs=many(_PAIR))),
    Question("/backtest", "How well rules on the older edition alone would have told what moved by the newer one.",
             (OLD, NEW), _of_two(backtest), holds(base_rate=ANYTHING, rules=many(_RULE), cases=many(_CASE))),
    Question("/actions", "The actions of an edition that pass every filter, in due order.",
             (EDITION, ON, *(Param(name, label) for name, label in LABELS.items())), _actions,
             holds(edition=TEXT, total=NUMBER, actions=_ACTIONS)),
    Question("/leads", "Everyone who leads something in an edition.", (EDITION, ON), _of_day(lists.lead_list),
             holds(edition=TEXT, leads=_ITEMS)),
    Question("/recommendations", "The recommendations and who answers for each.", (EDITION, ON),
             _of_day(lists.recommendation_list), holds(edition=TEXT, recommendations=_ITEMS)),
    Question("/boards", "Every board, committee, panel, group, forum and partnership.", (),
             _of_map(lists.board_list), holds(boards=_ITEMS)),
    Question("/strategies", "Every strategy, with the actions that produce it and rely on it.", (EDITION,),
             _of_edition(lists.strategy_list), holds(edition=TEXT, strategies=_ITEMS)),
    Question("/meetings", "Every meeting whose minutes are in the map.", (), _of_map(meetings.meeting_list),
             holds(meetings=_ITEMS)),
    Question("/measures", "Every measure with its readings and aims.", (), _of_map(meetings.measure_list),
             holds(measures=_ITEMS)),
    Question("/judgements", "What the inspectorate judged, by area.", (), _of_map(meetings.judgement_list),
             holds(judgements=_ITEMS)),
    Question("/documents", "Every paper, and how many facts rest on it.", (), _of_map(papers.document_list),
             holds(documents=_ITEMS)),
    Question("/search", "Things by name and text, and lines of papers, that hold all of the words.",
             (Param("q", "The words.", required=True),), lambda given: asker()(search, given["q"]),
             holds(words=TEXT, groups=many(holds(kind=TEXT, total=NUMBER, items=_ITEMS)), lines=_ITEMS, total=NUMBER)),
    Question("/ask", "What was typed freely, as one of the questions there are, and the page that answers it.",
             (Param("q", "The question.", required=True), EDITION), lambda given: told(given["q"], edition(given)),
             holds(question=TEXT_OR_NULL, asked=TEXT, blanks={"type": "object"}, address=TEXT_OR_NULL, problem=TEXT,
                   choices=many(holds(asked=TEXT, address=TEXT)), questions=many(TEXT))),
    Question("/nodes/{id}", "One node as it is stored, with the edges that touch it.", (_ID,), _node,
             holds(id=TEXT, kind=TEXT, label=TEXT, props={"type": "object"}, edges=many(known("Edge")))),
    Question("/around/{id}", "What is within some steps of a node.",
             (_ID, Param("depth", f"Steps, 0 to {MAX_DEPTH}. Default: 1.", shape=NUMBER)), _around,
             holds(truncated=FLAG, nodes=many(known("Node")), edges=many(known("Edge")))),
    Question("/history", "Every revision, newest first.", (), lambda _: journal(asker()), _REVISIONS),
    Question("/history/{number}", "One revision: what each thing said before and after.",
             (Param("number", "The revision's number.", shape=NUMBER),),
             lambda given: journal_entry(asker(), int(given["number"])),
             holds(revision=known("Revision"), changes=many(holds(id=TEXT, name=TEXT, how=TEXT, said=many(ANYTHING))))),
    Question("/export", "The whole map; `graphapp import-json` takes it back without loss.", (), _export,
             holds(format=TEXT, version=NUMBER, nodes=many(known("Node")), edges=many(known("Edge")))),
)  # fmt: skip


def _serve(question: Question) -> Callable[..., Response]:
    def view(**path: str) -> Response:
        found = question.answer(_given(question, path))
        text = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)
        return Response(text, content_type="application/json")

    return view


def _given(question: Question, path: Mapping[str, str]) -> Given:
    given = {param.name: request.args.get(param.name, "").strip() for param in question.params} | dict(path)
    missing = [param.name for param in question.params if param.required and not given[param.name]]
    if missing:
        raise GraphappError(f"Say {' and '.join(missing)}: {request.path}?{'&'.join(f'{name}=…' for name in missing)}")
    return given


@api.get("/openapi.json")
def openapi() -> Any:
    """What this API answers, in OpenAPI 3.1."""
    return described(QUESTIONS)


for _question in QUESTIONS:
    api.add_url_rule(_question.rule, _question.name, _serve(_question), methods=["GET"])
