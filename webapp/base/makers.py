"""The processes that make a document of a form, each with its limits; where one is missing its packages are named."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from pathlib import Path

from webapp.base.braille import brf
from webapp.base.logs import get_logger
from webapp.base.paths import STATIC
from webapp.base.reading import Piece
from webapp.base.sentences import _l, say
from webapp.base.typesetter import NO_LIBRARY
from webapp.base.voice import script

LONGEST = 40
"""Seconds that a document may take to make."""
MOST_HTML = 150_000
"""Characters: some 40 pages, set in a few seconds; a case of two years seldom has so many."""
MOST_SPOKEN = 30_000
"""Characters: more than half an hour to listen to."""

PACKAGES = {
    "PDF": ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
    "Braille": ("liblouis-bin",),
    "Suara": ("espeak-ng",),
}
"""What must be installed on Debian and Ubuntu for a form (deploy/apt-pdf.txt)."""
NAMES = {"PDF": _l("PDF"), "Braille": _l("Braille"), "Suara": _l("Suara")}
NOT_INSTALLED = _l(
    "%(form)s belum dapat dibuat di situs ini. Pengelolanya perlu memasang paket %(packages)s di server. "
    "Sementara itu, pilih bentuk lain, atau cetak halamannya."
)
TOO_LONG = _l("Isinya terlalu panjang untuk bentuk ini. Pilih bentuk lain, atau cetak halamannya.")
FAILED = _l("Berkas ini tidak berhasil dibuat. Pilih bentuk lain, atau cetak halamannya.")

_KEPT = ("PATH", "LD_LIBRARY_PATH", "FONTCONFIG_PATH", "FONTCONFIG_FILE", "XDG_CACHE_HOME")
"""Of the environment; the keys of this instance are no business of such a process."""


_RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_LEFTWARDS = re.compile(f"{_RIGHT_TO_LEFT}+(?: +{_RIGHT_TO_LEFT}+)*")


class NoDocument(Exception):
    """Nothing came of it: `sentence` says why to whoever asked; `wait` is in seconds, 0 where waiting won't help."""

    def __init__(self, sentence: str, status: HTTPStatus, wait: int = 0) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status
        self.wait = wait


def typeset(html: str) -> bytes:
    """The PDF/UA-1 of a whole HTML document whose links to styles are below static/; raises NoDocument."""
    if len(html) > MOST_HTML:
        raise _unavailable(say(TOO_LONG))
    return _made("PDF", "typesetter.py", [str(STATIC)], isolated(html), b"%PDF")


def isolated(html: str) -> str:
    """What is written from right to left set apart, or a number after it would stand the wrong way round."""
    return _LEFTWARDS.sub("\N{FIRST STRONG ISOLATE}\\g<0>\N{POP DIRECTIONAL ISOLATE}", html)


def spoken(told: Iterable[Piece], language: str) -> bytes:
    """Opus in Ogg, for texts that are plain; raises NoDocument."""
    said = script(told, language)
    if len(said) > MOST_SPOKEN:
        raise _unavailable(say(TOO_LONG))
    return _made("Suara", "speaker.py", [], said, b"OggS")


def embossed(told: Sequence[Piece]) -> bytes:
    """BRF, for texts that are plain; raises NoDocument."""
    try:
        return brf(told)
    except FileNotFoundError:
        raise _missing("Braille") from None
    except (subprocess.SubprocessError, UnicodeError):
        raise _failed("braille") from None


def _made(form: str, program: str, given: list[str], text: str, begins: bytes) -> bytes:
    """What one of our programs answers; it is run by its path, and with nothing of ours but that."""
    command = [sys.executable, "-I", str(Path(__file__).with_name(program)), *given]
    try:
        done = subprocess.run(
            command, input=text.encode(), capture_output=True, timeout=LONGEST, env=_environment(), check=False
        )
    except subprocess.TimeoutExpired:
        raise _failed("timeout") from None
    if done.returncode == NO_LIBRARY:
        raise _missing(form)
    if done.returncode or not done.stdout.startswith(begins):
        raise _failed("status")
    return done.stdout


def _environment() -> dict[str, str]:
    return {"LANG": "C.UTF-8", **{name: os.environ[name] for name in _KEPT if name in os.environ}}


def _missing(form: str) -> NoDocument:
    return _unavailable(say(NOT_INSTALLED, form=NAMES[form], packages=", ".join(PACKAGES[form])))


def _failed(why: str) -> NoDocument:
    get_logger().error("no_document", code=why)  # what it wrote to stderr may quote the text
    return _unavailable(say(FAILED))


def _unavailable(sentence: str) -> NoDocument:
    return NoDocument(sentence, HTTPStatus.SERVICE_UNAVAILABLE)
