"""The one door refuses by itself what means nothing, whichever page, command or channel asks it."""

from __future__ import annotations

from typing import Any

import pytest

from tests import world
from tests.conftest import Clock
from webapp.base.db import Database
from webapp.cases.keys import Keys
from webapp.cases.merging import LeadingFault, LeadingRefused
from webapp.cases.models import Case
from webapp.cases.moves import MoveRefused
from webapp.cases.receiving import Received
from webapp.cases.workflow import Action, Status


@pytest.mark.parametrize(
    ("status", "action", "facts"),
    [
        (Status.RECEIVED, Action.ARCHIVE, {"reason": "xyz"}),
        (Status.RECEIVED, Action.ARCHIVE, {"reason": "not_completed"}),
        (Status.RECEIVED, Action.ARCHIVE, {"explanation": "oke"}),
        (Status.RECEIVED, Action.ASSIGN, {"category": "tidak.ada"}),
        (Status.ASSIGNED, Action.RETURN, {"suggested_agency": 99999}),
        (Status.CLOSED, Action.RATE, {"stars": 99}),
        (Status.CLOSED, Action.RATE, {"stars": 0}),
    ],
)
def test_what_means_nothing_is_refused(
    db: Database, keys: Keys, clock: Clock, status: Status, action: Action, facts: dict[str, Any]
) -> None:
    case = world.case_in(db, keys, clock(), status)
    with pytest.raises(MoveRefused):
        world.act(db, case.case_id, action, clock(), **facts)
    world.act(db, case.case_id, action, clock())


def test_a_category_is_mended_to_a_known_one_only(db: Database, keys: Keys, clock: Clock) -> None:
    case = world.case_in(db, keys, clock(), Status.ASSIGNED)
    with pytest.raises(MoveRefused):
        world.act(db, case.case_id, Action.CATEGORISE, clock(), category="tidak.ada")
    world.act(db, case.case_id, Action.CATEGORISE, clock(), category="perhubungan.parkir-liar")


@pytest.mark.parametrize(("action", "name"), [(Action.REASSIGN, "agency"), (Action.RETURN, "suggested_agency")])
def test_a_case_is_passed_on_to_another_agency_only(
    db: Database, keys: Keys, clock: Clock, action: Action, name: str
) -> None:
    case = world.case_in(db, keys, clock(), Status.ASSIGNED)
    with db.read() as session:
        holder = world.agency_id(session, "samarinda-pupr")
    with pytest.raises(MoveRefused):
        world.act(db, case.case_id, action, clock(), **{name: holder})


def refused(db: Database, clock: Clock, follower: Received, leading: str) -> LeadingFault:
    """Why the door does not merge one into the other."""
    with pytest.raises(LeadingRefused) as told:
        world.act(db, follower.case_id, Action.MERGE, clock(), leading=leading)
    return told.value.fault


def test_only_another_open_and_public_case_leads(db: Database, keys: Keys, clock: Clock) -> None:
    follower = world.report(db, keys, clock())
    unnamed = world.report(db, keys, clock(), key="unnamed", anonymous=True, reporter=None)
    ended = world.case_in(db, keys, clock(), Status.CLOSED, key="ended")
    merged = world.report(db, keys, clock(), key="merged")
    last = world.report(db, keys, clock(), key="last")
    world.act(db, merged.case_id, Action.MERGE, clock(), leading=last.ticket)
    tickets = (follower.ticket, "00000000000", unnamed.ticket, ended.ticket, merged.ticket)
    faults = [LeadingFault.ITSELF, LeadingFault.UNKNOWN, LeadingFault.PRIVATE, LeadingFault.ENDED, LeadingFault.MERGED]
    assert [refused(db, clock, follower, ticket) for ticket in tickets] == faults


def about_the_city(db: Database, keys: Keys, clock: Clock, **changes: Any) -> Received:
    """A report about the city's own offices: the province verifies it."""
    return world.report(db, keys, clock(), key="about", about_office=True, **changes)


@pytest.mark.parametrize("asked", [False, True])
def test_a_report_about_an_office_never_follows_a_case_of_that_office(
    db: Database, keys: Keys, clock: Clock, asked: bool
) -> None:
    accusing = about_the_city(db, keys, clock)
    other = world.case_in(db, keys, clock(), Status.ASSIGNED, area_code=world.SEMAYAP if asked else world.SIDOMULYO)
    if asked:
        with db.read() as session:
            elsewhere = world.agency_id(session, "kotabaru")
        world.act(db, other.case_id, Action.REASSIGN, clock(), agency=elsewhere)
        world.act(db, other.case_id, Action.ASK_CONTRIBUTION, clock())
    assert refused(db, clock, accusing, other.ticket) is LeadingFault.ACCUSED


def test_a_leading_case_never_goes_to_an_office_that_a_follower_is_about(
    db: Database, keys: Keys, clock: Clock
) -> None:
    accusing = about_the_city(db, keys, clock)
    with db.read() as session:
        elsewhere = world.agency_id(session, "kotabaru")
    leading = world.report(db, keys, clock(), area_code=world.SEMAYAP)
    world.act(db, leading.case_id, Action.ASSIGN, clock(), agency=elsewhere)
    world.act(db, accusing.case_id, Action.MERGE, clock(), leading=leading.ticket)
    with pytest.raises(MoveRefused):
        world.act(db, leading.case_id, Action.REASSIGN, clock())


def test_a_case_that_others_follow_never_follows_one_of_the_office_that_theirs_are_about(
    db: Database, keys: Keys, clock: Clock
) -> None:
    between, leading = led_astray(db, keys, clock, joined=False)
    assert refused(db, clock, between, leading.ticket) is LeadingFault.ACCUSED


def test_a_returned_case_never_goes_to_an_office_that_a_follower_is_about(
    db: Database, keys: Keys, clock: Clock
) -> None:
    _between, leading = led_astray(db, keys, clock, joined=True)
    for owner in ("kaltim", "nasional"):
        with db.read() as session:
            named, elsewhere, above = (world.agency_id(session, code) for code in ("kotabaru", "balikpapan", owner))
        case = world.act(db, leading.case_id, Action.RETURN, clock(), suggested_agency=named)
        assert (case.agency_id, case.coordinator_id) == (above, above)
        world.act(db, leading.case_id, Action.ASSIGN, clock(), agency=elsewhere)


def led_astray(db: Database, keys: Keys, clock: Clock, joined: bool) -> tuple[Received, Received]:
    """A case that a report about the city follows, and one of the city: joined, as no door does it any more."""
    accusing = about_the_city(db, keys, clock)
    between = world.report(db, keys, clock(), key="between", area_code=world.SEMAYAP)
    world.act(db, accusing.case_id, Action.MERGE, clock(), leading=between.ticket)
    leading = world.case_in(db, keys, clock(), Status.ASSIGNED, key="leading")
    if joined:
        with db.write() as session:
            row = session.get_one(Case, between.case_id)
            row.leading_ticket = leading.ticket
    return between, leading
