"""The auditing client catches what it says: a good page passes, each planted fault is named by its rule."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask, Response
from werkzeug.datastructures import Headers

from tests.auditing import AuditingClient, safety, weight, wording
from tests.auditing.document import Document
from tests.auditing.rules import FOR_EVERY_ANSWER, RULES
from tests.sample_site import PAGE, PART, serve

PLANTED: list[tuple[str, str, str]] = [
    ("html5", "<h2>Lainnya</h2>", "<h2>Lainnya</h3>"),
    ("html5", "<!doctype html>", ""),
    ("html5", "<h2>Lainnya</h2>", "<h2>Lainnya</h2><p><div></div></p>"),
    ("language", '<html lang="id">', "<html>"),
    ("one-h1", "<h2>Lainnya</h2>", "<h1>Lainnya</h1>"),
    ("one-h1", "<h1>Apa yang terjadi?</h1>", "<p>Apa yang terjadi?</p>"),
    ("heading-order", "<h2>Lainnya</h2>", "<h4>Lainnya</h4>"),
    ("title", "<title>Kesalahan: Apa yang terjadi?", "<title>Kesalahan: Lapor"),
    ("title", "<title>Kesalahan: Apa", "<title>Apa"),
    ("duplicate-id", 'id="isi"', 'id="judul"'),
    ("tables-images", "<caption>Jumlah</caption>", ""),
    ("tables-images", ' scope="col"', ""),
    ("tables-images", ' aria-hidden="true"></svg>', "></svg>"),
    ("tables-images", "<h2>Lainnya</h2>", '<h2>Lainnya</h2><img src="/static/x.png">'),
    ("calm", 'name="tgl"', 'name="tgl" placeholder="31"'),
    ("calm", '<button name="simpan"', '<button disabled name="simpan"'),
    ("calm", 'tabindex="-1"', 'tabindex="3"'),
    ("labels", '<label for="isi">Ceritakan kejadiannya</label>', ""),
    ("labels", "<span>Laporkan tanpa nama</span>", ""),
    ("labels", ">Simpan dulu</button>", "></button>"),
    ("spoken-buttons", 'name="lanjut" value="tombol"', 'name="lanjut" value="0f3c"'),
    ("legends", "<legend>Kapan?</legend>", ""),
    ("references", 'aria-describedby="judul-h judul-e"', 'aria-describedby="judul-x judul-e"'),
    ("references", '<label for="tgl">', '<label for="tanggal">'),
    ("references", '<nav aria-labelledby="menu">', '<nav aria-labelledby="nemu">'),
    ("links", '<a href="#menu">', '<a href="#nemu">'),
    ("links", 'href="/kirim?tiket=7302"', 'href="/tidak-ada"'),
    ("forms", ' method="post"', ""),
    ("forms", ' action="/kirim"', ""),
    ("forms", ' action="/kirim"', ' action="/tidak-ada"'),
    ("summary-shape", 'role="group" aria-labelledby="es"', 'role="group" aria-labelledby="es menu"'),
    ("summary-shape", ' tabindex="-1" autofocus', ' tabindex="-1"'),
    ("summary-shape", 'id="es" role="group"', 'id="es"'),
    ("errors-tied", 'aria-describedby="judul-h judul-e"', 'aria-describedby="judul-h"'),
    ("errors-tied", '<a href="#judul">', '<a href="#isi">'),
    ("errors-tied", '>Tulis judul, satu kalimat saja.</p>', "></p>"),
    ("same-words", '"#judul">Tulis judul, satu kalimat saja.', '"#judul">Isian salah.'),
    ("inline", "<h2>Lainnya</h2>", '<h2 style="color: red">Lainnya</h2>'),
    ("inline", "<h2>Lainnya</h2>", '<h2 onclick="go()">Lainnya</h2>'),
    ("inline", "</head>", "<script>go()</script></head>"),
    ("inline", "</head>", "<style>p { color: red }</style></head>"),
    ("inline", "</head>", '<script src="//elsewhere.example/x.js"></script></head>'),
    ("inline", 'href="/kirim?tiket=7302"', 'href="javascript:go()"'),
    ("escaping", "Lainnya", "Lain &amp;lt;b&amp;gt;"),
    ("leaks", "Lainnya", "&lt;Case object at 0x7f&gt;"),
    ("leaks", "<h2>Lainnya</h2>", "<h2>Lainnya</h2><p>None</p>"),
    ("placeholders", "Lainnya", "Lainnya %(name)s"),
    ("placeholders", "Lainnya", "{{ name }}"),
]  # fmt: skip
HEADERS: list[tuple[str, Callable[[Response], None]]] = [
    ("headers", lambda answer: answer.headers.remove("X-Content-Type-Options")),
    ("headers", lambda answer: answer.headers.set("Content-Security-Policy", safety.CSP + "; img-src *")),
    ("headers", lambda answer: answer.headers.set("Referrer-Policy", "no-referrer")),
    ("headers", lambda answer: answer.headers.set("Permissions-Policy", "camera=()")),
    ("vary", lambda answer: answer.headers.set("Vary", "Cookie")),
    ("cookies", lambda answer: answer.set_cookie("sesi", "1", httponly=True, samesite="Lax")),
    ("no-store", lambda answer: answer.headers.set("Cache-Control", "public, no-cache")),
    ("charset", lambda answer: answer.headers.set("Content-Type", "text/html")),
    ("summary-shape", lambda answer: setattr(answer, "status_code", 200)),
]


def test_a_good_page_passes() -> None:
    page = serve().get_page("/")
    assert (page.h1, page.errors) == ("Apa yang terjadi?", ["Tulis judul, satu kalimat saja."])


@pytest.mark.parametrize(("rule", "good", "bad"), PLANTED)
def test_a_planted_fault_is_named(rule: str, good: str, bad: str) -> None:
    assert good in PAGE
    with pytest.raises(AssertionError) as caught:
        serve(PAGE.replace(good, bad)).get("/")
    assert f"[{rule}] http://localhost/: " in str(caught.value)


@pytest.mark.parametrize(("rule", "change"), HEADERS)
def test_a_planted_header_is_named(rule: str, change: Callable[[Response], None]) -> None:
    with pytest.raises(AssertionError) as caught:
        serve(change=change).get("/")
    assert f"[{rule}] " in str(caught.value)


def test_a_heavy_page_is_refused() -> None:
    words = " ".join(format(number * 7919 % 1_000_003, "x") for number in range(6000))
    with pytest.raises(AssertionError, match=r"\[weight\] .* the limit is 14336"):
        serve(PAGE.replace("Lainnya", words)).get("/")


def test_a_page_that_is_never_compressed_is_weighed_as_it_is() -> None:
    words = "kata " * 4_000

    site, sealed = Flask("site"), Flask("sealed")
    sealed.extensions[weight.SEALED] = None

    def is_light(html: str, vary: str = "", app: Flask = sealed) -> bool:
        headers = Headers({"Vary": vary})
        return not list(weight.light(Document("http://localhost/", "POST", 200, headers, html, app)))

    assert not is_light(f"<p>{words}</p>")
    assert is_light(f"<p>{words}</p>", "Accept-Encoding") and is_light(f"<p>{words}</p>", app=site)
    assert is_light(f"<textarea name=a>{words}</textarea>"), "words of one's own come back whole"
    assert not is_light(f"<textarea>{words}</textarea>"), "a text of ours to copy"


def test_indonesian_is_not_left_on_an_english_page(monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = frozenset({"Lainnya", "Ada %(num)s isian yang perlu diperbaiki"})
    monkeypatch.setattr(wording, "indonesian_only", lambda: sentences)
    wording._catalogue.cache_clear()
    english = PAGE.replace('<html lang="id">', '<html lang="en">')
    with pytest.raises(AssertionError) as caught:
        serve(english).get("/")
    wording._catalogue.cache_clear()
    assert "[translated] http://localhost/: still Indonesian: 'Lainnya'" in str(caught.value)
    assert "'Ada 1 isian yang perlu diperbaiki'" in str(caught.value)


def test_a_fragment_is_audited_as_a_fragment() -> None:
    part = serve().get_page("/", headers={"HX-Request": "true"})
    assert part.document.fragment
    with pytest.raises(AssertionError, match=r"\[labels\] .*anonim"):
        serve(part=PART.replace("<span>Laporkan tanpa nama</span>", "")).get("/", headers={"HX-Request": "true"})


def test_other_answers_have_their_headers_audited() -> None:
    app = Flask(__name__, static_folder=None)
    app.test_client_class = AuditingClient
    app.add_url_rule("/data", "data", lambda: {"a": 1})
    with pytest.raises(AssertionError, match=r"\[headers\] http://localhost/data"):
        app.test_client().get("/data")


def test_every_rule_has_a_planted_fault() -> None:
    planted = {rule for rule, *_ in PLANTED} | {rule for rule, _ in HEADERS} | {"weight", "translated"}
    assert planted == set(RULES)
    assert set(FOR_EVERY_ANSWER) <= set(RULES)
