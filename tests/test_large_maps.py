"""A map of more than 20,000 nodes gives of one council what a map of that council alone gives, on every way to ask."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from benchmarks.national import changesets
from graphapp.analysis.accountability import answerability, portfolio
from graphapp.analysis.departure import departure
from graphapp.analysis.gaps import gaps
from graphapp.analysis.paths import paths
from graphapp.analysis.search import search
from graphapp.analysis.slippage import move
from graphapp.core import AccountabilityMap, open_map
from graphapp.errors import AmbiguousSubject, UnknownSubject
from graphapp.exports.formats import FORMATS
from graphapp.model import Changeset
from graphapp.reconcile import load_decisions
from graphapp.reconcile.decisions import load_papers
from graphapp.store.base import MAX_NODES
from graphapp.store.embedded import EmbeddedStore
from graphapp.store.journal import content
from graphapp.web import create_app
from tests.builders import changes, edge, node

COUNCILS = 79  # 255 nodes each
LAST = f"c{COUNCILS - 1:05}"
NEWEST = f"{LAST}-2024-01"
ON = "2024-03-01"
LEAD, RECOMMENDATION, ACTION = f"person:{LAST}-3", f"recommendation:{LAST}-4", f"action:{NEWEST}/2.20"

Both = tuple[AccountabilityMap, AccountabilityMap]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """A map of many councils, and one that holds only the last of them."""
    folder = tmp_path_factory.mktemp("large")
    every = list(changesets(COUNCILS))
    nodes = tuple(chain.from_iterable(one.nodes for one in every))
    edges = tuple(chain.from_iterable(one.edges for one in every[-3:]))  # of three, for they take long to store
    assert len(nodes) > MAX_NODES
    with open_map(f"sqlite:///{folder / 'all.db'}") as large, open_map(f"sqlite:///{folder / 'one.db'}") as small:
        large.commit(Changeset("benchmark", "all", nodes, edges))
        small.commit(every[-1])
        yield large, small


@pytest.mark.parametrize(
    ("question", "given"),
    [
        (portfolio, (LEAD, NEWEST, ON)),
        (answerability, (RECOMMENDATION, NEWEST)),
        (departure, (LEAD, NEWEST, ON)),
        (move, (ACTION, "2024-12", NEWEST)),
        (gaps, (NEWEST, ON)),
        (paths, (LEAD, RECOMMENDATION)),
        (search, ("Board 3",)),
    ],
)
def test_a_question_is_answered_as_by_the_council_alone(both: Both, question, given) -> None:
    large, small = both
    answer = small.ask(question, *given)
    if question is search:
        assert large.ask(question, *given)["total"] == COUNCILS * answer["total"] > 0
        return
    assert large.ask(question, *given) == answer


def test_a_thing_is_found_wherever_it_stands(both: Both) -> None:
    large, small = both
    for words, kind in ((LEAD, "person"), (f"{LAST}-4", "recommendation"), (f"board 3 of {LAST}", "organization")):
        assert large.find(words, (kind,)) == small.find(words, (kind,))
    assert large.find("3 of c00010", ("organization",)).id == "organization:c00010-3"
    with pytest.raises(AmbiguousSubject):
        large.find("Board 3", ("organization",))
    with pytest.raises(UnknownSubject):
        large.find("nobody at all", ("person",))
    assert large.edition(None) == small.edition(None) == NEWEST
    assert large.edition("c00000-2023-06") == "c00000-2023-06"
    with pytest.raises(UnknownSubject, match="and 138 more"):
        large.edition("1999-01")


@pytest.mark.parametrize("form", ["csv", "ics"])
def test_an_edition_is_taken_away_whole(both: Both, form: str) -> None:
    large, small = (FORMATS[form].write(one, NEWEST, ON) for one in both)
    assert len(small) > 10_000
    if form == "csv":
        assert large == small
    assert large.count(b"BEGIN:VEVENT") == small.count(b"BEGIN:VEVENT")


@pytest.mark.parametrize(
    "address",
    [
        f"/leads/{LEAD}.csv",
        f"/recommendations/{LAST}-4.csv",
        f"/what-if/leaves/{LEAD}.csv",
        f"/what-if/moves/{NEWEST}/2.20.csv?to=2024-12",
        f"/map.csv?focus={LEAD}",
        f"/actions.csv?edition={NEWEST}",
        f"/boards/organization:{LAST}-2.csv",
        "/gaps.csv",
        f"/compare.csv?old={LAST}-2023-06&new={NEWEST}",
        f"/api/nodes/{LEAD}",
        f"/api/owns?who=Board 3 of {LAST}",
    ],
)
def test_a_page_says_what_it_says_of_the_council_alone(both: Both, address: str) -> None:
    large, small = (create_app(accountability_map=one).test_client().get(address) for one in both)
    assert small.status_code == 200
    assert large.get_data(as_text=True) == small.get_data(as_text=True)


@pytest.fixture
def parted(tmp_path: Path) -> Iterator[AccountabilityMap]:
    """An empty map that is asked in parts however small it is."""
    with AccountabilityMap(EmbeddedStore(tmp_path / "map.db"), largest=0) as found:
        yield found


def test_the_example_asked_in_parts_says_what_it_says_as_a_whole(parted: AccountabilityMap, tmp_path: Path) -> None:
    with open_map(f"sqlite:///{tmp_path / 'whole.db'}") as whole:
        whole.publish(read := whole.propose())
        folder = Path(__file__).parent.parent / "graph_data" / "lancashire"
        given = (load_decisions(folder), "load", "read", {entry.id: entry for entry in load_papers(folder)})
        for drafts in (read.drafts[2:3], read.drafts):  # one before the others, and then again
            parted.publish(parted.propose_drafts(drafts, *given))
        assert not parted.propose_drafts(read.drafts, *given).changes
        assert set(content(parted.store)[1]) == set(content(whole.store)[1])
        clients = [create_app(accountability_map=one).test_client() for one in (whole, parted)]
        for path in ("/", "/leads.csv", "/recommendations.csv", "/gaps.csv", "/documents.csv", "/meetings.csv",
                     "/measures.csv", "/matrix.csv", "/judgements.csv", "/strategies.csv",
                     "/documents/2018-11-better-for-children-development-plan"):  # fmt: skip
            first, second = (client.get(path) for client in clients)
            assert (first.status_code, second.status_code) == (200, 200)
            assert first.get_data(as_text=True) == second.get_data(as_text=True), path


def test_a_part_that_is_cut_off_says_so(parted: AccountabilityMap) -> None:
    ids = [f"action:e/{number}" for number in range(12)]
    parted.commit(changes(*map(node, ids), *(edge(a, "DEPENDS_ON", b) for a, b in zip(ids[1:], ids, strict=False))))
    assert "too large" in parted.ask(paths, ids[0], ids[2])["cut_off"]
    client = create_app(accountability_map=parted).test_client()
    assert "too large to be looked through" in client.get(f"/map?focus={ids[0]}").get_data(as_text=True)
    assert "cut_off" not in parted.ask(paths, ids[5], ids[6])
