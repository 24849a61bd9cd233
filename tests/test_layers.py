"""The plan of the house, kept by test: imports run one way, fences hold, files and functions stay small."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "graphapp"
FILES = sorted(PACKAGE.rglob("*.py"))

# A module may import from its own layer and from those before it.
LAYERS = [
    {"errors", "ontology", "resources"},
    {"model", "due"},
    {"analysis", "store", "reading"},
    {"reconcile"},
    {"core", "transfer"},
    {"pictures", "exports", "scenarios", "review"},
    {"saying", "saying_scenarios", "saying_what_if", "saying_review", "web"},
    {"cli_base", "bench_papers"},
    {"cli_store", "cli_transfer", "cli_changes", "cli_scenarios", "cli_what_if", "bench"},
    {"cli"},
    {"__main__", "__init__"},
]
FENCES = {
    "bs4": r"reading/web_pages\.py",
    "flask": r"web/",
    "neo4j": r"store/neo4j(_commit|_errors)?\.py",
    "pyvis": r"pictures/explorer\.py",
    "sqlite3": r"store/(embedded|sql)\.py|accounts\.py",
    "click": r"cli|bench\.py",
    "waitress": r"cli_store\.py",
    "docx": r"reading/(office|numbering)\.py|bench_papers\.py",
    "icalendar": r"exports/calendar\.py",
    "openpyxl": r"reading/office\.py|exports/|bench_papers\.py",
    "pdfplumber": r"reading/pages\.py",
}


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def layer(name: str) -> int:
    found = [number for number, names in enumerate(LAYERS) if name in names]
    assert found, f"graphapp/{name} stands in no layer: give it one in tests/test_layers.py"
    return found[0]


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def test_every_module_imports_only_from_its_layer_or_below() -> None:
    wrong = []
    for path in FILES:
        for name in imported(path):
            parts = name.split(".")
            if (
                parts[0] == "graphapp"
                and len(parts) > 1
                and (PACKAGE / parts[1]).exists() | (PACKAGE / f"{parts[1]}.py").exists()
            ):
                own, other = layer(room(path)), layer(parts[1])
                if other > own:
                    wrong.append(f"{path.relative_to(PACKAGE)} imports {name}")
                if (
                    own == other
                    and room(path) != parts[1]
                    and {room(path), parts[1]} <= {"analysis", "store", "reading"}
                ):
                    wrong.append(f"{path.relative_to(PACKAGE)} imports its neighbour {name}")
    assert wrong == []


@pytest.mark.parametrize("library", sorted(FENCES))
def test_a_library_is_used_only_behind_its_fence(library: str) -> None:
    outside = [
        str(path.relative_to(PACKAGE))
        for path in FILES
        if any(name.split(".")[0] == library for name in imported(path))
        and not re.match(FENCES[library], path.relative_to(PACKAGE).as_posix())
    ]
    assert outside == []


def test_no_file_is_longer_than_500_lines_and_no_function_than_40() -> None:
    large = []
    for path in FILES:
        text = path.read_text("utf-8")
        if text.count("\n") > 500:
            large.append(f"{path.name}: {text.count(chr(10))} lines")
        large += [
            f"{path.name}: {node.name} has {node.end_lineno - node.lineno + 1} lines"
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 40
        ]
    assert large == []


def test_the_package_knows_nothing_of_its_sample_papers() -> None:
    papers = PACKAGE.parent / "graph_data" / "lancashire" / "papers"
    people = set(re.findall(r"person:[a-z-]+", (Path(__file__).parent / "truth" / "2019-01.json").read_text("utf-8")))
    words = {"lancashire", "preston", "burnley", *(path.stem for path in papers.iterdir())} | people
    known = [
        f"{path.relative_to(PACKAGE)}: {word}"
        for path in FILES
        for word in words
        if word in path.read_text("utf-8").lower() and not (word == "lancashire" and _is_example_folder(path))
    ]
    assert known == []


def _is_example_folder(path: Path) -> bool:
    """The modules that may name the folder of the example or say that it is there."""
    return room(path) in {"core", "cli_base", "cli_store", "bench", "web"}
