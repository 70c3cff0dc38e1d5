"""Display choices: kept in one small cookie, or only in an address; never anything else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.auditing import AuditingClient
from webapp.base.display import CHOICES, Contrast, Data, Display, Language, Spacing, TextSize

displays = st.builds(Display, *(st.sampled_from(kind) for kind in (Language, TextSize, Contrast, Spacing, Data)))


@given(displays)
def test_cookie_comes_back_as_it_was(display: Display) -> None:
    assert Display.parse(display.serialise()) == display


@given(displays)
def test_only_the_default_needs_no_cookie(display: Display) -> None:
    assert (display.serialise() == "") == (display == Display())


@given(st.text())
def test_any_cookie_can_be_read(cookie: str) -> None:
    assert Display.parse(Display.parse(cookie).serialise()) == Display.parse(cookie)


def test_words_of_the_choices_never_coincide_but_for_defaults() -> None:
    plain = Display()
    words = [word for name, (_, kind) in CHOICES.items() for word in kind if word != getattr(plain, name)]
    assert len(words) == len(set(words))


def test_address_wins_over_cookie_and_nonsense_over_neither() -> None:
    args = {"bahasa": "id", "huruf": "999", "kontras": "dark"}
    assert Display.chosen("en.150", args) == Display(Language.INDONESIAN, TextSize.LARGER, Contrast.DARK)


def test_classes_name_only_what_was_chosen() -> None:
    assert Display().html_class == ""
    assert Display.parse("en.200.dark.wide").html_class == "size-200 contrast-dark spacing-wide"


def test_choices_hold_on_other_pages_until_undone(client: AuditingClient) -> None:
    page = (
        client.get_page("/tampilan").choose("Ukuran huruf", "Lebih besar: 150 persen").choose("Jarak huruf", "Lapang")
    )
    kept = page.submit("Simpan pilihan")
    assert "tersimpan satu tahun" in kept.text
    assert 'class="size-150 spacing-wide"' in client.get_page("/").html
    client.get_page("/tampilan?bahasa=id&huruf=100&kontras=device&jarak=normal")
    assert client.get_cookie("tampilan") is None
    assert '<html lang="id">' in client.get_page("/").html


def test_language_by_one_link(client: AuditingClient) -> None:
    english = client.get_page("/bantuan").follow("English")
    assert 'lang="en"' in english.html
    assert 'lang="en"' in client.get_page("/bantuan").html
    client.get_page("/").follow("Bahasa Indonesia")
    assert client.get_cookie("tampilan") is None


def test_an_address_alone_keeps_nothing(client: AuditingClient) -> None:
    assert "size-200" in client.get_page("/?huruf=200").html
    assert client.get_cookie("tampilan") is None


def test_an_answer_not_offered_is_told_and_keeps_nothing(client: AuditingClient) -> None:
    page = client.get_page("/tampilan?huruf=999&kontras=dark")
    assert page.status == 422
    assert page.errors == ["Pilih salah satu jawaban yang tersedia."]
    assert page.title.startswith("Kesalahan: ")
    assert client.get_cookie("tampilan") is None


def test_cookie_is_small_and_plain(client: AuditingClient) -> None:
    client.get_page("/tampilan?bahasa=en&huruf=200&kontras=dark&jarak=wide")
    cookie = client.get_cookie("tampilan")
    assert cookie is not None
    assert (cookie.value, cookie.http_only, cookie.same_site) == ("en.200.dark.wide", True, "Lax")


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://localhost/bantuan", "/bantuan"),
        ("http://localhost/tampilan", ""),
        ("https://jahat.example/bantuan", ""),
        ("http://localhost//jahat.example", ""),
        ("http://[jahat", ""),
        ("", ""),
    ],
)
def test_way_back_never_leads_away(client: AuditingClient, came_from: str, back: str) -> None:
    page = client.get_page("/tampilan", referer=came_from)
    hrefs = [str(link["href"]) for link in page.document.soup.select("main .tap a")]
    assert hrefs == ([back] if back else [])


@pytest.mark.parametrize(
    "sent", ["//jahat.example", "https://jahat.example/", "javascript:alert(1)", "/\\jahat.example", "http://[jahat"]
)
def test_way_back_in_the_address_never_leads_away(client: AuditingClient, sent: str) -> None:
    page = client.page(client.get("/tampilan", query_string={"dari": sent}))
    assert page.document.soup.select("main .tap a") == []


def test_way_back_survives_saving(client: AuditingClient) -> None:
    page = client.get_page("/tampilan", referer="http://localhost/bantuan").submit("Simpan pilihan")
    assert page.follow("Kembali ke halaman tadi").h1 == "Bantuan"


def test_easy_words_on_every_page_with_the_same_rights(client: AuditingClient) -> None:
    easy = client.get_page("/tampilan").follow("Bahasa sederhana")
    assert 'lang="id"' in easy.html
    home = client.get_page("/bantuan")
    assert "Belum diuji bersama pembaca. Hak Anda sama." in home.html
    assert "Kami yang mencarinya." in home.text
    assert "Mencarinya tugas kami." not in home.text
    home.follow("Bahasa biasa")
    assert "Mencarinya tugas kami." in client.get_page("/bantuan").text
    assert client.get_cookie("tampilan") is None


@pytest.mark.parametrize("saving", [{"path": "/?pemakaian=hemat"}, {"path": "/", "headers": {"Save-Data": "on"}}])
def test_saving_data_runs_no_script(client: AuditingClient, saving: dict[str, Any]) -> None:
    assert "<script" in client.get_page("/").html
    page = client.get(**saving)
    assert "<script" not in page.text
    assert "/icons/" not in page.text
    assert "Save-Data" in page.headers["Vary"]


@pytest.mark.parametrize("tool", ["nvda", "papan-ketik"])
def test_help_for_one_tool(client: AuditingClient, tool: str) -> None:
    page = client.get_page(f"/bantuan/{tool}")
    assert page.title.startswith("Bantuan untuk ")
    assert "belum diuji bersama pemakai" in page.text


def test_no_help_for_a_tool_that_nobody_knows(client: AuditingClient) -> None:
    assert client.get("/bantuan/radio").status_code == 404


def test_every_term_can_be_linked_to(client: AuditingClient) -> None:
    page = client.get_page("/istilah")
    assert "Hari terakhir. Sampai hari itu sesuatu harus sudah dikerjakan." in page.text
    assert 'id="tenggat"' in page.html
