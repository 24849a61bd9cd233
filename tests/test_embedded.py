"""What is particular to the embedded store: file, locks, migrations, and the tampering it can tell."""

from __future__ import annotations

import resource
import signal
import sqlite3
import subprocess
import sys
import tracemalloc
from contextlib import closing
from pathlib import Path

import pytest

from graphapp.errors import ConflictError, StoreError
from graphapp.store import embedded
from graphapp.store.embedded import EmbeddedStore
from graphapp.store.journal import audit, content, verify
from tests.builders import chain, changes, edge, node, small_map

LEAD = "person:a LEADS action:2020-01/1.1.1"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "map.db"


@pytest.fixture
def loaded(path):
    store = EmbeddedStore(path)
    store.commit(small_map())
    yield store
    store.close()


def behind_its_back(path, *statements):
    """Change the file as someone with a database tool could, triggers out of the way."""
    with closing(sqlite3.connect(path)) as db:
        for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            assert db.execute(statement).rowcount == 1
        db.commit()


def run_child(code, *arguments):
    """A Python process of its own that has the tests' builders."""
    begin = "import sys\nfrom tests.builders import *\nfrom graphapp.store.embedded import EmbeddedStore\n"
    command = [sys.executable, "-c", begin + code, *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=Path(__file__).parents[1], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


# The file


def test_a_store_opened_again_holds_everything(path, loaded):
    before = content(loaded), loaded.history()
    loaded.close()
    with closing(EmbeddedStore(str(path))) as again:
        assert (content(again), again.history()) == before


def test_a_closed_store_leaves_one_file_and_holds_none_open(path, loaded):
    loaded.close()
    assert [each.name for each in path.parent.iterdir()] == ["map.db"]
    assert not [each for each in Path("/proc/self/fd").iterdir() if each.exists() and each.samefile(path)]


def test_a_call_that_outlasts_the_store_lets_go_of_the_file_at_its_end(path, loaded):
    with loaded._transaction():
        loaded.close()
    assert not [each for each in Path("/proc/self/fd").iterdir() if each.exists() and each.samefile(path)]


def test_two_stores_on_one_file_see_each_others_commits(path, loaded):
    with closing(EmbeddedStore(path)) as other:
        other.commit(changes(node("person:b")), expect=1)
        assert loaded.node("person:b") == node("person:b")
        loaded.commit(changes(drop=("person:b",)), expect=2)
        assert other.node("person:b") is None
        with pytest.raises(ConflictError):
            other.commit(changes(node("person:c")), expect=2)


def test_two_stores_may_open_the_same_new_file_at_once(path):
    code = "sys.stdin.read()\nEmbeddedStore(sys.argv[1]).commit(changes(node('person:' + sys.argv[2])))"
    children = [run_child(code, path, number) for number in range(4)]
    for child in children:
        child.stdin.close()
    assert [child.wait(30) for child in children] == [0] * 4
    for child in children:
        child.stdout.close()
    with closing(EmbeddedStore(path)) as store:
        assert len(store.nodes()) == 4
        assert audit(store) == []


def test_the_file_is_never_in_write_ahead_mode_on_this_store(path, loaded):
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    with loaded._transaction() as db:
        assert db.execute("PRAGMA synchronous").fetchone() == (2,)


def test_an_empty_file_becomes_a_map(path):
    path.touch()
    with closing(EmbeddedStore(path)) as store:
        assert store.commit(small_map()).number == 1


# Refusals


def test_a_file_that_is_no_database_is_refused_and_left_alone(path):
    path.write_text("Minutes of the Board\n" * 100)
    with pytest.raises(StoreError, match=r"map\.db is not a database file"):
        EmbeddedStore(path)
    assert path.read_text() == "Minutes of the Board\n" * 100


def test_the_database_of_another_program_is_refused_and_left_alone(path):
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE node (id)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        EmbeddedStore(path)
    assert path.read_bytes() == before


def test_a_file_of_a_newer_program_is_refused_and_left_alone(path, loaded):
    loaded.close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"newer graphapp \(schema 99\)"):
        EmbeddedStore(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("where", ["missing/map.db", "file/map.db", "."])
def test_a_place_where_no_file_can_be_is_refused_by_name(tmp_path, where):
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="folder"):
        EmbeddedStore(tmp_path / where)
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_a_read_only_file_can_be_read_but_not_written(path, loaded, monkeypatch):
    loaded.close()
    monkeypatch.setattr(embedded.sql, "EACH_CONNECTION", embedded.sql.EACH_CONNECTION + "PRAGMA query_only = ON;")
    with closing(EmbeddedStore(path)) as store:
        assert store.node("person:a").label == "Person A"
        with pytest.raises(StoreError, match="read-only"):
            store.commit(changes(node("person:b")))
        assert store.revision().number == 1


