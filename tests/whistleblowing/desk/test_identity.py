"""Who the reporter is: only for whoever asked, and only once a custodian agreed."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

from sqlalchemy import update

from tests.auditing import AuditingClient, Page
from tests.conftest import Clock
from tests.whistleblowing.desk.conftest import Desk, SignIn, later
from tests.whistleblowing.office import edited
from webapp.whistleblowing import notices, vault
from webapp.whistleblowing.box import queries
from webapp.whistleblowing.models import Audit, Holder, IdentityRequest, Inspectorate, Wrap
from webapp.whistleblowing.seats import REPORTER, Seat
from webapp.whistleblowing.web import House

WHO = "Siti Aminah, 0812-0000-1111"


def ask(client: AuditingClient, report: str, why: str = "Perlu saksi di sidang.") -> Page:
    page = client.get_page(f"/meja/laporan/{report}/identitas").follow("Minta identitas pelapor")
    return page.submit("Kirim permintaan", teks=why)


def wrapped(rooms: House, report: str) -> set[str]:
    """Who has a key to the identity."""
    with rooms.db.read() as session:
        mine = session.query(Wrap.holder).filter(Wrap.report_id == report, Wrap.compartment == vault.IDENTITY)
        return {holder for (holder,) in mine}


def test_asked_granted_and_read(desk: Desk, sign_in: SignIn, rooms: House) -> None:
    report = desk.send(identity=WHO)
    ask(sign_in("ani"), report)
    assert "belum diputuskan" in sign_in("ani").get_page(f"/meja/laporan/{report}/identitas").text
    page = sign_in("kusuma").get_page("/meja").follow("Permintaan tentang laporan")
    assert "Perlu saksi di sidang." in page.text
    assert "Ani Rahmawati, Inspektur Kota" in page.text
    page = page.submit("Izinkan penanya membaca")
    assert "Diizinkan" in page.text
    assert "Sudah dilakukan: Izinkan penanya membaca." in page.text
    page = sign_in("ani").get_page(f"/meja/laporan/{report}/identitas")
    assert WHO not in page.text
    assert WHO in page.submit("Tampilkan identitas").text
    box = queries.box_of(rooms.db, Seat(REPORTER, report, desk.reporter(report)))
    assert box and box.opened == (("Ani Rahmawati, Inspektur Kota", desk.clock().date()),)
    with rooms.db.read() as session:
        actions = {action for (action,) in session.query(Audit.action)}
        assert actions == {"identity_asked", "identity_granted", "identity_read"}


def test_a_row_changed_for_a_moment_gives_it_to_nobody_else(desk: Desk, sign_in: SignIn, rooms: House) -> None:
    report = desk.send(identity=WHO)
    ask(sign_in("ani"), report)
    page = sign_in("kusuma").get_page("/meja").follow("Permintaan tentang laporan")
    for name, status in ("citra", HTTPStatus.NOT_FOUND), ("ani", HTTPStatus.OK):
        with rooms.db.write() as session:
            session.execute(update(IdentityRequest).values(asker_id=desk.office.people[name]))
        assert page.submit("Izinkan penanya membaca").status == status
        assert vault.holder(desk.office.people["citra"]) not in wrapped(rooms, report)


def test_the_office_is_told_of_a_request_and_its_asker_of_the_decision(
    desk: Desk, sign_in: SignIn, rooms: House, clock: Clock
) -> None:
    report = desk.send(identity=WHO)
    with rooms.db.write() as session:
        session.execute(
            update(Inspectorate).values(notice_email="x@inspektorat.example", noticed_through=clock().date())
        )
    later(clock, 1)
    assert told(rooms, clock) == []
    ask(sign_in("ani"), report)
    assert "dijawab" not in sign_in("ani").get_page("/meja").text
    later(clock, 1)
    assert told(rooms, clock) == ["kota"]
    sign_in("kusuma").get_page(desk.asked).submit("Izinkan penanya membaca")
    assert "Permintaan Anda untuk mengetahui pelapornya dijawab" in sign_in("ani").get_page("/meja").text


def told(rooms: House, clock: Clock) -> list[str]:
    """Which offices a letter would go to."""
    with rooms.db.read() as session:
        return [one.code for one in notices.news(session, clock().date() - timedelta(days=1))]


def test_nobody_else_reads_it(desk: Desk, sign_in: SignIn, rooms: House) -> None:
    report = desk.send(identity=WHO)
    ask(sign_in("ani"), report)
    sign_in("kusuma").get_page(desk.asked).submit("Izinkan penanya membaca")
    people = desk.office.people
    assert wrapped(rooms, report) == {vault.REPORTER, vault.holder(people["kusuma"]), vault.holder(people["ani"])}
    answer = sign_in("budi").post(f"/meja/laporan/{report}/identitas")
    assert WHO not in answer.get_data(as_text=True)
    assert sign_in("lestari").get(desk.asked).status_code == HTTPStatus.NOT_FOUND
    assert "Belum ada permintaan." in sign_in("lestari").get_page("/meja/identitas").text


def test_before_a_decision_a_crafted_form_shows_nothing(desk: Desk, sign_in: SignIn) -> None:
    report = desk.send(identity=WHO)
    ask(sign_in("ani"), report)
    answer = sign_in("ani").post(f"/meja/laporan/{report}/identitas", data={"langkah": "tampilkan"})
    assert WHO not in answer.get_data(as_text=True)


def test_refused_with_a_reason(desk: Desk, sign_in: SignIn, rooms: House) -> None:
    report = desk.send(identity=WHO)
    ask(sign_in("ani"), report)
    page = sign_in("kusuma").get_page(desk.asked).submit("Tolak permintaan")
    assert page.errors == ["Tulis mengapa Anda menolak."]
    page.submit("Tolak permintaan", teks="Tanyakan dulu lewat kotak pelapor.")
    page = sign_in("ani").get_page(f"/meja/laporan/{report}/identitas")
    assert "Tanyakan dulu lewat kotak pelapor." in page.text
    assert "Tampilkan identitas" not in page.buttons
    assert len(wrapped(rooms, report)) == 2
    ask(sign_in("ani"), report, "Sudah ditanya, tidak dijawab.")
    assert "belum diputuskan" in sign_in("ani").get_page(f"/meja/laporan/{report}/identitas").text


def test_decided_once(desk: Desk, sign_in: SignIn, rooms: House) -> None:
    report = desk.send(identity=WHO)
    ask(sign_in("ani"), report)
    late = sign_in("kusuma").get_page(desk.asked)
    sign_in("kusuma").get_page(desk.asked).submit("Tolak permintaan", teks="Belum perlu.")
    page = late.submit("Izinkan penanya membaca")
    assert "sudah diputuskan" in page.errors[0]
    assert len(wrapped(rooms, report)) == 2


def test_who_let_go_of_the_report_is_not_given_the_identity(desk: Desk, sign_in: SignIn, rooms: House) -> None:
    report = desk.send(identity=WHO)
    ask(sign_in("budi"), report)
    sign_in("budi").get_page(f"/meja/laporan/{report}/lepas-kunci").submit("Lepas kunci saya", yakin="lepas")
    page = sign_in("kusuma").get_page(desk.asked).submit("Izinkan penanya membaca")
    assert "tidak lagi memegang laporannya" in page.errors[0]
    assert len(wrapped(rooms, report)) == 2


def test_who_is_involved_is_not_given_the_identity(desk: Desk, sign_in: SignIn, rooms: House) -> None:
    report = desk.send("budi", identity=WHO)
    ask(sign_in("ani"), report)
    with rooms.db.write() as session:  # the same man, by another account
        edited(session, "ani", name="Budi Hartono")
    page = sign_in("kusuma").get_page(desk.asked).submit("Izinkan penanya membaca")
    assert page.errors and len(wrapped(rooms, report)) == 2


def test_nor_is_whose_key_somebody_has_changed(desk: Desk, sign_in: SignIn, rooms: House) -> None:
    report = desk.send("budi", identity=WHO)
    ask(sign_in("ani"), report)
    page = sign_in("kusuma").get_page(desk.asked)
    with rooms.db.write() as session:
        foreign = bytes(desk.office.keys["budi"].public_key)
        session.execute(update(Holder).where(Holder.username == "ani").values(public_key=foreign))
    assert page.submit("Izinkan penanya membaca").errors and len(wrapped(rooms, report)) == 2


def test_the_motive_is_for_asker_and_custodians(desk: Desk, sign_in: SignIn, rooms: House) -> None:
    report = desk.send(identity=WHO)
    ask(sign_in("ani"), report)
    with rooms.db.read() as session:
        [row] = session.query(IdentityRequest.id).all()
        mine = session.query(Wrap.holder).filter(Wrap.compartment == vault.motive(row.id))
        people = desk.office.people
        assert {one for (one,) in mine} == {vault.holder(people[name]) for name in ("ani", "kusuma")}


def test_without_an_identity_there_is_nothing_to_ask(desk: Desk, sign_in: SignIn) -> None:
    report = desk.send()
    ani = sign_in("ani")
    assert "Identitas pelapor" not in ani.get_page(f"/meja/laporan/{report}").links
    for path in ("identitas", "minta-identitas"):
        assert ani.get(f"/meja/laporan/{report}/{path}").status_code == HTTPStatus.NOT_FOUND
