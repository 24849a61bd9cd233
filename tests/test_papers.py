"""Invented papers of many shapes: what the reader takes from each is held against its truth, field by field."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.papers.generate import write_all
from tests.papers.scores import FIELDS, Score, score_paper, table

# Shares of right answers that the reader reaches on these papers; a change that reads fewer must not go unseen.
FLOORS = dict.fromkeys(FIELDS, 1.0) | {"leads": 0.99, "meeting": 0.9}


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Score]:
    papers = write_all(tmp_path_factory.mktemp("papers"))
    return {path.name: score_paper(path, truth) for path, truth in papers.items()}


@pytest.fixture(scope="module")
def total(scores: dict[str, Score]) -> Score:
    sum_of_all = Score()
    for score in scores.values():
        sum_of_all.add(score)
    return sum_of_all


def test_there_are_plans_and_minutes_of_every_format(scores: dict[str, Score]) -> None:
    plans = {Path(name).suffix for name, score in scores.items() if score.chances["found"]}
    assert plans == {".docx", ".xlsx", ".csv", ".html", ".txt", ".pdf"}
    assert sum(1 for score in scores.values() if score.chances["resolved"]) >= 6


@pytest.mark.parametrize("field", FIELDS)
def test_each_field_is_read_as_well_as_it_was(total: Score, field: str) -> None:
    missed = "\n".join(miss for miss in total.misses if f": {field}: " in miss)
    assert total.hits[field] >= FLOORS[field] * total.chances[field] > 0, missed


def test_nothing_is_read_that_is_not_there(scores: dict[str, Score]) -> None:
    extra = {name: dict(score.extra) for name, score in scores.items() if score.extra.total()}
    assert sum(sum(found.values()) for found in extra.values()) <= 2, extra


def test_the_table_of_scores_names_every_paper_and_the_fields_that_fall_short(scores: dict[str, Score]) -> None:
    short = Score()
    short.check("leads", ["Person A"], [], "a paper 1.1")
    printed = table({**scores, "a paper": short})
    assert all(name in printed for name in scores)
    assert "leads 0/1" in printed
