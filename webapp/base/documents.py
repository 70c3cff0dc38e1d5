"""Documents on paper: a template of templates/print/ as PDF/UA-1, set by a process that ends (`base/typesetter.py`).

Two at once and no more in a web process, each within seconds, and not too many for one network: a PDF costs a thousand
pages. Where none comes of it the page that asked says why, in a sentence, and can still be printed itself.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from threading import BoundedSemaphore

from flask import Flask, Response, current_app, render_template, request

from webapp.base.limits import Allowance, Brake
from webapp.base.logs import get_logger
from webapp.base.paths import STATIC
from webapp.base.sentences import _l, say
from webapp.base.typesetter import NO_LIBRARY
from webapp.base.web import now, wait
from webapp.config import Config

REQUESTS = (Allowance("paper-network", 30, 600), Allowance("paper-all", 240, 60))
"""Thirty in ten minutes from one network, 240 a minute over all."""
AT_ONCE = 2
LONGEST = 40
"""Seconds that a document may take to set."""
MOST_HTML = 600_000
"""Characters: some 150 pages, set in half a minute on a small machine."""

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
    turns: BoundedSemaphore
    patience: int = 10


def init_app(app: Flask) -> None:
    """One press for each process."""
    config: Config = app.extensions["config"]
    brake = Brake.at(config.limits_url, config.secret_key, *REQUESTS)
    app.extensions["press"] = Press(brake, BoundedSemaphore(AT_ONCE))


def document(template: str, name: str, *, large: bool = False, **context: object) -> Response:
    """The template as a PDF to keep under `name`, in 18 point if `large`; raises NoDocument."""
    press: Press = current_app.extensions["press"]
    if wait := press.brake.take(request.remote_addr, now()):
        raise NoDocument(say(TOO_MANY, seconds=wait), HTTPStatus.TOO_MANY_REQUESTS, wait)
    html = render_template(template, large=large, **context)
    if not press.turns.acquire(timeout=press.patience):
        wait = max(press.patience, 1)
        raise NoDocument(say(BUSY, seconds=wait), HTTPStatus.SERVICE_UNAVAILABLE, wait)
    try:
        pdf = typeset(html)
    finally:
        press.turns.release()
    return attachment(pdf, "application/pdf", f"{name}.pdf")


def attachment(content: bytes | str, mimetype: str, filename: str) -> Response:
    """An answer that the browser keeps as a file."""
    answer = Response(content, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return answer


def typeset(html: str) -> bytes:
    """The PDF of a whole HTML document whose links to styles are below static/; raises NoDocument."""
    if len(html) > MOST_HTML:
        raise NoDocument(say(FAILED), HTTPStatus.SERVICE_UNAVAILABLE)
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
