"""The commands that ask what if, and what changed, in the contract's keys."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from click.testing import CliRunner, Result

from graphapp.cli import main
from tests import served


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    address = f"sqlite:///{tmp_path_factory.mktemp('what-if') / 'map.db'}"
    assert run("load", "--map", address).exit_code == 0
    return address


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def asked(url: str, *arguments: str) -> Any:
    result = run(*arguments, "--map", url, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


FARY, SIA = "Head of FARY", "Head of SIA"
KEYS = {
    (
        "leaves",
        "Victoria Gent",
    ): "who edition orphaned acting_only covered key_areas boards recommendations_without_lead dependents next_due",
    ("moves", "1.2.1", "2019-06"): "action from to confirmed inferred associated meetings recommendations strategies",
    (
        "slips",
        "Neglect Strategy",
        "2019-06",
    ): "strategy edition months moved confirmed inferred associated also_relied_on_by boards meetings recommendations",
    (
        "stands-down",
        "Corporate Parenting Board",
    ): "board edition confirmed inferred associated oversees members reports",
    ("dropped", "1.2.1"): "action edition confirmed inferred associated recommendations strategies freed boards",
    ("hands-over", "Victoria Gent"): "who edition actions unassigned receivers",
    ("merges", "Head of FARY", "--into", "Head of All"): "posts target edition passes one_lead_fewer load",
    ("replays", "Head of FARY", "2018-11", "2019-01"): "post old new actions counts posts_now dropped",
    ("rests-on", "Neglect Strategy"): "strategy produced_by relied_on_by boards",
    ("dependencies",): "edition dependencies",
    ("compare", "2018-11", "2019-01"): "old new pairs",
    ("backtest", "2018-11", "2019-01"): "base_rate rules cases",
}


@pytest.mark.parametrize("arguments", KEYS, ids=lambda arguments: arguments[0])
def test_an_answer_has_the_contracts_keys_and_words_of_its_own(url: str, arguments: tuple[str, ...]) -> None:
    assert set(asked(url, *arguments)) >= set(KEYS[arguments].split())
    assert len(run(*arguments, "--map", url).stdout.splitlines()) > 2


def test_a_lead_who_leaves_orphans_what_they_lead_alone(url: str) -> None:
    answer = asked(url, "leaves", "Victoria Gent")
    alone = {row["ref"] for row in asked(url, "owns", "Victoria Gent")["actions"] if row["share"] == "sole"}
    assert {row["ref"] for row in answer["orphaned"]} == alone
    assert all(row["path"] for row in answer["orphaned"])


def test_the_neglect_strategy_moves_what_rests_on_it(url: str) -> None:
    answer = asked(url, "moves", "1.2.1", "2019-06")
    assert {"1.2.2", "1.2.4"} <= {row["ref"] for row in answer["confirmed"]}
    bands = [{row["ref"] for row in answer[name]} for name in ("confirmed", "inferred", "associated")]
    assert len(set().union(*bands)) == sum(map(len, bands))


def test_every_row_of_both_editions_is_compared_once(url: str) -> None:
    pairs = asked(url, "compare", "2018-11", "2019-01")["pairs"]
    old, new = [ref for pair in pairs for ref in pair["old"]], [ref for pair in pairs for ref in pair["new"]]
    assert (len(old), len(set(old)), len(new), len(set(new))) == (109, 109, 133, 133)
    assert "4.7.2#2" in old


def refs(rows: list[dict[str, Any]]) -> list[str]:
    return [row["ref"] for row in rows]


@pytest.mark.parametrize("words", ["31/03/2019", "03/2019", "march 2019", "31 March 2019", "2019-03", "2019-03-31"])
def test_a_date_is_understood_however_it_is_written(url: str, words: str) -> None:
    answer = asked(url, "moves", "1.2.1", words)
    assert answer["to"] in ("2019-03", "2019-03-31")
    assert answer["months"] == 0


@pytest.mark.parametrize("ref", ["2.2.1", "4.6.1", "3.3.1"], ids=["a recurrence", "a term", "a start"])
def test_what_has_no_single_deadline_can_move_and_a_note_says_how_that_is_read(url: str, ref: str) -> None:
    answer = asked(url, "moves", ref, "2019-06")
    assert answer["to"] == "2019-06"
    assert any(answer["action"]["due"]["raw"] in note for note in answer["notes"])
    assert "“" in run("moves", ref, "2019-06", "--map", url).stdout


def test_an_earlier_date_moves_nothing_else(url: str) -> None:
    answer = asked(url, "moves", "1.2.1", "2018-12")
    assert answer["direction"] == "earlier"
    assert [row["moves_to"] for row in answer["confirmed"]] == [row["moves_from"] for row in answer["confirmed"]]


def test_one_of_several_dates_moves_and_the_others_stay(url: str) -> None:
    answer = asked(url, "moves", "3.4.3", "2019-01", "--milestone", "1")
    assert (answer["from"], answer["dates"]) == ("2018-11", ["2019-01", "2019-02"])
    assert asked(url, "moves", "3.4.3", "2019-04")["dates"] == ["2018-11", "2019-04"]


def test_a_strategy_slips_to_a_date_as_by_the_months_until_then(url: str) -> None:
    by_date = asked(url, "slips", "Neglect Strategy", "30 June 2019")
    assert by_date == asked(url, "slips", "Neglect Strategy", "--months", "3")
    assert refs(by_date["moved"]) == ["1.2.1"]
    assert {"1.2.2", "1.2.4"} <= {row["ref"] for row in by_date["confirmed"] if row["moves_to"] != row["moves_from"]}


def test_a_dropped_action_leaves_in_vain_what_waits_for_it(url: str) -> None:
    assert refs(asked(url, "dropped", "1.2.1")["confirmed"]) == ["1.2.2", "1.2.4", "1.2.3", "1.2.5"]
    assert asked(url, "dropped", "action:2018-11/4.7.2#2", "--edition", "2018-11")["action"]["ref"] == "4.7.2#2"


def test_what_a_leaver_led_alone_passes_on_and_single_actions_go_to_whom_they_are_given(url: str) -> None:
    alone = refs(asked(url, "leaves", "Victoria Gent")["orphaned"])
    answer = asked(url, "hands-over", "Victoria Gent", "--to", "Jane Booth", "--only-orphaned",
                   "--action", "4.4.3=Rose Howley", "--action", f"{alone[0]}=Rachel Rump")  # fmt: skip
    takes = {one["name"]: one["takes"] for one in answer["receivers"]}
    assert takes == {"Jane Booth": alone[1:], "Rachel Rump": alone[:1], "Rose Howley": ["4.4.3"]}
    assert answer["unassigned"] == []
    whole = asked(url, "hands-over", "Victoria Gent", "--to", "Jane Booth")
    assert [row["to"]["name"] for row in whole["actions"]] == ["Jane Booth"] * 38


def test_merged_posts_pass_what_either_led(url: str) -> None:
    fary, sia = ({*refs(asked(url, "owns", post, "--edition", "2018-11")["actions"])} for post in (FARY, SIA))
    both = asked(url, "merges", FARY, SIA, "--into", "Head of Both", "--edition", "2018-11")
    assert set(refs(both["passes"])) == fary | sia
    into_one = asked(url, "merges", FARY, "--into", SIA, "--edition", "2018-11")
    assert set(refs(into_one["passes"])) == fary
    assert into_one["target"]["id"] is not None


def test_a_posts_ten_rows_of_november_went_mostly_to_one_other_post(url: str) -> None:
    left = asked(url, "leaves", FARY, "--edition", "2018-11")
    rows = refs([*left["orphaned"], *left["acting_only"], *left["covered"]])
    replay = asked(url, "replays", FARY, "2018-11", "2019-01")
    assert len(rows) == 10
    assert sorted(rows) == sorted(refs(replay["actions"]))
    assert "SIA" in replay["posts_now"][0]["post"]
    assert (replay["posts_now"][0]["count"], len(replay["dropped"])) == (8, 0)
    assert "  8        Head of Safeguarding" in run("replays", FARY, "2018-11", "2019-01", "--map", url).stdout


def test_what_its_slack_keeps_in_place_is_said_to_stay_and_every_chain_is_shown(url: str) -> None:
    assert re.search(r"\n  1\.2\.5 +2019-10 +stays ", run("moves", "1.2.1", "2019-06", "--map", url).stdout)
    shown = run("backtest", "2018-11", "2019-01", "--map", url).stdout
    assert re.search(r"\n  1\.2\.1 +dependency chain +1\.2\.5 +miss: did not move", shown)
    assert re.search(r"\n  same due month .*yes +44%", shown)


def test_a_text_never_runs_wider_than_the_terminal_in_its_columns(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    for arguments in KEYS:
        lines = run(*arguments, "--map", url).stdout.splitlines()
        assert [line for line in lines if line.startswith("  ") and len(line) > 140] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("moves", "1.2.1", "31/02/2019"), "31/02/2019"),
        (("moves", "1.2.1", "2019-13"), "2019-13"),
        (("moves", "1.2.1", ""), "not a month or a day"),
        (("moves", "1.2.1", "2019-06", "--on", "31/02/2019"), "--on: '31/02/2019'"),
        (("leaves", "Victoria Gent", "--on", "one day"), "--on: 'one day'"),
        (("moves", "3.4.3", "2019-06", "--milestone", "3"), "no date 3"),
        (("moves", "2.2.1", "2019-06", "--milestone", "2"), "no date 2"),
        (("moves", "9.9.9", "2019-06"), "Edition 2019-01 has no action '9.9.9'"),
        (("moves", "", "2019-06"), "has no action ''"),
        (("moves", "action:2018-11/1.2.1", "2019-06"), "has no action"),
        (("slips", "Neglect Strategy"), "either to which date"),
        (("slips", "Neglect Strategy", "2019-06", "--months", "3"), "either to which date"),
        (("slips", "Neglect Strategy", "31/02/2019"), "31/02/2019"),
        (("slips", "Neglect Strategy", "January 2019"), "a later month"),
        (("slips", "Neglect Strategy", "--months", "-1"), "1 to 120"),
        (("slips", "Neglect Strategy", "2098-01"), "1 to 120"),
        (("stands-down", "Moon Board"), "Moon Board"),
        (("dropped", "9.9.9"), "9.9.9"),
        (("hands-over", "Victoria Gent", "--to", "nobody known"), "nobody known"),
        (("hands-over", "Victoria Gent", "--to", "Victoria Gent"), "is who leaves"),
        (("hands-over", "Victoria Gent", "--only-orphaned"), "Say to whom"),
        (("hands-over", "Victoria Gent", "--action", "1.1.1=Jane Booth"), "leads no action 1.1.1"),
        (("hands-over", "Victoria Gent", "--action", "4.4.3"), "write its ref, = and the lead"),
        (("hands-over", "Victoria Gent", "--action", "4.4.3=Jane Booth", "--action", "4.4.3=Rose Howley"), "one lead"),
        (("merges", "Head of the Moon", "--into", "Head of All"), "Head of the Moon"),
        (("merges", FARY, "--into", " "), "the title it would have"),
        (("replays", FARY, "2018-11", "2018-11"), "compared with itself"),
        (("replays", FARY, "2018-11", "1999-01"), "1999-01"),
        (("leaves", "nobody"), "nobody"),
        (("rests-on", "Moon Strategy"), "Moon Strategy"),
        (("compare", "2018-11", "1999-01"), "1999-01"),
    ],
)
def test_what_cannot_be_asked_is_a_sentence(url: str, arguments: tuple[str, ...], words: str) -> None:
    result = run(*arguments, "--map", url)
    assert result.exit_code == 1
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""


@pytest.mark.parametrize("to", ["31/02/2019", "2019-13", "next summer", "2098-13-01"])
def test_the_page_and_the_command_refuse_a_date_in_the_same_words(url: str, to: str) -> None:
    told = run("moves", "1.2.1", to, "--map", url).stderr.removeprefix("graphapp: ").strip()
    assert told in served.main(f"/what-if/moves/2019-01/1.2.1?to={to}")


@pytest.mark.parametrize(
    ("ref", "to", "more"),
    [("1.2.1", "03/2019", ""), ("2.2.1", "June 2019", ""), ("4.6.1", "2018-06", ""), ("3.4.3", "2019-01", "1")],
)
def test_the_page_and_the_command_move_the_same(url: str, ref: str, to: str, more: str) -> None:
    answer = asked(url, "moves", ref, to, *(["--milestone", more] if more else []))
    address = f"/what-if/moves/2019-01/{ref}?to={to}&milestone={more}"
    shown = {one for one in served.ids(served.page(address)) if one and one.startswith("action:")}
    touched = {row["id"] for band in ("confirmed", "inferred", "associated") for row in answer[band]}
    assert touched <= shown
    assert all(note in served.main(address) for note in answer["notes"])
