"""A live sealed server with people who hold keys, and through its real pages a report and a talk full of markers."""

from __future__ import annotations

import os
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf

from tests.auditing import AuditingClient, Page
from tests.live import ROOT, LiveServer, live_server
from tests.whistleblowing.keys import people
from tests.whistleblowing.walk.steps import ON, code_on

KEY = "demo-of-a-test".ljust(32, "-")
PLACE = "Inspektorat Kota Samarinda"
KINDS = "draf isi pelaku cari nama identitas bukti asli tanya jawab catatan susulan".split()
STORE = "Simpan berkas yang dipilih"


class Now:
    """The clock of the wall, for stories that would let time go by."""

    def __call__(self) -> datetime:
        """This moment."""
        return datetime.now(UTC)

    def pass_by(self, **_time: float) -> None:
        """It goes by itself."""


def marker(kind: str) -> str:
    """Random words that nothing else has."""
    return f"{kind} {secrets.token_hex(12)} kursi rapat"


def document(words: str) -> bytes:
    """A PDF of about 1.5 MB that says them on each line."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    page.Contents = pdf.make_stream(f"BT ({words}) Tj ET\n".encode() * 25_000)
    written = BytesIO()
    pdf.save(written, compress_streams=False)
    return written.getvalue()


def only_case(inspector: AuditingClient) -> Page:
    """The first report of the inbox, opened."""
    [name, *_others] = inspector.get_page("/meja").select("h2 a")
    return inspector.get_page("/meja").follow(name)


@dataclass
class Trial:
    """What is typed and handed in, the code that came, and what an inspector has."""

    words: dict[str, str] = field(default_factory=lambda: {kind: marker(kind) for kind in KINDS})
    code: str = ""

    def to_evidence(self, reporter: AuditingClient) -> Page:
        """From the first page to the one with files; another draft is left behind."""
        for kind in ("draf", "isi"):
            page = reporter.get_page("/").submit("Saya mengerti, mulai").choose("tujuan", PLACE).submit(ON).submit(ON)
            page = page.fill("Ceritakan", self.words[kind]).submit(ON)
        return page.fill("Siapa yang melakukannya?", self.words["pelaku"]).submit(ON)

    def hand_in(self, page: Page) -> Page:
        """One document to be cleaned, one as it is."""
        name = f"{self.words['nama']}.pdf"
        page = page.attach("Berkas bukti", name, document(self.words["bukti"])).submit(STORE)
        page = page.attach("Berkas bukti", "asli.pdf", document(self.words["asli"])).check("Simpan aslinya")
        return page.submit(STORE)

    def send(self, reporter: AuditingClient) -> Page:
        """The whole report, up to the code and its last group."""
        page = self.hand_in(self.to_evidence(reporter)).submit(ON)
        page = page.fill("Nama Anda", self.words["identitas"]).submit(ON).submit("Kirim sekarang")
        if page.status != 200:
            return page
        page = page.submit("Tampilkan kode")
        self.code = code_on(page)
        return page.submit("Cocokkan", kelompok=self.code[-5:])

    def make_key(self, inspector: AuditingClient, at: Place) -> None:
        """The ceremony, by an invitation that the operator prints; passphrase and paper are markers too."""
        page = inspector.get_page("/meja/mulai").submit(undangan=at.invitation("hani"))
        _page, mine = people.go_through(page, Now(), "hani")  # type: ignore[arg-type]
        self.words |= {"sandi": mine.passphrase, "pemulihan": mine.recovery, "totp": mine.totp}

    def ask(self, inspector: AuditingClient) -> Page:
        """The inspector reads everything, asks, and notes something that the reporter never reads."""
        page, words = only_case(inspector), self.words
        case = page.url
        for kind in ("isi", "pelaku", "nama"):
            assert words[kind] in page.text
        inspector.get_page(f"{case}/tanya").submit("Kirim pertanyaan", teks=words["tanya"])
        return inspector.get_page(f"{case}/catat").submit("Simpan catatan", teks=words["catatan"])

    def answer(self, reporter: AuditingClient) -> Page:
        """The reporter comes back, answers, and hands in one more document."""
        page = reporter.get_page("/kotak").submit("Buka kotak", Kode=self.code)
        assert self.words["tanya"] in page.text and self.words["catatan"] not in page.text
        page = page.attach("Berkas bukti", "susulan.pdf", document(self.words["susulan"]))
        page = page.submit("Kirim", {"Tulisan Anda": self.words["jawab"]})
        assert "Sudah terkirim dan terkunci" in page.text, page.errors
        return page

    def talk(self, reporter: AuditingClient, inspector: AuditingClient) -> None:
        """A question, its answer, and the answer read."""
        self.ask(inspector)
        self.answer(reporter)
        page = only_case(inspector)
        assert self.words["jawab"] in page.text
        search = f"/meja?saring={self.words['cari'].replace(' ', '+')}"  # whatever stands in an address
        assert inspector.get_page(search).status == 200

    def write_to(self, path: Path) -> Path:
        """The file of markers that the scan reads."""
        path.write_text("\n".join(self.lines))
        return path

    @property
    def lines(self) -> list[str]:
        """All markers; a code on paper has more digits than that of a report, so its two halves are looked for."""
        texts = [text for kind, text in self.words.items() if kind != "pemulihan"]
        paper = self.words.get("pemulihan", "")
        return [*texts, *filter(None, (self.code, paper[:25], paper[-25:]))]


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

    def invitation(self, name: str, role: str = "inspector") -> str:
        """For somebody new at the city's inspectorate."""
        person = (name, f"{name.title()} Contoh", "Auditor investigatif")
        done = self.flask("holders", "invite", "samarinda", *person, "--role", role)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


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
def serving(at: Place, path: Path | None = None) -> Iterator[LiveServer]:
    """The sealed gunicorn, at a unix socket as instances have it or at a port; with LEFT_OPEN it makes a mistake."""
    with live_server(
        at.folder,
        at.environ,
        application="tests.whistleblowing.field.app:application",
        config="python:webapp.sealed_gunicorn",
        first="/",
        path=path,
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
