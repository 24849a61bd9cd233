"""The pages in a real browser: wide and narrow, by keyboard, with and without script, and nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.example import PACK

PAGES = (
    "/",
    "/actions",
    "/actions/2019-01/1.2.1",
    "/actions?lead=person:victoria-gent",
    "/leads",
    "/leads/person:victoria-gent",
    "/recommendations",
    "/recommendations/5",
    "/key-areas/2019-01/1",
    "/boards",
    "/boards/corporate-parenting-board",
    "/strategies",
    "/strategies/neglect-strategy",
    "/map?focus=recommendation:5",
    "/gaps",
    "/documents",
    f"/documents/{PACK}",
    "/meetings",
    "/measures",
    "/history",
    "/what-if",
    "/what-if/leaves/person:victoria-gent",
    "/what-if/moves/2019-01/1.2.1?to=2019-06",
    "/compare",
    "/accessibility",
    "/nowhere",
)


@pytest.fixture(params=[1280, 320], ids=["wide", "narrow"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_its_window_says_nothing_wrong_and_asks_nobody_else(page: Page, address: str, path: str) -> None:
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + path)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{path} is {wide} pixels too wide"
    assert [url for url in asked if not url.startswith(address)] == []
    assert [text for text in said if "404" not in text] == []
    assert page.locator("h1").count() == 1


@pytest.mark.browser
def test_from_home_to_a_lead_to_the_cited_line_by_keyboard(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Victoria Gent", exact=True).first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/leads/**")
    assert "leads 38 actions" in page.inner_text("main")
    page.locator("tr[data-id] a", has_text="line 305").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/**")
    line = page.locator("#L305")
    assert "Neglect Strategy" in line.inner_text()
    assert line.evaluate(
        "line => line.getBoundingClientRect().top >= 0 && line.getBoundingClientRect().top < innerHeight"
    )


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


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/", "/recommendations/5", f"/documents/{PACK}?lines=505"])
def test_a_page_works_without_script(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    assert page.goto(address + path).status == 200
    assert page.locator("h1").is_visible()
    context.close()
