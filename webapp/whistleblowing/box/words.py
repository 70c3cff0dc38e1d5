"""What the box says: one whole sentence for each way to miss, and the names of what stands in a talk."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.base.sentences import _l
from webapp.whistleblowing.codes import Fault

CODE_FAULTS: Mapping[Fault, str] = {
    Fault.CHECK_DIGIT: _l("Ada angka yang salah atau tertukar. Cocokkan dengan catatan Anda, kelompok demi kelompok."),
    Fault.NOT_DIGITS: _l("Kode hanya berisi angka. Hapus huruf atau tanda lain, lalu kirim lagi."),
    Fault.TOO_LONG: _l("Isian ini terlalu panjang untuk sebuah kode. Tulis 25 angkanya saja."),
}
CODE_MISSING = _l("Tulis kode Anda: 25 angka.")
CODE_LENGTH = _l("Kode punya 25 angka; yang Anda tulis %(digits)s angka. Cocokkan dengan catatan Anda.")
CODE_UNKNOWN = _l("Tidak ada yang terbuka dengan kode ini. Mungkin kodenya sudah diganti, atau isinya sudah dihapus.")
BUSY = _l("Saluran ini sedang ramai. Tunggu %(seconds)s detik, lalu tekan tombolnya lagi. Isian Anda masih ada.")

FULL = _l("Ruang kami hampir penuh, jadi berkas belum dapat disimpan. Kirim tulisan Anda tanpa berkas dahulu.")
FILES_OF_TODAY = _l(
    "Hari ini sudah terlalu banyak berkas yang dikirim kepada kami. Belum ada yang terkirim. Hapus berkasnya dari "
    "daftar, lalu kirim tulisan Anda. Berkas dapat menyusul besok."
)
CHOOSE = _l("Pilih satu bagian atau lebih.")
WRITE = _l("Tulis sesuatu, atau pilih berkas.")
UNREAD = _l(
    "Tulisan ini tidak kami kirim: di sini tidak ada lagi yang dapat membacanya. Tekan “Naikkan satu tingkat”. Bila "
    "tidak ada tingkat di atas, salin tulisan ini dan laporkan lewat saluran lain, misalnya Komisi Pemberantasan "
    "Korupsi."
)
UNREAD_THERE = _l("Pilih dari daftar ini. Di tingkat lain tidak ada lagi yang dapat membaca. Belum ada yang terkirim.")
FILE_GONE = _l("Satu berkas dihapus di jendela lain. Belum ada yang terkirim. Periksa daftarnya, lalu kirim lagi.")
SENT_BEFORE = _l(
    "Dari halaman ini sudah ada yang terkirim. Isian di bawah ini berbeda, dan belum terkirim. "
    "Periksa, lalu tekan Kirim bila ini juga hendak Anda kirim."
)
SENT_BEFORE_UP = _l(
    "Sudah naik satu tingkat sebelumnya. Yang Anda ubah sesudah itu tidak ikut. Tulis kepada pemeriksa lewat kotak ini."
)
BUSY_KEPT = _l(
    "Saluran ini sedang ramai. Belum ada yang terkirim. Tulisan Anda masih ada di halaman ini: masukkan kode lagi. "
    "Berkas harus Anda pilih lagi."
)
TELLS_CODE = _l(
    "Tulisan ini berisi sebagian kode Anda. Pembacanya dapat membuka kotak ini. Hapus angkanya, lalu kirim lagi."
)
ENOUGH = _l("Hari ini sudah terlalu banyak kiriman. Salin tulisan Anda, lalu kirim lagi besok.")
CHANGED = _l("Daftar pembaca di bawah ini sudah berubah. Belum ada yang dikirim. Baca lagi, lalu tekan tombolnya.")
GONE = _l("Yang Anda buka sudah dihapus, atau kodenya sudah diganti di jendela lain.")
BROKEN = _l("Bagian ini tidak dapat dibuka: ada yang mengubahnya di luar saluran ini. Kami tidak mengirim apa pun.")
LAST_GROUP = _l("Lima angka ini tidak sama dengan kelompok terakhir kode baru. Kode lama masih berlaku. Coba lagi.")
TYPE_WORD = _l("Ketik kata %(word)s untuk menghapus semuanya. Belum ada yang dihapus.")

KINDS: Mapping[str, str] = {
    "message": _l("tulisan"),
    "retaliation": _l("laporan pembalasan"),
    "question": _l("pertanyaan"),
    "status": _l("kabar penanganan"),
    "handover": _l("saran naik satu tingkat"),
    "file": _l("berkas"),
}
