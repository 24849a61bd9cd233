"""The commands as other systems call them: keys, exit statuses, one sentence for every error."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from graphapp.bench import _answers
from graphapp.cli import main
from graphapp.core import AccountabilityMap
from tests.example import PACK, path_of, truth

JANUARY = truth("2019-01")["actions"]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A map filled with the example, through the command itself."""
    address = f"sqlite:///{tmp_path_factory.mktemp('cli') / 'map.db'}"
    result = run("load", "--map", address)
    assert result.exit_code == 0, result.output
    return address


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def asked(url: str, *arguments: str) -> Any:
    result = run(*arguments, "--map", url, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def led_by(person: str) -> set[str]:
    return {row["ref"] for row in JANUARY if any(lead["person"] == person for lead in row["leads"])}


def test_read_answers_in_the_contracts_keys() -> None:
    result = run("read", str(path_of(PACK)), "--json")
    answer = json.loads(result.stdout)
    assert answer["document"] | {"title": ""} == {
        "id": PACK,
        "title": "",
        "kind": "pack",
        "date": "2019-03-28",
        "lines": 766,
    }
    lists = "recommendations key_areas actions organizations strategies meetings resolutions measures judgements unread"
    assert set(answer) >= set(lists.split())
    action = next(one for one in answer["actions"] if one["ref"] == "1.2.1")
    assert action["source"] == {"document": PACK, "line_start": 305, "line_end": 305, "page": None}
    assert set(action) >= {
        "group",
        "group_title",
        "key_area",
        "text",
        "recommendations",
        "scope",
        "due",
        "leads",
        "share",
        "rag",
        "progress",
    }
    assert (action["group"], action["key_area"], action["recommendations"], action["share"]) == (
        "1.2",
        "1",
        ["5"],
        "joint",
    )


def test_owns_names_every_action_of_a_lead_with_share_and_company(url: str) -> None:
    answer = asked(url, "owns", "Victoria Gent")
    assert answer["edition"] == "2019-01"
    assert {row["ref"] for row in answer["actions"]} == led_by("Victoria Gent")
    alone = {row["ref"] for row in JANUARY if len(row["leads"]) == 1} & led_by("Victoria Gent")
    assert {row["ref"] for row in answer["actions"] if row["share"] == "sole"} == alone
    first = next(row for row in answer["actions"] if row["ref"] == "1.2.1")
    assert first["with"] == ["Jane Booth"]
    assert [area["no"] for area in answer["key_areas"]] == ["6"]
    assert {row["ref"] for row in answer["inherited"]} == {r["ref"] for r in JANUARY if r["key_area"] == "6"} - led_by(
        "Victoria Gent"
    )


@pytest.mark.parametrize(
    "person", sorted({lead["person"] for row in JANUARY for lead in row["leads"] if lead["person"]})
)
def test_owns_agrees_with_the_paper_for_everyone(url: str, person: str) -> None:
    named = {row["ref"] for row in asked(url, "owns", person)["actions"] if row["via"] == "person"}
    assert named == led_by(person)


def test_a_post_owns_what_its_cells_say_and_a_chair_sits_on_the_board(url: str) -> None:
    answer = asked(url, "owns", "Head of FARY", "--edition", "2018-11")
    november = truth("2018-11")["actions"]
    fary = [row for row in november if any("FARY" in (lead["post"] or "") for lead in row["leads"])]
    assert len(answer["actions"]) == len(fary) == 10
    assert {board["role"] for board in asked(url, "owns", "Jane Booth")["boards"]} >= {"chair"}


def test_answers_keeps_named_rows_apart_from_all(url: str) -> None:
    answer = asked(url, "answers", "5")
    assert {row["ref"] for row in answer["actions"]} == {
        r["ref"] for r in JANUARY if r["scope"] == "named" and "5" in r["recommendations"]
    }
    assert {row["ref"] for row in answer["weak"]} == {r["ref"] for r in JANUARY if r["scope"] == "all"}
    assert len(answer["weak"]) == 28


def test_gaps_and_path_answer_in_the_contracts_keys(url: str) -> None:
    findings = asked(url, "gaps")["findings"]
    assert {"kind", "subject", "text", "source"} <= set(findings[0])
    assert {"past-date", "acting", "post-only", "open-question", "unread"} <= {row["kind"] for row in findings}
    (path, *_) = asked(url, "path", "Jane Booth", "Recommendation 5")["paths"]
    assert (path["length"], path["steps"][0]["from"], path["steps"][-1]["to"]) == (
        2,
        "Jane Booth",
        "Recommendation 5",
    )


def test_load_twice_commits_nothing(url: str) -> None:
    answer = asked(url, "load")
    assert (answer["added"], answer["changed"], answer["dropped"]) == ({}, {}, {})


def test_export_and_import_give_an_equal_map(url: str, tmp_path: Path) -> None:
    out = tmp_path / "map.json"
    assert run("export", "--format", "json", "-o", str(out), "--map", url).exit_code == 0
    other = f"sqlite:///{tmp_path / 'other.db'}"
    assert run("import-json", str(out), "--map", other).exit_code == 0
    assert run("export", "--map", other).stdout == out.read_text("utf-8")
    assert asked(other, "verify")["sound"] is True


def test_export_csv_has_a_row_an_action_and_no_formulas(url: str, tmp_path: Path) -> None:
    lines = run("export", "--format", "csv", "--edition", "2019-01", "--map", url).stdout.splitlines()
    assert lines[0].startswith("id,edition,ref")
    assert len([line for line in lines if line.startswith("action:2019-01/")]) == 133


ERRORS = {
    ("owns", "nobody at all"): (1, "nobody at all"),
    ("owns", "Head of"): (1, "post:"),
    ("owns", "Victoria Gent", "--edition", "1999-01"): (1, "2019-01"),
    ("answers", "99"): (1, "99"),
    ("read", "missing.txt"): (1, "missing.txt"),
    ("load", "missing.txt"): (1, "missing.txt"),
    ("import-json", "missing.json"): (1, "missing.json"),
    ("path", "Jane Booth", "Jane Booth"): (1, ""),
    ("owns",): (2, "Usage"),
    ("export", "--format", "clay"): (2, "clay"),
}


@pytest.mark.parametrize("arguments", ERRORS)
def test_what_goes_wrong_is_a_sentence_and_an_exit_status(url: str, arguments: tuple[str, ...]) -> None:
    status, words = ERRORS[arguments]
    result = run(*arguments, *(() if arguments[0] == "read" else ("--map", url)))
    assert result.exit_code == status
    assert words in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.output


def test_nothing_is_stored_of_a_paper_that_cannot_be_read(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'map.db'}"
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01")
    assert run("load", str(tmp_path / "bad.txt"), "--map", address).exit_code == 1
    assert json.loads(run("verify", "--map", address, "--json").stdout)["revision"] == 0


def test_a_store_that_is_no_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / "note.db").write_text("this is no database, only a note of some length to be safe " * 20, "utf-8")
    for address in (f"sqlite:///{tmp_path / 'note.db'}", "ftp://example", "sqlite:///"):
        result = run("gaps", "--map", address)
        assert result.exit_code == 1
        assert result.stderr.startswith("graphapp: ")


