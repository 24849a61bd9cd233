"""What-if pages on paper: the answer, its tables with repeated headings, and nothing that only a screen needs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pdfplumber
import pytest
from playwright.sync_api import Browser, Page

LEAVES = "/what-if/leaves/person:victoria-gent?to=Brendan+Lee&only=orphaned"
MOVES = "/what-if/moves/2019-01/1.2.1?to=June+2019"
FARY = "post:head-fostering-adoption-residential-yot"
CONTROLS = (
    "Skip to main content",
    "Change date or edition",
    "Change the handover",
    "Download these rows",
    "made to be printed",
    "this scenario",
    "Every fact links",
)
NAVIGATION = ("Home", "Gaps", "Papers", "History", "Search", "Accessibility")
A4 = (595, 842)  # points


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def printed(page: Page, address: str) -> list[str]:
    """The words of each page of the PDF that the browser prints."""
    page.goto(address)
    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as found:
        assert {(round(one.width), round(one.height)) for one in found.pages} <= {A4, A4[::-1]}
        return [one.extract_text() for one in found.pages]


@pytest.mark.browser
def test_a_printed_departure_holds_its_heading_day_edition_and_answer_and_no_navigation(
    page: Page, address: str
) -> None:
    sheets = printed(page, address + LEAVES)
    first, whole = sheets[0], "\n".join(sheets)
    for words in ("What if Victoria Gent leaves?", "As at 28 March 2019", "January 2019 edition", "would have no lead"):
        assert words in first, words
    assert "Handover: who would take over what" in whole
    for words in (*CONTROLS, "http"):
        assert words not in whole, words
    assert [word for word in NAVIGATION if re.search(rf"^\W*{word}\b", whole, re.MULTILINE)] == []
    assert sheets[-1].endswith(f"Page {len(sheets)} of {len(sheets)}")


@pytest.mark.browser
def test_a_printed_table_repeats_its_headings_on_every_sheet(page: Page, address: str) -> None:
    sheets = printed(page, f"{address}/what-if/leaves/person:victoria-gent")
    assert len(sheets) > 3
    drawn = [at for at, sheet in enumerate(sheets) if "Yellow box" in sheet]
    assert drawn == [1], "the map has one sheet, after the answer"
    assert all("How it is touched" in sheet for sheet in sheets[2:])


@pytest.mark.browser
@pytest.mark.parametrize(
    ("path", "said"),
    [
        (MOVES, ("Confirmed: waits for it", "Inferred: might be touched", "Associated: only goes along")),
        (f"/what-if/merges/{FARY}?into=Head+of+Care", ("were renamed Head of Care", "What passes")),
        (f"/what-if/replay/{FARY}", ("Where each action went", "Who leads them now")),
    ],
)
def test_a_printed_what_if_names_its_bands_in_words_and_has_no_forms(
    page: Page, address: str, path: str, said: tuple[str, ...]
) -> None:
    whole = "\n".join(printed(page, address + path))
    assert [words for words in said if words not in whole] == []
    assert [words for words in (*CONTROLS, "See what", "See where") if words in whole] == []


@pytest.mark.browser
@pytest.mark.parametrize("path", [LEAVES, MOVES, "/leads/person:victoria-gent", "/compare"])
def test_printed_links_are_not_underlined_and_tables_stay_on_the_sheet(page: Page, address: str, path: str) -> None:
    page.set_viewport_size({"width": 703, "height": 1000})  # what the margins leave of A4
    page.emulate_media(media="print")
    page.goto(address + path)
    lines = page.evaluate("[...document.links].map(one => getComputedStyle(one).textDecorationLine)")
    assert set(lines) == {"none"}
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{path} is {wide} pixels too wide for the sheet"
    torn = page.evaluate("[...document.querySelectorAll('tr')].map(one => getComputedStyle(one).breakInside)")
    assert set(torn) == {"avoid"}
