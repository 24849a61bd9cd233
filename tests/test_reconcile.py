"""Papers and decisions put together: one thing for many spellings, questions for what nobody decided."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphapp.core import AccountabilityMap, open_map
from graphapp.errors import BadDecisions
from graphapp.reading.reader import read
from graphapp.reconcile import build, load_decisions
from graphapp.reconcile.decisions import load_papers
from tests.example import FOLDER, PACK, PAPERS, path_of

SAME = "[[same]]\nkind = 'person'\nname = '{name}'\naliases = ['C D']\nreason = ''\ncites = []\n"
TABLE = "No\tAction\tLead\tDue\n1\tWrite it.\t{lead}\tMay 2024\n"


@pytest.fixture(scope="module")
def lancashire(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AccountabilityMap]:
    with open_map(f"sqlite:///{tmp_path_factory.mktemp('map') / 'map.db'}") as found:
        found.load()
        yield found


def edges(found: AccountabilityMap, kind: str) -> dict[tuple[str, str], object]:
    return {(a, b): data["edge"] for a, b, key, data in found.graph().edges(keys=True, data=True) if key == kind}


def plan(folder: Path, name: str, lead: str) -> Path:
    path = folder / f"{name}.txt"
    path.write_text("Northshire Improvement Plan\nMay 2024\n" + TABLE.format(lead=lead), "utf-8")
    return path


def test_both_editions_are_of_one_plan_with_one_set_of_recommendations(lancashire: AccountabilityMap) -> None:
    graph = lancashire.graph()
    kinds = [node_id.partition(":")[0] for node_id in graph]
    assert (kinds.count("recommendation"), kinds.count("action")) == (11, 133 + 109 + 29)
    assert graph.nodes["edition:2018-11"]["node"].props["plan"] == graph.nodes["edition:2019-01"]["node"].props["plan"]
    assert lancashire.edition(None) == "2019-01"


def test_a_ref_printed_twice_is_two_actions(lancashire: AccountabilityMap) -> None:
    assert {"action:2018-11/4.7.2", "action:2018-11/4.7.2#2"} <= set(lancashire.graph())


def test_every_fact_is_cited_and_every_citation_is_a_line_of_its_paper(lancashire: AccountabilityMap) -> None:
    graph = lancashire.graph()
    lengths = {
        node_id.partition(":")[2]: len(data["node"].props["lines"])
        for node_id, data in graph.nodes(data=True)
        if node_id.startswith("document:")
    }
    facts = [data["node"] for _, data in graph.nodes(data=True)] + [data["edge"] for *_, data in graph.edges(data=True)]
    cited = [citation for fact in facts for citation in fact.citations]
    assert all(fact.citations for fact in facts)
    assert set(lengths) == set(PAPERS)
    assert all(1 <= one.line_start <= one.line_end <= lengths[one.document] for one in cited)


def test_an_alias_that_was_decided_finds_the_person_and_keeps_its_lines(lancashire: AccountabilityMap) -> None:
    node = lancashire.find("Vickey Gent", ("person",))
    assert node.id == "person:victoria-gent"
    assert any(one.line_start == 132 for one in node.citations)


def test_five_spellings_of_one_post_are_one(lancashire: AccountabilityMap) -> None:
    post = lancashire.find("Head of SIA", ("post",))
    holders = {a: edge for (a, b), edge in edges(lancashire, "HOLDS").items() if b == post.id}
    assert set(holders) == {"person:andy-smith"}
    assert holders["person:andy-smith"].props["acting"] is True
    assert lancashire.find("Head of Safeguarding, Inspection and Audit", ("post",)) == post


def test_what_nobody_decided_is_an_open_question(lancashire: AccountabilityMap) -> None:
    asked = lancashire.find("Natasha Wright", ("person",)).props["questions"]
    assert len(asked) == 1
    assert "Barnardo's" in asked[0]
    assert "Lancashire County Council" in asked[0]


def test_no_young_person_and_no_apprentice_is_a_node(lancashire: AccountabilityMap) -> None:
    labels = [
        data["node"].label.lower()
        for node_id, data in lancashire.graph().nodes(data=True)
        if node_id.startswith(("person", "post"))
    ]
    assert [label for label in labels if any(word in label for word in ("[", "young p", "apprentice", "linx"))] == []


def test_the_strategies_that_leaders_ask_for_are_there_with_what_rests_on_them(lancashire: AccountabilityMap) -> None:
    for words in ("Neglect Strategy", "Sufficiency Strategy", "Corporate Parenting Strategy"):
        assert lancashire.find(words, ("strategy",)).kind == "strategy"
    produced = {a for (a, b) in edges(lancashire, "PRODUCES") if b == "strategy:neglect-strategy"}
    relied = {a for (a, b) in edges(lancashire, "RELIES_ON") if b == "strategy:neglect-strategy"}
    assert "action:2019-01/1.2.1" in produced
    assert {"action:2019-01/1.2.3", "action:2019-01/1.2.4", "action:2019-01/1.2.5"} <= relied


def test_the_same_papers_twice_commit_nothing(lancashire: AccountabilityMap) -> None:
    before = lancashire.revision().number
    again = lancashire.load()
    assert (again.revision.number, again.added, again.changed, again.dropped) == (before, {}, {}, {})


def test_papers_read_one_after_another_in_any_order_give_the_same_map(tmp_path: Path) -> None:
    first, second = (
        plan(tmp_path, "2024-05-plan", "Person A, Head of Widgets"),
        plan(tmp_path, "2024-06-update", "Person A"),
    )
    maps = []
    for number, order in enumerate(((first, second), (second, first), (first, second, first))):
        with open_map(f"sqlite:///{tmp_path / f'{number}.db'}") as found:
            for path in order:
                found.load([path])
            graph = found.graph()
            maps.append(
                (
                    {n: d["node"] for n, d in graph.nodes(data=True)},
                    {d["edge"].id: d["edge"] for *_, d in graph.edges(data=True)},
                )
            )
    assert maps[0] == maps[2]
    assert maps[0] == maps[1]


def test_what_a_changed_paper_no_longer_says_is_dropped(tmp_path: Path, map_address: str) -> None:
    path = plan(tmp_path, "2024-05-plan", "Person A, Head of Widgets")
    with open_map(map_address) as found:
        found.load([path])
        plan(tmp_path, "2024-05-plan", "Person B, Head of Gadgets")
        loaded = found.load([path])
        people = {node_id for node_id in found.graph() if node_id.startswith(("person", "post"))}
    assert people == {"person:person-b", "post:head-gadgets"}
    assert loaded.dropped == {"person": 1, "post": 1}


def test_a_second_council_keeps_its_own_recommendations_and_edition(
    lancashire: AccountabilityMap, tmp_path: Path, map_address: str
) -> None:
    text = (
        "Northshire Improvement Plan\nJanuary 2019\nNo\tAction\tRec\tLead\tDue\n1.1\tWrite it.\t1\tPerson A\tMay 2019\n"
    )
    path = tmp_path / "northshire.txt"
    path.write_text(text, "utf-8")
    with open_map(map_address) as found:
        found.load()
        whole = found.graph()
        found.load([path])
        graph = found.graph()
    assert graph.nodes["recommendation:1"]["node"] == whole.nodes["recommendation:1"]["node"]
    assert "action:2019-01/1.1" not in graph
    assert "action:2019-01-northshire-improvement-plan/1.1" in graph


def test_papers_of_the_example_are_known_by_their_checksum_wherever_they_lie(tmp_path: Path, map_address: str) -> None:
    copies = [shutil.copy(path_of(paper), tmp_path / f"copy-{number}.txt") for number, paper in enumerate(PAPERS)]
    with open_map(map_address) as found:
        found.load([Path(copy) for copy in copies])
        assert found.load().added == {}


def test_plans_that_answer_the_same_recommendations_are_one_plan_and_a_question(
    tmp_path: Path, map_address: str
) -> None:
    recommendations = "Recommendations of the inspection\n1.\tMake sure that every plan is specific and has a date.\n"
    rows = "No\tAction\tRec\tLead\tDue\n1.1\tWrite it.\t1\tPerson A\tMay 2024\n"
    for name, title in (("2024-01", "Northshire Recovery Plan"), ("2024-06", "Northshire Getting Better Plan")):
        text = f"{title}\n{recommendations}\nPriority 1: Practice\n{rows}"
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    with open_map(map_address) as found:
        found.load([tmp_path / "2024-01.txt"])
        found.load([tmp_path / "2024-06.txt"])
        graph = found.graph()
    assert [node_id for node_id in graph if node_id.startswith("recommendation")] == ["recommendation:1"]
    (plan_id,) = [node_id for node_id in graph if node_id.startswith("plan")]
    assert "Getting Better" in graph.nodes[plan_id]["node"].props["questions"][0]


def test_a_paper_that_differs_from_its_checksum_is_refused_by_name(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "copy")
    changed = tmp_path / "copy" / "papers" / f"{PACK}.txt"
    changed.write_text(changed.read_text("utf-8") + " ", "utf-8")
    with pytest.raises(BadDecisions, match=PACK):
        load_papers(tmp_path / "copy")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[same]]\nkind = 'person'\n", "has no name"),
        ("[[likes]]\na = 1\n", "not a kind of decision"),
        ("nonsense", "decisions.toml"),
        (SAME.format(name="A B") + SAME.format(name="E F"), "both"),
    ],
)
def test_bad_decisions_are_named_with_their_file(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "decisions.toml").write_text(text, "utf-8")
    with pytest.raises(BadDecisions, match=words):
        load_decisions(tmp_path)


def test_decisions_are_all_used_and_rest_on_lines_that_exist() -> None:
    decisions = load_decisions(FOLDER)
    drafts = [read(path_of(paper), id=paper) for paper in PAPERS]
    lines = {found.paper.id: len(found.paper.lines) for found in drafts}
    facts = build(drafts, decisions)
    names = {node.label for node in facts.nodes()}
    for row in decisions.of("same"):
        assert row["name"] in names
    cites = [text for kind in decisions.entries.values() for row in kind for text in row.get("cites", ())]
    for text in cites:
        paper, _, place = text.partition("#L")
        assert int(place.split("-L")[-1]) <= lines[paper]
