"""The questions of a leader, from home to the line that says so, by keyboard alone, on a desk and on a phone.

Each page that they come to is kept as a picture in tests/browser/screenshots, which git ignores: one for the desk and
one for the phone, new on every run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import no_icon

SHOTS = Path(__file__).parent / "screenshots"
STOPS = 400  # of the keyboard on one page, at most
CITED = r"^/documents/.*#L\d"
WHO = "person:victoria-gent"
JOURNEYS = {  # a question -> the links that lead to its answer and on to a cited line
    "what does this lead own": (rf"^/leads/{WHO}$", CITED),
    "who answers for this recommendation": (r"^/recommendations/\d+$", CITED),
    "what if this lead leaves": (rf"^/what-if/leaves/{WHO}$", CITED),
    "what if this date moves": (r"^/actions/2019-01/1\.2\.1$", r"^/what-if/moves/", "type June 2019", CITED),
    "what rests on this strategy": (r"^/strategies/strategy:neglect-strategy$", CITED),
    "what if this strategy slips": (r"^/strategies/strategy:neglect-strategy$", r"^/what-if/slips/", "type 3", CITED),
    "what has nobody named": (r"^/actions\?gap=post-only$", CITED),
    "what changed": (r"^/compare$", r"^/actions/2019-01/", CITED),
}
FOCUS = """() => {
  const one = document.activeElement, style = getComputedStyle(one)
  const box = one.getClientRects()[0] || new DOMRect(), x = box.left + box.width / 2, y = box.top + box.height / 2
  const top = document.elementFromPoint(x, y)
  const yellow = (part, of) => getComputedStyle(part)[of] === "rgb(255, 221, 0)"
  const drawn = one.namespaceURI.endsWith("svg")
  const marked = drawn ? [...one.querySelectorAll("rect, circle, path")].some((part) => yellow(part, "fill"))
    : style.boxShadow !== "none" || style.outlineStyle !== "none" || yellow(one, "backgroundColor")
  return {
    tag: one.tagName, href: one.getAttribute("href") || "", name: one.textContent.trim().slice(0, 60), marked,
    shown: box.width > 0 && x >= 0 && y >= 0 && x < innerWidth && y < innerHeight,
    free: top !== null && (one.contains(top) || top.contains(one) && !drawn || Boolean(one.labels?.[0]?.contains(top))),
  }
}"""


@pytest.fixture(scope="module", autouse=True)
def no_old_pictures() -> None:
    SHOTS.mkdir(exist_ok=True)
    for old in SHOTS.glob("*.png"):
        old.unlink()


def keep(page: Page) -> None:
    """A picture of the page by its address and width, if there is none yet."""
    name = re.sub(r"\W+", "-", page.url.partition("://")[2].partition("/")[2]).strip("-")[:90] or "home"
    width = page.viewport_size["width"] if page.viewport_size else 0
    file = SHOTS / f"{name}-{width}.png"
    if not file.exists():
        page.screenshot(path=file)


@pytest.fixture(params=[1280, 360], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    size = {"width": request.param, "height": 800}
    with no_icon(browser.new_context(viewport=size, reduced_motion="reduce")) as context:
        yield context.new_page()


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until a link whose address matches, or a field, has the focus."""
    tab_until(
        page, lambda href: bool(re.search(wanted, href)) if wanted != "field" else is_on(page, "main input"), wanted
    )


def tab_until(page: Page, reached: Callable[[str], bool], wanted: str) -> None:
    """Press Tab until the stop that is wanted, by the address of its link too; at every stop the focus must be seen."""
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        assert at["marked"], f"nothing shows that {at['name']} has the focus"
        assert at["shown"], f"{at['name']} has the focus outside the window"
        assert at["free"], f"{at['name']} has the focus behind something else"
        if reached(at["href"]):
            return
    raise AssertionError(f"No stop of the keyboard leads to {wanted}.")


def is_on(page: Page, selector: str) -> bool:
    return bool(page.evaluate("wanted => document.activeElement.matches(wanted)", selector))


@pytest.mark.browser
def test_a_fact_of_a_paper_under_review_is_judged_by_keyboard_and_the_choice_is_kept(page: Page, upload: str) -> None:
    page.goto(upload)
    for stop in ("#actions > summary", "#actions input[type=radio]"):
        tab_until(page, lambda _, stop=stop: is_on(page, stop), stop)
        if stop.endswith("summary"):
            page.keyboard.press("Enter")
    name, before = page.evaluate("[document.activeElement.name, document.activeElement.value]")
    page.keyboard.press("ArrowLeft" if before == "accept" else "ArrowRight")  # round to the other end
    page.keyboard.press("Enter")
    page.wait_for_url("**saved=1*")
    kept = page.locator(f"input[name='{name}']:checked").get_attribute("value")
    assert {before, kept} == {"accept", "reject"}
    page.locator("#actions > summary").click()
    keep(page)


@pytest.mark.browser
@pytest.mark.parametrize("question", JOURNEYS)
def test_from_home_to_the_answer_to_the_cited_line_by_keyboard(page: Page, address: str, question: str) -> None:
    page.goto(address)
    for step in JOURNEYS[question]:
        keep(page)
        before = page.url
        tab_to(page, "field" if step.startswith("type ") else step)
        if step.startswith("type "):
            page.keyboard.press("Control+A")
            page.keyboard.type(step.removeprefix("type "))
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url, before=before: url != before)
        page.wait_for_load_state()
        assert page.locator("h1").inner_text().strip()
    keep(page)
    line = page.locator(f"#{page.url.partition('#')[2]}")
    assert len(line.inner_text().split()) > 1
    assert line.evaluate("one => one.getBoundingClientRect().top >= 0 && one.getBoundingClientRect().top < innerHeight")
    assert line.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(255, 221, 0)", "the line is marked"
