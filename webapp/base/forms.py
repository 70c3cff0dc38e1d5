"""What the forms of all features are made of: fields, checks, and how what was typed is read.

The desk uses stock Flask-WTF forms (session cookie, CSRF token). The public forms are plain WTForms, for there is no
cookie: a POST is accepted when it comes from our own page (`headers.same_site`), and carries the token of its draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, cast

from wtforms import Field, Form, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # its stubs are older
from wtforms.validators import StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.base.i18n import number
from webapp.base.normal import normal
from webapp.base.sentences import _, _l

BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")

YES, NO = "ya", "tidak"
UNCHOSEN = ""
NOT_OFFERED = _l("Pilih salah satu jawaban yang tersedia.")


def shown(text: str) -> str:
    """What was typed but for control characters and direction overrides, which could forge what is read."""
    return CONTROL.sub("", BIDI.sub("", text))


def version_of(typed: str | None) -> int:
    """The version of a case that a hidden field says was looked at; 0, which is always outdated, for anything else."""
    text = typed or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def options(pairs: Iterable[tuple[str, str]]) -> list[Any]:
    """(value, label) as the choices that WTForms takes."""
    return [SelectChoice(value, label) for value, label in pairs]


class Choice(RadioField):
    """A radio group; `missing` is the sentence for none or an unknown answer. A form may set its `choices` later."""

    def __init__(
        self, label: str, choices: Iterable[tuple[str, str]] = (), missing: str = NOT_OFFERED, **kw: Any
    ) -> None:
        super().__init__(label, choices=options(choices), invalid_choice_message=missing, **kw)  # type: ignore[call-arg]

    def say_if_open(self) -> None:
        """Where none is ticked, show that as the first answer: lynx would tick the first one by itself.

        Called after validation, which refuses it as it refuses no answer.
        """
        choices = cast(list[Any], self.choices or [])
        offered = {one.value for one in choices}
        if choices and not offered & {self.data, UNCHOSEN}:
            self.data, self.choices = UNCHOSEN, [*options([(UNCHOSEN, _("Belum dipilih"))]), *choices]


class Boxes(SelectMultipleField):
    """Several boxes of one name."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: str, choices: Iterable[tuple[str, str]] = (), **kw: Any) -> None:
        super().__init__(label, choices=options(choices), invalid_choice_message=NOT_OFFERED, **kw)  # type: ignore[call-arg]


class PlainText:
    """Mixin of text fields: normalises to NFC and `\\n`, drops what can't be shown, and remembers that it did."""

    data: str | None
    had_odd_characters = False

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep what can be shown of what was typed."""
        raw = (valuelist[0] if valuelist else "").replace("\r\n", "\n").replace("\r", "\n")
        self.had_odd_characters = shown(raw) != raw
        self.data = normal("NFC", shown(raw)).strip()

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


class AtLeast:
    """At least `limit` characters, spaces counted once; `message` says what is still to be explained."""

    def __init__(self, limit: int, message: object) -> None:
        self.limit, self.message = limit, message

    def __call__(self, _form: Form, field: Field) -> None:
        if len(" ".join((field.data or "").split())) < self.limit:
            raise ValidationError(str(self.message))
