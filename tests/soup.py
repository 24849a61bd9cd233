"""Pages as trees that CSS selectors search, and the API's answers, both of the example unless told otherwise."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from tests.served import client


def page(address: str, reader: FlaskClient | None = None, status: int = 200) -> BeautifulSoup:
    answer = (reader or client()).get(address)
    assert answer.status_code == status, f"{address}: {answer.status}"
    return BeautifulSoup(answer.get_data(as_text=True), "lxml")


def answer(address: str, reader: FlaskClient | None = None, status: int = 200) -> Any:
    found = (reader or client()).get(address)
    assert found.status_code == status, f"{address}: {found.get_data(as_text=True)[:300]}"
    return found.get_json()


def rows(soup: Tag) -> list[str]:
    """The ids of the rows of a page's tables."""
    return [str(row["data-id"]) for row in soup.select("tr[data-id]")]


def all_rows(address: str, reader: FlaskClient | None = None) -> list[str]:
    """The ids of the rows of a page's tables, long ones with every part, in order."""
    found: list[str] = []
    for made in page(address, reader).select("table"):
        found += rows(made)
        number = str(made.get("id", "")).removeprefix("table-")
        parts = made.find_next_sibling("nav", "govuk-pagination")
        if parts:
            word, join = ("page" if number == "1" else f"page{number}"), "&" if "?" in address else "?"
            last = max(int(one.text) for one in parts.select("a"))  # type: ignore[union-attr]
            for part in range(2, last + 1):
                more = page(f"{address}{join}{word}={part}", reader).select_one(f"#table-{number}")
                found += rows(more) if more else []
    return found


def links(part: Tag | None) -> list[str]:
    assert part is not None
    return [str(one["href"]) for one in part.select("a[href]")]
