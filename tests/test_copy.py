"""Whole maps moved between stores and kept in files: the history comes along, hash by hash."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graphapp import cli_transfer, transfer
from graphapp.cli import main
from graphapp.core import open_store
from graphapp.errors import BadExport, ModelError, StoreError
from graphapp.model import Change, Changeset, Revision
from graphapp.store.base import Store
from graphapp.store.embedded import EmbeddedStore
from graphapp.store.journal import audit, content, digest
from tests.builders import changes, edge, node, small_map

STORIES = (
    small_map(),
    changes(node("person:a", "Person A, renamed", note="Ünï 𝄞 'quoted'\n")),
    changes(drop=("action:2020-01/1.1.1",), reason="dropped with its edges"),
    changes(
        node("action:2020-01/1.1.1", "Back again"), edge("person:a", "LEADS", "action:2020-01/1.1.1", share="joint")
    ),
    changes(node("post:head", "Head"), drop=("post:head",), reason="dropped and put in one: its edges go"),
)


def filled(store: Store, stories: tuple[Changeset, ...] = STORIES) -> Store:
    for number, story in enumerate(stories):
        store.commit(story, at=f"2024-01-{number + 1:02}T09:00:00+00:00")
    return store


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Store]:
    """A store in a file, with a history of five revisions made in January 2024."""
    opened = filled(EmbeddedStore(tmp_path / "source.db"))
    yield opened
    opened.close()


def assert_equal(one: Store, other: Store) -> None:
    assert other.revision() == one.revision()
    assert other.history() == one.history()
    assert content(other) == content(one)
    assert audit(one) == audit(other) == []


def quiet(number: int, of: int) -> None:
    assert 0 < number <= of


def test_a_recorded_time_is_kept_and_makes_equal_hashes(store: Store, source: Store) -> None:
    filled(store)
    assert [one.at for one in store.history()] == [f"2024-01-0{day}T09:00:00+00:00" for day in range(1, 6)]
    assert [one.hash for one in store.history()] == [one.hash for one in source.history()]


def test_a_copy_holds_the_map_and_every_revision_as_it_was(store: Store, source: Store) -> None:
    count, newest = transfer.copy(source, store, quiet)
    assert (count, newest) == (5, source.revision())
    assert_equal(source, store)


def test_a_copy_back_is_equal_too(store: Store, tmp_path: Path) -> None:
    filled(store)
    back = EmbeddedStore(tmp_path / "back.db")
    transfer.copy(store, back, quiet)
    assert_equal(store, back)
    back.close()


def test_a_copy_goes_on_after_a_break_and_a_second_one_does_nothing(store: Store, source: Store) -> None:
    class Break(Exception):
        pass

    def breaks(number: int, of: int) -> None:
        if number == 3:
            raise Break

    with pytest.raises(Break):
        transfer.copy(source, store, breaks)
    assert store.revision().number == 2
    told: list[tuple[int, int]] = []
    assert transfer.copy(source, store, lambda number, of: told.append((number, of)))[0] == 3
    assert told == [(3, 5), (4, 5), (5, 5)]
    assert_equal(source, store)
    assert transfer.copy(source, store, quiet)[0] == 0


def test_what_is_added_later_can_be_copied_after(store: Store, source: Store) -> None:
    transfer.copy(source, store, quiet)
    source.commit(changes(node("person:new")))
    assert transfer.copy(source, store, quiet)[0] == 1
    assert_equal(source, store)


@pytest.mark.parametrize("stories", [(changes(node("person:own")),), (*STORIES, changes(node("person:more")))])
def test_nothing_is_copied_over_another_history(store: Store, source: Store, stories: tuple[Changeset, ...]) -> None:
    before = filled(store, stories).history()
    with pytest.raises(StoreError, match="a history of its own"):
        transfer.copy(source, store, quiet)
    assert store.history() == before


def test_an_empty_map_is_not_copied_nor_backed_up(store: Store, tmp_path: Path) -> None:
    other = EmbeddedStore(tmp_path / "other.db")
    with pytest.raises(StoreError, match="empty"):
        transfer.copy(store, other, quiet)
    with pytest.raises(StoreError, match="empty"):
        transfer.backup(store, tmp_path / "backup")
    assert not (tmp_path / "backup").exists()
    other.close()


def damaged(path: Path, command: str) -> None:
    opened = EmbeddedStore(path)
    with opened._transaction("BEGIN IMMEDIATE") as db:
        db.execute(command)
    opened.close()


@pytest.mark.parametrize(
    "command",
    ["UPDATE node SET body = replace(body, 'Back', 'Front')", "DELETE FROM edge", "DROP TRIGGER revision_is_final"],
)
def test_a_map_that_is_not_sound_is_not_passed_on(source: Store, tmp_path: Path, command: str) -> None:
    damaged(tmp_path / "source.db", command)
    if command.startswith("DROP"):
        damaged(tmp_path / "source.db", "UPDATE revision SET author = 'someone else' WHERE number = 2")
    target = EmbeddedStore(tmp_path / "target.db")
    with pytest.raises(StoreError, match="not sound"):
        transfer.copy(source, target, quiet)
    with pytest.raises(StoreError, match="not sound"):
        transfer.backup(source, tmp_path / "backup")
    assert target.revision().number == 0
    assert not (tmp_path / "backup").exists()
    target.close()


def test_a_backup_comes_back_with_its_history(store: Store, source: Store, tmp_path: Path) -> None:
    newest = transfer.backup(source, tmp_path / "backup")
    assert transfer.restore(tmp_path / "backup", store, quiet) == newest
    assert_equal(source, store)


def test_every_store_can_be_backed_up_and_the_same_map_gives_the_same_file(
    store: Store, source: Store, tmp_path: Path
) -> None:
    filled(store)
    transfer.backup(store, tmp_path / "one")
    transfer.backup(source, tmp_path / "other")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".part") == []


def test_a_map_that_is_not_empty_is_kept_unless_it_is_to_be_replaced(
    store: Store, source: Store, tmp_path: Path
) -> None:
    before = filled(store, (changes(node("person:own")),)).history()
    transfer.backup(source, tmp_path / "backup")
    with pytest.raises(StoreError, match="--replace"):
        transfer.restore(tmp_path / "backup", store, quiet)
    assert store.history() == before
    transfer.restore(tmp_path / "backup", store, quiet, over=True)
    assert_equal(source, store)
    assert store.commit(changes(node("person:later"))).number == 6  # it is a map like any other
    assert audit(store) == []


def test_the_journal_of_an_overwritten_file_is_kept_as_before(source: Store) -> None:
    source.overwrite([(small_map(), "2024-01-01T00:00:00+00:00")])  # type: ignore[attr-defined]
    with pytest.raises(StoreError, match="append-only"), source._transaction() as db:  # type: ignore[attr-defined]
        db.execute("DELETE FROM revision")


def test_overwriting_is_all_or_nothing(store: Store) -> None:
    lone = changes(edge("person:nobody", "HOLDS", "post:none"))
    before = filled(store).history()
    with pytest.raises(ModelError, match="lacks its node"):
        store.overwrite([(small_map(), "2024-01-01T00:00:00+00:00"), (lone, "2024-01-02T00:00:00+00:00")])  # type: ignore[attr-defined]
    assert store.history() == before
    assert audit(store) == []


def test_readers_of_an_overwritten_map_see_the_new_one(source: Store, tmp_path: Path) -> None:
    reader = EmbeddedStore(tmp_path / "source.db")
    assert reader.revision().number == 5
    other = filled(EmbeddedStore(tmp_path / "other.db"), (changes(node("person:own")),))
    transfer.backup(other, tmp_path / "backup")
    transfer.restore(tmp_path / "backup", source, quiet, over=True)
    assert_equal(other, reader)
    for store in (reader, other):
        store.close()


def lines_of(path: Path) -> list[str]:
    return gzip.decompress(path.read_bytes()).decode().splitlines()


def put_lines(path: Path, lines: list[str]) -> None:
    path.write_bytes(gzip.compress("".join(f"{line}\n" for line in lines).encode()))


def changed_head(path: Path, **said: object) -> None:
    head, *rest = lines_of(path)
    put_lines(path, [json.dumps(json.loads(head) | said), *rest])


SPOILT: dict[str, Callable[[Path], object]] = {
    "text": lambda path: path.write_text("a note", "utf-8"),
    "nothing": lambda path: path.write_bytes(b""),
    "bytes": lambda path: path.write_bytes(bytes(range(256)) * 9),
    "another archive": lambda path: path.write_bytes(gzip.compress(b"a note")),
    "other JSON": lambda path: put_lines(path, ["[1, 2]"]),
    "a map's export": lambda path: put_lines(path, ['{"format": "graphapp-map", "version": 1}']),
    "newer": lambda path: changed_head(path, version=99),
    "half": lambda path: path.write_bytes(path.read_bytes()[:-300]),
    "a line less": lambda path: put_lines(path, lines_of(path)[:-1]),
    "a line between": lambda path: put_lines(path, [line for at, line in enumerate(lines_of(path)) if at != 2]),
    "other words": lambda path: put_lines(path, [line.replace("Person A", "Person B") for line in lines_of(path)]),
    "no number": lambda path: put_lines(
        path, [line.replace('"line_start":1', '"line_start":NaN') for line in lines_of(path)]
    ),
    "deep": lambda path: put_lines(path, [lines_of(path)[0], "[" * 100_000]),
    "one bit": lambda path: path.write_bytes(path.read_bytes()[:400] + b"\x00\xff" + path.read_bytes()[402:]),
}


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_file_that_is_no_sound_backup_changes_nothing(source: Store, tmp_path: Path, spoil: str) -> None:
    target = filled(EmbeddedStore(tmp_path / "target.db"), (changes(node("person:own")),))
    before = target.history()
    transfer.backup(source, tmp_path / "backup")
    SPOILT[spoil](tmp_path / "backup")
    with pytest.raises(BadExport, match=r"backup: .*\."):
        transfer.restore(tmp_path / "backup", target, quiet, over=True)
    assert target.history() == before
    target.close()


def test_a_backup_whose_hashes_fit_but_whose_facts_do_not_changes_nothing(tmp_path: Path) -> None:
    lone = edge("person:a", "HOLDS", "post:b")
    change = Change(lone.id, None, lone.as_json())
    sealed = Revision(1, "2024-01-01T00:00:00+00:00", "someone", "a reason", "", (change,))
    sealed = replace(sealed, hash=digest("", sealed))
    with (tmp_path / "backup").open("wb") as file:
        transfer._write(file, [sealed])
    target = EmbeddedStore(tmp_path / "target.db")
    with pytest.raises(BadExport, match="lacks its node"):
        transfer.restore(tmp_path / "backup", target, quiet)
    assert target.revision().number == 0
    target.close()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def test_the_commands_move_the_example_there_and_back(map_address: str, tmp_path: Path) -> None:
    first, last = f"sqlite:///{tmp_path / 'first.db'}", f"sqlite:///{tmp_path / 'last.db'}"
    kept = str(tmp_path / "kept")
    assert run("load", "--map", first).exit_code == 0
    assert "Copied 1 revision" in run("copy", first, map_address).stdout
    saved = run("backup", kept, "--map", map_address)
    assert (saved.exit_code, saved.stdout.count("\n")) == (0, 1), saved.stderr
    taken = run("restore", kept, "--map", last)
    assert (taken.exit_code, taken.stdout.count("\n")) == (0, 1), taken.stderr
    one, other, copied = open_store(first), open_store(last), open_store(map_address)
    assert_equal(one, other)
    assert_equal(one, copied)
    for store in (one, other, copied):
        store.close()


def test_what_goes_wrong_is_one_sentence_and_status_1(tmp_path: Path) -> None:
    address, other = f"sqlite:///{tmp_path / 'map.db'}", f"sqlite:///{tmp_path / 'other.db'}"
    for url in (address, other):
        store = filled(open_store(url), (changes(node(f"person:{url[-5:-3]}")),))
        store.close()
    cases = [
        run("copy", address, other),
        run("copy", address, "ftp://host"),
        run("backup", str(tmp_path / "no" / "such" / "folder"), "--map", address),
        run("restore", str(tmp_path / "missing"), "--map", address),
        run("restore", str(tmp_path / "map.db"), "--map", other),
        run("backup", str(tmp_path / "kept"), "--map", f"sqlite:///{tmp_path / 'empty.db'}"),
    ]
    for result in cases:
        assert result.exit_code == 1
        assert result.stderr.startswith("graphapp: ")
        assert result.stderr.count("\n") == 1
        assert result.stdout == ""
    assert run("copy", address).exit_code == 2


def test_progress_is_told_on_standard_error_once_a_second(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter([0.0, *(second / 4 for second in range(100))])
    monkeypatch.setattr(cli_transfer.time, "monotonic", lambda: next(clock))
    tell = cli_transfer._progress()
    for number in range(1, 21):
        tell(number, 1_000)
    shown = capsys.readouterr()
    assert shown.out == ""
    lines = shown.err.splitlines()
    assert 2 <= len(lines) <= 5
    assert all(line.startswith("Revision ") and line.endswith(" of 1,000.") for line in lines)
