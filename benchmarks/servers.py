"""Gunicorn under measurement: one worker with the site's own settings on a loopback port, and what it weighs."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORES = sorted(os.sched_getaffinity(0))
TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 60.0
"""Seconds after which a server that doesn't answer is given up."""


@dataclass(frozen=True)
class Memory:
    """What a process holds, in MB of 10^6 bytes: everything mapped, and its fair share of what others map too."""

    rss: float
    pss: float


@dataclass(frozen=True)
class Server:
    """A running server; `first_answer` is the seconds from its start to its first whole answer."""

    name: str
    port: int
    master: int
    first_answer: float

    @property
    def worker(self) -> Path:
        """Its only worker, in /proc."""
        children = Path(f"/proc/{self.master}/task/{self.master}/children").read_text().split()
        return Path(f"/proc/{children[0]}")

    def cpu_seconds(self) -> float:
        """Processor time that the worker has used so far, its own and the kernel's for it; exact to 0.02 s."""
        after_name = (self.worker / "stat").read_text().rpartition(")")[2].split()
        return (int(after_name[11]) + int(after_name[12])) / TICKS

    def worker_memory(self) -> Memory:
        """Of its only worker, as the kernel counts it now."""
        rollup = (self.worker / "smaps_rollup").read_text()
        sizes = {line.split(":")[0]: int(line.split()[1]) for line in rollup.splitlines()[1:]}
        return Memory(sizes["Rss"] * 1024 / 1e6, sizes["Pss"] * 1024 / 1e6)

    def worker_rss(self) -> tuple[float, float]:
        """What its only worker holds now, and the most that it ever held; also of one that nobody may look into."""
        return resident(self.worker)

    def peak_of_children(self) -> float:
        """The most that any process which the worker has started, and which still runs, has held so far."""
        peaks = [0.0]
        for thread in self.worker.glob("task/*/children"):
            with suppress(OSError, KeyError):  # thread or child has ended
                peaks += [resident(Path("/proc", child))[1] for child in thread.read_text().split()]
        return max(peaks)


def resident(process: Path) -> tuple[float, float]:
    """MB that a process in /proc holds now, and held at most; raises OSError or KeyError where it has ended."""
    lines = (process / "status").read_text().splitlines()
    sizes = {line.split(":")[0]: line.split()[1] for line in lines if line.startswith("Vm")}
    return int(sizes["VmRSS"]) * 1024 / 1e6, int(sizes["VmHWM"]) * 1024 / 1e6


@contextmanager
def serving(
    application: str, folder: Path, environ: Mapping[str, str], config: str = "webapp/gunicorn.py"
) -> Iterator[Server]:
    """`application` (module:name) under one worker, its log in `folder`; ended with the block.

    The listening socket is ours, so that the first request waits in the kernel until the server is there.
    """
    with socket.create_server(("127.0.0.1", 0), backlog=512) as listening:
        port = int(listening.getsockname()[1])
        started = time.perf_counter()
        here = dict.fromkeys(("BASE_URL", "WB_BASE_URL"), f"http://127.0.0.1:{port}")
        process = _start(application, config, listening, folder, {**environ, **here})
        try:
            get(port, "/")
            yield Server(application, port, process.pid, time.perf_counter() - started)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _start(
    application: str, config: str, listening: socket.socket, folder: Path, environ: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    # by path: as python:webapp.gunicorn it would import the whole site into the yardstick
    command = [sys.executable, "-m", "gunicorn", "--config", config, "--graceful-timeout", "2"]
    command += ["--bind", f"fd://{listening.fileno()}", application]
    log = folder / f"{application.replace(':', '.')}.log"
    with log.open("ab") as file, on_core(0):
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "WEB_WORKERS": "1", **environ},  # nothing of an instance's own settings
            pass_fds=[listening.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
        )


def get(port: int, path: str, headers: Mapping[str, str] | None = None) -> tuple[http.client.HTTPResponse, bytes]:
    """One answer and its body as sent; raises AssertionError for anything but 200 or 304."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path, headers=dict(headers or {}))
        answer = connection.getresponse()
        body = answer.read()
    finally:
        connection.close()
    assert answer.status in (200, 304), f"{path} was answered {answer.status}"
    return answer, body


@contextmanager
def on_core(number: int) -> Iterator[None]:
    """Keep this process, and what it starts, on one of the cores it may use: servers on 0, the client on 1."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {CORES[number % len(CORES)]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
