"""Lists of words and the reading of days, in pure form."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.base.dates import BadDate, Fault, read_day, read_month
from webapp.base.private import MOBILE, NIK
from webapp.intake.words import mentions_corruption, mentions_harm

TODAY = date(2026, 12, 9)


@pytest.mark.parametrize(
    "text",
    [
        "Ada pungli!",
        "PUNGUTAN  LIAR di pasar",
        "dia disuap",
        "korupsinya besar",
        "uang-pelicin",
        "proyek fiktif",
        "Petugas kelurahan meminta uang",
        "petugas kelurahan minta uang 50 ribu",
        "oknum minta duit",
        "saya dimintain 50rb",
        "dana desa ditilep",
        "bansos kami disunat",
        "harus bayar 300 ribu kalau mau cepat",
        "kasih amplop dulu",
    ],
)
def test_corruption_is_seen(text: str) -> None:
    assert mentions_corruption(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "menyuapi anak makan",
            "jalan rusak",
            "corrupted file",
            "pungutan sampah resmi",
            "minta uang saya kembali",
        ),
        *("petugas minta uang saya kembali", "anak disunat gratis", "bayar pajak lancar"),
    ],
)
def test_other_words_are_no_corruption(text: str) -> None:
    assert not mentions_corruption(text)


@pytest.mark.parametrize(
    "text",
    [
        *("anak saya dipukul", "pelecehan di angkot", "KDRT", "kekerasan seksual", "bully", "Guru menampar murid"),
        *("anak saya ditampar guru sampai berdarah dan diancam", "bapaknya mukulin anaknya", "ditendang kakak kelas"),
        *("digebukin tetangga", "keponakan saya dihamili pamannya", "disiksa majikan", "dihajar suami", "dicekik"),
        *("anak diculik", "dirudapaksa", "mengancam mau bunuh saya", "direkam saat mandi", "pemukulan siswa"),
        *("suami saya nampar saya", "Anak umur 13 disuruh kerja", "penyiksaan", "istri dipukulin", "penganiayaan"),
        *("he molested her", "he hits my mother", "disekap di rumah", "dikeroyok", "menghamili"),
    ],
)
def test_harm_is_seen(text: str) -> None:
    assert mentions_harm(text)


@pytest.mark.parametrize(
    "text",
    [
        *("anak sekolah butuh zebra cross", "harga bahan pokok", "memukau", "buka pukul 10.00", "jalan dihajar truk"),
        *("pohon mengancam rumah", "jalan terancam longsor", "kami tersiksa debu", "ibu hamil jatuh", "menendang bola"),
        *(
            "biaya dipukul rata",
            "menampung air",
            "menampilkan data",
            "penyekat pasar",
            "tolong ditangkap, jangan dibunuh",
            "kami meraba jalan gelap",
        ),
    ],
)
def test_a_child_in_a_sentence_is_no_harm(text: str) -> None:
    assert not mentions_harm(text)


@pytest.mark.parametrize(
    ("text", "nik", "phone"),
    [
        ("6472041203800001", True, False),
        ("6472 0412 0380 0001", True, False),
        ("64720412038000011", False, False),
        ("0812 3456 7890", False, True),
        ("+62 812-3456-7890", False, True),
        ("sejak 2026", False, False),
        ("tiket 7302 9481 567", False, False),
    ],
)
def test_numbers_that_tell_who_somebody_is(text: str, nik: bool, phone: bool) -> None:
    assert (bool(NIK.search(text)), bool(MOBILE.search(text))) == (nik, phone)


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        *(("1", 1), ("01", 1), ("Jan", 1), ("Pebruari", 2), ("mar", 3), ("Mei", 5), ("may", 5), ("jun", 6)),
        *(("jul", 7), ("Agt", 8), ("ags", 8), ("aug", 8), ("Okt.", 10), ("oct", 10), ("DESEMBER", 12)),
    ],
)
def test_months_in_two_languages(typed: str, month: int) -> None:
    assert read_month(typed) == month


@pytest.mark.parametrize("typed", ["0", "13", "ja", "foo", "", "1/12", "1.5", "999999999999"])
def test_no_months(typed: str) -> None:
    with pytest.raises(BadDate) as caught:
        read_month(typed)
    assert caught.value.fault is Fault.NO_MONTH


def test_nothing_typed_is_no_day() -> None:
    assert read_day(" ", "", "", TODAY) is None


def test_the_last_day_of_a_leap_february() -> None:
    assert read_day("29", "feb", "2024", TODAY) == date(2024, 2, 29)


def test_a_short_month_says_how_long_it_is() -> None:
    with pytest.raises(BadDate) as caught:
        read_day("31", "11", "2026", TODAY)
    assert (caught.value.fault, caught.value.month, caught.value.days) == (Fault.TOO_FEW_DAYS, 11, 30)


def test_today_may_be_and_tomorrow_may_not() -> None:
    assert read_day("9", "12", "2026", TODAY) == TODAY
    with pytest.raises(BadDate) as caught:
        read_day("10", "12", "2026", TODAY)
    assert caught.value.fault is Fault.FUTURE


@pytest.mark.parametrize("year", ["1944", "0", "20266", "dua ribu", "²026"])
def test_no_years(year: str) -> None:
    with pytest.raises(BadDate) as caught:
        read_day("1", "1", year, TODAY)
    assert caught.value.fault is Fault.NO_YEAR
