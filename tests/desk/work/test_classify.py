"""Berkadar pengawasan or not: by questions, seen with its deadline before it is saved, and by nothing else."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from tests.auditing import Page
from tests.desk.work.deeds import classify
from tests.desk.work.office import EXPLANATION, Office, url
from tests.desk.work.test_deeds import newest, send
from webapp.base.i18n import date_long
from webapp.base.ids import Ticket, slug
from webapp.cases.classification import Question
from webapp.cases.models import Deadline
from webapp.cases.receiving import Received
from webapp.cases.reports import Kind
from webapp.cases.workflow import Action, Status
from webapp.desk.classify_form import ClassifyForm
from webapp.desk.queries import case_file
from webapp.officers.models import Officer
from webapp.officers.queries import SignedIn, grants_of

INSPECT: dict[str, Any] = {"misuse": "tidak", "loss": "tidak", "inspection": "ya", "unit": "tidak"}
LOOK = "Lihat golongan dan tenggatnya"


def open_page(office: Office, case: Received) -> Page:
    """The questions before the coordinator."""
    return office.come_in("rina").get_page(url(case, "golongkan"))


def promise(office: Office, case: Received) -> Deadline:
    """The clock of the answer that runs."""
    mine = select(Deadline).where(Deadline.case_id == case.case_id, Deadline.kind == "resolution")
    with office.db.read() as session:
        return session.scalars(mine.where(Deadline.ended_at.is_(None))).one()


def test_each_question_says_why_it_is_asked_and_none_is_answered_beforehand(office: Office) -> None:
    page = open_page(office, office.case())
    assert "Sekarang golongannya: tidak berkadar pengawasan. Jawaban paling lambat" in page.text
    assert "Dasar: PermenPANRB 62/2018." in page.text
    page = page.submit(LOOK, explanation=EXPLANATION)
    assert (page.status, page.errors) == (422, ["Jawab pertanyaan ini: ya atau tidak."] * len(Question))
    assert page.field("explanation").value == EXPLANATION


def test_class_and_both_dates_are_seen_before_anything_is_saved(office: Office) -> None:
    case = office.case()
    old = promise(office, case).due
    page = open_page(office, case).submit(LOOK, **INSPECT, explanation=EXPLANATION)
    assert page.h1 == "Periksa golongan dan tenggatnya"
    assert "kasus ini berkadar pengawasan. Belum ada yang disimpan." in page.text
    assert "faktanya perlu diperiksa, dan unit layanannya tidak dapat melakukannya sendiri." in page.text
    assert not office.read(case).supervisory
    shown = page.text
    page.submit("Simpan golongan")
    new = promise(office, case)
    assert date_long(old).replace("\xa0", " ") in shown.replace("\xa0", " ")
    assert date_long(new.due).replace("\xa0", " ") in shown.replace("\xa0", " ")
    assert (new.due > old, office.read(case).supervisory) == (True, True)
    answers = {"misuse": False, "loss": False, "inspection": True, "unit": False}
    action, data, texts = newest(office.db, case)
    assert (action, data, texts) == (
        "classify", {"answers": answers, "supervisory": True}, {"explanation": EXPLANATION},
    )  # fmt: skip


def test_the_answers_may_be_changed_after_a_look_and_are_kept(office: Office) -> None:
    page = open_page(office, office.case()).submit(LOOK, **INSPECT, explanation=EXPLANATION).submit("Ubah jawaban")
    assert {name: page.field(name).values for name in INSPECT} == {name: [answer] for name, answer in INSPECT.items()}
    assert page.field("explanation").value == EXPLANATION


def test_what_the_office_settles_by_itself_changes_nothing_and_is_said(office: Office) -> None:
    case = office.case()
    page = open_page(office, case).submit(LOOK, **{**INSPECT, "unit": "ya"}, explanation=EXPLANATION)
    told = "Menurut jawaban ini golongannya tetap: tidak berkadar pengawasan. Tidak ada yang berubah."
    assert (page.status, page.errors) == (422, [told])
    assert page.field("inspection").values == ["ya"]
    assert office.read(case).version == 1


def test_a_class_that_nobody_has_seen_is_shown_and_not_saved(office: Office) -> None:
    case = office.case()
    client = office.come_in("rina")
    for seen in ({}, {"dilihat": "berkadar pengawasan 2026-12-31"}):
        page = send(client, url(case, "golongkan"), **INSPECT, explanation=EXPLANATION, langkah="kirim", **seen)
        assert (page.status, page.h1) == (200, "Periksa golongan dan tenggatnya")
    page = send(client, url(case, "golongkan"), supervisory="ya", explanation=EXPLANATION, langkah="kirim")
    assert page.status == 422
    assert not office.read(case).supervisory


def test_three_letters_are_no_reason(office: Office) -> None:
    page = open_page(office, office.case()).submit(LOOK, **INSPECT, explanation="oke")
    assert page.errors == ["Jelaskan dengan sedikitnya 20 huruf, supaya pembacanya tahu alasannya."]
    assert (page.field("explanation").value, page.field("inspection").values) == ("oke", ["ya"])


def test_who_comes_second_is_told_and_keeps_the_answers(office: Office) -> None:
    case = office.case()
    page = open_page(office, case).submit(LOOK, **INSPECT, explanation=EXPLANATION)
    office.act(case, Action.ADD_MESSAGE)
    page = page.submit("Simpan golongan")
    assert page.status == 409
    assert page.errors[0].startswith("Kasus ini berubah sejak Anda membukanya: Pelapor menambahkan pesan")
    assert page.field("inspection").values == ["ya"]
    page.submit(LOOK).submit("Simpan golongan")
    assert office.read(case).supervisory


def test_a_case_that_ends_between_two_looks_keeps_its_class_and_the_words(office: Office) -> None:
    case = office.case(Status.ANSWERED)
    client = office.come_in("rina")
    answers = {**INSPECT, "explanation": EXPLANATION, "versi": str(office.read(case).version), "langkah": "lihat"}
    with client.application.test_request_context("/", method="POST", data=answers):
        with office.db.read() as session:
            officer = session.scalars(select(Officer)).one()
            signed_in = SignedIn(officer.id, officer.name, officer.username, grants_of(session, officer.id), 0)
        file = case_file(office.db, office.keys, signed_in, Ticket(case.ticket), office.clock())
        office.act(case, Action.CLOSE)
        assert file is not None and Action.CLASSIFY in file.actions
        form = ClassifyForm().prepare(file, office.db)
        del form["csrf_token"]  # comes with a page, and this one was opened before
        assert not form.validate_on_submit()
        assert form.form_errors == ["Kasus ini baru saja berakhir, maka golongannya tetap. Buka kasusnya lagi."]
        assert (form.explanation.data, form.present) == (EXPLANATION, "")


def test_only_a_complaint_has_a_class(office: Office) -> None:
    client = office.come_in("rina")
    for kind in (Kind.SUGGESTION, Kind.INFORMATION):
        case = office.case(kind=kind, key=kind.value)
        assert "Ubah golongan" not in client.get_page(url(case)).links
        assert client.get(url(case, "golongkan")).status_code == 404


def test_the_public_reads_why_unless_the_case_is_confidential(office: Office) -> None:
    why = "Menurut petugas, faktanya perlu diperiksa"
    client = office.come_in("rina")
    for secret, told in (False, True), (True, False):
        case = office.case(Status.ASSIGNED, key=str(secret), confidential=secret)
        classify(office, client.get_page(url(case, "golongkan")))
        assert why in client.get_page(url(case)).text
        assert (why in _public(client, case)) is told


def _public(client: Any, case: Received) -> str:
    return str(client.get_page(f"/lacak/{slug(case.ticket)}").text)
