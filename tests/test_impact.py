from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapp.analysis.answers import of_kind
from graphapp.analysis.impact import Shift, bands
from graphapp.analysis.removal import action_dropped
from graphapp.analysis.slippage import move
from graphapp.analysis.stand_down import board_stands_down
from graphapp.analysis.strategy_slip import strategy_slips
from graphapp.core import open_map
from graphapp.errors import GraphappError, UnknownSubject
from graphapp.model import Citation, Edge
from tests.graphs import ACT, EDGES, NODES, action, edge, edition, graph_of, leads, node, small_plan

A = "action:2024-01/"


def depends(dependent, prerequisite, standing="confirmed", **props):
    return edge(A + dependent, "DEPENDS_ON", A + prerequisite, standing=standing, **props)


def plan(dues, *edges, more=()):
    """Actions with these due cells (ref -> cell), joined by these edges."""
    return graph_of([edition("2024-01"), *(action(ref, due=due) for ref, due in dues.items()), *more], edges)


def moved(answer, band="confirmed"):
    return {row["ref"]: (row["moves_from"], row["moves_to"], row["slack_months"]) for row in answer[band]}


def refs(rows):
    return [row["ref"] for row in rows]


def test_a_dependent_moves_only_by_what_its_slack_cannot_absorb():
    graph = plan({"1": "March 2024", "2": "April 2024", "3": "September 2024"}, depends("2", "1"), depends("3", "1"))
    answer = move(graph, A + "1", "June 2024")
    assert (answer["from"], answer["to"], answer["months"], answer["direction"]) == ("2024-03", "2024-06", 3, "later")
    assert moved(answer) == {"2": ("2024-04", "2024-06", 1), "3": ("2024-09", "2024-09", 6)}
    assert [(row["moves_months"], row["slack_left"]) for row in answer["confirmed"]] == [(2, 0), (0, 3)]
    assert answer["confirmed"][1]["note"] == "It has 6 months of slack, which absorbs the move."


def test_a_move_spreads_on_until_slack_has_absorbed_it():
    dues = {"1": "March 2024", "2": "March 2024", "3": "May 2024", "4": "December 2024", "5": "December 2024"}
    graph = plan(dues, depends("2", "1"), depends("3", "2"), depends("4", "3"), depends("5", "4"))
    answer = move(graph, A + "1", "2024-07")
    assert moved(answer) == {
        "2": ("2024-03", "2024-07", 0),
        "3": ("2024-05", "2024-07", 2),
        "4": ("2024-12", "2024-12", 7),
    }


def test_what_is_reached_in_two_ways_is_told_once_by_the_shorter():
    dues = {"1": "March 2024", "2": "August 2024", "3": "August 2024"}
    graph = plan(dues, depends("2", "1"), depends("3", "1"), depends("3", "2"))
    answer = move(graph, A + "1", "December 2024")
    assert moved(answer) == {"2": ("2024-08", "2024-12", 5), "3": ("2024-08", "2024-12", 5)}
    assert [len(row["path"]) for row in answer["confirmed"]] == [1, 1]


def test_of_two_prerequisites_the_one_that_presses_hardest_decides():
    dues = {"1": "March 2024", "2": "June 2024", "3": "April 2024"}
    graph = plan(dues, depends("2", "1"), depends("3", "2"), depends("3", "1"))
    assert moved(move(graph, A + "1", "July 2024"))["3"] == ("2024-04", "2024-07", 1)


def test_what_was_due_before_its_prerequisite_has_no_slack_and_moves_by_as_much():
    answer = move(plan({"1": "May 2024", "2": "February 2024"}, depends("2", "1")), A + "1", "July 2024")
    assert moved(answer) == {"2": ("2024-02", "2024-04", -3)}
    assert "due 3 months before what it waits for" in answer["confirmed"][0]["note"]


def test_days_decide_within_a_month_and_stay_days():
    dues = {"1": "31/03/2024", "2": "15/04/2024", "3": "20/03/2024", "4": "10/04/2024"}
    graph = plan(dues, depends("2", "1"), depends("4", "3"))
    assert moved(move(graph, A + "1", "30/06/2024"))["2"] == ("2024-04-15", "2024-06-30", 1)
    assert moved(move(graph, A + "3", "12 April 2024"))["4"] == ("2024-04-10", "2024-04-12", 1)


