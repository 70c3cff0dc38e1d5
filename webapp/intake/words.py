"""What a text seems to be about, from lists of words: never to refuse it, only to offer the right door in time.

Pure. Phrases are the ones that people write, in small letters and without accents; a text is folded before it is read.
"""

from __future__ import annotations

import re

from webapp.agencies.folding import fold

CORRUPTION = (
    "korupsi, koruptor, korup, dikorupsi, mengorupsi, kkn, pungli, pungutan liar, dipungli, gratifikasi, suap, disuap, "
    "menyuap, penyuapan, sogok, disogok, menyogok, nyogok, sogokan, uang pelicin, uang rokok, uang damai, "
    "uang terima kasih, minta jatah, setoran ilegal, mark up, penggelembungan, fiktif, penggelapan, menggelapkan, "
    "digelapkan, ditilep, nilep, dipalak, malak, meminta uang, kasih amplop, minta amplop, "
    "tanpa kuitansi, tanpa kwitansi, "
    "potong bansos, bansos dipotong, bantuan dipotong, jual beli jabatan, nepotisme, kolusi, penyalahgunaan wewenang, "
    "salah guna wewenang, menyalahgunakan wewenang, corruption, bribe, bribes, bribery, extortion, embezzlement"
)
"""About money or power misused: such a report may belong in the safe channel (domain: categories)."""

_OFFICIAL = "petugas|pegawai|oknum|aparat|lurah|kades|pambakal|camat|guru|kepala|polisi|loket|orang dalam"
_MONEY = r"uang|duit|biaya|bayaran|\d+ (?:ribu|rb|juta|jt)|\d+(?:ribu|rb|juta|jt|k)"
_NOT_BACK = r"\b(?! (?:\w+ ){0,2}kembali)"
_PAID = (
    rf"(?:{_OFFICIAL}) (?:\w+ ){{0,3}}(?:minta|mintain|meminta) (?:\w+ ){{0,2}}(?:{_MONEY}){_NOT_BACK}",
    rf"di(?:minta|mintai|mintain|paksa) (?:\w+ ){{0,2}}(?:{_MONEY}|bayar)",
    r"bayar (?:\w+ ){0,4}(?:kalau|kalo|klo|biar|supaya|agar) (?:mau |lebih |bisa )?(?:cepat|cepet|lancar)",
    r"(?:bansos|blt|pkh|dana|bantuan|uang) (?:\w+ ){0,2}disunat",
)
"""Somebody in office asks for money, however it is put."""

_ABOVE = (
    r"(?:kepala(?! (?:keluarga|rumah|tangga))|kapus|kepsek|atasan|bendahara|pimpinan|pejabat|oknum|kades|lurah|camat)"
    r"(?! (?:rt|rw|kelas|masjid|musala|mushola|langgar|arisan|koperasi|panitia|pkk|bank)\b)"
)
_DUE = (
    "uang|dana|honor|honorarium|insentif|gaji|upah|tunjangan|jasa|jaspel|tpp|thr|lembur|bantuan|bansos|blt|pkh|pip|"
    "beasiswa|jatah|hak"
)
_LAWFUL = (
    "bpjs|pajak|pph|iuran|zakat|infak|koperasi|cicilan|angsuran|pinjaman|utang|hutang|taspen|denda|absen|absensi|"
    "terlambat|telat|alpa|mangkir"
)
_FEW = rf"(?:(?!(?:{_LAWFUL})\b)\w+ ){{0,5}}"
_NOT_LAWFUL = rf"(?! (?:\w+ ){{0,4}}(?:{_LAWFUL})\b)"
_CUT = r"(?:dipotong(?:in|i|kan)?|(?:me)?motong(?:in|i)?|pemotongan|(?<!dapat )potongan)"
_GIVEN = "iuran sampah laporan pajak pbb retribusi kas tabungan arisan zakat berkas data".split()
_HANDED = "".join(f"(?<!{thing} )" for thing in _GIVEN) + r"(?:disetor|setor|menyetor|nyetor)(?:kan|an|in)?"
_SHARES = (
    rf"(?:{_DUE}) {_FEW}{_CUT} {_FEW}(?:persen|separuh|setengah){_NOT_LAWFUL}",
    rf"(?:motong|memotong|pemotongan) (?:{_DUE}) {_FEW}persen{_NOT_LAWFUL}",
    rf"(?:{_DUE}) {_FEW}dipotong (?:oleh |sama )?{_ABOVE}{_NOT_LAWFUL}",
    rf"(?:{_OFFICIAL}|bendahara|atasan|pimpinan) (?:\w+ ){{0,3}}{_CUT} (?:{_DUE}){_NOT_LAWFUL}",
    rf"{_CUT} {_FEW}(?:untuk|buat|bagi) {_ABOVE}",
    rf"{_HANDED} (?:(?!(?:{'|'.join(_GIVEN)})\b)\w+ ){{0,4}}(?:ke|kepada|untuk|sama) {_ABOVE}",
)
"""A share of what is due to others, kept or handed up; not what law or debt takes, nor what a treasurer collects."""

