"""The site as instances run it, for tests that need a real server: killed, restarted, or seen by a real browser."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers import PATIENCE, end

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class LiveServer:
    """The site as instances run it: gunicorn with threads on a loopback port, with a data folder of its own.

    The listening socket belongs to the test, so the port is free for sure and stays while the server is killed and
    started again; requests in between wait.
    """

    data_dir: Path
    socket: socket.socket
    environ: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """`http://127.0.0.1:port`."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def port(self) -> int:
        """The loopback port."""
        return int(self.socket.getsockname()[1])

    @property
    def log(self) -> str:
        """What the server has said so far."""
        path = self.data_dir / "gunicorn.log"
        return path.read_text() if path.exists() else ""

    def start(self) -> None:
        """Start, and wait for the first answer."""
        command = [sys.executable, "-m", "gunicorn", "--workers", "1", "--worker-class", "gthread", "--threads", "16"]
        command += ["--bind", f"fd://{self.socket.fileno()}", "--graceful-timeout", "5", "webapp.wsgi:application"]
        with (self.data_dir / "gunicorn.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env={**self.environ, "BASE_URL": self.url}, pass_fds=[self.socket.fileno()],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self._wait()

    def _wait(self) -> None:
        try:
            self.get("/bantuan")
        except OSError as error:
            self.kill()
            raise RuntimeError(f"the live server does not answer ({error}):\n{self.log[-3000:]}") from error

    def get(self, path: str) -> tuple[int, str]:
        """Status and body of a page; waits while the server starts."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
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
def live_server(data_dir: Path, environ: Mapping[str, str]) -> Iterator[LiveServer]:
    """A running site in `data_dir`; `environ` holds its settings (LAPOR_MODE, DATABASE_URL, …)."""
    with socket.create_server(("127.0.0.1", 0), backlog=512) as listening:
        server = LiveServer(data_dir, listening, {**os.environ, "DATA_DIR": str(data_dir), **environ})
        try:
            server.start()
            yield server
        finally:
            server.kill()
