"""What a holder changes, and how they come back after a loss."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from flask import Flask
from nacl.public import PrivateKey
from sqlalchemy import select, update

from tests.auditing import AuditingClient
from tests.conftest import Clock
from tests.whistleblowing.keys.people import (
    OWN_WORDS,
    Secrets,
    browser,
    change,
    deeds,
    digits,
    go_through,
    held,
    invitation,
    is_in,
    make_key,
    row,
    secret,
    send,
    sign_in,
)
from tests.whistleblowing.keys.test_sign_in import SAME, WRONG
from tests.whistleblowing.office import Office
from webapp.base.crypto import DecryptError
from webapp.base.second_factor import code_at
from webapp.whistleblowing import locks, vault
from webapp.whistleblowing.keys import on_paper
from webapp.whistleblowing.models import Wrap
from webapp.whistleblowing.vault import Reader
from webapp.whistleblowing.web import House


def opens(rooms: House, username: str, private: PrivateKey, report: str) -> bool:
    """Whether a key of this account opens the answers of a report."""
    reader = Reader(vault.holder(row(rooms, username).id), private)
    with rooms.db.read() as session:
        key = vault.key_of(session, report, vault.REPORT, reader)
        return key is not None and bool(vault.entries(session, report, vault.REPORT, key))


def key_on_paper(rooms: House, who: Secrets) -> PrivateKey:
    """The private key, by the recovery code."""
    stored = row(rooms, who.username)
    paper = locks.recovery_key(on_paper.read(who.recovery, 16))
    return locks.open_private(stored.sealed_recovery or b"", paper, vault.holder(stored.id))


def test_another_passphrase(sealed_app: Flask, desk: AuditingClient, hani: Secrets, clock: Clock, rooms: House) -> None:
    elsewhere = browser(sealed_app)
    sign_in(elsewhere, clock, hani)
    page = change(desk, clock, hani, "Kalimat sandi")
    page = page.submit("Pakai", sandi=OWN_WORDS).submit("Lanjutkan", sandi=OWN_WORDS)
    assert page.h1 == "Kalimat sandi sudah diganti"
    assert is_in(desk)
    assert not is_in(elsewhere)
    assert sign_in(browser(sealed_app), clock, hani).errors == WRONG
    assert sign_in(browser(sealed_app), clock, hani, sandi=OWN_WORDS).url.endswith("/meja")
    assert key_on_paper(rooms, hani)
    assert "passphrase_changed" in [action for action, *_who in deeds(rooms)]


def test_another_recovery_code(desk: AuditingClient, hani: Secrets, clock: Clock, rooms: House) -> None:
    page = change(desk, clock, hani, "Kode pemulihan")
    new = digits(page)
    assert page.submit("Kode sudah", kelompok=new[-5:]).h1 == "Kode pemulihan sudah diganti"
    assert key_on_paper(rooms, Secrets("hani", "", new, ""))
    with pytest.raises(DecryptError):
        key_on_paper(rooms, hani)


def test_another_telephone(sealed_app: Flask, desk: AuditingClient, hani: Secrets, clock: Clock) -> None:
    page = change(desk, clock, hani, "Aplikasi kode")
    totp = secret(page)
    clock.pass_by(seconds=30)
    assert page.submit("Simpan", kode=code_at(totp, clock())).h1 == "Aplikasi kode sudah diganti"
    assert sign_in(browser(sealed_app), clock, hani).errors == WRONG
    clock.pass_by(seconds=60)
    assert sign_in(browser(sealed_app), clock, Secrets("hani", hani.passphrase, "", totp)).url.endswith("/meja")


def test_another_key_pair(
    sealed_app: Flask, desk: AuditingClient, hani: Secrets, clock: Clock, rooms: House, office: Office
) -> None:
    reports = [send(rooms, office, clock()) for _ in range(2)]
    old = key_on_paper(rooms, hani)
    assert opens(rooms, "hani", old, reports[0])
    damaged = send(rooms, office, clock())
    with rooms.db.write() as session:
        session.execute(update(Wrap).where(Wrap.report_id == damaged).values(box=b"\x01kurang"))
    page = change(desk, clock, hani, "Pasangan kunci")
    recovery = digits(page)
    assert page.submit("Kode sudah", kelompok=recovery[-5:]).h1 == "Pasangan kunci sudah diganti"
    new = key_on_paper(rooms, Secrets("hani", "", recovery, ""))
    assert all(opens(rooms, "hani", new, one) for one in reports)
    assert {report for report, _place in held(rooms, row(rooms, "hani").id)} == set(reports)
    with rooms.db.read() as session:
        assert vault.REPORTER in session.scalars(select(Wrap.holder).where(Wrap.report_id == damaged)).all()
    with pytest.raises(DecryptError):
        opens(rooms, "hani", old, reports[0])
    assert is_in(desk)
    assert sign_in(browser(sealed_app), clock, hani).url.endswith("/meja")
    assert opens(rooms, "hani", new, send(rooms, office, clock()))


@pytest.mark.parametrize("fault", [{"sandi": "bukan kalimat sandi saya"}, {"kode": "000000"}])
def test_a_change_needs_passphrase_and_code_once_more(
    desk: AuditingClient, hani: Secrets, clock: Clock, fault: dict[str, str]
) -> None:
    clock.pass_by(seconds=30)
    page = desk.get_page("/meja/kunci").choose("Apa yang Anda ganti?", "Pasangan kunci")
    typed = {"sandi": hani.passphrase, "kode": code_at(hani.totp, clock()), **fault}
    refused = page.submit("Lanjutkan penggantian", typed)
    assert (refused.status, refused.errors) == (HTTPStatus.UNPROCESSABLE_ENTITY, WRONG)
    assert hani.passphrase not in refused.html


def test_a_change_is_for_its_own_seat(
    sealed_app: Flask, desk: AuditingClient, hani: Secrets, clock: Clock, rooms: House
) -> None:
    page = change(desk, clock, hani, "Kode pemulihan")
    other = browser(sealed_app)
    token = page.field("draf").value
    stolen = {"draf": token, "langkah": "paper", "kelompok": digits(page)[-5:]}
    assert other.post("/meja/langkah", data=stolen, headers=SAME).status_code == HTTPStatus.CONFLICT
    make_key(other, clock, invitation(rooms, clock, "indra"), "indra")
    assert other.post("/meja/langkah", data=stolen, headers=SAME).status_code == HTTPStatus.CONFLICT
    assert page.submit("Kode sudah", kelompok=digits(page)[-5:]).status == HTTPStatus.OK


def test_two_tabs_change_once(desk: AuditingClient, hani: Secrets, clock: Clock, rooms: House) -> None:
    first, second = (change(desk, clock, hani, "Kode pemulihan") for _ in range(2))
    assert first.submit("Kode sudah", kelompok=digits(first)[-5:]).status == HTTPStatus.OK
    assert second.submit("Kode sudah", kelompok=digits(second)[-5:]).status == HTTPStatus.CONFLICT
    assert first.submit("Kode sudah", kelompok=digits(first)[-5:]).status == HTTPStatus.CONFLICT
    assert key_on_paper(rooms, Secrets("hani", "", digits(first), ""))


def test_a_crafted_form_sets_nothing_else(
    sealed_app: Flask, desk: AuditingClient, hani: Secrets, clock: Clock, rooms: House, office: Office
) -> None:
    send(rooms, office, clock())
    before, ani = held(rooms, row(rooms, "hani").id), row(rooms, "ani")
    crafted = {
        "id": str(office.people["ani"]),
        "holder": str(office.people["ani"]),
        "username": "ani",
        "nama": "ani",
        "role": "custodian",
        "is_head": "1",
        "state": "active",
        "public_key": "00" * 32,
        "proof": "00" * 32,
        "inspectorate_id": str(office.places["provinsi"]),
        "sealed_private": "00",
        "invite_hash": "00",
    }
    clock.pass_by(seconds=30)
    right = {"ganti": "recovery_renewed", "sandi": hani.passphrase, "kode": code_at(hani.totp, clock())}
    page = desk.page(desk.post("/meja/kunci", data={**crafted, **right}, headers=SAME))
    done = {"draf": page.field("draf").value, "langkah": "paper", "kelompok": digits(page)[-5:], "deed": "key_rotated"}
    desk.post("/meja/langkah", data={**crafted, **done}, headers=SAME)
    mine, theirs = row(rooms, "hani"), row(rooms, "ani")
    assert (mine.role, mine.is_head, mine.inspectorate_id) == ("inspector", False, office.places["kota"])
    assert (theirs.proof, theirs.public_key, theirs.sealed_recovery) == (ani.proof, ani.public_key, None)
    assert held(rooms, mine.id) == before
    for deed in ("key_made", "key_recovered", "apa saja"):
        clock.pass_by(seconds=30)
        typed = {"ganti": deed, "sandi": hani.passphrase, "kode": code_at(hani.totp, clock())}
        assert desk.post("/meja/kunci", data=typed, headers=SAME).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_the_paper_opens_after_a_loss(
    sealed_app: Flask, desk: AuditingClient, hani: Secrets, clock: Clock, rooms: House, office: Office
) -> None:
    report, client = send(rooms, office, clock()), browser(sealed_app)
    page = client.get_page("/meja/masuk").follow("Kehilangan kalimat sandi")
    typed = "-".join(hani.recovery[start : start + 5] for start in range(0, 40, 5))
    page, new = go_through(page.submit("Buka", nama="Hani", pemulihan=typed), clock, "hani")
    assert page.h1 == "Kunci Anda terbuka lagi"
    assert not is_in(desk)
    assert is_in(client)
    assert sign_in(browser(sealed_app), clock, hani).errors == WRONG
    clock.pass_by(seconds=60)
    assert sign_in(browser(sealed_app), clock, new).url.endswith("/meja")
    assert opens(rooms, "hani", key_on_paper(rooms, new), report)
    with pytest.raises(DecryptError):
        key_on_paper(rooms, hani)


def test_guesses_of_a_recovery_code_are_held(sealed_app: Flask, hani: Secrets) -> None:
    page = browser(sealed_app).get_page("/meja/pulih")
    for wrong in range(10):
        code = on_paper.written(wrong.to_bytes(16))
        refused = page.submit("Buka", nama="hani", pemulihan=code)
        assert refused.errors == ["Nama pengguna atau kode pemulihan tidak cocok. Periksa keduanya, lalu coba lagi."]
    refused = page.submit("Buka", nama="hani", pemulihan=hani.recovery)
    assert refused.status == HTTPStatus.TOO_MANY_REQUESTS
    unknown = page.submit("Buka", nama="tidakada", pemulihan=hani.recovery)
    assert unknown.errors == ["Nama pengguna atau kode pemulihan tidak cocok. Periksa keduanya, lalu coba lagi."]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("bukan angka", "Kode pemulihan hanya terdiri dari angka."),
        ("1" * 1_000, "Kode pemulihan hanya terdiri dari angka."),
        ("12345 67890", "Kode pemulihan terdiri dari 40 angka. Yang Anda ketik 10 angka."),
        ("1" * 40, "Ada angka yang salah ketik"),
        ("9" * 39 + "0", "Ada angka yang salah ketik"),
    ],
)
def test_a_recovery_code_with_a_typo_is_told(desk: AuditingClient, typed: str, sentence: str) -> None:
    page = desk.get_page("/meja/pulih").submit("Buka", nama="hani", pemulihan=typed)
    assert page.errors[0].startswith(sentence)
    assert page.field("pemulihan").value == typed


def test_who_lost_all_begins_anew(
    sealed_app: Flask, desk: AuditingClient, hani: Secrets, clock: Clock, rooms: House, office: Office
) -> None:
    send(rooms, office, clock())
    assert "mengundang Anda lagi" in desk.get_page("/meja/pulih").text
    old = row(rooms, "hani")
    assert held(rooms, old.id)
    token = invitation(rooms, clock, "hani", anew=True)
    assert not is_in(desk)
    assert sign_in(browser(sealed_app), clock, hani).errors == WRONG
    assert row(rooms, "hani").public_key is None
    assert held(rooms, old.id) == set()
    new = make_key(browser(sealed_app), clock, token, "hani")
    clock.pass_by(seconds=60)
    assert sign_in(browser(sealed_app), clock, new).url.endswith("/meja")
    assert row(rooms, "hani").id == old.id
