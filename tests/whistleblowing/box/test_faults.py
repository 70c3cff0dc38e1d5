"""Where something breaks, what was typed is on the page: the browser's own way back shows it no more."""

from __future__ import annotations

from http import HTTPStatus

from sqlalchemy import text

from tests.auditing import AuditingClient
from tests.whistleblowing.box.conftest import Filed, come_in
from tests.whistleblowing.walk import steps
from tests.whistleblowing.walk.steps import ON, STORY
from webapp.whistleblowing.web import House

RELOAD = "muat ulang halaman ini"


def breaks(rooms: House, table: str) -> None:
    """A fault that nobody expected."""
    with rooms.db.write() as session:
        session.execute(text(f"ALTER TABLE {table} RENAME TO gone"))


def test_a_fault_of_ours_shows_what_was_typed(reporter: AuditingClient, rooms: House) -> None:
    page = steps.to_story(reporter).fill("Ceritakan", STORY)
    breaks(rooms, "draft")
    page = page.submit(ON)
    assert page.status == HTTPStatus.INTERNAL_SERVER_ERROR
    assert page.select("textarea[readonly]") == [STORY] and RELOAD in page.text
    assert "tombol kembali" not in page.text


def test_no_code_is_shown_once_more(reporter: AuditingClient, filed: Filed) -> None:
    breaks(filed.rooms, "report")
    page = come_in(reporter, filed.code)
    assert page.status == HTTPStatus.INTERNAL_SERVER_ERROR
    assert page.select("textarea") == [] and filed.code[-5:] not in page.html


def test_what_is_too_large_is_said_to_be_lost(reporter: AuditingClient) -> None:
    answer = reporter.post("/", data={"draf": "x", "j_cerita": "kursi " * 2**18})
    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    words = answer.get_data(as_text=True)
    assert "Yang baru saja Anda tulis tidak tersimpan" in words and "<textarea" not in words


def test_the_first_step_names_the_way_back(reporter: AuditingClient) -> None:
    page = steps.begin(reporter)
    assert "bukan tombol kembali peramban" in page.text and "bila tertutup" in page.text


def test_a_lost_code_is_no_dead_end(reporter: AuditingClient) -> None:
    assert "Kode hilang? Kiriman Anda tetap dibaca" in reporter.get_page("/kotak").text
    assert "Kode hilang? Kiriman Anda tetap dibaca" in steps.to_check(reporter).submit("Kirim sekarang").text
