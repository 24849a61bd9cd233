"""The explorer as one HTML file to hand on: it opens offline, asks nobody for anything, runs nothing from the data."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from graphapp.analysis.answers import Answer, Graph, editions
from graphapp.analysis.words import spoken_date
from graphapp.pictures.explorer import explorer, vis_network
from graphapp.pictures.explorer_nodes import Wanted
from graphapp.resources import resource_dir

_STATIC = Path(__file__).parent.parent / "web" / "static"  # the very script and style of the page


def to_html(graph: Graph, edition: str | None, on: str) -> str:
    """The explorer of an edition as at the day `on` (YYYY-MM-DD), with all it shows as a table too.

    Its content security policy names the two scripts and the style sheet by their hashes, so that nothing else in the
    file can run, whatever a paper says. GraphappError where pyvis lacks vis-network.
    """
    templates = resource_dir("templates")
    inlined = {
        "style": _read(templates / "share" / "share.css") + _read(_STATIC / "explore.css"),
        "vis_network": _read(vis_network()),
        "script": _read(_STATIC / "explore.js"),
    }
    pages = Environment(loader=FileSystemLoader(templates), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return pages.get_template("share/explore.html").render(
        data=explorer(graph, edition, Wanted(), on),
        edition=_about(graph, edition),
        on=spoken_date(on),
        link_words="",
        hashes={name: _hash(text) for name, text in inlined.items()},
        **{name: Markup(text) for name, text in inlined.items()},  # noqa: S704 - our own files, not data
    )


def _about(graph: Graph, edition: str | None) -> Answer | None:
    found = next((one for one in editions(graph) if one["key"] == edition), None)
    return found and {"title": found["title"], "date": spoken_date(str(found["date"] or edition))}


def _read(path: Path) -> str:
    """A file's text with the line ends that a browser makes of it before it compares hashes."""
    return path.read_text("utf-8").replace("\r\n", "\n")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
