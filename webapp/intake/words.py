"""What a text seems to be about, from lists of words: never to refuse it, only to offer the right door in time.

Pure. Phrases are the ones that people write, in small letters and without accents; a text is folded before it is read.
"""

from __future__ import annotations

import re

from webapp.agencies.folding import fold

CORRUPTION = (
    "korupsi, koruptor, korup, dikorupsi, mengorupsi, kkn, pungli, pungutan liar, dipungli, gratifikasi, suap, disuap, "
    "menyuap, penyuapan, sogok, disogok, menyogok, sogokan, uang pelicin, uang rokok, uang damai, uang terima kasih, "
    "minta jatah, setoran ilegal, mark up, penggelembungan, fiktif, penggelapan, menggelapkan, digelapkan, "
    "meminta uang, petugas minta uang, dimintai uang, diminta uang, dimintai biaya, dimintai bayaran, dimintai duit, "
    "tanpa kuitansi, tanpa kwitansi, "
    "potong bansos, bansos dipotong, bantuan dipotong, jual beli jabatan, nepotisme, kolusi, penyalahgunaan wewenang, "
    "salah guna wewenang, menyalahgunakan wewenang, corruption, bribe, bribes, bribery, extortion, embezzlement"
)
"""About money or power misused: such a report may belong in the safe channel (domain: categories)."""

SENSITIVE = (
    "kekerasan, dipukul, dipukuli, memukul, memukuli, dianiaya, penganiayaan, menganiaya, kdrt, seksual, pelecehan, "
    "dilecehkan, melecehkan, cabul, dicabuli, mencabuli, pencabulan, perkosa, diperkosa, memperkosa, pemerkosaan, "
    "perkosaan, disetubuhi, diraba, eksploitasi anak, anak di bawah umur, terhadap anak, anak hilang, "
    "anak ditelantarkan, penelantaran anak, pekerja anak, perdagangan orang, perundungan, dirundung, bully, dibully, "
    "disekap, dipasung, bunuh diri, sexual, abuse, assault, violence, rape, raped"
)
"""About violence, sex or a child in danger: confidential unless the reporter says otherwise."""


def _any_of(phrases: str) -> re.Pattern[str]:
    words = "|".join(re.escape(phrase.strip()) for phrase in phrases.split(","))
    return re.compile(rf"\b(?:{words})(?:nya|lah|kah|an)?\b")


_CORRUPTION, _SENSITIVE = _any_of(CORRUPTION), _any_of(SENSITIVE)


def mentions_corruption(text: str) -> bool:
    """Whether a phrase of CORRUPTION stands in `text` as words of their own."""
    return _CORRUPTION.search(fold(text)) is not None


def mentions_harm(text: str) -> bool:
    """Whether a phrase of SENSITIVE stands in `text` as words of their own."""
    return _SENSITIVE.search(fold(text)) is not None
