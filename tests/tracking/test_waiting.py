"""What is asked of the reporter stands right under the status, and its form comes first."""

from __future__ import annotations

import pytest

from tests import world
from tests.auditing import AuditingClient
from tests.tracking.conftest import RECEIVED, CaseMaker, own_page, public_page
from webapp.base.db import Database
from webapp.cases.workflow import Action, Status

HIDDEN = "Isi jawaban hanya untuk pelapor; petugas belum membuat versi untuk umum."


@pytest.mark.parametrize(
    ("status", "action", "link", "heading"),
    [
        (Status.NEEDS_INFO, None, "jawab pertanyaan petugas", "Yang kami tanyakan"),
        (Status.ANSWERED, None, "tanggapi jawabannya: Sudah beres?", "Jawaban untuk Anda"),
        (
            Status.ARCHIVED,
            None,
            "bila Anda tidak setuju dengan pengarsipan, minta diperiksa lagi",
            "Mengapa diarsipkan",
        ),
        (
            Status.ANSWERED,
            Action.PROPOSE_TEXT,
            "putuskan apakah teks untuk umum boleh terbit",
            "Bolehkah teks ini dibaca umum?",
        ),
        (
            Status.ANSWERED,
            Action.DECLINE_TEXT,
            "baca mengapa isinya tidak terbit; Anda dapat berkeberatan satu kali",
            "Mengapa isinya tidak terbit",
        ),
    ],
)
def test_what_waits_comes_first(
    client: AuditingClient,
    case_in: CaseMaker,
    db: Database,
    status: Status,
    action: Action | None,
    link: str,
    heading: str,
) -> None:
    received = case_in(status)
    if action:
        world.act(db, received.case_id, action, RECEIVED, **PROPOSED if action is Action.PROPOSE_TEXT else {})
    page = own_page(client, received)
    assert link in page.links and "Yang menunggu Anda:" in page.text
    assert page.select("main h2")[0] == heading
    if action is Action.DECLINE_TEXT:
        assert "Nama kepala dusun dapat ditebak dari ceritanya." in page.text.split("Kirim keberatan")[0]


PROPOSED = {"public_title": "Parit", "public_body": "Parit tersumbat."}


def test_nothing_waits_where_the_office_has_the_word(client: AuditingClient, case_in: CaseMaker) -> None:
    assert "Yang menunggu Anda" not in own_page(client, case_in(Status.IN_PROGRESS)).text


def test_the_public_is_told_why_an_answer_has_no_words(
    client: AuditingClient, case_in: CaseMaker, db: Database
) -> None:
    received = case_in(Status.ANSWERED)
    assert HIDDEN in public_page(client, received).text
    assert HIDDEN not in own_page(client, received).text
    secret = case_in(Status.ANSWERED, key="secret", confidential=True)
    page = public_page(client, secret)
    assert "Isi jawaban hanya untuk pelapor." in page.text and "versi untuk umum" not in page.text
    later = case_in(Status.IN_PROGRESS, key="later")
    passed = {"decision": "Parit dikeruk."}
    world.act(db, later.case_id, Action.ANSWER, RECEIVED, readers="all", passed=passed)
    assert "Isi jawaban dapat dibaca umum bila isi laporan terbit." in public_page(client, later).text
    world.act(db, later.case_id, Action.PROPOSE_TEXT, RECEIVED, **PROPOSED)
    world.act(db, later.case_id, Action.APPROVE_TEXT, RECEIVED)
    page = public_page(client, later)
    assert "Parit dikeruk." in page.text and "Isi jawaban" not in page.text
