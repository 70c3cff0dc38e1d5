"""What is suggested for masking in a text for the public, and what is left alone."""

from __future__ import annotations

import time

import pytest

from webapp.cases.masks import Kind, Known, find_private, masked, suggestions

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
        "Lampu di RT 12 RW 03 mati.",
        "Kepala Dinas Kesehatan belum datang.",
        "Bapak Camat dan Ibu Lurah sudah tahu.",
        "Parit Gang 5 tersumbat sejak 3 minggu.",
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


def test_masks_never_overlap_and_leave_the_rest() -> None:
    text = "Pak Siti Rahmah 0812-3456-7890, a@b.example."
    assert masked(text, SITI) == "Pak [disamarkan] [disamarkan], [disamarkan]."


def test_a_hostile_text_is_looked_through_at_once() -> None:
    began = time.process_time()
    for part in ("Jl. a ", "Pak Aa ", "rek 1 ", "RT ", "0 ", "Jalan "):
        find_private(part * 1000, SITI)
    assert time.process_time() - began < 5
