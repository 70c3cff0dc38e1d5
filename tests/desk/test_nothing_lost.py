"""A session that ends while one is writing costs a sign-in, and no word."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from flask import Flask, Response, render_template_string
from wtforms import TextAreaField

from tests.conftest import Clock
from tests.desk.conftest import come_in, token_of, visitor
from tests.desk.test_signin import sign_in
from tests.officers.people import PASSWORD, SECRET
from webapp.base.second_factor import code_at
from webapp.desk.access import current_officer, needs
from webapp.desk.forms import DeskForm
from webapp.officers.roles import Permission

LETTER = 'Parit dikeruk Senin.\n\n<b>"Nasi & kopi"</b> untuk petugas \N{HOT BEVERAGE}'
PAGE = """{% extends "desk_base.html" %}
{% from "components/error_summary.html" import error_summary %}{% from "components/textarea.html" import textarea %}
{% from "components/button.html" import button %}
{% block title %}Catatan{% endblock %}
{% block main %}{{ error_summary(form) }}<h1>Catatan</h1><form method="post" action="/petugas/coba">
{{ form.csrf_token }}{{ textarea(form.note) }}{{ button("Simpan") }}</form>{% endblock %}"""


class NoteForm(DeskForm):
    """Something long to write."""

    note = TextAreaField("Isi catatan")


@pytest.fixture
def notes(app: Flask) -> list[str]:
    """A page for coordinators where one writes a note; gives the notes that were taken, with their writer."""
    taken: list[str] = []

    @app.route("/petugas/coba", methods=["GET", "POST"])
    @needs(Permission.ASSIGN)
    def trial() -> Response:
        form = NoteForm()
        if form.validate_on_submit():
            taken.append(f"{current_officer().name}: {form.note.data}")
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
        context = {"form": form, "csrf_token": lambda: "", "officer": None}
        return Response(render_template_string(PAGE, **context), status, {"Vary": "HX-Request"}, mimetype="text/html")

    return taken


@pytest.mark.usefixtures("notes")
def test_the_page_that_gives_it_back_is_the_officers_own(app: Flask, clock: Clock) -> None:
    page = come_in(app, clock).get_page("/petugas/coba")
    clock.pass_by(hours=9)
    page = sign_in(page.submit("Simpan", note=LETTER), clock)
    assert page.h1 == "Isian Anda masih ada" and page.select("footer [href='/petugas/akun']") == ["Akun Anda"]
    left = page.client.post("/petugas/keluar", data={"csrf_token": token_of(page)})
    assert left.status_code == 303, "the button for leaving belongs to the new session"


def test_what_was_typed_outlives_the_session(app: Flask, clock: Clock, notes: list[str]) -> None:
    page = come_in(app, clock).get_page("/petugas/coba")
    clock.pass_by(hours=9)
    page = page.submit("Simpan", note=LETTER)
    assert (page.status, page.h1) == (403, "Masuk ke meja petugas")
    assert "Sesi Anda sudah berakhir, tetapi isian Anda masih ada." in page.text
    page = sign_in(sign_in(page, clock, password="bukan ini kata sandinya"), clock)
    assert page.h1 == "Isian Anda masih ada"
    page = page.submit("Buka formulir dengan isian saya")
    assert (page.status, page.h1, notes) == (422, "Catatan", [])
    assert page.errors == ["Formulir ini perlu dikirim sekali lagi. Semua isian Anda masih ada; periksa, lalu kirim."]
    page.submit("Simpan")
    assert [note.replace("\r\n", "\n") for note in notes] == [f"Rina Wijayanti: {LETTER}"]


def test_without_the_permission_the_page_is_not_there(app: Flask, clock: Clock, notes: list[str]) -> None:
    yusuf = come_in(app, clock, "yusuf")
    assert yusuf.get("/petugas/coba").status_code == 404
    assert yusuf.post("/petugas/coba", data={"note": "halo"}).status_code == 404
    assert notes == []


@pytest.mark.parametrize("carried", ["{", "[1]", '[["a"]]', '[["a", 1]]', "[" * 100_000, '"teks"', "null"])
def test_a_meddled_carry_is_dropped(app: Flask, clock: Clock, carried: str) -> None:
    client = visitor(app)
    token = token_of(client.get_page("/petugas/masuk"))
    typed = {"username": "rina", "password": PASSWORD, "code": code_at(SECRET, clock())}
    fields = typed | {"csrf_token": token, "tertunda": carried, "lanjut": "/petugas/akun"}
    assert client.post("/petugas/masuk", data=fields).headers["Location"] == "/petugas/akun"
