"""`make neo4j`: the real Neo4j server for trying it out, on this machine only; Ctrl-C stops it, its data is kept."""

from __future__ import annotations

import secrets
import socket
import sys
from pathlib import Path

from tests.neo4j_server import CannotStart, Server, missing

USUAL_PORT = 7687


def _is_free(port: int) -> bool:
    with socket.socket() as found:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _kept_password(folder: Path) -> str:
    path = folder / "password"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(12), "utf-8")
    return path.read_text("utf-8")


def _say(server: Server) -> None:
    print(f"Neo4j is at {server.uri}, for this machine only; its data stays in {server.home}.\n")
    for name, value in server.environment().items():
        print(f"export {name}={value}")
    print(f"graphapp --map {server.uri} load\ngraphapp --map {server.uri} serve\n\nCtrl-C stops it.", flush=True)


def main() -> None:
    """Run the server until Ctrl-C, with its data in the folder named, which is kept."""
    folder = Path(sys.argv[1])
    if lacking := missing():
        sys.exit(f"Neo4j needs {' and '.join(lacking)}: install Java 17 or newer and Maven, then try again.")
    port = USUAL_PORT if _is_free(USUAL_PORT) else None
    server = Server(folder, _kept_password(folder), port)
    try:
        print("Starting Neo4j; the first time it is fetched, which takes a minute.", flush=True)
        server.start()
        _say(server)
        if server.process is not None:
            server.process.wait()
            print(f"The server ended by itself: see {folder / 'console.log'}.")
    except CannotStart as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        print("\nStopping Neo4j, which takes about ten seconds.", flush=True)
    finally:
        server.stop()


if __name__ == "__main__":
    main()
