"""Two databases for the stories of places and agencies: one with every area, one with a small tree."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from tests.servers import PostgreSQL
from webapp.agencies.areas import import_areas
from webapp.agencies.models import Agency, Area
from webapp.agencies.service import NewAgency, add_agencies
from webapp.base.db import Database

SOME_AREAS = {
    "64": "Kalimantan Timur",
    "64.72": "Kota Samarinda",
    "64.72.04": "Samarinda Ilir",
    "64.72.04.1003": "Sidomulyo",
    "63": "Kalimantan Selatan",
}
TREE = (
    NewAgency("smd-pupr", "Dinas Pekerjaan Umum Kota Samarinda", "office", "samarinda", "64.72", "pupr"),
    NewAgency("samarinda", "Pemerintah Kota Samarinda", "city", "kaltim", "64.72"),
    NewAgency("smd-pdam", "Perumda Air Minum Kota Samarinda", "enterprise", "samarinda", "64.72", "pdam"),
    NewAgency("kec-samarinda-ilir", "Kecamatan Samarinda Ilir", "district", "samarinda", "64.72.04", "kecamatan"),
    NewAgency("kel-sidomulyo", "Kelurahan Sidomulyo", "kelurahan", "kec-samarinda-ilir", "64.72.04.1003", "desa"),
    NewAgency("kaltim", "Pemerintah Provinsi Kalimantan Timur", "province", "nasional", "64"),
    NewAgency("kalsel", "Pemerintah Provinsi Kalimantan Selatan", "province", "nasional", "63"),
    NewAgency("nasional", "Pengelola Nasional", "nation", None),
)
"""Given in no order on purpose: the service finds the levels itself."""


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def every_area(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """All 91,599 areas, on each kind of database; only to look at."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('areas') / 'areas.db'}"
    else:
        server: PostgreSQL = request.getfixturevalue("postgresql")
        url = server.url(server.create())
    database = Database(url)
    for model in (Area, Agency):  # what is governed here comes first, so agencies are asked too
        model.__table__.create(database.engine)  # type: ignore[attr-defined]
    with database.write() as session:
        import_areas(session)
    yield database
    database.dispose()


@pytest.fixture
def places(every_area: Database) -> Iterator[Session]:
    """A look at all areas."""
    with every_area.read() as session:
        yield session


@pytest.fixture
def tree(database_url: str) -> Iterator[Session]:
    """A transaction on a fresh database with a small tree, on each kind of database."""
    database = Database(database_url)
    with database.write() as session:
        import_areas(session, SOME_AREAS)
        add_agencies(session, TREE)
        session.flush()
        yield session
    database.dispose()
