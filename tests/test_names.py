from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapp.reading.drafts import Lead
from graphapp.reading.name_spans import tidied, tokenise
from graphapp.reading.names import (
    acronyms,
    initials_key,
    known_people,
    looks_like_leads,
    person_slug,
    post_key,
    read_leads,
)


def written(leads: tuple[Lead, ...]) -> str:
    """Leads as short text: `Person = Post @ Body`, `~` for nobody, `; ` between leads."""
    return "; ".join(
        (lead.person or "~")
        + (f" = {lead.post}" if lead.post else "")
        + (f" @ {lead.organization}" if lead.organization else "")
        for lead in leads
    )


def cells() -> list[tuple[str, str]]:
    """The cells of lead_cells.txt with their leads."""
    lines = Path(__file__).with_name("lead_cells.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(cell.replace("\\n", "\n"), leads) for cell, leads in pairs]


NOBODY = (
    "",
    " ",
    "-",
    "–",
    "TBC",
    "TBA",
    "tbc",
    "Vacant",
    "n/a",
    "N/A",
    "All",
    "ALL",
    "None",
    "To be confirmed",
    "Lead officer to be identified",
    "(vacant)",
    "Lead: TBC",
)


@pytest.mark.parametrize(("cell", "leads"), cells())
def test_a_lead_cell_gives_its_people_posts_and_bodies(cell: str, leads: str) -> None:
    assert written(read_leads(cell)) == leads


@pytest.mark.parametrize("cell", NOBODY)
def test_a_placeholder_names_nobody(cell: str) -> None:
    assert read_leads(cell) == ()


def test_names_seen_alone_elsewhere_settle_a_cell_that_could_be_cut_in_two_ways() -> None:
    cell = "Zyx Qwerty Asdf Plugh Uiop Xyzzy Heads of Widgets"
    known = known_people(
        ["Asdf Plugh, Head of Widgets", "Zyx Qwerty (Team Manager)", "Uiop Xyzzy Head of Gadgets", "Panel"]
    )
    assert known == {"Asdf Plugh", "Zyx Qwerty", "Uiop Xyzzy"}
    assert [lead.person for lead in read_leads(cell, known)] == ["Zyx Qwerty", "Asdf Plugh", "Uiop Xyzzy"]


def test_known_people_are_not_taken_from_titles_sentences_or_bodies() -> None:
    cells = ["What Our Partners Will Say", "Purposeful Practice", "Widgetshire County Council", "Head of Early Help",
             "Develop a strategy for early help.", "March 2024", "Person A Person B Person C"]  # fmt: skip
    assert known_people(cells) == frozenset()


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("A.B = Person Name", {"AB": "Person Name"}),
        ("AE - Ann Example, Head of Widgets", {"AE": "Ann Example"}),
        ("AE – Ann Example (Head of Widgets)", {"AE": "Ann Example"}),
        ("BS: Bob Sample", {"BS": "Bob Sample"}),
        ("Ann Example (AE)", {"AE": "Ann Example"}),
        ("Ann Example (A.E.), Head of Widgets; Bob Sample (B.S.)", {"AE": "Ann Example", "BS": "Bob Sample"}),
        ("A.B | Ann Beispiel | Head of Widgets", {"AB": "Ann Beispiel"}),
        ("A.B Ann Beispiel Head of Widgets", {"AB": "Ann Beispiel"}),
        ("(A.B.) Ann Beispiel", {"AB": "Ann Beispiel"}),
        ("CCG - Clinical Commissioning Group", {}),
        ("Children's Social Care (CSC)", {}),
        ("AD - Ann Example", {}),
        ("CdS - Camille du Sample", {"CdS": "Camille du Sample"}),
        ("JN - Joanna Nowak-Sample", {"JN": "Joanna Nowak-Sample"}),
        ("Initials used: AXE – Ann Example; BSS – Bob Sample", {"AXE": "Ann Example", "BSS": "Bob Sample"}),
        ("A plan is needed.", {}),
    ],
)
def test_a_key_to_initials_is_read_in_its_many_forms(line: str, key: dict[str, str]) -> None:
    assert initials_key([line]) == key


@pytest.mark.parametrize(
    "lines",
    [
        ("Initials Name", "AXE Ann Example", "CdS Camille du Sample", "The end"),
        (
            "Name Post Initials",
            "Ann Example Head of Widgets AXE",
            "Camille du Sample Clerk CdS",
            "The end",
            "Bob Sample QA",
        ),
    ],
)
def test_a_table_headed_initials_gives_them_even_where_the_name_has_fewer(lines: tuple[str, ...]) -> None:
    key = initials_key(lines)
    assert key == {"AXE": "Ann Example", "CdS": "Camille du Sample"}
    assert written(read_leads("AXE, CdS, ICB", initials=key)) == "Ann Example; Camille du Sample; ~ @ ICB"


