"""A document that would fetch or run something comes out as one that can be read and does nothing."""

from __future__ import annotations

import re
import time
import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.base.files import letters
from tests.base.files.hostile import ATTACKS, HARM, LAST, Attack
from tests.base.files.plants import TEXT
from webapp.base.files.cleaning import clean
from webapp.base.files.formulas import is_plain
from webapp.base.files.kinds import recognise
from webapp.base.files.office_xml import scrub


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def said(path: Path) -> str:
    """Everything that the XML of a document says, read by a parser that is not the cleaner's: first the text alone,
    however many elements it is cut into, then each attribute.
    """
    trees = [ET.fromstring(data) for data in parts_of(path).values() if data.lstrip().startswith(b"<")]  # noqa: S314 (the cleaner has refused entities)
    texts = ["".join(tree.itertext()) for tree in trees]
    values = [value for tree in trees for element in tree.iter() for value in element.attrib.values()]
    return "\n".join([*texts, *values])


def harm_in(path: Path) -> list[str]:
    """In the bytes, the names of parts, or the text put together."""
    parts = parts_of(path)
    raw = b"\n".join(parts.values()).decode("latin-1")
    everything = "\n".join([raw, said(path), *parts])
    return [word for word in HARM if word in everything]


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_what_would_fetch_or_run_is_gone_and_the_rest_can_be_read(
    attack: Attack, corpus: dict[str, Path], tmp_path: Path
) -> None:
    dirty, target = attack.made(tmp_path / attack.document, corpus), tmp_path / "bersih"
    assert harm_in(dirty), "otherwise nothing would be found below"
    result = clean(dirty, target, recognise(dirty))
    assert harm_in(target) == []
    assert result.removed
    text = said(target)
    assert TEXT in text
    assert text.count(LAST) == attack.added.count(LAST), "the last value stays"
    assert not re.search("DDE|INCLUDE|WEBSERVICE", text, re.IGNORECASE)
    assert recognise(target) is result.kind


SUMS = (
    '<c r="B1"><f>SUM(A1:A2)*Jalan[Panjang]</f><v>3</v></c><c r="C1"><f>IF(A1="cmd|x",\'Sheet 2\'!A1,1)</f><v>1</v></c>'
    '<c r="D1"><f t="shared" ref="D1:E1" si="0">A1+1</f><v>2</v></c><c r="E1"><f t="shared" si="0"/><v>2</v></c>'
)
FOLLOWERS = (
    '<c r="D1"><f t="shared" ref="D1:E1" si="0">RTD(A1)</f><v>7</v></c><c r="E1"><f t="shared" si="0"/><v>8</v></c>'
)


def sheet_with(cells: str, corpus: dict[str, Path], path: Path) -> dict[str, str]:
    """What is left of a sheet with these cells, by part."""
    dirty = Attack("daftar.xlsx", "xl/worksheets/sheet1.xml", "</row>", cells).made(path / "daftar.xlsx", corpus)
    letters.repacked(dirty.with_name("rantai.xlsx"), dirty, {"xl/calcChain.xml": "<calcChain/>"})
    clean(dirty.with_name("rantai.xlsx"), path / "bersih", recognise(dirty))
    return {name: data.decode("latin-1") for name, data in parts_of(path / "bersih").items()}


def test_what_a_sheet_reckons_by_itself_stays_as_it_is(corpus: dict[str, Path], tmp_path: Path) -> None:
    assert SUMS in sheet_with(SUMS, corpus, tmp_path)["xl/worksheets/sheet1.xml"]


def test_cells_without_their_formula_leave_no_order_and_no_number_of_it(
    corpus: dict[str, Path], tmp_path: Path
) -> None:
    left = sheet_with(FOLLOWERS, corpus, tmp_path)
    assert '<c r="D1"><v>7</v></c><c r="E1"><v>8</v></c>' in left["xl/worksheets/sheet1.xml"]
    assert "xl/calcChain.xml" not in left, "a program would say that the file is broken"


def test_a_chart_and_a_name_that_reached_outside_say_so(corpus: dict[str, Path], tmp_path: Path) -> None:
    for name, part in (
        ("a name that runs", "xl/workbook.xml"),
        ("a chart of another workbook", "xl/charts/chart1.xml"),
    ):
        dirty = ATTACKS[name].made(tmp_path / "daftar.xlsx", corpus)
        clean(dirty, tmp_path / "bersih", recognise(dirty))
        assert b">#REF!</" in parts_of(tmp_path / "bersih")[part]


KEPT = (
    "<m:f xmlns:m='urn:m'><m:num><m:r><m:t>1</m:t></m:r></m:num></m:f>",
    "<v:f xmlns:v='urn:v' eqn='sum @0 1 0'/>",
    "<table:table-cell xmlns:table='urn:t' table:formula='of:=SUM([.A1:.B2];[$&apos;Lembar 2&apos;.A1])'/>",
    "<style:map xmlns:style='urn:s' style:condition='value()&gt;=0' style:base-cell-address='Lembar1.A1'/>",
    "<draw:equation xmlns:draw='urn:d' draw:formula='if(?f0 ,sin(?f1 *(pi/180)),$1 )'/>",
)


@pytest.mark.parametrize("xml", KEPT)
def test_fractions_shapes_and_sums_are_no_danger(xml: str) -> None:
    target = BytesIO()
    assert scrub(BytesIO(xml.encode()), target) == frozenset()
    assert ET.canonicalize(target.getvalue().decode()) == ET.canonicalize(xml)


@pytest.mark.parametrize("formula", ["A" * 9000, "WEBSERVICE(" * 700, "'" * 8000, "['a'." * 1600])
def test_a_formula_that_is_long_or_odd_is_judged_at_once(formula: str) -> None:
    began = time.process_time()
    assert not is_plain(formula)
    assert time.process_time() - began < 0.1
