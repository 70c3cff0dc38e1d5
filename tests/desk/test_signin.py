"""At the door of the desk: in, out, thrown out, and with the text one had typed still in hand."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.auditing import AuditingClient, Page
from tests.conftest import Clock
from tests.desk.conftest import come_in, token_of, visitor
from tests.officers.people import PASSWORD, SECRET
from webapp.base.second_factor import code_at
from webapp.desk.access import safe_next
from webapp.desk.signin import FAILURES

ACCOUNT = "/petugas/akun"


def sign_in(
    page: Page, clock: Clock, username: str = "rina", password: str = PASSWORD, code: str | None = None
) -> Page:
    """Fill in the sign-in page that is shown, everything right but what is given."""
    facts = {"Nama pengguna": username, "Kata sandi": password}
    return page.submit("Masuk", facts, code=code or code_at(SECRET, clock()))


def is_out(client: AuditingClient) -> bool:
    """Whether this browser is sent to the door."""
    return client.get_page(ACCOUNT).h1 == "Masuk ke meja petugas"


def test_an_officer_signs_in_and_sees_the_own_name_and_role(app: Flask, clock: Clock) -> None:
    page = sign_in(visitor(app).get_page(ACCOUNT), clock)
    assert page.h1 == "Akun Anda"
    assert "Rina Wijayanti" in page.text
    assert "Koordinator, Kota Samarinda" in page.text
    assert "Sesi ini. Masuk Rabu, 9 Desember 2026 pukul 09.00 WITA." in page.text
    assert SECRET not in page.html


def test_the_session_cookie_is_kept_from_scripts_and_from_the_public_site(app: Flask, clock: Clock) -> None:
    client = visitor(app)
    page = client.get_page("/petugas/masuk")
    typed = {"csrf_token": token_of(page), "username": "rina", "password": PASSWORD}
    answer = client.post("/petugas/masuk", data=typed | {"code": code_at(SECRET, clock())})
    (cookie,) = [cookie for cookie in answer.headers.getlist("Set-Cookie") if cookie.startswith("petugas=")]
    assert {"HttpOnly", "Path=/petugas", "SameSite=Lax", "Max-Age=43200"} <= set(cookie.split("; "))
    assert "Set-Cookie" not in client.get("/").headers


def test_password_managers_find_what_they_look_for_and_pasting_is_free(app: Flask) -> None:
    fields = visitor(app).get_page("/petugas/masuk").document.soup.select("main input:not([type=hidden])")
    assert [field.get("autocomplete") for field in fields] == ["username", "current-password", "one-time-code"]
    assert not any(field.has_attr("maxlength") or field.has_attr("onpaste") for field in fields)


@pytest.mark.parametrize(
    "wrong", [{"username": "tidak.ada"}, {"password": "bukan ini kata sandinya"}, {"code": "000000"}, {"code": "١٢٣"}]
)
def test_one_sentence_for_everything_wrong(app: Flask, clock: Clock, wrong: dict[str, str]) -> None:
    page = sign_in(visitor(app).get_page("/petugas/masuk"), clock, **wrong)
    assert page.status == 422
    assert page.errors == ["Nama, kata sandi, atau kode tidak cocok. Periksa ketiganya, lalu coba lagi."]
    assert page.title.startswith("Kesalahan: Masuk")
    assert page.field("Nama pengguna").values == [wrong.get("username", "rina")]
    assert PASSWORD not in page.html


def test_an_empty_form_says_what_to_write_at_each_field(app: Flask, clock: Clock) -> None:
    page = sign_in(visitor(app).get_page("/petugas/masuk"), clock, username="", password=" ", code=" ")
    assert page.status == 422
    assert page.errors == [
        "Tulis nama pengguna Anda.",
        "Tulis kata sandi Anda.",
        "Tulis enam angka dari aplikasi autentikator Anda.",
    ]


@pytest.mark.parametrize("username", ["rina", "tidak.ada"])
def test_a_guesser_is_told_how_long_to_wait(app: Flask, clock: Clock, username: str) -> None:
    page = visitor(app).get_page("/petugas/masuk")
    for _ in range(4):
        page = sign_in(page, clock, username, "bukan ini kata sandinya")
    page = sign_in(page, clock, username)
    assert (page.status, page.headers["Retry-After"]) == (429, "5")
    assert page.errors == ["Terlalu banyak percobaan untuk nama ini. Coba lagi dalam 5 detik."]
    clock.pass_by(seconds=5)
    assert sign_in(page, clock).status != 429


def test_a_network_that_tries_many_names_waits_and_what_was_right_is_not_counted(app: Flask, clock: Clock) -> None:
    app.extensions["sign_in_brake"].charge("127.0.0.1", clock(), FAILURES.most - 1)
    come_in(app, clock)
    page = sign_in(visitor(app).get_page("/petugas/masuk"), clock, "nama.ke.tiga.puluh")
    assert page.status == 422
    page = sign_in(page, clock, "yusuf")
    told = "Terlalu banyak percobaan masuk yang gagal dari jaringan Anda. Coba lagi dalam %s detik."
    assert (page.status, page.errors) == (429, [told % page.headers["Retry-After"]])
    clock.pass_by(minutes=10)
    assert sign_in(page, clock, "yusuf").status == 200


def test_a_code_seen_over_the_shoulder_is_worth_nothing(app: Flask, clock: Clock) -> None:
    come_in(app, clock)
    assert sign_in(visitor(app).get_page("/petugas/masuk"), clock).status == 422


def test_signing_out_by_the_footer_ends_the_session_for_good(app: Flask, clock: Clock) -> None:
    client = come_in(app, clock)
    stolen = client.get_cookie("petugas", path="/petugas")
    page = client.get_page("/petugas/keluar").submit("Keluar sekarang")
    assert page.h1 == "Masuk ke meja petugas"
    assert client.get_cookie("petugas", path="/petugas") is None
    assert stolen is not None
    client.set_cookie("petugas", stolen.value, path="/petugas")
    assert is_out(client)


def test_a_sign_out_without_our_token_asks_first(app: Flask, clock: Clock) -> None:
    client = come_in(app, clock)
    page = client.page(client.post("/petugas/keluar"))
    assert page.status == 422
    assert page.errors == ["Formulir ini perlu dikirim sekali lagi. Semua isian Anda masih ada; periksa, lalu kirim."]
    assert not is_out(client)
    page.submit("Keluar sekarang")
    assert is_out(client)


def test_another_site_cannot_post_here(app: Flask, clock: Clock) -> None:
    client = come_in(app, clock)
    token = token_of(client.get_page("/petugas/keluar"))
    answer = client.post("/petugas/keluar", data={"csrf_token": token}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 400
    assert not is_out(client)


def endings(page: Page) -> list[str]:
    """The buttons that end one session, as their forms' addresses."""
    return [str(form["action"]) for form in page.document.soup.select('form[action$="/akhiri"]')]


