"""Papers that nobody vouches for: each does its worst, and gets one sentence, and no place to stay."""

from __future__ import annotations

import http.server
import io
import os
import pickle
import pty
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from lxml import html

from graphapp.cli import main
from graphapp.core import open_map
from graphapp.errors import ReadersBusy, UnreadablePaper
from graphapp.reading import child, safely
from graphapp.reading.reader import read
from graphapp.reading.safely import read_safely
from graphapp.web import create_app
from tests import bombs, served
from tests.mutations import samples

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits of memory hold on Linux only")


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where temporary files go; after every test nothing is left there."""
    served.get("/")  # the example's map is made once, where temporary files usually go
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


def made(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.slow
@LINUX
@pytest.mark.parametrize("name", bombs.TOO_MUCH)
def test_what_is_too_much_is_refused_in_one_sentence_and_nothing_is_stored(tmp_path: Path, name: str) -> None:
    make, words = bombs.TOO_MUCH[name]
    url = f"sqlite:///{tmp_path / 'map.db'}"
    path = made(tmp_path, name, make())
    start = time.monotonic()
    result = CliRunner().invoke(main, ["load", str(path), "--yes", "--map", url], catch_exceptions=False)
    assert time.monotonic() - start < safely.SECONDS
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith(f"graphapp: {path}")
    assert words in result.stderr
    with open_map(url) as found:
        assert found.revision().number == 0
    assert served.get("/").status_code == 200


@pytest.mark.parametrize("name", bombs.REFUSED)
def test_what_is_not_what_it_says_or_not_harmless_is_refused_by_its_content(tmp_path: Path, name: str) -> None:
    make, words = bombs.REFUSED[name]
    path = made(tmp_path, name, make())
    with pytest.raises(UnreadablePaper) as raised:
        read(path)
    said = str(raised.value)
    assert said.startswith(f"{path}: ")
    assert words in said
    assert "\n" not in said
    assert said.endswith(".")


def test_a_paper_read_in_a_child_is_the_paper_read_here(tmp_path: Path) -> None:
    papers = {Path(name).suffix: made(tmp_path, name, data) for name, data in samples()}
    assert set(papers) >= {".txt", ".docx", ".xlsx", ".csv", ".pdf", ".html"}
    assert {kind: read_safely(path) == read(path) for kind, path in papers.items()} == dict.fromkeys(papers, True)


def test_what_is_known_of_a_paper_reaches_the_child_and_the_shown_name_its_errors(tmp_path: Path) -> None:
    path = made(tmp_path, "plan.docx", bombs.word())
    assert read_safely(path, id="x", title="Plan – of Æ").paper.title == "Plan – of Æ"
    with pytest.raises(UnreadablePaper) as raised:
        read_safely(made(tmp_path, "cut.docx", bombs.word()[:5_000]), shown="Our plan.docx")
    assert str(raised.value).startswith("Our plan.docx: not a readable DOCX")
    assert str(tmp_path) not in str(raised.value)


def test_a_size_only_claimed_and_an_archive_within_are_no_harm(tmp_path: Path) -> None:
    empty = docx.Document()
    empty.add_table(400, 8)  # packs better than most bombs
    empty.add_paragraph("Write it")
    empty.save(str(tmp_path / "empty.docx"))
    assert "Write it" in read_safely(tmp_path / "empty.docx").paper.raw
    inner = bombs.repacked(bombs.word(), {}, (("word/embeddings/a.xlsx", bombs.many_parts(3_000)),))
    for name, data in (("claimed.xlsx", bombs.claimed_size()), ("within.docx", inner)):
        (action,) = read_safely(made(tmp_path, name, data)).actions
        assert action.text == "Write it"


def is_running(path: Path) -> bool:
    """Whether a process was started with this path (seen on Linux only)."""
    for words in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it may end just now
            if str(path).encode() in words.read_bytes():
                return True
    return False


def test_time_is_up_when_it_is_and_the_child_is_gone(tmp_path: Path) -> None:
    path = made(tmp_path, "pages.pdf", bombs.ten_thousand_pages())
    start, ticks, seen = time.monotonic(), list[float](), list[bool]()

    def tick(seconds: float) -> None:
        ticks.append(seconds)
        seen.append(is_running(path))

    with pytest.raises(UnreadablePaper, match=r"pages\.pdf: reading it takes longer than 2 seconds\. Save the part"):
        read_safely(path, seconds=2, tick=tick)
    assert time.monotonic() - start < 4
    assert len(ticks) > 4
    assert any(seen) or not sys.platform.startswith("linux")
    assert ticks == sorted(ticks)
    assert is_running(path) is False


@LINUX
def test_a_child_takes_no_more_memory_than_it_may(tmp_path: Path) -> None:
    path = made(tmp_path, "merged.xlsx", bombs.merged_everywhere())
    script = (
        "import resource, subprocess, sys\n"
        "command = [sys.executable, '-m', 'graphapp.reading.child', sys.argv[1], '{}']\n"
        "subprocess.run(command, stdout=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    assert 100_000 < int(done.stdout) < 560_000  # KB: 512 MB, and the libraries' own files


@LINUX
def test_a_child_can_write_no_file(tmp_path: Path) -> None:
    written = "import sys\nwith open(sys.argv[1], 'w') as file:\n    file.write('x')"
    script = f"from graphapp.reading.child import limit\nlimit()\n{written}"
    path = tmp_path / "left.txt"
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=False)
    assert "File too large" in done.stderr
    assert path.read_bytes() == b""


def test_a_child_knows_no_passwords_and_may_only_answer_with_records_of_drafts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "secret")
    assert "secret" not in safely._environment(str(tmp_path)).values()
    with pytest.raises(pickle.UnpicklingError, match="system"):
        safely._Answer(io.BytesIO(pickle.dumps(os.system))).load()


def test_a_fault_of_the_reader_says_where_and_is_no_traceback() -> None:
    state, said = child.answer("not a path", {})  # type: ignore[arg-type]
    assert state == "fault"
    assert str(said).startswith("AttributeError in files.py, line ")


def test_more_papers_at_once_than_may_be_are_asked_to_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safely, "PATIENCE", 0.01)
    path = made(tmp_path, "plan.txt", b"Plan\n")
    taken = [safely._slots.acquire() for _ in range(safely.AT_ONCE)]
    try:
        with pytest.raises(ReadersBusy, match="Try again"):
            read_safely(path)
    finally:
        safely._slots.release(len(taken))
    assert read_safely(path).paper.raw == ("Plan",)


def test_the_server_answers_while_a_bomb_is_read(tmp_path: Path) -> None:
    path = made(tmp_path, "pages.pdf", bombs.ten_thousand_pages())
    refused = []

    def upload() -> None:
        with pytest.raises(UnreadablePaper) as raised:
            read_safely(path, seconds=3)
        refused.append(str(raised.value))

    reading = threading.Thread(target=upload)
    reading.start()
    times = []
    while reading.is_alive():
        start = time.monotonic()
        assert served.get("/").status_code == 200
        times.append(time.monotonic() - start)
    reading.join()
    assert len(refused) == 1
    assert max(times) < 2


@pytest.mark.parametrize("name", ["part.docx", "laughs.docx", "tables.html", "merged.xlsx", "locked.pdf", "pdf.docx"])
def test_an_upload_that_is_refused_is_a_page_that_says_so_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    make, words = (bombs.TOO_MUCH | bombs.REFUSED)[name]
    with open_map(f"sqlite:///{tmp_path / 'map.db'}") as found:
        app = create_app(accountability_map=found, TESTING=True, allow_import=True, REVIEWS=str(tmp_path / "reviews"))
        client = app.test_client()
        sent = {"paper": (io.BytesIO(make()), name)}
        answer = client.post("/import", data=sent, headers={"Origin": "http://localhost"}, buffered=True)
        assert answer.status_code == 400
        said = served.words(html.fromstring(answer.text))
        assert f"{name}: " in said
        assert words in said
        assert str(tmp_path) not in answer.text
        assert found.revision().number == 0
        assert [path for path in (tmp_path / "reviews").rglob("*") if path.is_file()] == []
        assert client.get("/import").status_code == 200


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """An address on this machine, and what is asked for there."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            thread.join()


