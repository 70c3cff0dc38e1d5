"""Public pages: kept, compressed, compared. Pages that hold a secret: none of it."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import replace

import brotli
import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from tests.auditing import AuditingClient
from webapp.app import create_app
from webapp.base.kept_pages import LARGE, KeptPages
from webapp.config import Config

EVERY_BROWSER = {"Accept-Encoding": "gzip, deflate, br"}
UNPACK: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    """Reads answers as they are sent; the auditing client, which reads pages, has seen the same ones in plain."""
    return FlaskClient(app, Response)


@pytest.mark.parametrize("path", ["/", "/bantuan", "/aksesibilitas"])
@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("deflate, zstd", None),
        ("", None),
    ],
)
def test_a_public_page_comes_in_the_smallest_form_that_the_browser_takes(
    client: AuditingClient, browser: FlaskClient, path: str, accepted: str, coding: str | None
) -> None:
    plain = client.get(path)
    packed = browser.get(path, headers={"Accept-Encoding": accepted})
    assert packed.headers.get("Content-Encoding") == coding
    assert (UNPACK[coding](packed.data) if coding else packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data)
    assert packed.headers["Vary"] == plain.headers["Vary"] == "HX-Request, Cookie, Save-Data, Accept-Encoding"


def test_the_validator_holds_in_every_encoding(client: AuditingClient) -> None:
    plain = client.get("/")
    assert plain.headers["ETag"].startswith('W/"')
    again = client.get("/", headers={**EVERY_BROWSER, "If-None-Match": plain.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Vary"] == plain.headers["Vary"]
    assert again.headers["Cache-Control"] == "public, no-cache"
    assert not {"Content-Encoding", "Content-Type", "Content-Length"} & set(again.headers.keys())


def test_language_and_display_have_pages_of_their_own(client: AuditingClient) -> None:
    plain, english, large = (client.get(path) for path in ("/", "/?bahasa=en", "/?huruf=150"))
    assert len({page.headers["ETag"] for page in (plain, english, large)}) == 3
    client.set_cookie("tampilan", "en")
    assert client.get("/").data == english.data


def test_a_page_that_holds_a_secret_is_never_compressed(client: AuditingClient) -> None:
    for path in ("/lacak", "/petugas/masuk", "/tampilan"):
        page = client.get(path, headers=EVERY_BROWSER)
        assert page.status_code == 200 and "Content-Encoding" not in page.headers
        assert "public" not in page.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/lapor", "/lapor?cara=satu-halaman"])
def test_a_form_is_compressed_only_while_it_is_blank_and_its_token_new(browser: FlaskClient, path: str) -> None:
    one, other = (browser.get(path, headers=EVERY_BROWSER) for _ in range(2))
    assert one.headers["Content-Encoding"] == "br" and "Accept-Encoding" in one.headers["Vary"]
    assert brotli.decompress(one.data) != brotli.decompress(other.data)
    typed = browser.post("/lapor", data={"langkah": "1", "lanjut": "1"}, headers=EVERY_BROWSER)
    assert typed.status_code == 422 and "Content-Encoding" not in typed.headers


def test_keeping_can_be_switched_off(config: Config) -> None:
    app = create_app(replace(config, kept_pages=0))
    app.test_client_class = AuditingClient
    client = app.test_client()
    assert client.get("/").data == client.get("/").data
    assert app.extensions["kept_pages"].most == 0


def test_only_the_pages_asked_for_last_are_kept() -> None:
    made: list[str] = []

    def make(name: str) -> Callable[[], bytes]:
        def page() -> bytes:
            made.append(name)
            return name.encode()

        return page

    pages = KeptPages(most=2)
    for name in ("a", "b", "a", "c", "a", "b"):
        assert pages.get(name, make(name)).body == name.encode()
    assert made == ["a", "b", "c", "b"]


def test_nothing_is_kept_where_nothing_may_be() -> None:
    made: list[int] = []
    pages = KeptPages(most=0)
    for number in (1, 2):
        pages.get("page", lambda number=number: made.append(number) or b"")  # type: ignore[misc, func-returns-value]
    assert made == [1, 2]


def test_pages_are_kept_by_weight_too() -> None:
    pages = KeptPages(3)
    for number in range(3):
        pages.get(number, lambda: b"x" * LARGE)
    pages.get("again", lambda: b"x" * LARGE)
    pages.get("heavy", lambda: b"x" * 2 * LARGE)
    assert [len(pages.get(key, lambda: b"made anew").body) for key in ("again", "heavy", 2)] == [
        *(LARGE, 2 * LARGE),
        len(b"made anew"),
    ]
    assert pages.get("too heavy", lambda: b"x" * 9 * LARGE).body == b"x" * 9 * LARGE
