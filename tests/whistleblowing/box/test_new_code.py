"""Another code: shown first, asked back, and only then the old one stops."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select, update

from tests.auditing import AuditingClient, Page
from tests.conftest import Clock
from tests.whistleblowing.box.conftest import Filed, come_in
from tests.whistleblowing.walk import steps
from webapp.whistleblowing import codes, vault
from webapp.whistleblowing.codes import Code
from webapp.whistleblowing.models import Wrap


def shown(page: Page) -> Code:
    return codes.parse_code(" ".join(page.select(".code")))


def new_code(page: Page) -> Page:
    warned = page.submit("Ganti kode")
    assert "pengeras suara" in warned.text and not warned.select(".code")
    return warned.submit("Tampilkan kode baru")


def test_the_old_code_stops_and_the_new_one_opens_all(
    reporter: AuditingClient, filed: Filed, browser: Callable[[], AuditingClient]
) -> None:
    filed.says("ani", "Kapan?")
    other = come_in(browser(), filed.code)
    page = new_code(come_in(reporter, filed.code))
    old, new = filed.code, shown(page)
    assert old != new
    page = page.submit("Pakai kode baru", {"kelompok": codes.groups(new)[-1]})
    assert "Kode baru sudah berlaku." in page.text and "Kapan?" in page.text
    assert other.submit("Baca yang saya kirim").buttons == ["Buka kotak"]
    assert come_in(browser(), old).errors
    page = come_in(browser(), new)
    assert "kursi" in page.submit("Baca yang saya kirim").text
    filed.code = new
    page.submit("Kirim", {"Tulisan Anda": "Bulan Mei."})
    assert filed.talk(filed.office.reader("budi")) == [("question", "Kapan?"), ("message", "Bulan Mei.")]
    assert filed.read(vault.IDENTITY) is not None


def test_a_wrong_last_group_changes_nothing(
    reporter: AuditingClient, filed: Filed, browser: Callable[[], AuditingClient]
) -> None:
    page = new_code(come_in(reporter, filed.code))
    new = shown(page)
    for typed in ("", "12", codes.groups(new)[0], "x" * 1000, "1" * 100_000):
        page = page.submit("Pakai kode baru", {"kelompok": typed})
        assert page.errors[0].startswith("Lima angka ini tidak sama") and shown(page) == new
    assert come_in(browser(), new).errors
    assert not come_in(browser(), filed.code).errors


def test_the_new_code_is_refused_in_messages_too(reporter: AuditingClient, filed: Filed) -> None:
    page = new_code(come_in(reporter, filed.code))
    new = shown(page)
    spaced = " ".join(codes.groups(new)[-1])
    page = page.submit("Pakai kode baru", {"kelompok": spaced}).submit("Kirim", {"Tulisan Anda": f"Kode: {new}"})
    assert page.errors[0].startswith("Tulisan ini berisi sebagian kode Anda.")


def test_pressed_twice_it_is_said(
    reporter: AuditingClient, filed: Filed, browser: Callable[[], AuditingClient]
) -> None:
    page = new_code(come_in(reporter, filed.code))
    new, held = shown(page), reporter.get_cookie("kotak")
    page.fill("kelompok", new).submit("Pakai kode baru")
    assert held is not None
    reporter.set_cookie("kotak", held.value)
    assert "coba kode yang baru dulu" in page.submit("Pakai kode baru").text
    assert not come_in(browser(), new).errors


def test_a_damaged_part_does_not_keep_the_old_code(
    reporter: AuditingClient, filed: Filed, browser: Callable[[], AuditingClient]
) -> None:
    with filed.rooms.db.write() as session:
        place = vault.talk(filed.handlings()[0])
        session.execute(
            update(Wrap).where(Wrap.compartment == place, Wrap.holder == vault.REPORTER).values(box=b"\x01x")
        )
    page = new_code(come_in(reporter, filed.code))
    new = shown(page)
    page.submit("Pakai kode baru", {"kelompok": codes.groups(new)[-1]})
    page = come_in(browser(), new)
    assert "Bagian ini tidak dapat dibuka" in page.text
    assert "kursi" in page.submit("Baca yang saya kirim").text


def test_keys_of_others_are_not_touched(reporter: AuditingClient, filed: Filed, clock: Clock) -> None:
    def others() -> list[tuple[str, bytes]]:
        with filed.rooms.db.read() as session:
            mine = select(Wrap.holder, Wrap.box).where(Wrap.holder != vault.REPORTER)
            return sorted((holder, box) for holder, box in session.execute(mine))

    before = others()
    page = new_code(come_in(reporter, filed.code))
    page.submit("Pakai kode baru", {"kelompok": codes.groups(shown(page))[-1]})
    assert others() == before


def test_the_token_of_a_draft_shows_nothing_in_another_box(
    reporter: AuditingClient, filed: Filed, browser: Callable[[], AuditingClient]
) -> None:
    other = steps.to_check(browser()).submit("Kirim sekarang")
    token = other.field("draf").value
    code = shown(other.submit("Tampilkan kode"))
    page = come_in(reporter, filed.code).submit("Ganti kode").fill("baru", token).submit("Tampilkan kode baru")
    assert page.field("baru").value == token and shown(page) != code
