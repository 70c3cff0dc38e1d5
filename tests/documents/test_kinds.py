"""Every kind of document, in both languages and in large print: right by PDF/UA-1, read in the order of its page."""

from __future__ import annotations

import json

import pytest

from tests import world
from tests.auditing import AuditingClient
from tests.auditing.page import Page
from tests.documents.pdf import Pdf, in_order, pdf_of
from tests.intake.conftest import SIDOMULYO, at_check
from tests.tracking.conftest import RECEIVED, CaseMaker, address, own_page
from webapp.base.db import Database
from webapp.base.ids import shown
from webapp.cases.ombudsman import Lack
from webapp.cases.receiving import Received
from webapp.cases.workflow import Action, Status
from webapp.tracking.own_words import TO_YOU
from webapp.tracking.paper_words import TOLD_LACKS

FORMS = ("pdf", "pdf-besar")
LANGUAGES = ("id", "en")
ANSWER = world.FACTS[Action.ANSWER]


def receipt_of(page: Page, form: str, language: str = "id") -> Pdf:
    """The receipt as the page's form asks for it."""
    sent = {"draf": page.field("draf").value, "bentuk": form}
    return pdf_of(page.client.post(f"/lapor/tanda-terima?bahasa={language}", data=sent))


def paper_of(own: Page, received: Received, language: str = "id", **sent: str) -> Pdf:
    """A paper that is asked for with the key of the reporter's page."""
    key = str(own.document.soup.select("[name=kunci]")[0]["value"])
    answer = own.client.post(f"{address(received.ticket)}?bahasa={language}", data={"kunci": key, **sent})
    return pdf_of(answer)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_the_receipt(client: AuditingClient, db: Database, language: str, form: str) -> None:
    page = at_check(client).submit("Kirim laporan")
    found = receipt_of(page, form, language)
    digits = page.select(".stub .code")[0].replace(",", "").split()
    assert found.opened.Root.Lang == language
    assert "Lapor Terbuka" in str(found.opened.docinfo["/Title"])
    assert in_order(found.heard, [" ".join(digits[:4]), *page.select(".timeline h3")] if language == "id" else []) == []
    assert SIDOMULYO in found.heard
    assert ({18.0} if form == "pdf-besar" else {11.5}) <= found.sizes
    assert min(found.sizes) >= (14 if form == "pdf-besar" else 9)


def test_the_receipt_says_what_its_page_says_in_the_same_order(client: AuditingClient, db: Database) -> None:
    page = at_check(client).submit("Kirim laporan")
    found = receipt_of(page, "pdf")
    told = [*page.select(".note"), *page.select(".timeline p, .timeline h3"), *page.select(".facts dt, .facts dd")]
    assert in_order(found.heard, told) == []
    assert in_order(found.text, page.select(".timeline h3")) == []
    pin = "".join(filter(str.isdigit, page.select(".pin .code")[0]))
    assert pin in "".join(filter(str.isdigit, found.text))
    heads = ["Yang akan terjadi, dan kapan", *page.select(".timeline h3"), "Ikuti perkembangannya", "Ringkasan"]
    assert found.bookmarks == ["Laporan Anda sudah kami terima", *heads]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_the_answer(client: AuditingClient, case_in: CaseMaker, language: str, form: str) -> None:
    received = case_in(Status.ANSWERED)
    found = paper_of(own_page(client, received), received, language, kertas="unduh-surat", surat="4", bentuk=form)
    heads = {
        "id": ("Apa keputusannya?", "Siapa yang mengerjakan?", "Kapan selesai?", "Apa yang dapat Anda lakukan?"),
        "en": ("What was decided?", "Who does the work?", "When will it be done?", "What can you do?"),
    }[language]
    slots = ("decision", "actor", "by_when", "your_options")
    wanted = [part for head, slot in zip(heads, slots, strict=True) for part in (head, ANSWER[slot])]
    assert in_order(found.heard, wanted) == []
    assert shown(received.ticket) in found.bookmarks[0]
    assert found.bookmarks[1:-1] == list(heads), "what nobody wrote has no heading"
    assert received.pin not in "".join(filter(str.isdigit, found.text))


def test_every_letter_of_a_long_way(client: AuditingClient, case_in: CaseMaker, db: Database) -> None:
    received = case_in(Status.ANSWERED)
    way = (Action.REPLY, Action.ASK_INFO, Action.SUPPLY_INFO, Action.NOTE, Action.ANSWER, Action.CLOSE)
    for action in way:
        world.act(db, received.case_id, action, RECEIVED)
    own = own_page(client, received)
    letters = own.submit("Minta surat")
    choices = [str(box["value"]) for box in letters.document.soup.select("[name=surat]")]
    assert choices == ["10", "9", "8", "6", "4", "3", "2", "1"]
    for seq in choices:
        paper_of(own, received, kertas="unduh-surat", surat=seq, bentuk="pdf")


def test_a_reminder_to_officers_is_no_letter_to_the_reporter(
    client: AuditingClient, case_in: CaseMaker, db: Database
) -> None:
    received = case_in(Status.IN_PROGRESS)
    world.act(db, received.case_id, Action.REMIND, RECEIVED)
    world.act(db, received.case_id, Action.ASK_INFO, RECEIVED)
    world.act(db, received.case_id, Action.REMIND, RECEIVED)
    with db.read() as session:
        city = world.agency_id(session, "samarinda")
    world.act(db, received.case_id, Action.REMIND, RECEIVED, clock="right_agency", agency=city)
    letters = own_page(client, received).submit("Minta surat")
    choices = [str(box["value"]) for box in letters.document.soup.select("[name=surat]")]
    assert choices == ["6", "5", "3", "2", "1"], "the fourth asks officers, the seventh the coordinator"
    found = paper_of(letters, received, kertas="unduh-surat", surat="6", bentuk="pdf")
    assert "Petugas masih menunggu keterangan dari Anda" in found.heard


