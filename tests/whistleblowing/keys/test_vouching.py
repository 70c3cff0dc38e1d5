"""Whoever can change rows of the database for a moment gets no key by it: a row of ours vouches for itself."""

from __future__ import annotations

import pytest
from nacl.public import PrivateKey
from sqlalchemy import delete, select, update

from tests.auditing import AuditingClient
from tests.conftest import Clock
from tests.whistleblowing.keys import people
from tests.whistleblowing.keys.people import Secrets, held, row, send
from tests.whistleblowing.keys.test_grants import seat
from tests.whistleblowing.office import Office
from tests.whistleblowing.test_sending import new_report
from webapp.base.crypto import new_token, token_hash
from webapp.whistleblowing import cli, vault
from webapp.whistleblowing.keys import accounts, grants, service
from webapp.whistleblowing.keys.accounts import NotPossible
from webapp.whistleblowing.keys.plan import Deed, Plan
from webapp.whistleblowing.keys.service import Changed
from webapp.whistleblowing.models import Holder, Inspectorate, Wrap
from webapp.whistleblowing.web import House


def put(rooms: House, username: str, **values: object) -> None:
    """What somebody who has the database only does to a row."""
    with rooms.db.write() as session:
        session.execute(update(Holder).where(Holder.username == username).values(values))


@pytest.mark.parametrize("taken", ["public_key", "id"])
def test_a_foreign_key_in_the_row_of_a_colleague_is_handed_nothing(
    rooms: House, office: Office, clock: Clock, taken: str
) -> None:
    report, citra = send(rooms, office, clock(), "budi"), office.people["citra"]
    with rooms.db.write() as session:
        session.execute(delete(Wrap).where(Wrap.holder == vault.holder(citra)))
    me = seat(rooms, office, "ani")
    if taken == "id":  # somebody whose name the reporter did not know, under the number of a colleague
        put(rooms, "citra", id=999)
        put(rooms, "gita", id=citra, inspectorate_id=office.places["kota"])
    else:
        put(rooms, "citra", public_key=bytes(office.keys["budi"].public_key))
    with pytest.raises(NotPossible):
        grants.grant(rooms, me, None, citra, clock().date())
    assert (report, "report") not in held(rooms, citra)


def test_nor_is_anything_new_sealed_to_it_or_to_a_foreign_paper(rooms: House, office: Office) -> None:
    assert len(new_report(rooms, office, "budi").readers.inspectors) == 2
    foreign = bytes(office.keys["budi"].public_key)
    put(rooms, "citra", public_key=foreign)
    put(rooms, "dedi", is_head=False)
    with rooms.db.write() as session:
        session.execute(update(Inspectorate).values(offline_public=foreign))
    readers = new_report(rooms, office, "budi").readers
    assert [one.name for one in readers.inspectors] == ["Ani Rahmawati"] and readers.offline_public is None
    assert [one.name for one in new_report(rooms, office, place="provinsi").readers.inspectors] == ["Eka Putri"]


def test_an_invitation_that_somebody_wrote_into_a_row_makes_no_key(
    desk: AuditingClient, rooms: House, clock: Clock
) -> None:
    token = new_token()
    put(rooms, "citra", state="invited", invite_hash=token_hash(token), invited_on=clock().date())
    with pytest.raises(AssertionError):
        people.make_key(desk, clock, token, "citra")
    assert row(rooms, "citra").state == "invited"


def test_nor_does_a_private_key_that_somebody_put_there(hani: Secrets, rooms: House, clock: Clock) -> None:
    """As after a sign-in, or the recovery code, that opened what was put into the row of Hani."""
    there, foreign = row(rooms, "hani"), bytes(PrivateKey.generate()).hex()
    before = (there.sealed_private or b"").hex()
    plan = Plan(there.id, hani.username, Deed.LOST.value, before, old=foreign, private=foreign)
    with pytest.raises(Changed):
        service.finish(rooms, plan, clock())
    assert row(rooms, "hani").public_key == there.public_key


def test_the_operator_is_told_of_such_a_row(rooms: House, office: Office, clock: Clock) -> None:
    put(rooms, "citra", public_key=bytes(office.keys["budi"].public_key))
    with rooms.db.write() as session, pytest.raises(NotPossible, match="changed by somebody else"):
        accounts.change(session, "citra", clock().date(), office="Auditor")


def test_rows_from_before_this_rule_are_vouched_for_once(rooms: House, office: Office) -> None:
    for names, count in ((tuple(office.people), 3), (("citra",), 2)):
        with rooms.db.write() as session:
            session.execute(update(Holder).where(Holder.username.in_(names)).values(vouched=None))
            session.execute(update(Inspectorate).values(vouched=None))
        cli.prepare(rooms)
        assert len(new_report(rooms, office).readers.inspectors) == count
        with rooms.db.read() as session:
            assert session.scalars(select(Inspectorate.vouched)).first() is None or count == 3
