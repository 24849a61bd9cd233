"""Who may write through the pages: only pages of this very app, and only where it was started to allow it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec
from urllib.parse import urlsplit

from flask import abort, current_app, request
from flask.typing import ResponseReturnValue

LOOPBACK = ("localhost", "127.0.0.1", "::1")
NO_SAVING = "This server only shows the map: ask whoever runs it to start it with --allow-saving."
NO_IMPORT = (
    "This server takes no papers: ask whoever runs it to start it with --allow-import, or load the paper with "
    "graphapp load FILE."
)

_P = ParamSpec("_P")
_View = Callable[_P, ResponseReturnValue]


def may_save() -> bool:
    """Whether this app lets its pages save, asked under this name of the machine.

    An app for one machine only (config `SAVING_HOSTS`) saves for no other name: a foreign page may give itself any.
    """
    return _is_allowed("ALLOW_SAVING", "SAVING_HOSTS")


def may_import() -> bool:
    """Whether this app takes papers, asked under this name of the machine (config `IMPORT_HOSTS`)."""
    return _is_allowed("ALLOW_IMPORT", "IMPORT_HOSTS")


def _is_allowed(name: str, names_of_hosts: str) -> bool:
    hosts = current_app.config.get(names_of_hosts)
    return bool(current_app.config[name]) and (not hosts or urlsplit(request.host_url).hostname in hosts)


def writes(view: _View[_P]) -> _View[_P]:
    """A view that changes the map: 403 with a sentence where saving is not allowed, or another site asked for it."""
    return _guarded(view, may_save, NO_SAVING)


def imports(view: _View[_P]) -> _View[_P]:
    """A view that takes papers or publishes them, or shows one that is not published; guarded as `writes`."""
    return _guarded(view, may_import, NO_IMPORT)


def _guarded(view: _View[_P], is_allowed: Callable[[], bool], refusal: str) -> _View[_P]:
    @wraps(view)
    def guarded(*given: _P.args, **named: _P.kwargs) -> ResponseReturnValue:
        if not is_allowed():
            abort(403, refusal)
        if request.method not in ("GET", "HEAD") and not _is_own():
            abort(403, "This did not come from a page of this map, so nothing changed. Use the form on its own page.")
        return view(*given, **named)

    return guarded


def _is_own() -> bool:
    """Whether a page of this app sent the request, as the browser says; what says nothing is not believed."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = urlsplit(request.headers.get("Origin", ""))
    return bool(origin.netloc) and origin.netloc == request.host
