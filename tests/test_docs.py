"""The README cannot fall behind: every command and every page is in it."""

from __future__ import annotations

from pathlib import Path

from graphapp.cli import main

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")


def test_every_command_is_in_the_readme() -> None:
    assert [name for name in main.commands if f"`graphapp {name}" not in README] == []


def test_every_command_explains_itself() -> None:
    assert [name for name, command in main.commands.items() if not command.help] == []


def test_the_readme_says_what_it_is_not_in_its_second_paragraph() -> None:
    assert "It is not" in README.split("\n\n")[2]
