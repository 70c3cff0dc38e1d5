"""The drawing of the packages is what the code is; `make drawing` brings it up to date."""

from __future__ import annotations

from bs4 import BeautifulSoup

from tests.docs import drawing, packages


def test_the_drawing_is_not_stale() -> None:
    assert drawing.SVG.read_text(encoding="utf-8") == drawing.draw(), "run make drawing"


def test_the_list_beside_it_is_not_stale() -> None:
    text = drawing.PAGE.read_text(encoding="utf-8")
    assert text == drawing.page(text), "run make drawing"
    assert all(sentence in text for sentence in packages.sentences())


def test_it_is_read_without_being_seen() -> None:
    svg = BeautifulSoup(drawing.SVG.read_text(encoding="utf-8"), "xml").svg
    assert svg is not None
    assert svg["role"] == "img"
    title, described = (svg.find(id=name) for name in str(svg["aria-labelledby"]).split())
    assert title is not None
    assert described is not None
    assert "packages" in title.get_text()
    assert "desk imports" in described.get_text()


def test_every_package_has_a_box_and_no_box_covers_another() -> None:
    boxes = drawing.boxes()
    folders = {path.parent.name for path in (packages.ROOT / "webapp").glob("*/*.py") if path.stat().st_size}
    assert folders - {"versions"} <= set(boxes)
    rows = [(box.y, box.x - box.width / 2, box.x + box.width / 2) for box in boxes.values()]
    for one in rows:
        for other in rows:
            beside = one[2] <= other[1] or other[2] <= one[1]
            apart = abs(one[0] - other[0]) >= drawing.TALL
            assert one == other or beside or apart


def test_arrows_only_point_down() -> None:
    boxes = drawing.boxes()
    assert drawing.arrows()
    assert all(boxes[above].y < boxes[below].y for above, below, _count in drawing.arrows())
