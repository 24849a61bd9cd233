"""What holds for every response: headers, caching, pages that are sound, and no link that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import pytest
from lxml import html

from graphapp.core import open_map
from graphapp.errors import StoreError
from graphapp.web import create_app
from tests.crawl import reachable
from tests.served import client, example_map, get, page, rows, words
from tests.soup import all_rows

PAGES = (
    "/",
    "/actions",
    "/actions/2019-01/1.2.1",
    "/actions/2018-11/4.7.2%232",
    "/leads",
    "/leads/person:victoria-gent",
    "/recommendations",
    "/recommendations/5",
    "/key-areas",
    "/key-areas/2019-01/1",
    "/boards",
    "/boards/organization:corporate-parenting-board",
    "/strategies",
    "/strategies/strategy:neglect-strategy",
    "/map?focus=person:jane-booth",
    "/accessibility",
)
TABLES = [address for address in PAGES if address not in ("/", "/accessibility")]


def as_csv(address: str) -> str:
    path, mark, query = address.partition("?")
    return f"{path}.csv{mark}{query}"


@pytest.mark.parametrize("address", [*PAGES, "/nothing/here", "/static/app.css", "/actions.csv"])
def test_every_response_carries_the_strict_headers(address: str) -> None:
    headers = get(address).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def problems(tree: html.HtmlElement) -> Iterator[str]:
    """What would make a page unsound, by rule."""
    if len(tree.xpath("//h1")) != 1:
        yield "not one h1"
    if not tree.get("lang") or not tree.findtext(".//title"):
        yield "no language or title"
    if not tree.xpath("//body/a[@href='#main-content']") or not tree.xpath("//main[@id='main-content']"):
        yield "no skip link"
    yield from (
        f"inline {e.tag}" for e in tree.xpath("//style | //script[not(@src) and not(@type='application/json')]")
    )
    yield from (f"@{name}" for e in tree.iter() for name in e.attrib if name == "style" or name.startswith("on"))
    labels = set(tree.xpath("//label/@for"))
    fields = tree.xpath("//input[@type!='hidden'] | //select | //textarea")
    yield from (
        f"no label for {e.get('name')}" for e in fields if e.get("id") not in labels and not e.xpath("ancestor::label")
    )
    found = tree.xpath("//@id")
    yield from (f"twice id {one}" for one in set(found) if found.count(one) > 1)
    levels = [int(e.tag[1]) for e in tree.xpath("//h1 | //h2 | //h3 | //h4")]
    yield from (f"h{b} after h{a}" for a, b in pairwise(levels) if b > a + 1)
    yield from ("row without data-id" for e in tree.xpath("//tbody/tr[not(@data-id)]"))


@pytest.mark.slow
def test_every_page_reachable_from_home_exists_is_sound_and_is_light() -> None:
    wrong, sizes = [], {}
    for address, answer in reachable():
        if answer.status_code != 200:
            wrong.append(f"{address}: {answer.status}")
        if answer.mimetype == "text/html" and "Content-Disposition" not in answer.headers:
            tree = html.fromstring(answer.get_data(as_text=True))
            wrong += [f"{address}: {problem}" for problem in problems(tree)]
            sizes[address] = len(answer.data) + sum(map(_size, tree.xpath("//link/@href | //script/@src")))
    assert not wrong, wrong[:20]
    assert len(sizes) > 500
    heavy = {address: size for address, size in sizes.items() if size >= 150_000}
    assert [(size, one) for one, size in heavy.items() if "/explore" not in one] == []


@cache
def _size(address: str) -> int:
    """What a style sheet or a script weighs before compression."""
    return len(get(address).data)


def test_every_rule_answers_a_page_for_what_does_not_exist() -> None:
    for rule in client().application.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
            continue
        address = rule.rule
        for name in rule.arguments:
            for form in (f"<{name}>", f"<path:{name}>", f"<int:{name}>"):
                address = address.replace(form, "no-such-thing")
        answer = client().get(address)
        assert answer.status_code in (200, 400, 403, 404), f"{address}: {answer.status}"
        if answer.mimetype == "text/html":
            assert not list(problems(html.fromstring(answer.get_data(as_text=True)))), address


@pytest.mark.parametrize("address", TABLES)
def test_the_csv_of_a_page_has_the_rows_of_its_tables(address: str) -> None:
    shown = all_rows(address)
    found = rows(as_csv(address))
    assert next(iter(found[0])) == "id"
    assert sorted(row["id"] for row in found) == sorted(shown)
    assert shown


def test_a_page_that_has_not_changed_is_not_sent_again() -> None:
    first = client().get("/leads")
    tag = {"If-None-Match": first.headers["ETag"]}
    assert client().get("/leads", headers=tag).status_code == 304
    assert client().get("/leads?on=2019-06-01", headers=tag).status_code == 200
    assert client().get("/actions", headers=tag).status_code == 200


def test_the_style_sheet_is_kept_by_its_contents() -> None:
    (address,) = page("/").xpath("//link[@rel='stylesheet']/@href")
    assert "?v=" in address
    assert "immutable" in get(address).headers["Cache-Control"]
    assert "immutable" not in get("/static/app.css").headers["Cache-Control"]


def test_an_app_without_a_map_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GRAPHAPP_MAP", raising=False)
    with pytest.raises(StoreError, match=r"sqlite:///map\.db"):
        create_app()


def test_an_empty_map_has_pages_too(map_address: str) -> None:
    with open_map(map_address) as found:
        empty = create_app(accountability_map=found).test_client()
        for address in ("/", "/actions", "/leads", "/recommendations", "/key-areas", "/boards", "/strategies", "/map"):
            answer = empty.get(address)
            assert answer.status_code == 200, f"{address}: {answer.status}"
        assert "holds no plan yet" in words(html.fromstring(empty.get("/").get_data(as_text=True)))


def test_the_map_is_opened_once_for_all_pages() -> None:
    assert client().application.extensions["graphapp"].map is example_map()
