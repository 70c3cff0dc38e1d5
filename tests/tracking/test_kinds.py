"""A suggestion is answered clearly and information arrives: neither is asked whether a trouble is settled."""

from __future__ import annotations

import pytest

from tests import world
from tests.auditing import AuditingClient
from tests.tracking.conftest import RECEIVED, CaseMaker, own_page, public_page
from tests.tracking.test_public import publish
from webapp.base.db import Database
from webapp.cases.ombudsman import content
from webapp.cases.queries import entries
from webapp.cases.receiving import Received
from webapp.cases.reports import JUDGED, Kind
from webapp.cases.workflow import Action, Status

ASKED = {
    Kind.COMPLAINT: ("Sudah beres?", "Nyatakan beres", "Apakah masalahnya selesai?"),
    Kind.SUGGESTION: ("Apakah jawabannya jelas?", "Jawabannya jelas", "Apakah jawabannya jelas?"),
    Kind.INFORMATION: (
        "Apakah informasi yang Anda minta sudah Anda terima?",
        "Informasinya sudah saya terima",
        "Apakah informasi yang Anda minta sudah Anda terima?",
    ),
}
SETTLED = ("beres", "masalah")
"""Words that fit a complaint only."""


def rated(db: Database, received: Received) -> dict[str, object]:
    """What the rating says."""
    with db.read() as session:
        data = entries(session, received.case_id)[-1].data
    return {name: data[name] for name in JUDGED.values() if name in data}


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_is_asked_in_its_own_way(
    client: AuditingClient, case_in: CaseMaker, db: Database, kind: Kind
) -> None:
    received = case_in(Status.ANSWERED, kind=kind)
    heading, button, question = ASKED[kind]
    page = own_page(client, received)
    assert heading in page.select("h2")
    page = page.submit(button)
    assert question in page.text
    page.submit("Kirim penilaian", bintang="4", selesai="ya")
    assert rated(db, received) == {JUDGED[kind]: True}


@pytest.mark.parametrize("kind", [Kind.SUGGESTION, Kind.INFORMATION])
def test_no_page_of_theirs_speaks_of_a_trouble_that_is_settled(
    client: AuditingClient, case_in: CaseMaker, db: Database, kind: Kind
) -> None:
    for number, actions in enumerate(([], [Action.CONFIRM], [Action.CONFIRM, Action.RATE], [Action.REPLY])):
        received = case_in(Status.ANSWERED, kind=kind, key=str(number))
        for action in actions:
            facts = {"stars": 5, JUDGED[kind]: False} if action is Action.RATE else {}
            world.act(db, received.case_id, action, RECEIVED, **facts)
        for page in (public_page(client, received), own_page(client, received)):
            said = page.select(".lead, .timeline h3, .timeline p, h2, main li a, button, legend, .pick, .facts dd")
            said = [text.replace("Itu tidak dihitung sebagai beres.", "") for text in said]
            assert [text for text in said if any(word in text.lower() for word in SETTLED)] == []


@pytest.mark.parametrize(
    ("result", "says"),
    [
        ("accepted", "Aspirasi diterima"),
        ("planned:2027", "Aspirasi masuk rencana atau anggaran tahun 2027"),
        ("refused:no_budget", "Aspirasi ditolak: anggarannya tidak ada"),
    ],
)
def test_public_page_list_feed_and_filter_say_how_it_ends(
    client: AuditingClient, case_in: CaseMaker, db: Database, result: str, says: str
) -> None:
    received = case_in(Status.IN_PROGRESS, kind=Kind.SUGGESTION)
    publish(db, received.case_id)
    world.act(db, received.case_id, Action.ANSWER, RECEIVED, result=result)
    assert f"{says}. Menunggu tanggapan pelapor." in public_page(client, received).select(".lead")[0]
    world.act(db, received.case_id, Action.CONFIRM, RECEIVED)
    page = public_page(client, received)
    assert page.select(".lead")[0].startswith(f"{says}. Ditutup oleh pelapor. Pelapor menyatakan jawabannya jelas.")
    assert f"{says}." in " ".join(page.select(".timeline p"))
    code = result.partition(":")[0]
    listed = client.get_page(f"/laporan?status={code}")
    assert f"{says}. Ditutup oleh pelapor" in listed.text
    assert f"{says}. Ditutup oleh pelapor" in client.get(f"/laporan/umpan.atom?status={code}").get_data(as_text=True)
    others = {"accepted", "planned", "refused"} - {code}
    assert not any(client.get_page(f"/laporan?status={other}").select("article") for other in others)


def test_a_clear_answer_is_not_yet_a_content_reporter(case_in: CaseMaker, db: Database) -> None:
    found = {}
    for kind in Kind:
        received = case_in(Status.CLOSED, kind=kind, key=kind.value)
        with db.read() as session:
            found[kind] = content(entries(session, received.case_id))
    assert found == {Kind.COMPLAINT: True, Kind.SUGGESTION: None, Kind.INFORMATION: True}
