"""The small world behind the form, and short ways through it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import world
from tests.auditing import AuditingClient
from tests.auditing.page import Page
from tests.conftest import Clock, make_schema

BODY = (
    "Parit di depan Gang 5 tersumbat lumpur dan sampah. Setiap hujan lebih dari setengah jam, air naik dan masuk ke "
    "enam rumah. Ibu saya memakai kursi roda dan tidak bisa keluar."
)
SIDOMULYO = "Kelurahan Sidomulyo, Kecamatan Samarinda Ilir, Kota Samarinda, Kalimantan Timur"


@pytest.fixture
def clock() -> Clock:
    """Wednesday, 9 December 2026, 19.42 WITA."""
    return Clock(datetime(2026, 12, 9, 11, 42, tzinfo=UTC))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with areas, agencies and categories, copied for each test."""
    path = tmp_path_factory.mktemp("world") / "lapor.db"
    make_schema(f"sqlite:///{path}")
    with world.settled(f"sqlite:///{path}") as database, database.engine.connect() as connection:
        connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def at_kind(client: AuditingClient, about_office: str = "Bukan") -> Page:
    """Step 2."""
    first = client.get_page("/lapor").choose("Apakah ini tentang kantor", about_office)
    return first.submit("Simpan dan lanjut")


def at_story(client: AuditingClient, kind: str = "Pengaduan") -> Page:
    """Step 3."""
    return at_kind(client).choose("jenis", kind).submit("Simpan dan lanjut")


def fill_story(page: Page) -> Page:
    """The blocked ditch, on step 3 or on the one page."""
    page.fill("judul", "Parit tersumbat, air masuk rumah setiap hujan").fill("isi", BODY)
    return page.fill("Tanggal", "30").fill("Bulan", "November").fill("Tahun", "2026")


def at_place(client: AuditingClient) -> Page:
    """Step 4."""
    return fill_story(at_story(client)).submit("Simpan dan lanjut")


def at_evidence(client: AuditingClient) -> Page:
    """Step 5."""
    found = at_place(client).fill("wilayah", "sidomul").submit("Cari wilayah")
    found.fill("kode", world.SIDOMULYO).fill("patokan", "Gang 5, Jalan Lambung Mangkurat")
    return found.submit("Simpan dan lanjut")


def at_privacy(client: AuditingClient) -> Page:
    """Step 6."""
    return at_evidence(client).submit("Simpan dan lanjut")


def at_contact(client: AuditingClient, anonymous: bool = False) -> Page:
    """Step 7."""
    return at_privacy(client).choose("anonim", "Ya" if anonymous else "Tidak").submit("Simpan dan lanjut")


def at_check(client: AuditingClient) -> Page:
    """Step 8, by a reporter with a name and an address."""
    contact = at_contact(client).fill("nama", "Siti Rahmah").fill("surel", "siti@pelapor.example")
    return contact.submit("Simpan dan lanjut")