def test_an_inferred_dependency_warns_with_its_reason_and_moves_nothing():
    dues = {"1": "March 2024", "2": "April 2024", "3": "May 2024"}
    why = "training uses the strategy"
    graph = plan(dues, depends("2", "1", "inferred", reason=why), depends("3", "2"))
    answer = move(graph, A + "1", "June 2024")
    assert answer["confirmed"] == []
    assert refs(answer["inferred"]) == ["2", "3"]
    assert [row["reason"] for row in answer["inferred"]] == ["Training uses the strategy."] * 2
    assert "moves_to" not in answer["inferred"][0]
    assert answer["inferred"][0]["path"] == [
        "Action 2 (Do 2.) depends on action 1 (Do 1.), as inferred: training uses the strategy."
    ]
    assert len(answer["inferred"][1]["path"]) == len(answer["inferred"][1]["sources"]) == 2


def test_a_rejected_dependency_is_not_followed():
    graph = plan({"1": "March 2024", "2": "April 2024"}, depends("2", "1", "rejected"))
    answer = move(graph, A + "1", "June 2024")
    assert (answer["confirmed"], answer["inferred"]) == ([], [])


def test_a_row_that_an_inferred_dependency_would_push_further_stays_confirmed_and_says_so():
    dues = {"1": "March 2024", "2": "June 2024", "3": "April 2024"}
    graph = plan(dues, depends("2", "1"), depends("3", "2"), depends("3", "1", "inferred"))
    answer = move(graph, A + "1", "July 2024")
    assert moved(answer)["3"] == ("2024-04", "2024-05", -2)
    assert answer["confirmed"][0]["note"].endswith("Through an inferred dependency it might have to move further.")
    assert answer["inferred"] == []


@pytest.mark.parametrize(
    "edges",
    [
        [("2", "1"), ("1", "2")],
        [("2", "1"), ("3", "2"), ("2", "3")],
        [("2", "1"), ("3", "2"), ("1", "3")],
        [("1", "1"), ("2", "1")],
    ],
)
@pytest.mark.parametrize(
    "dues", [("March 2024",) * 3, ("March 2024", "January 2024", "May 2024"), ("", "May 2024", "")]
)
def test_circles_end_and_never_move_the_action_that_was_moved(edges, dues):
    graph = plan(dict(zip("123", dues, strict=True)), *(depends(*pair) for pair in edges))
    answer = move(graph, A + "1", "October 2024")
    assert "1" not in refs(answer["confirmed"])
    assert refs(answer["confirmed"]).count("2") == 1


@pytest.mark.parametrize(
    ("due", "says"),
    [
        ("From April 2024", "Its start moves from April 2024 to June 2024."),
        ("Monthly from April 2024", "Its beginning moves from April 2024 to June 2024."),
        ("Quarterly", "Its due cell says “Quarterly”, which is no date that could move"),
        ("Spring Term 2024", "Its due cell says “Spring Term 2024”"),
        ("Immediate and ongoing", "Its due cell says “Immediate and ongoing”"),
        ("Achieved", "The paper says it is done, so it does not move."),
        ("", "It has no date; look whether it can still be done as planned."),
        ("Pilot April 2024 Roll out May 2024", "It moves from April 2024 to June 2024."),
    ],
)
def test_every_kind_of_due_cell_that_waits_gets_a_sentence(due, says):
    graph = plan({"1": "March 2024", "2": due, "3": "July 2024"}, depends("2", "1"), depends("3", "2"))
    (row, *rest) = move(graph, A + "1", "June 2024")["confirmed"]
    assert row["ref"] == "2" or rest
    assert says in next(one["note"] for one in (row, *rest) if one["ref"] == "2")


@pytest.mark.parametrize(
    ("due", "says"),
    [
        ("From April 2024", "is a start, not a deadline"),
        ("Quarterly", "recurs and is never finished"),
        ("Spring Term 2024", "is due by a term"),
        ("Immediate and ongoing", "goes on and has no deadline"),
        ("Achieved", "is achieved, says the paper"),
        ("", "It has no date yet"),
    ],
)
def test_moving_what_has_no_single_deadline_is_answered_with_a_sentence(due, says):
    graph = plan({"1": due, "2": "March 2024"}, depends("2", "1"))
    answer = move(graph, A + "1", "June 2024")
    assert says in " ".join(answer["notes"])
    assert moved(answer)["2"][1] in {"2024-05", "2024-06"}  # a start in April has been late for it already


