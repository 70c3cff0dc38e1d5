"""Whom the reporter named on the way up stays without a key, whatever is changed in the database for a moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import delete, select, update

from tests.auditing import AuditingClient
from tests.whistleblowing.box.conftest import Filed, come_in
from tests.whistleblowing.keys.test_grants import seat
from tests.whistleblowing.office import move
from webapp.whistleblowing import vault
from webapp.whistleblowing.keys import grants
from webapp.whistleblowing.keys.grants import Granted
from webapp.whistleblowing.models import Entry, Handling, Holder, Wrap
from webapp.whistleblowing.tree import Role
from webapp.whistleblowing.vouching import vouch

Edit = Callable[[Filed, str], object]


def give(filed: Filed, giver: str) -> Granted:
    """What becomes of the report when it is handed on to Eka, whom its reporter has named."""
    me = seat(filed.rooms, filed.office, giver)
    return grants.grant(filed.rooms, me, None, filed.office.people["eka"], filed.clock().date())


def another_day(filed: Filed, place: str) -> object:
    return update(Entry).where(Entry.compartment == place, Entry.number == 1).values(written_on=date(2026, 1, 1))


def another_place(filed: Filed, place: str) -> object:
    return update(Entry).where(Entry.compartment == place).values(compartment="x")


def taken_out(filed: Filed, place: str) -> object:
    return delete(Entry).where(Entry.compartment == place, Entry.number == 1)


def without_a_key(filed: Filed, place: str) -> object:
    return delete(Wrap).where(Wrap.compartment == place, Wrap.holder != vault.REPORTER)


def as_the_level_below(filed: Filed, place: str) -> object:
    """The giver's level, and whoever works there, trade places with the level below."""
    lower = select(Handling.inspectorate_id).where(Handling.level == 0).scalar_subquery()
    return update(Holder).where(Holder.username.in_(("dedi", "eka", "lestari"))).values(inspectorate_id=lower)


@pytest.mark.parametrize("edit", [another_day, another_place, taken_out, without_a_key, as_the_level_below])
@pytest.mark.parametrize("role", list(Role))
def test_what_was_changed_for_a_moment_opens_no_door(
    reporter: AuditingClient, filed: Filed, role: Role, edit: Edit
) -> None:
    with filed.rooms.db.write() as session:
        move(session, "eka", role=role.value)
    page = come_in(reporter, filed.code).submit("Naikkan satu tingkat").check("Eka Putri")
    page = page.check("Serahkan juga identitas saya").submit("Naikkan sekarang")
    page.submit("Naikkan sekarang")
    giver, place = ("dedi", vault.talk) if role is Role.INSPECTOR else ("lestari", vault.excluded)
    assert give(filed, giver) == Granted((), (filed.id,), ())
    with filed.rooms.db.write() as session:
        session.execute(edit(filed, place(filed.handlings()[1])))  # type: ignore[call-overload]
        for row in session.scalars(select(Holder)):  # even if somebody could vouch for it
            vouch(session, row)
    assert give(filed, giver) == Granted((), (), (filed.id,))
    assert all(filed.read(name, filed.office.reader("eka")) is None for name in (vault.REPORT, vault.IDENTITY))
