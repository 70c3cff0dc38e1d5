"""Encryption of what is too large for memory: a stream of frames, of which none can be changed, swapped or left out.

XChaCha20-Poly1305 secretstream of libsodium: a header, then frames of at most 64 KiB, the last one marked as such, so
that a file that was cut doesn't open. Pure: takes and gives bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from nacl import bindings as sodium
from nacl.exceptions import CryptoError

from webapp.base.crypto import DecryptError

FRAME = 64 * 1024
"""Bytes of plain text in a frame."""
_HEADER = sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES
_SEALED_FRAME = FRAME + sodium.crypto_secretstream_xchacha20poly1305_ABYTES
_MORE, _LAST = (
    sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE,
    sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL,
)


class Sealer:
    """Seals as bytes come: `add` and `end` give what is to be written. `about` binds the stream to its place."""

    def __init__(self, key: bytes, about: str) -> None:
        self._about = about.encode()
        self._state = sodium.crypto_secretstream_xchacha20poly1305_state()
        self._waiting = bytearray()
        self._ready = sodium.crypto_secretstream_xchacha20poly1305_init_push(self._state, key)

    def add(self, plain: bytes) -> bytes:
        """The frames that are full now; the last bytes wait, for they may be the last of all."""
        self._waiting += plain
        while len(self._waiting) > FRAME:
            self._push(_MORE)
        return self._take()

    def end(self) -> bytes:
        """The last frame."""
        self._push(_LAST)
        return self._take()

    def _push(self, tag: int) -> None:
        frame = bytes(self._waiting[:FRAME])
        del self._waiting[:FRAME]
        self._ready += sodium.crypto_secretstream_xchacha20poly1305_push(self._state, frame, self._about, tag)

    def _take(self) -> bytes:
        ready, self._ready = self._ready, b""
        return ready


def seal(chunks: Iterable[bytes], key: bytes, about: str) -> Iterator[bytes]:
    """All of `chunks` under a key of 32 bytes that is used for nothing else."""
    sealer = Sealer(key, about)
    for chunk in chunks:
        yield sealer.add(chunk)
    yield sealer.end()


def unseal(read: Callable[[int], bytes], key: bytes, about: str) -> Iterator[bytes]:
    """The plain frames of what `read(n)` gives; raises DecryptError for another key or place, changed or cut bytes."""
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    tag = _MORE
    try:
        sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, read(_HEADER), key)
        while tag != _LAST:
            sealed = read(_SEALED_FRAME)
            plain, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(state, sealed, about.encode())
            yield plain
    except (CryptoError, ValueError):
        raise DecryptError from None
