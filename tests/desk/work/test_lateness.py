"""Page, queue, its counter and the dossier say the same on every day around a deadline."""

from __future__ import annotations

import pytest

from tests.auditing import AuditingClient
from tests.desk.work.office import Office, url
from tests.tracking.conftest import own_page

IN_TIME, LAST, LATE = "in time", "last day", "late"


@pytest.mark.parametrize(
    ("came", "due", "today", "where", "words", "lead"),
    [
        (15, "Jumat, 18", 17, IN_TIME, "1 hari kerja lagi", []),
        (15, "Jumat, 18", 18, LAST, "Hari ini", []),
        (15, "Jumat, 18", 19, LATE, "Sudah lewat batas", ["Batasnya Jumat, 18 Desember 2026, sudah lewat."]),
        (15, "Jumat, 18", 20, LATE, "Sudah lewat batas", ["Batasnya Jumat, 18 Desember 2026, sudah lewat."]),
        (15, "Jumat, 18", 21, LATE, "Terlambat 1 hari kerja", ["Terlambat 1 hari kerja."]),
        (18, "Rabu, 23", 24, LATE, "Sudah lewat batas", ["Batasnya Rabu, 23 Desember 2026, sudah lewat."]),
        (18, "Rabu, 23", 28, LATE, "Terlambat 1 hari kerja", ["Terlambat 1 hari kerja."]),
    ],
    ids=["Thursday", "Friday", "Saturday", "Sunday", "Monday", "joint leave", "after Christmas"],
)
def test_all_say_the_same(
    office: Office, came: int, due: str, today: int, where: str, words: str, lead: list[str]
) -> None:
    office.clock.present = office.clock.present.replace(day=came)
    case = office.case()
    office.clock.present = office.clock.present.replace(day=today)
    desk = office.come_in("rina")

    queue = desk.get_page("/petugas/")
    assert queue.select("tbody td")[-1] == f"{words} {due} Desember 2026"
    assert bool(queue.select("tbody b.late")) is (where == LATE)
    assert ("1 terlambat." in queue.text) is (where == LATE)
    assert ("1 harus ditindaklanjuti hari ini." in queue.text) is (where == LAST)

    big = "Hari ini hari terakhir." if where == LAST else words
    assert desk.get_page(url(case)).select(".clock .big")[0] == big

    visitor = office.app.test_client()
    assert isinstance(visitor, AuditingClient)
    own = own_page(visitor, case)
    assert own.select(".clock .big")[0] == big
    assert own.select(".lead .late") == lead
    assert ("Sudah terlambat, batasnya" in own.text) is (where == LATE)
    assert ("Batasnya sudah lewat." in own.text) is (where == LATE)

    dossier = own.submit("Lanjutkan ke Ombudsman")
    assert ("Ada janji kami pada laporan ini yang lewat batas." in dossier.text) is (where == LATE)
    assert ("Instansi masih dalam batas waktunya." in dossier.text) is (where != LATE)
