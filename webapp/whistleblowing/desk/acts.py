"""The deeds of an inspector that are a form each: what they are called and what they do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from webapp.base.db import Database
from webapp.base.sentences import _l
from webapp.whistleblowing.desk import forms, handing, identity, retention, service
from webapp.whistleblowing.desk.cases import Case
from webapp.whistleblowing.desk.service import Deed, Work
from webapp.whistleblowing.statuses import NEXT


@dataclass(frozen=True)
class Act:
    """One deed. `done` does it and raises Stale or Refused; `offered` says whether a report can have it now."""

    slug: str
    label: str
    lead: str
    button: str
    form: type[forms.ActForm]
    done: Callable[[Database, Deed, Any], None]
    offered: Callable[[Case], bool] = lambda _case: True


def _plain(work: Callable[[str], Work]) -> Callable[[Database, Deed, Any], None]:
    return lambda db, deed, form: service.do(db, deed, work(form.teks.data))


def _move(db: Database, deed: Deed, form: forms.MoveForm) -> None:
    service.do(db, deed, service.move(form.to, form.teks.data or "", form.days))


def _keep(db: Database, deed: Deed, form: forms.RetentionForm) -> None:
    service.do(db, deed, retention.keep_longer(int(form.tahun.data), form.teks.data or ""))


def _give(db: Database, deed: Deed, form: forms.GrantForm) -> None:
    handing.give(db, deed, int(form.rekan.data))


def _drop(db: Database, deed: Deed, _form: forms.DropForm) -> None:
    handing.drop(db, deed)


ASK_IDENTITY = Act(
    "minta-identitas",
    _l("Minta identitas pelapor"),
    _l("Penjaga identitas membaca alasan Anda, lalu mengizinkan atau menolak. Permintaan ini tercatat."),
    _l("Kirim permintaan"),
    forms.MotiveForm,
    _plain(identity.ask),
    lambda case: case.has_identity,
)
ACTS: tuple[Act, ...] = (
    Act(
        "tanya",
        _l("Tanya pelapor"),
        _l("Pelapor membacanya ketika ia kembali dengan kodenya. Kami tidak dapat memberi tahu dia."),
        _l("Kirim pertanyaan"),
        forms.QuestionForm,
        _plain(service.ask),
    ),
    Act(
        "catat",
        _l("Tulis catatan"),
        _l("Hanya rekan di inspektorat ini yang memegang kunci laporan dapat membacanya. Pelapor tidak."),
        _l("Simpan catatan"),
        forms.NoteForm,
        _plain(service.note),
    ),
    Act(
        "ubah-keadaan",
        _l("Ubah keadaan"),
        _l("Pelapor membaca keadaan yang baru dan alasan Anda."),
        _l("Ubah keadaan"),
        forms.MoveForm,
        _move,
        lambda case: bool(NEXT[case.status]),
    ),
    Act(
        "minta-naikkan",
        _l("Minta pelapor menaikkan"),
        _l("Hanya pelapor memegang kunci untuk inspektorat di atas Anda. Anda hanya dapat mengusulkannya."),
        _l("Kirim usul"),
        forms.HandoverForm,
        _plain(service.propose_handover),
    ),
    Act(
        "simpan-lebih-lama",
        _l("Simpan lebih lama"),
        _l("Laporan terhapus untuk selamanya pada tanggalnya. Alasan Anda tersimpan terkunci."),
        _l("Simpan lebih lama"),
        forms.RetentionForm,
        _keep,
    ),
    Act(
        "beri-kunci",
        _l("Beri kunci kepada rekan"),
        _l("Rekan itu dapat membaca seluruh laporan, percakapan, dan catatan. Pemberian kunci tercatat."),
        _l("Beri kunci"),
        forms.GrantForm,
        _give,
    ),
    Act(
        "lepas-kunci",
        _l("Lepas kunci saya"),
        _l("Anda tidak lagi dapat membuka laporan ini. Hanya rekan yang memegang kunci dapat memberikannya kembali."),
        _l("Lepas kunci saya"),
        forms.DropForm,
        _drop,
        lambda case: len(case.openers) > 1,
    ),
    ASK_IDENTITY,
)
BY_SLUG = {act.slug: act for act in ACTS}
