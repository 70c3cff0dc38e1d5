"""Reports whose text the public may read."""

from __future__ import annotations

import random
from datetime import datetime
from typing import Any

from sqlalchemy import insert

from tests import world
from webapp.agencies.models import Agency
from webapp.base.db import Database
from webapp.cases.keys import Keys
from webapp.cases.models import Case, PublishedText
from webapp.cases.publishing import Facet
from webapp.cases.receiving import Received
from webapp.cases.workflow import Action, Status

TITLE = "Parit tersumbat di depan sekolah"
BODY = "Setiap hujan air masuk ke enam rumah. Warga minta paritnya dikeruk."


def publish(
    db: Database,
    keys: Keys,
    now: datetime,
    title: str = TITLE,
    body: str = BODY,
    status: Status = Status.IN_PROGRESS,
    **changes: Any,
) -> Received:
    """A report of its own in `status` whose text an officer proposed and the reporter passed."""
    changes = {"key": f"{title} {now} {changes}", **changes}
    if changes.get("anonymous"):
        changes.setdefault("reporter", None)
    received = world.case_in(db, keys, now, status, **changes)
    let_out(db, received.case_id, now, title, body)
    return received


def let_out(db: Database, case_id: int, now: datetime, title: str = TITLE, body: str = BODY) -> None:
    """Propose the words and pass them."""
    world.act(db, case_id, Action.PROPOSE_TEXT, now, public_title=title, public_body=body)
    world.act(db, case_id, Action.APPROVE_TEXT, now)


WORDS = "lampu parit jembatan sekolah air pasar obat guru sampah kabel halte aspal".split()


def crowd(db: Database, now: datetime, how_many: int) -> None:
    """Many published rows at once, as plain data: for the plans of the databases."""
    chance = random.Random(7)
    with db.write() as session:
        agency = session.query(Agency.id).filter_by(code="samarinda-pupr").scalar()
        cases = [_case(number, now, agency) for number in range(how_many)]
        session.execute(insert(Case), cases)
        session.execute(insert(PublishedText), [_row(number, now, agency, chance) for number in range(how_many)])


def _case(number: int, now: datetime, agency: int) -> dict[str, Any]:
    same = {"status": "assigned", "kind": "complaint", "channel": "web", "anonymous": False, "confidential": False}
    return {
        **same, "id": 10_000 + number, "ticket": f"{number:011}", "idempotency_hash": str(number), "pin_hash": "x",
        "commitment_salt": b"x", "version": 1, "sensitive": False, "supervisory": False, "coordinator_id": agency,
        "agency_id": agency, "received_at": now, "changed_at": now, "text_state": "approved",
    }  # fmt: skip


def _row(number: int, now: datetime, agency: int, chance: random.Random) -> dict[str, Any]:
    words = " ".join(chance.choices(WORDS, k=6))
    rare = " langka" if number % 1000 == 0 else ""
    return {
        "case_id": 10_000 + number, "position": number * 1000, "ticket": f"{number:011}", "title": words, "body": words,
        "kind": "complaint", "status": "assigned", "anonymous": False, "agency_id": agency, "published_at": now,
        "changed_at": now, "search": f"{words}{rare} {Facet.AREA.of('64.72')} {Facet.AGENCY.of(agency)}",
    }  # fmt: skip
