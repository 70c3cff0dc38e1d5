"""The sealed channel for the browser audit: the demo's people, one that is closed, and one that is too busy."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import select, update
from werkzeug.serving import WSGIRequestHandler, make_server

from accessibility.pages import Officer, Site
from webapp.base.crypto import new_token
from webapp.base.second_factor import code_at
from webapp.whistleblowing import cli, sending, tree, vault
from webapp.whistleblowing.app import create_sealed_app
from webapp.whistleblowing.brakes import Bucket
from webapp.whistleblowing.demo import PASSPHRASE, load, totp_secret
from webapp.whistleblowing.keys import accounts
from webapp.whistleblowing.keys.accounts import Invited
from webapp.whistleblowing.models import Entry, Inspectorate, Report
from webapp.whistleblowing.sending import NewReport
from webapp.whistleblowing.settings import Settings
from webapp.whistleblowing.tree import Role
from webapp.whistleblowing.web import House

PEOPLE = {"inspector": "rahma", "custodian": "lidya", "above": "bambang"}


class _Silent(WSGIRequestHandler):
    """Without a line for each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing."""


@contextmanager
def sealed_site(folder: Path) -> Iterator[Site]:
    """A site with everything noted that its scenarios need; `folder` is empty."""
    closed, busy, there = (empty_app(folder / name) for name in ("closed", "busy", "open"))
    for app in (busy, there):
        with _rooms(app).db.write() as session:
            load(session)
    _rooms(busy).brakes.drafts = Bucket(0, 30)
    with _served(closed) as closed_url, _served(busy) as busy_url, _served(there) as url:
        notes = {"sealed": "yes", "sealed.closed": closed_url, "sealed.busy": busy_url, **_prepared(_rooms(there))}
        yield Site(url, {role: Officer(name, PASSPHRASE, _code(name)) for role, name in PEOPLE.items()}, notes)


def empty_app(folder: Path) -> Flask:
    """Nobody is in it; `folder` is not there yet."""
    folder.mkdir()
    app = create_sealed_app(Settings.from_env({"LAPOR_MODE": "demo", "WB_DATA_DIR": str(folder)}))
    cli.prepare(_rooms(app))
    return app


def _rooms(app: Flask) -> House:
    rooms: House = app.extensions["house"]
    return rooms


@contextmanager
def _served(app: Flask) -> Iterator[str]:
    """In this process, which has set its brakes."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        app.extensions["database"].dispose()


def _code(name: str) -> Callable[[], str]:
    return lambda: code_at(totp_secret(name), datetime.now(UTC))


def _prepared(rooms: House) -> dict[str, str]:
    """An invitation, and a report of which somebody has changed an entry."""
    today = datetime.now(UTC).date()
    with rooms.db.write() as session:
        new = Invited("samarinda", "hani", "Hani Contoh", "Auditor investigatif", Role.INSPECTOR)
        invitation = accounts.invite(session, new, today)
        place = session.scalars(select(Inspectorate.id).where(Inspectorate.code == "samarinda")).one()
        readers = tree.readers(session, place, tree.Involved())
    report = NewReport({"Ceritakan apa yang terjadi": ["Isinya berubah."]}, tree.Involved(), readers)
    code = sending.receive(rooms.db, rooms.settings, rooms.brakes, new_token(), report, today)
    with rooms.db.write() as session:
        session.execute(update(Entry).where(Entry.compartment == vault.REPORT).values(sealed=bytes(100)))
        spoilt = session.scalars(select(Report.id)).one()
    return {"sealed.invitation": invitation, "sealed.spoilt": code, "sealed.spoilt.id": spoilt}