SENSITIVE = (
    "kekerasan, kdrt, seksual, cabul, perkosaan, eksploitasi anak, anak di bawah umur, terhadap anak, anak hilang, "
    "anak ditelantarkan, penelantaran anak, pekerja anak, perdagangan orang, perundungan, dirundung, bully, dibully, "
    "diraba, diintip, direkam saat mandi, bunuh diri, bunuh saya, bunuh kami, bunuh anak, bunuh istri, mau bunuh, "
    "akan bunuh, sexual, abuse, abused, abuses, assault, violence, rape, raped, molested, molests, beaten, "
    "beats me, beats my, hits me, hits my, beat me, beat my, hit me, hit my, kill me, kill my"
)
"""About violence, sex or a child in danger: confidential unless the reporter says otherwise."""

DEEDS = (
    "pukul mukul, tampar nampar, tendang nendang, gebuk ngegebuk, siksa nyiksa, aniaya nganiaya, cekik nyekik, "
    "culik nyulik, bacok mbacok, perkosa merkosa, rudapaksa ngrudapaksa, cabul nyabul, leceh ngelecehin, "
    "hamil ngehamil, sekap nyekap, pasung masung, setubuh nyetubuh"
)
"""What is done to a person: the root, and how it begins where "me" is swallowed in speech."""

_NOT_PEOPLE = r"(?! (?:bola|rata|mundur|harga|gas))"


def _deed(pair: str) -> str:
    """The active, passive and nominal forms of a root: memukuli, mukulin, dipukulin, pemukulan; never the bare root,
    which is also an hour (pukul 10), and never "ter-", which is also said of debts and dust.
    """
    root, spoken = pair.split()
    stem = root[1:] if root[0] in "ptks" else root
    active = rf"(?:me|mem|men|meng|meny)(?:{stem}|{root})(?:i|in|kan)?"
    passive = rf"di{root}(?:i|in|kan)?"
    noun = rf"(?:pe|pem|pen|peng|peny)(?:{stem}|{root})an"
    return rf"(?:{active}|{passive}|{noun}|{spoken}(?:i|in)?){_NOT_PEOPLE}"


_HARMED = (
    *map(_deed, DEEDS.split(", ")),
    r"dihajar(?:in)? (?!truk|banjir|ombak|air|hujan|tronton)",
    r"(?:di|ng)ancam(?:in)?",
    r"mengancam (?:akan |mau )?(?:bunuh|membunuh|saya|kami|istri|anak|memukul|pukul)",
    r"(?<!jangan )dibunuh|pembunuhan|ditusuk|penusukan|dikeroyok|pengeroyokan",
    r"anak (?:\w+ ){0,4}disuruh (?:be)?kerja",
)
"""The same as it is said, in forms that a list would not hold."""


def _any_of(phrases: str, patterns: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join((*(re.escape(phrase.strip()) for phrase in phrases.split(",")), *patterns))
    return re.compile(rf"\b(?:{words})(?:nya|lah|kah|an)?\b")


_CORRUPTION, _SENSITIVE = _any_of(CORRUPTION, _PAID + _SHARES), _any_of(SENSITIVE, _HARMED)


def mentions_corruption(text: str) -> bool:
    """Whether money or power misused is named in `text`, by words of their own."""
    return _CORRUPTION.search(fold(text.replace("%", " persen "))) is not None


def mentions_harm(text: str) -> bool:
    """Whether violence, sex or a child in danger is named in `text`, by words of their own."""
    return _SENSITIVE.search(fold(text)) is not None
