"""Installable, and nothing of a person ever kept on the device."""

from __future__ import annotations

import re

from tests.auditing import AuditingClient
from tests.conftest import Clock
from webapp.app import create_app
from webapp.base.paths import STATIC
from webapp.config import Config


def test_manifest_names_icons_that_exist(client: AuditingClient) -> None:
    response = client.get("/manifest.webmanifest")
    assert response.mimetype == "application/manifest+json"
    assert response.headers["Cache-Control"] == "no-cache"
    assert response.json is not None
    assert (response.json["id"], response.json["start_url"], response.json["display"]) == ("/", "/", "standalone")
    assert "share_target" not in response.json
    sizes = {icon["sizes"] for icon in response.json["icons"]}
    assert {"any", "192x192", "512x512"} <= sizes
    for icon in response.json["icons"]:
        assert client.get(icon["src"]).status_code == 200


def test_icons_have_the_size_they_claim() -> None:
    for size in (192, 512):
        header = (STATIC / "icons" / f"{size}.png").read_bytes()[:24]
        assert (int.from_bytes(header[16:20]), int.from_bytes(header[20:24])) == (size, size)


def test_worker_keeps_the_offline_page_and_its_style_only(client: AuditingClient) -> None:
    response = client.get("/sw.js")
    assert response.mimetype == "text/javascript"
    assert response.headers["Cache-Control"] == "no-cache"
    kept = re.findall(r"addAll\((\[.*?\])\)", response.text)
    assert len(kept) == 1
    assert re.fullmatch(r'\["/luring", "/static/css/lapor\.[0-9a-f]{12}\.css"\]', kept[0])
    assert "cache.put" not in response.text
    assert len(response.text.splitlines()) <= 15


def test_worker_is_the_same_until_the_offline_page_changes(client: AuditingClient) -> None:
    first = client.get("/sw.js").text
    assert client.get("/sw.js").text == first
    client.get_page("/tampilan?huruf=200")
    assert client.get("/sw.js").text != first, "the offline page now has larger letters, so the worker must be renewed"


def test_the_name_of_the_cache_holds_no_time(client: AuditingClient, clock: Clock, config: Config) -> None:
    """A name that changes by itself fetches the page anew each time; one the worker makes up is never found again."""
    first = client.get("/sw.js").text
    assert re.search(r'^const CACHE = "luring-[0-9a-f]{12}";$', first, re.MULTILINE)
    assert not re.search(r"Date|performance|random", first)
    clock.pass_by(days=400)
    later = create_app(config, clock)
    assert later.test_client().get("/sw.js").text == first, "another process on another day"


def test_pages_register_the_worker_but_the_desk_and_the_offline_page_do_not(client: AuditingClient) -> None:
    assert "/static/js/pwa." in client.get_page("/").html
    assert "/static/js/" not in client.get_page("/luring").html
    assert "/static/js/pwa." not in client.get_page("/petugas/masuk").html


def test_offline_page_says_whom_to_call(client: AuditingClient) -> None:
    page = client.get_page("/luring")
    assert page.h1 == "Anda sedang tidak tersambung"
    assert any(item.startswith("112") for item in page.select(".numbers li"))
