"""Whoever changes what is stored behind the record's back is found out by `flask verify`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Delete, Update, delete, select, update
from sqlalchemy.orm import Session

from tests import world
from tests.attachments.making import new_file
from webapp.attachments.models import Attachment, Blob
from webapp.base.crypto import token_hash
from webapp.base.db import Database
from webapp.cases.chain import event_hash, old_text_digest
from webapp.cases.desk_index import DeskText
from webapp.cases.keys import Keys
from webapp.cases.models import Case, CaseEvent, CaseText, PublishedText
from webapp.cases.moves import PASSED_FILES
from webapp.cases.queries import happened
from webapp.cases.receiving import Received
from webapp.cases.verifying import FILES_GONE, PUBLIC, ROW, SEARCHED, TEXTS_GONE, replay, unfaithful
from webapp.cases.workflow import Action, Status
from webapp.config import Config

NOW = datetime(2026, 12, 9, 11, 42, tzinfo=UTC)
BLOBS = ("a" * 32, "b" * 32)


def published_case(db: Database, keys: Keys) -> Received:
    """Two files, of which everybody may have one, and a text that its reporter agreed to, after an older one."""
    with db.write() as session:
        session.add_all(Blob(id=name, draft_hash=token_hash("x"), created_at=NOW) for name in BLOBS)
    files = tuple(new_file(keys.ring, name, b"k" * 32) for name in BLOBS)
    case = world.case_in(db, keys, NOW, Status.IN_PROGRESS, files=files)
    masked = {"note": "Pak [disamarkan] sudah kami datangi."}
    world.act(db, case.case_id, Action.NOTE, NOW, note="Pak Budi sudah kami datangi.", passed=masked)
    with db.read() as session:
        passed = [session.query(Attachment.id).filter_by(number=0).scalar()]
    for body in ("Parit tersumbat.", "Parit di Gang 5 tersumbat."):
        words = {"public_title": "Parit", "public_body": body, PASSED_FILES: passed}
        world.act(db, case.case_id, Action.PROPOSE_TEXT, NOW, **words)
        world.act(db, case.case_id, Action.APPROVE_TEXT, NOW)
    return case


def trouble(db: Database) -> list[str]:
    """What is wrong with each case that is not as its events say."""
    with db.read() as session:
        return [words for _ticket, words in unfaithful(session)]


HARM = "gender-inklusi.kdrt"
BODY, NOTE = CaseText.kind == "body", (CaseText.kind == "note") & (CaseText.event_seq == 4)
NOTE_CHANGED = "the text note of event 4 was changed"
TAMPERED: dict[str, tuple[Update | Delete, str]] = {
    "a column": (update(Case).values(urgent=True), ROW),
    "a text": (
        update(CaseText).where(BODY).values(text="x"),
        "the text body of event 1 was changed",
    ),
    "the masked version": (update(CaseText).where(NOTE).values(public="Tidak ada parit."), NOTE_CHANGED),
    "no masked version": (update(CaseText).where(NOTE).values(public=None), NOTE_CHANGED),
    "a text made public": (update(CaseText).where(BODY).values(public="x"), "the text body of event 1 was changed"),
    "no text": (delete(CaseText).where(BODY), f"{TEXTS_GONE}; {SEARCHED}"),
    "no words for the desk": (delete(DeskText), SEARCHED),
    "other words for the desk": (update(DeskText).values(search=DeskText.search + " gubernur"), SEARCHED),
    "a file": (
        update(Attachment).where(Attachment.number == 1).values(sha256="1" * 64),
        f"the file {BLOBS[1]} of event 1 was changed",
    ),
    "no file": (delete(Attachment).where(Attachment.number == 1), FILES_GONE),
    "a file for everybody": (update(Attachment).values(public=True), PUBLIC),
    "no file for anybody": (update(Attachment).values(public=False), PUBLIC),
    "other public words": (update(PublishedText).values(body="Tidak ada parit."), PUBLIC),
    "another public title": (update(PublishedText).values(title="Taman"), PUBLIC),
    "another public status": (update(PublishedText).values(status=Status.CLOSED), PUBLIC),
    "nothing public": (delete(PublishedText), PUBLIC),
}


@pytest.mark.parametrize(("change", "found"), TAMPERED.values(), ids=TAMPERED)
def test_what_was_changed_behind_the_record_is_found(
    db: Database, keys: Keys, change: Update | Delete, found: str
) -> None:
    published_case(db, keys)
    assert trouble(db) == []
    with db.write() as session:
        session.execute(change)
    assert trouble(db) == [found]


def as_before(session: Session) -> None:
    """Every event keeps the digest of the words alone, as all did once."""
    previous = ""
    for event in session.scalars(select(CaseEvent).order_by(CaseEvent.seq)):
        texts = session.scalars(select(CaseText).where(CaseText.event_seq == event.seq))
        event.data = {**event.data, "texts": {one.kind: old_text_digest(one.salt, one.text) for one in texts}}
        event.previous_hash = previous or event.previous_hash
        event.hash = previous = event_hash(session.get_one(Case, 1).ticket, happened(event), event.previous_hash)


def test_a_record_of_before_is_still_true_and_its_words_are_still_held(db: Database, keys: Keys) -> None:
    published_case(db, keys)
    with db.write() as session:
        as_before(session)
    assert trouble(db) == []
    with db.write() as session:
        session.execute(update(CaseText).where(NOTE).values(text="x"))
    assert trouble(db) == [NOTE_CHANGED]


@pytest.mark.parametrize("action", [Action.MAKE_CONFIDENTIAL, Action.WITHDRAW_TEXT, Action.DECLINE_TEXT, Action.ERASE])
def test_what_was_taken_back_may_not_be_public_again(db: Database, keys: Keys, action: Action) -> None:
    case = published_case(db, keys)
    with db.read() as session:
        row = {column.name: getattr(session.get_one(PublishedText, case.case_id), column.name) for column in COLUMNS}
    world.act(db, case.case_id, action, NOW)
    assert trouble(db) == []
    with db.write() as session:
        session.add(PublishedText(**row))
    assert PUBLIC in trouble(db)[0]


@pytest.mark.parametrize("by_category", [False, True])
def test_what_an_officer_hid_is_public_again_as_it_was_agreed_to(db: Database, keys: Keys, by_category: bool) -> None:
    case = published_case(db, keys)
    world.act(db, case.case_id, Action.PROPOSE_TEXT, NOW, public_title="Parit", public_body="Parit Siti.")
    if by_category:
        world.act(db, case.case_id, Action.REASSIGN, NOW, category=HARM)
        with db.read() as session:
            back = world.agency_id(session, "samarinda-pupr")
        world.act(db, case.case_id, Action.REASSIGN, NOW, category="perhubungan.parkir-liar", agency=back)
    else:
        world.act(db, case.case_id, Action.MAKE_CONFIDENTIAL, NOW)
    assert world.how_many(db, PublishedText) == 0
    world.act(db, case.case_id, Action.LIFT_CONFIDENTIAL, NOW)
    with db.read() as session:
        files = session.scalars(select(Attachment.number).where(Attachment.public)).all()
        assert (session.scalars(select(PublishedText.body)).all(), files) == (["Parit di Gang 5 tersumbat."], [0])
    assert trouble(db) == []


@pytest.mark.parametrize("action", [Action.MAKE_CONFIDENTIAL, Action.ERASE])
def test_no_word_of_what_is_hidden_or_erased_is_left_to_the_desk(db: Database, keys: Keys, action: Action) -> None:
    case = published_case(db, keys)
    with db.read() as session:
        before = session.get_one(DeskText, case.case_id).search
    world.act(db, case.case_id, action, NOW)
    assert trouble(db) == []
    with db.write() as session:
        session.execute(update(DeskText).values(search=before))
    assert trouble(db) == [SEARCHED]


COLUMNS = PublishedText.__table__.columns


def test_a_category_of_harm_takes_back_what_was_published(db: Database, keys: Keys) -> None:
    case = published_case(db, keys)
    world.act(db, case.case_id, Action.REASSIGN, NOW, explanation="Isinya tentang kekerasan pada anak.", category=HARM)
    assert world.how_many(db, PublishedText) == 0
    assert trouble(db) == []


@pytest.mark.parametrize("action", [Action.PROPOSE_TEXT, Action.NOTE, Action.ANSWER])
def test_what_was_agreed_to_stays_public_while_something_happens(db: Database, keys: Keys, action: Action) -> None:
    case = published_case(db, keys)
    more: dict[str, Any] = {"public_title": "P", "public_body": "B"} if action is Action.PROPOSE_TEXT else {}
    world.act(db, case.case_id, action, NOW, **more)
    if more:
        world.act(db, case.case_id, Action.REFUSE_TEXT, NOW)
    assert world.how_many(db, PublishedText) == 1
    assert trouble(db) == []


def test_erased_is_not_missing_and_a_missing_text_breaks_no_chain(db: Database, keys: Keys) -> None:
    case, other = published_case(db, keys), world.report(db, keys, NOW, key="other")
    world.act(db, case.case_id, Action.ERASE, NOW)
    with db.write() as session:
        session.execute(delete(Attachment))
    assert trouble(db) == []
    with db.write() as session:
        session.execute(delete(CaseText))
    assert trouble(db) == [f"{TEXTS_GONE}; {SEARCHED}"]
    with db.read() as session:
        assert replay(session, session.get_one(Case, other.case_id)).version == 1


def test_the_operator_reads_which_case_and_what(app: Flask, config: Config) -> None:
    db = app.extensions["database"]
    with db.write() as session:
        world.settle(session)
    case = published_case(db, Keys.of(config))
    with app.app_context():
        verify = app.test_cli_runner()
        assert verify.invoke(args=["verify"]).output == "0 cases differ from their events.\n"
        with db.write() as session:
            session.execute(update(PublishedText).values(title="Taman"))
        done = verify.invoke(args=["verify"])
    assert done.exit_code == 1
    assert done.output == f"Case {case.ticket}: {PUBLIC}.\n1 cases differ from their events.\n"
