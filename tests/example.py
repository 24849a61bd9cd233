"""The Lancashire example for tests: where its papers lie, and the truth that careful readers wrote down by hand."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from graphapp.reading.drafts import Drafts
from graphapp.reading.reader import read

FOLDER = Path(__file__).parent.parent / "graph_data" / "lancashire"
TRUTH = Path(__file__).parent / "truth"
PACK = "2019-03-28-corporate-parenting-board-pack"
NOVEMBER = "2018-11-better-for-children-development-plan"
MINUTES = "2017-10-10-improvement-board-minutes"
SCRUTINY = "2018-10-scrutiny-report-ofsted-reinspection"
HEALTH = "2019-01-29-health-and-wellbeing-board-report"
PAPERS = (MINUTES, SCRUTINY, NOVEMBER, HEALTH, PACK)


def path_of(paper: str) -> Path:
    return FOLDER / "papers" / f"{paper}.txt"


@cache
def drafts_of(paper: str) -> Drafts:
    return read(path_of(paper))


@cache
def truth(name: str) -> Any:
    return json.loads((TRUTH / f"{name}.json").read_text("utf-8"))


def folded(words: str) -> str:
    """Words without bullets, and `multi- agency` as `multi-agency`: how truth and reader are compared."""
    return re.sub(r"[\s•-]+", " ", words.replace("- ", "-")).strip().lower()
