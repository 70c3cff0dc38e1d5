"""What becomes of a suggestion, chosen with the answer that ends it."""

from __future__ import annotations

from wtforms import Field, ValidationError

from webapp.base.clock import local_date
from webapp.base.db import Database
from webapp.base.forms import AtLeast, AtMost, Choice, PlainStringField, PlainTextAreaField, options
from webapp.base.sentences import _, _l
from webapp.base.web import now
from webapp.cases import results
from webapp.cases.completing import ENOUGH
from webapp.cases.reports import Kind
from webapp.cases.results import REFUSALS, Refusal, Result
from webapp.cases.words import RESULT_NAMES, result_name
from webapp.desk.action_forms import LONG, worded
from webapp.desk.orders import Fact
from webapp.desk.queries import CaseFile
from webapp.desk.spoken_forms import SpokenForm


class ResultForm(SpokenForm):
    """How a suggestion ends; no other report has these fields."""

    hasil = Choice(_l("Apa jadinya aspirasi ini?"), missing=_l("Pilih apa jadinya aspirasi ini."))
    tahun = PlainStringField(_l("Tahun rencana atau anggaran"), description=_l("Isi hanya bila masuk rencana."))
    penolakan = Choice(_l("Alasan bila ditolak"), default="", missing=_l("Pilih satu alasan dari daftar."))
    explanation = PlainTextAreaField(
        _l("Penjelasan atas penolakan"), [AtMost(LONG)],
        description=_l("Wajib bila alasannya lain, sedikitnya 20 huruf. Hanya pelapor yang membacanya."),
    )  # fmt: skip
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
        self.penolakan.choices = options([("", _("Tidak ditolak")), *worded(REFUSALS)])

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
