"""The pages that tell: what they promise, and to whom they send a person."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask, abort

from tests.auditing import AuditingClient
from tests.auditing.safety import EXPLAINED
from webapp.app import create_app
from webapp.base import display
from webapp.base.paths import TEMPLATES
from webapp.base.sessions import OFFICE_DAY
from webapp.config import Config, Mode, Site
from webapp.desk import access
from webapp.public import routes
from webapp.tracking import me_too

PAGES = ("/", "/bantuan", "/tampilan", "/aksesibilitas", "/luring")


@pytest.mark.parametrize("path", PAGES)
def test_page_stands_in_both_languages(client: AuditingClient, path: str) -> None:
    for language in ("id", "en"):
        page = client.get_page(f"{path}?bahasa={language}")
        assert page.status == 200
        assert page.document.soup.html is not None
        assert page.document.soup.html["lang"] == language


def test_home_leads_to_report_ticket_and_safe_way(client: AuditingClient) -> None:
    home = client.get_page("/")
    assert {"Mulai melapor", "Baca jalan aman"} <= set(home.links)
    assert "Lihat perkembangan" in home.buttons
    form = home.document.soup.select_one("main form")
    assert form is not None
    assert (form["action"], form["method"], home.field("Nomor tiket").name) == ("/lacak", "get", "tiket")


def test_emergency_numbers_come_from_the_settings(config: Config) -> None:
    site = replace(config.site, emergency=(("911", "segala bahaya, 100%"),))
    home = _site(config, site).get_page("/")
    assert "911 segala bahaya, 100%" in home.select(".numbers li")
    assert "112" not in home.text


def test_corruption_goes_to_the_sealed_channel_where_there_is_one(config: Config) -> None:
    site = replace(
        config.site, sealed_url="https://aman.contoh/", inspectorate_contact="Inspektorat, telepon 0511-555-0101"
    )
    client = _site(config, site)
    assert "Lapor tanpa identitas" in client.get_page("/").links
    help_page = client.get_page("/bantuan")
    assert "saluran terkunci untuk korupsi" in help_page.links
    assert "Inspektorat, telepon 0511-555-0101" in help_page.text


def test_help_line_names_only_what_there_is(config: Config) -> None:
    both = replace(config.site, help_phone="0541-555-0100", help_sms="90909", help_hours="hari kerja")
    texts = {
        "both": _footer(config, both),
        "phone": _footer(config, replace(both, help_sms="")),
        "sms": _footer(config, replace(both, help_phone="")),
        "none": _footer(config, replace(both, help_phone="", help_sms="")),
    }
    assert "0541-555-0100 atau SMS 90909" in texts["both"]
    assert "SMS" not in texts["phone"]
    assert "Telepon" not in texts["sms"]
    assert "kantor kelurahan" in texts["none"]


def test_who_needs_a_person_finds_how_to_reach_one(config: Config) -> None:
    site = replace(config.site, help_phone="0541-555-0100", help_email="bantuan@lapor.example", help_hours="hari kerja")
    page = _site(config, site).get_page("/bantuan")
    hrefs = [link["href"] for link in page.document.soup.select("main a[href]")]
    assert {"#hubungi", "tel:05415550100", "mailto:bantuan@lapor.example"} <= set(hrefs)
    assert "Kami ada pada hari kerja." in page.text
    assert "Layanan percobaan ini tidak punya telepon" in _site(config, config.site).get_page("/bantuan").text


def test_demo_says_on_every_page_that_data_are_examples(config: Config) -> None:
    client = _site(replace(config, mode=Mode.DEMO), replace(config.site, is_demo=True))
    for path in PAGES:
        assert "Data contoh." in client.get_page(path).select("header .demo")[0]


def test_outside_the_demo_nothing_says_so(client: AuditingClient) -> None:
    assert client.get_page("/").select(".demo") == []


def test_help_has_a_place_for_each_link_that_others_use(client: AuditingClient) -> None:
    page = client.get_page("/bantuan")
    for name in (
        "cara",
        "tiket",
        "tenggat",
        "anonim",
        "korupsi",
        "kertas",
        "pendamping",
        "ombudsman",
        "data",
        "petugas",
    ):
        assert page.document.by_id(name) is not None, name


def test_a_page_not_changed_is_not_sent_again(client: AuditingClient) -> None:
    first = client.get("/bantuan")
    again = client.get("/bantuan", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    english = client.get("/bantuan?bahasa=en", headers={"If-None-Match": first.headers["ETag"]})
    assert english.status_code == 200


@pytest.mark.parametrize("code", [400, 403, 404, 405, 413, 429, 500, 503])
def test_every_error_is_a_page_that_says_what_to_do(app: Flask, code: int) -> None:
    app.add_url_rule("/galat", view_func=lambda: abort(code))
    page = app.test_client().get_page("/galat")  # type: ignore[attr-defined]
    assert page.status == code
    assert f"kode {code}" in page.text
    assert {"Buat laporan", "Lacak laporan dengan nomor tiket"} <= set(page.links)


def test_unknown_address_and_method(client: AuditingClient) -> None:
    assert client.get_page("/tidak-ada").h1 == "Halaman ini tidak ada"
    assert client.page(client.post("/bantuan")).status == 405


def _site(config: Config, site: Site) -> AuditingClient:
    app = create_app(replace(config, site=site))
    return AuditingClient(app, app.response_class)


def _footer(config: Config, site: Site) -> str:
    return _site(config, site).get_page("/").select("footer")[0]


@pytest.mark.parametrize("path", ["/lapor/", "/lacak/", "/bantuan/", "/petugas/masuk/"])
def test_a_slash_at_the_end_of_an_address_changes_nothing(client: AuditingClient, path: str) -> None:
    assert client.get_page(path).h1 == client.get_page(path.rstrip("/")).h1


def test_help_explains_every_cookie_and_how_long_it_stays(client: AuditingClient) -> None:
    told = client.get_page("/bantuan").document.soup.select(".facts > div")
    cookies = {name: row.get_text() for row in told for name in re.findall("“([a-z_]+)”", row.get_text())}
    assert cookies.keys() == EXPLAINED
    assert "satu tahun" in cookies[display.COOKIE] and routes.KEPT.days == 365
    assert f"{me_too.KEPT.days} hari" in cookies[me_too.COOKIE]
    assert f"{OFFICE_DAY.absolute.total_seconds() / 3600:.0f} jam" in cookies[access.COOKIE]
    assert client.application.config["SESSION_COOKIE_NAME"] in cookies


def test_the_ombudsman_is_reached_by_the_numbers_of_the_settings(config: Config) -> None:
    site = replace(config.site, ombudsman_phone="138", ombudsman_whatsapp="0811 1111 1111")
    page = _site(config, site).get_page("/bantuan")
    assert {"138", "0811 1111 1111"} <= set(page.select('main a[href^="tel:"]'))
    assert "137" not in page.text and "3737" not in page.text


def test_no_page_has_a_number_of_the_ombudsman_of_its_own() -> None:
    assert [str(path) for path in TEMPLATES.rglob("*") if path.is_file() and "3737" in path.read_text()] == []