def test_a_lock_held_by_another_process_is_waited_for_then_told(path, loaded, monkeypatch):
    monkeypatch.setattr(embedded, "_BUSY_SECONDS", 0.2)
    loaded.close()
    with closing(EmbeddedStore(path)) as store, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="locked by another process"):
            store.commit(changes(node("person:b")))
        with pytest.raises(StoreError, match="locked by another process"):
            store.revision()
        other.rollback()
        assert store.commit(changes(node("person:b"))).number == 2


def test_a_disk_that_is_full_changes_nothing_and_the_store_goes_on(path, loaded, monkeypatch):
    loaded.close()
    with closing(sqlite3.connect(path)) as db:
        (pages,) = db.execute("PRAGMA page_count").fetchone()
    full = f"PRAGMA max_page_count = {pages + 2};"
    monkeypatch.setattr(embedded.sql, "EACH_CONNECTION", embedded.sql.EACH_CONNECTION + full)
    with closing(EmbeddedStore(path)) as store:
        with pytest.raises(StoreError, match="disk is full"):
            store.commit(chain(200))
        assert store.revision().number == 1
        assert audit(store) == []
        assert store.commit(changes(node("person:b"))).number == 2


def test_a_file_that_may_not_grow_changes_nothing(path, loaded):
    loaded.close()
    code = """
import resource, signal
from graphapp.errors import StoreError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = EmbeddedStore(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), -1))
try:
    store.commit(chain(500))
except StoreError as refusal:
    print(refusal)
"""
    child = run_child(code, path, path.stat().st_size + resource.getpagesize())
    said, _ = child.communicate(timeout=30)
    assert "disk is full or failing" in said
    with closing(EmbeddedStore(path)) as store:
        assert store.revision().number == 1
        assert audit(store) == []


def test_a_damaged_body_is_told_by_name(path, loaded):
    behind_its_back(path, "UPDATE node SET body = '{' WHERE id = 'person:a'")
    for ask in (lambda: loaded.node("person:a"), loaded.nodes, lambda: loaded.subgraph(["person:a"])):
        with pytest.raises(StoreError, match="person:a"):
            ask()


# A crash


@pytest.mark.slow
def test_a_process_killed_in_the_midst_of_a_commit_leaves_the_old_state(path, loaded):
    before = loaded.history()
    loaded.close()
    code = """
from graphapp.store import embedded, sql
sql.EACH_CONNECTION += "PRAGMA cache_spill = 10; PRAGMA cache_size = 10;"  # so that half of it is in the file
write = embedded._write_facts
def written_then_asleep(db, work):
    write(db, work)
    print("written", flush=True)
    sys.stdin.read()
embedded._write_facts = written_then_asleep
EmbeddedStore(sys.argv[1]).commit(chain(2000))
"""
    size = path.stat().st_size
    child = run_child(code, path)
    assert child.stdout.readline() == "written\n"
    assert path.stat().st_size > size
    child.send_signal(signal.SIGKILL)
    child.communicate(timeout=30)
    assert path.with_name("map.db-journal").exists()
    with closing(EmbeddedStore(path)) as store:
        assert store.history() == before
        assert audit(store) == []
        assert store.commit(chain(3)).number == 2


# Tampering


