"""The demo's tree: complete, plausible, the same every time, and quickly there."""

from __future__ import annotations

import time
from collections import Counter

from sqlalchemy import func, select

from webapp.agencies.models import Agency
from webapp.base.db import Database
from webapp.demo.tree import build_tree


def test_the_tree_grows_once_and_quickly(database_url: str) -> None:
    database = Database(database_url)
    start = time.perf_counter()
    with database.write() as session:
        added = build_tree(session)
    assert time.perf_counter() - start < 30
    with database.write() as session:
        assert build_tree(session) == 0, "a second start adds nothing"
        _is_complete(list(session.scalars(select(Agency))), added)
        assert session.scalar(select(func.count()).where(Agency.path == "")) == 0
    database.dispose()


def _is_complete(agencies: list[Agency], added: int) -> None:
    assert len(agencies) == added
    kinds = Counter(agency.kind for agency in agencies)
    assert (kinds["nation"], kinds["province"], kinds["regency"] + kinds["city"]) == (1, 2, 23)
    assert kinds["village"] + kinds["kelurahan"] > 3_000
    offices = Counter(
        agency.parent_id for agency in agencies if agency.kind in ("office", "enterprise", "inspectorate")
    )
    governments = [agency for agency in agencies if agency.kind in ("province", "regency", "city")]
    assert {15 <= offices[agency.id] <= 25 for agency in governments} == {True}
    assert kinds["enterprise"] >= 23, "every regency and city has its water company"
    assert all(agency.email is None or agency.email.endswith(".example") for agency in agencies)


def test_codes_can_be_said_on_the_telephone(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.write() as session:
        build_tree(session)
        codes = set(session.scalars(select(Agency.code)))
    database.dispose()
    assert {"nasional", "kaltim", "kutai-kartanegara-pupr", "samarinda-pdam", "kec-64-72-04"} <= codes
    assert all(set(code) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for code in codes)
