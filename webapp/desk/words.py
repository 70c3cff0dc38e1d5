"""How codes are called on the desk's pages."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.base.ids import Reason
from webapp.base.sentences import _l
from webapp.cases import parts
from webapp.cases.deadlines import Clock
from webapp.cases.merging import LeadingFault
from webapp.cases.reports import Helper
from webapp.cases.words import STATUS_NAMES
from webapp.desk.queue_marks import Mark
from webapp.officers.roles import Role

ROLE_NAMES: dict[Role, str] = {
    Role.NATIONAL_ADMIN: _l("Admin nasional"),
    Role.COORDINATOR: _l("Koordinator"),
    Role.LIAISON: _l("Pejabat penghubung"),
    Role.LEADER: _l("Pimpinan"),
    Role.INTERPRETER: _l("Juru bahasa isyarat"),
    Role.INSPECTOR: _l("Inspektur"),
    Role.EVALUATOR: _l("Evaluator"),
    Role.TRAINEE: _l("Peserta bimbingan teknis"),
}

CHANNEL_NAMES: Mapping[str, str] = {
    "web": _l("Situs"),
    "email": _l("Surel"),
    "sms": _l("SMS"),
    "chat": _l("Obrolan"),
    "paper": _l("Formulir kertas"),
    "phone": _l("Telepon"),
}
HELPED: Mapping[Helper, str] = {
    Helper.HELPED: _l("Diisi dengan bantuan %(name)s. Surat dan PIN tetap milik pelapor."),
    Helper.REPRESENTED: _l("Diwakili oleh %(name)s."),
}
HELPER_UNNAMED = _l("orang lain")

FILTER_NAMES: dict[str, str] = {
    **{status.value: name for status, name in STATUS_NAMES.items()},
    Clock.PUBLICATION.value: _l("Belum diputuskan terbitnya"),
    Clock.RIGHT_AGENCY.value: _l("Disebut salah instansi"),
    Clock.RIGHT_CATEGORY.value: _l("Kategorinya disebut keliru"),
    "message": _l("Ada pesan baru"),
    "contest": _l("Keberatan menunggu keputusan"),
    "help": _l("Bantuan (akomodasi) belum dipenuhi"),
    Clock.INTERPRETATION.value: _l("Video bahasa isyarat belum ditulis"),
    "urgent": _l("Mendesak: keselamatan orang"),
    "ended": _l("Sudah selesai"),
}

MARK_NAMES: dict[str, str] = {
    Mark.CONTESTED: _l("pelapor berkeberatan"),
    Mark.RETURNED: _l("pernah dikembalikan"),
    Mark.MESSAGE: _l("ada pesan baru"),
}
PART_STATES: Mapping[str, str] = {
    parts.ASKED: _l("Diminta, paling lambat %(due)s"),
    parts.DELIVERED: _l("Sudah menyampaikan bagiannya"),
    parts.DECLINED: _l("Menolak dengan alasan"),
    parts.ENDED: _l("Tidak diperlukan lagi"),
}
OUTCOMES: Mapping[str, str] = {
    parts.PROMISED: _l("Dijanjikan untuk suatu tanggal"),
    parts.MET: _l("Sudah dipenuhi"),
    parts.UNABLE: _l("Tidak dapat dipenuhi"),
}
"""What may become of an accommodation, as an officer chooses it."""

SECRET_TITLE, ERASED_TITLE = _l("Isi laporan ini dirahasiakan"), _l("Isi laporan ini sudah dihapus")

TICKET_FAULTS: Mapping[Reason, str] = {
    Reason.LENGTH: _l("Nomor tiket berisi 11 angka. Hitung lagi angkanya."),
    Reason.CHECK_DIGIT: _l("Ada angka yang salah ketik. Cocokkan nomornya, angka demi angka."),
    Reason.NOT_DIGITS: _l("Nomor tiket hanya berisi angka. Hapus huruf atau tanda lainnya."),
    Reason.LAPOR: _l("Ini tampaknya nomor SP4N-LAPOR!, layanan lain. Tiket kami berisi 11 angka."),
    Reason.TOO_LONG: _l("Isian ini terlalu panjang untuk nomor tiket. Tulis 11 angkanya saja."),
}
LEADING_FAULTS: Mapping[LeadingFault, str] = {
    LeadingFault.UNKNOWN: _l("Tiket itu tidak ada di antara kasus yang boleh Anda lihat. Periksa nomornya."),
    LeadingFault.ITSELF: _l("Itu tiket kasus ini sendiri. Tulis tiket laporan lain yang memimpin."),
    LeadingFault.PRIVATE: _l("Laporan itu anonim atau rahasia, jadi tidak digabung dengan laporan lain."),
    LeadingFault.MERGED: _l("Laporan itu sendiri sudah digabung. Tulis tiket laporan yang memimpinnya."),
    LeadingFault.ACCUSED: _l(
        "Laporan ini tentang instansi yang ikut menangani laporan itu, jadi tidak digabung. Tangani sendiri-sendiri."
    ),
    LeadingFault.ENDED: _l("Penanganan laporan itu sudah berakhir. Tulis tiket laporan yang masih ditangani."),
}
