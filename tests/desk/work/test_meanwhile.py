"""Two officers, one case: nobody overwrites what they have not seen, and nobody loses what they wrote."""

from __future__ import annotations

import pytest

from tests.desk.work.deeds import classify
from tests.desk.work.office import EXPLANATION, Office, url
from webapp.cases.workflow import Action, Status

NOTE = "Petugas sudah datang dan mengukur parit sepanjang 40 meter."


def test_a_note_on_a_case_that_changed_comes_back_with_what_changed(office: Office) -> None:
    case = office.case(Status.IN_PROGRESS)
    first = office.come_in("rahma").get_page(url(case, "catat"))
    classify(office, office.come_in("rina").get_page(url(case, "golongkan")))
    page = first.submit("Simpan catatan", note=NOTE)
    assert page.status == 409
    assert page.title.startswith("Kesalahan: Catat tindak lanjut")
    (told,) = page.errors
    what = "Rina Wijayanti dari Pemerintah Kota Samarinda menetapkan golongan kasus"
    when = "Rabu, 9 Desember 2026 pukul 09.00 WITA"
    assert told.startswith(f"Kasus ini berubah sejak Anda membukanya: {what}, {when}.")
    assert page.field("note").value == NOTE
    before = office.read(case).version
    assert page.submit("Simpan catatan").h1.startswith("Antrean")
    assert office.read(case).version == before + 1


def test_every_change_since_is_listed(office: Office) -> None:
    case = office.case(Status.IN_PROGRESS)
    page = office.come_in("rahma").get_page(url(case, "catat"))
    office.act(case, Action.ADD_MESSAGE)
    office.act(case, Action.NOTE)
    page = page.submit("Simpan catatan", note=NOTE)
    assert page.select(".note li") == [
        "Pelapor menambahkan pesan, Rabu, 9 Desember 2026 pukul 09.00 WITA.",
        "Petugas Dinas PUPR Samarinda mencatat tindak lanjut, Rabu, 9 Desember 2026 pukul 09.00 WITA.",
    ]


def test_an_action_that_is_gone_gives_the_words_back(office: Office) -> None:
    case = office.case()
    page = office.come_in("rina").get_page(url(case, "arsipkan"))
    office.act(case, Action.ASSIGN)
    page = page.submit("Arsipkan kasus", reason="in_court", explanation=EXPLANATION)
    assert (page.status, page.h1) == (409, "Langkah ini tidak tersedia sekarang")
    assert "Petugas Pemerintah Kota Samarinda meneruskan kasus ke Dinas PUPR Samarinda" in page.text
    assert EXPLANATION in page.text
    assert office.read(case).status == Status.ASSIGNED


def test_the_back_button_after_sending_does_nothing_twice(office: Office) -> None:
    case = office.case(Status.ASSIGNED)
    form = office.come_in("rahma").get_page(url(case, "mulai"))
    form.submit("Mulai tindak lanjut", note=NOTE)
    again = form.submit("Mulai tindak lanjut", note=NOTE)
    assert (again.status, again.h1) == (409, "Langkah ini tidak tersedia sekarang")
    assert office.read(case).version == 3


def test_two_notes_from_two_tabs_are_two_notes(office: Office) -> None:
    case = office.case(Status.IN_PROGRESS)
    client = office.come_in("rahma")
    first, second = client.get_page(url(case, "catat")), client.get_page(url(case, "catat"))
    first.submit("Simpan catatan", note="Satu.")
    page = second.submit("Simpan catatan", note="Dua.")
    assert (page.status, page.field("note").value) == (409, "Dua.")


@pytest.mark.parametrize("version", ["", "0", "-1", "99", "x", "9" * 40, "٣"])
def test_a_meddled_version_never_passes(office: Office, version: str) -> None:
    case = office.case(Status.ASSIGNED)
    page = office.come_in("rahma").get_page(url(case, "mulai"))
    page = page.submit("Mulai tindak lanjut", note=NOTE, versi=version)
    assert (page.status, page.field("note").value) == (409, NOTE)
    assert office.read(case).status == Status.ASSIGNED


def test_a_crafted_move_is_refused_and_its_words_given_back(office: Office) -> None:
    case = office.case(Status.ASSIGNED)
    client = office.come_in("rahma")
    page = client.page(client.post(url(case, "catat"), data={"versi": "2", "note": NOTE}))
    assert (page.status, page.h1) == (422, "Langkah ini tidak tersedia sekarang")
    assert NOTE in page.text
    assert client.post(url(case, "arsipkan"), data={"versi": "2"}).status_code == 404
    assert office.read(case).version == 2


def test_a_look_at_an_action_that_does_not_fit_says_so(office: Office) -> None:
    case = office.case(Status.ASSIGNED)
    page = office.come_in("rahma").get_page(url(case, "catat"))
    assert (page.status, page.h1) == (404, "Langkah ini tidak tersedia sekarang")
    assert "Catat tindak lanjut" in page.text
    assert page.follow("Lihat langkah yang tersedia").url.endswith(url(case))


def test_a_case_that_left_the_scope_is_gone(office: Office) -> None:
    case = office.case(Status.ASSIGNED)
    page = office.come_in("rahma").get_page(url(case, "mulai"))
    office.act(case, Action.RETURN)
    assert page.submit("Mulai tindak lanjut", note=NOTE).status == 404
