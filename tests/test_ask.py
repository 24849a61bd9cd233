"""Questions typed freely find the address of their answer; what is not clear gets choices or the list."""

from __future__ import annotations

import re
import time
from urllib.parse import quote_plus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphapp.analysis.ask import Understood, understood
from graphapp.analysis.questions import QUESTIONS
from graphapp.core import open_map
from graphapp.model import Node
from graphapp.web import create_app
from tests.builders import node
from tests.served import client, example_map, get, main, page

GENT, BOARD = "person:victoria-gent", "organization:corporate-parenting-board"
_ACTION = "/actions/2019-01/1.2.1"
_COMPARED = f"/compare?for={GENT.replace(':', '%3A')}"
_LED = GENT.replace(":", "%3A")
ASKED = {
    "owns": (f"/leads/{GENT}", "What does Victoria Gent own?", "what's victoria gent responsible for",
             "Please show me the actions led by Gent"),
    "due": ("/actions?due_before=2019-06", "What is due before June 2019?", "which actions are due before 06/2019",
            "list all actions due before 2019-06"),
    "due-soon": ("/actions?due=soon", "What is due soon?", "what's due next", "actions due shortly"),
    "overdue": ("/actions?gap=past-date", "What is overdue?", "which actions are late", "actions past their due date"),
    "rated": ("/actions?rag=red", "Which actions are red?", "red actions", "what is rated red"),
    "answers": ("/recommendations/5", "Who answers for recommendation 5?", "who is accountable for rec 5",
                "which actions address recommendation 5"),
    "rests-on": ("/strategies/strategy:neglect-strategy", "What rests on the Neglect Strategy?",
                 "what depends on neglect strategy", "which actions rely on the neglect strategy?"),
    "sits-on": (f"/boards/{BOARD}", "Who sits on the Corporate Parenting Board?", "who is on corporate parenting board",
                "members of Corporate Parenting Board"),
    "resolved": (f"/boards/{BOARD}", "What did the Corporate Parenting Board resolve?",
                 "what has corporate parenting board decided", "resolutions of the corporate parenting board"),
    "leaves": (f"/what-if/leaves/{GENT}", "What happens if Victoria Gent leaves?", "what if gent left",
               "who would take over from Victoria Gent?"),
    "moves": ("/what-if/moves/2019-01/1.2.1?to=2019-06", "What if action 1.2.1 moves to June 2019?",
              "what happens if 1.2.1 slips to 2019-06", "move 1.2.1 to June 2019"),
    "changed": ("/compare", "What changed since the last edition?", "what's new", "compare the two editions"),
    "action-changed": (_ACTION, "What changed for action 1.2.1?", "how has 1.2.1 changed",
                       "what has changed in 1.2.1 since November"),
    "changed-for": (_COMPARED, "What changed for Victoria Gent?", "what has changed for gent",
                    "how has Victoria Gent changed since the last edition"),
    "one-lead": ("/recommendations?gap=one-lead-recommendation", "Which recommendations rest on one lead?",
                 "recommendations with only one lead", "where are the single points of failure"),
    "no-lead": ("/actions?gap=no-lead", "Which actions have no lead?", "actions without a lead",
                "what does nobody own?"),
    "no-date": ("/actions?gap=no-date", "Which actions have no date?", "actions without a deadline", "undated actions"),
    "leads": (_ACTION, "Who leads action 1.2.1?", "who owns 1.2.1", "who is in charge of action 1.2.1"),
    "path": (f"/path?a={_LED}&b=recommendation%3A5", "How is Victoria Gent connected to recommendation 5?",
             "what links Gent and recommendation 5", "how are Victoria Gent and rec 5 related?"),
    "where": ("/search?q=permanence+planning", "Where does it say permanence planning?",
              "which papers mention permanence planning", "where is “permanence planning” mentioned"),
}  # fmt: skip
PHRASES = [(name, found[0], text) for name, found in ASKED.items() for text in found[1:]]


def nodes() -> list[Node]:
    return [data["node"] for _, data in example_map().graph().nodes(data=True)]


