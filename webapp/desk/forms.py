"""Forms of the desk: stock Flask-WTF with its CSRF token, but with a stale token answered in a kind sentence."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.csrf import _FlaskFormCSRF
from flask_wtf.form import _Auto
from wtforms import Field, HiddenField, PasswordField, StringField, ValidationError
from wtforms.csrf.core import CSRFTokenField
from wtforms.form import BaseForm

from webapp.base.forms import AtMost, PlainStringField, Required
from webapp.base.ids import Ticket, TicketError, parse_ticket
from webapp.base.passwords import MAX_LENGTH
from webapp.base.sentences import _, _l
from webapp.desk.words import TICKET_FAULTS
from webapp.officers.service import SignIn


class _KindCsrf(_FlaskFormCSRF):
    """A form left open too long comes back filled in, with a fresh token and the reason."""

    def validate_csrf_token(self, form: BaseForm, field: CSRFTokenField) -> None:
        try:
            super().validate_csrf_token(form, field)  # type: ignore[no-untyped-call]
        except ValidationError:
            raise ValidationError(
                _("Formulir ini perlu dikirim sekali lagi. Semua isian Anda masih ada; periksa, lalu kirim.")
            ) from None


class DeskForm(FlaskForm):
    """The parent of every desk form."""

    class Meta(FlaskForm.Meta):
        csrf_class = _KindCsrf

    def __init__(self, formdata: Any = _Auto, **kwargs: Any) -> None:
        """`formdata=None` makes an empty form even in answer to a POST; other arguments as WTForms has them."""
        super().__init__(formdata, **kwargs)  # type: ignore[no-untyped-call]

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """Whether this is a POST, and everything in it is good."""
        return bool(super().validate_on_submit(extra_validators))  # type: ignore[no-untyped-call]


def is_ticket(_form: BaseForm, field: Field) -> None:
    """Eleven digits with their check digit; raises ValidationError with what is wrong."""
    ticket_of(field.data or "")


def ticket_of(typed: str) -> Ticket:
    """The ticket that was typed; raises ValidationError with what is wrong."""
    try:
        return parse_ticket(typed)
    except TicketError as error:
        raise ValidationError(str(TICKET_FAULTS[error.reason])) from None


class ConfirmForm(DeskForm):
    """A form that is only a button, such as signing out."""


class SignInForm(DeskForm):
    """Name, password and code on one page, so that a password manager fills all three."""

    username = PlainStringField(_l("Nama pengguna"), [Required(_l("Tulis nama pengguna Anda.")), AtMost(80)])
    password = PasswordField(_l("Kata sandi"), [Required(_l("Tulis kata sandi Anda.")), AtMost(MAX_LENGTH)])
    code = StringField(
        _l("Kode dari aplikasi autentikator"),
        [Required(_l("Tulis enam angka dari aplikasi autentikator Anda.")), AtMost(20)],
        description=_l("Enam angka yang berganti setiap 30 detik. Kode boleh ditempel; spasi tidak mengganggu."),
    )
    lanjut = HiddenField()
    tertunda = HiddenField()

    def typed(self, network: str) -> SignIn:
        """What is to be checked, as typed in `network`."""
        return SignIn(self.username.data or "", self.password.data or "", self.code.data or "", network)


class FindForm(DeskForm):
    """A ticket, to go to its case, or words. A GET form: it changes nothing, so it needs no token."""

    class Meta(DeskForm.Meta):
        csrf = False

    tiket = PlainStringField(
        _l("Nomor tiket, atau kata dalam laporan"),
        [Required(_l("Tulis nomor tiket, 11 angka, atau kata yang dicari.")), is_ticket],
        description=_l(
            "11 angka, atau kata dari judul, isi, atau tempat. Laporan rahasia hanya ditemukan dengan nomornya."
        ),
    )
