"""A report that its reporter took one level up: what the level above reads, and to whom it may hand keys."""

from __future__ import annotations

from datetime import date, timedelta
from http import HTTPStatus

import pytest
from sqlalchemy import update

from tests.auditing import AuditingClient
from tests.conftest import Clock
from tests.whistleblowing.desk.conftest import Desk, SignIn
from tests.whistleblowing.desk.test_handing import audited, opens
from tests.whistleblowing.office import move
from webapp.base.crypto import new_token
from webapp.whistleblowing import notices, vault
from webapp.whistleblowing.box import service
from webapp.whistleblowing.desk import retention
from webapp.whistleblowing.keys import grants
from webapp.whistleblowing.keys.grants import Granted
from webapp.whistleblowing.models import Entry, Handling, Holder, Inspectorate, Wrap
from webapp.whistleblowing.seats import REPORTER, Seat
from webapp.whistleblowing.sending import RETENTION
from webapp.whistleblowing.tree import Me, Role


def go_up(desk: Desk, report: str, *excluded: str, who: bool = False) -> None:
    """As the reporter's box does it."""
    seat, out = Seat(REPORTER, report, desk.reporter(report)), [desk.office.people[name] for name in excluded]
    way = service.ascent(desk.rooms.db, seat, out)
    assert way.readers is not None
    service.ascend(desk.rooms.db, seat, new_token(), out, way.readers.seal, who=who, on=desk.clock().date())


def me(desk: Desk, name: str) -> Me:
    """Somebody who has signed in."""
    with desk.rooms.db.read() as session:
        row = session.get_one(Holder, desk.office.people[name])
        return Me(row.id, row.name, Role(row.role), row.inspectorate_id, desk.office.reader(name))


def hand_on(desk: Desk, giver: str, taker: str) -> Granted:
    """Everything, by the page of keys."""
    return grants.grant(desk.rooms, me(desk, giver), None, desk.office.people[taker], desk.clock().date())


def ask(client: AuditingClient, report: str, text: str) -> None:
    """A question to the reporter."""
    client.get_page(f"/meja/laporan/{report}/tanya").submit("Kirim pertanyaan", teks=text)


def test_each_level_has_its_own_last_day(desk: Desk, sign_in: SignIn, clock: Clock) -> None:
    """What another level decides shows nowhere at one's own."""
    report, rooms = desk.send(), desk.rooms
    ask(sign_in("ani"), report, "Siapa saksinya?")
    sign_in("ani").get_page(f"/meja/laporan/{report}/catat").submit("Simpan catatan", teks="Cek vendor X.")
    go_up(desk, report)
    page = sign_in("dedi").get_page(f"/meja/laporan/{report}/simpan-lebih-lama")
    page.submit("Simpan lebih lama", tahun="1", teks="Sidang.")
    after = clock().date() + RETENTION + timedelta(days=1)
    desk.finish()
    assert retention.expire(rooms, after) == retention.expire(rooms, after) == 0
    assert not opens(sign_in("ani"), report) and "0 laporan" in sign_in("ani").get_page("/meja").text
    assert "Siapa saksinya?" in sign_in("dedi").get_page(f"/meja/laporan/{report}").text
    with rooms.db.read() as session:
        notes = vault.desk(desk.handling(report).id)
        assert session.query(Entry).filter(Entry.compartment == notes).count() == 0
        ours = [vault.holder(desk.office.people[name]) for name in ("ani", "budi", "citra", "kusuma")]
        assert session.query(Wrap).filter(Wrap.holder.in_(ours)).count() == 0
    assert retention.expire(rooms, after + timedelta(days=366)) == 1


def test_the_level_above_reads_the_older_talk_and_writes_into_its_own(desk: Desk, sign_in: SignIn) -> None:
    report = desk.send()
    ask(sign_in("ani"), report, "Siapa saksinya?")
    desk.writes(report, "Saya dipindahkan.", "retaliation")
    go_up(desk, report)
    dedi = sign_in("dedi")
    ask(dedi, report, "Sejak kapan?")
    page = dedi.get_page(f"/meja/laporan/{report}")
    older, own = "Percakapan pelapor dengan Inspektorat Kota Contoh", "Percakapan dengan pelapor"
    assert [one for one in page.select("h2") if one in (older, own)] == [older, own]
    by_ani = "Ani Rahmawati, Inspektur Kota, "
    for told in ("Siapa saksinya?", by_ani, "Pelapor melaporkan pembalasan.", "Sejak kapan?"):
        assert told in page.text
    assert desk.reads(report) == [("question", "Siapa saksinya?"), ("retaliation", "Saya dipindahkan.")]


