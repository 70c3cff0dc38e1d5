"""What is typed at the box. Plain forms: there is no token against foreign sites, `guard` refuses them."""

from __future__ import annotations

from wtforms import BooleanField, Form, StringField, ValidationError

from webapp.base.forms import AtMost, Boxes, Choice, PlainStringField, PlainTextAreaField, Required, shown
from webapp.base.sentences import _l, say
from webapp.whistleblowing.box import files, words
from webapp.whistleblowing.codes import LONGEST_INPUT, Code, CodeError, Fault, parse_code, tells
from webapp.whistleblowing.tree import number

LONGEST = 20_000
"""Characters of one message."""
WORD = "hapus"


class CodeForm(Form):
    """The code in any spacing. What is far too long is not sent back."""

    kode = StringField(
        _l("Kode"),
        filters=[lambda typed: shown(typed or "")],
        description=_l("25 angka. Boleh dengan spasi atau tanda hubung."),
    )
    code: Code | None = None

    def validate_kode(self, field: StringField) -> None:
        """Say what is wrong before any work."""
        try:
            self.code = parse_code(field.data or "")
        except CodeError as error:
            if len(field.data or "") > LONGEST_INPUT:
                field.data = ""
            raise ValidationError(code_fault(error)) from None

    def refuse(self, sentence: str) -> CodeForm:
        """The same form with one error."""
        self.kode.errors = [sentence]
        return self


def code_fault(error: CodeError) -> str:
    """One sentence for each way to miss."""
    if error.fault is not Fault.LENGTH:
        return say(words.CODE_FAULTS[error.fault])
    return say(words.CODE_LENGTH, digits=error.digits) if error.digits else say(words.CODE_MISSING)


class ReplyForm(Form):
    """Something more for the inspectors; `kepada` is asked where there are two levels, among those that can read."""

    kepada = Choice(_l("Kepada siapa?"), missing=words.UNREAD_THERE)
    pesan = PlainTextAreaField(
        _l("Tulisan Anda"),
        [AtMost(LONGEST)],
        description=_l("Jangan tulis kode Anda. Hanya pemegang kunci yang disebut di atas yang dapat membaca."),
    )
    pembalasan = BooleanField(
        _l("Ini tentang pembalasan atau ancaman terhadap saya"),
        description=_l("Laporan Anda diberi tanda di daftar pemeriksa."),
    )
    bukti = files.control()
    asli = BooleanField(
        _l("Simpan berkas aslinya, jangan dibersihkan"),
        description=_l("Berkas asli dapat memuat lokasi, merek ponsel, dan nama Anda. Pilih hanya bila itu bukti."),
    )
    code = ""

    def validate_pesan(self, field: PlainTextAreaField) -> None:
        """A part of the code in a message would let whoever reads it in."""
        if self.code and tells(field.data or "", Code(self.code)):
            raise ValidationError(say(words.TELLS_CODE))


class AscentForm(Form):
    """Who is involved, and whether the identity goes along."""

    terlibat = Boxes(
        _l("Orang ini terlibat"),
        description=_l(
            "Yang Anda tandai tidak pernah mendapat kunci. Pemeriksa di sana melihat siapa yang Anda tandai."
        ),
    )
    identitas = BooleanField(_l("Serahkan juga identitas saya, hanya kepada penjaga identitas di sana"))

    @property
    def excluded(self) -> frozenset[int]:
        """Ids of holders."""
        return frozenset(filter(None, map(number, self.terlibat.data or ())))


class GroupForm(Form):
    """The last group of a new code, asked back before the old one stops."""

    kelompok = StringField(
        _l("Kelompok terakhir kode baru"), description=_l("Lima angka, dari catatan yang baru Anda buat.")
    )


class WordForm(Form):
    """A word that is typed by whoever means it."""

    kata = PlainStringField(_l("Ketik kata “hapus”"))

    def validate_kata(self, field: PlainStringField) -> None:
        """In any letters, small or large."""
        if (field.data or "").casefold() != WORD:
            raise ValidationError(say(words.TYPE_WORD, word=f"“{WORD}”"))


class PiecesForm(Form):
    """What is to be copied."""

    bagian = Boxes(_l("Bagian mana yang ingin Anda salin?"), validators=[Required(words.CHOOSE)])
