"""What only a real browser shows: where the keyboard stops first, and what the end of an address does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.example import PACK


@pytest.fixture(params=[1280, 320], ids=["wide", "narrow"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.browser
def test_the_first_stop_of_the_keyboard_skips_to_the_content(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main-content"


@pytest.mark.browser
def test_an_address_of_a_late_line_shows_that_line(page: Page, address: str) -> None:
    page.goto(f"{address}/documents/{PACK}#L505")
    page.wait_for_selector("#L505")
    assert "Social Work Academy" in page.locator("#L505").inner_text()
