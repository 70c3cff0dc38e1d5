"""From a draft to a sealed report, in one transaction: one draft gives one report and one code."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.base import drafts
from webapp.base.crypto import token_hash
from webapp.base.db import Database
from webapp.base.frames import FRAME
from webapp.base.working_days import Calendar
from webapp.whistleblowing import instance, locks, tree, vault
from webapp.whistleblowing.brakes import Brakes, Bucket, FilesOfToday
from webapp.whistleblowing.codes import Code, code_of
from webapp.whistleblowing.locks import Opened, ReportKey
from webapp.whistleblowing.models import Blob, Entry, Handling, Report
from webapp.whistleblowing.settings import Settings
from webapp.whistleblowing.statuses import DAYS, Status
from webapp.whistleblowing.tree import Involved, NobodyToRead, Readers, Role
from webapp.whistleblowing.vault import Words

RETENTION = timedelta(days=2 * 365)
"""How long a report is kept unless an inspector gives a reason to keep it longer."""
ANSWERS, EXCLUDED, WHO, FILE, RETALIATION = "answers", "excluded", "identity", "file", "retaliation"
"""Kinds of entries; `excluded` is JSON (`Involved.told`)."""


class FileGone(Exception):
    """A file was taken off its draft meanwhile, in another tab; nothing was sent."""


class NotAsShown(Exception):
    """Who would read, or what they would read, is no longer what the reporter was shown; nothing was sent."""


class SentBefore(Exception):
    """Something else was sent from this draft already, from another page; this was not."""


@dataclass(frozen=True)
class NewReport:
    """What is sent. `answers` by the words of their question, as it was asked.

    `files` are the facts of each file as its draft holds them, its key among them; `identity` may be empty.
    `mark` is of what the page showed (`Sheet.mark`): by it is known whether the very same was sent before.
    """

    answers: Mapping[str, list[str]]
    excluded: Involved
    readers: Readers
    identity: str = ""
    files: tuple[Mapping[str, Any], ...] = ()
    mark: str = ""
    retaliated: bool = False


def receive(db: Database, settings: Settings, brakes: Brakes, token: str, new: NewReport, today: date) -> Code:
    """Seal what a draft holds and forget the draft; returns the code.

    Sent twice it is stored once. Raises Busy, WrongKey, FileGone, NotAsShown or SentBefore; then nothing was stored.
    """
    code = code_of(settings.code_key, token)
    opened = open_code(db, settings, brakes, code)
    db.write_again(lambda session: _receive(session, opened, token, new, brakes.sent, today))
    return code


def open_code(db: Database, settings: Settings, brakes: Brakes, code: Code) -> Opened:
    """What a code opens, when it is its turn; raises Busy or WrongKey."""
    with db.read() as session:
        salt = instance.salt_of(session, settings.key)
    with brakes.codes.turn():
        return locks.open_code(code, settings.pepper, salt)


def _receive(session: Session, opened: Opened, token: str, new: NewReport, sent: Bucket, today: date) -> None:
    if session.scalars(select(Report.id).where(Report.tag == opened.tag)).first() is not None:
        if not is_sent(session, token, new.mark):
            raise SentBefore
        return
    _check_readers(session, new)
    report = Report(id=secrets.token_hex(16), tag=opened.tag, public_key=opened.public, received_on=today)
    session.add(report)
    session.flush()
    handling = open_handling(session, report, new.readers, today)
    key = compartment(session, report, vault.REPORT, new.readers, Role.INSPECTOR, today)
    told = {"answers": dict(new.answers), RETALIATION: new.retaliated, **new.excluded.told}
    words = Words(ANSWERS, vault.REPORTER, json.dumps(told, ensure_ascii=False), today)
    vault.write(session, report.id, vault.REPORT, key, words, _once(token, new.mark))
    for facts in new.files:
        _write(session, report, vault.REPORT, key, FILE, json.dumps(dict(facts)), today)
    if new.identity:
        _entrust(session, report, vault.IDENTITY, Words(WHO, vault.REPORTER, new.identity, today), new.readers)
        out = Words(EXCLUDED, vault.REPORTER, json.dumps(new.excluded.told), today)
        _entrust(session, report, vault.excluded(handling.id), out, new.readers)
    keep_files(session, report.id, token, (facts["id"] for facts in new.files), sent)
    drafts.discard(session, token)


def _entrust(session: Session, report: Report, place: str, words: Words, readers: Readers) -> None:
    """To custodians alone."""
    key = compartment(session, report, place, readers, Role.CUSTODIAN, words.on)
    vault.write(session, report.id, place, key, words)


def is_sent(session: Session, token: str, mark: str) -> bool:
    """Whether what was sent from this draft is what a page with this mark showed."""
    return session.scalars(select(Entry.id).where(Entry.once == _once(token, mark))).first() is not None


def _once(token: str, mark: str) -> bytes:
    return token_hash(f"{token}|{mark}")


def _check_readers(session: Session, new: NewReport) -> None:
    """Somebody may have left, or made another key, since they were looked up."""
    try:
        now = tree.readers(session, new.readers.inspectorate_id, new.excluded)
    except NobodyToRead:
        raise NotAsShown from None
    if now.seal != new.readers.seal:
        raise NotAsShown


def open_handling(session: Session, report: Report, readers: Readers, today: date) -> Handling:
    """The work of one inspectorate on a report begins: with a talk, and notes that the reporter gets no key for."""
    handling = Handling(
        report_id=report.id,
        inspectorate_id=readers.inspectorate_id,
        level=session.query(Handling).filter_by(report_id=report.id).count(),
        opened_on=today,
        status=Status.RECEIVED.value,
        due_on=Calendar.of().add_working_days(today, DAYS[Status.RECEIVED]),
        changed_on=today,
        retain_until=today + RETENTION,
    )
    session.add(handling)
    session.flush()
    for name in (vault.talk(handling.id), vault.desk(handling.id)):
        compartment(session, report, name, readers, Role.INSPECTOR, today)
    return handling


def keep_files(session: Session, report_id: str, token: str, ids: Iterable[str], sent: Bucket) -> None:
    """The files of a draft become those of the report; raises FileGone or FilesOfToday."""
    frames = 0
    for blob in ids:
        mine = update(Blob).where(Blob.id == blob, Blob.draft_hash == token_hash(token))
        values = mine.values(draft_hash=None, kept_until=None, report_id=report_id)
        size = session.scalar(values.returning(Blob.frames))
        if size is None:
            raise FileGone
        frames += size
    sent.take(frames * FRAME / 1e6, FilesOfToday)


def compartment(session: Session, report: Report, name: str, readers: Readers, role: Role, today: date) -> ReportKey:
    """A new one, for its readers in one role and, unless it holds notes, for the reporter."""
    key = vault.begin(session, report.id, name, today)
    if not name.startswith(vault.DESK):
        vault.hand(session, report.id, name, key, vault.REPORTER, report.public_key)
    hand(session, report.id, name, key, readers, role)
    return key


def hand(session: Session, report_id: str, name: str, key: ReportKey, readers: Readers, role: Role) -> None:
    """To all of a role; what inspectors open, the key in the safe opens, too, where there is one."""
    for one in readers.inspectors if role is Role.INSPECTOR else readers.custodians:
        vault.hand(session, report_id, name, key, vault.holder(one.id), one.public_key)
    if readers.offline_public and role is Role.INSPECTOR:
        vault.hand(session, report_id, name, key, vault.offline(readers.inspectorate_id), readers.offline_public)


def _write(session: Session, report: Report, name: str, key: ReportKey, kind: str, text: str, today: date) -> None:
    vault.write(session, report.id, name, key, Words(kind, vault.REPORTER, text, today))
