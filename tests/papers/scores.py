"""How well the reader does on the invented papers, by field: `python -m tests.papers.scores [--misses]`."""

# ruff: noqa: T201  (its job is to print)

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from graphapp.reading.reader import as_json, read

from .generate import write_all
from .kit import Truth

FIELDS = (
    "found",
    "text",
    "ref",
    "key_area",
    "recommendations",
    "due.raw",
    "due.kind",
    "due.dates",
    "leads",
    "share",
    "rag",
    "progress",
    "start",
    "source",
    "areas",
    "asked",
    "meeting",
    "people",
    "resolved",
    "item",
    "owners",
    "by",
    "measures",
)


@dataclass(slots=True)
class Score:
    """Hits and chances by field, what was read and is not there, and each miss in words."""

    hits: Counter[str] = field(default_factory=Counter)
    chances: Counter[str] = field(default_factory=Counter)
    extra: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def check(self, name: str, wanted: object, got: object, place: str) -> None:
        """Count one comparison."""
        self.chances[name] += 1
        self.hits[name] += wanted == got
        if wanted != got:
            self.misses.append(f"{place}: {name}: wanted {wanted!r}, got {got!r}")

    def add(self, other: Score) -> None:
        """Take in another paper's."""
        for name in ("hits", "chances", "extra"):
            getattr(self, name).update(getattr(other, name))
        self.misses += other.misses


def plain(words: str | None) -> str:
    """Words without what an eye does not see: white space, kinds of dashes, a closing stop or joining word."""
    text = " ".join((words or "").replace("–", "-").split()).lower()
    return text.rstrip(".;, ").removesuffix("; and").strip()


def pairs(wanted: Sequence[Truth], got: Sequence[Truth]) -> Iterator[tuple[Truth, Truth | None]]:
    """Each thing that should be there with the one read that is most like it in words, each used once."""
    ways = sorted(
        (
            (_likeness(right, found), -abs(at - place), at, place)
            for at, right in enumerate(wanted)
            for place, found in enumerate(got)
        ),
        reverse=True,
    )
    chosen: dict[int, int] = {}
    for sure, _, at, place in ways:
        if sure >= 60 and at not in chosen and place not in chosen.values():
            chosen[at] = place
    for at, right in enumerate(wanted):
        yield right, got[chosen[at]] if at in chosen else None


def _likeness(right: Truth, found: Truth) -> float:
    same = any(right.get(key) and right.get(key) == found.get(key) for key in ("ref", "item"))
    return fuzz.ratio(plain(right["text"]), plain(found["text"])) + (10 if same else 0)


def score_actions(score: Score, truth: Truth, answer: Truth, name: str) -> None:
    """Actions, field by field."""
    titles = {area["no"]: area["title"] for area in answer["key_areas"]}
    wanted = truth.get("actions", [])
    for right, found in pairs(wanted, answer["actions"]):
        place = f"{name} {right['ref'] or right['text'][:30]}"
        score.check("found", True, found is not None, place)
        if found is not None:
            _score_action(score, right, found | {"key_area": titles.get(found["key_area"], found["key_area"])}, place)
    score.extra["actions"] += max(0, len(answer["actions"]) - len(wanted))


def _score_action(score: Score, right: Truth, found: Truth, place: str) -> None:
    for key in ("text", "progress"):
        score.check(key, plain(right[key]), plain(found[key]), place)
    for key in ("ref", "share", "rag"):
        score.check(key, right[key], found[key], place)
    score.check("key_area", plain(right["key_area"]), plain(found["key_area"]), place)
    score.check(
        "recommendations",
        (right["scope"], sorted(right["recommendations"])),
        (found["scope"], sorted(found["recommendations"])),
        place,
    )
    if "raw" in right["due"]:
        score.check("due.raw", right["due"]["raw"], found["due"]["raw"], place)
    score.check("due.kind", _kind(right["due"]), _kind(found["due"]), place)
    score.check("due.dates", right["due"]["dates"], found["due"]["dates"], place)
    score.check("leads", right["leads"], found["leads"], place)
    if "start" in right:
        score.check("start", right["start"], found["start"], place)
    source = {
        "page": found["source"]["page"],
        "sheet": found["source"].get("sheet"),
        "line": found["source"]["line_start"],
    }
    score.check("source", right["source"], {key: source[key] for key in right["source"]}, place)


