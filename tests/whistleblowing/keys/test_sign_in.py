"""The door of the desk: one sentence for every fault, the same work for every name, and no code twice."""

from __future__ import annotations

from http import HTTPStatus
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from nacl.pwhash import argon2id

from tests.auditing import AuditingClient
from tests.conftest import Clock
from tests.whistleblowing.keys.people import OWN_WORDS, Secrets, browser, change, invitation, is_in, make_key, sign_in
from tests.whistleblowing.office import Office
from webapp.base.second_factor import code_at
from webapp.whistleblowing import locks
from webapp.whistleblowing.brakes import Slots
from webapp.whistleblowing.keys import accounts
from webapp.whistleblowing.keys.guesses import Guesses, Held
from webapp.whistleblowing.web import House

WRONG = ["Nama, kalimat sandi, atau kode tidak cocok. Periksa ketiganya, lalu coba lagi."]


def test_in_and_out(sealed_app: Flask, hani: Secrets, clock: Clock) -> None:
    client = browser(sealed_app)
    assert "Set-Cookie" not in client.get("/meja/masuk").headers
    assert sign_in(client, clock, hani).url.endswith("/meja")
    assert client.get("/meja/masuk").status_code == HTTPStatus.SEE_OTHER
    out = client.get_page("/meja/kunci").submit("Keluar dari meja")
    assert out.h1 == "Anda sudah keluar"
    assert out.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_in(client)


def test_each_fault_has_the_same_words(sealed_app: Flask, hani: Secrets, clock: Clock) -> None:
    client = browser(sealed_app)
    for fault in ({"nama": "tidakada"}, {"sandi": "bukan kalimat sandi saya"}, {"kode": "000000"}, {"nama": "ani"}):
        page = sign_in(client, clock, hani, **fault)
        assert (page.status, page.errors) == (HTTPStatus.UNPROCESSABLE_ENTITY, WRONG)
        assert "Set-Cookie" not in page.headers
    assert not is_in(client)


def test_an_empty_form_says_what_is_missing(desk: AuditingClient) -> None:
    assert len(desk.get_page("/meja/masuk").submit("Masuk").errors) == 3


