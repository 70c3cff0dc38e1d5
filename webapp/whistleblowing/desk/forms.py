"""The forms of the desk. A hidden field says which version of the report its reader has seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from wtforms import Form, HiddenField
from wtforms.validators import ValidationError

from webapp.base.forms import AtMost, Choice, PlainStringField, PlainTextAreaField, Required, options, version_of
from webapp.base.i18n import date_long
from webapp.base.sentences import _, _l
from webapp.whistleblowing.desk.cases import Case
from webapp.whistleblowing.desk.retention import YEARS, prolonged
from webapp.whistleblowing.status_words import STATUS_NAMES
from webapp.whistleblowing.statuses import ENDS, NEXT, Status
from webapp.whistleblowing.tree import Person

LETTERS = 20_000
"""Most characters of a message, a note or a reason."""
MOST_DAYS = 250
"""Working days that a status may be given: about a year."""
SURE = "lepas"
"""What must be typed before keys are let go of."""


class ActForm(Form):
    """A deed on one report."""

    versi = HiddenField()

    def fit(self, case: Case, people: Sequence[Person]) -> None:
        """Fill in what depends on the report."""

    def look_at(self, case: Case) -> None:
        """From now on its reader has seen this version."""
        self.versi.data = str(case.version + 1)

    @property
    def version(self) -> int:
        """What its reader saw, sent as one more than it is: nothing sent is no version at all."""
        return version_of(self.versi.data) - 1


def _text(label: str, missing: str, hint: str = "") -> PlainTextAreaField:
    return PlainTextAreaField(label, [Required(missing), AtMost(LETTERS)], description=hint)


AnyAct = TypeVar("AnyAct", bound=ActForm)


class QuestionForm(ActForm):
    """To the reporter."""

    teks = _text(
        _l("Pertanyaan Anda"),
        _l("Tulis pertanyaan Anda."),
        _l("Jangan minta nama, tempat kerja, atau hal lain yang dapat menunjuk kepada pelapor."),
    )


class NoteForm(ActForm):
    """To colleagues."""

    teks = _text(_l("Catatan"), _l("Tulis catatan Anda."))


class HandoverForm(ActForm):
    """A proposal to the reporter."""

    teks = _text(_l("Alasan Anda, dalam kata-kata yang dibaca pelapor"), _l("Tulis alasan Anda."))


class MotiveForm(ActForm):
    """To the custodians."""

    teks = _text(
        _l("Mengapa Anda perlu tahu siapa pelapornya?"),
        _l("Tulis alasan Anda."),
        _l("Hanya penjaga identitas yang membacanya."),
    )


class MoveForm(ActForm):
    """To another status."""

    status = Choice(_l("Keadaan berikutnya"), (), _l("Pilih keadaan berikutnya."))
    teks = _text(_l("Alasan atau hasilnya, dalam kata-kata yang dibaca pelapor"), _l("Tulis alasan atau hasilnya."))
    hari = PlainStringField(
        _l("Batas hari kerja (boleh kosong)"),
        description=_l("Bila kosong, berlaku batas yang dijanjikan untuk keadaan itu."),
    )

    def fit(self, case: Case, people: Sequence[Person]) -> None:
        """Only what may follow."""
        self.status.choices = options([(one.value, STATUS_NAMES[one]) for one in NEXT[case.status]])

    def validate_hari(self, field: PlainStringField) -> None:
        """A number of working days, or nothing."""
        text = field.data or ""
        if text and not (text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= MOST_DAYS):
            raise ValidationError(_("Tulis angka 1 sampai %(most)s, atau kosongkan.", most=MOST_DAYS))
        if text and self.status.data in ENDS:
            raise ValidationError(_("Keadaan ini mengakhiri penanganan, jadi tidak punya batas. Kosongkan isian ini."))

    @property
    def to(self) -> Status:
        """What was chosen."""
        return Status(self.status.data)

    @property
    def days(self) -> int | None:
        """What was typed; None where the promised number holds."""
        return int(self.hari.data) if self.hari.data else None


class RetentionForm(ActForm):
    """To keep a report longer."""

    tahun = Choice(_l("Simpan sampai kapan?"), (), _l("Pilih sampai kapan laporan ini disimpan."))
    teks = _text(_l("Mengapa harus disimpan lebih lama?"), _l("Tulis alasan Anda."))

    def fit(self, case: Case, people: Sequence[Person]) -> None:
        """By so many years."""
        ends = [(str(years), date_long(prolonged(case.retain_until, years))) for years in YEARS]
        self.tahun.choices = options(ends)


class GrantForm(ActForm):
    """Keys for a colleague."""

    # any number is heard, for a try to hand a key to somebody involved must not pass unnoticed (`handing.give`)
    rekan = Choice(_l("Siapa yang Anda beri kunci?"), validate_choice=False)

    def fit(self, case: Case, people: Sequence[Person]) -> None:
        """Who works here, has no key yet and isn't involved."""
        self.rekan.choices = options([(str(one.id), f"{one.name}, {one.office}") for one in people])

    def validate_rekan(self, field: Choice) -> None:
        """The number of an account."""
        if not version_of(field.data):
            raise ValidationError(_("Pilih seorang rekan."))


