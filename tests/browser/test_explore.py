"""The explorer in a real browser: drawn under the strict policy, searched, walked by keyboard, handed on as a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from graphapp.core import open_map
from graphapp.exports.share import to_html
from graphapp.model import Changeset
from tests.graphs import ACT, action, edition, leads, node
from tests.served import example_map

DRAWN = "performance.getEntriesByName('explorer-drawn')[0]"
SENSIBLE = 5000  # milliseconds on any machine; benchmarks/explorer_paint.py tells the true figure


class Watched:
    """A page with all that its console said and all that it asked for."""

    def __init__(self, page: Page) -> None:
        self.page, self.said, self.asked = page, [], []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))

    def open(self, address: str) -> Page:
        self.page.goto(address)
        self.page.wait_for_function(f"{DRAWN} !== undefined")
        self.page.wait_for_selector("#choose option:nth-child(2), #choose optgroup", state="attached")
        return self.page


@pytest.fixture(params=[1280, 360], ids=["wide", "narrow"])
def watched(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": request.param, "height": 900}, reduced_motion="reduce")
    yield Watched(context.new_page())
    context.close()


@pytest.mark.browser
def test_it_draws_soon_without_a_word_on_the_console_or_a_request_elsewhere(watched: Watched, address: str) -> None:
    page = watched.open(f"{address}/explore")
    assert watched.said == []
    assert [url for url in watched.asked if not url.startswith(address)] == []
    assert page.evaluate(f"{DRAWN}.startTime") < SENSIBLE
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.locator("#canvas canvas").bounding_box()["height"] >= 0.7 * 900 - 2


@pytest.mark.browser
def test_the_response_holds_the_strict_policy_and_the_page_still_draws(watched: Watched, address: str) -> None:
    def strict(route: Route) -> None:
        answer = route.fetch()
        policy = "default-src 'none'; script-src 'self'; style-src 'self'"
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": policy})

    watched.page.route("**/explore", strict)
    page = watched.open(f"{address}/explore")
    assert [text for text in watched.said if "favicon" not in text] == []
    assert page.locator("#canvas canvas").is_visible()


@pytest.mark.browser
def test_nothing_moves_once_it_is_drawn(watched: Watched, address: str) -> None:
    page = watched.open(f"{address}/explore")
    first = page.locator("#canvas").screenshot()
    page.wait_for_timeout(500)
    assert page.locator("#canvas").screenshot() == first


@pytest.mark.browser
def test_search_highlights_and_shortens_the_list(watched: Watched, address: str) -> None:
    page = watched.open(f"{address}/explore")
    before = page.locator("#canvas").screenshot()
    page.fill("#find", "neglect strategy")
    told = page.inner_text("#found")
    number = int(told.split()[0])
    assert 0 < number < 30
    assert page.locator("#choose optgroup option").count() == number
    assert page.locator("#canvas").screenshot() != before
    page.fill("#find", "")
    assert page.inner_text("#found") == ""


@pytest.mark.browser
def test_by_keyboard_a_thing_is_found_chosen_read_and_its_page_opened(watched: Watched, address: str) -> None:
    page = watched.open(f"{address}/explore")
    page.focus("#find")
    page.keyboard.type("recommendation 5")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "choose"
    page.keyboard.press("ArrowDown")
    page.wait_for_selector("#told h2")
    assert page.inner_text("#told h2") == "Recommendation 5"
    assert "Is addressed by" in page.inner_text("#beside")
    cited = page.locator("#beside a[href*='/documents/']").first
    assert "line" in cited.inner_text()
    page.get_by_role("link", name="Open its page").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/recommendations/5")


@pytest.mark.browser
def test_a_click_on_a_mark_tells_of_it(watched: Watched, address: str) -> None:
    page = watched.open(f"{address}/explore?kind=keyarea&key_area=1")
    canvas = page.locator("#canvas canvas")
    size = canvas.bounding_box()
    assert page.evaluate("JSON.parse(document.getElementById('explorer-data').textContent).nodes.length") == 1
    canvas.click(position={"x": size["width"] / 2, "y": size["height"] / 2 + 24})  # under the headings
    page.wait_for_selector("#told h2")
    assert page.inner_text("#told h2") == "Key area 1"


@pytest.mark.browser
def test_the_buttons_are_large_enough_and_the_panel_leads_from_thing_to_thing(watched: Watched, address: str) -> None:
    page = watched.open(f"{address}/explore?lead=person:victoria-gent")
    page.select_option("#choose", "person:victoria-gent")
    page.locator("#beside button").first.click()
    assert page.inner_text("#told h2") != "Victoria Gent"
    for button in page.locator("#explorer button").all():
        size = button.bounding_box()
        assert min(size["width"], size["height"]) >= 24
    before = page.locator("#canvas").screenshot()
    page.get_by_role("button", name="Show all").click()
    page.wait_for_timeout(200)
    assert page.locator("#canvas").screenshot() != before


@pytest.mark.browser
def test_without_script_the_same_things_are_a_table(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/explore")
    assert page.get_by_text("The picture needs script").is_visible()
    assert not page.locator("#explorer").is_visible()
    assert page.locator("tr[data-id]").count() == 100
    context.close()


@pytest.mark.browser
def test_the_share_file_opens_from_disk_offline_and_says_nothing_wrong(watched: Watched, tmp_path: Path) -> None:
    file = tmp_path / "map.html"
    file.write_text(to_html(example_map().graph(), "2019-01", "2019-03-28"), "utf-8", newline="")
    watched.page.context.set_offline(True)
    page = watched.open(file.as_uri())
    assert watched.said == []
    assert watched.asked == [file.as_uri()]
    page.select_option("#choose", "person:victoria-gent")
    assert page.inner_text("#told h2") == "Victoria Gent"
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.browser
def test_nothing_from_the_data_runs_in_the_share_file(watched: Watched, tmp_path: Path) -> None:
    runs = "<img src=x onerror=alert(1)></script><script>alert(2)</script><style>*{display:none}</style>"
    with open_map(f"sqlite:///{tmp_path / 'map.db'}") as found:
        nodes = (edition("2024-01", title=runs), action("1.1", runs), node("person:p", runs, aliases=[runs]))
        found.commit(Changeset("test", "words that would run", nodes, (leads("person:p", f"{ACT}1.1"),)))
        file = tmp_path / "map.html"
        file.write_text(to_html(found.graph(), "2024-01", "2024-02-01"), "utf-8", newline="")
    asked: list[str] = []
    watched.page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page = watched.open(file.as_uri())
    page.select_option("#choose", "person:p")
    assert page.inner_text("#told h2") == runs
    assert (asked, watched.said, page.locator("img").count()) == ([], [], 0)
