"""What the list of published reports says: how old a text is, what is asked for, and how to take it away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask_babel import ngettext

from webapp.base.clock import week_of
from webapp.base.sentences import _, _l

LABELS: Mapping[str, str] = {
    "kata": _l("Kata"),
    "wilayah": _l("Wilayah"),
    "instansi": _l("Instansi"),
    "topik": _l("Topik"),
    "status": _l("Status"),
    "jenis": _l("Jenis laporan"),
}
REMOVE: Mapping[str, str] = {
    "kata": _l("Hapus saringan kata"),
    "wilayah": _l("Hapus saringan wilayah"),
    "instansi": _l("Hapus saringan instansi"),
    "topik": _l("Hapus saringan topik"),
    "status": _l("Hapus saringan status"),
    "jenis": _l("Hapus saringan jenis laporan"),
}
UNKNOWN: Mapping[str, str] = {
    "topik": _l("Topik itu tidak kami kenal. Pilih satu topik dari daftar."),
    "status": _l("Status itu tidak kami kenal. Pilih satu status dari daftar."),
    "jenis": _l("Jenis laporan itu tidak kami kenal. Pilih satu jenis dari daftar."),
}
NO_AREA = _l("Tidak ada wilayah bernama “%(words)s”. Coba sebagian namanya saja, atau nama kecamatan atau kotanya.")
NO_AGENCY = _l("Tidak ada instansi bernama “%(words)s”. Coba sebagian namanya saja, misalnya “kesehatan”.")
NO_WORDS = _l("Tulis kata yang berisi huruf atau angka.")
NO_SUCH_PAGE = _l("Bagian daftar ini tidak ada. Mulailah lagi dari laporan terbaru.")


def age(published: date, today: date, by_week: bool) -> str:
    """`Terbit 3 hari lalu.`; `by_week` where the day is not told."""
    days = (today - published).days
    if days >= 60:
        return _long_ago(days)
    weeks = (week_of(today).monday - week_of(published).monday).days // 7
    if by_week and weeks <= 1:
        return _("Terbit pekan lalu.") if weeks == 1 else _("Terbit pekan ini.")
    if by_week or days >= 14:
        return ngettext("Terbit %(num)s pekan lalu.", "Terbit %(num)s pekan lalu.", max(weeks, 2))
    return _recent(days)


def _recent(days: int) -> str:
    if days <= 1:
        return _("Terbit kemarin.") if days == 1 else _("Terbit hari ini.")
    return ngettext("Terbit %(num)s hari lalu.", "Terbit %(num)s hari lalu.", days)


def _long_ago(days: int) -> str:
    if days < 730:
        return ngettext("Terbit %(num)s bulan lalu.", "Terbit %(num)s bulan lalu.", days // 30)
    return ngettext("Terbit %(num)s tahun lalu.", "Terbit %(num)s tahun lalu.", days // 365)
