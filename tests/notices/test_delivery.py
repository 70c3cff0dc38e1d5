"""From a move of the workflow to a letter in a folder, with the real table, the real texts and the real addresses."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from tests import world
from webapp import work
from webapp.base.db import Database
from webapp.cases.keys import Keys
from webapp.cases.models import Contact
from webapp.cases.moves import REPORTER
from webapp.cases.reports import Reporter
from webapp.cases.service import transition
from webapp.cases.workflow import Action, Status
from webapp.config import Config
from webapp.notices.models import Outbox
from webapp.notices.post import Post
from webapp.notices.service import Sent, send_due

NOW = datetime(2026, 12, 9, 11, 42, tzinfo=UTC)
WORDS = ("Parit tersumbat", "air masuk rumah")


@pytest.fixture
def db(sqlite_url: str) -> Iterator[Database]:
    """The small world."""
    with world.settled(sqlite_url) as database:
        yield database


@pytest.fixture
def post(config: Config) -> Post:
    """The wiring of an instance; its mail goes to a folder of the test."""
    return work.post(config, lambda: NOW)


def deliver(db: Database, post: Post) -> Sent:
    """Empty the outbox."""
    return send_due(db, post, lambda: NOW, "w1")


def letters(tmp_path: Path) -> dict[str, list[EmailMessage]]:
    """What lies in the folder, by receiver."""
    found: dict[str, list[EmailMessage]] = {}
    for path in sorted((tmp_path / "mail").glob("*.eml")):
        message = message_from_bytes(path.read_bytes(), policy=default)
        found.setdefault(str(message["To"]), []).append(message)
    return found


@pytest.mark.parametrize("status", list(Status))
def test_every_letter_on_the_way_to_a_status_is_written_and_sent(
    db: Database, keys: Keys, post: Post, tmp_path: Path, status: Status
) -> None:
    received = world.case_in(db, keys, NOW, status)
    counts = deliver(db, post)
    with db.read() as session:
        errors = set(session.scalars(select(Outbox.last_error).where(Outbox.sent_at.is_(None))))
    assert errors <= {"no_recipient"}, "only an office without an address may stay without a letter"
    sent = letters(tmp_path)
    assert counts.retried == 0 and counts.sent == sum(len(each) for each in sent.values())
    for letter in sent["siti@pelapor.example"]:
        assert received.pin not in letter.get_content() and "Siti" not in letter.get_content()
        assert not any(word in letter.get_content() for word in WORDS), "nobody has proved that this address is Siti's"
        assert letter["Subject"].startswith("Laporan ")


def test_a_confidential_report_is_not_retold_by_mail(db: Database, keys: Keys, post: Post, tmp_path: Path) -> None:
    received = world.case_in(db, keys, NOW, Status.ANSWERED, confidential=True)
    texts = [str(text) for action in (Action.START, Action.ANSWER) for text in world.FACTS[action].values()]
    assert deliver(db, post).sent > 0 and received.ticket
    for letter in [letter for each in letters(tmp_path).values() for letter in each]:
        shown = letter["Subject"] + letter.get_content()
        assert not any(text in shown for text in (*texts, *WORDS))


@pytest.mark.parametrize("secret", [False, True])
def test_the_office_that_loses_a_case_reads_to_whom_and_why(
    db: Database, keys: Keys, post: Post, tmp_path: Path, secret: bool
) -> None:
    received = world.case_in(db, keys, NOW, Status.ASSIGNED, confidential=secret)
    world.act(db, received.case_id, Action.REASSIGN, NOW, explanation="Ini saluran rumah sakit, bukan parit.")
    deliver(db, post)
    mine = letters(tmp_path)["pupr@smd.example"]
    (text,) = (one.get_content() for one in mine if one["Subject"].endswith("dialihkan ke instansi lain"))
    assert "Koordinator mengalihkan laporan ini kepada Dinas Kesehatan Kota Samarinda." in text
    assert ("Ini saluran rumah sakit, bukan parit." in text) is not secret
    assert (WORDS[0] in text) is not secret
    assert "/petugas/kasus/" not in text and "/lacak/" in text


def test_an_erased_contact_is_not_written_to(db: Database, keys: Keys, post: Post, tmp_path: Path) -> None:
    world.report(db, keys, NOW)
    with db.write() as session:
        session.execute(delete(Contact))
    deliver(db, post)
    assert "siti@pelapor.example" not in letters(tmp_path)


def test_what_reporters_do_themselves_sends_them_no_letter_but_one_that_warns_of_a_thief(
    db: Database, keys: Keys, post: Post, tmp_path: Path
) -> None:
    received = world.case_in(db, keys, NOW, Status.ARCHIVED)
    world.act(db, received.case_id, Action.CONTEST, NOW)
    for _ in range(3):
        with db.write() as session:
            transition(session, received.case_id, Action.MAKE_CONFIDENTIAL, REPORTER, now=NOW)
        world.act(db, received.case_id, Action.LIFT_CONFIDENTIAL, NOW)
    deliver(db, post)
    mine = letters(tmp_path)["siti@pelapor.example"]
    assert sorted(letter["Subject"].split(maxsplit=4)[-1] for letter in mine) == [
        "diarsipkan",
        "sekarang rahasia",  # once in an hour
        "sudah kami terima",
    ]


def test_an_officer_who_makes_it_confidential_is_told_of(db: Database, keys: Keys, post: Post, tmp_path: Path) -> None:
    received = world.report(db, keys, NOW)
    world.act(db, received.case_id, Action.MAKE_CONFIDENTIAL, NOW)
    deliver(db, post)
    told = [letter["Subject"] for letter in letters(tmp_path)["siti@pelapor.example"]]
    assert len(told) == 2 and any(subject.endswith("sekarang rahasia") for subject in told)


@pytest.mark.parametrize("move", [Action.ASSIGN, Action.REASSIGN, Action.CATEGORISE])
def test_a_category_of_harm_is_told_of_as_secrecy_and_never_as_harm(
    db: Database, keys: Keys, post: Post, tmp_path: Path, move: Action
) -> None:
    received = world.case_in(db, keys, NOW, Status.RECEIVED if move is Action.ASSIGN else Status.ASSIGNED)
    world.act(db, received.case_id, move, NOW, category="gender-inklusi.kdrt")
    deliver(db, post)
    mails = letters(tmp_path)["siti@pelapor.example"]
    told = [mail for mail in mails if "Laporan Anda sekarang rahasia." in mail.get_content()]
    assert len(told) == 1, [mail["Subject"] for mail in mails]
    text = f"{told[0]['Subject']} {told[0].get_content()}".lower()
    assert "teks itu kami tarik." in text
    assert "simpan pin anda: selama rahasia, yang hilang tidak dapat kami ganti." in text
    assert not any(word in text for word in ("kekerasan", "rumah tangga", "kdrt", "anak", "kategori"))


@pytest.mark.parametrize(("from_the_start", "told"), [(True, False), (False, True)])
def test_of_a_secret_report_only_who_could_lose_a_pin_till_now_is_told_once_more(
    db: Database, keys: Keys, post: Post, tmp_path: Path, from_the_start: bool, told: bool
) -> None:
    received = world.report(db, keys, NOW, confidential=from_the_start)
    if not from_the_start:
        with db.write() as session:
            transition(session, received.case_id, Action.MAKE_CONFIDENTIAL, REPORTER, now=NOW)
        deliver(db, post)
    world.act(db, received.case_id, Action.ASSIGN, NOW, category="gender-inklusi.kdrt")
    deliver(db, post)
    mails = letters(tmp_path)["siti@pelapor.example"]
    assert any("yang hilang tidak dapat kami ganti" in mail.get_content() for mail in mails) is told


def test_a_mailbox_gets_twenty_letters_a_day_whatever_is_reported_in_its_name(
    db: Database, keys: Keys, config: Config, tmp_path: Path
) -> None:
    for number in range(24):
        address = "korban@contoh.example" if number % 2 else f"Korban+{number}@contoh.example"
        world.report(db, keys, NOW, key=f"cannon {number}", reporter=Reporter(email=address))
    world.report(db, keys, NOW, key="mine")

    def got(day: datetime) -> int:
        send_due(db, work.post(config, lambda: day), lambda: day, "w1")
        every = letters(tmp_path)
        assert len(every["siti@pelapor.example"]) == 1, "nobody else waits"
        return sum(len(mails) for address, mails in every.items() if "orban" in address)

    assert got(NOW) == 20
    assert got(NOW + timedelta(hours=23)) == 20
    assert got(NOW + timedelta(hours=30)) == 24


def test_letters_to_those_who_were_merged_do_not_fill_the_mailbox_of_who_leads(
    db: Database, keys: Keys, post: Post, tmp_path: Path
) -> None:
    leading = world.case_in(db, keys, NOW, Status.IN_PROGRESS)
    for number in range(22):
        reporter = Reporter(email=f"warga{number}@contoh.example")
        follower = world.report(db, keys, NOW, key=f"same {number}", reporter=reporter)
        world.act(db, follower.case_id, Action.MERGE, NOW, leading=leading.ticket)
    deliver(db, post)
    world.act(db, leading.case_id, Action.ANSWER, NOW)
    deliver(db, post)
    world.act(db, leading.case_id, Action.REPLY, NOW)
    world.act(db, leading.case_id, Action.ASK_INFO, NOW)
    assert deliver(db, post).retried == 0


def test_a_letter_is_in_indonesian_unless_its_receiver_chose_otherwise(
    db: Database, keys: Keys, post: Post, tmp_path: Path
) -> None:
    world.report(db, keys, NOW)
    deliver(db, post)
    [letter] = letters(tmp_path)["siti@pelapor.example"]
    assert letter["Content-Language"] == "id"
    assert "Jawaban instansi paling lambat Kamis, 31\u00a0Desember\u00a02026." in letter.get_content()


def test_the_worker_process_sends_and_stops_when_asked(
    db: Database, keys: Keys, config: Config, tmp_path: Path
) -> None:
    world.report(db, keys, datetime.now(UTC))  # the process has the clock of the computer
    site = {"DATA_DIR": str(tmp_path), "DATABASE_URL": config.database_url, "LAPOR_MODE": "test"}
    command = [sys.executable, "-m", "webapp.worker"]
    worker = subprocess.Popen(command, env={**os.environ, **site}, stderr=subprocess.PIPE, text=True)
    limit = threading.Timer(60, worker.kill)
    limit.start()
    assert worker.stderr is not None
    lines = (json.loads(line) for line in worker.stderr)
    done = next((line for line in lines if line["event"] == "outbox_sent"), None)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait() == 0 and done is not None and done["count"] == 3
    limit.cancel()
    above = "nasional@pusat.example"  # by the computer's clock nobody is active below
    assert set(letters(tmp_path)) == {"siti@pelapor.example", "kota@smd.example", above}
