"""A report in sign language on the reporter's page: what was written of the video, and the last word on it."""

from __future__ import annotations

from tests import world
from tests.auditing import AuditingClient
from tests.conftest import Clock
from tests.tracking.conftest import CaseMaker, address, own_page, public_page
from webapp.base.db import Database
from webapp.cases import signs
from webapp.cases.models import Case
from webapp.cases.queries import present_texts, state_of
from webapp.cases.verifying import replay
from webapp.cases.workflow import Action

SIGNED = {"signed": True, "title": signs.TITLE, "body": signs.BODY}
MENDED = {"judul": "Parit Gang 5 tersumbat", "isi": "Air masuk ke dua rumah, bukan satu."}


def test_the_reporter_reads_who_wrote_it_and_mends_it_once(
    client: AuditingClient, case_in: CaseMaker, db: Database, clock: Clock
) -> None:
    received = case_in(**SIGNED)
    waiting = own_page(client, received)
    assert "Juru bahasa isyarat menulis isinya" in waiting.text and "Kirim pembetulan" not in waiting.buttons
    assert "Isi video ditulis oleh juru bahasa isyarat" in waiting.text
    world.act(db, received.case_id, Action.INTERPRET, clock(), interpreter="Budi Santoso")
    page = own_page(client, received)
    assert page.h1 == "Parit tersumbat" and "Budi Santoso" in page.text
    assert page.field("isi").value == "Air masuk ke rumah saya setiap hujan."
    empty = page.fill("isi", " ").submit("Kirim pembetulan")
    assert empty.status == 422 and empty.errors == ["Tulis isi video Anda. Satu kalimat sudah cukup."]
    after = empty.submit("Kirim pembetulan", MENDED)
    assert "Pembetulan Anda sudah kami terima. Teks Anda yang sekarang berlaku." in after.text
    assert after.h1 == MENDED["judul"] and "Air masuk ke rumah saya setiap hujan." in after.text, "both stay"
    with db.read() as session:
        case = session.get_one(Case, received.case_id)
        assert replay(session, case) == state_of(case) and case.unread_since
        assert present_texts(session, case.id)["body"] == MENDED["isi"]
    again = page.submit("Kirim pembetulan", MENDED)
    assert "Kiriman yang sama tidak kami catat dua kali." in again.text


def test_the_public_learns_nothing_of_it(
    client: AuditingClient, case_in: CaseMaker, db: Database, clock: Clock
) -> None:
    received = case_in(**SIGNED)
    before = public_page(client, received)
    feed = client.get(f"{address(received.ticket)}/umpan.atom").text
    world.act(db, received.case_id, Action.INTERPRET, clock())
    world.act(db, received.case_id, Action.CORRECT, clock())
    after = public_page(client, received)
    assert after.select(".timeline li") == before.select(".timeline li")
    assert client.get(f"{address(received.ticket)}/umpan.atom").text == feed
    for word in ("isyarat", "video", "bisindo"):
        assert word not in (before.text + after.text).lower(), word