def ask(text: str) -> Understood | None:
    return understood(nodes(), text, "2019-01")


def answer(text: str) -> str:
    found = ask(text)
    assert found is not None, text
    assert not found.problem, found.problem
    return found.address


@pytest.mark.parametrize(("name", "address", "text"), PHRASES)
def test_a_question_in_other_words_finds_the_same_address(name: str, address: str, text: str) -> None:
    found = ask(text)
    assert found is not None
    assert (found.question, found.address, found.problem) == (name, address, "")


def test_every_question_is_asked_in_three_ways() -> None:
    assert {one.name for one in QUESTIONS} == set(ASKED)
    assert {len(found) for found in ASKED.values()} == {4}


@pytest.mark.parametrize("address", sorted({address for _, address, _ in PHRASES}))
def test_every_address_answers(address: str) -> None:
    assert get(address).status_code == 200


@pytest.mark.parametrize(("text", "query"), [
    ("what is due before 30/06/2019 and red", "due_before=2019-06-30&rag=red"),
    ("what is due by June 2019", "due_before=2019-07"),
    ("what is due before the end of June 2019", "due_before=2019-07"),
    ("what is due by 30 June 2019", "due_before=2019-07-01"),
    ("what is due after June 2019", "due_after=2019-06"),
    ("red actions due in December 2018", "due_before=2019-01&due_after=2018-11&rag=red"),
    ("what is due between January 2019 and March 2019", "due_before=2019-04&due_after=2018-12"),
    ("what is due before June 2019 and led by Victoria Gent", f"due_before=2019-06&lead={_LED}"),
    ("due before June 2019, amber, and led by gent", f"due_before=2019-06&rag=amber&lead={_LED}"),
])  # fmt: skip
def test_dates_ratings_and_leads_narrow_what_is_due(text: str, query: str) -> None:
    assert answer(text) == f"/actions?{query}"


def test_the_question_is_said_back_with_what_was_understood() -> None:
    found = ask("which red actions are due by 30/6/2019 led by gent")
    assert found is not None
    assert found.asked == "What is due by 30 June 2019 and rated red, led by Victoria Gent?"


def test_a_number_means_this_edition_first_and_others_where_it_has_none() -> None:
    for edition in ("2018-11", "2019-01"):
        found = understood(nodes(), "who leads 1.2.1", edition)
        assert found is not None
        assert found.address == f"/actions/{edition}/1.2.1"
    assert answer("who leads 4.7.2#2") == "/actions/2018-11/4.7.2%232"


def test_names_that_hold_and_are_not_taken_apart() -> None:
    assert answer("what links the MASH and Demand Management Board and rec 5").startswith("/path?a=organization%3Amash")


def test_an_ambiguous_name_gives_choices_each_with_its_own_answer() -> None:
    found = ask("What does Lee own?")
    assert found is not None
    assert "may mean any of 2" in found.problem
    assert {one.asked: one.address for one in found.choices} == {
        "What does Brendan Lee own?": "/leads/person:brendan-lee",
        "What does Josie Lee own?": "/leads/person:josie-lee",
    }
    links = page("/ask?q=What+does+Lee+own?").xpath("//ul[@id='choices']//a/@href")
    assert links == ["/leads/person:brendan-lee", "/leads/person:josie-lee"]


def test_two_ambiguous_names_are_chosen_one_after_the_other() -> None:
    first = page("/ask?q=what+links+Lee+and+Stephen").xpath("//ul[@id='choices']//a/@href")
    second = page(first[0]).xpath("//ul[@id='choices']//a/@href")
    assert len(first) == 2
    assert second
    assert all(href.startswith("/path?a=person%3Abrendan-lee&b=person%3Astephen-") for href in second)
    assert get(second[0]).status_code == 200


def test_a_misspelt_name_gives_those_near_it() -> None:
    found = ask("what does Vitoria Ghent own")
    assert found is not None
    assert [one.address for one in found.choices] == [f"/leads/{GENT}"]


def test_a_date_that_is_none_gets_a_sentence() -> None:
    said = main("/ask?q=what+is+due+before+June")
    assert "'June' is not a month or a day. Write it as 2019-06" in said
    assert "What you can ask" in said


