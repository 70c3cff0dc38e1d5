"""Binding a sheet to the forms of its steps: what is typed, what is still missing, what the report is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from webapp.attachments.kept import on_shelf
from webapp.base.clock import Zone, local_date
from webapp.base.db import Database
from webapp.cases.reports import BARRIER
from webapp.intake import queries
from webapp.intake.forms import KindForm, PlaceForm, PrivacyForm
from webapp.intake.queries import Concern
from webapp.intake.sheet import Sheet
from webapp.intake.step_form import Facts, StepForm
from webapp.intake.steps import STEPS, Step
from webapp.intake.whole import WholeForm
from webapp.intake.words import mentions_corruption, mentions_harm

F = TypeVar("F", bound=StepForm)


class Judge:
    """Reads forms with the database and the clock of one request."""

    def __init__(self, db: Database, now: datetime) -> None:
        self.db = db
        self.now = now

    def read(self, sheet: Sheet, form: type[F], data: MultiDict[str, str], search: bool = True) -> F:
        """The form over `data`; the rest that it must know comes from the sheet. `search` looks for places by name."""
        places: tuple[tuple[str, str], ...] = ()
        if issubclass(form, PlaceForm):
            places = queries.places(self.db, data.get("wilayah", "").strip() if search else "", data.get("kode", ""))
        topics = queries.topics(self.db) if issubclass(form, KindForm) else ()
        today = local_date(self.now, Zone.WIT)  # where the day begins first: nobody's today is refused
        harm = issubclass(form, PrivacyForm) and self.concern(sheet).sensitive
        kept = on_shelf(sheet.fields)
        barrier = sheet.first("topik") == BARRIER
        return form(data, Facts(today, sheet.kind, sheet.anonymous, harm, places, topics, kept, barrier))

    def show(self, sheet: Sheet, form: type[F]) -> F:
        """The form as the sheet has it."""
        return self.read(sheet, form, sheet.formdata())

    def first_missing(self, sheet: Sheet, steps: Iterable[Step] = STEPS) -> Step | None:
        """The first step that can't stay as it is; None when all may be sent."""
        for step in steps:
            if not self.read(sheet, step.form, sheet.formdata(), search=False).validate():
                return step
        return None

    def whole(self, sheet: Sheet) -> WholeForm:
        """All steps of a sheet without anything missing, validated and so ready to become a report."""
        form = self.read(sheet, WholeForm, sheet.formdata(), search=False)
        form.validate()
        return form

    def concern(self, sheet: Sheet) -> Concern:
        """What the report is about, by its words and by its topic."""
        topic, text = queries.concern(self.db, sheet.first("topik")), sheet.text
        return Concern(topic.corruption or mentions_corruption(text), topic.sensitive or mentions_harm(text))

    def leaves_no_choice(self, sheet: Sheet) -> bool:
        """Whether the topic chosen is always confidential."""
        return queries.concern(self.db, sheet.first("topik")).sensitive
