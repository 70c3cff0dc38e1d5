"""Encryption at rest: what is sealed opens only with the right key, in the right place, unchanged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.base import crypto
from webapp.base.crypto import DecryptError, KeyRing, Place

OLD, NEW = b"o" * 32, b"n" * 32
PHONE = Place("contact", "phone", 7)
RING = KeyRing({1: OLD, 2: NEW})
keys = st.binary(min_size=32, max_size=32)
names = st.text(max_size=12)
places = st.builds(Place, names, names, st.one_of(names, st.integers()))


@given(st.binary(max_size=2000), places)
def test_a_field_opens_in_its_place(plain: bytes, place: Place) -> None:
    sealed = RING.encrypt(plain, place)
    assert RING.decrypt(sealed, place) == plain
    assert len(sealed) == len(plain) + 41
    assert sealed != RING.encrypt(plain, place), "a nonce was used twice"


@given(st.text(max_size=200).filter(lambda text: text.isprintable()))
def test_text_comes_back_as_it_was(text: str) -> None:
    assert RING.decrypt_text(RING.encrypt_text(text, PHONE), PHONE) == text


@given(places, places)
def test_a_field_moved_elsewhere_does_not_open(place: Place, other: Place) -> None:
    sealed = RING.encrypt(b"0812", place)
    if place.bytes() != other.bytes():
        with pytest.raises(DecryptError):
            RING.decrypt(sealed, other)


def test_names_that_run_together_are_still_two_places() -> None:
    assert Place("a", "bc", 1).bytes() != Place("ab", "c", 1).bytes()
    assert Place("a", "b", "1|c").bytes() != Place("a", "b|1", "c").bytes()


@given(st.binary(max_size=60), st.data())
def test_every_changed_bit_is_noticed(plain: bytes, data: st.DataObject) -> None:
    sealed = bytearray(RING.encrypt(plain, PHONE))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(DecryptError):
        RING.decrypt(bytes(sealed), PHONE)


def test_every_shortened_field_is_noticed() -> None:
    sealed = RING.encrypt(b"0812", PHONE)
    for length in range(len(sealed)):
        with pytest.raises(DecryptError):
            RING.decrypt(sealed[:length], PHONE)


@given(st.binary(max_size=200))
def test_bytes_that_were_never_sealed_do_not_open(junk: bytes) -> None:
    with pytest.raises(DecryptError):
        RING.decrypt(junk, PHONE)
    with pytest.raises(DecryptError):
        crypto.open_under_token("token", junk, "draft")


def test_rotation_encrypts_with_the_newest_and_still_reads_the_old() -> None:
    before = KeyRing({1: OLD}).encrypt(b"0812", PHONE)
    assert RING.decrypt(before, PHONE) == b"0812"
    assert RING.encrypt(b"0812", PHONE)[0] == 2
    with pytest.raises(DecryptError):
        KeyRing({2: NEW}).decrypt(before, PHONE)


def test_another_key_under_the_same_number_does_not_open() -> None:
    with pytest.raises(DecryptError):
        KeyRing({2: OLD}).decrypt(RING.encrypt(b"0812", PHONE), PHONE)


@pytest.mark.parametrize("ring", [{}, {0: OLD}, {256: OLD}, {1: b"short"}, {1: OLD + b"x"}])
def test_a_ring_of_bad_keys_is_refused(ring: dict[int, bytes]) -> None:
    with pytest.raises(ValueError, match="key"):
        KeyRing(ring)


def test_a_ring_never_shows_its_keys() -> None:
    assert "ooo" not in repr(RING) and "nnn" not in repr(RING)


@given(keys, st.text(max_size=20), st.text(max_size=20))
def test_derived_keys_differ_by_label(key: bytes, label: str, other: str) -> None:
    assert len(crypto.derive(key, label)) == 32
    assert (crypto.derive(key, label) == crypto.derive(key, other)) == (label == other)
    assert crypto.derive(key + b"x", label) != crypto.derive(key, label)


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        crypto.derive(b"k" * 31, "label")


@given(keys, st.text(max_size=40), st.text(max_size=40))
def test_a_keyed_hash_matches_its_value_only(key: bytes, value: str, other: str) -> None:
    stored = crypto.keyed_hash(key, value)
    assert crypto.matches(key, value, stored)
    assert crypto.matches(key, other, stored) == (value == other)
    assert not crypto.matches(bytes(b ^ 1 for b in key), value, stored)
    assert not crypto.matches(key, value, stored[:-1])


@given(keys, st.text(max_size=40))
def test_a_blind_index_finds_a_value_again_and_is_no_keyed_hash(key: bytes, value: str) -> None:
    assert crypto.blind_index(key, value) == crypto.blind_index(key, value)
    assert crypto.blind_index(key, value) != crypto.keyed_hash(key, value)
    assert len(crypto.blind_index(key, value)) == 32


@given(st.binary(min_size=32, max_size=40), st.binary(max_size=500), st.text(max_size=20), st.text(max_size=20))
def test_a_draft_opens_for_its_token_and_purpose_only(entropy: bytes, plain: bytes, about: str, other: str) -> None:
    token = crypto.new_token(lambda _size: entropy)
    sealed = crypto.seal_under_token(token, plain, about)
    assert crypto.open_under_token(token, sealed, about) == plain
    with pytest.raises(DecryptError):
        crypto.open_under_token(token + "A", sealed, about)
    if about != other:
        with pytest.raises(DecryptError):
            crypto.open_under_token(token, sealed, other)


def test_what_the_database_keeps_of_a_token_opens_nothing() -> None:
    token = crypto.new_token()
    sealed = crypto.seal_under_token(token, b"draft", "")
    for kept in (crypto.token_hash(token).hex(), crypto.token_hash(token).decode("latin-1")):
        with pytest.raises(DecryptError):
            crypto.open_under_token(kept, sealed, "")
    assert crypto.token_hash(token) != crypto._token_key(token)
