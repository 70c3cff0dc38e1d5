"""At the door of the desk: in, out, thrown out, and with the text one had typed still in hand."""

from __future__ import annotations

import re
from http import HTTPStatus

import pytest
from bs4 import BeautifulSoup
from flask import Flask, Response, render_template_string
from flask.testing import FlaskClient
from werkzeug.test import TestResponse
from wtforms import TextAreaField

from tests.desk.conftest import Clock
from tests.officers.people import PASSWORD, SECRET
from webapp.base.second_factor import code_at
from webapp.desk.access import current_officer, needs, safe_next
from webapp.desk.forms import DeskForm
from webapp.officers.roles import Permission


def soup(answer: TestResponse) -> BeautifulSoup:
    return BeautifulSoup(answer.text, "html5lib")


def hidden(answer: TestResponse, action: str) -> dict[str, str]:
    """The hidden fields of the form with this address."""
    form = soup(answer).select_one(f'form[action="{action}"]')
    assert form is not None, answer.text
    return {str(field["name"]): str(field["value"]) for field in form.select("input[type=hidden]")}


def send(client: FlaskClient, shown: TestResponse, clock: Clock, username: str = "rina", **typed: str) -> TestResponse:
    """Fill in the sign-in page that is shown, everything right but what is given."""
    facts = {"username": username, "password": PASSWORD, "code": code_at(SECRET, clock())} | typed
    return client.post("/petugas/masuk", data=hidden(shown, "/petugas/masuk") | facts)


def come_in(app: Flask, clock: Clock, username: str = "rina") -> FlaskClient:
    client = app.test_client()
    assert send(client, client.get("/petugas/masuk"), clock, username).status_code == 303
    return client


def h1(answer: TestResponse) -> str:
    heading = soup(answer).h1
    return heading.get_text() if heading else ""


def test_an_officer_signs_in_and_sees_the_own_name_and_role(app: Flask, clock: Clock) -> None:
    client = come_in(app, clock)
    account = client.get("/petugas/akun")
    assert h1(account) == "Akun Anda"
    assert "Rina Wijayanti" in account.text
    assert "Koordinator, Kota Samarinda" in account.text
    assert SECRET not in account.text
    assert "Rabu, 9\u00a0Desember\u00a02026 pukul 09.00\u00a0WITA" in account.text


def test_the_session_cookie_is_kept_from_scripts_and_from_the_public_site(app: Flask, clock: Clock) -> None:
    client = app.test_client()
    cookies = send(client, client.get("/petugas/masuk"), clock).headers.getlist("Set-Cookie")
    (cookie,) = [cookie for cookie in cookies if cookie.startswith("petugas=")]
    assert {"HttpOnly", "Path=/petugas", "SameSite=Lax", "Max-Age=43200"} <= set(cookie.split("; "))


def test_a_public_page_sets_no_cookie_even_for_an_officer(app: Flask, clock: Clock) -> None:
    assert "Set-Cookie" not in come_in(app, clock).get("/").headers


def test_password_managers_find_what_they_look_for_and_pasting_is_free(app: Flask) -> None:
    shown = soup(app.test_client().get("/petugas/masuk"))
    fields = {str(field["name"]): field for field in shown.select("input:not([type=hidden])")}
    assert [field.get("autocomplete") for field in fields.values()] == ["username", "current-password", "one-time-code"]
    assert not any(field.has_attr("maxlength") or field.has_attr("onpaste") for field in fields.values())


@pytest.mark.parametrize(
    "wrong", [{"username": "tidak.ada"}, {"password": "bukan ini kata sandinya"}, {"code": "000000"}]
)
def test_one_sentence_for_everything_wrong(app: Flask, clock: Clock, wrong: dict[str, str]) -> None:
    client = app.test_client()
    answer = send(client, client.get("/petugas/masuk"), clock, **wrong)
    assert answer.status_code == 422
    summary = soup(answer).select_one("#es li")
    assert summary and summary.get_text() == (
        "Nama, kata sandi, atau kode tidak cocok. Periksa ketiganya, lalu coba lagi."
    )
    assert f'value="{wrong.get("username", "rina")}"' in answer.text
    assert PASSWORD not in answer.text
    assert soup(answer).title.get_text().startswith("Kesalahan: Masuk")


