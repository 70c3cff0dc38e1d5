"""One document in every form: what each reader of it gets, and what no ear and no finger of others may."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import world
from tests.auditing import AuditingClient
from tests.auditing.page import Page
from tests.documents.pdf import in_order, pdf_of
from tests.documents.readers import bones, read_by_finger, seconds_of, septets, squeezed
from tests.intake.conftest import at_check
from tests.tracking.conftest import RECEIVED, CaseMaker, address, own_page
from webapp.base import documents, reading
from webapp.base.clock import ONE_DAY
from webapp.base.db import Database
from webapp.base.ids import shown
from webapp.cases.completing import MOST_CHOICES
from webapp.cases.models import CaseEvent
from webapp.cases.moves import MoveRefused
from webapp.cases.receiving import Received
from webapp.cases.reports import Help
from webapp.cases.workflow import Action, Status

ANSWER = world.FACTS[Action.ANSWER]
HEADS = ("Apa keputusannya?", "Siapa yang mengerjakan?", "Kapan selesai?", "Apa yang dapat Anda lakukan?")
TOLD = [part for head, fact in zip(HEADS, ANSWER.values(), strict=True) for part in (head, fact)]
ODD = "Pak 𝐁𝐮𝐝𝐢 😀 dari مكتب الأشغال: parit é ½ ②  <b>[[dikeruk]]</b> \\x0041"


def key_of(page: Page) -> str:
    """Which each paper is asked for with."""
    return str(page.document.soup.select("[name=kunci]")[0]["value"])


def letter_in(own: Page, received: Received, form: str, surat: str = "4", language: str = "id") -> bytes:
    """The letter on the answer in a form, which nothing may keep."""
    data = {"kunci": key_of(own), "kertas": "unduh-surat", "surat": surat, "bentuk": form}
    answer = own.client.post(f"{address(received.ticket)}?bahasa={language}", data=data)
    asked = documents.FORMS[form]
    assert answer.mimetype == asked.mimetype, answer.get_data(as_text=True)[:300]
    assert answer.headers["Content-Disposition"].endswith(f'.{asked.suffix}"')
    assert answer.headers["Cache-Control"] == "no-store"
    return bytes(answer.data)


def receipt_in(page: Page, form: str) -> bytes:
    """The receipt in a form."""
    answer = page.client.post("/lapor/tanda-terima", data={"draf": page.field("draf").value, "bentuk": form})
    assert answer.mimetype == documents.FORMS[form].mimetype
    return bytes(answer.data)


def test_the_codes_are_those_that_a_case_may_hold() -> None:
    assert tuple(documents.FORMS) == reading.FORMS


def test_an_answer_as_text_and_braille_and_in_two_messages(client: AuditingClient, case_in: CaseMaker) -> None:
    received = case_in(Status.ANSWERED)
    own = own_page(client, received)
    text = letter_in(own, received, "teks").decode()
    assert in_order(text, ["Kepada pelapor", shown(received.ticket), *TOLD, "Langkah Anda berikutnya"]) == []
    felt = read_by_finger(letter_in(own, received, "braille"))
    assert in_order(bones(felt), [*map(bones, [shown(received.ticket), *TOLD])]) == []
    message = letter_in(own, received, "sms").decode()
    assert septets(message) <= 306
    assert in_order(message, [shown(received.ticket), *ANSWER.values(), address(received.ticket)]) == []


def test_an_answer_to_listen_to(client: AuditingClient, case_in: CaseMaker) -> None:
    received = case_in(Status.ANSWERED)
    own = own_page(client, received)
    sound = letter_in(own, received, "suara")
    assert len(sound) <= 2_000 * seconds_of(sound)
    assert 20 < seconds_of(sound) < 120
    assert seconds_of(letter_in(own, received, "suara", language="en")) > 20


@pytest.mark.parametrize("form", ["mudah", "pdf-terbesar"])
def test_an_answer_in_easy_lines_and_in_the_largest_print(
    client: AuditingClient, case_in: CaseMaker, form: str
) -> None:
    received = case_in(Status.ANSWERED)
    data = {"kunci": key_of(own := own_page(client, received)), "kertas": "unduh-surat", "surat": "4", "bentuk": form}
    found = pdf_of(own.client.post(own.url, data=data))
    assert in_order(found.heard, TOLD) == []
    assert min(found.sizes) >= 14
    assert ({18.0} if form == "mudah" else {24.0}) <= found.sizes
    if form == "mudah":
        assert "Bentuk ini belum diuji bersama pembaca." in found.heard
        assert in_order(found.heard, ["Arti kata", "Instansi: Kantor pemerintah."]) == []


def test_a_receipt_has_its_pin_for_eyes_alone(client: AuditingClient, db: Database) -> None:
    page = at_check(client).submit("Kirim laporan")
    pin = "".join(filter(str.isdigit, page.select(".pin .code")[0]))
    assert pin in "".join(filter(str.isdigit, receipt_in(page, "teks").decode()))
    felt = read_by_finger(receipt_in(page, "braille"))
    assert pin not in "".join(filter(str.isdigit, felt))
    assert bones("PIN rahasia tidak ada di bentuk ini") in bones(felt)
    ticket = "".join(filter(str.isdigit, page.select(".stub .code")[0]))
    assert ticket in bones(felt)
    sound = receipt_in(page, "suara")
    assert len(sound) <= min(90_000, 1_000 * seconds_of(sound))


@pytest.mark.parametrize(("form", "package"), [("braille", "liblouis-bin"), ("suara", "espeak-ng")])
def test_a_form_that_this_server_cannot_make_says_so_and_the_others_are_there(
    client: AuditingClient, case_in: CaseMaker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, form: str, package: str
) -> None:
    received = case_in(Status.ANSWERED)
    letters = own_page(client, received).submit("Minta surat")
    monkeypatch.setenv("PATH", str(tmp_path))
    page = letters.fill("Dalam bentuk apa?", form).submit("Unduh surat")
    assert page.status == 503
    assert f"belum dapat dibuat di situs ini. Pengelolanya perlu memasang paket {package}" in page.select(".note")[0]
    assert page.field("Dalam bentuk apa?").value == form
    assert ANSWER["decision"].encode() in letter_in(page, received, "teks")


def test_odd_letters_spoil_no_form(client: AuditingClient, case_in: CaseMaker, db: Database) -> None:
    received = case_in(Status.IN_PROGRESS)
    world.act(db, received.case_id, Action.ANSWER, RECEIVED, decision=ODD, actor="Nama " + "panjang" * 43)
    own = own_page(client, received)
    forms = {form: letter_in(own, received, form) for form in documents.FORMS if form != "pdf-terbesar"}
    assert "😀" in forms["teks"].decode() and "مكتب" in forms["teks"].decode()
    felt = read_by_finger(forms["braille"])
    assert bones("Pak Budi dari") in bones(felt) and bones("panjang" * 43) in bones(felt)
    assert "tulisanlain" in squeezed(felt) and "gambar" in squeezed(felt)
    assert septets(forms["sms"].decode()) <= 306


def test_an_answer_of_20_000_letters(client: AuditingClient, case_in: CaseMaker, db: Database) -> None:
    received = case_in(Status.IN_PROGRESS)
    long = "Parit dikeruk sampai ke jembatan. " * 588
    world.act(db, received.case_id, Action.ANSWER, RECEIVED, decision=long)
    own = own_page(client, received)
    assert bones(long) in bones(read_by_finger(letter_in(own, received, "braille")))
    message = letter_in(own, received, "sms").decode()
    assert septets(message) <= 306
    assert in_order(message, ["Parit dikeruk", "...", ANSWER["by_when"]]) == []


WISHES = [(("large_print", "braille"), "braille"), (("easy_read",), "mudah"), (("phone_call",), None)]


@pytest.mark.parametrize(("wishes", "form"), WISHES)
def test_who_asked_for_such_help_gets_letters_in_that_form(
    client: AuditingClient, case_in: CaseMaker, wishes: tuple[str, ...], form: str | None
) -> None:
    own = own_page(client, case_in(Status.ANSWERED, help=Help(wishes)))
    assert own.field("Dalam bentuk apa?").value == (form or "pdf")
    assert ("Unduh surat terakhir dalam bentuk yang Anda pilih" in own.text) == (form is not None)


def test_a_form_chosen_on_the_receipt_holds_for_all_letters(client: AuditingClient, db: Database) -> None:
    page = at_check(client).submit("Kirim laporan")
    pin = page.select(".pin .code")[0]
    after = page.fill("Dalam bentuk apa?", "braille").submit("Pakai bentuk ini juga untuk surat berikutnya")
    assert "Sudah kami catat." in after.text and after.select(".pin .code") == [pin]
    after.submit("Pakai bentuk ini juga untuk surat berikutnya")
    own = after.follow("halaman laporan").submit("Buka dengan PIN", pin=pin.replace(",", ""))
    assert own.text.count("Anda memilih bentuk surat Anda") == 1, "the same twice is no second event"
    assert own.submit("Minta surat").field("Dalam bentuk apa?").value == "braille"


def test_a_form_chosen_later_and_who_learns_of_it(client: AuditingClient, case_in: CaseMaker, db: Database) -> None:
    received = case_in(Status.ANSWERED)
    before = client.get_page(address(received.ticket)).select(".timeline li")
    own = own_page(client, received).fill("Dalam bentuk apa?", "suara")
    own = own.submit("Pakai bentuk ini untuk semua surat")
    assert "Surat tentang laporan ini sekarang ada dalam bentuk yang Anda pilih." in own.text
    assert client.get_page(address(received.ticket)).select(".timeline li") == before
    with db.read() as session:
        event = session.query(CaseEvent).filter_by(case_id=received.case_id, action="choose_form").one()
    assert event.data == {}, "which form it is tells of a disability, and an event is never erased"
    data = {"kunci": key_of(own), "kertas": "unduh-surat", "surat": "4", "bentuk": "suara"}
    assert [one.get("value") for one in own.document.soup.select("input[name=bentuk], input[name=surat]")] == [
        data["surat"],
        data["bentuk"],
    ]


def test_no_such_form(client: AuditingClient, case_in: CaseMaker) -> None:
    received = case_in(Status.ANSWERED)
    own = own_page(client, received)
    data = {"kunci": key_of(own), "versi": "4", "aksi": "choose_form", "bentuk": "lontar"}
    page = client.page(client.post(own.url, data=data))
    assert page.status == 409 and "Tindakan itu tidak tersedia" in page.text


def test_a_form_is_chosen_ten_times_in_a_local_day_and_no_more(case_in: CaseMaker, db: Database) -> None:
    """Also in the morning, when it is still yesterday in Greenwich."""
    received, morning = case_in(Status.ANSWERED), datetime(2027, 1, 4, 22, 30, tzinfo=UTC)
    for _ in range(MOST_CHOICES):
        world.act(db, received.case_id, Action.CHOOSE_FORM, morning)
    with pytest.raises(MoveRefused):
        world.act(db, received.case_id, Action.CHOOSE_FORM, morning)
    world.act(db, received.case_id, Action.CHOOSE_FORM, morning + ONE_DAY)
