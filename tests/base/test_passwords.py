"""Passwords: what is stored, what is accepted, and that no account costs as much as one."""

from __future__ import annotations

import pytest
from argon2 import Type, extract_parameters

from webapp.base.passwords import Passwords, long_enough

PASSWORDS = Passwords()


def test_a_password_opens_its_own_hash_only() -> None:
    stored = PASSWORDS.hash("parit gang lima")
    assert PASSWORDS.verify(stored, "parit gang lima")
    assert not PASSWORDS.verify(stored, "parit gang enam")
    assert stored != PASSWORDS.hash("parit gang lima")


def test_the_same_letters_typed_otherwise_are_the_same_password() -> None:
    assert PASSWORDS.verify(PASSWORDS.hash("cafe\u0301 di tepi"), "caf\u00e9 di tepi")


def test_nobody_has_the_parameters_of_somebody_and_no_password() -> None:
    nobody, somebody = extract_parameters(PASSWORDS.nobody), extract_parameters(PASSWORDS.hash("parit gang lima"))
    assert nobody == somebody
    assert nobody.type is Type.ID
    assert not PASSWORDS.verify(None, "parit gang lima")


@pytest.mark.parametrize("stored", ["", "plain", "$argon2id$v=19$m=1$x"])
def test_a_broken_hash_opens_to_nothing(stored: str) -> None:
    assert not PASSWORDS.verify(stored, "parit gang lima")


@pytest.mark.parametrize(("password", "good"), [("x" * 11, False), ("x" * 12, True), ("x" * 500, True), ("", False)])
def test_length_is_the_only_rule(password: str, good: bool) -> None:
    assert long_enough(password) is good


def test_what_is_too_long_is_refused_and_not_cut() -> None:
    assert not long_enough("x" * 501)
