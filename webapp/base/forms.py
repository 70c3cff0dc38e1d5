"""Forms of the public pages: bound to their draft instead of a cookie, and clear about odd characters.

The desk uses stock Flask-WTF forms (session cookie, CSRF token); here no cookie exists, so a POST is accepted when it
comes from our own page (`headers.same_site`) and, where there is a draft, carries the draft's token.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, Form, StringField, TextAreaField
from wtforms.validators import StopValidation, ValidationError

from webapp.base.i18n import number
from webapp.base.normal import normal

BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")

Validator = Callable[[Any, Any], None]


class PublicForm(Form):
    """A WTForms form whose errors also say which odd characters were taken out."""


class PlainText:
    """Mixin of text fields: normalises to NFC and `\\n`, drops what can't be shown, and remembers that it did."""

    data: str | None
    had_odd_characters = False

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep what was typed but for control characters and direction overrides, which could forge what is read."""
        raw = valuelist[0] if valuelist else ""
        shown = CONTROL.sub("", BIDI.sub("", raw.replace("\r\n", "\n").replace("\r", "\n")))
        self.had_odd_characters = shown != raw.replace("\r\n", "\n").replace("\r", "\n")
        self.data = normal("NFC", shown).strip()

    def pre_validate(self, _form: Form) -> None:
        """Tell about dropped characters, once: the form comes back without them."""
        if self.had_odd_characters:
            raise StopValidation(
                _("Ada karakter tersembunyi yang kami hapus dari isian ini. Periksa lagi teksnya, lalu kirim ulang.")
            )


class PlainStringField(PlainText, StringField):  # type: ignore[misc]
    """One line of plain text."""


class PlainTextAreaField(PlainText, TextAreaField):  # type: ignore[misc]
    """Several lines of plain text."""


class Required:
    """Something must be written or chosen; `message` says what, in a whole sentence (lazy)."""

    def __init__(self, message: object) -> None:
        self.message = message

    def __call__(self, _form: Form, field: Field) -> None:
        if not field.data or not str(field.data).strip():
            raise StopValidation(str(self.message))


class AtMost:
    """At most `limit` characters; the sentence says how many must go."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def __call__(self, _form: Form, field: Field) -> None:
        over = len(field.data or "") - self.limit
        if over > 0:
            raise ValidationError(
                _(
                    "Isian ini kelebihan %(over)s huruf; batasnya %(limit)s huruf. Semua yang Anda tulis masih ada.",
                    over=number(over),
                    limit=number(self.limit),
                )
            )
