"""What a status, an ending, a reason and a clock are called on the page of a ticket: one whole sentence each."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.base.ids import Reason
from webapp.base.sentences import _, _l, say
from webapp.cases.deadlines import Clock, days_of
from webapp.cases.events import State
from webapp.cases.reasons import TEXT_PUBLIC, ArchiveReason
from webapp.cases.reports import Kind
from webapp.cases.words import status_name
from webapp.cases.workflow import Action, Status
from webapp.tracking.kind_words import manner_of

WITH_AGENCY: Mapping[Status, str] = {
    Status.ASSIGNED: _l("Terdisposisi ke %(agency)s."),
    Status.IN_PROGRESS: _l("Ditindaklanjuti oleh instansi."),
}
STATUS_SAYS: Mapping[Status, str] = {
    Status.RECEIVED: _l("%(agency)s sedang memeriksanya."),
    Status.NEEDS_INFO: _l("Kami meminta keterangan dari pelapor. Hitungan hari dijeda sampai keterangan itu datang."),
    Status.ASSIGNED: _l("Instansi ini sudah menerimanya dan belum memulai tindak lanjut."),
    Status.IN_PROGRESS: _l("%(agency)s sedang mengerjakannya."),
}
CLOSED_SAYS: Mapping[str, str] = {
    "system": _l("Pelapor tidak menanggapi jawaban dalam %(days)s hari kerja. Tidak dihitung sebagai beres."),
    "admin": _l("Petugas menutupnya dengan penjelasan kepada pelapor. Pelapor dapat membukanya kembali."),
}
CONTENT_ERASED = _l("Isi laporan ini sudah dihapus. Riwayat langkahnya tetap ada, tanpa kata-kata dan tanpa nama.")
ARCHIVED_SAYS: Mapping[ArchiveReason, str] = {
    ArchiveReason.NOT_COMPLETED: _l(
        "Keterangan yang kami minta tidak datang pada waktunya. Pelapor dapat melanjutkan."
    ),
    ArchiveReason.MERGED: _l(
        "Perkembangannya kami catat di laporan yang memimpin. Tiket dan PIN ini tetap berlaku."
        " Bila masalahnya berbeda, pelapor dapat meminta laporan ini diperiksa sendiri."
    ),
    ArchiveReason.ERASED: CONTENT_ERASED,
    ArchiveReason.WITHDRAWN: _l("Pelapor meminta laporan ini dihentikan. Pelapor dapat melanjutkannya kembali."),
    ArchiveReason.NOT_PUBLIC_SERVICE: _l("Menurut koordinator, ini bukan layanan publik. Pelapor dapat keberatan."),
    ArchiveReason.IN_COURT: _l("Hal ini sedang diperiksa pengadilan. Pelapor dapat keberatan."),
    ArchiveReason.HANDLED_ELSEWHERE: _l("Lembaga lain sedang menangani hal yang sama. Pelapor dapat keberatan."),
    ArchiveReason.ANSWERED_BEFORE: _l("Hal yang sama sudah pernah dijawab. Pelapor dapat keberatan."),
    ArchiveReason.NO_REPORT: _l("Koordinator tidak menemukan laporan di dalamnya. Pelapor dapat keberatan."),
}
SEE_REASON = _l("Alasannya sudah disampaikan kepada pelapor. Pelapor dapat keberatan.")

HEADING: Mapping[Kind, str] = {
    Kind.COMPLAINT: _l("Pengaduan dari %(place)s"),
    Kind.SUGGESTION: _l("Aspirasi dari %(place)s"),
    Kind.INFORMATION: _l("Permintaan informasi dari %(place)s"),
}
HEADING_NOWHERE: Mapping[Kind, str] = {
    Kind.COMPLAINT: _l("Pengaduan dengan tiket %(ticket)s"),
    Kind.SUGGESTION: _l("Aspirasi dengan tiket %(ticket)s"),
    Kind.INFORMATION: _l("Permintaan informasi dengan tiket %(ticket)s"),
}
HEADING_SECRET = _l("Isi laporan ini dirahasiakan")

NEXT_STEP: Mapping[Clock, str] = {
    Clock.VERIFICATION: _l("Diperiksa dan diteruskan ke instansi"),
    Clock.FIRST_FOLLOW_UP: _l("Tindak lanjut pertama oleh instansi"),
    Clock.RESOLUTION: _l("Jawaban untuk pelapor"),
    Clock.REPORTER_REPLY: _l("Tanggapan pelapor atas jawaban"),
    Clock.REPORTER_COMPLETES: _l("Keterangan dari pelapor"),
    Clock.CONTRIBUTION: _l("Bagian dari %(agency)s"),
    Clock.PUBLICATION: _l("Keputusan apakah isinya diterbitkan"),
    Clock.INTERPRETATION: _l("Isi video ditulis oleh juru bahasa isyarat"),
    Clock.RIGHT_AGENCY: _l("Keputusan koordinator: dialihkan, atau tetap"),
    Clock.RIGHT_CATEGORY: _l("Keputusan tentang kategorinya: diganti, atau tetap"),
    Clock.HARM: _l("Keputusan koordinator: laporan dibuka kembali, atau kategorinya diganti"),
}
SAID_LATE = _l("Bila lewat, laporan naik ke atasan instansinya, dan halaman ini menyebutnya terlambat.")
IF_LATE: Mapping[Clock, str] = {
    Clock.VERIFICATION: SAID_LATE,
    Clock.FIRST_FOLLOW_UP: SAID_LATE,
    Clock.RESOLUTION: SAID_LATE,
    Clock.INTERPRETATION: SAID_LATE,
    Clock.CONTRIBUTION: _l("Bila lewat, yang dinaikkan ke atasannya hanya bagian instansi itu."),
    Clock.PUBLICATION: _l("Bila lewat, halaman ini menyebutnya terlambat. Penanganan laporan tetap berjalan."),
    Clock.RIGHT_AGENCY: _l(
        "Sampai diputuskan, instansinya tetap menangani laporan ini. Bila lewat, halaman ini menyebutnya."
    ),
    Clock.RIGHT_CATEGORY: _l("Sampai diputuskan, laporan ini tetap rahasia. Bila lewat, halaman ini menyebutnya."),
    Clock.HARM: _l("Bila lewat, setiap hari kerja satu tingkat di atasnya ikut kami ingatkan."),
    Clock.REPORTER_REPLY: _l("Bila pelapor diam, sistem menutupnya. Itu tidak dihitung sebagai beres."),
    Clock.REPORTER_COMPLETES: _l(
        "Bila tidak datang, sistem mengarsipkan laporan. Pelapor dapat melanjutkannya kapan saja."
    ),
}
BY_WEEK: Mapping[Clock, str] = {
    Clock.VERIFICATION: _l("Diperiksa dan diteruskan paling lambat pada pekan %(week)s."),
    Clock.FIRST_FOLLOW_UP: _l("Tindak lanjut pertama paling lambat pada pekan %(week)s."),
    Clock.RESOLUTION: _l("Jawaban paling lambat pada pekan %(week)s."),
    Clock.REPORTER_REPLY: _l("Tanggapan pelapor paling lambat pada pekan %(week)s."),
    Clock.REPORTER_COMPLETES: _l("Keterangan dari pelapor paling lambat pada pekan %(week)s."),
    Clock.CONTRIBUTION: _l("Bagian dari %(agency)s paling lambat pada pekan %(week)s."),
    Clock.PUBLICATION: _l("Keputusan penerbitan paling lambat pada pekan %(week)s."),
    Clock.INTERPRETATION: _l("Isi video ditulis paling lambat pada pekan %(week)s."),
    Clock.RIGHT_AGENCY: _l("Keputusan tentang instansinya paling lambat pada pekan %(week)s."),
    Clock.RIGHT_CATEGORY: _l("Keputusan tentang kategorinya paling lambat pada pekan %(week)s."),
    Clock.HARM: _l("Keputusan apakah laporan dibuka kembali paling lambat pada pekan %(week)s."),
}
PAUSED: Mapping[Clock, str] = {
    Clock.VERIFICATION: _l("Hitungan pemeriksaan dijeda, karena kami menunggu pelapor."),
    Clock.FIRST_FOLLOW_UP: _l("Hitungan tindak lanjut pertama dijeda, karena kami menunggu pelapor."),
    Clock.RESOLUTION: _l("Hitungan jawaban dijeda, karena kami menunggu pelapor."),
    Clock.REPORTER_REPLY: _l("Hitungan tanggapan pelapor dijeda."),
    Clock.REPORTER_COMPLETES: _l("Hitungan kelengkapan dijeda."),
    Clock.CONTRIBUTION: _l("Hitungan bagian dari %(agency)s dijeda, karena kami menunggu pelapor."),
    Clock.INTERPRETATION: _l("Hitungan penulisan isi video dijeda, karena kami menunggu pelapor."),
    Clock.PUBLICATION: _l("Hitungan keputusan terbit dijeda, karena kami menunggu pelapor."),
    Clock.RIGHT_AGENCY: _l("Hitungan keputusan tentang instansinya dijeda."),
    Clock.RIGHT_CATEGORY: _l("Hitungan keputusan tentang kategorinya dijeda."),
    Clock.HARM: _l("Hitungan keputusan apakah laporan dibuka kembali dijeda."),
}
LATE: Mapping[Clock, str] = {
    Clock.VERIFICATION: _l("Pemeriksaan terlambat."),
    Clock.FIRST_FOLLOW_UP: _l("Tindak lanjut pertama terlambat."),
    Clock.RESOLUTION: _l("Jawaban terlambat."),
    Clock.REPORTER_REPLY: _l("Waktu pelapor untuk menanggapi sudah lewat."),
    Clock.REPORTER_COMPLETES: _l("Waktu pelapor untuk melengkapi sudah lewat."),
    Clock.CONTRIBUTION: _l("Bagian dari %(agency)s terlambat."),
    Clock.INTERPRETATION: _l("Penulisan isi video terlambat."),
    Clock.PUBLICATION: _l("Keputusan penerbitan terlambat."),
    Clock.RIGHT_AGENCY: _l("Keputusan tentang instansinya terlambat."),
    Clock.RIGHT_CATEGORY: _l("Keputusan tentang kategorinya terlambat."),
    Clock.HARM: _l("Keputusan apakah laporan dibuka kembali terlambat."),
}
KEPT: Mapping[Clock, str] = {
    Clock.VERIFICATION: _l("Pemeriksaan tepat waktu."),
    Clock.FIRST_FOLLOW_UP: _l("Tindak lanjut pertama tepat waktu."),
    Clock.RESOLUTION: _l("Jawaban tepat waktu."),
    Clock.CONTRIBUTION: _l("Bagian itu tepat waktu."),
    Clock.INTERPRETATION: _l("Penulisan isi video tepat waktu."),
    Clock.PUBLICATION: _l("Keputusan penerbitan tepat waktu."),
    Clock.RIGHT_AGENCY: _l("Keputusan tentang instansinya tepat waktu."),
    Clock.RIGHT_CATEGORY: _l("Keputusan tentang kategorinya tepat waktu."),
    Clock.HARM: _l("Keputusan apakah laporan dibuka kembali tepat waktu."),
}

PART = _l("%(agency)s, paling lambat %(date)s.")
PART_LATE = _l("%(agency)s, terlambat sejak %(date)s.")
LEADER_SECRET = _l("Laporan yang memimpin sekarang rahasia. Keadaannya tidak kami teruskan.")

OWNER = _l("%(name)s, petugas %(agency)s.")
OWNER_ABOVE = _l("%(name)s, petugas %(above)s, karena di %(agency)s tidak ada petugas yang aktif.")
OWNER_SUPERIOR = _l("%(name)s, petugas %(above)s, karena %(agency)s terlambat.")
OWNER_NOBODY = _l("%(above)s. Belum ada petugas yang aktif di sana.")
OWNER_UNNAMED = _l("Petugas %(agency)s")
OWNER_LAST = _l("Terakhir dipegang %(agency)s.")

TICKET_FAULT: Mapping[Reason, str] = {
    Reason.CHECK_DIGIT: _l("Ada angka yang salah ketik. Cocokkan dengan tanda terima, angka demi angka."),
    Reason.NOT_DIGITS: _l("Nomor tiket hanya berisi angka. Hapus huruf atau tanda lainnya."),
    Reason.LAPOR: _l("Ini tampaknya nomor SP4N-LAPOR!, layanan lain di lapor.go.id. Tiket kami berisi 11 angka."),
    Reason.TOO_LONG: _l("Isian ini terlalu panjang untuk nomor tiket. Tulis 11 angkanya saja."),
}
TICKET_MISSING = _l("Tulis nomor tiket Anda, 11 angka di tanda terima.")
TICKET_SHORT = _l("Nomor tiket berisi 11 angka. Yang Anda tulis baru %(digits)s angka.")
TICKET_LONG = _l("Nomor tiket berisi 11 angka. Yang Anda tulis ada %(digits)s angka.")
TICKET_UNKNOWN = _l("Tiket ini tidak ada di layanan kami. Cocokkan nomornya dengan tanda terima.")

PIN_MISSING = _l("Tulis PIN Anda, 10 angka di tanda terima atau dari penggantian terakhir.")
PIN_SHORT = _l("PIN berisi 10 angka. Yang Anda tulis baru %(digits)s angka.")
PIN_LONG = _l("PIN berisi 10 angka. Yang Anda tulis ada %(digits)s angka.")
PIN_NOT_DIGITS = _l("PIN hanya berisi angka. Hapus huruf atau tanda lainnya.")
PIN_TOO_LONG = _l("Isian ini terlalu panjang untuk PIN. Tulis 10 angkanya saja.")
PIN_WRONG = _l(
    "Nomor tiket dan PIN ini tidak cocok. Periksa keduanya di tanda terima. Bila PIN pernah diganti, pakai yang baru."
)
PIN_WAIT = _l("Terlalu banyak PIN yang salah. Coba lagi dalam %(seconds)s detik.")

ME_TOO_CLOSED = _l("Tombol “Saya juga” hanya ada pada laporan yang sudah terbit dan masih berjalan.")
ME_TOO_WAIT = _l("Terlalu banyak yang menekan dari jaringan ini. Coba lagi dalam %(seconds)s detik.")
CODE_ODD = _l("Kode berisi 10 angka. Salin persis dari surel kami.")
CODE_WRONG = _l("Kode ini tidak cocok atau sudah lewat waktunya. Periksa surel terbaru, atau minta kode lagi.")
CODE_WAIT = _l("Terlalu banyak kode yang salah. Coba lagi dalam %(seconds)s detik.")
LETTER_WAIT = _l("Terlalu banyak permintaan dari jaringan ini. Coba lagi dalam %(seconds)s detik.")

ACT_WAIT = _l(
    "Anda sudah mengirim 20 hal dalam satu jam. Tulisan Anda masih ada di halaman ini, tetapi belum terkirim. "
    "Kirim lagi dalam %(minutes)s menit."
)
LIFT_WAIT = _l("Kerahasiaan laporan ini sudah tiga kali dicabut hari ini. Laporan tetap rahasia. Coba lagi besok.")

RECEIVED_BEFORE = _l("Sudah kami terima. Kiriman yang sama tidak kami catat dua kali.")
NOT_NOW = _l("Tindakan itu tidak tersedia untuk keadaan laporan sekarang. Pilih salah satu yang ada di halaman ini.")
DONE: Mapping[Action, str] = {
    Action.SUPPLY_INFO: _l("Keterangan Anda sudah kami terima. Hitungan hari berjalan lagi."),
    Action.ADD_MESSAGE: _l("Pesan Anda sudah kami terima dan diteruskan kepada yang memegang laporan."),
    Action.CONFIRM: _l("Laporan ini ditutup oleh Anda. Anda tetap dapat membukanya kembali."),
    Action.REPLY: _l("Balasan Anda sudah kami terima. Laporan berlanjut."),
    Action.REOPEN: _l("Laporan dibuka kembali dengan hitungan jawaban yang baru."),
    Action.CONTEST: _l("Keberatan Anda sudah kami terima. Koordinator memeriksanya sekali lagi."),
    Action.RATE: _l("Penilaian Anda sudah kami catat."),
    Action.MAKE_CONFIDENTIAL: _l("Laporan ini sekarang rahasia. Umum hanya melihat keadaan dan tenggatnya."),
    Action.LIFT_CONFIDENTIAL: _l("Laporan ini tidak rahasia lagi. Isinya terbit hanya bila Anda menyetujui teksnya."),
    Action.APPROVE_TEXT: _l("Teks itu sekarang dapat dibaca umum di halaman tiket ini."),
    Action.REFUSE_TEXT: _l(
        "Teks itu tidak kami terbitkan. Teks yang pernah Anda setujui, bila ada, tetap terbit sampai Anda menariknya."
    ),
    Action.WITHDRAW_TEXT: _l("Persetujuan Anda sudah ditarik. Isi laporan ini tidak terbit lagi."),
    Action.CONTEST_TEXT: _l("Keberatan Anda sudah kami terima. Tingkat di atasnya memutuskan sekali lagi."),
    Action.CONTEST_CATEGORY: _l("Keberatan Anda atas kategorinya sudah kami terima. Tingkat di atasnya memutuskan."),
    Action.WRONG_AGENCY: _l(
        "Kami teruskan kepada koordinator. Ia memutuskan: dialihkan, atau tetap dengan penjelasan."
    ),
    Action.CHOOSE_FORM: _l("Surat tentang laporan ini sekarang ada dalam bentuk yang Anda pilih."),
    Action.HELP_UNMET: _l("Sudah kami catat bahwa bantuan itu belum Anda terima. Petugas diberi tahu."),
    Action.CORRECT: _l("Pembetulan Anda sudah kami terima. Teks Anda yang sekarang berlaku."),
}
"""What the reporter may do on the page, and what the page says when it is done. A new PIN comes by another way."""
PUBLIC_AGAIN = _l(
    "Laporan ini tidak rahasia lagi. Teks yang sudah Anda setujui terbit lagi sekarang. "
    "Tarik persetujuan Anda di bawah bila tidak mau."
)


def done_says(action: Action, state: State) -> str:
    """What the page says when the reporter has done this, and the case stands so."""
    back = action is Action.LIFT_CONFIDENTIAL and state.text_state in TEXT_PUBLIC
    return say(PUBLIC_AGAIN if back else DONE[action])


def status_word(state: State, agency: str) -> str:
    """The status as a sentence; who closed it, why it was archived and how an aspirasi ends are part of it."""
    status = Status(state.status)
    if status in WITH_AGENCY:
        return say(WITH_AGENCY[status], agency=agency)
    return _("%(status)s.", status=status_name(status, state.closed_by, state.archive_reason, state.result))


def status_says(state: State, agency: str) -> str:
    """Who has it now and what that means."""
    status, manner, reason = Status(state.status), manner_of(state.kind), state.archive_reason
    if status is Status.ARCHIVED:
        return say(ARCHIVED_SAYS[ArchiveReason(reason)] if reason in set(ArchiveReason) else SEE_REASON)
    if status is Status.CLOSED:
        said = {"reporter": manner.confirmed, "officer_for_reporter": manner.confirmed_for, **CLOSED_SAYS}
        return say(said[state.closed_by or ""], days=days_of(Clock.REPORTER_REPLY))
    return say(manner.answered if status is Status.ANSWERED else STATUS_SAYS[status], agency=agency)
