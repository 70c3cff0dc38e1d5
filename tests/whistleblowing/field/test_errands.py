"""What the operator's timers do: tidy up, tell inspectorates; and the demo's commands, which production refuses."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.conftest import Clock
from tests.whistleblowing.office import Office
from tests.whistleblowing.test_sending import new_report, send
from webapp.base.crypto import new_token
from webapp.base.drafts import Draft
from webapp.environment import Mode
from webapp.whistleblowing import demo, vault
from webapp.whistleblowing.models import Handling, Inspectorate, Report
from webapp.whistleblowing.notices import notify
from webapp.whistleblowing.tidy import tidy
from webapp.whistleblowing.vault import Words
from webapp.whistleblowing.web import House, save_draft


def test_a_draft_is_there_until_its_day_has_ended_and_then_gone(sealed_app: Flask, rooms: House, clock: Clock) -> None:
    def left() -> int:
        with rooms.db.read() as session:
            return session.scalar(select(func.count()).select_from(Draft)) or 0

    with sealed_app.app_context():
        save_draft(new_token(), {"apa": ["Kursi"]})
        clock.pass_by(days=1)
        assert (tidy(rooms)["drafts"], left()) == (0, 1)
        clock.pass_by(days=1)
        assert (tidy(rooms)["drafts"], left()) == (1, 0)
        assert tidy(rooms)["drafts"] == 0
        assert (rooms.settings.data_dir / "sealed.db-wal").stat().st_size == 0


def test_a_chore_that_breaks_keeps_none_from_its_turn(sealed_app: Flask, rooms: House, clock: Clock) -> None:
    folder = rooms.settings.data_dir / "blobs" / "staged"
    with sealed_app.app_context():
        save_draft(new_token(), {"apa": ["Kursi"]})
        folder.rmdir()
        clock.pass_by(days=2)
        with pytest.raises(ExceptionGroup) as told:
            tidy(rooms)
        assert [type(one) for one in told.value.exceptions] == [FileNotFoundError]
        assert (rooms.settings.data_dir / "sealed.db-wal").stat().st_size == 0


@pytest.fixture
def mailing(sealed_app: Flask, rooms: House, office: Office, tmp_path: Path) -> tuple[House, Path]:
    """Two of the inspectorates have an address; letters go into a folder."""
    folder = tmp_path / "mail"
    with rooms.db.write() as session:
        mine = update(Inspectorate).where(Inspectorate.code.in_(("kota", "provinsi")))
        session.execute(mine.values(notice_email=Inspectorate.code + "@inspektorat.example"))
    return replace(rooms, settings=replace(rooms.settings, mail_url=f"file://{folder}")), folder


def told(mailing: tuple[House, Path], app: Flask) -> list[str]:
    """Who is told now."""
    rooms, folder = mailing
    before = set(folder.glob("*.eml"))
    with app.app_context():
        count = notify(rooms)
    letters = [email.message_from_bytes(path.read_bytes()) for path in set(folder.glob("*.eml")) - before]
    assert len(letters) == count
    return sorted(letter["To"] for letter in letters)


def test_news_of_a_day_are_told_once_when_it_has_ended(
    sealed_app: Flask, rooms: House, office: Office, clock: Clock, mailing: tuple[House, Path]
) -> None:
    send(rooms, clock, new_token(), new_report(rooms, office))
    send(rooms, clock, new_token(), new_report(rooms, office))
    assert told(mailing, sealed_app) == []
    clock.pass_by(days=1)
    assert told(mailing, sealed_app) == ["kota@inspektorat.example"]
    assert told(mailing, sealed_app) == []
    clock.pass_by(days=3)
    assert told(mailing, sealed_app) == []


@pytest.mark.parametrize(("author", "expected"), [(vault.REPORTER, ["kota@inspektorat.example"]), ("holder:1", [])])
def test_an_answer_of_the_reporter_is_news_what_inspectors_write_is_not(
    sealed_app: Flask, rooms: House, office: Office, clock: Clock, mailing: tuple[House, Path], author: str,
    expected: list[str],
) -> None:  # fmt: skip
    send(rooms, clock, new_token(), new_report(rooms, office))
    clock.pass_by(days=1)
    told(mailing, sealed_app)
    with rooms.db.write() as session:
        [report], [handling] = session.scalars(select(Report.id)), session.scalars(select(Handling.id))
        key = vault.key_of(session, report, vault.talk(handling), office.reader("ani"))
        assert key
        vault.write(session, report, vault.talk(handling), key, Words("message", author, "Sudah.", clock().date()))
    assert told(mailing, sealed_app) == []
    clock.pass_by(days=1)
    assert told(mailing, sealed_app) == expected


def test_a_letter_says_nothing_but_that_there_is_something(
    sealed_app: Flask, rooms: House, office: Office, clock: Clock, mailing: tuple[House, Path]
) -> None:
    send(rooms, clock, new_token(), new_report(rooms, office))
    clock.pass_by(days=1)
    told(mailing, sealed_app)
    [path] = mailing[1].glob("*.eml")
    letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    text = letter.get_content()
    assert letter["Subject"] == "Ada yang perlu dibaca"
    assert "di meja Anda" in text
    for word in ("http", "segel", "laporan", "lapor ", "korupsi", "1 ", "Inspektorat"):
        assert word not in text, word


def test_a_letter_that_did_not_leave_is_sent_the_next_time(
    sealed_app: Flask, rooms: House, office: Office, clock: Clock, mailing: tuple[House, Path]
) -> None:
    send(rooms, clock, new_token(), new_report(rooms, office))
    clock.pass_by(days=1)
    mailing[1].write_text("no folder")
    with sealed_app.app_context():
        assert notify(mailing[0]) == 0
    mailing[1].unlink()
    assert told(mailing, sealed_app) == ["kota@inspektorat.example"]


def test_without_an_address_for_mail_nobody_is_told(
    sealed_app: Flask, rooms: House, office: Office, clock: Clock, mailing: tuple[House, Path]
) -> None:
    send(rooms, clock, new_token(), new_report(rooms, office))
    clock.present += timedelta(days=2)
    with sealed_app.app_context():
        assert notify(rooms) == 0


def test_where_an_inspectorate_is_told(sealed_app: Flask, rooms: House, office: Office) -> None:
    def given(*arguments: str) -> int:
        return sealed_app.test_cli_runner().invoke(args=["notices-to", *arguments]).exit_code

    def address() -> str | None:
        with rooms.db.read() as session:
            return session.scalars(select(Inspectorate.notice_email).where(Inspectorate.code == "kota")).one()

    assert (given("kota", "meja@kota.example"), address()) == (0, "meja@kota.example")
    assert (given("kota", "meja"), given("desa", "a@b.example"), address()) == (1, 1, "meja@kota.example")
    assert (given("kota", "-"), address()) == (0, None)


@pytest.mark.parametrize("command", [["demo", "load"], ["demo", "code", "rahma"]])
def test_the_demo_is_refused_elsewhere(sealed_app: Flask, command: list[str]) -> None:
    done = sealed_app.test_cli_runner().invoke(args=command)
    assert done.exit_code == 1 and "demo only" in done.output


def test_the_demo_has_two_levels_a_custodian_each_and_codes(sealed_app: Flask, rooms: House) -> None:
    sealed_app.extensions["house"] = replace(rooms, settings=replace(rooms.settings, mode=Mode.DEMO))
    runner = sealed_app.test_cli_runner()
    for _again in range(2):
        done = runner.invoke(args=["demo", "load"])
        assert done.exit_code == 0 and demo.PASSPHRASE in done.output
    assert len(runner.invoke(args=["demo", "code", "lidya"]).output.strip()) == 6
    assert "nobody called ani" in runner.invoke(args=["demo", "code", "ani"]).output
    assert sealed_app.test_client().get("/").status_code == 200
