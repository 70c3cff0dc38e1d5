"""Keys handed on: to colleagues and from the safe, never to who is excluded, and noted."""

from __future__ import annotations

from dataclasses import replace
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import select

from tests.auditing import AuditingClient
from tests.conftest import Clock
from tests.whistleblowing.keys.people import browser, deeds, held, invitation, make_key, row, send
from tests.whistleblowing.office import Office, edited, move
from tests.whistleblowing.test_sending import answers
from webapp.whistleblowing import vault
from webapp.whistleblowing.keys import accounts, grants
from webapp.whistleblowing.keys.accounts import NotPossible
from webapp.whistleblowing.models import Wrap
from webapp.whistleblowing.tree import Me, Role
from webapp.whistleblowing.vault import Reader
from webapp.whistleblowing.web import House

ALL = {"report", "talk", "desk"}


def seat(rooms: House, office: Office, name: str) -> Me:
    """Somebody who has signed in."""
    found = row(rooms, name)
    return Me(found.id, found.name, Role(found.role), found.inspectorate_id, office.reader(name))


def lose(rooms: House, office: Office, *names: str) -> None:
    """They have new keys of the same pair, and nothing that was handed to the old one."""
    with rooms.db.write() as session:
        for name in names:
            wraps = select(Wrap).where(Wrap.holder == vault.holder(office.people[name]))
            for wrap in session.scalars(wraps):
                session.delete(wrap)


def test_a_colleague_gets_what_was_there_before(rooms: House, office: Office, clock: Clock) -> None:
    reports = {send(rooms, office, clock()) for _ in range(2)}
    lose(rooms, office, "budi")
    done = grants.grant(rooms, seat(rooms, office, "ani"), None, office.people["budi"], clock().date())
    assert (set(done.handed), done.refused, done.unopened) == (reports, (), ())
    assert held(rooms, office.people["budi"]) == {(one, kind) for one in reports for kind in ALL}
    assert deeds(rooms) == [("granted", office.people["ani"], office.people["budi"])] * 2


def test_what_was_handed_on_opens(rooms: House, office: Office, clock: Clock) -> None:
    send(rooms, office, clock())
    lose(rooms, office, "budi")
    assert answers(rooms, office.reader("budi")) is None
    grants.grant(rooms, seat(rooms, office, "ani"), None, office.people["budi"], clock().date())
    assert answers(rooms, office.reader("budi")) == answers(rooms, office.reader("ani"))


def test_only_what_was_named(rooms: House, office: Office, clock: Clock) -> None:
    first, second = (send(rooms, office, clock()) for _ in range(2))
    lose(rooms, office, "budi")
    done = grants.grant(rooms, seat(rooms, office, "ani"), [first, "tidak ada"], office.people["budi"], clock().date())
    assert done.handed == (first,)
    assert second not in {report for report, _kind in held(rooms, office.people["budi"])}


def test_who_is_excluded_never_gets_it(rooms: House, office: Office, clock: Clock) -> None:
    secret, other = send(rooms, office, clock(), "budi"), send(rooms, office, clock())
    lose(rooms, office, "budi")
    done = grants.grant(rooms, seat(rooms, office, "ani"), None, office.people["budi"], clock().date())
    assert (done.handed, done.refused) == ((other,), (secret,))
    assert {report for report, _kind in held(rooms, office.people["budi"])} == {other}


def test_a_custodian_hands_identities_to_custodians_only(rooms: House, office: Office, clock: Clock) -> None:
    report = send(rooms, office, clock(), identity="Siti, 0812")
    token = invitation(rooms, clock, "jaga", Role.CUSTODIAN)
    with rooms.db.write() as session:
        public = bytes(office.keys["gita"].public_key)
        edited(session, "jaga", state="active", public_key=public, invite_hash=None)
    assert token
    jaga = row(rooms, "jaga").id
    done = grants.grant(rooms, seat(rooms, office, "kusuma"), None, jaga, clock().date())
    assert done.handed == (report,)
    assert held(rooms, jaga) == {(report, "identity"), (report, "excluded")}
    for giver, taker in (("kusuma", "ani"), ("ani", "kusuma"), ("ani", "dedi"), ("ani", "ani")):
        with pytest.raises(NotPossible):
            grants.grant(rooms, seat(rooms, office, giver), None, office.people[taker], clock().date())


