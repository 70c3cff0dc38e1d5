"""Somebody who has the disk, the database and the settings, and tries every key that these give on everything."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from nacl.public import PrivateKey
from sqlalchemy import LargeBinary, select
from sqlalchemy.orm import Session

from webapp.base import frames
from webapp.base.crypto import KEY_BYTES, DecryptError, derive, keyed_hash
from webapp.base.db import rows_of
from webapp.base.drafts import Draft
from webapp.whistleblowing import locks, vault
from webapp.whistleblowing.locks import ReportKey
from webapp.whistleblowing.models import Blob, Entry, Holder, Instance, Report, Sealed, Wrap
from webapp.whistleblowing.settings import Settings
from webapp.whistleblowing.vault import Reader

LABELS = ("sealed pepper", "sealed code", "sealed check", "field", "proof", "private key", "recovery", "keyed hash")


def stolen_keys(session: Session, settings: Settings) -> Iterator[bytes]:
    """Every 32 bytes that stand there, and what WB_KEY and they give under every label of ours."""
    found = [settings.key, settings.pepper, settings.code_key, session.scalars(select(Instance.salt)).one()]
    for table in (*Sealed.metadata.tables.values(), rows_of(Draft)):
        columns = [column for column in table.columns if isinstance(column.type, LargeBinary)]
        for row in session.execute(select(*columns)) if columns else ():
            found += [value for value in row if value is not None]
    for value in found:
        pieces = [value[at : at + KEY_BYTES] for at in (0, 1, 33, len(value) - KEY_BYTES) if at >= 0]
        for key in filter(lambda piece: len(piece) == KEY_BYTES, pieces):
            yield key
            yield keyed_hash(settings.pepper, key)
            yield from (derive(key, label) for label in LABELS)


def opened(session: Session, blobs: Path, keys: Iterable[bytes]) -> list[str]:
    """What any of these keys opens, as private key or as key of a compartment, an account or a file."""
    tried = list(dict.fromkeys(keys))
    found = [*_people(session, tried), *_wraps(session, tried)]
    for entry, key in itertools.product(session.scalars(select(Entry)).all(), tried):
        with suppress(DecryptError, ValueError):
            [text] = [one.text for one in _entries(session, entry, key) if one.id == entry.id]
            found.append(text)
    return [*found, *_files(session, blobs, tried)]


def _entries(session: Session, entry: Entry, key: bytes) -> Iterable[vault.Written]:
    return vault.entries(session, entry.report_id, entry.compartment, ReportKey(key))


def _people(session: Session, keys: list[bytes]) -> Iterator[str]:
    for person, key in itertools.product(session.scalars(select(Holder)).all(), keys):
        owner = vault.holder(person.id)
        for sealed in filter(None, (person.sealed_private, person.sealed_recovery)):
            with suppress(DecryptError):
                yield f"private key of {locks.open_private(sealed, key, owner)}"
        with suppress(DecryptError):
            yield locks.open_text(ReportKey(key), person.sealed_totp or b"", f"{owner}|totp")


def _wraps(session: Session, keys: list[bytes]) -> Iterator[str]:
    for wrap, key in itertools.product(session.scalars(select(Wrap)).all(), keys):
        with suppress(DecryptError, ValueError):
            reader = Reader(wrap.holder, PrivateKey(key))
            compartment = vault.key_of(session, wrap.report_id, wrap.compartment, reader)
            assert compartment is not None
            yield f"key of {wrap.compartment}"


def _files(session: Session, blobs: Path, keys: list[bytes]) -> Iterator[str]:
    reports = [*session.scalars(select(Report.id)), "draft"]
    for blob, report, key in itertools.product(session.scalars(select(Blob.id)).all(), reports, keys):
        with suppress(DecryptError), (blobs / blob[:2] / blob).open("rb") as file:
            yield next(frames.unseal(file.read, key, f"{report}|{blob}")).decode()
