"""The display choices as a form of five questions."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from wtforms import Form, RadioField
from wtforms.validators import AnyOf

from webapp.base.display import CHOICES, Contrast, Data, Display, Language, Spacing, TextSize
from webapp.base.forms import NOT_OFFERED
from webapp.base.sentences import _l


def _one_of(label: str, answers: Mapping[StrEnum, str]) -> RadioField:
    """A question with these answers; WTForms' own refusal would be in English."""
    offered = AnyOf(list(answers), NOT_OFFERED)
    return RadioField(label, [offered], choices=list(answers.items()), validate_choice=False)


class DisplayForm(Form):
    """Names are those of the address; `choice()` ends it in a Display."""

    bahasa = _one_of(
        _l("Bahasa"),
        {
            Language.INDONESIAN: "Bahasa Indonesia",
            Language.EASY: "Bahasa Indonesia sederhana",
            Language.ENGLISH: "English",
        },
    )
    huruf = _one_of(
        _l("Ukuran huruf"),
        {
            TextSize.NORMAL: _l("Biasa"),
            TextSize.LARGE: _l("Besar: 125 persen"),
            TextSize.LARGER: _l("Lebih besar: 150 persen"),
            TextSize.DOUBLE: _l("Dua kali: 200 persen"),
        },
    )
    kontras = _one_of(
        _l("Warna dan kontras"),
        {
            Contrast.DEVICE: _l("Mengikuti perangkat"),
            Contrast.LIGHT: _l("Hitam di atas putih"),
            Contrast.DARK: _l("Putih dan kuning di atas hitam"),
        },
    )
    jarak = _one_of(_l("Jarak huruf dan baris"), {Spacing.NORMAL: _l("Biasa"), Spacing.WIDE: _l("Lapang")})
    pemakaian = _one_of(
        _l("Pemakaian data"), {Data.FULL: _l("Biasa"), Data.SAVING: _l("Hemat: tanpa skrip dan gambar")}
    )

    def choice(self) -> Display:
        """The valid form as a Display."""
        chosen: dict[str, Any] = {name: kind(self[arg].data) for name, (arg, kind) in CHOICES.items()}
        return Display(**chosen)
