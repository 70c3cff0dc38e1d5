"""Suggestions from words: few, in order, with the words that led to them."""

from __future__ import annotations

from webapp.agencies.categories import curated
from webapp.agencies.folding import fold
from webapp.routing.suggest import guess_categories

KEYWORDS = {line.code: line.keywords for line in curated()}


def _first(text: str) -> str:
    return guess_categories(fold(text), KEYWORDS)[0].category


def test_everyday_words_point_to_the_category() -> None:
    assert _first("Lampu jalan mati 6 tiang, gelap banget") == "perhubungan.lampu-jalan"
    assert _first("KTP belum jadi, blangko habis terus") == "kependudukan.ktp"
    assert _first("Selokan mampet, hujan sedikit calap") == "pekerjaan-umum.drainase"
    assert _first("pupuk subsidi tidak ada di kios, nama ada di RDKK") == "pertanian.pupuk"


def test_endings_and_short_spellings_are_understood() -> None:
    assert _first("drainasenya penuh lumpur") == "pekerjaan-umum.drainase"
    assert _first("jln rusak parah") == "pekerjaan-umum.jalan-rusak"


def test_part_of_a_word_is_no_word() -> None:
    assert guess_categories("kakaktuaku", {"kartu": "kk ktp"}) == []
    assert guess_categories("", KEYWORDS) == []


def test_a_phrase_counts_more_than_a_word_that_many_use() -> None:
    words = {"satu": "jalan", "dua": "jalan jalan-rusak", "tiga": "jalan"}
    guesses = guess_categories("jalan rusak", words)
    assert [guess.category for guess in guesses] == ["dua", "satu", "tiga"]
    assert guesses[0].words == ("jalan", "jalan rusak")
