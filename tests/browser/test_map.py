"""The focus map in a real browser: by keyboard, at the width of a phone, enlarged, and on paper."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pdfplumber
import pytest
from playwright.sync_api import Browser, Page

ALONE = "/map?focus=recommendation:5"
MOVES = "/what-if/moves/2019-01/1.2.1?to=June+2019"
BOXES = "#map svg a"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def drawn(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all(BOXES, "all => all.map(one => one.dataset.id)")
    return found


@pytest.mark.browser
@pytest.mark.parametrize("path", [ALONE, MOVES])
def test_the_tab_key_goes_through_the_boxes_in_reading_order_and_shows_where_it_is(
    page: Page, address: str, path: str
) -> None:
    page.goto(address + path)
    boxes = drawn(page)
    page.locator(BOXES).first.focus()
    for node_id in boxes:
        held = page.evaluate("[document.activeElement.dataset.id, document.activeElement.ariaLabel]")
        assert held[0] == node_id
        assert held[1]
        width = page.evaluate("getComputedStyle(document.activeElement.querySelector('rect')).strokeWidth")
        assert width == "6px"
        page.keyboard.press("Tab")


@pytest.mark.browser
def test_a_box_is_opened_by_the_keyboard_and_becomes_the_focus(page: Page, address: str) -> None:
    page.goto(address + ALONE)
    page.locator("#map svg a[data-id='person:victoria-gent']").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Map around Victoria Gent").wait_for()
    assert page.locator("#map svg a[aria-current='true']").get_attribute("data-id") == "person:victoria-gent"


@pytest.mark.browser
@pytest.mark.parametrize("wide", [320, 360, 639])  # 320 is what 1280 pixels are at 400 %
@pytest.mark.parametrize("path", [ALONE, MOVES])
def test_on_a_narrow_screen_the_same_boxes_are_a_list_and_nothing_is_too_wide(
    page: Page, address: str, path: str, wide: int
) -> None:
    page.goto(address + path)
    boxes = drawn(page)
    assert page.locator("#map svg").is_visible()
    assert not page.locator(".app-map__list").is_visible()
    page.set_viewport_size({"width": wide, "height": 900})
    assert not page.locator("#map svg").is_visible()
    shown = page.locator(".app-map__list a")
    assert shown.evaluate_all("all => all.filter(one => one.checkVisibility()).map(one => one.dataset.id)") == boxes
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0


@pytest.mark.browser
def test_the_bands_of_a_what_if_differ_in_line_style_in_the_picture_and_in_the_list(page: Page, address: str) -> None:
    page.goto(address + MOVES)
    style = "one => { const s = getComputedStyle(one); return [s.strokeDasharray, s.strokeWidth, s.borderTopStyle] }"
    sure, along, plain = (
        page.locator(f"#map svg {box} rect").first.evaluate(style)[:2]
        for box in (".map-box--sure", ".map-box--along", ".map-box--person")
    )
    assert (sure[0], along[0]) == ("none", "0.1px, 5px")
    assert len({tuple(sure), tuple(along), tuple(plain)}) == 3
    page.set_viewport_size({"width": 360, "height": 900})
    borders = [page.locator(f".map-item--{band}").first.evaluate(style)[2] for band in ("sure", "along")]
    assert borders == ["solid", "dotted"]
    assert page.locator(".map-item--sure a").first.inner_text().endswith(": confirmed")


@pytest.mark.browser
@pytest.mark.parametrize(
    "path",
    [ALONE, MOVES, "/map?focus=person:victoria-gent", "/map?focus=edition:2019-01", "/leads/person:victoria-gent"],
)
def test_the_whole_map_prints_on_one_landscape_sheet_of_a4(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as found:
        sheets = [sheet for sheet in found.pages if "Yellow box" in (sheet.extract_text() or "")]
        assert [(round(one.width), round(one.height)) for one in sheets] == [(842, 595)]
        text = sheets[0].extract_text()
        letters = [one["size"] for one in sheets[0].chars if one["text"].strip()]
    for words in ("Why", "Who", "Where decided", "Thin line"):
        assert words in text
    assert min(letters) >= 5, "too small to read on paper"
