"""What the API answers, in OpenAPI 3.1: the table's rows described, and the shapes they share.

A shape lists the keys that are always there; answers may hold more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any, TypeAlias

Shape: TypeAlias = dict[str, Any]
Given: TypeAlias = Mapping[str, str]

TEXT: Shape = {"type": "string"}
TEXT_OR_NULL: Shape = {"type": ["string", "null"]}
NUMBER: Shape = {"type": "integer"}
NUMBER_OR_NULL: Shape = {"type": ["integer", "null"]}
FLAG: Shape = {"type": "boolean"}
ANYTHING: Shape = {}


def known(name: str) -> Shape:
    """One of the shapes that answers share."""
    return {"$ref": f"#/components/schemas/{name}"}


def many(shape: Shape) -> Shape:
    """A list of that shape."""
    return {"type": "array", "items": shape}


def holds(**keys: Shape) -> Shape:
    """An object with at least these keys."""
    return {"type": "object", "required": sorted(keys), "properties": keys}


def counts() -> Shape:
    """Numbers by name."""
    return {"type": "object", "additionalProperties": NUMBER}


@dataclass(frozen=True, slots=True)
class Param:
    """A word of the address's query, or of its path where the path names it."""

    name: str
    about: str
    required: bool = False
    shape: Mapping[str, Any] = field(default_factory=lambda: TEXT)


@dataclass(frozen=True, slots=True)
class Question:
    """One row of the API: its path as OpenAPI writes it, what it takes, who answers, and the answer's shape.

    `answer` gives what JSON can hold, or text that is JSON already.
    """

    path: str
    about: str
    params: tuple[Param, ...]
    answer: Callable[[Given], Any]
    shape: Mapping[str, Any]

    @property
    def name(self) -> str:
        """One word for it, from the path: `/around/{id}` is `around_id`."""
        return "_".join(re.findall(r"\w+", self.path))

    @property
    def rule(self) -> str:
        """The path as Flask writes it; ids may hold slashes."""
        return self.path.replace("{id}", "<path:id>").replace("{number}", "<int:number>")


SHAPES: dict[str, Shape] = {
    "Source": holds(document=TEXT, line_start=NUMBER, line_end=NUMBER, page={"type": ["integer", "null"]}),
    "Due": holds(
        raw=TEXT,
        kind={"enum": ["date", "start", "milestones", "recurring", "term", "ongoing", "achieved", "none"]},
        dates=many(TEXT),
        recurrence=TEXT_OR_NULL,
    ),
    "Lead": holds(person=TEXT_OR_NULL, post=TEXT_OR_NULL, organization=TEXT_OR_NULL, id=TEXT),
    "Action": holds(
        id=TEXT,
        ref=TEXT,
        edition=TEXT,
        text=TEXT,
        due=known("Due"),
        leads=many(known("Lead")),
        recommendations=many(TEXT),
        source=known("Source"),
    ),
    "Named": holds(id=TEXT, name=TEXT),
    "Item": holds(id=TEXT, name=TEXT, source=known("Source")),
    "Owned": {"allOf": [known("Action"), holds(share={"enum": ["sole", "joint"]}, **{"with": many(TEXT)}, via=TEXT)]},
    "Routed": {"allOf": [known("Action"), holds(path=many(TEXT))]},
    "Who": holds(id=TEXT, name=TEXT, posts=many(holds(title=TEXT, acting=FLAG))),
    "Node": holds(id=TEXT, label=TEXT, props={"type": "object"}, citations=many(known("Source"))),
    "Edge": holds(source=TEXT, kind=TEXT, target=TEXT, props={"type": "object"}, citations=many(known("Source"))),
    "Step": holds(relation=TEXT, to=TEXT, sentence=TEXT, source=known("Source"), **{"from": TEXT}),
    "Revision": holds(
        number=NUMBER, at=TEXT, author=TEXT, reason=TEXT, added=counts(), changed=counts(), dropped=counts()
    ),
    "Error": holds(error=holds(status=NUMBER, message=TEXT, candidates=many(known("Named")))),
}


def described(questions: Iterable[Question]) -> Shape:
    """The OpenAPI document of these questions."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Accountability map",
            "version": version("graphapp"),
            "description": "The same answers as the commands and the pages give. Every answer carries an ETag: "
            "send it back as If-None-Match and get 304 while the map is the same.",
        },
        "servers": [{"url": "/api"}],
        "paths": {one.path: {"get": _operation(one)} for one in questions},
        "components": {"schemas": SHAPES},
    }


def _operation(one: Question) -> Shape:
    content = {"application/json": {"schema": dict(one.shape)}}
    told = {"application/json": {"schema": known("Error")}}
    wrong = {"description": "A sentence about what is wrong.", "content": told}
    return {
        "operationId": one.name,
        "summary": one.about,
        "parameters": [_parameter(one, param) for param in one.params],
        "responses": {
            "200": {"description": "The answer.", "content": content},
            "304": {"description": "The map is as it was."},
            "400": wrong,
            "404": wrong,
            "503": wrong,
        },
    }


def _parameter(one: Question, param: Param) -> Shape:
    in_path = f"{{{param.name}}}" in one.path
    return {
        "name": param.name,
        "in": "path" if in_path else "query",
        "required": in_path or param.required,
        "description": param.about,
        "schema": dict(param.shape),
    }
