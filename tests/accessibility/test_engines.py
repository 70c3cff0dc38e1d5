"""Every check of the browser audit catches a planted fault, and a good page has none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from accessibility.audit import look
from accessibility.browser import Browser
from accessibility.checks import VIEWS, View
from accessibility.findings import Finding, Waiver, read_waivers, unwaived

Show = Callable[[str], Browser]
STYLE = "body{font:18px sans-serif;color:#111;background:#fff}button,input{min-height:48px;color:#111;background:#fff}"
STYLE += "input{max-width:100%}"
PAGE = f"""<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Lacak laporan</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head>
<body><main><h1>Lacak laporan</h1><p>Tulis nomor tiket Anda.</p>
<form method="get" action="page.html"><label for="t">Nomor tiket</label>
<input id="t" name="t"><button>Lacak</button></form>
</main></body></html>"""
PLANTED = [
    ("label", '<label for="t">Nomor tiket</label>', ""),
    ("html-has-lang", ' lang="id"', ""),
    ("color-contrast", "<p>", '<p style="color:#999">'),
    ("color-contrast-enhanced", "<p>", '<p style="color:#717171">'),
    ("target-44", "<button>", '<button style="min-height:20px;height:20px">'),
    (
        "target-size",
        "<button>",
        '<a href="#t" style="display:block;height:9px;width:9px">.</a><button style="height:9px">',
    ),
    ("reflow", "<p>", '<p style="width:500px">'),
    ("page-has-heading-one", "h1>", "p>"),
    ("duplicate-id-aria", "<p>", '<p id="t">'),
    ("button-name", "<button>Lacak", "<button>"),
]


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Show:
    """Open a source text as a page."""

    def open_it(html: str) -> Browser:
        path = tmp_path / "page.html"
        path.write_text(html)
        return browser.get(path.as_uri())

    return open_it


def test_a_good_page_has_no_finding(show: Show) -> None:
    assert look(show(PAGE), "good") == []


@pytest.mark.parametrize(("rule", "good", "bad"), PLANTED)
def test_a_planted_fault_is_found(rule: str, good: str, bad: str, show: Show) -> None:
    assert good in PAGE
    found = look(show(PAGE.replace(good, bad)), "bad", VIEWS[:2])
    assert rule in {finding.rule for finding in found}


def test_a_fault_only_in_the_dark_is_found(show: Show) -> None:
    dark = PAGE.replace("</style>", "@media (prefers-color-scheme: dark){body{background:#111}}</style>")
    assert {finding.view for finding in look(show(dark), "dark")} == {"dark", "dark phone"}


@pytest.mark.parametrize("view", VIEWS[-2:], ids=lambda view: view.name)
def test_what_scrolls_sideways_only_with_large_letters_is_found(view: View, show: Show) -> None:
    wide = PAGE.replace("<p>", '<p style="width:10rem">')
    assert look(show(wide), "wide", (VIEWS[1],)) == []
    assert [finding.rule for finding in look(show(wide), "wide", (view,))] == ["reflow"]
    assert look(show(wide), "wide", (VIEWS[1],)) == []


def test_a_picture_shows_the_whole_page(browser: Browser, show: Show, tmp_path: Path) -> None:
    show(PAGE.replace("<p>", '<p style="height:3000px">')).width(320)
    with Image.open(browser.screenshot(tmp_path / "shots" / "page.png")) as picture:
        assert picture.width == 320
        assert picture.height > 3000


def test_scripts_can_be_off_while_a_person_still_types(browser: Browser, show: Show) -> None:
    page = PAGE.replace("</body>", '<script>document.querySelector("h1").textContent = "Skrip"</script></body>')
    assert show(page).h1 == "Skrip"
    browser.scripts(on=False)
    assert show(page).h1 == "Lacak laporan"
    browser.fill("Nomor tiket", "7302").press("Lacak")
    assert browser.url.endswith("?t=7302")


def test_a_waiver_covers_its_finding_until_its_day() -> None:
    finding = Finding("statistik", "dark", "color-contrast", "svg text:nth-child(2)", "undecided")
    waiver = Waiver("color-contrast", "stat*", "svg text*", "judged by eye", date(2026, 12, 31))
    assert unwaived([finding], [waiver], date(2026, 12, 31)) == []
    late = unwaived([finding], [waiver], date(2027, 1, 1))
    assert [one.rule for one in late] == ["color-contrast", "waiver"]
    assert unwaived([finding], [], date(2026, 1, 1)) == [finding]


def test_the_waivers_of_this_build_are_complete_and_living() -> None:
    assert all(waiver.reason and waiver.until for waiver in read_waivers())
