"""The first sign-in: an invitation becomes a key that nobody else ever had."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from flask import Flask

from tests.auditing import AuditingClient
from tests.conftest import Clock
from tests.whistleblowing.keys.people import (
    OWN_WORDS,
    Secrets,
    browser,
    deeds,
    digits,
    invitation,
    is_in,
    make_key,
    row,
    secret,
    sign_in,
)
from tests.whistleblowing.office import Office
from webapp.base.second_factor import code_at
from webapp.whistleblowing import locks, tree, vault
from webapp.whistleblowing.keys import on_paper, passphrases
from webapp.whistleblowing.tree import Role
from webapp.whistleblowing.web import House


def test_a_key_is_made_and_opens_what_comes_next(
    desk: AuditingClient, hani: Secrets, rooms: House, office: Office
) -> None:
    stored = row(rooms, "hani")
    assert is_in(desk)
    assert (stored.state, stored.invite_hash) == ("active", None)
    assert deeds(rooms) == [("invited", None, stored.id), ("key_made", stored.id, stored.id)]
    with rooms.db.read() as session:
        assert "hani" in [
            session.get_one(type(stored), one.id).username
            for one in tree.readers(session, office.places["kota"], tree.Involved()).inspectors
        ]


def test_nothing_that_was_shown_is_stored(hani: Secrets, rooms: House) -> None:
    stored = row(rooms, "hani")
    columns = b"".join(bytes(value) for value in vars(stored).values() if isinstance(value, bytes))
    private = locks.open_private(
        stored.sealed_private or b"",
        locks.Passphrase.of(passphrases.tidy(hani.passphrase), stored.salt).key,
        vault.holder(stored.id),
    )
    paper = on_paper.read(hani.recovery, 16)
    for told in (bytes(private), hani.passphrase.encode(), hani.totp.encode(), paper, hani.recovery.encode()):
        assert told not in columns
    assert bytes(private.public_key) == stored.public_key


def test_own_words_in_any_letters(sealed_app: Flask, desk: AuditingClient, rooms: House, clock: Clock) -> None:
    page = desk.get_page("/meja/mulai").submit(undangan=invitation(rooms, clock, "indra"))
    page = page.submit("Pakai", sandi=OWN_WORDS).submit("Lanjutkan", sandi=OWN_WORDS.upper())
    recovery = digits(page)
    page = page.submit("Kode sudah", kelompok=recovery[-5:])
    totp = secret(page)
    assert page.submit("Simpan", kode=code_at(totp, clock())).h1 == "Kunci Anda sudah jadi"
    signed = sign_in(browser(sealed_app), clock, Secrets("indra", OWN_WORDS.lower(), recovery, totp))
    assert signed.url.endswith("/meja")


@pytest.mark.parametrize("weak", ["pendek saja", "a" * 40, "ab ab ab ab ab ab ab ab"])
def test_a_weak_passphrase_is_refused(desk: AuditingClient, rooms: House, clock: Clock, weak: str) -> None:
    page = desk.get_page("/meja/mulai").submit(undangan=invitation(rooms, clock, "indra"))
    again = page.submit("Pakai", sandi=weak)
    assert again.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert again.errors == ["Kalimat sandi ini mudah ditebak. Pakai enam kata, atau paling sedikit 20 huruf."]
    assert again.field("sandi").value == weak


def test_other_words_are_offered(desk: AuditingClient, rooms: House, clock: Clock) -> None:
    page = desk.get_page("/meja/mulai").submit(undangan=invitation(rooms, clock, "indra"))
    [first] = page.select(".note strong")
    [second] = page.submit("Undi").select(".note strong")
    assert first != second
    assert set(second.split()) <= set(passphrases.words())


def test_each_step_asks_back(desk: AuditingClient, rooms: House, clock: Clock) -> None:
    page = desk.get_page("/meja/mulai").submit(undangan=invitation(rooms, clock, "indra"))
    page = page.submit("Pakai", sandi=OWN_WORDS)
    assert OWN_WORDS not in page.html
    assert page.submit("Lanjutkan", sandi=OWN_WORDS + "x").errors
    page = page.submit("Lanjutkan", sandi=OWN_WORDS)
    recovery = digits(page)
    wrong = f"{(int(recovery[-5:]) + 1) % 100_000:05d}"
    again = page.submit("Kode sudah", kelompok=wrong)
    assert again.errors == ["Ini bukan lima angka terakhirnya. Periksa catatan Anda."]
    page = again.submit("Kode sudah", kelompok=" ".join(recovery[-5:]))
    assert recovery not in page.html
    assert page.submit("Simpan", kode="000000").errors
    assert row(rooms, "indra").state == "invited"


def test_the_back_button_shows_the_step_that_is_next(desk: AuditingClient, rooms: House, clock: Clock) -> None:
    first = desk.get_page("/meja/mulai").submit(undangan=invitation(rooms, clock, "indra"))
    first.submit("Pakai", sandi=OWN_WORDS).submit("Lanjutkan", sandi=OWN_WORDS)
    assert first.submit("Pakai", sandi="tidak dipakai lagi karena sudah lewat").h1 == "Kode pemulihan di kertas"


@pytest.mark.parametrize("token", ["salah", "x" * 43, "'; DROP TABLE holder; --"])
def test_no_invitation(desk: AuditingClient, token: str) -> None:
    page = desk.get_page("/meja/mulai").submit(undangan=token)
    assert page.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "tidak ada atau sudah lewat" in page.errors[0]


def test_an_invitation_ends_after_seven_days(desk: AuditingClient, rooms: House, clock: Clock) -> None:
    token = invitation(rooms, clock, "indra")
    clock.pass_by(days=7)
    assert desk.get_page("/meja/mulai").submit(undangan=token).h1 == "Kalimat sandi"
    clock.pass_by(days=1)
    assert desk.get_page("/meja/mulai").submit(undangan=token).errors


def test_an_invitation_makes_one_key(sealed_app: Flask, desk: AuditingClient, rooms: House, clock: Clock) -> None:
    token = invitation(rooms, clock, "indra")
    slow = browser(sealed_app).get_page("/meja/mulai").submit(undangan=token)
    slow = slow.submit("Pakai", sandi=OWN_WORDS).submit("Lanjutkan", sandi=OWN_WORDS)
    slow = slow.submit("Kode sudah", kelompok=digits(slow)[-5:])
    make_key(desk, clock, token, "indra")
    before = row(rooms, "indra").public_key
    totp = secret(slow)
    assert slow.submit("Simpan", kode=code_at(totp, clock())).status == HTTPStatus.CONFLICT
    assert row(rooms, "indra").public_key == before
    assert desk.get_page("/meja/mulai").submit(undangan=token).errors


def test_a_plan_is_forgotten_after_an_hour(desk: AuditingClient, rooms: House, clock: Clock) -> None:
    page = desk.get_page("/meja/mulai").submit(undangan=invitation(rooms, clock, "indra"))
    clock.pass_by(hours=1)
    assert page.submit("Pakai", sandi=OWN_WORDS).h1 == "Langkah ini sudah lewat"
    assert desk.post("/meja/langkah", data={"draf": "x" * 43}).status_code == HTTPStatus.CONFLICT


def test_a_custodian_makes_a_key_the_same_way(desk: AuditingClient, rooms: House, clock: Clock) -> None:
    make_key(desk, clock, invitation(rooms, clock, "jaga", Role.CUSTODIAN), "jaga")
    assert "Penjaga identitas" in desk.get_page("/meja/kunci").text


def test_the_list_of_words() -> None:
    words = passphrases.words()
    assert len(words) == len(set(words)) == 6**5
    assert all(word.isascii() and word.islower() and 4 <= len(word) <= 8 for word in words)
    assert passphrases.is_strong(passphrases.offer())
