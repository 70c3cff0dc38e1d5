"""Whether a report is published: who decides by when, what the reporter may do about it, and what everybody reads."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select, text

from tests import world
from tests.auditing import AuditingClient, Page
from tests.desk.work.deeds import ANSWER, ANSWERED
from tests.desk.work.office import EXPLANATION, Office, url
from webapp.base.ids import slug
from webapp.cases.deadlines import Clock
from webapp.cases.letters import renderers
from webapp.cases.masks import Known
from webapp.cases.models import CaseEvent, CaseText, Deadline, PublishedText
from webapp.cases.queries import state_of
from webapp.cases.receiving import Received
from webapp.cases.reports import Reporter
from webapp.cases.timer_job import ring_all
from webapp.cases.verifying import replay, unfaithful
from webapp.cases.workflow import Action, Status
from webapp.config import Config
from webapp.desk import redaction
from webapp.notices.models import Outbox
from webapp.officers.roles import Role

MASKED = {"public_title": "Parit tersumbat", "public_body": "Air masuk rumah setiap hujan."}
WHY = "Nama itu boleh dihapus. Ceritanya tetap penting."
UNDECIDED = "/petugas/?status=publication"


@pytest.fixture
def config(config: Config, database_url: str) -> Config:
    """Every story on both kinds of database."""
    return replace(config, database_url=database_url)


def visitor(office: Office) -> AuditingClient:
    client = office.app.test_client()
    assert isinstance(client, AuditingClient)
    return client


def public(office: Office, case: Received) -> Page:
    return visitor(office).get_page(f"/lacak/{slug(case.ticket)}")


def own(office: Office, case: Received) -> Page:
    return public(office, case).submit("Buka dengan PIN", pin=case.pin)


def clock_of(office: Office, case: Received) -> list[tuple[str | None, bool]]:
    """(outcome, paused) of each clock of publication."""
    asked = select(Deadline).where(Deadline.case_id == case.case_id, Deadline.kind == "publication")
    with office.db.read() as session:
        return [(row.outcome, row.paused_on is not None) for row in session.scalars(asked.order_by(Deadline.id))]


def data_of(office: Office, case: Received, action: Action) -> dict[str, object]:
    asked = select(CaseEvent.data).where(CaseEvent.case_id == case.case_id, CaseEvent.action == action.value)
    with office.db.read() as session:
        return dict(session.scalars(asked.order_by(CaseEvent.seq.desc())).first() or {})


def is_published(office: Office, case: Received) -> bool:
    with office.db.read() as session:
        return session.get(PublishedText, case.case_id) is not None


def decline(client: AuditingClient, case: Received) -> Page:
    page = client.get_page(url(case, "tidak-terbitkan"))
    return page.submit("Putuskan tidak terbit", reason="accuses_person", explanation=EXPLANATION)


def test_what_is_not_decided_in_three_days_is_found_late_and_the_queue_stays_as_it_was(office: Office) -> None:
    case, secret = office.case(), office.case(key="secret", confidential=True)
    office.act(case, Action.ASSIGN)
    office.clock.pass_by(days=9)
    client = office.come_in("rina")
    page = client.get_page(UNDECIDED)
    assert page.select("tbody th a") == [world.REPORT.title]
    assert page.select("tbody td b") == ["Terlambat 4 hari kerja"]
    assert len(client.get_page("/petugas/").select("tbody tr")) == 2
    page = client.get_page(url(case))
    assert "Keputusan penerbitan paling lambat Senin, 14 Desember 2026" in page.text
    assert "Lama ini pilihan layanan ini sendiri, bukan ketentuan hukum." in page.text
    assert clock_of(office, secret) == []
    client.get_page(url(case, "usulkan-teks")).submit("Usulkan kepada pelapor")
    assert clock_of(office, case) == [("late", False)]
    assert client.get_page(UNDECIDED).select("tbody tr") == []
    assert "Keputusan penerbitan terlambat." in public(office, case).text


def test_a_decision_that_waits_for_the_reporter_says_what_is_left_and_gives_the_reporter_no_date(
    office: Office,
) -> None:
    case = office.case()
    office.clock.pass_by(days=1)
    office.act(case, Action.ASK_INFO)
    office.case(Status.ANSWERED, key="answered")
    office.clock.pass_by(days=9)
    page = office.come_in("rina").get_page(UNDECIDED)
    words = page.select("tbody td:last-child")
    assert words[0].startswith("Dijeda sejak 10 Desember Sisa 2 hari kerja")
    assert words[1].startswith("Terlambat") and "Pelapor punya waktu" not in page.text


def test_the_clock_pauses_with_a_question_and_ends_with_secrecy(office: Office) -> None:
    case = office.case(Status.NEEDS_INFO)
    assert clock_of(office, case) == [(None, True)]
    office.act(case, Action.SUPPLY_INFO)
    assert clock_of(office, case) == [(None, False)]
    office.act(case, Action.MAKE_CONFIDENTIAL)
    assert clock_of(office, case) == [("superseded", False)]
    office.act(case, Action.LIFT_CONFIDENTIAL)
    assert clock_of(office, case) == [("superseded", False), (None, False)]
    office.act(case, Action.ARCHIVE)
    assert clock_of(office, case)[1] == ("superseded", False)


def test_a_declined_report_says_why_and_nothing_else(office: Office) -> None:
    case = office.case()
    client = office.come_in("rina")
    page = client.get_page(url(case, "tidak-terbitkan")).submit("Putuskan tidak terbit", explanation="oke")
    assert page.errors == [
        "Pilih salah satu alasan.",
        "Jelaskan dengan sedikitnya 20 huruf, supaya pembacanya tahu alasannya.",
    ]
    assert "sudah" not in decline(client, case).h1
    assert clock_of(office, case) == [("met", False)]
    page = public(office, case)
    assert "Tidak diterbitkan: menuduh seseorang yang dapat dikenali." in page.text
    assert world.REPORT.title not in page.html and EXPLANATION not in page.html
    with office.db.read() as session:
        assert "reporter/decline_text" in session.scalars(select(Outbox.template)).all()
    assert client.get_page(url(case, "tidak-terbitkan")).status == 404


def test_the_reporter_contests_once_and_the_level_above_decides(office: Office) -> None:
    case = office.case(Status.ASSIGNED)
    rahma = office.come_in("rahma")
    decline(rahma, case)
    page = own(office, case).submit("Kirim keberatan atas penerbitan", keberatan="")
    assert page.errors == ["Tulis mengapa isinya perlu diterbitkan. Satu kalimat sudah cukup."]
    assert EXPLANATION in page.text
    page = page.submit("Kirim keberatan atas penerbitan", keberatan=WHY)
    assert "Kirim keberatan atas penerbitan" not in page.buttons
    again = "Pelapor berkeberatan; Pemerintah Kota Samarinda memutuskan sekali lagi."
    assert again in public(office, case).text
    gone = rahma.get_page(url(case, "tidak-terbitkan"))
    assert gone.status == 404
    assert (
        "keputusan tentang hal ini ada pada Pemerintah Kota Samarinda." in gone.text and "tidak cocok" not in gone.text
    )
    assert "usulkan-teks" not in rahma.get_page(url(case)).html
    rina = office.come_in("rina")
    page = rina.get_page(url(case))
    assert WHY in page.text
    assert "maka keputusan Anda tetap." in page.text and "dapat berkeberatan" not in page.text
    assert rina.get_page(UNDECIDED).select("tbody th a") == [world.REPORT.title]
    decline(rina, case)
    assert data_of(office, case, Action.DECLINE_TEXT)["contest"] == "upheld"
    assert data_of(office, case, Action.CONTEST_TEXT)["declined_by"] == office.read(case).agency_id
    page = own(office, case)
    assert "Kirim keberatan atas penerbitan" not in page.buttons
    assert "Ini keputusan kedua sesudah Anda berkeberatan, dan keputusan ini tetap." in page.text
    with office.db.read() as session:
        assert "decider/contest_text" in session.scalars(select(Outbox.template)).all()
        assert replay(session, office.read(case)).text_state == "declined"


def test_a_contest_against_the_coordinator_goes_to_the_province_and_may_win(office: Office) -> None:
    case = office.case()
    decline(rina := office.come_in("rina"), case)
    office.act(case, Action.CONTEST_TEXT)
    assert "usulkan-teks" not in rina.get_page(url(case)).html
    office.hire("kaltim", "Hendra Gunawan", (Role.COORDINATOR, "kaltim"))
    office.back("kaltim").get_page(url(case, "usulkan-teks")).submit("Usulkan kepada pelapor")
    assert data_of(office, case, Action.PROPOSE_TEXT)["contest"] == "overturned"
    own(office, case).submit("Setujui teks ini")
    assert is_published(office, case)


def test_an_officer_of_another_town_finds_no_such_page(office: Office) -> None:
    assert office.come_in("bayu").get_page(url(office.case(), "tidak-terbitkan")).status == 404


def test_an_outdated_form_declines_nothing(office: Office) -> None:
    case = office.case()
    page = office.come_in("rina").get_page(url(case, "tidak-terbitkan"))
    office.act(case, Action.ADD_MESSAGE)
    page = page.submit("Putuskan tidak terbit", reason="abusive", explanation=EXPLANATION)
    assert page.status == 409 and office.read(case).text_state is None


def test_masks_are_listed_with_their_reasons_beside_the_original(office: Office) -> None:
    body = "Saya Siti, HP 0812-3456-7890. Pak Budi menolak di Jl. Mawar No. 12, mobil DA 8123 XY."
    case = office.case(body=body, reporter=Reporter("Siti Rahmah", phone="+6281234567890"))
    client = office.come_in("rina")
    page = client.get_page(url(case, "usulkan-teks"))
    assert page.field("public_body").value == (
        "Saya [disamarkan], HP [disamarkan]. Pak [disamarkan] menolak di Jl. Mawar [disamarkan], mobil [disamarkan]."
    )
    assert "Siti: nama atau kontak pelapor sendiri" in page.text and "Budi: nama orang" in page.text
    assert body in page.text
    page = page.submit("Usulkan kepada pelapor", public_body="Pak Budi menolak.", change="shortened")
    assert page.errors == ["Masih ada yang mirip data pribadi: Budi. Samarkan, atau centang bahwa itu bukan."]
    page.submit("Usulkan kepada pelapor", public_body="Petugas menolak.")
    own(office, case).submit("Jangan terbitkan teks ini")
    page = client.get_page(url(case, "usulkan-teks"))
    assert page.field("public_body").value == "Petugas menolak."
    page.submit("Usulkan kepada pelapor", public_body="Petugas loket menolak.", change="asked")
    with office.db.read() as session:
        kept = select(CaseText.version, CaseText.text).where(CaseText.kind.in_(("body", "public_body")))
        assert session.execute(kept.order_by(CaseText.id)).all() == [
            (1, body), (1, "Petugas menolak."), (2, "Petugas loket menolak."),
        ]  # fmt: skip
    assert "Alasan: diubah menurut permintaan pelapor." in client.get_page(url(case)).text


def test_nothing_is_called_masked_that_stands_in_its_field(office: Office) -> None:
    """Title and body are masked each alone: a title's last word makes no name of the body's first one."""
    case = office.case(title="Parit depan rumah Pak", body="Budi bilang hubungi 0812-3456-7890.")
    page = office.come_in("rina").get_page(url(case, "usulkan-teks"))
    assert page.field("public_body").value == "Budi bilang hubungi [disamarkan]."
    assert page.select("main li q") == ["0812-3456-7890"]
    page = page.submit("Usulkan kepada pelapor", public_body="Budi bilang hubungi 0812-3456-7890.")
    assert page.status == 422 and page.select("main li q") == []


def test_an_anonymous_report_names_no_village_and_no_hour(office: Office) -> None:
    body = "Lampu di Sidomulyo mati, tiap jam 21.00 gelap."
    case = office.case(anonymous=True, reporter=None, body=body)
    page = office.come_in("rina").get_page(url(case, "usulkan-teks"))
    assert page.field("public_body").value == "Lampu di [disamarkan] mati, tiap [disamarkan] gelap."
    assert "desa atau kelurahan; laporan anonim disebut per kecamatan" in page.text
    page = page.submit("Usulkan kepada pelapor", public_body=body, biarkan=True)
    assert page.errors == ["Ini menunjuk kepada pelapor: Sidomulyo, jam 21.00. Samarkan."]
    page.submit("Usulkan kepada pelapor", public_body="Lampu mati.")
    page = own(office, case)
    assert "Pekan 7 Desember sampai Minggu, 13 Desember 2026" in page.text
    assert "Kecamatan Samarinda Ilir, Kota Samarinda" in page.select("dl.facts dd")[-2]


def test_consent_is_withdrawn_at_once_and_the_officer_is_told(office: Office) -> None:
    case = office.case()
    office.act(case, Action.PROPOSE_TEXT, **MASKED)
    own(office, case).submit("Setujui teks ini")
    assert MASKED["public_body"] in public(office, case).text
    own(office, case).submit("Tarik teks yang terbit")
    assert not is_published(office, case) and MASKED["public_body"] not in public(office, case).html
    with office.db.read() as session:
        assert "owner/withdraw_text" in session.scalars(select(Outbox.template)).all()
    assert "Pelapor menarik persetujuan atas teks untuk umum" in office.come_in("rina").get_page(url(case)).text


def test_consent_holds_and_can_be_withdrawn_while_another_text_waits(office: Office) -> None:
    case, again = office.case(), {**MASKED, "public_body": "Parit di gang tersumbat lagi."}
    office.act(case, Action.PROPOSE_TEXT, **MASKED)
    own(office, case).submit("Setujui teks ini")
    office.act(case, Action.PROPOSE_TEXT, **again)
    assert MASKED["public_body"] in public(office, case).text
    page = own(office, case).submit("Jangan terbitkan teks ini")
    assert "Teks yang pernah Anda setujui, bila ada, tetap terbit sampai Anda menariknya." in page.text
    assert MASKED["public_body"] in public(office, case).text
    office.act(case, Action.PROPOSE_TEXT, **again)
    own(office, case).submit("Tarik teks yang terbit")
    assert not is_published(office, case) and "Setujui teks ini" not in own(office, case).buttons


def test_secrecy_and_a_late_refusal_take_a_published_text_away(office: Office) -> None:
    for action in (Action.MAKE_CONFIDENTIAL, Action.DECLINE_TEXT):
        case = office.case(key=action.value)
        office.act(case, Action.PROPOSE_TEXT, **MASKED)
        office.act(case, Action.APPROVE_TEXT)
        office.act(case, action)
        assert not is_published(office, case), action


def test_an_officers_note_is_read_by_all_only_with_the_text_and_as_it_was_passed(office: Office) -> None:
    case = office.case(Status.ASSIGNED)
    client = office.come_in("rahma")
    page = client.get_page(url(case, "mulai")).submit("Mulai tindak lanjut", note="Kami menemui Ibu Siti di rumah.")
    assert page.h1 == "Periksa catatan sebelum disimpan"
    assert "Kami menemui Ibu [disamarkan] di rumah." in page.text
    page.submit("Mulai tindak lanjut")
    client.get_page(url(case, "catat")).submit("Simpan catatan", note="Pelapor diminta sabar.", readers="reporter")
    assert "Hanya untuk pelapor." in client.get_page(url(case)).text
    office.act(case, Action.PROPOSE_TEXT, **MASKED)
    assert "Ibu" not in public(office, case).html
    assert "Kami menemui Ibu [disamarkan] di rumah." in own(office, case).text
    office.act(case, Action.APPROVE_TEXT)
    page = public(office, case)
    assert "Kami menemui Ibu [disamarkan] di rumah." in page.text
    assert "Pelapor diminta sabar." not in page.html and "Ibu Siti" not in page.html
    office.act(case, Action.WITHDRAW_TEXT)
    assert "Kami menemui" not in public(office, case).html


def test_a_note_shows_a_colleague_and_never_the_reporter(office: Office) -> None:
    case = office.case(Status.ASSIGNED, reporter=Reporter("Siti Rahmah", phone="+6281234567890"))
    note = "Pak Budi menemui Ibu Siti, 0812-3456-7890; kantor 0541-123456."
    page = office.come_in("rahma").get_page(url(case, "mulai")).submit("Mulai tindak lanjut", note=note)
    assert "Mesin melewatkan banyak nama. Baca sekali lagi." in page.text
    assert page.select("fieldset label") == ["Budi", "0541-123456"]
    page.submit("Mulai tindak lanjut", biarkan=["Budi"])
    with office.db.read() as session:
        told = "Pak Budi menemui Ibu [disamarkan], [disamarkan]; kantor [disamarkan]."
        assert session.scalars(select(CaseText.public).where(CaseText.kind == "note")).all() == [told]


def test_the_name_of_the_reporter_is_never_published_whatever_the_officer_ticks(office: Office) -> None:
    case = office.case()
    page = office.come_in("rina").get_page(url(case, "usulkan-teks"))
    page = page.submit("Usulkan kepada pelapor", public_body="Kata siti, air naik.", biarkan=True)
    assert page.errors == ["Ini menunjuk kepada pelapor: siti. Samarkan."]
    page.submit("Usulkan kepada pelapor", public_body="Kata Pak Budi, air naik.", biarkan=True)
    assert office.read(case).text_state == "proposed"


def test_the_reporter_reads_what_officers_add_later_and_may_hide_it(office: Office) -> None:
    case = office.case(Status.IN_PROGRESS)
    office.act(case, Action.PROPOSE_TEXT, **MASKED)
    office.act(case, Action.APPROVE_TEXT)
    office.come_in("rahma").get_page(url(case, "catat")).submit("Simpan catatan", note="Parit dikeruk besok.")
    page = own(office, case)
    assert "Tulisan petugas yang ikut dibaca umum" in page.text
    assert "Parit dikeruk besok." in public(office, case).text
    page.submit("Tarik teks yang terbit")
    assert "Parit dikeruk besok." not in public(office, case).html


def test_the_answer_of_a_published_case_is_public_in_three_of_its_slots(office: Office) -> None:
    case = office.case(Status.IN_PROGRESS)
    office.act(case, Action.PROPOSE_TEXT, **MASKED)
    office.act(case, Action.APPROVE_TEXT)
    slots = ANSWERED
    page = office.come_in("rahma").get_page(url(case, "jawab")).submit("Lihat sebagai pelapor", ANSWER)
    page.submit("Kirim jawaban")
    told = public(office, case).text
    assert all(slots[name] in told for name in ("decision", "actor", "by_when"))
    assert slots["your_options"] not in told


def test_nothing_that_is_written_in_a_confidential_case_is_for_all(office: Office) -> None:
    case = office.case(Status.ASSIGNED, confidential=True)
    page = office.come_in("rahma").get_page(url(case, "mulai"))
    assert "umum bila isi laporan ini terbit" not in page.text
    page.submit("Mulai tindak lanjut", note="Kami menemui Pak Budi.")
    with office.db.read() as session:
        assert session.scalars(select(CaseText.public).where(CaseText.public.is_not(None))).all() == []


def test_what_waits_for_its_decision_is_found_by_its_index(office: Office) -> None:
    for number in range(60):
        office.case(key=f"case {number}")
    asked = "SELECT case_id FROM case_scope WHERE agency_id = 3 AND publish_by IS NOT NULL ORDER BY publish_by, case_id"
    sqlite = office.db.engine.dialect.name == "sqlite"
    with office.db.read() as session:
        if not sqlite:  # a small table is read whole by choice
            session.execute(text("SET LOCAL enable_seqscan = off"))
            session.execute(text("SET LOCAL enable_bitmapscan = off"))
        plan = str(session.execute(text(f"{'EXPLAIN QUERY PLAN' if sqlite else 'EXPLAIN'} {asked} LIMIT 41")).all())
    assert "ix_case_scope_publish" in plan and "Sort" not in plan and "TEMP B-TREE" not in plan
    page = office.come_in("rina").get_page(UNDECIDED)
    assert len(page.select("tbody tr")) == 40
    assert len(page.follow("Kasus berikutnya").select("tbody tr")) == 20


def test_the_day_of_a_promise_may_stand_in_an_anonymous_report_but_not_the_village() -> None:
    known = Known(anonymous=True, places=("Sidomulyo",))
    told = redaction.passed({"by_when": "Kamis 12 November di Sidomulyo.", "note": "Kamis di Sidomulyo."}, known)
    assert told == {"by_when": "Kamis 12 November di [disamarkan].", "note": "[disamarkan] di [disamarkan]."}


def hide(office: Office, case: Received) -> None:
    """An officer makes it confidential at the desk."""
    page = office.come_in("rina").get_page(url(case, "rahasiakan"))
    page.submit("Jadikan kasus ini rahasia", explanation="Nama orang lain disebut di dalamnya.")


@pytest.mark.parametrize("status", [Status.RECEIVED, Status.ARCHIVED, Status.CLOSED])
def test_what_an_officer_hid_is_public_again_when_its_reporter_lifts_that(office: Office, status: Status) -> None:
    case = office.case(status)
    office.act(case, Action.PROPOSE_TEXT, **MASKED)
    office.act(case, Action.APPROVE_TEXT)
    hide(office, case)
    assert (office.read(case).text_state, MASKED["public_body"] in public(office, case).text) == (None, False)
    page = own(office, case)
    assert "Teks yang sudah Anda setujui, dan yang disembunyikan petugas, lalu terbit lagi" in page.text
    page = page.submit("Cabut kerahasiaan laporan ini")
    assert "Teks yang sudah Anda setujui terbit lagi sekarang. Tarik persetujuan Anda di bawah" in page.text
    assert "hanya bila Anda menyetujui" not in page.text and "Tarik teks yang terbit" in page.buttons
    for told in (page, public(office, case)):
        assert told.text.count("Sejak itu teks yang disetujui terbit lagi.") == 1
    row = office.read(case)
    assert (row.text_state, MASKED["public_body"] in public(office, case).text) == ("approved", True)
    with office.db.read() as session:
        assert replay(session, row) == state_of(row)


@pytest.mark.parametrize(("said", "state"), [(False, "reproposed"), (True, "approved")])
def test_an_older_text_is_public_again_and_never_the_newer_one_that_has_no_yes(
    office: Office, said: bool, state: str
) -> None:
    case, newer = office.case(), {**MASKED, "public_body": "Parit di depan rumah Siti tersumbat."}
    office.act(case, Action.PROPOSE_TEXT, **MASKED)
    office.act(case, Action.APPROVE_TEXT)
    office.act(case, Action.PROPOSE_TEXT, **newer)
    if said:
        office.act(case, Action.REFUSE_TEXT)
    hide(office, case)
    page = own(office, case)
    assert "Teks yang sudah Anda setujui, dan yang disembunyikan petugas, lalu terbit lagi" in page.text
    page.submit("Cabut kerahasiaan laporan ini")
    told, row = public(office, case).text, office.read(case)
    assert (MASKED["public_body"] in told, newer["public_body"] in told, row.text_state) == (True, False, state)
    assert ("Setujui teks ini" in own(office, case).buttons) is not said
    with office.db.read() as session:
        assert (replay(session, row), [*unfaithful(session)]) == (state_of(row), [])


def test_the_history_never_says_that_a_text_can_be_read_which_was_hidden_or_withdrawn_since(office: Office) -> None:
    case = office.case()
    office.act(case, Action.PROPOSE_TEXT, **MASKED)
    office.act(case, Action.APPROVE_TEXT)
    own(office, case).submit("Tarik teks yang terbit")
    for page in (public(office, case), own(office, case)):
        assert "Teks itu terbit sesudahnya." in page.text and "umum dapat membacanya" not in page.text
    hide(office, case)
    assert "umum dapat membacanya" not in public(office, case).text


def test_what_the_reporter_hid_comes_back_only_by_a_new_yes(office: Office) -> None:
    case = office.case()
    office.act(case, Action.PROPOSE_TEXT, **MASKED)
    office.act(case, Action.APPROVE_TEXT)
    own(office, case).submit("Jadikan laporan ini rahasia")
    page = own(office, case)
    assert "Isinya tetap terbit hanya sesudah Anda menyetujui teksnya." in page.text
    page = page.submit("Cabut kerahasiaan laporan ini")
    assert "Isinya terbit hanya bila Anda menyetujui teksnya." in page.text and "terbit lagi" not in page.text
    assert (office.read(case).text_state, MASKED["public_body"] in public(office, case).text) == (None, False)


def test_a_refusal_that_an_officer_hid_can_still_be_contested(office: Office) -> None:
    case = office.case()
    office.act(case, Action.DECLINE_TEXT)
    office.act(case, Action.ASSIGN, category="gender-inklusi.kdrt")
    office.act(case, Action.REASSIGN, category="perhubungan.parkir-liar")
    own(office, case).submit("Cabut kerahasiaan laporan ini")
    assert office.read(case).text_state == "declined"


def test_what_the_reporter_objects_stands_before_who_decides(office: Office) -> None:
    case, rina = office.case(), office.come_in("rina")
    decline(rina, case)
    office.act(case, Action.CONTEST_TEXT, message=WHY)
    ani = office.come_in("ani")
    decides = "Anda yang memutuskan: usulkan teks, atau tetap tidak terbit."
    for address in (url(case), url(case, "usulkan-teks"), url(case, "tidak-terbitkan")):
        page = ani.get_page(address)
        assert any(decides in note and WHY in note for note in page.select(".note")), address
    page = rina.get_page(url(case))
    assert any("Kalimantan Timur yang memutuskan." in note for note in page.select(".note"))
    decline(ani, case)
    assert decides not in ani.get_page(url(case)).text


def test_what_is_said_to_have_changed_is_what_changed(office: Office) -> None:
    rina = office.come_in("rina")
    plain = office.case(title="Lampu padam", body="Lampu jalan padam tiga malam, dan anak-anak takut lewat.")
    page = rina.get_page(url(plain, "usulkan-teks"))
    assert page.field("change").values == ["unchanged"], "there was nothing to mask"
    page = page.submit("Usulkan kepada pelapor", MASKED)
    assert (page.status, page.field("change").error) == (
        422,
        "Teks Anda berbeda dari naskah asli. Pilih apa yang berubah.",
    )
    page = page.submit("Usulkan kepada pelapor", change="shortened")
    assert page.h1.startswith("Antrean")
    private = office.case(key="private", body="Hubungi saya di 0812 3456 7890, rumah kami kebanjiran.")
    page = rina.get_page(url(private, "usulkan-teks"))
    assert page.field("change").values == ["masked"] and "0812" not in page.field("public_body").value


@pytest.mark.parametrize("status", [Status.RECEIVED, Status.NEEDS_INFO, Status.CLOSED])
def test_who_decides_on_a_contested_refusal_is_reminded_a_level_higher_each_time(
    office: Office, status: Status, config: Config
) -> None:
    office.hire("dodi", "Dodi Hartono", (Role.COORDINATOR, "kaltim"))
    for name in ("dodi", "ani"):
        office.come_in(name)
    case, quiet = office.case(status), office.case(key="quiet")
    office.act(case, Action.DECLINE_TEXT)
    office.act(case, Action.CONTEST_TEXT)
    reminded = select(CaseEvent.data).where(CaseEvent.action == Action.REMIND, CaseEvent.case_id == case.case_id)
    for _day in range(12):
        office.clock.pass_by(days=1)
        ring_all(office.db, office.clock)
    with office.db.read() as session:
        every = session.scalars(reminded.order_by(CaseEvent.seq)).all()
        told = [data["agency"] for data in every if data["clock"] == Clock.PUBLICATION]
        kaltim, nation = (world.agency_id(session, code) for code in ("kaltim", "nasional"))
        assert told == [kaltim, kaltim, nation]
        rows = session.scalars(select(Outbox).where(Outbox.template == "decider/remind")).all()
        letter = renderers(config.site)["decider/remind"](session, rows[0].recipient_ref, rows[0].params, "id")
        assert letter and "putuskan penerbitannya" in letter.subject and "kategori" not in letter.text
        assert {row.params["case"] for row in rows} == {case.case_id}, "of what nobody contests nobody is reminded"
        assert quiet.case_id != case.case_id


@pytest.mark.parametrize("status", [Status.ARCHIVED, Status.CLOSED])
@pytest.mark.parametrize("before", [True, False])
def test_a_contested_refusal_outlasts_the_end_of_the_case(office: Office, status: Status, before: bool) -> None:
    case, province = office.case(Status.RECEIVED if before else status), "dodi"
    office.act(case, Action.DECLINE_TEXT)
    office.act(case, Action.CONTEST_TEXT)
    if before:
        office.act(case, Action.ARCHIVE)
    assert clock_of(office, case)[-1] == (None, False)
    office.hire(province, "Dodi Hartono", (Role.COORDINATOR, "kaltim"))
    client = office.back(province)
    assert client.get_page(UNDECIDED).select("tbody th a") == [world.REPORT.title]
    office.clock.pass_by(days=10)
    client = office.back(province)
    assert client.get_page(UNDECIDED).select("tbody b.late") != []
    decline(client, case)
    assert clock_of(office, case)[-1] == ("late", False)
    assert client.get_page(UNDECIDED).select("tbody th a") == []
    with office.db.read() as session:
        assert list(unfaithful(session)) == []