def test_an_empty_form_says_what_to_write_at_each_field(app: Flask, clock: Clock) -> None:
    client = app.test_client()
    answer = send(client, client.get("/petugas/masuk"), clock, username="", password="", code="")
    assert answer.status_code == 422
    assert [item.get_text() for item in soup(answer).select("#es a")] == [
        "Tulis nama pengguna Anda.",
        "Tulis kata sandi Anda.",
        "Tulis enam angka dari aplikasi autentikator Anda.",
    ]


@pytest.mark.parametrize("username", ["rina", "tidak.ada"])
def test_a_guesser_is_told_how_long_to_wait(app: Flask, clock: Clock, username: str) -> None:
    client = app.test_client()
    shown = client.get("/petugas/masuk")
    for _ in range(4):
        send(client, shown, clock, username, password="bukan ini kata sandinya")
    answer = send(client, shown, clock, username)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "5")
    assert "Coba lagi dalam 5 detik." in answer.text


def test_a_code_seen_over_the_shoulder_is_worth_nothing(app: Flask, clock: Clock) -> None:
    come_in(app, clock)
    thief = app.test_client()
    assert send(thief, thief.get("/petugas/masuk"), clock).status_code == 422


def test_signing_out_by_the_footer_ends_the_session_for_good(app: Flask, clock: Clock) -> None:
    client = come_in(app, clock)
    stolen = client.get_cookie("petugas", path="/petugas")
    assert stolen is not None
    token = hidden(client.get("/petugas/akun"), "/petugas/keluar")
    out = client.post("/petugas/keluar", data=token)
    assert out.headers["Location"] == "/petugas/masuk"
    client.set_cookie("petugas", stolen.value, path="/petugas")
    assert client.get("/petugas/akun").status_code == 303


def test_a_sign_out_without_our_token_asks_first(app: Flask, clock: Clock) -> None:
    client = come_in(app, clock)
    assert client.post("/petugas/keluar").status_code == 422
    assert client.get("/petugas/keluar").status_code == 200
    assert client.get("/petugas/akun").status_code == 200


def test_another_site_cannot_post_here(app: Flask, clock: Clock) -> None:
    client = come_in(app, clock)
    token = hidden(client.get("/petugas/akun"), "/petugas/keluar")
    answer = client.post("/petugas/keluar", data=token, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 400
    assert client.get("/petugas/akun").status_code == 200


def end_buttons(answer: TestResponse) -> list[str]:
    return [str(form["action"]) for form in soup(answer).select('form[action$="/akhiri"]')]


def test_a_session_elsewhere_can_be_ended(app: Flask, clock: Clock) -> None:
    office = come_in(app, clock)
    clock.pass_by(minutes=1)
    home = come_in(app, clock)
    shown = home.get("/petugas/akun")
    _this_one, other = end_buttons(shown)
    assert home.post(other, data=hidden(shown, other)).status_code == 303
    assert office.get("/petugas/akun").status_code == 303
    assert len(end_buttons(home.get("/petugas/akun"))) == 1


def test_somebody_elses_session_is_not_there(app: Flask, clock: Clock) -> None:
    rina, yusuf = come_in(app, clock), come_in(app, clock, "yusuf")
    (hers,) = end_buttons(rina.get("/petugas/akun"))
    shown = yusuf.get("/petugas/akun")
    (his,) = end_buttons(shown)
    assert yusuf.post(hers, data=hidden(shown, his)).status_code == 404
    assert rina.get("/petugas/akun").status_code == 200


def test_all_sessions_can_be_ended_at_once(app: Flask, clock: Clock) -> None:
    office = come_in(app, clock)
    clock.pass_by(minutes=1)
    home = come_in(app, clock)
    action = "/petugas/akun/sesi/akhiri-semua"
    assert home.post(action, data=hidden(home.get("/petugas/akun"), action)).status_code == 303
    assert [client.get("/petugas/akun").status_code for client in (office, home)] == [303, 303]


def test_a_day_later_the_officer_is_asked_again_and_gets_where_they_were_going(app: Flask, clock: Clock) -> None:
    client = come_in(app, clock)
    clock.pass_by(hours=8)
    asked = client.get("/petugas/akun?dari=surel")
    assert asked.headers["Location"] == "/petugas/masuk?lanjut=/petugas/akun?dari%3Dsurel"
    answer = send(client, client.get(asked.headers["Location"]), clock)
    assert answer.headers["Location"] == "/petugas/akun?dari=surel"


@pytest.mark.parametrize(
    "target",
    [
        "https://jahat.example/petugas/",
        "//jahat.example/petugas/",
        "/\\jahat.example",
        "\\\\jahat.example",
        "/petugas/../lapor",
        "/petugas/%0d%0aSet-Cookie",
        "/petugas/\r\nSet-Cookie: a=b",
        "javascript:alert(1)",
        "/petugas.jahat.example/",
        "/petugas/keluar",
        "/petugas/masuk",
        "http:///petugas/",
        "",
        None,
    ],
)
def test_no_address_but_the_desks_own_is_gone_to(target: str | None) -> None:
    assert safe_next(target) in ("/petugas/", "/petugas/%0d%0aSet-Cookie")


def test_every_desk_page_is_guarded_and_kept_nowhere(app: Flask) -> None:
    client = app.test_client()
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("desk.")]
    for rule in rules:
        url = re.sub("<[^>]+>", "1", rule.rule)
        for method in (rule.methods or set()) & {"GET", "POST"}:
            answer = client.open(url, method=method)
            assert answer.headers["Cache-Control"] == "no-store", rule
            if not url.startswith("/petugas/masuk"):
                assert answer.status_code == (403 if method == "POST" else 303), (rule, method)


