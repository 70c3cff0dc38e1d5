"""What the pages on letters and on the Ombudsman say: one whole sentence for each ground, lack and ending."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.base.sentences import _l
from webapp.cases.ombudsman import Ground, Lack

GROUNDS: Mapping[Ground, str] = {
    Ground.OVERDUE: _l("Ada janji kami pada laporan ini yang lewat batas."),
    Ground.ANSWERED: _l("Instansi sudah menjawab laporan ini."),
    Ground.CLOSED: _l("Laporan ini pernah ditutup."),
    Ground.ARCHIVED: _l("Laporan ini pernah diarsipkan."),
    Ground.DISSATISFIED: _l("Menurut pelapor, masalahnya belum selesai."),
}
LACKS: Mapping[Lack, str] = {
    Lack.NOT_YET: _l("Instansi masih dalam batas waktunya. Tunggu jawabannya, atau sampai batas itu lewat."),
    Lack.CONTENT_UNKNOWN: _l("Kami belum tahu apakah Anda puas dengan hasilnya. Jawab di bawah ini."),
    Lack.CONTENT: _l("Menurut Anda masalahnya sudah selesai. Ombudsman menangani yang belum selesai."),
    Lack.DAY_UNKNOWN: _l("Tanggal kejadiannya belum tertulis di laporan. Tulis di bawah ini."),
    Lack.TOO_OLD: _l("Kejadiannya sudah lebih dari dua tahun. Ombudsman biasanya tidak menerima yang lebih lama."),
}
TOLD_LACKS: Mapping[Lack, str] = {
    Lack.NOT_YET: _l("Instansi masih dalam batas waktunya."),
    Lack.CONTENT_UNKNOWN: _l("Pelapor belum mengatakan apakah ia puas dengan hasilnya."),
    Lack.CONTENT: _l("Menurut pelapor, masalahnya sudah selesai."),
    Lack.DAY_UNKNOWN: _l("Tanggal kejadiannya tidak tertulis di laporan."),
    Lack.TOO_OLD: _l("Kejadiannya sudah lebih dari dua tahun."),
}
"""The same to the Ombudsman, who answers nothing here."""
BECAME: Mapping[str, str] = {
    "met": _l("Ditepati, %(day)s"),
    "late": _l("Terlambat, selesai %(day)s"),
    "superseded": _l("Diganti hitungan baru, %(day)s"),
}
CHOOSE_LETTER = _l("Pilih surat yang Anda perlukan.")
DAY_INCOMPLETE = _l("Tulis tanggal, bulan, dan tahunnya.")
"""Of a day that is asked for and only partly written."""
