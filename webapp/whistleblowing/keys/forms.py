"""The forms of accounts and keys: what is typed, and what is missing."""

from __future__ import annotations

from wtforms import Form, PasswordField

from webapp.base.forms import Choice, PlainStringField, Required
from webapp.base.sentences import _l
from webapp.whistleblowing.keys.plan import Deed

_PASSPHRASE = _l("Ketik kalimat sandi Anda.")
_CODE = _l("Ketik enam angka dari aplikasi kode.")
CHANGES = (
    (Deed.PASSPHRASE.value, _l("Kalimat sandi")),
    (Deed.RECOVERY.value, _l("Kode pemulihan di kertas")),
    (Deed.TOTP.value, _l("Aplikasi kode di ponsel")),
    (Deed.PAIR.value, _l("Pasangan kunci, karena orang lain mungkin memilikinya")),
)


class TokenForm(Form):
    """An invitation."""

    undangan = PlainStringField(
        _l("Kata undangan"),
        [Required(_l("Ketik kata undangan dari pengelola."))],
        description=_l("Huruf dan angka yang Anda terima dari pengelola. Berlaku tujuh hari."),
    )


class PassphraseForm(Form):
    """The words offered, or one's own."""

    sandi = PlainStringField(
        _l("Ketik kalimat sandi"),
        [Required(_PASSPHRASE)],
        description=_l("Enam kata di atas, atau kalimat Anda sendiri, paling sedikit 20 huruf."),
    )


class AgainForm(Form):
    """The same, from memory or paper."""

    sandi = PlainStringField(_l("Ketik kalimat sandi sekali lagi"), [Required(_PASSPHRASE)])


class PaperForm(Form):
    """The last group of the code on paper."""

    kelompok = PlainStringField(
        _l("Lima angka terakhir"), [Required(_l("Ketik lima angka terakhir dari kode pemulihan."))]
    )


class TotpForm(Form):
    """The first code of a new second factor."""

    kode = PlainStringField(_l("Enam angka dari aplikasi kode"), [Required(_CODE)])


class StepUpForm(Form):
    """What only the holder knows and has, asked once more, and what is to change."""

    ganti = Choice(_l("Apa yang Anda ganti?"), CHANGES, missing=_l("Pilih apa yang Anda ganti."))
    sandi = PasswordField(_l("Kalimat sandi"), [Required(_PASSPHRASE)])
    kode = PlainStringField(
        _l("Enam angka dari aplikasi kode"),
        [Required(_CODE)],
        description=_l("Setiap kode berlaku sekali. Bila kode ini sudah Anda pakai, tunggu kode berikutnya."),
    )


class SignInForm(Form):
    """Name, passphrase and code, all at once."""

    nama = PlainStringField(_l("Nama pengguna"), [Required(_l("Ketik nama pengguna Anda."))])
    sandi = PasswordField(
        _l("Kalimat sandi"), [Required(_PASSPHRASE)], description=_l("Huruf besar atau kecil tidak berbeda.")
    )
    kode = PlainStringField(_l("Enam angka dari aplikasi kode"), [Required(_CODE)])


class LostForm(Form):
    """The way back with the paper."""

    nama = PlainStringField(_l("Nama pengguna"), [Required(_l("Ketik nama pengguna Anda."))])
    pemulihan = PlainStringField(
        _l("Kode pemulihan"),
        [Required(_l("Ketik kode pemulihan dari kertas Anda."))],
        description=_l("Empat puluh angka, delapan kelompok. Spasi dan tanda hubung boleh ada."),
    )
