"""Evidence on the desk: listed, downloaded within the scope only, and added to what an officer writes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from tests.attachments.making import choose, new_file, photo
from tests.auditing import AuditingClient
from tests.desk.work.deeds import ANSWER
from tests.desk.work.office import Office, url
from webapp.attachments.models import Attachment, Blob
from webapp.base.crypto import token_hash
from webapp.base.frames import seal
from webapp.base.ids import slug
from webapp.base.store import store_at
from webapp.cases.receiving import Received
from webapp.cases.workflow import Action, Status

KEY, BLOB = b"k" * 32, "b" * 32


def with_file(office: Office, *, complete: bool = True, **changes: Any) -> Received:
    """A case with one file."""
    config = office.app.extensions["config"]
    store = store_at(config.storage_url)
    store.stage(BLOB, seal([b"abc"], KEY, BLOB))
    store.promote(BLOB)
    with office.db.write() as session:
        session.add(Blob(id=BLOB, draft_hash=token_hash("x"), created_at=office.clock()))
    file = replace(new_file(office.keys.ring, BLOB, KEY), complete=complete)
    return office.case(Status.IN_PROGRESS, files=(file,), **changes)


def file_address(office: Office, case: Received) -> str:
    """Where the officer fetches it."""
    with office.db.read() as session:
        return f"{url(case)}/bukti/{session.scalars(select(Attachment.id)).one()}"


def test_the_case_lists_what_it_is_and_hands_it_out(office: Office) -> None:
    case = with_file(office, complete=False)
    desk = office.come_in("rahma")
    page = desk.get_page(url(case))

    assert "parit.jpg Foto (JPEG), 1 KB" in page.text
    assert "Tidak semua isinya dapat dibersihkan" in page.text
    answer = desk.get(file_address(office, case))
    assert answer.data == b"abc" and answer.headers["Content-Disposition"] == "attachment; filename=parit.jpg"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert desk.get(f"{url(case)}/bukti/{'0' * 32}").status_code == 404


@pytest.mark.parametrize("who", ["dewi", "bayu"])
def test_outside_the_scope_there_is_no_file(office: Office, who: str) -> None:
    case = with_file(office)
    assert office.come_in(who).get(file_address(office, case)).status_code == 404


def test_a_confidential_file_is_for_who_handles_it(office: Office) -> None:
    case = with_file(office, confidential=True)
    onlooker = office.come_in("yusuf")
    assert "parit.jpg" not in onlooker.get_page(url(case)).text
    assert onlooker.get(file_address(office, case)).status_code == 404
    assert office.come_in("rahma").get(file_address(office, case)).status_code == 200


def test_another_cases_file_has_no_address_here(office: Office) -> None:
    with_file(office)
    other = office.case(Status.IN_PROGRESS, key="lain")
    with office.db.read() as session:
        name = session.scalars(select(Attachment.id)).one()
    assert office.come_in("rahma").get(f"{url(other)}/bukti/{name}").status_code == 404


def test_an_officer_adds_a_photo_to_a_note(office: Office) -> None:
    case = office.case(Status.IN_PROGRESS)
    desk = office.come_in("rahma")
    form = desk.get_page(url(case, "catat")).fill("note", "Parit sudah dikeruk tadi pagi.")
    wrong = choose(form, ("kosong.png", b""), ("parit.jpg", photo())).submit("Simpan catatan")

    assert wrong.status == 422 and wrong.errors[0].startswith("Berkas “kosong.png” kosong.")
    assert wrong.field("note").value == "Parit sudah dikeruk tadi pagi."
    assert wrong.submit("Simpan catatan").status == 200
    assert "Unduh parit.jpg" in desk.get_page(url(case)).links


def test_a_photo_goes_through_the_preview_of_an_answer(office: Office) -> None:
    case = office.case(Status.IN_PROGRESS)
    desk = office.come_in("rahma")
    form = desk.get_page(url(case, "jawab"))
    preview = choose(form, ("parit.jpg", photo())).submit("Lihat sebagai pelapor", ANSWER)

    assert "Berkas yang ikut parit.jpg" in preview.text
    assert "Hapus parit.jpg" in preview.submit("Ubah jawaban").buttons
    preview.submit("Kirim jawaban")
    assert "Unduh parit.jpg" in desk.get_page(url(case)).links


def test_a_file_is_public_only_when_passed_agreed_to_and_published(office: Office) -> None:
    case = with_file(office)
    page = office.come_in("rina").get_page(url(case, "usulkan-teks"))
    assert page.field("berkas").values == []
    page.check("parit.jpg").submit("Usulkan kepada pelapor")
    anybody = office.app.test_client()
    assert isinstance(anybody, AuditingClient)
    address = f"/lacak/{slug(case.ticket)}"
    with office.db.read() as session:
        public = f"{address}/berkas/{session.scalars(select(Attachment.id)).one()}"

    own = anybody.get_page(address).submit("Buka dengan PIN", pin=case.pin)
    assert "Berkas yang ikut dapat diunduh umum parit.jpg" in own.text
    assert anybody.get(public).status_code == 404
    agreed = own.submit("Setujui teks ini")
    assert "Unduh bukti-1.jpg" in anybody.get_page(address).links
    answer = anybody.get(public)
    assert answer.data == b"abc" and "bukti-1.jpg" in answer.headers["Content-Disposition"]

    agreed.submit("Tarik teks yang terbit")
    assert anybody.get(public).status_code == 404
    assert "bukti-1.jpg" not in anybody.get_page(address).text


def test_nothing_is_passed_by_itself_and_what_is_not_clean_never(office: Office) -> None:
    case = with_file(office, complete=False)
    page = office.come_in("rina").get_page(url(case, "usulkan-teks"))
    assert "parit.jpg" not in page.text
    with office.db.read() as session:
        name = session.scalars(select(Attachment.id)).one()
    text = {"public_title": "Parit", "public_body": "Parit tersumbat.", "change": "masked"}
    office.act(case, Action.PROPOSE_TEXT, passed_files=[name], **text)
    office.act(case, Action.APPROVE_TEXT)
    with office.db.read() as session:
        assert not session.scalars(select(Attachment.public)).one()
