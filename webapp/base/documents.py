"""Documents on paper: a template of templates/print/ as PDF/UA-1, set by a process that ends (`base/typesetter.py`).

Two at once and no more in a web process, one for a network, each within seconds, and so many seconds for one network: a
PDF costs a thousand pages. Where none comes of it the page that asked says why, in a sentence, and can still be printed
itself.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from flask import Flask, Response, current_app, render_template, request

from webapp.base.limits import Allowance, Brake, network
from webapp.base.logs import get_logger
from webapp.base.paths import STATIC
from webapp.base.sentences import _l, say
from webapp.base.turns import Turns
from webapp.base.typesetter import NO_LIBRARY
from webapp.base.web import now, wait
from webapp.config import Config

SECONDS = (Allowance("paper-network", 60, 600), Allowance("paper-all", 240, 60))
"""Seconds of setting, at least one a document: sixty in ten minutes for one network, 240 a minute over all."""
LONGEST = 40
"""Seconds that a document may take to set."""
MOST_HTML = 150_000
"""Characters: some 40 pages, set in a few seconds; a case of two years seldom has so many."""

SIZES = {"pdf": False, "pdf-besar": True}
"""How a form of ours asks for a PDF, and whether it is in large print."""
PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
"""What must be installed on Debian and Ubuntu (deploy/apt-pdf.txt)."""
NOT_INSTALLED = _l(
    "PDF belum dapat dibuat di situs ini. Pengelolanya perlu memasang paket %(packages)s di server. "
    "Sementara itu, halamannya dapat Anda cetak."
)
TOO_MANY = _l("Terlalu banyak PDF diminta dari jaringan Anda. Coba lagi dalam %(seconds)s detik.")
BUSY = _l("Pembuat PDF sedang sibuk. Coba lagi dalam %(seconds)s detik.")
TOO_LONG = _l("Isinya terlalu panjang untuk satu PDF. Halamannya dapat Anda cetak sebagai gantinya.")
FAILED = _l("PDF ini tidak berhasil dibuat. Halamannya dapat Anda cetak sebagai gantinya.")

_TYPESETTER = Path(__file__).with_name("typesetter.py")
_KEPT = ("PATH", "LD_LIBRARY_PATH", "FONTCONFIG_PATH", "FONTCONFIG_FILE", "XDG_CACHE_HOME")
"""Of the environment; the keys of this instance are no business of a typesetter."""


class NoDocument(Exception):
    """No PDF came of it: `sentence` says why to whoever asked; `wait` is in seconds, 0 where waiting won't help."""

    def __init__(self, sentence: str, status: HTTPStatus, wait: int = 0) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status
        self.wait = wait


@dataclass(frozen=True)
class Press:
    """The brake and the turns of one web process; `patience` is how many seconds a document waits for its turn."""

    brake: Brake
    turns: Turns = field(default_factory=Turns)
    patience: int = 10

    def turn(self, network: str) -> AbstractContextManager[None]:
        """While a document of this network is set; raises NoDocument when no turn comes."""
        wait = max(self.patience, 1)
        busy = NoDocument(say(BUSY, seconds=wait), HTTPStatus.SERVICE_UNAVAILABLE, wait)
        return self.turns.turn(network, self.patience, busy)


def init_app(app: Flask) -> None:
    """One press for each process."""
    config: Config = app.extensions["config"]
    app.extensions["press"] = Press(Brake.at(config.limits_url, config.secret_key, *SECONDS))


def document(template: str, name: str, *, large: bool = False, **context: object) -> Response:
    """The template as a PDF to keep under `name`, in 18 point if `large`; raises NoDocument."""
    press: Press = current_app.extensions["press"]
    address, present = request.remote_addr, now()
    if wait := press.brake.take(address, present):
        raise NoDocument(say(TOO_MANY, seconds=wait), HTTPStatus.TOO_MANY_REQUESTS, wait)
    html = render_template(template, large=large, **context)
    with press.turn(network(address)):
        began = time.monotonic()
        try:
            pdf = typeset(html)
        finally:
            press.brake.charge(address, present, int(time.monotonic() - began))  # beside the one taken before
    return attachment(pdf, "application/pdf", f"{name}.pdf")


def attachment(content: bytes | str, mimetype: str, filename: str) -> Response:
    """An answer that the browser keeps as a file."""
    answer = Response(content, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return answer


def typeset(html: str) -> bytes:
    """The PDF of a whole HTML document whose links to styles are below static/; raises NoDocument."""
    if len(html) > MOST_HTML:
        raise NoDocument(say(TOO_LONG), HTTPStatus.SERVICE_UNAVAILABLE)
    command = [sys.executable, "-I", str(_TYPESETTER), str(STATIC)]
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    try:
        done = subprocess.run(
            command,
            input=html.encode(),
            capture_output=True,
            timeout=LONGEST,
            env={"LANG": "C.UTF-8", **kept},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _failed("timeout") from None
    if done.returncode == NO_LIBRARY:
        raise NoDocument(say(NOT_INSTALLED, packages=", ".join(PACKAGES)), HTTPStatus.SERVICE_UNAVAILABLE)
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        raise _failed("status")
    return done.stdout


def _failed(why: str) -> NoDocument:
    get_logger().error("no_document", code=why)  # what it wrote to stderr may quote the text
    return NoDocument(say(FAILED), HTTPStatus.SERVICE_UNAVAILABLE)


def refuse(answer: Response, reason: NoDocument) -> Response:
    """The page that tells the reason, with its status."""
    if reason.wait:
        return wait(answer, reason.wait, reason.status)
    answer.status_code = reason.status
    return answer
