"""The queue's query on both kinds of database: ranges, pages, unions and counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from tests import world
from webapp.base.clock import Zone
from webapp.base.db import Database
from webapp.cases.keys import Keys
from webapp.cases.workflow import Status
from webapp.config import Config
from webapp.desk import queue_queries
from webapp.desk.queue_queries import Counts, Queue, queue_of
from webapp.desk.queue_rows import Asked
from webapp.officers.queries import Grant, SignedIn
from webapp.officers.roles import Role

NOW = datetime(2026, 12, 9, 1, 0, tzinfo=UTC)


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    """The small world with seven cases, two of them PUPR's."""
    with world.settled(database_url) as database:
        yield database


def fill(db: Database, keys: Keys) -> None:
    """Three cases of Samarinda, two of PUPR below it, two of Kotabaru."""
    for number in range(3):
        world.case_in(db, keys, NOW, Status.RECEIVED, key=f"smd {number}")
    for number in range(2):
        world.case_in(db, keys, NOW, Status.ASSIGNED, key=f"pupr {number}", confidential=bool(number))
        world.case_in(db, keys, NOW, Status.RECEIVED, key=f"ktb {number}", area_code=world.SEMAYAP)


def officer(db: Database, *grants: tuple[Role, str]) -> SignedIn:
    """Somebody with these grants, as a request would have them."""
    with db.read() as session:
        held = []
        for role, code in grants:
            number = world.agency_id(session, code)
            path = session.execute(text("SELECT path FROM agency WHERE id = :id"), {"id": number}).scalar_one()
            held.append(Grant(role, number, code, path))
    return SignedIn(1, "Siapa", "siapa", tuple(held), 1)


def pages(db: Database, who: SignedIn, status: Status | None = None) -> list[Queue]:
    """Every page of the queue."""
    found = [queue_of(db, who, NOW, Zone.WITA, Asked(status))]
    while found[-1].next:
        found.append(queue_of(db, who, NOW, Zone.WITA, Asked(status, found[-1].next)))
    return found


CITY, OFFICE, FAR = (Role.COORDINATOR, "samarinda"), (Role.LIAISON, "samarinda-pupr"), (Role.LEADER, "kotabaru")


@pytest.mark.parametrize(
    ("grants", "many", "status"),
    [
        ((CITY,), 5, None),
        ((OFFICE,), 2, None),
        ((CITY, OFFICE), 5, None),
        ((OFFICE, FAR), 4, None),
        ((CITY, FAR), 2, Status.ASSIGNED),
        (((Role.NATIONAL_ADMIN, "kotabaru"),), 7, None),
        (((Role.TRAINEE, "samarinda"),), 0, None),
    ],
)
def test_pages_hold_each_case_once_and_in_order(
    db: Database, config: Config, monkeypatch: pytest.MonkeyPatch,
    grants: tuple[tuple[Role, str], ...], many: int, status: Status | None,
) -> None:  # fmt: skip
    monkeypatch.setattr(queue_queries, "PAGE", 2)
    fill(db, Keys.of(config))
    found = pages(db, officer(db, *grants), status)
    rows = [row for page in found for row in page.rows]
    assert len({row.case_id for row in rows}) == len(rows) == many
    assert [(row.due, row.case_id) for row in rows] == sorted((row.due, row.case_id) for row in rows)


def test_counts_stop_at_their_cap(db: Database, config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue_queries, "CAP", 3)
    fill(db, Keys.of(config))
    later = datetime(2026, 12, 14, 1, 0, tzinfo=UTC)
    assert queue_of(db, officer(db, CITY), later, Zone.WITA).counts == Counts(open=4, late=0, today=3)
    assert queue_of(db, officer(db, OFFICE), NOW, Zone.WITA).counts == Counts(open=2, late=0, today=0)
