"""An operator at a terminal: accounts are made, given roles, renewed and closed by `flask officers`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from click.testing import Result
from flask import Flask

from tests.conftest import Clock
from tests.officers import people
from webapp.app import create_app
from webapp.base.db import Database
from webapp.base.second_factor import code_at
from webapp.config import Config
from webapp.officers import queries
from webapp.officers.service import SignIn, SignInError, sign_in

PASSWORD = "kata sandi yang panjang"


@pytest.fixture
def site(config: Config, clock: Clock) -> Iterator[Flask]:
    app = create_app(config, clock)
    people.settle(app.extensions["database"])
    yield app
    app.extensions["database"].dispose()


def run(site: Flask, *words: str, typed: str = f"{PASSWORD}\n{PASSWORD}\n") -> Result:
    return site.test_cli_runner().invoke(args=["officers", *words], input=typed)


def add_siti(site: Flask) -> Result:
    return run(site, "add", "Siti", "Siti Aminah", "liaison", "smd-pupr")


def secret_in(result: Result) -> str:
    found = re.search(r"otpauth://totp/\S*[?&]secret=([A-Z2-7]{32})", result.output)
    assert found, result.output
    return found.group(1)


def enter(site: Flask, clock: Clock, secret: str, password: str = PASSWORD) -> str | SignInError:
    typed = SignIn("siti", password, code_at(secret, clock()))
    return sign_in(site.extensions["database"], people.RING, typed, clock())


def test_a_new_officer_signs_in_with_what_the_command_showed(site: Flask, clock: Clock) -> None:
    result = add_siti(site)
    assert result.exit_code == 0, result.output
    assert PASSWORD not in result.output
    assert any(block in result.output for block in "█▀▄"), "a QR code to scan"
    token = enter(site, clock, secret_in(result))
    assert isinstance(token, str)
    officer = queries.officer_by_token(site.extensions["database"], token, clock())
    assert officer is not None
    assert [(grant.role, grant.agency_name) for grant in officer.grants] == [("liaison", "Dinas PUPR Kota Samarinda")]


def test_a_second_role_comes_by_grant(site: Flask, clock: Clock) -> None:
    secret = secret_in(add_siti(site))
    assert run(site, "grant", "SITI", "coordinator", "smd").exit_code == 0
    token = enter(site, clock, secret)
    assert isinstance(token, str)
    officer = queries.officer_by_token(site.extensions["database"], token, clock())
    assert officer is not None
    assert {held.role for held in officer.grants} == {"liaison", "coordinator"}


def test_a_role_is_taken_back_and_no_other(site: Flask, clock: Clock) -> None:
    token = enter(site, clock, secret_in(add_siti(site)))
    run(site, "grant", "siti", "coordinator", "smd")
    assert run(site, "revoke", "Siti", "liaison", "smd-pupr").exit_code == 0
    officer = queries.officer_by_token(site.extensions["database"], str(token), clock())
    assert officer is not None and [held.role for held in officer.grants] == ["coordinator"]
    for wrong in (("liaison", "smd-pupr"), ("coordinator", "smd-pupr"), ("coordinator", "tidak-ada")):
        assert "is no" in run(site, "revoke", "siti", *wrong).output


def test_a_lost_telephone_gets_a_new_second_factor_and_ends_the_sessions(site: Flask, clock: Clock) -> None:
    db: Database = site.extensions["database"]
    old = secret_in(add_siti(site))
    token = enter(site, clock, old)
    assert isinstance(token, str)
    new = "kata sandi yang lain"
    renewed = secret_in(run(site, "renew", "siti", typed=f"{new}\n{new}\n"))
    assert queries.officer_by_token(db, token, clock()) is None
    clock.pass_by(minutes=2)
    assert isinstance(enter(site, clock, old, new), SignInError)
    assert isinstance(enter(site, clock, renewed, PASSWORD), SignInError)
    assert isinstance(enter(site, clock, renewed, new), str)


def test_a_closed_account_is_out_at_once_and_for_good(site: Flask, clock: Clock) -> None:
    secret = secret_in(add_siti(site))
    token = enter(site, clock, secret)
    assert isinstance(token, str)
    assert run(site, "close", "siti").exit_code == 0
    assert queries.officer_by_token(site.extensions["database"], token, clock()) is None
    clock.present += timedelta(minutes=2)
    assert isinstance(enter(site, clock, secret), SignInError)


@pytest.mark.parametrize(
    ("words", "typed", "said"),
    [
        (("add", "rina", "Rina Lain", "liaison", "smd"), f"{PASSWORD}\n{PASSWORD}\n", "called rina already"),
        (("add", "siti", "Siti Aminah", "liaison", "tidak-ada"), f"{PASSWORD}\n{PASSWORD}\n", "no open agency"),
        (("add", "siti", "Siti Aminah", "liaison", "smd"), "pendek\npendek\n", "12 to 500 characters"),
        (("add", "siti", "Siti Aminah", "raja", "smd"), "", "'raja' is not one of"),
        (("grant", "siti", "leader", "smd"), "", "no officer called siti"),
        (("renew", "siti"), f"{PASSWORD}\n{PASSWORD}\n", "no officer called siti"),
        (("close", "siti"), "", "no officer called siti"),
    ],
)
def test_what_can_not_be_done_is_said_and_nothing_is_stored(
    site: Flask, words: tuple[str, ...], typed: str, said: str
) -> None:
    result = run(site, *words, typed=typed)
    assert result.exit_code != 0
    assert said in result.output
    assert "otpauth" not in result.output
    with site.extensions["database"].read() as session:
        assert queries.officer_by_name(session, "siti") is None
