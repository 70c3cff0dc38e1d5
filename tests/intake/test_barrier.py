"""A barrier on this site: one short page, the ordinary check and receipt, a case of its own kind with its own clock."""

from __future__ import annotations

from sqlalchemy import select

from tests.auditing import AuditingClient
from webapp.base.db import Database
from webapp.cases.deadlines import Classification, Clock, days_of, rule_for
from webapp.cases.models import Case, Deadline
from webapp.cases.reports import BARRIER, Kind

TOLD = "Saya ingin memilih tanggal. TalkBack tidak membacakan bulannya."


def test_from_the_foot_of_a_page_to_a_case_with_its_clock(client: AuditingClient, db: Database) -> None:
    form = client.get_page("/bantuan").follow("Laporkan hambatan di situs ini")
    assert "Kami menjawab paling lama 5 hari kerja." in form.text
    check = form.fill("kendala", TOLD).fill("halaman", "/bantuan").fill("alat", "TalkBack").submit("Simpan dan periksa")
    assert TOLD.split(". ")[1] in check.text
    assert "Alat bantu yang Anda pakai: TalkBack" in check.text
    receipt = check.submit("Kirim laporan")
    assert receipt.status == 200
    with db.read() as session:
        case = session.scalars(select(Case)).one()
        rules = {row.kind: row.rule for row in session.scalars(select(Deadline))}
    assert (case.category, case.area_code, case.kind) == (BARRIER, None, "complaint")
    assert rules[Clock.RESOLUTION] == "layanan.barrier"


def test_nothing_told_is_asked_for_and_the_rest_is_kept(client: AuditingClient) -> None:
    again = client.get_page("/lapor/hambatan").fill("alat", "lup").submit("Simpan dan periksa")
    assert again.status == 422
    assert again.errors == ["Ceritakan hambatannya, satu kalimat saja."]
    assert 'value="lup"' in again.html


def test_the_page_one_comes_from_is_named_but_never_a_foreign_one(client: AuditingClient) -> None:
    ours = client.get("/lapor/hambatan", headers={"Referer": "http://localhost/bantuan"}).text
    foreign = client.get("/lapor/hambatan", headers={"Referer": "https://jahat.example/x"}).text
    assert 'value="/bantuan"' in ours
    assert "/x" not in foreign


def test_a_foreign_page_can_send_nothing(client: AuditingClient) -> None:
    sent = client.post("/lapor/hambatan", data={"kendala": TOLD}, headers={"Sec-Fetch-Site": "cross-site"})
    assert sent.status_code == 403


def test_other_complaints_and_other_classes_keep_their_days() -> None:
    assert (days_of("resolution", category=BARRIER), days_of("resolution")) == (5, 14)
    grave = rule_for(Clock.RESOLUTION, Kind.COMPLAINT, Classification.SUPERVISORY, category=BARRIER)
    assert grave.days == 60
