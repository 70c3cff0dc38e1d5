"""What may be asked of the published reports. Everything may stay empty."""

from __future__ import annotations

from typing import Any

from wtforms import Form, SelectField, ValidationError

from webapp.base.forms import AtMost, PlainStringField, options
from webapp.base.sentences import _, _l, say
from webapp.cases.published import LONGEST, phrases
from webapp.cases.words import KIND_NAMES, RESULT_NAMES, STATUS_NAMES
from webapp.published import words


def _select(label: str, unknown: str) -> SelectField:
    return SelectField(label, choices=[], default="", invalid_choice_message=unknown)  # type: ignore[call-arg]


class FilterForm(Form):
    """The filters as an address has them: `?kata=parit&wilayah=64.72`."""

    kata = PlainStringField(
        _l("Kata dalam judul atau isi"), [AtMost(LONGEST)],
        description=_l("Urutan bebas. Beri tanda kutip bila kata-katanya harus berdampingan."),
    )  # fmt: skip
    wilayah = PlainStringField(
        _l("Wilayah"), [AtMost(LONGEST)],
        description=_l("Sebagian nama desa, kelurahan, kecamatan, kota, kabupaten, atau provinsi."),
    )  # fmt: skip
    instansi = PlainStringField(
        _l("Instansi"), [AtMost(LONGEST)], description=_l("Sebagian nama atau kodenya, termasuk semua di bawahnya.")
    )
    topik = _select(words.LABELS["topik"], words.UNKNOWN["topik"])
    status = _select(words.LABELS["status"], words.UNKNOWN["status"])
    jenis = _select(words.LABELS["jenis"], words.UNKNOWN["jenis"])

    def __init__(self, formdata: Any, topics: tuple[tuple[str, str], ...]) -> None:
        super().__init__(formdata)
        self.topik.choices = options([("", _("Semua topik")), *((code, _(name)) for code, name in topics)])
        self.status.choices = options([("", _("Semua status")), *STATUS_NAMES.items(), *RESULT_NAMES.items()])
        self.jenis.choices = options([("", _("Semua jenis")), *KIND_NAMES.items()])

    def name_of(self, param: str) -> str:
        """What the chosen value of a list is called."""
        select: Any = self[param]
        return next(str(choice.label) for choice in select.choices if choice.value == select.data)

    def validate_kata(self, field: PlainStringField) -> None:
        """Signs alone find nothing."""
        if field.data and not phrases(field.data):
            raise ValidationError(say(words.NO_WORDS))
