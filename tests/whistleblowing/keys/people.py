"""Somebody with a passphrase, a paper and a telephone, in the stories of keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import Flask
from sqlalchemy import select

from tests.auditing import AuditingClient, Page
from tests.conftest import Clock
from tests.whistleblowing.office import Office
from tests.whistleblowing.test_sending import new_report
from webapp.base.crypto import new_token
from webapp.base.second_factor import code_at
from webapp.whistleblowing import vault
from webapp.whistleblowing.keys import accounts
from webapp.whistleblowing.keys.accounts import Invited
from webapp.whistleblowing.models import Audit, Holder, Report, Wrap
from webapp.whistleblowing.sending import receive
from webapp.whistleblowing.tree import Role
from webapp.whistleblowing.web import House

OWN_WORDS = "Kerbau  Pakde naik Sepeda ke pasar"


@dataclass(frozen=True)
class Secrets:
    """What its holder knows, has on paper, and has in the telephone."""

    username: str
    passphrase: str
    recovery: str
    totp: str


def invitation(rooms: House, clock: Clock, username: str, role: Role = Role.INSPECTOR, *, anew: bool = False) -> str:
    """Of a new colleague at the city's inspectorate, as the operator prints it."""
    new = Invited("kota", username, f"{username.title()} Contoh", "Auditor investigatif", role)
    with rooms.db.write() as session:
        return accounts.invite(session, new, clock().date(), anew=anew)


def make_key(client: AuditingClient, clock: Clock, token: str, username: str) -> Secrets:
    """All four steps, with the words that are offered."""
    page = client.get_page("/meja/mulai").submit(undangan=token)
    return go_through(page, clock, username)[1]


def go_through(page: Page, clock: Clock, username: str) -> tuple[Page, Secrets]:
    """From the step of the passphrase to the end."""
    [words] = page.select(".note strong")
    page = page.submit("Pakai kalimat sandi ini", sandi=words).submit("Lanjutkan", sandi=words)
    recovery = digits(page)
    page = page.submit("Kode sudah", kelompok=recovery[-5:])
    totp = secret(page)
    clock.pass_by(seconds=30)
    page = page.submit("Simpan semuanya", kode=code_at(totp, clock()))
    assert page.status == 200, page.errors
    return page, Secrets(username, words, recovery, totp)


def digits(page: Page) -> str:
    """The code on paper that a page shows."""
    return "".join(filter(str.isdigit, page.select(".code")[0]))


def secret(page: Page) -> str:
    """What an authenticator app is told."""
    return "".join(filter(str.isalnum, page.select(".code")[0]))


def sign_in(client: AuditingClient, clock: Clock, who: Secrets, **typed: str) -> Page:
    """With the next code; `typed` replaces what is right."""
    clock.pass_by(seconds=30)
    right = {"nama": who.username, "sandi": who.passphrase, "kode": code_at(who.totp, clock())}
    return client.get_page("/meja/masuk").submit("Masuk", {**right, **typed})


def is_in(client: AuditingClient) -> bool:
    """Whether this browser has a seat at the desk."""
    return client.get("/meja/kunci").status_code == 200


def browser(app: Flask) -> AuditingClient:
    """Another one."""
    return cast(AuditingClient, app.test_client())


def change(client: AuditingClient, clock: Clock, who: Secrets, what: str) -> Page:
    """The first step of a change on the account's page."""
    clock.pass_by(seconds=30)
    page = client.get_page("/meja/kunci").choose("Apa yang Anda ganti?", what)
    return page.submit("Lanjutkan penggantian", sandi=who.passphrase, kode=code_at(who.totp, clock()))


def row(rooms: House, username: str) -> Holder:
    """As it is stored."""
    with rooms.db.read() as session:
        return session.scalars(select(Holder).where(Holder.username == username)).one()


def send(rooms: House, office: Office, day: datetime, *excluded: str, identity: str = "") -> str:
    """A report to the city's inspectorate; returns its id."""
    new = new_report(rooms, office, *excluded, identity=identity)
    before = set(reports(rooms))
    receive(rooms.db, rooms.settings, rooms.brakes, new_token(), new, day.date())
    [sent] = set(reports(rooms)) - before
    return sent


def reports(rooms: House) -> list[str]:
    """Ids of all."""
    with rooms.db.read() as session:
        return list(session.scalars(select(Report.id)))


def held(rooms: House, holder_id: int) -> set[tuple[str, str]]:
    """What was handed to somebody: (report, compartment without its number)."""
    with rooms.db.read() as session:
        mine = session.scalars(select(Wrap).where(Wrap.holder == vault.holder(holder_id)))
        return {(one.report_id, one.compartment.split(":")[0]) for one in mine}


def deeds(rooms: House) -> list[tuple[str, int | None, int | None]]:
    """The audit: action, actor, subject; in which order is nowhere."""
    with rooms.db.read() as session:
        return sorted((one.action, one.actor_id, one.subject_id) for one in session.scalars(select(Audit)))
