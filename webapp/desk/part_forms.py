"""Forms about parts of a case: what another agency contributes, and the help that the reporter asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from wtforms import Field, FormField, ValidationError

from webapp.base.clock import local_date
from webapp.base.day_form import AnyDay
from webapp.base.db import Database
from webapp.base.forms import AtMost, Choice, PlainStringField, PlainTextAreaField, Required, options
from webapp.base.sentences import _, _l
from webapp.base.web import now
from webapp.cases import parts
from webapp.cases.reasons import HELP_REFUSED, PARTS_DECLINED
from webapp.cases.reports import TITLE
from webapp.cases.signs import TOLD
from webapp.cases.words import wish_name
from webapp.cases.workflow import Action
from webapp.desk.action_forms import EXPLAINED, LONG, SHORT, ActionForm, ArchiveForm, explanation, reason, text, worded
from webapp.desk.choice_forms import AgencyForm
from webapp.desk.orders import Fact
from webapp.desk.queries import CaseFile
from webapp.desk.spoken_forms import SpokenForm, as_it_is, readers
from webapp.desk.words import OUTCOMES

CALL = "phone_call"
FARTHEST = timedelta(days=365)
"""Nobody promises help for later than this."""


class AskPartForm(AgencyForm):
    """Whom the lead asks for a part of the answer, and for what."""

    told = ("task",)
    task = text(
        _l("Apa yang diminta dari instansi itu?"),
        _l("Tulis apa yang diminta dari instansi itu."),
        _l("Instansi itu dan pelapor membacanya. Tulis sedikitnya 20 huruf."),
        enough=True,
    )
    asked: frozenset[int] = frozenset()

    def not_to(self, file: CaseFile) -> int | None:
        """Not to the one that leads."""
        return file.state.agency_id

    def offer(self, file: CaseFile, db: Database) -> None:
        """Agencies, and who was asked already."""
        super().offer(file, db)
        self.asked = parts.waited_for(file.state.contributors)

    def validate_instansi(self, _field: Field) -> None:
        """One question at a time."""
        if self.chosen_id in self.asked:
            raise ValidationError(_("Instansi itu sudah diminta dan belum menjawab. Pilih instansi lain."))

    def facts(self) -> dict[str, Fact]:
        """The agency and its task."""
        return {"agency": self.chosen_id, **super().facts()}


class PartForm(ActionForm):
    """The parent: for which agency a part is given; asked only where an officer acts for several."""

    untuk = Choice(_l("Untuk instansi mana?"), missing=_l("Pilih instansi yang memberi bagiannya."))
    only_one: str = ""
    tasks: tuple[tuple[str, str], ...] = ()
    """What was asked: name of the agency and its task, newest last."""

    def offer(self, file: CaseFile, db: Database) -> None:
        """The agencies that this officer may act for."""
        super().offer(file, db)
        mine = sorted(file.standing.contributes_for & parts.waited_for(file.state.contributors))
        asked = [one for one in file.entries if one.action is Action.ASK_CONTRIBUTION and one.data["agency"] in mine]
        self.tasks = tuple((file.names[one.data["agency"]], one.texts.get("task", "")) for one in asked)
        self.untuk.choices = options((str(number), file.names[number]) for number in mine)
        if len(mine) == 1:
            self.only_one = str(mine[0])
            del self.untuk

    def facts(self) -> dict[str, Fact]:
        """The agency beside the rest."""
        return {"agency": int(self.only_one or self.untuk.data), **super().facts()}


class ContributeForm(PartForm, SpokenForm):
    """What the agency found, did or will do; for the lead and the reporter, and for everybody as passed."""

    told = for_all = ("contribution",)
    check_title, change = _l("Periksa bagian Anda sebelum disampaikan"), _l("Ubah bagian ini")
    contribution = text(
        _l("Apa bagian instansi Anda?"),
        _l("Tulis bagian instansi Anda."),
        _l("Instansi yang memimpin memakainya untuk satu jawaban. Pelapor juga membacanya."),
    )
    readers, biarkan = readers(), as_it_is()


class DeclinePartForm(PartForm, ArchiveForm):
    """Why the agency has no part in it."""

    reasons = PARTS_DECLINED
    reason = reason()
    explanation = explanation(_l("Instansi yang memimpin dan pelapor membacanya. Tulis sedikitnya 20 huruf."))


class InterpretForm(ActionForm):
    """What a video of sign language says, in Indonesian."""

    told = ("title", "body", "interpreter")
    title = PlainStringField(_l("Judul"), [Required(_l("Tulis judulnya, satu kalimat saja.")), AtMost(TITLE)])
    body = text(
        _l("Isi video dalam bahasa Indonesia"),
        _l("Tulis apa yang diisyaratkan dalam video."),
        _l("Tulis kata-kata pelapor, tanpa menambah atau mengurangi. Yang tidak jelas, sebut tidak jelas."),
    )
    interpreter = PlainStringField(
        _l("Nama juru bahasa isyarat (kosongkan bila Anda sendiri)"), [AtMost(SHORT)],
        description=_l("Pelapor membaca nama ini."),
    )  # fmt: skip

    def begin(self, file: CaseFile) -> None:
        """What was written before, to be mended."""
        if file.state.signs == TOLD:
            self.title.data, self.body.data = (file.words.get(name, "") for name in ("title", "body"))


class HelpForm(ActionForm):
    """What becomes of an accommodation: promised for a day, met, or impossible with a reason."""

    item = Choice(_l("Bantuan yang mana?"), missing=_l("Pilih satu bantuan."))
    outcome = Choice(_l("Bagaimana keadaannya?"), OUTCOMES.items(), missing=_l("Pilih satu keadaan."))
    kapan = FormField(
        AnyDay,
        _l("Dijanjikan untuk tanggal"),
        description=_l("Isi hanya bila dijanjikan, misalnya 29 Desember 2026."),
    )
    reason = Choice(_l("Mengapa tidak dapat dipenuhi?"), default="", missing=_l("Pilih satu alasan."))
    explanation = PlainTextAreaField(
        _l("Keterangan untuk pelapor"),
        [AtMost(LONG)],
        description=_l("Hanya pelapor dan petugas yang menangani membacanya. Wajib bila tidak dapat dipenuhi."),
    )
    wishes: Mapping[str, str] = MappingProxyType({})
    no_calls = False
    today = date.max

    def offer(self, file: CaseFile, db: Database) -> None:
        """The open ones of what was asked for, and the reasons in words."""
        items = file.help.items if file.help else ()
        self.wishes = {one.number: one.wish for one in items if one.number in parts.unmet(file.state.helps)}
        self.item.choices = options((number, wish_name(wish)) for number, wish in self.wishes.items())
        if len(self.wishes) == 1:
            self.item.data = self.item.data or next(iter(self.wishes))
        none = [("", _("Tidak ada: bantuan ini dijanjikan atau sudah dipenuhi"))]
        self.reason.choices = options([*none, *worded(HELP_REFUSED)])
        self.no_calls = file.no_calls
        self.today = local_date(now(), file.zone)

    def validate_outcome(self, field: Field) -> None:
        """A reporter who must not be called is not promised a call."""
        if (
            self.no_calls
            and self.wishes.get(self.item.data or "") == CALL
            and field.data in (parts.PROMISED, parts.MET)
        ):
            raise ValidationError(
                _("Pelapor meminta tidak ditelepon. Tawarkan cara lain, lalu catat bahwa telepon tidak dapat dipenuhi.")
            )

    def validate(self, extra_validators: Any = None) -> bool:
        """A promise has a day."""
        good = bool(super().validate(extra_validators))
        if self.outcome.data == parts.PROMISED and not self.kapan.errors and (fault := self._day_fault()):
            self.kapan.form.day.errors = [fault]
        return good and not self.kapan.errors

    def _day_fault(self) -> str:
        day = self.kapan.form.found
        if day is None:
            return _("Tulis tanggal yang dijanjikan, misalnya 29 Desember 2026.")
        if day < self.today:
            return _("Tanggal itu sudah lewat. Tulis tanggal hari ini atau sesudahnya.")
        too_far = _("Tanggal itu lebih dari setahun lagi. Tulis tanggal yang lebih dekat.")
        return too_far if day > self.today + FARTHEST else ""

    def validate_reason(self, field: Field) -> None:
        """What can't be met has a reason."""
        if self.outcome.data == parts.UNABLE and not field.data:
            raise ValidationError(_("Pilih mengapa bantuan itu tidak dapat dipenuhi."))

    def validate_explanation(self, field: Field) -> None:
        """And an explanation."""
        if self.outcome.data == parts.UNABLE:
            EXPLAINED(self, field)

    def facts(self) -> dict[str, Fact]:
        """The number and codes; which help it is stays where it was asked for."""
        promised = self.kapan.form.found if self.outcome.data == parts.PROMISED else None
        day = {"day": promised.isoformat()} if promised else {}
        why = {"reason": self.reason.data} if self.outcome.data == parts.UNABLE else {}
        said = {"explanation": self.explanation.data} if self.explanation.data else {}
        return {"item": self.item.data, "became": self.outcome.data, **day, **why, **said}
