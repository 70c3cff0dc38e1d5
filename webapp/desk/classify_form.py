"""Berkadar pengawasan or not: an officer answers questions, sees class and deadline, and confirms.

Nothing else sets the class. The questions and the rule are data: `cases.classification`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import HiddenField

from webapp.base.db import Database
from webapp.base.forms import NO, YES, Choice, options
from webapp.base.i18n import date_long
from webapp.base.sentences import _, _l
from webapp.cases.classification import QUESTIONS, Asked, is_supervisory
from webapp.cases.words import CLASS_NAMES, class_reasons
from webapp.cases.workflow import Action
from webapp.desk import choice_queries as choices
from webapp.desk.action_forms import READ_BY_REPORTER, ActionForm, explanation
from webapp.desk.choice_queries import AnswerDays
from webapp.desk.orders import Fact
from webapp.desk.queries import CaseFile


def _question(asked: Asked) -> Choice:
    return Choice(_l(asked.text), missing=_l("Jawab pertanyaan ini: ya atau tidak."))


def _why(asked: Asked) -> str:
    """Why it is asked, and by which regulation."""
    if asked.basis is None:
        return _(asked.why)
    return _("%(why)s Dasar: %(basis)s.", why=_(asked.why), basis=asked.basis.name)


@dataclass(frozen=True)
class Outcome:
    """What the answers lead to: class, the day of the answer as promised until now and from now on, and why."""

    name: str
    old_due: date
    new_due: date
    reasons: tuple[str, ...]

    @property
    def mark(self) -> str:
        """What an officer has seen; when it is another one by the time of sending, it is shown again."""
        return f"{self.name} {self.new_due.isoformat()}"


class ClassifyForm(ActionForm):
    """The questions, one choice each under its code, and why it is changed."""

    told = ("explanation",)
    preview = "desk/act_classify_check.html"
    misuse, loss, inspection, unit = map(_question, QUESTIONS)
    explanation = explanation(READ_BY_REPORTER)
    dilihat = HiddenField()
    now_supervisory = False
    days: AnswerDays | None = None
    suggestion = ""

    def offer(self, file: CaseFile, db: Database) -> None:
        """Yes or no, why it is asked, what holds now, and what words and category suggest."""
        for asked in QUESTIONS:
            field: Any = self[asked.question]
            field.choices, field.description = options([(YES, _("Ya")), (NO, _("Tidak"))]), _why(asked)
        self.now_supervisory = file.state.supervisory
        self.suggestion = _suggestion(db, file)
        self.days = choices.answer_days(db, file) if Action.CLASSIFY in file.actions else None

    def validate(self, extra_validators: Any = None) -> bool:
        """Saying the same again would only move the deadline's record."""
        good = bool(super().validate(extra_validators))
        if good and self.days is None:
            self.form_errors.append(_("Kasus ini baru saja berakhir, maka golongannya tetap. Buka kasusnya lagi."))
            return False
        if good and is_supervisory(self.answers) == self.now_supervisory:
            name = CLASS_NAMES[self.now_supervisory]
            self.form_errors.append(
                _("Menurut jawaban ini golongannya tetap: %(name)s. Tidak ada yang berubah.", name=name)
            )
            return False
        return good

    @property
    def answers(self) -> dict[str, bool]:
        """The answers by question; only of a valid form."""
        return {asked.question.value: self[asked.question].data == YES for asked in QUESTIONS}

    @property
    def outcome(self) -> Outcome:
        """What the answers lead to; only of a valid form on a case that may be classified."""
        if self.days is None:
            raise LookupError("this case can't be classified")
        is_so = is_supervisory(self.answers)
        due = self.days.supervisory if is_so else self.days.ordinary
        return Outcome(str(CLASS_NAMES[is_so]), self.days.now, due, class_reasons(self.answers))

    @property
    def to_be_seen(self) -> bool:
        """Class and deadline are seen before they are confirmed."""
        return self.step != "kirim" or self.dilihat.data != self.outcome.mark

    def facts(self) -> dict[str, Fact]:
        """The answers and why; the class follows from them."""
        return {"answers": self.answers, **super().facts()}

    @property
    def present(self) -> str:
        """What holds now, in a sentence."""
        if self.days is None:
            return ""
        name, due = CLASS_NAMES[self.now_supervisory], date_long(self.days.now)
        return _("Sekarang golongannya: %(name)s. Jawaban paling lambat %(due)s.", name=name, due=due)


def _suggestion(db: Database, file: CaseFile) -> str:
    suggested = choices.class_reasons(db, file)
    if suggested is None:
        return ""
    answer, reasons = suggested
    said = _("Saran kami: %(name)s.", name=CLASS_NAMES[answer])
    return " ".join((said, *(reason.say(_) for reason in reasons)))