@pytest.mark.parametrize(
    ("cell", "leads"),
    [
        ("A.E", "Ann Example"),
        ("A.E.", "Ann Example"),
        ("AE", "Ann Example"),
        ("AE / BS", "Ann Example; Bob Sample"),
        ("(A.E) Council (B.S) CCG", "Ann Example @ Council; Bob Sample @ CCG"),
        ("AE, Head of Widgets", "Ann Example = Head of Widgets"),
        ("A.E and Q.Q", "Ann Example; Q.Q"),
    ],
)
def test_initials_become_names_where_the_paper_has_a_key(cell: str, leads: str) -> None:
    assert written(read_leads(cell, initials=initials_key(["A.E = Ann Example", "BS - Bob Sample"]))) == leads


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Acting Director of CSC", 0.8, 1),
        ("Rose Howley Locality Heads of CSC David Graham Acting Head of Inclusion", 0.8, 1),
        ("Person A, Head of Widgets", 0.8, 1),
        ("Ann Example", 0.8, 1),
        ("Principal Social Worker", 0.8, 1),
        ("DCS", 0.8, 1),
        ("Police / Health", 0.5, 1),
        ("Skills, Learning and Development", 0.4, 0.8),
        ("A.B", 0.5, 1),
        ("Audit findings will be used to monitor progress and the Head of Service will report.", 0, 0),
        ("Ensure IRO challenge of drift and delay is evident and effective", 0, 0),
        ("Develop guidance for social workers and managers", 0, 0),
        ("March 2019", 0, 0),
        ("Quarterly Monitoring", 0, 0),
        ("31/03/2024", 0, 0),
        ("Recommendation 7", 0, 0),
        ("Recommendation 2 and 10", 0, 0),
        ("Panel.", 0, 0),
        ("and delay.", 0, 0),
        ("", 0, 0),
        ("ALL", 0, 0),
        ("Amber", 0, 0),
        ("1.2.1", 0, 0),
        ("Pilot November 2018 Roll out February 2019", 0, 0),
        ("Purposeful Practice", 0, 0.3),
        ("Prevention", 0, 0.3),
        ("Improve the quality of assessments", 0, 0),
    ],
)
def test_a_lead_cell_is_told_from_other_cells(text: str, low: float, high: float) -> None:
    assert low <= looks_like_leads(text) <= high


_WORDS = st.sampled_from(
    "Head of Service Ann Example Director Team Manager Skills , Learning & and Police CCG ; ( ) / - – : Chair Person A "
    "Acting Dr OBE A.B Cllr Locality Heads Zyx Qwerty Social Worker Lead Principal CSC \n for Board All".split(" ")
)
# Documented as dropped: joins, titles, honours, a lone "All", the label "Lead:", a rank beside a post.
_DROPPED = frozenset("and dr obe all lead cllr acting".split())


@given(st.lists(_WORDS, max_size=25).map(" ".join))
def test_no_word_of_a_lead_cell_is_lost(cell: str) -> None:
    said = " ".join(part for lead in read_leads(cell) for part in (lead.person, lead.post, lead.organization) if part)
    kept = {token.fold for token in tokenise(tidied(said))}
    words = {token.fold for token in tokenise(tidied(cell)) if token.kind == "word"}
    assert words - kept <= _DROPPED


@given(st.text(max_size=300))
def test_any_text_at_all_is_read_without_an_error(cell: str) -> None:
    leads = read_leads(cell, known_people([cell]), initials_key([cell]))
    assert all(lead.person or lead.post or lead.organization for lead in leads)
    assert 0 <= looks_like_leads(cell) <= 1
    assert isinstance(post_key(cell, acronyms([cell])), str)
    assert isinstance(person_slug(cell), str)


@pytest.mark.parametrize(
    "unit",
    ["Ann Example ", "Head of ", "(", "A.", "Head Head and ", "TBC ", "to be ", " ", "(AB", "A B (AB) "],
)
def test_a_megabyte_of_hostile_text_is_read_in_time(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    began = time.process_time()
    for cell in (text, *(text[at : at + 1_900] for at in range(0, 200_000, 1_900))):
        assert read_leads(cell) is not None
        assert looks_like_leads(cell) <= 1
    assert acronyms([text]) is not None
    assert initials_key([text]) is not None
    assert known_people([text]) == frozenset()
    assert time.process_time() - began < 20  # a quadratic pattern would take hours
