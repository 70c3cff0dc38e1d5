"""The display choices as a form of four questions."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import Form, RadioField

from webapp.base.display import Contrast, Display, Language, Spacing, TextSize

NOT_OFFERED = _l("Pilih salah satu jawaban yang tersedia.")


class Choice(RadioField):
    """A radio group whose default error is a sentence of ours."""

    def pre_validate(self, _form: Form) -> None:
        """Raise ValueError when the answer isn't one of those offered."""
        if self.data not in {choice.value for choice in self.choices}:
            raise ValueError(str(NOT_OFFERED))


class DisplayForm(Form):
    """Names are those of the address; `choice()` ends it in a Display."""

    bahasa = Choice(
        _l("Bahasa"),
        choices=[(Language.INDONESIAN, "Bahasa Indonesia"), (Language.ENGLISH, "English")],
    )
    huruf = Choice(
        _l("Ukuran huruf"),
        choices=[
            (TextSize.NORMAL, _l("Biasa")),
            (TextSize.LARGE, _l("Besar: 125 persen")),
            (TextSize.LARGER, _l("Lebih besar: 150 persen")),
            (TextSize.DOUBLE, _l("Dua kali: 200 persen")),
        ],
    )
    kontras = Choice(
        _l("Warna dan kontras"),
        choices=[
            (Contrast.DEVICE, _l("Mengikuti perangkat")),
            (Contrast.LIGHT, _l("Hitam di atas putih")),
            (Contrast.DARK, _l("Putih dan kuning di atas hitam")),
        ],
    )
    jarak = Choice(
        _l("Jarak huruf dan baris"),
        choices=[(Spacing.NORMAL, _l("Biasa")), (Spacing.WIDE, _l("Lapang"))],
    )

    def choice(self) -> Display:
        """The valid form as a Display."""
        return Display(
            Language(self.bahasa.data), TextSize(self.huruf.data), Contrast(self.kontras.data), Spacing(self.jarak.data)
        )
