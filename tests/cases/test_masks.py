"""What is suggested for masking in a text for the public, and what is left alone."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from webapp.cases.masks import Kind, Known, find_private, firm, masked, suggestions

SITI = Known(names=("Siti Rahmah",), phone="+6281234567890")
ANONYMOUS = Known(anonymous=True, places=("Sidomulyo",))


@pytest.mark.parametrize(
    ("text", "found", "kind"),
    [
        ("mobil KT 1234 AB lewat", "KT 1234 AB", Kind.PLATE),
        ("truk da 8123 x muat batu", "da 8123 x", Kind.PLATE),
        ("transfer ke rekening BRI 0023 0100 1234 567", "0023 0100 1234 567", Kind.ACCOUNT),
        ("di Jalan Lambung Mangkurat No. 12 airnya", "No. 12", Kind.ADDRESS),
        ("rumah di Jl. Mawar RT 05/RW 02 banjir", "RT 05/RW 02", Kind.ADDRESS),
        ("telepon (0812) 3456 7891 saja", "(0812) 3456 7891", Kind.TELEPHONE),
        ("telepon 0812–3456–7891 saja", "0812–3456–7891", Kind.TELEPHONE),
        ("telepon 0812\u00a03456\u00a07891 saja", "0812\u00a03456\u00a07891", Kind.TELEPHONE),
        ("telepon 0812  3456  7891 saja", "0812  3456  7891", Kind.TELEPHONE),
        ("telepon 0812/3456/7891 saja", "0812/3456/7891", Kind.TELEPHONE),
        ("hp081234567891 saja", "081234567891", Kind.TELEPHONE),
        ("kantor (0541) 123456 tutup", "(0541) 123456", Kind.TELEPHONE),
        ("wa +62 812-3456-7891", "+62 812-3456-7891", Kind.TELEPHONE),
        ("NIK 6472 – 0412 – 0380 – 0001", "6472 – 0412 – 0380 – 0001", Kind.NIK),
        ("NIK 6472/0412/0380/0001", "6472/0412/0380/0001", Kind.NIK),
        ("mobil KT-1234-AB lewat", "KT-1234-AB", Kind.PLATE),
        ("mobil L 1234 A lewat", "L 1234 A", Kind.PLATE),
        ("motor kt 1234 ab lewat", "kt 1234 ab", Kind.PLATE),
        ("oleh Bpk. Joko kemarin", "Joko", Kind.NAME),
        ("oleh Ny. Ratna kemarin", "Ratna", Kind.NAME),
        ("oleh Tn Joko kemarin", "Joko", Kind.NAME),
        ("oleh Mbak Rini kemarin", "Rini", Kind.NAME),
        ("oleh Mas Agus kemarin", "Agus", Kind.NAME),
        ("oleh Kades Junaidi kemarin", "Junaidi", Kind.NAME),
        ("oleh Lurah Suparman kemarin", "Suparman", Kind.NAME),
        ("oleh Bidan Rohani kemarin", "Rohani", Kind.NAME),
        ("oleh guru Wahyu kemarin", "Wahyu", Kind.NAME),
        ("oleh mantri Darto kemarin", "Darto", Kind.NAME),
        ("kata pak joko kemarin", "joko", Kind.NAME),
        ("kata bu haji Aminah kemarin", "Aminah", Kind.NAME),
        ("kata lurah baru, Suparman, besok", "Suparman", Kind.NAME),
        ("kata PAK BUDI KEMARIN", "BUDI KEMARIN", Kind.NAME),
        ("lihat @budi_smd di sana", "@budi_smd", Kind.HANDLE),
        ("tulis ke saya(at)mail", "saya(at)mail", Kind.EMAIL),
        ("di Gg. Mawar 5 tersumbat", "5", Kind.ADDRESS),
        ("di Gang 5 tersumbat", "5", Kind.ADDRESS),
        ("di rumah nomor 12 tersumbat", "nomor 12", Kind.ADDRESS),
        ("warga RT 03/RW 05 resah", "RT 03/RW 05", Kind.ADDRESS),
        ("warga rt 3 resah", "rt 3", Kind.ADDRESS),
        ("kata Pak Budi Santoso besok", "Budi Santoso", Kind.NAME),
        ("oleh Ibu Ratna di loket", "Ratna", Kind.NAME),
        ("milik H. Anwar", "Anwar", Kind.NAME),
        ("Kepala Sekolah Hj. Norma menolak", "Norma", Kind.NAME),
        ("Kepala Dusun Junaidi tahu", "Junaidi", Kind.NAME),
        ("saya siti melapor", "siti", Kind.REPORTER),
        ("hubungi 812 345 678 90 saja", "812 345 678 90", Kind.REPORTER),
    ],
)
def test_what_points_to_a_person_is_suggested_with_its_reason(text: str, found: str, kind: Kind) -> None:
    assert [(one.found, one.kind) for one in suggestions(text, SITI)] == [(found, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "Kepala Dinas Kesehatan belum datang.",
        "Bapak Camat dan Ibu Lurah sudah tahu.",
        "Parit tersumbat sejak 3 minggu, di gang 2 meter saja.",
        "Jalan rusak 3 bulan, dana Rp 1.500.000.000 dari APBD 2026.",
        "Buka 08.00–16.00 (5 hari), tutup 08.30-16.30 (15 orang antre).",
        "Jadwal 01/02/2026 - 03/04/2026 dan 08/12/2026 10.30.",
        "Pak RT, bu bidan, pak camat, Bu Guru SD, dan ibu hamil antre.",
        "pak tolong lampunya, mas yang jaga tidak ada.",
        "Guru SMP 12 dan Kades itu rapat di Puskesmas.",
        "Dari 100 rumah ada 25 kk, b 300 kg beras, tebal 5 cm.",
        "Email ke kantor belum dijawab, harga @ 5000 rupiah.",
        "Jam 21.00 hari Senin di Sidomulyo.",
        "Dana desa tahun 2025 belum cair.",
        "Warga bernama baik tidak ada.",
    ],
)
def test_places_offices_and_hours_of_an_open_report_stay(text: str) -> None:
    assert find_private(text) == []


def test_an_anonymous_report_is_placed_no_closer_than_district_and_week() -> None:
    text = "Lampu di RT 12 Sidomulyo mati sejak 3 November, tiap jam 21.00, juga hari Senin."
    assert [one.kind for one in suggestions(text, ANONYMOUS)] == [
        *(Kind.ADDRESS, Kind.PLACE, Kind.TIME, Kind.TIME, Kind.TIME),
    ]
    assert "Sidomulyo" not in masked(text, ANONYMOUS)


@pytest.mark.parametrize(
    "text", ["12/03/2026", "12-03-26", "12 Mar", "12 Agustus 2026", "07.30", "pukul 7", "Senin lalu", "hari minggu"]
)
def test_days_and_hours_of_an_anonymous_report_are_found(text: str) -> None:
    assert [one.kind for one in suggestions(f"Terjadi {text} di sana.", ANONYMOUS)] == [Kind.TIME]


@pytest.mark.parametrize("text", ["sejak 3 minggu", "Minggu lalu", "seharga 1.500 rupiah", "nilai 3.5", "tiap 12.500"])
def test_weeks_and_amounts_of_an_anonymous_report_stay(text: str) -> None:
    assert find_private(text, ANONYMOUS) == []


def test_a_village_is_found_in_two_words() -> None:
    assert find_private("Jembatan Sido Mulyo putus", ANONYMOUS) == ["Sido Mulyo"]


def test_no_officer_can_let_stand_what_points_to_the_reporter() -> None:
    text = "Ibu Siti Rahmah dan Pak Budi, kantor 0541-123456."
    assert firm(text, SITI) == ["Siti Rahmah"]
    told = masked(text, SITI, keep=["Siti Rahmah", "Budi"])
    assert told == "Ibu [disamarkan] dan Pak Budi, kantor [disamarkan]."
    assert firm("Pak Budi Siti Rahmah", SITI) == ["Budi Siti Rahmah"], "the wider mask is as firm as what it holds"
    assert firm("Senin di Sidomulyo", ANONYMOUS) == ["Senin", "Sidomulyo"]


def test_the_title_before_the_reporters_name_is_no_name() -> None:
    known = Known(names=("Pak Rusdi",))
    assert (
        masked("Kami menemui Pak Budi, lalu pak rusdi.", known) == "Kami menemui Pak [disamarkan], lalu [disamarkan]."
    )


def test_masks_never_overlap_and_leave_the_rest() -> None:
    text = "Pak Siti Rahmah 0812-3456-7890, a@b.example."
    assert masked(text, SITI) == "Pak [disamarkan] [disamarkan], [disamarkan]."


@pytest.mark.parametrize(
    "part",
    [
        *(
            "Jl. a ",
            "Pak Aa ",
            "pak aa ",
            "rek 1 ",
            "RT ",
            "0 ",
            "Jalan ",
            "08",
            "1/",
            "a(at)",
            "@a",
            "KT 1",
            "A1",
            "lurah ",
        ),
        *("1.", "62(", "gang A ", "a.a.", "12 ", "Rumah no ", "\u00a0-\u00a0"),
    ],
)
def test_a_hostile_text_is_looked_through_at_once(part: str) -> None:
    """The best of some tries, as the machine may be busy; 20 ms for 6,000 letters."""
    text, took = (part * 6000)[:6000], []
    for _ in range(5):
        began = time.thread_time()
        find_private(text, replace(SITI, anonymous=True, places=("Sidomulyo",)))
        took.append(time.thread_time() - began)
    assert min(took) < 0.02