def test_nothing_that_a_paper_points_to_is_fetched(tmp_path: Path) -> None:
    with listening() as (address, asked):
        doctype = f'<!DOCTYPE w SYSTEM "{address}/w.dtd" [<!ENTITY % a SYSTEM "{address}/a"> %a;]>'
        page = f'{doctype}<img src="{address}/i"><link rel=stylesheet href="{address}/c"><iframe src="{address}/f">'
        rels = bombs.part(bombs.word(), "word/_rels/document.xml.rels").replace(
            b"</Relationships>",
            b'<Relationship Id="rId99" TargetMode="External" '
            b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
            + f'Target="{address}/p"/></Relationships>'.encode(),
        )
        files = {
            "entity.docx": bombs.with_doctype(bombs.word(), "word/document.xml", doctype),
            "entity.xlsx": bombs.with_doctype(bombs.excel(), "xl/styles.xml", doctype),
            "picture.docx": bombs.repacked(bombs.word(), {"word/_rels/document.xml.rels": rels}),
            "page.html": f"<html><body>{page}<p>Words</p>".encode(),
        }
        refused = []
        for name, data in files.items():
            try:
                read_safely(made(tmp_path, name, data))
            except UnreadablePaper:
                refused.append(name)
    assert asked == []
    assert refused == ["entity.docx", "entity.xlsx"]


def test_a_bar_shows_on_a_terminal_what_takes_over_a_second(tmp_path: Path) -> None:
    path = made(tmp_path, "merged.xlsx", bombs.TOO_MUCH["merged.xlsx"][0]())
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "graphapp", "read", str(path)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, check=False)
    os.close(theirs)
    shown = os.read(ours, 65_536).decode()
    os.close(ours)
    assert done.returncode == 1
    assert "s  Reading merged.xlsx" in shown
    assert shown.rstrip().endswith("as its own file.")
