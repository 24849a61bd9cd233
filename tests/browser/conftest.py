"""A real browser for the tests that need one: the machine's own Chromium, driven by Playwright."""

from __future__ import annotations

import io
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from werkzeug.serving import make_server

from graphapp.core import open_map
from graphapp.web import create_app
from tests.papers.plans_word import northshire
from tests.served import example_map


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        missing = pytest.fail if os.environ.get("REQUIRE_BROWSER") else pytest.skip
        missing("No Chromium on this machine: install it to check the pages in a browser.")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield started
        started.close()


def no_icon(context: BrowserContext) -> BrowserContext:
    """A context that never fetches the icon: a browser that leaves a page breaks off that request in the server."""
    context.route("**/favicon.svg*", lambda route: route.fulfill(status=204))
    return context


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address of an app that is served on this machine only."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The pages of the Lancashire example."""
    with served(create_app(accountability_map=example_map())) as found:
        yield found


@pytest.fixture(scope="session")
def upload(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The review page of an invented council's plan that was uploaded to an empty map."""
    folder = tmp_path_factory.mktemp("upload")
    (paper,) = northshire(folder)[:1]
    with open_map(f"sqlite:///{folder / 'map.db'}") as found:
        app = create_app(accountability_map=found, allow_import=True)
        sent = {"paper": (io.BytesIO(paper.read_bytes()), paper.name)}
        review = app.test_client().post("/import", data=sent, headers={"Origin": "http://localhost"})
        with served(app) as start:
            yield start + review.headers["Location"]
