"""Finding published texts: one contract, kept by SQLite and by PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from tests import world
from tests.published.conftest import crowd, let_out, publish
from webapp.agencies.models import Agency
from webapp.base.db import Database
from webapp.cases import published
from webapp.cases.keys import Keys
from webapp.cases.models import PublishedText
from webapp.cases.published import Found, of, phrases
from webapp.cases.publishing import Facet
from webapp.cases.workflow import Action, Status
from webapp.config import Config

NOW = datetime(2026, 12, 9, 1, 0, tzinfo=UTC)
Find = Callable[[str], list[str]]


@pytest.fixture
def town(database_url: str) -> Iterator[Database]:
    with world.settled(database_url) as database:
        yield database


@pytest.fixture
def find(town: Database) -> Find:
    """`find("parit")`: the titles found, the newest first."""
    return lambda typed: [one.title for one in search(town, typed)]


def search(db: Database, typed: str, *facets: published.Phrase) -> list[Found]:
    with db.read() as look:
        return published.newest(look, (*phrases(typed), *facets))


@pytest.fixture(scope="module")
def among_three(shared_url: str) -> Iterator[Find]:
    """Finds among three texts, which no story changes."""
    keys = Keys.of(Config.from_env({"LAPOR_MODE": "test"}))
    with world.settled(shared_url) as town:
        publish(town, keys, NOW, "Parit tersumbat di Gang 5", "Air masuk rumah setiap hujan. Jum'at lalu selutut.")
        publish(town, keys, NOW + timedelta(hours=1), "Lampu jalan mati", "Gelap dari Jalan Mulawarman ke-2 pasar.")
        publish(
            town, keys, NOW + timedelta(hours=2), "Jalan berlubang", "Lampu motor pecah karena lubang di jalan itu."
        )
        yield lambda typed: [one.title for one in search(town, typed)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["Jalan berlubang", "Lampu jalan mati", "Parit tersumbat di Gang 5"]),
        ("parit", ["Parit tersumbat di Gang 5"]),
        ("PÁRIT!!", ["Parit tersumbat di Gang 5"]),
        ("hujan parit", ["Parit tersumbat di Gang 5"]),
        ("parit pasar", []),
        ("jumat", ["Parit tersumbat di Gang 5"]),
        ("jum’at", ["Parit tersumbat di Gang 5"]),
        ("tersum", ["Parit tersumbat di Gang 5"]),
        ("tersum parit", []),
        ("parit ters", ["Parit tersumbat di Gang 5"]),
        ("lampu jalan", ["Jalan berlubang", "Lampu jalan mati"]),
        ('"lampu jalan"', ["Lampu jalan mati"]),
        ("“lampu jalan” mulaw", ["Lampu jalan mati"]),
        ('"lampu jal"', []),
        ("ke-2", ["Lampu jalan mati"]),
        ("gang 5", ["Parit tersumbat di Gang 5"]),
        ("sidomulyo", ["Jalan berlubang", "Lampu jalan mati", "Parit tersumbat di Gang 5"]),
        ("xqkindcomplaint", ["Jalan berlubang", "Lampu jalan mati", "Parit tersumbat di Gang 5"]),
        ("xqkindsuggestion", ["Jalan berlubang", "Lampu jalan mati", "Parit tersumbat di Gang 5"]),
    ],
)
def test_words(among_three: Find, typed: str, found: list[str]) -> None:
    assert among_three(typed) == found


HOSTILE = (
    *(
        '"',
        '""',
        "*",
        "NEAR(",
        "NEAR(parit, 5)",
        "-",
        "--",
        "parit -gang",
        "NOT",
        "AND OR NOT",
        "search:parit",
        "(",
        "^a",
    ),
    *("a\0b", "parit\0", "%", "_", "'", "';--", "\\", ":*", "a:*b", "!parit", "parit & | !", "<->", "🙂", "parit 🙂"),
    *(
        "x" * 10_000,
        '"' * 10_000,
        "parit " * 2_000,
        "ß ø ﷽ ツ",
        "\u202eparit",
        "1e5 2.5 -3 a@b.example http://x.example/?q",
    ),
)


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda typed: ascii(typed)[:20])
def test_nothing_that_is_typed_is_an_error(among_three: Find, typed: str) -> None:
    assert len(among_three(typed)) <= 3


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300))
def test_whatever_is_typed_is_no_error(town: Database, typed: str) -> None:
    assert search(town, typed + " ada") == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text("abez0159. -@/'", min_size=1, max_size=9), min_size=1, max_size=4).map(" ".join))
def test_every_text_is_found_by_its_own_words(town: Database, keys: Keys, text: str) -> None:
    received = publish(town, keys, NOW, f"Judul {text}", "Isi.")
    try:
        assert [one.ticket for one in search(town, text)][:1] == [received.ticket]
    finally:
        world.act(town, received.case_id, Action.MAKE_CONFIDENTIAL, NOW)


def test_only_what_was_passed_is_found(town: Database, keys: Keys, find: Find) -> None:
    world.report(town, keys, NOW, key="silent", title="Kata terlarang satu")
    proposed = world.report(town, keys, NOW, key="proposed", title="Kata terlarang dua")
    world.act(town, proposed.case_id, Action.PROPOSE_TEXT, NOW, public_title="Terlarang", public_body="Terlarang.")
    world.report(town, keys, NOW, key="secret", title="Kata terlarang tiga", confidential=True)
    assert find("terlarang") == find("kata") == find("") == []
    world.act(town, proposed.case_id, Action.APPROVE_TEXT, NOW)
    assert find("terlarang") == ["Terlarang"] and find("kata") == []


def test_a_secret_is_found_no_more_at_once(town: Database, keys: Keys, find: Find) -> None:
    received = publish(town, keys, NOW)
    assert find("dikeruk")
    world.act(town, received.case_id, Action.MAKE_CONFIDENTIAL, NOW)
    assert find("dikeruk") == find("") == []


def test_a_row_that_is_gone_is_found_no_more(town: Database, keys: Keys, find: Find) -> None:
    publish(town, keys, NOW)
    with town.write() as session:
        session.execute(delete(PublishedText))
    assert find("dikeruk") == find("") == []


def test_what_is_rolled_back_is_not_found(town: Database, keys: Keys, find: Find) -> None:
    received = publish(town, keys, NOW)
    with town.engine.connect() as connection:
        connection.execute(delete(PublishedText).where(PublishedText.case_id == received.case_id))
        connection.rollback()
    assert find("dikeruk")


def test_a_new_text_takes_the_place_of_the_old_one(town: Database, keys: Keys, find: Find) -> None:
    received = publish(town, keys, NOW, "Kata lama", "Isi lama.")
    publish(town, keys, NOW + timedelta(hours=1), "Kata tengah")
    let_out(town, received.case_id, NOW + timedelta(days=1), "Kata baru", "Isi baru.")
    assert find("lama") == [] and find("kata") == ["Kata baru", "Kata tengah"]


def test_facets_follow_the_case(town: Database, keys: Keys) -> None:
    received = publish(town, keys, NOW, status=Status.RECEIVED, category="lampu-jalan")
    with town.read() as session:
        city, office = (world.agency_id(session, code) for code in ("samarinda", "samarinda-pupr"))
        balikpapan = world.agency_id(session, "balikpapan")
    assert _tickets(town, of(Facet.STATUS, "received"), of(Facet.AGENCY, city), of(Facet.KIND, "complaint"))
    assert not _tickets(town, of(Facet.AGENCY, office)) and not _tickets(town, of(Facet.STATUS, "assigned"))
    world.act(town, received.case_id, Action.ASSIGN, NOW)
    assert _tickets(town, of(Facet.AGENCY, office), of(Facet.AGENCY, city), of(Facet.STATUS, "assigned"))
    assert not _tickets(town, of(Facet.STATUS, "received")) and not _tickets(town, of(Facet.AGENCY, balikpapan))


@pytest.mark.parametrize(
    ("code", "found"), [("64", 1), ("64.72", 1), ("64.72.04", 1), (world.SIDOMULYO, 1), ("64.7", 0)]
)
def test_an_area_has_all_that_lies_in_it(town: Database, keys: Keys, code: str, found: int) -> None:
    publish(town, keys, NOW)
    assert len(_tickets(town, of(Facet.AREA, code))) == found


def test_an_anonymous_report_is_told_by_district_and_week(town: Database, keys: Keys) -> None:
    publish(town, keys, NOW, anonymous=True)
    [found] = search(town, "")
    assert found.place == "Kecamatan Samarinda Ilir, Kota Samarinda, Kalimantan Timur"
    assert found.published_at == found.changed_at == datetime(2026, 12, 6, 16, 0, tzinfo=UTC)  # Monday in Samarinda
    assert not _tickets(town, of(Facet.AREA, world.SIDOMULYO)) and _tickets(town, of(Facet.AREA, "64.72.04"))
    assert not search(town, "sidomulyo")


def test_an_anonymous_report_names_no_village_office(town: Database, keys: Keys) -> None:
    received = publish(town, keys, NOW, anonymous=True, status=Status.RECEIVED)
    with town.write() as session:
        office = session.get_one(Agency, world.agency_id(session, "samarinda-pupr"))
        office.area_code = world.SIDOMULYO
    world.act(town, received.case_id, Action.ASSIGN, NOW)
    assert [one.agency for one in search(town, "")] == ["Pemerintah Kota Samarinda"]


def test_pages_follow_each_other_without_gap_or_repeat(town: Database, keys: Keys) -> None:
    for hour in range(5):
        publish(town, keys, NOW + timedelta(hours=hour), f"Parit {hour}")
    seen: list[str] = []
    before = None
    with town.read() as look:
        while page := published.newest(look, phrases("parit"), before, limit=2):
            seen += [one.title for one in page]
            before = page[-1].position
    assert seen == [f"Parit {hour}" for hour in (4, 3, 2, 1, 0)]


def test_similar_ones_share_words_and_district(town: Database, keys: Keys) -> None:
    publish(town, keys, NOW, "Parit tersumbat lumpur", "Di depan gang.")
    publish(town, keys, NOW, "Lampu mati", "Sejak parit tersumbat itu dikeruk.")
    publish(town, keys, NOW, "Parit bersih sekali", "Terima kasih.")
    publish(town, keys, NOW, "Parit tersumbat juga", "Di kota lain.", area_code=world.SEMAYAP)
    publish(town, keys, NOW, "Parit tersumbat lagi", "Tanpa nama.", anonymous=True, reporter=None)
    with town.read() as look:
        near = published.similar(look, "Parit kami tersumbat sejak lama", "64.72.04.1001")
        assert [one.title for one in near] == ["Parit tersumbat lumpur", "Lampu mati"]
        assert published.similar(look, "Yang itu di sana", "64.72.04.1001") == []
        assert published.similar(look, "Parit kami tersumbat", None) == []


def _tickets(db: Database, *facets: published.Phrase) -> list[str]:
    return [one.ticket for one in search(db, "", *facets)]


def plan(db: Database, *wanted: published.Phrase, before: int | None = None) -> str:
    """How the database goes about it, in its own words."""
    kind = db.engine.dialect.name
    groups = [(one,) for one in wanted]
    asked = (published._STATEMENTS[kind](groups, before) if groups else published._all(before)).limit(21)
    sql = str(asked.compile(db.engine, compile_kwargs={"literal_binds": True}))
    prefix = "EXPLAIN QUERY PLAN " if kind == "sqlite" else "EXPLAIN "
    with db.read() as session:
        rows = session.connection().exec_driver_sql(prefix + sql.replace("%", "%%")).all()
    return "\n".join(str(row[-1]) for row in rows)


def test_no_page_scans_or_sorts_on_sqlite(sqlite_url: str) -> None:
    with world.settled(sqlite_url) as db:
        for wanted in ((), (*phrases("parit lam"),), (*phrases("langka"), of(Facet.AREA, "64.72"))):
            told = plan(db, *wanted, before=5_000)
            assert "TEMP B-TREE" not in told and "SCAN published_text\n" not in told, told
            assert ("published_text_fts VIRTUAL TABLE INDEX" in told) == bool(wanted), told
            assert "SEARCH published_text USING INDEX" in told, told


def test_no_page_scans_on_postgresql(postgresql_url: str) -> None:
    with world.settled(postgresql_url) as db:
        crowd(db, NOW, 20_000)
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE published_text")
        rare = plan(db, *phrases('"langka"'), of(Facet.AREA, "64.72"))
        assert "ix_published_text_fts" in rare and "Seq Scan on published_text" not in rare, rare
        for told in (plan(db, before=5_000_000), plan(db, *phrases("parit")), plan(db, of(Facet.AREA, "64.72"))):
            assert "uq_published_text_position" in told and "Sort" not in told, told


def test_the_index_of_words_is_whole(town: Database, keys: Keys) -> None:
    received = publish(town, keys, NOW)
    for action in (Action.NOTE, Action.ANSWER, Action.REPLY):
        world.act(town, received.case_id, action, NOW)
    if town.engine.dialect.name == "sqlite":
        with town.write() as session:
            check = "INSERT INTO published_text_fts (published_text_fts, rank) VALUES ('integrity-check', 1)"
            session.connection().exec_driver_sql(check)
    with town.read() as session:
        assert session.scalars(select(PublishedText.status)).all() == [Status.IN_PROGRESS]
