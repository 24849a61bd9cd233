"""The commands that ask what if, and what changed, in the contract's keys."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from graphapp.cli import main


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


KEYS = {
    (
        "leaves",
        "Victoria Gent",
    ): "who edition orphaned acting_only covered key_areas boards recommendations_without_lead dependents next_due",
    ("moves", "1.2.1", "2019-06"): "action from to confirmed inferred associated meetings recommendations strategies",
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


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("moves", "1.2.1", "31/02/2019"), "31/02/2019"),
        (("moves", "9.9.9", "2019-06"), "9.9.9"),
        (("leaves", "nobody"), "nobody"),
        (("rests-on", "Moon Strategy"), "Moon Strategy"),
        (("compare", "2018-11", "1999-01"), "1999-01"),
    ],
)
def test_what_cannot_be_asked_is_a_sentence(url: str, arguments: tuple[str, ...], words: str) -> None:
    result = run(*arguments, "--map", url)
    assert result.exit_code == 1
    assert words in result.stderr
    assert result.stdout == ""