def test_an_excluded_custodian_gets_no_identity(rooms: House, office: Office, clock: Clock) -> None:
    with rooms.db.write() as session:
        move(session, "citra", role="custodian")
    report = send(rooms, office, clock(), "citra", identity="Siti, 0812")
    done = grants.grant(rooms, seat(rooms, office, "kusuma"), None, office.people["citra"], clock().date())
    assert (done.handed, done.refused) == ((), (report,))
    assert held(rooms, office.people["citra"]) == set()


def test_who_has_no_key_hands_on_nothing(rooms: House, office: Office, clock: Clock) -> None:
    send(rooms, office, clock(), "budi")
    lose(rooms, office, "citra")
    done = grants.grant(rooms, seat(rooms, office, "budi"), None, office.people["citra"], clock().date())
    assert done == grants.Granted((), (), ())
    ani = office.people["ani"]
    impostor = replace(seat(rooms, office, "ani"), reader=Reader(vault.holder(ani), office.keys["budi"]))
    done = grants.grant(rooms, impostor, None, office.people["citra"], clock().date())
    assert (done.handed, len(done.unopened)) == ((), 1)
    assert held(rooms, office.people["citra"]) == set()


def test_two_hand_on_at_once(rooms: House, office: Office, clock: Clock) -> None:
    reports = [send(rooms, office, clock()) for _ in range(3)]
    lose(rooms, office, "citra")
    gate, faults = Barrier(2), []

    def hand(name: str) -> None:
        gate.wait()
        try:
            grants.grant(rooms, seat(rooms, office, name), None, office.people["citra"], clock().date())
        except Exception as fault:  # noqa: BLE001 - whatever it was fails the test
            faults.append(fault)

    threads = [Thread(target=hand, args=(name,)) for name in ("ani", "budi")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert faults == []
    assert held(rooms, office.people["citra"]) == {(one, kind) for one in reports for kind in ALL}
    assert answers_all(rooms, office, reports)


def answers_all(rooms: House, office: Office, reports: list[str]) -> bool:
    """Whether Citra opens each."""
    with rooms.db.read() as session:
        return all(vault.key_of(session, one, vault.REPORT, office.reader("citra")) for one in reports)


def test_nothing_is_handed_to_who_has_just_left(rooms: House, office: Office, clock: Clock) -> None:
    send(rooms, office, clock())
    with rooms.db.write() as session:
        accounts.end(session, "citra", clock().date())
    with pytest.raises(NotPossible):
        grants.grant(rooms, seat(rooms, office, "ani"), None, office.people["citra"], clock().date())
    assert held(rooms, office.people["citra"]) == set()


def test_the_page(sealed_app: Flask, rooms: House, office: Office, clock: Clock) -> None:
    send(rooms, office, clock())
    giver, taker = browser(sealed_app), browser(sealed_app)
    make_key(giver, clock, invitation(rooms, clock, "hani"), "hani")
    send(rooms, office, clock())
    secret = send(rooms, office, clock(), "budi")
    lose(rooms, office, "budi")
    page = giver.get_page("/meja/kunci").follow("Beri kunci laporan lama")
    assert "Budi Hartono, Auditor investigatif. Belum memegang kunci 2 laporan Anda." in page.text
    assert "Ani Rahmawati, Inspektur Kota. Memegang kunci semua laporan Anda." in page.text
    page = page.submit("Beri kunci kepada Budi Hartono")
    assert "Kunci 1 laporan sudah diberikan." in page.text
    assert "1 laporan tidak diberikan, karena pelapor mengecualikan orang ini." in page.text
    assert secret not in {report for report, _kind in held(rooms, office.people["budi"])}
    assert taker.get("/meja/kunci/beri").status_code == 303


@pytest.mark.parametrize("to", ["0", "999", "-1", "abc", "9" * 400, ""])
def test_a_crafted_colleague(desk: AuditingClient, hani: object, to: str) -> None:
    answer = desk.post("/meja/kunci/beri", data={"beri": to}, headers={"Origin": "http://localhost"})
    assert answer.status_code == 409
