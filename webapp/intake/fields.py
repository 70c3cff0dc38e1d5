"""Controls of the citizen's form that know more than a line of text: an address to answer to."""

from __future__ import annotations

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _
from wtforms import Field, Form
from wtforms.validators import ValidationError

REGION = "ID"


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
