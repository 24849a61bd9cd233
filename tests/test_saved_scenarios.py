"""Scenarios kept beside the map: saved, compared, removed, carried along, and never a fact."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphapp import cli
from graphapp.analysis.gaps import gaps
from graphapp.analysis.overview import overview
from graphapp.analysis.papers import document_list, passage
from graphapp.analysis.scenario import played, scenario_at, scenario_list, scenario_named
from graphapp.analysis.scenario_compared import compared, summary
from graphapp.analysis.search import search
from graphapp.core import AccountabilityMap, open_map
from graphapp.errors import ConflictError, GraphappError, UnknownSubject
from graphapp.exports import whole
from graphapp.model import Changeset, Node
from graphapp.scenarios import listing, remove, save
from graphapp.store.journal import audit, content
from tests.builders import changes
from tests.graphs import EDGES, NODES, graph_of

ON = "2019-03-28"
GENT = "/what-if/leaves/person:victoria-gent"
JUNE = "/what-if/moves/2019-01/1.2.1?to=June+2019"
ALL = {
    "Gent": GENT,
    "Gent hands over": f"{GENT}?to=person:brendan-lee&only=orphaned&edition=2019-01",
    "June": JUNE,
    "Second printing": "/what-if/moves/2018-11/4.7.2%232?to=June+2019",
    "Slip": "/what-if/slips/strategy:neglect-strategy?months=3",
    "No board": "/what-if/stands-down/organization:corporate-parenting-board",
    "Dropped": "/what-if/dropped/2019-01/1.2.1",
}


def facts(found: AccountabilityMap) -> tuple[dict[str, object], dict[str, object]]:
    nodes, edges = content(found.store)
    return {node_id: node for node_id, node in nodes.items() if node.kind != "scenario"}, dict(edges)


def names(found: AccountabilityMap) -> list[str]:
    return [row["name"] for row in listing(found)["scenarios"]]


def test_saving_removing_and_loading_again_leave_every_fact_as_it_was(example: AccountabilityMap) -> None:
    before = facts(example)
    for name, address in ALL.items():
        save(example, name, address, "Ann")
    assert facts(example) == before
    kept = [data["node"] for _, data in example.graph().nodes(data=True) if data["node"].kind == "scenario"]
    assert len(kept) == len(ALL)
    number = example.revision().number
    assert example.load().revision.number == number
    assert {node.id: example.store.node(node.id) for node in kept} == {node.id: node for node in kept}
    remove(example, "June", "Ann")
    assert facts(example) == before
    assert audit(example.store) == []


def test_a_paper_that_now_says_less_drops_its_facts_and_no_scenario(tmp_path: Path) -> None:
    paper = tmp_path / "plan.csv"
    head = "Ref,Action,Lead,By when\n1.1,Agree the training offer with partners,Head of Care,March 2024\n"
    paper.write_text(f"{head}1.2,Publish the revised pledge,Head of Care,May 2024\n", "utf-8")
    with open_map(f"sqlite:///{tmp_path / 'map.db'}") as found:
        found.load([paper])
        gone = next(node.id for node in found.store.nodes("action") if node.label == "1.2")
        saved = save(found, "Drop it", f"/what-if/dropped/{gone.partition(':')[2]}", "Ann")
        paper.write_text(head, "utf-8")
        found.load([paper])
        assert found.store.node(gone) is None
        assert found.store.node(saved.id) == saved
        (row,) = listing(found)["scenarios"]
        assert "The map holds no action" in row["problem"]
        with pytest.raises(UnknownSubject, match="so this cannot be asked"):
            scenario_named(found.graph(), "Drop it")


def test_no_count_and_no_search_knows_of_scenarios(example: AccountabilityMap) -> None:
    def told() -> list[object]:
        line = example.graph().nodes["person:victoria-gent"]["node"].citations[0]
        about = (f"document:{line.document}", line.line_start, line.line_end)
        return [
            example.ask(overview, None, ON), example.ask(gaps, None, ON), example.ask(document_list),
            example.ask(passage, *about), example.ask(search, "zebra"), example.ask(search, "gent"),
        ]  # fmt: skip

    before = told()
    save(example, "Zebra", GENT, "Ann")
    assert told() == before


def test_a_saved_scenario_says_what_it_asks_where_its_subject_stands_and_who_saved_it(
    example: AccountabilityMap,
) -> None:
    node = save(example, "  Two \n words ", f"https://map.example{GENT}?edition=&x=1", "Ann")
    assert (node.id, node.label) == ("scenario:two-words", "Two words")
    assert dict(node.props) == {
        "address": f"{GENT}?edition=2019-01", "edition": "2019-01", "about": "person:victoria-gent",
    }  # fmt: skip
    assert node.citations == example.graph().nodes["person:victoria-gent"]["node"].citations
    (row,) = listing(example)["scenarios"]
    assert (row["says"], row["author"], row["problem"]) == ("Victoria Gent leaves", "Ann", "")
    assert row["at"] == example.revision().at
    assert example.revision().reason == "Saved the scenario Two words"


def test_an_export_carries_scenarios_and_takes_them_back(example: AccountabilityMap, tmp_path: Path) -> None:
    save(example, "Gent", GENT, "Ann")
    nodes, edges = content(example.store)
    back = whole.from_json(whole.to_json(nodes.values(), edges.values()), "map.json", "Ann")
    with open_map(f"sqlite:///{tmp_path / 'other.db'}") as other:
        other.commit(back)
        assert content(other.store) == (nodes, edges)
        assert names(other) == ["Gent"]


def test_a_name_is_replaced_only_when_asked_and_the_same_again_changes_nothing(example: AccountabilityMap) -> None:
    save(example, "June", JUNE, "Ann")
    number = example.revision().number
    save(example, "June", JUNE, "Ben")
    assert example.revision().number == number
    with pytest.raises(GraphappError, match="There is a scenario called June already"):
        save(example, "june", GENT, "Ben")
    assert example.revision().number == number
    save(example, "june", GENT, "Ben", replace=True)
    assert [(row["name"], row["says"], row["author"]) for row in listing(example)["scenarios"]] == [
        ("june", "Victoria Gent leaves", "Ben")
    ]


@pytest.mark.parametrize(
    ("name", "says"),
    [(" \n ", "is empty"), ("x" * 81, "at most 80"), ("a\x00b", "control characters"), ("?!", "no letter")],
)
def test_a_name_that_is_none_gets_a_sentence(example: AccountabilityMap, name: str, says: str) -> None:
    with pytest.raises(GraphappError, match=says):
        save(example, name, GENT, "Ann")
    assert names(example) == []


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("", "is no scenario"),
        ("/actions", "is no scenario"),
        ("/what-if/leaves", "is no scenario"),
        ("/what-if/flies/person:victoria-gent", "is no scenario"),
        ("http://[/what-if/leaves/x", "is no address"),
        (f"{GENT}?to={'x' * 2000}", "is no scenario"),
        ("/what-if/leaves/person:nobody", "holds no person"),
        ("/what-if/dropped/2019-01/99.9", "holds no action"),
        ("/what-if/moves/2019-01/1.2.1", "does not say the new date"),
        ("/what-if/moves/2019-01/1.2.1?to=yesterday", "is not a month or a day"),
        ("/what-if/moves/2019-01/1.2.1?to=June+2019&milestone=x", "is not a number"),
        ("/what-if/slips/strategy:neglect-strategy?months=many", "is not a number"),
        ("/what-if/slips/strategy:neglect-strategy?months=900", "1 to 120 months"),
        (f"{GENT}?edition=1999-01", "no edition"),
        (f"{GENT}?on=someday", "on: "),
        (f"{GENT}?to.99=person:brendan-lee", "leads no action 99"),
    ],
)
def test_what_cannot_be_asked_is_not_kept_and_says_why(example: AccountabilityMap, address: str, says: str) -> None:
    with pytest.raises(GraphappError, match=says):
        save(example, "Kept", address, "Ann")
    assert names(example) == []


def test_someone_quicker_is_no_hindrance_once_and_a_conflict_twice(example: AccountabilityMap) -> None:
    class Busy(AccountabilityMap):
        """A map that somebody else always changes just before a commit."""

        left = 1

        def commit(self, changeset: Changeset, expect: int | None = None) -> object:  # type: ignore[override]
            if self.left:
                self.left -= 1
                label = f"Person {self.left} {self.revision().number}"
                other = Node("person:quick", label, example.store.nodes("person")[0].citations)
                self.store.commit(changes(other))
            return super().commit(changeset, expect)

    busy = Busy(example.store)
    save(busy, "Once", GENT, "Ann")
    assert names(example) == ["Once"]
    busy.left = 2
    with pytest.raises(ConflictError, match="someone changed it meanwhile"):
        save(busy, "Twice", GENT, "Ann")
    assert names(example) == ["Once"]


def test_only_a_whole_name_or_id_removes_and_the_journal_remembers(example: AccountabilityMap) -> None:
    save(example, "June", JUNE, "Ann")
    with pytest.raises(UnknownSubject, match="There are: June"):
        remove(example, "Jun", "Ben")
    with pytest.raises(UnknownSubject, match="There are: June"):
        remove(example, "person:victoria-gent", "Ben")
    assert remove(example, "scenario:june", "Ben").label == "June"
    assert names(example) == []
    assert [(one.author, one.reason) for one in example.history("scenario:june")] == [
        ("Ann", "Saved the scenario June"),
        ("Ben", "Removed the scenario June"),
    ]


def test_every_kind_plays_the_answer_of_its_own_question(example: AccountabilityMap) -> None:
    graph = example.graph()
    answers = {name: played(graph, scenario_at(graph, address), ON) for name, address in ALL.items()}
    assert answers["June"]["to"] == "2019-06"
    assert answers["Second printing"]["action"]["id"] == "action:2018-11/4.7.2#2"
    assert {row["id"] for row in answers["Gent hands over"]["handed_over"]} == {
        row["id"] for row in answers["Gent"]["orphaned"]
    }
    assert answers["Gent hands over"]["unassigned"] == []
    assert "handed_over" not in answers["Gent"]
    assert answers["Slip"]["months"] == 3
    assert answers["No board"]["board"]["id"] == "organization:corporate-parenting-board"
    assert answers["Dropped"]["action"]["ref"] == "1.2.1"


def test_posts_that_merge_are_a_scenario_with_all_their_names() -> None:
    nodes = [*NODES, Node("post:other", "Head of Other", NODES[0].citations)]
    graph = graph_of(nodes, EDGES)
    asked = scenario_at(graph, "/what-if/merges/post:head-of-care?with=Head+of+Other&into=Head+of+All&edition=2024-01")
    assert ("with", "post:other") in asked.words
    answer = played(graph, asked)
    assert (answer["target"]["name"], len(answer["posts"])) == ("Head of All", 2)
    assert compared(graph, asked, asked)["one"]["name"] == "Head of All in place of Head of Care and Head of Other"


def test_an_address_written_again_is_the_same_scenario(example: AccountabilityMap) -> None:
    graph = example.graph()
    for address in ALL.values():
        asked = scenario_at(graph, address)
        assert scenario_at(graph, asked.address) == asked


def test_headlines_stand_beside_what_the_same_actions_are_today(example: AccountabilityMap) -> None:
    graph = example.graph()
    gent = played(graph, scenario_at(graph, GENT), ON)
    june = played(graph, scenario_at(graph, JUNE), ON)
    rows = {row["key"]: row for row in summary(graph, gent, june)}
    assert rows["orphaned"]["one"] == len(gent["orphaned"]) > 0
    assert rows["orphaned"]["today"] == 0
    assert rows["covered"]["today"] == sum(len(gent[key]) for key in ("orphaned", "acting_only", "covered"))
    assert (rows["orphaned"]["other"], rows["confirmed"]["one"]) == (None, None)
    assert (rows["confirmed"]["other"], rows["confirmed"]["today"]) == (len(june["confirmed"]), 0)


def test_a_comparison_tells_what_only_one_touches_with_what_it_is_today(example: AccountabilityMap) -> None:
    graph = example.graph()
    one, other = (scenario_at(graph, f"/what-if/moves/2019-01/1.2.1?to={to}") for to in ("2019-06", "2019-07"))
    assert compared(graph, one, one)["both_differently"] == []
    found = compared(graph, one, other)
    assert [row["bands"] for row in found["only_one"] if row["id"].startswith("action:")] == [["associated"]]
    rows = {row["id"]: row for row in found["both_differently"]}
    assert rows
    for row in rows.values():
        assert row["one_says"] != row["other_says"]
        assert row["source"]
    drop = compared(graph, one, scenario_at(graph, "/what-if/dropped/2019-01/3.3.5"))
    assert {row["id"] for row in drop["only_one"]} & set(rows)
    assert all(row["says"] and row["name"] for side in ("only_one", "only_other") for row in drop[side])


def run(*words: str) -> tuple[int, str, str]:
    found = CliRunner().invoke(cli.main, words)
    return found.exit_code, found.stdout, found.stderr


def test_the_commands_save_list_compare_and_remove(example_file: Path, tmp_path: Path) -> None:
    where = ("--map", f"sqlite:///{shutil.copy(example_file, tmp_path / 'map.db')}")
    assert run(*where, "scenarios")[1] == "No scenario is saved yet.\n"
    assert run(*where, "scenario-save", "Gent", GENT, "--author", "Ann")[0] == 0
    assert run(*where, "scenario-save", "June", JUNE)[0] == 0
    code, out, err = run(*where, "scenario-save", "June", GENT)
    assert (code, out) == (1, "")
    assert "already" in err
    listed = json.loads(run(*where, "scenarios", "--json")[1])["scenarios"]
    assert [(row["name"], row["about"]["id"]) for row in listed] == [
        ("Gent", "person:victoria-gent"),
        ("June", "action:2019-01/1.2.1"),
    ]
    by_name = json.loads(run(*where, "scenario-compare", "Gent", "june", "--json")[1])
    assert by_name == json.loads(run(*where, "scenario-compare", GENT, JUNE, "--json")[1])
    assert "Only in the first" in run(*where, "scenario-compare", "Gent", "June")[1]
    assert run(*where, "scenario-compare", "Gent", "Nobody")[0] == 1
    assert run(*where, "scenario-remove", "June")[0] == 0
    assert "Victoria Gent leaves" in run(*where, "scenarios")[1]
    assert "June" not in run(*where, "scenarios")[1]


def test_a_foreign_address_of_an_import_is_never_taken_for_a_link(example: AccountabilityMap) -> None:
    cited = example.store.nodes("person")[0].citations
    bad = Node("scenario:bad", "Bad", cited, {"address": "javascript:alert(1)", "about": "person:x", "edition": None})
    example.commit(changes(bad))
    (row,) = example.ask(scenario_list)["scenarios"]
    assert "is no scenario" in row["problem"]
