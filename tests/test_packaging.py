"""What an installed graphapp carries, and what the files of the project promise about where it comes from."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
import zipfile
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STYLES = ROOT / "graphapp" / "web" / "static" / "app.css"


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _pip(*arguments: str | Path) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--quiet", *arguments], check=True, cwd=ROOT)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    _pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ".")
    return next(folder.glob("graphapp-*.whl"))


@pytest.mark.slow
def test_the_wheel_carries_styles_templates_and_the_example(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    example = ROOT / "graph_data" / "lancashire"
    papers = {f"graphapp/_graph_data/lancashire/papers/{paper.name}" for paper in example.glob("papers/*.txt")}
    assert papers
    assert papers <= packed
    assert {"graphapp/web/static/app.css", "graphapp/_templates/base.html"} <= packed
    assert not [name for name in packed if name.startswith(("tests/", "assets/", "node_modules/"))]


GET = """
from graphapp.core import open_map
from graphapp.resources import resource_dir
from graphapp.web import create_app
found = open_map("sqlite:///map.db")
found.load()
page = create_app(accountability_map=found).test_client().get("/")
print(resource_dir("templates"), page.status_code, page.text.count("<h1"))
"""


@pytest.mark.slow
def test_a_graphapp_installed_elsewhere_loads_the_example_and_shows_its_first_page(wheel: Path, tmp_path: Path) -> None:
    _pip("install", "--no-deps", "--target", tmp_path / "site", wheel)
    answer = subprocess.run(
        [sys.executable, "-c", GET],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "site")},
    )
    templates = tmp_path / "site" / "graphapp" / "_templates"
    assert answer.stdout.split() == [str(templates), "200", "1"]


def test_a_source_package_carries_the_pictures_that_the_readme_shows() -> None:
    shown = re.findall(r"docs/[\w-]+\.png", (ROOT / "README.md").read_text(encoding="utf-8"))
    packed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    assert len(shown) >= 3
    assert all((ROOT / one).is_file() for one in shown)
    assert {f"/{one.partition('/')[0]}" for one in shown} <= set(packed["targets"]["sdist"]["include"])


def test_every_dependency_is_pinned_with_a_checksum() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *chain(*project["dependency-groups"].values())]
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pins = re.findall(r"^([\w.-]+)==[^\n]+\\\n    --hash=sha256:[0-9a-f]{64}", text, re.M)
    assert {_plain(re.match(r"[\w.-]+", name)[0]) for name in wanted} <= set(map(_plain, pins))
    assert len(pins) == len(re.findall(r"^[\w.-]+==", text, re.M))


def test_pins_and_lock_file_do_not_say_where_packages_come_from() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    assert not [name for name, entry in lock["packages"].items() if "resolved" in entry]
    assert "://" not in (ROOT / "constraints.txt").read_text(encoding="utf-8")


def test_the_style_sheet_is_light_and_fetches_nothing() -> None:
    styles = STYLES.read_text(encoding="utf-8")
    assert len(styles.encode()) < 57_000
    assert not re.search(r"url\(|@import|@font-face|GDS Transport|crown|crest", styles)