def test_a_letter_that_is_not_there(client: AuditingClient, case_in: CaseMaker) -> None:
    letters = own_page(client, case_in(Status.ANSWERED)).submit("Minta surat")
    key = str(letters.document.soup.select("[name=kunci]")[0]["value"])
    answer = client.post(letters.url, data={"kunci": key, "kertas": "unduh-surat", "surat": "99", "bentuk": "pdf"})
    assert client.page(answer).errors == ["Pilih surat yang Anda perlukan."]


def test_on_paper_a_confidential_answer_is_whole(client: AuditingClient, case_in: CaseMaker) -> None:
    received = case_in(Status.ANSWERED, confidential=True)
    found = paper_of(own_page(client, received), received, kertas="unduh-surat", surat="4", bentuk="pdf")
    assert ANSWER["decision"] in found.heard


def of_the_reporter(sentence: str) -> str:
    """As the dossier says it to the Ombudsman."""
    return {to: of for of, to in TO_YOU.items()}.get(sentence, sentence)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_the_dossier(client: AuditingClient, case_in: CaseMaker, db: Database, language: str, form: str) -> None:
    received = case_in(Status.ANSWERED)
    for _ in range(6):
        world.act(db, received.case_id, Action.REPLY, RECEIVED, message="Air masih masuk. " * 40)
        world.act(db, received.case_id, Action.ANSWER, RECEIVED, decision="Sangat" + "panjang" * 40)
    own = own_page(client, received)
    found = paper_of(own, received, language, kertas="berkas", bentuk=form)
    told = [of_the_reporter(one) for one in own.select(".timeline h3, .timeline blockquote")]
    assert in_order(found.heard, told if language == "id" else []) == []
    assert "Siti Rahmah" in found.heard
    assert "siti@pelapor.example" not in found.heard
    assert len(found.opened.pages) >= 5
    assert f"{len(found.opened.pages)} " in found.text  # each page says how many there are
    feet = [page.Contents.read_bytes().count(b"/Artifact <</Type /Pagination>> BDC") for page in found.opened.pages]
    assert min(feet) >= 2, "and no ear hears it in the middle of a sentence"


def test_the_dossier_speaks_to_the_ombudsman_and_asks_nothing(client: AuditingClient, case_in: CaseMaker) -> None:
    received = case_in(Status.ANSWERED, happened_on=None, outcome="Parit dikeruk.")
    found = paper_of(own_page(client, received), received, kertas="berkas", bentuk="pdf")
    lacks = ("Yang masih kurang", *(str(TOLD_LACKS[one]) for one in (Lack.CONTENT_UNKNOWN, Lack.DAY_UNKNOWN)))
    assert in_order(found.heard, ["Mengapa dibawa ke Ombudsman", "Instansi sudah menjawab laporan ini.", *lacks]) == []
    assert "Yang diharapkan pelapor" in found.bookmarks
    assert "Anda" not in found.heard and "bawah ini" not in found.heard
    limits = ("Janji", "Senin, 14 Desember 2026", "Rabu, 16 Desember 2026", "Kamis, 31 Desember 2026")
    assert in_order(found.heard, list(limits)) == []


def test_what_people_wrote_is_read_as_indonesian_in_an_english_file(client: AuditingClient, case_in: CaseMaker) -> None:
    received = case_in(Status.ANSWERED)
    found = paper_of(own_page(client, received), received, "en", kertas="berkas", bentuk="pdf")
    quotes = found.of("/S", "/BlockQuote")
    assert quotes and all(str(one.Lang) == "id" for one in quotes)


def test_the_dossier_of_an_anonymous_report_names_nobody(client: AuditingClient, case_in: CaseMaker) -> None:
    received = case_in(Status.ANSWERED, anonymous=True)
    own = own_page(client, received)
    found = paper_of(own, received, kertas="berkas", bentuk="pdf")
    assert "Anonim. Berkas ini tidak memuat identitas" in found.heard
    assert json.loads(_data(own))["reporter"] is None


def test_the_dossier_as_data(client: AuditingClient, case_in: CaseMaker) -> None:
    received = case_in(Status.ANSWERED)
    told = json.loads(_data(own_page(client, received)))
    assert told["format"] == "lapor-terbuka/ombudsman/1"
    assert told["reporter"] == {"name": "Siti Rahmah"}
    assert [event["action"] for event in told["events"]] == ["receive", "assign", "start", "answer"]
    assert told["events"][-1]["hash"] == told["chain"]["last_hash"]
    assert told["chain"]["holds"] is True
    assert {promise["clock"]: promise["outcome"] for promise in told["promises"]} == {
        "verification": "met",
        "first_follow_up": "met",
        "resolution": "paused",
        "reporter_reply": "running",
        "publication": "running",
    }


def _data(own: Page) -> str:
    key = str(own.document.soup.select("[name=kunci]")[0]["value"])
    answer = own.client.post(own.url, data={"kunci": key, "kertas": "berkas", "bentuk": "json"})
    assert answer.mimetype == "application/json"
    return answer.get_data(as_text=True)
