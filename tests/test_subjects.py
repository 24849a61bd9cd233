from __future__ import annotations

import pytest

from graphapp.analysis.subjects import find, fold
from graphapp.errors import AmbiguousSubject, UnknownSubject
from tests.graphs import action, node

WHO = ("person", "post", "organization")
MAP = [
    node("person:victoria-gent", "Victoria Gent", aliases=["Vickey Gent"]),
    node("person:gentle-ann", "Ann Gentle"),
    node("person:jane-booth", "Jane Booth"),
    node("person:jane-hylton", "Jane Hylton"),
    node("post:chair-of-lscb", "Chair of Lancashire Safeguarding Children's Board", aliases=["Chair of LSCB"]),
    node("post:head-fa", "Head of Fostering & Adoption"),
    node("organization:lscb", "Lancashire Safeguarding Children's Board", aliases=["LSCB"]),
    *(node(f"recommendation:{no}", f"Recommendation {no}", no=no) for no in ("1", "5", "11", "15")),
    node("keyarea:2024-01/1", "Key area 1: Partnership", no="1", title="Partnership", edition="2024-01"),
    action("1.2.1"),
    action("1.2.1", key="2023-01"),
    action("1.2.11"),
]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Victoria Gent", "person:victoria-gent"),
        ("victoria  GENT", "person:victoria-gent"),
        ("Gent, Victoria", "person:victoria-gent"),
        ("vickey gent", "person:victoria-gent"),
        ("Gent", "person:victoria-gent"),  # a whole word of one name, the beginning of another's
        ("Gentl", "person:gentle-ann"),
        ("booth", "person:jane-booth"),
        ("person:jane-booth", "person:jane-booth"),
        ("jane-booth", "person:jane-booth"),
        ("LSCB", "organization:lscb"),
        ("Chair of LSCB", "post:chair-of-lscb"),
        ("lancashire safeguarding childrens board", "organization:lscb"),
        ("Lancashire Safeguarding Children’s Board", "organization:lscb"),
        ("head of fostering and adoption", "post:head-fa"),
    ],
)
def test_a_lead_is_found_by_name_part_alias_post_or_id(words, found):
    assert find(MAP, words, WHO).id == found


@pytest.mark.parametrize("words", ["5", "Recommendation 5", "rec 5", "Rec. 5", "R5", "r 5", "rec5", "recommendation:5"])
def test_a_recommendation_is_found_by_its_number_however_written(words):
    assert find(MAP, words, ("recommendation",)).id == "recommendation:5"


@pytest.mark.parametrize("words", ["2", "R2", "rec 2", "Recommendation 2", "25", "recommendation 111"])
def test_a_number_is_never_found_inside_another(words):
    with pytest.raises(UnknownSubject) as refused:
        find(MAP, words, ("recommendation",))
    assert not isinstance(refused.value, AmbiguousSubject)


@pytest.mark.parametrize("words", ["1", "Key area 1", "partnership", "keyarea:2024-01/1", "2024-01/1"])
def test_a_key_area_is_found_by_number_title_or_slug(words):
    assert find(MAP, words, ("keyarea",)).id == "keyarea:2024-01/1"


def test_an_action_of_two_editions_is_ambiguous_until_the_edition_is_said():
    with pytest.raises(AmbiguousSubject) as refused:
        find(MAP, "1.2.1", ("action",))
    assert [node_id for node_id, _ in refused.value.candidates] == [
        "action:2023-01/1.2.1",
        "action:2024-01/1.2.1",
    ]
    assert find(MAP, "2024-01/1.2.1", ("action",)).id == "action:2024-01/1.2.1"


def test_several_matches_are_listed_with_their_ids():
    with pytest.raises(AmbiguousSubject, match=r"Jane Booth \(person:jane-booth\); Jane Hylton") as refused:
        find(MAP, "jane", WHO)
    assert refused.value.candidates == (
        ("person:jane-booth", "Jane Booth"),
        ("person:jane-hylton", "Jane Hylton"),
    )


def test_a_misspelt_name_gets_what_is_near_it():
    with pytest.raises(UnknownSubject, match=r"no person, post or organization called 'Viktoria Gant'") as refused:
        find(MAP, "Viktoria Gant", WHO)
    assert refused.value.candidates[0] == ("person:victoria-gent", "Victoria Gent")


@pytest.mark.parametrize("words", ["", "   ", "?!", "zzzz", "%", "x" * 10_000])
def test_words_that_mean_nothing_are_refused_in_a_short_sentence(words):
    with pytest.raises(UnknownSubject) as refused:
        find(MAP, words, WHO)
    assert len(str(refused.value)) < 400


def test_only_the_kinds_asked_for_are_looked_at():
    with pytest.raises(UnknownSubject):
        find(MAP, "LSCB", ("person",))


def test_folding_forgets_case_accents_punctuation_and_ampersands():
    assert fold("Renée O’Neil & Sons, (SEND)") == "renee oneil and sons send"
    assert fold("1.2.1.") == "1.2.1"
