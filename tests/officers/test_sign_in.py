"""Signing in: what opens the door, what doesn't, and that a stranger learns nothing from being refused."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Literal

import pytest
from argon2 import PasswordHasher, extract_parameters
from sqlalchemy import event, func, select

from tests.officers.people import NOW, PASSWORD, RING, SECRET, attempt, officer_id
from webapp.base.crypto import DecryptError
from webapp.base.db import Database
from webapp.base.passwords import Passwords
from webapp.base.second_factor import code_at
from webapp.officers import queries, service
from webapp.officers.models import Officer, OfficerSession, SignInThrottle
from webapp.officers.service import SignIn, SignInError
from webapp.officers.throttle import FORGET_AFTER, forget_old


def test_the_right_three_things_open_a_session(db: Database) -> None:
    token = attempt(db)
    assert isinstance(token, str)
    officer = queries.officer_by_token(db, token, NOW)
    assert officer is not None and officer.name == "Rina Wijayanti"


@pytest.mark.parametrize("typed", [" Rina ", "RINA"])
def test_case_and_space_of_the_name_do_not_matter(db: Database, typed: str) -> None:
    assert isinstance(attempt(db, username=typed), str)


def test_a_code_pasted_in_groups_is_read(db: Database) -> None:
    code = code_at(SECRET, NOW)
    assert isinstance(attempt(db, code=f" {code[:3]} {code[3:]}\n"), str)


@pytest.mark.parametrize("drift", [-30, 30])
def test_a_clock_half_a_minute_off_still_comes_in(db: Database, drift: int) -> None:
    assert isinstance(attempt(db, code=code_at(SECRET, NOW + timedelta(seconds=drift))), str)


@pytest.mark.parametrize("drift", [-90, 90])
def test_a_code_too_old_or_too_new_does_not(db: Database, drift: int) -> None:
    assert attempt(db, code=code_at(SECRET, NOW + timedelta(seconds=drift))) == SignInError()


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "parit gang enam"},
        {"code": "000000"},
        {"code": ""},
        {"code": "١٢٣٤٥٦"},
        {"username": "nobody"},
        {"username": "nobody\x00"},
        {"password": "x" * 5000},
    ],
)
def test_whatever_is_wrong_the_answer_is_the_same(db: Database, wrong: dict[str, str]) -> None:
    assert attempt(db, NOW, **wrong) == SignInError(wait_seconds=0)
    with db.read() as session:
        assert session.scalar(select(func.count()).select_from(OfficerSession)) == 0


def test_a_code_works_once(db: Database) -> None:
    assert isinstance(attempt(db), str)
    assert attempt(db) == SignInError()
    assert isinstance(attempt(db, NOW + timedelta(seconds=30)), str)


def test_an_older_code_is_refused_after_a_newer_one(db: Database) -> None:
    assert isinstance(attempt(db, code=code_at(SECRET, NOW + timedelta(seconds=30))), str)
    assert attempt(db) == SignInError()


def test_of_many_requests_with_one_code_one_comes_in(db: Database) -> None:
    with ThreadPoolExecutor(3) as pool:  # as many as the throttle lets through at once
        answers = list(pool.map(lambda _: attempt(db), range(3)))
    assert sum(isinstance(answer, str) for answer in answers) == 1


def test_a_closed_account_is_an_unknown_one_and_its_sessions_end(db: Database) -> None:
    token = attempt(db)
    with db.write() as session:
        service.deactivate(session, 1, NOW)
    assert queries.officer_by_token(db, str(token), NOW) is None
    assert attempt(db, NOW + timedelta(minutes=1)) == SignInError()


class CountingHasher(PasswordHasher):
    """The real hasher, which also writes down the cost of each check it made."""

    def __init__(self) -> None:
        super().__init__(time_cost=2, memory_cost=19_456, parallelism=1)
        self.costs: list[object] = []

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
        self.costs.append(extract_parameters(hash.decode() if isinstance(hash, bytes) else hash))
        return super().verify(hash, password)


def test_an_unknown_name_costs_the_same_work(db: Database) -> None:
    hasher = CountingHasher()
    for username, password, code in (("rina", "x" * 12, ""), ("nobody", PASSWORD, ""), ("rina", PASSWORD, "000000")):
        service.sign_in(db, RING, SignIn(username, password, code), NOW, passwords=Passwords(hasher))
    assert len(hasher.costs) == 3
    assert hasher.costs[0] == hasher.costs[1] == hasher.costs[2]


def test_the_wait_is_the_same_for_names_that_exist_and_that_do_not(db: Database) -> None:
    def waits(username: str) -> list[int]:
        seen, now = [], NOW
        for _ in range(8):
            assert attempt(db, now, username=username, password="wrong wrong wrong") == SignInError(0)
            with db.read() as session:
                row = session.scalars(select(SignInThrottle).order_by(SignInThrottle.blocked_until.desc())).first()
            assert row is not None
            seen.append(int((row.blocked_until - now).total_seconds()))
            now = row.blocked_until + timedelta(seconds=1)
        return seen

    assert waits("rina") == [0, 0, 0, 5, 15, 30, 60, 60]
    with db.write() as session:
        forget_old(session, NOW + timedelta(days=1))
    assert waits("nobody") == [0, 0, 0, 5, 15, 30, 60, 60]


def tire(db: Database, username: str) -> None:
    for _ in range(4):
        attempt(db, username=username, password="wrong wrong wrong")


def test_while_waiting_even_the_right_password_waits_and_nothing_is_counted(db: Database) -> None:
    tire(db, "rina")
    assert [attempt(db) for _ in range(5)] == [SignInError(5)] * 5
    later = NOW + timedelta(seconds=5)
    assert isinstance(attempt(db, later), str)


def test_one_persons_wait_is_nobody_elses(db: Database) -> None:
    tire(db, "rina")
    assert isinstance(attempt(db, username="yusuf"), str)


def test_a_stranger_who_tries_a_name_elsewhere_keeps_nobody_waiting(db: Database) -> None:
    for _ in range(9):
        attempt(db, password="wrong wrong wrong", network="203.0.113.0/24")
    assert attempt(db, password="wrong wrong wrong", network="203.0.113.0/24") == SignInError(5)
    assert isinstance(attempt(db, network="198.51.100.0/24"), str)


def test_a_name_tried_from_many_networks_is_guarded_but_its_officer_comes_in(db: Database) -> None:
    def guess(network: int, now: datetime = NOW) -> str | SignInError:
        return attempt(db, now, password="wrong wrong wrong", network=f"10.0.{network}.0/24")

    assert [guess(number) for number in range(31)] == [SignInError()] * 31
    assert guess(29) == SignInError(), "two in three free ones were left"
    assert [guess(40), guess(40)] == [SignInError(), SignInError(60)]
    later = NOW + timedelta(seconds=60)
    assert [guess(40, later), guess(40, later)] == [SignInError(), SignInError(300)]
    assert attempt(db, username="yusuf", password="wrong wrong wrong", network="10.0.40.0/24") == SignInError()
    assert isinstance(attempt(db, later, network="198.51.100.0/24"), str), "the first attempt of another network"


def test_using_renewing_and_closing_an_account_lock_in_one_order(db: Database) -> None:
    """The other way round, two of them at once would each wait for the other, and PostgreSQL would end one."""
    attempt(db)
    rina, new = officer_id(db, "rina"), service.new_officer("rina", "Rina", PASSWORD)
    locked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *call: locked.extend(UPDATED.findall(call[2])))
    service.touch(db, 1, rina, NOW)
    with db.write() as session:
        service.renew(session, rina, new, RING, NOW)
    with db.write() as session:
        service.deactivate(session, rina, NOW)
    assert locked == ["officer", "officer_session"] * 3


UPDATED = re.compile(r"UPDATE (\w+)")


def test_coming_in_forgives_and_so_does_a_quarter_of_an_hour(db: Database) -> None:
    for _ in range(2):
        attempt(db, password="wrong wrong wrong")
    assert isinstance(attempt(db), str)
    with db.read() as session:
        assert session.scalar(select(func.count()).select_from(SignInThrottle)) == 0
    tire(db, "yusuf")
    rested = NOW + FORGET_AFTER
    assert [attempt(db, rested, username="yusuf", password="wrong wrong wrong") for _ in range(3)] == [
        SignInError()
    ] * 3


def test_what_is_stored_opens_nothing(db: Database) -> None:
    token = attempt(db)
    with db.read() as session:
        rina, yusuf = session.scalars(select(Officer).order_by(Officer.id)).all()
        row = session.scalars(select(OfficerSession)).one()
    assert isinstance(token, str) and token.encode() not in row.token_hash
    assert rina.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert rina.password_hash != yusuf.password_hash
    assert SECRET.encode() not in rina.totp_secret
    with pytest.raises(DecryptError):
        RING.decrypt(rina.totp_secret, service._place("yusuf"))


def test_a_short_password_is_refused_when_the_account_is_made() -> None:
    with pytest.raises(ValueError, match="12 to 500"):
        service.new_officer("rina", "Rina", "pendek")


def test_the_demos_code_is_the_one_that_works(db: Database) -> None:
    code = service.current_code(db, RING, "Rina", NOW)
    assert code is not None and isinstance(attempt(db, code=code), str)
    assert service.current_code(db, RING, "nobody", NOW) is None
