"""How an officer does each action, as the pages ask for it: who, in which status, and what is filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests import world
from tests.auditing import Page
from tests.desk.work.office import EXPLANATION, Office
from webapp.base.ids import shown
from webapp.cases.reports import Help
from webapp.cases.workflow import Action, Status
from webapp.desk.actions import DEEDS

Fill = Callable[[Office, Page], Page]
"""From the empty page of an action to the page that follows when it was sent."""


@dataclass(frozen=True)
class Way:
    """One happy path: `then` is the status in which the case is left.

    The case is `with_` what it needs; `before` is what else has happened by then.
    """

    action: Action
    who: str
    at: Status
    then: Status
    fill: Fill
    with_: Mapping[str, Any] = field(default_factory=dict)
    before: tuple[Action, ...] = ()


def _send(action: Action, **fields: object) -> Fill:
    return lambda office, page: page.submit(str(DEEDS[action].button), fields)


def _assign(office: Office, page: Page) -> Page:
    return page.submit("Teruskan kasus", Instansi="Dinas PUPR Samarinda")


def _reassign(office: Office, page: Page) -> Page:
    page = page.submit("Cari instansi", cari="dinkes", explanation=EXPLANATION)
    assert page.field("explanation").value == EXPLANATION
    return page.submit("Alihkan kasus", Instansi="Dinas Kesehatan Kota Samarinda")


def _return(office: Office, page: Page) -> Page:
    page = page.submit("Cari instansi", cari="kesehatan kota", explanation=EXPLANATION)
    return page.submit("Kembalikan kasus", Instansi="Dinas Kesehatan Kota Samarinda")


def on(day: str, name: str) -> dict[str, Any]:
    """`29 12 2026` in the three boxes of a date."""
    return dict(zip((f"{name}-day", f"{name}-month", f"{name}-year"), day.split(), strict=True))


ANSWER = {
    **{name: text for name, text in world.FACTS[Action.ANSWER].items() if name != "by_when"},
    "by_when": "akan",
    **on("29 12 2026", "tanggal"),
}
"""What an officer fills in to answer."""
ANSWERED = world.FACTS[Action.ANSWER] | {"by_when": "Paling lambat Selasa, 29 Desember 2026."}
"""What the reporter reads of it."""


def _answer(office: Office, page: Page) -> Page:
    page = page.submit("Lihat sebagai pelapor", ANSWER)
    assert page.h1 == "Periksa jawaban sebelum dikirim"
    assert all(text in page.text for text in ANSWERED.values())
    return page.submit("Kirim jawaban")


def _merge(office: Office, page: Page) -> Page:
    leading = office.case(key="leading", title="Parit Gang 4 juga tersumbat")
    page = page.submit("Lihat kedua laporan", leading=shown(leading.ticket), explanation=EXPLANATION)
    assert page.h1 == "Periksa kedua laporan"
    assert all(one in page.text for one in ("Parit Gang 4 juga tersumbat", world.REPORT.title, EXPLANATION))
    return page.submit("Gabungkan kasus")


def classify(office: Office, page: Page) -> Page:
    """By the questions: somebody outside must look into it."""
    answers: dict[str, Any] = {"misuse": "tidak", "loss": "tidak", "inspection": "ya", "unit": "tidak"}
    page = page.submit("Lihat golongan dan tenggatnya", **answers, explanation=EXPLANATION)
    assert page.h1 == "Periksa golongan dan tenggatnya"
    return page.submit("Simpan golongan")


def _categorise(office: Office, page: Page) -> Page:
    page = page.submit("Cari kategori", cari_kategori="parkir liar", explanation=EXPLANATION)
    return page.submit("Tetapkan kategori ini", kategori="Parkir liar dan parkir di trotoar")


def _ask_part(office: Office, page: Page) -> Page:
    page = page.submit("Cari instansi", cari="kesehatan kota", task=EXPLANATION)
    return page.submit("Minta bagian", Instansi="Dinas Kesehatan Kota Samarinda")


VIDEO = {"title": "Parit tersumbat", "body": "Air masuk ke rumah saya setiap hujan."}
"""What an interpreter writes."""
LARGE_PRINT = Help(("large_print",))
A, S = Action, Status
WAYS = (
    Way(A.ASSIGN, "rina", S.RECEIVED, S.ASSIGNED, _assign),
    Way(A.REASSIGN, "rina", S.ASSIGNED, S.ASSIGNED, _reassign),
    Way(A.REASSIGN, "rina", S.IN_PROGRESS, S.ASSIGNED, _reassign),
    Way(A.START, "rahma", S.ASSIGNED, S.IN_PROGRESS, _send(A.START, note="Petugas sudah mengukur parit.")),
    Way(A.NOTE, "rahma", S.IN_PROGRESS, S.IN_PROGRESS, _send(A.NOTE, note="Pengerukan mulai Senin.")),
    Way(A.ANSWER, "rahma", S.ASSIGNED, S.ANSWERED, _answer),
    Way(A.ANSWER, "rahma", S.IN_PROGRESS, S.ANSWERED, _answer),
    Way(A.ASK_INFO, "rina", S.RECEIVED, S.NEEDS_INFO, _send(A.ASK_INFO, question="Di sisi jalan yang mana?")),
    Way(A.ASK_INFO, "rahma", S.IN_PROGRESS, S.NEEDS_INFO, _send(A.ASK_INFO, question="Pada jam berapa airnya naik?")),
    Way(A.RETURN, "rahma", S.ASSIGNED, S.RECEIVED, _return),
    Way(A.RETURN, "rahma", S.IN_PROGRESS, S.RECEIVED, _return),
    Way(
        A.ARCHIVE, "rina", S.RECEIVED, S.ARCHIVED,
        _send(A.ARCHIVE, reason="in_court", explanation="Perkara nomor 12 sedang diperiksa pengadilan."),
    ),
    Way(A.MERGE, "rina", S.RECEIVED, S.ARCHIVED, _merge),
    Way(A.ASK_CONTRIBUTION, "rina", S.IN_PROGRESS, S.IN_PROGRESS, _ask_part),
    Way(A.ASK_CONTRIBUTION, "rahma", S.ASSIGNED, S.ASSIGNED, _ask_part),
    Way(
        A.CONTRIBUTE, "dewi", S.IN_PROGRESS, S.IN_PROGRESS,
        _send(A.CONTRIBUTE, contribution="Saluran rumah sakit bersih."), before=(A.ASK_CONTRIBUTION,),
    ),
    Way(
        A.DECLINE_CONTRIBUTION, "dewi", S.ASSIGNED, S.ASSIGNED,
        _send(A.DECLINE_CONTRIBUTION, reason="part_not_ours", explanation=EXPLANATION), before=(A.ASK_CONTRIBUTION,),
    ),
    Way(
        A.RECORD_HELP, "rahma", S.ASSIGNED, S.ASSIGNED,
        _send(A.RECORD_HELP, item="0", outcome="promised", **on("29 Desember 2026", "kapan")),
        with_={"help": LARGE_PRINT},
    ),
    Way(
        A.INTERPRET, "rina", S.RECEIVED, S.RECEIVED,
        _send(A.INTERPRET, **VIDEO, interpreter="Budi Santoso"), with_={"signed": True},
    ),
    *(
        Way(A.TAKE_UP, "rina", at, then, _send(A.TAKE_UP, explanation=EXPLANATION), before=(A.CATEGORISE,))
        for at, then in ((S.CLOSED, S.IN_PROGRESS), (S.ARCHIVED, S.RECEIVED))
    ),
    Way(A.CONFIRM_FOR, "rina", S.ANSWERED, S.CLOSED, _send(A.CONFIRM_FOR, explanation=EXPLANATION)),
    Way(A.CLOSE, "rina", S.ANSWERED, S.CLOSED, _send(A.CLOSE, explanation=EXPLANATION)),
    Way(A.CLASSIFY, "rina", S.RECEIVED, S.RECEIVED, classify),
    Way(A.CATEGORISE, "rina", S.CLOSED, S.CLOSED, _categorise),
    Way(A.READ, "rahma", S.CLOSED, S.CLOSED, _send(A.READ), before=(A.ADD_MESSAGE,)),
    Way(
        A.KEEP_AGENCY, "rina", S.ASSIGNED, S.ASSIGNED,
        _send(A.KEEP_AGENCY, explanation=EXPLANATION), before=(A.WRONG_AGENCY,),
    ),
    Way(A.MAKE_CONFIDENTIAL, "rahma", S.ASSIGNED, S.ASSIGNED, _send(A.MAKE_CONFIDENTIAL, explanation=EXPLANATION)),
    Way(A.PROPOSE_TEXT, "rina", S.RECEIVED, S.RECEIVED, _send(A.PROPOSE_TEXT)),
    Way(
        A.DECLINE_TEXT, "rina", S.RECEIVED, S.RECEIVED,
        _send(A.DECLINE_TEXT, reason="accuses_person", explanation=EXPLANATION),
    ),
)  # fmt: skip
