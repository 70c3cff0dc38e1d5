"""Keys among colleagues: given on, let go of, and never for who is involved."""

from __future__ import annotations

from http import HTTPStatus
from typing import cast

import pytest
from flask import Flask
from nacl.public import PrivateKey
from sqlalchemy import delete

from tests.auditing import AuditingClient, Page
from tests.conftest import Clock
from tests.whistleblowing.box.conftest import come_in
from tests.whistleblowing.desk.conftest import Desk, SignIn
from tests.whistleblowing.office import edited, edited_place
from webapp.whistleblowing import erasing, vault
from webapp.whistleblowing.desk import handing, queries
from webapp.whistleblowing.desk.service import Deed, Refused, Stale
from webapp.whistleblowing.keys.openers import dark_without
from webapp.whistleblowing.models import Audit, Wrap
from webapp.whistleblowing.tree import Me, Role
from webapp.whistleblowing.web import House


def act(client: AuditingClient, report: str, slug: str) -> Page:
    return client.get_page(f"/meja/laporan/{report}/{slug}")


def audited(rooms: House) -> list[tuple[str, int | None]]:
    with rooms.db.read() as session:
        return sorted((one.action, one.subject_id) for one in session.query(Audit))


def opens(client: AuditingClient, report: str) -> bool:
    return client.get(f"/meja/laporan/{report}").status_code == HTTPStatus.OK


def test_let_go_and_given_back(desk: Desk, sign_in: SignIn, rooms: House) -> None:
    report, people = desk.send(), desk.office.people
    page = act(sign_in("budi"), report, "lepas-kunci").submit("Lepas kunci saya", yakin="ya")
    assert page.errors == ["Ketik kata “lepas”, tanpa tanda kutip, bila Anda yakin."]
    assert page.submit("Lepas kunci saya", yakin=" Lepas ").h1 == "Laporan Anda"
    assert not opens(sign_in("budi"), report)
    assert opens(sign_in("citra"), report)
    act(sign_in("ani"), report, "beri-kunci").submit("Beri kunci", rekan=str(people["budi"]))
    assert opens(sign_in("budi"), report)
    assert audited(rooms) == [("dropped", None), ("granted", people["budi"])]
    desk.writes(report, "Masih ada?")
    assert "Masih ada?" in sign_in("budi").get_page(f"/meja/laporan/{report}").text


def test_who_is_involved_is_never_given_a_key(desk: Desk, sign_in: SignIn, rooms: House) -> None:
    report, people = desk.send("budi"), desk.office.people
    page = act(sign_in("ani"), report, "beri-kunci")
    assert "Beri kunci" not in page.buttons
    assert "Tidak ada rekan yang dapat diberi kunci" in page.text
    data = {"versi": "1", "rekan": str(people["budi"])}
    answer = sign_in("ani").post(f"/meja/laporan/{report}/beri-kunci", data=data)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Menurut pelapor, orang ini terlibat." in answer.get_data(as_text=True)
    assert audited(rooms) == [("grant_refused", None)]
    with rooms.db.read() as session:
        assert session.query(Audit.report_id).all() == [(None,)]
    assert not opens(sign_in("budi"), report)


def test_a_namesake_of_who_is_involved_is_refused_and_the_page_says_who_that_is(
    desk: Desk, sign_in: SignIn, rooms: House
) -> None:
    report, people = desk.send("budi"), desk.office.people
    act(sign_in("citra"), report, "lepas-kunci").submit("Lepas kunci saya", yakin="lepas")
    with rooms.db.write() as session:
        edited(session, "citra", name="BUDI  hartono")
        edited(session, "budi", name="Lain Nama")
    assert "Budi Hartono, Auditor investigatif" in sign_in("ani").get_page(f"/meja/laporan/{report}").text
    for name in ("budi", "citra"):
        with pytest.raises(Refused, match="terlibat"):
            handing.give(rooms.db, deed(desk, rooms, report), people[name])
        assert report not in {one for one, _name, holder in wraps(rooms) if holder == vault.holder(people[name])}


