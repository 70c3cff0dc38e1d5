"""What anybody may see of a ticket, in every status, and what nobody but the reporter may."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests import world
from tests.auditing import AuditingClient
from tests.conftest import Clock
from tests.tracking.conftest import RECEIVED, CaseMaker, own_page, public_page
from webapp.agencies.service import NewAgency, add_agencies
from webapp.base.db import Database
from webapp.base.ids import shown, slug
from webapp.cases.keys import Keys
from webapp.cases.workflow import Action, Status
from webapp.config import Config
from webapp.officers.models import Officer, RoleGrant

WORDS = {
    Status.RECEIVED: "Menunggu verifikasi. Pemerintah Kota Samarinda sedang memeriksanya.",
    Status.NEEDS_INFO: "Menunggu kelengkapan informasi. Kami meminta keterangan dari pelapor.",
    Status.ASSIGNED: "Terdisposisi ke Dinas PUPR Samarinda. Instansi ini sudah menerimanya",
    Status.IN_PROGRESS: "Ditindaklanjuti oleh instansi. Dinas PUPR Samarinda sedang mengerjakannya.",
    Status.ANSWERED: "Menunggu tanggapan pelapor. Dinas PUPR Samarinda sudah menjawab.",
    Status.CLOSED: "Ditutup oleh pelapor. Pelapor menyatakan laporan ini beres.",
    Status.ARCHIVED: "Diarsipkan: bukan urusan layanan publik. Menurut koordinator, ini bukan layanan publik.",
}
SECRETS = (
    *(world.REPORT.title, world.REPORT.body, world.REPORT.place, "Siti", "siti@pelapor.example", "Di sisi"),
    *(text for facts in world.FACTS.values() for text in facts.values() if isinstance(text, str) and " " in text),
)
"""Everything that people wrote."""
MASKED = {"public_title": "Parit tersumbat di Sidomulyo", "public_body": "Parit di depan [gang disamarkan] tersumbat."}


def publish(db: Database, case_id: int) -> None:
    """An officer proposes the masked text, the reporter agrees."""
    world.act(db, case_id, Action.PROPOSE_TEXT, RECEIVED, **MASKED)
    world.act(db, case_id, Action.APPROVE_TEXT, RECEIVED)


@pytest.mark.parametrize("status", Status)
def test_each_status_says_in_words_where_it_stands_and_who_has_it(
    client: AuditingClient, case_in: CaseMaker, status: Status
) -> None:
    page = public_page(client, case_in(status))
    assert page.status == 200
    assert page.select(".lead")[0].startswith(WORDS[status])
    assert page.select(".stub .code")


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("switches", [{}, {"confidential": True}, {"anonymous": True}])
def test_nothing_that_people_wrote_is_seen_before_it_was_passed(
    client: AuditingClient, case_in: CaseMaker, status: Status, switches: dict[str, bool]
) -> None:
    page = public_page(client, case_in(status, **switches))
    assert page.status == 200
    assert [text for text in SECRETS if text in page.html] == []


@pytest.mark.parametrize("status", Status)
def test_a_confidential_report_shows_status_and_clock_only(
    client: AuditingClient, case_in: CaseMaker, status: Status
) -> None:
    page = public_page(client, case_in(status, confidential=True))
    assert page.h1 == "Isi laporan ini dirahasiakan"
    assert "Sidomulyo" not in page.html and "Samarinda Ilir" not in page.html
    told = WORDS[status].replace("Dinas PUPR Samarinda", "Pemerintah Kota Samarinda")
    assert page.select(".lead")[0].startswith(told)
    assert page.select(".clock .day, time") == [] and "Laporan ini anonim, maka" not in page.text
    assert ("paling lambat pada pekan" in page.text) == (status not in (Status.CLOSED, Status.ARCHIVED))


@pytest.mark.parametrize("status", Status)
def test_an_anonymous_report_is_told_by_kecamatan_and_week(
    client: AuditingClient, case_in: CaseMaker, status: Status
) -> None:
    page = public_page(client, case_in(status, anonymous=True))
    assert page.h1 == "Pengaduan dari Kecamatan Samarinda Ilir, Kota Samarinda"
    assert "Sidomulyo" not in page.html
    assert page.select("time") == [] and not re.search(r"\d\d\.\d\d|datetime=", page.text)
    assert "9 Desember" not in page.text and "10 Desember" not in page.text
    assert "Pekan 7 Desember sampai Minggu, 13 Desember 2026" in page.text


def test_an_anonymous_report_is_called_late_only_from_the_next_week(
    client: AuditingClient, case_in: CaseMaker, clock: Clock
) -> None:
    received = case_in(anonymous=True)
    clock.pass_by(days=6)
    assert "erlambat" not in public_page(client, received).select(".lead")[0]
    clock.pass_by(days=6)
    page = public_page(client, received)
    assert page.select(".lead")[0].endswith("Terlambat.")
    assert "Pemeriksaan terlambat." in page.text


def test_the_weeks_of_an_anonymous_report_tell_no_day(client: AuditingClient, db: Database, config: Config) -> None:
    """Whichever day of its week a report came, its page promises the same weeks."""
    told = set()
    for day in range(7):
        sent = datetime(2026, 12, 7, 2, 0, tzinfo=UTC) + timedelta(days=day)
        one = world.report(db, Keys.of(config), sent, key=str(day), anonymous=True, reporter=None)
        told.add(tuple(re.findall(r"[Pp]ekan \S+ \S+ sampai [^.]*?2\d{3}", public_page(client, one).text)))
    assert len(told) == 1 and all(told), told


def test_the_clock_shows_its_arithmetic(client: AuditingClient, case_in: CaseMaker, clock: Clock) -> None:
    received = case_in(Status.IN_PROGRESS)
    clock.pass_by(days=13)
    page = public_page(client, received)
    assert page.select(".clock h2")[0] == "Jawaban paling lambat Kamis, 31 Desember 2026"
    assert "5 hari kerja lagi" in page.text
    assert "Cuti bersama Natal" in page.text


def test_what_is_late_is_said_with_words_and_days(client: AuditingClient, case_in: CaseMaker, clock: Clock) -> None:
    received = case_in()
    clock.pass_by(days=8)
    page = public_page(client, received)
    assert page.select(".lead .late") == ["Terlambat 3 hari kerja."]
    assert "Sudah terlambat, batasnya Senin, 14 Desember 2026" in page.text


def test_a_pause_is_said_with_its_reason(client: AuditingClient, case_in: CaseMaker) -> None:
    page = public_page(client, case_in(Status.NEEDS_INFO))
    assert page.select(".clock h2")[0].startswith("Kelengkapan dari pelapor paling lambat Jumat, 8 Januari 2027")
    assert "Hitungan jawaban dijeda, karena kami menunggu pelapor." in page.text
    assert "Hitungan sedang dijeda." in page.text


def test_promises_kept_and_broken_stay_visible(client: AuditingClient, case_in: CaseMaker, db: Database) -> None:
    kept = public_page(client, case_in(Status.ASSIGNED))
    assert "Pemeriksaan tepat waktu." in kept.text
    late = case_in(key="late")
    world.act(db, late.case_id, Action.ASSIGN, RECEIVED.replace(day=21))
    assert "Pemeriksaan terlambat." in public_page(client, late).text


def test_the_timeline_goes_on_into_the_future(client: AuditingClient, case_in: CaseMaker) -> None:
    page = public_page(client, case_in(Status.ASSIGNED))
    assert page.select(".timeline li.now h3") == ["Diperiksa, lalu diteruskan ke Dinas PUPR Samarinda"]
    assert page.select(".timeline li.next h3") == [
        "Keputusan apakah isinya diterbitkan",
        "Tindak lanjut pertama oleh instansi",
        "Jawaban untuk pelapor",
    ]
    assert "Rabu, 9 Desember 2026 pukul 19.42 WITA" in page.text


@pytest.mark.parametrize(
    ("action", "word"),
    [
        (Action.CONFIRM_FOR, "Ditutup lewat petugas."),
        (Action.TIME_OUT, "Ditutup oleh sistem, belum dikonfirmasi."),
        (Action.CLOSE, "Ditutup oleh admin."),
    ],
)
def test_who_closed_it_is_part_of_the_status(
    client: AuditingClient, case_in: CaseMaker, db: Database, action: Action, word: str
) -> None:
    received = case_in(Status.ANSWERED)
    world.act(db, received.case_id, action, RECEIVED)
    assert public_page(client, received).select(".lead .status") == [word]


def test_a_merged_ticket_says_which_one_leads(client: AuditingClient, case_in: CaseMaker, db: Database) -> None:
    leading, received = case_in(key="leading"), case_in()
    world.act(db, received.case_id, Action.MERGE, RECEIVED, leading=leading.ticket)
    page = public_page(client, received)
    assert page.select(".lead .status") == ["Diarsipkan: digabung dengan laporan lain."]
    assert page.follow("Lihat laporan yang memimpin").url.endswith(slug(leading.ticket))


def test_what_officers_wrote_to_the_reporter_is_not_public(
    client: AuditingClient, case_in: CaseMaker, db: Database
) -> None:
    """Only the text that was masked and approved: a note may hold a name or a telephone number."""
    received = case_in(Status.ANSWERED)
    publish(db, received.case_id)
    page = public_page(client, received)
    assert page.h1 == MASKED["public_title"]
    assert MASKED["public_body"] in page.text
    for facts in (world.FACTS[Action.START], world.FACTS[Action.ANSWER]):
        assert not [text for text in facts.values() if str(text) in page.text]
    assert world.REPORT.body not in page.text


def test_what_becomes_confidential_is_gone_at_once(client: AuditingClient, case_in: CaseMaker, db: Database) -> None:
    received = case_in(Status.ANSWERED)
    publish(db, received.case_id)
    assert MASKED["public_body"] in public_page(client, received).text
    world.act(db, received.case_id, Action.MAKE_CONFIDENTIAL, RECEIVED)
    page = public_page(client, received)
    assert MASKED["public_body"] not in page.html and MASKED["public_title"] not in page.html
    assert "40 meter" not in page.html


def test_the_owner_is_a_person_by_first_name_and_initial(
    client: AuditingClient, case_in: CaseMaker, db: Database
) -> None:
    received = case_in(Status.IN_PROGRESS)
    assert "Pengelola Pengaduan Nasional. Belum ada petugas yang aktif di sana." in public_page(client, received).text
    _appoint(db, "Rahma Nurlaila, S.T.", "liaison", "samarinda-pupr")
    world.act(db, received.case_id, Action.NOTE, RECEIVED)
    page = public_page(client, received)
    assert "Rahma N., petugas Dinas PUPR Samarinda." in page.text and "Nurlaila" not in page.html


def test_where_nobody_is_active_the_level_above_owns_it(
    client: AuditingClient, case_in: CaseMaker, db: Database
) -> None:
    received = case_in(Status.IN_PROGRESS)
    _appoint(db, "Yusuf", "coordinator", "samarinda")
    text = "Yusuf, petugas Pemerintah Kota Samarinda, karena di Dinas PUPR Samarinda tidak ada petugas yang aktif."
    assert text in public_page(client, received).text


VILLAGE = NewAgency("lurah-sidomulyo", "Kelurahan Sidomulyo", "kelurahan", "samarinda", world.SIDOMULYO)


@pytest.mark.parametrize("switches", [{"anonymous": True}, {"confidential": True}])
def test_the_office_of_a_village_does_not_name_the_village(
    client: AuditingClient, case_in: CaseMaker, db: Database, switches: dict[str, bool]
) -> None:
    with db.write() as session:
        add_agencies(session, [VILLAGE])
        village = world.agency_id(session, VILLAGE.code)
    _appoint(db, "Rahma Nurlaila", "liaison", VILLAGE.code)
    received = case_in(**switches)
    world.act(db, received.case_id, Action.ASSIGN, RECEIVED, agency=village)
    page = public_page(client, received)
    assert "Sidomulyo" not in page.html and "Rahma" not in page.html
    assert page.select(".lead")[0].startswith("Terdisposisi ke Pemerintah Kota Samarinda.")
    assert "Petugas Pemerintah Kota Samarinda" in page.text
    assert "Rahma N., petugas Kelurahan Sidomulyo." in own_page(client, received).text


def test_nor_does_it_when_the_village_has_handed_the_report_on(
    client: AuditingClient, case_in: CaseMaker, db: Database
) -> None:
    with db.write() as session:
        add_agencies(session, [VILLAGE])
        village = world.agency_id(session, VILLAGE.code)
    received = case_in(anonymous=True)
    world.act(db, received.case_id, Action.ASSIGN, RECEIVED, agency=village)
    world.act(db, received.case_id, Action.REASSIGN, RECEIVED)
    page = public_page(client, received)
    assert "Sidomulyo" not in page.html
    assert "Diperiksa, lalu diteruskan ke Pemerintah Kota Samarinda" in page.text
    assert "Dialihkan ke Dinas Kesehatan Kota Samarinda" in page.text


def test_a_merged_ticket_that_became_confidential_no_longer_says_which_one_leads(
    client: AuditingClient, case_in: CaseMaker, db: Database
) -> None:
    leading, received = case_in(key="leading"), case_in()
    world.act(db, received.case_id, Action.MERGE, RECEIVED, leading=leading.ticket)
    world.act(db, received.case_id, Action.MAKE_CONFIDENTIAL, RECEIVED)
    page = public_page(client, received)
    assert slug(leading.ticket) not in page.html and shown(leading.ticket) not in page.text
    assert leading.ticket not in page.html
    assert own_page(client, received).follow("Lihat laporan yang memimpin").url.endswith(slug(leading.ticket))


def _appoint(db: Database, name: str, role: str, code: str) -> None:
    with db.write() as session:
        officer = Officer(
            username=name.lower(), name=name, password_hash="-", totp_secret=b"-", created_at=RECEIVED,
            last_seen_at=RECEIVED,
        )  # fmt: skip
        session.add(officer)
        session.flush()
        where = world.agency_id(session, code)
        session.add(RoleGrant(officer_id=officer.id, role=role, agency_id=where, granted_at=RECEIVED))


def test_a_text_taken_back_is_gone_at_once_and_nothing_says_that_it_is_still_to_come(
    client: AuditingClient, db: Database, case_in: CaseMaker
) -> None:
    received = case_in(anonymous=True)
    publish(db, received.case_id)
    assert MASKED["public_body"] in public_page(client, received).text
    done = own_page(client, received).submit("Tarik teks yang terbit")
    assert done.text.startswith("Persetujuan Anda sudah ditarik. Isi laporan ini tidak terbit lagi.")
    page = public_page(client, received)
    assert MASKED["public_body"] not in page.text and "Isinya tidak terbit." in page.text
