"""The second factor: six digits that change every 30 seconds (TOTP, RFC 6238), made by any authenticator app."""

from __future__ import annotations

from datetime import datetime

import pyotp

WINDOW = 1
"""Steps of 30 seconds accepted on either side of now, for clocks that differ and for slow hands."""


def new_secret() -> str:
    """160 random bits in base32, as authenticator apps expect them."""
    return pyotp.random_base32(32)


def code_at(secret: str, now: datetime) -> str:
    """The six digits that are right at `now` (aware)."""
    return pyotp.TOTP(secret).at(now)


def setup_uri(secret: str, username: str, issuer: str) -> str:
    """The otpauth:// address that an authenticator app reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=issuer)


def matching_step(secret: str, code: str, now: datetime) -> int | None:
    """The 30-second step whose code this is, or None.

    The caller accepts it only when it is greater than the last step accepted for this account, and stores it in the
    same statement: so no code works twice. Spaces and hyphens in `code` don't matter; every candidate is compared.
    """
    totp, typed = pyotp.TOTP(secret), _digits(code)
    present = totp.timecode(now)
    steps = range(present - WINDOW, present + WINDOW + 1)
    found = [step for step in steps if pyotp.utils.strings_equal(typed, totp.generate_otp(step))]
    return max(found, default=None)


def _digits(code: str) -> str:
    return "".join(character for character in code if not character.isspace() and character != "-")
