"""A channel that can't keep its promise is closed."""

from __future__ import annotations

import json
from http import HTTPStatus

import pytest
from flask import Flask
from sqlalchemy import text, update

from tests.auditing import AuditingClient
from tests.whistleblowing.office import Office
from tests.whistleblowing.walk import steps
from tests.whistleblowing.walk.steps import ON, STORY
from webapp.whistleblowing.models import Holder, Instance
from webapp.whistleblowing.web import House


def closed(app: Flask) -> bool:
    page = app.test_client().get_page("/")  # type: ignore[attr-defined]
    assert "telepon 198" in page.text
    return bool(page.status == HTTPStatus.SERVICE_UNAVAILABLE and page.h1 == "Saluran ini sedang tertutup")


def test_nobody_holds_a_key(sealed_app: Flask) -> None:
    assert closed(sealed_app)


def test_another_key_than_that_of_its_database(sealed_app: Flask, office: Office, rooms: House) -> None:
    with rooms.db.write() as session:
        session.execute(update(Instance).values(key_check=bytes(32)))
    assert office.people
    assert closed(sealed_app)


def test_the_last_inspector_has_left(sealed_app: Flask, office: Office, rooms: House) -> None:
    with rooms.db.write() as session:
        session.execute(update(Holder).values(state="ended"))
    assert office.people
    assert closed(sealed_app)


def test_what_was_typed_is_there_to_be_copied(reporter: AuditingClient, rooms: House) -> None:
    page = steps.to_story(reporter).fill("Ceritakan", STORY)
    with rooms.db.write() as session:
        session.execute(update(Holder).values(state="ended"))
    shut = page.submit(ON)
    assert shut.h1 == "Saluran ini sedang tertutup" and shut.select("textarea[readonly]") == [STORY]
    assert "Muat ulang halaman ini" in shut.text and "langkah-langkah sebelumnya tersimpan" in shut.text


def test_a_fault_of_the_database_closes_nothing(reporter: AuditingClient, rooms: House) -> None:
    page = steps.to_story(reporter).fill("Ceritakan", STORY)
    with rooms.db.write() as session:
        session.execute(text("ALTER TABLE instance RENAME TO gone"))
    refused = page.submit(ON)
    assert (refused.status, refused.h1) == (503, "Layanan ini sedang berhenti sebentar")
    assert refused.select("textarea[readonly]") == [STORY] and "muat ulang halaman ini" in refused.text


def test_the_operator_is_told_once_why_it_closed_and_that_it_opened(
    sealed_app: Flask, office: Office, rooms: House, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(state: str) -> list[tuple[str, str | None]]:
        with rooms.db.write() as session:
            session.execute(update(Holder).values(state=state))
        for path in ("/", "/kotak", "/"):
            sealed_app.test_client().get(path)
        lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if "channel_" in line]
        return [(line["event"], line.get("error")) for line in lines]

    assert office.people
    assert told("active") == []
    assert told("ended") == [("channel_closed", "NobodyToRead")]
    assert told("active") == [("channel_open", None)]
    with rooms.db.write() as session:
        session.execute(update(Instance).values(key_check=bytes(32)))
    assert told("active") == [("channel_closed", "WrongKey")]
    assert sealed_app.test_client().get("/kotak").status_code == HTTPStatus.SERVICE_UNAVAILABLE


def test_a_form_of_another_site_is_refused(reporter: AuditingClient) -> None:
    answer = reporter.post("/", headers={"Origin": "https://jahat.example", "Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("path", ["/", "/tidak-ada"])
def test_no_cookie_before_a_session(reporter: AuditingClient, path: str) -> None:
    assert "Set-Cookie" not in reporter.get(path).headers