@pytest.mark.parametrize("table", ["revision", "change"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET rowid = rowid + 1"])
def test_the_journal_refuses_to_be_rewritten(path, loaded, table, statement):
    with closing(sqlite3.connect(path)) as db, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.execute(statement.format(table))
    assert audit(loaded) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE revision SET author = 'somebody' WHERE number = 1",
        "UPDATE revision SET reason = '' WHERE number = 2",
        "UPDATE revision SET at = '2020-01-01T00:00:00+00:00' WHERE number = 2",
        "UPDATE revision SET hash = 'abc' WHERE number = 1",
        "UPDATE change SET after = replace(after, 'Person A', 'Person Z') WHERE source = 'person:b'",
        "UPDATE change SET before = after WHERE source = 'person:b'",
        "UPDATE change SET after = '{' WHERE source = 'person:b'",
        "UPDATE change SET source = 'person:z' WHERE source = 'person:b'",
        "UPDATE change SET revision = 1 WHERE source = 'person:b'",
        "DELETE FROM change WHERE source = 'person:b'",
        "DELETE FROM change WHERE revision = 1 AND kind = 'LEADS'",
        "DELETE FROM revision WHERE number = 1",
        "DELETE FROM revision WHERE number = 2",
        "INSERT INTO change SELECT 99, 1, 'plan:c', '', '', NULL, '' FROM change WHERE source = 'person:b'",
    ],
)
def test_a_journal_row_that_was_tampered_with_is_found(path, loaded, statement):
    loaded.commit(changes(node("person:b", "Person A")))
    behind_its_back(path, statement)
    assert audit(loaded) != []


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE node SET body = replace(body, 'Person A', 'Person Z') WHERE id = 'person:a'", "person:a"),
        ("UPDATE edge SET body = replace(body, 'sole', 'joint') WHERE kind = 'LEADS'", LEAD),
        ("DELETE FROM edge WHERE kind = 'LEADS'", LEAD),
        ("UPDATE edge SET target = 'action:2020-01/1.1.2' WHERE kind = 'LEADS'", "person:a LEADS"),
        ("DELETE FROM node WHERE id = 'recommendation:1'", "recommendation:1"),
        ("UPDATE node SET id = 'person:z' WHERE id = 'person:a'", "person:z"),
        (
            "INSERT INTO node SELECT 'plan:q', '', replace(body, 'plan:p', 'plan:q') FROM node WHERE id = 'plan:p'",
            "plan:q",
        ),
    ],
)
def test_content_that_was_changed_behind_the_journal_is_found_by_replaying_it(path, loaded, statement, named):
    behind_its_back(path, statement)
    assert verify(loaded.history()) == []
    assert any(named in problem for problem in audit(loaded))


# Migrations


def test_a_file_of_an_older_schema_is_brought_up_to_date_once(path, loaded, monkeypatch):
    loaded.close()
    monkeypatch.setattr(embedded, "_MIGRATIONS", ("schema.sql", "two.sql"))
    (path.parent / "two.sql").write_text(
        "-- Migration 2.\nCREATE TABLE extra (id);\nINSERT INTO extra VALUES ('a;b');\n"
    )
    monkeypatch.setattr(embedded, "files", lambda _: path.parent)
    for _ in range(2):
        with closing(EmbeddedStore(path)) as store, store._transaction() as db:
            assert db.execute("SELECT id FROM extra").fetchall() == [("a;b",)]
            assert db.execute("PRAGMA user_version").fetchone() == (2,)
    with closing(EmbeddedStore(path)) as store:
        assert store.node("person:a").label == "Person A"


def test_a_migration_that_fails_half_way_changes_nothing(path, loaded, monkeypatch):
    loaded.close()
    before = path.read_bytes()
    monkeypatch.setattr(embedded, "_MIGRATIONS", ("schema.sql", "two.sql"))
    (path.parent / "two.sql").write_text("CREATE TABLE extra (id);\nINSERT INTO nowhere VALUES (1);\n")
    monkeypatch.setattr(embedded, "files", lambda _: path.parent)
    with pytest.raises(StoreError, match="nowhere"):
        EmbeddedStore(path)
    assert path.read_bytes() == before


# Memory


@pytest.mark.slow
def test_a_walk_in_a_map_of_forty_thousand_nodes_never_holds_the_map(path):
    actions = [f"action:e/{number:05}" for number in range(40_000)]
    links = (edge(actions[n], "DEPENDS_ON", actions[(n * 7 + 1) % 40_000]) for n in range(40_000))
    with closing(EmbeddedStore(path)) as store:
        store.commit(changes(*(node(each, "Some words of an action" * 5) for each in actions), *links))
        tracemalloc.start()
        try:
            graph = store.subgraph([actions[20_000]], depth=2)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert 3 <= graph.number_of_nodes() < 100
    assert peak < 1_000_000
