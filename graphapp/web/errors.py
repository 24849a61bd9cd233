"""What went wrong, said once: a page with a search box for people, `{"error": ...}` for scripts under /api."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, Response, current_app, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from graphapp.errors import AmbiguousSubject, ConflictError, GraphappError, StoreError, UnknownSubject
from graphapp.web.present import link
from graphapp.web.state import asker

log = logging.getLogger(__name__)

_NEAR = ("person", "post", "organization", "action", "recommendation", "keyarea", "strategy", "meeting", "document")
_NAME = 4  # letters: a shorter word is near to too much
_TITLES = {
    400: "The question cannot be answered",
    403: "This is not allowed",
    404: "Not found",
    405: "This address is only for reading",
    409: "Someone else changed the map meanwhile",
    413: "The file is too large",
    500: "Something went wrong",
    503: "The map cannot be read at the moment",
}
_SAYS = {
    404: "There is nothing at this address.",
    405: "Nothing can be sent to this address, only read from it.",
    413: "A paper may have 20 MB at the most. Save the part with the plan as its own file, then upload that.",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What the error page and the JSON tell: `candidates` are id and name of what may have been meant."""

    status: int
    message: str
    candidates: tuple[tuple[str, str], ...] = ()
    is_choice: bool = False  # the words fit all candidates, rather than none

    @property
    def title(self) -> str:
        """The heading of the page."""
        return "Which one is meant?" if self.is_choice else _TITLES.get(self.status, HTTPStatus(self.status).phrase)

    def as_json(self) -> dict[str, object]:
        """The one shape of every error."""
        found = [{"id": node_id, "name": name} for node_id, name in self.candidates]
        return {"error": {"status": self.status, "message": self.message, "candidates": found}}


def register_errors(app: Flask) -> None:
    """Make the app answer every error with a sentence, and none with a traceback."""
    app.register_error_handler(GraphappError, _foreseen)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(500, _unforeseen)


def _foreseen(error: GraphappError) -> Response:
    if isinstance(error, UnknownSubject):
        known = error.candidates or _near(request.path.rpartition("/")[2])
        return respond(Problem(404, str(error), known, isinstance(error, AmbiguousSubject)))
    if isinstance(error, ConflictError):
        return respond(Problem(409, str(error)))
    if isinstance(error, StoreError):
        log.warning("%s %s: %s", request.method, request.path, error)
        return respond(Problem(503, str(error)))
    return respond(Problem(400, str(error)))


def _refused(error: HTTPException) -> Response:
    """What Flask itself refuses: an unknown address, a method, a request that is none."""
    status = error.code or 500
    message = _SAYS.get(status, error.description or HTTPStatus(status).phrase)
    words = request.path.rpartition("/")[2]
    is_name = status == HTTPStatus.NOT_FOUND and len(words) >= _NAME and not _is_for_scripts()
    known = _near(words) if is_name else ()
    answer = respond(Problem(status, message, known))
    answer.headers.extend((name, value) for name, value in error.get_headers() if name != "Content-Type")
    return answer


def _unforeseen(error: Exception) -> Response:  # noqa: ARG001 - Flask has logged it with its traceback
    reference = secrets.token_hex(4)
    log.error("Reference %s: %s %s failed, as told above.", reference, request.method, request.path)
    return respond(Problem(500, f"The fault is ours. If it happens again, report it with the reference {reference}."))


def respond(problem: Problem) -> Response:
    """The problem as the reader can use it."""
    answer = jsonify(problem.as_json()) if _is_for_scripts() else Response(_page(problem), mimetype="text/html")
    answer.status_code = problem.status
    return answer


def _is_for_scripts() -> bool:
    return request.path.startswith("/api/")


def _page(problem: Problem) -> str:
    """The page, with the date and the name of the map around it where these can still be asked."""
    told = {"problem": problem, "title": problem.title}
    if problem.status < HTTPStatus.INTERNAL_SERVER_ERROR:
        try:
            known = [link(name, node_id) for node_id, name in problem.candidates]
            return render_template("errors/error.html", **told, candidates=known)
        except GraphappError:  # the address itself asks for what there is not, such as an edition
            pass
    return current_app.jinja_env.get_template("errors/error.html").render(told)


def _near(words: str) -> tuple[tuple[str, str], ...]:
    """Things with a name like these words; nothing where the map cannot be asked."""
    try:
        node = asker().map.find(words.partition(":")[2] or words, _NEAR)
    except UnknownSubject as error:
        return error.candidates
    except GraphappError:
        return ()
    return ((node.id, node.label),)
