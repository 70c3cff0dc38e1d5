"""A live sealed server with people who hold keys, and a report through it that is full of markers."""

from __future__ import annotations

import http.client
import os
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.live import ROOT, LiveServer, live_server

KEY = "demo-of-a-test".ljust(32, "-")
BOUNDARY = "batas"
Connect = Callable[[], http.client.HTTPConnection]


def marker(kind: str) -> str:
    """Random words that nothing else has."""
    return f"{kind} {secrets.token_hex(12)} kursi rapat"


@dataclass
class Trial:
    """What is sent, and the code that came back."""

    words: Mapping[str, str] = field(
        default_factory=lambda: {name: marker(name) for name in ("draf", "isi", "identitas", "komentar", "bukti")}
    )
    code: str = ""

    def body(self) -> bytes:
        """The form with its file of 1.5 MB, as a browser sends it."""
        parts = [f'name="{name}"\r\n\r\n{text}' for name, text in self.words.items() if name != "bukti"]
        words = (self.words["bukti"].encode() + b"\n") * 30_000
        head = 'name="bukti"; filename="rekaman.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
        whole = [*(part.encode() for part in parts), head.encode() + words[:1_500_000]]
        lines = (f"--{BOUNDARY}\r\nContent-Disposition: form-data; ".encode() + part + b"\r\n" for part in whole)
        return b"".join(lines) + f"--{BOUNDARY}--\r\n".encode()

    def send(self, connection: http.client.HTTPConnection) -> None:
        """All of it."""
        with closing(connection):
            kind = f"multipart/form-data; boundary={BOUNDARY}"
            connection.request("POST", "/uji", self.body(), {"Content-Type": kind})
            answer = connection.getresponse()
            self.code = answer.read().decode()
            assert answer.status == 200, self.code

    def write_to(self, path: Path) -> Path:
        """The file of markers that the scan reads."""
        path.write_text("\n".join((*self.words.values(), *filter(None, (self.code,)))))
        return path


@dataclass(frozen=True)
class Place:
    """Everything that the server may write into, and its settings."""

    folder: Path
    environ: Mapping[str, str]

    @property
    def data(self) -> Path:
        """WB_DATA_DIR."""
        return self.folder / "sealed"

    def flask(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command as an operator gives it."""
        command = [sys.executable, "-m", "flask", "--app", "webapp.sealed", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env={**os.environ, **self.environ}, capture_output=True, text=True, check=False
        )


def place(folder: Path, **settings: str) -> Place:
    """An instance with the people of the demo."""
    for name in ("sealed", "tmp"):
        (folder / name).mkdir()
    environ = {
        "LAPOR_MODE": "demo",
        "WB_KEY": KEY,
        "WB_DATA_DIR": str(folder / "sealed"),
        "TMPDIR": str(folder / "tmp"),
    }
    made = Place(folder, {**environ, **settings})
    done = made.flask("demo", "load")
    assert done.returncode == 0, done.stderr
    return made


@contextmanager
def serving(at: Place) -> Iterator[LiveServer]:
    """The sealed gunicorn, with the address of the trial."""
    with live_server(
        at.folder,
        at.environ,
        application="tests.whistleblowing.field.app:application",
        config="python:webapp.sealed_gunicorn",
        first="/",
    ) as server:
        yield server


def restored(at: Place, there: Path) -> Path:
    """A backup as docs/operations.md says, put elsewhere: all rows in one file, the blobs beside it."""
    there.mkdir()
    with closing(sqlite3.connect(at.data / "sealed.db")) as old, closing(sqlite3.connect(there / "sealed.db")) as new:
        old.backup(new)
        (there / "dump.sql").write_text("\n".join(new.iterdump()))
    subprocess.run(["cp", "-a", str(at.data / "blobs"), str(there / "blobs")], check=True)
    return there