def test_one_milestone_of_several_moves_and_the_others_stay():
    graph = plan({"1": "Pilot March 2024 Roll out June 2024", "2": "July 2024"}, depends("2", "1"))
    pilot = move(graph, A + "1", "April 2024", milestone=1)
    assert (pilot["from"], pilot["dates"], pilot["confirmed"]) == ("2024-03", ["2024-04", "2024-06"], [])
    assert "Its last date stays June 2024" in " ".join(pilot["notes"])
    last = move(graph, A + "1", "September 2024")
    assert (last["from"], moved(last)) == ("2024-06", {"2": ("2024-07", "2024-09", 1)})
    crossed = move(graph, A + "1", "August 2024", milestone=1)
    assert moved(crossed) == {"2": ("2024-07", "2024-08", 1)}
    assert "out of order: August 2024, June 2024" in " ".join(crossed["notes"])
    with pytest.raises(GraphappError, match=r"There is no date 3 to move: .* has 2 dates, counted from 1\."):
        move(graph, A + "1", "2024-09", milestone=3)


def test_the_stages_of_a_dependent_keep_their_distance():
    dues = {"1": "March 2024", "2": "Pilot April 2024 Roll out June 2024", "3": "July 2024"}
    graph = plan(dues, depends("2", "1"), depends("3", "2"))
    answer = move(graph, A + "1", "June 2024")
    assert moved(answer) == {"2": ("2024-04", "2024-06", 1), "3": ("2024-07", "2024-08", 1)}


def test_moving_earlier_frees_dependents_and_warns_of_prerequisites_due_after():
    dues = {"0": "February 2024", "1": "May 2024", "2": "June 2024", "9": "August 2024"}
    graph = plan(dues, depends("1", "0"), depends("1", "9", "inferred"), depends("2", "1"))
    answer = move(graph, A + "1", "January 2024")
    (freed,) = answer["confirmed"]
    assert (answer["direction"], freed["moves_from"], freed["moves_to"]) == ("earlier", "2024-06", "2024-06")
    assert (freed["slack_months"], freed["slack_left"]) == (1, 5)
    assert freed["note"] == "It could come earlier: its slack grows from 1 month to 5 months."
    late = {row["ref"]: (row["already"], row["standing"]) for row in answer["late_prerequisites"]}
    assert late == {"0": (False, "confirmed"), "9": (True, "inferred")}


def test_what_merely_shares_lead_and_month_is_a_list_with_its_reason():
    graph = graph_of(
        [*NODES, action("9", due="March 2024"), action("8", due="July 2024"), action("7", due="August 2024")],
        [*EDGES, *(leads("person:bo-berg", ACT + ref) for ref in "789")],
    )
    answer = move(graph, ACT + "1.1.1", "July 2024")
    assert [(row["ref"], row["shares"]) for row in answer["associated"]] == [("9", "lead"), ("8", "lead")]
    assert [row["reason"] for row in answer["associated"]] == [
        "Bo Berg leads it too, and it is due in March 2024, where this one is now.",
        "Bo Berg leads it too, and it is due in July 2024, where this one would be.",
    ]
    assert answer["associated"][0]["path"][1] == "Bo Berg leads action 9 (Do 9.)."
    assert "moves_to" not in answer["associated"][0]


def test_meetings_recommendations_and_strategies_touched_have_their_way():
    nodes = [
        *NODES,
        node("meeting:m2", "Board, 20 April 2024", date="2024-04-20", next_date="2024-08-01"),
    ]
    graph = graph_of(nodes, [*EDGES, edge("meeting:m2", "HELD_BY", "organization:board")])
    answer = move(graph, ACT + "1.1.1", "June 2024")
    (board,) = answer["meetings"]
    dates = [[one["date"] for one in board[span]] for span in ("before", "between", "after")]
    assert dates == [["2024-01-10"], ["2024-04-20"], ["2024-08-01"]]
    assert (board["after"][0]["how"], board["about"]) == ("announced", 3)
    assert board["note"].endswith("on 20 April 2024; it meets monthly, which makes about 3 there.")
    (recommendation,) = answer["recommendations"]
    assert (recommendation["no"], recommendation["actions"]) == ("1", ["1.1.1"])  # 1.1.2 is done
    (strategy,) = answer["strategies"]
    assert (strategy["produced_by"], strategy["relied_on_by"]) == (["1.1.1"], [])
    for one in (*answer["meetings"], recommendation, strategy):
        assert len(one["path"]) == len(one["sources"]) == 1


