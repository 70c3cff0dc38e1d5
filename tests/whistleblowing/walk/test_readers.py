"""Who will be able to read is named before anything is sent, and nobody else gets a key."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from sqlalchemy import delete, update

from tests.auditing import AuditingClient
from tests.whistleblowing.office import Office, edited, edited_place
from tests.whistleblowing.walk import steps
from tests.whistleblowing.walk.steps import CHECK, ON, STORY
from webapp.whistleblowing import locks
from webapp.whistleblowing.models import Handling, Holder, Inspectorate
from webapp.whistleblowing.tree import Involved
from webapp.whistleblowing.vouching import vouch
from webapp.whistleblowing.web import House


@pytest.mark.parametrize("accused", ["Ani Rahmawati, Inspektur Kota", "Inspektur atau Sekretaris Daerah terlibat"])
def test_accused_leaders_send_it_one_level_up(
    reporter: AuditingClient, rooms: House, office: Office, accused: str
) -> None:
    page = steps.to_people(reporter).check(accused).submit(ON).fill("Ceritakan", STORY).submit(ON).submit(ON)
    page = page.submit(ON)
    assert "Lestari Ningsih" in page.text
    page = page.submit(ON)
    assert "langsung ke Inspektorat Provinsi" in page.text
    assert "Dedi Supriadi, Inspektur Provinsi" in page.text
    page.submit("Kirim sekarang")
    assert steps.told(rooms, office, "eka")
    for name in ("ani", "budi", "citra", "fajar"):
        assert steps.told(rooms, office, name) is None
    sent = steps.answers(rooms, office, "eka")
    assert (sent["excluded"], sent["people"]) == ([office.people["ani"]], [["Ani Rahmawati", "Inspektur Kota"]])
    assert sent["answers"].get("Inspektur atau Sekretaris Daerah terlibat") == (
        ["Ya"] if "Sekretaris" in accused else None
    )


def test_a_name_that_is_typed_bars_namesakes_now_and_later(
    reporter: AuditingClient, rooms: House, office: Office
) -> None:
    page = steps.to_people(reporter)
    assert "semua orang yang memegang kunci" in page.text and "Pemeriksa lain melihat siapa" in page.text
    page = page.fill("Orang lain", "  Joko   Widagdo\n\nbudi hartono\nJoko Widagdo").submit(ON)
    page = page.fill("Ceritakan", STORY).submit(ON).submit(ON).submit(ON).submit(ON)
    assert "Joko Widagdo" in page.text
    assert "Budi Hartono, Auditor investigatif" not in page.select("main form > ul > li")
    page.submit("Kirim sekarang")
    assert steps.told(rooms, office, "budi") is None
    out = Involved.of(steps.answers(rooms, office, "ani"))
    assert out.named == ["Joko Widagdo", "budi hartono"]
    with rooms.db.read() as session:
        assert out.bars(Holder(id=99, name="Joko Widagdo")) and not out.bars(
            session.get_one(Holder, office.people["ani"])
        )


@pytest.mark.parametrize(("typed", "fault"), [("a\n" * 3 + "b\n" * 3, ""), ("\n".join(map(str, range(21))), "Paling")])
def test_no_more_names_than_twenty(reporter: AuditingClient, typed: str, fault: str) -> None:
    page = steps.to_people(reporter).fill("Orang lain", typed).submit(ON)
    assert [one[:6] for one in page.errors] == ([fault] if fault else [])
    if fault:
        assert page.field("Orang lain").value.split() == typed.split()


def test_where_nobody_is_left_it_is_refused_in_words(reporter: AuditingClient, rooms: House) -> None:
    page = steps.to_people(reporter, "Inspektorat Jenderal").check("Fajar Nugroho").submit(ON)
    assert page.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Tidak ada pemeriksa yang boleh membaca" in page.errors[0]
    assert page.field("terlibat").values
    page = page.submit("Kembali ke langkah sebelumnya").choose("tujuan", "Inspektorat Kota Contoh").submit(ON)
    assert page.submit(ON).h1.endswith("Apa yang terjadi?")
    assert not steps.reports(rooms)


def test_the_last_reader_leaves_while_one_writes(reporter: AuditingClient, rooms: House, office: Office) -> None:
    page = steps.to_check(reporter)
    with rooms.db.write() as session:
        session.execute(update(Holder).where(Holder.username != "kusuma").values(state="ended"))
        session.execute(update(Holder).where(Holder.username == "ani").values(state="active"))
    page = page.submit("Kirim sekarang")
    assert "berubah sejak halaman ini tampil" in page.errors[0]
    assert "Citra Dewi" not in page.text
    assert page.submit("Kirim sekarang").h1 == "Sudah terkirim"
    assert steps.told(rooms, office, "citra") is None


def test_another_key_than_the_one_that_was_shown(reporter: AuditingClient, rooms: House) -> None:
    page = steps.to_check(reporter)
    with rooms.db.write() as session:
        new = bytes(locks.new_private().public_key)
        edited(session, "citra", public_key=new)
    page = page.submit("Kirim sekarang")
    assert page.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not steps.reports(rooms)
    page = page.submit("Kirim sekarang")
    assert page.h1 == "Sudah terkirim"


def test_what_another_tab_changed_is_shown_before_it_is_sent(reporter: AuditingClient, rooms: House) -> None:
    page = steps.to_check(reporter)
    page.submit("Ubah: Ceritakan").fill("Ceritakan", "Lain ceritanya.").submit(CHECK)
    page = page.submit("Kirim sekarang")
    assert "berubah sejak halaman ini tampil" in page.errors[0]
    assert "Lain ceritanya." in page.text
    assert not steps.reports(rooms)


def test_no_custodian_no_question_for_the_identity(reporter: AuditingClient) -> None:
    page = steps.to_people(reporter).check("Kusuma Wardani").submit(ON).fill("Ceritakan", STORY)
    page = page.submit(ON).submit(ON).submit(ON)
    assert page.h1 == "Periksa isian"
    assert "tidak ada penjaga identitas" in page.text and "tidak dapat ditambahkan" in page.text
    assert "Anda tidak menyebut siapa Anda" not in page.text


def test_a_name_that_nobody_may_open_stays_behind_and_that_is_said(
    reporter: AuditingClient, rooms: House, office: Office
) -> None:
    page = steps.to_evidence(reporter).submit(ON).fill("Nama Anda", "Siti").submit(ON)
    page = page.submit("Ubah: Tidak boleh membaca").check("Kusuma Wardani").submit(CHECK)
    assert "tidak ikut terkirim" in page.text
    page.submit("Kirim sekarang")
    assert steps.told(rooms, office, "kusuma", "identity") is None
    assert "Siti" not in str(steps.told(rooms, office, "ani"))


def test_a_key_on_paper_is_told(reporter: AuditingClient, rooms: House, office: Office) -> None:
    with rooms.db.write() as session:
        public = bytes(locks.new_private().public_key)
        edited_place(session, "kota", offline_public=public)
    assert "Kunci cadangan di atas kertas" in steps.to_check(reporter).text


def test_one_inspectorate_needs_no_choice(reporter: AuditingClient, rooms: House, office: Office) -> None:
    with rooms.db.write() as session:
        kota = Holder.inspectorate_id == office.places["kota"]
        session.execute(delete(Holder).where(~kota))
    page = steps.begin(reporter)
    assert page.h1.endswith("Siapa yang tidak boleh membaca?")
    page = page.submit(ON).fill("Ceritakan", STORY).submit(ON).submit(ON).submit(ON).submit(ON)
    assert page.submit("Kirim sekarang").h1 == "Sudah terkirim"
    with rooms.db.read() as session:
        assert session.query(Handling).one().inspectorate_id == office.places["kota"]


@pytest.fixture
def many(rooms: House, office: Office) -> None:
    """A country full of inspectorates."""
    with rooms.db.write() as session:
        for number in range(30):
            place = Inspectorate(code=f"k{number}", name=f"Inspektorat Kabupaten {number:02}")
            session.add(place)
            session.flush()
            row = Holder(
                inspectorate_id=place.id,
                username=f"p{number}",
                name="Orang",
                office="Auditor",
                is_head=False,
                role="inspector",
                state="active",
                salt=bytes(16),
                public_key=bytes(locks.new_private().public_key),
            )
            session.add(row)
            vouch(session, row)


@pytest.mark.usefixtures("many")
def test_of_many_inspectorates_one_is_searched(reporter: AuditingClient) -> None:
    assert "satu dari 33 inspektorat" in reporter.get_page("/").text
    page = steps.begin(reporter)
    assert page.submit(ON).errors == ["Pilih inspektorat yang akan membaca."]
    page = page.fill("Cari nama", "tidak ada").submit("Cari")
    assert "Tidak ada nama yang cocok" in page.text
    page = page.fill("Cari nama", "kota contoh").submit("Cari")
    assert page.field("tujuan").options == ["Belum dipilih", "Inspektorat Kota Contoh"]
    page = page.choose("tujuan", "Inspektorat Kota Contoh").fill("Cari nama", "07").submit("Cari")
    assert page.field("tujuan").options == ["Inspektorat Kota Contoh", "Inspektorat Kabupaten 07"]
    page = page.submit(ON)
    assert "Ani Rahmawati" in page.text
    page = page.submit("Kembali ke langkah sebelumnya")
    assert page.field("tujuan").value == page.field("tujuan").values[0]


@pytest.mark.usefixtures("many")
def test_a_search_shows_at_most_twelve(reporter: AuditingClient) -> None:
    page = steps.begin(reporter).fill("Cari nama", "inspektorat").submit("Cari")
    assert len(page.field("tujuan").options) == 1 + 12
