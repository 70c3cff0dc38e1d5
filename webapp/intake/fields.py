"""Controls of the citizen's form that know more than a line of text: an address to answer to."""

from __future__ import annotations

import re

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from wtforms import Field, Form
from wtforms.validators import ValidationError

from webapp.base import forms
from webapp.base.i18n import number
from webapp.base.sentences import _

REGION = "ID"


def coordinates(_form: Form, field: Field) -> None:
    """Latitude and longitude in degrees, as maps show them; raises ValidationError."""
    found = re.fullmatch(r"(-?\d{1,2}(?:\.\d{1,8})?)[,;]? *(?<=[,; ])(-?\d{1,3}(?:\.\d{1,8})?)", field.data or "")
    if field.data and not (found and abs(float(found[1])) <= 90 and abs(float(found[2])) <= 180):
        raise ValidationError(_("Periksa koordinatnya. Bentuknya seperti -0.50210, 117.15361."))


class AtMost(forms.AtMost):
    """At most `limit` characters, of which the draft keeps twice as many: nothing honest is lost, no disk is filled."""

    @property
    def kept(self) -> int:
        """Characters that the draft keeps."""
        return 2 * self.limit

    def __call__(self, form: Form, field: Field) -> None:
        if len(field.data or "") <= self.kept:
            return super().__call__(form, field)
        raise ValidationError(
            _(
                "Isian ini jauh lebih panjang dari batasnya, %(limit)s huruf. Pendekkan di halaman ini juga: "
                "di halaman lain kami hanya menyimpan %(kept)s huruf pertama.",
                limit=number(self.limit),
                kept=number(self.kept),
            )
        )


def email_address(_form: Form, field: Field) -> None:
    """Normalise an e-mail address without asking the network; raises ValidationError. One too long is not looked at."""
    if field.data and not field.errors:
        try:
            field.data = validate_email(field.data, check_deliverability=False, allow_smtputf8=False).normalized
        except EmailNotValidError:
            raise ValidationError(
                _("Periksa alamat surelnya. Bentuknya seperti nama@contoh.id.")
                if field.data.rpartition("@")[0].isascii()
                else _("Nama di depan @ hanya boleh berisi huruf tanpa tanda, seperti a sampai z, dan angka.")
            ) from None


def phone_number(_form: Form, field: Field) -> None:
    """Normalise an Indonesian or foreign number to +62812…; raises ValidationError."""
    if field.data:
        try:
            found = phonenumbers.parse(field.data, REGION)
        except phonenumbers.NumberParseException:
            found = None
        if found is None or not phonenumbers.is_valid_number(found):
            raise ValidationError(_("Periksa nomor teleponnya. Bentuknya seperti 0812 3456 7890."))
        field.data = phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)
