"""What is locked with what: the reporter's and the inspectors' key pairs, wraps, fields. Pure; libsodium by PyNaCl.

A report has a random key of 32 bytes. It is handed, sealed to a public key, to the reporter and to each inspector who
may read, and to nobody else; its texts are sealed under it, each bound to its report, field and version. Everything
that is stored begins with SCHEME, so that another scheme can come beside it.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from dataclasses import dataclass, field
from typing import NewType

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.pwhash import argon2id
from nacl.secret import Aead
from nacl.utils import random as random_bytes

from webapp.base.crypto import KEY_BYTES, DecryptError, derive
from webapp.whistleblowing.codes import Code

ReportKey = NewType("ReportKey", bytes)
"""32 random bytes under which one report, or one identity, is sealed."""

SCHEME = b"\x01"
SALT_BYTES = argon2id.SALTBYTES
_TIME = 3
_CODE_MEMORY, _PASSPHRASE_MEMORY = 64 * 2**20, 256 * 2**20
"""Bytes for Argon2id (RFC 9106): a code has 79.7 bits, a passphrase of six words 77, and is chosen once in a while."""
_STEP = 1024
_STEPS = 8


@dataclass(frozen=True)
class Opened:
    """What the right secret opens: a `tag` of 32 bytes that the database knows, and the private key that it doesn't."""

    tag: bytes
    private: PrivateKey = field(repr=False)

    @property
    def public(self) -> bytes:
        """32 bytes that anybody may know."""
        return bytes(self.private.public_key)


def open_code(code: Code, pepper: bytes, instance_salt: bytes) -> Opened:
    """What a code opens: takes 64 MiB and some 50 ms, on purpose.

    The salt is the same for all codes of an instance, for a report is found by its code alone; the pepper keeps who
    has the database only from trying.
    """
    salt = hmac.digest(pepper, instance_salt, "sha256")[:SALT_BYTES]
    seed = argon2id.kdf(2 * KEY_BYTES, code.encode(), salt, opslimit=_TIME, memlimit=_CODE_MEMORY)
    return Opened(hashlib.sha256(seed[:KEY_BYTES]).digest(), PrivateKey(seed[KEY_BYTES:]))


@dataclass(frozen=True)
class Passphrase:
    """What a passphrase gives: a `proof` that the database may know, and a key that seals the private key.

    Both come from the same Argon2id (256 MiB, some 0.3 s): to try the proof is never cheaper than to try the key.
    """

    proof: bytes
    key: bytes = field(repr=False)

    @classmethod
    def of(cls, typed: str, salt: bytes) -> Passphrase:
        """`salt` is the account's own, SALT_BYTES long."""
        seed = argon2id.kdf(KEY_BYTES, typed.encode(), salt, opslimit=_TIME, memlimit=_PASSPHRASE_MEMORY)
        return cls(derive(seed, "proof"), derive(seed, "private key"))


def recovery_key(recovery: bytes) -> bytes:
    """The key of the second copy of a private key, from the 16 random bytes that stand on paper."""
    return derive(hashlib.sha512(recovery).digest()[:KEY_BYTES], "recovery")


def new_private() -> PrivateKey:
    """An inspector's key pair."""
    return PrivateKey.generate()


def new_key() -> ReportKey:
    """The key of a new report, or of an identity."""
    return ReportKey(random_bytes(KEY_BYTES))


def seal_private(private: PrivateKey, key: bytes, owner: str) -> bytes:
    """An inspector's private key, bound to the account."""
    return SCHEME + bytes(Aead(key).encrypt(bytes(private), SCHEME + owner.encode()))


def open_private(sealed: bytes, key: bytes, owner: str) -> PrivateKey:
    """What `seal_private` sealed; raises DecryptError."""
    return PrivateKey(_opened(sealed, key, SCHEME + owner.encode()))


def wrap(key: ReportKey, public: bytes, about: str) -> bytes:
    """The key of a report, readable with one private key only; `about` (report and kind) goes into the box."""
    return SCHEME + SealedBox(PublicKey(public)).encrypt(_bound(about) + key)


def unwrap(box: bytes, private: PrivateKey, about: str) -> ReportKey:
    """What `wrap` wrapped for this holder about this report; raises DecryptError."""
    if box[:1] != SCHEME:
        raise DecryptError
    try:
        found = SealedBox(private).decrypt(box[1:])
    except (CryptoError, ValueError):
        raise DecryptError from None
    bound = _bound(about)
    if not hmac.compare_digest(found[: len(bound)], bound) or len(found) != len(bound) + KEY_BYTES:
        raise DecryptError
    return ReportKey(found[len(bound) :])


def seal_text(key: ReportKey, text: str, about: str) -> bytes:
    """A text, padded so that its length tells little; `about` names report, field and version."""
    return SCHEME + bytes(Aead(key).encrypt(padded(text.encode()), SCHEME + about.encode()))


def open_text(key: ReportKey, sealed: bytes, about: str) -> str:
    """What `seal_text` sealed for the same place; raises DecryptError."""
    return unpadded(_opened(sealed, key, SCHEME + about.encode())).decode()


def padded(plain: bytes) -> bytes:
    """To the next KiB up to eight, then to the next power of two."""
    needed = len(plain) + 4
    steps = -(-needed // _STEP)
    size = steps * _STEP if steps <= _STEPS else 1 << (needed - 1).bit_length()
    return struct.pack(">I", len(plain)) + plain + bytes(size - needed)


def unpadded(padded_bytes: bytes) -> bytes:
    """What `padded` was given; raises DecryptError for anything else."""
    if len(padded_bytes) < _STEP or (size := struct.unpack_from(">I", padded_bytes)[0]) > len(padded_bytes) - 4:
        raise DecryptError
    return padded_bytes[4 : 4 + size]


def _bound(about: str) -> bytes:
    return hashlib.blake2b(about.encode(), digest_size=KEY_BYTES, person=b"wrap").digest()


def _opened(sealed: bytes, key: bytes, about: bytes) -> bytes:
    if sealed[:1] != SCHEME:
        raise DecryptError
    try:
        return bytes(Aead(key).decrypt(sealed[1:], about))
    except (CryptoError, ValueError):
        raise DecryptError from None
