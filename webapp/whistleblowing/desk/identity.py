"""Who the reporter is: asked of a custodian with a reason, and readable for the asker only once a custodian agrees.

Nobody else is ever handed the key. The reason lies in a compartment of its own, for the asker and the custodians.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from webapp.base.db import Database
from webapp.base.sentences import _
from webapp.whistleblowing import sending, tree, vault
from webapp.whistleblowing.desk import service
from webapp.whistleblowing.desk.cases import Case, short
from webapp.whistleblowing.desk.service import Deed, Refused, Stale, Work
from webapp.whistleblowing.exclusions import involved_in
from webapp.whistleblowing.keys import accounts
from webapp.whistleblowing.models import Asked as State
from webapp.whistleblowing.models import Holder, IdentityRequest, Wrap
from webapp.whistleblowing.tree import Me, Person, Role
from webapp.whistleblowing.vault import Words
from webapp.whistleblowing.vouching import is_ours

MOTIVE, ANSWER = "motive", "answer"
"""Kinds of entries about a request."""


@dataclass(frozen=True)
class Request:
    """A request, opened. `answer` is what the custodian wrote, `asker` a name with its office."""

    id: int
    report_id: str
    asker_id: int
    asker: str
    asked_on: date
    state: State
    decided_on: date | None
    motive: str = field(repr=False)
    answer: str = field(repr=False)

    @property
    def short(self) -> str:
        """What people call the report."""
        return short(self.report_id)


def custodians(session: Session, case: Case) -> Sequence[Person]:
    """Those of this inspectorate who hold the key to the identity of this report."""
    mine = select(Wrap.holder).where(Wrap.report_id == case.report_id, Wrap.compartment == vault.IDENTITY)
    wrapped = set(session.scalars(mine))
    people = tree.people_of(session, case.inspectorate_id, Role.CUSTODIAN)
    return [one for one in people if vault.holder(one.id) in wrapped]


def ask(motive: str) -> Work:
    """Ask the custodians; raises Refused where there are none, or a request waits already."""

    def work(session: Session, deed: Deed) -> None:
        people = custodians(session, deed.case)
        latest = latest_of(session, deed.me, deed.case)
        if not people or (latest and latest.state is not State.REFUSED):
            raise Refused(_("Permintaan ini tidak dapat dikirim. Muat ulang halamannya, lalu baca keadaannya."))
        report, asker = deed.case.report_id, deed.me.id
        number = session.query(IdentityRequest).filter_by(report_id=report).count()
        row = IdentityRequest(report_id=report, number=number, asker_id=asker, asked_on=deed.today, state=State.ASKED)
        session.add(row)
        session.flush()
        _seal(session, deed, row, motive, people)
        service.audit(session, deed, "identity_asked", row.id)

    return work


def _seal(session: Session, deed: Deed, row: IdentityRequest, motive: str, people: Sequence[Person]) -> None:
    name = vault.motive(row.id)
    key = vault.begin(session, row.report_id, name, deed.today)
    mine = bytes(deed.me.reader.private.public_key)
    vault.hand(session, row.report_id, name, key, deed.me.reader.name, mine)
    for one in people:
        vault.hand(session, row.report_id, name, key, vault.holder(one.id), one.public_key)
    vault.write(session, row.report_id, name, key, Words(MOTIVE, deed.me.reader.name, motive, deed.today))


def latest_of(session: Session, me: Me, case: Case) -> Request | None:
    """What this inspector asked last about a report."""
    found = _requests(session, me, IdentityRequest.report_id == case.report_id, IdentityRequest.asker_id == me.id)
    return found[0] if found else None


def requests_for(session: Session, me: Me) -> Sequence[Request]:
    """All that this custodian was asked, the newest first."""
    return _requests(session, me, IdentityRequest.asker_id != me.id)


def request_for(session: Session, me: Me, request_id: int) -> Request | None:
    """One that this custodian was asked; None for any other."""
    found = _requests(session, me, IdentityRequest.asker_id != me.id, IdentityRequest.id == request_id)
    return found[0] if found else None


def _requests(session: Session, me: Me, *which: ColumnElement[bool]) -> list[Request]:
    rows = session.execute(
        select(IdentityRequest, Holder)
        .join(Holder, Holder.id == IdentityRequest.asker_id)
        .where(*which)
        .order_by(IdentityRequest.asked_on.desc(), IdentityRequest.number.desc())
    )
    opened = (_opened(session, me, row, asker) for row, asker in rows)
    return [one for one in opened if one is not None]


def _opened(session: Session, me: Me, row: IdentityRequest, asker: Holder) -> Request | None:
    name = vault.motive(row.id)
    key = vault.key_of(session, row.report_id, name, me.reader)
    if key is None:
        return None
    found = vault.entries(session, row.report_id, name, key)
    if (MOTIVE, vault.holder(asker.id)) not in {(one.kind, one.author) for one in found}:
        return None  # the row was changed: whoever wrote why has asked
    texts = {one.kind: one.text for one in found}
    return Request(
        row.id,
        row.report_id,
        asker.id,
        f"{asker.name}, {asker.office}",
        row.asked_on,
        State(row.state),
        row.decided_on,
        texts.get(MOTIVE, ""),
        texts.get(ANSWER, ""),
    )


def decide(db: Database, me: Me, asked: Request, granted: bool, answer: str, today: date) -> None:
    """A custodian agrees or refuses, once; raises Stale where another one was quicker."""
    db.write_again(lambda session: _decide(session, me, asked, granted, answer, today))


def _decide(session: Session, me: Me, asked: Request, granted: bool, answer: str, today: date) -> None:
    state = State.GRANTED if granted else State.REFUSED
    open_one = IdentityRequest.id == asked.id, IdentityRequest.state == State.ASKED.value
    done = session.execute(
        update(IdentityRequest).where(*open_one).values(state=state.value, decider_id=me.id, decided_on=today)
    )
    if done.rowcount != 1:  # type: ignore[attr-defined]
        raise Stale
    if granted:
        _hand(session, me, asked)
    if answer:
        name = vault.motive(asked.id)
        key = vault.key_of(session, asked.report_id, name, me.reader)
        if key is None:
            raise Stale
        vault.write(session, asked.report_id, name, key, Words(ANSWER, me.reader.name, answer, today))
    accounts.note(session, today, f"identity_{state.value}", me.id, asked.asker_id, asked.report_id)


def _hand(session: Session, me: Me, asked: Request) -> None:
    """The key to the identity, to who asked; only who still works here, holds the report and isn't involved."""
    key = vault.key_of(session, asked.report_id, vault.IDENTITY, me.reader)
    asker = session.get_one(Holder, asked.asker_id)
    if key is None or asker.public_key is None or asker.state != tree.State.ACTIVE.value:
        raise Stale
    if not is_ours(session, asker):
        raise Stale
    holds = session.get(Wrap, (asked.report_id, vault.REPORT, vault.holder(asker.id)))
    if asker.inspectorate_id != me.inspectorate_id or holds is None:
        raise Stale
    if involved_in(session, asked.report_id, me.reader).bars(asker):
        raise Stale
    vault.hand(session, asked.report_id, vault.IDENTITY, key, vault.holder(asker.id), asker.public_key)


def read(session: Session, deed: Deed) -> str | None:
    """Who the reporter is; None where this holder was not handed the key. That it was read is written down."""
    key = vault.key_of(session, deed.case.report_id, vault.IDENTITY, deed.me.reader)
    if key is None:
        return None
    service.audit(session, deed, "identity_read")
    kept = vault.entries(session, deed.case.report_id, vault.IDENTITY, key)
    return "\n\n".join(one.text for one in kept if one.kind == sending.WHO)
