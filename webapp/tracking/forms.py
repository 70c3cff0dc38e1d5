"""What is typed on the pages of a ticket: its number, the PIN, and what the reporter does."""

from __future__ import annotations

from collections.abc import Container, Mapping

from flask_babel import lazy_gettext
from wtforms import Form, HiddenField, RadioField, StringField, ValidationError

from webapp.attachments.kept import NewFile
from webapp.attachments.web import control
from webapp.base.forms import YES, AtMost, PlainStringField, PlainTextAreaField, Required, options, shown
from webapp.base.ids import (
    PIN_LENGTH,
    TICKET_LENGTH,
    Pin,
    PinError,
    Reason,
    Ticket,
    TicketError,
    parse_pin,
    parse_ticket,
)
from webapp.base.sentences import _l, say
from webapp.cases.reports import BODY, TITLE
from webapp.cases.workflow import Action
from webapp.tracking import words
from webapp.tracking.kind_words import manner_of
from webapp.tracking.service import MESSAGES, Deed

LONGEST_MESSAGE = 6000
STARS = frozenset("12345")
NOT_YET = "belum"
CONTESTS = {
    Action.CONTEST_TEXT: ("keberatan", _l("Tulis mengapa isinya perlu diterbitkan. Satu kalimat sudah cukup.")),
    Action.CONTEST_CATEGORY: ("kategori", _l("Tulis mengapa kategorinya keliru. Satu kalimat sudah cukup.")),
}
"""What a reporter may object to beside an archiving: the field for why, and what is said where it is empty."""


def _typed(text: str | None) -> str:
    """What was typed, without what can't be shown again."""
    return shown(text or "").strip()


class TicketForm(Form):
    """The number of a ticket in any spacing."""

    tiket = StringField(
        _l("Nomor tiket"),
        filters=[_typed],
        description=_l("11 angka, misalnya 7302 9481 567. Boleh dengan atau tanpa spasi."),
    )
    ticket: Ticket | None = None

    def validate_tiket(self, field: StringField) -> None:
        """Say what is wrong with the number before anything is looked up."""
        try:
            self.ticket = parse_ticket(field.data or "")
        except TicketError as error:
            raise ValidationError(ticket_fault(error)) from None

    def unknown(self) -> TicketForm:
        """The same form, saying that there is no such ticket."""
        self.tiket.errors = [say(words.TICKET_UNKNOWN)]
        return self


def ticket_fault(error: TicketError) -> str:
    """One sentence for each way to miss."""
    if error.reason is not Reason.LENGTH:
        return say(words.TICKET_FAULT[error.reason])
    if error.digits == 0:
        return say(words.TICKET_MISSING)
    return say(words.TICKET_SHORT if error.digits < TICKET_LENGTH else words.TICKET_LONG, digits=error.digits)


class PinForm(Form):
    """The PIN of a ticket in any spacing."""

    pin = StringField(
        _l("PIN"),
        filters=[_typed],
        description=_l(
            "10 angka di tanda terima; bila pernah diganti, PIN yang terakhir. Boleh dengan atau tanpa spasi."
        ),
    )
    parsed: Pin | None = None

    def validate_pin(self, field: StringField) -> None:
        """Say what is wrong with the number before anything is looked up."""
        try:
            self.parsed = parse_pin(field.data or "")
        except PinError as error:
            raise ValidationError(pin_fault(error)) from None

    def refuse(self, sentence: str) -> PinForm:
        """The same form with one error."""
        self.pin.errors = [sentence]
        return self


def pin_fault(error: PinError) -> str:
    """One sentence for each way to miss."""
    if error.reason is Reason.NOT_DIGITS:
        return say(words.PIN_NOT_DIGITS)
    if error.reason is not Reason.LENGTH:
        return say(words.PIN_TOO_LONG)
    if error.digits == 0:
        return say(words.PIN_MISSING)
    return say(words.PIN_SHORT if error.digits < PIN_LENGTH else words.PIN_LONG, digits=error.digits)


class CodeForm(Form):
    """The one-time code from a letter, in any spacing."""

    kode = StringField(
        _l("Kode dari surel"), filters=[_typed], description=_l("10 angka. Boleh ditempel, dengan atau tanpa spasi.")
    )
    parsed: str | None = None

    def validate_kode(self, field: StringField) -> None:
        """A code has ten digits, as a PIN has."""
        try:
            self.parsed = parse_pin(field.data or "")
        except PinError:
            raise ValidationError(say(words.CODE_ODD)) from None

    def refuse(self, sentence: str) -> CodeForm:
        """The same form with one error at the code."""
        self.kode.errors = [sentence]
        return self

    def tell(self, sentence: str) -> CodeForm:
        """The same form with one thing to read first."""
        self.form_errors.append(sentence)
        return self