def test_a_port_in_use_is_one_sentence(url: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = run("serve", "--port", str(taken.getsockname()[1]), "--map", url)
    assert result.exit_code == 1
    assert "Cannot listen" in result.stderr


def test_the_command_runs_as_a_program_and_prints_only_json(url: str) -> None:
    command = [sys.executable, "-m", "graphapp", "owns", "Jane Booth", "--json", "--map", url]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert json.loads(done.stdout)["who"]["name"] == "Jane Booth"
    assert done.stderr == ""


def test_text_answers_open_with_a_sentence(url: str) -> None:
    assert run("owns", "Jane Booth", "--map", url).stdout.startswith("Jane Booth (")
    assert "name it" in run("answers", "5", "--map", url).stdout
    assert "finding" in run("gaps", "--map", url).stdout
    assert "step" in run("path", "Jane Booth", "5", "--map", url).stdout
    assert "actions" in run("read", str(path_of(PACK))).stdout


def _paper(folder: Path) -> str:
    rows = "".join(f'1.{n},Write report {n},"Person B, Head of Fostering",May 2023\n' for n in range(1, 31))
    path = folder / "our plan.csv"
    path.write_text(f"Ref,Action,Lead,By when\n{rows}", "utf-8")
    return str(path)


def test_load_shows_what_a_paper_changes_beside_its_lines_and_asks_nothing_in_a_script(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'map.db'}"
    told = run("load", _paper(tmp_path), "--map", address).stdout
    assert "Actions: 30 added" in told
    assert "+ 1.1: Write report 1 (Due: May 2023; Lead: Person B (Head of Fostering))" in told
    assert "our-plan#L2: 1.1 | Write report 1 | Person B, Head of Fostering | May 2023" in told
    assert "and 10 more: --all shows them" in told
    assert "The map is now at revision 1." in told
    assert "more: --all" not in run("load", _paper(tmp_path), "--all", "--map", f"sqlite:///{tmp_path / 'b.db'}").stdout
    again = run("load", _paper(tmp_path), "--yes", "--map", address).stdout
    assert again == "Read our-plan.\nNothing is new: the map stays at revision 1.\n"


def test_load_tells_scripts_the_proposed_facts_with_confidence_and_sources(tmp_path: Path) -> None:
    answer = asked(f"sqlite:///{tmp_path / 'map.db'}", "load", _paper(tmp_path))
    (action,) = [one for one in answer["proposed"] if one["what"] == "1.1: Write report 1"]
    assert action["confidence"] == "high"
    assert action["sources"][0]["words"].startswith("1.1 | Write report 1")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("reply", "revision"), [("n", 0), ("", 0), ("y", 1)])
def test_load_asks_on_a_terminal_before_it_publishes(tmp_path: Path, reply: str, revision: int) -> None:
    import pty  # noqa: PLC0415 - not everywhere

    address = f"sqlite:///{tmp_path / 'map.db'}"
    ours, theirs = pty.openpty()
    os.write(ours, f"{reply}\n".encode())
    command = [sys.executable, "-m", "graphapp", "load", _paper(tmp_path), "--map", address]
    done = subprocess.run(command, stdin=theirs, capture_output=True, text=True, timeout=60, check=True)
    os.close(ours)
    os.close(theirs)
    assert "Publish? [y/N]" in done.stdout
    assert ("Nothing is published: the map stays at revision 0." in done.stdout) == (revision == 0)
    assert json.loads(run("verify", "--map", address, "--json").stdout)["revision"] == revision


def test_every_answer_that_is_timed_can_be_asked_of_a_map_that_keeps_nothing(example: AccountabilityMap) -> None:
    names = [name for name, *_ in _answers(example)]
    assert {"owns", "leaves", "moves", "compare", "backtest, with the comparison"} <= set(names)