@pytest.mark.parametrize("name", ["dedi", "kusuma", "citra"])
def test_only_a_colleague_without_a_key(name: str, desk: Desk, rooms: House) -> None:
    report = desk.send()
    with pytest.raises(Refused):
        handing.give(rooms.db, deed(desk, rooms, report), desk.office.people[name])


def deed(desk: Desk, rooms: House, report: str) -> Deed:
    """What Ani sees of a report now."""
    office = desk.office
    me = Me(office.people["ani"], "Ani", Role.INSPECTOR, office.places["kota"], office.reader("ani"))
    with rooms.db.read() as session:
        case = queries.open_case(session, me, report)
    assert case is not None
    return Deed(me, case, case.version, desk.clock().date())


def test_the_last_one_cannot_let_go(desk: Desk, sign_in: SignIn, rooms: House) -> None:
    report = desk.send("budi", "citra")
    assert "Lepas kunci saya" not in sign_in("ani").get_page(f"/meja/laporan/{report}").links
    assert sign_in("ani").get(f"/meja/laporan/{report}/lepas-kunci").status_code == HTTPStatus.NOT_FOUND
    with pytest.raises(Refused, match="terakhir"):
        handing.drop(rooms.db, deed(desk, rooms, report))
    assert opens(sign_in("ani"), report)


def test_two_who_let_go_at_once(desk: Desk, sign_in: SignIn) -> None:
    report = desk.send("citra")
    mine, theirs = act(sign_in("ani"), report, "lepas-kunci"), act(sign_in("budi"), report, "lepas-kunci")
    theirs.submit("Lepas kunci saya", yakin="lepas")
    assert mine.submit("Lepas kunci saya", yakin="lepas").status == HTTPStatus.NOT_FOUND
    assert opens(sign_in("ani"), report)


def test_letting_go_takes_ones_own_wraps_only(desk: Desk, sign_in: SignIn, rooms: House) -> None:
    report, other = desk.send(), desk.send()
    budi = vault.holder(desk.office.people["budi"])
    before = wraps(rooms)
    act(sign_in("budi"), report, "lepas-kunci").submit("Lepas kunci saya", yakin="lepas")
    assert before - wraps(rooms) == {
        (report, name, holder) for (one, name, holder) in before if one == report and holder == budi
    }
    assert opens(sign_in("budi"), other)


def wraps(rooms: House) -> set[tuple[str, str, str]]:
    with rooms.db.read() as session:
        return {(one.report_id, one.compartment, one.holder) for one in session.query(Wrap)}


def test_a_report_that_is_gone_is_gone(desk: Desk, rooms: House, clock: Clock) -> None:
    report = desk.send()
    seen = deed(desk, rooms, report)
    erasing.erase(rooms, report)
    with pytest.raises(Stale):
        handing.drop(rooms.db, seen)
    with rooms.db.write() as session:
        assert session.execute(delete(Wrap)).rowcount == 0  # type: ignore[attr-defined]


def test_the_key_on_paper_is_somebody_everywhere(sealed_app: Flask, desk: Desk, sign_in: SignIn, rooms: House) -> None:
    """With one the last may let go, and the reporter reads who can still open it."""
    with rooms.db.write() as session:
        paper = bytes(PrivateKey.generate().public_key)
        edited_place(session, "kota", offline_public=paper)
    report, told = desk.send("budi", "citra"), "satu kunci di atas kertas, di lemari terkunci instansi ini"
    page = sign_in("ani").get_page(f"/meja/laporan/{report}")
    assert f"Ani Rahmawati, Inspektur Kota; {told}" in page.text
    page.follow("Lepas kunci saya").submit("Lepas kunci saya", yakin="lepas")
    assert not opens(sign_in("ani"), report)
    box = come_in(cast(AuditingClient, sealed_app.test_client()), desk.codes[report])
    assert told in box.text and "Tidak ada lagi yang memegang kunci" not in box.text
    with rooms.db.read() as session:
        assert dark_without(session, vault.holder(desk.office.people["ani"]), desk.office.places["kota"]) == 0
