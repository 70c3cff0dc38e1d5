"""A draft becomes a sealed report: once, for exactly those who were shown, and for nobody else."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sqlalchemy import func, select, update

from tests.conftest import Clock
from tests.whistleblowing.office import Office, edited
from webapp.base.crypto import new_token, token_hash
from webapp.whistleblowing import sending, tree, vault
from webapp.whistleblowing.codes import Code
from webapp.whistleblowing.models import Handling, Holder, Report, Wrap
from webapp.whistleblowing.sending import NewReport, open_code, receive
from webapp.whistleblowing.tree import NobodyToRead
from webapp.whistleblowing.vault import Reader
from webapp.whistleblowing.walk import queries
from webapp.whistleblowing.web import House

ANSWERS = {"apa": ["Harga kursi di kontrak tiga kali harga toko."]}


def new_report(rooms: House, office: Office, *excluded: str, place: str = "kota", identity: str = "") -> NewReport:
    """As the form would make it."""
    with rooms.db.read() as session:
        out = tree.involved(session, [office.people[name] for name in excluded])
        return NewReport(ANSWERS, out, tree.readers(session, office.places[place], out), identity)


def send(rooms: House, clock: Clock, token: str, new: NewReport) -> Code:
    """On the day of the clock."""
    return receive(rooms.db, rooms.settings, rooms.brakes, token, new, clock().date())


def answers(rooms: House, reader: Reader) -> list[str] | None:
    """What this reader reads in the only report; None where they have no key."""
    with rooms.db.read() as session:
        [report] = session.scalars(select(Report.id))
        key = vault.key_of(session, report, vault.REPORT, reader)
        return None if key is None else [one.text for one in vault.entries(session, report, vault.REPORT, key)]


def test_who_was_shown_reads_and_nobody_else(rooms: House, office: Office, clock: Clock) -> None:
    code = send(rooms, clock, new_token(), new_report(rooms, office, "budi"))
    told = [
        json.dumps(
            {
                "answers": ANSWERS,
                "retaliation": False,
                "excluded": [office.people["budi"]],
                "people": [["Budi Hartono", "Auditor investigatif"]],
            },
            ensure_ascii=False,
        )
    ]
    opened = open_code(rooms.db, rooms.settings, rooms.brakes, code)
    assert answers(rooms, Reader(vault.REPORTER, opened.private)) == told
    assert answers(rooms, office.reader("ani")) == answers(rooms, office.reader("citra")) == told
    for name in ("budi", "kusuma", "dedi"):
        assert answers(rooms, office.reader(name)) is None


def test_sent_twice_it_is_one_report_with_one_code(rooms: House, office: Office, clock: Clock) -> None:
    token, new = new_token(), new_report(rooms, office)
    assert send(rooms, clock, token, new) == send(rooms, clock, token, new)
    with rooms.db.read() as session:
        assert session.scalar(select(func.count()).select_from(Report)) == 1


def test_what_was_not_sent_is_not_told_as_sent(rooms: House, office: Office, clock: Clock) -> None:
    token, new = new_token(), replace(new_report(rooms, office), mark="a")
    send(rooms, clock, token, new)
    send(rooms, clock, token, new)
    with pytest.raises(sending.SentBefore):
        send(rooms, clock, token, replace(new, mark="b"))


def test_who_has_left_since_the_page_was_shown_stops_all(rooms: House, office: Office, clock: Clock) -> None:
    new = new_report(rooms, office)
    with rooms.db.write() as session:
        session.execute(update(Holder).where(Holder.username == "citra").values(state="ended"))
    with pytest.raises(sending.NotAsShown):
        send(rooms, clock, new_token(), new)
    with rooms.db.read() as session:
        assert session.scalar(select(func.count()).select_from(Report)) == 0


def test_an_accused_head_sends_it_one_level_up(rooms: House, office: Office, clock: Clock) -> None:
    send(rooms, clock, new_token(), new_report(rooms, office, "ani"))
    with rooms.db.read() as session:
        assert session.scalars(select(Handling.inspectorate_id)).all() == [office.places["provinsi"]]
    assert answers(rooms, office.reader("budi")) is None
    assert answers(rooms, office.reader("eka"))


def test_a_namesake_of_who_is_involved_gets_no_key(rooms: House, office: Office, clock: Clock) -> None:
    """An account that was made anew for the same person has another number."""
    with rooms.db.write() as session:
        edited(session, "citra", name="budi  HARTONO")
    new = new_report(rooms, office, "budi")
    assert [one.name for one in new.readers.inspectors] == ["Ani Rahmawati"]
    send(rooms, clock, new_token(), new)
    assert answers(rooms, office.reader("citra")) is None


@pytest.mark.parametrize(
    "other", ["Budi Hartono, S.H., M.H.", "Dr. Budi Hartono, S.H.", "Budi Hartono SH", "H. budi HARTONO"]
)
def test_titles_make_nobody_another(other: str, rooms: House, office: Office) -> None:
    called = {"budi": "Budi Hartono, S.H.", "citra": other}
    with rooms.db.write() as session:
        for username, name in called.items():
            edited(session, username, name=name)
    assert [one.name for one in new_report(rooms, office, "budi").readers.inspectors] == ["Ani Rahmawati"]
    assert len(new_report(rooms, office, "ani", place="provinsi").readers.inspectors) == 2


@pytest.mark.parametrize(
    ("typed", "holder"),
    [
        ("Bapak Citra Dewi", "Citra Dewi"),
        ("Pak Citra Dewi ST", "Citra Dewi, S.T."),
        ("- Citra Dewi", "Citra Dewi"),
        ("1) Citra Dewi", "Hj.Citra Dewi, M.Si"),
        ("Citra Dewi - auditor", "Citra Dewi"),
        ("Citra Dewi (Kabid)", "Dr.Hj.Citra Dewi M.Si"),
        ("Citra Dewi/Inspektur", "Citra Dewi"),
        ("Kepala Dinas, Citra Dewi", "Citra Dewi"),
        ("Drs.Citra Dewi", "Citra Dewi"),
        ("H.", "H."),
    ],
)
def test_names_as_people_write_them(typed: str, holder: str) -> None:
    out = tree.Involved(people=((typed, ""),))
    assert out.bars(Holder(id=1, name=holder))
    assert not out.bars(Holder(id=2, name="Citra Ayu, M.Si")) and not out.bars(Holder(id=3, name="Drs.Budi Santoso"))


def test_a_namesake_of_an_accused_head_sends_it_one_level_up_too(rooms: House, office: Office) -> None:
    with rooms.db.write() as session:
        edited(session, "citra", name="Ani Rahmawati")
    assert new_report(rooms, office, "citra").readers.inspectorate_id == office.places["provinsi"]


def test_where_nobody_is_left_nothing_is_taken(rooms: House, office: Office) -> None:
    with pytest.raises(NobodyToRead):
        new_report(rooms, office, "fajar", place="kementerian")


def test_an_identity_is_for_custodians_only(rooms: House, office: Office, clock: Clock) -> None:
    send(rooms, clock, new_token(), new_report(rooms, office, identity="Siti, 0812"))
    with rooms.db.read() as session:
        [report] = session.scalars(select(Report.id))
        holders = set(session.scalars(select(Wrap.holder).where(Wrap.compartment == vault.IDENTITY)))
        key = vault.key_of(session, report, vault.IDENTITY, office.reader("kusuma"))
        assert key is not None
        assert [one.text for one in vault.entries(session, report, vault.IDENTITY, key)] == ["Siti, 0812"]
    assert holders == {vault.REPORTER, vault.holder(office.people["kusuma"])}


def test_a_file_that_is_gone_stops_all(rooms: House, office: Office, clock: Clock) -> None:
    new = replace(new_report(rooms, office), files=({"id": "0" * 32},))
    with pytest.raises(sending.FileGone):
        send(rooms, clock, new_token(), new)
    with rooms.db.read() as session:
        assert session.scalar(select(func.count()).select_from(Report)) == 0


def test_when_a_code_was_first_shown_is_forgotten_and_it_stays_hidden(
    rooms: House, office: Office, clock: Clock
) -> None:
    token, other = new_token(), new_token()
    send(rooms, clock, token, new_report(rooms, office))
    for hours, shown in ((0, True), (2, False), (24, False)):
        clock.pass_by(hours=hours)
        found = queries.sent(rooms, token, clock())
        assert found and bool(found.code) is shown
    send(rooms, clock, other, new_report(rooms, office))
    queries.sent(rooms, other, clock())
    assert list(rooms.shown) == [token_hash(other)]
    found = queries.sent(rooms, token, clock())
    assert found and not found.code
