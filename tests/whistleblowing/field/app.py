"""The sealed app with one more address, `/uji`: a whole report in one form, by the functions that its pages call."""

from __future__ import annotations

import json
import os
import secrets
import tempfile

from flask import Response, request
from nacl.utils import random as random_bytes

from webapp.base import frames
from webapp.base.crypto import new_token, token_hash
from webapp.base.uploads import Upload, takes_files
from webapp.sealed import application
from webapp.whistleblowing import sending, tree, vault
from webapp.whistleblowing.codes import Code
from webapp.whistleblowing.models import Blob, Entry, Handling, Report
from webapp.whistleblowing.sending import NewReport
from webapp.whistleblowing.tree import Readers
from webapp.whistleblowing.vault import Reader, Words
from webapp.whistleblowing.web import House, house, save_draft, today

LEFT_OPEN = os.environ.get("LEFT_OPEN", "")
"""What this one leaves unsealed, for tests that the scan finds it."""


@application.post("/uji")
@takes_files
def whole_report() -> Response:
    """A draft that is not sent, a report with file and identity, and a comment; answers with the code."""
    rooms, form = house(), request.form
    if "gagal" in form:
        raise RuntimeError(form["gagal"])
    save_draft(new_token(), {"apa": [form["draf"]]})
    token = new_token()
    save_draft(token, {"apa": [form["isi"]]})
    facts = _keep(rooms, token, request.files["bukti"].stream)  # type: ignore[arg-type]
    new = NewReport({"apa": [form["isi"]]}, frozenset(), _readers(rooms), form["identitas"], (facts,))
    code = sending.receive(rooms.db, rooms.settings, rooms.brakes, token, new, today())
    rooms.store.promote(facts["id"])
    _comment(rooms, code, form["komentar"])
    return Response(code, mimetype="text/plain")


def _readers(rooms: House) -> Readers:
    with rooms.db.read() as session:
        place = next(one for one in tree.inspectorates(session) if one.parent_id is not None)
        return tree.readers(session, place.id, ())


def _keep(rooms: House, token: str, upload: Upload) -> dict[str, str]:
    blob, key = secrets.token_hex(16), random_bytes(32)
    rooms.store.stage(blob, frames.seal(upload.chunks(), key, f"draft|{blob}"))
    with rooms.db.write() as session:
        session.add(Blob(id=blob, draft_hash=token_hash(token), kept_until=today()))
    return {"id": blob, "key": key.hex(), "name": "rekaman rapat.pdf"}


def _comment(rooms: House, code: Code, text: str) -> None:
    opened = sending.open_code(rooms.db, rooms.settings, rooms.brakes, code)
    with rooms.db.write() as session:
        report = session.query(Report).filter_by(tag=opened.tag).one()
        name = vault.talk(session.query(Handling).filter_by(report_id=report.id).one().id)
        key = vault.key_of(session, report.id, name, Reader(vault.REPORTER, opened.private))
        assert key is not None
        entry = vault.write(session, report.id, name, key, Words("message", vault.REPORTER, text, today()))
        _leave_open(entry, text, code)


def _leave_open(entry: Entry, text: str, code: str) -> None:
    """A mistake that somebody might make."""
    if LEFT_OPEN == "entry":
        entry.sealed = text.encode()
    elif LEFT_OPEN == "temporary":
        with tempfile.NamedTemporaryFile(delete=False) as file:
            file.write(text.encode("utf-16"))
    elif LEFT_OPEN == "log":
        print(json.dumps({"kode": " ".join(code)}), flush=True)  # noqa: T201
