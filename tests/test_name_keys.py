from __future__ import annotations

import pytest

from graphapp.reading.names import acronyms, is_group_post, person_slug, post_key, split_post


@pytest.mark.parametrize(
    ("post", "plain", "acting"),
    [
        ("Acting Head of SIA", "Head of SIA", True),
        ("Interim Director of Widgets", "Director of Widgets", True),
        ("Head of Widgets (Acting)", "Head of Widgets", True),
        ("Head of Widgets (Interim cover)", "Head of Widgets", True),
        ("Head of Widgets - interim", "Head of Widgets", True),
        ("Temporary Team Manager", "Team Manager", True),
        ("Head of Widgets", "Head of Widgets", False),
        ("Interim", "Interim", False),
    ],
)
def test_acting_is_taken_off_a_post(post: str, plain: str, acting: bool) -> None:
    assert split_post(post) == (plain, acting)


def test_a_group_post_is_told_by_its_plural_head() -> None:
    groups = ("Locality Heads of CSC", "All Heads of Service", "Team Managers", "Headteachers", "IROs")
    single = (
        "Head of Service",
        "Team Manager Advanced Practitioners",
        "Chair of the Designated Nurses Forum",
        "Skills",
    )
    assert [post for post in groups if not is_group_post(post)] == []
    assert [post for post in single if is_group_post(post)] == []


def test_a_person_compares_without_titles_accents_and_honours() -> None:
    assert person_slug("Dr. Siân O’Neill OBE") == person_slug("SIAN O'NEILL") == "sian-oneill"
    assert person_slug("County Councillor Ann Example") == person_slug("Ann Example")
    assert person_slug("Ann Example") != person_slug("Anne Example")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Head of Service, CSC, East Locality", "Head of Service CSC East Locality"),
        ("Head of Service, Children's Social Care (CSC), East Locality", "Head of Service CSC East Locality"),
        ("Virtual School Headteacher", "Virtual School Head Teacher"),
        ("Head of Policy, Information & Commissioning", "Head of Policy, Information and Commissioning"),
        ("Director of Children Social Care", "Director of Children's Social Care"),
        ("Head SIA", "Head of Safeguarding, Inspection & Audit"),
        ("Co-ordinator of Widgets", "COORDINATOR OF WIDGETS"),
        ("Chair of DQP Group", "Chair of Data, Quality and Performance (DQP) Group"),
    ],
)
def test_one_post_in_two_spellings_has_one_key(one: str, other: str) -> None:
    spelt = {
        "CSC": "Children's Social Care",
        "SIA": "Safeguarding, Inspection & Audit",
        "DQP": "Data, Quality and Performance",
    }
    assert post_key(one, spelt) == post_key(other, spelt)


def test_different_posts_keep_different_keys() -> None:
    posts = [
        "Head of Service, East",
        "Head of Service, West",
        "Acting Head of Service, East",
        "Heads of Service",
        "Head of CSC",
    ]
    assert len({post_key(post) for post in posts}) == len(posts)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Head of Fostering Adoption, Residential and YOT (FARY)",
            {"FARY": "Fostering Adoption, Residential and YOT"},
        ),
        ("Head of Children, Family and Wellbeing (CFW) Service", {"CFW": "Children, Family and Wellbeing"}),
        (
            "Acting Head of Safeguarding, Inspection & Audit (SIA)",
            {"SIA": "Safeguarding, Inspection & Audit"},
        ),
        ("reports to the Multi-Agency Safeguarding Hub (MASH).", {"MASH": "Multi-Agency Safeguarding Hub"}),
        ("with Independent Reviewing Officers (IROs) and", {"IRO": "Independent Reviewing Officers"}),
        ("the Health and Wellbeing Board (HWBB)", {"HWBB": "Health and Wellbeing Board"}),
        ("children & young people (CYP) with", {"CYP": "children & young people"}),
        (
            "Assessed & Supported Year in Employment (ASYE)",
            {"ASYE": "Assessed & Supported Year in Employment"},
        ),
        (
            "Special Educational Needs and Disabilities (SEND)",
            {"SEND": "Special Educational Needs and Disabilities"},
        ),
        ("Head of Service (East)", {}),
        ("Brendan wrote it (LCC)", {}),
    ],
)
def test_an_acronym_is_read_where_its_letters_match_the_words_before_it(text: str, found: dict[str, str]) -> None:
    assert acronyms([text]) == found
