"""What a session is worth, how far an officer sees, and who owns what an agency must do."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from tests.officers.people import NOW, agency, appoint, come_in, officer_id
from webapp.base.db import Database
from webapp.officers import queries, service
from webapp.officers.models import OfficerSession
from webapp.officers.queries import Scope, SignedIn
from webapp.officers.roles import PERMISSIONS, UNSCOPED, Permission, Role, allowed


def covers(scope: Scope, ancestor_ids: frozenset[int]) -> bool:
    """Whether a thing is inside, as the queue asks it of `case_scope`; by its agency and all agencies above it."""
    return scope.everything or not scope.agency_ids.isdisjoint(ancestor_ids)


def who(db: Database, token: str, now: datetime = NOW) -> SignedIn:
    officer = queries.officer_by_token(db, token, now)
    assert officer is not None
    return officer


def used(db: Database) -> datetime:
    with db.read() as session:
        return session.scalars(select(OfficerSession.last_used_at)).one()


@pytest.mark.parametrize("token", ["", "x", "\x00", "é" * 500])
def test_a_made_up_token_opens_nothing(db: Database, token: str) -> None:
    come_in(db)
    assert queries.officer_by_token(db, token, NOW) is None


def test_eight_quiet_hours_end_a_session(db: Database) -> None:
    token = come_in(db)
    assert who(db, token, NOW + timedelta(hours=7, minutes=59))
    assert queries.officer_by_token(db, token, NOW + timedelta(hours=8)) is None


def test_twelve_hours_end_a_session_however_busy(db: Database) -> None:
    token = come_in(db)
    for hour in range(12):
        officer = who(db, token, NOW + timedelta(hours=hour))
        service.touch(db, officer.session_id, officer.id, NOW + timedelta(hours=hour))
    assert queries.officer_by_token(db, token, NOW + timedelta(hours=12)) is None


def test_use_is_to_be_noted_at_most_once_a_minute(db: Database) -> None:
    token = come_in(db)
    assert not who(db, token, NOW + timedelta(seconds=59)).needs_touch
    later = NOW + timedelta(seconds=60)
    officer = who(db, token, later)
    assert officer.needs_touch
    service.touch(db, officer.session_id, officer.id, later)
    assert used(db) == later
    assert not who(db, token, later).needs_touch


def test_signing_out_ends_this_session_only(db: Database) -> None:
    first, second = come_in(db), come_in(db, now=NOW + timedelta(minutes=1))
    service.sign_out(db, first, NOW)
    assert queries.officer_by_token(db, first, NOW) is None
    assert who(db, second)


def test_only_my_own_session_can_be_ended_by_me(db: Database) -> None:
    mine, hers = come_in(db, "yusuf"), come_in(db, "rina")
    me, she = who(db, mine), who(db, hers)
    assert not service.revoke_session(db, me.id, she.session_id, NOW)
    assert who(db, hers)
    assert service.revoke_session(db, me.id, me.session_id, NOW)
    assert not service.revoke_session(db, me.id, me.session_id, NOW)


def test_all_sessions_end_at_once(db: Database) -> None:
    tokens = [come_in(db, now=NOW + timedelta(minutes=minute)) for minute in range(3)]
    hers = come_in(db, "yusuf")
    assert service.revoke_all(db, officer_id(db, "rina"), NOW) == 3
    assert all(queries.officer_by_token(db, token, NOW) is None for token in tokens)
    assert who(db, hers)


def test_the_account_page_lists_live_sessions_newest_first(db: Database) -> None:
    come_in(db)
    token = come_in(db, now=NOW + timedelta(hours=4))
    officer = who(db, token, NOW + timedelta(hours=5))
    listed = queries.open_sessions(db, officer, NOW + timedelta(hours=5))
    assert [row.is_this_one for row in listed] == [True, False]
    assert len(queries.open_sessions(db, officer, NOW + timedelta(hours=9))) == 1


def test_roles_come_and_go_at_the_next_click(db: Database) -> None:
    token = come_in(db)
    assert not who(db, token).may(Permission.VIEW)
    grant = appoint(db, "rina", Role.COORDINATOR, "smd")
    assert appoint(db, "rina", Role.COORDINATOR, "smd") == grant
    held = who(db, token).grants
    assert [(item.role, item.agency_path) for item in held] == [(Role.COORDINATOR, agency(db, "smd").path)]
    with db.write() as session:
        service.revoke_grant(session, grant, NOW)
    assert who(db, token).grants == ()


def above(db: Database, code: str) -> frozenset[int]:
    return frozenset(int(part) for part in agency(db, code).path.split("/") if part)


@pytest.mark.parametrize(
    ("role", "at", "sees", "misses"),
    [
        (Role.COORDINATOR, "smd", ("smd", "smd-pupr"), ("bpp", "kaltim", "id")),
        (Role.LIAISON, "smd-pupr", ("smd-pupr",), ("smd", "bpp")),
        (Role.COORDINATOR, "kaltim", ("kaltim", "smd", "smd-pupr", "bpp"), ("id",)),
        (Role.NATIONAL_ADMIN, "id", ("id", "kaltim", "smd-pupr"), ()),
        (Role.NATIONAL_ADMIN, "smd", ("bpp", "id"), ()),
        (Role.INSPECTOR, "smd", (), ("smd", "smd-pupr")),
        (Role.TRAINEE, "id", (), ("id", "smd")),
    ],
)
def test_scope_is_the_agency_and_what_lies_under_it(
    db: Database, role: Role, at: str, sees: tuple[str, ...], misses: tuple[str, ...]
) -> None:
    appoint(db, "rina", role, at)
    scope = queries.scope_of(who(db, come_in(db)))
    assert [code for code in sees if not covers(scope, above(db, code))] == []
    assert [code for code in misses if covers(scope, above(db, code))] == []


def test_scope_is_counted_for_each_permission(db: Database) -> None:
    appoint(db, "rina", Role.EVALUATOR, "kaltim")
    appoint(db, "rina", Role.LIAISON, "smd-pupr")
    officer = who(db, come_in(db))
    assert covers(queries.scope_of(officer), above(db, "bpp"))
    assert not covers(queries.scope_of(officer, Permission.ANSWER), above(db, "bpp"))
    assert covers(queries.scope_of(officer, Permission.ANSWER), above(db, "smd-pupr"))


def test_owner_is_the_liaison_who_was_here_within_thirty_days(db: Database) -> None:
    appoint(db, "rina", Role.LIAISON, "smd-pupr")
    appoint(db, "yusuf", Role.COORDINATOR, "smd")
    come_in(db, "yusuf", NOW + timedelta(days=20))
    office = agency(db, "smd-pupr").id
    assert owner(db, office, NOW + timedelta(days=20)) == ("smd", "Yusuf Maulana")
    come_in(db, "rina", NOW)
    assert owner(db, office, NOW + timedelta(days=29)) == ("smd-pupr", "Rina Wijayanti")
    assert owner(db, office, NOW + timedelta(days=30)) == ("smd", "Yusuf Maulana")


def test_who_never_came_or_was_closed_owns_nothing(db: Database) -> None:
    appoint(db, "rina", Role.LIAISON, "smd-pupr")
    office = agency(db, "smd-pupr").id
    assert owner(db, office, NOW) == ("id", None)
    come_in(db)
    assert owner(db, office, NOW) == ("smd-pupr", "Rina Wijayanti")
    with db.write() as session:
        service.deactivate(session, officer_id(db, "rina"), NOW)
    assert owner(db, office, NOW) == ("id", None)


def owner(db: Database, agency_id: int, now: datetime) -> tuple[str, str | None]:
    with db.read() as session:
        found = queries.owner_of(session, agency_id, now)
    codes = {agency(db, code).id: code for code in ("id", "kaltim", "smd", "smd-pupr")}
    return codes[found.agency_id], found.officer.name if found.officer else None


def test_every_role_is_declared_and_every_permission_is_somebodys() -> None:
    assert set(PERMISSIONS) == set(Role)
    assert frozenset().union(*PERMISSIONS.values()) == set(Permission)
    assert {Role.NATIONAL_ADMIN} == UNSCOPED


@pytest.mark.parametrize("role", [Role.LEADER, Role.EVALUATOR])
def test_readers_only_read(role: Role) -> None:
    assert {permission for permission in Permission if allowed(role, permission)} <= {
        Permission.VIEW,
        Permission.EXPORT,
    }


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.TRAINEE])
def test_inspectors_and_trainees_may_nothing_here(role: Role) -> None:
    assert not PERMISSIONS[role]
