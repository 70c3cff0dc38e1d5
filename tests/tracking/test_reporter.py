"""What the reporter does with the PIN: exactly what the table allows, each thing once."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from tests import world
from tests.auditing import AuditingClient
from tests.auditing.page import Page
from tests.conftest import Clock
from tests.tracking.conftest import RECEIVED, CaseMaker, address, own_page, public_page
from tests.tracking.test_public import MASKED
from webapp.base.db import Database
from webapp.cases.models import Case, CaseEvent
from webapp.cases.workflow import Action, Status

BUTTONS = {
    Status.RECEIVED: ["Kirim pesan"],
    Status.NEEDS_INFO: ["Kirim keterangan"],
    Status.ASSIGNED: ["Kirim pesan", "Ini salah instansi"],
    Status.IN_PROGRESS: ["Kirim pesan", "Ini salah instansi"],
    Status.ANSWERED: ["Nyatakan beres", "Kirim balasan", "Ini salah instansi"],
    Status.CLOSED: ["Buka kembali laporan", "Kirim pesan", "Kirim penilaian"],
    Status.ARCHIVED: ["Kirim keberatan", "Kirim pesan"],
}


def row(db: Database, case_id: int) -> Case:
    """The case as it is stored."""
    with db.read() as session:
        return session.get_one(Case, case_id)


def events(db: Database, action: Action) -> int:
    """How often an action is in the record."""
    with db.read() as session:
        return session.scalar(select(func.count()).select_from(CaseEvent).where(CaseEvent.action == action)) or 0


@pytest.mark.parametrize("status", Status)
def test_the_page_offers_exactly_what_the_table_allows(
    client: AuditingClient, case_in: CaseMaker, status: Status
) -> None:
    papers = ["Minta surat", "Lanjutkan ke Ombudsman", "Pakai bentuk ini untuk semua surat"]
    assert own_page(client, case_in(status)).buttons == [*BUTTONS[status], "Jadikan laporan ini rahasia", *papers]


@pytest.mark.parametrize(
    ("status", "button", "leads_to", "says"),
    [
        (Status.RECEIVED, "Kirim pesan", Status.RECEIVED, "Pesan Anda sudah kami terima"),
        (Status.NEEDS_INFO, "Kirim keterangan", Status.RECEIVED, "Keterangan Anda sudah kami terima."),
        (Status.ANSWERED, "Kirim balasan", Status.IN_PROGRESS, "Balasan Anda sudah kami terima."),
        (Status.CLOSED, "Buka kembali laporan", Status.IN_PROGRESS, "Laporan dibuka kembali"),
        (Status.CLOSED, "Kirim pesan", Status.CLOSED, "Pesan Anda sudah kami terima"),
        (Status.ARCHIVED, "Kirim pesan", Status.ARCHIVED, "Pesan Anda sudah kami terima"),
        (Status.ARCHIVED, "Kirim keberatan", Status.RECEIVED, "Keberatan Anda sudah kami terima."),
    ],
)
def test_the_reporter_writes(
    client: AuditingClient, case_in: CaseMaker, db: Database, status: Status, button: str, leads_to: Status, says: str
) -> None:
    received = case_in(status)
    page = own_page(client, received).submit(button, pesan="Air masih masuk, <b>setinggi</b> lutut.")
    assert page.status == 200 and page.text.startswith(says)
    assert "Air masih masuk, <b>setinggi</b> lutut." in page.text
    assert row(db, received.case_id).status == leads_to


def test_the_reporter_confirms_and_the_public_reads_it(client: AuditingClient, case_in: CaseMaker) -> None:
    received = case_in(Status.ANSWERED)
    page = own_page(client, received)
    assert "Parit dikeruk sepanjang 40 meter." in page.text
    page = page.submit("Nyatakan beres")
    assert page.text.startswith("Laporan ini ditutup oleh Anda.")
    assert public_page(client, received).select(".lead .status") == ["Ditutup oleh pelapor."]


def test_the_question_stands_before_its_answer(client: AuditingClient, case_in: CaseMaker) -> None:
    page = own_page(client, case_in(Status.NEEDS_INFO))
    question = str(world.FACTS[Action.ASK_INFO]["question"])
    assert page.text.index("Yang kami tanyakan") < page.text.index(question) < page.text.index("Kirim keterangan")


def test_the_reporter_rates(client: AuditingClient, case_in: CaseMaker, db: Database) -> None:
    received = case_in(Status.CLOSED)
    page = own_page(client, received)
    bad = page.submit("Kirim penilaian", bintang="2")
    assert (bad.status, bad.errors) == (422, ["Pilih salah satu: sudah atau belum."])
    assert [one["value"] for one in bad.document.soup.select("input[name=bintang][checked]")] == ["2"]
    good = bad.submit("Kirim penilaian", selesai="belum")
    assert good.text.startswith("Penilaian Anda sudah kami catat.")
    assert row(db, received.case_id).stars == 2
    assert "Menurut Anda, masalahnya belum selesai." in good.text


def test_an_empty_message_is_asked_for(client: AuditingClient, case_in: CaseMaker, db: Database) -> None:
    page = own_page(client, case_in(Status.ANSWERED)).submit("Kirim balasan", pesan="  ")
    assert (page.status, page.errors) == (422, ["Tulis pesan Anda. Satu kalimat sudah cukup."])
    assert events(db, Action.REPLY) == 0


def test_ten_thousand_emoji_come_back_with_a_sentence(client: AuditingClient, case_in: CaseMaker, db: Database) -> None:
    typed = "😀" * 10_000
    page = own_page(client, case_in()).submit("Kirim pesan", pesan=typed)
    assert page.status == 422 and page.errors == [
        "Isian ini kelebihan 4.000 huruf; batasnya 6.000 huruf. Semua yang Anda tulis masih ada."
    ]
    assert page.field("pesan").tags[0].get_text().strip() == typed
    assert events(db, Action.ADD_MESSAGE) == 0


def test_a_double_click_writes_once(client: AuditingClient, case_in: CaseMaker, db: Database) -> None:
    page = own_page(client, case_in())
    first = page.submit("Kirim pesan", pesan="Tadi malam air naik lagi.")
    again = page.submit("Kirim pesan", pesan="Tadi malam air naik lagi.")
    assert (first.status, again.status) == (200, 200)
    assert again.text.startswith("Sudah kami terima. Kiriman yang sama tidak kami catat dua kali.")
    assert events(db, Action.ADD_MESSAGE) == 1


@pytest.mark.parametrize(
    ("status", "button", "fields", "action"),
    [
        (Status.ANSWERED, "Nyatakan beres", {}, Action.CONFIRM),
        (Status.CLOSED, "Kirim penilaian", {"bintang": "5", "selesai": "ya"}, Action.RATE),
        (Status.ARCHIVED, "Kirim keberatan", {"pesan": "Ini pelayanan publik."}, Action.CONTEST),
        (Status.RECEIVED, "Jadikan laporan ini rahasia", {}, Action.MAKE_CONFIDENTIAL),
    ],
)
def test_the_back_button_after_sending_does_nothing_twice(
    client: AuditingClient, case_in: CaseMaker, db: Database, status: Status, button: str, fields: dict[str, str],
    action: Action,
) -> None:  # fmt: skip
    page = own_page(client, case_in(status))
    page.submit(button, fields)
    again = page.submit(button, fields)
    assert again.status == 200 and again.text.startswith("Sudah kami terima.")
    assert events(db, action) == 1


def test_two_tabs_say_what_changed_and_keep_the_text(client: AuditingClient, case_in: CaseMaker, db: Database) -> None:
    received = case_in(Status.IN_PROGRESS)
    page = own_page(client, received)
    world.act(db, received.case_id, Action.ANSWER, RECEIVED)
    late = page.submit("Kirim pesan", pesan="Kapan dikerjakan?")
    assert late.status == 409
    newest = "Laporan ini berubah sejak Anda membukanya: Dinas PUPR Samarinda menjawab."
    assert late.errors == [f"{newest} Tulisan Anda masih ada; periksa, lalu kirim ulang."]
    assert late.field("pesan").tags[0].get_text().strip() == "Kapan dikerjakan?"
    assert late.submit("Kirim balasan").text.startswith("Balasan Anda sudah kami terima.")


@pytest.mark.parametrize("action", ["assign", "new_pin", "receive", "close", "rate", "", "🙂", "confirm"])
def test_a_crafted_move_is_refused_in_words(
    client: AuditingClient, case_in: CaseMaker, db: Database, action: str
) -> None:
    received = case_in()
    version = row(db, received.case_id).version
    page = _craft(client, own_page(client, received), received.ticket, action)
    assert (page.status, len(page.errors)) == (409, 1)
    assert page.errors[0].startswith("Tindakan itu tidak tersedia untuk keadaan laporan sekarang.")
    assert "Tulisan saya" in page.html
    assert row(db, received.case_id).version == version


def _craft(client: AuditingClient, page: Page, ticket: str, action: str) -> Page:
    hidden = {name: page.document.soup.select_one(f"input[name={name}]")["value"] for name in ("kunci", "versi")}  # type: ignore[index]
    sent = {**hidden, "aksi": action, "pesan": "Tulisan saya"}
    return client.page(client.post(address(ticket), data=sent))  # type: ignore[arg-type]


def test_the_key_of_a_ticket_does_nothing_to_another(client: AuditingClient, case_in: CaseMaker, db: Database) -> None:
    mine, theirs = case_in(), case_in(key="another")
    page = _craft(client, own_page(client, mine), theirs.ticket, "add_message")
    assert (page.status, page.h1) == (422, "Buka laporan dengan PIN")
    assert events(db, Action.ADD_MESSAGE) == 0


def test_an_expired_page_asks_for_the_pin_and_loses_nothing(
    client: AuditingClient, case_in: CaseMaker, db: Database, clock: Clock
) -> None:
    received = case_in(Status.ANSWERED)
    page = own_page(client, received)
    clock.pass_by(minutes=31)
    asked = page.submit("Kirim balasan", pesan="Air masih masuk.\nSetiap hujan.")
    assert (asked.status, asked.h1) == (422, "Buka laporan dengan PIN")
    wrong = asked.submit("Buka dengan PIN", pin="0000000000")
    assert wrong.status == 422
    back = wrong.submit("Buka dengan PIN", pin=received.pin)
    assert back.field("pesan").tags[0].get_text().strip() == "Air masih masuk.\nSetiap hujan."
    assert events(db, Action.REPLY) == 0
    assert back.submit("Kirim balasan").status == 200
    assert events(db, Action.REPLY) == 1


def test_the_reporter_passes_the_text_for_the_public(client: AuditingClient, case_in: CaseMaker, db: Database) -> None:
    received = case_in()
    world.act(db, received.case_id, Action.PROPOSE_TEXT, RECEIVED, **MASKED)
    assert MASKED["public_body"] not in public_page(client, received).html
    page = own_page(client, received)
    assert MASKED["public_title"] in page.text and MASKED["public_body"] in page.text
    page.submit("Setujui teks ini")
    assert MASKED["public_body"] in public_page(client, received).text


def test_the_reporter_may_refuse_the_text(client: AuditingClient, case_in: CaseMaker, db: Database) -> None:
    received = case_in()
    world.act(db, received.case_id, Action.PROPOSE_TEXT, RECEIVED, **MASKED)
    page = own_page(client, received).submit("Jangan terbitkan teks ini")
    assert page.text.startswith("Teks itu tidak kami terbitkan.")
    assert "Setujui teks ini" not in page.buttons
    assert MASKED["public_body"] not in public_page(client, received).html


def test_secrecy_is_made_and_lifted_by_the_reporter(client: AuditingClient, case_in: CaseMaker) -> None:
    received = case_in()
    page = own_page(client, received).submit("Jadikan laporan ini rahasia")
    assert public_page(client, received).h1 == "Isi laporan ini dirahasiakan"
    page = page.submit("Cabut kerahasiaan laporan ini")
    assert page.text.startswith("Laporan ini tidak rahasia lagi.")
    assert public_page(client, received).h1.startswith("Pengaduan dari Kelurahan Sidomulyo")


def test_what_a_text_browser_ticks_by_itself_is_no_rating(client: AuditingClient, case_in: CaseMaker) -> None:
    """lynx ticks the first radio of a group in which none is ticked."""
    bad = own_page(client, case_in(Status.CLOSED)).submit("Kirim penilaian", bintang="", selesai="")
    assert bad.status == 422
    assert bad.errors == ["Pilih satu nilai, dari 1 sampai 5.", "Pilih salah satu: sudah atau belum."]


@pytest.mark.parametrize("closing", [Action.CLOSE, Action.TIME_OUT, Action.CONFIRM_FOR])
def test_what_was_closed_without_being_mended_is_reopened_by_its_reporter_however_late(
    client: AuditingClient, case_in: CaseMaker, db: Database, clock: Clock, closing: Action
) -> None:
    received = case_in(Status.ANSWERED)
    world.act(db, received.case_id, closing, clock())
    clock.pass_by(days=3 * 365)
    page = own_page(client, received).submit("Buka kembali laporan", pesan="Parit itu tidak pernah dikeruk.")
    assert page.text.startswith("Laporan dibuka kembali")
    assert row(db, received.case_id).status == Status.IN_PROGRESS
    public = public_page(client, received)
    assert public.select(".lead .status") != ["Ditutup oleh pelapor."] and "14 hari kerja" in public.text