def _kind(due: Truth) -> tuple[Any, ...]:
    return due["kind"], due["recurrence"]


def score_areas(score: Score, truth: Truth, answer: Truth, name: str) -> None:
    """Key areas and recommendations."""
    titles = {plain(area["title"]): area for area in answer["key_areas"]}
    for area in truth.get("key_areas", []):
        found = titles.get(plain(area["title"]))
        got = found and (found["no"] if area["no"] else None, found["leads"])
        score.check("areas", (area["no"], area["leads"]), got, f"{name} {area['title']}")
    texts = {found["no"]: plain(found["text"]) for found in answer["recommendations"]}
    for asked in truth.get("recommendations", []):
        score.check("asked", plain(asked["text"]), texts.get(asked["no"]), f"{name} {asked['no']}")


def score_minutes(score: Score, truth: Truth, answer: Truth, name: str) -> None:
    """Meetings, who was there, what was resolved, figures."""
    for meeting in truth.get("meetings", []):
        found = next((one for one in answer["meetings"] if one["date"] == meeting["date"]), None)
        score.check("meeting", plain(meeting["organization"]), plain(found["organization"]) if found else None, name)
        there = found["attendees"] if found else []
        for one in meeting["attendees"]:
            score.check("people", one, next((had for had in there if had["person"] == one["person"]), None), name)
        score.extra["people"] += max(0, len(there) - len(meeting["attendees"]))
    wanted = truth.get("resolutions", [])
    for right, made in pairs(wanted, answer["resolutions"]):
        place = f"{name} {right['text'][:40]}"
        score.check("resolved", plain(right["text"]), plain(made["text"]) if made else None, place)
        if made:
            score.check("item", right["item"], made["item"], place)
            score.check("owners", right["owners"], made["owners"], place)
            score.check("by", right["due"]["dates"], made["due"]["dates"], place)
    score.extra["resolutions"] += max(0, len(answer["resolutions"]) - len(wanted))
    for figure in truth.get("measures", []):
        got = [{key: one[key] for key in figure} for one in answer["measures"] if one["value"] == figure["value"]]
        score.check("measures", True, figure in got, f"{name} {figure['value']} {got}")


def score_paper(path: Path, truth: Truth) -> Score:
    """One paper's score."""
    score, answer = Score(), as_json(read(path))
    for part in (score_actions, score_areas, score_minutes):
        part(score, truth, answer, path.name)
    return score


def score_all(folder: Path) -> dict[str, Score]:
    """Every paper's score, and under "total" that of all."""
    scores = {path.name: score_paper(path, truth) for path, truth in write_all(folder).items()}
    total = Score()
    for score in scores.values():
        total.add(score)
    return {**scores, "total": total}


def table(scores: dict[str, Score]) -> str:
    """A line for each paper: hits of chances by field, `-` where all are right."""
    lines = []
    for name, score in scores.items():
        short = [
            f"{field} {score.hits[field]}/{score.chances[field]}"
            for field in FIELDS
            if score.chances[field] and (name == "total" or score.hits[field] < score.chances[field])
        ]
        extra = [f"{count} extra {what}" for what, count in score.extra.items() if count]
        share = 100 * score.hits.total() / max(1, score.chances.total())
        lines.append(f"{name:26} {share:5.1f}%  {', '.join([*short, *extra]) or '-'}")
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> None:
    """Print the table, and with --misses each miss."""
    with tempfile.TemporaryDirectory() as folder:
        scores = score_all(Path(folder))
    if "--misses" in arguments:
        print(*scores["total"].misses, sep="\n")
    print(table(scores))


if __name__ == "__main__":
    main(sys.argv[1:])
