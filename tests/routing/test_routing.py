"""Routing in the demo's tree: a report comes in, and somebody owns it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.agencies import service
from webapp.agencies.categories import curated
from webapp.agencies.models import Agency
from webapp.agencies.queries import agency_by_code, path_ids
from webapp.base.db import Base, Database
from webapp.demo.reports import demo_reports
from webapp.demo.tree import build_tree
from webapp.routing.queries import directory_for, route_report, suggest_agencies, suggest_categories

SIDOMULYO = "64.72.04.1003"


@dataclass(frozen=True)
class Report:
    """The parts that routing looks at."""

    title: str = "KTP belum jadi"
    body: str = "Blangko habis terus."
    kind: str = "complaint"
    area_code: str | None = SIDOMULYO
    category: str | None = "kependudukan.ktp"
    about_office: bool = False


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path: Path = tmp_path_factory.mktemp("routing") / "tree.db"
    database = Database(f"sqlite:///{path}")
    Base.metadata.create_all(database.engine)
    with database.write() as session:
        build_tree(session)
    yield database
    database.dispose()


@pytest.fixture
def session(built: Database) -> Iterator[Session]:
    """Changes of one story are rolled back at its end."""
    with Session(built.engine, expire_on_commit=False) as session:
        yield session
        session.rollback()


def _code(session: Session, agency_id: int) -> str:
    return session.get_one(Agency, agency_id).code


def test_a_report_is_owned_by_its_city_and_meant_for_its_office(session: Session) -> None:
    routing = route_report(session, Report())
    assert _code(session, routing.coordinator_id) == "samarinda"
    assert _code(session, routing.suggested_agency_id) == "samarinda-disdukcapil"
    assert (routing.excluded_agency_id, routing.supervisory) == (None, False)
    assert routing.rule == "category:kependudukan.ktp:disdukcapil"


def test_a_report_about_the_office_is_owned_above_it(session: Session) -> None:
    routing = route_report(session, Report(about_office=True))
    assert _code(session, routing.coordinator_id) == "samarinda"
    assert routing.excluded_agency_id is not None
    assert _code(session, routing.excluded_agency_id) == "samarinda-disdukcapil"
    unnamed = route_report(session, Report(about_office=True, category=None))
    assert _code(session, unnamed.coordinator_id) == "kaltim"


def test_a_complaint_about_a_school_levy_is_usually_supervisory(session: Session) -> None:
    assert route_report(session, Report(category="pendidikan.biaya")).supervisory
    assert not route_report(session, Report(category="pendidikan.biaya", kind="information")).supervisory


def test_a_secondary_school_is_the_provinces_also_when_only_the_text_says_so(session: Session) -> None:
    routing = route_report(session, Report("Guru SMAN tidak masuk", "", category="pendidikan.guru"))
    assert _code(session, routing.suggested_agency_id) == "kaltim-disdik"


def test_an_unknown_or_missing_place_belongs_to_the_nation(session: Session) -> None:
    for area in (None, "99.99", "31.71.01.1001"):
        assert _code(session, route_report(session, Report(area_code=area)).coordinator_id) == "nasional"


def test_an_unknown_category_is_no_error(session: Session) -> None:
    assert _code(session, route_report(session, Report(category="tidak.ada")).suggested_agency_id) == "samarinda"


def coordinator_of(session: Session, area_code: str | None, exclude: int | None = None) -> str | None:
    """The code of who verifies first; None when nobody is left."""
    found = directory_for(session, area_code).coordinator(exclude)
    return found.code if found else None


def test_the_coordinator_of_an_area(session: Session) -> None:
    assert coordinator_of(session, SIDOMULYO) == "samarinda"
    assert coordinator_of(session, "63.02") == "kotabaru"
    assert coordinator_of(session, "64") == "kaltim"
    assert coordinator_of(session, None) == "nasional"
    city = agency_by_code(session, "samarinda")
    assert city is not None
    assert coordinator_of(session, SIDOMULYO, exclude=city.id) == "kaltim"


def test_nobody_left_is_said_and_not_guessed(session: Session) -> None:
    nation = agency_by_code(session, "nasional")
    assert nation is not None
    assert coordinator_of(session, SIDOMULYO, exclude=nation.id) is None


def test_when_the_city_closes_the_province_owns_its_reports(session: Session) -> None:
    city = agency_by_code(session, "samarinda")
    assert city is not None
    service.close_agency(session, city.id, datetime(2026, 12, 9, tzinfo=UTC))
    session.expire_all()
    assert coordinator_of(session, SIDOMULYO) == "kaltim"


def test_suggestions_come_from_the_words_and_say_so(session: Session) -> None:
    first, *_, last = suggest_agencies(session, None, SIDOMULYO, "Lampu jalan mati, gelap")
    assert first.agency.code == "samarinda-dishub"
    assert (
        first.reasons[0].say()
        == "Mungkin, karena isi laporan memuat kata “lampu jalan mati”, “lampu jalan”, “gelap”, “lampu”."
    )
    assert last.agency.code == "samarinda"
    assert suggest_categories(session, "lampu jalan mati")[0].label == "perhubungan.lampu-jalan"


def test_the_chosen_category_outweighs_the_words(session: Session) -> None:
    found = suggest_agencies(session, "kesehatan.puskesmas", SIDOMULYO, "Lampu jalan di depan puskesmas mati")
    assert found[0].agency.code == "samarinda-dinkes"
    assert "samarinda-dishub" in [one.agency.code for one in found]


def test_the_excluded_and_those_below_are_never_suggested(session: Session) -> None:
    city = agency_by_code(session, "samarinda")
    assert city is not None
    found = suggest_agencies(session, "kependudukan.ktp", SIDOMULYO, "KTP", exclude=city.id)
    assert found and all(city.id not in one.agency.path for one in found)


def test_a_text_without_a_hint_still_has_its_coordinator(session: Session) -> None:
    assert [one.agency.code for one in suggest_agencies(session, None, SIDOMULYO, "tolong")] == ["samarinda"]


def test_every_leaf_is_answered_by_somebody_in_the_demo(session: Session) -> None:
    """Not by the coordinator for want of an office: a category without an answerer is a hole in the data."""
    routed = {line.code: route_report(session, Report(category=line.code)).rule for line in curated()}
    assert [code for code, rule in routed.items() if not rule.startswith("category:")] == []


def test_suggestions_meet_the_hand_written_reports_most_of_the_time(session: Session) -> None:
    """A floor, so that a change that makes guessing worse is noticed; words only, no category given."""
    ids = dict(session.execute(select(Agency.code, Agency.id)).all())
    hits, total = 0, 0
    for report in demo_reports():
        ends = [step.facts["agency"] for step in report.steps if step.do in ("assign", "reassign")]
        if ends:
            found = suggest_agencies(session, None, report.area_code, f"{report.title} {report.body}", limit=3)
            hits += ids[ends[-1]] in [one.agency.id for one in found]
            total += 1
    assert total >= 40
    assert hits / total >= 0.6


def test_paths_hold_the_ids_from_the_root(session: Session) -> None:
    village = agency_by_code(session, f"desa-{SIDOMULYO.replace('.', '-')}")
    assert village is not None
    codes = [_code(session, key) for key in path_ids(village.path)]
    assert codes[:3] == ["nasional", "kaltim", "samarinda"] and codes[-1] == village.code
