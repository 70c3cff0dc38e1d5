"""`make demo`: the web server, the worker and the sealed app as three processes, ended together."""

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
    """Start all, say where they are, and wait; the exit code is that of whichever ended by itself, else 0."""
    port, sealed_port = environ.get("PORT", "8000"), environ.get("WB_PORT", "8001")
    surroundings = _surroundings(environ, port, sealed_port)
    sealed = _python("flask", "--app", "webapp.sealed", "demo", "load")
    told = subprocess.run(sealed, env=surroundings, stdout=subprocess.PIPE, text=True, check=True).stdout
    processes = [subprocess.Popen(command, env=surroundings) for command in _commands(port, sealed_port)]
    stopped = _on_stop(processes)
    click.echo(f"{_welcome(surroundings['BASE_URL'])}\n\n{told}\nBerhenti: Ctrl-C")
    return _wait(processes, stopped)


def _surroundings(environ: Mapping[str, str], port: str, sealed_port: str) -> dict[str, str]:
    """Settings of all three; on a real instance the sealed app has its own, and a user of its own."""
    url, sealed_url = f"http://{HOST}:{port}", f"http://{HOST}:{sealed_port}"
    folder = f"{environ.get('DATA_DIR', 'var')}/sealed"
    given = {"BASE_URL": url, "WB_BASE_URL": sealed_url, "SEALED_URL": sealed_url, "WB_DATA_DIR": folder, **environ}
    return {"PUBLIC_URL": given["BASE_URL"], **given}


def _commands(port: str, sealed_port: str) -> Sequence[Sequence[str]]:
    web = ("gunicorn", "webapp.wsgi:application", "--config", "python:webapp.gunicorn", "-b", f"{HOST}:{port}")
    sealed = ("webapp.sealed:application", "--config", "python:webapp.sealed_gunicorn", "-b", f"{HOST}:{sealed_port}")
    return _python(*web), _python("webapp.worker"), _python("gunicorn", *sealed)


def _python(*command: str) -> list[str]:
    return [sys.executable, "-m", *command]


def _on_stop(processes: Sequence[Process]) -> list[int]:
    """Pass an interrupt on to all; the list holds a signal once one came."""
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
    ]
    return "\n".join(lines)
