"""What the API answers of scenarios: rows of its table."""

from __future__ import annotations

from typing import Any

from graphapp.analysis.scenario import scenario_named
from graphapp.analysis.scenario_compared import compared
from graphapp.web.openapi import NUMBER, NUMBER_OR_NULL, TEXT, TEXT_OR_NULL, Given, Param, Question, holds, known, many
from graphapp.web.scenarios import saved
from graphapp.web.state import asker, state


def _compared(given: Given) -> Any:
    one, other = (scenario_named(asker().map.graph(given), given[name]) for name in ("one", "other"))
    return asker()(compared, one, other, state().on)


_ABOUT = holds(id=TEXT, name=TEXT, kind=TEXT, address=TEXT, edition=TEXT_OR_NULL, about=known("Named"))
_SAVED = {"allOf": [_ABOUT, holds(says=TEXT, author=TEXT, at=TEXT, problem=TEXT)]}
_NUMBERS = holds(key=TEXT, name=TEXT, today=NUMBER, one=NUMBER_OR_NULL, other=NUMBER_OR_NULL)
_ALONE, _DIFFERENT = holds(id=TEXT, name=TEXT, says=TEXT), holds(id=TEXT, name=TEXT, one_says=TEXT, other_says=TEXT)
_WHICH = "The name or id of a saved scenario, or the address of a what-if page."

SCENARIO_QUESTIONS = (
    Question("/scenarios", "The saved scenarios: what each asks, who saved it and when.", (),
             lambda _: saved(asker()), holds(scenarios=many(_SAVED))),
    Question("/scenario-compare", "Two scenarios beside each other and beside today, where nothing has happened.",
             (Param("one", _WHICH, required=True), Param("other", _WHICH, required=True),
              Param("on", "The day to answer at, YYYY-MM-DD. Default: today, or that of the example's newest paper.")),
             _compared,
             holds(one=_ABOUT, other=_ABOUT, summary=many(_NUMBERS), only_one=many(_ALONE), only_other=many(_ALONE),
                   both_differently=many(_DIFFERENT), both=NUMBER)),
)  # fmt: skip
