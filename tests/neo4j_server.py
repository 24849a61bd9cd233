"""The real Neo4j Community server, on this machine only: for the tests and for `make neo4j`.

Needs Java 17 or newer and Maven, which fetches the server's class path by `tests/neo4j/pom.xml`.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, LiteralString

import pytest
from neo4j import Driver, GraphDatabase, ManagedTransaction, Result
from neo4j.exceptions import ClientError, ServiceUnavailable

PROJECT = Path(__file__).parent / "neo4j"
USERNAME, FIRST_PASSWORD = "neo4j", "neo4j"
START_SECONDS, STOP_SECONDS = 90, 60

_JVM = (
    "-Xms512m",
    "-Xmx512m",
    "-XX:TieredStopAtLevel=1",  # a short life: compile fast rather than well
    "-XX:+UseSerialGC",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "-Dlog4j2.disable.jmx=true",
)
_SETTINGS = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size=64m
dbms.usage_report.enabled=false
db.tx_log.preallocate=false
{more}"""

ADDRESS: list[str] = []  # of the server that a test run uses, once it runs


class CannotStart(Exception):
    """The server cannot be started here; the message is a sentence that says why."""


def missing() -> list[str]:
    """The programs the server needs and this machine lacks."""
    return [program for program in ("java", "mvn") if not shutil.which(program)]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def class_path() -> str:
    """Where the server's classes lie; asked of Maven again when the project changed or a file is gone."""
    kept = PROJECT / "target" / "classpath"
    pom = PROJECT / "pom.xml"
    if kept.exists() and kept.stat().st_mtime > pom.stat().st_mtime:
        found = kept.read_text("utf-8").strip()
        if all(map(os.path.exists, found.split(os.pathsep))):
            return found
    kept.parent.mkdir(exist_ok=True)
    command = ["mvn", "-q", "-B", "-f", str(pom), "dependency:build-classpath", f"-Dmdep.outputFile={kept}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotStart(f"Maven could not fetch the server: {(done.stdout + done.stderr).strip()[-600:]}")
    return kept.read_text("utf-8").strip()


class Server:
    """One server with its data in `home`; it can be stopped and started again, on the same port and data.

    `password` None leaves the first password as it is, which the server wants changed before anything else.
    """

    def __init__(
        self, home: Path, password: str | None = None, port: int | None = None, settings: tuple[str, ...] = ()
    ) -> None:
        self.home = home.resolve()
        self.port = port or free_port()
        self.password = password
        self.process: subprocess.Popen[bytes] | None = None
        conf = self.home / "conf"
        conf.mkdir(parents=True, exist_ok=True)
        (conf / "neo4j.conf").write_text(_SETTINGS.format(port=self.port, more="\n".join(settings)), "utf-8")

    @property
    def uri(self) -> str:
        return f"neo4j://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        """What `graphapp` wants to know beside the address."""
        return {"NEO4J_USERNAME": USERNAME, "NEO4J_PASSWORD": self.password or FIRST_PASSWORD}

    def start(self) -> None:
        """Start it and wait until it answers; CannotStart where that is not so."""
        if lacking := missing():
            raise CannotStart(f"Neo4j needs {' and '.join(lacking)}: install Java 17 or newer and Maven.")
        places = [f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}"]
        command = ["java", *_JVM, "-cp", class_path(), "org.neo4j.server.CommunityEntryPoint", *places]
        log = self.home / "console.log"
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, cwd=self.home, start_new_session=True
            )
        try:
            self._wait(log)
        except BaseException:
            self.stop()
            raise

    def _wait(self, log: Path) -> None:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if self.process is None or self.process.poll() is not None:
                raise CannotStart(f"The server ended at once: {log.read_text('utf-8', 'replace')[-1500:]}")
            with suppress(ServiceUnavailable, ClientError):
                self._check()
                return
            time.sleep(0.2)
        raise CannotStart(f"The server did not answer within {START_SECONDS} seconds: see {log}.")

    def _check(self) -> None:
        """Answer, with the password wanted; a new server has its first one changed."""
        if self.password is None:
            with suppress(ClientError):  # it answers that the password must be changed
                self._ask(FIRST_PASSWORD, lambda driver: driver.execute_query("RETURN 1"))
            return
        try:
            self._ask(self.password, lambda driver: driver.execute_query("RETURN 1"))
        except ClientError:
            change = "ALTER CURRENT USER SET PASSWORD FROM $old TO $new"
            told = {"old": FIRST_PASSWORD, "new": self.password}
            self._ask(FIRST_PASSWORD, lambda driver: driver.execute_query(change, told, database_="system"))
            self._ask(self.password, lambda driver: driver.execute_query("RETURN 1"))

    def _ask(self, password: str, question: Callable[[Driver], object]) -> None:
        address = f"bolt://127.0.0.1:{self.port}"
        with GraphDatabase.driver(
            address, auth=(USERNAME, password), connection_timeout=2, max_transaction_retry_time=0
        ) as driver:
            question(driver)

    def change_password(self, new: str) -> None:
        """Change the first password, if that is not done yet."""
        self.password = new
        self._check()

    def kill(self) -> None:
        """End it as a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def stop(self) -> None:
        """Ask it to end, by its process id, and wait until it has."""
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None


def database() -> str | None:
    """The database of a test run."""
    return os.environ.get("NEO4J_DATABASE")


def driver() -> Driver:
    """A way to ask the test run's server what the store would not say."""
    name = (os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
    return GraphDatabase.driver(ADDRESS[-1], auth=name, notifications_min_severity="OFF")


def emptied(folder: Path | None = None) -> str:
    """The address of the test run's server, with no map left in its database, only what makes it ready for one."""
    _delete("MATCH (n) WHERE NOT n:Graphapp CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS")
    return ADDRESS[-1]


def wiped() -> None:
    """Leave nothing in the test run's database."""
    _delete("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS")


def _delete(query: str) -> None:
    with driver() as found, found.session(database=database()) as session:
        session.run(query).consume()


@contextmanager
def listening() -> Iterator[set[str]]:
    """The statements that are sent meanwhile in transactions of the driver."""
    sent: set[str] = set()
    usual = ManagedTransaction.run

    def run(transaction: ManagedTransaction, query: LiteralString, *given: Any, **named: Any) -> Result:
        sent.add(query)
        return usual(transaction, query, *given, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ManagedTransaction, "run", run)
        yield sent
