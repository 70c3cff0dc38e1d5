"""Rules of an operator: tried on past cases, refused when they would orphan one, and kept as versions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests import world
from webapp.agencies.service import close_agency
from webapp.base.db import Database
from webapp.cases.keys import Keys
from webapp.cases.models import CaseEvent
from webapp.cases.rerouting import dry_run
from webapp.routing import ruleset
from webapp.routing.models import RoutingVersion
from webapp.routing.queries import rules_in_force
from webapp.routing.ruleset import RulesRefused
from webapp.routing.service import apply_rules

NOW = datetime(2026, 12, 9, 2, tzinfo=UTC)
TO_HEALTH = """
[[first]]
name = "parit-rumah-sakit"
words = ["parit"]
agency = "samarinda-dinkes"
because = "Parit ini milik rumah sakit."
"""
"""The ditch of the small world would go to the health office."""


@pytest.fixture
def db(sqlite_url: str) -> Iterator[Database]:
    with world.settled(sqlite_url) as database:
        yield database


def _refused(db: Database, text: str) -> list[str]:
    with pytest.raises(RulesRefused) as refused, db.read() as session:
        dry_run(session, ruleset.read(text), 100)
    return refused.value.faults


def test_a_dry_run_names_the_cases_that_would_go_elsewhere_and_changes_nothing(db: Database, keys: Keys) -> None:
    parit = world.report(db, keys, NOW, category="pekerjaan-umum.drainase")
    world.report(db, keys, NOW, key="second", title="Jalan berlubang", body="Jalan berlubang di depan sekolah kami.")
    with db.read() as session:
        run = dry_run(session, ruleset.read(TO_HEALTH), 100)
    assert (run.cases, run.version) == (2, 0)
    assert [(one.ticket, one.before, one.after, one.rule) for one in run.elsewhere] == [
        (parit.ticket, "Dinas PUPR Samarinda", "Dinas Kesehatan Kota Samarinda", "parit-rumah-sakit")
    ]
    assert world.how_many(db, RoutingVersion) == 0


def test_an_applied_version_routes_and_stands_in_the_event(db: Database, keys: Keys) -> None:
    for number in (1, 2):
        with db.write() as session:
            assert apply_rules(session, ruleset.read(TO_HEALTH), "Sri, admin kota", NOW) == number
    received = world.report(db, keys, NOW)
    with db.read() as session:
        first, second = session.scalars(select(RoutingVersion).order_by(RoutingVersion.number))
        event = session.scalars(select(CaseEvent).where(CaseEvent.case_id == received.case_id)).one()
        assert (first.superseded_by, second.superseded_by, second.made_by) == (2, None, "Sri, admin kota")
        assert (event.data["routed_by"], event.data["routed_version"]) == ("parit-rumah-sakit", 2)


def test_the_shipped_rules_are_version_0(db: Database, keys: Keys) -> None:
    received = world.report(db, keys, NOW)
    with db.read() as session:
        event = session.scalars(select(CaseEvent).where(CaseEvent.case_id == received.case_id)).one()
    assert event.data["routed_version"] == 0


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("samarinda-dinkes", "tidak-ada"), "sends cases to the agency tidak-ada, which is unknown."),
        (('agency = "samarinda-dinkes"', 'office = "antariksa"'), "antariksa, and no such office is open."),
        (('words = ["parit"]', 'area = "99.99"'), "is about the area 99.99, which is unknown."),
        (('words = ["parit"]', 'category = "tidak.ada"'), "is about the category tidak.ada, which is unknown."),
        (('words = ["parit"]', 'kinds = ["joke"]'), "has kinds that are none of complaint, information, suggestion."),
        (('words = ["parit"]', "words = 3"), "has keys that are unknown or of the wrong type: words."),
        (("because", "why"), "has keys that are unknown or of the wrong type: why."),
        (("[[first]]", "[[before]]"), "Only [[first]] and [[last]] are known, not: before."),
        (("[[first]]", "[[first]"), "This is not TOML:"),
    ],
)
def test_rules_that_make_no_sense_are_refused_in_a_sentence(db: Database, change: tuple[str, str], fault: str) -> None:
    assert fault in " ".join(_refused(db, TO_HEALTH.replace(*change)))


def test_a_rule_to_a_closed_agency_would_orphan_cases(db: Database) -> None:
    with db.write() as session:
        close_agency(session, world.agency_id(session, "samarinda-dinkes"), NOW)
    wanted = "Rule parit-rumah-sakit sends cases to the agency samarinda-dinkes, which is closed."
    assert _refused(db, TO_HEALTH) == [wanted]
    with pytest.raises(RulesRefused), db.write() as session:
        apply_rules(session, ruleset.read(TO_HEALTH), "Sri", NOW)
    assert world.how_many(db, RoutingVersion) == 0


def test_an_area_without_a_coordinator_would_orphan_cases(db: Database) -> None:
    with db.write() as session:
        for code in ("nasional", "kalsel", "kotabaru"):
            close_agency(session, world.agency_id(session, code), NOW)
    faults = _refused(db, TO_HEALTH.replace('words = ["parit"]', 'area = "63.02"'))
    assert faults == [
        "Rule parit-rumah-sakit would leave cases of the area 63.02 without a coordinator: no government is open."
    ]


names = st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=1, max_size=6, unique=True)


@given(names, st.integers(0, 6))
def test_rules_keep_the_order_of_the_file(several: list[str], split: int) -> None:
    parts = ["first"] * min(split, len(several)) + ["last"] * max(0, len(several) - split)
    row = '[[{}]]\nname = "{}"\noffice = "pupr"\nbecause = "Begitulah."\n'
    read = ruleset.read("".join(row.format(part, name) for part, name in zip(parts, several, strict=True)))
    assert [rule.name for rule in (*read.first, *read.last)] == several


def test_stored_rules_are_read_as_they_were_written(db: Database) -> None:
    written = ruleset.read(
        TO_HEALTH + '[[last]]\nname = "b"\nkinds = ["information"]\noffice = "pupr"\nbecause = "50%"\n'
    )
    with db.write() as session:
        apply_rules(session, written, "Sri", NOW)
    with db.read() as session:
        stored = rules_in_force(session)
    assert (stored.first, stored.last) == (written.first, written.last)
    assert stored.last[0].because.say() == "50%"
