"""Pages that take a paper, show what it would change beside its lines, and publish or undo it."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, current_app, make_response, redirect, request
from flask.typing import ResponseReturnValue

from graphapp.analysis.words import spoken_date
from graphapp.errors import ConflictError, GraphappError, StoreError, UnknownSubject
from graphapp.review import MAX_BYTES, MAX_REVIEWS, Review, Reviews, Shelf, bad_answer, choice
from graphapp.review.reviewing import Choice
from graphapp.web.import_view import FORMATS, shown, slug_of
from graphapp.web.journal import moment
from graphapp.web.present import Page, Part
from graphapp.web.skins import show
from graphapp.web.state import asker, url
from graphapp.web.writing import imports, may_import

import_pages = Blueprint("imports", __name__)
_ANYONE = "someone using the pages"
_FORM = 4_000_000  # bytes: what is sent beside the file


def set_up_import(app: Flask) -> None:
    """Where papers under review are kept: beside the map, or in the folder that config `REVIEWS` names."""
    app.config.update(MAX_CONTENT_LENGTH=MAX_BYTES + _FORM, MAX_FORM_MEMORY_SIZE=_FORM, MAX_FORM_PARTS=10_000)
    if not app.config["ALLOW_IMPORT"]:
        return
    found = app.extensions["graphapp"].map
    file = getattr(found.store, "path", None)
    folder = app.config.get("REVIEWS") or (file and file.with_name(f"{file.name}.reviews"))
    if folder is None:
        raise StoreError("Papers under review need a folder, as this map is not a file: name one in REVIEWS.")
    app.extensions["reviews"] = Reviews(found, Shelf(Path(folder)))


@import_pages.app_context_processor
def importing() -> dict[str, Any]:
    """What templates need: whether papers are taken here, and the words of the address."""
    return {"may_import": may_import, "now_args": lambda: request.args}


def reviews() -> Reviews:
    """The app's reviews in progress."""
    return cast("Reviews", current_app.extensions["reviews"])


def _page(found: Page, status: int = 200) -> Response:
    """A page that changes without the map's revision: never kept by a browser."""
    answer = make_response(show(found, has_rows=False), status)
    answer.headers["Cache-Control"] = "no-store"
    answer.set_etag(secrets.token_hex(8))
    return answer


@import_pages.get("/import")
@imports
def start() -> ResponseReturnValue:
    """The form that takes a paper, and the reviews in progress."""
    return _start()


def _start(problem: str = "", status: int = 200) -> Response:
    waiting = [{"id": one.id, "title": one.title or one.name, "name": one.name, "at": moment(one.at),
                "decided": len(one.items)} for one in reviews().shelf]  # fmt: skip
    more = {"problems": [problem] if problem else [], "waiting": waiting, "formats": FORMATS,
            "megabytes": MAX_BYTES // 1_000_000, "most": MAX_REVIEWS,
            "discarded": "discarded" in request.args}  # fmt: skip
    return _page(Page("Import a paper", "import", "imports/start.html", more=more), status)


@import_pages.post("/import")
@imports
def upload() -> ResponseReturnValue:
    """Take a paper and open its review; back to the form with a sentence where it cannot be read."""
    file = request.files.get("paper")
    if file is None or not file.filename:
        return _start("Choose a file first.", 400)
    try:
        review = reviews().begin(file.filename, file.read(MAX_BYTES + 1))
    except StoreError:
        raise
    except GraphappError as problem:
        return _start(str(problem), 400)
    return redirect(f"/import/{review.state.id}", 303)


@import_pages.get("/import/<review_id>")
@imports
def review(review_id: str) -> ResponseReturnValue:
    """A paper's proposed facts beside its lines."""
    return _review(reviews().open(review_id))


def _review(found: Review, problems: tuple[str, ...] = (), status: int = 200) -> Response:
    words = request.values
    more = shown(found, words.get("group", ""), words.get("part", "1")) | {
        "problems": problems, "saved": "saved" in request.args, "author": request.form.get("author", ""),
    }  # fmt: skip
    return _page(Page(f"Review: {found.title}", "import", "imports/review.html", "Nothing is published yet",
                      trail=(Part("Import", url("/import")),), more=more), status)  # fmt: skip


@import_pages.post("/import/<review_id>")
@imports
def decide(review_id: str) -> ResponseReturnValue:
    """Keep the decisions of the part of the review that was shown, and go on to the part asked for."""
    problems = _save(review_id)
    if problems:
        return _review(reviews().open(review_id), problems, 400)
    here = {name: value for name in ("group", "part") if (value := request.form.get(name))}
    group = request.form.get("accept") or request.form.get("reject") or ""
    if asked := request.form.get("go"):  # to another part of a group, or to all groups
        group, _, part = asked.partition(".")
        here = {"group": group, "part": part} if group else {}
    place = f"#{group}" if group else "#decisions"
    return redirect(f"/import/{review_id}?{urlencode(here | {'saved': '1'})}{place}", 303)


