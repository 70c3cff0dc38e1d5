"""An operator brings the tree of agencies in a file: all of it, or nothing with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from tests import world
from webapp.agencies.queries import agency_by_code, path_ids
from webapp.base.db import Database

HEADER = "code,name,kind,parent_code,area_code,office,email\n"


@pytest.fixture
def file(tmp_path: Path, app: Flask) -> Path:
    db: Database = app.extensions["database"]
    with db.write() as session:
        world.settle(session)
    return tmp_path / "instansi.csv"


def load(app: Flask, file: Path, text: str) -> Result:
    file.write_text(text, encoding="utf-8")
    return app.test_cli_runner().invoke(args=["agencies", "load", str(file)])


def test_a_file_becomes_a_tree_whatever_its_order(app: Flask, file: Path) -> None:
    lines = "bpp-pupr,Dinas PUPR Balikpapan,office,bpp,64.71,pupr,pupr@bpp.example\nBPP,Kota,city,kaltim,64.71,,\n"
    result = load(app, file, f"\ufeff{HEADER}{lines}")
    assert result.output == "2 agencies added.\n"
    with app.extensions["database"].read() as session:
        office, city = (agency_by_code(session, code) for code in ("bpp-pupr", "bpp"))
        assert office is not None
        assert city is not None
        assert (office.parent_id, office.office, office.email) == (city.id, "pupr", "pupr@bpp.example")
        assert path_ids(office.path)[-2:] == (city.id, office.id)
        assert city.email is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kode,nama\n", "The first line must be"),
        (f"{HEADER}x,Kantor X,istana,kaltim,,,\n", "Line 2 needs"),
        (f"{HEADER}x,Kantor X,office,kaltim,,,\n,Tanpa kode,office,kaltim,,,\n", "Line 3 needs"),
        (f"{HEADER}x,Kantor X,office,entah,,,\n", "neither stored nor in the file: entah"),
        (f"{HEADER}x,Kantor X,office,kaltim,99.99,,\n", "an area is unknown"),
        (f"{HEADER}x,Kantor X,office,kaltim,,,\nsamarinda,Lagi,city,kaltim,,,\n", "taken already"),
    ],
)
def test_a_wrong_file_changes_nothing(app: Flask, file: Path, text: str, said: str) -> None:
    result = load(app, file, text)
    assert result.exit_code == 1
    assert said in result.output
    with app.extensions["database"].read() as session:
        assert agency_by_code(session, "x") is None
