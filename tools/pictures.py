"""Takes the pictures that README shows: three pages of the Lancashire example, in Chromium, as small PNG files.

Run it with `make pictures` after the pages have changed. It needs Chromium on the path or named by CHROMIUM.
"""

from __future__ import annotations

import io
import logging
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from graphapp.core import open_map
from graphapp.web import create_app

DOCS = Path(__file__).parent.parent / "docs"
WIDE, MOST = 1280, 120_000  # pixels and bytes of a picture
MARGIN = 20  # pixels above the part of a page that is shown
PICTURES = {  # file -> page, what of it, and how high it may be
    "home.png": ("/", "body", 1000),
    "map.png": ("/map?focus=recommendation:5", "#map", 1300),
    "what-if.png": ("/what-if/moves/2019-01/1.2.1?to=June+2019", "#map", 1300),
}


def main() -> int:
    """Take them all; 1 where there is no browser or a picture comes out too heavy."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    browser = next(filter(None, map(shutil.which, names)), None)
    if browser is None:
        print("There is no Chromium on the path: install it, or name it in CHROMIUM.", file=sys.stderr)
        return 1
    DOCS.mkdir(exist_ok=True)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with served() as address, sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = started.new_page(viewport={"width": WIDE, "height": 900}, reduced_motion="reduce")
        sizes = {name: take(page, address, name) for name in PICTURES}
        started.close()
    for name, size in sizes.items():
        print(f"docs/{name}: {size / 1000:.0f} kB" + (" is too heavy" if size > MOST else ""))
    return int(any(size > MOST for size in sizes.values()))


@contextmanager
def served() -> Iterator[str]:
    """The address of the example's pages, on this machine only."""
    with TemporaryDirectory() as folder, open_map(f"sqlite:///{Path(folder) / 'map.db'}") as example:
        example.load()
        server = make_server("127.0.0.1", 0, create_app(accountability_map=example), threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.port}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


def take(page: Page, address: str, name: str) -> int:
    """Write one picture; its size in bytes."""
    path, part, high = PICTURES[name]
    page.goto(address + path)
    box = page.locator(part).bounding_box()
    if not box:
        raise SystemExit(f"{path} shows no {part}: PICTURES in this file names what to take.")
    top = max(box["y"] - MARGIN, 0)
    clip = {"x": 0, "y": top, "width": WIDE, "height": min(box["height"] + MARGIN, high)}
    image = light(page.screenshot(full_page=True, clip=clip))
    (DOCS / name).write_bytes(image)
    return len(image)


def light(image: bytes) -> bytes:
    """The picture with 96 colours where Pillow is there to choose them, else as it is."""
    try:
        from PIL import Image  # noqa: PLC0415  only makes the files smaller
    except ImportError:
        return image
    result = io.BytesIO()
    whole = Image.open(io.BytesIO(image)).convert("RGB")
    few = whole.quantize(96, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(result, "PNG", optimize=True)
    return result.getvalue()


if __name__ == "__main__":
    sys.exit(main())
