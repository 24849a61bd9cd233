"""Times the explorer in headless Chromium: `python benchmarks/explorer_paint.py [runs]`.

From the start of navigation to the first picture that does not move again, on made-up plans; medians of fresh browser
contexts on this machine, beside what is aimed at. CHROMIUM names the browser where it is not on the path.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
import tempfile
import threading
from pathlib import Path
from statistics import median

from large_plan import filled
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from graphapp.web import create_app

PLANS = {45: 1000, 620: 1500}  # actions of a plan that make about 250 and 1,000 things, and the aim in milliseconds
DRAWN = "performance.getEntriesByName('explorer-drawn')[0]"


def paint(browser: Browser, address: str) -> tuple[int, float]:
    """How many things are drawn, and after how many milliseconds."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/explore")
    page.wait_for_function(f"{DRAWN} !== undefined")
    seen = page.screenshot()
    page.wait_for_timeout(300)
    if page.screenshot() != seen:
        raise SystemExit("The picture was still moving when it said that it was drawn.")
    found = page.evaluate(
        f"[JSON.parse(document.getElementById('explorer-data').textContent).nodes.length, {DRAWN}.startTime]"
    )
    context.close()
    return int(found[0]), float(found[1])


def timed(browser: Browser, actions: int, runs: int) -> tuple[int, float]:
    """The same for a plan of that many actions, as the median of some runs."""
    with tempfile.TemporaryDirectory() as folder, filled(Path(folder), actions) as found:
        server = make_server("127.0.0.1", 0, create_app(accountability_map=found), threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            times = [paint(browser, f"http://127.0.0.1:{server.port}") for _ in range(runs)]
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
    return times[0][0], median(time for _, time in times)


def main(runs: int) -> None:
    """Print the table."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for actions, aim in PLANS.items():
            nodes, time = timed(browser, actions, runs)
            print(
                f"{nodes:5,} things: first stable paint after {time:5,.0f} ms, aim {aim:,} ms",
                "" if time <= aim else "missed",
            )
        browser.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
