"""Every check of our own catches the fault that it is for, says nothing of a good page, and can say where."""

from __future__ import annotations

from pathlib import Path

import pytest

from accessibility.audit import look, page_checks
from accessibility.browser import Browser
from accessibility.checks import CHECKS, VIEWS, When
from accessibility.mutants import Mutant, Stale, mutants
from accessibility.mutants.stand_in import Copy, serve
from accessibility.walk import contrast

CSS = """
* { box-sizing: border-box } body { font: 18px/1.5 sans-serif; color: #111; background: #fff; margin: 1rem }
button, input { min-height: 48px; min-width: 48px; color: #111; background: #fff; border: 2px solid #555 }
nav a, header a, #es a { display: inline-block; min-width: 44px; min-height: 44px; padding: .6rem 0; color: #003c6c }
p { max-width: 35rem }
:focus-visible { outline: 3px solid #7a2ea8; outline-offset: 2px } @media print { nav, button, form { display: none } }
"""
HTML = """<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Kesalahan: Lacak laporan</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/all.css"></head>
<body><header><a href="/">Lapor</a></header><main>
<div id="es" role="group" aria-labelledby="es" tabindex="-1" autofocus><h2>Ada 1 kesalahan</h2>
<ul><li><a href="#t">Tulis nomor tiket.</a></li></ul></div>
<h1>Lacak laporan</h1><p>Nomor tiket ada di tanda terima, di pojok kanan atas, dan di surat yang pertama.</p>
<form method="get" action="/"><label for="t">Nomor tiket</label><p class="hint" id="th">Sebelas angka.</p>
<p class="wrong" id="te">Tulis nomor tiket.</p>
<input id="t" name="t" aria-invalid="true" aria-describedby="th te"> <button>Lacak laporan</button></form>
</main><footer><nav aria-labelledby="m"><h2 id="m">Menu</h2>
<a href="/bantuan">Bantuan</a> <a href="/laporan">Laporan</a></nav>
</footer></body></html>"""
GOOD = Copy(HTML, CSS)
PLANTED = [
    ("autocomplete", "html", "<button>", '<input type="email" aria-label="Surel"><button>'),
    ("calm", "css", "@media print", "a { transition: transform 2s } @media print"),
    ("field-edges", "css", "border: 2px solid #555", "border: 1px solid #ddd"),
    ("headings", "html", "<h2 id", "<h4>Lain</h4><h2 id"),
    ("hover", "css", "@media print", ".hint { opacity: 0 } form:hover .hint { opacity: 1 } @media print"),
    ("icon-alone", "html", "<h1>", '<p><svg aria-hidden="true" width="20" height="20"></svg></p><h1>'),
    ("label-in-name", "html", "<button>", '<button aria-label="Kirim">'),
    ("landmarks", "html", '<nav aria-labelledby="m">', "<nav>"),
    ("lines", "css", "max-width: 35rem", "line-height: 1.3"),
    ("nothing-sticky", "css", "@media print", "header { position: fixed } @media print"),
    ("orientation", "css", "@media print", "@media (orientation: landscape) { form { display: none } } @media print"),
    ("paste", "html", '<input id="t"', '<input onpaste="return false" id="t"'),
    ("shortcuts", "html", "<button>", '<button accesskey="k">'),
    ("still", "css", "@media print", "@keyframes k { to { left: 9px } } h1 { animation: k 1s infinite } @media print"),
    ("text-not-image", "html", "<h1>", f'<img alt="{"Kantor tutup Senin. " * 5}" src="x" width="9" height="9"><h1>'),
]  # fmt: skip


def _found(browser: Browser, page: Copy, check: str) -> list[str]:
    with serve(page) as url:
        browser.get(url)
        return [str(one) for one in look(browser, "page", VIEWS[:1], [check]) if one.engine == check]


@pytest.mark.parametrize(("check", "part", "old", "new"), PLANTED, ids=[row[0] for row in PLANTED])
def test_a_check_notices_its_fault(browser: Browser, check: str, part: str, old: str, new: str) -> None:
    spoilt = Mutant(check, "page", old, new, "here", check, part).plant(GOOD)
    assert _found(browser, spoilt, check)


def test_a_good_page_passes_every_check_of_our_own(browser: Browser) -> None:
    ours = [name for name in page_checks() if name not in ("axe", "ibm", "markup")]
    with serve(GOOD) as url:
        browser.get(url)
        assert [str(one) for one in look(browser, "page", VIEWS[:1], ours)] == []


def test_a_menu_in_another_order_is_noticed_on_the_second_page(browser: Browser) -> None:
    assert _found(browser, GOOD, "consistent") == []
    first, second = '<a href="/bantuan">Bantuan</a>', '<a href="/laporan">Laporan</a>'
    assert _found(browser, GOOD.changed("html", HTML.replace(f"{first} {second}", f"{second} {first}")), "consistent")
    browser.order_seen.clear()


def test_every_check_of_pages_has_a_fault_that_it_must_notice() -> None:
    here = {row[0] for row in PLANTED} | {"consistent", "ibm", "target-44"}
    assert {one.name for one in CHECKS.values() if one.when is not When.ELSEWHERE} - here - {
        one.check for one in mutants()
    } == set()


def test_a_fault_that_has_lost_its_place_is_no_kill() -> None:
    with pytest.raises(Stale, match="is not in the html"):
        Mutant("old", "page", "<blink>", "", "here").plant(GOOD)


def test_contrast_is_that_of_wcag() -> None:
    assert round(contrast((255, 255, 255), (0, 0, 0)), 1) == 21.0
    assert round(contrast((118, 118, 118), (255, 255, 255)), 2) == 4.54


def test_ibm_finds_what_it_calls_a_failure_and_leaves_out_what_it_only_doubts(browser: Browser) -> None:
    spoilt = GOOD.changed("html", HTML.replace('<html lang="id">', "<html>"))
    assert any("html_lang_exists" in one for one in _found(browser, spoilt, "ibm"))
    assert _found(browser, GOOD, "ibm") == []


def test_markup_that_no_browser_minds_is_found(browser: Browser) -> None:
    assert _found(browser, GOOD, "markup") == []
    assert _found(browser, GOOD.changed("html", HTML.replace("<button>", '<a href="/"><button>')), "markup")


def test_what_is_vendored_is_what_is_named() -> None:
    notice = (Path(__file__).parents[2] / "NOTICE").read_text(encoding="utf-8")
    assert "ace-4.0.34.js" in notice
    assert "axe-core-4.14.1.min.js" in notice
