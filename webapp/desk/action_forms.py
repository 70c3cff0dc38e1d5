"""The forms of the action pages: each ends in an `Order`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from flask import request
from wtforms import Field, FormField, HiddenField

from webapp.base.db import Database
from webapp.base.forms import (
    AtLeast,
    AtMost,
    Choice,
    PlainStringField,
    PlainTextAreaField,
    Required,
    options,
    version_of,
)
from webapp.base.sentences import _, _l
from webapp.cases.completing import ENOUGH
from webapp.cases.merging import LeadingRefused
from webapp.cases.reasons import CHOSEN_BY_OFFICERS, DECLINED
from webapp.cases.workflow import Action
from webapp.desk.forms import DeskForm
from webapp.desk.orders import Fact, Order
from webapp.desk.queries import CaseFile
from webapp.desk.words import LEADING_FAULTS

LONG, SHORT = 5000, 300
"""Most characters of a text and of a line."""
EXPLAINED = AtLeast(ENOUGH, _l("Jelaskan dengan sedikitnya 20 huruf, supaya pembacanya tahu alasannya."))
STEP = "langkah"
"""The name of the buttons that don't send: searching, looking, going on with writing."""
READ_BY_REPORTER = _l("Pelapor membacanya. Tulis sedikitnya 20 huruf.")


def text(label: str, missing: str, hint: str = "", *, enough: bool = False) -> PlainTextAreaField:
    """A text of several lines that must be written; `enough` says that it has to explain something."""
    checks: list[Any] = [Required(missing), AtMost(LONG)]
    if enough:
        checks.append(EXPLAINED)
    return PlainTextAreaField(label, checks, description=hint)


def explanation(hint: str) -> PlainTextAreaField:
    """Why, for those who read it later; `hint` says who."""
    return text(_l("Penjelasan"), _l("Tulis penjelasannya."), hint, enough=True)


class ActionForm(DeskForm):
    """The parent: knows the version of the case that the officer looked at, and becomes an Order."""

    versi = HiddenField()
    preview = "desk/act_preview.html"
    """The page on which it is looked at before it is sent."""
    told: tuple[str, ...] = ()
    """The fields that are facts as they stand, under the names of the table."""

    def prepare(self, file: CaseFile, db: Database) -> Self:
        """Fill in what comes from the case; a form that was sent keeps what was typed and the version it saw."""
        if request.method != "POST":
            self.versi.data = str(file.state.version)
            self.begin(file)
        self.offer(file, db)
        return self

    def begin(self, file: CaseFile) -> None:
        """First values of an empty form."""

    def offer(self, file: CaseFile, db: Database) -> None:
        """Choices that depend on the case."""

    def before_showing(self) -> Self:
        """The form as its page shows it: nothing is stated that the officer only passed over."""
        for field in self:
            if isinstance(field, Choice):
                field.say_if_open()
        return self

    @property
    def to_be_seen(self) -> bool:
        """Whether the officer must look at it once more before it is sent."""
        return False

    @property
    def seen(self) -> int:
        """The version that was looked at."""
        return version_of(self.versi.data)

    @property
    def step(self) -> str:
        """Which button was pressed, when it was not the one that sends."""
        return request.form.get(STEP, "")

    @property
    def only_asks(self) -> bool:
        """Whether the page is only to be shown again, as after a search."""
        return self.step in ("cari", "ubah")

    @property
    def draft(self) -> str:
        """The token under which files are kept, where the form takes any."""
        return ""

    def order(self, action: Action) -> Order:
        """What the officer ordered; only of a valid form."""
        return Order(action, self.facts(), self.seen, self.draft)

    def facts(self) -> dict[str, Fact]:
        """What the move needs, under the names of the table."""
        return {name: self.written(name) for name in self.told}

    def written(self, name: str) -> str:
        """What was filled in for `name`, in words."""
        return self[name].data or ""

    def refuse(self, refused: LeadingRefused) -> None:
        """Tell why the record did not take it."""
        self.form_errors.append(str(LEADING_FAULTS[refused.fault]))

    @property
    def typed(self) -> list[tuple[str, str]]:
        """Every text that was written, with its label: to be copied where the form can't be sent any more."""
        written = [field for field in self if isinstance(field, PlainTextAreaField | PlainStringField | FormField)]
        return [(str(field.label.text), said) for field in written if (said := _typed_in(field))]


def _typed_in(field: Field) -> str:
    """What stands in a field; of a day what stands in its boxes."""
    boxes = field.form if isinstance(field, FormField) else [field]
    return " ".join(box.data or "" for box in boxes).strip()


class AskForm(ActionForm):
    """What the reporter is asked."""

    told = ("question",)
    question = text(
        _l("Pertanyaan Anda"),
        _l("Tulis apa yang perlu dijawab pelapor."),
        _l("Pelapor membacanya persis seperti ini. Tanyakan hal yang dapat ia jawab."),
        enough=True,
    )


class ExplainForm(ActionForm):
    """An action whose reason the reporter reads."""

    told: tuple[str, ...] = ("explanation",)
    explanation = explanation(READ_BY_REPORTER)


def capital(words: str) -> str:
    """Words that follow a colon elsewhere, standing alone."""
    return words[:1].upper() + words[1:]


def worded(codes: Mapping[str, str]) -> list[tuple[str, str]]:
    """Codes with such words, as choices."""
    return [(code, capital(_(words))) for code, words in codes.items()]


def reason(hint: str = "") -> Choice:
    """One of the reasons of a list."""
    return Choice(_l("Alasan"), missing=_l("Pilih salah satu alasan."), description=hint)


class ArchiveForm(ActionForm):
    """A reason from a list, and its explanation."""

    told = ("reason", "explanation")
    reasons: Mapping[str, str] = CHOSEN_BY_OFFICERS
    reason, explanation = reason(), explanation(READ_BY_REPORTER)

    def offer(self, file: CaseFile, db: Database) -> None:
        """The reasons in words."""
        super().offer(file, db)
        self.reason.choices = options(worded(self.reasons))


class DeclineForm(ArchiveForm):
    """Why nothing is published: a reason that everybody reads, and an explanation for the reporter."""

    reasons = DECLINED
    reason, explanation = reason(_l("Alasan ini dibaca umum, tanpa isinya.")), explanation(READ_BY_REPORTER)
