"""Why the agency is the wrong one, and which would be right: found by a part of its name, or left open."""

from __future__ import annotations

from typing import Self

from wtforms import Form, ValidationError

from webapp.base.db import Database
from webapp.base.forms import AtLeast, AtMost, Choice, PlainStringField, PlainTextAreaField, Required, options
from webapp.base.ids import Ticket
from webapp.base.sentences import _, _l
from webapp.tracking.agency_queries import OtherAgency, other_agencies

LONGEST, SENTENCE = 6000, 15
UNKNOWN = ""


class WrongAgencyForm(Form):
    """`chosen_id` is the number of the agency that was named, None for none."""

    alasan = PlainTextAreaField(
        _l("Mengapa ini instansi yang salah?"),
        [
            Required(_l("Tulis mengapa ini instansi yang salah. Satu kalimat sudah cukup.")),
            AtLeast(SENTENCE, _l("Jelaskan dengan satu kalimat, sedikitnya 15 huruf, supaya koordinator mengerti.")),
            AtMost(LONGEST),
        ],
        description=_l("Koordinator membacanya. Satu kalimat sudah cukup."),
    )
    cari = PlainStringField(
        _l("Instansi mana yang tepat? (boleh kosong)"), [AtMost(200)],
        description=_l("Tulis sebagian namanya, lalu tekan tombol cari. Bila Anda tidak tahu, lewati saja."),
    )  # fmt: skip
    instansi = Choice(
        _l("Pilih instansinya"), missing=_l("Pilih satu instansi dari daftar, atau pilih bahwa Anda tidak tahu.")
    )
    found: tuple[OtherAgency, ...] = ()
    chosen_id: int | None = None

    def offer(self, db: Database, ticket: Ticket) -> Self:
        """What the search found, and that one need not know."""
        chosen = self.instansi.data or UNKNOWN
        self.found = other_agencies(db, ticket, self.cari.data or "", chosen)
        self.instansi.choices = options(
            [(UNKNOWN, _("Saya tidak tahu")), *((one.code, one.name) for one in self.found)]
        )
        self.instansi.data = chosen
        self.chosen_id = next((one.id for one in self.found if one.code == chosen), None)
        if self.cari.data and not self.found:
            self.cari.errors = [self._nothing()]
        return self

    @property
    def notes(self) -> dict[str, str]:
        """What each agency belongs to."""
        return {one.code: _("Bagian dari %(agency)s.", agency=one.under) for one in self.found if one.under}

    def validate_cari(self, field: PlainStringField) -> None:
        """A name that was typed but never looked for is not passed over in silence."""
        if field.data and not self.found:
            raise ValidationError(self._nothing())
        if field.data and not self.instansi.raw_data:
            raise ValidationError(_("Pilih dahulu instansinya di bawah, atau kosongkan isian ini."))

    def _nothing(self) -> str:
        return _("Tidak ada instansi lain dengan nama itu. Tulis bagian lain dari namanya, atau kosongkan isian ini.")
