"""The box without pictures and without scripts, as it is heard line by line: edbrowse and lynx."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from werkzeug.serving import make_server

from tests.journeys.edbrowse import edbrowse
from tests.journeys.lynx import lynx
from tests.journeys.visitor import TextVisitor
from tests.whistleblowing.box.conftest import Filed
from webapp.whistleblowing import codes


@pytest.fixture
def address(sealed_app: Flask) -> Iterator[str]:
    """The sealed app on a loopback port, in threads as in production."""
    server = make_server("127.0.0.1", 0, sealed_app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/kotak"
    server.shutdown()
    thread.join()


@pytest.fixture(params=["edbrowse", "lynx"])
def visitor(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TextVisitor]:
    with {"edbrowse": edbrowse, "lynx": lynx}[request.param](tmp_path / "home") as somebody:
        yield somebody


def test_a_talk_line_by_line(address: str, visitor: TextVisitor, filed: Filed) -> None:
    filed.says("ani", "Kontrak yang mana?")
    visitor.open(address).fill("Kode", "-".join(codes.groups(filed.code))).press("Buka kotak")
    assert "Kontrak yang mana?" in visitor.text
    visitor.fill("Tulisan Anda", "Kontrak nomor 12.").press("Kirim")
    assert "Sudah terkirim dan terkunci" in visitor.text
    visitor.press("Naikkan satu tingkat")
    assert "Dedi Supriadi, Inspektur Provinsi" in visitor.text
    visitor.press("Naikkan sekarang")
    assert "Sudah naik satu tingkat." in visitor.text
    visitor.press("Keluar")
    assert "Kotak sudah tertutup." in visitor.text
    assert filed.talk() == [("question", "Kontrak yang mana?"), ("message", "Kontrak nomor 12.")]
    assert filed.talk(filed.office.reader("dedi"), level=1) is not None
