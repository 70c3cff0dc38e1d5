"""Keys from colleague to colleague: given while one's own are open, and let go of; never to who is involved."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.base.db import Database
from webapp.base.sentences import _
from webapp.whistleblowing import tree, vault
from webapp.whistleblowing.desk import service
from webapp.whistleblowing.desk.cases import Case
from webapp.whistleblowing.desk.service import Deed, Refused
from webapp.whistleblowing.keys import accounts, grants
from webapp.whistleblowing.keys.grants import Outcome
from webapp.whistleblowing.keys.openers import openers
from webapp.whistleblowing.models import Holder, Wrap
from webapp.whistleblowing.tree import Person, Role


def colleagues(session: Session, case: Case) -> Sequence[Person]:
    """Inspectors of the same inspectorate who could be given the keys."""
    people = tree.people_of(session, case.inspectorate_id, Role.INSPECTOR)
    return [one for one in people if not case.excluded.bars(one) and vault.holder(one.id) not in case.openers]


def give(db: Database, deed: Deed, colleague_id: int) -> None:
    """Hand the keys to one of them; a try for somebody involved is refused. Raises Stale, Refused."""
    with db.write() as session:
        row = session.get(Holder, colleague_id)
        if barred := row is not None and deed.case.excluded.bars(row):
            # neither of whom nor of which report: who has the database must not read here whom a reporter accuses
            accounts.note(session, deed.today, "grant_refused", deed.me.id, None)
    if barred:
        raise Refused(_("Menurut pelapor, orang ini terlibat. Kuncinya tidak dapat diberikan kepadanya."))

    def work(session: Session, deed: Deed) -> None:
        known = {one.id for one in colleagues(session, deed.case)}
        if colleague_id not in known or _handed(session, deed, colleague_id) is not Outcome.HANDED:
            raise Refused(_("Rekan ini sudah memegang kuncinya, atau tidak lagi bekerja di sini."))

    service.do(db, deed, work)


def _handed(session: Session, deed: Deed, colleague_id: int) -> Outcome:
    return grants.hand_one(session, deed.me, deed.case.report_id, colleague_id, deed.today)


def drop(db: Database, deed: Deed) -> None:
    """Let go of one's own keys to a report, for good; refused for the last one who has them in this inspectorate."""
    service.do(db, deed, _drop)


def _drop(session: Session, deed: Deed) -> None:
    case, me = deed.case, deed.me
    if not openers(session, case.report_id, case.inspectorate_id) - {me.reader.name}:
        raise Refused(_("Anda pemegang kunci terakhir di inspektorat ini. Beri dulu kuncinya kepada seorang rekan."))
    session.execute(delete(Wrap).where(Wrap.report_id == case.report_id, Wrap.holder == me.reader.name))
    service.audit(session, deed, "dropped")
