"""The way to the Ombudsman: what the rules say, and what its page asks, tells and gives."""

from __future__ import annotations

from datetime import date

import pytest

from tests import world
from tests.auditing import AuditingClient
from tests.auditing.page import Page
from tests.conftest import Clock
from tests.tracking.conftest import RECEIVED, CaseMaker, own_page, public_page
from webapp.base.db import Database
from webapp.cases.ombudsman import Ground, Lack, Standing, judge, last_day
from webapp.cases.workflow import Action, Status

TODAY = date(2026, 12, 9)
LONG_AGO, LATELY = date(2024, 12, 8), date(2024, 12, 9)
ANSWERED, OVERDUE = (Ground.ANSWERED,), (Ground.OVERDUE,)


@pytest.mark.parametrize(
    ("grounds", "content", "happened", "lacks"),
    [
        ((), None, LATELY, (Lack.NOT_YET,)),
        ((), None, None, (Lack.NOT_YET, Lack.DAY_UNKNOWN)),
        (OVERDUE, None, LATELY, ()),
        (OVERDUE, True, LATELY, ()),
        (OVERDUE, None, LONG_AGO, (Lack.TOO_OLD,)),
        (ANSWERED, None, LATELY, (Lack.CONTENT_UNKNOWN,)),
        (ANSWERED, True, LATELY, (Lack.CONTENT,)),
        (ANSWERED, False, LATELY, ()),
        (ANSWERED, False, None, (Lack.DAY_UNKNOWN,)),
        ((Ground.CLOSED,), False, LONG_AGO, (Lack.TOO_OLD,)),
        ((Ground.ARCHIVED,), False, LATELY, ()),
    ],
)
def test_the_rules(
    grounds: tuple[Ground, ...], content: bool | None, happened: date | None, lacks: tuple[Lack, ...]
) -> None:
    assert judge(Standing(grounds, content, happened, TODAY)).lacks == lacks


def test_two_years_after_a_leap_day() -> None:
    assert last_day(date(2024, 2, 29)) == date(2026, 3, 1)


def ombudsman_page(client: AuditingClient, case_in: CaseMaker, status: Status, **changes: object) -> Page:
    """The page, by its button on the reporter's page."""
    return own_page(client, case_in(status, **changes)).submit("Lanjutkan ke Ombudsman")


def test_a_report_still_in_time_is_told_to_wait_but_may_try(client: AuditingClient, case_in: CaseMaker) -> None:
    page = ombudsman_page(client, case_in, Status.IN_PROGRESS)
    assert "Masih ada yang kurang" in page.text
    assert "Instansi masih dalam batas waktunya." in page.text
    assert page.select('a[href^="tel:"]') == ["137", "0821 3737 3737"]
    assert "Unduh berkas sebagai PDF" in page.buttons


def test_an_overdue_report_may_go_on_at_once(client: AuditingClient, case_in: CaseMaker, clock: Clock) -> None:
    received = case_in(Status.ASSIGNED)
    clock.pass_by(days=30)
    page = own_page(client, received).submit("Lanjutkan ke Ombudsman")
    assert "Ya, menurut catatan kami." in page.text
    assert "Ada janji kami pada laporan ini yang lewat batas." in page.text
    assert "paling lambat Kamis, 30 November 2028" in page.text


def test_after_an_answer_the_reporter_says_whether_it_is_good(client: AuditingClient, case_in: CaseMaker) -> None:
    page = ombudsman_page(client, case_in, Status.ANSWERED)
    assert "Kami belum tahu apakah Anda puas dengan hasilnya." in page.text
    assert "Ya, menurut catatan kami." in page.submit("Periksa syaratnya", puas="Belum puas").text
    assert "Menurut Anda masalahnya sudah selesai." in page.submit("Periksa syaratnya", puas="Sudah puas").text


def test_who_replied_was_not_content(client: AuditingClient, case_in: CaseMaker, db: Database) -> None:
    received = case_in(Status.ANSWERED)
    world.act(db, received.case_id, Action.REPLY, RECEIVED)
    page = own_page(client, received).submit("Lanjutkan ke Ombudsman")
    assert "Ya, menurut catatan kami." in page.text


def test_an_unknown_day_is_asked_for_and_goes_along(client: AuditingClient, case_in: CaseMaker, clock: Clock) -> None:
    received = case_in(Status.ARCHIVED, happened_on=None)
    page = own_page(client, received).submit("Lanjutkan ke Ombudsman")
    assert "Tanggal kejadiannya belum tertulis di laporan." in page.text
    wrong = page.fill("Tanggal", "3").fill("puas", "Belum puas").submit("Periksa syaratnya")
    assert wrong.errors == ["Tulis tanggal, bulan, dan tahunnya."]
    right = wrong.fill("Bulan", "Maret").fill("Tahun", "2026").submit("Periksa syaratnya")
    assert "Ya, menurut catatan kami." in right.text
    old = right.fill("Tahun", "2023").submit("Periksa syaratnya")
    assert "Kejadiannya sudah lebih dari dua tahun." in old.text


@pytest.mark.parametrize("privacy", [{"confidential": True}, {"anonymous": True}], ids=["secret", "anonymous"])
def test_only_the_pin_opens_the_way(client: AuditingClient, case_in: CaseMaker, privacy: dict[str, bool]) -> None:
    received = case_in(Status.ANSWERED, **privacy)
    asked = client.post(public_page(client, received).url, data={"kunci": "bukan-kunci", "kertas": "berkas"})
    assert client.page(asked).h1 == "Buka laporan dengan PIN"
    page = own_page(client, received).submit("Lanjutkan ke Ombudsman")
    assert page.h1 == "Lanjutkan ke Ombudsman"


@pytest.mark.parametrize("button", ["Minta surat", "Lanjutkan ke Ombudsman"])
def test_there_is_a_way_back_to_the_report(client: AuditingClient, case_in: CaseMaker, button: str) -> None:
    own = own_page(client, case_in(Status.ANSWERED))
    back = own.submit(button).submit("Kembali ke laporan saya")
    assert (back.status, back.h1, back.buttons) == (200, own.h1, own.buttons)


def test_in_english(client: AuditingClient, case_in: CaseMaker) -> None:
    client.set_cookie("tampilan", "en")
    received = case_in(Status.ANSWERED, happened_on=None)
    own = public_page(client, received).submit("Open with the PIN", pin=received.pin)
    page = own.submit("Go on to the Ombudsman").submit("Check the conditions", puas="Not content")
    assert page.h1 == "Go on to the Ombudsman"
    assert own.submit("Request a letter").h1 == "Letters about this report"


def test_what_the_reporter_said_of_the_outcome_is_told_and_not_asked_again(
    client: AuditingClient, case_in: CaseMaker, db: Database
) -> None:
    received = case_in(Status.CLOSED)
    world.act(db, received.case_id, Action.RATE, RECEIVED, stars=2, solved=False)
    page = own_page(client, received).submit("Lanjutkan ke Ombudsman")
    assert page.field("puas").values == ["belum"]
    there = page.text.split("Yang sudah ada")[1].split("Yang perlu Anda jawab")[0].split("Yang masih kurang")[0]
    assert "Menurut pelapor, masalahnya belum selesai." in there
    assert "Nilai pelapor atas penanganannya: 2 dari 5." in there
    assert "Kami belum tahu apakah Anda puas" not in page.text
    world.act(db, received.case_id, Action.REOPEN, RECEIVED)
    assert "membuka kembali laporan ini, 1 kali." in own_page(client, received).submit("Lanjutkan ke Ombudsman").text
