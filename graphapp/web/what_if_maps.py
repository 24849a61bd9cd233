"""What a what-if writes on the boxes of its map: for each row of its tables that has a box, a frame and a word."""

from __future__ import annotations

from collections.abc import Iterator

from graphapp.analysis.answers import Answer
from graphapp.pictures.told import Mark

Marks = tuple[Mark, ...]
_BANDS = {  # key of an answer -> frame and word, in the order in which boxes are chosen
    "moved": ("sure", "would slip"),
    "confirmed": ("sure", "confirmed"),
    "inferred": ("maybe", "might be touched"),
    "associated": ("along", "goes along"),
}
_LEFT = {
    "orphaned": ("sure", "no lead left"),
    "acting_only": ("maybe", "acting only"),
    "covered": ("along", "still covered"),
}
_WAITS = {"confirmed": ("sure", "waits for these"), "inferred": ("maybe", "might wait for these")}


def band_marks(found: Answer | None) -> Marks:
    """The three bands; for a strategy that slips also what produces it; what would be left without any action."""
    if not found:
        return ()
    lost = found.get("recommendations_without_action", ())
    alone = (Mark(row["id"], "sure", "no action left") for row in found["recommendations"] if row["no"] in lost)
    return (*_marks(found, _BANDS), *alone)


def departure_marks(found: Answer) -> Marks:
    """What someone who leaves leaves behind, what waits for it, and what nobody would answer for."""
    waits = (Mark(row["id"], *_WAITS[row["standing"]]) for row in found["dependents"])
    alone = [row for row in (*found["recommendations"], *found["key_areas"]) if not row["by"]]
    return (*_marks(found, _LEFT), *waits, *(Mark(row["id"], *_LEFT["orphaned"]) for row in alone))


def replacement_marks(found: Answer) -> Marks:
    """What passes to a post, what loses a lead by it first."""
    fewer = [row["id"] for row in found["passes"] if row["ref"] in found["one_lead_fewer"]]
    passes = (row["id"] for row in found["passes"] if row["id"] not in fewer)
    return (*(Mark(i, "sure", "one lead fewer") for i in fewer), *(Mark(i, "sure", "passes") for i in passes))


def _marks(found: Answer, words: dict[str, tuple[str, str]]) -> Iterator[Mark]:
    for key, (band, word) in words.items():
        yield from (Mark(row["id"], band, word) for row in found.get(key, ()))
