"""Every page against WCAG 2.2 AA: what axe finds, and what it cannot see, wide and at 320 CSS pixels."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import no_icon
from tests.places import addresses
from tests.served import get
from tests.soup import page as tree_of

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 900}  # 320 is also 1280 enlarged to 400 %
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
MEASURE = (Path(__file__).parent / "measure.js").read_text("utf-8")
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""  # WCAG 1.4.12


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page that lets a test add its own script and style, which the app's policy forbids."""
    with no_icon(browser.new_context(viewport=WIDE, bypass_csp=True, reduced_motion="reduce")) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def plain(browser: Browser) -> Iterator[Page]:
    """A page as any reader has it."""
    with no_icon(browser.new_context(viewport=WIDE)) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def scriptless(browser: Browser) -> Iterator[Page]:
    """A page in a browser that runs no script."""
    with no_icon(browser.new_context(viewport=WIDE, java_script_enabled=False)) as context:
        yield context.new_page()


@pytest.mark.browser
@pytest.mark.parametrize("path", addresses())
def test_axe_finds_nothing_wrong(page: Page, address: str, path: str) -> None:
    page.set_viewport_size(WIDE)
    page.goto(address + path)
    look(page)


def look(page: Page) -> None:
    """What axe finds on a page, wide and narrow, is a failure."""
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        found = Axe().run(page, options=options)
        assert found.violations_count == 0, f"{size['width']} pixels: {found.generate_report()[:3000]}"


@pytest.mark.browser
@pytest.mark.parametrize("path", addresses())
def test_targets_are_large_words_fit_tags_speak_and_nothing_moves(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    measure(page)


def measure(page: Page) -> None:
    """What axe cannot see, wide, narrow and with spaced words."""
    page.add_script_tag(content=MEASURE)
    wrong = []
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        wrong += [f"{size['width']}: {told}" for told in page.evaluate("measure.all()")]
    page.add_style_tag(content=SPACING)
    wrong += [f"spaced: {told}" for told in page.evaluate("[...measure.wide(), ...measure.cut()]")]
    assert wrong == []


@pytest.mark.browser
def test_a_paper_under_review_is_as_accessible_with_every_fact_and_field_open(page: Page, upload: str) -> None:
    page.set_viewport_size(WIDE)
    page.goto(upload)
    assert page.locator("fieldset[data-id]").count() > 30
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    look(page)
    measure(page)


@pytest.mark.browser
@pytest.mark.parametrize("path", addresses())
def test_a_page_says_nothing_wrong_and_asks_no_other_host(plain: Page, address: str, path: str) -> None:
    said: list[str] = []
    asked: list[str] = []
    heard = {
        "console": lambda message: said.append(message.text),
        "pageerror": lambda error: said.append(str(error)),
        "request": lambda request: asked.append(request.url),
    }
    for event, hear in heard.items():
        plain.on(event, hear)
    answer = plain.goto(address + path, wait_until="networkidle" if path == "/explore" else "load")
    assert plain.locator("h1").count() == 1
    for event, hear in heard.items():
        plain.remove_listener(event, hear)
    refused = answer is not None and answer.status >= 400  # which the browser says on its console
    assert [text for text in said if not (refused and text.startswith("Failed to load resource"))] == []
    assert [url for url in asked if not url.startswith(address)] == []


@pytest.mark.browser
@pytest.mark.parametrize("path", addresses())
def test_without_script_headings_tables_and_forms_are_there(scriptless: Page, address: str, path: str) -> None:
    served = tree_of(path, status=get(path).status_code)
    scriptless.goto(address + path)
    assert scriptless.locator("h1").is_visible()
    for tag in ("h2", "table", "form"):
        assert scriptless.locator(tag).count() == len(served.select(tag))
    shown = scriptless.locator("main table:not(details:not([open]) table)")
    assert [one.is_visible() for one in shown.all()[:3]] == [True] * min(shown.count(), 3)


@pytest.mark.browser
def test_every_kind_of_page_is_looked_at() -> None:
    assert len(addresses()) > 40
    assert len(set(addresses())) == len(addresses())
