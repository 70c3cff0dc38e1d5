"""Sign language at the desk: the interpreter's task with its clock, captions of officers' videos, and never a call."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from tests.attachments.making import choose, film, new_file, photo
from tests.auditing import AuditingClient, Page
from tests.desk.work.deeds import VIDEO
from tests.desk.work.office import Office, url
from tests.desk.work.test_deeds import newest
from webapp.attachments.models import Attachment, Blob
from webapp.base.crypto import token_hash
from webapp.base.files.kinds import Kind
from webapp.cases import signs
from webapp.cases.deadlines import Clock
from webapp.cases.models import CaseScope, CaseText, Deadline
from webapp.cases.queries import state_of
from webapp.cases.receiving import Received
from webapp.cases.reports import Reporter
from webapp.cases.verifying import replay
from webapp.cases.workflow import Action, Status
from webapp.officers.roles import Role

BLOB = "c" * 32
HELD = ("teruskan", "arsipkan", "gabungkan", "golongkan", "usulkan-teks", "tidak-terbitkan")


def signed(office: Office, **changes: Any) -> Received:
    """A report that came as a video."""
    with office.db.write() as session:
        session.add(Blob(id=BLOB, draft_hash=token_hash("x"), created_at=office.clock()))
    file = replace(new_file(office.keys.ring, BLOB, b"k" * 32, "saya.mp4"), kind=Kind.MP4, signs=True)
    told: dict[str, Any] = {"title": signs.TITLE, "body": signs.BODY, "files": (file,), "signed": True}
    return office.case(**{**told, **changes})


def interpreter(office: Office) -> None:
    """One who works for the whole city."""
    office.hire("isah", "Isah Isyarat", (Role.INTERPRETER, "samarinda"))


def test_until_it_is_written_nobody_decides_on_it(office: Office) -> None:
    case = signed(office)
    page = office.come_in("rina").get_page(url(case))
    assert "Laporan ini berupa video bahasa isyarat." in page.text
    assert "Video bahasa isyarat: saya.mp4" in page.text and "Isi video ditulis paling lambat" in page.text
    assert not [slug for slug in HELD if f"/{slug}" in page.html]
    assert "/kategorikan" in page.html and "/minta-keterangan" in page.html


def test_the_interpreter_finds_the_task_writes_it_and_both_names_stay(office: Office) -> None:
    case = signed(office, confidential=True)
    interpreter(office)
    client = office.back("isah")
    queue = client.get_page("/petugas/?status=interpretation")
    assert queue.select("tbody th a") and "2 hari kerja lagi" in queue.text
    page = client.get_page(url(case))
    assert "Unduh saya.mp4" in page.text, "the interpreter must see it, though the case is confidential"
    client.get_page(url(case, "tulis-video")).submit("Simpan teks ini", {**VIDEO, "interpreter": "Budi Santoso"})
    assert newest(office.db, case) == ("interpret", {}, {**VIDEO, "interpreter": "Budi Santoso"})
    with office.db.read() as session:
        ended = select(Deadline.outcome).where(Deadline.kind == Clock.INTERPRETATION)
        assert session.scalars(ended).all() == ["met"]
        titles = select(CaseText.version, CaseText.text).where(CaseText.kind == "title").order_by(CaseText.version)
        assert session.execute(titles).all() == [(1, signs.TITLE), (2, VIDEO["title"])]
    row = office.read(case)
    assert row.signs == signs.TOLD
    with office.db.read() as session:
        assert replay(session, row) == state_of(row)
    assert client.get_page("/petugas/?status=interpretation").select("tbody th a") == []
    after = client.get_page(url(case))
    assert VIDEO["body"] not in after.text and "saya.mp4" not in after.text, "no longer the interpreter's to read"


def test_then_the_coordinator_works_on_the_written_words(office: Office) -> None:
    case = signed(office)
    office.act(case, Action.INTERPRET)
    client = office.come_in("rina")
    page = client.get_page(url(case))
    assert page.h1 == VIDEO["title"] and VIDEO["body"] in page.text and "/teruskan" in page.html
    form = client.get_page(url(case, "usulkan-teks"))
    assert form.field("public_title").value == VIDEO["title"]
    assert "saya.mp4" not in form.html, "a face is never published"
    assert VIDEO["title"] in client.get_page("/petugas/?kata=tersumbat").text


def test_nobody_who_only_looks_learns_that_somebody_signs(office: Office) -> None:
    case = signed(office)
    office.act(case, Action.INTERPRET)
    client = office.come_in("yusuf")
    page = client.get_page(url(case))
    assert "saya.mp4" not in page.text and "isyarat" not in page.text.lower()
    assert "interpretation" not in client.get_page("/petugas/").html


def test_no_fact_of_a_request_publishes_the_video(office: Office) -> None:
    case = signed(office)
    office.act(case, Action.INTERPRET)
    with office.db.read() as session:
        file = session.scalars(select(Attachment.id)).one()
    words = {"public_title": "Parit", "public_body": "Air masuk.", "change": "shortened", "passed_files": [file]}
    office.act(case, Action.PROPOSE_TEXT, **words)
    office.act(case, Action.APPROVE_TEXT)
    with office.db.read() as session:
        assert not session.scalars(select(Attachment.public)).one()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"title": ""}, "Tulis judulnya"),
        ({"body": " "}, "Tulis apa yang"),
        ({"title": "x" * 151}, "Isian ini kelebihan 1"),
    ],
)
def test_half_a_text_is_told_and_kept(office: Office, typed: dict[str, str], told: str) -> None:
    case = signed(office)
    page = office.come_in("rina").get_page(url(case, "tulis-video")).submit("Simpan teks ini", {**VIDEO, **typed})
    assert page.status == 422 and page.errors[0].startswith(told), page.errors
    assert office.read(case).signs == signs.WAITS


VTT = "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Rahma>Parit sudah dikeruk.\n"


def noted(client: AuditingClient, case: Received) -> Page:
    """A note with a film, sent for the first time."""
    page = client.get_page(url(case, "catat"))
    assert "takarir" in page.text, "said before"
    return choose(page.fill("note", "Lihat videonya."), ("parit.mp4", film())).submit("Simpan catatan")


def test_an_officers_video_needs_captions(office: Office) -> None:
    case = office.case(Status.IN_PROGRESS)
    client = office.come_in("rahma")
    page = noted(client, case).choose("readers", "Hanya pelapor").submit("Simpan catatan")
    assert page.status == 422 and page.errors == [
        "Video perlu teks: unggah takarirnya, atau tulis apa yang dikatakan di dalamnya."
    ]
    page.field("takarir").uploads = [("parit.exe", b"MZ\x90\x00")]
    page = page.submit("Simpan catatan")
    assert page.errors[0].startswith("Berkas takarir itu tidak dapat dibaca.") and "Hapus parit.mp4" in page.buttons
    page.field("takarir").uploads = [("parit.vtt", VTT.encode())]
    page = page.submit("Simpan catatan")
    assert newest(office.db, case)[2] == {"note": "Lihat videonya.", "captions": "0:01 Parit sudah dikeruk."}
    assert client.get_page(url(case)).text.count("Parit sudah dikeruk.") == 1


def test_or_a_text_and_other_files_need_none(office: Office) -> None:
    case = office.case(Status.IN_PROGRESS)
    client = office.come_in("rahma")
    noted(client, case).submit("Simpan catatan", captions="Tanpa suara: parit yang bersih.")
    assert newest(office.db, case)[2]["captions"] == "Tanpa suara: parit yang bersih."
    page = choose(client.get_page(url(case, "catat")).fill("note", "Fotonya."), ("parit.jpg", photo()))
    page.submit("Simpan catatan")
    assert newest(office.db, case)[2] == {"note": "Fotonya."}


def test_never_a_call(office: Office) -> None:
    case = office.case(Status.ASSIGNED, reporter=Reporter("Siti", phone="+6281234567890", no_calls=True))
    assert office.read(case).no_calls
    client = office.come_in("rahma")
    assert "Jangan telepon pelapor." in client.get_page(url(case)).text
    assert "Jangan telepon pelapor." in client.get_page(url(case, "mulai")).text
    with office.db.read() as session:
        assert session.scalars(select(CaseScope.signs_by)).first() is None
