"""What locks a sealed report: the right key opens, everything else is refused, and lengths tell little."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.public import PrivateKey

from webapp.base.crypto import DecryptError
from webapp.whistleblowing import locks
from webapp.whistleblowing.codes import code_of

PEPPER, SALT = bytes(range(32)), bytes(16)
CODE = code_of(PEPPER, "draf")
KEY = locks.new_key()


def changed(sealed: bytes, place: int) -> bytes:
    return sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]


def test_a_code_opens_the_same_each_time_and_only_with_the_pepper() -> None:
    first, again = locks.open_code(CODE, PEPPER, SALT), locks.open_code(CODE, PEPPER, SALT)
    assert (first.tag, first.public) == (again.tag, again.public)
    for other in (locks.open_code(CODE, PEPPER[::-1], SALT), locks.open_code(CODE, PEPPER, b"1" * 16)):
        assert other.tag != first.tag
        assert other.public != first.public
    assert bytes(first.private).hex() not in repr(first)


def test_a_wrap_opens_for_its_holder_about_its_report_only() -> None:
    holder = locks.new_private()
    box = locks.wrap(KEY, bytes(holder.public_key), "laporan-1|isi")
    assert locks.unwrap(box, holder, "laporan-1|isi") == KEY
    for wrong in (
        lambda: locks.unwrap(box, locks.new_private(), "laporan-1|isi"),
        lambda: locks.unwrap(box, holder, "laporan-2|isi"),
        lambda: locks.unwrap(box, holder, "laporan-1|identitas"),
        lambda: locks.unwrap(changed(box, 40), holder, "laporan-1|isi"),
        lambda: locks.unwrap(changed(box, 0), holder, "laporan-1|isi"),
        lambda: locks.unwrap(box[:20], holder, "laporan-1|isi"),
        lambda: locks.unwrap(b"", holder, "laporan-1|isi"),
    ):
        refused(wrong)


def test_a_text_opens_in_its_place_only() -> None:
    sealed = locks.seal_text(KEY, "Mark-up pengadaan", "laporan-1|isi|1")
    assert locks.open_text(KEY, sealed, "laporan-1|isi|1") == "Mark-up pengadaan"
    for wrong in (
        lambda: locks.open_text(locks.new_key(), sealed, "laporan-1|isi|1"),
        lambda: locks.open_text(KEY, sealed, "laporan-1|isi|2"),
        lambda: locks.open_text(KEY, sealed, "laporan-1|berkas|1"),
        lambda: locks.open_text(KEY, changed(sealed, len(sealed) - 1), "laporan-1|isi|1"),
        lambda: locks.open_text(KEY, sealed[:-1], "laporan-1|isi|1"),
        lambda: locks.open_text(KEY, b"", "laporan-1|isi|1"),
    ):
        refused(wrong)


def refused(attempt: Callable[[], object]) -> None:
    with pytest.raises(DecryptError):
        attempt()


def test_a_passphrase_seals_a_private_key_for_one_account() -> None:
    private, typed = locks.new_private(), locks.Passphrase.of("enam kata yang tidak saling kenal", bytes(16))
    sealed = locks.seal_private(private, typed.key, "ani")
    assert bytes(opened(sealed, typed.key, "ani")) == bytes(private)
    refused(lambda: opened(sealed, typed.key, "budi"))
    refused(lambda: opened(sealed, typed.proof, "ani"))
    refused(lambda: opened(sealed, locks.Passphrase.of("enam kata yang tidak saling kenal", b"1" * 16).key, "ani"))
    assert typed.key.hex() not in repr(typed)


def opened(sealed: bytes, key: bytes, owner: str) -> PrivateKey:
    return locks.open_private(sealed, key, owner)


def test_a_recovery_code_opens_the_second_copy() -> None:
    private, paper = locks.new_private(), bytes(range(16))
    sealed = locks.seal_private(private, locks.recovery_key(paper), "ani")
    assert bytes(opened(sealed, locks.recovery_key(paper), "ani")) == bytes(private)
    refused(lambda: opened(sealed, locks.recovery_key(paper[::-1]), "ani"))


@given(st.binary(max_size=20_000))
def test_lengths_tell_little(plain: bytes) -> None:
    padded = locks.padded(plain)
    assert locks.unpadded(padded) == plain
    assert len(padded) % 1024 == 0
    assert len(padded) <= 8192 or len(padded) & (len(padded) - 1) == 0
