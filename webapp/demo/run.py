"""`make demo`: the web server and the worker as two processes, ended together."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from types import FrameType

import click

from webapp.demo.people import PASSWORD, SHOWN, invented_name

HOST = "127.0.0.1"
Process = subprocess.Popen[bytes]


def serve(environ: Mapping[str, str]) -> int:
    """Start both, say where they are, and wait; the exit code is that of whichever ended by itself, else 0."""
    port = environ.get("PORT", "8000")
    surroundings = {**environ, "BASE_URL": environ.get("BASE_URL", f"http://{HOST}:{port}")}
    processes = [subprocess.Popen(command, env=surroundings) for command in _commands(port)]
    stopped = _on_stop(processes)
    click.echo(_welcome(surroundings["BASE_URL"]))
    return _wait(processes, stopped)


def _commands(port: str) -> Sequence[Sequence[str]]:
    web = [
        *("-m", "gunicorn", "webapp.wsgi:application"),
        *("--config", "python:webapp.gunicorn"),
        "-b",
        f"{HOST}:{port}",
    ]
    return ([sys.executable, *web], [sys.executable, "-m", "webapp.worker"])


def _on_stop(processes: Sequence[Process]) -> list[int]:
    """Pass an interrupt on to both; the list holds a signal once one came."""
    stopped: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopped.append(number)
        _end(processes)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return stopped


def _wait(processes: Sequence[Process], stopped: list[int]) -> int:
    while all(process.poll() is None for process in processes):
        time.sleep(0.2)
    _end(processes)
    codes = [process.wait() for process in processes]
    return 0 if stopped else max(abs(code) for code in codes) or 1


def _end(processes: Sequence[Process]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()


def _welcome(url: str) -> str:
    lines = [
        "",
        f"Lapor Terbuka (demo) melayani di {url}",
        f"  Situs warga       {url}/",
        f"  Meja petugas      {url}/petugas/",
        f"  Surat yang keluar {url}/demo/surat",
        "",
        f"Petugas contoh; kata sandi semuanya: {PASSWORD}",
        *(f"  {code:20}{invented_name(code)}" for code in SHOWN),
        "Kode faktor kedua, dengan LAPOR_MODE=demo dan DATA_DIR yang sama:",
        "  .venv/bin/flask --app webapp.wsgi demo code NAMA",
        "Berhenti: Ctrl-C",
    ]
    return "\n".join(lines)