def test_a_session_elsewhere_can_be_ended(app: Flask, clock: Clock) -> None:
    office = come_in(app, clock)
    clock.pass_by(minutes=1)
    home = come_in(app, clock)
    page = home.get_page(ACCOUNT)
    assert len(endings(page)) == 2
    page = page.submit("Akhiri sesi yang dimulai Rabu, 9 Desember 2026 pukul 09.00 WITA")
    assert (page.h1, len(endings(page))) == ("Akun Anda", 1)
    assert is_out(office)
    assert not is_out(home)


def test_somebody_elses_session_is_not_there(app: Flask, clock: Clock) -> None:
    rina, yusuf = come_in(app, clock), come_in(app, clock, "yusuf")
    (hers,) = endings(rina.get_page(ACCOUNT))
    token = token_of(yusuf.get_page("/petugas/keluar"))
    assert yusuf.post(hers, data={"csrf_token": token}).status_code == 404
    assert not is_out(rina)


def test_all_sessions_can_be_ended_at_once(app: Flask, clock: Clock) -> None:
    office = come_in(app, clock)
    clock.pass_by(minutes=1)
    home = come_in(app, clock)
    home.get_page(ACCOUNT).submit("Akhiri semua sesi")
    assert is_out(office)
    assert is_out(home)


def test_hours_later_the_officer_is_asked_again_and_gets_where_they_were_going(app: Flask, clock: Clock) -> None:
    client = come_in(app, clock)
    clock.pass_by(hours=8)
    page = client.get_page("/petugas/akun?dari=surel")
    assert page.h1 == "Masuk ke meja petugas"
    page = sign_in(page, clock)
    assert (page.h1, page.url) == ("Akun Anda", "http://localhost/petugas/akun?dari=surel")


@pytest.mark.parametrize(
    "target",
    [
        "https://jahat.example/petugas/",
        "//jahat.example/petugas/",
        "http:///petugas/",
        "/\\jahat.example",
        "\\\\jahat.example",
        "/petugas/../lapor",
        "/petugas/\r\nSet-Cookie: a=b",
        "javascript:alert(1)",
        "/petugas.jahat.example/",
        "http://[jahat",
        "//[/petugas/",
        "/petugas/keluar",
        "/petugas/masuk",
        "",
        None,
    ],
)
def test_no_address_but_the_desks_own_is_gone_to(target: str | None) -> None:
    assert safe_next(target) == "/petugas/"


def test_every_desk_page_is_guarded_and_kept_nowhere(app: Flask) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("desk.")]
    assert rules
    for rule in rules:
        url = re.sub("<[^>]+>", "1", rule.rule)
        for method in (rule.methods or set()) & {"GET", "POST"}:
            answer = visitor(app).open(url, method=method)
            assert answer.headers["Cache-Control"] == "no-store", rule
            if url != "/petugas/masuk":
                assert answer.status_code == (403 if method == "POST" else 303), (rule, method)
