"""Controls of the citizen's form that know more than a line of text: choices, a day, an address to answer to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from flask_babel import format_date
from flask_babel import gettext as _
from wtforms import Field, Form, SelectMultipleField
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.base.forms import NOT_OFFERED, PlainStringField, options
from webapp.base.sentences import _l
from webapp.intake.dates import BadDate, Fault, read_day

REGION = "ID"


class Boxes(SelectMultipleField):
    """Several boxes of one name."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: str, choices: Iterable[tuple[str, str]], **kw: Any) -> None:
        super().__init__(label, choices=options(choices), invalid_choice_message=NOT_OFFERED, **kw)  # type: ignore[call-arg]


def day_fault(bad: BadDate) -> str:
    """The sentence for a day that can't be used."""
    sentences = {
        Fault.INCOMPLETE: _("Tulis tanggal, bulan, dan tahunnya, atau kosongkan ketiganya dan tulis kira-kira saja."),
        Fault.NO_DAY: _("Tulis tanggal dengan angka 1 sampai 31."),
        Fault.NO_MONTH: _("Tulis bulan dengan namanya, atau dengan angka 1 sampai 12."),
        Fault.NO_YEAR: _("Tulis tahun dengan empat angka, misalnya 2026."),
        Fault.FUTURE: _("Tanggal itu belum terjadi. Periksa tanggal, bulan, dan tahunnya."),
    }
    if bad.fault is Fault.TOO_FEW_DAYS:
        month = format_date(date(2000, bad.month, 1), "LLLL")
        return _("%(month)s hanya sampai tanggal %(days)s. Periksa tanggalnya.", month=month, days=bad.days)
    return sentences[bad.fault]


class DayForm(Form):
    """Three boxes for a day; `found` is the day after a validation without errors."""

    day = PlainStringField(_l("Tanggal"))
    month = PlainStringField(_l("Bulan"))
    year = PlainStringField(_l("Tahun"))
    found: date | None = None

    def validate(self, extra_validators: Any = None) -> bool:
        """Read the three as one day, no later than today where the day begins first; the error is one sentence."""
        if not super().validate(extra_validators):
            return False
        latest = cast(Any, self.meta)._parent_form.facts.today  # noqa: SLF001 (what FormField hands to its parts)
        try:
            self.found = read_day(self.day.data or "", self.month.data or "", self.year.data or "", latest)
        except BadDate as bad:
            self.day.errors = [*self.day.errors, day_fault(bad)]
            return False
        return True


def email_address(_form: Form, field: Field) -> None:
    """Normalise an e-mail address without asking the network; raises ValidationError. One too long is not looked at."""
    if field.data and not field.errors:
        try:
            field.data = validate_email(field.data, check_deliverability=False).normalized
        except EmailNotValidError:
            raise ValidationError(_("Periksa alamat surelnya. Bentuknya seperti nama@contoh.id.")) from None


def phone_number(_form: Form, field: Field) -> None:
    """Normalise an Indonesian or foreign number to +62812…; raises ValidationError."""
    if field.data:
        try:
            number = phonenumbers.parse(field.data, REGION)
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_valid_number(number):
            raise ValidationError(_("Periksa nomor teleponnya. Bentuknya seperti 0812 3456 7890."))
        field.data = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