def test_the_level_below_sees_no_other_talk(desk: Desk, sign_in: SignIn) -> None:
    report = desk.send()
    before = sign_in("ani").get_page(f"/meja/laporan/{report}").html
    go_up(desk, report, "eka")
    ask(sign_in("dedi"), report, "Sejak kapan?")
    assert sign_in("ani").get_page(f"/meja/laporan/{report}").html == before


def test_a_colleague_above_gets_the_older_talk_too(desk: Desk, sign_in: SignIn) -> None:
    report = desk.send()
    ask(sign_in("ani"), report, "Siapa saksinya?")
    go_up(desk, report)
    drop(desk, "eka")
    assert hand_on(desk, "dedi", "eka").handed == (report,)
    assert "Siapa saksinya?" in sign_in("eka").get_page(f"/meja/laporan/{report}").text


def test_who_was_excluded_on_the_way_up_gets_no_key_by_either_page(desk: Desk, sign_in: SignIn) -> None:
    report, eka = desk.send(), desk.office.people["eka"]
    go_up(desk, report, "eka")
    assert hand_on(desk, "dedi", "eka") == Granted((), (report,), ())
    answer = sign_in("dedi").post(f"/meja/laporan/{report}/beri-kunci", data={"versi": "1", "rekan": str(eka)})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert audited(desk.rooms) == [("grant_refused", None)]
    assert not opens(sign_in("eka"), report)


@pytest.mark.parametrize("excluded", [True, False])
def test_an_identity_is_kept_from_a_custodian_excluded_on_the_way_up(desk: Desk, excluded: bool) -> None:
    report = desk.send(identity="Siti, 0812")
    go_up(desk, report, *(["eka"] if excluded else []), who=True)
    with desk.rooms.db.write() as session:
        move(session, "eka", role=Role.CUSTODIAN.value)
    done = hand_on(desk, "lestari", "eka")
    assert done == (Granted((), (report,), ()) if excluded else Granted((report,), (), ()))


def test_at_the_top_a_custodian_refuses_whom_the_first_step_up_excluded(desk: Desk) -> None:
    report = desk.send(identity="Siti, 0812")
    with desk.rooms.db.write() as session:
        move(session, "gita", role=Role.CUSTODIAN.value)
    go_up(desk, report, "eka")
    go_up(desk, report, who=True)
    with desk.rooms.db.write() as session:
        move(session, "eka", role=Role.CUSTODIAN.value, inspectorate_id=desk.office.places["kementerian"])
    assert hand_on(desk, "gita", "eka") == Granted((), (report,), ())


def test_who_was_named_above_is_not_told_to_custodians_below(desk: Desk) -> None:
    report = desk.send(identity="Siti, 0812")
    go_up(desk, report, "eka", who=True)
    place = vault.excluded(desk.handling(report, "provinsi").id)
    with desk.rooms.db.read() as session:
        mine = session.query(Wrap.holder).filter(Wrap.report_id == report, Wrap.compartment == place)
        assert {one for (one,) in mine} == {vault.REPORTER, vault.holder(desk.office.people["lestari"])}


def test_holders_above_are_no_reason_to_let_the_last_one_go(desk: Desk, sign_in: SignIn) -> None:
    report = desk.send("budi", "citra")
    go_up(desk, report)
    assert sign_in("ani").get(f"/meja/laporan/{report}/lepas-kunci").status_code == HTTPStatus.NOT_FOUND
    assert "Dedi" not in sign_in("ani").get_page(f"/meja/laporan/{report}").text


def drop(desk: Desk, name: str) -> None:
    """What was handed to somebody is gone."""
    with desk.rooms.db.write() as session:
        session.query(Wrap).filter(Wrap.holder == vault.holder(desk.office.people[name])).delete()


def test_where_nobody_opens_it_any_longer_nobody_is_told(desk: Desk, clock: Clock) -> None:
    """A letter to the level whose keys have gone would say that the report lives on above."""
    report, rooms, through = desk.send(), desk.rooms, clock().date() + RETENTION
    go_up(desk, report)
    with rooms.db.write() as session:
        session.execute(update(Inspectorate).values(notice_email="x@inspektorat.example", noticed_through=through))
        above = Handling.inspectorate_id == desk.office.places["provinsi"]
        session.execute(update(Handling).where(above).values(retain_until=date.max))
    desk.finish()
    retention.expire(rooms, through + timedelta(days=1))
    clock.present += RETENTION + timedelta(days=2)
    desk.writes(report, "Untuk kota.")
    assert news(desk) == []
    desk.writes(report, "Untuk provinsi.", place="provinsi")
    assert news(desk) == ["provinsi"]


def news(desk: Desk) -> list[str]:
    """Who would be told tonight."""
    with desk.rooms.db.read() as session:
        return [one.code for one in notices.news(session, desk.clock().date())]
