"""The demo's inspectorates and the people in them, whose secrets everybody may know. All persons are invented."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator

import click
from flask.cli import AppGroup
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.base.second_factor import code_at
from webapp.base.web import now
from webapp.whistleblowing import cli, locks, vault
from webapp.whistleblowing.locks import Passphrase, ReportKey
from webapp.whistleblowing.models import Holder, Inspectorate
from webapp.whistleblowing.tree import Role, State
from webapp.whistleblowing.vouching import vouch
from webapp.whistleblowing.web import house

PASSPHRASE = "perahu lesung kunyit senja bambu telaga"
PLACES = (
    ("kaltim", "Inspektorat Provinsi Kalimantan Timur", None),
    ("samarinda", "Inspektorat Kota Samarinda", "kaltim"),
)
"""Code, name, and whose inspectorate is one level up."""
PEOPLE = (
    ("samarinda", "rahma", "Rahma Anggraini", "Inspektur Kota", Role.INSPECTOR, True),
    ("samarinda", "yusuf", "Yusuf Pratama", "Auditor investigatif", Role.INSPECTOR, False),
    ("samarinda", "lidya", "Lidya Wulandari", "Penjaga identitas", Role.CUSTODIAN, False),
    ("kaltim", "bambang", "Bambang Hidayat", "Inspektur Provinsi", Role.INSPECTOR, True),
    ("kaltim", "mariana", "Mariana Tamara", "Auditor investigatif", Role.INSPECTOR, False),
    ("kaltim", "ilham", "Ilham Saputra", "Penjaga identitas", Role.CUSTODIAN, False),
)
_SALT = bytes(locks.SALT_BYTES)
"""The same for all, so that one Argon2 serves all."""

demo_group = AppGroup("demo", help="The demo; refused outside demo mode.")


def totp_secret(username: str) -> str:
    """Always the same for the same person of the demo, in base32."""
    return base64.b32encode(hashlib.sha1(username.encode(), usedforsecurity=False).digest()).decode()


def load(session: Session) -> bool:
    """Inspectorates of two levels and their people, in an empty database; whether anything was added."""
    if session.scalars(select(Inspectorate.id)).first() is not None:
        return False
    places: dict[str, int] = {}
    for code, name, above in PLACES:
        inspectorate = Inspectorate(code=code, name=name, parent_id=places.get(above or ""))
        session.add(inspectorate)
        session.flush()
        places[code] = inspectorate.id
    secret = Passphrase.of(PASSPHRASE, _SALT)
    for place, username, name, office, role, is_head in PEOPLE:
        person = Holder(username=username, name=name, office=office, role=role.value, is_head=is_head)
        person.inspectorate_id = places[place]
        _give_keys(session, person, secret)
    return True


def _give_keys(session: Session, row: Holder, secret: Passphrase) -> None:
    private = locks.new_private()
    row.state, row.salt, row.proof, row.totp_step = State.ACTIVE.value, _SALT, secret.proof, 0
    row.public_key = bytes(private.public_key)
    session.add(row)
    vouch(session, row)
    owner = vault.holder(row.id)
    row.sealed_private = locks.seal_private(private, secret.key, owner)
    row.sealed_totp = locks.seal_text(ReportKey(secret.key), totp_secret(row.username), f"{owner}|totp")


@demo_group.command("load")
def load_command() -> None:
    """Load the demo's inspectorates and people unless they are there, and say how to sign in as one of them."""
    _only_in_demo()
    cli.prepare(house())
    with house().db.write() as session:
        load(session)
    click.echo("\n".join(_welcome()))


@demo_group.command("code")
@click.argument("name")
def code_command(name: str) -> None:
    """Print the present second factor of somebody in the demo."""
    _only_in_demo()
    if name not in {username for _place, username, *_facts in PEOPLE}:
        raise click.ClickException(f"There is nobody called {name} in the demo.")
    click.echo(code_at(totp_secret(name), now()))


def _welcome() -> Iterator[str]:
    url = house().settings.site.base_url
    yield f"Saluran tersegel (demo) melayani di {url}"
    yield f"  Untuk pelapor     {url}/"
    yield f"  Meja pemeriksa    {url}/meja"
    yield f"Pemegang kunci contoh; frasa sandi semuanya: {PASSPHRASE}"
    yield from (f"  {username:20}{name}, {office}" for _place, username, name, office, *_facts in PEOPLE)
    yield "Kode faktor kedua, dengan LAPOR_MODE=demo dan WB_DATA_DIR yang sama:"
    yield f"  .venv/bin/flask --app webapp.sealed demo code NAMA    (WB_DATA_DIR={house().settings.data_dir})"


def _only_in_demo() -> None:
    if not house().settings.is_demo:
        raise click.ClickException("This command works in the demo only (LAPOR_MODE=demo).")
