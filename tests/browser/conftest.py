"""A real browser for the tests that need one: the machine's own Chromium, driven by Playwright."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from werkzeug.serving import make_server

from graphapp.web import create_app
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


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The pages of the Lancashire example, served on this machine only."""
    server = make_server("127.0.0.1", 0, create_app(accountability_map=example_map()), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()
