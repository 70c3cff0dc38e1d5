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
        "Bendahara memotong uang jasa, dipotong 20 persen untuk kepala puskesmas",
        "uang jasa kami dipotong 20% tanpa alasan",
        "Honor kader dipotong 10 persen",
        "insentif guru ngaji dipotong separuh oleh kades",
        "jaspel dipotong kepala puskesmas",
        "kepala sekolah memotong dana PIP",
        "Bendahara motongin honor kami",
        "pemotongan insentif 15 persen",
        "dipotong dulu untuk atasan",
        "setiap bulan kami harus setor ke kepala dinas",
        "disuruh menyetor 500 ribu kepada atasan",
        "wajib setor 10% ke bendahara puskesmas",
        "setoran untuk pimpinan",
        "gaji dipotong lalu disetor ke atasan",
        "tiap cair disetorkan ke bendahara",
        "gaji kami dipotong buat kepala dinas",
        "BLT dipotong kades",
        "potongan 20 persen untuk kepala puskesmas",
    ],
)
def test_a_share_of_what_is_due_to_others_is_corruption(text: str) -> None:
    assert mentions_corruption(text)


@pytest.mark.parametrize(
    "text",
    [
        "pohon dipotong",
        "pohon besar minta dipotong 50 persen",
        "gaji dipotong BPJS",
        "gaji saya dipotong BPJS 1 persen",
        "gaji dipotong 1 persen untuk BPJS",
        "gaji dipotong pajak 5 persen",
        "gaji dipotong karena terlambat",
        "honor dipotong pajak 5%",
        "honor dipotong 5 persen pajak",
        "listrik dipotong",
        "listrik dipotong PLN karena telat bayar",
        "rumput dipotong setengah",
        "harga dipotong 20 persen",
        "tarif PDAM dipotong 50 persen",
        "potongan 20 persen untuk kepala keluarga",
        "petugas memotong pohon",
        "kepala desa memotong pita",
        "petugas memotong kabel",
        "iuran sampah disetor ke bendahara RT",
        "iuran warga disetor ke bendahara RT",
        "setor laporan ke kepala desa",
        "menyetor berkas ke kepala dusun",
        "pajak disetor ke kas negara",
        "uang kas disetor ke bendahara kelas",
        "setor sampah ke bank sampah",
        "sapi dipotong untuk kurban",
        "rambut siswa dipotong guru",
        "air dipotong",
        "diskon 50%",
        "gaji dipotong cicilan koperasi 10 persen",
        "jalan memotong kepala gang",
        "uang kuliah dapat potongan 50 persen",
        "Tiang listrik dipotong untuk pelebaran jalan",
    ],
)
def test_what_is_cut_or_handed_over_lawfully_is_no_corruption(text: str) -> None:
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
