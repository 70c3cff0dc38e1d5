"""Forms of what officers write to the reporter, and what the public reads of it once the case is published."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _
from wtforms import Field, HiddenField, ValidationError

from webapp.attachments import web
from webapp.attachments.kept import Kept
from webapp.base.clock import local_date
from webapp.base.db import Database
from webapp.base.forms import AtLeast, AtMost, Boxes, Choice, PlainStringField, PlainTextAreaField, Required, options
from webapp.base.sentences import _l
from webapp.base.web import now
from webapp.cases import results
from webapp.cases.masks import NOTHING_KNOWN
from webapp.cases.moves import FILES, PASSED
from webapp.cases.reports import Kind
from webapp.cases.results import REFUSALS, Refusal, Result
from webapp.cases.words import RESULT_NAMES, result_name
from webapp.cases.workflow import SLOTS
from webapp.desk.action_forms import ENOUGH, LONG, SHORT, ActionForm, capital, text
from webapp.desk.orders import Fact
from webapp.desk.queries import CaseFile
from webapp.desk.redaction import known_for, known_of, listed, optional, passed

ALL, REPORTER = "all", "reporter"
"""Who reads what an officer writes: everybody once the case is published, or its reporter only."""


def readers() -> Choice:
    """Who will read it."""
    return Choice(_l("Siapa yang membacanya?"), missing=_l("Pilih siapa yang membacanya."))


def as_it_is() -> Boxes:
    """One box for each mask that may be wrong: to show a colleague's name must not show a telephone."""
    return Boxes(_l("Mana yang bukan data pribadi, dan boleh dibaca umum? (boleh kosong)"), validate_choice=False)


class SpokenForm(ActionForm):
    """What an officer writes to the reporter, and what the public reads of it once the case is published."""

    readers: Choice
    biarkan: Boxes
    bukti, draf = web.control(), HiddenField()
    kept: tuple[Kept, ...] = ()
    for_all: tuple[str, ...] = ()
    """The texts that the public may read; the others are the reporter's."""
    check_title = _l("Periksa catatan sebelum disimpan")
    change = _l("Ubah catatan")
    known = NOTHING_KNOWN

    def begin(self, file: CaseFile) -> None:
        """Open, unless the case is confidential."""
        self.readers.data = REPORTER if file.state.confidential else ALL

    def offer(self, file: CaseFile, db: Database) -> None:
        """A confidential case is read by its reporter only, and so is what came without a choice."""
        self.known = known_of(file)
        if request.method == "POST":
            self.draf.data, refused = web.hand_in()
            self.bukti.errors = self.bukti.process_errors = refused
            self.kept = web.kept(self.draf.data)
        self.readers.data = self.readers.data or REPORTER
        self.biarkan.choices = options((found, found) for found in self._optional())
        public = (ALL, _("Pelapor, dan umum bila isi laporan ini terbit"))
        self.readers.choices = options([*([] if file.state.confidential else [public]), (REPORTER, _("Hanya pelapor"))])

    @property
    def only_asks(self) -> bool:
        """Also where a file was refused or removed."""
        return super().only_asks or bool(self.bukti.process_errors) or web.REMOVE in request.form

    @property
    def draft(self) -> str:
        """Under which the files are kept."""
        return self.draf.data or ""

    @property
    def ending(self) -> str:
        """How the report ends with it, in our words; empty where it doesn't."""
        return ""

    @property
    def slots(self) -> list[tuple[str, str]]:
        """Label and text of each slot, as the reporter reads it."""
        return [(str(self[name].label.text), self[name].data or "") for name in self.told]

    @property
    def passed(self) -> dict[str, str]:
        """The same by name, as the public would read it; empty when it is for the reporter only."""
        texts = {name: self[name].data or "" for name in self.for_all} if self.readers.data == ALL else {}
        return passed(texts, self.known, self.biarkan.data or ())

    @property
    def public_slots(self) -> list[tuple[str, str]]:
        """Label and public text."""
        return [(str(self[name].label.text), text) for name, text in self.passed.items()]

    @property
    def suggested(self) -> list[tuple[str, str]]:
        """What was masked in it, and why."""
        return [one for name in self.passed for one in listed(self[name].data or "", known_for(name, self.known))]

    def _optional(self) -> list[str]:
        """What is masked and may be let stand, each once."""
        every = [one for name in self.for_all for one in optional(self[name].data or "", known_for(name, self.known))]
        return list(dict.fromkeys(every))

    @property
    def to_be_seen(self) -> bool:
        """Nothing is masked behind the officer's back."""
        return self.step != "kirim" and any(self[name].data != text for name, text in self.passed.items())

    def facts(self) -> dict[str, Fact]:
        """The texts, who reads them, what the public reads, and the files."""
        files = web.for_case(self.kept)
        return {**super().facts(), "readers": self.readers.data, PASSED: self.passed, FILES: files}