def _save(review_id: str) -> tuple[str, ...]:
    """Keep what the form says, as far as it can be read; what cannot, as sentences."""
    now = reviews().open(review_id)
    choices, problems = _choices(now)
    answers, more = _answers(now)
    for word, do in (("accept", "accept"), ("reject", "reject")):
        choices |= _whole_group(now, choices, request.form.get(word, ""), do)
    if choices or answers:
        reviews().save(review_id, choices, answers)
    return (*problems, *more)


def _choices(now: Review) -> tuple[dict[str, Choice], list[str]]:
    """The items of the form that were decided otherwise than it showed."""
    form, found = request.form, {}
    is_stale = form.get("seen", "").partition(".")[2] != str(now.state.version)
    problems: list[str] = []
    for name, key in form.items():
        number = name.removeprefix("key-")
        if number == name or key not in now.first:
            continue
        do, was = form.get(f"do-{number}", ""), form.get(f"was-{number}", "")
        start = f"fix-{number}-"
        words = {field.removeprefix(start): text for field, text in form.items() if field.startswith(start)}
        if do == was and is_stale:  # somebody else saved meanwhile: what this form did not touch is theirs
            continue
        made, wrong = choice(now.first[key], do, was, words, form.get(f"why-{number}", "").strip()[:200])
        problems += wrong
        if made and not wrong and (made["do"] != was or made["do"] == "correct"):
            found[key] = made
    return found, problems


def _answers(now: Review) -> tuple[dict[str, str], list[str]]:
    found, problems = {}, []
    for one in now.questions:
        words = request.form.get(one.id)
        if words is None or words.strip() == now.state.answers.get(one.id, one.usual):
            continue
        wrong = bad_answer(one, words.strip())
        problems += [wrong] if wrong else []
        if not wrong:
            found[one.id] = words.strip()[:200]
    return found, problems


def _whole_group(now: Review, choices: dict[str, Choice], group: str, do: str) -> dict[str, Choice]:
    """The decision for all of a group; corrections stay where all are accepted."""
    return {
        item.key: {"do": do, "fix": {}, "why": ""}
        for item in now.items
        if group and group == slug_of(item.group) and not item.is_fixed
        and not (do == "accept" and "correct" in (now.decision(item), choices.get(item.key, {}).get("do")))
    }  # fmt: skip


@import_pages.post("/import/<review_id>/publish")
@imports
def publish(review_id: str) -> ResponseReturnValue:
    """Keep the decisions of the form, then publish them as one revision."""
    before = reviews().open(review_id)
    is_seen = request.form.get("seen") == before.seen
    problems = _save(review_id)
    now = reviews().open(review_id)
    if problems:
        return _review(now, problems, 400)
    if not is_seen:
        return _review(now, (_moved(before),), 409)
    author = " ".join(request.form.get("author", "").split())[:80] or _ANYONE
    try:
        revision = reviews().publish(review_id, author, now.seen)
    except ConflictError:
        return _review(reviews().open(review_id), (_moved(before),), 409)
    except (StoreError, UnknownSubject):
        raise
    except GraphappError as problem:
        return _review(now, (str(problem),), 400)
    return redirect(f"/history/{revision.number}?published=1" if revision.number else "/import", 303)


def _moved(before: Review) -> str:
    """What moved on since the reviewer looked: the map, or the review itself."""
    newest = asker().map.revision()
    if request.form.get("seen", "").partition(".")[0] != str(newest.number):
        when = spoken_date(newest.at[:10])
        return (f"The map has moved on since you looked: revision {newest.number} by {newest.author} on {when}, "
                f"“{newest.reason[:120]}”. What is proposed is worked out anew and your decisions are kept. Look "
                "again, then publish.")  # fmt: skip
    return (
        f"Somebody else saved decisions in this review of {before.title} since you looked. Yours are kept beside "
        "theirs. Look again, then publish."
    )


@import_pages.post("/import/<review_id>/discard")
@imports
def discard(review_id: str) -> ResponseReturnValue:
    """Forget the review and its file."""
    reviews().shelf.state(review_id)
    reviews().discard(review_id)
    return redirect("/import?discarded=1", 303)


@import_pages.post("/history/<int:number>/undo")
@imports
def undo(number: int) -> ResponseReturnValue:
    """Put back what stood before the newest revision, as a revision of its own."""
    revision = asker().map.undo(number, " ".join(request.form.get("author", "").split())[:80] or _ANYONE)
    return redirect(f"/history/{revision.number}?undone=1", 303)
