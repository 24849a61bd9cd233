"""The app factory, and what holds for every response: strict headers, and an ETag from the map's revision."""

from __future__ import annotations

import atexit
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from flask import Flask, Response, request, url_for
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader

from graphapp.core import AccountabilityMap, open_map
from graphapp.errors import StoreError
from graphapp.resources import resource_dir
from graphapp.web.action import one_action
from graphapp.web.api import api
from graphapp.web.ask import ask
from graphapp.web.changes import changes
from graphapp.web.entities import entities
from graphapp.web.errors import register_errors
from graphapp.web.explore import explore_pages
from graphapp.web.exports import export_pages
from graphapp.web.governance import governance_picture
from graphapp.web.home import home
from graphapp.web.imports import import_pages, set_up_import
from graphapp.web.journal import history_pages
from graphapp.web.lists import lists
from graphapp.web.matrix import matrix_pages
from graphapp.web.papers import papers
from graphapp.web.records import records
from graphapp.web.scenarios import scenario_pages
from graphapp.web.state import Asker, asker, frame
from graphapp.web.timeline import timeline_page
from graphapp.web.what_if import what_if
from graphapp.web.what_if_posts import what_if_posts
from graphapp.web.workload import workload_pages

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_YEAR = 365 * 24 * 3600  # seconds


def create_app(
    map_url: str | None = None,
    accountability_map: AccountabilityMap | None = None,
    *,
    allow_saving: bool = True,
    allow_import: bool = False,
    **config: Any,
) -> Flask:
    """The app for a map: one given open, or the one `map_url` (else GRAPHAPP_MAP) names, closed at exit.

    Without `allow_saving` its pages save nothing beside the map; with `allow_import` they take papers, publish and
    undo. StoreError where no map is named or it cannot be opened. `config` goes to Flask.
    """
    templates = resource_dir("templates")
    app = Flask(__name__, template_folder=str(templates), static_folder="static")
    app.config.update(config, ALLOW_SAVING=allow_saving, ALLOW_IMPORT=allow_import)
    app.extensions["graphapp"] = Asker(accountability_map or _opened(map_url))
    set_up_import(app)
    _set_up_templates(app, templates)
    looked_at = (home, export_pages, lists, one_action, entities, papers, records, history_pages)
    drawn = (explore_pages, matrix_pages, workload_pages, governance_picture, timeline_page)
    for blueprint in (*looked_at, *drawn, what_if, what_if_posts, scenario_pages, import_pages, changes, ask, api):
        app.register_blueprint(blueprint)
    register_errors(app)
    _set_up_responses(app, f"{_fingerprint((templates, Path(app.static_folder or '')))} {allow_saving} {allow_import}")
    return app


def _opened(map_url: str | None) -> AccountabilityMap:
    url = map_url or os.environ.get("GRAPHAPP_MAP")
    if not url:
        raise StoreError("No map is named. Give its address, such as sqlite:///map.db, or set GRAPHAPP_MAP.")
    found = open_map(url)
    atexit.register(found.close)
    return found


def _set_up_templates(app: Flask, templates: Path) -> None:
    """Templates are compiled once, without the blanks around their tags, beside those of GOV.UK Frontend."""
    components = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    app.jinja_options = {"loader": ChoiceLoader([FileSystemLoader(templates), components])}
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.auto_reload = app.debug
    marks = {path.name: _fingerprint((path,)) for path in Path(app.static_folder or "").iterdir()}
    app.jinja_env.globals["static_url"] = lambda name: url_for("static", filename=name, v=marks.get(name))
    app.context_processor(frame)


def _fingerprint(places: Iterable[Path]) -> str:
    """A mark of the files' contents: what is kept by browsers is asked for anew when it changes."""
    files = sorted(
        path for place in places for path in ([place] if place.is_file() else place.rglob("*")) if path.is_file()
    )
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


def _set_up_responses(app: Flask, version: str) -> None:
    def unchanged() -> Response | None:
        """304 before anything is worked out, where the reader has this very page already."""
        if request.method in ("GET", "HEAD") and request.if_none_match.contains(_tag(version)):
            return Response(status=304)
        return None

    def finish(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.endpoint == "static":
            kept = f"public, max-age={_YEAR}, immutable" if request.args.get("v") else "no-cache"
            response.headers["Cache-Control"] = kept
        elif response.status_code in (200, 304) and not response.headers.get("ETag"):
            response.set_etag(_tag(version))
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    app.before_request(unchanged)
    app.after_request(finish)


def _tag(version: str) -> str:
    """What a page depends on: the app, the map's revision, the day it speaks of, and its address."""
    ask = asker()
    told = f"{version} {ask.map.revision().number} {ask.usual_day()} {request.full_path}"
    return hashlib.sha256(told.encode()).hexdigest()[:20]
