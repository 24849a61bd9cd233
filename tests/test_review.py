"""Review before publish: what is proposed beside its lines, what a person decides, and what is then committed."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphapp.core import AccountabilityMap, open_map
from graphapp.errors import ConflictError, GraphappError, UnknownSubject
from graphapp.reconcile import Decisions
from graphapp.review import MAX_REVIEWS, Item, Review, Reviews, Shelf, as_reviewed, choice
from graphapp.review.questions import questions, unanswerable
from graphapp.store.journal import audit, content
from tests.builders import changes, node
from tests.papers.plans_word import northshire

REJECT = {"do": "reject", "fix": {}, "why": ""}
PLAN = """Ref,Action,Lead,By when
1.1,Write the first report,"Alma Stroud, Head of Quality",March 2024
1.2,Write the second report,A.B,soonish
1.3,Write the report and,"Tobias Quill, Head of Workforce",April 2024
"""
LATER = """Ref,Action,Lead,By when
1.1,Write the third report,"Alda Stroud, Head of Quality",March 2025
"""


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[AccountabilityMap]:
    with open_map(f"sqlite:///{tmp_path / 'map.db'}") as found:
        yield found


@pytest.fixture
def reviews(empty: AccountabilityMap, tmp_path: Path) -> Reviews:
    return Reviews(empty, Shelf(tmp_path / "reviews"))


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return northshire(tmp_path_factory.mktemp("paper"))[0].read_bytes()


def begun(reviews: Reviews, text: str = PLAN, name: str = "Plan of 2024.csv") -> Review:
    return reviews.begin(name, text.encode())


def of(review: Review, key: str) -> Item:
    return next(item for item in review.items if item.key == key)


def save(reviews: Reviews, review: Review, **fixes: dict[str, str]) -> Review:
    """Correct items, whose keys have a hyphen for each underscore."""
    made = {}
    for name, words in fixes.items():
        key = name.replace("_", "-").replace("--", ":")
        made[key], wrong = choice(review.first[key], "correct", "", words, "as the author says")
        assert wrong == []
    return reviews.save(review.state.id, made, {})


def accept_all(reviews: Reviews, review: Review) -> Review:
    left = {item.key: {"do": "accept", "fix": {}, "why": ""} for item in review.undecided()}
    return reviews.save(review.state.id, left, {})


def test_every_fact_has_the_papers_own_words_beside_it(reviews: Reviews, word: bytes) -> None:
    review = reviews.begin("northshire.docx", word)
    assert {item.change for item in review.items} == {"added"}
    action = of(review, "action-0")
    assert "Refresh the improvement board" in action.what
    assert action.sources[0].words.startswith("A1.1 | Refresh the improvement board")
    assert dict(action.says)["Lead"] == "Alma Verity Stroud (Director of Children's Services)"
    assert [item.what for item in review.items if not item.sources or not item.sources[0].words] == []


def test_confidence_comes_with_its_reason_and_the_doubtful_stand_first(reviews: Reviews) -> None:
    review = begun(reviews)
    actions = [item for item in review.items if item.kind == "action"]
    assert [item.confidence.level for item in actions] == ["low", "low", "high"]
    assert "initials" in of(review, "action-1").confidence.reason
    assert "“soonish”" in of(review, "action-1").confidence.reason
    assert "break off" in of(review, "action-2").confidence.reason


def test_what_is_doubtful_waits_for_a_decision_and_all_else_is_accepted(reviews: Reviews) -> None:
    review = begun(reviews)
    assert review.decision(of(review, "action-0")) == "accept"
    assert review.decision(of(review, "action-1")) == ""
    with pytest.raises(GraphappError, match="not decided yet"):
        reviews.publish(review.state.id, "Ann", review.seen)
    assert reviews.map.revision().number == 0
    review = accept_all(reviews, review)
    assert reviews.publish(review.state.id, "Ann", review.seen).number == 1


def test_a_corrected_value_is_read_anew_and_keeps_its_line_and_what_it_was(reviews: Reviews) -> None:
    review = accept_all(reviews, begun(reviews))
    review = save(reviews, review, action_0={"lead": "Person B, Head of Fostering", "due": "30 June 2024"})
    assert dict(of(review, "action-0").says)["Lead"] == "Person B (Head of Fostering)"
    revision = reviews.publish(review.state.id, "Ann", review.seen)
    graph = reviews.map.graph()
    action = graph.nodes[of(review, "action-0").node_id]["node"]
    assert action.props["due"]["dates"] == ["2024-06-30"]
    assert [cited.line_start for cited in action.citations] == [2]
    assert action.props["corrected"] == [
        "Due was “March 2024”, corrected by Ann: as the author says",
        "Lead was “Alma Stroud, Head of Quality”, corrected by Ann: as the author says",
    ]
    assert graph.has_edge("person:person-b", action.id, "LEADS")
    assert "person:alma-stroud" not in graph
    assert (revision.author, revision.reason) == (
        "Ann", f"Published {review.title}: corrected 1.1 (as the author says)"
    )  # fmt: skip


def test_what_is_rejected_is_left_out_with_the_names_that_only_it_gave(reviews: Reviews) -> None:
    review = accept_all(reviews, begun(reviews))
    review = reviews.save(review.state.id, {"action-0": REJECT}, {})
    rejected = of(review, "action-0").node_id
    reviews.publish(review.state.id, "Ann", review.seen)
    graph = reviews.map.graph()
    assert rejected not in graph
    assert not {"person:alma-stroud", "post:head-quality"} & set(graph)
    assert "person:tobias-quill" in graph
    assert audit(reviews.map.store) == []


def test_a_rejected_key_area_leaves_out_what_lies_in_it(reviews: Reviews, word: bytes) -> None:
    review = reviews.begin("northshire.docx", word)
    review = reviews.save(review.state.id, {"keyarea-0": REJECT}, {})
    reviews.publish(review.state.id, "Ann", review.seen)
    refs = {reviews.map.graph().nodes[n]["node"].label for n in reviews.map.graph() if n.startswith("action:")}
    assert refs == {"A2.1", "A2.2", "A2.3", "A3.1", "A3.2"}


def test_a_name_written_otherwise_is_asked_about_and_an_answer_joins_the_two(reviews: Reviews) -> None:
    review = accept_all(reviews, begun(reviews))
    reviews.publish(review.state.id, "Ann", review.seen)
    review = begun(reviews, LATER, "later.csv")
    (asked,) = [one for one in review.questions if "Alda Stroud" in one.text]
    assert "the same person as “Alma Stroud”" in asked.text
    assert "person:alda-stroud" in {item.node_id for item in review.items}
    review = reviews.save(review.state.id, {}, {asked.id: "yes"})
    assert "person:alda-stroud" not in {item.node_id for item in review.items}
    reviews.publish(review.state.id, "Ann", review.seen)
    assert reviews.map.graph().nodes["person:alma-stroud"]["node"].props["aliases"] == ["Alda Stroud"]


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_an_answered_question_is_not_asked_again_of_the_next_paper(reviews: Reviews, answer: str) -> None:
    review = accept_all(reviews, begun(reviews))
    reviews.publish(review.state.id, "Ann", review.seen)
    review = begun(reviews, LATER, "later.csv")
    (asked,) = [one for one in review.questions if "Alda Stroud" in one.text]
    review = reviews.save(review.state.id, {}, {asked.id: answer})
    reviews.publish(review.state.id, "Ann", review.seen)
    third = begun(reviews, LATER.replace("1.1", "9.9"), "third.csv")
    assert [one.text for one in third.questions if "Alda Stroud" in one.text] == []
    joined = "person:alda-stroud" not in reviews.map.graph()
    assert joined == (answer == "yes")


def test_initials_are_asked_about_and_the_answer_names_the_lead(reviews: Reviews) -> None:
    review = begun(reviews)
    (asked,) = [one for one in review.questions if one.asked == "who"]
    review = reviews.save(review.state.id, {}, {asked.id: "Person Abel"})
    assert dict(of(review, "action-1").says)["Lead"] == "Person Abel"


def test_another_month_makes_another_edition_and_keeps_the_decisions(reviews: Reviews) -> None:
    review = accept_all(reviews, begun(reviews))
    review = reviews.save(review.state.id, {"action-0": REJECT}, {})
    (asked,) = [one for one in review.questions if one.asked == "month"]
    review = reviews.save(review.state.id, {}, {asked.id: "May 2024"})
    assert {item.node_id for item in review.items if item.kind == "edition"} == {"edition:2024-05"}
    assert review.decision(of(review, "action-0")) == "reject"


def test_another_paper_of_the_same_name_can_be_kept_beside_the_first(reviews: Reviews) -> None:
    review = accept_all(reviews, begun(reviews))
    reviews.publish(review.state.id, "Ann", review.seen)
    review = begun(reviews, LATER)
    assert "dropped" in {item.change for item in review.items}
    (asked,) = [one for one in review.questions if one.asked == "paper"]
    review = reviews.save(review.state.id, {}, {asked.id: "other"})
    assert "dropped" not in {item.change for item in review.items}
    assert review.drafts.paper.id == "plan-of-2024-2"


def test_a_dropped_fact_that_is_rejected_stays_on_the_map(reviews: Reviews) -> None:
    review = accept_all(reviews, begun(reviews))
    reviews.publish(review.state.id, "Ann", review.seen)
    review = begun(reviews, "\n".join(PLAN.splitlines()[:3]) + "\n")
    (dropped,) = [item for item in review.items if item.kind == "action" and item.change == "dropped"]
    assert dropped.sources[0].words.startswith("1.3")
    review = accept_all(reviews, reviews.save(review.state.id, {dropped.key: REJECT}, {}))
    reviews.publish(review.state.id, "Ann", review.seen)
    assert reviews.map.graph().has_edge("person:tobias-quill", dropped.node_id, "LEADS")
    assert audit(reviews.map.store) == []


def test_the_same_paper_reviewed_again_begins_with_its_decisions_and_changes_nothing(reviews: Reviews) -> None:
    review = accept_all(reviews, begun(reviews))
    review = save(reviews, review, action_0={"lead": "Person B, Head of Fostering"})
    review = reviews.save(review.state.id, {"action-2": REJECT}, {})
    reviews.publish(review.state.id, "Ann", review.seen)
    again = begun(reviews)
    assert again.state.remarks == ["This paper was reviewed before: the decisions of Ann are filled in."]
    assert not again.changes("Ann")
    assert reviews.publish(again.state.id, "Ann", again.seen).number == 1


def test_publishing_and_undoing_leave_the_map_as_it_was(reviews: Reviews, word: bytes) -> None:
    reviews.map.load()
    before = content(reviews.map.store)
    review = reviews.begin("northshire.docx", word)
    revision = reviews.publish(review.state.id, "Ann", review.seen)
    assert content(reviews.map.store) != before
    undone = reviews.map.undo(revision.number, "Bob")
    assert content(reviews.map.store) == before
    assert undone.reason.startswith("Undid revision 2: Published Northshire")
    assert audit(reviews.map.store) == []


def test_loading_a_paper_again_keeps_what_its_review_corrected_and_left_out(reviews: Reviews, tmp_path: Path) -> None:
    path = tmp_path / "plan-of-2024.csv"
    path.write_text(PLAN, "utf-8")
    review = save(reviews, accept_all(reviews, begun(reviews)), action_0={"lead": "Person B, Head of Fostering"})
    review = reviews.save(review.state.id, {"action-1": REJECT}, {})
    reviews.publish(review.state.id, "Ann", review.seen)
    plain = reviews.map.propose([path], "Bob")
    assert plain.changes
    kept = as_reviewed(reviews.map, path, plain)
    assert kept is not None
    assert not kept.changes
    path.write_text(LATER, "utf-8")
    assert as_reviewed(reviews.map, path, reviews.map.propose([path], "Bob")) is None
    (tmp_path / "decisions.toml").write_text("", "utf-8")
    path.write_text(PLAN, "utf-8")
    assert as_reviewed(reviews.map, path, plain) is None


def test_a_paper_is_reviewed_published_and_undone_in_each_kind_of_store(map_address: str, tmp_path: Path) -> None:
    with open_map(map_address) as found:
        reviews = Reviews(found, Shelf(tmp_path / "reviews"))
        before = content(found.store)
        review = accept_all(reviews, begun(reviews))
        review = save(reviews, review, action_0={"lead": "Person B, Head of Fostering"})
        published = reviews.publish(review.state.id, "Ann", review.seen)
        action = found.graph().nodes[of(review, "action-0").node_id]["node"]
        (told,) = action.props["corrected"]
        assert told.startswith("Lead was “Alma Stroud, Head of Quality”, corrected by Ann")
        again = begun(reviews)
        assert again.state.items == review.state.items
        found.undo(published.number, "Ann")
        assert content(found.store) == before
        assert audit(found.store) == []


def test_only_the_newest_revision_is_undone(empty: AccountabilityMap) -> None:
    empty.commit(changes(node("person:a")))
    empty.commit(changes(node("person:b")))
    with pytest.raises(ConflictError):
        empty.undo(1, "Ann")
    with pytest.raises(UnknownSubject, match="no revision 7"):
        empty.undo(7, "Ann")
    assert empty.revision().number == 2


def test_a_map_that_moved_on_is_not_published_to_until_somebody_looked_again(reviews: Reviews) -> None:
    review = accept_all(reviews, begun(reviews))
    reviews.map.commit(changes(node("person:somebody")))
    with pytest.raises(ConflictError):
        reviews.publish(review.state.id, "Ann", review.seen)
    again = reviews.open(review.state.id)
    assert again.state.items == review.state.items
    assert reviews.publish(review.state.id, "Ann", again.seen).number == 2


def test_a_review_outlives_the_server_and_is_private_to_its_owner(reviews: Reviews) -> None:
    review = reviews.save(begun(reviews).state.id, {"action-0": REJECT}, {})
    later = Reviews(reviews.map, Shelf(reviews.shelf.folder)).open(review.state.id)
    assert later.decision(of(later, "action-0")) == "reject"
    kept = [reviews.shelf.folder, *reviews.shelf.folder.rglob("*")]
    modes = {stat.S_IMODE(path.stat().st_mode) for path in kept}
    assert modes == {0o700, 0o600}


def test_nothing_is_left_on_disk_after_publishing_or_discarding_or_a_bad_file(reviews: Reviews) -> None:
    review = accept_all(reviews, begun(reviews))
    reviews.publish(review.state.id, "Ann", review.seen)
    reviews.discard(begun(reviews).state.id)
    with pytest.raises(GraphappError, match=r"^broken\.docx: "):
        reviews.begin("../../broken.docx", b"not a Word document")
    assert list(reviews.shelf.folder.iterdir()) == []


def test_a_review_too_many_is_refused_in_a_sentence(reviews: Reviews) -> None:
    for _ in range(MAX_REVIEWS):
        reviews.shelf.begin("a.csv", b"x")
    with pytest.raises(GraphappError, match="20 reviews are in progress"):
        begun(reviews)


@pytest.mark.parametrize("review_id", ["..", "../map.db", "0" * 16, "", "a/b"])
def test_an_id_that_is_none_opens_nothing(reviews: Reviews, review_id: str) -> None:
    with pytest.raises(UnknownSubject):
        reviews.open(review_id)


def test_a_correction_that_cannot_be_one_is_said_in_a_sentence(reviews: Reviews) -> None:
    first = begun(reviews).first["action-0"]
    assert choice(first, "correct", "accept", {"text": " "}, "")[1] == [
        f"{first.what[:60]}: Words: write at least one word, or reject the fact."
    ]
    assert choice(first, "accept", "correct", {"text": "Other words"}, "")[0] == {"do": "accept", "fix": {}, "why": ""}


def test_every_question_on_a_node_is_asked_or_told_to_stay_open(reviews: Reviews) -> None:
    found = reviews.map
    found.load()
    nodes = [data["node"] for _, data in found.graph().nodes(data=True)]
    texts = [text for one in nodes for text in one.props.get("questions", ())]
    review = begun(reviews)
    asked = questions(nodes, found.graph(), review.drafts, Decisions())
    answered = {one.text.partition(" The plan on the map")[0] for one in asked}
    open_ones = unanswerable(nodes)
    assert [t for t in texts if t not in answered and not any(o.endswith(t) for o in open_ones)] == []
