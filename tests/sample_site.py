"""A good page with a form in error, and a site of that one page: what the auditing client is tried on."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from flask import Flask, Response, redirect, request

from tests.auditing import AuditingClient, safety

FORM = """
<form method="post" action="/kirim" novalidate>
<input type="hidden" name="draf" value="8f1c">
<div class="field bad"><label for="judul">Judul</label>
<p class="hint" id="judul-h">Satu kalimat.</p>
<p class="wrong" id="judul-e">Tulis judul, satu kalimat saja.</p>
<input id="judul" name="judul" value="a &amp; b" aria-invalid="true" aria-describedby="judul-h judul-e"></div>
<div class="field"><label for="isi">Ceritakan kejadiannya</label><textarea id="isi" name="isi">
Baris satu
Baris dua</textarea></div>
<fieldset class="field"><legend>Jenis laporan</legend>
<label class="pick"><input type="radio" name="jenis" value="pengaduan" checked>
<span>Pengaduan <small>tentang layanan</small></span></label>
<label class="pick"><input type="radio" name="jenis" value="aspirasi"><span>Aspirasi</span></label></fieldset>
<fieldset class="field"><legend>Kapan?</legend><label for="tgl">Tanggal</label><input id="tgl" name="tgl"></fieldset>
<label class="pick"><input type="checkbox" name="anonim" value="y"><span>Laporkan tanpa nama</span></label>
<label for="area">Wilayah</label><select id="area" name="area"><option value="">Pilih</option>
<option value="64.72">Samarinda</option></select>
<button name="lanjut" value="tombol">Kirim laporan</button>
<button name="simpan" value="tombol">Simpan dulu</button>
</form>
"""
PAGE = f"""<!doctype html>
<html lang="id"><head><meta charset="utf-8"><title>Kesalahan: Apa yang terjadi? – Lapor</title>
<link rel="stylesheet" href="/static/css/lapor.0123456789ab.css"></head>
<body><header><a href="#menu">Menu</a></header>
<main>
<div class="errors" id="es" role="group" aria-labelledby="es" tabindex="-1" autofocus>
<h2>Ada 1 isian yang perlu diperbaiki</h2>
<ul><li><a href="#judul">Tulis judul, satu kalimat saja.</a></li></ul></div>
<h1>Apa yang terjadi?</h1>
{FORM}
<h2>Lainnya</h2>
<table><caption>Jumlah</caption><tr><th scope="col">Satu</th></tr></table>
<svg width="1" height="1" aria-hidden="true"></svg>
<p><a href="/kirim?tiket=7302">Lihat laporan 7302</a></p>
</main>
<footer><nav aria-labelledby="menu"><h2 id="menu">Menu</h2></nav></footer></body></html>"""
PART = PAGE[PAGE.index('<div class="errors"') : PAGE.index("<h2>Lainnya")].replace("<h1>Apa yang terjadi?</h1>", "")
"""What htmx gets after an error: the summary and the form."""


def serve(
    page: str = PAGE, change: Callable[[Response], None] = lambda _answer: None, part: str = PART
) -> AuditingClient:
    """A visitor of a site of one page, which also takes and echoes the form."""
    app = Flask(__name__, static_folder=None)
    app.test_client_class = AuditingClient

    @app.get("/")
    def home() -> Response:
        answer = Response(page if not request.headers.get("HX-Request") else part, status=422)
        answer.headers.extend({**safety.HEADERS, "Vary": "HX-Request", "Cache-Control": "no-store"})
        answer.headers["Permissions-Policy"] = ", ".join(safety.DENIED)
        change(answer)
        return answer

    @app.route("/kirim", methods=["GET", "POST"])
    def send() -> Response:
        app.extensions["sent"] = request.values.to_dict(flat=False) | {"Origin": request.headers.get("Origin")}
        answer = redirect("/")
        answer.headers.extend({**safety.HEADERS, "Permissions-Policy": ", ".join(safety.DENIED)})
        return cast(Response, answer)

    return cast(AuditingClient, app.test_client())
