"""Codes of authenticator apps, against the vectors of the standard."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest

from webapp.base.second_factor import code_at, matching_step, new_secret, setup_uri

RFC_SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("second", "code"),
    [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")],
)
def test_codes_are_those_of_rfc_6238(second: int, code: str) -> None:
    now = datetime.fromtimestamp(second, UTC)
    assert code_at(RFC_SECRET, now) == code
    assert matching_step(RFC_SECRET, f" {code[:3]}-{code[3:]} ", now) == second // 30
    assert matching_step(RFC_SECRET, "".join(chr(0xFF10 + int(digit)) for digit in code), now) == second // 30


@pytest.mark.parametrize("typed", ["", "28708", "2870822", "287082x", "\N{HOT BEVERAGE}"])
def test_anything_else_matches_no_step(typed: str) -> None:
    assert matching_step(RFC_SECRET, typed, datetime.fromtimestamp(59, UTC)) is None


def test_the_address_for_the_app_holds_what_the_app_needs() -> None:
    uri = setup_uri(RFC_SECRET, "rina", "Lapor Terbuka")
    assert uri == f"otpauth://totp/Lapor%20Terbuka:rina?secret={RFC_SECRET}&issuer=Lapor%20Terbuka"


def test_secrets_are_long_and_never_the_same() -> None:
    assert len(base64.b32decode(new_secret())) == 20
    assert new_secret() != new_secret()
