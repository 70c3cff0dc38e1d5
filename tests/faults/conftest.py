"""One settled site on each database, shared by the stories that leave it standing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from tests.conftest import make_schema
from tests.faults import site as sites
from tests.faults.site import Site

KINDS = [pytest.param(kind, marks=pytest.mark.xdist_group(f"faults-{kind}")) for kind in ("sqlite", "postgresql")]
"""Stories of one database stay in one process, which then starts one server for them all."""


@pytest.fixture(scope="module", params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Which database."""
    return cast(str, request.param)


@pytest.fixture(scope="module")
def lasting_url(request: pytest.FixtureRequest, kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A fresh database for all stories of a file."""
    if kind == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('faults')}/lapor.db"
        make_schema(url)
        yield url
        return
    server = request.getfixturevalue("postgresql")
    name = server.create(request.getfixturevalue("postgresql_template"))
    yield server.url(name)
    server.drop(name)


@pytest.fixture(scope="module")
def site(lasting_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The small world behind a real server; a story that kills it starts it again."""
    with sites.settled(Path(tmp_path_factory.mktemp("site")), lasting_url) as settled:
        yield settled
