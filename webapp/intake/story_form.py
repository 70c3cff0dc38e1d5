"""The step at which the report itself is told: written, or in a video of sign language."""

from __future__ import annotations

from typing import Any

from wtforms import FileField, FormField

from webapp.base.day_form import DayForm
from webapp.base.forms import PlainStringField, PlainTextAreaField, Required
from webapp.base.sentences import _, _l
from webapp.cases.reports import BODY, TITLE, Kind
from webapp.intake.fields import AtMost
from webapp.intake.step_form import StepForm

OUTCOME = 500
"""Most characters of what is wished for, or of when it roughly was."""


class StoryForm(StepForm):
    """What happened, and when."""

    isyarat = FileField(
        _l("Video dalam Bahasa Isyarat Indonesia (BISINDO), boleh kosong"),
        description=_l(
            "Pengganti judul dan cerita. Video MP4, 3GP, atau WebM sampai 50 MB. Juru bahasa isyarat menulisnya dalam "
            "bahasa Indonesia, dan Anda boleh membetulkannya. Video memperlihatkan wajah Anda: hanya petugas yang "
            "menangani dan juru bahasa yang melihatnya. Video tidak pernah terbit, dan laporannya tidak dapat anonim."
        ),
    )
    judul = PlainStringField(
        _l("Judul"), [Required(_l("Tulis judul, satu kalimat saja.")), AtMost(TITLE)],
        description=_l("Satu kalimat, misalnya “Lampu jalan mati di Jalan Mulawarman”."),
    )  # fmt: skip
    isi = PlainTextAreaField(
        _l("Ceritakan"), [Required(_l("Ceritakan kejadian, usul, atau pertanyaan Anda.")), AtMost(BODY)],
        description=_l(
            "Apa yang terjadi dan siapa yang terdampak. "
            "Jangan tulis nomor induk kependudukan (NIK) atau nomor telepon di sini."
        ),
    )  # fmt: skip
    harapan = PlainTextAreaField(
        _l("Apa yang Anda harapkan? (boleh kosong)"), [AtMost(OUTCOME)],
        description=_l("Misalnya “paritnya dikeruk sebelum musim hujan”."),
    )  # fmt: skip
    kapan = FormField(
        DayForm, _l("Kapan terakhir terjadi?"),
        description=_l("Bulan boleh ditulis namanya. Tidak ingat? Kosongkan, lalu tulis kira-kira di bawah."),
    )  # fmt: skip
    kira = PlainStringField(
        _l("Kira-kira kapan? (boleh kosong bila tanggal terisi)"), [AtMost(OUTCOME)],
        description=_l("Misalnya “sejak bulan lalu, setiap hujan” atau “pagi, sekitar pukul 7”."),
    )  # fmt: skip

    def fit(self) -> None:
        """Only a complaint has a day on which it happened."""
        if not self.whole and self.kind not in (None, Kind.COMPLAINT):
            del self.kapan, self.kira
        if self.signed:
            texts: tuple[Any, ...] = (self.judul, self.isi)
            for field in texts:
                field.validators = [check for check in field.validators if not isinstance(check, Required)]
        super().fit()

    def validate(self, extra_validators: Any = None) -> bool:
        """A complaint says when, exactly or roughly."""
        good = super().validate(extra_validators)
        if self.kind is not Kind.COMPLAINT or self.kapan is None or self.kapan.errors:
            return good
        if self.kapan.form.found or self.kira.data:
            return good
        missing = _("Tulis kapan terakhir terjadi. Kira-kira saja boleh.")
        self.kapan.form.day.errors = [*self.kapan.form.day.errors, missing]
        return False