@pytest.mark.parametrize(
    "to", ["", "soon", "31 February 2024", "2024-13", "31/02/2024", "12", "2024", "9999-01", "\x00"]
)
def test_an_impossible_date_is_refused_with_a_sentence(to):
    with pytest.raises(GraphappError, match=r"Write it as 2019-06, June 2019, 30/06/2019 or 2019-06-30\."):
        move(small_plan(), ACT + "1.1.1", to)


@pytest.mark.parametrize("to", ["2024-06", "June 2024", "30/06/2024", "2024-06-30", "Jun-24", "30th June 2024"])
def test_other_ways_to_write_a_date_are_understood(to):
    assert move(small_plan(), ACT + "1.1.1", to)["to"] in {"2024-06", "2024-06-30"}


@pytest.mark.parametrize("what_if", [lambda g, i: move(g, i, "2024-06"), action_dropped])
def test_only_an_action_of_the_map_moves_or_is_dropped(what_if):
    with pytest.raises(UnknownSubject, match="nothing with the id"):
        what_if(small_plan(), "action:2024-01/99")
    with pytest.raises(UnknownSubject, match="Ann Archer is no action: name an action"):
        what_if(small_plan(), "person:ann-archer")


def test_an_action_of_another_edition_is_refused():
    with pytest.raises(UnknownSubject, match="is not in edition 2023-06"):
        move(small_plan(), ACT + "1.1.1", "2024-06", "2023-06")


def test_a_date_before_today_is_said_to_be_past():
    assert (
        "April 2024 is past on 1 June 2024." in move(small_plan(), ACT + "1.1.1", "2024-04", on="2024-06-01")["notes"]
    )


def test_moving_what_is_done_says_that_it_is():
    assert "The paper says it is done" in " ".join(move(small_plan(), ACT + "1.1.2", "May 2024")["notes"])


def test_who_sits_on_the_same_board_and_is_busy_that_month_goes_along():
    seat = edge("person:cy-cole", "MEMBER_OF", "organization:board", role="member")
    graph = graph_of([*NODES, action("9", due="March 2024")], [*EDGES, seat, leads("person:cy-cole", ACT + "9")])
    (row,) = move(graph, ACT + "1.1.1", "July 2024")["associated"]
    assert (row["ref"], row["shares"]) == ("9", "board")
    assert row["reason"].startswith("Its lead Cy Cole sits on Children's Board with Ann Archer, and it is due in March")
    assert row["path"][1:] == [
        "Ann Archer holds the post Head of Care, acting.",
        "Head of Care sits on Children's Board, as chair.",
        "Cy Cole sits on Children's Board, as member.",
        "Cy Cole leads action 9 (Do 9.).",
    ]


_PLANS = st.tuples(
    st.lists(st.integers(0, 11), min_size=2, max_size=8),
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=16),
)


@given(_PLANS, st.integers(0, 15))
def test_no_dependent_moves_too_little_or_too_far(made, to):
    months, pairs = made
    joined = {(a, b) for a, b in pairs if a != b and max(a, b) < len(months)}
    dues = {str(no): f"2024-{month + 1:02}" for no, month in enumerate(months)}
    graph = plan(dues, *(depends(str(a), str(b)) for a, b in sorted(joined)))
    answer = move(graph, A + "0", f"{2024 + to // 12}-{to % 12 + 1:02}")
    shifts = {int(row["ref"]): row["moves_months"] for row in answer["confirmed"]}
    slip = max(to - months[0], 0)
    assert 0 not in shifts
    assert all(0 <= shift <= slip for shift in shifts.values())
    for dependent, before in joined:  # nothing is left waiting for what comes later, if it was not before
        after = to if before == 0 else months[before] + shifts.get(before, 0)
        if dependent and to >= months[0] and months[dependent] >= months[before]:
            assert months[dependent] + shifts.get(dependent, 0) >= after
    for dependent, shift in shifts.items():  # and nothing moves but for what it waits for
        presses = [slip if b == 0 else shifts.get(b, 0) for a, b in joined if a == dependent]
        assert shift <= max(presses)


def test_moving_to_the_same_date_moves_nothing():
    answer = move(small_plan(), ACT + "1.1.1", "March 2024")
    assert (answer["direction"], answer["confirmed"], answer["associated"]) == ("same", [], [])


