"""One level up: by the reporter only, to exactly those who were shown, without a trace for the level below."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select, update

from tests.auditing import AuditingClient, Page
from tests.whistleblowing.box.conftest import Filed, come_in
from tests.whistleblowing.office import edited
from webapp.whistleblowing import vault
from webapp.whistleblowing.exclusions import involved_in
from webapp.whistleblowing.models import Audit, Entry, Handling, Holder, Report, Wrap
from webapp.whistleblowing.statuses import Status
from webapp.whistleblowing.tree import Involved


def below(filed: Filed) -> list[tuple[Any, ...]]:
    """Every value of every row that the city's desk knows of, keys of its people included."""
    with filed.rooms.db.read() as session:
        handling = session.scalars(select(Handling).where(Handling.report_id == filed.id, Handling.level == 0)).one()
        people = session.scalars(select(Holder.id).where(Holder.inspectorate_id == handling.inspectorate_id))
        names = [vault.holder(one) for one in people]
        places = [vault.REPORT, vault.IDENTITY, vault.talk(handling.id), vault.desk(handling.id)]
        queries = (
            select(Report.__table__),
            select(Handling.__table__).where(Handling.id == handling.id),
            select(Wrap.__table__).where(Wrap.holder.in_(names)).order_by(Wrap.compartment, Wrap.holder),
            select(Entry.__table__).where(Entry.compartment.in_(places)).order_by(Entry.id),
            select(Audit.__table__),
        )
        return [tuple(row) for query in queries for row in session.execute(query)]


def up(page: Page, **boxes: object) -> Page:
    return page.submit("Naikkan satu tingkat").submit("Naikkan sekarang", boxes)


def test_the_level_above_reads_all_and_the_one_below_sees_nothing(reporter: AuditingClient, filed: Filed) -> None:
    filed.says("ani", "Sudahlah, lupakan saja.")
    page = come_in(reporter, filed.code).submit("Kirim", {"Tulisan Anda": "Saya tidak bisa."})
    before = below(filed)
    page = page.submit("Naikkan satu tingkat")
    assert "Dedi Supriadi, Inspektur Provinsi" in page.select("li") and "Ani" not in page.text
    page = page.submit("Naikkan sekarang")
    assert "Sudah naik satu tingkat." in page.text and "Inspektorat Provinsi" in page.select("h2")
    assert below(filed) == before
    eka, ani = filed.office.reader("eka"), filed.office.reader("ani")
    assert filed.read(vault.REPORT, eka) == filed.read(vault.REPORT, ani)
    assert filed.talk(eka) == [("question", "Sudahlah, lupakan saja."), ("message", "Saya tidak bisa.")]
    assert filed.talk(ani, level=1) is None and filed.talk(eka, level=1) is not None
    assert filed.read(vault.IDENTITY, filed.office.reader("lestari")) is None


def test_a_new_talk_that_the_lower_desk_can_not_read(reporter: AuditingClient, filed: Filed) -> None:
    page = up(come_in(reporter, filed.code))
    filed.says("dedi", "Sejak kapan?", level=1)
    before = below(filed)
    page = page.submit("Kirim", {"Tulisan Anda": "Sejak Mei."})
    assert below(filed) == before
    assert [one for one in filed.talk(level=1) or [] if one[0] != "excluded"] == [
        ("question", "Sejak kapan?"),
        ("message", "Sejak Mei."),
    ]
    assert "excluded" not in page.text
    page.choose("Kepada siapa?", "Inspektorat Kota Contoh").submit("Kirim", {"Tulisan Anda": "Masih menunggu."})
    assert filed.talk(filed.office.reader("ani")) == [("message", "Masih menunggu.")]


def test_the_identity_goes_along_only_by_choice(reporter: AuditingClient, filed: Filed) -> None:
    page = come_in(reporter, filed.code).submit("Naikkan satu tingkat")
    assert "Penjaga identitas di sana: Lestari Ningsih." in page.text
    page.check("Serahkan juga identitas saya").submit("Naikkan sekarang")
    [told] = filed.read(vault.IDENTITY, filed.office.reader("lestari")) or []
    assert told.text == "Siti, 0812" and filed.read(vault.IDENTITY, filed.office.reader("dedi")) is None


def test_who_is_involved_gets_no_key_even_later(reporter: AuditingClient, filed: Filed) -> None:
    page = come_in(reporter, filed.code).submit("Naikkan satu tingkat").check("Eka Putri")
    page = page.submit("Naikkan sekarang")
    assert page.errors == [
        "Daftar pembaca di bawah ini sudah berubah. Belum ada yang dikirim. Baca lagi, lalu tekan tombolnya."
    ]
    assert len(filed.handlings()) == 1 and "Eka Putri, Auditor investigatif" not in page.select("main > ul > li")
    page.submit("Naikkan sekarang")
    assert filed.read(vault.REPORT, filed.office.reader("eka")) is None
    with filed.rooms.db.read() as session:
        eka = filed.office.people["eka"]
        assert involved_in(session, filed.id, filed.office.reader("dedi")).ids == {eka}
        assert involved_in(session, filed.id, filed.office.reader("ani")) == Involved()