@pytest.mark.parametrize("text", ["hello there", "green ideas sleep", "?", "own", "what", "1.2.1", "'; drop"])
def test_nonsense_gets_the_list_of_what_can_be_asked(text: str) -> None:
    assert ask(text) is None
    shown = page(f"/ask?q={quote_plus(text)}").xpath("//ul[@id='questions']//a")
    assert len(shown) == len(QUESTIONS)


def test_every_example_is_filled_and_leads_to_its_answer_and_can_be_typed() -> None:
    shown = page("/ask").xpath("//ul[@id='questions']//a")
    texts = [one.text for one in shown]
    assert len(texts) == len(QUESTIONS)
    assert not [text for text in texts if re.search(r"[{}\[\]…]", text)]
    for one in shown:
        assert get(one.get("href")).status_code == 200, one.text
        assert answer(one.text) == one.get("href")


def test_a_question_that_is_understood_goes_on_to_its_answer_with_day_and_edition() -> None:
    plain = get("/ask?q=What+does+Victoria+Gent+own?")
    assert (plain.status_code, plain.location) == (302, f"/leads/{GENT}")
    kept = get("/ask?q=who+leads+1.2.1&edition=2018-11&on=2019-02-01")
    assert kept.location == "/actions/2018-11/1.2.1?on=2019-02-01"
    assert "edition=2018-11" in str(get("/ask?q=what+is+overdue&edition=2018-11").location)


def test_an_empty_map_still_says_what_can_be_asked(map_address: str) -> None:
    with open_map(map_address) as empty:
        reader = create_app(accountability_map=empty).test_client()
        shown = reader.get("/ask?q=what+does+Ann+own")
        assert shown.status_code == 200
        assert "The map holds no person, post or organization called" in shown.get_data(as_text=True)
        assert "What is overdue?" in shown.get_data(as_text=True)


def test_words_that_are_markup_stay_words() -> None:
    assert "<b>bold" not in client().get("/ask?q=<b>bold").get_data(as_text=True)


def test_the_api_tells_what_was_understood() -> None:
    found = get("/api/ask?q=What+does+Victoria+Gent+own").get_json()
    assert found["question"] == "owns"
    assert found["blanks"] == {"lead": GENT}
    assert found["address"] == f"/leads/{GENT}"
    unclear = get("/api/ask?q=What+does+Lee+own").get_json()
    assert [one["address"] for one in unclear["choices"]] == ["/leads/person:brendan-lee", "/leads/person:josie-lee"]
    nothing = get("/api/ask?q=hello").get_json()
    assert nothing["question"] is None
    assert len(nothing["questions"]) == len(QUESTIONS)


_PIECES = st.sampled_from([
    "what", "is", "due", "before", "and", "led by", "red", "who", "leads", "how is", "connected to", "what if",
    "moves to", "June 2019", "31/02/2019", "9999-12", "1.2.1", "Lee", "{lead}", "%s", "\x00", "\ud800", "’s", "²",
    "((((", "\\", "changed for", "rated", "the end of", "where does it say",
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(_PIECES, max_size=14).map(" ".join)))
def test_nothing_typed_raises(text: str) -> None:
    found = small(text)
    assert found is None or found.problem or found.address.startswith("/")


SMALL = [
    node("person:a-lee", "A Lee"), node("person:b-lee", "B Lee"), node("strategy:plan", "Plan"),
    node("organization:board", "Board", classification="board"), node("recommendation:1", "Recommendation 1", no="1"),
    node("action:2019-01/1.2.1", "1.2.1", edition="2019-01", rag="red"),
]  # fmt: skip


def small(text: str) -> Understood | None:
    return understood(SMALL, text, "2019-01")


@pytest.mark.parametrize("piece", ["what is red due before x led by ", "and ", "what if a if ", "is for led by ", "a"])
def test_hostile_text_is_read_in_linear_time(piece: str) -> None:
    started = time.perf_counter()
    small(piece * 100_000)
    assert time.perf_counter() - started < 0.5