class DropForm(ActForm):
    """Letting go of one's keys."""

    yakin = PlainStringField(_l("Ketik kata “lepas” untuk memastikan"))

    def validate_yakin(self, field: PlainStringField) -> None:
        """The word, in any case."""
        if (field.data or "").strip(" .“”\"'").lower() != SURE:
            raise ValidationError(_("Ketik kata “lepas”, tanpa tanda kutip, bila Anda yakin."))


class DecisionForm(Form):
    """A custodian's."""

    teks = PlainTextAreaField(
        _l("Penjelasan Anda untuk penanya"),
        [AtMost(LETTERS)],
        description=_l("Wajib bila Anda menolak; boleh kosong bila Anda mengizinkan."),
    )
    putusan = HiddenField()
    """From the button."""

    def validate_teks(self, field: PlainTextAreaField) -> None:
        """Who is refused must know why."""
        if not self.granted and not field.data:
            raise ValidationError(_("Tulis mengapa Anda menolak."))

    def validate_putusan(self, field: HiddenField) -> None:
        """One of the two buttons."""
        if field.data not in ("izinkan", "tolak"):
            raise ValidationError(_("Tekan tombol izinkan atau tolak."))

    @property
    def granted(self) -> bool:
        """Whether the custodian agrees."""
        return self.putusan.data == "izinkan"


class MaskForm(ActForm):
    """What is masked, a word or a name a line."""

    kata = PlainTextAreaField(
        _l("Yang disamarkan, satu per baris"),
        [AtMost(LETTERS)],
        description=_l("Mesin sudah mengisi yang ditemukannya. Ia melewatkan banyak nama: tambahkan sendiri."),
    )


WHOLE_COPY, MASKED_COPY = "lengkap", "tersamar"


class CopyForm(ActForm):
    """Which copy is taken."""

    isi = Choice(_l("Salinan yang mana?"), (), _l("Pilih salinan yang mana."))

    def fit(self, case: Case, people: Sequence[Person]) -> None:
        """A masked one only where somebody has made it."""
        offered = [(MASKED_COPY, _("Tersamar, seperti disimpan terakhir kali"))] if case.masked else []
        self.isi.choices = options([*offered, (WHOLE_COPY, _("Lengkap, dengan semua nama"))])


def fitted(kind: type[AnyAct], sent: Any, case: Case, people: Sequence[Person] = ()) -> AnyAct:
    """A form for this report, with what was sent; a fresh one knows the version that is looked at."""
    form = kind(sent)
    form.fit(case, people)
    if sent is None:
        form.look_at(case)
    return form
