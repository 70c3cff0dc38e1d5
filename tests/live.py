"""The site as instances run it, for tests that need a real server: killed, restarted, or seen by a real browser."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.servers import PATIENCE, end

ROOT = Path(__file__).resolve().parent.parent
FEW = {"WEB_WORKERS": "1", "WEB_THREADS": "32"}


@dataclass
class LiveServer:
    """The site as instances run it: gunicorn with threads on a loopback port, with a data folder of its own.

    The listening socket belongs to the test, so the port is free for sure and stays while the server is killed and
    started again; requests in between wait.
    """

    data_dir: Path
    listening: socket.socket
    environ: Mapping[str, str]
    application: str = "webapp.wsgi:application"
    config: str = "python:webapp.gunicorn"
    first: str = "/bantuan"
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """`http://127.0.0.1:port`; at a unix socket the name by which a proxy asks."""
        return "http://localhost" if self.listening.family is socket.AF_UNIX else f"http://127.0.0.1:{self.port}"

    @property
    def port(self) -> int:
        """The loopback port."""
        return int(self.listening.getsockname()[1])

    @property
    def log(self) -> str:
        """What the server has said so far."""
        path = self.data_dir / "gunicorn.log"
        return path.read_text() if path.exists() else ""

    def start(self) -> None:
        """Start, and wait for the first answer."""
        command = [sys.executable, "-m", "gunicorn", "--config", self.config, "--graceful-timeout", "5"]
        command += ["--bind", f"fd://{self.listening.fileno()}", self.application]
        with (self.data_dir / "gunicorn.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env={**self.environ, "BASE_URL": self.url, "WB_BASE_URL": self.url},
                pass_fds=[self.listening.fileno()],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self._wait()

    def _wait(self) -> None:
        connection = self._connection()
        threading.Thread(target=self._hang_up, args=(self.process, connection.sock), daemon=True).start()
        try:
            connection.request("GET", self.first)
            connection.getresponse().read()
        except (OSError, http.client.HTTPException) as error:
            self.kill()
            raise RuntimeError(f"the live server does not answer ({error}):\n{self.log[-3000:]}") from error
        finally:
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection("localhost", timeout=PATIENCE)
        connection.sock = socket.socket(self.listening.family)
        connection.sock.settimeout(PATIENCE)
        connection.sock.connect(self.listening.getsockname())
        return connection

    def _hang_up(self, process: subprocess.Popen[bytes], waiting: socket.socket) -> None:
        """The listening socket outlives the server: whoever waits for one that ended must be told."""
        process.wait()
        with suppress(OSError):
            waiting.shutdown(socket.SHUT_RDWR)

    def get(self, path: str) -> tuple[int, str]:
        """Status and body of a page; waits while the server starts."""
        connection = self._connection()
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def kill(self) -> None:
        """kill -9 to the master and its workers, as a power cut would."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(PATIENCE)

    def stop(self) -> None:
        """End it as a service manager does."""
        if self.process is not None:
            end(self.process)


@contextmanager
def live_server(
    data_dir: Path, environ: Mapping[str, str], path: Path | None = None, **served: Any
) -> Iterator[LiveServer]:
    """A running site in `data_dir`, at a unix socket where `path` names one.

    `environ` holds its settings (LAPOR_MODE, DATABASE_URL, …), `served` what runs.
    """
    with _listening(path) as listening:
        settings = {**os.environ, **FEW, "DATA_DIR": str(data_dir), **environ}
        server = LiveServer(data_dir, listening, settings, **served)
        try:
            server.start()
            yield server
        finally:
            server.kill()


def _listening(path: Path | None) -> socket.socket:
    if path is None:
        return socket.create_server(("127.0.0.1", 0), backlog=512)
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(path))
    listening.listen(512)
    return listening
