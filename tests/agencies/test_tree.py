"""The tree of agencies: who stands above whom, who is found, and what becomes of a closed one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.agencies import queries, service
from webapp.agencies.models import Agency
from webapp.agencies.service import NewAgency, UnknownParent

NOW = datetime(2026, 12, 9, 1, 0, tzinfo=UTC)


def _agency(session: Session, code: str) -> Agency:
    found = queries.agency_by_code(session, code)
    assert found is not None
    return found


def _close(session: Session, code: str, successor: str | None = None) -> None:
    follower = _agency(session, successor).id if successor else None
    service.close_agency(session, _agency(session, code).id, NOW, follower)
    session.expire_all()


def test_a_village_office_stands_under_all_of_them(tree: Session) -> None:
    village = _agency(tree, "kel-sidomulyo")
    above = [_agency(tree, code).id for code in ("nasional", "kaltim", "samarinda", "kec-samarinda-ilir")]
    assert queries.path_ids(village.path) == (*above, village.id)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("samarinda", "samarinda"),
        ("pekerjaan umum samarinda", "smd-pupr"),
        ("smd pupr", "smd-pupr"),
        ("smd-pupr", "smd-pupr"),
        ("SMDPUPR", "smd-pupr"),
        ("air minum", "smd-pdam"),
        ("sido mulyo", "kel-sidomulyo"),
        ("kelurahan sidomulyo samarinda", "kel-sidomulyo"),
    ],
)
def test_an_officer_finds_an_agency_by_any_part_of_name_or_code(tree: Session, typed: str, first: str) -> None:
    assert queries.find_agencies(tree, typed)[0].code == first


def test_what_is_found_says_who_stands_above(tree: Session) -> None:
    found = queries.find_agencies(tree, "sidomulyo")[0]
    assert (found.name, found.kind, found.under) == ("Kelurahan Sidomulyo", "kelurahan", "Kecamatan Samarinda Ilir")
    assert queries.find_agencies(tree, "pengelola nasional")[0].under is None


def test_searching_keeps_to_a_number(tree: Session) -> None:
    assert len(queries.find_agencies(tree, "samarinda", limit=2)) == 2
    assert queries.find_agencies(tree, "%") == []


def test_a_closed_office_stays_but_is_not_offered(tree: Session) -> None:
    _close(tree, "smd-pupr", successor="smd-pdam")
    closed = _agency(tree, "smd-pupr")
    assert closed.closed_at == NOW
    assert "smd-pupr" not in [one.code for one in queries.find_agencies(tree, "pupr")]
    assert closed.successor_id == _agency(tree, "smd-pdam").id


def test_closing_twice_keeps_the_first_day(tree: Session) -> None:
    _close(tree, "smd-pupr")
    service.close_agency(tree, _agency(tree, "smd-pupr").id, datetime(2027, 1, 1, tzinfo=UTC))
    tree.expire_all()
    assert _agency(tree, "smd-pupr").closed_at == NOW
    with pytest.raises(ValueError, match="follow itself"):
        service.close_agency(tree, 1, NOW, successor_id=1)


def test_a_parent_that_nobody_knows_is_refused(tree: Session) -> None:
    with pytest.raises(UnknownParent, match="nowhere"):
        service.add_agencies(tree, [NewAgency("x", "X", "office", "nowhere")])


def test_two_agencies_cannot_share_a_code(tree: Session) -> None:
    with pytest.raises(IntegrityError), tree.begin_nested():
        service.add_agencies(tree, [NewAgency("samarinda", "Lain", "office", "kalsel")])
