"""Named strategies and what actions do with them: read from invented sentences and scored on the example's papers."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphapp.reading.deliverables import Deliverable, deliverables
from graphapp.reading.drafts import Line, Paper, StrategyDraft
from graphapp.reading.files import read_paper
from graphapp.reading.strategies import read_strategies

HERE = Path(__file__).parent
PAPERS = HERE.parent / "graph_data" / "lancashire" / "papers"
TRUTH = json.loads((HERE / "truth" / "named-things.json").read_text(encoding="utf-8"))


def paper(text: str) -> Paper:
    """A paper of these lines; a tab parts cells."""
    lines = (Line(no, tuple(line.split("\t"))) for no, line in enumerate(text.split("\n"), 1))
    return Paper("p", "A paper", "plan", None, tuple(lines), ())


def names(text: str) -> list[str]:
    return [found.name for found in read_strategies(paper(text))]


def plain(name: str) -> str:
    """A name as compared with the reading by hand: no acronym in brackets, no marks, no article."""
    bare = re.sub(r"\s*\([^()]*\)", "", name.lower().replace("’", "'")).replace("'s", "s")
    return re.sub(r"\W+", " ", bare.removeprefix("the ")).strip()


def score(found: Iterable[tuple[str, ...]], wanted: list[dict]) -> tuple[int, int, int, int, int, int]:
    """Core found, core in all, any found, any in all, right, read."""
    read = [{plain(name) for name in forms} for forms in found]
    known = [({plain(name) for name in (each["name"], *each["aliases"])}, each["core"]) for each in wanted]
    hits = [core for forms, core in known if any(forms & other for other in read)]
    right = sum(any(forms & other for other, _ in known) for forms in read)
    return sum(hits), sum(core for _, core in known), len(hits), len(known), right, len(read)


NAMED = [
    ("Refresh the Early Years and Childhood Strategy by spring.", ["Early Years and Childhood Strategy"]),
    ("Develop a multi-agency Early Help Strategy.", ["Early Help Strategy"]),
    ("Review and amend the Dispute Resolution Policy.", ["Dispute Resolution Policy"]),
    ("Launch the revised Graduated Response Toolkit in all schools.", ["Graduated Response Toolkit"]),
    ("Agree a Child Exploitation Protocol with the police.", ["Child Exploitation Protocol"]),
    ("Practice is guided by our Signs of Safety Practice Model.", ["Signs of Safety Practice Model"]),
    ("Embed the Working with Fathers Framework across teams.", ["Working with Fathers Framework"]),
    ("The SEND and Inclusion Strategy sets out the vision.", ["SEND and Inclusion Strategy"]),
    ("Adopt a Voice of the Child Charter by June 2024.", ["Voice of the Child Charter"]),
    ("Publish the Care Leavers' Local Offer on the website.", ["Care Leavers' Local Offer"]),
    ("Deliver the Corporate Parenting Pledge.", ["Corporate Parenting Pledge"]),
    ("Create a data quality dashboard for team managers.", ["Data quality dashboard"]),
    ("Develop a shared data dashboard.", ["Shared data dashboard"]),
    ("Design an induction programme for new staff.", ["Induction programme"]),
    ("Write a placement commissioning strategy.", ["Placement commissioning strategy"]),
    ("Revise the care planning protocol.", ["Care planning protocol"]),
    ("Align practice with the early help strategy.", ["Early help strategy"]),
    ("Revise the supervision template and the case recording policy.",
     ["Supervision template", "Case recording policy"]),
    ("Produce a Memorandum of Understanding with the trust.", ["Memorandum of Understanding"]),
    ("Develop a Statement of Purpose for the adoption service.", ["Statement of Purpose"]),
    ("Implement the Emotional Wellbeing Transformation Plan.", ["Emotional Wellbeing Transformation Plan"]),
    ("Train managers in the Supervision Policy and the Learning Framework.",
     ["Supervision Policy", "Learning Framework"]),
    ("Establish a 'Team Around the School' model.", ["Team Around the School model"]),
    ("Recruit through a \"Grow your Own scheme.\"", ["Grow your Own scheme"]),
    ("Roll out Operation Lighthouse in schools.", ["Operation Lighthouse"]),
    ("Review the Learning Journey template.", ["Learning Journey template"]),
    ("Leaders agreed the Workforce Strategy, Quality Policy and Learning Framework.",
     ["Workforce Strategy", "Quality Policy", "Learning Framework"]),
    ("The Family Hubs Programme Board met about the Family Hubs Programme.", ["Family Hubs Programme"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), NAMED)
def test_a_named_thing_is_read_without_verb_and_article(text: str, wanted: list[str]) -> None:
    assert names(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Head of Policy and Strategy\tDirector of Strategy\tStrategy Manager",
        "Key Area 2: Strategy and Planning",
        "The Strategy was approved and the Plan was noted.",
        "Ensure that every child has a Pathway Plan and a Personal Education Plan.",
        "Children with care plans and child protection plans are seen.",
        "Action Plan",
        "Support children with good plans and strategies.",
        "The Neglect Strategy Group met.",
        "They could offer more and plan better.",
    ],
)
def test_posts_headings_casework_and_the_strategy_are_no_names(text: str) -> None:
    assert names(text) == []


def test_ways_of_writing_one_name_are_one_thing_with_every_place() -> None:
    text = "Develop a refreshed multi-agency Neglect Strategy.\nUse the Neglect Strategy.\n\nNeglect Strategy"
    (found,) = read_strategies(paper(text))
    assert found.name == "Neglect Strategy"
    assert [alias.lower() for alias in found.aliases] == [
        "multi-agency neglect strategy",
        "refreshed multi-agency neglect strategy",
    ]
    assert [place.line_start for place in (found.source, *found.also)] == [1, 2, 4]


def test_an_acronym_is_an_alias_and_cited_where_it_stands_alone() -> None:
    (found,) = read_strategies(paper("The Medium Term Financial Plan (MTFP) is agreed.\nNothing.\nThe MTFP is late."))
    assert (found.name, found.aliases) == ("Medium Term Financial Plan", ("MTFP",))
    assert [place.line_start for place in (found.source, *found.also)] == [1, 3]


def test_acronyms_the_paper_defines_join_names() -> None:
    text = (
        "Children Looked After (CLA) do well.\nThe CLA Sufficiency Strategy for 2021 – 2024\n"
        "Our Children Looked After Sufficiency Strategy 2021-2024"
    )
    (found,) = read_strategies(paper(text))
    assert len(found.aliases) > 0
    assert [place.line_start for place in (found.source, *found.also)] == [2, 3]


def test_two_sets_of_years_are_two_strategies() -> None:
    assert len(names("The Sufficiency Strategy 2018-2021 ended. The Sufficiency Strategy 2021-2024 began.")) == 2


def test_the_original_plan_is_not_the_new_one() -> None:
    found = names("The Continuous Improvement Plan is new. It follows the original Improvement Plan.")
    assert found == ["Continuous Improvement Plan", "Improvement Plan"]


def test_a_short_form_after_the_full_name_is_the_same_offer() -> None:
    (found,) = read_strategies(
        paper("Eastvale Borough Council\nEastvale's Care Leavers Local Offer is out.\nThe Local Offer helps.")
    )
    assert "Local Offer" in found.aliases


def test_a_name_is_read_over_a_line_break_and_a_page_break() -> None:
    wrapped = (
        "All partners have agreed to work together on the new Childhood\nNeglect Strategy in the coming year and "
        "will report on this\nto the members of the council, who have asked for it more\nthan once."
    )
    split = "1.1\tEmbed the use of the Family\tMarch\n\nFramework.\t\t"
    assert names(wrapped) == ["Childhood Neglect Strategy"]
    assert names(split) == ["Family Framework"]


def test_paragraphs_and_rows_of_a_sheet_are_not_run_together() -> None:
    paragraphs = (
        "Progress on all of this was reported to the Childhood\nNeglect Strategy for the coming year was agreed"
    )
    rows = (Line(no, (text,), sheet="Plan") for no, text in enumerate(["Follow the Family", "framework of care"], 1))
    assert names(paragraphs) == ["Neglect Strategy"]
    assert read_strategies(Paper("p", "", "", None, tuple(rows), ())) == ()


def test_a_heading_in_capitals_names_what_it_is_about() -> None:
    assert names("REVIEW OF THE NEGLECT STRATEGY") == ["NEGLECT STRATEGY"]


def test_a_kind_is_the_nouns_own() -> None:
    text = "Family Covenant, Practice Toolkit, Outcomes Scorecard, Housing Protocol, Joint Strategic Needs Assessment"
    assert {found.classification for found in read_strategies(paper(text))} >= {
        "agreement",
        "toolkit",
        "dashboard",
        "protocol",
    }


NEGLECT = read_strategies(paper("The Neglect Strategy\nDevelop operational delivery plans."))


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Develop and launch a Neglect Strategy", "PRODUCES"),
        ("Agree and publish the refreshed multi-agency Neglect Strategy", "PRODUCES"),
        ("Develop an up to date Neglect Strategy", "PRODUCES"),
        ("Development of a Neglect Strategy", "PRODUCES"),
        ("The Neglect Strategy to be refreshed by May", "PRODUCES"),
        ("Ensure a Neglect Strategy is in place", "PRODUCES"),
        ("Review the current Neglect Strategy", "PRODUCES"),
        ("Train staff in the Neglect Strategy", "RELIES_ON"),
        ("Roll out the Neglect Strategy", "RELIES_ON"),
        ("The Neglect Strategy will be embedded in practice", "RELIES_ON"),
        ("Audit compliance against the Neglect Strategy", "RELIES_ON"),
        ("In line with the Neglect Strategy, deliver workshops", "RELIES_ON"),
        ("Deliver workshops to support the delivery of the Neglect Strategy", "RELIES_ON"),
        ("Work as set out in the Neglect Strategy", "RELIES_ON"),
        ("Develop guidance for staff through the Neglect Strategy", "RELIES_ON"),
        ("Develop a Neglect Strategy action plan", "RELIES_ON"),
        ("Consult partners on the Neglect Strategy", None),
        ("Establish a Neglect Strategy Group", None),
        ("Reduce neglect", None),
    ],
)
def test_the_verb_says_whether_an_action_produces_or_relies(text: str, relation: str | None) -> None:
    found = deliverables(text, NEGLECT)
    assert [each.relation for each in found] == ([relation] if relation else [])
    assert all(each.words in text for each in found)


def test_one_action_may_produce_one_and_rely_on_another_called_the_updated_strategy() -> None:
    text = "Develop operational delivery plans to ensure delivery of the updated strategy."
    found = deliverables(text, NEGLECT, ["Embed an agreed approach to neglect", "Develop a Neglect Strategy"])
    assert found == (
        Deliverable("Operational delivery plans", "PRODUCES", "Develop operational delivery plans", False),
        Deliverable("Neglect Strategy", "RELIES_ON", "ensure delivery of the updated strategy", True),
    )


def test_a_strategy_pointed_at_is_found_by_the_groups_subject_or_not_at_all() -> None:
    both = read_strategies(paper("The Neglect Strategy. The Early Help Strategy."))
    assert [each.strategy for each in deliverables("Embed the strategy", both, ["Tackle neglect"])] == [
        "Neglect Strategy"
    ]
    assert deliverables("Embed the strategy", both, ["Improve attendance"]) == ()
    assert deliverables("Embed the strategy", both) == ()


def test_an_action_that_produces_a_strategy_does_not_also_rely_on_it() -> None:
    text = "Develop a Neglect Strategy, ensuring health is a theme within the Neglect Strategy."
    assert [each.relation for each in deliverables(text, NEGLECT)] == ["PRODUCES"]


@pytest.mark.parametrize("document", TRUTH)
def test_the_examples_strategies_are_found_as_a_careful_reader_finds_them(document: str) -> None:
    found = read_strategies(read_paper(PAPERS / f"{document}.txt"))
    core, cores, _, _, right, read = score(((s.name, *s.aliases) for s in found), TRUTH[document]["strategies"])
    assert core >= 0.95 * cores
    assert right >= 0.75 * read


def test_over_all_papers_most_named_things_are_found_and_most_found_are_right() -> None:
    scores = [
        score(((s.name, *s.aliases) for s in read_strategies(read_paper(PAPERS / f"{name}.txt"))), truth["strategies"])
        for name, truth in TRUTH.items()
    ]
    _, _, hits, known, right, read = map(sum, zip(*scores, strict=True))
    assert hits >= 0.7 * known
    assert right >= 0.82 * read


HOSTILE = {
    "one long word": "a" * 1_000_000,
    "hyphens": "A-" * 500_000,
    "commas": "A, " * 333_333,
    "quotation marks": "'A " * 333_333,
    "links": "of the " * 142_857,
    "apostrophes": "s' " * 333_333,
    "a name over and over": "Neglect Strategy " * 58_823,
    "a noun and its link": "Statement of " * 76_923,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_megabyte_of_hostile_text_costs_no_more_than_its_length(kind: str) -> None:
    def seconds(text: str) -> float:
        began = time.process_time()
        read_strategies(paper(text))
        return time.process_time() - began

    assert seconds(HOSTILE[kind]) < max(20.0, 40 * seconds(HOSTILE[kind][:100_000]))


WORDS = st.sampled_from(
    "the The a of and & to Neglect Early Help Strategy strategy Plan plans Framework Statement Policy's Board develop "
    "Develop embed (NS) ( ) ' “ , . : - 2019 – Operation Head updated \n \t".split(" ")
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=200))
def test_no_text_makes_the_readers_fail(text: str) -> None:
    found = read_strategies(paper(text))
    assert all(each.name and each.classification for each in found)
    ruled = deliverables(text, (*found, *NEGLECT), [text])
    assert {each.strategy for each in ruled} <= {each.name for each in (*found, *NEGLECT)}


def test_a_strategy_without_letters_in_its_name_breaks_nothing() -> None:
    odd = StrategyDraft("2019", "plan", ("–",), NEGLECT[0].source)
    assert deliverables("Embed the plan – and the strategy", (odd,), ["–"]) == ()
