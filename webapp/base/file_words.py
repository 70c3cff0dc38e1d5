"""What a file is, what was taken out of it, and why one was refused: in words, for every page that has files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from flask_babel import format_decimal

from webapp.base.files.kinds import FACTS, MIB, Family, Kind
from webapp.base.files.refusals import Fault, NotTaken, Refusal
from webapp.base.files.traces import Trace
from webapp.base.sentences import _, _l, say

LIMITS = _l(
    "Foto, PDF, dokumen Word, Excel, atau OpenDocument, rekaman suara, atau video. "
    "Paling banyak 10 berkas, masing-masing sampai 20 MB; video sampai 50 MB."
)
FAMILIES: Mapping[Family, str] = {
    Family.IMAGE: _l("Foto"),
    Family.PDF: _l("Dokumen"),
    Family.OFFICE: _l("Dokumen"),
    Family.AUDIO: _l("Rekaman suara"),
    Family.VIDEO: _l("Video"),
}
TRACES: Mapping[Trace, str] = {
    Trace.PLACE: _l("lokasi GPS"),
    Trace.PROPERTIES: _l("merek alat, waktu, dan nama pembuat"),
    Trace.AUTHORS: _l("nama pada komentar dan perubahan"),
    Trace.THUMBNAIL: _l("gambar kecil di dalam foto"),
    Trace.APPENDED: _l("data tersembunyi di ujung berkas"),
    Trace.HISTORY: _l("riwayat perubahan"),
    Trace.SCRIPTS: _l("perintah yang berjalan sendiri"),
    Trace.ATTACHED_FILES: _l("berkas lain di dalamnya"),
    Trace.EXTRA_TRACKS: _l("data sensor dan sampul"),
    Trace.EXTRA_PICTURES: _l("gambar tambahan"),
    Trace.LINKS: _l("alamat yang dibuka sendiri"),
    Trace.FORMULAS: _l("rumus dan isian otomatis (nilai terakhirnya tetap ada)"),
}
FAULTS: Mapping[Refusal | NotTaken, str] = {
    Refusal.EMPTY: _l("Berkas “%(name)s” kosong. Pilih berkas yang berisi."),
    Refusal.TOO_LARGE: _l(
        "Berkas “%(name)s” terlalu besar. Batasnya 20 MB, atau 50 MB untuk video. Kecilkan, atau kirim sebagian."
    ),
    Refusal.UNKNOWN: _l(
        "Berkas “%(name)s” bukan jenis yang kami terima. Simpan sebagai foto, PDF, dokumen, rekaman, atau video."
    ),
    Refusal.NOT_WHAT_IT_SAYS: _l(
        "Isi berkas “%(name)s” tidak sesuai dengan namanya. Buka berkas itu, lalu simpan ulang sebelum mengirimnya."
    ),
    Refusal.ENCRYPTED: _l("Berkas “%(name)s” terkunci kata sandi. Buka kuncinya, lalu pilih lagi."),
    Refusal.BOMB: _l("Berkas “%(name)s” membengkak terlalu besar bila dibuka. Simpan isinya sebagai PDF atau foto."),
    Refusal.TOO_MANY_PIXELS: _l(
        "Gambar “%(name)s” terlalu besar ukurannya. Kecilkan sampai 8 megapiksel, atau ambil tangkapan layarnya."
    ),
    Refusal.ACTIVE_CONTENT: _l(
        "Berkas “%(name)s” berisi program (makro). Simpan tanpa makro, atau sebagai PDF, lalu pilih lagi."
    ),
    Refusal.BROKEN: _l("Berkas “%(name)s” rusak atau tidak lengkap. Periksa apakah dapat dibuka, lalu pilih lagi."),
    Refusal.BUSY: _l(
        "Berkas “%(name)s” belum tersimpan: kami sedang memeriksa banyak berkas. Pilih lagi sebentar lagi."
    ),
    NotTaken.NOT_VIDEO: _l(
        "Berkas “%(name)s” bukan video. Pilih video MP4, 3GP, atau WebM; berkas lain diunggah di langkah berkas bukti."
    ),
    NotTaken.TOO_MANY: _l("Berkas “%(name)s” tidak ikut: batasnya 10 berkas. Hapus satu bila ini lebih penting."),
    NotTaken.TOO_MUCH: _l("Berkas “%(name)s” tidak ikut: semua berkas bersama paling banyak 200 MB."),
    NotTaken.NO_ROOM: _l("Berkas “%(name)s” belum tersimpan karena ruang kami penuh. Kirim tanpa berkas ini dahulu."),
    NotTaken.TOO_FAST: _l(
        "Berkas “%(name)s” belum tersimpan: dari jaringan Anda sudah datang banyak berkas, atau berkas yang berat. "
        "Isian Anda dan berkas lain tetap ada. Pilih lagi berkas ini dalam %(minutes)s menit."
    ),
}


class Told(Protocol):
    """A file as pages tell of it."""

    @property
    def kind(self) -> Kind: ...
    @property
    def size(self) -> int: ...
    @property
    def removed(self) -> Sequence[Trace]: ...


def sentences(faults: Iterable[Fault]) -> list[str]:
    """One for each file that was refused: which, why, and what to do."""
    return [say(FAULTS[fault.reason], name=fault.name, minutes=-(-fault.wait // 60)) for fault in faults]


def described(file: Told) -> str:
    """`Foto (JPEG), 2,3 MB`."""
    what = str(FAMILIES[FACTS[file.kind].family])
    return _("%(what)s (%(format)s), %(size)s", what=what, format=file.kind.value.upper(), size=_size(file.size))


def removed(file: Told) -> str:
    """What was taken out, as a sentence; empty when nothing was."""
    traces = ", ".join(str(TRACES[trace]) for trace in file.removed)
    return _("Kami hapus dari berkas ini: %(traces)s.", traces=traces) if traces else ""


def _size(size: int) -> str:
    if size < MIB:
        return _("%(number)s KB", number=format_decimal(max(1, size // 1024)))
    return _("%(number)s MB", number=format_decimal(size / MIB, format="#,##0.#"))