class NoteForm(SpokenForm):
    """What was done."""

    told = for_all = ("note",)
    note = text(
        _l("Apa yang sudah dikerjakan?"),
        _l("Tulis apa yang sudah dikerjakan."),
        _l("Pelapor membacanya persis seperti ini."),
    )
    readers, biarkan = readers(), as_it_is()


class AnswerForm(SpokenForm):
    """The four slots of an answer, and of a suggestion what becomes of it; it is looked at before it is sent."""

    told = SLOTS
    for_all = SLOTS[:3]
    check_title, change = _l("Periksa jawaban sebelum dikirim"), _l("Ubah jawaban")
    hasil = Choice(_l("Apa jadinya aspirasi ini?"), missing=_l("Pilih apa jadinya aspirasi ini."))
    tahun = PlainStringField(_l("Tahun rencana atau anggaran"), description=_l("Isi hanya bila masuk rencana."))
    penolakan = Choice(_l("Alasan bila ditolak"), default="", missing=_l("Pilih satu alasan dari daftar."))
    explanation = PlainTextAreaField(
        _l("Penjelasan atas penolakan"), [AtMost(LONG)],
        description=_l("Wajib bila alasannya lain, sedikitnya 20 huruf. Hanya pelapor yang membacanya."),
    )  # fmt: skip
    decision = text(_l("1. Apa keputusannya?"), _l("Tulis apa yang diputuskan."), least=ENOUGH)
    actor = PlainStringField(
        _l("2. Siapa yang mengerjakan?"), [Required(_l("Tulis siapa yang mengerjakan.")), AtMost(SHORT)]
    )
    by_when = PlainStringField(
        _l("3. Kapan selesai?"),
        [Required(_l("Tulis kapan selesai.")), AtMost(SHORT)],
        description=_l("Tanggal pasti, misalnya 29 Desember 2026."),
    )
    your_options = text(_l("4. Apa yang dapat dilakukan pelapor?"), _l("Tulis apa yang dapat dilakukan pelapor."))
    readers, biarkan = readers(), as_it_is()
    this_year = 0
    ends = False
    """Whether the report is a suggestion, which ends with a result."""

    def offer(self, file: CaseFile, db: Database) -> None:
        """The results in words; only a suggestion has any."""
        super().offer(file, db)
        self.ends = file.state.kind == Kind.SUGGESTION
        if not self.ends:
            del self.hasil, self.tahun, self.penolakan, self.explanation
            return
        self.this_year = local_date(now(), file.zone).year
        self.hasil.choices = options(RESULT_NAMES.items())
        refused = ((code, capital(_(words))) for code, words in REFUSALS.items())
        self.penolakan.choices = options([("", _("Tidak ditolak")), *refused])

    def validate_tahun(self, field: Field) -> None:
        """A near year, for a plan and for nothing else."""
        years = results.years(self.this_year)
        if self.hasil.data == Result.PLANNED and field.data not in map(str, years):
            raise ValidationError(
                _("Tulis tahunnya dengan empat angka, dari %(first)s sampai %(last)s.", first=years[0], last=years[-1])
            )
        if self.hasil.data != Result.PLANNED and field.data:
            raise ValidationError(_("Kosongkan tahunnya, atau pilih bahwa aspirasi ini masuk rencana."))

    def validate_penolakan(self, field: Field) -> None:
        """A reason, for a refusal and for nothing else."""
        if self.hasil.data == Result.REFUSED and not field.data:
            raise ValidationError(_("Pilih mengapa aspirasi ini ditolak."))
        if self.hasil.data != Result.REFUSED and field.data:
            raise ValidationError(_("Pilih “Tidak ditolak”, atau pilih bahwa aspirasi ini ditolak."))

    def validate_explanation(self, field: Field) -> None:
        """Another reason than those of the list is told in so many words."""
        if self.penolakan.data == Refusal.OTHER:
            AtLeast(ENOUGH, _("Jelaskan alasan penolakan dengan sedikitnya 20 huruf."))(self, field)

    @property
    def result(self) -> str:
        """What becomes of the suggestion, as a code; only of a valid form."""
        return results.code_of(Result(self.hasil.data), self.tahun.data or self.penolakan.data or "")

    @property
    def ending(self) -> str:
        """What becomes of the suggestion, in words; empty for every other report."""
        return result_name(self.result) if self.ends else ""

    @property
    def slots(self) -> list[tuple[str, str]]:
        """The slots, and why a suggestion was refused where that is explained."""
        explained = self.explanation if self.ends and self.explanation.data else None
        return [*super().slots, *([(str(explained.label.text), explained.data or "")] if explained else [])]

    def facts(self) -> dict[str, Fact]:
        """The slots, and of a suggestion its result."""
        ending = {"result": self.result, "explanation": self.explanation.data or ""} if self.ends else {}
        return {**super().facts(), **ending}