def test_an_involved_head_sends_it_further_up(reporter: AuditingClient, filed: Filed) -> None:
    page = come_in(reporter, filed.code).submit("Naikkan satu tingkat").check("Dedi Supriadi")
    page = page.submit("Perbarui daftar pembaca")
    assert "Inspektorat Jenderal membaca semuanya" in page.text
    page.submit("Naikkan sekarang")
    assert filed.read(vault.REPORT, filed.office.reader("gita"))
    assert filed.read(vault.REPORT, filed.office.reader("eka")) is None


def test_exclusions_of_the_first_report_hold_above(reporter: AuditingClient, file_report: Callable[..., Filed]) -> None:
    filed = file_report("eka")
    page = come_in(reporter, filed.code).submit("Naikkan satu tingkat")
    assert "Eka" not in page.text
    page = page.check("Dedi").submit("Perbarui daftar pembaca").submit("Naikkan sekarang")
    mine = page.submit("Baca yang saya kirim").select("main li blockquote")[-2:]
    assert mine == ["Eka Putri, Auditor investigatif", "Dedi Supriadi, Inspektur Provinsi"]
    assert filed.read(vault.REPORT, filed.office.reader("eka")) is None


def test_whoever_joined_meanwhile_is_shown_first(reporter: AuditingClient, filed: Filed) -> None:
    page = come_in(reporter, filed.code).submit("Naikkan satu tingkat")
    with filed.rooms.db.write() as session:
        edited(session, "eka", public_key=bytes(filed.office.keys["gita"].public_key))
    page = page.submit("Naikkan sekarang")
    assert page.errors and len(filed.handlings()) == 1


def test_at_the_top_it_is_refused_honestly(reporter: AuditingClient, file_report: Callable[..., Filed]) -> None:
    filed = file_report(place="kementerian")
    with filed.rooms.db.write() as session:
        session.execute(update(Handling).values(status=Status.OUTSIDE_REMIT.value))
    page = come_in(reporter, filed.code)
    assert "Naikkan satu tingkat" not in page.buttons and "kws.kpk.go.id" in page.text
    assert "naik satu tingkat" not in page.text
    for step in ("naik", "naik-kirim"):
        answer = reporter.post("/kotak", data={"langkah": step, "segel": "x"})
        assert "Ini tingkat yang tertinggi di sini." in answer.get_data(as_text=True)
    assert len(filed.handlings()) == 1


def test_where_all_above_are_involved_it_is_refused(reporter: AuditingClient, filed: Filed) -> None:
    page = come_in(reporter, filed.code).submit("Naikkan satu tingkat").check("Dedi Supriadi")
    page = page.submit("Perbarui daftar pembaca").check("Fajar Nugroho").check("Gita")
    for button in ("Naikkan sekarang", "Perbarui daftar pembaca"):
        page = page.submit(button)
        assert "Semua pemegang kunci di tingkat atas Anda tandai" in page.text and "telepon 198" in page.text
        assert len(page.field("terlibat").values) == 3 and "Naikkan sekarang" not in page.buttons
    page = page.uncheck("Gita").submit("Perbarui daftar pembaca")
    assert len(filed.handlings()) == 1


def test_pressed_twice_it_is_one_level(reporter: AuditingClient, filed: Filed) -> None:
    page = come_in(reporter, filed.code).submit("Naikkan satu tingkat")
    page.submit("Naikkan sekarang")
    assert "Sudah naik satu tingkat." in page.submit("Naikkan sekarang").text
    assert len(filed.handlings()) == 2


def test_two_tabs_are_one_level(reporter: AuditingClient, filed: Filed) -> None:
    box = come_in(reporter, filed.code)
    first, second = (box.submit("Naikkan satu tingkat") for _ in range(2))
    first.submit("Naikkan sekarang")
    assert second.submit("Naikkan sekarang").errors and len(filed.handlings()) == 2


def test_what_is_typed_for_involved_may_be_anything(reporter: AuditingClient, filed: Filed) -> None:
    come_in(reporter, filed.code)
    for typed in ("x", "-1", "9" * 8, "9" * 400, "1; drop table wrap", "²"):
        answer = reporter.post("/kotak", data={"langkah": "naik", "terlibat": typed})
        assert "Dedi Supriadi" in answer.get_data(as_text=True)
