"""Passwords at rest: argon2id, and the same work whether or not there is an account.

Parameters are OWASP's (19 MiB, two passes, one lane), below RFC 9106's 64 MiB on purpose: many web threads share
one machine, and a flood of sign-ins must not take its memory. The second factor carries the difference.
"""

from __future__ import annotations

import base64
import secrets
import unicodedata
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MIN_LENGTH = 12
"""Characters; with a second factor beside it, length is the only rule (NIST SP 800-63B-4)."""
MAX_LENGTH = 500
_AT_ONCE = BoundedSemaphore(4)  # 4 × 19 MiB is the most that sign-ins can ever hold


class Passwords:
    """Hashes and checks; pass another `hasher` only where its cost matters more than its strength."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self.hasher = hasher or PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
        self.nobody = _hash_of_nobody(self.hasher)

    def hash(self, password: str) -> str:
        """The text to store: algorithm, parameters, salt and hash in one."""
        with _AT_ONCE:
            return self.hasher.hash(_normal(password))

    def verify(self, stored: str | None, password: str) -> bool:
        """Whether `password` made `stored`; for None (no such account) the same work is done, then False."""
        try:
            with _AT_ONCE:
                return self.hasher.verify(stored or self.nobody, _normal(password)) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


def long_enough(password: str) -> bool:
    """Whether a new password has a length that we accept, counted as it will be hashed."""
    return MIN_LENGTH <= len(_normal(password)) <= MAX_LENGTH


def _normal(password: str) -> str:
    """The same password typed on two keyboards is one password (NFKC, as NIST asks)."""
    return unicodedata.normalize("NFKC", password)


def _hash_of_nobody(hasher: PasswordHasher) -> str:
    """A well-formed hash that no password has, with the same parameters: checking it costs the same."""
    salt, digest = (_unpadded(secrets.token_bytes(size)) for size in (hasher.salt_len, hasher.hash_len))
    costs = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${costs}${salt}${digest}"


def _unpadded(raw: bytes) -> str:
    return base64.b64encode(raw).decode().rstrip("=")
