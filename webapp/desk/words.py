"""How codes are called on the desk's pages."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.base.ids import Reason
from webapp.base.sentences import _l
from webapp.cases.reasons import ArchiveReason
from webapp.cases.reports import Helper, Kind
from webapp.cases.workflow import OPEN, Status
from webapp.desk.orders import LeadingFault
from webapp.officers.roles import Role

ROLE_NAMES: dict[Role, str] = {
    Role.NATIONAL_ADMIN: _l("Admin nasional"),
    Role.COORDINATOR: _l("Koordinator"),
    Role.LIAISON: _l("Pejabat penghubung"),
    Role.LEADER: _l("Pimpinan"),
    Role.INSPECTOR: _l("Inspektur"),
    Role.EVALUATOR: _l("Evaluator"),
    Role.TRAINEE: _l("Peserta bimbingan teknis"),
}

STATUS_NAMES: Mapping[Status, str] = {
    Status.RECEIVED: _l("Menunggu verifikasi"),
    Status.NEEDS_INFO: _l("Menunggu kelengkapan informasi"),
    Status.ASSIGNED: _l("Terdisposisi, belum ditindaklanjuti"),
    Status.IN_PROGRESS: _l("Ditindaklanjuti"),
    Status.ANSWERED: _l("Menunggu tanggapan pelapor"),
    Status.CLOSED: _l("Ditutup"),
    Status.ARCHIVED: _l("Diarsipkan"),
}
CLOSED_NAMES: Mapping[str, str] = {
    "reporter": _l("Ditutup oleh pelapor"),
    "officer_for_reporter": _l("Ditutup lewat petugas"),
    "system": _l("Ditutup oleh sistem, belum dikonfirmasi"),
    "admin": _l("Ditutup oleh admin"),
}
ARCHIVED_NAMES: Mapping[ArchiveReason, str] = {
    ArchiveReason.NOT_COMPLETED: _l("Diarsipkan: keterangan tidak dilengkapi"),
    ArchiveReason.MERGED: _l("Diarsipkan: digabung dengan laporan lain"),
    ArchiveReason.WITHDRAWN: _l("Diarsipkan: atas permintaan pelapor"),
    ArchiveReason.NOT_PUBLIC_SERVICE: _l("Diarsipkan: bukan urusan layanan publik"),
    ArchiveReason.IN_COURT: _l("Diarsipkan: sedang diperiksa pengadilan"),
    ArchiveReason.HANDLED_ELSEWHERE: _l("Diarsipkan: sedang ditangani lembaga lain"),
    ArchiveReason.ANSWERED_BEFORE: _l("Diarsipkan: hal yang sama sudah dijawab"),
    ArchiveReason.NO_REPORT: _l("Diarsipkan: tidak berisi laporan"),
}

KIND_NAMES: Mapping[Kind, str] = {
    Kind.COMPLAINT: _l("Pengaduan"),
    Kind.SUGGESTION: _l("Aspirasi"),
    Kind.INFORMATION: _l("Permintaan informasi"),
}
CHANNEL_NAMES: Mapping[str, str] = {
    "web": _l("Situs"),
    "email": _l("Surel"),
    "sms": _l("SMS"),
    "chat": _l("Obrolan"),
    "paper": _l("Formulir kertas"),
    "phone": _l("Telepon"),
}
WISH_NAMES: Mapping[str, str] = {
    "interpreter": _l("Juru bahasa isyarat"),
    "phone_call": _l("Dihubungi lewat telepon, bukan tulisan"),
    "large_print": _l("Jawaban dengan huruf besar"),
    "braille": _l("Jawaban dalam huruf braille"),
    "easy_read": _l("Jawaban dengan bahasa sederhana"),
    "form_help": _l("Didampingi saat mengisi atau membalas"),
}
HELPED: Mapping[Helper, str] = {
    Helper.HELPED: _l("Diisi dengan bantuan %(name)s. Surat dan PIN tetap milik pelapor."),
    Helper.REPRESENTED: _l("Diwakili oleh %(name)s."),
}
HELPER_UNNAMED = _l("orang lain")

SECRET_TITLE = _l("Isi laporan ini dirahasiakan")

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
}


def status_name(status: Status, closed_by: str | None = None, reason: str | None = None) -> str:
    """The status in words; who closed it and why it was archived are part of it."""
    if status in OPEN:
        return STATUS_NAMES[status]
    if status is Status.CLOSED:
        return CLOSED_NAMES.get(closed_by or "", STATUS_NAMES[status])
    return ARCHIVED_NAMES[ArchiveReason(reason)] if reason in set(ArchiveReason) else STATUS_NAMES[status]
