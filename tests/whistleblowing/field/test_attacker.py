"""Disk, database and settings together open nothing; one secret of a person does, so the attacker knows the way."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping

import pytest
from nacl.utils import random as random_bytes
from sqlalchemy import select

from tests.conftest import Clock
from tests.whistleblowing.field.attacker import opened, stolen_keys
from webapp.base import frames
from webapp.base.crypto import new_token, token_hash
from webapp.whistleblowing import demo, sending, tree
from webapp.whistleblowing.codes import Code
from webapp.whistleblowing.locks import Passphrase
from webapp.whistleblowing.models import Blob, Holder, Inspectorate
from webapp.whistleblowing.sending import NewReport
from webapp.whistleblowing.tree import Involved
from webapp.whistleblowing.web import House

TEXT, WHO, FILE = "Harga kursi tiga kali harga toko.", "Siti, 0812", b"Rekaman rapat."


def a_file(rooms: House, token: str) -> tuple[Mapping[str, str], bytes]:
    """Sealed and on the disk."""
    blob, key = secrets.token_hex(16), random_bytes(32)
    rooms.store.stage(blob, frames.seal([FILE], key, f"draft|{blob}"))
    rooms.store.promote(blob)
    with rooms.db.write() as session:
        session.add(Blob(id=blob, draft_hash=token_hash(token), frames=1))
    return {"id": blob, "key": key.hex()}, key


@pytest.fixture
def sent(rooms: House, clock: Clock) -> tuple[Code, bytes]:
    """A report of the demo with identity and file: its code, and the key of its file."""
    with rooms.db.write() as session:
        demo.load(session)
    token = new_token()
    facts, key = a_file(rooms, token)
    with rooms.db.read() as session:
        place = session.scalars(select(Inspectorate.id).where(Inspectorate.code == "samarinda")).one()
        new = NewReport({"apa": [TEXT]}, Involved(), tree.readers(session, place, Involved()), WHO, (facts,))
    code = sending.receive(rooms.db, rooms.settings, rooms.brakes, token, new, clock().date())
    return code, key


def test_disk_database_and_settings_open_nothing(rooms: House, sent: tuple[Code, bytes]) -> None:
    with rooms.db.read() as session:
        keys = list(stolen_keys(session, rooms.settings))
        assert len(keys) > 300
        assert opened(session, rooms.settings.data_dir / "blobs", keys) == []


def test_the_code_opens_all_of_its_report(rooms: House, sent: tuple[Code, bytes]) -> None:
    """The attacker's way is the right one: with the reporter's private key the wraps open, with the file's the file."""
    code, file_key = sent
    private = sending.open_code(rooms.db, rooms.settings, rooms.brakes, code).private
    with rooms.db.read() as session:
        found = opened(session, rooms.settings.data_dir / "blobs", [bytes(private), file_key])
    assert FILE.decode() in found
    assert {"key of report", "key of identity"} <= set(found)


def test_a_passphrase_opens_what_its_person_was_handed(rooms: House, sent: tuple[Code, bytes]) -> None:
    with rooms.db.read() as session:
        salt = session.scalars(select(Holder.salt)).first() or b""
        secret = Passphrase.of(demo.PASSPHRASE, salt)
        found = opened(session, rooms.settings.data_dir / "blobs", [secret.key])
        people = len(demo.PEOPLE)
    assert sum(one.startswith("private key of") for one in found) == people
    assert {demo.totp_secret("rahma"), demo.totp_secret("ilham")} <= set(found)
    assert json.dumps(TEXT) not in found
