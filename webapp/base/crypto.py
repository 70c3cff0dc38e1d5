"""Encryption of fields and drafts at rest, and keyed hashes to look things up by.

XChaCha20-Poly1305 and BLAKE2b from libsodium by PyNaCl. Nonces of 24 random bytes are drawn here and never passed in:
a nonce used twice under one key would give both texts away.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_ABYTES,
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
    crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
)
from nacl.encoding import RawEncoder
from nacl.exceptions import CryptoError
from nacl.hash import blake2b
from nacl.utils import random as random_bytes

KEY_BYTES = 32
TOKEN_BYTES = 32
_NONCE_BYTES = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
_TAG_BYTES = crypto_aead_xchacha20poly1305_ietf_ABYTES


class DecryptError(Exception):
    """These bytes were not sealed under this key for this place, or were changed since; it never says which."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field is stored; a ciphertext copied to another row or column no longer opens."""

    table: str
    column: str
    row_id: str | int

    def bytes(self) -> bytes:
        """The three parts, each behind its length, so that no two places look the same."""
        return _joined(self.table.encode(), self.column.encode(), str(self.row_id).encode())


@dataclass(frozen=True)
class KeyRing:
    """Keys of 32 bytes by number 1…255: the highest number encrypts, the others still decrypt.

    Raises ValueError for an empty ring and for keys or numbers of another size.
    """

    keys: Mapping[int, bytes] = field(repr=False)  # a key in a traceback is a key in a log

    def __post_init__(self) -> None:
        if not self.keys:
            raise ValueError("a key ring needs a key")
        if not all(1 <= number <= 255 and len(key) == KEY_BYTES for number, key in self.keys.items()):
            raise ValueError(f"keys have {KEY_BYTES} bytes and numbers from 1 to 255")

    @property
    def newest(self) -> int:
        """The number of the key that encrypts."""
        return max(self.keys)

    def encrypt(self, plain: bytes, place: Place) -> bytes:
        """Key number (1 byte), nonce (24), ciphertext with tag: 41 bytes longer than `plain`."""
        number = self.newest
        return bytes([number]) + _seal(self._field_key(number), plain, _joined(bytes([number]), place.bytes()))

    def decrypt(self, sealed: bytes, place: Place) -> bytes:
        """What `encrypt` was given for the same place; raises DecryptError."""
        number = sealed[0] if sealed else 0
        if number not in self.keys:
            raise DecryptError
        return _open(self._field_key(number), sealed[1:], _joined(bytes([number]), place.bytes()))

    def encrypt_text(self, text: str, place: Place) -> bytes:
        """`encrypt` for text, as UTF-8."""
        return self.encrypt(text.encode(), place)

    def decrypt_text(self, sealed: bytes, place: Place) -> str:
        """`decrypt` for text; raises DecryptError."""
        return self.decrypt(sealed, place).decode()

    def _field_key(self, number: int) -> bytes:
        return derive(self.keys[number], "field")


def derive(key: bytes, label: str) -> bytes:
    """A key of 32 bytes for one purpose; labels that differ give keys that say nothing about each other.

    Keyed BLAKE2b (RFC 7693). Longer keys are hashed first; raises ValueError for one under 32 bytes.
    """
    if len(key) < KEY_BYTES:
        raise ValueError(f"a key has at least {KEY_BYTES} bytes")
    short = key if len(key) == KEY_BYTES else blake2b(key, digest_size=KEY_BYTES, encoder=RawEncoder)
    return blake2b(label.encode(), digest_size=KEY_BYTES, key=short, encoder=RawEncoder)


def keyed_hash(key: bytes, value: str | bytes) -> bytes:
    """32 bytes that say nothing about `value` without the key; for PINs, tokens and idempotency keys."""
    return _keyed(derive(key, "keyed hash"), value)


def matches(key: bytes, value: str | bytes, stored: bytes) -> bool:
    """Whether `stored` is the keyed hash of `value`, in the same time wherever they differ."""
    return hmac.compare_digest(keyed_hash(key, value), stored)


def blind_index(key: bytes, value: str) -> bytes:
    """32 bytes by which an encrypted value is found again; give it the normalised value (`+62812…`, lower case)."""
    return _keyed(derive(key, "blind index"), value)


def new_token(random: Callable[[int], bytes] = random_bytes) -> str:
    """43 characters of 32 random bytes, for a hidden field or a cookie."""
    return base64.urlsafe_b64encode(random(TOKEN_BYTES)).rstrip(b"=").decode()


def token_hash(token: str) -> bytes:
    """What the database keeps of a token to find its row; it neither gives the token back nor opens anything."""
    return _keyed(b"", b"token hash:" + token.encode())


def seal_under_token(token: str, plain: bytes, about: str) -> bytes:
    """Encrypt `plain` under a key that only the holder of `token` has; `about` names what it is, such as a file's id.

    Nonce (24 bytes), ciphertext with tag. The whole of `plain` is held in memory.
    """
    return _seal(_token_key(token), plain, about.encode())


def open_under_token(token: str, sealed: bytes, about: str) -> bytes:
    """What `seal_under_token` was given; raises DecryptError for another token, another `about` or changed bytes."""
    return _open(_token_key(token), sealed, about.encode())


def _token_key(token: str) -> bytes:
    # tokens are 32 random bytes, so a quick hash is enough; the prefix keeps this apart from `token_hash`
    return _keyed(b"", b"token key:" + token.encode())


def _keyed(key: bytes, value: str | bytes) -> bytes:
    data = value.encode() if isinstance(value, str) else value
    return blake2b(data, digest_size=KEY_BYTES, key=key, encoder=RawEncoder)


def _seal(key: bytes, plain: bytes, about: bytes) -> bytes:
    nonce = random_bytes(_NONCE_BYTES)
    return nonce + crypto_aead_xchacha20poly1305_ietf_encrypt(plain, about, nonce, key)


def _open(key: bytes, sealed: bytes, about: bytes) -> bytes:
    if len(sealed) < _NONCE_BYTES + _TAG_BYTES:
        raise DecryptError
    try:
        nonce, box = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        return crypto_aead_xchacha20poly1305_ietf_decrypt(box, about, nonce, key)
    except CryptoError:
        raise DecryptError from None


def _joined(*parts: bytes) -> bytes:
    return b"".join(len(part).to_bytes(4) + part for part in parts)