class ReporterForm(Form):
    """What the reporter's page can send. Which field is asked for depends on the action; the others may be empty."""

    pesan = PlainTextAreaField(_l("Tulisan Anda"))
    bukti, draf = control(), HiddenField()
    keberatan = PlainTextAreaField(_l("Mengapa isinya perlu diterbitkan?"))
    kategori = PlainTextAreaField(_l("Mengapa kategorinya keliru?"))
    bantuan = StringField()
    judul = PlainStringField(_l("Judul"))
    isi = PlainTextAreaField(_l("Isi video dalam bahasa Indonesia"))
    bentuk = StringField()
    bintang = RadioField(
        _l("Bagaimana laporan ini ditangani?"),
        choices=options(
            [
                ("", _l("Belum menilai")),  # first, because lynx ticks the first one by itself
                ("5", _l("5: sangat baik")),
                ("4", _l("4: baik")),
                ("3", _l("3: cukup")),
                ("2", _l("2: kurang")),
                ("1", _l("1: buruk")),
            ]
        ),
        validate_choice=False,
    )
    selesai = RadioField(choices=[], validate_choice=False)

    def begin(self, written: Mapping[str, str]) -> ReporterForm:
        """The same form with what an interpreter wrote of a video, to be mended; what was typed stays."""
        for field, kind in ((self.judul, "title"), (self.isi, "body")):
            field.data = field.data or written.get(kind, "")
        return self

    def speak_of(self, kind: str) -> ReporterForm:
        """The same form, asking as one asks of this kind of report."""
        manner = manner_of(kind)
        self.selesai.label.text = manner.question
        self.selesai.choices = options([("", _l("Belum tahu")), (YES, manner.yes), (NOT_YET, manner.no)])
        return self

    def check_for(self, action: Action) -> bool:
        """Whether everything is there that `action` needs."""
        needed: dict[str, list[object]] = {}
        if action in MESSAGES:
            needed["pesan"] = [
                Required(_l("Tulis pesan Anda. Satu kalimat sudah cukup.")),
                AtMost(LONGEST_MESSAGE),
            ]
        if action in CONTESTS:
            name, missing = CONTESTS[action]
            needed[name] = [Required(missing), AtMost(LONGEST_MESSAGE)]
        if action is Action.CORRECT:
            needed["judul"] = [Required(_l("Tulis judulnya, satu kalimat saja.")), AtMost(TITLE)]
            needed["isi"] = [Required(_l("Tulis isi video Anda. Satu kalimat sudah cukup.")), AtMost(BODY)]
        if action is Action.RATE:
            needed["bintang"] = [_one_of(lazy_gettext("Pilih satu nilai, dari 1 sampai 5."), STARS)]
            needed["selesai"] = [_one_of(lazy_gettext("Pilih salah satu: sudah atau belum."), {YES, NOT_YET})]
        return self.validate(extra_validators=needed)

    def deed(self, action: Action, seen: int, files: tuple[NewFile, ...]) -> Deed:
        """The checked form as plain data; `files` go along with a message."""
        if action is Action.RATE:
            stars = int(self.bintang.data) if self.bintang.data in STARS else None
            return Deed(action, seen, stars=stars, judged=self.selesai.data == YES)
        if action is Action.HELP_UNMET:
            return Deed(action, seen, item=self.bantuan.data)
        if action is Action.CORRECT:
            return Deed(action, seen, words=(self.judul.data or "", self.isi.data or ""))
        if action in CONTESTS:
            return Deed(action, seen, message=self[CONTESTS[action][0]].data or "")
        if action in MESSAGES:
            return Deed(action, seen, message=self.pesan.data or "", files=files, draft=self.draf.data or "")
        return Deed(action, seen, form=self.bentuk.data or "")


def _one_of(sentence: object, answers: Container[object]) -> object:
    """A validator: one of the answers offered was chosen; "" is that of who has not."""

    def check(_form: object, asked: RadioField) -> None:
        if asked.data not in answers:
            raise ValidationError(str(sentence))

    return check
