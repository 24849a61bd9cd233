"""Review before publish: a paper's proposed facts beside its lines, what a person decides of each, and one commit."""

from __future__ import annotations

from graphapp.review.items import GROUPS, Item, items
from graphapp.review.questions import Question, bad_answer
from graphapp.review.reviewing import Choice, Review, Reviews, as_reviewed, choice
from graphapp.review.shelf import MAX_BYTES, MAX_REVIEWS, Shelf

__all__ = [
    "GROUPS",
    "MAX_BYTES",
    "MAX_REVIEWS",
    "Choice",
    "Item",
    "Question",
    "Review",
    "Reviews",
    "Shelf",
    "as_reviewed",
    "bad_answer",
    "choice",
    "items",
]