class NoteForm(DeskForm):
    catatan = TextAreaField("Catatan")


TRIAL = "<title>Coba</title><form method=post>{{ form.csrf_token }}{{ form.catatan }}</form>{{ form.errors }}"


@pytest.fixture
def noted(app: Flask) -> list[str]:
    """A page for coordinators where one writes a note; gives the notes that were taken, with their writer."""
    taken: list[str] = []

    @app.route("/petugas/coba", methods=["GET", "POST"])
    @needs(Permission.ASSIGN)
    def trial() -> Response:
        form = NoteForm()
        if form.validate_on_submit():
            taken.append(f"{current_officer().name}: {form.catatan.data}")
            return Response(status=HTTPStatus.NO_CONTENT)
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
        return Response(render_template_string(TRIAL, form=form), status)

    return taken


LETTER = 'Parit dikeruk Senin.\n\n<b>"Nasi & kopi"</b> untuk petugas \N{HOT BEVERAGE}'


def test_what_was_typed_outlives_the_session(app: Flask, clock: Clock, noted: list[str]) -> None:
    client = come_in(app, clock)
    form = client.get("/petugas/coba")
    token = {"csrf_token": soup(form).select_one("[name=csrf_token]")["value"]}  # type: ignore[index]
    clock.pass_by(hours=9)
    stopped = client.post("/petugas/coba", data=token | {"catatan": LETTER})
    assert (stopped.status_code, h1(stopped)) == (403, "Masuk ke meja petugas")
    assert "isian Anda masih ada" in stopped.text
    refused = send(client, stopped, clock, password="salah sekali ini")
    back = send(client, refused, clock)
    assert h1(back) == "Isian Anda masih ada"
    shown = client.post("/petugas/coba", data=hidden(back, "/petugas/coba"))
    assert shown.status_code == 422 and noted == []
    area, fresh = soup(shown).select_one("textarea"), soup(shown).select_one("[name=csrf_token]")
    assert area and fresh and area.get_text().strip() == LETTER
    client.post("/petugas/coba", data={"csrf_token": fresh["value"], "catatan": LETTER})
    assert noted == [f"Rina Wijayanti: {LETTER}"]


def test_without_the_permission_the_page_is_not_there(app: Flask, clock: Clock, noted: list[str]) -> None:
    yusuf = come_in(app, clock, "yusuf")
    assert yusuf.get("/petugas/coba").status_code == 404
    assert yusuf.post("/petugas/coba", data={"catatan": "halo"}).status_code == 404
    assert noted == []


@pytest.mark.parametrize("carried", ["{", "[1]", '[["a"]]', '[["a", 1]]', "[" * 100_000, '"teks"', "null"])
def test_a_meddled_carry_is_dropped(app: Flask, clock: Clock, carried: str) -> None:
    client = app.test_client()
    fields = hidden(client.get("/petugas/masuk"), "/petugas/masuk") | {"tertunda": carried, "lanjut": "/petugas/akun"}
    typed = {"username": "rina", "password": PASSWORD, "code": code_at(SECRET, clock())}
    assert client.post("/petugas/masuk", data=fields | typed).headers["Location"] == "/petugas/akun"
