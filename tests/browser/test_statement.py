"""The statement on accessibility says no more than these tests do."""

from __future__ import annotations

import re
from importlib.metadata import version

from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.test_accessibility import NARROW, TAGS, WIDE
from tests.browser.test_journeys import JOURNEYS
from tests.served import main

NUMBERS = {5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten"}


def test_the_statement_names_the_tools_the_widths_and_the_number_of_journeys() -> None:
    told = main("/accessibility")
    found = re.search(r"axe v(\d+\.\d+)", AXE_SCRIPT)
    assert found is not None
    assert f"axe-core {found[1]}," in told
    assert f"{WIDE['width']} pixels wide and on one of {NARROW['width']} pixels" in told
    assert f"for {NUMBERS[len(JOURNEYS)]} questions" in told
    assert {"wcag2aa", "wcag21aa", "wcag22aa"} <= set(TAGS)


def test_the_statement_says_what_was_not_tried_and_whom_to_tell() -> None:
    told = main("/accessibility")
    assert "No screen reader" in told
    assert "canvas" in told
    assert "Lancashire County Council, the publisher of the plan" in told
    assert re.search(rf"last passed, on \d+ \w+ \d{{4}}, for release {re.escape(version('graphapp'))} ", told)