def test_the_same_work_for_a_name_that_nobody_has(
    sealed_app: Flask, hani: Secrets, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    kdf = argon2id.kdf

    def counted(*args: Any, **costs: Any) -> Any:
        asked.append(costs["memlimit"])
        return kdf(*args, **costs)

    monkeypatch.setattr(argon2id, "kdf", counted)
    for fault in ({"nama": "tidakada"}, {"nama": "ani"}, {"sandi": "bukan kalimat sandi saya"}, {}):
        sign_in(browser(sealed_app), clock, hani, **fault)
    assert asked == [256 * 2**20] * 4


def test_a_code_works_once(sealed_app: Flask, hani: Secrets, clock: Clock) -> None:
    sign_in(browser(sealed_app), clock, hani)
    replay = browser(sealed_app).get_page("/meja/masuk")
    page = replay.submit("Masuk", nama=hani.username, sandi=hani.passphrase, kode=code_at(hani.totp, clock()))
    assert page.errors == WRONG


def test_one_code_in_two_browsers_at_once(sealed_app: Flask, hani: Secrets, clock: Clock) -> None:
    clock.pass_by(seconds=30)
    typed = {"nama": hani.username, "sandi": hani.passphrase, "kode": code_at(hani.totp, clock())}
    answers: list[int] = []

    def enter() -> None:
        answers.append(browser(sealed_app).post("/meja/masuk", data=typed, headers=SAME).status_code)

    threads = [Thread(target=enter) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(answers) == [HTTPStatus.SEE_OTHER, *[HTTPStatus.UNPROCESSABLE_ENTITY] * 2]


SAME = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}


def test_ten_wrong_ones_hold_this_account_only(sealed_app: Flask, hani: Secrets, clock: Clock, rooms: House) -> None:
    guesses: Guesses = sealed_app.extensions["keys"].guesses
    for _ in range(10):
        guesses.take("hani")
    client = browser(sealed_app)
    page = sign_in(client, clock, hani)
    assert page.status == HTTPStatus.TOO_MANY_REQUESTS
    assert page.errors == ["Sudah terlalu banyak percobaan yang salah untuk nama ini. Coba lagi dalam 15 menit."]
    assert int(page.headers["Retry-After"]) <= 900
    assert sign_in(client, clock, hani, nama="ani").errors == WRONG
    clock.pass_by(minutes=15)
    told = sign_in(client, clock, hani)
    assert told.h1 == "Ada yang mencoba masuk dengan nama Anda"
    assert "ada 10 percobaan yang salah" in told.text
    assert is_in(client)


def test_who_waits_is_told_before_any_work(
    sealed_app: Flask, hani: Secrets, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(10):
        sealed_app.extensions["keys"].guesses.take("hani")
    monkeypatch.setattr(locks.Passphrase, "of", lambda *_: pytest.fail("worked"))
    assert sign_in(browser(sealed_app), clock, hani).status == HTTPStatus.TOO_MANY_REQUESTS


def test_a_name_that_nobody_has_is_held_like_any_other(clock: Clock) -> None:
    guesses = Guesses(clock)
    for _ in range(10):
        guesses.take("tidakada")
    with pytest.raises(Held):
        guesses.take("tidakada")
    guesses.take("lain")
    clock.pass_by(minutes=15)
    guesses.take("tidakada")
    assert guesses.forgive("tidakada") == 10
    assert guesses.forgive("tidakada") == 0


def test_no_flood_of_names_fills_the_memory(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.whistleblowing.keys.guesses.NAMES", 3)
    guesses = Guesses(clock)
    for name in "abcde":
        guesses.take(name)
    assert [guesses.forgive(name) for name in "ab"] == [0, 0]
    assert len(guesses._tries) == 3


def test_no_turn_came(sealed_app: Flask, hani: Secrets, clock: Clock, rooms: House) -> None:
    rooms.brakes.passphrases = Slots(1, 1)
    with rooms.brakes.passphrases.turn():
        page = sign_in(browser(sealed_app), clock, hani)
    assert (page.status, page.errors) == (429, ["Server sedang sibuk. Tunggu sebentar, lalu coba lagi."])


def test_strangers_cannot_jam_a_browser_that_has_signed_in(
    sealed_app: Flask, desk: AuditingClient, hani: Secrets, clock: Clock, rooms: House
) -> None:
    desk.get_page("/meja/kunci").submit("Keluar dari meja")
    rooms.brakes.passphrases = Slots(0, 1, queue=0)
    for _ in range(10):
        sealed_app.extensions["keys"].guesses.take("hani")
    assert sign_in(browser(sealed_app), clock, hani).status == HTTPStatus.TOO_MANY_REQUESTS
    told = sign_in(desk, clock, hani)
    assert told.h1 == "Ada yang mencoba masuk dengan nama Anda" and "ada 10 percobaan yang salah" in told.text
    assert is_in(desk)


def test_nor_by_a_token_of_somebody_else_an_old_one_or_one_they_made(
    sealed_app: Flask, desk: AuditingClient, hani: Secrets, clock: Clock, rooms: House
) -> None:
    token, hers, other = known_by(desk), browser(sealed_app), browser(sealed_app)
    rahma = make_key(hers, clock, invitation(rooms, clock, "rahma"), "rahma")
    rooms.brakes.passphrases = Slots(0, 1, queue=0)
    for shown in ("", "x", "A" * 64, "é", known_by(hers), token[:-1]):
        other.set_cookie("dikenal", shown, path="/meja")
        page = sign_in(other, clock, hani)
        assert page.status == HTTPStatus.TOO_MANY_REQUESTS, (shown, page.errors)
    other.set_cookie("dikenal", token, path="/meja")
    assert sign_in(other, clock, hani, sandi="bukan kalimat sandi saya").errors == WRONG
    assert sign_in(other, clock, rahma).status == HTTPStatus.TOO_MANY_REQUESTS
    clock.pass_by(days=90)
    assert sign_in(other, clock, hani).status == HTTPStatus.TOO_MANY_REQUESTS


def test_the_token_ends_with_the_passphrase_and_the_account(
    sealed_app: Flask, desk: AuditingClient, hani: Secrets, clock: Clock, rooms: House
) -> None:
    old, other = known_by(desk), browser(sealed_app)
    page = change(desk, clock, hani, "Kalimat sandi").submit("Pakai", sandi=OWN_WORDS)
    assert page.submit("Lanjutkan", sandi=OWN_WORDS).h1 == "Kalimat sandi sudah diganti"
    rooms.brakes.passphrases = Slots(0, 1, queue=0)
    other.set_cookie("dikenal", old, path="/meja")
    assert sign_in(other, clock, hani, sandi=OWN_WORDS).status == HTTPStatus.TOO_MANY_REQUESTS
    other.set_cookie("dikenal", known_by(desk), path="/meja")
    assert sign_in(other, clock, hani).errors == WRONG
    with rooms.db.write() as session:
        accounts.end(session, "hani", clock().date())
    assert sign_in(other, clock, hani, sandi=OWN_WORDS).status == HTTPStatus.TOO_MANY_REQUESTS


def known_by(client: AuditingClient) -> str:
    """The token by which the door knows a browser."""
    cookie = client.get_cookie("dikenal", path="/meja")
    assert cookie is not None and cookie.http_only and cookie.same_site == "Strict"
    return cookie.value


def test_signing_out_by_a_link_does_nothing(desk: AuditingClient, hani: Secrets) -> None:
    assert desk.get("/meja/keluar").status_code == HTTPStatus.METHOD_NOT_ALLOWED
    foreign = desk.post("/meja/keluar", headers={"Origin": "https://jahat.example", "Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == HTTPStatus.FORBIDDEN
    assert is_in(desk)


def test_a_changed_cookie_is_no_session(desk: AuditingClient, hani: Secrets) -> None:
    cookie = desk.get_cookie("meja")
    assert cookie is not None
    assert len(cookie.value) == 43
    for changed in (cookie.value[:-1], "A" * 43, f"{cookie.value}.x", "", cookie.value[::-1]):
        desk.set_cookie("meja", changed)
        assert not is_in(desk)
    desk.set_cookie("meja", cookie.value)
    assert is_in(desk)


def test_it_ends_after_half_an_hour(desk: AuditingClient, hani: Secrets, clock: Clock) -> None:
    clock.pass_by(minutes=29)
    assert is_in(desk)
    clock.pass_by(minutes=30)
    assert not is_in(desk)


def test_an_ended_account_is_out_at_the_next_click(
    sealed_app: Flask, desk: AuditingClient, hani: Secrets, clock: Clock, rooms: House
) -> None:
    with rooms.db.write() as session:
        accounts.end(session, "hani", clock().date())
    assert not is_in(desk)
    assert sign_in(browser(sealed_app), clock, hani).errors == WRONG


@pytest.mark.parametrize("path", ["/meja/kunci", "/meja/kunci/beri"])
def test_pages_behind_the_door(desk: AuditingClient, office: Office, path: str) -> None:
    opened, sent = desk.get(path), desk.post(path, headers=SAME)
    assert (opened.status_code, opened.headers["Location"]) == (HTTPStatus.SEE_OTHER, "/meja/masuk")
    assert sent.status_code == HTTPStatus.UNAUTHORIZED