def test_bands_take_several_origins_at_once():
    graph = plan({"1": "March 2024", "2": "April 2024", "3": "May 2024"}, depends("3", "1"), depends("3", "2"))
    seeds = [Shift(A + "1", (), "2024-03", "2024-06", "2024-03", "2024-06")]
    seeds.append(Shift(A + "2", (), "2024-04", "2024-08", "2024-04", "2024-08"))
    confirmed, inferred, _ = bands(graph, seeds)
    assert (refs(confirmed), confirmed[0]["moves_to"], inferred) == (["3"], "2024-08", [])


@pytest.fixture(scope="module")
def lancashire(tmp_path_factory):
    """The example, with dependencies of the neglect actions: some confirmed, two inferred, one of them in a circle."""
    with open_map(f"sqlite:///{tmp_path_factory.mktemp('map') / 'x.db'}") as opened:
        opened.load()
        graph = nx.MultiDiGraph(opened.graph())
    graph.remove_edges_from([ends for ends in graph.edges(keys=True) if ends[2] == "DEPENDS_ON"])
    key, cited = "action:2019-01/1.2.", (Citation("2019-03-28-corporate-parenting-board-pack", 1, 1),)
    confirmed, inferred = ["2 1", "3 1", "5 2"], ["4 1", "1 5"]
    for pair in confirmed + inferred:
        props = {"standing": "confirmed" if pair in confirmed else "inferred", "reason": "the words say so"}
        dependent, before = (key + no for no in pair.split())
        graph.add_edge(dependent, before, "DEPENDS_ON", edge=Edge(dependent, "DEPENDS_ON", before, cited, props))
    return nx.freeze(graph)


def snapshot(graph):
    nodes = {node_id: data["node"].as_json() for node_id, data in graph.nodes.items()}
    return nodes, sorted(str(data["edge"].as_json()) for *_, data in graph.edges(data=True))


def test_moving_the_neglect_strategy_by_three_months_moves_what_has_no_slack(lancashire):
    answer = move(lancashire, "action:2019-01/1.2.1", "June 2019", on="2019-03-28")
    found = moved(answer)
    assert found["1.2.2"] == ("2019-04", "2019-06", 1)
    assert found["1.2.3"] == ("2019-06", "2019-06", 3)
    assert found["1.2.5"] == ("2019-10", "2019-10", 6)
    assert "1.2.1" not in found
    assert "5" in [one["no"] for one in answer["recommendations"]]
    assert any(one["meets"] == "six-weekly" and one["about"] == 2 for one in answer["meetings"])
    assert any("Neglect Strategy" in one["name"] for one in answer["strategies"])


_DATES = st.one_of(
    st.builds("{:04}-{:02}".format, st.integers(1990, 2099), st.integers(1, 12)),
    st.dates().map(str),
    st.text(max_size=12),
)


def asked(graph, action_id, to, milestone):
    """The answer, or the sentence that refuses it."""
    try:
        return move(graph, action_id, to, milestone=milestone)
    except GraphappError as error:
        return str(error)


@given(data=st.data(), to=_DATES, milestone=st.sampled_from([None, None, 1, 2]))
def test_a_move_never_breaks_and_keeps_its_bands_apart(lancashire, data, to, milestone):
    ids = [one.id for one in of_kind(lancashire, "action")]
    action_id = data.draw(st.sampled_from(ids))
    answer = asked(lancashire, action_id, to, milestone)
    if isinstance(answer, str):
        assert answer.endswith(".")
        return
    told = [row["id"] for band in ("confirmed", "inferred", "associated") for row in answer[band]]
    assert len(told) == len(set(told))
    assert action_id not in told
    for row in (*answer["confirmed"], *answer["inferred"], *answer["associated"]):
        assert len(row["path"]) == len(row["sources"]) > 0


def test_no_what_if_changes_the_map(lancashire):
    graph = lancashire
    before = snapshot(graph)
    move(graph, "action:2019-01/1.2.1", "2019-06")
    for one in of_kind(graph, "action", "2019-01"):
        action_dropped(graph, one.id)
    for one in of_kind(graph, "strategy"):
        strategy_slips(graph, one.id, 6)
    for one in of_kind(graph, "organization"):
        board_stands_down(graph, one.id)
    assert snapshot(graph) == before
