"""Documents in every form: one template of templates/print/ for eye, ear and finger (docs/decisions/0035).

What a process of its own makes (`base/typesetter.py`, `base/speaker.py`, lou_translate): two at once and no more in a
web process, one for a network, each within seconds, and so many seconds for one network: a PDF costs a thousand pages.
Where none comes of it the page that asked says why, in a sentence; the other forms are still there.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from http import HTTPStatus

from flask import Flask, Response, current_app, render_template, request

from webapp.base.i18n import language
from webapp.base.limits import Allowance, Brake, network
from webapp.base.makers import NoDocument, embossed, spoken, typeset
from webapp.base.reading import FRAME, HEAD, INSTEAD, SECRET, Piece, as_text, pieces, plainly, sentences
from webapp.base.sentences import _, _l, say
from webapp.base.short import short
from webapp.base.turns import Turns
from webapp.base.web import now, wait
from webapp.config import Config

SECONDS = (Allowance("paper-network", 60, 600), Allowance("paper-all", 240, 60))
"""Seconds of making, at least one a document: sixty in ten minutes for one network, 240 a minute over all."""
UNSAID = ("quiet", "facts")
"""Classes of what is looked up, not listened to: the small print, and the summary of what the listener wrote."""
TOO_MANY = _l("Terlalu banyak berkas diminta dari jaringan Anda. Coba lagi dalam %(seconds)s detik.")
BUSY = _l("Pembuat berkas sedang sibuk. Coba lagi dalam %(seconds)s detik.")
_CREATED = re.compile(r'name="dcterms.created" content="([^"]*)"')


@dataclass(frozen=True)
class Form:
    """A form that a document comes in: `points` is the size of print, 0 for the usual one; `make` gets the HTML.

    `secret`: whether it may hold a PIN. Nobody else's ears and no paper that lies about should.
    """

    name: str
    note: str
    mimetype: str
    suffix: str
    make: Callable[[str], bytes]
    points: int = 0
    secret: bool = False
    costs: bool = True
    """Whether it takes a process of its own."""


def _text(html: str) -> bytes:
    return as_text(pieces(html, INSTEAD)).encode()


def _short(html: str) -> bytes:
    return short(_plain(html)).encode()


def _braille(html: str) -> bytes:
    return embossed(_plain(html))


def _sound(html: str) -> bytes:
    return spoken(_plain(html, *UNSAID), language())


def _easy(html: str) -> bytes:
    """The same said in short lines, with the hard words explained."""
    told = pieces(html, INSTEAD, FRAME)
    given = {"title": next(one.text for one in told if one.kind == HEAD), "created": _CREATED.findall(html)[0]}
    words = "\n".join(one.text.lower() for one in told)
    return typeset(render_template("print/easy.html", points=18, told=told, sentences=sentences, words=words, **given))


def _plain(html: str, *without: str) -> tuple[Piece, ...]:
    picture, script = _("(gambar)"), _("(tulisan lain)")
    return tuple(Piece(one.kind, plainly(one.text, picture, script)) for one in pieces(html, SECRET, *without))


_PDF = ("application/pdf", "pdf", typeset)
FORMS: Mapping[str, Form] = {
    "pdf": Form(_l("PDF"), _l("untuk dibaca dan dicetak"), *_PDF, secret=True),
    "pdf-besar": Form(_l("PDF huruf besar"), _l("18 poin"), *_PDF, points=18, secret=True),
    "pdf-terbesar": Form(_l("PDF huruf sangat besar"), _l("24 poin"), *_PDF, points=24, secret=True),
    "mudah": Form(_l("Bahasa sederhana"), _l("PDF, kalimat demi kalimat"), "application/pdf", "pdf", _easy, 18, True),
    "teks": Form(_l("Teks biasa"), _l("untuk alat apa pun"), "text/plain", "txt", _text, secret=True, costs=False),
    "braille": Form(_l("Braille"), _l("berkas BRF, 40 petak dan 25 baris"), "text/plain", "brf", _braille),
    "suara": Form(_l("Suara"), _l("dibacakan komputer"), "audio/ogg", "opus", _sound),
    "sms": Form(_l("Teks pendek"), _l("seukuran dua SMS"), "text/plain", "txt", _short, costs=False),
}
"""How the pages ask for a form, in the order in which they are offered."""


@dataclass(frozen=True)
class Press:
    """The brake and the turns of one web process; `patience` is how many seconds a document waits for its turn."""

    brake: Brake
    turns: Turns = field(default_factory=Turns)
    patience: int = 10

    def turn(self, network: str) -> AbstractContextManager[None]:
        """While a document of this network is made; raises NoDocument when no turn comes."""
        wait = max(self.patience, 1)
        busy = NoDocument(say(BUSY, seconds=wait), HTTPStatus.SERVICE_UNAVAILABLE, wait)
        return self.turns.turn(network, self.patience, busy)


def init_app(app: Flask) -> None:
    """One press for each process."""
    config: Config = app.extensions["config"]
    app.extensions["press"] = Press(Brake.at(config.limits_url, config.secret_key, *SECONDS))


def document(template: str, name: str, form: str, **context: object) -> Response:
    """The template in a form of FORMS, or as a PDF, to keep under `name`; raises NoDocument."""
    asked = FORMS.get(form, FORMS["pdf"])
    if not asked.costs:
        return _answer(asked, name, template, context)
    press: Press = current_app.extensions["press"]
    address, present = request.remote_addr, now()
    if wait := press.brake.take(address, present):
        raise NoDocument(say(TOO_MANY, seconds=wait), HTTPStatus.TOO_MANY_REQUESTS, wait)
    with press.turn(network(address)):
        began = time.monotonic()
        try:
            return _answer(asked, name, template, context)
        finally:
            press.brake.charge(address, present, int(time.monotonic() - began))  # beside the one taken before


def _answer(asked: Form, name: str, template: str, context: Mapping[str, object]) -> Response:
    html = render_template(template, points=asked.points, **context)
    return attachment(asked.make(html), asked.mimetype, f"{name}.{asked.suffix}")


def attachment(content: bytes | str, mimetype: str, filename: str) -> Response:
    """An answer that the browser keeps as a file."""
    answer = Response(content, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return answer


def refuse(answer: Response, reason: NoDocument) -> Response:
    """The page that tells the reason, with its status."""
    if reason.wait:
        return wait(answer, reason.wait, reason.status)
    answer.status_code = reason.status
    return answer
