"""What every step of the citizen's form is: a form that knows some facts and can be kept in a draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, FileField, Form, FormField

from webapp.attachments.kept import Kept
from webapp.cases.reports import Kind
from webapp.intake.fields import AtMost

MOST_VALUES, MOST_LETTERS = 20, 200
"""What a draft keeps of a field without a limit of its own: the answers of a choice, the parts of a date."""
MOST_PLACES = 20
"""Places shown for one search; more words find fewer."""


@dataclass(frozen=True)
class Facts:
    """What a form must know beside what is typed. `today` is the latest day that may be typed.

    `harm`: the report seems to be about violence or a child. `places` are (code, path) to choose from,
    `kept` the files that were taken already. `barrier`: it is about this site, which is no place.
    """

    today: date
    kind: Kind | None = None
    anonymous: bool = False
    harm: bool = False
    places: tuple[tuple[str, str], ...] = ()
    topics: tuple[tuple[str, str], ...] = ()
    kept: tuple[Kept, ...] = ()
    barrier: bool = False


class StepForm(Form):
    """One step. `whole` is true where all steps stand on one page."""

    whole = False

    def __init__(self, formdata: MultiDict[str, str], facts: Facts) -> None:
        self.facts = facts
        super().__init__(formdata)
        self.fit()

    def fit(self) -> None:
        """Leave out what doesn't concern this report, and fill in choices."""

    @property
    def kind(self) -> Kind | None:
        """What is being brought, as far as it is known."""
        return self.facts.kind

    @property
    def signed(self) -> bool:
        """Whether a video of sign language tells the report."""
        return any(file.signs for file in self.facts.kept)

    def typed(self) -> dict[str, list[str]]:
        """Everything in the form as a browser sends it, without characters that can't be shown; for the draft.

        Of each field no more than `fields.AtMost.kept`, so that no draft is larger than 64 KB.
        """
        return {field.name: _values(field) for field in _flat(self) if not isinstance(field, FileField)}


def _flat(form: Any) -> list[Field]:
    parts: list[Field] = []
    for field in form:
        parts += _flat(field.form) if isinstance(field, FormField) else [field]
    return parts


def _values(field: Field) -> list[str]:
    if isinstance(field, BooleanField):
        return ["y"] if field.data else []
    data = field.data if isinstance(field.data, list) else [field.data]
    most = next((check.kept for check in field.validators if isinstance(check, AtMost)), MOST_LETTERS)
    return [str(value)[:most] for value in data[:MOST_VALUES] if value is not None]
