"""Anybody finds their village by whatever part of its name they remember."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.agencies import area_queries as queries
from webapp.agencies.areas import SOURCE_DATE, area_names, import_areas, kind_of, lineage, titled
from webapp.agencies.models import Area, AreaKind
from webapp.base.db import Database

SIDOMULYO = "64.72.04.1003"
FULL_PATH = "Kelurahan Sidomulyo, Kecamatan Samarinda Ilir, Kota Samarinda, Kalimantan Timur"


def test_the_whole_country_comes_in_within_twenty_seconds(database_url: str) -> None:
    database = Database(database_url)
    start = time.perf_counter()
    with database.write() as session:
        assert import_areas(session) == 91_599
    assert time.perf_counter() - start < 20
    with database.write() as session:
        assert import_areas(session) == 0, "a second import writes nothing"
    database.dispose()


def test_each_level_is_all_there(places: Session) -> None:
    counts = dict(places.execute(select(Area.kind, func.count()).group_by(Area.kind)).all())
    assert counts["province"] == 38
    assert counts["regency"] + counts["city"] == 514
    assert counts["district"] == 7_285
    assert counts["village"] + counts["kelurahan"] == 83_762


@pytest.mark.parametrize(
    "typed",
    [
        "sidomulyo samarinda",
        "samarinda sidomulyo",
        "sido mulyo samarinda ilir",
        "SIDO MULYO, SAMARINDA",
        "kel. sidomulyo kec. samarinda ilir",
        "Kelurahan Sidomulyo Kota Samarinda Kalimantan Timur",
        "mulyo samarinda il",
        SIDOMULYO,
    ],
)
def test_sidomulyo_in_samarinda_is_found_however_it_is_typed(places: Session, typed: str) -> None:
    found = queries.find_areas(places, typed)
    assert found[0] == queries.AreaFound(SIDOMULYO, "Sidomulyo", "kelurahan", FULL_PATH)


def test_among_places_of_one_name_those_governed_here_come_first(tree: Session) -> None:
    elsewhere = {"18": "Lampung", "18.01": "Kabupaten Lampung Selatan", "18.01.04": "Sidomulyo"}
    near = {"64.02": "Kabupaten Kutai Kartanegara", "64.02.01": "Anggana", "64.02.01.2001": "Sidomulyo"}
    import_areas(tree, elsewhere | near)
    for typed in ("sidomulyo", "sidomul"):
        assert [one.code for one in queries.find_areas(tree, typed)] == [SIDOMULYO, "64.02.01.2001", "18.01.04"]


def test_a_name_alone_lists_its_many_places_each_with_its_path(places: Session) -> None:
    found = queries.find_areas(places, "sidomulyo", limit=200)
    namesakes = [place for place in found if place.name == "Sidomulyo" and len(place.code) == 13]
    assert len(namesakes) == 98
    assert len({place.full_path for place in namesakes}) == 98


def test_the_larger_place_of_a_name_comes_first(places: Session) -> None:
    assert [place.full_path for place in queries.find_areas(places, "samarinda", limit=2)] == [
        "Kota Samarinda, Kalimantan Timur",
        "Kecamatan Samarinda Ilir, Kota Samarinda, Kalimantan Timur",
    ]
    assert queries.find_areas(places, "banjar kalimantan selatan")[0].name == "Kabupaten Banjar"


def test_marks_and_apostrophes_do_not_matter(places: Session) -> None:
    assert queries.find_areas(places, "mabuun tabalong")[0].code == "63.09.06.1006"
    assert queries.find_areas(places, "mabu'un tabalong")[0].code == "63.09.06.1006"


@pytest.mark.parametrize("typed", ["", "  ", "a", "%", "__", "xyzzy", "😀😀", "\x00", "ش", "'; drop table area"])
def test_what_names_no_place_finds_none(places: Session, typed: str) -> None:
    assert queries.find_areas(places, typed) == []


def test_a_name_of_two_letters_is_found_by_its_whole_name(places: Session) -> None:
    assert queries.find_areas(places, "Gu")[0].full_path == "Kecamatan Gu, Kabupaten Buton Tengah, Sulawesi Tenggara"
    assert {place.name for place in queries.find_areas(places, "gu")} == {"Gu"}


def test_letters_that_are_everywhere_find_nothing(places: Session) -> None:
    assert queries.find_areas(places, "a e i o u n r s") == []


def test_a_very_long_text_is_harmless(places: Session) -> None:
    assert queries.find_areas(places, "sungai " * 5_000) != []


@pytest.mark.parametrize(
    "typed", ["sidomulyo samarinda", "sungai pinang", "an", "a e i o u n r s", "kota", "64.72", "nowhere at all"]
)
def test_finding_costs_a_few_looks_through_the_table(places: Session, typed: str) -> None:
    """A ratio to one look through all 91,599 names in the same run, so that a busy machine changes nothing."""
    one_look = min(_seconds(lambda: _look_through(places)) for _ in range(5))
    assert min(_seconds(lambda: queries.find_areas(places, typed)) for _ in range(5)) < 12 * one_look


def _look_through(session: Session) -> None:
    session.scalar(select(func.count()).select_from(Area).where(Area.search.like("%no such name%")))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def test_a_village_knows_what_it_lies_in(places: Session) -> None:
    assert queries.area_path(places, SIDOMULYO) == FULL_PATH
    assert queries.area_path(places, "99.99") is None


def test_every_area_but_the_provinces_has_its_parent() -> None:
    names = area_names()
    assert [code for code in names if len(code) > 2 and lineage(code)[1] not in names] == []


def test_titles_follow_the_code() -> None:
    assert titled("91.03.01", "Sentani") == "Distrik Sentani"
    assert titled("91.03.01.3007", "Desa Adat Yoboi") == "Desa Adat Yoboi"
    assert titled("64.02.04.2007", "Sidomulyo") == "Desa Sidomulyo"
    assert kind_of("64.02", "Kabupaten Kutai Kartanegara") is AreaKind.REGENCY
    assert kind_of("63.02", "Kabupaten Kotabaru") is AreaKind.REGENCY, "a name that only sounds like a city"


def test_a_corrected_name_is_corrected_in_place_and_a_lost_code_stays(tree: Session) -> None:
    written = import_areas(tree, {"64": "Kalimantan Timur", "64.72": "Kota Samarinda Baru"})
    assert written == 1
    assert queries.area_path(tree, "64.72") == "Kota Samarinda Baru, Kalimantan Timur"
    assert queries.area(tree, "64.72.04") is not None


def test_a_replaced_code_leads_to_its_successor_and_is_not_offered(tree: Session) -> None:
    tree.add(_replaced("64.73", successor="64.72"))
    tree.flush()
    assert queries.current_code(tree, "64.73") == "64.72"
    assert queries.current_code(tree, "64.72") == "64.72"
    assert [place.code for place in queries.find_areas(tree, "kota lama")] == []


def test_codes_that_name_each_other_as_successors_do_not_hang(tree: Session) -> None:
    tree.add_all([_replaced("64.73", successor="64.74"), _replaced("64.74", successor="64.73")])
    tree.flush()
    assert queries.current_code(tree, "64.73") in ("64.73", "64.74")


def _replaced(code: str, successor: str) -> Area:
    return Area(
        code=code,
        name="Kota Lama",
        kind="city",
        parent_code="64",
        full_path="Kota Lama, Kalimantan Timur",
        search="kotalama|kalimantantimur|",
        valid_from=SOURCE_DATE,
        successor_code=successor,
    )
